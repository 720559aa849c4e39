//! What a key does on a session's screen.

use super::{
    Overlay, SessionScreens, Shown, Shows,
    back::{asks_first, next_step},
    beside::split,
    late::{act_close, act_compare},
    meaning::{go_of, press_of, step_of},
    overlay, shown,
};
use crate::{
    case,
    protocol::Who,
    session::{Actor, Command, Duty, NoteKind, PersonState, Place, View},
    tui::{
        ask::{Ask, lead, talk},
        editor::Go,
        effect::{Effect, Wants},
        form::Step,
        keys::{Action, Scope, name},
        screen::{
            answer::{Hand, last_sheet, type_for_others},
            plan, protocols,
            share::Parts,
        },
        theme::Theme,
    },
};
use ratatui::layout::Rect;

/// How much more time one key press gives, in seconds.
const MORE_TIME: u32 = 60;
/// The rows that a list moves by which is scrolled by pages.
const SCROLLED: usize = 8;

impl SessionScreens {
    /// Does what the key says. `area` is the rectangle that the screen is drawn in.
    pub fn act(&mut self, action: Action, view: &View, area: Rect, theme: &Theme) -> Vec<Effect> {
        let effects = if self.laid.is_empty() {
            self.act_below(action, view, area, theme)
        } else {
            self.act_over(action, view, area, theme)
        };
        self.fit(view, area, theme);
        effects
    }

    /// Keeps what is looked at within its rectangle.
    pub fn fit(&mut self, view: &View, area: Rect, theme: &Theme) {
        let (question, reading) = split(area, view, self.answering.hand());
        self.beside.fit(reading, view, theme);
        let form = self.answering.form_area(question, view, theme);
        if let Some(writing) = self.answering.form_mut() {
            writing.fit(form, theme);
        }
        let around = self.around(view, theme);
        match self.laid.last_mut() {
            Some(Overlay::Ask(ask)) => {
                let inner = super::draw::ask_area(ask, area, theme);
                ask.form.fit(inner, theme);
            }
            Some(Overlay::Reading(column)) => {
                let inner = super::draw::reading_area(area);
                let (cols, rows) = (usize::from(inner.width), usize::from(inner.height));
                column.fit(cols, rows, theme);
            }
            Some(Overlay::Page(page)) => page.fit(around, area),
            Some(over @ (Overlay::Passage { .. } | Overlay::Material { .. })) => {
                let last = super::draw::sheet_end(over, view, area, theme);
                if let Overlay::Passage { scroll, .. } | Overlay::Material { scroll, .. } = over {
                    *scroll = (*scroll).min(last);
                }
            }
            Some(Overlay::Confirm { .. } | Overlay::People { .. }) | None => {}
        }
        match shown(view) {
            Some(Shown::Share) => self.share.fit(area, area.width, view, theme),
            Some(Shown::Discuss) => self.discuss.fit(area, &mut self.share, view, theme),
            Some(Shown::Compare) => {
                self.share.read_whole(false);
                self.share.fit(area, area.width, view, theme);
                self.compare.begin(view, &mut self.share);
                let share = &self.share;
                self.compare.fit(&Parts {
                    area,
                    share,
                    view,
                    theme,
                });
            }
            Some(Shown::Close) => self.close.fit(area, view, theme),
            Some(Shown::Answer) => self.answering.fit_room(question, view, theme),
            None => {}
        }
    }

    fn act_over(&mut self, action: Action, view: &View, area: Rect, theme: &Theme) -> Vec<Effect> {
        if let Some(press) = press_of(action)
            && matches!(self.laid.last(), Some(Overlay::Ask(_)))
        {
            return self.press(press, view);
        }
        if let Some(Overlay::Page(_)) = self.laid.last() {
            return self.act_page(action, view, area, theme);
        }
        match (action, self.laid.last_mut()) {
            (Action::HandIn, _) => self.hand_in(view),
            (Action::Editor, _) => self.outside(),
            (Action::Back, _) => self.put_away(),
            (Action::Enter, Some(Overlay::Confirm { .. })) => match self.laid.pop() {
                Some(Overlay::Confirm { then, .. }) => {
                    // A form that asked first becomes its command now.
                    if let Some(Overlay::Ask(ask)) = self.laid.last_mut() {
                        ask.send();
                    }
                    // What is asked over a draft that is offered is whether it is thrown away.
                    if then.is_empty() && matches!(self.answering.hand(), Hand::Offer(_)) {
                        return self.answering.discard(view);
                    }
                    then
                }
                _ => Vec::new(),
            },
            (Action::Enter, Some(Overlay::Material { open, .. })) if !*open => {
                *open = true;
                Vec::new()
            }
            (Action::Enter, Some(Overlay::People { at, mends: false })) => {
                overlay::toggle_here(view, *at)
            }
            (Action::Enter | Action::Rename, Some(Overlay::People { at, .. })) => {
                let person = view.people.get(*at).map(|person| person.id);
                self.laid.pop();
                let ask = person.map(|person| Ask::rename(view, person));
                ask.map_or_else(Vec::new, |ask| self.open(ask))
            }
            (Action::Enter | Action::Reading | Action::Passage | Action::Notes, Some(_)) => {
                self.put_away()
            }
            (action, over) => {
                if let (Some(go), Some(over)) = (go_of(action), over) {
                    over.go(go, view, area, theme);
                }
                Vec::new()
            }
        }
    }

    /// Whether a letter begins a text: the answer of whoever the keyboard is on its way to, or
    /// what somebody alone takes with them.
    pub fn may_begin(&self, view: &View) -> bool {
        match self.scope(view) {
            Scope::Blank | Scope::Hub | Scope::Offer => self.answering.may_begin(view),
            Scope::Close => self.close.expects_text(view),
            _ => false,
        }
    }

    /// Esc: what was written in a form is kept for when it is opened again.
    pub(super) fn put_away(&mut self) -> Vec<Effect> {
        let top = self.laid.pop();
        if let Some(Overlay::Confirm { .. }) = top {
            // A sheet that asked whether it goes in the place of another was not sent.
            self.answering.held_back();
        }
        if let Some(Overlay::Ask(ask)) = top
            && ask.holds_text()
            && !ask.is_sent()
        {
            self.begun.put_away(ask);
            return vec![
                Effect::FlushDrafts,
                Effect::Tell("Kept: it is there when you open this again.".to_owned()),
            ];
        }
        Vec::new()
    }

    fn act_below(&mut self, action: Action, view: &View, area: Rect, theme: &Theme) -> Vec<Effect> {
        if let Some(effects) = self.act_everywhere(action, view) {
            return effects;
        }
        if action == Action::Back && view.alone && super::prose::is_first(self.scope(view)) {
            return super::prose::leaves(self, action, view);
        }
        match shown(view) {
            Some(Shown::Answer) => self.act_answer(action, view),
            Some(Shown::Share) => self.act_share(action, view, area),
            Some(Shown::Discuss) => self.act_discuss(action, view, area),
            Some(Shown::Compare) => act_compare(self, action, view, area, theme),
            Some(Shown::Close) | None => act_close(self, action, (area, view, theme)),
        }
    }

    /// Steering, and what lies over any screen.
    pub(super) fn act_everywhere(&mut self, action: Action, view: &View) -> Option<Vec<Effect>> {
        let send = |command| Some(vec![Effect::Send(Actor::Desk, command)]);
        let from = view.place;
        match action {
            Action::GoOn | Action::ShowNow => Some(next_step(self, view)),
            Action::Extend | Action::Coffee => send(timed(action, view)),
            Action::Skip => {
                let words = "Skip the rest of this step? The record says so.".to_owned();
                let then = vec![Effect::Send(Actor::Desk, Command::Skip { from })];
                self.confirm(words, "skip the rest", then)
            }
            Action::Repeat => {
                let words = "Begin this step once more, with its full time?".to_owned();
                let then = vec![Effect::Send(Actor::Desk, Command::Repeat { from })];
                self.confirm(words, "begin it again", then)
            }
            Action::Hint => Some(self.hint(view)),
            Action::Fact => lead::fact(view).map(|form| self.open(form)),
            Action::Minutes => Some(vec![Effect::AskFor(Wants::Minutes)]),
            Action::Protocol => Some(protocols::while_it_runs(view)),
            Action::PlanWithout => Some(vec![plan::without(view, &self.zone)]),
            Action::Plan => self.page(Shows::Plan, view),
            Action::LookBack => self.page(Shows::Back, view),
            Action::Groups => self.page(Shows::Groups, view),
            Action::Citing => self.page(Shows::Citing, view),
            Action::Voices => self.page(Shows::Voices, view),
            Action::Tried => self.page(Shows::Tried, view),
            Action::Votes => self.page(Shows::Votes, view),
            Action::Themes => self.page(Shows::Themes, view),
            Action::Dissents => self.page(Shows::Dissents, view),
            Action::Heard => Some(self.answer_heard(view)),
            Action::Dots => Some(self.dots(view)),
            Action::Dissent => Some(self.open(talk::dissent(view, self.looks_at(view)))),
            Action::Change if view.place != Place::Over => Some(self.change(view)),
            Action::Join => Some(self.open(Ask::join(view))),
            Action::HandSeat => Some(self.open(Ask::hand_seat(view))),
            Action::Leave => self.lay(Overlay::People {
                at: self.chosen_at(view),
                mends: false,
            }),
            Action::Reading => self.lay(Overlay::Reading(Box::new(overlay::reading(view)))),
            Action::Notes => self.lay(Overlay::Material {
                open: view.alone,
                scroll: 0,
            }),
            Action::Rename => self.lay(Overlay::People {
                at: self.chosen_at(view),
                mends: true,
            }),
            Action::Note(kind) => Some(self.note(kind, view)),
            Action::Passage => Some(self.show_passage(view)),
            Action::Editor => Some(self.outside()),
            _ => super::back::act(self, action, view),
        }
    }

    /// The place of whoever is chosen in the list of people.
    fn chosen_at(&self, view: &View) -> usize {
        let chosen = self.answering.chosen();
        let mut people = view.people.iter();
        let at = people.position(|person| Some(person.id) == chosen);
        at.unwrap_or(0)
    }

    /// The next hint; shown to others, it asks first.
    fn hint(&mut self, view: &View) -> Vec<Effect> {
        let hint = overlay::asked(view).map(|question| Command::Hint { question });
        let then: Vec<_> = hint
            .map(|hint| Effect::Send(Actor::Desk, hint))
            .into_iter()
            .collect();
        if view.alone || then.is_empty() {
            return then;
        }
        let words = "Show the next hint to everybody?".to_owned();
        self.confirm(words, "show the hint", then)
            .unwrap_or_default()
    }

    pub(super) fn lay(&mut self, over: Overlay) -> Option<Vec<Effect>> {
        self.laid.push(over);
        Some(Vec::new())
    }

    /// Whether it is being asked whether to leave: who asks again means it.
    pub fn asks_to_leave(&self) -> bool {
        matches!(self.laid.last(), Some(Overlay::Confirm { then, .. }) if then.contains(&Effect::Leave))
    }

    pub fn confirm(&mut self, words: String, yes: &str, then: Vec<Effect>) -> Option<Vec<Effect>> {
        let yes = yes.to_owned();
        self.lay(Overlay::Confirm { words, yes, then })
    }

    fn outside(&self) -> Vec<Effect> {
        match self.text() {
            Some(text) => vec![Effect::Edit(text)],
            None => vec![Effect::Tell(
                "Your editor opens where text is typed.".to_owned(),
            )],
        }
    }

    /// The answer in front of people, where answers are shown.
    pub(super) fn looked_at(&self, view: &View) -> Option<crate::id::Seq> {
        match shown(view).filter(|_| self.looks_back(view).is_none())? {
            Shown::Share | Shown::Discuss | Shown::Compare => {
                self.share.answer(view).map(|(entry, _)| entry)
            }
            Shown::Answer | Shown::Close => None,
        }
    }

    fn show_passage(&mut self, view: &View) -> Vec<Effect> {
        let mut text = self.text().unwrap_or_default();
        if text.is_empty() {
            text = self.share.text(view);
            for note in view.question.iter().flat_map(|question| &question.notes) {
                text.push('\n');
                text.push_str(&note.text);
            }
        }
        let mut numbers: Vec<u32> = case::cited(&text).into_iter().collect();
        numbers.retain(|number| overlay::passage(view, *number).is_some());
        if numbers.is_empty() {
            return vec![Effect::Tell(
                "No passage is cited here. Write ¶ and a number, as in ¶3, or P and a number."
                    .to_owned(),
            )];
        }
        self.laid.push(Overlay::Passage { numbers, scroll: 0 });
        Vec::new()
    }

    fn act_answer(&mut self, action: Action, view: &View) -> Vec<Effect> {
        match (action, self.answering.hand()) {
            (Action::HandIn, Hand::With(_)) => {
                let effects = self.answering.hand_in(view);
                return self.or_asks(effects, view);
            }
            (Action::Pass, Hand::With(_)) => {
                let holds = self.answering.holds_draft();
                let then = self.answering.pass(view);
                if !holds || !self.answering.is_sending() {
                    return then;
                }
                let words = "Give no answer? What is written stays a draft that nobody sees.";
                let asked = self.confirm(words.to_owned(), "no answer", then);
                return asked.unwrap_or_default();
            }
            (Action::Person, Hand::With(_)) => return last_sheet(&mut self.answering, view),
            (Action::Back, _) => return self.answering.back(view),
            (Action::Discard, Hand::Offer(_)) => {
                let offered = self.answering.offered(view);
                let kept = offered.is_some_and(|(_, alone)| alone.is_none());
                if !kept {
                    return self.answering.discard(view);
                }
                let words = "Throw away the draft that was kept, and begin anew?".to_owned();
                let asked = self.confirm(words, "throw it away", Vec::new());
                return asked.unwrap_or_default();
            }
            (Action::Enter, Hand::With(_)) if self.answering.form().is_none() => {
                return self.answering.back(view);
            }
            (action, Hand::With(_)) => {
                let press = press_of(action);
                let effects = press.map(|press| self.answering.press(press, view));
                return self.or_asks(effects.unwrap_or_default(), view);
            }
            (Action::ForOthers, Hand::Room) if !view.alone => {
                return type_for_others(&mut self.answering, view);
            }
            (Action::Write | Action::Enter, Hand::Room) if self.brings_instead(view).is_some() => {
                return self.brings_instead(view).unwrap_or_default();
            }
            (Action::Write, Hand::Room) => self.answering.write(view),
            (Action::Enter, Hand::Room) if self.all_is_in(view) => return next_step(self, view),
            (Action::Enter, _) => self.answering.enter(view),
            (action, Hand::Room) => match go_of(action) {
                Some(go @ (Go::PageUp | Go::PageDown)) => {
                    self.answering.scroll(go == Go::PageDown, SCROLLED);
                }
                go => {
                    if let Some(step) = go.and_then(step_of) {
                        self.answering.choose(step, view);
                    }
                }
            },
            (_, Hand::Over(_) | Hand::Offer(_) | Hand::Kept(_)) => {}
        }
        Vec::new()
    }

    /// What is typed for somebody whose answer is in asks first; until then nothing is sent.
    fn or_asks(&mut self, then: Vec<Effect>, view: &View) -> Vec<Effect> {
        let asks = |effect: &Effect| {
            let Effect::Send(Actor::Desk, command) = effect else {
                return None;
            };
            asks_first(view, command)
        };
        match then.iter().find_map(asks) {
            Some((words, yes)) => self.confirm(words, yes, then).unwrap_or_default(),
            None => then,
        }
    }

    /// In a step of whoever brings the proposal or the case: somebody else was chosen, who
    /// brings it from now on.
    fn brings_instead(&self, view: &View) -> Option<Vec<Effect>> {
        let step = view.step.as_ref()?;
        let person = view.person(self.answering.next(view)?)?;
        let other = step.step.who == Who::Holder && person.state == PersonState::Free;
        other.then(|| {
            let to = Some(person.id);
            let duty = Duty::Holder;
            vec![
                Effect::Send(Actor::Desk, Command::HandDuty { duty, to }),
                Effect::Tell(format!(
                    "{} brings it from now on. {} passes the keyboard.",
                    person.name,
                    name(Scope::Hub, Action::Enter)
                )),
            ]
        })
    }

    /// Whether Enter goes on: nobody is next and nobody was chosen, or all is locked.
    pub(super) fn all_is_in(&self, view: &View) -> bool {
        !(view.can.answer || view.can.vote) || self.answering.next(view).is_none()
    }

    fn act_share(&mut self, action: Action, view: &View, area: Rect) -> Vec<Effect> {
        match action {
            Action::Front => self.share.read_whole(!self.share.is_whole()),
            Action::Back => self.share.read_whole(false),
            Action::Tally => self.share.toggle_tally(),
            action => {
                if let Some(go) = go_of(action) {
                    self.go_share(go, view, area);
                }
            }
        }
        Vec::new()
    }

    pub(super) fn go_share(&mut self, go: Go, view: &View, area: Rect) {
        let page = usize::from(area.height / 2).clamp(1, 8);
        match go {
            Go::Left => self.share.step(Step::Back, view),
            Go::Right => self.share.step(Step::On, view),
            Go::Home | Go::Top => self.share.step(Step::First, view),
            Go::End | Go::Bottom => self.share.step(Step::Last, view),
            Go::Up => self.share.move_rows(false, 1, area.width, view),
            Go::Down => self.share.move_rows(true, 1, area.width, view),
            Go::PageUp => self.share.move_rows(false, page, area.width, view),
            Go::PageDown => self.share.move_rows(true, page, area.width, view),
            Go::WordLeft | Go::WordRight => {}
        }
    }

    fn act_discuss(&mut self, action: Action, view: &View, area: Rect) -> Vec<Effect> {
        let notes = self.discuss.reads_notes();
        match (action, go_of(action)) {
            (Action::Note(kind), _) => return self.note(kind, view),
            (Action::Next, _) => self.discuss.turn(),
            (_, Some(Go::Up)) if notes => self.discuss.go(false, 1, view),
            (_, Some(Go::Down)) if notes => self.discuss.go(true, 1, view),
            (_, Some(Go::PageUp)) if notes => self.discuss.go(false, SCROLLED, view),
            (_, Some(Go::PageDown)) if notes => self.discuss.go(true, SCROLLED, view),
            (action, _) => {
                let width = self.discuss.answers_width(area);
                return self.act_share(action, view, Rect { width, ..area });
            }
        }
        Vec::new()
    }

    fn note(&mut self, kind: NoteKind, view: &View) -> Vec<Effect> {
        let ask = talk::note(view, kind, self.looked_at(view));
        ask.map_or_else(Vec::new, |ask| self.open(ask))
    }
}

/// More time, or coffee; where the clock stands still both let it go on.
fn timed(action: Action, view: &View) -> Command {
    match (action, view.can.clock) {
        (_, true) => Command::Break { on: false },
        (Action::Coffee, false) => Command::Break { on: true },
        (_, false) => Command::Extend { seconds: MORE_TIME },
    }
}
