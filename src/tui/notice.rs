//! Something that has to be read, or decided, before anything else.

use crate::tui::{app::Effect, keys::Action};

/// Lines, choices, and what each choice brings about.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// What there is to say.
    pub text: String,
    /// The choices: words and effects. With none, Enter and Esc put the notice away.
    pub choices: Vec<(String, Vec<Effect>)>,
    /// The choice that Enter takes.
    pub at: usize,
}

impl Notice {
    /// Something to read.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            choices: Vec::new(),
            at: 0,
        }
    }

    /// Something to choose; Esc chooses nothing.
    #[must_use]
    pub fn choose(text: &str, choices: Vec<(String, Vec<Effect>)>) -> Self {
        Self {
            text: text.to_owned(),
            choices,
            at: 0,
        }
    }

    /// What an action does. None keeps it open.
    pub fn act(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.choices.len().saturating_sub(1)),
            Action::Enter => {
                return Some(
                    self.choices
                        .get(self.at)
                        .map(|(_, effects)| effects.clone())
                        .unwrap_or_default(),
                );
            }
            Action::Back | Action::Quit => return Some(Vec::new()),
            _ => {}
        }
        None
    }
}
