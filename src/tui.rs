//! The full screen: one inbox, an update, a draw.
//!
//! Screens are plain structs that turn actions into effects; `house` holds them and turns messages
//! into errands; this loop sees to the errands, and waits for no disk. Drawing changes nothing.

use std::{
    path::PathBuf,
    process::ExitCode,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use crate::{
    begin::Wanted,
    clock,
    fault::Fault,
    home::Home,
    host::opening::{Opening, Way, resume},
    learner,
    library::Origin,
    rehearse,
    session::{Actor, Viewer},
    table::{Client, Hear, Listening, News, Table, Trouble},
};

mod alone;
pub mod app;
pub mod ask;
pub mod desk;
pub mod draw;
pub mod editor;
pub mod errand;
pub mod form;
pub mod guard;
pub mod help;
pub mod house;
pub mod inbox;
pub mod keys;
mod lend;
pub mod notice;
pub mod palette;
mod phones;
pub mod prose;
pub mod screen;
pub mod sitting;
pub mod terminal;
pub mod theme;
mod watch;
pub mod widget;
mod workers;

use errand::{Errand, Msg, ShellErrand, TableErrand, WorldErrand};
use house::{House, Known};
use inbox::{Heard, Post, Reader};
use phones::Phones;
use terminal::Terminal;
use workers::{Job, Kept, Workers, World};

/// What the full screen opens with.
#[derive(Debug)]
pub enum Start {
    /// The library.
    Library,
    /// A case.
    Run(Box<Wanted>),
    /// A case, to be studied alone.
    Study(Box<Wanted>, Box<learner::Wish>),
    /// A session that is there.
    Resume(PathBuf),
    /// A case as the group will see it, with advice to its author.
    Preview(Origin),
    /// The room's screen: it follows a session, or the newest that runs.
    Room(Option<PathBuf>),
}

/// What the full screen needs to know of the world.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folders that hold cases.
    pub folders: Vec<PathBuf>,
    /// Where sessions are kept.
    pub home: Home,
    /// How it looks.
    pub theme: theme::Theme,
    /// Whether the mouse is ours.
    pub mouse: bool,
    /// The command that `$VISUAL` or `$EDITOR` names.
    pub editor: Option<String>,
    /// People's own phones, where they are wished for.
    pub phones: Option<crate::web::Wish>,
}

/// Runs the full screen until somebody leaves it.
///
/// # Errors
///
/// Where there is no terminal, or what should be opened cannot be.
pub fn run(start: Start, settings: Settings) -> Result<ExitCode, Fault> {
    let (post, inbox) = inbox::open();
    let mut house = House::new(Known {
        theme: settings.theme,
        learners: learner::Learners::load(&settings.home),
        zone: clock::zone(),
        first: clock::command_id(),
        now: clock::now(),
    });
    let mut watcher = None;
    let first = open(start, &mut house, &settings, &post, &mut watcher)?;
    terminal::hook(post.clone());
    let terminal = Terminal::enter(settings.mouse)?;
    let workers = Workers::new(World {
        home: settings.home.clone(),
        folders: settings.folders.clone(),
        post: post.clone(),
    });
    let mut looped = Loop {
        house,
        terminal,
        phones: Phones::new(settings.phones.clone(), &settings.home),
        settings,
        post: post.clone(),
        reader: None,
        workers,
        seated: None,
        code: None,
    };
    looped.at_once(first);
    looped.draw();
    looped.terminal.guard();
    let listening = inbox::listen(post.clone(), terminal::leave).and_then(|()| Reader::start(post));
    match listening {
        Ok(reader) => looped.reader = Some(reader),
        Err(error) => {
            looped.terminal.leave();
            return Err(Fault::new(
                "The keyboard cannot be read",
                "Close other programs and try again.",
            )
            .because(&error.to_string()));
        }
    }
    looped.serve(&inbox);
    drop(watcher);
    looped.phones.leave();
    // Everything is on disk before anybody waits for anything else.
    if let Some(seated) = looped.seated.take() {
        seated.table.close();
    }
    looped.workers.finish();
    looped.terminal.leave();
    Ok(ExitCode::from(looped.code.unwrap_or(0)))
}

/// Opens what was asked for, and hears its changes where it can change. What is to be done first.
fn open(
    start: Start,
    house: &mut House,
    settings: &Settings,
    post: &Post,
    watcher: &mut Option<notify::RecommendedWatcher>,
) -> Result<Vec<Errand>, Fault> {
    Ok(match start {
        Start::Preview(origin) => {
            if let Origin::File(path) = &origin {
                *watcher = watch::watch(path, post.clone());
            }
            let deaf = watcher.is_none() && matches!(origin, Origin::File(_));
            let first = house.look_at(screen::preview::Preview::new(origin));
            if deaf {
                house.tell(
                    "Changes of the file cannot be heard here; leave and come back to see them.",
                );
            }
            first
        }
        Start::Room(wanted) => {
            let folder = screen::room::watched(&settings.home, wanted.as_deref());
            // The session that is waited for will be kept there.
            crate::home::private_folder(&folder)?;
            *watcher = watch::watch_folder(&folder, post.clone());
            house.follow(screen::room::Room::new(settings.home.clone(), wanted))
        }
        Start::Library => house.look_for_cases(),
        Start::Run(wanted) => house.start(Opening::run(*wanted)),
        Start::Study(wanted, wish) => house.start(Opening::study(*wanted, *wish)),
        Start::Resume(path) => {
            let begun = resume(&path, Way::AsItIs, &settings.home, &settings.folders)?;
            house.begun(begun)
        }
    })
}

/// A table's news goes to the loop's inbox.
fn hear(post: &Post) -> Hear {
    let post = post.clone();
    Box::new(move |news| {
        // A loop that is gone needs no news.
        let _ = post.send(Heard::Msg(Msg::News(news)));
    })
}

struct Loop {
    house: House,
    terminal: Terminal,
    settings: Settings,
    post: Post,
    reader: Option<Reader>,
    workers: Workers,
    phones: Phones,
    seated: Option<Seated>,
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
    fn serve(&mut self, inbox: &Receiver<Heard>) {
        while self.code.is_none() {
            let wait = self.house.wake_in(clock::now());
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
        let errands = self.house.update(msg, clock::now());
        self.run(errands);
    }

    fn run(&mut self, errands: Vec<Errand>) {
        for errand in errands {
            match errand {
                Errand::Table(errand) => self.table(errand),
                Errand::World(ticket, errand) => {
                    let job = Job::Errand(ticket, errand, self.kept());
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
    fn kept(&self) -> Kept {
        let seated = self.seated.as_ref();
        Kept {
            home: seated.map(|seated| seated.home.clone()),
            journal: seated.and_then(|seated| seated.table.journal_path()),
        }
    }

    fn table(&mut self, errand: TableErrand) {
        match (errand, &self.seated) {
            (TableErrand::Sit { table, rehearsal }, _) => self.sit_down(table, rehearsal),
            (TableErrand::Close(table), _) => self.workers.give(Job::Close(table)),
            (TableErrand::Leave, _) => {
                self.phones.leave();
                if let Some(seated) = self.seated.take() {
                    self.workers.give(Job::Close(seated.table));
                }
            }
            (TableErrand::Send(id, by, command), Some(seated)) => {
                let client = match by {
                    Actor::Person(person) => seated.client.passed_to(person),
                    Actor::Desk | Actor::Door | Actor::Program => seated.client.clone(),
                };
                let hear = hear(&self.post);
                // All else is heard by everybody.
                let reply = move |result| {
                    if let Err(Trouble::Refused(refusal)) = result {
                        hear(News::Refused { id, refusal });
                    }
                };
                client.order(id, command, Box::new(reply));
            }
            (TableErrand::Draft(key, draft), Some(seated)) => seated.client.draft(key, draft),
            (TableErrand::Hold(held), Some(seated)) => seated.client.hold(held),
            (TableErrand::Phones(wanted), Some(seated)) => {
                if let Err(fault) = self.phones.does(&wanted, &seated.table) {
                    self.house.notice(&fault.to_string());
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
        let client = table.client(Actor::Desk, Viewer::Facilitator);
        let listening = client.listen(hear(&self.post));
        let home = &self.settings.home;
        let home = match rehearsal {
            true => home.for_rehearsals(),
            false => home.clone(),
        };
        if rehearsal && rehearse::fill(table.clone()).is_err() {
            self.house
                .notice("The invented people cannot come. Close other programs and try again.");
        }
        if let Err(fault) = self.phones.sit_down(&table) {
            self.house.notice(&fault.to_string());
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
        let Ok(size) = self.terminal.screen.size() else {
            return;
        };
        self.house.fit(size);
        self.house.devices.standing = self.phones.standing();
        let sitting = self.house.sitting();
        self.phones
            .spotlight(sitting.and_then(sitting::Sitting::spot));
        let house = &self.house;
        // A terminal that cannot be drawn on is gone; the reader says so.
        let _ = self.terminal.draw(|frame| draw::draw(house, frame));
    }
}
