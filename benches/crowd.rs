//! Three hundred people: groups of people who have met often already, and what each viewer may
//! see of very many answers, each well within a frame. Three hundred groups: their reports side by
//! side, in a time that grows as their number does.

use std::sync::Arc;

use divan::Bencher;
use roundtable::{
    case::{Answer, Kind, Value},
    id::{CommandId, PersonId, Seq},
    protocol::{Names, Who},
    report::{
        self,
        compare::{Group, compare},
        json, rows,
    },
    session::{Actor, Command, Entry, Event, Level, Opened, Order, Session, Viewer},
    stamp::Stamp,
    text::Clean,
};

mod hall;

/// The most people at one table.
const PEOPLE: u32 = 300;

fn main() {
    divan::main();
}

/// A session that grows by commands.
struct Crowd {
    session: Session,
    entry: Entry,
}

impl Crowd {
    /// So many people at the first step.
    fn new(opened: Opened, names: Names, people: u32) -> Self {
        let entry = Entry {
            n: Seq(1),
            at: Stamp::new(0, 0),
            id: CommandId(0),
            by: Actor::Program,
            event: Event::Opened(Box::new(opened)),
        };
        let session = Session::open(&entry).expect("it is the first entry");
        let mut crowd = Self { session, entry };
        for person in 1..=people {
            let name = Clean::new(&format!("P{person}"));
            crowd.obey(Command::Join { name, role: None });
        }
        crowd.obey(Command::SetNames { names });
        let from = crowd.session.place();
        crowd.obey(Command::Advance { from });
        crowd
    }

    fn obey(&mut self, command: Command) {
        for event in decided(&self.session, command) {
            self.entry.n = self.session.last().next();
            self.entry.id = CommandId(u128::from(self.entry.n.0));
            self.entry.event = event;
            let taken = self.session.apply(&self.entry);
            taken.expect("what was decided fits");
        }
    }
}

fn decided(session: &Session, command: Command) -> Vec<Event> {
    let order = Order {
        id: CommandId(u128::from(session.last().0) + 1),
        by: Actor::Desk,
        command,
    };
    session
        .decide(&order, Stamp::new(0, 0))
        .expect("nothing forbids it")
}

/// A session in which groups were made `rounds` times.
fn met(who: Who, rounds: usize) -> Session {
    let mut opened = hall::opened("think-pair-share", &[Kind::Open]);
    for step in Arc::make_mut(&mut opened.protocol).steps.to_mut() {
        step.who = who;
    }
    let mut crowd = Crowd::new(opened, Names::Named, PEOPLE);
    for _ in 0..rounds {
        let from = crowd.session.place();
        crowd.obey(Command::Repeat { from });
    }
    crowd.session
}

#[divan::bench(args = [0, 20, 299], sample_count = 20)]
fn pairs_of_three_hundred(bencher: Bencher<'_, '_>, rounds: usize) {
    let session = met(Who::Pair, rounds);
    let from = session.place();
    bencher.bench_local(|| decided(&session, Command::Repeat { from }));
}

#[divan::bench(args = [0, 20], sample_count = 20)]
fn fours_of_three_hundred(bencher: Bencher<'_, '_>, rounds: usize) {
    let session = met(Who::Four, rounds);
    let from = session.place();
    bencher.bench_local(|| decided(&session, Command::Repeat { from }));
}

/// A session in which everybody but the last has handed in so many versions.
fn written(names: Names, versions: u32, shown: bool) -> Session {
    let mut crowd = Crowd::new(hall::opened("think-share", &[Kind::Open]), names, PEOPLE);
    for version in 0..versions {
        for person in 1..PEOPLE {
            crowd.obey(Command::Answer {
                person: PersonId(person),
                question: hall::question_id(1),
                answer: Answer::text(&format!("Perhaps {person} days, or {version} weeks.")),
                handed_in: false,
                moved_by: None,
            });
        }
    }
    if shown {
        let from = crowd.session.place();
        crowd.obey(Command::Advance { from });
    }
    crowd.session
}

fn sees(bencher: Bencher<'_, '_>, viewer: Viewer, session: &Session) {
    bencher.bench_local(|| session.view(viewer, Stamp::new(0, 0)));
}

#[divan::bench(args = [1, 10, 66], sample_count = 10)]
fn the_desk_while_they_write(bencher: Bencher<'_, '_>, versions: u32) {
    let session = written(Names::Named, versions, false);
    sees(bencher, Viewer::Facilitator, &session);
}

#[divan::bench(args = [1, 10, 66], sample_count = 10)]
fn the_desk_under_hidden_names(bencher: Bencher<'_, '_>, versions: u32) {
    let session = written(Names::Hidden, versions, false);
    sees(bencher, Viewer::Facilitator, &session);
}

#[divan::bench(args = [1, 10], sample_count = 10)]
fn the_desk_when_all_is_shown(bencher: Bencher<'_, '_>, versions: u32) {
    let session = written(Names::Named, versions, true);
    sees(bencher, Viewer::Facilitator, &session);
}

#[divan::bench(args = [1, 10], sample_count = 10)]
fn the_room_when_all_is_shown(bencher: Bencher<'_, '_>, versions: u32) {
    let session = written(Names::Hidden, versions, true);
    sees(bencher, Viewer::Room, &session);
}

#[divan::bench(args = [1, 10], sample_count = 10)]
fn a_phone_when_all_is_shown(bencher: Bencher<'_, '_>, versions: u32) {
    let session = written(Names::Hidden, versions, true);
    sees(bencher, Viewer::Person(PersonId(7)), &session);
}

/// Reports of groups of twelve who agreed that their words may leave, as they are sent in: each
/// answered a choice and an open question in its own way.
fn reports(groups: u32) -> Vec<String> {
    let options = ["North", "East", "South"].map(Clean::new).to_vec();
    let kinds = [Kind::Choice { options, most: 1 }, Kind::Open];
    let report = |group: u32| {
        let opened = hall::opened("peer-instruction", &kinds);
        let mut crowd = Crowd::new(opened, Names::Named, 12);
        while !crowd
            .session
            .view(Viewer::Facilitator, Stamp::new(0, 0))
            .can
            .consent
        {
            let view = crowd.session.view(Viewer::Facilitator, Stamp::new(0, 0));
            if let Some(question) = view.question.filter(|_| view.can.answer) {
                for person in 1..=12 {
                    crowd.obey(answer(
                        group,
                        person,
                        &question.prompt.kind,
                        question.prompt.number,
                    ));
                }
            }
            let from = crowd.session.place();
            crowd.obey(Command::Advance { from });
        }
        for person in 1..=12 {
            let (person, level) = (PersonId(person), Level::Words);
            crowd.obey(Command::Consent { person, level });
        }
        crowd.obey(Command::Close);
        let view = crowd.session.view(Viewer::Report, Stamp::new(0, 0));
        let mut report = report::report(&view);
        report.session_id = Clean::new(&format!("group {group}"));
        json::write(&report)
    };
    (0..groups).map(report).collect()
}

fn answer(group: u32, person: u32, kind: &Kind, number: u32) -> Command {
    let value = if matches!(kind, Kind::Choice { .. }) {
        Value::Choice(vec![((group + person) % 3) as u8])
    } else {
        Value::Text(Clean::new(&format!("Say it early, group {group} thought.")))
    };
    Command::Answer {
        person: PersonId(person),
        question: hall::question_id(number),
        answer: Answer {
            value,
            reason: Clean::new("It costs less."),
        },
        handed_in: false,
        moved_by: None,
    }
}

#[divan::bench(args = [75, 150, 300], sample_count = 5)]
fn reports_side_by_side(bencher: Bencher<'_, '_>, groups: u32) {
    let reports = reports(groups);
    bencher.bench_local(|| {
        let group = |(at, json): (usize, &String)| Group {
            name: Clean::new(&format!("Group {at}")),
            rows: rows::of_json(json).expect("it is a report"),
        };
        compare(reports.iter().enumerate().map(group).collect())
    });
}
