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
    pub(super) stances: BTreeMap<(PersonId, u8, u8), Taken>,
    pub(super) votes: Vec<Vote>,
    /// What stood on the list when the first rated it, by run.
    pub(super) rated: BTreeMap<usize, Vec<Seq>>,
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
    /// Its writer, or whoever types for them, wrote it anew in the same step before it was shown.
    pub(super) replaced: bool,
    /// Whose one answer it is, where a group gave it; nobody's but the person's where empty.
    pub(super) group: Vec<PersonId>,
    pub(super) role: Option<Clean>,
}

impl Version {
    pub(super) fn is_typed(&self) -> bool {
        matches!(self.origin, Origin::Typed | Origin::Moved)
    }

    /// Of the same person or group, in the same run of the same step.
    fn is_beside(&self, other: &Self) -> bool {
        let of = |one: &Self| (one.owner(), one.place, one.run);
        of(self) == of(other) && self.group == other.group
    }
}

/// What somebody makes of a claim.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) stance: Stance,
    pub(super) text: Clean,
    /// The answer of a group, for which the desk took it down from whoever stands for it.
    pub(super) of_group: Option<Seq>,
    /// Said once the question was past.
    pub(super) late: bool,
    /// Reasons that they gave with other verdicts, and come back with those.
    pub(super) before: Vec<(Stance, Clean)>,
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
    /// Said once the question was past.
    pub(super) late: bool,
}

impl Round {
    /// What everybody may see of what was written: revealed, and the last of each round. What was
    /// withdrawn before anything was shown is told to nobody; the record keeps it, and until it is
    /// shown it can still go to whoever it belongs to.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Version> + Clone {
        let all = self.versions.iter();
        all.filter(|one| one.revealed && !self.is_dropped(one))
    }

    pub(super) fn is_dropped(&self, version: &Version) -> bool {
        let mut later = self.versions.iter().filter(|one| one.entry > version.entry);
        version.replaced && version.revealed && later.any(|one| one.is_beside(version))
    }

    /// Takes an answer down. What is written anew in the same step, before it was shown, is
    /// withdrawn.
    pub(super) fn takes(&mut self, version: Version) {
        for one in &mut self.versions {
            one.replaced |= !one.revealed && one.is_beside(&version);
        }
        self.versions.push(version);
    }

    /// Takes a verdict down. The reason of another one goes with that.
    pub(super) fn compares(&mut self, key: (PersonId, u8, u8), mut taken: Taken) {
        if let Some(was) = self.stances.remove(&key) {
            taken.before = was.before;
            taken.before.retain(|(stance, _)| *stance != was.stance);
            taken.before.push((was.stance, was.text));
        }
        taken
            .before
            .retain(|(of, text)| *of != taken.stance && !text.is_empty());
        self.stances.insert(key, taken);
    }

    /// The answer that a group gave last, where that person stands for it, by name.
    pub(super) fn stands_for(&self, person: PersonId) -> Option<Seq> {
        let mut newest = self.versions.iter().rev();
        let newest = newest.find(|version| version.is_by(person))?;
        let stands = newest.group.len() > 1 && newest.owner() == person;
        (stands && newest.names == Names::Named).then_some(newest.entry)
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
            rated: BTreeMap::new(),
            themes: Vec::new(),
            sorted: BTreeMap::new(),
            sortings: Vec::new(),
            read: BTreeSet::new(),
            rounds_shown: false,
            aside: Vec::new(),
        }
    }

    /// Whether nothing was said to it, and nothing of its author's answer was shown.
    pub(super) fn is_untouched(&self) -> bool {
        let said = [
            self.versions.len(),
            self.passes.len(),
            self.notes.len(),
            self.stances.len(),
            self.votes.len(),
            self.themes.len(),
            self.aside.len(),
        ];
        said.iter().all(|count| *count == 0) && !self.model_revealed && self.decided.is_none()
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
