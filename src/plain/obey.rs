//! What each command of the plain front does.

use super::{
    Exit, Flow, back,
    commands::{COMMANDS, Said},
    consent, facts,
    front::Front,
    kept, setup, study, together, tried,
    values::from_one,
    vote,
};
use crate::{
    clock, home,
    id::{PersonId, Seq},
    journal::drafts::DraftKey,
    protocol::Names,
    session::{
        Actor, Command, DissentState, NoteKind, QuestionView, Stance, Target, Viewer,
        asks_to_close, says_half_typed, says_unshown,
    },
    text::{Clean, folded},
};

impl Front<'_> {
    pub(super) fn obey(&mut self, said: Said) -> Flow {
        let from = self.session.place();
        match said {
            Said::Nothing => Ok(()),
            Said::Next => self.advance(),
            Said::Answer(name) => self.answer_of(&name),
            Said::Draft => self.show_drafts(true),
            Said::Drop if self.drafts.contains_key(&DraftKey::Stray) => {
                self.keep(&DraftKey::Stray, "");
                self.say("What came where nobody wrote is thrown away.")
            }
            Said::Pass if study::only_open(self).is_some() => study::pass_alone(self),
            Said::Back | Said::Pass | Said::Drop | Said::Long | Said::End => {
                self.say("Nobody is writing now. /answer NAME comes back to an answer.")
            }
            Said::Quit => Err(Exit::Quit),
            Said::Help => self.help(),
            Said::Who => self.who(),
            Said::Read => self.read_again(),
            Said::Answers => self.answers_again(),
            Said::Time => self.time(),
            Said::Facilitator => self.facilitator(),
            Said::Skip => self.done(Command::Skip { from }),
            Said::LeaveOut(number) if number.is_empty() => {
                self.leaves("", Command::LeaveOut { from })
            }
            Said::ToClose => {
                let asks = asks_to_close(&self.view(Viewer::Facilitator));
                self.leaves(&asks, Command::ToClose { from })
            }
            Said::ShowNow => self.done(Command::ShowNow { from }),
            Said::Minutes(said) => setup::give_minutes(self, &said),
            Said::LeaveOut(number) => self.plan_without(&number, true),
            Said::TakeIn(number) => self.plan_without(&number, false),
            Said::Repeat => {
                self.announce_again();
                self.done(Command::Repeat { from })
            }
            Said::StepBack => back::step_back(self),
            Said::Belongs(text) => back::belongs(self, &text),
            Said::TakeBack(name) => back::take_back(self, &name),
            Said::SetAside(text) => back::set_aside(self, &text),
            Said::BringBack(text) => back::bring_back(self, &text),
            Said::Reopen => self.done(Command::Reopen),
            Said::Close => self.close(),
            Said::Join(name) => self.somebody_comes(&name),
            Said::Leave(name) => self.about(&name, |person| Command::Leave { person }),
            Said::Return(name) => self.about(&name, |person| Command::Return { person }),
            Said::Rename(names) => self.rename(&names),
            Said::Seat(name) if name.is_empty() => self.done(Command::HandSeat { to: None }),
            Said::Seat(name) => self.about(&name, |person| Command::HandSeat { to: Some(person) }),
            Said::Brief(name) => match self.person(&name) {
                Some(person) => self.read_brief(person),
                None => self.say("Say whose brief: /brief Ann. /who lists everybody."),
            },
            Said::Protocol(name) => setup::protocol(self, &name),
            Said::Names(said) => self.set_names(&said),
            Said::Writing(said) => setup::writing(self, &said),
            Said::Extend(minutes) => self.extend(&minutes),
            Said::Coffee => {
                let on = !self.view(Viewer::Facilitator).clock.coffee;
                self.done(Command::Break { on })
            }
            Said::Hint => self.hint(),
            Said::Decided(text) => facts::decided(self, &text),
            Said::Fact(text) => facts::give(self, &text),
            Said::Note(kind, text) => self.note(kind, &text),
            Said::Stance(stance, text) => self.stance(stance, &text),
            Said::Dissent(text) => self.dissent(&text),
            Said::Meet(text) => self.meet(&text, DissentState::Answered),
            Said::Carry(text) => self.meet(&text, DissentState::CarriedOn),
            Said::Reword(text) => self.meet(&text, DissentState::Reworded),
            Said::Withdraw(text) => self.meet(&text, DissentState::TakenBack),
            Said::Commit(text) => self.commit(&text),
            Said::Word(text) => self.word(&text),
            Said::Consent(text) => consent::consent(self, &text),
            Said::Tried(text) => tried::tell(self, &text),
            Said::Items => vote::items_again(self),
            Said::Dots(text) => vote::dots(self, &text),
            Said::Theme(text) => together::theme(self, &text),
            Said::Sort(text) => together::sort(self, &text),
            Said::Title(text) => together::title(self, &text),
            Said::Undo => together::undo(self),
            Said::Tag(text) => together::tag(self, &text),
            Said::MendNote(text) => together::mend_note(self, &text),
            Said::Heard(text) => together::heard(self, &text),
            Said::Want(text) => together::want(self, &text),
            Said::Unwant(name) => self.about(&name, |person| Command::Unqueue { person }),
            Said::Turn(name) if name.is_empty() => together::turn(self),
            Said::Turn(name) => self.about(&name, |person| Command::PassTurn { person }),
            Said::Duty(text) => together::duty(self, &text),
            Said::Role(text) => together::role(self, &text),
            Said::Deal => self.done(Command::DealRoles),
            Said::Look(number) => together::look_back(self, &number),
            Said::Map => together::map(self),
            Said::Kept => kept::list(self),
            Said::Show(number) => kept::open_passage(self, &number),
            Said::Rate(rating) => study::rate(self, &rating),
            Said::Mark(mark) => study::mark(self, &mark, true),
            Said::Unmark(mark) => study::mark(self, &mark, false),
            Said::Folder(folder) => {
                self.table.save_in(home::typed(&folder));
                Ok(())
            }
        }
    }

    /// Sends a command for the shared keyboard, and says that it is saved.
    pub(super) fn done(&mut self, command: Command) -> Flow {
        if self.ask(Actor::Desk, command)? {
            self.says_saved()?;
        }
        Ok(())
    }

    /// It is on disk; what went to a question that is past names it.
    pub(super) fn says_saved(&mut self) -> Flow {
        let past = self.about.as_ref();
        let past = past.and_then(|_| self.view(Viewer::Room).question);
        match past {
            Some(past) => self.say(&format!("saved, late, to question {}", past.prompt.number)),
            None => self.say("saved"),
        }
    }

    fn help(&mut self) -> Flow {
        let alone = self.view(Viewer::Room).alone;
        for row in COMMANDS.iter().filter(|row| row.is_for(alone)) {
            let gap = if row.follows.is_empty() { "" } else { " " };
            self.say(&format!("/{}{gap}{}: {}", row.name, row.follows, row.words))?;
        }
        self.say("An empty line ends an answer, or goes on where nobody writes. /long begins an answer that may hold empty lines, and /end ends it. A line of text that begins with a slash is typed with two.")
    }

    /// The rest of something is left out. At a terminal it is asked first where that leaves more
    /// than this question, or answers unshown; a file of lines says what it means.
    fn leaves(&mut self, asks: &str, command: Command) -> Flow {
        match self.may_leave(asks, &command)? {
            true => self.done(command),
            false => self.say("Nothing was left out."),
        }
    }

    fn may_leave(&mut self, asks: &str, command: &Command) -> Flow<bool> {
        let view = self.view(Viewer::Facilitator);
        let unshown = says_unshown(&view, command);
        let shows = match (unshown.is_empty(), view.ahead.unshown) {
            (true, _) => String::new(),
            (false, 0) => unshown,
            (false, _) => format!("{unshown} /shownow shows them."),
        };
        // Alone, what becomes of a draft is no reason to ask.
        let asked = format!("{asks} {shows}").trim().to_owned();
        if self.lines.terminal && !asked.is_empty() {
            let half = says_half_typed(&view, command);
            return self.lines.yes(format!("{asked} {half}").trim(), None);
        }
        if !shows.is_empty() {
            self.say(&shows)?;
        }
        Ok(true)
    }

    /// The session is closed; at a terminal it is asked first where that leaves answers unshown.
    pub(super) fn close(&mut self) -> Flow {
        let asks = match self.view(Viewer::Facilitator).ahead.unshown_to_the_end {
            0 => "",
            _ => "Close the session now?",
        };
        match self.may_leave(asks, &Command::Close)? {
            true => self.ask(Actor::Desk, Command::Close).map(|_| ()),
            false => self.say("The session goes on."),
        }
    }

    /// Somebody writes, or writes anew.
    fn answer_of(&mut self, name: &str) -> Flow {
        match self.whose(name) {
            Some(person) => {
                self.later.remove(&person);
                self.writes(person)
            }
            None if name.is_empty() => self.say("Say whose answer: /answer NAME"),
            None => self.nobody(name),
        }
    }

    /// `#2`, which names an answer, before a text.
    fn spoken_to<'t>(&mut self, text: &'t str) -> Flow<Option<(&'t str, &'t str)>> {
        let Some(rest) = text.strip_prefix('#') else {
            return Ok(None);
        };
        let (what, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        Ok(Some((what, rest.trim())))
    }

    /// The entry of an answer by the number that it was shown with.
    pub(super) fn shown_answer(&self, number: &str) -> Option<Seq> {
        let question = self.view(Viewer::Room).question?;
        question
            .answers
            .get(from_one(number)?)
            .map(|answer| answer.entry)
    }

    /// `NAME: text`, where there is a person of that name; else only the text.
    pub(super) fn spoken_by(&self, text: &str) -> (Option<PersonId>, String) {
        let named = text
            .split_once(':')
            .and_then(|(name, rest)| Some((self.person(name)?, rest)));
        match named {
            Some((person, rest)) => (Some(person), rest.trim().to_owned()),
            None => (None, text.trim().to_owned()),
        }
    }

    pub(super) fn person(&self, name: &str) -> Option<PersonId> {
        let wanted = folded(&Clean::line(name));
        let view = self.view(Viewer::Facilitator);
        let mut people = view.people.iter();
        people
            .find(|person| folded(&person.name) == wanted)
            .map(|person| person.id)
    }

    /// The person of that name; where none is said, the only one who is here.
    pub(super) fn whose(&self, name: &str) -> Option<PersonId> {
        match name.is_empty() {
            true => self.view(Viewer::Facilitator).only().map(|only| only.id),
            false => self.person(name),
        }
    }

    pub(super) fn nobody(&mut self, name: &str) -> Flow {
        let name = Clean::line(name);
        self.say(&format!("There is no “{name}” here. /who lists everybody."))
    }

    pub(super) fn about(&mut self, name: &str, command: impl FnOnce(PersonId) -> Command) -> Flow {
        match self.person(name) {
            Some(person) => self.done(command(person)),
            None => self.nobody(name),
        }
    }

    fn somebody_comes(&mut self, said: &str) -> Flow {
        let (name, role) = match said.rsplit_once(" as ") {
            Some((name, role)) => (name, Some(Clean::line(role))),
            None => (said, None),
        };
        let name = Clean::line(name);
        self.done(Command::Join { name, role })
    }

    fn rename(&mut self, names: &str) -> Flow {
        match self.spoken_by(names) {
            (Some(person), name) => self.done(Command::Rename {
                person,
                name: Clean::line(&name),
            }),
            (None, _) => self.say("Say whose name: /rename Ann: Anna"),
        }
    }

    fn set_names(&mut self, said: &str) -> Flow {
        match said {
            "shown" => self.done(Command::SetNames {
                names: Names::Named,
            }),
            "hidden" => self.done(Command::SetNames {
                names: Names::Hidden,
            }),
            _ => self.say("Say /names shown, or /names hidden."),
        }
    }

    /// `/leaveout 3`, `/takein 3`.
    fn plan_without(&mut self, number: &str, out: bool) -> Flow {
        match number.parse() {
            Ok(number) => self.done(Command::PlanWithout { number, out }),
            Err(_) => self.say("Say which question by its number: /leaveout 3, /takein 3."),
        }
    }

    fn extend(&mut self, minutes: &str) -> Flow {
        match minutes.parse::<u32>() {
            Ok(minutes) => self.done(Command::Extend {
                seconds: minutes.saturating_mul(60),
            }),
            Err(_) => self.say("Say how many minutes: /extend 2"),
        }
    }

    pub(super) fn asked(&mut self) -> Flow<Option<QuestionView>> {
        let question = self.view(Viewer::Room).question;
        if question.is_none() {
            self.say("No question is asked now.")?;
        }
        Ok(question)
    }

    fn hint(&mut self) -> Flow {
        let Some(question) = self.asked()? else {
            return Ok(());
        };
        let id = question.prompt.id.clone();
        if self.ask(Actor::Desk, Command::Hint { question: id })? {
            let question = self.view(Viewer::Room).question;
            if let Some(hint) = question.and_then(|question| question.hints.last().cloned()) {
                self.say(&format!("Hint: {hint}"))?;
            }
        }
        Ok(())
    }

    pub(super) fn note(&mut self, kind: NoteKind, text: &str) -> Flow {
        let Some(question) = self.asked()? else {
            return Ok(());
        };
        let (about, text) = match self.spoken_to(text)? {
            None => (None, text),
            Some((number, rest)) => match self.shown_answer(number) {
                Some(entry) => (Some(entry), rest),
                None => {
                    return self
                        .say("There is no answer of that number to be seen; /answers reads them.");
                }
            },
        };
        let (person, text) = self.spoken_by(text);
        self.done(Command::Note {
            person,
            question: question.prompt.id.clone(),
            kind,
            text: Clean::new(&text),
            about,
        })
    }

    fn stance(&mut self, stance: Stance, text: &str) -> Flow {
        let Some(question) = self.asked()? else {
            return Ok(());
        };
        let (number, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let number = number.parse::<usize>().ok();
        let place = number.and_then(|number| claim_at(&question, number));
        let Some((model, claim)) = place else {
            if question.models.is_empty() {
                return self.say("There is no model answer to be seen here.");
            }
            return self.say("Say which claim of the model answer, by its number: /agree 1");
        };
        let (person, text) = self.spoken_by(rest);
        let view = self.view(Viewer::Room);
        let only = view.only();
        let Some(person) = person.or(only.map(|person| person.id)) else {
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

    fn dissent(&mut self, text: &str) -> Flow {
        let (against, text) = match self.spoken_to(text)? {
            None => (Some(Target::Summary), text),
            Some((what @ ("question" | "tally" | "author"), rest)) => {
                let question = self.view(Viewer::Room).question;
                let id = question.map(|question| question.prompt.id.clone());
                let against = match what {
                    "question" => Target::Question,
                    "tally" => Target::Tally,
                    _ => Target::Model,
                };
                (id.map(against), rest)
            }
            Some((number, rest)) if number.starts_with('T') => {
                let at = from_one(number.trim_start_matches('T'));
                let question = self.view(Viewer::Room).question;
                let theme =
                    question.and_then(|question| question.themes.get(at?).map(|theme| theme.entry));
                (theme.map(Target::Theme), rest)
            }
            Some((number, rest)) => (self.shown_answer(number).map(Target::Answer), rest),
        };
        let Some(against) = against else {
            return self.say("That cannot be seen yet, or is not there; /answers reads what can.");
        };
        let (person, text) = self.spoken_by(text);
        self.done(Command::Dissent {
            person,
            against,
            text: Clean::new(&text),
        })
    }

    fn meet(&mut self, text: &str, state: DissentState) -> Flow {
        let (number, text) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        if let Some(number) = number.strip_prefix('C').filter(|_| state.is_own()) {
            let anew = (state == DissentState::Reworded).then_some(text);
            return back::recommit(self, number, anew);
        }
        let view = self.view(Viewer::Room);
        let Some(dissent) = from_one(number).and_then(|at| view.dissents.get(at)) else {
            return self.say("Say which dissent, by its number: /meet 1 TEXT");
        };
        self.done(Command::MeetDissent {
            dissent: dissent.entry,
            state,
            text: Clean::new(text.trim()),
        })
    }

    fn commit(&mut self, text: &str) -> Flow {
        let (person, text) = self.spoken_by(text);
        let view = self.view(Viewer::Facilitator);
        let alone = view.people.first().filter(|_| view.alone);
        let person = person.or(alone.map(|person| person.id));
        let commitment = back::commitment(&text);
        let undated = clock::zone().names_no_day(&commitment.by_when, clock::now().wall);
        if self.ask(Actor::Desk, Command::Commit { person, commitment })? {
            self.says_saved()?;
            if undated {
                let last = self.view(Viewer::Facilitator).commitments.len();
                self.say(&format!(
                    "It names no day to look at it: /reword C{last} says it anew, with one."
                ))?;
            }
        }
        Ok(())
    }

    fn word(&mut self, text: &str) -> Flow {
        let view = self.view(Viewer::Room);
        let only = view.only();
        let (person, word) = self.spoken_by(text);
        match person.or(only.map(|person| person.id)) {
            Some(person) => self.done(Command::Speak {
                person,
                word: Clean::line(&word),
            }),
            None => self.say("Say whose word it is: /word Ann: careful"),
        }
    }
}

/// The model answer and claim that a number stands for, counted through all model answers.
fn claim_at(question: &QuestionView, number: usize) -> Option<(u8, u8)> {
    let models = question.models.iter().enumerate();
    let mut claims = models.flat_map(|(model, answer)| {
        let count = answer.claims.len();
        (0..count).map(move |claim| (model, claim))
    });
    let (model, claim) = claims.nth(number.checked_sub(1)?)?;
    Some((u8::try_from(model).ok()?, u8::try_from(claim).ok()?))
}
