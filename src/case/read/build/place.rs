//! Putting a block where it belongs.

use super::{BELOW_ALL, Build, Fold, Place, block, table};
use crate::case::{
    read::{
        block::{Item, Raw, Shape, blocks},
        html,
        piece::Piece,
        question::{
            Draft, follows_anywhere, is_field,
            mark::{asks, begins_lettered, lettered, lettered_option, numbered, option},
        },
    },
    vocabulary::{self, Word},
};

impl Build {
    /// Puts a block where it belongs now.
    pub(super) fn put(&mut self, raw: &Raw<'_>) {
        self.mark(raw.lines);
        if self.surveyed {
            return self.put_surveyed(raw);
        }
        match self.folds.last() {
            Some(Fold::Question) if raw.text.lines().all(html::is_only_tags) => return,
            Some(Fold::Question) => return self.put_aside(raw),
            Some(Fold::Answers) => return self.put_answer(raw),
            Some(Fold::Notes) => return self.put_note(raw),
            Some(Fold::Plain) | None => {}
        }
        let beside = matches!(
            self.place,
            Place::Exhibit(_) | Place::Sources(_) | Place::Goals(_)
        );
        if beside && self.put_kept_back(raw) {
            return;
        }
        match self.place {
            Place::Reading => self.put_reading(raw),
            Place::Questions(_) => self.put_question(raw),
            Place::Question(_) => self.put_under_question(raw),
            Place::Marked if belongs_to_mark(raw) => self.put_aside(raw),
            Place::Marked => {
                self.place = self.section.map_or(Place::Reading, Place::Questions);
                self.put(raw);
            }
            Place::Exhibit(_) => self.part().exhibit_block(block(raw.text, raw.from())),
            Place::Answers(BELOW_ALL) | Place::Notes(BELOW_ALL) if self.section.is_some() => {
                self.put_kept_or_ask(raw);
            }
            Place::Answers(_) => self.put_answer(raw),
            Place::Notes(_) => self.put_note(raw),
            Place::Sources(_) => {
                let block = block(raw.text, raw.from());
                self.segment().sources.push(block);
            }
            Place::Goals(_) => {
                let block = block(raw.text, raw.from());
                self.segment().goals.push(block);
            }
        }
    }

    pub(super) fn put_note(&mut self, raw: &Raw<'_>) {
        let block = block(raw.text, raw.from());
        self.segment().notes.push(block);
        self.hide("facilitator notes", raw.lines);
    }

    fn put_answer(&mut self, raw: &Raw<'_>) {
        self.hide(self.answers.what(), raw.lines);
        self.answers.take(raw);
    }

    /// Something about the newest question.
    fn put_aside(&mut self, raw: &Raw<'_>) {
        if let Some(question) = self.question() {
            question.take(raw);
        }
    }

    fn put_reading(&mut self, raw: &Raw<'_>) {
        let taken = match raw.shape {
            Shape::Paragraph => self.put_marked(raw) || self.put_labelled(raw),
            Shape::Quote => self.put_callout(raw),
            Shape::Table => table::put_table(self, raw),
            _ => false,
        };
        // A rule before anything else parts nothing.
        let idle = raw.shape == Shape::Rule && self.part().items.is_empty();
        if !taken && !idle {
            self.part().read(block(raw.text, raw.from()));
        }
    }

    /// A paragraph in a reading that a word begins.
    fn put_labelled(&mut self, raw: &Raw<'_>) -> bool {
        match vocabulary::label(raw.text) {
            Some((Word::Sources, rest)) if !rest.is_empty() => {
                let block = block(rest, raw.from());
                self.segment().sources.push(block);
            }
            // A line that ends in a colon and is about questions may open a list of them.
            None if self.introduces(raw.text) => {
                self.part().read(block(raw.text, raw.from()));
                self.section = Some(BELOW_ALL);
                self.place = Place::Questions(BELOW_ALL);
                self.weak = true;
            }
            _ => return self.put_kept_back(raw),
        }
        true
    }

    /// A field that is kept back wherever it stands: it is about the newest question.
    fn put_kept_back(&mut self, raw: &Raw<'_>) -> bool {
        if raw.shape != Shape::Paragraph {
            return false;
        }
        // "A:" is an answer under a question, and a voice in a conversation.
        let here = self.asked_here();
        match vocabulary::label(raw.text) {
            Some((Word::Facilitator, _)) => self.put_note(raw),
            Some((word, _)) if follows_anywhere(word) && (here || !is_voice(raw.text)) => {
                if self.asked > 0 {
                    self.put_aside(raw);
                } else if word == Word::Answers {
                    self.answers.open(None, 0, raw.from());
                    self.put_answer(raw);
                } else {
                    return false;
                }
            }
            _ => return false,
        }
        true
    }

    /// "Discuss the following questions:".
    fn introduces(&self, text: &str) -> bool {
        let text = text.trim_end_matches(['*', '_', ' ']);
        text.len() <= 160
            && self.asked == 0
            && text.ends_with([':', '：'])
            && vocabulary::speaks_of_questions(text)
    }

    /// `> [!question] text`, and the lines that belong to it.
    fn put_callout(&mut self, raw: &Raw<'_>) -> bool {
        let Some((name, _)) = raw
            .text
            .trim_start_matches(['>', ' '])
            .strip_prefix("[!")
            .and_then(|inner| inner.split_once(']'))
        else {
            return false;
        };
        let word = vocabulary::of_heading(name);
        if !matches!(word, Some(Word::Question | Word::Questions)) && !self.asked_here() {
            return false;
        }
        let lines = raw.text.lines().enumerate().map(|(at, line)| {
            let line = line.trim_start().trim_start_matches('>');
            let line = line.strip_prefix(' ').unwrap_or(line);
            match line.split_once(']') {
                Some((_, rest)) if at == 0 => rest.trim_start_matches(['-', '+']).trim(),
                _ => line,
            }
        });
        let text: Vec<_> = lines.collect();
        let (title, body) = text
            .split_first()
            .map_or(("", [].as_slice()), |(a, b)| (a, b));
        match word {
            Some(Word::Question | Word::Questions) => {
                let (number, title) = super::named(title);
                let mut draft = Draft::asked(title, None, raw.from());
                draft.number = number;
                // What is folded in answers its title.
                let folded = raw.text.contains("]-") || raw.text.contains("]+");
                draft.own = !folded;
                self.add(draft);
            }
            Some(word) => {
                let line = raw.from();
                let opened = self
                    .question()
                    .is_some_and(|question| question.open_field(word, title, line));
                if !opened {
                    return false;
                }
            }
            None => return false,
        }
        let rest = raw.lines.get(1..).unwrap_or_default();
        let piece = Piece::of(&body.join("\n"), rest);
        for raw in &blocks(&piece) {
            self.put_aside(raw);
        }
        if let Some(question) = self.question() {
            question.expect_body();
        }
        self.place = Place::Marked;
        true
    }

    /// A paragraph whose lines ask by a mark: "Question 3: …", "**Primary question:** …",
    /// "**3. …**" where there are several.
    fn put_marked(&mut self, raw: &Raw<'_>) -> bool {
        let bold_ask = self.scan.bold_ask;
        let marked = |line: &str| -> Option<(Option<u64>, usize)> {
            let label = vocabulary::label(line);
            // "Discuss: what went wrong?" asks; "Discussion: it went well" does not.
            let label = match label {
                Some((Word::Questions, rest)) => Some(rest).filter(|rest| asks(rest)),
                Some((Word::Question, rest)) => Some(rest),
                _ => None,
            };
            if let Some(rest) = label {
                let line = line.trim_start_matches(['*', '_', ' ']);
                let (number, _) = super::named(line);
                // "Q:" is how an interview is printed.
                let dialogue = number.is_none() && line.chars().nth(1) == Some(':');
                return (!rest.is_empty() && !dialogue).then_some((number, rest.len()));
            }
            if let Some((number, rest)) = numbered(line) {
                let bold = bold_ask && line.trim_start().starts_with("**");
                return bold.then_some((Some(number), rest.len()));
            }
            // "Q1. What …", "**Question 1.** What …".
            let inner = line.trim().trim_start_matches('*');
            let (number, rest) = super::named(inner);
            let rest = rest.trim_start_matches('*').trim_start();
            (number.is_some() && !rest.is_empty()).then_some((number, rest.len()))
        };
        let first = raw.text.lines().next();
        let Some((number, _)) = first.and_then(marked) else {
            return false;
        };
        // Behind a label for answers, a number that was asked already is an answer's.
        let again = number.is_some_and(|number| self.numbers.contains(&number));
        if again && self.question().is_some_and(Draft::waits_for_a_claim) {
            let after = self.asked;
            self.answers.open(None, after, raw.from());
            self.place = Place::Answers(BELOW_ALL);
            self.put_answer(raw);
            return true;
        }
        let before = self.asked;
        self.ask_chunks(raw, marked);
        let head = raw
            .text
            .trim_start_matches(['*', '_'])
            .split_once([':', '：']);
        let own = head.is_some_and(|(head, _)| vocabulary::whole(head) == Some(Word::Question));
        let asked = self.asked - before;
        for draft in self.segment().questions.iter_mut().rev().take(asked) {
            draft.own = own;
        }
        self.place = Place::Marked;
        true
    }

    /// Cuts a paragraph where a line begins a question, and asks each of them. `begins` gives
    /// the number of a line and how many bytes at its end are the question.
    fn ask_chunks(&mut self, raw: &Raw<'_>, begins: impl Fn(&str) -> Option<(Option<u64>, usize)>) {
        let mut chunk: Option<(Option<u64>, Item)> = None;
        for (line, at) in raw.text.lines().zip(raw.lines.iter().copied()) {
            if let Some((number, length)) = begins(line) {
                self.ask_chunk(chunk.take());
                let line = line.trim_end();
                let text = line
                    .get(line.len().saturating_sub(length)..)
                    .unwrap_or(line);
                let item = Item {
                    text: text.trim_end_matches("**").to_owned(),
                    lines: vec![at],
                };
                chunk = Some((number, item));
            } else if let Some((_, item)) = &mut chunk {
                item.text.push('\n');
                item.text.push_str(line);
                item.lines.push(at);
            } else {
                let lines = [at];
                let line = Raw {
                    shape: Shape::Paragraph,
                    text: line,
                    lines: &lines,
                };
                if self.asked_here() {
                    self.put_aside(&line);
                } else {
                    self.part().read(block(line.text, at));
                }
            }
        }
        self.ask_chunk(chunk);
    }

    fn ask_chunk(&mut self, chunk: Option<(Option<u64>, Item)>) {
        if let Some((number, item)) = chunk {
            self.add(Draft::item(&item, number));
        }
    }

    /// A block in a section of questions.
    fn put_question(&mut self, raw: &Raw<'_>) {
        let here = self.asked_here();
        match &raw.shape {
            Shape::List { start, items } => self.put_list(raw, *start, items),
            Shape::Paragraph if self.put_marked(raw) => {}
            Shape::Paragraph if raw.text.lines().any(|line| numbered(line).is_some()) => {
                self.ask_chunks(raw, |line| {
                    let (number, rest) = numbered(line)?;
                    Some((Some(number), rest.len()))
                });
            }
            Shape::Table if table::put_table(self, raw) => {}
            Shape::Paragraph if here && is_labelled(raw.text) => self.put_aside(raw),
            Shape::Paragraph if !here && begins_lettered(raw.text) => {
                self.ask_chunks(raw, |line| {
                    lettered_option(line).map(|(text, _)| (None, text.len()))
                });
            }
            Shape::Paragraph if asks(raw.text) => {
                let each = raw.text.lines().all(asks);
                let first = raw.text.lines().next().unwrap_or_default().to_owned();
                self.ask_chunks(raw, |line| {
                    (each || line == first).then_some((None, line.trim().len()))
                });
            }
            Shape::Quote if self.put_callout(raw) => {}
            _ if here => self.put_aside(raw),
            _ => self.put_reading(raw),
        }
    }

    /// A list in a section of questions: its items ask, unless they belong to the question above.
    fn put_list(&mut self, raw: &Raw<'_>, start: Option<u64>, items: &[Item]) {
        let counted = self.question().is_some_and(|draft| draft.number.is_some());
        let asking = items.iter().all(|item| asks(&item.text));
        let awaited = self.question().is_some_and(|draft| draft.awaits_claims());
        let marked = items
            .iter()
            .all(|item| option(&item.text).is_some() || is_labelled(&item.text));
        let weak = std::mem::take(&mut self.weak);
        if weak && !asking {
            self.section = None;
            self.place = Place::Reading;
            return self.put(raw);
        }
        if weak {
            let said =
                "the list is taken for the questions that the line above speaks of".to_owned();
            self.guess(raw.from(), "line about questions", said);
        }
        if self.asked_here() && start.is_none() && (marked || ((counted || awaited) && !asking)) {
            return self.put_aside(raw);
        }
        // Labels ask nothing: there is no question yet that they are about.
        if !self.asked_here() && items.iter().all(|item| is_labelled(&item.text)) {
            return self.put_reading(raw);
        }
        let own = self.proper && !weak && self.place.level() < BELOW_ALL;
        for (at, item) in items.iter().enumerate() {
            let number = start.map(|start| start.saturating_add(at as u64));
            if number.is_none() && self.asks_within(item) {
                continue;
            }
            // A number or a bullet without anything behind it asks nothing.
            if !item.text.is_empty() {
                self.add(Draft::item(item, number).owned(own));
            }
        }
    }

    /// A bullet that asks nothing, with bullets under it that all ask: those are the questions.
    fn asks_within(&mut self, item: &Item) -> bool {
        let piece = item.piece();
        let raws = blocks(&piece);
        let [head, list] = raws.as_slice() else {
            return false;
        };
        let Shape::List { items, .. } = &list.shape else {
            return false;
        };
        let asking = items.iter().all(|item| asks(&item.text));
        if head.shape != Shape::Paragraph || asks(head.text) || !asking {
            return false;
        }
        let said = format!("“{}” only orders the questions under it", head.text.trim());
        self.guess(head.from(), "bullets that ask", said);
        for item in items {
            let own = self.proper && self.place.level() < BELOW_ALL;
            self.add(Draft::item(item, None).owned(own));
        }
        true
    }

    /// A block under a question heading.
    fn put_under_question(&mut self, raw: &Raw<'_>) {
        let section = self.section.is_some();
        let wordless = self
            .question()
            .is_some_and(|draft| draft.text.is_empty() && draft.number.is_none());
        // "## Question" over a list is a list of questions.
        if let Shape::List { items, .. } = &raw.shape
            && wordless
            && items.len() > 1
        {
            self.drop_wordless();
            let level = self.place.level();
            self.section = if section { self.section } else { Some(level) };
            self.place = Place::Questions(level);
            return self.put(raw);
        }
        self.put_aside(raw);
    }

    /// Takes back a question that turned out to be the heading of several.
    fn drop_wordless(&mut self) {
        self.asked = self.asked.saturating_sub(1);
        self.part().items.pop();
        self.segment().questions.pop();
    }

    /// Behind a label line for answers or notes under a list of questions, the next question may
    /// follow: question, answer, question, answer.
    fn put_kept_or_ask(&mut self, raw: &Raw<'_>) {
        let keep = if matches!(self.place, Place::Notes(_)) {
            Self::put_note
        } else {
            Self::put_answer
        };
        let next = self
            .question()
            .and_then(|draft| draft.number)
            .map(|n| n + 1);
        let goes_on = |line: &str| {
            numbered(line).is_some_and(|(number, text)| Some(number) == next && asks(text))
        };
        let at = match &raw.shape {
            Shape::List { start, items } => {
                let first = items.first().is_some_and(|item| {
                    let first = item.text.lines().next().unwrap_or_default();
                    asks(first)
                });
                (start.is_some() && *start == next && first).then_some(0)
            }
            Shape::Paragraph => raw.text.lines().position(goes_on),
            _ => None,
        };
        let Some(at) = at else {
            return keep(self, raw);
        };
        let (before, after) = raw.lines.split_at_checked(at).unwrap_or((raw.lines, &[]));
        if !before.is_empty() {
            let text: Vec<_> = raw.text.lines().take(at).collect();
            let before = Raw {
                shape: Shape::Paragraph,
                text: &text.join("\n"),
                lines: before,
            };
            keep(self, &before);
        }
        if matches!(self.place, Place::Answers(_)) {
            self.answers.belongs_to_last();
        }
        self.place = self.section.map_or(Place::Reading, Place::Questions);
        let text: Vec<_> = raw.text.lines().skip(at).collect();
        self.put_question(&Raw {
            shape: raw.shape.clone(),
            text: &text.join("\n"),
            lines: after,
        });
    }
}

fn is_labelled(text: &str) -> bool {
    vocabulary::label_below(text).is_some_and(|(word, _)| is_field(word))
}

/// Whether a text begins with a letter and a colon.
fn is_voice(text: &str) -> bool {
    let mut letters = text.trim_start_matches(['*', '_', ' ']).chars();
    letters.next().is_some() && letters.next() == Some(':')
}

/// What may follow a question that a mark asked: its points, options and fields.
fn belongs_to_mark(raw: &Raw<'_>) -> bool {
    match raw.shape {
        Shape::List { .. } | Shape::Html => true,
        Shape::Paragraph => {
            is_labelled(raw.text) || lettered(raw.text) || option(raw.text.trim_start()).is_some()
        }
        _ => false,
    }
}
