//! The frame of every screen: where we are, how much time is left, whether it is saved, which
//! keys matter now.

use std::ops::Range;

use ratatui::{
    Frame,
    layout::{Rect, Size},
    text::{Line, Span},
    widgets::{Block, Paragraph},
};

use super::{
    desk::shown,
    help,
    house::{House, Popup, SMALLEST, Screen, Top},
    keys::{Action, Binding, Chord, Scope, foot, name},
    notice::Notice,
    sitting::Sitting,
    theme::{Role, Theme},
};
use crate::{
    session::{Clock, Place, Rating, View, When},
    text::{clean, cut, width, wrap},
};

/// Cells left and right of everything.
const SIDE: u16 = 2;
/// How many keys the foot offers besides help.
const KEYS: usize = 3;
/// Cells between two of them.
const FOOT_GAP: usize = 3;

/// The rectangle between head and foot.
#[must_use]
pub(super) fn body(size: Size) -> Rect {
    let side = if size.width >= 60 { SIDE } else { 0 };
    Rect {
        x: side,
        y: 2.min(size.height),
        width: size.width.saturating_sub(2 * side),
        height: size.height.saturating_sub(4),
    }
}

/// Draws everything.
pub fn draw(house: &House, frame: &mut Frame<'_>) {
    let area = frame.area();
    let theme = &house.theme;
    frame.render_widget(Block::new().style(theme.base()), area);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return too_small(frame, theme);
    }
    let inside = body(house.size);
    let row = |y: u16| Rect {
        y,
        height: 1,
        ..inside
    };
    frame.render_widget(head(house, usize::from(inside.width)), row(0));
    match house.top() {
        Top::Screen(screen) => draw_screen(screen, house, frame, inside),
        Top::Popup(Popup::Help { of, top }) => {
            draw_help(frame, inside, (*of, *top), house.can().alone, theme);
        }
        Top::Popup(Popup::Notice(notice)) => draw_notice(notice, frame, inside, theme),
    }
    let status = row(area.height - 2);
    match &house.not_saved {
        Some(fault) => {
            let bar = Rect {
                x: 0,
                width: area.width,
                ..status
            };
            let text = format!("  {}", fault.line());
            let padded = format!(
                "{:<1$}",
                cut(&text, usize::from(area.width)),
                usize::from(area.width)
            );
            frame.render_widget(Paragraph::new(Line::styled(padded, theme.alarm())), bar);
        }
        None => frame.render_widget(status_line(house, usize::from(inside.width)), status),
    }
    frame.render_widget(
        foot_line(house, usize::from(inside.width)),
        row(area.height - 1),
    );
    draw_told(house, frame, inside, area.height - 2);
}

/// What was just said, whole: what does not fit the row for it takes rows above.
fn draw_told(house: &House, frame: &mut Frame<'_>, inside: Rect, last: u16) {
    let columns = usize::from(inside.width);
    let told = house.told.as_deref().unwrap_or_default();
    if width(told) <= columns || house.not_saved.is_some() {
        return;
    }
    let lines = wrap(told, columns.max(2));
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(last);
    let area = Rect {
        y: last + 1 - rows,
        height: rows,
        ..inside
    };
    house.theme.clear(frame, area);
    let style = house.theme.style(Role::Text);
    let lines = lines.into_iter().map(|line| Line::styled(line, style));
    frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), area);
}

fn draw_screen(screen: &Screen, house: &House, frame: &mut Frame<'_>, inside: Rect) {
    let theme = &house.theme;
    match screen {
        Screen::Library => house.library.draw(frame, inside, theme),
        Screen::Asking(asking) => asking.draw(frame, inside, theme),
        Screen::Mending(mending) => mending.draw(frame, inside, theme),
        Screen::Preview(preview) => preview.draw(frame, inside, theme),
        Screen::Progress(page) => page.draw(frame, inside, theme),
        Screen::Room(room) => room.draw(frame, inside, theme),
        Screen::Session(sitting) => draw_sitting(sitting, frame, inside, theme),
    }
}

fn too_small(frame: &mut Frame<'_>, theme: &Theme) {
    let area = frame.area();
    let text = format!(
        "Make the window larger: {} columns and {} rows are enough. Nothing is lost.",
        SMALLEST.0, SMALLEST.1
    );
    let lines = wrap(&text, usize::from(area.width.max(2)));
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| Line::styled(line, theme.style(Role::Warn)))
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

fn draw_sitting(sitting: &Sitting, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    let view = &sitting.view;
    if view.place == Place::Gather {
        sitting.gather.draw(frame, area, view, theme);
    } else if shown(view).is_none() && sitting.scope() == Scope::Read {
        sitting.read.draw(frame, area, theme);
    } else {
        if shown(view).is_none() {
            sitting.read.draw(frame, area, theme);
        }
        sitting.desk.draw(frame, area, view, theme);
    }
}

/// The title, where we are, and the time.
fn head(house: &House, columns: usize) -> Paragraph<'static> {
    let theme = &house.theme;
    let (title, words) = match &house.screen {
        Screen::Session(sitting) => return session_head(sitting, columns, theme),
        Screen::Preview(preview) => (preview.title(), "  as the group will see it"),
        Screen::Mending(mending) => (mending.title(), "  how it was read"),
        Screen::Asking(asking) => (asking.title(), "  before it begins"),
        Screen::Room(room) => (room.title(), "  for everybody"),
        Screen::Library | Screen::Progress(_) => ("Roundtable", "  a round table has no head"),
    };
    let room = columns.saturating_sub(width(words)).max(8);
    Paragraph::new(Line::from(vec![
        Span::styled(cut(title, room).into_owned(), theme.style(Role::Title)),
        Span::styled(words, theme.style(Role::Dim)),
    ]))
}

fn session_head(sitting: &Sitting, columns: usize, theme: &Theme) -> Paragraph<'static> {
    let view = &sitting.view;
    let time = if sitting.desk.is_blank() {
        String::new()
    } else {
        time_words(&view.clock)
    };
    let over = view
        .clock
        .planned_s
        .is_some_and(|planned| view.clock.spent_ms / 1000 > u64::from(planned));
    let mut place = place_words(view);
    if let Some(learner) = view.people.first().filter(|_| view.alone) {
        place.push_str(&format!(" · {}", cut(&learner.name, 20)));
    }
    let room = columns.saturating_sub(width(&time) + width(&place) + 4);
    let title = cut(&view.case.title, room.max(8)).into_owned();
    let left = width(&title) + 2 + width(&place);
    let gap = " ".repeat(columns.saturating_sub(left + width(&time)).max(1));
    Paragraph::new(Line::from(vec![
        Span::styled(title, theme.style(Role::Title)),
        Span::raw("  "),
        Span::styled(place, theme.style(Role::Text)),
        Span::raw(gap),
        Span::styled(time, theme.style(if over { Role::Warn } else { Role::Dim })),
    ]))
}

/// "Question 2 of 5 · share".
fn place_words(view: &View) -> String {
    let now = view.agenda.iter().find(|line| line.when == When::Now);
    match (view.place, &view.question, &view.step) {
        (Place::Gather, ..) => "Gather".to_owned(),
        (Place::Over, ..) => "Closed".to_owned(),
        (_, Some(question), Some(step)) => {
            format!(
                "Question {} of {} · {}",
                question.prompt.number, view.case.questions, step.step.name
            )
        }
        _ => now.map_or_else(String::new, |line| line.label.to_string()),
    }
}

/// Planned, and left or over: words that inform and do not rush.
fn time_words(clock: &Clock) -> String {
    if !clock.running {
        return String::new();
    }
    let spent = clock.spent_ms / 1000;
    let clock_of = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    match clock.planned_s.map(u64::from) {
        // A step that takes no time of its own.
        Some(0) => String::new(),
        None => clock_of(spent),
        Some(planned) if spent <= planned => {
            format!(
                "{} left of {}",
                clock_of(planned - spent),
                clock_of(planned)
            )
        }
        Some(planned) => format!(
            "over by {} of {}",
            clock_of(spent - planned),
            clock_of(planned)
        ),
    }
}

/// What was just said, else whether it is saved.
fn status_line(house: &House, columns: usize) -> Paragraph<'static> {
    let theme = &house.theme;
    let (text, role) = match (&house.told, house.sitting()) {
        (Some(told), _) => (told.clone(), Role::Text),
        (None, Some(sitting)) if sitting.desk.holds_draft() => {
            ("kept as a draft, not handed in yet".to_owned(), Role::Dim)
        }
        (None, Some(sitting)) if asks_rating(house) => (rating_words(sitting), Role::Focus),
        (None, Some(sitting)) if rated(sitting).is_some() => {
            (rated(sitting).unwrap_or_default(), Role::Good)
        }
        (None, Some(sitting)) if sitting.view.seq.0 > 1 => ("saved".to_owned(), Role::Good),
        (None, _) => (String::new(), Role::Dim),
    };
    let text = cut(&text, columns).into_owned();
    let more = steering(house);
    let gap = columns.saturating_sub(width(&text) + width(&more));
    let more = if gap >= 2 { more } else { String::new() };
    Paragraph::new(Line::from(vec![
        Span::styled(text, theme.style(role)),
        Span::raw(" ".repeat(gap)),
        Span::styled(more, theme.style(Role::Dim)),
    ]))
}

/// Whether somebody who studies alone has still to say how their answer was.
fn asks_rating(house: &House) -> bool {
    let steers = house.scope().chain().contains(&Scope::Session);
    steers
        && house.can().rate
        && house
            .sitting()
            .is_some_and(|sitting| sitting.view.study.rating.is_none())
}

/// How somebody who studies alone found their answer, while that can be changed.
fn rated(sitting: &Sitting) -> Option<String> {
    let rating = sitting
        .view
        .study
        .rating
        .filter(|_| sitting.view.can.rate)?;
    Some(format!(
        "saved · you said: {}; 1 to 4 change it",
        rating.words()
    ))
}

/// The four ratings with their keys.
fn rating_words(sitting: &Sitting) -> String {
    let scope = sitting.scope();
    let ratings = Rating::ALL
        .map(|rating| format!("{} {}", name(scope, Action::Rate(rating)), rating.words()));
    format!("How was it? {}", ratings.join(" · "))
}

/// Where a facilitator finds what steers, on every screen that is theirs.
fn steering(house: &House) -> String {
    let scope = house.scope();
    let theirs = scope.chain().contains(&Scope::Session);
    let plan = scope == Scope::Plan || scope.chain().contains(&Scope::Page);
    if !theirs || plan {
        return String::new();
    }
    let sitting = house.sitting();
    let seat = sitting.and_then(|sitting| sitting.view.person(sitting.view.seat?));
    let seat = seat.map_or_else(String::new, |person| {
        format!("{} has the seat · ", person.name)
    });
    let plan = name(scope, Action::Plan);
    format!("{seat}{plan}: time, skip, look back")
}

/// One key of the foot: name, words, action.
type FootKey = (String, &'static str, Action);

/// The keys of the foot that there is room for, and the columns of each. The one that shows all
/// keys always has room.
fn foot_keys(house: &House, columns: usize) -> Vec<(FootKey, Range<usize>)> {
    let rows = foot(house.scope(), &house.can());
    let typed = house.sitting().is_some_and(Sitting::takes_letters);
    let plain = |chord: &&Chord| {
        !typed || !matches!(chord.code, crossterm::event::KeyCode::Char(_)) || chord.ctrl
    };
    let (help, matter): (Vec<&Binding>, Vec<&Binding>) =
        rows.into_iter().partition(|row| row.action == Action::Help);
    let keys = matter.into_iter().take(KEYS).filter_map(|row| {
        let chord = row.keys.iter().find(plain)?;
        Some((chord.name(), row.words, row.action))
    });
    let help = help.into_iter().filter_map(|row| {
        let chord = row.keys.iter().rfind(plain)?;
        Some((chord.name(), row.words, row.action))
    });
    let wide = |(key, words, _): &FootKey| width(key) + 1 + width(words);
    let help: Vec<_> = help.collect();
    let kept: usize = help.iter().map(|key| wide(key) + FOOT_GAP).sum();
    let mut from = 0;
    let mut shown = Vec::new();
    for (key, room) in keys
        .map(|key| (key, columns.saturating_sub(kept)))
        .chain(help.iter().cloned().map(|key| (key, columns)))
    {
        let to = from + wide(&key);
        if to <= room {
            shown.push((key, from..to));
            from = to + FOOT_GAP;
        }
    }
    shown
}

fn foot_line(house: &House, columns: usize) -> Paragraph<'static> {
    let theme = &house.theme;
    let keys = foot_keys(house, columns).into_iter();
    let spans = keys.flat_map(|((key, words, _), _)| {
        let gap = " ".repeat(FOOT_GAP);
        [
            Span::styled(key, theme.style(Role::Focus)),
            Span::styled(format!(" {words}{gap}"), theme.style(Role::Dim)),
        ]
    });
    Paragraph::new(Line::from(spans.collect::<Vec<_>>()))
}

/// What a click at that column of the foot does.
#[must_use]
pub(super) fn foot_action(house: &House, column: usize) -> Option<Action> {
    let inside = body(house.size);
    let at = column.checked_sub(usize::from(inside.x))?;
    let keys = foot_keys(house, usize::from(inside.width));
    let mut under = keys.into_iter().filter(|(_, cells)| cells.contains(&at));
    under.next().map(|((.., action), _)| action)
}

/// A sign that more stands below.
pub(super) fn more_below(frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    if area.width > 0 && area.height > 0 {
        let style = theme.style(Role::Focus);
        frame
            .buffer_mut()
            .set_stringn(area.right() - 1, area.bottom() - 1, "▾", 1, style);
    }
}

fn draw_help(
    frame: &mut Frame<'_>,
    area: Rect,
    (scope, top): (Scope, usize),
    alone: bool,
    theme: &Theme,
) {
    theme.clear(frame, area);
    let rows = help::rows(scope, alone);
    let keys = rows
        .iter()
        .map(|(keys, words)| if words.is_empty() { 0 } else { width(keys) })
        .max()
        .unwrap_or(0);
    let lines: Vec<_> = rows
        .into_iter()
        .map(|(key, words)| {
            if words.is_empty() {
                Line::styled(key, theme.style(Role::Title))
            } else {
                let pad = " ".repeat(keys.saturating_sub(width(&key)) + 2);
                Line::from(vec![
                    Span::styled(key, theme.style(Role::Focus)),
                    Span::raw(pad),
                    Span::styled(words, theme.style(Role::Text)),
                ])
            }
        })
        .collect();
    let most = lines.len().saturating_sub(usize::from(area.height));
    let lines: Vec<_> = lines.into_iter().skip(top.min(most)).collect();
    frame.render_widget(Paragraph::new(lines), area);
    if top < most {
        more_below(frame, area, theme);
    }
}

fn draw_notice(notice: &Notice, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    theme.clear(frame, area);
    let columns = usize::from(area.width.min(76));
    let mut lines: Vec<_> = wrap(&notice.text, columns)
        .into_iter()
        .map(|line| Line::styled(line, theme.style(Role::Text)))
        .collect();
    lines.push(Line::default());
    for (at, (words, _)) in notice.choices.iter().enumerate() {
        let (lead, role) = if at == notice.at {
            ("▸ ", Role::Focus)
        } else {
            ("  ", Role::Text)
        };
        let text = cut(words, columns.saturating_sub(2)).into_owned();
        lines.push(Line::styled(format!("{lead}{text}"), theme.style(role)));
    }
    if let Some((_, typed)) = &notice.input {
        let typed = format!("▸ {}▏", clean(typed));
        lines.push(Line::styled(typed, theme.style(Role::Focus)));
    } else if notice.choices.is_empty() {
        lines.push(Line::styled("Enter goes on.", theme.style(Role::Dim)));
    }
    let most = lines.len().saturating_sub(usize::from(area.height));
    let lines: Vec<_> = lines.into_iter().skip(most).collect();
    frame.render_widget(Paragraph::new(lines), area);
}
