//! What the program notices about its own file and clock, in words for people.

use crate::{id::Seq, text::Clean};

pub(super) fn mended(bytes: u64) -> Clean {
    Clean::new(&format!(
        "The last {bytes} bytes of the file were cut off and set apart; they had not been confirmed."
    ))
}

pub(super) fn shortened(from: Seq, saved: Seq) -> Clean {
    Clean::new(&format!(
        "The end of the file was gone: entries {from} to {saved} had been saved before."
    ))
}

pub(super) fn taken_over(from: &Clean, damaged: &[u64]) -> Clean {
    Clean::new(&format!(
        "Taken over from {from}; {} of its entries could not be read{}.",
        damaged.len(),
        numbers(damaged)
    ))
}

pub(super) fn clock_jumped(by_ms: i64, n: Seq) -> Clean {
    Clean::new(&format!(
        "The computer's clock jumped by {} s; times of day after entry {n} may be off.",
        by_ms / 1000
    ))
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
