//! The house rules that can be checked: layers, a pure core, short rooms, heads.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Who may use whom: a room, and the rooms under it that it may name.
///
/// A room that is not listed may use everything; the fronts may not use each other.
const MAY_USE: &[(&str, &[&str])] = &[
    ("id", &["text"]),
    ("stamp", &[]),
    ("text", &[]),
    ("people", &["text"]),
    ("protocol", &["text"]),
    ("case", &["id", "protocol", "text"]),
    ("session", &["case", "id", "protocol", "stamp", "text"]),
    (
        "report",
        &["case", "id", "protocol", "session", "stamp", "text"],
    ),
    (
        "study",
        &["case", "id", "report", "session", "stamp", "text"],
    ),
    ("fault", &["text"]),
    ("clock", &["fault", "id", "stamp", "text"]),
    ("home", &["fault", "text"]),
    (
        "journal",
        &[
            "case", "clock", "fault", "home", "id", "protocol", "session", "stamp", "text",
        ],
    ),
    ("import", &["case", "fault", "home", "text"]),
    (
        "library",
        &["case", "fault", "home", "id", "import", "text"],
    ),
    (
        "rehearse",
        &[
            "case", "clock", "id", "protocol", "session", "stamp", "table", "text",
        ],
    ),
    (
        "table",
        &[
            "case", "clock", "fault", "home", "id", "journal", "protocol", "session", "stamp",
            "text",
        ],
    ),
];

/// Rooms without any clock, file, terminal, network, thread, randomness or global.
const PURE: &[&str] = &[
    "id", "stamp", "text", "people", "case", "protocol", "session", "report", "study",
];

/// What a pure room does not name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::net",
    "std::thread",
    "std::time",
    "std::env",
    "std::process",
    "static mut",
    "OnceLock",
    "LazyLock",
    "thread_local",
    "RefCell",
    "Mutex",
    "crossterm",
    "ratatui",
    "rustix",
    "uuid",
    "Instant",
    "SystemTime",
    "Timestamp::now",
    "Zoned::now",
];

/// Functions that are one table: an arm a case, and nothing between.
const TABLES: &[&str] = &[
    "pub fn decide(",
    "pub(super) fn obey(",
    "fn obey(command: Command",
    "fn take(&mut self, entry: &Entry) -> Fit",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(folder) = fs::read_dir(folder) else {
        return found;
    };
    for entry in folder {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The room that a file belongs to: the first name under `src`.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_str()
        .unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// Lines of code: without comments.
fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(str::to_owned)
        .collect()
}

/// The rooms that a line names: `crate::room`, and the names in `use crate::{a::…, b}`.
fn rooms_named(path: &Path) -> BTreeSet<String> {
    let text = code(path).join("\n");
    let mut named = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = text.split_at(at + "crate::".len()).1;
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            let mut first = true;
            for letter in list.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        named.insert(std::mem::take(&mut word));
                        first = true;
                    }
                    letter
                        if depth == 0 && first && (letter.is_alphanumeric() || letter == '_') =>
                    {
                        word.push(letter);
                    }
                    ':' => first = false,
                    _ => {}
                }
            }
            named.insert(word);
        } else {
            named.insert(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    named.remove("");
    named
}

fn complain(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn rooms_look_down_only() {
    let mut complaints = Vec::new();
    for path in sources(&root().join("src")) {
        let room = room(&path);
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
            continue;
        };
        for named in rooms_named(&path) {
            if named != room && !may.contains(&named.as_str()) {
                complaints.push(format!("{} looks up to {named}", path.display()));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn fronts_leave_each_other_alone() {
    let mut complaints = Vec::new();
    for (front, other) in [
        ("plain", "tui"),
        ("tui", "plain"),
        ("tui", "cli"),
        ("plain", "cli"),
    ] {
        for path in sources(&root().join("src")) {
            if room(&path) == front && rooms_named(&path).contains(other) {
                complaints.push(format!("{} uses {other}", path.display()));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn the_core_is_pure() {
    let mut complaints = Vec::new();
    for path in sources(&root().join("src")) {
        if !PURE.contains(&room(&path).as_str()) {
            continue;
        }
        for line in code(&path) {
            for word in IMPURE {
                if line.contains(word) {
                    complaints.push(format!("{} names {word}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    complain(&complaints);
}

#[test]
fn rooms_are_short_and_say_what_lives_there() {
    let mut complaints = Vec::new();
    let all = ["src", "tests/it", "benches"].map(|folder| sources(&root().join(folder)));
    for path in all.iter().flatten() {
        let text = fs::read_to_string(path).unwrap();
        let lines = text.lines().count();
        if lines > 500 {
            complaints.push(format!("{} has {lines} lines", path.display()));
        }
        if !text.starts_with("//!") {
            complaints.push(format!("{} does not say what lives there", path.display()));
        }
    }
    complain(&complaints);
}

#[test]
fn functions_are_short() {
    let mut complaints = Vec::new();
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let mut start: Option<(usize, String, usize)> = None;
        for (at, line) in text.lines().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let opens = line
                .trim_start()
                .trim_start_matches("pub ")
                .trim_start_matches("pub(crate) ");
            if start.is_none()
                && (opens.starts_with("fn ")
                    || opens.starts_with("const fn ")
                    || line.contains(") fn "))
            {
                start = Some((at, line.trim().to_owned(), indent));
            }
            let Some((from, name, depth)) = &start else {
                continue;
            };
            if indent == *depth && line.trim() == "}" {
                let lines = at - from + 1;
                if lines > 60 && !TABLES.iter().any(|table| name.starts_with(table)) {
                    complaints.push(format!(
                        "{}:{}: {lines} lines: {name}",
                        path.display(),
                        from + 1
                    ));
                }
                start = None;
            } else if line.trim_end().ends_with(';') && indent == *depth {
                start = None;
            }
        }
    }
    complain(&complaints);
}

#[test]
fn nothing_is_left_for_later() {
    let mut complaints = Vec::new();
    for path in sources(&root().join("src")) {
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for word in ["TODO", "FIXME", "XXX", "#[allow", "#![allow"] {
                if line.contains(word) {
                    complaints.push(format!("{}:{}: {word}", path.display(), at + 1));
                }
            }
        }
    }
    complain(&complaints);
}

#[test]
fn no_test_file_is_forgotten() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    let mut complaints = Vec::new();
    for path in sources(&root().join("tests/it")) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let own = path.parent().unwrap() == root().join("tests/it");
        if own && name != "main" && !main.contains(&format!("mod {name};")) {
            complaints.push(format!("{} is in no test", path.display()));
        }
    }
    complain(&complaints);
}
