//! Blocks that say themselves what they are, between `::: reading` and `:::`.

use super::{BELOW_ALL, Build, Place, block};
use crate::case::read::{
    answer::spread_key,
    block::{Raw, Shape, blocks},
    fence::Quoted,
    piece::Piece,
    question::Draft,
};

/// A title has no more words.
const TITLE: usize = 8;

/// Puts a block that says itself what it is.
pub(super) fn put_quoted(build: &mut Build, quoted: Quoted, piece: &Piece) {
    build.mark(&piece.numbers);
    build.under_title = false;
    let text = inside(&piece.text).unwrap_or_default();
    if text.is_empty() {
        return;
    }
    let raw = Raw {
        shape: Shape::Quoted,
        text: &text,
        lines: piece.numbers.get(1..).unwrap_or_default(),
    };
    if matches!(
        quoted,
        Quoted::Text | Quoted::Reading | Quoted::Passage | Quoted::Question
    ) {
        build.literal.insert(raw.from());
    }
    match quoted {
        Quoted::Text => build.put(&raw),
        Quoted::Reading => {
            build.place = Place::Reading;
            build.section = None;
            build.part().read(block(raw.text, raw.from()));
        }
        Quoted::Passage => build.part().read(block(raw.text, raw.from())),
        Quoted::Noise => {
            let block = block(raw.text, raw.from());
            build.segment().noise.push(block);
        }
        Quoted::Question => {
            build.add(Draft::asked(raw.text, None, raw.from()).owned(true));
            if build.place == Place::Reading {
                build.place = Place::Marked;
            }
        }
        Quoted::Exhibit => put_exhibit(build, &raw),
        Quoted::Answer(_) | Quoted::Hint(_) | Quoted::Note(Some(_)) => build.said.push(Said {
            what: quoted,
            text: text.clone(),
            from: raw.from(),
            to: raw.to(),
        }),
        Quoted::Note(None) => build.put_note(&raw),
        Quoted::Title => build.title = Some(raw.text.trim().to_owned()),
        Quoted::Part => {
            build.place = Place::Reading;
            let (title, told) = named_part(raw.text);
            build.stage(title, raw.from());
            if told {
                build.part().read(block(raw.text, raw.from()));
            }
        }
    }
}

/// What a later part is called, and whether the line that opens it is text of it as well: a title
/// has few words, and alone would be no part of a session.
fn named_part(text: &str) -> (&str, bool) {
    let text = text.trim();
    let words = |text: &str| text.split_whitespace().count();
    if words(text) <= TITLE {
        return (text, false);
    }
    let label = text.split_once([':', '：']).map(|(label, _)| label);
    let title = label
        .filter(|label| words(label) <= TITLE)
        .unwrap_or_else(|| {
            let end = text.match_indices(char::is_whitespace).nth(TITLE - 1);
            text.get(..end.map_or(text.len(), |(at, _)| at))
                .unwrap_or(text)
        });
    (title, true)
}

fn put_exhibit(build: &mut Build, raw: &Raw<'_>) {
    let (title, rest) = raw.text.split_once('\n').unwrap_or((raw.text, ""));
    build.part().exhibit(title.trim());
    if rest.trim().is_empty() {
        // The title alone was said to be one: it holds what follows.
        build.place = Place::Exhibit(BELOW_ALL);
        return;
    }
    let piece = Piece::of(rest, raw.lines.get(1..).unwrap_or_default());
    for raw in &blocks(&piece) {
        build.part().exhibit_block(block(raw.text, raw.from()));
    }
}

/// Gives what a person said to be answers and hints to its questions, which are all known by
/// now: to the one on the line that was named, else to the next above, else to the first.
pub(in crate::case::read) fn give_said(build: &mut Build) {
    for segment in &mut build.segments {
        spread_key(&mut segment.questions);
    }
    for said in std::mem::take(&mut build.said) {
        let mut drafts: Vec<&mut Draft> = build
            .segments
            .iter_mut()
            .flat_map(|segment| &mut segment.questions)
            .collect();
        let named = |draft: &Draft| said.what.of() == Some(draft.line);
        let above = |draft: &Draft| draft.line < said.from;
        let at = drafts.iter().position(|draft| named(draft));
        let at = at.or_else(|| drafts.iter().rposition(|draft| above(draft)));
        match (drafts.get_mut(at.unwrap_or(0)), said.what) {
            (Some(draft), Quoted::Hint(_)) => draft.hint(&said.text, said.from, said.to),
            (Some(draft), Quoted::Note(_)) => draft.note(&said.text, said.from, said.to),
            (Some(draft), _) => draft.given(&said.text, said.from, said.to),
            (None, _) => {
                let block = block(&said.text, said.from);
                build.segment().notes.push(block);
                build.hidden.push(("facilitator notes", said.from, said.to));
            }
        }
    }
}

/// An answer or a hint whose question may not have been found yet.
pub(super) struct Said {
    what: Quoted,
    text: String,
    from: u32,
    to: u32,
}

/// What stands between the marks.
fn inside(text: &str) -> Option<String> {
    let (_, rest) = text.split_once('\n')?;
    let (text, last) = rest.trim_end().rsplit_once('\n').unwrap_or(("", rest));
    // Where nothing closes it, the last line is text like the others.
    let closed = last.trim().bytes().all(|byte| byte == b':');
    Some(if closed { text } else { rest }.trim_end().to_owned())
}
