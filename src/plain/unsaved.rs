//! What was said is in memory only: waiting for the disk, or for another folder.

use std::time::{Duration, Instant};

use super::{Exit, Flow, commands::Said, front::Front, stray};
use crate::{fault::Fault, home, table::News};

/// How long the end of the input waits for a disk that takes nothing.
const PATIENCE: Duration = Duration::from_secs(10);
/// A little longer than the table waits before it tries again.
const NEXT_TRY: Duration = Duration::from_secs(3);

/// What was said last is in memory only. It is tried again every two seconds.
pub(super) fn wait_for_the_disk(front: &mut Front<'_>, fault: Fault) -> Flow<bool> {
    front.say(&fault.to_string())?;
    front.unsaved = Some(fault);
    loop {
        front.say("NOT SAVED. It is kept in memory and tried again. An empty line looks whether it is saved now; /folder FOLDER keeps the session there; /quit leaves.")?;
        let line = match front.lines.line() {
            Ok(line) => line,
            Err(stop) => {
                if matches!(stop, Exit::End) {
                    saved_within(front, PATIENCE)?;
                }
                return Err(stop);
            }
        };
        match front.parsed(&line) {
            None if !line.trim().is_empty() => stray::take(front, &line)?,
            Some(Ok(Said::Folder(folder))) => front.table.save_in(home::typed(&folder)),
            Some(Ok(Said::Quit)) => return Err(Exit::Quit),
            _ => {}
        }
        if saved_within(front, NEXT_TRY)? {
            return Ok(true);
        }
    }
}

/// Whether all that was in memory only comes to disk in time.
fn saved_within(front: &mut Front<'_>, time: Duration) -> Flow<bool> {
    // One deadline: what is heard meanwhile makes it no longer.
    let end = Instant::now() + time;
    let left = || end.saturating_duration_since(Instant::now());
    while let Ok(news) = front.news.recv_timeout(left()) {
        match news {
            News::SavedAgain => {
                front.unsaved = None;
                front.take(front.client.session())?;
                front.say("Saved now: everything is on disk.")?;
                return Ok(true);
            }
            News::Told(text) => front.say(&text)?,
            News::NotSaved(_) | News::Published { .. } | News::Refused(_) | News::TimeUpSoon => {}
        }
    }
    Ok(false)
}

/// What happened meanwhile that people have to know.
pub(super) fn tell_news(front: &mut Front<'_>) -> Flow {
    while let Ok(news) = front.news.try_recv() {
        match news {
            News::Told(text) => front.say(&text)?,
            News::NotSaved(fault) => front.say(&fault.to_string())?,
            News::SavedAgain => front.say("Saved again: everything is on disk.")?,
            News::Published { .. } | News::Refused(_) | News::TimeUpSoon => {}
        }
    }
    // Phones and the time move the session too. A phone has its receipt before the news of it is
    // heard here, so what is published counts, not what was told of it.
    let session = front.client.session();
    if session.last() > front.session.last() {
        front.take(session)?;
    }
    Ok(())
}

/// What the last try to save came to.
pub(super) fn hear_the_end(front: &mut Front<'_>) {
    while let Ok(news) = front.news.try_recv() {
        match news {
            News::NotSaved(fault) => front.unsaved = Some(fault),
            News::Told(text) => drop(front.say(&text)),
            News::SavedAgain | News::Published { .. } | News::Refused(_) | News::TimeUpSoon => {}
        }
    }
}
