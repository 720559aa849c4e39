//! RTF, as Word, LibreOffice and small editors write it: paragraphs, headings, lists and tables.
//!
//! The file is read once from its beginning to its end, sign by sign (Rich Text Format 1.9.1).
//! Lists come with the numbers that are printed; text that was deleted, comments, and what
//! stands at the head and foot of each page stay behind, which is told. What is broken off
//! is read as far as it goes.

use super::Converted;
use crate::{
    fault::Fault,
    text::{Clean, plural},
};

mod charset;
mod page;
mod reader;
mod scan;
mod state;

use reader::Reader;
use scan::{Scan, Sign};

/// Groups that lie deeper in each other than that are no document's.
const DEEPEST: usize = 500;

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let bytes = bytes.trim_ascii_start();
    if !bytes.starts_with(b"{\\rtf") {
        return Err(Fault::new(
            "The file is called RTF but is none, or its beginning is missing",
            "Open it in Word or LibreOffice and save it as .docx; if it is plain text, call it .txt.",
        ));
    }
    let mut reader = Reader::default();
    let mut whole = false;
    for sign in Scan::of(bytes) {
        reader.sign(sign);
        if reader.deep() > DEEPEST {
            return Err(Fault::new(
                &format!("The RTF file has groups that lie more than {DEEPEST} deep in each other"),
                "Open it in Word or LibreOffice and save it as .docx.",
            ));
        }
        if sign == Sign::Close && reader.deep() == 0 {
            // What stands behind the end is no text.
            whole = true;
            break;
        }
    }
    reader.ends();
    let mut said = reader.left_behind();
    if !whole {
        said.push(Clean::new(
            "The file is broken off; what stands before its end was read.",
        ));
    }
    if !reader.notes.is_empty() {
        let notes = plural(reader.notes.len(), "footnote was", "footnotes were");
        said.push(Clean::line(&format!(
            "{notes} put under “Sources” at the end."
        )));
    }
    Ok(Converted {
        markdown: reader.page.markdown(&reader.notes),
        title: Some(reader.title),
        from: "RTF",
        said,
    })
}
