//! The session that benchmarks fill: a case with a few questions.

use std::sync::Arc;

use roundtable::{
    case::{Case, Item, Kind, Part, Prompt, Question},
    id::QuestionId,
    protocol::Protocol,
    session::{FORMAT, Opened},
    text::Clean,
};

/// What a question is known by, counted from 1.
pub(crate) fn question_id(number: u32) -> QuestionId {
    QuestionId::new(format!("q{number}"))
}

/// What opens it, with a built-in protocol and a question of each of these kinds.
pub(crate) fn opened(protocol: &str, kinds: &[Kind]) -> Opened {
    let question = |(number, kind): (u32, &Kind)| {
        let prompt = Prompt {
            id: question_id(number),
            number,
            text: Clean::new("What would you do first?"),
            body: Vec::new(),
            kind: kind.clone(),
            seconds: None,
            builds_on: None,
            line: 1,
        };
        Item::Question(Arc::new(Question {
            prompt: Arc::new(prompt),
            aside: Arc::default(),
        }))
    };
    let case = Case {
        title: Clean::new("A case"),
        parts: vec![Part {
            items: (1..).zip(kinds).map(question).collect(),
            ..Part::default()
        }],
        ..Case::default()
    };
    let protocol = Protocol::find(protocol).expect("it is built in");
    Opened {
        protocols: Vec::new(),
        format: FORMAT,
        case: Arc::new(case),
        source: Clean::default(),
        source_hash: Clean::default(),
        place: Clean::default(),
        protocol: Arc::new(protocol.clone()),
        alone: false,
        seed: 7,
        boot: Clean::new("boot"),
        lang: None,
        most: None,
        study: None,
    }
}
