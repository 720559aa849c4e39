//! Whether a protocol can be what its name says with the questions of a case.

use super::{Case, Kind, Question};
use crate::protocol::Protocol;

/// Why a question cannot go through a protocol as it is meant; none where it can.
pub fn misfit(protocol: &Protocol, question: &Question) -> Option<&'static str> {
    let open = question.prompt.kind == Kind::Open;
    (open && protocol.needs_options())
        .then_some("it looks at how votes fell, and so needs options to choose among")
}

/// Whether any question of a case can go through a protocol as it is meant.
pub fn suits(protocol: &Protocol, case: &Case) -> bool {
    let mut questions = case.questions().peekable();
    questions.peek().is_none() || questions.any(|question| misfit(protocol, question).is_none())
}
