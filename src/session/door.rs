//! Who comes, goes and comes back, under which name and on which device.

use super::{
    Actor, Decision, Event, MOST_LETTERS, MOST_PEOPLE, Refusal, Ruling, Session, group,
    rule::short_enough,
};
use crate::{
    id::PersonId,
    text::{Clean, composed, letters, look_alike, same},
};

/// Somebody new comes. Anybody may bring them, until the table is full.
pub(super) fn join(session: &Session, by: Actor, name: &Clean, role: Option<&Clean>) -> Decision {
    session.not_over()?;
    if by == Actor::Program {
        return Err(Refusal::NotYours);
    }
    // Whoever went and left nothing here comes as anybody does; of the others, whoever steers
    // knows that they are the same.
    let mut gone = session.people.all.iter().filter(|person| !person.here);
    let again = gone.find(|person| same(&person.name, name));
    if let Some(again) = again
        && (!again.took_part || session.may_steer(by).is_ok())
    {
        return Ok(returned(session, again.id));
    }
    may_join(session)?;
    let name = called(session, name, None)?;
    short_enough(role.map_or("", |role| role.as_str()))?;
    let person = PersonId(u32::try_from(session.people.all.len() + 1).unwrap_or(u32::MAX));
    let role = role.cloned();
    let mut events = vec![Event::Joined { person, name, role }];
    events.extend(grouped_with(session, person));
    Ok(events)
}

/// Whether one more may come.
pub(super) fn may_join(session: &Session) -> Ruling {
    session.not_over()?;
    if session.alone && !session.people.all.is_empty() {
        Err(Refusal::Alone)
    } else if session.people.all.len() >= MOST_PEOPLE {
        Err(Refusal::TableFull)
    } else {
        Ok(())
    }
}

/// Somebody goes. What they had goes back to the shared keyboard.
pub(super) fn leave(session: &Session, by: Actor, person: PersonId) -> Decision {
    session.may_write_for(by, person)?;
    let mut events = vec![Event::Left { person }];
    if session.people.seat == Some(person) {
        events.push(Event::SeatHanded { to: None });
    }
    let theirs = session
        .people
        .duties
        .iter()
        .filter(|(_, has)| **has == person);
    events.extend(theirs.map(|(duty, _)| Event::DutyHanded {
        duty: *duty,
        to: None,
    }));
    if !session.groups.now.is_empty() {
        events.push(Event::Grouped {
            groups: group::groups_without(session, person),
        });
    }
    Ok(events)
}

/// Somebody who went is back: brought by whoever steers, or come by themselves.
pub(super) fn come_back(session: &Session, by: Actor, person: PersonId) -> Decision {
    session.not_over()?;
    if by != Actor::Person(person) {
        session.may_steer(by)?;
    }
    let known = session.people.known(person)?;
    if known.here {
        return Err(Refusal::NotNow("That person is here."));
    }
    called(session, &known.name, Some(person))?;
    Ok(returned(session, person))
}

fn returned(session: &Session, person: PersonId) -> Vec<Event> {
    let mut events = vec![Event::Returned { person }];
    events.extend(grouped_with(session, person));
    events
}

fn grouped_with(session: &Session, person: PersonId) -> Option<Event> {
    (!session.groups.now.is_empty()).then(|| Event::Grouped {
        groups: group::groups_with(session, person),
    })
}

pub(super) fn rename(session: &Session, by: Actor, person: PersonId, name: &Clean) -> Decision {
    session.may_write_for(by, person)?;
    let name = called(session, name, Some(person))?;
    Ok(vec![Event::Renamed { person, name }])
}

/// The name as it is kept: composed, on one line, short enough to be said, and neither the same
/// as nor to be taken for that of anybody else.
fn called(session: &Session, name: &Clean, person: Option<PersonId>) -> Result<Clean, Refusal> {
    let name = Clean::line(&composed(name));
    if !name.chars().any(char::is_alphanumeric) {
        return Err(Refusal::EmptyName);
    }
    if letters(&name) > MOST_LETTERS {
        return Err(Refusal::LongName);
    }
    // A name that was taken off the list again is nobody's.
    let mut others = session.people.all.iter().filter(|one| !one.left_nothing());
    let taken = others.find(|other| Some(other.id) != person && look_alike(&other.name, &name));
    match taken {
        Some(other) => Err(Refusal::NameTaken(other.name.clone())),
        None => Ok(name),
    }
}

/// The most people who sit at one table.
const MOST_AT_A_TABLE: u32 = 99;

/// How many sit at a table that answers as one: its name ends in their number, “Table 3 (7)”. Of
/// two who are told apart by a number, “Ann” and “Ann (2)”, none is a table.
pub(super) fn members(session: &Session, person: PersonId) -> Option<u32> {
    let called = &session.people.get(person)?.name;
    let (name, number) = called.strip_suffix(')')?.rsplit_once(" (")?;
    let count = number.parse().ok()?;
    let alike = session
        .people
        .all
        .iter()
        .any(|other| same(&other.name, name));
    ((2..=MOST_AT_A_TABLE).contains(&count) && !alike).then_some(count)
}

/// Says who uses a device. The door binds people who are on no other device, and takes nobody
/// off one: a person moves from one device to another only where whoever steers has agreed.
pub(super) fn bind(session: &Session, by: Actor, device: u32, people: &[PersonId]) -> Decision {
    session.not_over()?;
    let mut seen = Vec::new();
    for person in people {
        session.people.known(*person)?;
        if seen.contains(person) {
            return Err(Refusal::NotThere);
        }
        seen.push(*person);
    }
    let before = session.people.on(device);
    if by == Actor::Door {
        let elsewhere = |person: &PersonId| {
            let other = session.people.device_of(*person);
            other.is_some_and(|other| other != device)
        };
        if people.iter().any(elsewhere) || before.iter().any(|known| !people.contains(known)) {
            return Err(Refusal::NotYours);
        }
    } else {
        session.may_steer(by)?;
    }
    let mut events = Vec::new();
    for (other, has) in session
        .people
        .devices
        .iter()
        .filter(|(at, _)| **at != device)
    {
        let mut stay = has.clone();
        stay.retain(|person| !people.contains(person));
        if stay.len() < has.len() {
            events.push(Event::DeviceBound {
                device: *other,
                people: stay,
            });
        }
    }
    if before != people {
        events.push(Event::DeviceBound {
            device,
            people: people.to_vec(),
        });
    }
    Ok(events)
}

/// Takes everybody off a device: whoever steers may, and whoever is on it.
pub(super) fn unbind(session: &Session, by: Actor, device: u32) -> Decision {
    session.not_over()?;
    let on_it = session.people.on(device);
    match by {
        Actor::Person(person) if on_it.contains(&person) => {}
        Actor::Person(_) | Actor::Desk | Actor::Door | Actor::Program => session.may_steer(by)?,
    }
    let bound = (!on_it.is_empty()).then(|| Event::DeviceBound {
        device,
        people: Vec::new(),
    });
    Ok(bound.into_iter().collect())
}
