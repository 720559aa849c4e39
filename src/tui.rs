//! The full screen: one inbox, an update, a draw.
//!
//! Screens are plain structs that turn actions into effects; `house` holds them, this loop
//! carries the effects out. Drawing changes nothing.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use crate::{
    begin::{Wanted, changed_since},
    fault::Fault,
    home::Home,
    journal::list::list,
    learner,
    library::{self, Loaded, Origin},
    table::{Hear, Table},
};

mod alone;
pub mod app;
pub mod ask;
pub mod desk;
pub mod draw;
pub mod editor;
pub mod form;
pub mod guard;
pub mod help;
pub mod house;
pub mod inbox;
pub mod keys;
mod lend;
pub mod notice;
pub mod prose;
mod reading;
pub mod screen;
pub mod sitting;
pub mod terminal;
pub mod theme;
mod watch;

use app::Effect;
use house::House;
use inbox::{Heard, Post, Reader};
use terminal::Terminal;

/// How long drafts get to come to disk before the program is put to sleep.
const BEFORE_SLEEP: Duration = Duration::from_millis(300);

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
}

/// Runs the full screen until somebody leaves it.
///
/// # Errors
///
/// Where there is no terminal, or what should be opened cannot be.
pub fn run(start: Start, settings: Settings) -> Result<ExitCode, Fault> {
    let (post, inbox) = inbox::open();
    let mut house = House::new(settings.theme, settings.home.clone());
    let mut watcher = None;
    let first = open(start, &mut house, &settings, &post, &mut watcher)?;
    terminal::hook(post.clone());
    let terminal = Terminal::enter(settings.mouse)?;
    let mut looped = Loop {
        house,
        terminal,
        settings,
        post: post.clone(),
        reader: None,
        read: None,
        code: None,
    };
    looped.carry_out(first);
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
    looped.house.leave();
    looped.terminal.leave();
    Ok(ExitCode::from(looped.code.unwrap_or(0)))
}

/// Opens what was asked for, and hears its changes where it can change. What is wanted first.
fn open(
    start: Start,
    house: &mut House,
    settings: &Settings,
    post: &Post,
    watcher: &mut Option<notify::RecommendedWatcher>,
) -> Result<Vec<Effect>, Fault> {
    Ok(match start {
        Start::Preview(origin) => {
            if let Origin::File(path) = &origin {
                *watcher = watch::watch(path, post.clone());
            }
            if watcher.is_none() && matches!(origin, Origin::File(_)) {
                house.tell(
                    "Changes of the file cannot be heard here; leave and come back to see them.",
                );
            }
            house.look_at(screen::preview::Preview::new(origin));
            house.reread(library::open);
            Vec::new()
        }
        Start::Room(wanted) => {
            let folder = screen::room::watched(&settings.home, wanted.as_deref());
            // The session that is waited for will be kept there.
            crate::home::private_folder(&folder)?;
            *watcher = watch::watch_folder(&folder, post.clone());
            house.follow(screen::room::Room::new(settings.home.clone(), wanted));
            Vec::new()
        }
        Start::Library => vec![Effect::Library],
        Start::Run(wanted) => house.want(*wanted, post),
        Start::Study(wanted, wish) => house.study(*wanted, *wish, post),
        Start::Resume(path) => {
            let (table, opening) = Table::resume(&path)?;
            let changed = changed_since(&table.session(), &settings.home, &settings.folders);
            let home = settings.home.of_session(&path);
            let first = house.sit_down(table, hear(post), home, Some(&opening));
            changed.iter().for_each(|said| house.notice(said));
            first
        }
    })
}

/// A table's news goes to the loop's inbox.
fn hear(post: &Post) -> Hear {
    let post = post.clone();
    Box::new(move |news| {
        // A loop that is gone needs no news.
        let _ = post.send(Heard::News(news));
    })
}

struct Loop {
    house: House,
    terminal: Terminal,
    settings: Settings,
    post: Post,
    reader: Option<Reader>,
    /// A document that was read aside, and waits to be opened.
    read: Option<Loaded>,
    /// Set once the program has to end.
    code: Option<u8>,
}

impl Loop {
    fn serve(&mut self, inbox: &Receiver<Heard>) {
        while self.code.is_none() {
            let heard = match self.house.wake_in() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(wait) => inbox.recv_timeout(wait),
            };
            match heard {
                Ok(heard) => self.hear(heard),
                Err(RecvTimeoutError::Timeout) => {
                    let effects = self.house.tick();
                    self.carry_out(effects);
                }
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
        let effects = match heard {
            Heard::Input(event) => self.house.input(event),
            Heard::News(news) => self.house.news(news),
            Heard::Changed => {
                self.house.reread(library::open);
                Vec::new()
            }
            Heard::Read(words, effect, read) => self.was_read(&words, *effect, read),
            Heard::Looking(done, of) => self.house.looking(done, of),
            Heard::Shelf(cards, briefs) => self.house.shelf(cards, briefs),
            Heard::Progress(request, rows) => {
                self.house.show_progress(request, rows);
                Vec::new()
            }
            Heard::WrittenDown(written) => {
                self.house.written_down(written);
                Vec::new()
            }
            Heard::Sleep => vec![Effect::Suspend],
            Heard::Woken => {
                self.terminal.again();
                Vec::new()
            }
            Heard::End(code) => {
                self.code = Some(u8::try_from(code).unwrap_or(1));
                Vec::new()
            }
            Heard::Broken(what) => {
                self.house.tell(&format!("A part of the program broke: {what}. What is shown as saved is safe; leave and resume."));
                Vec::new()
            }
        };
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(effect) = self.read_first(effect) {
                self.obey(effect);
            }
        }
    }

    fn obey(&mut self, effect: Effect) {
        match effect {
            Effect::Send(..)
            | Effect::Draft(..)
            | Effect::FlushDrafts
            | Effect::Report
            | Effect::LastTime => {
                let more = self.house.pass_on(effect);
                self.carry_out(more);
            }
            Effect::Tell(text) => self.house.tell(&text),
            Effect::Choices(text, choices) => self.house.choose_of(&text, choices),
            Effect::Edit(text) => self.edit(&text),
            Effect::EditFile(path, line) => self.edit_file(&path, line),
            Effect::Library => self.look_for_cases(),
            Effect::Preview(origin, number) => self.preview(&origin, number),
            Effect::HowRead(origin) => self.how_read(&origin),
            Effect::SaveCase(name, text) => self.save_case(&name, &text),
            Effect::Open(origin, number) => self.open(&origin, number, false),
            Effect::Rehearse(origin, number) => self.open(&origin, number, true),
            Effect::Study { .. }
            | Effect::StudyCase(_)
            | Effect::WhoStudies
            | Effect::AskName
            | Effect::Named(_)
            | Effect::AskNote(_)
            | Effect::NoteOn(..)
            | Effect::Progress
            | Effect::WriteDown
            | Effect::GoOn
            | Effect::AnswerTo(_) => {
                let effects = self.study(effect);
                self.carry_out(effects);
            }
            Effect::Choose(number) => {
                let effects = self.house.choose(number, &self.post);
                self.carry_out(effects);
            }
            Effect::Begin { offered } => {
                let effects = self.house.begin(offered, &self.post);
                self.carry_out(effects);
            }
            Effect::Resume(path) => self.resume(&path, false),
            Effect::ResumeShortened(path) => self.resume(&path, true),
            Effect::TakeOver(path) => self.take_over(&path),
            Effect::Leave => {
                self.house.leave();
                self.look_for_cases();
            }
            Effect::Suspend => self.sleep(),
            Effect::Quit => self.code = Some(0),
        }
    }

    /// Puts the program to sleep. The writer sleeps with it, so drafts get a moment to come to
    /// disk, and no more, however slow it is.
    fn sleep(&mut self) {
        let (sender, done) = mpsc::channel();
        let flushed = move || sender.send(()).unwrap_or(());
        self.house.flush(Box::new(flushed));
        let _ = done.recv_timeout(BEFORE_SLEEP);
        self.hold_reader(true);
        self.terminal.sleep();
        self.hold_reader(false);
    }

    /// Goes on with all that is intact of a damaged session.
    fn take_over(&mut self, path: &Path) {
        match Table::take_over(path) {
            Ok(path) => self.resume(&path, false),
            Err(fault) => self.house.notice(&fault.to_string()),
        }
    }

    /// Carries out what study alone wants, and what somebody said of a reading.
    fn study(&mut self, effect: Effect) -> Vec<Effect> {
        match effect {
            Effect::Study {
                origin,
                number,
                name,
                again,
            } => match self.load(&origin) {
                Ok(loaded) => {
                    let number = reading::which(&loaded, number);
                    let wanted = Wanted::of(loaded, number);
                    let wish = learner::Wish {
                        name,
                        again,
                        ..learner::Wish::default()
                    };
                    return self.house.study(wanted, wish, &self.post);
                }
                Err(fault) => self.house.notice(&fault.to_string()),
            },
            Effect::GoOn => return self.house.go_on(&self.post),
            Effect::AnswerTo(said) => return self.house.answers(&said),
            Effect::StudyCase(number) => return self.house.study_case(number, &self.post),
            Effect::Named(name) => return self.house.named(&name, &self.post),
            Effect::NoteOn(number, note) => return self.house.note_on(number, &note),
            Effect::AskNote(number) => self.house.ask_note(number),
            Effect::WhoStudies => self.house.who_studies(),
            Effect::AskName => self.house.ask_name(),
            Effect::Progress => self.house.look_how_far(&self.post),
            Effect::WriteDown => self.house.write_down(&self.post),
            _ => {}
        }
        Vec::new()
    }

    fn hold_reader(&mut self, hold: bool) {
        if let Some(reader) = &mut self.reader {
            reader.hold(hold);
        }
    }

    /// Looks for cases and sessions on a thread of its own.
    fn look_for_cases(&mut self) {
        let (folders, home, post) = (
            self.settings.folders.clone(),
            self.settings.home.clone(),
            self.post.clone(),
        );
        let looking = thread::Builder::new()
            .name("library".to_owned())
            .spawn(move || {
                let progress = |done, of| {
                    let _ = post.send(Heard::Looking(done, of));
                };
                let cards = library::shelve_at(&home, &folders, &progress);
                let _ = post.send(Heard::Shelf(cards, list(&home)));
            });
        if looking.is_err() {
            self.house
                .tell("The library cannot be looked through now. Try again.");
        }
    }

    fn save_case(&mut self, name: &str, text: &str) {
        match library::save_new(&self.settings.home.cases(), name, text) {
            Ok(path) => {
                let said = format!("Saved as {}", path.display());
                self.house.tell(&said);
                self.look_for_cases();
            }
            Err(fault) => self.house.notice(&fault.to_string()),
        }
    }

    fn resume(&mut self, path: &std::path::Path, shortened: bool) {
        let resumed = if shortened {
            Table::resume_shortened(path)
        } else {
            Table::resume(path)
        };
        match resumed {
            Ok((table, opening)) => {
                let session = table.session();
                let changed = changed_since(&session, &self.settings.home, &self.settings.folders);
                let home = self.settings.home.of_session(path);
                let hear = hear(&self.post);
                let effects = self.house.sit_down(table, hear, home, Some(&opening));
                changed.iter().for_each(|said| self.house.notice(said));
                self.carry_out(effects);
            }
            Err(fault) => self.house.notice(&fault.to_string()),
        }
    }

    fn draw(&mut self) {
        let Ok(size) = self.terminal.screen.size() else {
            return;
        };
        self.house.fit(size);
        let house = &self.house;
        // A terminal that cannot be drawn on is gone; the reader says so.
        let _ = self.terminal.screen.draw(|frame| draw::draw(house, frame));
    }
}
