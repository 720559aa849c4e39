//! Space kept for a full disk, so that a session can still be brought to its close.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
};

use super::name::beside;

/// How much is kept, in bytes.
const BYTES: usize = 1024 * 1024;

/// Keeps the space, where there is enough.
pub(super) fn make(path: &Path) {
    let reserve = beside(path, "reserve");
    // Whatever has that name is left alone.
    let Ok(mut file) = File::create_new(&reserve) else {
        return;
    };
    // Bytes that no file system can pack smaller.
    let mut bytes = vec![0; BYTES];
    blake3::Hasher::new().finalize_xof().fill(&mut bytes);
    if file.write_all(&bytes).is_err() {
        let _ = fs::remove_file(&reserve);
    }
}

/// Gives the space back. Whether there was any.
pub(super) fn release(path: &Path) -> bool {
    fs::remove_file(beside(path, "reserve")).is_ok()
}
