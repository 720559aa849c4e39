//! The session's screens around one keyboard: which one is shown, what lies over it, what
//! a key does there. Which screen it is follows from the view alone.

use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

pub use leads::enters_to_hand_in;

use crate::{
    begin::Tried,
    id::{CommandId, PersonId},
    journal::{
        drafts::{Draft, DraftKey},
        editing::Piece,
    },
    protocol::{See, Write},
    session::{Actor, Place, View, Viewer},
    stamp::Zone,
    study::shelf::brought::Brought,
    tui::{
        ask::Ask,
        effect::{Effect, NO_FIELD},
        form::{Form, FormError, Press, Reply},
        keys::{Action, Scope},
        screen::{
            answer::{Answering, Hand},
            close::Close,
            compare::Compare,
            discuss::Discuss,
            share::Share,
        },
        theme::Theme,
    },
};

mod act;
pub mod back;
mod begun;
mod beside;
mod draw;
mod late;
pub mod leads;
mod meaning;
mod on_page;
mod overlay;
mod page;
pub mod prose;
mod time;

use begun::Begun;
use beside::{Beside, split};
pub use overlay::Overlay;
pub(in crate::tui) use overlay::words_of;
pub use page::{Page, Shows};

/// Which of the session's screens is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// People write.
    Answer,
    Share,
    /// Answers and notes.
    Discuss,
    /// The model answer beside them.
    Compare,
    /// Commitments and the end.
    Close,
}

/// The session's screens, and what lies over them.
#[derive(Clone, Debug, Default)]
pub struct SessionScreens {
    answering: Answering,
    share: Share,
    discuss: Discuss,
    compare: Compare,
    close: Close,
    beside: Beside,
    /// What lies over the screen; the last is on top.
    laid: Vec<Overlay>,
    /// What was begun in small forms.
    begun: Begun,
    /// The session is being opened again, to add an answer.
    adds_next: bool,
    /// The command that the form on top became, until it is on disk.
    waits_for: Option<CommandId>,
    announced: time::Announced,
    /// Who speaks now, and since which moment of the session, in milliseconds.
    speaking: Option<(PersonId, u64)>,
    /// What these people tried since last time.
    tried: Arc<[Tried]>,
    /// The step whose groups were shown.
    grouped: Option<Place>,
    /// Where people are, for the time of day.
    pub zone: Zone,
}

/// Which screen the view asks for; none while people gather or read.
pub fn shown(view: &View) -> Option<Shown> {
    let Some(step) = &view.step else {
        let reads = view.place == Place::Gather || view.parts.iter().any(|part| part.now);
        return (!reads).then_some(Shown::Close);
    };
    Some(match step.step.write {
        Write::Answer | Write::AnswerAndReason => Shown::Answer,
        Write::Ranking | Write::Rating | Write::Dots | Write::Consent => Shown::Answer,
        Write::Notes => Shown::Discuss,
        Write::Stance => Shown::Compare,
        Write::Commitment => Shown::Close,
        Write::Nothing if step.step.shows(See::Model) || step.step.shows(See::Voices) => {
            Shown::Compare
        }
        Write::Nothing => Shown::Share,
    })
}

impl SessionScreens {
    /// Drafts that were found when the session was opened again.
    pub fn restore(&mut self, drafts: impl IntoIterator<Item = (DraftKey, Draft)>) {
        let (answers, others): (Vec<_>, Vec<_>) = drafts
            .into_iter()
            .partition(|(key, _)| matches!(key, DraftKey::Answer { .. } | DraftKey::Vote { .. }));
        self.answering.restore(answers);
        self.begun.found(others);
    }

    /// What people wrote alone, offered to each of them as their first version.
    pub fn bring(&mut self, brought: Vec<Brought>, view: &View) {
        self.answering.bring(brought, view);
    }

    /// The answer that is read whole, where one is.
    pub fn looks_at(&self, view: &View) -> Option<crate::id::Seq> {
        let whole = self.share.is_whole() && self.shows(view);
        self.share
            .answer(view)
            .filter(|_| whole)
            .map(|(entry, _)| entry)
    }

    fn shows(&self, view: &View) -> bool {
        matches!(shown(view), Some(Shown::Share | Shown::Discuss))
    }

    /// Who looks at the screen now.
    pub fn viewer(&self) -> Viewer {
        self.answering.viewer()
    }

    /// Whether nothing of anybody's may be on screen, the frame's own rows aside.
    pub fn is_blank(&self) -> bool {
        matches!(self.answering.hand(), Hand::Over(_) | Hand::Kept(_)) && self.laid.is_empty()
    }

    /// Whether something lies over the screen, which then gets the keys.
    pub fn is_covered(&self) -> bool {
        !self.laid.is_empty()
    }

    /// Which keys count now.
    pub fn scope(&self, view: &View) -> Scope {
        match self.laid.last() {
            Some(Overlay::Ask(_)) => Scope::Writing,
            Some(Overlay::Confirm { .. } | Overlay::Material { open: false, .. }) => Scope::Notice,
            Some(Overlay::People { .. }) => Scope::People,
            Some(Overlay::Page(page)) => page.scope(),
            Some(Overlay::Reading(_) | Overlay::Passage { .. } | Overlay::Material { .. }) => {
                Scope::Overlay
            }
            None => self.scope_below(view),
        }
    }

    fn scope_below(&self, view: &View) -> Scope {
        match shown(view) {
            Some(Shown::Answer) => match self.answering.hand() {
                Hand::Room => Scope::Hub,
                Hand::With(_) if self.answering.form().is_some() => Scope::Writing,
                Hand::Over(_) => Scope::Blank,
                Hand::Offer(_) => Scope::Offer,
                Hand::Kept(_) | Hand::With(_) => Scope::Done,
            },
            Some(Shown::Share | Shown::Discuss) if self.share.is_whole() => Scope::Front,
            Some(Shown::Share) => Scope::Share,
            Some(Shown::Discuss) => Scope::Discuss,
            Some(Shown::Compare) => Scope::Compare,
            Some(Shown::Close) | None if view.place == Place::Over => Scope::Over,
            Some(Shown::Close) | None => Scope::Close,
        }
    }

    /// Whether the projector shows the room's page, where nothing of this screen is.
    pub fn sees_room(&mut self, open: bool) {
        self.answering.room_page = open;
    }

    /// What an action will do now; none where the table of keys says it well enough.
    pub fn says(&self, view: &View, action: Action) -> Option<String> {
        leads::on_desk(self, view, action)
    }

    /// Follows the session, after each change of view: forms are made, people who are gone
    /// are let go of.
    pub fn follow(&mut self, view: &View) {
        let before = self.viewer();
        self.answering.ready(view);
        self.compare.follow(view, &mut self.share);
        self.laid
            .retain(|over| !matches!(over, Overlay::Page(page) if page.is_behind(view)));
        if self.viewer() != before {
            // What was laid out for one viewer is for no other's eyes.
            self.laid
                .retain(|over| !matches!(over, Overlay::Reading(_)));
        }
        self.show_groups(view);
    }

    /// New entries are on disk; `done` are the commands that they came from.
    pub fn published(&mut self, view: &View, done: &[CommandId]) -> Vec<Effect> {
        if self.waits_for.is_some_and(|id| done.contains(&id)) {
            self.waits_for = None;
            if let Some(Overlay::Ask(ask)) = self.laid.last() {
                let (key, next) = (ask.draft_key(), ask.next(view));
                let saved = overlay::saved(ask, view, &self.zone);
                let fact = ask
                    .gives_fact()
                    .then(|| overlay::newest_exhibit(view))
                    .flatten();
                self.laid.pop();
                self.laid
                    .extend(fact.map(|fact| Overlay::Reading(Box::new(fact))));
                self.laid.extend(next.map(Overlay::Ask));
                let mut effects = vec![Effect::Tell(saved)];
                effects.extend(key.map(|key| Effect::Draft(key, None)));
                return effects;
            }
        }
        if self.adds_next && view.place != Place::Over {
            self.adds_next = false;
            return self.change(view);
        }
        self.answering.published(view, done)
    }

    /// A command went to the table under this number.
    pub fn sent(&mut self, id: CommandId) {
        if matches!(self.laid.last(), Some(Overlay::Ask(ask)) if ask.is_sent()) {
            self.waits_for = Some(id);
        }
        self.answering.sent(id);
    }

    /// A command was refused, or could not be saved: all text is where it was.
    pub fn refused(&mut self) {
        self.waits_for = None;
        if let Some(Overlay::Ask(ask)) = self.laid.last_mut() {
            ask.not_sent();
        }
        self.answering.not_sent();
    }

    /// Where the report lies, once it is written.
    pub fn reports(&mut self, paths: Vec<String>) {
        self.close.written(paths);
    }

    /// Whether somebody has the keyboard and types; no time ends the step meanwhile.
    pub fn is_typing(&self) -> bool {
        matches!(self.answering.hand(), Hand::With(_) | Hand::Offer(_))
    }

    /// Time has passed: how it stands is told, but to nobody who types.
    pub fn tick(&mut self, view: &View) -> Vec<Effect> {
        if view.step.is_none() || self.is_typing() {
            return Vec::new();
        }
        let due = self.announced.due(view);
        due.map(Effect::Tell).into_iter().collect()
    }

    /// At the beginning of a step in groups, shows once who works with whom.
    fn show_groups(&mut self, view: &View) {
        if view.groups.is_empty() {
            self.grouped = None;
        } else if self.grouped != Some(view.place) {
            self.grouped = Some(view.place);
            if view.groups.len() > 1 && self.laid.is_empty() {
                self.lay(Overlay::Page(Page::new(Shows::Groups, view)));
            }
        }
    }

    /// The form that has the keyboard.
    fn form(&self) -> Option<&Form> {
        match self.laid.last() {
            Some(Overlay::Ask(ask)) => Some(&ask.form),
            Some(_) => None,
            None => self.answering.form(),
        }
    }

    /// The text field that has the keyboard, for `$EDITOR`.
    pub fn text(&self) -> Option<String> {
        let form = self.form().filter(|form| form.takes_text())?;
        Some(form.text(form.at()).to_string())
    }

    /// What came back from `$EDITOR`, and how many bytes of it had no room.
    pub fn put_text(&mut self, text: &str, view: &View) -> (Vec<Effect>, usize) {
        match self.laid.last_mut() {
            Some(Overlay::Ask(ask)) => {
                let at = ask.form.at();
                let over = match ask.form.editor_mut(at) {
                    Some(editor) => editor.put_what_fits(text),
                    None => text.len(),
                };
                let draft = ask.draft_key().map(|key| Effect::Draft(key, ask.draft()));
                (draft.into_iter().collect(), over)
            }
            Some(_) => (Vec::new(), text.len()),
            None => self.answering.put_text(text, view),
        }
    }

    /// Which text `$EDITOR` gets, where it is kept as a draft.
    pub fn editing(&self) -> Option<(DraftKey, Piece)> {
        match self.laid.last() {
            Some(Overlay::Ask(ask)) => Some((ask.draft_key()?, ask.piece()?)),
            Some(_) => None,
            None => self.answering.editing(),
        }
    }

    /// A pasted text: one edit, and it submits nothing.
    pub fn paste(&mut self, text: &str, view: &View) -> Vec<Effect> {
        match self.text() {
            Some(_) => self.press(Press::Paste(text.to_owned()), view),
            None => vec![tells(NO_FIELD)],
        }
    }

    /// A key that no binding takes: where a form has the keyboard it is typed there.
    pub fn type_key(
        &mut self,
        key: KeyEvent,
        view: &View,
        area: Rect,
        theme: &Theme,
    ) -> Vec<Effect> {
        if self.may_begin(view) {
            return prose::begins(self, key, (view, area, theme));
        }
        let press = self.form().and_then(|form| form.press_of(key));
        let effects = press.map_or_else(Vec::new, |press| self.press(press, view));
        self.fit(view, area, theme);
        effects
    }

    /// A click or a turn of the wheel.
    pub fn mouse(
        &mut self,
        mouse: MouseEvent,
        view: &View,
        area: Rect,
        theme: &Theme,
    ) -> Vec<Effect> {
        let action = match mouse.kind {
            MouseEventKind::ScrollUp => Action::Up,
            MouseEventKind::ScrollDown => Action::Down,
            MouseEventKind::Down(MouseButton::Left) => {
                return self.click(mouse, view, area, theme);
            }
            _ => return Vec::new(),
        };
        let (_, reading) = split(area, view, self.answering.hand());
        let under = Position::new(mouse.column, mouse.row);
        if self.laid.is_empty() && reading.contains(under) {
            self.beside.scroll(action == Action::Down);
            self.fit(view, area, theme);
            return Vec::new();
        }
        self.act(action, view, area, theme)
    }

    fn click(&mut self, mouse: MouseEvent, view: &View, area: Rect, theme: &Theme) -> Vec<Effect> {
        let (question, _) = split(area, view, self.answering.hand());
        let inner = match self.laid.last() {
            Some(Overlay::Ask(ask)) => draw::ask_area(ask, area, theme),
            Some(Overlay::Page(_)) => return self.click_page(mouse.row, view, area, theme),
            Some(_) => return Vec::new(),
            None => self.answering.form_area(question, view, theme),
        };
        if self.laid.is_empty() && shown(view) == Some(Shown::Answer) {
            let cell = (mouse.column, mouse.row);
            if let Some(person) = self.answering.person_at(question, view, theme, cell) {
                self.answering.click(person, view);
                return Vec::new();
            }
        }
        if !inner.contains(Position::new(mouse.column, mouse.row)) {
            return Vec::new();
        }
        let cell = (mouse.row - inner.y, mouse.column - inner.x);
        match self.laid.last_mut() {
            Some(Overlay::Ask(ask)) => tell(ask.form.click(inner, cell.0, cell.1, theme)),
            Some(_) => Vec::new(),
            None => {
                let effects = match self.answering.form_mut() {
                    Some(form) => tell(form.click(inner, cell.0, cell.1, theme)),
                    None => Vec::new(),
                };
                self.answering.touch();
                [effects, self.answering.keep(view)].concat()
            }
        }
    }

    fn press(&mut self, press: Press, view: &View) -> Vec<Effect> {
        let ask = match self.laid.last_mut() {
            Some(Overlay::Ask(ask)) => ask,
            Some(_) => return Vec::new(),
            None => return self.answering.press(press, view),
        };
        if ask.is_sent() {
            return vec![Effect::Tell("It is being saved; a moment.".to_owned())];
        }
        let (before, picked) = (ask.draft_key(), ask.form.picked(0));
        match ask.form.press(press) {
            Reply::Told(told) => vec![Effect::Tell(told.0)],
            Reply::Finished => self.hand_in(view),
            Reply::Done => {
                let left = ask.follow_pick(picked);
                self.pick_other(before, left)
            }
        }
    }

    /// Hands in the form on top, or the answer.
    fn hand_in(&mut self, view: &View) -> Vec<Effect> {
        match self.laid.last_mut() {
            Some(Overlay::Ask(ask)) => match ask.form.lost().map_or_else(|| ask.command(), Err) {
                Ok(command) => {
                    let words = back::asks_first(view, &command);
                    let then = vec![Effect::Send(Actor::Desk, command)];
                    let Some((words, yes)) = words else {
                        ask.send();
                        return then;
                    };
                    self.confirm(words, yes, then).unwrap_or_default()
                }
                Err(told) => vec![Effect::Tell(told.0)],
            },
            Some(_) => Vec::new(),
            None => self.answering.hand_in(view),
        }
    }

    /// Somebody else may have been picked in the form on top: the text goes with the pick, or stays
    /// behind in the form `left`; what was begun of theirs comes back.
    fn pick_other(&mut self, before: Option<DraftKey>, left: Option<Ask>) -> Vec<Effect> {
        let Some(Overlay::Ask(mut ask)) = self.laid.pop() else {
            return Vec::new();
        };
        let other = before.filter(|before| Some(before) != ask.draft_key().as_ref());
        let gone = other.filter(|_| left.is_none());
        let gone = gone.map(|before| Effect::Draft(before, None));
        let words = left
            .is_some()
            .then_some("What was begun is kept as a draft.");
        left.into_iter().for_each(|left| self.begun.put_away(left));
        let words = match ask.holds_text() {
            true => words,
            false => self.begun.take_up(&mut ask).or(words),
        };
        let draft = ask.draft_key().map(|key| Effect::Draft(key, ask.draft()));
        self.laid.push(Overlay::Ask(ask));
        let told = words.map(tells);
        gone.into_iter().chain(draft).chain(told).collect()
    }

    /// Opens a small form; text that was put away in one like it comes back.
    fn open(&mut self, mut ask: Ask) -> Vec<Effect> {
        let told = self.begun.take_up(&mut ask);
        self.laid.push(Overlay::Ask(ask));
        told.map(tells).into_iter().collect()
    }
}

fn tells(words: &str) -> Effect {
    Effect::Tell(words.to_owned())
}

fn tell(result: Result<(), FormError>) -> Vec<Effect> {
    match result {
        Ok(()) => Vec::new(),
        Err(told) => vec![Effect::Tell(told.0)],
    }
}
