//! What comes back to whoever studies alone: on which day, to which case, for whom, and what
//! they wanted to try and noted.

use std::{fs, path::Path, sync::Arc};

use jiff::tz::TimeZone;
use roundtable::{
    journal::list::list,
    session::Rating,
    stamp::Zone,
    study::export,
    study::shelf::{self, Begin, Learners},
    text::{Clean, folded},
};
use tempfile::TempDir;

use crate::{
    door::{command, run},
    pty::Terminal,
    study::{CASE, DAY, World},
};

const HOUR: i64 = 3_600_000;
/// 20:00 on 26 March 2026 in Berlin, three days before summer time begins.
const EVENING: i64 = 1_774_551_600_000;

fn berlin() -> Zone {
    Zone::from(TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap())
}

#[test]
fn a_day_is_that_of_the_zone_that_the_computer_is_set_to() {
    let mut world = World::new();
    world.case("a.md", CASE);
    // Noon in London is the next day on Kiritimati, where zones are known by name.
    world.sits("a.md", "Ann", "once", Rating::Missed);
    let folder = world.folder.path();
    let begun = |zone: &str| {
        let mut command = command(folder, &["progress", "--as", "Ann"]);
        let out = command.env("TZ", zone).output().unwrap().stdout;
        let out = String::from_utf8(out).unwrap();
        let (_, day) = out.split_once("Begun ").unwrap();
        day.chars().take(10).collect::<String>()
    };
    assert_eq!(begun("UTC"), "2026-06-01");
    assert_eq!(begun("LINT-14"), "2026-06-02");
    if Path::new("/usr/share/zoneinfo/Pacific/Kiritimati").exists() {
        assert_eq!(begun("Pacific/Kiritimati"), "2026-06-02");
    }
}

/// A case of one question.
fn asks(title: &str, question: &str) -> String {
    format!("# {title}\n\nSomething happened.\n\n## Questions\n\n1. {question}\n")
}

#[test]
fn what_comes_back_is_due_from_the_learners_own_midnight_also_across_summer_time() {
    let mut world = World::new();
    world.zone = berlin();
    world.case("a.md", CASE);
    world.now = EVENING;
    world.sits("a.md", "Ann", "in the evening", Rating::Missed);
    let lines = |world: &World| export::lines(&world.progress("Ann"), &world.zone).join("\n");
    assert!(lines(&world).contains("Comes back on 2026-03-29"));
    // 23:59 on the 28th, then midnight: that night has 23 hours.
    world.now = EVENING + 2 * DAY + 4 * HOUR - 60_000;
    assert_eq!(world.due(), []);
    world.now += 60_000;
    assert_eq!(world.due().len(), 1);
    assert!(lines(&world).contains("2 questions are due now"));
    let Begin::New { opened, .. } = world.begin("a.md", "Ann", false) else {
        panic!("it was closed");
    };
    assert_eq!(opened.study.unwrap().asked.len(), 2);
    // Half past eleven at night before the change, and before the other one in autumn, which
    // has 25 hours: the third day after is the third day after.
    for (evening, day) in [
        (EVENING + 3 * HOUR + HOUR / 2, "2026-03-29"),
        (1_792_876_500_000, "2026-10-27"),
    ] {
        let mut world = World::new();
        world.zone = berlin();
        world.case("a.md", CASE);
        world.now = evening;
        world.sits("a.md", "Ann", "late", Rating::Missed);
        let said = lines(&world);
        has!(said, &format!("Comes back on {day}"));
    }
}

#[test]
fn what_an_earlier_version_kept_to_the_hour_is_due_in_the_morning_too() {
    let mut world = World::new();
    world.case("a.md", CASE);
    let noon = world.now;
    world.sits("a.md", "Ann", "once", Rating::Missed);
    let path = world.home().sessions().join("s001.jsonl");
    let old = fs::read_to_string(&path).unwrap();
    let midnight = roundtable::stamp::Wall(noon - 12 * HOUR + 3 * DAY).to_string();
    let hour = roundtable::stamp::Wall(noon + 3 * DAY + 9 * HOUR).to_string();
    has!(old, &midnight);
    // The lines are signed, so what is kept beside them is changed instead.
    let mut kept = list(&world.home())[0].study.clone().unwrap();
    for rated in &mut kept.ratings {
        rated.due = hour.parse().unwrap();
    }
    let back = roundtable::study::due::returning([&kept]);
    let at = |hours: i64| roundtable::stamp::Wall(noon - 12 * HOUR + 3 * DAY + hours * HOUR);
    assert_eq!(back[0].due(at(-1), &Zone::UTC).len(), 0);
    assert_eq!(back[0].due(at(8), &Zone::UTC).len(), 2);
}

#[test]
fn a_reworded_question_stays_due_and_is_counted_once() {
    let mut world = World::new();
    world.case("a.md", CASE);
    world.sits("a.md", "Ann", "once", Rating::Missed);
    let words = [
        "Who decides here?",
        "Who decides here, and when?",
        "Who decides?",
    ];
    for question in words {
        world.days(4);
        world.case("a.md", &CASE.replace("Who decides?", question));
        let Begin::New { opened, said } = world.begin("a.md", "Ann", false) else {
            panic!("it was closed");
        };
        assert!(
            said.iter()
                .any(|line| line.contains("2 questions are back")),
            "{said:?}"
        );
        // Nothing is answered or rated anew.
        world.opens(opened, "Ann");
        assert_eq!(world.due()[0].2, 2, "{question}");
        let ann = world.progress("Ann");
        let case = &ann.cases[0];
        assert_eq!((ann.cases.len(), case.questions.len(), case.due), (1, 2, 2));
        assert_eq!(*case.questions[0].text, *question);
        assert_eq!(case.questions[0].answers.len(), 1, "{question}");
        let lines = export::lines(&ann, &Zone::UTC).join("\n");
        has!(lines, "2 of 2 questions answered");
    }
}

#[test]
fn a_question_that_is_gone_is_no_longer_counted_and_its_answers_stay() {
    let mut world = World::new();
    world.case("a.md", CASE);
    world.sits("a.md", "Ann", "once", Rating::Missed);
    let (one, _) = CASE.split_once("2. What").unwrap();
    world.days(4).case("a.md", one);
    world.sits("a.md", "Ann", "twice", Rating::Missed);
    let ann = world.progress("Ann");
    let lines = export::lines(&ann, &Zone::UTC).join("\n");
    has!(lines, "1 of 1 question answered");
    assert_eq!(ann.answers(), 3);
    assert!(ann.cases[0].questions[1].gone);
}

/// Titles and numbers of questions that somebody was asked, case by case.
fn cases(world: &World, name: &str) -> Vec<(usize, usize)> {
    let progress = world.progress(name);
    let cases = progress.cases.iter();
    cases.map(|case| (case.sessions, case.due)).collect()
}

#[test]
fn two_files_of_one_title_are_two_cases_and_each_is_found_again() {
    let mut world = World::new();
    for folder in ["one", "two", "later"] {
        fs::create_dir(world.folder.path().join(folder)).unwrap();
    }
    // Of one title and one name, and with one question in common.
    let both = "2. What would you do?";
    let one = format!("{}{both}\n", asks("Week 1", "What was ONE?"));
    let two = format!("{}{both}\n", asks("Week 1", "What was TWO?"));
    world.case("one/case.md", &one);
    world.case("two/case.md", &two);
    world.sits("one/case.md", "Ann", "first", Rating::Missed);
    let sat = world.sits("two/case.md", "Ann", "second", Rating::Missed);
    assert_eq!(sat.asked.len(), 2, "nothing of it was studied before");
    assert!(
        sat.before.is_empty() && sat.said.is_empty(),
        "{:?}",
        sat.said
    );
    world.days(4);
    assert_eq!(world.due().len(), 2);
    assert_eq!(cases(&world, "Ann"), [(1, 2), (1, 2)]);

    // One is edited where it lies; one moves, and is edited there.
    world.case("one/case.md", &one.replace("ONE", "ONE, do you think"));
    let sat = world.sits("one/case.md", "Ann", "again", Rating::GotIt);
    assert_eq!(sat.before.len(), 2);
    assert!(sat.before.iter().all(|text| text.contains("first")));
    let moved = world.folder.path().join("later/week-one.md");
    fs::rename(world.folder.path().join("two/case.md"), &moved).unwrap();
    assert_eq!(world.due().len(), 1);
    world.case(
        "later/week-one.md",
        &two.replace("happened", "happened there"),
    );
    let sat = world.sits("later/week-one.md", "Ann", "moved", Rating::GotIt);
    assert_eq!(sat.before.len(), 2);
    assert!(sat.before.iter().all(|text| text.contains("second")));
    assert_eq!(cases(&world, "Ann"), [(2, 0), (2, 0)]);
    assert_eq!(world.due(), []);
}

#[test]
fn cases_of_one_document_that_ask_the_same_are_several_cases() {
    let mut world = World::new();
    let both =
        ["Case 1: The Mill", "Case 2: The Pond"].map(|title| asks(title, "What would you do?"));
    world.case("bank.md", &both.join("\n"));
    let told = world.sits("bank.md", "Ann", "first", Rating::Missed);
    assert_eq!(told.asked.len(), 1);
    world.number = 1;
    let sat = world.sits("bank.md", "Ann", "second", Rating::Missed);
    assert!(sat.before.is_empty(), "{:?}", sat.before);
    assert_eq!(cases(&world, "Ann"), [(1, 0), (1, 0)]);
}

#[test]
fn the_library_opens_that_of_two_files_of_one_title_which_is_due() {
    let mut world = World::new();
    for (folder, question) in [("a", "What was ONE?"), ("b", "What was TWO?")] {
        fs::create_dir(world.folder.path().join(folder)).unwrap();
        world.case(&format!("{folder}/case.md"), &asks("Week 1", question));
    }
    // Long ago by any clock.
    world.sits("b/case.md", "Ann", "JUNE thoughts", Rating::Missed);
    let folder = Arc::new(world.folder);
    let data = folder.path().join("data");
    let path = folder.path().to_str().unwrap();
    let arguments = ["--data", data.to_str().unwrap(), "--cases", path];
    let mut terminal = Terminal::start_in(Arc::clone(&folder), &arguments, (100, 30));
    terminal.wait("Come back: 1 question is due, Ann");
    terminal.press("\r");
    terminal.wait("1 question is back");
    terminal.press("\r");
    terminal.wait("What was TWO?");
}

#[test]
fn a_name_that_two_files_have_opens_neither_of_them() {
    let folder = TempDir::new().unwrap();
    for (name, question) in [("a", "What was ONE?"), ("b", "What was TWO?")] {
        fs::create_dir_all(folder.path().join("cases").join(name)).unwrap();
        let path = folder.path().join("cases").join(name).join("case.md");
        fs::write(path, asks("Week 1", question)).unwrap();
    }
    for name in ["case", "Week 1"] {
        let ran = run(folder.path(), &["show", name, "--cases", "cases"], "");
        assert_ne!(ran.code, 0, "{}", ran.out);
        has!(ran.err, "More than one case is called");
        has!(ran.err, "a/case.md");
        has!(ran.err, "b/case.md");
    }
    // A copy that says the same is no other case.
    let both = ["a", "b"].map(|name| folder.path().join("cases").join(name).join("case.md"));
    fs::copy(&both[0], &both[1]).unwrap();
    let ran = run(folder.path(), &["show", "case", "--cases", "cases"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// "José" as one letter at its end, and as two.
const JOSE: [&str; 2] = ["Jos\u{e9}", "Jose\u{301}"];

#[test]
fn a_name_is_one_name_however_its_letters_are_composed() {
    let mut world = World::new();
    world.case("a.md", CASE);
    world.sits("a.md", JOSE[0], "once", Rating::Missed);
    world.days(4);
    let sat = world.sits(
        "a.md",
        &format!("  {}", JOSE[1].to_uppercase()),
        "twice",
        Rating::Missed,
    );
    assert_eq!(sat.before.len(), 2);
    for name in JOSE {
        assert_eq!(world.progress(name).answers(), 4);
    }
    let mut known = Learners::default();
    for name in JOSE {
        known.remember(&world.home(), &Clean::new(name)).unwrap();
    }
    assert_eq!(known.names.len(), 1);
    assert_eq!(folded("İI  Straße"), folded("I\u{307}I straße"));
    assert_ne!(folded(JOSE[0]), folded("Jose"));

    // In a group, and where it is spoken of by name.
    let folder = TempDir::new().unwrap();
    let names = format!("{},Ann", JOSE[0]);
    let input = format!("/join {}\n/next\n/quit\n", JOSE[1]);
    let group = ["run", "six-parcels", "--plain", "--people", &names];
    let ran = run(folder.path(), &group, &input);
    has!(ran.out, "already");
    let twice = JOSE.join(",");
    let group = ["run", "six-parcels", "--plain", "--people", &twice];
    let ran = run(folder.path(), &group, "");
    assert_ne!(ran.code, 0);
    has!(ran.err, "is on the list twice");
}

/// Studies a case alone in lines to its end.
fn studies(folder: &Path, case: &str, input: &str) -> String {
    let ran = run(folder, &["study", case, "--plain", "--as", "Ann"], input);
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn what_somebody_wants_to_try_alone_comes_back_to_them_and_to_no_group() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.md"), asks("The Mill", "Who decides?")).unwrap();
    fs::write(folder.path().join("b.md"), asks("The Pond", "Who pays?")).unwrap();
    let to_the_end = "\nBecause.\n\n\n";
    let first = format!("{to_the_end}/commit I ask who is missing | on Monday\n/close\n");
    let said = studies(folder.path(), "a.md", &first);
    lacks!(said, "Since last time");
    let input = format!(
        "/tried 1 Two were missing | ask sooner\n{to_the_end}/commit I ask sooner | on Friday\n/close\n"
    );
    let said = studies(folder.path(), "b.md", &input);
    has!(
        said,
        "Since last time you wanted to try:\n1. Ann: I ask who is missing"
    );
    let report = run(folder.path(), &["report", "the-pond"], "");
    has!(report.out, "Two were missing");
    let group = ["run", "six-parcels", "--plain", "--people", "Ann,Ben"];
    let ran = run(folder.path(), &group, "\n/tried\n/quit\n");
    lacks!(ran.out, "who is missing");
    // And whoever else studies here does not hear it.
    let ran = run(
        folder.path(),
        &["study", "a.md", "--plain", "--as", "Ben"],
        "\n/tried\n/quit\n",
    );
    lacks!(ran.out, "who is missing");
    has!(ran.out, "Nothing is on record that you wanted");

    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let again = ["study", "a.md", "--as", "Ann", "--again", "--data", data];
    let mut terminal = Terminal::start_in(Arc::new(folder), &again, (100, 30));
    // What was told of is open no longer; what came of it is.
    terminal.wait("Since last time you wanted to try: I ask sooner");
    terminal.wait("● Read");
    terminal.press("\r");
    terminal.wait_until("it is put away", |screen| {
        !screen.contains("you wanted to try")
    });
    terminal.press("E");
    terminal.wait("What you tried since last time");
    terminal.wait("Ann: I ask sooner");
}

#[test]
fn a_note_on_a_paragraph_is_in_the_report_and_in_ones_own_work_and_counts_as_use() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bridge.md"), CASE).unwrap();
    let input = "/mark 2 who says so?\n\nI think of ¶1.\n\n\n\n/quit\n";
    studies(folder.path(), "bridge.md", input);
    let report = run(folder.path(), &["report", "the-bridge"], "").out;
    has!(report, "¶2, marked:");
    has!(report, "> who says so?");
    lacks!(report, "Not cited");
    let json = run(
        folder.path(),
        &["report", "the-bridge", "--format", "json"],
        "",
    )
    .out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["passages"][1]["mark"], "who says so?");
    assert_eq!(json["passages"][1]["uses"], 1);
    let progress = run(
        folder.path(),
        &["progress", "--as", "Ann", "--format", "markdown"],
        "",
    )
    .out;
    has!(progress, "- ¶2 who says so?");
    has!(progress, "2 of 2 paragraphs used");

    // The same of a group's.
    let group = ["run", "bridge.md", "--plain", "--people", "Ben,Cem"];
    let ran = run(
        folder.path(),
        &group,
        "\n/mark 1 and who pays?\n/map\n/quit\n",
    );
    has!(ran.out, "¶1 was marked");
    has!(ran.out, "Not cited in an answer or a note: ¶2");
    let sessions = list_of(folder.path());
    let report = run(folder.path(), &["report", &sessions], "").out;
    has!(report, "> and who pays?");
    has!(report, "Cited in no answer and no note: ¶1, ¶2.");
}

/// The newest session of a group.
fn list_of(folder: &Path) -> String {
    let home = roundtable::home::Home::find(Some(folder.join("data"))).unwrap();
    let brief = list(&home).into_iter().find(|brief| brief.study.is_none());
    brief.unwrap().id.to_string()
}

#[test]
fn a_place_tells_nothing_of_whose_it_is() {
    let mut world = World::new();
    world.case("a.md", CASE);
    let Begin::New { opened, .. } = world.begin("a.md", "Ann", false) else {
        panic!("it is new");
    };
    assert!(opened.place.ends_with("/a.md"), "{}", opened.place);
    assert!(roundtable::home::file_at(&opened.place).is_some());
    world.sits("a.md", "Ann", "once", Rating::Missed);
    let report = shelf::how_far(
        &world.home(),
        "Ann",
        roundtable::stamp::Wall(world.now),
        &world.zone,
    );
    assert!(!export::json(&report.0).contains("a.md"));
}

#[test]
fn an_export_harms_no_spreadsheet() {
    let mut world = World::new();
    world.case("a.md", CASE);
    world.sits("a.md", "Ann", "=1+1 \"and\"\nmore", Rating::GotIt);
    let csv = export::csv(&world.progress("Ann"));
    assert_eq!(
        csv.matches("\"'=1+1 \"\"and\"\"\nmore\"").count(),
        2,
        "{csv}"
    );
    let json = export::json(&world.progress("Ann"));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["cases"][0]["questions"][0]["ratings"][0]["rating"],
        "got_it"
    );
    let markdown = export::markdown(&world.progress("Ann"), &Zone::UTC);
    has!(markdown, "> =1+1");
}
