//! Lists in small forms: found by what people look for, and never by a letter too many.

use roundtable::{protocol::DEFAULT, session::View, tui::session_screens::enters_to_hand_in};

use crate::rig::{Rig, open};

const NAMES: [&str; 4] = ["Ann Kowalski", "Ben Ames", "Anders Okoro", "Table 12"];

/// A note about to be said, with the keyboard on who said it.
fn who_said_it() -> Rig {
    let mut rig = Rig::new(open(), DEFAULT, &NAMES, (100, 30));
    while !rig.view().can.note {
        rig.table.advance();
        rig.follow();
    }
    rig.keys("i").types("what was said");
    rig.keys("Shift-Tab Shift-Tab Shift-Tab");
    rig
}

fn said_by(view: &View) -> Vec<String> {
    let notes = view.question.iter().flat_map(|question| &question.notes);
    notes
        .map(|note| {
            note.by
                .words()
                .map_or_else(String::new, ToString::to_string)
        })
        .collect()
}

#[test]
fn any_word_of_a_name_finds_it_and_what_begins_so_comes_first() {
    for (typed, name) in [
        ("ames", "Ben Ames"),
        ("kow", "Ann Kowalski"),
        ("an", "Ann Kowalski"),
        ("and", "Anders Okoro"),
        ("ann k", "Ann Kowalski"),
        ("12", "Table 12"),
        ("OK", "Anders Okoro"),
    ] {
        let mut rig = who_said_it();
        rig.types(typed).keys("Ctrl-s");
        assert_eq!(said_by(&rig.view()), [name], "{typed}");
    }
}

#[test]
fn a_letter_too_many_jumps_nowhere_and_nothing_is_saved_with_it() {
    for (typed, once_more) in [
        ("benx", "Enter"),
        ("kowb", "Ctrl-s"),
        ("12a", "Ctrl-s"),
        ("zz", "Enter"),
    ] {
        let mut rig = who_said_it();
        rig.types(typed).keys(once_more);
        has!(rig.last_told(), typed);
        rig.keys("Ctrl-s");
        assert!(said_by(&rig.view()).is_empty(), "{typed}");
        // Taken away, the rest still finds; nothing typed stands by what was picked.
        rig.keys("Back Ctrl-s");
        let found = said_by(&rig.view());
        assert_eq!(found.len(), usize::from(typed != "zz"), "{typed} {found:?}");
    }
}

#[test]
fn the_foot_says_which_enter_hands_in() {
    let mut rig = who_said_it();
    assert_eq!(enters_to_hand_in(&rig.screens), 0, "on to the next field");
    rig.keys("Tab Tab Tab");
    assert_eq!(enters_to_hand_in(&rig.screens), 1, "a note is a line");
    let mut rig = Rig::new(open(), DEFAULT, &NAMES, (100, 30));
    rig.keys("Enter Enter").types("mine");
    assert_eq!(enters_to_hand_in(&rig.screens), 0, "a new line");
    let mut rig = Rig::new(open(), DEFAULT, &NAMES, (100, 30));
    rig.keys("o Enter").types("typed");
    assert_eq!(enters_to_hand_in(&rig.screens), 2);
    rig.keys("Enter Enter");
    assert!(
        rig.table
            .entries
            .iter()
            .any(|entry| matches!(entry.event, roundtable::session::Event::Answered { .. }))
    );
}
