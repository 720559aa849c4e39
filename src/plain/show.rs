//! What each part of a session says in lines, and how an answer is typed.

use std::io::{BufRead, Write};

use super::{Flow, Front, SCREEN, Stop, commands, commands::Said, values};
use crate::{
    case::{Block, Kind},
    id::PersonId,
    journal::drafts::{Draft, DraftKey},
    protocol::{Edit, See},
    report::{named, words},
    session::{Actor, Command, PersonState, Place, QuestionView, View, Viewer, When},
    text::{Clean, plural},
};

/// What an empty line does now.
pub(super) fn what_now(view: &View) -> &'static str {
    match &view.step {
        None if view.can.close && !view.can.advance => {
            "Commitments: /commit WHAT | BY WHEN | WHAT WOULD SURPRISE US. One word each: /word NAME: WORD. An empty line closes the session."
        }
        Some(step) if step.step.takes_answers() => "All is in. An empty line goes on.",
        Some(step) if step.step.shows(See::Model) => {
            "Say what you make of a claim: /agree 1, /extendclaim 2 TEXT, /contest 3 NAME: TEXT. An empty line goes on."
        }
        Some(_) if view.can.note => {
            "Type what is said, a line each, or /builds, /challenges, /asks NAME: TEXT. An empty line goes on."
        }
        _ => "An empty line goes on.",
    }
}

impl<R: BufRead, W: Write> Front<'_, R, W> {
    /// Says where the session has come to.
    pub(super) fn announce(&mut self, view: &View) -> Flow {
        match view.place {
            Place::Gather => {
                self.say(&format!(
                    "Each question goes through “{}”:",
                    view.protocol.name
                ))?;
                for step in view.protocol.steps.iter() {
                    self.say(&format!("- {}: {}", step.name, step.says))?;
                }
                self.say("Everybody shares this keyboard, so nothing here is anonymous. /help lists all commands.")
            }
            Place::Over => self.say("The session is closed."),
            Place::At { .. } => {
                self.say("")?;
                match (&view.question, &view.step) {
                    (Some(question), Some(_)) => self.announce_step(view, question),
                    _ => self.announce_stop(view),
                }
            }
        }
    }

    fn announce_stop(&mut self, view: &View) -> Flow {
        let label = view
            .agenda
            .iter()
            .find(|line| line.when == When::Now)
            .map(|line| line.label.clone());
        self.say(&format!("== {} ==", label.unwrap_or_default()))?;
        if view.parts.iter().any(|part| part.now) {
            let first = view.past.is_empty();
            if first && !view.case.goals.is_empty() {
                self.say("Learning goals:")?;
                self.blocks(&view.case.goals)?;
            }
            return self.reading(view, true);
        }
        if !view.dissents.is_empty() {
            self.say("Dissent on record:")?;
            for dissent in &view.dissents {
                let by = named(&dissent.by);
                self.say(&format!(
                    "- {by} against {} ({}): {}",
                    dissent.against_words,
                    dissent.state.words(),
                    dissent.text
                ))?;
            }
        }
        if !view.sources.is_empty() {
            self.say("Sources:")?;
            self.blocks(&view.sources)?;
        }
        Ok(())
    }

    /// The readings of the part that is read now, or of all that may be read.
    fn reading(&mut self, view: &View, only_now: bool) -> Flow {
        let current = view.parts.iter().any(|part| part.now) && only_now;
        for part in view.parts.iter().filter(|part| part.now || !current) {
            if let Some(title) = &part.title {
                self.say(&format!("# {title}"))?;
            }
            for reading in &part.readings {
                self.blocks(&reading.blocks)?;
            }
        }
        for exhibit in &view.exhibits {
            self.say(&format!("[{}]", exhibit.title))?;
            self.blocks(&exhibit.blocks)?;
        }
        Ok(())
    }

    fn blocks(&mut self, blocks: &[Block]) -> Flow {
        for block in blocks {
            let number = block
                .number
                .map(|number| format!("¶{number} "))
                .unwrap_or_default();
            self.say(&format!("{number}{}\n", block.text))?;
        }
        Ok(())
    }

    fn announce_step(&mut self, view: &View, question: &QuestionView) -> Flow {
        let Some(step) = &view.step else {
            return Ok(());
        };
        let minutes = view.clock.planned_s.map_or_else(String::new, |seconds| {
            format!(", {} min", seconds.div_ceil(60))
        });
        let of = view.case.questions;
        self.say(&format!(
            "== Question {} of {of}: {}{minutes} ==",
            question.prompt.number, step.step.name
        ))?;
        self.say(&step.step.says)?;
        self.say(&question.prompt.text)?;
        self.blocks(&question.prompt.body)?;
        for line in values::choices(&question.prompt.kind) {
            self.say(&line)?;
        }
        for group in &view.groups {
            let names: Vec<_> = group
                .iter()
                .filter_map(|id| view.person(*id))
                .map(|person| person.name.as_str())
                .collect();
            self.say(&format!("Together: {}", names.join(", ")))?;
        }
        for hint in &question.hints {
            self.say(&format!("Hint: {hint}"))?;
        }
        self.answers(question)
    }

    /// Everything of a question that may be seen by now.
    fn answers(&mut self, question: &QuestionView) -> Flow {
        for answer in &question.answers {
            let version = if answer.version > 1 {
                format!(", version {}", answer.version)
            } else {
                String::new()
            };
            let late = if answer.handed_in {
                ", handed in when time was up"
            } else {
                ""
            };
            let value = words::value(&question.prompt.kind, &answer.answer.value);
            self.say(&format!("{}{version}{late}: {value}", named(&answer.by)))?;
            if !answer.answer.reason.is_empty() {
                self.say(&format!("  because: {}", answer.answer.reason))?;
            }
        }
        if question.kept_back > 0 {
            self.say(&format!(
                "{} still hidden.",
                plural(question.kept_back, "answer is", "answers are")
            ))?;
        }
        self.tally(question)?;
        self.models(question)?;
        for note in &question.notes {
            let by = named(&note.by);
            self.say(&format!("Note, {} {by}: {}", note.kind.words(), note.text))?;
        }
        for follow_up in question
            .follow_ups
            .iter()
            .filter(|_| !question.answers.is_empty())
        {
            self.say(&format!("Ask aloud: {follow_up}"))?;
        }
        Ok(())
    }

    fn tally(&mut self, question: &QuestionView) -> Flow {
        if let Some(tally) = &question.tally {
            self.say("What the answers add up to:")?;
            for line in words::tally(&question.prompt.kind, tally) {
                self.say(&format!("- {line}"))?;
            }
        }
        Ok(())
    }

    /// The model answers, their claims counted through, and the options marked right.
    fn models(&mut self, question: &QuestionView) -> Flow {
        let mut number = 0;
        for model in &question.models {
            let title = model
                .title
                .as_ref()
                .map_or("One possible answer", |title| title.as_str());
            self.say(&format!("{title}:"))?;
            for claim in &model.claims {
                number += 1;
                self.say(&format!("{number}. {claim}"))?;
            }
        }
        if let Kind::Choice { options, .. } = &question.prompt.kind {
            for right in question
                .right
                .iter()
                .filter_map(|at| options.get(usize::from(*at)))
            {
                self.say(&format!("Marked right: {right}"))?;
            }
        }
        Ok(())
    }

    pub(super) fn read_again(&mut self) -> Flow {
        let view = self.view(Viewer::Room);
        self.reading(&view, false)
    }

    pub(super) fn answers_again(&mut self) -> Flow {
        match self.view(Viewer::Room).question {
            Some(question) => self.answers(&question),
            None => self.say("No question is asked now."),
        }
    }

    pub(super) fn who(&mut self) -> Flow {
        let view = self.view(Viewer::Room);
        for person in &view.people {
            let state = match person.state {
                _ if !person.here => "has left",
                PersonState::Free => "is here",
                PersonState::Open => "has not answered yet",
                PersonState::Answered => "has answered",
                PersonState::Passed => "passed",
            };
            self.say(&format!("{} {state}", person.name))?;
        }
        Ok(())
    }

    pub(super) fn time(&mut self) -> Flow {
        let clock = self.view(Viewer::Room).clock;
        let spent = clock.spent_ms / 1000;
        let text = match clock.planned_s {
            Some(planned) => format!("{spent} seconds of {planned} planned"),
            None => format!("{spent} seconds"),
        };
        self.say(&text)
    }

    /// One person writes an answer.
    pub(super) fn answer(&mut self, person: PersonId) -> Flow {
        let view = self.view(Viewer::Person(person));
        let (Some(question), Some(step)) = (view.question.clone(), view.step.clone()) else {
            return Ok(());
        };
        let name = view
            .person(person)
            .map(|person| person.name.clone())
            .unwrap_or_default();
        if !view.alone && view.people.len() > 1 {
            if self.lines.terminal {
                // What the person before wrote goes off the screen.
                self.say(&"\n".repeat(SCREEN))?;
            }
            self.say(&format!("Pass the keyboard to {name}."))?;
        }
        let asks = values::asks(&question.prompt.kind);
        let locked = if step.step.edit == Edit::Locked {
            " It is then locked."
        } else {
            ""
        };
        self.say(&format!(
            "{name}: {asks}{locked} /pass passes. {}",
            step.audience
        ))?;
        let key = DraftKey::Answer {
            person,
            question: question.prompt.id.clone(),
        };
        let text = match self.typed(&key, &question)? {
            Typed::Answer(text) => text,
            Typed::Said(Said::Pass) => {
                let question = question.prompt.id.clone();
                if self.ask(Actor::Person(person), Command::Pass { person, question })? {
                    self.say(&format!("{name} passed; saved"))?;
                }
                return Ok(());
            }
            Typed::Said(Said::Back) => return self.say("Left for later."),
            Typed::Said(said) => return self.obey(said),
        };
        match values::answer(&question.prompt.kind, &text) {
            Ok(answer) => {
                let command = Command::Answer {
                    person,
                    question: question.prompt.id.clone(),
                    answer,
                    handed_in: false,
                    moved_by: None,
                };
                if self.ask(Actor::Person(person), command)? {
                    self.say("saved")?;
                }
                Ok(())
            }
            Err(why) => self.say(&why),
        }
    }

    /// Lines up to an empty one, or a command. What is there when the input ends is kept.
    fn typed(&mut self, key: &DraftKey, question: &QuestionView) -> Flow<Typed> {
        let open = matches!(question.prompt.kind, Kind::Open);
        let mut text = String::new();
        loop {
            let line = match self.lines.line() {
                Ok(line) => line,
                Err(Stop::End) if !text.is_empty() => {
                    self.keep(key, &text);
                    self.say("What was typed last is kept as a draft.")?;
                    return Err(Stop::End);
                }
                Err(stop) => return Err(stop),
            };
            match commands::parse(&line) {
                Some(Ok(said)) => {
                    if !text.is_empty() {
                        self.keep(key, &text);
                    }
                    return Ok(Typed::Said(said));
                }
                Some(Err(why)) => self.say(&why)?,
                None if line.trim().is_empty() => return Ok(Typed::Answer(text)),
                None => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    text.push_str(commands::unescaped(&line));
                    self.seat.draft(
                        key.clone(),
                        Some(Draft {
                            text: Clean::new(&text),
                            ..Draft::default()
                        }),
                    );
                    if !open {
                        return Ok(Typed::Answer(text));
                    }
                }
            }
        }
    }

    fn keep(&mut self, key: &DraftKey, text: &str) {
        let draft = Draft {
            text: Clean::new(text),
            ..Draft::default()
        };
        self.seat.draft(key.clone(), Some(draft));
        self.seat.flush_drafts();
    }
}

/// What came of an invitation to answer.
enum Typed {
    Answer(String),
    Said(Said),
}
