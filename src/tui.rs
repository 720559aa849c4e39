//! The full screen: one inbox, an update, a draw.
//!
//! Screens are plain structs that turn actions into effects; `app` holds them and turns messages
//! into errands; `shell` sees to the errands, and waits for no disk. Drawing changes nothing.

use std::{path::PathBuf, process::ExitCode};

use crate::{
    begin::Wanted,
    clock,
    fault::Fault,
    host::opening::{Opening, Way, resume},
    library::Origin,
    study::shelf,
};

mod alone;
pub mod app;
pub mod ask;
pub mod draw;
pub mod editor;
pub mod effect;
pub mod errand;
pub mod form;
pub mod guard;
pub mod help;
pub mod inbox;
pub mod keys;
pub mod notice;
pub mod palette;
mod phones;
pub mod prose;
pub mod screen;
pub mod session_controller;
pub mod session_screens;
mod shell;
pub mod terminal;
pub mod theme;
mod watch;
pub mod widget;
mod workers;

use app::{App, Known};
use errand::Errand;
use inbox::Post;
use shell::Loop;

pub use shell::Settings;

/// What the full screen opens with.
#[derive(Debug)]
pub enum Start {
    Library,
    Run(Box<Wanted>),
    /// A case, to be studied alone.
    Study(Box<Wanted>, Box<shelf::Wish>),
    Resume(PathBuf),
    /// A case as the group will see it, with advice to its author.
    Preview(Origin),
    /// The room's screen: it follows a session, or the newest that runs.
    Room(Option<PathBuf>),
}

/// Runs the full screen until somebody leaves it.
/// Fails where there is no terminal, or what should be opened cannot be.
pub fn run(start: Start, settings: Settings) -> Result<ExitCode, Fault> {
    let (post, inbox) = inbox::open();
    let mut program = App::new(Known {
        theme: settings.theme,
        learners: shelf::Learners::load(&settings.home),
        zone: clock::zone(),
        first: clock::command_id(),
        now: clock::now(),
    });
    let mut watcher = None;
    let first = open(start, &mut program, &settings, &post, &mut watcher)?;
    let code = Loop::new(program, settings, post)?.until_left(first, &inbox)?;
    drop(watcher);
    Ok(ExitCode::from(code))
}

/// Opens what was asked for, and hears its changes where it can change. What is to be done first.
fn open(
    start: Start,
    program: &mut App,
    settings: &Settings,
    post: &Post,
    watcher: &mut Option<notify::RecommendedWatcher>,
) -> Result<Vec<Errand>, Fault> {
    Ok(match start {
        Start::Preview(origin) => {
            if let Origin::File(path) = &origin {
                *watcher = watch::watch(path, post.clone());
            }
            let deaf = watcher.is_none() && matches!(origin, Origin::File(_));
            let first = program.look_at(screen::preview::Preview::new(origin));
            if deaf {
                program.tell(
                    "Changes of the file cannot be heard here; leave and come back to see them.",
                );
            }
            first
        }
        Start::Room(wanted) => {
            let folder = screen::room::watched(&settings.home, wanted.as_deref());
            // The session that is waited for will be kept there.
            crate::home::private_folder(&folder)?;
            *watcher = watch::watch_folder(&folder, post.clone());
            program.follow(screen::room::Room::new(settings.home.clone(), wanted))
        }
        Start::Library => program.look_for_cases(),
        Start::Run(wanted) => program.start(Opening::run(*wanted)),
        Start::Study(wanted, wish) => program.start(Opening::study(*wanted, *wish)),
        Start::Resume(path) => {
            let begun = resume(&path, Way::AsItIs, &settings.home, &settings.folders)?;
            program.begun(begun)
        }
    })
}
