//! What a damaged entry was, as far as its bytes still tell.

use crate::protocol::{BUILT_IN, Protocol};

/// Every kind of event as a line names it, and what it is to people.
pub const KINDS: &[(&str, &str)] = &[
    ("opened", "the case"),
    ("resumed", "that the session was opened again"),
    ("joined", "somebody's name"),
    ("left", "that somebody left"),
    ("returned", "that somebody came back"),
    ("renamed", "a new name"),
    (PROTOCOL, "which protocol runs"),
    (PROTOCOL_OF, "which protocol a question goes through"),
    (NAMES, "whether names are shown"),
    ("break_began", "that a break began"),
    ("break_ended", "that a break ended"),
    ("writing", "how people write"),
    ("seat_handed", "who steers"),
    ("left_out", "that a question was left out of the plan"),
    ("moved", "a step"),
    ("grouped", "who is in which group"),
    ("extended", "more time"),
    ("answered", "an answer"),
    ("passed", "that somebody passed"),
    ("hinted", "that a hint was given"),
    ("decided", "what the group decided"),
    ("fact_given", "that a fact was given out"),
    ("noted", "a note"),
    ("compared", "what somebody makes of a claim"),
    ("dissented", "a dissent"),
    ("dissent_met", "what became of a dissent"),
    ("committed", "a commitment"),
    ("spoken", "a word at the close"),
    ("learned", "what came of something that was tried"),
    ("mended", "that the file was mended"),
    ("shortened", "that the end of the file was gone"),
    ("taken_over", "where the session was taken over from"),
    ("clock_jumped", "that the clock jumped"),
    ("rated", "how somebody found their answer"),
    ("marked", "a mark on a paragraph"),
    ("voted", "a vote"),
    ("heard", "that somebody was heard"),
    ("queued", "that somebody wanted to speak"),
    ("unqueued", "that somebody no longer wanted to speak"),
    ("turn_passed", "that somebody passed their turn"),
    ("theme_made", "a theme"),
    ("theme_named", "a theme's title"),
    ("sorted", "what is in a theme"),
    ("sort_undone", "that a change of themes was undone"),
    ("tagged", "what a note is about"),
    ("duty_handed", "who has a duty"),
    ("role_taken", "a role"),
    ("closed", "the end of the session"),
];

const PROTOCOL: &str = "protocol_chosen";
const PROTOCOL_OF: &str = "protocol_of";
const NAMES: &str = "names_set";

/// The kinds of the entries that these bytes were, as far as they can be read.
pub fn of(bytes: &[u8]) -> Vec<&'static str> {
    let lines = bytes.split(|byte| *byte == b'\n');
    lines.filter_map(of_line).collect()
}

pub fn words(bytes: &[u8]) -> Vec<&'static str> {
    let mut words = Vec::new();
    for kind in of(bytes) {
        let known = KINDS.iter().find(|(name, _)| *name == kind);
        words.extend(known.map(|(_, words)| *words));
    }
    words.dedup();
    words
}

fn of_line(line: &[u8]) -> Option<&'static str> {
    let said = after(line, b"\"event\":\"");
    let near = |name: &str| {
        let said = said?.get(..name.len())?;
        let ends = said_ends(after(line, b"\"event\":\"")?, name.len());
        let wrong = said.iter().zip(name.bytes()).filter(|(a, b)| **a != *b);
        ends.then_some(wrong.count())
    };
    let names = || KINDS.iter().map(|(name, _)| *name);
    // One letter may be another; where the name's own mark is damaged, the name still stands.
    let exact = names().find(|name| near(name) == Some(0));
    exact
        .or_else(|| names().find(|name| near(name) == Some(1)))
        .or_else(|| names().find(|name| after(line, format!("\"{name}\",").as_bytes()).is_some()))
}

fn said_ends(said: &[u8], length: usize) -> bool {
    said.get(length) == Some(&b'"')
}

fn after<'a>(line: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let at = line.windows(mark.len()).position(|piece| piece == mark)?;
    line.get(at + mark.len()..)
}

/// Whether names may have been hidden there: the entry hid them, or chose a protocol that does,
/// or cannot be told from one that did.
pub fn may_hide_names(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    lines.any(|line| {
        !line.is_empty()
            && of_line(line).is_none_or(|kind| [NAMES, PROTOCOL, PROTOCOL_OF].contains(&kind))
    })
}

/// The built-in protocol that was chosen there, where its name can be read.
pub fn protocol(bytes: &[u8]) -> Option<&'static Protocol> {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let line = lines.find(|line| of_line(line) == Some(PROTOCOL))?;
    let named = |protocol: &&Protocol| {
        let name = format!("\"name\":\"{}\"", protocol.name);
        after(line, name.as_bytes()).is_some()
    };
    BUILT_IN.iter().find(named)
}
