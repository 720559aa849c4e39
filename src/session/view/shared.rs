//! What leaves the group: of a view, only what was consented to. Every field is named here, so
//! that a new one has to be decided.

use std::collections::BTreeSet;

use super::{
    Ahead, AnswerView, Briefs, Byline, Can, CommitmentView, ConsentView, DissentView, NoteView,
    PersonState, PersonView, QuestionView, StanceView, View, VoteView, WordView,
};
use crate::{
    case::{Answer, Value},
    id::PersonId,
    session::{
        Ballot, Clock, Commitment, DissentState, FEWEST_SHARED, Level, Place, Session, StudyView,
        close::names_somebody, door::members,
    },
    text::Clean,
};

/// What may leave of a view for [`super::Viewer::Shared`].
pub(super) fn only_shared(session: &Session, whole: View) -> View {
    let mut sieve = Sieve::of(session, &whole);
    let questions = whole.past.into_iter().chain(whole.question);
    let past = questions.map(|one| sieve.question(one)).collect();
    let dissents = sieve.dissents(whole.dissents);
    // Before it is told how many texts stay.
    let commitments = sieve.commitments(whole.commitments);
    View {
        viewer: whole.viewer,
        session: whole.session,
        case: whole.case,
        place: whole.place,
        alone: whole.alone,
        seq: whole.seq,
        opened_at: whole.opened_at,
        protocol: whole.protocol,
        protocols: whole.protocols,
        step_times: Vec::new(),
        names: whole.names,
        way: whole.way,
        setup: None,
        agenda: Vec::new(),
        clock: Clock::default(),
        breaks: Vec::new(),
        step: None,
        ahead: Ahead::default(),
        people: people(session),
        seat: None,
        seats: Vec::new(),
        groups: Vec::new(),
        queue: Vec::new(),
        next_speaker: None,
        duties: Vec::new(),
        duty_log: Vec::new(),
        citations: Vec::new(),
        parts: Vec::new(),
        exhibits: Vec::new(),
        facts: Vec::new(),
        undecided: None,
        question: None,
        past,
        goals: Vec::new(),
        sources: Vec::new(),
        dissents,
        learned: Vec::new(),
        consent: told(session, whole.consent.asked, sieve.named),
        commitments,
        words: sieve.words(whole.words),
        facilitator_notes: Vec::new(),
        facilitator_goals: Vec::new(),
        briefs: Briefs::default(),
        study: StudyView::default(),
        changes: Vec::new(),
        damage: Vec::new(),
        can: Can::default(),
    }
}

fn told(session: &Session, asked: bool, named: usize) -> ConsentView {
    ConsentView {
        asked,
        most: session.consents.most,
        named,
        nothing: session.people.all.len() - people(session).len(),
        ..ConsentView::default()
    }
}

/// Those who share anything; by name only who shares that.
fn people(session: &Session) -> Vec<PersonView> {
    let level = |person: PersonId| session.consents.of(person);
    let shares = session
        .people
        .all
        .iter()
        .filter(|person| level(person.id) > Level::Nothing);
    shares
        .map(|person| {
            let named = level(person.id) == Level::Named;
            PersonView {
                id: person.id,
                name: if named {
                    person.name.clone()
                } else {
                    nameless(person.id)
                },
                members: members(session, person.id).filter(|_| named),
                role: person.role.clone().filter(|_| named),
                here: true,
                left_nothing: false,
                said_nothing: false,
                on_device: false,
                late: false,
                state: PersonState::Free,
                heard: 0,
                spoken: 0,
                spoken_s: 0,
                has_written: false,
            }
        })
        .collect()
}

/// Whoever shares without a name.
fn nameless(person: PersonId) -> Clean {
    Clean::line(&format!("person {}", person.0))
}

fn everybody_who_answered(view: &View) -> usize {
    let answers = view.questions().flat_map(|question| &question.answers);
    answers
        .map(|answer| &answer.by)
        .collect::<std::collections::HashSet<_>>()
        .len()
}

/// Keeps what may leave.
struct Sieve {
    names: Vec<Clean>,
    /// Whether enough people answered for one of them to be quoted without a name.
    enough: bool,
    /// How many texts stay since they name somebody.
    named: usize,
}

impl Sieve {
    /// Of a session, before anything of it leaves.
    fn of(session: &Session, whole: &View) -> Self {
        Self {
            names: session
                .people
                .all
                .iter()
                .map(|one| one.name.clone())
                .collect(),
            enough: everybody_who_answered(whole) >= FEWEST_SHARED,
            named: 0,
        }
    }

    /// A text, as far as it may leave; else nothing.
    fn text(&mut self, text: &Clean, level: Level, by: &Byline) -> Clean {
        let may = match level {
            Level::Nothing | Level::Counted => false,
            Level::Words => self.enough,
            Level::Named => true,
        };
        if !may || text.is_empty() {
            return Clean::default();
        }
        let own = match by {
            Byline::Name(_, name) => Some(name).filter(|_| level == Level::Named),
            Byline::Pseudonym(_) | Byline::Group | Byline::Unnamed => None,
        };
        let others = self.names.iter().filter(|name| Some(*name) != own);
        if names_somebody(text, others.map(Clean::as_str)) {
            self.named += 1;
            return Clean::default();
        }
        text.clone()
    }

    fn question(&mut self, mut question: QuestionView) -> QuestionView {
        let answers = &question.answers;
        let writers: BTreeSet<String> = answers.iter().map(|one| format!("{:?}", one.by)).collect();
        let whole = std::mem::replace(&mut self.enough, writers.len() >= FEWEST_SHARED);
        let hidden = are_many(answers.iter().map(|one| (&one.by, one.level)));
        let may = |level: Option<Level>, by: &Byline| {
            level.filter(|level| *level > Level::Nothing && (hidden || pseudonym(by).is_none()))
        };
        let mut kept = Vec::new();
        for answer in question.answers.drain(..) {
            let level = may(answer.level, &answer.by);
            kept.extend(level.map(|level| self.answer(answer, level)));
        }
        let mut stances = Vec::new();
        for stance in question.stances.drain(..) {
            let level = may(stance.level, &stance.by);
            stances.extend(level.map(|level| StanceView {
                together: Vec::new(),
                text: self.text(&stance.text, level, &stance.by),
                by: byline(stance.by, level),
                level: Some(level),
                ..stance
            }));
        }
        let notes = std::mem::take(&mut question.notes);
        question.notes = self.notes(notes);
        let votes = std::mem::take(&mut question.votes);
        question.votes = self.votes(votes);
        question.answers = kept;
        question.stances = stances;
        self.enough = whole;
        bare(question)
    }

    fn answer(&mut self, answer: AnswerView, level: Level) -> AnswerView {
        let Answer { value, reason } = answer.answer.as_ref();
        let value = match value {
            Value::Text(text) => Value::Text(self.text(text, level, &answer.by)),
            Value::Parts(parts) => {
                let parts = parts.iter();
                let parts = parts.map(|part| self.text(part, level, &answer.by));
                Value::Parts(parts.collect())
            }
            Value::Choice(_) | Value::Scale(_) | Value::Rank(_) => value.clone(),
        };
        let reason = self.text(reason, level, &answer.by);
        AnswerView {
            entry: answer.entry,
            together: Vec::new(),
            role: answer.role.filter(|_| level == Level::Named),
            answer: Answer { value, reason }.into(),
            version: answer.version,
            strand: answer.strand,
            superseded: answer.superseded,
            handed_in: answer.handed_in,
            late: answer.late,
            changed: answer.changed,
            step: answer.step,
            moved_by: self.text(&answer.moved_by, level, &answer.by),
            cites: Vec::new(),
            heard: false,
            typed: false,
            own_device: false,
            level: Some(level),
            by: byline(answer.by, level),
        }
    }

    fn votes(&mut self, votes: Vec<VoteView>) -> Vec<VoteView> {
        let hidden = are_many(votes.iter().map(|one| (&one.by, one.level)));
        // Whoever votes has answered too.
        let voters: BTreeSet<String> = votes.iter().map(|one| format!("{:?}", one.by)).collect();
        self.enough |= voters.len() >= FEWEST_SHARED;
        let mut kept = Vec::new();
        for vote in votes {
            let level = vote.level.unwrap_or_default();
            if level > Level::Nothing && (hidden || pseudonym(&vote.by).is_none()) {
                kept.push(VoteView {
                    ballot: self.ballot(vote.ballot, level, &vote.by),
                    by: byline(vote.by, level),
                    step: vote.step,
                    round: vote.round,
                    level: Some(level),
                });
            }
        }
        kept
    }

    /// A vote, and why as far as that may leave.
    fn ballot(&mut self, mut ballot: Ballot, level: Level, by: &Byline) -> Ballot {
        match &mut ballot {
            Ballot::Ranking(_) | Ballot::Dots(_) => {}
            Ballot::Rating(rated) => {
                for one in rated {
                    one.reason = self.text(&one.reason, level, by);
                }
            }
            Ballot::Consent { reason, .. } => *reason = self.text(reason, level, by),
        }
        ballot
    }

    /// Notes are words: there is nothing in them to count.
    fn notes(&mut self, notes: Vec<NoteView>) -> Vec<NoteView> {
        let mut kept = Vec::new();
        for note in notes {
            let level = note.level.unwrap_or_default();
            let text = self.text(&note.text, level, &note.by);
            if !text.is_empty() {
                kept.push(NoteView {
                    entry: note.entry,
                    by: byline(note.by, level),
                    kind: note.kind,
                    text,
                    about: None,
                    tag: note.tag,
                    cites: Vec::new(),
                    late: note.late,
                    level: Some(level),
                });
            }
        }
        kept
    }

    fn dissents(&mut self, dissents: Vec<DissentView>) -> Vec<DissentView> {
        let mut kept = Vec::new();
        for one in dissents {
            let level = one.level.unwrap_or_default();
            let text = self.text(&one.text, level, &one.by);
            if !text.is_empty() && one.state != DissentState::TakenBack {
                kept.push(DissentView {
                    entry: one.entry,
                    by: byline(one.by, level),
                    against: one.against,
                    // It may name whoever gave the answer.
                    against_words: Clean::default(),
                    text,
                    state: one.state,
                    answers: Vec::new(),
                    level: Some(level),
                    mine: false,
                    may_move: false,
                });
            }
        }
        kept
    }

    fn commitments(&mut self, commitments: Vec<CommitmentView>) -> Vec<CommitmentView> {
        let mut kept = Vec::new();
        for one in commitments {
            let level = one.level.unwrap_or_default();
            if level > Level::Nothing {
                let Commitment {
                    what,
                    expect,
                    by_when,
                    surprise,
                } = &one.commitment;
                kept.push(CommitmentView {
                    entry: one.entry,
                    commitment: Commitment {
                        what: self.text(what, level, &one.by),
                        expect: self.text(expect, level, &one.by),
                        by_when: self.text(by_when, level, &one.by),
                        surprise: self.text(surprise, level, &one.by),
                    },
                    by: byline(one.by, level),
                    level: Some(level),
                });
            }
        }
        kept
    }

    fn words(&mut self, words: Vec<WordView>) -> Vec<WordView> {
        let mut kept = Vec::new();
        for one in words {
            let level = one.level.unwrap_or_default();
            let word = self.text(&one.word, level, &one.by);
            if !word.is_empty() {
                kept.push(WordView {
                    by: byline(one.by, level),
                    word,
                    level: Some(level),
                });
            }
        }
        kept
    }
}

/// A question, and of all that people made of it what was kept.
fn bare(question: QuestionView) -> QuestionView {
    QuestionView {
        prompt: question.prompt,
        hints: Vec::new(),
        hints_left: 0,
        follow_ups: Vec::new(),
        pseudonym: None,
        mine: Vec::new(),
        stands_on: None,
        past: question.past,
        is_untouched: false,
        after: Vec::new(),
        may_note: false,
        may_compare: false,
        answers: question.answers,
        kept_back: 0,
        silent: 0,
        passed: Vec::new(),
        tally: None,
        models: question.models,
        right: question.right,
        has_model: question.has_model,
        stances: question.stances,
        notes: question.notes,
        set_aside: Vec::new(),
        listen_for: Vec::new(),
        facilitator_notes: Vec::new(),
        timings: Vec::new(),
        themes: Vec::new(),
        can_undo: false,
        items: Vec::new(),
        rounds: Vec::new(),
        outcome: None,
        votes: question.votes,
        my_vote: None,
        answer_rounds: Vec::new(),
        moves: Vec::new(),
        asked_again: 0,
        private_tally: None,
        advice: None,
        unheard: Vec::new(),
        tags: Vec::new(),
    }
}

/// Whether enough people share under hidden names: too few could be told by who shares at all.
fn are_many<'a>(said: impl Iterator<Item = (&'a Byline, Option<Level>)>) -> bool {
    let shared = said.filter(|(_, level)| *level > Some(Level::Nothing));
    let hidden: BTreeSet<_> = shared.filter_map(|(by, _)| pseudonym(by)).collect();
    hidden.len() >= FEWEST_SHARED
}

fn pseudonym(by: &Byline) -> Option<&Clean> {
    match by {
        Byline::Pseudonym(name) => Some(name),
        Byline::Name(..) | Byline::Group | Byline::Unnamed => None,
    }
}

/// Whose it is, as far as that may leave.
fn byline(by: Byline, level: Level) -> Byline {
    match by {
        Byline::Name(person, _) if level < Level::Named => Byline::Pseudonym(nameless(person)),
        by => by,
    }
}

impl View {
    /// A session is shared once it is over: until then anybody may change what they said.
    pub fn may_be_shared(&self) -> bool {
        self.place == Place::Over && self.consent.asked
    }
}
