//! The author's answer, claim by claim, beside what people wrote: agree, add to it, contest it.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::{
    alone,
    answer::people_in_turn,
    share::{Parts, Share, asked, card},
};
use crate::{
    id::{PersonId, QuestionId},
    protocol::See,
    session::{Byline, Command, QuestionView, Stance, View},
    text::{Clean, plural},
    tui::{
        form::{Step, hang_prose},
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{Cursor, LIST, Listed, chosen, cut_rows, ends, say, written},
    },
};

mod claims;
mod on_paper;

pub(in crate::tui) use claims::verb;
use claims::{
    answer_head, below_head, by, claims, heading, joined, pane, right_options, shown, state, theirs,
};

/// From this size on, claims and an answer stand side by side.
const WIDE: (u16, u16) = (72, 14);
/// A claim that is not looked at shows so many rows.
const FOLDED: usize = 2;

/// Which claim, for whom, and which side is looked at.
#[derive(Clone, Debug, Default)]
pub struct Compare {
    claims: Cursor,
    answer: Cursor,
    person: Option<PersonId>,
    answers_first: bool,
    /// The question that the claims belong to.
    question: Option<QuestionId>,
    /// The claim that is looked at goes on below its window.
    goes_on: bool,
    /// Whose word is being taken down where others write on phones.
    awaits: Option<on_paper::Awaited>,
}

impl Compare {
    /// Follows the session to its question.
    pub fn follow(&mut self, view: &View, share: &mut Share) {
        let asked = view.question.as_ref().map(|asked| &asked.prompt.id);
        if self.question.as_ref() != asked {
            *self = Self {
                question: asked.cloned(),
                ..Self::default()
            };
        }
        if self.is_taken(view) {
            self.goes_to_next(view, share);
        }
    }

    /// Goes through the claims, or through the answer beside them.
    pub fn go(&mut self, down: bool, page: bool, parts: &Parts<'_>) {
        let (claims, answer) = self.split(parts);
        let (area, list) = if self.answers_first {
            (answer, self.answer_list(answer, parts))
        } else {
            (claims, self.claim_list(claims, parts))
        };
        let height = usize::from(below_head(area).height);
        let cursor = if self.answers_first {
            &mut self.answer
        } else {
            &mut self.claims
        };
        if page {
            cursor.page(down, &list, height);
        } else {
            cursor.step(down, &list, height);
        }
    }

    /// Goes on to the next claim. Whether there is one.
    pub fn next(&mut self, parts: &Parts<'_>) -> bool {
        let (area, _) = self.split(parts);
        if self.goes_on {
            let list = self.claim_list(area, parts);
            let height = usize::from(below_head(area).height);
            self.claims.read_on(&list, height);
            return true;
        }
        let Some(number) = self.next_claim(parts.view) else {
            return false;
        };
        let list = self.claim_list(area, parts);
        let height = usize::from(below_head(area).height);
        self.claims.choose(number - 1, &list, height);
        self.asks_next(parts.view);
        true
    }

    /// Whether the end of the claim that is looked at is still out of sight.
    pub fn goes_on(&self) -> bool {
        self.goes_on
    }

    /// The number of the next claim; none at the last one.
    pub fn next_claim(&self, view: &View) -> Option<usize> {
        let count = view.question.as_ref().map_or(0, |q| claims(q).len());
        (self.claims.at + 1 < count).then_some(self.claims.at + 2)
    }

    /// Goes to the next person, and from the last one to the first.
    pub fn choose_next(&mut self, view: &View, share: &mut Share) {
        let here: Vec<_> = people_in_turn(view).into_iter().map(|p| p.id).collect();
        let now = self.person(view);
        let at = here.iter().position(|id| Some(*id) == now);
        let next = at.map_or(0, |at| (at + 1) % here.len().max(1));
        self.person = here.get(next).copied();
        self.bring(view, share);
    }

    /// Puts the answer of the person whose stance is taken down beside the claims.
    fn bring(&self, view: &View, share: &mut Share) {
        let answers = view.question.as_ref().map(card::newest).unwrap_or_default();
        // What somebody wrote alone stands before what their group did.
        let mut theirs = answers.iter();
        let theirs = theirs.rposition(|answer| by(&answer.by, self.person));
        if let Some(at) = theirs {
            share.step(Step::First, view);
            (0..at).for_each(|_| share.step(Step::On, view));
        }
    }

    /// Another answer stands beside the claims: its writer is who speaks, where they are named.
    pub fn look_at(&mut self, view: &View, share: &Share) {
        self.answer = Cursor::default();
        self.take_writer(view, share);
    }

    fn take_writer(&mut self, view: &View, share: &Share) {
        if let Some(Byline::Name(id, _)) = shown(view, share).map(|answer| &answer.by) {
            self.person = Some(*id);
        }
    }

    /// Claims or the answer: the other side of a narrow screen.
    pub fn turn(&mut self) {
        self.answers_first = !self.answers_first;
    }

    /// Whether the keys that move go through the answer.
    pub fn reads_answers(&self) -> bool {
        self.answers_first
    }

    /// Whose stance the keys take down: whoever was chosen, or wrote the answer that stands
    /// beside, or is the only one here.
    pub fn person(&self, view: &View) -> Option<PersonId> {
        let known = |id: &PersonId| view.here().any(|person| person.id == *id);
        let known = self.person.filter(known);
        known.or_else(|| view.only().map(|only| only.id))
    }

    /// The claim that the cursor is on: which model answer, and which of its claims.
    pub fn claim(&self, view: &View) -> Option<(u8, u8)> {
        let question = view.question.as_ref()?;
        let claims = claims(question);
        let claim = claims.get(self.claims.at.min(claims.len().saturating_sub(1)))?;
        Some((claim.model, claim.claim))
    }

    /// What the person makes of the claim; the reason of another verdict is none of this one.
    pub fn take(&self, stance: Stance, view: &View) -> Option<(PersonId, Command)> {
        let question = view.question.as_ref()?;
        let person = self.person(view)?;
        let (model, claim) = self.claim(view)?;
        let command = Command::Compare {
            person,
            question: question.prompt.id.clone(),
            model,
            claim,
            stance,
            text: Clean::default(),
        };
        Some((person, command))
    }

    /// The words that the person gave for such a stance; empty where there are none.
    pub fn reason(&self, stance: Stance, view: &View) -> Clean {
        let who = self.person(view).zip(self.claim(view));
        let asked = view.question.as_ref().zip(who);
        let theirs = asked.and_then(|(asked, (who, claim))| theirs(asked, view, who, claim));
        theirs.map_or_else(Clean::default, |theirs| theirs.reason_for(stance))
    }

    /// The stance that stands there, to begin with when words are added.
    pub fn standing(&self, view: &View) -> Option<Stance> {
        let question = view.question.as_ref()?;
        let person = self.person(view)?;
        let theirs = theirs(question, view, person, self.claim(view)?);
        theirs.map(|theirs| theirs.stance)
    }

    /// Keeps both sides within their rectangles; called after each key.
    pub fn fit(&mut self, parts: &Parts<'_>) {
        if self.person.is_none() {
            self.take_writer(parts.view, parts.share);
        }
        let (claims, answer) = self.split(parts);
        let list = self.claim_list(claims, parts);
        let height = usize::from(below_head(claims).height);
        self.claims.fit(&list, height);
        self.goes_on = height > 0 && self.claims.goes_on(&list, height);
        let list = self.answer_list(answer, parts);
        self.answer
            .fit(&list, usize::from(below_head(answer).height));
    }

    /// Draws both sides, or the one that is looked at.
    pub fn draw(&self, frame: &mut Frame<'_>, parts: &Parts<'_>) {
        let Some(question) = &parts.view.question else {
            return;
        };
        let theme = parts.theme;
        let (left, right) = self.split(parts);
        frame.render_widget(Paragraph::new(asked_rows(parts)), parts.area);
        if left.height > 0 {
            let rows = self.claim_list(left, parts).lines;
            let alone = right.height == 0;
            let cols = usize::from(left.width);
            let tab = self.tab(alone, left, rows.len(), parts);
            let head = claims_head((question, parts.view), &tab, cols, theme);
            pane(frame, left, head, (rows, self.claims.top), theme);
        }
        if right.height > 0 {
            let rows = self.answer_list(right, parts).lines;
            let tab = self.tab(left.height == 0, right, rows.len(), parts);
            let head = answer_head(parts, &tab, usize::from(right.width));
            pane(frame, right, head, (rows, self.answer.top), theme);
        }
        if left.height > 0 && right.height > 0 {
            let style = theme.style(Role::Border);
            for y in right.y..right.bottom() {
                frame.buffer_mut().set_string(right.x - 2, y, "│", style);
            }
        }
    }

    /// What the key between the panes does, at the head of the only one there is, and of one that
    /// is scrolled only after it.
    fn tab(&self, only: bool, area: Rect, rows: usize, parts: &Parts<'_>) -> String {
        let tab = name(Scope::Compare, Action::Next);
        let is_answer = area.x > parts.area.x || only && self.answers_first;
        let goes_on = rows > usize::from(below_head(area).height);
        match only {
            true if is_answer => format!("{tab}: the claims"),
            true if parts.view.alone => format!("{tab}: your answer"),
            true => format!("{tab}: what was written"),
            false if goes_on && is_answer != self.answers_first => format!("{tab}: scroll here"),
            false => String::new(),
        }
    }

    /// Every claim with its state: all of them open alone, where they are one text to read, and
    /// where there is room; else the chosen one.
    fn claim_list(&self, area: Rect, parts: &Parts<'_>) -> Listed {
        let whole = self.claims_of(area, usize::MAX, parts);
        let fits = whole.lines.len() <= usize::from(below_head(area).height);
        match fits || parts.view.alone {
            true => whole,
            false => self.claims_of(area, FOLDED, parts),
        }
    }

    /// Every claim with its state, those that are not chosen in so many rows at most; before them
    /// what stands there for whoever studies alone.
    fn claims_of(&self, area: Rect, folded: usize, parts: &Parts<'_>) -> Listed {
        let (view, theme) = (parts.view, parts.theme);
        let cols = usize::from(area.width).max(8);
        let mut list = Listed::default();
        let Some(question) = &view.question else {
            return list;
        };
        list.say(right_options(question, cols, theme));
        if !shows_answer(view) {
            list.say(alone::rows(question, view, cols, theme));
        }
        for follow_up in question.follow_ups.iter().filter(|_| view.alone) {
            list.say(hang_prose(
                "Ask yourself: ",
                follow_up,
                cols,
                Role::Text,
                theme,
            ));
        }
        let claims = claims(question);
        if claims.is_empty() && list.lines.is_empty() && !view.alone {
            let words = "The author left no answer to this question.";
            list.say(say("  ", words, cols, Role::Text, theme));
        }
        let mut model = None;
        for (number, claim) in claims.iter().enumerate() {
            if number > 0 {
                list.say([Line::default()]);
            }
            if model != Some(claim.model) {
                model = Some(claim.model);
                list.say(heading(question, claim, cols, theme));
            }
            let here = number == self.claims.at;
            let lead = format!("{} {} ", if here { "▸" } else { " " }, number + 1);
            let mut rows = hang_prose(&lead, claim.text, cols, Role::Text, theme);
            if !here {
                cut_rows(&mut rows, folded, (cols, Role::Text), theme);
            }
            let (words, role) = state(question, claim, here, view);
            rows.extend(say("    ", &words, cols, role, theme));
            if here && !view.alone && view.here().count() > 1 {
                let key = name(Scope::Compare, Action::Right);
                let words = format!("{key} the next person");
                rows.extend(say("    ", &words, cols, Role::Quiet, theme));
            }
            list.list(number, chosen(here, rows, cols, theme));
        }
        list
    }

    /// The answer that stands beside, and what was made of the chosen claim.
    fn answer_list(&self, area: Rect, parts: &Parts<'_>) -> Listed {
        let (view, theme) = (parts.view, parts.theme);
        let cols = usize::from(area.width).max(8);
        let Some(question) = &view.question else {
            return Listed::default();
        };
        let mut rows = Vec::new();
        if let Some(answer) = shown(view, parts.share) {
            rows.extend(card::body(&question.prompt.kind, answer, cols, theme));
            // What the text itself says needs no second word.
            let said = rows
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ");
            let cites = answer.cites.iter().map(|cite| format!("¶{cite}"));
            let cites: Vec<_> = cites.filter(|cite| !said.contains(cite.as_str())).collect();
            rows.extend(say("", &cites.join(" "), cols, Role::Quiet, theme));
        }
        if shows_answer(view) {
            let before = alone::rows(question, view, cols, theme);
            rows.extend((!before.is_empty()).then(Line::default));
            rows.extend(before);
        }
        let Some((model, claim)) = self.claim(view) else {
            return rows.into();
        };
        let on = question.stances.iter();
        let on: Vec<_> = on
            .filter(|stance| (stance.model, stance.claim) == (model, claim))
            .collect();
        if !on.is_empty() {
            rows.push(Line::default());
            let words = format!("On claim {}", self.claims.at + 1);
            rows.extend(say("", &words, cols, Role::Title, theme));
        }
        for stance in on {
            let who = card::called(&stance.by);
            let words = match view.alone {
                true => format!("You {}", stance.stance.words()),
                false => format!("{who} {}", verb(stance.stance, !stance.together.is_empty())),
            };
            rows.extend(say("", &words, cols, Role::Person, theme));
            if !stance.text.is_empty() {
                rows.extend(written("  ", &stance.text, cols, theme));
            }
        }
        if view.can.answer_after && !view.alone {
            let key = name(Scope::Compare, Action::Change);
            let words = format!("{key} takes down who thinks otherwise by now.");
            rows.push(Line::default());
            rows.extend(say("", &words, cols, Role::Quiet, theme));
        }
        rows.into()
    }

    /// The rectangles of claims and of the answer.
    fn split(&self, parts: &Parts<'_>) -> (Rect, Rect) {
        let area = parts.area;
        let asked = u16::try_from(asked_rows(parts).len()).unwrap_or(1).max(1);
        let head = (asked + u16::from(area.height >= WIDE.1)).min(area.height);
        let body = Rect {
            y: area.y + head,
            height: area.height - head,
            ..area
        };
        let none = Rect { height: 0, ..body };
        if area.width >= WIDE.0 && area.height >= WIDE.1 {
            let left = (body.width * 11 / 20).min(66);
            let claims = Rect {
                width: left.saturating_sub(2),
                ..body
            };
            let answer = Rect {
                x: body.x + left + 1,
                width: (body.width - left - 1).min(66),
                ..body
            };
            return (claims, answer);
        }
        match self.answers_first {
            true => (none, body),
            false => (body, none),
        }
    }
}

fn claims_head(
    (question, view): (&QuestionView, &View),
    tab: &str,
    cols: usize,
    theme: &Theme,
) -> Line<'static> {
    let words = match claims(question).len() {
        0 => String::new(),
        count => plural(count, "claim", "claims"),
    };
    let words = joined(&words, tab);
    let title = match shows_answer(view) {
        true => "  The author's answer",
        false => "  What else was said",
    };
    ends((title, Role::Title), (&words, Role::Quiet), cols, theme)
}

/// The question in as many rows as a window of that height has for it.
fn asked_rows(parts: &Parts<'_>) -> Vec<Line<'static>> {
    let Some(question) = &parts.view.question else {
        return Vec::new();
    };
    let cols = usize::from(parts.area.width.min(LIST));
    let most = usize::from(parts.area.height / 8).max(1);
    asked(question, cols, most, parts.theme)
}

/// Whether the author's answer stands here; before it, whoever studies alone sees what they wrote
/// last time, and other voices.
fn shows_answer(view: &View) -> bool {
    let step = view.step.as_ref();
    step.is_some_and(|step| step.step.shows(See::Model))
}
