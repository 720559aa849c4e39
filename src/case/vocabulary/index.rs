//! The table of words in order, made by the compiler.

use super::{LANGUAGES, WORDS, Word};

/// How many forms the table has, those counted twice that two languages share.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const COUNT: usize = {
    let (mut count, mut row) = (0, 0);
    while row < WORDS.len() {
        let mut column = 0;
        while column < LANGUAGES.len() {
            count += WORDS[row].1[column].len();
            column += 1;
        }
        row += 1;
    }
    count
};

/// Every form in order, so that it is found at once; made from the table by the compiler.
pub(super) static INDEX: [(&str, Word); COUNT] = sorted();

/// Where in the index the forms begin that begin with each byte.
pub(super) static STARTS: [usize; 257] = starts();

#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn starts() -> [usize; 257] {
    let index = sorted();
    let mut starts = [COUNT; 257];
    let mut at = COUNT;
    while at > 0 {
        at -= 1;
        starts[index[at].0.as_bytes()[0] as usize] = at;
    }
    let mut byte = 256;
    while byte > 0 {
        byte -= 1;
        if starts[byte] == COUNT {
            starts[byte] = starts[byte + 1];
        }
    }
    starts
}

#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn sorted() -> [(&'static str, Word); COUNT] {
    let mut all = [("", Word::Noise); COUNT];
    let (mut length, mut row) = (0, 0);
    while row < WORDS.len() {
        let (word, columns) = WORDS[row];
        let mut column = 0;
        while column < columns.len() {
            let mut at = 0;
            while at < columns[column].len() {
                let form = columns[column][at];
                all[length] = (form, word);
                length += 1;
                at += 1;
            }
            column += 1;
        }
        row += 1;
    }
    heap_sort(all)
}

const fn heap_sort(mut all: [(&'static str, Word); COUNT]) -> [(&'static str, Word); COUNT] {
    let mut root = COUNT / 2;
    while root > 0 {
        root -= 1;
        sift(&mut all, root, COUNT);
    }
    let mut end = COUNT;
    while end > 1 {
        end -= 1;
        all.swap(0, end);
        sift(&mut all, 0, end);
    }
    all
}

/// Lets an entry sink below the greater ones.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn sift(all: &mut [(&'static str, Word); COUNT], mut root: usize, end: usize) {
    loop {
        let mut child = root * 2 + 1;
        if child >= end {
            return;
        }
        if child + 1 < end && less(all[child].0, all[child + 1].0) {
            child += 1;
        }
        if !less(all[root].0, all[child].0) {
            return;
        }
        all.swap(root, child);
        root = child;
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn less(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return a[at] < b[at];
        }
        at += 1;
    }
    a.len() < b.len()
}
