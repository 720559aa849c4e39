//! The room's page: what everybody in the room sees, in type that the back row reads. Made from
//! the room's own view; what the desk looks at stands alone on it, where that view has it.

use askama::Template;
use serde::{Deserialize, Serialize};

use super::{hub::Hub, picture, ring::Ring, serve::Reply, wifi::Wifi};
use crate::{
    fault::Fault,
    id::Seq,
    protocol::{Names, See, Write},
    report::{chart::charts, html::prose, words},
    session::{
        AnswerView, Byline, PersonState, PersonView, Place, QuestionView, View, When, count_in,
        groups_in,
    },
    text::{Clean, plural},
};

mod aside;
mod asking;
mod joining;
mod reading;
mod tally;

use aside::aside;
use asking::{voting, writing};
use joining::joining;
use reading::reading;
use tally::{Claim, Row, bars, claims};

/// The style of the room's page, beside that of all pages.
pub(super) const STYLE: &str = include_str!("page/room.css");
pub(super) const SCRIPT: &str = include_str!("page/room.js");

/// What the desk looks at: it stands alone and large on the room's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    Answer(Seq),
    Note(Seq),
    Theme(Seq),
    /// A claim of a model answer, both counted from 0.
    Claim(u8, u8),
    /// From one ¶ to another, of the reading.
    Reading(u32, u32),
    /// An exhibit, by its title.
    Exhibit(Clean),
    /// How phones come in.
    Door,
}

struct Line {
    by: String,
    text: String,
    reason: String,
}

/// What stands in the middle.
enum Scene {
    Joining {
        qr: Option<String>,
        /// The code of the Wi-Fi, and its name.
        wifi: Option<(String, String)>,
        address: String,
        code: String,
        ring: String,
        names: Vec<String>,
    },
    Reading {
        title: String,
        blocks: Vec<(Option<u32>, String)>,
    },
    Writing {
        question: String,
        size: &'static str,
        /// What stands below the first sentence of the question.
        body: Vec<String>,
        ring: String,
        hints: Vec<String>,
        options: Vec<String>,
        scale: String,
    },
    Answers {
        question: String,
        /// What stands below the first sentence of the question.
        body: Vec<String>,
        lines: Vec<Line>,
        count: String,
    },
    Spot {
        by: String,
        text: String,
        size: &'static str,
        ring: String,
        others: Vec<(String, bool)>,
    },
    Bars {
        question: String,
        body: Vec<String>,
        rounds: Vec<String>,
        rows: Vec<Row>,
        /// Why people chose so, on pages after the bars.
        reasons: Vec<Line>,
        /// A block is drawn of somebody who came from another row.
        came: bool,
        moved: String,
        outcome: String,
    },
    Claims {
        title: String,
        claims: Vec<Claim>,
    },
    Close {
        title: &'static str,
        commitments: Vec<Line>,
        ring: String,
        words: Vec<(String, String)>,
    },
}

#[derive(Template)]
#[template(path = "room.html", config = "src/web/askama.toml")]
struct RoomPage<'a> {
    view: &'a View,
    scene: Scene,
    name: &'static str,
    tag: String,
    unsaved: Option<String>,
    ring: String,
    head: String,
    steps: Vec<(String, bool)>,
    foot: String,
    /// The break, the groups, who wants to speak, dissent.
    aside: Vec<String>,
    lang: String,
}

impl RoomPage<'_> {
    fn planned_ms(&self) -> u64 {
        u64::from(self.view.clock.planned_s.unwrap_or(0)) * 1000
    }

    fn left_ms(&self) -> u64 {
        self.planned_ms().saturating_sub(self.view.clock.spent_ms)
    }

    fn part(&self) -> u64 {
        self.left_ms() * 100 / self.planned_ms().max(1)
    }

    fn clock(&self, ms: u64) -> String {
        let seconds = ms.div_ceil(1000);
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}

/// What the room's page is made of besides the view.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Where phones join, and with which code; none where they cannot.
    pub door: Option<(String, String)>,
    /// What the desk looks at.
    pub spot: Option<Spot>,
    /// The Wi-Fi that phones join first.
    pub wifi: Option<Wifi>,
    /// What is in memory only, and why.
    pub unsaved: Option<String>,
    /// What tells this state of the page from any other.
    pub tag: String,
}

pub(super) fn page(hub: &Hub) -> Reply {
    let around = {
        let tag = hub.room_tag().to_string();
        let inner = hub.inner();
        Around {
            door: hub
                .phones
                .map(|phones| (phones.to_string(), inner.door.code().to_string())),
            spot: inner.spot.clone(),
            wifi: inner.wifi.clone(),
            unsaved: inner
                .unsaved
                .as_ref()
                .map(Fault::line)
                .map(|line| line.to_string()),
            tag,
        }
    };
    let view = hub.view();
    Reply::page(200, render(&view, &around))
}

/// The room's page.
pub fn render(view: &View, around: &Around) -> String {
    let (name, scene) = scene(view, around);
    let step = view.step.as_ref();
    // Counted from 1, among those that this question goes through.
    let at = step.map_or(0, |step| step.number);
    let steps = view.ahead.steps.iter().enumerate();
    let steps = steps.filter(|_| step.is_some());
    let now = view.line_now();
    let page = RoomPage {
        name,
        scene,
        tag: around.tag.clone(),
        unsaved: around.unsaved.clone(),
        ring: ring(view, true).svg(None),
        head: match (&view.question, now) {
            (Some(question), _) => format!(
                "question {} of {}",
                question.prompt.number, view.case.questions
            ),
            (None, Some(line)) => line.label.to_lowercase(),
            (None, None) => String::new(),
        },
        steps: steps
            .map(|(number, name)| (name.to_string(), number + 1 == at))
            .collect(),
        foot: match (step, view.place) {
            (Some(step), _) if step.step.takes_answers() || step.step.takes_votes() => {
                step.audience.to_string()
            }
            (Some(step), _) => step.step.says.to_string(),
            (None, Place::At { .. }) => String::new(),
            (None, _) => parting(view, around),
        },
        aside: aside(view),
        lang: view.case.lang(),
        view,
    };
    page.render().expect("writing to a string cannot fail")
}

/// What stands at the foot before the first question and after the last.
fn parting(view: &View, around: &Around) -> String {
    let mut says = Vec::new();
    if view.place == Place::Over && around.door.is_some() {
        says.push("Take your copy home on your phone: until the laptop begins another session, or is shut.".to_owned());
    }
    if !view.dissents.is_empty() {
        let count = plural(view.dissents.len(), "dissent stands", "dissents stand");
        says.push(format!("{count} in the report."));
    }
    says.join(" ")
}

fn scene(view: &View, around: &Around) -> (&'static str, Scene) {
    if around.spot == Some(Spot::Door) && around.door.is_some() {
        return ("joining", joining(view, around));
    }
    // While people vote, what they vote on stands there, and no single answer.
    let votes = view
        .step
        .as_ref()
        .is_some_and(|step| step.step.takes_votes());
    let spot = around.spot.as_ref().filter(|_| !votes);
    if let Some(spot) = spot.and_then(|spot| spotlight(view, spot)) {
        return ("spot", spot);
    }
    match (&view.question, view.place) {
        (Some(question), _) => asked(view, question, around.spot.as_ref()),
        (None, Place::Gather) => ("joining", joining(view, around)),
        (None, Place::Over) => ("close", close(view)),
        (None, Place::At { .. }) => {
            let reads = view.parts.iter().any(|part| part.now);
            let closes = view
                .agenda
                .last()
                .is_some_and(|line| line.when == When::Now);
            if closes || !reads {
                ("close", close(view))
            } else {
                ("reading", reading(view, around.spot.as_ref()))
            }
        }
    }
}

fn asked(view: &View, question: &QuestionView, spot: Option<&Spot>) -> (&'static str, Scene) {
    let Some(step) = &view.step else {
        return ("writing", writing(view, question));
    };
    if step.step.takes_votes() {
        return ("answers", voting(view, question, step));
    }
    if step.step.write == Write::Stance && !question.models.is_empty() {
        return ("claims", claims(question, spot));
    }
    if step.step.write == Write::Commitment {
        return ("close", close(view));
    }
    // While people write, the question stands alone.
    let writes = step.step.takes_answers() && !step.step.shows(See::Answers);
    if writes && !step.step.shows(See::Earlier) {
        return ("writing", writing(view, question));
    }
    let charts = charts(question);
    if !charts.is_empty() {
        return ("bars", bars(view, question, &charts));
    }
    if question.newest().next().is_some() {
        ("answers", answers(question))
    } else {
        ("writing", writing(view, question))
    }
}

/// The class of a text by its length: the shorter, the larger.
fn size(text: &str) -> &'static str {
    match text.chars().count() {
        0..=60 => "short",
        61..=100 => "middle",
        101..=220 => "long",
        _ => "longest",
    }
}

fn hides(view: &View) -> bool {
    let step = view.step.as_ref();
    view.names == Names::Hidden || step.is_some_and(|step| step.step.names == Names::Hidden)
}

fn is_done(person: &PersonView) -> bool {
    matches!(person.state, PersonState::Answered | PersonState::Passed)
}

/// The ring: by person where they are named, else a count.
fn ring(view: &View, small: bool) -> Ring {
    let here: Vec<_> = view.here().collect();
    match &view.step {
        Some(step) if step.asked > 0 && step.step.shows(See::Count) => match hides(view) {
            hidden if hidden || groups_in(view).is_some() => {
                let (ready, all, _) = count_in(view);
                Ring::counted(ready, all)
            }
            _ => {
                let asked = here
                    .iter()
                    .filter(|person| person.state != PersonState::Free);
                Ring {
                    seats: asked.map(|person| is_done(person)).collect(),
                    ..Ring::default()
                }
            }
        },
        Some(step) if !small && step.asked > 0 => Ring::counted(0, step.asked),
        _ => Ring::counted(here.len(), here.len()),
    }
}

fn named(by: &Byline) -> String {
    by.words().unwrap_or_default().to_owned()
}

/// Who wrote it, and what else tells it from others: late, changed since.
fn marked(one: &AnswerView) -> String {
    let marks = one.marks();
    let all = std::iter::once(named(&one.by)).chain(marks);
    let all: Vec<_> = all.filter(|words| !words.is_empty()).collect();
    all.join(" · ")
}

/// What stands below the first sentence of the question.
fn body(question: &QuestionView) -> Vec<String> {
    let blocks = question.prompt.body.iter();
    blocks.map(|block| picture::shown(&block.text)).collect()
}

fn said(question: &QuestionView, one: &AnswerView) -> String {
    words::value(&question.prompt.kind, &one.answer.value).to_string()
}

fn answers(question: &QuestionView) -> Scene {
    let lines: Vec<_> = question
        .newest()
        .map(|one| Line {
            by: marked(one),
            text: said(question, one),
            reason: one.answer.reason.to_string(),
        })
        .collect();
    Scene::Answers {
        question: prose::inline(&question.prompt.text),
        body: body(question),
        count: plural(lines.len(), "answer", "answers"),
        lines,
    }
}

/// What the desk looks at, alone; none where the room may not see it.
fn spotlight(view: &View, spot: &Spot) -> Option<Scene> {
    let question = view.question.as_ref();
    let (by, text) = match spot {
        Spot::Answer(entry) => {
            let question = question?;
            let one = question.answer(*entry)?;
            (one.by.clone(), said(question, one))
        }
        Spot::Note(entry) => {
            let note = question?.note(*entry)?;
            (note.by.clone(), note.text.to_string())
        }
        Spot::Theme(entry) => {
            let theme = question?.theme(*entry)?;
            (Byline::Unnamed, theme.title.to_string())
        }
        // A claim stands among the others, and open.
        Spot::Claim(..) | Spot::Reading(..) | Spot::Exhibit(_) | Spot::Door => return None,
    };
    let here: Vec<_> = view.here().collect();
    let shown = match &by {
        Byline::Name(id, _) => here.iter().position(|person| person.id == *id),
        Byline::Pseudonym(_) | Byline::Group | Byline::Unnamed => None,
    };
    let ring = Ring {
        shown,
        ..Ring::counted(0, here.len())
    };
    let others = question.into_iter().flat_map(QuestionView::newest);
    Some(Scene::Spot {
        others: others.map(|one| (named(&one.by), one.by == by)).collect(),
        by: named(&by),
        size: size(&text),
        text,
        ring: shown.map_or_else(String::new, |_| ring.svg(None)),
    })
}

fn close(view: &View) -> Scene {
    let commitments = view.commitments.iter();
    let when = |by: String, when: &str| match when {
        "" => by,
        when => format!("{by}, by {when}"),
    };
    let spoken: Vec<_> = view
        .words
        .iter()
        .map(|one| (named(&one.by), one.word.to_string()))
        .collect();
    // Beside each seat the word of whoever sits there.
    let here = view.here();
    let words = here.map(|person| {
        let said = view.words.iter().find(|one| one.by.is(person.id));
        said.map_or_else(String::new, |one| one.word.to_string())
    });
    let texts: Vec<_> = words.collect();
    let all = texts.iter().filter(|word| !word.is_empty()).count() == spoken.len();
    let fits = all && !spoken.is_empty() && Ring::fits(&texts);
    let ring = Ring {
        seats: texts.iter().map(|word| !word.is_empty()).collect(),
        words: Some((String::new(), "one word each".to_owned())),
        beside: fits.then_some((texts, true)),
        ..Ring::default()
    };
    let label: Vec<_> = spoken.iter().map(|(_, word)| word.as_str()).collect();
    let label = label.join(", ");
    Scene::Close {
        title: match view.place {
            Place::Over => "Thank you.",
            Place::Gather | Place::At { .. } => "What will we try?",
        },
        commitments: commitments
            .map(|one| Line {
                by: when(named(&one.by), &one.commitment.by_when),
                text: one.commitment.what.to_string(),
                reason: String::new(),
            })
            .collect(),
        ring: if fits {
            ring.svg(Some(&label))
        } else {
            String::new()
        },
        words: if fits { Vec::new() } else { spoken },
    }
}
