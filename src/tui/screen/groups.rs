//! Who works with whom, so that people find each other: by group, or by name.

use ratatui::text::{Line, Span};

use crate::{
    session::View,
    text::{cut, plural, width},
    tui::{
        form::hang,
        theme::{Role, Theme},
        widget::say,
    },
};

/// The widest that a group's cell gets.
const MOST_CELL: usize = 60;

/// What the groups of a step are called.
pub fn word(view: &View) -> (&'static str, &'static str) {
    match view.step.as_ref().and_then(|step| step.step.who.size()) {
        Some(2) => ("pair", "pairs"),
        Some(3) => ("trio", "trios"),
        Some(4) => ("four", "fours"),
        Some(8) => ("table", "tables"),
        _ => ("group", "groups"),
    }
}

/// The groups as rows in a column of `cols` cells: by number, or an index by name.
pub fn rows(view: &View, by_name: bool, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    if view.groups.is_empty() {
        let words = "This step has no groups. Pairs, trios and fours are shown here when a step makes them.";
        return say("", words, cols, Role::Text, theme);
    }
    let (one, many) = word(view);
    let words = format!(
        "{}. Find the others of yours.",
        plural(view.groups.len(), one, many)
    );
    let mut rows = say("", &words, cols, Role::Title, theme);
    if let Some(step) = &view.step {
        rows.extend(say("", &step.step.says, cols, Role::Text, theme));
    }
    rows.push(Line::default());
    let cells = if by_name {
        by_person(view)
    } else {
        by_number(view)
    };
    rows.extend(grid(&cells, cols, theme));
    rows
}

fn by_number(view: &View) -> Vec<(String, String)> {
    let groups = view.groups.iter().enumerate();
    groups
        .map(|(at, group)| {
            let names = view.names_of(group).join(" & ");
            (format!("{:>3}  ", at + 1), names)
        })
        .collect()
}

fn by_person(view: &View) -> Vec<(String, String)> {
    let mut people: Vec<_> = view
        .groups
        .iter()
        .enumerate()
        .flat_map(|(at, group)| group.iter().map(move |id| (at, group, *id)))
        .filter_map(|(at, group, id)| {
            let others: Vec<_> = group.iter().copied().filter(|one| *one != id).collect();
            let others = view.names_of(&others).join(" & ");
            let person = view.person(id)?;
            Some((
                format!("{}  ", person.name),
                format!("{} with {others}", at + 1),
            ))
        })
        .collect();
    people.sort_by_key(|(name, _)| name.to_lowercase());
    people
}

/// Cells of two parts, row by row, so that a page holds what follows each other. Where one is
/// wider than its column, each of the row has rows of its own: no name is cut.
fn grid(cells: &[(String, String)], cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let wide = |(head, rest): &(String, String)| width(head) + width(rest);
    let cell = cells.iter().map(wide).max().unwrap_or(8) + 3;
    let cell = cell.min(MOST_CELL).min(cols).max(4);
    let beside = (cols / cell).max(1);
    let line = |row: &[(String, String)]| {
        if row.iter().any(|one| wide(one) > cell - 2) {
            let rows = row.iter().flat_map(|one| wrapped(one, cols, theme));
            return rows.collect::<Vec<_>>();
        }
        let spans = row.iter().flat_map(|(head, rest)| {
            let pad = cell.saturating_sub(width(head) + width(rest));
            [
                Span::styled(head.clone(), theme.style(Role::Text)),
                Span::styled(format!("{rest}{:pad$}", ""), theme.style(Role::Text)),
            ]
        });
        vec![Line::from(spans.collect::<Vec<_>>())]
    };
    cells.chunks(beside).flat_map(line).collect()
}

/// A cell over as many rows as it needs.
fn wrapped((head, rest): &(String, String), cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let lead = cut(head, cols / 2).into_owned();
    let rows = hang(&lead, rest, cols).into_iter().enumerate();
    let row = |(at, row): (usize, String)| match row.strip_prefix(&lead).filter(|_| at == 0) {
        Some(rest) => Line::from(vec![
            Span::styled(lead.clone(), theme.style(Role::Text)),
            Span::styled(rest.to_owned(), theme.style(Role::Text)),
        ]),
        None => Line::from(Span::styled(row, theme.style(Role::Text))),
    };
    rows.map(row).collect()
}
