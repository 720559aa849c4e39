//! One person's answer as rows of text: who, which version, what, and why.

use ratatui::text::{Line, Span};

use crate::{
    case::{Answer, Kind, Value, basket, number},
    session::{AnswerView, Byline, QuestionView},
    text::Clean,
    tui::{
        form::{hang, plain},
        theme::{Role, Theme},
        widget::{Card, cut_words},
    },
};

/// Cells of the number before something that can be chosen.
pub(super) const NUMBER: usize = 4;

/// How a writer is called on screen.
pub fn called(by: &Byline) -> &str {
    by.words().unwrap_or("without a name")
}

/// The newest version of each writer that may be seen, in the order of the view.
pub fn newest(question: &QuestionView) -> Vec<&AnswerView> {
    question.newest().collect()
}

/// Every version of the same writer, oldest first.
pub fn versions<'a>(question: &'a QuestionView, by: &Byline) -> Vec<&'a AnswerView> {
    let answers = question.answers.iter();
    answers.filter(|answer| answer.by == *by).collect()
}

/// The name, and what is worth knowing about this version, on one line.
pub fn heading(answer: &AnswerView) -> String {
    let mut words = called(&answer.by).to_owned();
    if let Some(role) = &answer.role {
        words.push_str(&format!(", {role}"));
    }
    for mark in answer.marks() {
        words.push_str(&format!(" · {mark}"));
    }
    words
}

/// The card of one version, its text within so many cells.
pub fn card(kind: &Kind, answer: &AnswerView, cols: usize, theme: &Theme) -> Card {
    let name = called(&answer.by);
    let note = heading(answer);
    let note = note.strip_prefix(name).unwrap_or(&note);
    let cites: Vec<_> = answer.cites.iter().map(|cite| format!("¶{cite}")).collect();
    Card {
        name: name.to_owned(),
        note: note.trim_start_matches([',', ' ', '·']).to_owned(),
        rows: body(kind, answer, cols, theme),
        foot: cites.join(" "),
    }
}

/// The same kind of question with what can be chosen cut to a row with room for so many cells.
pub fn brief(kind: &Kind, room: usize) -> Kind {
    let mut brief = kind.clone();
    let all = match &mut brief {
        Kind::Open | Kind::Number { .. } => return brief,
        Kind::Choice { options, .. } => options,
        Kind::Scale(scale) => &mut scale.statements,
        Kind::Rank { items } | Kind::Items { items } => items,
    };
    for words in all {
        *words = Clean::line(&cut_words(&plain(words), room));
    }
    brief
}

/// The rows of one version in a column of `cols` cells, without its heading.
pub fn body(kind: &Kind, answer: &AnswerView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows: Vec<Line<'static>> = said(kind, &answer.answer, cols)
        .into_iter()
        .map(|row| Line::from(Span::styled(row, theme.style(Role::Text))))
        .collect();
    let dim = |row: String| Line::from(Span::styled(row, theme.style(Role::Quiet)));
    if !answer.answer.reason.is_empty() {
        rows.extend(
            hang("because: ", &answer.answer.reason, cols)
                .into_iter()
                .map(dim),
        );
    }
    if !answer.moved_by.is_empty() {
        let moved = hang("what moved me: ", &answer.moved_by, cols);
        rows.extend(moved.into_iter().map(dim));
    }
    rows
}

/// What somebody said, in words, whatever kind of answer it is.
pub fn said(kind: &Kind, answer: &Answer, cols: usize) -> Vec<String> {
    match (kind, &answer.value) {
        (Kind::Number { unit, .. }, Value::Text(text)) => {
            hang("", &number::with_unit(text, unit), cols)
        }
        (_, Value::Text(text)) => hang("", text, cols),
        (Kind::Choice { options, .. }, Value::Choice(picked)) => picked
            .iter()
            .filter_map(|at| options.get(usize::from(*at)).map(|option| (at, option)))
            .flat_map(|(at, option)| hang(&format!("{} · ", at + 1), &plain(option), cols))
            .collect(),
        (Kind::Scale(scale), Value::Scale(points)) => {
            if scale.statements.is_empty() {
                let point = points.first().copied().unwrap_or_default();
                return vec![format!("{point} of {}", scale.high)];
            }
            let each = scale.statements.iter().zip(points);
            each.flat_map(|(statement, point)| {
                hang(&format!("{point:>2} · "), &plain(statement), cols)
            })
            .collect()
        }
        (Kind::Rank { items }, Value::Rank(order)) => order
            .iter()
            .enumerate()
            .filter_map(|(place, item)| items.get(usize::from(*item)).map(|item| (place, item)))
            .flat_map(|(place, item)| hang(&format!("{}. ", place + 1), &plain(item), cols))
            .collect(),
        (kind, value @ Value::Parts(_)) => {
            let lines = basket::lines(kind, value).into_iter();
            lines.flat_map(|line| hang("", &line, cols)).collect()
        }
        (_, Value::Choice(_) | Value::Scale(_) | Value::Rank(_)) => {
            vec!["(an answer of another kind)".to_owned()]
        }
    }
}
