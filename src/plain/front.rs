//! The front itself: steps through the session, asks, and brings everything to disk.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    process::ExitCode,
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
};

use super::{
    Exit, Flow, back,
    commands::{self, Said},
    heard::Heard,
    kept::{self, KeptReading},
    lines::Lines,
    output, show,
    stray::{self, Stray},
    study, tried, unsaved, vote, what_is_kept,
};
use crate::{
    begin::Wanted,
    case::Exhibit,
    clock,
    fault::Fault,
    home::Home,
    host::close,
    id::{PersonId, QuestionId},
    journal::drafts::{DraftKey, Drafts},
    people,
    protocol::Write,
    rehearse::Invented,
    report::words::line as one_line,
    session::{Actor, Command, NoteKind, Place, SHOW_MODEL, Session, View, Viewer},
    study::shelf::brought::{Brought, brought, brought_by},
    table::{Client, Listening, News, Opening, Table, Trouble},
    text::{Clean, plural},
};

/// The session in lines.
pub(super) struct Front<'a> {
    pub(super) table: Table,
    /// The shared keyboard.
    pub(super) client: Client,
    /// What is heard, for when there is a moment to say it.
    pub(super) news: Receiver<News>,
    _listening: Listening,
    pub(super) home: &'a Home,
    pub(super) lines: Lines,
    pub(super) session: Arc<Session>,
    told: Option<Place>,
    /// What was said last of what can be typed.
    prompted: String,
    /// The question that is past and that a command is about.
    pub(super) about: Option<QuestionId>,
    /// Who leaves the answer to the question that is asked for later.
    pub(super) later: BTreeSet<PersonId>,
    pub(super) briefed: BTreeSet<PersonId>,
    /// What came that nobody asked for.
    pub(super) stray: Stray,
    /// What was typed and not handed in.
    pub(super) drafts: Drafts,
    /// Those of them that were kept when the session was left, and that nobody has asked to see.
    pub(super) unseen: BTreeSet<DraftKey>,
    pub(super) exhibits: Vec<Arc<Exhibit>>,
    view_only: bool,
    pub(super) heard: Heard,
    /// The document, where the session begins here.
    pub(super) kept: Option<KeptReading>,
    /// Journals that people bring from study alone.
    pub(super) bring: Vec<PathBuf>,
    /// What people wrote alone, once somebody is asked.
    brought: Option<Vec<Brought>>,
    /// At a rehearsal: they answer by themselves.
    invented: Option<Invented>,
    /// What was said last is in memory only.
    pub(super) unsaved: Option<Fault>,
}

impl<'a> Front<'a> {
    pub(super) fn new(table: Table, home: &'a Home, lines: Lines) -> Self {
        let client = table.client(Actor::Desk);
        let (sender, news) = mpsc::channel();
        let listening = client.listen(Box::new(move |news| drop(sender.send(news))));
        Self {
            session: client.session(),
            kept: None,
            bring: Vec::new(),
            brought: None,
            invented: home
                .is_for_rehearsals()
                .then(|| Invented::new(clock::seed())),
            table,
            client,
            news,
            _listening: listening,
            home,
            lines,
            told: None,
            prompted: String::new(),
            about: None,
            later: BTreeSet::new(),
            briefed: BTreeSet::new(),
            stray: Stray::default(),
            drafts: Drafts::new(),
            unseen: BTreeSet::new(),
            exhibits: Vec::new(),
            view_only: false,
            heard: Heard::default(),
            unsaved: None,
        }
    }

    /// What is now; a line is no time to look at every question that was asked before.
    pub(super) fn view(&self, viewer: Viewer) -> View {
        let Some(about) = &self.about else {
            return self.session.view_now(viewer, clock::now());
        };
        let view = self.view_of_all(viewer);
        let past = view.question(about);
        past.map(|past| view.about(past)).unwrap_or(view)
    }

    /// The same with the questions that were asked before.
    pub(super) fn view_of_all(&self, viewer: Viewer) -> View {
        self.session.view(viewer, clock::now())
    }

    pub(super) fn say(&mut self, text: &str) -> Flow {
        self.lines.say(text)
    }

    /// A new session: what was read, and who is there.
    pub(super) fn begin(&mut self, wanted: &Wanted, orders: Vec<Command>) -> Flow {
        let view = self.view(Viewer::Room);
        self.say(&view.case.title)?;
        self.say(&format!("Document: {}", view.case.source))?;
        for (name, value) in &view.case.settings {
            if !name.eq_ignore_ascii_case("title") {
                self.say(&format!("{name}: {value}"))?;
            }
        }
        let case = wanted.case().into_iter();
        let noise = case.flat_map(|case| wanted.loaded.set_apart(case));
        let noise: Vec<_> = noise
            .map(|block| format!("“{}”", one_line(&block.text)))
            .collect();
        if !noise.is_empty() {
            self.say(&format!(
                "Set apart as page noise, not part of the session: {}",
                noise.join(", ")
            ))?;
        }
        let flaws = wanted.loaded.document.flaws.iter();
        for flaw in flaws.filter(|flaw| flaw.is_grave() && flaw.line > 0) {
            let place = kept::sentence(&wanted.loaded.place(flaw.line, flaw.line));
            self.say(&format!("{place}: {}. {}", flaw.what, flaw.hint))?;
        }
        for said in &wanted.not_taken {
            self.say(said)?;
        }
        kept::how_it_was_read(self)?;
        self.order(orders)?;
        self.serve()
    }

    pub(super) fn join(&mut self, name: &str, role: Option<Clean>) -> Flow {
        let name = Clean::line(name);
        self.ask(Actor::Desk, Command::Join { name, role })?;
        Ok(())
    }

    /// What is ordered as a session begins.
    fn order(&mut self, orders: Vec<Command>) -> Flow {
        for command in orders {
            if matches!(command, Command::Advance { .. }) {
                // Where people are is told before they leave it.
                self.arrive()?;
            }
            self.ask(Actor::Desk, command)?;
        }
        Ok(())
    }

    pub(super) fn opened_again(&mut self, opening: Opening, orders: Vec<Command>) -> Flow {
        let view = self.view(Viewer::Room);
        self.say(&view.case.title)?;
        self.view_only = opening.view_only.is_some();
        if opening.cut_off_bytes > 0 {
            self.say("The last entry was cut off. It had not been confirmed as saved, and it is set apart, not deleted.")?;
        }
        self.drafts = opening.drafts;
        self.unseen = self.drafts.keys().cloned().collect();
        self.show_drafts(view.alone)?;
        if self.view_only {
            return self.look();
        }
        back::closed(self)?;
        self.order(orders)?;
        self.say("/read shows again what was read so far.")?;
        self.exhibits.clone_from(&view.exhibits);
        self.serve()
    }

    /// A session that can only be viewed.
    fn look(&mut self) -> Flow {
        self.say("You can look: /read, /answers, /who, /time. /quit leaves.")?;
        loop {
            let line = self.lines.line()?;
            match self.parsed(&line) {
                Some(Ok(said)) if said.only_looks() => self.obey(said)?,
                _ => self.say(
                    "This session can only be looked at: /read, /answers, /who, /time, /quit.",
                )?,
            }
        }
    }

    /// Steps through the session until it is over or the input ends.
    fn serve(&mut self) -> Flow {
        loop {
            unsaved::tell_news(self)?;
            self.arrive()?;
            let view = self.view(Viewer::Facilitator);
            if self.invented_act()? {
                continue;
            }
            match view.place {
                Place::Gather => self.gather()?,
                Place::Over => return self.over(),
                Place::At { .. } => match self.next_open(&view) {
                    Some(person) => self.writes(person)?,
                    None => self.prompt(&view)?,
                },
            }
        }
    }

    /// Somebody votes or answers: meanwhile no time ends the step.
    pub(super) fn writes(&mut self, person: PersonId) -> Flow {
        self.client.hold(true);
        let votes = self.about.is_none() && vote::votes_now(&self.view(Viewer::Facilitator));
        let flow = match votes {
            true => vote::ask(self, person),
            false => self.answer(person),
        };
        self.client.hold(false);
        flow
    }

    /// Tells where people are, once they are there.
    fn arrive(&mut self) -> Flow {
        let view = self.view(Viewer::Facilitator);
        if self.told == Some(view.place) {
            return Ok(());
        }
        let begins = self.told == Some(Place::Gather);
        self.told = Some(view.place);
        self.later.clear();
        self.prompted.clear();
        self.stray.moves(view.alone);
        self.announce()?;
        if begins {
            tried::opens_with(self)?;
        }
        Ok(())
    }

    /// What a person wrote alone to the question that is asked now, before they answer it here.
    pub(super) fn brought_by(&mut self, person: PersonId) -> Option<Brought> {
        let view = self.view(Viewer::Person(person));
        let (home, bring, session) = (self.home, &self.bring, &self.session);
        let all = self
            .brought
            .get_or_insert_with(|| brought(home, bring, session));
        brought_by(all, person, &view).cloned()
    }

    /// At a rehearsal, one of the invented people does something. Whether anybody did.
    fn invented_act(&mut self) -> Flow<bool> {
        let Some(invented) = &mut self.invented else {
            return Ok(false);
        };
        let Some(deed) = invented.next(&self.session, clock::now()) else {
            return Ok(false);
        };
        let person = self.session.view_now(Viewer::Room, clock::now());
        let person = person.person(deed.person).map(|known| known.name.clone());
        let does = match &deed.command {
            Command::Note { kind, text, .. } => format!("{}: {text}", kind.words()),
            Command::Queue { .. } => "wants to speak.".to_owned(),
            Command::Speak { word, .. } => format!("one word: {word}"),
            Command::Commit { commitment, .. } => format!("will try: {}", commitment.what),
            _ => "has answered.".to_owned(),
        };
        self.say(&format!("{}, invented: {does}", person.unwrap_or_default()))?;
        self.ask(Actor::Person(deed.person), deed.command)
    }

    /// Whose answer is still open, where the step takes answers, and who writes it here.
    fn next_open(&self, view: &View) -> Option<PersonId> {
        let mut people = show::open(view);
        let open = people.find(|person| {
            !self.later.contains(&person.id) && self.session.device_of(person.id).is_none()
        });
        open.map(|person| person.id)
    }

    /// The step begins again.
    pub(super) fn announce_again(&mut self) {
        self.told = None;
    }

    fn gather(&mut self) -> Flow {
        let view = self.view(Viewer::Facilitator);
        let people = view.people.len();
        if view.alone && people > 0 {
            return self.advance();
        }
        let here = plural(people, "person is here", "people are here");
        let start = if people > 0 {
            " An empty line starts."
        } else {
            ""
        };
        self.say(&format!(
            "{here}. Type a name, or several between commas.{start}"
        ))?;
        let line = self.lines.line()?;
        if let Some(said) = self.command(&line)? {
            return self.obey(said);
        }
        if line.trim().is_empty() {
            return self.advance();
        }
        let people = people::read(commands::unescaped(&line));
        for name in &people.names {
            self.join(name, None)?;
        }
        people.said().map_or(Ok(()), |said| self.say(&said))
    }

    /// Goes on. What people have typed and not handed in is handed in, marked so.
    pub(super) fn advance(&mut self) -> Flow {
        // People come on their phones meanwhile.
        unsaved::tell_news(self)?;
        let from = self.session.place();
        let view = self.view(Viewer::Facilitator);
        // A file of lines says what it means.
        if view.ahead.shows_model && self.lines.terminal {
            let asked = format!("{SHOW_MODEL} Nobody can unsee it.");
            if !self.lines.yes(&asked, None)? {
                return self.say("It stays hidden. /next asks again.");
            }
        }
        let mut done = true;
        for command in view.beginning() {
            done = self.ask(Actor::Desk, command)?;
        }
        if done && self.session.place() == from {
            // The same step once more, with what the others said.
            self.announce_again();
        }
        Ok(())
    }

    /// A line while nobody in particular writes.
    fn prompt(&mut self, view: &View) -> Flow {
        let open = show::open_names(view);
        let waits = show::waits_for(&open);
        // Said once a step, not after every line: somebody may be listening to it.
        let waits = waits + &stray::drafts_kept(self, view);
        let now = if view.alone {
            study::what_now(view)
        } else {
            show::what_now(view).to_owned()
        };
        let prompt = waits + &now;
        if self.prompted != prompt {
            self.say(&prompt)?;
            self.prompted = prompt;
        }
        let line = self.lines.line()?;
        if let Some(said) = self.command(&line)? {
            if said != Said::Nothing {
                self.stray.settle();
            }
            return self.obey(said);
        }
        if line.trim().is_empty() && !self.stray.is_quiet() {
            return stray::empty_behind_stray(self);
        }
        if line.trim().is_empty() {
            self.stray.settle();
            unsaved::tell_news(self)?;
            let still = show::open_names(&self.view(Viewer::Facilitator));
            if !still.is_empty() && still != open {
                // Some have written on their phones since: who has not is said before it goes on.
                return Ok(());
            }
            let last = view.step.is_none() && view.can.close && !view.can.advance;
            return if last { self.close() } else { self.advance() };
        }
        if self.stray.goes_on() {
            return stray::take(self, &line);
        }
        let step = view.step.as_ref().map(|step| step.step.write);
        if step.map_or(view.can.commit, |write| write == Write::Commitment) {
            return self.obey(Said::Commit(commands::unescaped(&line).to_owned()));
        }
        let me = view.people.first().filter(|_| view.alone);
        if let Some(me) = me.filter(|_| view.can.compare && view.can.answer) {
            // Who studies alone and types after comparing writes the new version.
            let me = me.id;
            self.lines.again(line);
            return self.answer(me);
        }
        if view.can.note && view.question.is_some() {
            // Nothing that is typed is lost: in a discussion a line is a note.
            return self.note(NoteKind::NewIdea, commands::unescaped(&line));
        }
        stray::take(self, &line)
    }

    /// The command in a line, as far as there is one here.
    pub(super) fn parsed(&self, line: &str) -> Option<Result<Said, String>> {
        commands::parse(line, self.view(Viewer::Room).alone)
    }

    /// The command in a line; none where it is text.
    fn command(&mut self, line: &str) -> Flow<Option<Said>> {
        match self.parsed(line) {
            None => Ok(None),
            Some(Ok(said)) => Ok(Some(said)),
            Some(Err(why)) => {
                self.say(&why)?;
                Ok(Some(Said::Nothing))
            }
        }
    }

    /// Sends a command and waits until it is on disk. Whether it was taken.
    pub(super) fn ask(&mut self, by: Actor, command: Command) -> Flow<bool> {
        let client = match by {
            Actor::Person(person) => self.client.passed_to(person),
            Actor::Desk | Actor::Door | Actor::Program => self.client.clone(),
        };
        match client.ask(command) {
            Ok(session) => {
                self.take(session)?;
                unsaved::tell_news(self)?;
                Ok(true)
            }
            Err(Trouble::Refused(refusal)) => {
                self.say(&refusal.to_string())?;
                Ok(false)
            }
            Err(Trouble::NotSaved(fault)) => unsaved::wait_for_the_disk(self, fault),
        }
    }

    fn over(&mut self) -> Flow {
        let journal = self.table.journal_path();
        let paths = close::report(self.home, journal.as_deref(), &self.session);
        for path in paths.map_err(Exit::Failed)? {
            self.say(&format!("Report: {}", path.display()))?;
        }
        Err(Exit::Quit)
    }

    /// Brings everything to disk and says how to go on.
    pub(super) fn finish(mut self, flow: Flow) -> Result<ExitCode, Fault> {
        self.table.clone().close();
        unsaved::hear_the_end(&mut self);
        let all = !self.table.unsaved();
        let said = if self.session.is_over() {
            Ok(())
        } else {
            match self.table.journal_path() {
                Some(path) => self.say(&what_is_kept(self.home, &path, all)),
                None if self.unsaved.is_some() => Ok(()),
                None => self.say("Nothing was begun, so nothing is kept."),
            }
        };
        if let Some(fault) = self.unsaved.filter(|_| !all) {
            return Err(fault);
        }
        match flow.and(said) {
            Err(Exit::Output(error)) => output(&error),
            Err(Exit::Failed(fault)) => Err(fault),
            _ if self.view_only => Ok(ExitCode::FAILURE),
            _ => Ok(ExitCode::SUCCESS),
        }
    }
}
