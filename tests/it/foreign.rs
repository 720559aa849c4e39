//! Nobody acts for another: every command, tried by somebody whom it does not concern.

use std::collections::BTreeSet;

use roundtable::{
    id::{PersonId, Seq},
    protocol::{Names, Protocol, Way},
    session::{
        Actor, Ballot, Command, Commitment, DissentState, Dotted, Duty, Level, Misnamed, NoteKind,
        Rating, Stance, Tag, Target, Viewer,
    },
    stamp::Zone,
    text::Clean,
};

use crate::{
    rules::{ANN, BEN, answer_of, answers, gathered, q1},
    world::{self, Table, tried},
};

const CEM: PersonId = PersonId(3);

/// Every command, about Ann or about the room, as far as it has sense where the session is.
fn all(table: &Table) -> Vec<Command> {
    let view = table.view(Viewer::Facilitator);
    let question = view
        .question
        .as_ref()
        .map_or_else(q1, |q| q.prompt.id.clone());
    let from = view.place;
    let entry = |found: Option<Seq>| found.unwrap_or(Seq(1));
    let asked = view.question.as_ref();
    let note = entry(asked.and_then(|q| q.notes.first()).map(|note| note.entry));
    let theme = entry(
        asked
            .and_then(|q| q.themes.first())
            .map(|theme| theme.entry),
    );
    let aside = asked.and_then(|q| q.set_aside.first());
    let aside = entry(aside.map(|one| one.entry));
    let commitment = entry(view.commitments.first().map(|one| one.entry));
    let dissent = entry(view.dissents.first().map(|dissent| dissent.entry));
    let text = Clean::new("said");
    let noted = |person| Command::Note {
        person,
        question: question.clone(),
        kind: NoteKind::Asks,
        text: Clean::new("said"),
        about: None,
    };
    let commit = |person| Command::Commit {
        person,
        commitment: Commitment {
            what: Clean::new("try"),
            ..Commitment::default()
        },
    };
    let role = Some(Clean::new("nurse"));
    let kind = NoteKind::Asks;
    let mut all = vec![
        Command::Leave { person: ANN },
        Command::Return { person: ANN },
        Command::Rename {
            person: ANN,
            name: Clean::new("Anna"),
        },
        Command::Bind {
            device: 9,
            people: vec![ANN],
        },
        Command::Unbind { device: 1 },
        Command::ChooseProtocol {
            protocol: std::sync::Arc::new(Protocol::find("delphi").unwrap().clone()),
        },
        Command::ProtocolOf {
            number: 1,
            protocol: std::sync::Arc::new(Protocol::find("delphi").unwrap().clone()),
        },
        Command::SetNames {
            names: Names::Hidden,
        },
        Command::SetWriting { how: Way::Typed },
        Command::HandSeat { to: Some(CEM) },
        Command::Advance { from },
        Command::Skip { from },
        Command::LeaveOut { from },
        Command::ShowNow { from },
        Command::ToClose { from },
        Command::GiveMinutes { seconds: 4_500 },
        Command::PlanWithout {
            number: 2,
            out: true,
        },
        Command::Repeat { from },
        Command::StepBack { from },
        Command::Reassign {
            what: Misnamed::Newest(question.clone(), CEM),
            to: ANN,
            why: text.clone(),
        },
        Command::TakeBack {
            person: ANN,
            question: question.clone(),
        },
        Command::SetAside {
            entries: vec![note],
            why: text.clone(),
        },
        Command::BringBack {
            entries: vec![aside],
        },
        Command::Recommit {
            commitment,
            person: Some(ANN),
            anew: None,
        },
        Command::Reopen,
        Command::Extend { seconds: 60 },
        Command::Break { on: true },
        answer_of(ANN, "as if I were Ann"),
        Command::Pass {
            person: ANN,
            question: question.clone(),
        },
        Command::Hint {
            question: question.clone(),
        },
        Command::GiveFact {
            number: 1,
            asked_by: Some(ANN),
        },
        Command::Decide {
            number: 2,
            option: 0,
        },
        noted(None),
        noted(Some(ANN)),
        Command::Compare {
            person: ANN,
            question: question.clone(),
            model: 0,
            claim: 0,
            stance: Stance::Agree,
            text: text.clone(),
        },
        Command::Dissent {
            person: Some(ANN),
            against: Target::Summary,
            text: text.clone(),
        },
        Command::MeetDissent {
            dissent,
            state: DissentState::Answered,
            text: text.clone(),
        },
        commit(None),
        commit(Some(ANN)),
        Command::Speak {
            person: ANN,
            word: text.clone(),
        },
        Command::Consent {
            person: ANN,
            level: Level::Named,
        },
        Command::Rate {
            person: ANN,
            question: question.clone(),
            rating: Rating::Differently,
            zone: Zone::UTC,
        },
        Command::Mark {
            person: ANN,
            paragraph: 1,
            note: Some(text.clone()),
        },
        Command::Vote {
            person: ANN,
            question: question.clone(),
            ballot: Ballot::Dots(vec![Dotted {
                item: entry(asked.and_then(|q| q.items.first()).map(|item| item.entry)),
                dots: 1,
            }]),
        },
        Command::Hear {
            person: Some(ANN),
            answer: None,
            seconds: None,
        },
        Command::Queue { person: ANN, kind },
        Command::Unqueue { person: ANN },
        Command::PassTurn { person: ANN },
    ];
    all.extend([
        Command::MakeTheme {
            question: question.clone(),
            title: text.clone(),
            items: Vec::new(),
        },
        Command::NameTheme {
            theme,
            title: text.clone(),
        },
        Command::Sort {
            items: vec![note],
            theme: None,
        },
        Command::UndoSort { question },
        Command::MendNote {
            note,
            person: Some(ANN),
            kind: NoteKind::Asks,
            text: Clean::new("put right"),
        },
        Command::Tag {
            note,
            tag: Some(Tag::Human),
        },
        Command::HandDuty {
            duty: Duty::Scribe,
            to: Some(CEM),
        },
        Command::TakeRole { person: ANN, role },
        Command::DealRoles,
        Command::Learn(world::learned()),
        Command::Close,
    ]);
    all
}

/// What a command is called. A new one does not compile before it is here, and so in `all`.
fn name(command: &Command) -> &'static str {
    match command {
        Command::Join { .. } => "join",
        Command::Leave { .. } => "leave",
        Command::Return { .. } => "return",
        Command::Rename { .. } => "rename",
        Command::Bind { .. } => "bind",
        Command::Unbind { .. } => "unbind",
        Command::ChooseProtocol { .. } => "choose protocol",
        Command::ProtocolOf { .. } => "protocol of",
        Command::SetNames { .. } => "set names",
        Command::SetWriting { .. } => "set writing",
        Command::HandSeat { .. } => "hand seat",
        Command::Advance { .. } => "advance",
        Command::Skip { .. } => "skip",
        Command::LeaveOut { .. } => "leave out",
        Command::ShowNow { .. } => "show now",
        Command::ToClose { .. } => "to the close",
        Command::GiveMinutes { .. } => "give minutes",
        Command::PlanWithout { .. } => "plan without",
        Command::Repeat { .. } => "repeat",
        Command::StepBack { .. } => "step back",
        Command::Reassign { .. } => "reassign",
        Command::TakeBack { .. } => "take back",
        Command::SetAside { .. } => "set aside",
        Command::BringBack { .. } => "bring back",
        Command::Recommit { .. } => "say a commitment anew",
        Command::Reopen => "reopen",
        Command::Extend { .. } => "extend",
        Command::Break { .. } => "break",
        Command::Answer { .. } => "answer",
        Command::Pass { .. } => "pass",
        Command::Hint { .. } => "hint",
        Command::GiveFact { .. } => "give fact",
        Command::Decide { .. } => "decide",
        Command::Note { person: None, .. } => "note for the room",
        Command::Note { .. } => "note",
        Command::Compare { .. } => "compare",
        Command::Dissent { .. } => "dissent",
        Command::MeetDissent { .. } => "meet dissent",
        Command::Commit { person: None, .. } => "commit for the room",
        Command::Commit { .. } => "commit",
        Command::Speak { .. } => "speak",
        Command::Consent { .. } => "consent",
        Command::Rate { .. } => "rate",
        Command::Mark { .. } => "mark",
        Command::Vote { .. } => "vote",
        Command::Hear { .. } => "hear",
        Command::Queue { .. } => "queue",
        Command::Unqueue { .. } => "unqueue",
        Command::PassTurn { .. } => "pass turn",
        Command::MakeTheme { .. } => "make theme",
        Command::NameTheme { .. } => "name theme",
        Command::Sort { .. } => "sort",
        Command::UndoSort { .. } => "undo sort",
        Command::Tag { .. } => "tag",
        Command::MendNote { .. } => "mend note",
        Command::HandDuty { .. } => "hand duty",
        Command::TakeRole { .. } => "take role",
        Command::DealRoles => "deal roles",
        Command::Learn(_) => "learn",
        Command::Close => "close",
    }
}

#[test]
fn no_command_is_taken_from_a_foreign_person_the_door_or_the_program() {
    let mut table = gathered(Protocol::find("think-share").unwrap());
    let mut taken = BTreeSet::new();
    let look = |table: &Table, taken: &mut BTreeSet<&'static str>| {
        for command in all(table) {
            for by in [Actor::Person(BEN), Actor::Door, Actor::Program] {
                let decided = tried(table, by, &command);
                let binds = by == Actor::Door && matches!(command, Command::Bind { .. });
                assert!(decided.is_err() || binds, "{by:?}: {command:?}");
            }
            let own = [Actor::Desk, Actor::Person(ANN)].map(|by| tried(table, by, &command));
            if own.iter().flatten().any(|events| !events.is_empty()) {
                taken.insert(name(&command));
            }
        }
    };
    look(&table, &mut taken);
    table.must(
        Actor::Desk,
        Command::Bind {
            device: 1,
            people: vec![ANN],
        },
    );
    look(&table, &mut taken);
    table.advance();
    table.advance();
    look(&table, &mut taken);
    answers(&mut table, ANN, "mine");
    table.must(Actor::Desk, answer_of(CEM, "typed for Cem"));
    table.must(
        Actor::Desk,
        Command::Queue {
            person: ANN,
            kind: NoteKind::Asks,
        },
    );
    let dissent = Command::Dissent {
        person: Some(ANN),
        against: Target::Summary,
        text: Clean::new("no"),
    };
    table.must(Actor::Desk, dissent);
    look(&table, &mut taken);
    table.advance();
    table.advance();
    let theme = all(&table)
        .into_iter()
        .filter(|command| ["make theme", "note"].contains(&name(command)));
    for command in theme.collect::<Vec<_>>() {
        table.must(Actor::Desk, command);
    }
    look(&table, &mut taken);
    for command in all(&table) {
        if name(&command) == "sort" {
            table.must(Actor::Desk, command);
        }
    }
    look(&table, &mut taken);
    for command in all(&table) {
        if name(&command) == "set aside" {
            table.must(Actor::Desk, command);
        }
    }
    look(&table, &mut taken);
    table.advance();
    look(&table, &mut taken);
    table.must(Actor::Desk, Command::Leave { person: ANN });
    look(&table, &mut taken);
    table.must(Actor::Desk, Command::Return { person: ANN });
    while !table.view(Viewer::Facilitator).can.commit {
        table.advance();
    }
    look(&table, &mut taken);
    let (person, commitment) = (Some(ANN), Commitment::default());
    let what = Clean::new("this");
    let commitment = Commitment { what, ..commitment };
    table.must(Actor::Desk, Command::Commit { person, commitment });
    look(&table, &mut taken);
    table.must(Actor::Desk, Command::Close);
    look(&table, &mut taken);
    // Each was taken at some place from whoever may, so the refusals mean something.
    let never: Vec<_> = all(&table)
        .iter()
        .map(name)
        .filter(|name| !taken.contains(name))
        .collect();
    assert_eq!(
        never,
        ["decide", "rate", "deal roles"],
        "a case with parts by decision; study alone; a case with roles"
    );
}
