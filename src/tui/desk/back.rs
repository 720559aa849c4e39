//! The way back at the shared keyboard, and the way out: each asks first, in the words of what it does.

use super::Desk;
use crate::{
    case,
    id::PersonId,
    session::{
        Actor, Command, PersonState, SHOW_MODEL, View, asks_to_close, asks_to_replace,
        asks_to_set_aside, says_half_typed, says_unshown,
    },
    text::plural,
    tui::{
        app::Effect,
        ask::{Ask, back as ask, lead},
        keys::Action,
        screen::{answer::Hand, leads::leads, plan},
    },
};

/// What is asked before a group goes back.
const BACK: &str =
    "Go back to the step before? What was seen stays seen, and the report says that you went back.";

/// What goes back, or out; none of any other action.
pub(super) fn act(desk: &mut Desk, action: Action, view: &View) -> Option<Vec<Effect>> {
    match action {
        Action::StepBack => step_back(desk, view),
        Action::Reopen => {
            let words = "Open this session again, to add to it? The report says so.";
            confirm(desk, words, "open it again", Command::Reopen)
        }
        Action::LeaveOut => {
            let what = match view.question {
                Some(_) => "question",
                None => "reading",
            };
            let never = says_never(view);
            let words = format!("Leave out the rest of this {what}? The record says so.{never}");
            let from = view.place;
            leaves(
                desk,
                view,
                (&words, "leave it out"),
                Command::LeaveOut { from },
            )
        }
        Action::ToClose => {
            let from = view.place;
            let words = asks_to_close(view);
            leaves(
                desk,
                view,
                (&words, "to the close"),
                Command::ToClose { from },
            )
        }
        Action::TakeBack => Some(take_back(desk, view)),
        Action::WrongName => {
            let form = ask::wrong_name(view, desk.answering.last(), desk.dissent_at(view));
            opens(
                desk,
                form,
                "Nothing stands here that was typed under a name.",
            )
        }
        Action::Recommit => {
            let form = ask::recommit(view);
            opens(desk, form, "Nobody has said yet what they try.")
        }
        Action::BringBack => {
            let form = ask::bring_back(view);
            opens(desk, form, "Nothing was set aside here.")
        }
        Action::SetAside => {
            let form = ask::set_aside(view, desk.looked_at(view));
            opens(desk, form, "No answer stands here that could be set aside.")
        }
        _ => None,
    }
}

/// Nobody else has seen anything where one person reads on alone; a group is asked.
fn step_back(desk: &mut Desk, view: &View) -> Option<Vec<Effect>> {
    let back = Command::StepBack { from: view.place };
    match view.alone {
        true => Some(vec![Effect::Send(Actor::Desk, back)]),
        false => confirm(desk, BACK, "go back", back),
    }
}

/// A form, or why there is none.
fn opens(desk: &mut Desk, form: Option<Ask>, else_said: &str) -> Option<Vec<Effect>> {
    Some(match form {
        Some(form) => desk.open(form),
        None => vec![Effect::Tell(else_said.to_owned())],
    })
}

/// What the author says of leaving out what is asked now.
fn says_never(view: &View) -> &'static str {
    match view.line_now().and_then(|line| line.leave_out) {
        Some(case::LeaveOut::Never) => " The author says never to leave it out.",
        Some(case::LeaveOut::First) | None => "",
    }
}

/// What is asked before a command of the shared keyboard that takes something away.
/// And what happens then.
pub(super) fn asks_first(view: &View, command: &Command) -> Option<(String, &'static str)> {
    match command {
        // Without a reason it is refused.
        Command::SetAside { entries, why } => {
            let words = || asks_to_set_aside(view, entries, why);
            (!why.trim().is_empty()).then(|| (words(), "set it aside"))
        }
        Command::Answer { person, .. } | Command::Vote { person, .. } => {
            Some((asks_to_replace(view, *person)?, "put this in its place"))
        }
        Command::TakeBack { person, .. } => {
            Some((asks_to_take_back(view, *person)?, "take it back"))
        }
        _ => None,
    }
}

fn asks_to_take_back(view: &View, person: PersonId) -> Option<String> {
    let name = &view.person(person)?.name;
    Some(format!(
        "Take back what {name} answered? Nobody has seen it, and nobody will."
    ))
}

fn confirm(desk: &mut Desk, words: &str, yes: &str, command: Command) -> Option<Vec<Effect>> {
    let then = vec![Effect::Send(Actor::Desk, command)];
    desk.confirm(words.to_owned(), yes, then)
}

/// The rest of something is left out; what was not shown is shown now, or stays unshown.
pub(super) fn leaves(
    desk: &mut Desk,
    view: &View,
    (words, yes): (&str, &str),
    command: Command,
) -> Option<Vec<Effect>> {
    let half = says_half_typed(view, &command);
    let words = format!("{words} {half}").trim_end().to_owned();
    match says_unshown(view, &command).as_str() {
        "" => confirm(desk, &words, yes, command),
        unshown => Some(vec![plan::unshown(
            view,
            &format!("{words} {unshown}"),
            command,
        )]),
    }
}

/// Whoever has the keyboard takes back their own; else it is asked whose, where there are several.
fn take_back(desk: &mut Desk, view: &View) -> Vec<Effect> {
    let Some(question) = view.question.as_ref().map(|asked| asked.prompt.id.clone()) else {
        return Vec::new();
    };
    let holds = match desk.answering.hand() {
        Hand::Kept(person) | Hand::With(person) => Some(person),
        Hand::Room | Hand::Over(_) | Hand::Offer(_) => None,
    };
    let answered = view.people.iter().filter(|person| {
        person.here
            && person.state == PersonState::Answered
            && holds.is_none_or(|own| own == person.id)
    });
    let answered: Vec<_> = answered.collect();
    match answered.as_slice() {
        [] => vec![Effect::Tell("Nobody has answered yet.".to_owned())],
        [one] => {
            let person = one.id;
            let words = asks_to_take_back(view, person).unwrap_or_default();
            let command = Command::TakeBack { person, question };
            confirm(desk, &words, "take it back", command).unwrap_or_default()
        }
        _ => desk.open(ask::take_back(question, &answered)),
    }
}

/// On to the next step; asks back where somebody has not answered.
pub(super) fn next_step(desk: &mut Desk, view: &View) -> Vec<Effect> {
    if let Some(form) = lead::decide(view).filter(|_| view.can.advance) {
        return desk.open(form);
    }
    let open =
        |person: &&crate::session::PersonView| person.here && person.state == PersonState::Open;
    let open: Vec<_> = view.people.iter().filter(open).collect();
    // What is seen cannot be unseen: it is asked in the words of what will be seen.
    let reveals = view.ahead.shows_model.then_some(SHOW_MODEL);
    let changes = desk.answering.says_changing(view);
    if !view.can.advance || (open.is_empty() && reveals.is_none() && changes.is_empty()) {
        return go_on(view);
    }
    if open.is_empty() {
        let words = format!("{changes} {}", reveals.unwrap_or("Go on?"));
        let words = words.trim().to_owned();
        let asked = desk.confirm(words, &leads(view), go_on(view));
        return asked.unwrap_or_default();
    }
    let names: Vec<_> = open.iter().take(5).map(|p| p.name.as_str()).collect();
    let more = match open.len().checked_sub(5) {
        None | Some(0) => String::new(),
        Some(more) => format!(" and {}", plural(more, "other", "others")),
    };
    let shows = view.can.show_now.then(|| {
        let answers = plural(view.ahead.unshown, "answer that is", "answers that are");
        format!("Show the {answers} in?")
    });
    let asks = reveals.map(str::to_owned).or(shows);
    let from = view.place;
    let words = format!(
        "Not answered yet: {}{more}. {changes} {} {}",
        names.join(", "),
        asks.as_deref().unwrap_or("Go on?"),
        says_half_typed(view, &Command::Advance { from })
    );
    let asked = desk.confirm(words, &leads(view), go_on(view));
    asked.unwrap_or_default()
}

/// On to the next step; the table hands in what people left as drafts.
fn go_on(view: &View) -> Vec<Effect> {
    let from = view.place;
    vec![Effect::Send(Actor::Desk, Command::Advance { from })]
}
