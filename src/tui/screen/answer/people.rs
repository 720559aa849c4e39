//! The people around the keyboard as chips: who is in, who writes next, who works with whom, and for
//! whom of them the desk types.

use std::ops::Range;

use ratatui::text::Line;

use super::{
    Answering, Hand,
    phones::by_phone,
    turn::{next_open, single},
};
use crate::{
    id::PersonId,
    protocol::Names,
    session::{PersonState, PersonView, QuestionView, View, so_far},
    text::plural,
    tui::{
        effect::Effect,
        keys::{self, Action, Scope, name},
        screen::share::state_words,
        theme::{Role, Theme},
        widget::{Chip, chips, hang, styled},
    },
};

/// The most rows that say who works with whom, over the list of people.
const MOST_TOGETHER: usize = 3;
/// From so many people on, only counts are shown.
const MANY: usize = 25;

impl Answering {
    /// What was found of somebody who had handed in nothing has done its work once they have,
    /// on whatever device: it is no change that they began.
    pub(super) fn sheds(&mut self, view: &View) {
        let Some(question) = &view.question else {
            return;
        };
        for person in view.here() {
            let key = self.key_of(person.id, &question.prompt.id);
            match person.state {
                PersonState::Open | PersonState::Passed if self.restored.contains_key(&key) => {
                    self.waiting.insert(key);
                }
                PersonState::Answered if self.waiting.remove(&key) => {
                    self.restored.remove(&key);
                }
                PersonState::Open
                | PersonState::Passed
                | PersonState::Answered
                | PersonState::Free => {}
            }
        }
    }

    /// Whoever studies alone has the keyboard already, and writes at once.
    pub(super) fn begin_alone(&mut self, view: &View) {
        let Some(person) = self.alone.filter(|_| self.hand == Hand::Room) else {
            return;
        };
        let state = view.person(person).map(|person| person.state);
        let waits = state == Some(PersonState::Open) && view.can.answer;
        if waits && self.stepped_back != self.asked {
            self.take(person, view);
        }
    }

    /// For whom the desk types next where people write on phones.
    pub fn typed_next(&self, view: &View) -> Option<PersonId> {
        let chosen = self.chosen.filter(|_| self.next(view) == self.chosen);
        chosen
            .or_else(|| next_open(view, None))
            .filter(|_| by_phone(view))
    }

    /// Types for the next person who has no phone: how the others write stays as it is.
    pub fn type_for_next(&mut self, view: &View) -> Vec<Effect> {
        let Some(person) = self.typed_next(view) else {
            let key = name(Scope::Hub, Action::Down);
            let words =
                format!("Everybody without a phone is in. {key} chooses somebody to type for.");
            return vec![Effect::Tell(words)];
        };
        self.chosen = None;
        self.pass_to(person, view);
        Vec::new()
    }

    /// Everybody as a chip, in their order; counts where they are many.
    pub(super) fn chips(
        &self,
        view: &View,
        question: &QuestionView,
        cols: usize,
        theme: &Theme,
    ) -> (Vec<Line<'static>>, Vec<(usize, Range<usize>)>) {
        if view.alone {
            return (Vec::new(), Vec::new());
        }
        if view.people.len() >= MANY {
            let words = counts(view);
            return (styled(vec![words], Role::Text, theme), Vec::new());
        }
        let next = self.next(view);
        let chip = |person: &PersonView| self.chip(person, view, question, next);
        let all: Vec<Chip> = view.at_table().map(chip).collect();
        chips(&all, cols, theme)
    }

    /// One person: a sign, the name.
    fn chip(
        &self,
        person: &PersonView,
        view: &View,
        question: &QuestionView,
        next: Option<PersonId>,
    ) -> Chip {
        if !person.here {
            return (format!("({})", person.name), Role::Quiet);
        }
        let state = shown_state(person, view);
        let asks = view.can.answer || view.can.vote;
        let kept = asks && self.has_draft(person.id, question);
        let sign = if kept { "✎" } else { state_words(state).0 };
        let role = match state {
            _ if Some(person.id) == next => Role::Chosen,
            PersonState::Answered => Role::Good,
            PersonState::Passed => Role::Quiet,
            PersonState::Open | PersonState::Free => Role::Text,
        };
        let mark = if role == Role::Chosen { "▸" } else { "" };
        let words = format!("{mark}{sign} {}", person.name);
        (words.trim().to_owned(), role)
    }

    /// The chips in words: how many are in, who is away, whose draft is kept, who is next.
    pub(super) fn sum(&self, view: &View, question: &QuestionView) -> String {
        if view.alone {
            return String::new();
        }
        let mut words = vec![so_far(view)];
        words.retain(|words| !words.is_empty());
        let named = |people: Vec<&PersonView>| {
            let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
            names.join(", ")
        };
        let away: Vec<_> = view.at_table().filter(|person| !person.here).collect();
        if !away.is_empty() && away.len() < 4 {
            let are = if away.len() == 1 { "is" } else { "are" };
            words.push(format!("{} {are} away", named(away)));
        }
        let drafts: Vec<_> = view
            .here()
            .filter(|person| self.has_draft(person.id, question))
            .collect();
        if !drafts.is_empty() && drafts.len() < 4 {
            words.push(format!("a draft is kept: {}", named(drafts)));
        }
        let next = self.next(view).and_then(|next| view.person(next));
        if let Some(next) = next.filter(|_| view.can.answer || view.can.vote) {
            let open = next.state == PersonState::Open || self.chosen.is_none();
            let is = if open { "next" } else { "chosen" };
            words.push(format!("{is}: {}", next.name));
        }
        words.join(" · ")
    }
}

/// What a chip shows: under hidden names, nobody is told apart by having passed.
fn shown_state(person: &PersonView, view: &View) -> PersonState {
    let step = view.step.as_ref().map(|step| step.step.names);
    let hidden = view.names == Names::Hidden || step == Some(Names::Hidden);
    match person.state {
        PersonState::Passed if hidden => PersonState::Answered,
        state => state,
    }
}

/// How many are in, and how many are not yet.
fn counts(view: &View) -> String {
    let here = || view.here();
    let of = |state: PersonState| here().filter(|one| shown_state(one, view) == state).count();
    let all = plural(here().count(), "person is here", "people are here");
    let passed = match of(PersonState::Passed) {
        0 => String::new(),
        count => format!("   – {count} passed"),
    };
    format!(
        "{all}   ✓ {} in   ○ {} not yet{passed}",
        of(PersonState::Answered),
        of(PersonState::Open)
    )
}

/// Who works with whom, so that people find each other.
pub(in crate::tui) fn groups(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    if view.groups.is_empty() {
        return Vec::new();
    }
    let all = view.groups.iter();
    let all: Vec<_> = all.map(|group| view.names_of(group).join(" & ")).collect();
    let mut rows = hang("   Together: ", &all.join("  ·  "), cols);
    if rows.len() > MOST_TOGETHER {
        let key = keys::name(Scope::Hub, Action::Groups);
        rows.truncate(MOST_TOGETHER - 1);
        rows.push(format!("   … {key} shows who works with whom"));
    }
    styled(rows, Role::Text, theme)
}

/// Once all are in: how somebody writes a new version, and who it is. Whoever is alone may have
/// begun one.
pub(super) fn anew(view: &View, begun: bool) -> String {
    let key = |action| keys::name(Scope::Hub, action);
    let (write, other) = (key(Action::Write), key(Action::Down));
    let mut here = view.here();
    match here.next().filter(|_| !single(view)) {
        Some(first) => format!(
            "{write} writes a new version: {}. {other} chooses another.",
            first.name
        ),
        None if view.alone && begun => "Type, and your draft goes on.".to_owned(),
        None if view.alone
            && view
                .people
                .iter()
                .any(|one| one.state == PersonState::Passed) =>
        {
            "Type, if you want to answer after all.".to_owned()
        }
        None if view.alone => {
            let asked = view.question.as_ref();
            match asked.is_some_and(|asked| !asked.prompt.kind.in_words()) {
                true => format!("{write} changes it; so does a digit."),
                false => "Type to write a new version.".to_owned(),
            }
        }
        None => format!("{write} writes a new version."),
    }
}
