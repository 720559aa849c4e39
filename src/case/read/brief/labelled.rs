//! Briefs that no heading opens: "Instructions for Marta only. You have …", "**Nur für Frau Thoma**"
//! on a line of its own.

use std::borrow::Cow;

use super::Taken;
use crate::{
    case::{
        read::{
            Lines,
            fence::Fence,
            piece::Piece,
            question::mark::{numbered, option},
            source::{Numbered, heading_level},
        },
        vocabulary,
    },
    text::Clean,
};

/// No label is longer, in bytes.
const LONGEST: usize = 90;
/// So many paragraphs behind the last brief belong to it, where something ends it then.
const MOST_BEHIND: usize = 2;

/// A line that begins with whom alone it is for.
struct Start {
    at: usize,
    role: String,
    /// What follows the label in its line.
    rest: String,
}

/// Takes them out of the lines.
pub(super) fn take(lines: &mut [Numbered<'_>], taken: &mut Vec<Taken>) {
    let starts = starts(lines);
    for (nth, start) in starts.iter().enumerate() {
        let next = starts.get(nth + 1).map_or(lines.len(), |next| next.at);
        let end = end(lines, start, next);
        let mut piece = Piece::default();
        let mut to = start.at;
        for at in start.at..end {
            let Some(line) = lines.get_mut(at) else { break };
            let text = if at == start.at {
                start.rest.as_str()
            } else {
                &line.text
            };
            piece.add(text, line.number);
            to = if line.is_blank() { to } else { at };
            line.text = Cow::Borrowed("");
        }
        let number = |at: usize| lines.get(at).map_or(0, |line| line.number);
        taken.push(Taken {
            role: Clean::line(&start.role),
            piece,
            lines: Lines {
                from: number(start.at),
                to: number(to),
            },
        });
    }
}

fn starts(lines: &[Numbered<'_>]) -> Vec<Start> {
    let mut fence = Fence::default();
    let mut titled = false;
    let mut starts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if fence.holds(&line.text) || line.is_blank() {
            continue;
        }
        // The first words of a text are its title.
        let first = !std::mem::replace(&mut titled, true);
        let label = || labelled(&line.text).filter(|(_, rest)| !is_one_of_several(lines, at, rest));
        if let Some((role, rest)) = label().filter(|_| !first) {
            starts.push(Start {
                at,
                role: role.to_owned(),
                rest: rest.to_owned(),
            });
        }
    }
    starts
}

/// Whether a line is an option to pick, or a bullet with nothing behind its label among others that
/// are for nobody alone: "Only with the owner" is something that one may answer.
fn is_one_of_several(lines: &[Numbered<'_>], at: usize, rest: &str) -> bool {
    let bullet = |text: &str| {
        let (indent, text) = (text.len() - text.trim_start().len(), text.trim_start());
        let item = text.strip_prefix(['-', '*', '+'])?.strip_prefix(' ')?;
        Some((indent, item.trim_start().to_owned()))
    };
    let Some((indent, item)) = lines.get(at).and_then(|line| bullet(&line.text)) else {
        return false;
    };
    let beside = |line: Option<&Numbered<'_>>| {
        let line = line.filter(|line| labelled(&line.text).is_none());
        line.and_then(|line| bullet(&line.text))
            .is_some_and(|(own, _)| own == indent)
    };
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    option(&item).is_some() || rest.is_empty() && (beside(above) || beside(lines.get(at + 1)))
}

/// Whom alone a line is for that begins with a label, and what follows.
fn labelled(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start();
    let text = text.strip_prefix("- ").unwrap_or(text);
    if text.starts_with(['#', '|', '>', '<', ':']) {
        return None;
    }
    let bare = text.trim_start_matches(['*', '_', '[', '(']);
    let bold = bare.len() < text.len();
    let bare = behind_a_postscript(bare);
    if let Some(role) = bold_alone(text).and_then(vocabulary::role_of_brief) {
        return Some((role, ""));
    }
    if !vocabulary::may_be_for_one(bare) {
        return None;
    }
    let ends = bare.match_indices([':', '：', '.', '*', '–', '—', ']', '(']);
    let mut ends = ends.take_while(|(at, _)| *at <= LONGEST);
    let found = ends.find_map(|(at, mark)| {
        let (label, rest) = bare.split_at_checked(at)?;
        let role = vocabulary::role_alone(label)?;
        Some((
            role,
            rest.get(mark.len()..)?
                .trim_start_matches(['*', '_', ':', '：', '.', ']', ')', ' ']),
        ))
    });
    found.or_else(|| {
        let whole = bold || bare.len() <= LONGEST;
        let role = whole.then(|| vocabulary::role_alone(bare)).flatten()?;
        Some((role, ""))
    })
}

/// The line behind the last one of a brief: where another one begins, or something else does. A
/// label before a text is for its paragraph, and for the few behind it where something ends them.
fn end(lines: &[Numbered<'_>], start: &Start, next: usize) -> usize {
    let line = |at: usize| lines.get(at);
    let below = start.at + 1..next;
    // What is counted before the next brief is part of this one; behind the last, questions may be.
    let counted = next < lines.len();
    let ends = |at: &usize| line(*at).is_some_and(|line| ends_a_brief(line, counted));
    let stop = below.clone().find(ends).unwrap_or(next);
    if stop == next || start.rest.is_empty() {
        return stop;
    }
    let blank = |at: &usize| line(*at).is_none_or(Numbered::is_blank);
    let own = below.clone().find(blank).unwrap_or(lines.len()).min(stop);
    let begins = |at: &usize| !blank(at) && blank(&(at - 1));
    if (own..stop).filter(begins).count() <= MOST_BEHIND && stop < lines.len() {
        stop
    } else {
        own
    }
}

/// What follows "PS", "P.S." or "N.B." at the beginning of a paragraph; all of another.
fn behind_a_postscript(text: &str) -> &str {
    const SIGNS: &[&str] = &["ps", "pps", "nb", "p.s", "p.p.s", "n.b"];
    let word = text.split_whitespace().next().unwrap_or_default();
    let sign = word.trim_end_matches(['.', ':', ',']);
    match SIGNS.iter().any(|one| one.eq_ignore_ascii_case(sign)) {
        true => text
            .strip_prefix(word)
            .unwrap_or(text)
            .trim_start_matches([' ', '–', '—', '-']),
        false => text,
    }
}

/// The words of a line that is bold as a whole, as those write a heading who know no other.
fn bold_alone(line: &str) -> Option<&str> {
    let words = line.trim().strip_prefix("**")?.strip_suffix("**")?;
    (!words.is_empty()).then_some(words)
}

fn ends_a_brief(line: &Numbered<'_>, counts: bool) -> bool {
    let text = line.text.trim();
    let bold = bold_alone(text).is_some();
    let rule = text.len() > 2 && text.bytes().all(|byte| b"-*_".contains(&byte));
    let marked = text.starts_with([':', '<', '|']);
    heading_level(&line.text).is_some()
        || bold
        || rule
        || marked
        || (!counts && numbered(text).is_some())
        || vocabulary::label(text).is_some()
        || vocabulary::whole(text.trim_end_matches([':', '：'])).is_some()
}
