//! What stands in the same form right below line after line that asks, and hardly elsewhere: it
//! answers them, whatever it is called. "Our view: …", a quote, slanted letters, brackets.

use std::collections::{BTreeMap, HashSet};

use super::{
    Survey,
    ask::{self, is_option},
    line::{Form, Line},
    role::Role,
};
use crate::case::vocabulary::grammar::{Sense, fold, tells_how_to_answer};

/// So many answers of one form are no accident; where nothing else asks, fewer.
const OFTEN: usize = 3;
/// A label of an author's own has no more letters and words.
const LABEL: (usize, usize) = (40, 5);
/// What answers in marks alone has so many words, or letters where there are no blanks.
const WORDS: usize = 4;
const LETTERS: usize = 10;
/// Options that stand between a question and its answer are no more lines.
const OPTIONS: usize = 20;

/// What the eye sees of a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Label(String),
    Quote,
    Slanted,
    Brackets,
    /// Below what is not bold.
    Bold,
}

/// What was gathered below lines that ask: by look, how many they are, and whether all are
/// counted or stand out.
#[derive(Default)]
struct Gathered {
    below: BTreeMap<Look, Vec<usize>>,
    asking: usize,
    plain: usize,
}

/// Takes what stands so for answers.
pub(super) fn find(survey: &mut Survey<'_>, own: bool) {
    // In our own format text below a question is part of it; the alarm looks after that.
    if own {
        return;
    }
    label_hows(survey);
    let Gathered {
        mut below,
        asking,
        plain,
    } = gather(survey, asks_at_its_end);
    let fewest = if plain == 0 { asking.min(OFTEN) } else { OFTEN };
    below.retain(|_, at| at.len() >= fewest.max(2) && at.len() * 2 >= asking);
    below.retain(|look, at| answers(survey, look, at));
    if below.is_empty() && !survey.roles.iter().flatten().any(Role::answers) {
        below = below_numbers(survey);
    }
    for (look, at) in below {
        for at in at {
            let role = role_of(survey.at(at), &look);
            if let Some(own) = survey.roles.get_mut(at) {
                *own = Some(role);
            }
        }
    }
}

/// "How to answer", below each of several tasks: once, above all of them, it tells how to write.
fn label_hows(survey: &mut Survey<'_>) {
    let how = |at: &usize| {
        let line = survey.at(*at);
        line.is(&[Form::Heading, Form::Bold]) && tells_how_to_answer(line.folded())
    };
    let found: Vec<usize> = (0..survey.len()).filter(how).collect();
    for at in found.iter().filter(|_| found.len() > 1) {
        if let Some(own) = survey.roles.get_mut(*at) {
            *own = Some(Role::new(Sense::answer(3), ""));
        }
    }
}

/// A document that is hardly more than numbers with a quote or slanted letters below each: what
/// is counted is asked, whatever it says.
fn below_numbers(survey: &Survey<'_>) -> BTreeMap<Look, Vec<usize>> {
    let counted = |line: &Line<'_>| {
        let free = line.is(&[Form::Item, Form::Plain]) && line.indent == 0 && !line.quote;
        free && line.counted().is_some()
    };
    let Gathered {
        mut below, asking, ..
    } = gather(survey, counted);
    let filled = (0..survey.len())
        .filter(|at| !survey.at(*at).is_blank())
        .count();
    below.retain(|look, at| {
        let marked = !matches!(look, Look::Label(_) | Look::Brackets);
        let lines: usize = at.iter().map(|at| survey.paragraph_end(*at) + 2 - at).sum();
        marked && at.len() > OFTEN && at.len() * 5 >= asking * 4 && lines * 5 >= filled * 3
    });
    below
}

/// What stands right below lines that ask.
fn gather(survey: &Survey<'_>, asks: impl Fn(&Line<'_>) -> bool) -> Gathered {
    let mut all = Gathered::default();
    for at in (0..survey.len()).filter(|at| asks(survey.at(*at))) {
        let Some(next) = right_below(survey, at) else {
            continue;
        };
        let (own, line) = (survey.at(at), survey.at(next));
        // Who asks by name is answered by name: a talk.
        let talks = matches!(look(own), Some(Look::Label(_)));
        if talks || asks(line) || line.asks() && asks_at_its_end(line) {
            continue;
        }
        all.asking += 1;
        let bold = |look: &Look| *look == Look::Bold && own.is(&[Form::Bold, Form::Heading]);
        let stands_out = own.counted().is_some() || own.is(&[Form::Bold, Form::Heading]);
        all.plain += usize::from(!stands_out);
        if let Some(look) = look(line).filter(|look| survey.role(next).is_none() && !bold(look)) {
            all.below.entry(look).or_default().push(next);
        }
    }
    all
}

/// Whether lines of one look may answer: they differ, tell nobody to do anything, and hardly
/// another line looks so.
fn answers(survey: &Survey<'_>, look: &Look, at: &[usize]) -> bool {
    let texts: HashSet<&str> = at.iter().map(|at| survey.at(*at).folded()).collect();
    let alone = |at: &usize| survey.at(*at).announces();
    let differ = texts.len() == at.len() || at.iter().all(alone);
    let tells = |at: &&usize| ask::tells_to(&role_of(survey.at(**at), look).rest);
    let orders = at.iter().filter(tells).count() * 2 > at.len();
    let same = |at: &usize| {
        let first = *at == 0 || survey.at(at - 1).is_blank() || !survey.at(at - 1).quote;
        first && self::look(survey.at(*at)).as_ref() == Some(look)
    };
    let all = (0..survey.len()).filter(same).count();
    differ && !orders && at.len() * 3 >= all * 2
}

/// What stands right below a line, options skipped.
fn right_below(survey: &Survey<'_>, at: usize) -> Option<usize> {
    let end = (at + 1 + OPTIONS).min(survey.len());
    let mut below = (at + 1..end).map(|at| (at, survey.at(at)));
    let next = below.find(|(_, line)| !line.is_blank() && !is_option(line))?;
    let free = next.1.is(&[Form::Plain, Form::Bold, Form::Item]) && !next.1.folded;
    free.then_some(next.0)
}

/// Whether a line ends as a question does, or is counted and asks or orders something.
fn asks_at_its_end(line: &Line<'_>) -> bool {
    let may = line.is(&[Form::Plain, Form::Item, Form::Bold, Form::Heading]) && !line.quote;
    let counted = || line.counted().is_some() && (line.asks() || line.tells_to());
    may && (ask::asks_at_its_end(&line.text) || counted())
}

fn look(line: &Line<'_>) -> Option<Look> {
    if !line.is(&[Form::Plain, Form::Bold, Form::Item]) || line.is_field() || is_option(line) {
        return None;
    }
    let raw = line.raw.trim().trim_start_matches(['-', '+', '>', ' ']);
    if let Some((head, rest)) = line.text.split_once([':', '：']) {
        let (letters, words) = LABEL;
        let short = head.chars().count() <= letters && head.split_whitespace().count() <= words;
        let named = head.chars().any(char::is_alphabetic)
            && !head.contains(|letter: char| letter.is_numeric() || "([|/".contains(letter));
        if short && named && (rest.trim().is_empty() || says_enough(rest)) {
            return Some(Look::Label(fold(head.trim())));
        }
    }
    let around = |open: char, close: char| raw.starts_with(open) && raw.ends_with(close);
    let bold = raw.starts_with("**") || raw.starts_with("__");
    let slanted = |mark: char| around(mark, mark) && !bold;
    let look = match () {
        () if line.quote => Look::Quote,
        () if slanted('*') || slanted('_') => Look::Slanted,
        () if line.form == Form::Bold && line.counted().is_none() => Look::Bold,
        () if around('(', ')') || around('[', ']') || around('（', '）') => Look::Brackets,
        () => return None,
    };
    says_enough(&line.text).then_some(look)
}

fn says_enough(text: &str) -> bool {
    let dense = text.contains(crate::case::vocabulary::is_ideograph);
    text.split_whitespace().nth(WORDS - 1).is_some() || dense && text.chars().count() >= LETTERS
}

/// An answer that looks so.
fn role_of(line: &Line<'_>, look: &Look) -> Role {
    let rest = match look {
        Look::Label(_) => line
            .text
            .split_once([':', '：'])
            .map_or("", |(_, rest)| rest),
        Look::Quote | Look::Slanted | Look::Brackets | Look::Bold => &line.text,
    };
    Role {
        apart: !matches!(look, Look::Label(_)),
        ..Role::new(Sense::answer(3), rest)
    }
}
