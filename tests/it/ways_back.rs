//! The way back at the keyboard, and in lines: found by plain words, asked first, told in the end.

use std::fs;

use roundtable::{
    protocol::DEFAULT,
    session::{Place, Viewer},
    tui::{
        keys::{Action, Scope},
        palette::Palette,
    },
};
use tempfile::TempDir;

use crate::{
    door::run,
    rig::{Rig, open},
};

const CASE: &str = "# The Third Key\n\nMona keeps all.\n\n## Questions\n\n\
    ### 1. Why all?\n\n> Answer: because nobody asked.\n\n### 2. Who else?\n";

/// Lines are typed into a session; what was said.
fn lines(folder: &TempDir, words: &[&str], input: &str) -> String {
    let ran = run(folder.path(), words, input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran.out
}

#[test]
fn in_lines_each_way_back_has_its_word_and_the_report_tells_of_it() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("key.md"), CASE).unwrap();
    let begin = ["run", "--plain", "key.md", "--people", "Ann, Ben"];
    // Ann's sheet was filled in by Ben; he takes nothing back that was shown, and sets it aside.
    let said = lines(
        &folder,
        &begin,
        "\n\nbens words\n\n/belongs Ann: Ben | the wrong turn\n/back\n/answer Ann\nnot this\n\n\
         /takeback Ann\n/answer Ann\nthis one\n\n\n/takeback Ann\n/stepback\n\n\
         /setaside #1\n/setaside #1: it names a client\n/close\n",
    );
    for told in ["It has been shown.", "Say why in a few words", "Report:"] {
        assert!(said.contains(told), "{told} in\n{said}");
    }
    let reports = folder.path().join("data/reports");
    let report = || {
        let mut folders = fs::read_dir(&reports).unwrap();
        let path = folders.next().unwrap().unwrap().path().join("report.md");
        fs::read_to_string(path).unwrap()
    };
    for told in [
        "had been typed as Ann’s. It is Ben’s (the wrong turn).",
        "Ann took back an answer to question 1 before it was shown.",
        "The session went back from “share” of question 1 to “think” of question 1.",
        "bens words",
    ] {
        assert!(report().contains(told), "{told} in\n{}\n{said}", report());
    }
    assert!(!report().contains("not this"));
    // A closed session is opened again, and has one report in the end.
    let journal = fs::read_dir(folder.path().join("data/sessions")).unwrap();
    let mut journals = journal.map(|file| file.unwrap().path());
    let journal = journals
        .find(|path| path.extension().is_some_and(|end| end == "jsonl"))
        .unwrap();
    let again = ["resume", "--plain", journal.to_str().unwrap()];
    let said = lines(
        &folder,
        &again,
        "/reopen\n/dissent Ben: it went too fast\n/close\n",
    );
    has!(said, "This session is closed. /reopen");
    assert!(report().contains("had been closed, and was opened again"));
    assert!(report().contains("it went too fast"));
    assert_eq!(fs::read_dir(&reports).unwrap().count(), 1);
    // What was added is in the file, and not in memory and that one report alone.
    let kept = fs::read_to_string(&journal).unwrap();
    has!(kept, "it went too fast");
    let looks = lines(&folder, &again, "");
    has!(looks, "Report:");
    has!(report(), "it went too fast");
    assert_eq!(fs::read_to_string(&journal).unwrap(), kept);
}

fn found(rig: &Rig, scope: Scope, typed: &str) -> Vec<Action> {
    let mut palette = Palette::new(scope);
    for letter in typed.chars() {
        palette.type_letter(Some(letter));
    }
    let rows = palette.rows(&rig.view().can);
    rows.into_iter().map(|row| row.action).collect()
}

#[test]
fn at_the_keyboard_plain_words_find_it_and_it_asks_first() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (90, 24));
    rig.keys("Enter Enter").types("typed as Ann").keys("Ctrl-s");
    rig.keys("Esc");
    for words in ["undo", "wrong name", "belongs to"] {
        let found = found(&rig, Scope::Hub, words);
        assert!(found.contains(&Action::WrongName), "{words}: {found:?}");
    }
    assert!(found(&rig, Scope::Hub, "take back").contains(&Action::TakeBack));
    rig.keys("Y");
    has!(rig.screen(), "under the wrong name");
    rig.keys("Ctrl-s");
    assert_eq!(rig.answer_of(1), None);
    assert!(rig.answer_of(2).is_some());
    rig.keys("Z");
    has!(rig.screen(), "Nobody has seen it");
    rig.keys("Enter");
    assert_eq!(rig.answer_of(2), None);
    let before = rig.view().place;
    rig.keys("n Enter");
    assert_ne!(rig.view().place, before);
    assert!(found(&rig, Scope::Share, "undo").contains(&Action::StepBack));
    rig.keys("<");
    has!(rig.screen(), "What was seen stays seen");
    rig.keys("Esc");
    assert_ne!(rig.view().place, before, "it asks first");
    rig.keys("< Enter");
    assert_eq!(rig.view().place, before);
}

#[test]
fn the_answer_that_is_set_aside_is_found_by_its_name() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Frank"], (90, 24));
    for said in ["of Ann", "of Ben", "of Frank"] {
        rig.keys("Enter Enter").types(said).keys("Ctrl-s");
    }
    rig.keys("Enter - BackTab").types("Frank");
    rig.keys("Tab").types("a slip").keys("Ctrl-s Enter");
    let aside = rig.view().question.unwrap().set_aside;
    let texts: Vec<_> = aside.iter().map(|one| format!("{one:?}")).collect();
    assert!(
        texts.len() == 1 && texts[0].contains("of Frank"),
        "{texts:?}"
    );
}

#[test]
fn what_was_seen_is_set_aside_with_a_reason_and_a_closed_session_opened_again() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (90, 24));
    rig.keys("Enter Enter")
        .types("names a client")
        .keys("Ctrl-s");
    rig.keys("Esc n Enter -");
    rig.keys("Ctrl-s");
    has!(rig.last_told(), "why");
    rig.types("confidential").keys("Ctrl-s Enter");
    let question = rig.view().question.unwrap();
    assert!(question.answers.is_empty());
    assert_eq!(question.set_aside.len(), 1);
    let place = rig.view().place;
    rig.table.must(
        roundtable::session::Actor::Desk,
        roundtable::session::Command::Close,
    );
    rig.follow();
    assert_eq!(rig.view().place, Place::Over);
    rig.keys("r");
    has!(rig.screen(), "Open this session again");
    rig.keys("Enter");
    assert_eq!(rig.view().place, place);
    let view = rig.table.view(Viewer::Report);
    assert!(
        view.changes
            .iter()
            .any(|line| line.words.contains("opened again"))
    );
}
