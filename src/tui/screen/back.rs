//! Back to look, never to unsay: an earlier question with all that may be seen of it.

use ratatui::text::{Line, Span};

use super::{
    compare::verb,
    discuss::{dissent_rows, sign},
    share::{card, tally},
};
use crate::{
    session::{QuestionView, StanceView, View},
    tui::{
        form::hang_prose,
        theme::{Role, Theme},
        widget::{say, styled},
    },
};

/// Questions that can be looked back at, oldest first; the one that is asked now is last.
pub fn questions(view: &View) -> Vec<&QuestionView> {
    view.questions().collect()
}

/// The question at that place as rows in a column of `cols` cells.
pub fn rows(view: &View, at: usize, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let all = questions(view);
    let Some(question) = all.get(at.min(all.len().saturating_sub(1))) else {
        let words = "No question has been asked yet.";
        return say("", words, cols, Role::Text, theme);
    };
    let prompt = &question.prompt;
    let number = format!("{}. ", prompt.number);
    let mut rows = hang_prose(&number, &prompt.text, cols, Role::Title, theme);
    rows.extend(say("", &steps(question), cols, Role::Quiet, theme));
    rows.push(Line::default());
    let bars = tally::rows(question, cols, theme);
    if !bars.is_empty() {
        rows.extend(bars);
        rows.push(Line::default());
    }
    for answer in &question.answers {
        let mut words = card::heading(answer);
        if answer.superseded {
            words.push_str(" · an earlier version");
        }
        rows.push(Line::from(Span::styled(words, theme.style(Role::Person))));
        rows.extend(card::body(&prompt.kind, answer, cols, theme));
    }
    if question.kept_back > 0 {
        let words = format!("{} not shown yet.", question.kept_back);
        rows.extend(say("", &words, cols, Role::Quiet, theme));
    }
    rows.extend(said(view, question, cols, theme));
    rows
}

/// Notes, dissent, the model answer.
fn said(view: &View, question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    if !question.notes.is_empty() {
        rows.push(Line::default());
    }
    for note in &question.notes {
        let lead = format!("{} ", sign(note.kind));
        let late = if note.late { "late, " } else { "" };
        let words = format!(
            "{late}{} · {}: {}",
            note.kind.words(),
            card::called(&note.by),
            note.text
        );
        rows.extend(say(&lead, &words, cols, Role::Text, theme));
    }
    let dissents = view.dissents.iter();
    let against = dissents.filter(|dissent| question.holds(&dissent.against));
    rows.extend(against.flat_map(|dissent| dissent_rows(dissent, cols, theme)));
    for (at, model) in question.models.iter().enumerate() {
        rows.push(Line::default());
        let title = "The author's answer";
        rows.extend(styled(vec![title.to_owned()], Role::Title, theme));
        for (claim, text) in model.claims.iter().enumerate() {
            rows.extend(hang_prose("• ", text, cols, Role::Text, theme));
            let on =
                |one: &&StanceView| (usize::from(one.model), usize::from(one.claim)) == (at, claim);
            for taken in question.stances.iter().filter(on) {
                let (who, late) = (
                    card::called(&taken.by),
                    if taken.late { ", late" } else { "" },
                );
                let why = if taken.text.is_empty() { "" } else { ": " };
                let words = format!(
                    "{who} {}{late}{why}{}",
                    verb(taken.stance, !taken.together.is_empty()),
                    taken.text
                );
                rows.extend(say("  ", &words, cols, Role::Quiet, theme));
            }
        }
    }
    rows
}

/// How long each step took.
fn steps(question: &QuestionView) -> String {
    let times = question.timings.iter().map(|time| {
        let skipped = if time.skipped { ", skipped" } else { "" };
        let spent = super::plan::minutes(time.spent_ms / 1000);
        format!("{} {spent}{skipped}", time.step)
    });
    times.collect::<Vec<_>>().join(" · ")
}
