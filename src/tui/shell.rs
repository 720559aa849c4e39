//! The loop of the full screen: messages come from one inbox, and it sees to the errands.

use std::{
    path::PathBuf,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use super::{
    app::App,
    draw,
    errand::{Errand, Msg, ShellErrand, TableErrand, WorldErrand},
    inbox::{self, Heard, Post, Reader},
    phones::Phones,
    terminal::{self, Terminal},
    theme::Theme,
    workers::{Job, KeptAt, Workers, World},
};
use crate::{
    clock,
    fault::Fault,
    home::Home,
    rehearse,
    session::Actor,
    table::{Client, Hear, Listening, Table},
    web::Wish,
};

mod lend;

/// What the full screen needs to know of the world.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folders that hold cases.
    pub folders: Vec<PathBuf>,
    /// Where sessions are kept.
    pub home: Home,
    pub theme: Theme,
    pub mouse: bool,
    /// The command that `$VISUAL` or `$EDITOR` names.
    pub editor: Option<String>,
    /// People's own phones, where they are wished for.
    pub phones: Option<Wish>,
}

pub(super) struct Loop {
    app: App,
    terminal: Terminal,
    settings: Settings,
    post: Post,
    reader: Option<Reader>,
    workers: Workers,
    phones: Phones,
    seated: Option<Seated>,
    /// Hears when the case that somebody writes is saved.
    watcher: Option<notify::RecommendedWatcher>,
    /// Set once the program has to end.
    code: Option<u8>,
}

/// The table of the session that is on screen.
struct Seated {
    table: Table,
    /// The shared keyboard.
    client: Client,
    _listening: Listening,
    home: Home,
}

/// How long drafts get to come to disk before the program is put to sleep.
const BEFORE_SLEEP: Duration = Duration::from_millis(300);

impl Loop {
    /// Takes the terminal.
    pub(super) fn new(app: App, settings: Settings, post: Post) -> Result<Self, Fault> {
        terminal::hook(post.clone());
        Ok(Self {
            app,
            terminal: Terminal::enter(settings.mouse)?,
            workers: Workers::new(World {
                home: settings.home.clone(),
                folders: settings.folders.clone(),
                post: post.clone(),
            }),
            phones: Phones::new(settings.phones.clone(), &settings.home),
            settings,
            post,
            reader: None,
            seated: None,
            watcher: None,
            code: None,
        })
    }

    /// Runs until somebody leaves. With which code the program ends.
    pub(super) fn until_left(
        mut self,
        first: Vec<Errand>,
        inbox: &Receiver<Heard>,
    ) -> Result<u8, Fault> {
        self.at_once(first);
        self.draw();
        self.terminal.guard();
        let post = self.post.clone();
        let listening = inbox::listen(post.clone(), terminal::leave);
        match listening.and_then(|()| Reader::start(post)) {
            Ok(reader) => self.reader = Some(reader),
            Err(error) => {
                self.terminal.leave();
                return Err(Fault::new(
                    "The keyboard cannot be read",
                    "Close other programs and try again.",
                )
                .because(&error.to_string()));
            }
        }
        self.serve(inbox);
        self.phones.leave(false);
        // Everything is on disk before anybody waits for anything else.
        if let Some(seated) = self.seated.take() {
            seated.table.close();
        }
        self.workers.finish();
        self.terminal.leave();
        Ok(self.code.unwrap_or(0))
    }

    fn serve(&mut self, inbox: &Receiver<Heard>) {
        while self.code.is_none() {
            let wait = self.app.wake_in(clock::now());
            // Phones come and go without a key.
            let phones = self.phones.standing().map(|_| Duration::from_secs(1));
            let heard = match wait.into_iter().chain(phones).min() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(wait) => inbox.recv_timeout(wait),
            };
            match heard {
                Ok(heard) => self.hear(heard),
                Err(RecvTimeoutError::Timeout) => self.take(Msg::Tick),
                Err(RecvTimeoutError::Disconnected) => self.code = Some(1),
            }
            // What waits is taken in before anything is drawn, but never for long.
            let begun = Instant::now();
            while self.code.is_none() && begun.elapsed() < Duration::from_millis(20) {
                match inbox.try_recv() {
                    Ok(heard) => self.hear(heard),
                    Err(_) => break,
                }
            }
            if self.code.is_none() {
                self.draw();
            }
        }
    }

    fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Msg(msg) => self.take(msg),
            Heard::Woken => self.terminal.again(),
            Heard::End(code) => self.code = Some(u8::try_from(code).unwrap_or(1)),
        }
    }

    fn take(&mut self, msg: Msg) {
        let errands = self.app.update(msg, clock::now());
        self.run(errands);
    }

    fn run(&mut self, errands: Vec<Errand>) {
        for errand in errands {
            match errand {
                Errand::Table(errand) => self.table(errand),
                Errand::World(ticket, errand) => {
                    let job = Job::Errand(ticket, Box::new(errand), self.kept());
                    self.workers.give(job);
                }
                Errand::Shell(errand) => self.shell(errand),
            }
        }
    }

    /// What the first screen shows is there when it is drawn, but for the library, which may be
    /// large.
    fn at_once(&mut self, errands: Vec<Errand>) {
        for errand in errands {
            match errand {
                Errand::World(ticket, errand) if !matches!(errand, WorldErrand::Library(_)) => {
                    let done = self.workers.world.run(errand, &self.kept());
                    self.take(Msg::Done(ticket, Box::new(done)));
                }
                errand => self.run(vec![errand]),
            }
        }
    }

    /// Where the session that is on screen is kept.
    fn kept(&self) -> KeptAt {
        let seated = self.seated.as_ref();
        KeptAt {
            home: seated.map(|seated| seated.home.clone()),
            journal: seated.and_then(|seated| seated.table.journal_path()),
        }
    }

    fn table(&mut self, errand: TableErrand) {
        match (errand, &self.seated) {
            (TableErrand::Sit { table, rehearsal }, _) => self.sit_down(table, rehearsal),
            (TableErrand::Close(table), _) => self.workers.give(Job::Close(table)),
            (TableErrand::Leave, _) => {
                let table = self.seated.as_ref().map(|seated| &seated.table);
                let over = table.is_some_and(|table| table.session().is_over());
                self.phones.leave(over);
                if let Some(seated) = self.seated.take() {
                    self.workers.give(Job::Close(seated.table));
                }
            }
            (TableErrand::Send(id, by, command), Some(seated)) => {
                let client = match by {
                    Actor::Person(person) => seated.client.passed_to(person),
                    Actor::Desk | Actor::Door | Actor::Program => seated.client.clone(),
                };
                client.send(id, command);
            }
            (TableErrand::Draft(key, draft), Some(seated)) => seated.client.draft(key, draft),
            (TableErrand::Hold(held), Some(seated)) => seated.client.hold(held),
            (TableErrand::Phones(wanted), Some(seated)) => {
                match self.phones.does(&wanted, &seated.table) {
                    Err(fault) => self.app.no_phones(&fault.to_string()),
                    Ok(room) => room.iter().for_each(|room| self.app.shows_room(room)),
                }
            }
            (TableErrand::Flush, Some(_)) => self.flush(Box::new(|| {})),
            // Whoever has left has nothing more to say there.
            (
                TableErrand::Send(..)
                | TableErrand::Draft(..)
                | TableErrand::Hold(_)
                | TableErrand::Phones(_)
                | TableErrand::Flush,
                None,
            ) => {}
        }
    }

    fn sit_down(&mut self, table: Table, rehearsal: bool) {
        let client = table.client(Actor::Desk);
        let listening = client.listen(hear(&self.post));
        let home = &self.settings.home;
        let home = match rehearsal {
            true => home.for_rehearsals(),
            false => home.clone(),
        };
        if rehearsal && rehearse::fill(table.clone()).is_err() {
            self.app
                .notice("The invented people cannot come. Close other programs and try again.");
        }
        if let Err(fault) = self.phones.sit_down(&table) {
            self.app.notice(&fault.to_string());
        }
        self.seated = Some(Seated {
            table,
            client,
            _listening: listening,
            home,
        });
    }

    fn shell(&mut self, errand: ShellErrand) {
        match errand {
            ShellErrand::Edit(text) => self.edit(&text),
            ShellErrand::EditFile(path, line) => self.edit_file(&path, line),
            ShellErrand::Suspend => self.sleep(),
            ShellErrand::Quit => self.code = Some(0),
        }
    }

    /// Brings drafts to disk, without waiting; then this is done.
    fn flush(&self, then: Box<dyn FnOnce() + Send>) {
        match &self.seated {
            Some(seated) => seated.client.flush(then),
            None => then(),
        }
    }

    /// Puts the program to sleep. The writer sleeps with it, so drafts get a moment to come to
    /// disk, and no more, however slow it is.
    fn sleep(&mut self) {
        let (sender, done) = mpsc::channel();
        self.flush(Box::new(move || sender.send(()).unwrap_or(())));
        let _ = done.recv_timeout(BEFORE_SLEEP);
        self.hold_reader(true);
        self.terminal.sleep();
        self.hold_reader(false);
    }

    fn hold_reader(&mut self, hold: bool) {
        if let Some(reader) = &mut self.reader {
            reader.hold(hold);
        }
    }

    fn draw(&mut self) {
        self.app.see_phones(self.phones.standing());
        let app = &mut self.app;
        // A window that changes meanwhile is as large as what is drawn on, not as it was before.
        // A terminal that cannot be drawn on is gone; the reader says so.
        let _ = self.terminal.draw(|frame| {
            app.fit(frame.area().as_size());
            draw::draw(app, frame);
        });
        let seated = self.seated.as_ref();
        let journal = seated.and_then(|seated| seated.table.journal_path());
        self.phones.spotlight(self.app.spot(), journal);
    }
}

/// A table's news goes to the loop's inbox.
fn hear(post: &Post) -> Hear {
    let post = post.clone();
    Box::new(move |news| {
        // A loop that is gone needs no news.
        let _ = post.send(Heard::Msg(Msg::News(news)));
    })
}
