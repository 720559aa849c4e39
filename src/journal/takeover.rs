//! A new journal that takes over what is intact in a damaged one, which stays as it is.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Journal, disk::Disk, drafts, name, open::read};
use crate::{
    clock,
    fault::Fault,
    id::Seq,
    session::{Actor, Ballot, Entry, Event, Session, Target},
    text::Clean,
};

/// The most damaged entries that are named, so that the entry fits on its line.
const MOST_NAMED: usize = 1_000;

/// Takes over every intact entry that still fits, numbered anew. Returns the new file.
///
/// # Errors
///
/// Where the first entry, which holds the case, is not intact, or nothing can be written.
pub fn take_over(disk: Arc<dyn Disk>, path: &Path) -> Result<PathBuf, Fault> {
    let scan = read(path)?;
    let (_, mut entries, left) = fitting(&scan.entries).ok_or_else(|| {
        Fault::new(
            "Nothing can be taken over",
            "The file stays as it is; its answers can be read in any text editor.",
        )
        .at(path)
        .because("Its first entry, which holds the case, is damaged.")
    })?;
    let gaps = scan.damage.iter().flat_map(|gap| gap.from..=gap.to);
    let mut damaged: Vec<_> = gaps.take(MOST_NAMED).chain(left).collect();
    damaged.sort_unstable();
    damaged.truncate(MOST_NAMED);
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    entries.push(Entry {
        n: Seq(entries.len() as u64 + 1),
        at: clock::now(),
        id: clock::command_id(),
        by: Actor::Program,
        event: Event::TakenOver {
            from: Clean::line(&file),
            damaged,
        },
    });
    let folder = path.parent().unwrap_or(Path::new("."));
    let new = name::fresh(folder, &format!("{}-taken-over.jsonl", name::stem(path)));
    let fault = |error: &io::Error| Fault::of_io("The new journal cannot be written", &new, error);
    Journal::create(disk, &new, &mut entries).map_err(|failure| fault(failure.error()))?;
    drafts::write(&new, &drafts::read(path), true).map_err(|error| fault(&error))?;
    Ok(new)
}

/// Entries that fit one after another, numbered anew, the session that they make, and the old
/// numbers of those that do not fit.
pub(super) fn fitting(entries: &[Entry]) -> Option<(Session, Vec<Entry>, Vec<u64>)> {
    let first = entries.first()?;
    let mut session = Session::open(first).ok()?;
    let mut numbers = HashMap::from([(first.n, first.n)]);
    let (mut fit, mut left) = (vec![first.clone()], Vec::new());
    for entry in entries.iter().skip(1) {
        // A closed session cannot be gone on with; the new one is open until it is closed again.
        if matches!(entry.event, Event::Closed { .. }) {
            continue;
        }
        let old = entry.n;
        let mut entry = entry.clone();
        entry.n = session.last().next();
        if !points_somewhere(&mut entry.event, &numbers) {
            left.push(old.0);
        } else if session.apply(&entry).is_ok() {
            numbers.insert(old, entry.n);
            fit.push(entry);
        } else {
            // After a misfit a session is not to be used any more.
            session = Session::replay(&fit).ok()?;
            left.push(old.0);
        }
    }
    let session = Session::replay(&fit).ok()?;
    Some((session, fit, left))
}

/// Points a reference to another entry at its new number. False where that one is gone.
fn points_somewhere(event: &mut Event, numbers: &HashMap<Seq, Seq>) -> bool {
    refers_to(event)
        .into_iter()
        .all(|to| match numbers.get(to) {
            Some(new) => {
                *to = *new;
                true
            }
            None => false,
        })
}

/// The other entries that an event speaks about.
pub fn refers_to(event: &mut Event) -> Vec<&mut Seq> {
    match event {
        Event::Noted { about, .. } => about.iter_mut().collect(),
        Event::Dissented {
            against: Target::Answer(entry) | Target::Theme(entry),
            ..
        } => vec![entry],
        Event::DissentMet { dissent, .. } => vec![dissent],
        Event::Voted { ballot, .. } => match ballot {
            Ballot::Ranking(items) => items.iter_mut().collect(),
            Ballot::Rating(rated) => rated.iter_mut().map(|one| &mut one.item).collect(),
            Ballot::Dots(dotted) => dotted.iter_mut().map(|one| &mut one.item).collect(),
            Ballot::Consent { .. } => Vec::new(),
        },
        Event::Heard { answer, .. } => answer.iter_mut().collect(),
        Event::ThemeMade { items, .. } => items.iter_mut().collect(),
        Event::ThemeNamed { theme, .. } => vec![theme],
        Event::Sorted { items, theme } => items.iter_mut().chain(theme).collect(),
        Event::Tagged { note, .. } => vec![note],
        _ => Vec::new(),
    }
}
