//! All answers at once, each on a card; one of them brought to the front on a key; and what
//! they add up to.

use std::{ops::Range, sync::Arc};

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use crate::{
    case::Prompt,
    id::Seq,
    protocol::{See, Write},
    report::words::{people, uncounted},
    session::{PersonState, QuestionView, StepView, View},
    text::plural,
    tui::{
        form::{Step, hang_prose},
        keys::{Action, Scope, name},
        prose,
        screen::answer::{groups, option_rows},
        theme::{Role, Theme},
        widget::{
            Card, LIST, cards, columns, far, goes_on, keep, last_top, reveal, say, shows, so_far,
            text_cols, window,
        },
    },
};

pub mod card;
pub mod rounds;
pub mod tally;

/// More people who passed are counted, not named.
const MOST_NAMES: usize = 4;
/// Cells that say behind an option that it is right.
const RIGHT: usize = 8;
/// From so many rows on there is room for blank ones.
const TALL: u16 = 14;

/// What the screen is drawn from.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    pub area: Rect,
    /// Which answer stands beside.
    pub share: &'a Share,
    /// What may be seen.
    pub view: &'a View,
    pub theme: &'a Theme,
}

#[derive(Clone, Debug, Default)]
pub struct Share {
    /// Which answer, counted from 0 in the order of the view.
    at: usize,
    /// One answer at the front, every version of it.
    whole: bool,
    /// How far the one at the front is scrolled.
    scroll: usize,
    /// The tally is put aside.
    no_tally: bool,
}

impl Share {
    /// The answer that is looked at, with a name for it.
    pub fn answer(&self, view: &View) -> Option<(Seq, String)> {
        let question = view.question.as_ref()?;
        let answers = card::newest(question);
        let answer = answers.get(self.at.min(answers.len().saturating_sub(1)))?;
        let name = format!("{}'s answer", card::called(&answer.by));
        Some((answer.entry, name))
    }

    /// Who is at the front next; nobody after the last answer.
    pub fn next_name(&self, view: &View) -> Option<String> {
        let question = view.question.as_ref()?;
        let answers = card::newest(question);
        let next = answers.get(self.at + 1)?;
        Some(card::called(&next.by).to_owned())
    }

    /// All text of the writer that is looked at, for the ¶ numbers in it.
    pub fn text(&self, view: &View) -> String {
        let Some(question) = &view.question else {
            return String::new();
        };
        let answers = card::newest(question);
        let answer = answers.get(self.at);
        let said = answer.map(|answer| {
            let kind = &question.prompt.kind;
            let mut said = card::said(kind, &answer.answer, 1000);
            said.push(answer.answer.reason.to_string());
            said.join("\n")
        });
        said.unwrap_or_default()
    }

    /// Which answer is looked at, counted from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes to another answer; at the front, past the last one, back to all of them.
    pub fn step(&mut self, step: Step, view: &View) {
        if self.whole && step == Step::On && self.next_name(view).is_none() {
            self.whole = false;
            return;
        }
        let count = view.question.as_ref().map_or(0, |q| card::newest(q).len());
        self.at = step.from(self.at, count);
        self.scroll = 0;
    }

    /// Up and down: through the text of the one at the front, else from row to row of cards that
    /// stand so wide.
    pub fn move_rows(&mut self, down: bool, by: usize, width: u16, view: &View) {
        if self.whole {
            self.scroll = if down {
                self.scroll.saturating_add(by)
            } else {
                self.scroll.saturating_sub(by)
            };
            return;
        }
        let count = view.question.as_ref().map_or(0, |q| card::newest(q).len());
        let by = by * columns(usize::from(width), count);
        self.at = if down {
            (self.at + by).min(count.saturating_sub(1))
        } else {
            self.at.saturating_sub(by)
        };
    }

    /// One to the front, or all of them again.
    pub fn read_whole(&mut self, whole: bool) {
        self.whole = whole;
        self.scroll = 0;
    }

    /// Whether one answer is at the front.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Puts the tally aside, or back.
    pub fn toggle_tally(&mut self) {
        self.no_tally = !self.no_tally;
    }

    /// Keeps what is looked at within what there is, answers standing so wide; called after each
    /// key.
    pub fn fit(&mut self, area: Rect, width: u16, view: &View, theme: &Theme) {
        let Some(question) = &view.question else {
            self.whole = false;
            return;
        };
        let count = card::newest(question).len();
        self.at = self.at.min(count.saturating_sub(1));
        self.whole &= count > 0;
        if self.whole {
            let (_, below) = self.head(area, width, view, theme);
            let rows = self.front(question, view, below, theme).len();
            self.scroll = self.scroll.min(last_top(rows, usize::from(below.height)));
        }
    }

    /// Draws question, tally and answers.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        let Some(question) = &view.question else {
            return;
        };
        let (head, below) = self.head(area, area.width, view, theme);
        frame.render_widget(Paragraph::new(head), area);
        if self.whole {
            let rows = self.front(question, view, below, theme);
            window(frame, below, rows, self.scroll, theme);
        } else {
            self.draw_cards(frame, below, question, theme);
        }
    }

    /// What stands over the answers, which stand so wide, and the rectangle that is left for them.
    pub fn head(
        &self,
        area: Rect,
        width: u16,
        view: &View,
        theme: &Theme,
    ) -> (Vec<Line<'static>>, Rect) {
        let Some(question) = &view.question else {
            return (Vec::new(), area);
        };
        let cols = usize::from(area.width);
        let short = area.height < TALL;
        let mut rows = asked(
            question,
            cols.min(usize::from(LIST)),
            if short { 1 } else { 3 },
            theme,
        );
        let shown = !question.answers.is_empty();
        if let Some(step) = view.step.as_ref().filter(|_| shown && area.height >= 18) {
            rows.extend(say("   ", &step.step.says, cols, Role::Quiet, theme));
        }
        rows.extend(say("   ", &missing(question), cols, Role::Quiet, theme));
        let waits = waiting(question, view, cols, theme);
        let gap = usize::from(!short && shown);
        let height = usize::from(area.height);
        // A third is for the answers themselves, as far as they need it.
        let least = match shown {
            true => self.least(question, (usize::from(width), height / 3), theme),
            false => 0,
        };
        let free = height.saturating_sub(rows.len() + waits.len() + gap);
        let need = match shown {
            true => self.least(question, (usize::from(width), height), theme),
            false => 0,
        };
        let rooms = (free.saturating_sub(need), free.saturating_sub(least));
        rows.extend(self.counted(question, (cols, rooms), short, theme));
        rows.extend(waits);
        rows.extend(std::iter::repeat_n(Line::default(), gap));
        rows.truncate(usize::from(area.height));
        let used = u16::try_from(rows.len()).unwrap_or(area.height);
        let below = Rect {
            y: area.y + used,
            height: area.height - used,
            ..area
        };
        (rows, below)
    }

    /// What answers add up to, else what there is to choose from: whole where there is room beside
    /// all answers, else each option in a row of its own, else as much as there is room for.
    fn counted(
        &self,
        question: &QuestionView,
        (cols, (beside, room)): (usize, (usize, usize)),
        short: bool,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        if self.no_tally || self.whole {
            return Vec::new();
        }
        let whole = of_all(question, cols, short, theme);
        if whole.len() > beside && question.answer_rounds.is_empty() {
            let mut tight = tally::tight(question, cols, theme);
            if !short && !tight.is_empty() {
                tight.insert(0, Line::default());
            }
            if (1..=room).contains(&tight.len()) {
                return tight;
            }
        }
        if whole.len() <= room {
            return whole;
        }
        let mut prompt = Prompt::clone(&question.prompt);
        prompt.kind = card::brief(&prompt.kind, cols.saturating_sub(card::NUMBER + RIGHT));
        let brief = QuestionView {
            prompt: Arc::new(prompt),
            ..question.clone()
        };
        let mut rows = of_all(&brief, cols, short, theme);
        if rows.len() > room {
            let told = rounds::brief(question, (cols, room), theme);
            if !told.is_empty() {
                rows = told;
                rows.truncate(room);
                return rows;
            }
            let key = name(Scope::Share, Action::Votes);
            keep(
                &mut rows,
                room,
                &format!("   … {key} shows all of it"),
                theme,
            );
        }
        rows
    }

    /// How many rows of those that there are at least for them the answers need.
    fn least(&self, question: &QuestionView, size: (usize, usize), theme: &Theme) -> usize {
        let (cols, rows) = size;
        let answers = card::newest(question);
        let wide = text_cols(cols, answers.len());
        let kind = card::brief(&question.prompt.kind, wide.saturating_sub(card::NUMBER));
        // More than so many fill what there is.
        let some = answers.iter().take(rows * columns(cols, answers.len()));
        let all: Vec<Card> = some
            .map(|answer| card::card(&kind, answer, wide, theme))
            .collect();
        cards(&all, self.at, size, theme).lines.len().min(rows)
    }

    /// The answer at the front, every version of it, and what it cites.
    fn front(
        &self,
        question: &QuestionView,
        view: &View,
        area: Rect,
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let answers = card::newest(question);
        let Some(newest) = answers.get(self.at) else {
            return Vec::new();
        };
        let cols = usize::from(area.width).min(usize::from(LIST));
        let own = card::versions(question, &newest.by).into_iter().rev();
        let of = format!("{} of {}", self.at + 1, answers.len());
        let mut rows = Vec::new();
        for answer in own {
            let kind = &question.prompt.kind;
            let mut card = card::card(kind, answer, text_cols(cols, 1), theme);
            let note = match answer.superseded {
                true => "an earlier version, kept",
                false => of.as_str(),
            };
            let said = [card.note.as_str(), note].into_iter();
            let said: Vec<_> = said.filter(|words| !words.is_empty()).collect();
            card.note = said.join(" · ");
            let high = card.rows.len() + 2;
            let at = if answer.superseded { 1 } else { 0 };
            rows.extend(cards(&[card], at, (cols, high), theme).lines);
        }
        let cited = newest.cites.iter();
        for block in cited.filter_map(|number| passage(view, *number)) {
            rows.push(Line::default());
            rows.extend(prose::numbered(block, false, cols, theme));
        }
        rows
    }

    pub fn draw_cards(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        question: &QuestionView,
        theme: &Theme,
    ) {
        let answers = card::newest(question);
        let (cols, height) = (usize::from(area.width), usize::from(area.height));
        let wide = text_cols(cols, answers.len());
        // What is picked stands over them in full.
        let kind = card::brief(&question.prompt.kind, wide.saturating_sub(card::NUMBER));
        let all: Vec<Card> = answers
            .iter()
            .map(|answer| card::card(&kind, answer, wide, theme))
            .collect();
        let laid = cards(&all, self.at, (cols, height), theme);
        let all = laid.lines.len();
        let top = reveal(0, &laid.focus, all, height);
        let shown = top..top + shows(all, height);
        let lines: Vec<_> = laid.lines.into_iter().skip(top).take(shown.len()).collect();
        frame.render_widget(Paragraph::new(lines), area);
        let inside = |rows: &Range<usize>| rows.start >= shown.start && rows.end <= shown.end;
        let places = laid.places.iter().map(|(_, rows)| rows);
        let seen = places.clone().filter(|rows| inside(rows)).count();
        if all > height && height > 1 {
            let from = places.take_while(|rows| rows.start < shown.start).count() + 1;
            let to = (from + seen).saturating_sub(1).max(from);
            far(frame, area, &so_far(from, to, answers.len()), theme);
        }
    }
}

/// The tally, else the options, under a blank row where there is room for one.
fn of_all(question: &QuestionView, cols: usize, short: bool, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = rounds::with_tally(question, cols, theme);
    if rows.is_empty() {
        return option_rows(question, cols.min(usize::from(LIST)), theme);
    }
    if !short {
        rows.insert(0, Line::default());
    }
    rows
}

/// Number and text of a question in so many rows at most.
pub fn asked(
    question: &QuestionView,
    cols: usize,
    most: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let lead = format!("{}  ", question.prompt.number);
    let mut rows = hang_prose(&lead, &question.prompt.text, cols, Role::Title, theme);
    rows.retain(|row| row.width() > 0);
    for block in &question.prompt.body {
        let more = hang_prose("   ", &block.text, cols, Role::Text, theme);
        rows.extend(more.into_iter().filter(|row| row.width() > 0));
    }
    if rows.len() > most {
        // The last row that there is room for, and the next one, which tells that it goes on.
        let kept = most.saturating_sub(1);
        let rest = rows.drain(kept..).take(2);
        let rest: Vec<String> = rest
            .map(|row| row.to_string().chars().skip(lead.len()).collect())
            .collect();
        let lead = match kept {
            0 => lead,
            _ => " ".repeat(lead.len()),
        };
        let words = goes_on(&rest.join(" "), cols.saturating_sub(lead.len()));
        rows.extend(say(&lead, &words, cols, Role::Title, theme));
    }
    rows
}

/// The block with that ¶ number, if it may be read by now.
fn passage(view: &View, number: u32) -> Option<&crate::case::Block> {
    let parts = view.parts.iter();
    let mut blocks = parts.flat_map(crate::session::PartView::blocks);
    blocks.find(|block| block.number == Some(number))
}

/// Who passed, and from how many nothing can be seen.
fn missing(question: &QuestionView) -> String {
    let mut words = Vec::new();
    if question.answers.is_empty() && question.kept_back == 0 {
        words.push("No answers".to_owned());
    }
    words.extend(match question.passed.len() {
        0..=MOST_NAMES => people("passed", &question.passed),
        many => Some(format!("passed: {many}")),
    });
    if question.kept_back > 0 {
        let are = plural(question.kept_back, "answer is", "answers are");
        words.push(format!("{are} in, not shown yet"));
    }
    if question.silent > 0 {
        words.push(format!("nothing from {} so far", question.silent));
    }
    words.extend(uncounted(question));
    words.join(" · ")
}

/// What goes on where no answer can be seen yet: the step in a sentence, and where the
/// facilitator finds how the votes fell.
fn waiting(question: &QuestionView, view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let step = view.step.as_ref().filter(|_| question.answers.is_empty());
    // A discussion says beside it what it is.
    let waits = |step: &&StepView| question.kept_back > 0 && step.step.write != Write::Notes;
    let Some(step) = step.filter(waits) else {
        return Vec::new();
    };
    let mut rows = vec![Line::default()];
    rows.extend(say("   ", &step.step.says, cols, Role::Text, theme));
    rows.extend(groups(view, cols, theme));
    if step.step.shows(See::PrivateTally) {
        let key = name(Scope::Share, Action::Notes);
        let words = format!("{key}: how the votes fell and what to do, for the facilitator alone.");
        rows.extend(say("   ", &words, cols, Role::Text, theme));
    }
    rows
}

/// The state of somebody in the step that runs, as a sign and a word.
pub fn state_words(state: PersonState) -> (&'static str, &'static str) {
    match state {
        PersonState::Free => (" ", "here"),
        PersonState::Open => ("○", "not yet"),
        PersonState::Answered => ("✓", "in"),
        PersonState::Passed => ("–", "passed"),
    }
}
