//! When the files beside a journal are due: drafts soon after the last key, the head every
//! few seconds.

use std::{
    io,
    path::Path,
    time::{Duration, Instant},
};

use crate::journal::drafts::{self, Draft, DraftKey, Drafts};

/// After the last key.
const QUIET: Duration = Duration::from_millis(300);
/// After the first key that is not on disk, however fast somebody types.
const LONGEST: Duration = Duration::from_millis(450);
/// Between two syncs of drafts.
const BETWEEN_SYNCS: Duration = Duration::from_millis(1000);
/// Between an entry and the head that tells of it.
const HEAD: Duration = Duration::from_secs(3);
/// Between two tries to save.
const RETRY: Duration = Duration::from_secs(2);

/// Keeps the drafts, and knows what is due when.
#[derive(Default)]
pub(super) struct Keeper {
    pub(super) drafts: Drafts,
    first_key: Option<Instant>,
    last_key: Option<Instant>,
    /// Drafts on disk that a power cut may still take.
    unsynced: bool,
    last_sync: Option<Instant>,
    head: Option<Instant>,
    retry: Option<Instant>,
}

impl Keeper {
    /// Takes a change of a draft.
    pub(super) fn change(&mut self, key: DraftKey, draft: Option<Draft>) {
        let changed = match draft {
            Some(draft) => self.drafts.insert(key, draft.clone()) != Some(draft),
            None => self.drafts.remove(&key).is_some(),
        };
        if changed {
            let now = Instant::now();
            self.first_key.get_or_insert(now);
            self.last_key = Some(now);
        }
    }

    /// Says that the head is behind.
    pub(super) fn head_is_behind(&mut self) {
        self.head.get_or_insert(Instant::now() + HEAD);
    }

    /// Whether the head has to be written, now or at once.
    pub(super) fn takes_head(&mut self, at_once: bool) -> bool {
        let due = self.head.is_some_and(|at| at_once || at <= Instant::now());
        if due {
            self.head = None;
        }
        due
    }

    /// Says that saving has to be tried again.
    pub(super) fn try_again(&mut self) {
        self.retry = Some(Instant::now() + RETRY);
    }

    /// Whether saving has to be tried again now.
    pub(super) fn takes_retry(&mut self) -> bool {
        let due = self.retry.is_some_and(|at| at <= Instant::now());
        if due {
            self.retry = None;
        }
        due
    }

    /// When something is due next; never, while nothing is.
    pub(super) fn next(&self) -> Option<Instant> {
        let sync = self
            .last_sync
            .filter(|_| self.unsynced)
            .map(|at| at + BETWEEN_SYNCS);
        [self.drafts_due(), sync, self.head, self.retry]
            .into_iter()
            .flatten()
            .min()
    }

    fn drafts_due(&self) -> Option<Instant> {
        let quiet = self.last_key? + QUIET;
        Some(quiet.min(self.first_key? + LONGEST))
    }

    /// Writes the drafts that are due, or all of them at once and synced.
    ///
    /// # Errors
    ///
    /// What the system says; they are then due again.
    pub(super) fn write_drafts(&mut self, journal: &Path, at_once: bool) -> io::Result<()> {
        let now = Instant::now();
        let written = self.drafts_due().is_some_and(|at| at_once || at <= now);
        let rested = self.last_sync.is_none_or(|at| now >= at + BETWEEN_SYNCS);
        let durable = at_once || rested;
        if written || (self.unsynced && durable) {
            drafts::write(journal, &self.drafts, durable)?;
            (self.first_key, self.last_key) = (None, None);
            self.unsynced = !durable;
            if durable {
                self.last_sync = Some(now);
            }
        }
        Ok(())
    }
}
