//! What is brought together: themes, items, what is heard, tags, and the tally for one.

use std::{collections::BTreeMap, sync::Arc};

use super::Viewer;
use crate::{
    case::{Answer, Value},
    id::{PersonId, Seq},
    protocol::{See, Write},
    session::{
        Ballot, Round, Session, Tag, Tally,
        mask::Mask,
        tally::{said, tally},
        theme,
    },
    text::Clean,
};

/// Answers and notes that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeView {
    pub entry: Seq,
    pub title: Clean,
    /// The entries of its answers and notes; empty where all were taken out again.
    pub items: Vec<Seq>,
}

/// Something that can be voted on: a theme, an idea or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemView {
    pub entry: Seq,
    /// What it is called: the theme's title, or what was said.
    pub words: Clean,
}

/// A share of votes, in percent, from which hearing the few is worth more than another talk
/// (Crouch & Mazur 2001, American Journal of Physics 69(9): 970–977).
const MOST_AGREE: usize = 70;
/// A share of right votes, in percent, below which talk among peers does not help yet (the same).
const FEW_RIGHT: usize = 35;

/// Themes of a question, oldest first.
pub(super) fn theme_views(session: &Session, round: &Round, mask: &Mask) -> Vec<ThemeView> {
    let of = |theme: Seq| {
        let in_it = round.sorted.iter().filter(|(_, known)| **known == theme);
        let mut items: Vec<_> = in_it.map(|(item, _)| *item).collect();
        items.sort_by_key(|item| mask.order(session, round, *item));
        items
    };
    let themes = round.themes.iter();
    themes
        .map(|theme| ThemeView {
            entry: theme.entry,
            title: theme.title.clone(),
            items: of(theme.entry),
        })
        .collect()
}

/// What can be voted on, in the order in which it is listed.
pub(super) fn item_views(session: &Session, index: usize, round: &Round) -> Vec<ItemView> {
    let items = theme::items(session, index).into_iter();
    items
        .map(|entry| ItemView {
            entry,
            words: item_words(round, entry),
        })
        .collect()
}

pub(super) fn item_words(round: &Round, entry: Seq) -> Clean {
    let mut themes = round.themes.iter();
    if let Some(theme) = themes.find(|theme| theme.entry == entry) {
        return theme.title.clone();
    }
    if let Some(note) = round.note(entry) {
        return note.text.clone();
    }
    let version = round.answer(entry).filter(|version| version.revealed);
    version.map_or_else(Clean::default, |version| {
        said(&round.question.prompt.kind, &version.answer.value)
    })
}

/// The viewer's own newest vote.
pub(super) fn my_vote(round: &Round, viewer: Viewer) -> Option<Ballot> {
    let Viewer::Person(person) = viewer else {
        return None;
    };
    let mut votes = round.votes.iter().rev();
    let mine = votes.find(|vote| vote.person == person);
    mine.map(|vote| vote.ballot.clone())
}

/// The tally for the facilitator alone, with advice, in a step that shows it to nobody else.
pub(super) fn private_tally(
    session: &Session,
    index: usize,
    round: &Round,
    viewer: Viewer,
) -> (Option<Tally>, Option<Clean>) {
    let asked = session.asked_now().filter(|asked| asked.index == index);
    let shows = asked.is_some_and(|asked| asked.step.shows(See::PrivateTally));
    if viewer != Viewer::Facilitator || !shows {
        return (None, None);
    }
    let Some(asked) = asked else {
        return (None, None);
    };
    let newest: BTreeMap<PersonId, _> = round
        .versions
        .iter()
        .filter(|version| version.is_blind() && !session.is_ahead(version.place))
        .map(|version| (version.person, &version.answer))
        .collect();
    let found = tally(
        &asked.question.prompt.kind,
        asked.question.aside.number,
        newest.values().copied(),
    );
    let advice = match &found {
        Some(Tally::Choice { counts, .. }) => {
            let right = &asked.question.aside.right;
            Some(split_words(counts, newest.len(), right_of(&newest, right)))
        }
        Some(Tally::Numbers(numbers)) => Some(match numbers.met() {
            Some([right, ..]) => split_words(&[], numbers.values.len(), Some(right)),
            None => DIFFER,
        }),
        Some(Tally::Scale(_) | Tally::Rank(_)) => Some(DIFFER),
        None => None,
    };
    (found, advice.map(Clean::new))
}

/// Answers that can be seen and were never read aloud, told, or spoken to.
pub(super) fn unheard(session: &Session, round: &Round, mask: &Mask) -> Vec<Seq> {
    let revealed = round.shown();
    let newest: BTreeMap<(PersonId, u16), Seq> = revealed
        .map(|version| ((version.owner(), version.strand), version.entry))
        .collect();
    // A theme that was heard speaks for all that is in it.
    let heard = |entry: &Seq| {
        let theme = round.sorted.get(entry);
        round.read.contains(entry) || theme.is_some_and(|theme| round.read.contains(theme))
    };
    let mut unheard: Vec<_> = newest.into_values().filter(|entry| !heard(entry)).collect();
    unheard.sort_by_key(|entry| mask.order(session, round, *entry));
    unheard
}

/// How many notes have each tag, those with none included.
pub(super) fn tags(round: &Round) -> Vec<(Tag, usize)> {
    let count = |tag: Tag| {
        round
            .notes
            .iter()
            .filter(|note| note.tag == Some(tag))
            .count()
    };
    Tag::ALL.into_iter().map(|tag| (tag, count(tag))).collect()
}

/// Whether dots may be put down in the step that runs.
pub(super) fn takes_dots(session: &Session) -> bool {
    session.step().is_some_and(|step| {
        step.write == Write::Dots || (step.write == Write::Notes && step.shows(See::Answers))
    })
}

/// What to do where answers differ and none is right.
const DIFFER: &str = "Let two talk who answered differently, then ask again.";

/// How many chose just what is marked right; none where nothing is.
fn right_of(newest: &BTreeMap<PersonId, &Arc<Answer>>, right: &[u8]) -> Option<usize> {
    let is_right = |answer: &&&Arc<Answer>| answer.value == Value::Choice(right.to_vec());
    (!right.is_empty()).then(|| newest.values().filter(is_right).count())
}

/// What to do after a vote that fell like that.
fn split_words(counts: &[usize], voted: usize, right: Option<usize>) -> &'static str {
    let most = counts.iter().max().copied().unwrap_or(0);
    match right {
        Some(right) if right * 100 < voted * FEW_RIGHT => {
            "Fewer than 35 % chose what is marked right: two who talk would not find it. Say more about it or give a hint, then repeat the vote."
        }
        Some(right) if right * 100 > voted * MOST_AGREE => {
            "More than 70 % chose what is marked right. Hear the few first, explain in a sentence, and go on."
        }
        Some(_) => {
            "The votes are spread: between 35 and 70 % chose what is marked right. Let two talk who voted differently, then vote again."
        }
        None if most * 100 > voted * MOST_AGREE => {
            "More than 70 % chose the same. Hear the few first: ask what the others may have missed."
        }
        None => "The votes are spread. Let two talk who voted differently, then vote again.",
    }
}
