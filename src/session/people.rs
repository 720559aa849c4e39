//! Who is at the table: everybody who ever joined, who steers, who has which duty, and who is on
//! which device.

use std::collections::BTreeMap;

use super::{Byline, Duty, Fit, Place, Refusal, Ruling};
use crate::{id::PersonId, text::Clean};

#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: PersonId,
    pub(super) name: Clean,
    pub(super) role: Option<Clean>,
    pub(super) here: bool,
    pub(super) joined: Place,
    /// Whether anything they said, or that they would rather not, is in the session.
    pub(super) took_part: bool,
}

impl Person {
    /// Whether they went before they had said anything.
    pub(super) fn left_nothing(&self) -> bool {
        !self.here && !self.took_part
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct People {
    /// In the order of joining, which numbers them from 1.
    pub(super) all: Vec<Person>,
    /// Who steers; nobody is the shared keyboard.
    pub(super) seat: Option<PersonId>,
    /// To whom it was handed on, oldest first.
    seats: Vec<Option<PersonId>>,
    pub(super) duties: BTreeMap<Duty, PersonId>,
    /// Every hand-over of a duty.
    pub(super) duty_log: Vec<(Duty, Option<PersonId>)>,
    /// Who is on which device, by its number; none without anybody.
    pub(super) devices: BTreeMap<u32, Vec<PersonId>>,
    /// Who left the table from a device of their own, on which nobody sat down since.
    left: BTreeMap<u32, PersonId>,
}

impl People {
    pub(super) fn get(&self, id: PersonId) -> Option<&Person> {
        self.all.get((id.0 as usize).checked_sub(1)?)
    }

    pub(super) fn get_mut(&mut self, id: PersonId) -> Result<&mut Person, &'static str> {
        let index = (id.0 as usize).checked_sub(1);
        index
            .and_then(|index| self.all.get_mut(index))
            .ok_or("there is no such person")
    }

    pub(super) fn known(&self, id: PersonId) -> Result<&Person, Refusal> {
        self.get(id).ok_or(Refusal::Unknown)
    }

    pub(super) fn here(&self) -> impl Iterator<Item = &Person> {
        self.all.iter().filter(|person| person.here)
    }

    pub(super) fn is_here(&self, id: PersonId) -> Ruling {
        if self.known(id)?.here {
            Ok(())
        } else {
            Err(Refusal::NotNow(
                "That person has left. Bring them back first.",
            ))
        }
    }

    pub(super) fn name(&self, id: PersonId) -> Option<Clean> {
        self.get(id).map(|person| person.name.clone())
    }

    /// A person by name, for what is said aloud or under one's name.
    pub(super) fn named(&self, id: PersonId) -> Byline {
        self.name(id)
            .map_or(Byline::Unnamed, |name| Byline::Name(id, name))
    }

    pub(super) fn on(&self, device: u32) -> &[PersonId] {
        self.devices.get(&device).map_or(&[], Vec::as_slice)
    }

    /// Who left from that device and has not come back.
    pub(super) fn left_from(&self, device: u32) -> Option<PersonId> {
        let left = *self.left.get(&device)?;
        self.get(left).filter(|person| !person.here)?;
        Some(left)
    }

    pub(super) fn device_of(&self, id: PersonId) -> Option<u32> {
        let mut devices = self.devices.iter();
        let of = devices.find(|(_, people)| people.contains(&id));
        of.map(|(device, _)| *device)
    }

    pub(super) fn join(&mut self, person: Person) -> Fit {
        if person.id.0 as usize != self.all.len() + 1 {
            return Err("people are numbered in the order of joining");
        }
        self.all.push(person);
        Ok(())
    }

    /// Whoever leaves is on no device any more.
    pub(super) fn leave(&mut self, id: PersonId) -> Fit {
        self.get_mut(id)?.here = false;
        for (device, people) in &mut self.devices {
            if **people == [id] {
                self.left.insert(*device, id);
            }
            people.retain(|known| *known != id);
        }
        self.devices.retain(|_, people| !people.is_empty());
        Ok(())
    }

    pub(super) fn bind(&mut self, device: u32, people: &[PersonId]) -> Fit {
        for person in people {
            self.get_mut(*person)?;
        }
        if people.is_empty() {
            self.devices.remove(&device);
        } else {
            self.devices.insert(device, people.to_vec());
            self.left.remove(&device);
        }
        Ok(())
    }

    /// To whom the seat was handed on.
    pub(super) fn seat_names(&self) -> Vec<Option<Clean>> {
        self.seats.iter().map(|to| self.name((*to)?)).collect()
    }

    pub(super) fn hand_seat(&mut self, to: Option<PersonId>) {
        self.seat = to;
        self.seats.push(to);
    }

    pub(super) fn hand_duty(&mut self, duty: Duty, to: Option<PersonId>) -> Fit {
        if let Some(person) = to {
            self.get_mut(person)?;
            self.duties.insert(duty, person);
        } else {
            self.duties.remove(&duty);
        }
        self.duty_log.push((duty, to));
        Ok(())
    }
}
