//! Words to whoever runs a session: a short list of the alarm's own.

use std::borrow::Cow;

use super::{Found, Row};
use crate::case::{Case, Document, Doubt, Looks, read::Lines, vocabulary::grammar::Phrases};

/// Remarks on who may see a passage, in small letters.
static REMARKS: Phrases = Phrases::of(&[
    "do not read out",
    "don't read out",
    "don’t read out",
    "do not read aloud",
    "do not hand out",
    "don't hand out",
    "don’t hand out",
    "do not distribute",
    "do not share with",
    "do not show",
    "don't show",
    "not for participants",
    "not for students",
    "only for whoever",
    "for your eyes",
    "nicht austeilen",
    "nicht vorlesen",
    "nicht zeigen",
    "nicht für teilnehm",
    "ne pas distribuer",
    "ne pas lire",
    "ne pas montrer",
    "no repartir",
    "no leer en voz alta",
    "no mostrar",
    "não distribuir",
    "não mostrar",
    "non distribuire",
    "non mostrare",
    "niet uitdelen",
    "niet voorlezen",
    "не раздавать",
    "не показывать",
    "请勿分发",
    "配布しない",
]);

/// How orders to whoever runs a session begin, and to whom they are then to be given.
static ORDERS: &[(Phrases, &[&str])] = &[
    (
        Phrases::of(&[
            "ask ",
            "tell ",
            "remind ",
            "divide ",
            "split ",
            "invite ",
            "give ",
            "let ",
            "distribute ",
            "hand ",
            "collect ",
            "debrief ",
            "explain ",
            "encourage ",
            "instruct ",
        ]),
        &[
            "participants",
            "the group",
            "the class",
            "learners",
            "trainees",
            "the room",
        ],
    ),
    (
        Phrases::of(&[
            "bitten sie ",
            "fragen sie ",
            "lassen sie ",
            "teilen sie ",
            "erklären sie ",
            "geben sie ",
        ]),
        &["teilnehm", "die gruppe", "die runde", "lernende"],
    ),
    (
        Phrases::of(&[
            "demandez ",
            "distribuez ",
            "invitez ",
            "laissez ",
            "expliquez ",
            "rappelez ",
            "divisez ",
        ]),
        &[
            "participants",
            "le groupe",
            "au groupe",
            "apprenants",
            "stagiaires",
        ],
    ),
    (
        Phrases::of(&[
            "pida ",
            "pregunte ",
            "distribuya ",
            "explique ",
            "divida ",
            "invite ",
            "deje ",
        ]),
        &["participantes", "al grupo", "el grupo"],
    ),
    (
        Phrases::of(&["peça ", "pergunte ", "distribua ", "explique ", "divida "]),
        &["participantes", "o grupo", "ao grupo"],
    ),
    (
        Phrases::of(&[
            "chiedete ",
            "chiedere ",
            "distribuite ",
            "spiegate ",
            "dividete ",
        ]),
        &["partecipanti", "al gruppo", "il gruppo"],
    ),
    (
        Phrases::of(&["vraag ", "verdeel ", "geef ", "laat ", "deel "]),
        &["deelnemers", "de groep"],
    ),
];

/// Titles of documents for the staff.
#[rustfmt::skip]
const FOR_STAFF: &[&str] = &["answer key", "tutor note", "tutor guide", "instructor note", "teaching note"];
/// Titles of documents that hold answers to questions that stand elsewhere, if they count them.
#[rustfmt::skip]
const ANSWERS: &[&str] = &[
    "solution", "answers to", "lösung", "corrigé", "solucion", "soluç", "soluzion", "uitwerking", "megoldás", "rozwiązan", "решени",
    "答案", "解答",
];

/// Why a document of answers is kept back.
const ONLY_ANSWERS: &str = "the document holds answers, and no questions";

/// In a text about leading groups so large a share of the lines says such words, in percent.
const USUAL: usize = 6;

/// Remarks in brackets, or at the start, on who may see what.
pub(super) fn remarks(rows: &[Row<'_>], found: &mut Found) {
    let mut level = 0;
    let mut paragraph = false;
    for row in rows {
        let remark = is_remarked(row.text);
        if row.level > 0 {
            level = match remark {
                true => row.level,
                false if row.level > level => level,
                false => 0,
            };
        }
        paragraph = remark || (paragraph && !row.first);
        if paragraph || level > 0 {
            found.insert(
                row.number,
                (
                    Looks::LikeAStaffNote,
                    "a remark says that it is not for everybody",
                ),
            );
        }
    }
}

/// Whether a line begins with a remark, or has one in brackets.
fn is_remarked(text: &str) -> bool {
    let small = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    };
    let bare = small.trim_start_matches(['#', '*', '_', '-', '>', ' ']);
    let inside = |(open, close): (char, char)| {
        let mut behind = bare.split(open).skip(1);
        behind.any(|behind| REMARKS.are_in(behind.split(close).next().unwrap_or(behind)))
    };
    REMARKS.begin(bare)
        || [('(', ')'), ('[', ']')].into_iter().any(inside)
        || (!bare.is_ascii() && inside(('（', '）')))
}

/// Orders to whoever runs the session.
pub(super) fn orders(rows: &[Row<'_>], found: &mut Found) {
    let hits: Vec<&Row<'_>> = rows
        .iter()
        .filter(|row| !row.asks && orders_somebody(row.text))
        .collect();
    if hits.len() > 3 && hits.len() * 100 > rows.len() * USUAL {
        return;
    }
    let why = "it tells somebody how to run the session";
    let hits: Vec<u32> = hits.iter().map(|row| row.number).collect();
    let mut open = false;
    for row in rows {
        let item = row.text.starts_with(['-', '*', '+', '•']);
        open = hits.contains(&row.number) || (open && item && !row.asks);
        if open {
            found
                .entry(row.number)
                .or_insert((Looks::LikeAStaffNote, why));
        }
        // What it introduces goes with it.
        open &= item || row.text.ends_with([':', '：']);
    }
}

fn orders_somebody(text: &str) -> bool {
    let bare = text.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let mut meant = ORDERS.iter().filter(|(verbs, _)| verbs.begin(bare));
    let whole = std::cell::OnceCell::new();
    meant.any(|(_, people)| {
        let small = whole.get_or_init(|| bare.to_lowercase());
        people.iter().any(|who| small.contains(who)) && !small.contains(" your ")
    })
}

/// A document of answers without questions: all of it is kept back, and that is told once.
pub(super) fn take_all(document: &Document, rows: &[Row<'_>], found: &mut Found) -> bool {
    let title = document.title.to_lowercase().replace(['-', '_'], " ");
    let holds = |words: &[&str]| words.iter().any(|word| title.contains(word));
    // "Solutions to the conflict", told in prose, are those of a story.
    let counts = |row: &Row<'_>| {
        let bare = row.text.trim_start_matches(['*', '_', '#', '-', '(', ' ']);
        row.level > 1 || bare.starts_with(char::is_numeric) || bare.len() < row.text.len()
    };
    let says = holds(FOR_STAFF) || (holds(ANSWERS) && rows.iter().any(counts));
    let none = document
        .cases
        .iter()
        .flat_map(Case::questions)
        .next()
        .is_none();
    if !says || !none {
        return false;
    }
    for row in rows {
        found.insert(row.number, (Looks::LikeAStaffNote, ONLY_ANSWERS));
    }
    true
}

/// The same, where the reading has kept all of it back by itself.
pub(super) fn all_of_it(document: &Document) -> Option<Doubt> {
    let from = document.hidden.iter().map(|hidden| hidden.from).min()?;
    let to = document.hidden.iter().map(|hidden| hidden.to).max()?;
    Some(Doubt {
        lines: Lines { from, to },
        looks: Looks::LikeAStaffNote,
        why: ONLY_ANSWERS.into(),
    })
}
