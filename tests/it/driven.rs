//! Sessions to be damaged: one in which everything happened, and one of each protocol in which
//! people do whatever it lets them.

use std::path::PathBuf;

use roundtable::{
    case::Answer,
    id::PersonId,
    journal::{
        line::{self, Hash},
        scan,
    },
    protocol::Protocol,
    session::{
        Actor, Ballot, Command, Commitment, Dotted, Entry, Event, NoteKind, Score, Stance, Target,
        Viewer,
    },
    text::Clean,
};

use crate::{
    desk::join,
    world::{self, case},
};

/// The lines of entries.
pub(crate) fn lines(entries: &[Entry]) -> Vec<Vec<u8>> {
    let mut hash = Hash::NONE;
    let one = |entry| {
        let (line, next) = line::write(entry, hash).unwrap();
        hash = next;
        line
    };
    entries.iter().map(one).collect()
}

/// A session in which people do whatever the protocol lets them, to its close.
pub(crate) fn session(protocol: &Protocol) -> Vec<Entry> {
    let mut table = world::Table::new(case(), protocol, 9);
    for name in ["Ann", "Ben", "Cem", "Dee", "Eve"] {
        table.must(Actor::Desk, join(name));
    }
    let mut steps = 0;
    while !table.session.is_over() && steps < 60 {
        steps += 1;
        let view = table.view(Viewer::Report);
        let question = view.question.map(|asked| asked.prompt.id.clone());
        for number in 1..=5 {
            let person = PersonId(number);
            let text = |what: &str| Clean::new(&format!("{what}-of-{number}-in-step-{steps}"));
            let last = table.session.last();
            let items = || {
                table
                    .entries
                    .iter()
                    .filter(|entry| {
                        matches!(&entry.event, Event::Answered { .. } | Event::Noted { .. })
                    })
                    .map(|entry| entry.n)
                    .rev()
                    .take(2)
                    .collect::<Vec<_>>()
            };
            let mut wishes = vec![
                Command::Commit {
                    person: Some(person),
                    commitment: Commitment {
                        what: text("trial"),
                        ..Commitment::default()
                    },
                },
                Command::Speak {
                    person,
                    word: text("word"),
                },
            ];
            if let Some(question) = &question {
                let question = || question.clone();
                let items = items();
                wishes.extend([
                    Command::Answer {
                        person,
                        question: question(),
                        answer: Answer::text(&text("answer")),
                        handed_in: false,
                        moved_by: None,
                    },
                    Command::Note {
                        person: Some(person),
                        question: question(),
                        kind: NoteKind::NewIdea,
                        text: text("note"),
                        about: Some(last),
                    },
                    Command::Compare {
                        person,
                        question: question(),
                        model: 0,
                        claim: 0,
                        stance: Stance::Extend,
                        text: text("stance"),
                    },
                    Command::Vote {
                        person,
                        question: question(),
                        ballot: Ballot::Ranking(items.clone()),
                    },
                    Command::Vote {
                        person,
                        question: question(),
                        ballot: Ballot::Rating(
                            items
                                .iter()
                                .map(|item| Score {
                                    item: *item,
                                    points: 8,
                                    reason: text("reason"),
                                })
                                .collect(),
                        ),
                    },
                    Command::Vote {
                        person,
                        question: question(),
                        ballot: Ballot::Dots(
                            items
                                .iter()
                                .map(|item| Dotted {
                                    item: *item,
                                    dots: 1,
                                })
                                .collect(),
                        ),
                    },
                    Command::Vote {
                        person,
                        question: question(),
                        ballot: Ballot::Consent {
                            objects: number == 5 && steps < 12,
                            reason: text("objection"),
                        },
                    },
                    Command::Dissent {
                        person: Some(person),
                        against: Target::Tally(question()),
                        text: text("dissent"),
                    },
                ]);
            }
            for wish in wishes {
                // What the step does not take is refused.
                let _ = table.send(Actor::Desk, wish, 10);
            }
        }
        let from = table.session.place();
        if table
            .send(Actor::Desk, Command::Advance { from }, 1_000)
            .is_err()
            && table
                .send(Actor::Desk, Command::Skip { from }, 1_000)
                .is_err()
        {
            let _ = table.send(Actor::Desk, Command::Close, 1_000);
        }
    }
    table.entries
}

/// Every kind of event.
pub(crate) fn golden() -> Vec<Entry> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/journals/format-1.jsonl");
    scan::file(&path).unwrap().entries
}
