//! What lies over a session's screen: a small form, a question back, the reading, a
//! passage, what is for the facilitator's eyes, the people.

use ratatui::layout::Rect;

use super::page::Page;
use crate::{
    case::Block,
    id::QuestionId,
    session::{Actor, AnswerView, Command, PersonView, QuestionView, View},
    stamp::Zone,
    text::{Clean, cut},
    tui::{
        ask::Ask,
        editor::Go,
        effect::Effect,
        form::{Step, plain},
        keys::{Action, Scope, name},
        prose::Column,
        screen::{answer::group_answers, read::marks, share::card},
        theme::Theme,
    },
};

/// One thing that lies over a screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A small form.
    Ask(Ask),
    /// A question back, and what happens on Enter.
    Confirm {
        words: String,
        /// What happens then, as the foot says it.
        yes: String,
        then: Vec<Effect>,
    },
    Reading(Box<Column>),
    /// Passages that a text cites.
    Passage {
        numbers: Vec<u32>,
        /// The first row shown.
        scroll: usize,
    },
    /// What is for the facilitator's eyes.
    Material {
        /// The warning was read, and the material wanted all the same.
        open: bool,
        /// The first row shown.
        scroll: usize,
    },
    /// Everybody, to say who left and who is back.
    People {
        /// The cursor, counted from 0.
        at: usize,
        /// A name is to be mended.
        mends: bool,
    },
    /// A whole page made from the view.
    Page(Page),
}

impl Overlay {
    /// Moves the cursor, or scrolls.
    pub(super) fn go(&mut self, go: Go, view: &View, area: Rect, theme: &Theme) {
        let page = usize::from(area.height).saturating_sub(3).max(1);
        match self {
            Self::People { at, .. } => {
                *at = match go {
                    Go::Up => Step::Back.from(*at, view.people.len()),
                    Go::Down => Step::On.from(*at, view.people.len()),
                    Go::Top => 0,
                    Go::Bottom => view.people.len().saturating_sub(1),
                    _ => *at,
                };
            }
            Self::Reading(column) => match go {
                Go::Up => column.scroll(false, 1),
                Go::Down => column.scroll(true, 1),
                Go::PageUp => column.scroll(false, page),
                Go::PageDown => column.scroll(true, page),
                Go::Top => column.jump(false, theme),
                Go::Bottom => column.jump(true, theme),
                _ => {}
            },
            Self::Passage { scroll, .. } | Self::Material { scroll, .. } => {
                *scroll = match go {
                    Go::Up => scroll.saturating_sub(1),
                    Go::Down => scroll.saturating_add(1),
                    Go::PageUp => scroll.saturating_sub(page),
                    Go::PageDown => scroll.saturating_add(page),
                    Go::Top => 0,
                    Go::Bottom => usize::MAX / 2,
                    _ => *scroll,
                };
            }
            Self::Page(_) | Self::Ask(_) | Self::Confirm { .. } => {}
        }
    }
}

/// One's own brief, the question, and all that may be read by now, with what is marked.
pub(super) fn reading(view: &View) -> Column {
    let mut column = Column::new();
    if !view.briefs.own.is_empty() {
        column.title("Your brief, for nobody else");
        column.blocks(&view.briefs.own);
    }
    if let Some(question) = &view.question {
        let prompt = &question.prompt;
        column.title(&format!(
            "Question {}: {}",
            prompt.number,
            plain(&prompt.text)
        ));
        column.blocks(&prompt.body);
        if let Some((earlier, mine)) = question.stands_on.as_deref() {
            let said = card::said(&earlier.kind, &mine.answer, usize::from(u16::MAX));
            column.title(&format!("You wrote to question {}", earlier.number));
            column.plain(Clean::new(&said.join("\n")));
        }
        let claims: Vec<_> = question
            .models
            .iter()
            .flat_map(|model| &model.claims)
            .collect();
        if !claims.is_empty() {
            column.title("The author's answer");
            claims
                .iter()
                .for_each(|claim| column.plain(Clean::new(&plain(claim))));
        }
        for answer in seen_answers(view, question) {
            let said = card::said(&prompt.kind, &answer.answer, usize::from(u16::MAX));
            column.title(&format!("{} wrote", card::called(&answer.by)));
            column.plain(Clean::new(&said.join("\n")));
        }
    }
    text(view, &mut column);
    column.marks(marks(view));
    column
}

/// All that may be read by now; exhibits at the end.
pub(super) fn text(view: &View, column: &mut Column) {
    for part in &view.parts {
        if let Some(title) = &part.title {
            column.title(title);
        }
        for reading in &part.readings {
            column.blocks(&reading.blocks);
        }
    }
    for exhibit in &view.exhibits {
        column.title(&exhibit.title);
        column.blocks(&exhibit.blocks);
    }
}

/// The exhibit that was given out last.
pub(super) fn newest_exhibit(view: &View) -> Option<Column> {
    let exhibit = view.exhibits.last()?;
    let mut column = Column::new();
    column.title(&exhibit.title);
    column.blocks(&exhibit.blocks);
    Some(column)
}

/// What may be read while one writes: the group's answers, or all of the steps before.
fn seen_answers<'a>(view: &'a View, question: &'a QuestionView) -> Vec<&'a AnswerView> {
    let earlier = view.step.as_ref().is_some_and(|step| step.step.reveals());
    if earlier {
        card::newest(question)
    } else {
        group_answers(view, question).collect()
    }
}

/// The block with that ¶ number, if it may be read by now.
/// What that paragraph says, in plain words.
pub(in crate::tui) fn words_of(view: &View, number: u32) -> String {
    passage(view, number).map_or_else(String::new, |block| plain(&block.text))
}

pub(super) fn passage(view: &View, number: u32) -> Option<&Block> {
    let parts = view.parts.iter();
    parts
        .flat_map(|part| &part.readings)
        .flat_map(|reading| &reading.blocks)
        .find(|block| block.number == Some(number))
}

/// What choosing them does: somebody of whom nothing is on record is taken off the list.
pub(super) fn toggles(view: &View, at: usize) -> &'static str {
    match view.people.get(at) {
        Some(person) if !person.here => "is back",
        Some(person) if person.said_nothing => "take off the list",
        Some(_) | None => "goes",
    }
}

/// Who left or came back.
pub(super) fn toggle_here(view: &View, at: usize) -> Vec<Effect> {
    let toggle = |person: &PersonView| {
        let (person, here) = (person.id, person.here);
        let command = match here {
            true => Command::Leave { person },
            false => Command::Return { person },
        };
        Effect::Send(Actor::Desk, command)
    };
    view.people.get(at).map(toggle).into_iter().collect()
}

pub(super) fn asked(view: &View) -> Option<QuestionId> {
    view.question
        .as_ref()
        .map(|question| question.prompt.id.clone())
}

/// That it is saved; of a commitment also where nobody knows when they look at it.
pub(super) fn saved(ask: &Ask, view: &View, zone: &Zone) -> String {
    let undated = |said: &Clean| zone.names_no_day(said, view.clock.now);
    let Some(said) = ask.by_when().filter(undated) else {
        return "Saved.".to_owned();
    };
    let key = name(Scope::Close, Action::Recommit);
    let mends = match view.step.is_none() && view.can.commit {
        true => format!(" {key} names one."),
        false => String::new(),
    };
    match said.trim() {
        "" => format!("Saved, with no day to look at it.{mends}"),
        said => format!("Saved. “{}” names no day.{mends}", cut(said, 20)),
    }
}
