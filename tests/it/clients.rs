//! Whoever is at the table: each has an identity, a mailbox, and replies of its own.

use std::{
    io,
    path::Path,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
        mpsc::{self, Receiver},
    },
};

use roundtable::{
    clock,
    id::{CommandId, PersonId, QuestionId},
    journal::{
        disk::{Disk, RealDisk, Tape},
        drafts,
    },
    protocol::{DEFAULT, GoOn, Protocol},
    session::{Actor, Command, Event, Place, Refusal, Session},
    stamp::Stamp,
    table::{Client, Draft, DraftKey, Listening, News, Table, Trouble, World},
    text::Clean,
};

use crate::{
    cruel::{Cruel, Plan, Policy},
    desk::{ANN, Fixture, Keyboard, LONG, advance, entries, join, opened, says, send, small_case},
};

const BEN: PersonId = PersonId(2);

type Replies = Receiver<Result<Arc<Session>, Trouble>>;

fn order(client: &Client, id: u128, command: Command) -> Replies {
    let (sender, replies) = mpsc::channel();
    let reply = move |result| drop(sender.send(result));
    client.order(CommandId(id), command, Box::new(reply));
    replies
}

fn person(table: &Table, person: PersonId) -> Client {
    table.client(Actor::Person(person))
}

fn mailbox(client: &Client) -> (Listening, Receiver<News>) {
    let (sender, news) = mpsc::channel();
    let listening = client.listen(Box::new(move |news| drop(sender.send(news))));
    (listening, news)
}

fn key(person: PersonId) -> DraftKey {
    DraftKey::Answer {
        person,
        question: QuestionId::new("q1"),
    }
}

fn typed(text: &str) -> Option<Draft> {
    Some(Draft {
        text: Clean::new(text),
        ..Draft::default()
    })
}

#[test]
fn what_is_ordered_ten_times_has_one_effect() {
    let desk = Fixture::new();
    desk.ask_the_question();
    let ann = person(&desk.keys.table, ANN);
    let again = || order(&ann, 77, says(ANN, "once"));
    let replies: Vec<_> = (0..10).map(|_| again()).collect();
    for reply in replies.iter().chain([&again()]) {
        let session = reply.recv_timeout(LONG).unwrap().unwrap();
        assert_eq!(session.last().0, 4, "opened, joined, moved, answered");
        assert!(reply.recv().is_err(), "one reply to each order");
    }
    // Also after the program was left and opened again.
    let (desk, _) = desk.again();
    let ann = person(&desk.keys.table, ANN);
    let reply = order(&ann, 77, says(ANN, "once"));
    assert!(reply.recv_timeout(LONG).unwrap().is_ok());
    desk.keys.leave();
    let entries = entries(&desk.path());
    let answers = entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::Answered { .. }));
    let by: Vec<_> = answers.map(|entry| (entry.by, entry.id)).collect();
    assert_eq!(by, [(Actor::Person(ANN), CommandId(77))]);
}

#[test]
fn a_refusal_reaches_its_sender_alone_and_what_happened_everybody() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(join("Ben"));
    let (ann, ben) = (person(&desk.keys.table, ANN), person(&desk.keys.table, BEN));
    let (_anns, heard_by_ann) = mailbox(&ann);
    let (_bens, heard_by_ben) = mailbox(&ben);
    let (_second, heard_beside) = mailbox(&ann);
    send(&ann, advance(Place::Gather));
    let reply = order(&ann, 5, advance(Place::Gather)).recv_timeout(LONG);
    assert!(matches!(
        reply,
        Ok(Err(Trouble::Refused(Refusal::NotYourSeat)))
    ));
    let done = send(&ben, says(BEN, "I would ask."));
    for heard in [&heard_by_ann, &heard_beside] {
        let news = heard.recv_timeout(LONG).unwrap();
        let theirs = matches!(&news, News::Refused(Refusal::NotYourSeat));
        assert!(theirs, "{news:?}");
    }
    for heard in [&heard_by_ann, &heard_beside, &heard_by_ben, &desk.news] {
        let published =
            |news: &News| matches!(news, News::Published { done: ids, .. } if ids.contains(&done));
        loop {
            let news = heard.recv_timeout(LONG).unwrap();
            assert!(!matches!(news, News::Refused(_)), "{news:?}");
            if published(&news) {
                break;
            }
        }
    }
}

#[test]
fn nobody_speaks_or_types_for_another() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(join("Ben"));
    let ben = person(&desk.keys.table, BEN);
    for client in [&ben, &ben.passed_to(ANN)] {
        let refused = client.ask(says(ANN, "as if it were Ann"));
        let not_theirs = matches!(refused, Err(Trouble::Refused(Refusal::NotYours)));
        assert!(not_theirs, "{refused:?}");
        client.draft(key(ANN), typed("over hers"));
        client.draft(DraftKey::Dissent, typed("in nobody's name"));
    }
    ben.draft(key(BEN), typed("mine"));
    // The shared keyboard is passed, and what is written then is hers.
    let passed = desk.keys.client.passed_to(ANN);
    passed.ask(says(ANN, "my own")).unwrap();
    desk.keys.flush();
    let kept = drafts::read(&desk.path()).drafts;
    assert_eq!(kept.into_keys().collect::<Vec<_>>(), [key(BEN)]);
    desk.keys.leave();
    assert_eq!(
        entries(&desk.path())
            .iter()
            .filter(|entry| entry.by == Actor::Person(ANN))
            .count(),
        1
    );
}

/// A disk on which no sync returns while the gate is shut.
#[derive(Clone, Default)]
struct Gated(Arc<(Mutex<bool>, Condvar, AtomicUsize)>);

impl Gated {
    fn shut(&self, shut: bool) {
        *self.0.0.lock().unwrap() = shut;
        self.0.1.notify_all();
    }

    fn syncs(&self) -> usize {
        self.0.2.load(Ordering::SeqCst)
    }
}

impl Disk for Gated {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        let tape = RealDisk.create(path)?;
        Ok(Box::new(GatedTape(tape, self.clone())))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        let tape = RealDisk.open(path)?;
        Ok(Box::new(GatedTape(tape, self.clone())))
    }
}

struct GatedTape(Box<dyn Tape>, Gated);

impl Tape for GatedTape {
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.add(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        let (shut, opens, syncs) = &*self.1.0;
        syncs.fetch_add(1, Ordering::SeqCst);
        drop(opens.wait_while(shut.lock().unwrap(), |shut| *shut));
        self.0.sync()
    }
}

#[test]
fn nothing_that_a_front_does_waits_for_a_sync() {
    let gate = Gated::default();
    let world = World {
        disk: Arc::new(gate.clone()),
        ..World::real()
    };
    let desk = Fixture::in_world(&world, small_case());
    desk.ask_the_question();
    gate.shut(true);
    let keys = &desk.keys;
    let before = keys.session().last();
    keys.send(says(ANN, "under way"));
    // Each of these returns while the sync has not: else this test never ends.
    let (sender, flushed) = mpsc::channel();
    for number in 0..100 {
        keys.draft(key(ANN), typed(&format!("{number}")));
        let sender = sender.clone();
        keys.client
            .flush(Box::new(move || sender.send(number).unwrap()));
        keys.send(says(ANN, &format!("{number}")));
        let (listening, _) = mailbox(&keys.client);
        drop(listening);
        assert_eq!(keys.session().last(), before, "nothing unsaved is shown");
        assert!(keys.journal_path().is_some() && !keys.table.unsaved());
    }
    assert!(flushed.try_recv().is_err(), "nothing is said to be on disk");
    gate.shut(false);
    let done: Vec<_> = (0..100).map(|_| flushed.recv_timeout(LONG)).collect();
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    keys.leave();
    assert_eq!(entries(&desk.path()).len(), 3 + 101 + 1, "and the pause");
}

#[test]
fn every_order_is_replied_to_even_where_the_table_is_gone() {
    let desk = Fixture::new();
    desk.ask_the_question();
    let ann = person(&desk.keys.table, ANN);
    desk.keys.leave();
    let reply = order(&ann, 9, says(ANN, "too late")).recv_timeout(LONG);
    assert!(matches!(reply, Ok(Err(Trouble::NotSaved(_)))), "{reply:?}");
    let (_listening, news) = mailbox(&ann);
    let heard = news.recv_timeout(LONG);
    assert!(matches!(heard, Ok(News::NotSaved(_))), "{heard:?}");
    // A flush that never comes is told by its end.
    let (sender, flushed) = mpsc::channel();
    ann.flush(Box::new(move || sender.send(()).unwrap_or(())));
    assert!(flushed.recv().is_err());
}

#[test]
fn a_mailbox_hears_first_that_something_is_not_saved_and_nothing_once_it_is_closed() {
    let cruel = Cruel::new(Plan::default(), Policy::Honest);
    let desk = Fixture::in_world(&cruel.world(), small_case());
    desk.ask_the_question();
    cruel.limit(Some(0));
    assert!(desk.keys.ask(says(ANN, "kept in memory")).is_err());
    let ann = person(&desk.keys.table, ANN);
    let (listening, news) = mailbox(&ann);
    let heard = news.recv_timeout(LONG);
    assert!(matches!(heard, Ok(News::NotSaved(_))), "{heard:?}");
    drop(listening);
    let (_open, others) = mailbox(&ann);
    cruel.limit(None);
    loop {
        let heard = others.recv_timeout(LONG).unwrap();
        if matches!(heard, News::SavedAgain) {
            break;
        }
    }
    assert!(news.recv().is_err(), "a closed mailbox hears nothing");
}

#[test]
fn the_table_outlives_its_clients_and_no_clone_of_them_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = roundtable::home::Home::find(Some(folder.path().join("data"))).unwrap();
    let table = Table::open_in(&World::real(), &home, opened(small_case())).unwrap();
    let (keys, _news) = Keyboard::at(table.clone());
    keys.ask(join("Ann")).unwrap();
    drop(keys.client.clone());
    drop(keys);
    let desk = table.client(Actor::Desk);
    desk.ask(advance(Place::Gather)).unwrap();
    // Two that close it at once: it is ended for both when they go on.
    let other = table.clone();
    let path = table.journal_path().unwrap();
    let closes = std::thread::spawn(move || other.close());
    table.close();
    assert_eq!(entries(&path).len(), 4, "and the pause");
    closes.join().unwrap();
    assert!(desk.ask(join("Ben")).is_err());
}

#[test]
fn what_was_typed_is_handed_in_once_by_the_program_when_the_step_ends() {
    let gate = Gated::default();
    let world = World {
        disk: Arc::new(gate.clone()),
        ..World::real()
    };
    let desk = Fixture::in_world(&world, small_case());
    let keys = &desk.keys;
    for number in 1..=300 {
        keys.send(join(&format!("Person {number}")));
    }
    desk.must(advance(Place::Gather));
    let place = keys.session().place();
    // One has handed in, and types nothing new; one has begun a new version beside what stands;
    // one typed blanks.
    desk.must(says(PersonId(1), "handed in"));
    desk.must(says(PersonId(2), "before"));
    for number in 1..=300 {
        let text = match number {
            1 => "handed in".to_owned(),
            3 => "  ".to_owned(),
            _ => format!("typed by {number}"),
        };
        let person = PersonId(number);
        let own = self::person(&keys.table, person);
        own.draft(key(person), typed(&text));
    }
    keys.flush();
    // Refused: nobody but whoever steers ends a step, and nothing is handed in by trying.
    let ann = self::person(&keys.table, ANN);
    let refused = order(&ann, 1, advance(place)).recv_timeout(LONG).unwrap();
    assert!(matches!(
        refused,
        Err(Trouble::Refused(Refusal::NotYourSeat))
    ));
    let before = (keys.session().last().0, gate.syncs());
    let replies: Vec<_> = (0..3)
        .map(|_| order(&keys.client, 2, advance(place)))
        .collect();
    for reply in replies {
        let session = reply.recv_timeout(LONG).unwrap().unwrap();
        assert_eq!(
            session.last().0,
            before.0 + 297 + 1,
            "297 answers and the move"
        );
    }
    assert_eq!(gate.syncs(), before.1 + 1, "one sync");
    keys.leave();
    assert_eq!(
        drafts::read(&desk.path()).drafts.len(),
        3,
        "those that counted are gone"
    );
    let entries = entries(&desk.path());
    let handed = entries.iter().filter(|entry| {
        matches!(
            entry.event,
            Event::Answered {
                handed_in: true,
                late: false,
                ..
            }
        )
    });
    let by: Vec<_> = handed.map(|entry| entry.by).collect();
    assert_eq!(by, vec![Actor::Program; 297]);
}

/// How much later it is than the clock says, in milliseconds.
static LATER: AtomicU64 = AtomicU64::new(0);

fn later() -> Stamp {
    clock::now().plus(LATER.load(Ordering::SeqCst))
}

#[test]
fn when_time_ends_a_step_all_that_was_typed_is_handed_in_once_and_nobody_who_types_is_moved() {
    let gate = Gated::default();
    let world = World {
        disk: Arc::new(gate.clone()),
        clock: later,
    };
    let desk = Fixture::in_world(&world, small_case());
    let keys = &desk.keys;
    let mut protocol = Protocol::find(DEFAULT).unwrap().clone();
    protocol.steps.to_mut()[0].go_on = GoOn::Time;
    let protocol = Arc::new(protocol);
    desk.must(Command::ChooseProtocol { protocol });
    for number in 1..=300 {
        keys.send(join(&format!("Person {number}")));
    }
    desk.must(advance(Place::Gather));
    let place = keys.session().place();
    for number in 1..=300 {
        let person = PersonId(number);
        let own = self::person(&keys.table, person);
        own.draft(key(person), typed(&format!("typed by {number}")));
    }
    let (_listening, news) = mailbox(&keys.client);
    // A device cannot hold the step, else one of many always would; the keyboard can.
    self::person(&keys.table, ANN).hold(true);
    keys.client.hold(true);
    keys.flush();
    let before = (keys.session().last().0, gate.syncs());
    LATER.store(3_600_000, Ordering::SeqCst);
    keys.flush();
    assert_eq!(keys.session().place(), place, "somebody types");
    keys.client.hold(false);
    let ended = std::iter::repeat_with(|| news.recv_timeout(LONG).unwrap())
        .find_map(|news| match news {
            News::Published { session, .. } if session.place() != place => Some(session),
            _ => None,
        })
        .unwrap();
    assert_eq!(ended.last().0, before.0 + 300 + 1, "all, and the move");
    assert_eq!(gate.syncs(), before.1 + 1, "one sync");
    keys.leave();
    let entries = entries(&desk.path());
    let handed = entries.iter().filter(|entry| {
        let handed = matches!(
            entry.event,
            Event::Answered {
                handed_in: true,
                ..
            }
        );
        handed && entry.by == Actor::Program
    });
    assert_eq!(handed.count(), 300);
    let moved = entries
        .iter()
        .rev()
        .find(|entry| matches!(entry.event, Event::Moved { .. }));
    assert_eq!(moved.unwrap().by, Actor::Program);
}
