//! The table: the one writer. It decides, writes, syncs, and only then shows.
//!
//! One thread owns the session and its journal. Fronts and devices are [`Client`]s: they order
//! something and hear [`News`], each in a mailbox of its own. It sleeps while nothing is due.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{self, Sender},
    },
    thread::{self, JoinHandle},
};

use crate::{
    clock,
    fault::Fault,
    home::{self, Home},
    id::{CommandId, Seq},
    journal::{
        cut_off,
        disk::{Disk, RealDisk},
        open::{self, Why},
        takeover,
    },
    session::{Actor, Entry, Event, Opened, Refusal, Session},
    stamp::Stamp,
    text::Clean,
};

mod client;
mod keeper;
mod writer;

pub use crate::session::{Draft, DraftKey, Drafts};
pub use client::{Client, Listening, Reply, Trouble};
use writer::{Message, Writer};

/// What is heard in a mailbox.
#[derive(Clone, Debug)]
pub enum News {
    /// New entries are on disk.
    Published {
        session: Arc<Session>,
        done: Vec<CommandId>,
    },
    /// A command that this client sent was refused; nothing has changed.
    Refused(Refusal),
    /// What was said since is in memory only. It is tried again every two seconds.
    NotSaved(Fault),
    /// All that was in memory only is on disk now.
    SavedAgain,
    /// The planned time ends the step in a moment: what is typed has to be sent by then.
    TimeUpSoon,
    /// Something to tell once: the session goes on in another file.
    Told(Clean),
}

pub type Hear = Box<dyn Fn(News) + Send>;

/// The outer world as the table knows it; a test hands in another.
#[derive(Clone)]
pub struct World {
    /// Where journals lie.
    pub disk: Arc<dyn Disk>,
    pub clock: fn() -> Stamp,
}

impl World {
    /// The computer's own disk and clock.
    pub fn real() -> Self {
        Self {
            disk: Arc::new(RealDisk),
            clock: clock::now,
        }
    }
}

/// What there is to say about a session that was opened again.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Why it can only be viewed, where it can.
    pub view_only: Option<Why>,
    /// Bytes of an entry that was cut off and had never been confirmed; 0 for none.
    pub cut_off_bytes: usize,
    /// Its readable part. Where it can be told whose it is and nothing newer was being typed
    /// there, it is among the drafts too.
    pub cut_off: Option<Draft>,
    /// What was being typed.
    pub drafts: Drafts,
}

/// The table. Every clone is the same one; it goes on until it is closed, or until the last
/// clone and the last client are gone.
#[derive(Clone)]
pub struct Table {
    sender: Sender<Message>,
    shared: Arc<Shared>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Table {
    /// Opens a new session. Its journal is made with the first accepted command, so that
    /// looking leaves nothing behind.
    /// Fails where the first entry makes no session, or the sessions' folder cannot be written to.
    pub fn open(home: &Home, opened: Opened) -> Result<Self, Fault> {
        Self::open_in(&World::real(), home, opened)
    }

    /// The same in another world.
    pub fn open_in(world: &World, home: &Home, opened: Opened) -> Result<Self, Fault> {
        home::may_write(&home.sessions())?;
        let first = Entry {
            n: Seq(1),
            at: (world.clock)(),
            id: clock::command_id(),
            by: Actor::Program,
            event: Event::Opened(Box::new(opened)),
        };
        let session = Session::open(&first).map_err(|misfit| {
            Fault::new("The session cannot be opened", "Please report this.")
                .because(&misfit.to_string())
        })?;
        Ok(start(world, session, |writer| {
            writer.folder = home.sessions();
            writer.first = Some(first);
        }))
    }

    /// Opens a session that is there, to go on with it or to look at it.
    /// Fails where there is no session to be had from the file at all.
    pub fn resume(path: &Path) -> Result<(Self, Opening), Fault> {
        Self::resume_in(&World::real(), path, false)
    }

    /// The same, even if the file is shorter than its head says, since somebody confirmed that
    /// the session goes on from there.
    pub fn resume_shortened(path: &Path) -> Result<(Self, Opening), Fault> {
        Self::resume_in(&World::real(), path, true)
    }

    /// Makes a new journal that takes over every intact entry of a damaged one, which stays as
    /// it is. Returns the new file, to be resumed.
    /// Fails where the entry that holds the case is not intact, or nothing can be written.
    pub fn take_over(path: &Path) -> Result<PathBuf, Fault> {
        takeover::take_over(World::real().disk, path)
    }

    /// The same in another world. `confirmed`: go on even if the file is shorter than its head
    /// says.
    pub fn resume_in(
        world: &World,
        path: &Path,
        confirmed: bool,
    ) -> Result<(Self, Opening), Fault> {
        let found = open::open(Arc::clone(&world.disk), path, confirmed)?;
        let mut kept = found.drafts;
        let cut_off = found.torn.as_deref().and_then(cut_off::readable);
        if let Some((Some(key), draft)) = &cut_off {
            let free = kept.drafts.entry(key.clone());
            free.or_insert_with(|| draft.clone());
        }
        // Whoever opens a closed session looks; only whoever adds to it is told that they cannot.
        let over = found.session.is_over();
        let opening = Opening {
            view_only: found.view_only.clone().filter(|_| !over),
            cut_off_bytes: found.torn.as_ref().map_or(0, Vec::len),
            cut_off: cut_off.map(|(_, draft)| draft),
            drafts: kept.drafts.clone(),
        };
        let table = start(world, found.session, |writer| {
            writer.resumes = found.journal.is_some();
            writer.shortened = found.shortened;
            writer.view_only = found.view_only.map(|why| Clean::new(&why.to_string()));
            writer.keeper.kept = kept;
            writer.journal = found.journal;
            writer.shared.set_path(path);
        });
        Ok((table, opening))
    }

    /// The newest session that is on disk.
    pub fn session(&self) -> Arc<Session> {
        Arc::clone(&self.shared.session())
    }

    /// Somebody at this table. Who they are is fixed here, by whoever holds the door.
    pub fn client(&self, actor: Actor) -> Client {
        Client::new(actor, self.sender.clone(), Arc::clone(&self.shared))
    }

    /// Goes on in another folder, with all that is in memory only.
    pub fn save_in(&self, folder: PathBuf) {
        let _ = self.sender.send(Message::SaveIn(folder));
    }

    /// Where the journal lies; none before the first command.
    pub fn journal_path(&self) -> Option<PathBuf> {
        self.shared.path()
    }

    /// Whether something that was said is in memory only.
    pub fn unsaved(&self) -> bool {
        self.shared.unsaved.load(Ordering::SeqCst)
    }

    /// Brings everything to disk and ends the writer, whoever still holds a clone or is a client.
    /// It is ended when this returns, also where another clone ends it at the same time.
    pub fn close(self) {
        let _ = self.sender.send(Message::Leave);
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = thread.take() {
            // A writer that panicked has nothing more to bring to disk.
            let _ = thread.join();
        }
    }
}

/// What the writer shares with every client.
struct Shared {
    session: Mutex<Arc<Session>>,
    path: Mutex<Option<PathBuf>>,
    /// Something that was said is in memory only.
    unsaved: AtomicBool,
    /// The next number of a client or a mailbox.
    numbers: AtomicU64,
}

impl Shared {
    fn session(&self) -> MutexGuard<'_, Arc<Session>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self) -> Option<PathBuf> {
        let path = self.path.lock().unwrap_or_else(PoisonError::into_inner);
        path.clone()
    }

    fn set_path(&self, path: &Path) {
        let mut shared = self.path.lock().unwrap_or_else(PoisonError::into_inner);
        *shared = Some(path.to_owned());
    }
}

fn start(world: &World, session: Session, set_up: impl FnOnce(&mut Writer)) -> Table {
    let published = Arc::new(session);
    let shared = Arc::new(Shared {
        session: Mutex::new(Arc::clone(&published)),
        path: Mutex::new(None),
        unsaved: AtomicBool::new(false),
        numbers: AtomicU64::new(0),
    });
    let (sender, receiver) = mpsc::channel();
    let mut writer = Writer::new(world.clone(), published, Arc::clone(&shared));
    set_up(&mut writer);
    let spawned = thread::Builder::new()
        .name("table".to_owned())
        .spawn(move || writer.run(&receiver));
    // Without its thread the channel is closed, and every client hears that nothing is saved.
    Table {
        sender,
        shared,
        thread: Arc::new(Mutex::new(spawned.ok())),
    }
}

/// The writer's thread has ended, and nobody wanted it to.
fn gone() -> Fault {
    Fault::new(
        "NOT SAVED: the session is not saved any more",
        "Leave and resume it; everything that was shown as saved is there.",
    )
}
