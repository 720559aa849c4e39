//! Many who came from one address: how many there are, and which of it goes with them.

use std::{collections::BTreeMap, net::Ipv4Addr};

use super::hub::Inner;
use crate::{id::PersonId, session::Session};

/// So many devices from one address may be a flood. Behind some networks a whole room has one
/// address too: that is for whoever sees the room to tell.
const FEWEST: usize = 3;

/// Devices that came from one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crowd {
    pub from: Ipv4Addr,
    pub devices: Vec<u32>,
    /// People who came to the table on them, and are there.
    pub people: Vec<PersonId>,
    /// How many of them wait to be let in.
    pub waiting: usize,
}

/// Addresses from which many came, the most first.
pub(super) fn crowds(inner: &Inner, session: &Session) -> Vec<Crowd> {
    let mut all = BTreeMap::<Ipv4Addr, Crowd>::new();
    for device in inner.devices.all.iter().filter(|device| !device.revoked) {
        let live = inner.live.get(&device.number);
        let Some((from, live)) = live.and_then(|live| Some((live.from?, live))) else {
            continue;
        };
        let crowd = all.entry(from).or_insert_with(|| Crowd {
            from,
            devices: Vec::new(),
            people: Vec::new(),
            waiting: 0,
        });
        let on_it = session.people_on(device.number).iter();
        let there = on_it.filter(|person| live.brought.contains(person));
        crowd.people.extend(there);
        crowd.devices.push(device.number);
        let waits = inner.claims.iter();
        crowd.waiting += waits.filter(|claim| claim.device == device.number).count();
    }
    let mut all: Vec<_> = all.into_values().collect();
    all.retain(|crowd| crowd.devices.len() >= FEWEST);
    all.sort_by_key(|crowd| std::cmp::Reverse(crowd.devices.len()));
    all
}
