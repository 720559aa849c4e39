//! What was said is in memory only: waiting for the disk, or for another folder.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use super::{Flow, Stop, commands::Said, front::Front};
use crate::{fault::Fault, table::News};

/// How long the end of the input waits for a disk that takes nothing.
const PATIENCE: Duration = Duration::from_secs(10);
/// A little longer than the table waits before it tries again.
const NEXT_TRY: Duration = Duration::from_secs(3);

impl Front<'_> {
    /// What was said last is in memory only. It is tried again every two seconds.
    pub(super) fn wait_for_the_disk(&mut self, fault: Fault) -> Flow<bool> {
        self.say(&fault.to_string())?;
        self.unsaved = Some(fault);
        loop {
            self.say("NOT SAVED. It is kept in memory and tried again. An empty line looks whether it is saved now; /folder FOLDER keeps the session there; /quit leaves.")?;
            let line = match self.lines.line() {
                Ok(line) => line,
                Err(stop) => {
                    if matches!(stop, Stop::End) {
                        self.saved_within(PATIENCE)?;
                    }
                    return Err(stop);
                }
            };
            match self.parsed(&line) {
                None if !line.trim().is_empty() => self.stray(&line)?,
                Some(Ok(Said::Folder(folder))) => self.table.save_in(PathBuf::from(folder)),
                Some(Ok(Said::Quit)) => return Err(Stop::Quit),
                _ => {}
            }
            if self.saved_within(NEXT_TRY)? {
                return Ok(true);
            }
        }
    }

    /// Whether all that was in memory only comes to disk in time.
    fn saved_within(&mut self, time: Duration) -> Flow<bool> {
        // One deadline: what is heard meanwhile makes it no longer.
        let end = Instant::now() + time;
        let left = || end.saturating_duration_since(Instant::now());
        while let Ok(news) = self.news.recv_timeout(left()) {
            match news {
                News::SavedAgain => {
                    self.unsaved = None;
                    self.take(self.client.session())?;
                    self.say("Saved now: everything is on disk.")?;
                    return Ok(true);
                }
                News::Told(text) => self.say(&text)?,
                News::NotSaved(_)
                | News::Published { .. }
                | News::Refused { .. }
                | News::TimeUpSoon => {}
            }
        }
        Ok(false)
    }

    /// What happened meanwhile that people have to know.
    pub(super) fn tell_news(&mut self) -> Flow {
        while let Ok(news) = self.news.try_recv() {
            match news {
                News::Told(text) => self.say(&text)?,
                News::NotSaved(fault) => self.say(&fault.to_string())?,
                News::SavedAgain => self.say("Saved again: everything is on disk.")?,
                // The time may have ended the step; what was heard before is behind us.
                News::Published { session, .. } if session.last() > self.session.last() => {
                    self.take(session)?;
                }
                News::Published { .. } | News::Refused { .. } | News::TimeUpSoon => {}
            }
        }
        Ok(())
    }

    /// What the last try to save came to.
    pub(super) fn hear_the_end(&mut self) {
        while let Ok(news) = self.news.try_recv() {
            match news {
                News::NotSaved(fault) => self.unsaved = Some(fault),
                News::Told(text) => drop(self.say(&text)),
                News::SavedAgain
                | News::Published { .. }
                | News::Refused { .. }
                | News::TimeUpSoon => {}
            }
        }
    }
}
