//! Reports as files: where people find them, and never in place of somebody else's.

use std::{
    collections::HashSet,
    ffi::OsStr,
    fmt,
    io::{self, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{
    clock,
    fault::Fault,
    home::{self, Home, private_folder, regular, replace_with},
    journal::{name::slug, open, verify::verdict},
    os,
    protocol::ALONE,
    report::{self, Report, csv, html},
    session::{Session, Viewer},
    stamp::Wall,
    study::export,
    study::shelf,
    text::Clean,
};

pub mod page;
pub mod share;

/// The report of a journal, whatever state it is in. What is wrong with the file is said in it.
/// Fails where there is no session to be had from the file.
pub fn of_journal(path: &Path) -> Result<Report, Fault> {
    let scan = open::read(path)?;
    let verdict = verdict(path, &scan);
    let fault = open::nothing(path, &scan);
    let session = open::session(path, scan).ok_or(fault)?;
    let mut report = of_session(&session, Some(path));
    if !verdict.sound {
        report.damage.push(verdict.said);
    }
    Ok(report)
}

fn of_session(session: &Session, journal: Option<&Path>) -> Report {
    let mut report = report::report(&session.view(Viewer::Report, session.last_at()));
    report.session = Clean::line(&stem(journal));
    report.opened = Clean::line(&opened(&report));
    report
}

fn stem(journal: Option<&Path>) -> String {
    let stem = journal.and_then(Path::file_stem);
    stem.map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Files {
    /// What a close writes: a page, Markdown, JSON and a copy for each person.
    AtClose,
    Csv,
    /// A copy for each person.
    People,
    All,
}

/// Writes the report of a session into a folder that is called like its journal. Its earlier
/// report is replaced; one of another session, or any other file, is left alone. The folder's
/// most important file comes first.
pub fn write(
    home: &Home,
    session: &Session,
    journal: Option<&Path>,
) -> Result<Vec<PathBuf>, Fault> {
    let report = of_session(session, journal);
    let reports = home.reports();
    private_folder(&reports)?;
    let stem = match stem(journal) {
        unnamed if unnamed.is_empty() => "session".to_owned(),
        stem => stem,
    };
    let mut names = (1..).map(|number: u32| match number {
        1 => stem.clone(),
        _ => format!("{stem}-{number}"),
    });
    let name = names
        .find(|name| is_free_or_ours(&reports.join(name), &report))
        .unwrap_or(stem.clone());
    write_into(&reports.join(name), &report, Files::AtClose, b',')
}

/// Writes a report's files into a folder, which is made where it is missing. Files of these names
/// that are there are replaced.
pub fn write_into(
    folder: &Path,
    report: &Report,
    files: Files,
    separator: u8,
) -> Result<Vec<PathBuf>, Fault> {
    private_folder(folder)?;
    let opened = opened(report);
    // One after the other: together they are many times as long as all that was said.
    let put = |name: &str, write: &dyn Fn(&mut dyn Write) -> io::Result<()>| {
        let path = folder.join(name);
        let written = replace_with(&path, true, write);
        written.map_err(|error| Fault::of_io("The report cannot be written", &path, &error))?;
        Ok(path)
    };
    let mut paths = Vec::new();
    if matches!(files, Files::AtClose | Files::All) {
        let page = |own| Text::Page(&opened, own);
        paths.push(put("report.html", &|out| {
            write_text(report, page(false), out)
        })?);
        // With the facilitator's last pages, which are nobody else's to read.
        if report.protocol.as_str() != ALONE {
            paths.push(put(FACILITATORS, &|out| {
                write_text(report, page(true), out)
            })?);
        }
        for (name, text) in [
            ("report.md", Text::Mail(false)),
            ("report.json", Text::Json),
        ] {
            paths.push(put(name, &|out| write_text(report, text, out))?);
        }
    }
    if matches!(files, Files::Csv | Files::All) {
        let (answers, people) = (
            csv::answers(report, separator),
            csv::people(report, separator),
        );
        for (name, text) in [("answers.csv", answers), ("people.csv", people)] {
            paths.push(put(name, &|out| out.write_all(text.as_bytes()))?);
        }
    }
    if files != Files::Csv {
        private_folder(&folder.join(PEOPLE))?;
        let mut names = HashSet::new();
        for person in &report.people {
            let mut name = slug(&person.name);
            while !names.insert(name.clone()) {
                name.push_str("-2");
            }
            let page = html::person(report, &person.name, &opened);
            let write = |out: &mut dyn Write| out.write_all(page.as_bytes());
            put(&format!("{PEOPLE}/{name}.html"), &write)?;
        }
        paths.push(folder.join(PEOPLE));
    }
    Ok(paths)
}

/// A report as one text, with the facilitator's last part or without.
#[derive(Clone, Copy)]
pub enum Text<'a> {
    /// As a page; when it was opened, in words.
    Page(&'a str, bool),
    Mail(bool),
    /// For other programs.
    Json,
}

/// Writes a report piece by piece: as a whole it may be as long as all that was said.
pub fn write_text(report: &Report, text: Text<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut pieces = Pieces { out, failed: None };
    let written = match text {
        Text::Page(opened, own) => html::report_into(report, opened, own, &mut pieces),
        Text::Mail(own) => report::markdown::write_into(report, own, &mut pieces),
        Text::Json => {
            serde_json::to_writer_pretty(&mut *pieces.out, report)?;
            return writeln!(pieces.out);
        }
    };
    written.map_err(|error| pieces.failed.unwrap_or_else(|| io::Error::other(error)))
}

/// Texts, on their way to where bytes go; it keeps what failed there.
struct Pieces<'a> {
    out: &'a mut dyn Write,
    failed: Option<io::Error>,
}

impl fmt::Write for Pieces<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let written = self.out.write_all(piece.as_bytes());
        written.map_err(|error| {
            self.failed = Some(error);
            fmt::Error
        })
    }
}

/// The report with the facilitator's last pages.
const FACILITATORS: &str = "report-facilitator.html";
/// The folder of copies for each person.
const PEOPLE: &str = "people";

/// When a session was opened, where we are, with the zone.
pub fn opened(report: &Report) -> String {
    clock::in_words(&report.opened_at)
}

/// Writes all of somebody's own work as Markdown, CSV and JSON beside the reports, under a name
/// that nothing has yet.
pub fn write_own(home: &Home, learner: &str, now: Wall) -> Result<Vec<PathBuf>, Fault> {
    let (progress, _) = shelf::how_far(home, learner, now, &clock::zone());
    let folder = home.reports();
    private_folder(&folder)?;
    let files = [
        ("md", export::markdown(&progress, &clock::zone())),
        ("csv", export::csv(&progress)),
        ("json", export::json(&progress)),
    ];
    let stem = format!("{}-{}", shelf::day(now), slug(learner));
    let mut names = (1..).map(|number: u32| match number {
        1 => stem.clone(),
        _ => format!("{stem}-{number}"),
    });
    let path = |name: &str, ending: &str| folder.join(format!("{name}.{ending}"));
    let free = |name: &str| {
        let mut endings = files.iter().map(|(ending, _)| ending);
        endings.all(|ending| path(name, ending).symlink_metadata().is_err())
    };
    let name = names.find(|name| free(name)).unwrap_or(stem.clone());
    let mut paths = Vec::new();
    for (ending, text) in &files {
        let path = path(&name, ending);
        save_new(&path, text)?;
        paths.push(path);
    }
    Ok(paths)
}

/// Opens a file with what people read such files with, and says so.
pub fn show(path: &Path) -> String {
    match os::show(path) {
        Ok(()) => "It opens in another window. If none comes, open the file by hand.".to_owned(),
        Err(error) => format!("It cannot be opened from here ({error}). Open the file by hand."),
    }
}

/// What tells whose report a file is.
#[derive(Deserialize)]
struct Whose {
    session: Clean,
    opened_at: String,
}

fn is_free_or_ours(folder: &Path, report: &Report) -> bool {
    if folder.symlink_metadata().is_err() {
        return true;
    }
    let json = regular::open(&folder.join("report.json"));
    let ours =
        |whose: Whose| whose.session == report.session && report.opened_at == *whose.opened_at;
    json.is_ok_and(|json| serde_json::from_reader(BufReader::new(json)).is_ok_and(ours))
}

/// What kind of file an ending names that is neither a text nor a page.
fn no_text(ending: &OsStr) -> Option<&'static str> {
    let ending = ending.to_string_lossy().to_lowercase();
    let known = [
        (&["pdf"][..], "PDF"),
        (&["doc", "docx", "odt", "rtf"], "Word"),
        (&["xls", "xlsx", "ods"], "spreadsheet"),
        (&["ppt", "pptx", "odp"], "slides"),
        (&["epub"], "EPUB"),
        (&["zip"], "ZIP"),
    ];
    let row = known
        .iter()
        .find(|(endings, _)| endings.contains(&ending.as_str()));
    row.map(|(_, kind)| *kind)
}

/// Writes a text to a file that is not there yet: all of it or nothing.
/// Fails where it is there, or what the file system says.
pub fn save_new(path: &Path, text: &str) -> Result<(), Fault> {
    save_new_with(path, |out| out.write_all(text.as_bytes()))
}

/// The same with what is written piece by piece.
pub fn save_new_with(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Fault> {
    if let Some(kind) = path.extension().and_then(no_text) {
        let what = format!("A {kind} file cannot be written, only text and web pages");
        let how = "Give the file a name that ends in .html, open it in a browser, and print it there, to paper or to a PDF file.";
        return Err(Fault::new(&what, how).at(path));
    }
    write_new(path, true, write)
        .map_err(|error| not_written("The report cannot be written", path, &error))
}

/// Writes a case to a file of its own that is not there yet, as any new file: others may read it
/// where new files are made so.
pub fn save_case(path: &Path, text: &str) -> Result<(), Fault> {
    write_new(path, false, |out| out.write_all(text.as_bytes()))
        .map_err(|error| not_written("The case cannot be written", path, &error))
}

fn not_written(what: &str, path: &Path, error: &io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::AlreadyExists => Fault::new(
            "There is a file of that name already; it was left as it is",
            "Name another with -o, or move that one away.",
        )
        .at(path),
        _ => Fault::of_io(what, path, error),
    }
}

/// A new file, for its owner alone or as any other.
fn write_new(
    path: &Path,
    private: bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let folder = home::or_here(path.parent().ok_or(io::ErrorKind::InvalidInput)?);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".writing-");
    if let Some(permissions) = os::new_file(private) {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    let mut out = BufWriter::new(file.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    home::sync_folder(folder)
}
