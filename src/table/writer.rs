//! The writer's thread: what waits is decided together, written in one buffer, synced once,
//! and published; never before.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::Instant,
};

use super::{Hear, News, Shared, Trouble, World, keeper::Keeper};
use crate::{
    clock,
    fault::Fault,
    id::{CommandId, Seq},
    journal::{
        Journal,
        drafts::{Draft, DraftKey},
    },
    session::{Actor, Entry, Event, Order, Refusal, Session},
    stamp::Stamp,
    text::Clean,
};

mod save;

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
    /// The end of the file is gone, and no entry says so yet.
    pub(super) shortened: Option<Seq>,
    pub(super) keeper: Keeper,
    published: Arc<Session>,
    /// What was published, and what waits.
    working: Session,
    /// Decided, and not on disk.
    waiting: Vec<Entry>,
    /// Commands that what waits comes from, and those that had nothing to add.
    done: Vec<CommandId>,
    replies: Vec<Reply>,
    last: Stamp,
    /// Why what waits is not on disk.
    trouble: Option<Fault>,
    /// The drafts are not on disk.
    drafts_trouble: bool,
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
            shortened: None,
            keeper: Keeper::default(),
            working: (*published).clone(),
            published,
            waiting: Vec::new(),
            done: Vec::new(),
            replies: Vec::new(),
            trouble: None,
            drafts_trouble: false,
        }
    }

    /// Serves until the last seat is gone, or somebody leaves.
    pub(super) fn run(mut self, inbox: &Receiver<Message>) {
        loop {
            let message = match self.keeper.next(self.journal.is_some()) {
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
            self.save();
            self.keep(false);
        }
    }

    /// Takes a message and all that wait behind it. False once somebody leaves.
    fn take(&mut self, first: Message, inbox: &Receiver<Message>) -> bool {
        let mut next = Some(first);
        let mut taken = 0;
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
                Message::Leave => return false,
            }
            taken += 1;
            next = if taken < MOST_TOGETHER {
                inbox.try_recv().ok()
            } else {
                None
            };
        }
        true
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
                self.done.push(order.id);
                self.replies.extend(reply);
            }
        }
    }

    /// What the program itself has to put on record before the next entry.
    fn notice_the_world(&mut self, now: Stamp) {
        let id = clock::command_id();
        if let Some(saved) = self.shortened.take() {
            self.add(id, Actor::Program, Event::Shortened { saved }, now);
        }
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

    /// Writes what is due beside the journal, or all of it at once.
    fn keep(&mut self, at_once: bool) {
        let heads = self.keeper.takes_head(at_once);
        if heads {
            self.look_after();
        }
        let Some(journal) = &mut self.journal else {
            return;
        };
        match self.keeper.write_drafts(journal.path(), at_once) {
            Ok(true) if std::mem::take(&mut self.drafts_trouble) && self.trouble.is_none() => {
                (self.hear)(News::SavedAgain);
            }
            Ok(_) => {}
            Err(error) => {
                self.drafts_trouble = true;
                (self.hear)(News::NotSaved(Fault::of_io(
                    "NOT SAVED: what is being typed is kept in memory",
                    journal.path(),
                    &error,
                )));
            }
        }
        // A head that is not written costs nothing but a check: it is tried again next time.
        if heads && journal.write_head(&self.published).is_err() {
            self.keeper.head_is_behind();
        }
    }

    /// Puts on record where the clock stands, so that it goes on from there.
    fn pause(&mut self) {
        let written = self.journal.is_some() && self.view_only.is_none() && !self.resumes;
        let now = (self.world.clock)();
        let paused = self.working.pause(now).filter(|_| written);
        if let Some(event) = paused.filter(|_| self.trouble.is_none()) {
            self.notice_the_world(now);
            self.add(clock::command_id(), Actor::Program, event, now);
        }
    }

    fn end(&mut self) {
        self.pause();
        self.save_at_last();
        self.look_after();
        self.keep(true);
        if let Some(journal) = &self.journal {
            journal.use_reserve();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if thread::panicking() {
            (self.hear)(News::NotSaved(super::gone()));
        }
    }
}
