//! Groups for a step: everybody who is here in one, none alone where two are here.

use std::collections::BTreeMap;

use super::{Session, pseudonym::scatter};
use crate::id::PersonId;

impl Session {
    /// Groups of about `size` people for a step: shuffled by the session's seed and by how
    /// often groups were made, so that they are fresh ones each time; what is left over is
    /// spread, so that odd numbers become trios.
    pub(super) fn make_groups(&self, size: usize) -> Vec<Vec<PersonId>> {
        let mut people: Vec<_> = self.here().map(|person| person.id).collect();
        let salt = self.last.0.0;
        people.sort_by_key(|person| scatter(self.seed, salt, u64::from(person.0)));
        let count = (people.len() / size.max(1)).max(1);
        let mut groups = vec![Vec::new(); count];
        for (at, person) in people.into_iter().enumerate() {
            if let Some(group) = groups.get_mut(at % count) {
                group.push(person);
            }
        }
        groups
    }

    /// The groups with a person who came while they work: into the smallest one.
    pub(super) fn groups_with(&self, person: PersonId) -> Vec<Vec<PersonId>> {
        let mut groups = self.groups.clone();
        match groups.iter_mut().min_by_key(|group| group.len()) {
            Some(group) => group.push(person),
            None => groups.push(vec![person]),
        }
        groups
    }

    /// The groups without a person who went: whoever would be left alone joins the smallest
    /// other group.
    pub(super) fn groups_without(&self, person: PersonId) -> Vec<Vec<PersonId>> {
        let mut groups = self.groups.clone();
        for group in &mut groups {
            group.retain(|member| *member != person);
        }
        groups.retain(|group| !group.is_empty());
        if let Some(lonely) = groups.iter().position(|group| group.len() == 1)
            && groups.len() > 1
        {
            let left = groups.remove(lonely);
            if let Some(group) = groups.iter_mut().min_by_key(|group| group.len()) {
                group.extend(left);
            }
        }
        groups
    }

    /// Whom each person works with now, themselves included.
    pub(super) fn group_of(&self, person: PersonId) -> Option<&[PersonId]> {
        self.groups
            .iter()
            .find(|group| group.contains(&person))
            .map(Vec::as_slice)
    }

    /// Groups name people who are here, each once.
    pub(super) fn groups_hold(&self, groups: &[Vec<PersonId>]) -> bool {
        let mut seen = BTreeMap::new();
        for person in groups.iter().flatten() {
            *seen.entry(*person).or_insert(0) += 1;
        }
        seen.iter()
            .all(|(person, count)| *count == 1 && self.person(*person).is_some())
    }
}
