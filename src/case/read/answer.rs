//! Answer sections: whose answer each stretch is, by number, by name, else by what it speaks
//! about; nothing of it is dropped.

use super::{
    Guess,
    block::{Raw, Shape},
    build::Segment,
    question::{Draft, numbered},
};
use crate::{
    case::{ModelAnswer, vocabulary::normal},
    text::Clean,
};

/// Everything that stands in answer sections.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    stretches: Vec<Stretch>,
    /// How many questions stood before the section that is open.
    after: usize,
    title: Option<String>,
}

/// Claims under one number, name or topic.
#[derive(Clone, Debug, Default)]
struct Stretch {
    number: Option<u64>,
    name: Option<String>,
    /// What the author calls the section, or this stretch of it.
    title: Option<String>,
    claims: Vec<Clean>,
    line: u32,
    after: usize,
    opens: bool,
    to_last: bool,
}

impl Answers {
    /// Opens a section behind so many questions.
    pub(super) fn open(&mut self, title: Option<&str>, after: usize) {
        self.after = after;
        self.title = title.map(str::to_owned);
        self.begin(Stretch {
            title: self.title.clone(),
            opens: true,
            ..Stretch::default()
        });
    }

    /// The open section belongs to the question right before it.
    pub(super) fn belongs_to_last(&mut self) {
        if let Some(stretch) = self.stretches.last_mut() {
            stretch.to_last = true;
        }
    }

    /// A heading within a section names a question or a topic.
    pub(super) fn heading(&mut self, title: &str) {
        let title = super::question::id_at_end(title).map_or(title, |(title, _)| title);
        let title = super::time::split_end(title).0;
        let (number, name) = match numbered(title) {
            Some((number, name)) => (Some(number), name),
            None => super::build::after_question_word(title),
        };
        self.begin(Stretch {
            number,
            name: Some(name.to_owned()),
            title: number.is_none().then(|| name.to_owned()),
            ..Stretch::default()
        });
    }

    fn begin(&mut self, mut stretch: Stretch) {
        // A topic over a topic: the upper one is part of what the lower one is called.
        if let Some(above) = self.stretches.last()
            && above.claims.is_empty()
            && !above.opens
            && let (Some(above), Some(own)) = (&above.title, &mut stretch.title)
        {
            *own = format!("{above} – {own}");
        }
        self.stretches.push(Stretch {
            after: self.after,
            ..stretch
        });
    }

    fn current(&mut self, line: u32) -> &mut Stretch {
        if self.stretches.is_empty() {
            self.begin(Stretch::default());
        }
        let stretch = self
            .stretches
            .last_mut()
            .expect("one was just begun where there was none");
        if stretch.line == 0 {
            stretch.line = line;
        }
        stretch
    }

    /// A block within a section.
    pub(super) fn take(&mut self, raw: &Raw<'_>) {
        match &raw.shape {
            Shape::List {
                start: Some(first),
                items,
            } if self.numbers(*first) => {
                for (at, (text, line)) in items.iter().enumerate() {
                    self.begin(Stretch {
                        number: Some(first + at as u64),
                        ..Stretch::default()
                    });
                    self.item(text, *line);
                }
            }
            Shape::List { items, .. } => {
                for (text, line) in items {
                    self.current(*line).claims.push(Clean::new(text));
                }
            }
            Shape::Paragraph => self.paragraph(raw),
            Shape::Rule => {}
            _ => self.current(raw.from).claims.push(Clean::new(raw.text)),
        }
    }

    /// Whether an ordered list counts questions: nothing above it has named one.
    fn numbers(&self, first: u64) -> bool {
        let named = self
            .stretches
            .last()
            .is_some_and(|stretch| stretch.name.is_some());
        !named && first <= self.after as u64
    }

    /// An item of a numbered list: its first paragraph and its bullets are claims.
    fn item(&mut self, text: &str, line: u32) {
        let piece = super::block::blocks_of(text, line);
        for raw in &super::block::blocks(&piece) {
            match &raw.shape {
                Shape::List { items, .. } => {
                    for (text, line) in items {
                        self.current(*line).claims.push(Clean::new(text));
                    }
                }
                _ => self.current(raw.from).claims.push(Clean::new(raw.text)),
            }
        }
    }

    fn paragraph(&mut self, raw: &Raw<'_>) {
        if is_topic(raw.text) {
            let topic = raw
                .text
                .trim()
                .trim_end_matches([':', '：'])
                .trim_matches(['*', '_']);
            let topic = topic.trim_end_matches([':', '：']);
            return self.heading(topic);
        }
        let counted = numbered(raw.text.lines().next().unwrap_or_default());
        match counted.filter(|(number, _)| *number <= self.after as u64) {
            Some((number, _)) => {
                self.begin(Stretch {
                    number: Some(number),
                    ..Stretch::default()
                });
                let text = numbered(raw.text).map_or(raw.text, |(_, text)| text);
                self.current(raw.from).claims.push(Clean::new(text));
            }
            None => self
                .current(raw.from)
                .claims
                .push(Clean::new(raw.text.trim())),
        }
    }

    /// Gives every stretch to a question. What no number and no name decides goes to the
    /// question that it has most words in common with, and that is told as a guess.
    pub(super) fn hand_out(self, segments: &mut [Segment], guesses: &mut Vec<Guess>) {
        let counts: Vec<usize> = segments
            .iter()
            .map(|segment| segment.questions.len())
            .collect();
        let mut questions: Vec<&mut Draft> = segments
            .iter_mut()
            .flat_map(|segment| &mut segment.questions)
            .collect();
        let mut here = 0;
        for stretch in self.stretches {
            // A section answers the questions of the case that it stands in.
            let (from, to) = span(&counts, stretch.after);
            if stretch.opens {
                here = if stretch.to_last {
                    to.saturating_sub(1)
                } else {
                    from
                };
            }
            let asked = questions.get(from..to).unwrap_or_default();
            let found = by_number(asked, stretch.number)
                .or_else(|| by_name(asked, stretch.name.as_deref()));
            let guessed = found.is_none() && !stretch.to_last;
            if let Some(at) = found.or_else(|| by_words(asked, stretch.name.as_deref())) {
                here = from + at;
            }
            let Some(question) = questions.get_mut(here) else {
                continue;
            };
            if stretch.claims.is_empty() {
                continue;
            }
            if guessed && to - from > 1 {
                guesses.push(Guess {
                    line: stretch.line,
                    rule: "9",
                    said: format!(
                        "an answer without a number was put beside question {}",
                        here - from + 1
                    ),
                });
            }
            question.aside.models.push(ModelAnswer {
                title: stretch.title.as_deref().map(Clean::line),
                claims: stretch.claims,
            });
        }
    }
}

/// The questions of the segment that holds the question before `after`.
fn span(counts: &[usize], after: usize) -> (usize, usize) {
    let mut from = 0;
    for count in counts {
        if after <= from + count {
            return (from, from + count);
        }
        from += count;
    }
    (0, from)
}

fn by_number(questions: &[&mut Draft], number: Option<u64>) -> Option<usize> {
    let number = number?;
    let written = questions
        .iter()
        .position(|question| question.number == Some(number));
    let counted = || {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        (at < questions.len()).then_some(at)
    };
    written.or_else(counted)
}

fn by_name(questions: &[&mut Draft], name: Option<&str>) -> Option<usize> {
    let name = normal(name?);
    if name.is_empty() {
        return None;
    }
    questions
        .iter()
        .position(|question| normal(&question.text) == name)
}

/// The question with most words in common, if any is.
fn by_words(questions: &[&mut Draft], name: Option<&str>) -> Option<usize> {
    let stems = |text: &str| -> Vec<String> {
        let text = normal(text);
        let long = text.split(' ').filter(|word| word.chars().count() >= 5);
        long.map(|word| word.chars().take(6).collect()).collect()
    };
    let wanted = stems(name?);
    let score = |question: &Draft| {
        let own = stems(&question.text);
        wanted.iter().filter(|stem| own.contains(stem)).count()
    };
    let scores = questions.iter().map(|question| score(question)).enumerate();
    let best = scores.max_by(|(a, score_a), (b, score_b)| score_a.cmp(score_b).then(b.cmp(a)))?;
    (best.1 > 0).then_some(best.0)
}

/// A short line that ends in a colon, or is bold, orders an answer.
fn is_topic(text: &str) -> bool {
    let text = text.trim();
    let bold = text.starts_with("**") && text.ends_with("**");
    let short = text.chars().count() <= 60 && !text.contains('\n');
    short && (bold || text.trim_end_matches('*').ends_with([':', '：']) || is_example(text))
}

/// "Public Service Example: Public Schools".
fn is_example(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let capitals = text
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase));
    text.contains(": ") && words <= 7 && capitals.count() == words
}
