//! What each line of a text was taken for.

use super::{Taken, pieces};
use crate::case::{Block, Case, Document, Item, Kind, vocabulary::normal};

/// What each line of a text was taken for.
pub(super) fn taken(document: &Document, text: &str) -> Vec<Taken> {
    let mut taken: Vec<Taken> = text
        .lines()
        .map(|line| match line.trim().is_empty() {
            true => Taken::Nothing,
            false => Taken::Frame,
        })
        .collect();
    let mut put = |from: u32, count: usize, what: Taken| {
        let from = (from as usize).saturating_sub(1);
        for line in taken.iter_mut().skip(from).take(count) {
            if *line != Taken::Nothing {
                *line = what;
            }
        }
    };
    for case in &document.cases {
        of_case(case, &mut put);
    }
    for lines in &document.unused {
        put(
            lines.from,
            (lines.to - lines.from + 1) as usize,
            Taken::Unused,
        );
    }
    // A later part is hidden as a whole; within it, lines are what they are.
    let hidden = document.hidden.iter();
    for hidden in hidden.filter(|hidden| hidden.what != "later part") {
        let count = hidden.to.saturating_sub(hidden.from) as usize + 1;
        put(hidden.from, count, Taken::Hidden(hidden.what));
    }
    options(&mut taken, document, text);
    under_questions(&mut taken, text);
    taken
}

/// Options keep no lines of their own: they are found by their words behind their question.
fn options(taken: &mut [Taken], document: &Document, text: &str) {
    let questions = document.cases.iter().flat_map(Case::questions);
    let mut questions: Vec<_> = questions.map(|question| &question.prompt).collect();
    questions.sort_by_key(|prompt| prompt.line);
    let mut ahead = questions.into_iter().peekable();
    let mut asked = None;
    for ((line, own), number) in text.lines().zip(taken).zip(1..) {
        while let Some(next) = ahead.next_if(|next| next.line < number) {
            asked = Some(next);
        }
        let Some(Kind::Choice { options, .. }) = asked.map(|prompt| &prompt.kind) else {
            continue;
        };
        if matches!(own, Taken::Frame | Taken::UnderQuestion) {
            let said = normal(line);
            if options
                .iter()
                .any(|option| pieces::says_option(&said, option).is_some())
            {
                *own = Taken::Option;
            }
        }
    }
}

/// What else stands right under a question, or bears the marks of options, is part of it.
fn under_questions(taken: &mut [Taken], text: &str) {
    let mut above = Taken::Nothing;
    let mut asked = false;
    for (line, own) in text.lines().zip(taken) {
        let under = matches!(
            above,
            Taken::Question(_) | Taken::Option | Taken::UnderQuestion
        );
        let marked = line.trim_start().trim_start_matches(['-', '*', '+', ' ']);
        let option = asked && marked.starts_with(['(', '[']) && marked != line;
        if *own == Taken::Frame && (under || option) && !line.starts_with('#') {
            *own = Taken::UnderQuestion;
        }
        asked |= matches!(own, Taken::Question(_));
        above = *own;
    }
}

fn of_case(case: &Case, put: &mut impl FnMut(u32, usize, Taken)) {
    let mut blocks = |blocks: &[Block], what: Taken| {
        for block in blocks {
            put(block.line, block.text.lines().count(), what);
        }
    };
    blocks(&case.goals, Taken::Text);
    blocks(&case.sources, Taken::Text);
    blocks(&case.noise, Taken::Noise);
    for item in case.parts.iter().flat_map(|part| &part.items) {
        match item {
            Item::Reading(reading) => blocks(&reading.blocks, Taken::Text),
            Item::Exhibit(exhibit) => blocks(&exhibit.blocks, Taken::Exhibit),
            Item::Question(question) => blocks(&question.prompt.body, Taken::UnderQuestion),
        }
    }
    for question in case.questions() {
        let prompt = &question.prompt;
        put(prompt.line, 1, Taken::Question(prompt.number));
        let more = prompt.text.lines().count().saturating_sub(1);
        put(prompt.line + 1, more, Taken::UnderQuestion);
    }
}
