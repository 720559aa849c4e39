//! What a case says to whoever leads and chooses: synopsis, board plan, minutes of reading and
//! close, what to leave out first and what never.

use std::fs;

use ratatui::{Terminal, backend::TestBackend, layout::Rect};
use roundtable::{
    case::{
        read,
        write::{same, write},
    },
    session::{Viewer, When},
    tui::{
        screen::library::Library,
        theme::{Choice, Theme},
    },
};
use tempfile::TempDir;

use crate::{door::run, rig::Rig};

const CASE: &str = "---\nsynopsis: A hall is full, SYNOPSIS.\ntarget group: team leads\nreading time: 4 min, 90 sec\nclosing time: 9 min\ntime: 40 min\n---\n\n# The hall\n\nIt is full.\n\n## Questions\n\n### 1. Who? (8 min)\n\nLeave out: first\n\n### 2. Why? (8 min)\n\nLeave out: never\n\n## Part B: Monday\n\nIt is fuller.\n\n## Questions\n\n### 3. And now? (8 min)\n\n## Board plan\n\nTwo columns, BOARD.\n\n## Facilitator notes\n\nGo slowly.\n";

fn case(text: &str) -> roundtable::case::Case {
    read(text, "case.md").cases.remove(0)
}

#[test]
fn only_the_facilitator_reads_the_synopsis_and_the_board() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let ran = run(folder.path(), &["check", "case.md"], "");
    has!(ran.out, "othing to mend");
    let shown = run(folder.path(), &["show", "case.md"], "").out;
    has!(shown, "left out first", "never left out", "synopsis");
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
    let quiet = run(folder.path(), &words, "\n\n/quit\n");
    lacks!(quiet.out, "SYNOPSIS");
    lacks!(quiet.out, "BOARD");
    has!(quiet.out, "team leads");
    let leads = run(folder.path(), &words, "\n/facilitator\n/quit\n");
    has!(
        leads.out,
        "A hall is full, SYNOPSIS.",
        "Board plan",
        "Two columns, BOARD."
    );
    let rig = Rig::gathered(case(CASE), &["Ann", "Ben"], (100, 30));
    for viewer in [Viewer::Room, Viewer::Report, Viewer::Shared] {
        let seen = format!("{:?}", rig.table.view(viewer));
        assert!(
            !seen.contains("SYNOPSIS") && !seen.contains("BOARD"),
            "{viewer:?}: {seen}"
        );
    }
}

#[test]
fn the_plan_takes_the_authors_minutes() {
    let rig = Rig::new(case(CASE), "think-share", &["Ann", "Ben"], (100, 30));
    let agenda = rig.view().agenda;
    let planned = |at: usize| agenda[at].planned_s;
    assert_eq!(
        (planned(0), planned(3), planned(5)),
        (Some(240), Some(90), Some(540)),
        "{agenda:?}"
    );
    assert_eq!(
        agenda
            .iter()
            .filter(|line| line.when == When::Ahead)
            .count(),
        5
    );
}

#[test]
fn what_goes_first_goes_first_and_what_never_goes_stays() {
    let mut rig = Rig::new(case(CASE), "think-share", &["Ann", "Ben"], (100, 30));
    rig.waits(4 * 60 + 7 * 60);
    let one = rig.view().budget();
    assert_eq!(
        one.leave_out.iter().map(|(n, _)| *n).collect::<Vec<_>>(),
        [1],
        "{one:?}"
    );
    rig.waits(40 * 60);
    let all = rig.view().budget();
    assert_eq!(
        all.leave_out.iter().map(|(n, _)| *n).collect::<Vec<_>>(),
        [1, 3],
        "{all:?}"
    );
}

#[test]
fn it_is_written_back_as_it_was_said() {
    let case = case(CASE);
    let written = write(&case);
    let again = read(&written, "case.md").cases.remove(0);
    assert!(same(&again, &case), "{written}");
    assert_eq!(again.reading_seconds, [240, 90]);
    assert_eq!(again.close_seconds, Some(540));
    has!(
        written,
        "### Board plan",
        "Leave out: never",
        "synopsis: A hall"
    );
}

#[test]
fn the_library_shows_the_synopsis_to_whoever_chooses() {
    let mut library = Library::default();
    library.show(&case(CASE), None);
    let theme = Theme::of(Choice::Mono, None, false, false);
    let area = Rect::new(0, 0, 120, 30);
    library.fit(area, &theme);
    let mut terminal = Terminal::new(TestBackend::new(120, 30)).unwrap();
    terminal
        .draw(|frame| library.draw(frame, area, &theme))
        .unwrap();
    let cells = terminal.backend().buffer().content();
    let seen: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
    has!(
        seen,
        "For whoever chooses",
        "A hall is full, SYNOPSIS.",
        "For: team leads"
    );
}
