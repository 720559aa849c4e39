//! How answering looks: the list of people, the blank screen between two, the form.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    Answering, Hand,
    beside::{beside, option_rows, proposal},
    between::{away, draw_kept, draw_over},
    people,
    phones::{by_phone, others_meanwhile, waits_for_phones},
    sheets,
    turn::{nobody_next, one_of_group, reads_in_groups, single, whose},
};
use crate::{
    id::PersonId,
    protocol::{Edit, See, Who, Write},
    session::{PersonState, QuestionView, StepView, View, says_in},
    text::plural,
    tui::{
        form::{hang, hang_prose},
        keys::{self, Action, Scope},
        screen::share::{card, rounds},
        theme::{Role, Theme},
        widget::{LIST, Paper, boxed, cut_rows, keep, last_top, say, styled, window},
    },
};

/// From so many rows on there is room for empty ones.
const TALL: u16 = 14;
/// The fewest rows of a sheet, its border counted.
const SHEET: u16 = 8;
/// Over what somebody who studies alone began beside an answer that stands.
const BEGUN: &str = "What you began, and not saved";
/// The same of one for a text.
const TEXT: u16 = 16;

impl Answering {
    /// Draws whichever of its states it is in.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        let (Some(question), Some(step)) = (&view.question, &view.step) else {
            return;
        };
        match self.hand {
            Hand::Room => self.draw_room(frame, area, (view, question, step), theme),
            Hand::Over(person) => draw_over(frame, area, view, person, theme),
            Hand::Kept(person) => {
                let key = self.key_of(person, &question.prompt.id);
                let sent = self.forms.get(&key).and_then(|writing| writing.sent);
                draw_kept(frame, area, view, (person, sent), theme);
            }
            Hand::Offer(person) => {
                let area = column(area);
                let rows = self.offer(view, person, usize::from(area.width), theme);
                window(frame, area, rows, 0, theme);
            }
            Hand::With(_) => self.draw_with(frame, area, view, theme),
        }
    }

    /// The rectangle of the form, which follows from sizes alone.
    pub fn form_area(&self, area: Rect, view: &View, theme: &Theme) -> Rect {
        Paper::inner(self.sheet_area(area, view, theme))
    }

    fn sheet_area(&self, area: Rect, view: &View, theme: &Theme) -> Rect {
        let (Hand::With(_), Some(form)) = (self.hand, self.form()) else {
            return Rect::default();
        };
        let above = self.above_form(area, view, theme);
        let used = u16::try_from(above.len()).unwrap_or(u16::MAX);
        let used = used.min(area.height);
        let column = column(area);
        let left = Rect {
            y: area.y + used,
            height: area.height - used,
            ..column
        };
        // It grows with what is in it; a text has room from the start.
        let wanted = form.height(Paper::inner(left).width, theme) + 2;
        let least = match form.count() {
            1 if form.takes_text() => TEXT,
            _ => SHEET,
        };
        let height = wanted.clamp(least.min(left.height), left.height);
        Rect { height, ..left }
    }

    /// Question, people, and what is shown of them before anybody writes, as rows.
    fn room_rows(
        &self,
        area: Rect,
        asked: (&View, &QuestionView, &StepView),
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let (view, question, _) = asked;
        let cols = usize::from(area.width).saturating_sub(3);
        let mut rows = self.above_people(area, asked, theme);
        let chips = self.chips(view, question, cols, theme);
        let sum = self.sum(view, question);
        let people = chips
            .0
            .into_iter()
            .chain(say("", &sum, cols, Role::Quiet, theme));
        rows.extend(people.map(set_in));
        if area.height >= TALL && !view.alone {
            rows.push(Line::default());
        }
        if view.alone {
            let only = view
                .only()
                .and_then(|only| self.draft_of(only.id, question));
            if let Some(draft) = only {
                rows.extend(styled(vec![BEGUN.to_owned()], Role::Title, theme));
                rows.extend(self.of_draft(question, &draft, cols, theme));
            }
            rows.extend(alone_rows(question, view, cols, theme));
        }
        rows
    }

    /// Keeps the list of people within its rectangle.
    pub(in crate::tui) fn fit_room(&mut self, area: Rect, view: &View, theme: &Theme) {
        let area = column(area);
        let asked = view.question.as_ref().zip(view.step.as_ref());
        let asked = asked.filter(|_| self.hand == Hand::Room);
        let rows = asked.map_or(0, |(question, step)| {
            self.room_rows(area, (view, question, step), theme).len()
        });
        self.top = self.top.min(last_top(rows, usize::from(area.height)));
    }

    fn draw_room(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        asked: (&View, &QuestionView, &StepView),
        theme: &Theme,
    ) {
        let (view, _, step) = asked;
        let area = column(area);
        let rows = self.room_rows(area, asked, theme);
        let used = u16::try_from(rows.len()).unwrap_or(u16::MAX);
        let used = used.min(area.height);
        window(frame, area, rows, self.top, theme);
        let words = self.what_now(view, step, self.next(view));
        let high = if area.height - used >= 6 { 6 } else { 3 };
        if area.height - used >= high {
            let place = Rect {
                x: area.x + 3,
                y: area.y + used,
                width: area.width - 3,
                height: high,
            };
            boxed(
                frame,
                place,
                words.get(..usize::from(high) / 3).unwrap_or(&words),
                theme,
            );
        }
    }

    /// The person whose name stands on that cell of the screen.
    pub(in crate::tui) fn person_at(
        &self,
        area: Rect,
        view: &View,
        theme: &Theme,
        (col, row): (u16, u16),
    ) -> Option<PersonId> {
        let (Some(question), Some(step), Hand::Room) = (&view.question, &view.step, self.hand)
        else {
            return None;
        };
        let area = column(area);
        let above = self.above_people(area, (view, question, step), theme).len();
        let cols = usize::from(area.width).saturating_sub(3);
        let row = (usize::from(row.checked_sub(area.y)?) + self.top).checked_sub(above)?;
        let col = usize::from(col.checked_sub(area.x + 3)?);
        let (_, places) = self.chips(view, question, cols, theme);
        let mut places = view.at_table().zip(places);
        let under = places.find(|(_, (line, cells))| *line == row && cells.contains(&col));
        under
            .map(|(person, _)| person.id)
            .filter(|id| view.person(*id).is_some_and(|p| p.here))
    }

    /// Question, step, who will see it, over the list of people.
    fn above_people(
        &self,
        area: Rect,
        (view, question, step): (&View, &QuestionView, &StepView),
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let cols = usize::from(area.width);
        let gap = || std::iter::repeat_n(Line::default(), usize::from(area.height >= TALL));
        let mut rows = question_rows(question, cols, area.height / 3, theme);
        let options = option_rows(question, cols, theme);
        // Alone, what was chosen of them stands below.
        let chosen = view.alone && !question.mine.is_empty();
        if !chosen && rows.len() + options.len() <= usize::from(area.height) / 2 {
            rows.extend(options);
        }
        let mut put = |words: &str, role: Role| {
            rows.extend(say("   ", words, cols, role, theme));
        };
        // Where everybody just writes, the sentence below says it all.
        if step.step.see.iter().any(|see| *see != See::Count) {
            put(&step.step.says, Role::Text);
        }
        put(&step.audience, Role::Quiet);
        let scope = if view.alone {
            Scope::Writing
        } else {
            Scope::Hub
        };
        put(&hints_left(question, view, scope), Role::Quiet);
        put(&step.lonely, Role::Warn);
        if step.step.shows(See::Tally) {
            rows.extend(rounds::rows(question, cols, theme));
        }
        if step.step.who == Who::Holder || step.step.write == Write::Consent {
            rows.extend(proposal(question, cols, theme));
        }
        rows.extend(people::groups(view, cols, theme));
        rows.extend(gap());
        rows
    }

    /// What Enter does, and a sentence on it: the words in the box.
    fn what_now(
        &self,
        view: &View,
        step: &StepView,
        next: Option<PersonId>,
    ) -> Vec<(String, Role)> {
        let key = |action| keys::name(Scope::Hub, action);
        let person = next.and_then(|next| view.person(next));
        let writes = view.can.answer || view.can.vote;
        let person = person.filter(|_| writes);
        let text = |words: String| (words, Role::Text);
        let quiet = |words: String| (words, Role::Quiet);
        if let Some(words) = waits_for_phones(view).filter(|_| writes && person.is_none()) {
            return words;
        }
        let own = person.map(|person| person.id).or(self.alone);
        let begun = own.zip(view.question.as_ref());
        let begun = begun.is_some_and(|(person, question)| self.has_draft(person, question));
        let Some(person) = person else {
            return nobody_next(view, step, (writes, begun, self.for_others));
        };
        let name = &person.name;
        let holder = step.step.who == Who::Holder && !single(view);
        let (away, enter) = (quiet(away(step).to_owned()), key(Action::Enter));
        match (single(view), self.for_others, person.state) {
            _ if holder && person.state == PersonState::Free => {
                vec![text(format!("{name} brings it instead"))]
            }
            _ if holder => vec![
                text(format!("Pass the keyboard to {name}, who brings it")),
                quiet(format!("{} chooses somebody else.", key(Action::Down))),
            ],
            (true, ..) if begun => vec![text("Go on with your draft".to_owned())],
            (true, ..) => vec![text("Write your answer".to_owned())],
            (false, true, PersonState::Answered) => {
                vec![text(format!("{enter} changes what {name} said"))]
            }
            (false, true, _) if by_phone(view) => vec![
                text(format!("{enter} types for {name}")),
                quiet(others_meanwhile(view)),
            ],
            (false, true, _) => sheets::from_paper(self, view, (step, person)),
            (false, false, PersonState::Open) if step.step.one_a_group => {
                one_of_group(view, person)
            }
            (false, false, state) => {
                let anew = state == PersonState::Answered && !reads_in_groups(&step.step);
                let anew = if anew { " for a new version" } else { "" };
                let words = format!("Pass the keyboard to {}{anew}", whose(view, person));
                vec![text(words), away]
            }
        }
    }

    /// The sheet of whoever the view is made for, with what stands over it.
    fn draw_with(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        let above = self.above_form(area, view, theme);
        frame.render_widget(Paragraph::new(above), column(area));
        let place = column(area);
        sheets::draw_whose(sheets::large_name(self, place, view, theme), frame, place);
        let Some(form) = self.form() else {
            return;
        };
        let place = self.sheet_area(area, view, theme);
        let writer = view.viewer.person().and_then(|person| view.person(person));
        let name = writer.map_or("", |person| person.name.as_str());
        let title = match (single(view), self.for_others) {
            (true, _) => "Your answer".to_owned(),
            (false, true) => format!(
                "You type for {}",
                writer.map_or(String::new(), |one| whose(view, one))
            ),
            (false, false) => name.to_owned(),
        };
        let left = if self.is_sending() {
            "saving …".to_owned()
        } else if self.holds_draft() {
            format!("{} · kept as a draft", form.status())
        } else {
            form.status()
        };
        let enter = keys::name(Scope::Hub, Action::Enter);
        let right = match (self.for_others && form.takes_text(), form.takes_lines()) {
            (true, true) => format!("{enter} {enter} hands it in"),
            (true, false) => format!("{enter} hands it in"),
            (false, _) => String::new(),
        };
        Paper { title, left, right }.draw(frame, place, theme);
        form.draw(frame, Paper::inner(place), theme, true);
    }

    /// Question, the group's answers, and who will see this, over the form.
    fn above_form(&self, area: Rect, view: &View, theme: &Theme) -> Vec<Line<'static>> {
        let (Some(question), Some(step)) = (&view.question, &view.step) else {
            return Vec::new();
        };
        let area = column(area);
        let cols = usize::from(area.width);
        let most = usize::from(area.height);
        let mut rows = sheets::whose_rows(self, area, (view, question), theme);
        rows.extend(question_rows(question, cols, area.height * 2 / 5, theme));
        let hints = hints_left(question, view, Scope::Writing);
        rows.extend(say("   ", &hints, cols, Role::Quiet, theme));
        let mut others = beside(view, question, step, cols, theme);
        if !others.is_empty() {
            if area.height > 14 {
                rows.push(Line::default());
            }
            let room = (most / 3).max(3);
            keep(&mut others, room, &all_of_it(""), theme);
            rows.extend(others);
        }
        // The foot of a small window has no room for it.
        let skips = match view.alone && view.can.pass {
            true => format!(" {} skips it.", keys::name(Scope::Writing, Action::Pass)),
            false => String::new(),
        };
        let audience = format!("{}{skips}", step.audience);
        rows.extend(say("   ", &audience, cols, Role::Quiet, theme));
        let typed_for = view.viewer.person().filter(|_| self.for_others);
        if let Some(is_in) = typed_for.and_then(|person| says_in(view, person)) {
            rows.extend(say("   ", &is_in, cols, Role::Text, theme));
        }
        if self.form().is_none() {
            rows.push(Line::default());
            let words = match step.step.edit {
                Edit::Locked => " and locked until you have compared it.",
                Edit::Free | Edit::NewVersion | Edit::Again | Edit::Beside => ".",
            };
            let words = format!("Your answer is {}{words}", kept(view));
            rows.extend(styled(hang("", &words, cols), Role::Good, theme));
        }
        if area.height > 14 {
            rows.push(Line::default());
        }
        // The sheet itself always keeps some rows.
        let least = usize::from(SHEET).min(most * 2 / 3);
        let room = most.saturating_sub(least);
        cut_rows(&mut rows, room, (cols, Role::Quiet), theme);
        rows
    }
}

/// Alone there is nobody to hand an answer in to.
pub(super) fn kept(view: &View) -> &'static str {
    if view.alone { "saved" } else { "in" }
}

/// Number, text, more text, hints that were given.
pub(in crate::tui) fn question_rows(
    question: &QuestionView,
    cols: usize,
    most: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let prompt = &question.prompt;
    let number = format!("{}  ", prompt.number);
    let mut rows = hang_prose(&number, &prompt.text, cols, Role::Title, theme);
    let hints = question.hints.iter();
    let hints = hints.flat_map(|hint| hang_prose("   hint: ", hint, cols, Role::Text, theme));
    let hints: Vec<_> = hints.collect();
    for block in &prompt.body {
        rows.extend(hang_prose("   ", &block.text, cols, Role::Text, theme));
    }
    let most = usize::from(most).max(3).saturating_sub(hints.len().min(2));
    keep(&mut rows, most, &all_of_it("   "), theme);
    rows.extend(hints);
    rows
}

/// How what has no room is seen: by the key that is obeyed also where letters are text.
fn all_of_it(lead: &str) -> String {
    let key = keys::name(Scope::Writing, Action::Reading);
    format!("{lead}… {key} shows all of it")
}

/// In a column that eyes can follow.
pub(super) fn column(area: Rect) -> Rect {
    let width = area.width.min(LIST);
    Rect { width, ..area }
}

/// A row under the text of the question, behind its number.
fn set_in(mut row: Line<'static>) -> Line<'static> {
    row.spans.insert(0, Span::raw("   "));
    row
}

/// How many hints there still are, for whoever may take one.
fn hints_left(question: &QuestionView, view: &View, scope: Scope) -> String {
    // Alone, one's own answer is there: a hint comes too late to be offered.
    let answered = view.alone && !question.mine.is_empty();
    if question.hints_left == 0 || !view.can.hint || answered {
        return String::new();
    }
    let hints = plural(question.hints_left, "hint is left", "hints are left");
    let whom = if view.alone { "" } else { " to everybody" };
    let key = keys::name(scope, Action::Hint);
    format!("{hints}: {key} gives one{whom}.")
}

/// Alone there is no list of people: one's own answer, once it is in.
fn alone_rows(
    question: &QuestionView,
    view: &View,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let newest = card::newest(question);
    let none = !question.has_model && view.study.voices.is_empty() && !question.mine.is_empty();
    let none = none.then_some("The author gave no answer to this question to compare with.");
    let Some(answer) = newest.last().filter(|_| view.alone) else {
        return Vec::new();
    };
    let mut rows = styled(vec!["What you wrote".to_owned()], Role::Title, theme);
    rows.extend(card::body(&question.prompt.kind, answer, cols, theme));
    rows.extend(say("", none.unwrap_or_default(), cols, Role::Quiet, theme));
    rows
}
