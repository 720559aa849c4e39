//! Last pass: cases are told apart, paragraphs and questions numbered, identities given,
//! flaws found, and lines that have no place listed.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    Document, Guess, Hidden, Lines,
    build::{Build, Item, Part, Segment},
    question::Draft,
    settings,
};
use crate::{
    case::{self, Block, Case, Kind, Prompt, Question, Reading, flaw::Flaw, vocabulary::normal},
    id::QuestionId,
    text::Clean,
};

/// Makes cases of what was built.
pub(super) fn finish(mut build: Build) -> Document {
    let mut guesses = std::mem::take(&mut build.guesses);
    let answers = std::mem::take(&mut build.answers);
    answers.hand_out(&mut build.segments, &mut guesses);
    let (segments, several) = tell_apart(std::mem::take(&mut build.segments), &mut guesses);
    let mut document = Document {
        guesses,
        unused: unused(&build.placed),
        ..Document::default()
    };
    let mut hidden = std::mem::take(&mut build.hidden);
    for segment in segments {
        hidden.extend(
            segment
                .questions
                .iter()
                .flat_map(|question| question.hidden.iter().copied()),
        );
        let case = case(&build, segment, several, &mut document.flaws);
        document.cases.push(case);
    }
    document.hidden = joined(hidden, build.placed.len() as u32);
    if build.title.is_none() && !has_title(&build) {
        document.flaws.push(Flaw::slight(
            0,
            "There is no title; the file's name serves as one",
            "Begin the file with a line like “# The Night Shift”.",
        ));
    }
    if document
        .cases
        .iter()
        .all(|case| case.questions().next().is_none())
    {
        document.flaws.push(Flaw::grave(
            0,
            "There is no question",
            "Add a heading “## Questions” and a numbered list under it, or use “What? So what? Now what?”.",
        ));
    }
    document.guesses.sort_by_key(|guess| guess.line);
    document
}

fn has_title(build: &Build) -> bool {
    let mut settings = build.settings.iter();
    settings.any(|pair| settings::known(&pair.key) == Some(case::vocabulary::Word::Title))
}

/// Several cases each have questions; else it is one case with several readings.
fn tell_apart(segments: Vec<Segment>, guesses: &mut Vec<Guess>) -> (Vec<Segment>, bool) {
    let titled = segments.iter().filter(|segment| segment.title.is_some());
    let own =
        titled.clone().count() > 1 && titled.clone().all(|segment| !segment.questions.is_empty());
    let mut all = segments.into_iter();
    let mut first = all.next().unwrap_or_default();
    if own {
        let intro: Vec<Part> = first.parts;
        let several = all.map(|mut segment| {
            segment.parts = intro.iter().cloned().chain(segment.parts).collect();
            segment
        });
        return (several.collect(), true);
    }
    for segment in all {
        if let Some(title) = &segment.title {
            guesses.push(Guess {
                line: segment.line,
                rule: "several cases",
                said: format!("“{title}” is a reading of one case: the questions stand together"),
            });
        }
        let mut parts = segment.parts.into_iter();
        let mut opening = parts.next().unwrap_or_default();
        if opening.title.is_none() {
            opening.title = segment.title.as_deref().map(Clean::line);
        }
        first.parts.push(opening);
        first.parts.extend(parts);
        first.questions.extend(segment.questions);
    }
    (vec![first], false)
}

fn case(build: &Build, segment: Segment, several: bool, flaws: &mut Vec<Flaw>) -> Case {
    let mut case = Case {
        goals: build.goals.clone(),
        sources: build.sources.clone(),
        facilitator_notes: build.notes.clone(),
        noise: build.noise.clone(),
        ..Case::default()
    };
    settings::put(&mut case, &build.settings);
    let own = if several {
        segment.title.as_deref()
    } else {
        None
    };
    let title = own.or(build.title.as_deref());
    if let Some(title) = title {
        case.title = Clean::line(title);
    }
    if case.title.is_empty() {
        case.title = Clean::line(stem(&build.file_name));
    }
    let mut counts = Counts::default();
    let mut drafts = segment.questions.into_iter();
    for part in segment.parts {
        let part = finished(part, &mut drafts, &mut counts, flaws);
        if part.title.is_some() || !part.items.is_empty() {
            case.parts.push(part);
        }
    }
    case
}

fn stem(file_name: &str) -> &str {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    if stem.trim().is_empty() { "Case" } else { stem }
}

/// What is counted through a whole case.
#[derive(Default)]
struct Counts {
    paragraphs: u32,
    questions: u32,
    /// How often each wanted id was met.
    ids: HashMap<String, u32>,
}

fn finished(
    part: Part,
    drafts: &mut impl Iterator<Item = Draft>,
    counts: &mut Counts,
    flaws: &mut Vec<Flaw>,
) -> case::Part {
    let mut items = Vec::new();
    for item in part.items {
        match item {
            Item::Reading(mut blocks) => {
                for block in &mut blocks {
                    number(block, &mut counts.paragraphs);
                }
                items.push(case::Item::Reading(Arc::new(Reading { blocks })));
            }
            Item::Exhibit(exhibit) => items.push(case::Item::Exhibit(Arc::new(exhibit))),
            Item::Question => {
                if let Some(draft) = drafts.next() {
                    let question = question(draft, counts, flaws);
                    items.push(case::Item::Question(Arc::new(question)));
                }
            }
        }
    }
    case::Part {
        title: part.title,
        staged: part.staged,
        items,
    }
}

/// Paragraphs, lists and quotes can be cited; headings, tables, code and rules are not counted.
fn number(block: &mut Block, paragraphs: &mut u32) {
    let text = block.text.trim_start();
    let uncounted =
        text.starts_with(['#', '|']) || text.starts_with("```") || text.starts_with("~~~");
    let rule = text.chars().all(|letter| "-*_ ".contains(letter));
    if !uncounted && !rule {
        *paragraphs += 1;
        block.number = Some(*paragraphs);
    }
}

fn question(mut draft: Draft, counts: &mut Counts, flaws: &mut Vec<Flaw>) -> Question {
    look_at(&draft, flaws);
    let kind = draft.kind();
    counts.questions += 1;
    let text = if draft.text.is_empty() {
        format!("Question {}", counts.questions)
    } else {
        draft.text.clone()
    };
    let id = identity(&draft, &text, counts, flaws);
    if let Kind::Choice { options, .. } = &kind {
        let mut seen = HashSet::new();
        if let Some(twice) = options.iter().find(|option| !seen.insert(normal(option))) {
            flaws.push(Flaw::slight(
                draft.line,
                &format!("The option “{twice}” is there twice"),
                "Word the options so that they can be told apart.",
            ));
        }
    }
    Question {
        prompt: Arc::new(Prompt {
            id,
            number: counts.questions,
            text: Clean::new(&text),
            body: draft.body,
            kind,
            seconds: draft.seconds,
            line: draft.line,
        }),
        aside: Arc::new(draft.aside),
    }
}

/// The author's id, else the normalised text; made unique where it is not.
fn identity(draft: &Draft, text: &str, counts: &mut Counts, flaws: &mut Vec<Flaw>) -> QuestionId {
    let wanted = draft.id.clone().unwrap_or_else(|| {
        let words = normal(text);
        let letters = words.chars().filter(|letter| !letter.is_numeric());
        letters.collect::<String>().trim().to_owned()
    });
    let met = counts.ids.get(&wanted).copied().unwrap_or(0);
    let mut again = met;
    let mut id = wanted.clone();
    while counts.ids.contains_key(&id) {
        again += 1;
        id = format!("{wanted} {again}");
    }
    counts.ids.insert(id.clone(), 1);
    counts.ids.insert(wanted.clone(), again.max(1));
    if met > 0 {
        flaws.push(Flaw::grave(
            draft.line,
            &format!("Another question has the id “{wanted}” already; this one is known as “{id}”"),
            "Give each question an id of its own, or word it differently.",
        ));
    }
    QuestionId(id)
}

fn look_at(draft: &Draft, flaws: &mut Vec<Flaw>) {
    if draft.options.len() == 1 {
        flaws.push(Flaw::grave(
            draft.line,
            "There is only one option; the question is asked as an open one",
            "Add a second option, or take the mark before it away.",
        ));
    }
    if draft.options.len() > 255 {
        flaws.push(Flaw::grave(
            draft.line,
            "There are more than 255 options; the first 255 are kept",
            "Make fewer options, or several questions.",
        ));
    }
    if draft.items.as_ref().is_some_and(|items| items.len() < 2) {
        flaws.push(Flaw::grave(
            draft.line,
            "There is nothing to rank; the question is asked as an open one",
            "Put at least two bullets under “Rank:”.",
        ));
    }
    if let Some((low, high, ..)) = &draft.scale
        && !(2..=11).contains(&(high + 1 - low))
    {
        flaws.push(Flaw::grave(
            draft.line,
            "A scale has 2 to 11 points; the question is asked as an open one",
            "Write for example “Scale: 1 (strongly disagree) to 5 (strongly agree)”.",
        ));
    }
    if draft.text.is_empty() {
        flaws.push(Flaw::slight(
            draft.line,
            "The question has no words of its own",
            "Write what is asked behind its number.",
        ));
    }
}

/// Stretches of lines that have no place.
fn unused(placed: &[bool]) -> Vec<Lines> {
    let mut stretches: Vec<Lines> = Vec::new();
    for (at, placed) in placed.iter().enumerate() {
        let line = at as u32 + 1;
        match stretches.last_mut() {
            _ if *placed => {}
            Some(last) if last.to + 1 == line => last.to = line,
            _ => stretches.push(Lines {
                from: line,
                to: line,
            }),
        }
    }
    stretches
}

/// Hidden lines in order, neighbours of one kind joined.
fn joined(mut hidden: Vec<(&'static str, u32, u32)>, last: u32) -> Vec<Hidden> {
    hidden.sort_by_key(|(what, from, to)| (*from, *to, *what));
    let mut joined: Vec<Hidden> = Vec::new();
    for (what, from, to) in hidden {
        let to = to.min(last).max(from);
        let open = joined.iter_mut().rev().find(|before| before.what == what);
        match open {
            Some(before) if from <= before.to.saturating_add(2) => before.to = before.to.max(to),
            _ => joined.push(Hidden { what, from, to }),
        }
    }
    joined.sort_by_key(|stretch| (stretch.from, stretch.to));
    joined
}
