//! Lists under a question: options, items, statements, what is kept back.

use super::{
    Draft, Field, is_field,
    mark::{asks, is_signed, lettered, lettered_option, option, ticked},
};
use crate::{
    case::{
        read::block::{Item, Raw, blocks},
        vocabulary::{self, Word},
    },
    text::Clean,
};

impl Draft {
    pub(super) fn list(&mut self, raw: &Raw<'_>, items: &[Item]) {
        let listed = matches!(self.field, Field::Items | Field::Statements);
        // "( ) Hint: none" is an option, and "Time: a week" may be something to rank.
        let one = |at: usize| items.get(at).map_or("", |item| ticked(&item.text).0);
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
            let counted = letters && lettered_option(ticked(&item.text).0).is_some();
            field.is_some() && option(&item.text).is_none() && !counted
        };
        if items.iter().any(labelled) && self.field != Field::Claims {
            // Options by letters, and which is right as one more item.
            let count = items.iter().take_while(|item| !labelled(item)).count();
            let asked = lettered_option(one(0)).is_some_and(|(text, _)| asks(text));
            let split = letters && !asked && self.field == Field::Body && count > 1;
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
            return;
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

    /// A list without a label: options where they are marked, else text under the question.
    fn choices(&mut self, raw: &Raw<'_>, items: &[Item]) {
        self.field = Field::Body;
        if self.text.is_empty() {
            // A question that is nothing but a list: its first item asks.
            for item in items {
                let mut lines = (vec![item.text.as_str()], item.from(), item.to());
                self.loose(&mut lines);
            }
            return;
        }
        let bare = |at: usize| items.get(at).map_or("", |item| ticked(&item.text).0);
        let (first, second) = (bare(0), bare(1));
        let asked = |text: &str| lettered_option(text).is_some_and(|(text, _)| asks(text));
        let letters = lettered(&format!("{first}\n{second}")) && !asked(first);
        let ticks = items.iter().any(|item| is_signed(&item.text));
        let found: Vec<_> = items
            .iter()
            .map(|item| {
                let text = item.text.as_str();
                option(text)
                    .map(|choice| (choice.text, choice.right, choice.any))
                    .or_else(|| {
                        let (text, right) = ticked(text);
                        let (text, more) = lettered_option(text).filter(|_| letters)?;
                        Some((Clean::line(text), right || more, false))
                    })
                    .or_else(|| {
                        let (text, right) = ticked(text);
                        ticks.then(|| (Clean::new(text), right, false))
                    })
            })
            .collect();
        if found.iter().all(Option::is_none) {
            return self.body(raw.text, raw.from());
        }
        for (item, found) in items.iter().zip(found) {
            match found {
                Some((text, right, any)) => {
                    self.any |= any;
                    self.push_option(text, right, item.from());
                }
                None => self.body(&item.text, item.from()),
            }
        }
    }
}
