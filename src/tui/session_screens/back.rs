//! The way back at the shared keyboard, and the way out: each asks first, in the words of what it does.

use super::{Overlay, SessionScreens, Shown, shown};
use crate::{
    case,
    id::{PersonId, Seq},
    session::{
        Actor, Command, PersonState, Place, SHOW_MODEL, View, asks_to_close, asks_to_replace,
        asks_to_set_aside, says_half_typed, says_unshown,
    },
    text::plural,
    tui::{
        ask::{Ask, back as ask, lead},
        effect::Effect,
        keys::Action,
        screen::{answer::Hand, leads::leads, plan},
    },
};

/// What is asked before a group goes back.
const BACK: &str =
    "Go back to the step before? What was seen stays seen, and the report says that you went back.";

/// What goes back, or out; none of any other action.
pub(super) fn act(
    screens: &mut SessionScreens,
    action: Action,
    view: &View,
) -> Option<Vec<Effect>> {
    match action {
        Action::StepBack => step_back(screens, view),
        Action::Reopen => {
            let words = "Open this session again, to add to it? The report says so.";
            confirm(screens, words, "open it again", Command::Reopen)
        }
        Action::Change if view.place == Place::Over => opens_to_add(screens),
        Action::LeaveOut => {
            let what = match view.question {
                Some(_) => "question",
                None => "reading",
            };
            let never = says_never(view);
            let words = format!("Leave out the rest of this {what}? The record says so.{never}");
            let from = view.place;
            leaves(
                screens,
                view,
                (&words, "leave it out"),
                Command::LeaveOut { from },
            )
        }
        Action::ToClose => {
            let from = view.place;
            let words = asks_to_close(view);
            leaves(
                screens,
                view,
                (&words, "to the close"),
                Command::ToClose { from },
            )
        }
        Action::TakeBack => Some(take_back(screens, view)),
        Action::WrongName => Some(wrong_name(screens, view)),
        _ => put_right(screens, action, view),
    }
}

/// What puts right, or aside, something that was taken down.
fn put_right(screens: &mut SessionScreens, action: Action, view: &View) -> Option<Vec<Effect>> {
    let here = said_here(screens, view);
    let (form, else_said) = if action == Action::Recommit {
        (ask::recommit(view), "Nobody has said yet what they try.")
    } else if action == Action::BringBack {
        (ask::bring_back(view), "Nothing was set aside here.")
    } else if action == Action::MendNote {
        let none = "No note stands here that could be put right.";
        (ask::mend_note(view, here.0), none)
    } else if action == Action::SetAside {
        let none = "No answer stands here that could be set aside.";
        (ask::set_aside(view, here), none)
    } else {
        return None;
    };
    opens(screens, form, else_said)
}

/// What the cursor is on, of all that was said, an answer or a note; and whether it was moved there.
fn said_here(screens: &SessionScreens, view: &View) -> (Option<Seq>, bool) {
    let page = match screens.laid.last() {
        Some(Overlay::Page(page)) => page.said(view),
        _ => None,
    };
    let discusses = shown(view) == Some(Shown::Discuss);
    let note = || screens.discuss.note(view).filter(|_| discusses);
    match page.or_else(note) {
        Some(said) => (Some(said), true),
        None => (screens.looked_at(view), screens.share.at() > 0),
    }
}

/// Where sheets that the desk types are begun and not handed in, it is asked whether one of them is
/// what stands under the wrong name. What somebody typed themselves is for nobody else's eyes.
fn wrong_name(screens: &mut SessionScreens, view: &View) -> Vec<Effect> {
    let begun = screens.answering.typed_drafts(view);
    let mut choices: Vec<_> = begun.iter().map(|from| begun_by(*from, view)).collect();
    if choices.is_empty() {
        return give_draft(screens, None, view);
    }
    if view.can.reassign {
        let words = "Something that was handed in, or a dissent".to_owned();
        choices.push((words, vec![Effect::GiveDraft(None)]));
    }
    let asks = "Something stands under the wrong name: what?".to_owned();
    vec![Effect::Choices(asks, choices)]
}

/// What was begun on the sheet of one, for any of the others.
fn begun_by(from: PersonId, view: &View) -> (String, Vec<Effect>) {
    let name = view.name(from);
    let others = view.here().filter(|one| one.id != from);
    let to = others.map(|one| {
        let gives = Effect::GiveDraft(Some((from, one.id)));
        (one.name.to_string(), vec![gives])
    });
    let asks = Effect::Choices("Whose is it?".to_owned(), to.collect());
    (
        format!("What was begun on the sheet of {name}, not handed in"),
        vec![asks],
    )
}

/// What was typed on the wrong sheet goes to whose it is; of what was handed in, a form asks.
pub fn give_draft(
    screens: &mut SessionScreens,
    whose: Option<(PersonId, PersonId)>,
    view: &View,
) -> Vec<Effect> {
    if let Some((from, to)) = whose {
        return screens.answering.gives_draft(from, to, view);
    }
    let form = ask::wrong_name(view, screens.answering.last(), screens.dissent_at(view));
    let none = "Nothing stands here that was typed under a name.";
    opens(screens, form, none).unwrap_or_default()
}

fn opens_to_add(screens: &mut SessionScreens) -> Option<Vec<Effect>> {
    screens.adds_next = true;
    let words = "Open this session again, to add an answer? The report says so.";
    confirm(screens, words, "open it again", Command::Reopen)
}

/// Nobody else has seen anything where one person reads on alone; a group is asked.
fn step_back(screens: &mut SessionScreens, view: &View) -> Option<Vec<Effect>> {
    let back = Command::StepBack { from: view.place };
    match view.alone || view.can.gather_again {
        true => Some(vec![Effect::Send(Actor::Desk, back)]),
        false => confirm(screens, BACK, "go back", back),
    }
}

/// A form, or why there is none.
fn opens(screens: &mut SessionScreens, form: Option<Ask>, else_said: &str) -> Option<Vec<Effect>> {
    Some(match form {
        Some(form) => screens.open(form),
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

fn confirm(
    screens: &mut SessionScreens,
    words: &str,
    yes: &str,
    command: Command,
) -> Option<Vec<Effect>> {
    let then = vec![Effect::Send(Actor::Desk, command)];
    screens.confirm(words.to_owned(), yes, then)
}

/// The rest of something is left out; what was not shown is shown now, or stays unshown.
pub(super) fn leaves(
    screens: &mut SessionScreens,
    view: &View,
    (words, yes): (&str, &str),
    command: Command,
) -> Option<Vec<Effect>> {
    let half = says_half_typed(view, &command);
    let words = format!("{words} {half}").trim_end().to_owned();
    match says_unshown(view, &command).as_str() {
        "" => confirm(screens, &words, yes, command),
        unshown => Some(vec![plan::unshown(
            view,
            &format!("{words} {unshown}"),
            command,
        )]),
    }
}

/// Whoever has the keyboard takes back their own; else it is asked whose, where there are several.
fn take_back(screens: &mut SessionScreens, view: &View) -> Vec<Effect> {
    let Some(question) = view.question.as_ref().map(|asked| asked.prompt.id.clone()) else {
        return Vec::new();
    };
    let holds = match screens.answering.hand() {
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
            confirm(screens, &words, "take it back", command).unwrap_or_default()
        }
        _ => screens.open(ask::take_back(question, &answered)),
    }
}

/// On to the next step; asks back where somebody has not answered.
pub(super) fn next_step(screens: &mut SessionScreens, view: &View) -> Vec<Effect> {
    if let Some(form) = lead::decide(view).filter(|_| view.can.advance) {
        return screens.open(form);
    }
    let open =
        |person: &&crate::session::PersonView| person.here && person.state == PersonState::Open;
    let open: Vec<_> = view.people.iter().filter(open).collect();
    // What is seen cannot be unseen: it is asked in the words of what will be seen.
    let reveals = view.ahead.shows_model.then_some(SHOW_MODEL);
    let changes = screens.answering.says_changing(view);
    if !view.can.advance || (open.is_empty() && reveals.is_none() && changes.is_empty()) {
        return go_on(view);
    }
    if open.is_empty() {
        let words = format!("{changes} {}", reveals.unwrap_or("Go on?"));
        let words = words.trim().to_owned();
        let asked = screens.confirm(words, &leads(view), go_on(view));
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
    let asked = screens.confirm(words, &leads(view), go_on(view));
    asked.unwrap_or_default()
}

/// On to the next step; the table hands in what people left as drafts.
fn go_on(view: &View) -> Vec<Effect> {
    let from = view.place;
    vec![Effect::Send(Actor::Desk, Command::Advance { from })]
}
