//! One test binary: everything is tested through public doors.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected has failed, and a panic says where"
)]

mod can;
mod clean;
mod desk;
mod keep;
mod laws;
mod session;
mod tidy;
mod world;
