//! What a learner wrote besides answers: on claims, in notes and votes, at the close.

use serde::Serialize;

use crate::{
    id::{QuestionId, Seq},
    session::{Ballot, Entry, Event, Stance, Target},
    stamp::Wall,
    text::Clean,
};

/// One such text. Its fields are keys of the JSON form, and stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Remark {
    /// Name of the session's file.
    pub session: Clean,
    pub at: Wall,
    /// What it is, such as "contested claim 2".
    pub kind: Clean,
    /// As it was written; never empty.
    pub text: Clean,
}

/// What an entry holds of it, and to which question; `asked` finds the question of an answer.
pub(super) fn remarks(
    session: &Clean,
    entry: &Entry,
    asked: impl Fn(Seq) -> Option<QuestionId>,
) -> Vec<(Option<QuestionId>, Remark)> {
    let (question, said) = said(&entry.event, asked);
    let said = said.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(kind, text)| {
        let remark = Remark {
            session: session.clone(),
            at: entry.at.wall,
            kind: Clean::line(&kind),
            text: text.clone(),
        };
        (question.clone(), remark)
    })
    .collect()
}

/// Kinds and texts, the empty ones included. Answers, marks and commitments are kept apart.
fn said(
    event: &Event,
    asked: impl Fn(Seq) -> Option<QuestionId>,
) -> (Option<QuestionId>, Vec<(String, &Clean)>) {
    let one = |kind: &str, text| vec![(kind.to_owned(), text)];
    match event {
        Event::Compared {
            question,
            model,
            claim,
            stance,
            text,
            ..
        } => {
            let kind = on_claim(*stance, *model, *claim);
            (Some(question.clone()), one(&kind, text))
        }
        Event::Noted {
            question,
            kind,
            text,
            ..
        } => {
            let kind = format!("note: {}", kind.words());
            (Some(question.clone()), one(&kind, text))
        }
        Event::Voted {
            question, ballot, ..
        } => (Some(question.clone()), reasons(ballot)),
        Event::Dissented { against, text, .. } => {
            let question = match against {
                Target::Answer(entry) => asked(*entry),
                Target::Question(question) | Target::Tally(question) | Target::Model(question) => {
                    Some(question.clone())
                }
                Target::Theme(_) | Target::Summary => None,
            };
            (question, one("disagreed", text))
        }
        Event::DissentMet { state, text, .. } => {
            let kind = format!("a disagreement {}", state.words());
            (None, one(&kind, text))
        }
        Event::Spoken { word, .. } => (None, one("a word at the close", word)),
        Event::Learned(learned) => {
            let what = &learned.what;
            let said = [
                (
                    format!("what happened when I tried: {what}"),
                    &learned.happened,
                ),
                (format!("what I learned from it: {what}"), &learned.learned),
            ];
            (None, said.into())
        }
        _ => (None, Vec::new()),
    }
}

fn on_claim(stance: Stance, model: u8, claim: u8) -> String {
    let did = match stance {
        Stance::Agree => "agreed with",
        Stance::Extend => "added to",
        Stance::Contest => "contested",
    };
    let of = match model {
        0 => String::new(),
        more => format!(" of model answer {}", u32::from(more) + 1),
    };
    format!("{did} claim {}{of}", u32::from(claim) + 1)
}

fn reasons(ballot: &Ballot) -> Vec<(String, &Clean)> {
    match ballot {
        Ballot::Consent { objects, reason } => {
            let kind = if *objects { "objected" } else { "consented" };
            vec![(kind.to_owned(), reason)]
        }
        Ballot::Rating(scores) => {
            let why = |points: u8| format!("why {points} points");
            let scores = scores.iter();
            scores
                .map(|score| (why(score.points), &score.reason))
                .collect()
        }
        Ballot::Ranking(_) | Ballot::Dots(_) => Vec::new(),
    }
}
