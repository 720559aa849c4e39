//! What is said of lines, and what is asked before others see more by it.

use std::ops::RangeInclusive;

use ratatui::layout::Rect;

use super::{Mending, Next};
use crate::{
    case::{
        Case,
        mend::{As, Taken},
    },
    library,
    text::{Clean, cut, plural},
    tui::{
        effect::{Effect, Mend, Wants},
        keys::{Action, Scope, name},
        widget::plain,
    },
};

/// So many lines are quoted that others would see.
const MOST_QUOTED: usize = 4;
/// A quoted line, in columns.
const QUOTED: usize = 60;
/// So many questions are listed to choose among.
const MOST_LISTED: usize = 9;

/// What was said of lines, and would let others see more than these lines.
pub(super) struct Wider {
    lines: RangeInclusive<u32>,
    mark: Option<As>,
    /// It was said, and the other lines are held as they were.
    held: bool,
}

impl Mending {
    pub(super) fn undo(&mut self) -> Next {
        let (before, held) = (self.mended.marks().clone(), self.mended.held().clone());
        if !self.mended.undo() {
            let none = "There is nothing to undo.".to_owned();
            return Next::Do(Effect::Tell(none));
        }
        let after = self.mended.marks();
        // Others are only held as they were.
        let changed = |line: &u32| before.get(line) != after.get(line) && !held.contains(line);
        let mut lines = before.keys().chain(after.keys()).copied();
        // What was undone is seen.
        self.at = lines.by_ref().filter(changed).min().unwrap_or(self.at);
        let told = format!("Taken back: {} is as it was.", self.quoted(self.at));
        match self.keep() {
            Next::Keep(lost) => Next::Keep(lost.or(Some(told))),
            other => other,
        }
    }

    /// How a line begins, in quotes.
    fn quoted(&self, line: u32) -> String {
        library::in_quotes(&Clean::line(self.words(line)))
    }

    /// What is said is read, and kept.
    fn keep(&mut self) -> Next {
        let right = self.with_right();
        match self.read() {
            Ok(()) => Next::Keep(self.lost_right(&right)),
            Err(fault) => Next::Do(Effect::Tell(fault.to_string())),
        }
    }

    /// Questions of which the right options are known: the line of each, and its number.
    fn with_right(&self) -> Vec<(u32, u32)> {
        let cases = self.loaded.document.cases.iter();
        let questions = cases.flat_map(Case::questions);
        let known = questions.filter(|question| !question.aside.right.is_empty());
        known
            .map(|question| (question.prompt.line, question.prompt.number))
            .collect()
    }

    /// That questions have no right option any more which had one: what is said of a key says it
    /// of all that the key says.
    fn lost_right(&self, before: &[(u32, u32)]) -> Option<String> {
        let now = self.with_right();
        let cases = self.loaded.document.cases.iter();
        let asked: Vec<_> = cases
            .flat_map(Case::questions)
            .map(|question| question.prompt.line)
            .collect();
        let is_lost = |(line, _): &&(u32, u32)| {
            asked.contains(line) && now.iter().all(|(known, _)| known != line)
        };
        let lost = before.iter().filter(is_lost);
        let lost: Vec<_> = lost.map(|(_, number)| number.to_string()).collect();
        let key = |action| name(Scope::Mending, action);
        (!lost.is_empty()).then(|| {
            format!(
                "No right option is known any more for: question {}. {} takes this back, {} on an option says that it is right.",
                lost.join(", "),
                key(Action::Undo),
                key(Action::SayRight)
            )
        })
    }

    /// Says what the chosen lines are; the cursor stays on them, so that no second key meets another
    /// line. Of a paragraph that holds more than its question it is asked how it asks; an option that
    /// answers is the right one.
    pub(super) fn say(&mut self, mark: Option<As>) -> Next {
        if mark == Some(As::Question)
            && let Some(next) = self.ask_how()
        {
            return next;
        }
        let option = self.from.is_none() && self.is_right(self.at).is_some();
        self.say_lines(match mark {
            Some(As::Answer) if option => Some(As::Right),
            mark => mark,
        })
    }

    pub(super) fn say_lines(&mut self, mark: Option<As>) -> Next {
        let lines = self.chosen();
        self.from = None;
        let next = self.say_of(lines.clone(), mark);
        let Next::Keep(told) = next else {
            return next;
        };
        self.at = *lines.start();
        Next::Keep(told.or_else(|| self.says_done(&lines, mark)))
    }

    /// What was said of lines, and how it is taken back.
    fn says_done(&self, lines: &RangeInclusive<u32>, mark: Option<As>) -> Option<String> {
        let what = mark?.words()?;
        let more = lines
            .clone()
            .filter(|line| !self.mended.is_blank(*line))
            .count()
            - 1;
        let words = self.quoted(*lines.start());
        let words = match more {
            0 => words,
            more => format!("{words} and {}", plural(more, "line more", "lines more")),
        };
        let (undo, left) = (name(Scope::Mending, Action::Undo), self.says_left());
        Some(format!("Now {what}: {words}. {undo} takes it back. {left}"))
    }

    /// Says what lines are; the cursor stays.
    pub(super) fn say_of(&mut self, lines: RangeInclusive<u32>, mark: Option<As>) -> Next {
        let held = match library::say_mended(&mut self.mended, lines.clone(), mark) {
            Ok(held) => held,
            Err(fault) => return Next::Do(Effect::Tell(fault.to_string())),
        };
        // What is kept back itself opens nothing: the others are held without a word.
        let closes = matches!(mark, Some(mark) if mark.is_kept_back());
        if !held.would_open.is_empty() && (held.refused || !closes) {
            let text = self.would_see(&held.would_open);
            let no = match held.refused {
                true => "No: nothing is changed",
                false => "No: they stay kept back",
            };
            if !held.refused
                && let Err(fault) = self.read()
            {
                return Next::Do(Effect::Tell(fault.to_string()));
            }
            self.wider = Some(Wider {
                lines,
                mark,
                held: !held.refused,
            });
            return Next::Wider(text, no);
        }
        self.keep()
    }

    fn would_see(&self, lines: &[u32]) -> String {
        let count = plural(lines.len(), "more line", "more lines");
        let mut text = format!("{count} would be seen by everybody with it:\n");
        for line in lines.iter().take(MOST_QUOTED) {
            let words = self.mended.lines().get(*line as usize - 1);
            let words = plain(&Clean::line(words.map_or("", String::as_str)));
            text.push_str(&format!("\n  {}", cut(&words, QUOTED)));
        }
        if lines.len() > MOST_QUOTED {
            text.push_str("\n  …");
        }
        text
    }

    /// What was asked while mending was answered.
    pub(in crate::tui) fn hear(&mut self, said: Mend) -> Next {
        match said {
            Mend::Belong(said) => self.belong(&said),
            Mend::Widen(yes) => self.widen(yes),
            Mend::Asks(asks) => self.asks(asks),
            Mend::Words(said) => self.reword(&said),
        }
    }

    /// Whether others may see more was answered.
    fn widen(&mut self, yes: bool) -> Next {
        let Some(wider) = self.wider.take() else {
            return Next::Stay;
        };
        self.apart = None;
        if !yes && !wider.held {
            return Next::Stay;
        }
        if yes {
            if wider.held {
                self.mended.undo();
            }
            self.mended.set_all(wider.lines.clone(), wider.mark);
        }
        self.at = *wider.lines.start();
        self.keep()
    }

    /// Asks which question or role the chosen lines belong to.
    pub(super) fn ask_which(&mut self, mark: As) -> Next {
        self.which = Some(mark);
        let what = if mark == As::BRIEF {
            "Which role alone may read these lines? Type its name, or its number here."
        } else if mark == As::Hint {
            "Which question are these lines a hint to? Type its number."
        } else if mark == As::Note {
            "Which question is this note about? Type its number."
        } else {
            "Which question do these lines answer? Type its number."
        };
        let mut text = format!("{what}\n");
        let all = match mark {
            As::BRIEF => (1..).zip(self.roles()).collect(),
            _ => self.questions(),
        };
        for (number, words) in all.iter().take(MOST_LISTED) {
            text.push_str(&format!("\n  {number}  {}", cut(words, QUOTED)));
        }
        if all.len() > MOST_LISTED {
            text.push_str("\n  …");
        }
        Next::Ask(text, Wants::Question, String::new())
    }

    fn questions(&self) -> Vec<(u32, String)> {
        let cases = self.loaded.document.cases.iter();
        let questions = cases.flat_map(Case::questions);
        questions
            .map(|question| (question.prompt.number, plain(&question.prompt.text)))
            .collect()
    }

    /// The roles that people may take.
    fn roles(&self) -> Vec<String> {
        let cases = self.loaded.document.cases.iter();
        let roles = cases.flat_map(|case| &case.roles);
        roles.map(ToString::to_string).collect()
    }

    /// The role that alone reads a line, where somebody has said so.
    pub(super) fn role_at(&self, line: u32) -> Option<&Clean> {
        self.mended.role_of(self.mended.said(line)?)
    }

    /// Says which question or role the chosen lines belong to: its number, or the name of a role.
    fn belong(&mut self, said: &str) -> Next {
        let (mark, said) = (self.which.take().unwrap_or(As::Answer), said.trim());
        let number: Option<u32> = said.parse().ok();
        let found = if mark == As::BRIEF {
            let at = number.and_then(|number| number.checked_sub(1));
            let known = at.and_then(|at| self.roles().into_iter().nth(at as usize));
            let role = known.or((number.is_none() && !said.is_empty()).then(|| said.to_owned()));
            role.map(|role| self.mended.for_role(&role))
        } else {
            let asks = |line: &u32| self.number_at(*line) == number && number.is_some();
            let above = (1..=self.at).rev().find(asks);
            let line = above.or_else(|| (self.at..=self.last()).find(asks));
            line.map(|line| mark.to(line))
        };
        match found {
            Some(mark) if self.apart.is_some() => self.say_piece(Some(mark)),
            Some(mark) => self.say_lines(Some(mark)),
            None => {
                let what = if mark == As::BRIEF {
                    "role"
                } else {
                    "question"
                };
                let said = Clean::line(said);
                let text = format!("There is no {what} {said}. Nothing was changed.");
                Next::Do(Effect::Tell(text))
            }
        }
    }

    /// The number of the question that begins on a line.
    pub(super) fn number_at(&self, line: u32) -> Option<u32> {
        if let Taken::Question(number) = self.taken(line) {
            return Some(number);
        }
        let cases = self.loaded.document.cases.iter();
        let mut questions = cases.flat_map(Case::questions);
        let found = questions.find(|question| question.prompt.line == line)?;
        Some(found.prompt.number)
    }

    /// What a key does while one looks at what those who take part see.
    pub(super) fn act_on_what_is_seen(&mut self, action: Action, area: Rect) -> Next {
        let page = usize::from(area.height).saturating_sub(1).max(1);
        let Some(seen) = &mut self.seen else {
            return Next::Stay;
        };
        if action == Action::Enter {
            return Next::Begin;
        }
        if !seen.scrolled(action, page) {
            // Lines are mended where they are seen.
            self.seen = None;
        }
        Next::Stay
    }
}
