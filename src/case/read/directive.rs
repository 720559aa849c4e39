//! Blocks as other tools write them: directives of MyST, callouts of Quarto and Docusaurus,
//! AsciiDoc's blocks with a title, spoilers of forums. What is folded away is read as `<details>`,
//! what is named for what it holds as a division, and a mere frame as what it frames.

use std::{borrow::Cow, collections::BTreeMap};

use super::{
    fence::{Fence, Quoted},
    question::mark::asks,
    source::{Numbered, heading_level},
};
use crate::case::vocabulary::grammar::{Sort, fold, names_a_task, sense};

/// Frames that say nothing of what they hold.
#[rustfmt::skip]
const FRAMES: &[&str] = &[
    "admonition", "note", "tip", "info", "important", "warning", "caution", "attention", "danger", "error", "success", "abstract",
    "seealso", "example", "quote", "topic", "sidebar", "card", "tab", "tab-item", "panel", "box", "aside", "margin", "callout",
];
/// Frames that are shut until somebody opens them.
#[rustfmt::skip]
const FOLDS: &[&str] = &["dropdown", "toggle", "details", "spoiler", "collapse", "collapsible", "fold", "accordion"];

/// A block, from the line that opens it to the one that closes it.
struct Block {
    read: Read,
    /// What it is called; empty where nothing says so.
    title: String,
    /// Its first line that is not about the block itself.
    inner: usize,
    /// The line that closes it.
    end: usize,
}

/// What a block is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Read {
    /// Folded away.
    Fold,
    /// A division, named for what it holds.
    Division,
    /// Only what it holds.
    Frame,
}

/// The first line of a block by its marks: what closes it, its name, its title, what else it says.
struct Opening<'a> {
    mark: &'static str,
    name: &'a str,
    title: Cow<'a, str>,
    folded: bool,
}

/// The lines of a source with each such block as our own reading knows it.
pub(super) fn as_divisions<'a>(source: &str, lines: Vec<Numbered<'a>>) -> Vec<Numbered<'a>> {
    let marks = [
        ":::", "```{", "~~~{", "\n====", "\n****", ">!", "||", "\n???", "\nNote", "\n.. ", "\n: ",
    ];
    if !marks.iter().any(|mark| source.contains(mark)) {
        return lines;
    }
    let blocks = blocks(&lines);
    let ends: BTreeMap<usize, Read> = blocks
        .values()
        .map(|block| (block.end, block.read))
        .collect();
    let count = lines.len();
    // What ends a division has a line of its own.
    let last = lines.last().map_or(0, |line| line.number + 1);
    let mut out = Vec::with_capacity(count);
    let mut inner = 0;
    for (at, line) in lines.into_iter().enumerate() {
        let number = line.number;
        let texts = if at < inner {
            Vec::new()
        } else if let Some(block) = blocks.get(&at) {
            inner = block.inner;
            let mut texts = block.opens();
            texts.extend(
                (block.inner == at).then(|| line.text.trim_start_matches([':', ' ']).to_owned()),
            );
            texts
        } else if let Some(read) = ends.get(&at) {
            read.closes()
        } else if let Some(text) = spoiler(&line.text) {
            let folded = [&fold_of(""), &[text][..], &Read::Fold.closes()];
            folded.concat()
        } else {
            out.push(line);
            continue;
        };
        out.extend(texts.into_iter().map(|text| Numbered {
            number,
            text: Cow::Owned(text),
        }));
    }
    // A block may go on to the end of the text.
    let closes = ends.get(&count).map_or_else(Vec::new, |read| read.closes());
    out.extend(closes.into_iter().map(|text| Numbered {
        number: last,
        text: Cow::Owned(text),
    }));
    out
}

/// The blocks that something closes, by their first lines.
fn blocks(lines: &[Numbered<'_>]) -> BTreeMap<usize, Block> {
    let mut found = BTreeMap::new();
    let mut open: Vec<(usize, usize, Opening<'_>)> = Vec::new();
    let mut fence = Fence::default();
    let mut at = 0;
    let slides = lines.iter().filter(|line| is_slide_end(line)).count() > 1;
    while let Some(line) = lines.get(at) {
        let text = line.text.trim();
        let apart = (!fence.is_open()).then(|| {
            let notes = || slides.then(|| speaker_notes(lines, at)).flatten();
            notes()
                .or_else(|| set_in(lines, at))
                .or_else(|| definition(lines, at))
        });
        if let Some(block) = apart.flatten() {
            let end = block.end;
            found.insert(at, block);
            // No line is gone through twice, however many such blocks there are.
            at = end;
            continue;
        }
        let closes = |(_, _, opening): &(usize, usize, Opening<'_>)| opening.is_closed_by(text);
        if !fence.is_open() && open.last().is_some_and(closes) {
            if let Some((from, inner, opening)) = open.pop() {
                found.extend(opening.block(lines, inner, at).map(|block| (from, block)));
            }
        } else if let Some((inner, opening)) = opening(lines, at).filter(|_| !fence.is_open()) {
            open.push((at, inner, opening));
            at = inner;
            continue;
        } else {
            // Only the state matters: code opens nothing.
            let _ = fence.holds(&line.text);
        }
        at += 1;
    }
    found
}

/// What opens a block on a line, and the line behind it.
fn opening<'a>(lines: &'a [Numbered<'_>], at: usize) -> Option<(usize, Opening<'a>)> {
    let text = lines.get(at)?.text.trim();
    if let Some(title) = text.strip_prefix('.') {
        return titled(lines, at, title);
    }
    let mark = [":::", "```", "~~~"]
        .into_iter()
        .find(|mark| text.starts_with(mark))?;
    let first = mark.chars().next()?;
    let rest = text.trim_start_matches(first);
    let rest = rest.trim().trim_end_matches(':').trim_end();
    let ours = mark == ":::" && Quoted::named(rest).is_none();
    if rest.is_empty() || !(ours || rest.starts_with('{')) {
        return None;
    }
    let mut opening = match rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((said, title)) => attributes(mark, said, title.trim()),
        None => {
            let end = rest.find([' ', '[', '{']).unwrap_or(rest.len());
            let (name, title) = rest.split_at_checked(end)?;
            Opening {
                mark,
                name,
                title: Cow::Borrowed(title.trim().trim_matches(['[', ']'])),
                folded: false,
            }
        }
    };
    // Options of a directive stand below its first line.
    let mut inner = at + 1;
    let options = |line: &&Numbered<'_>| {
        let key = line.text.trim().strip_prefix(':');
        key.and_then(|key| key.split_once(':'))
            .is_some_and(|(key, _)| {
                !key.is_empty()
                    && key
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            })
    };
    while let Some(line) = lines.get(inner).filter(options) {
        opening.folded |= line.text.contains("dropdown") || line.text.contains("toggle");
        inner += 1;
    }
    Some((inner, opening))
}

/// What stands between the braces of a first line: `solution`, or `.callout-tip title="Answer"`.
fn attributes<'a>(mark: &'static str, said: &'a str, behind: &'a str) -> Opening<'a> {
    let classes = said
        .split_whitespace()
        .find(|word| !word.contains(['=', '#']));
    let title = said
        .split_once("title=")
        .and_then(|(_, rest)| {
            let quote = rest
                .chars()
                .next()
                .filter(|quote| matches!(quote, '"' | '\''))?;
            rest.get(1..)?.split_once(quote)
        })
        .map(|(title, _)| title);
    let shut = [
        "collapse=\"true\"",
        "collapse='true'",
        "collapse=true",
        "collapse=\"false\"",
    ];
    let folds = said
        .split_whitespace()
        .any(|word| FOLDS.contains(&word.trim_start_matches('.')));
    Opening {
        mark,
        name: classes.unwrap_or_default().trim_start_matches('.'),
        title: Cow::Borrowed(title.unwrap_or(behind)),
        folded: folds || shut.iter().any(|shut| said.contains(shut)),
    }
}

/// What parts two slides.
fn is_slide_end(line: &Numbered<'_>) -> bool {
    matches!(line.text.trim(), "---" | "--")
}

/// What a speaker says to a slide: below `???` or "Note:" on a line of its own, up to the next slide.
fn speaker_notes(lines: &[Numbered<'_>], at: usize) -> Option<Block> {
    let text = lines.get(at)?.text.trim();
    let end = || lines.iter().skip(at).position(is_slide_end);
    matches!(text, "???" | "Note:" | "Notes:").then(|| Block {
        read: Read::Division,
        title: "instructor".to_owned(),
        inner: at + 1,
        end: end().map_or(lines.len(), |end| at + end),
    })
}

/// A directive of reStructuredText, `.. admonition:: Answer`, and what is set in below it.
fn set_in(lines: &[Numbered<'_>], at: usize) -> Option<Block> {
    let (name, title) = lines.get(at)?.text.strip_prefix(".. ")?.split_once("::")?;
    let far = |line: &Numbered<'_>| line.text.len() - line.text.trim_start().len();
    let below = lines.iter().enumerate().skip(at + 1);
    let mut below = below.skip_while(|(_, line)| line.is_blank() || far(line) > 0);
    let next = below.next().map_or(lines.len(), |(at, _)| at);
    // The blank line before what goes on ends it; a block deeper in is code.
    let end = (at + 1..next)
        .rev()
        .find(|at| lines.get(*at).is_some_and(Numbered::is_blank));
    let deep = lines.get(at + 1..next)?.iter().any(|line| far(line) > 3);
    let option = |line: &&Numbered<'_>| line.text.trim_start().starts_with(':');
    let options = lines.get(at + 1..next)?.iter().take_while(option);
    let folded = options.clone().any(|line| line.text.contains("dropdown"));
    let inner = at + 1 + options.count();
    let opening = Opening {
        mark: "```",
        name: name.trim(),
        title: Cow::Borrowed(title.trim()),
        folded,
    };
    let last = next >= lines.len() && end.is_none_or(|end| end + 1 < next);
    let end = if last { lines.len() } else { end? };
    (!deep).then(|| opening.block(lines, inner, end))?
}

/// A definition, `: the mate`, right below a term that asks: it answers.
fn definition(lines: &[Numbered<'_>], at: usize) -> Option<Block> {
    let above = lines.get(..at)?.iter().rev();
    let asked = || {
        above
            .filter(|line| !line.is_blank())
            .map(|line| asks(&line.text))
    };
    if !lines.get(at)?.text.starts_with(": ") || asked().next() != Some(true) {
        return None;
    }
    let end = lines.iter().skip(at).position(Numbered::is_blank);
    Some(Block {
        read: Read::Division,
        title: "answer".to_owned(),
        inner: at,
        end: end.map_or(lines.len(), |end| at + end),
    })
}

/// AsciiDoc: `.Title`, perhaps `[%collapsible]`, then a row of marks.
fn titled<'a>(lines: &[Numbered<'_>], at: usize, title: &'a str) -> Option<(usize, Opening<'a>)> {
    let begins = title.chars().next().is_some_and(char::is_alphanumeric);
    let mut next = at + 1;
    let mut folded = false;
    let text = |at: usize| lines.get(at).map(|line| line.text.trim());
    while let Some(said) = text(next).filter(|said| said.starts_with('[') && said.ends_with(']')) {
        folded |= said.contains("collapsible");
        next += 1;
    }
    let rows = ["====", "****"];
    let mark = rows.into_iter().find(|row| text(next) == Some(row))?;
    begins.then(|| {
        let opening = Opening {
            mark,
            name: "box",
            title: Cow::Borrowed(title),
            folded,
        };
        (next + 1, opening)
    })
}

impl Opening<'_> {
    fn is_closed_by(&self, text: &str) -> bool {
        let mark = self.mark.chars().next().unwrap_or_default();
        text.len() >= self.mark.len() && text.chars().all(|letter| letter == mark)
    }

    /// The block that it opens; none where its name is nothing that we know.
    fn block(self, lines: &[Numbered<'_>], mut inner: usize, end: usize) -> Option<Block> {
        let name = self.name.to_lowercase();
        let name = name.strip_prefix("callout-").unwrap_or(&name);
        let folded = self.folded || FOLDS.contains(&name);
        let framed = FRAMES.contains(&name);
        let mut title = self.title.into_owned();
        if !folded && !framed {
            let code = self.mark != ":::";
            let told = code && (sense(name).is_some() || names_a_task(name));
            return told.then(|| Block {
                read: Read::Division,
                title: name.to_owned(),
                inner,
                end,
            });
        }
        if title.is_empty() {
            let first = (inner..end).find(|at| lines.get(*at).is_some_and(|line| !line.is_blank()));
            let heading = first.and_then(|at| Some((at, lines.get(at)?)));
            if let Some((at, line)) =
                heading.filter(|(_, line)| heading_level(&line.text).is_some())
            {
                title = line.text.trim_matches([' ', '#']).to_owned();
                inner = at + 1;
            }
        }
        let says = sense(&title);
        let kept = says.is_some_and(|says| says.is_kept_back() && says.strength >= 2);
        let asks = says.is_some_and(|says| says.sort == Sort::Questions);
        let read = match () {
            () if folded => Read::Fold,
            () if kept => Read::Division,
            () if asks || names_a_task(&fold(&title)) => {
                "exercise".clone_into(&mut title);
                Read::Division
            }
            () => Read::Frame,
        };
        Some(Block {
            read,
            title,
            inner,
            end,
        })
    }
}

impl Block {
    /// The lines that it begins with.
    fn opens(&self) -> Vec<String> {
        let title = &self.title;
        match self.read {
            Read::Fold => fold_of(title),
            Read::Division => vec![String::new(), format!("::: {title}"), String::new()],
            Read::Frame if title.is_empty() => vec![String::new()],
            Read::Frame => vec![String::new(), format!("**{title}**"), String::new()],
        }
    }
}

impl Read {
    /// The lines that end it.
    fn closes(self) -> Vec<String> {
        let mark = match self {
            Self::Fold => "</details>",
            Self::Division => ":::",
            Self::Frame => "",
        };
        ["", mark, ""].map(str::to_owned).to_vec()
    }
}

/// The beginning of what is folded away.
fn fold_of(title: &str) -> Vec<String> {
    let summary = format!("<summary>{title}</summary>");
    ["", "<details>", &summary, ""].map(str::to_owned).to_vec()
}

/// What a line hides as forums and chats do: `>! the mate !<`, `||the mate||`.
fn spoiler(line: &str) -> Option<String> {
    let text = line.trim();
    let forum = || {
        text.strip_prefix(">!")
            .map(|text| text.trim_end_matches("!<"))
    };
    let chat = || {
        let inner = text.strip_prefix("||")?.strip_suffix("||")?;
        (!inner.contains('|')).then_some(inner)
    };
    let told = forum().or_else(chat)?.trim();
    told.contains(char::is_alphanumeric)
        .then(|| told.to_owned())
}
