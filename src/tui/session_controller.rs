//! A session on screen: what its viewer may see, and the screen that follows from it.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use crossterm::event::{KeyCode, KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use super::{
    effect::{Effect, NO_FIELD},
    keys::{Action, Scope, name},
    notice::Notice,
    screen::{
        gather::Gather,
        protocols,
        read::{NO_PARAGRAPH, Read},
        sheets,
    },
    session_screens::{SessionScreens, enters_to_hand_in, prose, shown, words_of},
    theme::Theme,
};
use crate::{
    host::{
        close::Earlier,
        opening::{Way, way_on},
    },
    id::CommandId,
    journal::drafts::{Draft, DraftKey},
    session::{Actor, Can, Command, Place, Session, View, Viewer, handed_in_after, says_handed_in},
    stamp::{Stamp, Zone},
    study::shelf::brought::Brought,
    table::Opening,
    text::Clean,
    web::Spot,
};

/// A session on screen.
pub struct SessionController {
    session: Arc<Session>,
    zone: Zone,
    pub now: Stamp,
    /// What the viewer may see now.
    pub view: View,
    /// While people gather.
    pub gather: Gather,
    pub read: Read,
    /// All other screens.
    pub screens: SessionScreens,
    /// Journals of study alone that people bring.
    pub bring: Vec<PathBuf>,
    /// Notes on paragraphs that were begun, by ¶ number.
    pub noting: BTreeMap<u32, Clean>,
    reported: bool,
}

/// What is done at the desk while people read.
const STEERS: &[Action] = &[
    Action::Extend,
    Action::Coffee,
    Action::Plan,
    Action::Tried,
    Action::Voices,
    Action::Dissents,
    Action::LookBack,
    Action::LeaveOut,
    Action::PlanWithout,
    Action::ToClose,
    Action::Minutes,
    Action::Groups,
    Action::Citing,
    Action::Skip,
    Action::Repeat,
    Action::StepBack,
    Action::Join,
    Action::Leave,
    Action::Rename,
    Action::HandSeat,
    Action::Notes,
    Action::Fact,
    Action::GoOn,
    Action::Dissent,
];

impl SessionController {
    pub fn new(session: Arc<Session>, zone: Zone, theme: &Theme, now: Stamp) -> Self {
        let view = session.view(Viewer::Facilitator, now);
        let mut screens = SessionScreens::default();
        screens.zone = zone.clone();
        let mut controller = Self {
            session,
            zone,
            now,
            view,
            gather: Gather::default(),
            read: Read::default(),
            screens,
            bring: Vec::new(),
            noting: BTreeMap::new(),
            reported: false,
        };
        controller.refresh(theme);
        controller
    }

    /// The newest session that is on disk.
    pub fn session(&self) -> Arc<Session> {
        Arc::clone(&self.session)
    }

    pub fn is_over(&self) -> bool {
        self.view.place == Place::Over
    }

    /// What there is to say about a session that was opened again, from the journal at `path`.
    pub fn opened_again(
        &mut self,
        opening: &Opening,
        brought: Vec<Brought>,
        path: Option<PathBuf>,
    ) -> Vec<Notice> {
        self.screens.restore(opening.drafts.clone());
        let begun = opening.drafts.iter().filter_map(|(key, draft)| match key {
            DraftKey::Mark { paragraph } => Some((*paragraph, draft.text.clone())),
            _ => None,
        });
        self.noting = begun.collect();
        self.screens.bring(brought, &self.view);
        let mut notices = Vec::new();
        if let Some(stray) = opening.drafts.get(&DraftKey::Stray) {
            notices.push(Notice::read(&format!(
                "This text came where nobody wrote. It is kept as a draft:\n\n{}",
                stray.text
            )));
        }
        if opening.cut_off_bytes > 0 {
            let part = opening
                .cut_off
                .as_ref()
                .map(|draft| format!("\n\nIts readable part:\n{}", draft.text));
            notices.push(Notice::read(&format!(
                "The last entry was cut off. It had not been confirmed as saved, and it is set apart, not deleted.{}",
                part.unwrap_or_default()
            )));
        }
        if let Some(why) = &opening.view_only {
            let mut choices = vec![("Only look".to_owned(), Vec::new())];
            if let Some((way, path)) = way_on(why).zip(path) {
                // What loses nothing is offered first.
                let (at, words) = match way {
                    Way::TakenOver => (
                        0,
                        "Go on in a new file with all that is intact; this one stays",
                    ),
                    Way::AsItIs | Way::Shortened => (1, "Go on with what is there"),
                };
                let then = vec![Effect::Leave, Effect::GoOnBy(path, way)];
                choices.insert(at, (words.to_owned(), then));
            }
            notices.push(Notice::choose(&why.to_string(), choices));
        }
        notices
    }

    /// What the desk looks at, where it has picked something: it stands alone before the room.
    pub fn spot(&self) -> Option<Spot> {
        if self.view.alone {
            return None;
        }
        match self.scope() == Scope::Read {
            true => self.read.spot(&self.view),
            false => self.screens.looks_at(&self.view).map(Spot::Answer),
        }
    }

    /// How many times Enter is pressed to hand in what is written; none where Enter does not.
    pub fn enters_to_hand_in(&self) -> usize {
        enters_to_hand_in(&self.screens)
    }

    /// Which keys count now.
    pub fn scope(&self) -> Scope {
        if self.view.place == Place::Gather {
            Scope::Gather
        } else if shown(&self.view).is_none() && !self.screens.is_covered() {
            Scope::Read
        } else {
            self.screens.scope(&self.view)
        }
    }

    /// Whether letters are text now, even those that are bound.
    pub fn takes_letters(&self) -> bool {
        match self.scope() {
            Scope::Gather => true,
            Scope::Read => self.read.is_typing(),
            Scope::Writing => true,
            _ => self.screens.may_begin(&self.view),
        }
    }

    /// What can be done at the list of people that a sheet came from; none where there is none.
    pub fn behind_sheet(&self) -> Option<Can> {
        let sheet = self.screens.viewer() != Viewer::Facilitator && !self.screens.is_covered();
        let view = || self.session.view(Viewer::Facilitator, self.now);
        (sheet && !self.view.alone).then(|| view().can)
    }

    /// Whether a name is awaited and nothing of it typed.
    pub fn awaits_name(&self) -> bool {
        self.scope() == Scope::Gather && !self.gather.is_typing()
    }

    /// A key that no binding takes.
    pub fn type_key(
        &mut self,
        key: KeyEvent,
        letter: Option<char>,
        area: Rect,
        theme: &Theme,
    ) -> Vec<Effect> {
        match self.scope() {
            Scope::Gather => match (key.code, letter) {
                (KeyCode::Backspace, _) => {
                    self.gather.backspace();
                    Vec::new()
                }
                (_, Some(letter)) => self.gather.type_char(letter, &self.view),
                _ => Vec::new(),
            },
            Scope::Read => match (key.code, letter) {
                (KeyCode::Backspace, _) => {
                    self.read.backspace();
                    Vec::new()
                }
                (_, Some(letter)) if self.read.is_typing() => {
                    self.read.type_char(letter);
                    Vec::new()
                }
                _ => Vec::new(),
            },
            scope => {
                let effects = self.screens.type_key(key, &self.view, area, theme);
                if matches!(scope, Scope::Blank | Scope::Hub | Scope::Offer) {
                    self.refresh(theme);
                }
                effects
            }
        }
    }

    /// Whether a small form is open in which a letter is no text.
    pub fn picks(&self) -> bool {
        prose::picks(&self.screens)
    }

    /// Letters at the list of people that were prose.
    pub fn begins_with(&mut self, letters: Vec<KeyEvent>, theme: &Theme) -> Option<Vec<Effect>> {
        let effects = prose::begins_with(&mut self.screens, letters, &self.view)?;
        self.refresh(theme);
        Some(effects)
    }

    pub fn act(&mut self, action: Action, area: Rect, theme: &Theme) -> Vec<Effect> {
        let before = self.screens.viewer();
        if action == Action::Protocol {
            protocols::asked_for(&self.session, &mut self.view);
        }
        let effects = match self.scope() {
            _ if action == Action::Print => vec![sheets::of_session(&self.session)],
            Scope::Gather if self.gather.asks_which(action) => {
                vec![super::screen::plan::without(&self.view, &self.zone)]
            }
            Scope::Gather => self.gather.act(action, &self.view),
            _ if action == Action::Quit => prose::leaves(&mut self.screens, action, &self.view),
            Scope::Read => self.act_read(action, area, theme),
            Scope::Over if matches!(action, Action::Back | Action::Quit) => vec![Effect::Leave],
            Scope::Writing if action == Action::Editor => match self.screens.text() {
                Some(text) => vec![Effect::Edit(text)],
                None => vec![Effect::Tell("There is no text to write here.".to_owned())],
            },
            _ if matches!(action, Action::Rate(_)) => self.rate(action),
            _ => self.screens.act(action, &self.view, area, theme),
        };
        // Who studies alone is the viewer all the time, and still takes up the keyboard.
        if self.screens.viewer() != before || self.view.alone {
            self.refresh(theme);
        }
        effects
    }

    /// Takes down how one's own answer was.
    fn rate(&self, action: Action) -> Vec<Effect> {
        let (person, question) = (self.view.people.first(), &self.view.question);
        let (Action::Rate(rating), Some(person), Some(question)) = (action, person, question)
        else {
            return Vec::new();
        };
        let command = Command::Rate {
            person: person.id,
            question: question.prompt.id.clone(),
            rating,
            zone: self.zone.clone(),
        };
        let words = format!("Your answer: {}.", rating.words());
        vec![Effect::Send(Actor::Desk, command), Effect::Tell(words)]
    }

    /// Marks a paragraph, which study alone keeps, or takes the mark away.
    fn mark(&mut self, area: Rect, theme: &Theme) -> Vec<Effect> {
        let (person, paragraph) = (self.view.people.first(), self.read.paragraph());
        let mut notes = self.view.study.marks.iter();
        let noted = notes.find(|mark| Some(mark.paragraph) == paragraph && !mark.note.is_empty());
        if let Some(mark) = noted {
            // A note is never lost by a key beside it.
            return vec![Effect::Tell(format!(
                "¶{} is marked, with a note. {} reads and changes it; without its note it can be unmarked.",
                mark.paragraph,
                name(Scope::Read, Action::NoteOn)
            ))];
        }
        // By what is on screen: the one before may not be saved yet.
        let known = self.read.is_marked();
        let mut effects = self.read.act(Action::Mark, area, theme);
        if let (true, Some(person), Some(paragraph)) = (self.view.alone, person, paragraph) {
            let command = Command::Mark {
                person: person.id,
                paragraph,
                note: (!known).then(Clean::default),
            };
            effects.push(Effect::Send(Actor::Desk, command));
            if !known {
                let key = name(Scope::Read, Action::NoteOn);
                let words = format!("¶{paragraph} is marked. {key} writes a note on it.");
                effects.push(Effect::Tell(words));
            }
        }
        effects
    }

    fn act_read(&mut self, action: Action, area: Rect, theme: &Theme) -> Vec<Effect> {
        if self.read.is_typing() {
            return match action {
                Action::GoOn => self.read.end_search(true, theme),
                Action::Back => self.read.end_search(false, theme),
                _ => Vec::new(),
            };
        }
        match action {
            // Alone, one is led to what is not read yet.
            Action::GoOn if self.view.alone && !self.read.is_read_in(area, theme) => {
                self.read.read_on(area, theme)
            }
            Action::GoOn if self.view.undecided.is_none() => {
                let from = self.view.place;
                vec![Effect::Send(Actor::Desk, Command::Advance { from })]
            }
            Action::Protocol if !self.view.can.set_up => protocols::while_it_runs(&self.view),
            Action::Protocol | Action::Names => self.gather.act(action, &self.view),
            Action::Mark => self.mark(area, theme),
            Action::NoteOn => match self.read.paragraph().filter(|_| self.view.alone) {
                Some(number) => vec![Effect::AskNote(number)],
                None if self.view.alone => vec![Effect::Tell(NO_PARAGRAPH.to_owned())],
                None => vec![Effect::Tell(
                    "A note on a paragraph is for study alone; mark one to cite it.".to_owned(),
                )],
            },
            Action::Back if self.view.alone => prose::leaves(&mut self.screens, action, &self.view),
            Action::Back => vec![Effect::Tell(prose::ways_on(&self.view))],
            action if STEERS.contains(&action) => self.screens.act(action, &self.view, area, theme),
            _ => self.read.act(action, area, theme),
        }
    }

    /// A click in the body of the screen.
    pub fn click(&mut self, mouse: MouseEvent, area: Rect, theme: &Theme) -> Vec<Effect> {
        match self.scope() {
            Scope::Gather => {
                let cell = (mouse.column, mouse.row);
                self.gather.click(area, cell, &self.view, theme);
                Vec::new()
            }
            Scope::Read => {
                self.read.click(area, (mouse.column, mouse.row));
                self.refresh(theme);
                Vec::new()
            }
            _ => self.screens.mouse(mouse, &self.view, area, theme),
        }
    }

    pub fn paste(&mut self, text: &str) -> Vec<Effect> {
        match self.scope() {
            Scope::Gather => self.gather.paste(text, &self.view),
            Scope::Read => vec![Effect::Tell(NO_FIELD.to_owned())],
            _ => self.screens.paste(text, &self.view),
        }
    }

    /// New entries are on disk.
    pub fn published(
        &mut self,
        session: Arc<Session>,
        done: &[CommandId],
        theme: &Theme,
    ) -> Vec<Effect> {
        let before = self.view.place;
        let handed_in = handed_in_after(&session, self.session.last()).len();
        self.session = session;
        self.refresh(theme);
        let mut effects = self.screens.published(&self.view, done);
        self.refresh(theme);
        let over = self.view.place == Place::Over;
        if over && !self.reported {
            effects.push(Effect::Report);
        }
        // One that is opened again has another report at its end.
        self.reported = over;
        if before == Place::Gather && self.view.place != before {
            effects.push(Effect::Earlier);
        } else if self.view.place == Place::Gather && before != Place::Gather {
            let words = "Nothing was said yet: change what you like, and start again.";
            effects.push(Effect::Tell(words.to_owned()));
        }
        if self.view.place != before {
            effects.push(Effect::FlushDrafts);
        }
        if handed_in > 0 && !self.view.alone {
            effects.push(Effect::Tell(says_handed_in(handed_in)));
        }
        effects
    }

    /// What people bring from earlier sessions. A group begins with what it wanted to try, unless
    /// somebody has the keyboard by now; alone it was told before, and is a key away.
    pub fn brings(&mut self, earlier: Earlier, theme: &Theme) {
        self.screens.bring(earlier.brought, &self.view);
        if !self.view.alone && self.screens.viewer() == Viewer::Facilitator {
            self.screens.opens_with(earlier.tried, &self.view);
        } else {
            self.screens.remember(earlier.tried);
        }
        self.refresh(theme);
    }

    /// What a paragraph of the case says, in plain words.
    pub fn words_of(&self, paragraph: u32) -> String {
        words_of(&self.view, paragraph)
    }

    /// A note on a paragraph is being typed, or is thrown away.
    pub fn notes(&mut self, paragraph: u32, draft: Option<&Draft>) {
        match draft {
            Some(draft) => self.noting.insert(paragraph, draft.text.clone()),
            None => self.noting.remove(&paragraph),
        };
    }

    /// A text came back from the editor; how many bytes of it had no room.
    pub fn edited(&mut self, text: &str) -> (Vec<Effect>, usize) {
        self.screens.put_text(text, &self.view)
    }

    /// Time has passed.
    pub fn tick(&mut self) -> Vec<Effect> {
        self.view = self.session.view(self.screens.viewer(), self.now);
        self.screens.tick(&self.view)
    }

    /// The clock moves once a second; without one nothing changes by itself.
    pub fn wake_in(&self, now: Stamp) -> Option<Duration> {
        let clock = self.session.view_clock(now);
        clock
            .running
            .then(|| Duration::from_millis(1000 - clock.spent_ms % 1000))
    }

    /// Looks at the session anew.
    pub fn refresh(&mut self, theme: &Theme) {
        let now = self.now;
        self.view = self.session.view(self.screens.viewer(), now);
        self.screens.follow(&self.view);
        if self.screens.viewer() != self.view.viewer {
            self.view = self.session.view(self.screens.viewer(), now);
            self.screens.follow(&self.view);
        }
        self.read.follow(&self.view, theme);
    }

    /// Makes it fit; called before it is drawn.
    pub fn fit(&mut self, area: Rect, theme: &Theme) {
        if self.screens.viewer() != self.view.viewer {
            self.refresh(theme);
        }
        match self.scope() {
            Scope::Gather => {}
            Scope::Read => self.read.fit(area, theme),
            _ => self.screens.fit(&self.view, area, theme),
        }
    }
}
