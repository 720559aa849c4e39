//! `roundtable check`: advice to an author, with the line, the place in it, why it matters and
//! how to mend it.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::{Path, PathBuf},
};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::{
    case::{
        flaw::{Code, Flaw},
        outline::{Reader, Stretch},
        vocabulary::normal,
    },
    fault::Fault,
    home::Home,
    library::{self, Loaded},
    text::{Clean, plural, width},
};

/// The most of a long line that is shown around the place that is meant, in letters.
const SHOWN: usize = 100;

/// How many lines behind a question's first one its options are looked for.
const LOOKED_AT: usize = 50;

/// So many files are named of those that share a title.
const MOST_NAMED: usize = 5;

/// What was found in one file.
struct Found {
    path: PathBuf,
    /// Its text, or why there is none.
    source: Result<String, Fault>,
    flaws: Vec<Flaw>,
    /// So much is as somebody decided.
    decided: usize,
    /// Whether a place in it is told by its line.
    by_line: bool,
    /// The titles of its cases.
    titles: Vec<Clean>,
    /// The document in its own order, where that is told.
    outline: Vec<Stretch>,
}

/// Checks files and all case files in folders, and writes what is to mend, with a total; or one
/// JSON document. True where no session suffers from anything.
pub fn check(paths: &[PathBuf], json: bool, home: &Home, out: &mut impl Write) -> io::Result<bool> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let files = library::files(std::slice::from_ref(path));
            found.extend(files.iter().map(|file| look(file, home, false)));
        } else {
            found.push(look(path, home, paths.len() == 1));
        }
    }
    share_titles(&mut found);
    let sound = found.iter().all(Found::is_sound);
    if json {
        serde_json::to_writer_pretty(&mut *out, &Report::of(&found))?;
        writeln!(out)?;
        return Ok(sound);
    }
    for one in &found {
        one.tell(out)?;
    }
    total(&found, out)?;
    Ok(sound)
}

/// Says once of each title that several files have it, at the first of them.
fn share_titles(found: &mut [Found]) {
    let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in found.iter().enumerate() {
        let titles: BTreeSet<_> = one.titles.iter().map(|title| normal(title)).collect();
        for title in titles {
            by_title.entry(title).or_default().push(at);
        }
    }
    for files in by_title.into_values().filter(|files| files.len() > 1) {
        let names = files.iter().filter_map(|at| found.get(*at));
        let names: Vec<_> = names.map(|one| one.path().to_string()).collect();
        let Some(first) = files.first().and_then(|at| found.get_mut(*at)) else {
            continue;
        };
        let title = first.titles.first().map(ToString::to_string);
        let others: Vec<_> = names.iter().skip(1).take(MOST_NAMED).cloned().collect();
        let more = match names.len() - 1 - others.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        first.flaws.push(Flaw::new(
            Code::SharedTitle,
            0,
            &format!(
                "{} files have the title “{}”: this one, {}{more}",
                names.len(),
                title.unwrap_or_default(),
                others.join(", ")
            ),
            "Give each a title of its own, such as its part, year or group.",
        ));
    }
}

/// Reads a file. What becomes of each stretch of it is told of the `only` one, and of one that
/// was guessed at.
fn look(path: &Path, home: &Home, only: bool) -> Found {
    super::say_reading(path);
    let loaded = library::load(path).and_then(|loaded| library::recall(loaded, home));
    if let Ok(loaded) = &loaded {
        super::say_how_read(loaded);
    }
    let read = loaded.as_ref().ok();
    let cases = read.into_iter().flat_map(|read| &read.document.cases);
    let (flaws, decided) = read.map(Loaded::advice).unwrap_or_default();
    let outline = read
        .filter(|one| only || one.is_asked())
        .map(Loaded::outline);
    Found {
        titles: cases.map(|case| case.title.clone()).collect(),
        path: path.to_owned(),
        flaws,
        decided,
        by_line: read.is_some_and(Loaded::is_by_line),
        source: loaded.map(|loaded| loaded.text),
        outline: outline.unwrap_or_default(),
    }
}

impl Found {
    fn is_sound(&self) -> bool {
        self.source.is_ok() && !self.flaws.iter().any(Flaw::is_grave)
    }

    fn path(&self) -> Clean {
        Clean::line(&self.path.to_string_lossy())
    }

    fn tell(&self, out: &mut impl Write) -> io::Result<()> {
        let source = match &self.source {
            Ok(source) => source,
            Err(fault) => return writeln!(out, "error[unreadable]: {fault}\n"),
        };
        let lines: Vec<&str> = source.lines().collect();
        for flaw in &self.flaws {
            writeln!(out, "{}\n", self.drawn(flaw, meant(flaw, &lines)))?;
        }
        if self.decided > 0 {
            let places = plural(self.decided, "passage is", "passages are");
            let path = self.path();
            writeln!(
                out,
                "decided: {places} as you decided when you opened {path}\n"
            )?;
        }
        self.tell_outline(out)
    }

    /// What becomes of each stretch of it, a line each.
    fn tell_outline(&self, out: &mut impl Write) -> io::Result<()> {
        if self.outline.is_empty() {
            return Ok(());
        }
        let short = |row: &Stretch| row.lines_in_short(self.by_line);
        let wide = self.outline.iter().map(|row| width(&short(row)));
        let wide = wide.max().unwrap_or_default();
        writeln!(out, "{}, line by line:", self.path())?;
        for row in &self.outline {
            let (lines, says) = (short(row), row.says());
            let sign = if row.asks_for_a_look() { '?' } else { ' ' };
            let words = row.words(Reader::Writes, SHOWN.saturating_sub(wide + width(&says)));
            writeln!(
                out,
                "{}",
                format!("{sign} {lines:<wide$}  {says}  {words}").trim_end()
            )?;
        }
        writeln!(out)
    }

    fn drawn(&self, flaw: &Flaw, line: Option<(usize, &str)>) -> String {
        let level = match flaw.code {
            _ if flaw.is_grave() => Level::ERROR,
            Code::LooksLikeAnswer | Code::LooksLikeNote => Level::WARNING,
            _ => Level::INFO.with_name("advice"),
        };
        let path = self.path();
        let at = line.map_or(String::new(), |(_, line)| library::in_quotes(line));
        let title = level.primary_title(flaw.what.as_str()).id(name(flaw.code));
        let mut group = match line {
            Some(_) if !self.by_line => {
                let origin = annotate_snippets::Origin::path(path.to_string());
                said(title.element(origin), Level::NOTE.with_name("at"), &at)
            }
            Some((number, line)) => {
                let place = Place::of(line, &flaw.words);
                let snippet = Snippet::source(place.shown)
                    .line_start(number)
                    .path(path.to_string())
                    .annotation(AnnotationKind::Primary.span(place.from..place.to));
                title.element(snippet)
            }
            None => title.element(annotate_snippets::Origin::path(path.to_string())),
        };
        group = said(group, Level::NOTE.with_name("why"), why(flaw.code));
        group = said(group, Level::HELP.with_name("to mend"), &flaw.hint);
        Renderer::plain().render(&[group])
    }
}

fn said<'a>(group: Group<'a>, level: Level<'a>, words: &'a str) -> Group<'a> {
    group.element(level.message(words))
}

fn name(code: Code) -> &'static str {
    code.row().map_or("", |row| row.name)
}

fn why(code: Code) -> &'static str {
    code.row().map_or("", |row| row.why)
}

/// Where in a line the words are that are meant, in what is shown of it.
struct Place {
    /// The line, or as much of it as fits, made harmless.
    shown: String,
    /// Bytes of `shown`.
    from: usize,
    to: usize,
}

impl Place {
    fn of(line: &str, words: &str) -> Self {
        let line = Clean::line(line).to_string();
        let (from, to) = span(&line, words);
        let part = |range: std::ops::Range<usize>| line.get(range).unwrap_or_default();
        // A long line is shown from some words before the place on.
        let before = part(0..from);
        let skip = before.chars().count().saturating_sub(SHOWN / 2);
        let skip = if skip > SHOWN / 4 { skip } else { 0 };
        let before: String = before.chars().skip(skip).collect();
        let here: String = part(from..to).chars().take(SHOWN).collect();
        let after: String = part(to..line.len()).chars().take(SHOWN / 2).collect();
        Self {
            from: before.len(),
            to: before.len() + here.len(),
            shown: format!("{before}{here}{after}"),
        }
    }
}

/// The bytes of a line that are meant: these words, else all but the blanks around it.
fn span(line: &str, words: &str) -> (usize, usize) {
    let low = line.to_lowercase();
    let found = line.find(words).or_else(|| {
        // Small letters may be longer than their capitals; then the bytes are not the same.
        low.find(&words.to_lowercase())
            .filter(|_| low.len() == line.len())
    });
    match found {
        Some(at) if !words.is_empty() => (at, at + words.len()),
        _ => {
            let from = line.len() - line.trim_start().len();
            (from, line.trim_end().len().max(from))
        }
    }
}

/// The line that is meant, and its number: the flaw's own, or the next that has its words.
fn meant<'a>(flaw: &Flaw, lines: &[&'a str]) -> Option<(usize, &'a str)> {
    let first = usize::try_from(flaw.line).ok()?.checked_sub(1)?;
    let onwards = || lines.iter().enumerate().skip(first);
    let with_words = onwards()
        .take(LOOKED_AT)
        .find(|(_, line)| line.to_lowercase().contains(&flaw.words.to_lowercase()));
    let (at, line) = with_words.or_else(|| onwards().next())?;
    Some((at + 1, line))
}

fn total(found: &[Found], out: &mut impl Write) -> io::Result<()> {
    let count = Count::of(found);
    let files = plural(found.len(), "file", "files");
    let errors = plural(count.errors, "error", "errors");
    match (count.errors, count.advice) {
        (0, 0) => writeln!(out, "{files}: nothing to mend."),
        (0, 1) => writeln!(out, "{files}: 1 piece of advice, no error."),
        (0, advice) => writeln!(out, "{files}: {advice} pieces of advice, no error."),
        (_, 0) => writeln!(out, "{files}: {errors}."),
        (_, advice) => writeln!(
            out,
            "{files}: {errors}, {}.",
            plural(advice, "piece of advice", "pieces of advice")
        ),
    }
}

struct Count {
    errors: usize,
    advice: usize,
}

impl Count {
    fn of(found: &[Found]) -> Self {
        let flaws = || found.iter().flat_map(|one| &one.flaws);
        let grave = flaws().filter(|flaw| flaw.is_grave()).count();
        let unreadable = found.iter().filter(|one| one.source.is_err()).count();
        Self {
            errors: grave + unreadable,
            advice: flaws().count() - grave,
        }
    }
}

/// `check --json`; its keys are a promise.
#[derive(Serialize)]
struct Report {
    files: usize,
    errors: usize,
    advice: usize,
    found: Vec<Finding>,
}

#[derive(Serialize)]
struct Finding {
    path: Clean,
    code: &'static str,
    error: bool,
    line: Option<usize>,
    column: Option<usize>,
    what: Clean,
    why: String,
    mend: Clean,
}

impl Report {
    fn of(found: &[Found]) -> Self {
        let count = Count::of(found);
        Self {
            files: found.len(),
            errors: count.errors,
            advice: count.advice,
            found: found.iter().flat_map(Finding::of).collect(),
        }
    }
}

impl Finding {
    fn of(found: &Found) -> Vec<Self> {
        let source = match &found.source {
            Ok(source) => source,
            Err(fault) => {
                return vec![Self {
                    path: found.path(),
                    code: "unreadable",
                    error: true,
                    line: None,
                    column: None,
                    what: fault.what.clone(),
                    why: fault.why.to_string(),
                    mend: fault.hint.clone(),
                }];
            }
        };
        let lines: Vec<&str> = source.lines().collect();
        let tell = |flaw: &Flaw| {
            let place = meant(flaw, &lines);
            let column = |line: &str| {
                let (from, _) = span(line, &flaw.words);
                line.get(..from).unwrap_or_default().chars().count() + 1
            };
            Self {
                path: found.path(),
                code: name(flaw.code),
                error: flaw.is_grave(),
                line: place.map(|(number, _)| number),
                column: place.map(|(_, line)| column(line)),
                what: flaw.what.clone(),
                why: why(flaw.code).to_owned(),
                mend: flaw.hint.clone(),
            }
        };
        found.flaws.iter().map(tell).collect()
    }
}
