//! A text goes to the person's own editor and comes back.

use std::{
    ffi::OsStr,
    io::{self, Write},
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
