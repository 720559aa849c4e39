//! Which protocol a question goes through, to be chosen: of all before the first is asked, and of
//! what is asked or still to come once the session runs.

use std::sync::Arc;

use super::gather::costs;
use crate::{
    protocol::Protocol,
    session::{Actor, AgendaLine, Command, Offer, Session, Setup, View, When, setup_of},
    tui::{
        effect::Effect,
        keys::{Action, Scope, name},
    },
};

pub(super) fn chosen_protocol(setup: &Setup, view: &View) -> Option<usize> {
    let mut offers = setup.protocols.iter();
    offers.position(|offer| *offer.name == *view.protocol.name)
}

/// What each protocol costs, which no view tells while questions are asked.
pub fn asked_for(session: &Session, view: &mut View) {
    view.setup = setup_of(session, view.viewer).map(Box::new);
}

/// A protocol for one question alone: which question, then which protocol.
fn of_one_question(view: &View) -> Option<(String, Vec<Effect>)> {
    let questions = view.case.questions;
    let numbers = 1..=u32::try_from(questions).unwrap_or(0);
    let which = numbers.map(|number| {
        let (text, choices) = of_one(view, number);
        let choices = Effect::Choices(text, choices);
        (format!("Question {number}"), vec![choices])
    });
    let text = "Which question has a protocol of its own?".to_owned();
    let choices = Effect::Choices(text, which.collect());
    (questions > 1).then(|| {
        (
            "One question alone goes another way".to_owned(),
            vec![choices],
        )
    })
}

/// Which protocol one question alone goes through: what is asked, and all there are.
pub fn of_one(view: &View, number: u32) -> (String, Vec<(String, Vec<Effect>)>) {
    let mut lines = view.agenda.iter();
    let line = lines.find(|line| line.question == Some(number));
    let now = line.map_or("", |line| line.protocol.as_str());
    let text = format!("Which protocol does question {number} alone go through? Now: {now}.");
    let reach = format!("for question {number}");
    (text, built_in(view, Some(number), &reach))
}

/// All protocols to choose from, each with what it is for and what it costs, the one that is
/// chosen now first.
pub(super) fn protocols(view: &View) -> Vec<Effect> {
    let Some(setup) = view.setup.as_deref() else {
        return Vec::new();
    };
    let chosen = chosen_protocol(setup, view);
    let (now, others): (Vec<_>, Vec<_>) = setup
        .protocols
        .iter()
        .enumerate()
        .partition(|(at, _)| Some(*at) == chosen);
    let choice = |(_, offer): (usize, &Offer)| {
        let choose = Protocol::find(&offer.name).map(|protocol| Command::ChooseProtocol {
            protocol: Arc::new(protocol.clone()),
        });
        let words = format!("{}: {}. {}", offer.name, costs(offer), offer.about);
        let told = Effect::Tell(format!("{}: {}.", offer.name, costs(offer)));
        let send = choose.map(|command| vec![Effect::Send(Actor::Desk, command), told]);
        (words, send.unwrap_or_default())
    };
    let back = name(Scope::Notice, Action::Back);
    let text = format!(
        "Which protocol does each question go through? {back} keeps the one that is there."
    );
    let mut all: Vec<_> = now.into_iter().chain(others).map(choice).collect();
    all.extend(of_one_question(view));
    vec![Effect::Choices(text, all)]
}

/// Once the session runs: for this question, for the next one, or for all that follow; where
/// something was said to this one already, that is said.
pub fn while_it_runs(view: &View) -> Vec<Effect> {
    let number = |line: &AgendaLine| line.question.filter(|_| !line.left_out);
    let ahead = view.agenda.iter().filter(|line| line.when == When::Ahead);
    let ahead: Vec<_> = ahead.filter_map(number).collect();
    let mut which = Vec::new();
    let mut why = String::new();
    if let Some(asked) = &view.question {
        match asked.is_untouched {
            true => {
                let number = asked.prompt.number;
                which.push((
                    format!("This question, {number}: it begins anew"),
                    Some(number),
                ));
            }
            false => {
                let words =
                    "Something was said to this question already, so it goes on as it began. ";
                words.clone_into(&mut why);
            }
        }
    }
    if let Some(next) = ahead.first() {
        which.push((format!("The next one, question {next}"), Some(*next)));
    }
    if let [first, .., last] = ahead.as_slice() {
        which.push((
            format!("All that follow, questions {first} to {last}"),
            None,
        ));
    }
    if which.is_empty() {
        return vec![Effect::Tell(format!("{why}No question is still to come."))];
    }
    let text = format!("{why}Another protocol, or a vote: for which question?");
    let which = which.into_iter().map(|(words, number)| {
        let asks = format!("{words}. Which protocol?");
        let reach = match number {
            Some(number) => format!("for question {number}"),
            None => "for all questions that follow".to_owned(),
        };
        (
            words,
            vec![Effect::Choices(asks, built_in(view, number, &reach))],
        )
    });
    vec![Effect::Choices(text, which.collect())]
}

/// Every protocol of ours for a group, with what it costs here and what it is for; `reach` says
/// for which questions it is chosen.
fn built_in(view: &View, number: Option<u32>, reach: &str) -> Vec<(String, Vec<Effect>)> {
    let offers = view.setup.iter().flat_map(|setup| &setup.protocols);
    let choice = |offer: &Offer| {
        let protocol = Arc::new(Protocol::find(&offer.name)?.clone());
        let words = format!("{}: {}. {}", offer.name, costs(offer), offer.about);
        let told = Effect::Tell(format!("{} {reach}.", offer.name));
        let command = match number {
            Some(number) => Command::ProtocolOf { number, protocol },
            None => Command::ChooseProtocol { protocol },
        };
        Some((words, vec![Effect::Send(Actor::Desk, command), told]))
    };
    offers.filter_map(choice).collect()
}
