//! What a wide window is used for, and what the foot says of a question back.

use std::sync::Arc;

use roundtable::protocol::DEFAULT;
use tempfile::TempDir;

use crate::{
    pty::Terminal,
    rig::{self, Rig},
    world,
};

const WIDE: (u16, u16) = (134, 36);

#[test]
fn from_140_columns_the_reading_stands_beside_the_question() {
    for (size, beside) in [
        (WIDE, true),
        ((168, 40), true),
        ((94, 26), false),
        ((76, 20), false),
    ] {
        let mut rig = Rig::new(world::case(), DEFAULT, &["Ann", "Ben"], size);
        rig.table.advance();
        rig.follow();
        let reads = |rig: &Rig| rig.screen().contains("The case so far");
        assert_eq!(reads(&rig), beside, "{}", rig.screen());
        rig.keys("Enter");
        // While the keyboard goes round the page is bare.
        assert!(!reads(&rig), "{}", rig.screen());
        rig.keys("Enter");
        assert_eq!(reads(&rig), beside, "{}", rig.screen());
        rig.types("I would ask.").keys("Ctrl-s");
        assert!(!reads(&rig), "{}", rig.screen());
    }
}

#[test]
fn whoever_answers_a_question_back_reads_at_the_foot_what_will_happen() {
    let mut desk = Terminal::start(&["run", "six-parcels", "--people", "Ann, Ben"]);
    desk.wait("2 people");
    desk.goes(&[
        ("\r", "[Enter] question 1"),
        ("\r", "pass the keyboard to Ann"),
        ("A", "The plan"),
        ("R", "[Enter] begin it again"),
        ("\x1b", "The plan"),
    ]);
    desk.press("\x1b");
    desk.wait("pass the keyboard");
    desk.goes(&[
        ("X", "[Enter] to the close"),
        ("\r", "What we take with us"),
    ]);
    desk.goes(&[
        ("X", "[Enter] close the session"),
        ("\r", "The session is over"),
    ]);
    desk.press("r");
    desk.wait("[Enter] open it again");
}

#[test]
fn what_chooses_up_and_down_is_one_offer_and_a_chosen_protocol_is_told_in_full() {
    let mut desk = Terminal::start(&["run", "six-parcels", "--people", "Ann, Ben"]);
    desk.wait("2 people");
    desk.press("\t\t");
    desk.wait("Everybody writes, then all answers");
    desk.press("\x0b");
    desk.wait("[↑↓] choose");
}

#[test]
fn names_that_stand_side_by_side_are_chosen_sideways_too_and_n_mends_one() {
    let mut desk = Terminal::start(&["run", "six-parcels", "--people", "Ann, Bne, Cem"]);
    desk.wait("3 people");
    let (left, right, up) = ("\x1b[D", "\x1b[C", "\x1b[A");
    desk.goes(&[
        (up, "▸ Cem"),
        (left, "▸ Bne"),
        (left, "▸ Ann"),
        (right, "▸ Bne"),
        ("\x12", "Name: Bne"),
    ]);
    desk.press("\x1b");
    desk.wait("Add a name");
    desk.goes(&[
        ("\r", "[Enter] question 1"),
        ("\r", "▸○ Ann"),
        (right, "▸○ Bne"),
        (left, "▸○ Ann"),
        ("N", "Whose name is to be mended?"),
        (right, "▸ Ann"),
    ]);
    desk.press("\x1b[B");
    desk.wait("▸ Bne: here");
    // Nobody is sent away where a name is to be mended.
    desk.goes(&[("\r", "Name")]);
    desk.press("\x0b");
    desk.wait("things to do");
}

#[test]
fn whoever_gives_no_answer_is_asked_first_where_something_is_written() {
    let mut rig = Rig::new(rig::open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("Enter Enter Ctrl-p");
    has!(rig.last_told(), "passed");
    rig.keys("Enter").types("A sentence.").keys("Ctrl-p");
    has!(rig.screen(), "Give no answer?");
    rig.keys("Esc Ctrl-s");
    assert_eq!(rig.view().question.unwrap().answers.len(), 0);
    let ben = rig.answer_of(2);
    assert!(format!("{ben:?}").contains("A sentence."), "{ben:?}");
}

#[test]
fn what_the_desk_brings_to_the_front_is_alone_on_the_rooms_screen_without_phones_too() {
    let data = Arc::new(TempDir::new().unwrap());
    let people = ["run", "six-parcels", "--people", "Ann, Ben"];
    let mut desk = Terminal::start_in(Arc::clone(&data), &people, (100, 30));
    desk.wait("2 people");
    desk.goes(&[
        ("\r", "[Enter] question 1"),
        ("\r", "Pass the keyboard to Ann"),
        ("\r", "This keyboard is for"),
        ("\r", "Write here"),
        ("The shelf is hers.\x13", "Ben, press"),
        ("\r", "Write here"),
        ("It is nobody's shelf.\x13", "All is in"),
        ("\r", "[Enter] discuss"),
    ]);
    let mut room = Terminal::start_in(data, &["room"], (100, 30));
    room.wait_until("both", |room| {
        room.contains("hers.") && room.contains("nobody's")
    });
    desk.press("o");
    desk.wait("Ann · 1 of 2");
    room.wait_until("Ann alone", |room| {
        room.contains("hers.") && !room.contains("nobody's")
    });
    desk.press("\r");
    desk.wait("Ben · 2 of 2");
    room.wait_until("Ben alone", |room| {
        room.contains("nobody's") && !room.contains("hers.")
    });
}
