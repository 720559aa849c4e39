//! A small world for tests of the core: a case with something of everything, whose hidden
//! texts can be told apart, and a session that is driven by commands.

use std::sync::Arc;

use roundtable::{
    case::{
        Aside, Block, Brief, Case, Exhibit, Item, Kind, ModelAnswer, Part, Prompt, Question,
        Readers, Reading, Scale,
    },
    id::{CommandId, QuestionId, Seq},
    protocol::Protocol,
    session::{
        Actor, Command, Entry, Event, FORMAT, Learned, Level, Opened, Order, Refusal, Session,
        View, Viewer,
    },
    stamp::Stamp,
    text::Clean,
};

pub(crate) fn block(text: &str, number: Option<u32>) -> Block {
    Block {
        text: Clean::new(text),
        number,
        line: 1,
    }
}

pub(crate) fn question(number: u32, kind: Kind) -> Item {
    let text = |what: &str| Clean::new(&format!("{what}-{number}-"));
    let options = matches!(kind, Kind::Choice { .. });
    Item::Question(Arc::new(Question {
        prompt: Arc::new(Prompt {
            id: QuestionId::new(format!("q{number}")),
            number,
            text: text("PROMPT"),
            body: Vec::new(),
            kind,
            seconds: Some(300),
            builds_on: None,
            line: number,
        }),
        aside: Arc::new(Aside {
            hints: vec![text("HINTA"), text("HINTB")],
            follow_ups: vec![text("FOLLOW")],
            models: vec![ModelAnswer {
                title: None,
                claims: vec![text("MODEL"), text("MODELB")],
            }],
            right: if options { vec![1] } else { Vec::new() },
            listen_for: vec![text("LISTEN")],
            notes: vec![text("NOTES")],
            ..Aside::default()
        }),
    }))
}

fn reading(text: &str, number: u32) -> Item {
    Item::Reading(Arc::new(Reading {
        blocks: vec![block(text, Some(number))],
    }))
}

/// An exhibit that is not for everybody at once.
fn exhibit(name: &str, readers: Readers) -> Item {
    Item::Exhibit(Arc::new(Exhibit {
        title: Clean::new(&format!("Exhibit {name}")),
        blocks: vec![block(&format!("EXHIBIT-{name}-"), None)],
        readers,
    }))
}

fn words(texts: &[&str]) -> Vec<Clean> {
    texts.iter().map(|text| Clean::new(text)).collect()
}

/// Two open parts' worth of questions of every kind, and a staged part with a fifth.
pub(crate) fn case() -> Case {
    Case {
        title: Clean::new("The Test Case"),
        facilitator_notes: vec![block("NOTES-whole-", None)],
        sources: vec![block("SOURCE-", None)],
        briefs: ["Nurse", "Clerk"]
            .map(|role| Brief {
                role: Clean::new(role),
                blocks: vec![block(&format!("BRIEF-{role}-"), None)],
            })
            .to_vec(),
        parts: vec![
            Part {
                title: None,
                staged: false,
                only_if: None,
                items: vec![
                    reading("Read this first.", 1),
                    Item::Exhibit(Arc::new(Exhibit {
                        title: Clean::new("Exhibit 1"),
                        blocks: vec![block("| a | b |", None)],
                        readers: Readers::All,
                    })),
                    exhibit("Nurse", Readers::Roles(words(&["Nurse"]))),
                    exhibit("FACT1", Readers::OnRequest),
                    question(1, Kind::Open),
                    question(
                        2,
                        Kind::Choice {
                            options: words(&["one", "two", "three"]),
                            most: 2,
                        },
                    ),
                    question(
                        3,
                        Kind::Scale(Scale {
                            low: 1,
                            high: 5,
                            low_label: Clean::new("no"),
                            high_label: Clean::new("yes"),
                            statements: words(&["first", "second"]),
                        }),
                    ),
                ],
            },
            Part {
                title: Some(Clean::new("STAGED-title-")),
                staged: true,
                only_if: None,
                items: vec![
                    reading("STAGED-text-", 2),
                    exhibit("Clerk", Readers::Roles(words(&["Clerk"]))),
                    exhibit("FACT2", Readers::OnRequest),
                    question(
                        4,
                        Kind::Rank {
                            items: words(&["x", "y", "z"]),
                        },
                    ),
                    question(
                        5,
                        Kind::Items {
                            items: words(&["a mail", "a call"]),
                        },
                    ),
                ],
            },
        ],
        ..Case::default()
    }
}

/// A session that is driven by commands, with its entries.
pub(crate) struct Table {
    pub(crate) session: Session,
    pub(crate) entries: Vec<Entry>,
    pub(crate) now: Stamp,
    commands: u128,
}

impl Table {
    pub(crate) fn new(case: Case, protocol: &Protocol, seed: u64) -> Self {
        Self::open(case, protocol, seed, false)
    }

    /// A session of one person who studies alone, or of a group.
    pub(crate) fn open(case: Case, protocol: &Protocol, seed: u64, alone: bool) -> Self {
        Self::sharing(case, protocol, (seed, alone), None)
    }

    /// The same where no more than that may leave the group.
    pub(crate) fn sharing(
        case: Case,
        protocol: &Protocol,
        (seed, alone): (u64, bool),
        most: Option<Level>,
    ) -> Self {
        let now = Stamp::new(1_763_892_000_000, 1_000);
        let entry = Entry {
            n: Seq(1),
            at: now,
            id: CommandId(0),
            by: Actor::Program,
            event: Event::Opened(Box::new(Opened {
                protocols: Vec::new(),
                format: FORMAT,
                case: Arc::new(case),
                source: Clean::new("case.md"),
                source_hash: Clean::default(),
                place: Clean::default(),
                protocol: Arc::new(protocol.clone()),
                alone,
                seed,
                boot: Clean::new("boot"),
                lang: None,
                most,
                study: None,
            })),
        };
        Self {
            session: Session::open(&entry).unwrap(),
            entries: vec![entry],
            now,
            commands: 0,
        }
    }

    /// Lets time pass, sends a command, and takes in what follows.
    pub(crate) fn send(
        &mut self,
        by: Actor,
        command: Command,
        after_ms: u64,
    ) -> Result<usize, Refusal> {
        self.now = self.now.plus(after_ms);
        self.commands += 1;
        let order = Order {
            id: CommandId(self.commands),
            by,
            command,
        };
        let events = self.session.decide(&order, self.now)?;
        let count = events.len();
        for event in events {
            let entry = Entry {
                n: self.session.last().next(),
                at: self.now,
                id: order.id,
                by,
                event,
            };
            self.session
                .apply(&entry)
                .expect("what was decided can be applied");
            self.entries.push(entry);
        }
        if count > 0 {
            assert_eq!(
                self.session.decide(&order, self.now),
                Ok(Vec::new()),
                "sent twice"
            );
        }
        Ok(count)
    }

    /// Sends a command that has to be accepted.
    pub(crate) fn must(&mut self, by: Actor, command: Command) {
        let said = format!("{command:?}");
        if let Err(refusal) = self.send(by, command, 1_000) {
            panic!("{said} was refused: {refusal}");
        }
    }

    pub(crate) fn view(&self, viewer: Viewer) -> View {
        self.session.view(viewer, self.now)
    }

    /// The question that is asked now.
    pub(crate) fn asked(&self) -> QuestionId {
        let view = self.view(Viewer::Room);
        view.question.unwrap().prompt.id.clone()
    }

    pub(crate) fn advance(&mut self) {
        let from = self.session.place();
        self.must(Actor::Desk, Command::Advance { from });
    }
}

/// What came of something that was tried after an earlier session.
pub(crate) fn learned() -> Learned {
    Learned {
        who: Clean::new("The group"),
        what: Clean::new("Ask first"),
        happened: Clean::new("They were glad"),
        learned: Clean::new("ask sooner"),
    }
}

/// What becomes of a command, without carrying it out.
pub(crate) fn tried(table: &Table, by: Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
    let order = Order {
        id: CommandId(u128::MAX),
        by,
        command: command.clone(),
    };
    table.session.decide(&order, table.now)
}
