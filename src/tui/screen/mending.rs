//! How a document was read, line by line, and where a person mends it before a session starts.

use std::{ops::RangeInclusive, path::PathBuf};

use ratatui::{Frame, layout::Rect, widgets::Paragraph};

use crate::{
    case::{
        asking::is_guess_of_weight,
        asking::seen,
        mend::{As, Mended, Taken, owners},
        write::write_all,
    },
    fault::Fault,
    library::{self, Decision, Loaded, Origin},
    text::plural,
    tui::{
        effect::{Effect, Wants},
        keys::{Action, Scope, name},
        prose::Column,
        screen::{preview::as_the_group_sees, sheets},
        theme::Theme,
    },
};

mod picture;
mod pieces;
mod say;

/// What those who take part see is no wider, in columns.
const WIDEST: usize = 76;

/// What the name of a clean copy ends with.
pub(in crate::tui) const CLEAN: &str = " (clean)";

/// The screen that tells how a document was read.
pub struct Mending {
    loaded: Loaded,
    mended: Mended,
    taken: Vec<Taken>,
    /// The line that the cursor is on, counted from 1.
    at: u32,
    /// The first line that is shown, counted from 0.
    top: usize,
    /// Where several lines at once begin.
    from: Option<u32>,
    /// The line of the question that each hidden line belongs to.
    owners: Vec<Option<u32>>,
    /// What waits for the number of its question.
    which: Option<As>,
    /// What was said and would let others see more.
    wider: Option<say::Wider>,
    /// The line sentence by sentence, while it is looked at so.
    apart: Option<pieces::Apart>,
    /// The case as those who take part see it, while it is looked at.
    seen: Option<Column>,
}

/// What comes of a key.
pub(in crate::tui) enum Next {
    /// Nothing else.
    Stay,
    /// Something was said of a line: keep it, and tell what else came of it.
    Keep(Option<String>),
    /// Leave without more.
    Leave,
    /// Begin with the reading as it is now.
    Begin,
    /// Ask for something to be typed: in these words, and what stands there already.
    Ask(String, Wants, String),
    /// Ask whether others may see more, in these words; what holds them back otherwise.
    Wider(String, &'static str),
    Do(Effect),
}

impl Mending {
    /// A document, with what was said of it before.
    pub fn new(loaded: Loaded) -> Self {
        let mended = loaded.mended();
        let mut screen = Self {
            loaded,
            mended,
            taken: Vec::new(),
            at: 1,
            top: 0,
            from: None,
            owners: Vec::new(),
            which: None,
            wider: None,
            apart: None,
            seen: None,
        };
        // Where that takes too long, it is shown as it was loaded.
        screen.read().unwrap_or_default();
        screen.at = screen.line_with_text(1, 1).unwrap_or(1);
        screen
    }

    /// The same with the cursor on the first place that asks for a look.
    #[must_use]
    pub fn at_first_doubt(mut self) -> Self {
        if let Some(line) = self.places().first() {
            self.at = *line;
        }
        self
    }

    /// The same with the cursor on a line.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.at = self.line_with_text(line, 1).unwrap_or(self.at);
        self
    }

    /// The title, for the head of the screen.
    pub fn title(&self) -> &str {
        &self.loaded.document.title
    }

    /// The document as it is read now, and what was said of it.
    pub fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// Reads the document as it was mended; where that takes too long, all stays as it was.
    fn read(&mut self) -> Result<(), Fault> {
        (self.loaded.document, self.taken) = library::read_mended(&self.mended)?;
        self.owners = owners(&self.loaded.document, self.mended.lines(), &self.taken);
        let seen = self.loaded.decision.seen;
        self.loaded.decision = Decision::of(seen, &self.mended);
        Ok(())
    }

    fn last(&self) -> u32 {
        u32::try_from(self.mended.lines().len()).unwrap_or(u32::MAX)
    }

    fn taken(&self, line: u32) -> Taken {
        let taken = self.taken.get((line as usize).wrapping_sub(1));
        taken.copied().unwrap_or_default()
    }

    /// The next line from there that is not blank, on or back by `step`.
    fn line_with_text(&self, mut line: u32, step: i64) -> Option<u32> {
        while (1..=self.last()).contains(&line) {
            if !self.mended.is_blank(line) {
                return Some(line);
            }
            line = u32::try_from(i64::from(line) + step).ok()?;
        }
        None
    }

    /// Goes so many lines on, or back; never onto a blank one.
    fn go(&mut self, by: i64) {
        let wanted = (i64::from(self.at) + by).clamp(1, i64::from(self.last().max(1)));
        let wanted = u32::try_from(wanted).unwrap_or(1);
        let found = self.line_with_text(wanted, by.signum());
        let found = found.or_else(|| self.line_with_text(wanted, -by.signum()));
        self.at = found.unwrap_or(self.at);
    }

    fn chosen(&self) -> RangeInclusive<u32> {
        let from = self.from.unwrap_or(self.at);
        from.min(self.at)..=from.max(self.at)
    }

    /// Passages in doubt and guesses, by line; what was settled is no longer among them.
    fn places(&self) -> Vec<u32> {
        let document = &self.loaded.document;
        let is_open =
            |line: &u32| !self.mended.is_blank(*line) && self.mended.said(*line).is_none();
        let doubts = document.doubts.iter();
        let doubts = doubts.filter_map(|doubt| (doubt.lines.from..=doubt.lines.to).find(is_open));
        let guesses = document.guesses.iter();
        let guesses = guesses.filter(|guess| is_guess_of_weight(guess));
        let guesses = guesses.map(|guess| guess.line);
        let carried = self.loaded.carried.iter();
        let look = carried.flat_map(|carried| carried.look.iter().copied());
        let places = doubts.chain(guesses).chain(look);
        let mut places: Vec<_> = places.filter(is_open).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    pub(in crate::tui) fn act(&mut self, action: Action, area: Rect) -> Next {
        if self.seen.is_some() {
            return self.act_on_what_is_seen(action, area);
        }
        if self.apart.is_some() {
            return self.act_on_pieces(action);
        }
        let page = self.layout(area).rows.try_into().unwrap_or(1);
        match action {
            Action::Up => self.go(-1),
            Action::Down => self.go(1),
            Action::PageUp => self.go(-page),
            Action::PageDown => self.go(page),
            Action::First => self.go(-i64::from(self.at)),
            Action::Last => self.go(i64::from(self.last())),
            Action::Next | Action::Before => return self.go_to_place(action == Action::Next),
            Action::Mark => {
                self.from = match self.from {
                    Some(_) => None,
                    None => Some(self.at),
                }
            }
            Action::Say(mark) => return self.say(mark),
            Action::SayWhich(mark) => return self.ask_which(mark),
            Action::TakeApart => return self.take_apart(),
            Action::Reword => return self.ask_words(),
            Action::SayRight => return self.right(),
            Action::Undo => return self.undo(),
            Action::Look => self.seen = Some(as_the_group_sees(&self.loaded.document)),
            Action::SaveCopy => return Next::Do(clean_copy(&self.loaded)),
            Action::Print => return Next::Do(sheets::ask(&self.loaded, None)),
            Action::Enter => return Next::Begin,
            Action::Back | Action::Quit if self.from.is_some() => self.from = None,
            Action::Back | Action::Quit => return Next::Leave,
            _ => {}
        }
        Next::Stay
    }

    fn go_to_place(&mut self, on: bool) -> Next {
        let all = self.places();
        let mut places = all.iter();
        let found = match on {
            true => places.find(|line| **line > self.at).or(all.first()),
            false => places.rfind(|line| **line < self.at).or(all.last()),
        };
        let Some(found) = found.copied() else {
            return Next::Do(Effect::Tell(self.says_left()));
        };
        let only = self.at == found;
        self.at = found;
        match only {
            true => Next::Do(Effect::Tell("No other place asks for a look.".to_owned())),
            false => Next::Stay,
        }
    }

    /// How many places still ask for a look.
    fn says_left(&self) -> String {
        match self.places().len() {
            0 => "Nothing is in doubt any more.".to_owned(),
            left => {
                let key = name(Scope::Mending, Action::Next);
                let places = plural(left, "place asks", "places ask");
                format!("{places} for a look: {key}.")
            }
        }
    }

    /// Which of the places that ask for a look the line is.
    fn says_which(&self) -> Option<String> {
        let places = self.places();
        let doubt = self.doubt(self.at);
        let is_here = |line: &u32| match doubt {
            Some(doubt) => (doubt.lines.from..=doubt.lines.to).contains(line),
            None => *line == self.at,
        };
        let at = places.iter().position(is_here)?;
        Some(format!("{} of {} to look at. ", at + 1, places.len()))
    }

    /// Goes to the line that was clicked.
    pub(in crate::tui) fn click(&mut self, area: Rect, row: u16) {
        let layout = self.layout(area);
        let row = usize::from(row).checked_sub(usize::from(area.y) + layout.head);
        let line = row.filter(|row| *row < layout.rows);
        let line = line.and_then(|row| u32::try_from(self.top + row + 1).ok());
        if let Some(line) = line.filter(|line| !self.mended.is_blank(*line)) {
            self.apart = None;
            self.at = line;
        }
    }

    /// Keeps the line in sight.
    pub(in crate::tui) fn fit(&mut self, area: Rect, theme: &Theme) {
        if let Some(seen) = &mut self.seen {
            let (columns, rows) = (usize::from(area.width), usize::from(area.height));
            seen.fit(columns.min(WIDEST), rows, theme);
        }
        let rows = self.layout(area).rows;
        let at = (self.at as usize).saturating_sub(1);
        let whole = self.whole(area).len();
        self.top = self.top.clamp((at + whole).saturating_sub(rows), at);
    }

    pub(in crate::tui) fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        match &self.seen {
            Some(seen) => {
                let text = seen.visible(usize::from(area.height)).to_vec();
                frame.render_widget(Paragraph::new(text), area);
            }
            None => self.picture(frame, area, theme),
        }
    }
}

/// Saves a document, as it is read now, as a clean case file: where, is asked.
pub(in crate::tui) fn clean_copy(loaded: &Loaded) -> Effect {
    let document = match library::read_mended(&loaded.mended()) {
        Ok((document, _)) => document,
        Err(fault) => return Effect::Tell(fault.to_string()),
    };
    let name = loaded.file_name.rsplit_once('.');
    let name = name.map_or(loaded.file_name.as_str(), |(stem, _)| stem);
    let text = write_all(&document.title, &seen(document.cases));
    // The library tells it from its original by its name.
    let stem = name.strip_suffix(CLEAN).unwrap_or(name);
    let clean = format!("{stem}{CLEAN}");
    let save = |folder: Option<PathBuf>, name: &str| {
        vec![Effect::SaveCase(folder, name.to_owned(), text.clone())]
    };
    let mut choices = Vec::new();
    if let Origin::File(path) = &loaded.origin
        && let Some(folder) = path.parent()
    {
        let place = library::new_place(folder, &clean, &text);
        let words = format!("Beside the document: {}", place.display());
        choices.push((words, save(Some(folder.to_owned()), &clean)));
    }
    let words = "Among your own cases, which the library lists".to_owned();
    choices.push((words, save(None, &clean)));
    Effect::Choices("Where is the clean copy saved?".to_owned(), choices)
}
