//! What stands at the head and foot of each page: titles, dates, numbers of pages.

use std::collections::HashMap;

use super::lines::Line;

/// How many lines at either edge may be a head or a foot.
const EDGE: usize = 2;

/// Takes heads and feet out; whether there were any.
pub(super) fn take_out(pages: &mut [Vec<Line>]) -> bool {
    let mut seen: HashMap<(bool, String), usize> = HashMap::new();
    for page in pages.iter() {
        for (at, line) in page.iter().enumerate() {
            if let Some(head) = edge(page, at) {
                *seen.entry((head, same(&line.text()))).or_default() += 1;
            }
        }
    }
    let count = pages.len();
    let mut taken = false;
    for page in pages.iter_mut() {
        let keep: Vec<bool> = (0..page.len())
            .map(|at| {
                let (Some(line), Some(head)) = (page.get(at), edge(page, at)) else {
                    return true;
                };
                let text = line.text();
                let often = seen.get(&(head, same(&text))).copied().unwrap_or_default();
                let repeated = often >= 2 && often * 2 >= count;
                !(repeated || is_number(&text) || is_printed(&text))
            })
            .collect();
        taken |= keep.contains(&false);
        let mut keep = keep.into_iter();
        page.retain(|_| keep.next().unwrap_or(true));
    }
    taken
}

/// Whether a line is at the head (true) or foot (false) of its page; none for the others.
fn edge(page: &[Line], at: usize) -> Option<bool> {
    let line = page.get(at)?;
    let higher = page
        .iter()
        .filter(|other| other.down < line.down - 1.0)
        .count();
    let lower = page
        .iter()
        .filter(|other| other.down > line.down + 1.0)
        .count();
    if higher < EDGE && line.down < line.page * 0.15 {
        return Some(true);
    }
    (lower < EDGE && line.down > line.page * 0.85).then_some(false)
}

/// What is the same on each page but for its numbers.
fn same(text: &str) -> String {
    let mut same = String::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        match letter.is_numeric() {
            true if same.ends_with('#') => {}
            true => same.push('#'),
            false => same.extend(letter.to_lowercase()),
        }
    }
    same
}

/// A page's number, with the words that stand around it in some languages.
fn is_number(text: &str) -> bool {
    let low = text.to_lowercase();
    let words = low.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    let known = [
        "page", "seite", "p", "s", "of", "von", "de", "sur", "página", "pagina", "strona", "oldal",
        "di",
    ];
    let roman = |word: &str| word.len() <= 5 && word.chars().all(|letter| "ivxl".contains(letter));
    !words.is_empty()
        && words.len() <= 4
        && words.iter().all(|word| {
            known.contains(word)
                || roman(word)
                || (word.len() <= 4 && word.chars().all(char::is_numeric))
        })
        && words
            .iter()
            .any(|word| word.chars().all(char::is_numeric) || roman(word))
}

/// What a browser prints around a page: its address with "1/3", its date with a time.
fn is_printed(text: &str) -> bool {
    let text = text.trim();
    let address = ["file://", "http://", "https://"]
        .iter()
        .any(|begin| text.starts_with(begin));
    let ends = text.rsplit(' ').next().unwrap_or_default();
    let numbered = ends.split_once('/').is_some_and(|(one, all)| {
        one.chars().all(char::is_numeric) && !all.is_empty() && all.chars().all(char::is_numeric)
    });
    if address && (numbered || !text.contains(' ')) {
        return true;
    }
    let date = text.split([',', ' ']).next().unwrap_or_default();
    let parts: Vec<_> = date.split(['/', '.', '-']).collect();
    let dated = parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(char::is_numeric));
    dated && text.chars().take(20).any(|letter| letter == ':')
}
