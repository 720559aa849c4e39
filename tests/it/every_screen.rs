//! What holds of every screen of a session, in every protocol, at every size, before and after
//! people did what the step asks of them.

use std::{collections::HashSet, fs, sync::LazyLock};

use ratatui::style::Modifier;
use roundtable::{
    case::{Answer, Kind, Value},
    id::PersonId,
    protocol::{ALONE, DEFAULT, Protocol, names},
    session::{Actor, Ballot, Command, Commitment, NoteKind, Score, Stance, View, Viewer},
    text::Clean,
    tui::theme::{Choice, Theme},
};

use crate::{
    house::files,
    rig::{ASKED, Rig, choice, one, open},
    tidy::root,
};

const SIZES: [(u16, u16); 5] = [(60, 15), (80, 24), (100, 30), (140, 40), (200, 50)];
const PEOPLE: &[&str] = &["Ann", "Ben", "Cem", "Dora"];
/// Long enough to be cut on a small screen; its last word tells whose it is.
const SAID: &str = "I would not wait until the morning, since the night shift knows what \
    happened and nobody else does. They should be heard first, in their own words, and what \
    they say should be written down before anybody explains it away. After that the ward can \
    decide what it owes to whom, and who tells the family, which is the end of";

/// Every word that the program and this case know, so that a word cut in its middle is none.
static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut known = HashSet::new();
    let mut learn = |text: &str| {
        let words = text.split(|letter: char| !letter.is_alphabetic());
        known.extend(words.map(str::to_lowercase));
    };
    for path in files(&root().join("src")) {
        learn(&fs::read_to_string(path).unwrap());
    }
    for path in ["tests/it/rig.rs", "tests/it/every_screen.rs"] {
        learn(&fs::read_to_string(root().join(path)).unwrap());
    }
    known
});

fn said(person: u32) -> String {
    format!("{SAID} {}", end_of(person))
}

/// The last word of what somebody says.
pub(crate) fn end_of(person: u32) -> &'static str {
    ["", "alpha", "beta", "gamma", "delta"][person as usize]
}

/// Everybody does what the step lets them do.
fn everybody_acts(rig: &mut Rig, view: &View) {
    let people = u32::try_from(view.people.len()).unwrap();
    for number in 1..=people {
        let person = PersonId(number);
        let by = Actor::Person(person);
        let own = rig.table.view(Viewer::Person(person));
        let Some(question) = &own.question else {
            continue;
        };
        let asked = || question.prompt.id.clone();
        let text = Clean::new(&said(number));
        let value = match question.prompt.kind {
            Kind::Choice { .. } => Value::Choice(vec![u8::try_from(number % 3).unwrap()]),
            _ => Value::Text(text.clone()),
        };
        let items: Vec<_> = question.items.iter().map(|item| item.entry).collect();
        let score = |item: &roundtable::id::Seq| Score {
            item: *item,
            points: 7,
            reason: text.clone(),
        };
        let vote = |ballot| Command::Vote {
            person,
            question: asked(),
            ballot,
        };
        let wishes = [
            Command::Answer {
                person,
                question: asked(),
                answer: Answer {
                    value,
                    reason: text.clone(),
                },
                handed_in: false,
                moved_by: None,
            },
            vote(Ballot::Ranking(items.iter().take(3).copied().collect())),
            vote(Ballot::Rating(items.iter().map(score).collect())),
            vote(Ballot::Consent {
                objects: number == 2,
                reason: text.clone(),
            }),
            Command::Note {
                person: Some(person),
                question: asked(),
                kind: NoteKind::Challenges,
                text: text.clone(),
                about: None,
            },
            Command::Compare {
                person,
                question: asked(),
                model: 0,
                claim: 0,
                stance: Stance::Contest,
                text: text.clone(),
            },
        ];
        for wish in wishes {
            // What the step does not take is refused.
            let _ = rig.table.send(by, wish, 1_000);
        }
    }
    if view.question.is_none() {
        let commitment = Commitment {
            what: Clean::new(SAID),
            by_when: Clean::new("Friday"),
            ..Commitment::default()
        };
        let commit = Command::Commit {
            person: Some(PersonId(1)),
            commitment,
        };
        let _ = rig.table.send(Actor::Desk, commit, 1_000);
    }
    rig.follow();
}

/// Goes through a session and looks at every screen of it.
fn at_every_screen(protocol: &str, kind: &Kind, size: (u16, u16), look: &mut dyn FnMut(&mut Rig)) {
    let protocol = Protocol::find(protocol).unwrap();
    let people = if protocol.name == ALONE {
        &PEOPLE[..1]
    } else {
        PEOPLE
    };
    let case = match kind {
        Kind::Open => open(),
        kind => one(kind.clone(), ASKED),
    };
    let mut rig = Rig::of(case, protocol, people, size);
    rig.theme = Theme::of(Choice::Dark, None, true, true);
    for _ in 0..30 {
        rig.follow();
        let view = rig.view();
        // Pages that open by themselves are looked at, then put away.
        look(&mut rig);
        rig.keys("Esc");
        look(&mut rig);
        everybody_acts(&mut rig, &view);
        look(&mut rig);
        if rig.table.session.is_over() {
            return;
        }
        let from = rig.table.session.place();
        let on = [
            Command::Advance { from },
            Command::Skip { from },
            Command::Close,
        ];
        let gone = on
            .into_iter()
            .any(|on| rig.table.send(Actor::Desk, on, 1_000).is_ok());
        assert!(gone, "{}", rig.screen());
    }
    panic!("it does not end: {}", rig.screen());
}

/// Every protocol on the smallest screen, and the usual one at every size.
pub(crate) fn tightest(look: &mut dyn FnMut(&mut Rig)) {
    for name in names() {
        let votes = roundtable::case::fit::suits(Protocol::find(name).unwrap(), &open());
        let kind = if votes { Kind::Open } else { choice(1) };
        at_every_screen(name, &kind, SIZES[0], look);
    }
    for size in &SIZES[1..] {
        at_every_screen(DEFAULT, &choice(1), *size, look);
    }
}

/// Protocols of each kind on the smallest screen, and the usual one on a middling one: for what
/// presses many keys at each of them.
pub(crate) fn tightest_of_each_kind(look: &mut dyn FnMut(&mut Rig)) {
    for (name, kind) in [
        (DEFAULT, Kind::Open),
        ("peer-instruction", choice(1)),
        ("consent", Kind::Open),
    ] {
        at_every_screen(name, &kind, SIZES[0], look);
    }
    at_every_screen(DEFAULT, &choice(1), SIZES[2], look);
}

fn everywhere(look: &mut dyn FnMut(&mut Rig)) {
    for name in names() {
        let protocol = Protocol::find(name).unwrap();
        let votes = roundtable::case::fit::suits(protocol, &open());
        let kind = if votes { Kind::Open } else { choice(1) };
        for size in [SIZES[0], SIZES[2]] {
            at_every_screen(name, &kind, size, look);
        }
    }
    for size in SIZES {
        at_every_screen(DEFAULT, &Kind::Open, size, look);
        at_every_screen(DEFAULT, &choice(1), size, look);
    }
}

/// Rows of which every letter is bold, and what stands in them.
fn bold_rows(rig: &Rig) -> Vec<(u16, String)> {
    let buffer = rig.cells();
    let mut rows = Vec::new();
    for y in 0..rig.area.height {
        let cells = (0..rig.area.width).map(|x| &buffer[(x, y)]);
        let letters: Vec<_> = cells.filter(|cell| cell.symbol() != " ").collect();
        let bold = letters
            .iter()
            .all(|cell| cell.modifier.contains(Modifier::BOLD));
        let says = letters
            .iter()
            .any(|cell| cell.symbol().chars().any(char::is_alphanumeric));
        if bold && says {
            rows.push((y, letters.iter().map(|cell| cell.symbol()).collect()));
        }
    }
    rows
}

#[test]
fn no_two_bold_lines_stand_in_a_row() {
    everywhere(&mut |rig| {
        let rows = bold_rows(rig);
        let asked: String = ASKED.split_whitespace().collect();
        for pair in rows.windows(2) {
            let [(above, _), (below, words)] = pair else {
                continue;
            };
            // A question of two rows is one heading.
            let one = asked.contains(words.trim_end_matches('…'));
            assert!(one || below - above > 1, "{words}: {}", rig.screen());
        }
    });
}

#[test]
fn no_word_is_cut_without_a_sign_that_it_goes_on() {
    everywhere(&mut |rig| {
        let screen = rig.screen();
        for row in screen.lines() {
            let mut rest = row;
            while let Some(from) = rest.find(char::is_alphabetic) {
                let (_, word) = rest.split_at(from);
                let to = word.find(|letter: char| !letter.is_alphabetic());
                let (word, after) = word.split_at(to.unwrap_or(word.len()));
                let goes_on = after.starts_with('…');
                let known = WORDS.contains(&word.to_lowercase());
                assert!(known || goes_on, "{word}: {row}\n{screen}");
                rest = after;
            }
        }
    });
}
