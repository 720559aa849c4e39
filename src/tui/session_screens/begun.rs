//! What was begun in small forms and is not handed in: put away in this run of the program, or
//! found as drafts from before.

use crate::{
    journal::drafts::{Draft, DraftKey},
    tui::ask::Ask,
};

#[derive(Clone, Debug, Default)]
pub(super) struct Begun {
    put_away: Vec<Ask>,
    found: Vec<(DraftKey, Draft)>,
}

impl Begun {
    /// Drafts that were found when the session was opened again.
    pub(super) fn found(&mut self, drafts: Vec<(DraftKey, Draft)>) {
        self.found = drafts;
    }

    /// A form with text in it is put away.
    pub(super) fn put_away(&mut self, ask: Ask) {
        self.put_away.push(ask);
    }

    /// Puts back into a form what was begun in one like it, and says so.
    pub(super) fn take_up(&mut self, ask: &mut Ask) -> Option<&'static str> {
        let mut is_like = |key: Option<DraftKey>| key.is_some_and(|key| ask.takes_up(&key));
        let mut put_away = self.put_away.iter();
        let at = put_away.position(|kept| is_like(kept.draft_key()));
        let (draft, words) = match at.and_then(|at| self.put_away.remove(at).draft()) {
            Some(draft) => (draft, "What you began before is here again."),
            None => {
                let mut found = self.found.iter();
                let at = found.position(|(key, _)| ask.takes_up(key))?;
                let (_, draft) = self.found.remove(at);
                (draft, "A draft was kept: it is here again.")
            }
        };
        ask.restore(&draft);
        Some(words)
    }
}
