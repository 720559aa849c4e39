//! Something that has to be read, or decided, before anything else.

use std::{ops::Range, path::PathBuf};

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    journal::drafts::{Draft, DraftKey},
    text::{Clean, clean, clean_piece, cut, drop_last},
    tui::{
        effect::{Effect, Mend, Wants},
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{LIST, READ, chosen, cut_words, reveal, say, window, written},
    },
};

/// The most bytes that are typed into a notice.
const MOST_BYTES: usize = 2_000;

/// The most cells of a choice at the foot.
const MOST_CELLS: usize = 32;

/// Lines, choices, and what each choice brings about.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub text: String,
    /// The choices: words and effects. With none, Enter and Esc put the notice away.
    pub choices: Vec<(String, Vec<Effect>)>,
    /// The choice that Enter takes; where something is to be typed, that comes first.
    pub at: usize,
    /// What is to be typed, and what was typed so far.
    pub input: Option<(Wants, String)>,
    /// The first row that is shown, where nothing is to be chosen.
    pub top: usize,
    /// What else can be done to each choice by a key of its own; nothing where there are none.
    pub others: Vec<Vec<Effect>>,
    /// What Esc brings about besides putting it away.
    pub leave: Vec<Effect>,
}

/// What a row that is ticked one by one begins with, and what is done to it.
const TICKS: [(&str, &str); 2] = [("[ ]", "tick it"), ("[x]", "untick it")];

fn is_ticked((words, _): &(String, Vec<Effect>)) -> bool {
    TICKS.iter().any(|(sign, _)| words.starts_with(sign))
}

impl Notice {
    pub fn read(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            choices: Vec::new(),
            at: 0,
            input: None,
            top: 0,
            others: Vec::new(),
            leave: Vec::new(),
        }
    }

    /// Something to choose; Esc chooses nothing.
    pub fn choose(text: &str, choices: Vec<(String, Vec<Effect>)>) -> Self {
        Self {
            choices,
            ..Self::read(text)
        }
    }

    /// Something to type; Esc types nothing.
    pub fn ask(text: &str, wants: Wants) -> Self {
        Self {
            input: Some((wants, String::new())),
            ..Self::read(text)
        }
    }

    /// Which keys count while it is open.
    pub fn scope(&self) -> Scope {
        if self.input.is_some() {
            Scope::Line
        } else if self.choices.is_empty() {
            Scope::Message
        } else if !self.others.is_empty() {
            Scope::Questions
        } else {
            Scope::Notice
        }
    }

    /// What an action does where something is to be chosen.
    pub fn says(&self, action: Action) -> Option<String> {
        let (words, _) = self.picked()?;
        if self.input.is_some() {
            return (action == Action::Enter).then(|| "open it".to_owned());
        }
        if action == Action::Back {
            return Some("leave it".to_owned());
        }
        if let Some((_, says)) = TICKS.iter().find(|(sign, _)| words.starts_with(sign)) {
            return (action == Action::Enter).then(|| (*says).to_owned());
        }
        let first = words.split([':', ';', ',', '.']).next()?;
        (action == Action::Enter).then(|| cut(first, MOST_CELLS).into_owned())
    }

    /// What else can be done to the choice that the cursor is on.
    fn other(&self) -> Option<&Vec<Effect>> {
        let other = self.others.get(self.at);
        other.filter(|effects| !effects.is_empty())
    }

    /// Whether an action does anything to the choice that the cursor is on.
    pub(super) fn offers(&self, action: Action) -> bool {
        action != Action::Protocol || self.other().is_some()
    }

    /// The choice that the cursor is on.
    fn picked(&self) -> Option<&(String, Vec<Effect>)> {
        let typed = usize::from(self.input.is_some());
        self.choices.get(self.at.checked_sub(typed)?)
    }

    pub fn type_key(&mut self, key: KeyEvent, letter: Option<char>) {
        match (key.code, letter) {
            (KeyCode::Backspace, _) => self.type_text(None),
            (_, Some(letter)) => self.type_text(Some(letter.encode_utf8(&mut [0; 4]))),
            _ => {}
        }
    }

    /// What is typed into it as a draft, where it would hurt to lose.
    pub fn draft(&self) -> Option<Effect> {
        let (Wants::NoteOn(paragraph), typed) = self.input.as_ref()? else {
            return None;
        };
        let draft = Draft {
            text: Clean::new(typed),
            ..Draft::default()
        };
        let key = DraftKey::Mark {
            paragraph: *paragraph,
        };
        Some(Effect::Draft(key, Some(draft)))
    }

    /// Types into it: a text, or nothing for the last letter to go.
    pub fn type_text(&mut self, text: Option<&str>) {
        let Some((_, typed)) = &mut self.input else {
            return;
        };
        self.at = 0;
        match text {
            None => drop_last(typed),
            Some(text) if typed.len() + text.len() <= MOST_BYTES => {
                typed.push_str(&clean_piece(&text.replace(['\n', '\r'], " ")));
            }
            Some(_) => {}
        }
    }

    /// What was typed so far, where a file is asked for.
    pub fn asks_for_file(&self) -> Option<&str> {
        let (wants, typed) = self.input.as_ref()?;
        (*wants == Wants::File).then_some(typed)
    }

    /// What an action does. None keeps it open.
    pub fn act(&mut self, action: Action) -> Option<Vec<Effect>> {
        let reads = self.choices.is_empty() && self.input.is_none();
        match action {
            Action::Up if reads => self.top = self.top.saturating_sub(1),
            Action::Down if reads => self.top += 1,
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => {
                let rows = self.choices.len() + usize::from(self.input.is_some());
                self.at = (self.at + 1).min(rows.saturating_sub(1));
            }
            Action::Next => {
                let path = self.asks_for_file();
                return path.map(|typed| vec![Effect::Browse(typed.to_owned())]);
            }
            Action::Enter if self.input.is_some() && self.at == 0 => {
                let (wants, typed) = self.input.clone()?;
                return Some(vec![match wants {
                    Wants::Name => Effect::Named(typed),
                    Wants::NoteOn(number) => Effect::NoteOn(number, typed),
                    Wants::Question => Effect::Mend(Mend::Belong(typed)),
                    Wants::Asked => Effect::Mend(Mend::Words(typed)),
                    Wants::Minutes => Effect::Minutes(typed),
                    Wants::Words => Effect::Find(typed),
                    Wants::Wifi => Effect::Wifi(typed),
                    Wants::WifiPassword => Effect::WifiPassword(typed),
                    Wants::Address => Effect::Address(typed),
                    Wants::File => Effect::OpenFile(PathBuf::from(typed.trim())),
                }]);
            }
            Action::Protocol => return self.other().cloned(),
            Action::HowRead => {
                let looks = |effects: &Vec<Effect>| effects.contains(&Effect::LookOver);
                let mut choices = self.choices.iter().map(|(_, effects)| effects);
                return choices.find(|effects| looks(effects)).cloned();
            }
            // Only what can be turned back is done by the space bar.
            Action::Mark if !self.picked().is_some_and(is_ticked) => {}
            Action::Enter | Action::Mark => {
                let effects = self.picked().map(|(_, effects)| effects.clone());
                return Some(effects.unwrap_or_default());
            }
            Action::Back | Action::Quit => return Some(self.leave.clone()),
            _ => {}
        }
        None
    }

    /// Its rows, and those that its cursor is on.
    pub(super) fn rows(&self, cols: usize, theme: &Theme) -> (Vec<Line<'static>>, Range<usize>) {
        let cols = cols.min(usize::from(LIST));
        let mut lines = written("", &self.text, cols.min(usize::from(READ)), theme);
        lines.push(Line::default());
        let mut focus = 0..1;
        let typed = usize::from(self.input.is_some());
        if let Some((_, typed)) = &self.input {
            let here = self.at == 0;
            let typed = format!("{}{}", clean(typed), if here { "▏" } else { "" });
            let lead = if here { "▸ " } else { "  " };
            let rows = say(lead, &typed, cols, Role::Text, theme);
            lines.extend(chosen(here, rows, cols, theme));
            focus = lines.len() - 1..lines.len();
            if !self.choices.is_empty() {
                lines.push(Line::default());
            }
        }
        for (at, choice) in self.choices.iter().enumerate() {
            let (words, _) = choice;
            let here = at + typed == self.at;
            let lead = if here { "▸ " } else { "  " };
            // Of what is ticked one by one the chosen row is whole, the others a line each.
            let folds = is_ticked(choice) && !here;
            let folded = folds.then(|| cut_words(words, cols.saturating_sub(lead.len())));
            let words = folded.as_deref().unwrap_or(words);
            let rows = say(lead, words, cols, Role::Text, theme);
            if here {
                focus = lines.len()..lines.len() + rows.len();
            }
            lines.extend(chosen(here, rows, cols, theme));
        }
        if self.choices.is_empty() && self.input.is_none() {
            let key = name(Scope::Message, Action::Enter);
            lines.extend(say(
                "",
                &format!("{key} goes on."),
                cols,
                Role::Quiet,
                theme,
            ));
        }
        (lines, focus)
    }

    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        theme.clear(frame, area);
        let (lines, focus) = self.rows(usize::from(area.width), theme);
        let (all, height) = (lines.len(), usize::from(area.height));
        let reads = self.choices.is_empty() && self.input.is_none();
        let top = if reads {
            self.top
        } else {
            reveal(self.top, &focus, all, height)
        };
        window(frame, area, lines, top, theme);
    }
}
