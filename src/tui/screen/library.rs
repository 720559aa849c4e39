//! The library: unfinished sessions on top, then the cases; type to filter, the reading beside.

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
};

use ratatui::layout::Rect;

use crate::{
    case::{Case, Item},
    clock,
    journal::list::Brief,
    library::{Card, Origin},
    stamp::Wall,
    text::{Clean, drop_last, plural},
    tui::{
        effect::Effect,
        keys::{Action, Scope, name},
        prose::Column,
        theme::{Choice, Theme},
    },
};

mod about;
mod draw;
mod find;
mod kept;
mod path;
mod row;

use draw::{areas, below_search};
use find::{Seek, natural};
pub(in crate::tui) use kept::became;
pub(in crate::tui) use path::{pasted, path_in};
pub(in crate::tui) use row::GIVES_AWAY;
use row::{Also, Row, how_read, no_reading};

/// The narrowest window that shows the reading beside the list.
const BESIDE: u16 = 76;

/// How many sessions that ended are listed; the others are found by their names.
const ENDED: usize = 4;

/// In which order the cases stand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Sort {
    /// As they lie in their folders.
    #[default]
    Found,
    Title,
    /// The shortest first; those without a time last.
    Time,
    LastUsed,
}

/// Every order, and what it is called.
const SORTS: &[(Sort, &str)] = &[
    (Sort::Found, "as in their folders"),
    (Sort::Title, "by title"),
    (Sort::Time, "by time"),
    (Sort::LastUsed, "by last use"),
];

#[derive(Default)]
pub struct Library {
    /// Files that were opened from elsewhere since the program began.
    pub opened: Vec<PathBuf>,
    /// The file whose case the cursor goes to once it is listed.
    stands_on: Option<PathBuf>,
    rows: Vec<Row>,
    /// The titles that more than one case has.
    twins: HashSet<Clean>,
    /// Places in `rows` that match the filter.
    shown: Vec<usize>,
    loaded: bool,
    /// How many files were looked at, of how many.
    progress: Option<(usize, usize)>,
    sort: Sort,
    /// When each case was used last, by its title.
    used: HashMap<Clean, Wall>,
    /// The titles of the cases that somebody went through to the close.
    done: HashSet<String>,
    filter: String,
    at: usize,
    top: usize,
    preview: Column,
    previewed: Option<(Origin, usize)>,
    /// When the session that was played last was.
    newest: Option<Wall>,
}

/// What was found, put together on a thread that may wait for the disk.
pub struct Found {
    cards: Vec<Card>,
    briefs: Vec<Brief>,
    due: Vec<Row>,
}

impl Found {
    /// Cases and sessions, and what of them comes back today.
    pub fn of(cards: Vec<Card>, briefs: Vec<Brief>) -> Self {
        let due = row::due(&cards, &briefs, clock::now().wall, &clock::zone());
        Self { cards, briefs, due }
    }
}

impl Library {
    /// Whether nothing was looked for yet.
    pub fn is_empty(&self) -> bool {
        !self.loaded
    }

    /// So many files were looked at, of so many.
    pub fn looking(&mut self, done: usize, of: usize) {
        self.progress = Some((done, of));
    }

    pub fn take(&mut self, found: Found) -> Vec<Effect> {
        let Found {
            cards,
            briefs,
            due: mut rows,
        } = found;
        self.progress = None;
        self.used.clear();
        for brief in &briefs {
            let used = self
                .used
                .entry(brief.title.clone())
                .or_insert(brief.last_at);
            *used = brief.last_at.max(*used);
        }
        let there = briefs.iter().filter(|brief| !brief.away);
        let left = there.max_by_key(|brief| brief.last_at).cloned();
        // Where nothing was played meanwhile, the cursor stays where it was.
        let newest = left.as_ref().map(|brief| brief.last_at);
        let moved = std::mem::replace(&mut self.newest, newest) != newest;
        let closed = briefs.iter().filter(|brief| brief.finished);
        self.done = closed.map(|brief| brief.title.to_string()).collect();
        let (closed, unfinished): (Vec<_>, Vec<_>) = briefs
            .into_iter()
            .partition(|brief| brief.finished || brief.away);
        rows.extend(unfinished.into_iter().map(Row::Session));
        let mut titles = HashSet::new();
        let twins = cards.iter().map(|card| &card.title);
        self.twins = twins
            .filter(|title| !titles.insert(*title))
            .cloned()
            .collect();
        rows.extend(cards.into_iter().map(Row::Case));
        // What a group has closed stands below the cases; what was put away is found by its name.
        let closed = closed
            .into_iter()
            .filter(|brief| brief.study.is_none() || brief.away);
        rows.extend(closed.map(Row::Session));
        rows.extend(Also::ALL.map(Row::Also));
        let again = std::mem::replace(&mut self.loaded, true);
        self.rows = rows;
        // It may be read otherwise than it was: somebody has mended it.
        self.previewed = None;
        let effects = self.narrow();
        // Whoever opened a document finds it; whoever comes back, what they left.
        let opened = self.stands_on.take().and_then(|path| self.place_of(&path));
        let place = left.and_then(|left| self.place_left(&left));
        match opened.or(place.filter(|_| again && moved)) {
            Some(place) => {
                self.at = place;
                self.previewed = None;
                self.chosen_preview()
            }
            None => effects,
        }
    }

    /// The reading of the chosen case, and whether somebody should look at how it was read.
    pub fn show(&mut self, case: &Case, unseen: Option<String>) {
        self.preview = Column::new();
        if let Some(unseen) = unseen {
            let key = name(Scope::Library, Action::HowRead);
            let said = Clean::line(&format!("{unseen} {key} shows it, and mends it."));
            self.preview.plain(said);
        }
        if let Some(synopsis) = &case.synopsis {
            self.preview.title("For whoever chooses");
            self.preview.plain(synopsis.clone());
            if let Some(level) = case.level() {
                self.preview.plain(Clean::line(&format!("For: {level}")));
            }
            self.preview.title("The case");
        }
        // Like everybody at the table before the first question, whoever chooses sees nothing that
        // comes later.
        let open = case.parts.iter().take_while(|part| !part.staged);
        let items = open.flat_map(|part| &part.items);
        for item in items.take_while(|item| !matches!(item, Item::Question(_))) {
            match item {
                Item::Reading(reading) => self.preview.blocks(&reading.blocks),
                Item::Exhibit(exhibit) if exhibit.readers.are_all() => {
                    self.preview.title(&exhibit.title);
                    self.preview.blocks(&exhibit.blocks);
                }
                Item::Exhibit(_) | Item::Question(_) => {}
            }
        }
    }

    pub fn type_char(&mut self, letter: char) -> Vec<Effect> {
        if !letter.is_control() {
            self.filter.push(letter);
        }
        self.at = 0;
        self.narrow()
    }

    /// Takes the last letter of the filter away.
    pub fn backspace(&mut self) -> Vec<Effect> {
        if self.filter.is_empty() {
            return Vec::new();
        }
        drop_last(&mut self.filter);
        self.narrow()
    }

    /// Forgets what was looked for.
    pub fn find_all(&mut self) {
        self.filter.clear();
        self.at = 0;
    }

    /// Whether letters would go into the filter rather than mean something.
    pub fn is_filtering(&self) -> bool {
        !self.filter.is_empty()
    }

    /// How many cases there are, for the head of the screen.
    pub fn about(&self) -> String {
        let cases = self.rows.iter().filter(|row| matches!(row, Row::Case(_)));
        plural(cases.count(), "case", "cases")
    }

    /// What an action does to the row that is chosen.
    pub fn says(&self, action: Action) -> Option<String> {
        if action != Action::Enter {
            return None;
        }
        if path_in(&self.filter).is_some() {
            return Some("open this file".to_owned());
        }
        let words = match self.chosen()? {
            Row::Session(brief) if brief.finished => "open its report",
            Row::Session(_) => "go on with it",
            Row::Back(..) => "come back to it",
            Row::Case(_) => "with a group",
            Row::Also(also) => also.words(),
        };
        Some(words.to_owned())
    }

    /// Whether an action does anything to the row that is chosen.
    pub fn offers(&self, action: Action) -> bool {
        let leads = || match self.chosen() {
            Some(Row::Back(..)) => true,
            Some(row @ (Row::Case(_) | Row::Session(_))) => self.case_of(row).is_some(),
            Some(Row::Also(_)) | None => false,
        };
        !matches!(action, Action::Study | Action::Again) || leads()
    }

    /// A pasted text: a path opens its file, several lines may be a case, all else is looked for.
    pub fn paste(&mut self, text: &str) -> Vec<Effect> {
        if let Some(path) = path_in(text) {
            return vec![Effect::OpenFile(path)];
        }
        if let Some(asks) = pasted(text) {
            return vec![asks];
        }
        let line = Clean::line(text);
        line.chars().for_each(|letter| self.filter.push(letter));
        self.at = 0;
        self.narrow()
    }

    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        let last = self.shown.len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::First => self.at = 0,
            Action::Last => self.at = last,
            Action::PageUp => self.preview.scroll(false, 10),
            Action::PageDown => self.preview.scroll(true, 10),
            Action::Back if self.filter.is_empty() => {
                let key = name(Scope::Library, Action::Quit);
                return vec![Effect::Tell(format!("{key} quits; everything is kept."))];
            }
            Action::Back => {
                self.filter.clear();
                return self.narrow();
            }
            Action::PutAway => {
                return match self.chosen() {
                    Some(Row::Session(brief)) => kept::ask(brief),
                    Some(Row::Case(card)) => vec![kept::unlist(card)],
                    Some(Row::Back(..) | Row::Also(_)) | None => {
                        let words = "Choose a session or a document first.";
                        vec![Effect::Tell(self.nothing_chosen(words))]
                    }
                };
            }
            Action::OpenFile => return vec![Effect::Browse(String::new())],
            Action::Enter => return self.open(),
            Action::HowRead => {
                let row = self.chosen();
                let case = row.and_then(|row| self.case_of(row));
                return vec![match case {
                    Some((origin, _)) => how_read(origin),
                    None => no_reading(row, &self.nothing_chosen("Choose a case first.")),
                }];
            }
            Action::Print => return self.print(),
            Action::Rehearse => return self.rehearse(),
            Action::Study | Action::Again => return self.study(action == Action::Again),
            Action::Learner => return vec![Effect::WhoStudies],
            Action::Progress => return vec![Effect::Progress],
            Action::Sort => {
                let at = SORTS.iter().position(|(sort, _)| *sort == self.sort);
                let next = SORTS.iter().cycle().nth(at.unwrap_or_default() + 1);
                let (sort, words) = next.copied().unwrap_or_default();
                self.sort = sort;
                self.at = 0;
                let mut effects = self.narrow();
                effects.push(Effect::Tell(format!("Sorted {words}.")));
                return effects;
            }
            Action::Quit => return vec![Effect::Quit],
            _ => {}
        }
        self.chosen_preview()
    }

    /// Why a key finds no row: the cases are still looked for, none is found, or in these words.
    fn nothing_chosen(&self, words: &str) -> String {
        match (self.loaded, self.shown.is_empty()) {
            (false, _) => "The cases are still being looked for; a moment.".to_owned(),
            (true, true) => draw::no_match(),
            (true, false) => words.to_owned(),
        }
    }

    fn open(&self) -> Vec<Effect> {
        if let Some(path) = path_in(&self.filter) {
            return vec![Effect::OpenFile(path)];
        }
        match self.chosen() {
            Some(Row::Also(Also::Open)) => vec![Effect::Browse(String::new())],
            Some(Row::Also(Also::New)) => vec![Effect::NewCase],
            Some(Row::Also(Also::Rehearse)) => self.rehearse(),
            Some(Row::Also(Also::Progress)) => vec![Effect::Progress],
            Some(Row::Back(..)) => self.study(false),
            Some(Row::Session(brief)) => vec![Effect::Resume(brief.path.clone())],
            Some(Row::Case(card)) => match &card.problem {
                Some(problem) => vec![Effect::Tell(problem.to_string())],
                None => vec![Effect::Open(card.origin.clone(), card.number)],
            },
            None => vec![Effect::Tell(self.nothing_chosen("Nothing is chosen."))],
        }
    }

    /// Somebody goes elsewhere: what was looked for is not looked for when they come back, and the
    /// cursor stays where it was.
    pub fn leave(&mut self) {
        if self.filter.is_empty() {
            return;
        }
        let chosen = self.shown.get(self.at).copied();
        self.filter.clear();
        // What lies beside the list is looked for on coming back.
        let _ = self.narrow();
        let place = self.shown.iter().position(|at| Some(*at) == chosen);
        self.at = place.unwrap_or_default();
        self.previewed = None;
    }

    /// Whether that case is the chosen one, which is read beside the list.
    pub fn previews(&self, origin: &Origin, number: usize) -> bool {
        self.previewed.as_ref() == Some(&(origin.clone(), number))
    }

    fn chosen(&self) -> Option<&Row> {
        self.rows.get(*self.shown.get(self.at)?)
    }

    /// Chooses a row by where it was clicked. Whether it was chosen already.
    pub fn click(&mut self, area: Rect, column: u16, row: u16) -> Vec<Effect> {
        let list = below_search(areas(area).0);
        let theme = Theme::of(Choice::Mono, None, false, false);
        let line = row.checked_sub(list.y).map(usize::from);
        let rows = self.list(usize::from(list.width), &theme);
        let under = line.and_then(|line| rows.entry(self.top + line));
        let Some(wanted) = under.filter(|_| column < list.right()) else {
            return Vec::new();
        };
        let again = wanted == self.at;
        self.at = wanted;
        if again {
            self.open()
        } else {
            self.chosen_preview()
        }
    }

    fn narrow(&mut self) -> Vec<Effect> {
        // "#tag" looks at the tags alone.
        let (filter, tags_only) = match self.filter.strip_prefix('#') {
            Some(tag) => (tag.trim(), true),
            None => (self.filter.as_str(), false),
        };
        let look = |mut seek: Seek<'_>| -> Vec<(u32, usize)> {
            let rows = self.rows.iter().enumerate();
            let found = rows.filter_map(|(at, row)| {
                let worth = match (filter.is_empty(), tags_only) {
                    (true, _) => (!row.is_away()).then_some(0),
                    (false, true) => row.has_tag(filter).then_some(0),
                    (false, false) => seek.worth(row),
                };
                Some((worth?, at))
            });
            found.collect()
        };
        // Words as they stand there; where none do, with a slip in each.
        let mut scored = look(Seek::new(filter, true));
        if scored.is_empty() {
            scored = look(Seek::new(filter, false));
        }
        if filter.is_empty() {
            scored.sort_by_cached_key(|(_, at)| self.rank(*at));
            // Those that ended long ago are found by their names.
            let mut ended = 0;
            scored.retain(|(_, at)| {
                let is = self.rows.get(*at).is_some_and(Row::is_ended);
                ended += usize::from(is);
                !is || ended <= ENDED
            });
        } else {
            scored.sort_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
        }
        self.shown = scored.into_iter().map(|(_, at)| at).collect();
        self.at = self.at.min(self.shown.len().saturating_sub(1));
        self.chosen_preview()
    }

    /// Where a row stands: sessions first, then the cases in the chosen order, then what ended, then
    /// what else there is.
    fn rank(&self, at: usize) -> (u8, i64, String, usize) {
        let card = match self.rows.get(at) {
            Some(Row::Case(card)) => card,
            Some(row) if row.is_ended() => return (2, 0, String::new(), at),
            Some(Row::Also(_)) => return (3, 0, String::new(), at),
            Some(Row::Back(..) | Row::Session(_)) | None => return (0, 0, String::new(), at),
        };
        let (number, words) = match self.sort {
            Sort::Found => (0, String::new()),
            Sort::Title => (0, natural(&card.title)),
            Sort::Time => (card.seconds.map_or(i64::MAX, i64::from), String::new()),
            Sort::LastUsed => {
                let used = self.used.get(&card.title);
                (used.map_or(i64::MAX, |used| -used.0), String::new())
            }
        };
        (1, number, words, at)
    }

    fn chosen_preview(&mut self) -> Vec<Effect> {
        let wanted = match self.chosen() {
            Some(Row::Case(card)) if card.problem.is_none() => {
                Some((card.origin.clone(), card.number))
            }
            Some(Row::Back(back, _)) => back.place.clone(),
            _ => None,
        };
        if wanted == self.previewed {
            return Vec::new();
        }
        self.preview = Column::new();
        self.previewed.clone_from(&wanted);
        wanted
            .map(|(origin, number)| Effect::Preview(origin, number))
            .into_iter()
            .collect()
    }
}
