//! What was said of a document, carried over to the document as it was saved since: to the same
//! line, told by its text and its place in order.
//!
//! What keeps a line back follows its words; what sets a line free never goes to other words.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Range,
};

use super::{As, Marks, Mended, Piece};
use crate::case::{TimeUp, vocabulary::normal};

/// Between two lines that are the same, no more pairs of lines are compared.
const MOST_PAIRS: usize = 250_000;

/// So many new lines are looked at for what an old one became.
const MOST_AROUND: usize = 100;

/// What became of what was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Of so many lines something was said.
    pub of: usize,
    /// So many of them are what they were said to be.
    pub kept: usize,
    /// So many of these are kept back as notes, since their question is not what it was.
    pub notes: usize,
    /// Lines of the document as it is now that somebody has to look at.
    pub look: BTreeSet<u32>,
}

impl Carried {
    /// Whether something that was said is not kept, or stands beside what is new.
    pub fn asks(&self) -> bool {
        self.kept < self.of || !self.look.is_empty()
    }
}

/// A line with words: its number, counted from 1, and its text.
#[derive(Clone, Copy)]
struct Line<'a> {
    number: u32,
    text: &'a str,
}

fn lines(text: &[String]) -> Vec<Line<'_>> {
    let numbered = (1..).zip(text);
    let lines = numbered.map(|(number, text)| Line {
        number,
        text: text.trim(),
    });
    let worded = lines.filter(|line| line.text.contains(char::is_alphanumeric));
    worded.collect()
}

/// How often each text stands in some lines, and where last.
type Counted<'a> = HashMap<&'a str, (usize, usize)>;

fn counted<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Counted<'a> {
    let mut counts = Counted::new();
    for (at, text) in lines {
        let (count, last) = counts.entry(text).or_insert((0, at));
        (*count, *last) = (*count + 1, at);
    }
    counts
}

/// Two states of a document, and which lines of them are the same.
struct Pairs<'a> {
    old: Vec<Line<'a>>,
    new: Vec<Line<'a>>,
    /// For each old line the new one, in order.
    to: Vec<Option<usize>>,
    /// The new lines that are none of the old ones.
    fresh: BTreeSet<usize>,
    /// How often each text stands in either.
    olds: Counted<'a>,
    news: Counted<'a>,
}

impl<'a> Pairs<'a> {
    fn of(old: &'a [String], new: &'a [String]) -> Self {
        let (old, new) = (lines(old), lines(new));
        let numbered = |lines: &[Line<'a>]| counted(lines.iter().map(|line| line.text).enumerate());
        let mut pairs = Self {
            to: vec![None; old.len()],
            fresh: BTreeSet::new(),
            olds: numbered(&old),
            news: numbered(&new),
            old,
            new,
        };
        pairs.align();
        let taken: HashSet<usize> = pairs.to.iter().flatten().copied().collect();
        let all = 0..pairs.new.len();
        pairs.fresh = all.filter(|at| !taken.contains(at)).collect();
        pairs
    }

    /// Finds the lines that are the same and in the same order: between the ends, by lines that
    /// stand in both only once, and between these by the longest row of pairs.
    fn align(&mut self) {
        let mut open = vec![(0..self.old.len(), 0..self.new.len())];
        while let Some((mut old, mut new)) = open.pop() {
            while !old.is_empty() && !new.is_empty() && self.pair(old.start, new.start) {
                (old.start, new.start) = (old.start + 1, new.start + 1);
            }
            while !old.is_empty() && !new.is_empty() && self.pair(old.end - 1, new.end - 1) {
                (old.end, new.end) = (old.end - 1, new.end - 1);
            }
            if old.is_empty() || new.is_empty() {
                continue;
            }
            let anchors = self.anchors(&old, &new);
            if anchors.is_empty() {
                self.longest(&old, &new);
                continue;
            }
            let (mut from, mut onto) = (old.start, new.start);
            for (at, to) in anchors {
                self.pair(at, to);
                open.push((from..at, onto..to));
                (from, onto) = (at + 1, to + 1);
            }
            open.push((from..old.end, onto..new.end));
        }
    }

    /// Pairs two lines where they are the same.
    fn pair(&mut self, old: usize, new: usize) -> bool {
        let same = self.text(&self.old, old) == self.text(&self.new, new);
        if same && let Some(to) = self.to.get_mut(old) {
            *to = Some(new);
        }
        same
    }

    fn text(&self, lines: &[Line<'a>], at: usize) -> &'a str {
        lines.get(at).map_or("", |line| line.text)
    }

    /// Lines that stand only once in either stretch, in the longest row that keeps their order.
    fn anchors(&self, old: &Range<usize>, new: &Range<usize>) -> Vec<(usize, usize)> {
        let texts = |lines: &'_ [Line<'a>], range: &Range<usize>| {
            let texts = range.clone().map(|at| (at, self.text(lines, at)));
            counted(texts.collect::<Vec<_>>().into_iter())
        };
        let (olds, news) = (texts(&self.old, old), texts(&self.new, new));
        let only = |at: usize| {
            let text = self.text(&self.old, at);
            let (one, _) = olds.get(text).filter(|(count, _)| *count == 1)?;
            let (other, to) = news.get(text)?;
            (one == other).then_some((at, *to))
        };
        increasing(&old.clone().filter_map(only).collect::<Vec<_>>())
    }

    fn longest(&mut self, old: &Range<usize>, new: &Range<usize>) {
        let (rows, columns) = (old.len(), new.len());
        if rows.saturating_mul(columns) > MOST_PAIRS {
            return;
        }
        let same = |at: usize, to: usize| {
            self.text(&self.old, old.start + at) == self.text(&self.new, new.start + to)
        };
        let mut best = vec![vec![0_u32; columns + 1]; rows + 1];
        let of = |best: &[Vec<u32>], at: usize, to: usize| -> u32 {
            best.get(at)
                .and_then(|row| row.get(to))
                .copied()
                .unwrap_or(0)
        };
        for at in (0..rows).rev() {
            for to in (0..columns).rev() {
                let value = match same(at, to) {
                    true => of(&best, at + 1, to + 1) + 1,
                    false => of(&best, at + 1, to).max(of(&best, at, to + 1)),
                };
                if let Some(cell) = best.get_mut(at).and_then(|row| row.get_mut(to)) {
                    *cell = value;
                }
            }
        }
        let (mut at, mut to, mut found) = (0, 0, Vec::new());
        while at < rows && to < columns {
            if same(at, to) {
                found.push((old.start + at, new.start + to));
                (at, to) = (at + 1, to + 1);
            } else if of(&best, at + 1, to) >= of(&best, at, to + 1) {
                at += 1;
            } else {
                to += 1;
            }
        }
        for (at, to) in found {
            self.pair(at, to);
        }
    }

    /// The new lines between the same neighbours as an old one that are none of the old ones.
    fn around(&self, at: usize) -> Vec<usize> {
        let before = self.to.get(..at).unwrap_or_default();
        let from = before.iter().rev().flatten().next().map_or(0, |to| to + 1);
        let behind = self.to.get(at + 1..).unwrap_or_default();
        let end = behind.iter().flatten().next().copied();
        let end = end.unwrap_or(self.new.len()).max(from);
        let around = self.fresh.range(from..end).take(MOST_AROUND);
        around.copied().collect()
    }

    /// The new lines that an old one became: those that have most of its words, or the only one
    /// that stands where it stood alone.
    fn became(&self, at: usize) -> Vec<usize> {
        let around = self.around(at);
        let gone = |at: usize| self.to.get(at).is_some_and(Option::is_none);
        let alone = at.checked_sub(1).is_none_or(|above| !gone(above)) && !gone(at + 1);
        if alone && around.len() == 1 {
            return around;
        }
        let words = |text: &str| -> HashSet<String> {
            normal(text).split(' ').map(str::to_owned).collect()
        };
        let old = words(self.text(&self.old, at));
        let is_like = |to: &usize| {
            let new = words(self.text(&self.new, *to));
            let shared = old.intersection(&new).count();
            shared * 2 >= old.len().min(new.len())
        };
        around.into_iter().filter(is_like).collect()
    }

    fn number(&self, new: usize) -> u32 {
        self.new.get(new).map_or(0, |line| line.number)
    }

    /// The place of an old line that bears that number.
    fn place(&self, number: u32) -> Option<usize> {
        let found = self.old.binary_search_by_key(&number, |line| line.number);
        found.ok()
    }

    /// The new line, by its number, that says the same as the old one of that number and is no
    /// other.
    fn same(&self, number: u32) -> Option<u32> {
        let at = self.place(number)?;
        let text = self.text(&self.old, at);
        let (old, (new, last)) = (self.olds.get(text)?.0, *self.news.get(text)?);
        let in_order = self.to.get(at).copied().flatten();
        // What stands only once may have moved; of several it is not told which one went.
        let to = match (old, new) {
            (1, 1) => Some(last),
            (_, _) => in_order.filter(|_| old == new),
        };
        to.map(|to| self.number(to))
    }

    /// The new lines that stand where an old one of that number stood, by their numbers.
    fn instead(&self, number: u32) -> Vec<u32> {
        let around = self.place(number).map(|at| self.around(at));
        let around = around.unwrap_or_default().into_iter();
        around.map(|to| self.number(to)).collect()
    }

    /// New lines between two that are kept back as the same, which are kept back so too.
    fn between(&self, marks: &Marks) -> Marks {
        let mark = |at: usize| marks.get(&self.number(at)).copied();
        let fresh = self.fresh.iter().filter(|at| mark(**at).is_none());
        let kept = fresh.filter_map(|at| {
            let behind = (at + 1..self.new.len()).find(|at| !self.fresh.contains(at));
            let before = (0..*at).rev().find(|at| !self.fresh.contains(at));
            let before = mark(before?).filter(|mark| mark.is_kept_back() && *mark != As::Out)?;
            (mark(behind?) == Some(before)).then(|| (self.number(*at), before))
        });
        kept.collect()
    }

    /// The new lines that an old one of that number is now, and whether they say the same.
    fn now(&self, number: u32) -> (Vec<u32>, bool) {
        if let Some(same) = self.same(number) {
            return (vec![same], true);
        }
        let Some(at) = self.place(number) else {
            return (Vec::new(), false);
        };
        let to = match self.to.get(at).copied().flatten() {
            Some(to) => vec![to],
            None => self.became(at),
        };
        let now = to.into_iter().map(|to| self.number(to));
        (now.collect(), false)
    }
}

/// The longest row of pairs, in the order of their first numbers, in which the second ones
/// increase too.
fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The places in `pairs` that end the row of each length, and what stands before each place.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    let second = |at: usize| pairs.get(at).map_or(0, |(_, to)| *to);
    for (at, (_, to)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(*end) < *to);
        before.push(length.checked_sub(1).and_then(|one| ends.get(one).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = Vec::new();
    let mut at = ends.last().copied();
    while let Some(place) = at {
        row.extend(pairs.get(place).copied());
        at = before.get(place).copied().flatten();
    }
    row.reverse();
    row
}

impl As {
    /// Whether people see a line by it that they would perhaps not see.
    fn sets_free(self) -> bool {
        matches!(
            self,
            Self::Question | Self::Exhibit | Self::Title | Self::Text
        )
    }
}

/// What was said of an old state of the document, carried over to the new one. Nothing that is
/// new here is seen earlier by it than it would be.
///
/// # Errors
///
/// The time was up.
pub fn carry(
    old: &Mended,
    mut new: Mended,
    is_time_up: &mut dyn FnMut() -> bool,
) -> Result<(Mended, Carried), TimeUp> {
    new.roles.clone_from(&old.roles);
    let lines = new.lines.clone();
    let pairs = Pairs::of(&old.lines, &lines);
    let mut carried = Carried::default();
    let (mut marks, mut held) = (Marks::new(), BTreeSet::new());
    // The question above is not what it was said to be: what answers it is kept back as a
    // note, lest it is shown as the answer to the one before.
    let mut lost = false;
    for (line, mark) in old.marks() {
        let said = old.said(*line).is_some();
        let (now, same) = pairs.now(*line);
        let pieces = old.pieces_of(*mark).unwrap_or_default();
        // Pieces hold the words that the line had.
        let follows = pieces.is_empty() && !mark.sets_free();
        let stays = !now.is_empty() && (same || follows);
        let asks = pieces.iter().any(|one| one.mark == Some(As::Question));
        if asks || *mark == As::Question {
            lost = !stays;
        }
        carried.of += usize::from(said);
        carried.kept += usize::from(said && stays);
        let was_note = *mark == As::Note;
        let kept = |piece: &Piece| piece.mark.is_some_and(As::is_kept_back);
        let mark = match (stays, pieces.iter().any(kept)) {
            (true, _) if pieces.is_empty() => Some(mark.carried(&pairs, lost)),
            (true, _) => Some(new.in_pieces(pairs.pieces(pieces))),
            // A line that held something back is kept back as a whole.
            (false, true) => Some(As::Note),
            (false, false) => None,
        };
        let is_note = mark == Some(As::Note) && !was_note;
        carried.notes += usize::from(said && stays && is_note);
        if !stays && said {
            carried.look.extend(pairs.instead(*line));
            carried.look.extend(&now);
        }
        for (now, mark) in now.into_iter().filter_map(|now| Some((now, mark?))) {
            let other = marks.insert(now, mark).is_some();
            if !(said && stays || other) {
                held.insert(now);
            }
        }
    }
    let filled = pairs.between(&marks);
    held.extend(filled.keys());
    carried.look.extend(filled.keys());
    marks.extend(filled);
    let known = pairs.old.iter().filter_map(|line| pairs.same(line.number));
    let known = known.collect();
    (new.marks, new.held) = (marks, held);
    carried.look.extend(new.hold_all_but(&known, is_time_up)?);
    Ok((new, carried))
}

impl Pairs<'_> {
    /// The pieces of a line in another state of the document.
    fn pieces(&self, pieces: &[Piece]) -> Vec<Piece> {
        let mut pieces = pieces.to_vec();
        for mark in pieces.iter_mut().filter_map(|one| one.mark.as_mut()) {
            *mark = mark.carried(self, false);
        }
        pieces
    }
}

impl As {
    /// The same in another state of the document.
    fn carried(self, pairs: &Pairs<'_>, lost: bool) -> Self {
        let strayed = match self.of() {
            Some(line) => match pairs.same(line) {
                Some(line) => return self.to(line),
                None => true,
            },
            None => lost && matches!(self, Self::Answer | Self::Hint),
        };
        if strayed { Self::Note } else { self }
    }
}
