//! The full screen as data: a message comes in, what is on screen changes, and errands go out for
//! others to do. It waits for nothing: no file, no clock, no thread is asked here.

use std::{collections::BTreeMap, time::Duration};

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Rect, Size};

use super::{
    effect::{Effect, NO_FIELD},
    errand::{Errand, Msg, ShellErrand, TableErrand, Ticket},
    form::edits_with_alt,
    keys::{Action, Chord, Scope, lookup},
    notice::Notice,
    screen::{devices::Devices, library::Library},
    session_controller::SessionController,
    theme::Theme,
};
use crate::{
    fault::Fault,
    host::opening::Opening,
    id::CommandId,
    session::Can,
    stamp::{Stamp, Zone},
    study::shelf::Learners,
    table::News,
};

mod done;
pub(super) mod foot;
mod obey;
mod opening;
mod places;
mod seek;
mod told;
mod top;
mod unbound;

use done::Awaited;
use opening::paste_into;
use seek::{fit, seek};
use unbound::{at_once, means_nothing, prose, takes_no_chord};

pub(super) use places::{Places, body, not_saved, places};
pub(in crate::tui) use told::told_rows;
pub use top::{Popup, Screen, Top};

/// The smallest window that a screen is drawn in: columns and rows.
pub const SMALLEST: (u16, u16) = (40, 10);

/// What is known of the world when it begins.
#[derive(Clone, Debug)]
pub struct Known {
    pub theme: Theme,
    /// Who studies on this computer.
    pub learners: Learners,
    /// Where we are.
    pub zone: Zone,
    /// The first command's id; those after it count up from it.
    pub first: CommandId,
    pub now: Stamp,
}

/// Everything on screen.
pub struct App {
    pub(super) theme: Theme,
    /// The library, which stays as it was left.
    pub(super) library: Library,
    pub(super) screen: Screen,
    /// What lies over the screen; the last is on top.
    pub(super) popups: Vec<Popup>,
    pub(super) told: Option<String>,
    pub(super) not_saved: Option<Fault>,
    pub(super) size: Size,
    pub(super) devices: Devices,
    learners: Learners,
    zone: Zone,
    now: Stamp,
    next_id: CommandId,
    /// What is to begin, until all is known that it needs.
    opening: Option<Opening>,
    /// What was asked of workers from this screen.
    awaited: BTreeMap<Ticket, Awaited>,
    /// What is said while a document is read that takes long.
    reading: Option<String>,
    /// What people press while something opens: it is meant for what comes.
    ahead: Vec<Event>,
    tickets: u64,
    /// The newest look for cases and sessions; an older one has not seen what came since.
    listing: Ticket,
    /// What is to be done, in turn.
    errands: Vec<Errand>,
    /// Somebody types, and the table knows.
    held: bool,
    /// Letters that were pressed one after the other since the list of people.
    letters: Vec<KeyEvent>,
}

impl App {
    /// The program as it starts: the library, with nothing found yet.
    pub fn new(known: Known) -> Self {
        Self {
            theme: known.theme,
            library: Library::default(),
            screen: Screen::Library,
            popups: Vec::new(),
            told: None,
            not_saved: None,
            size: Size::default(),
            devices: Devices::default(),
            learners: known.learners,
            zone: known.zone,
            now: known.now,
            next_id: known.first,
            opening: None,
            awaited: BTreeMap::new(),
            reading: None,
            ahead: Vec::new(),
            tickets: 0,
            listing: Ticket::default(),
            errands: Vec::new(),
            held: false,
            letters: Vec::new(),
        }
    }

    /// Takes a message. What there is to do comes back, in turn.
    pub fn update(&mut self, msg: Msg, now: Stamp) -> Vec<Errand> {
        self.now = now;
        if let Some(controller) = self.controller_mut() {
            controller.now = now;
        }
        let effects = match msg {
            Msg::Input(event) => self.hear(event),
            Msg::News(news) => self.news(news),
            Msg::Done(ticket, done) => self.done(ticket, *done),
            Msg::Looking(done, of) => {
                self.library.looking(done, of);
                Vec::new()
            }
            Msg::Changed => {
                self.look_again();
                Vec::new()
            }
            Msg::Sleep => vec![Effect::Suspend],
            Msg::Broken(what) => {
                // What waited for that part waits in vain.
                self.open_no_more();
                self.awaited.clear();
                self.tell(&format!("A part of the program broke: {what}. What is shown as saved is safe; leave and resume."));
                Vec::new()
            }
            Msg::Tick => self.tick(),
        };
        self.carry_out(effects);
        self.hold();
        std::mem::take(&mut self.errands)
    }

    /// What is on top: it gets the keys.
    pub fn top(&self) -> Top<&Popup, &Screen> {
        match self.popups.last() {
            Some(popup) => Top::Popup(popup),
            None => Top::Screen(&self.screen),
        }
    }

    /// The same, to be changed.
    fn top_mut(&mut self) -> Top<&mut Popup, &mut Screen> {
        match self.popups.last_mut() {
            Some(popup) => Top::Popup(popup),
            None => Top::Screen(&mut self.screen),
        }
    }

    /// Which keys count now.
    pub fn scope(&self) -> Scope {
        match self.top() {
            Top::Popup(popup) => popup.scope(),
            Top::Screen(screen) => screen.scope(),
        }
    }

    /// Another screen is on. What was asked for on the one before is answered too late.
    fn turn_to(&mut self, screen: Screen) {
        self.library.leave();
        self.screen = screen;
        self.awaited.clear();
    }

    /// The session that is on screen.
    pub(in crate::tui) fn controller(&self) -> Option<&SessionController> {
        let Screen::Session(controller) = &self.screen else {
            return None;
        };
        Some(controller)
    }

    fn controller_mut(&mut self) -> Option<&mut SessionController> {
        let Screen::Session(controller) = &mut self.screen else {
            return None;
        };
        Some(controller)
    }

    /// Lays something over the screen; help that is open stays on top.
    fn lay(&mut self, notice: Notice) {
        let help = matches!(self.popups.last(), Some(Popup::Help { .. }));
        let at = self.popups.len() - usize::from(help);
        self.popups.insert(at, Popup::Notice(notice));
    }

    fn act_on_screen(&mut self, action: Action, area: Rect) -> Vec<Effect> {
        match &mut self.screen {
            Screen::Library => self.library.act(action),
            Screen::Asking(asking) => {
                let next = asking.act(action, area, &self.theme);
                self.asked(next)
            }
            Screen::Mending(mending) => {
                let next = mending.act(action, area);
                self.mended(next)
            }
            Screen::Preview(preview) => preview.act(action, area),
            Screen::Progress(page) => page.act(action, area).unwrap_or_else(|| {
                self.turn_to(Screen::Library);
                vec![Effect::Library]
            }),
            Screen::Room(room) => room.act(action, area, &self.theme),
            Screen::Session(controller) => controller.act(action, area, &self.theme),
        }
    }

    /// What can be done now.
    pub fn can(&self) -> Can {
        // A note or a dissent is put away; only an answer can be passed.
        let own = |own: &SessionController| Can {
            pass: own.view.can.pass && !own.screens.is_covered(),
            ..own.view.can
        };
        self.controller().map(own).unwrap_or_default()
    }

    /// Takes what somebody does at once, or once what opens is there.
    fn hear(&mut self, event: Event) -> Vec<Effect> {
        if !self.opens() {
            return self.input(event);
        }
        let leaves = |key: &KeyEvent| {
            let chord = Chord::of(*key);
            let bound = lookup(Scope::Message, chord, &Can::default());
            key.code == KeyCode::Esc || bound.is_some_and(|row| row.action == Action::Quit)
        };
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release && leaves(&key) => {
                self.open_no_more();
            }
            // While a document is read that takes long, people wait, and a key means the notice.
            Event::Key(_) | Event::Paste(_) if self.reading.is_none() => self.ahead.push(event),
            Event::Key(_)
            | Event::Paste(_)
            | Event::Mouse(_)
            | Event::Resize(..)
            | Event::FocusGained
            | Event::FocusLost => {}
        }
        Vec::new()
    }

    fn input(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Event::Paste(text) => self.paste(&text),
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::FocusLost => vec![Effect::FlushDrafts],
            Event::Key(_) | Event::Resize(..) | Event::FocusGained => Vec::new(),
        }
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.told = None;
        let scope = self.scope();
        let chord = Chord::of(key);
        let bound = lookup(scope, chord, &self.can());
        let letter = match key.code {
            KeyCode::Char(letter) if !chord.ctrl && !chord.alt => Some(letter),
            _ => None,
        };
        // Before a text is begun, the digits that the screen names are ratings.
        let rates =
            told::rates(self) && bound.is_some_and(|row| matches!(row.action, Action::Rate(_)));
        let typed = letter.is_some() && self.takes_letter(letter) && !rates;
        let nothing = bound.is_none() && !typed;
        if let Some(effects) = prose(self, key, letter.is_some(), nothing) {
            return effects;
        }
        match bound {
            Some(row) if !typed => self.act(row.action),
            None if nothing && (letter.is_some() || takes_no_chord(self, chord)) => {
                vec![Effect::Tell(means_nothing(scope, chord))]
            }
            // Nothing that Esc begins may do what Esc was not meant for.
            None if chord.alt && !(scope == Scope::Writing && edits_with_alt(key.code)) => {
                vec![Effect::Tell(at_once(chord))]
            }
            _ => self.type_key(key, letter),
        }
    }

    /// Whether a letter is text here, even where it is bound.
    fn takes_letter(&self, letter: Option<char>) -> bool {
        let asks = matches!(letter, Some('?' | ':'));
        match self.top() {
            Top::Popup(Popup::Help { .. } | Popup::Devices) => false,
            Top::Popup(Popup::Palette(_)) => true,
            Top::Popup(Popup::Notice(notice)) => notice.input.is_some(),
            // The first “?” and “:” ask for help; within words they are letters.
            Top::Screen(Screen::Session(controller)) => {
                controller.takes_letters() && (!asks || !controller.awaits_name())
            }
            Top::Screen(Screen::Library) => !asks || self.library.is_filtering(),
            Top::Screen(_) => false,
        }
    }

    fn type_key(&mut self, key: KeyEvent, letter: Option<char>) -> Vec<Effect> {
        let keys = unbound::keys(self.scope(), key);
        keys.flat_map(|key| self.type_one(key, letter)).collect()
    }

    fn type_one(&mut self, key: KeyEvent, letter: Option<char>) -> Vec<Effect> {
        let (area, theme) = (body(self), self.theme);
        match self.top_mut() {
            Top::Popup(Popup::Notice(notice)) => {
                notice.type_key(key, letter);
                notice.draft().into_iter().collect()
            }
            Top::Popup(Popup::Palette(palette)) => {
                if letter.is_some() || key.code == KeyCode::Backspace {
                    palette.type_letter(letter);
                }
                Vec::new()
            }
            Top::Screen(Screen::Session(controller)) => {
                controller.type_key(key, letter, area, &theme)
            }
            Top::Screen(Screen::Library) => match (key.code, letter) {
                (KeyCode::Backspace, _) => self.library.backspace(),
                (_, Some(letter)) => self.library.type_char(letter),
                _ => Vec::new(),
            },
            Top::Popup(_) | Top::Screen(_) => Vec::new(),
        }
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        if action == Action::Suspend {
            return vec![Effect::Suspend];
        }
        if let Some(effects) = seek(self, action) {
            return effects;
        }
        match self.top_mut() {
            Top::Popup(popup) => {
                let effects = popup.act(action);
                if effects.is_some() {
                    self.popups.pop();
                }
                effects.unwrap_or_default()
            }
            Top::Screen(_) => self.act_on_screen(action, body(self)),
        }
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        match self.top_mut() {
            Top::Popup(Popup::Notice(notice)) if notice.input.is_some() => paste_into(notice, text),
            Top::Screen(Screen::Session(controller)) => controller.paste(text),
            Top::Screen(Screen::Library) => self.library.paste(text),
            Top::Popup(_) | Top::Screen(_) => vec![Effect::Tell(NO_FIELD.to_owned())],
        }
    }

    fn mouse(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        let wheel = match mouse.kind {
            MouseEventKind::ScrollDown => Some(Action::Down),
            MouseEventKind::ScrollUp => Some(Action::Up),
            _ => None,
        };
        if let Some(action) = wheel {
            return (0..3).flat_map(|_| self.act(action)).collect();
        }
        if mouse.kind != MouseEventKind::Down(MouseButton::Left) {
            return Vec::new();
        }
        if mouse.row + 1 >= self.size.height {
            let action = foot::foot_action(self, usize::from(mouse.column));
            return action.map_or_else(Vec::new, |action| self.act(action));
        }
        let (area, theme) = (body(self), self.theme);
        match self.top_mut() {
            Top::Screen(Screen::Session(controller)) => controller.click(mouse, area, &theme),
            Top::Screen(Screen::Library) => self.library.click(area, mouse.column, mouse.row),
            Top::Screen(Screen::Mending(mending)) => {
                mending.click(area, mouse.row);
                Vec::new()
            }
            Top::Popup(_) | Top::Screen(_) => Vec::new(),
        }
    }

    /// Takes the table's news.
    fn news(&mut self, news: News) -> Vec<Effect> {
        match news {
            // What was handed in waits in memory: it is tried again, and not handed in twice.
            News::NotSaved(fault) => self.not_saved = Some(fault),
            News::SavedAgain => {
                self.not_saved = None;
                self.tell("Saved again: everything is on disk.");
            }
            News::Told(text) => self.notice(&text),
            News::TimeUpSoon => self.tell("The time for this step ends in a moment."),
            News::Refused(refusal) => {
                self.tell(&refusal.to_string());
                if let Some(controller) = self.controller_mut() {
                    controller.screens.refused();
                }
            }
            News::Published { session, done } => {
                let theme = self.theme;
                return self.controller_mut().map_or_else(Vec::new, |controller| {
                    controller.published(session, &done, &theme)
                });
            }
        }
        Vec::new()
    }

    /// Time has passed.
    fn tick(&mut self) -> Vec<Effect> {
        let now = self.now;
        if let Screen::Room(room) = &mut self.screen {
            room.tick(now);
            self.look_again();
        }
        self.controller_mut()
            .map_or_else(Vec::new, SessionController::tick)
    }

    /// How long nothing changes by itself; none for ever.
    pub fn wake_in(&self, now: Stamp) -> Option<Duration> {
        if let Screen::Room(room) = &self.screen {
            return room.is_running().then(|| Duration::from_secs(1));
        }
        self.controller()?.wake_in(now)
    }

    /// Says something at the foot, until the next key.
    pub fn tell(&mut self, text: &str) {
        self.told = Some(text.to_owned());
    }

    /// Says something that has to be read.
    pub fn notice(&mut self, text: &str) {
        self.lay(Notice::read(text));
    }

    /// Tells the table whether somebody types, since no time ends a step meanwhile.
    fn hold(&mut self) {
        let held = self.controller().is_some_and(|own| own.screens.is_typing());
        if held != self.held {
            self.held = held;
            self.table(TableErrand::Hold(held));
        }
    }

    fn shell(&mut self, errand: ShellErrand) {
        self.errands.push(Errand::Shell(errand));
    }

    fn table(&mut self, errand: TableErrand) {
        self.errands.push(Errand::Table(errand));
    }

    /// Makes everything fit the window; called before it is drawn.
    pub fn fit(&mut self, size: Size) {
        self.size = size;
        fit(self);
        let area: Rect = body(self);
        match &mut self.screen {
            Screen::Library => self.library.fit(area, &self.theme),
            Screen::Mending(mending) => mending.fit(area, &self.theme),
            Screen::Preview(preview) => preview.fit(area, &self.theme),
            Screen::Session(controller) => controller.fit(area, &self.theme),
            Screen::Asking(_) | Screen::Progress(_) | Screen::Room(_) => {}
        }
    }
}
