//! One file for each screen: what it looks at, and how it is drawn.

pub mod alone;
pub mod answer;
pub mod asking;
pub mod back;
pub mod citing;
pub mod close;
pub mod compare;
pub mod devices;
pub mod discuss;
pub mod dissents;
pub mod gather;
pub mod groups;
pub mod leads;
pub mod library;
pub mod mending;
pub mod plan;
pub mod preview;
pub mod protocols;
pub mod read;
pub mod room;
pub mod share;
pub mod sheets;
pub mod themes;
pub mod tried;
pub mod voices;
pub mod without;
