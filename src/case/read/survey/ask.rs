//! Whether a line asks, by which number, and whether it is an option.

use super::{
    Survey,
    line::{Form, Line, Marker},
};
use crate::case::{
    read::{build::named, question::mark, time},
    vocabulary::{
        grammar::{Phrases, commands, each_word, fold, names_a_task, start},
        is_ideograph,
    },
};

/// Whether a text asks: a sentence of it ends in a question mark.
pub(super) fn asks(text: &str) -> bool {
    let marks = text.contains('?') || !text.is_ascii();
    // A question that goes on in the next line.
    let opened = || text.starts_with('¿') && !text.contains('?');
    marks
        && (opened()
            || mark::asks(text)
            || text.match_indices(['?', '？', '؟']).any(|(at, mark)| {
                let after = text.get(at + mark.len()..).unwrap_or_default();
                let after = after.trim_start_matches(['"', '”', '»', ')', '*', '_', '’', '\'']);
                after.is_empty() || after.starts_with(char::is_whitespace) || mark == "？"
            }))
}

/// Whether a text ends as a question does, whatever marks stand around it.
pub(super) fn asks_at_its_end(text: &str) -> bool {
    let marks = |letter: char| " *_\"')”»’」".contains(letter);
    text.trim_end_matches(marks).ends_with(['?', '？', '؟'])
}

/// A long paragraph that asks on its way, or a very long one, tells a story.
pub(super) fn tells_a_story(text: &str) -> bool {
    let count = text.chars().count();
    count >= 1500 || count > 500 && !asks_at_its_end(text)
}

/// Whether a text is what somebody says, or asks only in what it says that somebody says: "To go
/// deeper: “What else?”".
pub(super) fn quotes(text: &str) -> bool {
    const OPEN: [char; 4] = ['"', '“', '„', '«'];
    const CLOSE: [char; 4] = ['"', '”', '“', '»'];
    if text.starts_with(OPEN) {
        return true;
    }
    if !text.contains(OPEN) {
        return false;
    }
    let (mut outside, mut inside) = (String::new(), false);
    for letter in text.chars() {
        match inside {
            true => inside = !CLOSE.contains(&letter),
            false if OPEN.contains(&letter) => inside = true,
            false => outside.push(letter),
        }
    }
    asks(text) && !asks(&outside) && !tells_to(&outside)
}

/// Whether a text tells the reader to do something.
pub(in crate::case::read) fn tells_to(text: &str) -> bool {
    let bare = text.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let near = bare.get(..start(bare, 51)).unwrap_or(bare);
    let colon = near.find([':', '：']);
    let behind = colon.and_then(|at| Some(bare.get(at..)?.trim_start_matches([':', '：'])));
    let long = text.trim_end().ends_with('!') && text.chars().count() > 25;
    commands(bare) || behind.is_some_and(|rest| commands(rest.trim_start())) || long
}

/// How a label begins that puts a question to somebody: "Ask:", "Ask the group:".
#[rustfmt::skip]
const PUTS: &[&str] = &[
    "ask", "asks", "frage", "fragen", "fragt", "demander", "demandez", "preguntar", "pregunte", "pregunta", "perguntar", "pergunte",
    "chiedere", "chiedete", "vragen", "zapytaj", "zapytajcie", "спросите", "спроси", "запитайте", "kerdezze", "fraga", "sporg", "spor",
    "kysy", "sorun", "提问", "提問", "问",
];

/// Whether a label puts what stands behind it to somebody.
pub(super) fn puts_a_question(label: &str) -> bool {
    let folded = fold(label);
    let mut words = folded.split_whitespace();
    words.next().is_some_and(|first| PUTS.contains(&first)) && words.nth(3).is_none()
}

/// Whether a text says at its start or its end how many marks it is worth: "3. (10 marks) …",
/// "… [4 pts]".
pub(super) fn is_worth(text: &str) -> bool {
    #[rustfmt::skip]
    const UNITS: &[&str] = &[
        "mark", "marks", "m", "point", "points", "pt", "pts", "p", "punkt", "punkte", "puntos", "punto", "pontos", "ponto", "punti", "punten",
        "pkt", "балл", "балла", "баллов", "pont", "puan", "分", "점", "点",
    ];
    if !text.ends_with([')', ']', '）', '】']) && !text.contains(['）', ')', ']']) {
        return false;
    }
    let worth = |inner: &str| {
        let inner = inner.trim();
        let digits = inner.len()
            - inner
                .trim_start_matches(|digit: char| digit.is_ascii_digit())
                .len();
        let (number, unit) = inner.split_at_checked(digits).unwrap_or((inner, ""));
        let unit = unit.trim().trim_end_matches('.').to_lowercase();
        (1..=3).contains(&number.len()) && UNITS.contains(&unit.as_str())
    };
    let open = ['(', '[', '（', '【'];
    let close = [')', ']', '）', '】'];
    let at_end = || {
        let bare = text.trim_end().strip_suffix(close)?;
        Some(worth(
            bare.get(bare.rfind(open)?..)?.trim_start_matches(open),
        ))
    };
    let near = text.get(..start(text, 24)).unwrap_or(text);
    let at_start = || {
        let inner = near.get(near.find(open)?..)?.trim_start_matches(open);
        Some(worth(inner.get(..inner.find(close)?)?))
    };
    at_end().unwrap_or_default() || at_start().unwrap_or_default()
}

/// The number of a question, and whether a word for a question stands before it: "Question 3",
/// "3.", "Frage 3)", "第3题".
pub(super) fn number_of(text: &str) -> (Option<u64>, bool) {
    let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_digit();
    if text.bytes().take(60).all(plain) {
        return (None, false);
    }
    let start = text.get(..start(text, 60)).unwrap_or(text);
    let counts = |letter: char| match letter.is_ascii() {
        true => letter.is_ascii_digit(),
        false => letter.is_numeric() || NUMERALS.contains(letter),
    };
    if !start.contains(counts) {
        return (None, false);
    }
    let folded = fold(start);
    let folded = folded.trim_start_matches(['#', '*', '_', '>', '¿', '¡', ' ']);
    if let Some(number) = counted(folded) {
        return (Some(number), false);
    }
    let Some(at) = folded.find(|letter: char| time::digit(letter).is_some()) else {
        return (None, false);
    };
    let (head, tail) = folded.split_at_checked(at).unwrap_or((folded, ""));
    let head = head.trim_end_matches(['#', '№', 'º', '°', '.', ' ', '-']);
    let digits: String = tail
        .chars()
        .map_while(|letter| char::from_digit(time::digit(letter)?, 10))
        .collect();
    let behind = tail.chars().nth(digits.chars().count());
    let stands = behind.is_none_or(|next| !next.is_alphanumeric() || is_ideograph(next));
    let named = head == "q"
        || (!head.is_empty()
            && head.len() < 40
            && head.split(' ').count() <= 3
            && named_task(head));
    if digits.len() <= 3 && stands && named {
        return (digits.parse().ok(), true);
    }
    (None, false)
}

/// "T6. Explain …", "B12: …": a letter before the number of a heading.
pub(super) fn number_of_code(text: &str) -> Option<u64> {
    let text = text.trim_start_matches(['*', '_']);
    let letter = text.chars().next().filter(|letter| letter.is_uppercase())?;
    let rest = text.get(letter.len_utf8()..)?;
    let digits = rest.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, behind) = rest.split_at_checked(digits)?;
    let stands = behind.starts_with([':', '.', ')']) && behind.get(1..)?.starts_with(' ');
    (stands && number.len() <= 3).then(|| number.parse().ok())?
}

fn named_task(head: &str) -> bool {
    names_a_task(head) || matches!(head, "cau hoi" | "cau" | "bai" | "第")
}

/// Chinese numerals.
const NUMERALS: &str = "一二三四五六七八九十";

/// "3.", "(3)", "三、": a number that begins a line.
fn counted(folded: &str) -> Option<u64> {
    let rest = folded
        .strip_prefix('第')
        .unwrap_or(folded)
        .trim_start_matches(['(', ' ']);
    let is_digit = |letter: char| time::digit(letter).is_some() || NUMERALS.contains(letter);
    let end = rest.find(|letter: char| !is_digit(letter))?;
    let (digits, tail) = rest.split_at_checked(end)?;
    let count = digits.chars().count();
    if count == 0 || count > 3 {
        return None;
    }
    let tail = tail
        .strip_prefix(')')
        .map_or(tail, |behind| {
            if behind.starts_with([' ', '.']) || behind.is_empty() {
                ")"
            } else {
                tail
            }
        })
        .trim_start();
    let dashed = tail.starts_with("- ") || tail.starts_with("– ");
    if !(tail.starts_with(['.', ')', '、', '．', ':', '：', '题', '題']) || dashed) {
        return None;
    }
    // "3.5 hours" counts nothing.
    if tail.starts_with('.')
        && tail
            .get(1..)
            .is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
    {
        return None;
    }
    let value = digits.chars().map(|letter| match time::digit(letter) {
        Some(digit) => digit as usize,
        None => NUMERALS
            .chars()
            .position(|own| own == letter)
            .map_or(0, |at| at + 1),
    });
    u64::try_from(value.fold(0, |sum, digit| sum * 10 + digit)).ok()
}

/// Signs of a right option, and of a wrong one.
pub(super) const RIGHT: &[&str] = &[
    "✅",
    "✔",
    "☑",
    "✓",
    ":white_check_mark:",
    ":heavy_check_mark:",
    "[x]",
    "[X]",
    "_X_",
    "_x_",
    "**X**",
    "**x**",
];
pub(super) const WRONG: &[&str] = &["❌", "✗", "✘", ":x:", "[ ]", "☐", "🔲", "[]", "✖"];

/// Whether a text has a letter that a sign for a right or wrong option begins with.
pub(super) fn is_marked(raw: &str) -> bool {
    let marks = |byte: u8| matches!(byte, b'[' | b'_' | b'*' | b':' | 0xe2..=0xf4);
    raw.bytes().any(marks)
}

/// Whether a line is an option by its form.
pub(super) fn is_option(line: &Line<'_>) -> bool {
    if line.form == Form::Bold {
        return lettered(line.raw.trim_start()).is_some();
    }
    if !line.is(&[Form::Item, Form::Plain]) {
        return false;
    }
    let raw = line
        .raw
        .trim_start()
        .trim_start_matches(['-', '*', '+', '•', ' ']);
    let boxed = raw.starts_with(['[', '('])
        && ["[ ]", "[x]", "[X]", "[]", "( )", "(x)", "(X)", "()"]
            .iter()
            .any(|mark| raw.starts_with(mark));
    let signed = is_marked(raw) && RIGHT.iter().chain(WRONG).any(|mark| raw.starts_with(mark));
    let circled = raw.starts_with([
        '○', '◯', '☐', '□', 'ㄱ', 'ㄴ', 'ㄷ', '①', '②', '③', '④', '⑤',
    ]);
    line.is_lettered()
        || boxed
        || signed
        || circled
        || lettered(raw.trim_start_matches('*')).is_some()
}

/// "… and of the force?" goes on with what stands above; what somebody is quoted to say asks nobody
/// here.
pub(super) fn only_goes_on(line: &Line<'_>) -> bool {
    let dots = line.text.starts_with('…') || line.text.starts_with("...");
    dots || (line.quote && line.text.starts_with(['"', '“', '„', '«']))
}

/// "3 = now and then": what a number of a scale means.
pub(super) fn is_a_grade(text: &str) -> bool {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (1..=2).contains(&(text.len() - rest.len())) && rest.trim_start().starts_with('=')
}

/// Words for something to pick.
#[rustfmt::skip]
const OPTIONS: &[&str] = &[
    "option", "choice", "wahl", "choix", "opcion", "opcao", "opcoes", "opzion", "optie", "keuze", "opcj", "вариант", "valasztas", "secenek",
    "antwortmoglichkeit", "alternativa", "选项", "選項", "選択肢",
];

/// "Option B: pragmatic, but is it fair?": what is said about something to pick asks nothing.
pub(super) fn speaks_of_an_option(folded: &str) -> bool {
    let rest = OPTIONS.iter().find_map(|word| folded.strip_prefix(word));
    let mut letters = rest.unwrap_or_default().trim_start().chars();
    letters.next().is_some_and(char::is_alphanumeric)
        && letters.next().is_some_and(|next| ":：.)-–—".contains(next))
}

/// Words that count what somebody may do by letters, besides those for options.
const REACTIONS: &[&str] = &[
    "response",
    "reaction",
    "reaktion",
    "reazione",
    "reactie",
    "action",
    "course of action",
];

/// What stands behind the word that names an option, "Option A: …", "Response B – …", and its
/// letter.
pub(super) fn named_by_letter(text: &str) -> Option<(char, &str)> {
    let bare = text.trim_start_matches(['*', '_', '#', ' ']);
    let (word, rest) = bare.split_once([' ', '\u{a0}'])?;
    let folded = fold(word);
    let named = OPTIONS.iter().any(|option| folded.starts_with(option))
        || REACTIONS.contains(&folded.as_str());
    // "Option 2B": the number is that of the question.
    let mut letters = rest
        .trim_start_matches(|digit: char| digit.is_ascii_digit())
        .chars();
    let letter = letters.next().filter(char::is_ascii_uppercase)?;
    let (letter, behind) = counted_behind(letters.as_str()).unwrap_or((letter, letters.as_str()));
    let behind = behind.trim_start_matches(['*', '_', ' ']);
    let said = behind.strip_prefix([':', '：', '.', ')', '–', '—', '-'])?;
    let known = ('A'..='H').contains(&letter) && named;
    (known && said.contains(char::is_alphabetic)).then(|| (letter.to_ascii_lowercase(), said))
}

/// "Option 4A-2": what stands behind the letter counts the option, and as which letter.
fn counted_behind(rest: &str) -> Option<(char, &str)> {
    let digit = rest.strip_prefix(['-', '.'])?;
    let nth = digit.chars().next()?.to_digit(10)?.checked_sub(1)?;
    let rest = digit.get(1..)?;
    let letter = char::from_u32(u32::from('A') + nth)?;
    (!rest.starts_with(char::is_alphanumeric)).then_some((letter, rest))
}

/// Whether an option is called by the word for one.
pub(super) fn is_named_option(text: &str) -> bool {
    named_by_letter(text).is_some()
}

/// What names an option of a run of decisions, "2B", where it is more than a letter.
pub(super) fn id_of_option(text: &str) -> Option<&str> {
    named_by_letter(text)?;
    let id = text.split_whitespace().nth(1)?;
    let end = id.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    let id = id.get(..end.unwrap_or(id.len()))?.trim_end_matches('-');
    (id.len() > 1).then_some(id)
}

/// Whether a line is "Response A: …", which answers nothing.
pub(super) fn names_its_letter(text: &str) -> bool {
    is_named_option(text)
}

/// Whether a line names what can be picked below: "Answer options:".
pub(super) fn names_options(folded: &str) -> bool {
    let mut words = folded.split_whitespace();
    words.any(|word| OPTIONS.iter().any(|option| word.starts_with(option)))
}

/// The letter of "A: text", "A) text", "**A.** text".
pub(super) fn lettered(text: &str) -> Option<char> {
    if let Some((letter, _)) = named_by_letter(text) {
        return Some(letter);
    }
    let text = text.trim_start_matches(['*', '_', '(']);
    let letter = text
        .chars()
        .next()
        .filter(|letter| letter.is_alphabetic())?;
    let small = letter.to_lowercase().next()?;
    let rest = text
        .get(letter.len_utf8()..)?
        .trim_start_matches(['*', '_']);
    let closed = rest.strip_prefix([')', '.', ':', '：', '、', '．'])?;
    let known = ('a'..='h').contains(&small) || ('а'..='е').contains(&small);
    let spaced = closed.starts_with([' ', '\t', '*', '_']) || rest.starts_with(['：', '、', '．']);
    (known && spaced && !closed.trim().is_empty()).then_some(small)
}

/// Beginnings of words for what somebody may agree with.
#[rustfmt::skip]
static STATEMENTS: Phrases = Phrases::of(&[
    "statement", "claim", "aussage", "these", "behauptung", "affirmation", "afirmaci", "afirmac", "affermazion", "stelling", "pastaend",
    "pastand", "twierdze", "stwierdze", "утвержден", "тезис", "allitas", "论断", "陈述", "主張",
]);

/// "Discuss the following statements.", "Nehmen Sie zu den Thesen Stellung."
pub(super) fn announces_statements(line: &Line<'_>) -> bool {
    let named = |word: &str| word != "these" && STATEMENTS.begin(word);
    let states = || line.form == Form::Plain && !line.asks() && each_word(line.folded()).any(named);
    states() && (line.tells_to() || super::named::tells_to_talk(line))
}

/// Whether a line is room to write: `____`, `……`.
pub(super) fn is_slot(line: &Line<'_>) -> bool {
    let gap = ["____", "......", "……", "…………"]
        .iter()
        .any(|gap| line.raw.contains(gap));
    let empty = !line.text.contains(char::is_alphanumeric)
        && line.is(&[Form::Plain, Form::Item, Form::Table, Form::Tags])
        && line.marker.is_none();
    gap || (empty && !line.is_blank())
}

/// The mark of a lettered item.
pub(super) fn letter(line: &Line<'_>) -> Option<char> {
    match line.marker {
        Some(Marker::Letter(letter)) => Some(letter),
        _ => lettered(
            line.raw
                .trim_start()
                .trim_start_matches(['-', '*', '+', '•', ' ']),
        ),
    }
}

/// The lines of what a bold line asks, where a word for a question stands in it or not.
pub(super) fn words_of_bold(survey: &Survey<'_>, at: usize, named: bool) -> (usize, usize) {
    let stem = named.then(|| stem_below(survey, at)).flatten();
    stem.unwrap_or_else(|| match survey.at(at).asks() {
        true => (at, at),
        false => (at, survey.paragraph_end(at)),
    })
}

/// The paragraph below a line that is nothing but "Question 2": what is asked.
fn stem_below(survey: &Survey<'_>, at: usize) -> Option<(usize, usize)> {
    let label = survey.at(at).text.trim_end_matches([':', '：']);
    let bare = named(time::split_end(label).0).1.is_empty();
    let next = (at + 1..survey.len()).find(|next| !survey.at(*next).is_blank())?;
    let line = survey.at(next);
    let role = survey.role(next);
    let kept = survey.is_kept(next) || role.is_some_and(|role| role.sense.is_kept_back());
    let asks = line.form == Form::Plain && !kept && !is_option(line) && !is_slot(line);
    (bare && asks).then(|| (next, survey.paragraph_end(next)))
}
