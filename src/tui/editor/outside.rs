//! A text goes to the person's own editor and comes back.

use std::{
    ffi::OsStr,
    io::{self, Write},
    path::Path,
    process::Command,
};

use tempfile::{Builder, TempPath};

/// Gives `text` to the program that `command` names (as `$VISUAL` or `$EDITOR` does, with
/// its arguments) and returns what it left. The caller has given it the terminal.
///
/// The text lies in a file of its own that nobody else can read, and that is gone when
/// this returns.
///
/// # Errors
///
/// Where the file cannot be written or read again, the program cannot be started, or says
/// that it failed. The caller still has the text.
pub fn edit(command: &OsStr, text: &str) -> io::Result<String> {
    let path = lay_down(text)?;
    let status = Command::new("sh")
        .arg("-c")
        .arg("exec $ROUNDTABLE_EDITOR \"$1\"")
        .arg("sh")
        .arg(&path)
        .env("ROUNDTABLE_EDITOR", command)
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!(
            "“{}” ended with {status}",
            command.to_string_lossy()
        )));
    }
    let back = std::fs::read(&path)?;
    let back = String::from_utf8(back)
        .map_err(|_| io::Error::other("the text that came back is not UTF-8"))?;
    // Most editors end the last line, whether or not anybody asked.
    let ended = back.ends_with('\n') && !text.ends_with('\n');
    let kept = back.strip_suffix('\n').filter(|_| ended);
    Ok(kept.map_or(back.clone(), str::to_owned))
}

/// Opens a file in the program that `command` names, at a line counted from 1, as most editors
/// take it: `+LINE FILE`.
///
/// # Errors
///
/// Where the program cannot be started, or says that it failed.
pub fn open_at(command: &OsStr, file: &Path, line: u32) -> io::Result<()> {
    let name = command.to_string_lossy();
    let name = name.split_whitespace().next().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    let by_colon = BY_COLON.iter().find(|(known, _)| *known == name);
    let place = format!("{}:{line}", file.display());
    let mut process = Command::new("sh");
    process.env("ROUNDTABLE_EDITOR", command).arg("-c");
    match by_colon {
        Some((_, option)) => process
            .arg(format!("exec $ROUNDTABLE_EDITOR {option} \"$1\""))
            .args(["sh", &place]),
        None => process
            .arg("exec $ROUNDTABLE_EDITOR \"$1\" \"$2\"")
            .args(["sh", &format!("+{line}")])
            .arg(file),
    };
    let status = process.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(format!("“{name}” ended with {status}")))
    }
}

/// Editors that want `FILE:LINE`, and the option that says so.
const BY_COLON: &[(&str, &str)] = &[
    ("code", "--wait --goto"),
    ("codium", "--wait --goto"),
    ("subl", "--wait"),
    ("hx", ""),
    ("zed", "--wait"),
];

/// Only the owner can read the file (0600, as the system's temporary files are made).
fn lay_down(text: &str) -> io::Result<TempPath> {
    let mut file = Builder::new()
        .prefix("roundtable-")
        .suffix(".txt")
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file.into_temp_path())
}
