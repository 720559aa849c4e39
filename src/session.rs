//! A session: the fold of its entries. Commands go in, events come out, a view for each viewer.
//!
//! Pure: it knows no clock, file, terminal, network, thread or randomness; the time is an
//! argument. Its fields are private to this room, so no front can look behind a [`View`].

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    case::{Case, Kind, identity, offer, write::same},
    id::{CommandId, PersonId, QuestionId, Seq},
    protocol::{Names, Protocol, Way},
    stamp::Stamp,
    text::Clean,
};

mod after;
mod agenda;
mod agenda_item;
mod amend;
mod apply;
mod assign;
mod back;
mod ballot;
mod cite;
mod clock;
mod close;
mod command;
mod decide;
mod door;
mod draft;
mod event;
mod facts;
mod fit;
mod group;
mod learned;
mod mask;
mod newest;
mod notice;
mod parts;
mod pause;
mod people;
mod pseudonym;
mod refers;
mod refusal;
mod reveal;
mod round;
mod rule;
mod salvage;
mod study;
mod tally;
mod theme;
mod view;
mod voice;
mod vote;

use agenda_item::AgendaItem;
pub use apply::ReplayError;
pub use assign::assigned;
use clock::Timing;
pub use clock::{BreakView, Clock, MINUTES};
use close::Dissent;
pub use close::{ASKED, Commitment, DissentState, FEWEST_SHARED, Level, names_somebody};
pub use command::{Command, Misnamed, Order};
pub use draft::{Draft, DraftKey, Drafts, handed_in_after};
pub use event::{Entry, Event, FORMAT, Opened};
pub use learned::Learned;
pub use mask::Byline;
use people::{People, Person};
pub use refusal::Refusal;
use round::{Note, Round, Theme, Version, Vote};
pub use salvage::{Gap, Salvaged};
pub use study::{
    Before, LADDER, MarkView, Rated, Rating, Study, StudyBrief, StudyView, Voice, due,
};
pub use tally::{Numbers, Spread, Tally};
pub use view::{
    AgendaLine, Ahead, AnswerRound, AnswerView, AskedFor, Briefs, Budget, Can, CaseCard,
    ChangeView, Citation, CommitmentView, ConsentView, DissentView, FactView, ItemTally, ItemView,
    MoveView, Next, NoteView, Offer, PartView, PersonState, PersonView, QuestionView, QueueLine,
    SHOW_MODEL, SetAsideView, Setup, StanceView, StepTime, StepView, ThemeView, Undecided, View,
    Viewer, VoteRound, VoteView, WORTH_SAYING, When, WordView, asks_to_close, asks_to_replace,
    asks_to_set_aside, count_in, groups_in, hands, says_half_typed, says_handed_in, says_in,
    says_unshown, setup_of, so_far, turn, wordless,
};
pub use vote::{Ballot, Dotted, Duty, NoteKind, Score, Tag};
/// The most people of a session.
pub const MOST_PEOPLE: usize = 300;
/// The most letters of a name, as people count them.
pub const MOST_LETTERS: usize = 40;
/// The most bytes of one answer, note or dissent: its journal line stays under 64 KiB, escaped.
pub const MOST_BYTES: usize = 30 * 1024;

/// What follows from a command.
type Decision = Result<Vec<Event>, Refusal>;
/// What a rule says.
type Ruling = Result<(), Refusal>;
/// Whether an entry fits what was before; where it does not, why.
type Fit = Result<(), &'static str>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The program itself: it opened, mended or noticed something.
    Program,
    /// The shared keyboard: steers for whoever holds the seat, and types for everybody.
    Desk,
    /// Where people's own devices come in: it brings people to the table, and nothing else.
    Door,
    /// A person at a keyboard or device of their own, or who was passed the shared one.
    Person(PersonId),
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    #[default]
    Gather,
    /// At a stop of the agenda.
    At {
        /// Which stop, counted from 0.
        stop: u16,
        /// Which step of it, counted from 0.
        step: u16,
    },
    Over,
}

/// What a person makes of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    Agree,
    /// It holds, and there is more.
    Extend,
    Contest,
}

impl Stance {
    /// All stances, in the order in which screens offer them.
    pub const ALL: [Self; 3] = [Self::Agree, Self::Extend, Self::Contest];

    /// The glossary's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Extend => "extend",
            Self::Contest => "contest",
        }
    }

    /// The same to people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Extend => "add to it",
            Self::Agree | Self::Contest => self.word(),
        }
    }
}

/// What a dissent is against.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// One version of an answer, by its entry.
    Answer(Seq),
    /// A question as its author asks it.
    Question(QuestionId),
    /// What the answers to a question add up to.
    Tally(QuestionId),
    /// What the author answers to a question.
    Model(QuestionId),
    /// A theme, by the entry that made it.
    Theme(Seq),
    /// The session's summary.
    Summary,
}

/// A session: nothing but its entries, applied in order.
#[derive(Clone, Debug)]
pub struct Session {
    case: Arc<Case>,
    agenda: Arc<[AgendaItem]>,
    /// By stop; counted once, since a case may be long.
    reading_seconds: Arc<[u32]>,
    protocol: Arc<Protocol>,
    alone: bool,
    seed: u64,
    names: Names,
    /// How people write; none where nobody has said.
    way: Option<Way>,
    /// What was planned for questions that were over when another way to write began.
    planned: BTreeMap<usize, Vec<Option<u32>>>,
    place: Place,
    /// The furthest part that the agenda has reached.
    reached_part: usize,
    /// The furthest place from which the session stepped back, until it is there again.
    turned_back: Option<Place>,
    /// Seconds that there are for all of it; none where nobody said.
    given_s: Option<u32>,
    /// What was gone back on, oldest first.
    changes: Vec<back::Change>,
    /// Replayed from disk and not continued yet: no time passes.
    asleep: bool,
    /// The last thing that is on record is that the program was closed.
    paused: bool,
    card: Arc<CaseCard>,
    /// The command that opened it, and in which format.
    opened_by: CommandId,
    format: u32,
    /// The hash of the document and its place.
    origin: (Clean, Clean),
    /// The last entry and its moment.
    last: (Seq, Stamp),
    opened_at: Stamp,
    people: People,
    /// By question, in the order of the case.
    rounds: Vec<Round>,
    timings: Vec<Timing>,
    breaks: Vec<pause::Break>,
    groups: group::Groups,
    dissents: Vec<Dissent>,
    commitments: Vec<(Seq, Option<PersonId>, Commitment)>,
    /// What came of what was tried before this session.
    learned: Vec<Learned>,
    words: BTreeMap<PersonId, Clean>,
    /// How much of what each person said may leave the group.
    consents: close::Consents,
    damage: Vec<Clean>,
    /// The commands that were carried out.
    heard: HashSet<CommandId>,
    newest: newest::Newest,
    studied: study::Studied,
    voices: voice::Voices,
    /// Facts that were given out, the first first.
    facts: Vec<facts::Given>,
}

impl Session {
    /// The number of the last entry.
    pub fn last(&self) -> Seq {
        self.last.0
    }

    /// What the session is known by wherever it goes: 128 bits of BLAKE3 over the number of the
    /// command that opened it, which stays where a damaged journal is taken over.
    pub fn id(&self) -> Clean {
        let hash = blake3::hash(self.opened_by.to_string().as_bytes()).to_hex();
        Clean::new(hash.get(..32).unwrap_or_default())
    }

    /// The number of the last entry that changed what this viewer sees, but for the clock and for
    /// how many, or who, have done what is asked.
    pub fn newest_for(&self, viewer: Viewer) -> Seq {
        self.newest.of(viewer, self.people.seat)
    }

    /// The commands that hand in what is half typed and counts, before this one ends the step.
    pub fn counting(&self, ends: &Command, drafts: &Drafts) -> Vec<Command> {
        draft::counting(self, ends, drafts)
    }

    /// What follows from a command, by the rules.
    ///
    /// A command that was heard before has no events: sent twice, it has one effect.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] that says why not and what to do instead.
    pub fn decide(&self, order: &Order, now: Stamp) -> Decision {
        decide::decide(self, order, now)
    }

    /// What `viewer` may see at the moment `now`.
    ///
    /// The only place that decides who sees what: screens, pages and reports draw what is here.
    pub fn view(&self, viewer: Viewer, now: Stamp) -> View {
        view::whole::view(self, viewer, now)
    }

    /// The same without the questions that were asked before, for whoever shows only what is now:
    /// a page for each of three hundred people.
    pub fn view_now(&self, viewer: Viewer, now: Stamp) -> View {
        view::whole::view_now(self, viewer, now)
    }

    /// The times alone, for whoever only has to know when they change.
    pub fn view_clock(&self, now: Stamp) -> Clock {
        clock::of(self, now)
    }

    /// When time alone ends the step that runs; none where it does not, or stands still.
    pub fn wake_at(&self, now: Stamp) -> Option<Stamp> {
        clock::wake_at(self, now)
    }

    /// Whether the step that runs waits for what each of them has to hand in. Whatever they share to
    /// write on has to know whose turn it is, as the shared keyboard does.
    pub fn waits_for(&self, people: &[PersonId]) -> Vec<(PersonId, bool)> {
        let waits = |id: &PersonId| (*id, self.state_of(*id) == PersonState::Open);
        people.iter().map(waits).collect()
    }

    pub fn people_on(&self, device: u32) -> &[PersonId] {
        self.people.on(device)
    }

    /// Who wrote on that device of their own until they left, where they took part: what they
    /// wrote stays theirs.
    pub fn left_from(&self, device: u32) -> Option<PersonId> {
        let left = self.people.left_from(device)?;
        self.took_part(left).then_some(left)
    }

    /// The number of the device that a person is on.
    pub fn device_of(&self, person: PersonId) -> Option<u32> {
        self.people.device_of(person)
    }

    /// Whether anything that a person said stands in the session.
    pub fn took_part(&self, person: PersonId) -> bool {
        self.people.get(person).is_some_and(|known| known.took_part)
    }

    /// The moment of the last entry.
    pub fn last_at(&self) -> Stamp {
        self.last.1
    }

    pub fn place(&self) -> Place {
        self.place
    }

    /// What changed since in a case that was read again, in numbers only; none where nothing did.
    pub fn changed(&self, later: &Case) -> Option<identity::Changed> {
        let offered = || offer::what_so_what_now_what(later);
        let same = same(&self.case, later) || same(&self.case, &offered());
        (!same).then(|| identity::changed(&self.case, later))
    }

    /// What became of the questions of an earlier reading, in its order. It tells ids only.
    pub fn followed(&self, earlier: &Case) -> Vec<identity::Fate> {
        identity::follow(earlier, &self.case)
    }

    /// Whether the question of that id asks for an answer of that kind, options included.
    pub fn asks_for(&self, question: &QuestionId, kind: &Kind) -> bool {
        let mut all = self.questions();
        all.any(|known| known.prompt.id == *question && known.prompt.kind == *kind)
    }

    /// What has to be put on record where the program is closed now, so that the clock goes on
    /// from what was used; none where no time passes.
    pub fn pause(&self, now: Stamp) -> Option<Event> {
        let timing = self.timings.last()?;
        let runs = timing.runs() && !self.asleep && !self.is_over();
        let spent_ms = timing.spent(now);
        runs.then_some(Event::Paused { spent_ms })
    }

    /// The same session as it is seen beside the program that writes it: time passes, unless it
    /// is on record that the program was closed.
    #[must_use]
    pub fn runs_elsewhere(mut self) -> Self {
        self.asleep = self.paused;
        self
    }

    /// The case, for sheets of paper.
    ///
    /// # Errors
    /// To whoever does not steer, since it holds what is still hidden.
    pub fn case_for_paper(&self, by: Actor) -> Result<Arc<Case>, Refusal> {
        self.may_steer(by)?;
        Ok(Arc::clone(&self.case))
    }

    /// The hash of its document, as [`Opened::source_hash`].
    pub fn hash_of_source(&self) -> &Clean {
        &self.origin.0
    }

    /// Where its document lay, as [`Opened::place`].
    pub fn place_of_source(&self) -> &Clean {
        &self.origin.1
    }

    pub fn is_over(&self) -> bool {
        self.place == Place::Over
    }
}
