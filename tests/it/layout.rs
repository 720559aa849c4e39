//! One line of a journal: its fields in their order, and how long it can be.

use std::fs;

use roundtable::{
    case::Answer,
    clock,
    id::{CommandId, PersonId, QuestionId, Seq},
    journal::line::{self, Hash},
    session::{Actor, Entry, Event, MOST_BYTES},
};

/// The most bytes of a line, its new line included; the first line is exempt, since it holds the
/// case.
const MOST_LINE_BYTES: usize = 64 * 1024;

use crate::wire::golden;

#[test]
fn a_line_is_laid_out_as_documented() {
    let then = fs::read_to_string(golden()).unwrap();
    let mut before = "0".repeat(32);
    for (at, line) in then.lines().enumerate() {
        let keys: Vec<_> = [
            "{\"n\":",
            ",\"p\":\"",
            ",\"at\":\"",
            ",\"mono\":",
            ",\"v\":2,",
            ",\"id\":\"",
            ",\"by\":",
            ",\"event\":\"",
            ",\"h\":\"",
        ]
        .iter()
        .map(|key| line.find(key).expect(key))
        .collect();
        assert!(keys.is_sorted(), "{line}");
        let (body, tail) = line.rsplit_once(",\"h\":\"").unwrap();
        let hash = blake3::hash(body.as_bytes()).to_hex();
        assert_eq!(tail, format!("{}\"}}", hash.split_at(32).0));
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(json["n"], at + 1);
        assert_eq!(json["p"], *before);
        assert!(json["at"].as_str().unwrap().ends_with('Z'));
        before = json["h"].as_str().unwrap().to_owned();
    }
}

#[test]
fn the_longest_answer_stays_within_a_line() {
    for unit in ["\"", "\\", "\n", "é", "日", "a"] {
        let most = unit.repeat(MOST_BYTES / unit.len());
        let entry = Entry {
            n: Seq(u64::MAX),
            at: clock::now(),
            id: CommandId(u128::MAX),
            by: Actor::Person(PersonId(u32::MAX)),
            event: Event::Answered {
                person: PersonId(u32::MAX),
                question: QuestionId::new("long ".repeat(100)),
                answer: Answer::text(&most),
                handed_in: true,
                late: true,
                moved_by: None,
            },
        };
        let (line, _) = line::write(&entry, Hash::NONE).unwrap();
        assert!(line.len() <= MOST_LINE_BYTES, "{unit}: {}", line.len());
        let read = line::read(line.strip_suffix(b"\n").unwrap()).unwrap();
        assert_eq!(read.entry, entry);
    }
}
