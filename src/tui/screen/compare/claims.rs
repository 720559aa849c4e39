//! Claims of the author's answer, what people made of them, and the two panes that they stand
//! in.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use crate::{
    case::Kind,
    id::PersonId,
    session::{AnswerView, Byline, QuestionView, Stance, StanceView, View},
    text::cut,
    tui::{
        form::hang_prose,
        keys::{Action, Scope, name},
        screen::share::{Parts, Share, card},
        theme::{Role, Theme},
        widget::{ends, say, window},
    },
};

/// A claim with its place in the model answers.
pub(super) struct Claim<'a> {
    pub(super) model: u8,
    pub(super) claim: u8,
    pub(super) text: &'a str,
}

/// The rows under a pane's heading, which has a blank row under it where there is room.
pub(super) fn below_head(area: Rect) -> Rect {
    let head = head_rows(area);
    Rect {
        y: area.y + head,
        height: area.height - head,
        ..area
    }
}

fn head_rows(area: Rect) -> u16 {
    let head = if area.height >= 18 { 2 } else { 1 };
    head.min(area.height)
}

pub(super) fn pane(
    frame: &mut Frame<'_>,
    area: Rect,
    head: Line<'static>,
    (rows, top): (Vec<Line<'static>>, usize),
    theme: &Theme,
) {
    frame.render_widget(Paragraph::new(head), area);
    window(frame, below_head(area), rows, top, theme);
}

pub(super) fn shown<'a>(view: &'a View, share: &Share) -> Option<&'a AnswerView> {
    let answers = card::newest(view.question.as_ref()?);
    answers.get(share.at()).copied()
}

pub(super) fn answer_head(parts: &Parts<'_>, tab: &str, cols: usize) -> Line<'static> {
    let (view, theme) = (parts.view, parts.theme);
    let count = view.question.as_ref().map_or(0, |q| card::newest(q).len());
    let Some(answer) = shown(view, parts.share) else {
        return ends(("No answer", Role::Quiet), (tab, Role::Quiet), cols, theme);
    };
    let title = match view.alone {
        true => "What you wrote".to_owned(),
        false => format!("{}'s answer", cut(card::called(&answer.by), 24)),
    };
    let of = match count {
        0 | 1 => String::new(),
        many => format!("{} of {many}", parts.share.at() + 1),
    };
    let of = joined(&of, tab);
    ends((&title, Role::Title), (&of, Role::Quiet), cols, theme)
}

/// Two words of a heading.
pub(super) fn joined(one: &str, other: &str) -> String {
    let words = [one, other].into_iter().filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join(" · ")
}

/// Whose answer it is, where there are several, never to be taken for what somebody in the room
/// wrote.
pub(super) fn heading(
    question: &QuestionView,
    claim: &Claim<'_>,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let models = question.models.get(usize::from(claim.model));
    let title = models.and_then(|model| model.title.as_deref());
    say("  ", title.unwrap_or_default(), cols, Role::Quiet, theme)
}

pub(super) fn claims(question: &QuestionView) -> Vec<Claim<'_>> {
    let models = question.models.iter().zip(0..);
    models
        .flat_map(|(model, at)| {
            model
                .claims
                .iter()
                .zip(0..)
                .map(move |(text, claim)| Claim {
                    model: at,
                    claim,
                    text,
                })
        })
        .collect()
}

/// The options that the author calls right, in words.
pub(super) fn right_options(
    question: &QuestionView,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let Kind::Choice { options, .. } = &question.prompt.kind else {
        return Vec::new();
    };
    let right = question.right.iter();
    let right = right.filter_map(|at| options.get(usize::from(*at)).map(|option| (at, option)));
    let rows = right.flat_map(|(at, option)| {
        let lead = format!("  ✓ {}. ", at + 1);
        hang_prose(&lead, option, cols, Role::Good, theme)
    });
    let mut rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        rows.splice(
            0..0,
            say("  ", "Right, the author says:", cols, Role::Good, theme),
        );
        rows.push(Line::default());
    }
    rows
}

/// "agreed 3 · contested 1"; alone, what one makes of it oneself. Where nobody said anything, the
/// keys that do, `here` where the cursor is.
pub(super) fn state(
    question: &QuestionView,
    claim: &Claim<'_>,
    here: bool,
    view: &View,
) -> (String, Role) {
    let all = question.stances.iter();
    let all: Vec<_> = all
        .filter(|stance| (stance.model, stance.claim) == (claim.model, claim.claim))
        .collect();
    if all.is_empty() && view.alone && !here {
        return (String::new(), Role::Quiet);
    }
    if all.is_empty() {
        let key = |stance| name(Scope::Compare, Action::Stance(stance));
        let words = format!(
            "{} agree · {} contest · {} add to it",
            key(Stance::Agree),
            key(Stance::Contest),
            key(Stance::Extend)
        );
        return (words, Role::Quiet);
    }
    let counts = [
        (Stance::Agree, "agreed"),
        (Stance::Contest, "contested"),
        (Stance::Extend, "added to"),
    ];
    let words = counts.iter().filter_map(|(stance, word)| {
        let count = all.iter().filter(|each| each.stance == *stance).count();
        let said = if view.alone {
            (*word).to_owned()
        } else {
            format!("{word} {count}")
        };
        (count > 0).then_some(said)
    });
    let words: Vec<_> = words.collect();
    (words.join(" · "), Role::Good)
}

/// "Ann agrees", "Ann, Ben agree".
pub(in crate::tui) fn verb(stance: Stance, together: bool) -> &'static str {
    match (stance, together) {
        (Stance::Agree, false) => "agrees",
        (Stance::Agree, true) => "agree",
        (Stance::Contest, false) => "contests",
        (Stance::Contest, true) => "contest",
        (Stance::Extend, false) => "adds",
        (Stance::Extend, true) => "add",
    }
}

pub(super) fn by(byline: &Byline, person: Option<PersonId>) -> bool {
    matches!(byline, Byline::Name(id, _) if Some(*id) == person)
}

pub(super) fn theirs<'a>(
    question: &'a QuestionView,
    view: &View,
    person: PersonId,
    (model, claim): (u8, u8),
) -> Option<&'a StanceView> {
    let own = |stance: &&StanceView| match stance.by {
        Byline::Name(id, _) => id == person,
        Byline::Pseudonym(_) | Byline::Group | Byline::Unnamed => view.alone,
    };
    let on = |stance: &&StanceView| (stance.model, stance.claim) == (model, claim);
    question.stances.iter().filter(on).find(own)
}
