//! What a wide window is used for, and what the foot says of a question back.

use roundtable::protocol::DEFAULT;

use crate::{pty::Terminal, rig::Rig, world};

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
