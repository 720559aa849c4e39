//! Killed at random moments, a hundred times: what was called saved is in the journal.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher, Hasher},
    io::{BufRead, BufReader, Read},
    path::Path,
};

use crate::child::{SAVED, confirmed, process, saved};

/// Starts a process that answers without end, kills it somewhere after its `after`th answer,
/// and tells how many answers it had called saved and how many of them are not there.
fn kill_one(folder: &Path, policy: &str, after: usize, a_little: usize) -> (usize, usize) {
    let mut child = process(&[], folder, policy, 1_000_000).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    while said.matches(SAVED).count() < after {
        assert!(
            out.read_line(&mut said).unwrap() > 0,
            "it ended by itself: {said}"
        );
    }
    for _ in 0..a_little {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = Vec::new();
    out.read_to_end(&mut rest).unwrap();
    said.push_str(&String::from_utf8_lossy(&rest));
    let (all, there) = (confirmed(&said), saved(folder));
    let lost = all.iter().filter(|answer| !there.contains(answer)).count();
    (all.len(), lost)
}

#[test]
fn a_hundred_kills_lose_nothing_confirmed() {
    let random = RandomState::new().build_hasher().finish();
    for number in 0..100 {
        let folder = tempfile::tempdir().unwrap();
        let a_little = usize::try_from(random.rotate_left(number) % 200_000).unwrap();
        let (all, lost) = kill_one(folder.path(), "honest", 1 + number as usize % 7, a_little);
        assert!(all > 0);
        assert_eq!(lost, 0, "of {all}");
    }
}

#[test]
fn a_writer_that_confirms_what_it_only_holds_loses_some() {
    let folder = tempfile::tempdir().unwrap();
    let (_, lost) = kill_one(folder.path(), "holds", 3, 0);
    assert!(lost > 0, "a control");
}
