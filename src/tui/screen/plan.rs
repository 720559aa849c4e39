//! The plan and the time: the whole agenda against the clock, what to leave out to end on
//! time, and every key that steers.

use ratatui::text::{Line, Span};

use crate::{
    session::{AgendaLine, Budget, View, WORTH_SAYING, When},
    text::{cut, plural, width},
    tui::{
        form::hang,
        keys::{Action, BINDINGS, Scope},
        theme::{Role, Theme},
        widget::styled,
    },
};

/// What steers, in the order in which it is offered.
const STEERING: &[Action] = &[
    Action::Extend,
    Action::Skip,
    Action::LeaveOut,
    Action::Repeat,
    Action::LookBack,
    Action::Groups,
    Action::Voices,
    Action::Themes,
    Action::Citing,
    Action::Dissents,
    Action::Dissent,
    Action::Notes,
    Action::Leave,
    Action::HandSeat,
];
/// The width of one offered key with its words.
const OFFER: usize = 38;

/// The page as rows in a column of `cols` cells.
#[must_use]
pub fn rows(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let budget = view.budget();
    let mut rows = summary(&budget, cols, theme);
    rows.push(Line::default());
    let past = view.agenda.iter().filter(|line| line.when == When::Past);
    if past.clone().count() > 2 {
        let spent: u64 = past.clone().map(|line| line.spent_ms / 1000).sum();
        let planned: u64 = past
            .clone()
            .filter_map(|line| line.planned_s)
            .map(u64::from)
            .sum();
        let label = plural(past.count(), "stop is done", "stops are done");
        rows.push(row(
            "✓",
            &label,
            &times(planned, Some(spent)),
            Role::Quiet,
            cols,
            theme,
        ));
    } else {
        rows.extend(past.map(|line| stop(line, view, cols, theme)));
    }
    let others = view.agenda.iter().filter(|line| line.when != When::Past);
    rows.extend(others.map(|line| stop(line, view, cols, theme)));
    rows.push(Line::default());
    rows.extend(offers(view, cols, theme));
    rows
}

/// Planned, spent, and whether it ends on time.
fn summary(budget: &Budget, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let words = format!(
        "{} planned in all · {} spent · {} still planned",
        minutes(budget.planned_s),
        minutes(budget.spent_s),
        minutes(budget.ahead_s)
    );
    let mut rows = styled(hang("", &words, cols), Role::Text, theme);
    if budget.leave_out.is_empty() {
        let early = budget
            .planned_s
            .saturating_sub(budget.spent_s + budget.ahead_s);
        let (words, role) = if early >= WORTH_SAYING {
            let words = format!("At this rate {} are to spare at the end.", minutes(early));
            (words, Role::Good)
        } else if budget.late_s < WORTH_SAYING {
            ("At this rate it ends on time.".to_owned(), Role::Good)
        } else {
            let late = minutes(budget.late_s);
            (format!("At this rate it ends {late} late."), Role::Text)
        };
        rows.extend(styled(hang("", &words, cols), role, theme));
        return rows;
    }
    let out = budget.leave_out.iter();
    let out: Vec<_> = out
        .map(|(number, seconds)| format!("question {number} ({})", minutes(u64::from(*seconds))))
        .collect();
    let words = format!(
        "At this rate it ends {} late. To end on time, leave out {}.",
        minutes(budget.late_s),
        out.join(" and ")
    );
    rows.extend(styled(hang("", &words, cols), Role::Text, theme));
    rows
}

fn stop(line: &AgendaLine, view: &View, cols: usize, theme: &Theme) -> Line<'static> {
    let (sign, role) = match line.when {
        When::Past => ("✓", Role::Quiet),
        When::Now => ("▸", Role::Chosen),
        When::Ahead => (" ", Role::Text),
    };
    let step = view.step.as_ref().filter(|_| line.when == When::Now);
    let label = match step {
        Some(step) => format!(
            "{} · {}, step {} of {}",
            line.label, step.step.name, step.number, step.of
        ),
        None => line.label.to_string(),
    };
    let planned = line.planned_s.map_or(0, u64::from);
    let spent = (line.when != When::Ahead).then_some(line.spent_ms / 1000);
    row(sign, &label, &times(planned, spent), role, cols, theme)
}

fn row(
    sign: &str,
    label: &str,
    times: &str,
    role: Role,
    cols: usize,
    theme: &Theme,
) -> Line<'static> {
    let room = cols.saturating_sub(width(times) + 4).min(48);
    let label = cut(label, room);
    let pad = room.saturating_sub(width(&label));
    let words = format!("{sign} {label}{:pad$}  {times}", "");
    Line::from(Span::styled(words, theme.style(role)))
}

fn times(planned: u64, spent: Option<u64>) -> String {
    let planned = format!("{:>8}", minutes(planned));
    match spent {
        None => planned,
        Some(spent) => format!("{planned}, took {}", minutes(spent)),
    }
}

/// Whole and half minutes: nobody plans more finely.
#[must_use]
pub fn minutes(seconds: u64) -> String {
    let halves = (seconds + 15) / 30;
    match (halves / 2, halves % 2) {
        (0, 0) if seconds > 0 => "under ½ min".to_owned(),
        (0, 1) => "½ min".to_owned(),
        (whole, 0) => format!("{whole} min"),
        (whole, _) => format!("{whole}½ min"),
    }
}

/// The keys that steer now, side by side where there is room.
fn offers(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let find = |action: &Action| {
        BINDINGS.iter().find(|row| {
            row.scope == Scope::Session && row.action == *action && (row.needs)(&view.can)
        })
    };
    let keys: Vec<_> = STEERING.iter().filter_map(find).collect();
    let across = (cols / OFFER).max(1);
    let high = keys.len().div_ceil(across);
    let line = |at: usize| {
        let cells = keys.iter().skip(at).step_by(high.max(1));
        let cells = cells.flat_map(|row| {
            let key = row.keys.first().map(|chord| chord.name());
            let words = cut(row.words, OFFER - 5);
            let pad = (OFFER - 4).saturating_sub(width(&words));
            [
                Span::styled(
                    format!("{:<4}", key.unwrap_or_default()),
                    theme.style(Role::Text),
                ),
                Span::styled(format!("{words}{:pad$}", ""), theme.style(Role::Text)),
            ]
        });
        Line::from(cells.collect::<Vec<_>>())
    };
    (0..high).map(line).collect()
}
