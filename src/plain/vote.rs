//! Votes in lines: each person ranks, rates, puts dots, consents or objects, one after the other.

use super::{
    Flow,
    commands::{self, Said},
    front::Front,
    heard,
    values::from_one,
};
use crate::{
    id::PersonId,
    protocol::{DOTS, RANKED, Write},
    report::named,
    session::{Actor, Ballot, Command, Dotted, ItemView, QuestionView, Score, View, Viewer},
    text::{Clean, plural},
};

/// One person votes. Nobody else's vote is shown meanwhile.
pub(super) fn ask(front: &mut Front<'_>, person: PersonId) -> Flow {
    let view = front.view(Viewer::Person(person));
    let (Some(question), Some(step)) = (view.question.clone(), view.step.clone()) else {
        return Ok(());
    };
    let name = view.person(person).map(|person| person.name.clone());
    let name = name.unwrap_or_default();
    let shared = view.here().count() > 1;
    if shared {
        front.say(&format!("Pass the keyboard to {name}."))?;
    }
    let write = step.step.write;
    if write != Write::Consent {
        items(front, &question)?;
    }
    front.say(&format!(
        "{name}: {} /pass passes. {}",
        asks(write),
        step.audience
    ))?;
    let line = front.lines.line()?;
    if shared {
        front.lines.scroll()?;
    }
    let said = match commands::parse(&line, view.alone) {
        Some(Ok(Said::Pass)) => {
            let question = question.prompt.id.clone();
            if front.ask(Actor::Person(person), Command::Pass { person, question })? {
                front.say("Passed, saved.")?;
            }
            return Ok(());
        }
        Some(Ok(Said::Back)) => return left_for_later(front, person),
        None if line.trim().is_empty() => return left_for_later(front, person),
        Some(Ok(said)) => return front.obey(said),
        Some(Err(why)) => return front.say(&why),
        None => commands::unescaped(&line).trim().to_owned(),
    };
    cast(front, person, &question, write, &said)
}

fn left_for_later(front: &mut Front<'_>, person: PersonId) -> Flow {
    front.later.insert(person);
    front.say("Left for later. /answer NAME comes back to it.")
}

/// Puts a vote on record.
pub(super) fn cast(
    front: &mut Front<'_>,
    person: PersonId,
    question: &QuestionView,
    write: Write,
    said: &str,
) -> Flow {
    match ballot(write, said, &question.items) {
        Ok(ballot) => {
            let question = question.prompt.id.clone();
            let vote = Command::Vote {
                person,
                question,
                ballot,
            };
            if front.ask(Actor::Person(person), vote)? {
                front.say("saved")?;
            }
            Ok(())
        }
        Err(why) => front.say(&why),
    }
}

pub(super) fn items_again(front: &mut Front<'_>) -> Flow {
    match front.asked()? {
        Some(question) => items(front, &question),
        None => Ok(()),
    }
}

/// What votes are about, with the numbers that stand for them.
pub(super) fn items(front: &mut Front<'_>, question: &QuestionView) -> Flow {
    for (at, item) in question.items.iter().enumerate() {
        front.say(&format!("Item {}: {}", at + 1, Clean::line(&item.words)))?;
    }
    Ok(())
}

/// The rounds of votes that may be seen, what came of them, and who moved.
pub(super) fn rounds(front: &mut Front<'_>, question: &QuestionView) -> Flow {
    for (at, round) in question.rounds.iter().enumerate() {
        let voted = plural(round.voted, "person voted", "people voted");
        let mut lines = vec![format!("Round {}, {}: {voted}.", at + 1, round.step)];
        lines.extend(crate::report::words::vote_round(round));
        heard::tell(front, &lines)?;
    }
    if let Some(outcome) = &question.outcome {
        heard::tell(front, &[outcome.to_string()])?;
    }
    let kind = &question.prompt.kind;
    for round in &question.answer_rounds {
        let mut lines = vec![format!("In “{}”:", round.step)];
        lines.extend(crate::report::words::answer_round(kind, round));
        heard::tell(front, &lines)?;
    }
    for moved in &question.moves {
        let by = named(&moved.by);
        let why = if moved.why.is_empty() {
            ""
        } else {
            ", moved by "
        };
        heard::tell(
            front,
            &[format!(
                "{by} moved from {} to {}{why}{}",
                Clean::line(&moved.from),
                Clean::line(&moved.to),
                moved.why
            )],
        )?;
    }
    Ok(())
}

/// Dots from the discussion: `/dots Ann: 1=2 3`.
pub(super) fn dots(front: &mut Front<'_>, text: &str) -> Flow {
    let (person, said) = front.spoken_by(text);
    let view = front.view(Viewer::Room);
    match (person, &view.question) {
        (Some(person), Some(question)) => {
            let question = question.clone();
            cast(front, person, &question, Write::Dots, &said)
        }
        (None, Some(question)) => {
            items(front, &question.clone())?;
            front.say("Say whose dots go where: /dots Ann: 1=2 3=1")
        }
        (_, None) => front.say("No question is asked now."),
    }
}

/// Whether the step that runs asks for votes.
pub(super) fn votes_now(view: &View) -> bool {
    let step = view.step.as_ref();
    step.is_some_and(|step| step.step.takes_votes())
}

/// What a step asks of whoever votes.
fn asks(write: Write) -> String {
    match write {
        Write::Ranking => {
            format!("rank up to {RANKED} items, the best first, by their numbers: 3 1 2.")
        }
        Write::Rating => {
            "rate items from 1 to 9, each with a reason: 1=7 because it is near; 2=3 too late."
                .to_owned()
        }
        Write::Dots => format!("put {DOTS} dots on items: 1=2 3=1."),
        Write::Consent => "type yes to consent, or no and your reason to object.".to_owned(),
        Write::Nothing
        | Write::Answer
        | Write::AnswerAndReason
        | Write::Notes
        | Write::Stance
        | Write::Commitment => String::new(),
    }
}

/// The vote in a line, or why it is none.
fn ballot(write: Write, said: &str, items: &[ItemView]) -> Result<Ballot, String> {
    let item = |number: &str| items.get(from_one(number.trim())?).map(|item| item.entry);
    let none = |number: &str| {
        format!(
            "There is no item “{}”. Use the numbers above.",
            Clean::line(number)
        )
    };
    let pieces = || {
        said.split([' ', ',', ';'])
            .filter(|piece| !piece.is_empty())
    };
    match write {
        Write::Ranking => {
            let ranked = pieces().map(|piece| item(piece).ok_or_else(|| none(piece)));
            ranked.collect::<Result<_, _>>().map(Ballot::Ranking)
        }
        Write::Dots => {
            let one = |piece: &str| {
                let (number, dots) = piece.split_once('=').unwrap_or((piece, "1"));
                let dots = dots.parse().map_err(|_| none(piece))?;
                let item = item(number).ok_or_else(|| none(number))?;
                Ok(Dotted { item, dots })
            };
            pieces()
                .map(one)
                .collect::<Result<_, _>>()
                .map(Ballot::Dots)
        }
        Write::Rating => {
            let one = |piece: &str| {
                let (number, rest) = piece.split_once('=').ok_or_else(|| none(piece))?;
                let rest = rest.trim_start();
                let (points, reason) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
                Ok(Score {
                    item: item(number).ok_or_else(|| none(number))?,
                    points: points.parse().map_err(|_| none(points))?,
                    reason: Clean::new(reason.trim()),
                })
            };
            let parts = said.split(';').filter(|part| !part.trim().is_empty());
            parts.map(one).collect::<Result<_, _>>().map(Ballot::Rating)
        }
        Write::Consent => consent(said),
        _ => Err("This step takes no votes.".to_owned()),
    }
}

/// `yes`, or `no: because`.
fn consent(said: &str) -> Result<Ballot, String> {
    let (word, rest) = said
        .split_once(|letter: char| !letter.is_alphabetic())
        .unwrap_or((said, ""));
    let objects = match word.to_lowercase().as_str() {
        "yes" | "y" | "consent" => false,
        "no" | "n" | "object" => true,
        _ => return Err("Type yes, or no and your reason.".to_owned()),
    };
    let reason = Clean::new(rest.trim_start_matches([':', ',', ' ']));
    Ok(Ballot::Consent { objects, reason })
}
