//! What each line is said to be, once everything is known.

use super::{
    Kept, Survey,
    ask::{is_option, letter},
    choose::letters_by_number,
    line::{Form, bare},
    mark::option_of,
    owner, repeat,
    role::is_a_choice,
    told,
    unit::{Group, Unit},
};
use crate::case::{
    read::{build::named, fence::Quoted, truths::ARROWS},
    vocabulary::{self, Word, grammar::Sort},
};

/// What a line is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::case::read) enum Said {
    /// Text that everybody reads when it is reached.
    Text,
    /// The words of a question, counted from 0, or text that belongs to it.
    Asks(usize),
    /// An option of it.
    Option {
        of: usize,
        text: String,
        right: bool,
        any: bool,
    },
    /// It goes on with the option above, whose text holds its words.
    GoesOn,
    /// An answer, to a question where it is known.
    Answer(Option<usize>),
    /// Words to the staff.
    Staff,
    /// The title of a part that comes later.
    Later,
    /// The line that opens one of several cases.
    Case,
    /// It says itself what it is.
    Quoted(Quoted),
}

/// A line, and what it is.
#[derive(Clone, Debug)]
pub(in crate::case::read) struct Verdict {
    pub(in crate::case::read) line: u32,
    pub(in crate::case::read) text: String,
    pub(in crate::case::read) said: Said,
    /// It is the first line of its question.
    pub(in crate::case::read) first: bool,
    /// It opens an answer of its own.
    pub(in crate::case::read) label: bool,
    pub(in crate::case::read) number: Option<u64>,
}

impl Survey<'_> {
    /// How many questions there are.
    pub(in crate::case::read) fn count(&self) -> usize {
        self.units.len()
    }

    /// What each line is.
    pub(in crate::case::read) fn verdicts(&self) -> Vec<Verdict> {
        let mut said: Vec<Said> = (0..self.len()).map(|at| self.kept_or_text(at)).collect();
        for (nth, unit) in self.units.iter().enumerate() {
            self.say_unit(nth, unit, &mut said);
        }
        self.say_cases(&mut said);
        self.say_fields(&mut said);
        owner::say_owners(self, &mut said);
        let mut verdicts = Vec::with_capacity(self.len());
        for (at, said) in said.into_iter().enumerate() {
            self.judge(at, said, &mut verdicts);
        }
        verdicts
    }

    fn kept_or_text(&self, at: usize) -> Said {
        if let Form::Quoted(quoted) = self.at(at).form {
            return Said::Quoted(quoted);
        }
        let line = self.at(at);
        let closes = line.form == Form::Division && line.text.is_empty();
        match self.kept.get(&at) {
            None if closes && line.raw.starts_with(":::") => Said::GoesOn,
            None => Said::Text,
            // The end of a fold is nobody's words.
            Some(_) if line.form == Form::Tags => Said::Text,
            Some(Kept::Answer) => Said::Answer(None),
            Some(Kept::Staff) => Said::Staff,
            Some(Kept::Later) => Said::Later,
            Some(Kept::Noise) => Said::Quoted(Quoted::Noise),
        }
    }

    /// The lines of a question: its words, its options, what belongs to it.
    fn say_unit(&self, nth: usize, unit: &Unit, said: &mut [Said]) {
        let mut put = |at: usize, what: Said| {
            if let Some(own) = said
                .get_mut(at)
                .filter(|own| !matches!(own, Said::Quoted(_)))
            {
                *own = what;
            }
        };
        let told = self.told && told::cut(self.at(unit.from).raw).is_some();
        for at in (unit.from..=unit.to).filter(|at| !self.at(*at).is_blank()) {
            let what = match told && at > unit.from {
                true => Said::Answer(Some(nth)),
                false => Said::Asks(nth),
            };
            put(at, what);
        }
        self.say_options(nth, unit, &mut put);
        let below = repeat::below(self, unit);
        let stem = repeat::stem_length(self, unit, &below);
        let part =
            |at: &usize| unit.form == Group::Division && *at <= unit.end && unit.end > unit.to;
        let last = unit.options.last();
        let wrapped = last.map_or(0..0, |option| self.wrapped(unit, *option));
        for (place, at) in below.iter().enumerate() {
            if wrapped.contains(at) {
                continue;
            }
            let deeper = matches!(unit.form, Group::Ordered | Group::Bullets) && *at <= unit.end;
            if (place < stem || deeper || part(at)) && !self.is_kept(*at) {
                put(*at, Said::Asks(nth));
            }
        }
        self.say_back(nth, unit, &mut put);
    }

    /// The options of a question; text between them belongs to it.
    fn say_options(&self, nth: usize, unit: &Unit, put: &mut dyn FnMut(usize, Said)) {
        let letters = unit
            .options
            .iter()
            .filter(|at| letter(self.at(**at)).is_some())
            .count()
            >= 2;
        let options: Vec<_> = unit
            .options
            .iter()
            .map(|at| (*at, option_of(self.at(*at).raw, letters)))
            .collect();
        let all = options.iter().all(|(_, option)| option.right);
        let numbers = |at: &usize| self.at(*at).item_number().is_some();
        let numbered = unit.options.iter().all(numbers);
        // What stands between options belongs to the question; options and their further lines
        // are put over it.
        let last = unit.options.last();
        for at in last.map_or(0..0, |last| unit.to + 1..*last) {
            if !self.at(at).is_blank() && !self.is_kept(at) {
                put(at, Said::Asks(nth));
            }
        }
        let bold = super::mark::the_bold_one(self, &unit.options);
        for (at, option) in options {
            let right = (option.right && !all) || bold == Some(at);
            let mut text = match numbered {
                true => without_count(&option.text).to_owned(),
                false => option.text,
            };
            for wrapped in self.wrapped(unit, at) {
                text.push(' ');
                text.push_str(self.at(wrapped).raw.trim());
                put(wrapped, Said::GoesOn);
            }
            put(
                at,
                Said::Option {
                    of: nth,
                    text,
                    right,
                    any: option.any,
                },
            );
        }
    }

    /// The lines on which an option goes on; behind the last one only what is indented.
    fn wrapped(&self, unit: &Unit, option: usize) -> std::ops::Range<usize> {
        let last = unit.options.last() == Some(&option);
        let goes_on = |at: &usize| {
            let line = self.at(*at);
            line.form == Form::Plain
                && !is_option(line)
                && !self.is_kept(*at)
                && self.role(*at).is_none()
                && !self.starts_question(*at)
                && (!last || line.raw.starts_with([' ', '\t']))
        };
        let end = (option + 1..self.len()).find(|at| !goes_on(at));
        option + 1..end.unwrap_or(self.len())
    }

    /// The back of a flashcard, and what is folded away under a question.
    fn say_back(&self, nth: usize, unit: &Unit, put: &mut dyn FnMut(usize, Said)) {
        if unit.form == Group::Card {
            put(unit.to + 1, Said::Answer(Some(nth)));
            let back = (unit.to + 2..self.len())
                .take_while(|at| !self.at(*at).is_blank() && self.at(*at).form != Form::Heading);
            for at in back {
                put(at, Said::Answer(Some(nth)));
            }
        }
        let raw = self
            .at(unit.from)
            .raw
            .trim_start()
            .trim_start_matches(['>', ' ']);
        if unit.form == Group::Division && raw.starts_with("[!") && self.at(unit.from).quote {
            for at in unit.to + 1..=unit.end.min(self.len()) {
                if self.at(at).quote && !self.at(at).asks() && !is_option(self.at(at)) {
                    put(at, Said::Answer(Some(nth)));
                }
            }
        }
    }

    /// Fields that belong to the question above, wherever they stand behind it.
    fn say_fields(&self, said: &mut [Said]) {
        let mut above = None;
        for at in 0..self.len() {
            if let Ok(nth) = self.units.binary_search_by_key(&at, |unit| unit.from) {
                above = Some(nth);
            }
            let free = matches!(said.get(at), Some(Said::Text));
            if let (Some(of), true) = (above, free && self.at(at).is_field()) {
                let below = (at + 1..self.len()).take_while(|next| {
                    let item = self.at(*next).form == Form::Item || self.at(*next).is_blank();
                    item && self.at(at).text.ends_with([':', '：']) && !self.starts_question(*next)
                });
                for line in std::iter::once(at).chain(below) {
                    if let Some(own) = said.get_mut(line).filter(|own| **own == Said::Text) {
                        *own = Said::Asks(of);
                    }
                }
            }
        }
    }

    /// Lines like "Case study 2", where there are several and none is a heading.
    fn say_cases(&self, said: &mut [Said]) {
        let opens = |at: &usize| {
            let line = self.at(*at);
            let alone = *at == 0 || self.at(at - 1).is_blank();
            alone
                && line.is(&[Form::Plain, Form::Bold])
                && line.text.chars().count() <= 60
                && vocabulary::counted_heading(&line.text) == Some(Word::Case)
                && !self.starts_question(*at)
                && !self.is_kept(*at)
        };
        let mut cases: Vec<usize> = (0..self.len()).filter(opens).collect();
        if cases.len() < 2 {
            cases = self.cases_of_a_page();
        }
        if cases.len() > 1 {
            for at in cases {
                if let Some(own) = said.get_mut(at) {
                    *own = Said::Case;
                }
            }
        }
    }

    /// The headings under one like "Case studies", where each has questions of its own.
    fn cases_of_a_page(&self) -> Vec<usize> {
        let plural = |head: &&usize| vocabulary::names_cases(self.at(**head).folded());
        let of = |head: &usize| {
            let below = self.headings.iter().copied();
            let below = below.filter(|at| self.above.get(at) == Some(head));
            below.collect::<Vec<_>>()
        };
        let asks = |at: &usize| {
            self.units_above(self.section_end(*at)).len() > self.units_above(*at).len()
        };
        let heads = self.headings.iter().filter(plural).map(of);
        heads
            .filter(|cases| cases.len() > 1 && cases.iter().all(asks))
            .max_by_key(Vec::len)
            .unwrap_or_default()
    }

    /// Writes the verdicts of a line: one, or two where an arrow tells the answer in it.
    fn judge(&self, at: usize, said: Said, verdicts: &mut Vec<Verdict>) {
        let line = self.at(at);
        let nth = self.units.binary_search_by_key(&at, |unit| unit.from).ok();
        // A block that says itself that it asks is taken whole.
        let first = nth.is_some() && said != Said::Quoted(Quoted::Question);
        let plain = |text: &str, said: Said| Verdict {
            line: line.number,
            text: text.to_owned(),
            said,
            first,
            label: false,
            number: nth
                .and_then(|nth| self.units.get(nth))
                .and_then(|unit| unit.number),
        };
        match said {
            Said::Asks(of) => {
                let raw = match self.cards.contains(&at) {
                    true => &line.text,
                    false => line.raw,
                };
                let told = told::cut(raw).filter(|_| first && self.told);
                let (text, answer) = match told {
                    Some((text, answer)) => (text, Some(answer)),
                    None => cut_answer(raw),
                };
                verdicts.push(plain(text, Said::Asks(of)));
                if let Some(answer) = answer {
                    verdicts.push(Verdict {
                        first: false,
                        label: true,
                        ..plain(answer, Said::Answer(Some(of)))
                    });
                }
            }
            Said::Answer(of) => self.judge_answer(at, of, plain, verdicts),
            Said::Staff => verdicts.push(plain(line.raw, Said::Staff)),
            said => verdicts.push(plain(line.raw, said)),
        }
    }

    fn judge_answer(
        &self,
        at: usize,
        of: Option<usize>,
        plain: impl Fn(&str, Said) -> Verdict,
        verdicts: &mut Vec<Verdict>,
    ) {
        let line = self.at(at);
        if let Some(nth) = of.filter(|_| line.form == Form::Table)
            && let Some(text) = self.answer_in_row(at, nth)
        {
            return verdicts.push(Verdict {
                label: !text.is_empty(),
                ..plain(&text, Said::Answer(of))
            });
        }
        let rest = self.role(at).map_or("", |role| &role.rest);
        if letters_by_number(rest).len() >= 2 {
            return owner::judge_key_line(self, at, rest, plain, verdicts);
        }
        let counted = line.counted_text();
        if is_pairs(&counted) {
            return owner::judge_key_line(self, at, &counted, plain, verdicts);
        }
        let role = self.role(at).filter(|role| {
            role.is(&[Sort::Answer]) && role.sense.strength >= 3 && !line.is(&[Form::Heading])
        });
        let (text, label) = match role {
            Some(role) => (role.rest.clone(), true),
            None if line.form == Form::Division && self.role(at).is_some() => (String::new(), true),
            None if line.form == Form::Division => (line.text.to_string(), true),
            None => (line.raw.to_owned(), line.form == Form::Heading),
        };
        let text = match label && line.form == Form::Heading {
            true if self
                .role(at)
                .is_some_and(|role| role.sense.strength >= 3 && role.rest.is_empty()) =>
            {
                String::new()
            }
            true => format!("**{}**", line.text),
            false => text,
        };
        let counted = line.counted().filter(|_| role.is_none());
        let text = match of.and_then(|nth| self.units.get(nth)) {
            Some(unit) if counted.is_some() && unit.number == counted => {
                without_count(&text).to_owned()
            }
            _ => text,
        };
        verdicts.push(Verdict {
            label,
            ..plain(&text, Said::Answer(of))
        });
    }

    /// What a row says that begins with the words of a question; nothing where it is the head or
    /// the rule of such a table.
    fn answer_in_row(&self, at: usize, nth: usize) -> Option<String> {
        let is_row = |at: usize| self.at(at).form == Form::Table;
        let named = |at: usize| {
            let row = crate::case::read::rows::cells(self.at(at).raw);
            let name = vocabulary::normal(&bare(row.first()?));
            Some((name, row))
        };
        let says = |at: usize| {
            let (name, row) = named(at)?;
            let unit = self.units.get(nth)?;
            let counted = name
                .parse()
                .ok()
                .is_some_and(|number| unit.number == Some(number));
            (counted || name == vocabulary::normal(&unit.text))
                .then(|| row.get(1..).map(|rest| rest.join(" – ")))?
        };
        if let Some(text) = says(at) {
            return Some(text);
        }
        let head = is_row(at + 1) && self.at(at + 1).raw.contains("--");
        let rule =
            self.at(at).raw.contains("--") && !self.at(at).text.contains(char::is_alphanumeric);
        let next = if head { at + 2 } else { at + 1 };
        let names = || self.units.iter().map(|unit| vocabulary::normal(&unit.text));
        let asked = |(name, _): (String, _)| {
            let counted = name
                .parse()
                .is_ok_and(|number| self.by_number.contains_key(&number));
            counted || self.names.get_or_init(|| names().collect()).contains(&name)
        };
        ((head || rule) && named(next).is_some_and(asked)).then(String::new)
    }
}

/// Whether a line is nothing but numbers with a letter each, several of them: "6. B  7. A  8. D".
fn is_pairs(text: &str) -> bool {
    let words = || {
        text.split(|at: char| !at.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    letters_by_number(text).len() >= 2 && letters_by_number(text).len() * 2 == words().count()
}

/// A line without the number that counts it.
fn without_count(text: &str) -> &str {
    let bare = text.trim_start_matches(['*', '_', ' ', '#', '-']);
    match named(bare) {
        (Some(_), rest) => rest.trim_start_matches(['*', '_', ' ']),
        _ => text,
    }
}

/// What a question's line says behind an arrow: "The ferry left. → False".
pub(super) fn cut_answer(raw: &str) -> (&str, Option<&str>) {
    if let Some((before, after)) = told::turned(raw) {
        return (before, Some(after));
    }
    for arrow in ARROWS {
        // "s->a" leads from one to the other.
        let apart = |(before, _): &(&str, &str)| !arrow.is_ascii() || before.ends_with(' ');
        if let Some((before, after)) = raw.rsplit_once(arrow).filter(apart)
            && is_a_choice(&bare(after))
            && !before.trim().is_empty()
        {
            return (before.trim_end(), Some(after.trim()));
        }
    }
    (raw, None)
}
