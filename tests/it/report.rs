//! The report: every answer is in it, in a form that stays, and plain text stays plain.

use std::fs;

use pulldown_cmark::{Event, Options, Parser, Tag};
use roundtable::{
    case::{self, Answer, Value, plain},
    handout,
    home::Home,
    id::{PersonId, Seq},
    protocol::{DEFAULT, Names, Protocol},
    report::{self, Report},
    session::{Actor, Command, Commitment, DissentState, NoteKind, Place, Stance, Target, Viewer},
    text::Clean,
};

use crate::world::Table;

const CASE: &str = "---
title: The Late Bus
time: 40 min
author: Made up
---
# The Late Bus

The last bus leaves before the evening class ends.

## Questions

1. What would you change *first*? (5 min)

Model answer:
- Move the class by ten minutes.
- Ask the people who ride the bus.

### 2. Who decides?

- ( ) The school
- (x) The bus company
- ( ) Those who ride

### 3. The timetable is fair.

Scale: 1 (not at all) to 5 (fully)

### 4. What matters most?

Rank:
- Safety
- Cost
- Time

## Sources

Invented for this test. See [the rules](https://example.org/rules).
";

pub(crate) fn says(text: &str) -> Answer {
    Answer::text(text)
}

fn picks(value: Value, reason: &str) -> Answer {
    Answer {
        value,
        reason: Clean::new(reason),
    }
}

/// A group at its first question.
pub(crate) fn gathered(names: Names) -> Table {
    let document = case::read(CASE, "late-bus.md");
    let protocol = Protocol::find(DEFAULT).unwrap();
    let mut table = Table::new(document.cases[0].clone(), protocol, 11);
    for (name, role) in [("Ann", Some("driver")), ("Ben", None)] {
        let role = role.map(Clean::new);
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role });
    }
    table.must(Actor::Desk, Command::SetNames { names });
    table.advance();
    table.advance();
    table
}

fn asked(table: &Table) -> roundtable::id::QuestionId {
    table.asked()
}

pub(crate) fn answer(table: &mut Table, person: u32, answer: Answer, handed_in: bool) -> Seq {
    let command = Command::Answer {
        person: PersonId(person),
        question: asked(table),
        answer,
        handed_in,
        moved_by: None,
    };
    table.must(Actor::Person(PersonId(person)), command);
    table.session.last()
}

pub(crate) fn report_of(table: &Table) -> Report {
    report::report(&table.view(Viewer::Report))
}

/// A whole session with something of everything.
pub(crate) fn whole() -> Table {
    let mut table = gathered(Names::Named);
    let question = asked(&table);
    answer(&mut table, 1, says("Withdrawn.\n\nAll of it."), false);
    let first = answer(&mut table, 1, says("# Move the class"), true);
    answer(&mut table, 2, says("<script>alert(1)</script>"), false);
    table.must(Actor::Desk, Command::Extend { seconds: 120 });
    table.advance();
    table.advance();
    let note = Command::Note {
        person: Some(PersonId(2)),
        question: question.clone(),
        kind: NoteKind::Challenges,
        text: Clean::new("a*b* is not b"),
        about: Some(first),
    };
    table.must(Actor::Desk, note);
    let dissent = Command::Dissent {
        person: None,
        against: Target::Answer(first),
        text: Clean::new("Nobody asked the driver."),
    };
    table.must(Actor::Desk, dissent);
    let dissent = table.session.last();
    let met = Command::MeetDissent {
        dissent,
        state: DissentState::Answered,
        text: Clean::new("We will."),
    };
    table.must(Actor::Desk, met);
    table.advance();
    let compare = Command::Compare {
        person: PersonId(1),
        question,
        model: 0,
        claim: 1,
        stance: Stance::Extend,
        text: Clean::new("and the *school*"),
    };
    table.must(Actor::Desk, compare);
    table.advance();
    answer(&mut table, 1, picks(Value::Choice(vec![0]), ""), false);
    pass(&mut table, 2);
    next_stop(&mut table);
    answer(
        &mut table,
        1,
        picks(Value::Scale(vec![2]), "It is late."),
        false,
    );
    answer(&mut table, 2, picks(Value::Scale(vec![4]), ""), false);
    let from = table.session.place();
    table.must(Actor::Desk, Command::Skip { from });
    next_stop(&mut table);
    answer(&mut table, 1, picks(Value::Rank(vec![1, 0, 2]), ""), false);
    answer(&mut table, 2, picks(Value::Rank(vec![0, 1, 2]), ""), false);
    next_stop(&mut table);
    close(&mut table);
    table
}

fn pass(table: &mut Table, person: u32) {
    let question = asked(table);
    let person = PersonId(person);
    table.must(Actor::Person(person), Command::Pass { person, question });
}

/// Goes on to the next stop: the steps of a question are as many as it has something to show in.
pub(crate) fn next_stop(table: &mut Table) {
    let stop = |table: &Table| match table.session.place() {
        Place::At { stop, .. } => Some(stop),
        Place::Gather | Place::Over => None,
    };
    let before = stop(table);
    while stop(table) == before {
        table.advance();
    }
}

pub(crate) fn close(table: &mut Table) {
    let commitment = Commitment {
        what: Clean::new("Ask the driver"),
        by_when: Clean::new("Friday"),
        surprise: Clean::new("that she knew"),
        ..Commitment::default()
    };
    for person in [None, Some(PersonId(1))] {
        let commitment = commitment.clone();
        table.must(Actor::Desk, Command::Commit { person, commitment });
    }
    let word = Clean::new("awake");
    let person = PersonId(2);
    table.must(Actor::Desk, Command::Speak { person, word });
    let to = Some(PersonId(2));
    table.must(Actor::Desk, Command::HandSeat { to });
    table.must(Actor::Desk, Command::Close);
}

#[test]
fn the_markdown_form_stays() {
    insta::assert_snapshot!(report::markdown::write(&report_of(&whole()), true));
}

#[test]
fn the_json_form_stays() {
    insta::assert_snapshot!(report::json::write(&report_of(&whole())));
}

/// Names of keys, sorted, each once.
fn keys(value: &serde_json::Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn every_key_of_the_json_form_is_told() {
    let json = report::json::write(&report_of(&whole()));
    let mut found = std::collections::BTreeSet::new();
    keys(&serde_json::from_str(&json).unwrap(), &mut found);
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src/report/json.rs");
    let source = fs::read_to_string(source).unwrap();
    for key in found {
        assert!(source.contains(&format!("\"{key}\"")), "{key} is not told");
    }
}

#[test]
fn several_reports_are_one_list() {
    let report = report_of(&whole());
    let json = report::json::write_all(&[report.clone(), report]);
    let list: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(list.len(), 2);
}

#[test]
fn an_unfinished_session_says_so_and_tells_nothing_hidden() {
    let mut table = gathered(Names::Named);
    answer(&mut table, 1, says("SECRET so far"), false);
    let report = report_of(&table);
    let (markdown, json) = (
        report::markdown::write(&report, true),
        report::json::write(&report),
    );
    has!(markdown, "not finished");
    has!(markdown, "1 answer is not shown yet");
    has!(json, "\"finished\": false");
    for text in [&markdown, &json] {
        lacks!(text, "SECRET");
        assert!(!text.contains("ten minutes"), "the model answer: {text}");
    }
}

#[test]
fn hidden_names_stay_hidden() {
    let mut table = gathered(Names::Hidden);
    answer(&mut table, 1, says("From under the hat."), false);
    table.advance();
    let report = report_of(&table);
    let given = &report.questions[0].answers[0];
    assert!(given.pseudonym);
    assert!(given.by != "Ann" && given.role.is_none(), "{given:?}");
    let markdown = report::markdown::write(&report, true);
    has!(markdown, "a pseudonym");
    assert_eq!(
        markdown.matches("Ann").count(),
        1,
        "among the people only: {markdown}"
    );
}

/// What Markdown makes of a text: its plain text, and its other marks.
fn seen(markdown: &str) -> (String, Vec<String>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Start(Tag::Paragraph | Tag::BlockQuote(None)) => text.push('\n'),
            Event::Start(tag) => marks.push(format!("{tag:?}")),
            Event::End(_) => {}
            other => marks.push(format!("{other:?}")),
        }
    }
    (text.replace('\u{a0}', " "), marks)
}

/// What a Markdown writer would make of an answer, a note, a word, were it not held to its rule.
const NASTY: &[&str] = &[
    "# x",
    "<script>alert(1)</script>",
    "</details><!-- gone",
    "- a\n- b",
    "1. one\n2) two",
    "> quote",
    "    code",
    "\tcode",
    "```\nfence",
    "~~~\nfence",
    "Title\n=====",
    "Title\n-----",
    "***",
    "| a | b |\n|---|---|\n| c | d |",
    "a | b\n:--|--:\nc | d",
    "*a* _b_ **c** ~~d~~ `e`",
    "[a](javascript:alert(1)) ![b](https://example.org/x.png)",
    "[a]: https://example.org",
    "<https://example.org> &lt; &#60; &amp; AT&T",
    "back\\slash\\",
    "end of line\\\nnext",
    "snake_case and 2*3*4",
    "use C# or # now #",
    ": a definition",
    "[^1]: a footnote [^1]",
    "- [x] done",
    "+ plus",
    "x\n\n\n# y",
    "{#id} and {.class}",
];

#[test]
fn what_people_write_is_never_markdown() {
    for text in NASTY {
        let mut table = gathered(Names::Named);
        answer(&mut table, 1, says(text), false);
        table.advance();
        let question = asked(&table);
        let note = Command::Note {
            person: None,
            question,
            kind: NoteKind::Asks,
            text: Clean::new(text),
            about: None,
        };
        table.must(Actor::Desk, note);
        let markdown = report::markdown::write(&report_of(&table), true);
        let (_, before) = markdown.split_once("Ann (driver) wrote:\n").unwrap();
        let (quoted, notes) = before.split_once("### Notes\n").unwrap();
        let (shown, marks) = seen(quoted);
        assert!(marks.is_empty(), "{text:?} became {marks:?}\n{quoted}");
        let lines = |text: &str| -> Vec<String> {
            let lines = text.lines().map(|line| line.trim().to_owned());
            lines.filter(|line| !line.is_empty()).collect()
        };
        assert_eq!(lines(&shown), lines(text), "{quoted}");
        let note = notes.lines().find(|line| line.starts_with("- ")).unwrap();
        let (shown, marks) = seen(note.strip_prefix("- ").unwrap());
        assert!(marks.is_empty(), "{text:?} became {marks:?}\n{note}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(&shown), words(&format!("asks: {text}")), "{note}");
    }
}

#[test]
fn names_are_never_markdown() {
    for name in [
        "*Ann*",
        "Ann [x](y)",
        "<b>Ann</b>",
        "1. Ann",
        "# Ann",
        "Ann | Ben",
    ] {
        let document = case::read(CASE, "late-bus.md");
        let protocol = Protocol::find(DEFAULT).unwrap();
        let mut table = Table::new(document.cases[0].clone(), protocol, 11);
        let (role, clean) = (None, Clean::new(name));
        table.must(Actor::Desk, Command::Join { name: clean, role });
        table.advance();
        table.advance();
        answer(&mut table, 1, says("yes"), false);
        table.advance();
        let markdown = report::markdown::write(&report_of(&table), true);
        let line = markdown.lines().find(|line| line.ends_with(" wrote:"));
        let (shown, marks) = seen(line.unwrap());
        assert!(marks.is_empty(), "{line:?}");
        assert_eq!(shown.trim(), format!("{name} wrote:"));
    }
}

#[test]
fn the_authors_markdown_becomes_text() {
    for (markdown, text) in [
        ("What *is* **it**?", "What is it?"),
        (
            "See [the rules](https://example.org).",
            "See the rules (https://example.org).",
        ),
        ("<https://example.org>", "https://example.org"),
        ("- a\n- b\n  1. c", "- a\n- b\n  1. c"),
        (
            "| Shift | Present |\n|---|--:|\n| Late | 5 |",
            "Shift: Late; Present: 5",
        ),
        ("one\n\ntwo", "one\n\ntwo"),
        ("a `code` b", "a code b"),
        ("![a chart](x.png)", "a chart"),
        ("<!-- gone -->here", "here"),
    ] {
        assert_eq!(plain(markdown).trim(), text, "{markdown:?}");
    }
}

#[test]
fn a_report_never_takes_the_place_of_another() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::find(Some(folder.path().to_owned())).unwrap();
    let journal = folder.path().join("one.jsonl");
    let (first, second) = (whole(), gathered(Names::Named));
    let ours = handout::write(&home, &first.session, Some(&journal)).unwrap();
    let again = handout::write(&home, &first.session, Some(&journal)).unwrap();
    assert_eq!(ours, again, "its own earlier report is replaced");
    fs::create_dir(home.reports().join("two")).unwrap();
    fs::write(home.reports().join("two/report.md"), "mine").unwrap();
    let other = handout::write(
        &home,
        &first.session,
        Some(&folder.path().join("two.jsonl")),
    );
    let other = other.unwrap();
    assert!(other[0].ends_with("two-2/report.html"), "{other:?}");
    let kept = fs::read_to_string(home.reports().join("two/report.md")).unwrap();
    assert_eq!(kept, "mine");
    // Another session whose journal, in another folder, has the same name.
    let mut later = second;
    later.entries.clear();
    let session = {
        let document = case::read(CASE, "late-bus.md");
        let mut table = Table::new(
            document.cases[0].clone(),
            Protocol::find(DEFAULT).unwrap(),
            3,
        );
        table.now = table.now.plus(5_000);
        reopened(&table)
    };
    let third = handout::write(&home, &session, Some(&journal)).unwrap();
    assert!(third[0].ends_with("one-2/report.html"), "{third:?}");
}

/// The same beginning, at another moment.
fn reopened(table: &Table) -> roundtable::session::Session {
    let mut first = table.entries[0].clone();
    first.at = table.now;
    roundtable::session::Session::open(&first).unwrap()
}
