//! "The boat belongs to (B).": the letter of the right option in the gap that it fills. It is taken
//! out of what is asked, and its option is ticked.

use std::borrow::Cow;

use super::{fence::Fence, question::mark::lettered_option, signs::TICK, source::Numbered};

/// A single such line may speak of what has that letter.
const FEWEST: usize = 2;

/// The lines of a source with an empty gap in place of each such letter.
pub(super) fn emptied(mut lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    let open = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !fence.holds(&line.text));
    let found = open.filter_map(|(at, line)| {
        let (text, letter) = filled(&line.text)?;
        Some((at, right_option(&lines, at, letter)?, text))
    });
    let found: Vec<(usize, usize, String)> = found.collect();
    if found.len() < FEWEST {
        return lines;
    }
    for (at, right, text) in found {
        if let Some(line) = lines.get_mut(at) {
            line.text = Cow::Owned(text);
        }
        if let Some(line) = lines.get_mut(right) {
            let option = line.text.replace("**", "");
            line.text = Cow::Owned(format!("{}{TICK}", option.trim_end()));
        }
    }
    lines
}

/// A counted line that holds one letter alone in brackets, without that.
fn filled(line: &str) -> Option<(String, char)> {
    let brackets = |letter: char| matches!(letter, '(' | '（');
    if !line.contains(brackets)
        || !line
            .trim_start()
            .starts_with(|first: char| first.is_numeric())
    {
        return None;
    }
    let mut found = None;
    for (at, open) in line.char_indices().filter(|(_, letter)| brackets(*letter)) {
        let inside = line.get(at + open.len_utf8()..)?;
        let end = inside.find([')', '）'])?;
        let mut letters = inside.get(..end)?.trim().chars();
        let letter = letters.next().filter(|_| letters.next().is_none());
        if let Some(letter) = letter.filter(char::is_ascii_uppercase) {
            if found.is_some() {
                return None;
            }
            found = Some((at + open.len_utf8(), end, letter));
        }
    }
    let (from, length, letter) = found?;
    let (before, behind) = (line.get(..from)?, line.get(from + length..)?);
    Some((format!("{before}  {behind}"), letter))
}

/// The option below a line that has that letter.
fn right_option(lines: &[Numbered<'_>], at: usize, letter: char) -> Option<usize> {
    let below = lines.iter().enumerate().skip(at + 1);
    let bare = |text: &'_ str| text.trim().trim_start_matches(['-', '*', ' ']).to_owned();
    let mut options = below
        .map(|(at, line)| (at, bare(&line.text)))
        .filter(|(_, text)| !text.is_empty())
        .take_while(|(_, text)| lettered_option(text).is_some());
    options
        .find(|(_, text)| text.starts_with(letter))
        .map(|(at, _)| at)
}
