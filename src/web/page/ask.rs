//! Pages on which somebody answers or votes, and those that say that it is saved.

use askama::Template;

use super::{super::picture, Frame, Seen, made, said};
use crate::{
    case::{Kind, Value},
    id::{QuestionId, Seq},
    protocol::{Edit, RANKED, See, Write},
    report::{html::prose, words},
    session::{AnswerView, Ballot, ItemView, PersonState, QuestionView, StepView, count_in},
    text::Clean,
};

mod fields;

/// An option, a point, a place in an order: what it is called, its value, and whether it is chosen.
pub(super) struct Pick {
    pub(super) words: String,
    pub(super) value: String,
    pub(super) on: bool,
}

/// What is asked for, ready to be laid out.
enum Fields {
    Open(String),
    Number {
        typed: String,
        unit: String,
    },
    Choice {
        picks: Vec<Pick>,
        one: bool,
        most: u8,
    },
    Scale {
        statements: Vec<(String, Vec<Pick>)>,
        low: (u8, String),
        high: (u8, String),
        few: bool,
    },
    /// The items in their order, and whether somebody put them in it.
    Rank(Vec<Pick>, bool),
    Items(Vec<(String, String)>),
    Ranking {
        places: Vec<Vec<Pick>>,
    },
    Rating(Vec<Rated>),
    Dots(Vec<(ItemView, u8)>),
    Consent {
        objects: Option<bool>,
    },
}

struct Rated {
    item: ItemView,
    points: Vec<Pick>,
    why: String,
    /// What it got in the round before, in words.
    before: String,
}

#[derive(Template)]
#[template(path = "ask.html", config = "src/web/askama.toml")]
struct AskPage<'a> {
    page: Frame<'a>,
    question: &'a QuestionView,
    step: &'a StepView,
    title: String,
    body: Vec<String>,
    fields: Fields,
    /// `answer` or `vote`.
    act: &'static str,
    /// What the key that hands in is called.
    go: &'static str,
    kind: &'static str,
    /// Words beside the field for a reason; none where none is asked for.
    reason: Option<&'static str>,
    written: String,
    /// It is a new version, and may say what moved the writer.
    moved: bool,
    moved_by: String,
    pass: bool,
    back: bool,
    /// What one wrote before, where it stands beside.
    before: Option<String>,
    /// What one wrote to the earlier question that this one stands on, and its number.
    earlier: Option<(u32, Clean)>,
    /// Answers that are to be read now.
    read: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "saved.html", config = "src/web/askama.toml")]
struct SavedPage<'a> {
    page: Frame<'a>,
    title: &'static str,
    saved: Option<&'a str>,
    says: String,
    ring: String,
    mine: Vec<(String, String)>,
    audience: &'a str,
    change: Option<&'static str>,
    /// The question whose answer can be taken back.
    take_back: Option<&'a QuestionId>,
}

impl<'a> Seen<'a> {
    /// The form of the step that runs. `again`: over what was handed in before.
    pub(super) fn ask(self, question: &'a QuestionView, step: &'a StepView, again: bool) -> String {
        let votes = step.step.takes_votes();
        let fields = match votes {
            true => self.ballot(question, step.step.write),
            false => self.value(question, again || step.step.edit == Edit::Again),
        };
        let last = question.mine.last();
        let asked_again = matches!(step.step.edit, Edit::Again | Edit::NewVersion | Edit::Free);
        let moved = !votes && last.is_some() && asked_again;
        let kept = last.filter(|_| again || step.step.edit == Edit::Again);
        let open = question.prompt.kind.in_words();
        let objects = matches!(fields, Fields::Consent { .. });
        made(&AskPage {
            page: self.frame(if votes { "vote" } else { "answer" }, false),
            question,
            step,
            title: prose::inline(&question.prompt.text),
            body: question
                .prompt
                .body
                .iter()
                .map(|block| picture::shown(&block.text))
                .collect(),
            kind: question.prompt.kind.word(),
            act: if votes { "vote" } else { "answer" },
            go: match votes || matches!(question.prompt.kind, Kind::Choice { .. }) {
                true => "Vote",
                false => "Hand in",
            },
            reason: match (open || votes, step.wants_reason) {
                _ if objects => Some("What speaks against it? An objection needs its reason."),
                (true, _) => None,
                (false, true) => Some("Why? A sentence is enough."),
                (false, false) => Some("Why? You may leave it empty."),
            },
            written: match (self.looks.typed, kept) {
                (Some(_), _) => self.typed("reason").to_owned(),
                (None, Some(kept)) => kept.answer.reason.to_string(),
                (None, None) => self.objection(question),
            },
            moved: moved && !matches!(step.step.edit, Edit::Free),
            moved_by: self.typed("moved_by").to_owned(),
            pass: self.view.can.pass && !again,
            back: again,
            earlier: question.stands_on.as_deref().map(|(earlier, mine)| {
                let said = words::value(&earlier.kind, &mine.answer.value);
                (earlier.number, said)
            }),
            before: last
                .filter(|_| step.step.edit == Edit::Beside)
                .map(|last| said(question, last)),
            read: match step.step.shows(See::Earlier) && !votes {
                true => self.others(question),
                false => Vec::new(),
            },
            fields,
        })
    }

    /// The reason of one's own vote.
    fn objection(self, question: &QuestionView) -> String {
        match &question.my_vote {
            Some(Ballot::Consent { reason, .. }) => reason.to_string(),
            Some(Ballot::Ranking(_) | Ballot::Rating(_) | Ballot::Dots(_)) | None => String::new(),
        }
    }

    /// Newest answers of others, with whose they are.
    pub(super) fn others(self, question: &QuestionView) -> Vec<(String, String)> {
        let own: Vec<_> = question.mine.iter().map(|mine| mine.entry).collect();
        question
            .newest()
            .filter(|one| !own.contains(&one.entry))
            .map(|one| (super::named(&one.by), said(question, one)))
            .collect()
    }

    /// What is asked for in an answer, with what was said before where it is to be changed.
    fn value(self, question: &QuestionView, kept: bool) -> Fields {
        let before = question.mine.last().filter(|_| kept);
        let before = before.map(|mine| &mine.answer.value);
        match &question.prompt.kind {
            Kind::Open => Fields::Open(match (self.looks.typed, before) {
                (Some(_), _) => self.typed("text").to_owned(),
                (None, Some(Value::Text(text))) => text.to_string(),
                (None, _) => String::new(),
            }),
            Kind::Number { unit, .. } => Fields::Number {
                typed: match (self.looks.typed, before) {
                    (Some(_), _) => self.typed("text").to_owned(),
                    (None, Some(Value::Text(text))) => text.to_string(),
                    (None, _) => String::new(),
                },
                unit: words::line(unit).to_string(),
            },
            Kind::Choice { options, most } => {
                let was = |at: usize| {
                    let at = u8::try_from(at).ok();
                    matches!((before, at), (Some(Value::Choice(picked)), Some(at)) if picked.contains(&at))
                };
                let pick = |(at, option): (usize, &Clean)| {
                    let words = prose::inline(option);
                    fields::pick(self, "choice", words, at.to_string(), was(at))
                };
                Fields::Choice {
                    picks: options.iter().enumerate().map(pick).collect(),
                    one: *most == 1,
                    most: *most,
                }
            }
            Kind::Scale(scale) => fields::scale(self, scale, before),
            Kind::Rank { items } => fields::rank(self, items, before),
            Kind::Items { items } => Fields::Items(fields::parts(self, items, before)),
        }
    }

    /// What is asked for in a vote, with one's own vote where there is one.
    fn ballot(self, question: &QuestionView, write: Write) -> Fields {
        let typed = self.looks.typed;
        let before = question.my_vote.as_ref();
        match write {
            Write::Rating => Fields::Rating(
                question
                    .items
                    .iter()
                    .map(|item| self.rated(question, item))
                    .collect(),
            ),
            Write::Dots => {
                let was = |item: Seq| match before {
                    Some(Ballot::Dots(dotted)) => dotted
                        .iter()
                        .find(|one| one.item == item)
                        .map_or(0, |one| one.dots),
                    Some(Ballot::Ranking(_) | Ballot::Rating(_) | Ballot::Consent { .. })
                    | None => 0,
                };
                let dots = |item: &ItemView| match typed {
                    Some(typed) => {
                        let typed = typed.get(&format!("dots-{}", item.entry));
                        typed.and_then(|dots| dots.parse().ok()).unwrap_or(0)
                    }
                    None => was(item.entry),
                };
                Fields::Dots(
                    question
                        .items
                        .iter()
                        .map(|item| (item.clone(), dots(item)))
                        .collect(),
                )
            }
            Write::Consent => Fields::Consent {
                objects: match (typed, before) {
                    (Some(_), _) => Some(self.typed("objects"))
                        .filter(|said| !said.is_empty())
                        .map(|said| said == "yes"),
                    (None, Some(Ballot::Consent { objects, .. })) => Some(*objects),
                    (None, _) => None,
                },
            },
            Write::Ranking
            | Write::Nothing
            | Write::Answer
            | Write::AnswerAndReason
            | Write::Notes
            | Write::Stance
            | Write::Commitment => self.ranking(question),
        }
    }

    /// The best items, a field for each place.
    fn ranking(self, question: &QuestionView) -> Fields {
        let typed = self.looks.typed;
        let before = question.my_vote.as_ref();
        let was: Vec<_> = match (typed, before) {
            (Some(typed), _) => typed.all("place").map(str::to_owned).collect(),
            (None, Some(Ballot::Ranking(items))) => items.iter().map(Seq::to_string).collect(),
            (None, _) => Vec::new(),
        };
        let picks = |place: usize| {
            let pick = |item: &ItemView| Pick {
                words: Clean::line(&item.words).to_string(),
                on: was.get(place) == Some(&item.entry.to_string()),
                value: item.entry.to_string(),
            };
            question.items.iter().map(pick).collect()
        };
        let places = RANKED.min(question.items.len());
        Fields::Ranking {
            places: (0..places).map(picks).collect(),
        }
    }

    fn rated(self, question: &QuestionView, item: &ItemView) -> Rated {
        let before = match &question.my_vote {
            Some(Ballot::Rating(rated)) => rated.iter().find(|one| one.item == item.entry),
            Some(Ballot::Ranking(_) | Ballot::Dots(_) | Ballot::Consent { .. }) | None => None,
        };
        let named = format!("points-{}", item.entry);
        let on = |point: u8| match self.looks.typed {
            Some(_) => self.typed(&named) == point.to_string(),
            None => before.is_some_and(|before| before.points == point),
        };
        let last = question.rounds.last();
        let got = last.and_then(|round| round.items.iter().find(|one| one.entry == item.entry));
        Rated {
            points: (1..=9)
                .map(|point| Pick {
                    words: point.to_string(),
                    value: point.to_string(),
                    on: on(point),
                })
                .collect(),
            why: match (self.looks.typed, before) {
                (Some(_), _) => self.typed(&format!("why-{}", item.entry)).to_owned(),
                (None, Some(before)) => before.reason.to_string(),
                (None, None) => String::new(),
            },
            before: got
                .and_then(|got| got.spread)
                .map_or_else(String::new, |spread| {
                    format!(
                        "Last round: middle {}, half between {} and {}.",
                        spread.median, spread.low, spread.high
                    )
                }),
            item: item.clone(),
        }
    }

    /// What was handed in is on disk.
    pub(super) fn saved(self, question: &'a QuestionView, step: &'a StepView) -> String {
        let passed = self
            .person()
            .is_some_and(|person| person.state == PersonState::Passed);
        let counts = step.step.shows(See::Count);
        let votes = step.step.takes_votes();
        let mut ring = self.ring(counts);
        let (ready, asked, who) = count_in(self.view);
        let words = match counts {
            true => format!("{ready} of {asked} {who}are in"),
            false => "Others are writing".to_owned(),
        };
        ring.words = Some(match counts {
            true => (ready.to_string(), format!("of {asked} {who}are in")),
            false => (String::new(), String::new()),
        });
        let mine: Vec<_> = match (&question.my_vote, votes) {
            (Some(vote), true) => vec![("You voted".to_owned(), vote_words(question, vote))],
            (Some(_), false) | (None, _) => own(question),
        };
        made(&SavedPage {
            page: Frame {
                refreshes: true,
                ..self.frame(if passed { "passed" } else { "saved" }, counts)
            },
            title: if passed { "You passed." } else { "Saved." },
            saved: self.looks.saved.filter(|_| !passed),
            says: match passed {
                true if self.may_change() => {
                    format!("{words}. You may change your mind while this step runs.")
                }
                _ => format!("{words}."),
            },
            ring: ring.svg(Some(&words)),
            mine: if passed { Vec::new() } else { mine },
            audience: &step.audience,
            change: self.may_change().then_some(match (passed, votes) {
                (true, _) => "Answer after all",
                (false, true) => "Change my vote",
                (false, false) => "Change my answer",
            }),
            take_back: (self.view.can.take_back && !votes).then_some(&question.prompt.id),
        })
    }
}

/// One's own newest answer, of each strand where several stand side by side.
pub(super) fn own(question: &QuestionView) -> Vec<(String, String)> {
    let newest = question.mine.iter().filter(|mine| !mine.superseded);
    let wrote = |mine: &AnswerView| match (&mine.by, mine.handed_in) {
        (crate::session::Byline::Pseudonym(called), _) => format!("You wrote, as {called}"),
        (_, true) => "You were writing; it was handed in when the step ended".to_owned(),
        (_, false) => "You wrote".to_owned(),
    };
    let with_reason = |mine: &AnswerView| {
        let value = said(question, mine);
        match mine.answer.reason.is_empty() {
            true => value,
            false => format!("{value}\n{}", mine.answer.reason),
        }
    };
    newest
        .map(|mine| (wrote(mine), with_reason(mine)))
        .collect()
}

/// A vote in words, a line an item.
fn vote_words(question: &QuestionView, vote: &Ballot) -> String {
    let called = |entry: Seq| {
        let mut items = question.items.iter();
        let item = items.find(|item| item.entry == entry);
        item.map_or_else(String::new, |item| Clean::line(&item.words).to_string())
    };
    let lines: Vec<_> = match vote {
        Ballot::Ranking(items) => {
            let items = items.iter().enumerate();
            items
                .map(|(at, item)| format!("{}. {}", at + 1, called(*item)))
                .collect()
        }
        Ballot::Rating(rated) => rated
            .iter()
            .map(|one| format!("{}: {}", called(one.item), one.points))
            .collect(),
        Ballot::Dots(dotted) => dotted
            .iter()
            .map(|one| format!("{}: {}", called(one.item), one.dots))
            .collect(),
        Ballot::Consent { objects: false, .. } => vec!["Consent".to_owned()],
        Ballot::Consent { reason, .. } => vec![format!("An objection: {reason}")],
    };
    lines.join("\n")
}
