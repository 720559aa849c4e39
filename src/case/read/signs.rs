//! The mark of an author's own at the right option of each question: "B) wait X", "+ wait" among
//! "- ask", "**wait**", "wait **(TRUE)**", `<font color="red">`, "WAIT", or a line through all
//! others. What stands at a few options of question after question, and never at all of them, marks
//! the right one whatever it looks like and in whatever language. It is put as a tick, and read as
//! one.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
};

use super::source::Numbered;

mod group;
mod points;

use group::{Choice, groups};

/// So many questions bear a mark at least: fewer may do so by chance; and so many, where it is none
/// that anybody writes by chance.
const FEWEST: usize = 3;
const FEWEST_SURE: usize = 2;
/// No sign that may be a word is longer, in letters.
const WORD: usize = 3;
/// What is said in brackets or behind an arrow is no longer, in letters.
const REMARK: usize = 30;
/// So many marks are looked for one after the other: "**wait** ✓".
const MARKS: usize = 3;
/// How a right option is marked for the rest of the reading.
pub(super) const TICK: &str = " ✓";
/// Marks that stand around the words of an option as they are.
const AROUND: &[(&str, &str)] = &[
    ("==", "=="),
    ("**", "**"),
    ("__", "__"),
    ("~~", "~~"),
    ("*", "*"),
    ("_", "_"),
];
const ARROWS: &[&str] = &["←", "⬅", "◀", "👈", "<--", "<-", "<=="];

/// A mark, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Sign {
    /// In brackets, or behind an arrow.
    Remark(String),
    /// Around all its words, by what begins it.
    Around(String),
    Capitals,
    Bullet(char),
    /// Before its letter: "→ b) wait".
    Lead(String),
    Behind(String),
    Before(String),
}

impl Sign {
    /// Whether nobody writes it by chance.
    fn is_sure(&self) -> bool {
        match self {
            Sign::Around(_) | Sign::Remark(_) | Sign::Lead(_) => true,
            Sign::Capitals | Sign::Bullet(_) | Sign::Behind(_) | Sign::Before(_) => false,
        }
    }

    /// Whether it may be a word as any other.
    fn is_a_word(&self) -> bool {
        let (Sign::Behind(text) | Sign::Before(text)) = self else {
            return false;
        };
        let bare = text.trim_matches(['(', ')', '[', ']']);
        !bare.eq_ignore_ascii_case("x") && bare.contains(char::is_alphanumeric)
    }

    /// Whether it stands in a box, of which the others are empty.
    fn is_a_box(&self) -> bool {
        matches!(self, Sign::Remark(said) if said.chars().count() == 1)
    }

    /// Whether both are a single letter at the same place.
    fn is_a_letter_as(&self, other: &Sign) -> bool {
        let single = |text: &str| {
            let mut letters = text.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        };
        match (self, other) {
            (Sign::Behind(one), Sign::Behind(next)) | (Sign::Before(one), Sign::Before(next)) => {
                single(one) && single(next)
            }
            _ => false,
        }
    }
}

/// Puts a tick in place of such a mark, or at the option that is worth most points.
pub(super) fn as_ticks(mut lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let found = groups(&lines);
    let told = match points::without(&found) {
        told if told.is_empty() => ticked(found),
        told => told,
    };
    for (at, text) in told {
        if let Some(line) = lines.get_mut(at) {
            line.text = Cow::Owned(text);
        }
    }
    lines
}

/// The options that bear a mark, with a tick in its place.
fn ticked(mut groups: Vec<Vec<Choice<'_>>>) -> Vec<(usize, String)> {
    let mut told: BTreeMap<usize, String> = BTreeMap::new();
    let mut right: HashSet<usize> = HashSet::new();
    for _ in 0..MARKS {
        // A word that is left alone once a mark is gone is a word.
        let found = the_sign(&groups).filter(|(sign, _)| told.is_empty() || !sign.is_a_word());
        let Some((sign, inverse)) = found else {
            break;
        };
        for group in &mut groups {
            let bears = |choice: &Choice<'_>| signs(choice).iter().any(|(own, _)| *own == sign);
            let few = group.iter().filter(|choice| bears(choice)).count();
            let marked = match inverse {
                true => few + 1 == group.len(),
                false => few > 0 && few < group.len(),
            };
            for choice in group.iter_mut().filter(|_| marked) {
                let own = signs(choice).into_iter().find(|(own, _)| *own == sign);
                if own.is_some() != inverse {
                    right.insert(choice.at);
                }
                let empty = || unboxed(&choice.words).filter(|_| sign.is_a_box());
                let words = own
                    .map(|(_, words)| words)
                    .or_else(|| empty().map(str::to_owned));
                if let Some(words) = words {
                    choice.words = Cow::Owned(words);
                }
                choice.settle(&sign);
                told.insert(choice.at, choice.text());
            }
        }
    }
    let tick = |(at, text): (usize, String)| {
        let tick = if right.contains(&at) { TICK } else { "" };
        (at, format!("{text}{tick}"))
    };
    told.into_iter().map(tick).collect()
}

/// What stands behind a box with hardly anything in it.
fn unboxed(words: &str) -> Option<&str> {
    let (said, rest) = words
        .trim_start()
        .strip_prefix(['[', '('])?
        .split_once([']', ')'])?;
    (said.chars().count() <= 1).then_some(rest.trim_start())
}

/// What may be a mark at an option, each with the words that are left.
fn signs(choice: &Choice<'_>) -> Vec<(Sign, String)> {
    let words = choice.words.trim();
    let mut all: Vec<(Sign, String)> = Vec::new();
    let own = |sign: Sign| (sign, words.to_owned());
    all.extend(choice.bullet.map(|bullet| own(Sign::Bullet(bullet))));
    all.extend((!choice.lead.is_empty()).then(|| own(Sign::Lead(choice.lead.trim().to_owned()))));
    all.extend(around(words).map(|(sign, rest)| (Sign::Around(sign.to_owned()), rest.to_owned())));
    all.extend(remark(words).map(|(said, rest)| (Sign::Remark(said), balanced(rest))));
    all.extend(capitals(words).map(|rest| (Sign::Capitals, rest)));
    let tokens = tokens(words).into_iter();
    // A word marks only what is counted.
    all.extend(tokens.filter(|(sign, _)| choice.is_counted() || !sign.is_a_word()));
    // "- [x] wait" is how we write it, and everybody else.
    let ours = !choice.is_counted()
        && ["[x]", "[X]", "(x)", "(X)"]
            .iter()
            .any(|own| words.starts_with(own));
    all.retain(|(_, rest)| rest.contains(char::is_alphanumeric) && !ours);
    all
}

/// Words that begin or end with something short.
fn tokens(words: &str) -> Vec<(Sign, String)> {
    let behind = words.rsplit_once(char::is_whitespace);
    let before = words.split_once(char::is_whitespace);
    let behind = behind.map(|(rest, sign)| (Sign::Behind(sign.to_owned()), rest));
    let before = before.map(|(sign, rest)| (Sign::Before(sign.to_owned()), rest));
    let glued = words
        .strip_suffix(['*', '+', '#'])
        .filter(|rest| !rest.contains(['*', '+', '#']))
        .map(|rest| {
            (
                Sign::Behind(words.get(rest.len()..).unwrap_or_default().to_owned()),
                rest,
            )
        });
    let short = |(sign, _): &(Sign, &str)| {
        let (Sign::Behind(text) | Sign::Before(text)) = sign else {
            return false;
        };
        text.chars().count() <= WORD && !text.chars().any(char::is_numeric)
    };
    let all = behind.into_iter().chain(before).chain(glued).filter(short);
    all.map(|(sign, rest)| (sign, rest.trim().to_owned()))
        .collect()
}

/// Tags that set words off within a line; others say what a block is.
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "b", "strong", "i", "em", "u", "ins", "s", "del", "strike", "mark", "span", "font", "code", "kbd", "samp", "var", "tt", "big", "small", "sub", "sup",
];

/// What stands around all of some words, a mark or a tag, and what is within.
fn around(words: &str) -> Option<(&str, &str)> {
    if !words.starts_with(['<', '=', '*', '_', '~']) {
        return None;
    }
    let words = words.trim_end_matches(['.', ',', ';', ' ']);
    let tag = || {
        let (open, rest) = words.split_at_checked(words.find('>')? + 1)?;
        let name = open.strip_prefix('<')?;
        let end = name.find(|at: char| !at.is_ascii_alphanumeric())?;
        let close = rest.rfind("</")?;
        let (inner, close) = rest.split_at_checked(close)?;
        let name = name.get(..end)?;
        let sets_off = TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
        let close_name = close.get(2..)?.strip_suffix('>')?;
        let same = sets_off && close_name.eq_ignore_ascii_case(name);
        (same && !inner.contains(close)).then_some((open, inner))
    };
    let mark = || {
        AROUND.iter().find_map(|(open, close)| {
            let inner = words.strip_prefix(open)?.strip_suffix(close)?;
            let whole =
                !inner.is_empty() && !inner.contains(close) && !inner.starts_with(['*', '_']);
            whole.then_some((*open, inner))
        })
    };
    tag()
        .or_else(mark)
        .map(|(sign, inner)| (sign, inner.trim()))
}

/// What is said behind or before some words, in brackets, in other letters, behind a dash or an
/// arrow, and the words.
fn remark(words: &str) -> Option<(String, &str)> {
    let marks = |letter: char| matches!(letter, '*' | '_' | ' ' | '.' | '!' | '`');
    let text = words.trim_end_matches(marks);
    let behind = || {
        let open = match text.chars().next_back()? {
            ')' => '(',
            ']' => '[',
            '）' => '（',
            '}' => '{',
            _ => return None,
        };
        let (rest, said) = text.rsplit_once(open)?;
        Some((said.strip_suffix([')', ']', '）', '}'])?, rest))
    };
    let before = || {
        let text = words.trim_start_matches(marks);
        let (said, rest) = text
            .strip_prefix(['(', '[', '（'])?
            .split_once([')', ']', '）'])?;
        Some((said, rest.trim_start_matches(marks)))
    };
    let slanted = || {
        let mark = ["**", "__", "*", "_"]
            .into_iter()
            .find(|mark| words.ends_with(*mark))?;
        let (rest, said) = words.strip_suffix(mark)?.rsplit_once(mark)?;
        rest.ends_with([' ', '\u{a0}']).then_some((said, rest))
    };
    let apart = || {
        let dash = [" – ", " — ", " - ", " // ", " → ", " -> "];
        let cut = ARROWS
            .iter()
            .chain(&dash)
            .find_map(|mark| text.rsplit_once(mark));
        cut.map(|(rest, said)| (said, rest))
    };
    let (said, rest) = behind().or_else(before).or_else(slanted).or_else(apart)?;
    let said = said
        .trim_matches(|letter| marks(letter) || letter == '-')
        .to_lowercase();
    let short = (1..=REMARK).contains(&said.chars().count()) && !said.chars().any(char::is_numeric);
    let rest = rest.trim_end_matches([' ', '*', '_', '`']).trim();
    (short && !rest.is_empty()).then_some((said, rest))
}

/// Words whose bold letters begin and end.
fn balanced(words: &str) -> String {
    let mut words = words.to_owned();
    if words.matches("**").count() % 2 == 1 {
        words.push_str("**");
    }
    words
}

/// Words in capitals, in small letters.
fn capitals(words: &str) -> Option<String> {
    let letters = || words.chars().filter(|letter| letter.is_alphabetic());
    let large = letters().count() > WORD && letters().all(char::is_uppercase);
    let mut small = words.chars();
    let first = small.next().filter(|_| large)?;
    Some(
        std::iter::once(first)
            .chain(small.as_str().to_lowercase().chars())
            .collect(),
    )
}

/// In how many questions a sign stands at few options, at all but one, and which are the first and
/// the last of them.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    few: usize,
    most: usize,
    first: usize,
    last: usize,
    /// It stands at all options of some.
    all: bool,
    /// The place of the first option that bears it, and whether it stands at others elsewhere, or
    /// where something counts the options: what always comes first is a label.
    place: usize,
    varies: bool,
}

/// How often each sign stands where.
fn tallies(groups: &[Vec<Choice<'_>>]) -> BTreeMap<Sign, Tally> {
    let mut tells: BTreeMap<Sign, Tally> = BTreeMap::new();
    for (nth, group) in groups.iter().enumerate() {
        let mut own: BTreeMap<Sign, usize> = BTreeMap::new();
        let mut places: BTreeMap<Sign, usize> = BTreeMap::new();
        for (place, choice) in group.iter().enumerate() {
            let found: HashSet<_> = signs(choice).into_iter().map(|(sign, _)| sign).collect();
            for sign in found {
                places.entry(sign.clone()).or_insert(place);
                *own.entry(sign).or_default() += 1;
            }
        }
        let counted = group.iter().all(Choice::is_counted);
        // "… of A", "… of B": letters that end several options are words.
        let letters = |sign: &Sign| {
            own.keys()
                .filter(|other| sign.is_a_letter_as(other))
                .count()
        };
        for (sign, count) in &own {
            let place = places.get(sign).copied().unwrap_or_default();
            let new = Tally {
                first: nth,
                place,
                ..Tally::default()
            };
            let tally = tells.entry(sign.clone()).or_insert(new);
            tally.varies |= counted || tally.place != place;
            let few = count * 2 <= group.len() && letters(sign) <= 1;
            tally.few += usize::from(few);
            tally.most += usize::from(!few && count + 1 == group.len());
            tally.all |= *count == group.len();
            tally.last = nth;
        }
    }
    tells
}

/// The sign that tells the right options; `true` where it stands at all others.
fn the_sign(groups: &[Vec<Choice<'_>>]) -> Option<(Sign, bool)> {
    let of = |tally: &Tally, count: usize, sure: bool| {
        let span = tally.last - tally.first + 1;
        let nearly_all = |of: usize| count * 10 >= of * 8;
        match sure {
            true => {
                count >= FEWEST && count * 2 >= span || count >= FEWEST_SURE && nearly_all(span)
            }
            false => count >= FEWEST && nearly_all(groups.len()),
        }
    };
    let fits = |(sign, tally): (Sign, Tally)| {
        let sure = sign.is_sure();
        let inverse = sure && tally.most > tally.few;
        let count = if inverse { tally.most } else { tally.few };
        (!tally.all && tally.varies && of(&tally, count, sure)).then_some((sign, inverse, count))
    };
    let all: Vec<_> = tallies(groups).into_iter().filter_map(fits).collect();
    // Two words that stand so are words.
    let alone = all.len() == 1;
    let best = all
        .into_iter()
        .filter(|(sign, ..)| alone || !sign.is_a_word());
    let best = best.max_by_key(|(sign, inverse, count)| (sign.is_sure(), !inverse, *count))?;
    Some((best.0, best.1))
}
