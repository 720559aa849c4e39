//! Page noise: "Read more", menus. It is kept but set apart, and told.

use super::{Build, Place, block};
use crate::{
    case::{
        read::block::{Raw, Shape},
        vocabulary::{self, NOISE_STARTS, Word},
    },
    text::{Clean, cut},
};

/// A line of noise is not longer than so many bytes.
const LONGEST: usize = 60;
/// A paragraph of noise has no more lines.
const MOST_LINES: usize = 6;

/// Sets a block apart that is part of a page and not of a text.
pub(super) fn takes_noise(build: &mut Build, raw: &Raw<'_>) -> bool {
    let open = matches!(
        build.place,
        Place::Reading | Place::Questions(_) | Place::Sources(_) | Place::Goals(_)
    );
    if !open || !build.folds.is_empty() || !is_noise(raw) {
        return false;
    }
    let said = Clean::line(raw.text);
    let said = format!("“{}” belongs to a page and is set apart", cut(&said, 40));
    build.guess(raw.from(), "page noise", said);
    build.segment().noise.push(block(raw.text, raw.from()));
    build.mark(raw.lines);
    true
}

fn is_noise(raw: &Raw<'_>) -> bool {
    match &raw.shape {
        Shape::Paragraph => {
            let mut lines = raw.text.lines();
            let short = lines.all(|line| line.len() <= LONGEST);
            let few = raw.lines.len() <= MOST_LINES;
            (short && few && raw.text.lines().any(is_noisy)) || begins_noisily(raw.text)
        }
        // A menu: at least half of its items are noise.
        Shape::List { items, .. } => {
            let noisy = items.iter().filter(|item| is_noisy(&item.text)).count();
            noisy > 0 && noisy * 2 >= items.len()
        }
        _ => false,
    }
}

/// Whether a line, or the text of the link that it is, is one of the words for noise.
fn is_noisy(line: &str) -> bool {
    if line.len() > LONGEST * 3 {
        return false;
    }
    let link = line.trim().strip_prefix('[');
    let text = link
        .and_then(|link| link.split_once("]("))
        .map(|(text, _)| text);
    vocabulary::whole(text.unwrap_or(line)) == Some(Word::Noise)
}

fn begins_noisily(text: &str) -> bool {
    let text = text.trim_start();
    NOISE_STARTS.iter().any(|start| {
        let opening = text.get(..start.len()).unwrap_or_default();
        text.len() <= 300 && opening.eq_ignore_ascii_case(start)
    })
}
