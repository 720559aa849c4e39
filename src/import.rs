//! Documents of other programs become cases: Word, web pages, plain text in old encodings, and
//! whatever pandoc reads where it is on the path. Nothing of the original is written to.

use std::{io, path::Path};

use crate::{
    case::{Document, read, write},
    fault::Fault,
    home::regular,
    text::Clean,
};

mod html;
mod pandoc;
mod text;
mod word;

/// The most bytes of a document that are taken; pictures make some Word files long.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// The most bytes of text that a document may hold, as for any case.
const MOST_TEXT: usize = crate::library::MOST_BYTES as usize;

/// A document as our Markdown, and what had to be said about how it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Converted {
    /// Markdown.
    pub markdown: String,
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
/// Where it is missing, no regular file, too long, damaged, or of a kind that nobody here can
/// read: which, and what to do.
pub fn convert(path: &Path) -> Result<Converted, Fault> {
    let bytes = bytes(path)?;
    let converted = match Kind::of(path, &bytes) {
        Kind::Word => word::markdown(&bytes),
        Kind::Html => html::markdown(&bytes),
        Kind::Text => text::markdown(&bytes),
        Kind::Other(name) => pandoc::markdown(path, name),
    };
    let converted = converted.map_err(|fault| fault.at(path))?;
    if converted.markdown.trim().is_empty() {
        return Err(Fault::new(
            "There is no text in the document",
            "If it holds pictures of pages, have their text read out first (OCR).",
        )
        .at(path));
    }
    if converted.markdown.len() > MOST_TEXT {
        return Err(Fault::new(
            "The document is too long for a case",
            "A case may have 1 MiB of text, which is a thick book. Split it into several files.",
        )
        .at(path));
    }
    Ok(converted)
}

/// The document as it is read, and each of its cases as Markdown that reads back to it: in the
/// normal form where that says the same, else in the document's own.
#[must_use]
pub fn cases(converted: &Converted, file_name: &str) -> (Document, Vec<Imported>) {
    let document = read(&converted.markdown, file_name);
    let several = document.cases.len() > 1;
    let import = |case: &crate::case::Case| {
        let text = write::write(case);
        let again = read(&text, file_name);
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
    (document, imported)
}

/// What a document is, by its first bytes, else by its name.
enum Kind {
    Word,
    Html,
    Text,
    /// Something for pandoc, by what its users call it.
    Other(&'static str),
}

/// What begins with these bytes, or ends in these letters, is no text.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "pdf", "PDF"),
    (b"{\\rtf", "rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "doc", "old Word (.doc)"),
    (b"PK\x03\x04", "odt", "OpenDocument"),
    (b"PK\x03\x04", "epub", "EPUB"),
    (b"PK\x03\x04", "pptx", "PowerPoint"),
];

impl Kind {
    fn of(path: &Path, bytes: &[u8]) -> Self {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let ending = ending.to_lowercase();
        let named = |row: &&(&[u8], &str, &str)| row.1 == ending;
        if let Some((_, _, name)) = OTHERS.iter().find(named) {
            return Self::Other(name);
        }
        if ending == "docx" || ending == "docm" || word::is_word(bytes) {
            return Self::Word;
        }
        let begins = |row: &&(&[u8], &str, &str)| bytes.starts_with(row.0);
        if let Some((_, _, name)) = OTHERS.iter().find(begins) {
            return Self::Other(name);
        }
        let start = bytes.get(..bytes.len().min(512)).unwrap_or_default();
        let start = String::from_utf8_lossy(start).trim_start().to_lowercase();
        let page = start.starts_with("<!doctype html") || start.starts_with("<html");
        if page || matches!(ending.as_str(), "html" | "htm" | "xhtml") {
            Self::Html
        } else {
            Self::Text
        }
    }
}

/// The bytes of a regular file; never waits for a pipe.
fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    regular::read(path, MOST_BYTES).map_err(|error| match error.kind() {
        io::ErrorKind::IsADirectory | io::ErrorKind::InvalidInput => Fault::new(
            "This is no regular file",
            "Save the document as a file and name that.",
        )
        .at(path),
        io::ErrorKind::FileTooLarge => Fault::new(
            "The document is too long",
            "64 MiB are the most. Take out its pictures, or save its text alone.",
        )
        .at(path),
        _ => Fault::of_io("The document cannot be read", path, &error),
    })
}
