//! How the session's screens look, at three sizes: keys in, screens out.

use roundtable::{case::Case, protocol::DEFAULT};

use crate::rig::{ASKED, Rig, all_answer, choice, one, open, rank, scale};

/// Windows, and what their frames leave for a screen.
const SIZES: [((u16, u16), (u16, u16)); 3] = [
    ((80, 24), (76, 19)),
    ((60, 15), (58, 11)),
    ((100, 30), (94, 25)),
];

/// The three screens of one moment, side by side in one file.
pub(crate) fn at_all_sizes(
    name: &str,
    case: &dyn Fn() -> Case,
    protocol: &str,
    keys: &dyn Fn(&mut Rig),
) {
    let mut all = String::new();
    for ((cols, rows), inside) in SIZES {
        let mut rig = Rig::new(case(), protocol, &["Ann", "Ben", "Cy"], inside);
        keys(&mut rig);
        all.push_str(&format!("── {cols}×{rows} {}\n", "─".repeat(40)));
        all.push_str(&rig.screen());
        all.push('\n');
    }
    insta::assert_snapshot!(name, all);
}

#[test]
fn the_list_of_people_says_who_is_next() {
    at_all_sizes("hub", &open, DEFAULT, &|rig| {
        rig.keys("Enter Enter")
            .types("It is done.")
            .keys("Ctrl-s Esc");
    });
}

#[test]
fn between_two_people_the_screen_is_blank() {
    at_all_sizes("over", &open, DEFAULT, &|rig| {
        rig.keys("Enter");
    });
}

#[test]
fn a_person_writes_under_the_question() {
    at_all_sizes("write", &open, DEFAULT, &|rig| {
        rig.keys("H Enter Enter")
            .types("First I would sit down with the night shift, because they were there.\nThen");
    });
}

#[test]
fn options_are_picked() {
    at_all_sizes("choice", &|| one(choice(2), ASKED), DEFAULT, &|rig| {
        rig.keys("Enter Enter 1 Down Down Space");
    });
}

#[test]
fn points_are_given() {
    at_all_sizes("scale", &|| one(scale(), ASKED), DEFAULT, &|rig| {
        rig.keys("Enter Enter 4 Down Right Right");
    });
}

#[test]
fn items_are_put_in_order() {
    at_all_sizes("rank", &|| one(rank(), ASKED), DEFAULT, &|rig| {
        rig.keys("Enter Enter Down Down Space Up");
    });
}

#[test]
fn all_answers_appear_at_once() {
    at_all_sizes("share", &open, DEFAULT, &|rig| {
        all_answer(rig);
        rig.keys("n");
    });
}

#[test]
fn a_choice_adds_up_to_bars() {
    at_all_sizes("tally", &|| one(choice(1), ASKED), DEFAULT, &|rig| {
        rig.keys("Enter Enter 1 Ctrl-s Enter 3 Ctrl-s Enter 3 Ctrl-s n");
    });
}

#[test]
fn scales_and_ranks_add_up_in_words() {
    at_all_sizes("tally_scale", &|| one(scale(), ASKED), DEFAULT, &|rig| {
        rig.keys("Enter Enter 1 Down 5 Ctrl-s Enter 2 Down 5 Ctrl-s Enter 4 Down 4 Ctrl-s n");
    });
    at_all_sizes("tally_rank", &|| one(rank(), ASKED), DEFAULT, &|rig| {
        rig.keys("Enter Enter Down 1 Ctrl-s Enter Down 1 Ctrl-s Enter Down Down 1 Ctrl-s n");
    });
}

#[test]
fn talk_is_noted() {
    at_all_sizes("discuss", &open, DEFAULT, &|rig| {
        all_answer(rig);
        rig.keys("n n c")
            .types("The round is too late for that")
            .keys("Enter");
        rig.keys("i Tab b BackTab")
            .types("Ask the porters too")
            .keys("Enter");
        rig.keys("d Tab c BackTab")
            .types("We skipped the hard part.")
            .keys("Ctrl-s");
    });
}

#[test]
fn a_note_is_written_over_the_answers() {
    at_all_sizes("note", &open, DEFAULT, &|rig| {
        all_answer(rig);
        rig.keys("n n b").types("And then I would");
    });
}

#[test]
fn claims_stand_beside_answers() {
    at_all_sizes("compare", &open, DEFAULT, &|rig| {
        all_answer(rig);
        rig.keys("n n n Enter y Down x")
            .types("Not first, but soon")
            .keys("Enter");
    });
}

#[test]
fn the_close_gathers_what_people_try() {
    at_all_sizes("close", &open, DEFAULT, &|rig| {
        all_answer(rig);
        rig.keys("n n n Enter d")
            .types("Too fast for me.")
            .keys("Ctrl-s n");
        rig.keys("c")
            .types("If it happens at night, then we call")
            .keys("Enter");
        rig.types("Friday")
            .keys("Enter")
            .types("That nobody calls")
            .keys("Enter");
        rig.keys("w").types("calm").keys("Enter");
    });
}
