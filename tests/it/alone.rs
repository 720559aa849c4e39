//! Study alone has no keys and no commands of a group, and none that leads nowhere.

use std::{fs, sync::Arc};

use roundtable::{
    id::PersonId,
    journal::scan,
    protocol::{ALONE, DEFAULT},
    session::{Actor, Command, Event, Viewer},
    tui::{
        help,
        keys::{Action, BINDINGS, Scope},
        palette::Palette,
    },
};
use tempfile::TempDir;

use crate::{
    door::run,
    pty::Terminal,
    rig::{Rig, open},
};

/// A study at so many steps behind its beginning.
fn study(steps: usize) -> Rig {
    let mut rig = Rig::new(open(), ALONE, &["Ann"], (100, 30));
    rig.keys("Enter").types("my own").keys("Ctrl-s");
    for _ in 0..steps {
        rig.keys("Enter");
    }
    rig
}

#[test]
fn no_key_strands_whoever_studies_alone() {
    let all: std::collections::HashSet<_> = BINDINGS.iter().flat_map(|row| row.keys).collect();
    for steps in [0, 1, 3] {
        for chord in &all {
            let mut rig = study(steps);
            let modifiers = if chord.ctrl {
                crossterm::event::KeyModifiers::CONTROL
            } else {
                crossterm::event::KeyModifiers::NONE
            };
            rig.event(crossterm::event::KeyEvent::new(chord.code, modifiers));
            rig.keys("Enter Enter Esc Esc Esc");
            let at = format!("{} at step {steps}", chord.name());
            let here = rig.table.view(Viewer::Facilitator).people;
            assert!(
                here.iter().all(|person| person.here),
                "{at} makes Ann leave"
            );
            for entry in &rig.table.entries {
                let group = matches!(
                    entry.event,
                    Event::Left { .. } | Event::SeatHanded { .. } | Event::DutyHanded { .. }
                );
                assert!(!group, "{at}: {:?}", entry.event);
            }
        }
    }
}

#[test]
fn the_core_lets_nobody_go_who_is_alone() {
    let mut rig = study(0);
    let person = PersonId(1);
    for command in [
        Command::Leave { person },
        Command::HandSeat { to: Some(person) },
        Command::PassTurn { person },
        Command::DealRoles,
    ] {
        assert!(command.is_for_groups());
        let refused = rig.table.send(Actor::Desk, command.clone(), 1_000);
        assert!(refused.is_err(), "{command:?}");
    }
    let mut group = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (100, 30));
    assert!(
        group
            .table
            .send(Actor::Desk, Command::Leave { person }, 1_000)
            .is_ok()
    );
}

#[test]
fn help_lists_what_there_is() {
    let words = |alone: bool| {
        let scopes: std::collections::HashSet<_> = BINDINGS.iter().map(|row| row.scope).collect();
        let rows = scopes
            .into_iter()
            .flat_map(|scope| help::rows(scope, alone));
        rows.map(|(_, words)| words).collect::<Vec<_>>().join("\n")
    };
    let (alone, group) = (words(true), words(false));
    for key in [
        "somebody goes, or is back",
        "who works with whom",
        "who was heard, and who is next",
        "give somebody the lead",
        "put together what is alike",
        "what was voted, and who moved",
        "somebody comes late",
        "mend a name",
        "type for everybody; or pass the keyboard",
        "another person; whose stance the keys take down",
        "put the tally aside, or back",
    ] {
        assert!(!alone.contains(key), "{key}");
        assert!(group.contains(key), "{key}");
    }
    assert!(alone.contains("my answer: I missed it"));
    assert!(!group.contains("studying alone: I missed it"));
}

const CASE: &str = "# The ferry\n\nIt leaves at noon.\n\n## Questions\n\n1. Who waits?\n\nModel answer: The pilot.\n";

/// The names of all commands that help lists.
fn commands(help: &str) -> Vec<String> {
    let lines = help.lines().filter_map(|line| line.strip_prefix('/'));
    let names = lines.filter_map(|line| line.split([' ', ':']).next());
    names.map(str::to_owned).collect()
}

#[test]
fn no_command_strands_whoever_studies_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("ferry.md"), CASE).unwrap();
    let group = ["run", "ferry.md", "--people", "Ann, Ben", "--plain"];
    let group = commands(&run(folder.path(), &group, "\n/help\n/quit\n").out);
    let study = ["study", "ferry.md", "--as", "Ann", "--again", "--plain"];
    let alone = commands(&run(folder.path(), &study, "/help\n/quit\n").out);
    for name in [
        "leave", "seat", "heard", "turn", "deal", "theme", "dots", "names",
    ] {
        assert!(
            group.contains(&name.to_owned()) && !alone.contains(&name.to_owned()),
            "{name}"
        );
    }
    assert!(alone.contains(&"rate".to_owned()));
    let all: std::collections::BTreeSet<_> = group.iter().chain(&alone).collect();
    for name in all.iter().filter(|name| name.as_str() != "quit") {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("ferry.md"), CASE).unwrap();
        let tried = format!("/{name} Ann\n/{name} 1 Ann: words\n/{name}\n");
        let input = format!("{tried}\n{tried}/pass\n{tried}\n{}", "/pass\n\n".repeat(12));
        let ran = run(folder.path(), &study, &input);
        assert_eq!(ran.code, 0, "/{name}: {}", ran.err);
        assert!(
            ran.out.contains("The session is closed."),
            "/{name}: {}",
            ran.out
        );
        let files = fs::read_dir(folder.path().join("data/sessions")).unwrap();
        let mut files = files.map(|file| file.unwrap().path());
        let journal = files.find(|file| file.extension().is_some_and(|end| end == "jsonl"));
        let entries = scan::file(&journal.unwrap()).unwrap().entries;
        let left = entries
            .iter()
            .any(|entry| matches!(entry.event, Event::Left { .. }));
        assert!(!left, "/{name} makes Ann leave");
        if !alone.contains(name) {
            has!(ran.out, &format!("/{name} is for a group"));
        }
    }
}

#[test]
fn on_the_full_screen_l_does_nothing_alone() {
    let mut terminal = Terminal::start(&["study", "all-green", "--as", "Ann"]);
    terminal.wait("READ");
    terminal.goes(&[
        ("L", "L does nothing here."),
        ("?", "choose the next paragraph"),
        ("\x1b[6~", "In every part of a session"),
    ]);
    lacks!(terminal.text(), "somebody goes");
}

#[test]
fn whatever_word_for_an_end_is_typed_alone_leaving_is_found_first() {
    let can = study(0).view().can;
    for word in ["stop", "end", "leave", "quit", "exit"] {
        let mut palette = Palette::new(Scope::Hub);
        word.chars()
            .for_each(|letter| palette.type_letter(Some(letter)));
        let first = palette.chosen(&can).map(|row| row.action);
        let leaves = matches!(first, Some(Action::Quit | Action::Back));
        assert!(leaves, "{word}: {first:?}");
    }
}

#[test]
fn at_80_columns_what_leads_out_and_what_saves_stay_in_the_foot() {
    let mut terminal = Terminal::start(&[]);
    terminal.wait("Roundtable");
    terminal.goes(&[
        ("\x10", "Nobody has studied here yet"),
        ("\x0c", "Who are you?"),
        ("Ann\r", "Ann studies from now on"),
        ("\x10", "Ann: how far I have come"),
    ]);
    terminal.wait("[w] write all of it to files");
    terminal.wait("[Esc] back");
}

#[test]
fn the_library_offers_study_only_where_it_leads_somewhere() {
    let mut terminal = Terminal::start(&["study", "all-green", "--as", "Ann"]);
    terminal.wait("READ");
    terminal.press("G\r");
    terminal.wait("0 words");
    terminal.signal(9);
    terminal.ended();
    let mut terminal = terminal.again(&[]);
    // The case of a session lies in the list, so it can be studied from there too.
    terminal.wait("go on with it");
    terminal.wait("study alone");
    // Nothing is studied in what is no case.
    terminal.press("\x1b[F");
    terminal.wait("▸ how far I have come");
    lacks!(terminal.text(), "study alone");
    terminal.press("\x1b[H");
    terminal.wait("study alone");
}

#[test]
fn whoever_studies_in_a_small_window_reads_how_a_question_is_skipped() {
    let data = Arc::new(TempDir::new().unwrap());
    let words = ["study", "all-green", "--as", "Ann"];
    let mut terminal = Terminal::start_in(data, &words, (80, 24));
    terminal.goes(&[
        ("", "READ"),
        ("G\r", "0 words"),
        ("", "Ctrl-P skips it."),
        ("\x10", "You gave no answer"),
    ]);
    lacks!(terminal.text(), "skips it");
    terminal.press("\r");
    terminal.wait("COMPARE");
}

#[test]
fn any_letter_begins_what_one_takes_along_at_the_close_also_after_a_restart() {
    for first in ["close to it", "with care", "Xenia", "quietly", "e", "n"] {
        let mut rig = study(1);
        rig.keys("X Enter");
        rig.types(first).keys("Esc");
        // What was begun goes on where the next letter is typed.
        rig.types("!").keys("Ctrl-s");
        has!(rig.screen(), "a word");
        rig.types(first).keys("Enter");
        let said = format!("{:?}", rig.table.entries);
        has!(said, &format!("what: \"{first}!\""));
        has!(said, &format!("word: \"{first}\""));
        rig.keys("Enter");
        has!(rig.screen(), "Close the session?");
    }
    let mut rig = study(1);
    rig.keys("X Enter Esc");
    has!(rig.screen(), "Leave? All that you wrote is kept");
}
