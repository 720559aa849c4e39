//! What people take away, as data: made from a view for the report, and from nothing else.
//!
//! Who may see what was decided in the view; nothing in here decides it again.

use serde::Serialize;

use crate::{
    case::{Answer, Block, Kind, Value},
    session::{Byline, CommitmentView, DissentView, Place, QuestionView, View, When},
    text::{Clean, plural},
};

pub mod json;
pub mod markdown;
pub mod words;

/// A report. Its fields are the keys of the JSON form, and stay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Title of the case.
    pub case: Clean,
    /// File name of the document.
    pub source: Clean,
    /// The author's settings.
    pub settings: Vec<(Clean, Clean)>,
    /// Name of the protocol.
    pub protocol: String,
    /// When the session was opened, RFC 3339.
    pub opened_at: String,
    /// Whether it was closed; an unfinished session has an unfinished report.
    pub finished: bool,
    /// Who was there.
    pub people: Vec<Person>,
    /// To whom the facilitator's seat was handed on, in order; none is the shared keyboard.
    pub seats: Vec<Option<Clean>>,
    /// Every question that was asked.
    pub questions: Vec<Question>,
    /// Recorded disagreement.
    pub dissents: Vec<Dissent>,
    /// What people will try.
    pub commitments: Vec<Commitment>,
    /// One word each.
    pub words: Vec<Word>,
    /// The agenda with planned and actual minutes.
    pub agenda: Vec<Stop>,
    /// Where the case comes from, in the author's Markdown.
    pub sources: Vec<Clean>,
    /// What went wrong with the session's file; empty in a sound one.
    pub damage: Vec<Clean>,
}

/// A participant.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    /// The name.
    pub name: Clean,
    /// The role.
    pub role: Option<Clean>,
    /// Whether they came after the start.
    pub late: bool,
}

/// A question and all that was said to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Counted from 1.
    pub number: u32,
    /// What it is known by.
    pub id: String,
    /// `open`, `choice`, `scale` or `rank`.
    pub kind: &'static str,
    /// The question, in the author's Markdown.
    pub prompt: Clean,
    /// Options, statements or items.
    pub options: Vec<Clean>,
    /// Every version of every answer that may be seen.
    pub answers: Vec<Given>,
    /// How many answers are still hidden; 0 once the question is over.
    pub hidden: usize,
    /// Who passed.
    pub passed: Vec<String>,
    /// What the answers add up to, in words.
    pub tally: Vec<String>,
    /// Model answers that were revealed.
    pub model_answers: Vec<Model>,
    /// The options marked right, once revealed, in words.
    pub right: Vec<Clean>,
    /// What was said in discussion.
    pub notes: Vec<Note>,
    /// How long each step took.
    pub steps: Vec<Step>,
}

/// One version of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Given {
    /// The entry in the journal.
    pub entry: u64,
    /// Who, or the pseudonym.
    pub by: String,
    /// The role it was given in.
    pub role: Option<Clean>,
    /// Counted from 1 for each person.
    pub version: usize,
    /// In which step of the protocol.
    pub step: Clean,
    /// The value as it was given.
    pub value: Value,
    /// The value in words.
    pub words: String,
    /// Why; perhaps empty.
    pub reason: Clean,
    /// What moved the person to this version; perhaps empty.
    pub moved_by: Clean,
    /// Whether it was a draft, handed in when time was up.
    pub handed_in: bool,
}

/// A model answer and what people made of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Model {
    /// What the author calls it.
    pub title: Option<Clean>,
    /// Its claims.
    pub claims: Vec<Claim>,
}

/// A claim, in the author's Markdown, and the stances on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// The claim.
    pub text: Clean,
    /// Who takes which stance, and why.
    pub stances: Vec<(String, &'static str, Clean)>,
}

/// Something said in discussion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// Who; empty where nobody is named.
    pub by: String,
    /// New idea, builds on, challenges, asks.
    pub kind: &'static str,
    /// What was said.
    pub text: Clean,
    /// The entry that it speaks to.
    pub about: Option<u64>,
}

/// A recorded disagreement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dissent {
    /// Who; empty where no name stands beside it.
    pub by: String,
    /// Against what.
    pub against: Clean,
    /// The disagreement.
    pub text: Clean,
    /// Open, answered or carried on.
    pub state: &'static str,
    /// What was answered, oldest first.
    pub answers: Vec<(&'static str, Clean)>,
}

/// What somebody will try.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Commitment {
    /// Who; "The group" for all together.
    pub by: String,
    /// What.
    pub what: Clean,
    /// By when.
    pub by_when: Clean,
    /// What would surprise them.
    pub surprise: Clean,
}

/// One word at the close.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Word {
    /// Who.
    pub by: String,
    /// The word.
    pub word: Clean,
}

/// How long a step took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The step.
    pub step: Clean,
    /// Planned seconds.
    pub planned_s: Option<u32>,
    /// Seconds that were added.
    pub extended_s: u32,
    /// Seconds that it took.
    pub actual_s: u64,
    /// Whether the rest was skipped.
    pub skipped: bool,
}

/// How long a stop of the agenda took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stop {
    /// What it was.
    pub label: Clean,
    /// Planned seconds.
    pub planned_s: Option<u32>,
    /// Seconds that it took.
    pub actual_s: u64,
    /// Whether it was reached.
    pub reached: bool,
}

/// The report of a view for [`crate::session::Viewer::Report`].
#[must_use]
pub fn report(view: &View) -> Report {
    let text = |blocks: &[Block]| blocks.iter().map(|block| block.text.clone()).collect();
    Report {
        case: view.case.title.clone(),
        source: view.case.source.clone(),
        settings: view.case.settings.clone(),
        protocol: view.protocol.name.to_string(),
        opened_at: view.opened_at.to_string(),
        finished: view.place == Place::Over,
        people: view
            .people
            .iter()
            .map(|person| Person {
                name: person.name.clone(),
                role: person.role.clone(),
                late: person.late,
            })
            .collect(),
        seats: view.seats.clone(),
        questions: view
            .past
            .iter()
            .chain(&view.question)
            .map(question)
            .collect(),
        dissents: view.dissents.iter().map(dissent).collect(),
        commitments: view.commitments.iter().map(commitment).collect(),
        words: view
            .words
            .iter()
            .map(|(by, word)| Word {
                by: named(by),
                word: word.clone(),
            })
            .collect(),
        agenda: view
            .agenda
            .iter()
            .map(|line| Stop {
                label: line.label.clone(),
                planned_s: line.planned_s,
                actual_s: line.spent_ms / 1000,
                reached: line.when != When::Ahead && line.spent_ms > 0,
            })
            .collect(),
        sources: text(&view.sources),
        damage: view.damage.clone(),
    }
}

fn dissent(view: &DissentView) -> Dissent {
    let answers = view.answers.iter();
    Dissent {
        by: named(&view.by),
        against: view.against_words.clone(),
        text: view.text.clone(),
        state: view.state.words(),
        answers: answers
            .map(|(state, text)| (state.words(), text.clone()))
            .collect(),
    }
}

fn commitment(view: &CommitmentView) -> Commitment {
    Commitment {
        by: named(&view.by),
        what: view.commitment.what.clone(),
        by_when: view.commitment.by_when.clone(),
        surprise: view.commitment.surprise.clone(),
    }
}

fn question(view: &QuestionView) -> Question {
    let kind = &view.prompt.kind;
    let options = match kind {
        Kind::Open => Vec::new(),
        Kind::Choice { options, .. } => options.clone(),
        Kind::Scale { statements, .. } => statements.clone(),
        Kind::Rank { items } => items.clone(),
    };
    let right = view
        .right
        .iter()
        .filter_map(|at| options.get(usize::from(*at)).cloned())
        .collect();
    Question {
        number: view.prompt.number,
        id: view.prompt.id.to_string(),
        kind: kind.word(),
        prompt: view.prompt.text.clone(),
        answers: view
            .answers
            .iter()
            .map(|answer| given(kind, answer))
            .collect(),
        hidden: view.kept_back,
        passed: view.passed.iter().map(named).collect(),
        tally: view
            .tally
            .as_ref()
            .map(|tally| words::tally(kind, tally))
            .unwrap_or_default(),
        model_answers: models(view),
        right,
        options,
        notes: view
            .notes
            .iter()
            .map(|note| Note {
                by: named(&note.by),
                kind: note.kind.words(),
                text: note.text.clone(),
                about: note.about.map(|entry| entry.0),
            })
            .collect(),
        steps: view
            .timings
            .iter()
            .map(|time| Step {
                step: time.step.clone(),
                planned_s: time.planned_s,
                extended_s: time.extended_s,
                actual_s: time.spent_ms / 1000,
                skipped: time.skipped,
            })
            .collect(),
    }
}

fn given(kind: &Kind, view: &crate::session::AnswerView) -> Given {
    let Answer { value, reason } = view.answer.as_ref();
    Given {
        entry: view.entry.0,
        by: named(&view.by),
        role: view.role.clone(),
        version: view.version,
        step: view.step.clone(),
        value: value.clone(),
        words: words::value(kind, value),
        reason: reason.clone(),
        moved_by: view.moved_by.clone(),
        handed_in: view.handed_in,
    }
}

fn models(view: &QuestionView) -> Vec<Model> {
    let models = view.models.iter().enumerate();
    models
        .map(|(model, answer)| Model {
            title: answer.title.clone(),
            claims: answer
                .claims
                .iter()
                .enumerate()
                .map(|(claim, text)| Claim {
                    text: text.clone(),
                    stances: view
                        .stances
                        .iter()
                        .filter(|stance| {
                            usize::from(stance.model) == model && usize::from(stance.claim) == claim
                        })
                        .map(|stance| {
                            (named(&stance.by), stance.stance.word(), stance.text.clone())
                        })
                        .collect(),
                })
                .collect(),
        })
        .collect()
}

/// Who, in words; empty where nobody is named.
#[must_use]
pub fn named(by: &Byline) -> String {
    match by {
        Byline::Name(_, name) | Byline::Pseudonym(name) => name.to_string(),
        Byline::Group => "The group".to_owned(),
        Byline::Unnamed => String::new(),
    }
}

/// "12 answers from 5 people", for the head of a report.
#[must_use]
pub fn sum(report: &Report) -> String {
    let answers: usize = report
        .questions
        .iter()
        .map(|question| question.answers.len())
        .sum();
    format!(
        "{} from {}",
        plural(answers, "answer", "answers"),
        plural(report.people.len(), "person", "people")
    )
}
