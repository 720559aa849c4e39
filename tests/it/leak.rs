//! Between two people at one keyboard no hidden text is on any screen.

use crate::{exits::writing, pty::Terminal};

const SECRET: &str = "xylophone-secret-of-ann";

#[test]
fn nothing_of_anns_is_seen_until_all_answers_appear() {
    let mut terminal = writing(SECRET);
    terminal.goes(&[("\x13", "Ben, press Enter")]);
    lacks!(terminal.text(), "xylophone");
    // From here on it must not even be written to the terminal, seen or not.
    let from = terminal.bytes.len();
    terminal.goes(&[
        ("\x1b", "next: Ben"),
        ("\r", "Ben, press Enter"),
        ("\r", "words"),
        ("Ben has a view", "Ben has a view"),
        ("\x13", "All is in"),
    ]);
    let written = String::from_utf8_lossy(&terminal.bytes[from..]).into_owned();
    assert!(!written.contains("xylophone"));
    assert!(!terminal.text().contains("xylophone"));
    terminal.press("n");
    terminal.wait(SECRET);
    terminal.wait("Ben has a view");
}

#[test]
fn the_model_answer_is_not_written_before_its_step() {
    let mut terminal = Terminal::start(&["run", "six-parcels", "--people", "Ann, Ben"]);
    terminal.wait("[Enter] begin");
    terminal.goes(&[
        ("\r", "left of"),
        ("\r", "next: Ann"),
        ("n", "no, back"),
        ("\r", "SHARE ─"),
        ("n", "DISCUSS"),
    ]);
    let model = "unfair to eleven";
    assert!(!String::from_utf8_lossy(&terminal.bytes).contains(model));
    terminal.press("n");
    terminal.wait("Show the author's answer");
    assert!(!String::from_utf8_lossy(&terminal.bytes).contains(model));
    terminal.press("\r");
    terminal.wait(model);
}
