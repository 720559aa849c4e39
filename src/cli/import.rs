//! `roundtable import` and `roundtable new`: case files, where there were none.

use std::{
    ffi::OsStr,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    case::{
        Document,
        asking::{in_brief, says, unseen},
        write::write_all,
    },
    fault::Fault,
    handout::save_case,
    home::Home,
    import::{self, Converted, Imported, cases},
    journal::name::slug,
    library,
    text::{Clean, shell},
};

/// The name that stands for standard output.
const STANDARD_OUTPUT: &str = "-";

/// Imports a document: writes its case, or each of its cases, to a file that is not there yet,
/// and says what was guessed.
/// Fails where the document cannot be read, or its case not written.
pub(super) fn import(
    document: &Path,
    output: Option<&Path>,
    home: &Home,
    out: &mut impl Write,
    told: &mut impl Write,
) -> Result<io::Result<()>, Fault> {
    let bytes = import::bytes(document)?;
    let mut converted = import::convert_bytes(document, &bytes)?;
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}.md");
    // What somebody said of this content's lines holds here too.
    let loaded = library::recall(library::loaded(converted.clone(), document, &bytes)?, home)?;
    if !loaded.decision.marks.is_empty() {
        converted.markdown = write_all(&loaded.document.title, &loaded.document.cases);
    }
    let carried = loaded.says_carried();
    converted
        .said
        .extend(carried.map(|words| Clean::line(&words)));
    let (read, mut imported) = cases(&converted, &name)?;
    if loaded.is_asked() {
        // In its own words it is asked about as it is.
        for case in imported.iter_mut().filter(|case| case.normal) {
            case.markdown = unseen(&case.markdown, converted.from);
        }
    }
    if output.is_some_and(|output| output.as_os_str() == STANDARD_OUTPUT) {
        let texts: Vec<_> = imported.iter().map(|case| case.markdown.as_str()).collect();
        return Ok(write!(out, "{}", texts.join("\n")));
    }
    let mut files = Vec::new();
    for (at, case) in imported.iter().enumerate() {
        let path = place(output, &case.title, at);
        save_case(&path, &case.markdown)?;
        files.push(path);
    }
    Ok(tell(&converted, &read, &imported, &files, told))
}

/// Where a case goes: where it is wanted, else under its title, here.
fn place(output: Option<&Path>, title: &Clean, at: usize) -> PathBuf {
    let Some(output) = output else {
        return PathBuf::from(format!("{}.md", slug(title)));
    };
    if at == 0 {
        return output.to_owned();
    }
    let stem = output.file_stem().unwrap_or_else(|| OsStr::new("case"));
    output.with_file_name(format!("{}-{}.md", stem.to_string_lossy(), at + 1))
}

fn tell(
    converted: &Converted,
    document: &Document,
    imported: &[Imported],
    files: &[PathBuf],
    told: &mut impl Write,
) -> io::Result<()> {
    let brief = in_brief(document, &converted.markdown).join(", ");
    writeln!(told, "Read from {}: {brief}.", converted.from)?;
    for said in &converted.said {
        writeln!(told, "  {said}")?;
    }
    for guess in &document.guesses {
        let line = (guess.line as usize).saturating_sub(1);
        let line = converted.markdown.lines().nth(line).unwrap_or_default();
        let place = library::in_quotes(line);
        writeln!(told, "  Guessed at {place}: {}", Clean::line(says(guess)))?;
    }
    let mut cases = document.cases.iter();
    if cases.all(|case| case.questions().next().is_none()) {
        writeln!(
            told,
            "  There is no question in it; a session asks: What? So what? Now what?"
        )?;
    }
    if imported.iter().any(|case| !case.normal) {
        writeln!(
            told,
            "  It keeps the order and the words of the document, which reads as it is."
        )?;
    }
    for file in files {
        writeln!(told, "Written to {}", Clean::line(&file.to_string_lossy()))?;
    }
    if let Some(first) = files.first() {
        let first = Clean::line(&first.to_string_lossy());
        let first = shell(&first);
        writeln!(told, "Run it:          roundtable run {first}")?;
        writeln!(told, "How it was read: roundtable show {first}")?;
        writeln!(told, "What to mend:    roundtable check {first}")?;
        writeln!(told, "See it change:   roundtable preview {first}")?;
    }
    Ok(())
}

/// Writes a beginner's case, which is a valid one already, to a file that is not there yet.
pub(super) fn new(
    title: &str,
    output: Option<&Path>,
    told: &mut impl Write,
) -> Result<io::Result<()>, Fault> {
    let title = Clean::line(title);
    if title.trim().is_empty() {
        return Err(Fault::new(
            "A case needs a title",
            "Name it, for example: roundtable new \"The Night Shift\".",
        ));
    }
    let path = place(output, &title, 0);
    let text = library::beginning(title.trim());
    save_case(&path, &text)?;
    let path = Clean::line(&path.to_string_lossy());
    let typed = shell(&path);
    Ok(writeln!(
        told,
        "Written to {path}\nOpen it in any editor and write over what is there.\n\
         Look at it while you write: roundtable preview {typed}\nRun it: roundtable run {typed}"
    ))
}
