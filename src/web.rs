//! People's own phones, and the room's page: plain HTTP on this computer's own network.
//!
//! A phone has no more power than a person. Pages are made from a [`crate::session::View`] alone;
//! no rule about who may see or do what lives here.

pub mod act;
pub mod address;
pub mod device;
pub mod door;
pub mod form;
pub mod guard;
pub mod page;
pub mod qr;
pub mod ring;
