//! What an action will do now, in the words of what will happen: the foot names it so.

use super::{Overlay, Page, SessionScreens, Shown, Shows, overlay::toggles, shown};
use crate::{
    protocol::Who,
    session::{PersonState, StepView, View},
    text::cut,
    tui::{
        keys::Action,
        screen::{
            answer::{Hand, by_phone, single, typed_last, types_for_others, whose},
            compare::verb,
            leads::leads,
        },
    },
};

/// The most cells of a name in the foot.
const NAME: usize = 16;

/// The name of a person, short enough for the foot.
fn short(view: &View, person: crate::id::PersonId) -> String {
    let name = view.name(person);
    cut(name, NAME).into_owned()
}

/// What an action will do on the screens of a session around one keyboard; none where the table
/// of keys says it well enough.
pub(super) fn on_desk(screens: &SessionScreens, view: &View, action: Action) -> Option<String> {
    if view.can.clock && matches!(action, Action::Extend | Action::Coffee) {
        let words = match view.clock.coffee {
            true => "the break is over",
            false => "start the clock",
        };
        return Some(words.to_owned());
    }
    if let Some(over) = screens.laid.last() {
        return over_it(over, view, action);
    }
    let shown = shown(view);
    if shown == Some(Shown::Answer) {
        return answer(screens, view, action);
    }
    if shown == Some(Shown::Compare) {
        return compare(screens, view, action);
    }
    if matches!(shown, Some(Shown::Close) | None) {
        return (action == Action::Enter).then(|| screens.close.says(view))?;
    }
    if action == Action::GoOn {
        return Some(leads(view));
    }
    if action == Action::Front {
        let (_, name) = screens.share.answer(view)?;
        let name = name.strip_suffix("'s answer").unwrap_or(&name);
        return Some(format!("{}'s to the front", cut(name, NAME)));
    }
    let next = action == Action::Right && screens.share.is_whole();
    next.then(|| match screens.share.next_name(view) {
        Some(name) => format!("next: {}", cut(&name, NAME)),
        None => "all answers".to_owned(),
    })
}

/// How many times Enter is pressed to hand in what is written; none where Enter does not.
pub fn enters_to_hand_in(screens: &SessionScreens) -> usize {
    match screens.laid.last() {
        Some(Overlay::Ask(ask)) => usize::from(ask.form.enter_hands_in()),
        Some(_) => 0,
        None => screens.answering.enters_to_hand_in(),
    }
}

fn over_it(over: &Overlay, view: &View, action: Action) -> Option<String> {
    let enter = action == Action::Enter;
    let words = if let Overlay::Confirm { yes, .. } = over
        && enter
    {
        yes
    } else if matches!(over, Overlay::People { mends: true, .. }) && enter {
        "mend the name"
    } else if let Overlay::People { at, .. } = over
        && enter
    {
        toggles(view, *at)
    } else if let Overlay::Page(page) = over
        && enter
    {
        return page_leads(page, view);
    } else if matches!(over, Overlay::Ask(_)) && action == Action::HandIn {
        "save it"
    } else if matches!(over, Overlay::Material { open: false, .. }) && enter {
        "show it all the same"
    } else {
        return None;
    };
    Some(words.to_owned())
}

/// What Enter does on a page; none where the table of keys says it.
fn page_leads(page: &Page, view: &View) -> Option<String> {
    let words = match page.shows {
        Shows::Back if page.adds => "add to this one",
        Shows::Voices if view.can.close => return None,
        Shows::Themes if view.can.theme => return None,
        Shows::Dissents if view.can.dissent && !view.dissents.is_empty() => return None,
        Shows::Tried if view.can.dissent && !page.tried.is_empty() => return None,
        Shows::Plan
        | Shows::Back
        | Shows::Groups
        | Shows::Citing
        | Shows::Voices
        | Shows::Themes
        | Shows::Dissents
        | Shows::Votes
        | Shows::Tried => back_to(view),
    };
    Some(words.to_owned())
}

/// What lies below a page, and what putting it away leads back to.
fn back_to(view: &View) -> &'static str {
    let answers = view.question.iter().any(|one| !one.answers.is_empty());
    match shown(view) {
        Some(Shown::Answer) => "back to the question",
        Some(Shown::Share) if answers => "back to the answers",
        Some(Shown::Share) => "back to the question",
        Some(Shown::Discuss) => "back to the notes",
        Some(Shown::Compare) => "back to the claims",
        Some(Shown::Close) if view.step.is_some() => "back to what we try",
        Some(Shown::Close) => "back to the close",
        None => "back to the reading",
    }
}

fn answer(screens: &SessionScreens, view: &View, action: Action) -> Option<String> {
    let step = view.step.as_ref()?;
    let enter = action == Action::Enter;
    let others = types_for_others(&screens.answering);
    match screens.answering.hand() {
        Hand::Room if enter && screens.all_is_in(view) => Some(leads(view)),
        Hand::Room if enter && single(view) => Some("write".to_owned()),
        Hand::Room if enter => {
            let next = view.person(screens.answering.next(view)?)?;
            let whose = cut(&whose(view, next), NAME * 2).into_owned();
            Some(hub(screens, view, step, &whose))
        }
        Hand::Room => {
            let typed =
                (action == Action::ForOthers).then(|| screens.answering.typed_next(view))?;
            match typed {
                Some(person) => Some(format!("type for {}", short(view, person))),
                None if by_phone(view) => Some("type for somebody".to_owned()),
                None => others.then(|| "pass the keyboard".to_owned()),
            }
        }
        Hand::Over(person) => enter.then(|| format!("I am {}", short(view, person))),
        Hand::With(person) if others && action == Action::Pass => {
            Some(format!("{} passes", short(view, person)))
        }
        Hand::With(person) if others && action == Action::HandIn => {
            let next = screens.answering.after(view, person);
            next.map(|next| format!("hand in, then {}", short(view, next)))
        }
        Hand::With(_) if others && action == Action::Person => {
            let last = typed_last(&screens.answering)?;
            Some(format!("back to {}", short(view, last)))
        }
        Hand::With(_) | Hand::Offer(_) | Hand::Kept(_) => None,
    }
}

/// What Enter does on the list of people.
fn hub(screens: &SessionScreens, view: &View, step: &StepView, person: &str) -> String {
    let next = screens
        .answering
        .next(view)
        .and_then(|next| view.person(next));
    let free = next.is_some_and(|next| next.state == PersonState::Free);
    if step.step.who == Who::Holder && free {
        format!("{person} brings it instead")
    } else if types_for_others(&screens.answering) {
        match next.is_some_and(|next| next.state == PersonState::Answered) {
            true => format!("change what {person} said"),
            false => format!("type for {person}"),
        }
    } else {
        format!("pass the keyboard to {person}")
    }
}

fn compare(screens: &SessionScreens, view: &View, action: Action) -> Option<String> {
    if action == Action::Enter {
        let claims = !screens.compare.reads_answers();
        return Some(match screens.compare.next_claim(view) {
            _ if claims && screens.compare.goes_on() => "read on".to_owned(),
            Some(number) if claims => format!("claim {number}"),
            None if claims => leads(view),
            Some(_) | None => "the claims".to_owned(),
        });
    }
    let Action::Stance(stance) = action else {
        return None;
    };
    let person = screens.compare.person(view).filter(|_| !view.alone)?;
    let group = view
        .question
        .as_ref()
        .and_then(|asked| asked.speaks_for(person));
    let who = group.map_or_else(
        || short(view, person),
        |names| cut(names, NAME).into_owned(),
    );
    Some(format!("{who} {}", verb(stance, group.is_some())))
}
