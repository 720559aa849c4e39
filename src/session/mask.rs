//! Who stands behind what people say to one question, as far as it is told: a name, a fresh
//! pseudonym, or the number of a group.

use std::collections::{BTreeMap, BTreeSet};

use super::{Place, Round, Session, Version, Viewer, pseudonym};
use crate::{
    id::{PersonId, Seq},
    protocol::{Names, Step},
    text::Clean,
};

/// Whose something is, as far as the viewer may know.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Byline {
    Name(PersonId, Clean),
    /// A fresh pseudonym for each question.
    Pseudonym(Clean),
    Group,
    /// Nobody is named.
    Unnamed,
}

impl Byline {
    /// Whether that person is named.
    pub fn is(&self, person: PersonId) -> bool {
        matches!(self, Self::Name(id, _) if *id == person)
    }

    /// What stands beside it; none where nobody is named.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Name(_, name) | Self::Pseudonym(name) => Some(name),
            Self::Group => Some("The group"),
            Self::Unnamed => None,
        }
    }
}

/// What people and groups are called in one question; looked up once for all that was said to it.
pub(super) struct Mask {
    /// In order of joining; empty where no names are hidden.
    pseudonyms: Vec<Clean>,
    /// Whether names are hidden in what each person wrote last.
    wrote: BTreeMap<PersonId, Names>,
    /// The same for whoever wrote nothing.
    others: Names,
    /// Groups that gave an answer, known by the step and by their first person.
    groups: BTreeSet<(Place, PersonId)>,
}

impl Mask {
    /// What hides the names of that question, counted from 0.
    pub(super) fn of(session: &Session, index: usize) -> Self {
        let round = session.rounds.get(index);
        let versions = round.map_or(&[][..], |round| &round.versions);
        let others = names_of_answers(session, index);
        let hidden = others == Names::Hidden
            || versions
                .iter()
                .any(|version| version.names == Names::Hidden)
            || round.is_some_and(|round| {
                let mut votes = round.votes.iter();
                votes.any(|vote| vote.names == Names::Hidden)
            });
        let group = |version: &Version| Some((version.place, *version.group.first()?));
        let wrote = versions
            .iter()
            .map(|version| (version.person, version.names));
        Self {
            pseudonyms: match hidden {
                true => pseudonym::pseudonyms(session, index),
                false => Vec::new(),
            },
            wrote: wrote.collect(),
            others,
            groups: versions.iter().filter_map(group).collect(),
        }
    }

    pub(super) fn has_written(&self, person: PersonId) -> bool {
        self.wrote.contains_key(&person)
    }

    /// Whether names are hidden in what a person says to the question.
    pub(super) fn names(&self, person: PersonId) -> Names {
        self.wrote.get(&person).copied().unwrap_or(self.others)
    }

    pub(super) fn byline(&self, session: &Session, person: PersonId, names: Names) -> Byline {
        match names {
            Names::Named => session.people.named(person),
            Names::Hidden => {
                let pseudonym = self.pseudonym(person);
                pseudonym.map_or(Byline::Unnamed, Byline::Pseudonym)
            }
        }
    }

    /// What stands where that person's name would; none where the name does.
    pub(super) fn hides(&self, person: PersonId) -> Option<Clean> {
        let hidden = self.names(person) == Names::Hidden;
        self.pseudonym(person).filter(|_| hidden)
    }

    pub(super) fn pseudonym(&self, person: PersonId) -> Option<Clean> {
        let at = (person.0 as usize).checked_sub(1)?;
        self.pseudonyms.get(at).cloned()
    }

    /// Who gave an answer: a person, or all of a group, known by its first. Where names are
    /// hidden, whoever watched who typed for a group must not know them by it elsewhere.
    pub(super) fn writer(&self, session: &Session, version: &Version) -> Byline {
        let group = &version.group;
        if let (Some(first), Names::Hidden) = (group.first(), version.names) {
            let before = (version.place, PersonId(0))..(version.place, *first);
            let number = self.groups.range(before).count() + 1;
            return Byline::Pseudonym(format!("Group {number}").into());
        }
        match self.byline(session, version.owner(), version.names) {
            Byline::Name(owner, _) if group.len() > 1 => {
                let people = group.iter().filter_map(|id| session.people.get(*id));
                let names: Vec<_> = people.map(|person| person.name.as_str()).collect();
                Byline::Name(owner, Clean::line(&names.join(", ")))
            }
            one => one,
        }
    }

    /// Where an answer, a note or a theme is listed: by who may be told, and never by when it was
    /// written, unless whoever wrote it is named.
    pub(super) fn order(
        &self,
        session: &Session,
        round: &Round,
        entry: Seq,
    ) -> (u8, Clean, PersonId, Seq) {
        match round.version(entry) {
            Some(version) => (
                1,
                called(&self.writer(session, version)),
                version.owner(),
                entry,
            ),
            None => (0, Clean::default(), PersonId(0), entry),
        }
    }
}

/// What lists are sorted by, so that their order tells nothing about who stands behind a
/// pseudonym; people who are named keep their order.
pub(super) fn called(by: &Byline) -> Clean {
    match by {
        Byline::Pseudonym(pseudonym) => pseudonym.clone(),
        Byline::Name(..) | Byline::Group | Byline::Unnamed => Clean::default(),
    }
}

/// Whether names are hidden beside first answers. Whoever passed is told as if they had
/// answered: a name there would tell whose votes stand under the pseudonym with no answer.
pub(super) fn names_of_answers(session: &Session, index: usize) -> Names {
    let mut steps = session.protocol_for(index).steps.iter();
    match steps.find(|step| step.takes_answers()) {
        Some(step) if step.names == Names::Hidden => Names::Hidden,
        _ => session.names,
    }
}

/// What leaves under hidden names is in no order that tells who wrote when.
pub(super) fn is_out_of_order(session: &Session, viewer: Viewer) -> bool {
    hides_names(session) && matches!(viewer, Viewer::Report | Viewer::Shared)
}

/// Whether names are hidden anywhere in what was said, or may yet be.
pub(super) fn hides_names(session: &Session) -> bool {
    let hides = |step: &Step| step.names == Names::Hidden;
    let said = |round: &Round| {
        let mut versions = round.versions.iter();
        versions.any(|version| version.names == Names::Hidden)
    };
    session.names == Names::Hidden
        || session
            .all_protocols()
            .any(|one| one.steps.iter().any(hides))
        || session.rounds.iter().any(said)
}
