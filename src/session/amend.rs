//! What was taken down wrongly is put right: a commitment is said anew or taken back, a note says
//! what was meant, a dissent gets the name of whoever filed it, what was set aside is brought back. What stood before stays
//! on record.

use std::collections::BTreeSet;

use super::{
    Actor, Commitment, Decision, Event, Fit, NoteKind, Refusal, Round, Ruling, Session,
    back::{Change, Said},
    close,
    rule::{short_enough, written},
};
use crate::{
    id::{PersonId, Seq},
    text::Clean,
};

/// What was put right, as it is told.
#[derive(Clone, Debug)]
pub(super) enum Amended {
    /// Whose commitment it was and is, and what it said; taken back where it is nobody's any more.
    Commitment {
        from: Option<PersonId>,
        before: Clean,
        to: Option<Option<PersonId>>,
    },
    /// A dissent had stood under another name.
    Dissent {
        from: PersonId,
        to: PersonId,
        why: Clean,
    },
    /// A note to a question, counted from 0.
    Note { question: usize },
    /// Something said to a question, counted from 0, that had been set aside with that reason.
    BroughtBack { question: usize, why: Clean },
}

impl Amended {
    /// Whether something was only said or put down otherwise: nobody went back on it.
    pub(super) fn puts_right(&self) -> bool {
        match self {
            Self::Commitment { to, .. } => to.is_some(),
            Self::Note { .. } | Self::Dissent { .. } => true,
            Self::BroughtBack { .. } => false,
        }
    }
}

/// Whoever may say a commitment may say it anew, or take it back.
pub(super) fn recommit(
    session: &Session,
    by: Actor,
    entry: Seq,
    person: Option<PersonId>,
    anew: Option<&Commitment>,
) -> Decision {
    session.may_commit()?;
    let mut known = session.commitments.iter();
    let known = known.find(|(known, ..)| *known == entry);
    let (_, of, before) = known.ok_or(Refusal::NotThere)?;
    session.may_speak_for(by, *of)?;
    if let Some(anew) = anew {
        if person != *of {
            session.may_speak_for(by, person)?;
        }
        close::fits(anew)?;
    }
    if person == *of && anew == Some(before) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Recommitted {
        commitment: entry,
        person: person.filter(|_| anew.is_some()),
        anew: anew.cloned(),
    }])
}

/// Whoever may say a note may put it right, while its question may be spoken to.
pub(super) fn mend_note(
    session: &Session,
    by: Actor,
    entry: Seq,
    (person, kind, text): (Option<PersonId>, NoteKind, &Clean),
) -> Decision {
    session.running()?;
    let mut notes = session.rounds.iter().flat_map(|round| &round.notes);
    let known = notes.find(|known| known.entry == entry);
    let known = known.ok_or(Refusal::NotThere)?;
    session.may_speak_for(by, known.person)?;
    session.may_speak_for(by, person)?;
    written(text)?;
    if (person, kind, text) == (known.person, known.kind, &known.text) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::NoteMended {
        note: entry,
        person,
        kind,
        text: text.clone(),
    }])
}

/// Whether there is a note that can be put right.
pub(super) fn may_mend_any(session: &Session, by: Actor) -> bool {
    let mut notes = session.rounds.iter().flat_map(|round| &round.notes);
    session.running().is_ok() && notes.any(|note| session.may_speak_for(by, note.person).is_ok())
}

/// Takes in that a note was put right. It stays the same note: what speaks to it still does.
fn note_mended(
    session: &mut Session,
    entry: Seq,
    (person, kind, text): (Option<PersonId>, NoteKind, &Clean),
) -> Fit {
    let mut rounds = session.rounds.iter_mut().enumerate();
    let found = rounds.find_map(|(question, round)| {
        let mut notes = round.notes.iter_mut();
        Some((question, notes.find(|known| known.entry == entry)?))
    });
    let (question, note) = found.ok_or("there is no such note")?;
    (note.person, note.kind) = (person, kind);
    note.text = text.clone();
    let change = Amended::Note { question };
    session.changes.push(Change::Amended(change));
    Ok(())
}

/// Whether a dissent can be given the name of somebody else: one that the shared keyboard put
/// down under a name.
pub(super) fn may_rename_dissent(session: &Session, by: Actor, entry: Seq) -> Ruling {
    session.running()?;
    session.may_steer(by)?;
    let mut known = session.dissents.iter();
    let known = known.find(|known| known.entry == entry);
    let known = known.ok_or(Refusal::NotThere)?;
    match (known.person, known.typed) {
        (None, _) => Err(Refusal::NotNow(
            "It was filed without a name, and stays without one.",
        )),
        (Some(_), false) => Err(Refusal::NotNow(
            "That person filed it on a device of their own. They can take it back themselves.",
        )),
        (Some(_), true) => Ok(()),
    }
}

pub(super) fn rename_dissent(
    session: &Session,
    by: Actor,
    entry: Seq,
    to: PersonId,
    why: &Clean,
) -> Decision {
    may_rename_dissent(session, by, entry)?;
    session.people.known(to)?;
    short_enough(why)?;
    let mut known = session.dissents.iter();
    if known.any(|known| known.entry == entry && known.person == Some(to)) {
        return Err(Refusal::NotNow("It stands under that name already."));
    }
    Ok(vec![Event::Reassigned {
        entry,
        to,
        why: Clean::line(why),
    }])
}

/// Whether there is anything that this actor can bring back.
pub(super) fn may_bring_back_any(session: &Session, by: Actor) -> bool {
    let mut aside = session.rounds.iter().flat_map(|round| &round.aside);
    aside.any(|one| may_bring_back(session, by, one.what.entry()).is_ok())
}

/// What was set aside is brought back by whoever steers, and by whoever said it.
fn may_bring_back(session: &Session, by: Actor, entry: Seq) -> Ruling {
    session.running()?;
    let mut aside = session.rounds.iter().flat_map(|round| &round.aside);
    let one = aside.find(|one| one.what.entry() == entry);
    let one = one.ok_or(Refusal::NotNow("That was not set aside."))?;
    match one.what.is_own(by) {
        true => Ok(()),
        false => session.may_steer(by),
    }
}

pub(super) fn bring_back(session: &Session, by: Actor, entries: &[Seq]) -> Decision {
    let entries: BTreeSet<_> = entries.iter().copied().collect();
    if entries.is_empty() {
        return Err(Refusal::NotThere);
    }
    for entry in &entries {
        may_bring_back(session, by, *entry)?;
    }
    Ok(vec![Event::BroughtBack {
        entries: entries.into_iter().collect(),
    }])
}

/// Takes in what was put right.
pub(super) fn amended(session: &mut Session, event: &Event) -> Fit {
    if let Event::Recommitted {
        commitment,
        person,
        anew,
    } = event
    {
        return recommitted(session, *commitment, *person, anew.as_ref());
    }
    if let Event::NoteMended {
        note,
        person,
        kind,
        text,
    } = event
    {
        return note_mended(session, *note, (*person, *kind, text));
    }
    if let Event::BroughtBack { entries } = event {
        return brought_back(session, entries);
    }
    Ok(())
}

/// Takes in that a commitment was said anew, or taken back.
fn recommitted(
    session: &mut Session,
    entry: Seq,
    person: Option<PersonId>,
    anew: Option<&Commitment>,
) -> Fit {
    let mut all = session.commitments.iter();
    let at = all.position(|(known, ..)| *known == entry);
    let at = at.ok_or("there is no such commitment")?;
    let (_, from, before) = session.commitments.remove(at);
    if let Some(anew) = anew {
        session
            .commitments
            .insert(at, (entry, person, anew.clone()));
    }
    session.changes.push(Change::Amended(Amended::Commitment {
        from,
        before: before.in_a_line(),
        to: anew.map(|_| person),
    }));
    Ok(())
}

/// Puts a dissent under the name of whoever filed it; false where there is no such dissent.
pub(super) fn dissent_renamed(
    session: &mut Session,
    entry: Seq,
    to: PersonId,
    why: &Clean,
) -> bool {
    let mut known = session.dissents.iter_mut();
    let Some(dissent) = known.find(|known| known.entry == entry) else {
        return false;
    };
    if let Some(from) = dissent.person.replace(to) {
        let why = why.clone();
        let change = Amended::Dissent { from, to, why };
        session.changes.push(Change::Amended(change));
    }
    true
}

/// Takes in that what was set aside counts again. What does not fit changes nothing.
fn brought_back(session: &mut Session, entries: &[Seq]) -> Fit {
    let aside = session.rounds.iter().flat_map(|round| &round.aside);
    let aside: BTreeSet<_> = aside.map(|one| one.what.entry()).collect();
    if !entries.iter().all(|entry| aside.contains(entry)) {
        return Err("it was not set aside");
    }
    for (question, round) in session.rounds.iter_mut().enumerate() {
        for entry in entries {
            if let Some(why) = take_back_in(round, *entry) {
                let change = Amended::BroughtBack { question, why };
                session.changes.push(Change::Amended(change));
            }
        }
    }
    Ok(())
}

/// Puts back what was set aside, where it had stood, and says why it had been set aside.
fn take_back_in(round: &mut Round, entry: Seq) -> Option<Clean> {
    let mut aside = round.aside.iter();
    let at = aside.position(|one| one.what.entry() == entry)?;
    let one = round.aside.remove(at);
    match one.what {
        Said::Answer(version) => {
            let at = round.versions.partition_point(|known| known.entry < entry);
            round.versions.insert(at, *version);
        }
        Said::Note(note) => {
            let at = round.notes.partition_point(|known| known.entry < entry);
            round.notes.insert(at, note);
        }
    }
    Some(one.why)
}
impl Said {
    /// Whether whoever acts said it.
    fn is_own(&self, by: Actor) -> bool {
        match self {
            Self::Answer(version) => version.is_own(by),
            Self::Note(note) => note.is_own(by),
        }
    }

    pub(super) fn entry(&self) -> Seq {
        match self {
            Self::Answer(version) => version.entry,
            Self::Note(note) => note.entry,
        }
    }
}

impl Commitment {
    fn in_a_line(&self) -> Clean {
        let parts = [&self.what, &self.expect, &self.surprise, &self.by_when];
        let said = parts.into_iter().filter(|part| !part.trim().is_empty());
        let said: Vec<_> = said.map(|part| part.trim()).collect();
        Clean::line(&said.join(" · "))
    }
}
