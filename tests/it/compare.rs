//! Many groups side by side: nobody who reads a comparison learns what one to four people said.

use std::{fs, path::Path};

use roundtable::{
    protocol::Names,
    report::{
        compare::{Group, compare, csv, html},
        json, rows,
    },
    session::{Actor, Command, Level, Viewer},
    text::Clean,
};
use tempfile::TempDir;

use crate::{
    door::{Ran, command, ran, run},
    leaving::{agree, at_the_close},
};

/// A report of six people who agreed to what these say.
fn report(levels: [Option<Level>; 6], opened: u64) -> String {
    let mut table = at_the_close(Names::Named, 6);
    for (person, level) in (1..).zip(levels) {
        if let Some(level) = level {
            agree(&mut table, person, level);
        }
    }
    table.must(Actor::Desk, Command::Close);
    let mut report = crate::report::report_of(&table);
    report.session_id = Clean::new(&format!("session {opened}"));
    json::write(&report)
}

fn group(name: &str, json: &str) -> Group {
    Group {
        name: name.into(),
        rows: rows::of_json(json).unwrap(),
    }
}

const ALL: [Option<Level>; 6] = [Some(Level::Words); 6];

#[test]
fn who_shares_nothing_is_in_no_number() {
    let mut levels = ALL;
    levels[0] = None;
    let made = compare(vec![
        group("A", &report(levels, 1)),
        group("B", &report(ALL, 2)),
    ]);
    let choice = &made.questions[1].tables[0];
    let people: Vec<_> = choice.lines.iter().map(|line| line.people).collect();
    assert_eq!(people, [5, 6]);
    assert_eq!(choice.all.as_ref().unwrap().people, 11);
    assert!(made.nothing.is_none(), "one person is too few to tell of");
    let quotes: Vec<_> = made.questions[0]
        .quotes
        .iter()
        .map(|one| one.text.as_str())
        .collect();
    assert!(!quotes.contains(&"Words of number 1.") || quotes.len() > 5);
    assert!(
        made.questions[0]
            .quotes
            .iter()
            .all(|one| one.by.is_none() && one.group.is_none())
    );
}

/// A report as it was written before anybody was asked what may leave.
fn of_before(json: &str) -> String {
    fn unasked(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    match key.as_str() {
                        "level" => *value = serde_json::Value::Null,
                        "consent_asked" => *value = false.into(),
                        _ => unasked(value),
                    }
                }
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(unasked),
            _ => {}
        }
    }
    let mut value = serde_json::from_str(json).unwrap();
    unasked(&mut value);
    value.to_string()
}

#[test]
fn who_was_never_asked_is_counted_and_not_quoted() {
    let old = of_before(&report([None; 6], 1));
    let made = compare(vec![group("A", &old), group("B", &report(ALL, 2))]);
    assert_eq!(made.never_asked, 6);
    let choice = &made.questions[1].tables[0];
    assert_eq!(choice.all.as_ref().unwrap().people, 12);
    let alone = compare(vec![group("A", &old)]);
    assert!(
        alone
            .questions
            .iter()
            .all(|question| question.quotes.is_empty())
    );
    assert!(html(&alone).contains("never asked"));
}

#[test]
fn the_order_of_files_and_one_given_twice_do_not_matter() {
    let files = [
        ("A", report(ALL, 1)),
        ("B", report(ALL, 2)),
        ("C", report(ALL, 1)),
    ];
    let of = |order: [usize; 3]| {
        let made = compare(order.map(|at| group(files[at].0, &files[at].1)).to_vec());
        (
            html(&made),
            csv(&made, b','),
            roundtable::report::compare::json(&made),
        )
    };
    let first = of([0, 1, 2]);
    for order in [[2, 1, 0], [1, 0, 2], [1, 2, 0], [2, 0, 1]] {
        assert!(first == of(order), "{order:?}");
    }
    let made: serde_json::Value = serde_json::from_str(&first.2).unwrap();
    assert_eq!((&made["groups"], &made["twice"]), (&2.into(), &1.into()));
}

#[test]
fn a_few_who_come_or_go_are_seen() {
    let of = |files: Vec<Group>| compare(files).counted;
    let (a, b) = (
        || group("A", &report(ALL, 1)),
        || group("B", &report(ALL, 2)),
    );
    let mut one_less = ALL;
    one_less[3] = None;
    let before = of(vec![a(), b()]);
    assert_eq!(before.few_between(&of(vec![b(), a()])), None, "nobody");
    let more = of(vec![a(), b(), group("C", &report(ALL, 3))]);
    assert_eq!(before.few_between(&more), None, "six came");
    let fewer = of(vec![a(), group("B", &report(one_less, 2))]);
    assert_eq!(before.few_between(&fewer), Some(1));
}

#[test]
fn rows_of_a_view_and_of_its_report_count_the_same() {
    let mut table = at_the_close(Names::Named, 6);
    for (person, level) in (1..).zip([
        Level::Words,
        Level::Named,
        Level::Counted,
        Level::Nothing,
        Level::Words,
    ]) {
        agree(&mut table, person, level);
    }
    table.must(Actor::Desk, Command::Close);
    let view = table.view(Viewer::Shared);
    let keys = rows::Keys {
        secret: &[7; 32],
        session: &view.session,
        entry: &|n| n.to_string().into(),
    };
    let shared = rows::write(&rows::of_view(&view, &keys));
    let read = rows::read(&shared).unwrap();
    assert_eq!(rows::write(&read), shared);
    let json = json::write(&crate::report::report_of(&table));
    let of = |rows: Vec<rows::Row>| {
        let name = "A".to_owned();
        let mut made = compare(vec![Group {
            name: name.into(),
            rows,
        }]);
        made.tried = None;
        made.counted = Default::default();
        roundtable::report::compare::json(&made)
    };
    assert_eq!(of(read), of(rows::of_json(&json).unwrap()));
    // A changed byte is seen, with its line.
    let broken = shared.replacen("Words of number 2", "Words of number 9", 1);
    assert!(matches!(
        rows::read(&broken),
        Err(rows::Bad::Damaged(Some(_)))
    ));
    let newer = shared.replacen("\"format\":1", "\"format\":2", 1);
    assert!(rows::read(&newer).is_err());
}

const DOCUMENT: &str = "# The late key\n\nThe key hung on the wrong hook.\n\n## Questions\n\n### 1. Who tells the warden?\n\n- ( ) Whoever found it\n- ( ) Nobody\n\n### 2. What would you write on the hook?\n";

/// What six people say of whom some agree to something.
fn said(consent: &str) -> String {
    let answers = "1\nSince it is theirs.\n\n".repeat(3) + &"2\nLet it hang.\n\n".repeat(3);
    let words: String = ["Alma", "Bela", "Cora", "Dita", "Emil", "Finn"]
        .map(|name| {
            format!(
                "Written by hand {}.\n\n",
                name.len() + name.bytes().map(usize::from).sum::<usize>()
            )
        })
        .concat();
    format!("\n\n{answers}\n\n\n{words}\n\n\n{consent}\n/commit Alma: Hang it up.\n\n")
}

/// What begins their session.
fn begins(folder: &Path, place: &str) -> [String; 7] {
    fs::write(folder.join("key.md"), DOCUMENT).unwrap();
    let data = folder.join(place);
    [
        "--data",
        data.to_str().unwrap(),
        "run",
        "--plain",
        "key.md",
        "--people",
        "Alma, Bela, Cora, Dita, Emil, Finn",
    ]
    .map(str::to_owned)
}

fn session(folder: &Path, place: &str, consent: &str) -> Ran {
    let ran = run(folder, &begins(folder, place), &said(consent));
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran
}

fn journal(folder: &Path, place: &str) -> String {
    let sessions = fs::read_dir(folder.join(place).join("sessions")).unwrap();
    let mut files = sessions.map(|entry| entry.unwrap().path());
    let journal = files.find(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    journal.unwrap().to_string_lossy().into_owned()
}

const AGREED: &str = "/consent Alma: name\n/consent Bela: words\n/consent Cora: counted\n/consent Dita: counted\n/consent Emil: words\n";

#[test]
fn what_leaves_is_said_first_and_is_the_same_every_time() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    session(at, "one", AGREED);
    let journal = journal(at, "one");
    let share = |more: &[&str]| {
        let mut words = vec!["--data", "one", "share", &journal, "--to", "out"];
        words.extend(more);
        run(at, &words, "")
    };
    let tried = share(&["--dry-run"]);
    assert_eq!(tried.code, 0, "{}", tried.err);
    has!(tried.err, "5 people share, 1 nothing");
    has!(tried.err, "the names of Alma");
    assert!(!at.join("out").exists());
    let first = share(&[]);
    assert_eq!(first.code, 0, "{}", first.err);
    let file = || {
        let mut files = fs::read_dir(at.join("out")).unwrap();
        fs::read_to_string(files.next().unwrap().unwrap().path()).unwrap()
    };
    let text = file();
    assert_eq!(text, tried.out, "what was shown is what leaves");
    lacks!(text, "Bela", "Cora", "Dita", "Emil", "Finn");
    assert!(text.contains("Alma"));
    share(&[]);
    assert_eq!(file(), text);
}

#[test]
fn sessions_that_nobody_agreed_about_do_not_leave() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    fs::write(at.join("key.md"), DOCUMENT).unwrap();
    let ran = run(
        at,
        &[
            "--data", "d", "run", "--plain", "key.md", "--people", "Alma",
        ],
        "\n\n/quit\n",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    let journal = journal(at, "d");
    let ran = run(at, &["--data", "d", "share", &journal, "--to", "out"], "");
    assert_eq!(ran.code, 1);
    has!(ran.err, "What to do:");
    assert!(!at.join("out").exists());
}

#[test]
fn sessions_reports_and_shared_files_stand_side_by_side() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    session(at, "one", AGREED);
    session(at, "two", &AGREED.replace("counted", "words"));
    let (one, two) = (journal(at, "one"), journal(at, "two"));
    let shared = run(at, &["--data", "two", "share", &two, "--to", "out"], "");
    assert_eq!(shared.code, 0, "{}", shared.err);
    let ran = run(
        at,
        &["compare", &one, "out", "two/reports", "-o", "side"],
        "",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    has!(ran.err, "given already");
    let page = fs::read_to_string(at.join("side/comparison.html")).unwrap();
    has!(page, "in 2 groups");
    for name in ["Bela", "Cora", "Dita", "Emil", "Finn"] {
        for file in ["html", "csv", "json"] {
            let text = fs::read_to_string(at.join(format!("side/comparison.{file}"))).unwrap();
            assert!(!text.contains(name), "{name} in {file}");
        }
    }
    // Again is the same; with a file of one more person it is not written.
    let again = run(at, &["compare", &one, "out", "-o", "side"], "");
    assert_eq!(again.code, 0, "{}", again.err);
    let fewer = run(at, &["compare", &one, "-o", "side"], "");
    assert!(fewer.code <= 1, "{}", fewer.err);
}

#[test]
fn what_cannot_be_compared_is_named() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let good = report(ALL, 1);
    fs::write(at.join("good.json"), &good).unwrap();
    fs::write(
        at.join("other.json"),
        "{\"name\": \"package\", \"format\": 1}",
    )
    .unwrap();
    fs::write(
        at.join("newer.json"),
        good.replacen("\"format\": 1", "\"format\": 9", 1),
    )
    .unwrap();
    fs::write(at.join("cut.json"), good.get(..good.len() / 2).unwrap()).unwrap();
    fs::write(at.join("bytes.json"), [0xff, 0xfe, 0x00]).unwrap();
    let ran = run(
        at,
        &[
            "compare",
            "good.json",
            "other.json",
            "newer.json",
            "cut.json",
            "bytes.json",
            "none.json",
        ],
        "",
    );
    assert_eq!(ran.code, 1, "{}", ran.err);
    for (file, why) in [
        ("other.json", "no session"),
        ("newer.json", "newer version"),
        ("cut.json", "damaged"),
        ("bytes.json", "no session"),
        ("none.json", "No such file"),
    ] {
        let line = ran.err.lines().find(|line| line.contains(file));
        assert!(
            line.is_some_and(|line| line.contains(why)),
            "{file}: {}",
            ran.err
        );
    }
    assert!(
        at.join("comparison/comparison.html").is_file(),
        "the rest is compared"
    );
    let nothing = run(at, &["compare", "other.json"], "");
    assert_eq!(nothing.code, 1);
    has!(nothing.err, "nothing to compare");
    // Two versions of one case.
    let reworded = report(ALL, 2).replace("PROMPT-2-", "Something wholly unlike it");
    let reworded = reworded.replace("\"q2\"", "\"another\"");
    fs::write(at.join("reworded.json"), reworded).unwrap();
    let ran = run(
        at,
        &["compare", "good.json", "reworded.json", "-o", "versions"],
        "",
    );
    has!(ran.err, "in 2 versions");
    assert_eq!(ran.code, 0, "{}", ran.err);
    // No right to write there.
    fs::write(at.join("file"), "").unwrap();
    let ran = run(at, &["compare", "good.json", "-o", "file/folder"], "");
    assert_eq!(ran.code, 1);
    has!(ran.err, "What to do:");
}

#[test]
fn a_folder_of_many_files_is_looked_through() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let many = at.join("many");
    fs::create_dir(&many).unwrap();
    for number in 0..10_000 {
        fs::write(many.join(format!("{number}.json")), "{}").unwrap();
    }
    fs::write(many.join("good.json"), report(ALL, 1)).unwrap();
    let ran = run(at, &["compare", "many"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    has!(ran.err, "10000 files are none");
    has!(ran.err, "one group");
}

/// What a site says holds for the sessions that begin there.
#[test]
fn a_site_says_how_much_may_leave() {
    let folder = TempDir::new().unwrap();
    let at = folder.path();
    let of_site = |words: &[&str], most: &str, input: &str| {
        let mut program = command(at, words);
        program.env("ROUNDTABLE_SHARE_AT_MOST", most);
        ran(program, input)
    };
    let wrong = of_site(&["protocols"], "all", "");
    wrong.ends(2, "nothing, counted, words, name");
    let begin = begins(at, "site");
    let begun = of_site(
        &begin.each_ref().map(String::as_str),
        "words",
        &said(AGREED),
    );
    begun.ends(0, "");
    assert!(
        begun
            .out
            .contains("At most “in my words, without my name” may leave"),
        "{}",
        begun.out
    );
    // It is the session's from then on, whatever is said elsewhere.
    let journal = journal(at, "site");
    let words = ["--data", "site", "share", &journal, "--to", "out"];
    let shared = of_site(&words, "", "");
    has!(shared.err, "4 people share, 2 nothing");
    has!(shared.err, "and no name");
}
