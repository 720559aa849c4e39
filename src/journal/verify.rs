//! Verifying a journal: how many entries are intact, what is damaged, whether its end is there.

use std::path::Path;

use serde::Serialize;

use super::{
    head,
    open::read,
    scan::{Scan, scan},
};
use crate::{
    fault::Fault,
    session::{Event, Session},
};

/// What verifying a journal found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The file.
    pub path: String,
    /// How many entries are intact.
    pub intact: usize,
    /// Damaged or missing entries, first and last number of each stretch.
    pub damaged: Vec<(u64, u64)>,
    /// Bytes at the end that were cut off and had never been confirmed.
    pub torn_bytes: usize,
    /// The last entry that was saved by the head file, where it lies behind the end.
    pub missing_from: Option<u64>,
    /// The first entry that does not follow from those before it.
    pub misfit: Option<u64>,
    /// A newer version of the program wrote it.
    pub newer: bool,
    /// Whether the session was closed.
    pub closed: bool,
    /// Whether nothing that was confirmed is lost.
    pub sound: bool,
}

/// Verifies one journal. Changes nothing.
///
/// # Errors
///
/// Where it cannot be read at all.
pub fn verify(path: &Path) -> Result<Verdict, Fault> {
    let scan = scan(&read(path)?);
    let saved = head::read(path).map(|head| head.n.0);
    let missing_from = saved.filter(|saved| *saved > scan.last().0);
    let misfit = misfit(&scan);
    let none = scan.entries.is_empty();
    Ok(Verdict {
        path: path.to_string_lossy().into_owned(),
        intact: scan.entries.len(),
        damaged: scan.damage.iter().map(|gap| (gap.from, gap.to)).collect(),
        torn_bytes: scan.torn.as_ref().map_or(0, Vec::len),
        missing_from,
        misfit,
        newer: scan.newer,
        closed: scan
            .entries
            .last()
            .is_some_and(|entry| matches!(entry.event, Event::Closed { .. })),
        sound: !none
            && scan.damage.is_empty()
            && missing_from.is_none()
            && misfit.is_none()
            && !scan.newer,
    })
}

fn misfit(scan: &Scan) -> Option<u64> {
    if scan.entries.is_empty() || !scan.damage.is_empty() {
        return None;
    }
    Session::replay(&scan.entries)
        .err()
        .map(|misfit| misfit.n.0)
}
