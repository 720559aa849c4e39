//! Gather: who is here, which protocol, whether names are shown. Enter on an empty line starts.

use std::sync::Arc;

use ratatui::{
    Frame,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{leads::leads, plan::minutes};
use crate::{
    id::PersonId,
    people::{self, People},
    protocol::{ALONE, BUILT_IN, Names, Protocol, Step},
    session::{Actor, Command, MOST_PEOPLE, PersonView, View},
    text::{Clean, cut, drop_last, plural, width},
    tui::{
        app::Effect,
        form::hang,
        keys::{Action, Scope, name},
        theme::{Role, Theme},
    },
};

mod grid;

use grid::Grid;

/// Wider, a line is hard to follow.
const MOST_COLS: u16 = 100;
/// From so many rows on there is room for more than what is needed.
const TALL: usize = 16;
/// The most bytes of a line that is typed: a name with its mail address.
const MOST_BYTES: usize = 400;
/// The row that the list of names begins on.
const LIST_FROM: u16 = 4;

/// The gather screen.
#[derive(Clone, Debug, Default)]
pub struct Gather {
    line: String,
    at: Option<usize>,
    /// The person whose name is mended.
    renames: Option<PersonId>,
    /// The person whose role is typed.
    role_of: Option<PersonId>,
}

impl Gather {
    /// A letter of a name; commas and semicolons end one.
    pub fn type_char(&mut self, letter: char, view: &View) -> Vec<Effect> {
        if self.is_for_names() && people::ends_name(&self.line, letter) {
            return self.add(view);
        }
        if letter.is_control() {
            return Vec::new();
        }
        if self.line.len() + letter.len_utf8() > MOST_BYTES {
            return vec![Effect::Tell("A name is not that long.".to_owned())];
        }
        self.line.push(letter);
        Vec::new()
    }

    /// Whether what is typed is somebody who comes, not another name or a role.
    fn is_for_names(&self) -> bool {
        self.renames.is_none() && self.role_of.is_none()
    }

    /// Takes the last letter away.
    pub fn backspace(&mut self) {
        drop_last(&mut self.line);
    }

    /// A pasted list: a name a line, or between commas; a mail's people; a table.
    pub fn paste(&mut self, text: &str, view: &View) -> Vec<Effect> {
        let ends = |letter: char| letter.is_control() || people::ends_name("", letter);
        if !self.is_for_names() || !text.contains(ends) {
            let text = Clean::line(text);
            if self.line.len() + text.len() > MOST_BYTES {
                return vec![Effect::Tell("A name is not that long.".to_owned())];
            }
            self.line.push_str(&text);
            return Vec::new();
        }
        joined(people::read(text), view)
    }

    /// A click chooses the name under it.
    pub fn click(&mut self, area: Rect, (column, row): (u16, u16), view: &View, theme: &Theme) {
        let columns = usize::from(area.width.min(MOST_COLS));
        let here: Vec<_> = view.people.iter().filter(|person| person.here).collect();
        let about = self.about(view, columns, usize::from(area.height), theme);
        let grid = Grid::of(&here, columns, room(area, about.len()), self.at);
        let across = usize::from(column.saturating_sub(area.x)) / grid.cell;
        let down = row.checked_sub(area.y + LIST_FROM).map(usize::from);
        let under = down.filter(|down| *down < grid.rows && across < grid.across);
        let at = under.map(|down| (grid.top + down) * grid.across + across);
        if let Some(at) = at.filter(|at| *at < here.len()) {
            self.at = Some(at);
        }
    }

    /// Whether letters would go into the name.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        !self.line.is_empty()
    }

    /// What Enter does now.
    #[must_use]
    pub fn says(&self, view: &View) -> String {
        let here = view.people.iter().any(|person| person.here);
        if !self.is_for_names() {
            "keep it".to_owned()
        } else if self.is_typing() || !here {
            "add a name".to_owned()
        } else {
            leads(view)
        }
    }

    /// What an action does here.
    pub fn act(&mut self, action: Action, view: &View) -> Vec<Effect> {
        let people: Vec<_> = view.people.iter().filter(|person| person.here).collect();
        let last = people.len().saturating_sub(1);
        let chosen = self
            .at
            .and_then(|at| people.get(at.min(last)))
            .map(|person| person.id);
        match action {
            Action::Enter if self.line.trim().is_empty() && self.role_of.is_none() => {
                let from = view.place;
                vec![Effect::Send(Actor::Desk, Command::Advance { from })]
            }
            Action::Enter => self.add(view),
            Action::Up | Action::Down => {
                let to = match (action, self.at) {
                    (Action::Up, at) => at.map_or(last, |at| at.saturating_sub(1)),
                    (_, at) => at.map_or(0, |at| (at + 1).min(last)),
                };
                self.at = Some(to);
                Vec::new()
            }
            Action::Leave => match chosen {
                Some(person) => vec![Effect::Send(Actor::Desk, Command::Leave { person })],
                None => vec![Effect::Tell(
                    "Choose a name with the arrows first.".to_owned(),
                )],
            },
            Action::Rename => self.rename(chosen.and_then(|id| view.person(id))),
            Action::TakeRole => self.take_role(chosen.and_then(|id| view.person(id)), view),
            Action::DealRoles => vec![Effect::Send(Actor::Desk, Command::DealRoles)],
            Action::LastTime => vec![Effect::LastTime],
            Action::Protocol => vec![protocols(view)],
            Action::Names => {
                let names = match view.names {
                    Names::Named => Names::Hidden,
                    Names::Hidden => Names::Named,
                };
                vec![Effect::Send(Actor::Desk, Command::SetNames { names })]
            }
            Action::Back if self.line.is_empty() => vec![Effect::Leave],
            Action::Back => {
                self.line.clear();
                self.renames = None;
                self.role_of = None;
                Vec::new()
            }
            Action::Quit => vec![Effect::Leave],
            _ => Vec::new(),
        }
    }

    fn rename(&mut self, chosen: Option<&PersonView>) -> Vec<Effect> {
        match chosen {
            Some(person) => {
                self.renames = Some(person.id);
                self.line = person.name.to_string();
                Vec::new()
            }
            None => vec![Effect::Tell(
                "Choose a name with the arrows first.".to_owned(),
            )],
        }
    }

    /// The next of the case's roles is offered; any other can be typed.
    fn take_role(&mut self, chosen: Option<&PersonView>, view: &View) -> Vec<Effect> {
        let Some(person) = chosen else {
            return vec![Effect::Tell(
                "Choose a name with the arrows first.".to_owned(),
            )];
        };
        let now = match self.role_of {
            Some(same) if same == person.id => Some(Clean::line(&self.line)),
            _ => person.role.clone(),
        };
        let roles = &view.case.roles;
        let at = roles.iter().position(|role| Some(role) == now.as_ref());
        let next = roles.get(at.map_or(0, |at| at + 1));
        self.role_of = Some(person.id);
        self.line = next.map_or_else(String::new, ToString::to_string);
        Vec::new()
    }

    fn add(&mut self, view: &View) -> Vec<Effect> {
        let line = std::mem::take(&mut self.line);
        if let Some(person) = self.role_of.take() {
            let role = Clean::line(&line);
            let role = (!role.is_empty()).then_some(role);
            return vec![Effect::Send(
                Actor::Desk,
                Command::TakeRole { person, role },
            )];
        }
        match self.renames.take() {
            Some(person) => {
                let name = Clean::line(&line);
                vec![Effect::Send(Actor::Desk, Command::Rename { person, name })]
            }
            None => {
                let people = people::read(&line);
                if people.names.is_empty() {
                    // What is no name stays, to be mended.
                    self.line = line;
                }
                joined(people, view)
            }
        }
    }

    /// Draws it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        let columns = usize::from(area.width.min(MOST_COLS));
        let here: Vec<_> = view.people.iter().filter(|person| person.here).collect();
        let mut lines = vec![
            Line::styled("Who is here?", theme.style(Role::Title)),
            Line::default(),
        ];
        let prompt = match (self.renames, self.role_of) {
            (Some(_), _) => "Name: ",
            (None, Some(_)) => "Role or viewpoint (empty for none): ",
            (None, None) => "Add a name: ",
        };
        let typed = Clean::line(&self.line);
        let typed = if self.line.ends_with(' ') {
            format!("{typed} ")
        } else {
            typed.to_string()
        };
        let cursor = Position::new(area.x + (width(prompt) + width(&typed)) as u16, area.y + 2);
        lines.push(Line::from(vec![
            Span::styled(prompt, theme.style(Role::Quiet)),
            Span::styled(typed, theme.style(Role::Text)),
        ]));
        lines.push(Line::default());
        let about = self.about(view, columns, usize::from(area.height), theme);
        lines.extend(self.list(&here, columns, room(area, about.len()), theme));
        lines.push(Line::default());
        lines.extend(about);
        frame.render_widget(Paragraph::new(lines), area);
        if cursor.x < area.right() && cursor.y < area.bottom() {
            frame.set_cursor_position(cursor);
        }
    }

    fn list(
        &self,
        here: &[&PersonView],
        columns: usize,
        rows: usize,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        if here.is_empty() {
            let key = |action| name(Scope::Gather, action);
            let text = format!(
                "Nobody yet. Type a name and press {}, or paste a list. {} brings the people of last time.",
                key(Action::Enter),
                key(Action::LastTime)
            );
            let lines = crate::text::wrap(&text, columns).into_iter();
            return lines
                .map(|line| Line::styled(line, theme.style(Role::Text)))
                .collect();
        }
        let grid = Grid::of(here, columns, rows, self.at);
        let chosen = self.at.map(|at| at.min(here.len() - 1));
        let mut lines: Vec<Line<'static>> = Vec::new();
        let chunks = here.chunks(grid.across).enumerate();
        for (row, people) in chunks.skip(grid.top).take(grid.rows) {
            let spans = people.iter().enumerate().map(|(column, person)| {
                let at = row * grid.across + column;
                let (lead, role) = if chosen == Some(at) {
                    ("▸", Role::Chosen)
                } else {
                    (" ", Role::Text)
                };
                let name = cut(&called(person), grid.cell - 3).into_owned();
                let pad = " ".repeat(grid.cell.saturating_sub(width(&name) + 2));
                Span::styled(format!("{lead} {name}{pad}"), theme.style(role))
            });
            lines.push(Line::from(spans.collect::<Vec<_>>()));
        }
        lines
    }

    /// What will happen: the protocol's steps, and who will see names.
    fn about(
        &self,
        view: &View,
        columns: usize,
        height: usize,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let here = view.people.iter().filter(|person| person.here).count();
        let style = theme.style(Role::Quiet);
        let mut lines = Vec::new();
        if here > 0 {
            let text = format!(
                "{} here. Press {} with no name to start.",
                plural(here, "person is", "people are"),
                name(Scope::Gather, Action::Enter)
            );
            lines.push(Line::styled(text, theme.style(Role::Good)));
        }
        if here > 0 && !view.case.roles.is_empty() && height >= TALL {
            let roles: Vec<_> = view.case.roles.iter().map(Clean::as_str).collect();
            let key = |action| name(Scope::Gather, action);
            let words = format!(
                "Roles: {}. {} deals them; {} gives one to the chosen name.",
                roles.join(", "),
                key(Action::DealRoles),
                key(Action::TakeRole)
            );
            let words = crate::text::wrap(&words, columns).into_iter();
            lines.extend(words.map(|line| Line::styled(line, style)));
        }
        let title = format!("Each question goes through “{}”:", view.protocol.name);
        lines.push(Line::styled(title, theme.style(Role::Text)));
        let longer = takes_longer(view).map(|words| crate::text::wrap(&words, columns));
        let longer = longer.into_iter().flatten();
        let longer: Vec<_> = longer.map(|line| (line, Role::Warn)).collect();
        let names = crate::text::wrap(names_words(view), columns);
        let used = lines.len() + longer.len() + names.len();
        let left = height.saturating_sub(used + usize::from(LIST_FROM) + 3);
        let dim = |lines: Vec<String>| lines.into_iter().map(|line| (line, Role::Quiet));
        let steps = dim(steps(view, columns, left));
        // Who will see names is said first where not all of it fits.
        let all: Vec<_> = if height >= TALL {
            longer.into_iter().chain(steps).chain(dim(names)).collect()
        } else {
            dim(names).chain(longer).chain(steps).collect()
        };
        let all = all.into_iter();
        lines.extend(all.map(|(line, role)| Line::styled(line, theme.style(role))));
        lines
    }
}

/// Each step with its minutes and a sentence, whole where there is room.
fn steps(view: &View, columns: usize, rows: usize) -> Vec<String> {
    let lead = |(step, times): (&Step, &Option<(u32, u32)>)| {
        let minutes = match times {
            None | Some((_, 0)) => String::new(),
            Some((low, high)) if low == high => minutes(u64::from(*low)),
            Some((low, high)) => format!(
                "{} to {}",
                minutes(u64::from(*low)).trim_end_matches(" min"),
                minutes(u64::from(*high))
            ),
        };
        format!("  {} {minutes}  ", step.name)
    };
    let steps = || view.protocol.steps.iter().zip(&view.step_times);
    let wide = steps().map(|step| width(&lead(step))).max().unwrap_or(0);
    let led = |step: (&Step, &Option<(u32, u32)>)| {
        let lead = lead(step);
        let pad = wide.saturating_sub(width(&lead));
        format!("{lead}{:pad$}", "")
    };
    let whole: Vec<_> = steps()
        .flat_map(|step| hang(&led(step), &step.0.says, columns))
        .collect();
    if whole.len() <= rows {
        return whole;
    }
    if view.protocol.steps.len() > rows {
        let names: Vec<_> = steps().map(|step| lead(step).trim().to_owned()).collect();
        return hang("  ", &names.join(" · "), columns);
    }
    steps()
        .map(|step| cut(&format!("{}{}", led(step), step.0.says), columns).into_owned())
        .collect()
}

/// Whether the protocol takes half as long again as the author planned for the case.
fn takes_longer(view: &View) -> Option<String> {
    let all: u32 = view.agenda.iter().filter_map(|line| line.planned_s).sum();
    let author = view.clock.total_planned_s;
    (all > author / 2 * 3).then(|| {
        format!(
            "That takes about {} min in all; the author planned {}.",
            all.div_ceil(60),
            minutes(u64::from(author))
        )
    })
}

/// Who will see names.
fn names_words(view: &View) -> &'static str {
    let hidden = |step: &&Step| step.names == Names::Hidden;
    let mut hidden = view.protocol.steps.iter().filter(hidden);
    let answers = hidden.clone().any(Step::takes_answers);
    if view.names == Names::Hidden {
        "Names are hidden from the room and every report. This computer keeps them, so nothing is anonymous."
    } else if answers {
        "This protocol hides names from the room and every report. This computer keeps them, so nothing is anonymous."
    } else if hidden.any(Step::takes_votes) {
        "Names stand beside answers, not beside votes. Everybody shares this keyboard, so nothing here is anonymous."
    } else {
        "Names stand beside answers. Everybody shares this keyboard, so nothing here is anonymous."
    }
}

/// Rows for names, beside so many of what will happen.
fn room(area: Rect, about: usize) -> usize {
    let used = usize::from(LIST_FROM) + about + 1;
    usize::from(area.height).saturating_sub(used).max(1)
}

/// The name, with the role or viewpoint where one is taken.
fn called(person: &PersonView) -> String {
    match &person.role {
        Some(role) => format!("{}, {role}", person.name),
        None => person.name.to_string(),
    }
}

/// All protocols to choose from, each with its steps, the one that is chosen now first.
fn protocols(view: &View) -> Effect {
    let now = std::iter::once(&*view.protocol);
    let others = BUILT_IN
        .iter()
        .filter(|protocol| protocol.name != ALONE && protocol.name != view.protocol.name);
    let choice = |protocol: &Protocol| {
        let steps: Vec<_> = protocol.steps.iter().map(|step| &*step.name).collect();
        let choose = Command::ChooseProtocol {
            protocol: Arc::new(protocol.clone()),
        };
        let words = format!("{}: {}", protocol.name, steps.join(", "));
        (words, vec![Effect::Send(Actor::Desk, choose)])
    };
    let back = name(Scope::Notice, Action::Back);
    let text = format!(
        "Which protocol does each question go through? {back} keeps the one that is there."
    );
    Effect::Choices(text, now.chain(others).map(choice).collect())
}

/// These people come; several are told, so that a name that fell apart is seen, and whatever
/// was not taken has to be read.
fn joined(people: People, view: &View) -> Vec<Effect> {
    let room = MOST_PEOPLE.saturating_sub(view.people.len());
    let people = people.joining(view.people.iter().map(|person| &person.name), room);
    let mut effects: Vec<_> = people.names.iter().map(|name| join(name)).collect();
    if people.names.len() > 1 {
        let names: Vec<_> = people.names.iter().map(Clean::as_str).collect();
        let words = format!("{} names: {}", names.len(), names.join(" · "));
        effects.push(Effect::Tell(words));
    }
    let said = people.said();
    effects.extend(said.map(|said| Effect::Choices(said, Vec::new())));
    effects
}

/// Somebody comes.
#[must_use]
pub fn join(name: &str) -> Effect {
    let command = Command::Join {
        name: Clean::line(name),
        role: None,
    };
    Effect::Send(Actor::Desk, command)
}
