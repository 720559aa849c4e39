//! A session that lies about: put away, brought back, or deleted for good with all that belongs
//! to it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    name::{beside, rescued, stem},
    open,
};
use crate::{
    fault::Fault,
    home::{Home, replace},
};

/// Ending of the file that says a session was put away.
const AWAY: &str = "away";

pub fn is_away(path: &Path) -> bool {
    beside(path, AWAY).exists()
}

/// Puts it away, or brings it back; it stays as it is in either case.
/// Fails where its folder cannot be written to.
pub fn put(path: &Path, away: bool) -> Result<(), Fault> {
    let file = beside(path, AWAY);
    let done = match away {
        true => replace(&file, b"", true),
        false => gone(fs::remove_file(&file)),
    };
    done.map_err(|error| not_done(&file, &error))
}

/// Every file that belongs to a session: its journal, what went wrong with it and was kept, its
/// drafts and side files, its reports. The journal comes last.
pub fn belongs(home: &Home, path: &Path) -> Vec<PathBuf> {
    let (first, _) = rescued(&stem(path));
    let ours = |file: &Path| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let named = name.split('.').next().unwrap_or_default();
        rescued(named).0 == first
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let here = [entries(folder), entries(&home.reports())].concat();
    let here = here.into_iter().filter(|file| ours(file));
    let mut files: Vec<_> = here.flat_map(|file| within(&file)).collect();
    files.sort_by_key(|file| (file == path, file.clone()));
    files
}

/// Deletes a session for good. What it was before cannot be had back.
/// Fails where a program has it open, or a file cannot be deleted; the journal is still there then.
pub fn delete(home: &Home, path: &Path) -> Result<usize, Fault> {
    if open::is_open(path) {
        return Err(Fault::new(
            "The session is open in another window",
            "Leave it there first. Nothing was deleted.",
        )
        .at(path));
    }
    let files = belongs(home, path);
    for file in &files {
        gone(fs::remove_file(file)).map_err(|error| not_done(file, &error))?;
    }
    // Folders that are empty by now go too, the innermost first.
    let reports = home.reports();
    let folders = files.iter().flat_map(|file| file.ancestors().skip(1));
    let mut folders: Vec<_> = folders.filter(|at| at.starts_with(&reports)).collect();
    folders.retain(|at| *at != reports);
    folders.sort_by_key(|at| std::cmp::Reverse(at.as_os_str().len()));
    for folder in folders {
        let _ = fs::remove_dir(folder);
    }
    Ok(files.len())
}

/// A file, or all files within a folder. A link is what it is, never what it leads to.
fn within(path: &Path) -> Vec<PathBuf> {
    let folder = path.symlink_metadata().is_ok_and(|data| data.is_dir());
    match folder {
        true => entries(path).iter().flat_map(|file| within(file)).collect(),
        false => vec![path.to_owned()],
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// What is gone already is as good as deleted.
fn gone(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn not_done(file: &Path, error: &io::Error) -> Fault {
    Fault::new(
        "That could not be done",
        "Look whether the folder can be written to, then try again.",
    )
    .at(file)
    .because(&error.to_string())
}
