//! Verifying a journal: how many entries are intact, what is damaged, whether its end is there.

use std::path::Path;

use serde::Serialize;

use super::{
    head::{self, Head},
    open::{self, Numbers, read, what_it_was},
    salvage::salvage,
    scan::Scan,
};
use crate::{
    fault::Fault,
    session::{Event, Session},
    text::Clean,
};

/// What verifying a journal found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    pub path: Clean,
    /// Whether nothing that was confirmed is lost, as far as the files tell.
    pub sound: bool,
    pub intact: usize,
    /// Damaged or missing entries, first and last number of each stretch.
    pub damaged: Vec<(u64, u64)>,
    /// What the damaged entries were, as far as it can be read.
    pub was: Option<Clean>,
    /// Bytes at the end that are no entry; where they lack a new line, they were cut off and
    /// had never been confirmed.
    pub cut_off_bytes: usize,
    /// What the head file says of the end.
    pub head: HeadSays,
    /// The last entry that was saved, where the head file knows of more than there are.
    pub saved: Option<u64>,
    /// The first entry that does not follow from those before it.
    pub misfit: Option<u64>,
    /// Intact entries of which nothing can be kept all the same, and why.
    pub left_out: Vec<(u64, &'static str)>,
    /// A newer version of the program wrote some of it.
    pub newer: bool,
    pub closed: bool,
    pub said: Clean,
}

/// What the head file says of a journal's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadSays {
    Matches,
    /// It goes on after that, as after a crash.
    GoesOn,
    EndIsGone,
    /// The last entry is another one.
    OtherEnd,
    /// There is no head file, or it cannot be read.
    Nothing,
}

/// Verifies one journal. Changes nothing.
pub fn verify(path: &Path) -> Result<Verdict, Fault> {
    Ok(verdict(path, &read(path)?))
}

/// What there is to say of a journal that was read.
pub fn verdict(path: &Path, scan: &Scan) -> Verdict {
    let saved = head::read(path);
    let head = head_says(scan, saved.as_ref());
    let mut misfit = None;
    let mut kept = None;
    if !scan.entries.is_empty() {
        let whole = scan.damage.is_empty();
        let replayed = whole.then(|| Session::replay(&scan.entries));
        misfit = replayed.and_then(|made| made.err().map(|misfit| misfit.n.0));
        if !whole || misfit.is_some() {
            kept = salvage(path, scan.clone(), true);
        }
    }
    let closes = |event: &Event| matches!(event, Event::Closed { .. });
    let lost = matches!(head, HeadSays::EndIsGone | HeadSays::OtherEnd) || ends_damaged(scan);
    let mut verdict = Verdict {
        path: Clean::line(&path.to_string_lossy()),
        sound: !(scan.entries.is_empty()
            || !scan.damage.is_empty()
            || lost
            || misfit.is_some()
            || scan.newer),
        intact: scan.entries.len(),
        damaged: scan.damage.iter().map(|gap| (gap.from, gap.to)).collect(),
        was: what_it_was(&scan.damage).map(Clean::from),
        cut_off_bytes: scan.torn.as_ref().map_or(0, Vec::len),
        head,
        saved: saved
            .map(|head| head.n.0)
            .filter(|_| head == HeadSays::EndIsGone),
        misfit,
        left_out: kept
            .iter()
            .flat_map(|(made, _)| &made.left)
            .map(|(n, why)| (n.0, *why))
            .collect(),
        newer: scan.newer,
        closed: scan
            .entries
            .last()
            .is_some_and(|entry| closes(&entry.event)),
        said: Clean::default(),
    };
    let more = kept.map_or_else(Vec::new, |(made, from)| open::said(&made, from));
    verdict.said = said(&verdict, scan, more);
    verdict
}

fn head_says(scan: &Scan, head: Option<&Head>) -> HeadSays {
    match head {
        None => HeadSays::Nothing,
        Some(head) if head.n > scan.last() => HeadSays::EndIsGone,
        Some(head) if head.n < scan.last() => HeadSays::GoesOn,
        Some(head) if head.h == scan.hash => HeadSays::Matches,
        Some(_) => HeadSays::OtherEnd,
    }
}

/// A line that was cut off lacks its new line; one that has it may have been whole once.
fn ends_damaged(scan: &Scan) -> bool {
    scan.torn.as_ref().is_some_and(|torn| torn.ends_with(b"\n"))
}

fn said(verdict: &Verdict, scan: &Scan, more: Vec<String>) -> Clean {
    let mut said = Vec::new();
    match (verdict.intact, scan.damage.as_slice()) {
        (0, _) => said.push("it holds no whole entry".to_owned()),
        (1, []) => said.push("the one entry is intact".to_owned()),
        (all, []) => said.push(format!("all {all} entries are intact")),
        (rest, damage) => {
            let lines: Vec<_> = damage.iter().map(|gap| gap.line.to_string()).collect();
            let numbers = Numbers(damage).to_string();
            said.push(format!("{} (line {})", numbers, lines.join(", ")));
            said.push(format!("{rest} are intact"));
        }
    }
    said.extend(more);
    match (verdict.head, verdict.saved) {
        (HeadSays::EndIsGone, Some(saved)) => said.push(format!(
            "it ends at entry {}, but entry {saved} was saved",
            scan.last()
        )),
        (HeadSays::OtherEnd, _) => {
            said.push("its last entry is not the one that was saved".to_owned());
        }
        _ => {}
    }
    if let Some(n) = verdict.misfit {
        said.push(format!(
            "entry {n} does not follow from those before it: the file was changed by hand"
        ));
    }
    if verdict.newer {
        said.push("a newer version of the program wrote some of it".to_owned());
    }
    match verdict.cut_off_bytes {
        0 => {}
        bytes if ends_damaged(scan) => said.push(format!(
            "{bytes} bytes at its end are damaged, and may have been an entry"
        )),
        bytes => said.push(format!(
            "{bytes} bytes at its end were cut off and had not been confirmed"
        )),
    }
    said.push(
        if verdict.closed {
            "closed"
        } else {
            "not closed"
        }
        .to_owned(),
    );
    Clean::line(&said.join("; "))
}
