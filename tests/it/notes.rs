//! Who may read the notes to whoever leads a group, and when.

use roundtable::{
    case::{Answer, Value},
    id::{PersonId, QuestionId},
    protocol::Protocol,
    session::{Actor, Command, Viewer},
    text::Clean,
};

use crate::world::{self, Table};

/// Whoever studies alone leads nobody: notes to a facilitator wait until they can give nothing
/// away, whichever front asks for them.
#[test]
fn alone_the_notes_wait_for_the_comparison_and_the_close() {
    let protocol = Protocol::find("solo").unwrap();
    let mut table = Table::open(world::case(), protocol, 7, true);
    let name = Clean::new("Ann");
    table.must(Actor::Desk, Command::Join { name, role: None });
    table.advance();
    table.advance();
    let ann = PersonId(1);
    let both = [Viewer::Facilitator, Viewer::Person(ann)];
    let notes = |table: &Table, viewer| {
        let view = table.view(viewer);
        let asked = view.question.clone();
        let texts =
            asked.map(|asked| [asked.listen_for, asked.facilitator_notes, asked.follow_ups]);
        (texts.unwrap_or_default().concat(), view.facilitator_notes)
    };
    for viewer in both {
        assert_eq!(
            notes(&table, viewer),
            (Vec::new(), Vec::new()),
            "{viewer:?}"
        );
    }
    let question = QuestionId::new("q1");
    let answer = Answer {
        value: Value::Text(Clean::new("Mine")),
        reason: Clean::default(),
    };
    table.must(
        Actor::Person(ann),
        Command::Answer {
            person: ann,
            question,
            answer,
            handed_in: false,
            moved_by: None,
        },
    );
    while table.view(Viewer::Room).question.unwrap().models.is_empty() {
        table.advance();
    }
    for viewer in both {
        let (texts, of_case) = notes(&table, viewer);
        assert!(
            texts.contains(&Clean::new("LISTEN-1-")),
            "{viewer:?}: {texts:?}"
        );
        assert!(of_case.is_empty(), "those to the case come at the close");
    }
    table.must(Actor::Desk, Command::Close);
    for viewer in both {
        assert!(!notes(&table, viewer).1.is_empty(), "{viewer:?}");
    }
    let report = table.view(Viewer::Report);
    assert!(report.facilitator_notes.is_empty());
}
