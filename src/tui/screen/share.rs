//! All answers at once: side by side where there is room, one at a time on a key, and what
//! they add up to.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    id::Seq,
    protocol::{See, Write},
    report::words::people,
    session::{AnswerView, PersonState, QuestionView, StepView, View},
    text::{cut, plural},
    tui::{
        form::{self, Step, hang, hang_prose},
        keys::{Action, Scope, name},
        theme::{Role, Theme},
    },
};

pub mod card;
pub mod rounds;
pub mod tally;

/// The narrowest column that an answer is read in.
const CARD_COLS: u16 = 38;
/// The most columns side by side.
const MOST_COLS: u16 = 4;
/// More people who passed are counted, not named.
const MOST_NAMES: usize = 4;
/// Cells between two columns.
const GAP: u16 = 2;

/// What is looked at.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// Which answer, counted from 0 in the order of the view.
    at: usize,
    /// The first answer on screen.
    first: usize,
    /// One writer at a time, every version of theirs.
    whole: bool,
    /// How far the one writer's text is scrolled.
    scroll: usize,
    /// The tally is put aside.
    no_tally: bool,
}

impl Share {
    /// The answer that is looked at, with a name for it.
    #[must_use]
    pub fn answer(&self, view: &View) -> Option<(Seq, String)> {
        let question = view.question.as_ref()?;
        let answers = card::newest(question);
        let answer = answers.get(self.at.min(answers.len().saturating_sub(1)))?;
        let name = format!("{}'s answer", card::called(&answer.by));
        Some((answer.entry, name))
    }

    /// All text of the writer that is looked at, for the ¶ numbers in it.
    #[must_use]
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

    /// Goes to another answer.
    pub fn step(&mut self, step: Step, view: &View) {
        let count = view.question.as_ref().map_or(0, |q| card::newest(q).len());
        self.at = step.from(self.at, count);
        self.scroll = 0;
    }

    /// Up and down: through the text where one is read, else from row to row of answers.
    pub fn move_rows(&mut self, down: bool, by: usize, area: Rect, view: &View) {
        if self.whole {
            self.scroll = if down {
                self.scroll + by
            } else {
                self.scroll.saturating_sub(by)
            };
            return;
        }
        let count = view.question.as_ref().map_or(0, |q| card::newest(q).len());
        let by = by * columns(area, count);
        self.at = if down {
            (self.at + by).min(count.saturating_sub(1))
        } else {
            self.at.saturating_sub(by)
        };
    }

    /// One at a time, or side by side again.
    pub fn read_whole(&mut self, whole: bool) {
        self.whole = whole;
        self.scroll = 0;
    }

    /// Whether one answer is read at a time.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Puts the tally aside, or back.
    pub fn toggle_tally(&mut self) {
        self.no_tally = !self.no_tally;
    }

    /// Keeps the answer that is looked at within the rectangle; called after each key.
    /// `asked` says whether the question stands over the answers.
    pub fn fit(&mut self, area: Rect, asked: bool, view: &View, theme: &Theme) {
        let Some(question) = &view.question else {
            return;
        };
        let (_, below) = self.split(area, asked, question, view, theme);
        let answers = card::newest(question);
        self.at = self.at.min(answers.len().saturating_sub(1));
        self.first = self.first_shown(below, &answers, question, theme);
        if self.whole {
            let rows = self.writer(question, usize::from(area.width), theme).len();
            let height = usize::from(below.height);
            self.scroll = self.scroll.min(rows.saturating_sub(height));
        }
    }

    /// Draws question, tally and answers; without the question where `asked` is false.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, asked: bool, view: &View, theme: &Theme) {
        let Some(question) = &view.question else {
            return;
        };
        let (top, below) = self.split(area, asked, question, view, theme);
        let height = usize::from(area.height - below.height);
        let above: Vec<Line<'_>> = top.into_iter().take(height).collect();
        frame.render_widget(Paragraph::new(above), area);
        if self.whole {
            let rows = self.writer(question, usize::from(below.width), theme);
            let scroll = self.scroll.min(rows.len().saturating_sub(1));
            let shown: Vec<Line<'_>> = rows.into_iter().skip(scroll).collect();
            frame.render_widget(Paragraph::new(shown), below);
        } else {
            self.draw_cards(frame, below, question, theme);
        }
    }

    /// What stands over the answers, and the rectangle that is left for them.
    fn split(
        &self,
        area: Rect,
        asked: bool,
        question: &QuestionView,
        view: &View,
        theme: &Theme,
    ) -> (Vec<Line<'static>>, Rect) {
        let cols = usize::from(area.width);
        let number = format!("{}. ", question.prompt.number);
        let title = first_line(&question.prompt.text);
        let title = hang_prose(&number, title, cols, Role::Title, theme);
        let most = match (asked, area.height < 14) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => 3,
        };
        let mut rows: Vec<Line<'static>> = match (title.len() > most, most) {
            (true, 1) => {
                let all = form::plain(first_line(&question.prompt.text));
                let words = cut(&format!("{number}{all}"), cols).into_owned();
                vec![Line::styled(words, theme.style(Role::Title))]
            }
            _ => title.into_iter().take(most).collect(),
        };
        if !self.no_tally && !self.whole {
            let tally = rounds::with_tally(question, cols, theme);
            if !tally.is_empty() && area.height > 14 {
                rows.push(Line::default());
            }
            rows.extend(tally);
        }
        rows.extend(waiting(question, view, cols, theme));
        let room = usize::from(area.height);
        // At least a third stays for the answers themselves.
        let most = (room * 2 / 3).max(1);
        let voted = !question.rounds.is_empty() || question.answer_rounds.len() > 1;
        if rows.len() > most && !voted {
            rows.truncate(most);
        } else if rows.len() > most {
            rows.truncate(most - 1);
            let key = name(Scope::Share, Action::Votes);
            let more = format!("… {key} shows all of it");
            rows.push(Line::from(Span::styled(more, theme.style(Role::Dim))));
        }
        let count = hang("", &self.count(question), cols).into_iter();
        rows.extend(count.map(|row| Line::from(Span::styled(row, theme.style(Role::Dim)))));
        let used = u16::try_from(rows.len())
            .unwrap_or(u16::MAX)
            .min(area.height);
        let below = Rect {
            y: area.y + used,
            height: area.height - used,
            ..area
        };
        (rows, below)
    }

    /// How many answered, passed, and are silent, in words.
    fn count(&self, question: &QuestionView) -> String {
        let answers = card::newest(question).len();
        let hidden = question.kept_back;
        let mut words = if answers == 0 && hidden > 0 {
            format!(
                "{} in, not shown yet",
                plural(hidden, "answer is", "answers are")
            )
        } else if answers == 0 {
            "No answers".to_owned()
        } else {
            let at = self.at.min(answers - 1) + 1;
            format!(
                "{} · {at} of {answers}",
                plural(answers, "answer", "answers")
            )
        };
        let passed = match question.passed.len() {
            0..=MOST_NAMES => people("passed", &question.passed),
            many => Some(format!("passed: {many}")),
        };
        words.extend(passed.map(|passed| format!(" · {passed}")));
        if answers > 0 && hidden > 0 {
            words.push_str(&format!(" · {hidden} not shown yet"));
        }
        if question.silent > 0 {
            words.push_str(&format!(" · not answered: {}", question.silent));
        }
        words
    }

    /// Every version of the one writer, newest first.
    fn writer(&self, question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
        let answers = card::newest(question);
        let Some(newest) = answers.get(self.at) else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        for answer in card::versions(question, &newest.by).into_iter().rev() {
            let mut words = card::heading(answer);
            if answer.superseded {
                words.push_str(" · an earlier version, kept");
            }
            rows.push(Line::from(Span::styled(words, theme.style(Role::Others))));
            rows.extend(card::body(
                &question.prompt.kind,
                answer,
                cols.min(80),
                theme,
            ));
            rows.push(Line::default());
        }
        rows
    }

    fn draw_cards(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        question: &QuestionView,
        theme: &Theme,
    ) {
        let answers = card::newest(question);
        let across = columns(area, answers.len());
        let first = self.first_shown(area, &answers, question, theme);
        let mut y = area.y;
        for (row, cards) in answers
            .chunks(across.max(1))
            .enumerate()
            .skip(first / across.max(1))
        {
            let left = area.bottom().saturating_sub(y);
            if left == 0 {
                break;
            }
            let drawn = self.card_row(cards, row * across, area, question, theme);
            let height = drawn.iter().map(Vec::len).max().unwrap_or(0);
            let height = u16::try_from(height).unwrap_or(u16::MAX);
            for (rect, lines) in row_rects(area, across, y, left.min(height)).zip(drawn) {
                frame.render_widget(Paragraph::new(lines), rect);
            }
            y = y.saturating_add(height + 1);
        }
    }

    /// One row of cards, each as lines that are cut where it is long.
    fn card_row(
        &self,
        cards: &[&AnswerView],
        start: usize,
        area: Rect,
        question: &QuestionView,
        theme: &Theme,
    ) -> Vec<Vec<Line<'static>>> {
        let across = u16::try_from(columns(area, usize::MAX)).unwrap_or(1).max(1);
        let across = across.min(u16::try_from(card::newest(question).len()).unwrap_or(across));
        let wide = usize::from(column_width(area, across.max(1)));
        let most = usize::from(area.height).saturating_sub(1).max(3);
        cards
            .iter()
            .enumerate()
            .map(|(at, answer)| {
                let here = start + at == self.at;
                let role = if here { Role::Focus } else { Role::Others };
                let sign = if here { "▸ " } else { "" };
                let head = format!("{sign}{}", card::heading(answer));
                let mut lines: Vec<_> = hang("", &head, wide)
                    .into_iter()
                    .map(|row| Line::from(Span::styled(row, theme.style(role))))
                    .collect();
                lines.extend(card::body(&question.prompt.kind, answer, wide, theme));
                if lines.len() > most {
                    lines.truncate(most - 1);
                    let more = "… Enter reads it whole";
                    lines.push(Line::from(Span::styled(more, theme.style(Role::Dim))));
                }
                lines
            })
            .collect()
    }

    /// The first answer on screen: as before, moved only as far as the chosen one needs.
    fn first_shown(
        &self,
        area: Rect,
        answers: &[&AnswerView],
        question: &QuestionView,
        theme: &Theme,
    ) -> usize {
        let across = columns(area, answers.len()).max(1);
        let wanted = self.at.min(answers.len().saturating_sub(1)) / across;
        let mut first = (self.first / across).min(wanted);
        // Rows from the chosen one upwards, as long as they fit.
        let mut room = usize::from(area.height);
        let mut row = wanted;
        loop {
            let from = row * across;
            let cards = answers.get(from..(from + across).min(answers.len()));
            let drawn = self.card_row(cards.unwrap_or_default(), from, area, question, theme);
            let height = drawn.iter().map(Vec::len).max().unwrap_or(0);
            if height > room && row < wanted {
                first = first.max(row + 1);
                break;
            }
            room = room.saturating_sub(height + 1);
            if row <= first {
                break;
            }
            row -= 1;
        }
        first * across
    }
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
    let says = hang("", &step.step.says, cols).into_iter();
    rows.extend(says.map(|row| Line::from(Span::styled(row, theme.style(Role::Text)))));
    if step.step.shows(See::PrivateTally) {
        let key = name(Scope::Share, Action::Notes);
        let words = format!("{key}: how the votes fell and what to do, for the facilitator alone.");
        let words = hang("", &words, cols).into_iter();
        rows.extend(words.map(|row| Line::from(Span::styled(row, theme.style(Role::Warn)))));
    }
    rows
}

/// The state of somebody in the step that runs, as a sign and a word.
#[must_use]
pub fn state_words(state: PersonState) -> (&'static str, &'static str) {
    match state {
        PersonState::Free => (" ", "here"),
        PersonState::Open => ("○", "open"),
        PersonState::Answered => ("✓", "answered"),
        PersonState::Passed => ("–", "passed"),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// How many answers stand side by side.
fn columns(area: Rect, answers: usize) -> usize {
    let fit = ((area.width + GAP) / (CARD_COLS + GAP)).clamp(1, MOST_COLS);
    usize::from(fit).min(answers.max(1))
}

fn column_width(area: Rect, across: u16) -> u16 {
    (area.width.saturating_sub(GAP * (across - 1)) / across).max(1)
}

fn row_rects(area: Rect, across: usize, y: u16, height: u16) -> impl Iterator<Item = Rect> {
    let across = u16::try_from(across).unwrap_or(1).max(1);
    let wide = column_width(area, across);
    (0..across).map(move |at| Rect {
        x: area.x + at * (wide + GAP),
        y,
        width: wide,
        height,
    })
}
