//! The report as one JSON document, for other programs. Its keys stay; new ones may come.
//!
//! ```text
//! {"format": 1, "session", "session_id", "entries", "consent_asked", "protocol", "opened_at",
//!  "finished",
//!  "case": {"title", "source", "language", "minutes", "settings": [{"name", "value"}], "goals",
//!    "sources"},
//!  "people": [{"name", "members", "role", "late", "left", "heard", "heard_minutes"}],
//!  "seats": ["Ann", null], "duties": [{"duty", "to"}], "passages": [{"number", "uses"}],
//!  "questions": [{"number", "id", "kind", "prompt", "options",
//!    "scale": {"low", "high", "low_label", "high_label"},
//!    "answers": [{"entry", "by", "pseudonym", "role", "version", "step", "kind", "value", "words",
//!      "reason", "moved_by", "handed_in", "late", "changed", "typed_by_desk", "level"}],
//!    "hidden", "passed", "passed_unnamed", "tally", "right",
//!    "model_answers": [{"title", "claims": [{"text", "stances": [{"by", "stance", "text",
//!      "late", "level"}]}]}],
//!    "notes": [{"entry", "by", "kind", "text", "about", "speaks_to", "tag", "late", "level"}],
//!    "uncounted" (what is not in "tally"), "set_aside": [{"by", "why"}],
//!    "themes": [{"title", "entries", "items"}], "rounds": [{"step", "lines"}], "outcome",
//!    "moves": [{"by", "from", "to", "moved_by"}], "tags": [{"tag", "notes"}],
//!    "unheard", "heard_recorded", "unheard_by",
//!    "steps": [{"step", "planned_minutes", "added_minutes", "actual_minutes", "skipped"}]}],
//!  "dissent": [{"by", "against", "text", "state", "answers": [{"state", "text"}],
//!    "level"}],
//!  "learned": [{"who", "what", "happened", "learned"}],
//!  "commitments": [{"by", "what", "by_when", "surprise", "expect", "level"}],
//!  "words": [{"by", "word", "level"}],
//!  "given_minutes" where somebody said so, "agenda": [{"label", "planned_minutes", "actual_minutes", "reached"}],
//!  "facts": [{"number", "title", "asked_by", "at", "question"}], "changes", "damage"}
//! ```
//!
//! The value of an open answer is its text. That of a choice is the list of options picked, of a
//! ranking all items from first to last, both counted from 0; that of a scale is a point for each
//! statement, or the one point. `by` is a name or a pseudonym; in a note or dissent it is null
//! where nobody is named, in a commitment where it is the group's. Under a pseudonym an answer's
//! `entry` is null and nothing refers to it, since entries are numbered as they were written.
//! `level` is how much may leave the group: 0 nothing, 1 numbers, 2 words without the name, 3 with
//! it; null where nobody was asked. Where names are hidden anywhere, what stands under a name has the
//! lowest level of all.
//!
//! `prompt`, `options`, claims, `goals` and `sources` are the author's Markdown; all else is plain
//! text. What each key means is said at the fields of [`Report`].

use super::Report;

/// Writes it, with a new line at its end.
pub fn write(report: &Report) -> String {
    text(serde_json::to_string_pretty(report))
}

/// Writes several as one list.
pub fn write_all(reports: &[Report]) -> String {
    text(serde_json::to_string_pretty(reports))
}

fn text(written: serde_json::Result<String>) -> String {
    let mut text = written.expect("a report holds nothing that JSON cannot");
    text.push('\n');
    text
}
