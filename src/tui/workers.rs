//! Workers: they wait for the disk, so that whoever draws never does. What is quick is done in the
//! order in which it was asked for; what may take long gets a thread of its own.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, SendError, Sender},
    thread::{self, JoinHandle},
};

use super::{
    alone::how_far,
    effect::Keep,
    errand::{Done, Msg, Ticket, WorldErrand},
    inbox::{Heard, Post},
    screen::library::Found,
};
use crate::{
    clock,
    fault::Fault,
    handout,
    home::{Home, typed},
    host::{close, opening},
    journal::{away, list::list},
    library::{self, Loaded, Origin},
    study::shelf::Learners,
    table::Table,
    web::picture_file,
};

/// What workers know of the world.
#[derive(Clone)]
pub(super) struct World {
    pub(super) home: Home,
    pub(super) folders: Vec<PathBuf>,
    pub(super) post: Post,
}

/// Where the session that is on screen is kept.
#[derive(Clone, Default)]
pub(super) struct KeptAt {
    pub(super) home: Option<Home>,
    pub(super) journal: Option<PathBuf>,
}

/// Something for a worker.
pub(super) enum Job {
    /// An errand; what it brings is told with the ticket.
    Errand(Ticket, Box<WorldErrand>, KeptAt),
    /// Everything of this table is brought to disk, and its writer ended.
    Close(Table),
}

impl World {
    pub(super) fn run(&self, errand: WorldErrand, kept: &KeptAt) -> Done {
        let (home, folders) = (&self.home, &self.folders);
        let at = kept.home.as_ref().unwrap_or(home);
        let journal = kept.journal.as_deref();
        match errand {
            WorldErrand::Load(origin) => Done::Loaded(load(home, origin).map(Box::new)),
            WorldErrand::Begin(opening) => match opening.too_early(home) {
                Some(said) => Done::TooEarly(opening, said),
                None => Done::Begun(opening.begin(home, folders).map(Box::new)),
            },
            WorldErrand::Resume(path, way) => {
                Done::Begun(opening::resume(&path, way, home, folders).map(Box::new))
            }
            WorldErrand::Keep(path, what) => {
                let became = keep(home, &path, what);
                Done::Became(path, what, became)
            }
            WorldErrand::Remember(loaded) => Done::Kept(library::remember(&loaded, home)),
            WorldErrand::Learner(name) => Done::Kept(Learners::load(home).remember(home, &name)),
            WorldErrand::SaveCase(folder, name, text) => {
                let folder = folder.unwrap_or_else(|| home.cases());
                Done::Saved(library::save_new(&folder, &name, &text))
            }
            WorldErrand::Browse(typed) => Done::Nearby(library::nearby(&typed)),
            WorldErrand::Unlist(path) => Done::Shown(unlisted(home, &path)),
            WorldErrand::Library(opened) => {
                let looking = |done, of| self.tell(Msg::Looking(done, of));
                let opened = library::opened(home, &opened);
                let folders = [folders.as_slice(), &opened].concat();
                let cards = library::shelve_at(home, &folders, &looking);
                Done::Found(Found::of(cards, list(home)))
            }
            WorldErrand::HowFar(name) => {
                let (rows, written) = how_far(home, &name);
                Done::Progress(rows, written)
            }
            WorldErrand::WriteDown(name) => {
                Done::WrittenDown(handout::write_own(home, &name, clock::now().wall))
            }
            WorldErrand::Earlier(session, bring) => {
                Done::Earlier(close::earlier(at, journal, &session, &bring))
            }
            WorldErrand::LastTime => Done::LastTime(close::last_time(at, journal)),
            WorldErrand::Report(session) => Done::Reported(close::report(at, journal, &session)),
            WorldErrand::Show(path) => Done::Shown(handout::show(&path)),
            WorldErrand::Print(sheet) => Done::Shown(match handout::page::print(home, &sheet) {
                Ok(words) => words,
                Err(fault) => fault.line().to_string(),
            }),
            WorldErrand::Picture(session, named) => {
                let file = picture_file(&session, &named, &home.pictures());
                let shown = file.map(|path| format!("{} {}", handout::show(&path), path.display()));
                Done::Shown(shown.unwrap_or_else(|fault| fault.line().to_string()))
            }
            WorldErrand::Follow(looked) => Done::Followed(looked.again()),
        }
    }

    fn tell(&self, msg: Msg) {
        // A loop that is gone needs no news.
        let _ = self.post.send(Heard::Msg(msg));
    }

    fn answer(&self, ticket: Ticket, errand: WorldErrand, kept: &KeptAt) {
        let done = self.run(errand, kept);
        self.tell(Msg::Done(ticket, Box::new(done)));
    }

    fn serve(&self, jobs: &Receiver<Job>) {
        for job in jobs {
            match job {
                Job::Close(table) => table.close(),
                Job::Errand(ticket, errand, kept) if is_long(&errand) => {
                    let world = self.clone();
                    let run = move || world.answer(ticket, *errand, &kept);
                    let started = thread::Builder::new().name("worker".to_owned()).spawn(run);
                    if started.is_err() {
                        let busy = "There is no room for another thread. Close other programs";
                        self.tell(Msg::Broken(busy.to_owned()));
                    }
                }
                Job::Errand(ticket, errand, kept) => self.answer(ticket, *errand, &kept),
            }
        }
    }
}

/// Reads a document as somebody mended it, and keeps what the library lists of it.
fn load(home: &Home, origin: Origin) -> Result<Loaded, Fault> {
    let loaded = library::recall(library::open(&meant(origin))?, home)?;
    library::keep_read(&loaded, home);
    Ok(loaded)
}

/// Takes a document off the list; what there is to say.
fn unlisted(home: &Home, path: &Path) -> String {
    let folder = path.parent().unwrap_or(Path::new(".")).display();
    match library::unlist(home, path) {
        Ok(true) => format!("It is off the list; the document stays in {folder}."),
        Ok(false) => format!("All cases in {folder} are listed. Move the document elsewhere."),
        Err(error) => format!("It stays in the list: {error}."),
    }
}

/// Does with a session that lies about what somebody chose; the files that it is about.
fn keep(home: &Home, path: &Path, what: Keep) -> Result<Vec<PathBuf>, Fault> {
    let home = home.of_session(path);
    match what {
        Keep::Away | Keep::Back => away::put(path, what == Keep::Away).map(|()| Vec::new()),
        Keep::Listed => Ok(away::belongs(&home, path)),
        Keep::Deleted => away::delete(&home, path).map(|_| Vec::new()),
    }
}

/// Whether it may take seconds.
fn is_long(errand: &WorldErrand) -> bool {
    match errand {
        WorldErrand::Load(_)
        | WorldErrand::Library(_)
        | WorldErrand::Browse(_)
        | WorldErrand::HowFar(_)
        | WorldErrand::WriteDown(_)
        | WorldErrand::Earlier(..) => true,
        WorldErrand::Begin(_)
        | WorldErrand::Resume(..)
        | WorldErrand::Keep(..)
        | WorldErrand::Remember(_)
        | WorldErrand::Learner(_)
        | WorldErrand::SaveCase(..)
        | WorldErrand::Unlist(_)
        | WorldErrand::LastTime
        | WorldErrand::Report(_)
        | WorldErrand::Show(_)
        | WorldErrand::Print(_)
        | WorldErrand::Picture(..)
        | WorldErrand::Follow(_) => false,
    }
}

/// What was typed or dropped may stand in quotes.
fn meant(origin: Origin) -> Origin {
    match origin {
        Origin::File(path) if !path.exists() => Origin::File(typed(&path.to_string_lossy())),
        origin => origin,
    }
}

pub(super) struct Workers {
    pub(super) world: World,
    line: Option<(Sender<Job>, JoinHandle<()>)>,
}

impl Workers {
    /// Workers who have nothing to do yet.
    pub(super) fn new(world: World) -> Self {
        Self { world, line: None }
    }

    /// Gives them something to do, without waiting.
    pub(super) fn give(&mut self, job: Job) {
        let job = match &self.line {
            Some((jobs, _)) => match jobs.send(job) {
                Ok(()) => return,
                // That one broke, and it was told.
                Err(SendError(job)) => job,
            },
            None => job,
        };
        let (sender, jobs) = mpsc::channel();
        let world = self.world.clone();
        let serve = move || world.serve(&jobs);
        let started = thread::Builder::new()
            .name("worker".to_owned())
            .spawn(serve);
        let _ = sender.send(job);
        match started {
            Ok(thread) => self.line = Some((sender, thread)),
            Err(error) => self.world.tell(Msg::Broken(error.to_string())),
        }
    }

    /// Waits for what was asked for in turn.
    pub(super) fn finish(self) {
        if let Some((jobs, thread)) = self.line {
            drop(jobs);
            // One that broke has nothing more to bring.
            let _ = thread.join();
        }
    }
}
