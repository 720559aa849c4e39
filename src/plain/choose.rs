//! The library in lines: what to go on with, which case, by number or by words.

use std::{io, path::PathBuf};

use super::{Exit, Flow, lines::Lines, standard};
use crate::{
    fault::Fault,
    home::{Home, typed},
    journal::list::{Brief, list},
    library::{self, Card, Origin},
    text::{Clean, folded, plural},
};

/// The most rows that are told at once; the rest is found by words.
const MOST: usize = 20;

pub enum Chosen {
    Nothing,
    /// A case, to run with a group.
    Case(Origin, usize),
    /// A case, to study alone.
    Study(Origin, usize),
    Session(PathBuf),
    /// A document from anywhere, perhaps to study alone.
    File(PathBuf, bool),
}

/// One row of the list.
enum Offered {
    Session(Brief),
    Case(Card),
}

/// Lets somebody choose in lines what the library shows on the full screen.
pub fn choose(home: &Home, folders: &[PathBuf]) -> Result<Chosen, Fault> {
    let sessions = list(home).into_iter();
    let sessions = sessions.filter(|brief| !brief.finished && !brief.away);
    let folders = [folders, &library::opened(home, &[])].concat();
    let cards = library::shelve_at(home, &folders, &|_, _| {}).into_iter();
    let cards = cards.filter(|card| card.problem.is_none());
    let rows: Vec<_> = sessions
        .map(Offered::Session)
        .chain(cards.map(Offered::Case))
        .collect();
    let mut lines = standard();
    match which(&mut lines, &rows) {
        Ok(chosen) => Ok(chosen),
        Err(Exit::Failed(fault)) => Err(fault),
        Err(Exit::Output(error)) if error.kind() != io::ErrorKind::BrokenPipe => {
            let fault = Fault::new("The output cannot be written", "Check where it goes to.");
            Err(fault.because(&error.to_string()))
        }
        Err(Exit::End | Exit::Quit | Exit::Output(_)) => {
            let _ = lines.say("Nothing was begun, so nothing is kept.");
            Ok(Chosen::Nothing)
        }
    }
}

fn which(lines: &mut Lines, rows: &[Offered]) -> Flow<Chosen> {
    tell(lines, &rows.iter().zip(1..).collect::<Vec<_>>())?;
    loop {
        lines.say("Say a number to begin it with a group, words to find a case, or the path of a file; with “study” before a number or a path you study it alone. /quit leaves.")?;
        let said = lines.line()?;
        let said = said.trim();
        if said == "/quit" {
            return Err(Exit::Quit);
        }
        let (number, alone) = match said.strip_prefix("study ") {
            Some(number) => (number, true),
            None => (said, false),
        };
        let row = number.trim().parse::<usize>().ok();
        match row.map(|number| number.checked_sub(1).and_then(|at| rows.get(at))) {
            Some(Some(Offered::Session(brief))) => return Ok(Chosen::Session(brief.path.clone())),
            Some(Some(Offered::Case(card))) if alone => {
                return Ok(Chosen::Study(card.origin.clone(), card.number));
            }
            Some(Some(Offered::Case(card))) => {
                return Ok(Chosen::Case(card.origin.clone(), card.number));
            }
            Some(None) => {
                let there = plural(rows.len(), "row", "rows");
                lines.say(&format!("The list has {there}."))?;
            }
            None if typed(number).is_file() => return Ok(Chosen::File(typed(number), alone)),
            None => tell(lines, &found(rows, said))?,
        }
    }
}

/// The rows that hold all words, those that are called so first; all of them for no words.
fn found<'a>(rows: &'a [Offered], said: &str) -> Vec<(&'a Offered, usize)> {
    let terms = folded(said);
    let holds = |text: &str| {
        let text = folded(text);
        terms.split_whitespace().all(|term| text.contains(term))
    };
    let mut found: Vec<_> = rows.iter().zip(1..).collect();
    found.retain(|(row, _)| holds(&row.words()));
    found.sort_by_key(|(row, _)| !holds(&row.title()));
    found
}

fn tell(lines: &mut Lines, rows: &[(&Offered, usize)]) -> Flow {
    if rows.is_empty() {
        return lines.say("Nothing matches. An empty line lists everything again.");
    }
    for (row, number) in rows.iter().take(MOST) {
        lines.say(&format!("{number}. {}", row.line()))?;
    }
    match rows.len().saturating_sub(MOST) {
        0 => Ok(()),
        more => lines.say(&format!("{more} more: say words to find one of them.")),
    }
}

impl Offered {
    fn title(&self) -> Clean {
        match self {
            Self::Session(brief) => brief.title.clone(),
            Self::Case(card) => card.title.clone(),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Session(_) => self.line(),
            Self::Case(card) => {
                let tags: Vec<_> = card.tags.iter().map(Clean::as_str).collect();
                format!("{} {} {}", card.title, tags.join(" "), card.words)
            }
        }
    }

    fn line(&self) -> String {
        match self {
            Self::Session(brief) => {
                let people: Vec<_> = brief.people.iter().map(Clean::as_str).collect();
                let people = people.join(", ");
                format!("Go on with {}: {}. {people}", brief.title, brief.place)
            }
            Self::Case(card) => {
                let minutes = card.seconds.map(|seconds| seconds.div_ceil(60));
                let minutes = minutes.map_or_else(String::new, |some| format!(", {some} min"));
                let questions = match card.unread {
                    Some(kind) => format!("{kind}, read when it is opened"),
                    None => plural(card.questions, "question", "questions"),
                };
                format!("{}{minutes}, {questions}", card.title)
            }
        }
    }
}
