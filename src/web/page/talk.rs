//! Pages on which people read one another: answers, groups, claims, dissents, notes, the close.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Frame, Seen, ask::own, kinds, made, named, said};
use crate::{
    id::Seq,
    protocol::Who,
    report::{
        chart::{Chart, charts},
        html::prose,
    },
    session::{AnswerView, Commitment, Level, NoteView, QuestionView, Target, turn},
    text::Clean,
};

/// Answers on one page: 300 phones share the radio of one room.
const PER_PAGE: usize = 20;

/// An answer of somebody else.
struct Other {
    entry: Seq,
    by: String,
    role: String,
    text: String,
    reason: String,
    /// The theme that it is in, where it is the first of it on the page.
    theme: Option<String>,
    note: String,
}

/// A row of a tally: what it is, and how many in each round, with the part of the most.
struct Bar {
    label: String,
    counts: Vec<(usize, usize)>,
    words: String,
}

/// By whom, what it does, its words, and where it is one's own its entry.
type Noted<'a> = (String, &'static str, &'a Clean, Option<u64>);

#[derive(Template)]
#[template(path = "share.html", config = "src/web/askama.toml")]
struct SharePage<'a> {
    page: Frame<'a>,
    title: String,
    says: &'a str,
    mine: Vec<(String, String)>,
    others: Vec<Other>,
    count: usize,
    from: usize,
    next: Option<usize>,
    bars: Vec<(&'static str, Vec<Clean>, Vec<Bar>)>,
    outcome: Option<&'a Clean>,
    objections: Vec<(String, &'a Clean)>,
    /// Whoever brought it may change it now.
    changes: bool,
    moved: String,
    notes: Vec<Noted<'a>>,
    note: bool,
    turn: bool,
    queued: Option<usize>,
    change: Option<&'static str>,
    dissent: bool,
    tally: Option<String>,
    follow_ups: &'a [Clean],
}

#[derive(Template)]
#[template(path = "group.html", config = "src/web/askama.toml")]
struct GroupPage<'a> {
    page: Frame<'a>,
    title: String,
    says: &'a str,
    with: String,
    mine: Vec<(String, String)>,
    others: Vec<(String, String)>,
    change: Option<&'static str>,
    ready: String,
}

#[derive(Template)]
#[template(path = "dissent.html", config = "src/web/askama.toml")]
struct DissentPage<'a> {
    page: Frame<'a>,
    title: String,
    against: &'a str,
    quote: Option<String>,
    text: &'a str,
    unnamed: bool,
    said: Vec<(String, &'static str, &'a Clean)>,
}

#[derive(Template)]
#[template(path = "note.html", config = "src/web/askama.toml")]
struct NotePage<'a> {
    page: Frame<'a>,
    question: String,
    about: Option<(Seq, String)>,
    /// The note of one's own that is put right.
    mends: Option<Seq>,
    kinds: Vec<(&'static str, &'static str, bool)>,
    text: &'a str,
}

#[derive(Template)]
#[template(path = "speak.html", config = "src/web/askama.toml")]
struct SpeakPage<'a> {
    page: Frame<'a>,
    kinds: Vec<(&'static str, &'static str)>,
    queued: Option<usize>,
}

#[derive(Template)]
#[template(path = "close.html", config = "src/web/askama.toml")]
struct ClosePage<'a> {
    page: Frame<'a>,
    says: &'a str,
    made: Vec<(crate::id::Seq, &'a Commitment)>,
    again: bool,
    typed: Commitment,
    word: Option<Option<&'a Clean>>,
    typed_word: &'a str,
    /// Where one may say what of one's own may leave the group: the levels, each with whether
    /// one said that, and whether one has said any.
    consent: Option<(Vec<(Level, bool)>, bool)>,
}

impl<'a> Seen<'a> {
    /// Answers that all see: one's own first, then the others'.
    pub(super) fn share(self, question: &'a QuestionView, from: usize) -> String {
        let mine: Vec<_> = question.mine.iter().map(|one| one.entry).collect();
        let others = self.in_themes(question);
        let others: Vec<_> = others
            .into_iter()
            .filter(|(_, one)| !mine.contains(&one.entry))
            .collect();
        let count = others.len();
        let from = if from < count { from } else { 0 };
        let mut theme_before = None;
        let page = others.iter().skip(from).take(PER_PAGE).map(|(theme, one)| {
            let begins = theme != &theme_before;
            theme_before.clone_from(theme);
            other(question, one, theme.clone().filter(|_| begins))
        });
        let step = self.view.step.as_ref();
        let bars = bars(question, self.view.people.len());
        let brings = step.is_some_and(|step| step.step.who == Who::Holder);
        let changes = brings && self.view.can.answer && !question.mine.is_empty();
        made(&SharePage {
            page: Frame {
                refreshes: true,
                ..self.frame("share", true)
            },
            title: prose::inline(&question.prompt.text),
            says: step.map_or("", |step| &step.step.says),
            others: page.collect(),
            mine: if from == 0 { own(question) } else { Vec::new() },
            count,
            from,
            next: (from + PER_PAGE < count).then_some(from + PER_PAGE),
            tally: (!bars.is_empty() && self.view.can.dissent)
                .then(|| in_address(&format!("tally:{}", question.prompt.id))),
            bars,
            outcome: question.outcome.as_ref(),
            objections: question
                .rounds
                .last()
                .into_iter()
                .flat_map(|round| &round.objections)
                .map(|(by, why)| (named(by), why))
                .collect(),
            changes,
            moved: match (question.moves.len(), question.asked_again) {
                (_, 0) => String::new(),
                (moved, asked) => format!("{moved} of {asked} moved."),
            },
            notes: self.notes(question),
            note: self.view.can.note,
            turn: turn(self.view) == Some(self.me) && self.view.can.note,
            queued: self.queued(),
            change: self.change(question).filter(|_| !changes),
            dissent: self.view.can.dissent,
            follow_ups: &question.follow_ups,
        })
    }

    /// Newest answers, theme by theme; what is in none comes last.
    fn in_themes(self, question: &'a QuestionView) -> Vec<(Option<String>, &'a AnswerView)> {
        let mut sorted = Vec::new();
        for theme in &question.themes {
            let inside = question
                .newest()
                .filter(|one| theme.items.contains(&one.entry));
            sorted.extend(inside.map(|one| (Some(theme.title.to_string()), one)));
        }
        let sorted_in = |entry: Seq| {
            question
                .themes
                .iter()
                .any(|theme| theme.items.contains(&entry))
        };
        let rest = question.newest().filter(|one| !sorted_in(one.entry));
        let name = (!question.themes.is_empty()).then(|| "In no theme".to_owned());
        sorted.extend(rest.map(|one| (name.clone(), one)));
        sorted
    }

    pub(super) fn group(self, question: &'a QuestionView) -> String {
        let group = self
            .view
            .groups
            .iter()
            .find(|group| group.contains(&self.me));
        let others = group.into_iter().flatten().filter(|id| **id != self.me);
        let names: Vec<_> = others
            .filter_map(|id| self.view.person(*id))
            .map(|person| person.name.to_string())
            .collect();
        let step = self.view.step.as_ref();
        made(&GroupPage {
            page: Frame {
                refreshes: true,
                ..self.frame("group", false)
            },
            title: prose::inline(&question.prompt.text),
            says: step.map_or("", |step| &step.step.says),
            with: match names.as_slice() {
                [] => "You are on your own here".to_owned(),
                [one] => format!("You and {one}"),
                [first @ .., last] => format!("You, {} and {last}", first.join(", ")),
            },
            mine: own(question),
            others: self.others(question),
            change: self.change(question),
            ready: step.map_or_else(String::new, |step| step.lonely.to_string()),
        })
    }

    pub(super) fn dissent(self, against: &'a str) -> String {
        let target = super::act::target(against).unwrap_or(Target::Summary);
        let found = self.view.questions().find_map(|question| match &target {
            Target::Answer(entry) => {
                let answer = question.answer(*entry)?;
                Some((named(&answer.by), said(question, answer)))
            }
            Target::Theme(entry) => {
                let theme = question.theme(*entry)?;
                Some(("a theme".to_owned(), theme.title.to_string()))
            }
            Target::Question(id) => (question.prompt.id == *id)
                .then(|| ("the question as it is asked".to_owned(), String::new())),
            Target::Tally(id) => (question.prompt.id == *id)
                .then(|| ("what the answers add up to".to_owned(), String::new())),
            Target::Model(id) => (question.prompt.id == *id)
                .then(|| ("the author’s answer".to_owned(), String::new())),
            Target::Summary => None,
        });
        let (whom, quote) =
            found.unwrap_or_else(|| ("the session as a whole".to_owned(), String::new()));
        let said = self
            .view
            .dissents
            .iter()
            .filter(|one| one.against == target);
        made(&DissentPage {
            page: self.frame("dissent", false),
            title: format!("Disagree with {whom}"),
            against,
            quote: Some(quote).filter(|quote| !quote.is_empty()),
            text: self.typed("text"),
            unnamed: self.typed("named") == "no",
            said: said
                .map(|one| (named(&one.by), one.state.words(), &one.text))
                .collect(),
        })
    }

    fn notes(self, question: &'a QuestionView) -> Vec<Noted<'a>> {
        let noted = |note: &'a NoteView| {
            let own = self.view.can.note && question.is_own(&note.by, &[], self.me);
            let entry = own.then_some(note.entry.0);
            (named(&note.by), note.kind.words(), &note.text, entry)
        };
        question.notes.iter().map(noted).collect()
    }

    pub(super) fn note(self, question: &'a QuestionView, about: Option<u64>) -> String {
        let mut notes = question.notes.iter();
        let own = |note: &&NoteView| {
            Some(note.entry.0) == about && question.is_own(&note.by, &[], self.me)
        };
        let mends = notes.find(own);
        let about = about.map(Seq).and_then(|entry| {
            let answer = question.answer(entry)?;
            Some((
                entry,
                format!("{}: {}", named(&answer.by), said(question, answer)),
            ))
        });
        let chosen = match self.typed("kind") {
            "" if mends.is_some() => mends.map_or("", |note| super::act::kind_name(note.kind)),
            "" if about.is_some() => "builds_on",
            "" => "new_idea",
            typed => typed,
        };
        made(&NotePage {
            page: self.frame("note", false),
            question: question.prompt.id.to_string(),
            about,
            kinds: kinds()
                .map(|(kind, words)| (kind, words, kind == chosen))
                .collect(),
            mends: mends.map(|note| note.entry),
            text: match (self.typed("text"), mends) {
                ("", Some(note)) => &note.text,
                (typed, _) => typed,
            },
        })
    }

    pub(super) fn speak(self) -> String {
        made(&SpeakPage {
            page: self.frame("speak", false),
            kinds: kinds().collect(),
            queued: self.queued(),
        })
    }

    /// What will be tried, and one word each.
    pub(super) fn close(self) -> String {
        let commitments = self.view.commitments.iter();
        let mine: Vec<_> = commitments
            .filter(|one| one.by.is(self.me))
            .map(|one| (one.entry, &one.commitment))
            .collect();
        let at_close = self.view.question.is_none();
        let word = self.view.words.iter().find(|one| one.by.is(self.me));
        let again = self.looks.at == super::At::Change || self.looks.typed.is_some();
        made(&ClosePage {
            page: self.frame("close", true),
            says: self.view.step.as_ref().map_or("", |step| &step.step.says),
            again: again || mine.is_empty(),
            made: mine,
            typed: self
                .looks
                .typed
                .map_or_else(Commitment::default, super::act::commitment),
            word: at_close.then(|| word.map(|one| &one.word)),
            typed_word: self.typed("word"),
            consent: self.view.can.consent.then(|| {
                let asked = &self.view.consent;
                let levels = asked.most.up_to_here();
                let levels = levels.map(|level| (level, asked.mine == Some(level)));
                (levels.collect(), asked.mine.is_some())
            }),
        })
    }
}

fn in_address(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn other(question: &QuestionView, one: &AnswerView, theme: Option<String>) -> Other {
    let mut note = one.marks();
    if !one.moved_by.is_empty() {
        note.push(format!("moved by {}", one.moved_by));
    }
    Other {
        entry: one.entry,
        by: named(&one.by),
        role: one
            .role
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        text: said(question, one),
        reason: one.answer.reason.to_string(),
        theme,
        note: note.join(" · "),
    }
}

/// All that answers and votes add up to, as bars.
/// A bar is full where it is everybody.
fn bars(question: &QuestionView, everybody: usize) -> Vec<(&'static str, Vec<Clean>, Vec<Bar>)> {
    let bars = charts(question).into_iter().map(|chart| match chart {
        Chart::Counts { what, rounds, rows } => {
            let all = rows.iter().flat_map(|row| &row.counts);
            let most = all.copied().max().unwrap_or(0).max(everybody).max(1);
            let bar = |row: crate::report::chart::Counted| Bar {
                label: row.label.to_string(),
                counts: row
                    .counts
                    .iter()
                    .map(|count| (*count, count * 100 / most))
                    .collect(),
                words: String::new(),
            };
            (what, rounds, rows.into_iter().map(bar).collect())
        }
        Chart::Spreads {
            low,
            high,
            rounds,
            rows,
        } => {
            let bar = |row: crate::report::chart::Rated| {
                let words = row.spreads.iter().map(|spread| match spread {
                    Some(spread) => format!(
                        "median {}, half from {} to {}",
                        spread.median, spread.low, spread.high
                    ),
                    None => "not rated".to_owned(),
                });
                let words: Vec<_> = words.collect();
                Bar {
                    label: row.label.to_string(),
                    counts: Vec::new(),
                    words: format!("{} (of {low} to {high})", words.join("; then ")),
                }
            };
            ("Ratings", rounds, rows.into_iter().map(bar).collect())
        }
    });
    bars.collect()
}
