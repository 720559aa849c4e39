//! Who may do what: nobody acts for another, the door lets people in and does nothing else, and
//! the room's record is kept by whoever it was given to.

use roundtable::{
    case::{Answer, Value},
    id::{PersonId, QuestionId},
    journal::drafts::{DraftKey, DraftsFile},
    protocol::{Mix, Protocol, Step, Who},
    session::{
        Actor, Command, Duty, Event, NoteKind, PersonState, Refusal, Session, Target, Viewer,
    },
    text::Clean,
};

use crate::{
    desk::join,
    world::{Table, case, tried},
};

pub(crate) const ANN: PersonId = PersonId(1);
pub(crate) const BEN: PersonId = PersonId(2);
pub(crate) const CEM: PersonId = PersonId(3);

pub(crate) fn q1() -> QuestionId {
    QuestionId::new("q1")
}

/// Three people, asked the first question of a case.
pub(crate) fn think() -> Table {
    asked(Protocol::find("think-share").unwrap())
}

pub(crate) fn asked(protocol: &Protocol) -> Table {
    let mut table = gathered(protocol);
    table.advance();
    table.advance();
    table
}

pub(crate) fn gathered(protocol: &Protocol) -> Table {
    let mut table = Table::new(case(), protocol, 7);
    for name in ["Ann", "Ben", "Cem"] {
        table.must(Actor::Desk, join(name));
    }
    table
}

pub(crate) fn answer_of(person: PersonId, text: &str) -> Command {
    Command::Answer {
        person,
        question: q1(),
        answer: Answer::text(text),
        handed_in: false,
        moved_by: None,
    }
}

pub(crate) fn answers(table: &mut Table, person: PersonId, text: &str) {
    table.must(Actor::Person(person), answer_of(person, text));
}

#[test]
fn the_room_is_spoken_for_by_the_desk_the_seat_and_the_scribe() {
    let mut table = think();
    answers(&mut table, ANN, "mine");
    table.advance();
    table.advance();
    let note = |person| Command::Note {
        person,
        question: q1(),
        kind: NoteKind::NewIdea,
        text: Clean::new("said"),
        about: None,
    };
    let ben = Actor::Person(BEN);
    assert_eq!(tried(&table, ben, &note(None)), Err(Refusal::NotForTheRoom));
    assert!(!Refusal::NotForTheRoom.to_string().is_empty());
    assert!(tried(&table, ben, &note(Some(BEN))).is_ok());
    let unnamed = Command::Dissent {
        person: None,
        against: Target::Summary,
        text: Clean::new("no"),
    };
    assert!(
        tried(&table, ben, &unnamed).is_ok(),
        "dissent stays for all"
    );
    let scribe = Command::HandDuty {
        duty: Duty::Scribe,
        to: Some(BEN),
    };
    table.must(Actor::Desk, scribe);
    assert!(tried(&table, ben, &note(None)).is_ok());
    table.must(Actor::Desk, Command::HandSeat { to: Some(CEM) });
    assert!(tried(&table, Actor::Person(CEM), &note(None)).is_ok());
}

#[test]
fn somebody_comes_back_by_themselves_or_is_brought_by_whoever_steers() {
    let mut table = think();
    table.must(Actor::Desk, Command::Leave { person: ANN });
    let back = Command::Return { person: ANN };
    for by in [Actor::Person(BEN), Actor::Door, Actor::Program] {
        assert_eq!(
            tried(&table, by, &back),
            Err(Refusal::NotYourSeat),
            "{by:?}"
        );
    }
    assert!(tried(&table, Actor::Person(ANN), &back).is_ok());
    assert!(tried(&table, Actor::Desk, &back).is_ok());
}

#[test]
fn the_door_binds_new_people_and_takes_nobody_from_another_device() {
    let mut table = gathered(Protocol::find("think-share").unwrap());
    table.must(Actor::Door, join("Dan"));
    let bind = |device, people: &[PersonId]| Command::Bind {
        device,
        people: people.to_vec(),
    };
    table.must(Actor::Door, bind(1, &[ANN]));
    table.must(Actor::Door, bind(2, &[BEN, CEM]));
    assert_eq!(table.session.people_on(2), [BEN, CEM]);
    for (by, taken) in [
        (Actor::Door, bind(1, &[ANN, BEN])),
        (Actor::Door, bind(2, &[BEN])),
        (Actor::Person(ANN), bind(1, &[ANN, BEN])),
        (Actor::Person(BEN), Command::Unbind { device: 1 }),
        (Actor::Door, Command::Unbind { device: 1 }),
        (Actor::Desk, bind(1, &[PersonId(9)])),
        (Actor::Desk, bind(1, &[ANN, ANN])),
    ] {
        assert!(tried(&table, by, &taken).is_err(), "{by:?} {taken:?}");
    }
    // The desk lets somebody in on another device; the old one has them no more.
    table.must(Actor::Desk, bind(1, &[ANN, BEN]));
    assert_eq!(table.session.people_on(1), [ANN, BEN]);
    assert_eq!(table.session.people_on(2), [CEM]);
    assert_eq!(table.session.device_of(BEN), Some(1));
    table.must(Actor::Person(CEM), Command::Unbind { device: 2 });
    assert_eq!(table.session.device_of(CEM), None);
    let replayed = Session::replay(&table.entries).unwrap();
    assert_eq!(replayed.people_on(1), [ANN, BEN]);
}

#[test]
fn people_who_share_a_device_are_a_group() {
    let pair = Step {
        who: Who::Pair,
        mix: Mix::Seated,
        ..Protocol::find("think-pair-share").unwrap().steps[1].clone()
    };
    let protocol = Protocol {
        steps: vec![pair].into(),
        ..Protocol::find("think-share").unwrap().clone()
    };
    let groups = |devices: &[&[u32]], people: u32| {
        let mut table = Table::new(case(), &protocol, 7);
        for number in 1..=people {
            table.must(Actor::Desk, join(&format!("Person {number}")));
        }
        for (device, people) in (1..).zip(devices) {
            let people = people.iter().map(|one| PersonId(*one)).collect();
            table.must(Actor::Desk, Command::Bind { device, people });
        }
        table.advance();
        table.advance();
        let mut groups = table.view(Viewer::Room).groups;
        groups.iter_mut().for_each(|group| group.sort());
        groups.sort();
        let groups = groups
            .iter()
            .map(|group| group.iter().map(|one| one.0).collect());
        groups.collect::<Vec<Vec<u32>>>()
    };
    assert_eq!(
        groups(&[&[1, 2, 3], &[4, 5]], 5),
        [vec![1, 2, 3], vec![4, 5]]
    );
    // One who is left over sits down with the smallest; several make groups as usual.
    assert_eq!(
        groups(&[&[1, 2, 3], &[4, 5], &[6]], 6),
        [vec![1, 2, 3], vec![4, 5, 6]]
    );
    assert_eq!(groups(&[&[1, 2, 3]], 5), [vec![1, 2, 3], vec![4, 5]]);
    assert_eq!(groups(&[], 4).len(), 2);
}

#[test]
fn a_late_answer_is_told_as_late_and_never_counts_as_blind() {
    let mut table = think();
    answers(&mut table, ANN, "in time");
    table.advance();
    let ben = Actor::Person(BEN);
    let can = |table: &Table, person| {
        let can = table.view(Viewer::Person(person)).can;
        (can.answer, can.answer_after)
    };
    assert_eq!(
        (can(&table, BEN), can(&table, ANN)),
        ((false, true), (false, true))
    );
    assert!(tried(&table, Actor::Person(ANN), &answer_of(BEN, "for Ben")).is_err());
    answers(&mut table, BEN, "I was out");
    let view = table.view(Viewer::Room);
    let shown = view.question.unwrap().answers;
    let late: Vec<_> = shown
        .iter()
        .map(|answer| (answer.late, answer.typed))
        .collect();
    assert_eq!(late, [(false, false), (true, false)]);
    assert!(matches!(
        &table.entries.last().unwrap().event,
        Event::Answered { late: true, .. }
    ));
    // The desk types for Cem, who has no device; that is told.
    table.must(Actor::Desk, answer_of(CEM, "on paper"));
    let view = table.view(Viewer::Room);
    assert!(
        view.question
            .unwrap()
            .answers
            .iter()
            .any(|answer| answer.typed)
    );
    while table.asked() == q1() {
        table.advance();
    }
    // Nor once the question is past, and nobody else's.
    assert!(tried(&table, ben, &answer_of(BEN, "later")).is_ok());
    assert!(tried(&table, ben, &answer_of(ANN, "for Ann")).is_err());
}

#[test]
fn a_late_choice_is_in_no_tally() {
    let mut table = think();
    table.must(
        Actor::Desk,
        Command::LeaveOut {
            from: table.session.place(),
        },
    );
    let chooses = |person, option| Command::Answer {
        person,
        question: QuestionId::new("q2"),
        answer: Answer {
            value: Value::Choice(vec![option]),
            reason: Clean::default(),
        },
        handed_in: false,
        moved_by: None,
    };
    table.must(Actor::Person(ANN), chooses(ANN, 0));
    table.must(Actor::Person(BEN), chooses(BEN, 0));
    table.advance();
    let tally = |table: &Table| {
        let view = table.view(Viewer::Room);
        format!("{:?}", view.question.unwrap().tally.unwrap())
    };
    let blind = tally(&table);
    table.must(Actor::Person(CEM), chooses(CEM, 1));
    assert_eq!(tally(&table), blind);
}

#[test]
fn devices_and_the_room_learn_who_is_done_and_under_hidden_names_how_many() {
    let mut table = think();
    table.must(
        Actor::Desk,
        Command::Bind {
            device: 1,
            people: vec![BEN],
        },
    );
    answers(&mut table, ANN, "mine");
    let pass = Command::Pass {
        person: CEM,
        question: q1(),
    };
    table.must(Actor::Desk, pass);
    let states = |table: &Table, viewer| {
        let view = table.view(viewer);
        view.people
            .iter()
            .map(|person| person.state)
            .collect::<Vec<_>>()
    };
    use PersonState::{Answered, Free, Open, Passed};
    assert_eq!(
        states(&table, Viewer::Facilitator),
        [Answered, Open, Passed]
    );
    assert_eq!(states(&table, Viewer::Room), [Answered, Open, Answered]);
    assert_eq!(
        states(&table, Viewer::Person(BEN)),
        [Answered, Open, Answered]
    );
    assert_eq!(
        states(&table, Viewer::Person(CEM)),
        [Answered, Open, Passed],
        "at the desk"
    );
    let mut hidden = asked(Protocol::find("delphi").unwrap());
    hidden.must(
        Actor::Desk,
        Command::Bind {
            device: 1,
            people: vec![BEN],
        },
    );
    answers(&mut hidden, ANN, "mine");
    assert_eq!(states(&hidden, Viewer::Room), [Free, Free, Free]);
    assert_eq!(states(&hidden, Viewer::Person(BEN)), [Free, Open, Free]);
    let view = hidden.view(Viewer::Person(BEN));
    assert_eq!(view.step.unwrap().ready, 1);
}

#[test]
fn a_view_of_now_is_the_view_without_what_was_asked_before() {
    let mut table = think();
    answers(&mut table, ANN, "mine");
    while table.view(Viewer::Room).past.is_empty() {
        table.advance();
    }
    for viewer in [Viewer::Room, Viewer::Facilitator, Viewer::Person(ANN)] {
        let whole = table.view(viewer);
        let mut now = table.session.view_now(viewer, table.now);
        assert!(now.past.is_empty());
        now.past.clone_from(&whole.past);
        assert_eq!(format!("{now:?}"), format!("{whole:?}"));
    }
}

#[test]
fn drafts_of_before_are_read_and_everybody_has_their_own() {
    let old = r#"{"serial":3,"drafts":[[{"note":{"question":"q1"}},{"text":"a note"}],["dissent",{"text":"no"}],[{"meeting":{"dissent":7}},{"text":"met"}]]}"#;
    let kept: DraftsFile = serde_json::from_str(old).unwrap();
    assert_eq!(kept.drafts.len(), 3);
    assert!(kept.drafts.keys().all(|key| key.person().is_none()));
    assert_eq!(
        serde_json::to_string(&kept)
            .unwrap()
            .matches("person")
            .count(),
        0
    );
    let noted = Event::Noted {
        person: None,
        question: q1(),
        kind: NoteKind::Asks,
        text: Clean::new("said"),
        about: None,
    };
    let own = DraftKey::of(Actor::Person(BEN), &noted).unwrap();
    assert_eq!(own.person(), Some(BEN));
    assert!(
        kept.drafts
            .contains_key(&DraftKey::of(Actor::Desk, &noted).unwrap())
    );
    let dissented = Event::Dissented {
        person: None,
        against: Target::Summary,
        text: Clean::new("no"),
    };
    let unnamed = DraftKey::of(Actor::Person(BEN), &dissented);
    assert_eq!(unnamed, Some(DraftKey::DissentOf { person: BEN }));
    assert_eq!(
        DraftKey::of(Actor::Desk, &dissented),
        Some(DraftKey::Dissent)
    );
}
