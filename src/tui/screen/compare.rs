//! The model answer, claim by claim, beside what people wrote: agree, extend, contest.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    alone,
    discuss::{draw_behind, draw_rule, styled, without_last},
    share::{Share, card},
};
use crate::{
    case::Kind,
    id::{PersonId, QuestionId},
    session::{Byline, Command, QuestionView, Stance, View},
    tui::{
        form::{Step, hang, hang_prose},
        keys::{Action, Scope, name},
        theme::{Role, Theme},
    },
};

/// From this width on, claims and answers stand side by side.
const WIDE: u16 = 96;

/// Which claim, for whom, and which side is looked at.
#[derive(Clone, Debug, Default)]
pub struct Compare {
    at: usize,
    person: Option<PersonId>,
    answers_first: bool,
    /// The question that the claims belong to.
    question: Option<QuestionId>,
}

/// A claim with its place in the model answers.
struct Claim<'a> {
    model: u8,
    claim: u8,
    text: &'a str,
}

impl Compare {
    /// Follows the session to its question.
    pub fn follow(&mut self, view: &View) {
        let asked = view.question.as_ref().map(|asked| &asked.prompt.id);
        if self.question.as_ref() != asked {
            *self = Self {
                question: asked.cloned(),
                ..Self::default()
            };
        }
    }

    /// Goes to another claim.
    pub fn step(&mut self, step: Step, view: &View) {
        let count = view.question.as_ref().map_or(0, |q| claims(q).len());
        self.at = step.from(self.at, count);
    }

    /// Goes to the next person, and from the last one to the first.
    pub fn choose_next(&mut self, view: &View) {
        let here: Vec<_> = view
            .people
            .iter()
            .filter(|p| p.here)
            .map(|p| p.id)
            .collect();
        let now = self.person(view);
        let at = here.iter().position(|id| Some(*id) == now);
        let next = at.map_or(0, |at| (at + 1) % here.len().max(1));
        self.person = here.get(next).copied();
    }

    /// Claims or answers: the other side of a narrow screen.
    pub fn turn(&mut self) {
        self.answers_first = !self.answers_first;
    }

    /// Whether arrows go through the answers.
    #[must_use]
    pub fn reads_answers(&self) -> bool {
        self.answers_first
    }

    /// Whose stance the keys take down; nobody's until a person was chosen, but for the only
    /// one there.
    #[must_use]
    pub fn person(&self, view: &View) -> Option<PersonId> {
        let here = || view.people.iter().filter(|person| person.here);
        let known = |id: &PersonId| here().any(|person| person.id == *id);
        let only = || here().next().filter(|_| here().count() == 1);
        self.person.filter(known).or_else(|| only().map(|p| p.id))
    }

    /// The claim that the cursor is on: which model answer, and which of its claims.
    #[must_use]
    pub fn claim(&self, view: &View) -> Option<(u8, u8)> {
        let question = view.question.as_ref()?;
        let claims = claims(question);
        let claim = claims.get(self.at.min(claims.len().saturating_sub(1)))?;
        Some((claim.model, claim.claim))
    }

    /// What the person makes of the claim; the words that stand there already are kept.
    #[must_use]
    pub fn take(&self, stance: Stance, view: &View) -> Option<(PersonId, Command)> {
        let question = view.question.as_ref()?;
        let person = self.person(view)?;
        let (model, claim) = self.claim(view)?;
        let before = theirs(question, view, person, model, claim);
        let command = Command::Compare {
            person,
            question: question.prompt.id.clone(),
            model,
            claim,
            stance,
            text: before.map(|(_, text)| text).unwrap_or_default(),
        };
        Some((person, command))
    }

    /// The stance that stands there, to begin with when words are added.
    #[must_use]
    pub fn standing(&self, view: &View) -> Option<Stance> {
        let question = view.question.as_ref()?;
        let (model, claim) = self.claim(view)?;
        theirs(question, view, self.person(view)?, model, claim).map(|(stance, _)| stance)
    }

    /// The rectangle of the answers.
    #[must_use]
    pub fn answers_area(&self, area: Rect) -> Rect {
        self.split(area).1
    }

    /// Draws both sides, or the one that is looked at.
    pub fn draw(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        share: &Share,
        view: &View,
        theme: &Theme,
    ) {
        let Some(question) = &view.question else {
            return;
        };
        let (claims, answers) = self.split(area);
        if claims.height > 0 {
            self.draw_claims(frame, claims, question, view, theme);
        }
        if answers.height == 0 {
            let tab = name(Scope::Compare, Action::Next);
            draw_behind(frame, area, &format!("{tab}: what you wrote"), theme);
        }
        if answers.height > 1 {
            draw_rule(frame, area, answers, theme);
            let head = if view.alone {
                "What you wrote"
            } else {
                "What you wrote, all of you"
            };
            let head = Line::from(Span::styled(head, theme.style(Role::Mine)));
            frame.render_widget(Paragraph::new(head), answers);
            let below = Rect {
                y: answers.y + 1,
                height: answers.height - 1,
                ..answers
            };
            share.draw(frame, below, false, view, theme);
        }
    }

    fn draw_claims(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        question: &QuestionView,
        view: &View,
        theme: &Theme,
    ) {
        let cols = usize::from(area.width);
        let (rows, focus) = self.rows(question, view, cols, theme);
        let height = usize::from(area.height);
        let top = focus.1.saturating_sub(height).min(focus.0);
        let below = rows.len() > top + height;
        let shown: Vec<Line<'_>> = rows.into_iter().skip(top).take(height).collect();
        frame.render_widget(Paragraph::new(shown), area);
        if below && area.width > 0 {
            let style = theme.style(Role::Dim);
            frame
                .buffer_mut()
                .set_stringn(area.right() - 1, area.bottom() - 1, "▾", 1, style);
        }
    }

    /// All rows, and which of them belong to the claim under the cursor.
    fn rows(
        &self,
        question: &QuestionView,
        view: &View,
        cols: usize,
        theme: &Theme,
    ) -> (Vec<Line<'static>>, (usize, usize)) {
        let prompt = &question.prompt;
        let lead = format!("{}. ", prompt.number);
        let asked = prompt.text.lines().next().unwrap_or_default();
        let mut rows = hang_prose(&lead, asked, cols, Role::Title, theme);
        rows.truncate(2);
        let right = right_options(question, cols, theme);
        let no_right = right.is_empty();
        rows.extend(right);
        rows.extend(alone::rows(question, view, cols, theme));
        for follow_up in question.follow_ups.iter().filter(|_| view.alone) {
            rows.extend(hang_prose(
                "Ask yourself: ",
                follow_up,
                cols,
                Role::Text,
                theme,
            ));
        }
        let claims = claims(question);
        if claims.is_empty() {
            if no_right && !view.alone {
                let words = "There is no model answer to this question. Enter goes on.";
                rows.extend(styled(hang("", words, cols), Role::Text, theme));
            }
            return (rows, (0, 0));
        }
        let person = self.person(view);
        rows.extend(for_whom(person, view, cols, theme));
        let at = self.at.min(claims.len() - 1);
        let (mut focus, mut model) = ((0, 0), None);
        for (number, claim) in claims.iter().enumerate() {
            if model != Some(claim.model) {
                model = Some(claim.model);
                rows.extend(styled(
                    hang("", &heading(question, claim), cols),
                    Role::Title,
                    theme,
                ));
            }
            let start = rows.len();
            let here = number == at;
            let role = if here { Role::Focus } else { Role::Text };
            let lead = format!("{} {}. ", if here { "▸" } else { " " }, number + 1);
            rows.extend(hang_prose(&lead, claim.text, cols, role, theme));
            rows.extend(stances(question, view, claim, person, cols, theme));
            if here {
                focus = (start, rows.len());
            }
        }
        (rows, focus)
    }

    /// The rectangles of claims and answers.
    fn split(&self, area: Rect) -> (Rect, Rect) {
        if area.width >= WIDE {
            let left = area.width / 2;
            let claims = Rect {
                width: left.saturating_sub(2),
                ..area
            };
            let answers = Rect {
                x: area.x + left,
                width: area.width - left,
                ..area
            };
            return (claims, answers);
        }
        let none = Rect { height: 0, ..area };
        match (self.answers_first, area.height >= 20) {
            (true, _) => (none, area),
            (false, false) => (without_last(area), none),
            (false, true) => {
                let below = area.height * 2 / 5;
                let claims = Rect {
                    height: area.height - below - 1,
                    ..area
                };
                let answers = Rect {
                    y: area.bottom() - below,
                    height: below,
                    ..area
                };
                (claims, answers)
            }
        }
    }
}

/// "One possible answer", never to be taken for what somebody in the room wrote.
fn heading(question: &QuestionView, claim: &Claim<'_>) -> String {
    let title = question
        .models
        .get(usize::from(claim.model))
        .and_then(|model| model.title.clone());
    match title {
        Some(title) => format!("One possible answer, the author's: {title}"),
        None => "One possible answer, the author's".to_owned(),
    }
}

/// Whose stance the keys take down, and which keys.
fn for_whom(
    person: Option<PersonId>,
    view: &View,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    if view.alone {
        return Vec::new();
    }
    let key = |action| name(Scope::Compare, action);
    let Some(person) = person.and_then(|person| view.person(person)) else {
        let words = format!(
            "{} chooses whose voice the keys take down.",
            key(Action::Person)
        );
        return styled(hang("", &words, cols), Role::Focus, theme);
    };
    let words = format!(
        "What {} makes of it: {} agree · {} extend · {} contest · {} another person",
        person.name,
        key(Action::Stance(Stance::Agree)),
        key(Action::Stance(Stance::Extend)),
        key(Action::Stance(Stance::Contest)),
        key(Action::Person)
    );
    styled(hang("", &words, cols), Role::Focus, theme)
}

fn claims(question: &QuestionView) -> Vec<Claim<'_>> {
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
fn right_options(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
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
        let title = "Right, the author says:".to_owned();
        rows.splice(0..0, styled(vec![title], Role::Good, theme));
    }
    rows
}

/// How many take which stance, and what was said; the chosen person's own first.
fn stances(
    question: &QuestionView,
    view: &View,
    claim: &Claim<'_>,
    person: Option<PersonId>,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let all: Vec<_> = question
        .stances
        .iter()
        .filter(|stance| stance.model == claim.model && stance.claim == claim.claim)
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    if !view.alone {
        let counts = Stance::ALL.map(|stance| {
            let count = all.iter().filter(|each| each.stance == stance).count();
            format!("{} {count}", stance.word())
        });
        let words = counts.join(" · ");
        rows.extend(styled(hang("     ", &words, cols), Role::Dim, theme));
    }
    let own = |by: &Byline| matches!(by, Byline::Name(id, _) if Some(*id) == person);
    let said = |stance: &&&crate::session::StanceView| own(&stance.by) || !stance.text.is_empty();
    for stance in all.iter().filter(said) {
        let role = if own(&stance.by) {
            Role::Mine
        } else {
            Role::Others
        };
        let mut words = format!("{}: {}", card::called(&stance.by), stance.stance.word());
        if !stance.text.is_empty() {
            words.push_str(&format!(", {}", stance.text));
        }
        rows.extend(styled(hang("     ", &words, cols), role, theme));
    }
    rows
}

fn theirs(
    question: &QuestionView,
    view: &View,
    person: PersonId,
    model: u8,
    claim: u8,
) -> Option<(Stance, crate::text::Clean)> {
    let own = |by: &Byline| match by {
        Byline::Name(id, _) => *id == person,
        Byline::Pseudonym(_) | Byline::Group | Byline::Unnamed => view.alone,
    };
    question
        .stances
        .iter()
        .find(|stance| stance.model == model && stance.claim == claim && own(&stance.by))
        .map(|stance| (stance.stance, stance.text.clone()))
}
