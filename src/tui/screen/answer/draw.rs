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
    people,
    turn::single,
};
use crate::{
    id::PersonId,
    journal::drafts::Draft,
    protocol::{Edit, See, Who},
    session::{PersonState, QuestionView, StepView, View},
    text::plural,
    tui::{
        form::{hang, hang_prose},
        keys::{self, Action, Scope},
        screen::share::{card, rounds},
        theme::{Role, Theme},
    },
};

/// From so many rows on there is room for empty ones.
const TALL: u16 = 15;
/// Prose stays in a column that eyes can follow.
const MOST_COLS: u16 = 84;

impl Answering {
    /// Draws whichever of its states it is in.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        let (Some(question), Some(step)) = (&view.question, &view.step) else {
            return;
        };
        match self.hand {
            Hand::Room => self.draw_room(frame, area, view, question, step, theme),
            Hand::Over(person) => draw_over(frame, area, view, person, theme),
            Hand::Kept(person) => draw_kept(frame, area, view, person, theme),
            Hand::Offer(person) => self.draw_offer(frame, area, view, person, theme),
            Hand::With(person) => self.draw_with(frame, area, view, person, theme),
        }
    }

    /// The rectangle of the form, which follows from sizes alone.
    #[must_use]
    pub fn form_area(&self, area: Rect, view: &View, theme: &Theme) -> Rect {
        let Hand::With(person) = self.hand else {
            return Rect::default();
        };
        let above = self.above_form(area, view, person, theme);
        let column = column(area);
        let used = u16::try_from(above.len())
            .unwrap_or(u16::MAX)
            .min(area.height);
        Rect {
            y: area.y + used,
            height: (area.height - used).saturating_sub(1),
            ..column
        }
    }

    fn draw_room(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        view: &View,
        question: &QuestionView,
        step: &StepView,
        theme: &Theme,
    ) {
        let area = column(area);
        let cols = usize::from(area.width);
        let mut rows = self.above_people(area, view, question, step, theme);
        let left = usize::from(area.height).saturating_sub(rows.len());
        if !view.alone {
            let next = self.next(view);
            rows.extend(self.list(view, question, next, (cols, left), theme));
        }
        frame.render_widget(Paragraph::new(rows), area);
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
        let above = self.above_people(area, view, question, step, theme).len();
        let left = usize::from(area.height).saturating_sub(above);
        let page = people::Page::of(view, self.next(view), (usize::from(area.width), left));
        let row = usize::from(row.checked_sub(area.y)?).checked_sub(above)?;
        page.at(row, usize::from(col.checked_sub(area.x)?))
    }

    /// Question, step, and what to do now, over the list of people.
    fn above_people(
        &self,
        area: Rect,
        view: &View,
        question: &QuestionView,
        step: &StepView,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let cols = usize::from(area.width);
        let gap = || std::iter::repeat_n(Line::default(), usize::from(area.height >= TALL));
        let mut rows = question_rows(question, cols, area.height / 3, theme);
        let options = option_rows(question, cols, theme);
        if rows.len() + options.len() <= usize::from(area.height) / 2 {
            rows.extend(options);
        }
        rows.extend(hints_left(question, view, Scope::Hub, cols, theme));
        rows.extend(gap());
        // Where everybody just writes, the sentence below says it all.
        if step.step.see.iter().any(|see| *see != See::Count) {
            rows.extend(styled(hang("", &step.step.says, cols), Role::Text, theme));
        }
        if step.step.shows(See::Tally) {
            rows.extend(rounds::rows(question, cols, theme));
        }
        if step.step.who == Who::Holder {
            rows.extend(proposal(question, cols, theme));
        }
        rows.extend(styled(hang("", &step.audience, cols), Role::Dim, theme));
        rows.extend(people::groups(view, cols, theme));
        rows.extend(styled(hang("", &step.lonely, cols), Role::Warn, theme));
        rows.extend(gap());
        let now = self.what_now(view, step, self.next(view));
        rows.extend(styled(hang("", &now, cols), Role::Title, theme));
        if view.alone {
            rows.extend(alone_rows(question, view, cols, theme));
        } else {
            rows.extend(gap());
        }
        rows
    }

    /// The one sentence that says what Enter does.
    fn what_now(&self, view: &View, step: &StepView, next: Option<PersonId>) -> String {
        let key = |action| keys::name(Scope::Hub, action);
        let person = next.and_then(|next| view.person(next));
        let writes = view.can.answer || view.can.vote;
        let person = person.filter(|_| writes);
        let Some(person) = person else {
            let anew = key(Action::Write);
            return match (single(view), step.step.shows(See::Group)) {
                (true, _) if writes => {
                    format!("Enter goes on. {anew} writes a new version.")
                }
                (true, _) => "Enter goes on.".to_owned(),
                (false, _) if step.step.who == Who::Holder => {
                    format!("It stands as it is. {anew} writes a new version; Enter goes on.")
                }
                (false, true) => format!(
                    "Enter passes the keyboard: see each other's answers, write a new version. {} goes on.",
                    key(Action::GoOn)
                ),
                (false, false) => {
                    let all = plural(step.asked, "person", "people");
                    format!("All is in from {all}. Enter goes on.")
                }
            };
        };
        let name = &person.name;
        let holder = step.step.who == Who::Holder && !single(view);
        match (single(view), self.for_others, person.state) {
            _ if holder && person.state == PersonState::Free => {
                format!("Enter: {name} brings it instead.")
            }
            _ if holder => format!(
                "{name} brings it: Enter passes the keyboard. ↓ and Enter: somebody else does."
            ),
            (true, _, _) => "Enter begins to write.".to_owned(),
            (false, true, _) => format!("Next: {name}. Enter types for {name}."),
            (false, false, PersonState::Answered) => {
                format!("{name} has answered. Enter passes the keyboard for a new version.")
            }
            (false, false, _) => format!("Next: {name}. Enter passes the keyboard."),
        }
    }

    fn draw_offer(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        view: &View,
        person: PersonId,
        theme: &Theme,
    ) {
        let area = column(area);
        let cols = usize::from(area.width);
        let name = view
            .person(person)
            .map_or("", |person| person.name.as_str());
        let Some((draft, alone)) = self.offered(view) else {
            return;
        };
        let discard = keys::name(Scope::Offer, Action::Discard);
        let (what, how) = match alone {
            None => (
                format!("{name}, a draft of yours was kept."),
                format!(
                    "Enter goes on with it · {discard} throws it away · Esc leaves it for later"
                ),
            ),
            Some(day) => (
                format!("{name}, you answered this studying alone, on {day}."),
                format!("Enter begins with it · {discard} begins with nothing · Esc goes back"),
            ),
        };
        let mut rows = styled(hang("", &what, cols), Role::Title, theme);
        rows.extend(styled(hang("", &how, cols), Role::Text, theme));
        rows.push(Line::default());
        if let Some(question) = &view.question {
            rows.extend(self.of_draft(question, &draft, cols, theme));
        }
        frame.render_widget(Paragraph::new(rows), area);
    }

    /// What stands in a draft.
    fn of_draft(
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
        let mut rows = styled(said, Role::Mine, theme);
        for more in [&draft.reason, &draft.moved] {
            rows.extend(styled(hang("", more, cols), Role::Dim, theme));
        }
        rows
    }

    fn draw_with(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        view: &View,
        person: PersonId,
        theme: &Theme,
    ) {
        let above = self.above_form(area, view, person, theme);
        let inner = self.form_area(area, view, theme);
        frame.render_widget(Paragraph::new(above), column(area));
        let Some(form) = self.form() else {
            return;
        };
        form.draw(frame, inner, theme, true);
        let status = if self.is_sending() {
            "saving …".to_owned()
        } else {
            form.status()
        };
        let foot = Rect {
            y: inner.bottom(),
            height: area.bottom().saturating_sub(inner.bottom()).min(1),
            ..inner
        };
        let status = Line::from(Span::styled(status, theme.style(Role::Dim)));
        frame.render_widget(Paragraph::new(status), foot);
    }

    /// Question, the group's answers, and who will see this, over the form.
    fn above_form(
        &self,
        area: Rect,
        view: &View,
        person: PersonId,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let (Some(question), Some(step)) = (&view.question, &view.step) else {
            return Vec::new();
        };
        let area = column(area);
        let cols = usize::from(area.width);
        let most = usize::from(area.height);
        let mut rows = question_rows(question, cols, area.height * 2 / 5, theme);
        rows.extend(hints_left(question, view, Scope::Writing, cols, theme));
        let others = beside(view, question, step, cols, theme);
        if !others.is_empty() {
            if area.height > 14 {
                rows.push(Line::default());
            }
            let room = (most / 3).max(3);
            let more = others.len() > room;
            rows.extend(others.into_iter().take(room - usize::from(more)));
            if more {
                let key = keys::name(Scope::Writing, Action::Reading);
                let words = format!("… {key} shows all of it");
                rows.extend(styled(vec![words], Role::Dim, theme));
            }
        }
        let name = view
            .person(person)
            .map_or("", |person| person.name.as_str());
        let who = match (single(view), self.for_others) {
            (true, _) => step.audience.to_string(),
            (false, true) => format!("You type for {name}. {}", step.audience),
            (false, false) => format!("{name}: {}", step.audience),
        };
        if area.height > 12 {
            rows.push(Line::default());
        }
        rows.extend(styled(hang("", &who, cols), Role::Dim, theme));
        if self.form().is_none() {
            rows.push(Line::default());
            let words = match step.step.edit {
                Edit::Locked => "Your answer is in and locked until you have compared it.",
                Edit::Free | Edit::NewVersion | Edit::Again | Edit::Beside => "Your answer is in.",
            };
            rows.extend(styled(hang("", words, cols), Role::Good, theme));
        }
        if area.height > 14 {
            rows.push(Line::default());
        }
        // The form itself always keeps some rows.
        rows.truncate(most.saturating_sub(5).max(1));
        rows
    }
}

/// Number, text, more text, hints that were given.
pub(in crate::tui) fn question_rows(
    question: &QuestionView,
    cols: usize,
    most: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let prompt = &question.prompt;
    let number = format!("{}. ", prompt.number);
    let mut rows = hang_prose(&number, &prompt.text, cols, Role::Title, theme);
    let hints = question.hints.iter();
    let hints = hints.flat_map(|hint| hang_prose("hint: ", hint, cols, Role::Warn, theme));
    let hints: Vec<_> = hints.collect();
    for block in &prompt.body {
        rows.extend(hang_prose("   ", &block.text, cols, Role::Text, theme));
    }
    let most = usize::from(most).max(3).saturating_sub(hints.len().min(2));
    if rows.len() > most {
        rows.truncate(most.saturating_sub(1).max(1));
        let key = keys::name(Scope::Hub, Action::Reading);
        let more = format!("   … {key} shows all of it");
        rows.push(Line::from(Span::styled(more, theme.style(Role::Dim))));
    }
    rows.extend(hints);
    rows
}

/// In a column, set in the middle of a wide screen.
fn column(area: Rect) -> Rect {
    let width = area.width.min(MOST_COLS);
    Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}

pub(super) fn styled(rows: Vec<String>, role: Role, theme: &Theme) -> Vec<Line<'static>> {
    let style = theme.style(role);
    rows.into_iter()
        .map(|row| Line::from(Span::styled(row, style)))
        .collect()
}

/// How many hints there still are, for whoever may take one.
fn hints_left(
    question: &QuestionView,
    view: &View,
    scope: Scope,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    if question.hints_left == 0 || !view.can.hint {
        return Vec::new();
    }
    let hints = plural(question.hints_left, "hint is left", "hints are left");
    let whom = if view.alone { "" } else { " to everybody" };
    let key = keys::name(scope, Action::Hint);
    let words = format!("{hints}: {key} gives one{whom}.");
    styled(hang("", &words, cols), Role::Dim, theme)
}

/// Alone there is no list of people: one's own answer, once it is in.
fn alone_rows(
    question: &QuestionView,
    view: &View,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let newest = card::newest(question);
    let Some(answer) = newest.last().filter(|_| view.alone) else {
        return Vec::new();
    };
    let mut rows = vec![Line::default()];
    rows.extend(styled(vec!["What you wrote".to_owned()], Role::Mine, theme));
    rows.extend(card::body(&question.prompt.kind, answer, cols, theme));
    rows
}

/// Nothing but a name and what to do.
fn draw_over(frame: &mut Frame<'_>, area: Rect, view: &View, person: PersonId, theme: &Theme) {
    let name = view
        .person(person)
        .map_or("", |person| person.name.as_str());
    let together = view
        .step
        .as_ref()
        .is_some_and(|step| step.step.shows(See::Group));
    let away = if together {
        "Whoever works with them may look too. Everybody else looks away."
    } else {
        "Everybody else looks away from the screen."
    };
    let rows = [
        (format!("Pass the keyboard to {name}."), Role::Title),
        (String::new(), Role::Text),
        (format!("{name}: Enter when it is before you."), Role::Text),
        (away.to_owned(), Role::Dim),
    ];
    middle(frame, area, &rows, theme);
}

fn draw_kept(frame: &mut Frame<'_>, area: Rect, view: &View, person: PersonId, theme: &Theme) {
    let name = view
        .person(person)
        .map_or("", |person| person.name.as_str());
    let rows = [
        (
            format!("{name}'s draft is kept, not handed in."),
            Role::Title,
        ),
        (String::new(), Role::Text),
        ("Enter shows the list of people.".to_owned(), Role::Text),
    ];
    middle(frame, area, &rows, theme);
}

fn middle(frame: &mut Frame<'_>, area: Rect, rows: &[(String, Role)], theme: &Theme) {
    let cols = usize::from(area.width).saturating_sub(2);
    let lines: Vec<Line<'_>> = rows
        .iter()
        .flat_map(|(words, role)| styled(hang("", words, cols), *role, theme))
        .map(Line::centered)
        .collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = area.height.saturating_sub(height) / 2;
    let area = Rect {
        y: area.y + top,
        height: area.height - top,
        ..area
    };
    frame.render_widget(Paragraph::new(lines), area);
}
