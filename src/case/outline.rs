//! A document in its own order, stretch by stretch: what everybody reads, and when, and what is
//! kept back. It rests on headings, labels and places only, on no list of words: so it also names
//! the passage that the reading wrongly takes for something that all may see.

use std::collections::{HashMap, HashSet};

use super::{
    Block, Case, Document, Item, Readers,
    asking::is_guess_of_weight,
    mend::{Mended, Taken, owners},
    plain,
};
use crate::text::Clean;

mod fold;
mod stretch;

pub use stretch::{Fate, Reader, Stretch};

/// More rows are folded, by dropping the lowest headings first.
const MOST_ROWS: usize = 40;
/// The level of a label on a line of its own; headings have those of their signs.
const LABEL: u8 = 7;
/// The level of a label with text behind it.
const INLINE: u8 = 8;
/// A label is no longer, in letters.
const LABEL_LETTERS: usize = 60;
/// So many stretches are told in one sentence.
const MOST_TOLD: usize = 6;
/// A label with text behind it has no more words.
const INLINE_WORDS: usize = 4;

/// A document in order, as it is read now; `taken` tells what each line was taken for.
pub fn outline(mended: &Mended, document: &Document, taken: &[Taken]) -> Vec<Stretch> {
    let lines = Lines::of(mended, document, taken);
    let rows = (0..=INLINE).rev().map(|level| lines.rows(level));
    let mut rows = rows.skip_while(|rows| rows.len() > MOST_ROWS);
    match rows.next() {
        Some(rows) => lines.told(rows),
        None => fold::fold(&lines.told(lines.rows(0))),
    }
}

/// What everybody reads beside the questions, in a sentence; by line, or how much it is.
pub fn in_a_sentence(rows: &[Stretch], by_line: bool) -> String {
    let mut runs = rows.chunk_by(|one, next| {
        one.is_read() && next.is_read() && one.fate == next.fate && one.later == next.later
    });
    let told: Vec<String> = runs
        .by_ref()
        .filter_map(|run| {
            let run_as_one = Stretch {
                to: run.last()?.to,
                lines: run.iter().map(|row| row.lines).sum(),
                ..run.first().filter(|row| row.is_read())?.clone()
            };
            let (place, says) = (run_as_one.place(by_line), run_as_one.says());
            Some(format!("{place} ({says})"))
        })
        .collect();
    let more = match told.len().saturating_sub(MOST_TOLD) {
        0 => "",
        _ => ", …",
    };
    let named: Vec<&str> = told.iter().take(MOST_TOLD).map(String::as_str).collect();
    match named.as_slice() {
        [] => "Nobody reads anything but the questions.".to_owned(),
        named => format!("What is read: {}{more}.", named.join(", ")),
    }
}

/// A document by line.
struct Lines<'a> {
    text: &'a [String],
    document: &'a Document,
    /// What becomes of each line; nothing of a blank one.
    fates: Vec<Option<Fate>>,
    /// What opens something, and has the fate of what follows.
    frames: Vec<bool>,
    /// Which passage in doubt each line is of, counted from 0.
    doubts: Vec<Option<usize>>,
    /// What waits in a later part.
    later: Vec<bool>,
    guessed: HashSet<u32>,
}

impl<'a> Lines<'a> {
    fn of(mended: &'a Mended, document: &'a Document, taken: &[Taken]) -> Self {
        let text = mended.lines();
        let mut fates = fates(mended, document, taken);
        // A setting opens nothing, and what is read of it says the screen that chooses a case.
        let opens = |text: &str| {
            let plain = text.contains(": ") && !text.starts_with(['#', '*']);
            !plain && !text.contains(":** ") && text.contains(char::is_alphanumeric)
        };
        let front = front(text);
        let frames = text.iter().zip(taken).enumerate();
        let frames =
            frames.map(|(at, (text, taken))| at >= front && *taken == Taken::Frame && opens(text));
        let frames: Vec<bool> = frames.collect();
        attach(&mut fates, &frames);
        // A title is read by all, whatever comes first below it.
        let mut titles = text.iter().zip(&mut fates);
        if let Some((_, title)) = titles.find(|(text, _)| text.starts_with("# ")) {
            *title = title.map(|_| Fate::Read(0));
        }
        let mut doubts = vec![None; text.len()];
        for (at, doubt) in document.doubts.iter().enumerate() {
            put(&mut doubts, (doubt.lines.from, doubt.lines.to), Some(at));
        }
        let mut later = vec![false; text.len()];
        let parts = document.hidden.iter();
        for part in parts.filter(|hidden| hidden.what == "later part") {
            put(&mut later, (part.from, part.to), true);
        }
        let guesses = document.guesses.iter();
        let guesses = guesses.filter(|guess| is_guess_of_weight(guess));
        Self {
            text,
            document,
            fates,
            frames,
            doubts,
            later,
            guessed: guesses.map(|guess| guess.line).collect(),
        }
    }

    /// The rows, with a new one at each heading or label of that level or a higher one.
    fn rows(&self, level: u8) -> Vec<Stretch> {
        let mut rows: Vec<Stretch> = Vec::new();
        let mut doubt_before = None;
        let mut after_blank = true;
        for (line, (text, fate)) in (1..).zip(self.text.iter().zip(&self.fates)) {
            let Some(fate) = *fate else {
                after_blank = true;
                continue;
            };
            let (doubt, later) = (of(&self.doubts, line), of(&self.later, line));
            let opens = self
                .opens(line, text, after_blank)
                .is_some_and(|own| own <= level);
            let last = rows.last_mut().filter(|last| {
                (!opens || last.is_kept())
                    && last.fate == fate
                    && last.later == later
                    && doubt == doubt_before
            });
            match last {
                Some(last) => (last.to, last.lines) = (line, last.lines + 1),
                None => rows.push(Stretch {
                    from: line,
                    to: line,
                    lines: 1,
                    fate,
                    later,
                    doubt: doubt
                        .and_then(|at| self.document.doubts.get(at))
                        .map(|doubt| (doubt.looks, doubt.why.clone())),
                    guessed: false,
                    words: Clean::default(),
                    ends: Clean::default(),
                }),
            }
            if let Some(row) = rows.last_mut() {
                row.guessed |= self.guessed.contains(&line);
            }
            doubt_before = doubt;
            after_blank = false;
        }
        rows
    }

    /// The rows with the words of each that is not kept back.
    fn told(&self, mut rows: Vec<Stretch>) -> Vec<Stretch> {
        let open = |row: &&mut Stretch| !row.is_kept() && row.fate != Fate::Out;
        for row in rows.iter_mut().filter(open) {
            let asks = matches!(row.fate, Fate::Asked(_));
            let has_fate = |line: &u32| of(&self.fates, *line).is_some();
            // Of a question its own words, and not those of the heading above it.
            let own = |line: &u32| !(asks && of(&self.frames, *line));
            let mut lines = (row.from..=row.to).filter(has_fate).filter(own);
            let first = lines.next();
            row.words = first.map(|line| self.words(line)).unwrap_or_default();
            if !asks && first.is_some_and(|first| first < row.to) {
                row.ends = self.words(row.to);
            }
        }
        rows
    }

    /// What a line says, without its marks.
    fn words(&self, line: u32) -> Clean {
        let text = self.text.get(line as usize - 1);
        let words = plain(text.map_or("", String::as_str));
        Clean::line(words.strip_prefix("- ").unwrap_or(&words))
    }

    /// The level of the heading or label that a line is.
    fn opens(&self, line: u32, text: &str, after_blank: bool) -> Option<u8> {
        let text = text.trim();
        let signs = text.len() - text.trim_start_matches('#').len();
        if (1..usize::from(LABEL)).contains(&signs) && text.get(signs..)?.starts_with(' ') {
            return u8::try_from(signs).ok();
        }
        // Headings of other forms, which the reading knows.
        if of(&self.frames, line) {
            return Some(LABEL);
        }
        let ends = text.ends_with([':', '：']);
        let bold = text.starts_with("**") && text.ends_with("**");
        if (bold || ends) && text.chars().count() <= LABEL_LETTERS {
            return Some(LABEL);
        }
        let (label, _) = text.split_once([':', '：']).filter(|_| after_blank)?;
        (label.split_whitespace().count() <= INLINE_WORDS).then_some(INLINE)
    }
}

/// What becomes of each line, headings left out.
fn fates(mended: &Mended, document: &Document, taken: &[Taken]) -> Vec<Option<Fate>> {
    let text = mended.lines();
    let seen = seen(document);
    let owners = owners(document, text, taken);
    let questions = || document.cases.iter().flat_map(Case::questions);
    let numbers = questions().map(|one| (one.prompt.line, one.prompt.number));
    let numbers: HashMap<u32, u32> = numbers.collect();
    let mut asked = 0;
    let is_said = |line: u32| {
        let text = text.get(line as usize - 1);
        text.is_some_and(|text| text.contains(char::is_alphanumeric))
    };
    let fates = (1..).zip(taken).zip(&owners).map(|((line, taken), owner)| {
        let of = owner.and_then(|line| numbers.get(&line).copied());
        if !is_said(line) {
            return None;
        }
        match *taken {
            Taken::Nothing | Taken::Frame => None,
            Taken::Text | Taken::Exhibit => seen.get(&line).copied().or(Some(Fate::Read(0))),
            Taken::Question(number) => {
                asked = number;
                Some(Fate::Asked(number))
            }
            Taken::Option => Some(Fate::Asked(asked)),
            Taken::UnderQuestion => Some(Fate::With(asked)),
            Taken::Hidden(what) => Some(hidden(what, of)),
            Taken::Noise | Taken::Unused => Some(Fate::Out),
        }
    });
    let mut fates: Vec<Option<Fate>> = fates.collect();
    name_owners(&mut fates);
    fates
}

/// How many lines of settings stand above the document, between two rules.
fn front(text: &[String]) -> usize {
    let rule = |line: &String| line.trim_end() == "---";
    let mut rules = text.iter().enumerate().filter(|(_, line)| rule(line));
    match (rules.next(), rules.next()) {
        (Some((0, _)), Some((end, _))) => end + 1,
        (Some(_) | None, _) => 0,
    }
}

/// What stands at a line, counted from 1.
fn of<T: Copy + Default>(lines: &[T], line: u32) -> T {
    let at = (line as usize).checked_sub(1);
    at.and_then(|at| lines.get(at)).copied().unwrap_or_default()
}

/// Puts it at all lines from one to another.
fn put<T: Copy>(lines: &mut [T], (from, to): (u32, u32), what: T) {
    let (from, to) = ((from as usize).saturating_sub(1), to as usize);
    let count = to.saturating_sub(from);
    let lines = lines.iter_mut().skip(from).take(count);
    lines.for_each(|line| *line = what);
}

/// What becomes of a line that is kept back as something.
fn hidden(what: &str, of: Option<u32>) -> Fate {
    match what {
        "model answer" => Fate::Answer(of),
        "hint" => Fate::Hint(of),
        "follow-up" => Fate::FollowUp,
        "brief" => Fate::Role,
        _ => Fate::Staff,
    }
}

/// A label above answers belongs where they do.
fn name_owners(fates: &mut [Option<Fate>]) {
    let mut next = None;
    for fate in fates.iter_mut().rev().flatten() {
        if let (Fate::Answer(None), Some(Fate::Answer(of))) = (&fate, next) {
            *fate = Fate::Answer(of);
        }
        next = Some(*fate);
    }
}

/// Headings have the fate of what follows, at the end of what stands above.
fn attach(fates: &mut [Option<Fate>], frames: &[bool]) {
    let mut next = None;
    for (fate, frame) in fates.iter_mut().zip(frames).rev() {
        match frame {
            true => *fate = next,
            false => next = fate.or(next),
        }
    }
    let mut above = Some(Fate::Read(0));
    for (fate, frame) in fates.iter_mut().zip(frames) {
        if *frame && fate.is_none() {
            *fate = above;
        }
        above = fate.or(above);
    }
}

/// What becomes of each line that everybody reads: when, told by the document's order, as a
/// session goes through it.
fn seen(document: &Document) -> HashMap<u32, Fate> {
    let mut seen = HashMap::new();
    let mut put = |blocks: &[Block], fate: Fate| {
        for block in blocks {
            let count = u32::try_from(block.text.lines().count()).unwrap_or_default();
            seen.extend((block.line..block.line + count).map(|line| (line, fate)));
        }
    };
    for case in &document.cases {
        put(&case.goals, Fate::Close);
        put(&case.sources, Fate::Close);
        // Questions so far, and those before the part that was reached last.
        let (mut asked, mut reached) = (0, 0);
        for part in &case.parts {
            if part.staged {
                reached = asked;
            }
            let at_once = part.is_read_at_once();
            for item in &part.items {
                match item {
                    Item::Question(question) => asked = question.prompt.number,
                    Item::Reading(reading) if at_once => put(&reading.blocks, Fate::Read(reached)),
                    Item::Reading(reading) => put(&reading.blocks, Fate::Read(asked)),
                    Item::Exhibit(exhibit) => {
                        let fate = match exhibit.readers {
                            Readers::All => Fate::Read(reached),
                            Readers::Roles(_) => Fate::Role,
                            Readers::OnRequest => Fate::Fact,
                        };
                        put(&exhibit.blocks, fate);
                    }
                }
            }
        }
    }
    seen
}
