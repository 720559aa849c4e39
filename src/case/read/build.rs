//! Fifth pass: every block gets its place. A heading opens a place by its word, and the place
//! lasts until a heading of the same or a higher level.

use std::collections::HashSet;

use super::{
    Guess, TimeUp,
    answer::Answers,
    block::{Raw, Shape, blocks},
    html::{self, Bit},
    piece::Piece,
    question::Draft,
    settings::{self, Setting},
    source::Text,
};
use crate::{
    case::{
        Block,
        flaw::Flaw,
        vocabulary::{self, Word},
    },
    text::Clean,
};

mod heading;
mod noise;
mod place;
pub(super) mod quoted;
mod scan;
mod segment;
mod surveyed;
mod table;

pub(super) use heading::named;
use scan::Scan;
pub(super) use segment::{Item, Part, Segment};

/// No heading is as deep: what a label line opens lasts until any heading.
pub(super) const BELOW_ALL: u8 = 7;

/// Where the next block goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    Reading,
    Questions(u8),
    Question(u8),
    /// Behind a question that a mark asked ("Primary question: …"), in the midst of a text.
    Marked,
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
            Self::Marked => BELOW_ALL,
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

/// `<details>` that is open, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fold {
    Question,
    Answers,
    Notes,
    Plain,
}

/// A document while it is read.
pub(super) struct Build {
    pub(super) settings: Vec<Setting>,
    pub(super) title: Option<String>,
    pub(super) file_name: String,
    pub(super) segments: Vec<Segment>,
    pub(super) answers: Answers,
    pub(super) hidden: Vec<(&'static str, u32, u32)>,
    pub(super) guesses: Vec<Guess>,
    pub(super) flaws: Vec<Flaw>,
    /// For each line of the source: whether it is blank or has its place.
    pub(super) placed: Vec<bool>,
    /// For each line of the source: whether it is blank.
    pub(super) blank: Vec<bool>,
    titled: bool,
    place: Place,
    /// The section that a question stands in, to go back to.
    section: Option<u8>,
    /// The section was opened by a mere line about questions.
    weak: bool,
    /// A heading that only orders questions stands above what follows.
    ordered: bool,
    /// The level of the headings that open one of several cases.
    case_level: Option<u8>,
    /// Right under the title settings may stand.
    under_title: bool,
    folds: Vec<Fold>,
    /// The answers in which words to the staff stand, or the words in which answers do.
    around: Option<Place>,
    /// What a person said to be answers and hints.
    said: Vec<quoted::Said>,
    /// Where a block begins that says itself what it is: nobody guesses at it.
    pub(super) literal: HashSet<u32>,
    /// Questions so far, and the segment of the newest one.
    asked: usize,
    asked_in: usize,
    /// So many of them are summaries of what is folded away.
    folded: usize,
    /// Numbers and words of the questions of this part, to know them again in an answer key.
    names: HashSet<String>,
    numbers: HashSet<u64>,
    scan: Scan,
    /// The open section is called by a word for questions proper.
    proper: bool,
    /// The survey says what each line is: nothing is guessed here.
    surveyed: bool,
    /// Answers that the survey found, and whose they are.
    claims: Vec<(usize, Claims)>,
}

/// Texts of an answer, each with its first and last line.
type Claims = Vec<(String, u32, u32)>;

impl Build {
    pub(super) fn new(text: &Text<'_>, settings: Vec<Setting>, file_name: &str) -> Self {
        let mut blank = vec![true; text.count as usize];
        for line in &text.lines {
            if let Some(blank) = blank.get_mut(line.number as usize - 1) {
                *blank &= line.is_blank();
            }
        }
        let comments = text.comments.iter();
        Self {
            title: None,
            file_name: file_name.to_owned(),
            segments: vec![Segment::default()],
            answers: Answers::default(),
            hidden: comments.map(|line| ("comment", *line, *line)).collect(),
            guesses: Vec::new(),
            flaws: text.flaws.clone(),
            placed: blank.clone(),
            blank,
            titled: text.titled,
            place: Place::Reading,
            section: None,
            weak: false,
            ordered: false,
            case_level: None,
            under_title: true,
            folds: Vec::new(),
            folded: 0,
            around: None,
            said: Vec::new(),
            literal: HashSet::new(),
            asked: 0,
            asked_in: 0,
            names: HashSet::new(),
            numbers: HashSet::new(),
            scan: Scan::of(text),
            proper: false,
            surveyed: false,
            claims: Vec::new(),
            settings,
        }
    }

    /// Takes a piece, block by block, as long as it may go on.
    pub(super) fn take_piece(
        &mut self,
        piece: &Piece,
        go_on: &mut dyn FnMut() -> Result<(), TimeUp>,
    ) -> Result<(), TimeUp> {
        go_on()?;
        if let Some(label) = &piece.label {
            self.open_label(label);
        }
        match piece.quoted {
            Some(quoted) => quoted::put_quoted(self, quoted, piece),
            None => {
                for raw in &blocks(piece) {
                    go_on()?;
                    self.take(raw);
                }
            }
        }
        Ok(())
    }

    fn take_blocks(&mut self, piece: &Piece) {
        for raw in &blocks(piece) {
            self.take(raw);
        }
    }

    fn take(&mut self, raw: &Raw<'_>) {
        match &raw.shape {
            Shape::Heading { level, title, id } => {
                self.mark(raw.lines);
                self.heading(*level, title, id.clone(), raw);
                return;
            }
            Shape::Html => return self.take_html(raw),
            _ => {}
        }
        let under_title = std::mem::take(&mut self.under_title);
        if self.is_title(raw) {
            self.title = Some(raw.text.trim().trim_matches(['*', '_']).to_owned());
            self.mark(raw.lines);
            self.under_title = true;
        } else if under_title && self.takes_settings(raw) {
            self.under_title = true;
        } else if !noise::takes_noise(self, raw) {
            self.put(raw);
        }
    }

    fn take_html(&mut self, raw: &Raw<'_>) {
        for bit in html::bits(raw) {
            match bit {
                Bit::Open { summary, line } => self.open_fold(&summary, line),
                Bit::Close { line } => {
                    self.mark(&[line]);
                    if self.folds.pop() == Some(Fold::Question)
                        && let Some(question) = self.question()
                    {
                        question.waits_for_a_claim();
                        question.expect_body();
                    }
                }
                Bit::Heading(piece) => self.take_blocks(&piece),
                Bit::Text(piece) => {
                    for raw in &blocks(&piece) {
                        match raw.shape {
                            // What is still a tag after all tags are gone is text.
                            Shape::Html => self.put(&Raw {
                                shape: Shape::Paragraph,
                                ..raw.clone()
                            }),
                            _ => self.take(raw),
                        }
                    }
                }
            }
        }
        // Tags that hold no text have their place: there is nothing to show.
        for (line, number) in raw.text.lines().zip(raw.lines) {
            if html::is_only_tags(line) {
                self.mark(&[*number]);
            }
        }
    }

    /// Opens a hidden block that is named by its summary.
    fn open_fold(&mut self, summary: &str, line: u32) {
        self.mark(&[line]);
        let word = vocabulary::of_summary(summary);
        let in_question = matches!(self.place, Place::Question(_) | Place::Marked);
        let fold = match word {
            _ if matches!(self.place, Place::Answers(_)) => {
                self.hide("model answer", &[line]);
                self.answers.heading(summary, line);
                Fold::Answers
            }
            Some(Word::Facilitator | Word::Hint)
                if !in_question && (word == Some(Word::Facilitator) || self.asked == 0) =>
            {
                self.hide("facilitator notes", &[line]);
                Fold::Notes
            }
            Some(Word::Answers) if !in_question => {
                self.hide("model answer", &[line]);
                let after = self.asked;
                self.answers.open(own_title(summary), after, line);
                self.answers.belongs_to_last();
                Fold::Answers
            }
            None if self.asks_by_fold(summary) => {
                self.add(Draft::asked(summary, None, line));
                self.folded += 1;
                if let Some(question) = self.question() {
                    question.expect_model(None);
                }
                let said = "what is folded away under a question is kept back as its answer";
                self.guess(line, "details", said.to_owned());
                Fold::Question
            }
            _ if self.asked > 0 && (word.is_some() || in_question || self.asked_here()) => {
                if let Some(question) = self.question() {
                    question.open_details(summary, line);
                }
                Fold::Question
            }
            _ => {
                let text = format!("**{summary}**");
                self.put_paragraph(&text, line);
                Fold::Plain
            }
        };
        self.folds.push(fold);
    }

    /// Whether a summary is a question: where most of them ask and nothing else has asked so far.
    fn asks_by_fold(&self, summary: &str) -> bool {
        self.scan.folds_ask
            && self.asked == self.folded
            && vocabulary::of_summary(summary).is_none()
    }

    /// In a text without a level-1 heading the first short line is the title.
    fn is_title(&self, raw: &Raw<'_>) -> bool {
        let short = || raw.text.chars().count() <= 120 && !raw.text.contains('\n');
        // "Case: The promotion" is a title, and "Hint: none" is not.
        let case = || {
            let head = raw.text.split_once([':', '：']).map(|(head, _)| head);
            head.and_then(vocabulary::whole) == Some(Word::Case)
        };
        let role = || vocabulary::label(raw.text).is_some() && !case();
        raw.shape == Shape::Paragraph && self.may_be_title() && short() && !role()
    }

    /// Nothing has its place yet, and nothing else gives the title.
    fn may_be_title(&self) -> bool {
        let first = self.place == Place::Reading && self.segments.len() == 1;
        let mut settings = self.settings.iter();
        self.title.is_none()
            && !self.titled
            && first
            && self.segments.iter().all(Segment::is_empty)
            && !settings.any(|setting| settings::known(&setting.key) == Some(Word::Title))
    }

    fn takes_settings(&mut self, raw: &Raw<'_>) -> bool {
        let found = match &raw.shape {
            Shape::Paragraph => settings::of_paragraph(raw.text, raw.lines),
            Shape::Table => settings::of_table(raw.text, raw.lines),
            _ => None,
        };
        let Some(found) = found else {
            return false;
        };
        let (known, text) = settings::apart(found);
        self.settings.extend(known);
        self.mark(raw.lines);
        for setting in text {
            self.put_paragraph(
                &format!("**{}:** {}", setting.key, setting.value),
                setting.line,
            );
        }
        true
    }

    /// Says that lines have their place.
    fn mark(&mut self, lines: &[u32]) {
        for line in lines {
            if let Some(placed) = self.placed.get_mut((*line as usize).wrapping_sub(1)) {
                *placed = true;
            }
        }
    }

    fn hide(&mut self, what: &'static str, lines: &[u32]) {
        if let (Some(from), Some(to)) = (lines.first(), lines.last()) {
            self.hidden.push((what, *from, *to));
        }
    }

    fn guess(&mut self, line: u32, rule: &'static str, said: String) {
        let said = said.into();
        self.guesses.push(Guess { line, rule, said });
    }

    pub(super) fn segment(&mut self) -> &mut Segment {
        if self.segments.is_empty() {
            self.segments.push(Segment::default());
        }
        self.segments
            .last_mut()
            .expect("there is a segment from the start")
    }

    fn part(&mut self) -> &mut Part {
        self.segment().part()
    }

    /// The lines of the questions that were asked as in our own format: in a list or by
    /// headings in a section of questions, or by "Question 3"; and whether those are all. What a person
    /// said to be a question says nothing of the document's format.
    pub(super) fn own(&self) -> (HashSet<u32>, bool) {
        let drafts = || self.segments.iter().flat_map(|segment| &segment.questions);
        let own = drafts().filter(|draft| draft.own).map(|draft| draft.line);
        let written = |draft: &Draft| !self.literal.contains(&draft.line);
        let all = drafts().all(|draft| draft.own) && drafts().any(written);
        (own.collect(), all)
    }

    /// The newest question.
    fn question(&mut self) -> Option<&mut Draft> {
        let segment = self.segments.get_mut(self.asked_in)?;
        segment.questions.last_mut()
    }

    /// Whether the last thing in this part is a question, so that what follows is about it.
    fn asked_here(&mut self) -> bool {
        !self.ordered && matches!(self.part().items.last(), Some(Item::Question))
    }

    fn add(&mut self, draft: Draft) {
        self.names.insert(vocabulary::normal(&draft.text));
        self.numbers.extend(draft.number);
        self.asked += 1;
        self.ordered = false;
        self.asked_in = self.segments.len().saturating_sub(1);
        self.part().items.push(Item::Question);
        self.segment().questions.push(draft);
    }
}

/// What an author calls an answer, where it is more than the plain word.
pub(super) fn own_title(title: &str) -> Option<&str> {
    let usual = ["", "model answer", "model answers", "answer", "answers"];
    (!usual.contains(&vocabulary::normal(title).as_str())).then_some(title)
}

/// A block that is not counted as a paragraph.
fn block(text: &str, line: u32) -> Block {
    Block {
        text: Clean::new(text.trim_end()),
        number: None,
        line,
    }
}
