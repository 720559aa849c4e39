//! Which question each answer is given to.

use std::collections::HashMap;

use super::{Answers, Claim, Holds, Section, Stretch, answered};
use crate::{
    case::{
        Block, ModelAnswer,
        flaw::{Code, Flaw},
        read::{Guess, build::Item, build::Segment, question::Draft},
        vocabulary::normal,
    },
    text::Clean,
};

impl Answers {
    /// Gives all answers to the questions of the segments that they stand in. Where there is no
    /// question at all they are left, as notes.
    pub(in crate::case::read) fn hand_out(
        self,
        segments: &mut [Segment],
        guesses: &mut Vec<Guess>,
        flaws: &mut Vec<Flaw>,
    ) -> Vec<Block> {
        if self.sections.is_empty() {
            return Vec::new();
        }
        let scopes = scopes(segments);
        let mut finders = Vec::new();
        let mut from = 0;
        for segment in segments.iter().filter(|one| !one.questions.is_empty()) {
            finders.push(Finder::of(&segment.questions, from));
            from += segment.questions.len();
        }
        let mut questions: Vec<&mut Draft> = segments
            .iter_mut()
            .flat_map(|segment| &mut segment.questions)
            .collect();
        let mut left = Vec::new();
        let behind: Vec<usize> = self.sections.iter().map(|section| section.after).collect();
        let one = |after: usize| behind.iter().filter(|other| **other == after).count() == 1;
        for mut section in self.sections {
            // Each question has an answer of its own right below: what that one counts is its own.
            section.each = section.after > 1 && one(section.after) && one(section.after - 1);
            section.look_above(&questions);
            let at = finders.partition_point(|finder| finder.from + finder.count < section.after);
            match finders.get(at).or(finders.last()) {
                Some(finder) => {
                    flaws.extend(section.too_many(finder.count));
                    let found = section.find(finder, &scopes, &questions);
                    let named = found.iter().any(|found| matches!(found, Found::Sure(_)));
                    if section.holds == Holds::Noted && !named {
                        left.extend(section.stretches.into_iter().flat_map(blocks));
                        continue;
                    }
                    section.hand_out(finder, &scopes, &mut questions, guesses, flaws);
                }
                None => left.extend(section.stretches.into_iter().flat_map(blocks)),
            }
        }
        left
    }
}

/// What stands as an answer below the last question alone, and names each of several by its number,
/// "Zu Aufgabe 1: …", is a key: each gets its own.
pub(in crate::case::read) fn spread_key(questions: &mut [Draft]) {
    let Some((last, others)) = questions.split_last_mut() else {
        return;
    };
    let bare = others
        .iter()
        .all(|question| question.aside.models.is_empty());
    let ([key], true) = (last.aside.models.as_slice(), bare && !others.is_empty()) else {
        return;
    };
    let count = others.len() as u64 + 1;
    let numbers = key.claims.iter().map(|claim| Some(answered(claim)?.0));
    let numbers: Option<Vec<u64>> = numbers.collect();
    let Some(numbers) = numbers.filter(|numbers| numbers.len() > 1 && numbers.is_sorted()) else {
        return;
    };
    if numbers.iter().any(|number| !(1..=count).contains(number)) {
        return;
    }
    let claims = key.claims.clone();
    last.aside.models.clear();
    for (claim, number) in claims.into_iter().zip(numbers) {
        let at = usize::try_from(number).unwrap_or(1) - 1;
        let question = others.get_mut(at).unwrap_or(last);
        if question.aside.models.is_empty() {
            question.expect_model(None);
        }
        if let Some(model) = question.aside.models.last_mut() {
            model.claims.push(claim);
        }
    }
}

fn give(question: &mut Draft, what: Holds, title: Option<&str>, claims: Vec<Claim>) {
    let title = title.map(Clean::line);
    question.claimed.extend(claims.iter().cloned());
    let texts = claims.into_iter().map(|(text, _)| text);
    match what {
        Holds::Hints => question.aside.hints.extend(texts),
        Holds::Answers | Holds::Noted => {
            let claims = texts.collect();
            question.aside.models.push(ModelAnswer { title, claims });
        }
    }
}

fn unmatched(line: u32, number: u64) -> Flaw {
    Flaw::new(
        Code::UnmatchedAnswer,
        line,
        &format!("There is an answer {number}, but no question {number}"),
        "Number the answers like their questions, or call them by their words.",
    )
}

/// An answer that no question waits for, as blocks.
fn blocks(stretch: Stretch) -> Vec<Block> {
    let title = stretch.title.map(|title| Clean::line(&title));
    let title = title.into_iter().map(|title| (title, stretch.line));
    let texts = title.chain(stretch.claims);
    texts
        .map(|(text, line)| Block {
            text,
            number: None,
            line,
        })
        .collect()
}

/// The questions of each part and each case, by its name: from, and how many.
fn scopes(segments: &[Segment]) -> HashMap<String, (usize, usize)> {
    let mut scopes = HashMap::new();
    let mut from = 0;
    for segment in segments {
        if let Some(title) = &segment.title {
            scopes.insert(head(title), (from, segment.questions.len()));
        }
        for part in &segment.parts {
            let asked = |item: &&Item| matches!(item, Item::Question);
            let count = part.items.iter().filter(asked).count();
            if let Some(title) = &part.title {
                scopes.insert(head(title), (from, count));
            }
            from += count;
        }
    }
    scopes
}

/// "Part B: Tuesday" is known as "part b".
fn head(title: &str) -> String {
    let head = title.split_once([':', '：', '—', '–']);
    normal(head.map_or(title, |(head, _)| head))
}

impl Section {
    /// Questions that were found only when all was read stand above it all the same.
    fn look_above(&mut self, questions: &[&mut Draft]) {
        if let Some(line) = self.stretches.first().map(|stretch| stretch.line)
            && self.after == 0
        {
            let above = questions.iter().filter(|question| question.line < line);
            self.after = above.count();
        }
    }

    /// More answers, each with a number, than there are questions.
    fn too_many(&self, questions: usize) -> Option<Flaw> {
        let scoped = self.stretches.iter().any(|stretch| stretch.scope);
        let numbered = |stretch: &&Stretch| stretch.number.is_some() && !stretch.claims.is_empty();
        let mut answers = self.stretches.iter().filter(numbered);
        let count = answers.clone().count();
        let first = answers.nth(questions).filter(|_| !scoped)?;
        Some(Flaw::new(
            Code::MoreAnswers,
            first.line,
            &format!("There are {count} answers to {questions} questions"),
            "Take away the answers that belong to no question, or add their questions.",
        ))
    }

    /// Which question each stretch belongs to.
    fn find(
        &self,
        finder: &Finder,
        scopes: &HashMap<String, (usize, usize)>,
        questions: &[&mut Draft],
    ) -> Vec<Found> {
        let mut scope = None;
        self.stretches
            .iter()
            .map(|stretch| {
                let named = stretch.title.as_deref().filter(|_| stretch.scope);
                if let Some(named) = named.and_then(|title| scopes.get(&head(title))) {
                    scope = Some(*named);
                    return Found::Sure(named.0);
                }
                finder.find(stretch, scope, questions)
            })
            .collect()
    }

    /// Gives every stretch to a question. What no number and no name decides goes to the
    /// question that it has most words in common with, and that is told as a guess.
    fn hand_out(
        self,
        finder: &Finder,
        scopes: &HashMap<String, (usize, usize)>,
        questions: &mut [&mut Draft],
        guesses: &mut Vec<Guess>,
        flaws: &mut Vec<Flaw>,
    ) {
        let last = self.after.max(finder.from + 1) - 1;
        let found = match self.each {
            true => self.stretches.iter().map(|_| Found::Nowhere).collect(),
            false => self.find(finder, scopes, questions),
        };
        // A section in which nothing points to a question is about them all: it comes last.
        // So is one of a single stretch behind several: a resolution tells how it all came out.
        let sure = found.iter().any(|found| matches!(found, Found::Sure(_)));
        let filled = self
            .stretches
            .iter()
            .filter(|stretch| !stretch.claims.is_empty());
        let single = !sure && filled.count() == 1;
        let nothing = single || found.iter().all(|found| matches!(found, Found::Nowhere));
        let mut here = if self.to_last || nothing {
            last
        } else {
            finder.from
        };
        for (stretch, found) in self.stretches.into_iter().zip(found) {
            let sure = matches!(found, Found::Sure(_));
            match found {
                Found::Sure(at) => here = at,
                Found::Likely(at) if !single => here = at,
                Found::Likely(_) | Found::Nowhere => {}
            }
            let Some(question) = questions.get_mut(here) else {
                continue;
            };
            if stretch.claims.is_empty() {
                continue;
            }
            if let Some(number) = stretch.number.filter(|_| !sure) {
                flaws.push(unmatched(stretch.line, number));
            }
            // What is called like its question needs no title of its own.
            let title = stretch.title.filter(|_| !sure);
            if !sure && !self.to_last && finder.count > 1 {
                let called = title.as_deref().unwrap_or("this answer");
                let number = here + 1 - finder.from.min(here);
                guesses.push(Guess {
                    line: stretch.line,
                    rule: "answer without a number",
                    said: format!("“{called}” was put beside question {number}").into(),
                });
            }
            give(question, self.holds, title.as_deref(), stretch.claims);
        }
    }
}

/// The questions of one segment, to be found by number, by name and by what they speak of.
struct Finder {
    from: usize,
    count: usize,
    /// Written numbers; none where one is written twice.
    numbers: HashMap<u64, usize>,
    names: HashMap<String, usize>,
    stems: HashMap<String, Vec<usize>>,
}

/// Which question a stretch belongs to, counted from 0 through all segments.
#[derive(Clone, Copy, Debug)]
enum Found {
    Sure(usize),
    Likely(usize),
    Nowhere,
}

/// In a part of more questions, numbers count from the beginning of the case.
const MOST_LOOKED_AT: usize = 255;
/// A stem that more questions share tells nothing.
const MOST_SHARED: usize = 40;

impl Finder {
    fn of(questions: &[Draft], from: usize) -> Self {
        let mut finder = Self {
            from,
            count: questions.len(),
            numbers: HashMap::new(),
            names: HashMap::new(),
            stems: HashMap::new(),
        };
        let mut twice = false;
        for (at, question) in questions.iter().enumerate() {
            let at = from + at;
            let text = normal(&question.text);
            for stem in stems(&text) {
                let at_stem: &mut Vec<usize> = finder.stems.entry(stem).or_default();
                if at_stem.last() != Some(&at) && at_stem.len() <= MOST_SHARED {
                    at_stem.push(at);
                }
            }
            finder.names.entry(text).or_insert(at);
            if let Some(number) = question.number {
                twice |= finder.numbers.insert(number, at).is_some();
            }
        }
        if twice {
            finder.numbers.clear();
        }
        finder
    }

    fn find(
        &self,
        stretch: &Stretch,
        scope: Option<(usize, usize)>,
        questions: &[&mut Draft],
    ) -> Found {
        if let Some(at) = stretch
            .number
            .and_then(|number| self.by_number(number, scope, questions))
        {
            return Found::Sure(at);
        }
        let Some(name) = stretch.name.as_deref().map(normal) else {
            return Found::Nowhere;
        };
        if let Some(at) = self.names.get(&name).filter(|_| !name.is_empty()) {
            return Found::Sure(*at);
        }
        let mut scores: HashMap<usize, usize> = HashMap::new();
        for at in stems(&name).iter().filter_map(|stem| self.stems.get(stem)) {
            for at in at.iter().filter(|_| at.len() <= MOST_SHARED) {
                *scores.entry(*at).or_default() += 1;
            }
        }
        let best = scores
            .into_iter()
            .max_by_key(|(at, score)| (*score, usize::MAX - at));
        best.map_or(Found::Nowhere, |(at, _)| Found::Likely(at))
    }

    /// By the number that is written at a question, else by counting.
    fn by_number(
        &self,
        number: u64,
        scope: Option<(usize, usize)>,
        questions: &[&mut Draft],
    ) -> Option<usize> {
        let (from, count) = scope.unwrap_or((self.from, self.count));
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        let counted = (at < count).then_some(from + at);
        if scope.is_none() || count > MOST_LOOKED_AT {
            return self.numbers.get(&number).copied().or(counted);
        }
        let within = questions.get(from..from + count)?;
        let written = within
            .iter()
            .position(|question| question.number == Some(number));
        written.map(|at| from + at).or(counted)
    }
}

/// The beginnings of the longer words of a normal text.
fn stems(normal: &str) -> Vec<String> {
    let long = normal.split(' ').filter(|word| word.chars().count() >= 5);
    long.map(|word| word.chars().take(6).collect()).collect()
}
