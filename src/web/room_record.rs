//! What is kept beside a journal of its pages: address, code, spotlight. Whoever goes on with the
//! session finds phones as they were; the room's screen in a terminal finds the spotlight.

use std::{io, net::Ipv4Addr, path::Path};

use serde::{Deserialize, Serialize};

use super::{door::Code, room::Spot};
use crate::{
    home::{regular, replace},
    journal::name::beside,
};

/// The file of the devices.
pub(super) const DEVICES: &str = "devices";
/// The file of all else.
const ROOM: &str = "room";
/// The most bytes of it.
const MOST_BYTES: u64 = 64 * 1024;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoomRecord {
    /// The address that phones reach.
    #[serde(default)]
    pub address: Option<Ipv4Addr>,
    #[serde(default)]
    pub port: Option<u16>,
    #[serde(default)]
    pub code: Option<Code>,
    /// Nobody new comes in.
    #[serde(default)]
    pub locked: bool,
    /// What the desk looks at.
    #[serde(default)]
    pub spot: Option<Spot>,
}

impl RoomRecord {
    /// What is kept beside a journal; nothing where nothing can be read.
    pub fn read(journal: &Path) -> Self {
        let bytes = regular::read(&beside(journal, ROOM), MOST_BYTES).ok();
        bytes
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Keeps it; a power cut may take it, which costs a code.
    pub fn write(&self, journal: &Path) -> io::Result<()> {
        replace(&beside(journal, ROOM), &serde_json::to_vec(self)?, false)
    }
}
