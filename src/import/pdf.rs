//! PDF: letters at places on pages, put together to lines, columns, paragraphs and headings.
//!
//! The file is taken apart by hayro on a thread of its own, with a deadline: a library that
//! panics, or never ends, costs an answer and not the program.

use std::{
    io::Read,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Instant,
};

use flate2::read::ZlibDecoder;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::{Converted, PATIENCE};
use crate::{fault::Fault, text::Clean};

mod letters;
mod lines;
mod margin;
mod paragraphs;

/// The most pages that are read.
const MOST_PAGES: usize = 1_000;
/// The most bytes that a stream of text or fonts may unfold to.
const MOST_UNFOLDED: u64 = 64 * 1024 * 1024;
/// Room for what libraries call within themselves; files lay pages and forms in each other.
const STACK: usize = 16 * 1024 * 1024;

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    if unfolds_too_far(bytes) {
        return Err(Fault::new(
            "The PDF unfolds to more than 64 MiB in one place, so it is not read",
            HINT,
        ));
    }
    let (answer, waiting) = mpsc::channel();
    let bytes = bytes.to_vec();
    let reading = thread::Builder::new()
        .name("pdf".to_owned())
        .stack_size(STACK)
        .spawn(move || {
            // Whoever has stopped waiting needs no answer.
            let _ = answer.send(read(bytes));
        });
    if let Err(error) = reading {
        return Err(Fault::new(
            "The PDF cannot be read now",
            "Close other programs and try again.",
        )
        .because(&error.to_string()));
    }
    match waiting.recv_timeout(PATIENCE) {
        Ok(read) => read,
        Err(RecvTimeoutError::Timeout) => Err(Fault::new(
            &format!(
                "The PDF takes longer than {} seconds to read",
                PATIENCE.as_secs()
            ),
            HINT,
        )),
        Err(RecvTimeoutError::Disconnected) => Err(Fault::new(
            "The PDF is damaged in a way that is not known here",
            HINT,
        )),
    }
}

/// What helps where a PDF cannot be read.
const HINT: &str =
    "Open it, select all, copy the text into a file, and open that; or save the original as .docx.";

fn read(bytes: Vec<u8>) -> Result<Converted, Fault> {
    let end = Instant::now() + PATIENCE;
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::new(
            "The PDF is locked with a password",
            "Open it, save it without the password, and open that.",
        ),
        LoadPdfError::Decryption(_) => {
            Fault::new("The PDF is encrypted in a way that is not known here", HINT)
        }
        LoadPdfError::Invalid => Fault::new("This is no PDF, or it is damaged", HINT),
    })?;
    let read = letters::of(&pdf, MOST_PAGES, end);
    let count: usize = read.pages.iter().map(|page| page.letters.len()).sum();
    if count == 0 {
        let what = if read.pictures > 0 || read.unknown == 0 {
            "The PDF holds pictures of its pages only, and no text"
        } else {
            "The PDF does not say which letters its signs are"
        };
        return Err(Fault::new(
            what,
            "Have its text read out first (OCR): for example with ocrmypdf, or print and scan it with text recognition.",
        ));
    }
    let mut said = Vec::new();
    for (count, what) in [
        (read.unknown, "letters could not be read"),
        (read.turned, "letters stand sideways and stayed behind"),
    ] {
        if count > 0 {
            said.push(Clean::line(&format!("{count} {what}.")));
        }
    }
    if pdf.pages().len() > MOST_PAGES {
        said.push(Clean::line(&format!(
            "Only the first {MOST_PAGES} pages were read."
        )));
    }
    let mut pages: Vec<_> = read.pages.iter().map(lines::of).collect();
    if margin::take_out(&mut pages) {
        said.push(Clean::new(
            "What stands at the head and foot of each page stayed behind.",
        ));
    }
    let title = pdf.metadata().title.as_deref().map(text_string);
    Ok(Converted {
        markdown: paragraphs::markdown(&pages),
        title: title.filter(|title| !title.contains(['/', '\\']) && !title.contains(".")),
        from: "PDF",
        said,
    })
}

/// A string as PDF has it beside the text: in UTF-16 with a mark, else nearly Latin-1.
fn text_string(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let pairs = wide.chunks_exact(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            let pairs: Vec<_> = pairs.collect();
            String::from_utf16_lossy(&pairs)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Whether a stream that is no picture unfolds to more than any text needs. Pictures are never
/// unfolded here.
fn unfolds_too_far(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut all = 0;
    while let Some(at) = find(rest, b"stream") {
        let (before, from) = rest.split_at(at);
        let data = from.get(b"stream".len()..).unwrap_or_default();
        let begin = before.len().saturating_sub(400);
        let dict = before.get(begin..).unwrap_or_default();
        let dict = find_last(dict, b"obj").map_or(dict, |at| dict.get(at..).unwrap_or_default());
        let has = |word: &[u8]| find(dict, word).is_some();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        rest = data;
        if before.ends_with(b"end") || !has(b"Flate") || has(b"/Image") {
            continue;
        }
        let mut unfolded = std::io::sink();
        let mut limited = ZlibDecoder::new(data).take(MOST_UNFOLDED + 1);
        // What breaks off within is short enough all the same.
        let count = std::io::copy(&mut limited, &mut unfolded).unwrap_or_default();
        all += count;
        if count > MOST_UNFOLDED || all > 8 * MOST_UNFOLDED {
            return true;
        }
    }
    false
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

fn find_last(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).rposition(|window| window == word)
}
