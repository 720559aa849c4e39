//! The writer's thread: what waits is decided together, written in one buffer, synced once,
//! and published; never before.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    thread,
    time::Instant,
};

use super::{Hear, News, Reply, Shared, Trouble, World, keeper::Keeper};
use crate::{
    clock,
    fault::Fault,
    id::{CommandId, Seq},
    journal::{
        Journal,
        drafts::{Draft, DraftKey},
    },
    session::{Actor, Command, Entry, Event, Order, Refusal, Session},
    stamp::Stamp,
    text::Clean,
};

mod save;
mod time;

use time::Time;

/// The most orders that are taken together.
const MOST_TOGETHER: usize = 1_000;
/// The wall clock has jumped if it moved this much otherwise than the monotonic one, in
/// milliseconds.
const JUMP_MS: i64 = 2_000;

/// What is said to the writer.
pub(super) enum Message {
    Order(Order, Answers),
    Draft(DraftKey, Option<Draft>),
    Flush(Box<dyn FnOnce() + Send>),
    /// The client of that number holds the step, or lets go of it.
    Hold(u64, bool),
    Listen(Mailbox),
    /// The mailbox of that number is closed.
    Deaf(u64),
    SaveIn(PathBuf),
    Leave,
}

/// Who hears what becomes of an order.
pub(super) enum Answers {
    /// Whoever gave this reply.
    Reply(Waits),
    /// The mailboxes of the client of that number, where it is refused.
    Mailbox(u64),
    /// Nobody: the time ordered it.
    Nobody,
}

/// Where news go.
pub(super) struct Mailbox {
    pub(super) number: u64,
    pub(super) of: u64,
    pub(super) hear: Hear,
}

/// A reply that is given exactly once, also where the writer is gone.
pub(super) struct Waits(Option<Reply>);

impl Waits {
    pub(super) fn new(reply: Reply) -> Self {
        Self(Some(reply))
    }

    fn answer(mut self, result: Result<Arc<Session>, Trouble>) {
        if let Some(reply) = self.0.take() {
            reply(result);
        }
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        if let Some(reply) = self.0.take() {
            reply(Err(Trouble::NotSaved(super::gone())));
        }
    }
}

pub(super) struct Writer {
    world: World,
    pub(super) shared: Arc<Shared>,
    mailboxes: Vec<Mailbox>,
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
    replies: Vec<Waits>,
    last: Stamp,
    /// Why what waits is not on disk.
    trouble: Option<Fault>,
    /// Why the drafts are not on disk.
    drafts_trouble: Option<Fault>,
    time: Time,
}

impl Writer {
    pub(super) fn new(world: World, published: Arc<Session>, shared: Arc<Shared>) -> Self {
        Self {
            last: (world.clock)(),
            world,
            shared,
            mailboxes: Vec::new(),
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
            drafts_trouble: None,
            time: Time::default(),
        }
    }

    /// Serves until the last client is gone, or the table is closed.
    pub(super) fn run(mut self, inbox: &Receiver<Message>) {
        loop {
            let due = self.keeper.next(self.journal.is_some());
            let message = match [due, time::due(&self)].into_iter().flatten().min() {
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
            time::passes(&mut self);
            self.save();
            self.keep(false);
        }
    }

    /// Takes a message and all that wait behind it. False once the table is closed.
    fn take(&mut self, first: Message, inbox: &Receiver<Message>) -> bool {
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(message) = next {
            match message {
                Message::Order(order, answers) => {
                    self.hand_in(&order);
                    self.decide(&order, answers);
                }
                Message::Draft(key, draft) => self.keeper.change(key, draft),
                Message::Hold(client, held) => self.time.hold(client, held),
                Message::Flush(done) => {
                    self.save();
                    self.keep(true);
                    done();
                }
                Message::Listen(mailbox) => self.listen(mailbox),
                Message::Deaf(number) => self.mailboxes.retain(|open| open.number != number),
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

    /// Opens a mailbox, where the state of things is heard first.
    fn listen(&mut self, mailbox: Mailbox) {
        if let Some(fault) = self.trouble.as_ref().or(self.drafts_trouble.as_ref()) {
            (mailbox.hear)(News::NotSaved(fault.clone()));
        }
        self.mailboxes.push(mailbox);
    }

    /// Everybody hears this.
    fn tell(&self, news: &News) {
        for mailbox in &self.mailboxes {
            (mailbox.hear)(news.clone());
        }
    }

    fn decide(&mut self, order: &Order, answers: Answers) {
        let now = (self.world.clock)();
        let decided = match &self.view_only {
            Some(why) => Err(Refusal::ViewOnly(why.clone())),
            None => self.working.decide(order, now),
        };
        match decided {
            Err(refusal) => self.refuse(refusal, answers),
            Ok(events) => {
                if !events.is_empty() {
                    self.notice_the_world(now);
                }
                for event in events {
                    self.add(order.id, order.by, event, now);
                }
                self.done.push(order.id);
                if let Answers::Reply(waits) = answers {
                    self.replies.push(waits);
                }
            }
        }
    }

    /// Hands in what counts of the drafts before a step ends, unless it does not end.
    fn hand_in(&mut self, ends: &Order) {
        if !ends.command.ends_step() {
            return;
        }
        let now = (self.world.clock)();
        let decided = self.working.decide(ends, now);
        if self.view_only.is_some() || !decided.is_ok_and(|events| !events.is_empty()) {
            return;
        }
        let counting = self
            .working
            .counting(&ends.command, &self.keeper.kept.drafts);
        for (at, command) in (0_u64..).zip(counting) {
            let order = Order {
                id: following(ends.id, at),
                // Only an answer has a mark of its own for that; whoever types for all does the rest.
                by: if matches!(command, Command::Answer { .. }) {
                    Actor::Program
                } else {
                    Actor::Desk
                },
                command,
            };
            let handed = self.working.decide(&order, now).unwrap_or_default();
            if !handed.is_empty() {
                self.notice_the_world(now);
            }
            for event in handed {
                self.add(order.id, order.by, event, now);
            }
        }
    }

    /// Tells whoever ordered it, and nobody else.
    fn refuse(&self, refusal: Refusal, answers: Answers) {
        match answers {
            Answers::Reply(waits) => waits.answer(Err(Trouble::Refused(refusal))),
            Answers::Nobody => {}
            Answers::Mailbox(client) => {
                for mailbox in self.mailboxes.iter().filter(|open| open.of == client) {
                    (mailbox.hear)(News::Refused(refusal.clone()));
                }
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
        let news = match self.keeper.write_drafts(journal.path(), at_once) {
            Ok(true) if self.drafts_trouble.take().is_some() && self.trouble.is_none() => {
                Some(News::SavedAgain)
            }
            Ok(_) => None,
            Err(error) => {
                let what = "NOT SAVED: what is being typed is kept in memory";
                let fault = Fault::of_io(what, journal.path(), &error);
                self.drafts_trouble = Some(fault.clone());
                Some(News::NotSaved(fault))
            }
        };
        // A head that is not written costs nothing but a check: it is tried again next time.
        if heads && journal.write_head(&self.published).is_err() {
            self.keeper.head_is_behind();
        }
        news.iter().for_each(|news| self.tell(news));
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

/// The id of what an order brings about, so that the order sent again brings it about once.
fn following(id: CommandId, at: u64) -> CommandId {
    let bytes = [&id.0.to_be_bytes()[..], &at.to_be_bytes()[..]].concat();
    let hash = blake3::hash(&bytes);
    let first = hash.as_bytes().first_chunk().copied();
    CommandId(u128::from_be_bytes(first.unwrap_or_default()))
}

impl Drop for Writer {
    fn drop(&mut self) {
        if thread::panicking() {
            self.tell(&News::NotSaved(super::gone()));
        }
    }
}
