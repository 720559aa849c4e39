//! The pages of a phone, made from a [`View`] alone. Pure.
//!
//! One task a page. What may be seen or done is what the view holds; here it is only laid out.

use std::hash::{DefaultHasher, Hash, Hasher};

use askama::Template;

use super::{act, form::Fields, ring::Ring};
use crate::{
    id::PersonId,
    protocol::{Edit, Names, See, Write},
    report::html::prose,
    session::{
        AnswerView, Byline, Clock, NoteKind, PersonState, PersonView, Place, QuestionView,
        StepView, View,
    },
};

mod ask;
mod claims;
mod door;
mod rest;
mod seat;
mod talk;

pub use door::{Door, between, door, left, message, ok, waits};

pub const STYLE: &str = include_str!("page/page.css");
/// The script of every page, as it is sent: without what is only for whoever reads it here.
pub fn script() -> String {
    let lines = include_str!("page/page.js").lines().map(str::trim_start);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("// "));
    let mut script = String::new();
    for line in lines {
        tight(line, &mut script);
        // Where nothing is guessed at the end of a line, there need be none.
        if !line.ends_with([';', '{', ',']) {
            script.push('\n');
        }
    }
    script
}

/// A line without the blanks that part no two words; what stands between quotation marks stays.
fn tight(line: &str, into: &mut String) {
    let is_word = |sign: char| sign.is_alphanumeric() || "_$".contains(sign);
    let (mut quoted, mut before) = (false, false);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        quoted ^= sign == '\'';
        let parts = before && signs.peek().is_some_and(|next| is_word(*next));
        if sign != ' ' || quoted || parts {
            into.push(sign);
        }
        before = is_word(sign);
    }
}

/// Which page of a device is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// The one that is due now.
    #[default]
    Main,
    /// Everything that may be read by now.
    Case,
    /// The name, the role, leaving.
    More,
    /// Writing anew what was handed in.
    Change,
    /// Answers from that one on, counted from 0.
    Answers(usize),
    /// A claim of the model answer, counted from 0 through all of them.
    Claim(usize),
    Dissent(String),
    /// A note on what is said, perhaps about that entry; a note of one's own is put right.
    Note(Option<u64>),
    Speak,
}

/// What a page is made of besides the view.
#[derive(Clone, Debug, Default)]
pub struct Looks<'a> {
    pub at: At,
    /// The page's own id, 32 hexadecimal digits: what it sends bears it.
    pub id: String,
    /// What stood in the form that was refused.
    pub typed: Option<&'a Fields>,
    pub refused: Option<&'a str>,
    /// What is in memory only, and why.
    pub unsaved: Option<&'a str>,
    /// When something was saved last, such as "12:04".
    pub saved: Option<&'a str>,
    /// Whether the desk was told that more time is needed here.
    pub needs_time: bool,
    /// What tells this state of the page from any other.
    pub tag: String,
    /// The others who write on this device.
    pub others: Vec<PersonId>,
    /// Under what the phone keeps anything: one session, one person.
    pub whose: String,
}

/// What stands on every page.
struct Frame<'a> {
    title: String,
    screen: &'static str,
    top: String,
    under: String,
    link: Option<(&'static str, &'static str)>,
    ring: String,
    clock: Clock,
    /// Whether more time was asked for.
    needs_time: bool,
    tag: &'a str,
    whose: &'a str,
    /// Where the session is: what was opened at another place is not asked for any more.
    place: String,
    /// Without script it is asked for again by itself: only where nobody types.
    refreshes: bool,
    refused: Option<&'a str>,
    unsaved: Option<&'a str>,
    id: &'a str,
    /// The language of the case, where it says so.
    lang: String,
    /// What only whoever plays this person's role may read.
    brief: Vec<String>,
    /// Several people write on this device.
    shared: bool,
    /// What whoever holds the seat can do; none for everybody else.
    seat: Option<seat::Seat<'a>>,
}

impl Frame<'_> {
    /// Milliseconds that are left of a step with a time.
    fn left_ms(&self) -> Option<u64> {
        let planned = u64::from(self.clock.planned_s?) * 1000;
        Some(planned.saturating_sub(self.clock.spent_ms))
    }

    fn planned_ms(&self) -> u64 {
        u64::from(self.clock.planned_s.unwrap_or(0)) * 1000
    }

    fn left(&self) -> Option<String> {
        self.left_ms().map(|ms| match ms.div_ceil(1000) {
            0 => "time is up".to_owned(),
            seconds => format!("{}:{:02} left", seconds / 60, seconds % 60),
        })
    }

    /// How wide the line of the time that is left is, in percent.
    fn part(&self) -> u64 {
        let planned = self.planned_ms().max(1);
        self.left_ms().map_or(0, |left| left * 100 / planned)
    }
}

/// A person and what they see.
#[derive(Clone, Copy)]
struct Seen<'a> {
    view: &'a View,
    me: PersonId,
    looks: &'a Looks<'a>,
}

pub fn person(view: &View, me: PersonId, looks: &Looks<'_>) -> String {
    let seen = Seen { view, me, looks };
    if seen.person().is_none_or(|person| !person.here) {
        return door::message(
            "You have left",
            "What you wrote stays. To come back, scan the code again or open the first page.",
            Some(("/", "Come back")),
            looks.unsaved,
        );
    }
    seen.page()
}

fn made(page: &impl Template) -> String {
    page.render().expect("writing to a string cannot fail")
}

impl<'a> Seen<'a> {
    fn page(self) -> String {
        let asked = self.view.question.as_ref().zip(self.view.step.as_ref());
        match (&self.looks.at, asked) {
            (At::Case, _) => rest::read(self, true),
            (At::More, _) => rest::more(self),
            (At::Dissent(against), _) if self.view.can.dissent => self.dissent(against),
            (At::Change, Some((question, step))) if self.may_change() => {
                self.ask(question, step, true)
            }
            (At::Claim(at), Some((question, _))) if self.view.can.compare => {
                self.claim(question, *at)
            }
            (At::Note(about), Some((question, _))) if self.view.can.note => {
                self.note(question, *about)
            }
            (At::Speak, Some(_)) => self.speak(),
            (At::Answers(from), Some((question, _))) => self.share(question, *from),
            (_, Some((question, _))) => self.question(question),
            (_, None) => self.elsewhere(),
        }
    }

    /// Where no question is asked.
    fn elsewhere(self) -> String {
        match self.view.place {
            Place::Gather => rest::wait(self),
            Place::Over => rest::over(self),
            Place::At { .. } if self.view.can.commit => self.close(),
            Place::At { .. } => rest::read(self, false),
        }
    }

    fn question(self, question: &'a QuestionView) -> String {
        let Some(step) = &self.view.step else {
            return rest::wait(self);
        };
        let writes = step.step.takes_answers() || step.step.takes_votes();
        let state = self
            .person()
            .map_or(PersonState::Free, |person| person.state);
        match state {
            PersonState::Open if writes => self.ask(question, step, false),
            PersonState::Answered | PersonState::Passed if writes => {
                if step.step.shows(See::Group) {
                    self.group(question)
                } else if step.at_once && step.step.edit == Edit::NewVersion {
                    // It may be changed in view of what was said to it.
                    self.share(question, 0)
                } else {
                    self.saved(question, step)
                }
            }
            PersonState::Free | PersonState::Open | PersonState::Answered | PersonState::Passed => {
                self.talk(question, step)
            }
        }
    }

    /// A step in which nothing is handed in.
    fn talk(self, question: &'a QuestionView, step: &StepView) -> String {
        if step.step.write == Write::Stance && question.has_model {
            self.claims(question)
        } else if step.step.write == Write::Commitment {
            self.close()
        } else if step.step.shows(See::Group) {
            self.group(question)
        } else if question.answers.is_empty() && question.rounds.is_empty() {
            rest::listen(self)
        } else {
            self.share(question, 0)
        }
    }

    fn person(self) -> Option<&'a PersonView> {
        self.view.person(self.me)
    }

    fn name(self) -> &'a str {
        self.person().map_or("", |person| &person.name)
    }

    /// What leads to their answer where it may be given anew, or late.
    fn change(self, question: &QuestionView) -> Option<&'static str> {
        let words = match (question.mine.is_empty(), self.view.can.answer) {
            (true, _) => "Answer after all",
            (false, true) => "Write a new version",
            (false, false) => "Change my answer",
        };
        self.view.can.write_answer().then_some(words)
    }

    fn may_change(self) -> bool {
        self.view.can.write_answer() || self.view.can.vote
    }

    /// The frame of a page. `counts`: the ring may tell who else is in.
    fn frame(self, screen: &'static str, counts: bool) -> Frame<'a> {
        let view = self.view;
        let (top, under) = self.head();
        Frame {
            title: format!("{top} · {}", view.case.title),
            screen,
            top,
            under,
            link: Some(match (self.looks.at == At::Main, view.question.is_some()) {
                (true, true) => ("/me/case", "The case"),
                (true, false) => ("/me/more", "More"),
                (false, _) => ("/me", "Back"),
            }),
            ring: self.ring(counts).svg(None),
            clock: view.clock,
            needs_time: self.looks.needs_time,
            tag: &self.looks.tag,
            whose: &self.looks.whose,
            place: act::place_name(view.place),
            refreshes: false,
            refused: self.looks.refused,
            unsaved: self.looks.unsaved,
            id: &self.looks.id,
            lang: view.case.lang(),
            brief: view
                .briefs
                .own
                .iter()
                .map(|block| prose::blocks(&block.text))
                .collect(),
            shared: !self.looks.others.is_empty(),
            seat: seat::seat(view),
        }
    }

    /// Where we are, in two lines.
    fn head(self) -> (String, String) {
        let view = self.view;
        let title = || view.case.title.to_string();
        match (&view.question, &view.step) {
            (Some(question), Some(step)) => (
                format!(
                    "Question {} of {}",
                    question.prompt.number, view.case.questions
                ),
                // Whose page it is, where several write on one phone.
                match self.looks.others.is_empty() {
                    true => step.step.name.to_string(),
                    false => format!("{} · {}", self.name(), step.step.name),
                },
            ),
            _ => {
                let now = view.line_now();
                let under = match view.place {
                    Place::Gather => format!("Joined as {}", self.name()),
                    Place::Over => "it is over".to_owned(),
                    Place::At { .. } if view.can.commit => "close".to_owned(),
                    Place::At { .. } => now.map_or_else(String::new, |line| line.label.to_string()),
                };
                (title(), under)
            }
        }
    }

    /// The ring of a page: one's own seat, and the others where they may be told.
    fn ring(self, counts: bool) -> Ring {
        let here = self.view.here();
        let here: Vec<_> = here.collect();
        let of = |id: PersonId| here.iter().position(|person| person.id == id);
        let done = |person: &PersonView| {
            matches!(person.state, PersonState::Answered | PersonState::Passed)
        };
        let gathers = self.view.place == Place::Gather;
        let (come, _) = self.view.come_and_to_come();
        let own: Vec<_> = [self.me]
            .iter()
            .chain(&self.looks.others)
            .filter_map(|id| of(*id))
            .collect();
        let is_in = |at: usize, person: &PersonView| match &self.view.step {
            _ if own.contains(&at) => gathers || done(person) || self.is_free(person),
            _ if !counts => false,
            None => !gathers || come.iter().any(|one| one.id == person.id),
            Some(_) => done(person) || self.is_free(person),
        };
        let mut seats: Vec<_> = here
            .iter()
            .enumerate()
            .map(|(at, one)| is_in(at, one))
            .collect();
        if counts && hides_names(self.view) {
            // A count, by order and never by person.
            let full = self
                .view
                .step
                .as_ref()
                .map_or(seats.len(), |step| step.ready);
            let first = own.first().copied().unwrap_or(0);
            let mine = seats.get(first).copied().unwrap_or(false);
            let rest = full.saturating_sub(usize::from(mine));
            let count = seats.len().max(1);
            for step in 1..count {
                if let Some(seat) = seats.get_mut((first + step) % count) {
                    *seat = step <= rest;
                }
            }
        }
        Ring {
            seats,
            own,
            ..Ring::default()
        }
    }

    fn is_free(self, person: &PersonView) -> bool {
        person.state == PersonState::Free
    }

    /// Whether notes may be taken now.
    fn notes_link(self) -> bool {
        self.view.can.note
    }

    /// Where somebody stands in the queue, counted from 1.
    fn queued(self) -> Option<usize> {
        let mut queue = self.view.queue.iter();
        queue
            .position(|line| line.person == self.me)
            .map(|at| at + 1)
    }

    /// What stood in a field of the form that was refused.
    fn typed(self, name: &str) -> &'a str {
        let typed = self.looks.typed;
        typed.and_then(|typed| typed.get(name)).unwrap_or_default()
    }
}

/// Whether names are hidden in what is written now.
fn hides_names(view: &View) -> bool {
    let step = view.step.as_ref();
    view.names == Names::Hidden || step.is_some_and(|step| step.step.names == Names::Hidden)
}

/// What pages show of how many, or who, have done what is asked: the same for the same.
pub(super) fn count(view: &View) -> u64 {
    let shown = |step: &&StepView| step.step.shows(See::Count);
    let mut hasher = DefaultHasher::new();
    if let Some(step) = view.step.as_ref().filter(shown) {
        step.ready.hash(&mut hasher);
        if !hides_names(view) {
            for person in &view.people {
                (person.state == PersonState::Open).hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}

/// A name as it stands beside something.
fn named(by: &Byline) -> String {
    by.words().unwrap_or("without a name").to_owned()
}

fn said(question: &QuestionView, answer: &AnswerView) -> String {
    crate::report::words::value(&question.prompt.kind, &answer.answer.value).to_string()
}

/// Kinds of notes with the name that pages give them.
fn kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    let kinds = NoteKind::ALL.into_iter();
    kinds.map(|kind| (act::kind_name(kind), kind.words()))
}
