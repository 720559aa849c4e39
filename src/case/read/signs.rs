//! The sign of an author's own at the right option of each question, "B) wait X", "+ wait" among
//! "- ask": what stands at one option of nearly every question, and never at all of them, marks the
//! right one whatever it looks like. It is put as a tick, and read as one.

use std::{borrow::Cow, collections::BTreeMap};

use super::{fence::Fence, source::Numbered};

/// So many questions bear a sign at least: fewer may do so by chance.
const FEWEST: usize = 3;
/// Nobody puts these around an option by chance.
const AROUND: &[(&str, &str)] = &[
    ("==", "=="),
    ("<mark>", "</mark>"),
    ("<u>", "</u>"),
    ("**", "**"),
    ("__", "__"),
];
/// No sign is longer, in letters.
const LONGEST: usize = 3;
/// How a right option is marked for the rest of the reading.
pub(super) const TICK: &str = " ✓";

/// A sign and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign<'a> {
    Behind(&'a str),
    Before(&'a str),
    Bullet(char),
    /// Marks around all its words, by what begins them.
    Around(&'a str),
}

impl Sign<'_> {
    /// Whether both are a single letter at the same place.
    fn is_a_letter_as(self, other: &Sign<'_>) -> bool {
        let single = |text: &str| {
            let mut letters = text.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        };
        let (Sign::Behind(one) | Sign::Before(one)) = self else {
            return false;
        };
        let (Sign::Behind(text) | Sign::Before(text)) = *other else {
            return false;
        };
        let same = matches!(self, Sign::Behind(_)) == matches!(other, Sign::Behind(_));
        same && single(one) && single(text)
    }
}

/// An option: what stands before its words, and these.
#[derive(Clone, Copy, Debug)]
struct Option_<'a> {
    at: usize,
    mark: &'a str,
    words: &'a str,
}

/// Puts a tick in place of such a sign, or at the option that is worth most points.
pub(super) fn as_ticks(mut lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let lettered = groups(&lines, &|mark| letter(mark));
    let mut told = without_points(&lettered);
    if told.is_empty() {
        let mut listed = groups(&lines, &|mark| bullet(mark).map(|_| '-'));
        listed.retain(|group| stands_below_a_task(&lines, group));
        let own = the_sign(&lettered).map(|sign| ticked(&lettered, sign));
        let other = || the_sign(&listed).filter(|sign| !is_a_word(*sign));
        let other = || other().map(|sign| ticked(&listed, sign));
        told = own.or_else(other).unwrap_or_default();
    }
    for (at, text) in told {
        if let Some(line) = lines.get_mut(at) {
            line.text = Cow::Owned(text);
        }
    }
    lines
}

/// What each option of a question is worth, "Ask her (2 points)", tells which is right: points go,
/// and the option that has most is ticked.
fn without_points(groups: &[Vec<Option_<'_>>]) -> Vec<(usize, String)> {
    let mut told: Vec<(usize, String)> = Vec::new();
    for group in groups {
        let worth: Option<Vec<_>> = group.iter().map(|option| points(option.words)).collect();
        let Some(worth) = worth else { continue };
        let most = worth.iter().map(|(_, points)| *points).max();
        let best = worth.iter().filter(|(_, points)| Some(*points) == most);
        let best = best.count();
        if best == worth.len() {
            continue;
        }
        for (option, (words, points)) in group.iter().zip(worth) {
            let right = Some(points) == most && best == 1;
            let tick = if right { TICK } else { "" };
            told.push((option.at, format!("{}{words}{tick}", option.mark)));
        }
    }
    told
}

/// The words of an option and the points in brackets behind them.
fn points(words: &str) -> Option<(&str, i32)> {
    let (words, said) = words
        .trim_end()
        .strip_suffix([')', ']'])?
        .rsplit_once(['(', '['])?;
    let said = said.trim().trim_start_matches('+');
    let end = said
        .find(|at: char| !at.is_ascii_digit() && at != '-')
        .unwrap_or(said.len());
    let (number, unit) = said.split_at_checked(end)?;
    let unit = unit.trim();
    let plain = unit.chars().count() <= 8 && unit.chars().all(|at| at.is_alphabetic() || at == '.');
    let counted = number.parse().ok().filter(|_| plain);
    Some((words.trim_end(), counted?))
}

/// The options that bear a sign, with a tick in its place.
fn ticked(groups: &[Vec<Option_<'_>>], sign: Sign<'_>) -> Vec<(usize, String)> {
    // "[+]" at the right option and "[-]" at the others: where the one goes, so do these.
    let boxed = |option: &Option_<'_>| {
        let rest = option.words.strip_prefix('[')?.split_once(']')?.1;
        let own = matches!(sign, Sign::Before(own) if own.starts_with('['));
        own.then(|| (option.at, format!("- {}", rest.trim_start())))
    };
    let tick = |option: &Option_<'_>| {
        let (_, rest) = signs(option).into_iter().find(|(own, _)| *own == sign)?;
        if let Some((at, text)) = boxed(option) {
            return Some((at, format!("{text}{TICK}")));
        }
        let mark = match sign {
            Sign::Bullet(own) => option.mark.replace(own, "-"),
            Sign::Behind(_) | Sign::Before(_) | Sign::Around(_) => option.mark.to_owned(),
        };
        Some((option.at, format!("{mark}{rest}{TICK}")))
    };
    let told = |option: &Option_<'_>| tick(option).or_else(|| boxed(option));
    groups.iter().flatten().filter_map(told).collect()
}

/// The options of each question: lines one below the other that are counted a, b, c, or as `count`
/// says all alike.
fn groups<'a>(
    lines: &'a [Numbered<'_>],
    count: &dyn Fn(&str) -> Option<char>,
) -> Vec<Vec<Option_<'a>>> {
    let mut fence = Fence::default();
    let mut groups: Vec<Vec<Option_<'a>>> = Vec::new();
    let mut next = None;
    for (at, line) in lines.iter().enumerate() {
        if fence.holds(&line.text) || line.is_blank() {
            continue;
        }
        let option = option(&line.text).map(|(mark, words)| Option_ { at, mark, words });
        let counted = option.and_then(|option| Some((option, count(option.mark)?)));
        next = counted.and_then(|(option, letter)| {
            let indent = |option: &Option_<'_>| option.mark.len() - option.mark.trim_start().len();
            let last = groups.last_mut().filter(|_| next == Some(letter));
            let last = last.filter(|group| group.first().map(indent) == Some(indent(&option)));
            match last {
                Some(group) => group.push(option),
                None if matches!(letter, 'a' | '-') => groups.push(vec![option]),
                None => return None,
            }
            match letter {
                '-' => Some('-'),
                letter => char::from_u32(u32::from(letter) + 1),
            }
        });
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Whether the line above a list is counted or asks: other lists are not picked from.
fn stands_below_a_task(lines: &[Numbered<'_>], group: &[Option_<'_>]) -> bool {
    let first = group.first().map_or(0, |option| option.at);
    let mut above = lines.get(..first).unwrap_or_default().iter().rev();
    let above = above.find(|line| !line.is_blank());
    above.is_some_and(|line| {
        let text = line.text.trim_matches([' ', '\t', '#', '*', '_']);
        text.starts_with(char::is_numeric) || text.ends_with(['?', '？', ':', '：'])
    })
}

/// A line as an option: "- B) ", "+ ", and its words.
fn option(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim_start();
    let item = bare.strip_prefix(['-', '*', '+', '•']);
    let item = item.filter(|rest| rest.starts_with([' ', '\t']));
    let inner = item
        .unwrap_or(bare)
        .trim_start()
        .trim_start_matches(['(', '*']);
    let counted = inner
        .strip_prefix(|letter: char| letter.is_ascii_alphabetic())
        .and_then(|rest| rest.strip_prefix([')', '.', ':']))
        .filter(|rest| rest.starts_with([' ', '\t']));
    let words = counted.or(item)?.trim_start();
    let mark = line.len() - words.len();
    (!words.is_empty()).then(|| line.split_at_checked(mark))?
}

/// The letter that counts an option.
fn letter(mark: &str) -> Option<char> {
    let mut letters = mark.chars().filter(char::is_ascii_alphabetic);
    letters.next().map(|letter| letter.to_ascii_lowercase())
}

/// The bullet of an option that no letter counts.
fn bullet(mark: &str) -> Option<char> {
    let first = mark.trim_start().chars().next();
    first.filter(|_| letter(mark).is_none())
}

/// What may be a sign at an option, each with the words that are left.
fn signs<'a>(option: &Option_<'a>) -> Vec<(Sign<'a>, &'a str)> {
    let words = option.words.trim_end();
    let behind = words.rsplit_once(char::is_whitespace);
    let before = words.split_once(char::is_whitespace);
    let behind = behind.map(|(rest, sign)| (Sign::Behind(sign), rest));
    let before = before.map(|(sign, rest)| (Sign::Before(sign), rest));
    let glued = words
        .strip_suffix(['*', '+', '#'])
        .filter(|rest| !rest.contains(['*', '+', '#']))
        .map(|rest| {
            (
                Sign::Behind(words.get(rest.len()..).unwrap_or_default()),
                rest,
            )
        });
    let bullet = bullet(option.mark).map(|bullet| (Sign::Bullet(bullet), words));
    let around = AROUND.iter().find_map(|(open, close)| {
        let inner = words.strip_prefix(open)?.strip_suffix(close)?;
        Some((Sign::Around(open), inner))
    });
    let fits = |(sign, rest): &(Sign<'_>, &str)| {
        let short = match sign {
            Sign::Bullet(_) | Sign::Around(_) => true,
            Sign::Behind(text) | Sign::Before(text) => {
                text.chars().count() <= LONGEST && !text.chars().any(char::is_numeric)
            }
        };
        short && rest.contains(char::is_alphanumeric)
    };
    let all = behind
        .into_iter()
        .chain(before)
        .chain(glued)
        .chain(bullet)
        .chain(around);
    all.filter(fits)
        .map(|(sign, rest)| (sign, rest.trim()))
        .collect()
}

/// Whether a sign may be a word as any other.
fn is_a_word(sign: Sign<'_>) -> bool {
    match sign {
        Sign::Bullet(_) | Sign::Around(_) => false,
        Sign::Behind(text) | Sign::Before(text) => {
            let bare = text.trim_matches(['(', ')', '[', ']']);
            !bare.eq_ignore_ascii_case("x") && bare.contains(char::is_alphanumeric)
        }
    }
}

/// The sign that stands at some of the options of nearly every question, and never at all of them.
fn the_sign<'a>(groups: &[Vec<Option_<'a>>]) -> Option<Sign<'a>> {
    let mut tells: BTreeMap<Sign<'a>, usize> = BTreeMap::new();
    for group in groups {
        let mut own: BTreeMap<Sign<'a>, usize> = BTreeMap::new();
        for option in group {
            let mut found: Vec<Sign<'a>> = signs(option).iter().map(|(sign, _)| *sign).collect();
            found.sort_unstable();
            found.dedup();
            for sign in found {
                *own.entry(sign).or_default() += 1;
            }
        }
        // "… of A", "… of B": letters that end several options are words.
        let letters = |sign: Sign<'_>| {
            own.keys()
                .filter(|other| sign.is_a_letter_as(other))
                .count()
        };
        let told: Vec<(Sign<'a>, usize)> =
            own.iter().map(|(sign, count)| (*sign, *count)).collect();
        for (sign, count) in told {
            if count * 2 <= group.len() && letters(sign) <= 1 {
                *tells.entry(sign).or_default() += 1;
            }
        }
    }
    let nearly_all = |(sign, count): &(Sign<'a>, usize)| {
        let fewest = if matches!(sign, Sign::Around(_)) {
            2
        } else {
            FEWEST
        };
        *count >= fewest && count * 10 >= groups.len() * 8
    };
    let mut all = tells.into_iter().filter(nearly_all);
    let (first, _) = all.next()?;
    // Two words that stand so are words.
    all.next().is_none().then_some(first)
}
