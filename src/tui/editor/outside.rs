//! A text goes to the person's own editor and comes back.

use std::{
    ffi::{OsStr, OsString},
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
    run(command, "", &[path.as_os_str()])?;
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
    let whole = command.to_string_lossy();
    let name = match Path::new(command).is_file() {
        true => whole.as_ref(),
        false => whole.split_whitespace().next().unwrap_or_default(),
    };
    let name = name.rsplit('/').next().unwrap_or_default();
    let by_colon = BY_COLON.iter().find(|(known, _)| *known == name);
    let place = format!("{}:{line}", file.display());
    match by_colon {
        Some((_, option)) => run(command, option, &[place.as_ref()]),
        None => run(
            command,
            "",
            &[format!("+{line}").as_ref(), file.as_os_str()],
        ),
    }
}

/// Runs the program that `command` names, as other programs do that have an editor: the shell
/// reads the command, its arguments and quotation marks. A path that is there is one as it
/// stands, blanks and all.
fn run(command: &OsStr, option: &str, arguments: &[&OsStr]) -> io::Result<()> {
    let mut script = OsString::new();
    if Path::new(command).is_file() {
        script.push("exec \"$ROUNDTABLE_EDITOR\"");
    } else {
        script.push(command);
    }
    script.push(format!(" {option} \"$@\""));
    let status = Command::new("sh")
        .env("ROUNDTABLE_EDITOR", command)
        .arg("-c")
        .arg(script)
        .arg("sh")
        .args(arguments)
        .status()?;
    let called = command.to_string_lossy();
    match status.code() {
        Some(0) => Ok(()),
        // As every shell says it.
        Some(126 | 127) => Err(io::Error::other(format!("There is no editor “{called}”"))),
        _ => Err(io::Error::other(format!("“{called}” ended with {status}"))),
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
