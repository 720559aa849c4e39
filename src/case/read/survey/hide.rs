//! Columns of tables that hold answers, and parts that come later.

use std::collections::BTreeMap;

use super::{Kept, Survey, kept_as, line::Form};
use crate::case::{
    read::rows::cells,
    vocabulary::grammar::{Sort, sense},
};

/// What a heading says that opens new facts.
const TURNS: &[&str] = &[
    "develop",
    "entwicklung",
    "desarrollo",
    "twist",
    "suite",
    "后续",
    "进展",
    "wend",
    "inject",
    "fejlemen",
    "sviluppi",
    "развити",
    "escalat",
];

impl Survey<'_> {
    /// Rows of a table that has a column for answers.
    pub(super) fn hide_columns(&mut self) {
        let mut next = 0;
        while next < self.len() {
            let at = next;
            next += 1;
            let rule = self.at(at + 1);
            let table = self.at(at).form == Form::Table
                && rule.form == Form::Table
                && rule.raw.contains("--");
            if !table || self.is_kept(at) || self.in_exhibit(at) {
                continue;
            }
            let heads = cells(self.at(at).raw);
            let senses = heads.iter().filter_map(|head| {
                let head = super::line::bare(head);
                sense(&head).filter(|_| !self.is_a_reaction(at, &head))
            });
            let kept = senses.into_iter().find(|sense| {
                matches!(sense.sort, Sort::Answer | Sort::Staff) && sense.strength >= 2
            });
            let Some(kept) = kept else { continue };
            let end = (at + 2..self.len())
                .find(|next| self.at(*next).form != Form::Table)
                .unwrap_or(self.len());
            next = end;
            let filled = |next: usize| {
                cells(self.at(next).raw)
                    .iter()
                    .filter(|cell| cell.contains(char::is_alphanumeric))
                    .count()
                    > 1
            };
            // An empty column is room to write.
            if heads.len() > 1
                && (at + 2..end).filter(|next| filled(*next)).count() > 0
                && !self.is_empty_column(at, end, &heads)
            {
                self.keep(at, end, kept_as(kept.sort));
            }
        }
    }

    /// "Response" is also what somebody does: it answers only where the rows ask.
    fn is_a_reaction(&self, at: usize, head: &str) -> bool {
        let reacts = [
            "response",
            "responses",
            "reaktion",
            "réponse",
            "réaction",
            "respuesta",
            "resposta",
        ];
        let rows = (at + 2..self.len()).take_while(|row| self.at(*row).form == Form::Table);
        let asks = |row: usize| {
            cells(self.at(row).raw)
                .iter()
                .any(|cell| super::ask::asks(cell))
        };
        reacts.contains(&head.trim().to_lowercase().as_str()) && !rows.into_iter().any(asks)
    }

    fn is_empty_column(&self, at: usize, end: usize, heads: &[String]) -> bool {
        let column = heads.iter().position(|head| {
            sense(&super::line::bare(head))
                .is_some_and(|sense| matches!(sense.sort, Sort::Answer | Sort::Staff))
        });
        let empty = |next: usize| {
            let row = cells(self.at(next).raw);
            column
                .and_then(|column| row.get(column).cloned())
                .is_none_or(|cell| !cell.contains(char::is_alphanumeric))
        };
        (at + 2..end).all(empty)
    }

    /// Parts that come later: phases, injects, new developments behind a question.
    pub(super) fn stage(&mut self) {
        let first = self.units.first().map_or(self.len(), |unit| unit.from);
        let later: Vec<usize> = (first..self.len())
            .filter(|at| {
                self.at(*at).is(&[Form::Heading, Form::Bold])
                    && self.is_role(*at, &[Sort::Later])
                    && !self.is_kept(*at)
                    && !self.starts_question(*at)
            })
            .collect();
        let form = |at: usize| (self.at(at).form == Form::Heading, self.at(at).level);
        let mut alike: BTreeMap<(bool, u8), usize> = BTreeMap::new();
        let titles = (0..self.len()).filter(|at| {
            self.is_role(*at, &[Sort::Later]) && self.at(*at).is(&[Form::Heading, Form::Bold])
        });
        for at in titles {
            *alike.entry(form(at)).or_default() += 1;
        }
        let mut turned = Vec::new();
        for at in &later {
            let own = self.at(*at);
            let several = alike.get(&form(*at)).is_some_and(|count| *count >= 2);
            if several || TURNS.iter().any(|word| own.folded().contains(word)) {
                turned.push(*at);
            }
        }
        for at in turned {
            self.kept.insert(at, Kept::Later);
        }
    }
}
