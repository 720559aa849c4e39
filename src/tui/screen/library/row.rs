//! One row of the library: what comes back, an unfinished session, a case.

use std::collections::HashMap;

use ratatui::text::Line;

use crate::{
    case::vocabulary::normal,
    journal::list::Brief,
    learner,
    library::{Card, Origin},
    stamp::Wall,
    text::{Clean, cut, plural, width},
    tui::theme::{Role, Theme},
};

/// A case that comes back for somebody.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Back {
    /// Who.
    pub(super) learner: Clean,
    title: Clean,
    /// File name of the document.
    pub(super) source: Clean,
    /// Where it is, and which case of it, counted from 0; none where no folder of the library
    /// holds it.
    pub(super) place: Option<(Origin, usize)>,
    due: Wall,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    /// A case with so many questions that are due, and where it is.
    Back(Box<Back>, usize),
    /// An unfinished session.
    Session(Brief),
    /// A case.
    Case(Card),
}

/// What is due by now, the longest waiting first; last what is in no folder of the library.
pub(super) fn due(cards: &[Card], briefs: &[Brief], now: Wall) -> Vec<Row> {
    let file = |card: &Card| match &card.origin {
        Origin::BuiltIn(slug) => Clean::line(&format!("{slug}.md")),
        Origin::File(path) => Clean::line(&path.file_name().unwrap_or_default().to_string_lossy()),
    };
    let sound = cards.iter().filter(|card| card.problem.is_none());
    let titles: HashMap<String, &Card> = sound
        .clone()
        .map(|card| (normal(&card.title), card))
        .collect();
    let files: HashMap<Clean, &Card> = sound.map(|card| (file(card), card)).collect();
    let mut rows: Vec<_> = learner::back(briefs)
        .into_iter()
        .filter_map(|case| {
            let due = case.due(now).len();
            let title = titles.get(&normal(&case.title));
            let card = title.or_else(|| files.get(&case.source));
            let back = Back {
                learner: case.learner.clone(),
                title: card.map_or(&case.title, |card| &card.title).clone(),
                source: case.source.clone(),
                place: card.map(|card| (card.origin.clone(), card.number)),
                due: case.next()?,
            };
            (due > 0).then_some((back, due))
        })
        .collect();
    rows.sort_by_key(|(back, _)| (back.place.is_none(), back.due));
    let row = |(back, due)| Row::Back(Box::new(back), due);
    rows.into_iter().map(row).collect()
}

impl Row {
    pub(super) fn words(&self) -> String {
        match self {
            Self::Back(back, _) => format!("{} {}", back.title, back.learner),
            Self::Session(brief) => format!("{} {}", brief.title, names(&brief.people)),
            Self::Case(card) => {
                let tags: Vec<_> = card.tags.iter().map(Clean::as_str).collect();
                format!("{} {}", card.title, tags.join(" "))
            }
        }
    }

    /// Whether it is a session that was closed.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self, Self::Session(brief) if brief.finished)
    }

    /// Whether a case has a tag that begins like this, in capitals or not.
    pub(super) fn has_tag(&self, wanted: &str) -> bool {
        let wanted = wanted.to_lowercase();
        match self {
            Self::Session(_) | Self::Back(..) => false,
            Self::Case(card) => {
                let mut tags = card.tags.iter();
                tags.any(|tag| tag.to_lowercase().starts_with(&wanted))
            }
        }
    }

    pub(super) fn lines(
        &self,
        chosen: bool,
        columns: usize,
        used: &HashMap<Clean, Wall>,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let lead = if chosen { "▸ " } else { "  " };
        let role = if chosen { Role::Focus } else { Role::Text };
        let (title, below, below_role) = match self {
            Self::Back(back, due) => {
                let due = plural(*due, "question is", "questions are");
                let below = match back.place {
                    Some(_) => format!("Come back: {due} due, {}", back.learner),
                    None => format!("{due} due, {}: open {}", back.learner, back.source),
                };
                (back.title.to_string(), below, Role::Warn)
            }
            Self::Session(brief) => {
                let names = names(&brief.people);
                let at = if brief.finished {
                    format!("Closed {}: {names}", learner::day(brief.last_at))
                } else {
                    format!("Go on: {}, {names}", brief.place)
                };
                let problem = brief
                    .problem
                    .as_ref()
                    .map(|problem| format!("{at} – {problem}"));
                (brief.title.to_string(), problem.unwrap_or(at), Role::Good)
            }
            Self::Case(card) => match &card.problem {
                Some(problem) => (card.title.to_string(), problem.to_string(), Role::Bad),
                None => {
                    let used = used.get(&card.title).copied();
                    (card.title.to_string(), facts(card, used), Role::Dim)
                }
            },
        };
        let room = columns.saturating_sub(width(lead));
        vec![
            Line::styled(format!("{lead}{}", cut(&title, room)), theme.style(role)),
            Line::styled(format!("  {}", cut(&below, room)), theme.style(below_role)),
        ]
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

fn facts(card: &Card, used: Option<Wall>) -> String {
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
        let day = used.to_string();
        facts.push(format!(
            "used {}",
            day.split('T').next().unwrap_or_default()
        ));
    }
    let tags: Vec<_> = card.tags.iter().map(Clean::as_str).collect();
    if !tags.is_empty() {
        facts.push(tags.join(", "));
    }
    facts.join(" · ")
}
