//! Roundtable.

pub mod case;
pub mod id;
pub mod protocol;
pub mod session;
pub mod stamp;
pub mod text;
