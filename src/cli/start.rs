//! Starting a session: the case, who is here, which front.

use std::{
    ffi::{OsStr, OsString},
    io::{self, IsTerminal, Write},
    net::Ipv4Addr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    Failure, Outcome,
    arguments::{Common, ThemeName},
    folders, list, the_case,
};
use crate::{
    begin::Wanted,
    case::fit::suits,
    fault::Fault,
    home::{Home, regular},
    library::{self, Loaded, Origin},
    os,
    people::{self, Left, People, Why},
    plain::{self, Chosen},
    protocol::{ALONE, BUILT_IN, DEFAULT, Protocol},
    session::MOST_PEOPLE,
    study::shelf::{self, Learners},
    text::{Clean, Decoded, decode, same},
    tui::{self, theme},
    web,
};

/// What `run` was asked for.
pub(super) struct Wish {
    pub(super) case: OsString,
    pub(super) people: Option<OsString>,
    pub(super) protocol: Option<String>,
    pub(super) minutes: Option<u32>,
    /// Journals of study alone.
    pub(super) bring: Vec<PathBuf>,
    pub(super) number: Option<usize>,
    /// With invented people, in a folder of its own.
    pub(super) rehearse: bool,
    /// People write on their own phones.
    pub(super) phones: Option<web::Wish>,
}

/// Phones at an address that somebody asked for, or at the one that is found.
pub(super) fn phones(address: Option<(Ipv4Addr, Option<u16>)>) -> web::Wish {
    web::Wish {
        phones: true,
        ip: address.map(|(ip, _)| ip),
        port: address.and_then(|(_, port)| port),
        ..web::Wish::default()
    }
}

/// Runs a case.
pub(super) fn run(wish: &Wish, plain: bool, common: &Common, home: Home) -> Outcome {
    let loaded = the_case(&wish.case, common, &home)?;
    let number = number(&loaded, wish.number)?;
    let listed = wish.people.as_deref().map(people).transpose()?;
    let (mut people, not_taken) = listed.unwrap_or_default();
    // Whoever brings something is there.
    for path in &wish.bring {
        let name = shelf::brought::whose(path)?;
        if !people.iter().any(|known| same(known, &name)) {
            people.push(name);
        }
    }
    let protocol = match &wish.protocol {
        Some(name) => Some(protocols(Some(name))?.remove(0)),
        None => None,
    };
    let wanted = Wanted {
        loaded,
        number,
        people,
        not_taken,
        protocol,
        minutes: wish.minutes,
        bring: wish.bring.clone(),
        rehearsal: false,
    };
    if let Some(fault) = too_many(&wanted).or_else(|| nothing_to_choose(&wanted)) {
        return Err(Failure::WrongUse(fault));
    }
    let wanted = if wish.rehearse {
        wanted.rehearsed()
    } else {
        wanted
    };
    if plain || !at_a_terminal() {
        say_why(plain);
        super::say_how_read(&wanted.loaded);
        return Ok(plain::run(
            wanted,
            &home,
            &folders(common, &home),
            wish.phones.as_ref(),
        )?);
    }
    full_screen_with(
        tui::Start::Run(Box::new(wanted)),
        common,
        home,
        wish.phones.clone(),
    )
}

/// Why so many people cannot go through the protocol that they or their case ask for.
fn too_many(wanted: &Wanted) -> Option<Fault> {
    let people = wanted.people.len();
    let asked = match (&wanted.protocol, wanted.case().ok()) {
        (Some(protocol), _) => Some(protocol.name.to_string()),
        (None, Some(case)) if case.own_protocol.is_none() => {
            case.protocol.as_ref().map(ToString::to_string)
        }
        (None, _) => None,
    };
    (people > 1 && asked.as_deref() == Some(ALONE)).then(|| {
        Fault::new(
            &format!("The protocol “{ALONE}” is for one person, and {people} are on the list"),
            &format!("Choose another, such as “--protocol {DEFAULT}”; “roundtable protocols” lists them all."),
        )
    })
}

/// Why a case cannot go through the protocol that is asked for.
fn nothing_to_choose(wanted: &Wanted) -> Option<Fault> {
    let (protocol, case) = (wanted.protocol.as_ref()?, wanted.case().ok()?);
    (!suits(protocol, case)).then(|| {
        Fault::new(
            &format!("“{}” looks at how votes fell, and no question of this case has options to choose among", protocol.name),
            &format!("Choose another, such as “--protocol {DEFAULT}”; or give a question options, a line each: “- ( ) Ask first”."),
        )
    })
}

/// Chooses in lines what the library shows, and begins it there.
pub(super) fn in_lines(common: &Common, home: &Home) -> Outcome {
    let folders = folders(common, home);
    let wanted = |origin: &Origin, number: Option<usize>| -> Result<Wanted, Fault> {
        let loaded = library::recall(library::open(origin)?, home)?;
        super::say_how_read(&loaded);
        let only = (loaded.document.cases.len() < 2).then_some(0);
        Ok(Wanted::of(loaded, number.or(only)))
    };
    let wish = || shelf::Wish {
        name: Learners::load(home).last().cloned().unwrap_or_default(),
        ..shelf::Wish::default()
    };
    Ok(match plain::choose(home, &folders)? {
        Chosen::Nothing => ExitCode::SUCCESS,
        Chosen::Case(origin, number) => {
            plain::run(wanted(&origin, Some(number))?, home, &folders, None)?
        }
        Chosen::Study(origin, number) => {
            plain::study(wanted(&origin, Some(number))?, wish(), home, &folders)?
        }
        Chosen::Session(path) => plain::resume(&path, home, &folders, None)?,
        Chosen::File(path, alone) => {
            library::opened(home, std::slice::from_ref(&path));
            let wanted = wanted(&Origin::File(path), None)?;
            match alone {
                true => plain::study(wanted, wish(), home, &folders)?,
                false => plain::run(wanted, home, &folders, None)?,
            }
        }
    })
}

/// Goes on with a session: the newest that was not closed, where none is named.
pub(super) fn resume(
    session: Option<PathBuf>,
    plain: bool,
    phones: Option<web::Wish>,
    common: &Common,
    home: Home,
) -> Outcome {
    let path = match session {
        Some(path) => path,
        None => {
            let (path, said) = list::newest_unfinished(&home)?;
            if let Some(said) = said {
                let _ = writeln!(io::stderr(), "{}", Clean::line(&said));
            }
            path
        }
    };
    if plain || !at_a_terminal() {
        say_why(plain);
        return Ok(plain::resume(
            &path,
            &home,
            &folders(common, &home),
            phones,
        )?);
    }
    full_screen_with(tui::Start::Resume(path), common, home, phones)
}

/// Shows a case to its author, again whenever the file changes.
pub(super) fn preview(case: &OsStr, common: &Common, home: Home) -> Outcome {
    // What cannot be read at all is told before anything is drawn.
    let loaded = the_case(case, common, &home)?;
    full_screen(tui::Start::Preview(loaded.origin), common, home)
}

/// Says why a session runs in lines that nobody asked for.
pub(super) fn say_why(plain: bool) {
    if !plain {
        let why = match os::FULL_SCREEN {
            true => "Input or output is no terminal",
            false => "The full screen does not run on this system yet",
        };
        let _ = writeln!(
            io::stderr(),
            "{why}, so the session runs in lines, as with --plain."
        );
    }
}

/// Opens the full screen.
pub(super) fn full_screen(start: tui::Start, common: &Common, home: Home) -> Outcome {
    full_screen_with(start, common, home, None)
}

/// Opens the full screen, with phones where they are wished for.
fn full_screen_with(
    start: tui::Start,
    common: &Common,
    home: Home,
    phones: Option<web::Wish>,
) -> Outcome {
    if !at_a_terminal() {
        let (what, hint) = match os::FULL_SCREEN {
            true => (
                "There is no terminal to show the library on",
                "Run it in a terminal, or use “roundtable --plain”, which chooses in lines.",
            ),
            false => (
                "The full screen does not run on this system yet",
                "Use “roundtable --plain”.",
            ),
        };
        return Err(Failure::WrongUse(Fault::new(what, hint)));
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
    )
    // The kernel's own console knows 512 signs.
    .on_console(variable("TERM").is_some_and(|term| term == "linux"));
    let settings = tui::Settings {
        folders: folders(common, &home),
        home,
        theme,
        mouse: !common.no_mouse,
        editor: variable("VISUAL").or_else(|| variable("EDITOR")),
        phones,
    };
    Ok(tui::run(start, settings)?)
}

pub(super) fn at_a_terminal() -> bool {
    os::FULL_SCREEN && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Which case of the document.
pub(super) fn number(loaded: &Loaded, wanted: Option<usize>) -> Outcome<Option<usize>> {
    let count = loaded.document.cases.len();
    match wanted {
        Some(number) if (1..=count).contains(&number) => Ok(Some(number - 1)),
        Some(number) => Err(Failure::WrongUse(Fault::new(
            &format!("The document has no case {number}; it has {count}"),
            "Name one with --case, counted from 1; “roundtable show” lists them.",
        ))),
        None if count == 1 => Ok(Some(0)),
        None => Ok(None),
    }
}

/// The most bytes of a list of people.
const MOST_BYTES: u64 = 1024 * 1024;

/// A list of names, or a file with one, and what is to be said of it.
fn people(said: &OsStr) -> Outcome<(Vec<Clean>, Vec<String>)> {
    let path = Path::new(said);
    let mut not_taken = Vec::new();
    let text = if path.is_file() {
        let list = from_file(path)?;
        let guess = "The list of people is not in UTF-8. Look whether all accents are right.";
        not_taken.extend(list.guessed.then(|| guess.to_owned()));
        list.text
    } else {
        let text = said.to_string_lossy();
        let ends = [".txt", ".csv", ".md", "/"];
        if path.exists() || (!text.contains(',') && ends.iter().any(|end| text.ends_with(end))) {
            let fault = Fault::new(
                "There is no such list of people",
                "Name a text file with a name a line, or write --people \"Ann, Ben, Cem\".",
            );
            return Err(fault.at(path).into());
        }
        text.into_owned()
    };
    let people = people::read(&text);
    if let Some(fault) = wrong_list(&people) {
        return Err(Failure::WrongUse(fault));
    }
    not_taken.extend(people.said());
    Ok((people.names, not_taken))
}

fn from_file(path: &Path) -> Result<Decoded, Fault> {
    let bytes = regular::read(path, MOST_BYTES)
        .map_err(|error| Fault::of_io("The list of people cannot be read", path, &error))?;
    decode(&bytes).ok_or_else(|| {
        Fault::new(
            "The list of people is not a text",
            "Save it as text or CSV, and name that file.",
        )
        .at(path)
    })
}

/// What is wrong with a list of people.
fn wrong_list(people: &People) -> Option<Fault> {
    let left = |why| people.left.iter().find(move |left| left.why == why);
    if let Some(Left { what, .. }) = left(Why::NoLetter) {
        return Some(Fault::new(
            &format!("“{what}” is no name"),
            "A name needs at least one letter.",
        ));
    }
    if people.names.is_empty() {
        return Some(Fault::new(
            "There is no name in the list of people",
            &format!(
                "Write --people \"Ann, Ben, Cem\", or name a file with a name a line. {}",
                people.said().unwrap_or_default()
            ),
        ));
    }
    if people.names.len() > MOST_PEOPLE {
        return Some(Fault::new(
            &format!(
                "There are {} names; {MOST_PEOPLE} people are the most for one session",
                people.names.len()
            ),
            "Split the group into two sessions.",
        ));
    }
    let Left { what, .. } = left(Why::Twice)?;
    Some(Fault::new(
        &format!("“{what}” is on the list twice"),
        &format!("Add something to tell them apart, such as “{what} B”."),
    ))
}

/// All protocols, or the one of that name.
pub(super) fn protocols(name: Option<&str>) -> Outcome<Vec<Protocol>> {
    let Some(name) = name else {
        return Ok(BUILT_IN.to_vec());
    };
    let names: Vec<_> = BUILT_IN
        .iter()
        .map(|protocol| protocol.name.as_ref())
        .collect();
    Protocol::find(name)
        .map(|protocol| vec![protocol.clone()])
        .ok_or_else(|| {
            Failure::WrongUse(Fault::new(
                &format!("There is no protocol “{name}”"),
                &format!("Choose one of: {}.", names.join(", ")),
            ))
        })
}
