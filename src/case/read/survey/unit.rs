//! Everything that may be a question, grouped by its form.

use std::{borrow::Cow, collections::HashSet};

use super::{
    Survey,
    ask::{asks, is_option, is_slot, number_of, tells_to, words_of_bold},
    line::{Form, bare},
    mark,
    score::REACH,
};
use crate::case::vocabulary::grammar::Sort;

/// Something that may be a question.
#[derive(Clone, Debug)]
pub(in crate::case::read) struct Unit {
    /// Its first line, and the last one of its own words.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: String,
    pub(super) number: Option<u64>,
    /// A word for a question stands before its number, or a label tells it.
    pub(super) explicit: bool,
    pub(super) options: Vec<usize>,
    /// The last line that belongs to it whatever is found within.
    pub(super) end: usize,
    /// The next unit of its form, or what ends its section.
    pub(super) stop: usize,
    /// An answer label follows within it.
    pub(super) answered: bool,
    pub(super) form: Group,
    /// How strongly what stands above speaks of questions.
    pub(super) section: f32,
}

/// Forms of questions, outer ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    Division,
    HeadingNumber,
    HeadingAsks,
    BoldNumber,
    BoldAsks,
    PlainNumber,
    ItemNumber,
    Inline,
    Letter,
    Ordered,
    Bullets,
    Paragraph,
    Answered,
    Paired,
    HeadingPlainNumber,
    Card,
    /// A statement with an arrow to whether it is true.
    Truth,
    /// A paragraph that does not ask, with lettered options below.
    Choice,
    /// A line in slanted letters that asks or orders.
    Slanted,
}

/// A form, and where it stands: only units of one key compete as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) group: Group,
    /// Level, indent, or whether a word for a question stands before the number.
    pub(super) a: usize,
    /// The label or heading above.
    pub(super) b: usize,
    /// The line that opens the block.
    pub(super) c: usize,
}

/// No paragraph is longer, in lines.
const LONGEST: usize = 60;
/// No block of lists is longer, in lines.
const BLOCK: usize = 400;

fn ends_asking(text: &str) -> bool {
    text.trim_end().ends_with(['?', '？', '؟'])
}

impl Key {
    pub(super) fn of(group: Group, a: usize) -> Self {
        Self {
            group,
            a,
            b: 0,
            c: 0,
        }
    }
}

impl Survey<'_> {
    pub(super) fn unit(
        &self,
        (from, to): (usize, usize),
        text: impl Into<String>,
        group: Group,
        number: (Option<u64>, bool),
    ) -> Unit {
        Unit {
            from,
            to,
            text: text.into(),
            number: number.0,
            explicit: number.1,
            options: Vec::new(),
            end: to,
            stop: self.len(),
            answered: false,
            form: group,
            section: 0.0,
        }
    }

    /// The last line of the paragraph that begins here.
    pub(super) fn paragraph_end(&self, at: usize) -> usize {
        let goes_on = |next: &usize| {
            let line = self.at(*next);
            let label = self.role(*next).is_some_and(|role| {
                role.letter || role.sense.is_kept_back() || role.is(&[Sort::Hint])
            });
            let free = !self.is_kept(*next) || self.is_kept(at);
            let own = line.is_slanted() && self.at(at).is_slanted();
            line.form == Form::Plain && free && !is_option(line) && !label && !is_slot(line) && !own
        };
        // Lines that all ask are a question each.
        let each = || ends_asking(&self.at(at).text) && ends_asking(&self.at(at + 1).text);
        if self.at(at + 1).form == Form::Plain && each() {
            return at;
        }
        // What a new line says under an item that has asked is no part of it.
        let next = self.at(at + 1);
        let says = next.form == Form::Plain && !next.tells_to();
        let bold = self.at(at).form == Form::Item && super::line::is_bold_item(self.at(at).raw);
        if bold && next.form == Form::Plain && !next.asks() {
            return at;
        }
        if self.at(at).form == Form::Item && ends_asking(&self.at(at).text) && says {
            return at;
        }
        let rest = (at + 1..self.len()).take(LONGEST);
        at + rest.take_while(goes_on).count()
    }

    pub(super) fn text_of(&self, from: usize, to: usize) -> Cow<'_, str> {
        if from >= to {
            return Cow::Borrowed(&self.at(from).text);
        }
        let lines: Vec<&str> = (from..=to).map(|at| &*self.at(at).text).collect();
        Cow::Owned(lines.join(" "))
    }

    /// Everything that may be a question.
    pub(super) fn candidates(&self) -> Vec<(Key, Unit)> {
        let mut found = super::answered::units(self);
        let answers: HashSet<usize> = self.answered.values().copied().collect();
        for at in 0..self.len() {
            // An answer may ask back; it is no question for that.
            let idle = answers.contains(&at) || self.at(at).is_of_contents();
            if idle || !self.may_ask(at) || super::task::announces(self, at) {
                continue;
            }
            found.extend(match self.at(at).form {
                Form::Heading => self.heading_unit(at),
                Form::Bold => self.bold_unit(at),
                Form::Plain => self.slanted_unit(at).or_else(|| self.plain_unit(at)),
                Form::Item => self.spoken_item(at).or_else(|| self.item_unit(at)),
                Form::Division => super::division::unit(self, at),
                _ => None,
            });
        }
        found
    }

    /// Whether a line is neither kept back nor begun by a label of what is: such a line asks only
    /// where it says so itself.
    pub(super) fn may_ask(&self, at: usize) -> bool {
        let line = self.at(at);
        let label = self
            .role(at)
            .is_some_and(|role| role.sense.is_kept_back() || role.is(&[Sort::Hint]) || role.letter);
        !self.is_kept(at) && !line.is_field() && (!label || line.asks())
    }

    fn heading_unit(&self, at: usize) -> Option<(Key, Unit)> {
        let line = self.at(at);
        let level = usize::from(line.level);
        let number = line.number();
        let plain = line.text.chars().take_while(char::is_ascii_digit).count();
        let bare_number = plain > 0 && plain <= 3 && line.text.chars().nth(plain) == Some(' ');
        let (group, number) = match number {
            (Some(_), explicit) if explicit || line.asks() || line.tells_to() => {
                (Group::HeadingNumber, number)
            }
            (Some(_), _) if mark::says_how(self, at) => (Group::HeadingNumber, (number.0, true)),
            (Some(_), _) => (Group::HeadingPlainNumber, number),
            _ if line.asks() || super::task::is_among_tasks(self, line) => {
                (Group::HeadingAsks, number)
            }
            _ if super::ask::lettered(&line.text).is_some()
                && (line.tells_to() || super::task::has_telling_sibling(self, at)) =>
            {
                (Group::HeadingNumber, (None, false))
            }
            _ if bare_number => (
                Group::HeadingPlainNumber,
                (line.text.get(..plain)?.parse().ok(), false),
            ),
            // "If you stayed on board:" over "Option A: …" and "Option B: …".
            _ if mark::has_named_choices(self, at) => {
                let unit = self.unit((at, at), line.text.clone(), Group::Choice, number);
                return Some((Key::of(Group::Choice, 0), unit));
            }
            _ => return None,
        };
        let lettered = group == Group::HeadingNumber && number.0.is_none();
        let key = Key {
            b: usize::from(number.1) + 2 * usize::from(lettered),
            ..Key::of(group, level)
        };
        Some((key, self.unit((at, at), line.text.clone(), group, number)))
    }

    fn bold_unit(&self, at: usize) -> Option<(Key, Unit)> {
        let line = self.at(at);
        let number = line.number();
        let group = match number.0 {
            Some(_) => Group::BoldNumber,
            None if line.asks() => Group::BoldAsks,
            None => return None,
        };
        let (from, to) = words_of_bold(self, at, number.1);
        let text = self.text_of(from, to);
        Some((
            Key::of(group, usize::from(number.1)),
            self.unit((at, to), text, group, number),
        ))
    }

    fn plain_unit(&self, at: usize) -> Option<(Key, Unit)> {
        let line = self.at(at);
        let number = line.number();
        if let Some(found) = self.bold_number(at).or_else(|| super::told::card(self, at)) {
            return Some(found);
        }
        let goes_on =
            at > 0 && self.at(at - 1).form == Form::Plain && !self.at(at - 1).raw.ends_with("  ");
        let each = at > 0 && ends_asking(&self.at(at - 1).text) && ends_asking(&line.text);
        let goes_on = goes_on && !each;
        if super::ask::only_goes_on(line)
            || goes_on && number.0.is_none() && self.role(at).is_none()
        {
            return None;
        }
        let to = self.paragraph_end(at);
        let text = self.text_of(at, to);
        if number.0.is_none()
            && let Some(found) = self.inline_unit((at, to), &text)
        {
            return Some(found);
        }
        if number.1 || number.0.is_some() && super::ask::is_worth(&line.text) {
            return Some((
                Key::of(Group::PlainNumber, 1),
                self.unit((at, to), text, Group::PlainNumber, number),
            ));
        }
        if goes_on {
            return None;
        }
        // What announces a list that asks is no question of its own.
        let announces =
            text.trim_end().ends_with([':', '：']) && super::lettered::lists_below(self, to);
        let asking = asks(&text) && !super::ask::tells_a_story(&text) && !announces;
        let choices = mark::has_choices(self, at, to);
        let tells = || self.may_be_announced(at) && tells_to(&text);
        if !asking && !choices && !tells() {
            return None;
        }
        let (section, label) = self.question_label(at);
        if section < 1.5 && choices {
            let unit = self.unit((at, to), text, Group::Choice, number);
            return Some((Key::of(Group::Choice, 0), unit));
        }
        if asking || (section >= 3.0 && tells()) {
            let head = self.path(at).next().map_or(0, |head| head + 1);
            let key = Key {
                b: if section > 0.0 {
                    label.map_or(0, |at| at + 1)
                } else {
                    0
                },
                c: if section > 0.0 { 0 } else { head },
                ..Key::of(Group::Paragraph, 0)
            };
            return Some((key, self.unit((at, to), text, Group::Paragraph, number)));
        }
        None
    }

    /// Whether a line that may announce questions is near enough above.
    fn may_be_announced(&self, at: usize) -> bool {
        let near = self.announcers.get(at).copied().flatten();
        near.is_some_and(|above| above + REACH >= at)
            || self
                .path(at)
                .next()
                .is_some_and(|head| self.is_role(head, &[Sort::Questions]))
    }

    /// A paragraph that begins with a number in bold letters.
    fn bold_number(&self, at: usize) -> Option<(Key, Unit)> {
        let raw = self.at(at).raw.trim();
        let (bold, _) = super::line::bold_lead(raw)?;
        let opening = bare(bold);
        if opening.chars().count() > 60 {
            return None;
        }
        let number = number_of(&format!("{opening} "));
        number.0?;
        let to = self.paragraph_end(at);
        let unit = self.unit((at, to), self.text_of(at, to), Group::BoldNumber, number);
        Some((Key::of(Group::BoldNumber, usize::from(number.1)), unit))
    }

    fn slanted_unit(&self, at: usize) -> Option<(Key, Unit)> {
        let line = self.at(at);
        let asks = line.is_slanted() && (line.asks() || line.tells_to());
        let unit = || self.unit((at, at), line.text.clone(), Group::Slanted, line.number());
        asks.then(|| (Key::of(Group::Slanted, 0), unit()))
    }

    /// An item of a guide that puts a question to all: "- **Ask:** “Who of you …?”".
    fn spoken_item(&self, at: usize) -> Option<(Key, Unit)> {
        let may = self.for_staff && self.at(at).number().0.is_none();
        let to = self.paragraph_end(at);
        may.then(|| self.inline_unit((at, to), &self.text_of(at, to)))?
    }

    fn inline_unit(&self, lines: (usize, usize), text: &str) -> Option<(Key, Unit)> {
        let unit = || self.unit(lines, text, Group::Inline, (None, true));
        let asks = self.asks_inline(lines.0, text);
        asks.then(|| (Key::of(Group::Inline, 0), unit()))
    }

    /// "Question: …", "Discuss: …" in running text.
    fn asks_inline(&self, at: usize, text: &str) -> bool {
        let labelled = self.role(at).is_some_and(|role| {
            // "**Main question:** Walk me through the night.": the label says that it is one.
            let says = || role.rest.split_whitespace().nth(4).is_some();
            let raw = self.at(at).raw.trim_start();
            let bold = raw.starts_with("**") && [":**", "**:"].iter().any(|end| raw.contains(end));
            let named = bold && says();
            let asking = asks(&role.rest) || tells_to(&role.rest) || asks(text) || named;
            let talk = self.for_staff && role.is(&[Sort::Kind]);
            (talk || role.is(&[Sort::Questions])) && role.rest.chars().count() > 12 && asking
        });
        let labelled = labelled || super::named::leads_to_a_question(self.at(at));
        // "**Say:** “Who of you …?”": whoever leads asks all.
        let spoken = self.for_staff && !self.at(at).quote && super::staff::asks_aloud(self, at);
        let end = text.find([':', '：', ' ']).unwrap_or(text.len());
        let verb = text.split_at_checked(end).is_some_and(|(head, rest)| {
            let rest = rest.strip_prefix([':', '：']);
            rest.is_some_and(asks) && (tells_to(head) || super::ask::puts_a_question(head))
        });
        labelled || verb || spoken
    }

    fn item_unit(&self, at: usize) -> Option<(Key, Unit)> {
        let line = self.at(at);
        let judges =
            super::ask::speaks_of_an_option(line.folded()) || super::ask::is_a_grade(&line.text);
        if judges || super::catalog::answers_in_a_quote(self, at) {
            return None;
        }
        let to = self.paragraph_end(at);
        let text = self.text_of(at, to);
        let number = line.number();
        if number.1 {
            return Some((
                Key::of(Group::ItemNumber, line.indent),
                self.unit((at, to), text, Group::ItemNumber, number),
            ));
        }
        // What asks is a question of its list, whatever its line tells besides.
        let (words, told) = super::verdict::cut_answer(line.raw);
        if told.is_some() && !asks(&bare(words)) || mark::is_picked_from(self, at, to) {
            let number = (line.item_number(), true);
            return Some((
                Key::of(Group::Truth, 0),
                self.unit((at, to), text, Group::Truth, number),
            ));
        }
        let key = self.list_key(at, asks(&text))?;
        let number = line.item_number().filter(|_| !line.is_lettered());
        Some((key, self.unit((at, to), text, key.group, (number, false))))
    }

    /// The list that an item competes in.
    fn list_key(&self, at: usize, asks: bool) -> Option<Key> {
        let line = self.at(at);
        let (section, label) = self.question_label(at);
        let label = label.filter(|_| section > 0.0).map_or(0, |at| at + 1);
        if line.is_lettered() {
            let announced = section >= 2.5 && line.indent == 0 && asks;
            return Some(match announced {
                true => Key {
                    b: label,
                    ..Key::of(Group::Letter, 0)
                },
                false => Key {
                    c: super::lettered::lettered_below(self, at)? + 1,
                    ..Key::of(Group::Letter, line.indent)
                },
            });
        }
        let group = match line.item_number() {
            Some(_) => Group::Ordered,
            None => Group::Bullets,
        };
        let indent = if line.indent < 4 { line.indent / 2 } else { 2 };
        Some(Key {
            group,
            a: indent,
            b: label,
            c: self.block_start(at),
        })
    }

    /// The line that opens the block of lists that an item stands in.
    fn block_start(&self, at: usize) -> usize {
        let opener = self.openers.get(at).copied().flatten();
        opener
            .filter(|opener| opener + BLOCK >= at)
            .map_or(0, |opener| opener + 1)
    }
}
