//! Nobody loses text: votes begun, points half given and new versions outlive a kill and the
//! end of a step.

use roundtable::{
    begin::Tried,
    case::Value,
    id::PersonId,
    protocol::{DEFAULT, Protocol},
    session::{Ballot, Byline, Commitment, Event, Viewer},
    text::Clean,
};

use crate::rig::{ASKED, Rig, all_answer, choice, one, open, scale};

const THREE: &[&str] = &["Ann", "Ben", "Cy"];

/// The program is killed here, and the session opened again: what is kept is only what is in
/// the journal and in the drafts.
fn killed(rig: &mut Rig) {
    let kept = rig.drafts.clone();
    rig.screens = roundtable::tui::session_screens::SessionScreens::default();
    rig.screens.restore(kept);
    rig.follow();
}

/// The last answer of that person, and what moved them.
fn newest(rig: &Rig) -> (Option<Value>, bool, Option<String>) {
    let entries = rig.table.entries.iter().rev();
    let mut answers = entries.filter_map(|entry| match &entry.event {
        Event::Answered {
            answer,
            handed_in,
            moved_by,
            ..
        } => Some((
            Some(answer.value.clone()),
            *handed_in,
            moved_by.as_ref().map(ToString::to_string),
        )),
        _ => None,
    });
    answers.next().unwrap_or_default()
}

fn all_vote(rig: &mut Rig) {
    rig.keys("Enter");
    for _ in THREE {
        rig.keys("Enter 1").types("so").keys("Ctrl-s");
    }
}

#[test]
fn half_a_scale_outlives_a_kill() {
    let mut rig = Rig::new(one(scale(), ASKED), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter Down 4");
    killed(&mut rig);
    rig.keys("Enter Enter");
    has!(rig.screen(), "1 of 2 statements have a point");
    rig.keys("Enter 2 Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Scale(vec![2, 4])));
}

#[test]
fn what_moved_me_outlives_a_kill_and_the_end_of_the_step() {
    let mut rig = Rig::new(one(choice(1), ASKED), "peer-instruction", THREE, (80, 24));
    all_vote(&mut rig);
    rig.keys("n n n Esc Enter Enter 2 Tab Tab")
        .types("Ben's question");
    killed(&mut rig);
    rig.keys("Enter Enter");
    has!(rig.screen(), "Ben's question");
    rig.keys("Enter Esc Enter n Enter");
    let expected = Some("Ben's question".to_owned());
    assert_eq!(newest(&rig), (Some(Value::Choice(vec![1])), true, expected));
}

#[test]
fn a_vote_that_was_begun_outlives_a_kill() {
    let mut rig = Rig::new(open(), "delphi", THREE, (80, 24));
    all_answer(&mut rig);
    rig.keys("n Enter Enter 8 Tab").types("They know");
    killed(&mut rig);
    rig.keys("Enter Enter");
    assert!(rig.screen().contains("The vote that you began"));
    has!(rig.screen(), "They know");
    // Every line is rated by hand: the cursor goes to the one that is not.
    rig.keys("Enter Ctrl-s");
    assert!(
        rig.last_told().contains("has no points yet"),
        "{}",
        rig.last_told()
    );
    rig.keys("5 Ctrl-s");
    let entries = rig.table.entries.iter().rev();
    let mut cast = entries.filter_map(|entry| match &entry.event {
        Event::Voted { ballot, .. } => Some(ballot.clone()),
        _ => None,
    });
    let Some(Ballot::Rating(rated)) = cast.next() else {
        panic!("{}", rig.screen());
    };
    assert_eq!((rated[0].points, &*rated[0].reason), (8, "They know"));
    assert!(rig.drafts.is_empty(), "{:?}", rig.drafts);
}

#[test]
fn a_new_version_that_was_begun_is_a_draft_while_a_vote_follows() {
    let mut rig = Rig::new(open(), "delphi", THREE, (80, 24));
    all_answer(&mut rig);
    // Ann has answered, and begins once more.
    rig.keys("Up Up w Enter Tab").types(" And the porters.");
    let whole = rig.written();
    rig.keys("Esc Enter n");
    assert!(rig.screen().contains("stays a draft"), "{}", rig.screen());
    rig.keys("Enter");
    let (value, handed_in, _) = newest(&rig);
    let text = format!("{value:?}");
    assert!(whole.contains("And the porters"), "{}", rig.screen());
    assert!(!text.contains("And the porters") && !handed_in, "{text}");
    let mut drafts = rig.drafts.values();
    assert!(drafts.any(|draft| draft.text.contains("And the porters")));
}

#[test]
fn an_answer_that_was_only_looked_at_is_no_new_version() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    all_answer(&mut rig);
    let count = |rig: &Rig| {
        let answered = |event: &&Event| matches!(event, Event::Answered { .. });
        let events = rig.table.entries.iter().map(|entry| &entry.event);
        events.filter(answered).count()
    };
    let before = count(&rig);
    rig.keys("Up Up w Enter")
        .types("x")
        .keys("Back Esc Enter n");
    assert_eq!(count(&rig), before, "{}", rig.screen());
}

#[test]
fn skipping_a_step_hands_in_what_people_began() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter")
        .types("half a thought")
        .keys("Esc Enter s Enter");
    let (value, handed_in, _) = newest(&rig);
    assert!(
        format!("{value:?}").contains("half a thought"),
        "{}",
        rig.screen()
    );
    assert!(handed_in);
}

#[test]
fn no_answer_is_lost_while_a_vote_is_written() {
    // In every protocol: a text that was begun stands either in the form, in a draft or in the
    // journal, after each step.
    for protocol in roundtable::protocol::BUILT_IN {
        if protocol.name == roundtable::protocol::ALONE {
            continue;
        }
        let mut rig = Rig::of(open(), protocol, THREE, (80, 24));
        keep_one(&mut rig, protocol);
    }
}

fn keep_one(rig: &mut Rig, protocol: &Protocol) {
    let mut written = None;
    for step in 0..40 {
        let view = rig.table.view(Viewer::Facilitator);
        if view.question.is_none() {
            break;
        }
        if view.can.answer && written.is_none() {
            rig.keys("Enter Enter").types("a text of mine");
            written = Some(step);
            rig.keys("Esc Enter");
        }
        rig.keys("n Enter Esc");
        let text = "a text of mine";
        let drafted = rig.drafts.values().any(|draft| draft.text.contains(text));
        let journal = format!(
            "{:?}",
            rig.table
                .entries
                .iter()
                .map(|e| &e.event)
                .collect::<Vec<_>>()
        );
        assert!(
            written.is_none() || drafted || journal.contains(text),
            "{} after step {step}: {}",
            protocol.name,
            rig.screen()
        );
    }
}

/// What Ann wanted to try last time.
fn tried() -> Tried {
    Tried {
        who: Clean::new("Ann"),
        commitment: Commitment {
            what: Clean::new("I call before six"),
            ..Commitment::default()
        },
        of: Clean::new("“The Night Shift”, 2026-03-03, with Ann"),
        due: None,
    }
}

#[test]
fn every_field_of_what_came_of_it_outlives_a_kill() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    let opens = |rig: &mut Rig| {
        let view = rig.view();
        rig.screens.opens_with(vec![tried()], &view);
        rig.keys("Enter");
    };
    opens(&mut rig);
    rig.types("They were glad").keys("Tab").types("Call sooner");
    killed(&mut rig);
    opens(&mut rig);
    let screen = rig.screen();
    has!(screen, "They were glad");
    has!(screen, "Call sooner");
    rig.keys("Enter Enter");
    assert_eq!(
        &*rig.view().learned[0].learned,
        "Call sooner",
        "{:?}",
        rig.told
    );
    assert!(rig.drafts.is_empty(), "{:?}", rig.drafts);
}

#[test]
fn a_theme_s_title_outlives_a_kill() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    all_answer(&mut rig);
    rig.keys("n T Space t").types("The pharm");
    killed(&mut rig);
    rig.keys("T Space t");
    has!(rig.screen(), "The pharm");
    rig.types("acy").keys("Enter");
    let question = rig.view().question.unwrap();
    assert_eq!(&*question.themes[0].title, "The pharmacy");
    assert!(rig.drafts.is_empty(), "{:?}", rig.drafts);
}

#[test]
fn why_somebody_contests_and_what_meets_a_dissent_outlive_a_kill() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    all_answer(&mut rig);
    rig.keys("n d")
        .types("Not in my name")
        .keys("Ctrl-s n n Enter p x");
    rig.types("Nobody asked the porters");
    killed(&mut rig);
    rig.keys("p x");
    has!(rig.screen(), "Nobody asked");
    rig.keys("Enter D m Tab").types("We will ask her");
    killed(&mut rig);
    rig.keys("D m");
    has!(rig.screen(), "We will ask her");
    // What became of it is never preset.
    rig.keys("Ctrl-s");
    assert!(!rig.drafts.is_empty(), "{}", rig.screen());
    rig.keys("Right Ctrl-s");
    assert!(rig.drafts.is_empty(), "{:?}", rig.drafts);
}

#[test]
fn a_commitment_is_kept_with_all_its_fields_for_whomever_it_is() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    all_answer(&mut rig);
    rig.keys("n n n Enter n c")
        .types("I call")
        .keys("Tab")
        .types("glad");
    // Ben's, after all: the draft goes with the pick.
    rig.keys("Shift-Tab Shift-Tab Right Right");
    assert_eq!(rig.drafts.len(), 1, "{:?} {}", rig.told, rig.screen());
    for put_away in [false, true] {
        if put_away {
            rig.keys("Esc");
        } else {
            killed(&mut rig);
        }
        rig.keys("c");
        let screen = rig.screen();
        has!(screen, "I call");
        has!(screen, "glad");
    }
    rig.keys("Ctrl-s");
    let view = rig.view();
    let made = view.commitments.first().expect("it was handed in");
    assert_eq!(made.by, Byline::Name(PersonId(2), Clean::new("Ben")));
    assert!(rig.drafts.is_empty(), "{:?}", rig.drafts);
}

#[test]
fn an_answer_that_waits_for_the_disk_is_handed_in_once_and_does_not_come_back() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.stuck = true;
    rig.keys("Enter Enter")
        .types("Ann's")
        .keys("Ctrl-s Esc Enter");
    rig.keys("Down Enter Enter")
        .types("Ben's")
        .keys("Ctrl-s Esc");
    assert_eq!((rig.queue.len(), rig.drafts.len()), (2, 2));
    // The disk takes both at last.
    let written = |text: &str| Some(Value::Text(Clean::new(text)));
    rig.stuck = false;
    rig.saves();
    assert_eq!(
        (rig.answer_of(1), rig.answer_of(2)),
        (written("Ann's"), written("Ben's"))
    );
    assert!(rig.drafts.is_empty(), "{:?}", rig.drafts);
    lacks!(rig.screen(), "handed in");
    // When the step ends there is nothing left that would be handed in once more.
    rig.keys("n");
    assert_eq!(rig.view().question.unwrap().answers.len(), 2);
}
