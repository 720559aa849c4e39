//! Random sessions with crashes, power cuts, full disks and clock jumps, beside a model that
//! knows none of them: what is confirmed stays, what is refused is refused, nothing else is there.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
        mpsc::Receiver,
    },
};

use proptest::prelude::*;
use roundtable::{
    clock,
    home::Home,
    id::{PersonId, QuestionId},
    protocol::Protocol,
    session::{Actor, Command, Commitment, Event, NoteKind, Session, Viewer},
    stamp::Stamp,
    table::{News, Table, Trouble, World},
    text::Clean,
};
use tempfile::TempDir;

use crate::seed::laws;
use crate::{
    cruel::{Cruel, Plan, Policy},
    desk::{Keyboard, entries, join, opened, resume, says, small_case},
    world,
};

/// By how much the wall clock is off; this file's one test alone turns it.
static JUMPED: AtomicI64 = AtomicI64::new(0);

fn clock() -> Stamp {
    let now = clock::now();
    Stamp::new(now.wall.0 + JUMPED.load(Ordering::SeqCst), now.mono)
}

#[derive(Clone, Debug)]
enum Step {
    Tell(u8, u8),
    Crash,
    CutPower(u8),
    Leave,
    Fill(u16),
    Free,
    Jump(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        12 => (0_u8..12, any::<u8>()).prop_map(|(what, pick)| Step::Tell(what, pick)),
        1 => Just(Step::Crash),
        1 => any::<u8>().prop_map(Step::CutPower),
        1 => Just(Step::Leave),
        1 => (0_u16..1500).prop_map(Step::Fill),
        2 => Just(Step::Free),
        1 => (-9_000_000_i64..9_000_000).prop_map(Step::Jump),
    ];
    prop::collection::vec(step, 1..40)
}

fn command(model: &world::Table, what: u8, pick: u8) -> Command {
    let person = PersonId(u32::from(pick % 4));
    let text = format!(
        "text {} {}",
        model.entries.len(),
        "long ".repeat(usize::from(pick))
    );
    let question = QuestionId::new("q1");
    match what {
        0 | 1 => join(&format!("Person {}", pick % 5)),
        2 | 3 => Command::Advance {
            from: model.session.place(),
        },
        4..=6 => says(person, &text),
        7 => Command::Pass { person, question },
        8 => Command::Note {
            person: None,
            question,
            kind: NoteKind::NewIdea,
            text: Clean::new(&text),
            about: None,
        },
        9 => Command::Commit {
            person: None,
            commitment: Commitment {
                what: Clean::new(&text),
                ..Commitment::default()
            },
        },
        10 => Command::Extend { seconds: 60 },
        _ if pick == 0 => Command::Close,
        _ => Command::Leave { person },
    }
}

/// The program and the model beside it.
struct Pair {
    _folder: TempDir,
    cruel: Cruel,
    path: Option<PathBuf>,
    keys: Keyboard,
    _news: Option<Receiver<News>>,
    model: world::Table,
    /// How many of the model's entries were confirmed.
    confirmed: usize,
    home: Home,
}

impl Pair {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::find(Some(folder.path().join("data"))).unwrap();
        let cruel = Cruel::new(Plan::default(), Policy::Honest);
        let table = Table::open_in(&world_of(&cruel), &home, opened(small_case()));
        let (keys, _) = Keyboard::at(table.unwrap());
        Self {
            _folder: folder,
            cruel,
            path: None,
            keys,
            _news: None,
            model: fresh_model(),
            confirmed: 1,
            home,
        }
    }

    fn tell(&mut self, what: u8, pick: u8) {
        let command = command(&self.model, what, pick);
        let expected = self.model.send(Actor::Desk, command.clone(), 0);
        match (self.keys.ask(command.clone()), expected) {
            (Ok(session), Ok(_)) => {
                self.confirmed = self.model.entries.len();
                self.path = self.keys.journal_path();
                if let Some(path) = &self.path {
                    let there = entries(path);
                    assert!(
                        session.last().0 <= there.len() as u64,
                        "shown, but not there"
                    );
                    let replayed = Session::replay(&there).unwrap().runs_elsewhere();
                    let now = session.last_at();
                    let shown = format!("{:?}", session.view(Viewer::Report, now));
                    assert_eq!(shown, format!("{:?}", replayed.view(Viewer::Report, now)));
                }
            }
            (Err(Trouble::NotSaved(_)), Ok(_)) => {}
            (Err(Trouble::Refused(refusal)), Err(expected)) => assert_eq!(refusal, expected),
            (got, expected) => panic!("{command:?}: {got:?}, but {expected:?}"),
        }
        self.check();
    }

    /// The file holds what was confirmed, and nothing that was not decided.
    fn check(&mut self) -> usize {
        self.path = self.keys.journal_path().or(self.path.take());
        let Some(path) = self.path.as_ref().filter(|path| path.exists()) else {
            assert_eq!(self.confirmed, 1);
            return 1;
        };
        let there = said(entries(path).into_iter().map(|entry| entry.event));
        let model = said(self.model.entries.iter().map(|entry| entry.event.clone()));
        assert!(
            there.len() >= self.confirmed,
            "lost: {} of {}",
            there.len(),
            self.confirmed
        );
        assert!(there.len() <= model.len());
        assert_eq!(there[1..], model[1..there.len()]);
        there.len()
    }

    /// Opens what is there again; the model forgets what is not.
    fn again(&mut self) {
        let kept = self.check();
        let entries: Vec<_> = self.model.entries.drain(..kept).collect();
        self.model.session = Session::replay(&entries).unwrap();
        self.model.entries = entries;
        self.confirmed = kept;
        self.cruel = Cruel::new(Plan::default(), Policy::Honest);
        let world = world_of(&self.cruel);
        match &self.path {
            Some(path) if kept > 1 => {
                let (keys, news, opening) = resume(&world, path);
                assert_eq!(opening.view_only, None);
                (self.keys, self._news) = (keys, Some(news));
            }
            _ => {
                let opened = opened(small_case());
                let table = Table::open_in(&world, &self.home, opened);
                (self.keys, _) = Keyboard::at(table.unwrap());
                self.path = None;
            }
        }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Tell(what, pick) => self.tell(*what, *pick),
            Step::Crash => {
                self.cruel.kill();
                self.keys.leave();
                self.again();
            }
            Step::CutPower(lucky) => {
                self.cruel.cut_power(u64::from(*lucky));
                self.keys.leave();
                self.again();
            }
            Step::Leave => {
                self.keys.leave();
                self.again();
            }
            Step::Fill(bytes) => self.cruel.limit(Some(usize::from(*bytes))),
            Step::Free => self.cruel.limit(None),
            Step::Jump(by_ms) => {
                JUMPED.fetch_add(*by_ms, Ordering::SeqCst);
                let confirmed = self.confirmed;
                self.tell(0, 0);
                if self.confirmed > confirmed && by_ms.abs() > 4_000 {
                    self.check_jump(*by_ms);
                }
            }
        }
    }

    fn check_jump(&self, by_ms: i64) {
        let found = entries(self.path.as_ref().unwrap()).into_iter().rev();
        let jump = found.filter_map(|entry| match entry.event {
            Event::ClockJumped { by_ms } => Some(by_ms),
            _ => None,
        });
        let jump = jump.into_iter().next().expect("a jump is put on record");
        assert!((jump - by_ms).abs() < 2_000, "{jump}, not {by_ms}");
    }
}

fn world_of(cruel: &Cruel) -> World {
    World {
        clock,
        disk: Arc::new(cruel.clone()),
    }
}

fn fresh_model() -> world::Table {
    world::Table::new(small_case(), Protocol::find("think-share").unwrap(), 7)
}

/// What people did; not what the program noted about itself.
fn said(events: impl Iterator<Item = Event>) -> Vec<Event> {
    let ours = |event: &Event| {
        !matches!(
            event,
            Event::Resumed { .. }
                | Event::Paused { .. }
                | Event::ClockJumped { .. }
                | Event::Mended { .. }
                | Event::Shortened { .. }
                | Event::TakenOver { .. }
        )
    };
    // The end's count and hash are filled in by whoever writes it.
    events
        .filter(ours)
        .map(|event| match event {
            Event::Closed { .. } => Event::Left {
                person: PersonId(0),
            },
            other => other,
        })
        .collect()
}

proptest! {
    #![proptest_config(laws(48))]

    #[test]
    fn a_session_is_what_its_model_says_whatever_breaks(steps in steps()) {
        let mut pair = Pair::new();
        for step in &steps {
            pair.step(step);
        }
        pair.keys.leave();
        pair.check();
    }
}
