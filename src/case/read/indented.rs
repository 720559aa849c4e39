//! Questions that somebody set in: in Markdown four blanks make code of them. A block of counted
//! lines that ask is read where it begins.

use std::borrow::Cow;

use super::{
    fence::Fence,
    question::mark::{asks, lettered_option, numbered},
    source::Numbered,
};

/// So many blanks make code of a line.
const CODE: usize = 4;

/// The lines of a source with each such block set back.
pub(super) fn set_back(mut lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    let mut open = false;
    let mut at = 0;
    while at < lines.len() {
        let Some(line) = lines.get(at) else { break };
        let code = fence.holds(&line.text);
        let far = indent(&line.text) >= CODE && !line.is_blank();
        let apart = at > 0 && lines.get(at - 1).is_some_and(Numbered::is_blank);
        if code || !far || open || !apart {
            // What is set in below an item belongs to it.
            if !line.is_blank() {
                open = is_item(&line.text) || (open && indent(&line.text) > 0);
            }
            at += 1;
            continue;
        }
        let rest = lines.iter().skip(at);
        let within = |line: &&Numbered<'_>| line.is_blank() || indent(&line.text) >= CODE;
        let count = rest.take_while(within).count();
        let block = lines.get_mut(at..at + count).unwrap_or_default();
        if asks_in_a_list(block) {
            for line in block {
                line.text = Cow::Owned(line.text.trim_start().to_owned());
            }
        }
        at += count;
    }
    lines
}

fn indent(text: &str) -> usize {
    let blanks = text.chars().take_while(|letter| letter.is_whitespace());
    blanks
        .map(|letter| if letter == '\t' { CODE } else { 1 })
        .sum()
}

fn is_item(text: &str) -> bool {
    let bare = text.trim_start();
    numbered(bare).is_some() || ["- ", "* ", "+ "].iter().any(|mark| bare.starts_with(mark))
}

/// Whether two lines or more are counted, the first among them, and at least half of those ask.
fn asks_in_a_list(block: &[Numbered<'_>]) -> bool {
    let counted = |text: &str| {
        let bare = text.trim();
        numbered(bare).is_some() || lettered_option(bare).is_some()
    };
    let lines = || block.iter().filter(|line| !line.is_blank());
    let first = lines().next().is_some_and(|line| counted(&line.text));
    let items = lines().filter(|line| counted(&line.text));
    let (all, asking) = items.fold((0, 0), |(all, asking), line| {
        (all + 1, asking + usize::from(asks(&line.text)))
    });
    first && all >= 2 && asking * 2 >= all
}
