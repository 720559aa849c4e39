//! Statements that are true or false, with the word for it behind them, "… (F)", "… → False (it was
//! late)", or with both words beside them: each is read as a question with two options, of which
//! the right one is ticked.

use std::borrow::Cow;

use super::{
    fence::Fence,
    source::{Numbered, heading_level},
};
use crate::case::vocabulary::{TRUTHS, Truth, grammar::fold};

/// What leads from a statement to its truth, or from a question to its answer.
pub(super) const ARROWS: [&str; 4] = ["→", "⇒", "->", "=>"];
/// No word for true or false is longer, in letters; others are not compared with each.
const LONGEST: usize = 12;
/// What begins a remark, and what ends it.
pub(super) const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】')];

/// A statement, and what is said of it.
struct Statement<'a> {
    /// The line, up to what is said of it.
    text: Cow<'a, str>,
    /// The folded words that are said: one for its truth, or the two to choose from.
    said: Vec<String>,
    /// What is told besides.
    because: &'a str,
}

/// The words for true and false of a list.
type Pair = &'static Truth;

/// The lines of a source with each such statement as a question with two options.
pub(super) fn as_options(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let told = told(&lines);
    if told.iter().all(Option::is_none) {
        return lines;
    }
    let texts: Vec<Option<Vec<String>>> = told
        .into_iter()
        .zip(&lines)
        .map(|(told, line)| told.map(|(told, pair)| told.lines(pair, indent(&line.text))))
        .collect();
    let mut out = Vec::with_capacity(lines.len());
    let mut below = None;
    for (mut line, texts) in lines.into_iter().zip(texts) {
        let Some(texts) = texts else {
            // A quote right below says why.
            let why = below.take().zip(line.text.trim_start().strip_prefix('>'));
            if let Some((indent, why)) = why {
                line.text = Cow::Owned(format!(
                    "{}Model answer: {}",
                    " ".repeat(indent),
                    why.trim()
                ));
            }
            out.push(line);
            continue;
        };
        below = Some(indent(&line.text));
        out.extend(texts.into_iter().map(|text| Numbered {
            number: line.number,
            text: Cow::Owned(text),
        }));
    }
    out
}

/// What each line states, where the list that it stands in is of such statements.
fn told<'a>(lines: &'a [Numbered<'_>]) -> Vec<Option<(Statement<'a>, Pair)>> {
    let mut told: Vec<Option<(Statement<'a>, Pair)>> = lines.iter().map(|_| None).collect();
    let mut fence = Fence::default();
    let mut list: Vec<(usize, Option<Statement<'a>>)> = Vec::new();
    let mut settle = |list: &mut Vec<(usize, Option<Statement<'a>>)>| {
        let items = std::mem::take(list);
        let Some(pair) = pair_of(&items) else { return };
        for (at, own) in items {
            if let (Some(place), Some(own)) = (told.get_mut(at), own) {
                *place = Some((own, pair));
            }
        }
    };
    let mut counted = false;
    for (at, line) in lines.iter().enumerate() {
        let code = fence.holds(&line.text);
        if heading_level(&line.text).is_some() {
            settle(&mut list);
            let title = line.text.trim_start_matches(['#', ' ', '*']);
            counted = title.starts_with(|letter: char| letter.is_ascii_digit());
        }
        if !code && indent(&line.text) > 0 {
            // Below a question that a heading counts they are parts of it.
            let slanted = || in_slanted_letters(&line.text).filter(|_| !counted);
            list.push((at, statement(&line.text).or_else(slanted)));
        }
    }
    settle(&mut list);
    told
}

/// The words for true and false of a list in which two items say so at least, and hardly one does
/// not. Single letters have to stand there both: "(F)" alone may be anything.
fn pair_of(items: &[(usize, Option<Statement<'_>>)]) -> Option<Pair> {
    let said: Vec<&[String]> = items
        .iter()
        .filter_map(|(_, own)| Some(own.as_ref()?.said.as_slice()))
        .collect();
    if said.len() < 2 || said.len() * 5 < items.len() * 4 {
        return None;
    }
    let all = || said.iter().copied().flatten();
    TRUTHS.iter().find(|truth| {
        let own = &truth.folded;
        let single = |word: &&str| word.chars().count() == 1 && word.is_ascii();
        let letters = own.iter().all(single);
        all().all(|word| own.contains(&word.as_str()))
            && (!letters || own.iter().all(|word| all().any(|said| said == word)))
    })
}

/// How far in stands what belongs to an item: as far as its words; 0 where a line is none.
fn indent(line: &str) -> usize {
    let bare = line.trim_start();
    let digits = bare.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = match digits.len() < bare.len() {
        true => digits.strip_prefix(['.', ')']),
        false => bare.strip_prefix(['-', '*', '+']),
    };
    let words = rest
        .filter(|rest| rest.starts_with(' '))
        .map(str::trim_start);
    words.map_or(0, |words| line.len() - words.len())
}

fn statement(line: &str) -> Option<Statement<'_>> {
    let line = line.trim_end();
    both_before(line)
        .or_else(|| behind_an_arrow(line))
        .or_else(|| in_brackets(line))
}

/// "The chair votes last. *false*".
fn in_slanted_letters(line: &str) -> Option<Statement<'_>> {
    let mark = line
        .chars()
        .next_back()
        .filter(|mark| "*_".contains(*mark))?;
    let (text, said) = line.trim_end_matches(mark).rsplit_once(mark)?;
    let apart = text.trim_end_matches(mark).ends_with(' ');
    let word = said.chars().all(char::is_alphabetic);
    (apart && word).then(|| truth(text.trim_end_matches(mark), said, false))?
}

/// "1. True / False: It was late. → False": what is said behind it counts too.
fn both_before(line: &str) -> Option<Statement<'_>> {
    let (mark, words) = line.split_at_checked(indent(line))?;
    let (head, text) = words.split_once([':', '：'])?;
    let pair = both(head)?;
    let text = text.trim_start();
    let told = behind_an_arrow(text).or_else(|| in_brackets(text));
    let bare = told.as_ref().map_or(text, |told| &told.text);
    Some(Statement {
        text: Cow::Owned(format!("{mark}{bare}")),
        because: told.as_ref().map_or("", |told| told.because),
        said: told.map_or(pair, |told| told.said),
    })
}

fn behind_an_arrow(line: &str) -> Option<Statement<'_>> {
    let mut arrows = ARROWS.iter();
    arrows.find_map(|arrow| {
        let (text, told) = line.rsplit_once(arrow)?;
        // "s->a" leads from one to the other.
        let apart = !arrow.is_ascii() || text.ends_with(' ');
        apart.then(|| truth(text, told.trim_matches(['*', '_', ' ']), true))?
    })
}

fn in_brackets(line: &str) -> Option<Statement<'_>> {
    let bare = line.trim_end_matches(['.', '*', '_', ' ']);
    BRACKETS.iter().find_map(|(open, close)| {
        let (text, said) = bare.strip_suffix(*close)?.rsplit_once(*open)?;
        let text = text.trim_end().trim_end_matches(['*', '_']);
        let choice = both(said).map(|said| Statement {
            text: Cow::Borrowed(text),
            said,
            because: "",
        });
        let signed = || {
            signed(said).map(|said| Statement {
                text: Cow::Borrowed(text),
                said: vec![said.to_owned()],
                because: "",
            })
        };
        choice
            .or_else(|| truth(text, said, false))
            .or_else(|| signed().filter(|_| text.contains(char::is_alphabetic)))
    })
}

/// "✔️", "❌": the sign for whether a statement is true, as one of the two that stand for all.
fn signed(said: &str) -> Option<&'static str> {
    let mut signs = said.trim().trim_end_matches('\u{fe0f}').chars();
    let sign = signs.next().filter(|_| signs.next().is_none())?;
    match sign {
        '✔' | '✓' | '✅' | '☑' | '√' => Some("✓"),
        '❌' | '✗' | '✘' | '✖' | '×' => Some("✗"),
        _ => None,
    }
}

/// A statement whose truth is the first word of what is said of it; the rest says why. In brackets
/// only behind a mark: "(F Company)" goes on in words.
fn truth<'a>(text: &'a str, said: &'a str, goes_on: bool) -> Option<Statement<'a>> {
    let said = said.trim();
    let end = said.find(|letter: char| !letter.is_alphabetic());
    let (word, rest) = said.split_at_checked(end.unwrap_or(said.len()))?;
    let marked = |rest: &str| {
        rest.trim_start()
            .starts_with(['–', '—', '-', ':', ',', ';', '.'])
    };
    let stands = goes_on || rest.is_empty() || marked(rest);
    let word = fold(word);
    let may_be = stands && text.contains(char::is_alphabetic) && word.chars().count() <= LONGEST;
    let known = || {
        TRUTHS
            .iter()
            .any(|truth| truth.folded.contains(&word.as_str()))
    };
    (may_be && known()).then(|| Statement {
        text: Cow::Borrowed(text.trim_end()),
        said: vec![word],
        because: rest.trim_matches(|letter: char| " .:;,–—-()（）[]*_".contains(letter)),
    })
}

/// The two words that some words are: "True / False", "richtig oder falsch".
fn both(said: &str) -> Option<Vec<String>> {
    words_of_both(said).map(|words| words.map(fold).to_vec())
}

/// The same as they are written.
pub(super) fn words_of_both(said: &str) -> Option<[&str; 2]> {
    let mut words = said
        .split(|letter: char| !letter.is_alphanumeric() && !"○×".contains(letter))
        .filter(|word| !word.is_empty());
    let (first, mut last) = (words.next()?, words.next()?);
    last = words.next().unwrap_or(last);
    let folded = [fold(first), fold(last)];
    let is = |truth: &Truth| truth.folded == folded;
    (words.next().is_none() && TRUTHS.iter().any(is)).then_some([first, last])
}

impl Statement<'_> {
    /// It as a question with its options, set in by so many blanks.
    fn lines(&self, pair: Pair, indent: usize) -> Vec<String> {
        let blanks = " ".repeat(indent);
        let option = |word: &str| {
            let right = matches!(self.said.as_slice(), [said] if *said == fold(word));
            let tick = if right { 'x' } else { ' ' };
            let word = match word {
                "T" => "True",
                "F" if pair.words.contains(&"T") => "False",
                word => word,
            };
            format!("{blanks}- ({tick}) {word}")
        };
        let text = self.text.to_string();
        let [holds, fails] = pair.words;
        let mut lines = vec![
            text,
            String::new(),
            option(holds),
            option(fails),
            String::new(),
        ];
        if !self.because.is_empty() {
            lines.extend([
                format!("{blanks}Model answer: {}", self.because),
                String::new(),
            ]);
        }
        lines
    }
}
