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
    begin::Wanted,
    fault::Fault,
    home::Home,
    host::opening::{self, Begun, Opening, Question, Way, way_on},
    os::{Hears, Signal, hear_signals},
    study::shelf,
    table::Table,
    text::{Clean, shell},
    web::{self, Web, Wish},
};

mod answer;
mod back;
mod choose;
mod commands;
mod consent;
mod facts;
mod front;
mod heard;
mod kept;
mod lines;
mod obey;
mod said;
mod setup;
mod show;
mod stray;
mod study;
mod together;
mod tried;
mod unsaved;
mod values;
mod vote;

pub use choose::{Chosen, choose};
use front::Front;
use lines::Lines;

/// Why the lines end.
enum Exit {
    /// There is no more input.
    End,
    /// Somebody said `/quit`, or it is over.
    Quit,
    Output(io::Error),
    /// Something of the outer world.
    Failed(Fault),
}

type Flow<T = ()> = Result<T, Exit>;

/// Runs a case in lines, on standard input and output.
/// Fails where the session cannot be opened, or its end could not be saved.
pub fn run(
    wanted: Wanted,
    home: &Home,
    folders: &[PathBuf],
    phones: Option<&Wish>,
) -> Result<ExitCode, Fault> {
    open(Opening::run(wanted), home, folders, phones)
}

/// Studies a case alone in lines.
pub fn study(
    wanted: Wanted,
    wish: shelf::Wish,
    home: &Home,
    folders: &[PathBuf],
) -> Result<ExitCode, Fault> {
    open(Opening::study(wanted, wish), home, folders, None)
}

fn open(
    mut opening: Opening,
    home: &Home,
    folders: &[PathBuf],
    phones: Option<&Wish>,
) -> Result<ExitCode, Fault> {
    let mut lines = standard();
    match ask(&mut lines, &mut opening) {
        Ok(()) => {}
        Err(Exit::End | Exit::Quit) => {
            let _ = lines.say("Nothing was begun, so nothing is kept.");
            return Ok(ExitCode::SUCCESS);
        }
        Err(Exit::Output(error)) => return output(&error),
        Err(Exit::Failed(fault)) => return Err(fault),
    }
    let kept = kept::KeptReading::new(&opening.wanted().loaded, home);
    let begun = opening.begin(home, folders)?;
    let front = Beside {
        kept: Some(kept),
        phones: phones.cloned(),
    };
    serve(begun, front, lines, home, folders)
}

/// Asks for what is not known yet.
fn ask(lines: &mut Lines, opening: &mut Opening) -> Flow {
    while let Some(question) = opening.asks() {
        match question {
            // Lines tell how it was read once it begins, and ask nothing: a script goes on.
            Question::HowRead => opening.tells_reading(),
            // Lines say so with the path.
            Question::ForWhom => opening.is_for(None),
            Question::Who => {
                lines.say("Who are you? Type a name; it is kept on this computer only.")?;
                let said = lines.line()?;
                if said.trim() == "/quit" {
                    return Err(Exit::Quit);
                }
                if let Err(fault) = opening.named(&said) {
                    lines.say(&fault.line())?;
                }
            }
            Question::Which => {
                let titles = opening.titles();
                lines.say("This document holds several cases:")?;
                for (at, title) in titles.iter().enumerate() {
                    lines.say(&format!("{}. {title}", at + 1))?;
                }
                opening.chose(which(lines, titles.len())?);
            }
            Question::Offer => {
                let case = opening.wanted().case().map_err(Exit::Failed)?;
                lines.say(&case.title)?;
                let yes = lines.yes("This document has no questions. All of its text is read, also answers that it may hold. Discuss it with these three: What? So what? Now what? Type yes or an empty line to use them, or no to read it together without questions.", Some(true))?;
                opening.offer(yes);
            }
        }
    }
    Ok(())
}

/// Goes on with a session in lines; says where its case is no longer as it was in these folders.
/// Fails where there is no session to be had from the file, or its end could not be saved.
pub fn resume(
    path: &Path,
    home: &Home,
    folders: &[PathBuf],
    phones: Option<Wish>,
) -> Result<ExitCode, Fault> {
    let begun = opening::resume(path, Way::AsItIs, home, folders)?;
    let kept = None;
    serve(begun, Beside { kept, phones }, standard(), home, folders)
}

/// Serves a session from its beginning, or from where it stood.
fn serve(
    mut begun: Begun,
    with: Beside,
    mut lines: Lines,
    home: &Home,
    folders: &[PathBuf],
) -> Result<ExitCode, Fault> {
    match go_on_all_the_same(&mut lines, &begun) {
        Ok(None) => {}
        Ok(Some((path, way))) => {
            begun.table.close();
            begun = opening::resume(&path, way, home, folders)?;
        }
        Err(Exit::Output(error)) => return output(&error),
        Err(Exit::Failed(fault)) => return Err(fault),
        Err(Exit::End | Exit::Quit) => return Ok(ExitCode::FAILURE),
    }
    keep_on_signals(begun.table.clone(), begun.home.clone());
    let web = with.lets_phones_in(&begun.table, home);
    let mut front = Front::new(begun.table, &begun.home, lines);
    let said: Flow = begun.said.iter().try_for_each(|line| front.say(line));
    let said = said.and_then(|()| say_phones(&mut front, web.as_ref()));
    let flow = said.and_then(|()| match (begun.again, &begun.wanted) {
        (Some(again), _) => front.opened_again(again, begun.orders),
        (None, Some(wanted)) => {
            front.kept = with.kept;
            front.bring.clone_from(&wanted.bring);
            front.begin(wanted, begun.orders)
        }
        (None, None) => Ok(()),
    });
    let code = front.finish(flow);
    drop(web);
    code
}

/// What a session begins with beside what was begun.
#[derive(Default)]
struct Beside {
    /// The document, where the session begins here.
    kept: Option<kept::KeptReading>,
    /// People's own phones, where they are wished for.
    phones: Option<Wish>,
}

impl Beside {
    /// Lets phones in where they are wished for, or were before.
    fn lets_phones_in(&self, table: &Table, home: &Home) -> Option<Result<Web, Fault>> {
        let before = table
            .journal_path()
            .map(|path| web::room_record::RoomRecord::read(&path));
        let before = before.unwrap_or_default();
        // A browser that shows the room's page finds it again, with phones or without.
        let usual = before.port.is_some().then(|| Wish {
            phones: before.address.is_some(),
            ..Wish::default()
        });
        let wish = Wish {
            wifi: Some(home.wifi()),
            ..self.phones.clone().or(usual)?
        };
        let opened = (!table.session().is_over()).then(|| Web::open(table, &wish))?;
        if opened.is_ok() && self.phones.is_some() {
            web::writes_by_phone(table);
        }
        Some(opened)
    }
}

fn say_phones(front: &mut Front<'_>, web: Option<&Result<Web, Fault>>) -> Flow {
    let standing = match web {
        None => return Ok(()),
        Some(Err(fault)) => return front.say(&fault.line()),
        Some(Ok(web)) => web.standing(),
    };
    if let Some(address) = standing.address {
        front.say(&format!(
            "Phones: in the same Wi-Fi, open http://{address} and type the code {}.",
            standing.code.halves()
        ))?;
    }
    front.say(&format!(
        "For the projector, on this computer: {}",
        standing.room
    ))
}

/// Asks whether to go on with a session that can only be viewed, where there is a way.
fn go_on_all_the_same(lines: &mut Lines, begun: &Begun) -> Flow<Option<(PathBuf, Way)>> {
    let why = begun
        .again
        .as_ref()
        .and_then(|again| again.view_only.as_ref());
    let (Some(why), Some(path)) = (why, begun.table.journal_path()) else {
        return Ok(None);
    };
    lines.say(&why.to_string())?;
    let Some(way) = way_on(why) else {
        return Ok(None);
    };
    let question = match way {
        Way::TakenOver => {
            "Type yes to go on in a new file that takes over all that is intact, or no to look only."
        }
        Way::AsItIs | Way::Shortened => "Type yes to go on with what is there, or no to look only.",
    };
    // Whoever says nothing has not agreed.
    match lines.yes(question, None) {
        Ok(yes) => Ok(yes.then_some((path, way))),
        Err(Exit::End) => Ok(None),
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

fn which(lines: &mut Lines, count: usize) -> Flow<usize> {
    loop {
        lines.say(&format!("Which one? Type a number from 1 to {count}."))?;
        let said = lines.line()?;
        match said.trim().parse::<usize>() {
            Ok(number) if (1..=count).contains(&number) => return Ok(number - 1),
            _ if said.trim() == "/quit" => return Err(Exit::Quit),
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
