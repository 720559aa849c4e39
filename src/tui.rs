//! The full screen: one inbox, an update, a draw.

pub mod app;
pub mod help;
pub mod keys;
pub mod prose;
pub mod theme;

/// What the loop hears besides keys.
#[derive(Clone, Debug)]
pub enum Heard {
    /// A text came back from `$EDITOR`.
    Edited(String),
}
