//! Which address of this computer a phone in the room can reach, told from its interfaces.

// The same type as that of the standard library, without its sockets.
use core::net::Ipv4Addr;

/// An interface with one IPv4 address of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// What the system calls it.
    pub name: String,
    pub ip: Ipv4Addr,
    /// How many bits of it are the network's.
    pub prefix: u8,
    pub up: bool,
}

/// What a laptop's own hotspot is called by Linux, Windows, an iPhone, Android.
const HOTSPOTS: [(Ipv4Addr, u8); 4] = [
    (Ipv4Addr::new(10, 42, 0, 1), 32),
    (Ipv4Addr::new(192, 168, 137, 1), 32),
    (Ipv4Addr::new(172, 20, 10, 0), 24),
    (Ipv4Addr::new(192, 168, 43, 1), 32),
];
/// How names of interfaces begin that are made of hardware; the last is a hotspot of Windows.
const HARDWARE: [&str; 5] = ["wl", "en", "eth", "wi-fi", "local area connection*"];
/// How names of interfaces begin that lead into a machine or a tunnel, where no phone is.
const VIRTUAL: [&str; 14] = [
    "docker",
    "br-",
    "veth",
    "virbr",
    "vbox",
    "virtualbox",
    "vmnet",
    "tun",
    "tap",
    "wg",
    "utun",
    "zt",
    "tailscale",
    "vethernet",
];

/// The addresses that phones may reach, the likeliest first. `source` is the address from which
/// this computer would send into the wide world. A public address is none of them: it is used
/// only where somebody asks for it.
pub fn ranked(all: &[Interface], source: Option<Ipv4Addr>) -> Vec<Interface> {
    let usable = |one: &&Interface| one.up && !one.ip.is_loopback() && is_near(one.ip);
    let mut usable: Vec<_> = all.iter().filter(usable).cloned().collect();
    usable.sort_by_key(|one| {
        let points = points(one, source);
        (-points, one.name.clone(), one.ip)
    });
    usable
}

/// Private, between two machines alone, or shared behind a provider: never reached from afar.
pub fn is_near(ip: Ipv4Addr) -> bool {
    let [first, second, ..] = ip.octets();
    ip.is_private() || ip.is_link_local() || (first == 100 && second & 0xC0 == 64)
}

fn points(one: &Interface, source: Option<Ipv4Addr>) -> i32 {
    let name = one.name.to_lowercase();
    let begins = |names: &[&str]| names.iter().any(|begin| name.starts_with(begin));
    let hotspot = HOTSPOTS
        .iter()
        .any(|(network, prefix)| within(one.ip, *network, *prefix));
    let mut points = 0;
    for (holds, worth) in [
        (hotspot, 5),
        (source == Some(one.ip), 4),
        (one.ip.is_private(), 3),
        (begins(&HARDWARE), 2),
        (begins(&VIRTUAL), -6),
        (one.prefix >= 31, -4),
    ] {
        points += if holds { worth } else { 0 };
    }
    points
}

fn within(ip: Ipv4Addr, network: Ipv4Addr, prefix: u8) -> bool {
    (ip.to_bits() ^ network.to_bits()).leading_zeros() >= u32::from(prefix)
}

/// The network of an address, as a firewall is told it: `192.168.178.0/24`.
pub fn network(ip: Ipv4Addr, prefix: u8) -> String {
    let host = u32::MAX.checked_shr(u32::from(prefix)).unwrap_or(0);
    format!("{}/{prefix}", Ipv4Addr::from_bits(ip.to_bits() & !host))
}
