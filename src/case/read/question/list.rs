//! Lists under a question: options, items, statements, what is kept back.

use super::{
    Draft, Field, is_field,
    mark::{asks, is_signed, lettered, lettered_option, option, set_off_option, ticked, unbold},
};
use crate::{
    case::{
        read::{
            block::{Item, Raw, blocks},
            survey::tells_to,
        },
        vocabulary::{self, Word},
    },
    text::Clean,
};

impl Draft {
    /// Takes options by letters that stand a paragraph each, as word processors write them. Two in
    /// their order make it sure; what asks or tells to do something is a part of the question.
    pub(super) fn spread_option(&mut self, raw: &Raw<'_>) -> bool {
        let one = |text: &str| {
            let (option, right, bold) = set_off_option(text)?;
            let letter = text.trim_start_matches(['(', ' ', '*']).chars().next()?;
            let task = asks(option) || tells_to(option);
            let option = (Clean::line(option), right, bold);
            (!task).then_some((u32::from(letter.to_ascii_lowercase()), option))
        };
        let Some((letter, option)) = one(raw.text).filter(|_| self.field == Field::Body) else {
            return false;
        };
        let place = letter.wrapping_sub(u32::from('a'));
        if self.options.is_empty() && place == 1 {
            let before = self
                .body
                .last()
                .and_then(|block| Some((one(&block.text)?, block.line)));
            let follows = |((before, first), _): &((u32, (_, _, bool)), u32)| {
                *before + 1 == letter && !(first.2 && option.2)
            };
            let Some(((_, first), line)) = before.filter(follows) else {
                return false;
            };
            self.body.pop();
            self.set_off(first.2, line);
            self.push_option(first.0, first.1, line);
        } else if self.options.len() < 2 || u32::try_from(self.options.len()) != Ok(place) {
            return false;
        }
        self.set_off(option.2, raw.from());
        self.push_option(option.0, option.1, raw.from());
        true
    }

    /// The next option stands in bold letters, or not.
    pub(super) fn set_off(&mut self, bold: bool, line: u32) {
        self.bold.extend(bold.then_some((self.options.len(), line)));
    }

    /// The only one of several options that is bold is the right one, where nothing else says so.
    pub(in crate::case::read) fn take_the_bold_one(&mut self) {
        let marked = self.options.iter().any(|(_, right)| *right);
        if let [(at, line)] = *self.bold.as_slice()
            && self.options.len() > 2
            && !marked
            && self.aside.models.is_empty()
            && let Some((_, right)) = self.options.get_mut(at)
        {
            *right = true;
            self.hidden.push(("right option", line, line));
        }
    }

    pub(super) fn list(&mut self, raw: &Raw<'_>, items: &[Item]) {
        let listed = matches!(self.field, Field::Items | Field::Statements);
        // "( ) Hint: none" is an option, and "Time: a week" may be something to rank.
        let one = |at: usize| {
            items
                .get(at)
                .map_or("", |item| unbold(ticked(&item.text).0))
        };
        let letters = lettered(&format!("{}\n{}", one(0), one(1)));
        let labelled = |item: &Item| {
            let field = vocabulary::label_below(&item.text).map(|(word, _)| word);
            let shown = |word| {
                let said = [
                    Word::Time,
                    Word::Scale,
                    Word::Rank,
                    Word::Number,
                    Word::InBasket,
                ];
                said.contains(&word)
            };
            let field = field.filter(|word| is_field(*word) && !(listed && shown(*word)));
            let counted = letters && set_off_option(ticked(&item.text).0).is_some();
            field.is_some() && option(&item.text).is_none() && !counted
        };
        if items.iter().any(labelled) && self.field != Field::Claims {
            return self.labelled_list(raw, items, &labelled);
        }
        let texts = || items.iter().map(|item| Clean::new(&item.text));
        match self.field {
            Field::Items => self.items.get_or_insert_default().extend(texts()),
            Field::Statements if self.scale.is_some() => self.statements.extend(texts()),
            Field::Body | Field::Statements => return self.choices(raw, items),
            Field::Claims
            | Field::Hints
            | Field::FollowUps
            | Field::ListenFor
            | Field::Rehearsal
            | Field::Notes => {
                for item in items {
                    self.put(&item.text, item.from(), item.to());
                }
                if self.field == Field::Claims {
                    return;
                }
            }
        }
        self.field = Field::Body;
    }

    /// A list of which some items begin with a label.
    fn labelled_list(&mut self, raw: &Raw<'_>, items: &[Item], labelled: &dyn Fn(&Item) -> bool) {
        // Options by letters, and which is right as one more item.
        let count = items.iter().take_while(|item| !labelled(item)).count();
        let split = are_lettered(items) && self.field == Field::Body && count > 1;
        let (options, rest) = items.split_at(if split { count } else { 0 });
        if !options.is_empty() {
            self.choices(raw, options);
        }
        for item in rest {
            let piece = item.piece();
            for raw in &blocks(&piece) {
                self.take(raw);
            }
        }
    }

    /// A list without a label: options where they are marked, else text under the question.
    fn choices(&mut self, raw: &Raw<'_>, items: &[Item]) {
        self.field = Field::Body;
        if self.text.is_empty() {
            // A question that is nothing but a list: its first item asks.
            for (at, item) in items.iter().enumerate() {
                let rest = items.get(at..).unwrap_or_default();
                if at > 0 && !self.text.is_empty() && are_lettered(rest) {
                    return self.choices(raw, rest);
                }
                let mut lines = (vec![item.text.as_str()], item.from(), item.to());
                self.loose(&mut lines);
            }
            return;
        }
        let letters = are_lettered(items);
        let ticks = items.iter().any(|item| is_signed(&item.text));
        let found: Vec<_> = items
            .iter()
            .map(|item| {
                let text = item.text.as_str();
                option(text)
                    .map(|choice| (choice.text, choice.right, choice.any, false))
                    .or_else(|| {
                        let (text, right) = ticked(text);
                        let (text, more, bold) = set_off_option(text).filter(|_| letters)?;
                        Some((Clean::line(text), right || more, false, bold))
                    })
                    .or_else(|| {
                        let (text, right) = ticked(text);
                        ticks.then(|| (Clean::new(text), right, false, false))
                    })
            })
            .collect();
        if found.iter().all(Option::is_none) {
            return self.body(&without_the_bold_one(raw.text, items), raw.from());
        }
        for (item, found) in items.iter().zip(found) {
            match found {
                Some((text, right, any, bold)) => {
                    self.any |= any;
                    self.set_off(bold, item.from());
                    self.push_option(text, right, item.from());
                }
                None => self.body(&item.text, item.from()),
            }
        }
    }
}

/// Whether items are options by letters, "a) …", "b) …".
fn are_lettered(items: &[Item]) -> bool {
    let one = |at: usize| {
        items
            .get(at)
            .map_or("", |item| unbold(ticked(&item.text).0))
    };
    let asked = lettered_option(one(0)).is_some_and(|(text, _)| asks(text));
    lettered(&format!("{}\n{}", one(0), one(1))) && !asked
}

/// A list under a question; where one item of several alone is bold, that may be the right one, and
/// nobody sees it by that.
fn without_the_bold_one(text: &str, items: &[Item]) -> String {
    let bold = |item: &&Item| unbold(&item.text).len() < item.text.trim().len();
    let mut all = items.iter().filter(bold);
    match (all.next(), all.next()) {
        (Some(one), None) if items.len() > 2 => {
            text.replacen(one.text.trim(), unbold(&one.text), 1)
        }
        _ => text.to_owned(),
    }
}
