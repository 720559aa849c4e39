//! Text from outside that is meant to do harm, in every field: nothing of it reaches the
//! terminal, a pipe or a report as anything but text.

use std::{fs, path::Path, sync::Arc};

use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

/// Whatever a terminal might obey or a reader might be fooled by: a title, the clipboard, a
/// link, colours, a cleared screen, C1 forms of the same, a bell, text turned round.
pub(crate) const HARM: &str = "\u{1b}]0;OWNED\u{7}\u{1b}]52;c;T1dORUQ=\u{1b}\\\u{1b}]8;;http://evil\u{1b}\\\u{1b}[2J\
    \u{9b}31m\u{9d}0;OWNED\u{9c}\u{7}\u{8}\u{202e}\u{2066}\u{200f}\u{feff}\u{e0041}";

/// As much of it as a name may be long, without what parts two names.
const HARM_IN_A_NAME: &str =
    "\u{1b}]52:c:T1dORUQ=\u{7}\u{1b}[2J\u{9b}31m\u{9c}\u{8}\u{202e}\u{feff}";

/// A case with that in each of its fields.
fn case() -> String {
    let mut text = format!("---\nauthor: A{HARM}\n---\n# Title {HARM}\n\nText {HARM}.\n\n");
    text.push_str(&format!(
        "## Exhibit 1: E{HARM}\n\n| a{HARM} | b |\n|---|---|\n| c | d{HARM} |\n\n"
    ));
    text.push_str(&format!(
        "## Questions\n\n1. Why {HARM}? {{#why{HARM}}}\n\n   Hint: H{HARM}\n\n   Model answer: M{HARM}\n\n"
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
    let people = format!("An{HARM_IN_A_NAME}n\nBen\n");
    fs::write(data.path().join("people.txt"), people).unwrap();
    let mut terminal = Terminal::start_in(
        Arc::clone(&data),
        &["run", "evil.md", "--people", "people.txt"],
        (80, 24),
    );
    terminal.wait("[Enter] begin");
    terminal.goes(&[
        ("\r", "left of"),
        ("\t", "[Exhibit 1]"),
        ("\r", "next:"),
        ("\r", "Pass the keyboard"),
        ("\r", "words"),
    ]);
    // A paste may hold anything.
    terminal.press(&format!(
        "\u{1b}[200~answered {}\u{1b}[201~",
        HARM.replace('\u{1b}', "\u{1b}\u{1b}")
    ));
    terminal.wait("answered");
    terminal.goes(&[
        ("\x13", "Ben, press Enter"),
        ("\x1b", "next: Ben"),
        ("n", "no, back"),
        ("\r", "SHARE ─"),
        ("n", "DISCUSS"),
        ("n", "Show the author's answer"),
        ("\r", "COMPARE"),
    ]);
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
    let people = format!("An{HARM_IN_A_NAME}");
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

/// Words of the format itself, and what holds them.
const STRUCTURE: [&str; 24] = [
    "p",
    "at",
    "by",
    "event",
    "h",
    "head",
    "kind",
    "who",
    "write",
    "see",
    "names",
    "edit",
    "go_on",
    "mix",
    "until",
    "duty",
    "tag",
    "state",
    "stance",
    "to",
    "rating",
    "due",
    "opened_at",
    "against",
];

/// A journal's line with harm in every text of it, ids and names of protocols included.
fn harmed(line: &str) -> String {
    let harm = serde_json::to_string(HARM).unwrap();
    let harm = harm.trim_matches('"');
    let mut out = String::new();
    let mut key = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('"') {
        out.push_str(before);
        let end = after
            .char_indices()
            .scan(false, |escaped, (at, letter)| {
                let ends = letter == '"' && !*escaped;
                *escaped = letter == '\\' && !*escaped;
                Some((at, ends))
            })
            .find(|(_, ends)| *ends)
            .unwrap()
            .0;
        let (text, after) = after.split_at(end);
        let (_, after) = after.split_at(1);
        let is_id = text.len() == 32 && text.chars().all(|letter| letter.is_ascii_hexdigit());
        let is_key = after.starts_with(':');
        if is_key {
            key = text.to_owned();
        }
        let keep = is_key || is_id || STRUCTURE.contains(&key.as_str());
        let harm = if keep { "" } else { harm };
        out.push_str(&format!("\"{text}{harm}\""));
        rest = after;
    }
    out + rest
}

/// An older program, or somebody's hands, may have written texts that were never cleaned.
#[test]
fn nothing_harmful_comes_out_of_a_journal() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journals/format-1.jsonl");
    let golden = fs::read_to_string(golden).unwrap();
    let folder = TempDir::new().unwrap();
    let sessions = folder.path().join("data/sessions");
    fs::create_dir_all(&sessions).unwrap();
    let mut hash = "0".repeat(32);
    let mut journal = String::new();
    let mut open = String::new();
    for line in golden.lines() {
        let (body, _) = line.rsplit_once(",\"h\":").unwrap();
        let (start, after) = body.split_once("\"p\":\"").unwrap();
        let (_, after) = after.split_at(32);
        let body = harmed(&format!("{start}\"p\":\"{hash}{after}"));
        let whole = blake3::hash(body.as_bytes()).to_hex();
        hash = whole.split_at(32).0.to_owned();
        open.clone_from(&journal);
        journal.push_str(&format!("{body},\"h\":\"{hash}\"}}\n"));
    }
    assert!(journal.matches("OWNED").count() > 200);
    let name = format!("2025-closed{}", HARM.replace('/', ""));
    fs::write(sessions.join(format!("{name}.jsonl")), &journal).unwrap();
    fs::write(sessions.join("2025-open.jsonl"), &open).unwrap();
    let mut said = 0;
    for arguments in [
        ["sessions"].as_slice(),
        &["sessions", "--json"],
        &["verify", "2025"],
        &["verify", &name],
        &["report", &name, "--format", "markdown"],
        &["report", &name, "--format", "json"],
        &["resume", &name, "--plain"],
        &["resume", "2025-open", "--plain"],
        &[
            "report",
            "no such",
            "2025-open",
            "--format",
            "all",
            "-o",
            "out",
        ],
        &["progress", "--as", "Ann"],
    ] {
        let input = "/read\n/answers\n/who\n/time\n/look 1\n/look 2\n/map\n/items\n/theme\n/duty\n/facilitator\n/tried\n/quit\n";
        let ran = run(folder.path(), arguments, input);
        harmless(ran.out.as_bytes(), false);
        harmless(ran.err.as_bytes(), false);
        said += ran.out.matches("OWNED").count();
    }
    assert!(said > 100, "the texts are told, and are text: {said}");
}

/// A protocol of an author's own: the names of its steps, and words that nobody knows.
#[test]
fn nothing_harmful_comes_out_of_an_authors_protocol() {
    let folder = TempDir::new().unwrap();
    let text = format!(
        "---\nprotocol: own{HARM}\n  - think{HARM} 3: alone, answer\n  - no{HARM}word: everyone, notes, see answers, x{HARM}\n---\n# T\n\nText.\n\n## Questions\n\n1. Why? {{#a{HARM}}}\n2. What? {{#a{HARM}}}\n"
    );
    fs::write(folder.path().join("evil.md"), text).unwrap();
    let mut said = 0;
    for arguments in [
        ["show", "evil.md"].as_slice(),
        &["show", "evil.md", "--json"],
        &["check", "evil.md"],
        &["run", "--plain", "evil.md", "--people", "Ann, Ben"],
        &["report", "evil", "--format", "json"],
        &["report", "evil", "--format", "markdown"],
    ] {
        let input = "/protocol x\n\n\nmine\n\nours\n\n\n\n/pass\n/pass\n\n\n\n";
        let ran = run(folder.path(), arguments, input);
        harmless(ran.out.as_bytes(), false);
        harmless(ran.err.as_bytes(), false);
        said += ran.out.matches("OWNED").count();
    }
    assert!(said > 8, "{said}");
}
