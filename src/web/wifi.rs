//! The Wi-Fi that phones join first, as a code that they scan. It is kept on this computer alone,
//! and shown on its own screens: on no page that a phone gets.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    fault::Fault,
    home::{private_folder, regular, replace},
    text::Clean,
};

/// The most bytes of the file that it is kept in.
const MOST_BYTES: u64 = 4096;
/// The fewest and the most letters of a password, and the most bytes of a name (IEEE 802.11).
const PASSWORD: std::ops::RangeInclusive<usize> = 8..=63;
const MOST_NAME: usize = 32;

/// A Wi-Fi.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wifi {
    pub name: Clean,
    /// Its password; empty where it has none.
    #[serde(default)]
    pub password: Clean,
}

impl Wifi {
    /// The one of that name and password, as somebody types them.
    ///
    /// # Errors
    ///
    /// What cannot be, in words.
    pub fn typed(name: &str, password: &str) -> Result<Self, &'static str> {
        let (name, password) = (Clean::line(name.trim()), Clean::line(password));
        if name.is_empty() || name.len() > MOST_NAME {
            return Err("A Wi-Fi’s name has 1 to 32 letters. Type it as phones list it.");
        }
        if !password.is_empty() && !PASSWORD.contains(&password.chars().count()) {
            return Err(
                "A Wi-Fi’s password has 8 to 63 letters. Leave it empty where there is none.",
            );
        }
        Ok(Self { name, password })
    }

    /// What phones read out of the code, as ZXing's “Barcode Contents” writes it down: iOS and
    /// Android offer to join.
    pub fn code(&self) -> String {
        let kind = match self.password.is_empty() {
            true => "nopass",
            false => "WPA",
        };
        let (name, password) = (escaped(&self.name), escaped(&self.password));
        format!("WIFI:T:{kind};S:{name};P:{password};;")
    }

    /// The one that is kept; none where nothing can be read.
    pub fn read(path: &Path) -> Option<Self> {
        let bytes = regular::read(path, MOST_BYTES).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps it where only its owner may look, or forgets the one that was kept.
    pub fn keep(wifi: Option<&Self>, path: &Path) -> Result<(), Fault> {
        let kept = match wifi {
            Some(wifi) => write(wifi, path)?,
            None => fs::remove_file(path),
        };
        match kept {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let what = "The Wi-Fi’s name is shown now, and not kept for the next time";
                Err(Fault::of_io(what, path, &error))
            }
            Err(_) | Ok(()) => Ok(()),
        }
    }
}

fn write(wifi: &Wifi, path: &Path) -> Result<io::Result<()>, Fault> {
    private_folder(crate::home::or_here(
        path.parent().unwrap_or(Path::new(".")),
    ))?;
    let bytes = serde_json::to_vec(wifi).map_err(io::Error::from);
    Ok(bytes.and_then(|bytes| replace(path, &bytes, false)))
}

/// With a backslash before what means something in the code.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        if matches!(letter, '\\' | ';' | ',' | ':' | '"') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
