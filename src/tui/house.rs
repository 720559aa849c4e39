//! The screens and what lies over them: which one is shown, what it hears, what it wants.

use std::{path::PathBuf, time::Duration};

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Rect, Size};

use super::{
    alone::Intent,
    app::{Effect, NO_FIELD},
    draw::body,
    form::edits_with_alt,
    keys::{Action, Chord, Scope, lookup},
    notice::Notice,
    screen::{library::Library, preview::Preview, room::Room},
    sitting::Sitting,
    theme::Theme,
};
use crate::{
    begin::Wanted,
    case::Case,
    fault::Fault,
    home::Home,
    journal::list::Brief,
    library::{Card, Loaded, Origin},
    rehearse,
    session::{Can, Place},
    table::{Hear, News, Opening, Table},
};

mod opening;
mod top;
mod unbound;

use unbound::{at_once, means_nothing};

pub(in crate::tui) use opening::Waiting;
pub use top::{Popup, Screen, Top};

/// The smallest window that a screen is drawn in: columns and rows.
pub const SMALLEST: (u16, u16) = (40, 10);

/// Everything on screen.
pub struct House {
    pub(super) theme: Theme,
    /// The library, which stays as it was left.
    pub(super) library: Library,
    pub(super) screen: Screen,
    /// What lies over the screen; the last is on top.
    pub(super) popups: Vec<Popup>,
    /// What waits for the page that asks, or for what is mended.
    waiting: Option<Waiting>,
    pub(super) told: Option<String>,
    pub(super) not_saved: Option<Fault>,
    pub(super) size: Size,
    pub(super) home: Home,
    /// What is to be studied, until it is known who studies.
    pub(super) intent: Option<Intent>,
    /// What was opened and waits for a choice.
    wanted: Option<Wanted>,
    /// The request whose reply is still of use here.
    awaited: Option<u64>,
    /// How many requests there were.
    requests: u64,
}

impl House {
    /// An empty house: the library, with nothing found yet.
    #[must_use]
    pub fn new(theme: Theme, home: Home) -> Self {
        Self {
            theme,
            library: Library::default(),
            screen: Screen::Library,
            popups: Vec::new(),
            waiting: None,
            told: None,
            not_saved: None,
            size: Size::default(),
            home,
            intent: None,
            wanted: None,
            awaited: None,
            requests: 0,
        }
    }

    /// The number of a request to another thread, whose reply is of use on this screen only.
    pub(super) fn request(&mut self) -> u64 {
        self.requests += 1;
        self.awaited = Some(self.requests);
        self.requests
    }

    /// Whether a reply comes in time.
    pub(super) fn awaits(&mut self, request: u64) -> bool {
        self.awaited
            .take_if(|awaited| *awaited == request)
            .is_some()
    }

    /// What can be done now.
    #[must_use]
    pub fn can(&self) -> Can {
        let Some(sitting) = self.sitting() else {
            return Can::default();
        };
        let can = sitting.view.can;
        // A note or a dissent is put away; only an answer can be passed.
        let pass = can.pass && !sitting.desk.is_covered();
        Can { pass, ..can }
    }

    /// Takes a key, a paste, a click.
    pub fn input(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            Event::Paste(text) => self.paste(&text),
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::FocusLost => vec![Effect::FlushDrafts],
            Event::Key(_) | Event::Resize(..) | Event::FocusGained => Vec::new(),
        }
    }

    /// Presses a key.
    pub fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.told = None;
        let scope = self.scope();
        let chord = Chord::of(key);
        let bound = lookup(scope, chord, &self.can());
        let letter = match key.code {
            KeyCode::Char(letter) if !chord.ctrl && !chord.alt => Some(letter),
            _ => None,
        };
        let typed = letter.is_some() && self.takes_letter(letter);
        match bound {
            Some(row) if !typed => self.act(row.action),
            None if letter.is_some() && !typed => {
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
        match self.top() {
            Top::Popup(Popup::Help { .. }) => false,
            Top::Popup(Popup::Notice(notice)) => notice.input.is_some(),
            Top::Screen(Screen::Session(sitting)) => sitting.takes_letters(),
            // The first “?” asks for help; within words it is a letter.
            Top::Screen(Screen::Library) => letter != Some('?') || self.library.is_filtering(),
            Top::Screen(_) => false,
        }
    }

    fn type_key(&mut self, key: KeyEvent, letter: Option<char>) -> Vec<Effect> {
        let (area, theme) = (body(self.size), self.theme);
        match self.top_mut() {
            Top::Popup(Popup::Notice(notice)) => {
                notice.type_key(key, letter);
                notice.draft().into_iter().collect()
            }
            Top::Screen(Screen::Session(sitting)) => sitting.type_key(key, letter, area, &theme),
            Top::Screen(Screen::Library) => match (key.code, letter) {
                (KeyCode::Backspace, _) => self.library.backspace(),
                (_, Some(letter)) => self.library.type_char(letter),
                _ => Vec::new(),
            },
            Top::Popup(_) | Top::Screen(_) => Vec::new(),
        }
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        let of = self.scope();
        match action {
            Action::Suspend => return vec![Effect::Suspend],
            Action::Help if of != Scope::Help => {
                self.popups.push(Popup::Help { of, top: 0 });
                return Vec::new();
            }
            _ => {}
        }
        match self.top_mut() {
            Top::Popup(popup) => {
                let effects = popup.act(action);
                if effects.is_some() {
                    self.popups.pop();
                }
                effects.unwrap_or_default()
            }
            Top::Screen(_) => self.act_on_screen(action, body(self.size)),
        }
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        match self.top_mut() {
            Top::Popup(Popup::Notice(notice)) if notice.input.is_some() => {
                notice.type_text(Some(text));
                notice.draft().into_iter().collect()
            }
            Top::Screen(Screen::Session(sitting)) => sitting.paste(text),
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
        let pressed = mouse.kind == MouseEventKind::Down(MouseButton::Left);
        if !pressed {
            return Vec::new();
        }
        if mouse.row + 1 >= self.size.height {
            let action = super::draw::foot_action(self, usize::from(mouse.column));
            return action.map_or_else(Vec::new, |action| self.act(action));
        }
        let (area, theme) = (body(self.size), self.theme);
        match self.top_mut() {
            Top::Screen(Screen::Session(sitting)) => sitting.click(mouse, area, &theme),
            Top::Screen(Screen::Library) => self.library.click(area, mouse.column, mouse.row),
            Top::Screen(Screen::Mending(mending)) => {
                mending.click(area, mouse.row);
                Vec::new()
            }
            Top::Popup(_) | Top::Screen(_) => Vec::new(),
        }
    }

    /// Takes the table's news.
    pub fn news(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::NotSaved(fault) => {
                self.not_saved = Some(fault);
                self.sitting_mut().map_or_else(Vec::new, Sitting::not_saved)
            }
            News::SavedAgain => {
                self.not_saved = None;
                self.told = Some("Saved again: everything is on disk.".to_owned());
                Vec::new()
            }
            News::Told(text) => {
                self.notice(&text);
                Vec::new()
            }
            News::Refused { refusal, .. } => {
                self.told = Some(refusal.to_string());
                self.sitting_mut().map_or_else(Vec::new, Sitting::refused)
            }
            News::Published { session, done } => {
                let theme = self.theme;
                self.sitting_mut().map_or_else(Vec::new, |sitting| {
                    sitting.published(session, &done, &theme)
                })
            }
        }
    }

    /// The library is still being looked through.
    pub fn looking(&mut self, done: usize, of: usize) -> Vec<Effect> {
        self.library.looking(done, of);
        Vec::new()
    }

    /// Takes what the library holds.
    pub fn shelf(&mut self, cards: Vec<Card>, briefs: Vec<Brief>) -> Vec<Effect> {
        self.library.take(cards, briefs)
    }

    /// Follows a session for the room.
    pub fn follow(&mut self, room: Room) {
        self.turn_to(Screen::Room(Box::new(room)));
    }

    /// Looks at a case as its author does.
    pub fn look_at(&mut self, preview: Preview) {
        self.turn_to(Screen::Preview(Box::new(preview)));
    }

    /// What is previewed or followed has changed.
    pub fn reread(&mut self, load: impl Fn(&Origin) -> Result<Loaded, Fault>) {
        if let Screen::Room(room) = &mut self.screen {
            room.look();
        }
        if let Screen::Preview(preview) = &mut self.screen {
            // What was said was said of the file as it was.
            self.told = None;
            let loaded = load(preview.origin());
            preview.take(loaded);
        }
    }

    /// Shows the reading of the chosen case.
    pub fn preview(&mut self, case: &Case) {
        self.library.show(case);
    }

    /// Sits down at a table whose session is kept in `home`. At a rehearsal, invented people
    /// are there too.
    pub fn sit_down(
        &mut self,
        table: Table,
        hear: Hear,
        home: Home,
        opening: Option<&Opening>,
    ) -> Vec<Effect> {
        if home.is_for_rehearsals() && rehearse::fill(table.clone()).is_err() {
            self.notice("The invented people cannot come. Close other programs and try again.");
        }
        let mut sitting = Sitting::new(table, hear, home, &self.theme);
        if let Some(opening) = opening {
            for notice in sitting.opened_again(opening) {
                self.lay(notice);
            }
            sitting.refresh(&self.theme);
        }
        let over = sitting.view.place == Place::Over;
        self.turn_to(Screen::Session(Box::new(sitting)));
        self.not_saved = None;
        // Whoever opens a closed session looks for its report.
        if over {
            vec![Effect::Report]
        } else {
            Vec::new()
        }
    }

    /// Journals of study alone that people bring.
    pub(super) fn bring(&mut self, files: &[PathBuf]) {
        if let Some(sitting) = self.sitting_mut() {
            sitting.bring = files.to_vec();
        }
    }

    /// Carries out what only the table can.
    pub fn pass_on(&mut self, effect: Effect) -> Vec<Effect> {
        self.sitting_mut()
            .map_or_else(Vec::new, |sitting| sitting.pass_on(effect))
    }

    /// Time has passed.
    pub fn tick(&mut self) -> Vec<Effect> {
        if let Screen::Room(room) = &mut self.screen {
            room.tick();
        }
        self.sitting_mut().map_or_else(Vec::new, Sitting::tick)
    }

    /// How long nothing changes by itself; none for ever.
    #[must_use]
    pub fn wake_in(&self) -> Option<Duration> {
        if let Screen::Room(room) = &self.screen {
            return room.is_running().then(|| Duration::from_secs(1));
        }
        self.sitting()?.wake_in()
    }

    /// Says something at the foot, until the next key.
    pub fn tell(&mut self, text: &str) {
        self.told = Some(text.to_owned());
    }

    /// Says something that has to be read.
    pub fn notice(&mut self, text: &str) {
        self.lay(Notice::read(text));
    }

    /// Offers a choice.
    pub fn choose_of(&mut self, text: &str, choices: Vec<(String, Vec<Effect>)>) {
        self.lay(Notice::choose(text, choices));
    }

    /// Brings drafts to disk, without waiting; then this is done.
    pub fn flush(&mut self, then: Box<dyn FnOnce() + Send>) {
        match self.sitting() {
            Some(sitting) => sitting.flush(then),
            None => then(),
        }
    }

    /// Leaves the session; everything is on disk when this returns.
    pub fn leave(&mut self) {
        if let Some(sitting) = self.sitting() {
            sitting.leave();
            self.turn_to(Screen::Library);
        }
    }

    /// Makes everything fit the window; called before it is drawn.
    pub fn fit(&mut self, size: Size) {
        self.size = size;
        let area: Rect = body(size);
        match &mut self.screen {
            Screen::Library => self.library.fit(area, &self.theme),
            Screen::Mending(mending) => mending.fit(area),
            Screen::Preview(preview) => preview.fit(area, &self.theme),
            Screen::Session(sitting) => sitting.fit(area, &self.theme),
            Screen::Asking(_) | Screen::Progress(_) | Screen::Room(_) => {}
        }
    }
}
