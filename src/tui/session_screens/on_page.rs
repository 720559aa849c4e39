//! What a key or a click does on a page that lies over a session's screen.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{Overlay, Page, SessionScreens, Shows, page::Around};
use crate::{
    begin::Tried,
    id::{PersonId, Seq},
    session::{Actor, Command, QuestionView, View},
    tui::{
        ask::{Ask, talk},
        effect::Effect,
        keys::{Action, Scope, name},
        screen::{
            themes::{self, Entry},
            voices,
        },
        theme::Theme,
    },
};

/// Why no answer is added or changed.
const NONE_TO_ADD: &str = "Nobody’s answer to this can be added or changed now. A note can.";

/// Why nothing is said to a question that the group went back from.
const COMES_AGAIN: &str = "The group comes to this question again: it is said there.";

impl SessionScreens {
    /// What pages need besides their own state.
    pub(super) fn around<'a>(&self, view: &'a View, theme: &'a Theme) -> Around<'a> {
        Around {
            view,
            speaking: self.speaks(view),
            theme,
        }
    }

    /// Who speaks now, and for how many seconds.
    fn speaks(&self, view: &View) -> Option<(PersonId, u64)> {
        let (person, since) = self.speaking?;
        let spent = view.clock.total_spent_ms.saturating_sub(since);
        Some((person, spent / 1000))
    }

    /// On a page every key that steers works too; what it opens lies over the page.
    pub(super) fn act_page(
        &mut self,
        action: Action,
        view: &View,
        area: Rect,
        theme: &Theme,
    ) -> Vec<Effect> {
        let around = self.around(view, theme);
        let Some(Overlay::Page(page)) = self.laid.last_mut() else {
            return Vec::new();
        };
        if let Some(go) = super::meaning::go_of(action) {
            page.go(go, around, area);
            return Vec::new();
        }
        let shows = page.shows;
        match (shows, action) {
            (_, Action::Back) => self.put_away(),
            (Shows::Voices, action) => self.act_voices(action, view),
            (Shows::Themes, action) => self.act_themes(action, view),
            (Shows::Tried, Action::Enter) => self.ask_learned(),
            (Shows::Dissents, Action::Enter) if view.dissents.is_empty() => self.put_away(),
            (Shows::Dissents, Action::Enter | Action::MeetDissent) => self.meet(view),
            (Shows::Dissents, Action::Reword) => self.reword(view),
            (Shows::Back, Action::Enter) if page.adds => self.change_past(view),
            (Shows::Back, action) if action.speaks() => self.speak_back(action, view),
            (_, Action::Enter) => self.put_away(),
            (_, Action::Next) => {
                page.turn();
                Vec::new()
            }
            (_, action) => self.act_everywhere(action, view).unwrap_or_default(),
        }
    }

    /// The question that is looked back at, where that is one that is past.
    pub(super) fn looks_back<'v>(&self, view: &'v View) -> Option<&'v QuestionView> {
        let Some(Overlay::Page(page)) = self.laid.last() else {
            return None;
        };
        page.looks_back(view).filter(|one| one.past)
    }

    /// Whether the question that is looked at is one that the group went back from.
    fn looks_ahead(&self, view: &View) -> bool {
        let Some(Overlay::Page(page)) = self.laid.last() else {
            return false;
        };
        let now = view.question.as_ref().map(|asked| &asked.prompt.id);
        let looked = page.looks_back(view);
        looked.is_some_and(|one| !one.past && now != Some(&one.prompt.id))
    }

    /// What is said while looking back belongs to the question that is looked at.
    fn speak_back(&mut self, action: Action, view: &View) -> Vec<Effect> {
        if self.looks_ahead(view) {
            return vec![Effect::Tell(COMES_AGAIN.to_owned())];
        }
        let about = self.looks_back(view).map(|past| view.about(past));
        let view = about.as_ref().unwrap_or(view);
        match action {
            Action::Change => self.change_past(view),
            Action::Stance(stance) => match talk::stance(view, None, stance) {
                Some(ask) => self.open(ask),
                None => vec![Effect::Tell("No author’s answer is shown here.".to_owned())],
            },
            action => self.act_everywhere(action, view).unwrap_or_default(),
        }
    }

    /// An answer after the step that asked, or after its question: of the question that is asked
    /// now, where it can be; else of one that is past, and where there are several it is asked which.
    pub(super) fn change(&mut self, view: &View) -> Vec<Effect> {
        if let Some(ask) = talk::answer(view, self.looked_at(view)) {
            return self.open(ask);
        }
        let past: Vec<_> = view
            .past
            .iter()
            .filter(|one| !one.after.is_empty())
            .collect();
        match past.as_slice() {
            [] => vec![Effect::Tell(NONE_TO_ADD.to_owned())],
            [one] => {
                let ask = talk::answer(&view.about(one), None);
                ask.map_or_else(Vec::new, |ask| self.open(ask))
            }
            [.., last] => {
                self.page(Shows::Back, view);
                if let Some(Overlay::Page(page)) = self.laid.last_mut() {
                    page.adds_to(last, view);
                }
                let key = |action| name(Scope::Back, action);
                let (left, right) = (key(Action::Left), key(Action::Right));
                let words = format!("To which question? {left} {right} choose it.");
                vec![Effect::Tell(words)]
            }
        }
    }

    /// The same of the question that is looked back at.
    fn change_past(&mut self, view: &View) -> Vec<Effect> {
        let about = self.looks_back(view).map(|past| view.about(past));
        match talk::answer(about.as_ref().unwrap_or(view), None) {
            Some(ask) => self.open(ask),
            None => vec![Effect::Tell(NONE_TO_ADD.to_owned())],
        }
    }

    /// A click on a page: the cursor goes there; what was said is marked, and a theme takes
    /// what is marked.
    pub(super) fn click_page(
        &mut self,
        row: u16,
        view: &View,
        area: Rect,
        theme: &Theme,
    ) -> Vec<Effect> {
        let around = self.around(view, theme);
        let Some(Overlay::Page(page)) = self.laid.last_mut() else {
            return Vec::new();
        };
        let Some(entry) = page.entry_at(around, area, row) else {
            return Vec::new();
        };
        page.look_at(entry, view);
        if page.shows == Shows::Themes {
            self.act_themes(Action::Enter, view)
        } else {
            Vec::new()
        }
    }

    fn reword(&mut self, view: &View) -> Vec<Effect> {
        match view.dissents.get(self.page_at()) {
            Some(dissent) => self.open(talk::reword(dissent)),
            None => vec![Effect::Tell("Nobody has dissented yet.".to_owned())],
        }
    }

    fn meet(&mut self, view: &View) -> Vec<Effect> {
        let at = self.page_at();
        match view.dissents.get(at) {
            Some(dissent) => {
                let ask = talk::meet_dissent(dissent.entry, &dissent.against_words);
                self.open(ask)
            }
            None => vec![Effect::Tell("Nobody has dissented yet.".to_owned())],
        }
    }

    /// The dissent that the cursor is on, where the page of dissents is open.
    pub(super) fn dissent_at(&self, view: &View) -> Option<Seq> {
        let Some(Overlay::Page(page)) = self.laid.last() else {
            return None;
        };
        let at = (page.shows == Shows::Dissents).then(|| page.at())?;
        view.dissents.get(at).map(|dissent| dissent.entry)
    }

    fn page_at(&self) -> usize {
        match self.laid.last() {
            Some(Overlay::Page(page)) => page.at(),
            _ => 0,
        }
    }

    fn act_voices(&mut self, action: Action, view: &View) -> Vec<Effect> {
        let people = voices::people(view);
        let Some(person) = people.get(self.page_at()).map(|person| person.id) else {
            return Vec::new();
        };
        let send = |command| vec![Effect::Send(Actor::Desk, command)];
        let first = |screens: &mut Self| {
            if let Some(Overlay::Page(page)) = screens.laid.last_mut() {
                page.look_at_next();
            }
        };
        match action {
            Action::Enter => {
                first(self);
                send(Command::Hear {
                    person: Some(person),
                    answer: None,
                    seconds: None,
                })
            }
            Action::Stopwatch => self.stopwatch(person, view),
            Action::PassTurn => {
                first(self);
                send(Command::PassTurn { person })
            }
            Action::Want(kind) => send(Command::Queue { person, kind }),
            Action::Unqueue => send(Command::Unqueue { person }),
            action => self.act_everywhere(action, view).unwrap_or_default(),
        }
    }

    /// Begins to take the time of whoever speaks; once more puts it on record.
    fn stopwatch(&mut self, person: PersonId, view: &View) -> Vec<Effect> {
        match self.speaks(view) {
            Some((speaker, seconds)) => {
                self.speaking = None;
                vec![Effect::Send(
                    Actor::Desk,
                    Command::Hear {
                        person: Some(speaker),
                        answer: None,
                        seconds: u32::try_from(seconds).ok(),
                    },
                )]
            }
            None => {
                self.speaking = Some((person, view.clock.total_spent_ms));
                Vec::new()
            }
        }
    }

    fn act_themes(&mut self, action: Action, view: &View) -> Vec<Effect> {
        let entries = themes::entries(view);
        let entry = entries.get(self.page_at()).copied();
        let Some(Overlay::Page(page)) = self.laid.last_mut() else {
            return Vec::new();
        };
        match (action, entry) {
            (Action::Mark | Action::Enter, Some(Entry::Said(said))) => {
                page.mark(said);
                Vec::new()
            }
            (Action::Enter | Action::Mark, Some(Entry::Theme(theme))) => {
                let items = std::mem::take(&mut page.marked);
                if items.is_empty() {
                    let words = "Mark what goes into this theme first.";
                    return vec![Effect::Tell(words.to_owned())];
                }
                sort(items, Some(theme))
            }
            (Action::NewTheme, entry) => {
                let mut items = std::mem::take(&mut page.marked);
                if let (true, Some(Entry::Said(said))) = (items.is_empty(), entry) {
                    items.push(said);
                }
                let ask = Ask::theme(view, items);
                ask.map_or_else(Vec::new, |ask| self.open(ask))
            }
            (Action::TakeOut, entry) => {
                let mut items = std::mem::take(&mut page.marked);
                if let (true, Some(Entry::Said(said))) = (items.is_empty(), entry) {
                    items.push(said);
                }
                if items.is_empty() {
                    Vec::new()
                } else {
                    sort(items, None)
                }
            }
            (Action::Rename, Some(Entry::Theme(theme))) => {
                let ask = Ask::name_theme(view, theme);
                ask.map_or_else(Vec::new, |ask| self.open(ask))
            }
            (Action::Tag(tag), Some(Entry::Said(note))) => tag_note(view, note, tag),
            (Action::Undo, _) => match super::overlay::asked(view) {
                Some(question) => {
                    vec![Effect::Send(Actor::Desk, Command::UndoSort { question })]
                }
                None => Vec::new(),
            },
            (Action::Dots, _) => self.dots(view),
            (action, _) => self.act_everywhere(action, view).unwrap_or_default(),
        }
    }

    /// Dots of one person after the other, as they are called out.
    pub(super) fn dots(&mut self, view: &View) -> Vec<Effect> {
        match Ask::dots(view) {
            Some(ask) => self.open(ask),
            None => vec![Effect::Tell(
                "There is nothing yet to put dots on.".to_owned(),
            )],
        }
    }

    /// The answer that is looked at was read aloud, or told.
    pub(super) fn answer_heard(&self, view: &View) -> Vec<Effect> {
        let Some((entry, _)) = self.share.answer(view) else {
            return Vec::new();
        };
        vec![Effect::Send(
            Actor::Desk,
            Command::Hear {
                person: None,
                answer: Some(entry),
                seconds: None,
            },
        )]
    }

    /// What these people tried since last time; it is asked for as the session begins.
    pub fn opens_with(&mut self, tried: Vec<Tried>, view: &View) {
        self.remember(tried);
        if !self.tried.is_empty() {
            self.page(Shows::Tried, view);
        }
    }

    /// What was tried, for when somebody asks for it.
    pub fn remember(&mut self, tried: Vec<Tried>) {
        self.tried = tried.into();
    }

    fn ask_learned(&mut self) -> Vec<Effect> {
        let Some(Overlay::Page(page)) = self.laid.last() else {
            return Vec::new();
        };
        match page.tried.get(page.at()).cloned() {
            Some(tried) => self.open(Ask::learned(&tried)),
            None => self.put_away(),
        }
    }

    /// A page over the screen, in the place of another.
    pub(super) fn page(&mut self, shows: Shows, view: &View) -> Option<Vec<Effect>> {
        self.laid.retain(|over| !matches!(over, Overlay::Page(_)));
        let mut page = Page::new(shows, view);
        page.tried = Arc::clone(&self.tried);
        page.zone = self.zone.clone();
        self.lay(Overlay::Page(page))
    }
}

fn sort(items: Vec<Seq>, theme: Option<Seq>) -> Vec<Effect> {
    vec![Effect::Send(Actor::Desk, Command::Sort { items, theme })]
}

/// A second press takes the tag away.
fn tag_note(view: &View, note: Seq, tag: crate::session::Tag) -> Vec<Effect> {
    let question = view.question.as_ref();
    let Some(known) = question.and_then(|question| question.note(note)) else {
        return vec![Effect::Tell("Notes get a tag, answers do not.".to_owned())];
    };
    let tag = (known.tag != Some(tag)).then_some(tag);
    vec![Effect::Send(Actor::Desk, Command::Tag { note, tag })]
}
