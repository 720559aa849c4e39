//! A new journal that takes over what is intact in a damaged one, which stays as it is.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Journal,
    disk::Disk,
    drafts, name,
    open::{nothing, read},
    salvage::salvage,
};
use crate::{
    clock,
    fault::Fault,
    id::Seq,
    session::{Actor, Entry, Event},
    text::Clean,
};

/// The most damaged entries that are named, so that the entry fits on its line.
const MOST_NAMED: usize = 1_000;

/// Takes over every intact entry, numbered anew. Returns the new file.
/// Fails where not one entry is intact, or nothing can be written.
pub fn take_over(disk: Arc<dyn Disk>, path: &Path) -> Result<PathBuf, Fault> {
    let scan = read(path)?;
    let gaps = scan.damage.iter().flat_map(|gap| gap.from..=gap.to);
    let mut damaged: Vec<_> = gaps.take(MOST_NAMED).collect();
    let fault = nothing(path, &scan);
    // A closed session cannot be gone on with; the new one is open until it is closed again.
    let (made, _) = salvage(path, scan, false).ok_or(fault)?;
    let mut entries = made.entries;
    damaged.extend(made.left.iter().map(|(n, _)| n.0));
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
