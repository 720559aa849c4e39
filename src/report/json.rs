//! The report as one JSON document; its keys are the fields of [`Report`], and stay.

use super::Report;

/// Writes it, with a new line at its end.
#[must_use]
pub fn write(report: &Report) -> String {
    let text = serde_json::to_string_pretty(report);
    let mut text = text.expect("a report holds nothing that JSON cannot");
    text.push('\n');
    text
}
