//! Which numbers of a table may be seen, so that none stands for one to four people and none can
//! be worked out from the others. Pure.
//!
//! A table has a line a group; the cells of a line are a partition of the group's people. Whoever
//! reads it is taken to know these rules, every line's sum and every cell that is shown.

use std::collections::VecDeque;

use serde::Serialize;

use crate::{session::FEWEST_SHARED, text::Clean};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    pub group: Clean,
    /// Its people, by column.
    pub cells: Vec<usize>,
}

/// A line of a table: what is hidden is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The group; none for several groups with few people each, together.
    pub group: Option<Clean>,
    pub people: usize,
    pub cells: Vec<Option<usize>>,
}

/// A table of which nothing can be worked out that is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Groups in their order, then those that are together.
    pub lines: Vec<Line>,
    /// All of them; none where one group alone has a line.
    pub all: Option<Line>,
}

impl Table {
    pub fn hidden(&self) -> usize {
        let lines = self.lines.iter().chain(&self.all);
        lines
            .flat_map(|line| &line.cells)
            .filter(|cell| cell.is_none())
            .count()
    }
}

/// The table of these groups, in the order in which they are given. A group with fewer than
/// [`FEWEST_SHARED`] people has no line of its own.
pub fn table(groups: &[Counts]) -> Table {
    let people = |counts: &&Counts| counts.cells.iter().sum::<usize>();
    let is_large = |counts: &&Counts| people(counts) >= FEWEST_SHARED;
    let large: Vec<_> = groups.iter().filter(is_large).collect();
    let small: Vec<_> = groups
        .iter()
        .filter(|one| (1..FEWEST_SHARED).contains(&people(one)))
        .collect();
    let mut names: Vec<Option<Clean>> = large.iter().map(|one| Some(one.group.clone())).collect();
    let mut rows: Vec<Vec<usize>> = large.iter().map(|one| one.cells.clone()).collect();
    let together: usize = small.iter().map(people).sum();
    // Were they all of one, or all of four, their sum would tell each of them.
    let untold = small.len() < together && together < small.len() * (FEWEST_SHARED - 1);
    if small.len() > 1 && together >= FEWEST_SHARED && untold {
        names.push(None);
        rows.push(sums(small.iter().map(|one| one.cells.as_slice())));
    }
    let has_all = rows.len() > 1;
    if has_all {
        rows.push(sums(rows.iter().map(Vec::as_slice)));
    }
    let mut sheet = Sheet::new(&rows, has_all);
    sheet.settle();
    let mut lines: Vec<_> = names
        .into_iter()
        .chain(has_all.then_some(None))
        .zip(sheet.lines())
        .collect();
    let all = has_all.then(|| lines.pop()).flatten();
    let line = |(group, (people, cells))| Line {
        group,
        people,
        cells,
    };
    Table {
        lines: lines.into_iter().map(line).collect(),
        all: all.map(line),
    }
}

fn sums<'a>(rows: impl Iterator<Item = &'a [usize]>) -> Vec<usize> {
    let mut sums: Vec<usize> = Vec::new();
    for row in rows {
        sums.resize(sums.len().max(row.len()), 0);
        for (sum, cell) in sums.iter_mut().zip(row) {
            *sum += cell;
        }
    }
    sums
}

#[derive(Clone, Copy)]
struct Cell {
    count: usize,
    hidden: bool,
}

/// A row of cells; that of all groups is the last.
struct Strip {
    cells: Vec<Cell>,
    /// Hidden as a whole, noughts too.
    whole: bool,
}

struct Sheet {
    rows: Vec<Strip>,
    columns: usize,
    has_all: bool,
}

/// Where a cell stands: row and column.
type Place = (usize, usize);

impl Sheet {
    fn new(rows: &[Vec<usize>], has_all: bool) -> Self {
        let cell = |count: &usize| Cell {
            count: *count,
            hidden: (1..FEWEST_SHARED).contains(count),
        };
        let row = |cells: &Vec<usize>| Strip {
            cells: cells.iter().map(cell).collect(),
            whole: false,
        };
        Self {
            rows: rows.iter().map(row).collect(),
            columns: rows.first().map_or(0, Vec::len),
            has_all,
        }
    }

    fn lines(&self) -> impl Iterator<Item = (usize, Vec<Option<usize>>)> {
        self.rows.iter().map(|row| {
            let people = row.cells.iter().map(|cell| cell.count).sum();
            let seen = row
                .cells
                .iter()
                .map(|cell| (!cell.hidden).then_some(cell.count));
            (people, seen.collect())
        })
    }

    /// Hides as much as it takes.
    fn settle(&mut self) {
        loop {
            let mut changed = false;
            for row in &mut self.rows {
                changed |= row.settle();
            }
            if self.has_all {
                for column in 0..self.columns {
                    changed |= self.settle_column(column);
                }
            }
            if changed {
                continue;
            }
            let Some(told) = self.told() else {
                return;
            };
            self.hide_beside(told);
        }
    }

    fn column(&mut self, column: usize) -> impl Iterator<Item = &mut Cell> {
        self.rows
            .iter_mut()
            .filter_map(move |row| row.cells.get_mut(column))
    }

    fn settle_column(&mut self, column: usize) -> bool {
        let mut changed = false;
        while !is_settled(self.column(column).map(|cell| *cell)) {
            if !hide_next(self.column(column)) {
                // Nothing but noughts is left beside it.
                let mut rows = self.rows.iter_mut();
                let Some(row) = rows.find(|row| !row.whole) else {
                    return changed;
                };
                row.hide_whole();
            }
            changed = true;
        }
        changed
    }

    /// A hidden cell that can be worked out takes another one with it.
    fn hide_beside(&mut self, (row, column): Place) {
        let in_row = self
            .rows
            .get_mut(row)
            .is_some_and(|row| hide_next(row.cells.iter_mut()));
        if in_row || hide_next(self.column(column)) {
            return;
        }
        let mut rows = self.rows.iter_mut();
        let open = rows.by_ref().find(|row| !row.whole);
        if let Some(row) = open {
            row.hide_whole();
        }
    }

    /// A hidden cell that has only one possible value. None where there is none, and where
    /// everything is hidden.
    fn told(&self) -> Option<Place> {
        if self.rows.iter().all(|row| row.whole) {
            return None;
        }
        let ways = Ways::new(self);
        ways.arcs
            .iter()
            .enumerate()
            .find(|(at, arc)| !ways.can_change(*at, arc))
            .map(|(_, arc)| arc.place)
    }
}

impl Strip {
    fn settle(&mut self) -> bool {
        let mut changed = false;
        while !self.whole && !is_settled(self.cells.iter().copied()) {
            changed = true;
            if !hide_next(self.cells.iter_mut()) {
                self.hide_whole();
                return true;
            }
        }
        changed
    }

    fn hide_whole(&mut self) {
        self.whole = true;
        for cell in &mut self.cells {
            cell.hidden = true;
        }
    }
}

/// Whether nothing is hidden, or two cells at least that stand for enough people.
fn is_settled(cells: impl Iterator<Item = Cell>) -> bool {
    let (mut hidden, mut people, mut open) = (0, 0, 0);
    for cell in cells {
        if cell.hidden {
            hidden += 1;
            people += cell.count;
        } else {
            open += 1;
        }
    }
    hidden == 0 || (hidden > 1 && people >= FEWEST_SHARED) || (open == 0 && hidden > 1)
}

/// Hides the smallest cell that is shown and no nought; whether there was one.
fn hide_next<'c>(cells: impl Iterator<Item = &'c mut Cell>) -> bool {
    let shown = cells.filter(|cell| !cell.hidden && cell.count > 0);
    match shown.min_by_key(|cell| cell.count) {
        Some(cell) => {
            cell.hidden = true;
            true
        }
        None => false,
    }
}

/// A hidden cell as people who go from a row to a column, or on from there to all.
struct Arc {
    place: Place,
    from: usize,
    to: usize,
    /// Whether it could be smaller, as far as a reader knows: a nought would be shown.
    falls: bool,
}

/// All ways in which hidden cells could differ together with every sum kept. A cell can be larger
/// by one where there is a way back from its column to its row along cells that can give; it can be
/// smaller where there is one in the other direction.
struct Ways {
    arcs: Vec<Arc>,
    /// For each node, the arcs that leave it, and whether along or against.
    leaving: Vec<Vec<(usize, bool)>>,
}

impl Ways {
    fn new(sheet: &Sheet) -> Self {
        let (rows, columns) = (sheet.rows.len(), sheet.columns);
        let all = sheet.has_all.then(|| rows - 1);
        let mut arcs = Vec::new();
        for (at, row) in sheet.rows.iter().enumerate() {
            let hidden = row.cells.iter().enumerate().filter(|(_, cell)| cell.hidden);
            arcs.extend(hidden.map(|(column, cell)| {
                let is_all = all == Some(at);
                let node = rows + column;
                Arc {
                    place: (at, column),
                    from: if is_all { node } else { at },
                    to: if is_all { at } else { node },
                    falls: cell.count > usize::from(!row.whole),
                }
            }));
        }
        let mut leaving = vec![Vec::new(); rows + columns];
        for (at, arc) in arcs.iter().enumerate() {
            if let Some(list) = leaving.get_mut(arc.from) {
                list.push((at, true));
            }
            if let Some(list) = leaving.get_mut(arc.to).filter(|_| arc.falls) {
                list.push((at, false));
            }
        }
        // One group alone: its columns have no sums, so every column is open to the others.
        if !sheet.has_all {
            let nodes: Vec<usize> = (rows..rows + columns).collect();
            return Self { arcs, leaving }.joined(&nodes);
        }
        Self { arcs, leaving }
    }

    /// Where no sums of columns are told, people go between them freely.
    fn joined(mut self, nodes: &[usize]) -> Self {
        let node = nodes.first().copied().unwrap_or(0);
        for arc in &mut self.arcs {
            arc.to = node;
        }
        for list in &mut self.leaving {
            list.clear();
        }
        for (at, arc) in self.arcs.iter().enumerate() {
            for (from, along) in [(arc.from, true), (arc.to, false)] {
                if let Some(list) = self.leaving.get_mut(from).filter(|_| along || arc.falls) {
                    list.push((at, along));
                }
            }
        }
        self
    }

    fn can_change(&self, at: usize, arc: &Arc) -> bool {
        self.leads(arc.to, arc.from, at) || (arc.falls && self.leads(arc.from, arc.to, at))
    }

    /// Whether there is a way between two nodes without that arc.
    fn leads(&self, from: usize, to: usize, without: usize) -> bool {
        let mut seen = vec![false; self.leaving.len()];
        let mut open = VecDeque::from([from]);
        while let Some(node) = open.pop_front() {
            if node == to {
                return true;
            }
            for (at, along) in self.leaving.get(node).into_iter().flatten() {
                let next = self.arcs.get(*at).filter(|_| *at != without);
                let next = next.map(|arc| if *along { arc.to } else { arc.from });
                if let Some(next) = next
                    && let Some(known) = seen.get_mut(next).filter(|known| !**known)
                {
                    *known = true;
                    open.push_back(next);
                }
            }
        }
        false
    }
}
