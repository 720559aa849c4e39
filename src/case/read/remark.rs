//! Remarks in brackets that are not for everybody, "(Don't tell them: …)", "[Trainer: …]": each is
//! read as a label line of its own, so that what stands around it may be shown.

use std::borrow::Cow;

use super::{fence::Fence, source::Numbered, truths::BRACKETS};
use crate::case::vocabulary::{
    forbids_telling,
    grammar::{Sense, Sort, fold, sense},
};

/// No remark is longer, in bytes.
const LONGEST: usize = 600;
/// So many brackets of a line are looked into.
const MOST: usize = 12;
/// The label that each gets.
const LABEL: &str = "Facilitator note: ";

/// The lines of a source with each such remark on a line of its own, behind the rest of its line.
pub(super) fn apart(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let table = || line.text.trim_start().starts_with(['|', '>', '<', '`']);
        let code = fence.holds(&line.text);
        let found = match code || !line.text.contains(BRACKETS.map(|(open, _)| open)) || table() {
            true => None,
            false => cut(&line.text),
        };
        if let Some(texts) = (!code).then(|| in_lines(&line.text, table())).flatten() {
            out.extend(texts.into_iter().map(|text| Numbered {
                number: line.number,
                text: Cow::Owned(text),
            }));
            continue;
        }
        let Some((rest, remark)) = found else {
            out.push(line);
            continue;
        };
        let push = |out: &mut Vec<Numbered<'_>>, text: String| {
            out.push(Numbered {
                number: line.number,
                text: Cow::Owned(text),
            });
        };
        let indent = indent_of(&rest);
        let said = format!("{}{LABEL}{remark}", " ".repeat(indent));
        if !rest.trim().is_empty() {
            push(&mut out, rest);
            push(&mut out, String::new());
        }
        push(&mut out, said);
        push(&mut out, String::new());
    }
    out
}

/// A line that is an answer in brackets, a question with its answer, or for the staff by its tag: its
/// parts, each on a line of its own.
fn in_lines(line: &str, table: bool) -> Option<Vec<String>> {
    if let Some(answer) = answer(line) {
        return Some(vec![String::new(), answer, String::new()]);
    }
    if let Some((asked, answer)) = told_behind(line).and_then(|at| line.split_at_checked(at)) {
        let answer = format!("{}{}", " ".repeat(indent_of(asked)), answer.trim());
        return (!table).then(|| vec![asked.to_owned(), String::new(), answer]);
    }
    if let Some(fields) = (!table).then(|| fields(line)).flatten() {
        return Some(fields);
    }
    let (mark, said) = line.split_at_checked(tagged(line)?)?;
    let indent = " ".repeat(mark.len() - mark.trim_start().len());
    Some(vec![
        String::new(),
        format!("{indent}{LABEL}{}", said.trim()),
    ])
}

/// What stands between the fields of a line.
const BETWEEN: [char; 5] = [' ', '|', '·', ';', '\t'];

/// "**Level:** apply  **Answer:** the mate": several labels in bold of which one keeps back what stands
/// behind it, each on a line of its own.
fn fields(line: &str) -> Option<Vec<String>> {
    line.matches("**").nth(3)?;
    let mut labels = Vec::new();
    let mut at = 0;
    while let Some(open) = line.get(at..).and_then(|rest| rest.find("**")) {
        let from = at + open;
        let Some((label, behind)) = line.get(from + 2..).and_then(|rest| rest.split_once("**"))
        else {
            break;
        };
        let bare = label.strip_suffix([':', '：']);
        let labels_it = bare.is_some() || behind.starts_with([':', '：']);
        if labels_it && label.len() <= LABELLED {
            labels.push((from, bare.unwrap_or(label)));
        }
        at = from + label.len() + 4;
    }
    let kept = |label: &str| {
        let kept = |found: Sense| matches!(found.sort, Sort::Answer | Sort::Staff);
        sense(label).is_some_and(|found| kept(found) && found.strength >= 2)
    };
    let first = labels.iter().position(|(_, label)| kept(label))?;
    if labels.len() < 2 {
        return None;
    }
    // What stands before the first label that keeps back stays one line.
    let cuts: Vec<usize> = labels
        .iter()
        .skip(first.max(1))
        .map(|(from, _)| *from)
        .collect();
    let indent = " ".repeat(line.len() - line.trim_start().len());
    let ends = cuts.iter().copied().chain([line.len()]);
    let mut out = Vec::new();
    for (from, to) in std::iter::once(0).chain(cuts.iter().copied()).zip(ends) {
        let text = line.get(from..to)?.trim().trim_end_matches(BETWEEN);
        out.push(format!("{indent}{text}"));
        out.push(String::new());
    }
    Some(out)
}

/// Where the words begin of a line that a tag in brackets keeps for the staff: "[INSTRUCTOR ONLY]
/// Let them argue."
fn tagged(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches([' ', '*', '_']);
    let (open, close) = BRACKETS
        .into_iter()
        .find(|(open, _)| bare.starts_with(*open))?;
    let inner = bare.strip_prefix(open)?;
    let (tag, said) = inner.split_at_checked(closed(inner, open, close)?)?;
    let said = said.strip_prefix(close)?;
    let staff = sense(tag).is_some_and(|found| found.sort == Sort::Staff && found.strength >= 3);
    (staff && said.starts_with([' ', ':', '*', '_']) && said.contains(char::is_alphabetic))
        .then(|| line.len() - said.trim_start_matches([' ', ':', '*', '_']).len())
}

/// How far in stands what goes on with a line: below an item, as far as its words.
fn indent_of(line: &str) -> usize {
    let bare = line.trim_start();
    let marker =
        bare.trim_start_matches(|letter: char| letter.is_ascii_digit() || "-*+.)".contains(letter));
    let marked = marker.len() < bare.len() && marker.starts_with(' ');
    let words = if marked { marker.trim_start() } else { bare };
    let head = line.len() - words.len();
    if marked || bare.len() == line.len() {
        head
    } else {
        0
    }
}

/// A line without the first remark in it, and that remark.
fn cut(line: &str) -> Option<(String, String)> {
    BRACKETS.into_iter().find_map(|(open, close)| {
        line.match_indices(open).take(MOST).find_map(|(from, _)| {
            // "[words](address)": the address says nothing.
            if open == '(' && line.get(..from)?.ends_with(']') {
                return None;
            }
            let inner = line.get(from + open.len_utf8()..)?;
            let end = closed(inner, open, close)?;
            let (remark, rest) = inner.split_at_checked(end)?;
            let rest = rest.get(close.len_utf8()..)?;
            // "[words](address)" is a link.
            if rest.starts_with('(') || !is_for_staff(remark) {
                return None;
            }
            let before = line.get(..from)?.trim_end();
            Some((
                format!("{before}{}", rest.trim_end()),
                remark.trim().to_owned(),
            ))
        })
    })
}

/// An answer that has a line of its own, and brackets around it: "*(Expected answer: the mate.)*".
fn answer(line: &str) -> Option<String> {
    let bare = line.trim();
    let open = bare.trim_start_matches(['*', '_']);
    if !open.starts_with(BRACKETS.map(|(open, _)| open)) {
        return None;
    }
    let inner = open.trim_end_matches(['*', '_', '.', ' ']);
    let inner = BRACKETS
        .into_iter()
        .find_map(|(open, close)| inner.strip_prefix(open)?.strip_suffix(close))?;
    let (head, rest) = inner.split_once([':', '：'])?;
    let sure = |found: Sense| found.sort == Sort::Answer && found.strength >= 3;
    let told = rest.contains(char::is_alphanumeric) && sense(head.trim()).is_some_and(sure);
    let indent = line.len() - line.trim_start().len();
    told.then(|| format!("{}{}", " ".repeat(indent), inner.trim()))
}

/// Where an answer begins that stands in the line of its question: "Who casts off? Answer: the mate."
fn told_behind(line: &str) -> Option<usize> {
    if !line.contains([':', '：']) {
        return None;
    }
    line.match_indices(['?', '？'])
        .take(MOST)
        .find_map(|(mark, sign)| {
            let at = mark + sign.len();
            let behind = line.get(at..)?;
            let (head, rest) = behind.split_once([':', '：'])?;
            let label = head.trim_matches(['*', '_', ' ']);
            let few =
                head.starts_with(' ') && label.len() <= LABELLED && !label.contains(['?', '？']);
            let sure = |found: Sense| found.sort == Sort::Answer && found.strength >= 3;
            let told =
                few && rest.contains(char::is_alphanumeric) && sense(label).is_some_and(sure);
            told.then_some(at)
        })
}

/// No label that stands behind a question is longer, in bytes.
const LABELLED: usize = 40;

/// Where a bracket is closed, those within it left aside.
fn closed(inner: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, letter) in inner.char_indices().take_while(|(at, _)| *at < LONGEST) {
        if letter == close && depth == 0 {
            return Some(at);
        } else if letter == close {
            depth -= 1;
        } else if letter == open {
            depth += 1;
        }
    }
    None
}

/// Whether a remark says that it is not for everybody: it forbids to tell, or begins by who leads.
fn is_for_staff(remark: &str) -> bool {
    // One word forbids nothing.
    if remark.is_ascii() && !remark.contains(' ') {
        return false;
    }
    if forbids_telling(&fold(remark)) {
        return true;
    }
    let Some((head, rest)) = remark.split_once([':', '：']) else {
        return false;
    };
    let says = rest.split_whitespace().count() >= 3 || rest.chars().count() > 12;
    let staff =
        |head| sense(head).is_some_and(|found| found.sort == Sort::Staff && found.strength >= 2);
    says && staff(head.trim())
}
