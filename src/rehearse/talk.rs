//! What invented people say when answers are talked about, and at the close: about another's
//! answer, as the step wants it, and not always the same three of them.

use super::{Deed, Lines};
use crate::{
    case::{Answer, Value},
    id::PersonId,
    protocol::{GoOn, Until, Who, Write},
    session::{Command, Commitment, Duty, NoteKind, PersonView, QuestionView, View},
    text::Clean,
};

/// Who brings the case or the proposal.
pub(super) fn holder(view: &View) -> Option<PersonId> {
    let mut duties = view.duties.iter();
    let holder = duties.find(|(duty, _)| *duty == Duty::Holder);
    holder.and_then(|(_, who)| *who)
}

/// Who may speak now, whoever comes first in this question first.
fn speakers<'a>(room: &'a View, question: &QuestionView) -> Vec<&'a PersonView> {
    let who = room.step.as_ref().map(|step| step.step.who);
    let holder = holder(room);
    let speaks = |person: &&PersonView| {
        let holds = holder == Some(person.id);
        person.here
            && match who {
                Some(Who::Holder) => holds,
                Some(Who::Others) => !holds,
                Some(_) | None => true,
            }
    };
    let mut speakers: Vec<_> = room.people.iter().filter(speaks).collect();
    let first = (question.prompt.number as usize).saturating_sub(1) % speakers.len().max(1);
    speakers.rotate_left(first);
    speakers
}

/// The proposal is changed with whoever objected, before everybody is asked again.
pub(super) fn amends(room: &View, lines: &Lines) -> Option<Deed> {
    let step = &room.step.as_ref()?.step;
    let again = step
        .round_again
        .is_some_and(|again| again.until == Until::NoObjection);
    let question = room.question.as_ref()?;
    let objected = question
        .rounds
        .last()
        .is_some_and(|round| !round.objections.is_empty());
    let person = holder(room).filter(|_| again && objected && step.takes_answers())?;
    let newest = question.newest().next_back()?;
    let Value::Text(text) = &newest.answer.value else {
        return None;
    };
    if text.ends_with(lines.amends) {
        return None;
    }
    let command = Command::Answer {
        person,
        question: question.prompt.id.clone(),
        answer: Answer::text(&format!("{text} {}", lines.amends)),
        handed_in: false,
        moved_by: None,
    };
    Some(Deed { person, command })
}

/// What is said in discussion, and who wants to speak.
pub(super) fn talks(room: &View, lines: &Lines) -> Option<Deed> {
    let step = &room.step.as_ref()?.step;
    let question = room
        .question
        .as_ref()
        .filter(|_| step.write == Write::Notes)?;
    let speakers = speakers(room, question);
    if step.who == Who::InTurn {
        return in_turn(room, question, lines);
    }
    let said = question.notes.len();
    // To whoever brings something one only asks; what one thinks of it has a step of its own.
    let held = holder(room).is_some();
    let (kind, text) = if held && step.who == Who::Holder {
        (NoteKind::NewIdea, lines.replies)
    } else if held && step.who == Who::Everyone {
        (NoteKind::Asks, lines.asks.get(said).copied()?)
    } else {
        lines.talk.get(said).copied()?
    };
    let person = speakers.iter().find(|person| person.heard == 0);
    let Some(person) = person.filter(|_| said < 2 * lines.talk.len()) else {
        return hand(room, &speakers);
    };
    let mut others = question.newest().filter(|answer| !answer.by.is(person.id));
    let about = others
        .nth(said % question.answers.len().max(1))
        .map(|answer| answer.entry);
    let speaks_to = matches!(kind, NoteKind::BuildsOn | NoteKind::Challenges);
    if speaks_to && about.is_none() {
        return hand(room, &speakers);
    }
    let command = Command::Note {
        person: Some(person.id),
        question: question.prompt.id.clone(),
        kind,
        text: Clean::new(text),
        about: about.filter(|_| speaks_to),
    };
    let person = person.id;
    Some(Deed { person, command })
}

/// In turn each says one idea that was not said yet; then there are no more.
fn in_turn(room: &View, question: &QuestionView, lines: &Lines) -> Option<Deed> {
    let step = &room.step.as_ref()?.step;
    let next = room.next_speaker?;
    let person = room.person(next)?;
    let heard = question.notes.iter().any(|note| note.by.is(next));
    let round = step.go_on == GoOn::NobodyHasMore;
    if heard {
        let command = Command::PassTurn { person: next };
        return round.then_some(Deed {
            person: next,
            command,
        });
    }
    let at = (person.id.0 as usize + question.prompt.number as usize) % lines.said.len();
    let text = match round {
        true => lines.said.get(at).copied()?,
        false => lines.because.get(at % lines.because.len()).copied()?,
    };
    let command = Command::Note {
        person: Some(next),
        question: question.prompt.id.clone(),
        kind: NoteKind::NewIdea,
        text: Clean::new(text),
        about: None,
    };
    Some(Deed {
        person: next,
        command,
    })
}

/// One hand at a time, of somebody who was heard least, and nobody's more than twice.
fn hand(room: &View, speakers: &[&PersonView]) -> Option<Deed> {
    let quiet = speakers
        .iter()
        .filter(|person| room.queue.is_empty() && person.spoken < 2);
    let person = quiet.min_by_key(|person| person.spoken)?.id;
    let kind = NoteKind::NewIdea;
    let command = Command::Queue { person, kind };
    Some(Deed { person, command })
}

/// One word each, and two things to try.
pub(super) fn closes(room: &View, lines: &Lines) -> Option<Deed> {
    let close = room.question.is_none() && room.can.commit;
    let here = room.people.iter().filter(|person| close && person.here);
    let here: Vec<_> = here.map(|person| person.id).collect();
    let tried = room.commitments.len();
    if let (Some(what), Some(person)) = (lines.tries.get(tried), here.get(tried).copied()) {
        let commitment = Commitment {
            what: Clean::new(what),
            by_when: Clean::new(lines.when),
            ..Commitment::default()
        };
        let command = Command::Commit {
            person: Some(person),
            commitment,
        };
        return Some(Deed { person, command });
    }
    let spoke = |person: &PersonId| room.words.iter().any(|said| said.by.is(*person));
    let person = here.into_iter().find(|person| !spoke(person))?;
    let word = lines.words.get(room.words.len() % lines.words.len())?;
    let word = Clean::new(word);
    let command = Command::Speak { person, word };
    Some(Deed { person, command })
}
