//! What a journal says has been revealed, told again in the plainest way: what views are held to.

use std::{collections::BTreeMap, sync::Arc};

use roundtable::{
    id::{PersonId, QuestionId, Seq},
    protocol::{Protocol, See},
    session::{Event, Place},
};

/// What the journal says has been revealed, told again in the plainest way.
pub(crate) struct Revealed {
    /// Answer texts that were not taken back.
    pub(crate) answers: Vec<Told>,
    pub(crate) models: Vec<QuestionId>,
    pub(crate) hints: Vec<String>,
    pub(crate) staged: bool,
    pub(crate) groups: Vec<Vec<PersonId>>,
    pub(crate) group_sees: Option<QuestionId>,
    /// Reasons in votes, each with its writer, its question, where it was cast, and whether it is
    /// revealed.
    pub(crate) votes: Vec<(PersonId, String, QuestionId, Place, bool)>,
    /// Each vote's voter and question, whether it is a ranking, where it was cast, and whether it
    /// is revealed.
    pub(crate) ballots: Vec<(PersonId, QuestionId, bool, Place, bool)>,
    /// Where the session is, and the furthest place from which it stepped back.
    pub(crate) place: Place,
    pub(crate) furthest: Option<Place>,
    /// Texts that were taken back: nobody sees them any more.
    pub(crate) gone: Vec<String>,
    /// Questions that were left before their answers were shown.
    pub(crate) kept: Vec<QuestionId>,
    /// Where each stop was last, by stop.
    pub(crate) been: BTreeMap<u16, Place>,
}

/// An answer, as the journal tells of it.
#[derive(Clone)]
pub(crate) struct Told {
    pub(crate) entry: Seq,
    pub(crate) writer: PersonId,
    pub(crate) secret: String,
    pub(crate) of: QuestionId,
    pub(crate) place: Place,
    pub(crate) open: bool,
    /// Given after the step that asked for it.
    pub(crate) late: bool,
    /// Those whose one answer it is, where a group gives one.
    pub(crate) group: Vec<PersonId>,
    /// In which run of the step.
    pub(crate) run: usize,
    /// It was written anew in the same step before anybody had been shown it.
    pub(crate) withdrawn: bool,
}

impl Told {
    /// Of the same writer or group, in the same run of the same step.
    fn is_beside(&self, other: &Self) -> bool {
        let by = |one: &Self| one.group.first().copied().unwrap_or(one.writer);
        let of = |one: &Self| (by(one), one.place, one.run);
        self.of == other.of && self.group == other.group && of(self) == of(other)
    }
}

impl Revealed {
    /// An answer is given. What is written anew unseen in the same step is withdrawn.
    pub(crate) fn answer(&mut self, new: Told) {
        for one in &mut self.answers {
            one.withdrawn |= !one.open && one.is_beside(&new);
        }
        self.answers.push(new);
    }

    /// Whether an answer is shown to nobody any more, since it was withdrawn.
    pub(crate) fn is_dropped(&self, one: &Told) -> bool {
        let mut later = self.answers.iter().filter(|other| other.entry > one.entry);
        one.withdrawn && one.open && later.any(|other| other.is_beside(one))
    }

    /// What was said to a question comes to light, all of it or what was said up to a place.
    pub(crate) fn open(&mut self, question: &QuestionId, up_to: Option<Place>) {
        let counts = |place: Place| up_to.is_none_or(|up_to| place <= up_to);
        let kept = self.kept.contains(question);
        for one in &mut self.answers {
            one.open |= one.of == *question && counts(one.place) && (!kept || one.late);
        }
    }

    /// As `open`, of what groups gave; of people whose group gave nothing, their own.
    pub(crate) fn open_ideas(&mut self, question: &QuestionId, up_to: Option<Place>) {
        let counts = |place: Place| up_to.is_none_or(|up_to| place <= up_to);
        let of = self.answers.iter().filter(|one| one.of == *question);
        let given: Vec<_> = of.flat_map(|one| one.group.clone()).collect();
        for one in &mut self.answers {
            let stands = !one.group.is_empty() || !given.contains(&one.writer);
            one.open |= one.of == *question && counts(one.place) && stands;
        }
    }

    pub(crate) fn open_votes(&mut self, question: &QuestionId, up_to: Option<Place>) {
        if self.kept.contains(question) {
            return;
        }
        let counts = |place: Place| up_to.is_none_or(|up_to| place <= up_to);
        for (_, _, of, place, shown) in &mut self.votes {
            *shown |= of == question && counts(*place);
        }
        for (_, of, _, place, shown) in &mut self.ballots {
            *shown |= of == question && counts(*place);
        }
    }

    /// Where a question was left, where it is past: it is before the stop where the session is.
    pub(crate) fn left_at(&self, question: &QuestionId) -> Option<Place> {
        let Place::At { stop: now, .. } = self.place else {
            return None;
        };
        let asks = |stop: &u16| {
            let place = Place::At {
                stop: *stop,
                step: 0,
            };
            question_at(place).as_ref() == Some(question)
        };
        self.been.get(&(0..now).find(asks)?).copied()
    }

    /// The session comes to a place. Only going on brings anything to light.
    pub(crate) fn arrive(&mut self, to: Place, protocol: &Protocol, goes_on: bool) {
        let question = question_at(to);
        if goes_on
            && question_at(self.place) != question
            && let Some(left) = question_at(self.place)
        {
            self.open(&left, None);
            self.open_votes(&left, None);
        }
        let stop_of = |place: Place| match place {
            Place::At { stop, .. } => Some(stop),
            Place::Gather | Place::Over => None,
        };
        let other = stop_of(self.place) != stop_of(to);
        self.place = to;
        self.groups.clear();
        self.group_sees = None;
        let Place::At { stop, step } = to else {
            self.been.clear();
            return;
        };
        self.been.insert(stop, to);
        for one in &mut self.answers {
            // What came late to a question that is past shows with the next stop.
            one.open |= goes_on && other && one.late && stop_of(one.place) < Some(stop);
        }
        self.staged |= stop >= 4;
        let Some(question) = question else { return };
        self.kept.retain(|kept| *kept != question);
        let see = &protocol.steps[usize::from(step)].see;
        let ideas = see.contains(&See::Ideas);
        if see.contains(&See::Group) {
            self.group_sees = Some(question.clone());
        }
        if !goes_on {
            return;
        }
        self.furthest = self.furthest.filter(|furthest| to < *furthest);
        let up_to = self.furthest.map(|_| to);
        if ideas {
            self.open_ideas(&question, up_to);
        } else if see.contains(&See::Answers) || see.contains(&See::Earlier) {
            self.open(&question, up_to);
        }
        if see.contains(&See::Tally) {
            self.open_votes(&question, up_to);
        }
        if see.contains(&See::Model) {
            self.models.push(question);
        }
    }

    /// A change of mind: none brings anything to light but to whoever it is given to.
    pub(crate) fn goes_back(&mut self, event: &Event, protocol: &Protocol, last: Place) {
        match event {
            Event::SteppedBack { to } => {
                self.furthest = self.furthest.max(Some(self.place));
                self.arrive(*to, protocol, false);
            }
            Event::Reopened {} => {
                self.furthest = self.furthest.max(Some(last));
                self.arrive(last, protocol, false);
            }
            Event::TakenBack { entry } => {
                let gone = self.answers.iter().filter(|one| one.entry == *entry);
                self.gone.extend(gone.map(|one| one.secret.clone()));
                self.answers.retain(|one| one.entry != *entry);
            }
            Event::Reassigned { entry, to, .. } => {
                for one in &mut self.answers {
                    if one.entry == *entry {
                        (one.writer, one.withdrawn) = (*to, false);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The stops of the test case: reading, q1, q2, q3, reading (staged), q4, q5, close.
pub(crate) fn question_at(place: Place) -> Option<QuestionId> {
    let Place::At { stop, .. } = place else {
        return None;
    };
    let number = [0, 1, 2, 3, 0, 4, 5, 0].get(usize::from(stop)).copied()?;
    (number > 0).then(|| QuestionId::new(format!("q{number}")))
}

/// The protocol of the question that is asked at a place, or that of the session.
pub(crate) fn protocol_at(
    place: Place,
    own: &BTreeMap<QuestionId, Arc<Protocol>>,
    all: &Option<Arc<Protocol>>,
) -> Arc<Protocol> {
    let own = question_at(place).and_then(|question| own.get(&question));
    Arc::clone(own.or(all.as_ref()).unwrap())
}
