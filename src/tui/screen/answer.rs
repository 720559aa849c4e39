//! Answers around one keyboard: who is next, a blank screen between two people, and the
//! form of the person who has the keyboard.
//!
//! Nothing that anybody wrote is drawn while nobody, or somebody else, has the keyboard.

use std::collections::{BTreeMap, BTreeSet};

use crossterm::event::{KeyCode, KeyEvent};

use crate::{
    case::Answer,
    id::{PersonId, QuestionId},
    journal::drafts::{Draft, DraftKey},
    protocol::Way,
    session::{Actor, Command, PersonState, Place, View, Viewer},
    study::shelf::brought::{Brought, brought_by},
    tui::{
        effect::Effect,
        form::{Form, Press, Reply, Step},
        keys::{Action, Scope, name},
    },
};

mod beside;
mod between;
mod draw;
mod kept;
mod people;
mod phones;
mod sheets;
mod turn;
mod vote;
mod writing;

pub(in crate::tui) use beside::{group_answers, option_rows};
pub(in crate::tui) use people::groups;
pub(in crate::tui) use phones::{by_phone, has_phones, in_turn as people_in_turn};
use phones::{in_turn, waited_for};
pub(in crate::tui) use sheets::{last_sheet, type_for_others, typed_last, types_for_others};
use turn::{next_open, next_to_read};
pub(in crate::tui) use turn::{single, whose};
use writing::{Sent, Writing};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// Nobody: the list of people is on screen.
    #[default]
    Room,
    /// It is on its way to this person; the screen is blank but for the name.
    Over(PersonId),
    /// A draft that was kept is offered to this person.
    Offer(PersonId),
    With(PersonId),
    /// This person gave it back with a draft kept; the screen is blank.
    Kept(PersonId),
}

/// The answers of one session around one keyboard.
#[derive(Clone, Debug, Default)]
pub struct Answering {
    hand: Hand,
    /// The person that the list's cursor is on, once somebody moved it.
    chosen: Option<PersonId>,
    /// The projector shows the room's page, and nothing of this screen.
    pub(in crate::tui) room_page: bool,
    /// How far the list of people, and what stands over it, is scrolled.
    top: usize,
    /// The one person of a study alone, who is everybody there.
    alone: Option<PersonId>,
    /// The question that somebody who studies alone stepped back from.
    stepped_back: Option<QuestionId>,
    /// The facilitator types what others say or wrote on paper.
    for_others: bool,
    /// Whose sheet was handed in last, to be opened again.
    last: Option<PersonId>,
    /// The step that runs, and who has had the keyboard in it.
    had: (Option<Place>, BTreeSet<PersonId>),
    /// The last key in a form was Enter, which made a new line.
    entered: bool,
    /// The last key in a form was Enter, which handed it in.
    ended: bool,
    /// The question that forms are looked up for.
    asked: Option<QuestionId>,
    /// The step asks for votes, which are forms of their own beside the answers.
    votes: bool,
    forms: BTreeMap<DraftKey, Writing>,
    /// Keys that were pressed before the sheet was there, for whoever it is for.
    ahead: Vec<KeyEvent>,
    /// Drafts from before the program was last closed, not offered yet.
    restored: BTreeMap<DraftKey, Draft>,
    /// Those of them whose writers have handed in nothing yet.
    waiting: BTreeSet<DraftKey>,
    /// Drafts that were thrown away, which undo brings back.
    thrown: BTreeMap<DraftKey, Draft>,
    /// What people wrote alone, not offered yet.
    brought: Vec<Brought>,
}

impl Answering {
    /// Who looks at the screen now.
    pub fn viewer(&self) -> Viewer {
        match self.hand {
            Hand::With(person) | Hand::Offer(person) => Viewer::Person(person),
            Hand::Room | Hand::Over(_) | Hand::Kept(_) => {
                self.alone.map_or(Viewer::Facilitator, Viewer::Person)
            }
        }
    }

    pub fn hand(&self) -> Hand {
        self.hand
    }

    /// Whether the form holds something that is not handed in.
    pub fn holds_draft(&self) -> bool {
        self.writing().is_some_and(Writing::is_draft)
    }

    /// The form of the person who has the keyboard.
    pub fn form(&self) -> Option<&Form> {
        self.writing().map(|writing| &writing.form)
    }

    /// The same, to tell it where it is drawn.
    pub fn form_mut(&mut self) -> Option<&mut Form> {
        self.writing_mut().map(|writing| &mut writing.form)
    }

    /// The person that is next: the chosen one, else the first who has not answered, else whose
    /// group has not read together yet; while phones are waited for, nobody waits for this keyboard.
    pub fn next(&self, view: &View) -> Option<PersonId> {
        let here = |id: &PersonId| view.person(*id).is_some_and(|person| person.here);
        let chosen = self.chosen.filter(here);
        let waits = || by_phone(view) && !waited_for(view).0.is_empty();
        let open = || next_open(view, None).filter(|_| !waits());
        let reads = || next_to_read(view, &self.had.1).filter(|_| !self.for_others);
        chosen.or_else(open).or_else(reads)
    }

    /// Moves the cursor of the list; first to whoever is typed for next, where phones write.
    pub fn choose(&mut self, step: Step, view: &View) {
        let here: Vec<_> = in_turn(view).into_iter().map(|p| p.id).collect();
        let Some(now) = self.next(view) else {
            let first = next_open(view, None).or(here.first().copied());
            let other = here.get(step.from(0, here.len())).copied();
            self.chosen = if by_phone(view) { first } else { other };
            return;
        };
        let at = here.iter().position(|id| *id == now).unwrap_or(0);
        self.chosen = here.get(step.from(at, here.len())).copied();
    }

    /// Scrolls the list of people, and what stands over it.
    pub fn scroll(&mut self, down: bool, by: usize) {
        self.top = match down {
            true => self.top.saturating_add(by),
            false => self.top.saturating_sub(by),
        };
    }

    /// Chooses that person; once more, the keyboard goes to them.
    pub fn click(&mut self, person: PersonId, view: &View) {
        if self.next(view) == Some(person) {
            self.enter(view);
        } else {
            self.chosen = Some(person);
        }
    }

    /// Something was changed by the mouse.
    pub fn touch(&mut self) {
        if let Some(writing) = self.writing_mut() {
            writing.touch();
        }
    }

    pub fn after(&self, view: &View, person: PersonId) -> Option<PersonId> {
        next_open(view, Some(person))
    }

    /// Enter: the keyboard goes on to the next person, or into their hands.
    pub fn enter(&mut self, view: &View) {
        match self.hand {
            Hand::Room => self.write(view),
            Hand::Over(person) => self.take(person, view),
            Hand::Offer(person) => self.take_up_draft(person, view),
            Hand::Kept(_) => self.hand = Hand::Room,
            Hand::With(_) => {}
        }
    }

    /// The keyboard goes to whoever is chosen, answered or not: to write a new version.
    pub fn write(&mut self, view: &View) {
        let first = || view.here().next().map(|person| person.id);
        let open = || next_open(view, None).or_else(first);
        let person = self.next(view).or_else(open);
        if let Some(person) = person {
            self.chosen = None;
            self.pass_to(person, view);
        }
    }

    /// Esc: back to the list; what was typed stays as a draft.
    pub fn back(&mut self, view: &View) -> Vec<Effect> {
        match self.hand {
            Hand::With(person) => {
                self.stepped_back.clone_from(&self.asked);
                if let Some(effects) = self.drops_a_stray() {
                    return effects;
                }
                // What is in already, and was only looked at, is no draft.
                let blank = !self.holds_draft() && !self.is_sending();
                let kept = self.keep(view);
                self.hand = if self.for_others || single(view) || blank {
                    Hand::Room
                } else {
                    Hand::Kept(person)
                };
                kept.into_iter().chain([Effect::FlushDrafts]).collect()
            }
            Hand::Over(person) | Hand::Offer(person) | Hand::Kept(person) => {
                // Alone, the offer would be there again at once.
                self.stepped_back.clone_from(&self.asked);
                let waits = !matches!(self.hand, Hand::Kept(_));
                self.chosen = Some(person).filter(|_| waits).or(self.chosen);
                self.hand = Hand::Room;
                Vec::new()
            }
            Hand::Room => Vec::new(),
        }
    }

    /// A sheet that one stray letter opened is left as if it had not been.
    fn drops_a_stray(&mut self) -> Option<Vec<Effect>> {
        let letter = self.writing()?.stray()?;
        let key = self.key()?;
        self.forms.remove(&key);
        self.hand = Hand::Room;
        let told = format!("“{letter}” alone is no answer, and is gone.");
        Some(vec![Effect::Draft(key, None), Effect::Tell(told)])
    }

    /// A key press in the form. The draft is kept with each change.
    pub fn press(&mut self, press: Press, view: &View) -> Vec<Effect> {
        let Some(writing) = self.writing_mut() else {
            return Vec::new();
        };
        if writing.sent.is_some() {
            return vec![Effect::Tell("It is being saved; a moment.".to_owned())];
        }
        if press == Press::Undo
            && let Some(effects) = self.brings_back(view)
        {
            return effects;
        }
        if sheets::is_one_too_many(self, &press) {
            return Vec::new();
        }
        if sheets::is_finished_by(self, &press) {
            self.ended = true;
            return self.hand_in(view);
        }
        let lines = self.form().is_some_and(Form::takes_lines);
        self.entered = press == Press::Enter && lines;
        let Some(writing) = self.writing_mut() else {
            return Vec::new();
        };
        // In a text a move changes nothing; on a scale or in an order it does.
        let moves = match press {
            Press::Go(_) => writing.form.takes_text(),
            Press::NextField | Press::FieldBefore => true,
            _ => false,
        };
        writing.touched |= !moves;
        match writing.press(press) {
            Reply::Done if moves => Vec::new(),
            Reply::Done => self.keep(view),
            Reply::Told(told) => [self.keep(view), vec![Effect::Tell(told.0)]].concat(),
            Reply::Finished => {
                self.ended = true;
                self.hand_in(view)
            }
        }
    }

    /// Hands the answer in. The draft stays until the answer is on disk.
    pub fn hand_in(&mut self, view: &View) -> Vec<Effect> {
        let (Some(question), Viewer::Person(person)) = (&view.question, view.viewer) else {
            return Vec::new();
        };
        let by = self.actor(person);
        let last = question.mine.last().map(|mine| Answer::clone(&mine.answer));
        let Some(writing) = self.writing_mut() else {
            return Vec::new();
        };
        if let Some(told) = writing.form.asks_which() {
            return vec![Effect::Tell(told.0)];
        }
        if let Some(casts) = &writing.casts {
            let Some(ballot) = writing.ballot() else {
                let missing = casts.missing().to_owned();
                writing.form.go_to_open();
                return vec![Effect::Tell(missing)];
            };
            writing.sent = Some(Sent::Vote);
            let command = Command::Vote {
                person,
                question: question.prompt.id.clone(),
                ballot,
            };
            return vec![Effect::FlushDrafts, Effect::Send(by, command)];
        }
        let Some(answer) = writing.answer() else {
            return vec![Effect::Tell(writing.missing(&question.prompt.kind))];
        };
        // A vote that is taken again may fall as before; else the answer stands as it is.
        let asked = view.person(person).map(|person| person.state) == Some(PersonState::Open);
        let moved_by = writing.moved_by();
        if moved_by.is_none() && last.as_ref() == Some(&answer) && !asked {
            let told = Effect::Tell("Nothing has changed; the answer stands.".to_owned());
            return [self.back(view), vec![told]].concat();
        }
        writing.sent = Some(Sent::Answer);
        let command = Command::Answer {
            person,
            question: question.prompt.id.clone(),
            answer,
            handed_in: false,
            moved_by,
        };
        vec![Effect::FlushDrafts, Effect::Send(by, command)]
    }

    /// Passes for the person who has the keyboard.
    pub fn pass(&mut self, view: &View) -> Vec<Effect> {
        let (Some(question), Viewer::Person(person)) = (&view.question, view.viewer) else {
            return Vec::new();
        };
        if !view.can.pass {
            return vec![Effect::Tell(format!(
                "There is an answer already; it is kept. {} goes back.",
                name(Scope::Writing, Action::Back)
            ))];
        }
        let by = self.actor(person);
        let Some(writing) = self.writing_mut() else {
            return Vec::new();
        };
        writing.sent = Some(Sent::Pass);
        let command = Command::Pass {
            person,
            question: question.prompt.id.clone(),
        };
        vec![Effect::Send(by, command)]
    }

    /// Whether what the person sent is not on disk yet.
    pub fn is_sending(&self) -> bool {
        self.writing().is_some_and(|writing| writing.sent.is_some())
    }

    fn actor(&self, person: PersonId) -> Actor {
        if self.for_others {
            Actor::Desk
        } else {
            Actor::Person(person)
        }
    }

    fn pass_to(&mut self, person: PersonId, view: &View) {
        // What somebody began to write themselves is for their eyes.
        let theirs = || {
            let question = view.question.as_ref();
            question.is_some_and(|question| self.has_own_draft(person, question))
        };
        if single(view) || (self.for_others && !theirs()) {
            self.take(person, view);
        } else {
            self.hand = Hand::Over(person);
        }
    }

    /// The form is made with the next view, which is the person's own.
    fn take(&mut self, person: PersonId, view: &View) {
        let Some(question) = &view.question else {
            return;
        };
        let key = self.key_of(person, &question.prompt.id);
        let typed = |draft: &Draft| self.for_others && draft.typed;
        if self.restored.get(&key).is_some_and(typed) {
            return self.take_up_draft(person, view);
        }
        let kept = self.restored.contains_key(&key);
        // What somebody wrote alone is for their own eyes, not for whoever types for them.
        let alone = || !self.for_others && brought_by(&self.brought, person, view).is_some();
        let offered = (kept || alone()) && !self.forms.contains_key(&key);
        self.hand = if offered {
            Hand::Offer(person)
        } else {
            Hand::With(person)
        };
    }

    /// Follows the session to its question and makes the form of the person who has the
    /// keyboard, once their own view is there.
    pub fn ready(&mut self, view: &View) {
        let first = view.here().next();
        self.alone = first.map(|person| person.id).filter(|_| view.alone);
        self.for_others = view.way.is_some_and(Way::is_typed) || by_phone(view);
        let asked = view.question.as_ref().map(|question| &question.prompt.id);
        let step = view.step.as_ref();
        let votes = step.is_some_and(|step| step.step.takes_votes());
        let takes = votes || step.is_some_and(|step| step.step.takes_answers());
        if self.asked.as_ref() != asked || !takes || self.votes != votes {
            self.asked = asked.cloned();
            self.votes = votes;
            self.last = None;
            self.hand = Hand::Room;
            self.chosen = None;
        }
        if self.had.0 != Some(view.place) {
            self.had = (Some(view.place), BTreeSet::new());
        }
        self.sheds(view);
        self.begin_alone(view);
        let (Hand::With(person), Viewer::Person(viewer)) = (self.hand, view.viewer) else {
            return;
        };
        self.had.1.insert(person);
        let Some(question) = view.question.as_ref().filter(|_| person == viewer) else {
            return;
        };
        let key = self.key_of(person, &question.prompt.id);
        let form = self.forms.get(&key);
        let fits = form.is_some_and(|writing| writing.is_for(view, question));
        if !fits && (view.can.answer || view.can.vote) {
            self.begin(person, view, None);
        }
        let ahead = std::mem::take(&mut self.ahead);
        // A blank goes on with what stands there, as it would between any two words.
        let words = |key: &KeyEvent| key.code != KeyCode::Char(' ');
        if ahead.first().is_some_and(words)
            && !fits
            && let Some(writing) = self.writing_mut()
        {
            writing.begins_anew();
        }
        for key in ahead {
            let press = self.form().and_then(|form| form.press_of(key));
            // What it does to the form is kept as a draft with the next key.
            press.map(|press| self.press(press, view));
        }
    }

    fn begin(&mut self, person: PersonId, view: &View, draft: Option<&Draft>) {
        self.hand = Hand::With(person);
        let Some(question) = &view.question else {
            return;
        };
        let key = self.key_of(person, &question.prompt.id);
        if let Some(mut writing) = Writing::new(view, question, draft) {
            writing.typed |= self.for_others && draft.is_none();
            self.forms.insert(key, writing);
        }
    }

    /// Keeps what is written so far as a draft.
    pub fn keep(&self, view: &View) -> Vec<Effect> {
        let (Hand::With(person), Some(question)) = (self.hand, &view.question) else {
            return Vec::new();
        };
        let Some(writing) = self.writing() else {
            return Vec::new();
        };
        let key = self.key_of(person, &question.prompt.id);
        vec![Effect::Draft(key, writing.unsaid())]
    }

    fn writing(&self) -> Option<&Writing> {
        self.forms.get(&self.key()?)
    }

    fn writing_mut(&mut self) -> Option<&mut Writing> {
        let key = self.key()?;
        self.forms.get_mut(&key)
    }

    /// The form of whoever has the keyboard, to the question that is asked now.
    fn key(&self) -> Option<DraftKey> {
        match self.hand {
            Hand::With(person) => Some(self.key_of(person, self.asked.as_ref()?)),
            Hand::Room | Hand::Over(_) | Hand::Offer(_) | Hand::Kept(_) => None,
        }
    }
}
