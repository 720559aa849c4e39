//! What a facilitator who has never seen the program does first, and what it does about it.

use std::sync::Arc;

use roundtable::{
    case::{Value, read},
    id::PersonId,
    protocol::{DEFAULT, Protocol},
    session::{Actor, Command, Duty, NoteKind, Stance},
    tui::{effect::Effect, keys::Action, screen::gather::Gather},
};
use tempfile::TempDir;

use crate::{
    pty::Terminal,
    rig::{ASKED, Rig, all_answer, choice, one, open, scale},
};

const THREE: &[&str] = &["Ann", "Ben", "Cy"];

#[test]
fn whoever_types_a_note_at_once_has_written_it() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    all_answer(&mut rig);
    rig.keys("n n i")
        .types("Cy said: ask the porters")
        .keys("Enter");
    let notes = rig.view().question.unwrap().notes;
    assert_eq!(&*notes[0].text, "Cy said: ask the porters");
    assert_eq!(notes[0].kind, NoteKind::NewIdea);
    // Whoever said it is one Tab away.
    rig.keys("a Tab c BackTab")
        .types("Since when?")
        .keys("Enter");
    let notes = rig.view().question.unwrap().notes;
    let by = format!("{:?}", notes[1].by);
    has!(by, "Cy");
}

#[test]
fn a_sentence_typed_over_options_is_the_reason() {
    let mut rig = Rig::new(one(choice(1), ASKED), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter 2")
        .types("It can wait")
        .keys("Ctrl-s");
    let answers = rig.table.entries.iter();
    let last = format!("{:?}", answers.last().unwrap().event);
    assert_eq!(rig.answer_of(1), Some(Value::Choice(vec![1])));
    has!(last, "It can wait");
}

#[test]
fn no_first_letter_of_a_reason_changes_the_vote() {
    for reason in ["because", "how so", "let it be", "just wait", "Keep"] {
        let mut rig = Rig::new(one(choice(1), ASKED), DEFAULT, THREE, (80, 24));
        rig.keys("Enter Enter 1").types(reason).keys("Ctrl-s");
        assert_eq!(rig.answer_of(1), Some(Value::Choice(vec![0])), "{reason}");
        let last = format!("{:?}", rig.table.entries.last().unwrap().event);
        has!(last, reason);
    }
    // Consent stays consent, and the points stay as they are.
    let mut rig = Rig::new(open(), "consent", THREE, (80, 24));
    rig.keys("Enter Enter")
        .types("We try it")
        .keys("Ctrl-s n n n n Enter Enter 1");
    rig.types("but soon").keys("Ctrl-s");
    let last = format!("{:?}", rig.table.entries.last().unwrap().event);
    has!(last, "objects: false");
    has!(last, "but soon");
    let mut rig = Rig::new(open(), "delphi", THREE, (80, 24));
    rig.keys("Enter Enter")
        .types("We try it")
        .keys("Ctrl-s Esc n Enter Enter Enter 8");
    rig.types("like that").keys("Ctrl-s");
    let last = format!("{:?}", rig.table.entries.last().unwrap().event);
    has!(last, "points: 8");
    has!(last, "like that");
}

#[test]
fn the_same_digit_keeps_the_one_option() {
    let mut rig = Rig::new(one(choice(1), ASKED), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter 2 2 Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Choice(vec![1])));
}

#[test]
fn a_reason_without_its_points_says_which_points() {
    let mut rig = Rig::new(one(scale(), ASKED), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter 4 Tab")
        .types("because")
        .keys("Ctrl-s");
    has!(rig.last_told(), "1 of 2 open");
}

#[test]
fn a_vote_can_fall_as_it_fell_before() {
    let mut rig = Rig::new(one(choice(1), ASKED), "peer-instruction", THREE, (80, 24));
    rig.keys("Enter");
    for _ in 0..3 {
        rig.keys("Enter 1").types("so").keys("Ctrl-s");
    }
    rig.keys("n n n");
    has!(rig.screen(), "0 of 3");
    rig.keys("Esc Enter Enter Ctrl-s");
    let versions = rig.view().question.unwrap().mine.len();
    let ready = rig.view().step.unwrap().ready;
    assert_eq!(
        (ready, versions),
        (1, 0),
        "{} {}",
        rig.last_told(),
        rig.screen()
    );
}

#[test]
fn somebody_else_brings_the_proposal() {
    let mut rig = Rig::new(open(), "consent", THREE, (80, 24));
    has!(rig.screen(), "Ann, who brings it");
    rig.keys("Down Enter");
    let holder = |rig: &Rig| {
        let duties = rig.view().duties;
        duties
            .iter()
            .find(|(duty, _)| *duty == Duty::Holder)
            .unwrap()
            .1
    };
    assert_eq!(holder(&rig), Some(PersonId(2)));
    rig.keys("Enter Enter")
        .types("We try it for two weeks")
        .keys("Ctrl-s");
    has!(rig.screen(), "We try it for two weeks");
    // Everybody who consents or objects has the proposal before their eyes.
    rig.keys("n n n n Enter Enter");
    has!(rig.screen(), "I object, and say why");
    has!(rig.screen(), "We try it for two weeks");
    rig.keys("2 Ctrl-s");
    assert!(rig.last_told().contains("objection needs its reason"));
}

#[test]
fn a_stance_is_of_whom_the_key_says() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (100, 30));
    all_answer(&mut rig);
    rig.keys("n n n Enter");
    let says = |rig: &Rig| {
        let agree = Action::Stance(Stance::Agree);
        rig.screens.says(&rig.view(), agree).unwrap()
    };
    assert_eq!(says(&rig), "Ann agrees");
    rig.keys("p");
    assert_eq!(says(&rig), "Ben agrees");
    has!(rig.screen(), "Ben's answer");
    rig.keys("y");
    let by = format!("{:?}", rig.view().question.unwrap().stances[0].by);
    has!(by, "Ben");
}

#[test]
fn the_mouse_chooses_people_and_passes_the_keyboard() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    let cy = rig.row_of("○ Cy");
    rig.clicks(cy, 22);
    has!(rig.screen(), "next: Cy");
    rig.clicks(cy, 22);
    has!(rig.screen(), "Cy, press Enter");
}

#[test]
fn what_somebody_began_to_write_is_not_shown_to_who_types_for_them() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter")
        .types("my secret")
        .keys("Esc Enter o Up Up Enter");
    lacks!(rig.screen(), "my secret");
    has!(rig.screen(), "Ann, press Enter");
}

#[test]
fn after_the_window_changed_its_size_the_next_key_is_heard() {
    let mut desk = Terminal::start(&[]);
    desk.wait("Choose a case");
    desk.press("\x1bOP");
    desk.wait("close help");
    desk.press("\x1b");
    desk.wait("Choose a case");
    desk.resize((100, 30));
    // Window managers say it more than once.
    desk.signal(28);
    desk.wait("Choose a case");
    desk.press("\x1bOP");
    desk.wait("close help");
}

#[test]
fn protocols_are_a_list_and_several_names_are_told() {
    let rig = Rig::gathered(open(), &["Ann"], (80, 24));
    let mut gather = Gather::default();
    let effects = gather.act(Action::Protocol, &rig.view());
    let [Effect::Choices(_, choices)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let words: Vec<_> = choices.iter().map(|(words, _)| words.as_str()).collect();
    assert!(
        words[0].starts_with("think-share: ") && words[0].contains("Everybody writes"),
        "{words:?}"
    );
    assert!(
        words
            .iter()
            .any(|words| words.starts_with("consent: needs 3 people."))
    );
    assert_eq!(
        words.len(),
        roundtable::protocol::names().len() - 1,
        "solo is for one"
    );
    let effects = gather.paste("Bo\nCy", &rig.view());
    assert!(
        effects.contains(&Effect::Tell("2 names: Bo · Cy".to_owned())),
        "{effects:?}"
    );
}

#[test]
fn a_protocol_is_not_pressed_into_seconds_and_says_how_long_it_takes() {
    let data = Arc::new(TempDir::new().unwrap());
    let people = ["run", "six-parcels", "--people", "Ann, Ben", "--protocol"];
    let gathers = |protocol| {
        let arguments = [&people[..], &[protocol]].concat();
        let mut desk = Terminal::start_in(Arc::clone(&data), &arguments, (100, 30));
        desk.wait("[Enter] begin");
        // All who were named are here.
        desk.wait("Ben");
        desk.wait(" for 4 questions");
        desk.wait_until("both are counted", |screen| !screen.contains("1 person"));
        desk.text()
    };
    // A quarter of thirty minutes is seven and a half for each question, whatever it asks for.
    let long = gathers("consent");
    has!(long, "min for 4 questions, the case has 25");
    let short = gathers("think-share");
    has!(short, "37 min for 4 questions");
}

#[test]
fn the_protocol_can_be_chosen_until_the_first_question() {
    let text = "# The rota\n\nIt is full.\n\n## Questions\n\n1. Why?\n";
    let case = read(text, "rota.md").cases.remove(0);
    let mut rig = Rig::gathered(case, &["Ann", "Ben"], (80, 24));
    let choose = |name: &str| Command::ChooseProtocol {
        protocol: Arc::new(Protocol::find(name).unwrap().clone()),
    };
    rig.starts();
    assert!(rig.view().question.is_none());
    rig.table.must(Actor::Desk, choose("consent"));
    assert_eq!(&*rig.view().protocol.name, "consent");
    rig.starts();
    assert_eq!(&*rig.view().step.unwrap().step.name, "present");
    assert!(
        rig.table
            .send(Actor::Desk, choose("delphi"), 1_000)
            .is_err()
    );
}

#[test]
fn letters_and_pastes_that_nothing_takes_are_told() {
    let data = Arc::new(TempDir::new().unwrap());
    let arguments = ["run", "all-green", "--people", "Ann, Ben"];
    let mut desk = Terminal::start_in(Arc::clone(&data), &arguments, (80, 24));
    desk.wait("[Enter] begin");
    desk.goes(&[
        ("\r", "READ"),
        ("z", "z does nothing here. F1 lists all keys."),
        (
            "\x1b[200~a long text\x1b[201~",
            "Nothing was pasted: there is no text to write here.",
        ),
        ("\r", "next: Ann"),
        ("\r", "Ann, press Enter"),
    ]);
    // Whoever writes at once sits before it.
    desk.press("I would");
    desk.wait("2 words");
}

#[test]
fn the_seat_and_all_keys_are_on_the_screen_and_the_room_reads_along() {
    let data = Arc::new(TempDir::new().unwrap());
    let arguments = ["run", "all-green", "--people", "Ann, Ben"];
    let mut desk = Terminal::start_in(Arc::clone(&data), &arguments, (80, 24));
    desk.wait("[Enter] begin");
    desk.wait("[:]");
    desk.press("\r");
    desk.wait("left of");
    let mut room = Terminal::start_in(Arc::clone(&data), &["room"], (64, 16));
    room.wait("Every quarter Idris");
    desk.press("S");
    desk.wait("Give somebody the lead");
    desk.press("ben\r");
    desk.wait("Ben has the lead");
    // From the reading the protocol can still be chosen.
    desk.press("\x0f");
    desk.wait("Which protocol");
    desk.wait("consent: needs 3 people");
    desk.press("\x1b");
    desk.wait("[:]");
}

#[test]
fn whoever_writes_at_once_on_the_bare_page_has_begun_their_answer() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    rig.keys("Enter").types("to Ben: unfair").keys("Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Text("to Ben: unfair".into())));
    // The keyboard goes on to Ben, whose answer begins the same way.
    rig.types("mine").keys("Ctrl-s");
    assert_eq!(rig.answer_of(2), Some(Value::Text("mine".into())));
    // What somebody has written already is not taken up by a letter of whoever sits there.
    rig.types("half").keys("Esc Enter Enter").types("x");
    assert!(rig.screens.is_blank(), "{}", rig.screen());
    rig.keys("Enter");
    assert_eq!(rig.written(), "half");
}

#[test]
fn a_draft_is_taken_up_where_it_was_left_and_not_among_the_options() {
    let mut rig = Rig::new(one(choice(1), ASKED), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter 2 Tab")
        .types("He traded the fine for a");
    let kept = rig.drafts.clone();
    rig.screens = roundtable::tui::session_screens::SessionScreens::default();
    rig.screens.restore(kept);
    rig.follow();
    rig.keys("Enter Enter Enter")
        .types(" conversation.")
        .keys("Ctrl-s");
    let view = rig
        .table
        .view(roundtable::session::Viewer::Person(PersonId(1)));
    let mine = view.question.unwrap().mine.last().unwrap().answer.clone();
    assert_eq!(mine.value, Value::Choice(vec![1]));
    assert_eq!(&*mine.reason, "He traded the fine for a conversation.");
}

#[test]
fn a_window_that_is_dragged_while_somebody_works_is_drawn_all_the_same() {
    let people = ["run", "six-parcels", "--people", "Ann, Ben, Cem, Dora"];
    let mut desk = Terminal::start(&people);
    desk.wait("4 people");
    desk.press("\r");
    desk.wait("question 1");
    let pause = |us| std::thread::sleep(std::time::Duration::from_micros(us));
    for turn in 0..120 {
        desk.resize((140, 40));
        pause(20_000);
        // While the page that a key brings is laid out, the window becomes smaller.
        desk.press(" ");
        pause(turn * 50);
        desk.resize((60, 15));
        pause(15_000);
    }
    assert!(desk.is_running(), "{}", desk.text());
    desk.resize((100, 30));
    desk.wait("question 1");
}
