//! Sheets to work on paper: which there are of a case.

use std::sync::Arc;

use super::html;
use crate::{case::Case, text::Clean};

/// What stands on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// What everybody has from the beginning; nothing that is hidden.
    Beginning,
    /// A later part, counted from 1, to hand out when the group gets there.
    Later(usize),
    /// Everything, the author's answers too.
    Everything,
}

/// A sheet of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Worksheet {
    case: Arc<Case>,
    pub holds: Holds,
}

impl Worksheet {
    /// One sheet of a case. A later part that the case does not have is an empty sheet.
    pub fn new(case: Case, holds: Holds) -> Self {
        let case = Arc::new(case);
        Self { case, holds }
    }

    /// Every sheet that there is of a case, the facilitator's last.
    pub fn all(case: Case) -> Vec<Self> {
        let later = (1..html::stages(&case)).map(Holds::Later);
        let all = std::iter::once(Holds::Beginning).chain(later);
        let all = all.chain([Holds::Everything]);
        let case = Arc::new(case);
        let of = |holds| Self {
            case: Arc::clone(&case),
            holds,
        };
        all.map(of).collect()
    }

    pub fn title(&self) -> &Clean {
        &self.case.title
    }

    pub fn says(&self) -> String {
        match self.holds {
            Holds::Beginning => "For each participant: nothing hidden is on it".to_owned(),
            Holds::Later(part) => format!(
                "For each participant, later part {part} of {}: only when the group gets there",
                html::stages(&self.case) - 1
            ),
            Holds::Everything => {
                "For the facilitator: everything, the author’s answers too".to_owned()
            }
        }
    }

    /// The sheet as a page that a browser prints.
    pub fn page(&self) -> String {
        match self.holds {
            Holds::Beginning => html::sheet(&self.case, false, None),
            Holds::Later(part) => html::sheet(&self.case, false, Some(part)),
            Holds::Everything => html::sheet(&self.case, true, None),
        }
    }
}
