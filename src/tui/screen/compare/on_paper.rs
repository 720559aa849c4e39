//! Comparing where most write on phones: the desk asks those who have none, one after another.

use super::{Compare, claims::theirs};
use crate::{
    id::PersonId,
    session::{Byline, Stance, View},
    text::Clean,
    tui::screen::{
        answer::{has_phones, people_in_turn},
        share::Share,
    },
};

/// A claim: which model answer, and which of its claims.
type Place = (u8, u8);

/// Somebody's word on a claim that is being taken down, and what stood there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Awaited {
    person: PersonId,
    claim: Place,
    before: Option<(Stance, Clean)>,
}

impl Compare {
    /// Somebody's word on the claim is about to be taken down: once it is in, the next is due.
    pub fn expects(&mut self, view: &View) {
        let due = self.person(view).zip(self.claim(view));
        self.awaits = due
            .filter(|_| has_phones(view))
            .map(|(person, claim)| Awaited {
                person,
                claim,
                before: said(view, person, claim),
            });
    }

    /// Whether the word that was awaited is in.
    pub(super) fn is_taken(&self, view: &View) -> bool {
        self.awaits.as_ref().is_some_and(|due| {
            let now = said(view, due.person, due.claim);
            now.is_some() && now != due.before
        })
    }

    /// On to the next who has no phone and said nothing to the claim, or else to the next claim.
    pub fn goes_to_next(&mut self, view: &View, share: &mut Share) {
        self.awaits = None;
        if !has_phones(view) {
            return;
        }
        if !self.asks_next(view) && self.next_claim(view).is_some() {
            self.claims.at += 1;
            self.asks_next(view);
        }
        self.bring(view, share);
    }

    /// Chooses whom the desk asks about the claim: the first without a phone who said nothing to
    /// it. Whether there is anybody.
    pub(super) fn asks_next(&mut self, view: &View) -> bool {
        let Some(claim) = self.claim(view).filter(|_| has_phones(view)) else {
            return false;
        };
        let mut asked = people_in_turn(view)
            .into_iter()
            .filter(|person| !person.on_device);
        let next = asked.find(|person| said(view, person.id, claim).is_none());
        self.person = next.map(|next| next.id).or(self.person);
        next.is_some()
    }

    /// Where nobody is chosen yet: whoever has no phone is asked first, where others have one; else
    /// the first group, before what each of it wrote alone.
    pub fn begin(&mut self, view: &View, share: &mut Share) {
        if self.person.is_some() {
            return;
        }
        if !self.asks_next(view) {
            let answers = view.question.iter().flat_map(|asked| &asked.answers);
            let mut groups = answers.filter(|answer| answer.together.len() > 1);
            self.person = groups.next().and_then(|answer| match answer.by {
                Byline::Name(first, _) => Some(first),
                Byline::Pseudonym(_) | Byline::Group | Byline::Unnamed => None,
            });
        }
        self.bring(view, share);
    }
}

/// What somebody made of a claim.
fn said(view: &View, person: PersonId, claim: Place) -> Option<(Stance, Clean)> {
    let question = view.question.as_ref()?;
    let stance = theirs(question, view, person, claim)?;
    Some((stance.stance, stance.text.clone()))
}
