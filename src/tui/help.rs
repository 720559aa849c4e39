//! Help, made from the table of keys; the README's table too.

use std::fmt::Write;

use ratatui::text::Line;

use super::{
    keys::{BINDINGS, Binding, Chord, Scope},
    theme::{Role, Theme},
    widget::say,
};
use crate::{session::Can, text::width};

/// Every scope that help lists for a screen, in order.
pub fn scopes(here: Scope) -> &'static [Scope] {
    here.chain()
}

/// The keys of a row: "Ctrl-S, F2".
pub fn keys(row: &Binding) -> String {
    let names: Vec<_> = row.keys.iter().map(|chord| chord.name()).collect();
    names.join(", ")
}

/// Everything that can be done at some time, where one person studies alone or a group meets.
fn some_time(alone: bool) -> Can {
    let group = !alone;
    Can {
        answer_after: true,
        add_late: group,
        protocol: group,
        clock: false,
        gather_again: group,
        join: group,
        set_up: group,
        advance: true,
        step_back: true,
        take_back: true,
        reassign: group,
        set_aside: group,
        mend_note: true,
        said_last: group,
        bring_back: group,
        reopen: true,
        time_step: true,
        leave_out: true,
        show_now: group,
        hand_seat: group,
        answer: true,
        pass: true,
        hint: true,
        give_fact: true,
        note: true,
        compare: true,
        dissent: true,
        commit: true,
        rate: alone,
        consent: group,
        close: true,
        vote: group,
        dot: group,
        theme: group,
        alone,
        read_answers: true,
        private_tally: group,
    }
}

/// The rows of help on a screen: a title, then keys and words, scope by scope. Whoever studies
/// alone reads of no key that is a group's, and a group of none that is theirs.
pub fn rows(here: Scope, alone: bool) -> Vec<(String, String)> {
    let can = some_time(alone);
    let bindings = || BINDINGS.iter().filter(|row| (row.needs)(&can));
    let mut rows = Vec::new();
    let mut known = Vec::new();
    for scope in scopes(here) {
        // What a nearer scope says already is said once.
        let new = |row: &&Binding| row.scope == *scope && !known.contains(&row.action);
        let named = bindings().filter(new).map(|row| (free(here, row), row));
        let own: Vec<_> = named.filter(|(keys, _)| !keys.is_empty()).collect();
        known.extend(own.iter().map(|(_, row)| row.action));
        if own.is_empty() {
            continue;
        }
        if !rows.is_empty() {
            rows.push((String::new(), String::new()));
        }
        rows.push((scope.title().to_owned(), String::new()));
        rows.extend(
            own.into_iter()
                .map(|(keys, row)| (keys, row.words.to_owned())),
        );
    }
    rows
}

/// The keys of a row that do what it says on this screen, where a nearer scope may take some.
fn free(here: Scope, row: &Binding) -> String {
    let does = |chord: &&Chord| {
        let bound = |scope: &&Scope| {
            let mut all = BINDINGS.iter();
            all.any(|other| other.scope == **scope && other.keys.contains(chord))
        };
        here.chain().iter().find(bound) == Some(&row.scope)
    };
    let names: Vec<_> = row
        .keys
        .iter()
        .filter(does)
        .map(|chord| chord.name())
        .collect();
    names.join(", ")
}

/// All keys, scope by scope: a title, then keys and words.
fn all() -> impl Iterator<Item = (Option<&'static str>, String, &'static str)> {
    let mut last = None;
    BINDINGS.iter().map(move |row| {
        let new = last != Some(row.scope);
        last = Some(row.scope);
        (new.then(|| row.scope.title()), keys(row), row.words)
    })
}

/// All keys for a terminal.
pub fn list() -> String {
    let mut text = String::new();
    for (title, keys, words) in all() {
        if let Some(title) = title {
            let gap = if text.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}{title}");
        }
        let _ = writeln!(text, "  {keys:<22} {words}");
    }
    text
}

/// All keys as a part of the man page.
pub fn roff() -> String {
    let mut text = ".SH KEYS\n".to_owned();
    for (title, keys, words) in all() {
        if let Some(title) = title {
            let _ = writeln!(text, ".SS {title}");
        }
        let keys = keys.replace('\\', "\\e").replace('-', "\\-");
        let _ = writeln!(text, ".TP\n\\&{keys}\n\\&{words}");
    }
    text
}

/// The same as they are drawn.
pub(super) fn lines(scope: Scope, alone: bool, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let rows = rows(scope, alone);
    let named = rows.iter().filter(|(_, words)| !words.is_empty());
    let keys = named.map(|(keys, _)| width(keys)).max().unwrap_or(0);
    let lines = rows.into_iter().flat_map(|(key, words)| {
        if words.is_empty() {
            return vec![Line::styled(key, theme.style(Role::Title))];
        }
        let pad = " ".repeat(keys.saturating_sub(width(&key)) + 2);
        say(&format!("{key}{pad}"), &words, cols, Role::Text, theme)
    });
    lines.collect()
}
