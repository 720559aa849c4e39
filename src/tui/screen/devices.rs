//! *Devices*: where phones come in, how far they came, who waits, and what to try where none come.

use std::net::Ipv4Addr;

use ratatui::{
    Frame,
    layout::Rect,
    style::{Color, Style},
    text::Line,
    widgets::Paragraph,
};

use crate::{
    id::PersonId,
    text::{plural, wrap},
    tui::{
        keys::Action,
        theme::{Role, Theme},
    },
    web::{Phone, Standing, Wants, qr},
};

/// Columns between the code and the words beside it.
const GAP: u16 = 3;
/// How many of the things that can be done are shown at once.
const SHOWN: usize = 7;

/// What the desk wants at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AtDoor {
    /// Phones may come in.
    Open,
    /// Whoever waits on that device comes in.
    LetIn(u32),
    /// They go.
    TurnAway(u32),
    /// Nobody new comes in, or again somebody.
    Lock(bool),
    /// Another code.
    OtherCode,
    /// The room's page in this computer's browser.
    ShowRoom,
    /// Another address of this computer.
    Address(Ipv4Addr),
    /// The phone of a person is let go; the desk writes for them.
    SendAway(PersonId),
}

/// The phones, as far as they are shown.
#[derive(Clone, Debug, Default)]
pub struct Devices {
    /// How they stand; nothing while none may come.
    pub standing: Option<Standing>,
    /// What is chosen of what can be done, counted from 0.
    at: usize,
}

/// What can be done, in the order in which it is listed.
fn choices(standing: &Standing) -> Vec<(String, AtDoor)> {
    let mut choices = Vec::new();
    for claim in &standing.claims {
        let (who, why) = match &claim.wants {
            Wants::Seat(_, name) => (name, "is on another phone"),
            Wants::Name(name) => (name, "is more than were expected"),
        };
        let says = format!("Let {who} in, who {why} and shows {}", claim.digits);
        choices.push((says, AtDoor::LetIn(claim.device)));
        choices.push((format!("Send {who} away"), AtDoor::TurnAway(claim.device)));
    }
    let lock = match standing.locked {
        true => "Open the door again",
        false => "Lock the door: nobody new comes in",
    };
    choices.push((lock.to_owned(), AtDoor::Lock(!standing.locked)));
    let other = "Another code; whoever is in stays";
    choices.push((other.to_owned(), AtDoor::OtherCode));
    let room = "Open the room’s page in this computer’s browser";
    choices.push((room.to_owned(), AtDoor::ShowRoom));
    for phone in standing.phones.iter().filter(|phone| !phone.awake) {
        let says = format!(
            "Go on without the phone of {}: write for them here",
            asleep(phone)
        );
        choices.push((says, AtDoor::SendAway(phone.person)));
    }
    for other in &standing.others {
        let says = format!(
            "Another address of this computer: {} ({})",
            other.ip, other.name
        );
        choices.push((says, AtDoor::Address(other.ip)));
    }
    for phone in standing.phones.iter().filter(|phone| phone.awake) {
        let says = format!(
            "Send the phone of {} away; what they wrote stays",
            phone.name
        );
        choices.push((says, AtDoor::SendAway(phone.person)));
    }
    choices
}

/// Whose phone sleeps, and since when.
fn asleep(phone: &Phone) -> String {
    match phone.silent {
        Some(minutes @ 1..) => format!("{} (asleep {minutes} min)", phone.name),
        Some(0) | None => format!("{} (asleep)", phone.name),
    }
}

impl Devices {
    /// What a key does: whether it keeps the page open, and what is wanted.
    pub fn act(&mut self, action: Action) -> (bool, Option<AtDoor>) {
        let mut choices = self.standing.as_ref().map_or_else(Vec::new, choices);
        let last = choices.len().saturating_sub(1);
        self.at = self.at.min(last);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Enter if !choices.is_empty() => {
                return (true, Some(choices.swap_remove(self.at).1));
            }
            _ => return (false, None),
        }
        (true, None)
    }

    /// How many are connected of those that joined, for every screen of a session.
    #[must_use]
    pub fn brief(&self) -> Option<String> {
        let standing = self.standing.as_ref()?;
        let (connected, joined) = (standing.counters.connected, standing.counters.joined);
        let waiting = match standing.claims.len() {
            0 => String::new(),
            count => format!(" · {count} at the door"),
        };
        let mut asleep = standing
            .phones
            .iter()
            .filter(|phone| !phone.awake)
            .map(asleep);
        let waits = match (asleep.next(), asleep.count()) {
            (None, _) => String::new(),
            (Some(first), 0) => format!(" · {first}"),
            (Some(first), more) => format!(" · {first} and {more} more"),
        };
        Some(format!("phones {connected}/{joined}{waits}{waiting}"))
    }

    /// Draws it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        if let Some(standing) = &self.standing {
            draw(standing, self.at, frame, area, theme);
        }
    }
}

fn draw(standing: &Standing, at: usize, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    let address = standing
        .address
        .map_or_else(String::new, |address| address.to_string());
    let square = qr::square(&format!("HTTP://{address}/{}", standing.code));
    let rows = square.map_or_else(Vec::new, |square| square.rows());
    let (wide, high) = (
        rows.first().map_or(0, |row| row.chars().count()),
        rows.len(),
    );
    let fits = high <= usize::from(area.height) && wide + 26 <= usize::from(area.width);
    let mut beside = area;
    if fits && high > 0 {
        // Black on white in every theme: a reader wants it so.
        let ink = Style::new()
            .fg(Color::Rgb(0, 0, 0))
            .bg(Color::Rgb(255, 255, 255));
        let lines: Vec<_> = rows.into_iter().map(|row| Line::styled(row, ink)).collect();
        let wide = u16::try_from(wide).unwrap_or(u16::MAX);
        let high = u16::try_from(high).unwrap_or(u16::MAX);
        frame.render_widget(
            Paragraph::new(lines),
            Rect {
                width: wide,
                height: high,
                ..area
            },
        );
        beside.x += wide + GAP;
        beside.width = beside.width.saturating_sub(wide + GAP);
    }
    let lines = words(standing, at, usize::from(beside.width), theme);
    frame.render_widget(Paragraph::new(lines), beside);
}

fn words(standing: &Standing, at: usize, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut say = |role: Role, text: &str| {
        let wrapped = wrap(text, columns.max(2)).into_iter();
        lines.extend(wrapped.map(|line| Line::styled(line, theme.style(role))));
    };
    let address = standing
        .address
        .map_or_else(String::new, |address| address.to_string());
    say(
        Role::Quiet,
        "Scan, or type this address into a phone’s browser:",
    );
    say(Role::Title, &format!("http://{address}"));
    say(Role::Quiet, "The code");
    say(Role::Title, &standing.code.halves());
    say(Role::Text, "");
    let counters = standing.counters;
    say(
        Role::Text,
        &format!(
            "{} connected of {} joined · {} opened the page · {}",
            counters.connected,
            counters.joined,
            counters.opened,
            plural(counters.knocked, "knock", "knocks"),
        ),
    );
    if counters.reached > 0 {
        say(Role::Text, "A phone reached this laptop.");
    }
    if standing.locked {
        say(Role::Warn, "The door is locked: nobody new comes in.");
    }
    let choices = choices(standing);
    let from = (at + 1)
        .saturating_sub(SHOWN)
        .min(choices.len().saturating_sub(SHOWN));
    let below = choices.len().saturating_sub(from + SHOWN);
    for (number, (words, _)) in choices.into_iter().enumerate().skip(from).take(SHOWN) {
        let (mark, role) = match number == at {
            true => ("▸", Role::Title),
            false => (" ", Role::Text),
        };
        say(role, &format!("{mark} {words}"));
    }
    if below > 0 {
        say(Role::Quiet, &format!("  and {below} more below"));
    }
    say(
        Role::Quiet,
        &format!("For the projector: {}", standing.room),
    );
    if counters.opened == 0 {
        for (role, line) in checklist(standing, &address) {
            say(role, &line);
        }
    }
    lines
}

/// What to try where no phone comes, the most frequent first.
fn checklist(standing: &Standing, address: &str) -> Vec<(Role, String)> {
    let mut lines = vec![
        (Role::Text, String::new()),
        (Role::Quiet, format!("Try a phone at http://{address}/ok. Does nothing come?")),
        (Role::Quiet, "1. Is the phone in the same Wi-Fi?".to_owned()),
        (Role::Quiet, format!("2. The firewall of this laptop: {}", standing.firewall)),
        (Role::Quiet, "3. Switch off a VPN on phone or laptop.".to_owned()),
        (Role::Quiet, "4. Android: “stay connected”, mobile data off.".to_owned()),
        (
            Role::Quiet,
            "5. A guest Wi-Fi may keep devices apart: use this laptop’s own hotspot, or this keyboard."
                .to_owned(),
        ),
    ];
    let typed = standing.other_hosts.last();
    lines.extend(typed.map(|host| (Role::Warn, format!("Somebody typed {host}."))));
    lines
}
