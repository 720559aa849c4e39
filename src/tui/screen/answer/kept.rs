//! Drafts: which are kept, which are offered, which count when time is up.

use super::{Answering, Hand, writing::Writing};
use crate::{
    id::PersonId,
    journal::drafts::{Draft, DraftKey},
    learner::brought::{Brought, brought_by},
    session::{Command, PersonState, QuestionView, View},
    tui::app::Effect,
};

impl Answering {
    /// Drafts that were found when the session was opened again.
    pub fn restore(&mut self, drafts: impl IntoIterator<Item = (DraftKey, Draft)>) {
        for (key, draft) in drafts {
            if let DraftKey::Answer { person, question } = key {
                self.restored.insert((person, question), draft);
            }
        }
    }

    /// What people wrote alone, offered to each of them as their first version.
    pub fn bring(&mut self, brought: Vec<Brought>) {
        self.brought = brought;
    }

    /// Throws away the draft that is offered; the person begins anew.
    pub fn discard(&mut self, view: &View) -> Vec<Effect> {
        let (Hand::Offer(person), Some(question)) = (self.hand, &view.question) else {
            return Vec::new();
        };
        let question = question.prompt.id.clone();
        let kept = self.restored.remove(&(person, question.clone())).is_some();
        let alone = self.take_brought(person, view).is_some();
        self.begin(person, view, None);
        if alone && !kept {
            let text = "What you wrote alone stays where it is. You begin with nothing.";
            return vec![Effect::Tell(text.to_owned())];
        }
        vec![
            Effect::Draft(DraftKey::Answer { person, question }, None),
            Effect::Tell("The draft is gone. You begin anew.".to_owned()),
        ]
    }

    pub(super) fn take_up_draft(&mut self, person: PersonId, view: &View) {
        let Some(question) = &view.question else {
            return;
        };
        let alone = self.take_brought(person, view);
        let draft = self.restored.remove(&(person, question.prompt.id.clone()));
        let draft = draft.or_else(|| alone.map(|alone| alone.draft()));
        self.begin(person, view, draft.as_ref());
    }

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
            // An earlier version that nobody has changed is no draft.
            let counts = writing.touched && of == asked;
            let command = writing.counts_as(*person, of).filter(|_| counts)?;
            Some((*person, command))
        });
        let restored = self.restored.iter().filter_map(|((person, of), draft)| {
            let writing = Writing::new(view, question, Some(draft)).filter(|_| of == asked)?;
            Some((*person, writing.counts_as(*person, of)?))
        });
        // Whoever answered before and began a new version has not said less.
        let anew = |person: &PersonId| {
            let key = (*person, asked.clone());
            let writing = self.forms.get(&key);
            writing.is_some_and(Writing::is_new_version)
        };
        let counted = written.chain(restored);
        counted
            .filter(|(person, _)| open(person) || anew(person))
            .collect()
    }

    /// Whether something of that person's is kept that was not handed in.
    #[must_use]
    pub fn has_draft(&self, person: PersonId, question: &QuestionView) -> bool {
        let key = (person, question.prompt.id.clone());
        let writes = self
            .forms
            .get(&key)
            .is_some_and(|writing| writing.touched && !writing.form.is_blank());
        writes || self.restored.contains_key(&key)
    }

    /// The draft that is offered to the person who has the keyboard, and the day of it where
    /// they wrote it alone.
    #[must_use]
    pub fn offered(&self, view: &View) -> Option<(Draft, Option<String>)> {
        let (Hand::Offer(person), Some(question)) = (self.hand, &view.question) else {
            return None;
        };
        let draft = self.restored.get(&(person, question.prompt.id.clone()));
        let alone = || brought_by(&self.brought, person, view);
        draft
            .map(|draft| (draft.clone(), None))
            .or_else(|| alone().map(|alone| (alone.draft(), Some(alone.day()))))
    }

    /// What a person wrote alone to the question that is asked now; it is offered once.
    pub(super) fn take_brought(&mut self, person: PersonId, view: &View) -> Option<Brought> {
        let alone = brought_by(&self.brought, person, view)?.clone();
        self.brought.retain(|known| *known != alone);
        Some(alone)
    }
}
