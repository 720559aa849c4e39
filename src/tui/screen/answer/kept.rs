//! Drafts: which are kept, which are offered, which count when time is up, and which have done
//! their work.

use crossterm::event::KeyEvent;
use ratatui::text::Line;

use super::{
    Answering, Hand, next_open, single, whose,
    writing::{Sent, Writing},
};
use crate::{
    id::{CommandId, PersonId, QuestionId},
    journal::{
        drafts::{Draft, DraftKey},
        editing::Piece,
    },
    session::{PersonState, PersonView, QuestionView, View},
    study::shelf::brought::{Brought, brought_by},
    tui::{
        effect::Effect,
        form::{Form, hang},
        keys::{self, Action, Scope},
        screen::share::card,
        theme::{Role, Theme},
        widget::styled,
    },
};

impl Answering {
    /// Drafts that were found when the session was opened again.
    pub fn restore(&mut self, drafts: impl IntoIterator<Item = (DraftKey, Draft)>) {
        if self.alone.is_some() {
            // They are offered before anything new is begun.
            self.hand = Hand::Room;
            self.forms.retain(|_, writing| writing.touched);
        }
        self.restored.extend(drafts);
    }

    /// What a person writes in this step to that question: an answer, or a vote.
    pub(super) fn key_of(&self, person: PersonId, question: &QuestionId) -> DraftKey {
        let question = question.clone();
        if self.votes {
            DraftKey::Vote { person, question }
        } else {
            DraftKey::Answer { person, question }
        }
    }

    /// What people wrote alone, offered to each of them as their first version: also to whoever
    /// was quicker than the search for it and has typed nothing yet.
    pub fn bring(&mut self, brought: Vec<Brought>, view: &View) {
        self.brought = brought;
        let Hand::With(person) = self.hand else {
            return;
        };
        let waits = self.writing().is_some_and(Writing::is_untouched);
        if waits && !self.for_others && brought_by(&self.brought, person, view).is_some() {
            self.forms.retain(|_, writing| !writing.is_untouched());
            self.hand = Hand::Offer(person);
        }
    }

    /// Whether a letter would begin the answer of whoever the keyboard is on its way to: they sit
    /// before it by now, and there is nothing of theirs that others might see. Where their draft
    /// lies before them, it goes on with that.
    /// Whoever studies alone and may write anew sits before it all the time.
    pub fn may_begin(&self, view: &View) -> bool {
        let person = match self.hand {
            Hand::Offer(_) => return view.question.is_some(),
            Hand::Over(person) => Some(person),
            // Whoever is alone sees no other list: what they began, they go on with.
            Hand::Room if self.alone.is_some() => {
                return view.can.answer && view.question.is_some();
            }
            Hand::Room | Hand::With(_) | Hand::Kept(_) => None,
        };
        person.is_some_and(|person| self.begins_bare(person, view))
    }

    /// Whether that person would begin with nothing.
    fn begins_bare(&self, person: PersonId, view: &View) -> bool {
        let Some(question) = &view.question else {
            return false;
        };
        let key = self.key_of(person, &question.prompt.id);
        let brought = brought_by(&self.brought, person, view).is_some();
        let offered = brought || self.restored.contains_key(&key);
        !offered && (self.alone.is_some() || !self.has_draft(person, question))
    }

    /// Whether a draft of theirs to the question lies there from before.
    fn is_kept(&self, person: PersonId, view: &View) -> bool {
        let question = view.question.as_ref().filter(|_| self.alone.is_some());
        question.is_some_and(|question| {
            let key = self.key_of(person, &question.prompt.id);
            self.restored.contains_key(&key)
        })
    }

    /// A key on the bare page: whoever presses it has the keyboard, and it is not lost.
    pub fn type_ahead(&mut self, key: KeyEvent, view: &View) -> Vec<Effect> {
        let person = match self.hand {
            Hand::Over(person) | Hand::Offer(person) => Some(person),
            Hand::Room | Hand::With(_) | Hand::Kept(_) => self.alone,
        };
        if let Some(person) = person.filter(|_| self.may_begin(view)) {
            if matches!(self.hand, Hand::Offer(_)) || self.is_kept(person, view) {
                self.take_up_draft(person, view);
            } else {
                self.take(person, view);
            }
            self.ahead.push(key);
        }
        Vec::new()
    }

    /// Prose that came where the list of people is: it begins the sheet of whoever is next. Says
    /// whose; nobody's where it might show something of theirs, or is no answer that is missing.
    pub fn begins_with(&mut self, keys: Vec<KeyEvent>, view: &View) -> Option<PersonId> {
        let person = self.next(view)?;
        let of = view.person(person)?;
        let open = of.state == PersonState::Open && !of.has_written;
        let asked = (view.can.answer || view.can.vote) && self.hand == Hand::Room;
        if !(open && asked && self.begins_bare(person, view)) {
            return None;
        }
        self.chosen = None;
        self.take(person, view);
        self.ahead = keys;
        Some(person)
    }

    /// Throws away the draft that is offered; the person begins anew.
    pub fn discard(&mut self, view: &View) -> Vec<Effect> {
        let (Hand::Offer(person), Some(question)) = (self.hand, &view.question) else {
            return Vec::new();
        };
        let key = self.key_of(person, &question.prompt.id);
        let kept = self.restored.remove(&key);
        let alone = self.take_brought(person, view).is_some();
        self.begin(person, view, None);
        if alone && kept.is_none() {
            let text = "What you wrote alone stays where it is. You begin with nothing.";
            return vec![Effect::Tell(text.to_owned())];
        }
        self.thrown.extend(kept.map(|draft| (key.clone(), draft)));
        let undo = keys::name(Scope::Writing, Action::Undo);
        let told = format!("The draft is gone, and you begin anew. {undo} brings it back.");
        vec![Effect::Draft(key, None), Effect::Tell(told)]
    }

    /// Brings back the draft that was thrown away, while nothing stands in its place.
    pub(super) fn brings_back(&mut self, view: &View) -> Option<Vec<Effect>> {
        let key = self.key()?;
        let blank = self.form().is_some_and(Form::is_blank);
        let draft = self.thrown.remove(&key).filter(|_| blank)?;
        self.begin(key.person()?, view, Some(&draft));
        let told = Effect::Tell("The draft is here again.".to_owned());
        Some(vec![Effect::Draft(key, Some(draft)), told])
    }

    pub(super) fn take_up_draft(&mut self, person: PersonId, view: &View) {
        let Some(question) = &view.question else {
            return;
        };
        let alone = self.take_brought(person, view);
        let key = self.key_of(person, &question.prompt.id);
        let draft = self.restored.remove(&key);
        let draft = draft.or_else(|| alone.map(|alone| alone.draft()));
        self.begin(person, view, draft.as_ref());
    }

    /// Whom somebody chose in the list of people.
    pub fn chosen(&self) -> Option<PersonId> {
        self.chosen
    }

    /// Whose sheet was handed in last.
    pub fn last(&self) -> Option<PersonId> {
        self.last
    }

    /// Whether something of that person's is kept that was not handed in.
    pub fn has_draft(&self, person: PersonId, question: &QuestionView) -> bool {
        let key = self.key_of(person, &question.prompt.id);
        let writes = self.forms.get(&key).is_some_and(Writing::is_draft);
        writes || self.restored.contains_key(&key)
    }

    /// What that person began and nobody handed in.
    pub(super) fn draft_of(&self, person: PersonId, question: &QuestionView) -> Option<Draft> {
        let key = self.key_of(person, &question.prompt.id);
        let written = self.forms.get(&key).filter(|writing| writing.is_draft());
        let written = written.and_then(Writing::unsaid);
        written.or_else(|| self.restored.get(&key).cloned())
    }

    /// What becomes of changes that were begun to answers that are in; empty where none were.
    pub fn says_changing(&self, view: &View) -> String {
        let asked = view
            .question
            .as_ref()
            .filter(|_| view.can.answer || view.can.vote);
        let begun = |person: &&PersonView| {
            let stands = person.state == PersonState::Answered;
            stands && asked.is_some_and(|asked| self.has_draft(person.id, asked))
        };
        let begun: Vec<_> = view
            .here()
            .filter(begun)
            .map(|one| one.name.as_str())
            .collect();
        match begun.is_empty() {
            true => String::new(),
            false if view.alone => {
                "What you began is not saved: it stays a draft, and your answer is as it was."
                    .to_owned()
            }
            false => format!(
                "A change that was begun stays a draft: {}.",
                begun.join(", ")
            ),
        }
    }

    /// On whose sheets the desk began something that nobody handed in.
    pub fn typed_drafts(&self, view: &View) -> Vec<PersonId> {
        let Some(asked) = &view.question else {
            return Vec::new();
        };
        let begun = |person: &&PersonView| {
            self.has_draft(person.id, asked) && !self.has_own_draft(person.id, asked)
        };
        view.here().filter(begun).map(|one| one.id).collect()
    }

    /// What the desk began on one sheet goes to that of another, where nothing is begun.
    pub fn gives_draft(&mut self, from: PersonId, to: PersonId, view: &View) -> Vec<Effect> {
        let name = |id| view.name(id);
        let Some(asked) = view
            .question
            .as_ref()
            .filter(|asked| self.typed_drafts(view).contains(&from) && !self.has_draft(to, asked))
        else {
            let words = format!(
                "Something of {}’s is begun, too: hand it in, or empty it, first.",
                name(to)
            );
            return vec![Effect::Tell(words)];
        };
        let id = &asked.prompt.id;
        let (key, theirs) = (self.key_of(from, id), self.key_of(to, id));
        let Some(draft) = self.draft_of(from, asked) else {
            return Vec::new();
        };
        self.forms.remove(&key);
        self.restored.remove(&key);
        self.restored.insert(theirs.clone(), draft.clone());
        self.chosen = Some(to);
        let words = format!(
            "What was begun for {} is {}’s now, and not handed in.",
            name(from),
            name(to)
        );
        vec![
            Effect::Draft(key, None),
            Effect::Draft(theirs, Some(draft)),
            Effect::FlushDrafts,
            Effect::Tell(words),
        ]
    }

    /// The same, where they wrote it themselves.
    pub(super) fn has_own_draft(&self, person: PersonId, question: &QuestionView) -> bool {
        let key = self.key_of(person, &question.prompt.id);
        let own = |writing: &Writing| writing.is_draft() && !writing.typed;
        let kept = |draft: &Draft| !draft.typed;
        self.forms.get(&key).is_some_and(own) || self.restored.get(&key).is_some_and(kept)
    }

    /// The draft that is offered to the person who has the keyboard, and the day of it where
    /// they wrote it alone.
    pub fn offered(&self, view: &View) -> Option<(Draft, Option<String>)> {
        let (Hand::Offer(person), Some(question)) = (self.hand, &view.question) else {
            return None;
        };
        let draft = self.restored.get(&self.key_of(person, &question.prompt.id));
        let alone = || brought_by(&self.brought, person, view);
        draft
            .map(|draft| (draft.clone(), None))
            .or_else(|| alone().map(|alone| (alone.draft(), Some(alone.day()))))
    }

    /// What was sent last goes under this number.
    pub fn sent(&mut self, order: CommandId) {
        for writing in self.forms.values_mut() {
            if writing.sent.is_some() && writing.order.is_none() {
                writing.order = Some(order);
            }
        }
    }

    /// These commands are on disk: the drafts of what was sent with them have done their work,
    /// and the keyboard goes on from whoever has it.
    pub fn published(&mut self, view: &View, done: &[CommandId]) -> Vec<Effect> {
        let safe = |writing: &Writing| writing.order.is_some_and(|order| done.contains(&order));
        let safe: Vec<_> = self
            .forms
            .extract_if(.., |_, writing| safe(writing))
            .collect();
        if view.question.is_none() {
            self.hand = Hand::Room;
        }
        safe.into_iter()
            .flat_map(|(key, writing)| self.is_safe(key, &writing, view))
            .collect()
    }

    fn is_safe(&mut self, key: DraftKey, writing: &Writing, view: &View) -> Vec<Effect> {
        let (Some(sent), Some(person)) = (writing.sent, key.person()) else {
            return Vec::new();
        };
        let begun = writing
            .draft()
            .filter(|_| writing.touched && sent == Sent::Pass);
        if let Some(draft) = &begun {
            // Whoever passes may come back to it.
            self.restored.insert(key.clone(), draft.clone());
        }
        self.last = Some(person);
        if self.hand == Hand::With(person) || self.hand == Hand::Kept(person) {
            match next_open(view, Some(person)) {
                Some(next) if !single(view) => self.pass_to(next, view),
                _ => self.hand = Hand::Room,
            }
        }
        let name = view.person(person).map(|one| whose(view, one));
        let name = name.unwrap_or_default();
        let words = match (sent, single(view)) {
            (Sent::Pass, _) if begun.is_some() => {
                format!("{name} passed. What was written is kept as a draft.")
            }
            (Sent::Pass, _) => format!("{name} passed."),
            (Sent::Vote, true) => "Your vote is saved.".to_owned(),
            (Sent::Vote, false) => format!("{name}'s vote is saved."),
            (Sent::Answer, true) => "Your answer is saved.".to_owned(),
            (Sent::Answer, false) => format!("{name}'s answer is saved."),
        };
        vec![Effect::Draft(key, begun), Effect::Tell(words)]
    }

    /// What was sent did not get there; the text is still in the form.
    pub fn not_sent(&mut self) {
        for writing in self.forms.values_mut() {
            writing.sent = None;
            writing.order = None;
        }
    }

    /// How many times Enter is pressed to hand in: once where it is no new line, twice where whoever
    /// types for others ends a text.
    pub fn enters_to_hand_in(&self) -> usize {
        match self.form() {
            Some(form) if self.for_others && form.takes_lines() => 2,
            Some(form) => usize::from(form.enter_hands_in()),
            None => 0,
        }
    }

    /// What was to be sent, and is not on its way, is not sent.
    pub fn held_back(&mut self) {
        let waits = |writing: &&mut Writing| writing.order.is_none();
        for writing in self.forms.values_mut().filter(waits) {
            writing.sent = None;
        }
    }

    /// What came back from `$EDITOR`, and how many bytes of it had no room.
    pub fn put_text(&mut self, text: &str, view: &View) -> (Vec<Effect>, usize) {
        let Some(writing) = self.writing_mut() else {
            return (Vec::new(), text.len());
        };
        let at = writing.form.at();
        let over = match writing.form.editor_mut(at) {
            Some(editor) => editor.put_what_fits(text),
            None => text.len(),
        };
        writing.touched = true;
        (self.keep(view), over)
    }

    /// Which text `$EDITOR` gets, where it is kept as a draft.
    pub fn editing(&self) -> Option<(DraftKey, Piece)> {
        Some((self.key()?, self.writing()?.piece()?))
    }

    /// What a person wrote alone to the question that is asked now; it is offered once.
    pub(super) fn take_brought(&mut self, person: PersonId, view: &View) -> Option<Brought> {
        let alone = brought_by(&self.brought, person, view)?.clone();
        self.brought.retain(|known| *known != alone);
        Some(alone)
    }

    /// A draft that was kept, and what can be done with it.
    pub(super) fn offer(
        &self,
        view: &View,
        person: PersonId,
        cols: usize,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let name = view.name(person);
        let Some((draft, alone)) = self.offered(view) else {
            return Vec::new();
        };
        let key = |action| keys::name(Scope::Offer, action);
        let (enter, back) = (key(Action::Enter), key(Action::Back));
        let discard = key(Action::Discard);
        let (what, how) = match alone {
            None => (
                format!("{name}, a draft of yours was kept."),
                format!(
                    "{enter}, or typing, goes on with it · {discard} throws it away · {back} leaves it for later"
                ),
            ),
            Some(day) => (
                format!("{name}, you answered this studying alone, on {day}."),
                format!(
                    "{enter}, or typing, begins with it · {discard} begins with nothing · {back} goes back"
                ),
            ),
        };
        let mut rows = styled(hang("", &what, cols), Role::Title, theme);
        rows.extend(styled(hang("", &how, cols), Role::Text, theme));
        rows.push(Line::default());
        if let Some(question) = &view.question {
            rows.extend(self.of_draft(question, &draft, cols, theme));
        }
        rows
    }

    pub(super) fn of_draft(
        &self,
        question: &QuestionView,
        draft: &Draft,
        cols: usize,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let points = draft.points.iter().flatten().count();
        let said = match &draft.value {
            Some(_) if self.votes => hang("", "The vote that you began is as you left it.", cols),
            None if points > 0 => {
                let of = draft.points.len();
                hang(
                    "",
                    &format!("{points} of {of} statements have a point."),
                    cols,
                )
            }
            Some(value) => {
                let answer = crate::case::Answer {
                    value: value.clone(),
                    reason: draft.reason.clone(),
                };
                card::said(&question.prompt.kind, &answer, cols)
            }
            None => hang("", &draft.text, cols),
        };
        let mut rows = styled(said, Role::Text, theme);
        for more in [&draft.reason, &draft.moved] {
            rows.extend(styled(hang("", more, cols), Role::Quiet, theme));
        }
        rows
    }
}
