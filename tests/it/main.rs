//! One test binary: everything is tested through public doors.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected has failed, and a panic says where"
)]

mod alone;
mod beside;
mod brought;
mod can;
mod cases;
mod cases_laws;
mod check;
mod child;
mod cite;
mod clean;
mod clock;
mod consent;
mod crash;
mod cruel;
mod damage;
mod desk;
mod door;
mod early;
mod exits;
mod finds;
mod goals;
mod groups;
mod identity;
mod import;
mod injection;
mod keep;
mod kept;
mod keyboard;
mod kill;
mod laws;
mod leak;
mod legible;
mod library;
mod list;
mod mend;
mod model;
mod one_door;
mod own_protocol;
mod paragraphs;
mod people;
mod plain;
mod power;
mod preview;
mod protocols;
mod pty;
mod readme;
mod record;
mod rehearse;
mod report;
mod returns;
mod rig;
mod room;
mod rounds;
mod screens_desk;
mod screens_session;
mod screens_together;
mod seed;
mod session;
mod since;
mod strace;
mod study;
mod study_door;
mod stumble;
mod tidy;
mod tries;
mod typing;
mod unordered;
mod voices;
mod wire;
mod world;
mod written;
