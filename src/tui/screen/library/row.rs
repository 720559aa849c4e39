//! One row of the library: what comes back, an unfinished session, a case.

use std::{
    collections::{HashMap, HashSet},
    ffi::OsStr,
    path::Path,
};

use ratatui::text::Line;

use crate::{
    case::vocabulary::normal,
    journal::list::Brief,
    library::{Card, Origin},
    stamp::{Wall, Zone},
    study::due::Returning,
    study::shelf,
    text::{Clean, folded, plural},
    tui::{
        effect::Effect,
        screen::mending::CLEAN,
        theme::{Role, Theme},
        widget::{ends, entry, say},
    },
};

/// A case that comes back for somebody.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Back {
    pub(super) learner: Clean,
    title: Clean,
    /// File name of the document.
    pub(super) source: Clean,
    /// Where it lies; empty where that is not known, or it lies there no more.
    pub(super) lies: Clean,
    /// Where it is, and which case of it, counted from 0; none where no folder of the library
    /// holds it.
    pub(super) place: Option<(Origin, usize)>,
    due: Wall,
}

impl Back {
    /// What to do where the library cannot open it.
    pub(super) fn how_to_begin(&self) -> String {
        let file = match self.lies.is_empty() {
            true => "FILE, from where it is".to_owned(),
            false => self.lies.to_string(),
        };
        let source = &self.source;
        format!("“{source}” is in no folder of the library: begin with roundtable study {file}.")
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    /// A case with so many questions that are due, and where it is.
    Back(Box<Back>, usize),
    Session(Brief),
    Case(Card),
    /// Something else to do.
    Also(Also),
}

/// What else there is to do here, so that nobody needs a key for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Also {
    Open,
    /// A case to write over.
    New,
    /// The first case, with invented people.
    Rehearse,
    /// How far the learner has come.
    Progress,
}

impl Also {
    pub(super) const ALL: [Self; 4] = [Self::Open, Self::New, Self::Rehearse, Self::Progress];

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Open => "open a file",
            Self::New => "write a case of my own",
            Self::Rehearse => "try it with invented people",
            Self::Progress => "how far I have come",
        }
    }
}

/// The heading over sessions and what comes back, over cases, and over the rest.
const GO_ON: &str = "GO ON";
pub(super) const CASES: &str = "CASES";
const ENDED: &str = "ENDED";
const ALSO: &str = "ALSO";

/// Why there is no reading to look at on a row that is no case.
pub(super) fn no_reading(row: Option<&Row>, first: &str) -> Effect {
    let why = match row {
        Some(Row::Back(..) | Row::Session(_)) => {
            "The case of this session is in no folder of the library. Open its document first."
        }
        Some(Row::Case(_) | Row::Also(_)) | None => first,
    };
    Effect::Tell(why.to_owned())
}

/// What is due today, the longest waiting first; last what is in no folder of the library.
pub(super) fn due(cards: &[Card], briefs: &[Brief], now: Wall, zone: &Zone) -> Vec<Row> {
    let back = shelf::back(briefs);
    let shelf = Shelf::of(cards, &back);
    let mut rows: Vec<_> = back
        .iter()
        .filter_map(|case| {
            let due = case.due(now, zone).len();
            let since = case.next().filter(|_| due > 0)?;
            let card = shelf.find(case);
            let back = Back {
                learner: case.learner.clone(),
                title: card.map_or(&case.title, |card| &card.title).clone(),
                source: case.source.clone(),
                lies: case.place.clone(),
                place: card.map(|card| (card.origin.clone(), card.number)),
                due: since,
            };
            Some((back, due))
        })
        .collect();
    rows.sort_by_key(|(back, _)| (back.place.is_none(), back.due));
    let row = |(back, due)| Row::Back(Box::new(back), due);
    rows.into_iter().map(row).collect()
}

/// The cards, to find that of a case which was studied.
struct Shelf<'a> {
    titles: HashMap<String, Vec<&'a Card>>,
    files: HashMap<String, Vec<&'a Card>>,
    hashes: HashMap<&'a Clean, Vec<&'a Card>>,
    /// Where other cases that were studied lie.
    taken: HashSet<&'a Clean>,
}

impl<'a> Shelf<'a> {
    fn of(cards: &'a [Card], back: &'a [Returning]) -> Self {
        let mut shelf = Self {
            titles: HashMap::new(),
            files: HashMap::new(),
            hashes: HashMap::new(),
            taken: back.iter().map(|case| &case.place).collect(),
        };
        for card in cards.iter().filter(|card| card.problem.is_none()) {
            let file = match &card.origin {
                Origin::BuiltIn(slug) => folded(&format!("{slug}.md")),
                Origin::File(path) => {
                    folded(&path.file_name().unwrap_or_default().to_string_lossy())
                }
            };
            shelf
                .titles
                .entry(titled(&card.title))
                .or_default()
                .push(card);
            shelf.files.entry(file).or_default().push(card);
            shelf.hashes.entry(&card.hash).or_default().push(card);
        }
        shelf
    }

    /// The card that lies where it lay; else one that says the same, letter by letter; else,
    /// where its file is gone, one of its title or its file's name that is no other case.
    fn find(&self, case: &Returning) -> Option<&'a Card> {
        let title = titled(&case.title);
        let none = Vec::new();
        let titles = self.titles.get(&title).unwrap_or(&none);
        let files = self.files.get(&folded(&case.source)).unwrap_or(&none);
        let hashes = self.hashes.get(&case.hash).unwrap_or(&none);
        let is_titled = |card: &&&Card| titled(&card.title) == title;
        let there = |card: &&&Card| !case.place.is_empty() && card.origin.place() == case.place;
        let here = titles.iter().find(there);
        let here = here.or_else(|| files.iter().find(there));
        let here = here.or_else(|| hashes.iter().find(is_titled));
        let free = |card: &&&Card| {
            let place = card.origin.place();
            case.place.is_empty() && (place.is_empty() || !self.taken.contains(&place))
        };
        let both = |card: &&&Card| free(card) && files.contains(*card);
        let here = here.or_else(|| titles.iter().find(both));
        let here = here.or_else(|| titles.iter().find(free));
        here.or_else(|| files.iter().find(free)).copied()
    }
}

fn titled(title: &str) -> String {
    normal(&folded(title))
}

impl Row {
    pub(super) fn words(&self) -> String {
        match self {
            Self::Back(back, _) => format!("{} {}", back.title, back.learner),
            Self::Session(brief) => {
                let away = if brief.away { "put away" } else { "" };
                format!(
                    "{} {} session report {away}",
                    brief.title,
                    names(&brief.people)
                )
            }
            Self::Case(card) => {
                let tags: Vec<_> = card.tags.iter().map(Clean::as_str).collect();
                let minutes = card
                    .seconds
                    .map(|seconds| format!("{} min", seconds.div_ceil(60)));
                let language = card.language.as_deref().unwrap_or_default();
                format!(
                    "{} {} {} {language} {} {}",
                    card.title,
                    tags.join(" "),
                    minutes.unwrap_or_default(),
                    card.origin.place(),
                    card.words
                )
            }
            Self::Also(also) => format!(
                "{} word pdf text markdown test demo new template",
                also.words()
            ),
        }
    }

    pub(super) fn title(&self) -> &str {
        match self {
            Self::Back(back, _) => &back.title,
            Self::Session(brief) => &brief.title,
            Self::Case(card) => &card.title,
            Self::Also(also) => also.words(),
        }
    }

    /// The heading that it stands under.
    pub(super) fn heading(&self) -> &'static str {
        match self {
            Self::Session(brief) if brief.finished => ENDED,
            Self::Back(..) | Self::Session(_) => GO_ON,
            Self::Case(_) => CASES,
            Self::Also(_) => ALSO,
        }
    }

    /// Whether it is a case in that language.
    pub(super) fn speaks(&self, tag: &str) -> bool {
        let Self::Case(card) = self else {
            return false;
        };
        let language = card.language.as_deref().unwrap_or_default();
        let primary = language.split('-').next().unwrap_or_default();
        tag.len() >= 2 && (primary.eq_ignore_ascii_case(tag) || language.eq_ignore_ascii_case(tag))
    }

    /// Whether it is a session that was put away.
    pub(super) fn is_away(&self) -> bool {
        matches!(self, Self::Session(brief) if brief.away)
    }

    /// Whether it is a session that was closed.
    pub(super) fn is_ended(&self) -> bool {
        matches!(self, Self::Session(brief) if brief.finished)
    }

    /// Whether a case has a tag that begins like this, in capitals or not.
    pub(super) fn has_tag(&self, wanted: &str) -> bool {
        let wanted = wanted.to_lowercase();
        match self {
            Self::Session(_) | Self::Back(..) | Self::Also(_) => false,
            Self::Case(card) => {
                let mut tags = card.tags.iter();
                tags.any(|tag| tag.to_lowercase().starts_with(&wanted))
            }
        }
    }

    /// Its rows: a case is one, what to go on with two.
    pub(super) fn lines(
        &self,
        (here, twin, done): (bool, bool, bool),
        cols: usize,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let room = cols.saturating_sub(2);
        let row =
            |title: &str, right: &str| ends((title, Role::Text), (right, Role::Quiet), room, theme);
        let under = |words: &str, role: Role| {
            let mut rows = say("", words, room, role, theme);
            rows.truncate(2);
            rows
        };
        let rows = match self {
            Self::Back(back, due) => {
                let due = plural(*due, "question is", "questions are");
                let below = match back.place {
                    Some(_) => format!("Come back: {due} due, {}", back.learner),
                    None => format!("{due} due, {}: open {}", back.learner, back.source),
                };
                [vec![row(&back.title, "")], under(&below, Role::Quiet)].concat()
            }
            Self::Session(brief) => {
                let names = names(&brief.people);
                let day = shelf::day(brief.last_at).to_string();
                let at = if brief.away {
                    format!("Put away: {}, {names}", brief.place)
                } else if brief.finished {
                    format!("Closed {day}: {names}")
                } else {
                    format!("Go on: {}, {names}", brief.place)
                };
                let mut rows = vec![row(&brief.title, &day)];
                rows.extend(under(&at, Role::Quiet));
                if let Some(problem) = &brief.problem {
                    rows.extend(under(problem, Role::Warn));
                }
                rows
            }
            Self::Case(card) => match &card.problem {
                Some(problem) => [vec![row(&card.title, "")], under(problem, Role::Warn)].concat(),
                None => {
                    let lies = twin.then(|| under(&lies(card), Role::Quiet));
                    let first = row(&card.title, &brief(card, cols >= 44, done));
                    [vec![first], lies.unwrap_or_default()].concat()
                }
            },
            Self::Also(also) => vec![row(also.words(), "")],
        };
        entry(here, rows, cols, theme)
    }
}

/// Where a case comes from, under its title where another has the same.
fn lies(card: &Card) -> String {
    match &card.origin {
        Origin::BuiltIn(_) => "comes with the program".to_owned(),
        Origin::File(path) => {
            let part = |part: Option<&OsStr>| {
                Clean::line(&part.unwrap_or_default().to_string_lossy()).to_string()
            };
            let folder = part(path.parent().and_then(Path::file_name));
            let (name, stem) = (part(path.file_name()), part(path.file_stem()));
            match stem.split_once(CLEAN) {
                Some((of, nth)) => format!("clean copy of {of}{nth} in {folder}"),
                None => format!("{name} in {folder}"),
            }
        }
    }
}

/// Minutes and questions of a case, at the right of its row; for the questions, that it was done.
fn brief(card: &Card, long: bool, done: bool) -> String {
    let minutes = card
        .seconds
        .map(|seconds| format!("{} min", seconds.div_ceil(60)));
    let minutes = minutes.unwrap_or_default();
    let questions = match (card.questions, card.unread) {
        _ if done && long => "✓ done".to_owned(),
        _ if done => "✓".to_owned(),
        (_, Some(_)) => "not read yet".to_owned(),
        (0, None) => "no questions".to_owned(),
        (count, None) => plural(count, "question", "questions"),
    };
    match (long, minutes.is_empty()) {
        (false, false) if done => format!("✓ {minutes}"),
        (false, false) => minutes,
        (false, true) | (true, true) => questions,
        (true, false) => format!("{minutes}  {questions}"),
    }
}

fn names(people: &[Clean]) -> String {
    let names: Vec<_> = people.iter().take(3).map(Clean::as_str).collect();
    let more = people.len().saturating_sub(3);
    match (names.is_empty(), more) {
        (true, _) => "nobody yet".to_owned(),
        (false, 0) => names.join(", "),
        (false, more) => format!("{} and {more} more", names.join(", ")),
    }
}

pub(super) fn facts(card: &Card, used: Option<Wall>) -> String {
    let mut facts = Vec::new();
    if let Some(seconds) = card.seconds {
        facts.push(format!("{} min", seconds.div_ceil(60)));
    }
    facts.push(match card.questions {
        _ if card.unread.is_some() => {
            format!(
                "{}, read when it is opened",
                card.unread.unwrap_or_default()
            )
        }
        0 => "no questions yet".to_owned(),
        count => plural(count, "question", "questions"),
    });
    if let Some(language) = &card.language
        && !language.starts_with("en")
    {
        facts.push(language.to_string());
    }
    if let Some(used) = used {
        facts.push(format!("used {}", shelf::day(used)));
    }
    let tags: Vec<_> = card.tags.iter().map(Clean::as_str).collect();
    if !tags.is_empty() {
        facts.push(tags.join(", "));
    }
    facts.join(" · ")
}

/// What is said before all of a case is shown.
pub(in crate::tui) const GIVES_AWAY: &str = "This shows how the document was read: model answers, notes for the facilitator and later parts too. If you want to study the case, do that first.";

/// How a case was read, which tells all of it.
pub(super) fn how_read(origin: Origin) -> Effect {
    let show = vec![Effect::HowRead(origin)];
    let choices = vec![
        ("Back to the library".to_owned(), Vec::new()),
        ("Show everything".to_owned(), show),
    ];
    Effect::Choices(GIVES_AWAY.to_owned(), choices)
}
