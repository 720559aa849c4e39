//! The picture of a reading: beside each line what it was taken for, and a bar along everything
//! that is kept back.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::Mending;
use crate::{
    case::{
        Doubt, Looks,
        asking::says,
        mend::{As, Taken},
    },
    text::{Clean, cut, plural, width, wrap},
    tui::{
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{far, so_far},
    },
};

/// Columns of the signs that say that more lies above and below.
const SIGNS: usize = 2;
/// Columns that say what a line was taken for.
const GUTTER: usize = 24;
/// The same in a narrow window.
const NARROW: usize = 18;
/// From this width on there is room for the whole gutter.
const WIDE: usize = 70;
/// From this height on a blank row stands around the lines.
const TALL: u16 = 16;
/// No summary is longer, in rows.
const MOST_HEAD: usize = 2;
/// So many rows of keys stand under the lines, and in a low window; help lists all of them.
const MOST_KEYS: (usize, usize) = (3, 2);

/// The keys that say what a line is, as they stand under the lines, what is used most first.
const KEYS: &[(Action, &str)] = &[
    (Action::Say(Some(As::Question)), "question"),
    (Action::TakeApart, "by sentence"),
    (Action::SayRight, "right option"),
    (Action::Say(Some(As::Answer)), "answer"),
    (Action::Say(Some(As::Hint)), "hint"),
    (Action::Say(Some(As::Note)), "note"),
    (Action::SayWhich(As::BRIEF), "one role"),
    (Action::Say(Some(As::Text)), "text"),
    (Action::Say(Some(As::Out)), "leave out"),
    (Action::Say(None), "as read"),
    (Action::Next, "next doubt"),
    (Action::Mark, "several"),
    (Action::Look, "as participants see it"),
    (Action::Say(Some(As::Exhibit)), "exhibit"),
    (Action::Say(Some(As::Part)), "later part"),
    (Action::Say(Some(As::Title)), "title"),
    (Action::Reword, "in other words"),
    (Action::SayWhich(As::Answer), "answer to which"),
    (Action::SaveCopy, "save"),
    (Action::Print, "print"),
    (Action::SayWhich(As::Hint), "hint to which"),
    (Action::SayWhich(As::Note), "note on which"),
];

/// How many rows each piece has.
pub(super) struct Layout {
    /// Rows above the lines.
    pub(super) head: usize,
    /// Rows of lines; at least one.
    pub(super) rows: usize,
    blank: bool,
    about: usize,
}

impl Mending {
    pub(super) fn layout(&self, area: Rect) -> Layout {
        let columns = usize::from(area.width);
        let blank = area.height >= TALL;
        let gap = usize::from(blank);
        let head = self.summary(columns).len() + gap;
        let about = 1 + gap;
        let keys = self.keys(area).len();
        let rows = usize::from(area.height).saturating_sub(head + gap + about + keys);
        Layout {
            head,
            rows: rows.max(1),
            blank,
            about,
        }
    }

    pub(super) fn picture(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let columns = usize::from(area.width);
        let layout = self.layout(area);
        let text = |line: String| Line::styled(line, theme.style(Role::Text));
        let mut rows: Vec<_> = self.summary(columns).into_iter().map(text).collect();
        rows.resize(layout.head, Line::default());
        let shown = (1..).zip(self.mended.lines()).skip(self.top);
        let whole = self.whole(area);
        for (number, line) in shown.take(layout.rows) {
            let text = match number == self.at {
                true => whole.first().cloned().unwrap_or_default(),
                false => Clean::line(line).to_string(),
            };
            rows.push(self.row(number, &text, wide(area), theme));
            // The chosen line is there to be read, so it is shown whole.
            let more = whole.iter().skip(1).filter(|_| number == self.at);
            rows.extend(more.map(|text| {
                let lead = " ".repeat(gutter(columns));
                Line::styled(format!("{lead}{text}"), theme.style(Role::Chosen))
            }));
        }
        rows.truncate(layout.head + layout.rows);
        rows.resize(
            layout.head + layout.rows + usize::from(layout.blank),
            Line::default(),
        );
        let dim = |line: String| Line::styled(line, theme.style(Role::Quiet));
        let about = wrap(
            &(self.says_which().unwrap_or_default() + &self.about()),
            columns,
        )
        .into_iter();
        rows.extend(about.take(layout.about).map(dim));
        let keys = self.keys(area);
        let foot = usize::from(area.height).saturating_sub(keys.len());
        rows.resize(rows.len().max(foot), Line::default());
        rows.truncate(foot);
        rows.extend(keys.into_iter().map(|row| {
            let spans = row.into_iter().flat_map(|(key, words)| {
                [
                    Span::styled(key, theme.style(Role::Text)),
                    Span::styled(words, theme.style(Role::Quiet)),
                ]
            });
            Line::from(spans.collect::<Vec<_>>())
        }));
        frame.render_widget(Paragraph::new(rows), area);
        // On the blank row below the lines; in a low window beside the last of them.
        let height = layout.head + layout.rows + usize::from(layout.blank);
        let height = u16::try_from(height).unwrap_or(area.height);
        let (all, last) = (self.mended.lines().len(), self.top + layout.rows);
        let mut words = so_far(self.top + 1, last.min(all), all);
        if !layout.blank {
            words.retain(|letter| "▴▾".contains(letter));
        }
        if all > layout.rows {
            let height = height.min(area.height);
            far(frame, Rect { height, ..area }, &words, theme);
        }
    }

    /// The keys under the lines: as many rows under every line, with what only some lines take where
    /// the chosen one does.
    fn keys(&self, area: Rect) -> Vec<Vec<(String, String)>> {
        let columns = usize::from(area.width);
        let most = match area.height >= TALL {
            true => MOST_KEYS.0,
            false => MOST_KEYS.1,
        };
        let sentences = self.mended.pieces(self.at).len();
        let option = self.is_right(self.at).is_some();
        let taken = KEYS.iter().filter(|(action, _)| {
            let needless = *action == Action::TakeApart && sentences < 2
                || *action == Action::SayRight && !option;
            !needless
        });
        let mut rows = rows_of(&taken.copied().collect::<Vec<_>>(), columns);
        rows.resize(rows_of(KEYS, columns).len().min(most), Vec::new());
        rows
    }

    fn row(&self, number: u32, line: &str, columns: usize, theme: &Theme) -> Line<'static> {
        let taken = self.taken(number);
        let here = number == self.at;
        let chosen = self.from.is_some() && self.chosen().contains(&number);
        let sign = match (here, chosen) {
            (true, _) => "▸",
            (false, true) => "│",
            (false, false) => " ",
        };
        let said = match self.mended.said(number) {
            Some(_) => "*",
            None => " ",
        };
        let (name, role) = self.name(number, taken);
        let gutter = gutter(columns);
        let room = gutter - 5;
        let name = cut(&name, room).into_owned();
        let pad = " ".repeat(room.saturating_sub(width(&name)));
        let (bar, style) = self.bar(number, taken, theme);
        let text = cut(line, columns.saturating_sub(gutter)).into_owned();
        let style = if here {
            theme.style(Role::Chosen)
        } else {
            style
        };
        Line::from(vec![
            Span::styled(sign, theme.style(Role::Text)),
            Span::styled(said, theme.style(Role::Person)),
            Span::styled(format!("{name}{pad} "), theme.style(role)),
            Span::styled(format!("{bar} "), theme.style(role)),
            Span::styled(text, style),
        ])
    }

    /// The chosen line as wide as the screen, as far as there are rows for it.
    pub(super) fn whole(&self, area: Rect) -> Vec<String> {
        let columns = wide(area);
        let (room, most) = (
            columns.saturating_sub(gutter(columns)).max(2),
            self.layout(area).rows,
        );
        let line = || wrap(&Clean::line(self.words(self.at)), room);
        let mut rows = self.apart_rows(room, most).unwrap_or_else(line);
        rows.truncate(most);
        rows
    }

    /// The bar before a line, and how its text looks.
    fn bar(&self, number: u32, taken: Taken, theme: &Theme) -> (&'static str, Style) {
        if self.doubt(number).is_some() {
            return ("?", theme.style(Role::Warn));
        }
        match taken {
            Taken::Hidden(_) => ("┃", theme.style(Role::Person)),
            Taken::Noise | Taken::Unused => ("×", theme.style(Role::Quiet)),
            Taken::Nothing => (" ", theme.style(Role::Quiet)),
            _ if self.is_later(number) => ("┊", theme.style(Role::Text)),
            Taken::Frame => (" ", theme.style(Role::Quiet)),
            _ => (" ", theme.style(Role::Text)),
        }
    }

    pub(super) fn doubt(&self, number: u32) -> Option<&Doubt> {
        let mut doubts = self.loaded.document.doubts.iter();
        let blank = self.mended.is_blank(number);
        doubts.find(|doubt| !blank && (doubt.lines.from..=doubt.lines.to).contains(&number))
    }

    /// Whether a line waits in a later part.
    fn is_later(&self, number: u32) -> bool {
        let mut hidden = self.loaded.document.hidden.iter();
        hidden.any(|one| one.what == "later part" && (one.from..=one.to).contains(&number))
    }

    /// What a line was taken for, in a word.
    fn name(&self, number: u32, taken: Taken) -> (String, Role) {
        if self.mended.is_blank(number) {
            return (String::new(), Role::Quiet);
        }
        if let Some(doubt) = self.doubt(number) {
            let looks = match doubt.looks {
                Looks::LikeAnAnswer => "hidden? answer",
                Looks::LikeAStaffNote => "hidden? note",
            };
            return (looks.to_owned(), Role::Warn);
        }
        if self.mended.mark(number) == Some(As::Out) {
            return ("left out".to_owned(), Role::Quiet);
        }
        match taken {
            Taken::Nothing => (String::new(), Role::Quiet),
            Taken::Frame => (self.heading(number).to_owned(), Role::Quiet),
            Taken::Text => ("text".to_owned(), Role::Text),
            Taken::Exhibit => ("exhibit".to_owned(), Role::Text),
            Taken::Question(number) => (format!("question {number}"), Role::Good),
            Taken::Option | Taken::UnderQuestion if self.is_right(number) == Some(true) => {
                ("  right option".to_owned(), Role::Person)
            }
            Taken::Option | Taken::UnderQuestion => {
                let above = (1..number).rev().find_map(|line| self.number_at(line));
                let above = above.map_or(String::new(), |number| format!("with question {number}"));
                (above, Role::Good)
            }
            Taken::Hidden(what) => match self.role_at(number) {
                Some(role) => (format!("only {role}"), Role::Person),
                None => (self.hidden(number, short(what)), Role::Person),
            },
            Taken::Noise => ("page noise".to_owned(), Role::Quiet),
            Taken::Unused => ("not used".to_owned(), Role::Warn),
        }
    }

    /// What is to be said of the chosen lines.
    fn about(&self) -> String {
        let chosen = self.chosen();
        if self.from.is_some() {
            let count = chosen.filter(|line| !self.mended.is_blank(*line)).count();
            let lines = plural(count, "line is", "lines are");
            let back = name(Scope::Mending, Action::Back);
            return format!(
                "{lines} chosen; the next key says what they are. {back} lets them go."
            );
        }
        if let Some(about) = self.about_apart() {
            return about;
        }
        let line = self.at;
        if let Some(mark) = self.mended.said(line) {
            let number = mark.of().and_then(|asked| self.number_at(asked));
            let to = number.map_or(String::new(), |number| {
                format!(" It belongs to question {number}.")
            });
            if let Some(pieces) = self.mended.pieces_of(mark) {
                let mut asks = pieces.iter().filter(|one| one.mark == Some(As::Question));
                let asks = asks.next().map_or("", |one| one.text.as_str());
                return format!("You said so. It asks: “{asks}”");
            }
            let role = self.role_at(line);
            let to = role.map_or(to, |role| {
                format!(" Only {role} and the facilitator read it.")
            });
            return format!("You said so.{to} The document itself is never changed.");
        }
        if let Some(doubt) = self.doubt(line) {
            let what = doubt.looks.words();
            return format!("It {what}, so it is kept back: {}", Clean::line(&doubt.why));
        }
        self.about_read(line)
    }

    /// What is to be said of a line of which nobody has said anything.
    fn about_read(&self, line: u32) -> String {
        let mut guesses = self.loaded.document.guesses.iter();
        let guess = guesses.find(|guess| guess.line == line);
        match (guess, self.taken(line)) {
            (Some(guess), _) => format!("Guessed: {}.", Clean::line(says(guess))),
            (None, Taken::Hidden("brief")) => {
                "Only whoever plays this role reads it, and the facilitator.".to_owned()
            }
            (None, Taken::Hidden(what)) => match self.question_of(line) {
                Some(number) => {
                    format!("Kept back until its time, as {what} to question {number}.")
                }
                None => format!("Kept back until its time, as {what}."),
            },
            (None, Taken::Unused) => "This line is in no part of the case.".to_owned(),
            (None, Taken::Noise) => {
                "This looks like a part of the page and is set apart.".to_owned()
            }
            (None, _) if self.is_later(line) => {
                "In a later part: shown once the session gets there.".to_owned()
            }
            (None, Taken::Question(_) | Taken::Option | Taken::UnderQuestion) => {
                "Everybody sees it once the question is asked.".to_owned()
            }
            (None, Taken::Text | Taken::Exhibit) => "Everybody reads it.".to_owned(),
            _ => String::new(),
        }
    }

    /// The number of the question that a hidden line belongs to, where that is known.
    fn question_of(&self, line: u32) -> Option<u32> {
        let owner = self.owners.get((line as usize).checked_sub(1)?)?;
        self.number_at((*owner)?)
    }

    /// What a hidden line is, and to which question: "hidden answer 2". A row of a table may hold
    /// the question as well.
    fn hidden(&self, line: u32, what: &str) -> String {
        match (self.number_at(line), self.question_of(line)) {
            (Some(number), _) => format!("question {number}, {what}"),
            (None, Some(number)) => format!("hidden {what} {number}"),
            (None, None) => format!("hidden {what}"),
        }
    }

    /// What a heading opens, as far as one would want to know.
    fn heading(&self, line: u32) -> &'static str {
        let said = [(As::Title, "title"), (As::Exhibit, "exhibit")];
        let mark = self.mended.said(line);
        let found = said.into_iter().find(|(own, _)| mark == Some(*own));
        found.map_or("heading", |(_, name)| name)
    }

    /// The reading in a sentence, as wide as the screen.
    fn summary(&self, columns: usize) -> Vec<String> {
        let document = &self.loaded.document;
        let mut said = self.loaded.in_brief();
        for (count, one, many) in [
            (document.guesses.len(), "guess", "guesses"),
            (
                document.unused.len(),
                "stretch not used",
                "stretches not used",
            ),
        ] {
            if count > 0 {
                said.push(plural(count, one, many));
            }
        }
        let mut text = said.join(" · ");
        let sign = " · ┃ is kept back";
        if width(&text) + width(sign) <= columns {
            text.push_str(sign);
        }
        let mut lines = wrap(&text, columns.max(2));
        lines.truncate(MOST_HEAD);
        lines
    }
}

/// How wide a line is with its gutter; in a low window signs stand beside it.
fn wide(area: Rect) -> usize {
    let signs = if area.height < TALL { SIGNS } else { 0 };
    usize::from(area.width).saturating_sub(signs)
}

/// Columns before the text of a line.
fn gutter(columns: usize) -> usize {
    if columns >= WIDE { GUTTER } else { NARROW }
}

/// What is hidden, in a word that fits the gutter.
fn short(what: &str) -> &str {
    match what {
        "model answer" => "answer",
        "facilitator notes" | "facilitator note" => "note",
        other => other,
    }
}

/// Keys row by row, as wide as the screen: each key, and its words with the gap behind them.
fn rows_of(keys: &[(Action, &str)], columns: usize) -> Vec<Vec<(String, String)>> {
    let mut rows = vec![Vec::new()];
    let mut used = 0;
    for (action, words) in keys {
        let key = name(Scope::Mending, *action);
        let wide = width(&key) + 1 + width(words);
        if used + wide > columns && used > 0 {
            rows.push(Vec::new());
            used = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((key, format!(" {words}  ")));
        }
        used += wide + 2;
    }
    rows
}
