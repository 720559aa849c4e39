//! Drafts: which are kept, which are offered, which count when time is up.

use super::{Answering, Hand, writing::Writing};
use crate::{
    id::PersonId,
    journal::drafts::Draft,
    session::{Command, PersonState, QuestionView, View},
};

impl Answering {
    /// Drafts that count as answers when the time of a step is up, each once.
    #[must_use]
    pub fn drafts_in(&self, view: &View) -> Vec<(PersonId, Command)> {
        let Some(question) = &view.question else {
            return Vec::new();
        };
        let open = |person: &PersonId| {
            let state = view.person(*person).map(|person| person.state);
            state == Some(PersonState::Open)
        };
        let asked = &question.prompt.id;
        let written = self.forms.iter().filter_map(|((person, of), writing)| {
            let command = writing.counts_as(*person, of).filter(|_| of == asked)?;
            Some((*person, command))
        });
        let restored = self.restored.iter().filter_map(|((person, of), draft)| {
            let writing = Writing::new(view, question, Some(draft)).filter(|_| of == asked)?;
            Some((*person, writing.counts_as(*person, of)?))
        });
        let counted = written.chain(restored);
        counted.filter(|(person, _)| open(person)).collect()
    }

    /// Whether something of that person's is kept that was not handed in.
    #[must_use]
    pub fn has_draft(&self, person: PersonId, question: &QuestionView) -> bool {
        let key = (person, question.prompt.id.clone());
        let writes = self
            .forms
            .get(&key)
            .is_some_and(|writing| !writing.form.is_blank());
        writes || self.restored.contains_key(&key)
    }

    /// The draft that is offered to the person who has the keyboard.
    #[must_use]
    pub fn offered(&self, question: &QuestionView) -> Option<&Draft> {
        match self.hand {
            Hand::Offer(person) => self.restored.get(&(person, question.prompt.id.clone())),
            Hand::Room | Hand::Over(_) | Hand::With(_) | Hand::Kept(_) => None,
        }
    }
}
