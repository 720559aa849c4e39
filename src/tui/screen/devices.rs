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
    protocol::Way,
    text::{cut, plural, wrap},
    tui::{
        effect::Effect,
        keys::Action,
        theme::{Role, Theme},
    },
    web::{Crowd, Phone, Standing, Wants, qr, wifi::Wifi},
};

/// Columns between the code and the words beside it.
const GAP: u16 = 3;
/// Columns that words need beside a code.
const WORDS: u16 = 26;
/// Columns from which both codes are shown: the largest are 41 modules wide.
const BOTH: u16 = 2 * (41 + GAP) + WORDS;
/// How many of the things that can be done are shown at once.
const SHOWN: usize = 7;
/// The most cells of what Enter does, in the foot.
const SHORT: usize = 32;
/// What can be done where no phone can come.
const WITHOUT: &str =
    "Nothing is lost: join a network and look again, or choose another way to write.";

/// What the desk wants at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AtDoor {
    /// Phones may come in.
    Open,
    /// Whoever waits on that device comes in.
    LetIn(u32),
    TurnAway(u32),
    /// Nobody new comes in, or again somebody.
    Lock(bool),
    OtherCode,
    /// The room's page in this computer's browser.
    ShowRoom,
    /// Another address of this computer.
    Address(Ipv4Addr),
    /// Somebody types an address of this computer.
    AskAddress,
    /// People write so from now on.
    Writes(Way),
    /// Somebody types the Wi-Fi’s name.
    AskWifi,
    /// The code of the Wi-Fi instead of the table's, or that again.
    TurnCode,
    /// The Wi-Fi that phones join first, or none.
    Wifi(Option<Wifi>),
    /// The phone of a person is let go; the desk writes for them.
    SendAway(PersonId),
    /// All who came from one address go.
    SendCrowdAway(Ipv4Addr),
}

/// The phones, as far as they are shown.
#[derive(Clone, Debug, Default)]
pub struct Devices {
    /// How they stand; nothing while none may come.
    pub standing: Option<Standing>,
    /// What is chosen, while it can be done; else what leads on, which does nothing at the door.
    chosen: Option<AtDoor>,
    /// The code of the Wi-Fi is shown alone, where both have no room.
    turned: bool,
    /// The name of a Wi-Fi whose password is being typed.
    pub wifi: String,
    /// Why none can come, where they were looked for in vain.
    pub trouble: Option<String>,
    /// Where going on leads, and what it does.
    pub on: (String, Vec<Effect>),
    /// Whose phone is not in yet, of those who are here.
    pub missing: Vec<String>,
    /// How people write, where a session runs in which it can be changed.
    pub way: Option<Way>,
}

/// The other ways to write.
fn other_ways(now: Way) -> impl Iterator<Item = (String, AtDoor)> {
    let others = Way::ALL.into_iter().filter(move |way| *way != now);
    others.map(|way| (format!("From now on: {}", way.words()), AtDoor::Writes(way)))
}

/// What can be done at the door, in the order in which it is listed. `turned`: the code of the
/// Wi-Fi is shown instead of the table's; none where both are.
fn at_door(standing: &Standing, turned: Option<bool>) -> Vec<(String, AtDoor)> {
    let mut choices = Vec::new();
    for claim in &standing.claims {
        let who = claim.wants.name();
        let why = match &claim.wants {
            Wants::Seat(..) => "is on another phone",
            Wants::Name(_) => "is more than were expected",
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
    let somebody = |crowd: &&Crowd| !crowd.people.is_empty() || crowd.waiting > 0;
    for crowd in standing.crowds.iter().filter(somebody) {
        choices.push((everybody_from(crowd), AtDoor::SendCrowdAway(crowd.from)));
    }
    let room = "Open the room’s page in this computer’s browser";
    choices.push((room.to_owned(), AtDoor::ShowRoom));
    if let (Some(wifi), Some(turned)) = (&standing.wifi, turned) {
        let says = match turned {
            true => "Show the code of this table".to_owned(),
            false => format!("Show the code of the Wi-Fi “{}”", wifi.name),
        };
        choices.push((says, AtDoor::TurnCode));
    }
    let wifi = match standing.wifi {
        Some(_) => "Another Wi-Fi, or none",
        None => "A code for the Wi-Fi too: type its name and password once",
    };
    choices.push((wifi.to_owned(), AtDoor::AskWifi));
    choices.extend(with_phones(standing));
    choices
}

/// What can be done with the phones that are in, and at another address of this computer.
fn with_phones(standing: &Standing) -> Vec<(String, AtDoor)> {
    let mut choices = Vec::new();
    for phone in standing.phones.iter().filter(|phone| phone.twice) {
        let says = format!(
            "{}’s page is open on two devices: send both away; what they wrote stays",
            phone.name
        );
        choices.push((says, AtDoor::SendAway(phone.person)));
    }
    let once = || standing.phones.iter().filter(|phone| !phone.twice);
    for phone in once().filter(|phone| !phone.awake) {
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
    for phone in once().filter(|phone| phone.awake) {
        let says = format!(
            "Send the phone of {} away; what they wrote stays",
            phone.name
        );
        choices.push((says, AtDoor::SendAway(phone.person)));
    }
    choices
}

/// What sends a crowd away.
fn everybody_from(crowd: &Crowd) -> String {
    let names = plural(crowd.people.len(), "name", "names");
    let waiting = match crowd.waiting {
        0 => String::new(),
        count => format!(", {count} at the door"),
    };
    format!(
        "Send all away that came from {}: {names}{waiting}",
        crowd.from
    )
}

/// Whose phone sleeps, and since when.
fn asleep(phone: &Phone) -> String {
    match phone.silent {
        Some(minutes @ 1..) => format!("{} (asleep {minutes} min)", phone.name),
        Some(0) | None => format!("{} (asleep)", phone.name),
    }
}

impl Devices {
    /// The page is opened; going on from it leads there.
    pub fn open(&mut self, leads: String, then: Vec<Effect>) {
        // Whoever waits at the door is what it is opened for.
        let waits = self.standing.iter().flat_map(|standing| &standing.claims);
        let waits = waits.map(|claim| AtDoor::LetIn(claim.device)).next();
        (self.chosen, self.trouble) = (waits, None);
        self.on = (leads, then);
    }

    /// Everything that can be done. The first leads on and does nothing at the door, so that Enter
    /// is harmless for whoever has only looked.
    fn choices(&self, columns: u16) -> Vec<(String, Option<AtDoor>)> {
        let looked = self.trouble.is_some() || self.standing.is_some();
        let doors = match self.reached() {
            Some(standing) => at_door(standing, self.turned(columns)),
            None if looked => vec![
                ("Look for a network again".to_owned(), AtDoor::Open),
                (
                    "Type an address of this computer".to_owned(),
                    AtDoor::AskAddress,
                ),
            ],
            None => Vec::new(),
        };
        let ways = self.way.into_iter().flat_map(other_ways);
        let (back, ways): (Vec<_>, Vec<_>) =
            ways.partition(|(_, door)| *door == AtDoor::Writes(Way::Phones));
        let doors = back.into_iter().chain(doors).chain(ways);
        let doors = doors.map(|(words, door)| (words, Some(door)));
        std::iter::once((self.on.0.clone(), None))
            .chain(doors)
            .collect()
    }

    /// The door, where a phone can reach it: the room's page alone needs no address for that.
    fn reached(&self) -> Option<&Standing> {
        self.standing.as_ref().filter(|one| one.address.is_some())
    }

    /// Whether somebody came in by phone.
    pub fn is_joined(&self) -> bool {
        let standing = self.standing.as_ref();
        standing.is_some_and(|standing| standing.counters.joined > 0)
    }

    /// What Enter does, for the foot.
    pub fn says(&self, columns: u16) -> String {
        let choices = self.choices(columns);
        let chosen = choices.get(self.at(&choices));
        let words = chosen.map_or("", |(words, _)| words);
        let short = words.split([':', ';', ',']).next().unwrap_or_default();
        cut(short, SHORT).into_owned()
    }

    /// What a key does: whether it keeps the page open, and what is wanted.
    pub fn act(&mut self, action: Action, columns: u16) -> (bool, Option<AtDoor>) {
        let choices = self.choices(columns);
        let at = self.at(&choices);
        let next = match action {
            Action::Up => at.saturating_sub(1),
            Action::Down => (at + 1).min(choices.len().saturating_sub(1)),
            Action::Enter => {
                let chosen = choices.into_iter().nth(at).and_then(|(_, door)| door);
                self.turned ^= chosen == Some(AtDoor::TurnCode);
                return (chosen.is_some(), chosen);
            }
            _ => return (false, None),
        };
        self.chosen = choices.into_iter().nth(next).and_then(|(_, door)| door);
        (true, None)
    }

    /// Which row is chosen: who comes and goes moves the rows.
    fn at(&self, choices: &[(String, Option<AtDoor>)]) -> usize {
        let at = choices.iter().position(|(_, door)| *door == self.chosen);
        at.unwrap_or(0)
    }

    /// Which code is shown, where both have no room beside each other.
    fn turned(&self, columns: u16) -> Option<bool> {
        (columns < BOTH).then_some(self.turned)
    }

    /// How many are connected of those that joined, for every screen of a session. `key` opens
    /// this page.
    pub fn brief(&self, key: &str) -> Option<String> {
        let standing = self.standing.as_ref();
        let standing = standing.filter(|standing| standing.address.is_some())?;
        let (connected, joined) = (standing.counters.connected, standing.counters.joined);
        let hurried = standing.phones.iter().filter(|phone| phone.needs_time);
        let mut told: String = hurried
            .map(|phone| format!(" · {} asks for more time", phone.name))
            .collect();
        let twice = standing.phones.iter().filter(|phone| phone.twice);
        told.extend(twice.map(|phone| format!(" · {}’s page is open twice", phone.name)));
        let waiting = match standing.claims.as_slice() {
            [] => String::new(),
            [claim] => format!(" · {key} lets {} in: {}", claim.wants.name(), claim.digits),
            several => format!(" · {} at the door: {key}", several.len()),
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
        let gone = match standing.gone {
            true => " · THEIR ADDRESS IS GONE",
            false => "",
        };
        Some(format!(
            "phones {connected}/{joined}{told}{waits}{waiting}{gone}"
        ))
    }

    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let turned = self.turned(area.width);
        let mut beside = area;
        let reached = self.reached().into_iter();
        for text in reached.flat_map(|standing| codes(standing, turned)) {
            beside = square(&text, frame, beside);
        }
        let drawn = beside != area;
        let reached = self.reached();
        let mut said = match (reached, &self.trouble, &self.standing) {
            (Some(standing), _, _) => at_the_door(standing, drawn),
            (None, Some(trouble), _) => vec![
                (Role::Warn, trouble.clone()),
                (Role::Text, WITHOUT.to_owned()),
            ],
            (None, None, Some(_)) => vec![(Role::Warn, WITHOUT.to_owned())],
            (None, None, None) => vec![(Role::Quiet, "Phones are let in …".to_owned())],
        };
        if self.standing.is_some() && !self.missing.is_empty() {
            let missing = format!("Not in yet by phone: {}.", self.missing.join(", "));
            said.push((Role::Text, missing));
        }
        said.push((Role::Text, String::new()));
        let choices = self.choices(area.width);
        said.extend(listed(&choices, self.at(&choices)));
        if let Some(standing) = &self.standing {
            said.push((Role::Quiet, format!("For the projector: {}", standing.room)));
            if reached.is_some() && standing.counters.opened == 0 {
                said.extend(checklist(standing));
            }
        }
        let columns = usize::from(beside.width).max(2);
        let lines = said.into_iter().flat_map(|(role, text)| {
            let wrapped = wrap(&text, columns).into_iter();
            wrapped.map(move |line| Line::styled(line, theme.style(role)))
        });
        let mut lines: Vec<_> = lines.collect();
        let rows = usize::from(beside.height);
        if lines.len() > rows {
            // What has no room is said to be there.
            let more = lines.len() - rows + 1;
            lines.truncate(rows.saturating_sub(1));
            let more = plural(
                more,
                "more row: a larger window shows it",
                "more rows: a larger window shows them",
            );
            lines.push(Line::styled(format!("… {more}"), theme.style(Role::Quiet)));
        }
        frame.render_widget(Paragraph::new(lines), beside);
    }
}

/// What can be done as rows, the chosen one marked; what has no room is counted.
fn listed(choices: &[(String, Option<AtDoor>)], at: usize) -> Vec<(Role, String)> {
    let from = (at + 1)
        .saturating_sub(SHOWN)
        .min(choices.len().saturating_sub(SHOWN));
    let below = choices.len().saturating_sub(from + SHOWN);
    let rows = choices.iter().enumerate().skip(from).take(SHOWN);
    let rows = rows.map(|(number, (words, _))| match number == at {
        true => (Role::Title, format!("▸ {words}")),
        false => (Role::Text, format!("  {words}")),
    });
    let more = (below > 0).then(|| (Role::Quiet, format!("  and {below} more below")));
    rows.chain(more).collect()
}

/// What phones scan: the table's address, and the Wi-Fi's name where it is to be shown, or where
/// there is room for both.
fn codes(standing: &Standing, turned: Option<bool>) -> Vec<String> {
    let table = format!("HTTP://{}/{}", address(standing), standing.code);
    match (standing.wifi.as_ref().map(Wifi::code), turned) {
        (Some(wifi), None) => vec![wifi, table],
        (Some(wifi), Some(true)) => vec![wifi],
        (Some(_), Some(false)) | (None, _) => vec![table],
    }
}

/// Draws a code at the left, where it leaves room for words; what is left of the area.
fn square(text: &str, frame: &mut Frame<'_>, area: Rect) -> Rect {
    let rows = qr::square(text).map_or_else(Vec::new, |square| square.rows());
    let wide = rows.first().map_or(0, |row| row.chars().count());
    let (Ok(width), Ok(height)) = (u16::try_from(wide), u16::try_from(rows.len())) else {
        return area;
    };
    if height == 0 || height > area.height || width + WORDS > area.width {
        return area;
    }
    // Black on white in every theme: a reader wants it so.
    let ink = Style::new()
        .fg(Color::Rgb(0, 0, 0))
        .bg(Color::Rgb(255, 255, 255));
    let lines: Vec<_> = rows.into_iter().map(|row| Line::styled(row, ink)).collect();
    let place = Rect {
        width,
        height,
        ..area
    };
    frame.render_widget(Paragraph::new(lines), place);
    Rect {
        x: area.x + width + GAP,
        width: area.width - width - GAP,
        ..area
    }
}

fn address(standing: &Standing) -> String {
    let address = standing.address;
    address.map_or_else(String::new, |address| address.to_string())
}

/// Where phones come in, and how far they came. `drawn`: a code to scan stands beside.
fn at_the_door(standing: &Standing, drawn: bool) -> Vec<(Role, String)> {
    let address = address(standing);
    let mut said = Vec::new();
    if standing.gone {
        let gone = format!(
            "This computer is no longer at {address}: it is in another network. Choose another address below; then phones scan anew, and everybody taps their own name."
        );
        said.push((Role::Warn, gone));
    }
    if let Some(wifi) = &standing.wifi {
        said.push((Role::Quiet, format!("First the Wi-Fi “{}”.", wifi.name)));
    }
    let scan = match drawn {
        true => "Scan, or type this address into a phone’s browser:",
        false => {
            "Type this address into a phone’s browser (the code to scan needs a larger window):"
        }
    };
    let counters = standing.counters;
    // Once the page was opened, every later touch is only how phones keep up.
    let lost = counters.opened == 0 && counters.knocked > 0;
    let knocked = match lost {
        true => " · a phone reached this computer, but not the page: is the address right?",
        false => "",
    };
    said.extend([
        (Role::Quiet, scan.to_owned()),
        (Role::Title, format!("http://{address}")),
        (Role::Quiet, "The code".to_owned()),
        (Role::Title, standing.code.halves()),
        (Role::Text, String::new()),
        (
            Role::Text,
            format!(
                "{} connected of {} joined · {} opened the page{knocked}",
                counters.connected, counters.joined, counters.opened,
            ),
        ),
    ]);
    if let Some(at) = &standing.reached_at {
        let reached = format!("A phone reached this laptop at {at}.");
        said.push((Role::Good, reached));
        let lid = "Leave the laptop open: closed, it sleeps, and phones wait.";
        said.push((Role::Quiet, lid.to_owned()));
    }
    if standing.locked {
        let locked = "The door is locked: nobody new comes in.";
        said.push((Role::Warn, locked.to_owned()));
    }
    said
}

/// What to try where no phone comes, the most frequent first.
fn checklist(standing: &Standing) -> Vec<(Role, String)> {
    let address = address(standing);
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
