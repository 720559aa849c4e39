//! What only pandoc reads, where it is on the path.

use std::{
    io::{Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Instant,
};

use super::{Converted, MOST_TEXT, PATIENCE, flow};
use crate::{fault::Fault, text::Clean};

/// How often it is looked whether pandoc is done.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(20);

/// The Markdown that is asked for: plain structure, fenced divs for what has a name of its own.
const MARKDOWN: &str =
    "--to=commonmark+pipe_tables+fenced_divs+footnotes+yaml_metadata_block-smart";

/// Reads a file by its name; `name` is what its users call it.
pub(super) fn file(path: &Path, name: &'static str) -> Result<Converted, Fault> {
    // A name that begins with a dash is no option, nor one with a colon an address.
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut command = command();
    command.arg("--").arg(path).stdin(Stdio::null());
    converted(command, None, name)
}

/// Reads a text that is in a format of pandoc's.
pub(super) fn text(text: String, format: &str, name: &'static str) -> Result<Converted, Fault> {
    let mut command = command();
    command
        .arg(format!("--from={format}"))
        .stdin(Stdio::piped());
    converted(command, Some(text), name)
}

fn command() -> Command {
    let mut command = Command::new("pandoc");
    command
        .args(["--sandbox", "--standalone", MARKDOWN, "--wrap=none"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn converted(
    mut command: Command,
    input: Option<String>,
    name: &'static str,
) -> Result<Converted, Fault> {
    let mut child = command.spawn().map_err(|error| {
        Fault::new(
            &format!("{name} is read by pandoc, and pandoc is not here"),
            "Install pandoc (pandoc.org), or save the document as .docx, as a web page or as plain text.",
        )
        .because(&error.to_string())
    })?;
    if let (Some(input), Some(mut pipe)) = (input, child.stdin.take()) {
        // Where pandoc hears no more, it says why; a thread, for it may write before it has read.
        thread::spawn(move || pipe.write_all(input.as_bytes()));
    }
    let (text, errors) = ended(child)?;
    if text.is_empty() && !errors.is_empty() {
        return Err(Fault::new(
            "pandoc cannot read the document",
            "Save it as .docx, as a web page or as plain text, and open that.",
        )
        .because(&errors));
    }
    let warned = errors
        .lines()
        .take(5)
        .map(|line| Clean::line(&format!("pandoc says: {line}")));
    Ok(Converted {
        markdown: flow::unescaped(&text),
        from: name,
        said: warned.collect(),
        ..Converted::default()
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
                &format!(
                    "pandoc took longer than {} seconds and was ended",
                    PATIENCE.as_secs()
                ),
                "Save the document as .docx, as a web page or as plain text, and open that.",
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
    let _ = from.take(MOST_TEXT + 1).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
