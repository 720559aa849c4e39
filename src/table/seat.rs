//! A front's handle: send commands, keep drafts, get the newest session that is on disk.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::Ordering,
        mpsc::{self, Sender},
    },
    thread::JoinHandle,
};

use super::{Shared, writer::Message};
use crate::{
    clock,
    fault::Fault,
    id::CommandId,
    journal::drafts::{Draft, DraftKey},
    session::{Actor, Command, Order, Refusal, Session},
};

/// A front's handle on the table. Cheap to clone.
#[derive(Clone)]
pub struct Seat {
    sender: Sender<Message>,
    shared: Arc<Shared>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

/// Why a command that was waited for is not on disk.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// A rule refused it; nothing has changed.
    Refused(Refusal),
    /// It is in memory only, and tried again.
    NotSaved(Fault),
}

impl Seat {
    pub(super) fn new(
        sender: Sender<Message>,
        shared: Arc<Shared>,
        thread: Option<JoinHandle<()>>,
    ) -> Self {
        Self {
            sender,
            shared,
            thread: Arc::new(Mutex::new(thread)),
        }
    }

    /// The newest session that is on disk.
    #[must_use]
    pub fn session(&self) -> Arc<Session> {
        Arc::clone(&self.shared.session())
    }

    /// Sends a command. What becomes of it is heard as news that bears its id.
    pub fn send(&self, by: Actor, command: Command) -> CommandId {
        let id = clock::command_id();
        // If the writer is gone, the front has heard so already.
        let _ = self
            .sender
            .send(Message::Order(Order { id, by, command }, None));
        id
    }

    /// Sends a command and waits until it is on disk.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where it was refused, or is in memory only.
    pub fn ask(&self, by: Actor, command: Command) -> Result<Arc<Session>, Trouble> {
        let id = clock::command_id();
        let (sender, receiver) = mpsc::channel();
        let _ = self
            .sender
            .send(Message::Order(Order { id, by, command }, Some(sender)));
        receiver
            .recv()
            .unwrap_or_else(|_| Err(Trouble::NotSaved(super::gone())))
    }

    /// Keeps what is being typed, or forgets it.
    pub fn draft(&self, key: DraftKey, draft: Option<Draft>) {
        let _ = self.sender.send(Message::Draft(key, draft));
    }

    /// Returns once every draft is on disk.
    pub fn flush_drafts(&self) {
        let (sender, receiver) = mpsc::channel();
        let _ = self.sender.send(Message::Flush(sender));
        let _ = receiver.recv();
    }

    /// Goes on in another folder, with all that is in memory only.
    pub fn save_in(&self, folder: PathBuf) {
        let _ = self.sender.send(Message::SaveIn(folder));
    }

    /// Where the journal lies; none before the first command.
    #[must_use]
    pub fn journal_path(&self) -> Option<PathBuf> {
        self.shared.path()
    }

    /// Whether something that was said is in memory only.
    #[must_use]
    pub fn unsaved(&self) -> bool {
        self.shared.unsaved.load(Ordering::SeqCst)
    }

    /// Brings everything to disk and ends the writer.
    pub fn leave(&self) {
        let _ = self.sender.send(Message::Leave);
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            // A writer that panicked has nothing more to bring to disk.
            let _ = thread.join();
        }
    }
}
