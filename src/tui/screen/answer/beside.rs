//! What stands beside writing: what others wrote, as far as it may be seen, and the options.

use ratatui::text::Line;

use crate::{
    protocol::{See, Write},
    session::{AnswerView, QuestionView, StepView, View},
    tui::{
        form::hang_prose,
        screen::share::{card, rounds},
        theme::{Role, Theme},
        widget::{say, styled},
    },
};

/// What a person may see of others while they write: their group's answers, a proposal, votes.
pub(super) fn beside(
    view: &View,
    question: &QuestionView,
    step: &StepView,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut rows = brief_rows(view, cols, theme);
    if let Some((earlier, mine)) = question.stands_on.as_deref() {
        let heading = format!("You wrote to question {}:", earlier.number);
        rows.extend(styled(vec![heading], Role::Person, theme));
        rows.extend(card::body(&earlier.kind, mine, cols, theme));
    }
    rows.extend(group_rows(view, question, cols, theme));
    rows.extend(claims(question, cols, theme));
    rows.extend(note_rows(view, cols, theme));
    if step.step.write == Write::Consent {
        rows.extend(proposal(question, cols, theme));
    }
    if step.step.takes_votes() {
        rows.extend(rounds::rows(question, cols, theme));
    }
    rows
}

/// The author's answer, once it was shown: one writes anew in view of it.
pub(super) fn claims(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let claims = question.models.iter().flat_map(|model| &model.claims);
    let rows = claims.enumerate().flat_map(|(at, claim)| {
        hang_prose(&format!("{}  ", at + 1), claim, cols, Role::Text, theme)
    });
    let mut rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        let heading = vec!["The author's answer:".to_owned()];
        rows.splice(0..0, styled(heading, Role::Person, theme));
    }
    rows
}

/// What somebody who studies alone noted on paragraphs.
fn note_rows(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut notes = view.study.marks.iter();
    let mut rows = Vec::new();
    for mark in notes.by_ref().filter(|mark| !mark.note.is_empty()) {
        if rows.is_empty() {
            rows.extend(styled(vec!["Your notes:".to_owned()], Role::Person, theme));
        }
        let lead = format!("¶{}  ", mark.paragraph);
        rows.extend(say(&lead, &mark.note, cols, Role::Text, theme));
    }
    rows
}

/// What only whoever writes may read, as rows.
fn brief_rows(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    if !view.briefs.own.is_empty() {
        let heading = "Your brief, for nobody else:".to_owned();
        rows.extend(styled(vec![heading], Role::Person, theme));
    }
    for block in &view.briefs.own {
        rows.extend(hang_prose("", &block.text, cols, Role::Text, theme));
    }
    rows
}

/// What the others of one's pair or group wrote, as rows.
fn group_rows(
    view: &View,
    question: &QuestionView,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    for answer in group_answers(view, question) {
        let heading = format!("{}:", card::heading(answer));
        rows.extend(styled(vec![heading], Role::Person, theme));
        rows.extend(card::body(&question.prompt.kind, answer, cols, theme));
    }
    rows
}

/// What is proposed: the newest version of whoever brought it.
pub(super) fn proposal(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let answers = card::newest(question).into_iter();
    let rows = answers.flat_map(|answer| {
        let heading = format!("{}:", card::heading(answer));
        let mut rows = styled(vec![heading], Role::Person, theme);
        rows.extend(card::body(&question.prompt.kind, answer, cols, theme));
        rows
    });
    rows.collect()
}

/// The options, statements or items of a question, for whoever looks on.
pub(in crate::tui) fn option_rows(
    question: &QuestionView,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let all = question.prompt.kind.listed().iter().enumerate();
    all.flat_map(|(at, words)| {
        hang_prose(&format!("   {}. ", at + 1), words, cols, Role::Text, theme)
    })
    .collect()
}

/// What the others of the viewer's pair or group wrote, where the step shows it.
pub(in crate::tui) fn group_answers<'a>(
    view: &'a View,
    question: &'a QuestionView,
) -> impl Iterator<Item = &'a AnswerView> {
    let step = view.step.as_ref();
    let shows = step.is_some_and(|step| step.step.shows(See::Group));
    let mine = question.mine.first().map(|mine| &mine.by);
    let answers = card::newest(question).into_iter();
    answers.filter(move |answer| shows && Some(&answer.by) != mine)
}
