//! A disk that breaks on demand, and that loses in a power cut what was not synced.

use std::{
    collections::HashMap,
    fs::{self, OpenOptions},
    io,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use roundtable::{
    journal::disk::{Disk, RealDisk, Tape},
    table::World,
};

/// What goes wrong, and when.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plan {
    /// After so many bytes nothing more can be written; what was begun stays half done.
    pub(crate) room: Option<usize>,
    /// Room is found again after so many tries that failed.
    pub(crate) freed_after: Option<usize>,
    /// Everything fails from the first failure on: the process has died.
    pub(crate) dies: bool,
    /// This sync fails, counted from 0.
    pub(crate) sync_fails: Option<usize>,
    /// And all after it.
    pub(crate) for_ever: bool,
}

/// Ways of writing a journal that lose answers; the tests have to notice each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// As the program does it.
    Honest,
    /// No sync at all.
    NeverSyncs,
    /// Says that it synced, and syncs before the next write.
    SyncsLate,
    /// Tries a failed sync once more, and believes the answer.
    SyncsAgain,
}

#[derive(Default)]
struct State {
    plan: Plan,
    written: usize,
    failed: usize,
    syncs: usize,
    dead: bool,
    /// What a power cut leaves of each file, in bytes.
    durable: HashMap<PathBuf, u64>,
    /// What a failed sync left in memory only, though later ones call it written.
    dropped: Vec<(PathBuf, u64, u64)>,
}

/// The disk.
#[derive(Clone)]
pub(crate) struct Cruel {
    policy: Policy,
    state: Arc<Mutex<State>>,
}

impl Cruel {
    pub(crate) fn new(plan: Plan, policy: Policy) -> Self {
        let state = State {
            plan,
            ..State::default()
        };
        Self {
            policy,
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// From now on there is room for so many bytes, or for any number.
    pub(crate) fn limit(&self, bytes: Option<usize>) {
        let mut state = self.state.lock().unwrap();
        state.plan.room = bytes.map(|bytes| state.written + bytes);
    }

    pub(crate) fn world(&self) -> World {
        World {
            disk: Arc::new(self.clone()),
            ..World::real()
        }
    }

    /// How much was written up to now, in bytes.
    pub(crate) fn written(&self) -> usize {
        self.state.lock().unwrap().written
    }

    /// From now on nothing works any more, as in a process that was killed.
    pub(crate) fn kill(&self) {
        self.state.lock().unwrap().dead = true;
    }

    /// Takes from every file what no sync has brought to the disk, but for `lucky` bytes.
    pub(crate) fn cut_power(&self, lucky: u64) {
        self.kill();
        let state = self.state.lock().unwrap();
        for (path, durable) in &state.durable {
            if let Ok(file) = OpenOptions::new().write(true).open(path) {
                let length = file.metadata().unwrap().len().min(durable + lucky);
                file.set_len(length).unwrap();
                for (_, from, to) in state.dropped.iter().filter(|(at, _, _)| at == path) {
                    let to = length.min(*to);
                    let zeros = vec![0; usize::try_from(to.saturating_sub(*from)).unwrap()];
                    file.write_all_at(&zeros, *from).unwrap();
                }
            }
        }
    }

    fn tape(&self, path: &Path, tape: Box<dyn Tape>, length: u64) -> Box<dyn Tape> {
        let mut state = self.state.lock().unwrap();
        state.durable.insert(path.to_owned(), length);
        Box::new(CruelTape {
            cruel: self.clone(),
            path: path.to_owned(),
            tape,
        })
    }

    fn alive(&self) -> io::Result<()> {
        if self.state.lock().unwrap().dead {
            Err(io::Error::other("dead"))
        } else {
            Ok(())
        }
    }
}

impl Disk for Cruel {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        self.alive()?;
        Ok(self.tape(path, RealDisk.create(path)?, 0))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        self.alive()?;
        let length = fs::metadata(path)?.len();
        Ok(self.tape(path, RealDisk.open(path)?, length))
    }
}

struct CruelTape {
    cruel: Cruel,
    path: PathBuf,
    tape: Box<dyn Tape>,
}

impl CruelTape {
    fn make_durable(&self) {
        let length = fs::metadata(&self.path).map_or(0, |data| data.len());
        let mut state = self.cruel.state.lock().unwrap();
        state.durable.insert(self.path.clone(), length);
    }

    /// What the kernel does: it drops what it could not write, and says so once.
    fn try_sync(&mut self) -> io::Result<()> {
        let mut state = self.cruel.state.lock().unwrap();
        let plan = state.plan;
        let number = state.syncs;
        state.syncs += 1;
        let fails = plan
            .sync_fails
            .is_some_and(|at| number == at || (plan.for_ever && number > at));
        state.dead |= fails && plan.dies;
        if fails {
            let length = fs::metadata(&self.path).map_or(0, |data| data.len());
            let durable = state.durable.get(&self.path).copied().unwrap_or(0);
            state.dropped.push((self.path.clone(), durable, length));
            return Err(io::Error::from_raw_os_error(5));
        }
        Ok(())
    }
}

impl Tape for CruelTape {
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.cruel.alive()?;
        if self.cruel.policy == Policy::SyncsLate {
            self.make_durable();
        }
        let mut state = self.cruel.state.lock().unwrap();
        let plan = state.plan;
        let freed = plan.freed_after.is_some_and(|tries| state.failed >= tries);
        let room = plan
            .room
            .filter(|_| !freed)
            .map_or(usize::MAX, |room| room - state.written.min(room));
        let fit = bytes.len().min(room);
        state.written += fit;
        let failed = fit < bytes.len();
        state.failed += usize::from(failed);
        state.dead |= failed && plan.dies;
        drop(state);
        self.tape.add(&bytes[..fit])?;
        if failed {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        self.cruel.alive()?;
        match self.cruel.policy {
            Policy::NeverSyncs | Policy::SyncsLate => return Ok(()),
            Policy::Honest => self.try_sync()?,
            Policy::SyncsAgain => {
                if self.try_sync().is_err() {
                    // The second one finds nothing left to write, and succeeds.
                    self.try_sync()?;
                }
            }
        }
        self.make_durable();
        Ok(())
    }
}
