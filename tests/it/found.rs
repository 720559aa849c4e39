//! What people found when they tried it: what was cut, untrue, or led nowhere.

use roundtable::{
    case::{Answer, Value},
    id::{PersonId, QuestionId},
    journal::drafts::{Draft, DraftKey},
    protocol::{DEFAULT, Protocol, Write},
    report,
    session::{Actor, Command, Drafts, NoteKind, Session, Viewer},
    text::Clean,
    tui::{
        keys::{Action, Scope, foot},
        palette::Palette,
        session_screens::back::give_draft,
    },
};

use crate::{
    report::report_of,
    rig::{Rig, choice, one, open},
    rules::{ANN, BEN, answers, think},
    world::{Table, tried},
};

const NAMES: [&str; 3] = ["Ann", "Ben", "Cem"];

/// Everybody picks that option, and says why.
fn all_pick(rig: &mut Rig, option: u8) {
    let question = rig.table.asked();
    for person in 1..=3 {
        let answer = Answer {
            value: Value::Choice(vec![option]),
            reason: Clean::new("because of what was said there"),
        };
        let command = Command::Answer {
            person: PersonId(person),
            question: question.clone(),
            answer,
            handed_in: false,
            moved_by: None,
        };
        rig.table.must(Actor::Desk, command);
    }
    rig.follow();
}

#[test]
fn both_rounds_of_a_vote_stand_whole_where_there_is_little_room() {
    for size in [(80, 24), (100, 24), (80, 30)] {
        let mut rig = Rig::new(
            one(choice(1), "What first?"),
            "peer-instruction",
            &NAMES,
            size,
        );
        rig.enters_until("vote");
        all_pick(&mut rig, 0);
        while rig.view().step.unwrap().step.name != *"vote again" {
            rig.table.advance();
        }
        all_pick(&mut rig, 2);
        rig.table.advance();
        rig.follow();
        let screen = rig.screen();
        for option in ["1. Call the head", "2. Wait for the", "3. Write it down"] {
            has!(screen, option);
        }
        let last = screen
            .lines()
            .skip_while(|line| !line.contains("3. Write it down"));
        let last: String = last.take(3).collect();
        assert!(
            last.contains("0 → 3") || last.contains("vote again"),
            "{screen}"
        );
    }
}

#[test]
fn where_a_tally_is_cut_what_got_most_is_there() {
    let protocol = Protocol::find("nominal-group").unwrap();
    let mut rig = Rig::of(open(), protocol, &NAMES, (80, 24));
    rig.enters_until("silent");
    let question = rig.table.asked();
    answers(&mut rig.table, ANN, "idea of ann");
    for number in 0..14 {
        let note = Command::Note {
            person: Some(BEN),
            question: question.clone(),
            kind: NoteKind::NewIdea,
            text: Clean::new(&format!("idea number {number}")),
            about: None,
        };
        while tried(&rig.table, Actor::Desk, &note).is_err() {
            rig.table.advance();
        }
        rig.table.must(Actor::Desk, note);
    }
    while rig.view().step.unwrap().step.write != Write::Ranking {
        rig.table.advance();
    }
    let items = rig.table.view(Viewer::Facilitator).question.unwrap().items;
    let last = items
        .iter()
        .find(|item| *item.words == *"idea number 13")
        .unwrap();
    for person in 1..=3 {
        let ballot = roundtable::session::Ballot::Ranking(vec![last.entry]);
        let vote = Command::Vote {
            person: PersonId(person),
            question: question.clone(),
            ballot,
        };
        rig.table.must(Actor::Desk, vote);
    }
    rig.table.advance();
    rig.follow();
    has!(rig.screen(), "idea number 13");
}

#[test]
fn a_clock_that_stands_still_names_the_key_that_starts_it() {
    let mut table = think();
    let offers = |session: &Session, table: &Table| {
        let can = session.view(Viewer::Facilitator, table.now).can;
        let offered = foot(Scope::Hub, &can);
        offered.iter().any(|row| row.action == Action::Coffee)
    };
    assert!(!offers(&table.session, &table));
    table.must(Actor::Desk, Command::Break { on: true });
    assert!(offers(&table.session, &table), "at coffee");
    table.must(Actor::Desk, Command::Break { on: false });
    assert!(!offers(&table.session, &table));
    // Opened again, no time passes until somebody says so.
    table.session = Session::replay(&table.entries).unwrap();
    assert!(offers(&table.session, &table), "after a restart");
    assert!(table.view(Viewer::Facilitator).clock.asleep);
    let breaks = table.view(Viewer::Room).breaks;
    table.must(Actor::Desk, Command::Break { on: false });
    let view = table.view(Viewer::Facilitator);
    assert!(view.clock.running && !view.clock.asleep);
    assert_eq!(view.breaks, breaks, "it was no break");
    assert!(tried(&table, Actor::Desk, &Command::Break { on: false }).is_err());
}

#[test]
fn a_stray_letter_is_handed_in_as_nobody_s_answer() {
    let table = think();
    let ends = Command::Advance {
        from: table.session.place(),
    };
    let counted = |text: &str| {
        let key = DraftKey::Answer {
            person: ANN,
            question: QuestionId::new("q1"),
        };
        let draft = Draft {
            text: Clean::new(text),
            ..Draft::default()
        };
        let drafts: Drafts = [(key, draft)].into();
        table.session.counting(&ends, &drafts).len()
    };
    assert_eq!(
        ["K", " k\n", "No", "是", "Because"].map(counted),
        [0, 0, 1, 1, 1]
    );
}

#[test]
fn after_going_back_nobody_is_told_that_what_was_shown_is_hidden() {
    let mut table = think();
    let before = table.view(Viewer::Facilitator).step.unwrap().audience;
    has!(before, "On this screen only");
    answers(&mut table, ANN, "mine");
    table.advance();
    let from = table.session.place();
    table.must(Actor::Desk, Command::StepBack { from });
    let after = table.view(Viewer::Facilitator).step.unwrap().audience;
    has!(after, "What was shown stays seen");
    lacks!(after, "On this screen only");
}

#[test]
fn people_find_things_by_their_words_for_them() {
    let table = think();
    let can = table.view(Viewer::Facilitator).can;
    for typed in ["question", "protocol", "method"] {
        let mut palette = Palette::new(Scope::Hub);
        for letter in typed.chars() {
            palette.type_letter(Some(letter));
        }
        assert!(palette.chosen(&can).is_some(), "{typed}");
    }
    let mut rig = Rig::new(open(), DEFAULT, &NAMES, (80, 24));
    let from = rig.table.session.place();
    rig.table.must(Actor::Desk, Command::ToClose { from });
    let mut palette = Palette::new(Scope::Close);
    for letter in "date".chars() {
        palette.type_letter(Some(letter));
    }
    let found = palette.chosen(&rig.view().can).map(|row| row.action);
    assert!(
        matches!(found, Some(Action::Commit | Action::Recommit)),
        "{found:?}"
    );
}

#[test]
fn the_report_that_is_sent_begins_with_what_is_tried_and_says_what_was_set_aside() {
    let mut table = think();
    answers(&mut table, ANN, "SECRET-WORDS");
    table.advance();
    let question = table.view(Viewer::Facilitator).question.unwrap();
    let aside = Command::SetAside {
        entries: vec![question.answers[0].entry],
        why: Clean::new("it names a client"),
    };
    table.must(Actor::Desk, aside);
    table.must(Actor::Desk, Command::Close);
    let report = report_of(&table);
    let mail = report::markdown::write(&report, false);
    let page = report::html::report(&report, "today", false);
    for told in [&mail, &page] {
        let at = |what: &str| {
            told.find(what)
                .unwrap_or_else(|| panic!("no {what} in {told}"))
        };
        assert!(at("What people will try") < at("Planned and taken"));
        assert!(at("Who was there") < at("What people will try"));
        has!(told, "it names a client");
        lacks!(told, "SECRET-WORDS");
    }
}

#[test]
fn what_was_typed_on_the_wrong_sheet_goes_to_whose_it_is() {
    let mut rig = Rig::new(open(), DEFAULT, &NAMES, (80, 24));
    rig.enters_until("think");
    rig.keys("o Enter")
        .types("this is what Ben wrote")
        .keys("Esc");
    rig.keys("Y");
    has!(rig.choices.0, "Something stands under the wrong name");
    assert_eq!(rig.choices.1.len(), 1, "{:?}", rig.choices);
    has!(rig.choices.1[0].0, "on the sheet of Ann");
    rig.chooses(0);
    rig.chooses(0);
    has!(rig.last_told(), "is Ben’s now");
    let held = |rig: &Rig, person| {
        let question = QuestionId::new("q1");
        rig.drafts
            .contains_key(&DraftKey::Answer { person, question })
    };
    assert!(held(&rig, BEN) && !held(&rig, ANN));
    rig.keys("Enter");
    has!(rig.screen(), "this is what Ben wrote");
    rig.keys("Ctrl-s");
    let view = rig.table.view(Viewer::Facilitator);
    assert!(view.person(BEN).unwrap().has_written);
    assert!(!view.person(ANN).unwrap().has_written);
}

#[test]
fn what_somebody_typed_themselves_goes_to_nobody_else() {
    let mut rig = Rig::new(open(), DEFAULT, &NAMES, (80, 24));
    rig.enters_until("think");
    rig.keys("Enter Enter")
        .types("mine alone")
        .keys("Esc Enter");
    rig.choices = Default::default();
    rig.keys("Y");
    assert!(rig.choices.1.is_empty(), "{:?}", rig.choices);
    has!(rig.last_told(), "Nothing stands here");
    let view = rig.view();
    let told = give_draft(&mut rig.screens, Some((ANN, BEN)), &view);
    assert!(
        matches!(told.as_slice(), [roundtable::tui::effect::Effect::Tell(_)]),
        "{told:?}"
    );
}
