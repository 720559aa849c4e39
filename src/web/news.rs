//! What a page hears: that it changed, that the time is nearly up, that the laptop is still there.

use std::{sync::Arc, time::Duration};

use http_body_util::channel::{Channel, Sender};
use hyper::body::{Bytes, Frame};
use tokio::time::{Instant, sleep, timeout_at};

use super::{device::Mark, hub::Hub};
use crate::{clock, session::Viewer};

/// At most four times a second.
const REST: Duration = Duration::from_millis(250);
/// What is not heard of for so long is taken for gone by a page, so something is said before.
const STILL_HERE: Duration = Duration::from_secs(15);
/// Pages hear so long before that the time is up, and send what is typed.
const SOON_MS: u64 = 3_000;
/// What a stream may hold that nobody reads: one more, and it is dropped.
const UNREAD: usize = 3;

/// Who listens.
#[derive(Clone)]
pub(super) enum Ear {
    /// A device.
    Device(u32, Mark),
    /// The room's page.
    Room,
}

/// A stream that tells a page when it changed, until the page closes it.
pub(super) fn stream(hub: &Arc<Hub>, ear: Ear) -> Channel<Bytes> {
    let (sender, channel) = Channel::new(UNREAD);
    let hub = Arc::clone(hub);
    tokio::spawn(async move {
        if let Ear::Device(number, _) = &ear {
            hub.inner().live(*number).streams += 1;
            hub.wake();
        }
        tell(&hub, &ear, sender).await;
        if let Ear::Device(number, _) = &ear {
            let mut inner = hub.inner();
            let live = inner.live(*number);
            live.streams = live.streams.saturating_sub(1);
            live.heard = clock::now().mono;
        }
    });
    channel
}

async fn tell(hub: &Hub, ear: &Ear, mut sender: Sender<Bytes>) {
    let mut pulses = hub.pulses();
    let mut told = None;
    let mut warned = None;
    let mut count = 0_u64;
    loop {
        pulses.borrow_and_update();
        let tag = tag(hub, ear);
        let Some(tag) = tag else { return };
        let first = told.is_none();
        if told.as_ref() != Some(&tag) {
            told = Some(tag);
            if !first && !say(&mut sender, &mut count, "p") {
                return;
            }
        }
        let until = Instant::now() + STILL_HERE;
        let soon = soon(hub).filter(|(place, _)| warned != Some(*place));
        let wakes = soon.map_or(until, |(_, wait)| until.min(Instant::now() + wait));
        match timeout_at(wakes, pulses.changed()).await {
            Ok(Ok(())) => sleep(REST).await,
            Ok(Err(_)) => return,
            Err(_) => {
                let up = soon.filter(|(_, wait)| wakes < until || wait.is_zero());
                warned = up.map(|(place, _)| place).or(warned);
                let word = if up.is_some() { "t" } else { "k" };
                if !say(&mut sender, &mut count, word) {
                    return;
                }
            }
        }
    }
}

/// Says a word. False where nobody reads any more.
fn say(sender: &mut Sender<Bytes>, count: &mut u64, word: &str) -> bool {
    *count += 1;
    let line = format!("id: {count}\ndata: {word}\n\n");
    sender.try_send(Frame::data(Bytes::from(line))).is_ok()
}

/// What tells the state of a page from any other; none where the device is none any more.
fn tag(hub: &Hub, ear: &Ear) -> Option<String> {
    match ear {
        Ear::Room => Some(hub.room_tag()),
        Ear::Device(_, mark) => hub.tag(mark),
    }
}

/// The step that runs, and how long it is until its time is nearly up.
fn soon(hub: &Hub) -> Option<(crate::session::Place, Duration)> {
    let session = hub.session();
    let clock = session.view_clock(clock::now());
    let planned = u64::from(clock.planned_s.filter(|_| clock.running)?) * 1000;
    let wait = planned.checked_sub(clock.spent_ms)?.saturating_sub(SOON_MS);
    Some((session.place(), Duration::from_millis(wait)))
}

impl Hub {
    /// The state of a device's page.
    pub(super) fn tag(&self, mark: &Mark) -> Option<String> {
        let inner = self.inner();
        let (number, people, acts) = inner.acts(mark)?;
        let viewer = acts.map_or(Viewer::Room, Viewer::Person);
        let seen = newest_for(&self.session(), viewer);
        let acts = acts.map_or(0, |person| person.0);
        let unsaved = u8::from(inner.unsaved.is_some());
        Some(format!("{number}-{seen}-{}-{acts}-{unsaved}", people.len()))
    }

    /// The state of the room's page.
    pub(super) fn room_tag(&self) -> String {
        let inner = self.inner();
        let seen = newest_for(&self.session(), Viewer::Room);
        let unsaved = inner.unsaved.is_some();
        format!("{seen}-{:?}-{unsaved}-{}", inner.spot, inner.door.code())
    }
}

/// The last entry that a viewer's page may hang on.
fn newest_for(session: &crate::session::Session, _viewer: Viewer) -> crate::id::Seq {
    session.last()
}
