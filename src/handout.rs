//! Reports as files: where people find them, and never in place of somebody else's.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    fault::Fault,
    home::{Home, private_folder, replace},
    journal::{open::read, scan::scan},
    report::{self, Report},
    session::{Session, Viewer},
};

/// The report of a journal, whatever state it is in.
///
/// # Errors
///
/// Where there is no session to be had from the file.
pub fn of_journal(path: &Path) -> Result<Report, Fault> {
    let scan = scan(&read(path)?);
    let none = || {
        Fault::new(
            "There is no session in this file",
            "“roundtable verify” says what is wrong with it.",
        )
        .at(path)
    };
    let session = Session::replay(&scan.entries).or_else(|misfit| {
        Session::replay(scan.entries.iter().take_while(|entry| entry.n < misfit.n))
    });
    let session = session.map_err(|_| none())?;
    let mut report = report::report(&session.view(Viewer::Report, session.last_at()));
    for gap in &scan.damage {
        let text = format!(
            "Entries {} to {} of the session's file are damaged or missing.",
            gap.from, gap.to
        );
        report.damage.push(crate::text::Clean::new(&text));
    }
    Ok(report)
}

/// Writes the report of a session as Markdown and as JSON, under the name of its journal.
///
/// # Errors
///
/// What the file system says.
pub fn write(
    home: &Home,
    session: &Session,
    journal: Option<&Path>,
) -> Result<Vec<PathBuf>, Fault> {
    let report = report::report(&session.view(Viewer::Report, session.last_at()));
    let folder = home.reports();
    private_folder(&folder)?;
    let stem = journal
        .and_then(Path::file_stem)
        .map_or_else(|| "session".into(), |stem| stem.to_string_lossy());
    let files = [
        (
            folder.join(format!("{stem}.md")),
            report::markdown::write(&report),
        ),
        (
            folder.join(format!("{stem}.json")),
            report::json::write(&report),
        ),
    ];
    let mut paths = Vec::new();
    for (path, text) in files {
        replace(&path, text.as_bytes(), true)
            .map_err(|error| Fault::of_io("The report cannot be written", &path, &error))?;
        paths.push(path);
    }
    Ok(paths)
}

/// Writes a text to a file that is not there yet.
///
/// # Errors
///
/// Where it is there, or what the file system says.
pub fn save_new(path: &Path, text: &str) -> Result<(), Fault> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| {
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Fault::new(
            "There is a file of that name already",
            "Name another with -o, or move that one away.",
        )
        .at(path),
        _ => Fault::of_io("The report cannot be written", path, &error),
    })
}
