//! Groups of 300 people who have met often already: a step begins well within a frame.

use std::sync::Arc;

use divan::Bencher;
use roundtable::{
    case::{Case, Item, Kind, Part, Prompt, Question},
    id::{CommandId, QuestionId, Seq},
    protocol::{Protocol, Who},
    session::{Actor, Command, Entry, Event, FORMAT, Opened, Order, Session},
    stamp::Stamp,
    text::Clean,
};

fn main() {
    divan::main();
}

/// A session of 300 people in which groups were made `rounds` times.
fn room(who: Who, rounds: usize) -> Session {
    let mut protocol = Protocol::find("think-pair-share")
        .expect("it is built in")
        .clone();
    for step in protocol.steps.to_mut() {
        step.who = who;
    }
    let question = Question {
        prompt: Arc::new(Prompt {
            id: QuestionId::new("q1"),
            number: 1,
            text: Clean::new("What now?"),
            body: Vec::new(),
            kind: Kind::Open,
            seconds: None,
            line: 1,
        }),
        aside: Arc::default(),
    };
    let case = Case {
        title: Clean::new("A case"),
        parts: vec![Part {
            items: vec![Item::Question(Arc::new(question))],
            ..Part::default()
        }],
        ..Case::default()
    };
    let mut entry = Entry {
        n: Seq(1),
        at: Stamp::new(0, 0),
        id: CommandId(0),
        by: Actor::Program,
        event: Event::Opened(Box::new(Opened {
            protocols: Vec::new(),
            format: FORMAT,
            case: Arc::new(case),
            source: Clean::default(),
            source_hash: Clean::default(),
            place: Clean::default(),
            protocol: Arc::new(protocol),
            alone: false,
            seed: 7,
            boot: Clean::default(),
            lang: None,
            study: None,
        })),
    };
    let mut session = Session::open(&entry).expect("it is the first entry");
    let mut obey = |session: &mut Session, command| {
        for event in decided(session, command) {
            entry.n = session.last().next();
            entry.event = event;
            session.apply(&entry).expect("what was decided fits");
        }
    };
    for person in 1..=300 {
        let name = Clean::new(&format!("P{person}"));
        obey(&mut session, Command::Join { name, role: None });
    }
    let from = session.place();
    obey(&mut session, Command::Advance { from });
    for _ in 0..rounds {
        let from = session.place();
        obey(&mut session, Command::Repeat { from });
    }
    session
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

#[divan::bench(args = [0, 20, 299], sample_count = 20)]
fn pairs_of_three_hundred(bencher: Bencher<'_, '_>, rounds: usize) {
    let session = room(Who::Pair, rounds);
    let from = session.place();
    bencher.bench_local(|| decided(&session, Command::Repeat { from }));
}

#[divan::bench(args = [0, 20], sample_count = 20)]
fn fours_of_three_hundred(bencher: Bencher<'_, '_>, rounds: usize) {
    let session = room(Who::Four, rounds);
    let from = session.place();
    bencher.bench_local(|| decided(&session, Command::Repeat { from }));
}
