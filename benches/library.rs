//! How long a folder of 5,000 cases takes to be listed: the first time, and once it is known.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that meets the unexpected has failed, and a panic says where"
)]

use std::{fs, path::PathBuf};

use divan::Bencher;
use roundtable::library::{built_in, shelve};
use tempfile::TempDir;

const CASES: usize = 5_000;

fn main() {
    divan::main();
}

/// Cases as long as those that come with the program, each another.
fn folder() -> (TempDir, [PathBuf; 1]) {
    let folder = TempDir::new().unwrap();
    for number in 0..CASES {
        let (_, text) = built_in()
            .iter()
            .cycle()
            .nth(number % built_in().len())
            .unwrap();
        let place = folder.path().join(format!("{}", number % 50));
        fs::create_dir_all(&place).unwrap();
        let path = place.join(format!("{number}.md"));
        fs::write(path, format!("{text}\n\nCase number {number}.\n")).unwrap();
    }
    let path = folder.path().to_owned();
    (folder, [path])
}

/// At most two seconds.
#[divan::bench(sample_count = 5)]
fn first_time(bencher: Bencher) {
    let (_folder, folders) = folder();
    bencher.bench_local(|| shelve(&folders, None, &|_, _| {}));
}

/// At most a fifth of a second.
#[divan::bench(sample_count = 10)]
fn second_time(bencher: Bencher) {
    let (folder, folders) = folder();
    let memory = folder.path().join("cache/library.json");
    let _ = shelve(&folders, Some(&memory), &|_, _| {});
    bencher.bench_local(|| shelve(&folders, Some(&memory), &|_, _| {}));
}
