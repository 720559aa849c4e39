//! Where phones reach this computer: its addresses, and a port that is free.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, SocketAddrV4, UdpSocket},
    path::Path,
};

use tokio::net::TcpListener;

use super::address::{self, Interface};
use crate::fault::Fault;

/// The port that is tried first, and how many after it.
const PORT: u16 = 4242;
const PORTS: u16 = 8;

/// What could not be done, whatever stood against it.
const SHUT: &str = "Phones cannot be let in";
const CARRY_ON: &str = "Run it without --phones; everything can be typed at this keyboard.";

/// The addresses of this computer that phones may reach, the likeliest first.
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

pub(super) fn local(listener: &TcpListener) -> Result<SocketAddrV4, Fault> {
    match listener.local_addr() {
        Ok(SocketAddr::V4(address)) => Ok(address),
        Ok(SocketAddr::V6(_)) => Err(no_address()),
        Err(error) => Err(cannot(&error)),
    }
}

/// A port that is free here and, where phones come, at their address: the one that is wanted,
/// else the first of the usual ones, else any. `only`: no other than the one that is wanted.
pub(super) async fn ports(
    ip: Option<Ipv4Addr>,
    wanted: Option<u16>,
    only: bool,
) -> Result<(TcpListener, Option<TcpListener>), Fault> {
    if ip == Some(Ipv4Addr::LOCALHOST) {
        return Err(Fault::new(
            SHUT,
            "127.0.0.1 is this computer itself, which no phone reaches. Leave --address out, and the right one is found.",
        ));
    }
    let others = usual().filter(|_| !only);
    let mut last = None;
    for port in wanted.into_iter().chain(others) {
        match both(ip, port).await {
            Ok(found) => return Ok(found),
            Err(error) => last = Some((port, error)),
        }
    }
    Err(match last {
        Some((port, error)) => shut(ip, port, &error).await,
        None => no_address(),
    })
}

/// The ports that are tried; 0 is any that is free.
fn usual() -> impl Iterator<Item = u16> {
    (PORT..PORT + PORTS).chain([0])
}

/// Why nothing can listen there, and what to do: with a port that is free where that one is not.
async fn shut(ip: Option<Ipv4Addr>, port: u16, error: &io::Error) -> Fault {
    let ip = ip.unwrap_or(Ipv4Addr::LOCALHOST);
    let place = match port {
        0 => ip.to_string(),
        port => SocketAddrV4::new(ip, port).to_string(),
    };
    let (why, hint) = match error.kind() {
        io::ErrorKind::AddrInUse => {
            let why = "another program, or another session, has that port";
            let other = match free(ip).await {
                Some(port) => format!("{ip}:{port}, which is free"),
                None => "IP:PORT".to_owned(),
            };
            let hint = format!("Name another, as --address {other}, or leave the port out.");
            (why.to_owned(), hint)
        }
        io::ErrorKind::PermissionDenied => {
            let hint = "Name one from 1024 on, or leave the port out.";
            ("that port is for the system".to_owned(), hint.to_owned())
        }
        io::ErrorKind::AddrNotAvailable => {
            let hint = match addresses().first() {
                Some(own) => format!("Leave --address out: phones reach it at {}.", own.ip),
                None => CARRY_ON.to_owned(),
            };
            ("this computer has no such address now".to_owned(), hint)
        }
        _ => (error.to_string(), CARRY_ON.to_owned()),
    };
    Fault::new(SHUT, &hint).at(Path::new(&place)).because(&why)
}

async fn free(ip: Ipv4Addr) -> Option<u16> {
    for port in usual() {
        if let Ok((here, _)) = both(Some(ip), port).await {
            return here.local_addr().ok().map(|address| address.port());
        }
    }
    None
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
pub(super) fn is_gone(ip: Ipv4Addr) -> bool {
    let taken = std::net::TcpListener::bind((ip, 0));
    taken.is_err_and(|error| error.kind() == io::ErrorKind::AddrNotAvailable)
}

pub(super) fn no_address() -> Fault {
    Fault::new(
        "This computer is in no network that phones could reach",
        "Join a Wi-Fi, or open a hotspot on this computer, and try again. Without phones, everything can be typed at this keyboard.",
    )
}

pub(super) fn cannot(error: &io::Error) -> Fault {
    Fault::new(SHUT, CARRY_ON).because(&error.to_string())
}
