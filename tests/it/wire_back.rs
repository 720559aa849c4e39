//! What is gone back on, for the file of today's format.

use roundtable::session::{Actor, Command, Commitment, Entry, Event};

use crate::{
    wire::{BEN, put, question, text},
    world::Table,
};

/// What is settled, and gone back on, as far as anybody would in one session.
pub(crate) fn goes_back(table: &mut Table) {
    let (fact, asked_by) = (1, Some(BEN));
    put(table, Actor::Desk, Event::FactGiven { fact, asked_by });
    let (question, option) = (question(2), 1);
    put(table, Actor::Desk, Event::Decided { question, option });
    let from = table.session.place();
    table.must(Actor::Desk, Command::StepBack { from });
    put(table, Actor::Desk, Event::KeptUnshown {});
    let answers = table.entries.iter();
    let answers = answers.filter(|entry| matches!(entry.event, Event::Answered { .. }));
    let answers: Vec<_> = answers.map(|entry| entry.n).collect();
    let (first, last) = (answers[0], answers[answers.len() - 1]);
    let why = text("the wrong turn");
    let (entry, to) = (first, BEN);
    put(table, Actor::Desk, Event::Reassigned { entry, to, why });
    let why = text("it names a client");
    let entries = vec![first];
    put(table, Actor::Desk, Event::SetAside { entries, why });
    let entries = vec![first];
    put(table, Actor::Desk, Event::BroughtBack { entries });
    put(table, Actor::Desk, Event::TakenBack { entry: last });
    table.must(Actor::Desk, Command::Close);
    table.must(Actor::Desk, Command::Reopen);
    let committed = |entry: &&Entry| matches!(entry.event, Event::Committed { .. });
    let commitment = table.entries.iter().find(committed).unwrap().n;
    for anew in [Some(tries("what was meant")), None] {
        let person = anew.as_ref().map(|_| BEN);
        put(
            table,
            Actor::Desk,
            Event::Recommitted {
                commitment,
                person,
                anew,
            },
        );
    }
    table.must(Actor::Desk, Command::Close);
}

fn tries(what: &str) -> Commitment {
    Commitment {
        what: text(what),
        ..Commitment::default()
    }
}
