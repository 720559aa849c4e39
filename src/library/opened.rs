//! The documents that were opened from anywhere, so that they are on the shelf the next time too.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::{
    home::{self, Home, file_at, private_folder, regular, replace},
    text::Clean,
};

/// So many are remembered; those that were opened long ago go first.
const MOST: usize = 200;

/// Those that are still there, with `new` ones, which are remembered from now on.
pub fn opened(home: &Home, new: &[PathBuf]) -> Vec<PathBuf> {
    let (file, known) = known(home);
    let lies = |path: &PathBuf| home::place(path);
    let mut seen = BTreeSet::new();
    let all = new.iter().rev().map(lies).chain(known.iter().cloned());
    let all = all.filter(|place| seen.insert(place.clone()));
    let all: Vec<_> = all.take(MOST).collect();
    if all != known {
        // Whoever cannot write here opens it again by its path.
        let _ = remember(home, &file, &all);
    }
    all.iter().filter_map(|place| file_at(place)).collect()
}

/// Takes one of them off the shelf; whether it was one. The document stays where it lies.
///
/// # Errors
///
/// What the file system says.
pub fn unlist(home: &Home, path: &Path) -> std::io::Result<bool> {
    let (file, mut all) = known(home);
    let (place, count) = (home::place(path), all.len());
    all.retain(|one| *one != place);
    let was = all.len() < count;
    if was {
        remember(home, &file, &all)?;
    }
    Ok(was)
}

/// The file that remembers them, and their places.
fn known(home: &Home) -> (PathBuf, Vec<Clean>) {
    let file = home.root().join("opened.json");
    let bytes = regular::read(&file, regular::SMALL).unwrap_or_default();
    (file, serde_json::from_slice(&bytes).unwrap_or_default())
}

fn remember(home: &Home, file: &Path, all: &[Clean]) -> std::io::Result<()> {
    private_folder(home.root()).map_err(|fault| std::io::Error::other(fault.to_string()))?;
    replace(file, &serde_json::to_vec_pretty(all)?, true)
}
