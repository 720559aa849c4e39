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
    let file = home.root().join("opened.json");
    let bytes = regular::read(&file, regular::SMALL).unwrap_or_default();
    let known: Vec<Clean> = serde_json::from_slice(&bytes).unwrap_or_default();
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

fn remember(home: &Home, file: &Path, all: &[Clean]) -> std::io::Result<()> {
    private_folder(home.root()).map_err(|fault| std::io::Error::other(fault.to_string()))?;
    replace(file, &serde_json::to_vec_pretty(all)?, true)
}
