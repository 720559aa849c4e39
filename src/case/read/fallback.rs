//! Where a document marks no question at all, some may still ask: `questions:` in the front
//! matter, lists that ask, headings that ask, paragraphs under a title about questions, a last
//! paragraph that ends in a question. Each is told as a guess.

use std::collections::HashSet;

use super::{
    Guess,
    block::{Item as ListItem, Shape, blocks},
    build::{Build, Item, Segment},
    piece::Piece,
    question::{Draft, mark::asks},
};
use crate::case::{
    Block,
    vocabulary::{self, Word},
};

/// Finds questions in a document that marks none.
pub(super) fn ask(build: &mut Build) {
    if build
        .segments
        .iter()
        .any(|segment| !segment.questions.is_empty())
    {
        return;
    }
    if by_settings(build) {
        return;
    }
    let titled = build.title.as_deref().is_some_and(|title| {
        vocabulary::of_heading(title) == Some(Word::Questions)
            || vocabulary::speaks_of_questions(title)
    });
    if in_notes(build) {
        return;
    }
    let rules: [(Rule, bool); 5] = [
        (Rule::List, true),
        (Rule::Heading, true),
        (Rule::Bold, true),
        (Rule::Paragraph, titled),
        (Rule::Last, true),
    ];
    for (rule, applies) in rules {
        if applies && in_readings(build, rule) {
            if rule == Rule::List {
                in_readings(build, Rule::Single);
            }
            return;
        }
    }
}

/// `questions:` in the front matter.
fn by_settings(build: &mut Build) -> bool {
    let asked = build
        .settings
        .iter()
        .position(|setting| vocabulary::whole(&setting.key) == Some(Word::Questions));
    let Some(at) = asked.filter(|at| {
        build
            .settings
            .get(*at)
            .is_some_and(|it| !it.items.is_empty())
    }) else {
        return false;
    };
    let setting = build.settings.remove(at);
    for (text, line) in &setting.items {
        let item = ListItem {
            text: text.clone(),
            lines: vec![*line],
        };
        let segment = build.segment();
        segment.part().items.push(Item::Question);
        segment.questions.push(Draft::item(&item, None));
    }
    build.guesses.push(Guess {
        line: setting.line,
        rule: "questions in the settings",
        said: "the list in the settings is taken for the questions".into(),
    });
    true
}

/// A list of questions among the facilitator's notes, in a document that asks nowhere else: a
/// teaching note holds the questions of many cases.
fn in_notes(build: &mut Build) -> bool {
    let mut found = None;
    for segment in &mut build.segments {
        let headed = |two: &[Block]| match two {
            [head, _] if build.literal.contains(&head.line) => false,
            [head, list] => {
                let title = head.text.trim_start_matches('#');
                let title = title.trim().trim_matches(['*', '_', ':', '：']);
                vocabulary::of_heading(title) == Some(Word::Questions) && !items_of(list).is_empty()
            }
            _ => false,
        };
        let Some(at) = segment.notes.windows(2).position(headed) else {
            continue;
        };
        let list = segment.notes.remove(at + 1);
        segment.notes.remove(at);
        found = Some(list.line);
        for draft in items_of(&list) {
            segment.part().items.push(Item::Question);
            segment.questions.push(draft);
        }
    }
    build.guesses.extend(found.map(|line| Guess {
        line,
        rule: "no marked question",
        said: "the list among the facilitator's notes is taken for the questions".into(),
    }));
    found.is_some()
}

/// The items of a block that is a list, as questions.
fn items_of(block: &Block) -> Vec<Draft> {
    let count = block.text.lines().count() as u32;
    let numbers: Vec<u32> = (block.line..=block.line + count).collect();
    let piece = Piece::of(&block.text, &numbers);
    let raws = blocks(&piece);
    match raws.first().map(|raw| &raw.shape) {
        Some(Shape::List { items, .. }) => {
            let number = |at: usize| u64::try_from(at + 1).ok();
            let drafts = items.iter().enumerate();
            drafts
                .map(|(at, item)| Draft::item(item, number(at)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What is taken for a question.
#[derive(Clone, Copy, PartialEq)]
enum Rule {
    /// A list of which every item asks.
    List,
    /// A counted list of one item that asks, in a document of such lists.
    Single,
    /// A heading that asks.
    Heading,
    /// A paragraph in bold letters that asks.
    Bold,
    /// Every paragraph that asks.
    Paragraph,
    /// The last paragraph, where it ends in a question.
    Last,
}

/// Goes through all readings. False where nothing was found.
fn in_readings(build: &mut Build, rule: Rule) -> bool {
    let several = build
        .segments
        .iter()
        .filter(|one| one.title.is_some())
        .count()
        > 1;
    let whole = last_block(&build.segments);
    let mut guesses = Vec::new();
    let literal = &build.literal;
    for segment in &mut build.segments {
        // Each of several cases may end in its question.
        let last = match several && segment.title.is_some() {
            true => last_block(std::slice::from_ref(segment)),
            false => whole,
        };
        for part in &mut segment.parts {
            let mut items = Vec::new();
            for item in std::mem::take(&mut part.items) {
                match item {
                    Item::Reading(reading) => {
                        let rule = (rule, literal);
                        cut(
                            reading,
                            rule,
                            last,
                            &mut items,
                            &mut segment.questions,
                            &mut guesses,
                        );
                    }
                    other => items.push(other),
                }
            }
            part.items = items;
        }
    }
    let found = !guesses.is_empty();
    build.guesses.extend(guesses);
    found
}

/// The line of the very last block that everybody reads.
fn last_block(segments: &[Segment]) -> u32 {
    let items = segments.iter().flat_map(|segment| &segment.parts);
    let items = items.flat_map(|part| &part.items).rev();
    let mut blocks = items.filter_map(|item| match item {
        Item::Reading(blocks) => blocks.last(),
        Item::Exhibit(_) | Item::Question => None,
    });
    blocks.next().map_or(0, |block| block.line)
}

/// Takes the questions out of a reading.
fn cut(
    reading: Vec<Block>,
    (rule, literal): (Rule, &HashSet<u32>),
    last: u32,
    items: &mut Vec<Item>,
    questions: &mut Vec<Draft>,
    guesses: &mut Vec<Guess>,
) {
    let mut kept: Vec<Block> = Vec::new();
    let mut reading = reading.into_iter().peekable();
    while let Some(block) = reading.next() {
        // A heading over text is answered by it.
        let bare = reading.peek().is_none_or(|next| next.text.starts_with('#'));
        let told = literal.contains(&block.line);
        let found = if told || rule == Rule::Heading && !bare {
            Vec::new()
        } else {
            asked(&block, rule, last)
        };
        if found.is_empty() {
            kept.push(block);
            continue;
        }
        guesses.push(Guess {
            line: block.line,
            rule: "no marked question",
            said: match rule {
                Rule::List | Rule::Single => {
                    "a list of which every item asks is taken for questions"
                }
                Rule::Heading => "a heading that asks is taken for a question",
                Rule::Bold => "a paragraph in bold letters that asks is taken for a question",
                Rule::Paragraph => "under a title about questions, a paragraph that asks is one",
                Rule::Last => "the question at the very end is taken for the one to answer",
            }
            .into(),
        });
        // The last paragraph is read as well: only its end asks.
        if rule == Rule::Last {
            kept.push(block);
        }
        if !kept.is_empty() {
            items.push(Item::Reading(std::mem::take(&mut kept)));
        }
        for draft in found {
            items.push(Item::Question);
            questions.push(draft);
        }
    }
    if !kept.is_empty() {
        items.push(Item::Reading(kept));
    }
}

/// The questions that a block is.
fn asked(block: &Block, rule: Rule, last: u32) -> Vec<Draft> {
    let text = block.text.trim();
    let whole = |text: &str| vec![Draft::asked(text, None, block.line)];
    let heading = text.starts_with('#');
    match rule {
        Rule::Heading if heading && asks(text) => whole(text.trim_start_matches('#').trim()),
        Rule::Bold if text.starts_with("**") && text.ends_with("**") && asks(text) => whole(text),
        Rule::Paragraph if !heading && asks(text) => whole(text),
        Rule::Last if !heading && block.line == last && asks(text) => whole(last_sentence(text)),
        Rule::List => in_list(block, false),
        Rule::Single => in_list(block, true),
        Rule::Heading | Rule::Bold | Rule::Paragraph | Rule::Last => Vec::new(),
    }
}

/// The items of a list of questions; of one with a single item only where it is counted.
fn in_list(block: &Block, single: bool) -> Vec<Draft> {
    let marker = |letter: char| letter.is_ascii_digit() || "-*+".contains(letter);
    if !block.text.trim_start().starts_with(marker) {
        return Vec::new();
    }
    let count = block.text.lines().count() as u32;
    let numbers: Vec<u32> = (block.line..=block.line + count).collect();
    let piece = Piece::of(&block.text, &numbers);
    let raws = blocks(&piece);
    match raws.first().map(|raw| &raw.shape) {
        Some(Shape::List { start, items })
            if (items.len() > 1 || single && start.is_some())
                && mostly_asks(start.is_some(), items) =>
        {
            items.iter().map(|item| Draft::item(item, None)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether all items of a list ask; where they are counted, most of them are enough.
fn mostly_asks(counted: bool, items: &[ListItem]) -> bool {
    // What somebody in the case says is no question to the reader.
    let said = |item: &&ListItem| item.text.starts_with(['"', '“', '„', '«']);
    if items.iter().filter(said).count() * 2 > items.len() {
        return false;
    }
    let asking = items.iter().filter(|item| asks(&item.text)).count();
    asking == items.len() || (counted && asking * 3 >= items.len() * 2)
}

/// The sentence that ends a text, and those before it that ask too.
fn last_sentence(text: &str) -> &str {
    let text = text.trim();
    let starts = sentence_starts(text);
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    let sentences: Vec<_> = starts.iter().copied().zip(ends).collect();
    let (last, before) = match sentences.split_last() {
        Some(((last, _), before)) => (*last, before),
        None => return text,
    };
    let ask = before.iter().rev().map_while(|(from, to)| {
        let sentence = text.get(*from..*to)?.trim_end();
        sentence.ends_with(['?', '？', '؟']).then_some(*from)
    });
    text.get(ask.last().unwrap_or(last)..)
        .unwrap_or(text)
        .trim()
}

/// Where the sentences of a text begin; what closes it belongs to the last one.
fn sentence_starts(text: &str) -> Vec<usize> {
    let last_letter = text.rfind(char::is_alphanumeric).unwrap_or_default();
    let after_ends = text.char_indices().filter_map(|(at, letter)| {
        let next = at + letter.len_utf8();
        let after = text.get(next..)?;
        let stands = after.starts_with(char::is_whitespace);
        let ends = matches!(letter, '。' | '？')
            || (matches!(letter, '.' | '!' | '?' | '؟' | ':') && stands);
        (ends && next <= last_letter).then_some(next)
    });
    std::iter::once(0).chain(after_ends).collect()
}

#[cfg(test)]
mod tests {
    use super::last_sentence;

    #[test]
    fn the_last_sentence_is_found_and_the_search_ends() {
        for (text, last) in [
            ("It is late. Who goes? Who stays?", "Who goes? Who stays?"),
            ("本文です。なぜですか。", "なぜですか。"),
            (
                "遅れました。なぜですか？どうしますか？",
                "なぜですか？どうしますか？",
            ),
            ("She said: “Who goes?”", "“Who goes?”"),
            ("なぜですか。。", "なぜですか。。"),
            ("?", "?"),
            ("。", "。"),
            ("", ""),
        ] {
            assert_eq!(last_sentence(text), last, "{text}");
        }
    }
}
