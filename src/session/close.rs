//! The close: what is tried, one word each, and what may leave this group.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::{
    Actor, Decision, Event, MOST_BYTES, Refusal, Ruling, Session, Target, Viewer, event::empty,
    mask, rule::written,
};
use crate::{
    id::{PersonId, Seq},
    protocol::Names,
    stamp::is_no_day,
    text::{Clean, folded},
};

/// The first format whose sessions ask everybody what may leave the group.
const ASKS_SINCE: u32 = 2;
/// The fewest people behind a number or a text without a name.
pub const FEWEST_SHARED: usize = 5;

/// How much of what a person said may leave this group.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(into = "u8", try_from = "u8")]
pub enum Level {
    /// Nothing at all. Whoever was asked and said nothing shares nothing.
    #[default]
    Nothing,
    /// Choices and ratings as numbers, where [`FEWEST_SHARED`] people or more stand behind each.
    Counted,
    /// Words too, without the name, where so many of the group answered.
    Words,
    Named,
}

impl Level {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::Counted, Self::Words, Self::Named];

    /// Those that may be chosen where no more than this one may leave.
    pub fn up_to_here(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |level| *level <= self)
    }

    pub fn called(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }

    /// What a person says to choose it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Counted => "counted",
            Self::Words => "words",
            Self::Named => "name",
        }
    }

    /// What it means, to whoever chooses.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Counted => "counted, among five or more",
            Self::Words => "in my words, without my name",
            Self::Named => "with my name",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level as Self
    }
}

impl TryFrom<u8> for Level {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        let level = Self::ALL.get(usize::from(number)).copied();
        level.ok_or_else(|| format!("{number} is no level of consent"))
    }
}

/// What people said may leave the group.
#[derive(Clone, Debug)]
pub(super) struct Consents {
    /// The most that may, whatever they say.
    pub(super) most: Level,
    pub(super) said: BTreeMap<PersonId, Level>,
}

impl Consents {
    pub(super) fn up_to(most: Option<Level>) -> Self {
        Self {
            most: most.unwrap_or(Level::Named),
            said: BTreeMap::new(),
        }
    }

    /// How much of somebody's may leave.
    pub(super) fn of(&self, person: PersonId) -> Level {
        let said = self.said.get(&person).copied().unwrap_or_default();
        said.min(self.most)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DissentState {
    /// Nobody has met it yet.
    #[default]
    Open,
    Answered,
    /// It goes along to the next session.
    CarriedOn,
    /// Whoever filed it said it anew; what was said before stands below it.
    Reworded,
    /// Whoever filed it takes it back; it stays on record.
    TakenBack,
}

impl DissentState {
    /// The glossary's words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::CarriedOn => "carried on",
            Self::Reworded => "said before",
            Self::TakenBack => "taken back",
        }
    }

    /// Whether only whoever filed it says so.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Reworded | Self::TakenBack)
    }
}

/// A recorded disagreement and what became of it.
#[derive(Clone, Debug)]
pub(super) struct Dissent {
    pub(super) entry: Seq,
    pub(super) person: Option<PersonId>,
    pub(super) against: Target,
    pub(super) text: Clean,
    /// The shared keyboard put it down.
    pub(super) typed: bool,
    pub(super) state: DissentState,
    pub(super) answers: Vec<(DissentState, Clean)>,
}

impl Dissent {
    pub(super) fn met(&mut self, state: DissentState, text: &Clean) {
        let mut said = text.clone();
        if state == DissentState::Reworded {
            std::mem::swap(&mut self.text, &mut said);
        } else {
            self.state = state;
        }
        self.answers.push((state, said));
    }
}

/// What a person or the group will try: an experiment card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    pub what: Clean,
    /// What we expect to happen; perhaps empty.
    #[serde(default, skip_serializing_if = "empty")]
    pub expect: Clean,
    /// By when, or when we look at what was learned; in the person's own words.
    #[serde(default)]
    pub by_when: Clean,
    #[serde(default)]
    pub surprise: Clean,
}

/// The question that consent answers, for every front.
pub const ASKED: &str = "What of yours may leave this group, to be compared with others? Names inside your text go along; what has left cannot be called back.";

/// Whether people of a session were asked what may leave it. Those of earlier formats were not,
/// and nobody said no.
pub(super) fn asks(session: &Session) -> bool {
    session.format >= ASKS_SINCE || !session.consents.said.is_empty()
}

pub(super) fn commit(
    session: &Session,
    by: Actor,
    person: Option<PersonId>,
    commitment: &Commitment,
) -> Decision {
    session.may_commit()?;
    session.may_speak_for(by, person)?;
    fits(commitment)?;
    Ok(vec![Event::Committed {
        person,
        commitment: commitment.clone(),
    }])
}

/// Whether it says what will be tried, and stays within one journal line.
pub(super) fn fits(commitment: &Commitment) -> Ruling {
    written(&commitment.what)?;
    if is_no_day(&commitment.by_when) {
        return Err(Refusal::WrongValue(
            "No calendar has that day. Say another one, or put it in other words.",
        ));
    }
    let parts = [
        &commitment.what,
        &commitment.expect,
        &commitment.by_when,
        &commitment.surprise,
    ];
    let all: usize = parts.iter().map(|part| part.len()).sum();
    match all.checked_sub(MOST_BYTES) {
        None | Some(0) => Ok(()),
        Some(over) => Err(Refusal::TooLong(over)),
    }
}

pub(super) fn speak(session: &Session, by: Actor, person: PersonId, word: &Clean) -> Decision {
    session.may_say_word()?;
    session.may_speak_for(by, Some(person))?;
    written(word)?;
    Ok(vec![Event::Spoken {
        person,
        word: Clean::line(word),
    }])
}

/// It can be changed until the session is closed.
pub(super) fn consent(session: &Session, by: Actor, person: PersonId, level: Level) -> Decision {
    session.may_consent(by, person)?;
    let most = session.consents.most;
    if level > most {
        return Err(Refusal::TooMuchLeaves(most.words()));
    }
    Ok(vec![Event::Consented { person, level }])
}

/// How much may leave of what stands under a name or a pseudonym; none where nobody was asked,
/// and for every viewer but those whose view leaves the room.
///
/// Where names are hidden anywhere in a session, what stands under a name in its report has the
/// lowest level of all: a level that only one person chose would link pseudonym and name.
pub(super) fn level(
    session: &Session,
    viewer: Viewer,
    person: Option<PersonId>,
    names: Names,
) -> Option<Level> {
    let own = |person: PersonId| session.consents.of(person);
    let lowest = || session.people.all.iter().map(|person| own(person.id)).min();
    match viewer {
        Viewer::Facilitator | Viewer::Person(_) | Viewer::Room => None,
        Viewer::Report | Viewer::Shared if !asks(session) => None,
        Viewer::Report | Viewer::Shared => Some(match person {
            None => Level::Nothing,
            Some(person) if names == Names::Hidden => own(person).min(Level::Words),
            Some(_) if viewer == Viewer::Report && mask::hides_names(session) => {
                lowest().unwrap_or_default()
            }
            Some(person) => own(person),
        }),
    }
}

/// As [`level`], of what the whole group said: as much as each of them agrees to.
pub(super) fn level_of_all(session: &Session, viewer: Viewer) -> Option<Level> {
    let mut all = session.people.all.iter();
    let levels = all
        .by_ref()
        .map(|person| level(session, viewer, Some(person.id), Names::Named));
    levels.min().flatten()
}

/// Letters that a language may put behind a name.
const BENT: usize = 3;

/// Whether a text names somebody: a name, or a part of one, is a word of its own. A capital word
/// that is a little longer counts too, since many languages bend names; so does a name within a
/// text that has no blanks between words.
pub fn names_somebody<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> bool {
    let words: Vec<(bool, String)> = text
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| (word.starts_with(char::is_uppercase), folded(word)))
        .collect();
    let whole = folded(text);
    let is_named = |part: &str| {
        let letters = part.chars().count();
        let caseless = |c: char| c.is_alphabetic() && !c.is_lowercase();
        let bent = |word: &str| {
            let more = word.chars().count().saturating_sub(letters);
            letters >= 3 && word.starts_with(part) && more <= BENT
        };
        words
            .iter()
            .any(|(capital, word)| word == part || (*capital && bent(word)))
            || (part.starts_with(caseless) && whole.contains(part))
    };
    names.into_iter().any(|name| {
        let name = folded(name);
        let mut parts = name.split(|c: char| !c.is_alphanumeric());
        parts.any(|part| part.contains(char::is_alphabetic) && is_named(part))
    })
}
