//! Documents of other programs become cases: Word, OpenDocument, slides, web pages, question
//! banks, plain text in old encodings, and whatever pandoc reads where it is on the path.
//! Nothing of the original is written to.

use std::{
    io,
    path::Path,
    time::{Duration, Instant},
};

use crate::{
    case::{Document, TimeUp, read_within, write},
    fault::Fault,
    home::regular,
    os,
    text::Clean,
};

mod bank;
mod flow;
mod gift;
mod html;
mod kind;
mod look;
mod mail;
mod odt;
mod pandoc;
mod pdf;
mod rtf;
mod slides;
mod table;
mod tex;
mod text;
mod word;
mod zipped;

pub use kind::Kind;

/// The most bytes of a document that are taken; pictures make some Word files long.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The most bytes of text that a case may have, however it came.
pub const MOST_TEXT: u64 = 1024 * 1024;

/// Nobody waits longer for a document.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A document as our Markdown, and what had to be said about how it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Converted {
    /// Markdown.
    pub markdown: String,
    /// The title that the document itself has, where its text has none.
    pub title: Option<String>,
    /// What kind of document it was: "Word", "web page" …
    pub from: &'static str,
    /// What was guessed or left behind while it was converted.
    pub said: Vec<Clean>,
}

/// A case that is ready to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Its title.
    pub title: Clean,
    /// Its Markdown; it reads to this case.
    pub markdown: String,
    /// Whether it is in the normal form, not in the document's own words and order.
    pub normal: bool,
}

/// Reads a document of any kind that is known.
///
/// # Errors
///
/// Where it is too long, damaged, or of a kind that nobody here can read: which, and what to do.
pub fn convert_bytes(path: &Path, bytes: &[u8]) -> Result<Converted, Fault> {
    let converted = match Kind::of(path, bytes) {
        Kind::Text => text::markdown(bytes),
        Kind::Html => html::markdown(bytes),
        Kind::Mail => mail::markdown(bytes),
        Kind::Word => word::markdown(bytes),
        Kind::OpenText => odt::markdown(bytes),
        Kind::Slides => slides::markdown(bytes),
        Kind::Gift => gift::markdown(bytes),
        Kind::Bank => bank::markdown(bytes),
        Kind::Rtf => rtf::markdown(bytes),
        Kind::Tex => tex::markdown(bytes),
        Kind::Other(name) => pandoc::file(path, name),
        Kind::Pdf => pdf::markdown(bytes),
        Kind::Unread(name) => Err(unread(name)),
    };
    let mut converted = converted.map_err(|fault| fault.at(path))?;
    if converted.markdown.trim().is_empty() {
        return Err(Fault::new(
            "There is no text in the document",
            "If it holds pictures of pages, have their text read out first (OCR).",
        )
        .at(path));
    }
    if converted.markdown.len() as u64 > MOST_TEXT {
        return Err(too_long().at(path));
    }
    converted.markdown = look::settled(converted.markdown);
    entitle(&mut converted);
    Ok(converted)
}

/// Titles that programs give when nobody did.
const NO_TITLES: &[&str] = &[
    "untitled",
    "document",
    "powerpoint",
    "microsoft word",
    "unbenannt",
];

/// Puts the document's own title above a text that has none.
fn entitle(converted: &mut Converted) {
    let title = Clean::line(converted.title.as_deref().unwrap_or_default().trim());
    let low = title.to_lowercase();
    let mut lines = converted.markdown.lines();
    let has_one = lines.any(|line| line.starts_with("# ") || line.starts_with("title:"));
    let is_none = NO_TITLES.iter().any(|none| low.starts_with(none));
    if !title.is_empty() && !has_one && !is_none {
        converted.markdown = format!("# {title}\n\n{}", converted.markdown);
    }
}

fn unread(name: &str) -> Fault {
    let hint = match name {
        "old Word (.doc)" => "Open it in Word or LibreOffice and save it as .docx.",
        _ => {
            "Open it, select all, copy the text into a file, and open that; or save the original as .docx."
        }
    };
    Fault::new(&format!("{name} cannot be imported"), hint)
}

/// How long reading a document may take, in every build: a megabyte takes a small part of it.
const READING: Duration = Duration::from_secs(2);

/// Until when something is read: for so long by the clock, and of its thread's own work. On a
/// machine that is busy with other things nothing is given up that would soon be done.
pub struct Deadline {
    end: Instant,
    worked: Duration,
}

impl Deadline {
    /// The longest that any document is read, from now on.
    pub fn of_reading() -> Self {
        Self {
            end: Instant::now() + READING,
            worked: os::worked(),
        }
    }

    fn is_over(&self) -> bool {
        Instant::now() >= self.end && os::worked().saturating_sub(self.worked) >= READING
    }

    /// Reads something until then, and no longer: a thread cannot be stopped from outside, so
    /// the reading asks for the time itself.
    pub fn keep<T>(
        &self,
        read: impl FnOnce(&mut dyn FnMut() -> bool) -> Result<T, TimeUp>,
    ) -> Result<T, Fault> {
        read(&mut || self.is_over()).map_err(|TimeUp| {
            Fault::new(
                "Reading this document takes too long, so it was given up",
                "Take out of it what is no text of the case, or split it into several files.",
            )
        })
    }
}

/// Reads a document's Markdown, no longer than any may take.
pub fn read(markdown: &str, name: &str) -> Result<Document, Fault> {
    Deadline::of_reading().keep(|is_time_up| read_within(markdown, name, is_time_up))
}

/// The document as it is read, and each of its cases as Markdown that reads back to it: in the
/// normal form where that says the same, else in the document's own.
///
/// # Errors
///
/// Where reading takes too long.
pub fn cases(converted: &Converted, file_name: &str) -> Result<(Document, Vec<Imported>), Fault> {
    let deadline = Deadline::of_reading();
    let read = |text: &str| deadline.keep(|is_time_up| read_within(text, file_name, is_time_up));
    let document = read(&converted.markdown)?;
    let several = document.cases.len() > 1;
    let import = |case: &crate::case::Case| {
        let text = write::write(case);
        let again = read(&text).unwrap_or_default();
        let normal = matches!(again.cases.as_slice(), [only] if write::same(case, only));
        Imported {
            title: case.title.clone(),
            normal,
            markdown: if normal {
                text
            } else {
                converted.markdown.clone()
            },
        }
    };
    let mut imported: Vec<Imported> = document.cases.iter().map(import).collect();
    if several && imported.iter().any(|case| !case.normal) {
        // The document's own form holds them all.
        imported.truncate(1);
        if let Some(first) = imported.first_mut() {
            first.title.clone_from(&document.title);
            first.markdown.clone_from(&converted.markdown);
            first.normal = false;
        }
    }
    Ok((document, imported))
}

/// A picture that a Word file holds within itself; none where it holds none of that name, or one
/// of more bytes than that.
pub fn picture(document: &[u8], part: &str, most: u64) -> Option<Vec<u8>> {
    zipped::raw(document, part, most)
}

/// The bytes of a regular file that is short enough; never waits for a pipe.
///
/// # Errors
///
/// Where it is missing, no regular file, too long for its kind, or cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    regular::read(path, most(path)).map_err(|error| match error.kind() {
        io::ErrorKind::IsADirectory => Fault::new(
            "This is a folder, not a case",
            "Name a file in it, or use the folder with --cases.",
        )
        .at(path),
        io::ErrorKind::InvalidInput => Fault::new(
            "This is no regular file",
            "Save the document as a file and name that.",
        )
        .at(path),
        io::ErrorKind::FileTooLarge => too_long().at(path).because(&error.to_string()),
        _ => Fault::of_io("The case cannot be read", path, &error),
    })
}

/// The most bytes of a file, by its name.
fn most(path: &Path) -> u64 {
    match Kind::named(path) {
        Some(Kind::Text | Kind::Gift) => MOST_TEXT,
        _ => MOST_BYTES,
    }
}

/// What is said of a file that has too many bytes.
fn too_long() -> Fault {
    Fault::new(
        "The file is too long for a case",
        "A case may have 1 MiB of text, which is a thick book, and a document 64 MiB with its pictures. Split it into several files.",
    )
}
