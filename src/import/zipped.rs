//! Zip files with XML in them, as office programs write: their parts, within bounds.
//!
//! What a file claims of itself is not believed: a part is unfolded only so far, and its XML is
//! measured in one pass before anything that recurses, or compares attributes with each other,
//! gets to see it.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::kind::Kind;
use crate::fault::Fault;

/// The most bytes that one part may unfold to: no text that a person wrote is longer.
const MOST_UNFOLDED: u64 = 32 * 1024 * 1024;
/// The most XML nodes of a part.
const MOST_NODES: u32 = 2_000_000;
/// The most elements within each other; a table in a table in a table takes 30.
const DEEPEST: usize = 400;
/// The most attributes of an element; office programs write a few dozen.
const MOST_ATTRIBUTES: usize = 500;
/// The most parts of one kind, such as slides, that are read.
pub(super) const MOST_PARTS: usize = 1_000;

/// What a zip file is, by the parts in it.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let there = |name: &str| zip.index_for_name(name).is_some();
    if there("word/document.xml") {
        return Some(Kind::Word);
    }
    if there("ppt/presentation.xml") {
        return Some(Kind::Slides);
    }
    let mut says = String::new();
    let mime = zip.by_name("mimetype").ok()?;
    mime.take(100).read_to_string(&mut says).ok()?;
    match says.trim() {
        "application/vnd.oasis.opendocument.text" => Some(Kind::OpenText),
        "application/epub+zip" => Some(Kind::Other("EPUB")),
        _ => None,
    }
}

/// A part as it is, unfolded; none where it is not there, or longer than that.
pub(super) fn raw(bytes: &[u8], name: &str, most: u64) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut unfolded = Vec::new();
    let part = zip.by_name(name).ok()?;
    part.take(most + 1).read_to_end(&mut unfolded).ok()?;
    (unfolded.len() as u64 <= most).then_some(unfolded)
}

/// A zip file that is open.
pub(super) struct Zipped<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What it should be: "Word", "OpenDocument" …
    what: &'static str,
    /// How it is saved: ".docx" …
    ending: &'static str,
}

impl<'a> Zipped<'a> {
    pub(super) fn open(
        bytes: &'a [u8],
        what: &'static str,
        ending: &'static str,
    ) -> Result<Self, Fault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            Fault::new(
                &format!("This is no {what} file, or it is damaged"),
                &again(ending),
            )
            .because(&error.to_string())
        })?;
        Ok(Self { zip, what, ending })
    }

    /// Names of parts that begin so and end in `.xml`, in the order of the numbers in them.
    pub(super) fn names(&self, begin: &str) -> Vec<String> {
        let number = |name: &str| {
            let digits: String = name.chars().filter(char::is_ascii_digit).collect();
            digits.parse::<u64>().unwrap_or_default()
        };
        let mut names: Vec<String> = self
            .zip
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .filter(|name| name.starts_with(begin) && name.ends_with(".xml"))
            .collect();
        names.sort_by_key(|name| number(name));
        names.truncate(MOST_PARTS);
        names
    }

    /// A part of the file, unfolded and measured; none where it is not there.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Ok(file) = self.zip.by_name(name) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let unfolded = file.take(MOST_UNFOLDED + 1).read_to_end(&mut bytes);
        unfolded.map_err(|error| self.damaged(&error.to_string()))?;
        if bytes.len() as u64 > MOST_UNFOLDED {
            return Err(Fault::new(
                &format!("The {} file unfolds to more than 32 MiB of text", self.what),
                "No case is that long, so it is not read. Save its text alone, and import that.",
            ));
        }
        let text = String::from_utf8(bytes).map_err(|error| self.damaged(&error.to_string()))?;
        Ok(Some(text))
    }

    /// The part that the text stands in.
    pub(super) fn body(&mut self, name: &str) -> Result<String, Fault> {
        let nothing = format!("There is no text in the {} file", self.what);
        let hint = again(self.ending);
        self.part(name)?.ok_or_else(|| Fault::new(&nothing, &hint))
    }

    /// A part's XML.
    pub(super) fn parsed<'x>(&self, xml: &'x str) -> Result<Document<'x>, Fault> {
        parsed(xml).map_err(|why| self.damaged(&why))
    }

    fn damaged(&self, why: &str) -> Fault {
        let what = format!("The {} file is damaged, or was made to do harm", self.what);
        Fault::new(&what, &again(self.ending)).because(why)
    }
}

fn again(ending: &str) -> String {
    format!("Open it in Word or LibreOffice, save it as {ending} again, and import that.")
}

/// XML that is within bounds, as a tree; else why it is none.
pub(super) fn parsed(xml: &str) -> Result<Document<'_>, String> {
    measured(xml)?;
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options).map_err(|error| error.to_string())
}

/// Whether the elements lie too deep in each other, or one has too many attributes; in one pass.
fn measured(xml: &str) -> Result<(), String> {
    let mut deep = 0_usize;
    let mut rest = xml;
    while let Some((_, tag)) = rest.split_once('<') {
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
        if let Some((_, end)) = skipped.iter().find(|(begin, _)| tag.starts_with(begin)) {
            rest = tag.split_once(end).map_or("", |(_, rest)| rest);
            continue;
        }
        let (inside, after) = tag_end(tag);
        rest = after;
        if inside.starts_with('/') {
            deep = deep.saturating_sub(1);
        } else if !inside.starts_with('!') {
            if attributes(inside) > MOST_ATTRIBUTES {
                return Err(format!(
                    "An element in it has more than {MOST_ATTRIBUTES} attributes."
                ));
            }
            if !inside.ends_with('/') {
                deep += 1;
            }
        }
        if deep > DEEPEST {
            return Err(format!(
                "Its elements lie more than {DEEPEST} deep in each other."
            ));
        }
    }
    Ok(())
}

/// What stands in a tag, and what follows it; a `>` in quotation marks does not end it.
pub(super) fn tag_end(tag: &str) -> (&str, &str) {
    let mut quote = None;
    let mut before = ' ';
    for (at, letter) in tag.char_indices() {
        match (quote, letter) {
            (None, '>') => {
                let (inside, rest) = tag.split_at(at);
                return (inside, rest.get(1..).unwrap_or_default());
            }
            // In a web page an apostrophe may stand in a value without quotation marks.
            (None, '"' | '\'') if before == '=' => quote = Some(letter),
            (Some(open), _) if letter == open => quote = None,
            _ => {}
        }
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    (tag, "")
}

/// At most how many attributes a tag has.
pub(super) fn attributes(inside: &str) -> usize {
    let mut quote = None;
    let (mut count, mut before, mut blank) = (0, ' ', false);
    for letter in inside.chars() {
        match (quote, letter) {
            (None, '"' | '\'') if before == '=' => quote = Some(letter),
            (Some(open), _) if letter == open => quote = None,
            (None, _) if !letter.is_whitespace() && letter != '=' && blank => count += 1,
            _ => {}
        }
        blank = letter.is_whitespace() || (quote.is_none() && matches!(letter, '"' | '\'' | '/'));
        if !letter.is_whitespace() {
            before = letter;
        }
    }
    count
}

/// The attribute of that name, whatever its namespace.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut all = node.attributes();
    all.find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// The first child of that name.
pub(super) fn child<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Option<Node<'a, 'b>> {
    let mut children = node.children();
    children.find(|child| child.tag_name().name() == name)
}
