//! The one way to read a file: regular, small enough, and never waited for.
//!
//! What lies where a file should be may be a pipe, a device, a folder or something without an
//! end, and may become so between two looks. So it is opened without waiting, looked at once it
//! is open, and read no further than was said.

use std::{
    fs::{self, File, Metadata},
    io::{self, ErrorKind, Read},
    path::Path,
};

use crate::os;

/// The most bytes of a small file that the program writes for itself: a head, a list of names.
pub const SMALL: u64 = 16 * 1024 * 1024;

/// Opens a regular file for reading.
/// Fails with what the system says; [`ErrorKind::IsADirectory`] for a folder,
/// [`ErrorKind::InvalidInput`] for a pipe, a device and whatever else is no regular file.
pub fn open(path: &Path) -> io::Result<File> {
    // A device may do something when it is opened: so it is looked at before as well.
    check(&fs::metadata(path)?)?;
    let file = os::to_read().open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

/// All of a regular file that has at most so many bytes.
///
/// # Errors
///
/// As [`open`]; [`ErrorKind::FileTooLarge`] where it has more.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Err(too_large(&format!("It has {length} bytes.")));
    }
    // One byte more, to see that the end is the end without asking for more room.
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large(&format!("It has more than {most} bytes.")));
    }
    Ok(bytes)
}

/// Whether it is a regular file.
pub fn check(data: &Metadata) -> io::Result<()> {
    if data.is_file() {
        Ok(())
    } else if data.is_dir() {
        Err(ErrorKind::IsADirectory.into())
    } else {
        let what = "It is a pipe, a device or the like, and no regular file.";
        Err(io::Error::new(ErrorKind::InvalidInput, what))
    }
}

fn too_large(why: &str) -> io::Error {
    io::Error::new(ErrorKind::FileTooLarge, why)
}
