//! A new journal that takes over what is intact in a damaged one, which stays as it is.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Failure, Journal, beside, disk::Disk, open::read, scan::scan};
use crate::{
    clock,
    fault::Fault,
    id::Seq,
    session::{Actor, Entry, Event, Session, Target},
    text::Clean,
};

/// Takes over every intact entry that still fits, numbered anew. Returns the new file.
///
/// # Errors
///
/// Where the first entry, which holds the case, is not intact, or nothing can be written.
pub fn take_over(disk: Arc<dyn Disk>, path: &Path) -> Result<PathBuf, Fault> {
    let scan = scan(&read(path)?);
    let (mut entries, mut damaged) = fitting(&scan.entries).ok_or_else(|| {
        Fault::new(
            "Nothing can be taken over",
            "The file stays as it is; its answers can be read in any text editor.",
        )
        .at(path)
        .because("Its first entry, which holds the case, is damaged.")
    })?;
    damaged.extend(scan.damage.iter().flat_map(|gap| gap.from..=gap.to));
    damaged.sort_unstable();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    entries.push(Entry {
        n: Seq(entries.len() as u64 + 1),
        at: clock::now(),
        id: clock::command_id(),
        by: Actor::Program,
        event: Event::TakenOver {
            from: Clean::line(&name),
            damaged,
        },
    });
    let new = free_name(path);
    Journal::create(disk, &new, &mut entries)
        .map(|_| new.clone())
        .map_err(|failure: Failure| {
            Fault::of_io("The new journal cannot be written", &new, failure.error())
        })
}

/// Entries that fit one after another, numbered anew, and the old numbers of those that do not.
fn fitting(entries: &[Entry]) -> Option<(Vec<Entry>, Vec<u64>)> {
    let first = entries.first()?;
    let mut session = Session::open(first).ok()?;
    let mut numbers = BTreeMap::from([(first.n, first.n)]);
    let (mut fit, mut left) = (vec![first.clone()], Vec::new());
    for entry in entries.iter().skip(1) {
        let mut entry = entry.clone();
        let old = entry.n;
        entry.n = session.last().next();
        let mut tried = session.clone();
        // A closed session cannot be gone on with; the new one is open until it is closed again.
        let closes = matches!(entry.event, Event::Closed { .. });
        if !closes && renumber(&mut entry.event, &numbers) && tried.apply(&entry).is_ok() {
            numbers.insert(old, entry.n);
            session = tried;
            fit.push(entry);
        } else if !closes {
            left.push(old.0);
        }
    }
    Some((fit, left))
}

/// Points references to other entries at their new numbers. False where one is gone.
fn renumber(event: &mut Event, numbers: &BTreeMap<Seq, Seq>) -> bool {
    let to = match event {
        Event::Noted {
            about: Some(about), ..
        } => about,
        Event::Dissented {
            against: Target::Answer(entry),
            ..
        } => entry,
        Event::DissentMet { dissent, .. } => dissent,
        _ => return true,
    };
    match numbers.get(to) {
        Some(new) => {
            *to = *new;
            true
        }
        None => false,
    }
}

fn free_name(path: &Path) -> PathBuf {
    let mut number = 1;
    loop {
        let candidate = beside(path, &format!("taken-over{number}.jsonl"));
        if !candidate.exists() {
            return candidate;
        }
        number += 1;
    }
}
