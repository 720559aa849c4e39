//! What a key acts on is in sight, in windows of every size; and so is what says where the rest is.

use std::sync::Arc;

use roundtable::{
    case::{Item, Kind, Scale, Value},
    protocol::{ALONE, DEFAULT},
    session::{Event, Stance},
    text::Clean,
};

use crate::rig::{ASKED, Rig, choice, one, open, words};

const STATEMENTS: [&str; 4] = [
    "Whoever was on duty that night was heard before anybody judged what had been done",
    "The rota is fair to those who have small children and to those who have none",
    "Elin Rhys may say openly that she was hurt, without anybody asking her to prove it",
    "The next night will be no different unless somebody changes how the keys are kept",
];

fn rates(size: (u16, u16)) -> Rig {
    let scale = Kind::Scale(Scale {
        low: 1,
        high: 5,
        low_label: Clean::new("not at all"),
        high_label: Clean::new("fully"),
        statements: words(&STATEMENTS),
    });
    Rig::new(one(scale, ASKED), ALONE, &["Ada"], size)
}

/// The first words of the statement that a key would rate now.
fn in_sight(screen: &str) -> Option<usize> {
    STATEMENTS.iter().position(|statement| {
        let first: Vec<_> = statement.split(' ').take(4).collect();
        screen.contains(&format!("▸ • {}", first.join(" ")))
    })
}

#[test]
fn the_statement_that_is_rated_is_in_sight_with_what_the_ends_mean() {
    for size in [(60, 15), (60, 12), (80, 24), (140, 40)] {
        let mut rig = rates(size);
        for (at, key) in ["1", "2", "3", "4"].iter().enumerate() {
            rig.keys(key);
            let screen = rig.screen();
            assert_eq!(in_sight(&screen), Some(at), "{size:?} {screen}");
            assert!(screen.contains("1 = not at all · 5 = fully"), "{screen}");
        }
        for at in (0..3).rev() {
            rig.keys("Up");
            assert_eq!(
                in_sight(&rig.screen()),
                Some(at),
                "{size:?} {}",
                rig.screen()
            );
        }
    }
}

#[test]
fn what_is_missing_is_gone_to_and_what_was_given_stays() {
    for size in [(60, 15), (80, 24)] {
        let mut rig = rates(size);
        rig.keys("2 3 2 Tab Ctrl-s");
        assert_eq!(
            in_sight(&rig.screen()),
            Some(3),
            "{size:?} {}",
            rig.screen()
        );
        rig.keys("1 Ctrl-s");
        let said = Some(Value::Scale(vec![2, 3, 2, 1]));
        assert_eq!(rig.answer_of(1), said, "{}", rig.screen());
    }
}

fn compares(size: (u16, u16), claims: &[&str], question: &str) -> Rig {
    let mut case = one(Kind::Open, question);
    let Some(Item::Question(asked)) = case.parts[0].items.first_mut() else {
        unreachable!()
    };
    let aside = &mut Arc::make_mut(asked).aside;
    Arc::make_mut(aside).models[0].claims = words(claims);
    let mut rig = Rig::new(case, ALONE, &["Ada"], size);
    rig.types("I would ask the night shift (¶4).")
        .keys("Ctrl-s");
    rig.enters_until("compare");
    rig
}

#[test]
fn a_claim_longer_than_the_window_is_read_to_its_end_before_the_next() {
    let long = format!(
        "{} AT THE VERY END.",
        "And so it goes on and on. ".repeat(40)
    );
    let mut rig = compares((60, 15), &["A short one.", &long, "Another."], ASKED);
    rig.keys("Enter");
    let mut pages = 0;
    while !rig.screen().contains("VERY END") {
        rig.keys("Enter");
        pages += 1;
        assert!(pages < 10, "{}", rig.screen());
    }
    assert!(pages > 0);
    rig.keys("Enter");
    assert!(rig.screen().contains("▸ 3 Another."), "{}", rig.screen());
}

#[test]
fn the_question_is_whole_beside_the_claims_where_there_is_room() {
    let question = format!(
        "{} and to whom last of all?",
        "What would you say to the ward in the morning, ".repeat(4)
    );
    let rig = compares((140, 40), &["One."], &question);
    assert!(rig.screen().contains("last of all?"), "{}", rig.screen());
    // Where there is none, an ellipsis says so.
    let rig = compares((60, 15), &["One."], &question);
    assert!(
        rig.screen().lines().next().unwrap().ends_with('…'),
        "{}",
        rig.screen()
    );
}

#[test]
fn where_there_is_one_pane_the_key_of_the_other_stays_in_sight() {
    let rig = compares((60, 15), &["One.", "Two."], ASKED);
    let screen = rig.screen();
    assert!(screen.contains("Tab: your answer"), "{screen}");
    for key in ["y agree", "x contest", "e add to it"] {
        assert!(screen.contains(key), "{screen}");
    }
    // ¶4 is in the answer itself, and stands nowhere alone.
    let mut rig = compares((100, 30), &["One."], ASKED);
    rig.keys("Tab");
    assert!(
        !rig.screen()
            .lines()
            .any(|row| row.trim_matches([' ', '│']).ends_with("│ ¶4"))
    );
    assert_eq!(rig.screen().matches("¶4").count(), 1, "{}", rig.screen());
}

#[test]
fn alone_the_authors_answer_and_the_question_are_read_whole_and_cut_with_an_ellipsis() {
    let claims: Vec<_> = (1..=6)
        .map(|at| {
            format!(
                "{} END{at}.",
                "What the plans say is read by all. ".repeat(3)
            )
        })
        .collect();
    let claims: Vec<_> = claims.iter().map(String::as_str).collect();
    for size in [(60, 15), (80, 24), (140, 40)] {
        let mut rig = compares(size, &claims, "What is asked?\n\nAnd whom?");
        let first = rig.screen().lines().next().unwrap().to_owned();
        let whole = rig.screen().contains("And whom?");
        assert!(whole || first.ends_with('…'), "{size:?} {first}");
        let mut seen = rig.screen();
        for _ in 0..40 {
            rig.keys("Down");
            seen.push_str(&rig.screen());
        }
        for at in 1..=6 {
            has!(seen, &format!("END{at}."));
        }
        assert!(seen.contains("of ") == seen.contains('▾'), "{seen}");
        if size.1 < 40 {
            has!(rig.screen(), "▴");
        }
        // Only the one claim that the keys are for names them.
        assert_eq!(
            rig.screen().matches("y agree").count(),
            1,
            "{}",
            rig.screen()
        );
    }
    let mut rig = compares((60, 15), &claims, ASKED);
    rig.keys("Tab");
    has!(rig.screen(), "Tab: the claims");
}

#[test]
fn a_claim_that_is_cut_over_a_form_says_so() {
    let mut rig = compares(
        (60, 15),
        &[&format!("{}end.", "It is read by nobody. ".repeat(8))],
        ASKED,
    );
    rig.keys("x");
    has!(rig.screen(), "end.");
    let long = format!(
        "{} to the end.",
        "The plans can be read by nobody until then, ".repeat(8)
    );
    for key in ["x", "e"] {
        let mut rig = compares((60, 15), &[&long], ASKED);
        rig.keys(key);
        assert!(rig.screen().contains('…'), "{}", rig.screen());
    }
}

#[test]
fn what_is_said_of_a_claim_is_what_the_foot_calls_it() {
    let mut rig = compares((80, 24), &["One."], ASKED);
    rig.keys("e").types("and the porters").keys("Ctrl-s");
    let last = &rig.table.entries.last().unwrap().event;
    assert!(matches!(
        last,
        Event::Compared {
            stance: Stance::Extend,
            ..
        }
    ));
    assert!(!rig.screen().contains("extend"), "{}", rig.screen());
    assert!(rig.screen().contains("You add to it"), "{}", rig.screen());
}

#[test]
fn a_number_on_the_card_picks_that_option() {
    let mut rig = Rig::new(one(choice(1), ASKED), ALONE, &["Ada"], (80, 24));
    rig.keys("Esc 2 Ctrl-s");
    assert_eq!(
        rig.answer_of(1),
        Some(Value::Choice(vec![1])),
        "{}",
        rig.screen()
    );
    // So it is for the words of an answer.
    let mut rig = Rig::new(open(), ALONE, &["Ada"], (80, 24));
    rig.keys("Esc");
    rig.types("She is to be asked").keys("Ctrl-s");
    assert_eq!(
        rig.answer_of(1),
        Some(Value::Text("She is to be asked".into()))
    );
}

#[test]
fn one_option_is_asked_for_in_plain_words() {
    let mut rig = Rig::new(one(choice(1), ASKED), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("Enter Enter");
    assert!(rig.screen().contains("Pick one."), "{}", rig.screen());
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("Enter Enter Ctrl-s");
    assert!(
        rig.last_told().contains("pass with Ctrl-P"),
        "{:?}",
        rig.told
    );
}
