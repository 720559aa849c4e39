//! A second look at a document that is not plainly in our own format: line by line, with the
//! labels that people write, the forms that repeat, and one consistent choice of its questions.
//!
//! An answer label is the best sign of a question: the line above it asks, whatever it looks
//! like. What stands behind a question is not shown before that question was answered.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashSet},
};

use super::{
    TimeUp,
    foreign::Row,
    source::{Numbered, Text},
};
use crate::case::vocabulary::{self, grammar::Sort};
use line::{Form, Line};
use role::{Role, role};
use unit::{Key, Unit};

mod adopt;
mod again;
mod alike;
mod answered;
mod ask;
mod beside;
mod between;
mod catalog;
mod choose;
mod division;
mod ends;
mod facts;
mod fenced;
mod graded;
mod hide;
mod items;
mod label;
mod lettered;
mod line;
mod mail;
mod mark;
mod more;
mod named;
mod noted;
mod options;
mod owner;
mod pairs;
mod referred;
mod repeat;
mod restated;
mod role;
mod run_sheets;
mod runs;
mod score;
mod staff;
mod taken;
mod task;
mod taught;
mod told;
mod unit;
mod verdict;

pub(super) use adopt::adopt;
pub(super) use ask::tells_to;
pub(super) use line::marker;
pub(super) use more::{finds_more, sets_apart};
pub(super) use verdict::{Said, Verdict};

/// So many lines back is looked for what an answer stood in.
const BACK: usize = 200;

/// What is known about a document's lines.
pub(super) struct Survey<'a> {
    lines: Vec<Line<'a>>,
    roles: Vec<Option<Role>>,
    /// The nearest heading at or above each line.
    heads: Vec<Option<usize>>,
    /// All headings, in order.
    headings: Vec<usize>,
    /// The nearest line above each line that opens a block of lists.
    openers: Vec<Option<usize>>,
    /// The nearest line above each line that may announce questions.
    announcers: Vec<Option<usize>>,
    /// Levels of headings that ask, or tell the reader to do something.
    telling: HashSet<u8>,
    /// For each heading, the one that it stands under.
    above: BTreeMap<usize, usize>,
    /// Headings that are the title of the document: they open nothing.
    titles: HashSet<usize>,
    /// What is kept back, and as what.
    kept: BTreeMap<usize, Kept>,
    /// Lines of questions that stand right above an answer label, and that label.
    answered: BTreeMap<usize, usize>,
    /// What is asked below the heading of a question, and the heading of its answer behind.
    pairs: HashSet<usize>,
    /// The questions, in order.
    units: Vec<Unit>,
    /// For each question, the last one with a number: it or one above.
    last_numbered: Vec<Option<usize>>,
    /// The questions of each number, in order.
    by_number: BTreeMap<u64, Vec<usize>>,
    /// Lines that say themselves which question they answer, and that one.
    answers_to: BTreeMap<usize, usize>,
    /// Lines below the items of a run that asks, and the line that counts the item.
    told_at: BTreeMap<usize, usize>,
    /// Runs of items that are told and may ask: the first line, the last, and how many they are.
    unsure: Vec<(usize, usize, usize)>,
    /// Where each division ends that its own mark ends.
    division_ends: BTreeMap<usize, usize>,
    /// Source lines that the first reading asks.
    known: HashSet<u32>,
    /// Those of them that are asked as in our own format.
    sure: HashSet<u32>,
    /// The document's title is about questions.
    about_questions: bool,
    /// Its title says that it holds answers, or is for the staff.
    about_answers: bool,
    /// What its file is called.
    file: &'a str,
    /// It has no heading, and its file is called one of answers.
    named_answers: bool,
    /// It is for whoever leads.
    for_staff: bool,
    /// Folds whose summary asks.
    cards: HashSet<usize>,
    /// Most questions are answered in their own line.
    told: bool,
    /// The words of all questions, once they are asked for.
    names: OnceCell<HashSet<String>>,
    /// Headings that are kept back because all below them is.
    bare: HashSet<usize>,
    none: Line<'a>,
}

/// As what a line is kept back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    Answer,
    Staff,
    Later,
    /// Part of a page or a mail, not of the text.
    Noise,
}

impl<'a> Survey<'a> {
    /// Looks at a text; `known` are the lines of the questions that the first reading found.
    pub(super) fn of(
        text: &'a Text<'_>,
        known: HashSet<u32>,
        sure: HashSet<u32>,
        own: bool,
        go_on: &mut dyn FnMut() -> Result<(), TimeUp>,
    ) -> Result<Self, TimeUp> {
        let mut survey = Self::empty(text, known, sure);
        survey.say_what_it_is(text);
        survey.telling = task::telling_levels(&survey);
        alike::find(&mut survey, own);
        pairs::find(&mut survey);
        mail::set_apart(&mut survey, text.plain);
        label::hide_sections(&mut survey);
        told::open_cards(&mut survey);
        go_on()?;
        let referred = referred::hide(&mut survey);
        label::hide_keys(&mut survey);
        restated::hide(&mut survey);
        again::hide(&mut survey);
        between::hide(&mut survey);
        graded::hide_labels(&mut survey);
        answered::find_answered(&mut survey);
        go_on()?;
        choose::choose(&mut survey);
        if survey.for_staff {
            staff::drop_own_questions(&mut survey);
        }
        referred::hide_restated(&mut survey);
        if !survey.for_staff {
            items::take(&mut survey, own);
        }
        choose::count(&mut survey);
        items::say_owners(&mut survey);
        referred::find(&mut survey, &referred);
        task::keep_all_answers(&mut survey);
        survey.told = told::are(&survey);
        go_on()?;
        survey.hide_by_labels();
        go_on()?;
        repeat::hide_repeated(&mut survey, own);
        survey.hide_by_place(own);
        go_on()?;
        Ok(survey)
    }

    /// Its headings, and what its title says of it: whether it asks, answers, or is for the staff.
    fn say_what_it_is(&mut self, text: &Text<'_>) {
        self.outline();
        division::end_divisions(self);
        self.take_titles();
        self.about_questions |= is_titled_so(text);
        let name = vocabulary::grammar::fold(&text.name.replace(['-', '_', '.'], " "));
        self.named_answers =
            self.headings.is_empty() && vocabulary::grammar::names_an_answer(&name);
        self.for_staff = staff::is_meant(self);
        self.about_answers |= self.for_staff;
    }

    /// Keeps back what says itself, once the questions are known, that it answers one.
    fn hide_by_labels(&mut self) {
        label::hide_labels(self);
        beside::hide_labelled_items(self);
        beside::hide_judging_lists(self);
        beside::hide_orders(self);
        options::hide_asides(self);
        options::hide_outcomes(self);
        options::hide_judgements(self);
        fenced::hide(self);
        hide::hide_columns(self);
        run_sheets::hide(self);
    }

    /// Keeps back what answers by where it stands.
    fn hide_by_place(&mut self, own: bool) {
        if !self.about_answers {
            ends::hide_last_sections(self);
        }
        if self.for_staff {
            staff::keep(self, Kept::Staff);
        } else if self.about_answers {
            staff::keep(self, Kept::Answer);
        }
        if !own {
            hide::stage(self);
        }
        graded::hide_sections(self);
        restated::hide_bare_heads(self);
        staff::take_out_of_answers(self);
    }

    /// The lines of a text, of which nothing is known yet.
    fn empty(text: &'a Text<'_>, known: HashSet<u32>, sure: HashSet<u32>) -> Self {
        let lines = line::lines(&text.lines, &text.division_ends);
        // What to listen for is a label wherever it stands; other fields of ours are none.
        let field =
            |line: &Line<'_>| line.is_field() && !vocabulary::grammar::listens(line.folded());
        let opens = |line: &Line<'_>| role(line).filter(|_| !field(line));
        let roles = lines.iter().map(opens).collect();
        Self {
            lines,
            roles,
            heads: Vec::new(),
            headings: Vec::new(),
            openers: Vec::new(),
            announcers: Vec::new(),
            telling: HashSet::new(),
            above: BTreeMap::new(),
            titles: HashSet::new(),
            kept: BTreeMap::new(),
            answered: BTreeMap::new(),
            pairs: HashSet::new(),
            units: Vec::new(),
            last_numbered: Vec::new(),
            by_number: BTreeMap::new(),
            answers_to: BTreeMap::new(),
            told_at: BTreeMap::new(),
            unsure: Vec::new(),
            division_ends: BTreeMap::new(),
            known,
            sure,
            about_questions: false,
            about_answers: false,
            file: &text.name,
            named_answers: false,
            for_staff: false,
            cards: HashSet::new(),
            told: false,
            names: OnceCell::new(),
            bare: HashSet::new(),
            none: Line::default(),
        }
    }

    /// Runs of items that are told and may ask.
    pub(super) fn rows(&self) -> Vec<Row> {
        let row = |(from, to, count): &(usize, usize, usize)| Row {
            from: self.at(*from).number,
            to: self.at(*to).number,
            count: *count,
        };
        self.unsure.iter().map(row).collect()
    }

    /// Whether a heading is nothing but the name of the file.
    fn is_its_name(&self, at: usize) -> bool {
        let letters = |text: &str| -> String {
            text.chars()
                .filter(|letter| letter.is_alphanumeric())
                .collect()
        };
        let title = letters(&self.at(at).text);
        self.at(at).form == Form::Heading
            && !title.is_empty()
            && letters(self.file).starts_with(&title)
    }

    /// The source lines that are kept back.
    pub(super) fn kept_lines(&self) -> Vec<u32> {
        let plain = |at: &&usize| {
            (!self.at(**at).folded || self.at(**at).quote)
                && !matches!(self.at(**at).form, Form::Quoted(_))
        };
        self.kept
            .keys()
            .filter(|at| !self.bare.contains(at))
            .filter(plain)
            .map(|at| self.at(*at).number)
            .collect()
    }

    fn len(&self) -> usize {
        self.lines.len()
    }

    fn at(&self, at: usize) -> &Line<'a> {
        self.lines.get(at).unwrap_or(&self.none)
    }

    fn role(&self, at: usize) -> Option<&Role> {
        self.roles.get(at)?.as_ref()
    }

    fn is_role(&self, at: usize, sorts: &[Sort]) -> bool {
        self.role(at).is_some_and(|role| role.is(sorts))
    }

    fn is_kept(&self, at: usize) -> bool {
        self.kept.contains_key(&at)
    }

    fn starts_question(&self, at: usize) -> bool {
        self.units
            .binary_search_by_key(&at, |unit| unit.from)
            .is_ok()
    }

    /// The headings above a line, nearest first; a heading is its own first one.
    fn path(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.heads.get(at).copied().flatten();
        std::iter::successors(first, |head| self.above.get(head).copied())
    }

    /// Where the section of a heading ends.
    fn section_end(&self, at: usize) -> usize {
        self.next_heading(at + 1, self.at(at).level)
            .unwrap_or(self.len())
    }

    /// The first heading from a line on that stands at a level or above it.
    fn next_heading(&self, from: usize, level: u8) -> Option<usize> {
        let first = self.headings.partition_point(|at| *at < from);
        let mut rest = self.headings.iter().skip(first).copied();
        rest.find(|at| self.at(*at).level <= level)
    }

    /// How many questions begin above a line.
    fn units_above(&self, at: usize) -> &[Unit] {
        let count = self.units.partition_point(|unit| unit.from < at);
        self.units.get(..count).unwrap_or_default()
    }

    /// The lines that lie in one of some stretches, first and last line of each included.
    fn within(&self, stretches: impl Iterator<Item = (usize, usize)>) -> Vec<bool> {
        let mut within = vec![false; self.len()];
        for (from, to) in stretches {
            let lines = within.get_mut(from..(to + 1).min(self.len()));
            lines.into_iter().for_each(|lines| lines.fill(true));
        }
        within
    }

    fn outline(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        let mut opener = None;
        let mut announcer = None;
        for at in 0..self.len() {
            self.openers.push(opener);
            self.announcers.push(announcer);
            if self.is_role(at, &[Sort::Questions]) || self.at(at).announces() {
                announcer = Some(at);
            }
            if self.at(at).opens_a_block() {
                opener = Some(at);
            }
            if self.at(at).form == Form::Heading {
                let level = self.at(at).level;
                open.retain(|head| self.lines.get(*head).is_some_and(|head| head.level < level));
                if let Some(up) = open.last() {
                    self.above.insert(at, *up);
                }
                open.push(at);
                self.headings.push(at);
            }
            self.heads.push(open.last().copied());
        }
    }

    /// A title says what the document is; it opens no scope.
    fn take_titles(&mut self) {
        let first = self.headings.first().copied();
        let heads = self.headings.iter().copied();
        self.titles = heads
            .take(2)
            .filter(|at| !self.at(*at).number().1)
            .filter(|at| first.is_some_and(|first| *at <= first + 3))
            .filter(|at| {
                // "### Who casts off?" over "#### Answer" is no title of two lines.
                let asks = first.is_some_and(|first| first < *at && self.at(first).asks());
                !(asks && self.role(*at).is_some_and(Role::answers))
            })
            .collect();
        let speaks = |at: &usize| self.is_role(*at, &[Sort::Questions]);
        let tail = |at: &usize| role::asks_at_its_end(&self.at(*at).text);
        let exam = |at: &usize| vocabulary::names_an_exam(self.at(*at).folded());
        let asks = |at: &usize| speaks(at) || tail(at) || exam(at);
        self.about_questions = self.titles.iter().any(asks);
        self.about_answers = self.titles.iter().any(|at| {
            let long = (self.section_end(*at) - at) * 5 > self.len() * 3;
            long && role::names_answers(&self.at(*at).text)
        });
        let flags: Vec<usize> = self
            .titles
            .iter()
            .copied()
            .filter(|at| {
                let opens = self.is_role(*at, &[Sort::Staff, Sort::Answer, Sort::Explains]);
                opens && (self.section_end(*at) - at) * 5 > self.len() * 3
            })
            .collect();
        let top = (0..self.len().min(12))
            .find(|at| self.at(*at).is(&[Form::Bold, Form::Plain, Form::Heading]));
        let plain = top.filter(|at| {
            self.at(*at).form != Form::Heading
                && self.is_role(*at, &[Sort::Staff, Sort::Answer])
                && self.role(*at).is_some_and(|role| role.rest.is_empty())
        });
        for at in flags.into_iter().chain(plain) {
            if let Some(role) = self.roles.get_mut(at) {
                *role = None;
            }
        }
    }

    fn keep(&mut self, from: usize, to: usize, what: Kept) {
        for at in from..to.min(self.len()) {
            if !self.at(at).is_blank() {
                self.kept.entry(at).or_insert(what);
            }
        }
    }
}

/// Whether the title in the front matter is about questions.
fn is_titled_so(text: &Text<'_>) -> bool {
    let titled = |line: &Numbered<'_>| {
        let named = |title: &str| {
            vocabulary::names_questions(title)
                || vocabulary::names_an_exam(&vocabulary::grammar::fold(title))
        };
        line.text.starts_with("title") && named(&line.text)
    };
    text.front.iter().any(titled)
}

/// As what a label keeps back: what to listen for, or to bring out, is for whoever asks.
fn kept_for(line: &Line<'_>, sort: Sort) -> Kept {
    let folded = line.folded();
    let leads = || vocabulary::grammar::listens(folded) || ends::brings_out(folded);
    match sort == Sort::Answer && leads() {
        true => Kept::Staff,
        false => kept_as(sort),
    }
}

fn kept_as(sort: Sort) -> Kept {
    match sort == Sort::Staff {
        true => Kept::Staff,
        false => Kept::Answer,
    }
}

fn grouped(units: Vec<(Key, Unit)>) -> BTreeMap<Key, Vec<Unit>> {
    let mut groups: BTreeMap<Key, Vec<Unit>> = BTreeMap::new();
    for (key, unit) in units {
        groups.entry(key).or_default().push(unit);
    }
    groups
}
