//! The reading beside the question, where a window is wide enough for both.

use ratatui::{Frame, layout::Rect, widgets::Paragraph};

use super::{Shown, overlay, shown};
use crate::{
    session::View,
    text::Clean,
    tui::{
        keys::{Action, Scope, name},
        prose::Column,
        screen::{answer::Hand, read::marks},
        theme::{Role, Theme},
        widget::{LIST, READ, ends},
    },
};

/// From so many columns on both stand side by side.
const WIDE: u16 = 132;
/// Cells between them, with the rule.
const GAP: u16 = 5;

/// The reading as it stands beside, and what was laid in.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    column: Column,
    known: (usize, Vec<(u32, Clean)>),
}

/// The rectangle of the question, and that of the reading, which has no rows where it does not
/// stand beside: on a narrow window, and while nobody or somebody else has the keyboard.
pub(super) fn split(area: Rect, view: &View, hand: Hand) -> (Rect, Rect) {
    let writes = matches!(hand, Hand::Room | Hand::With(_));
    let reads = view.parts.iter().any(|part| part.blocks().next().is_some());
    if area.width < WIDE || shown(view) != Some(Shown::Answer) || !writes || !reads {
        return (area, Rect { height: 0, ..area });
    }
    let width = (area.width * 11 / 20).min(LIST);
    let left = Rect { width, ..area };
    let x = area.x + width + GAP;
    let right = Rect {
        x,
        width: (area.right() - x).min(READ),
        ..area
    };
    (left, right)
}

impl Beside {
    /// Lays in what may be read by now, with what is marked.
    pub(super) fn fit(&mut self, area: Rect, view: &View, theme: &Theme) {
        if area.height == 0 {
            return;
        }
        let readings = view.parts.iter().flat_map(|part| &part.readings);
        let pieces = readings.count() + view.exhibits.len();
        let known = (pieces, marks(view));
        if self.known != known {
            let mut column = Column::new();
            overlay::text(view, &mut column);
            column.marks(known.1.clone());
            self.column.become_like(column);
            self.known = known;
        }
        let text = below_head(area);
        self.column
            .fit(usize::from(text.width), usize::from(text.height), theme);
    }

    /// The wheel goes through it.
    pub(super) fn scroll(&mut self, down: bool) {
        self.column.scroll(down, 1);
    }

    /// Draws it behind a rule.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, scope: Scope, theme: &Theme) {
        if area.height == 0 {
            return;
        }
        let style = theme.style(Role::Border);
        for y in area.y..area.bottom() {
            frame.buffer_mut().set_string(area.x - 3, y, "│", style);
        }
        let key = name(scope, Action::Reading);
        let (cols, text) = (usize::from(area.width), below_head(area));
        let more = match self.column.at_end(usize::from(text.height)) {
            true => String::new(),
            false => format!("{key}: all of it ▾"),
        };
        let head = ends(
            ("The case so far", Role::Title),
            (&more, Role::Quiet),
            cols,
            theme,
        );
        frame.render_widget(Paragraph::new(head), Rect { height: 1, ..area });
        let rows = self.column.visible(usize::from(text.height)).to_vec();
        frame.render_widget(Paragraph::new(rows), text);
    }
}

fn below_head(area: Rect) -> Rect {
    Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(2),
        ..area
    }
}
