//! What time it is, and numbers that nobody else has: asked here and handed to the core.

use std::time::SystemTime;

use uuid::Uuid;

use crate::{
    id::CommandId,
    os,
    stamp::{Stamp, Zone},
    text::Clean,
};

/// This moment on both clocks.
///
/// The monotonic one goes on while the computer sleeps, so that a closed lid does not look
/// like a jump of the wall clock.
pub fn now() -> Stamp {
    let wall = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as i64);
    let mono = u64::try_from(os::since_boot().as_millis()).unwrap_or(u64::MAX);
    Stamp::new(wall, mono)
}

/// Where we are: on which day a moment falls here.
pub fn zone() -> Zone {
    Zone::from(jiff::tz::TimeZone::system())
}

/// Which boot of which machine the monotonic clock belongs to.
pub fn boot() -> Clean {
    Clean::line(&os::boot_id().unwrap_or_else(|| Uuid::now_v7().simple().to_string()))
}

/// A command id that nobody has had before.
pub fn command_id() -> CommandId {
    CommandId(Uuid::now_v7().as_u128())
}

/// A number that decides pseudonyms and groups of one session.
pub fn seed() -> u64 {
    // The lower half of a version 7 UUID is random but for two bits.
    Uuid::now_v7().as_u128() as u64
}

/// A moment in the words of where we are, with the zone; what is no moment as it stands.
pub fn in_words(moment: &str) -> String {
    match moment.parse::<jiff::Timestamp>() {
        Ok(moment) => {
            let here = moment.to_zoned(jiff::tz::TimeZone::system());
            here.strftime("%a %-d %B %Y, %H:%M %Z").to_string()
        }
        Err(_) => moment.to_owned(),
    }
}

/// The time of day here, such as "12:04".
pub fn hour() -> String {
    jiff::Zoned::now().strftime("%H:%M").to_string()
}
