//! Blocks that say themselves what they are, between `::: reading` and `:::`.

use super::{Build, Place, block};
use crate::case::read::{
    block::{Raw, Shape},
    piece::Piece,
    question::Draft,
    source::Quoted,
};

impl Build {
    /// Puts a block that says itself what it is.
    pub(super) fn put_quoted(&mut self, quoted: Quoted, piece: &Piece) {
        self.mark(&piece.numbers);
        self.under_title = false;
        let text = inside(&piece.text).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let raw = Raw {
            shape: Shape::Quoted,
            text: &text,
            lines: piece.numbers.get(1..).unwrap_or_default(),
        };
        match quoted {
            Quoted::Text => self.put(&raw),
            Quoted::Reading => {
                self.place = Place::Reading;
                self.section = None;
                self.part().read(block(raw.text, raw.from()));
            }
            Quoted::Passage => self.part().read(block(raw.text, raw.from())),
            Quoted::Noise => {
                let block = block(raw.text, raw.from());
                self.segment().noise.push(block);
            }
            Quoted::Question => {
                self.add(Draft::asked(raw.text, None, raw.from()));
                if self.place == Place::Reading {
                    self.place = Place::Marked;
                }
            }
            Quoted::Answer => match self.question() {
                Some(question) => question.claim(raw.text, raw.from(), raw.to()),
                None => self.put_note(&raw),
            },
            Quoted::Note => self.put_note(&raw),
            Quoted::Part => {
                self.place = Place::Reading;
                self.stage(raw.text, raw.from());
            }
        }
    }
}

/// What stands between the marks.
fn inside(text: &str) -> Option<String> {
    let (_, rest) = text.split_once('\n')?;
    let (text, last) = rest.trim_end().rsplit_once('\n').unwrap_or(("", rest));
    // Where nothing closes it, the last line is text like the others.
    let closed = last.trim().bytes().all(|byte| byte == b':');
    Some(if closed { text } else { rest }.trim_end().to_owned())
}
