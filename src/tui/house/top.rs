//! What is on screen: one screen, and what lies over it. Which keys count, what they do and what
//! is drawn follow from the one that is on top.

use ratatui::layout::Rect;

use super::House;
use crate::tui::{
    alone::ProgressPage,
    app::Effect,
    keys::{Action, Scope},
    notice::Notice,
    screen::{asking::Asking, mending::Mending, preview::Preview, room::Room},
    sitting::Sitting,
};

/// The screen that is on.
pub enum Screen {
    /// The cases and sessions that were found.
    Library,
    /// What is asked before a document begins.
    Asking(Box<Asking>),
    /// How a document was read, and is mended.
    Mending(Box<Mending>),
    /// A case that its author looks at.
    Preview(Box<Preview>),
    /// How far somebody has come.
    Progress(ProgressPage),
    /// The room's screen, which follows a session of another window.
    Room(Box<Room>),
    /// A session.
    Session(Box<Sitting>),
}

/// What lies over it.
pub enum Popup {
    /// All keys of a scope.
    Help {
        /// Whose keys.
        of: Scope,
        /// The first row shown.
        top: usize,
    },
    /// Something that has to be read, decided or typed first.
    Notice(Notice),
}

/// What is on top: the last popup, else the screen.
pub enum Top<P, S> {
    /// Something over the screen.
    Popup(P),
    /// The screen itself.
    Screen(S),
}

impl Screen {
    /// Which keys count on it.
    fn scope(&self) -> Scope {
        match self {
            Self::Library => Scope::Library,
            Self::Asking(_) => Scope::Asking,
            Self::Mending(_) => Scope::Mending,
            Self::Preview(_) => Scope::Preview,
            Self::Progress(_) => Scope::Progress,
            Self::Room(_) => Scope::Room,
            Self::Session(sitting) => sitting.scope(),
        }
    }
}

impl Popup {
    fn scope(&self) -> Scope {
        match self {
            Self::Help { .. } => Scope::Help,
            Self::Notice(notice) => notice.scope(),
        }
    }

    /// What an action does; none keeps it open.
    pub(super) fn act(&mut self, action: Action) -> Option<Vec<Effect>> {
        match self {
            Self::Help { top, .. } => {
                *top = match action {
                    Action::Up => top.saturating_sub(1),
                    Action::Down => *top + 1,
                    Action::PageUp => top.saturating_sub(10),
                    Action::PageDown => *top + 10,
                    _ => return Some(Vec::new()),
                };
                None
            }
            Self::Notice(notice) => notice.act(action),
        }
    }
}

impl House {
    /// What is on top: it gets the keys.
    #[must_use]
    pub fn top(&self) -> Top<&Popup, &Screen> {
        match self.popups.last() {
            Some(popup) => Top::Popup(popup),
            None => Top::Screen(&self.screen),
        }
    }

    /// The same, to be changed.
    pub(super) fn top_mut(&mut self) -> Top<&mut Popup, &mut Screen> {
        match self.popups.last_mut() {
            Some(popup) => Top::Popup(popup),
            None => Top::Screen(&mut self.screen),
        }
    }

    /// Which keys count now.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.top() {
            Top::Popup(popup) => popup.scope(),
            Top::Screen(screen) => screen.scope(),
        }
    }

    /// Another screen is on. What was asked for on the one before is answered too late.
    pub(in crate::tui) fn turn_to(&mut self, screen: Screen) {
        self.screen = screen;
        self.awaited = None;
    }

    /// The session that is on screen.
    pub(in crate::tui) fn sitting(&self) -> Option<&Sitting> {
        let Screen::Session(sitting) = &self.screen else {
            return None;
        };
        Some(sitting)
    }

    pub(in crate::tui) fn sitting_mut(&mut self) -> Option<&mut Sitting> {
        let Screen::Session(sitting) = &mut self.screen else {
            return None;
        };
        Some(sitting)
    }

    /// Lays something over the screen; help that is open stays on top.
    pub(in crate::tui) fn lay(&mut self, notice: Notice) {
        let help = matches!(self.popups.last(), Some(Popup::Help { .. }));
        let at = self.popups.len() - usize::from(help);
        self.popups.insert(at, Popup::Notice(notice));
    }

    /// What an action does on the screen.
    pub(super) fn act_on_screen(&mut self, action: Action, area: Rect) -> Vec<Effect> {
        match &mut self.screen {
            Screen::Library => self.library.act(action),
            Screen::Asking(asking) => {
                let next = asking.act(action, area, &self.theme);
                self.asked(next)
            }
            Screen::Mending(mending) => {
                let next = mending.act(action, area);
                self.mended(next)
            }
            Screen::Preview(preview) => preview.act(action, area),
            Screen::Progress(_) if action == Action::WriteDown => vec![Effect::WriteDown],
            Screen::Progress(page) => {
                if page.act(action, area) {
                    self.turn_to(Screen::Library);
                }
                Vec::new()
            }
            Screen::Room(room) => room.act(action, area, &self.theme),
            Screen::Session(sitting) => sitting.act(action, area, &self.theme),
        }
    }
}
