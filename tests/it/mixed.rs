//! A room with phones in which some write on paper: the desk waits for the phones, and types for
//! those who have none, without changing how the others write.

use roundtable::{
    case::{Answer, Kind, Value},
    id::PersonId,
    protocol::Way,
    session::{Actor, Command, Stance, StanceView},
    text::Clean,
    tui::keys::Action,
};

use crate::{
    rig::{Rig, open},
    world,
};

/// Four people of whom the first two have phones, at the first step; the others write on paper.
fn mixed() -> Rig {
    let names = ["Ana", "Ben", "Jan", "Kim"];
    let mut rig = Rig::gathered(open(), &names, (100, 30));
    let how = Way::Phones;
    rig.table.must(Actor::Desk, Command::SetWriting { how });
    for device in [1, 2] {
        let people = vec![PersonId(device)];
        rig.table
            .must(Actor::Door, Command::Bind { device, people });
    }
    rig.starts();
    rig
}

/// A phone hands something in.
fn by_phone(rig: &mut Rig, person: u32) {
    let person = PersonId(person);
    let command = Command::Answer {
        person,
        question: rig.table.asked(),
        answer: Answer {
            value: Value::Text(Clean::new("written on a phone")),
            reason: Clean::default(),
        },
        handed_in: false,
        moved_by: None,
    };
    rig.send(Actor::Person(person), command);
}

#[test]
fn typing_for_those_on_paper_changes_nothing_for_the_phones() {
    let mut rig = mixed();
    let planned = rig.view().clock.planned_s;
    let screen = rig.screen();
    has!(screen, "Waiting for 2 phones; without one: Jan, Kim");
    lacks!(screen, "Darken the projector");
    rig.keys("o");
    has!(rig.screen(), "You type for Jan");
    rig.types("from paper\n\n");
    // The next of them follows, and after them nobody who has a phone.
    has!(rig.screen(), "You type for Kim");
    rig.types("the same\n\n");
    has!(rig.screen(), "Waiting for 2 phones");
    let view = rig.view();
    assert_eq!(view.way, Some(Way::Phones));
    assert_eq!(view.clock.planned_s, planned);
    assert!(rig.answer_of(3).is_some() && rig.answer_of(4).is_some());
    rig.keys("o");
    has!(rig.last_told(), "Everybody without a phone is in.");
    assert_eq!(rig.view().way, Some(Way::Phones));
}

#[test]
fn once_all_phones_are_in_the_desk_names_whom_it_waits_for() {
    let mut rig = mixed();
    // The first whom the arrow finds has no phone.
    rig.keys("Down");
    has!(rig.screen(), "types for Jan");
    let mut rig = mixed();
    by_phone(&mut rig, 1);
    has!(rig.screen(), "Waiting for 1 phone; without one: Jan, Kim");
    by_phone(&mut rig, 2);
    let screen = rig.screen();
    has!(screen, "types for Jan");
    has!(screen, "All phones are in. Not in yet: Jan, Kim.");
    lacks!(screen, "Waiting for");
    rig.keys("Enter").types("from paper\n\n");
    has!(rig.screen(), "You type for Kim");
}

#[test]
fn how_people_write_is_changed_only_where_it_is_said_and_what_is_over_keeps_its_minutes() {
    let mut case = open();
    case.parts[0].items.push(world::question(2, Kind::Open));
    let names = ["Ana", "Ben", "Jan", "Kim"];
    let mut rig = Rig::gathered(case, &names, (100, 30));
    let how = Way::Phones;
    rig.table.must(Actor::Desk, Command::SetWriting { how });
    rig.starts();
    let planned = |rig: &Rig| {
        let agenda = rig.view().agenda;
        let asked = agenda.iter().filter(|line| line.question.is_some());
        asked.map(|line| line.planned_s).collect::<Vec<_>>()
    };
    let before = planned(&rig);
    assert_eq!(before.len(), 2);
    while rig.view().line_now().unwrap().question != Some(2) {
        rig.table.advance();
    }
    rig.table
        .must(Actor::Desk, Command::SetWriting { how: Way::Round });
    let after = planned(&rig);
    assert_eq!(after[0], before[0], "what is over");
    assert!(after[1] > before[1], "what is to come");
}

#[test]
fn claims_are_asked_of_those_without_a_phone_one_after_another() {
    let mut rig = mixed();
    for person in [1, 2] {
        by_phone(&mut rig, person);
    }
    rig.keys("Enter").types("one\n\n").types("two\n\n");
    rig.enters_until("compare");
    let asked = |rig: &Rig| {
        let agrees = Action::Stance(Stance::Agree);
        rig.screens.says(&rig.view(), agrees).unwrap()
    };
    assert_eq!(asked(&rig), "Jan agrees");
    // Their answer stands beside the claims.
    has!(rig.screen(), "Jan's answer");
    rig.keys("y");
    assert_eq!(asked(&rig), "Kim agrees");
    has!(rig.screen(), "Kim's answer");
    rig.keys("y");
    let stances = |rig: &Rig| rig.view().question.unwrap().stances;
    assert_eq!(stances(&rig).len(), 2);
    // Both have said what they make of the first claim: the next is due, from the first of them.
    assert_eq!(asked(&rig), "Jan agrees");
    rig.keys("x").types("not here").keys("Ctrl-s");
    assert_eq!(asked(&rig), "Kim agrees");
    let taken = stances(&rig);
    let contested = |one: &StanceView| (one.claim, one.stance) == (1, Stance::Contest);
    assert!(taken.len() == 3 && taken.iter().any(contested));
    // Whoever has a phone is asked last.
    rig.keys("p");
    assert_eq!(asked(&rig), "Ana agrees");
}
