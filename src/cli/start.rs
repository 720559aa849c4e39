//! Starting a session: the case, who is here, which front.

use std::{
    fs,
    io::{self, IsTerminal},
    path::Path,
    process::ExitCode,
};

use super::{
    arguments::{Common, ThemeName},
    folders, list,
};
use crate::{
    begin::Wanted,
    fault::Fault,
    home::Home,
    journal::list::find,
    library::{self, Loaded},
    plain,
    protocol::{BUILT_IN, Protocol},
    session::MOST_PEOPLE,
    text::Clean,
    tui::{self, theme},
};

/// What `run` was asked for.
pub(super) struct Wish {
    pub(super) case: String,
    pub(super) people: Option<String>,
    pub(super) protocol: Option<String>,
    pub(super) number: Option<usize>,
}

/// Runs a case.
pub(super) fn run(
    wish: &Wish,
    plain: bool,
    common: &Common,
    home: Home,
) -> Result<ExitCode, Fault> {
    let loaded = library::find(&wish.case, &folders(common, &home))?;
    let number = number(&loaded, wish.number)?;
    let people = wish.people.as_deref().map_or(Ok(Vec::new()), people)?;
    let protocol = match &wish.protocol {
        Some(name) => Some(protocols(Some(name))?.remove(0)),
        None => None,
    };
    let wanted = Wanted {
        loaded,
        number,
        people,
        protocol,
    };
    if plain || !at_a_terminal() {
        return plain::run(wanted, &home);
    }
    full_screen(tui::Start::Run(Box::new(wanted)), common, home)
}

/// Goes on with a session.
pub(super) fn resume(
    session: Option<&str>,
    plain: bool,
    common: &Common,
    home: Home,
) -> Result<ExitCode, Fault> {
    let path = match session {
        Some(session) => find(&home, session)?,
        None => list::newest_unfinished(&home)?,
    };
    if plain || !at_a_terminal() {
        return plain::resume(&path, &home);
    }
    full_screen(tui::Start::Resume(path), common, home)
}

/// Opens the full screen.
pub(super) fn full_screen(
    start: tui::Start,
    common: &Common,
    home: Home,
) -> Result<ExitCode, Fault> {
    if !at_a_terminal() {
        return Err(Fault::new(
            "There is no terminal to show the library on",
            "Run it in a terminal, or use “roundtable run CASE --plain” in a script.",
        ));
    }
    let choice = match common.theme {
        ThemeName::Auto => theme::Choice::Auto,
        ThemeName::Dark => theme::Choice::Dark,
        ThemeName::Light => theme::Choice::Light,
        ThemeName::Sixteen => theme::Choice::Sixteen,
        ThemeName::Mono => theme::Choice::Mono,
    };
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let true_colour =
        variable("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
    let background = variable("COLORFGBG");
    let theme = theme::Theme::of(
        choice,
        background.as_deref(),
        variable("NO_COLOR").is_none(),
        true_colour,
    );
    let settings = tui::Settings {
        folders: folders(common, &home),
        home,
        theme,
        mouse: !common.no_mouse,
        editor: variable("VISUAL").or_else(|| variable("EDITOR")),
    };
    tui::run(start, settings)
}

fn at_a_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Which case of the document.
fn number(loaded: &Loaded, wanted: Option<usize>) -> Result<Option<usize>, Fault> {
    let count = loaded.document.cases.len();
    match wanted {
        Some(number) if (1..=count).contains(&number) => Ok(Some(number - 1)),
        Some(_) => Err(Fault::new(
            &format!("The document has no case of that number; it has {count}"),
            "Name one with --case, counted from 1; “roundtable show” lists them.",
        )),
        None if count == 1 => Ok(Some(0)),
        None => Ok(None),
    }
}

/// Names between commas, or a file with a name a line.
fn people(said: &str) -> Result<Vec<Clean>, Fault> {
    let path = Path::new(said);
    let text = if path.is_file() {
        fs::read_to_string(path)
            .map_err(|error| Fault::of_io("The list of people cannot be read", path, &error))?
    } else {
        said.to_owned()
    };
    let names = text
        .split(['\n', '\r', ',', ';'])
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let names: Vec<_> = names.map(Clean::line).collect();
    if names.is_empty() {
        return Err(Fault::new(
            "There is no name in the list of people",
            "Write --people \"Ann, Ben, Cem\", or name a file with a name a line.",
        ));
    }
    if names.len() > MOST_PEOPLE {
        return Err(Fault::new(
            &format!(
                "There are {} names; {MOST_PEOPLE} people are the most for one session",
                names.len()
            ),
            "Split the group into two sessions.",
        ));
    }
    let mut seen = std::collections::HashSet::new();
    if let Some(twice) = names.iter().find(|name| !seen.insert(name.to_lowercase())) {
        return Err(Fault::new(
            &format!("“{twice}” is on the list twice"),
            "Add something to tell them apart, such as “Ann B”.",
        ));
    }
    Ok(names)
}

/// All protocols, or the one of that name.
pub(super) fn protocols(name: Option<&str>) -> Result<Vec<Protocol>, Fault> {
    match name {
        None => Ok(BUILT_IN.to_vec()),
        Some(name) => match Protocol::find(name) {
            Some(protocol) => Ok(vec![protocol.clone()]),
            None => {
                let names: Vec<_> = BUILT_IN
                    .iter()
                    .map(|protocol| protocol.name.as_ref())
                    .collect();
                Err(Fault::new(
                    &format!("There is no protocol “{name}”"),
                    &format!("Choose one of: {}.", names.join(", ")),
                ))
            }
        },
    }
}
