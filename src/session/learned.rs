//! What came of something that was tried after an earlier session: the close of one session is
//! the opening of the next.

use serde::{Deserialize, Serialize};

use super::{Actor, Decision, Event, MOST_BYTES, Refusal, Session, rule::written};
use crate::text::Clean;

/// What came of something that was tried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// Who tried it, by the name of then; "The group" for all.
    pub who: Clean,
    /// What was tried, in the words of then.
    pub what: Clean,
    pub happened: Clean,
    /// What was learned from it; perhaps empty.
    #[serde(default)]
    pub learned: Clean,
}

/// Whoever steers or keeps the record says what came of it, until it is over.
pub(super) fn learn(session: &Session, by: Actor, learned: &Learned) -> Decision {
    session.running()?;
    session.may_speak_for(by, None)?;
    written(&learned.happened)?;
    let texts = [
        &learned.who,
        &learned.what,
        &learned.happened,
        &learned.learned,
    ];
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    match bytes.checked_sub(MOST_BYTES) {
        None | Some(0) => Ok(vec![Event::Learned(learned.clone())]),
        Some(over) => Err(Refusal::TooLong(over)),
    }
}
