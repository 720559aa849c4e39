//! Where sessions, reports and one's own cases are kept.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;

use crate::{fault::Fault, os, session::Level, text::Clean};

pub mod regular;
mod typed;

pub use typed::{typed, unquoted};

/// The folder of rehearsals within a data folder.
const REHEARSALS: &str = "rehearsals";

/// The folders of one data folder. Looking makes none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
    /// For what can be made anew.
    cache: PathBuf,
    /// The most that may leave a group whose session begins here; none where nobody says.
    most_shared: Option<Level>,
}

impl Home {
    /// The data folder that was asked for, else the platform's.
    /// Fails where the platform does not say whose home it is.
    pub fn find(data: Option<PathBuf>) -> Result<Self, Fault> {
        if let Some(root) = data {
            let cache = root.clone();
            return Ok(Self::of(root, cache));
        }
        let base = etcetera::choose_base_strategy().map_err(|error| {
            Fault::new(
                "The data folder is not known",
                "Name one with --data FOLDER.",
            )
            .because(&error.to_string())
        })?;
        let of = |folder: PathBuf| folder.join("roundtable");
        Ok(Self::of(of(base.data_dir()), of(base.cache_dir())))
    }

    fn of(root: PathBuf, cache: PathBuf) -> Self {
        Self {
            root,
            cache,
            most_shared: None,
        }
    }

    /// The same, where no more than that may leave a group.
    #[must_use]
    pub fn sharing_at_most(self, most_shared: Option<Level>) -> Self {
        Self {
            most_shared,
            ..self
        }
    }

    /// The most that may leave a group whose session begins here; none where nobody says.
    pub fn most_shared(&self) -> Option<Level> {
        self.most_shared
    }

    /// The data folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Journals, drafts and heads.
    pub fn sessions(&self) -> PathBuf {
        self.root.join("sessions")
    }

    /// Reports written at a close.
    pub fn reports(&self) -> PathBuf {
        self.root.join("reports")
    }

    /// The secret that names people in what is shared from here without telling who they are.
    pub fn share_secret(&self) -> PathBuf {
        self.root.join("share.key")
    }

    /// Pictures of cases as they were opened last; they may be thrown away.
    pub fn pictures(&self) -> PathBuf {
        self.cache.join("pictures")
    }

    /// The Wi-Fi that phones join here.
    pub fn wifi(&self) -> PathBuf {
        self.root.join("wifi.json")
    }

    /// What was read of the library's cases; it may be thrown away.
    pub fn library_memory(&self) -> PathBuf {
        self.cache.join("library.json")
    }

    /// What people decided about how documents were read, by content.
    pub fn readings(&self) -> PathBuf {
        self.root.join("readings")
    }

    /// A home of their own for rehearsals, which are never among real sessions.
    pub fn for_rehearsals(&self) -> Self {
        Self {
            root: self.root.join(REHEARSALS),
            ..self.clone()
        }
    }

    pub fn is_for_rehearsals(&self) -> bool {
        self.root.ends_with(REHEARSALS)
    }

    /// The home of a session that is there: this one, or that for rehearsals.
    pub fn of_session(&self, journal: &Path) -> Self {
        let rehearsals = self.for_rehearsals();
        if journal.starts_with(&rehearsals.root) {
            rehearsals
        } else {
            self.clone()
        }
    }

    pub fn cases(&self) -> PathBuf {
        self.root.join("cases")
    }
}

/// Where a file lies, to know it by: the whole path without links, with `~` for somebody's own
/// folder, so that no journal tells whose it is.
pub fn place(path: &Path) -> Clean {
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let own = etcetera::home_dir().ok();
    let own = own.and_then(|own| fs::canonicalize(own).ok());
    let own = own.and_then(|own| whole.strip_prefix(own).ok());
    match own {
        Some(rest) => Clean::line(&Path::new("~").join(rest).to_string_lossy()),
        None => Clean::line(&whole.to_string_lossy()),
    }
}

/// The file at a place; none where none lies there any more.
pub fn file_at(place: &str) -> Option<PathBuf> {
    let path = match place.strip_prefix("~/") {
        Some(rest) => etcetera::home_dir().ok()?.join(rest),
        None => PathBuf::from(place),
    };
    path.is_file().then_some(path)
}

/// Makes a folder that only its owner may look into, and its parents where they are missing.
/// Their names survive a power cut.
/// Fails with what the file system says, and which folder to use instead.
pub fn private_folder(folder: &Path) -> Result<(), Fault> {
    let fault = |error: &io::Error| Fault::of_io("The folder cannot be made", folder, error);
    if !folder.is_dir() {
        let missing = folder.ancestors().take_while(|part| !part.exists());
        let holders: Vec<_> = missing.filter_map(Path::parent).map(or_here).collect();
        os::make_private(folder).map_err(|error| fault(&error))?;
        for holder in holders {
            sync_folder(holder).map_err(|error| fault(&error))?;
        }
    }
    os::keep_private(folder).map_err(|error| fault(&error))
}

/// Whether files can be made in a folder, or the folder itself, as far as can be told without
/// making anything.
///
/// # Errors
///
/// Why not, and a folder to use instead.
pub fn may_write(folder: &Path) -> Result<(), Fault> {
    writable(folder).map_err(|why| {
        let instead = match elsewhere() {
            Some(other) => format!("Use another folder: --data {}", other.display()),
            None => "Use another folder with --data FOLDER.".to_owned(),
        };
        Fault::new("No session can be kept in this folder", &instead)
            .at(folder)
            .because(&why.to_string())
    })
}

fn writable(folder: &Path) -> io::Result<()> {
    let there = folder.ancestors().map(or_here).find(|part| part.exists());
    let there = there.unwrap_or(Path::new("."));
    if !there.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    os::may_write(there)
}

/// A folder that can be written to.
fn elsewhere() -> Option<PathBuf> {
    let home = etcetera::home_dir()
        .ok()
        .map(|home| home.join("roundtable"));
    let temporary = std::env::temp_dir().join("roundtable");
    home.into_iter()
        .chain([temporary])
        .find(|folder| writable(folder).is_ok())
}

/// The parent of a bare name is written as nothing.
pub fn or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

/// Replaces a small file so that either the old or the new one is there, whatever happens:
/// a temporary file in the same folder, synced, renamed, and the folder synced.
/// Fails with what the file system says; the old file is then still there.
pub fn replace(path: &Path, bytes: &[u8], durable: bool) -> io::Result<()> {
    replace_with(path, durable, |out| out.write_all(bytes))
}

/// The same with what is written piece by piece, so that it need not be in memory as a whole.
pub fn replace_with(
    path: &Path,
    durable: bool,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = or_here(path.parent().ok_or(io::ErrorKind::InvalidInput)?);
    let mut file = tempfile::Builder::new()
        .prefix(".writing-")
        .tempfile_in(folder)?;
    let mut out = BufWriter::new(file.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    if durable {
        file.as_file().sync_all()?;
    }
    file.persist(path).map_err(|error| error.error)?;
    if durable {
        sync_folder(folder)?;
    }
    Ok(())
}

/// Makes names in a folder survive a power cut.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    os::sync_folder(or_here(folder))
}
