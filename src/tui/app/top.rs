//! What is on screen: one screen, and what lies over it. Which keys count, what they do and what
//! is drawn follow from the one that is on top.

use super::seek::act_palette;
use crate::tui::{
    alone::ProgressPage,
    effect::Effect,
    keys::{Action, Scope},
    notice::Notice,
    palette::Palette,
    screen::{asking::Asking, mending::Mending, preview::Preview, room::Room},
    session_controller::SessionController,
};

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
    Session(Box<SessionController>),
}

/// What lies over it.
pub enum Popup {
    /// All keys of a scope.
    Help {
        of: Scope,
        /// The first row shown.
        top: usize,
    },
    /// All that can be done now.
    Palette(Palette),
    /// Something that has to be read, decided or typed first.
    Notice(Notice),
    /// People's own phones.
    Devices,
}

/// What is on top: the last popup, else the screen.
pub enum Top<P, S> {
    /// Something over the screen.
    Popup(P),
    Screen(S),
}

impl Screen {
    /// Which keys count on it.
    pub(super) fn scope(&self) -> Scope {
        match self {
            Self::Library => Scope::Library,
            Self::Asking(_) => Scope::Asking,
            Self::Mending(_) => Scope::Mending,
            Self::Preview(_) => Scope::Preview,
            Self::Progress(_) => Scope::Progress,
            Self::Room(_) => Scope::Room,
            Self::Session(controller) => controller.scope(),
        }
    }
}

impl Popup {
    /// Which keys count while it is open.
    pub(super) fn scope(&self) -> Scope {
        match self {
            Self::Help { .. } => Scope::Help,
            Self::Palette(_) => Scope::Palette,
            Self::Notice(notice) => notice.scope(),
            Self::Devices => Scope::Notice,
        }
    }

    /// What an action does; none keeps it open.
    pub(super) fn act(&mut self, action: Action) -> Option<Vec<Effect>> {
        match self {
            Self::Help { top, .. } => {
                let Some(after) = action.scrolled(*top, 10) else {
                    return Some(Vec::new());
                };
                *top = after;
                None
            }
            Self::Palette(palette) => act_palette(palette, action),
            Self::Notice(notice) => notice.act(action),
            Self::Devices => Some(Vec::new()),
        }
    }
}
