//! One file for each screen: what it looks at, and how it is drawn.

pub mod answer;
pub mod choice;
pub mod close;
pub mod compare;
pub mod discuss;
pub mod gather;
pub mod library;
pub mod rank;
pub mod read;
pub mod scale;
pub mod share;
