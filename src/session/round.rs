//! A question with all that was said to it, as the fold keeps it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Ballot, NoteKind, Place, Stance, Tag,
    back::{Said, SetAside},
};
use crate::{
    case::{Answer, Question},
    id::{PersonId, Seq},
    protocol::{Names, Protocol},
    text::Clean,
};

/// A question, and all that was said to it.
#[derive(Clone, Debug)]
pub(super) struct Round {
    pub(super) question: Arc<Question>,
    /// The protocol that it goes through instead of the session's.
    pub(super) protocol: Option<Arc<Protocol>>,
    /// The plan goes without it.
    pub(super) left_out: bool,
    /// The option for which the group decided, where a later part depends on it.
    pub(super) decided: Option<u8>,
    /// In the order of the journal.
    pub(super) versions: Vec<Version>,
    /// Who passed, and in which runs of steps.
    pub(super) passes: BTreeMap<PersonId, Vec<usize>>,
    pub(super) hints: u8,
    pub(super) model_revealed: bool,
    /// It was left before what was said blind had been shown: no report tells that.
    pub(super) unshown: bool,
    pub(super) notes: Vec<Note>,
    pub(super) stances: BTreeMap<(PersonId, u8, u8), (Stance, Clean)>,
    pub(super) votes: Vec<Vote>,
    pub(super) themes: Vec<Theme>,
    /// Which theme an answer or a note is in.
    pub(super) sorted: BTreeMap<Seq, Seq>,
    /// Where items were before each change of themes, the newest last.
    pub(super) sortings: Vec<Vec<(Seq, Option<Seq>)>>,
    /// Answers that were read aloud, told, or spoken to in a note.
    pub(super) read: BTreeSet<Seq>,
    /// The rounds are shown side by side.
    pub(super) rounds_shown: bool,
    /// Answers and notes that were set aside, the first first.
    pub(super) aside: Vec<SetAside>,
}

#[derive(Clone, Debug)]
pub(super) struct Vote {
    pub(super) person: PersonId,
    /// Which run of a step it belongs to.
    pub(super) run: usize,
    pub(super) ballot: Ballot,
    pub(super) names: Names,
    pub(super) revealed: bool,
    pub(super) place: Place,
}

/// Answers and notes that are alike.
#[derive(Clone, Debug)]
pub(super) struct Theme {
    pub(super) entry: Seq,
    pub(super) title: Clean,
}

/// Where an answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A device of their own.
    Device,
    /// The shared keyboard, passed to them; or a draft that the program handed in.
    Passed,
    /// The shared keyboard typed it for them.
    Typed,
    /// The same, and it was typed anew in the same step before anybody had seen it.
    Slip,
    /// The same, first under another name.
    Moved,
}

/// One version of one person's answer.
#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) entry: Seq,
    pub(super) person: PersonId,
    pub(super) place: Place,
    pub(super) answer: Arc<Answer>,
    pub(super) handed_in: bool,
    /// Written after the step that asked for it, while the question was still asked.
    pub(super) late: bool,
    /// Written by somebody who had answered, once all answers could be read.
    pub(super) changed: bool,
    pub(super) moved_by: Clean,
    pub(super) names: Names,
    pub(super) revealed: bool,
    /// Which run of a step it was written in.
    pub(super) run: usize,
    /// Versions of one strand follow each other; those of two stand side by side.
    pub(super) strand: u16,
    pub(super) origin: Origin,
    /// Whose one answer it is, where a group gave it; nobody's but the person's where empty.
    pub(super) group: Vec<PersonId>,
    pub(super) role: Option<Clean>,
}

impl Version {
    pub(super) fn is_typed(&self) -> bool {
        matches!(self.origin, Origin::Typed | Origin::Slip | Origin::Moved)
    }

    /// One that the desk typed for the person under whose name it stands.
    fn is_sheet(&self) -> bool {
        matches!(self.origin, Origin::Typed | Origin::Slip) && self.group.is_empty()
    }

    /// Of the same person, in the same run of the same step.
    fn is_beside(&self, other: &Self) -> bool {
        let of = |one: &Self| (one.person, one.place, one.run);
        of(self) == of(other)
    }
}

/// Something said in discussion.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) entry: Seq,
    pub(super) person: Option<PersonId>,
    pub(super) kind: NoteKind,
    pub(super) text: Clean,
    pub(super) about: Option<Seq>,
    pub(super) tag: Option<Tag>,
    /// Said in a step in which people speak in turn.
    pub(super) in_turn: bool,
}

impl Round {
    /// What everybody may see of what was written: revealed, and not a slip of whoever typed, of
    /// which the last is what was said. The record keeps each, and until it is shown it can still go
    /// to whoever it belongs to.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Version> + Clone {
        let all = self.versions.iter();
        all.filter(|one| one.revealed && !self.is_dropped(one))
    }

    pub(super) fn is_dropped(&self, version: &Version) -> bool {
        let mut later = self.versions.iter().filter(|one| one.entry > version.entry);
        let anew = |one: &Version| one.is_sheet() && one.is_beside(version);
        version.origin == Origin::Slip && version.revealed && later.any(anew)
    }

    /// Takes an answer down. What the desk types for somebody and then, in the same step and before
    /// anybody has seen it, types anew was a slip of whoever typed.
    pub(super) fn takes(&mut self, version: Version) {
        let slips = |one: &Version| one.is_sheet() && !one.revealed;
        if slips(&version) {
            let before = self.versions.iter_mut();
            for one in before.filter(|one| slips(one) && one.is_beside(&version)) {
                one.origin = Origin::Slip;
            }
        }
        self.versions.push(version);
    }

    /// Nothing was said yet.
    pub(super) fn new(question: Arc<Question>, protocol: Option<Arc<Protocol>>) -> Self {
        Self {
            question,
            protocol,
            left_out: false,
            decided: None,
            versions: Vec::new(),
            passes: BTreeMap::new(),
            hints: 0,
            model_revealed: false,
            unshown: false,
            notes: Vec::new(),
            stances: BTreeMap::new(),
            votes: Vec::new(),
            themes: Vec::new(),
            sorted: BTreeMap::new(),
            sortings: Vec::new(),
            read: BTreeSet::new(),
            rounds_shown: false,
            aside: Vec::new(),
        }
    }

    /// Whether anything that was said is shown.
    pub(super) fn is_open(&self) -> bool {
        let mut versions = self.versions.iter();
        versions.any(|version| version.revealed) || self.votes.iter().any(|vote| vote.revealed)
    }

    /// The newest answer of everybody, or of their group.
    pub(super) fn newest(&self) -> BTreeMap<PersonId, &Version> {
        let mut newest = BTreeMap::new();
        for version in &self.versions {
            for person in version.group.iter().chain([&version.person]) {
                newest.insert(*person, version);
            }
        }
        newest
    }

    /// Whether an answer or a note of this question has that entry.
    pub(super) fn says(&self, entry: Seq) -> bool {
        self.version(entry).is_some() || self.place_of_note(entry).is_some()
    }

    /// Puts an answer or a note aside, and out of whatever it was put into.
    pub(super) fn put_aside(&mut self, entry: Seq, why: &Clean) {
        let what = if let Some(at) = self.place_of_version(entry) {
            Said::Answer(Box::new(self.versions.remove(at)))
        } else if let Some(at) = self.place_of_note(entry) {
            Said::Note(self.notes.remove(at))
        } else {
            return;
        };
        self.read.remove(&entry);
        self.sorted.remove(&entry);
        for before in &mut self.sortings {
            before.retain(|(item, _)| *item != entry);
        }
        let why = why.clone();
        self.aside.push(SetAside { what, why });
    }

    /// The answer of that entry, also where it was set aside.
    pub(super) fn answer(&self, entry: Seq) -> Option<&Version> {
        let mut aside = self.aside.iter().filter_map(|one| match &one.what {
            Said::Answer(version) => Some(&**version),
            Said::Note(_) => None,
        });
        let aside = || aside.find(|version| version.entry == entry);
        self.version(entry).or_else(aside)
    }

    /// The note of that entry, also where it was set aside.
    pub(super) fn note(&self, entry: Seq) -> Option<&Note> {
        let mut aside = self.aside.iter().filter_map(|one| match &one.what {
            Said::Note(note) => Some(note),
            Said::Answer(_) => None,
        });
        let aside = || aside.find(|note| note.entry == entry);
        let at = self.place_of_note(entry);
        at.and_then(|at| self.notes.get(at)).or_else(aside)
    }
}
