//! The devices of a session, and by what each is known. Which people write on it is in the
//! journal: one (usual), several who pass it on, or none, and then it looks on as the room does.
//!
//! A token is known to its device alone; only a hash is kept here, in a file beside the journal
//! that its owner alone can read.

use std::{io, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    home::{regular, replace},
    id::CommandId,
};

/// The most bytes of the file: 300 people, each with a new device a few times.
const MOST_BYTES: u64 = 1024 * 1024;

/// What a device shows to be known again: 128 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 16]);

/// What is kept of a token.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mark(String);

impl Token {
    /// A token that nobody has had before.
    /// Fails where the system has no random numbers.
    pub fn fresh() -> io::Result<Self> {
        random().map(Self)
    }

    /// A token as a browser sends it back.
    pub fn read(hex: &str) -> Option<Self> {
        let plain = hex.len() == 32 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        let bits = plain.then(|| u128::from_str_radix(hex, 16).ok())??;
        Some(Self(bits.to_be_bytes()))
    }

    /// As a browser keeps it.
    pub fn hex(&self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.0))
    }

    pub fn mark(&self) -> Mark {
        Mark(blake3::hash(&self.0).to_hex().to_string())
    }
}

impl Mark {
    /// The command that a page's own id stands for on this device: sent twice it is one, and no
    /// device can use that of another.
    pub fn command(&self, page: u128) -> CommandId {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.0.as_bytes());
        hasher.update(&page.to_be_bytes());
        let hash = hasher.finalize();
        let first = hash.as_bytes().first_chunk().copied().unwrap_or([0; 16]);
        CommandId(u128::from_be_bytes(first))
    }
}

/// 128 random bits.
/// Fails where the system has none.
pub fn random() -> io::Result<[u8; 16]> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Counted from 1 in the order of coming.
    pub number: u32,
    /// What is kept of its token.
    pub mark: Mark,
    /// It was sent away.
    #[serde(default)]
    pub revoked: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Devices {
    /// In the order of coming.
    pub all: Vec<Device>,
}

impl Devices {
    /// The devices that were kept; none where there are none that can be read.
    pub fn read(path: &Path) -> Self {
        let bytes = regular::read(path, MOST_BYTES).ok();
        bytes
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Keeps them, in place of those before.
    /// Fails with what the file system says; those before are then still there.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        // A new file is made for its owner alone, whatever the one before was.
        replace(path, &serde_json::to_vec(self)?, true)
    }

    /// The device of a token, unless it was sent away.
    pub fn of(&self, mark: &Mark) -> Option<&Device> {
        let mut known = self.all.iter().filter(|device| !device.revoked);
        known.find(|device| device.mark == *mark)
    }

    pub fn add(&mut self, mark: Mark) -> u32 {
        let number = self.all.len() as u32 + 1;
        self.all.push(Device {
            number,
            mark,
            revoked: false,
        });
        number
    }

    /// A device is sent away: its token opens nothing any more.
    pub fn revoke(&mut self, number: u32) {
        let mut all = self.all.iter_mut();
        if let Some(device) = all.find(|device| device.number == number) {
            device.revoked = true;
        }
    }

    pub fn get(&self, number: u32) -> Option<&Device> {
        let mut known = self.all.iter().filter(|device| !device.revoked);
        known.find(|device| device.number == number)
    }
}
