//! Tables of words put in order by the compiler, so that a word is found at once.

/// A table in the order of its words; what follows a `~` in a word does not count.
pub(super) const fn sorted<T: Copy, const N: usize>(
    mut all: [(&'static str, T); N],
) -> [(&'static str, T); N] {
    let mut root = N / 2;
    while root > 0 {
        root -= 1;
        sift(&mut all, root, N);
    }
    let mut end = N;
    while end > 1 {
        end -= 1;
        all.swap(0, end);
        sift(&mut all, 0, end);
    }
    all
}

/// Where in a table that is in order the words begin that begin with each byte.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
pub(super) const fn starts<T: Copy, const N: usize>(all: &[(&str, T); N]) -> [usize; 257] {
    let mut starts = [N; 257];
    let mut at = N;
    while at > 0 {
        at -= 1;
        starts[all[at].0.as_bytes()[0] as usize] = at;
    }
    let mut byte = 256;
    while byte > 0 {
        byte -= 1;
        if starts[byte] == N {
            starts[byte] = starts[byte + 1];
        }
    }
    starts
}

/// Lets an entry sink below the greater ones.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn sift<T: Copy, const N: usize>(
    all: &mut [(&'static str, T); N],
    mut root: usize,
    end: usize,
) {
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
    while at < a.len() && at < b.len() && a[at] != b'~' && b[at] != b'~' {
        if a[at] != b[at] {
            return a[at] < b[at];
        }
        at += 1;
    }
    let a_ends = at >= a.len() || a[at] == b'~';
    let b_ends = at >= b.len() || b[at] == b'~';
    a_ends && !b_ends
}
