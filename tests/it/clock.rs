//! The time of a step follows from the journal: it goes on from what was used, whatever lies
//! between closing the program and going on, and whoever looks sees the same.

use std::{fs, io::Write, path::PathBuf, process::Stdio, thread, time::Duration};

use roundtable::{
    case::{Answer, Kind, Value},
    id::{CommandId, PersonId, Seq},
    journal::scan,
    protocol::{Protocol, own},
    session::{Actor, Clock, Command, Entry, Event, Order, Session, Tally, Viewer},
    stamp::{Stamp, Wall, Zone},
    text::Clean,
};
use tempfile::TempDir;

use crate::{
    door::{command, run},
    world::{self, Table},
};

/// Two people at the first question, and four minutes of it gone.
fn in_a_step() -> Table {
    let mut table = Table::new(world::case(), Protocol::find("think-share").unwrap(), 7);
    for name in ["Ann", "Ben"] {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    table.advance();
    table.advance();
    table.now = table.now.plus(240_000);
    table
}

fn put(entries: &mut Vec<Entry>, at: Stamp, event: Event) {
    entries.push(Entry {
        n: Seq(entries.len() as u64 + 1),
        at,
        id: CommandId(u128::MAX - entries.len() as u128),
        by: Actor::Program,
        event,
    });
}

fn clock(session: &Session, now: Stamp) -> Clock {
    session.view(Viewer::Room, now).clock
}

#[test]
fn the_clock_goes_on_from_what_was_used() {
    let table = in_a_step();
    let before = clock(&table.session, table.now);
    assert!(before.spent_ms >= 240_000);
    let paused = table.session.pause(table.now).unwrap();
    let mut entries = table.entries.clone();
    put(&mut entries, table.now, paused);

    // Closed: it stands, here and for whoever looks at the journal, however late.
    let closed = Session::replay(&entries).unwrap();
    let hours = table.now.plus(7_200_000);
    let stands = Clock {
        asleep: true,
        ..before
    };
    assert_eq!(clock(&closed, hours), stands);
    assert_eq!(clock(&closed.clone().runs_elsewhere(), hours), stands);
    assert_eq!(closed.pause(hours), None, "it is paused already");

    // Gone on with after a restart of the computer, whose clock begins anew.
    let restarted = Stamp::new(hours.wall.0, 5_000);
    let boot = Clean::new("another");
    put(&mut entries, restarted, Event::Resumed { boot });
    let open = Session::replay(&entries).unwrap().runs_elsewhere();
    assert_eq!(clock(&open, restarted).spent_ms, before.spent_ms);
    let later = restarted.plus(10_000);
    assert_eq!(clock(&open, later).spent_ms, before.spent_ms + 10_000);
    assert_eq!(
        clock(&open, later).total_spent_ms,
        before.total_spent_ms + 10_000
    );
}

#[test]
fn a_second_window_shows_the_time_of_the_first() {
    let table = in_a_step();
    let second = Session::replay(&table.entries).unwrap();
    // By itself a journal does not say whether somebody is at it.
    assert_eq!(clock(&second, table.now).spent_ms, 0);
    let beside = second.runs_elsewhere();
    assert_eq!(clock(&beside, table.now), clock(&table.session, table.now));
}

#[test]
fn where_no_time_passes_nothing_is_paused() {
    let mut table = Table::new(world::case(), Protocol::find("think-share").unwrap(), 7);
    assert_eq!(table.session.pause(table.now), None, "people gather");
    let name = Clean::new("Ann");
    table.must(Actor::Desk, Command::Join { name, role: None });
    table.advance();
    table.must(Actor::Desk, Command::Close);
    assert_eq!(table.session.pause(table.now), None, "it is over");
    let replayed = Session::replay(&in_a_step().entries).unwrap();
    assert_eq!(
        replayed.pause(table.now.plus(1_000_000)),
        None,
        "nothing was done in it"
    );
}

#[test]
fn at_coffee_the_clock_stands_still_and_goes_on_from_there() {
    let mut table = in_a_step();
    let at = |table: &Table| clock(&table.session, table.now);
    let coffee = |on| Command::Break { on };
    assert!(
        table.send(Actor::Desk, coffee(false), 1).is_err(),
        "none is on"
    );
    table.must(Actor::Desk, coffee(true));
    assert!(
        table.send(Actor::Desk, coffee(true), 1).is_err(),
        "it is on"
    );
    let before = at(&table);
    assert!(before.coffee && !before.running);
    table.now = table.now.plus(600_000);
    assert_eq!(at(&table).spent_ms, before.spent_ms);
    assert_eq!(at(&table).total_spent_ms, before.total_spent_ms);
    // Whatever is written meanwhile does not start it.
    let name = Clean::new("Zoe");
    table.must(Actor::Desk, Command::Join { name, role: None });
    assert_eq!(at(&table).spent_ms, before.spent_ms);
    assert_eq!(table.session.pause(table.now), None, "it stands already");
    // The program may be closed and opened meanwhile, after a restart of the computer too.
    let mut entries = table.entries.clone();
    let restarted = Stamp::new(table.now.wall.0 + 60_000, 5_000);
    let boot = Clean::new("another");
    put(&mut entries, restarted, Event::Resumed { boot });
    let open = Session::replay(&entries).unwrap().runs_elsewhere();
    let then = clock(&open, restarted.plus(60_000));
    assert!(then.coffee && then.spent_ms == before.spent_ms);
    table.must(Actor::Desk, coffee(false));
    let after = at(&table);
    assert!(after.running && !after.coffee);
    table.now = table.now.plus(5_000);
    assert_eq!(at(&table).spent_ms, after.spent_ms + 5_000);
    let told = table.view(Viewer::Facilitator).breaks;
    assert_eq!(told.len(), 1);
    assert!(told[0].spent_ms >= 600_000 && !told[0].now, "{told:?}");
}

/// Coffee is the first thing after the program was opened again: the hours between are nobody's.
#[test]
fn a_break_after_the_program_was_away_takes_no_time_away() {
    let mut table = in_a_step();
    table.now = table.now.plus(20_000);
    let paused = table.session.pause(table.now).unwrap();
    let (now, mut entries) = (table.now, table.entries.clone());
    put(&mut entries, now, paused);
    let before = clock(&table.session, now);
    let closed = Session::replay(&entries).unwrap();
    let hours = now.plus(3 * 3_600_000);
    let order = Order {
        id: CommandId(77),
        by: Actor::Desk,
        command: Command::Break { on: true },
    };
    let decided = closed.decide(&order, hours).unwrap();
    let boot = Clean::new("this one");
    put(&mut entries, hours, Event::Resumed { boot });
    for event in decided {
        put(&mut entries, hours, event);
    }
    let open = Session::replay(&entries).unwrap();
    assert_eq!(clock(&open, hours).spent_ms, before.spent_ms);
    assert_eq!(clock(&open, hours).total_spent_ms, before.total_spent_ms);
    // Nor does the time of a step end by itself for that.
    assert_eq!(clock(&closed, hours).spent_ms, before.spent_ms);
}

/// A clock that stands still is no step that is over: nobody has left, and whoever stands by what
/// they said is still counted.
#[test]
fn at_coffee_everybody_is_still_there() {
    let lines = [
        ("think 2: alone, answer", 1),
        (
            "again 3: alone, answer, new version, see answers, see tally, see rounds",
            2,
        ),
    ];
    let (protocol, faults) = own("again", &lines);
    assert!(faults.is_empty(), "{faults:?}");
    let mut table = Table::new(world::case(), &protocol.unwrap(), 7);
    for name in ["Ann", "Ben"] {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    let asked = |table: &Table| table.view(Viewer::Room).question;
    while !asked(&table).is_some_and(|question| matches!(question.prompt.kind, Kind::Choice { .. }))
    {
        table.advance();
    }
    let question = asked(&table).unwrap().prompt.id.clone();
    let answers = |table: &mut Table, person, option| {
        let value = Value::Choice(vec![option]);
        let answer = Answer {
            value,
            reason: Clean::default(),
        };
        let command = Command::Answer {
            person,
            question: question.clone(),
            answer,
            handed_in: false,
            moved_by: None,
        };
        table.must(Actor::Person(person), command);
    };
    answers(&mut table, PersonId(1), 0);
    answers(&mut table, PersonId(2), 0);
    table.advance();
    answers(&mut table, PersonId(1), 1);
    let rounds = |table: &Table| asked(table).unwrap().answer_rounds;
    let before = rounds(&table);
    assert_eq!(before.len(), 2, "{before:?}");
    assert_eq!(
        before[1].tally,
        Tally::Choice {
            counts: vec![1, 1, 0],
            of: 2
        }
    );
    table.must(Actor::Desk, Command::Break { on: true });
    assert_eq!(rounds(&table), before);
}

#[test]
fn going_on_ends_a_break_and_nobody_takes_one_before_it_begins() {
    let mut table = in_a_step();
    table.must(Actor::Desk, Command::Break { on: true });
    table.now = table.now.plus(60_000);
    table.advance();
    let now = clock(&table.session, table.now);
    assert!(now.running && !now.coffee && now.spent_ms == 0);
    assert!(
        table
            .send(Actor::Person(PersonId(1)), Command::Break { on: true }, 1)
            .is_err()
    );
    let mut table = Table::new(world::case(), Protocol::find("think-share").unwrap(), 7);
    assert!(
        table
            .send(Actor::Desk, Command::Break { on: true }, 1)
            .is_err()
    );
    let name = Clean::new("Ann");
    table.must(Actor::Desk, Command::Join { name, role: None });
    table.advance();
    table.must(Actor::Desk, Command::Break { on: true });
    table.must(Actor::Desk, Command::Close);
    assert!(!clock(&table.session, table.now).coffee, "over is over");
}

/// The last line of what `/time` says of the step, in seconds.
fn seconds(out: &str) -> u64 {
    let told = out.lines().rfind(|line| line.starts_with("This step: "));
    let told = told.unwrap_or_else(|| panic!("{out}"));
    let number = told.split_whitespace().nth(2).unwrap();
    has!(told, " second");
    number.parse().unwrap()
}

fn journal(folder: &TempDir) -> PathBuf {
    let sessions = fs::read_dir(folder.path().join("data/sessions")).unwrap();
    let mut paths = sessions.map(|entry| entry.unwrap().path());
    let is_journal = |path: &PathBuf| path.extension().is_some_and(|end| end == "jsonl");
    paths.find(is_journal).unwrap()
}

#[test]
fn leaving_and_going_on_neither_refills_nor_uses_the_time() {
    let folder = TempDir::new().unwrap();
    let case = "# The rota\n\nIt is full.\n\n## Questions\n\n### 1. What now?\n";
    fs::write(folder.path().join("case.md"), case).unwrap();
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
    let mut child = command(folder.path(), &words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"\n\n").unwrap();
    thread::sleep(Duration::from_millis(2_500));
    input.write_all(b"/quit\n").unwrap();
    assert!(child.wait().unwrap().success());
    let entries = scan::file(&journal(&folder)).unwrap().entries;
    let last = &entries.last().unwrap().event;
    assert!(
        matches!(last, Event::Paused { spent_ms } if *spent_ms >= 1_000),
        "{last:?}"
    );
    thread::sleep(Duration::from_millis(1_500));
    let ran = run(folder.path(), &["resume", "--plain"], "/time\n/quit\n");
    let Event::Paused { spent_ms } = last else {
        unreachable!()
    };
    assert_eq!(seconds(&ran.out), spent_ms / 1_000, "{}", ran.out);
}

/// "Next Friday" is nothing in three weeks: the day stands behind it, in every front.
#[test]
fn a_day_that_is_named_from_today_is_a_day() {
    // 15 July 2026 is a Wednesday; at 23:30 in Berlin it is still the 15th, and in UTC too.
    let now: Wall = "2026-07-15T21:30:00Z".parse().unwrap();
    let berlin = Zone::from(jiff::tz::TimeZone::get("Europe/Berlin").unwrap());
    for (said, day) in [
        ("tomorrow", "Thursday, 16 July 2026"),
        ("by Friday", "Friday, 17 July 2026"),
        ("Wednesday", "Wednesday, 22 July 2026"),
        ("next Friday", "Friday, 24 July 2026"),
        ("next Monday", "Monday, 20 July 2026"),
        ("next week", "Wednesday, 22 July 2026"),
        ("in two weeks", "Wednesday, 29 July 2026"),
        ("in 3 months", "Thursday, 15 October 2026"),
        ("at the end of the month", "Friday, 31 July 2026"),
    ] {
        assert_eq!(berlin.dated(said, now), format!("{said} ({day})"));
    }
    for said in [
        "",
        "17 July",
        "2026-07-17",
        "when Ann is back",
        "Friday, 17 July 2026",
        "in no time",
        "in 99999999999 months",
    ] {
        assert_eq!(berlin.dated(said, now), said);
    }
    // A day later there.
    let tokyo = Zone::from(jiff::tz::TimeZone::get("Asia/Tokyo").unwrap());
    assert_eq!(
        tokyo.dated("tomorrow", now),
        "tomorrow (Friday, 17 July 2026)"
    );
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("case.md"),
        "# Case\n\nText.\n\n## Questions\n\n1. Why?\n",
    )
    .unwrap();
    let input = "\n/toclose\n/commit Ann: ask | next Friday\n/close\n";
    run(
        folder.path(),
        &["run", "case.md", "--plain", "--people", "Ann"],
        input,
    );
    let kept = fs::read_to_string(journal(&folder)).unwrap();
    has!(kept, "next Friday (Friday, ");
}
