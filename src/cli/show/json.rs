//! `show --json`: how a document was read, for other programs.

use serde::Serialize;

use crate::{
    case::{Aside, Case, Item, Kind, Part, Question},
    library::Loaded,
    text::Clean,
};

/// `show --json`; its keys are a promise.
#[derive(Serialize)]
pub(super) struct Shown<'a> {
    title: &'a str,
    source: Option<String>,
    language: Option<&'a str>,
    minutes: Option<Minutes>,
    cases: Vec<ShownCase<'a>>,
    hidden: Vec<ShownHidden<'a>>,
    guesses: Vec<ShownGuess<'a>>,
    unused: Vec<ShownLines>,
    doubts: Vec<ShownDoubt<'a>>,
}

#[derive(Serialize)]
struct ShownCase<'a> {
    title: &'a str,
    parts: Vec<ShownPart<'a>>,
    questions: Vec<ShownQuestion<'a>>,
}

#[derive(Serialize)]
struct ShownPart<'a> {
    title: Option<&'a str>,
    staged: bool,
    /// The option for which the group has to decide before it comes.
    #[serde(skip_serializing_if = "Option::is_none")]
    only_if: Option<ShownDecision<'a>>,
    /// The text of each numbered paragraph: the first is ¶1 of the case.
    paragraphs: Vec<&'a str>,
}

#[derive(Serialize)]
struct ShownDecision<'a> {
    question: u32,
    option: &'a str,
}

#[derive(Serialize)]
struct ShownQuestion<'a> {
    number: u32,
    id: &'a str,
    kind: &'static str,
    prompt: String,
    options: Vec<String>,
    minutes: Option<Minutes>,
    /// The protocol that its author asks for; none where it is the case's.
    #[serde(skip_serializing_if = "Option::is_none")]
    protocol: Option<&'a str>,
    /// The number of the earlier question that it stands on.
    #[serde(skip_serializing_if = "Option::is_none")]
    builds_on: Option<u32>,
    hints: &'a [Clean],
    model_answer: Option<String>,
    line: u32,
}

#[derive(Serialize)]
struct ShownHidden<'a> {
    what: &'a str,
    from: u32,
    to: u32,
}

#[derive(Serialize)]
struct ShownGuess<'a> {
    line: u32,
    rule: &'a str,
    said: &'a str,
}

#[derive(Serialize)]
struct ShownLines {
    from: u32,
    to: u32,
}

/// A passage that may give something away, and so is kept back.
#[derive(Serialize)]
struct ShownDoubt<'a> {
    from: u32,
    to: u32,
    /// "looks like an answer", "looks like a note for the facilitator".
    looks: &'static str,
    why: &'a str,
}

/// Whole minutes as a whole number, others with their fraction.
#[derive(Serialize)]
#[serde(untagged)]
enum Minutes {
    Whole(u32),
    Part(f64),
}

impl Minutes {
    fn of(seconds: u32) -> Self {
        if seconds.is_multiple_of(60) {
            Self::Whole(seconds / 60)
        } else {
            Self::Part(f64::from(seconds) / 60.0)
        }
    }
}

impl<'a> Shown<'a> {
    pub(super) fn of(loaded: &'a Loaded) -> Self {
        let document = &loaded.document;
        let first = document.cases.first();
        Self {
            title: &document.title,
            source: first.and_then(source),
            language: first.and_then(|case| case.language.as_deref()),
            minutes: first.and_then(|case| case.seconds).map(Minutes::of),
            cases: document.cases.iter().map(ShownCase::of).collect(),
            hidden: document
                .hidden
                .iter()
                .map(|stretch| ShownHidden {
                    what: stretch.what,
                    from: stretch.from,
                    to: stretch.to,
                })
                .collect(),
            guesses: document
                .guesses
                .iter()
                .map(|guess| ShownGuess {
                    line: guess.line,
                    rule: guess.rule,
                    said: &guess.said,
                })
                .collect(),
            unused: document
                .unused
                .iter()
                .map(|stretch| ShownLines {
                    from: stretch.from,
                    to: stretch.to,
                })
                .collect(),
            doubts: document
                .doubts
                .iter()
                .map(|doubt| ShownDoubt {
                    from: doubt.lines.from,
                    to: doubt.lines.to,
                    looks: doubt.looks.words(),
                    why: &doubt.why,
                })
                .collect(),
        }
    }
}

/// Where the case comes from, in its author's words.
fn source(case: &Case) -> Option<String> {
    let blocks: Vec<_> = case
        .sources
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    (!blocks.is_empty()).then(|| blocks.join("\n\n"))
}

impl<'a> ShownCase<'a> {
    fn of(case: &'a Case) -> Self {
        Self {
            title: &case.title,
            parts: case
                .parts
                .iter()
                .map(|part| ShownPart::of(part, case))
                .collect(),
            questions: case
                .questions()
                .map(|question| ShownQuestion::of(question))
                .collect(),
        }
    }
}

impl<'a> ShownPart<'a> {
    fn of(part: &'a Part, case: &'a Case) -> Self {
        let blocks = part.items.iter().flat_map(|item| match item {
            Item::Reading(reading) => reading.blocks.as_slice(),
            Item::Exhibit(_) | Item::Question(_) => &[],
        });
        let numbered = blocks.filter(|block| block.number.is_some());
        Self {
            title: part.title.as_deref(),
            staged: part.staged,
            only_if: part.only_if.and_then(|only_if| {
                Some(ShownDecision {
                    question: only_if.question,
                    option: case.decision(only_if)?,
                })
            }),
            paragraphs: numbered.map(|block| block.text.as_str()).collect(),
        }
    }
}

impl<'a> ShownQuestion<'a> {
    fn of(question: &'a Question) -> Self {
        let prompt = &question.prompt;
        Self {
            number: prompt.number,
            id: prompt.id.as_clean(),
            kind: prompt.kind.word(),
            prompt: asked(question),
            options: options(&prompt.kind),
            minutes: prompt.seconds.map(Minutes::of),
            protocol: question.aside.protocol.as_deref(),
            builds_on: prompt.builds_on,
            hints: &question.aside.hints,
            model_answer: model_answer(&question.aside, &prompt.kind),
            line: prompt.line,
        }
    }
}

/// The question with all that is asked along with it.
fn asked(question: &Question) -> String {
    let prompt = &question.prompt;
    let body = prompt.body.iter().map(|block| block.text.as_str());
    let mut asked: Vec<String> = std::iter::once(prompt.text.as_str())
        .chain(body)
        .map(str::to_owned)
        .collect();
    if let Kind::Scale(scale) = &prompt.kind
        && !scale.statements.is_empty()
    {
        let statements = scale.statements.iter();
        let bullets: Vec<_> = statements.map(|text| format!("- {text}")).collect();
        asked.push(bullets.join("\n"));
    }
    asked.join("\n\n")
}

/// What can be picked: options, points of a scale with their words, or items to rank.
fn options(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::Open | Kind::Number { .. } => Vec::new(),
        Kind::Choice { options: texts, .. }
        | Kind::Rank { items: texts }
        | Kind::Items { items: texts } => texts.iter().map(ToString::to_string).collect(),
        Kind::Scale(scale) => {
            let [low, high] = scale.ends();
            let between = scale.low + 1..scale.high;
            let between = between.map(|point| point.to_string());
            let points = std::iter::once(low).chain(between);
            points.chain([high]).collect()
        }
    }
}

/// All voices of the model answer as Markdown, a paragraph for each claim.
fn model_answer(aside: &Aside, kind: &Kind) -> Option<String> {
    let mut said = Vec::new();
    if let Kind::Choice { options, .. } = kind {
        let right = aside
            .right
            .iter()
            .filter_map(|at| options.get(usize::from(*at)));
        said.extend(right.map(|option| format!("(x) {option}")));
    }
    for model in &aside.models {
        said.extend(model.title.as_ref().map(|title| format!("**{title}**")));
        said.extend(model.claims.iter().map(ToString::to_string));
    }
    (!said.is_empty()).then(|| said.join("\n\n"))
}
