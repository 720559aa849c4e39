//! The session in lines: for screen readers, scripts and pipes. Every state is said in words;
//! nothing is drawn, no cursor moves, no colour is needed.
//!
//! An empty line ends an answer, and goes on where nobody writes; an answer that begins with
//! `/long` may hold empty lines and ends with `/end`. A line that begins with `/` is
//! a command; `//` begins a line of text that itself begins with a slash. What is printed for
//! everybody comes from the room's view, what only a person may see from that person's own.

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::{self, ExitCode},
};

use crate::{
    begin::{Wanted, changed_since},
    clock,
    fault::Fault,
    home::Home,
    journal::open::Why,
    learner::{self, Begin, Learners},
    os::{Hears, Signal, hear_signals},
    table::{Opening, Table},
    text::{Clean, shell},
};

mod answer;
mod commands;
mod consent;
mod front;
mod heard;
mod kept;
mod lines;
mod obey;
mod show;
mod stray;
mod study;
mod together;
mod tried;
mod unsaved;
mod values;
mod vote;

use front::Front;
use kept::Kept;
use lines::Lines;

/// Why the lines end.
enum Stop {
    /// There is no more input.
    End,
    /// Somebody said `/quit`, or it is over.
    Quit,
    /// The output is gone.
    Output(io::Error),
    /// Something of the outer world.
    Failed(Fault),
}

type Flow<T = ()> = Result<T, Stop>;

/// Runs a case in lines, on standard input and output.
///
/// # Errors
///
/// Where the session cannot be opened, or its end could not be saved.
pub fn run(mut wanted: Wanted, home: &Home) -> Result<ExitCode, Fault> {
    let mut lines = standard();
    let offered = match choose(&mut lines, &mut wanted) {
        Ok(offered) => offered,
        Err(Stop::End | Stop::Quit) => {
            let _ = lines.say("Nothing was begun, so nothing is kept.");
            return Ok(ExitCode::SUCCESS);
        }
        Err(Stop::Output(error)) => return output(&error),
        Err(Stop::Failed(fault)) => return Err(fault),
    };
    let kept = Kept::new(&wanted.loaded, home);
    let home = &wanted.home(home);
    let table = Table::open(home, wanted.opened(offered)?)?;
    keep_on_signals(table.clone(), home.clone());
    let mut front = Front::new(table, home, lines);
    front.kept = Some(kept);
    front.bring.clone_from(&wanted.bring);
    let flow = front.begin(&wanted);
    front.finish(flow)
}

/// Studies a case alone in lines.
///
/// # Errors
///
/// As [`run`].
pub fn study(
    mut wanted: Wanted,
    mut wish: learner::Wish,
    home: &Home,
    folders: &[PathBuf],
) -> Result<ExitCode, Fault> {
    let mut lines = standard();
    match ask_learner(&mut lines, &mut wanted, &mut wish) {
        Ok(()) => {}
        Err(Stop::End | Stop::Quit) => {
            let _ = lines.say("Nothing was begun, so nothing is kept.");
            return Ok(ExitCode::SUCCESS);
        }
        Err(Stop::Output(error)) => return output(&error),
        Err(Stop::Failed(fault)) => return Err(fault),
    }
    Learners::load(home).remember(home, &wish.name)?;
    let (opened, said) =
        match learner::begin(home, &wanted, &wish, clock::now().wall, &clock::zone())? {
            Begin::GoOn(path) => {
                // The lines hold the input; going on takes it up where it stands.
                drop(lines);
                return resume(&path, home, folders);
            }
            Begin::New { opened, said } => (opened, said),
        };
    wanted.people = vec![wish.name];
    let table = Table::open(home, *opened)?;
    keep_on_signals(table.clone(), home.clone());
    let mut front = Front::new(table, home, lines);
    front.kept = Some(Kept::new(&wanted.loaded, home));
    let said: Flow = said.iter().try_for_each(|line| front.say(line));
    let flow = said.and_then(|()| front.begin(&wanted));
    front.finish(flow)
}

/// Asks for what is not known yet: who studies, and which case.
fn ask_learner(lines: &mut Lines, wanted: &mut Wanted, wish: &mut learner::Wish) -> Flow {
    while wish.name.is_empty() {
        lines.say("Who are you? Type a name; it is kept on this computer only.")?;
        let said = lines.line()?;
        if said.trim() == "/quit" {
            return Err(Stop::Quit);
        }
        match learner::name(&said) {
            Ok(name) => wish.name = name,
            Err(fault) => lines.say(&fault.line())?,
        }
    }
    wish.offered = choose(lines, wanted)?;
    Ok(())
}

/// Goes on with a session in lines; says where its case is no longer as it was in these folders.
///
/// # Errors
///
/// Where there is no session to be had from the file, or its end could not be saved.
pub fn resume(path: &Path, home: &Home, folders: &[PathBuf]) -> Result<ExitCode, Fault> {
    let mut lines = standard();
    let (table, opening) = Table::resume(path)?;
    let (table, opening) = match go_on_all_the_same(&mut lines, path, &opening) {
        Ok(None) => (table, opening),
        Ok(Some(way)) => {
            table.close();
            way.open()?
        }
        Err(Stop::Output(error)) => return output(&error),
        Err(Stop::Failed(fault)) => return Err(fault),
        Err(Stop::End | Stop::Quit) => return Ok(ExitCode::FAILURE),
    };
    keep_on_signals(table.clone(), home.clone());
    let at = home.of_session(path);
    let mut front = Front::new(table, &at, lines);
    if let Some(said) = changed_since(&front.session, home, folders)
        && let Err(Stop::Output(error)) = front.say(&said)
    {
        return output(&error);
    }
    let flow = front.opened_again(opening);
    front.finish(flow)
}

/// A way to go on with a session that can only be viewed as it is.
enum Way {
    TakenOver(PathBuf),
    Shortened(PathBuf),
}

impl Way {
    fn open(&self) -> Result<(Table, Opening), Fault> {
        match self {
            Self::TakenOver(path) => Table::resume(&Table::take_over(path)?),
            Self::Shortened(path) => Table::resume_shortened(path),
        }
    }
}

/// Asks whether to go on with a session that can only be viewed, where there is a way.
fn go_on_all_the_same(lines: &mut Lines, path: &Path, opening: &Opening) -> Flow<Option<Way>> {
    let Some(why) = &opening.view_only else {
        return Ok(None);
    };
    lines.say(&why.to_string())?;
    let (question, way) = match why {
        Why::Damaged { .. } | Why::Misfit(_) => (
            "Type yes to go on in a new file that takes over all that is intact, or no to look only.",
            Way::TakenOver(path.to_owned()),
        ),
        Why::Shorter { .. } => (
            "Type yes to go on with what is there, or no to look only.",
            Way::Shortened(path.to_owned()),
        ),
        Why::Elsewhere | Why::Newer | Why::ReadOnly(_) => return Ok(None),
    };
    // Whoever says nothing has not agreed.
    match lines.yes(question, None) {
        Ok(true) => Ok(Some(way)),
        Ok(false) | Err(Stop::End) => Ok(None),
        Err(stop) => Err(stop),
    }
}

fn standard() -> Lines {
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    Lines::new(io::stdin().lock(), io::stdout(), terminal)
}

/// A signal that ends the program finds everything on disk, drafts too.
fn keep_on_signals(table: Table, home: Home) {
    let hear = move |signal| {
        if let Signal::End(code) = signal {
            table.clone().close();
            if let Some(path) = table.journal_path() {
                let said = what_is_kept(&home, &path, !table.unsaved());
                let _ = writeln!(io::stdout(), "\n{said}");
            }
            process::exit(code);
        }
        true
    };
    // Without signals there is still the journal, which holds all that was confirmed.
    let _ = hear_signals(Hears::Ends, hear);
}

/// What is kept of the session of a journal, and how to go on with it: by its name, or where it
/// lies elsewhere, by its path.
fn what_is_kept(home: &Home, journal: &Path, all: bool) -> Clean {
    let stem = journal.file_stem().unwrap_or_default().to_string_lossy();
    let name = if journal.parent() == Some(&home.sessions()) {
        stem
    } else {
        journal.to_string_lossy()
    };
    let kept = if all {
        "The session is kept."
    } else {
        "NOT SAVED: what was said last. What was shown as saved is kept."
    };
    Clean::line(&format!(
        "{kept} Go on with: roundtable resume {}",
        shell(&name)
    ))
}

/// Chooses a case and whether questions are offered; asked only where there is a choice.
fn choose(lines: &mut Lines, wanted: &mut Wanted) -> Flow<bool> {
    if wanted.number.is_none() {
        lines.say("This document holds several cases:")?;
        for (at, case) in wanted.loaded.document.cases.iter().enumerate() {
            lines.say(&format!("{}. {}", at + 1, case.title))?;
        }
        wanted.number = Some(which(lines, wanted.loaded.document.cases.len())?);
    }
    let case = wanted.case().map_err(Stop::Failed)?;
    if case.questions().next().is_some() {
        return Ok(false);
    }
    lines.say(&case.title)?;
    lines.yes("This document has no questions. Discuss it with these three: What? So what? Now what? Type yes or an empty line to use them, or no to read it together without questions.", Some(true))
}

fn which(lines: &mut Lines, count: usize) -> Flow<usize> {
    loop {
        lines.say(&format!("Which one? Type a number from 1 to {count}."))?;
        let said = lines.line()?;
        match said.trim().parse::<usize>() {
            Ok(number) if (1..=count).contains(&number) => return Ok(number - 1),
            _ if said.trim() == "/quit" => return Err(Stop::Quit),
            _ => lines.say("That is none of them.")?,
        }
    }
}

fn output(error: &io::Error) -> Result<ExitCode, Fault> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(ExitCode::SUCCESS);
    }
    Err(
        Fault::new("The output cannot be written", "Check where it goes to.")
            .because(&error.to_string()),
    )
}
