//! Twelve ways out: the terminal is left as it was found, and nothing stays behind.

use crate::pty::Terminal;

const SIGHUP: i32 = 1;
const SIGINT: i32 = 2;
const SIGQUIT: i32 = 3;
const SIGABRT: i32 = 6;
const SIGKILL: i32 = 9;
const SIGSEGV: i32 = 11;
const SIGTERM: i32 = 15;
const SIGCONT: i32 = 18;

/// The library, loaded, in a terminal.
fn library() -> Terminal {
    let mut terminal = Terminal::start(&[]);
    terminal.wait("All Green");
    terminal
}

const HALF: &str = "half a thought";

/// A session in which Ann has begun to write.
pub(crate) fn writing(text: &str) -> Terminal {
    let mut terminal = Terminal::start(&["run", "six-parcels", "--people", "Ann, Ben"]);
    terminal.wait("[Enter] begin");
    terminal.goes(&[
        ("\r", "left of"),
        ("\r", "next: Ann"),
        ("\r", "Ann, press Enter"),
        ("\r", "words"),
        (text, text),
    ]);
    terminal
}

fn ends_with(signal: i32, code: u32) {
    let mut terminal = writing(HALF);
    terminal.signal(signal);
    assert_eq!(terminal.ended(), code);
    terminal.restored();
}

#[test]
fn quit() {
    let mut terminal = library();
    terminal.press("\x11");
    assert_eq!(terminal.ended(), 0);
    terminal.restored();
}

#[test]
fn ctrl_c() {
    let mut terminal = library();
    terminal.press("\x03");
    assert_eq!(terminal.ended(), 0);
    terminal.restored();
}

#[test]
fn ctrl_c_in_a_session_keeps_it() {
    let mut terminal = writing(HALF);
    terminal.press("\x03");
    terminal.wait("Leave the session?");
    terminal.press("\x03");
    terminal.wait("Six Parcels");
    terminal.press("\x03");
    assert_eq!(terminal.ended(), 0);
    terminal.restored();
}

#[test]
fn term() {
    ends_with(SIGTERM, 128 + 15);
}

#[test]
fn hup() {
    ends_with(SIGHUP, 128 + 1);
}

#[test]
fn int() {
    ends_with(SIGINT, 128 + 2);
}

#[test]
fn quit_signal() {
    ends_with(SIGQUIT, 128 + 3);
}

/// What nobody can catch, or what catches nothing: the guardian restores the terminal.
#[test]
fn killed() {
    let mut terminal = writing(HALF);
    terminal.signal(SIGKILL);
    terminal.ended();
    terminal.restored();
}

#[test]
fn aborted() {
    let mut terminal = writing(HALF);
    terminal.signal(SIGABRT);
    terminal.ended();
    terminal.restored();
}

#[test]
fn out_of_stack() {
    let mut terminal = writing(HALF);
    // The first one finds no fault at any address and is let pass; the next one kills.
    while terminal.is_running() {
        terminal.signal(SIGSEGV);
    }
    terminal.restored();
}

#[test]
fn window_closed() {
    let closed = library().close();
    assert_eq!(closed.ended(), 128 + 1);
}

#[test]
fn asleep_and_awake() {
    let mut terminal = writing(HALF);
    // Where one writes, Ctrl-Z takes an edit back; to sleep is one of the things to do.
    terminal.press("\x0bsleep");
    terminal.wait("put the program to sleep");
    terminal.press("\r");
    terminal.restored();
    terminal.stopped();
    terminal.signal(SIGCONT);
    terminal.wait("half a thought");
    terminal.signal(SIGTERM);
    assert_eq!(terminal.ended(), 128 + 15);
    terminal.restored();
}

/// What was being typed is there again, whatever ended the program.
#[test]
fn a_draft_survives_being_killed() {
    let mut terminal = writing(HALF);
    terminal.press(" and more");
    terminal.wait("and more");
    // Half a second after the last key it is on disk.
    let drafts = terminal.data.path().join("sessions");
    let end = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let kept = || {
        let entries = std::fs::read_dir(&drafts).into_iter().flatten().flatten();
        let mut paths = entries.map(|entry| entry.path());
        paths.any(|path| {
            path.extension().is_some_and(|ending| ending == "drafts")
                && std::fs::read_to_string(&path).is_ok_and(|text| text.contains("and more"))
        })
    };
    while !kept() {
        assert!(std::time::Instant::now() < end, "no draft was kept");
        std::thread::yield_now();
    }
    terminal.signal(SIGKILL);
    terminal.ended();
    let mut again = terminal.again(&["resume"]);
    again.wait("next: Ann");
    again.press("\r");
    again.wait("Ann, press Enter");
    again.press("\r");
    again.wait("half a thought and more");
}
