//! What the pages of one session share: the door, the devices, what is going on on each.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    net::{Ipv4Addr, SocketAddrV4},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::sync::watch;

use super::{
    Phone,
    device::{self, Devices, Mark},
    door::{Code, Door},
    form::Fields,
    page,
    room::Spot,
    room_record::{self, RoomRecord},
    typed,
    wifi::Wifi,
};
use crate::{
    clock,
    fault::Fault,
    id::{PersonId, Seq},
    journal::name::beside,
    session::{Actor, Place, Session, View, Viewer},
    table::{Client, DraftKey, Table},
    text::Clean,
};

/// What devices sent last is remembered for so many ids each: one that is sent again is known.
const REMEMBERED: usize = 64;
/// How long a new count waits for each page that looks at it, in milliseconds: with 300 phones
/// three seconds, so that each is drawn a hundred times a second and not a thousand.
const PER_PAGE_MS: u64 = 10;

/// What the pages of one session share.
pub(super) struct Hub {
    pub(super) table: Table,
    /// Where phones reach it; none while only the room's page is there.
    pub(super) phones: Option<SocketAddrV4>,
    /// Where this computer itself does.
    pub(super) here: SocketAddrV4,
    inner: Mutex<Inner>,
    pulse: watch::Sender<u64>,
    /// What pages show of who has done what is asked, as of that entry.
    counted: Mutex<(Seq, u64)>,
    knocked: AtomicUsize,
    opened: AtomicUsize,
    reached: AtomicUsize,
    /// Pages of the room that are open.
    rooms: AtomicUsize,
}

pub(super) struct Inner {
    pub(super) door: Door,
    pub(super) devices: Devices,
    pub(super) live: HashMap<u32, Live>,
    pub(super) claims: Vec<Claim>,
    /// Why what was said is in memory only.
    pub(super) unsaved: Option<Fault>,
    pub(super) spot: Option<Spot>,
    /// The Wi-Fi that phones join first.
    pub(super) wifi: Option<Wifi>,
    /// When a phone opened the page of the preflight last: "13:58".
    pub(super) reached_at: Option<String>,
    pub(super) expected: usize,
    /// What people type, as their forms hold it, and how much of theirs was in by then: whoever
    /// comes on another device goes on with it.
    pub(super) typing: BTreeMap<DraftKey, (usize, Fields)>,
    /// The hosts that others asked for, the newest last: a mistyped address is seen by them.
    pub(super) other_hosts: VecDeque<String>,
}

/// What is going on on a device.
#[derive(Debug, Default)]
pub(super) struct Live {
    /// Where it came in from, as far as this program knows.
    pub(super) from: Option<Ipv4Addr>,
    /// Where its page is open: where it was heard of last.
    pub(super) at: Option<Ipv4Addr>,
    /// Its token came from another address while its page was open.
    pub(super) twice: bool,
    /// People who came to the table on it.
    pub(super) brought: Vec<PersonId>,
    /// Who holds it, where several write on it.
    pub(super) held_by: Option<PersonId>,
    pub(super) streams: usize,
    /// When it was last heard of, on the monotonic clock in milliseconds.
    pub(super) heard: u64,
    /// Where more time was asked for, and how many seconds were planned there then.
    pub(super) more_time: Option<(Place, Option<u32>)>,
    /// When something of it was saved last: "12:04".
    pub(super) saved: Option<String>,
    /// Ids that were sent, with the hash of what was sent under each.
    pub(super) sent: VecDeque<(u128, [u8; 32])>,
}

impl Live {
    /// Whether its page is open at another address: a token that is heard of at two is no proof.
    pub(super) fn is_elsewhere(&self, from: Ipv4Addr) -> bool {
        self.streams > 0 && self.at.is_some_and(|at| at != from)
    }
}

/// Somebody waits for the desk to let them in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub device: u32,
    /// Whose seat they want back, or the name that they would join under.
    pub wants: Wants,
    /// Two digits that stand on the phone too.
    pub digits: u8,
}

/// What somebody wants who waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wants {
    /// To go on as somebody who is on another device.
    Seat(PersonId, Clean),
    /// To join, though more are here than were expected.
    Name(Clean),
}

impl Wants {
    /// Who it is, or says to be.
    pub fn name(&self) -> &Clean {
        match self {
            Self::Seat(_, name) | Self::Name(name) => name,
        }
    }
}

/// How many phones came how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Connections that were made.
    pub knocked: usize,
    /// First pages that were asked for.
    pub opened: usize,
    pub joined: usize,
    /// Devices that are connected now.
    pub connected: usize,
    /// Pages of the preflight that were asked for.
    pub reached: usize,
}

impl Hub {
    pub(super) fn new(
        table: Table,
        phones: Option<SocketAddrV4>,
        here: SocketAddrV4,
        kept: RoomRecord,
    ) -> std::io::Result<Arc<Self>> {
        let code = match kept.code {
            Some(code) => code,
            None => fresh_code()?,
        };
        let mut door = Door::new(code);
        door.locked = kept.locked;
        let devices = table.journal_path().map_or_else(Devices::default, |path| {
            Devices::read(&beside(&path, room_record::DEVICES))
        });
        let expected = table
            .session()
            .view_now(Viewer::Room, clock::now())
            .people
            .len();
        Ok(Arc::new(Self {
            table,
            phones,
            here,
            inner: Mutex::new(Inner {
                door,
                devices,
                live: HashMap::new(),
                claims: Vec::new(),
                unsaved: None,
                spot: None,
                wifi: None,
                reached_at: None,
                expected,
                other_hosts: VecDeque::new(),
                typing: BTreeMap::new(),
            }),
            pulse: watch::Sender::new(0),
            counted: Mutex::new((Seq(0), 0)),
            knocked: AtomicUsize::new(0),
            opened: AtomicUsize::new(0),
            reached: AtomicUsize::new(0),
            rooms: AtomicUsize::new(0),
        }))
    }

    pub(super) fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells every page that something may be new. Called on the writer's thread too: it only
    /// wakes.
    pub(super) fn wake(&self) {
        self.pulse.send_modify(|count| *count += 1);
    }

    pub(super) fn pulses(&self) -> watch::Receiver<u64> {
        self.pulse.subscribe()
    }

    /// A client of the table for a person on a device: with no more power than that person.
    pub(super) fn client(&self, person: PersonId) -> Client {
        self.table.client(Actor::Person(person))
    }

    /// A client for what somebody at the desk has just agreed to.
    pub(super) fn desk(&self) -> Client {
        self.table.client(Actor::Desk)
    }

    /// A client that may only bring new people to the table.
    pub(super) fn doorkeeper(&self) -> Client {
        self.table.client(Actor::Door)
    }

    /// Who acts on a device now.
    pub(super) fn acts(&self, mark: &Mark) -> Option<PersonId> {
        let session = self.session();
        let (_, _, acts) = self.inner().acts(mark, &session)?;
        acts
    }

    /// What the whole room sees now.
    pub(super) fn view(&self) -> View {
        self.session().view_now(Viewer::Room, clock::now())
    }

    pub(super) fn session(&self) -> Arc<Session> {
        self.table.session()
    }

    /// What pages show of how many, or who, have done what is asked; made anew only where
    /// something happened, however many pages ask.
    pub(super) fn count(&self, session: &Session) -> u64 {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 < session.last() {
            let view = session.view_now(Viewer::Room, clock::now());
            *counted = (session.last(), page::count(&view));
        }
        counted.1
    }

    /// How long a page waits for a new count: the longer, the more of them look at it.
    pub(super) fn rest(&self) -> Duration {
        Duration::from_millis(PER_PAGE_MS * self.pages() as u64)
    }

    /// Somebody needs more time for what is asked now: the desk is told.
    pub(super) fn asks_time(&self, number: u32) {
        let now = time_of(&self.session());
        self.inner().live(number).more_time = Some(now);
        self.wake();
    }

    pub(super) fn pages(&self) -> usize {
        self.pulse.receiver_count()
    }

    /// A page of the room was opened, or shut.
    pub(super) fn room_opens(&self, opened: bool) {
        match opened {
            true => self.rooms.fetch_add(1, Ordering::Relaxed),
            false => self.rooms.fetch_sub(1, Ordering::Relaxed),
        };
    }

    /// Whether the room's page is open somewhere.
    pub(super) fn shows_room(&self) -> bool {
        self.rooms.load(Ordering::Relaxed) > 0
    }

    pub(super) fn has_knocked(&self) {
        self.knocked.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn has_opened(&self) {
        self.opened.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn has_reached(&self) {
        self.reached.fetch_add(1, Ordering::Relaxed);
        self.inner().reached_at = Some(clock::hour());
        self.wake();
    }

    /// A request came for another host.
    pub(super) fn missed(&self, host: &str) {
        let mut inner = self.inner();
        let host = Clean::line(host).to_string();
        if !inner.other_hosts.contains(&host) {
            inner.other_hosts.push_back(host);
            if inner.other_hosts.len() > 3 {
                inner.other_hosts.pop_front();
            }
        }
    }

    pub(super) fn counters(&self) -> Counters {
        let inner = self.inner();
        let joined = inner.joined(&self.session());
        Counters {
            knocked: self.knocked.load(Ordering::Relaxed),
            opened: self.opened.load(Ordering::Relaxed),
            joined: joined.len(),
            connected: joined
                .into_iter()
                .filter(|number| inner.is_awake(*number))
                .count(),
            reached: self.reached.load(Ordering::Relaxed),
        }
    }

    /// What is kept beside the journal for whoever goes on with it, and for the room's screen in
    /// a terminal.
    pub(super) fn kept(&self) -> RoomRecord {
        let inner = self.inner();
        RoomRecord {
            address: self.phones.map(|phones| *phones.ip()),
            port: Some(self.here.port()),
            code: Some(inner.door.code().clone()),
            locked: inner.door.locked,
            spot: inner.spot.clone(),
        }
    }

    /// Keeps which devices there are, where there is a journal to keep them beside. A device
    /// that is not kept has to be let in again after a restart; nothing that was said is lost.
    pub(super) fn keep(&self) {
        let Some(path) = self.table.journal_path() else {
            return;
        };
        let devices = self.inner().devices.clone();
        let written = devices
            .write(&beside(&path, room_record::DEVICES))
            .and_then(|()| self.kept().write(&path));
        if let Err(error) = written {
            let fault = Fault::of_io(
                "Which phones are in is kept in memory only",
                &beside(&path, room_record::DEVICES),
                &error,
            );
            self.inner().unsaved.get_or_insert(fault);
        }
    }
}

impl Inner {
    /// What somebody typed so far into the form that their page shows now.
    pub(super) fn typed(&self, view: &View, person: PersonId, change: bool) -> Option<Fields> {
        let key = typed::form(view, person, change)?;
        let (said, fields) = self.typing.get(&key)?;
        (*said == typed::said(view)).then(|| fields.clone())
    }

    /// Who writes on a phone, and whether it is there.
    pub(super) fn phones(&self, session: &Session) -> Vec<Phone> {
        let now = clock::now();
        let view = session.view_now(Viewer::Room, now);
        let of = |device: u32| {
            let heard = self.live.get(&device).map(|live| live.heard);
            let silent = heard.map(|heard| now.mono.saturating_sub(heard) / 60_000);
            let awake = self.is_awake(device);
            let needs_time = self.needs_time(device, session);
            let twice = self.live.get(&device).is_some_and(|live| live.twice);
            let people = session.people_on(device).iter();
            let known = people.filter_map(|id| view.person(*id));
            known.map(move |person| Phone {
                person: person.id,
                name: person.name.clone(),
                awake,
                silent,
                needs_time,
                twice,
            })
        };
        self.joined(session).into_iter().flat_map(of).collect()
    }

    /// Whether more time was asked for on a device, for what is asked now, and none was given since.
    pub(super) fn needs_time(&self, number: u32, session: &Session) -> bool {
        let asked = self.live.get(&number).and_then(|live| live.more_time);
        asked == Some(time_of(session))
    }

    /// Devices on which somebody writes.
    pub(super) fn joined(&self, session: &Session) -> Vec<u32> {
        let devices = self.devices.all.iter().filter(|device| !device.revoked);
        let numbers = devices.map(|device| device.number);
        numbers
            .filter(|number| !session.people_on(*number).is_empty())
            .collect()
    }

    /// Whether a device is connected: it listens, or was heard of in the last half minute, as a
    /// page without script is.
    pub(super) fn is_awake(&self, number: u32) -> bool {
        let now = clock::now().mono;
        let live = self.live.get(&number);
        live.is_some_and(|live| live.streams > 0 || live.heard + 30_000 > now)
    }

    pub(super) fn live(&mut self, number: u32) -> &mut Live {
        self.live.entry(number).or_default()
    }

    /// Who writes on a device, and who acts on it now: its one person, or whoever holds it.
    pub(super) fn acts(
        &self,
        mark: &Mark,
        session: &Session,
    ) -> Option<(u32, Vec<PersonId>, Option<PersonId>)> {
        let device = self.devices.of(mark)?;
        let people = session.people_on(device.number);
        let acts = match people {
            [one] => Some(*one),
            several => {
                let live = self.live.get(&device.number);
                let held = live.and_then(|live| live.held_by);
                held.filter(|person| several.contains(person))
            }
        };
        Some((device.number, people.to_vec(), acts))
    }

    /// What becomes of an id that was sent: new, the same again, or other words under it.
    pub(super) fn sent(&mut self, number: u32, id: u128, hash: [u8; 32]) -> Sent {
        let live = self.live(number);
        match live.sent.iter().find(|(known, _)| *known == id) {
            Some((_, known)) if *known == hash => Sent::Again,
            Some(_) => Sent::Otherwise,
            None => Sent::New,
        }
    }

    pub(super) fn remember(&mut self, number: u32, id: u128, hash: [u8; 32]) {
        let live = self.live(number);
        live.sent.push_back((id, hash));
        if live.sent.len() > REMEMBERED {
            live.sent.pop_front();
        }
    }
}

/// Where a session is, and the seconds that are planned there: more time is another number.
fn time_of(session: &Session) -> (Place, Option<u32>) {
    let clock = session.view_clock(clock::now());
    (session.place(), clock.planned_s)
}

/// Whether an id was sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    New,
    Again,
    Otherwise,
}

/// A code that nobody can foresee.
pub(super) fn fresh_code() -> std::io::Result<Code> {
    let bytes = device::random()?;
    let first = bytes.first_chunk().copied().unwrap_or([0; 8]);
    Ok(Code::of(u64::from_be_bytes(first)))
}

/// The address of a connection; that of no phone where it has none.
pub(super) fn ip_of(address: std::net::SocketAddr) -> Ipv4Addr {
    match address.ip() {
        std::net::IpAddr::V4(ip) => ip,
        std::net::IpAddr::V6(_) => Ipv4Addr::UNSPECIFIED,
    }
}
