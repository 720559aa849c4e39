//! Study alone from the command line, and how far somebody has come.

use std::{
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    Failure, Outcome,
    arguments::{Common, ProgressFormat},
    folders, printed, start, the_case,
};
use crate::{
    begin::Wanted,
    clock,
    fault::Fault,
    handout,
    home::Home,
    plain,
    study::export,
    study::shelf::{self, Learners},
    text::Clean,
    tui,
};

/// What `study` was asked for.
pub(super) struct Wish {
    pub(super) case: OsString,
    pub(super) name: Option<String>,
    pub(super) with: Vec<PathBuf>,
    pub(super) again: bool,
    pub(super) number: Option<usize>,
}

/// Studies a case.
pub(super) fn study(wish: Wish, plain: bool, common: &Common, home: Home) -> Outcome {
    let loaded = the_case(&wish.case, common, &home)?;
    let name = match &wish.name {
        Some(name) => shelf::name(name).map_err(Failure::WrongUse)?,
        None => Learners::load(&home).last().cloned().unwrap_or_default(),
    };
    let number = start::number(&loaded, wish.number)?;
    let wanted = Wanted::of(loaded, number);
    let wish = shelf::Wish {
        name,
        with: wish.with,
        again: wish.again,
        offered: false,
    };
    if plain || !start::at_a_terminal() {
        start::say_why(plain);
        super::say_how_read(&wanted.loaded);
        return Ok(plain::study(wanted, wish, &home, &folders(common, &home))?);
    }
    let start = tui::Start::Study(Box::new(wanted), Box::new(wish));
    start::full_screen(start, common, home)
}

/// Shows how far somebody has come.
pub(super) fn progress(
    name: Option<&str>,
    format: ProgressFormat,
    output: Option<&Path>,
    home: &Home,
) -> Outcome {
    let name = match name {
        Some(name) => shelf::name(name).map_err(Failure::WrongUse)?,
        None => Learners::load(home).last().cloned().ok_or_else(nobody)?,
    };
    let (progress, bad) = shelf::how_far(home, &name, clock::now().wall, &clock::zone());
    for id in bad {
        let _ = writeln!(
            io::stderr(),
            "Some of {} cannot be read; the rest counts. “roundtable verify” says what is wrong.",
            Clean::line(&id)
        );
    }
    let text = match format {
        ProgressFormat::Lines => {
            let mut lines = vec![progress.learner.to_string()];
            lines.extend(export::page(&progress, &clock::zone()));
            lines.join("\n") + "\n"
        }
        ProgressFormat::Markdown => export::markdown(&progress, &clock::zone()),
        ProgressFormat::Csv => export::csv(&progress),
        ProgressFormat::Json => export::json(&progress),
    };
    match output {
        None => printed(io::stdout().write_all(text.as_bytes()).map(|()| true)),
        Some(path) => {
            handout::save_new(path, &text)?;
            let path = Clean::line(&path.to_string_lossy());
            let _ = writeln!(io::stderr(), "Written to {path}");
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn nobody() -> Fault {
    Fault::new(
        "Nobody has studied here yet",
        "Begin with “roundtable study CASE”, or name somebody with --as NAME.",
    )
}
