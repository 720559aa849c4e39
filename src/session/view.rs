//! What one viewer may see. The only way out of a session: hidden text never gets in here.

use std::sync::Arc;

mod ahead;
mod back;
mod brief;
mod budget;
mod can;
mod closing;
mod facts;
mod outcome;
mod question;
mod rounds;
mod setup;
mod shared;
mod so_far;
mod stance;
mod together;
mod voices;
mod votes;
pub(super) mod whole;

pub use ahead::{
    AgendaLine, Ahead, Next, SHOW_MODEL, Undecided, When, asks_to_close, says_half_typed,
    says_handed_in, says_unshown,
};
pub use back::{ChangeView, SetAsideView, asks_to_replace, asks_to_set_aside, says_in};
pub use brief::Briefs;
pub use budget::{Budget, WORTH_SAYING};
pub use can::Can;
pub use closing::{CommitmentView, ConsentView, DissentView, WordView, wordless};
pub use facts::{AskedFor, FactView};
pub use rounds::{AnswerRound, ItemTally, MoveView, VoteRound};
pub use setup::{Offer, Setup, setup_of};
pub use so_far::{count_in, groups_in, so_far};
pub use stance::StanceView;
pub use together::{ItemView, ThemeView};
pub use voices::{Citation, QueueLine, hands, turn};
pub use votes::VoteView;

use super::{
    Ballot, BreakView, Byline, Clock, Duty, Learned, Level, NoteKind, Place, StudyView, Tag, Tally,
};
use crate::{
    case::{Answer, Block, Case, Exhibit, ModelAnswer, Prompt, Reading},
    id::{PersonId, QuestionId, Seq},
    protocol::{Names, Protocol, Step, Way},
    stamp::Wall,
    text::Clean,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// Whoever steers. Sees no hidden answer either, but the notes for facilitators.
    Facilitator,
    /// A person at a keyboard of their own, or who was passed the shared one.
    Person(PersonId),
    /// The screen that everybody in the room sees.
    Room,
    /// What people take away.
    Report,
    /// What leaves the group: what was consented to, and nothing else.
    Shared,
}

impl Viewer {
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(person) => Some(person),
            Self::Facilitator | Self::Room | Self::Report | Self::Shared => None,
        }
    }
}

/// What a viewer may see, ready to be drawn, printed or exported.
#[derive(Clone, Debug)]
pub struct View {
    pub viewer: Viewer,
    /// What the session is known by wherever it goes.
    pub session: Clean,
    pub case: Arc<CaseCard>,
    pub place: Place,
    /// Whether one person studies alone.
    pub alone: bool,
    /// Number of the last entry, for fronts that want to know whether anything is new.
    pub seq: Seq,
    pub opened_at: Wall,
    /// The protocol, with its steps: that of the question asked now, else the session's.
    pub protocol: Arc<Protocol>,
    /// The questions that go through a protocol of their own, by number, and its name.
    pub protocols: Vec<(u32, Clean)>,
    /// Planned seconds of each of its steps in this case, the shortest and the longest; none for
    /// a step without a time. Only while people gather.
    pub step_times: Vec<Option<(u32, u32)>>,
    /// Whether names stand beside what is written now.
    pub names: Names,
    /// How people write; none where nobody has said.
    pub way: Option<Way>,
    /// What can be chosen before the first question, and what it costs; for the facilitator.
    pub setup: Option<Box<Setup>>,
    /// The whole agenda; titles of hidden parts are not told.
    pub agenda: Vec<AgendaLine>,
    /// The time of the step that runs, and of everything.
    pub clock: Clock,
    /// Breaks so far, oldest first.
    pub breaks: Vec<BreakView>,
    /// The step that runs; none while people gather, read, close, or when it is over.
    pub step: Option<StepView>,
    /// The steps of its question, and where going on leads.
    pub ahead: Ahead,
    /// Everybody who ever joined, in order of joining.
    pub people: Vec<PersonView>,
    /// Who steers; nobody means the shared keyboard itself.
    pub seat: Option<PersonId>,
    /// Hand-overs of the seat so far, oldest first.
    pub seats: Vec<Option<Clean>>,
    /// The groups of the step that runs, by person.
    pub groups: Vec<Vec<PersonId>>,
    /// Who wants to speak, the first first.
    pub queue: Vec<QueueLine>,
    /// Whose turn it is to speak: somebody who wants to, or who was heard least.
    pub next_speaker: Option<PersonId>,
    pub duties: Vec<(Duty, Option<PersonId>)>,
    /// Hand-overs of duties so far, oldest first.
    pub duty_log: Vec<(Duty, Option<Clean>)>,
    /// Every paragraph that may be read by now, and how often it was cited.
    pub citations: Vec<Citation>,
    /// Everything that may be read by now, part by part.
    pub parts: Vec<PartView>,
    /// Exhibits that may be read by now.
    pub exhibits: Vec<Arc<Exhibit>>,
    /// Facts that were given out, and as far as this viewer may know of them the others.
    pub facts: Vec<FactView>,
    /// The question that has to be decided before the session can go on.
    pub undecided: Option<Undecided>,
    /// The question that is asked now.
    pub question: Option<QuestionView>,
    /// Questions that were asked before, in order.
    pub past: Vec<QuestionView>,
    /// What people should learn, and so what is to come; empty until the close.
    pub goals: Vec<Block>,
    /// Where the case comes from; empty until it is due at the close.
    pub sources: Vec<Block>,
    /// Dissent against anything, oldest first.
    pub dissents: Vec<DissentView>,
    /// What came of what was tried before this session, oldest first.
    pub learned: Vec<Learned>,
    /// Who was asked what may leave this group.
    pub consent: ConsentView,
    /// What people and the group will try.
    pub commitments: Vec<CommitmentView>,
    pub words: Vec<WordView>,
    /// Notes on the whole case, for the facilitator only, and at the close for whoever studies
    /// alone; else empty.
    pub facilitator_notes: Vec<Block>,
    /// What only whoever plays a role may read, as far as this viewer may.
    pub briefs: Briefs,
    /// The goals from the start, for the facilitator only, and for nobody who studies alone.
    pub facilitator_goals: Vec<Block>,
    /// What there is to see of study alone.
    pub study: StudyView,
    /// What was gone back on or put right, oldest first.
    pub changes: Vec<ChangeView>,
    /// What went wrong with the file, in words; empty in a sound one.
    pub damage: Vec<Clean>,
    /// What this viewer may do now.
    pub can: Can,
}

/// The case in brief: what may be told before anybody has read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseCard {
    pub title: Clean,
    /// BCP 47 tag.
    pub language: Option<Clean>,
    pub seconds: Option<u32>,
    /// Every setting in the author's order.
    pub settings: Vec<(Clean, Clean)>,
    /// Roles that people may take.
    pub roles: Vec<Clean>,
    /// File name of the document.
    pub source: Clean,
    pub questions: usize,
}

impl CaseCard {
    pub(super) fn of(case: &Case, source: &Clean, questions: usize) -> Self {
        Self {
            title: case.title.clone(),
            language: case.language.clone(),
            seconds: case.seconds,
            settings: case.open_settings().cloned().collect(),
            roles: case.roles.clone(),
            source: source.clone(),
            questions,
        }
    }

    /// The language of a page that shows it.
    pub fn lang(&self) -> String {
        self.language.as_deref().unwrap_or("und").to_owned()
    }
}

/// A part of the case that may be read by now.
#[derive(Clone, Debug, PartialEq)]
pub struct PartView {
    pub title: Option<Clean>,
    /// Its readings; blocks with a ¶ number can be cited.
    pub readings: Vec<Arc<Reading>>,
    /// Whether the session is reading it right now.
    pub now: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    /// The step's data.
    pub step: Arc<Step>,
    /// Counted from 1, among the steps that this question goes through.
    pub number: usize,
    /// How many steps this question goes through.
    pub of: usize,
    /// One sentence: who will see what is written now, when, and whether named.
    pub audience: Clean,
    /// Whether what is written now is shown at once.
    pub at_once: bool,
    /// Whether an answer has to say why.
    pub wants_reason: bool,
    /// How many of those who are here have answered or passed.
    pub ready: usize,
    /// How many of those who are here are asked for something.
    pub asked: usize,
    /// What to do where the step needs more people than are here, or who sits inside; else empty.
    pub lonely: Clean,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonView {
    pub id: PersonId,
    pub name: Clean,
    /// How many they are, where it is a table that answers as one.
    pub members: Option<u32>,
    pub role: Option<Clean>,
    pub here: bool,
    /// Whether they went before they had said anything: told to whoever steers alone, since to
    /// everybody else it is as if they had not come.
    pub left_nothing: bool,
    /// Whether nothing of theirs is on record, so that they can be taken off the list as if they
    /// had not come; told to whoever steers alone.
    pub said_nothing: bool,
    /// Whether they are on a device of their own, or one that they share with some.
    pub on_device: bool,
    /// Whether they came after the first stop had begun.
    pub late: bool,
    /// What they have done in the step that runs.
    pub state: PersonState,
    /// How many notes stand beside their name in the question that is asked now.
    pub heard: usize,
    /// How often they were heard in the whole session.
    pub spoken: usize,
    /// For how many seconds, as far as somebody took the time.
    pub spoken_s: u32,
    /// Whether something of theirs to the question that is asked now is in, which their sheet
    /// begins with; told to the desk alone.
    pub has_written: bool,
}

/// What a person has done in the step that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonState {
    /// Nothing is asked of them now.
    Free,
    /// They have neither answered nor passed yet.
    Open,
    Answered,
    Passed,
}

/// A question as far as the viewer may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionView {
    pub prompt: Arc<Prompt>,
    pub hints: Vec<Clean>,
    pub hints_left: usize,
    /// Follow-ups, once answers are revealed; the facilitator sees them from the start.
    pub follow_ups: Vec<Clean>,
    /// What the viewer is called here, where names are hidden; none for the facilitator and others.
    pub pseudonym: Option<Clean>,
    /// The viewer's own versions, oldest first; for the facilitator and others empty.
    pub mine: Vec<AnswerView>,
    /// What the viewer answered to the earlier question that this one stands on, and that question.
    pub stands_on: Option<Box<(Arc<Prompt>, AnswerView)>>,
    /// Answers that the viewer may see, the viewer's own included, in the order in which they
    /// are shown; every version, oldest first for each writer.
    pub answers: Vec<AnswerView>,
    /// Whether it stands before what the session is at, so that what is said to it comes late.
    pub past: bool,
    /// Whether nothing was said to it yet, for the facilitator alone: others would learn from it
    /// that somebody has answered.
    pub is_untouched: bool,
    /// Whose answer the viewer may put down after the step that asked, or after the question: late,
    /// or a change of mind.
    pub after: Vec<PersonId>,
    /// Whether the viewer may note something here, and take a stance on a claim.
    pub may_note: bool,
    pub may_compare: bool,
    /// How many answers are still kept back from this viewer.
    pub kept_back: usize,
    /// How many of those who are here have neither answered nor passed.
    pub silent: usize,
    /// Who passed, where answers are revealed; nobody is named where names are hidden.
    pub passed: Vec<Byline>,
    /// Counts, medians, ranks over the newest revealed versions, where they may be seen.
    pub tally: Option<Tally>,
    /// Model answers, once revealed.
    pub models: Vec<ModelAnswer>,
    /// The options marked right, counted from 0, once revealed.
    pub right: Vec<u8>,
    /// Whether there is a model answer or a right option at all.
    pub has_model: bool,
    /// What people made of the claims.
    pub stances: Vec<StanceView>,
    /// What was said in discussion.
    pub notes: Vec<NoteView>,
    /// Answers and notes that were set aside after they had been seen.
    pub set_aside: Vec<SetAsideView>,
    /// What to listen for; facilitator only, and once it is compared whoever studies alone.
    pub listen_for: Vec<Clean>,
    /// Notes in place; for the same.
    pub facilitator_notes: Vec<Clean>,
    /// Planned seconds and milliseconds spent, by step, in the order in which they ran.
    pub timings: Vec<StepTime>,
    /// Answers and notes that were put together.
    pub themes: Vec<ThemeView>,
    /// Whether a change of themes can be undone.
    pub can_undo: bool,
    /// What votes are about: themes, and whatever is in none.
    pub items: Vec<ItemView>,
    /// The rounds of votes that may be seen, oldest first.
    pub rounds: Vec<VoteRound>,
    /// What came of the votes, in words.
    pub outcome: Option<Clean>,
    /// Single votes; told to nobody in the room.
    pub votes: Vec<VoteView>,
    /// The viewer's own newest vote.
    pub my_vote: Option<Ballot>,
    /// What the answers of each step add up to, where rounds are shown side by side.
    pub answer_rounds: Vec<AnswerRound>,
    /// Who moved between the rounds.
    pub moves: Vec<MoveView>,
    /// How many answered or voted in more than one round, so that they could have moved.
    pub asked_again: usize,
    /// The tally that only the facilitator sees in this step.
    pub private_tally: Option<Tally>,
    /// What to do about it; facilitator only.
    pub advice: Option<Clean>,
    /// Entries of answers that can be seen and that nobody has read aloud or spoken to yet.
    pub unheard: Vec<Seq>,
    /// How many notes have each tag; those with none stand here too.
    pub tags: Vec<(Tag, usize)>,
}

/// How long a step took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepTime {
    /// The step's name.
    pub step: Clean,
    /// Planned seconds without extensions.
    pub planned_s: Option<u32>,
    /// Seconds added while it ran.
    pub extended_s: u32,
    /// Milliseconds that it took.
    pub spent_ms: u64,
    pub skipped: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AnswerView {
    /// Its entry: what a dissent or a note refers to.
    pub entry: Seq,
    pub by: Byline,
    /// Whose it is, where a group of named people gave it.
    pub together: Vec<(PersonId, Clean)>,
    pub role: Option<Clean>,
    pub answer: Arc<Answer>,
    /// Counted from 1 for each writer and strand.
    pub version: usize,
    /// Those of two stand side by side; where it is not 0, the step says what was asked for.
    pub strand: u16,
    /// Whether a later version of the same writer may be seen too.
    pub superseded: bool,
    /// Whether it was a draft, handed in when the step ended.
    pub handed_in: bool,
    /// Whether it came after the step that asked for it.
    pub late: bool,
    /// Whether it is a change of mind once all could be read; the one before it is counted.
    pub changed: bool,
    /// Name of the step in which it was written.
    pub step: Clean,
    /// What moved the writer to it; perhaps empty.
    pub moved_by: Clean,
    pub cites: Vec<u32>,
    /// Whether it was read aloud, told, or spoken to in a note.
    pub heard: bool,
    /// Whether the shared keyboard typed it for whoever gave it.
    pub typed: bool,
    /// Whether it came from a device of their own.
    pub own_device: bool,
    /// How much of it may leave the group; told to nobody in the room.
    pub level: Option<Level>,
}

/// Something said in discussion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteView {
    pub entry: Seq,
    pub by: Byline,
    pub kind: NoteKind,
    pub text: Clean,
    /// The answer or note that it speaks to.
    pub about: Option<Seq>,
    /// What it is about: people, learning, or how things are set up.
    pub tag: Option<Tag>,
    pub cites: Vec<u32>,
    /// Whether it was said once the question was past.
    pub late: bool,
    /// As [`AnswerView::level`].
    pub level: Option<Level>,
}

impl PartView {
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.readings.iter().flat_map(|reading| &reading.blocks)
    }
}

impl View {
    pub fn person(&self, id: PersonId) -> Option<&PersonView> {
        self.people.iter().find(|person| person.id == id)
    }

    /// What that person is called; nothing where nobody is known by that number.
    pub fn name(&self, id: PersonId) -> &str {
        self.person(id).map_or("", |person| &person.name)
    }

    pub fn names_of(&self, people: &[PersonId]) -> Vec<&str> {
        people.iter().map(|id| self.name(*id)).collect()
    }

    /// Everybody who is here or has said something, in the order of joining.
    pub fn at_table(&self) -> impl Iterator<Item = &PersonView> {
        self.people.iter().filter(|person| !person.left_nothing)
    }

    /// Who is here by now and who is not, while people come in: where they come on phones of
    /// their own, a name on the list is nobody yet.
    pub fn come_and_to_come(&self) -> (Vec<&PersonView>, Vec<&PersonView>) {
        let phones = self.way == Some(Way::Phones) || self.here().any(|one| one.on_device);
        self.here().partition(|one| !phones || one.on_device)
    }

    /// Everybody who is here, in the order of joining.
    pub fn here(&self) -> impl Iterator<Item = &PersonView> {
        self.people.iter().filter(|person| person.here)
    }

    pub fn only(&self) -> Option<&PersonView> {
        let mut here = self.here();
        here.next().filter(|_| here.next().is_none())
    }

    /// The question of that id, past or present.
    pub fn question(&self, id: &QuestionId) -> Option<&QuestionView> {
        self.questions().find(|view| view.prompt.id == *id)
    }

    /// Every question that was asked, oldest first.
    pub fn questions(&self) -> impl Iterator<Item = &QuestionView> {
        self.past.iter().chain(&self.question)
    }

    /// The same with a question that is past in the place of the one that is asked now, for what is
    /// said to it: of what people do now nothing is told.
    #[must_use]
    pub fn about(&self, question: &QuestionView) -> Self {
        let mut view = self.clone();
        let people = view.people.iter_mut();
        people.for_each(|person| person.state = PersonState::Free);
        (view.step, view.question) = (None, Some(question.clone()));
        view
    }

    /// The line of the agenda that runs.
    pub fn line_now(&self) -> Option<&AgendaLine> {
        self.agenda.iter().find(|line| line.when == When::Now)
    }
}
