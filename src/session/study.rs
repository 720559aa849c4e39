//! Study alone, as far as the core knows it: what was written before, other voices, one's own
//! ratings with the day on which a question comes back, and marks beside paragraphs.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};

mod rating;

pub use rating::{LADDER, Rated, Rating, due};

use super::{
    AgendaItem, Command, Decision, Event, Refusal, Ruling, Session, event::empty,
    rule::short_enough, view::whole::part_views,
};
use crate::{
    case::{Answer, Question, Value},
    id::{PersonId, QuestionId},
    protocol::See,
    stamp::Wall,
    text::Clean,
};

/// What a session of study alone begins with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Study {
    /// The questions that are asked; all of them where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<QuestionId>,
    /// What the person wrote before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Before>,
    /// What others wrote, from sessions that the person named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<Voice>,
    /// Questions of earlier readings that are in the case no more, or became others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<QuestionId>,
    /// Questions of earlier readings that were reworded: what they were, and what they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub became: Vec<(QuestionId, QuestionId)>,
}

/// What the person wrote to a question before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Before {
    pub question: QuestionId,
    /// The newest version of the answer.
    pub answer: Answer,
    /// The question as it was then, where its words were others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Clean>,
    pub at: Wall,
    /// The newest rating; none where it was never rated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rated: Option<Rated>,
}

/// What somebody else wrote, without a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    pub question: QuestionId,
    /// Where it comes from, in words.
    pub from: Clean,
    pub text: Clean,
}

/// What a session of study alone adds to the list of what comes back when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StudyBrief {
    /// Who studied; empty while nobody has come.
    pub learner: Clean,
    pub title: Clean,
    /// File name of its document.
    pub source: Clean,
    /// BLAKE3 of its document; empty in what earlier versions kept.
    #[serde(default, skip_serializing_if = "empty")]
    pub hash: Clean,
    /// Where its document lay on this computer, as [`super::Opened::place`].
    #[serde(default, skip_serializing_if = "empty")]
    pub place: Clean,
    /// Whether nothing lies there any more, as far as somebody looked.
    #[serde(skip)]
    pub moved: bool,
    pub questions: Vec<QuestionId>,
    /// The newest rating of each question in this session.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rated>,
    /// Questions that were answered or passed and not rated, and when they come back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unrated: Vec<(QuestionId, Wall)>,
    /// Questions of earlier readings that come back no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<QuestionId>,
    /// Those of them that come back in other words: what they were, and what they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub became: Vec<(QuestionId, QuestionId)>,
}

/// A mark beside a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkView {
    pub paragraph: u32,
    /// A note on it; perhaps empty.
    pub note: Clean,
}

/// What a viewer may see of study alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudyView {
    /// What was written before to the question that is asked now, once the new answer is locked.
    pub before: Option<Before>,
    /// Other voices on it, once they are due: the one furthest from one's own answer first.
    pub voices: Vec<Voice>,
    pub ratings: Vec<Rated>,
    /// The questions that were left without one, and when they come back.
    pub unrated: Vec<(QuestionId, Wall)>,
    /// The rating of the question that is asked now.
    pub rating: Option<Rating>,
    pub marks: Vec<MarkView>,
    /// Whether this is a return: questions come before the reading.
    pub returns: bool,
}

/// What study alone keeps of a session that runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Studied {
    pub(super) study: Study,
    ratings: BTreeMap<QuestionId, Rated>,
    marks: BTreeMap<u32, Clean>,
    /// The questions that were answered or passed, and when first.
    met: BTreeMap<QuestionId, Wall>,
}

impl StudyBrief {
    /// What this session adds to what comes back when; none for a group.
    pub fn of(session: &Session) -> Option<Self> {
        let learner = session.people.all.first().map(|person| person.name.clone());
        session.alone.then(|| Self {
            learner: learner.unwrap_or_default(),
            ratings: session.studied.ratings.values().cloned().collect(),
            unrated: session.studied.unrated(),
            gone: session.studied.study.gone.clone(),
            became: session.studied.study.became.clone(),
            ..Self::of_case(session)
        })
    }

    /// What tells its case from others.
    pub fn of_case(session: &Session) -> Self {
        let ids = session.questions().map(|each| each.prompt.id.clone());
        Self {
            title: session.card.title.clone(),
            source: session.card.source.clone(),
            hash: session.origin.0.clone(),
            place: session.origin.1.clone(),
            questions: ids.collect(),
            ..Self::default()
        }
    }
}

impl Studied {
    pub(super) fn of(study: Study) -> Self {
        Self {
            study,
            ..Self::default()
        }
    }

    pub(super) fn asks(&self, id: &QuestionId) -> bool {
        self.study.asked.is_empty() || self.study.asked.contains(id)
    }

    /// Whether the agenda holds questions only.
    pub(super) fn returns(&self) -> bool {
        !self.study.asked.is_empty()
    }

    /// Whether a paragraph is marked, with a note or without.
    pub(super) fn is_marked(&self, paragraph: u32) -> bool {
        self.marks.contains_key(&paragraph)
    }

    /// A question was answered or passed.
    pub(super) fn meets(&mut self, question: &QuestionId, at: Wall) {
        self.met.entry(question.clone()).or_insert(at);
    }

    pub(super) fn rated(&mut self, rated: Option<Rated>) {
        let rated = rated.map(|rated| (rated.question.clone(), rated));
        self.ratings.extend(rated);
    }

    /// A paragraph is marked, or its mark is taken away.
    pub(super) fn mark(&mut self, paragraph: u32, note: Option<&Clean>) {
        match note {
            Some(note) => self.marks.insert(paragraph, note.clone()),
            None => self.marks.remove(&paragraph),
        };
    }

    /// The questions that were answered or passed and not rated, and when each comes back.
    fn unrated(&self) -> Vec<(QuestionId, Wall)> {
        let met = self.met.iter();
        let met = met.filter(|(question, _)| !self.ratings.contains_key(*question));
        met.map(|(question, at)| (question.clone(), Rating::due_without(*at)))
            .collect()
    }

    /// Whether a step has anything to look at before the model answer.
    pub(super) fn has_voices(&self, question: &Question) -> bool {
        let id = &question.prompt.id;
        question.aside.models.len() > 1
            || self.study.voices.iter().any(|voice| voice.question == *id)
            || self
                .study
                .before
                .iter()
                .any(|before| before.question == *id)
    }
}

pub(super) fn rate(
    session: &Session,
    person: PersonId,
    question: &QuestionId,
    rating: Rating,
    due: impl Fn(u8) -> Wall,
) -> Decision {
    may_rate(session, question)?;
    let before = session.studied.study.before.iter();
    let before = before
        .filter(|before| before.question == *question)
        .find_map(|before| before.rated.as_ref());
    let rung = rating.rung(before.map(|rated| rated.rung));
    Ok(vec![Event::Rated {
        person,
        question: question.clone(),
        rating,
        rung,
        nth: before.map_or(0, |rated| rated.nth).saturating_add(1),
        due: due(rung),
    }])
}

/// Whoever studies alone has no group: above all nobody goes, as nobody could come then.
pub(super) fn may_be_alone(session: &Session, command: &Command) -> Ruling {
    if session.alone && command.is_for_groups() {
        return Err(Refusal::Alone);
    }
    Ok(())
}

/// One rates alone, and once the answer is locked and can be compared.
pub(super) fn may_rate(session: &Session, question: &QuestionId) -> Ruling {
    let asked = session.asked(question)?;
    if !session.alone {
        return Err(Refusal::NotNow("Ratings are for study alone."));
    }
    if asked.round.newest().is_empty() {
        Err(Refusal::NotNow(
            "You gave no answer, so there is nothing to rate. The question comes back.",
        ))
    } else if !asked.question.has_model() {
        Err(Refusal::NotNow(
            "The author left no answer to compare yours with, so there is nothing to rate.",
        ))
    } else if asked.step.shows(See::Model) {
        Ok(())
    } else {
        Err(Refusal::NotNow(
            "Rate it once you have answered and compared.",
        ))
    }
}

/// What a mark leads to. Only what may be read can be marked.
pub(super) fn mark(
    session: &Session,
    person: PersonId,
    paragraph: u32,
    note: Option<&Clean>,
) -> Decision {
    session.running()?;
    short_enough(note.map_or("", |note| note.as_str()))?;
    let parts = part_views(session);
    let mut blocks = parts.iter().flat_map(super::PartView::blocks);
    if !blocks.any(|block| block.number == Some(paragraph)) {
        return Err(Refusal::NotThere);
    }
    Ok(vec![Event::Marked {
        person,
        paragraph,
        note: note.cloned(),
    }])
}

/// What may be seen of study alone.
pub(super) fn study_view(session: &Session) -> StudyView {
    let mut view = StudyView {
        ratings: session.studied.ratings.values().cloned().collect(),
        // What a group has said is shown at its time.
        unrated: match session.alone {
            true => session.studied.unrated(),
            false => Vec::new(),
        },
        returns: session.studied.returns(),
        marks: session
            .studied
            .marks
            .iter()
            .map(|(paragraph, note)| MarkView {
                paragraph: *paragraph,
                note: note.clone(),
            })
            .collect(),
        ..StudyView::default()
    };
    // A group has voices enough of its own.
    let Some(asked) = session.asked_now().filter(|_| session.alone) else {
        return view;
    };
    let id = &asked.question.prompt.id;
    view.rating = session.studied.ratings.get(id).map(|rated| rated.rating);
    // Both wait for the lock: what is remembered is tried before it is shown.
    if asked.step.shows(See::Voices) || asked.round.model_revealed {
        let mut before = session.studied.study.before.iter();
        view.before = before.find(|before| before.question == *id).cloned();
        view.voices = voices(session, asked.question);
        let own = asked.round.versions.first();
        let own = own.map_or(Cow::Borrowed(""), |version| said(&version.answer));
        view.voices
            .sort_by_key(|voice| common_words(&own, &voice.text));
    }
    view
}

/// The author's further answers, and what others wrote.
fn voices(session: &Session, question: &Question) -> Vec<Voice> {
    let id = &question.prompt.id;
    let further = question.aside.models.iter().skip(1).map(|model| Voice {
        question: id.clone(),
        from: match &model.title {
            Some(title) => Clean::line(&format!("Another voice of the author’s: {title}")),
            None => Clean::new("Another voice of the author’s"),
        },
        text: Clean::new(&lines(&model.claims)),
    });
    let others = session.studied.study.voices.iter();
    further
        .chain(others.filter(|voice| voice.question == *id).cloned())
        .collect()
}

/// The stops of a return: only the questions that are asked, and the close.
pub(super) fn only_asked(session: &Session, stops: &[AgendaItem]) -> Vec<AgendaItem> {
    let asks = |stop: &&AgendaItem| match stop {
        AgendaItem::Question { question, .. } => session
            .question(*question)
            .is_some_and(|question| session.studied.asks(&question.prompt.id)),
        AgendaItem::Read { .. } => false,
        AgendaItem::Close => true,
    };
    stops.iter().filter(asks).cloned().collect()
}

fn said(answer: &Answer) -> Cow<'_, str> {
    match &answer.value {
        Value::Text(text) => text.as_str().into(),
        Value::Parts(parts) => lines(parts).into(),
        Value::Choice(_) | Value::Scale(_) | Value::Rank(_) => answer.reason.as_str().into(),
    }
}

fn lines(claims: &[Clean]) -> String {
    let claims: Vec<_> = claims.iter().map(Clean::as_str).collect();
    claims.join("\n")
}

/// In hundredths: how many of a voice's longer words one has used too.
fn common_words(own: &str, voice: &str) -> usize {
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let long = words.filter(|word| word.chars().count() > 3);
        long.map(str::to_lowercase).collect()
    };
    let (own, theirs) = (words(own), words(voice));
    let common = theirs.intersection(&own).count();
    (common * 100).checked_div(theirs.len()).unwrap_or(0)
}
