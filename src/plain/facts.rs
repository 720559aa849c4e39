//! Facts that the group has to ask for, in lines.

use super::{Flow, front::Front};
use crate::{
    report::words,
    session::{Actor, Command, View, Viewer},
    text::plural,
};

/// `/fact 2 Ann`: gives a fact to everybody.
pub(super) fn give(front: &mut Front<'_>, said: &str) -> Flow {
    let (number, name) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    let Ok(number) = number.parse() else {
        return known(front);
    };
    let name = name.trim();
    let asked_by = front.person(name);
    if asked_by.is_none() && !name.is_empty() {
        return front.nobody(name);
    }
    if front.ask(Actor::Desk, Command::GiveFact { number, asked_by })? {
        let view = front.view(Viewer::Room);
        front.new_exhibits(&view)?;
    }
    Ok(())
}

/// What was given out; and how to ask for more.
fn known(front: &mut Front<'_>) -> Flow {
    let view = front.view(Viewer::Room);
    for fact in &view.facts {
        let said = match &fact.asked {
            Some(asked) => words::asked(asked).to_string(),
            None => format!("/fact {} asks for it.", fact.number),
        };
        front.say(&format!(
            "Fact {}, {}: {said}",
            fact.number, fact.exhibit.title
        ))?;
    }
    let left = front.view(Viewer::Facilitator).facts;
    let left = left.iter().filter(|fact| fact.asked.is_none()).count();
    if left == 0 {
        return front.say("There is nothing left to ask for.");
    }
    if view.alone {
        return Ok(());
    }
    let left = plural(left, "fact", "facts");
    front.say(&format!(
        "{left} can be asked for. The facilitator knows them: /facilitator lists them, and /fact NUMBER NAME gives one out."
    ))
}

/// The facts that may be asked for, for the facilitator.
pub(super) fn list(front: &mut Front<'_>, view: &View) -> Flow {
    for fact in view.facts.iter().filter(|fact| fact.asked.is_none()) {
        front.say(&format!(
            "To give out where somebody asks, with /fact {}:",
            fact.number
        ))?;
        front.exhibit(&fact.exhibit)?;
    }
    Ok(())
}

/// `/decided 2 1`: says what the group decided, by the letter or the number of an option.
pub(super) fn decided(front: &mut Front<'_>, said: &str) -> Flow {
    let parts = said.split_once(char::is_whitespace);
    let number = parts.and_then(|(number, _)| number.parse().ok());
    let option = parts.and_then(|(_, option)| option_of(option.trim()));
    match (number, option) {
        (Some(number), Some(option)) => front.done(Command::Decide { number, option }),
        (Some(_), None) | (None, _) => {
            front.say("Say which question, and which option: /decided 2 1")
        }
    }
}

/// An option by its letter, or by its number counted from 1.
fn option_of(said: &str) -> Option<u8> {
    if let Ok(number) = said.parse::<u8>() {
        return number.checked_sub(1);
    }
    let mut letters = said.chars();
    let letter = letters.next()?.to_ascii_lowercase();
    let alone = letters.next().is_none() && letter.is_ascii_lowercase();
    alone.then(|| u8::try_from(u32::from(letter) - u32::from('a')).ok())?
}
