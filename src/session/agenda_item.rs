//! What stands on the agenda: a reading, a question, the close.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum AgendaItem {
    /// Readings and exhibits that stand together in one part.
    Read {
        /// Which part, counted from 0.
        part: usize,
        items: std::ops::Range<usize>,
    },
    Question {
        /// Which part, counted from 0.
        part: usize,
        /// Which question of the case, counted from 0.
        question: usize,
    },
    /// Commitments and one word each.
    Close,
}

impl AgendaItem {
    /// The part that it stands in, counted from 0; none for the close.
    pub(super) fn part(&self) -> Option<usize> {
        match self {
            Self::Read { part, .. } | Self::Question { part, .. } => Some(*part),
            Self::Close => None,
        }
    }

    /// The question that it asks, counted from 0.
    pub(super) fn question(&self) -> Option<usize> {
        match self {
            Self::Question { question, .. } => Some(*question),
            Self::Read { .. } | Self::Close => None,
        }
    }

    /// The number of that question, counted from 1.
    pub(super) fn number(&self) -> Option<u32> {
        u32::try_from(self.question()? + 1).ok()
    }
}
