//! A report is written piece by piece: however long a session was, what its people said is in
//! memory once.

use std::io::{self, Write};

use roundtable::{
    case::Value,
    handout::{Text, write_text},
    id::{PersonId, QuestionId},
    protocol::Protocol,
    report::{html, json, markdown},
    session::{Actor, Command, Viewer},
    text::Clean,
};

use crate::{
    report::report_of,
    world::{self, Table},
};

/// How much was written, and the longest piece of it.
#[derive(Default)]
struct Pieces {
    all: usize,
    longest: usize,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.all += bytes.len();
        self.longest = self.longest.max(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const PEOPLE: u32 = 60;
const LONG: usize = 20_000;

/// Sixty long answers to the first question, shown.
fn much() -> Table {
    let mut table = Table::new(world::case(), Protocol::find("think-share").unwrap(), 5);
    for person in 1..=PEOPLE {
        let name = Clean::new(&format!("Person {person}"));
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    table.advance();
    table.advance();
    for person in 1..=PEOPLE {
        let command = Command::Answer {
            person: PersonId(person),
            question: QuestionId::new("q1"),
            answer: roundtable::case::Answer::text(&"words ".repeat(LONG / 6)),
            handed_in: false,
            moved_by: None,
        };
        table.must(Actor::Desk, command);
    }
    table.advance();
    table
}

#[test]
fn what_people_said_is_in_memory_once() {
    let report = report_of(&much());
    for (name, text) in [
        ("html", Text::Page("today", true)),
        ("json", Text::Json),
        ("markdown", Text::Mail(true)),
    ] {
        let mut pieces = Pieces::default();
        write_text(&report, text, &mut pieces).unwrap();
        assert!(
            pieces.all > PEOPLE as usize * LONG,
            "{name}: {}",
            pieces.all
        );
        // As mail a question is a piece, and this session has one that was answered.
        let most = if name == "markdown" {
            pieces.all
        } else {
            2 * LONG
        };
        assert!(pieces.longest <= most, "{name}: {}", pieces.longest);
    }
    // The same words, not a copy of them.
    for given in &report.questions[0].answers {
        let [text] = given.value.texts() else {
            panic!("{given:?}")
        };
        assert!(std::ptr::eq(text.as_str(), given.words.as_str()));
    }
}

/// The same text, whether as a whole or piece by piece.
#[test]
fn pieces_make_the_whole() {
    for table in [much(), crate::report::whole()] {
        let report = report_of(&table);
        let whole = |text| {
            let mut bytes = Vec::new();
            write_text(&report, text, &mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        for own in [false, true] {
            let page = html::report(&report, "today", own);
            assert_eq!(whole(Text::Page("today", own)), page);
            let mail = markdown::write(&report, own);
            assert_eq!(whole(Text::Mail(own)), mail);
            assert!(mail.ends_with('\n') && !mail.ends_with("\n\n"));
        }
        assert_eq!(whole(Text::Json), json::write(&report));
    }
}

/// What can be voted on is looked for while somebody votes: it takes reading all that was said.
#[test]
fn what_can_be_voted_on_is_listed_while_people_vote() {
    let table = much();
    let view = table.view(Viewer::Facilitator);
    let question = view.question.unwrap();
    assert_eq!(question.answers.len(), PEOPLE as usize);
    assert!(question.items.is_empty());
    let texts = |value: &Value| value.texts().len();
    assert!(
        question
            .answers
            .iter()
            .all(|one| texts(&one.answer.value) == 1)
    );
}
