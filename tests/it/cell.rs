//! Whoever reads a table of many groups, and knows its rules, its sums and what is shown, learns
//! no number that stands for one to four people.

use proptest::prelude::*;
use roundtable::report::cell::{Counts, Line, Table, table};

use crate::seed::laws;

/// What a reader of a table knows: which cells are hidden, all others, every line's sum.
struct Attacker<'t> {
    table: &'t Table,
    /// What a line really holds, to begin the search with.
    truth: &'t [Vec<usize>],
    steps: usize,
}

impl Attacker<'_> {
    fn least(line: &Line) -> usize {
        // A nought is shown, unless the whole line is hidden.
        usize::from(line.cells.iter().any(Option::is_some))
    }

    /// Whether a table with that value in that cell has the same sums.
    fn is_possible(&mut self, at: (usize, usize), value: usize) -> bool {
        self.steps = 0;
        let columns = self.truth[0].len();
        self.fill(0, 0, vec![0; columns], at, value, None)
    }

    fn fill(
        &mut self,
        row: usize,
        column: usize,
        mut sums: Vec<usize>,
        at: (usize, usize),
        value: usize,
        left: Option<usize>,
    ) -> bool {
        self.steps += 1;
        if self.steps > 400_000 {
            return false;
        }
        let Some(line) = self.table.lines.get(row) else {
            return self.sums_fit(&sums);
        };
        let known: usize = line.cells.iter().flatten().sum();
        let left = left.unwrap_or(line.people - known);
        let Some(cell) = line.cells.get(column) else {
            return left == 0 && self.fill(row + 1, 0, sums, at, value, None);
        };
        if let Some(shown) = cell {
            sums[column] += shown;
            return self.fits_so_far(column, sums[column])
                && self.fill(row, column + 1, sums, at, value, Some(left));
        }
        let truth = self.truth[row][column];
        let mut values: Vec<usize> = (Self::least(line)..=left).collect();
        values.sort_by_key(|value| value.abs_diff(truth));
        if (row, column) == at {
            values.retain(|own| *own == value);
        }
        values.into_iter().any(|own| {
            let mut sums = sums.clone();
            sums[column] += own;
            self.fits_so_far(column, sums[column])
                && self.fill(row, column + 1, sums, at, value, Some(left - own))
        })
    }

    fn fits_so_far(&self, column: usize, sum: usize) -> bool {
        let all = self.table.all.as_ref();
        all.is_none_or(|all| all.cells[column].is_none_or(|total| sum <= total))
    }

    fn sums_fit(&self, sums: &[usize]) -> bool {
        let Some(all) = &self.table.all else {
            return true;
        };
        let least = Self::least(all);
        sums.iter().zip(&all.cells).all(|(sum, total)| match total {
            Some(total) => sum == total,
            None => *sum >= least,
        })
    }
}

fn groups(cells: &[Vec<usize>]) -> Vec<Counts> {
    let named = cells.iter().enumerate();
    named
        .map(|(at, cells)| Counts {
            group: format!("group {at}").into(),
            cells: cells.clone(),
        })
        .collect()
}

/// Nothing of a table tells of one to four people, and every hidden cell has two values at least.
fn holds_tight(cells: &[Vec<usize>]) {
    let table = table(&groups(cells));
    let lines = || table.lines.iter().chain(&table.all);
    for cell in lines().flat_map(|line| &line.cells).flatten() {
        assert!(*cell == 0 || *cell >= 5, "{cell} is shown: {table:?}");
    }
    for line in lines() {
        assert!(line.people >= 5, "{line:?}");
    }
    if table.lines.is_empty() {
        return;
    }
    let small = cells
        .iter()
        .filter(|row| (1..5).contains(&row.iter().sum::<usize>()));
    let together = small.fold(vec![0; cells[0].len()], |sum, row| {
        sum.iter().zip(row).map(|(a, b)| a + b).collect()
    });
    let truth: Vec<Vec<usize>> = table
        .lines
        .iter()
        .map(|line| match &line.group {
            Some(group) => {
                cells[group.trim_start_matches("group ").parse::<usize>().unwrap()].clone()
            }
            None => together.clone(),
        })
        .collect();
    let mut attacker = Attacker {
        table: &table,
        truth: &truth,
        steps: 0,
    };
    for (row, line) in table.lines.iter().enumerate() {
        for (column, cell) in line.cells.iter().enumerate() {
            let true_value = truth[row][column];
            match cell {
                Some(shown) => assert_eq!(*shown, true_value),
                None => {
                    let more = attacker.is_possible((row, column), true_value + 1);
                    let less =
                        true_value > 0 && attacker.is_possible((row, column), true_value - 1);
                    assert!(
                        more || less,
                        "{true_value} at {row}, {column}: {cells:?} {table:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn tables_that_were_once_too_open_hold_tight() {
    for cells in [
        vec![vec![3, 9]],
        vec![vec![3, 9], vec![9, 3]],
        vec![vec![1, 0, 11], vec![0, 0, 12]],
        vec![vec![4, 6], vec![6, 6], vec![5, 7]],
        vec![vec![12, 0, 0], vec![11, 1, 0], vec![0, 0, 9]],
        vec![vec![1, 1, 0], vec![2, 2, 0], vec![9, 9, 0]],
        vec![vec![4, 0], vec![4, 0], vec![9, 9]],
        vec![vec![0, 2], vec![8, 8], vec![8, 8]],
        vec![vec![5, 0], vec![0, 5]],
        vec![vec![2, 3, 1], vec![2, 3, 1]],
    ] {
        holds_tight(&cells);
    }
}

#[test]
fn groups_of_few_stand_together_or_not_at_all() {
    let of = |cells: &[Vec<usize>]| table(&groups(cells));
    let two = of(&[vec![2, 1], vec![1, 2], vec![9, 9]]);
    let names: Vec<_> = two.lines.iter().map(|line| line.group.as_deref()).collect();
    assert_eq!(names, [Some("group 2"), None]);
    assert_eq!(two.all.unwrap().people, 24);
    // One alone is in no sum either: the sum less the others would tell.
    let one = of(&[vec![2, 1], vec![9, 9], vec![8, 8]]);
    assert_eq!(one.lines.len(), 2);
    assert_eq!(one.all.unwrap().people, 34);
    // A single group has no sum of all.
    assert_eq!(of(&[vec![9, 9]]).all, None);
    // Two of four each: their sum would tell both.
    assert_eq!(of(&[vec![4, 0], vec![0, 4], vec![9, 9]]).lines.len(), 1);
}

proptest! {
    #![proptest_config(laws(1000))]

    /// Whoever knows the rules, the sums and the cells learns no cell of one to four.
    #[test]
    fn an_attacker_learns_nothing(
        cells in (2_usize..4).prop_flat_map(|columns| {
            let cell = prop_oneof![2 => Just(0_usize), 5 => 1_usize..5, 3 => 5_usize..12];
            prop::collection::vec(prop::collection::vec(cell, columns), 1..5)
        })
    ) {
        holds_tight(&cells);
    }
}
