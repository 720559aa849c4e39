//! Coming in: the code, a name, and who waits for the desk.

use std::sync::Arc;

use super::{
    device::{Mark, Token},
    hub::{Claim, Hub, Inner, Wants},
    page::{self, Door},
    route::{SAYS, order},
    serve::{Asked, Reply, cookie_name},
    sorry::not_understood,
};
use crate::{
    clock,
    fault::Fault,
    id::PersonId,
    session::{Command, Place, View, Viewer},
    table::Client,
    text::{Clean, same},
};

/// How long a cookie is kept, in seconds: a day's workshop.
const KEPT: u32 = 12 * 60 * 60;
/// How many more than expected may come before the desk is asked.
const UNASKED: usize = 10;
/// What is expected where nobody said.
const USUAL: usize = 30;
/// How often somebody looks again whether the door admits them, and how many times.
const WAIT: std::time::Duration = std::time::Duration::from_millis(200);
const WAITS: usize = 150;

const WRONG: &str =
    "That code does not open this session. Look at the room’s screen and type it again.";

/// The device that asks, where it is one and its page is not open at another address.
pub(super) fn here(asked: &Asked, hub: &Hub) -> Option<(Mark, u32)> {
    let mut inner = hub.inner();
    let (mark, number) = device_of(asked, &inner)?;
    let live = inner.live(number);
    if live.is_elsewhere(asked.from) {
        let known = std::mem::replace(&mut live.twice, true);
        drop(inner);
        if !known {
            hub.wake();
        }
        return None;
    }
    live.heard = clock::now().mono;
    live.at = Some(asked.from);
    Some((mark, number))
}

/// A device whose code was right is in the room: its page is open here from now on, and nowhere
/// else.
fn takes_over(asked: &Asked, hub: &Hub) -> Option<(Mark, u32)> {
    let mut inner = hub.inner();
    let (mark, number) = device_of(asked, &inner)?;
    let live = inner.live(number);
    live.at = Some(asked.from);
    live.twice = false;
    drop(inner);
    hub.wake();
    Some((mark, number))
}

/// The device whose token comes along, wherever from.
fn device_of(asked: &Asked, inner: &Inner) -> Option<(Mark, u32)> {
    let mark = asked.mark.clone()?;
    let number = inner.devices.of(&mark)?.number;
    Some((mark, number))
}

/// The first page: for the code, or for the name once it is right.
pub(super) fn first(asked: &Asked, hub: &Hub, code: Option<&str>) -> Reply {
    hub.has_opened();
    if here(asked, hub).is_some_and(|(_, number)| !hub.session().people_on(number).is_empty()) {
        return Reply::to("/me");
    }
    let Some(typed) = code else {
        return door(hub, 200, None, "", None);
    };
    if !opens(asked, hub, typed) {
        return door(hub, 403, None, typed, Some(WRONG));
    }
    match takes_over(asked, hub) {
        Some((_, number)) if !hub.session().people_on(number).is_empty() => Reply::to("/me"),
        Some(_) | None => door(hub, 200, Some(typed), "", None),
    }
}

fn opens(asked: &Asked, hub: &Hub, typed: &str) -> bool {
    let mut inner = hub.inner();
    let fresh = super::hub::fresh_code;
    let before = inner.door.code().clone();
    // Without random numbers the code stays: it was never easy to guess.
    let fresh = || fresh().unwrap_or(before);
    inner
        .door
        .opens(typed, asked.from, clock::now().mono, fresh)
}

fn door(hub: &Hub, status: u16, code: Option<&str>, typed: &str, refused: Option<&str>) -> Reply {
    let session = hub.session();
    let view = session.view_now(Viewer::Room, clock::now());
    let inner = hub.inner();
    let (mut free, mut taken) = (Vec::new(), Vec::new());
    for person in view.people.iter().filter(|_| code.is_some()) {
        let bound = session.device_of(person.id).is_some();
        let list = if bound || !person.here {
            &mut taken
        } else {
            &mut free
        };
        list.push((person.id.0, &person.name));
    }
    let unsaved = inner.unsaved.as_ref().map(Fault::line);
    let html = page::door(&Door {
        code,
        title: &view.case.title,
        free,
        taken,
        typed,
        refused,
        joins: view.place != Place::Over,
        unsaved: unsaved.as_deref(),
        id: "",
    });
    let reply = Reply::page(status, html);
    match refused {
        Some(why) => reply.with(SAYS, why.chars().filter(char::is_ascii).collect()),
        None => reply,
    }
}

/// Somebody comes in.
pub(super) async fn join(asked: &Asked, hub: &Arc<Hub>) -> Reply {
    let code = asked.fields.get("code").unwrap_or_default();
    let known = here(asked, hub);
    if known.is_none() && !opens(asked, hub, code) {
        return door(hub, 403, None, code, Some(WRONG));
    }
    let known = known.or_else(|| takes_over(asked, hub));
    let Some(wanted) = Wanted::read(asked) else {
        return not_understood();
    };
    if known.is_none() && !admitted(hub).await {
        let why = "Many join at this moment. Try again in a few seconds.";
        return door(hub, 503, Some(code), "", Some(why));
    }
    // The desk may have shut the door on all who wait.
    if known.is_none() && !hub.inner().door.knows(code) {
        return door(hub, 403, None, code, Some(WRONG));
    }
    let known = known.map(|(mark, number)| (mark, number, None));
    let Some((mark, number, token)) = known.or_else(|| comes_anew(asked, hub)) else {
        let why = "This computer gives no random numbers. Ask at the desk.";
        return door(hub, 503, Some(code), "", Some(why));
    };
    // Whoever asks again wants this now, and not what they asked for before.
    hub.inner().claims.retain(|claim| claim.device != number);
    let come = match wanted {
        Wanted::Person(person) => sits(hub, number, person).await,
        Wanted::Another(name) => {
            let name = apart(&hub.view(), &name);
            comes(hub, &mark, number, &[name]).await
        }
        Wanted::Names(names) => comes(hub, &mark, number, &names).await,
    };
    hub.keep();
    hub.wake();
    let reply = match &come {
        Err(why) => {
            let typed = asked.fields.get("name").unwrap_or_default();
            door(hub, 409, Some(code), typed, Some(why))
        }
        Ok(()) => Reply::to("/me"),
    };
    // Of several, some may be in before one is refused: the device is theirs.
    let in_vain = come.is_err() && hub.session().people_on(number).is_empty();
    match token {
        Some(_) if in_vain => {
            hub.inner().devices.revoke(number);
            reply
        }
        Some(token) => reply.with("set-cookie", cookie(hub, &token)),
        None => reply,
    }
}

/// A device that was never here before; none where there are no random numbers.
fn comes_anew(asked: &Asked, hub: &Hub) -> Option<(Mark, u32, Option<Token>)> {
    let token = Token::fresh().ok()?;
    let mark = token.mark();
    let mut inner = hub.inner();
    let number = inner.devices.add(mark.clone());
    let live = inner.live(number);
    live.heard = clock::now().mono;
    live.from = Some(asked.from);
    live.at = live.from;
    Some((mark, number, Some(token)))
}

fn cookie(hub: &Hub, token: &Token) -> String {
    let name = cookie_name(hub.here.port());
    format!(
        "{name}={}; HttpOnly; SameSite=Lax; Path=/; Max-Age={KEPT}",
        token.hex()
    )
}

/// Waits until the door admits one more.
async fn admitted(hub: &Hub) -> bool {
    for _ in 0..WAITS {
        if hub.inner().door.admits(clock::now().mono) {
            return true;
        }
        tokio::time::sleep(WAIT).await;
    }
    false
}

enum Wanted {
    /// Somebody on the list.
    Person(PersonId),
    /// Somebody new, or several who share the device.
    Names(Vec<Clean>),
    /// Somebody new who has the name of another.
    Another(Clean),
}

impl Wanted {
    fn read(asked: &Asked) -> Option<Self> {
        if let Some(person) = asked.fields.get("person") {
            return person.parse().ok().map(PersonId).map(Self::Person);
        }
        let field = |name: &str| asked.fields.get(name);
        if let Some(name) = field("another") {
            return Some(Self::Another(Clean::line(name)));
        }
        let names = match (field("names"), field("table")) {
            (Some(names), _) => names
                .lines()
                .map(Clean::line)
                .filter(|name| !name.is_empty())
                .collect(),
            // One answer of so many people: the name says it.
            (None, Some(table)) => {
                let members: u32 = field("members")?.trim().parse().ok()?;
                vec![Clean::line(&format!("{} ({members})", table.trim()))]
            }
            (None, None) => vec![Clean::line(field("name")?)],
        };
        (1..=12)
            .contains(&names.len())
            .then_some(Self::Names(names))
    }
}

/// Somebody on the list sits down at a device; on another one, or after leaving, the desk is
/// asked first.
async fn sits(hub: &Arc<Hub>, number: u32, person: PersonId) -> Result<(), String> {
    let session = hub.session();
    let view = session.view_now(Viewer::Room, clock::now());
    let Some(known) = view.person(person) else {
        return Err("That name is not on the list any more.".to_owned());
    };
    let other = session.device_of(person);
    if other.is_some_and(|other| other != number) || !known.here {
        return claims(hub, number, Wants::Seat(person, known.name.clone()));
    }
    binds(hub, &hub.doorkeeper(), number, person).await
}

/// Somebody writes on a device from now on, beside whoever does already.
async fn binds(hub: &Hub, by: &Client, device: u32, person: PersonId) -> Result<(), String> {
    let mut people = hub.session().people_on(device).to_vec();
    if !people.contains(&person) {
        people.push(person);
    }
    let bind = Command::Bind { device, people };
    order(by, clock::command_id(), bind)
        .await
        .map_err(|trouble| trouble.to_string())
}

/// New people come to the table on one device.
async fn comes(hub: &Arc<Hub>, mark: &Mark, number: u32, names: &[Clean]) -> Result<(), String> {
    for (at, name) in names.iter().enumerate() {
        let view = hub.view();
        if let Some(person) = named(&view, name) {
            sits(hub, number, person).await?;
            continue;
        }
        let expected = hub.inner().expected.max(USUAL) + UNASKED;
        if view.people.len() >= expected {
            return claims(hub, number, Wants::Name(name.clone()));
        }
        let id = mark.command(clock::command_id().0 ^ at as u128);
        let join = Command::Join {
            name: name.clone(),
            role: None,
        };
        order(&hub.doorkeeper(), id, join)
            .await
            .map_err(|trouble| trouble.to_string())?;
        let view = hub.view();
        match named(&view, name) {
            Some(person) => {
                hub.inner().live(number).brought.push(person);
                binds(hub, &hub.doorkeeper(), number, person).await?;
                // The desk may have sent the device away meanwhile.
                if hub.inner().devices.get(number).is_none() {
                    let leave = Command::Leave { person };
                    let left = order(&hub.desk(), clock::command_id(), leave).await;
                    return Err(
                        left.map_or_else(|trouble| trouble.to_string(), |_| WRONG.to_owned())
                    );
                }
            }
            None => return Err("The name was not taken. Try again.".to_owned()),
        }
    }
    Ok(())
}

/// Somebody came in under a name that is not theirs and says whose they are: what they leave is
/// as it was before.
/// Fails where they have said something under it, or the other is on another device or away.
pub(super) async fn changes_seat(
    hub: &Hub,
    number: u32,
    me: PersonId,
    other: PersonId,
) -> Result<(), String> {
    let session = hub.session();
    let view = session.view_now(Viewer::Room, clock::now());
    let (Some(mine), Some(free)) = (view.person(me), view.person(other)) else {
        return Err("That name is not on the list any more.".to_owned());
    };
    let (own, theirs) = (&mine.name, &free.name);
    if session.took_part(me) {
        return Err(format!(
            "There is a {theirs} already, and what was written here stands under {own}. The laptop can give it to {theirs}."
        ));
    }
    if free.on_device || !free.here {
        return Err(format!(
            "There is a {theirs} already, on another phone. Add something to tell you apart, or ask at the laptop."
        ));
    }
    let mut people = session.people_on(number).to_vec();
    people.retain(|person| *person != me);
    people.push(other);
    let (own, door) = (hub.client(me), hub.doorkeeper());
    let brought = hub.inner().live(number).brought.contains(&me);
    let mut orders = vec![
        (&own, Command::Unbind { device: number }),
        (
            &door,
            Command::Bind {
                device: number,
                people,
            },
        ),
    ];
    // Whoever came with this name alone is nobody else.
    if brought {
        orders.push((&own, Command::Leave { person: me }));
    }
    for (by, command) in orders {
        order(by, clock::command_id(), command)
            .await
            .map_err(|trouble| trouble.to_string())?;
    }
    hub.keep();
    hub.wake();
    Ok(())
}

/// Who else has that name, where somebody who has it is not `me`.
pub(super) fn named_other(view: &View, me: PersonId, name: &str) -> Option<PersonId> {
    named(view, name).filter(|person| *person != me)
}

/// That name with a number behind it, as people of one name are told apart: “Ann (2)”.
fn apart(view: &View, name: &str) -> Clean {
    let mut names = (2..).map(|number| Clean::line(&format!("{name} ({number})")));
    let free = names.find(|name| named(view, name).is_none());
    free.expect("of so many numbers one is free")
}

fn named(view: &View, name: &str) -> Option<PersonId> {
    let mut people = view.people.iter();
    people
        .find(|person| same(&person.name, name))
        .map(|person| person.id)
}

/// Somebody waits for the desk.
fn claims(hub: &Hub, device: u32, wants: Wants) -> Result<(), String> {
    let mut inner = hub.inner();
    inner.claims.retain(|claim| claim.device != device);
    if inner.claims.len() >= 50 {
        return Err("Many wait at the door. Try again in a minute.".to_owned());
    }
    let digits = 10 + (clock::seed() % 90) as u8;
    inner.claims.push(Claim {
        device,
        wants,
        digits,
    });
    Ok(())
}

/// The page of a device that waits.
pub(super) fn waits(claim: Option<&Claim>, wrote: bool) -> String {
    match claim {
        None if wrote => page::left(),
        Some(claim) => {
            let (says, another) = match &claim.wants {
                Wants::Seat(_, name) => (format!("Are you {name} on another device? The laptop shows these two digits; one key there lets you in."), Some(name.as_str())),
                Wants::Name(_) => ("More are here than were expected. The laptop shows these two digits; one key there lets you in.".to_owned(), None),
            };
            page::waits(&says, &claim.digits.to_string(), another)
        }
        None => page::message(
            "You are not at the table any more",
            "You left, you are on another device now, or the desk let you go. What you wrote stays.",
            Some(("/", "Come in again")),
            None,
        ),
    }
}

/// The desk lets somebody in.
pub(super) async fn let_in(hub: &Arc<Hub>, device: u32) -> Result<(), String> {
    let claim = {
        let mut inner = hub.inner();
        let at = inner.claims.iter().position(|claim| claim.device == device);
        at.map(|at| inner.claims.remove(at))
    };
    let Some(claim) = claim else { return Ok(()) };
    match claim.wants {
        Wants::Seat(person, _) => {
            let away = {
                let view = hub.view();
                view.person(person).is_some_and(|person| !person.here)
            };
            if away {
                let back = Command::Return { person };
                order(&hub.client(person), clock::command_id(), back)
                    .await
                    .map_err(|trouble| trouble.to_string())?;
            }
            binds(hub, &hub.desk(), device, person).await?;
        }
        Wants::Name(name) => {
            let mark = hub
                .inner()
                .devices
                .get(device)
                .map(|device| device.mark.clone());
            hub.inner().expected += 1;
            if let Some(mark) = mark {
                comes(hub, &mark, device, &[name]).await?;
            }
        }
    }
    hub.keep();
    hub.wake();
    Ok(())
}
