//! What the program notices about its own file and clock, in words for people.

use super::{Entry, Event, Session};
use crate::text::Clean;

/// Takes in what went wrong with the file, or with the clock.
pub(super) fn noticed(session: &mut Session, entry: &Entry) {
    let said = match &entry.event {
        Event::Mended { bytes } => format!(
            "The last {bytes} bytes of the file were cut off and set apart; they had not been confirmed."
        ),
        Event::Shortened { saved } => format!(
            "The end of the file was gone: entries {} to {saved} had been saved before.",
            session.last.0.next()
        ),
        Event::TakenOver { from, damaged } => format!(
            "Taken over from {from}; {} of its entries could not be read{}.",
            damaged.len(),
            numbers(damaged)
        ),
        Event::ClockJumped { by_ms } => format!(
            "The computer's clock jumped by {} s; times of day after entry {} may be off.",
            by_ms / 1000,
            entry.n
        ),
        _ => return,
    };
    session.damage.push(Clean::new(&said));
}

/// The most numbers that are named.
const MOST_NAMED: usize = 20;

fn numbers(damaged: &[u64]) -> String {
    let named: Vec<_> = damaged
        .iter()
        .take(MOST_NAMED)
        .map(u64::to_string)
        .collect();
    match damaged.len() {
        0 => String::new(),
        all if all > MOST_NAMED => format!(": {} …", named.join(", ")),
        _ => format!(": {}", named.join(", ")),
    }
}
