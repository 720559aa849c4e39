//! The guard of the house: which room may use which, which are pure, and how long a function is.
//! What it sees is parsed, not searched for.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use crate::{
    house::{Source, files, module, read},
    tidy::{complain, root},
};

/// A room: its module, the rooms that it uses, and whether it is pure.
struct Room {
    path: &'static str,
    uses: &'static str,
    /// Without any clock, file, terminal, network, thread, randomness or global.
    pure: bool,
}

const fn pure(path: &'static str, uses: &'static str) -> Room {
    Room {
        path,
        uses,
        pure: true,
    }
}

const fn room(path: &'static str, uses: &'static str) -> Room {
    Room {
        path,
        uses,
        pure: false,
    }
}

/// Every room from the ground up, the floors of `tui` among them. A room uses rooms that stand
/// before it; a file belongs to the longest path that its own begins with.
const ROOMS: &[Room] = &[
    pure("text", ""),
    pure("id", "text"),
    pure("stamp", ""),
    pure("protocol", "text"),
    pure("case", "id protocol text"),
    pure("session", "case id protocol stamp text"),
    pure("report", "case id protocol session text"),
    pure("study", "case id report session stamp text"),
    room("os", ""),
    room("fault", "text"),
    room("clock", "id os stamp text"),
    room("home", "fault os session text"),
    room("people", "text"),
    room("import", "case fault home os text"),
    room("library", "case fault home import os text"),
    room(
        "journal",
        "case clock fault home id os protocol session stamp text",
    ),
    room("table", "clock fault home id journal session stamp text"),
    room(
        "rehearse",
        "case clock id protocol session stamp table text",
    ),
    room(
        "begin",
        "case clock fault home id journal library protocol rehearse session stamp text",
    ),
    room(
        "study::shelf",
        "begin case clock fault home id journal protocol report session stamp study text",
    ),
    pure("web::address", ""),
    pure("web::door", ""),
    pure("web::form", ""),
    pure("web::guard", ""),
    pure("web::qr", ""),
    pure("web::ring", "text"),
    pure("web::picture", "report session"),
    pure("web::act", "case id session text web::form"),
    pure(
        "web::page",
        "case id protocol report session text web::act web::form web::picture web::ring",
    ),
    room(
        "web",
        "case clock fault home id import journal os protocol report session table text web::act web::address web::door web::form web::guard web::page web::picture web::qr web::ring",
    ),
    room(
        "handout",
        "clock fault home id journal study::shelf os protocol report session stamp study text",
    ),
    room(
        "host",
        "begin clock fault handout home journal study::shelf library protocol session table text",
    ),
    room(
        "plain",
        "begin case clock fault home host id journal study::shelf library os people protocol rehearse report session study table text web",
    ),
    room("tui::theme", ""),
    room("tui::keys", "case session"),
    room("tui::editor", "home text"),
    room("tui::prose", "case text tui::keys tui::theme"),
    room("tui::widget", "text tui::editor tui::prose tui::theme"),
    room("tui::help", "session text tui::keys tui::theme tui::widget"),
    room(
        "tui::effect",
        "case host id journal library report session stamp text",
    ),
    room(
        "tui::form",
        "case text tui::editor tui::keys tui::theme tui::widget",
    ),
    room(
        "tui::notice",
        "journal text tui::effect tui::keys tui::theme tui::widget",
    ),
    room(
        "tui::screen",
        "begin case clock fault home id journal study::shelf library people protocol report session stamp study text tui::effect tui::editor tui::form tui::keys tui::prose tui::theme tui::widget web web::qr",
    ),
    room(
        "tui::ask",
        "begin case id journal protocol session text tui::editor tui::form",
    ),
    room(
        "tui::session_screens",
        "begin case id journal study::shelf protocol report session stamp text tui::effect tui::ask tui::editor tui::form tui::keys tui::prose tui::screen tui::theme tui::widget",
    ),
    room(
        "tui::session_controller",
        "host id journal study::shelf session stamp table text tui::effect tui::session_screens tui::keys tui::notice tui::screen tui::theme web",
    ),
    room(
        "tui::errand",
        "fault host id journal library report session table text tui::effect tui::screen",
    ),
    room(
        "tui::palette",
        "session text tui::keys tui::theme tui::widget",
    ),
    room("tui::phones", "fault home table tui::screen web"),
    room("tui::guard", "os"),
    room("tui::inbox", "os tui::errand"),
    room(
        "tui::terminal",
        "fault os tui::errand tui::guard tui::inbox",
    ),
    room("tui::watch", "tui::errand tui::inbox"),
    room(
        "tui::alone",
        "begin clock fault home study::shelf report study text tui::effect tui::form tui::keys tui::theme tui::widget",
    ),
    room(
        "tui::app",
        "begin case fault host id import journal study::shelf library session stamp table text tui::alone tui::effect tui::session_screens tui::errand tui::form tui::help tui::keys tui::notice tui::palette tui::screen tui::session_controller tui::theme tui::widget web web::picture",
    ),
    room(
        "tui::workers",
        "clock fault handout home host journal study::shelf library table tui::alone tui::effect tui::errand tui::inbox tui::screen web",
    ),
    room(
        "tui::draw",
        "session text tui::session_screens tui::help tui::app tui::keys tui::screen tui::session_controller tui::theme tui::widget",
    ),
    room(
        "tui::shell",
        "clock fault home journal rehearse session table text tui::draw tui::editor tui::errand tui::app tui::inbox tui::phones tui::terminal tui::theme tui::watch tui::workers web",
    ),
    room(
        "tui",
        "begin clock fault home host study::shelf library tui::errand tui::app tui::inbox tui::screen tui::shell tui::watch",
    ),
    room(
        "cli",
        "begin case clock fault handout home import journal study::shelf library os people plain protocol report session stamp study text tui tui::guard tui::help tui::theme web",
    ),
    room("crate", ""),
    room("main", ""),
];

/// Floors that wait for nothing: what they want of the world goes out as an errand.
const WAIT_FOR_NOTHING: &[&str] = &[
    "tui::effect",
    "tui::ask",
    "tui::session_screens",
    "tui::form",
    "tui::app",
    "tui::keys",
    "tui::notice",
    "tui::session_controller",
];

/// What such a floor does not name: paths that begin so.
const WAITS: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "io"],
    &["std", "net"],
    &["std", "process"],
    &["std", "env"],
    &["std", "thread"],
    &["std", "sync", "mpsc"],
    &["crate", "clock"],
    &["crate", "handout"],
    &["crate", "os"],
    &["crate", "home"],
    &["crate", "library", "find"],
    &["crate", "library", "load"],
    &["crate", "library", "open"],
    &["crate", "library", "recall"],
    &["crate", "library", "remember"],
    &["crate", "library", "save_new"],
    &["crate", "journal", "list", "list"],
    &["crate", "study", "shelf", "begin"],
    &["crate", "study", "shelf", "how_far"],
    &["crate", "study", "shelf", "brought", "brought"],
    &["crate", "study", "shelf", "Learners", "load"],
    &["crate", "host", "close", "earlier"],
    &["crate", "host", "close", "last_time"],
    &["crate", "host", "close", "report"],
    &["crate", "host", "close", "wanted_to_try"],
    &["crate", "host", "opening", "resume"],
    &["crate", "begin", "changed_since"],
    &["crate", "begin", "tried"],
];

/// What a pure room does not name: paths that begin so.
const IMPURE: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "io"],
    &["std", "net"],
    &["std", "os"],
    &["std", "thread"],
    &["std", "time"],
    &["std", "env"],
    &["std", "process"],
    &["crossterm"],
    &["ratatui"],
    &["rustix"],
    &["uuid"],
];

/// What only `os` names: calls of the system.
const SYSTEM: &[&[&str]] = &[
    &["std", "os"],
    &["rustix"],
    &["signal_hook"],
    &["same_file"],
    &["libc"],
];

/// What a pure room does not name: a name anywhere in a path.
const IMPURE_NAMES: &[&str] = &[
    "OnceLock",
    "LazyLock",
    "thread_local",
    "RefCell",
    "Mutex",
    "Instant",
    "SystemTime",
];

/// What a pure room does not call: the end of a path.
const IMPURE_ENDS: &[&[&str]] = &[
    &["Timestamp", "now"],
    &["Zoned", "now"],
    &["TimeZone", "system"],
];

/// Functions that are one table: an arm a case, and nothing between. By file and name.
const TABLES: &[(&str, &str)] = &[
    ("cli", "obey"),
    ("plain::obey", "obey"),
    ("session::apply", "take"),
    ("session::decide", "decide"),
    ("session::refers", "refers_to"),
];

/// The most lines of any other function.
const MOST_LINES: usize = 60;

/// In how many files the `impl` of a type stands at most. These numbers may only fall.
const MOST_FILES: usize = 4;
/// How many functions have more than five parameters.
const MOST_WITH_MANY_PARAMETERS: usize = 4;
/// How often `_ =>` stands for what is left of an enum of ours.
const MOST_LEFTOVERS: usize = 163;

/// Every file under `src`, read.
fn house() -> Vec<Source> {
    let src = root().join("src");
    let one = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        read(module(path.strip_prefix(&src).unwrap()), &text)
    };
    files(&src).iter().map(one).collect()
}

/// Whether a path of modules is this one, or within it.
fn is_in(names: &[String], path: &str) -> bool {
    let mut own = names.iter();
    path.split("::")
        .all(|name| own.next().is_some_and(|own| own == name))
}

/// The room that a path of this crate leads to.
fn room_of(names: &[String]) -> Option<&'static Room> {
    let within = names.get(1..).unwrap_or_default();
    if within.is_empty() {
        return ROOMS.iter().find(|room| room.path == "crate");
    }
    let rooms = ROOMS.iter().filter(|room| is_in(within, room.path));
    rooms.max_by_key(|room| room.path.len())
}

fn uses(room: &Room) -> impl Iterator<Item = &'static str> {
    room.uses.split_whitespace()
}

fn place(path: &str) -> usize {
    ROOMS.iter().position(|room| room.path == path).unwrap()
}

/// What the house rules say against a file.
pub(crate) fn against(source: &Source) -> Vec<String> {
    let own = source.module.join("::");
    // A file beside the floors of a room is on none of them.
    let floor = |room: &&Room| room.path != "tui" || source.module.len() == 2;
    let Some(room) = room_of(&source.module).filter(floor) else {
        return vec![format!("{own} is in no room: list it in ROOMS")];
    };
    let mut complaints = Vec::new();
    for named in &source.named {
        if named.first().is_some_and(|first| first == "crate") {
            let other = room_of(named).filter(|other| {
                other.path != room.path
                    && other.path != "crate"
                    && !uses(room).any(|used| used == other.path)
            });
            complaints.extend(other.map(|other| format!("{own} uses {}", other.path)));
        } else if room.path != "os" && SYSTEM.iter().any(|path| starts(named, path)) {
            complaints.push(format!("{own} names {}: ask os", named.join("::")));
        } else if room.pure && is_impure(named) {
            complaints.push(format!("{own} is pure and names {}", named.join("::")));
        }
    }
    if WAIT_FOR_NOTHING.contains(&room.path) {
        let waits = |named: &&Vec<String>| {
            let instant = named
                .iter()
                .any(|name| name == "Instant" || name == "SystemTime");
            instant || WAITS.iter().any(|path| starts(named, path))
        };
        let waits = source.named.iter().filter(waits);
        let waits = waits.map(|named| format!("{own} waits: {}", named.join("::")));
        complaints.extend(waits);
    }
    if room.path != "os" && !source.systems.is_empty() {
        complaints.push(format!("{own} asks which system it is: ask os"));
    }
    if room.pure && source.globals > 0 {
        complaints.push(format!("{own} has a global that changes"));
    }
    for function in &source.functions {
        let (name, lines) = (function.name.as_str(), function.lines);
        let inside = source.module.get(1..).unwrap_or_default().join("::");
        if lines > MOST_LINES && !TABLES.contains(&(inside.as_str(), name)) {
            let at = function.line;
            complaints.push(format!("{own}:{at}: {name} has {lines} lines"));
        }
    }
    complaints
}

fn starts(named: &[String], path: &[&str]) -> bool {
    named.len() >= path.len() && path.iter().zip(named).all(|(part, name)| part == name)
}

fn is_impure(named: &[String]) -> bool {
    let paths = IMPURE.iter().any(|path| starts(named, path));
    let named: Vec<_> = named.iter().map(String::as_str).collect();
    paths
        || IMPURE_ENDS.iter().any(|path| named.ends_with(path))
        || named.iter().any(|name| IMPURE_NAMES.contains(name))
}

#[test]
fn every_file_keeps_to_its_room() {
    let complaints: Vec<_> = house().iter().flat_map(against).collect();
    complain(&complaints);
}

#[test]
fn rooms_look_down_only() {
    let mut up = Vec::new();
    for room in ROOMS {
        let higher = uses(room).filter(|used| place(used) > place(room.path));
        up.extend(higher.map(|used| (room.path, used)));
    }
    assert_eq!(up, Vec::<(&str, &str)>::new());
}

#[test]
fn what_a_room_may_use_it_uses() {
    let house = house();
    let mut complaints = Vec::new();
    for room in ROOMS {
        for used in uses(room) {
            let own =
                |source: &&Source| room_of(&source.module).is_some_and(|own| own.path == room.path);
            let mut named = house.iter().filter(own).flat_map(|source| &source.named);
            let names = |names: &Vec<String>| {
                names.first().is_some_and(|first| first == "crate")
                    && room_of(names).is_some_and(|other| other.path == used)
            };
            if !named.any(names) {
                complaints.push(format!(
                    "{} no longer uses {used}: take it out of ROOMS",
                    room.path
                ));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn the_map_in_lib_rs_is_the_guards_table() {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let rows = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`"));
    let rooms = rows.flat_map(|row| {
        let (rooms, _) = row.split_once(" |").unwrap();
        let rooms = rooms
            .split(' ')
            .map(|room| room.trim_matches(['[', ']', '`']).to_owned());
        rooms.collect::<Vec<_>>()
    });
    let rooms: Vec<_> = rooms.collect();
    let table = ROOMS.iter().map(|room| room.path);
    let table = table.filter(|path| !path.contains("::") && !["crate", "main"].contains(path));
    assert_eq!(rooms, table.collect::<Vec<_>>());
}

#[test]
fn what_is_spread_or_left_over_only_becomes_less() {
    let house = house();
    let mut complaints = Vec::new();
    let mut spread: BTreeMap<&String, usize> = BTreeMap::new();
    for name in house.iter().flat_map(|source| &source.impls) {
        *spread.entry(name).or_default() += 1;
    }
    for (name, count) in spread {
        if count > MOST_FILES {
            complaints.push(format!("impl {name} stands in {count} files"));
        }
    }
    let functions = house.iter().flat_map(|source| &source.functions);
    let many = functions.filter(|function| function.parameters > 5).count();
    if many > MOST_WITH_MANY_PARAMETERS {
        complaints.push(format!("{many} functions have more than five parameters"));
    }
    let own: BTreeSet<_> = house.iter().flat_map(|source| &source.enums).collect();
    let leftovers = house.iter().flat_map(|source| &source.leftovers);
    let leftovers = leftovers.filter(|(name, _)| own.contains(name));
    let leftovers: usize = leftovers.map(|(_, count)| count).sum();
    if leftovers > MOST_LEFTOVERS {
        complaints.push(format!(
            "{leftovers} times `_ =>` stands for what is left of an enum of ours"
        ));
    }
    complain(&complaints);
}
