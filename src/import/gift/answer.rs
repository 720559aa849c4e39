//! What stands in the braces of a question.

use super::{Asked, Fault, feedback, formatted, matching, mistake, shown};

/// Reads the answers of a question; `line` is that of the brace.
pub(super) fn read(
    asked: &mut Asked,
    inside: &str,
    line: usize,
    is_page: bool,
) -> Result<(), Fault> {
    let (inside, general) = match inside.split_once("####") {
        Some((inside, general)) => (inside, shown(general, is_page)),
        None => (inside, String::new()),
    };
    let inside = inside.trim();
    if let Some(truth) = truth(inside) {
        true_or_false(asked, truth, inside, is_page);
    } else if let Some(number) = inside.strip_prefix('#') {
        numbers(asked, number, is_page);
    } else if !inside.is_empty() {
        choices(asked, inside, line, is_page)?;
    }
    asked.answers.push(general);
    Ok(())
}

/// Whether it is true or false, where that is asked.
fn truth(inside: &str) -> Option<bool> {
    let word = inside.split('#').next().unwrap_or_default().trim();
    match word.to_uppercase().as_str() {
        "T" | "TRUE" => Some(true),
        "F" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Behind the truth: what is said of the wrong one, then of the right one.
fn true_or_false(asked: &mut Asked, truth: bool, inside: &str, is_page: bool) {
    asked.options = vec![("True".to_owned(), truth), ("False".to_owned(), !truth)];
    for said in pieces(inside, &['#']).into_iter().skip(1) {
        let said = said.strip_prefix('#').unwrap_or(&said);
        asked.answers.push(shown(said, is_page));
    }
}

fn numbers(asked: &mut Asked, text: &str, is_page: bool) {
    let several = pieces(text.trim(), &['=']);
    for piece in several {
        let piece = piece.strip_prefix('=').unwrap_or(&piece);
        let (number, said) = piece.split_once('#').unwrap_or((piece, ""));
        let number = weight(number.trim()).1;
        let number = match number.split_once(':') {
            Some((number, within)) => format!("{number} ± {within}"),
            None => number.replace("..", " to "),
        };
        asked.answers.push(shown(&number, is_page));
        asked.answers.push(shown(said, is_page));
    }
}

fn choices(asked: &mut Asked, inside: &str, line: usize, is_page: bool) -> Result<(), Fault> {
    if !inside.starts_with(['=', '~']) {
        return Err(mistake(
            line,
            "What stands in the braces begins with neither = nor ~.",
            "Write = in front of what is right, ~ in front of what is wrong. A brace in a text is written \\{.",
        ));
    }
    let found = pieces(inside, &['=', '~']);
    let only_right = found.iter().all(|piece| piece.starts_with('='));
    let mut pairs = Vec::new();
    for piece in &found {
        let (mark, text) = piece.split_at(1);
        let mut parts = pieces(text, &['#']).into_iter();
        let (share, text) = weight(parts.next().unwrap_or_default().trim());
        let said = parts.next().unwrap_or_default();
        let said = shown(said.trim_start_matches('#'), is_page);
        let (text, own_page) = formatted(&text);
        let option = shown(text, is_page || own_page);
        if option.is_empty() {
            return Err(mistake(
                line,
                "One of the answers of this question is empty.",
                "Write something behind each = and ~, or take it out.",
            ));
        }
        // Wrong answers may be worth something less than nothing.
        let right = mark == "=" || share.is_some_and(|share| share > 0.0);
        if only_right {
            match text.split_once("->") {
                Some((one, other)) => {
                    pairs.push((shown(one, is_page), shown(other, is_page)));
                }
                None => asked.answers.push(option),
            }
            asked.answers.push(said);
            continue;
        }
        if !said.is_empty() {
            asked.answers.push(feedback(&option, right, &said));
        }
        asked.several |= mark == "~" && right;
        asked.options.push((option, right));
    }
    if !pairs.is_empty() {
        matching(asked, &pairs);
    }
    Ok(())
}

/// The share of the points in front of an answer, `%50%`, and what follows it.
fn weight(text: &str) -> (Option<f64>, String) {
    let inside = text.strip_prefix('%').and_then(|rest| rest.split_once('%'));
    match inside.and_then(|(share, rest)| Some((share.trim().parse().ok()?, rest))) {
        Some((share, rest)) => (Some(share), rest.trim().to_owned()),
        None => (None, text.to_owned()),
    }
}

/// Cuts a text in front of each of these letters that is not escaped.
fn pieces(text: &str, at: &[char]) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut escaped = false;
    for letter in text.chars() {
        if at.contains(&letter) && !escaped {
            found.push(String::new());
        }
        if let Some(last) = found.last_mut() {
            last.push(letter);
        }
        escaped = letter == '\\' && !escaped;
    }
    found.retain(|piece| !piece.trim().is_empty());
    found
}
