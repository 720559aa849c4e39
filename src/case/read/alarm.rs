//! The alarm: a second look over exactly what people would see before they answer. It shares
//! neither the tables of labels nor the list of questions with the reading, so that the two do not
//! fail together. What it finds is kept back, and told as a doubt.
//!
//! What an author or a reader has put in plain sight on purpose is left alone: what stands between
//! `::: reading` and `:::`, and behind `Prompt:`.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::{Document, Doubt, Hidden, Lines, Looks, agree, fence::Fence, finish, source::Text};
use crate::{
    case::{Block, Case, Item, ModelAnswer, Question, vocabulary},
    text::Clean,
};

mod form;
mod staff;
mod told;

pub(super) use form::asks;

/// A line that people see before they answer.
struct Row<'a> {
    number: u32,
    text: &'a str,
    /// Its end is that of a question.
    asks: bool,
    /// Of a heading; 0 for others.
    level: usize,
    /// It begins a paragraph.
    first: bool,
    /// It may be kept back: it is no question, and nobody put it in plain sight on purpose.
    free: bool,
}

/// What looks wrong, by line.
type Found = BTreeMap<u32, (Looks, &'static str)>;

/// Keeps back what looks as if it gave something away.
pub(super) fn sound(document: &mut Document, text: &Text<'_>) {
    let rows = rows(document, text);
    let mut found = Found::new();
    let all = staff::take_all(document, &rows, &mut found);
    if !all {
        staff::remarks(&rows, &mut found);
        staff::orders(&rows, &mut found);
        form::keys(&rows, &mut found);
        form::ticked(&rows, &mut found);
        form::repeated(&rows, &mut found);
        form::numbered(&rows, &mut found);
        form::restated(&rows, &mut found);
        told::sentences(&rows, &mut found);
        told::footnotes(&rows, &mut found);
    }
    let free: HashSet<u32> = rows
        .iter()
        .filter(|row| row.free)
        .map(|row| row.number)
        .collect();
    found.retain(|line, _| free.contains(line));
    bare_heads(&rows, &mut found);
    let mut doubts = doubts(&rows, &found);
    for case in &mut document.cases {
        keep_back(case, &found);
    }
    for doubt in &doubts {
        document.hidden.push(Hidden {
            what: match doubt.looks {
                Looks::LikeAnAnswer => "model answer",
                Looks::LikeAStaffNote => "facilitator notes",
            },
            from: doubt.lines.from,
            to: doubt.lines.to,
        });
    }
    if all && doubts.is_empty() {
        doubts.extend(staff::all_of_it(document));
    }
    doubts.extend(private(document, text));
    doubts.extend(bracketed(document, text));
    doubts.sort_by_key(|doubt| doubt.lines.from);
    document
        .hidden
        .sort_by_key(|hidden| (hidden.from, hidden.to));
    document.doubts = doubts;
}

/// A heading goes with all that stands below it: alone it would tell what comes.
fn bare_heads(rows: &[Row<'_>], found: &mut Found) {
    for (at, row) in rows.iter().enumerate().rev() {
        if row.level < 2 || !row.free {
            continue;
        }
        let ends = |next: &&Row<'_>| next.level > 0 && next.level <= row.level;
        let below = rows.iter().skip(at + 1).take_while(|next| !ends(next));
        let below = below.filter(|next| next.text.contains(char::is_alphanumeric));
        let told: Option<Vec<_>> = below.map(|next| found.get(&next.number)).collect();
        if let Some(first) = told.and_then(|told| told.first().map(|first| **first)) {
            found.insert(row.number, first);
        }
    }
}

/// What people see, line by line.
fn rows<'a>(document: &Document, text: &'a Text<'_>) -> Vec<Row<'a>> {
    let shown = agree::shown(document);
    let mut asked = BTreeMap::new();
    for question in document.cases.iter().flat_map(Case::questions) {
        let prompt = &question.prompt;
        let mut more = false;
        for (line, text) in (prompt.line..).zip(prompt.text.lines()) {
            more |= text.trim().is_empty();
            asked.insert(line, more.then(|| text.trim()));
        }
    }
    let mut fence = Fence::default();
    let mut prompt = false;
    let mut first = true;
    let mut rows = Vec::new();
    for line in &text.lines {
        let before = fence.quoted();
        let fenced = fence.holds(&line.text);
        let quoted = fence.quoted().or(before).is_some();
        let text = line.text.trim();
        if text.is_empty() {
            (prompt, first) = (false, true);
            continue;
        }
        prompt |= opens_a_prompt(text);
        // What stands under a question's first paragraph may be anything.
        let own = asked.get(&line.number);
        let asked = own.is_some_and(|own| *own != Some(text));
        if own.is_some() || shown.stage(line.number).is_some() {
            let level = text.len() - text.trim_start_matches('#').len();
            rows.push(Row {
                number: line.number,
                text,
                asks: form::asks(text),
                level,
                first,
                free: !asked && !fenced && !quoted && !prompt,
            });
        }
        first = false;
    }
    rows
}

/// No word for a prompt is longer, in bytes, marks around it included.
const LONGEST: usize = 40;

/// Whether a line begins with "Prompt:".
fn opens_a_prompt(text: &str) -> bool {
    let colon = |byte: &u8| matches!(byte, b':' | 0xef);
    if !text.as_bytes().iter().take(LONGEST).any(colon) {
        return false;
    }
    let (key, _) = text.split_once([':', '：']).unwrap_or_default();
    let key = key.trim_matches(['*', '_', '-', ' ']);
    key.len() <= LONGEST && vocabulary::whole(key) == Some(vocabulary::Word::Prompt)
}

/// Finds made one where nothing else that people see stands between them.
fn doubts(rows: &[Row<'_>], found: &Found) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = Vec::new();
    let mut open = false;
    for row in rows {
        let Some((looks, why)) = found.get(&row.number) else {
            open = false;
            continue;
        };
        match doubts.last_mut() {
            Some(last) if open && last.looks == *looks && last.why == *why => {
                last.lines.to = row.number;
            }
            _ => doubts.push(Doubt {
                lines: Lines {
                    from: row.number,
                    to: row.number,
                },
                looks: *looks,
                why: (*why).into(),
            }),
        }
        open = true;
    }
    doubts
}

/// Sections that a heading keeps for some only: they are kept back already, and that is told.
fn private(document: &Document, text: &Text<'_>) -> Vec<Doubt> {
    let headings: BTreeMap<u32, &str> = text
        .lines
        .iter()
        .filter_map(|line| {
            let title = line
                .text
                .trim()
                .strip_prefix('#')?
                .trim_start_matches('#')
                .trim();
            Some((line.number, title))
        })
        .collect();
    let private = |(_, title): &(&u32, &&str)| {
        vocabulary::is_private(title) && vocabulary::whole(title).is_none()
    };
    let notes = document
        .hidden
        .iter()
        .filter(|hidden| hidden.what == "facilitator notes");
    notes
        .filter_map(|hidden| {
            let from = hidden.from.saturating_sub(2);
            let (line, title) = headings.range(from..=hidden.to).find(private)?;
            Some(Doubt {
                lines: Lines {
                    from: hidden.from.min(*line),
                    to: hidden.to,
                },
                looks: Looks::LikeAStaffNote,
                why: format!("its heading “{title}” says that it is for some only").into(),
            })
        })
        .collect()
}

/// Questions whose brackets are kept back as their answers.
fn bracketed(document: &Document, text: &Text<'_>) -> Vec<Doubt> {
    let asked = agree::asked(document);
    let told = text.bracketed.iter().filter(|line| asked.contains(line));
    told.map(|line| Doubt {
        lines: Lines {
            from: *line,
            to: *line,
        },
        looks: Looks::LikeAnAnswer,
        why: "the brackets behind the question may answer it".into(),
    })
    .collect()
}

/// Takes what was found out of what is read, and gives it to its question or the facilitator.
fn keep_back(case: &mut Case, found: &Found) {
    let mut taken = Vec::new();
    for item in case.parts.iter_mut().flat_map(|part| &mut part.items) {
        if let Item::Question(question) = item {
            cut(question, found, &mut taken);
        }
        let held = match &*item {
            Item::Reading(reading) => &reading.blocks,
            Item::Exhibit(exhibit) => &exhibit.blocks,
            Item::Question(question) => &question.prompt.body,
        };
        let touched = |block: &Block| {
            let count = block.text.lines().count() as u32;
            found.range(block.line..block.line + count).next().is_some()
        };
        if !held.iter().any(touched) {
            continue;
        }
        let blocks = match item {
            Item::Reading(reading) => &mut Arc::make_mut(reading).blocks,
            Item::Exhibit(exhibit) => &mut Arc::make_mut(exhibit).blocks,
            Item::Question(question) => {
                &mut Arc::make_mut(&mut Arc::make_mut(question).prompt).body
            }
        };
        for block in std::mem::take(blocks) {
            split(&block, found, blocks, &mut taken);
        }
    }
    if taken.is_empty() {
        return;
    }
    for part in &mut case.parts {
        part.items
            .retain(|item| !matches!(item, Item::Reading(reading) if reading.blocks.is_empty()));
    }
    finish::count_again(case);
    let items = case.parts.iter_mut().flat_map(|part| &mut part.items);
    let questions = items.filter_map(|item| match item {
        Item::Question(question) => Some(question),
        Item::Reading(_) | Item::Exhibit(_) => None,
    });
    let mut questions: Vec<&mut Arc<Question>> = questions.collect();
    questions.sort_by_key(|question| question.prompt.line);
    // An answer goes to the nearest question above, all else to the facilitator.
    for (looks, block) in taken {
        let above = questions.partition_point(|question| question.prompt.line < block.line);
        let nearest = above
            .checked_sub(1)
            .filter(|_| looks == Looks::LikeAnAnswer);
        match nearest.and_then(|nearest| questions.get_mut(nearest)) {
            Some(question) => answer(Arc::make_mut(question), block.text),
            None => case.facilitator_notes.push(Block {
                number: None,
                ..block
            }),
        }
    }
}

/// Takes what was found out of a question's own text.
fn cut(question: &mut Arc<Question>, found: &Found, taken: &mut Vec<(Looks, Block)>) {
    let prompt = &question.prompt;
    let count = prompt.text.lines().count() as u32;
    if found
        .range(prompt.line..prompt.line + count)
        .next()
        .is_none()
    {
        return;
    }
    let whole = Block {
        text: prompt.text.clone(),
        number: None,
        line: prompt.line,
    };
    let mut left = Vec::new();
    split(&whole, found, &mut left, taken);
    let left: Vec<&str> = left.iter().map(|block| block.text.trim_end()).collect();
    let text = Clean::new(&left.join("\n\n"));
    Arc::make_mut(&mut Arc::make_mut(question).prompt).text = text;
}

/// A block without the lines that were found, and those.
fn split(block: &Block, found: &Found, left: &mut Vec<Block>, taken: &mut Vec<(Looks, Block)>) {
    let mut pieces: Vec<(Option<Looks>, u32, Vec<&str>)> = Vec::new();
    for (number, line) in (block.line..).zip(block.text.lines()) {
        let looks = found.get(&number).map(|(looks, _)| *looks);
        match pieces.last_mut() {
            Some((last, _, lines)) if *last == looks => lines.push(line),
            _ => pieces.push((looks, number, vec![line])),
        }
    }
    for (looks, line, lines) in pieces {
        let text = Clean::new(lines.join("\n").trim_end());
        if text.trim().is_empty() {
            continue;
        }
        let number = block.number;
        let piece = Block { text, number, line };
        match looks {
            None => left.push(piece),
            Some(looks) => taken.push((looks, piece)),
        }
    }
}

fn answer(question: &mut Question, claim: Clean) {
    let models = &mut Arc::make_mut(&mut question.aside).models;
    match models.last_mut() {
        Some(model) => model.claims.push(claim),
        None => models.push(ModelAnswer {
            title: None,
            claims: vec![claim],
        }),
    }
}
