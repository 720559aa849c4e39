//! The full screen: one inbox, an update, a draw.

pub mod app;
pub mod ask;
pub mod desk;
pub mod editor;
pub mod form;
pub mod guard;
pub mod help;
pub mod inbox;
pub mod keys;
pub mod prose;
pub mod screen;
pub mod terminal;
pub mod theme;
