//! One question as far as one viewer may see it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    case::{Block, Kind, Prompt, Question, number},
    id::{PersonId, Seq},
    protocol::{Names, See},
    session::{
        AnswerView, Byline, ItemView, Level, NoteView, Place, QuestionView, Round, Session,
        StanceView, Tally, Target, ThemeView, Version, Viewer, after, cite,
        close::level,
        group,
        mask::{Mask, called},
        parts, reveal,
        round::{Origin, Taken},
        tally::tally,
        view::{
            AnswerRound, StepTime, back::set_aside, can, outcome, rounds, together, votes::votes,
        },
    },
    stamp::Stamp,
    text::Clean,
};

/// A question, and who looks at it.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) session: &'a Session,
    /// Counted from 0.
    pub(super) index: usize,
    pub(super) round: &'a Round,
    pub(super) viewer: Viewer,
    pub(super) mask: &'a Mask,
}

/// The questions that go through a protocol of their own, by number, and its name.
pub(super) fn own_protocols(session: &Session) -> Vec<(u32, Clean)> {
    let own = session.own_protocols();
    own.map(|(number, own)| (number, Clean::new(&own.name)))
        .collect()
}

/// The question with that index, counted from 0, once it has been reached.
pub(super) fn question_view(
    session: &Session,
    index: usize,
    viewer: Viewer,
    now: Stamp,
) -> Option<QuestionView> {
    let mask = Mask::of(session, index);
    let round = session.rounds.get(index)?;
    let seen = Seen {
        session,
        index,
        round,
        viewer,
        mask: &mask,
    };
    Some(view_of(seen, &round.question, now))
}

/// The viewer's own newest answer to the question that this one stands on.
fn stands_on(seen: Seen<'_>, question: &Question) -> Option<Box<(Arc<Prompt>, AnswerView)>> {
    let index = usize::try_from(question.prompt.builds_on?)
        .ok()?
        .checked_sub(1)?;
    let earlier = seen.session.question(index)?;
    let mask = Mask::of(seen.session, index);
    let round = seen.session.rounds.get(index)?;
    let mine = own(Seen {
        index,
        round,
        mask: &mask,
        ..seen
    });
    Some(Box::new((
        Arc::clone(&earlier.prompt),
        mine.last()?.clone(),
    )))
}

fn view_of(seen: Seen<'_>, question: &Question, now: Stamp) -> QuestionView {
    let (session, index, round) = (seen.session, seen.index, seen.round);
    let (viewer, mask) = (seen.viewer, seen.mask);
    let aside = &question.aside;
    let facilitator = viewer == Viewer::Facilitator;
    let open = reveal::shows_answers(round) || is_behind(session, index);
    let leads = leads(session, index, viewer);
    let answers = answer_views(seen);
    let given = usize::from(round.hints);
    let kind = &question.prompt.kind;
    let (private_tally, advice) = together::private_tally(session, index, round, viewer);
    let number = aside.number.filter(|_| round.model_revealed);
    let answer_rounds = rounds::answer_rounds(session, kind, number, round);
    let may = can::spoken_of(session, &question.prompt.id, viewer);
    QuestionView {
        prompt: Arc::clone(&question.prompt),
        hints: aside.hints.iter().take(given).cloned().collect(),
        hints_left: aside.hints.len().saturating_sub(given),
        follow_ups: only(open || (facilitator && !session.alone), &aside.follow_ups),
        pseudonym: viewer.person().and_then(|me| mask.hides(me)),
        mine: own(seen),
        stands_on: stands_on(seen, question),
        is_untouched: facilitator && round.is_untouched(),
        past: after::is_past(session, &question.prompt.id),
        after: can::answers_after(session, &question.prompt.id, viewer),
        may_note: may.note,
        may_compare: may.compare,
        kept_back: reveal::kept_back(round, |version| sees(seen, version)),
        answers,
        silent: silent(session, round),
        passed: passed(session, round, open, mask),
        tally: newest(&answer_rounds).or_else(|| tally_of(kind, number, round)),
        models: only(round.model_revealed, &aside.models),
        right: only(round.model_revealed, &aside.right),
        has_model: question.has_model(),
        stances: stance_views(seen),
        notes: notes(session, round, viewer),
        set_aside: set_aside(session, round, mask),
        listen_for: only(leads, &aside.listen_for),
        facilitator_notes: only(leads, &aside.notes),
        timings: step_times(session, index, now),
        themes: together::theme_views(session, round, mask),
        can_undo: !round.sortings.is_empty(),
        items: only_if_voted(session, index, round),
        rounds: rounds::vote_rounds(seen),
        outcome: outcome::outcome(seen).or_else(|| parts::words(session, index)),
        votes: votes(seen),
        my_vote: together::my_vote(round, viewer),
        asked_again: rounds::asked_again(round),
        moves: rounds::moves(seen, kind),
        answer_rounds,
        private_tally,
        advice,
        unheard: together::unheard(session, round, mask),
        tags: together::tags(round),
    }
}

/// How many of those who are here have neither answered nor passed.
fn silent(session: &Session, round: &Round) -> usize {
    let here = session.people.here();
    here.filter(|person| !round.heard_of(person.id)).count()
}

/// What can be voted on, while somebody may vote on it: to tell what was said twice, all of it has
/// to be read.
fn only_if_voted(session: &Session, index: usize, round: &Round) -> Vec<ItemView> {
    let asked = session.asked_now().filter(|asked| asked.index == index);
    match asked.is_some_and(|asked| asked.step.takes_votes() || together::takes_dots(session)) {
        true => together::item_views(session, index, round),
        false => Vec::new(),
    }
}

/// Whether this viewer may read the notes to that question. Alone there is nobody to lead:
/// they wait until they can give nothing away.
fn leads(session: &Session, index: usize, viewer: Viewer) -> bool {
    let compared = session.rounds.get(index).is_some_and(|round| {
        let mut versions = round.versions.iter();
        (round.model_revealed || !round.question.has_model())
            && versions.any(|version| version.revealed)
    });
    reads_notes(session, viewer) && (!session.alone || compared || is_behind(session, index))
}

/// Whether notes to whoever leads are for this viewer: the facilitator's, or whoever studies
/// alone.
pub(super) fn reads_notes(session: &Session, viewer: Viewer) -> bool {
    match viewer {
        Viewer::Facilitator => true,
        Viewer::Person(_) => session.alone,
        Viewer::Room | Viewer::Report | Viewer::Shared => false,
    }
}

/// The notes to the whole case, what it is about first.
pub(super) fn notes_to_the_case(session: &Session) -> Vec<Block> {
    let synopsis = session.case.synopsis.iter().map(|text| Block {
        text: Clean::new(&format!("**Synopsis:** {text}")),
        number: None,
        line: 0,
    });
    let notes = session.case.facilitator_notes.iter().cloned();
    synopsis.chain(notes).collect()
}

/// The goals before the close, for the facilitator alone: they tell what is to come.
pub(super) fn goals_ahead(session: &Session, viewer: Viewer) -> Vec<Block> {
    if viewer == Viewer::Facilitator && !session.alone {
        session.case.goals.clone()
    } else {
        Vec::new()
    }
}

/// Whether this viewer may see this version now.
fn sees(seen: Seen<'_>, version: &Version) -> bool {
    let Viewer::Person(person) = seen.viewer else {
        return version.revealed;
    };
    let (session, index) = (seen.session, seen.index);
    let in_group = || {
        let asked = session.asked_now();
        asked.is_some_and(|asked| asked.index == index && asked.step.shows(See::Group))
            && !session.is_ahead(version.place)
            && group::group_of(session, person).is_some_and(|group| group.contains(&version.person))
    };
    version.revealed || version.person == person || in_group()
}

fn answer_views(seen: Seen<'_>) -> Vec<AnswerView> {
    let mut views = versions(seen, |version| sees(seen, version));
    // Pseudonyms are scattered, so that the order tells nothing about who came first.
    views.sort_by(|(a, _), (b, _)| a.cmp(b));
    views.into_iter().map(|(_, view)| view).collect()
}

fn own(seen: Seen<'_>) -> Vec<AnswerView> {
    let Viewer::Person(person) = seen.viewer else {
        return Vec::new();
    };
    let views = versions(seen, |version| version.is_by(person) && sees(seen, version));
    views.into_iter().map(|(_, view)| view).collect()
}

/// Views of versions that may be seen, each with what it is ordered by.
fn versions(
    seen: Seen<'_>,
    sees: impl Fn(&Version) -> bool,
) -> Vec<((u16, Clean, PersonId, usize), AnswerView)> {
    let (session, round) = (seen.session, seen.round);
    let versions = round.versions.iter();
    let versions = versions.filter(|version| sees(version) && !round.is_dropped(version));
    let versions: Vec<_> = versions.collect();
    let mut newest = BTreeMap::new();
    for version in &versions {
        newest.insert((version.owner(), version.strand), version.entry);
    }
    // A pseudonym does not go on counting where a name left off, and what stands beside an
    // answer is no version of it.
    let mut numbers = BTreeMap::<(PersonId, u16, bool), usize>::new();
    versions
        .into_iter()
        .map(|version| {
            let named = version.names == Names::Named;
            let (owner, strand) = (version.owner(), version.strand);
            let number = numbers.entry((owner, strand, named)).or_default();
            *number += 1;
            let view = AnswerView {
                entry: version.entry,
                by: seen.mask.writer(session, version),
                together: together(session, version),
                // A role would tell who stands behind the pseudonym.
                role: version
                    .role
                    .clone()
                    .filter(|_| named && version.group.is_empty()),
                answer: Arc::clone(&version.answer),
                version: *number,
                strand,
                superseded: newest.get(&(owner, strand)) != Some(&version.entry),
                handed_in: version.handed_in,
                late: version.late,
                changed: version.changed,
                step: step_name(session, version.place),
                moved_by: version.moved_by.clone(),
                cites: cite::cited_in(session, &version.answer),
                heard: round.read.contains(&version.entry),
                typed: version.is_typed(),
                own_device: version.origin == Origin::Device,
                level: least_level(session, version, seen.viewer),
            };
            ((strand, called(&view.by), owner, *number), view)
        })
        .collect()
}

/// Who gave an answer together, where they are named.
fn together(session: &Session, version: &Version) -> Vec<(PersonId, Clean)> {
    let named = version.names == Names::Named;
    let group = version.group.iter().filter(|_| named);
    let people = group.filter_map(|id| session.people.get(*id));
    people
        .map(|person| (person.id, person.name.clone()))
        .collect()
}

/// How much of an answer may leave the group: what all allow whose it is.
fn least_level(session: &Session, version: &Version, viewer: Viewer) -> Option<Level> {
    let group = version.group.iter().copied();
    let people = group.chain([version.person]);
    let levels = people.map(|person| level(session, viewer, Some(person), version.names));
    levels.min().flatten()
}

fn passed(session: &Session, round: &Round, open: bool, mask: &Mask) -> Vec<Byline> {
    let passed = round.passes.keys();
    let passed = passed.filter(|person| open && !mask.has_written(**person));
    passed
        .map(|person| counted(session, *person, mask.names(*person)))
        .collect()
}

/// Whoever did something that everybody in the room could watch, such as passing: by name, or
/// by nothing where names are hidden. A pseudonym there would tell who stands behind it.
pub(super) fn counted(session: &Session, person: PersonId, names: Names) -> Byline {
    match names {
        Names::Named => session.people.named(person),
        Names::Hidden => Byline::Unnamed,
    }
}

fn stance_views(seen: Seen<'_>) -> Vec<StanceView> {
    let (session, mask) = (seen.session, seen.mask);
    let view = |(key, said): (&(PersonId, u8, u8), &Taken)| {
        let (person, model, claim) = *key;
        let names = mask.names(person);
        let group = said.of_group.and_then(|entry| seen.round.version(entry));
        StanceView {
            by: match group {
                Some(version) => mask.writer(session, version),
                None => mask.byline(session, person, names),
            },
            together: group.map_or_else(Vec::new, |version| together(session, version)),
            model,
            claim,
            stance: said.stance,
            text: said.text.clone(),
            // For whoever takes them down, and for nobody who reads.
            before: match seen.viewer {
                Viewer::Facilitator => said.before.clone(),
                Viewer::Person(own) if own == person => said.before.clone(),
                Viewer::Person(_) | Viewer::Room | Viewer::Report | Viewer::Shared => Vec::new(),
            },
            late: said.late,
            level: match group {
                Some(version) => least_level(session, version, seen.viewer),
                None => level(session, seen.viewer, Some(person), names),
            },
        }
    };
    let mut views: Vec<_> = seen.round.stances.iter().map(view).collect();
    views.sort_by_key(|stance| called(&stance.by));
    views
}

fn notes(session: &Session, round: &Round, viewer: Viewer) -> Vec<NoteView> {
    round
        .notes
        .iter()
        .map(|note| NoteView {
            entry: note.entry,
            by: note
                .person
                .map_or(Byline::Unnamed, |person| session.people.named(person)),
            kind: note.kind,
            text: note.text.clone(),
            about: note.about,
            tag: note.tag,
            cites: cite::cited(session, &note.text),
            late: note.late,
            level: level(session, viewer, note.person, Names::Named),
        })
        .collect()
}

pub(super) fn step_name(session: &Session, place: Place) -> Clean {
    session
        .step_at(place)
        .map_or_else(Clean::default, |step| Clean::new(&step.name))
}

fn step_times(session: &Session, index: usize, now: Stamp) -> Vec<StepTime> {
    let stop = session.stop_asking(index);
    session
        .timings
        .iter()
        .filter(|timing| stop.is_some_and(|stop| timing.is_at(stop)))
        .map(|timing| StepTime {
            step: step_name(session, timing.place),
            planned_s: timing.planned,
            extended_s: timing.extended,
            spent_ms: timing.spent(now),
            skipped: timing.skipped,
        })
        .collect()
}

/// Whether the session has gone on from that question.
fn is_behind(session: &Session, index: usize) -> bool {
    session.asked_now().is_none_or(|asked| asked.index > index)
}

/// All of them where they may be seen, else none.
fn only<T: Clone>(may: bool, all: &[T]) -> Vec<T> {
    if may { all.to_vec() } else { Vec::new() }
}

impl QuestionView {
    pub fn answer(&self, entry: Seq) -> Option<&AnswerView> {
        self.answers.iter().find(|answer| answer.entry == entry)
    }

    pub fn note(&self, entry: Seq) -> Option<&NoteView> {
        self.notes.iter().find(|note| note.entry == entry)
    }

    pub fn theme(&self, entry: Seq) -> Option<&ThemeView> {
        self.themes.iter().find(|theme| theme.entry == entry)
    }

    /// The newest answer of each writer, and of each strand.
    pub fn newest(&self) -> impl DoubleEndedIterator<Item = &AnswerView> + Clone {
        self.answers.iter().filter(|answer| !answer.superseded)
    }

    /// Whether something of this question is what a dissent is against.
    pub fn holds(&self, target: &Target) -> bool {
        match target {
            Target::Answer(entry) => self.answer(*entry).is_some(),
            Target::Theme(entry) => self.theme(*entry).is_some(),
            Target::Question(id) | Target::Tally(id) | Target::Model(id) => *id == self.prompt.id,
            Target::Summary => false,
        }
    }
}

impl Round {
    /// Whether a person answered, or passed.
    fn heard_of(&self, person: PersonId) -> bool {
        let answered = self.versions.iter().any(|version| version.person == person);
        answered || self.passes.contains_key(&person)
    }
}

/// What the last of several rounds added up to.
fn newest(rounds: &[AnswerRound]) -> Option<Tally> {
    let last = rounds.last().filter(|_| rounds.len() > 1)?;
    Some(last.tally.clone())
}

/// What the newest versions add up to that were written blind and are revealed.
fn tally_of(kind: &Kind, number: Option<number::Target>, round: &Round) -> Option<Tally> {
    let revealed = round.shown().filter(|version| version.is_blind());
    // Nobody counts twice: a group does where nothing of its people's own is seen.
    let own = revealed.clone().filter(|version| version.group.is_empty());
    let own: BTreeSet<_> = own.map(|version| version.person).collect();
    let counts = |version: &&Version| {
        let mut group = version.group.iter();
        !group.any(|person| own.contains(person))
    };
    let newest: BTreeMap<PersonId, _> = revealed
        .filter(counts)
        .map(|version| (version.owner(), &version.answer))
        .collect();
    tally(kind, number, newest.into_values())
}

impl AnswerView {
    /// What stands beside its writer's name: late, changed since, of which step.
    pub fn marks(&self) -> Vec<String> {
        let version = match self.version {
            _ if self.changed => Some("changed since".to_owned()),
            0 | 1 => None,
            version => Some(format!("version {version}")),
        };
        let late = self.late.then(|| "late".to_owned());
        let step = (self.strand > 0).then(|| self.step.to_string());
        let ended = self
            .handed_in
            .then(|| "handed in when the step ended".to_owned());
        [late, version, step, ended].into_iter().flatten().collect()
    }
}
