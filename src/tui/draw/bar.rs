//! Bar and rail: the title, the agenda and whether it is saved; the steps and the time.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    session::{AgendaLine, Clock, Place, View, When},
    text::{cut, width},
    tui::{
        app::{App, Places, Screen},
        keys::{Action, Scope, name},
        screen::{
            gather::{self, Part},
            plan::minutes,
        },
        session_controller::SessionController,
        theme::{Role, Theme},
        widget::{self, AgendaRow, cut_words, rail},
    },
};

/// From so many columns on, the agenda stands in full.
const AGENDA: u16 = 100;
/// Cells between two pieces of a row.
const GAP: usize = 2;

/// Draws bar and rail on a surface of their own, or over a rule.
pub(super) fn draw(app: &App, frame: &mut Frame<'_>, places: &Places) {
    let theme = &app.theme;
    let area = frame.area();
    let rows = 1 + u16::from(places.rail.is_some());
    let head = Rect {
        height: rows,
        ..area
    };
    if theme.grounds().is_some() {
        theme.lay_surface(frame, head);
    }
    let under = Rect {
        y: rows,
        height: 1,
        ..area
    };
    theme.rule(frame, under);
    let cols = usize::from(places.bar.width);
    let (bar, rail) = match &app.screen {
        Screen::Session(controller) => {
            let blank = controller.screens.is_blank();
            let wide = places.bar.width + 2 * 3 >= AGENDA;
            let saved = saved(app, &controller.view);
            if places.rail.is_none() {
                (one_row(controller, blank, saved, cols, theme), None)
            } else {
                let rail = steps(controller, blank, cols, theme);
                (
                    two_ends(&controller.view, wide, saved, cols, theme),
                    Some(rail),
                )
            }
        }
        _ => elsewhere(app, places, theme),
    };
    let buffer = frame.buffer_mut();
    buffer.set_line(places.bar.x, places.bar.y, &bar, places.bar.width);
    if let (Some(row), Some(rail)) = (places.rail, rail) {
        buffer.set_line(row.x, row.y, &rail, row.width);
    }
}

/// The head of a screen that is none of a session.
fn elsewhere(app: &App, places: &Places, theme: &Theme) -> (Line<'static>, Option<Line<'static>>) {
    let cols = usize::from(places.bar.width);
    let (title, words) = match &app.screen {
        Screen::Preview(preview) => (preview.title(), "as the group will see it"),
        Screen::Mending(mending) => (mending.title(), "how it was read"),
        Screen::Asking(asking) => (asking.title(), "before it begins"),
        Screen::Room(room) => (room.title(), "for everybody"),
        Screen::Progress(_) => ("Roundtable", "how far I have come"),
        Screen::Library | Screen::Session(_) => {
            let words = app.library.about();
            return head("Roundtable", &words, places, theme, cols);
        }
    };
    head(title, words, places, theme, cols)
}

fn head(
    title: &str,
    words: &str,
    places: &Places,
    theme: &Theme,
    cols: usize,
) -> (Line<'static>, Option<Line<'static>>) {
    let quiet = theme.style(Role::Quiet);
    let Some(_) = places.rail else {
        let room = cols.saturating_sub(width(words) + GAP).max(8);
        let line = Line::from(vec![
            Span::styled(cut_words(title, room), theme.style(Role::Title)),
            Span::styled(format!("  {words}"), quiet),
        ]);
        return (line, None);
    };
    let title = Span::styled(cut_words(title, cols), theme.style(Role::Title));
    let words = Span::styled(words.to_owned(), quiet);
    (Line::from(title), Some(Line::from(words)))
}

/// Whether all is on disk, and how that looks; nothing while nothing was said.
fn saved(app: &App, view: &View) -> Option<(&'static str, bool)> {
    if app.not_saved.is_some() {
        Some((" NOT SAVED ", false))
    } else if view.seq.0 > 1 {
        Some(("✓ saved", true))
    } else {
        None
    }
}

fn saved_span(saved: Option<(&'static str, bool)>, theme: &Theme) -> Span<'static> {
    match saved {
        Some((words, true)) => Span::styled(words, theme.style(Role::Good)),
        Some((words, false)) => Span::styled(words, theme.alarm()),
        None => Span::raw(""),
    }
}

/// The bar: title, agenda, saved.
fn two_ends(
    view: &View,
    wide: bool,
    saved: Option<(&'static str, bool)>,
    cols: usize,
    theme: &Theme,
) -> Line<'static> {
    let saved = saved_span(saved, theme);
    let room = cols.saturating_sub(saved.width() + GAP);
    if !wide || view.place == Place::Gather {
        let place = where_now(view, true);
        let title = cut_words(
            &view.case.title,
            room.saturating_sub(width(&place) + 3).max(8),
        );
        let used = width(&title) + 3 + width(&place) + saved.width();
        return Line::from(vec![
            Span::styled(title, theme.style(Role::Title)),
            Span::styled(format!(" · {place}"), theme.style(Role::Quiet)),
            Span::raw(" ".repeat(cols.saturating_sub(used))),
            saved,
        ]);
    }
    let title = cut_words(&view.case.title, room / 2);
    let stops = agenda(view);
    let left = room.saturating_sub(width(&title) + GAP * 2);
    let agenda = rail(&stops, left, theme);
    // In the middle of the row where there is room for that.
    let middle = (cols.saturating_sub(agenda.width()) / 2).max(width(&title) + GAP * 2);
    let middle = middle.min((width(&title) + GAP + left).saturating_sub(agenda.width()));
    let before = middle.saturating_sub(width(&title));
    let used = width(&title) + before + agenda.width() + saved.width();
    let mut spans = vec![
        Span::styled(title, theme.style(Role::Title)),
        Span::raw(" ".repeat(before)),
    ];
    spans.extend(agenda.spans);
    spans.push(Span::raw(" ".repeat(cols.saturating_sub(used))));
    spans.push(saved);
    Line::from(spans)
}

/// The stops of the agenda; several questions that are done, or far off, are one.
fn agenda(view: &View) -> Vec<AgendaRow> {
    let sign = |line: &AgendaLine| match line.when {
        When::Now => "●",
        When::Past | When::Ahead if line.left_out => "–",
        When::Past => "✓",
        When::Ahead => "○",
    };
    let mut stops: Vec<AgendaRow> = Vec::new();
    let lines = &view.agenda;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let alike = |other: &&AgendaLine| {
            let same = other.when == line.when && other.left_out == line.left_out;
            same && other.question.is_some()
        };
        let run = lines.iter().skip(at).take_while(alike).count();
        let folds = line.question.is_some() && line.when != When::Now && run > 4;
        let words = match (line.question, line.when) {
            (Some(first), _) if folds => {
                at += run - 1;
                let last = lines.get(at).and_then(|line| line.question);
                format!("{} {first}–{}", sign(line), last.unwrap_or(first))
            }
            (Some(number), When::Past | When::Ahead) => format!("{} {number}", sign(line)),
            (Some(_), When::Now) | (None, _) => format!("{} {}", sign(line), cut(&line.label, 24)),
        };
        // Parts whose titles are hidden are all called alike: once is enough.
        let again = stops.last().is_some_and(|last| last.words == words);
        if !again || line.when == When::Now {
            stops.push(AgendaRow {
                words,
                now: line.when == When::Now,
            });
        }
        at += 1;
    }
    stops
}

/// "Question 2 of 3", or what the stop is called; `words` writes it out.
fn where_now(view: &View, words: bool) -> String {
    let now = view.line_now();
    let label = match (view.place, &view.question) {
        (Place::Gather, _) => "before we begin".to_owned(),
        (Place::Over, _) => "closed".to_owned(),
        (_, Some(question)) => {
            let word = if words { "question " } else { "" };
            format!("{word}{}", counted(question.prompt.number, view))
        }
        _ => now.map_or_else(String::new, |line| line.label.to_string()),
    };
    let lead = view.seat.and_then(|seat| view.person(seat));
    match (view.people.first().filter(|_| view.alone), lead) {
        (Some(learner), _) if words => format!("{label} · {}", cut(&learner.name, 20)),
        (None, Some(lead)) if words => format!("{label} · {} has the lead", cut(&lead.name, 20)),
        _ => label,
    }
}

/// “2 of 4”; where questions were left out or come again, how many are done of those that are
/// asked.
fn counted(number: u32, view: &View) -> String {
    let lines = view.agenda.iter().filter(|line| line.question.is_some());
    let asked = lines.filter(|line| !line.left_out || line.began.is_some());
    let asked: Vec<_> = asked.collect();
    let done = asked.iter().filter(|line| line.when != When::Now);
    let done = done.filter(|line| line.began.is_some()).count();
    let all = asked.len();
    let before = usize::try_from(number).unwrap_or(0).saturating_sub(1);
    match all == view.case.questions && done == before {
        true => format!("{number} of {all}"),
        false => format!("{number} · {done} of {all} done"),
    }
}

/// The rail: the steps, the running one in capitals; the gauge, and the time in words.
fn steps(controller: &SessionController, blank: bool, cols: usize, theme: &Theme) -> Line<'static> {
    let view = &controller.view;
    let time = time_said(controller, blank, false);
    let cells = match cols {
        94.. => 20,
        76.. => 12,
        _ => 8,
    };
    let gauge = planned(&view.clock).filter(|_| !blank && !view.alone);
    let gauge_cols = gauge.map_or(0, |_| cells + GAP);
    let right = width(&time) + gauge_cols;
    let stops = steps_of(controller);
    let rail = rail(&stops, cols.saturating_sub(right + GAP), theme);
    let mut spans = rail.spans;
    let used: usize = spans.iter().map(Span::width).sum();
    let gap = cols.saturating_sub(used + right);
    spans.push(Span::raw(" ".repeat(gap)));
    if let Some((left, all)) = gauge {
        spans.extend(widget::gauge(left, all, cells, theme));
        spans.push(Span::raw(" ".repeat(GAP)));
    }
    spans.push(Span::styled(time, theme.style(Role::Quiet)));
    Line::from(spans)
}

/// The time; while people gather, what it will cost.
fn time_said(controller: &SessionController, blank: bool, brief: bool) -> String {
    let view = &controller.view;
    match gather::cost(view, brief).filter(|_| view.place == Place::Gather) {
        Some(words) => words,
        None if blank => String::new(),
        // Nobody waits for whoever studies alone.
        None if view.alone => planned(&view.clock)
            .map_or_else(String::new, |(_, all)| format!("about {}", minutes(all))),
        None => {
            // Where the key would be typed it is not named.
            let steers = controller.scope().chain().contains(&Scope::Session);
            time_words(view, steers, brief)
        }
    }
}

/// The three questions before it begins, the one that is looked at in capitals.
fn before(part: Part) -> Vec<AgendaRow> {
    let stops = [(Part::Who, "who"), (Part::How, "how"), (Part::What, "what")];
    let stop = |(of, words): (Part, &str)| AgendaRow {
        words: match of == part {
            true => words.to_uppercase(),
            false => words.to_owned(),
        },
        now: of == part,
    };
    stops.map(stop).to_vec()
}

/// The steps of the question, or the one word for where we are.
fn steps_of(controller: &SessionController) -> Vec<AgendaRow> {
    let view = &controller.view;
    let alone = |words: &str| {
        vec![AgendaRow {
            words: words.to_uppercase(),
            now: true,
        }]
    };
    let Some(step) = &view.step else {
        return match view.place {
            Place::Gather if view.setup.is_some() => before(controller.gather.part()),
            Place::Gather => alone("gather"),
            Place::Over => alone("over"),
            Place::At { .. } if view.parts.iter().any(|part| part.now) => alone("read"),
            Place::At { .. } => alone("close"),
        };
    };
    let steps = view.ahead.steps.iter().enumerate();
    let steps = steps.map(|(at, name)| {
        let now = at + 1 == step.number;
        AgendaRow {
            words: if now {
                name.to_uppercase()
            } else {
                name.to_string()
            },
            now,
        }
    });
    steps.collect()
}

/// Below 20 rows: title, place, step, time and saved on one row.
fn one_row(
    controller: &SessionController,
    blank: bool,
    saved: Option<(&'static str, bool)>,
    cols: usize,
    theme: &Theme,
) -> Line<'static> {
    let view = &controller.view;
    let saved = saved_span(saved, theme);
    let time = time_said(controller, blank, true);
    let time = time.split(" of ").next().unwrap_or_default().to_owned();
    let step = steps_of(controller).into_iter().find(|stop| stop.now);
    let step = step.map_or_else(String::new, |stop| stop.words);
    let place = where_now(view, false);
    let place = if view.step.is_some() {
        format!("{place} · ")
    } else {
        String::new()
    };
    let right = width(&time) + GAP + saved.width();
    let used = 3 + width(&place) + width(&step) + right + GAP;
    let title = cut_words(&view.case.title, cols.saturating_sub(used).max(4));
    let gap = cols.saturating_sub(width(&title) + used - GAP);
    Line::from(vec![
        Span::styled(title, theme.style(Role::Title)),
        Span::styled(format!(" · {place}"), theme.style(Role::Quiet)),
        Span::styled(step, theme.style(Role::Primary)),
        Span::raw(" ".repeat(gap)),
        Span::styled(time, theme.style(Role::Quiet)),
        Span::raw(" ".repeat(GAP)),
        saved,
    ])
}

/// Seconds that are left, and all of them; none where nothing is counted.
fn planned(clock: &Clock) -> Option<(u64, u64)> {
    let planned = clock
        .planned_s
        .map(u64::from)
        .filter(|planned| *planned > 0);
    let planned = planned.filter(|_| clock.running)?;
    Some((planned.saturating_sub(clock.spent_ms / 1000), planned))
}

/// Planned, and left or over: words that inform and do not rush.
fn time_words(view: &View, steers: bool, brief: bool) -> String {
    let clock = &view.clock;
    let key = name(Scope::Session, Action::Coffee);
    if clock.coffee {
        return match (steers, brief) {
            (true, false) => format!("coffee: the clock stands still until {key}"),
            (true, true) => format!("coffee until {key}"),
            (false, _) => "coffee: the clock stands still".to_owned(),
        };
    }
    if !clock.running {
        return String::new();
    }
    let spent = clock.spent_ms / 1000;
    let clock_of = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    // Whole minutes and short times as people say them.
    let said = |seconds: u64| match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        _ => clock_of(seconds),
    };
    let lead = match (view.can.clock && steers, brief) {
        _ if !clock.asleep => String::new(),
        (true, false) => format!("stands still until {key}: "),
        (true, true) => format!("still until {key}: "),
        (false, _) => "stands still: ".to_owned(),
    };
    let time = match clock.planned_s.map(u64::from) {
        // A step that takes no time of its own.
        Some(0) => return String::new(),
        None => clock_of(spent),
        Some(planned) if spent <= planned => {
            format!("{} left of {}", clock_of(planned - spent), said(planned))
        }
        Some(planned) => format!("over by {} of {}", clock_of(spent - planned), said(planned)),
    };
    match clock.over_s() {
        // Only the step's own time ends at its comma.
        Some(over) => format!("{lead}{time} · all in all over by {}", minutes(over)),
        None => format!("{lead}{time}"),
    }
}
