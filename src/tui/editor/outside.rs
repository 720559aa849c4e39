//! A text goes to the person's own editor and comes back.

use std::{
    ffi::{OsStr, OsString},
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::{Builder, TempPath};

use crate::{home::regular, text::decode};

/// A text that came back.
#[derive(Debug)]
pub struct Back {
    pub text: String,
    /// Whether it was not in UTF-8, so that accents may be wrong.
    pub guessed: bool,
    file: TempPath,
}

impl Back {
    /// Leaves the file where it lies, and says where.
    pub fn keep(self) -> PathBuf {
        kept(self.file)
    }
}

/// Nothing came back.
#[derive(Debug)]
pub struct Failed {
    pub error: io::Error,
    /// Where what was written lies, if anything was.
    pub kept: Option<PathBuf>,
}

/// Gives the text of a file to the program that `command` names (as `$VISUAL` or `$EDITOR` does,
/// with its arguments) and returns what it left. The caller has given it the terminal.
///
/// The file is gone with what is returned, unless somebody keeps it.
/// Fails where the program cannot be started, or says that it failed, or what it left cannot be
/// read. The caller still has the text; a file in which something else stands is kept.
pub fn edit(command: &OsStr, text: &str, file: TempPath) -> Result<Back, Failed> {
    let ran = run(command, "", &[file.as_os_str()]).and_then(|()| regular::read(&file, MOST_BYTES));
    let read = ran.and_then(|bytes| {
        let other = || io::Error::other("what came back is not a text");
        decode(&bytes).ok_or_else(other)
    });
    match read {
        Ok(decoded) => {
            // Most editors end the last line, whether or not anybody asked.
            let ended = decoded.text.ends_with('\n') && !text.ends_with('\n');
            let left = decoded.text.strip_suffix('\n').filter(|_| ended);
            Ok(Back {
                text: left.unwrap_or(&decoded.text).to_owned(),
                guessed: decoded.guessed,
                file,
            })
        }
        Err(error) => {
            let same = fs::read(&file).map_or(true, |bytes| bytes == text.as_bytes());
            let kept = (!same).then(|| kept(file));
            Err(Failed { error, kept })
        }
    }
}

/// The most bytes that are read of what an editor left.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

fn kept(file: TempPath) -> PathBuf {
    let path = file.to_path_buf();
    // One that cannot be kept is told by its name all the same; it is looked for there.
    let _ = file.keep();
    path
}

/// Opens a file in the program that `command` names, at a line counted from 1, as most editors
/// take it: `+LINE FILE`.
/// Fails where the program cannot be started, or says that it failed.
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

/// Lays a text down for an editor, beside a journal where there is one, so that it is found again.
/// Only the owner can read the file (0600, as the system's temporary files are made).
/// Fails where it cannot be written, there or in the system's folder for such files.
pub fn lay_down(text: &str, journal: Option<&Path>) -> io::Result<TempPath> {
    let beside = journal.and_then(|journal| {
        let name = format!("{}.", journal.file_stem()?.to_string_lossy());
        written(text, &name, journal.parent()?).ok()
    });
    match beside {
        Some(file) => Ok(file),
        None => written(text, "roundtable-", &std::env::temp_dir()),
    }
}

fn written(text: &str, name: &str, folder: &Path) -> io::Result<TempPath> {
    let mut file = Builder::new()
        .prefix(name)
        .suffix(".txt")
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    Ok(file.into_temp_path())
}
