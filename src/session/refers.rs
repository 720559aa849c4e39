//! What an event speaks about: other entries, people, a question.

use super::{Event, Target};
use crate::id::{PersonId, QuestionId, Seq};

impl Event {
    /// The other entries that it speaks about.
    pub fn refers_to(&mut self) -> Vec<&mut Seq> {
        match self {
            Self::Noted { about: entry, .. } | Self::Heard { answer: entry, .. } => {
                entry.iter_mut().collect()
            }
            Self::Dissented { against, .. } => against.entry_mut().into_iter().collect(),
            Self::DissentMet { dissent: entry, .. }
            | Self::ThemeNamed { theme: entry, .. }
            | Self::Tagged { note: entry, .. }
            | Self::NoteMended { note: entry, .. }
            | Self::Reassigned { entry, .. }
            | Self::Recommitted {
                commitment: entry, ..
            }
            | Self::TakenBack { entry } => vec![entry],
            Self::Voted { ballot, .. } => ballot.items_mut(),
            Self::ThemeMade { items, .. } => items.iter_mut().collect(),
            Self::Sorted { items, theme } => items.iter_mut().chain(theme).collect(),
            Self::SetAside { entries, .. } | Self::BroughtBack { entries } => {
                entries.iter_mut().collect()
            }
            Self::Opened(_)
            | Self::Resumed { .. }
            | Self::Joined { .. }
            | Self::Left { .. }
            | Self::Returned { .. }
            | Self::Renamed { .. }
            | Self::DeviceBound { .. }
            | Self::ProtocolChosen { .. }
            | Self::ProtocolOf { .. }
            | Self::LeftOut { .. }
            | Self::MinutesGiven { .. }
            | Self::KeptUnshown {}
            | Self::NamesSet { .. }
            | Self::Writing { .. }
            | Self::SeatHanded { .. }
            | Self::Moved { .. }
            | Self::SteppedBack { .. }
            | Self::Reopened {}
            | Self::Grouped { .. }
            | Self::BreakBegan { .. }
            | Self::BreakEnded { .. }
            | Self::Extended { .. }
            | Self::Answered { .. }
            | Self::Passed { .. }
            | Self::Hinted { .. }
            | Self::FactGiven { .. }
            | Self::Decided { .. }
            | Self::Compared { .. }
            | Self::Committed { .. }
            | Self::Spoken { .. }
            | Self::Consented { .. }
            | Self::Learned(_)
            | Self::Mended { .. }
            | Self::Shortened { .. }
            | Self::TakenOver { .. }
            | Self::Paused { .. }
            | Self::ClockJumped { .. }
            | Self::Rated { .. }
            | Self::Marked { .. }
            | Self::Queued { .. }
            | Self::Unqueued { .. }
            | Self::TurnPassed { .. }
            | Self::SortUndone { .. }
            | Self::DutyHanded { .. }
            | Self::RoleTaken { .. }
            | Self::Closed { .. } => Vec::new(),
        }
    }

    pub(super) fn people(&self) -> Vec<PersonId> {
        match self {
            Self::Joined { person, .. }
            | Self::Left { person }
            | Self::Returned { person }
            | Self::Renamed { person, .. }
            | Self::Answered { person, .. }
            | Self::Passed { person, .. }
            | Self::Compared { person, .. }
            | Self::Spoken { person, .. }
            | Self::Consented { person, .. }
            | Self::Rated { person, .. }
            | Self::Marked { person, .. }
            | Self::Voted { person, .. }
            | Self::Queued { person, .. }
            | Self::Unqueued { person }
            | Self::TurnPassed { person }
            | Self::Reassigned { to: person, .. }
            | Self::RoleTaken { person, .. } => vec![*person],
            Self::Noted { person, .. }
            | Self::NoteMended { person, .. }
            | Self::Dissented { person, .. }
            | Self::Committed { person, .. }
            | Self::Recommitted { person, .. }
            | Self::Heard { person, .. }
            | Self::FactGiven {
                asked_by: person, ..
            }
            | Self::SeatHanded { to: person }
            | Self::DutyHanded { to: person, .. } => person.iter().copied().collect(),
            Self::Grouped { groups } => groups.concat(),
            Self::DeviceBound { people, .. } => people.clone(),
            _ => Vec::new(),
        }
    }

    pub fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::Answered { question, .. }
            | Self::Passed { question, .. }
            | Self::Hinted { question, .. }
            | Self::Noted { question, .. }
            | Self::Compared { question, .. }
            | Self::Rated { question, .. }
            | Self::Voted { question, .. }
            | Self::ThemeMade { question, .. }
            | Self::Decided { question, .. }
            | Self::SortUndone { question } => Some(question),
            _ => None,
        }
    }
}

impl Target {
    fn entry_mut(&mut self) -> Option<&mut Seq> {
        match self {
            Self::Answer(entry) | Self::Theme(entry) => Some(entry),
            Self::Question(_) | Self::Tally(_) | Self::Model(_) | Self::Summary => None,
        }
    }
}
