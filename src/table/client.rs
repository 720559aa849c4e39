//! Whoever wants something of the table: a front, a person's own device. Who it is was fixed
//! at the door, so what it orders can be said for nobody else.

use std::sync::{
    Arc,
    atomic::Ordering,
    mpsc::{self, Sender},
};

use super::{
    Hear, News, Shared,
    writer::{Answers, Mailbox, Message, Waits},
};
use crate::{
    clock,
    fault::Fault,
    id::{CommandId, PersonId},
    journal::drafts::{Draft, DraftKey},
    session::{Actor, Command, Order, Refusal, Session},
    text::Clean,
};

/// A handle on the table, with an identity. Cheap to clone; the table goes on without it.
#[derive(Clone)]
pub struct Client {
    actor: Actor,
    /// Unlike that of any other client; refusals find their mailbox by it.
    number: u64,
    sender: Sender<Message>,
    shared: Arc<Shared>,
}

/// Why an order is not on disk.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Trouble {
    /// A rule refused it; nothing has changed.
    #[error("{0}")]
    Refused(Refusal),
    /// It is in memory only, and tried again.
    #[error("{}", .0.line())]
    NotSaved(Fault),
}

/// Hears what became of an order: the session with it once it is on disk, or why it is not
/// there. It is called exactly once, on the writer's thread, so it must not wait.
pub type Reply = Box<dyn FnOnce(Result<Arc<Session>, Trouble>) + Send>;

/// A mailbox that is open; dropping it closes it.
pub struct Listening {
    number: u64,
    sender: Sender<Message>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.sender.send(Message::Deaf(self.number));
    }
}

impl Client {
    pub(super) fn new(actor: Actor, sender: Sender<Message>, shared: Arc<Shared>) -> Self {
        Self {
            actor,
            number: shared.next_number(),
            sender,
            shared,
        }
    }

    /// The shared keyboard while that person has it: what they send is theirs, and what is heard
    /// is heard at the shared keyboard. No other client is passed on: it stays who it is.
    pub fn passed_to(&self, person: PersonId) -> Self {
        let mut client = self.clone();
        if self.actor == Actor::Desk {
            client.actor = Actor::Person(person);
        }
        client
    }

    /// The newest session that is on disk.
    pub fn session(&self) -> Arc<Session> {
        Arc::clone(&self.shared.session())
    }

    /// Orders something. The id is made where the order is made: ordered again with the same id,
    /// it has one effect. A refusal goes to `reply` alone. Where it ends a step, what people have
    /// typed and not handed in is handed in first, by the program and marked so, in one sync with
    /// it.
    pub fn order(&self, id: CommandId, command: Command, reply: Reply) {
        self.post(id, command, Answers::Reply(Waits::new(reply)));
    }

    /// The same; a refusal is heard as news in this client's own mailbox.
    pub fn send(&self, id: CommandId, command: Command) {
        self.post(id, command, Answers::Mailbox(self.number));
    }

    /// Orders something and waits until it is on disk; never called where somebody types.
    /// Fails with [`Trouble`] where it was refused, or is in memory only.
    pub fn ask(&self, command: Command) -> Result<Arc<Session>, Trouble> {
        let (sender, receiver) = mpsc::channel();
        let reply = move |result| drop(sender.send(result));
        self.order(clock::command_id(), command, Box::new(reply));
        receiver
            .recv()
            .unwrap_or_else(|_| Err(Trouble::NotSaved(super::gone())))
    }

    fn post(&self, id: CommandId, command: Command, answers: Answers) {
        let by = self.actor;
        let command = dated(command);
        let order = Order { id, by, command };
        // If the writer is gone, the reply says so; mailboxes have heard it already.
        let _ = self.sender.send(Message::Order(order, answers));
    }

    /// Keeps what is being typed, or forgets it. Whoever is one person keeps their own only.
    pub fn draft(&self, key: DraftKey, draft: Option<Draft>) {
        let may = match self.actor {
            Actor::Person(person) => key.person() == Some(person),
            Actor::Desk | Actor::Program => true,
            Actor::Door => false,
        };
        if may {
            let _ = self.sender.send(Message::Draft(key, draft));
        }
    }

    /// Holds the step while somebody has the shared keyboard: time does not end it, since nobody who
    /// types is moved. No device can hold it, else one of many always would.
    pub fn hold(&self, held: bool) {
        if self.actor == Actor::Desk {
            let _ = self.sender.send(Message::Hold(self.number, held));
        }
    }

    /// Brings every draft to disk. `done` is called once they are there, on the writer's thread;
    /// it is dropped where they never are.
    pub fn flush(&self, done: Box<dyn FnOnce() + Send>) {
        let _ = self.sender.send(Message::Flush(done));
    }

    /// Opens a mailbox. `hear` is called on the writer's thread, so it stores, wakes, and never
    /// waits. Where something is not saved, it hears that first.
    #[must_use = "the mailbox is closed when it is dropped"]
    pub fn listen(&self, hear: Hear) -> Listening {
        let number = self.shared.next_number();
        let mailbox = Mailbox {
            number,
            of: self.number,
            hear,
        };
        if let Err(mpsc::SendError(Message::Listen(mailbox))) =
            self.sender.send(Message::Listen(mailbox))
        {
            (mailbox.hear)(News::NotSaved(super::gone()));
        }
        Listening {
            number,
            sender: self.sender.clone(),
        }
    }
}

impl Shared {
    fn next_number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }
}

/// The same, with the day that somebody named from where they are today behind it: whatever it was
/// said in, the next session knows which day that was.
fn dated(mut command: Command) -> Command {
    if let Command::Commit {
        commitment: said, ..
    }
    | Command::Recommit {
        anew: Some(said), ..
    } = &mut command
    {
        let dated = clock::zone().dated(&said.by_when, clock::now().wall);
        said.by_when = Clean::new(&dated);
    }
    command
}
