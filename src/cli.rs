//! The door: what can be asked for on the command line.

pub mod show;
pub mod verify;
