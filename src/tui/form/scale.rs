//! Points on a scale, for one statement or several, with digits, arrows or the mouse.

use ratatui::text::{Line, Span};

use crate::{
    case,
    text::width,
    tui::{
        form::{FormError, Step, hang_prose, paint::Items},
        theme::{Role, Theme},
        widget::say,
    },
};

/// How many cells one point takes: "[10] ".
const CELL: usize = 5;
/// How far the points are set in under their statement.
const INDENT: usize = 4;

/// Statements and the point that each was given.
#[derive(Clone, Debug)]
pub struct Scale {
    of: case::Scale,
    marks: Vec<Option<u8>>,
    at: usize,
    /// Somebody has given a point here, and not only in a version before.
    fresh: bool,
}

impl Scale {
    /// No point given, unless `marks` holds them.
    pub fn new(of: &case::Scale, marks: &[u8]) -> Self {
        let given = |at: usize| {
            let mark = marks.get(at).copied();
            mark.filter(|mark| of.points().contains(mark))
        };
        Self {
            of: of.clone(),
            marks: (0..of.marks()).map(given).collect(),
            at: 0,
            fresh: false,
        }
    }

    /// The points, once every statement has one.
    pub fn marks(&self) -> Option<Vec<u8>> {
        self.marks.iter().copied().collect()
    }

    pub fn so_far(&self) -> &[Option<u8>] {
        &self.marks
    }

    /// Takes up points that were given before.
    pub fn take_up(&mut self, points: &[Option<u8>]) {
        let fits = |point: &u8| self.of.points().contains(point);
        for (mark, point) in self.marks.iter_mut().zip(points) {
            *mark = point.filter(fits);
        }
    }

    /// Whether no statement has a point yet.
    pub fn is_blank(&self) -> bool {
        self.marks.iter().all(Option::is_none)
    }

    /// Whether all points are given, one of them here, so that a letter begins the reason.
    pub fn is_settled(&self) -> bool {
        self.fresh && self.marks.iter().all(Option::is_some)
    }

    /// What is still to do, in words.
    pub fn rule(&self) -> String {
        let open = self.marks.iter().filter(|mark| mark.is_none()).count();
        let points = format!("{} to {}", self.of.low, self.of.high);
        match (self.marks.len(), open) {
            (1, _) => format!("Give a point from {points}."),
            (_, 0) => "Every statement has its point.".to_owned(),
            (all, open) => {
                format!("Give each statement a point from {points}; {open} of {all} open.")
            }
        }
    }

    /// Goes to another statement.
    pub fn step(&mut self, step: Step) {
        self.at = step.from(self.at, self.marks.len());
    }

    /// Whether a digit belongs to the point before it: the 0 of 10.
    pub fn ends_with(&self, digit: char) -> bool {
        let mark = self.marks.get(self.at).copied().flatten();
        digit == '0' && self.of.high >= 10 && mark == Some(1)
    }

    /// Goes to the statement below. Whether there is one.
    pub fn go_below(&mut self) -> bool {
        let below = self.at + 1 < self.marks.len();
        self.at += usize::from(below);
        below
    }

    /// The next statement without a point, from the cursor on; none once all have one.
    pub fn next_open(&self) -> Option<usize> {
        let open = |at: &usize| self.marks.get(*at).is_some_and(Option::is_none);
        let mut onwards = (self.at..self.marks.len()).chain(0..self.at);
        onwards.find(open)
    }

    /// Goes to a statement, counted from 0.
    pub fn go_to(&mut self, at: usize) {
        self.at = at.min(self.marks.len().saturating_sub(1));
    }

    /// One point lower or higher.
    pub fn nudge(&mut self, up: bool) {
        let (low, high) = (self.of.low, self.of.high);
        if let Some(mark) = self.marks.get_mut(self.at) {
            *mark = Some(match *mark {
                None if up => low,
                None => high,
                Some(point) if up => point.saturating_add(1).min(high),
                Some(point) => point.saturating_sub(1).max(low),
            });
            self.fresh = true;
        }
    }

    /// Whether the cursor is at the first statement, or at the last.
    pub fn is_at_edge(&self, last: bool) -> bool {
        self.at == if last { self.marks.len() - 1 } else { 0 }
    }

    /// A digit is the point; `0` after `1` is 10 where the scale goes that far.
    ///
    /// # Errors
    ///
    /// The points that there are.
    pub fn type_char(&mut self, letter: char) -> Result<(), FormError> {
        let digit = letter
            .to_digit(10)
            .and_then(|digit| u8::try_from(digit).ok());
        let (low, high) = (self.of.low, self.of.high);
        let wrong = FormError(format!("Points go from {low} to {high}."));
        let mark = self.marks.get_mut(self.at).ok_or(wrong.clone())?;
        let point = match (digit, *mark) {
            (Some(0), Some(1)) if high >= 10 => 10,
            (Some(digit), _) if (low..=high).contains(&digit) => digit,
            _ => return Err(wrong),
        };
        *mark = Some(point);
        self.fresh = true;
        Ok(())
    }

    /// Somebody clicked on a row that belongs to a statement, on this column.
    pub fn click(&mut self, item: usize, col: usize) {
        let Some(mark) = self.marks.get_mut(item) else {
            return;
        };
        self.at = item;
        let point = col.saturating_sub(INDENT) / CELL;
        let point = usize::from(self.of.low) + point;
        if col >= INDENT && point <= usize::from(self.of.high) {
            *mark = u8::try_from(point).ok();
        }
    }

    /// The rows on screen, each with the statement that it belongs to. Clicks count on the
    /// row of points only, so that reading a statement with the mouse marks nothing.
    /// Besides, which of them the cursor is on: its statement is in sight with its points.
    pub(super) fn lines(&self, cols: usize, focus: bool, theme: &Theme) -> Items {
        let (mut all, mut at) = (Vec::new(), 0..0);
        for (item, mark) in self.marks.iter().enumerate() {
            let here = focus && item == self.at;
            let role = if here { Role::Chosen } else { Role::Text };
            let from = all.len();
            if let Some(statement) = self.of.statements.get(item) {
                // The only digits here are the points: what stands there is what is pressed.
                let lead = if here { "▸ • " } else { "  • " };
                let lines = hang_prose(lead, statement, cols, role, theme);
                all.extend(lines.into_iter().map(|line| (usize::MAX, line)));
            }
            let mut points = self.points(*mark, here, theme);
            let mut below = Vec::new();
            // What the ends mean stands where one points, whatever else there is room for.
            if here {
                let ends = self.ends();
                match points.width() + 2 + width(&ends) <= cols {
                    true => points
                        .push_span(Span::styled(format!("  {ends}"), theme.style(Role::Quiet))),
                    false => below = say("     ", &ends, cols, Role::Quiet, theme),
                }
            }
            all.push((item, points));
            all.extend(below.into_iter().map(|line| (usize::MAX, line)));
            if item == self.at {
                at = from..all.len();
            }
        }
        (all, at)
    }

    fn points(&self, mark: Option<u8>, here: bool, theme: &Theme) -> Line<'static> {
        let lead = if here && self.of.statements.is_empty() {
            "  ▸ "
        } else {
            "    "
        };
        let mut spans = vec![Span::styled(lead, theme.style(Role::Text))];
        for point in self.of.points() {
            let given = mark == Some(point);
            let cell = if given {
                format!("[{point}]")
            } else {
                format!(" {point} ")
            };
            let role = match (given, here) {
                (true, _) => Role::Primary,
                (false, true) => Role::Text,
                (false, false) => Role::Text,
            };
            spans.push(Span::styled(format!("{cell:<CELL$}"), theme.style(role)));
        }
        Line::from(spans)
    }

    /// What the lowest point and the highest mean, as far as the author says.
    fn ends(&self) -> String {
        let ends = [
            (self.of.low, &self.of.low_label),
            (self.of.high, &self.of.high_label),
        ];
        let ends = ends.iter().filter(|(_, label)| !label.is_empty());
        let ends: Vec<_> = ends
            .map(|(point, label)| format!("{point} = {label}"))
            .collect();
        ends.join(" · ")
    }
}
