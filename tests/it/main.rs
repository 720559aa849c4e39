//! One test binary: everything is tested through public doors.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected has failed, and a panic says where"
)]

/// A text says all of that.
macro_rules! has {
    ($text:expr, $($words:expr),+ $(,)?) => {{
        let text = &$text;
        $(assert!(text.contains($words), "no “{}” in: {text}", $words);)+
    }};
}

/// A text says none of that.
macro_rules! lacks {
    ($text:expr, $($words:expr),+ $(,)?) => {{
        let text = &$text;
        $(assert!(!text.contains($words), "“{}” in: {text}", $words);)+
    }};
}

mod alarm;
mod alone;
mod amended;
mod asked;
mod at_hand;
mod away;
mod back;
mod ballots;
mod baskets;
mod beside;
mod branches;
mod briefs;
mod brought;
mod browser;
mod can;
mod cases;
mod cases_laws;
mod cell;
mod changed;
mod charts;
mod check;
mod child;
mod cite;
mod claims;
mod clean;
mod clients;
mod clock;
mod compare;
mod consent;
mod copies;
mod counted;
mod crash;
mod crowds;
mod cruel;
mod damage;
mod desk;
mod devices;
mod door;
mod driven;
mod early;
mod every_screen;
mod everywhere;
mod exits;
mod fields;
mod finds;
mod for_whom;
mod foreign;
mod forms;
mod forms_of_keys;
mod fresh;
mod full_disk;
mod goals;
mod groups;
mod guides;
mod half_typed;
mod hands;
mod held;
mod house;
mod identity;
mod import;
mod injection;
mod joining;
mod keep;
mod kept;
mod keyboard;
mod kill;
mod killed_host;
mod labelled;
mod laws;
mod layout;
mod leak;
mod leaving;
mod legible;
mod library;
mod list;
mod lists;
mod live;
mod look;
mod mend;
mod minutes;
mod model;
mod more;
mod mutants;
mod names;
mod newest;
mod notes;
mod numbers;
mod one_door;
mod other_programs;
mod other_tools;
mod own_protocol;
mod own_words;
mod pages;
mod paper;
mod paragraphs;
mod pdf;
mod people;
mod phone_doors;
mod phone_pages;
mod phone_rig;
mod phones;
mod pictures;
mod pieces;
mod placed;
mod plain;
mod played;
mod power;
mod preview;
mod prints;
mod protocols;
mod pty;
mod readme;
mod record;
mod rehearse;
mod remarks;
mod reopened;
mod replaced;
mod report;
mod returns;
mod revealed;
mod reworded;
mod rig;
mod room;
mod rooms;
mod rounds;
mod rtf;
mod rules;
mod salvage;
mod same;
mod scanned;
mod screens_desk;
mod screens_session;
mod screens_together;
mod seats;
mod seed;
mod sent;
mod session;
mod setup;
mod sheets;
mod shots;
mod since;
mod solved;
mod some_only;
mod stands_on;
mod steps;
mod strace;
mod stream;
mod study;
mod study_door;
mod stumble;
mod systems;
mod tables;
mod takes_home;
mod teaches;
mod through;
mod tidy;
mod top;
mod traps;
mod tries;
mod typing;
mod unnoticed;
mod unordered;
mod unshown;
mod vectors;
mod viewed;
mod voices;
mod ways_back;
mod whose;
mod wide;
mod wifi;
mod wire;
mod wire_back;
mod world;
mod written;
