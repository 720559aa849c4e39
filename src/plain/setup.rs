//! What is chosen before the first question, in lines: how people write, and which protocol.

use std::sync::Arc;

use super::{Flow, front::Front};
use crate::{
    protocol::{Protocol, Way},
    session::{Actor, Command, MOST_PEOPLE, Offer, Setup, Viewer},
    text::{folded, plural},
};

/// `/writing typed`; alone, what each way costs.
pub(super) fn writing(front: &mut Front<'_>, said: &str) -> Flow {
    let said = folded(said);
    let way = Way::ALL.into_iter().find(|way| way.name() == said);
    let view = front.view(Viewer::Facilitator);
    match (way, view.setup) {
        (Some(how), _) => front.done(Command::SetWriting { how }),
        (None, Some(setup)) if said.is_empty() => costs(front, &setup),
        (None, _) => {
            let names = Way::ALL.map(Way::name).join(", ");
            front.say(&format!("Say /writing and one of: {names}."))
        }
    }
}

fn costs(front: &mut Front<'_>, setup: &Setup) -> Flow {
    for (way, seconds) in &setup.ways {
        let now = if *way == setup.way { ", now" } else { "" };
        front.say(&format!(
            "{}: {}, about {} a question{now}.",
            way.name(),
            way.words(),
            minutes(*seconds)
        ))?;
    }
    cost_of_all(front, setup)
}

/// What all questions take, and how much time there is.
fn cost_of_all(front: &mut Front<'_>, setup: &Setup) -> Flow {
    let all = minutes(setup.all_s);
    let questions = plural(setup.asked, "question", "questions");
    if setup.there.is_empty() {
        return front.say(&format!("{all} for {questions}."));
    }
    front.say(&format!(
        "{all} for {questions}, {}. {}",
        setup.there, setup.instead
    ))
}

/// `/minutes 75`: how much time there is; what does not fit is said.
pub(super) fn give_minutes(front: &mut Front<'_>, said: &str) -> Flow {
    let Ok(minutes) = said.parse::<u32>() else {
        return front.say("Say how many minutes there are for all of it: /minutes 75");
    };
    let seconds = minutes.saturating_mul(60);
    if !front.ask(Actor::Desk, Command::GiveMinutes { seconds })? {
        return Ok(());
    }
    let view = front.view(Viewer::Facilitator);
    match view.setup.as_deref().filter(|_| view.can.set_up) {
        Some(setup) => cost_of_all(front, setup),
        None => front.time(),
    }
}

/// `/protocol think-share`; `/protocol delphi for 3` for one question; alone, what each is for
/// and what it costs.
pub(super) fn protocol(front: &mut Front<'_>, said: &str) -> Flow {
    let (name, number) = match said.rsplit_once(" for ") {
        Some((name, number)) => (name.trim(), Some(number.trim())),
        None => (said, None),
    };
    if let Some(protocol) = Protocol::find(name) {
        let protocol = Arc::new(protocol.clone());
        return match number {
            Some(number) => of_question(front, number, protocol),
            None => front.done(Command::ChooseProtocol { protocol }),
        };
    }
    let setup = front.view(Viewer::Facilitator).setup;
    let offers = setup.map_or_else(Vec::new, |setup| setup.protocols);
    if name.is_empty() && !offers.is_empty() {
        for offer in &offers {
            front.say(&format!("{}: {} {}.", offer.name, offer.about, told(offer)))?;
        }
        return Ok(());
    }
    let names = crate::protocol::names().join(", ");
    front.say(&format!("Choose one of: {names}."))
}

/// One question goes through a protocol of its own.
fn of_question(front: &mut Front<'_>, number: &str, protocol: Arc<Protocol>) -> Flow {
    let there = front.view(Viewer::Room).case.questions;
    match number.parse::<u32>() {
        Ok(number) if (1..=there).contains(&(number as usize)) => {
            front.done(Command::ProtocolOf { number, protocol })
        }
        _ => {
            let (there, name) = (plural(there, "question", "questions"), &protocol.name);
            front.say(&format!(
                "There is no question {number}; the case has {there}. Say /protocol {name} for 1"
            ))
        }
    }
}

fn told(offer: &Offer) -> String {
    let (least, most) = (offer.good_for.start(), offer.good_for.end());
    let size = match *most >= MOST_PEOPLE {
        true => format!("{least} or more"),
        false => format!("{least} to {most}"),
    };
    let cost = format!("{} a question, {size} people", minutes(offer.seconds));
    match offer.misfit.is_empty() {
        true => cost,
        false => format!("{cost}; here: {}", offer.misfit),
    }
}

fn minutes(seconds: u32) -> String {
    format!("{} min", seconds.div_ceil(60))
}
