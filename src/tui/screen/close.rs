//! The end: rows of what is there and of what is missing, each with its key; what the case was
//! for, sources; then where the report lies.

use std::path::Path;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{discuss::dissent_rows, leads::leads, share::card};
use crate::{
    home,
    id::{PersonId, Seq},
    session::{DissentState, DissentView, Place, View, wordless},
    text::{plural, width},
    tui::{
        effect::Effect,
        form::hang_prose,
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{Cursor, LIST, Listed, chosen, say, window},
    },
};

mod back;

use back::comes_back;

/// The most names of people whose word is still to come.
const MOST_NAMES: usize = 6;
/// Cells of what a row is called.
const NAME: usize = 15;

/// Which row the cursor is on, and how far the page is scrolled.
#[derive(Clone, Debug, Default)]
pub struct Close {
    cursor: Cursor,
    /// What the cursor is on: it stays there, whatever people add on their phones. None until it
    /// is put on what is missing.
    on: Option<What>,
    /// What it is on was done at the desk: it goes on to what is missing once that is saved.
    done: bool,
    /// Where the report lies, once it is written.
    reports: Vec<String>,
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Commitments,
    Words,
    Dissent,
    Consent,
    End,
}

impl Close {
    pub fn written(&mut self, reports: Vec<String>) {
        self.reports = reports;
        self.cursor = Cursor::default();
    }

    /// Opens the report, once it is written.
    pub fn shows(&self) -> Option<Effect> {
        self.reports.first().map(|path| Effect::Show(path.into()))
    }

    /// Goes to another row, and through what stands under them.
    pub fn go(&mut self, down: bool, page: bool, (area, view, theme): (Rect, &View, &Theme)) {
        let list = self.list(view, usize::from(column(area).width), theme);
        let height = usize::from(area.height);
        if page {
            self.cursor.page(down, &list, height);
        } else {
            self.cursor.step(down, &list, height);
        }
        self.on = rows(view).get(self.cursor.at).copied();
    }

    /// To the first row, or to the end of the page.
    pub fn jump(&mut self, end: bool, (area, view, theme): (Rect, &View, &Theme)) {
        let list = self.list(view, usize::from(column(area).width), theme);
        self.cursor.jump(end, &list, usize::from(area.height));
        self.on = rows(view).get(self.cursor.at).copied();
    }

    /// Keeps the page within the rectangle, and the cursor on what is missing; called after each
    /// key.
    pub fn fit(&mut self, area: Rect, view: &View, theme: &Theme) {
        let list = self.list(view, usize::from(column(area).width), theme);
        let height = usize::from(area.height);
        if view.place != Place::Over {
            let rows = rows(view);
            let at = |on: What| rows.iter().position(|what| *what == on);
            let missing = || rows.iter().position(|what| is_missing(*what, view));
            let stays = |on: &What| !self.done || is_missing(*on, view);
            let at = self.on.filter(stays).and_then(at).or_else(missing);
            let at = at.unwrap_or(0);
            self.done &= self.on == rows.get(at).copied();
            self.on = rows.get(at).copied();
            if self.cursor.at != at {
                self.cursor.choose(at, &list, height);
            }
        }
        self.cursor.fit(&list, height);
    }

    /// What Enter does on the row that the cursor is on.
    pub fn enter(&self, view: &View) -> Action {
        match rows(view).get(self.cursor.at) {
            Some(What::Commitments) => Action::Commit,
            Some(What::Words) => Action::Word,
            Some(What::Dissent) => Action::MeetDissent,
            Some(What::Consent) => Action::Consent,
            Some(What::End) if view.step.is_some() => Action::GoOn,
            Some(What::End) => Action::Close,
            None => Action::Back,
        }
    }

    /// It was done: the cursor goes on to what is missing now.
    pub fn done(&mut self) {
        self.done = true;
    }

    /// Whether somebody alone stands where a text is written: a letter begins it then.
    pub fn expects_text(&self, view: &View) -> bool {
        view.alone && matches!(self.enter(view), Action::Commit | Action::Word)
    }

    /// The same in words.
    pub fn says(&self, view: &View) -> Option<String> {
        let words = match rows(view).get(self.cursor.at)? {
            What::Commitments => "write a commitment",
            What::Words => "write a word",
            What::Dissent => "answer the dissent",
            What::Consent => "ask what may leave",
            What::End if view.step.is_some() => return Some(leads(view)),
            What::End => "close the session",
        };
        Some(words.to_owned())
    }

    /// The first open dissent, and against what it is.
    pub fn dissent(&self, view: &View) -> Option<(Seq, String)> {
        let dissent = open(view).next()?;
        Some((dissent.entry, dissent.against_words.to_string()))
    }

    /// The first person who has not said a word yet, else the first one here.
    pub fn wordless(&self, view: &View) -> Option<PersonId> {
        let mut here = view.here();
        let first = wordless(view).next().or_else(|| here.next());
        first.map(|person| person.id)
    }

    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        let area = column(area);
        let list = self.list(view, usize::from(area.width), theme);
        window(frame, area, list.lines, self.cursor.top, theme);
    }

    fn list(&self, view: &View, cols: usize, theme: &Theme) -> Listed {
        let mut list = Listed::default();
        if view.place == Place::Over {
            list.say(self.over(view, cols, theme));
        } else {
            let title = match view.alone {
                true => "What I take with me",
                false => "What we take with us",
            };
            list.say(say("", title, cols, Role::Title, theme));
        }
        for (number, what) in rows(view).into_iter().enumerate() {
            if number == 0 || cols >= 76 {
                list.say([Line::default()]);
            }
            let here = number == self.cursor.at;
            let rows = row(what, view, here, cols, theme);
            list.list(number, chosen(here, rows, cols, theme));
        }
        if view.place == Place::Over {
            list.say(ended(view, cols, theme));
        } else if view.step.is_none() {
            list.say([Line::default()]);
            let words = "Then the report is written: one file to read, one for other programs.";
            list.say(say("", words, cols, Role::Quiet, theme));
        }
        list.say(comes_back(view, cols, theme));
        for (heading, blocks) in [
            ("What this case was for", &view.goals),
            ("Sources", &view.sources),
        ] {
            if !blocks.is_empty() {
                list.say([Line::default()]);
                list.say(say("", heading, cols, Role::Title, theme));
            }
            for block in blocks {
                list.say(hang_prose("", &block.text, cols, Role::Text, theme));
            }
        }
        list
    }

    fn over(&self, view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut rows = say("", "The session is over.", cols, Role::Title, theme);
        let Some((first, rest)) = self.reports.split_first() else {
            let words = "The report is being written.";
            rows.extend(say("", words, cols, Role::Text, theme));
            return rows;
        };
        let open = name(Scope::Over, Action::ShowReport);
        let words = match view.alone {
            true => format!("This file holds all you said, to read and to print ({open}):"),
            false => format!(
                "Send this file to those who were here, and to nobody else; it holds all that was said, to read and to print ({open}):"
            ),
        };
        rows.extend(say("", &words, cols, Role::Text, theme));
        let called = |path: &String| {
            let called = Path::new(path).file_name().unwrap_or_default();
            called.to_string_lossy().into_owned()
        };
        let first = home::place(Path::new(first)).to_string();
        rows.extend(say("  ", &first, cols, Role::Good, theme));
        rows.extend(
            (!rest.is_empty())
                .then(|| say("", "Beside it:", cols, Role::Quiet, theme))
                .into_iter()
                .flatten(),
        );
        for called in rest.iter().map(called) {
            let words = format!("{called}: {}", is_for(&called, view.alone));
            rows.extend(say("  ", &words, cols, Role::Quiet, theme));
        }
        rows
    }
}

/// What a file beside the report is for.
fn is_for(called: &str, alone: bool) -> &'static str {
    match called.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "with the bookkeeping, for whoever leads",
        "md" => "the same as text for a mail, without the drawings",
        "" if alone => "a copy of what you said",
        "" => "a copy for each person",
        _ => "for other programs",
    }
}

/// The rows that there are to choose from; none once it is over.
fn rows(view: &View) -> Vec<What> {
    if view.place == Place::Over {
        return Vec::new();
    }
    if view.step.is_some() {
        return vec![What::Commitments, What::End];
    }
    let mut rows = vec![What::Commitments, What::Words];
    if !view.dissents.is_empty() {
        rows.push(What::Dissent);
    }
    if view.can.consent {
        rows.push(What::Consent);
    }
    rows.push(What::End);
    rows
}

fn is_missing(what: What, view: &View) -> bool {
    match what {
        What::Commitments => view.commitments.is_empty(),
        What::Words => wordless(view).next().is_some(),
        What::Dissent => open(view).next().is_some(),
        What::Consent => !view.consent.open.is_empty(),
        What::End => true,
    }
}

/// What is there, what is missing, in words: before the session is closed without it.
pub fn summary(view: &View) -> String {
    let all = view.here().count();
    let count = all - wordless(view).count();
    let open = open(view).count();
    let mut words = vec![
        plural(view.commitments.len(), "commitment", "commitments"),
        match view.alone {
            true => plural(count, "word", "words"),
            false => format!("{count} of {}", plural(all, "word", "words")),
        },
    ];
    if open > 0 {
        words.push(plural(open, "open dissent", "open dissents"));
    }
    words.join(", ")
}

/// One row: its sign, what it is called, what there is, and its key at the right.
fn row(what: What, view: &View, here: bool, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let missing = is_missing(what, view);
    let (sign, role) = match (what, missing) {
        (What::End, _) => (" ", Role::Text),
        (What::Dissent, true) => ("!", Role::Text),
        (_, true) => ("○", Role::Quiet),
        (_, false) => ("✓", Role::Good),
    };
    let (called, action) = match what {
        What::Commitments => ("Commitments", Action::Commit),
        What::Words if view.alone => ("One word", Action::Word),
        What::Words => ("One word each", Action::Word),
        What::Dissent => ("Dissent", Action::MeetDissent),
        What::Consent => ("Sharing", Action::Consent),
        What::End if view.step.is_some() => ("Go on", Action::GoOn),
        What::End => ("Close", Action::Close),
    };
    let lead = format!("{} {sign}  {called:<NAME$}", if here { "▸" } else { " " });
    let key = key_of(action, view.alone, here);
    let room = cols.saturating_sub(width(&key) + 2);
    let mut rows = match what {
        What::Commitments if missing => {
            let who = if view.alone { "I" } else { "we" };
            let words = format!("none yet: what {who} try, and by when");
            say(&lead, &words, room, Role::Text, theme)
        }
        What::Commitments => commitments(view, &lead, room, theme),
        What::Words => say(&lead, &words(view), room, Role::Text, theme),
        What::Dissent => dissents(view, &lead, room, theme),
        What::Consent => say(&lead, &consent(view), room, Role::Text, theme),
        What::End if view.step.is_some() => {
            say(&lead, "to what comes next", room, Role::Text, theme)
        }
        What::End => say(
            &lead,
            "the report is written; it can be opened again",
            room,
            Role::Text,
            theme,
        ),
    };
    if let Some(first) = rows.first_mut() {
        let text = first.to_string();
        let rest = text.strip_prefix(&lead).unwrap_or(&text).to_owned();
        let gap = cols.saturating_sub(width(&text) + width(&key));
        let mark = lead.chars().take(2).collect::<String>();
        let called = format!("  {called:<NAME$}");
        *first = Line::from(vec![
            Span::styled(mark, theme.style(Role::Text)),
            Span::styled(sign, theme.style(role)),
            Span::styled(called, theme.style(Role::Text)),
            Span::styled(
                rest,
                theme.style(if missing { Role::Quiet } else { Role::Text }),
            ),
            Span::styled(format!("{:gap$}{key}", ""), theme.style(Role::Quiet)),
        ]);
    }
    rows
}

/// The key of a row; alone, where letters are text, one is for all of them.
fn key_of(action: Action, alone: bool, here: bool) -> String {
    match (alone, here) {
        (false, _) => format!("[{}]", name(Scope::Close, action)),
        (true, true) => format!("[{}]", name(Scope::Close, Action::Enter)),
        (true, false) => String::new(),
    }
}

fn commitments(view: &View, lead: &str, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let indent = " ".repeat(width(lead));
    for each in &view.commitments {
        let commitment = &each.commitment;
        let lead = if rows.is_empty() { lead } else { &indent };
        let words = match view.alone {
            true => commitment.what.to_string(),
            false => format!("{}: {}", card::called(&each.by), commitment.what),
        };
        rows.extend(say(lead, &words, cols, Role::Text, theme));
        let [expect, look] = match view.alone {
            true => ["I expect: ", "I look at it: "],
            false => ["we expect: ", "we look at it: "],
        };
        let more = [
            (expect, &commitment.expect),
            ("would surprise: ", &commitment.surprise),
            (look, &commitment.by_when),
        ];
        for (about, words) in more.into_iter().filter(|(_, words)| !words.is_empty()) {
            let lead = format!("{indent}  {about}");
            rows.extend(say(&lead, words, cols, Role::Quiet, theme));
        }
    }
    rows
}

fn dissents(view: &View, lead: &str, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let count = open(view).count();
    let words = match count {
        0 => "all answered, or carried on".to_owned(),
        count => format!("{count} open"),
    };
    let mut rows = say(lead, &words, cols, Role::Text, theme);
    let indent = " ".repeat(width(lead));
    let room = cols.saturating_sub(indent.len());
    for dissent in &view.dissents {
        rows.extend(
            dissent_rows(dissent, room, theme)
                .into_iter()
                .map(|mut row| {
                    row.spans.insert(0, Span::raw(indent.clone()));
                    row
                }),
        );
    }
    rows
}

/// What stands on record once it is over.
fn ended(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let mut part = |title: &str, part: Vec<Line<'static>>| {
        if !part.is_empty() {
            rows.push(Line::default());
            rows.extend(say("", title, cols, Role::Title, theme));
            rows.extend(part);
        }
    };
    let (try_out, word) = match view.alone {
        true => ("What I will try", "One word"),
        false => ("What we try", "One word each"),
    };
    part(try_out, commitments(view, "", cols, theme));
    let said = words(view);
    part(word, say("", &said, cols, Role::Text, theme));
    let dissents = view.dissents.iter();
    let dissents = dissents.flat_map(|dissent| dissent_rows(dissent, cols, theme));
    part("Dissent on record", dissents.collect());
    rows
}

fn open(view: &View) -> impl Iterator<Item = &DissentView> {
    let dissents = view.dissents.iter();
    dissents.filter(|dissent| dissent.state == DissentState::Open)
}

fn words(view: &View) -> String {
    let said = view.words.iter();
    let said = said.map(|said| match view.alone {
        true => said.word.to_string(),
        false => format!("{}: {}", card::called(&said.by), said.word),
    });
    let silent: Vec<_> = wordless(view).map(|person| person.name.as_str()).collect();
    let mut all: Vec<_> = said.collect();
    if silent.is_empty() || view.place == Place::Over {
        return all.join("  ·  ");
    }
    if view.alone {
        all.push("none yet: how it was, in a word".to_owned());
    } else {
        let first = silent.get(..MOST_NAMES).unwrap_or(&silent);
        let more = match silent.len() - first.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        all.push(format!("still to come: {}{more}", first.join(", ")));
    }
    all.join("  ·  ")
}

/// Who was asked what may leave the group.
fn consent(view: &View) -> String {
    match view.consent.open.len() {
        0 => "everybody who is here has said what others may see".to_owned(),
        open => {
            let people = plural(open, "person was", "people were");
            format!(
                "{people} not asked: nothing of theirs goes to other groups. The report is for those who are here"
            )
        }
    }
}

fn column(area: Rect) -> Rect {
    let width = area.width.min(LIST);
    Rect { width, ..area }
}
