//! Columns of tables that hold answers, and parts that come later.

use std::collections::BTreeMap;

use super::{Kept, Survey, kept_as, line::Form};
use crate::case::{
    read::rows::cells,
    vocabulary::grammar::{Sort, comes_later, fold, says_what_to_find, sense, tells_the_end},
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

/// Whether a table begins there that everybody would see: its heads, and the rule below them.
pub(super) fn heads_a_table(survey: &Survey<'_>, at: usize) -> bool {
    let rule = survey.at(at + 1);
    let table = survey.at(at).form == Form::Table && rule.form == Form::Table;
    table && rule.raw.contains("--") && !survey.is_kept(at) && !survey.in_exhibit(at)
}

/// Rows of a table that has a column for answers.
pub(super) fn hide_columns(survey: &mut Survey<'_>) {
    let mut next = 0;
    while next < survey.len() {
        let at = next;
        next += 1;
        if !heads_a_table(survey, at) {
            continue;
        }
        let heads = cells(survey.at(at).raw);
        let senses = heads.iter().filter_map(|head| {
            let head = super::line::bare(head);
            // What is expected may be counted: that is told by the rows.
            let told =
                |head: &str| is_a_reaction(survey, at, head) || says_what_to_find(&fold(head));
            sense(&head).filter(|_| !told(&head))
        });
        let kept = senses
            .into_iter()
            .find(|sense| matches!(sense.sort, Sort::Answer | Sort::Staff) && sense.strength >= 2);
        let Some(kept) = kept else { continue };
        let end = (at + 2..survey.len())
            .find(|next| survey.at(*next).form != Form::Table)
            .unwrap_or(survey.len());
        next = end;
        let filled = |next: usize| {
            cells(survey.at(next).raw)
                .iter()
                .filter(|cell| cell.contains(char::is_alphanumeric))
                .count()
                > 1
        };
        // An empty column is room to write.
        if heads.len() > 1
            && (at + 2..end).filter(|next| filled(*next)).count() > 0
            && !is_empty_column(survey, at, end, &heads)
        {
            survey.keep(at, end, kept_as(kept.sort));
        }
    }
}

/// "Response" is also what somebody does: it answers only where the rows ask.
fn is_a_reaction(survey: &Survey<'_>, at: usize, head: &str) -> bool {
    let reacts = [
        "response",
        "responses",
        "reaktion",
        "réponse",
        "réaction",
        "respuesta",
        "resposta",
    ];
    let rows = (at + 2..survey.len()).take_while(|row| survey.at(*row).form == Form::Table);
    let asks = |row: usize| {
        cells(survey.at(row).raw)
            .iter()
            .any(|cell| super::ask::asks(cell))
    };
    reacts.contains(&head.trim().to_lowercase().as_str()) && !rows.into_iter().any(asks)
}

fn is_empty_column(survey: &Survey<'_>, at: usize, end: usize, heads: &[String]) -> bool {
    let column = heads.iter().position(|head| {
        sense(&super::line::bare(head))
            .is_some_and(|sense| matches!(sense.sort, Sort::Answer | Sort::Staff))
    });
    let empty = |next: usize| {
        let row = cells(survey.at(next).raw);
        column
            .and_then(|column| row.get(column).cloned())
            .is_none_or(|cell| !cell.contains(char::is_alphanumeric))
    };
    (at + 2..end).all(empty)
}

/// Parts that come later: phases, injects, new developments behind a question.
pub(super) fn stage(survey: &mut Survey<'_>) {
    let first = survey.units.first().map_or(survey.len(), |unit| unit.from);
    let last = survey.units.last().map_or(survey.len(), |unit| unit.from);
    let later: Vec<usize> = (first..survey.len())
        .filter(|at| {
            survey.at(*at).is(&[Form::Heading, Form::Bold])
                && (survey.is_role(*at, &[Sort::Later])
                    || comes_later(&survey.at(*at).text)
                    || *at > last && tells_the_end(survey.at(*at).folded()))
                && !survey.is_kept(*at)
                && !survey.starts_question(*at)
        })
        .collect();
    let form = |at: usize| (survey.at(at).form == Form::Heading, survey.at(at).level);
    let mut alike: BTreeMap<(bool, u8), usize> = BTreeMap::new();
    let titles = (0..survey.len()).filter(|at| {
        survey.is_role(*at, &[Sort::Later]) && survey.at(*at).is(&[Form::Heading, Form::Bold])
    });
    for at in titles {
        *alike.entry(form(at)).or_default() += 1;
    }
    let mut turned = Vec::new();
    for at in &later {
        let own = survey.at(*at);
        let several = alike.get(&form(*at)).is_some_and(|count| *count >= 2);
        let told = comes_later(&own.text) || tells_the_end(own.folded());
        if several || told || TURNS.iter().any(|word| own.folded().contains(word)) {
            turned.push(*at);
        }
    }
    for at in turned {
        survey.kept.insert(at, Kept::Later);
    }
}
