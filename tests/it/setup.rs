//! Before the first question: how people write, what happens with each question, and what both
//! cost for the people who are here.

use std::sync::Arc;

use crossterm::event::KeyCode;
use proptest::prelude::*;
use roundtable::{
    case::{Answer, Case, Kind, Value},
    id::{PersonId, QuestionId},
    protocol::{ALONE, BUILT_IN, DEFAULT, Piece, Protocol, Way},
    session::{Actor, Command, Event, Offer, Refusal, Setup, View, Viewer},
    text::Clean,
    tui::{
        effect::Effect,
        keys::Action,
        screen::gather::{Gather, Part, cost},
    },
};
use tempfile::TempDir;

use crate::{
    desk::join,
    door::run,
    rig::{ASKED, Rig, choice, one, open},
    seed::laws,
    top::Screen,
    world::{self, Table},
};

fn setup(view: &View) -> Setup {
    *view.setup.clone().unwrap()
}

fn gathered(kind: Kind, people: usize) -> Table {
    let mut table = Table::new(one(kind, ASKED), Protocol::find(DEFAULT).unwrap(), 7);
    for number in 0..people {
        table.must(Actor::Desk, join(&format!("Person {number}")));
    }
    table
}

fn view(table: &Table) -> View {
    table.view(Viewer::Facilitator)
}

fn of(setup: &Setup, way: Way) -> u32 {
    setup
        .ways
        .iter()
        .find(|(known, _)| *known == way)
        .unwrap()
        .1
}

fn offer(setup: &Setup, name: &str) -> Offer {
    let mut offers = setup.protocols.iter();
    offers.find(|offer| &*offer.name == name).unwrap().clone()
}

#[test]
fn twelve_on_one_keyboard_take_turns_and_the_plan_says_so() {
    let table = gathered(Kind::Open, 12);
    let all = setup(&view(&table));
    // Twelve who each compose thirty words need twenty minutes and more.
    assert!(of(&all, Way::Round) > 20 * 60, "{all:?}");
    assert!(of(&all, Way::Typed) < of(&all, Way::Round), "{all:?}");
    assert!(of(&all, Way::Tables) < of(&all, Way::Typed), "{all:?}");
    assert!(of(&all, Way::Phones) <= of(&all, Way::Tables), "{all:?}");
    // A mark takes less than a text.
    let marks = setup(&view(&gathered(choice(1), 12)));
    assert!(of(&marks, Way::Round) < of(&all, Way::Round));
    // For two it is near what the protocol says.
    let two = setup(&view(&gathered(Kind::Open, 2)));
    assert!(
        of(&two, Way::Round) <= of(&two, Way::Phones) + 180,
        "{two:?}"
    );
}

#[test]
fn the_step_gets_the_time_that_its_people_need() {
    let planned = |how: Option<Way>| {
        let mut table = gathered(Kind::Open, 12);
        if let Some(how) = how {
            table.must(Actor::Desk, Command::SetWriting { how });
        }
        while view(&table).question.is_none() {
            table.advance();
        }
        view(&table).clock.planned_s.unwrap()
    };
    // A record in which nobody said how people write is planned as it was then.
    assert_eq!(planned(None), 90);
    assert_eq!(planned(Some(Way::Phones)), 90);
    assert_eq!(planned(Some(Way::Round)), 12 * (95 + 15));
    assert_eq!(planned(Some(Way::Typed)), 90 + 12 * 55);
    // Six at a table, in whole half minutes.
    assert_eq!(planned(Some(Way::Tables)), 210);
}

#[test]
fn a_word_stands_where_a_protocol_does_not_fit() {
    let open = setup(&view(&gathered(Kind::Open, 5)));
    assert_eq!(&*offer(&open, "peer-instruction").misfit, "needs options");
    assert_eq!(&*offer(&open, DEFAULT).misfit, "");
    let votes = setup(&view(&gathered(choice(1), 5)));
    assert_eq!(&*offer(&votes, "peer-instruction").misfit, "");
    let two = setup(&view(&gathered(Kind::Open, 2)));
    assert_eq!(&*offer(&two, "consultancy").misfit, "needs 3 people");
    assert_eq!(&*offer(&two, "1-2-4-all").misfit, "needs 4 people");
    let many = setup(&view(&gathered(Kind::Open, 40)));
    assert_eq!(&*offer(&many, "consent").misfit, "good up to 12");
    // Whoever studies alone chooses none of it, and neither the room nor a person is told.
    let alone = Table::open(
        one(Kind::Open, ASKED),
        Protocol::find(ALONE).unwrap(),
        7,
        true,
    );
    assert_eq!(view(&alone).setup, None);
    let table = gathered(Kind::Open, 2);
    for viewer in [Viewer::Room, Viewer::Person(PersonId(1)), Viewer::Report] {
        assert_eq!(table.view(viewer).setup, None);
    }
}

#[test]
fn how_people_write_is_said_by_whoever_steers_at_any_time() {
    let mut table = gathered(Kind::Open, 3);
    let (ann, ben) = (PersonId(1), PersonId(2));
    let how = |how| Command::SetWriting { how };
    let refused = table.send(Actor::Person(ben), how(Way::Typed), 1);
    assert_eq!(refused.unwrap_err(), Refusal::NotYourSeat);
    table.must(Actor::Desk, Command::HandSeat { to: Some(ann) });
    table.must(Actor::Person(ann), how(Way::Typed));
    while view(&table).question.is_none() {
        table.advance();
    }
    table.must(Actor::Desk, how(Way::Round));
    let answer = Command::Answer {
        person: ben,
        question: QuestionId::new("q1"),
        answer: Answer {
            value: Value::Text(Clean::new("It was full.")),
            reason: Clean::default(),
        },
        handed_in: false,
        moved_by: None,
    };
    table.must(Actor::Desk, answer);
    assert_eq!(view(&table).way, Some(Way::Round));
    table.must(Actor::Desk, Command::Close);
    assert!(table.send(Actor::Desk, how(Way::Round), 1).is_err());
}

#[test]
fn what_does_not_fit_says_what_would() {
    let with = |seconds: u32, people: usize| {
        let mut case = open();
        case.seconds = Some(seconds);
        let mut table = Table::new(case, Protocol::find(DEFAULT).unwrap(), 7);
        for number in 0..people {
            table.must(Actor::Desk, join(&format!("Person {number}")));
        }
        view(&table)
    };
    let long = with(20 * 60, 12);
    let words = cost(&long, false).unwrap();
    has!(words, "the case has 20");
    assert!(setup(&long).instead.contains("min."), "{:?}", long.setup);
    // Where no way fits, the shortest is named all the same.
    let instead = setup(&with(60, 12)).instead;
    assert!(instead.starts_with("Everybody’s own phone: "), "{instead}");
    has!(instead, "Plan for more time");
    let words = cost(&with(60 * 60, 3), false).unwrap();
    assert!(words.ends_with("min for 1 question"), "{words}");
    assert_eq!(cost(&with(60 * 60, 0), true), None);
}

#[test]
fn the_page_asks_three_questions_and_begins_with_what_was_chosen() {
    let rig = Rig::gathered(open(), &["Ann", "Ben"], (80, 30));
    let view = rig.view();
    let mut gather = Gather::default();
    assert_eq!(gather.part(), Part::Who);
    gather.act(Action::Next, &view);
    assert_eq!(gather.part(), Part::How);
    assert_eq!(gather.says(&view), "begin: question 1");
    gather.act(Action::Down, &view);
    assert_eq!(gather.says(&view), "choose this");
    let how = Way::Typed;
    assert_eq!(
        gather.act(Action::Enter, &view),
        [Effect::Send(Actor::Desk, Command::SetWriting { how })]
    );
    gather.act(Action::Next, &view);
    assert_eq!(gather.part(), Part::What);
    gather.act(Action::Down, &view);
    let chosen = gather.act(Action::Enter, &view);
    let [Effect::Send(_, Command::ChooseProtocol { protocol })] = chosen.as_slice() else {
        panic!("{chosen:?}");
    };
    assert_eq!(&*protocol.name, "think-pair-share");
    // A letter is the beginning of a name, wherever one is.
    gather.type_char('C', &view);
    assert_eq!(gather.part(), Part::Who);
    assert!(gather.is_typing());
    // Where nobody chose, what it is by itself is put on record.
    let mut gather = Gather::default();
    let from = view.place;
    assert_eq!(
        gather.act(Action::Enter, &view),
        [
            Effect::Send(Actor::Desk, Command::SetWriting { how: Way::Round }),
            Effect::Send(Actor::Desk, Command::Advance { from }),
        ]
    );
}

#[test]
fn lines_say_and_choose_the_same() {
    let folder = TempDir::new().unwrap();
    let case = "# Rota\n\nIt is full.\n\n## Questions\n\n1. Why?\n";
    std::fs::write(folder.path().join("rota.md"), case).unwrap();
    let input = "Ann, Ben\n/writing\n/protocol\n/writing typed\n/writing twice\n\n/quit\n";
    let ran = run(folder.path(), &["run", "--plain", "rota.md"], input);
    has!(
        ran.out,
        "round: This keyboard goes round, about ",
        "min a question, now.",
        "peer-instruction: ",
        "here: needs options",
        "Say /writing and one of: round, typed, tables, phones."
    );
    let sessions = std::fs::read_dir(folder.path().join("data/sessions")).unwrap();
    let journal = sessions
        .map(|file| file.unwrap().path())
        .find(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let text = std::fs::read_to_string(journal.unwrap()).unwrap();
    assert_eq!(text.matches("\"event\":\"writing\"").count(), 1, "{text}");
    has!(text, "\"how\":\"typed\"");
}

#[test]
fn every_protocol_is_good_for_somebody_and_knows_for_whom() {
    for protocol in BUILT_IN {
        let size = protocol.good_for();
        assert!(
            size.start() <= size.end() && *size.start() >= 1,
            "{}",
            protocol.name
        );
    }
    let good_for = |name: &str| Protocol::find(name).unwrap().good_for();
    assert_eq!(good_for("think-share"), 2..=30);
    assert_eq!(good_for("nominal-group"), 3..=12);
    assert_eq!(good_for("1-2-4-all"), 4..=30);
    let options = BUILT_IN.iter().filter(|protocol| protocol.needs_options());
    let names: Vec<_> = options.map(|protocol| &*protocol.name).collect();
    assert_eq!(names, ["peer-instruction"]);
}

proptest! {
    #![proptest_config(laws(64))]

    /// More people never take less time; copying never takes longer than composing; and nobody
    /// waits for others who writes on their own phone.
    #[test]
    fn minutes_follow_people(at_once in 0_u32..3_600, people in 1_usize..300) {
        for piece in [Piece::Text, Piece::Mark, Piece::MarkAndReason, Piece::Items] {
            for way in Way::ALL {
                let now = way.seconds(at_once, people, piece);
                prop_assert!(now >= at_once);
                prop_assert!(way.seconds(at_once, people + 1, piece) >= now);
                prop_assert!(way == Way::Phones || now.is_multiple_of(30));
            }
            prop_assert_eq!(Way::Phones.seconds(at_once, people, piece), at_once);
        }
    }
}

#[test]
fn old_records_say_nothing_of_it_and_open() {
    let table = gathered(Kind::Open, 2);
    let said = table
        .entries
        .iter()
        .any(|entry| matches!(entry.event, Event::Writing { .. }));
    assert!(!said && view(&table).way.is_none());
    let command = Command::ChooseProtocol {
        protocol: Arc::new(Protocol::find("consent").unwrap().clone()),
    };
    assert!(command.is_for_groups() && Command::SetWriting { how: Way::Round }.is_for_groups());
}

/// Three people whose answers one person types.
fn typed() -> Rig {
    typed_to(open())
}

fn typed_to(case: Case) -> Rig {
    let mut rig = Rig::new(case, DEFAULT, &["Ann", "Ben", "Cem"], (80, 30));
    let how = Way::Typed;
    rig.table.must(Actor::Desk, Command::SetWriting { how });
    rig.follow();
    rig
}

#[test]
fn one_sheet_follows_another_and_two_enters_end_one() {
    let mut rig = typed();
    rig.keys("Enter").types("It was full.").keys("Enter Enter");
    assert_eq!(
        rig.answer_of(1),
        Some(Value::Text(Clean::new("It was full.")))
    );
    // The next sheet is there, with no page between.
    rig.types("No.").keys("Enter").types("Yes.");
    rig.keys("Enter Enter");
    assert_eq!(rig.answer_of(2), Some(Value::Text(Clean::new("No.\nYes."))));
    // A blank line that was pasted, or made with Ctrl, ends nothing.
    rig.pastes("One\n\nTwo")
        .keys("Ctrl-Enter Ctrl-Enter")
        .types("Three");
    assert_eq!(rig.answer_of(3), None);
    rig.pastes("\n").keys("Enter");
    assert_eq!(rig.answer_of(3), None);
    rig.keys("Enter");
    let text = Clean::new("One\n\nTwo\n\nThree");
    assert_eq!(rig.answer_of(3), Some(Value::Text(text)));
}

#[test]
fn the_last_sheet_can_be_opened_again() {
    let mut rig = typed();
    rig.keys("Enter Ctrl-b");
    has!(rig.last_told(), "No sheet was typed");
    rig.types("It was full.").keys("Enter Enter Ctrl-b");
    has!(rig.screen(), "You type for Ann");
    rig.types(" Very.").keys("Ctrl-s");
    // What is in is not replaced unasked.
    has!(rig.screen(), "in its place");
    rig.keys("Enter");
    let text = Clean::new("It was full. Very.");
    assert_eq!(rig.answer_of(1), Some(Value::Text(text)));
}

#[test]
fn two_enters_are_a_blank_line_where_people_pass_the_keyboard() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("Enter Enter")
        .types("One")
        .keys("Enter Enter")
        .types("Two");
    assert_eq!(rig.answer_of(1), None);
    rig.keys("Ctrl-s");
    assert_eq!(
        rig.answer_of(1),
        Some(Value::Text(Clean::new("One\n\nTwo")))
    );
}

#[test]
fn an_enter_too_many_ticks_nothing_for_the_next_person() {
    let mut rig = typed_to(one(choice(1), "Which?"));
    // The Enter that leads on to the reason is none of the two that hand in.
    rig.keys("Enter 2 Enter")
        .types("because")
        .keys("BackTab Enter Enter");
    assert_eq!(rig.answer_of(1), None);
    has!(rig.screen(), "because");
    has!(rig.screen(), "Enter Enter hands it in");
    // Whoever holds Enter down makes one too many: the next sheet is there already.
    rig.keys("Enter Enter");
    assert_eq!(rig.answer_of(1), Some(Value::Choice(vec![1])));
    assert!(
        !rig.screen().contains('•') && rig.drafts.is_empty(),
        "{}",
        rig.screen()
    );
    // One that is meant picks where the cursor is.
    rig.keys("Enter Enter Enter Enter");
    assert_eq!(rig.answer_of(2), Some(Value::Choice(vec![0])));
}

#[test]
fn an_empty_sheet_is_not_handed_in() {
    let mut rig = typed();
    rig.keys("Enter Enter Enter Enter");
    assert_eq!(rig.answer_of(1), None);
    has!(rig.screen(), "You type for Ann");
}

#[test]
fn which_questions_are_asked_is_chosen_before_it_begins_and_the_cost_follows() {
    let mut table = Table::new(world::case(), Protocol::find(DEFAULT).unwrap(), 7);
    for name in ["Ann", "Ben"] {
        table.must(Actor::Desk, join(name));
    }
    let ahead = |view: &View| u64::from(setup(view).all_s) == view.budget().ahead_s;
    let before = view(&table);
    assert!(ahead(&before), "one figure, wherever it is looked up");
    let seconds = |number: u32| {
        let mut lines = before.agenda.iter();
        let line = lines.find(|line| line.question == Some(number));
        line.unwrap().planned_s.unwrap()
    };
    for number in [1, 4] {
        table.must(Actor::Desk, Command::PlanWithout { number, out: true });
    }
    let after = view(&table);
    let all = setup(&before).all_s - seconds(1) - seconds(4);
    assert_eq!(setup(&after).all_s, all);
    assert!(ahead(&after));
    assert!(cost(&after, false).unwrap().contains("for 3 questions"));
    table.must(
        Actor::Desk,
        Command::PlanWithout {
            number: 4,
            out: false,
        },
    );
    assert_eq!(setup(&view(&table)).asked, 4);
    // The first that is asked is the first that is not left out.
    while view(&table).question.is_none() {
        table.advance();
    }
    assert_eq!(view(&table).question.unwrap().prompt.number, 2);
    // Nobody but whoever steers chooses.
    let by = Actor::Person(PersonId(2));
    let refused = table.send(
        by,
        Command::PlanWithout {
            number: 5,
            out: true,
        },
        1,
    );
    assert_eq!(refused.unwrap_err(), Refusal::NotYourSeat);
}

#[test]
fn the_page_says_which_questions_are_asked_and_the_list_opens_from_there() {
    let text = "# A Short Case\n\nMara waits.\n\n## Questions\n\n### 1. One?\n\n### 2. Two?\n";
    for size in [(60, 15), (80, 24)] {
        let folder = TempDir::new().unwrap();
        let mut screen = Screen::with(&folder, &[("case.md", text)]).sized(size);
        screen.press(KeyCode::Enter);
        screen.work();
        for name in ["Ann", "Ben"] {
            screen.types(name);
            screen.press(KeyCode::Enter);
        }
        screen.press(KeyCode::Tab);
        screen.press(KeyCode::Tab);
        assert!(
            screen.shows("2 questions, each is asked"),
            "{}",
            screen.picture()
        );
        // From the last way on, Down leads to the end of the page, and back up into the list.
        for _ in 0..40 {
            screen.press(KeyCode::Down);
        }
        assert!(screen.shows("anonymous."), "{}", screen.picture());
        for _ in 0..40 {
            screen.press(KeyCode::Up);
        }
        screen.press(KeyCode::Tab);
        screen.press(KeyCode::Tab);
        screen.press(KeyCode::Up);
        screen.press(KeyCode::Enter);
        assert!(
            screen.shows("Begun now, it ends at"),
            "{}",
            screen.picture()
        );
        for code in [KeyCode::Down, KeyCode::Up, KeyCode::Enter, KeyCode::End] {
            screen.press(code);
        }
        for _ in 0..3 {
            screen.press(KeyCode::Down);
        }
        screen.press(KeyCode::Enter);
        assert!(screen.shows("without question 1"), "{}", screen.picture());
        screen.ctrl('f');
        assert!(screen.shows("[x] question 1"), "{}", screen.picture());
    }
}
