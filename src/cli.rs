//! The door: arguments, exit codes, and what is printed where.
//!
//! Exit 0 is done, 1 the work failed or found faults, 2 wrong use. A pipe that is closed at
//! its other end is no failure.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{CommandFactory, Parser, error::ErrorKind};

use crate::{
    fault::Fault, handout, home::Home, journal::list::find, library, report, text::Clean, tui,
};

pub mod arguments;
mod list;
pub mod show;
mod start;
pub mod verify;

use arguments::{Arguments, Command, Common, Format};

/// Runs the program with the arguments of its process.
#[must_use]
pub fn main() -> ExitCode {
    if std::env::args_os()
        .nth(1)
        .is_some_and(|first| first == tui::guard::ARGUMENT)
    {
        tui::guard::stand_guard();
        return ExitCode::SUCCESS;
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return wrong_use(&error),
    };
    match run(arguments) {
        Ok(code) => code,
        Err(fault) => {
            let _ = writeln!(io::stderr(), "{fault}");
            ExitCode::from(1)
        }
    }
}

/// Help and version go to standard output and are success; the rest is wrong use.
fn wrong_use(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}

fn run(arguments: Arguments) -> Result<ExitCode, Fault> {
    let common = arguments.common;
    let home = Home::find(common.data.clone())?;
    let Some(command) = arguments.command else {
        return start::full_screen(tui::Start::Library, &common, home);
    };
    match command {
        Command::Run {
            case,
            people,
            protocol,
            number,
            plain,
        } => {
            let wish = start::Wish {
                case,
                people,
                protocol,
                number,
            };
            start::run(&wish, plain, &common, home)
        }
        Command::Resume { session, plain } => {
            start::resume(session.as_deref(), plain, &common, home)
        }
        Command::Sessions { json } => {
            printed(list::sessions(&home, json, &mut io::stdout().lock()))
        }
        Command::Report {
            session,
            format,
            output,
        } => reports(&session, format, output.as_deref(), &home),
        Command::Show { case, json } => {
            let loaded = library::find(&case, &folders(&common, &home))?;
            printed(show::show(&loaded, json, &mut io::stdout().lock()).map(|()| true))
        }
        Command::Verify { session, json } => {
            let paths: Vec<_> = session.iter().map(|session| find(&home, session)).collect();
            printed(verify::verify(&paths, json, &mut io::stdout().lock()))
        }
        Command::Protocols { name, json } => {
            let chosen = start::protocols(name.as_deref())?;
            printed(list::protocols(&chosen, json, &mut io::stdout().lock()))
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "roundtable", &mut script);
            printed(io::stdout().write_all(&script).map(|()| true))
        }
        Command::Man => {
            let page = clap_mangen::Man::new(Arguments::command());
            printed(page.render(&mut io::stdout()).map(|()| true))
        }
    }
}

/// The exit code of something that was printed; `Ok(false)` is a fault that was found.
fn printed(result: io::Result<bool>) -> Result<ExitCode, Fault> {
    match result {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::from(1)),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(
            Fault::new("The output cannot be written", "Check where it goes to.")
                .because(&error.to_string()),
        ),
    }
}

/// Folders that hold cases: the one here, the one named, one's own.
fn folders(common: &Common, home: &Home) -> Vec<PathBuf> {
    let here = Some(PathBuf::from("cases"));
    [here, common.cases.clone(), Some(home.cases())]
        .into_iter()
        .flatten()
        .collect()
}

fn reports(
    sessions: &[String],
    format: Format,
    output: Option<&Path>,
    home: &Home,
) -> Result<ExitCode, Fault> {
    let paths: Result<Vec<_>, _> = sessions.iter().map(|session| find(home, session)).collect();
    let made: Result<Vec<_>, _> = paths?
        .iter()
        .map(|path| handout::of_journal(path))
        .collect();
    let text = match (format, made?.as_slice()) {
        (Format::Json, [one]) => report::json::write(one),
        (Format::Json, several) => report::json::write_all(several),
        (Format::Markdown, several) => {
            let pages: Vec<_> = several.iter().map(report::markdown::write).collect();
            pages.join("\n")
        }
    };
    match output {
        None => printed(io::stdout().write_all(text.as_bytes()).map(|()| true)),
        Some(path) => {
            handout::save_new(path, &text)?;
            let _ = writeln!(
                io::stderr(),
                "Written to {}",
                Clean::line(&path.to_string_lossy())
            );
            Ok(ExitCode::SUCCESS)
        }
    }
}
