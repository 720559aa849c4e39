//! The full screen: one inbox, an update, a draw.

pub mod app;
pub mod guard;
pub mod help;
pub mod inbox;
pub mod keys;
pub mod prose;
pub mod terminal;
pub mod theme;
