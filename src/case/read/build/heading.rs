//! Headings and label lines: what they open, and what they end.

use super::{BELOW_ALL, Build, Fold, Place, Segment, block, own_title};
use crate::{
    case::{
        flaw::{Code, Flaw},
        read::{
            answer::Holds,
            block::{Raw, Shape},
            piece::Label,
            question::{Draft, mark},
            settings,
            survey::tells_to,
            time,
        },
        vocabulary::{self, WEAK, Word, normal},
    },
    text::Clean,
};

impl Build {
    pub(super) fn heading(&mut self, level: u8, title: &str, id: Option<String>, raw: &Raw<'_>) {
        if self.in_fold(level, title, raw) || self.takes_title(level, title) {
            return;
        }
        self.under_title = false;
        self.back_to_answers(level);
        match self.place {
            Place::Answers(open) if level > open && Self::is_for_staff(title) => {
                self.open(Word::Facilitator, title, level, raw.from());
                self.around = Some(Place::Answers(open));
                return;
            }
            Place::Answers(open) if level > open || (level == open && self.repeats(title)) => {
                self.hide(self.answers.what(), raw.lines);
                return self.answers.heading(title, raw.from());
            }
            Place::Notes(open) if level > open && self.answers_within(title) => {
                self.open(Word::Answers, title, level, raw.from());
                self.answers.hold(Holds::Noted);
                self.around = Some(Place::Notes(open));
                return;
            }
            Place::Notes(open) if level > open => return self.put(raw),
            Place::Question(open) if level > open => return self.heading_in_question(title, raw),
            _ => {}
        }
        if level <= self.place.level() {
            self.leave(level);
        }
        if self.surveyed {
            return self.surveyed_heading(level, title, raw);
        }
        if self.asks(title) {
            return self.ask(level, title, id, raw.from());
        }
        let word = vocabulary::of_heading(title).filter(|word| *word != Word::Question);
        if WEAK.contains(&normal(title).as_str()) {
            self.open(Word::Questions, title, level, raw.from());
            self.weak = true;
            return self.part().read(block(raw.text, raw.from()));
        }
        if word.is_some_and(|word| self.open(word, title, level, raw.from())) {
            return;
        }
        match self.place {
            Place::Questions(_) if mark::asks(title) => self.ask(level, title, id, raw.from()),
            Place::Questions(_) if word != Some(Word::Closing) => {
                self.ordered = true;
                let said = format!("“{title}” only orders the questions");
                self.guess(raw.from(), "heading among questions", said);
            }
            Place::Questions(_) => {
                self.place = Place::Reading;
                self.put(raw);
            }
            _ => self.put(raw),
        }
    }

    /// Words to the staff among answers end where a heading as high as theirs stands: it is one of
    /// the answers again. So do answers among words to the staff.
    fn back_to_answers(&mut self, level: u8) {
        if let (Place::Notes(open) | Place::Answers(open), Some(around)) = (self.place, self.around)
            && level <= open
        {
            self.place = around;
            self.around = None;
        }
    }

    /// "Suggested answers" within words to the staff, behind several questions.
    fn answers_within(&self, title: &str) -> bool {
        !self.surveyed && self.asked > 1 && vocabulary::of_heading(title) == Some(Word::Answers)
    }

    fn is_for_staff(title: &str) -> bool {
        vocabulary::of_heading(title) == Some(Word::Facilitator)
    }

    /// Where the survey said what asks and what answers, a heading opens only what stands beside.
    fn surveyed_heading(&mut self, level: u8, title: &str, raw: &Raw<'_>) {
        let word = vocabulary::of_heading(title);
        let beside = [
            Word::Sources,
            Word::Goals,
            Word::Exhibit,
            Word::Part,
            Word::Case,
        ];
        let opens = word.filter(|word| beside.contains(word));
        if !opens.is_some_and(|word| self.open(word, title, level, raw.from())) {
            self.put(raw);
        }
    }

    /// A heading within `<details>` is part of what is folded away.
    fn in_fold(&mut self, level: u8, title: &str, raw: &Raw<'_>) -> bool {
        match self.folds.last() {
            None | Some(Fold::Plain) => false,
            Some(_) if self.scan.unclosed && (level <= self.place.level() || self.asks(title)) => {
                self.folds.clear();
                self.flaws.push(Flaw::new(
                    Code::Unclosed,
                    raw.from(),
                    "Something folded away (<details>) is never closed; this heading ends it",
                    "Write “</details>” on a line of its own where it ends.",
                ));
                false
            }
            Some(Fold::Answers) => {
                self.hide("model answer", raw.lines);
                self.answers.heading(title, raw.from());
                true
            }
            Some(Fold::Question | Fold::Notes) => {
                self.put(raw);
                true
            }
        }
    }

    /// The first level-1 heading is the title and triggers nothing; so is the first heading at
    /// all, where there is none of level 1 and it has no other work to do.
    fn takes_title(&mut self, level: u8, title: &str) -> bool {
        let mut settings = self.settings.iter();
        let named = settings.any(|pair| settings::known(&pair.key) == Some(Word::Title));
        let role = || vocabulary::of_heading(title).is_some() || self.asks(title);
        let takes = if level == 1 {
            let is_case = || vocabulary::counted_heading(title) == Some(Word::Case);
            let one_of_several = self.scan.cases_on_top && is_case();
            let is_role = named && vocabulary::whole(title).is_some();
            self.title.is_none() && !is_role && !one_of_several
        } else {
            self.may_be_title() && !role()
        };
        if takes {
            self.title = Some(title.to_owned());
            self.under_title = true;
        }
        takes
    }

    /// A deeper heading under a question names a field of it, or is text.
    fn heading_in_question(&mut self, title: &str, raw: &Raw<'_>) {
        let word = vocabulary::of_heading(title);
        let line = raw.from();
        let Some(question) = self.question() else {
            return;
        };
        if !word.is_some_and(|word| question.open_field(word, title, line)) {
            question.take(raw);
        }
    }

    pub(super) fn open_label(&mut self, label: &Label) {
        let Label { word, text, line } = label;
        self.mark(&[*line]);
        self.under_title = false;
        match (word, self.place) {
            (Word::Facilitator, Place::Answers(level)) if level < BELOW_ALL => {
                self.open(Word::Facilitator, text, BELOW_ALL, *line);
                self.around = Some(Place::Answers(level));
            }
            // Under a heading, a label line is a line of what the heading opened.
            (_, Place::Answers(level)) if level < BELOW_ALL => {
                self.hide("model answer", &[*line]);
                self.answers.heading(text, *line);
            }
            (_, Place::Notes(level)) if level < BELOW_ALL => self.put_paragraph(text, *line),
            (Word::Question, Place::Answers(_)) if self.repeats(text) => {
                self.hide("model answer", &[*line]);
                self.answers.heading(text, *line);
            }
            // What an answer is ordered by; only questions and sources end an answer.
            (Word::Goals | Word::Exhibit | Word::Part | Word::Closing, Place::Answers(_)) => {
                self.hide("model answer", &[*line]);
                self.answers.heading(text, *line);
            }
            (Word::Question, _) if self.answers_again(text) => {
                self.answer_again(text, *line);
            }
            (Word::Question, _) => self.ask(BELOW_ALL, text, None, *line),
            (Word::Answers | Word::Facilitator, Place::Question(_) | Place::Marked) => {
                if let Some(question) = self.question() {
                    question.open_field(*word, text, *line);
                }
            }
            (Word::Closing, _) => {
                self.place = Place::Reading;
                self.put_paragraph(text, *line);
            }
            (word, _) => {
                self.open(*word, text, BELOW_ALL, *line);
            }
        }
    }

    /// Opens the place that a word names. False where the word names none.
    pub(super) fn open(&mut self, word: Word, title: &str, level: u8, line: u32) -> bool {
        // "Goal 2: find the key" is a step, no goal of learning.
        if word == Word::Goals && vocabulary::counted_heading(title) == Some(word) {
            return false;
        }
        // After several cases, what stands as high as they do is common to them all.
        let common = self.case_level.is_some_and(|cases| level <= cases);
        let closes = matches!(
            word,
            Word::Questions | Word::Answers | Word::Facilitator | Word::Sources | Word::Goals
        );
        if common && closes && self.segment().title.is_some() {
            self.segments.push(Segment::default());
        }
        self.around = None;
        self.place = match word {
            Word::Questions => {
                self.section = Some(level);
                self.weak = false;
                self.proper = vocabulary::names_questions(title);
                Place::Questions(level)
            }
            Word::Answers => {
                self.open_answers(own_title(title), Holds::Answers, line);
                Place::Answers(level)
            }
            Word::Hint if level < BELOW_ALL && self.asked > 0 => {
                self.open_answers(None, Holds::Hints, line);
                Place::Answers(level)
            }
            Word::Facilitator | Word::Board => {
                if word == Word::Board {
                    // It stays under its own heading among the notes.
                    let own = block(&format!("### {title}"), line);
                    self.segment().notes.push(own);
                }
                self.hide("facilitator notes", &[line]);
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
                self.case_level = Some(level);
                self.forget();
                Place::Reading
            }
            _ => return false,
        };
        true
    }

    fn open_answers(&mut self, title: Option<&str>, what: Holds, line: u32) {
        self.answers.open(title, self.asked, line);
        self.answers.hold(what);
        self.hide(self.answers.what(), &[line]);
    }

    pub(super) fn stage(&mut self, title: &str, line: u32) {
        // What is common to several cases follows them.
        let own = self.segment().title.is_some();
        let first = match own {
            true => self.segment().is_empty(),
            false => self.segments.iter().all(Segment::is_empty),
        };
        // "Part A" is how it begins, wherever a preface stands.
        let staged = || {
            self.segments
                .iter()
                .flat_map(|one| &one.parts)
                .any(|one| one.staged)
        };
        let first = first || (self.asked == 0 && !staged() && counts_first(title));
        if !first {
            self.hidden.push(("later part", line, u32::MAX));
        }
        self.forget();
        self.segment().parts.push(super::Part {
            title: Some(Clean::line(title)),
            staged: !first,
            items: Vec::new(),
        });
    }

    /// In a new part or case, numbers may begin again.
    fn forget(&mut self) {
        self.section = None;
        self.names.clear();
        self.numbers.clear();
    }

    /// A heading of that level ends what is open; a question gives way to its section.
    pub(super) fn leave(&mut self, level: u8) {
        self.place = match (self.place, self.section) {
            (Place::Question(_) | Place::Marked, Some(section)) if level > section => {
                Place::Questions(section)
            }
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
        let bare = without_marks(title);
        let head = bare.split_once([':', '：', '.', '—', '–']);
        let head = head.map_or(bare, |(head, _)| head);
        if vocabulary::names_a_question(head) {
            return true;
        }
        let section = matches!(self.place, Place::Questions(_));
        mark::numbered(bare).is_some() && (section || self.scan.numbered_ask)
    }

    /// Whether a heading behind the answers' heading names a question that was asked.
    /// A number that was asked before, and nothing that asks: "Q1: The facts first."
    fn answers_again(&self, title: &str) -> bool {
        let (number, text) = named(title);
        let known = number.is_some_and(|number| self.numbers.contains(&number));
        known && self.asked > 1 && !text.is_empty() && !mark::asks(text) && !tells_to(text)
    }

    fn answer_again(&mut self, title: &str, line: u32) {
        let (number, text) = named(title);
        if !matches!(self.place, Place::Answers(_)) {
            self.answers.open(None, self.asked, line);
            self.place = Place::Answers(BELOW_ALL);
        }
        self.answers.numbered(number.unwrap_or_default(), line);
        self.put_paragraph(text, line);
    }

    fn repeats(&self, title: &str) -> bool {
        let (number, name) = named(title);
        let known = !name.is_empty() && self.names.contains(&normal(name));
        known || number.is_some_and(|number| self.numbers.contains(&number))
    }

    pub(super) fn ask(&mut self, level: u8, title: &str, id: Option<String>, line: u32) {
        let (title, inline_id) = match mark::id_at_end(title) {
            Some((title, id)) => (title, Some(id)),
            None => (title, None),
        };
        let (text, seconds) = time::split_end(title);
        let (number, text) = named(text);
        let mut draft = Draft::asked(text, id.or(inline_id), line);
        draft.seconds = seconds.or(draft.seconds);
        draft.number = number;
        let by_word = vocabulary::names_a_question(without_marks(title))
            || number.is_some() && text.is_empty();
        let before = self
            .segments
            .iter()
            .any(|segment| segment.questions.iter().any(|draft| draft.own));
        let in_section = (self.section.is_some() || before)
            && self.proper
            && (number.is_some() || mark::asks(title));
        draft.own = level < BELOW_ALL && (by_word || in_section);
        self.add(draft);
        self.place = Place::Question(level);
    }

    /// A text that is put where the next block goes.
    pub(super) fn put_paragraph(&mut self, text: &str, line: u32) {
        let lines = [line];
        self.put(&Raw {
            shape: Shape::Paragraph,
            text,
            lines: &lines,
        });
    }
}

/// No "Question 3" is longer, in bytes.
const LONGEST_HEAD: usize = 80;

fn without_marks(title: &str) -> &str {
    let title = mark::id_at_end(title).map_or(title, |(title, _)| title);
    time::split_end(title).0
}

/// "Part A: Sunday evening", "Teil 1": the first of its kind.
fn counts_first(title: &str) -> bool {
    const FIRST: &[&str] = &[
        "a", "1", "i", "one", "eins", "un", "une", "uno", "una", "um", "uma", "один", "一",
    ];
    // "1.1 million" is no first part.
    let counted = title.split_once(". ").map_or(title, |(head, _)| head);
    let head = counted.split([':', '：', '—', '–', '-', '(']).next();
    let words = normal(head.unwrap_or(title));
    let last = words.split_whitespace().last();
    words.split_whitespace().count() <= 3 && last.is_some_and(|last| FIRST.contains(&last))
}

/// The number and the words of a heading that names a question.
pub(in crate::case::read) fn named(title: &str) -> (Option<u64>, &str) {
    match mark::numbered(title) {
        // "1. 1\\. What now": another program counted it once more.
        Some((number, text)) => match mark::numbered(&text.replacen('\\', "", 1)) {
            Some((again, rest)) if again == number => (
                Some(number),
                text.get(text.len() - rest.len()..).unwrap_or(text),
            ),
            _ => (Some(number), text),
        },
        None => after_question_word(title),
    }
}

/// "Question 3: text", "Question 3": the number and the text, which may follow below.
fn after_question_word(title: &str) -> (Option<u64>, &str) {
    let number = |head: &str| {
        let digits = head
            .chars()
            .skip_while(|letter| time::digit(*letter).is_none());
        let digits: String = digits
            .map_while(|letter| char::from_digit(time::digit(letter)?, 10))
            .collect();
        digits.parse().ok()
    };
    match title.split_once([':', '：', '.', ')', '—', '–', '\u{3000}']) {
        Some((head, rest)) if head.len() <= LONGEST_HEAD && vocabulary::names_a_question(head) => {
            // The bold letters of the number end behind its colon.
            let bare = rest.strip_prefix("**").filter(|rest| rest.starts_with(' '));
            (number(head), bare.unwrap_or(rest).trim())
        }
        _ if title.len() <= LONGEST_HEAD && vocabulary::names_a_question(title) => {
            (number(title), "")
        }
        _ => (None, title),
    }
}
