//! What is being typed on a phone, as the drafts that the laptop keeps.

use super::{act, form::Fields};
use crate::{
    case::Value,
    id::{PersonId, QuestionId},
    session::{Ballot, Command, PersonState, View},
    table::{Draft, DraftKey},
    text::Clean,
};

/// The draft that a command takes the place of.
pub(super) fn key(command: &Command) -> Option<DraftKey> {
    let key = if let Command::Answer {
        person, question, ..
    }
    | Command::Pass { person, question } = command
    {
        DraftKey::Answer {
            person: *person,
            question: question.clone(),
        }
    } else if let Command::Vote {
        person, question, ..
    } = command
    {
        DraftKey::Vote {
            person: *person,
            question: question.clone(),
        }
    } else if let Command::Commit { person, .. } = command {
        DraftKey::Commitment { person: *person }
    } else if let Command::Speak { person, .. } = command {
        DraftKey::Word { person: *person }
    } else if let Command::Compare {
        person,
        question,
        model,
        claim,
        ..
    } = command
    {
        DraftKey::Stance {
            person: *person,
            question: question.clone(),
            model: *model,
            claim: *claim,
        }
    } else {
        return None;
    };
    Some(key)
}

/// Whose answer or vote the page asks for, where it does; `change`: where it was asked to.
pub(super) fn form(view: &View, person: PersonId, change: bool) -> Option<DraftKey> {
    let (asked, step) = (view.question.as_ref()?, view.step.as_ref()?);
    let state = view.person(person)?.state;
    let question = asked.prompt.id.clone();
    match (
        change || state == PersonState::Open,
        step.step.takes_votes(),
    ) {
        (false, _) => None,
        (true, true) => Some(DraftKey::Vote { person, question }),
        (true, false) => Some(DraftKey::Answer { person, question }),
    }
}

/// How much of the viewer's own is in.
pub(super) fn said(view: &View) -> usize {
    let asked = view.question.iter();
    asked
        .map(|asked| asked.mine.len() + usize::from(asked.my_vote.is_some()))
        .sum()
}

/// What a form holds so far; nothing where it is empty. None where it is no form of ours, or one
/// whose drafts stay on the phone.
pub(super) fn draft(
    fields: &Fields,
    person: PersonId,
    view: &View,
) -> Option<(DraftKey, Option<Draft>)> {
    let question = || fields.get("question").map(QuestionId::new);
    let text = |name: &str| Clean::new(&fields.text(name));
    let (key, draft) = if fields.get("ballot").is_some() {
        let question = question()?;
        let draft = ballot(fields, view)?;
        (DraftKey::Vote { person, question }, draft)
    } else if fields.get("kind").is_some() && fields.get("about").is_none() {
        let question = question()?;
        (DraftKey::Answer { person, question }, answer(fields)?)
    } else if fields.get("claim").is_some() {
        let number = |name: &str| fields.get(name).and_then(|said| said.parse().ok());
        let key = DraftKey::Stance {
            person,
            question: question()?,
            model: number("model")?,
            claim: number("claim")?,
        };
        let draft = Draft {
            text: text("text"),
            ..Draft::default()
        };
        (key, draft)
    } else if fields.get("what").is_some() {
        let draft = Draft {
            text: text("what"),
            more: ["expect", "surprise", "by_when"].map(text).to_vec(),
            ..Draft::default()
        };
        let person = Some(person);
        (DraftKey::Commitment { person }, draft)
    } else if fields.get("word").is_some() {
        let draft = Draft {
            text: text("word"),
            ..Draft::default()
        };
        (DraftKey::Word { person }, draft)
    } else {
        return None;
    };
    let is_empty = Draft {
        more: Vec::new(),
        ..draft.clone()
    } == Draft::default()
        && draft.more.iter().all(|text| text.is_empty());
    Some((key, (!is_empty).then_some(draft)))
}

fn answer(fields: &Fields) -> Option<Draft> {
    let mut draft = Draft {
        reason: Clean::new(&fields.text("reason")),
        moved: Clean::new(&fields.text("moved_by")),
        ..Draft::default()
    };
    match fields.get("kind")? {
        "open" | "number" => draft.text = Clean::new(&fields.text("text")),
        "scale" => {
            let points = fields.beginning("point-");
            let points = points
                .filter_map(|(at, point)| Some((at.parse::<usize>().ok()?, point.parse().ok()?)));
            for (at, point) in points.filter(|(at, _)| *at < 256) {
                if draft.points.len() <= at {
                    draft.points.resize(at + 1, None);
                }
                if let Some(slot) = draft.points.get_mut(at) {
                    *slot = Some(point);
                }
            }
        }
        _ => {
            let value = act::answer(fields).ok()?.value;
            // An order that nobody touched is the author's, and nobody's answer yet.
            let picked = match &value {
                Value::Rank(_) => fields.get("moved").is_some(),
                Value::Choice(picked) => !picked.is_empty(),
                Value::Parts(parts) => parts.iter().any(|part| !part.is_empty()),
                Value::Text(_) | Value::Scale(_) => true,
            };
            draft.value = Some(value).filter(|_| picked);
        }
    }
    Some(draft)
}

/// A vote so far: items by their place on the list, as the laptop's own forms keep them.
fn ballot(fields: &Fields, view: &View) -> Option<Draft> {
    let items = &view.question.as_ref()?.items;
    let place = |entry| {
        items
            .iter()
            .position(|item| item.entry == entry)
            .and_then(|at| u8::try_from(at).ok())
    };
    let mut draft = Draft::default();
    match act::ballot(fields).ok()? {
        Ballot::Ranking(ranked) => {
            let places: Vec<_> = ranked.into_iter().filter_map(place).collect();
            draft.value = (!places.is_empty()).then_some(Value::Rank(places));
        }
        Ballot::Rating(rated) => {
            let of = |entry| rated.iter().find(|one| one.item == entry);
            let points = items
                .iter()
                .map(|item| of(item.entry).map_or(0, |one| one.points));
            let whys = items.iter().map(|item| {
                of(item.entry)
                    .map_or("", |one| &*one.reason)
                    .replace('\n', " ")
            });
            draft.reason = Clean::new(&whys.collect::<Vec<_>>().join("\n"));
            draft.value = (!rated.is_empty()).then(|| Value::Scale(points.collect()));
        }
        Ballot::Dots(dotted) => {
            let of = |entry| {
                dotted
                    .iter()
                    .find(|one| one.item == entry)
                    .map_or(0, |one| one.dots)
            };
            let dots = items.iter().map(|item| of(item.entry));
            draft.value = (!dotted.is_empty()).then(|| Value::Scale(dots.collect()));
        }
        Ballot::Consent { objects, reason } => {
            draft.value = Some(Value::Choice(vec![u8::from(objects)]));
            draft.reason = reason;
        }
    }
    Some(draft)
}
