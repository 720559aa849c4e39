//! What a page sends, as the command that is meant by it. Pure.
//!
//! Who a person is never comes from a request: it is handed in, and whether they may is for the
//! session to say.

use super::form::Fields;
use crate::{
    case::{Answer, Value},
    id::{PersonId, QuestionId, Seq},
    session::{
        Ballot, Command, Commitment, DissentState, Dotted, Level, NoteKind, Place, Score, Stance,
        Target,
    },
    text::Clean,
};

/// It is nothing that a page of ours sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misread;

type Read<T> = Result<T, Misread>;

/// The fields that each thing to do has beside `do` and `id`; those that end in `-` begin so.
#[rustfmt::skip]
const KNOWN: &[(&str, &[&str])] = &[
    ("answer", &["question", "kind", "text", "choice", "point-", "part-", "order", "moved", "reason", "moved_by"]),
    ("pass", &["*"]),
    ("take_back", &["question"]),
    ("vote", &["question", "ballot", "place", "points-", "why-", "dots-", "objects", "reason"]),
    ("note", &["question", "kind", "text", "about"]),
    ("mend_note", &["question", "kind", "text", "note"]),
    ("queue", &["kind"]),
    ("unqueue", &[]),
    ("pass_turn", &[]),
    ("dissent", &["against", "text", "named"]),
    ("reword", &["dissent", "text"]),
    ("withdraw", &["dissent", "text"]),
    ("compare", &["question", "model", "claim", "stance", "text"]),
    ("commit", &["what", "expect", "by_when", "surprise"]),
    ("recommit", &["commitment", "what", "expect", "by_when", "surprise"]),
    ("uncommit", &["commitment"]),
    ("speak", &["word"]),
    ("rename", &["name"]),
    ("role", &["role"]),
    ("leave", &[]),
    ("consent", &["level"]),
    ("advance", &["from"]),
    ("extend", &["seconds"]),
    ("give_fact", &["fact", "asked_by"]),
    ("decide", &["number", "option"]),
    ("hint", &["question"]),
];

/// What `person` wants.
/// Fails where something is missing, of another kind, or nothing that a page of ours sends.
pub fn command(fields: &Fields, person: PersonId) -> Read<Command> {
    let act = fields.get("do").ok_or(Misread)?;
    knows_all(act, fields)?;
    match said(act, fields, person)? {
        Some(command) => Ok(command),
        None => done(act, fields, person),
    }
}

/// What moved somebody; that they say nothing of it takes nothing back.
fn moved_by(fields: &Fields) -> Option<Clean> {
    let said = fields.get("moved_by").map(Clean::new);
    said.filter(|said| !said.trim().is_empty())
}

/// Something that is said: an answer, a vote, a note, a dissent …
fn said(act: &str, fields: &Fields, person: PersonId) -> Read<Option<Command>> {
    let name = |name: &str| fields.get(name).ok_or(Misread);
    let question = || name("question").map(QuestionId::new);
    let command = match act {
        "answer" => Command::Answer {
            person,
            question: question()?,
            answer: answer(fields)?,
            handed_in: false,
            moved_by: moved_by(fields),
        },
        "pass" => Command::Pass {
            person,
            question: question()?,
        },
        "take_back" => Command::TakeBack {
            person,
            question: question()?,
        },
        "vote" => Command::Vote {
            person,
            question: question()?,
            ballot: ballot(fields)?,
        },
        "note" | "mend_note" => note(fields, person, act)?,
        "commit" => Command::Commit {
            person: Some(person),
            commitment: commitment(fields),
        },
        "recommit" | "uncommit" => recommit(fields, person, act == "recommit")?,
        "speak" => Command::Speak {
            person,
            word: Clean::line(name("word")?),
        },
        "dissent" => Command::Dissent {
            person: match name("named")? {
                "yes" => Some(person),
                "no" => None,
                _ => return Err(Misread),
            },
            against: target(name("against")?).ok_or(Misread)?,
            text: Clean::new(&fields.text("text")),
        },
        "reword" => anew(fields, DissentState::Reworded)?,
        "withdraw" => anew(fields, DissentState::TakenBack)?,
        "compare" => compare(fields, person, question()?)?,
        _ => return Ok(None),
    };
    Ok(Some(command))
}

/// Something is noted, or a note of one's own put right.
fn note(fields: &Fields, person: PersonId, act: &str) -> Read<Command> {
    let named = |name: &str| fields.get(name).ok_or(Misread);
    let (kind, text) = (kind(named("kind")?)?, Clean::new(&fields.text("text")));
    let person = Some(person);
    if act == "mend_note" {
        let note = seq(named("note")?)?;
        return Ok(Command::MendNote {
            note,
            person,
            kind,
            text,
        });
    }
    let about = fields.get("about").filter(|about| !about.is_empty());
    Ok(Command::Note {
        person,
        question: QuestionId::new(named("question")?),
        kind,
        text,
        about: about.map(seq).transpose()?,
    })
}

/// One's own commitment is said anew, or taken back.
fn recommit(fields: &Fields, person: PersonId, anew: bool) -> Read<Command> {
    Ok(Command::Recommit {
        commitment: seq(fields.get("commitment").ok_or(Misread)?)?,
        person: Some(person),
        anew: anew.then(|| commitment(fields)),
    })
}

/// One's own dissent is said anew, or taken back.
fn anew(fields: &Fields, state: DissentState) -> Read<Command> {
    Ok(Command::MeetDissent {
        dissent: seq(fields.get("dissent").ok_or(Misread)?)?,
        state,
        text: Clean::new(&fields.text("text")),
    })
}

/// Something that is done: wanting to speak, a name, a role, going on …
fn done(act: &str, fields: &Fields, person: PersonId) -> Read<Command> {
    let name = |name: &str| fields.get(name).ok_or(Misread);
    let command = match act {
        "queue" => Command::Queue {
            person,
            kind: kind(name("kind")?)?,
        },
        "unqueue" => Command::Unqueue { person },
        "pass_turn" => Command::PassTurn { person },
        "rename" => Command::Rename {
            person,
            name: Clean::line(name("name")?),
        },
        "role" => Command::TakeRole {
            person,
            role: Some(name("role")?)
                .filter(|role| !role.is_empty())
                .map(Clean::line),
        },
        "leave" => Command::Leave { person },
        "consent" => Command::Consent {
            person,
            level: level(name("level")?)?,
        },
        "advance" => Command::Advance {
            from: place(name("from")?)?,
        },
        "extend" => Command::Extend {
            seconds: number(name("seconds")?)?,
        },
        "give_fact" => Command::GiveFact {
            number: number(name("fact")?)?,
            asked_by: match name("asked_by")? {
                "" => None,
                person => Some(PersonId(number(person)?)),
            },
        },
        "decide" => Command::Decide {
            number: number(name("number")?)?,
            option: number(name("option")?)?,
        },
        "hint" => Command::Hint {
            question: name("question").map(QuestionId::new)?,
        },
        _ => return Err(Misread),
    };
    Ok(command)
}

fn knows_all(act: &str, fields: &Fields) -> Read<()> {
    let (_, known) = KNOWN.iter().find(|(own, _)| *own == act).ok_or(Misread)?;
    // Passing stands beside every form and sends what was written so far along.
    let all = known.contains(&"*");
    let is_known = |name: &str| {
        let mut known = known.iter();
        ["do", "id"].contains(&name)
            || known.any(|own| name == *own || (own.ends_with('-') && name.starts_with(own)))
    };
    (all || fields.names().all(is_known))
        .then_some(())
        .ok_or(Misread)
}

/// An answer of the kind that the form says.
pub fn answer(fields: &Fields) -> Read<Answer> {
    let value = match fields.get("kind").ok_or(Misread)? {
        "open" | "number" => Value::Text(Clean::new(fields.text("text").trim_end())),
        "choice" => {
            let mut picked = numbers(fields.all("choice"))?;
            picked.sort_unstable();
            Value::Choice(picked)
        }
        "scale" => {
            let points = fields.beginning("point-");
            let points = points.map(|(at, point)| Ok((number::<u8>(at)?, number::<u8>(point)?)));
            let mut points = points.collect::<Read<Vec<_>>>()?;
            points.sort_unstable();
            let in_order = points.iter().zip(0..).all(|((at, _), place)| *at == place);
            // A statement without a point is for the session to refuse, in words.
            let points = points.into_iter().map(|(_, point)| point);
            Value::Scale(points.take(if in_order { usize::MAX } else { 0 }).collect())
        }
        // The author's order is nobody's where nobody touched it: the session refuses it, in words.
        "rank" => {
            let order: Vec<u8> = numbers(fields.all("order"))?;
            let said = fields.get("moved").is_some() || !order.is_sorted();
            Value::Rank(if said { order } else { Vec::new() })
        }
        "items" => Value::Parts(parts(fields)?),
        _ => return Err(Misread),
    };
    Ok(Answer {
        value,
        reason: Clean::new(fields.text("reason").trim()),
    })
}

/// What was written to each item of an in-basket, in their order.
fn parts(fields: &Fields) -> Read<Vec<Clean>> {
    let mut places = fields
        .beginning("part-")
        .map(|(at, _)| number::<u8>(at))
        .collect::<Read<Vec<_>>>()?;
    places.sort_unstable();
    let whole = places.iter().copied().eq(0..places.len() as u8);
    let text = |at: u8| Clean::new(fields.text(&format!("part-{at}")).trim_end());
    whole
        .then(|| places.into_iter().map(text).collect())
        .ok_or(Misread)
}

/// A vote of the kind that the form says.
pub fn ballot(fields: &Fields) -> Read<Ballot> {
    let written = |(_, value): &(&str, &str)| !value.is_empty();
    match fields.get("ballot").ok_or(Misread)? {
        "ranking" => {
            let places = fields.all("place").filter(|place| !place.is_empty());
            Ok(Ballot::Ranking(places.map(seq).collect::<Read<_>>()?))
        }
        "rating" => {
            let rated = fields.beginning("points-").filter(written);
            let score = |(item, points): (&str, &str)| {
                Ok(Score {
                    item: seq(item)?,
                    points: number(points)?,
                    reason: Clean::new(fields.text(&format!("why-{item}")).trim()),
                })
            };
            Ok(Ballot::Rating(rated.map(score).collect::<Read<_>>()?))
        }
        "dots" => {
            let dotted = fields.beginning("dots-").filter(written);
            let dots = |(item, dots): (&str, &str)| {
                Ok(Dotted {
                    item: seq(item)?,
                    dots: number(dots)?,
                })
            };
            let mut dotted = dotted.map(dots).collect::<Read<Vec<_>>>()?;
            dotted.retain(|one| one.dots > 0);
            Ok(Ballot::Dots(dotted))
        }
        "consent" => Ok(Ballot::Consent {
            objects: match fields.get("objects").ok_or(Misread)? {
                "yes" => true,
                "no" => false,
                _ => return Err(Misread),
            },
            reason: Clean::new(fields.text("reason").trim()),
        }),
        _ => Err(Misread),
    }
}

fn compare(fields: &Fields, person: PersonId, question: QuestionId) -> Read<Command> {
    let name = |name: &str| fields.get(name).ok_or(Misread);
    let stance = name("stance")?;
    let stance = Stance::ALL.into_iter().find(|one| one.word() == stance);
    Ok(Command::Compare {
        person,
        question,
        model: number(name("model")?)?,
        claim: number(name("claim")?)?,
        stance: stance.ok_or(Misread)?,
        text: Clean::new(fields.text("text").trim()),
    })
}

/// What somebody will try, as they wrote it.
pub fn commitment(fields: &Fields) -> Commitment {
    let said = |name: &str| Clean::new(fields.text(name).trim());
    Commitment {
        what: said("what"),
        expect: said("expect"),
        by_when: said("by_when"),
        surprise: said("surprise"),
    }
}

/// What a dissent is against, as pages write it: `answer:17`, `theme:3`, `question:q1`, `tally:q1`, `model:q1`, `summary`.
pub fn target(said: &str) -> Option<Target> {
    match said.split_once(':') {
        Some(("answer", entry)) => seq(entry).ok().map(Target::Answer),
        Some(("theme", entry)) => seq(entry).ok().map(Target::Theme),
        Some(("question", question)) => Some(Target::Question(QuestionId::new(question))),
        Some(("tally", question)) => Some(Target::Tally(QuestionId::new(question))),
        Some(("model", question)) => Some(Target::Model(QuestionId::new(question))),
        None if said == "summary" => Some(Target::Summary),
        _ => None,
    }
}

/// How pages write what a dissent is against.
pub fn target_name(target: &Target) -> String {
    match target {
        Target::Answer(entry) => format!("answer:{entry}"),
        Target::Theme(entry) => format!("theme:{entry}"),
        Target::Question(question) => format!("question:{question}"),
        Target::Tally(question) => format!("tally:{question}"),
        Target::Model(question) => format!("model:{question}"),
        Target::Summary => "summary".to_owned(),
    }
}

/// The name that pages give a kind of note.
pub fn kind_name(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::NewIdea => "new_idea",
        NoteKind::BuildsOn => "builds_on",
        NoteKind::Challenges => "challenges",
        NoteKind::Asks => "asks",
    }
}

fn level(said: &str) -> Read<Level> {
    Level::called(said).ok_or(Misread)
}

fn kind(said: &str) -> Read<NoteKind> {
    let mut all = NoteKind::ALL.into_iter();
    all.find(|kind| kind_name(*kind) == said).ok_or(Misread)
}

/// Where a page saw the session, as it writes it: `3.1`, `gather`, `over`.
pub fn place_name(place: Place) -> String {
    match place {
        Place::Gather => "gather".to_owned(),
        Place::At { stop, step } => format!("{stop}.{step}"),
        Place::Over => "over".to_owned(),
    }
}

fn place(said: &str) -> Read<Place> {
    match (said, said.split_once('.')) {
        ("gather", _) => Ok(Place::Gather),
        ("over", _) => Ok(Place::Over),
        (_, Some((stop, step))) => Ok(Place::At {
            stop: number(stop)?,
            step: number(step)?,
        }),
        _ => Err(Misread),
    }
}

fn seq(said: &str) -> Read<Seq> {
    number(said).map(Seq)
}

fn number<T: std::str::FromStr>(said: &str) -> Read<T> {
    said.parse().map_err(|_| Misread)
}

fn numbers<'a>(said: impl Iterator<Item = &'a str>) -> Read<Vec<u8>> {
    said.map(number).collect()
}
