//! What is pressed and meant otherwise: prose at the list of people, where each letter is a command,
//! and a way out in the middle of it all.

use crossterm::event::KeyEvent;

use super::{Desk, Over};
use crate::{
    session::{Place, View},
    tui::{
        app::Effect,
        keys::{Action, Scope, name},
    },
};

/// Whether a small form is open in which a letter is no text.
pub fn picks(desk: &Desk) -> bool {
    matches!(desk.over.last(), Some(Over::Ask(ask)) if !ask.form.takes_text())
}

/// Letters that were meant as prose begin the sheet of whoever is next; what they opened goes.
pub fn begins_with(desk: &mut Desk, letters: Vec<KeyEvent>, view: &View) -> Option<Vec<Effect>> {
    let person = desk.answering.begins_with(letters, view)?;
    desk.over.clear();
    let words = format!(
        "{} writes. {} goes back to the list.",
        view.person(person)?.name,
        name(Scope::Writing, Action::Back)
    );
    Some(vec![Effect::Tell(words)])
}

/// Out of the session: asked once, while people are in it.
pub fn leaves(desk: &mut Desk, view: &View) -> Vec<Effect> {
    let then = vec![Effect::FlushDrafts, Effect::Leave];
    if view.alone || view.place == Place::Over || desk.asks_to_leave() {
        return then;
    }
    let words = "Leave the session? It is kept as it is, and so is all that was typed.";
    let asked = desk.confirm(words.to_owned(), "leave", then);
    asked.unwrap_or_default()
}
