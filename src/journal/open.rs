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
    drafts::{self, DraftsFile},
    editing, head, kind,
    salvage::{CaseFrom, salvage},
    scan::{self, Damage, Scan},
};
use crate::{
    fault::Fault,
    home::regular,
    id::Seq,
    session::{Salvaged, Session},
    text::Clean,
};

pub struct Opened {
    /// The session as far as it can be told.
    pub session: Session,
    /// For adding, be it that a closed session is opened again; none where it can only be viewed.
    pub journal: Option<Journal>,
    /// Why it can only be viewed.
    pub view_only: Option<Why>,
    /// Bytes at the end that were cut off and had never been confirmed.
    pub torn: Option<Vec<u8>>,
    /// The last entry that had been saved, where the file is shorter and that was confirmed.
    pub shortened: Option<Seq>,
    /// What was being typed.
    pub drafts: DraftsFile,
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
        damage: Vec<Damage>,
        intact: usize,
        /// What else there is to say of what is kept, and of what is not.
        said: Vec<Clean>,
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
    ReadOnly(Clean),
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
            Self::Damaged {
                damage,
                intact,
                said,
            } => {
                write!(f, "{}, {intact} are intact.", Numbers(damage))?;
                for said in said {
                    write!(f, " {}.", capital(said))?;
                }
                write!(
                    f,
                    " The file stays as it is; go on in a new one that takes over what is intact."
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
/// Fails with what the system says; a folder or a device is no journal.
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
/// Fails where there is no session to be had from it at all.
pub fn open(disk: Arc<dyn Disk>, path: &Path, confirmed: bool) -> Result<Opened, Fault> {
    // Nothing but a regular file is opened for writing.
    regular::open(path).map_err(|error| unread(path, &error))?;
    // Locked before it is read: what another process adds meanwhile would be missing here.
    let tape = tape_or_why(disk.open(path));
    let scan = read(path)?;
    let saved = head::read(path)
        .map(|head| head.n)
        .filter(|saved| *saved > scan.last());
    let shorter = saved.filter(|_| !confirmed);
    let torn = scan.torn.clone();
    let fault = nothing(path, &scan);
    let whole = scan.damage.is_empty();
    let replayed = whole.then(|| Session::replay(&scan.entries));
    let misfit = replayed.as_ref().and_then(|made| made.as_ref().err());
    let why = reason(&scan, misfit.map(|misfit| misfit.n), shorter);
    let (session, sound, why) = if let Some(Ok(session)) = replayed {
        (session, Some(scan), why)
    } else {
        // The session of a damaged file goes on in a new one, be it closed or not.
        let (made, from) = salvage(path, scan, whole).ok_or(fault)?;
        let why = why.map(|why| why.with(said(&made, from)));
        (made.session, None, why)
    };
    let tape = why.map_or(tape, Err);
    let (tape, view_only) = match tape {
        Ok(tape) => (Some(tape), None),
        Err(why) => (None, Some(why)),
    };
    let journal = tape
        .zip(sound)
        .map(|(tape, scan)| Journal::continued(disk, tape, path, scan));
    let goes_on = journal.is_some();
    Ok(Opened {
        session,
        journal,
        view_only,
        shortened: saved.filter(|_| goes_on),
        // Another window's half-written line, or its drafts, are not ours to offer.
        torn: torn.filter(|_| goes_on),
        drafts: if goes_on {
            let mut kept = drafts::read(path);
            editing::take_up(path, &mut kept.drafts);
            kept
        } else {
            DraftsFile::default()
        },
    })
}

/// The session of a journal as far as it can be told, for whoever only reads: without its
/// lock, so that a session that runs elsewhere is not disturbed.
/// Fails where there is no session to be had from it at all.
pub fn look(path: &Path) -> Result<Session, Fault> {
    let scan = read(path)?;
    let fault = nothing(path, &scan);
    session(path, scan).ok_or(fault)
}

/// Whether a program has the session open. The lock is asked for and given back at once, for
/// which whoever opens the session in that moment waits.
pub fn is_open(path: &Path) -> bool {
    let held = |file: File| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    regular::open(path).is_ok_and(held)
}

/// The session of a journal that was read, whatever state it is in.
pub fn session(path: &Path, scan: Scan) -> Option<Session> {
    if scan.damage.is_empty()
        && let Ok(session) = Session::replay(&scan.entries)
    {
        return Some(session);
    }
    salvage(path, scan, true).map(|(made, _)| made.session)
}

fn reason(scan: &Scan, misfit: Option<Seq>, shorter: Option<Seq>) -> Option<Why> {
    if scan.newer {
        return Some(Why::Newer);
    }
    if !scan.damage.is_empty() {
        return Some(Why::Damaged {
            damage: scan.damage.clone(),
            intact: scan.entries.len(),
            said: Vec::new(),
        });
    }
    let ends = scan.last();
    let shorter = shorter.map(|saved| Why::Shorter { ends, saved });
    misfit.map(Why::Misfit).or(shorter)
}

impl Why {
    /// The same, with what there is to say of what is kept and what is not.
    fn with(mut self, more: Vec<String>) -> Self {
        if let Self::Damaged { damage, said, .. } = &mut self {
            said.extend(what_it_was(damage).map(Clean::from));
            said.extend(more.into_iter().map(Clean::from));
        }
        self
    }
}

/// What the damaged entries were, as far as it can be read.
pub(super) fn what_it_was(damage: &[Damage]) -> Option<String> {
    let mut words: Vec<_> = damage
        .iter()
        .flat_map(|gap| kind::words(&gap.bytes))
        .collect();
    let more = words.len().saturating_sub(MOST_SAID);
    words.truncate(MOST_SAID);
    let more = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    let they = if words.len() > 1 {
        "they were"
    } else {
        "it was"
    };
    (!words.is_empty()).then(|| format!("{they} {}{more}", words.join("; ")))
}

/// The most things that are named one by one.
const MOST_SAID: usize = 20;

/// What there is to say of a session that was put together again.
pub(super) fn said(made: &Salvaged, from: CaseFrom) -> Vec<String> {
    let mut said: Vec<_> = from.said().map(str::to_owned).into_iter().collect();
    let left = made.left.iter().take(MOST_SAID);
    said.extend(left.map(|(n, why)| format!("entry {n} is left out: {why}")));
    let more = made.left.len().saturating_sub(MOST_SAID);
    if more > 0 {
        said.push(format!("{more} more entries are left out"));
    }
    said
}

fn capital(said: &str) -> String {
    let mut letters = said.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn tape_or_why(tape: io::Result<Box<dyn Tape>>) -> Result<Box<dyn Tape>, Why> {
    tape.map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => Why::Elsewhere,
        _ => Why::ReadOnly(error.to_string().into()),
    })
}

/// Why there is no session to be had from a file.
pub fn nothing(path: &Path, scan: &Scan) -> Fault {
    if scan.newer {
        return Fault::new(
            "A newer version of the program made this session",
            "Update Roundtable to open it.",
        )
        .at(path);
    }
    Fault::new(
        "This session cannot be opened",
        "The file stays as it is; its answers can be read in any text editor.",
    )
    .at(path)
    .because("It holds no whole entry; nothing had been confirmed in it.")
}
