//! Last pass: cases are told apart, paragraphs and questions numbered, identities given,
//! flaws found, and lines that have no place listed.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    Document, Guess, Hidden, Lines,
    build::{Build, Item, Part, Segment, quoted::give_said},
    condition,
    question::Draft,
    settings,
};
use crate::{
    case::{
        self, Block, Case, Kind, Prompt, Question, Readers, Reading, chart,
        flaw::{Code, Flaw},
        number,
        vocabulary::{Word, normal},
    },
    id::QuestionId,
    text::{Clean, folded},
};

/// More flaws are only counted.
const MOST_FLAWS: usize = 99;
/// More cases in one document are taken as one.
const MOST_CASES: usize = 99;

/// Makes cases of what was built.
pub(super) fn finish(mut build: Build) -> Document {
    let mut guesses = std::mem::take(&mut build.guesses);
    let mut flaws = std::mem::take(&mut build.flaws);
    build.hand_out_claims();
    let answers = std::mem::take(&mut build.answers);
    let left = answers.hand_out(&mut build.segments, &mut guesses, &mut flaws);
    if let Some(block) = left.first() {
        flaws.push(Flaw::new(
            Code::UnmatchedAnswer,
            block.line,
            "There are model answers, but no question; they are kept as facilitator notes",
            "Add a heading “## Questions” and a numbered list under it.",
        ));
        build.segment().notes.extend(left);
    }
    give_said(&mut build);
    let hidden = told_by_questions(&mut build, &mut guesses);
    let (segments, several) = tell_apart(std::mem::take(&mut build.segments), &mut guesses);
    let mut document = Document {
        title: document_title(&build),
        unused: unused(&build.placed),
        hidden: joined(hidden, &build.blank),
        ..Document::default()
    };
    let mut settings_flaws = Vec::new();
    for segment in segments {
        settings_flaws.clear();
        let own = segment.title.clone().filter(|_| several);
        let mut case = case(&build, segment, &mut flaws);
        settings::put(&mut case, &build.settings, &mut settings_flaws);
        case.title = own.map_or_else(|| document.title.clone(), |own| Clean::line(&own));
        keeps_exhibits(&mut case, &mut document.hidden);
        document.cases.push(case);
    }
    flaws.extend(settings_flaws);
    judge(&build, &document, &mut flaws);
    guesses.sort_by_key(|guess| guess.line);
    flaws.sort_by_key(|flaw| flaw.line);
    if let Some(more) = flaws.len().checked_sub(MOST_FLAWS).filter(|more| *more > 0) {
        flaws.truncate(MOST_FLAWS);
        flaws.push(Flaw::new(
            Code::More,
            0,
            &format!("There are {more} flaws more"),
            "Mend these first, and look again.",
        ));
    }
    document.guesses = guesses;
    document.flaws = flaws;
    document
}

/// Tells which exhibits are not for everybody at once, and makes roles of those that they name.
fn keeps_exhibits(case: &mut Case, hidden: &mut Vec<Hidden>) {
    let mut roles = Vec::new();
    for (_, exhibit) in case.exhibits() {
        let what = match &exhibit.readers {
            Readers::All => continue,
            Readers::OnRequest => "fact on request",
            Readers::Roles(named) => {
                roles.extend_from_slice(named);
                "exhibit for some only"
            }
        };
        if let (Some(first), Some(last)) = (exhibit.blocks.first(), exhibit.blocks.last()) {
            let to = last.line + (last.text.lines().count() as u32).saturating_sub(1);
            let from = first.line;
            let at = hidden.partition_point(|other| other.from <= from);
            hidden.insert(at, Hidden { what, from, to });
        }
    }
    for role in roles {
        let known = |known: &Clean| folded(known) == folded(&role);
        if !case.roles.iter().any(known) {
            case.roles.push(role);
        }
    }
}

/// The first level-1 heading, else the setting, else the first line, else the file's name.
fn document_title(build: &Build) -> Clean {
    let mut settings = build.settings.iter();
    let setting = settings.find(|pair| settings::known(&pair.key) == Some(Word::Title));
    let own = build.title.as_deref().map(Clean::line);
    let set = setting.map(|setting| Clean::line(&setting.value));
    let mut titles = own.into_iter().chain(set);
    titles
        .find(|title| !title.trim().is_empty())
        .unwrap_or_else(|| Clean::line(stem(&build.file_name)))
}

/// What is wrong with the document as a whole.
fn judge(build: &Build, document: &Document, flaws: &mut Vec<Flaw>) {
    let mut settings = build.settings.iter();
    let set = settings.any(|pair| settings::known(&pair.key) == Some(Word::Title));
    if build.blank.iter().all(|blank| *blank) && build.settings.is_empty() {
        flaws.push(Flaw::new(
            Code::Empty,
            0,
            "There is nothing in the file",
            "Write a title and a question into it, for example “# Title” and “## Questions”.",
        ));
        return;
    }
    if build.title.is_none() && !set {
        flaws.push(Flaw::new(
            Code::NoTitle,
            0,
            "There is no title; the file's name serves as one",
            "Begin the file with a line like “# The Night Shift”.",
        ));
    }
    let mut cases = document.cases.iter();
    if cases.all(|case| case.questions().next().is_none()) {
        flaws.push(Flaw::new(
            Code::NoQuestion,
            0,
            "There is no question",
            "Add a heading “## Questions” and a numbered list under it, or use “What? So what? Now what?”.",
        ));
    }
}

/// Several cases each have questions; else it is one case with several readings. What stands
/// before or after them all is common to them.
fn tell_apart(segments: Vec<Segment>, guesses: &mut Vec<Guess>) -> (Vec<Segment>, bool) {
    let titled = || segments.iter().filter(|segment| segment.title.is_some());
    let asking = titled().all(|segment| !segment.questions.is_empty());
    let before = segments
        .first()
        .is_none_or(|first| first.questions.is_empty());
    let count = titled().count();
    if asking && before && (2..=MOST_CASES).contains(&count) {
        let mut first = segments
            .iter()
            .take(1)
            .filter(|first| first.title.is_none());
        let intro: Segment = first.next().cloned().unwrap_or_default();
        let mut shared = Segment::default();
        for segment in segments
            .iter()
            .skip(1)
            .filter(|segment| segment.title.is_none())
        {
            shared.append(segment.clone());
        }
        let several = titled().map(|own| {
            let mut all = intro.clone();
            all.append(own.clone());
            all.append(shared.clone());
            all.title.clone_from(&own.title);
            all
        });
        return (several.collect(), true);
    }
    let mut one = Segment::default();
    for mut segment in segments {
        if let Some(title) = segment.title.take() {
            if count > 1 {
                guesses.push(Guess {
                    line: segment.line,
                    rule: "several cases",
                    said: format!("“{title}” is a reading of one case: not each has questions")
                        .into(),
                });
            }
            let opening = segment.opening();
            if opening.title.is_none() {
                opening.title = Some(Clean::line(&title));
            }
        }
        one.append(segment);
    }
    (vec![one], false)
}

fn case(build: &Build, segment: Segment, flaws: &mut Vec<Flaw>) -> Case {
    let mut case = Case {
        goals: segment.goals,
        sources: segment.sources,
        facilitator_notes: segment.notes,
        noise: segment.noise,
        ..Case::default()
    };
    let mut counts = Counts {
        comma: settings::language(&build.settings).is_some_and(number::has_comma),
        ..Counts::default()
    };
    let mut drafts = segment.questions.into_iter();
    let mut conditions = Vec::new();
    for mut part in segment.parts {
        let wanted = condition::take(&mut part);
        let part = finished(part, &mut drafts, &mut counts, flaws);
        if part.title.is_some() || !part.items.is_empty() {
            case.parts.push(part);
            conditions.push(wanted);
        }
    }
    condition::settle(&mut case, conditions, flaws);
    debug_assert!(
        drafts.next().is_none(),
        "{}: a question has no place",
        build.file_name
    );
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
    /// Decimals stand behind a comma in the case's language.
    comma: bool,
    paragraphs: u32,
    questions: u32,
    /// How often each wanted id was met.
    ids: HashMap<String, u32>,
    /// The numbers of the questions that have an id of the author's.
    named: HashMap<String, u32>,
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
                chart::join(&mut blocks, flaws);
                drop_idle_rules(&mut blocks);
                if blocks.is_empty() {
                    continue;
                }
                for block in &mut blocks {
                    count(block, &mut counts.paragraphs);
                }
                items.push(case::Item::Reading(Arc::new(Reading { blocks })));
            }
            Item::Exhibit(mut exhibit) => {
                chart::join(&mut exhibit.blocks, flaws);
                items.push(case::Item::Exhibit(Arc::new(exhibit)));
            }
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
        only_if: None,
        items,
    }
}

/// A rule parts paragraphs: at an end, or behind another one, it parts nothing.
fn drop_idle_rules(blocks: &mut Vec<Block>) {
    let mut idle = true;
    blocks.retain(|block| {
        let rule = is_rule(&block.text);
        !(std::mem::replace(&mut idle, rule) && rule)
    });
    if idle {
        blocks.pop();
    }
}

fn is_rule(text: &str) -> bool {
    text.chars().all(|letter| "-*_ ".contains(letter))
}

/// Paragraphs, lists and quotes can be cited; headings, tables, code and rules are not counted.
fn count(block: &mut Block, paragraphs: &mut u32) {
    let text = block.text.trim_start();
    let uncounted =
        text.starts_with(['#', '|']) || text.starts_with("```") || text.starts_with("~~~");
    if !uncounted && !is_rule(text) {
        *paragraphs += 1;
        block.number = Some(*paragraphs);
    }
}

/// Counts the paragraphs again, of which some are gone.
pub(super) fn count_again(case: &mut Case) {
    let mut paragraphs = 0;
    for item in case.parts.iter_mut().flat_map(|part| &mut part.items) {
        if let case::Item::Reading(reading) = item {
            for block in &mut Arc::make_mut(reading).blocks {
                count(block, &mut paragraphs);
            }
        }
    }
}

fn question(mut draft: Draft, counts: &mut Counts, flaws: &mut Vec<Flaw>) -> Question {
    let kind = draft.kind(counts.comma);
    flaws.append(&mut draft.flaws);
    chart::join(&mut draft.body, flaws);
    counts.questions += 1;
    let mut text = Clean::new(&draft.text);
    if text.trim().is_empty() {
        text = Clean::new(&format!("Question {}", counts.questions));
    }
    let id = identity(&draft, &text, counts, flaws);
    let builds_on = draft.builds_on.take();
    let builds_on = builds_on.and_then(|said| stands_on(&said, counts, flaws));
    if let Some(name) = draft.id.take() {
        counts.named.insert(name, counts.questions);
    }
    if let Kind::Choice { options, .. } = &kind {
        let mut seen = HashSet::new();
        if let Some(twice) = options.iter().find(|option| !seen.insert(normal(option))) {
            flaws.push(Flaw::new(
                Code::AlikeOptions,
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
            text,
            body: draft.body,
            kind,
            seconds: draft.seconds,
            builds_on,
            line: draft.line,
        }),
        aside: Arc::new(draft.aside),
    }
}

/// The earlier question that one stands on: by its id, or by its number.
fn stands_on((said, line): &(String, u32), counts: &Counts, flaws: &mut Vec<Flaw>) -> Option<u32> {
    let number = match said.strip_prefix('#') {
        Some(id) => counts.named.get(id).copied(),
        None => said.split_whitespace().next_back()?.parse().ok(),
    };
    let earlier = number.filter(|number| (1..counts.questions).contains(number));
    if earlier.is_none() {
        flaws.push(Flaw::new(
            Code::NearMiss,
            *line,
            &format!("“{said}” is no question that stands before this one"),
            "Write “Builds on: question 1”, or “Builds on: #id” with the id of an earlier question.",
        ));
    }
    earlier
}

/// The author's id, else the normalised text; made unique where it is not.
fn identity(draft: &Draft, text: &str, counts: &mut Counts, flaws: &mut Vec<Flaw>) -> QuestionId {
    let wanted = draft.id.clone().unwrap_or_else(|| {
        let words = normal(text);
        let letters = |letter: &char| !letter.is_numeric();
        let letters: String = words.chars().filter(letters).collect();
        letters.split_whitespace().collect::<Vec<_>>().join(" ")
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
        flaws.push(Flaw::new(
            Code::DoubledId,
            draft.line,
            &format!("Another question has the id “{wanted}” already; this one is known as “{id}”"),
            "Give each question an id of its own, or word it differently.",
        ));
    }
    QuestionId::new(id)
}

/// What is hidden in the document and under its questions, whose guesses are told; what one says
/// again has no place.
fn told_by_questions(build: &mut Build, guesses: &mut Vec<Guess>) -> Vec<(&'static str, u32, u32)> {
    let mut hidden = std::mem::take(&mut build.hidden);
    let segments = build.segments.iter_mut();
    for draft in segments.flat_map(|segment| &mut segment.questions) {
        draft.take_the_bold_one();
        hidden.append(&mut draft.hidden);
        guesses.append(&mut draft.guesses);
        for (from, to) in draft.said_again.drain(..) {
            let lines = (from as usize).saturating_sub(1)..to as usize;
            let lines = build.placed.get_mut(lines).into_iter().flatten();
            lines.for_each(|placed| *placed = false);
        }
    }
    hidden
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

/// Hidden lines in order; those of one kind joined between which nothing stands.
fn joined(mut hidden: Vec<(&'static str, u32, u32)>, blank: &[bool]) -> Vec<Hidden> {
    let last = blank.len() as u32;
    // For each line, the next one from it on that is not blank.
    let mut next = vec![last + 1; blank.len() + 2];
    for (at, blank) in blank.iter().enumerate().rev() {
        let line = at + 1;
        let after = next.get(line + 1).copied().unwrap_or(last + 1);
        if let Some(next) = next.get_mut(line) {
            *next = if *blank { after } else { line as u32 };
        }
    }
    let next_after = |line: u32| {
        let after = next.get(line as usize + 1).copied();
        after.unwrap_or(last + 1)
    };
    hidden.sort_by_key(|(what, from, to)| (*from, *to, *what));
    let mut joined: Vec<Hidden> = Vec::new();
    let mut open: HashMap<&'static str, usize> = HashMap::new();
    for (what, from, to) in hidden {
        let to = to.min(last).max(from);
        let before = open.get(what).and_then(|at| joined.get_mut(*at));
        match before {
            Some(before) if from <= next_after(before.to) => before.to = before.to.max(to),
            _ => {
                open.insert(what, joined.len());
                joined.push(Hidden { what, from, to });
            }
        }
    }
    joined.sort_by_key(|stretch| (stretch.from, stretch.to));
    joined
}
