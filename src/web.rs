//! People's own phones, and the room's page: plain HTTP on this computer's own network.
//!
//! A phone has no more power than a person: what it sends becomes a command of that person, and
//! the session decides. Pages are made from a [`View`](crate::session::View) alone; no rule about
//! who may see or do what lives here. The runtime lives here too, and starts with the phones or
//! the room's page, never before.

use std::{
    net::{Ipv4Addr, SocketAddrV4},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::runtime::Runtime;

pub mod act;
pub mod address;
mod crowd;
pub mod device;
pub mod door;
pub mod form;
mod gallery;
pub mod guard;
mod hub;
mod join;
mod listen;
mod news;
pub mod page;
pub mod picture;
pub mod qr;
pub mod ring;
pub mod room;
pub mod room_record;
mod route;
mod serve;
mod sorry;
mod typed;
pub mod wifi;

pub use crowd::Crowd;
pub use gallery::picture_file;
pub use hub::{Claim, Counters, Wants};
pub use listen::addresses;
pub use room::Spot;

use crate::{
    clock,
    fault::Fault,
    id::PersonId,
    os,
    protocol::Way,
    session::{Actor, Command, Place, Viewer},
    table::{Listening, News, Table},
    text::Clean,
};
use address::Interface;
use door::Code;
use guard::Side;
use hub::Hub;
use listen::{cannot, is_gone, local, no_address, ports};
use room_record::RoomRecord;
use serve::Seats;
use wifi::Wifi;

/// What is wanted of the pages.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Whether phones may come in, or only the room's page is wanted.
    pub phones: bool,
    /// The address that somebody asked for.
    pub ip: Option<Ipv4Addr>,
    /// The port that somebody asked for.
    pub port: Option<u16>,
    /// How many connections at most; as many as 300 people need where nobody says.
    pub connections: Option<usize>,
    /// Where the Wi-Fi is kept that phones join first.
    pub wifi: Option<PathBuf>,
}

/// The pages of a session, as long as this is kept.
pub struct Web {
    hub: Arc<Hub>,
    runtime: Option<Runtime>,
    _listening: Listening,
    /// The network of the address, as a firewall is told it.
    network: String,
    /// Where the Wi-Fi is kept that phones join first.
    wifi: Option<PathBuf>,
    /// This computer stays awake as long as phones may come.
    _awake: Option<os::Awake>,
}

/// What the desk shows of the phones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where phones reach this computer.
    pub address: Option<SocketAddrV4>,
    /// This computer has that address no longer.
    pub gone: bool,
    /// The Wi-Fi that phones join first, where somebody has typed its name.
    pub wifi: Option<Wifi>,
    /// Where the room's page is.
    pub room: String,
    /// Whether it is open in a browser.
    pub shows_room: bool,
    pub code: Code,
    /// Nobody new comes in.
    pub locked: bool,
    pub counters: Counters,
    /// When a phone came as far as the page of the preflight last: "13:58".
    pub reached_at: Option<String>,
    /// Who waits to be let in.
    pub claims: Vec<Claim>,
    /// Addresses from which many came.
    pub crowds: Vec<Crowd>,
    /// The command that opens the firewall of this kind of computer.
    pub firewall: String,
    /// People with a phone, in the order of their devices.
    pub phones: Vec<Phone>,
    /// Other addresses of this computer that phones may reach.
    pub others: Vec<Interface>,
    /// Hosts that were typed wrongly.
    pub other_hosts: Vec<String>,
}

/// Somebody's phone, as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    pub person: PersonId,
    pub name: Clean,
    pub awake: bool,
    /// For how many minutes it was not heard of; none where it was not since this program began.
    pub silent: Option<u64>,
    /// More time was asked for on it, for what is asked now.
    pub needs_time: bool,
    /// Its page was open at one address and asked for at another: somebody may have its token.
    pub twice: bool,
}

/// Phones were wished for before anybody said how people write: they write on those.
pub fn writes_by_phone(table: &Table) {
    let session = table.session();
    let view = session.view_now(Viewer::Facilitator, clock::now());
    if view.place == Place::Gather && view.way.is_none() && !view.alone {
        let writes = Command::SetWriting { how: Way::Phones };
        let desk = table.client(Actor::Desk);
        desk.order(clock::command_id(), writes, Box::new(|_| {}));
    }
}

impl Web {
    /// Opens the pages of a session. Where it had phones before, they find it at the same port,
    /// with the same code.
    /// Fails where there is no address, or no port of it can be had, and what to do then.
    pub fn open(table: &Table, wish: &Wish) -> Result<Self, Fault> {
        let kept = table
            .journal_path()
            .map_or_else(RoomRecord::default, |path| RoomRecord::read(&path));
        let found = addresses();
        // The same address again, also one that somebody had to name.
        let again = kept.address.filter(|ip| !is_gone(*ip));
        let best = again.or(found.first().map(|one| one.ip));
        let ip = match (wish.phones, wish.ip) {
            (false, _) => None,
            (true, Some(ip)) => Some(ip),
            (true, None) => Some(best.ok_or_else(no_address)?),
        };
        let prefix = found
            .iter()
            .find(|one| Some(one.ip) == ip)
            .map_or(24, |one| one.prefix);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("web")
            .enable_io()
            .enable_time()
            .build()
            .map_err(|error| cannot(&error))?;
        let wanted = wish.port.or(kept.port);
        let (here, phones) = runtime.block_on(ports(ip, wanted, wish.port.is_some()))?;
        let here_at = local(&here)?;
        let phones_at = phones.as_ref().map(local).transpose()?;
        let hub =
            Hub::new(table.clone(), phones_at, here_at, kept).map_err(|error| cannot(&error))?;
        os::more_files();
        let most = wish.connections.unwrap_or(serve::MOST_CONNECTIONS);
        let seats = Seats::new(most);
        let serve = |listener, side| {
            runtime.spawn(serve::listen(
                listener,
                side,
                Arc::clone(&hub),
                Arc::clone(&seats),
            ));
        };
        serve(here, Side::Here);
        if let Some(phones) = phones {
            serve(phones, Side::Phones);
        }
        runtime.spawn(news::keeps(Arc::clone(&hub)));
        let listening = hears(table, &hub);
        hub.keep();
        hub.inner().wifi = wish.wifi.as_deref().and_then(Wifi::read);
        Ok(Self {
            wifi: wish.wifi.clone(),
            network: ip.map_or_else(String::new, |ip| address::network(ip, prefix)),
            hub,
            runtime: Some(runtime),
            _listening: listening,
            _awake: ip.map(|_| os::stays_awake()),
        })
    }

    /// What the desk shows.
    pub fn standing(&self) -> Standing {
        let counters = self.hub.counters();
        let session = self.hub.session();
        let inner = self.hub.inner();
        let phones = inner.phones(&session);
        let mut others = addresses();
        let all = others.len();
        others.retain(|one| self.hub.phones.is_none_or(|phones| *phones.ip() != one.ip));
        Standing {
            address: self.hub.phones,
            gone: others.len() == all && self.hub.phones.is_some_and(|at| is_gone(*at.ip())),
            wifi: inner.wifi.clone(),
            room: format!("http://{}/ROOM", self.hub.here),
            shows_room: self.hub.shows_room(),
            code: inner.door.code().clone(),
            locked: inner.door.locked,
            counters,
            reached_at: inner.reached_at.clone(),
            claims: inner.claims.clone(),
            crowds: crowd::crowds(&inner, &session),
            firewall: os::firewall(&self.network, self.hub.here.port()),
            phones,
            others,
            other_hosts: inner.other_hosts.iter().cloned().collect(),
        }
    }

    /// What the desk looks at; nothing where it has picked nothing.
    pub fn spotlight(&self, spot: Option<Spot>) {
        let mut inner = self.hub.inner();
        if inner.spot == spot {
            return;
        }
        inner.spot = spot;
        drop(inner);
        self.hub.wake();
    }

    /// Shows a code of that Wi-Fi from now on, here and next time; or none.
    /// Fails where it cannot be kept for the next time; it is shown all the same.
    pub fn joins_by(&self, wifi: Option<Wifi>) -> Result<(), Fault> {
        let kept = match &self.wifi {
            Some(path) => Wifi::keep(wifi.as_ref(), path),
            None => Ok(()),
        };
        self.hub.inner().wifi = wifi;
        self.hub.wake();
        kept
    }

    /// Opens the room's page in this computer's own browser.
    /// Fails where there is nothing to open it with, and where the page is.
    pub fn show_room(&self) -> Result<(), Fault> {
        let room = format!("http://{}/ROOM", self.hub.here);
        let shown = os::show(Path::new(&room));
        shown.map_err(|error| {
            let hint = format!("Type {room} into the browser of this computer.");
            Fault::new("The room’s page cannot be opened from here", &hint)
                .because(&error.to_string())
        })
    }

    /// Lets somebody in who waits, without waiting until it is done.
    pub fn let_in(&self, device: u32) {
        if let Some(runtime) = &self.runtime {
            let hub = Arc::clone(&self.hub);
            // Where it is refused, they still wait, and see so.
            runtime.spawn(async move { join::let_in(&hub, device).await });
        }
    }

    /// Sends somebody who waits away.
    pub fn turn_away(&self, device: u32) {
        let mut inner = self.hub.inner();
        inner.claims.retain(|claim| claim.device != device);
        if self.hub.session().people_on(device).is_empty() {
            inner.devices.revoke(device);
        }
        drop(inner);
        self.hub.keep();
        self.hub.wake();
    }

    /// Lets nobody new in from now on, or again.
    pub fn lock(&self, locked: bool) {
        self.hub.inner().door.locked = locked;
        self.hub.keep();
        self.hub.wake();
    }

    /// Another code from now on; whoever is in stays.
    pub fn another_code(&self) {
        if let Ok(code) = hub::fresh_code() {
            self.hub.inner().door.rotate(code);
        }
        self.hub.keep();
        self.hub.wake();
    }

    /// Takes a person off their device; what they wrote stays. The device looks on as the room
    /// does, where nobody else writes on it.
    pub fn send_away(&self, person: PersonId) {
        let session = self.hub.session();
        let Some(device) = session.device_of(person) else {
            return;
        };
        let mut people = session.people_on(device).to_vec();
        people.retain(|known| *known != person);
        if people.is_empty() {
            self.hub.inner().devices.revoke(device);
        }
        let bind = Command::Bind { device, people };
        let client = self.hub.desk();
        client.order(clock::command_id(), bind, Box::new(|_| {}));
        self.another_code();
    }

    /// Sends away all who came from one address, those at the door included: their names leave the
    /// table, what they wrote stays, and they need the new code to come again.
    pub fn send_crowd_away(&self, from: Ipv4Addr) {
        let session = self.hub.session();
        let mut inner = self.hub.inner();
        let crowds = crowd::crowds(&inner, &session);
        let Some(crowd) = crowds.into_iter().find(|crowd| crowd.from == from) else {
            return;
        };
        for device in &crowd.devices {
            inner.devices.revoke(*device);
        }
        let theirs = |device: u32| crowd.devices.contains(&device);
        inner.claims.retain(|claim| !theirs(claim.device));
        drop(inner);
        let desk = self.hub.desk();
        let devices = crowd.devices.iter();
        let unbind = devices.map(|device| Command::Unbind { device: *device });
        let people = crowd.people.iter();
        let leave = people.map(|person| Command::Leave { person: *person });
        for command in unbind.chain(leave) {
            desk.order(clock::command_id(), command, Box::new(|_| {}));
        }
        self.another_code();
    }

    /// Whether phones may come in, or only the room's page is there.
    pub fn lets_phones_in(&self) -> bool {
        self.hub.phones.is_some()
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.hub.keep();
        if let Some(runtime) = self.runtime.take() {
            // What phones sent is with the table already; nothing is waited for.
            runtime.shutdown_timeout(Duration::from_millis(200));
        }
    }
}

/// Wakes the pages when anything is new. Called on the writer's thread: it only stores and wakes.
fn hears(table: &Table, hub: &Arc<Hub>) -> Listening {
    let client = table.client(Actor::Program);
    let hub = Arc::downgrade(hub);
    client.listen(Box::new(move |news| {
        let Some(hub) = hub.upgrade() else { return };
        match news {
            News::NotSaved(fault) => hub.inner().unsaved = Some(fault),
            News::SavedAgain => hub.inner().unsaved = None,
            News::Published { .. } | News::Refused(_) | News::Told(_) | News::TimeUpSoon => {}
        }
        hub.wake();
    }))
}
