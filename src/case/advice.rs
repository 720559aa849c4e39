//! Advice to an author: what a reading of the document alone does not show to be a flaw.

use std::collections::HashSet;

use super::{
    Block, Case, Document, Doubt, Item, Kind, Looks, Question,
    asking::{is_in_sight, says},
    fit::{misfit, suits},
    flaw::{Code, Flaw},
    read::Guess,
    vocabulary::{self, CORRECT, GIVES_AWAY, Word, normal},
};
use crate::{
    protocol::{DEFAULT, Protocol},
    text::Clean,
};

/// Settings at the top begin on no later line.
const TOP: u32 = 3;

/// Everything an author may want to mend, in the order of the lines.
pub fn advise(document: &Document) -> Vec<Flaw> {
    let mut flaws = document.flaws.clone();
    for case in &document.cases {
        flaws.extend(too_long(case));
        flaws.extend(asked_in_part(case));
        flaws.extend(nothing_to_choose(case));
        flaws.extend(open_settings(case));
        for question in case.questions() {
            flaws.extend(alike(question));
            flaws.extend(marked_openly(question));
            flaws.extend(unfit(question));
        }
        flaws.extend(visible(case).iter().filter_map(gives_away));
        flaws.extend(dead_references(case));
        flaws.extend(case.noise.iter().map(noise));
    }
    let told = |line: u32| move |flaw: &Flaw| flaw.code == Code::NotUsed && flaw.line == line;
    let unused = document.unused.iter();
    let unused = unused.filter(|lines| !flaws.iter().any(told(lines.from)));
    let unused: Vec<Flaw> = unused
        .map(|lines| {
            let hint = "Put it under a heading, or take it away.";
            let what = match lines.to - lines.from {
                0 => "This line is in no part of the case".to_owned(),
                more => format!("This line and {more} more are in no part of the case"),
            };
            Flaw::new(Code::NotUsed, lines.from, &what, hint)
        })
        .collect();
    flaws.extend(unused);
    flaws.extend(document.doubts.iter().map(doubted));
    let guesses = document.guesses.iter();
    flaws.extend(guesses.filter(|guess| is_in_sight(guess)).map(in_sight));
    flaws.sort_by_key(|flaw| flaw.line);
    // Several cases of one document share what stands around them.
    let mut told = HashSet::new();
    flaws.retain(|flaw| told.insert((flaw.code, flaw.line, flaw.what.clone())));
    flaws
}

/// A passage that everybody reads under no word of ours.
fn in_sight(guess: &Guess) -> Flaw {
    Flaw::new(
        Code::InSight,
        guess.line,
        says(guess),
        "Does it tell an answer? Put “Model answer:” before it. Is it for whoever leads? Put it under “## Facilitator notes”. Else it may stay.",
    )
}

/// A passage that the reading keeps back although nothing says so.
fn doubted(doubt: &Doubt) -> Flaw {
    let more = match doubt.lines.to.saturating_sub(doubt.lines.from) {
        0 => "This line".to_owned(),
        more => format!("This line and {more} more"),
    };
    let (code, what, label) = match doubt.looks {
        Looks::LikeAnAnswer => (Code::LooksLikeAnswer, "an answer", "Model answer:"),
        Looks::LikeAStaffNote => (
            Code::LooksLikeNote,
            "a note for the facilitator",
            "Facilitator notes:",
        ),
    };
    let why = Clean::line(&doubt.why);
    Flaw::new(
        code,
        doubt.lines.from,
        &format!("{more} may be {what}, so it is kept back: {why}"),
        &format!(
            "Is it meant to be seen? Put “Prompt:” before it if it belongs to the question, or put it between “::: reading” and “:::”. Is it not? Put “{label}” before it."
        ),
    )
}

/// What everybody sees: readings, exhibits, and what stands under a question.
fn visible(case: &Case) -> Vec<&Block> {
    let items = case.parts.iter().flat_map(|part| &part.items);
    let blocks = items.flat_map(|item| match item {
        Item::Reading(reading) => reading.blocks.as_slice(),
        Item::Exhibit(exhibit) => exhibit.blocks.as_slice(),
        Item::Question(question) => question.prompt.body.as_slice(),
    });
    blocks.collect()
}

fn lines(block: &Block) -> impl Iterator<Item = (u32, &str)> {
    (block.line..).zip(block.text.lines())
}

fn too_long(case: &Case) -> Option<Flaw> {
    let planned = case.seconds?;
    let asked: u32 = case
        .questions()
        .filter_map(|question| question.prompt.seconds)
        .sum();
    let (_, value) = case
        .settings
        .iter()
        .find(|(key, _)| vocabulary::whole(key) == Some(Word::Time))?;
    (asked > planned).then(|| {
        Flaw::new(
            Code::TooLong,
            case.questions().next().map_or(0, |first| first.prompt.line),
            &format!(
                "The questions take {} minutes, the whole session {value}",
                asked.div_ceil(60)
            ),
            "Give the questions less time, the session more, or leave a question out.",
        )
    })
}

/// A question whose own protocol cannot be what its name says.
fn unfit(question: &Question) -> Option<Flaw> {
    let name = question.aside.protocol.as_ref()?;
    let why = misfit(Protocol::find(name)?, question)?;
    let number = question.prompt.number;
    Some(Flaw::new(
        Code::Protocol,
        question.prompt.line,
        &format!("“{name}” does not fit question {number}: {why}"),
        "Give the question options, a line each: “- ( ) Ask first”; or name another protocol. Until then it goes through the one of the case.",
    ))
}

/// A case whose protocol suits none of its questions.
fn nothing_to_choose(case: &Case) -> Option<Flaw> {
    let name = case.protocol.as_ref()?;
    let protocol = Protocol::find(name)?;
    (!suits(protocol, case)).then(|| {
        Flaw::new(
            Code::Protocol,
            0,
            &format!("“{name}” fits no question of this case: there are no options to choose among"),
            &format!("Give a question options, a line each: “- ( ) Ask first”; or name another protocol. Until then “{DEFAULT}” is used."),
        )
    })
}

/// Questions that all stand under one later part: "## Questions" behind "## Part B".
fn asked_in_part(case: &Case) -> Option<Flaw> {
    let asks = |item: &Item| matches!(item, Item::Question(_));
    let mut asking = case.parts.iter().filter(|part| part.items.iter().any(asks));
    let part = asking.next().filter(|part| part.staged)?;
    let title = part.title.as_ref().filter(|_| asking.next().is_none())?;
    let first = case.questions().next()?;
    Some(Flaw::new(
        Code::AskedInPart,
        first.prompt.line,
        &format!("All questions stand under “{title}”, and nothing is asked before it"),
        "Put a question before the part; or, where it is no surprise, give it a heading that does not begin with “Part”.",
    ))
}

/// Settings at the top that are read as text, since nothing closes them.
fn open_settings(case: &Case) -> Option<Flaw> {
    let Item::Reading(reading) = case.parts.first()?.items.first()? else {
        return None;
    };
    let mut texts = reading.blocks.iter();
    let block = texts.find(|block| block.number.is_some())?;
    if block.line > TOP {
        return None;
    }
    let known = |line: &str| {
        let key = line.split_once([':', '：']).map(|(key, _)| key);
        let word = key.and_then(vocabulary::whole);
        matches!(
            word,
            Some(
                Word::Title
                    | Word::Time
                    | Word::Language
                    | Word::Author
                    | Word::Protocol
                    | Word::Tags
            )
        )
    };
    block.text.lines().all(known).then(|| {
        Flaw::new(
            Code::Unclosed,
            1,
            "The settings at the top are never closed, so everybody reads them as text",
            "Put a line “---” behind the last of them.",
        )
    })
}

/// Options that have the same words, perhaps in another order.
fn alike(question: &Question) -> Option<Flaw> {
    let texts = question.prompt.kind.listed();
    let mut seen = HashSet::new();
    let twin = texts.iter().find(|text| {
        let words = normal(text);
        let mut words: Vec<&str> = words.split(' ').collect();
        words.sort_unstable();
        !seen.insert(words.join(" "))
    })?;
    let known = |other: &&Clean| normal(other) == normal(twin);
    // The reader tells of those that are the same.
    let same = texts.iter().filter(known).count() > 1;
    (!same).then(|| {
        Flaw::new(
            Code::AlikeOptions,
            question.prompt.line,
            &format!("“{twin}” has the words of another option"),
            "Word the options so that they can be told apart.",
        )
        .about(twin)
    })
}

/// An option that says itself that it is right.
fn marked_openly(question: &Question) -> Option<Flaw> {
    let Kind::Choice { options, .. } = &question.prompt.kind else {
        return None;
    };
    let says_so = |text: &&Clean| {
        let last = text.trim_end().strip_suffix([')', ']', '）']);
        let inside = last.and_then(|rest| rest.rsplit_once(['(', '[', '（']));
        inside.is_some_and(|(_, inside)| CORRECT.contains(&normal(inside).as_str()))
    };
    options.iter().find(says_so).map(|option| {
        Flaw::new(
            Code::VisibleAnswer,
            question.prompt.line,
            &format!("The option “{option}” says itself that it is right"),
            "Mark it with “(x)” or “[x]” before it instead; that is hidden until people have answered.",
        )
        .about(option)
    })
}

/// A line for everybody that gives an answer away.
fn gives_away(block: &&Block) -> Option<Flaw> {
    lines(block).find_map(|(number, line)| {
        let labelled = vocabulary::label(line)
            .filter(|(word, rest)| *word == Word::Answers && !rest.is_empty());
        let low = line.to_lowercase();
        let phrase = GIVES_AWAY.iter().find(|phrase| low.contains(**phrase));
        let words = match (labelled, phrase) {
            (Some(_), _) => line.trim(),
            (None, Some(phrase)) => phrase,
            (None, None) => return None,
        };
        let flaw = Flaw::new(
            Code::VisibleAnswer,
            number,
            "Everybody reads this before they have answered, and it tells an answer",
            "Put it behind “Model answer:” under its question, or under “## Model answers”.",
        );
        Some(flaw.about(words))
    })
}

fn noise(block: &Block) -> Flaw {
    Flaw::new(
        Code::PageNoise,
        block.line,
        "This looks like a part of the page that the text was copied from",
        "Take it away; or, where it belongs to the case, make a whole sentence of it.",
    )
}

/// Exhibits that the text speaks of and that are not there.
fn dead_references(case: &Case) -> Vec<Flaw> {
    let items = case.parts.iter().flat_map(|part| &part.items);
    let titles = items.filter_map(|item| match item {
        Item::Exhibit(exhibit) => Some(exhibit.title.as_str()),
        Item::Reading(_) | Item::Question(_) => None,
    });
    let blocks = visible(case);
    // A caption over a table within the text is as good as a heading.
    let captions = blocks.iter().flat_map(|block| block.text.lines());
    let known: HashSet<String> = titles
        .chain(captions)
        .filter_map(|line| vocabulary::exhibits_named(line).into_iter().next())
        .filter(|named| named.at_start)
        .map(|named| named.number)
        .collect();
    let asked = case.questions().map(|question| {
        let prompt = &question.prompt;
        (prompt.line, prompt.text.as_str())
    });
    let read = blocks.iter().flat_map(|block| lines(block));
    let mut flaws = Vec::new();
    for (number, line) in read.chain(asked) {
        for named in vocabulary::exhibits_named(line) {
            if !named.at_start && !known.contains(&named.number) {
                let flaw = Flaw::new(
                    Code::DeadReference,
                    number,
                    &format!("There is no “{}”", named.words),
                    "Add it under a heading like “## Exhibit 1: The rota”, or mend its number.",
                );
                flaws.push(flaw.about(named.words));
            }
        }
    }
    flaws
}
