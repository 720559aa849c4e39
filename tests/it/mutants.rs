//! The guard of the house is tried: what breaks its rules is seen.

use std::path::{Path, PathBuf};

use crate::{
    house::{module, read},
    rooms::against,
};

/// What the guard says against a text that stood in a module of this crate.
#[track_caller]
fn caught(inside: &str, text: &str, says: &str) {
    let path = PathBuf::from(inside.replace("::", "/") + ".rs");
    let complaints = against(&read(module(&path), text));
    assert!(
        complaints.iter().any(|complaint| complaint.contains(says)),
        "{inside}: {text:.60}: {complaints:?}"
    );
}

#[test]
fn the_guard_sees_what_breaks_the_rules() {
    caught("session::vote", "use std::{fs, time};", "names std::fs");
    caught(
        "session::vote",
        "use std as s; fn f() { s::fs::read(\"\"); }",
        "names std::fs",
    );
    caught(
        "case::read",
        "fn f() { println!(\"{:?}\", std::time::UNIX_EPOCH); }",
        "names std::time",
    );
    caught("case::read", "static mut N: u8 = 0;", "global");
    caught("report::words", "use super::super::tui;", "uses tui");
    caught(
        "report",
        "use super as all; use all::tui as other;",
        "uses tui",
    );
    caught(
        "report",
        "use crate as all; fn f() { all::tui::run(); }",
        "uses tui",
    );
    caught(
        "report",
        "fn f() { vec![crate::journal::list()]; }",
        "uses journal",
    );
    caught("journal::open", "use self::super::super::tui;", "uses tui");
    caught("study::shelf", "use crate::tui;", "uses tui");
    caught(
        "study::shelf",
        "use crate::{text::Clean, tui::{self, run}};",
        "uses tui",
    );
    caught("tui::theme", "use super::screen;", "uses tui::screen");
    caught("plain::front", "use crate::{cli, tui};", "uses cli");
    caught("extra", "", "is in no room");
    caught("tui::extra", "", "is in no room");
    caught("home", "use std::os::unix::fs::MetadataExt;", "ask os");
    caught(
        "journal::disk",
        "use std as s; fn f() { s::os::unix::fs::symlink(\"\", \"\"); }",
        "ask os",
    );
    caught(
        "tui::inbox",
        "fn f() { rustix::process::setsid(); }",
        "ask os",
    );
    caught("plain", "use signal_hook::iterator::Signals;", "ask os");
    for waits in [
        "fn f() { std::thread::sleep(D); }",
        "use crate::clock; fn f() { clock::now(); }",
        "use crate::study::shelf::{self, Learners}; fn f(h: &H) { Learners::load(h); }",
        "use crate::library::{self, Loaded}; fn f(o: &O) { library::open(o); }",
        "use std::time::Instant;",
    ] {
        caught("tui::app::obey", waits, "waits");
        caught("tui::session_screens", waits, "waits");
    }
    for asks in [
        "#[cfg(target_os = \"linux\")] const A: u8 = 0;",
        "#[cfg_attr(not(unix), derive(Debug))] struct A;",
        "fn f() -> bool { cfg!(any(windows, test)) }",
    ] {
        caught("clock", asks, "which system");
    }
    let lines = "    command();\n".repeat(200);
    let long = format!("fn obey(command: Command) {{\n{lines}}}\n");
    caught("journal", &long, "obey has 202 lines");
    assert!(against(&read(module(Path::new("cli.rs")), &long)).is_empty());
}
