//! A keyboard and a screen over a session: keys in, screens out, without a terminal.

use std::{collections::BTreeMap, sync::Arc};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, layout::Rect};
use roundtable::{
    case::{Case, Item, Kind, ModelAnswer, Part, Question, Scale, Value},
    id::{CommandId, PersonId},
    journal::drafts::{Draft, DraftKey},
    protocol::{ALONE, DEFAULT, Protocol},
    session::{Actor, Command, View, Viewer},
    text::Clean,
    tui::{
        effect::Effect,
        keys::{Action, Chord, Scope, lookup},
        screen::protocols::asked_for,
        session_screens::{SessionScreens, back::give_draft},
        theme::{Choice, Theme},
    },
};

use crate::world::{self, Table};

/// A session, the screens over it, and a keyboard.
pub(crate) struct Rig {
    pub(crate) table: Table,
    pub(crate) screens: SessionScreens,
    pub(crate) theme: Theme,
    pub(crate) area: Rect,
    pub(crate) told: Vec<String>,
    pub(crate) drafts: BTreeMap<DraftKey, Draft>,
    /// Every screen since the beginning.
    pub(crate) frames: Vec<String>,
    /// Commands wait in the queue instead of being saved.
    pub(crate) stuck: bool,
    /// Texts that went to the person's own editor.
    pub(crate) outside: Vec<String>,
    pub(crate) queue: Vec<(CommandId, Actor, Command)>,
    /// What was to be chosen last: what was asked, and the choices.
    pub(crate) choices: (String, Vec<(String, Vec<Effect>)>),
}

impl Rig {
    /// A session at its first step.
    pub(crate) fn new(case: Case, protocol: &str, names: &[&str], size: (u16, u16)) -> Self {
        Self::of(case, Protocol::find(protocol).unwrap(), names, size)
    }

    /// The same with a protocol of one's own.
    pub(crate) fn of(case: Case, protocol: &Protocol, names: &[&str], size: (u16, u16)) -> Self {
        let alone = protocol.name == ALONE;
        let mut rig = Self::around(Table::open(case, protocol, 7, alone), names, size);
        rig.starts();
        rig
    }

    /// People have gathered, nothing has begun.
    pub(crate) fn gathered(case: Case, names: &[&str], size: (u16, u16)) -> Self {
        let protocol = Protocol::find(DEFAULT).unwrap();
        Self::around(Table::open(case, protocol, 7, false), names, size)
    }

    fn around(mut table: Table, names: &[&str], (cols, rows): (u16, u16)) -> Self {
        for name in names {
            let name = Clean::new(name);
            table.must(Actor::Desk, Command::Join { name, role: None });
        }
        Self {
            table,
            screens: SessionScreens::default(),
            theme: Theme::of(Choice::Mono, None, false, false),
            area: Rect::new(0, 0, cols, rows),
            told: Vec::new(),
            drafts: BTreeMap::new(),
            frames: Vec::new(),
            stuck: false,
            outside: Vec::new(),
            queue: Vec::new(),
            choices: Default::default(),
        }
    }

    pub(crate) fn starts(&mut self) {
        self.table.advance();
        self.follow();
    }

    /// Time passes, and the clock ticks.
    pub(crate) fn waits(&mut self, seconds: u64) -> &mut Self {
        self.table.now = self.table.now.plus(seconds * 1000);
        let effects = self.screens.tick(&self.view());
        self.carry_out(effects);
        // The table ends a step by time, unless somebody types.
        let now = self.table.now;
        let ends = self
            .table
            .session
            .wake_at(now)
            .is_some_and(|at| at.mono <= now.mono);
        if ends && !self.screens.is_typing() {
            let from = self.table.session.place();
            self.send(Actor::Program, Command::Advance { from });
        }
        self
    }

    pub(crate) fn view(&self) -> View {
        self.table.view(self.screens.viewer())
    }

    /// Presses Enter until that step runs.
    pub(crate) fn enters_until(&mut self, step: &str) {
        let runs = |view: View| view.step.is_some_and(|now| now.step.name == *step);
        while !runs(self.view()) {
            self.keys("Enter");
        }
    }

    pub(crate) fn follow(&mut self) {
        self.screens.follow(&self.view());
        let view = self.view();
        self.screens.follow(&view);
        self.screens.fit(&view, self.area, &self.theme);
        let screen = self.screen();
        self.frames.push(screen);
    }

    pub(crate) fn cells(&self) -> Buffer {
        let mut terminal =
            Terminal::new(TestBackend::new(self.area.width, self.area.height)).unwrap();
        let view = self.view();
        terminal
            .draw(|frame| self.screens.draw(frame, frame.area(), &view, &self.theme))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    pub(crate) fn screen(&self) -> String {
        let buffer = self.cells();
        let row = |y: u16| {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..self.area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                skip = roundtable::text::width(symbol).saturating_sub(1);
                row.push_str(symbol);
            }
            row.trim_end().to_owned()
        };
        let rows: Vec<_> = (0..self.area.height).map(row).collect();
        rows.join("\n").trim_end().to_owned()
    }

    pub(crate) fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(by, command) if self.stuck => {
                    let id = CommandId(self.queue.len() as u128);
                    self.screens.sent(id);
                    self.queue.push((id, by, command));
                }
                Effect::Send(by, command) => self.send(by, command),
                Effect::Draft(key, Some(draft)) => {
                    self.drafts.insert(key, draft);
                }
                Effect::Draft(key, None) => {
                    self.drafts.remove(&key);
                }
                Effect::Edit(text) => self.outside.push(text),
                Effect::Tell(words) => self.told.push(words),
                Effect::Choices(text, choices) => self.choices = (text, choices),
                Effect::GiveDraft(whose) => {
                    let view = self.view();
                    let more = give_draft(&mut self.screens, whose, &view);
                    self.carry_out(more);
                }
                Effect::Without(ticked) => self.choices = ticked.choices(),
                _ => {}
            }
        }
        self.follow();
    }

    /// What the table does before a step ends: drafts that count are handed in.
    fn hands_in(&mut self, by: Actor, ends: &Command) {
        let taken = world::tried(&self.table, by, ends);
        if !ends.ends_step() || !taken.is_ok_and(|events| !events.is_empty()) {
            return;
        }
        for command in self.table.session.counting(ends, &self.drafts) {
            let by = match command {
                Command::Vote { .. } => Actor::Desk,
                _ => Actor::Program,
            };
            let from = self.table.entries.len();
            self.table.send(by, command, 0).unwrap();
            for entry in self.table.entries.iter().skip(from) {
                if let Some(key) = DraftKey::of(entry.by, &entry.event) {
                    self.drafts.remove(&key);
                }
            }
        }
    }

    pub(crate) fn send(&mut self, by: Actor, command: Command) {
        self.hands_in(by, &command);
        let id = CommandId(u128::from(self.table.session.last().0) + 1000);
        self.screens.sent(id);
        match self.table.send(by, command, 1_000) {
            Ok(_) => {
                let effects = self.screens.published(&self.view(), &[id]);
                self.carry_out(effects);
            }
            Err(refusal) => {
                self.screens.refused();
                self.told.push(refusal.to_string());
            }
        }
    }

    /// All that waits in the queue is saved at once.
    pub(crate) fn saves(&mut self) {
        let mut done = Vec::new();
        for (id, by, command) in self.queue.drain(..) {
            self.table.must(by, command);
            done.push(id);
        }
        let effects = self.screens.published(&self.view(), &done);
        self.carry_out(effects);
    }

    pub(crate) fn event(&mut self, key: KeyEvent) {
        let view = self.view();
        let scope = self.screens.scope(&view);
        let chord = Chord::of(key);
        let plain = !chord.ctrl && !chord.alt && matches!(chord.code, KeyCode::Char(_));
        let begins = self.screens.may_begin(&view);
        let binding = (!((scope == Scope::Writing || begins) && plain))
            .then(|| lookup(scope, chord, &view.can))
            .flatten();
        let asks = binding.filter(|binding| binding.action == Action::Protocol);
        let mut view = view;
        if asks.is_some() {
            asked_for(&self.table.session, &mut view);
        }
        let effects = match binding {
            Some(binding) => self
                .screens
                .act(binding.action, &view, self.area, &self.theme),
            None => self.screens.type_key(key, &view, self.area, &self.theme),
        };
        self.carry_out(effects);
    }

    /// Keys by name, with blanks between.
    pub(crate) fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split_whitespace() {
            self.event(named(name));
        }
        self
    }

    /// The choice of that number, counted from 0.
    pub(crate) fn chooses(&mut self, at: usize) -> &mut Self {
        let (_, effects) = self.choices.1.remove(at);
        self.carry_out(effects);
        self
    }

    /// A text, letter by letter.
    pub(crate) fn types(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            let code = match letter {
                '\n' => KeyCode::Enter,
                letter => KeyCode::Char(letter),
            };
            self.event(KeyEvent::new(code, KeyModifiers::NONE));
        }
        self
    }

    pub(crate) fn pastes(&mut self, text: &str) -> &mut Self {
        let view = self.view();
        let effects = self.screens.paste(text, &view);
        self.carry_out(effects);
        self
    }

    pub(crate) fn clicks(&mut self, row: u16, column: u16) -> &mut Self {
        let mouse = MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column,
            row,
            modifiers: KeyModifiers::NONE,
        };
        let view = self.view();
        let effects = self.screens.mouse(mouse, &view, self.area, &self.theme);
        self.carry_out(effects);
        self
    }

    /// The first row of the screen that holds the words.
    pub(crate) fn row_of(&self, words: &str) -> u16 {
        let screen = self.screen();
        let row = screen.lines().position(|row| row.contains(words));
        u16::try_from(row.unwrap()).unwrap()
    }

    /// What the person who has the keyboard has written so far.
    pub(crate) fn written(&self) -> String {
        self.screens.text().unwrap_or_default()
    }

    pub(crate) fn answer_of(&self, person: u32) -> Option<Value> {
        let view = self.table.view(Viewer::Person(PersonId(person)));
        let question = view.question?;
        Some(question.mine.last()?.answer.value.clone())
    }

    pub(crate) fn last_told(&self) -> &str {
        self.told.last().map_or("", String::as_str)
    }
}

fn named(name: &str) -> KeyEvent {
    let (modifiers, key) = match name.split_once('-') {
        Some(("Ctrl", key)) => (KeyModifiers::CONTROL, key),
        Some(("Alt", key)) => (KeyModifiers::ALT, key),
        Some(("Shift", key)) => (KeyModifiers::SHIFT, key),
        _ => (KeyModifiers::NONE, name),
    };
    let code = match key {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Back" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgDn" => KeyCode::PageDown,
        "PgUp" => KeyCode::PageUp,
        "Space" => KeyCode::Char(' '),
        "F2" => KeyCode::F(2),
        letter => {
            let mut letters = letter.chars();
            let key = letters.next().expect("a key");
            assert!(letters.next().is_none(), "“{letter}” is no name of a key");
            KeyCode::Char(key)
        }
    };
    KeyEvent::new(code, modifiers)
}

/// A case of one question, which opens at once.
pub(crate) fn one(kind: Kind, text: &str) -> Case {
    let Item::Question(question) = world::question(1, kind) else {
        unreachable!()
    };
    let mut prompt = (*question.prompt).clone();
    prompt.text = Clean::new(text);
    let mut aside = (*question.aside).clone();
    aside.models = vec![ModelAnswer {
        title: None,
        claims: vec![
            Clean::new("Say what you saw before you say what it means."),
            Clean::new("Ask the night shift first; they were there."),
        ],
    }];
    aside.follow_ups = vec![Clean::new("Who was not in the room?")];
    aside.hints = vec![Clean::new("Look at ¶1 again.")];
    aside.listen_for = vec![Clean::new("Blame that comes too early.")];
    let question = Question {
        prompt: Arc::new(prompt),
        aside: Arc::new(aside),
    };
    Case {
        title: Clean::new("The Night Shift"),
        parts: vec![Part {
            title: None,
            staged: false,
            only_if: None,
            items: vec![Item::Question(Arc::new(question))],
        }],
        ..Case::default()
    }
}

pub(crate) const ASKED: &str = "What would you say to the ward in the morning, and to whom first?";

pub(crate) fn open() -> Case {
    one(Kind::Open, ASKED)
}

pub(crate) fn words(texts: &[&str]) -> Vec<Clean> {
    texts.iter().map(|text| Clean::new(text)).collect()
}

pub(crate) fn choice(most: u8) -> Kind {
    Kind::Choice {
        options: words(&[
            "Call the head of nursing now, at night, and wake her",
            "Wait for the morning round and tell everybody at once",
            "Write it down and talk to the night shift first",
        ]),
        most,
    }
}

pub(crate) fn scale() -> Kind {
    Kind::Scale(Scale {
        low: 1,
        high: 5,
        low_label: Clean::new("not at all"),
        high_label: Clean::new("fully"),
        statements: words(&["The night shift was heard.", "The rota is fair."]),
    })
}

pub(crate) fn rank() -> Kind {
    Kind::Rank {
        items: words(&["Safety", "Rest", "Pay", "Respect"]),
    }
}

/// Ann and Ben answer, Cy passes.
pub(crate) fn all_answer(rig: &mut Rig) {
    rig.keys("Enter Enter")
        .types("Tell the ward what happened, in plain words, before the round begins (¶1).")
        .keys("Ctrl-s");
    rig.keys("Enter")
        .types("Nothing yet. First I would ask the night shift what they saw.")
        .keys("Ctrl-s");
    rig.keys("Enter Ctrl-p");
}
