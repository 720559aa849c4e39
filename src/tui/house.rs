//! The screens and what lies over them: which one is shown, what it hears, what it wants.

use std::{path::PathBuf, time::Duration};

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Rect, Size};

use super::{
    alone::{Intent, ProgressPage},
    app::{Effect, NO_FIELD},
    draw::body,
    form::edits_with_alt,
    keys::{Action, Chord, Scope, lookup},
    notice::Notice,
    screen::{asking::Asking, library::Library, mending::Mending, preview::Preview, room::Room},
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
    table::{News, Opening, Seat},
};

mod asked;
mod opening;
mod unbound;

use unbound::{at_once, means_nothing};

pub(in crate::tui) use asked::Waiting;

/// The smallest window that a screen is drawn in: columns and rows.
pub const SMALLEST: (u16, u16) = (40, 10);

/// Everything on screen.
pub struct House {
    pub(super) theme: Theme,
    pub(super) library: Library,
    pub(super) sitting: Option<Box<Sitting>>,
    /// A case that its author looks at.
    pub(super) preview: Option<Box<Preview>>,
    /// How a document was read, and is mended.
    pub(super) mending: Option<Box<Mending>>,
    /// What is asked before a document begins.
    pub(super) asking: Option<Box<Asking>>,
    /// What waits for the answer.
    waiting: Option<Waiting>,
    /// The room's screen, which follows a session of another window.
    pub(super) room: Option<Box<Room>>,
    pub(super) notices: Vec<Notice>,
    /// Help: for which scope, and how far it is scrolled.
    pub(super) help: Option<(Scope, usize)>,
    pub(super) told: Option<String>,
    pub(super) not_saved: Option<Fault>,
    pub(super) size: Size,
    pub(super) home: Home,
    /// What is to be studied, until it is known who studies.
    pub(super) intent: Option<Intent>,
    /// How far somebody has come, over the library.
    pub(super) progress: Option<ProgressPage>,
    /// What was opened and waits for a choice.
    wanted: Option<Wanted>,
}

impl House {
    /// An empty house: the library, with nothing found yet.
    #[must_use]
    pub fn new(theme: Theme, home: Home) -> Self {
        Self {
            theme,
            library: Library::default(),
            sitting: None,
            preview: None,
            mending: None,
            asking: None,
            waiting: None,
            room: None,
            notices: Vec::new(),
            help: None,
            told: None,
            not_saved: None,
            size: Size::default(),
            home,
            intent: None,
            progress: None,
            wanted: None,
        }
    }

    /// Which keys count now.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if self.help.is_some() {
            Scope::Help
        } else if let Some(notice) = self.notices.last() {
            notice.scope()
        } else if self.preview.is_some() {
            Scope::Preview
        } else if self.mending.is_some() {
            Scope::Mending
        } else if self.asking.is_some() {
            Scope::Asking
        } else if self.room.is_some() {
            Scope::Room
        } else if self.progress.is_some() {
            Scope::Progress
        } else {
            self.sitting
                .as_ref()
                .map_or(Scope::Library, |sitting| sitting.scope())
        }
    }

    /// What can be done now.
    #[must_use]
    pub fn can(&self) -> Can {
        let Some(sitting) = &self.sitting else {
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

    /// Whether something is open in which nobody types.
    fn is_covered(&self) -> bool {
        let notice = self.help.is_some() || self.progress.is_some() || !self.notices.is_empty();
        let asked = self.mending.is_some() || self.asking.is_some();
        notice || self.preview.is_some() || asked || self.room.is_some()
    }

    /// Whether a letter is text here, even where it is bound.
    fn takes_letter(&self, letter: Option<char>) -> bool {
        if let Some(notice) = self.notices.last().filter(|_| self.help.is_none()) {
            return notice.input.is_some();
        }
        if self.is_covered() {
            return false;
        }
        match &self.sitting {
            Some(sitting) => sitting.takes_letters(),
            // The first “?” asks for help; within words it is a letter.
            None => letter != Some('?') || self.library.is_filtering(),
        }
    }

    fn type_key(&mut self, key: KeyEvent, letter: Option<char>) -> Vec<Effect> {
        if let Some(notice) = self.notices.last_mut().filter(|_| self.help.is_none()) {
            notice.type_key(key, letter);
            return notice.draft().into_iter().collect();
        }
        if self.is_covered() {
            return Vec::new();
        }
        let area = body(self.size);
        match &mut self.sitting {
            Some(sitting) => sitting.type_key(key, letter, area, &self.theme),
            None => match (key.code, letter) {
                (KeyCode::Backspace, _) => self.library.backspace(),
                (_, Some(letter)) => self.library.type_char(letter),
                _ => Vec::new(),
            },
        }
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Help => {
                let scope = self.scope();
                if scope != Scope::Help {
                    self.help = Some((scope, 0));
                    return Vec::new();
                }
            }
            Action::Suspend => return vec![Effect::Suspend],
            _ => {}
        }
        if let Some((_, top)) = &mut self.help {
            match action {
                Action::Up => *top = top.saturating_sub(1),
                Action::Down => *top += 1,
                Action::PageUp => *top = top.saturating_sub(10),
                Action::PageDown => *top += 10,
                _ => self.help = None,
            }
            return Vec::new();
        }
        if let Some(notice) = self.notices.last_mut() {
            return match notice.act(action) {
                Some(effects) => {
                    self.notices.pop();
                    effects
                }
                None => Vec::new(),
            };
        }
        let area = body(self.size);
        if let Some(preview) = &mut self.preview {
            return preview.act(action, area);
        }
        if let Some(mending) = &mut self.mending {
            let next = mending.act(action, area);
            return self.mended(next);
        }
        if self.asking.is_some() {
            return self.act_asking(action, area);
        }
        if let Some(room) = &mut self.room {
            return room.act(action, area, &self.theme);
        }
        if let Some(page) = &mut self.progress {
            if action == Action::WriteDown {
                return vec![Effect::WriteDown];
            }
            if page.act(action, area) {
                self.progress = None;
            }
            return Vec::new();
        }
        match &mut self.sitting {
            Some(sitting) => sitting.act(action, area, &self.theme),
            None => self.library.act(action),
        }
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(notice) = self.notices.last_mut() {
            notice.type_text(Some(text));
            return notice.draft().into_iter().collect();
        }
        match &mut self.sitting {
            Some(sitting) if self.notices.is_empty() && self.help.is_none() => sitting.paste(text),
            _ => vec![Effect::Tell(NO_FIELD.to_owned())],
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
        let area = body(self.size);
        if let Some(mending) = self.mending.as_mut().filter(|_| self.notices.is_empty()) {
            mending.click(area, mouse.row);
        }
        if self.is_covered() {
            return Vec::new();
        }
        match &mut self.sitting {
            Some(sitting) => sitting.click(mouse, area, &self.theme),
            None => self.library.click(area, mouse.column, mouse.row),
        }
    }

    /// Takes the table's news.
    pub fn news(&mut self, news: News) -> Vec<Effect> {
        match news {
            News::NotSaved(fault) => {
                self.not_saved = Some(fault);
                self.sitting
                    .as_mut()
                    .map_or_else(Vec::new, |sitting| sitting.not_saved())
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
                self.sitting
                    .as_mut()
                    .map_or_else(Vec::new, |sitting| sitting.refused())
            }
            News::Published { session, done } => match &mut self.sitting {
                Some(sitting) => sitting.published(session, &done, &self.theme),
                None => Vec::new(),
            },
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
        self.room = Some(Box::new(room));
    }

    /// Looks at a case as its author does.
    pub fn look_at(&mut self, preview: Preview) {
        self.preview = Some(Box::new(preview));
    }

    /// What is previewed or followed has changed.
    pub fn reread(&mut self, load: impl Fn(&Origin) -> Result<Loaded, Fault>) {
        if let Some(room) = &mut self.room {
            room.look();
        }
        if let Some(preview) = &mut self.preview {
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
    pub fn sit_down(&mut self, seat: Seat, home: Home, opening: Option<&Opening>) -> Vec<Effect> {
        if home.is_for_rehearsals() && rehearse::fill(seat.clone()).is_err() {
            self.notice("The invented people cannot come. Close other programs and try again.");
        }
        let mut sitting = Sitting::new(seat, home, &self.theme);
        if let Some(opening) = opening {
            self.notices.extend(sitting.opened_again(opening));
            sitting.refresh(&self.theme);
        }
        let over = sitting.view.place == Place::Over;
        self.sitting = Some(Box::new(sitting));
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
        if let Some(sitting) = &mut self.sitting {
            sitting.bring = files.to_vec();
        }
    }

    /// Carries out what only the table can.
    pub fn pass_on(&mut self, effect: Effect) -> Vec<Effect> {
        match &mut self.sitting {
            Some(sitting) => sitting.pass_on(effect),
            None => Vec::new(),
        }
    }

    /// Time has passed.
    pub fn tick(&mut self) -> Vec<Effect> {
        if let Some(room) = &mut self.room {
            room.tick();
        }
        self.sitting
            .as_mut()
            .map_or_else(Vec::new, |sitting| sitting.tick())
    }

    /// How long nothing changes by itself; none for ever.
    #[must_use]
    pub fn wake_in(&self) -> Option<Duration> {
        if self.room.as_ref().is_some_and(|room| room.is_running()) {
            return Some(Duration::from_secs(1));
        }
        self.sitting.as_ref()?.wake_in()
    }

    /// Says something at the foot, until the next key.
    pub fn tell(&mut self, text: &str) {
        self.told = Some(text.to_owned());
    }

    /// Says something that has to be read.
    pub fn notice(&mut self, text: &str) {
        self.notices.push(Notice::read(text));
    }

    /// Offers a choice.
    pub fn choose_of(&mut self, text: &str, choices: Vec<(String, Vec<Effect>)>) {
        self.notices.push(Notice::choose(text, choices));
    }

    /// Brings drafts to disk.
    pub fn flush(&mut self) {
        if let Some(sitting) = &self.sitting {
            sitting.flush();
        }
    }

    /// Leaves the session; everything is on disk when this returns.
    pub fn leave(&mut self) {
        if let Some(sitting) = self.sitting.take() {
            sitting.leave();
        }
    }

    /// Makes everything fit the window; called before it is drawn.
    pub fn fit(&mut self, size: Size) {
        self.size = size;
        let area: Rect = body(size);
        if let Some(preview) = &mut self.preview {
            return preview.fit(area, &self.theme);
        }
        if let Some(mending) = &mut self.mending {
            return mending.fit(area);
        }
        match &mut self.sitting {
            Some(sitting) => sitting.fit(area, &self.theme),
            None => self.library.fit(area, &self.theme),
        }
    }
}
