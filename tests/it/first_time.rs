//! What somebody met who led four people at one keyboard for the first time, without a manual.

use std::collections::BTreeSet;

use crossterm::event::KeyCode;
use roundtable::{
    case::Answer,
    id::PersonId,
    protocol::{DEFAULT, Protocol, Write, names},
    report::markdown,
    session::{Actor, Command, Commitment, NoteKind, Session, Stance, Viewer},
    text::Clean,
    tui::{
        keys::{Action, BINDINGS, Scope, foot},
        screen::protocols::asked_for,
        session_screens::enters_to_hand_in,
    },
};
use tempfile::TempDir;

use crate::{
    every_screen::{tightest, tightest_of_each_kind},
    report::report_of,
    rig::{Rig, open},
    top::Screen,
    world::tried,
};

const LONG: &str = "# A Short Case\n\nMara waits.\n\n## Questions\n\n### 1. One?\n\n### 2. Mara has waited for an hour at the gate of the yard. Whom does she call first, and what does she say about the END?\n\n### 3. Three?\n";

/// The set-up, with four people.
fn gathered(folder: &TempDir, size: (u16, u16)) -> Screen {
    let mut screen = Screen::with(folder, &[("case.md", LONG)]).sized(size);
    screen.press(KeyCode::Enter);
    screen.work();
    screen.types("Ann\nBen\nCem\nDora\n");
    screen
}

/// Each question can go a way of its own before the session begins: found by plain words, chosen
/// in the list of questions, and said there and on the page.
#[test]
fn each_question_goes_its_own_way_before_the_session_begins() {
    for size in [(60, 15), (80, 24)] {
        let folder = TempDir::new().unwrap();
        let mut screen = gathered(&folder, size);
        for words in ["each question", "different way", "per question", "method"] {
            screen.does(Action::Palette);
            screen.types(words);
            assert!(
                screen.shows("each its own way"),
                "{words}: {}",
                screen.picture()
            );
            screen.press(KeyCode::Esc);
        }
        screen.does(Action::PlanWithout);
        screen.press(KeyCode::Down);
        has!(screen.picture(), "the END?", "[m] another way");
        screen.types("m");
        has!(screen.picture(), "question 2 alone go through", "Now:");
        // Whoever does not choose is back where they were.
        screen.press(KeyCode::Esc);
        has!(screen.picture(), "the END?");
        screen.types("m");
        screen.press(KeyCode::Down);
        screen.press(KeyCode::Enter);
        screen.work();
        screen.does(Action::PlanWithout);
        has!(screen.picture(), "min, think-pair-share");
        screen.press(KeyCode::Esc);
        screen.press(KeyCode::Tab);
        screen.press(KeyCode::Tab);
        has!(screen.picture(), "but question 2: think-pair-share");
    }
}

/// One thing to do next stands first at the foot: with Enter, or where lines are written with the
/// key that hands in; and what it does is said.
fn one_thing_to_do_next(rig: &Rig) {
    let view = rig.view();
    let scope = rig.screens.scope(&view);
    let rows = foot(scope, &view.can);
    let first: Vec<_> = rows.iter().filter(|row| row.foot == 1).collect();
    let screen = rig.screen();
    let [one] = first.as_slice() else {
        panic!("{scope:?}: {} at once\n{screen}", first.len());
    };
    // What is offered only in a list of questions is offered nowhere else.
    assert!(rows.iter().all(|row| row.scope != Scope::Questions));
    let alike = BINDINGS
        .iter()
        .filter(|row| row.scope == one.scope && row.words == one.words);
    assert_eq!(alike.count(), 1, "{scope:?}: {}", one.words);
    let enter = one.keys.iter().any(|key| key.name() == "Enter");
    assert!(enter || scope == Scope::Writing, "{scope:?}\n{screen}");
    let says = rig.screens.says(&view, one.action);
    let says = says.unwrap_or_else(|| one.words.to_owned());
    let vague = ["", "go on", "yes", "back"].contains(&says.as_str());
    assert!(!vague, "{scope:?}: “{says}”\n{screen}");
}

#[test]
fn every_step_of_every_protocol_has_one_thing_to_do_next() {
    tightest(&mut |rig| one_thing_to_do_next(rig));
    // So has what lies over them.
    tightest_of_each_kind(&mut |rig| {
        for page in ["A", "B", "g", "V", "T", "D", "C", "W", "f", "L"] {
            rig.keys(page);
            one_thing_to_do_next(rig);
            rig.keys("Esc");
        }
    });
}

/// At the step called discuss, with an answer of each and two notes.
fn discussing(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cem", "Dora"], size);
    let question = rig.table.asked();
    for person in 1..=4 {
        let command = Command::Answer {
            person: PersonId(person),
            question: question.clone(),
            answer: Answer::text("At once."),
            handed_in: false,
            moved_by: None,
        };
        rig.table.must(Actor::Desk, command);
    }
    rig.enters_until("discuss");
    rig.keys("i").types("Frist\n").keys("i").types("Second\n");
    rig
}

/// A typing error in a note is put right: the note stays where it is, the record has both.
#[test]
fn a_note_is_put_right_and_the_record_keeps_what_it_said() {
    for size in [(60, 15), (80, 24)] {
        let mut rig = discussing(size);
        let entry = rig.view().question.unwrap().notes[0].entry;
        // The newest is chosen first; one on is the first that was noted.
        rig.keys("Tab Down e");
        has!(rig.screen(), "Frist", "Who said it");
        rig.keys("Back Back Back Back Back").types("First\n");
        let notes = rig.view().question.unwrap().notes;
        assert_eq!((notes.len(), notes[0].entry), (2, entry));
        assert_eq!((&*notes[0].text, &*notes[1].text), ("First", "Second"));
        let said = format!("{:?}", rig.table.entries);
        has!(said, "Frist");
        let again = Session::replay(&rig.table.entries).unwrap();
        assert_eq!(
            again
                .runs_elsewhere()
                .view(Viewer::Room, rig.table.now)
                .question
                .unwrap()
                .notes,
            rig.table.view(Viewer::Room).question.unwrap().notes
        );
        // Whoever cannot speak for it cannot mend it.
        let mends = |text| Command::MendNote {
            note: entry,
            person: None,
            kind: NoteKind::Asks,
            text: Clean::new(text),
        };
        assert!(tried(&rig.table, Actor::Person(PersonId(2)), &mends("mine")).is_err());
        assert!(tried(&rig.table, Actor::Desk, &mends(" ")).is_err());
        assert!(
            tried(&rig.table, Actor::Desk, &mends("First"))
                .unwrap()
                .len()
                == 1
        );
        rig.table.must(Actor::Desk, Command::Close);
        let report = markdown::write(&report_of(&rig.table), true);
        lacks!(report, "Frist", "What was gone back on");
        has!(
            report,
            "First",
            "What was put right",
            "A note to question 1 was put right"
        );
    }
}

/// What is set aside or mended is first of all what the cursor is on.
#[test]
fn what_the_cursor_is_on_is_what_is_set_aside() {
    let mut rig = discussing((80, 24));
    rig.keys("Right Right -");
    has!(rig.screen(), "Cem's answer");
    rig.keys("Esc Tab Down -");
    has!(rig.screen(), "note: “Frist”");
}

/// A day that was mended is nothing that anybody went back on; what was taken back is.
#[test]
fn only_a_changed_mind_is_gone_back_on() {
    let mut rig = discussing((80, 24));
    let from = rig.table.session.place();
    rig.table.must(Actor::Desk, Command::ToClose { from });
    let tries = |day: &str| Commitment {
        what: Clean::new("Ask them."),
        by_when: Clean::new(day),
        ..Commitment::default()
    };
    for day in ["Monday", "Friday"] {
        let commit = Command::Commit {
            person: Some(PersonId(1)),
            commitment: tries(day),
        };
        rig.table.must(Actor::Desk, commit);
    }
    let [first, second] = rig
        .view()
        .commitments
        .iter()
        .map(|one| one.entry)
        .collect::<Vec<_>>()[..]
    else {
        unreachable!()
    };
    let anew = |commitment, anew| Command::Recommit {
        commitment,
        person: Some(PersonId(1)),
        anew,
    };
    rig.table
        .must(Actor::Desk, anew(first, Some(tries("Tuesday"))));
    let report = |rig: &Rig| markdown::write(&report_of(&rig.table), true);
    lacks!(report(&rig), "gone back on");
    rig.table.must(Actor::Desk, anew(second, None));
    let told = report(&rig);
    let (back, right) = (
        told.find("gone back on").unwrap(),
        told.find("put right").unwrap(),
    );
    assert!(back < told.find("was taken back").unwrap() && right < told.find("said anew").unwrap());
    assert!(told.find("was taken back").unwrap() < right);
}

/// Each claim has its half minute where that is no more than a quarter of the question's time,
/// which stays as long as it was, in every protocol.
#[test]
fn comparing_takes_as_long_as_there_are_claims() {
    for name in names() {
        let protocol = Protocol::find(name).unwrap();
        let mut steps = protocol.steps.iter();
        let at = steps.position(|step| step.write == Write::Stance).unwrap();
        let plan = |wanted, claims| protocol.plan(wanted, |_| true, claims);
        let all = |plan: &[Option<u32>]| plan.iter().flatten().sum::<u32>();
        for wanted in [240, 600, 1800] {
            let (none, four) = (plan(Some(wanted), 0), plan(Some(wanted), 4));
            assert_eq!(all(&none), all(&four), "{name} {wanted}");
            let quarter = all(&none) / 4 / 30 * 30;
            let needs = quarter.min(120).max(none[at].unwrap());
            assert_eq!(four[at], Some(needs), "{name} {wanted}: {four:?}");
            assert!(four.iter().flatten().all(|one| *one >= 30), "{four:?}");
        }
        assert!(plan(None, 4)[at].unwrap() >= 120, "{name}");
    }
}

/// One rule for Enter in every form, said at its foot: a new line in a text of several lines,
/// which is saved by the key that hands in; elsewhere on to the next field, and from the last out.
#[test]
fn what_enter_does_in_a_form_is_what_its_foot_says() {
    let mut met = BTreeSet::new();
    for (open, size) in ["i", "d", "M", "J", "S", "G", "-"]
        .into_iter()
        .flat_map(|open| [(open, (60, 15)), (open, (80, 24))])
    {
        for field in 0..4 {
            let mut rig = discussing(size);
            rig.keys(open);
            for _ in 0..field {
                rig.keys("Tab");
            }
            let before = rig.screen();
            let foot = before.split("Enter: ").nth(1);
            let foot = foot.unwrap_or_else(|| panic!("{open} {field}: {before}"));
            let says = ["new line", "take it", "save it"];
            let says = says.into_iter().find(|says| foot.starts_with(says));
            let says = says.unwrap_or("the next field");
            assert_eq!(enters_to_hand_in(&rig.screens) == 1, says == "save it");
            met.insert(says);
            if says == "new line" {
                rig.types("x\ny");
                has!(rig.written(), "x\ny");
            } else if says != "save it" {
                rig.keys("Enter");
                assert_ne!(rig.screen(), before, "{open} {field}: {says}");
            }
        }
    }
    assert!(met.len() >= 3, "{met:?}");
}

/// What stands over the screen is true after something was left out and after going back.
#[test]
fn the_number_of_the_question_is_true_after_leaving_out_and_going_back() {
    let folder = TempDir::new().unwrap();
    let mut screen = gathered(&folder, (80, 24));
    let until = |screen: &mut Screen, words: &str, by: Option<Action>| {
        for _ in 0..40 {
            if screen.shows(words) {
                return;
            }
            match by {
                Some(by) => screen.does(by),
                None => screen.press(KeyCode::Enter),
            }
            for _ in 0..2 {
                if screen.scope() == Scope::Notice {
                    screen.press(KeyCode::Enter);
                    screen.work();
                }
            }
        }
        panic!("no {words}: {}", screen.picture());
    };
    until(&mut screen, "question 1 of 3", None);
    until(&mut screen, "question 2 of 3", Some(Action::LeaveOut));
    until(
        &mut screen,
        "question 1 · 1 of 3 done",
        Some(Action::StepBack),
    );
}

#[test]
fn where_claims_are_compared_it_is_said_what_leads_to_the_next_person() {
    for size in [(60, 15), (80, 24)] {
        let mut rig = discussing(size);
        rig.enters_until("compare");
        has!(rig.screen(), "→ the next person");
        let view = rig.view();
        let who = rig
            .screens
            .says(&view, Action::Stance(Stance::Agree))
            .unwrap();
        has!(who, "Ann");
        rig.keys("Right");
        let view = rig.view();
        let who = rig
            .screens
            .says(&view, Action::Stance(Stance::Agree))
            .unwrap();
        has!(who, "Ben");
    }
}

/// What each protocol would cost is worked out while people gather, and later when it is asked for.
#[test]
fn no_view_of_a_question_works_out_what_all_protocols_cost() {
    let gathered = Rig::gathered(open(), &["Ann", "Ben"], (80, 24));
    assert!(gathered.view().setup.is_some());
    let rig = discussing((80, 24));
    assert_eq!(rig.view().setup, None);
    let mut view = rig.view();
    asked_for(&rig.table.session, &mut view);
    assert!(view.setup.is_some_and(|setup| setup.protocols.len() > 10));
}
