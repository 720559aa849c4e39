//! The writer's thread: what waits is decided together, written in one buffer, synced once,
//! and published; never before.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender},
    },
    time::Instant,
};

use super::{Hear, News, Shared, Trouble, World, keeper::Keeper};
use crate::{
    clock,
    fault::Fault,
    home::private_folder,
    id::CommandId,
    journal::{
        Failure, Journal,
        drafts::{Draft, DraftKey},
        file_name,
    },
    session::{Actor, Entry, Event, Order, Refusal, Session, Viewer},
    stamp::Stamp,
    text::Clean,
};

/// The most orders that are taken together.
const MOST_TOGETHER: usize = 1_000;
/// The wall clock has jumped if it moved this much otherwise than the monotonic one, in
/// milliseconds.
const JUMP_MS: i64 = 2_000;

/// Who waits for an order to be on disk.
type Reply = Sender<Result<Arc<Session>, Trouble>>;

/// What a seat says to the writer.
pub(super) enum Message {
    Order(Order, Option<Reply>),
    Draft(DraftKey, Option<Draft>),
    Flush(Sender<()>),
    SaveIn(PathBuf),
    Leave,
}

/// The writer.
pub(super) struct Writer {
    world: World,
    pub(super) shared: Arc<Shared>,
    hear: Hear,
    pub(super) folder: PathBuf,
    /// The first entry, until it is on disk.
    pub(super) first: Option<Entry>,
    pub(super) journal: Option<Journal>,
    pub(super) view_only: Option<Clean>,
    /// The file was opened again and no entry says so yet.
    pub(super) resumes: bool,
    pub(super) keeper: Keeper,
    published: Arc<Session>,
    /// What was published, and what waits.
    working: Session,
    /// Decided, and not on disk.
    waiting: Vec<Entry>,
    replies: Vec<(CommandId, Reply)>,
    last: Stamp,
    not_saved: bool,
}

impl Writer {
    pub(super) fn new(
        world: World,
        published: Arc<Session>,
        shared: Arc<Shared>,
        hear: Hear,
    ) -> Self {
        Self {
            last: (world.clock)(),
            world,
            shared,
            hear,
            folder: PathBuf::new(),
            first: None,
            journal: None,
            view_only: None,
            resumes: false,
            keeper: Keeper::default(),
            working: (*published).clone(),
            published,
            waiting: Vec::new(),
            replies: Vec::new(),
            not_saved: false,
        }
    }

    /// Serves until the last seat is gone, or somebody leaves.
    pub(super) fn run(mut self, inbox: &Receiver<Message>) {
        loop {
            let message = match self.keeper.next() {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            let stays = match message {
                Ok(message) => self.take(message, inbox),
                Err(RecvTimeoutError::Timeout) => true,
                Err(RecvTimeoutError::Disconnected) => false,
            };
            if !stays {
                return self.end();
            }
            if self.keeper.takes_retry() {
                self.save();
            }
            self.keep(false);
        }
    }

    /// Takes a message and all that wait behind it. False once somebody leaves.
    fn take(&mut self, first: Message, inbox: &Receiver<Message>) -> bool {
        let mut next = Some(first);
        let mut taken = 0;
        let mut stays = true;
        while let Some(message) = next {
            match message {
                Message::Order(order, reply) => self.decide(&order, reply),
                Message::Draft(key, draft) => self.keeper.change(key, draft),
                Message::Flush(done) => {
                    self.save();
                    self.keep(true);
                    let _ = done.send(());
                }
                Message::SaveIn(folder) => self.save_in(folder),
                Message::Leave => stays = false,
            }
            taken += 1;
            next = if stays && taken < MOST_TOGETHER {
                inbox.try_recv().ok()
            } else {
                None
            };
        }
        self.save();
        stays
    }

    fn decide(&mut self, order: &Order, reply: Option<Reply>) {
        let now = (self.world.clock)();
        let decided = match &self.view_only {
            Some(why) => Err(Refusal::ViewOnly(why.clone())),
            None => self.working.decide(order, now),
        };
        match decided {
            Err(refusal) => {
                if let Some(reply) = reply {
                    let _ = reply.send(Err(Trouble::Refused(refusal.clone())));
                }
                (self.hear)(News::Refused {
                    id: order.id,
                    refusal,
                });
            }
            Ok(events) => {
                if !events.is_empty() {
                    self.notice_the_world(now);
                }
                for event in events {
                    self.add(order.id, order.by, event, now);
                }
                if let Some(reply) = reply {
                    self.replies.push((order.id, reply));
                }
            }
        }
    }

    /// What the program itself has to put on record before the next entry.
    fn notice_the_world(&mut self, now: Stamp) {
        let id = clock::command_id();
        if std::mem::take(&mut self.resumes) {
            let boot = clock::boot();
            self.add(id, Actor::Program, Event::Resumed { boot }, now);
        }
        let wall = now.wall.0 - self.last.wall.0;
        let mono = now.mono.cast_signed() - self.last.mono.cast_signed();
        self.last = now;
        if (wall - mono).abs() > JUMP_MS {
            let by_ms = wall - mono;
            self.add(id, Actor::Program, Event::ClockJumped { by_ms }, now);
        }
    }

    /// Takes a decided event into what waits.
    fn add(&mut self, id: CommandId, by: Actor, event: Event, at: Stamp) {
        let entry = Entry {
            n: self.working.last().next(),
            at,
            id,
            by,
            event,
        };
        self.working
            .apply(&entry)
            .expect("what was decided on a session can be applied to it");
        self.waiting.push(entry);
    }

    /// Brings to disk what waits, and publishes it.
    fn save(&mut self) {
        if self.waiting.is_empty() {
            self.answer_all(&Ok(()));
            return;
        }
        self.own_up();
        match self.write() {
            Ok(()) => self.publish(),
            Err(Failure::Write(error)) => {
                let fault = Fault::of_io(
                    "NOT SAVED: it is kept in memory and tried again",
                    &self.place(),
                    &error,
                );
                self.fail(&fault);
            }
            Err(Failure::Sync(error)) => {
                let fault =
                    Fault::of_io("NOT SAVED: the disk did not take it", &self.place(), &error);
                (self.hear)(News::NotSaved(fault.clone()));
                self.not_saved = true;
                self.rescue(None, &fault);
            }
        }
    }

    /// Bytes that are no entry stand at the end of the file: an entry says so first.
    fn own_up(&mut self) {
        let Some(bytes) = self.journal.as_ref().and_then(Journal::to_mend) else {
            return;
        };
        let waits = |entry: &Entry| matches!(entry.event, Event::Mended { .. });
        if self.waiting.first().is_some_and(waits) {
            return;
        }
        let at = (self.world.clock)();
        let waiting = std::mem::take(&mut self.waiting);
        self.working = (*self.published).clone();
        self.add(
            clock::command_id(),
            Actor::Program,
            Event::Mended { bytes },
            at,
        );
        for entry in waiting {
            self.add(entry.id, entry.by, entry.event, entry.at);
        }
    }

    fn write(&mut self) -> Result<(), Failure> {
        if self.journal.is_none() {
            return self.create();
        }
        let Some(journal) = &mut self.journal else {
            return Ok(());
        };
        let first = journal.append(&mut self.waiting);
        match first {
            // The space that was kept for this lets the session go on to its close.
            Err(Failure::Write(_)) if journal.use_reserve() => {
                self.own_up();
                let Some(journal) = &mut self.journal else {
                    return Ok(());
                };
                journal.append(&mut self.waiting)
            }
            other => other,
        }
    }

    fn create(&mut self) -> Result<(), Failure> {
        let Some(first) = &self.first else {
            return Ok(());
        };
        let folder =
            |fault: &Fault| Failure::Write(std::io::Error::other(fault.line().to_string()));
        private_folder(&self.folder).map_err(|fault| folder(&fault))?;
        let title = self
            .published
            .view(Viewer::Room, first.at)
            .case
            .title
            .clone();
        let path = self.folder.join(file_name(first, &title));
        let mut entries = vec![first.clone()];
        entries.append(&mut self.waiting.clone());
        let journal = Journal::create(Arc::clone(&self.world.disk), &path, &mut entries)?;
        self.shared.set_path(journal.path());
        self.journal = Some(journal);
        self.first = None;
        Ok(())
    }

    /// Everything that waited is on disk.
    fn publish(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let mut done: Vec<_> = waiting.iter().map(|entry| entry.id).collect();
        done.dedup();
        for entry in waiting {
            if let Some(key) = drafted(&entry.event) {
                self.keeper.change(key, None);
            }
        }
        self.published = Arc::new(self.working.clone());
        *self.shared.session() = Arc::clone(&self.published);
        self.keeper.head_is_behind();
        self.answer_all(&Ok(()));
        (self.hear)(News::Published {
            session: Arc::clone(&self.published),
            done,
        });
        if std::mem::take(&mut self.not_saved) {
            (self.hear)(News::SavedAgain);
            if let Some(journal) = &self.journal {
                journal.keep_reserve();
            }
        }
    }

    fn fail(&mut self, fault: &Fault) {
        self.not_saved = true;
        self.keeper.try_again();
        self.answer_all(&Err(Trouble::NotSaved(fault.clone())));
        (self.hear)(News::NotSaved(fault.clone()));
    }

    fn save_in(&mut self, folder: PathBuf) {
        if self.journal.is_none() {
            self.folder = folder;
            return;
        }
        let why = Fault::new(
            "NOT SAVED in the other folder either",
            "Name another folder.",
        );
        self.rescue(Some(&folder), &why);
    }

    /// Goes on in a new file that holds everything.
    fn rescue(&mut self, folder: Option<&Path>, why: &Fault) {
        let Some(journal) = &mut self.journal else {
            return self.fail(why);
        };
        match journal.rescue(&mut self.waiting, folder) {
            Ok(()) => {
                let path = journal.path().to_owned();
                self.shared.set_path(&path);
                self.publish();
                let path = path.display();
                (self.hear)(News::Told(Clean::line(&format!(
                    "The session goes on in a new file that holds everything: {path}"
                ))));
            }
            Err(_) => self.fail(why),
        }
    }

    fn answer_all(&mut self, result: &Result<(), Trouble>) {
        for (_, reply) in self.replies.drain(..) {
            let session = Arc::clone(&self.published);
            let _ = reply.send(result.clone().map(|()| session));
        }
    }

    /// Writes what is due beside the journal, or all of it at once.
    fn keep(&mut self, at_once: bool) {
        let Some(journal) = &self.journal else {
            return;
        };
        if let Err(error) = self.keeper.write_drafts(journal.path(), at_once) {
            let fault = Fault::of_io(
                "NOT SAVED: what is being typed is kept in memory",
                journal.path(),
                &error,
            );
            self.fail(&fault);
            return;
        }
        // A head that is not written costs nothing but a check: it is tried again next time.
        if self.keeper.takes_head(at_once) && journal.write_head().is_err() {
            self.keeper.head_is_behind();
        }
    }

    fn place(&self) -> PathBuf {
        self.journal
            .as_ref()
            .map_or_else(|| self.folder.clone(), |journal| journal.path().to_owned())
    }

    fn end(&mut self) {
        self.save();
        self.keep(true);
        if let Some(journal) = &self.journal {
            journal.use_reserve();
        }
    }
}

/// The draft that an event makes needless.
fn drafted(event: &Event) -> Option<DraftKey> {
    match event {
        Event::Answered {
            person, question, ..
        } => Some(DraftKey::Answer {
            person: *person,
            question: question.clone(),
        }),
        Event::Noted { question, .. } => Some(DraftKey::Note {
            question: question.clone(),
        }),
        Event::Dissented { .. } => Some(DraftKey::Dissent),
        Event::Committed { person, .. } => Some(DraftKey::Commitment { person: *person }),
        Event::Spoken { person, .. } => Some(DraftKey::Word { person: *person }),
        _ => None,
    }
}
