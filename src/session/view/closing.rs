//! What a viewer may see of the close: dissent, what is tried, one word each, consent.

use crate::{
    id::{PersonId, Seq},
    protocol::Names,
    session::{
        Actor, Byline, Commitment, Dissent, DissentState, Level, PersonView, Session, Target, View,
        Viewer,
        amend::may_rename_dissent,
        close::{asks, level, level_of_all},
        mask::is_out_of_order,
        view::whole::target_words,
    },
    text::Clean,
};

/// A recorded disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DissentView {
    pub entry: Seq,
    /// Who, unless they wanted no name beside it.
    pub by: Byline,
    pub against: Target,
    /// The same in words: "Ann's answer to question 2".
    pub against_words: Clean,
    pub text: Clean,
    pub state: DissentState,
    /// In what words, oldest first.
    pub answers: Vec<(DissentState, Clean)>,
    /// As [`super::AnswerView::level`].
    pub level: Option<Level>,
    /// Whether the viewer filed it, on a device of their own, and may say it anew or take it back.
    pub mine: bool,
    /// Whether the viewer may say that it stands under the wrong name.
    pub may_move: bool,
}

impl DissentView {
    pub(super) fn of(session: &Session, viewer: Viewer, dissent: &Dissent) -> Self {
        let by = dissent.person.map(|person| session.people.named(person));
        let own = |person| viewer == Viewer::Person(person) && !session.is_over();
        Self {
            entry: dissent.entry,
            by: by.unwrap_or(Byline::Unnamed),
            against: dissent.against.clone(),
            against_words: target_words(session, &dissent.against),
            text: dissent.text.clone(),
            state: dissent.state,
            answers: dissent.answers.clone(),
            level: level(session, viewer, dissent.person, Names::Named),
            mine: dissent.person.is_some_and(own),
            may_move: viewer == Viewer::Facilitator
                && may_rename_dissent(session, Actor::Desk, dissent.entry).is_ok(),
        }
    }
}

/// What a person or the group will try.
#[derive(Clone, Debug, PartialEq)]
pub struct CommitmentView {
    pub entry: Seq,
    pub by: Byline,
    /// What, by when, what would surprise.
    pub commitment: Commitment,
    /// As [`super::AnswerView::level`].
    pub level: Option<Level>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordView {
    pub by: Byline,
    pub word: Clean,
    /// As [`super::AnswerView::level`].
    pub level: Option<Level>,
}

/// Who was asked what may leave the group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConsentView {
    /// Whether people of this session are asked at all; those of earlier formats were not.
    pub asked: bool,
    /// The most that may leave, whatever people agree to.
    pub most: Level,
    pub open: Vec<PersonId>,
    /// What the viewer said; none for whoever is nobody.
    pub mine: Option<Level>,
    /// In what is shared: how many texts stay since they name somebody who was in the room.
    pub named: usize,
    /// In what is shared: how many people share nothing.
    pub nothing: usize,
}

/// One word each, in the order of joining.
pub(super) fn words(session: &Session, viewer: Viewer) -> Vec<WordView> {
    let view = |(person, word): (&PersonId, &Clean)| WordView {
        by: session.people.named(*person),
        word: word.clone(),
        level: level(session, viewer, Some(*person), Names::Named),
    };
    session.words.iter().map(view).collect()
}

/// Who was asked what may leave the group.
pub(super) fn consent(session: &Session, viewer: Viewer) -> ConsentView {
    let here = session.people.here().map(|person| person.id);
    ConsentView {
        asked: asks(session),
        most: session.consents.most,
        open: here
            .filter(|person| !session.consents.said.contains_key(person))
            .collect(),
        mine: match viewer {
            Viewer::Person(person) => session.consents.said.get(&person).copied(),
            Viewer::Facilitator | Viewer::Room | Viewer::Report | Viewer::Shared => None,
        },
        ..ConsentView::default()
    }
}

/// What people will try, in the order of joining where the order of writing would tell too much.
pub(super) fn commitments(session: &Session, viewer: Viewer) -> Vec<CommitmentView> {
    let mut commitments = session.commitments.clone();
    if is_out_of_order(session, viewer) {
        commitments.sort_by_key(|(_, person, _)| *person);
    }
    let view = |(entry, person, commitment): &(Seq, Option<PersonId>, Commitment)| CommitmentView {
        entry: *entry,
        by: person.map_or(Byline::Group, |person| session.people.named(person)),
        commitment: commitment.clone(),
        level: match person {
            Some(_) => level(session, viewer, *person, Names::Named),
            None => level_of_all(session, viewer),
        },
    };
    commitments.iter().map(view).collect()
}

/// Those who are here and have not said their word yet, in the order of joining.
pub fn wordless(view: &View) -> impl Iterator<Item = &PersonView> {
    let said = |id: PersonId| {
        let mut words = view.words.iter();
        words.any(|said| said.by.is(id))
    };
    let here = view.here();
    here.filter(move |person| !said(person.id))
}
