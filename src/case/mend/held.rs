//! What is said of some lines changes those lines and no others: whatever else was kept back stays
//! so, as what it was, until somebody says otherwise for its own lines.

use std::{collections::HashSet, ops::RangeInclusive};

use super::{As, Marks, Mended, Taken, bare, owners};
use crate::case::{Case, Document, Item, TimeUp, vocabulary::normal};

/// So often what is held is read again, and what changes by that is held too.
const MOST_ROUNDS: usize = 5;

/// What came of saying what lines are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Lines that were kept back and would be seen, were they not held.
    pub would_open: Vec<u32>,
    /// They cannot be held, so nothing was changed.
    pub refused: bool,
}

/// As what a line is taken, as far as it matters to those who wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sight {
    /// By nobody, and it tells nothing.
    Not,
    Shown,
    Asked,
    Answer,
    Hint,
    Staff,
}

impl Sight {
    fn is_kept(self) -> bool {
        matches!(self, Self::Answer | Self::Hint | Self::Staff)
    }

    fn is_open(self) -> bool {
        matches!(self, Self::Shown | Self::Asked)
    }
}

/// A reading, by line.
struct Picture {
    seen: Vec<Sight>,
    later: Vec<bool>,
    asked: HashSet<u32>,
    /// The line of the question that each line belongs to.
    owners: Vec<Option<u32>>,
}

impl Picture {
    fn of(mended: &Mended, document: &Document, taken: &[Taken]) -> Self {
        let titles = titles(document);
        let asked: HashSet<u32> = document
            .cases
            .iter()
            .flat_map(Case::questions)
            .map(|question| question.prompt.line)
            .collect();
        let seen = mended
            .lines
            .iter()
            .zip(taken)
            .map(|(line, taken)| match taken {
                _ if !line.contains(char::is_alphanumeric) => Sight::Not,
                Taken::Nothing | Taken::Noise | Taken::Unused => Sight::Not,
                Taken::Frame if titles.contains(plain_line(line).as_str()) => Sight::Shown,
                Taken::Frame => Sight::Not,
                Taken::Text | Taken::Exhibit | Taken::Option | Taken::UnderQuestion => Sight::Shown,
                Taken::Question(_) => Sight::Asked,
                Taken::Hidden("model answer") => Sight::Answer,
                Taken::Hidden("hint") => Sight::Hint,
                Taken::Hidden(_) => Sight::Staff,
            });
        let is_later = |line: u32| {
            let mut hidden = document.hidden.iter();
            hidden.any(|one| one.what == "later part" && (one.from..=one.to).contains(&line))
        };
        let count = u32::try_from(taken.len()).unwrap_or(u32::MAX);
        Self {
            seen: seen.collect(),
            owners: owners(document, &mended.lines, taken),
            later: (1..=count).map(is_later).collect(),
            asked,
        }
    }

    fn seen(&self, line: u32) -> Sight {
        at(&self.seen, line).unwrap_or(Sight::Not)
    }

    fn is_later(&self, line: u32) -> bool {
        at(&self.later, line).unwrap_or_default()
    }

    /// Whether people see a line earlier than they did.
    fn opens(&self, before: &Self, line: u32) -> bool {
        let (was, is) = (before.seen(line), self.seen(line));
        // A row of a table that asks holds its answer too.
        let asked = is == Sight::Asked && before.asked.contains(&line);
        is.is_open() && !asked && (was.is_kept() || before.is_later(line) && !self.is_later(line))
    }

    /// Whether a line is something else than it was.
    fn changes(&self, before: &Self, line: u32) -> bool {
        let (was, is) = (before.seen(line), self.seen(line));
        let lost = before.asked.contains(&line) && !self.asked.contains(&line);
        match was {
            _ if before.asked.contains(&line) && is == Sight::Asked => false,
            Sight::Not => false,
            Sight::Shown => is.is_kept() || is == Sight::Asked,
            Sight::Asked => is != Sight::Asked,
            Sight::Answer | Sight::Hint | Sight::Staff => is.is_kept() && is != was || lost,
        }
    }
}

/// What is told of a line, counted from 1.
fn at<T: Copy>(lines: &[T], line: u32) -> Option<T> {
    lines.get((line as usize).wrapping_sub(1)).copied()
}

/// What of a document's headings is seen: titles of parts and exhibits.
fn titles(document: &Document) -> HashSet<String> {
    let parts = || document.cases.iter().flat_map(|case| &case.parts);
    let items = parts().flat_map(|part| &part.items);
    let exhibits = items.filter_map(|item| match item {
        Item::Exhibit(exhibit) => Some(&exhibit.title),
        Item::Reading(_) | Item::Question(_) => None,
    });
    let titles = parts().filter_map(|part| part.title.as_ref());
    titles
        .chain(exhibits)
        .map(|title| plain_line(title))
        .collect()
}

fn plain_line(line: &str) -> String {
    normal(bare(line))
}

impl Mended {
    /// Says what lines are, and holds every other line to what it was.
    ///
    /// # Errors
    ///
    /// The time was up; nothing was changed.
    pub fn say(
        &mut self,
        lines: RangeInclusive<u32>,
        mark: Option<As>,
        is_time_up: &mut dyn FnMut() -> bool,
    ) -> Result<Held, TimeUp> {
        let (document, taken) = self.read_within(is_time_up)?;
        let before = Picture::of(self, &document, &taken);
        let marks = self.marks.clone();
        self.set_all(lines.clone(), mark);
        if self.marks == marks {
            return Ok(Held::default());
        }
        let held = self.hold(&lines, &before, is_time_up);
        if !held.as_ref().is_ok_and(|held| !held.refused) {
            self.undo();
        }
        held
    }

    fn hold(
        &mut self,
        chosen: &RangeInclusive<u32>,
        before: &Picture,
        is_time_up: &mut dyn FnMut() -> bool,
    ) -> Result<Held, TimeUp> {
        let last = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let free = self.marks.clone();
        let mut would_open = Vec::new();
        // What is held may change what is read of others in its turn.
        for round in 0..MOST_ROUNDS {
            let (now, taken) = self.read_within(is_time_up)?;
            let after = Picture::of(self, &now, &taken);
            let others = (1..=last).filter(|line| !chosen.contains(line) && !self.is_blank(*line));
            let others: Vec<u32> = others.collect();
            let opens = |line: &&u32| after.opens(before, **line);
            let open: Vec<u32> = others.iter().filter(opens).copied().collect();
            let changes = |line: &&u32| opens(line) || after.changes(before, **line);
            let changed = others.iter().filter(changes);
            let pins: Marks = changed
                .filter(|line| !self.marks.contains_key(line))
                .filter_map(|line| Some((*line, Self::as_it_was(*line, before)?)))
                .collect();
            if round == 0 {
                would_open.clone_from(&open);
            }
            if pins.is_empty() || round + 1 == MOST_ROUNDS {
                let refused = !open.is_empty();
                if refused && would_open.is_empty() {
                    // To hold them made it worse.
                    self.marks = free;
                    self.held.retain(|line| self.marks.contains_key(line));
                    return Ok(Held::default());
                }
                return Ok(Held {
                    would_open,
                    refused,
                });
            }
            self.held.extend(pins.keys());
            self.marks.extend(pins);
        }
        Ok(Held::default())
    }

    /// Holds what would be seen earlier by what was said than without a word of it, but for these
    /// lines, of which somebody knows; the lines that cannot be held.
    pub(super) fn hold_all_but(
        &mut self,
        known: &HashSet<u32>,
        is_time_up: &mut dyn FnMut() -> bool,
    ) -> Result<Vec<u32>, TimeUp> {
        if self.marks.is_empty() {
            return Ok(Vec::new());
        }
        let bare = Self {
            marks: Marks::new(),
            ..self.clone()
        };
        let (document, taken) = bare.read_within(is_time_up)?;
        let before = Picture::of(&bare, &document, &taken);
        let last = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let mut open = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let (now, taken) = self.read_within(is_time_up)?;
            let after = Picture::of(self, &now, &taken);
            let opens = |line: &u32| !known.contains(line) && after.opens(&before, *line);
            open = (1..=last).filter(opens).collect();
            let free = open.iter().filter(|line| !self.marks.contains_key(line));
            let pins: Marks = free
                .filter_map(|line| Some((*line, Self::as_it_was(*line, &before)?)))
                .collect();
            if pins.is_empty() {
                break;
            }
            self.held.extend(pins.keys());
            self.marks.extend(pins);
        }
        Ok(open)
    }

    /// What somebody would say of a line so that it stays what it was.
    fn as_it_was(line: u32, before: &Picture) -> Option<As> {
        let said = match before.seen(line) {
            Sight::Not => return None,
            Sight::Shown => return Some(As::Text),
            Sight::Asked => return Some(As::Question),
            _ if before.asked.contains(&line) => return Some(As::Question),
            Sight::Answer => As::Answer,
            Sight::Hint => As::Hint,
            Sight::Staff => As::Note,
        };
        let of = at(&before.owners, line).flatten();
        Some(of.map_or(said, |of| said.to(of)))
    }
}
