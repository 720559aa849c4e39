//! Learning goals tell what is to come: only the facilitator has them before the close.

use std::{fs, sync::Arc};

use roundtable::{
    case,
    protocol::{ALONE, DEFAULT, Protocol},
    session::{Actor, Command, Place, Viewer},
    text::Clean,
};
use tempfile::TempDir;

use crate::{
    door::run,
    pty::Terminal,
    rig::{Rig, open},
    world::{self, Table},
};

const GOAL: &str = "GOAL-of-the-case";
const CASE: &str = "# The ferry\n\n## Learning goals\n\n- GOAL-of-the-case\n\n## Case\n\nThe ferry is late.\n\n\
    ## Questions\n\n1. Who waits?\n\n## Part B: What the captain knew {.later}\n\nHe knew.\n\n### 2. And now?\n";

fn with_goals(mut case: case::Case) -> case::Case {
    case.goals = vec![world::block(GOAL, None)];
    case
}

#[test]
fn only_the_facilitator_has_them_before_the_close_and_nobody_who_studies_alone() {
    for (protocol, alone) in [(DEFAULT, false), (ALONE, true)] {
        let protocol = Protocol::find(protocol).unwrap();
        let mut table = Table::open(with_goals(world::case()), protocol, 7, alone);
        table.must(
            Actor::Desk,
            Command::Join {
                name: Clean::new("Ann"),
                role: None,
            },
        );
        let ann = table.view(Viewer::Facilitator).people[0].id;
        let viewers = [
            Viewer::Facilitator,
            Viewer::Person(ann),
            Viewer::Room,
            Viewer::Report,
        ];
        let mut closing = 0;
        while table.session.place() != Place::Over {
            let mut told = Vec::new();
            for viewer in viewers {
                let view = table.view(viewer);
                let last = view.agenda.last().unwrap().when;
                let close = last == roundtable::session::When::Now;
                closing += usize::from(close);
                assert_eq!(!view.goals.is_empty(), close, "{viewer:?}");
                let has = !view.facilitator_goals.is_empty();
                assert_eq!(has, viewer == Viewer::Facilitator && !alone, "{viewer:?}");
                told.push(format!("{:?}", view.case));
            }
            assert!(!told.join("").contains(GOAL));
            // Whoever goes on twice within a moment goes on once.
            table.now = table.now.plus(5_000);
            let can = table.view(Viewer::Facilitator).can;
            match (can.advance, can.pass) {
                (true, _) => table.advance(),
                // Whoever studies alone answers or passes before they go on.
                (false, true) => {
                    let question = table.asked();
                    let person = ann;
                    table.must(Actor::Desk, Command::Pass { person, question });
                }
                (false, false) => table.must(Actor::Desk, Command::Close),
            }
        }
        assert_eq!(closing, viewers.len());
        for viewer in viewers {
            assert!(!table.view(viewer).goals.is_empty());
        }
    }
}

#[test]
fn in_lines_they_stand_at_the_close_and_in_the_report_and_nowhere_before() {
    for words in [
        &["run", "ferry.md", "--plain", "--people", "Ann"][..],
        &["study", "ferry.md", "--plain", "--as", "Ann"],
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("ferry.md"), CASE).unwrap();
        // What is kept back is not in a report of a session that is not over, either.
        let begun = run(folder.path(), words, "\n/read\n/quit\n");
        has!(begun.out, "The ferry is late.");
        lacks!(begun.out, GOAL);
        let report = run(folder.path(), &["export", "--to", "-"], "");
        lacks!(report.out, GOAL);

        let input = format!("{}{}", "/next\n/pass\n".repeat(15), "\n".repeat(5));
        let played = run(folder.path(), &["resume", "--plain"], &input);
        let (before, after) = played
            .out
            .split_once("What this case was for:")
            .unwrap_or_else(|| panic!("{}", played.out));
        assert!(!before.contains(GOAL) && after.contains(GOAL));
        let reports = folder.path().join("data/reports");
        let session = fs::read_dir(reports).unwrap().next().unwrap().unwrap();
        let texts = ["report.html", "report.md", "report.json"]
            .map(|name| fs::read_to_string(session.path().join(name)).unwrap());
        assert!(texts.iter().all(|text| text.contains(GOAL)), "{texts:?}");
    }
}

#[test]
fn whoever_steers_in_lines_may_ask_for_them() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("ferry.md"), CASE).unwrap();
    let words = ["run", "ferry.md", "--plain", "--people", "Ann"];
    let ran = run(folder.path(), &words, "/facilitator\n/quit\n");
    has!(ran.out, GOAL);
}

#[test]
fn on_the_screen_they_are_the_facilitators_until_the_close() {
    let mut rig = Rig::gathered(with_goals(open()), &["Ann"], (80, 24));
    rig.follow();
    rig.starts();
    while !rig.screen().contains("What we take with us") {
        rig.table.advance();
        rig.follow();
    }
    let (close, before) = rig.frames.split_last().unwrap();
    assert!(before.len() > 3);
    assert!(!before.join("").contains(GOAL), "{before:?}");
    has!(close, GOAL);

    let mut rig = Rig::gathered(with_goals(open()), &["Ann"], (80, 24));
    rig.starts();
    rig.keys("f Enter");
    let screen = rig.screen();
    has!(screen, GOAL);
}

#[test]
fn the_preview_shows_them_last() {
    let data = Arc::new(TempDir::new().unwrap());
    fs::write(data.path().join("ferry.md"), CASE).unwrap();
    let mut preview = Terminal::start_in(Arc::clone(&data), &["preview", "ferry.md"], (110, 40));
    preview.wait(GOAL);
    let text = preview.text();
    assert!(
        text.find("And now?") < text.find("shown at the close"),
        "{text}"
    );
}
