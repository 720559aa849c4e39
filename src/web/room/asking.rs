//! What is asked for, on the room's page: whoever has no phone reads it there, and writes, ranks or
//! votes by it.

use super::{Line, Scene, body, named, ring, said, size};
use crate::{
    case::{Kind, Scale},
    protocol::{See, Write},
    report::html::prose,
    session::{QuestionView, StepView, View, count_in},
    text::{Clean, plural},
};

pub(super) fn writing(view: &View, question: &QuestionView) -> Scene {
    let mut ring = ring(view, false);
    let label = match so_far(view) {
        Some((ready, rest)) => {
            let label = format!("{ready} {rest}");
            ring.words = Some((ready, rest));
            label
        }
        None => "A table".to_owned(),
    };
    Scene::Writing {
        size: size(&question.prompt.text),
        question: prose::inline(&question.prompt.text),
        body: body(question),
        ring: ring.svg(Some(&label)),
        hints: question
            .hints
            .iter()
            .map(|hint| prose::inline(hint))
            .collect(),
        options: offered(&question.prompt.kind)
            .iter()
            .map(|option| prose::inline(option))
            .collect(),
        scale: match &question.prompt.kind {
            Kind::Scale(scale) => ends(scale),
            Kind::Open
            | Kind::Choice { .. }
            | Kind::Rank { .. }
            | Kind::Number { .. }
            | Kind::Items { .. } => String::new(),
        },
    }
}

/// What is voted on: the list, numbered, or the proposal; and how many votes are in.
pub(super) fn voting(view: &View, question: &QuestionView, step: &StepView) -> Scene {
    let item = |(number, words): (usize, &Clean)| Line {
        by: number.to_string(),
        text: words.to_string(),
        reason: String::new(),
    };
    let items = question.items.iter().map(|item| &item.words);
    let items: Vec<_> = (1..).zip(items).map(item).collect();
    let proposed = question.newest().map(|one| Line {
        by: named(&one.by),
        text: said(question, one),
        reason: one.answer.reason.to_string(),
    });
    let consents = step.step.write == Write::Consent;
    let (lines, what) = match consents {
        true => (proposed.collect(), "Consent, or object".to_owned()),
        false => {
            let what = format!("{} on the list", plural(items.len(), "line", "lines"));
            (items, what)
        }
    };
    let so_far = so_far(view).map(|(ready, rest)| format!(" · {ready} {rest}"));
    Scene::Answers {
        question: prose::inline(&question.prompt.text),
        lines,
        body: Vec::new(),
        count: what + &so_far.unwrap_or_default(),
    }
}

/// How many have done what is asked, and of how many, where that may be told.
fn so_far(view: &View) -> Option<(String, String)> {
    let step = view.step.as_ref()?;
    let tells = step.asked > 0 && step.step.shows(See::Count);
    let (ready, asked, who) = count_in(view);
    tells.then(|| (ready.to_string(), format!("of {asked} {who}are in")))
}

/// What people choose from, rate or put in order.
fn offered(kind: &Kind) -> &[Clean] {
    match kind {
        Kind::Choice { options: rows, .. }
        | Kind::Rank { items: rows }
        | Kind::Items { items: rows } => rows,
        Kind::Scale(scale) => &scale.statements,
        Kind::Open | Kind::Number { .. } => &[],
    }
}

/// "1 not at all … 5 fully".
fn ends(scale: &Scale) -> String {
    let Scale {
        low,
        high,
        low_label,
        high_label,
        ..
    } = scale;
    format!("{low} {low_label} … {high} {high_label}")
}
