//! One person writes an answer: the keyboard is passed, lines are taken, a draft is kept.

use std::{
    collections::BTreeSet,
    sync::{Arc, mpsc},
};

use super::{
    Exit, Flow,
    commands::{self, Said},
    front::Front,
    unsaved, values,
};
use crate::{
    case::{Answer, Kind, plain},
    id::PersonId,
    journal::drafts::{Draft, DraftKey},
    protocol::Edit,
    report::named,
    session::{
        Actor, Command, MOST_BYTES, QuestionView, Session, View, Viewer, asks_to_replace,
        handed_in_after, says_handed_in,
    },
    text::{Clean, plural},
};

/// What came of an invitation to answer.
enum Typed {
    /// An answer, ended by an empty line.
    Answer(Answer),
    /// A command that concerns this answer.
    Said(Said),
    /// The session has gone on meanwhile, or the person has left.
    Moved,
}

impl Front<'_> {
    /// One person writes, or writes anew.
    pub(super) fn answer(&mut self, person: PersonId) -> Flow {
        let view = self.view(Viewer::Person(person));
        let may = may_write(&view, person);
        let Some(question) = view.question.clone().filter(|_| may) else {
            return self.say(match may {
                true => "No question is asked now.",
                false => "This step takes no answer of theirs. /dissent and notes are open.",
            });
        };
        let shared = view.here().count() > 1;
        self.invite(&view, &question, person, shared)?;
        let key = DraftKey::Answer {
            person,
            question: question.prompt.id.clone(),
        };
        let typed = self.typed(&key, &question, person);
        if shared && !matches!(typed, Err(Exit::End | Exit::Output(_))) {
            self.lines.scroll()?;
        }
        self.stray.forget();
        match typed? {
            Typed::Answer(answer) => self.hand_over(&view, &key, answer),
            Typed::Said(Said::Pass) => {
                let question = question.prompt.id.clone();
                if self.ask(Actor::Person(person), Command::Pass { person, question })? {
                    self.say("Passed, saved.")?;
                }
                Ok(())
            }
            Typed::Said(Said::Back) => {
                self.later.insert(person);
                self.say("Left for later; what was typed is kept as a draft.")
            }
            Typed::Said(said) => self.obey(said),
            Typed::Moved => Ok(()),
        }
    }

    fn invite(
        &mut self,
        view: &View,
        question: &QuestionView,
        person: PersonId,
        shared: bool,
    ) -> Flow {
        let name = view.person(person).map(|person| person.name.clone());
        let name = name.unwrap_or_default();
        if shared {
            self.say(&format!("Pass the keyboard to {name}."))?;
        }
        let mut private = self.private(question);
        if shared && self.briefed.insert(person) {
            private.splice(0..0, brief_of(view));
        }
        private.extend(asks_to_replace(view, person).filter(|_| shared));
        let draft = self.brought_by(person).is_some()
            || self.drafts.contains_key(&DraftKey::Answer {
                person,
                question: question.prompt.id.clone(),
            });
        if shared && self.lines.terminal && (draft || !private.is_empty()) {
            self.say(&format!("{name}, press Enter when you have it."))?;
            let line = self.lines.line()?;
            if !line.trim().is_empty() {
                // Whoever writes at once has written it.
                self.lines.again(line);
            }
        }
        for line in private {
            self.say(&line)?;
        }
        let locked = match &view.step {
            Some(step) if step.step.edit == Edit::Locked => " It is then locked.",
            _ => "",
        };
        if view.alone && question.hints_left > 0 && question.mine.is_empty() {
            let hints = plural(question.hints_left, "hint is", "hints are");
            self.say(&format!(
                "/hint gives one; {hints} left. /read reads the case."
            ))?;
        }
        let step = view.step.as_ref();
        let why = step.is_some_and(|step| step.wants_reason);
        let audience = step.map(|step| step.audience.clone());
        let long = match question.prompt.kind {
            ref kind if kind.in_words() => {
                " /long begins one that may hold empty lines, and /end ends it."
            }
            _ => "",
        };
        let pass = if view.can.pass { " /pass passes." } else { "" };
        self.say(&format!(
            "{name}: {} An empty line ends it.{locked}{long}{pass} {}",
            values::asks(&question.prompt.kind, why),
            audience.unwrap_or_default()
        ))
    }

    /// `/brief Ann`: the keyboard is passed, and what only Ann may read is read to her.
    pub(super) fn read_brief(&mut self, person: PersonId) -> Flow {
        let view = self.view(Viewer::Person(person));
        let name = view.person(person).map(|person| person.name.clone());
        let name = name.unwrap_or_default();
        let lines = brief_of(&view);
        if lines.is_empty() {
            return self.say(&format!(
                "{name} has no brief. One comes with a role, once the session has begun: /role {name}: ROLE"
            ));
        }
        self.briefed.insert(person);
        self.say(&format!("Pass the keyboard to {name}."))?;
        if self.lines.terminal {
            self.say(&format!("{name}, press Enter when you have it."))?;
            self.lines.line()?;
        }
        for line in lines {
            self.say(&line)?;
        }
        self.say(&format!("{name}, press Enter when you have read it."))?;
        if self.lines.terminal {
            self.lines.line()?;
        }
        self.lines.scroll()
    }

    /// What this person may see and the room may not: their own answer so far,
    /// their group's, and what they wrote to the question that this one stands on.
    fn private(&self, question: &QuestionView) -> Vec<String> {
        let room = self.view(Viewer::Room).question;
        let shown: BTreeSet<_> = room
            .iter()
            .flat_map(|question| &question.answers)
            .map(|answer| answer.entry)
            .collect();
        let own: BTreeSet<_> = question.mine.iter().map(|answer| answer.entry).collect();
        let kind = &question.prompt.kind;
        let earlier = question.stands_on.as_deref().map(|(earlier, mine)| {
            let said = values::said(&earlier.kind, &mine.answer);
            format!("To question {} you wrote: {said}", earlier.number)
        });
        question
            .newest()
            .filter(|answer| !shown.contains(&answer.entry))
            .map(|answer| {
                let by = if own.contains(&answer.entry) {
                    "Your answer so far".into()
                } else {
                    named(&answer.by)
                };
                format!("{by}: {}", values::said(kind, &answer.answer))
            })
            .chain(earlier)
            .collect()
    }

    /// Whether somebody who writes nothing here has come in on a phone meanwhile.
    fn is_elsewhere(&mut self, line: &str, person: PersonId) -> Flow<bool> {
        unsaved::tell_news(self)?;
        Ok(line.trim().is_empty() && self.session.device_of(person).is_some())
    }

    /// Puts an answer on record.
    fn hand_over(&mut self, view: &View, key: &DraftKey, answer: Answer) -> Flow {
        let DraftKey::Answer { person, question } = key else {
            return Ok(());
        };
        let anew = view
            .question
            .as_ref()
            .is_some_and(|question| !question.mine.is_empty());
        let step = view.step.as_ref();
        let asks_why = step.is_none_or(|step| step.step.edit == Edit::NewVersion);
        let moved_by = if anew && asks_why {
            self.say("What moved you to it? One line, or an empty one.")?;
            Some(Clean::new(&self.lines.line()?))
        } else {
            None
        };
        let command = Command::Answer {
            person: *person,
            question: question.clone(),
            answer,
            handed_in: false,
            moved_by,
        };
        if self.ask(Actor::Person(*person), command)? {
            self.drafts.remove(key);
            self.stray.ended_by(*person);
            self.says_saved()?;
        }
        Ok(())
    }

    /// Takes in a newer session, and tells which drafts were handed in with it.
    pub(super) fn take(&mut self, session: Arc<Session>) -> Flow {
        let keys = handed_in_after(&session, self.session.last());
        self.session = session;
        self.drafts.retain(|key, _| !keys.contains(key));
        match says_handed_in(keys.len()).as_str() {
            "" => Ok(()),
            words => self.say(words),
        }
    }

    /// Lines up to an empty one, or a command. What is there when the input ends is kept.
    fn typed(&mut self, key: &DraftKey, question: &QuestionView, person: PersonId) -> Flow<Typed> {
        let kind = &question.prompt.kind;
        let place = self.session.place();
        let mut text = self.restored(key, kind)?;
        let mut long = false;
        loop {
            let line = self.line_of(&text)?;
            let ends = match self.parsed(&line) {
                Some(Err(why)) => {
                    self.say(&why)?;
                    false
                }
                Some(Ok(Said::Draft)) => {
                    self.show_own(key, &text)?;
                    false
                }
                Some(Ok(Said::Drop)) => {
                    text.clear();
                    self.keep(key, "");
                    self.say("What was typed is thrown away. Write, or /pass.")?;
                    false
                }
                Some(Ok(Said::Long)) => {
                    long = true;
                    self.say("Empty lines are part of the answer now. /end ends it.")?;
                    false
                }
                Some(Ok(Said::End)) => true,
                Some(Ok(said @ (Said::Pass | Said::Back | Said::Quit | Said::Answer(_)))) => {
                    return Ok(Typed::Said(said));
                }
                Some(Ok(said)) => {
                    self.obey(said)?;
                    let view = self.view(Viewer::Person(person));
                    if self.session.place() != place || !may_write(&view, person) {
                        return Ok(Typed::Moved);
                    }
                    let ends = if long { "/end" } else { "an empty line" };
                    self.say(&format!("The answer goes on; {ends} ends it."))?;
                    false
                }
                None if text.is_empty() && self.is_elsewhere(&line, person)? => {
                    return Ok(Typed::Moved);
                }
                None if line.trim().is_empty() && !long => {
                    !self.goes_on_behind(key, kind, &mut text)?
                }
                None => {
                    self.take_line(key, kind, &mut text, commands::unescaped(&line))?;
                    false
                }
            };
            if ends {
                match values::answer(kind, &text) {
                    Ok(answer) => return Ok(Typed::Answer(answer)),
                    Err(why) => self.say(&why)?,
                }
            }
        }
    }

    /// The next line of an answer. Where there is none, what is there is kept.
    fn line_of(&mut self, text: &str) -> Flow<String> {
        let line = self.lines.line();
        if let Err(stop) = &line {
            self.flush();
            if !text.is_empty() && matches!(stop, Exit::End) {
                self.say("What was typed last is kept as a draft.")?;
            }
        }
        line
    }

    /// Returns once every draft is on disk; lines may wait for it.
    fn flush(&self) {
        let (sender, done) = mpsc::channel();
        self.client
            .flush(Box::new(move || sender.send(()).unwrap_or(())));
        let _ = done.recv();
    }

    /// Whether a text goes on behind an empty line, as it was pasted so.
    fn goes_on_behind(&mut self, key: &DraftKey, kind: &Kind, text: &mut String) -> Flow<bool> {
        if text.is_empty() || !kind.in_words() {
            return Ok(false);
        }
        match self.lines.pasted_behind()? {
            Some(more) => {
                self.take_line(key, kind, text, &more)?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    /// Takes a line into what is being typed, unless it cannot be part of an answer.
    fn take_line(&mut self, key: &DraftKey, kind: &Kind, text: &mut String, line: &str) -> Flow {
        let mut longer = text.clone();
        if !longer.is_empty() {
            longer.push('\n');
        }
        longer.push_str(line);
        let over = Clean::new(&longer).len().checked_sub(MOST_BYTES);
        if let Some(over) = over.filter(|over| *over > 0) {
            let over = plural(over, "byte", "bytes");
            return self.say(&format!("That line was not taken: with it the answer is longer than one answer can be, by {over}. What came before it is kept."));
        }
        let mut draft = Draft {
            text: Clean::new(&longer),
            ..Draft::default()
        };
        // Numbers are looked at as soon as they are typed, so that there is another chance.
        if !matches!(kind, Kind::Open) {
            match values::answer(kind, &longer) {
                Ok(answer) => (draft.value, draft.reason) = (Some(answer.value), answer.reason),
                Err(why) => return self.say(&why),
            }
        }
        *text = longer;
        self.keep_draft(key, draft);
        Ok(())
    }

    /// What was typed before, offered to the person who has the keyboard.
    fn restored(&mut self, key: &DraftKey, kind: &Kind) -> Flow<String> {
        let Some(draft) = self.drafts.get(key) else {
            return self.wrote_alone(key, kind);
        };
        let text = values::typed(kind, draft);
        if text.is_empty() {
            return Ok(text);
        }
        // At a terminal whoever wrote it has just said that they have the keyboard.
        let view = self.view(Viewer::Room);
        let shared = view.here().count() > 1;
        if shared && !self.lines.terminal && self.unseen.contains(key) {
            self.say("A draft of yours is kept. /draft shows it, an empty line hands it in, /drop throws it away, and what you type is added to it.")?;
            return Ok(text);
        }
        self.unseen.remove(key);
        self.say(&format!("A draft is kept here: {text}"))?;
        self.say(
            "An empty line hands it in, /drop throws it away, and what you type is added to it.",
        )?;
        Ok(text)
    }

    /// A draft that whoever has the keyboard asked for.
    fn show_own(&mut self, key: &DraftKey, text: &str) -> Flow {
        self.unseen.remove(key);
        match text {
            "" => self.say("There is no draft of this answer."),
            text => self.say(&format!("A draft is kept here: {text}")),
        }
    }

    /// What the person wrote studying alone, offered as a beginning.
    fn wrote_alone(&mut self, key: &DraftKey, kind: &Kind) -> Flow<String> {
        let DraftKey::Answer { person, .. } = key else {
            return Ok(String::new());
        };
        let Some(brought) = self.brought_by(*person) else {
            return Ok(String::new());
        };
        let text = values::typed(kind, &brought.draft());
        self.say(&format!(
            "You answered this studying alone, on {}: {text}",
            brought.day()
        ))?;
        self.say("An empty line hands it in as your first version, /drop begins with nothing, and what you type is added to it.")?;
        Ok(text)
    }

    /// What was typed and not handed in, answers and votes aside, which wait for whoever wrote
    /// them. Whoever goes on with a session need not be who typed it.
    pub(super) fn show_drafts(&mut self, asked: bool) -> Flow {
        let keys: Vec<_> = self.drafts.keys().cloned().collect();
        for key in keys {
            self.show_draft(&key, asked)?;
        }
        Ok(())
    }

    fn show_draft(&mut self, key: &DraftKey, asked: bool) -> Flow {
        let Some(draft) = self.drafts.get(key).cloned() else {
            return Ok(());
        };
        let what = match key {
            DraftKey::Answer { .. } | DraftKey::Vote { .. } => return Ok(()),
            DraftKey::Change { .. } => "changed answer",
            DraftKey::Note { .. } => "note",
            DraftKey::Mark { .. } => "note on a paragraph",
            DraftKey::Dissent | DraftKey::DissentOf { .. } => "dissent",
            DraftKey::Commitment { .. } => "commitment",
            DraftKey::Word { .. } => "word",
            DraftKey::Meeting { .. } => "reply to a dissent",
            DraftKey::Stance { .. } => "word on a claim",
            DraftKey::Theme { .. } => "theme's title",
            DraftKey::Learned { .. } => "word on what came of a commitment",
            DraftKey::Stray => "text, where nobody wrote,",
        };
        if !asked {
            return self.say(&format!(
                "A {what} was typed and not handed in. /draft shows it, to everybody who can see this screen."
            ));
        }
        self.say(&format!(
            "A {what} was typed and not handed in: {}",
            draft.text
        ))
    }

    /// Keeps what is being typed, beside the journal too.
    pub(super) fn keep(&mut self, key: &DraftKey, text: &str) {
        if text.is_empty() {
            self.drafts.remove(key);
            return self.client.draft(key.clone(), None);
        }
        let text = Clean::new(text);
        self.keep_draft(
            key,
            Draft {
                text,
                ..Draft::default()
            },
        );
    }

    fn keep_draft(&mut self, key: &DraftKey, draft: Draft) {
        self.drafts.insert(key.clone(), draft.clone());
        self.client.draft(key.clone(), Some(draft));
    }
}

/// Whether that person may answer now, or late where the question is past.
fn may_write(view: &View, person: PersonId) -> bool {
    let past = view.question.as_ref().filter(|question| question.past);
    past.map_or(view.can.write_answer(), |past| past.after.contains(&person))
}

/// The brief of whoever looks, in lines; nothing where they have none.
fn brief_of(view: &View) -> Vec<String> {
    if view.briefs.own.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["Your brief, for nobody else:".to_owned()];
    lines.extend(view.briefs.own.iter().map(|block| plain(&block.text)));
    lines
}
