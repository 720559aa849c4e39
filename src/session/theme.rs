//! Bringing answers together: themes, and the items that votes are about. Nothing is lost:
//! whatever is in no theme stands on its own.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Actor, Byline, Decision, Event, Fit, Note, NoteKind, Refusal, Round, Ruling, Session, Tag,
    Theme, Version, mask::Mask, pseudonym, rule::written, tally::said as said_words,
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    text::{Clean, folded},
};

/// The most items that one event puts somewhere, so that its line stays short.
const MOST_ITEMS: usize = 2_000;

pub(super) fn make_theme(
    session: &Session,
    by: Actor,
    question: &QuestionId,
    title: &Clean,
    items: &[Seq],
) -> Decision {
    session.may_keep_record(by)?;
    let title = Clean::line(title);
    written(&title)?;
    let round = session.round_of(question).ok_or(Refusal::NotThere)?;
    can_be_sorted(round, items)?;
    Ok(vec![Event::ThemeMade {
        question: question.clone(),
        title,
        items: items.to_vec(),
    }])
}

pub(super) fn name_theme(session: &Session, by: Actor, theme: Seq, title: &Clean) -> Decision {
    session.may_keep_record(by)?;
    let title = Clean::line(title);
    written(&title)?;
    find(session, theme).ok_or(Refusal::NotThere)?;
    Ok(vec![Event::ThemeNamed { theme, title }])
}

pub(super) fn sort(session: &Session, by: Actor, items: &[Seq], theme: Option<Seq>) -> Decision {
    session.may_keep_record(by)?;
    if items.is_empty() {
        return Err(Refusal::NotThere);
    }
    let holds = |round: &&Round| round.can_be_sorted(items);
    let round = session.rounds.iter().find(holds).ok_or(Refusal::NotThere)?;
    let known = |wanted: Seq| round.themes.iter().any(|theme| theme.entry == wanted);
    if !theme.is_none_or(known) || items.len() > MOST_ITEMS {
        return Err(Refusal::NotThere);
    }
    Ok(vec![Event::Sorted {
        items: items.to_vec(),
        theme,
    }])
}

pub(super) fn undo_sort(session: &Session, by: Actor, question: &QuestionId) -> Decision {
    session.may_keep_record(by)?;
    let round = session.round_of(question).ok_or(Refusal::NotThere)?;
    if round.sortings.is_empty() {
        return Err(Refusal::NotNow("There is nothing to undo."));
    }
    Ok(vec![Event::SortUndone {
        question: question.clone(),
    }])
}

pub(super) fn tag(session: &Session, by: Actor, note: Seq, tag: Option<Tag>) -> Decision {
    session.may_speak_for(by, None)?;
    let mut notes = session.rounds.iter().flat_map(|round| &round.notes);
    if !notes.any(|known| known.entry == note) {
        return Err(Refusal::NotThere);
    }
    Ok(vec![Event::Tagged { note, tag }])
}

fn can_be_sorted(round: &Round, items: &[Seq]) -> Ruling {
    if round.can_be_sorted(items) && items.len() <= MOST_ITEMS {
        Ok(())
    } else {
        Err(Refusal::NotThere)
    }
}

/// Whether an answer of that entry to any question can be seen.
pub(super) fn shown(session: &Session, entry: Seq) -> bool {
    session.rounds.iter().any(|round| round.shows_answer(entry))
}

pub(super) fn find(session: &Session, entry: Seq) -> Option<(usize, &Theme)> {
    let mut rounds = session.rounds.iter().enumerate();
    rounds.find_map(|(index, round)| {
        let mut themes = round.themes.iter();
        let theme = themes.find(|theme| theme.entry == entry)?;
        Some((index, theme))
    })
}

pub(super) fn made(
    session: &mut Session,
    question: &QuestionId,
    theme: Theme,
    items: &[Seq],
) -> Fit {
    let round = session.round(question)?;
    round.put(items, Some(theme.entry));
    round.themes.push(theme);
    Ok(())
}

pub(super) fn named(session: &mut Session, theme: Seq, title: &Clean) -> Fit {
    let mut themes = session
        .rounds
        .iter_mut()
        .flat_map(|round| &mut round.themes);
    let known = themes.find(|known| known.entry == theme);
    known.ok_or("there is no such theme")?.title = title.clone();
    Ok(())
}

pub(super) fn sorted(session: &mut Session, items: &[Seq], theme: Option<Seq>) -> Fit {
    let mut rounds = session.rounds.iter_mut();
    let round = rounds.find(|round| round.holds(items));
    round
        .ok_or("its items are of no question")?
        .put(items, theme);
    Ok(())
}

pub(super) fn tagged(session: &mut Session, note: Seq, tag: Option<Tag>) -> Fit {
    let mut notes = session.rounds.iter_mut().flat_map(|round| &mut round.notes);
    let known = notes.find(|known| known.entry == note);
    known.ok_or("there is no such note")?.tag = tag;
    Ok(())
}

/// The newest answers that can be seen, listed by pseudonym, so that the order tells nothing
/// about who wrote what.
fn listed<'a>(session: &Session, index: usize, round: &'a Round) -> Vec<&'a Version> {
    let mut newest = BTreeMap::<(PersonId, u16), &Version>::new();
    for version in round.shown() {
        newest.insert((version.owner(), version.strand), version);
    }
    let mut answers: Vec<_> = newest.into_iter().collect();
    let (mask, names) = (
        Mask::of(session, index),
        pseudonym::pseudonyms(session, index),
    );
    let by = |version: &Version| match mask.writer(session, version) {
        Byline::Pseudonym(called) => Some(called),
        _ => names
            .get((version.owner().0 as usize).checked_sub(1)?)
            .cloned(),
    };
    answers.sort_by_cached_key(|((_, strand), version)| (by(version), *strand));
    answers.into_iter().map(|(_, version)| version).collect()
}

/// What can be voted on in a question, in the order in which it is listed: themes, then what
/// was said in turn, then each answer that can be seen and says more, where it is in no theme.
pub(super) fn items(session: &Session, index: usize) -> Vec<Seq> {
    let Some(round) = session.rounds.get(index) else {
        return Vec::new();
    };
    let kind = &round.question.prompt.kind;
    let used: BTreeSet<_> = round.sorted.values().collect();
    let themes = round.themes.iter().map(|theme| theme.entry);
    let mut items: Vec<_> = themes.filter(|theme| used.contains(theme)).collect();
    // What challenges or asks in between is kept, but it is no idea to vote on.
    let idea =
        |note: &&Note| note.in_turn && matches!(note.kind, NoteKind::NewIdea | NoteKind::BuildsOn);
    let ideas = round.notes.iter().filter(idea);
    let mut single: Vec<_> = ideas.clone().map(|note| note.entry).collect();
    let mut said: BTreeSet<_> = ideas.map(|note| folded(&note.text)).collect();
    for version in listed(session, index, round) {
        // What was written and said is on the list once, and so is what two wrote alike.
        let words = said_words(kind, &version.answer.value);
        let lines = words.lines().map(folded).filter(|line| !line.is_empty());
        let known = lines.clone().all(|line| said.contains(&line));
        if !known {
            said.extend(lines);
            single.push(version.entry);
        }
    }
    items.extend(
        single
            .into_iter()
            .filter(|item| !round.sorted.contains_key(item)),
    );
    items
}

impl Round {
    /// The answer of that entry. Answers stand in the order of the journal.
    pub(super) fn version(&self, entry: Seq) -> Option<&Version> {
        let at = self.place_of_version(entry)?;
        self.versions.get(at)
    }

    /// Its place among all answers.
    pub(super) fn place_of_version(&self, entry: Seq) -> Option<usize> {
        let at = self.versions.binary_search_by_key(&entry, |one| one.entry);
        at.ok()
    }

    /// The place of the note of that entry among all notes.
    pub(super) fn place_of_note(&self, entry: Seq) -> Option<usize> {
        self.notes
            .binary_search_by_key(&entry, |one| one.entry)
            .ok()
    }

    /// Whether an answer of that entry can be seen.
    fn shows_answer(&self, entry: Seq) -> bool {
        let version = self.version(entry);
        version.is_some_and(|version| version.revealed && !self.is_dropped(version))
    }

    /// Whether an answer of that entry can be seen, or there is a note of it.
    pub(super) fn shows(&self, entry: Seq) -> bool {
        self.shows_answer(entry) || self.place_of_note(entry).is_some()
    }

    /// Whether these are answers that can be seen, or notes, of this question.
    fn can_be_sorted(&self, items: &[Seq]) -> bool {
        items.iter().all(|item| self.shows(*item))
    }

    /// Whether these are answers or notes of this question.
    fn holds(&self, items: &[Seq]) -> bool {
        items.iter().all(|item| self.says(*item))
    }

    fn put(&mut self, items: &[Seq], theme: Option<Seq>) {
        let before = items
            .iter()
            .map(|item| (*item, self.sorted.get(item).copied()));
        self.sortings.push(before.collect());
        for item in items {
            self.set(*item, theme);
        }
    }

    fn set(&mut self, item: Seq, theme: Option<Seq>) {
        match theme {
            Some(theme) => self.sorted.insert(item, theme),
            None => self.sorted.remove(&item),
        };
    }

    pub(super) fn take_back(&mut self) {
        for (item, theme) in self.sortings.pop().unwrap_or_default() {
            self.set(item, theme);
        }
    }
}
