//! Time that ends a step. It is the writer's, so that every front and device hears the same.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use super::{Answers, Writer};
use crate::{
    clock,
    id::Seq,
    session::{Actor, Command, Order},
    table::News,
};

/// Milliseconds before the end at which everybody hears of it.
const SOON: u64 = 3_000;

/// What the writer knows of it.
#[derive(Default)]
pub(super) struct Time {
    /// Clients at whose keyboard somebody types.
    holding: BTreeSet<u64>,
    /// The end that everybody has heard of, by the monotonic clock.
    told: Option<u64>,
    /// The last entry at which the step could not be ended.
    tried: Option<Seq>,
}

impl Time {
    pub(super) fn hold(&mut self, client: u64, held: bool) {
        if held {
            self.holding.insert(client);
        } else {
            self.holding.remove(&client);
        }
    }
}

/// The end of the step by time, and how many milliseconds are left; none where nothing of it
/// is to be done before something else happens.
fn left(writer: &Writer) -> Option<(u64, u64)> {
    let now = (writer.world.clock)();
    let ends = writer.working.wake_at(now)?.mono;
    let left = ends.saturating_sub(now.mono);
    let waits = !writer.time.holding.is_empty() || writer.time.tried == Some(writer.working.last());
    let none = writer.view_only.is_some() || (left == 0 && waits);
    (!none).then_some((ends, left))
}

/// When the time has to be looked at.
pub(super) fn due(writer: &Writer) -> Option<Instant> {
    let (ends, left) = left(writer)?;
    let next = match writer.time.told == Some(ends) {
        true => left,
        false => left.saturating_sub(SOON),
    };
    Some(Instant::now() + Duration::from_millis(next))
}

/// Tells that the end is near, and ends the step once its time is up and nobody types.
pub(super) fn passes(writer: &mut Writer) {
    let Some((ends, left)) = left(writer) else {
        return;
    };
    if left > SOON {
        return;
    }
    if writer.time.told != Some(ends) {
        writer.time.told = Some(ends);
        writer.tell(&News::TimeUpSoon);
    }
    if left > 0 {
        return;
    }
    writer.time.tried = Some(writer.working.last());
    let order = Order {
        id: clock::command_id(),
        by: Actor::Program,
        command: Command::Advance {
            from: writer.working.place(),
        },
    };
    writer.hand_in(&order);
    writer.decide(&order, Answers::Nobody);
}
