//! What a page hears: that it changed, that the time is nearly up, that the laptop is still there.

use std::{fmt, net::Ipv4Addr, sync::Arc, time::Duration};

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

#[derive(Clone)]
pub(super) enum Ear {
    Device(u32, Mark, Ipv4Addr),
    /// The room's page.
    Room,
}

/// A stream that tells a page when it changed, until the page closes it.
pub(super) fn stream(hub: &Arc<Hub>, ear: Ear) -> Channel<Bytes> {
    let (sender, channel) = Channel::new(UNREAD);
    match &ear {
        Ear::Device(number, ..) => hub.inner().live(*number).streams += 1,
        Ear::Room => hub.room_opens(true),
    }
    hub.wake();
    let hub = Arc::clone(hub);
    tokio::spawn(async move {
        tell(&hub, &ear, sender).await;
        match &ear {
            Ear::Device(number, ..) => {
                let mut inner = hub.inner();
                let live = inner.live(*number);
                live.streams = live.streams.saturating_sub(1);
                live.heard = clock::now().mono;
            }
            Ear::Room => hub.room_opens(false),
        }
    });
    channel
}

async fn tell(hub: &Hub, ear: &Ear, mut sender: Sender<Bytes>) {
    let mut pulses = hub.pulses();
    let mut told: Option<Tag> = None;
    let mut warned = None;
    let mut count = 0_u64;
    let mut spoke = Instant::now();
    loop {
        pulses.borrow_and_update();
        let Some(tag) = tag(hub, ear) else { return };
        let soon = soon(hub).filter(|(place, _)| warned != Some(*place));
        let up = soon.filter(|(_, wait)| wait.is_zero());
        let still = spoke + STILL_HERE;
        // A count may be a while old where many look at it; a page that changed may not.
        let recount = match &told {
            Some(told) if told.page == tag.page => {
                (told.count != tag.count).then(|| spoke + hub.rest())
            }
            _ => Some(Instant::now()),
        };
        let due = |at: Instant| at <= Instant::now();
        let word = match (up, recount) {
            (Some((place, _)), _) => {
                warned = Some(place);
                Some("t")
            }
            (None, Some(at)) if due(at) => told.replace(tag).map(|_| "p"),
            (None, _) => due(still).then_some("k"),
        };
        if let Some(word) = word {
            spoke = Instant::now();
            if !say(&mut sender, &mut count, word) {
                return;
            }
            continue;
        }
        let soon = soon.map(|(_, wait)| Instant::now() + wait);
        let recount = recount.filter(|at| !due(*at));
        let wakes = [soon, recount]
            .into_iter()
            .flatten()
            .fold(spoke + STILL_HERE, Instant::min);
        match timeout_at(wakes, pulses.changed()).await {
            Ok(Ok(())) => sleep(REST).await,
            Ok(Err(_)) => return,
            Err(_) => {}
        }
    }
}

/// Keeps what the room's screen in a terminal shows, where it changed.
pub(super) async fn keeps(hub: Arc<Hub>) {
    let mut pulses = hub.pulses();
    let mut kept = None;
    while pulses.changed().await.is_ok() {
        let now = hub.kept();
        if let Some(path) = hub
            .table
            .journal_path()
            .filter(|_| kept.as_ref() != Some(&now))
        {
            // Where it fails, the screen shows what it shows; the next change tries again.
            kept = now.write(&path).is_ok().then_some(now);
        }
        sleep(REST).await;
    }
}

/// Says a word. False where nobody reads any more.
fn say(sender: &mut Sender<Bytes>, count: &mut u64, word: &str) -> bool {
    *count += 1;
    let line = format!("id: {count}\ndata: {word}\n\n");
    sender.try_send(Frame::data(Bytes::from(line))).is_ok()
}

/// What tells the state of a page from any other.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// All but the count.
    page: String,
    /// How many, or who, have done what is asked, where the step shows it.
    count: u64,
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:x}", self.page, self.count)
    }
}

/// The state of a page; none where the device is none any more, or its page is open elsewhere.
fn tag(hub: &Hub, ear: &Ear) -> Option<Tag> {
    match ear {
        Ear::Room => Some(hub.room_tag()),
        Ear::Device(number, mark, from) => {
            let at = hub.inner().live(*number).at;
            hub.tag(mark).filter(|_| at == Some(*from))
        }
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
    pub(super) fn tag(&self, mark: &Mark) -> Option<Tag> {
        let session = self.session();
        let count = self.count(&session);
        let inner = self.inner();
        let (number, people, acts) = inner.acts(mark, &session)?;
        // Nobody holds it: it shows who of its people is waited for, which anything may change.
        let seen = acts.map_or(session.last(), |me| session.newest_for(Viewer::Person(me)));
        let acts = acts.map_or(0, |person| person.0);
        let unsaved = u8::from(inner.unsaved.is_some());
        let page = format!("{number}-{seen}-{}-{acts}-{unsaved}", people.len());
        Some(Tag { page, count })
    }

    /// The state of the room's page.
    pub(super) fn room_tag(&self) -> Tag {
        let inner = self.inner();
        let seen = self.session().newest_for(Viewer::Room);
        let unsaved = inner.unsaved.is_some();
        let page = format!("{seen}-{:?}-{unsaved}-{}", inner.spot, inner.door.code());
        Tag { page, count: 0 }
    }
}
