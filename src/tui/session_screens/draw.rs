//! How a session's screen looks, with what lies over it.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Overlay, SessionScreens, Shown, beside::split, overlay::passage, shown};
use crate::{
    case::Block,
    session::{QuestionView, View},
    text::{Clean, cut, width},
    tui::{
        ask::Ask,
        form::{hang, hang_prose},
        keys::{Action, Scope, name},
        prose::{self, Column},
        screen::share::{Parts, tally},
        theme::{Role, Theme},
        widget::{Paper, chosen, cut_rows, ends, last_top, reveal, say, top_row, window},
    },
};

/// The widest that something over a screen gets.
const MOST_COLS: u16 = 76;

impl SessionScreens {
    /// Draws the screen that the view asks for, and what lies over it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        if area.width < 2 || area.height < 1 {
            return;
        }
        if let Some(Overlay::Reading(_) | Overlay::Page(_)) = self.laid.last() {
            return self.draw_over(frame, area, view, theme);
        }
        let parts = Parts {
            area,
            share: &self.share,
            view,
            theme,
        };
        match shown(view) {
            Some(Shown::Answer) => {
                let (question, reading) = split(area, view, self.answering.hand());
                self.answering.draw(frame, question, view, theme);
                self.beside
                    .draw(frame, reading, self.scope_below(view), theme);
            }
            Some(Shown::Share) => self.share.draw(frame, area, view, theme),
            Some(Shown::Discuss) => self.discuss.draw(frame, &parts),
            Some(Shown::Compare) => self.compare.draw(frame, &parts),
            Some(Shown::Close) => self.close.draw(frame, area, view, theme),
            None => {}
        }
        self.draw_over(frame, area, view, theme);
    }

    /// Whether an action that the table of keys puts at the foot does anything here: what moves does
    /// nothing at an end, and a report is opened once it is written.
    pub fn moves(&self, action: Action, view: &View, area: Rect, theme: &Theme) -> bool {
        let down = action == Action::PageDown;
        let sideways = matches!(action, Action::Left | Action::Right);
        match self.laid.last() {
            Some(Overlay::Reading(column)) if down => {
                !column.at_end(usize::from(reading_area(area).height))
            }
            Some(over @ (Overlay::Passage { scroll, .. } | Overlay::Material { scroll, .. }))
                if down =>
            {
                *scroll < sheet_end(over, view, area, theme)
            }
            Some(Overlay::Page(page)) if down => page.goes_on(self.around(view, theme), area),
            Some(Overlay::Page(page)) if sideways => page.turns(action == Action::Right, view),
            Some(_) => true,
            None if action == Action::Left => !self.share.is_whole() || self.share.at() > 0,
            None if action == Action::MendNote => self.discuss.reads_notes(),
            None => action != Action::ShowReport || self.close.shows().is_some(),
        }
    }

    fn draw_over(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        let Some(over) = self.laid.last() else {
            return;
        };
        match over {
            Overlay::Ask(ask) => draw_ask(ask, frame, area, theme),
            Overlay::Confirm { words, .. } => {
                let rows = rows_of(words, Role::Title, area, theme);
                sheet(frame, area, "", (rows, 0), theme);
            }
            Overlay::Reading(column) => draw_reading(column, frame, area, theme),
            Overlay::Page(page) => page.draw(frame, area, self.around(view, theme)),
            Overlay::Passage { scroll, .. } => {
                let rows = sheet_rows(over, view, area, theme);
                sheet(frame, area, "Cited", (rows, *scroll), theme);
            }
            Overlay::Material { scroll, .. } => {
                let rows = sheet_rows(over, view, area, theme);
                let title = match view.alone {
                    true => "The author’s notes",
                    false => "For the facilitator",
                };
                sheet(frame, area, title, (rows, *scroll), theme);
            }
            Overlay::People { at, mends } => {
                let (rows, top) = people(view, *at, area, theme);
                let title = match mends {
                    true => "Whose name is to be mended?",
                    false => "Who is here",
                };
                sheet(frame, area, title, (rows, top), theme);
            }
        }
    }
}

/// What can be read in a sheet that scrolls.
pub(super) fn sheet_rows(
    over: &Overlay,
    view: &View,
    area: Rect,
    theme: &Theme,
) -> Vec<Line<'static>> {
    if let Overlay::Passage { numbers, .. } = over {
        let blocks = numbers.iter().filter_map(|number| passage(view, *number));
        let cols = cols_of(area);
        return blocks
            .flat_map(|block| paragraph(block, cols, theme))
            .collect();
    }
    if matches!(over, Overlay::Material { open: true, .. }) {
        material(view, area, theme)
    } else {
        warning(view, area, theme)
    }
}

/// The last row that such a sheet begins with.
pub(super) fn sheet_end(over: &Overlay, view: &View, area: Rect, theme: &Theme) -> usize {
    let rows = sheet_rows(over, view, area, theme).len();
    last_top(rows, usize::from(area.height.saturating_sub(2)).max(1))
}

fn draw_ask(ask: &Ask, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    let inner = ask_area(ask, area, theme);
    let about = about(ask, area, theme);
    let high = u16::try_from(about.len()).unwrap_or(0);
    let outer = around(
        Rect {
            y: inner.y.saturating_sub(high),
            height: inner.height + high,
            ..inner
        },
        area,
    );
    let left = if ask.is_sent() {
        "saving …".to_owned()
    } else {
        ask.status()
    };
    let border = Paper {
        title: ask.title.clone(),
        left,
        right: String::new(),
    };
    lay(&border, frame, (area, outer), theme);
    let top = Rect {
        y: outer.y + 1,
        height: high,
        ..inner
    };
    frame.render_widget(Paragraph::new(about), top.intersection(outer));
    ask.form.draw(frame, inner, theme, true);
}

/// What a form is about, so that it stays in sight while one writes.
fn about(ask: &Ask, area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let cols = cols_of(area);
    let mut rows = say("", &ask.about, cols, Role::Quiet, theme);
    let form = ask.form.height(u16::try_from(cols).unwrap_or(1), theme);
    let most = area.height.saturating_sub(2 + form).max(area.height / 3);
    cut_rows(&mut rows, usize::from(most), (cols, Role::Quiet), theme);
    rows
}

fn around(inner: Rect, area: Rect) -> Rect {
    Rect {
        x: inner.x.saturating_sub(2),
        y: inner.y.saturating_sub(1),
        width: inner.width + 4,
        height: inner.height + 2,
    }
    .intersection(area)
}

/// A sheet at the foot of an area; beside it no halves of what it lies over stay.
fn lay(paper: &Paper, frame: &mut Frame<'_>, (area, outer): (Rect, Rect), theme: &Theme) {
    let rows = Rect {
        y: outer.y,
        height: area.bottom().saturating_sub(outer.y),
        ..area
    };
    theme.clear(frame, rows);
    paper.draw(frame, outer, theme);
}

/// The rectangle of a small form: wide enough to write in, at the foot of the screen so
/// that what it speaks about stays in sight.
pub(super) fn ask_area(ask: &Ask, area: Rect, theme: &Theme) -> Rect {
    let width = u16::try_from(cols_of(area)).unwrap_or(1);
    let about = u16::try_from(about(ask, area, theme).len()).unwrap_or(0);
    let wanted = ask.form.height(width, theme);
    let most = area.height.saturating_sub(2 + about);
    foot_of(area, wanted.min(most).max(1))
}

/// A rectangle of so many rows at the foot of the screen, within a border.
fn foot_of(area: Rect, height: u16) -> Rect {
    let width = u16::try_from(cols_of(area)).unwrap_or(1);
    Rect {
        x: area.x + 2,
        y: area.bottom().saturating_sub(height + 1),
        width,
        height,
    }
    .intersection(area)
}

fn cols_of(area: Rect) -> usize {
    usize::from(area.width.min(MOST_COLS).saturating_sub(4).max(1))
}

fn rows_of(words: &str, role: Role, area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let style = theme.style(role);
    let rows = hang("", words, cols_of(area));
    rows.into_iter()
        .map(|row| Line::from(Span::styled(row, style)))
        .collect()
}

/// Rows in a sheet at the foot of the screen.
fn sheet(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    (rows, scroll): (Vec<Line<'static>>, usize),
    theme: &Theme,
) {
    let wanted = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let inner = foot_of(area, wanted.min(area.height.saturating_sub(2)).max(1));
    let border = Paper {
        title: title.to_owned(),
        ..Paper::default()
    };
    lay(&border, frame, (area, around(inner, area)), theme);
    window(frame, inner, rows, scroll, theme);
}

/// The case so far, over the whole screen.
fn draw_reading(column: &Column, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    theme.clear(frame, area);
    let inner = reading_area(area);
    let height = usize::from(inner.height);
    let read = match column.at_end(height) {
        true => "the end".to_owned(),
        false => format!("{} %", column.progress(height)),
    };
    let cols = usize::from(inner.width);
    let head = ends(
        ("The case so far", Role::Title),
        (&read, Role::Quiet),
        cols,
        theme,
    );
    top_row(frame, area, head);
    let rows = column.visible(height).to_vec();
    frame.render_widget(Paragraph::new(rows), inner);
}

pub(super) fn reading_area(area: Rect) -> Rect {
    let width = area.width.min(MOST_COLS);
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + 1,
        width,
        height: area.height.saturating_sub(1),
    }
    .intersection(area)
}

/// A block with its ¶ number and a blank row behind it.
fn paragraph(block: &Block, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = prose::numbered(block, false, cols, theme);
    rows.push(Line::default());
    rows
}

fn warning(view: &View, area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let words = match view.alone {
        true => {
            "The author’s notes for whoever leads a group through this case. They may give away what you have not answered yet."
        }
        false => "This is for your eyes. The room may see this screen if it is projected.",
    };
    let mut rows = rows_of(words, Role::Title, area, theme);
    let key = |action| name(Scope::Notice, action);
    let (enter, back) = (key(Action::Enter), key(Action::Back));
    let words = format!("{enter} shows it all the same · {back} goes back");
    rows.extend(rows_of(&words, Role::Text, area, theme));
    rows
}

/// What to listen for, and notes; of the question and of the whole case.
fn material(view: &View, area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let mut part = |title: &str, texts: Vec<&str>| {
        if texts.is_empty() {
            return;
        }
        rows.extend(rows_of(title, Role::Title, area, theme));
        for text in texts {
            rows.extend(hang_prose("• ", text, cols_of(area), Role::Text, theme));
        }
        rows.push(Line::default());
    };
    if let Some(advice) = view
        .question
        .as_ref()
        .and_then(|question| question.advice.as_ref())
    {
        part("What to do", vec![advice.as_str()]);
    }
    if let Some(question) = &view.question {
        for (title, texts) in [
            ("Listen for", &question.listen_for),
            ("Notes to this question", &question.facilitator_notes),
            ("Ask aloud, after the answers", &question.follow_ups),
        ] {
            part(title, texts.iter().map(Clean::as_str).collect());
        }
    }
    for (title, blocks) in to_the_case(view) {
        let texts = blocks.iter().map(|block| block.text.as_str());
        part(&title, texts.collect());
    }
    let private = view.question.as_ref().map(|question| QuestionView {
        tally: question.private_tally.clone(),
        ..question.clone()
    });
    if let Some(private) = private.filter(|private| private.tally.is_some()) {
        let title = "How the votes fell; only you see it";
        let mut votes = rows_of(title, Role::Title, area, theme);
        votes.extend(tally::rows(&private, cols_of(area), theme));
        votes.push(Line::default());
        rows.splice(0..0, votes);
    }
    if rows.is_empty() {
        let words = if view.alone {
            crate::report::words::NOTES_ALONE
        } else {
            "The author left no notes here."
        };
        rows.extend(rows_of(words, Role::Text, area, theme));
    }
    rows
}

/// What the author wrote to whoever leads, about the whole case.
fn to_the_case(view: &View) -> Vec<(String, &[Block])> {
    let goals = "Learning goals; the others see them at the close".to_owned();
    let mut all = vec![
        ("Notes to the case".to_owned(), &*view.facilitator_notes),
        (goals, &*view.facilitator_goals),
    ];
    for brief in &view.briefs.all {
        all.push((format!("Brief: {}", brief.role), &*brief.blocks));
    }
    for fact in &view.facts {
        let number = fact.number;
        let title = match &fact.asked {
            Some(_) => format!("Fact {number}, given out: {}", fact.exhibit.title),
            None => format!("Fact {number}, to give out (U): {}", fact.exhibit.title),
        };
        all.push((title, &*fact.exhibit.blocks));
    }
    all
}

fn people(view: &View, at: usize, area: Rect, theme: &Theme) -> (Vec<Line<'static>>, usize) {
    let cols = cols_of(area);
    let rows = view.people.iter().enumerate().flat_map(|(place, person)| {
        let here = place == at;
        let sign = if here { "▸" } else { " " };
        let state = match (person.here, view.seat == Some(person.id)) {
            (true, true) => "here, has the lead",
            (true, false) if person.said_nothing => "here; nothing on record yet",
            (true, false) => "here",
            (false, _) if person.left_nothing => "off the list, as if never here",
            (false, _) => "left; what they said stays",
        };
        let late = if person.late { ", came later" } else { "" };
        let room = cols.saturating_sub(width(state) + width(late) + 6);
        let name = cut(&person.name, room.max(8));
        let words = format!("{sign} {name}: {state}{late}");
        let row = Line::from(Span::styled(words, theme.style(Role::Text)));
        chosen(here, vec![row], cols, theme)
    });
    let rows: Vec<_> = rows.collect();
    let height = usize::from(area.height.saturating_sub(2)).max(1);
    let top = reveal(0, &(at..at + 1), rows.len(), height);
    (rows, top)
}
