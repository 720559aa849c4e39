//! The session in lines: for screen readers, scripts and pipes. Every state is said in words.
//!
//! An empty line ends an answer, and goes on where nothing is written; a line that begins with
//! `/` is a command, `//` a line that begins with one slash.

use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::Path,
    process::ExitCode,
    sync::Arc,
};

use crate::{
    begin::Wanted,
    clock,
    fault::Fault,
    handout,
    home::Home,
    session::{Actor, Command, PersonState, Place, Session, View, Viewer},
    table::{Opening, Seat, Table, Trouble},
    text::{Clean, plural},
};

mod commands;
mod show;
mod values;

use commands::Said;

/// Rows that push one person's text off the screen before the next sits down.
const SCREEN: usize = 60;

/// Runs a case in lines, on standard input and output.
///
/// # Errors
///
/// Where the session cannot be opened.
pub fn run(mut wanted: Wanted, home: &Home) -> Result<ExitCode, Fault> {
    let terminal = io::stdin().is_terminal();
    let (input, out) = (io::stdin().lock(), io::stdout());
    let mut lines = Lines {
        input,
        out,
        terminal,
    };
    let offered = match choose(&mut lines, &mut wanted) {
        Ok(offered) => offered,
        Err(Stop::End | Stop::Quit) => return Ok(ExitCode::SUCCESS),
        Err(Stop::Output(error)) => return output(&error),
    };
    let seat = Table::open(home, wanted.opened(offered)?, Box::new(|_| ()))?;
    let mut front = Front::new(seat, home, lines);
    let begun = front.begin(&wanted);
    front.finish(begun)
}

/// Goes on with a session in lines.
///
/// # Errors
///
/// Where there is no session to be had from the file.
pub fn resume(path: &Path, home: &Home) -> Result<ExitCode, Fault> {
    let (seat, opening) = Table::resume(path, Box::new(|_| ()))?;
    let lines = Lines {
        input: io::stdin().lock(),
        out: io::stdout(),
        terminal: io::stdin().is_terminal(),
    };
    let mut front = Front::new(seat, home, lines);
    let begun = front.opened_again(&opening);
    front.finish(begun)
}

/// Why the lines end.
enum Stop {
    /// There is no more input.
    End,
    /// Somebody said `/quit`.
    Quit,
    /// The output is gone.
    Output(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

type Flow<T = ()> = Result<T, Stop>;

struct Lines<R, W> {
    input: R,
    out: W,
    terminal: bool,
}

impl<R: BufRead, W: Write> Lines<R, W> {
    fn say(&mut self, text: &str) -> Flow {
        writeln!(self.out, "{text}")?;
        Ok(())
    }

    fn line(&mut self) -> Flow<String> {
        self.out.flush()?;
        let mut bytes = Vec::new();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            return Err(Stop::End);
        }
        let line = String::from_utf8_lossy(&bytes);
        Ok(line.trim_end_matches(['\n', '\r']).to_owned())
    }
}

/// Chooses a case and whether questions are offered; asked only where there is a choice.
fn choose<R: BufRead, W: Write>(lines: &mut Lines<R, W>, wanted: &mut Wanted) -> Flow<bool> {
    if wanted.number.is_none() {
        lines.say("This document holds several cases:")?;
        for (at, case) in wanted.loaded.document.cases.iter().enumerate() {
            lines.say(&format!("{}. {}", at + 1, case.title))?;
        }
        let count = wanted.loaded.document.cases.len();
        loop {
            lines.say(&format!("Which one? Type a number from 1 to {count}."))?;
            let said = lines.line()?;
            match said.trim().parse::<usize>() {
                Ok(number) if (1..=count).contains(&number) => {
                    wanted.number = Some(number - 1);
                    break;
                }
                _ => {}
            }
        }
    }
    let none = wanted
        .case()
        .is_ok_and(|case| case.questions().next().is_none());
    if !none {
        return Ok(false);
    }
    lines.say("This document has no questions. Use these three: What? So what? Now what?")?;
    lines.say("Type yes or an empty line to use them, no to only read.")?;
    let said = lines.line()?;
    Ok(!matches!(said.trim().to_lowercase().as_str(), "n" | "no"))
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

struct Front<'a, R, W> {
    seat: Seat,
    home: &'a Home,
    lines: Lines<R, W>,
    session: Arc<Session>,
    told: Option<Place>,
}

impl<'a, R: BufRead, W: Write> Front<'a, R, W> {
    fn new(seat: Seat, home: &'a Home, lines: Lines<R, W>) -> Self {
        Self {
            session: seat.session(),
            seat,
            home,
            lines,
            told: None,
        }
    }

    fn view(&self, viewer: Viewer) -> View {
        self.session.view(viewer, clock::now())
    }

    fn say(&mut self, text: &str) -> Flow {
        self.lines.say(text)
    }

    /// Sends a command and waits until it is on disk. Whether it was taken.
    fn ask(&mut self, by: Actor, command: Command) -> Flow<bool> {
        match self.seat.ask(by, command) {
            Ok(session) => {
                self.session = session;
                Ok(true)
            }
            Err(Trouble::Refused(refusal)) => {
                self.say(&refusal.to_string())?;
                Ok(false)
            }
            Err(Trouble::NotSaved(fault)) => {
                self.say(&fault.to_string())?;
                self.say(
                    "It is kept in memory and tried again every two seconds. Type on, or wait.",
                )?;
                Ok(false)
            }
        }
    }

    fn begin(&mut self, wanted: &Wanted) -> Flow {
        let view = self.view(Viewer::Facilitator);
        self.say(&view.case.title)?;
        let noise: usize = wanted.case().map_or(0, |case| case.noise.len());
        if noise > 0 {
            let count = plural(noise, "stretch", "stretches");
            self.say(&format!("{count} of page noise (menus, “Read more”) were set apart; “roundtable show” lists them."))?;
        }
        for flaw in wanted
            .loaded
            .document
            .flaws
            .iter()
            .filter(|flaw| flaw.grave && flaw.line > 0)
        {
            self.say(&format!("Line {}: {}. {}", flaw.line, flaw.what, flaw.hint))?;
        }
        for name in &wanted.people {
            let command = Command::Join {
                name: name.clone(),
                role: None,
            };
            self.ask(Actor::Desk, command)?;
        }
        self.serve()
    }

    fn opened_again(&mut self, opening: &Opening) -> Flow {
        let view = self.view(Viewer::Facilitator);
        self.say(&view.case.title)?;
        if let Some(why) = &opening.view_only {
            self.say(&why.to_string())?;
        }
        if opening.cut_off_bytes > 0 {
            self.say("The last entry was cut off. It had not been confirmed as saved, and it is set apart, not deleted.")?;
        }
        for draft in opening
            .drafts
            .values()
            .filter(|draft| !draft.text.is_empty())
        {
            self.say(&format!("A draft was kept: {}", draft.text))?;
        }
        self.serve()
    }

    /// Steps through the session until it is over or the input ends.
    fn serve(&mut self) -> Flow {
        loop {
            let view = self.view(Viewer::Facilitator);
            if self.told != Some(view.place) {
                self.told = Some(view.place);
                self.announce(&view)?;
            }
            match view.place {
                Place::Gather => self.gather()?,
                Place::Over => return self.over(),
                Place::At { .. } => match next_open(&view) {
                    Some(person) => self.answer(person)?,
                    None => self.prompt(&view)?,
                },
            }
        }
    }

    fn gather(&mut self) -> Flow {
        let people = self.view(Viewer::Facilitator).people.len();
        let start = if people > 0 {
            " An empty line starts."
        } else {
            ""
        };
        self.say(&format!(
            "{}. Type a name, or several between commas.{start}",
            plural(people, "person is here", "people are here")
        ))?;
        let line = self.lines.line()?;
        if let Some(said) = self.command(&line)? {
            return self.obey(said);
        }
        if line.trim().is_empty() {
            return self.advance();
        }
        for name in line
            .split([',', ';'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            let command = Command::Join {
                name: Clean::line(name),
                role: None,
            };
            self.ask(Actor::Desk, command)?;
        }
        Ok(())
    }

    fn advance(&mut self) -> Flow {
        let from = self.session.place();
        self.ask(Actor::Desk, Command::Advance { from })?;
        Ok(())
    }

    /// A line while nobody in particular writes.
    fn prompt(&mut self, view: &View) -> Flow {
        self.say(show::what_now(view))?;
        let line = self.lines.line()?;
        if let Some(said) = self.command(&line)? {
            return self.obey(said);
        }
        if line.trim().is_empty() {
            let last = view.step.is_none() && view.can.close && !view.can.advance;
            if last {
                self.ask(Actor::Desk, Command::Close)?;
                return Ok(());
            }
            return self.advance();
        }
        match &view.question {
            // Nothing that is typed is lost: in a discussion a line is a note.
            Some(question) if view.can.note => {
                let command = Command::Note {
                    person: None,
                    question: question.prompt.id.clone(),
                    kind: crate::session::NoteKind::NewIdea,
                    text: Clean::new(commands::unescaped(&line)),
                    about: None,
                };
                if self.ask(Actor::Desk, command)? {
                    self.say("noted, saved")?;
                }
                Ok(())
            }
            _ => self.say("Type an empty line to go on, or /help for everything else."),
        }
    }

    fn command(&mut self, line: &str) -> Flow<Option<Said>> {
        match commands::parse(line) {
            None => Ok(None),
            Some(Ok(said)) => Ok(Some(said)),
            Some(Err(why)) => {
                self.say(&why)?;
                Ok(Some(Said::Nothing))
            }
        }
    }

    fn over(&mut self) -> Flow {
        let journal = self.seat.journal_path();
        match handout::write(self.home, &self.session, journal.as_deref()) {
            Ok(paths) => {
                for path in paths {
                    let path = Clean::line(&path.to_string_lossy());
                    self.say(&format!("Report: {path}"))?;
                }
            }
            Err(fault) => self.say(&fault.to_string())?,
        }
        Err(Stop::Quit)
    }

    /// Brings everything to disk and says how to go on.
    fn finish(mut self, flow: Flow) -> Result<ExitCode, Fault> {
        self.seat.leave();
        let over = self.session.is_over();
        let id = self.seat.journal_path();
        let id = id.and_then(|path| Some(path.file_stem()?.to_string_lossy().into_owned()));
        let said = match (over, id) {
            (true, _) => Ok(()),
            (false, Some(id)) => self.say(&format!(
                "The session is kept. Go on with: roundtable resume {id}"
            )),
            (false, None) => self.say("Nothing was begun, so nothing is kept."),
        };
        match (flow, said) {
            (Err(Stop::Output(error)), _) | (_, Err(Stop::Output(error))) => output(&error),
            _ => Ok(ExitCode::SUCCESS),
        }
    }
}

/// Whose answer is still open, where the step takes answers.
fn next_open(view: &View) -> Option<crate::id::PersonId> {
    let open =
        |person: &&crate::session::PersonView| person.here && person.state == PersonState::Open;
    view.people.iter().find(open).map(|person| person.id)
}
