//! Text from outside that is meant to do harm, in every field: nothing of it reaches the
//! terminal, a pipe or a report as anything but text.

use std::{fs, path::Path, sync::Arc};

use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

/// Whatever a terminal might obey or a reader might be fooled by: a title, the clipboard, a
/// link, colours, a cleared screen, C1 forms of the same, a bell, text turned round.
const HARM: &str = "\u{1b}]0;OWNED\u{7}\u{1b}]52;c;T1dORUQ=\u{1b}\\\u{1b}]8;;http://evil\u{1b}\\\u{1b}[2J\
    \u{9b}31m\u{9d}0;OWNED\u{9c}\u{7}\u{8}\u{202e}\u{2066}\u{200f}\u{feff}\u{e0041}";

/// A case with that in each of its fields.
fn case() -> String {
    let mut text = format!("---\nauthor: A{HARM}\n---\n# Title {HARM}\n\nText {HARM}.\n\n");
    text.push_str(&format!(
        "## Exhibit 1: E{HARM}\n\n| a{HARM} | b |\n|---|---|\n| c | d{HARM} |\n\n"
    ));
    text.push_str(&format!(
        "## Questions\n\n1. Why {HARM}?\n\n   Hint: H{HARM}\n\n   Model answer: M{HARM}\n\n"
    ));
    text.push_str(&format!(
        "### 2. Which {HARM}?\n\n- ( ) o{HARM}\n- (x) p{HARM}\n\n## Sources\n\nS{HARM}\n"
    ));
    text
}

/// Sequences that this program itself writes begin with ESC and one of these; nothing else
/// that a terminal obeys is there, and nothing that cannot be seen.
#[track_caller]
fn harmless(bytes: &[u8], by_us: bool) {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\u{1b}' if by_us => {
                let next = letters.peek().copied();
                assert!(
                    matches!(next, Some('[' | '7' | '8' | '=' | '>' | '(')),
                    "ESC {next:?}"
                );
            }
            '\n' | '\r' | '\t' => {}
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => panic!("{letter:?} in {text:?}"),
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => panic!("{letter:?}"),
            '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' => {
                panic!("{letter:?}")
            }
            _ => {}
        }
    }
    // Colours of its own it may set; the case's it may not.
    assert!(!text.contains("\u{1b}[31m\u{1b}") && !text.contains("OWNED\u{7}"));
}

#[test]
fn nothing_harmful_reaches_the_terminal() {
    let data = Arc::new(TempDir::new().unwrap());
    fs::write(data.path().join("evil.md"), case()).unwrap();
    let people = format!("An{}n\nBen\n", HARM.replace(';', ":"));
    fs::write(data.path().join("people.txt"), people).unwrap();
    let mut terminal = Terminal::start_in(
        Arc::clone(&data),
        &["run", "evil.md", "--people", "people.txt"],
        (80, 24),
    );
    terminal.wait("Press Enter with no name to start");
    terminal.press("\r");
    terminal.wait("left of");
    terminal.press("\t");
    terminal.wait("[Exhibit 1]");
    terminal.press("\r");
    terminal.wait("Next:");
    terminal.press("\r");
    terminal.wait("Pass the keyboard");
    terminal.press("\r");
    terminal.wait("words");
    // A paste may hold anything.
    terminal.press(&format!(
        "\u{1b}[200~answered {}\u{1b}[201~",
        HARM.replace('\u{1b}', "\u{1b}\u{1b}")
    ));
    terminal.wait("answered");
    terminal.press("\x13");
    terminal.wait("Pass the keyboard to Ben");
    terminal.press("\x1b");
    terminal.wait("Next: Ben");
    terminal.press("n");
    terminal.wait("Enter: yes");
    terminal.press("\r");
    terminal.wait("· share");
    terminal.press("n");
    terminal.wait("· discuss");
    terminal.press("n");
    terminal.wait("· compare");
    harmless(&terminal.bytes, true);
}

#[test]
fn nothing_harmful_is_printed_or_exported() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("evil.md");
    fs::write(&path, case()).unwrap();
    for arguments in [
        ["show", "evil.md"].as_slice(),
        &["show", "evil.md", "--json"],
    ] {
        let ran = run(folder.path(), arguments, "");
        harmless(ran.out.as_bytes(), false);
    }
    let input = format!(
        "\n\nanswered {HARM}\n\n\n\n/dissent An: no {HARM}\n\n\n1 {HARM}\n\n\n\n\n\n/commit An: try {HARM} | Friday\n/word An: w{HARM}\n\n"
    );
    // A semicolon parts two names.
    let people = format!("An{}", HARM.replace(';', ":"));
    let ran = run(
        folder.path(),
        &["run", "--plain", "evil.md", "--people", &people],
        &input,
    );
    harmless(ran.out.as_bytes(), false);
    harmless(ran.err.as_bytes(), false);
    let data = path.with_file_name("data");
    let written = harmless_below(&data.join("sessions")) + harmless_below(&data.join("reports"));
    assert!(
        written >= 6,
        "journal, head, three reports, copies: {written}"
    );
}

/// Names and bytes of all files below a folder. How many there are.
fn harmless_below(folder: &Path) -> usize {
    let mut files = 0;
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        harmless(name.as_bytes(), false);
        if file.path().is_dir() {
            files += harmless_below(&file.path());
        } else if !name.ends_with(".reserve") {
            harmless(&fs::read(file.path()).unwrap(), false);
            files += 1;
        }
    }
    files
}
