//! Pages on which nothing is answered: waiting, listening, reading, what else there is, the end.

use askama::Template;

use super::{super::picture, Frame, Seen, made};
use crate::{
    case::{Block, Exhibit},
    report::html::prose,
    session::{AnswerView, PersonView, Place, QuestionView},
    text::{Clean, plural},
};

/// When a session begins: some may never come by phone.
const BEGINS: &str = "It begins when whoever leads says so at the laptop.";

pub(super) fn wait(seen: Seen<'_>) -> String {
    let (come, to_come) = seen.view.come_and_to_come();
    let (here, all) = (come.len(), come.len() + to_come.len());
    let mut ring = seen.ring(true);
    ring.words = Some((here.to_string(), String::new()));
    let label = format!("{} here", plural(here, "person is", "people are"));
    let gathers = seen.view.place == Place::Gather;
    made(&WaitPage {
        page: Frame {
            refreshes: true,
            ..seen.frame("wait", true)
        },
        ring: ring.svg(Some(&label)),
        title: format!("You are in, {}.", seen.name()),
        says: match (gathers, here) {
            (true, _) if here < all => {
                format!("{here} of {all} are in by phone. {BEGINS} This page changes by itself.")
            }
            (true, 1) => format!("You are the first. {BEGINS} This page changes by itself."),
            (true, _) => format!("{here} are here. {BEGINS} This page changes by itself."),
            (false, _) => "It goes on in a moment. This page changes by itself.".to_owned(),
        },
    })
}

/// A step in which the others have the word, or nothing is shown.
pub(super) fn listen(seen: Seen<'_>) -> String {
    let step = seen.view.step.as_ref();
    made(&ListenPage {
        page: Frame {
            refreshes: true,
            ..seen.frame("listen", false)
        },
        question: seen.view.question.as_ref(),
        says: step.map_or("", |step| &step.step.says),
        notes: seen.notes_link(),
    })
}

/// The case: the part that is read now, or all that may be read.
pub(super) fn read(seen: Seen<'_>, all: bool) -> String {
    let parts = seen.view.parts.iter();
    let shown = parts.filter(|part| all || part.now);
    let mut pieces = Vec::new();
    for part in shown {
        pieces.extend(
            part.title
                .as_ref()
                .map(|title| Piece::Title(prose::inline(title))),
        );
        pieces.extend(part.blocks().map(|block| piece(block, &seen)));
    }
    let now = seen.view.line_now();
    made(&ReadPage {
        page: Frame {
            refreshes: !all,
            ..seen.frame(if all { "case" } else { "read" }, true)
        },
        title: match (all, now) {
            (false, Some(line)) if line.question.is_none() => line.label.to_string(),
            _ => seen.view.case.title.to_string(),
        },
        pieces,
        exhibits: &seen.view.exhibits,
        all,
    })
}

pub(super) fn more(seen: Seen<'_>) -> String {
    made(&MorePage {
        page: seen.frame("more", true),
        person: seen.person(),
        roles: &seen.view.case.roles,
        dissents: &seen.view.dissents,
        dissent: seen.view.can.dissent,
        over: seen.view.place == Place::Over,
    })
}

pub(super) fn over(seen: Seen<'_>) -> String {
    let view = seen.view;
    let words = view.words.iter().find(|one| one.by.is(seen.me));
    made(&OverPage {
        page: seen.frame("over", true),
        commitments: view
            .commitments
            .iter()
            .filter(|one| one.by.is(seen.me))
            .map(|one| &one.commitment)
            .collect(),
        word: words.map(|one| &one.word),
        questions: view
            .past
            .iter()
            .filter_map(|question| Some((question, question.mine.last()?)))
            .collect(),
    })
}
enum Piece {
    Title(String),
    Text {
        number: Option<u32>,
        html: String,
        cited: usize,
    },
}

fn piece(block: &Block, seen: &Seen<'_>) -> Piece {
    let cited = seen.view.citations.iter();
    let mut cited = cited.filter(|one| Some(one.number) == block.number);
    Piece::Text {
        number: block.number,
        html: picture::shown(&block.text),
        cited: cited.next().map_or(0, |one| one.uses),
    }
}

#[derive(Template)]
#[template(path = "wait.html", config = "src/web/askama.toml")]
struct WaitPage<'a> {
    page: Frame<'a>,
    ring: String,
    title: String,
    says: String,
}

#[derive(Template)]
#[template(path = "listen.html", config = "src/web/askama.toml")]
struct ListenPage<'a> {
    page: Frame<'a>,
    question: Option<&'a QuestionView>,
    says: &'a str,
    notes: bool,
}

#[derive(Template)]
#[template(path = "read.html", config = "src/web/askama.toml")]
struct ReadPage<'a> {
    page: Frame<'a>,
    title: String,
    pieces: Vec<Piece>,
    exhibits: &'a [std::sync::Arc<Exhibit>],
    all: bool,
}

#[derive(Template)]
#[template(path = "more.html", config = "src/web/askama.toml")]
struct MorePage<'a> {
    page: Frame<'a>,
    person: Option<&'a PersonView>,
    roles: &'a [Clean],
    dissents: &'a [crate::session::DissentView],
    dissent: bool,
    over: bool,
}

#[derive(Template)]
#[template(path = "over.html", config = "src/web/askama.toml")]
struct OverPage<'a> {
    page: Frame<'a>,
    commitments: Vec<&'a crate::session::Commitment>,
    word: Option<&'a Clean>,
    questions: Vec<(&'a QuestionView, &'a AnswerView)>,
}
