//! Gather: three questions in order on one page. Who is here, how people will write, what happens
//! with each question; and what that costs.

use std::sync::Arc;

use ratatui::{
    Frame,
    layout::{Position, Rect},
};

use super::{
    leads::leads,
    protocols::{chosen_protocol, protocols},
};
use crate::{
    id::PersonId,
    people::{self, People},
    protocol::{Names, Protocol, Way},
    session::{Actor, Command, MOST_PEOPLE, PersonView, Setup, View},
    text::{Clean, drop_last},
    tui::{
        effect::{Effect, Wants},
        keys::Action,
        theme::Theme,
        widget::{last_top, reveal, shows, window},
    },
};

mod page;

use page::GatherPage;
pub use page::cost;
pub(super) use page::costs;

/// How many rows a page goes down; where a page is short, that is most of it.
const BELOW: usize = 6;
/// The most bytes of a line that is typed: a name with its mail address.
const MOST_BYTES: usize = 400;

/// One of the three questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Who,
    /// How people will write.
    How,
    /// What happens with each question.
    What,
}

/// What can be chosen on the page: people, ways to write, protocols, each counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Person(usize),
    Way(usize),
    /// Which questions are asked.
    Questions,
    Protocol(usize),
}

#[derive(Clone, Debug, Default)]
pub struct Gather {
    line: String,
    /// What is chosen; nothing while a name is awaited.
    at: Option<Spot>,
    /// How many rows below what is chosen are looked at.
    below: usize,
    /// The person whose name is mended.
    renames: Option<PersonId>,
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
        if letter == ' ' && self.line.is_empty() {
            return self.choice(view).unwrap_or_default();
        }
        if self.is_for_names() {
            self.at = None;
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

    /// A click chooses what is under it.
    pub fn click(&mut self, area: Rect, (column, row): (u16, u16), view: &View, theme: &Theme) {
        let page = GatherPage::of(self, view, area, theme);
        let top = self.top(&page, area);
        let down = usize::from(row.saturating_sub(area.y)) + top;
        let across = usize::from(column.saturating_sub(area.x));
        if let Some(spot) = page.under(down, across) {
            self.at = Some(spot);
        }
    }

    /// Which of the three questions is looked at.
    pub fn part(&self) -> Part {
        match self.at {
            None | Some(Spot::Person(_)) => Part::Who,
            Some(Spot::Way(_)) => Part::How,
            Some(Spot::Questions | Spot::Protocol(_)) => Part::What,
        }
    }

    /// Whether letters would go into the name.
    pub fn is_typing(&self) -> bool {
        !self.line.is_empty()
    }

    /// What Enter does now.
    pub fn says(&self, view: &View) -> String {
        let here = view.here().next().is_some();
        if !self.is_for_names() {
            "keep it".to_owned()
        } else if self.is_typing() {
            "add a name".to_owned()
        } else if self.at == Some(Spot::Questions) {
            "choose questions".to_owned()
        } else if self.choice(view).is_some() {
            "choose this".to_owned()
        } else if here {
            leads(view)
        } else {
            "add a name".to_owned()
        }
    }

    /// What choosing does where the arrows point at something that is not chosen yet.
    fn choice(&self, view: &View) -> Option<Vec<Effect>> {
        let setup = view.setup.as_deref()?;
        let choose = |command| vec![Effect::Send(Actor::Desk, command)];
        match self.at? {
            Spot::Person(_) | Spot::Questions => None,
            Spot::Way(at) => {
                let (how, _) = *setup.ways.get(at)?;
                (how != setup.way).then(|| writes(how))
            }
            Spot::Protocol(at) => {
                let offer = setup.protocols.get(at)?;
                let other = *offer.name != *view.protocol.name;
                let protocol = Protocol::find(&offer.name).filter(|_| other)?;
                Some(choose(Command::ChooseProtocol {
                    protocol: Arc::new(protocol.clone()),
                }))
            }
        }
    }

    /// Whether an action asks which questions are asked.
    pub fn asks_which(&self, action: Action) -> bool {
        let there = self.at == Some(Spot::Questions) && !self.is_typing() && self.is_for_names();
        action == Action::PlanWithout || (there && action == Action::Enter)
    }

    fn person<'v>(&self, view: &'v View) -> Option<&'v PersonView> {
        let Some(Spot::Person(at)) = self.at else {
            return None;
        };
        let people: Vec<_> = view.here().collect();
        people.get(at.min(people.len().saturating_sub(1))).copied()
    }

    /// Everything that can be chosen, in the order of the page.
    fn spots(view: &View) -> Vec<Spot> {
        let people = view.here().count();
        let (ways, protocols) = match view.setup.as_deref() {
            Some(setup) => (setup.ways.len(), setup.protocols.len()),
            None => (0, 0),
        };
        let people = (0..people).map(Spot::Person);
        let ways = (0..ways).map(Spot::Way);
        let questions = view.setup.iter().map(|_| Spot::Questions);
        people
            .chain(ways)
            .chain(questions)
            .chain((0..protocols).map(Spot::Protocol))
            .collect()
    }

    fn step(&mut self, down: bool, view: &View) {
        let spots = Self::spots(view);
        let last = spots.len().saturating_sub(1);
        let now = self
            .at
            .and_then(|at| spots.iter().position(|spot| *spot == at));
        let to = match (down, now) {
            (true, None) => Some(0),
            (true, Some(now)) => Some((now + 1).min(last)),
            (false, Some(now)) => now.checked_sub(1),
            // Names stand above the field for one more.
            (false, None) => view.here().count().checked_sub(1),
        };
        self.at = to.and_then(|to| spots.get(to).copied());
    }

    /// One name on, or back: they stand side by side.
    fn step_name(&mut self, on: bool, view: &View) {
        let last = view.here().count().checked_sub(1);
        let at = match (self.at, on) {
            (Some(Spot::Person(at)), true) => Some((at + 1).min(last.unwrap_or(0))),
            (Some(Spot::Person(at)), false) => Some(at.saturating_sub(1)),
            (_, true) => Some(0),
            (_, false) => last,
        };
        self.at = at.filter(|_| last.is_some()).map(Spot::Person).or(self.at);
    }

    /// On to the next of the three questions, or back to the one before, where what is chosen
    /// there stands. A way to write that the cursor was moved to is taken; protocols are looked at.
    fn turn_part(&mut self, on: bool, view: &View) -> Vec<Effect> {
        let Some(setup) = view.setup.as_deref() else {
            return Vec::new();
        };
        let taken = self.choice(view).filter(|_| self.part() == Part::How);
        let how = || chosen_way(setup).map(Spot::Way);
        let what = || chosen_protocol(setup, view).map(Spot::Protocol);
        self.at = match (self.part(), on) {
            (Part::Who, true) | (Part::What, false) => how(),
            (Part::How, true) | (Part::Who, false) => what(),
            (Part::What, true) | (Part::How, false) => None,
        };
        taken.unwrap_or_default()
    }

    pub fn act(&mut self, action: Action, view: &View) -> Vec<Effect> {
        // From the last thing to choose Down leads on to what stands below it.
        let on = action == Action::Down && self.at.is_some() && self.at == Self::spots(view).pop();
        let below = (on || action == Action::PageDown).then(|| self.below + BELOW);
        self.below = below.unwrap_or(0);
        match action {
            Action::Enter if self.is_typing() || self.role_of.is_some() => self.add(view),
            Action::Enter => match self.choice(view) {
                Some(effects) => effects,
                None => begin(view),
            },
            Action::Up | Action::Down => {
                self.step(action == Action::Down, view);
                Vec::new()
            }
            Action::Left | Action::Right if !self.is_typing() => {
                self.step_name(action == Action::Right, view);
                Vec::new()
            }
            Action::Next | Action::Before => self.turn_part(action == Action::Next, view),
            Action::Leave => match self.person(view) {
                Some(person) => {
                    let person = person.id;
                    vec![Effect::Send(Actor::Desk, Command::Leave { person })]
                }
                None => choose_first(),
            },
            Action::Rename => self.rename(view),
            Action::TakeRole => self.take_role(view),
            Action::DealRoles => vec![Effect::Send(Actor::Desk, Command::DealRoles)],
            Action::LastTime => vec![Effect::LastTime],
            Action::Minutes => vec![Effect::AskFor(Wants::Minutes)],
            Action::Protocol => protocols(view),
            Action::Names => {
                let (names, told) = match view.names {
                    Names::Named => (Names::Hidden, "Names are hidden from now on."),
                    Names::Hidden => (Names::Named, "Names are shown from now on."),
                };
                let send = Effect::Send(Actor::Desk, Command::SetNames { names });
                vec![send, Effect::Tell(told.to_owned())]
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

    fn rename(&mut self, view: &View) -> Vec<Effect> {
        let Some(person) = self.person(view) else {
            return choose_first();
        };
        self.renames = Some(person.id);
        self.line = person.name.to_string();
        Vec::new()
    }

    /// The next of the case's roles is offered; any other can be typed.
    fn take_role(&mut self, view: &View) -> Vec<Effect> {
        let Some(person) = self.person(view) else {
            return choose_first();
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

    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        let page = GatherPage::of(self, view, area, theme);
        let top = self.top(&page, area);
        let (cursor, all) = (page.cursor, page.lines.len());
        window(frame, area, page.lines, top, theme);
        let Some((row, col)) = cursor else { return };
        let row = row
            .checked_sub(top)
            .filter(|row| *row < shows(all, usize::from(area.height)));
        let cell = row.map(|row| (area.x + col as u16, area.y + row as u16));
        if let Some((x, y)) = cell.filter(|(x, _)| *x < area.right()) {
            frame.set_cursor_position(Position::new(x, y));
        }
    }

    /// The first row that is on screen: what is chosen is always in sight.
    fn top(&self, page: &GatherPage, area: Rect) -> usize {
        let (all, height) = (page.lines.len(), usize::from(area.height));
        let top = reveal(0, &page.focus, all, height) + self.below;
        top.min(last_top(all, height))
    }
}

fn choose_first() -> Vec<Effect> {
    let words = "Choose a name with the arrows first.".to_owned();
    vec![Effect::Tell(words)]
}

/// The session begins, and how people write is put on record. Where that is by phone, phones come
/// in before anybody reads.
fn begin(view: &View) -> Vec<Effect> {
    let commands = view.beginning().into_iter();
    let begins: Vec<_> = commands
        .map(|command| Effect::Send(Actor::Desk, command))
        .collect();
    let phones = view.setup.as_ref().map(|setup| setup.way) == Some(Way::Phones);
    match phones && view.here().next().is_some() {
        true => vec![Effect::Phones(begins)],
        false => begins,
    }
}

fn chosen_way(setup: &Setup) -> Option<usize> {
    setup.ways.iter().position(|(way, _)| *way == setup.way)
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

/// People write so; where they do on phones, these come in.
pub fn writes(how: Way) -> Vec<Effect> {
    let send = Effect::Send(Actor::Desk, Command::SetWriting { how });
    let phones = (how == Way::Phones).then(|| Effect::Phones(Vec::new()));
    std::iter::once(send).chain(phones).collect()
}

/// The people of last time come, and write as then where nobody said how.
pub fn same_again(people: &[Clean], way: Option<Way>, said: Option<Way>) -> Vec<Effect> {
    let joined = people.iter().map(|name| join(name));
    let way = way.filter(|_| said.is_none());
    joined.chain(way.into_iter().flat_map(writes)).collect()
}

/// Somebody comes.
pub fn join(name: &str) -> Effect {
    let command = Command::Join {
        name: Clean::line(name),
        role: None,
    };
    Effect::Send(Actor::Desk, command)
}
