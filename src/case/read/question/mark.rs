//! Small marks in a question's text: numbers, ids, options, ticks.

use crate::{
    case::{
        read::time,
        vocabulary::{self, CORRECT, UP_TO, WRONG, Word, grammar::fold},
    },
    text::Clean,
};

/// `text {#id}`.
pub(in crate::case::read) fn id_at_end(text: &str) -> Option<(&str, String)> {
    let (before, id) = text.trim_end().strip_suffix('}')?.rsplit_once("{#")?;
    let sound = !id.is_empty() && !id.contains(char::is_whitespace);
    sound.then(|| (before.trim_end(), id.to_owned()))
}

/// `text (choose up to 2)`.
pub(in crate::case::read) fn most_at_end(text: &str) -> Option<(&str, u8)> {
    let (before, inside) = in_brackets(text)?;
    let inside = inside.to_lowercase();
    let inside = inside.trim();
    let after = UP_TO.iter().find_map(|words| inside.strip_prefix(words))?;
    let digits: String = after
        .chars()
        .filter_map(|letter| char::from_digit(time::digit(letter)?, 10))
        .collect();
    let most = digits.parse().ok().filter(|most| *most > 0)?;
    Some((before, most))
}

/// `text (Answer: this)`.
pub(super) fn answer_at_end(text: &str) -> Option<(&str, &str)> {
    let (before, inside) = in_brackets(text)?;
    let (word, answer) = vocabulary::label(inside)?;
    (word == Word::Answers && !answer.is_empty() && !before.is_empty()).then_some((before, answer))
}

/// The text before brackets at its end, and what they hold.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let (before, inside) = text.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    Some((before.trim_end(), inside))
}

/// An option as it is marked.
pub(in crate::case::read) struct Choice {
    pub(in crate::case::read) text: Clean,
    pub(in crate::case::read) right: bool,
    pub(in crate::case::read) any: bool,
}

/// `( ) text`, `(x) text`, `[ ] text`, `[x] text`.
pub(in crate::case::read) fn option(item: &str) -> Option<Choice> {
    let mut letters = item.chars();
    let any = match letters.next()? {
        '(' => false,
        '[' => true,
        _ => return None,
    };
    let close = if any { ']' } else { ')' };
    let mark = letters.next()?;
    let (right, closed) = match mark {
        ')' | ']' => (false, mark == close),
        _ => (is_right(mark), letters.next()? == close),
    };
    let text = letters.as_str();
    // `[x](link)` is a link, and `(a) text` a letter.
    let stands = text.starts_with(char::is_whitespace) || text.is_empty();
    let marked = right || matches!(mark, ' ' | '\u{a0}' | ')' | ']');
    (closed && stands && marked).then(|| Choice {
        text: Clean::new(text.trim()),
        right,
        any,
    })
}

fn is_right(mark: char) -> bool {
    matches!(mark, 'x' | 'X' | '✓' | '✔' | '☑' | 'х' | '*')
}

/// Whether a text lists options by letters, a line each: `A) x`, `B) y`.
pub(in crate::case::read) fn lettered(text: &str) -> bool {
    let firsts = text.lines().filter_map(|line| {
        lettered_option(line)?;
        let first = line.trim_start().trim_start_matches('(').chars().next();
        first.map(|letter| letter.to_ascii_lowercase())
    });
    firsts.take(2).eq(['a', 'b'])
}

/// Whether the first line of a text is the first of several by letters.
pub(in crate::case::read) fn begins_lettered(text: &str) -> bool {
    lettered(text) && text.lines().next().and_then(lettered_option).is_some()
}

/// `A) text`, `(b) text`, `c. text`; a tick at the end marks the right one.
pub(in crate::case::read) fn lettered_option(line: &str) -> Option<(&str, bool)> {
    let line = line.trim_start().trim_start_matches('(');
    let rest = line.strip_prefix(|letter: char| letter.is_ascii_alphabetic())?;
    let text = rest
        .strip_prefix([')', '.', ':'])?
        .strip_prefix([' ', '\t'])?;
    Some(ticked(text))
}

/// The same of an option whose letters may all be bold, `**b) text**`, `b) **text**`: whether they
/// are.
pub(super) fn set_off_option(line: &str) -> Option<(&str, bool, bool)> {
    let bare = unbold(line);
    let whole = bare.len() < line.trim().len();
    let (text, right) = lettered_option(bare)?;
    let inner = unbold(text);
    Some((inner, right, whole || inner.len() < text.trim().len()))
}

/// A text with the bold letters of whole lines as plain ones.
pub(super) fn without_bold_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(unbold).collect();
    lines.join("\n")
}

/// Signs of a right option, and of a wrong one, at either end of it.
const TICKS: &[char] = &['✓', '✔', '✅', '☑', '\u{fe0f}', ' '];
const CROSSES: &[char] = &['❌', '✗', '✘', '✖', '☐', '🔲', '\u{fe0f}', ' '];

/// A text without the signs at its ends, and whether they say that it is right.
pub(in crate::case::read) fn ticked(text: &str) -> (&str, bool) {
    let text = text.trim();
    let bare = text.trim_end_matches(TICKS).trim_start_matches(TICKS);
    if bare.len() < text.len() {
        return (bare, true);
    }
    match judged(text) {
        Some(found) => found,
        None => (
            text.trim_end_matches(CROSSES).trim_start_matches(CROSSES),
            false,
        ),
    }
}

/// Whether a text bears a sign that it is right or wrong.
pub(super) fn is_signed(text: &str) -> bool {
    let text = text.trim();
    ticked(text).0.len() < text.len()
}

/// No word for right or wrong is longer, in bytes, stars and blanks around it included.
const LONGEST_WORD: usize = 60;

/// What an option says behind it: "(correct)", "← richtig", "_falsch_".
pub(in crate::case::read) fn judged(text: &str) -> Option<(&str, bool)> {
    let text = text.trim_end_matches(['.', ' ']);
    let mut pairs = [("(", ")"), ("（", "）"), ("[", "]"), ("_", "_"), ("*", "*")].into_iter();
    let found = pairs.find_map(|(open, close)| {
        let (before, inside) = text.strip_suffix(close)?.rsplit_once(open)?;
        if inside.len() > LONGEST_WORD {
            return None;
        }
        let said = fold(inside.trim_matches(['*', '_', ' ', '!', '.']));
        let right = CORRECT.iter().any(|word| fold(word) == said);
        let wrong = WRONG.contains(&said.as_str());
        let before = before.trim_end_matches(['*', '_', ' ']);
        (!before.is_empty() && (right || wrong)).then_some((before, right))
    });
    found.or_else(|| {
        if !text.contains(['←', '◀', '<']) {
            return None;
        }
        let mut arrows = ["←", "◀", "<--", "<-"].into_iter();
        let (before, after) = arrows.find_map(|arrow| text.rsplit_once(arrow))?;
        let said = fold(after.trim_matches(['*', '_', ' ', '-', '(', ')']));
        let right = said.is_empty()
            || said.starts_with("answer")
            || CORRECT.iter().any(|word| said.starts_with(&fold(word)));
        right.then(|| (before.trim_end(), true))
    })
}

/// `3. text`, `3) text`, `３、text`: the number and the text.
pub(in crate::case::read) fn numbered(text: &str) -> Option<(u64, &str)> {
    let text = text.trim_start_matches(['*', '_', '(', '（', ' ', '\t']);
    let end = text.find(|letter: char| time::digit(letter).is_none())?;
    let (digits, rest) = text.split_at_checked(end)?;
    // A year is no number of a question.
    if digits.is_empty() || digits.chars().count() > 3 {
        return None;
    }
    let after = rest.strip_prefix(['.', ')', '、', '．', '）', ':', '：'])?;
    let spaced = rest.starts_with(['、', '．', '）', ')', '：'])
        || after.is_empty()
        || after.starts_with([' ', '\t', '*', '_', '\u{a0}'])
        || after.starts_with(vocabulary::is_ideograph);
    let value = digits
        .chars()
        .filter_map(time::digit)
        .fold(0, |value, digit| value * 10 + u64::from(digit));
    spaced.then(|| (value, after.trim_start_matches(['*', '_']).trim()))
}

/// `A1. text`, as it follows `Q1. text`: the number and the text.
pub(in crate::case::read) fn counted_answer(line: &str) -> Option<(u64, &str)> {
    let rest = line.trim_start().strip_prefix(['A', 'R', 'О'])?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
    let (digits, text) = rest.split_at_checked(end).filter(|_| end <= 2)?;
    let text = text.trim_start().strip_prefix(['.', ')', ':', '：'])?;
    let text = text.trim_start_matches(['*', '_']).strip_prefix(' ')?;
    Some((digits.parse().ok()?, text.trim()))
}

/// Whether a text asks: it ends in a question mark, whatever stands in brackets behind it.
pub(in crate::case::read) fn asks(text: &str) -> bool {
    let bare = bare(text).trim_end_matches(['*', '_', '"', '”', '»', '」', '』', ' ', '\u{a0}']);
    // In Japanese a syllable asks.
    let syllable = |end: &str| bare.trim_end_matches('。').ends_with(end);
    bare.ends_with(['?', '？', '؟'])
        || ["すか", "たか", "のか", "うか", "せんか"]
            .into_iter()
            .any(syllable)
}

/// A text without id, time, number of picks and answer at its end.
pub(in crate::case::read) fn bare(text: &str) -> &str {
    let mut bare = text.trim_end();
    loop {
        let before = bare;
        bare = id_at_end(bare).map_or(bare, |(text, _)| text);
        bare = time::split_end(bare).0;
        bare = most_at_end(bare).map_or(bare, |(text, _)| text);
        bare = answer_at_end(bare).map_or(bare, |(text, _)| text);
        if bare == before {
            return bare;
        }
    }
}

/// A text without the stars around the whole of it.
pub(in crate::case::read) fn unbold(text: &str) -> &str {
    let bare = text.trim();
    let inner = bare
        .strip_prefix("**")
        .and_then(|inner| inner.strip_suffix("**"));
    inner.filter(|inner| !inner.contains("**")).unwrap_or(bare)
}
