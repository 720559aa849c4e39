//! One person's study: what comes back when, and how far they have come. Pure: all of it is
//! folded from what their sessions keep, and the time is an argument.
//!
//! `due` says what comes back, from the brief that lies beside each journal; `record` folds
//! one journal; `progress` puts all journals of a learner together; `export` writes it down.

pub mod due;
pub mod export;
pub mod progress;
pub mod record;

use crate::stamp::Wall;

/// The date of a moment where the learner is, such as "2026-11-23".
pub type Days<'a> = &'a dyn Fn(Wall) -> String;
