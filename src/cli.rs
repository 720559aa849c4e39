//! The door: arguments, exit codes, and what is printed where.
//!
//! Exit 0 is done, 1 the work failed or found faults, 2 wrong use. A pipe that is closed at
//! its other end is no failure.

use std::{
    ffi::OsStr,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{CommandFactory, Parser, error::ErrorKind};

use crate::{
    fault::Fault,
    home::Home,
    import::Kind,
    journal,
    library::{self, Loaded, Origin},
    session::Level,
    text::{Clean, clean},
    tui,
};

pub mod arguments;
pub mod check;
mod import;
mod list;
mod report;
mod share;
pub mod show;
mod start;
mod study;
pub mod verify;

use arguments::{Arguments, Command, Common};

/// Runs the program with the arguments of its process.
pub fn main() -> ExitCode {
    if std::env::args_os()
        .nth(1)
        .is_some_and(|first| first == tui::guard::ARGUMENT)
    {
        tui::guard::stand_guard();
        return ExitCode::SUCCESS;
    }
    let words = arguments::with_the_verb(std::env::args_os().collect());
    let arguments = match Arguments::try_parse_from(words) {
        Ok(arguments) => arguments,
        Err(error) => return wrong_use(&error),
    };
    let (fault, code) = match run(arguments) {
        Ok(code) => return code,
        Err(Failure::Failed(fault)) => (fault, 1),
        Err(Failure::WrongUse(fault)) => (fault, 2),
    };
    // Nobody listens any more where it cannot be said.
    let _ = writeln!(io::stderr(), "Error: {fault}");
    ExitCode::from(code)
}

/// Why something was not done.
enum Failure {
    /// It was asked for in a way that makes no sense.
    WrongUse(Fault),
    /// It did not work.
    Failed(Fault),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

type Outcome<T = ExitCode> = Result<T, Failure>;

/// Help and version go to standard output and are success; the rest is wrong use.
fn wrong_use(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A pipe that is closed at its other end is no failure.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        _ => {
            // It repeats what was typed, which may hold anything.
            let said = error.render().to_string();
            let _ = write!(io::stderr(), "{}", clean(&said));
            ExitCode::from(2)
        }
    }
}

/// The most that this site lets leave a group.
fn most_shared() -> Result<Option<Level>, Failure> {
    let said = std::env::var("ROUNDTABLE_SHARE_AT_MOST").unwrap_or_default();
    if said.is_empty() {
        return Ok(None);
    }
    let level = Level::called(&said).ok_or_else(|| {
        let words = Level::ALL.map(Level::word).join(", ");
        Failure::WrongUse(Fault::new(
            "ROUNDTABLE_SHARE_AT_MOST is no level of what may leave a group",
            &format!("Set it to one of {words}."),
        ))
    })?;
    Ok(Some(level))
}

fn run(arguments: Arguments) -> Outcome {
    let common = arguments.common;
    let variable = || std::env::var_os("ROUNDTABLE_DATA").filter(|data| !data.is_empty());
    let named = common.data.clone();
    let named = named.or_else(|| variable().map(PathBuf::from));
    let home = Home::find(named)?.sharing_at_most(most_shared()?);
    if let Some(folder) = common.cases.as_deref().filter(|folder| !folder.is_dir()) {
        let fault = Fault::new(
            "There is no such folder of cases",
            "Name a folder that is there with --cases.",
        );
        return Err(Failure::WrongUse(fault.at(folder)));
    }
    match arguments.command {
        Some(command) => obey(command, &common, home),
        None => library(arguments.plain, &common, home),
    }
}

fn library(plain: bool, common: &Common, home: Home) -> Outcome {
    match plain {
        true => start::in_lines(common, &home),
        false => start::full_screen(tui::Start::Library, common, home),
    }
}

fn obey(command: Command, common: &Common, home: Home) -> Outcome {
    match command {
        Command::Run {
            case,
            people,
            protocol,
            minutes,
            bring,
            number,
            plain,
            rehearse,
            phones,
            address,
        } => {
            let bring: Result<Vec<_>, _> = bring.iter().map(|each| find(&home, each)).collect();
            let wish = start::Wish {
                case,
                people,
                protocol,
                minutes,
                bring: bring?,
                number,
                rehearse,
                phones: phones.then(|| start::phones(address)),
            };
            start::run(&wish, plain, common, home)
        }
        Command::Study {
            case: None, plain, ..
        } => library(plain, common, home),
        Command::Study {
            case: Some(case),
            name,
            with,
            again,
            number,
            plain,
        } => {
            let with: Result<Vec<_>, _> = with.iter().map(|each| find(&home, each)).collect();
            let wish = study::Wish {
                case,
                name,
                with: with?,
                again,
                number,
            };
            study::study(wish, plain, common, home)
        }
        Command::Progress {
            name,
            format,
            output,
        } => study::progress(name.as_deref(), format, output.as_deref(), &home),
        Command::Resume {
            session,
            plain,
            phones,
            address,
        } => {
            let session = session.map(|session| find(&home, &session)).transpose()?;
            let phones = phones.then(|| start::phones(address));
            start::resume(session, plain, phones, common, home)
        }
        Command::Room { session } => {
            let session = session.map(|session| find(&home, &session)).transpose()?;
            start::full_screen(tui::Start::Room(session), common, home)
        }
        Command::Sessions { json } => {
            printed(list::sessions(&home, json, &mut io::stdout().lock()))
        }
        Command::Report {
            session,
            format,
            output,
            separator,
            without_bookkeeping,
        } => {
            let paths: Result<Vec<_>, _> = session.iter().map(|each| find(&home, each)).collect();
            let wish = report::Wish {
                sessions: paths?,
                format,
                output: output.as_deref(),
                separator,
                bookkeeping: !without_bookkeeping,
            };
            report::reports(&wish, &home)
        }
        Command::Share {
            session,
            to,
            dry_run,
        } => {
            let paths: Result<Vec<_>, _> = session.iter().map(|each| find(&home, each)).collect();
            share::share(&paths?, &to, dry_run, &home)
        }
        Command::Compare {
            paths,
            output,
            separator,
        } => share::side_by_side(&paths, output.as_deref(), &separator),
        Command::Print {
            case,
            number,
            facilitator,
            part,
            anyway,
            output,
        } => {
            let loaded = the_case(&case, common, &home)?;
            say_carried(&loaded);
            if !facilitator && !anyway {
                report::looked_at(&loaded)?;
            }
            report::print(&loaded, number, facilitator, part, output.as_deref())
        }
        Command::Import { file, output } => {
            let (out, told) = (&mut io::stdout(), &mut io::stderr());
            say_reading(&file);
            let said = import::import(&file, output.as_deref(), &home, out, told)?;
            printed(said.map(|()| true))
        }
        Command::New { title, output } => {
            let said = import::new(&title, output.as_deref(), &mut io::stdout())?;
            printed(said.map(|()| true))
        }
        Command::Preview { case } => start::preview(&case, common, home),
        Command::Check { paths, json } => {
            printed(check::check(&paths, json, &home, &mut io::stdout().lock()))
        }
        Command::Show { case, json } => {
            let loaded = the_case(&case, common, &home)?;
            say_carried(&loaded);
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
        Command::Keys => {
            let keys = tui::help::list();
            printed(io::stdout().write_all(keys.as_bytes()).map(|()| true))
        }
        Command::Man => printed(man(&mut io::stdout()).map(|()| true)),
    }
}

/// The man page: the program, then each of its commands.
fn man(out: &mut impl Write) -> io::Result<()> {
    let mut command = Arguments::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(out)?;
    for part in command.get_subcommands() {
        clap_mangen::Man::new(part.clone()).render(out)?;
    }
    out.write_all(tui::help::roff().as_bytes())
}

/// A case by its path, slug or title.
fn the_case(case: &OsStr, common: &Common, home: &Home) -> Result<Loaded, Fault> {
    let origin = match case.to_str() {
        Some(name) => library::locate(name, &folders(common, home))?,
        None => Origin::File(PathBuf::from(case)),
    };
    if let Origin::File(path) = &origin {
        say_reading(path);
    }
    library::recall(library::open(&origin)?, home)
}

/// Says what is being read, where that may take long.
fn say_reading(path: &Path) {
    if Kind::named(path).is_some_and(Kind::is_slow) {
        let path = Clean::line(&path.to_string_lossy());
        let _ = writeln!(io::stderr(), "Reading {path} …");
    }
}

/// Says what was guessed or left behind when a document was read.
fn say_how_read(loaded: &Loaded) {
    for said in &loaded.said {
        let _ = writeln!(io::stderr(), "{}: {said}", loaded.file_name);
    }
}

/// Says what became of what somebody said of its lines, where it was saved again since.
fn say_carried(loaded: &Loaded) {
    if let Some(said) = loaded.says_carried() {
        let _ = writeln!(io::stderr(), "{}: {said}", loaded.file_name);
    }
}

/// A session by its path, or its name, or a piece of its name or title.
fn find(home: &Home, session: &OsStr) -> Result<PathBuf, Fault> {
    let path = Path::new(session);
    if path.is_file() {
        return Ok(path.to_owned());
    }
    journal::list::find(home, &session.to_string_lossy())
}

/// The exit code of something that was printed; `Ok(false)` is a fault that was found.
fn printed(result: io::Result<bool>) -> Outcome {
    match result {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::from(1)),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => {
            let fault = Fault::new("The output cannot be written", "Check where it goes to.");
            Err(fault.because(&error.to_string()).into())
        }
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
