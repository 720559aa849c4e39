//! What a document is: by its first bytes, else by its name.

use std::path::Path;

use super::{bank, gift, mail, zipped};

/// What a document is, and so who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Markdown and plain text.
    Text,
    /// A web page.
    Html,
    /// Mail as it is saved.
    Mail,
    /// A Word file.
    Word,
    /// An OpenDocument text.
    OpenText,
    /// A PowerPoint file.
    Slides,
    /// Questions in Moodle's GIFT.
    Gift,
    /// Questions as XML: Moodle's, or QTI.
    Bank,
    /// PDF.
    Pdf,
    /// RTF, which Word and small editors write.
    Rtf,
    /// LaTeX.
    Tex,
    /// Something else for pandoc, by what its users call it.
    Other(&'static str),
    /// Something that nobody here can read, by what its users call it.
    Unread(&'static str),
}

/// File endings, and what a file that ends so should be.
const ENDINGS: &[(&str, Kind)] = &[
    ("md", Kind::Text),
    ("markdown", Kind::Text),
    ("txt", Kind::Text),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("xhtml", Kind::Html),
    ("eml", Kind::Mail),
    ("docx", Kind::Word),
    ("docm", Kind::Word),
    ("odt", Kind::OpenText),
    ("pptx", Kind::Slides),
    ("gift", Kind::Gift),
    ("pdf", Kind::Pdf),
    ("tex", Kind::Tex),
    ("rtf", Kind::Rtf),
    ("epub", Kind::Other("EPUB")),
    ("doc", Kind::Unread("old Word (.doc)")),
];

/// What text is looked at to tell what it is, in bytes.
const LOOKED_AT: usize = 4096;

impl Kind {
    /// Whether a file of that name is written with any editor.
    pub fn is_text_at(path: &Path) -> bool {
        matches!(Self::named(path), None | Some(Self::Text))
    }

    /// By the name alone; none where a file that is called so is hardly a document.
    pub fn named(path: &Path) -> Option<Self> {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let ending = ending.to_lowercase();
        let mut known = ENDINGS.iter();
        known
            .find(|(known, _)| *known == ending)
            .map(|(_, kind)| *kind)
    }

    /// By the first bytes, else by the name, else it is text.
    pub(super) fn of(path: &Path, bytes: &[u8]) -> Self {
        let named = Self::named(path);
        let start = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
        if bytes.starts_with(b"PK\x03\x04") {
            return zipped::kind(bytes).or(named).unwrap_or(Self::Word);
        }
        // Some programs write a line of their own before it.
        if start.windows(5).take(1024).any(|bytes| bytes == b"%PDF-") {
            return Self::Pdf;
        }
        if bytes.starts_with(b"{\\rtf") {
            return Self::Rtf;
        }
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Self::Unread("old Word (.doc)");
        }
        let text = String::from_utf8_lossy(start);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let low = text.to_lowercase();
        match named {
            Some(Self::Text) | None
                if low.starts_with("<!doctype html") || low.starts_with("<html") =>
            {
                Self::Html
            }
            Some(Self::Text) | None if mail::is_mail(text) => Self::Mail,
            Some(Self::Text) | None if bank::is_bank(text) => Self::Bank,
            Some(Self::Text) | None if text.starts_with("\\documentclass") => Self::Tex,
            Some(Self::Text) | None if gift::is_gift(path, bytes) => Self::Gift,
            None if low.starts_with("<?xml") => Self::Unread("XML of this kind"),
            kind => kind.unwrap_or(Self::Text),
        }
    }

    /// Whether reading it may take seconds, so that it is read on opening only.
    pub fn is_slow(self) -> bool {
        matches!(self, Self::Pdf | Self::Tex | Self::Other(_))
    }

    /// What its users call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "web page",
            Self::Mail => "mail",
            Self::Word => "Word",
            Self::OpenText => "OpenDocument",
            Self::Slides => "PowerPoint",
            Self::Gift => "GIFT",
            Self::Bank => "question bank",
            Self::Pdf => "PDF",
            Self::Rtf => "RTF",
            Self::Tex => "LaTeX",
            Self::Other(name) | Self::Unread(name) => name,
        }
    }
}
