//! What a line opens by its words: "Model answer:", "### Lösungen", "→ B".

use super::line::{Form, Line, Marker, marker};
use crate::case::{
    read::truths::ARROWS,
    vocabulary::{
        grammar::{
            Phrases, Sense, Sort, commands, ends_for_staff, fold, listens, names_a_task,
            says_what_to_find, sense, speaks_to_staff, start, words,
        },
        is_truth,
    },
};

/// A label, and what stands behind it in the line.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) sense: Sense,
    pub(super) rest: String,
    /// "A:", which is an answer only under a question.
    pub(super) letter: bool,
    /// It is told by how it looks, and ends with its paragraph.
    pub(super) apart: bool,
}

impl Role {
    pub(super) fn new(sense: Sense, rest: &str) -> Self {
        Self {
            sense,
            rest: rest.trim().to_owned(),
            letter: false,
            apart: false,
        }
    }

    /// Questions that are told by what stands below.
    pub(super) fn questions() -> Self {
        Self::new(Sense::questions(), "")
    }

    /// An answer that is told by where it stands.
    pub(super) fn answer() -> Self {
        Self::new(Sense::answer(3), "")
    }

    pub(super) fn is(&self, sorts: &[Sort]) -> bool {
        sorts.contains(&self.sense.sort)
    }

    /// An answer that is told by its label.
    pub(super) fn answers(&self) -> bool {
        self.letter || (self.sense.sort == Sort::Answer && self.sense.strength >= 2)
    }
}

/// No label is longer, in bytes.
const LONGEST_HEAD: usize = 130;
/// No word that judges is longer, in letters.
const SHORT_HEAD: usize = 24;
/// No line that is nothing but a label is longer, in letters.
const LONGEST_ALONE: usize = 90;

/// What a line opens, if anything.
pub(super) fn role(line: &Line<'_>) -> Option<Role> {
    let labelled = [
        Form::Heading,
        Form::Bold,
        Form::Plain,
        Form::Item,
        Form::Division,
        Form::Table,
    ];
    if !line.is(&labelled) {
        return None;
    }
    if line.form == Form::Division && is_for_staff(&line.text) {
        return Some(Role::new(Sense::staff(3), ""));
    }
    if spells_a_name(line.raw) || super::ask::names_its_letter(&line.text) {
        return None;
    }
    let by_sign = arrow(&line.text)
        .or_else(|| truth(line))
        .or_else(|| bulb(line));
    let by_form = || aside(&line.text).or_else(|| in_bold(line.raw));
    if let Some(role) = by_sign.or_else(by_form) {
        return Some(role);
    }
    let text = without_lead(&line.text);
    let text = match marker(text) {
        Some((Marker::Bullet, _)) | None => text,
        Some((_, rest)) => without_lead(rest),
    };
    if text.is_empty() {
        return None;
    }
    if line.form == Form::Heading && ends_for_staff(text) {
        return Some(Role::new(Sense::staff(3), ""));
    }
    let head = short_head(text);
    before_mark(line, text)
        .or_else(|| judged(head?))
        .or_else(|| refers(head?))
        .or_else(|| by_letter(line, text, head))
        .or_else(|| may_vary(text).then(|| Role::new(Sense::answer(3), text)))
        .or_else(|| alone(line, text))
        .or_else(|| bare_letter(text))
}

/// "**T**ask – what had to be done": a letter of a name that is spelt.
fn spells_a_name(raw: &str) -> bool {
    let bare = raw.trim_start_matches(['-', '*', '+', ' ']);
    let mut letters = bare.chars();
    let bold = raw.len() - bare.len() >= 2 && letters.next().is_some_and(char::is_alphabetic);
    let rest = letters.as_str().strip_prefix("**").unwrap_or_default();
    bold && rest.starts_with(char::is_alphabetic)
}

/// Beginnings of words for answers, of what they may do, and of what that is.
#[rustfmt::skip]
static ANSWERS: Phrases = Phrases::of(&[
    "answer", "response", "antwort", "lösung", "réponse", "respuesta", "resposta", "rispost", "antwoord", "odpowied", "ответ",
]);
#[rustfmt::skip]
static MAY: Phrases = Phrases::of(&[
    "will", "may", "might", "can", "could", "kann", "könn", "peu", "pued", "pod", "posson", "kunnen", "mog", "могут",
]);
#[rustfmt::skip]
static VARY: Phrases = Phrases::of(&[
    "vary", "differ", "includ", "depend", "variier", "abweich", "unterschied", "enthalten", "umfassen", "varier", "compren", "inclu",
    "varia", "diferir", "verschil", "variëren", "różni", "отлича", "включа",
]);

/// "Answers will vary but may include …", "Les réponses peuvent varier": what may be said then.
fn may_vary(text: &str) -> bool {
    let one_of = |starts: &Phrases, word: &str| match word.is_ascii() {
        true => starts.begin(word),
        false => starts.begin(&word.to_lowercase()),
    };
    let near = text.get(..start(text, 80)).unwrap_or(text);
    let mut words = near.split_whitespace();
    words.by_ref().take(3).any(|word| one_of(&ANSWERS, word))
        && words.by_ref().take(2).any(|word| one_of(&MAY, word))
        && words.take(5).any(|word| one_of(&VARY, word))
}

/// "[Facilitator: …]", "(Answer: B)", "[^1]: Trainer: …": a label in brackets or in a footnote. There
/// the word for who teaches is enough; in a line of its own it may be who speaks.
fn aside(text: &str) -> Option<Role> {
    let text = text.trim();
    let note = text
        .strip_prefix("[^")
        .and_then(|note| note.split_once("]:"));
    let inner = match note {
        Some((_, said)) => said.trim_start(),
        None => text.strip_prefix(['[', '(', '（', '【'])?,
    };
    let (at, end) = marks(inner).first().copied()?;
    let (head, rest) = (inner.get(..at)?, inner.get(end..)?);
    if head.contains([')', ']', '）', '】']) {
        return None;
    }
    let rest = match note {
        Some(_) => rest,
        None => rest.trim_end_matches([']', ')', '）', '】']),
    };
    let folded = fold(head);
    let named = speaks_to_staff(&folded) && words(&folded).len() == 1;
    let kept = |found: &Sense| matches!(found.sort, Sort::Answer | Sort::Staff);
    let found = sense(head).filter(|found| kept(found) && found.strength >= 2);
    let found = found.or_else(|| named.then(|| Sense::staff(3)))?;
    Some(Role::new(found, rest))
}

/// "**For the tutor.** Wait two minutes.": a label in bold that begins a paragraph, without a colon.
fn in_bold(raw: &str) -> Option<Role> {
    let raw = raw.trim_start().trim_start_matches(['-', '+', '>', ' ']);
    let (head, rest) = super::line::bold_lead(raw)?;
    let head = head.trim().trim_end_matches(['.', '!']);
    let rest = rest.trim();
    let says = rest.starts_with(char::is_alphanumeric) && head.len() <= LONGEST_ALONE;
    let found = says.then(|| sense(head)).flatten()?;
    let sure = matches!(found.sort, Sort::Answer | Sort::Staff) && found.strength >= 3;
    sure.then(|| Role::new(found, rest))
}

/// "::: instructor": a division that is called by who teaches.
fn is_for_staff(text: &str) -> bool {
    let folded = fold(text);
    words(&folded).len() <= 2 && speaks_to_staff(&folded)
}

/// "💡 The council, since it owns the well.": what a bulb leads answers a question right above it.
fn bulb(line: &Line<'_>) -> Option<Role> {
    let said = line
        .text
        .trim_start()
        .strip_prefix('💡')?
        .trim_start_matches('\u{fe0f}');
    let free = line.is(&[Form::Plain, Form::Item]) && !line.asks();
    let label = marks(said).first().and_then(|(at, _)| said.get(..*at));
    let known = label.is_some_and(|label| sense(label).is_some());
    (free && !known && said.contains(char::is_alphabetic)).then(|| Role {
        letter: true,
        ..Role::new(Sense::answer(2), said)
    })
}

/// Signs and symbols before the words of a label.
fn without_lead(text: &str) -> &str {
    let keeps = |letter: char| letter.is_alphanumeric() || "(（[【¿¡\"“„«'‘".contains(letter);
    text.trim_start_matches(|letter: char| !keeps(letter))
}

/// "❌ **False** – …", "**True.** …": whether what stands above is true.
fn truth(line: &Line<'_>) -> Option<Role> {
    let raw = line
        .raw
        .trim_start()
        .trim_start_matches(['-', '+', '•', ' ']);
    let signed = ["✅", "✔", "✓", "❌", "✗", "✘", "✖"]
        .iter()
        .any(|sign| raw.starts_with(sign));
    let bold = raw.starts_with("**") && line.form == Form::Plain;
    if !signed && !bold {
        return None;
    }
    let all = words(line.folded());
    let says = all.first().is_some_and(|word| is_truth(word)) && all.len() > 2;
    says.then(|| {
        Role::new(
            Sense::answer(if signed { 3 } else { 2 }),
            without_lead(&line.text),
        )
    })
}

/// "→ B", "⇒ true": an answer by an arrow.
fn arrow(text: &str) -> Option<Role> {
    let text = text.trim_start();
    let rest = ARROWS.iter().find_map(|arrow| text.strip_prefix(arrow))?;
    is_a_choice(rest).then(|| Role::new(Sense::answer(3), rest))
}

/// Whether a text says which option is right, or whether something is true: "B", "c) the crew",
/// "false"; "a new mast" does not.
pub(super) fn is_a_choice(text: &str) -> bool {
    let bare = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let end = bare.find(|letter: char| !letter.is_alphanumeric());
    let (first, rest) = bare
        .split_at_checked(end.unwrap_or(bare.len()))
        .unwrap_or((bare, ""));
    let letter = matches!(first.as_bytes(), [b'a'..=b'h' | b'A'..=b'H']);
    let alone = !rest
        .trim_start_matches(['*', '_', '`'])
        .starts_with([' ', '\'', '’'])
        || rest.trim_start().starts_with(['(', '–', '-', '—', '[']);
    letter && (alone || first != "a" && first != "A") && !rest.starts_with(['\'', '’'])
        || is_truth(&fold(first))
}

/// Where labels end: a colon, a dash between blanks, an arrow.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let ends = |byte: &u8| matches!(byte, b':' | b'-' | 0xc2 | 0xe2 | 0xef);
    if !text.as_bytes().iter().take(LONGEST_HEAD + 4).any(ends) {
        return found;
    }
    let mut depth = 0_i32;
    for (at, letter) in text.char_indices() {
        if at > LONGEST_HEAD || found.len() > 2 {
            break;
        }
        let after = || text.get(at + letter.len_utf8()..).unwrap_or_default();
        let spaced = || text.get(..at).is_some_and(|before| before.ends_with(' '));
        match letter {
            '(' | '（' | '[' => depth += 1,
            ')' | '）' | ']' => depth -= 1,
            ':' | '：' if depth <= 0 => found.push((at, at + letter.len_utf8())),
            '-' | '–' | '—' | '·' if depth <= 0 && spaced() && after().starts_with([' ', '-']) =>
            {
                found.push((at, at + letter.len_utf8()));
            }
            '→' | '⇒' => found.push((at, at + letter.len_utf8())),
            _ => {}
        }
    }
    found
}

/// "Model answer: …", "Solution – …", "Exercise 2: model answers".
fn before_mark(line: &Line<'_>, text: &str) -> Option<Role> {
    let heads = line.is(&[Form::Heading, Form::Bold]);
    for (at, end) in marks(text) {
        let (Some(head), Some(rest)) = (text.get(..at), text.get(end..)) else {
            continue;
        };
        let Some(found) = sense(head) else {
            continue;
        };
        // "3. Design suggestion: propose …" is a task.
        if line.counted().is_some() && found.strength <= 2 && commands(rest.trim_start()) {
            continue;
        }
        let dash = text.get(at..end).is_some_and(|mark| "-–—·".contains(mark));
        let little = matches!(found.sort, Sort::Weak | Sort::Kind | Sort::Beside);
        let tail = (dash || heads)
            && (little || matches!(found.sort, Sort::Questions | Sort::Later | Sort::Hint));
        if tail && let Some(role) = by_tail(text) {
            return Some(role);
        }
        return Some(Role::new(found, rest));
    }
    None
}

/// What a heading says behind its last colon or dash, where that is a sure label.
fn by_tail(text: &str) -> Option<Role> {
    let tail = marks(text).last().and_then(|(_, end)| text.get(*end..))?;
    if tail.chars().count() > 70 {
        return None;
    }
    let found = sense(tail)?;
    let sure = matches!(found.sort, Sort::Answer | Sort::Staff) && found.strength >= 3;
    sure.then(|| Role::new(found, ""))
}

/// "Engineering manager – interview questions".
pub(super) fn asks_at_its_end(title: &str) -> bool {
    let tail = marks(title).last().and_then(|(_, end)| title.get(*end..));
    tail.and_then(sense)
        .is_some_and(|found| found.sort == Sort::Questions)
}

/// What a title of answers holds, whatever stands around it.
#[rustfmt::skip]
const KEYS: &[&str] = &[
    "answer key", "solution key", "losungsschlussel", "clave de respuestas", "solucionario", "gabarito", "cevap anahtari", "参考答案",
    "模範解答", "kunci jawaban",
];

/// Whether a title says that what it stands over are answers, or for the staff: "Quiz 3: solutions",
/// "Ideal answers and rubric", "Tutor notes".
pub(super) fn names_answers(title: &str) -> bool {
    let tail = marks(title).last().and_then(|(_, end)| title.get(*end..));
    // "Solutions to sheet 3"; a "solution architect" is somebody.
    let folded = fold(title);
    let first = words(&folded).into_iter().next();
    let first = first.filter(|word| !["solution", "answer", "response"].contains(word));
    let sure = |word: &str| {
        sense(word).is_some_and(|found| found.sort == Sort::Answer && found.strength >= 3)
    };
    if first.is_some_and(sure) {
        return true;
    }
    // The name of a file may be the title: "Unit-2_Answer-Key".
    let spaced = folded.replace(['-', '_'], " ");
    if KEYS.iter().any(|key| spaced.contains(key)) {
        return true;
    }
    let answers = |found: Sense| found.sort == Sort::Answer && found.strength >= 2;
    let mut parts = [Some(title), tail].into_iter().flatten();
    names_staff(title) || parts.any(|text| sense(text).is_some_and(answers))
}

/// Whether a title says that what it stands over is for whoever leads: "Tutor notes", "Facilitator
/// guide – session 1: the merger".
pub(super) fn names_staff(title: &str) -> bool {
    let marks = marks(title);
    let head = marks.first().and_then(|(at, _)| title.get(..*at));
    let tail = marks.last().and_then(|(_, end)| title.get(*end..));
    let staff = |text: &str, least: u8| {
        sense(text).is_some_and(|found| found.sort == Sort::Staff && found.strength >= least)
    };
    head.is_some_and(|head| staff(head, 0))
        || [Some(title), tail]
            .into_iter()
            .flatten()
            .any(|text| staff(text, 3))
}

/// What stands before and behind a colon that is near.
fn short_head(text: &str) -> Option<(&str, &str)> {
    let near = text.get(..start(text, SHORT_HEAD)).unwrap_or(text);
    let at = near.find([':', '：'])?;
    let (head, rest) = text.split_at_checked(at)?;
    Some((head, rest.trim_start_matches([':', '：'])))
}

/// "Zu 1: …", "Ad 2: …", "Zu Frage 3: …": an answer to a question above.
fn refers((head, rest): (&str, &str)) -> Option<Role> {
    let folded = fold(head);
    let all = words(&folded);
    let (first, last) = (all.first()?, all.last()?);
    let leads = ["zu", "ad", "re", "к", "до"].contains(first) && all.len() <= 3;
    let named = all.len() == 2 || all.get(1).is_some_and(|word| names_a_task(word));
    let counts = last.chars().all(char::is_numeric) && all.len() > 1;
    (leads && named && counts).then(|| Role::new(Sense::answer(2), rest))
}

/// "Correct: …", "正确：…".
fn judged((head, rest): (&str, &str)) -> Option<Role> {
    let judges = [
        "correct",
        "right",
        "richtig",
        "korrekt",
        "correcta",
        "correcto",
        "correta",
        "corretto",
        "juist",
        "верно",
        "правильно",
        "helyes",
        "正确",
        "正解",
        "dogru",
        "most effective",
        "least effective",
        "best",
        "worst",
        "best response",
        "worst response",
        "best option",
        "worst option",
    ];
    (judges.contains(&fold(head.trim()).as_str()) && !rest.trim().is_empty())
        .then(|| Role::new(Sense::answer(3), rest))
}

/// "A: …", "R: …", "R/. …", "答：…", where it is an answer of some length.
fn by_letter(line: &Line<'_>, text: &str, head: Option<(&str, &str)>) -> Option<Role> {
    if line.marker.is_some() || !line.is(&[Form::Plain, Form::Bold]) {
        return None;
    }
    let slashed = ["R/.", "R/", "Rta.", "Rpta."]
        .iter()
        .find_map(|head| text.strip_prefix(head));
    let slashed = slashed.map(|rest| ("R", rest.trim_start_matches([':', ' '])));
    let (head, rest) = slashed.or(head)?;
    let known = ["A", "R", "Ans", "Antw", "Rep", "О", "Отв", "답", "ج", "ת"].contains(&head.trim());
    (known && rest.trim().chars().count() > 8).then(|| Role {
        letter: true,
        ..Role::new(Sense::answer(2), rest)
    })
}

/// A line that is nothing but a label.
fn alone(line: &Line<'_>, text: &str) -> Option<Role> {
    let heads = line.is(&[Form::Heading, Form::Bold, Form::Division, Form::Table]);
    let length = text.chars().count();
    if length > LONGEST_ALONE || !(heads || length <= 60) {
        return None;
    }
    if line.is(&[Form::Heading, Form::Bold])
        && let Some(role) = by_tail(text)
    {
        return Some(role);
    }
    let colon = text.ends_with([':', '：']);
    let ends = text.ends_with(['.', '?', '!', '。', '？']);
    let few = text.split_whitespace().count() <= 6;
    let running = line.is(&[Form::Plain, Form::Item]);
    if running && (ends || !(colon || few)) {
        return None;
    }
    let found = sense(text)?;
    let watches = few && (listens(line.folded()) || says_what_to_find(line.folded()));
    if running && !colon && !(found.strength >= 3 || watches && line.form == Form::Plain) {
        return None;
    }
    let asks = text.ends_with(['?', '？', '؟']) && found.sort != Sort::Questions;
    (!asks).then(|| Role::new(found, ""))
}

/// "Answer B", "Lösung c)", "答案 A".
fn bare_letter(text: &str) -> Option<Role> {
    let (head, rest) = text.split_once([' ', '\u{a0}'])?;
    let rest = rest.trim_start_matches(['.', '-', '–', '(', ' ']);
    let end = rest.find(|letter: char| !letter.is_alphabetic());
    let first = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    let letter = matches!(first.as_bytes(), [b'a'..=b'h' | b'A'..=b'H']);
    let short = rest.chars().count() < 4
        || rest
            .get(1..)
            .is_some_and(|rest| rest.starts_with([')', '.', ',']));
    let truth = ["true", "false"]
        .iter()
        .any(|truth| first.eq_ignore_ascii_case(truth));
    if !(truth || letter && short) {
        return None;
    }
    let found = sense(head).filter(|found| found.sort == Sort::Answer && found.strength >= 3)?;
    Some(Role::new(found, rest))
}
