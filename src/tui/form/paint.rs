//! How a form looks: rows of text, of which a window shows the part with the keyboard.

use std::ops::Range;

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Basket, Field, Form, FormError, Slot};
use crate::{
    text::{clean, width},
    tui::{
        editor::{Editor, rows},
        theme::{Role, Theme},
        widget::hang,
    },
};

/// The fewest rows of a field for long text, so that it looks like one.
const TEXT_ROWS: usize = 3;
/// What stands before each row of a text field.
const BAR: &str = "│ ";

/// All rows of a form, and where the keyboard is in them.
struct Sheet {
    rows: Vec<Painted>,
    focus: Range<usize>,
    cursor: Option<(usize, usize)>,
}

/// A row, the field that it belongs to, and the part of the field.
struct Painted {
    slot: usize,
    item: usize,
    line: Line<'static>,
}

impl Form {
    /// Tells the form the rectangle that it will be drawn in, which scrolling and Up and
    /// Down follow.
    pub fn fit(&mut self, area: Rect, theme: &Theme) {
        let (cols, height) = (usize::from(area.width), usize::from(area.height));
        let bar = width(self.bar());
        for slot in &mut self.slots {
            match &mut slot.field {
                Field::Text(editor) => editor.fit(text_cols(cols, bar), height),
                Field::Basket(basket) => basket.fit(text_cols(cols, bar), height),
                Field::Choice(_) | Field::Scale(_) | Field::Rank(_) | Field::Pick(_) => {}
            }
        }
        let sheet = self.sheet(cols, theme);
        self.top = scroll(self.top, &sheet.focus, height, sheet.rows.len());
    }

    /// How many rows the whole form takes in a column of `cols` cells.
    pub fn height(&self, cols: u16, theme: &Theme) -> u16 {
        let rows = self.sheet(usize::from(cols), theme).rows.len();
        u16::try_from(rows).unwrap_or(u16::MAX)
    }

    /// Draws the part with the keyboard; `active` is false behind something else.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme, active: bool) {
        let height = usize::from(area.height);
        let sheet = self.sheet(usize::from(area.width), theme);
        let top = scroll(self.top, &sheet.focus, height, sheet.rows.len());
        let below = sheet.rows.len() > top + height;
        let shown: Vec<Line<'_>> = sheet
            .rows
            .into_iter()
            .skip(top)
            .take(height)
            .map(|painted| painted.line)
            .collect();
        frame.render_widget(Paragraph::new(shown), area);
        more(frame, area, theme, top > 0, below);
        let Some((row, col)) = sheet.cursor.filter(|_| active && area.width > 0) else {
            return;
        };
        let row = u16::try_from(row.saturating_sub(top)).unwrap_or(u16::MAX);
        let col = u16::try_from(col).unwrap_or(u16::MAX).min(area.width - 1);
        if row < area.height {
            frame.set_cursor_position(Position::new(area.x + col, area.y + row));
        }
    }

    /// Somebody clicked on a cell, counted from the corner of the rectangle drawn in.
    ///
    /// # Errors
    ///
    /// What there is to tell, where the click could not do what it wanted.
    pub fn click(
        &mut self,
        area: Rect,
        row: u16,
        col: u16,
        theme: &Theme,
    ) -> Result<(), FormError> {
        let height = usize::from(area.height);
        let sheet = self.sheet(usize::from(area.width), theme);
        let top = scroll(self.top, &sheet.focus, height, sheet.rows.len());
        let Some(painted) = sheet.rows.get(top + usize::from(row)) else {
            return Ok(());
        };
        let (slot, item, col) = (painted.slot, painted.item, usize::from(col));
        let bar = width(self.bar());
        self.at = slot;
        match self.slots.get_mut(slot).map(|slot| &mut slot.field) {
            Some(Field::Text(editor)) if item != usize::MAX => {
                editor.click(item, col.saturating_sub(bar));
                Ok(())
            }
            Some(Field::Basket(basket)) if item != usize::MAX => {
                if let Some(editor) = basket.editor_mut() {
                    editor.click(item, col.saturating_sub(bar));
                }
                Ok(())
            }
            Some(Field::Choice(choice)) => choice.click(item),
            Some(Field::Scale(scale)) => {
                scale.click(item, col);
                Ok(())
            }
            Some(Field::Rank(rank)) => {
                rank.click(item);
                Ok(())
            }
            Some(Field::Text(_) | Field::Basket(_) | Field::Pick(_)) | None => Ok(()),
        }
    }

    /// What stands before each row of a text: nothing where it is all there is on its sheet.
    fn bar(&self) -> &'static str {
        let basket = matches!(self.field(0), Some(Field::Basket(_)));
        if self.slots.len() > 1 || basket {
            BAR
        } else {
            ""
        }
    }

    fn sheet(&self, cols: usize, theme: &Theme) -> Sheet {
        let mut sheet = Sheet {
            rows: Vec::new(),
            focus: 0..1,
            cursor: None,
        };
        for (at, slot) in self.slots.iter().enumerate() {
            if slot.is_settled() {
                continue;
            }
            if at > 0 && !compact(slot) {
                sheet.row(at, usize::MAX, Line::default());
            }
            slot.paint((at, at == self.at, self.bar()), cols, theme, &mut sheet);
        }
        sheet
    }
}

impl Sheet {
    fn row(&mut self, slot: usize, item: usize, line: Line<'static>) {
        self.rows.push(Painted { slot, item, line });
    }
}

/// The longest name of a field that is told beside another.
const SHORT: usize = 24;

impl Slot {
    /// Whether there is nothing to choose and no word for it: it is neither shown nor gone to.
    pub(super) fn is_settled(&self) -> bool {
        self.label.is_empty() && matches!(&self.field, Field::Pick(pick) if pick.count() < 2)
    }

    /// What it is called beside another field.
    pub(super) fn called(&self) -> String {
        let label = self
            .label
            .split([';', '('])
            .next()
            .unwrap_or_default()
            .trim();
        match (1..=SHORT).contains(&label.len()) {
            // “I” stays what it is.
            true if label.starts_with("I ") => label.to_owned(),
            true => {
                let mut letters = label.chars();
                let first = letters.next().into_iter().flat_map(char::to_lowercase);
                first.chain(letters).collect()
            }
            false => "the next field".to_owned(),
        }
    }

    fn paint(
        &self,
        (at, focus, bar): (usize, bool, &'static str),
        cols: usize,
        theme: &Theme,
        sheet: &mut Sheet,
    ) {
        let start = sheet.rows.len();
        if !self.label.is_empty() {
            let role = if focus { Role::Text } else { Role::Quiet };
            for line in hang("", &self.label, cols) {
                let line = Line::from(Span::styled(line, theme.style(role)));
                sheet.row(at, usize::MAX, line);
            }
        }
        let body = sheet.rows.len();
        let (items, mut here) = match &self.field {
            Field::Text(editor) => {
                paint_text(editor, (at, focus, bar), cols, theme, sheet);
                return;
            }
            Field::Basket(basket) => {
                return paint_basket(basket, (at, focus, bar), cols, theme, sheet);
            }
            Field::Pick(pick) => {
                let role = if focus { Role::Chosen } else { Role::Text };
                let row = Span::styled(pick.row(cols.saturating_sub(2)), theme.style(role));
                let lead = Span::styled(if focus { "▸ " } else { "  " }, theme.style(role));
                (vec![(0, Line::from(vec![lead, row]))], 0..1)
            }
            Field::Choice(choice) => at_item(choice.lines(cols, focus, theme), choice.at()),
            Field::Scale(scale) => scale.lines(cols, focus, theme),
            Field::Rank(rank) => at_item(rank.lines(cols, focus, theme), rank.at()),
        };
        here = body + here.start..body + here.end.max(here.start + 1);
        for (item, line) in items {
            sheet.row(at, item, line);
        }
        if focus {
            // The label stays in sight with the first item.
            let from = if here.start <= body + 1 {
                start
            } else {
                here.start
            };
            sheet.focus = from..here.end;
        }
    }
}

/// Rows with the item that each belongs to, and those that the cursor is on.
pub(super) type Items = (Vec<(usize, Line<'static>)>, Range<usize>);

fn at_item(items: Vec<(usize, Line<'static>)>, current: usize) -> Items {
    let first = items.iter().position(|(item, _)| *item == current);
    let last = items.iter().rposition(|(item, _)| *item == current);
    let here = first
        .zip(last)
        .map_or(0..1, |(first, last)| first..last + 1);
    (items, here)
}

fn paint_text(
    editor: &Editor,
    (at, focus, lead): (usize, bool, &'static str),
    cols: usize,
    theme: &Theme,
    sheet: &mut Sheet,
) {
    let start = sheet.rows.len();
    let bar = theme.style(if focus { Role::Text } else { Role::Border });
    let text = theme.style(Role::Text);
    let all = rows(editor.text(), text_cols(cols, width(lead)));
    let least = if editor.is_line() { 1 } else { TEXT_ROWS };
    let now = all.partition_point(|row| row.bytes.start <= editor.cursor());
    let now = now.saturating_sub(1);
    if lead.is_empty() && editor.text().is_empty() {
        let words = Span::styled("Write here.", theme.style(Role::Quiet));
        sheet.row(at, 0, Line::from(words));
        sheet.cursor = focus.then_some((start, 0)).or(sheet.cursor);
        return;
    }
    for (item, row) in all.iter().enumerate() {
        let words = editor.text().get(row.bytes.clone()).unwrap_or_default();
        let line = Line::from(vec![
            Span::styled(lead, bar),
            // The editor keeps what has no place yet; a screen never shows it.
            Span::styled(clean(words).into_owned(), text),
        ]);
        sheet.row(at, item, line);
        if focus && item == now {
            let col = width(lead) + row.col_of(editor.text(), editor.cursor());
            sheet.cursor = Some((start + item, col));
            sheet.focus = start + item..start + item + 1;
        }
    }
    for item in all.len()..least {
        sheet.row(at, item, Line::from(Span::styled(lead, bar)));
    }
}

fn paint_basket(
    basket: &Basket,
    (at, focus, lead): (usize, bool, &'static str),
    cols: usize,
    theme: &Theme,
    sheet: &mut Sheet,
) {
    let start = sheet.rows.len();
    for line in basket.lines(cols, theme) {
        sheet.row(at, usize::MAX, line);
    }
    if let Some(editor) = basket.editor() {
        paint_text(editor, (at, focus, lead), cols, theme, sheet);
        // What came in is read from its beginning before anything is written to it.
        if focus && editor.is_blank() {
            sheet.focus.start = start;
        }
    }
}

/// A field of one row needs no blank row before it.
fn compact(slot: &Slot) -> bool {
    match &slot.field {
        Field::Text(editor) => editor.is_line(),
        Field::Pick(_) => true,
        Field::Choice(_) | Field::Scale(_) | Field::Rank(_) | Field::Basket(_) => false,
    }
}

fn text_cols(cols: usize, bar: usize) -> usize {
    cols.saturating_sub(bar).max(2)
}

/// Arrows at the right edge where a window shows only a part.
fn more(frame: &mut Frame<'_>, area: Rect, theme: &Theme, above: bool, below: bool) {
    let style = theme.style(Role::Quiet);
    let edge = area.right().saturating_sub(1);
    let mut sign = |there: bool, row: u16, sign: &str| {
        if there && area.width > 0 && area.height > 1 {
            frame.buffer_mut().set_stringn(edge, row, sign, 1, style);
        }
    };
    sign(above, area.y, "▴");
    sign(below, area.bottom().saturating_sub(1), "▾");
}

/// Which rows of a form a window shows: as before, moved only as far as the focus needs.
fn scroll(top: usize, focus: &Range<usize>, rows: usize, all: usize) -> usize {
    let top = top.min(all.saturating_sub(rows));
    let top = top.max(focus.end.saturating_sub(rows));
    top.min(focus.start)
}
