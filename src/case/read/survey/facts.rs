//! What is found out about a line once, however often it is asked for.

use std::cell::OnceCell;

use super::{
    ask,
    line::{Form, Line},
};
use crate::case::vocabulary::{self, Word, grammar::fold};

/// What is known about the words of a line so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    asks: OnceCell<bool>,
    tells: OnceCell<bool>,
    field: OnceCell<bool>,
    number: OnceCell<(Option<u64>, bool)>,
    counted: OnceCell<Option<u64>>,
    folded: OnceCell<String>,
    states: OnceCell<bool>,
}

impl Line<'_> {
    /// Whether it asks.
    pub(super) fn asks(&self) -> bool {
        *self.facts.asks.get_or_init(|| ask::asks(&self.text))
    }

    /// Whether it tells the reader to do something.
    pub(super) fn tells_to(&self) -> bool {
        *self.facts.tells.get_or_init(|| ask::tells_to(&self.text))
    }

    /// Whether it announces statements to talk about.
    pub(super) fn announces_statements(&self) -> bool {
        let find = || ask::announces_statements(self);
        *self.facts.states.get_or_init(find)
    }

    /// Whether it is a field of our own grammar: "Hint: …", "Scale: …", "Prompt: …".
    pub(super) fn is_field(&self) -> bool {
        let find = || {
            self.is(&[Form::Plain, Form::Item, Form::Bold])
                && vocabulary::label_of_field(&self.text).is_some_and(is_field)
        };
        *self.facts.field.get_or_init(find)
    }

    /// Whether it opens a block of lists.
    pub(super) fn opens_a_block(&self) -> bool {
        let alone = self.form == Form::Plain && self.indent == 0;
        self.is(&[Form::Heading, Form::Bold, Form::Rule, Form::Division])
            || (alone && self.announces())
    }

    /// Whether it ends as a line does that announces what follows.
    pub(super) fn announces(&self) -> bool {
        self.text.trim_end().ends_with([':', '：'])
    }

    /// The number that its words begin with, and whether a word for a question stands before it.
    pub(super) fn number(&self) -> (Option<u64>, bool) {
        let heads = self.is(&[Form::Heading, Form::Bold]);
        let find = || match ask::number_of(&self.text) {
            (None, _) if heads && (self.asks() || self.tells_to()) => {
                (ask::number_of_code(&self.text), false)
            }
            found => found,
        };
        *self.facts.number.get_or_init(find)
    }

    /// The number that counts it, as an item or by its words.
    pub(super) fn counted(&self) -> Option<u64> {
        let find = || match self.item_number() {
            Some(_) => ask::number_of(&self.counted_text()).0,
            None => self.number().0,
        };
        *self.facts.counted.get_or_init(find)
    }

    /// Whether all of it is in slanted letters.
    pub(super) fn is_slanted(&self) -> bool {
        let raw = self.raw.trim();
        let around = |mark: &str| raw.len() > 2 && raw.starts_with(mark) && raw.ends_with(mark);
        let once = |mark: char| raw.matches(mark).count() == 2;
        self.form == Form::Plain && (around("*") && once('*') || around("_") && once('_'))
    }

    /// Whether it is of a table of contents: "2. [The late boat](#the-late-boat)".
    pub(super) fn is_of_contents(&self) -> bool {
        let raw = self.raw.trim();
        let link = raw.ends_with(')') && raw.contains("](#") && raw.contains(" [");
        self.form == Form::Item && link
    }

    /// Its words in small letters without accents.
    pub(super) fn folded(&self) -> &str {
        self.facts.folded.get_or_init(|| fold(&self.text))
    }
}

fn is_field(word: Word) -> bool {
    matches!(
        word,
        Word::Hint
            | Word::FollowUp
            | Word::ListenFor
            | Word::Rehearsal
            | Word::Time
            | Word::Scale
            | Word::Rank
            | Word::Prompt
    )
}
