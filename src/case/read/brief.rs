//! What only whoever plays a role may read is taken out before anything else is read: it stands
//! in no reading, whatever stands around it.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use super::{
    Document, Hidden, Lines,
    block::{Shape, blocks},
    fence::{Fence, Quoted},
    piece::Piece,
    source::{Numbered, Text, heading_level},
};
use crate::{
    case::{Block, Brief, vocabulary},
    text::{Clean, folded},
};

mod labelled;

/// A brief on its way into a case.
pub(super) struct Taken {
    role: Clean,
    piece: Piece,
    lines: Lines,
}

/// Takes the briefs out of a text: a heading or a label that names a role, and all below it. Their
/// lines stay, blank, so that all others keep their numbers.
pub(super) fn take(text: &mut Text<'_>) -> Vec<Taken> {
    let mut taken = take_sections(text);
    labelled::take(&mut text.lines, &mut taken);
    taken
}

fn take_sections(text: &mut Text<'_>) -> Vec<Taken> {
    let mut taken: Vec<Taken> = Vec::new();
    let mut told = readers(&text.lines);
    told.extend(secret_roles(&text.lines));
    let mut fence = Fence::default();
    let mut titled = false;
    // The level of the heading of the brief that is open, and of the one above several.
    let (mut open, mut above): (Option<usize>, Option<usize>) = (None, None);
    for line in &mut text.lines {
        let before = fence.quoted();
        let code = fence.holds(&line.text);
        // What was left out is part of nothing.
        if before.or(fence.quoted()) == Some(Quoted::Noise) {
            continue;
        }
        let level = heading_level(&line.text).filter(|_| !code);
        if let Some(level) = level {
            let title = line.text.trim().trim_matches('#').trim();
            let first = !std::mem::replace(&mut titled, true);
            above = above.filter(|above| level > *above);
            let below = above.is_some_and(|above| level == above + 1);
            let named = vocabulary::role_of_brief(title).or_else(|| alone(title));
            let told = told.get(&line.number).map(String::as_str);
            let role = named.or(told).or(below.then_some(title));
            if let Some(role) = role.filter(|_| !first) {
                open = Some(level);
                taken.push(Taken {
                    role: Clean::line(role),
                    piece: Piece::default(),
                    lines: Lines {
                        from: line.number,
                        to: line.number,
                    },
                });
                line.text = Cow::Borrowed("");
                continue;
            }
            if vocabulary::briefs_several(title) && !first {
                above = Some(level);
            }
            if open.is_some_and(|open| level <= open) {
                open = None;
            }
        }
        if let (Some(_), Some(brief)) = (open, taken.last_mut()) {
            if !line.is_blank() {
                brief.lines.to = line.number;
            }
            brief.piece.add(&line.text, line.number);
            line.text = Cow::Borrowed("");
        }
    }
    taken
}

/// Whom alone a heading is for; what is called an exhibit says so itself.
fn alone(title: &str) -> Option<&str> {
    let role = vocabulary::role_alone(title)?;
    vocabulary::counted_heading(title).is_none().then_some(role)
}

/// For each heading that names a role, by its line, that role, where what stands below is told to
/// whoever plays it.
fn secret_roles(lines: &[Numbered<'_>]) -> HashMap<u32, String> {
    let mut found = HashMap::new();
    let mut open: Option<(u32, &str)> = None;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        if heading_level(&line.text).is_some() {
            let title = line.text.trim().trim_matches('#').trim();
            open = vocabulary::role_of_heading(title).map(|role| (line.number, role));
        } else if let Some((head, role)) = open.filter(|_| vocabulary::tells_one(&line.text)) {
            found.insert(head, role.to_owned());
        }
    }
    found
}

/// For each heading, by its line, who alone may read what stands below, where the first line
/// below it says so: "[To be read by the seller only]".
fn readers(lines: &[Numbered<'_>]) -> HashMap<u32, String> {
    let mut readers = HashMap::new();
    let mut titled = false;
    let mut open: Option<(u32, usize)> = None;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let Some(level) = heading_level(&line.text) else {
            let reader = vocabulary::only_reader(&line.text);
            readers.extend(
                open.take()
                    .map(|(head, _)| head)
                    .zip(reader.map(str::to_owned)),
            );
            continue;
        };
        // The outermost of several headings right above; the title is over all.
        let first = !std::mem::replace(&mut titled, true);
        let deeper = open.is_some_and(|(_, above)| level > above);
        if !first && !deeper {
            open = Some((line.number, level));
        }
    }
    readers
}

/// Puts the briefs into the cases of a document, and their roles among those that people take.
pub(super) fn give(document: &mut Document, taken: &[Taken]) {
    let mut briefs: Vec<Brief> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for brief in taken.iter().map(Taken::brief) {
        let place = *places.entry(folded(&brief.role)).or_insert(briefs.len());
        match briefs.get_mut(place) {
            Some(known) => known.blocks.extend(brief.blocks),
            None => briefs.push(brief),
        }
    }
    for case in &mut document.cases {
        let mut known: HashSet<String> = case.roles.iter().map(|role| folded(role)).collect();
        let roles = briefs.iter().map(|brief| &brief.role);
        let new = roles.filter(|role| known.insert(folded(role)));
        case.roles.extend(new.cloned());
        case.briefs.clone_from(&briefs);
    }
    for one in taken {
        let hidden = Hidden {
            what: "brief",
            from: one.lines.from,
            to: one.lines.to,
        };
        let at = document
            .hidden
            .partition_point(|other| other.from <= hidden.from);
        document.hidden.insert(at, hidden);
    }
}

impl Taken {
    fn brief(&self) -> Brief {
        let raws = blocks(&self.piece);
        let raws = raws.iter().filter(|raw| raw.shape != Shape::Rule);
        let blocks = raws.map(|raw| Block {
            text: Clean::new(raw.text.trim_end()),
            number: None,
            line: raw.from(),
        });
        Brief {
            role: self.role.clone(),
            blocks: blocks.collect(),
        }
    }
}
