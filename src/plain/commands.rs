//! Commands of the plain front: one table, from which `/help` is made.

use super::{Flow, Front, Stop};
use crate::{
    id::PersonId,
    session::{Actor, Command, Commitment, NoteKind, Stance, Target, Viewer},
    text::Clean,
};
use std::io::{BufRead, Write};

/// What somebody said with a slash.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    Nothing,
    Next,
    Back,
    Pass,
    Help,
    Quit,
    Who,
    Read,
    Time,
    Hint,
    Answers,
    Skip,
    Repeat,
    Close,
    Join(String),
    Leave(String),
    Return(String),
    Seat(String),
    Extend(String),
    Note(NoteKind, String),
    Stance(Stance, String),
    Dissent(String),
    Commit(String),
    Word(String),
}

type Make = fn(String) -> Said;

/// Name, what follows it, what it does.
const COMMANDS: &[(&str, &str, &str, Make)] = &[
    ("next", "", "go on to the next step", |_| Said::Next),
    (
        "back",
        "",
        "leave this answer for later; what was typed is kept as a draft",
        |_| Said::Back,
    ),
    ("pass", "", "pass: no answer to this question", |_| {
        Said::Pass
    }),
    ("hint", "", "give everybody the next hint", |_| Said::Hint),
    ("read", "", "read the case so far again", |_| Said::Read),
    (
        "answers",
        "",
        "read again what may be seen of this question",
        |_| Said::Answers,
    ),
    ("who", "", "who is here, and who has answered", |_| {
        Said::Who
    }),
    ("time", "", "the time of this step", |_| Said::Time),
    ("idea", "[NAME:] TEXT", "note a new idea", |rest| {
        Said::Note(NoteKind::NewIdea, rest)
    }),
    (
        "builds",
        "[NAME:] TEXT",
        "note what builds on something",
        |rest| Said::Note(NoteKind::BuildsOn, rest),
    ),
    (
        "challenges",
        "[NAME:] TEXT",
        "note what challenges something",
        |rest| Said::Note(NoteKind::Challenges, rest),
    ),
    ("asks", "[NAME:] TEXT", "note what is asked", |rest| {
        Said::Note(NoteKind::Asks, rest)
    }),
    (
        "agree",
        "NUMBER [NAME:] [TEXT]",
        "agree with a claim of the model answer",
        |rest| Said::Stance(Stance::Agree, rest),
    ),
    (
        "extendclaim",
        "NUMBER [NAME:] [TEXT]",
        "extend a claim",
        |rest| Said::Stance(Stance::Extend, rest),
    ),
    (
        "contest",
        "NUMBER [NAME:] [TEXT]",
        "contest a claim",
        |rest| Said::Stance(Stance::Contest, rest),
    ),
    (
        "dissent",
        "[NAME:] TEXT",
        "put a disagreement on record; nobody can take it away",
        Said::Dissent,
    ),
    (
        "commit",
        "[NAME:] WHAT | BY WHEN | WHAT WOULD SURPRISE US",
        "what a person or the group will try",
        Said::Commit,
    ),
    ("word", "NAME: WORD", "one word at the close", Said::Word),
    ("join", "NAME", "somebody comes", Said::Join),
    (
        "leave",
        "NAME",
        "somebody goes; what they said stays",
        Said::Leave,
    ),
    ("return", "NAME", "somebody is back", Said::Return),
    ("seat", "NAME", "hand on the facilitator's seat", Said::Seat),
    ("extend", "MINUTES", "more time for this step", Said::Extend),
    ("skip", "", "skip the rest of this step", |_| Said::Skip),
    ("repeat", "", "begin this step again", |_| Said::Repeat),
    (
        "close",
        "",
        "close the session and write its report",
        |_| Said::Close,
    ),
    ("help", "", "all commands", |_| Said::Help),
    ("quit", "", "leave; the session is kept", |_| Said::Quit),
];

/// The command in a line; none where the line is no command.
pub(super) fn parse(line: &str) -> Option<Result<Said, String>> {
    let rest = line.strip_prefix('/')?;
    if rest.starts_with('/') {
        return None;
    }
    let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = name.to_lowercase();
    let found = COMMANDS.iter().find(|(known, ..)| *known == name);
    Some(match found {
        Some((.., make)) => Ok(make(rest.trim().to_owned())),
        None => Err(format!(
            "There is no command /{}. /help lists them all. A line that begins with // is text.",
            Clean::line(&name)
        )),
    })
}

/// A line of text: `//` stands for one slash.
pub(super) fn unescaped(line: &str) -> &str {
    match line.strip_prefix("//") {
        Some(_) => line.strip_prefix('/').unwrap_or(line),
        None => line,
    }
}

impl<R: BufRead, W: Write> Front<'_, R, W> {
    /// Does what was said.
    pub(super) fn obey(&mut self, said: Said) -> Flow {
        let from = self.session.place();
        match said {
            Said::Nothing => Ok(()),
            Said::Next => self.advance(),
            Said::Back | Said::Pass => self.say("Nobody is writing now."),
            Said::Quit => Err(Stop::Quit),
            Said::Help => self.help(),
            Said::Who => self.who(),
            Said::Read => self.read_again(),
            Said::Answers => self.answers_again(),
            Said::Time => self.time(),
            Said::Skip => self.done(Command::Skip { from }),
            Said::Repeat => self.done(Command::Repeat { from }),
            Said::Close => self.done(Command::Close),
            Said::Join(name) => self.done(Command::Join {
                name: Clean::line(&name),
                role: None,
            }),
            Said::Leave(name) => self.about(&name, |person| Command::Leave { person }),
            Said::Return(name) => self.about(&name, |person| Command::Return { person }),
            Said::Seat(name) => self.about(&name, |person| Command::HandSeat { to: Some(person) }),
            Said::Extend(minutes) => match minutes.trim().parse::<u32>() {
                Ok(minutes) => self.done(Command::Extend {
                    seconds: minutes.saturating_mul(60),
                }),
                Err(_) => self.say("Say how many minutes: /extend 2"),
            },
            Said::Hint => self.hint(),
            Said::Note(kind, text) => self.note(kind, &text),
            Said::Stance(stance, text) => self.stance(stance, &text),
            Said::Dissent(text) => {
                let (person, text) = self.spoken_by(&text);
                let against = Target::Summary;
                self.done(Command::Dissent {
                    person,
                    against,
                    text: Clean::new(&text),
                })
            }
            Said::Commit(text) => self.commit(&text),
            Said::Word(text) => match self.spoken_by(&text) {
                (Some(person), word) => self.done(Command::Speak {
                    person,
                    word: Clean::line(&word),
                }),
                (None, _) => self.say("Say whose word it is: /word Ann: careful"),
            },
        }
    }

    /// Sends a command for the shared keyboard, and says that it is saved.
    fn done(&mut self, command: Command) -> Flow {
        if self.ask(Actor::Desk, command)? {
            self.say("saved")?;
        }
        Ok(())
    }

    fn help(&mut self) -> Flow {
        for (name, follows, words, _) in COMMANDS {
            let gap = if follows.is_empty() { "" } else { " " };
            self.say(&format!("/{name}{gap}{follows} – {words}"))?;
        }
        self.say("An empty line ends an answer, or goes on. A line that begins with // is text with one slash.")
    }

    /// `NAME: text`, where there is a person of that name; else only the text.
    fn spoken_by(&self, text: &str) -> (Option<PersonId>, String) {
        let named = text
            .split_once(':')
            .and_then(|(name, rest)| Some((self.person(name)?, rest)));
        match named {
            Some((person, rest)) => (Some(person), rest.trim().to_owned()),
            None => (None, text.trim().to_owned()),
        }
    }

    fn person(&self, name: &str) -> Option<PersonId> {
        let wanted = name.trim().to_lowercase();
        let view = self.view(Viewer::Facilitator);
        let mut people = view.people.iter();
        people
            .find(|person| person.name.to_lowercase() == wanted)
            .map(|person| person.id)
    }

    fn about(&mut self, name: &str, command: impl FnOnce(PersonId) -> Command) -> Flow {
        match self.person(name) {
            Some(person) => self.done(command(person)),
            None => self.say(&format!(
                "There is no {} here. /who lists everybody.",
                Clean::line(name)
            )),
        }
    }

    fn hint(&mut self) -> Flow {
        let Some(question) = self.view(Viewer::Facilitator).question else {
            return self.say("No question is asked now.");
        };
        let id = question.prompt.id.clone();
        if self.ask(Actor::Desk, Command::Hint { question: id })?
            && let Some(hint) = self
                .view(Viewer::Room)
                .question
                .and_then(|question| question.hints.last().cloned())
        {
            self.say(&format!("Hint: {hint}"))?;
        }
        Ok(())
    }

    fn note(&mut self, kind: NoteKind, text: &str) -> Flow {
        let Some(question) = self.view(Viewer::Facilitator).question else {
            return self.say("Notes belong to a question; none is asked now.");
        };
        let (person, text) = self.spoken_by(text);
        self.done(Command::Note {
            person,
            question: question.prompt.id.clone(),
            kind,
            text: Clean::new(&text),
            about: None,
        })
    }

    fn stance(&mut self, stance: Stance, text: &str) -> Flow {
        let view = self.view(Viewer::Facilitator);
        let Some(question) = view.question else {
            return self.say("No question is asked now.");
        };
        let (number, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let place = number
            .parse::<usize>()
            .ok()
            .and_then(|number| claim_at(&question.models, number));
        let Some((model, claim)) = place else {
            return self.say("Say which claim, by its number: /agree 1");
        };
        let (person, text) = self.spoken_by(rest);
        let mut here = view.people.iter().filter(|person| person.here);
        let only = here
            .next()
            .filter(|_| here.next().is_none())
            .map(|person| person.id);
        let Some(person) = person.or(only) else {
            return self.say("Say whose stance it is: /contest 2 Ann: not in our service");
        };
        self.done(Command::Compare {
            person,
            question: question.prompt.id.clone(),
            model,
            claim,
            stance,
            text: Clean::new(&text),
        })
    }

    fn commit(&mut self, text: &str) -> Flow {
        let (person, text) = self.spoken_by(text);
        let mut parts = text.split('|').map(str::trim);
        let mut part = || Clean::new(parts.next().unwrap_or_default());
        let commitment = Commitment {
            what: part(),
            by_when: part(),
            surprise: part(),
        };
        self.done(Command::Commit { person, commitment })
    }
}

/// The model answer and claim that a number stands for, counted through all model answers.
fn claim_at(models: &[crate::case::ModelAnswer], number: usize) -> Option<(u8, u8)> {
    let mut claims = models.iter().enumerate().flat_map(|(model, answer)| {
        let count = answer.claims.len();
        (0..count).map(move |claim| (model, claim))
    });
    let (model, claim) = claims.nth(number.checked_sub(1)?)?;
    Some((u8::try_from(model).ok()?, u8::try_from(claim).ok()?))
}
