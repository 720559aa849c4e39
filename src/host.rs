//! What happens around a session, whichever front shows it: how it begins, what it is asked for
//! and what it ends with. Fronts ask what is asked here, and say what is told here.

pub mod close;
pub mod opening;
