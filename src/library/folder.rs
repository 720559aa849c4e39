//! Which files of a folder may be cases, and which are in the way of it.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{fault::Fault, import::Kind};

/// How deep folders are looked through.
const DEEPEST: usize = 16;

#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files that may be cases, folder by folder, each once.
    pub(super) files: Vec<PathBuf>,
    /// What should have been a case or a folder of them, and why it is none.
    pub(super) faults: Vec<(PathBuf, Fault)>,
}

/// Files that may be cases, folder by folder, each once.
pub fn files(folders: &[PathBuf]) -> Vec<PathBuf> {
    look(folders).files
}

pub(super) fn look(folders: &[PathBuf]) -> Found {
    let mut all = Found::default();
    let mut seen = HashSet::new();
    for folder in folders {
        let mut found = Found::default();
        // A file may be named itself, wherever it lies.
        if folder.is_file() {
            found.files.push(folder.clone());
        }
        let top = fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
        if found.files.is_empty() {
            collect(folder, &top, 0, &mut found);
        }
        found.files.sort();
        found.faults.sort_by(|one, other| one.0.cmp(&other.0));
        // The same folder may be named twice: "cases" and "./cases".
        let mut new = |path: &Path| {
            let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
            seen.insert(real)
        };
        found.files.retain(|path| new(path));
        found.faults.retain(|(path, _)| new(path));
        all.files.append(&mut found.files);
        all.faults.append(&mut found.faults);
    }
    all
}

fn collect(folder: &Path, top: &Path, depth: usize, found: &mut Found) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        // A folder of cases that nobody made is no fault.
        Err(error) if depth == 0 && error.kind() == io::ErrorKind::NotFound => return,
        Err(error) => {
            let fault = Fault::of_io("The folder cannot be looked through", folder, &error);
            return found.faults.push((folder.to_owned(), fault));
        }
    };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() && depth < DEEPEST {
            collect(&path, top, depth + 1, found);
        }
        if kind.is_dir() || Kind::named(&path).is_none() || name.to_lowercase() == "readme.md" {
            continue;
        }
        match reason(&path, kind, top) {
            None => found.files.push(path),
            Some(fault) => found.faults.push((path.clone(), fault.at(&path))),
        }
    }
}

/// Why something that is called like a case is not read as one.
fn reason(path: &Path, kind: fs::FileType, top: &Path) -> Option<Fault> {
    if kind.is_file() {
        return None;
    }
    if !kind.is_symlink() {
        return Some(Fault::new(
            "This is no regular file",
            "Save the case as a file in this folder.",
        ));
    }
    let target = fs::canonicalize(path);
    let inside = target.as_ref().is_ok_and(|target| target.starts_with(top));
    if !inside {
        return Some(Fault::new(
            "This is a link that leads out of the folder, so it is not followed",
            "Put the file itself into the folder.",
        ));
    }
    let regular = target.is_ok_and(|target| target.is_file());
    (!regular).then(|| {
        Fault::new(
            "This link leads to no file",
            "Put the file itself into the folder.",
        )
    })
}
