//! What somebody met who led four people at one keyboard for the first time, without a manual.

use crossterm::event::KeyCode;
use roundtable::tui::keys::{Action, Scope, foot};
use tempfile::TempDir;

use crate::{
    every_screen::{tightest, tightest_of_each_kind},
    rig::Rig,
    top::Screen,
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
