//! What a change of one line broke and no test noticed.

use std::{collections::BTreeSet, fs};

use roundtable::{
    case::{Answer, Value},
    id::{PersonId, QuestionId, Seq},
    journal::{cut_off::readable, drafts::DraftKey, verify::verify},
    protocol::{Protocol, own},
    session::{Actor, Command, Event, Refusal},
    text::Clean,
};
use tempfile::TempDir;

use crate::world::{self, Table};

fn room(protocol: &Protocol, people: u32, seed: u64) -> Table {
    let mut table = Table::new(world::case(), protocol, seed);
    for person in 1..=people {
        let name = Clean::new(&format!("Person {person}"));
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    table.advance();
    table.advance();
    table
}

/// A theme of an answer that nobody may see yet would tell that it is there, and whose.
#[test]
fn a_hidden_answer_goes_into_no_theme() {
    let mut table = room(Protocol::find("think-share").unwrap(), 2, 7);
    let (person, question) = (PersonId(1), QuestionId::new("q1"));
    let value = Value::Text(Clean::new("Mine"));
    let answer = Answer {
        value,
        reason: Clean::default(),
    };
    let says = Command::Answer {
        person,
        question: question.clone(),
        answer,
        handed_in: false,
        moved_by: None,
    };
    table.must(Actor::Person(person), says);
    let entry = table.session.last();
    let theme = || Command::MakeTheme {
        question: question.clone(),
        title: Clean::new("Alike"),
        items: vec![entry],
    };
    assert_eq!(table.send(Actor::Desk, theme(), 0), Err(Refusal::NotThere));
    let sort = Command::Sort {
        items: vec![entry],
        theme: None,
    };
    assert_eq!(table.send(Actor::Desk, sort, 0), Err(Refusal::NotThere));
    table.advance();
    assert_eq!(table.send(Actor::Desk, theme(), 0), Ok(1));
    let unknown = Command::Sort {
        items: vec![Seq(999)],
        theme: None,
    };
    assert_eq!(table.send(Actor::Desk, unknown, 0), Err(Refusal::NotThere));
}

/// Nine people in threes, twice: hardly anybody meets anybody again, as they would by chance.
#[test]
fn threes_that_are_made_anew_part_who_has_met() {
    let lines = [
        ("one 2: alone, answer", 1),
        ("first 2: trios, notes, see group", 2),
        ("second 2: trios, notes, see group", 3),
    ];
    let (protocol, _) = own("threes", &lines);
    let protocol = protocol.unwrap();
    let mut again = 0;
    for seed in 0..20 {
        let mut table = room(&protocol, 9, seed);
        table.advance();
        table.advance();
        let mut met = BTreeSet::new();
        let groups = table.entries.iter().filter_map(|entry| match &entry.event {
            Event::Grouped { groups } => Some(groups),
            _ => None,
        });
        let mut rounds = 0;
        for group in groups.inspect(|_| rounds += 1).flatten() {
            for a in group {
                for b in group.iter().filter(|b| a < *b) {
                    again += usize::from(!met.insert((*a, *b)));
                }
            }
        }
        assert_eq!(rounds, 2);
    }
    // By chance nine pairs of thirty-six meet again about twice a room: forty-five in all.
    assert!(again <= 10, "{again}");
}

/// A journal that a newer program went on with is not called sound.
#[test]
fn what_a_newer_program_wrote_is_not_called_sound() {
    let folder = TempDir::new().unwrap();
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journals/format-1.jsonl");
    let text = fs::read_to_string(golden).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let (last, before) = lines.split_last().unwrap();
    let (body, _) = last.rsplit_once(",\"h\":").unwrap();
    let body = body.replace("\"event\":\"closed\"", "\"event\":\"flown\"");
    let hash = blake3::hash(body.as_bytes()).to_hex();
    let hash = hash.split_at(32).0;
    let path = folder.path().join("newer.jsonl");
    let newer = format!("{}\n{body},\"h\":\"{hash}\"}}\n", before.join("\n"));
    fs::write(&path, newer).unwrap();
    let verdict = verify(&path).unwrap();
    assert!(verdict.newer && !verdict.sound, "{}", verdict.said);
    fs::write(&path, text).unwrap();
    let verdict = verify(&path).unwrap();
    assert!(!verdict.newer && verdict.sound, "{}", verdict.said);
}

/// What can be read of an entry that was cut off is offered under what it was written for.
#[test]
fn a_piece_of_an_entry_is_offered_for_what_it_was() {
    let piece = |event: &str, rest: &str| {
        let line = format!(
            "{{\"n\":9,\"by\":{{\"person\":4}},\"event\":\"{event}\",\"person\":2,\"question\":\"why\",{rest}"
        );
        readable(line.as_bytes())
    };
    let (person, question) = (PersonId(2), QuestionId::new("why"));
    let keys = [
        (
            "answered",
            Some(DraftKey::Answer {
                person,
                question: question.clone(),
            }),
        ),
        (
            "voted",
            Some(DraftKey::Vote {
                person,
                question: question.clone(),
            }),
        ),
        (
            "noted",
            Some(DraftKey::Note {
                question,
                person: None,
            }),
        ),
        ("dissented", Some(DraftKey::Dissent)),
        (
            "committed",
            Some(DraftKey::Commitment {
                person: Some(person),
            }),
        ),
        ("spoken", Some(DraftKey::Word { person })),
        ("learned", None),
    ];
    for (event, key) in keys {
        let (found, draft) = piece(event, "\"text\":\"half a wo").unwrap();
        assert_eq!((found, draft.text.as_str()), (key, "half a wo"), "{event}");
    }
    // Escapes count, half of one does not, and what follows the text is none of it.
    for (rest, text) in [
        (r#""text":"a \"b\" c\\","h":"00"#, "a \"b\" c\\"),
        (r#""text":"a\n\u00e9\u00"#, "a\né"),
        (r#""text":"a\ud83d\ude0"#, "a"),
        (
            r#""what":"one","expect":"two","by_when":"three"#,
            "one\ntwo\nthree",
        ),
    ] {
        assert_eq!(
            piece("committed", rest).unwrap().1.text.as_str(),
            text,
            "{rest}"
        );
    }
    let (_, draft) = piece("voted", r#""reason":"only why"#).unwrap();
    assert_eq!(
        (draft.text.as_str(), draft.reason.as_str()),
        ("", "only why")
    );
    // Nothing that anybody wrote, or nothing at all.
    assert_eq!(piece("moved", "\"h\":\"00"), None);
    assert_eq!(readable(b""), None);
    assert_eq!(readable(b"\n\n"), None);
    // A character that was cut in two, and the last line of several.
    let mut torn =
        b"{\"event\":\"noted\",\"text\":\"first\"}\n{\"event\":\"dissented\",\"text\":\"caf"
            .to_vec();
    torn.push(0xc3);
    let (key, draft) = readable(&torn).unwrap();
    assert_eq!((key, draft.text.as_str()), (Some(DraftKey::Dissent), "caf"));
}
