//! One person's study: what comes back when, and how far they have come. Pure but for `shelf`: all
//! of it is folded from what their sessions keep, and the time is an argument.
//!
//! `due` says what comes back, from the brief that lies beside each journal; `record` folds
//! one journal, and `remark` what in it is no answer; `same` says which sessions are about one case;
//! `progress` puts all journals of a learner together; `export` writes it down. `shelf` finds
//! their names and journals, and says what a session of study begins with.

pub mod due;
pub mod export;
pub mod progress;
pub mod record;
pub mod remark;
pub mod same;
pub mod shelf;

use crate::{
    case::{Kind, Value},
    report::words,
};

/// What changed between two answers in lines to read: sentence by sentence, or by what was picked
/// of what there is, one by one.
pub fn changed(kind: &Kind, then: &Value, now: &Value) -> Vec<String> {
    let pieces = |value: &Value| -> Vec<String> {
        let whole = words::each(kind, value);
        let whole = whole.iter().flat_map(|piece| match value {
            Value::Text(_) | Value::Parts(_) => sentences(piece),
            Value::Choice(_) | Value::Scale(_) | Value::Rank(_) => vec![piece.as_str()],
        });
        whole.map(str::to_owned).collect()
    };
    let (before, after) = (pieces(then), pieces(now));
    let mut lines = Vec::new();
    for (lead, own, other) in [
        ("Only last time", &before, &after),
        ("Only today", &after, &before),
    ] {
        let only = own.iter().filter(|sentence| {
            let known = sentence.to_lowercase();
            !other.iter().any(|other| other.to_lowercase() == known)
        });
        lines.extend(only.map(|sentence| format!("{lead}: {sentence}")));
    }
    if lines.is_empty() {
        lines.push("Nothing changed since last time.".to_owned());
    }
    lines
}

fn sentences(text: &str) -> Vec<&str> {
    let pieces = text.split_inclusive(['.', '!', '?', '\n', '。']);
    pieces
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect()
}
