//! A moment, handed in: the wall clock labels, the monotonic clock orders and measures.

use std::fmt;

use jiff::{Span, Timestamp, Zoned, tz::TimeZone};
use serde::{Deserialize, Serialize};

mod meant;

pub use meant::{Due, is_no_day};

/// A point in time as the shell saw it. The core never asks for one, it is given one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Wall clock, milliseconds since 1970-01-01T00:00:00Z. May jump; only a label.
    pub wall: Wall,
    /// Milliseconds since some fixed moment of this boot. Never goes back within a boot.
    pub mono: u64,
}

impl Stamp {
    /// A stamp from milliseconds of both clocks.
    pub fn new(wall_ms: i64, mono_ms: u64) -> Self {
        Self {
            wall: Wall(wall_ms),
            mono: mono_ms,
        }
    }

    /// The same moment, `ms` later on both clocks.
    #[must_use]
    pub fn plus(self, ms: u64) -> Self {
        Self {
            wall: Wall(self.wall.0.saturating_add_unsigned(ms)),
            mono: self.mono.saturating_add(ms),
        }
    }
}

/// Wall-clock milliseconds since the epoch; written as RFC 3339 so that people can read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wall(pub i64);

impl Wall {
    fn moment(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Where somebody is, as far as their clock tells: on which day a moment falls there. Like the
/// time it is handed in, and the core never asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

impl Zone {
    /// Universal time.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The date of a moment there, such as "2026-11-23".
    pub fn day(&self, moment: Wall) -> String {
        self.there(moment).strftime("%Y-%m-%d").to_string()
    }

    /// The time of day of a moment there, such as "14:36".
    pub fn hour(&self, moment: Wall) -> String {
        self.there(moment).strftime("%H:%M").to_string()
    }

    /// Where the day begins that comes so many days after that of `moment`. Not so many times
    /// 24 hours: with summer time a day has 23 or 25 of them.
    pub fn morning(&self, moment: Wall, days: u32) -> Wall {
        let there = self.there(moment).date();
        let then = there.saturating_add(Span::new().days(i64::from(days)));
        let begins = then.to_zoned(self.0.clone());
        begins.map_or(moment, |begins| Wall(begins.timestamp().as_millisecond()))
    }

    /// Whether a day has come: `now` is on that of `due`, or later.
    pub fn has_come(&self, due: Wall, now: Wall) -> bool {
        self.there(due).date() <= self.there(now).date()
    }

    fn there(&self, moment: Wall) -> Zoned {
        moment.moment().to_zoned(self.0.clone())
    }
}

impl From<TimeZone> for Zone {
    fn from(zone: TimeZone) -> Self {
        Self(zone)
    }
}

impl fmt::Display for Wall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.moment())
    }
}

impl std::str::FromStr for Wall {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Timestamp>()
            .map(|moment| Self(moment.as_millisecond()))
    }
}

impl Serialize for Wall {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Wall {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Wall;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a moment as RFC 3339")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Wall, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}
