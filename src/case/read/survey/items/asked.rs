//! Whether a run of items asks, and what becomes of it then.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{
    super::{
        Kept,
        ask::words_of_bold,
        unit::{Group, Unit},
    },
    Head, Item, Shape, is_a_title, line_above, run_end, runs,
};
use crate::case::{
    read::survey::{
        Survey,
        line::{BOLD, Form},
    },
    vocabulary::{names_an_exam, names_questions_folded},
};

/// So many items are a run, and so many where nothing but their form speaks for them.
const FEWEST: usize = 3;
const ALONE: usize = 4;
/// A word above speaks of questions so strongly.
const ANNOUNCED: f32 = 2.5;
/// So many that are told are named to whoever opens the document.
const ROW: usize = 5;
/// So many are a catalog, whatever they are called.
const CATALOG: usize = 20;
/// A line of fewer letters ends a paragraph.
const WRAPPED: usize = 60;
/// What is told of a topic has no more lines.
const PAGE: usize = 30;
/// What a topic is called has no more words.
const TOPIC: usize = 16;

/// The runs of one shape, and what is known about them.
struct Run {
    shape: Shape,
    items: Vec<Item>,
    kind: Kind,
}

/// What stands below most items of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// What explains them.
    Told,
    /// Options to pick from.
    Picked,
    /// A label of an answer.
    Labelled,
}

/// What asks besides a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Nothing,
    Some,
    /// Below a word for questions.
    Announced,
}

impl Kind {
    fn of(survey: &Survey<'_>, items: &[Item]) -> Self {
        let most = |is: &dyn Fn(&Item) -> bool| {
            items.iter().filter(|item| is(item)).count() * 3 >= items.len() * 2
        };
        match () {
            () if most(&|item| item.answer(survey).is_some()) => Kind::Labelled,
            () if most(&|item| item.is_picked_from(survey)) => Kind::Picked,
            () => Kind::Told,
        }
    }
}

/// Takes the items of each run that asks for questions, and what stands below each for its answer.
pub(in crate::case::read::survey) fn take(survey: &mut Survey<'_>, own: bool) {
    let chosen: BTreeSet<usize> = survey.units.iter().map(|unit| unit.from).collect();
    let mut asked: Vec<Run> = Vec::new();
    let mut unsure = Vec::new();
    for (shape, heads) in runs(survey) {
        let mut all = [Kind::Told, Kind::Picked, Kind::Labelled].map(|kind| Run {
            shape: shape.clone(),
            items: Vec::new(),
            kind,
        });
        for items in items(survey, &shape, &heads) {
            let kind = Kind::of(survey, &items);
            let own = all.iter_mut().filter(|run| run.kind == kind);
            own.for_each(|run| run.items.extend_from_slice(&items));
        }
        let within = |at: &&usize| all.iter().any(|run| run.item_at(**at).is_some());
        let other = |unit: &&Unit| !within(&&unit.from);
        let others: Vec<&Unit> = survey.units.iter().filter(other).collect();
        let told = others.iter().any(|unit| unit.section >= ANNOUNCED);
        let beside = match told {
            true => Beside::Announced,
            false if others.is_empty() => Beside::Nothing,
            false => Beside::Some,
        };
        // In our own format a run asks only where it is all there is.
        let asks = |run: &Run| match own {
            true => run.is_told(survey) && run.is_all(survey),
            false => run.is_told(survey) && run.asks(survey, &chosen, beside),
        };
        let (ask, others): (Vec<Run>, Vec<Run>) = all.into_iter().partition(asks);
        asked.extend(ask);
        unsure.extend(others.iter().filter_map(|run| run.row(survey)));
    }
    unsure.sort_unstable();
    survey.unsure = unsure;
    // What lies within an item of another run is part of it.
    let lines = |run: &Run| {
        run.items
            .iter()
            .map(|item| item.end - item.from)
            .sum::<usize>()
    };
    asked.sort_by_key(|run| std::cmp::Reverse(lines(run)));
    let mut held = vec![false; survey.len()];
    for run in asked {
        let inner = run
            .items
            .iter()
            .filter(|item| held.get(item.from) == Some(&true));
        if inner.count() > 0 {
            continue;
        }
        for item in &run.items {
            let lines = held.get_mut(item.from..item.end);
            lines.into_iter().for_each(|lines| lines.fill(true));
        }
        run.put(survey);
    }
}

/// The items of each run of one shape.
fn items(survey: &Survey<'_>, shape: &Shape, heads: &[Vec<Head>]) -> Vec<Vec<Item>> {
    let lines = shape.level == u8::MAX;
    let mut own: Vec<&[Head]> = Vec::new();
    for run in heads.iter().filter(|run| run.len() > 1) {
        let first = run.first().map_or(0, |head| head.at);
        let above = line_above(survey, first);
        let titled = above
            .is_none_or(|above| is_a_title(survey, above) || survey.at(above).form == Form::Rule);
        // A run that nothing parts from the one above is part of its last item.
        if own.is_empty() || !lines || titled {
            own.push(run);
        }
    }
    let mut all = Vec::new();
    for (nth, run) in own.iter().enumerate() {
        let next = own
            .get(nth + 1)
            .and_then(|run| run.first())
            .map(|head| head.at);
        let title =
            next.and_then(|next| line_above(survey, next).filter(|at| is_a_title(survey, *at)));
        let last = title
            .or(next)
            .unwrap_or(survey.len())
            .min(run_end(survey, shape, run));
        let spaced = is_spaced(survey, run);
        let mut items = Vec::new();
        for (at, head) in run.iter().enumerate() {
            let next = run.get(at + 1).map_or(last, |next| next.at);
            // A heading without a number between two of a run is part of what stands above it.
            let within = at + 1 < run.len() && shape.level < BOLD;
            let part = |at: usize| {
                let line = survey.at(at);
                within && line.level == shape.level && !line.asks() && !line.tells_to()
            };
            let mut section = survey.next_heading(head.at + 1, shape.level);
            while let Some(at) = section.filter(|at| *at < next && part(*at)) {
                section = survey.next_heading(at + 1, shape.level);
            }
            let section = section.unwrap_or(next);
            let end = next.min(section).max(head.at + 1);
            let (from, to) = words(survey, head.at, end, spaced);
            items.push(Item {
                number: head.number,
                head: head.at,
                from,
                to,
                end,
            });
        }
        all.push(items);
    }
    all
}

/// Whether what stands below most items of a run begins behind a blank line.
fn is_spaced(survey: &Survey<'_>, run: &[Head]) -> bool {
    let spaced = |head: &&Head| survey.at(head.at + 1).is_blank();
    run.iter().filter(spaced).count() * 2 >= run.len()
}

/// The lines of an item's own words.
fn words(survey: &Survey<'_>, at: usize, end: usize, spaced: bool) -> (usize, usize) {
    let line = survey.at(at);
    if line.form == Form::Heading {
        return (at, at);
    }
    if line.form == Form::Bold {
        return words_of_bold(survey, at, line.number().1);
    }
    let wraps = |at: &usize| {
        let (line, next) = (survey.at(*at), survey.at(at + 1));
        let full = line.text.chars().count() >= WRAPPED
            && !line.text.ends_with(['.', '?', ':', '。', '？']);
        next.form == Form::Plain && (spaced || full && next.text.starts_with(char::is_lowercase))
    };
    let mut to = at;
    while to + 1 < end && wraps(&to) {
        to += 1;
    }
    (at, to)
}

impl Run {
    fn count(&self, is: impl Fn(&&Item) -> bool) -> usize {
        self.items.iter().filter(is).count()
    }

    /// The item that a line is part of.
    fn item_at(&self, at: usize) -> Option<&Item> {
        let nth = self.items.partition_point(|item| item.head <= at);
        let item = nth.checked_sub(1).and_then(|nth| self.items.get(nth));
        item.filter(|item| at < item.end)
    }

    /// Whether most of its items are told below, or have something to pick, and no label says more.
    fn is_told(&self, survey: &Survey<'_>) -> bool {
        let all = self.items.len();
        let told = self.count(|item| item.is_told(survey));
        let labelled = self.count(|item| item.is_labelled(survey));
        let sound = match self.kind {
            Kind::Told => told * 2 >= all && labelled * 2 < all,
            Kind::Picked => labelled * 2 < all,
            Kind::Labelled => true,
        };
        all >= FEWEST && sound
    }

    /// Whether its items ask, whatever asks beside them.
    fn asks(&self, survey: &Survey<'_>, chosen: &BTreeSet<usize>, beside: Beside) -> bool {
        let all = self.items.len();
        let within = |item: &Item| chosen.range(item.to + 1..item.end).copied();
        let inside = self.count(|item| within(item).any(|at| survey.at(at).asks()));
        let parted = self.count(|item| within(item).next().is_some());
        // What a word counts, "Task 3: the bank", may be told below what is to be done.
        let named = !self.shape.word.is_empty();
        let own = |item: &&Item| {
            item.asks(survey)
                || !named && (chosen.contains(&item.head) || chosen.contains(&item.from))
        };
        let asking = self.count(own);
        if self.kind == Kind::Labelled {
            // A label finds the line above it: mostly that is enough. A chapter holds several.
            let once = self.count(|item| item.answers(survey).nth(1).is_none());
            let heads =
                self.count(|item| chosen.contains(&item.head) || chosen.contains(&item.from));
            return heads * 3 < all * 2 && once * 3 >= all * 2;
        }
        // Chapters may ask now and then; the questions stand elsewhere.
        let few = if beside == Beside::Announced {
            asking * 3 >= all * 2
        } else {
            asking * 3 >= all
        };
        if few && inside * 2 < all {
            return true;
        }
        let plain = self.shape.word.is_empty();
        // What goes on for pages is a book.
        let lines = self.items.iter().map(|item| item.body(survey).count());
        let short = lines.sum::<usize>() <= all * PAGE;
        plain
            && short
            && beside == Beside::Nothing
            && (parted == 0 && self.is_announced(survey) || self.is_all(survey))
    }

    /// Whether what stands above speaks of an exam or of questions.
    fn is_announced(&self, survey: &Survey<'_>) -> bool {
        let speaks = |head: usize| {
            let text = survey.at(head).folded();
            head < self.first() && (names_questions_folded(text) || names_an_exam(text))
        };
        survey.about_questions || survey.path(self.first()).any(speaks)
    }

    /// Where it stands and how many it is, if it is long, and told nearly throughout.
    fn row(&self, survey: &Survey<'_>) -> Option<(usize, usize, usize)> {
        let all = self.items.len();
        let told = self.count(|item| item.is_told(survey));
        let row = self.kind == Kind::Told && all >= ROW && told * 5 >= all * 4;
        let last = self.items.last()?.body(survey).last()?;
        row.then(|| (self.first(), last, all))
    }

    fn first(&self) -> usize {
        self.items.first().map_or(0, |item| item.head)
    }

    /// Whether the document is nothing else: no title above, no chapter; and each short item is
    /// said again in what explains it.
    fn is_all(&self, survey: &Survey<'_>) -> bool {
        let named = |at: usize| at == 0 && survey.is_its_name(at);
        let begins = line_above(survey, self.first()).is_none_or(named);
        let ends = self
            .items
            .last()
            .is_some_and(|item| (item.end..survey.len()).all(|at| survey.at(at).is_blank()));
        let short = self.count(|item| {
            survey
                .text_of(item.from, item.to)
                .split_whitespace()
                .nth(TOPIC)
                .is_none()
        });
        let again = self.count(|item| item.is_said_again(survey));
        let all = self.items.len();
        let sure = survey.named_answers || all >= CATALOG || short == all && again * 3 >= all * 2;
        begins && ends && all >= ALONE && sure
    }

    /// Makes its items the questions of their lines, and keeps back what is told below each.
    fn put(self, survey: &mut Survey<'_>) {
        let mut units = std::mem::take(&mut survey.units);
        let mut known: BTreeMap<usize, Unit> = BTreeMap::new();
        units.retain(|unit| match self.item_at(unit.from) {
            Some(item) if unit.from == item.head || unit.from == item.from => {
                known.insert(item.head, unit.clone());
                false
            }
            other => other.is_none(),
        });
        let said: HashSet<usize> = units.iter().flat_map(|unit| unit.from..=unit.to).collect();
        for item in &self.items {
            // What stands right below a question that nothing counts is the rest of its words.
            if !known.contains_key(&item.head)
                && line_above(survey, item.head).is_some_and(|above| said.contains(&above))
            {
                continue;
            }
            let mut unit = item.unit(survey, self.group());
            if let Some(known) = known.remove(&item.head) {
                unit.explicit = known.explicit;
                unit.section = known.section;
            }
            let told = match self.kind {
                Kind::Told => unit.end + 1..item.end,
                Kind::Picked => 0..0,
                Kind::Labelled => item.label(survey, &mut unit),
            };
            let body: Vec<usize> = item.body(survey).filter(|at| told.contains(at)).collect();
            for at in body {
                survey.keep(at, at + 1, Kept::Answer);
                survey.told_at.insert(at, item.head);
            }
            units.push(unit);
        }
        units.sort_by_key(|unit| unit.from);
        survey.units = units;
    }

    fn group(&self) -> Group {
        match self.shape.level {
            u8::MAX => Group::Ordered,
            BOLD => Group::BoldNumber,
            _ => Group::HeadingNumber,
        }
    }
}
