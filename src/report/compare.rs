//! Many groups side by side, from what each of them lets out: no number of it stands for fewer
//! than five people, none can be worked out from the others, and no group comes before another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    cell::{Counts, Line, Table, table},
    rows::{Head, Row},
};
use crate::{session::FEWEST_SHARED, text::Clean};

mod count;
mod family;
mod page;
mod write;

use count::Voices;
use family::{Family, families};

pub use page::html;
pub use write::{csv, json};

/// The most words of one question that are quoted on the page; the tables have all.
const MOST_QUOTES: usize = 12;

/// What one file lets out.
#[derive(Clone, Debug)]
pub struct Group {
    /// What the file is called.
    pub name: Clean,
    /// Its rows; the first is the session.
    pub rows: Vec<Row>,
}

impl Group {
    fn head(&self) -> Head {
        let Some(Row::Session(head)) = self.rows.first() else {
            return Head::default();
        };
        head.clone()
    }
}

/// Groups side by side.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The version of its JSON form.
    pub format: u32,
    pub cases: Vec<Clean>,
    pub groups: usize,
    /// How many more files were of a session that was given already.
    pub twice: usize,
    /// Days of the first and the last session.
    pub days: Option<(Clean, Clean)>,
    /// People who share nothing and are in no number; none where they are so few that the number
    /// would tell of them.
    pub nothing: Option<usize>,
    /// People of groups that were never asked what may leave: counted, not quoted.
    pub never_asked: usize,
    /// Texts that were kept back since they name somebody who was in the room.
    pub named: usize,
    /// Hidden cells in all tables.
    pub hidden: usize,
    pub questions: Vec<Question>,
    /// How many people said what they will try, and of how many a later session tells.
    pub tried: Option<Sheet>,
    /// What people will try, in their words.
    pub promises: Vec<Quote>,
    /// What may be known of who was counted; for the folder alone.
    #[serde(skip)]
    pub counted: Counted,
}

#[derive(Clone, Debug, Serialize)]
pub struct Question {
    pub case: Clean,
    pub number: u32,
    /// The question, in the author's Markdown.
    pub prompt: Clean,
    /// `open`, `choice`, `scale` or `rank`.
    pub kind: Clean,
    /// Claims of the author's answer, which one table counts.
    pub claims: Vec<Clean>,
    pub tables: Vec<Sheet>,
    /// What was said, as far as it may be quoted.
    pub quotes: Vec<Quote>,
}

/// A table with its heads.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    pub title: Clean,
    pub columns: Vec<Clean>,
    /// Its lines: groups by name, then those with few people together.
    pub lines: Vec<Line>,
    pub all: Option<Line>,
    pub hidden: usize,
}

/// Somebody's words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// Who, where that may be told.
    pub by: Option<Clean>,
    /// Of which group, where the name may be told.
    pub group: Option<Clean>,
    pub text: Clean,
}

/// How many people of which session stand behind which question. Whoever has it could work out
/// what is hidden: it stays with whoever compares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// By question, then by session: people, and a sum over what they said.
    pub questions: BTreeMap<Clean, BTreeMap<Clean, (usize, Clean)>>,
}

impl Counted {
    /// How many people came or went at most, between two comparisons, where that is more than
    /// nobody and fewer than [`FEWEST_SHARED`] at a question: a reader of both could tell what
    /// they said.
    pub fn few_between(&self, later: &Self) -> Option<usize> {
        let none = BTreeMap::new();
        let all: BTreeSet<_> = self
            .questions
            .keys()
            .chain(later.questions.keys())
            .collect();
        let between = all.into_iter().map(|question| {
            let before = self.questions.get(question).unwrap_or(&none);
            let after = later.questions.get(question).unwrap_or(&none);
            let sessions: BTreeSet<_> = before.keys().chain(after.keys()).collect();
            let change = |session: &&Clean| match (before.get(*session), after.get(*session)) {
                (Some(one), Some(other)) if one == other => 0,
                (Some((one, _)), Some((other, _))) => one.abs_diff(*other).max(1),
                (Some((people, _)), None) | (None, Some((people, _))) => *people,
                (None, None) => 0,
            };
            sessions.iter().map(change).sum::<usize>()
        });
        between
            .filter(|people| (1..FEWEST_SHARED).contains(people))
            .max()
    }
}

/// Puts groups side by side. The order in which they are given does not matter.
pub fn compare(given: Vec<Group>) -> Comparison {
    let count = given.len();
    let groups = each_once(given);
    let families = families(&groups);
    let (questions, counted) = questions(&groups, &families);
    let heads: Vec<_> = groups.iter().map(Group::head).collect();
    let days: BTreeSet<_> = heads
        .iter()
        .filter_map(|head| head.opened_at.get(..10))
        .collect();
    let nothing: usize = heads.iter().map(|head| head.nothing).sum();
    let tried = count::tried(&groups);
    let tables = questions
        .iter()
        .flat_map(|question| &question.tables)
        .chain(&tried);
    Comparison {
        format: 1,
        cases: families.iter().map(|family| family.title.clone()).collect(),
        groups: groups.len(),
        twice: count - groups.len(),
        days: days
            .first()
            .zip(days.last())
            .map(|(first, last)| ((*first).into(), (*last).into())),
        nothing: (nothing == 0 || nothing >= FEWEST_SHARED).then_some(nothing),
        never_asked: count::never_asked(&groups),
        named: heads.iter().map(|head| head.named).sum(),
        hidden: tables.map(|sheet| sheet.hidden).sum(),
        questions,
        tried,
        promises: count::promises(&groups),
        counted,
    }
}

/// Every question of every case, and who was counted at it.
fn questions(groups: &[Group], families: &[Family]) -> (Vec<Question>, Counted) {
    let mut counted = Counted::default();
    let mut made = Vec::new();
    for family in families {
        for known in &family.questions {
            let voices = known.voices(groups);
            let question = question(family, known, &voices);
            let line = |(group, people): &(&Group, Voices<'_>)| {
                let said = blake3::hash(format!("{people:?}").as_bytes()).to_hex();
                let said = said.as_str().into();
                (group.head().session, (people.len(), said))
            };
            let inside = voices
                .iter()
                .filter(|(group, _)| is_in(&question, &group.name));
            let key = format!("{} {} {}", made.len(), family.title, known.prompt);
            counted
                .questions
                .insert(key.into(), inside.map(line).collect());
            made.push(question);
        }
    }
    (made, counted)
}

/// Whether a group is in the numbers of a question: in a line of its own, or together with others.
fn is_in(question: &Question, group: &str) -> bool {
    let mut lines = question.tables.iter().flat_map(|sheet| &sheet.lines);
    lines.any(|line| line.group.as_deref().is_none_or(|own| own == group))
}

/// Each session once, as its newest file tells it, in an order that no file decides. Two groups
/// of one name are told apart.
fn each_once(given: Vec<Group>) -> Vec<Group> {
    let mut newest: BTreeMap<Clean, Group> = BTreeMap::new();
    let rank = |group: &Group| {
        let head = group.head();
        (
            head.finished,
            head.entries,
            group.rows.len(),
            group.name.clone(),
        )
    };
    for group in given {
        let session = group.head().session;
        let known = newest.get(&session);
        if known.is_none_or(|known| rank(known) < rank(&group)) {
            newest.insert(session, group);
        }
    }
    let mut groups: Vec<_> = newest.into_values().collect();
    groups.sort_by_key(|group| {
        (
            group.name.clone(),
            group.head().opened_at,
            group.head().session,
        )
    });
    let mut names: BTreeMap<Clean, usize> = BTreeMap::new();
    for group in &mut groups {
        let times = names.entry(group.name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            group.name = format!("{} ({times})", group.name).into();
        }
    }
    groups
}

fn question(family: &Family, known: &family::Known, voices: &[(&Group, Voices<'_>)]) -> Question {
    Question {
        case: family.title.clone(),
        number: known.number,
        prompt: known.prompt.clone(),
        kind: known.form.clone(),
        claims: known.claims.clone(),
        tables: count::tables(known, voices),
        quotes: count::quotes(voices),
    }
}

impl Sheet {
    fn new(title: &str, columns: Vec<Clean>, table: Table) -> Self {
        let hidden = table.hidden();
        Self {
            title: title.into(),
            columns,
            lines: table.lines,
            all: table.all,
            hidden,
        }
    }

    /// The first column of several tables of the same people beside each other.
    fn beside(title: &str, tables: Vec<(Clean, Table)>) -> Option<Self> {
        let mut all = tables.into_iter();
        let (column, first) = all.next()?;
        let first_cell = |line: Line| Line {
            cells: line.cells.iter().copied().take(1).collect(),
            ..line
        };
        let mut sheet = Self {
            title: title.into(),
            columns: vec![column],
            lines: first.lines.into_iter().map(first_cell).collect(),
            all: first.all.map(first_cell),
            hidden: 0,
        };
        for (column, table) in all {
            sheet.columns.push(column);
            let lines = sheet.lines.iter_mut().chain(&mut sheet.all);
            for (line, more) in lines.zip(table.lines.into_iter().chain(table.all)) {
                line.cells.extend(more.cells.into_iter().take(1));
            }
        }
        let lines = sheet.lines.iter().chain(&sheet.all);
        sheet.hidden = lines
            .flat_map(|line| &line.cells)
            .filter(|cell| cell.is_none())
            .count();
        Some(sheet)
    }
}

fn counted(groups: impl Iterator<Item = (Clean, Vec<usize>)>) -> Table {
    let groups: Vec<_> = groups
        .map(|(group, cells)| Counts { group, cells })
        .collect();
    table(&groups)
}
