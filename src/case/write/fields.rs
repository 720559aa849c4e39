//! What things are called in a case's language, and what has to be quoted.

use super::Around;
use crate::case::{
    Item, Kind, read,
    vocabulary::{
        LANGUAGES, WORDS, Word,
        phrases::{Phrases, phrases},
    },
};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Quoting {
    /// What has to end something open above it, and nothing else.
    Closing,
    /// What would be taken for something else by itself.
    Doubtful,
    All,
}

/// What things are called in one language.
pub(super) struct Names {
    column: usize,
    pub(super) phrases: &'static Phrases,
}

impl Names {
    /// Those of a BCP 47 tag; English where we do not know its words.
    pub(super) fn of(tag: &str) -> Self {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        let language = language.to_lowercase();
        let column = LANGUAGES.iter().position(|known| *known == language);
        Self {
            column: column.unwrap_or_default(),
            phrases: phrases(&language),
        }
    }

    pub(super) fn label(&self, word: Word) -> String {
        self.form(word, 0)
    }

    pub(super) fn heading(&self, word: Word) -> String {
        let at = usize::from(word == Word::Facilitator);
        self.form(word, at)
    }

    fn form(&self, word: Word, at: usize) -> String {
        let row = WORDS.iter().find(|(row, _)| *row == word);
        let column = |at: usize| row.and_then(|(_, columns)| columns.get(at));
        let own = column(self.column).filter(|forms| !forms.is_empty());
        let forms = own.or(column(0)).copied().unwrap_or_default();
        let form = forms.get(at).or(forms.first()).copied().unwrap_or_default();
        let mut letters = form.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    }
}

/// Whether a text is read as one block of text there, and as nothing else.
pub(super) fn stands(text: &str, around: Around) -> bool {
    let before = match around {
        Around::Reading => "## Questions\n\n### 1. Is it?\n\n::: reading\nText.\n:::\n\n",
        Around::Question => "## Questions\n\n### 1. Is it?\n\n",
        Around::Beside => "## Questions\n\n### 1. Is it?\n\n## Sources\n\n",
    };
    let document = read(&format!("# Title\n\n{before}{text}\n"), "");
    let [case] = document.cases.as_slice() else {
        return false;
    };
    let mut items = case.parts.iter().flat_map(|part| &part.items);
    let (Some(Item::Question(question)), reading, None) =
        (items.next(), items.next(), items.next())
    else {
        return false;
    };
    let untouched = question.aside.as_ref() == &super::super::Aside::default()
        && question.prompt.kind == Kind::Open
        && question.prompt.seconds.is_none()
        && case.facilitator_notes.is_empty()
        && case.noise.is_empty();
    let blocks = match (around, reading) {
        (Around::Reading, Some(Item::Reading(reading))) => {
            reading.blocks.get(1..).unwrap_or_default()
        }
        (Around::Question, None) => question.prompt.body.as_slice(),
        (Around::Beside, None) => case.sources.as_slice(),
        _ => return false,
    };
    matches!(blocks, [only] if only.text.as_str() == text) && untouched
}
