//! Building a case from what the survey says of each line.

use super::{Build, Place, block, quoted};
use crate::case::{
    read::{
        TimeUp,
        answer::number_of_row,
        block::{Raw, Shape, blocks},
        fence::{Fence, Quoted},
        piece::Piece,
        question::{Draft, mark::unbold},
        rows::cells,
        survey::{Said, Verdict},
        time,
        truths::words_of_both,
    },
    vocabulary::{self, Word},
};

/// No sentence is wrapped over more lines.
const MOST_WRAPPED: usize = 8;
/// A line of so many letters or more was wrapped; a shorter one may be a title.
const WRAPPED: usize = 50;

/// What stretches of lines are taken as one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stretch {
    Text,
    Asks(usize),
    Answer(Option<usize>),
    Staff,
    Quoted(Quoted),
}

impl Build {
    /// Takes all lines as the survey says.
    pub(in crate::case::read) fn take_verdicts(
        &mut self,
        verdicts: &[Verdict],
        go_on: &mut dyn FnMut() -> Result<(), TimeUp>,
    ) -> Result<(), TimeUp> {
        self.surveyed = true;
        let mut open: Option<(Stretch, Piece, bool)> = None;
        let mut fence = Fence::default();
        let mut taken = 0;
        for (at, verdict) in verdicts.iter().enumerate() {
            go_on()?;
            let blank = verdict.text.trim().is_empty() && !verdict.label;
            if blank && let Some((_, piece, _)) = &mut open {
                piece.add("", verdict.line);
                continue;
            }
            let Some(stretch) = stretch(&verdict.said) else {
                self.flush(open.take());
                self.take_alone(verdict);
                continue;
            };
            let opens = opens_quoted(&mut fence, verdict);
            let goes_on = open.as_ref().is_some_and(|(own, _, _)| *own == stretch)
                && !opens
                && !verdict.first
                && !verdict.label;
            if !goes_on {
                self.flush(open.take());
                open = Some((stretch, Piece::default(), verdict.first));
            }
            if verdict.first {
                let (words, count) = unwrapped(verdicts.get(at..).unwrap_or_default());
                taken = at + count;
                self.open_question(verdict, &words);
            }
            if let Some((_, piece, first)) = &mut open {
                let asked = *first && piece.text.is_empty() || at < taken;
                let text = if asked { "" } else { &verdict.text };
                piece.add(text, verdict.line);
            }
        }
        self.flush(open.take());
        Ok(())
    }

    /// Takes a line that is no part of a stretch.
    fn take_alone(&mut self, verdict: &Verdict) {
        self.mark(&[verdict.line]);
        let title = verdict.text.trim().trim_matches(['#', '*', ' ', ':', '_']);
        match &verdict.said {
            Said::Option {
                text, right, any, ..
            } => {
                if let Some(question) = self.question() {
                    question.take_option(text, *right, *any, verdict.line);
                }
            }
            Said::Case => {
                self.open(Word::Case, title, super::BELOW_ALL, verdict.line);
            }
            Said::Later => {
                self.place = Place::Reading;
                self.stage(title, verdict.line);
            }
            Said::GoesOn
            | Said::Text
            | Said::Asks(_)
            | Said::Answer(_)
            | Said::Staff
            | Said::Quoted(_) => {}
        }
    }

    /// Begins a question with its words, as far as they stand on its first lines.
    fn open_question(&mut self, verdict: &Verdict, words: &str) {
        let raw = words.trim().trim_start_matches(['>', ' ']);
        let raw = raw
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'))
            .map_or(raw, |(_, title)| title.trim_start_matches(['-', '+']));
        let heading = raw.starts_with('#');
        let text = raw.trim_start_matches('#').trim();
        let text = if heading {
            text.trim_end_matches('#').trim_end()
        } else {
            without_bullet(text)
        };
        let (text, seconds) = time::split_end(unbold(text));
        let (number, words) = super::named(text.trim_start_matches(['*', '_']));
        let words = if number.is_some() { words } else { text };
        let words = labelled(words).unwrap_or(words);
        let words = if is_points(words) || raw.starts_with(":::") {
            ""
        } else {
            words
        };
        let bold = words.matches("**").count() % 2 == 1;
        let words = if bold {
            words.trim_end_matches(['*', '_'])
        } else {
            words
        };
        let mut draft = Draft::asked(words, None, verdict.line);
        draft.number = number.or(verdict.number);
        draft.seconds = seconds.or(draft.seconds);
        let head = draft
            .text
            .split_once([':', '：'])
            .map(|(head, _)| head.to_owned());
        let both = head.as_deref().and_then(words_of_both);
        for option in both.into_iter().flatten() {
            draft.take_option(option, false, false, verdict.line);
        }
        self.mark(&[verdict.line]);
        self.add(draft);
        self.place = Place::Reading;
    }

    fn flush(&mut self, open: Option<(Stretch, Piece, bool)>) {
        let Some((stretch, piece, _)) = open else {
            return;
        };
        self.mark(&piece.numbers);
        match stretch {
            Stretch::Text => {
                for raw in &blocks(&piece) {
                    self.take(raw);
                }
            }
            Stretch::Asks(_) => {
                for raw in &blocks(&piece) {
                    let untold = self
                        .question()
                        .is_some_and(|question| question.text.is_empty());
                    let bare = titled(raw).filter(|_| untold);
                    let bare = bare.or_else(|| without_label(raw));
                    if let Some(question) = self.question() {
                        question.take(bare.as_ref().unwrap_or(raw));
                        question.expect_body();
                    }
                }
            }
            Stretch::Answer(of) => self.keep_answer(of, &piece),
            Stretch::Staff => {
                for raw in &blocks(&piece) {
                    self.put_note(raw);
                }
            }
            Stretch::Quoted(Quoted::Noise) if !piece.text.trim_start().starts_with(":::") => {
                for raw in &blocks(&piece) {
                    let noise = block(raw.text, raw.from());
                    self.segment().noise.push(noise);
                }
            }
            Stretch::Quoted(quoted) => quoted::put_quoted(self, quoted, &piece),
        }
    }

    /// Keeps an answer for its question; one that belongs to none is the facilitator's.
    fn keep_answer(&mut self, of: Option<usize>, piece: &Piece) {
        let raws = blocks(piece);
        if let (Some(from), Some(to)) = (piece.numbers.first(), piece.numbers.last()) {
            self.hide("model answer", &[*from, *to]);
        }
        let Some(of) = of else {
            for raw in &raws {
                self.put_note(raw);
            }
            return;
        };
        let mut claims = Vec::new();
        for raw in &raws {
            match &raw.shape {
                Shape::List { items, .. } => claims.extend(
                    items
                        .iter()
                        .map(|item| (item.text.clone(), item.from(), item.to())),
                ),
                Shape::Rule => {}
                _ => claims.push((row_or_text(raw.text), raw.from(), raw.to())),
            }
        }
        self.claims.push((of, claims));
    }

    /// Gives the answers to their questions, in the document's order.
    pub(in crate::case::read) fn hand_out_claims(&mut self) {
        let claims = std::mem::take(&mut self.claims);
        let mut questions: Vec<&mut Draft> = self
            .segments
            .iter_mut()
            .flat_map(|segment| &mut segment.questions)
            .collect();
        for (of, claims) in claims {
            if let Some(question) = questions.get_mut(of) {
                for (text, from, to) in claims {
                    question.claim(&text, from, to);
                }
            }
        }
    }

    /// Text among the questions of a surveyed document: it is read where it stands.
    pub(super) fn put_surveyed(&mut self, raw: &Raw<'_>) {
        match self.place {
            Place::Exhibit(_) => self.part().exhibit_block(block(raw.text, raw.from())),
            Place::Sources(_) => {
                let block = block(raw.text, raw.from());
                self.segment().sources.push(block);
            }
            Place::Goals(_) => {
                let block = block(raw.text, raw.from());
                self.segment().goals.push(block);
            }
            _ => self.part().read(block(raw.text, raw.from())),
        }
    }
}

/// What an answer says; a single row of a key says what stands behind its number.
fn row_or_text(text: &str) -> String {
    let row = text.starts_with('|') && !text.contains('\n');
    let cells = if row { cells(text) } else { Vec::new() };
    let counted = cells
        .first()
        .is_some_and(|cell| number_of_row(cell).is_some());
    let told = cells.into_iter().skip(1).filter(|cell| !cell.is_empty());
    match counted {
        true => told.collect::<Vec<_>>().join(" · "),
        false => text.to_owned(),
    }
}

/// The stretch that a line belongs to; none where it stands alone.
fn stretch(said: &Said) -> Option<Stretch> {
    match said {
        Said::Text => Some(Stretch::Text),
        Said::Asks(of) => Some(Stretch::Asks(*of)),
        Said::Answer(of) => Some(Stretch::Answer(*of)),
        Said::Staff => Some(Stretch::Staff),
        Said::Quoted(quoted) => Some(Stretch::Quoted(*quoted)),
        Said::Option { .. } | Said::GoesOn | Said::Case | Said::Later => None,
    }
}

/// Whether a line opens a block that says itself what it is: one right below another is one of its
/// own.
fn opens_quoted(fence: &mut Fence, verdict: &Verdict) -> bool {
    let was_open = fence.is_open();
    let mark = verdict.text.trim_start().starts_with(":::");
    let quoted = matches!(verdict.said, Said::Quoted(_)) && (was_open || mark);
    quoted && fence.holds(&verdict.text) && !was_open
}

/// A line without its bullet; right before a figure a dash is its sign.
fn without_bullet(text: &str) -> &str {
    let rest = text.trim_start_matches(['-', '+', '•', '◦', '▪', '●', '–']);
    if rest.len() < text.len() && rest.starts_with(|letter: char| letter.is_numeric()) {
        return text;
    }
    let rest = rest.trim_start();
    rest.strip_prefix("* ").unwrap_or(rest)
}

/// "Question: text", "**Problem statement:** text": the text.
fn labelled(text: &str) -> Option<&str> {
    let (head, rest) = text.split_once([':', '：'])?;
    let head = head.trim_matches(['*', '_', ' ']);
    let asks = crate::case::vocabulary::grammar::sense(head)
        .is_some_and(|sense| sense.sort == crate::case::vocabulary::grammar::Sort::Questions);
    let rest = rest.trim_start_matches(['*', '_', ' ']);
    (asks && rest.chars().count() > 12).then_some(rest)
}

/// "(2 marks)", "- 2 marks": points, and no words.
fn is_points(text: &str) -> bool {
    let bare = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let digits = bare.chars().take_while(char::is_ascii_digit).count();
    let unit = bare.get(digits..).unwrap_or_default().trim();
    digits > 0 && !unit.is_empty() && unit.split_whitespace().count() == 1
}

/// The words of a heading as a paragraph.
fn titled<'a>(raw: &'a Raw<'a>) -> Option<Raw<'a>> {
    let Shape::Heading { title, .. } = &raw.shape else {
        return None;
    };
    Some(Raw {
        shape: Shape::Paragraph,
        text: title,
        ..raw.clone()
    })
}

/// A paragraph of a question without the label before its words.
fn without_label<'a>(raw: &Raw<'a>) -> Option<Raw<'a>> {
    let plain = raw.shape == Shape::Paragraph;
    labelled(raw.text).filter(|_| plain).map(|text| Raw {
        text,
        ..raw.clone()
    })
}

/// Whether a line is a field of a question: “Hint: …”.
fn is_label(text: &str) -> bool {
    vocabulary::label_below(text).is_some()
}

/// The words of a question whose first line is this, with the lines on which its sentence goes on
/// to its question mark, as mail wraps it; and how many lines that are.
fn unwrapped(verdicts: &[Verdict]) -> (String, usize) {
    let Some((first, rest)) = verdicts.split_first() else {
        return (String::new(), 0);
    };
    let alone = || (first.text.clone(), 1);
    let ends = |text: &str| {
        text.trim_end()
            .ends_with(['.', '!', '?', ':', '؟', '？', '。'])
    };
    let asks = |text: &str| {
        let text = text.trim_end_matches(['"', '”', '“', '’', '\'', '»', ')', ' ']);
        text.ends_with(['?', '؟', '？'])
    };
    let counted = first
        .text
        .trim_start()
        .starts_with(|sign: char| sign.is_ascii_digit());
    if !counted || ends(&first.text) || asks(&first.text) {
        return alone();
    }
    let mut words = first.text.trim_end().to_owned();
    for (at, next) in (1..).zip(rest.iter().take(MOST_WRAPPED)) {
        let text = next.text.trim();
        let long = words.chars().count() >= WRAPPED;
        let goes_on = text.starts_with(|sign: char| {
            sign.is_lowercase() || "\"“„«'‘".contains(sign) || long && sign.is_alphabetic()
        });
        let own = next.said == first.said && !next.first && !next.label;
        let below = usize::try_from(next.line - first.line) == Ok(at);
        if !(goes_on && own && below) || is_label(text) {
            return alone();
        }
        words = format!("{words} {text}");
        if asks(text) {
            return (words, at + 1);
        }
        if ends(text) {
            return alone();
        }
    }
    alone()
}
