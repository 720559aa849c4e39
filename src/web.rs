//! People's own phones, and the room's page: plain HTTP on this computer's own network.
//!
//! A phone has no more power than a person: what it sends becomes a command of that person, and
//! the session decides. Pages are made from a [`View`](crate::session::View) alone; no rule about
//! who may see or do what lives here. The runtime lives here too, and starts with the phones or
//! the room's page, never before.

use std::{
    io,
    net::{Ipv4Addr, SocketAddrV4, UdpSocket},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tokio::{net::TcpListener, runtime::Runtime};

pub mod act;
pub mod address;
pub mod device;
pub mod door;
pub mod form;
mod gallery;
pub mod guard;
mod hub;
mod join;
pub mod kept;
mod news;
pub mod page;
pub mod picture;
pub mod qr;
pub mod ring;
pub mod room;
mod route;
mod serve;
mod sorry;
mod typed;
pub mod wifi;

pub use gallery::picture_file;
pub use hub::{Claim, Counters, Wants};
pub use room::Spot;

use crate::{
    clock,
    fault::Fault,
    id::PersonId,
    os,
    session::{Actor, Command, Viewer},
    table::{Listening, News, Table},
    text::Clean,
};
use address::Interface;
use door::Code;
use guard::Side;
use hub::Hub;
use kept::Kept;
use serve::Seats;
use wifi::Wifi;

/// The port that is tried first, and how many after it.
const PORT: u16 = 4242;
const PORTS: u16 = 8;

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
    /// The code.
    pub code: Code,
    /// Nobody new comes in.
    pub locked: bool,
    /// How many came how far.
    pub counters: Counters,
    /// When a phone came as far as the page of the preflight last: "13:58".
    pub reached_at: Option<String>,
    /// Who waits to be let in.
    pub claims: Vec<Claim>,
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
    /// Who writes on it.
    pub person: PersonId,
    /// By name.
    pub name: Clean,
    /// Whether it is connected.
    pub awake: bool,
    /// For how many minutes it was not heard of; none where it was not since this program began.
    pub silent: Option<u64>,
    /// More time was asked for on it, for what is asked now.
    pub needs_time: bool,
}

/// The addresses of this computer that phones may reach, the likeliest first.
#[must_use]
pub fn addresses() -> Vec<Interface> {
    let of = |one: if_addrs::Interface| match &one.addr {
        if_addrs::IfAddr::V4(v4) => Some(Interface {
            ip: v4.ip,
            prefix: v4.prefixlen,
            up: !matches!(one.oper_status, if_addrs::IfOperStatus::Down),
            name: one.name,
        }),
        if_addrs::IfAddr::V6(_) => None,
    };
    let all = if_addrs::get_if_addrs().unwrap_or_default();
    let all: Vec<_> = all.into_iter().filter_map(of).collect();
    address::ranked(&all, source())
}

/// The address from which this computer would send into the wide world. Nothing is sent: a
/// socket for datagrams is only told where they would go.
fn source() -> Option<Ipv4Addr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    match socket.local_addr().ok()?.ip() {
        std::net::IpAddr::V4(ip) => Some(ip),
        std::net::IpAddr::V6(_) => None,
    }
}

impl Web {
    /// Opens the pages of a session. Where it had phones before, they find it at the same port,
    /// with the same code.
    ///
    /// # Errors
    ///
    /// Where there is no address, or no port of it can be had, and what to do then.
    pub fn open(table: &Table, wish: &Wish) -> Result<Self, Fault> {
        let kept = table
            .journal_path()
            .map_or_else(Kept::default, |path| Kept::read(&path));
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
    #[must_use]
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
            code: inner.door.code().clone(),
            locked: inner.door.locked,
            counters,
            reached_at: inner.reached_at.clone(),
            claims: inner.claims.clone(),
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
    ///
    /// # Errors
    ///
    /// Where it cannot be kept for the next time; it is shown all the same.
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
    ///
    /// # Errors
    ///
    /// Where there is nothing to open it with, and where the page is.
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

    /// Whether phones may come in, or only the room's page is there.
    #[must_use]
    pub fn lets_phones_in(&self) -> bool {
        self.hub.phones.is_some()
    }

    /// Whether a person writes on a device of their own.
    #[must_use]
    pub fn has_phone(&self, person: PersonId) -> bool {
        self.hub.session().device_of(person).is_some()
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
    let client = table.client(Actor::Program, Viewer::Room);
    let hub = Arc::downgrade(hub);
    client.listen(Box::new(move |news| {
        let Some(hub) = hub.upgrade() else { return };
        match news {
            News::NotSaved(fault) => hub.inner().unsaved = Some(fault),
            News::SavedAgain => hub.inner().unsaved = None,
            News::Published { .. } | News::Refused { .. } | News::Told(_) | News::TimeUpSoon => {}
        }
        hub.wake();
    }))
}

fn local(listener: &TcpListener) -> Result<SocketAddrV4, Fault> {
    match listener.local_addr() {
        Ok(std::net::SocketAddr::V4(address)) => Ok(address),
        Ok(std::net::SocketAddr::V6(_)) => Err(no_address()),
        Err(error) => Err(cannot(&error)),
    }
}

/// A port that is free here and, where phones come, at their address: the one that is wanted,
/// else the first of the usual ones, else any. `only`: no other than the one that is wanted.
async fn ports(
    ip: Option<Ipv4Addr>,
    wanted: Option<u16>,
    only: bool,
) -> Result<(TcpListener, Option<TcpListener>), Fault> {
    if ip == Some(Ipv4Addr::LOCALHOST) {
        return Err(Fault::new(
            "Phones cannot be let in",
            "127.0.0.1 is this computer itself, which no phone reaches. Leave --address out, and the right one is found.",
        ));
    }
    let usual = PORT..PORT + PORTS;
    let mut last = None;
    let tried = wanted.into_iter().chain(usual.filter(|_| !only));
    for port in tried.chain((!only).then_some(0)) {
        match both(ip, port).await {
            Ok(found) => return Ok(found),
            Err(error) => last = Some(error),
        }
    }
    let error = last.unwrap_or_else(|| io::ErrorKind::AddrNotAvailable.into());
    let hint = match error.kind() {
        io::ErrorKind::AddrInUse => {
            "Another program has that port. Name another with --address IP:PORT, or leave it out."
        }
        io::ErrorKind::AddrNotAvailable => {
            "This computer has no such address now. Leave --address out, and the right one is found."
        }
        _ => "Run it without --phones; everything can be typed at this keyboard.",
    };
    Err(Fault::new("Phones cannot be let in", hint).because(&error.to_string()))
}

async fn both(ip: Option<Ipv4Addr>, port: u16) -> io::Result<(TcpListener, Option<TcpListener>)> {
    let Some(ip) = ip else {
        return Ok((TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?, None));
    };
    let phones = TcpListener::bind((ip, port)).await?;
    let port = phones.local_addr()?.port();
    Ok((
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?,
        Some(phones),
    ))
}

/// Whether this computer has an address no longer: nothing can listen at it.
fn is_gone(ip: Ipv4Addr) -> bool {
    let taken = std::net::TcpListener::bind((ip, 0));
    taken.is_err_and(|error| error.kind() == io::ErrorKind::AddrNotAvailable)
}

fn no_address() -> Fault {
    Fault::new(
        "This computer is in no network that phones could reach",
        "Join a Wi-Fi, or open a hotspot on this computer; then try again. Without phones, everything can be typed at this keyboard.",
    )
}

fn cannot(error: &io::Error) -> Fault {
    Fault::new(
        "Phones cannot be let in",
        "Run it without --phones; everything can be typed at this keyboard.",
    )
    .because(&error.to_string())
}
