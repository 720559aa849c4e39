//! The plan: a timeline of the whole agenda, what would bring the end back, and every key that
//! steers.

use ratatui::text::{Line, Span};

use crate::{
    session::{Actor, AgendaLine, Budget, Command, View, WORTH_SAYING, When},
    stamp::{Wall, Zone},
    text::{cut, plural, questions, width},
    tui::{
        effect::{Effect, Without},
        keys::{Action, BINDINGS, Binding, Scope, name},
        theme::{Role, Theme},
        widget::{chosen, cut_words, say},
    },
};

/// What steers, in the order in which it is offered.
const STEERING: &[Action] = &[
    Action::Extend,
    Action::Coffee,
    Action::ShowNow,
    Action::Skip,
    Action::LeaveOut,
    Action::PlanWithout,
    Action::ToClose,
    Action::Minutes,
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
    Action::Protocol,
];
/// The most stops that are done and have a row of their own.
const SHOWN: usize = 4;
/// The width of one offered key with its words.
const OFFER: usize = 38;

/// The width of a time of day, and of a sign, with the cells after them.
const HOUR: usize = 7;
/// The widest that a label gets.
const LABEL: usize = 52;

/// The page as rows in a column of `cols` cells: a timeline, the end, what would bring it back.
pub fn rows(view: &View, zone: &Zone, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let line = Timeline {
        view,
        zone,
        cols,
        theme,
    };
    let mut rows = vec![line.head()];
    let mut sums = Sums::default();
    rows.extend(line.past(&mut sums));
    let mut at = view.clock.now;
    let agenda = view.agenda.iter().enumerate();
    for (number, stop) in agenda.filter(|(_, stop)| stop.when != When::Past) {
        rows.extend(line.stop(number, stop, stop.began.unwrap_or(at), &mut sums));
        at = later(at, u64::from(stop.ahead_s));
    }
    rows.extend(line.end(at, &sums));
    rows.push(Line::default());
    rows.extend(offers(view, cols, theme));
    rows
}

fn later(at: Wall, seconds: u64) -> Wall {
    Wall(at.0.saturating_add_unsigned(seconds * 1000))
}

struct Timeline<'a> {
    view: &'a View,
    zone: &'a Zone,
    cols: usize,
    theme: &'a Theme,
}

/// One row: the time of day, a sign, words and what goes with them, planned and taken minutes.
struct Row<'a> {
    hour: String,
    sign: &'a str,
    label: String,
    aside: String,
    planned: String,
    took: String,
    now: bool,
}

/// Planned and taken seconds of the rows so far, so that what they show adds up to the last one.
#[derive(Default)]
struct Sums {
    planned_s: u64,
    took_s: u64,
}

impl Sums {
    /// So many planned seconds more, in words.
    fn plans(&mut self, seconds: Option<u64>) -> String {
        more(&mut self.planned_s, seconds)
    }

    /// So many taken seconds more, in words.
    fn takes(&mut self, seconds: Option<u64>) -> String {
        more(&mut self.took_s, seconds)
    }
}

/// What a sum grows by where it is told in half minutes, in words; nothing where nothing is added.
fn more(sum: &mut u64, seconds: Option<u64>) -> String {
    let Some(seconds) = seconds else {
        return String::new();
    };
    let before = halves(*sum);
    *sum += seconds;
    match halves(*sum) - before {
        0 => "<½ min".to_owned(),
        grown => minutes(grown * 30),
    }
}

impl Timeline<'_> {
    fn head(&self) -> Line<'static> {
        let room = self.room();
        let words = format!("{:HOUR$}   {:room$}  planned    took", "", "");
        Line::styled(words, self.theme.style(Role::Quiet))
    }

    /// Cells for the label and what goes with it.
    fn room(&self) -> usize {
        self.cols.saturating_sub(HOUR + 3 + 2 + 16).min(LABEL)
    }

    fn row(&self, row: &Row<'_>) -> Line<'static> {
        let room = self.room();
        let label = cut(&row.label, room);
        let left = room.saturating_sub(width(&label) + 3);
        let mut aside = String::new();
        if left >= 8 && !row.aside.is_empty() {
            aside = format!("   {}", cut_words(&row.aside, left));
        }
        let pad = room.saturating_sub(width(&label) + width(&aside));
        let quiet = self.theme.style(Role::Quiet);
        let text = self
            .theme
            .style(if row.now { Role::Text } else { Role::Quiet });
        let lead = if row.now { "▸" } else { " " };
        let line = Line::from(vec![
            Span::styled(format!("{lead}{:>6} ", row.hour), quiet),
            Span::styled(format!("{} ", row.sign), text),
            Span::styled(label.into_owned(), self.theme.style(Role::Text)),
            Span::styled(aside, quiet),
            Span::styled(
                format!("{:pad$}  {:>8}{:>8}", "", row.planned, row.took),
                text,
            ),
        ]);
        let cols = self.cols.min(HOUR + 3 + room + 18);
        let rows = chosen(row.now, vec![line], cols, self.theme);
        rows.into_iter().next().unwrap_or_default()
    }

    /// What is done; several stops are one row.
    fn past(&self, sums: &mut Sums) -> Vec<Line<'static>> {
        let agenda = self.view.agenda.iter().enumerate();
        let past: Vec<_> = agenda.filter(|(_, stop)| stop.when == When::Past).collect();
        // One that is folded would take as much room as one that is not.
        let before = match past.len().saturating_sub(SHOWN) {
            1 => 0,
            before => before,
        };
        let (folded, shown) = past.split_at(before);
        let mut rows = Vec::new();
        if let Some((_, first)) = folded.first() {
            let stops = || folded.iter().map(|(_, stop)| stop);
            let breaks = self.view.breaks.iter();
            let breaks = breaks.filter(|one| one.stop < folded.len());
            let took = stops().map(|stop| stop.spent_ms);
            let took: u64 = took.chain(breaks.map(|one| one.spent_ms)).sum();
            rows.push(
                self.row(&Row {
                    hour: first
                        .began
                        .map_or_else(String::new, |at| self.zone.hour(at)),
                    sign: "✓",
                    label: plural(folded.len(), "stop is done", "stops are done"),
                    aside: String::new(),
                    planned: sums.plans(Some(stops().map(|stop| planned_s(stop)).sum())),
                    took: sums.takes(Some(took / 1000)),
                    now: false,
                }),
            );
        }
        for (number, stop) in shown {
            let began = stop.began.unwrap_or(self.view.clock.now);
            rows.extend(self.stop(*number, stop, began, sums));
        }
        rows
    }

    fn stop(
        &self,
        number: usize,
        stop: &AgendaLine,
        at: Wall,
        sums: &mut Sums,
    ) -> Vec<Line<'static>> {
        let coffee = self.view.clock.coffee;
        let now = stop.when == When::Now;
        let step = self.view.step.as_ref().filter(|_| now);
        let aside = step.map_or_else(String::new, |step| step.step.name.to_string());
        let mut rows = vec![self.row(&Row {
            hour: self.zone.hour(at),
            sign: match stop.when {
                When::Now => "●",
                When::Past | When::Ahead if stop.left_out => "–",
                When::Past => "✓",
                When::Ahead => "○",
            },
            label: stop.label.to_string(),
            aside,
            planned: sums.plans(stop.planned_s.filter(|_| !stop.left_out).map(u64::from)),
            took: match (stop.when, stop.spent_ms / 1000) {
                (When::Ahead, _) => String::new(),
                (When::Past, 0) if stop.left_out => String::new(),
                (When::Past | When::Now, seconds) => sums.takes(Some(seconds)),
            },
            now: now && !coffee,
        })];
        let breaks = self.view.breaks.iter();
        for one in breaks.filter(|one| one.stop == number) {
            rows.push(self.row(&Row {
                hour: self.zone.hour(one.began),
                sign: if one.now { "●" } else { "✓" },
                label: "Coffee".to_owned(),
                aside: "the clock stands still".to_owned(),
                planned: String::new(),
                took: sums.takes(Some(one.spent_ms / 1000)),
                now: one.now,
            }));
        }
        rows
    }

    /// The end, when it was planned, and what would bring it back.
    fn end(&self, at: Wall, sums: &Sums) -> Vec<Line<'static>> {
        let budget = self.view.budget();
        let hour = self.zone.hour(at);
        let early = budget
            .planned_s
            .saturating_sub(budget.spent_s + budget.ahead_s);
        let meant = Wall(at.0 + 1000 * (early as i64 - budget.late_s as i64));
        let planned = self.zone.hour(meant);
        let aside = if planned == hour {
            "as planned".to_owned()
        } else {
            format!("planned {planned}")
        };
        let mut rows = vec![self.row(&Row {
            hour,
            sign: " ",
            label: "End".to_owned(),
            aside,
            planned: minutes(sums.planned_s),
            took: match sums.took_s {
                0..15 => "<½ min".to_owned(),
                took => minutes(took),
            },
            now: false,
        })];
        rows.push(Line::default());
        rows.extend(say(
            "  ",
            &self.sum(&budget, early, at),
            self.cols,
            Role::Text,
            self.theme,
        ));
        rows
    }

    /// How it stands in a sentence, and what would bring the end back.
    fn sum(&self, budget: &Budget, early: u64, at: Wall) -> String {
        let words = if early >= WORTH_SAYING {
            format!("At this rate {} are to spare at the end.", minutes(early))
        } else if budget.late_s < WORTH_SAYING {
            "At this rate it ends on time.".to_owned()
        } else {
            let late = minutes(budget.late_s);
            let there = match self.view.clock.given {
                true => "there are",
                false => "planned",
            };
            format!(
                "{late} later than the {} {there}.",
                minutes(budget.planned_s)
            )
        };
        if budget.leave_out.is_empty() {
            return words;
        }
        let out = questions(budget.leave_out.iter().map(|(number, _)| *number));
        let won = budget.leave_out.iter();
        let won: i64 = won.map(|(_, seconds)| i64::from(*seconds)).sum();
        let then = self.zone.hour(Wall(at.0 - won * 1000));
        let key = name(Scope::Plan, Action::PlanWithout);
        format!("{words} Without {out}: {then}. {key} leaves out.")
    }
}

/// Asks which questions that are still to come are left out, or taken in again.
pub fn without(view: &View, zone: &Zone) -> Effect {
    let mut ahead = view.agenda.iter().filter(|line| line.when == When::Ahead);
    match ahead.any(|line| line.question.is_some()) {
        false => Effect::Tell("No question is still to come.".to_owned()),
        true => Effect::Without(Box::new(Without::of(view, zone))),
    }
}

/// Asks what becomes of answers that wait to be shown where the rest of something is left out.
pub fn unshown(view: &View, words: &str, command: Command) -> Effect {
    let from = view.place;
    let choice = |words: &str, command| {
        let send = vec![Effect::Send(Actor::Desk, command)];
        (words.to_owned(), send)
    };
    let show = choice("Show them now", Command::ShowNow { from });
    let can = view.ahead.unshown > 0;
    let leave = choice("Leave them unshown, and go on", command);
    let choices = can.then_some(show).into_iter().chain([leave]);
    Effect::Choices(words.to_owned(), choices.collect())
}

/// Whole and half minutes: nobody plans more finely.
pub fn minutes(seconds: u64) -> String {
    let halves = halves(seconds);
    match (halves / 2, halves % 2) {
        (0, 0) if seconds > 0 => "under ½ min".to_owned(),
        (0, 1) => "½ min".to_owned(),
        (whole, 0) => format!("{whole} min"),
        (whole, _) => format!("{whole}½ min"),
    }
}

/// Half minutes.
fn halves(seconds: u64) -> u64 {
    (seconds + 15) / 30
}

/// Planned seconds of a stop; none of what is left out.
fn planned_s(stop: &AgendaLine) -> u64 {
    u64::from(stop.planned_s.filter(|_| !stop.left_out).unwrap_or(0))
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
    let column = |keys: &[&'static Binding]| {
        let names = keys.iter().filter_map(|row| row.keys.first());
        let longest = names.map(|chord| width(&chord.name()) + 1).max();
        longest.unwrap_or_default().max(4)
    };
    let line = |at: usize| {
        let columns = keys.chunks(high.max(1));
        let cells = columns.filter_map(|keys| Some((keys.get(at)?, column(keys))));
        let cells = cells.flat_map(|(row, key)| {
            let named = row.keys.first().map(|chord| chord.name());
            // Whole where there is room, else what stands before its semicolon.
            let short = row.words.split(';').next().unwrap_or_default();
            let most = OFFER - key - 1;
            let whole = width(row.words) <= most;
            let words = cut_words(if whole { row.words } else { short }, most);
            let pad = (OFFER - key).saturating_sub(width(&words));
            [
                Span::styled(
                    format!("{:key$}", named.unwrap_or_default()),
                    theme.style(Role::Text),
                ),
                Span::styled(format!("{words}{:pad$}", ""), theme.style(Role::Text)),
            ]
        });
        Line::from(cells.collect::<Vec<_>>())
    };
    (0..high).map(line).collect()
}
