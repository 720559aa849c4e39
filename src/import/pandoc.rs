//! What only pandoc reads, where it is on the path.

use std::{
    io::Read,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{Converted, MOST_TEXT};
use crate::{fault::Fault, text::Clean};

/// Nobody waits longer for a document.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked whether pandoc is done.
const PAUSE: Duration = Duration::from_millis(20);

/// What pandoc itself cannot read either, and what to do then.
const UNREAD: &[(&str, &str)] = &[
    (
        "PDF",
        "Open it, select all, copy the text into a file, and import that; or save the original as .docx.",
    ),
    (
        "old Word (.doc)",
        "Open it in Word or LibreOffice and save it as .docx.",
    ),
];

pub(super) fn markdown(path: &Path, name: &'static str) -> Result<Converted, Fault> {
    if let Some((_, hint)) = UNREAD.iter().find(|(unread, _)| *unread == name) {
        return Err(Fault::new(&format!("{name} cannot be imported"), hint));
    }
    let child = Command::new("pandoc")
        .args(["--sandbox", "--to=commonmark_x-smart", "--wrap=none", "--"])
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let child = child.map_err(|error| {
        Fault::new(
            &format!("{name} is read by pandoc, and pandoc is not here"),
            "Install pandoc (pandoc.org), or save the document as .docx, as a web page or as plain text.",
        )
        .because(&error.to_string())
    })?;
    let (text, errors) = ended(child)?;
    if text.is_empty() && !errors.is_empty() {
        return Err(Fault::new(
            "pandoc cannot read the document",
            "Save it as .docx, as a web page or as plain text, and import that.",
        )
        .because(&errors));
    }
    let warned = errors
        .lines()
        .take(5)
        .map(|line| Clean::line(&format!("pandoc says: {line}")));
    Ok(Converted {
        markdown: text,
        from: name,
        said: warned.collect(),
    })
}

/// What it wrote, and what it complained of, once it is done; it is ended when that takes long.
fn ended(mut child: Child) -> Result<(String, String), Fault> {
    let out = child
        .stdout
        .take()
        .map(|out| thread::spawn(move || some_of(out)));
    let err = child
        .stderr
        .take()
        .map(|err| thread::spawn(move || some_of(err)));
    let end = Instant::now() + PATIENCE;
    while matches!(child.try_wait(), Ok(None)) {
        if Instant::now() > end {
            let _ = child.kill();
            let _ = child.wait();
            return Err(Fault::new(
                "pandoc took longer than a minute and was ended",
                "Save the document as .docx, as a web page or as plain text, and import that.",
            ));
        }
        thread::sleep(PAUSE);
    }
    let text = |reader: Option<thread::JoinHandle<String>>| {
        reader
            .and_then(|reader| reader.join().ok())
            .unwrap_or_default()
    };
    Ok((text(out), text(err)))
}

fn some_of(from: impl Read) -> String {
    let mut bytes = Vec::new();
    // What was read until it broke off is all there is.
    let _ = from.take(MOST_TEXT as u64 + 1).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
