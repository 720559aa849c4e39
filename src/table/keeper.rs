//! When the files beside a journal are due: drafts soon after the last key, the head every
//! few seconds.

use std::{
    io,
    path::Path,
    time::{Duration, Instant},
};

use crate::journal::drafts::{self, Draft, DraftKey, DraftsFile};

/// After the last key.
const QUIET: Duration = Duration::from_millis(300);
/// After the first key that is not on disk, however fast somebody types.
const LONGEST: Duration = Duration::from_millis(350);
/// Between two syncs of drafts.
const BETWEEN_SYNCS: Duration = Duration::from_millis(1000);
/// Between an entry and the head that tells of it.
const HEAD: Duration = Duration::from_secs(3);
/// Between two tries to save.
const RETRY: Duration = Duration::from_secs(2);

/// Keeps the drafts, and knows what is due when.
#[derive(Default)]
pub(super) struct Keeper {
    pub(super) kept: DraftsFile,
    first_key: Option<Instant>,
    last_key: Option<Instant>,
    /// Drafts on disk that a power cut may still take.
    unsynced: bool,
    last_sync: Option<Instant>,
    /// Writing drafts failed: it is tried again then.
    pause: Option<Instant>,
    head: Option<Instant>,
    retry: Option<Instant>,
}

impl Keeper {
    pub(super) fn change(&mut self, key: DraftKey, draft: Option<Draft>) {
        let drafts = &mut self.kept.drafts;
        let changed = match draft {
            Some(draft) => drafts.insert(key, draft.clone()) != Some(draft),
            None => drafts.remove(&key).is_some(),
        };
        if changed {
            self.are_elsewhere();
        }
    }

    /// The drafts on disk are not these, or not where they have to be.
    pub(super) fn are_elsewhere(&mut self) {
        let now = Instant::now();
        self.first_key.get_or_insert(now);
        self.last_key = Some(now);
    }

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

    /// Says that saving has to be tried again, but not with every key.
    pub(super) fn try_again(&mut self) {
        self.retry = Some(Instant::now() + RETRY);
    }

    /// Whether saving waits for its next try.
    pub(super) fn waits(&self) -> bool {
        self.retry.is_some_and(|at| at > Instant::now())
    }

    /// Saving worked, or is tried at once.
    pub(super) fn wait_no_more(&mut self) {
        self.retry = None;
    }

    /// When something is due next; never, while nothing is.
    pub(super) fn next(&self, has_journal: bool) -> Option<Instant> {
        if !has_journal {
            return self.retry;
        }
        let due = [self.drafts_due(), self.sync_due(), self.head, self.retry];
        due.into_iter().flatten().min()
    }

    fn drafts_due(&self) -> Option<Instant> {
        let quiet = self.last_key? + QUIET;
        Some(self.after_pause(quiet.min(self.first_key? + LONGEST)))
    }

    fn sync_due(&self) -> Option<Instant> {
        let last = self.last_sync.filter(|_| self.unsynced)?;
        Some(self.after_pause(last + BETWEEN_SYNCS))
    }

    fn after_pause(&self, at: Instant) -> Instant {
        self.pause.map_or(at, |pause| at.max(pause))
    }

    /// Writes the drafts that are due, or all of them at once and synced. True where the ones
    /// on disk are now those in memory.
    /// Fails with what the system says; they are then due again after a while.
    pub(super) fn write_drafts(&mut self, journal: &Path, at_once: bool) -> io::Result<bool> {
        let now = Instant::now();
        let is_due = |at: Option<Instant>| at.is_some_and(|at| at_once || at <= now);
        let (changed, unsynced) = (is_due(self.drafts_due()), is_due(self.sync_due()));
        if !(changed || unsynced) {
            return Ok(false);
        }
        let rested = self.last_sync.is_none_or(|at| now >= at + BETWEEN_SYNCS);
        let durable = at_once || rested;
        self.kept.serial += 1;
        self.pause = Some(now + RETRY);
        drafts::write(journal, &self.kept, durable)?;
        (self.first_key, self.last_key, self.pause) = (None, None, None);
        self.unsynced = !durable;
        if durable {
            self.last_sync = Some(now);
        }
        Ok(true)
    }
}
