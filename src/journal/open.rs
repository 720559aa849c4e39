//! Opening a journal: what it holds, and whether it may be added to. Opening changes nothing;
//! what has to be mended is mended with the first new entry.

use std::{
    fmt,
    fs::{File, TryLockError},
    io,
    path::Path,
    sync::Arc,
};

use super::{
    Journal,
    disk::{Disk, Tape},
    drafts::{self, Kept},
    editing, head,
    scan::{self, Damage, MOST_BYTES, Scan},
    takeover,
};
use crate::{fault::Fault, home::regular, id::Seq, session::Session};

/// A journal that was opened.
pub struct Opened {
    /// The session as far as it can be told.
    pub session: Session,
    /// For adding; none where the session is over or can only be viewed.
    pub journal: Option<Journal>,
    /// Why it can only be viewed.
    pub view_only: Option<Why>,
    /// Bytes at the end that were cut off and had never been confirmed.
    pub torn: Option<Vec<u8>>,
    /// The last entry that had been saved, where the file is shorter and that was confirmed.
    pub shortened: Option<Seq>,
    /// What was being typed.
    pub drafts: Kept,
}

/// Why a session can only be viewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Another process has it open.
    Elsewhere,
    /// A newer version of the program wrote it.
    Newer,
    /// Entries between sound ones are damaged or missing.
    Damaged {
        /// Where.
        damage: Vec<Damage>,
        /// How many entries are intact.
        intact: usize,
    },
    /// It is shorter than its head file says.
    Shorter {
        /// The last entry that is there.
        ends: Seq,
        /// The last entry that was saved.
        saved: Seq,
    },
    /// An entry cannot follow from those before it.
    Misfit(Seq),
    /// It cannot be written to.
    ReadOnly(String),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elsewhere => {
                write!(
                    f,
                    "This session is open in another window. You can look, not write."
                )
            }
            Self::Newer => write!(
                f,
                "A newer version of the program made this session. You can look; update to go on."
            ),
            Self::Damaged { damage, intact } => {
                write!(
                    f,
                    "{}, {intact} are intact. The file stays as it is; go on in a new one that takes over what is intact.",
                    Numbers(damage)
                )
            }
            Self::Shorter { ends, saved } => write!(
                f,
                "The file ends at entry {ends}; entry {saved} had been saved. Some of its end is gone."
            ),
            Self::Misfit(n) => write!(
                f,
                "Entry {n} does not follow from those before it; the file was changed by hand."
            ),
            Self::ReadOnly(why) => write!(f, "The session cannot be written to: {why}"),
        }
    }
}

/// "Entry 87 is damaged", "Entries 3, 87 to 90 are damaged".
pub(super) struct Numbers<'a>(pub(super) &'a [Damage]);

impl fmt::Display for Numbers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lost: Vec<_> = self.0.iter().filter(|gap| gap.from <= gap.to).collect();
        let one = match lost.as_slice() {
            [] => return write!(f, "Bytes between entries are damaged"),
            [only] => only.from == only.to,
            _ => false,
        };
        write!(f, "{}", if one { "Entry " } else { "Entries " })?;
        for (at, gap) in lost.iter().enumerate() {
            let comma = if at > 0 { ", " } else { "" };
            write!(f, "{comma}{}", gap.from)?;
            if gap.to > gap.from {
                write!(f, " to {}", gap.to)?;
            }
        }
        write!(f, " {} damaged", if one { "is" } else { "are" })
    }
}

/// Reads a journal.
///
/// # Errors
///
/// What the system says; a folder or a device is no journal.
pub fn read(path: &Path) -> Result<Scan, Fault> {
    scan::file(path).map_err(|error| unread(path, &error))
}

fn unread(path: &Path, error: &io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::IsADirectory | io::ErrorKind::InvalidInput => Fault::new(
            "This is no session",
            "Name one of those that “roundtable sessions” lists.",
        )
        .at(path),
        _ => Fault::of_io("The session cannot be read", path, error),
    }
}

/// Opens a journal. `confirmed`: go on even if it is shorter than its head file says.
///
/// # Errors
///
/// Where there is no session to be had from it at all.
pub fn open(disk: Arc<dyn Disk>, path: &Path, confirmed: bool) -> Result<Opened, Fault> {
    // Nothing but a regular file is opened for writing.
    regular::open(path).map_err(|error| unread(path, &error))?;
    // Locked before it is read: what another process adds meanwhile would be missing here.
    let tape = tape_or_why(disk.open(path));
    let bytes = regular::read(path, MOST_BYTES).map_err(|error| unread(path, &error))?;
    let mut scan = scan::scan(&bytes);
    let (session, misfit) = replay(&scan).ok_or_else(|| nothing(path, &scan))?;
    let saved = head::read(path)
        .map(|head| head.n)
        .filter(|saved| *saved > scan.last());
    let shorter = saved.filter(|_| !confirmed);
    let tape = reason(&scan, misfit, shorter).map_or(tape, Err);
    let (tape, view_only) = match tape {
        Ok(tape) => (Some(tape), None),
        Err(why) => (None, Some(why)),
    };
    let over = session.is_over();
    let journal = tape
        .filter(|_| !over)
        .map(|tape| Journal::continued(disk, tape, path, &scan, bytes));
    let goes_on = journal.is_some();
    Ok(Opened {
        session,
        journal,
        view_only: view_only.filter(|_| !over),
        shortened: saved.filter(|_| goes_on),
        // Another window's half-written line, or its drafts, are not ours to offer.
        torn: scan.torn.take().filter(|_| goes_on),
        drafts: if goes_on {
            let mut kept = drafts::read(path);
            editing::take_up(path, &mut kept.drafts);
            kept
        } else {
            Kept::default()
        },
    })
}

/// The session of a journal as far as it can be told, for whoever only reads: without its
/// lock, so that a session that runs elsewhere is not disturbed.
///
/// # Errors
///
/// Where there is no session to be had from it at all.
pub fn look(path: &Path) -> Result<Session, Fault> {
    let scan = read(path)?;
    let (session, _) = replay(&scan).ok_or_else(|| nothing(path, &scan))?;
    Ok(session)
}

/// Whether a program has the session open. The lock is asked for and given back at once, for
/// which whoever opens the session in that moment waits.
#[must_use]
pub fn is_open(path: &Path) -> bool {
    let held = |file: File| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    regular::open(path).is_ok_and(held)
}

/// The session as far as its entries fit, and the first that does not.
fn replay(scan: &Scan) -> Option<(Session, Option<Seq>)> {
    if !scan.damage.is_empty() {
        let (session, _, _) = takeover::fitting(&scan.entries)?;
        return Some((session, None));
    }
    match Session::replay(&scan.entries) {
        Ok(session) => Some((session, None)),
        Err(misfit) => {
            let fit = scan.entries.iter().position(|entry| entry.n == misfit.n)?;
            let session = Session::replay(scan.entries.get(..fit)?).ok()?;
            Some((session, Some(misfit.n)))
        }
    }
}

fn reason(scan: &Scan, misfit: Option<Seq>, shorter: Option<Seq>) -> Option<Why> {
    if scan.newer {
        return Some(Why::Newer);
    }
    if !scan.damage.is_empty() {
        return Some(Why::Damaged {
            damage: scan.damage.clone(),
            intact: scan.entries.len(),
        });
    }
    let ends = scan.last();
    let shorter = shorter.map(|saved| Why::Shorter { ends, saved });
    misfit.map(Why::Misfit).or(shorter)
}

fn tape_or_why(tape: io::Result<Box<dyn Tape>>) -> Result<Box<dyn Tape>, Why> {
    tape.map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => Why::Elsewhere,
        _ => Why::ReadOnly(error.to_string()),
    })
}

fn nothing(path: &Path, scan: &Scan) -> Fault {
    if scan.newer {
        return Fault::new(
            "A newer version of the program made this session",
            "Update Roundtable to open it.",
        )
        .at(path);
    }
    let why = if scan.entries.is_empty() {
        "It holds no whole entry; nothing had been confirmed in it."
    } else {
        "Its first entry, which holds the case, is damaged."
    };
    Fault::new(
        "This session cannot be opened",
        "The file stays as it is; its answers can be read in any text editor.",
    )
    .at(path)
    .because(why)
}
