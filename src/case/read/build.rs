//! Fifth pass: every block gets its place. A heading opens a place by its word, and the place
//! lasts until a heading of the same or a higher level.

use super::{
    Guess,
    answer::Answers,
    block::{Raw, Shape, blocks},
    piece::{Label, Piece},
    question::{Draft, all_settings, id_at_end, numbered},
    settings::Setting,
    source::Text,
};
use crate::{
    case::{
        Block,
        vocabulary::{self, Word},
    },
    text::Clean,
};

mod html;
mod place;

pub(super) use place::{Item, Part, Segment, after_question_word};

/// No heading is as deep: what a label line opens lasts until any heading.
const BELOW_ALL: u8 = 7;

/// Where the next block goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    Reading,
    Questions(u8),
    Question(u8),
    Exhibit(u8),
    Answers(u8),
    Notes(u8),
    Sources(u8),
    Goals(u8),
}

impl Place {
    fn level(self) -> u8 {
        match self {
            Self::Reading => 0,
            Self::Questions(level)
            | Self::Question(level)
            | Self::Exhibit(level)
            | Self::Answers(level)
            | Self::Notes(level)
            | Self::Sources(level)
            | Self::Goals(level) => level,
        }
    }
}

/// A document while it is read.
pub(super) struct Build {
    pub(super) settings: Vec<Setting>,
    pub(super) title: Option<String>,
    pub(super) file_name: String,
    pub(super) segments: Vec<Segment>,
    pub(super) goals: Vec<Block>,
    pub(super) sources: Vec<Block>,
    pub(super) notes: Vec<Block>,
    pub(super) noise: Vec<Block>,
    pub(super) answers: Answers,
    pub(super) hidden: Vec<(&'static str, u32, u32)>,
    pub(super) guesses: Vec<Guess>,
    /// For each line of the source: whether it is blank or has its place.
    pub(super) placed: Vec<bool>,
    plain: bool,
    place: Place,
    /// The section that a question stands in, to go back to.
    section: Option<u8>,
    /// Right under the title settings may stand.
    under_title: bool,
    /// `<details>` that are open: whether they are a model answer.
    details: Vec<bool>,
    /// Headings that bear a number are questions in this document.
    numbered_ask: bool,
}

impl Build {
    pub(super) fn new(text: &Text<'_>, settings: Vec<Setting>, file_name: &str) -> Self {
        let mut placed: Vec<bool> = text.lines.iter().map(|_| true).collect();
        for line in &text.lines {
            if let Some(placed) = placed.get_mut(line.number as usize - 1) {
                *placed = line.is_blank();
            }
        }
        let last = text.lines.last().map_or(0, |line| line.number as usize);
        placed.resize(last, true);
        let mut build = Self {
            title: None,
            file_name: file_name.to_owned(),
            segments: vec![Segment::default()],
            goals: Vec::new(),
            sources: Vec::new(),
            notes: Vec::new(),
            noise: Vec::new(),
            answers: Answers::default(),
            hidden: Vec::new(),
            guesses: Vec::new(),
            placed,
            plain: text.plain,
            place: Place::Reading,
            section: None,
            under_title: true,
            details: Vec::new(),
            numbered_ask: asks_by_numbers(text),
            settings,
        };
        if !build.settings.is_empty() {
            let end = text
                .lines
                .iter()
                .skip(1)
                .find(|line| line.text.trim_end() == "---");
            build.mark(1, end.map_or(1, |line| line.number));
        }
        build
    }

    pub(super) fn take_piece(&mut self, piece: &Piece) {
        if let Some(label) = &piece.label {
            self.open_label(label);
        }
        self.take_blocks(piece);
    }

    pub(super) fn take_blocks(&mut self, piece: &Piece) {
        for raw in &blocks(piece) {
            self.take(raw);
        }
    }

    /// Says that lines have their place.
    pub(super) fn mark(&mut self, from: u32, to: u32) {
        let range = (from as usize).saturating_sub(1)..(to as usize).min(self.placed.len());
        if let Some(lines) = self.placed.get_mut(range) {
            lines.fill(true);
        }
    }

    fn hide(&mut self, what: &'static str, from: u32, to: u32) {
        self.hidden.push((what, from, to));
    }

    fn open_label(&mut self, label: &Label) {
        self.mark(label.line, label.line);
        self.under_title = false;
        let in_question = matches!(self.place, Place::Question(_));
        match label.word {
            Word::Answers if in_question => {
                if let Some(question) = self.question() {
                    question.expect_model(own_title(&label.text));
                }
                self.hide("model answer", label.line, label.line);
            }
            word => {
                self.open(word, &label.text, BELOW_ALL, label.line);
            }
        }
    }

    /// Opens the place that a word names. False where the word names none.
    fn open(&mut self, word: Word, title: &str, level: u8, line: u32) -> bool {
        self.place = match word {
            Word::Questions => {
                self.section = Some(level);
                Place::Questions(level)
            }
            Word::Answers => {
                let after = self
                    .segments
                    .iter()
                    .map(|segment| segment.questions.len())
                    .sum();
                self.answers.open(own_title(title), after);
                self.hide("model answer", line, line);
                Place::Answers(level)
            }
            Word::Facilitator => {
                self.hide("facilitator notes", line, line);
                Place::Notes(level)
            }
            Word::Sources => Place::Sources(level),
            Word::Goals => Place::Goals(level),
            Word::Exhibit => {
                self.part().exhibit(title);
                Place::Exhibit(level)
            }
            Word::Part => {
                self.stage(title, line);
                Place::Reading
            }
            Word::Case => {
                self.segments.push(Segment::titled(title, line));
                Place::Reading
            }
            _ => return false,
        };
        true
    }

    fn stage(&mut self, title: &str, line: u32) {
        let first = self.segment().is_empty();
        if !first {
            self.hide("later part", line, u32::MAX);
        }
        self.segment().parts.push(Part {
            title: Some(Clean::line(title)),
            staged: !first,
            ..Part::default()
        });
    }

    fn take(&mut self, raw: &Raw<'_>) {
        match &raw.shape {
            Shape::Heading { level, title, id } => {
                self.mark(raw.from, raw.to);
                self.heading(*level, title, id.clone(), raw);
                return;
            }
            Shape::Html => return html::take(self, raw),
            _ => {}
        }
        let under_title = std::mem::take(&mut self.under_title);
        if self.is_title(raw) {
            self.title = Some(raw.text.trim().to_owned());
            self.mark(raw.from, raw.to);
            self.under_title = true;
            return;
        }
        if under_title && self.takes_settings(raw) {
            self.under_title = true;
            return;
        }
        if self.takes_noise(raw) {
            return;
        }
        self.put(raw);
    }

    /// In a text without headings the first short line is the title.
    fn is_title(&self, raw: &Raw<'_>) -> bool {
        let short = raw.text.chars().count() <= 120 && !raw.text.contains('\n');
        let first = self.title.is_none() && self.segments.iter().all(Segment::is_empty);
        self.plain && first && short && raw.shape == Shape::Paragraph && self.settings.is_empty()
    }

    fn takes_settings(&mut self, raw: &Raw<'_>) -> bool {
        let found = match &raw.shape {
            Shape::Paragraph => all_settings(raw.text),
            Shape::Table => place::table_settings(raw.text),
            _ => None,
        };
        let Some(found) = found else {
            return false;
        };
        self.settings.extend(found);
        self.mark(raw.from, raw.to);
        true
    }

    /// Page noise is set apart: lines that are one of its words, and short ones between two.
    fn takes_noise(&mut self, raw: &Raw<'_>) -> bool {
        if raw.shape != Shape::Paragraph || self.place != Place::Reading {
            return false;
        }
        let is_noise = |line: &str| vocabulary::whole(line) == Some(Word::Noise);
        let noise = raw.text.lines().any(is_noise) && raw.text.lines().count() <= 4
            || starts_noisily(raw.text);
        if noise {
            self.noise.push(block(raw.text, raw.from));
            self.mark(raw.from, raw.to);
        }
        noise
    }

    fn heading(&mut self, level: u8, title: &str, id: Option<String>, raw: &Raw<'_>) {
        if self.title.is_none() && level == 1 {
            self.title = Some(title.to_owned());
            self.under_title = true;
            return;
        }
        self.under_title = false;
        let inside =
            matches!(self.place, Place::Answers(open) | Place::Notes(open) if level > open);
        if inside {
            return self.heading_in_answers(title, raw);
        }
        if level <= self.place.level() {
            self.leave(level);
        }
        if self.asks(title) {
            return self.ask(level, title, id, raw.from);
        }
        let word = vocabulary::of_heading(title).filter(|word| *word != Word::Question);
        if word.is_some_and(|word| self.open(word, title, level, raw.from)) {
            return;
        }
        match self.place {
            // A heading among questions that is none itself only orders them.
            Place::Questions(_) if title.ends_with(['?', '？', '؟']) => {
                self.ask(level, title, id, raw.from);
            }
            Place::Questions(_) => self.guess(
                raw.from,
                "5",
                &format!("“{title}” only orders the questions"),
            ),
            _ => self.put(raw),
        }
    }

    /// A heading of that level ends what is open; a question gives way to its section.
    fn leave(&mut self, level: u8) {
        self.place = match (self.place, self.section) {
            (Place::Question(_), Some(section)) if level > section => Place::Questions(section),
            _ => {
                if self.section.is_some_and(|section| level <= section) {
                    self.section = None;
                }
                Place::Reading
            }
        };
    }

    /// Whether a heading asks a question by a number or by its word.
    fn asks(&self, title: &str) -> bool {
        let by_word = match title.split_once([':', '：', '.']) {
            Some((head, _)) => vocabulary::of_heading(head),
            None => vocabulary::of_heading(title),
        };
        let counted = title
            .chars()
            .any(|letter| super::time::digit(letter).is_some());
        let by_word = by_word == Some(Word::Question) && counted;
        let section = matches!(self.place, Place::Questions(_));
        by_word || (numbered(title).is_some() && (section || self.numbered_ask))
    }

    fn ask(&mut self, level: u8, title: &str, id: Option<String>, line: u32) {
        let (title, inline_id) = match id_at_end(title) {
            Some((title, id)) => (title, Some(id)),
            None => (title, None),
        };
        let (number, text) = match numbered(title) {
            Some((number, text)) => (Some(number), text),
            None => place::after_question_word(title),
        };
        let mut draft = Draft::asked(text, id.or(inline_id), line);
        draft.number = number;
        self.part().items.push(Item::Question);
        self.add(draft);
        self.place = Place::Question(level);
    }

    fn add(&mut self, draft: Draft) {
        let segment = self.segment();
        segment.questions.push(draft);
    }

    fn heading_in_answers(&mut self, title: &str, raw: &Raw<'_>) {
        if matches!(self.place, Place::Answers(_)) {
            self.answers.heading(title);
            self.hide("model answer", raw.from, raw.to);
        } else {
            self.put(raw);
        }
    }

    fn guess(&mut self, line: u32, rule: &'static str, said: &str) {
        self.guesses.push(Guess {
            line,
            rule,
            said: said.to_owned(),
        });
    }

    fn segment(&mut self) -> &mut Segment {
        if self.segments.is_empty() {
            self.segments.push(Segment::default());
        }
        self.segments
            .last_mut()
            .expect("there is a segment from the start")
    }

    fn part(&mut self) -> &mut Part {
        let segment = self.segment();
        if segment.parts.is_empty() {
            segment.parts.push(Part::default());
        }
        segment
            .parts
            .last_mut()
            .expect("a part was just made where there was none")
    }

    fn question(&mut self) -> Option<&mut Draft> {
        self.segments
            .iter_mut()
            .rev()
            .find_map(|segment| segment.questions.last_mut())
    }
}

/// Numbered headings are questions only if at least half of them end like a sentence.
fn asks_by_numbers(text: &Text<'_>) -> bool {
    let headings = text.lines.iter().filter_map(|line| {
        let title = line.text.strip_prefix("##")?.trim_start_matches('#').trim();
        numbered(title).map(|(_, text)| text.to_owned())
    });
    let (mut all, mut asking) = (0, 0);
    for title in headings {
        let bare = id_at_end(&title).map_or(title.as_str(), |(title, _)| title);
        let bare = super::time::split_end(bare).0;
        all += 1;
        let sentence = bare.ends_with(['?', '？', '؟', '!', '.', '。']);
        asking += usize::from(sentence || bare.chars().count() > 60);
    }
    all > 0 && asking * 2 >= all
}

/// What an author calls an answer, where it is more than the plain word.
fn own_title(title: &str) -> Option<&str> {
    let usual = ["model answer", "model answers", "answer", "answers"];
    (!title.is_empty() && !usual.contains(&vocabulary::normal(title).as_str())).then_some(title)
}

fn starts_noisily(text: &str) -> bool {
    let opening: String = text.chars().take(40).collect();
    let normal = vocabulary::normal(&opening);
    vocabulary::NOISE_STARTS
        .iter()
        .any(|start| normal.starts_with(start))
}

/// A block that is not counted as a paragraph.
fn block(text: &str, line: u32) -> Block {
    Block {
        text: Clean::new(text.trim_end()),
        number: None,
        line,
    }
}
