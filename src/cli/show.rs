//! `roundtable show`: how a document was read, for a person or as JSON.

use std::io::{self, Write};

use crate::{
    case::{Block, Case, Item, Kind, Question, Readers, asking::says},
    library::{Loaded, Origin},
    text::{Clean, cut, plural},
};

mod json;

/// Columns of the text form.
const COLUMNS: usize = 78;

/// Writes how a document was read: its parts and questions, what is hidden, what was guessed,
/// what was not used, and what its author may want to mend. With `json`, one JSON document.
pub fn show(loaded: &Loaded, json: bool, out: &mut impl Write) -> io::Result<()> {
    if json {
        serde_json::to_writer_pretty(&mut *out, &json::Shown::of(loaded))?;
        return writeln!(out);
    }
    head(loaded, out)?;
    let several = loaded.document.cases.len() > 1;
    for (at, case) in loaded.document.cases.iter().enumerate() {
        if several {
            writeln!(out, "\n{}. {}", at + 1, case.title)?;
        }
        outline(case, loaded, out)?;
    }
    if let Some(case) = loaded.document.cases.first() {
        for brief in &case.briefs {
            aside(
                &format!("Brief: {}", brief.role),
                &brief.blocks,
                loaded,
                out,
            )?;
        }
        aside("Learning goals", &case.goals, loaded, out)?;
        aside("Sources", &case.sources, loaded, out)?;
        aside("Page noise, set apart", &case.noise, loaded, out)?;
    }
    hidden(loaded, out)?;
    told(loaded, out)
}

fn head(loaded: &Loaded, out: &mut impl Write) -> io::Result<()> {
    let cases = &loaded.document.cases;
    let first = cases.first();
    writeln!(out, "{}", loaded.document.title)?;
    let from = match &loaded.origin {
        Origin::BuiltIn(slug) => format!("built in as {slug}"),
        Origin::File(path) => Clean::line(&path.to_string_lossy()).to_string(),
    };
    let mut facts = vec![from];
    if let Some(seconds) = first.and_then(|case| case.seconds) {
        facts.push(time(seconds));
    }
    writeln!(out, "  {}", facts.join(" · "))?;
    for (key, value) in first.iter().flat_map(|case| &case.settings) {
        writeln!(out, "  {key}: {value}")?;
    }
    if !loaded.is_by_line() {
        writeln!(out, "  Read from {}.", loaded.from)?;
    }
    for said in &loaded.said {
        writeln!(out, "  {said}")?;
    }
    let questions: usize = cases.iter().map(|case| case.questions().count()).sum();
    writeln!(
        out,
        "\nRead: {} in {}.",
        plural(questions, "question", "questions"),
        plural(cases.len(), "case", "cases")
    )?;
    if questions == 0 {
        writeln!(
            out,
            "There is nothing to answer in it, so a session asks: What? So what? Now what?"
        )?;
    }
    Ok(())
}

fn outline(case: &Case, loaded: &Loaded, out: &mut impl Write) -> io::Result<()> {
    for part in &case.parts {
        writeln!(out)?;
        if let Some(title) = &part.title {
            let staged = match part.only_if.and_then(|only_if| case.decision(only_if)) {
                Some(option) => {
                    let option = Clean::line(option);
                    format!(" (hidden; it comes only if the group decides: {option})")
                }
                None if part.staged => " (hidden until it is reached)".to_owned(),
                None => String::new(),
            };
            writeln!(out, "  {title}{staged}")?;
        }
        for item in &part.items {
            match item {
                Item::Reading(reading) => {
                    let numbers: Vec<u32> =
                        reading.blocks.iter().filter_map(|b| b.number).collect();
                    if let [only] = numbers.as_slice() {
                        writeln!(out, "  Reading ¶{only}")?;
                    } else if let (Some(from), Some(to)) = (numbers.first(), numbers.last()) {
                        writeln!(out, "  Reading ¶{from}–¶{to}")?;
                    } else {
                        let blocks = plural(reading.blocks.len(), "block", "blocks");
                        writeln!(out, "  Reading, {blocks} without a number")?;
                    }
                }
                Item::Exhibit(exhibit) => {
                    writeln!(out, "  {} ({})", exhibit.title, read_by(&exhibit.readers))?;
                }
                Item::Question(question) => ask(question, loaded, out)?,
            }
        }
    }
    Ok(())
}

/// Who reads an exhibit, in a few words.
fn read_by(readers: &Readers) -> String {
    match readers {
        Readers::All => "exhibit".to_owned(),
        Readers::OnRequest => "a fact, given out when somebody asks".to_owned(),
        Readers::Roles(roles) => {
            let roles: Vec<_> = roles.iter().map(Clean::as_str).collect();
            format!("exhibit that only {} reads", roles.join(" or "))
        }
    }
}

fn ask(question: &Question, loaded: &Loaded, out: &mut impl Write) -> io::Result<()> {
    let prompt = &question.prompt;
    let text = Clean::line(&prompt.text);
    let line = format!("  {}. {text}", prompt.number);
    writeln!(out, "{}", cut(&line, COLUMNS))?;
    let mut facts = facts(question);
    facts.extend(line_of(question.prompt.line, loaded));
    writeln!(out, "     {}", facts.join(" · "))
}

/// What an answer is made of, in a few words.
fn asks_for(kind: &Kind) -> String {
    match kind {
        Kind::Open => "open".to_owned(),
        Kind::Number { unit, .. } if unit.is_empty() => "a number".to_owned(),
        Kind::Number { unit, .. } => format!("a number: {unit}"),
        Kind::Choice { options, most: 1 } => format!("choose one of {}", options.len()),
        Kind::Choice { options, most } => format!("choose up to {most} of {}", options.len()),
        Kind::Scale(scale) => {
            let (low, high) = (scale.low, scale.high);
            match scale.statements.len() {
                0 => format!("scale {low} to {high}"),
                count => format!("{count} statements on a scale {low} to {high}"),
            }
        }
        Kind::Rank { items } => format!("rank {}", items.len()),
        Kind::Items { items } => {
            let items = plural(items.len(), "item", "items");
            format!("in-basket, {items} to answer one by one")
        }
    }
}

/// What a question is made of, in a few words.
fn facts(question: &Question) -> Vec<String> {
    let prompt = &question.prompt;
    let mut facts = vec![asks_for(&prompt.kind)];
    facts.extend(prompt.seconds.map(time));
    let aside = &question.aside;
    facts.extend(aside.protocol.iter().map(ToString::to_string));
    facts.extend(
        aside
            .leave_out
            .map(|leave_out| leave_out.words().to_owned()),
    );
    let claims = aside.models.iter().map(|model| model.claims.len()).sum();
    for (count, one, many) in [
        (
            prompt.body.len(),
            "more block of text",
            "more blocks of text",
        ),
        (aside.hints.len(), "hint", "hints"),
        (aside.follow_ups.len(), "follow-up", "follow-ups"),
        (aside.models.len(), "model answer", "model answers"),
        (claims, "claim", "claims"),
        (
            aside.right.len(),
            "option marked right",
            "options marked right",
        ),
        (
            aside.listen_for.len(),
            "thing to listen for",
            "things to listen for",
        ),
        (aside.notes.len(), "facilitator note", "facilitator notes"),
        (
            aside.rehearsal.len(),
            "answer for a rehearsal",
            "answers for a rehearsal",
        ),
    ] {
        if count > 0 {
            facts.push(plural(count, one, many));
        }
    }
    facts
}

/// The line that something stands on, where it is found by its number.
fn line_of(line: u32, loaded: &Loaded) -> Option<String> {
    loaded.is_by_line().then(|| format!("line {line}"))
}

/// Blocks that are shown beside the case, in a line each.
fn aside(title: &str, blocks: &[Block], loaded: &Loaded, out: &mut impl Write) -> io::Result<()> {
    if !blocks.is_empty() {
        writeln!(out, "\n{title}")?;
    }
    for block in blocks {
        let line = line_of(block.line, loaded).map_or(String::new(), |line| format!("{line}: "));
        let line = format!("  {line}{}", Clean::line(&block.text));
        writeln!(out, "{}", cut(&line, COLUMNS))?;
    }
    Ok(())
}

fn hidden(loaded: &Loaded, out: &mut impl Write) -> io::Result<()> {
    let hidden = &loaded.document.hidden;
    if !hidden.is_empty() {
        writeln!(out, "\nHidden until its time")?;
    }
    for stretch in hidden {
        let lines = loaded.place(stretch.from, stretch.to);
        writeln!(out, "  {lines}: {}", stretch.what)?;
    }
    Ok(())
}

fn told(loaded: &Loaded, out: &mut impl Write) -> io::Result<()> {
    let document = &loaded.document;
    if !document.doubts.is_empty() {
        writeln!(out, "\nMay give something away, and so is kept back")?;
    }
    for doubt in &document.doubts {
        let lines = loaded.place(doubt.lines.from, doubt.lines.to);
        let why = Clean::line(&doubt.why);
        writeln!(out, "  {lines}: {} ({why})", doubt.looks.words())?;
    }
    if !document.guesses.is_empty() {
        writeln!(out, "\nGuessed")?;
    }
    for guess in &document.guesses {
        let said = Clean::line(says(guess));
        let place = loaded.place(guess.line, guess.line);
        writeln!(out, "  {place}: {said} (rule: {})", guess.rule)?;
    }
    if document.unused.is_empty() {
        writeln!(out, "\nEvery line has its place.")?;
    } else {
        let unused = document.unused.iter();
        let unused: Vec<_> = unused
            .map(|stretch| loaded.place(stretch.from, stretch.to))
            .collect();
        writeln!(out, "\nNot used: {}", unused.join(", "))?;
    }
    if !document.flaws.is_empty() {
        writeln!(out, "\nTo mend")?;
    }
    for flaw in &document.flaws {
        let place = match flaw.line {
            0 => String::new(),
            line => format!("{}: ", loaded.place(line, line)),
        };
        let weight = if flaw.is_grave() { "" } else { " (slight)" };
        writeln!(out, "  {place}{}.{weight}\n    {}", flaw.what, flaw.hint)?;
    }
    Ok(())
}

fn time(seconds: u32) -> String {
    if seconds.is_multiple_of(60) {
        format!("{} min", seconds / 60)
    } else {
        format!("{seconds} sec")
    }
}
