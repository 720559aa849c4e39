//! Power cuts on a real ext4: a file in a loop mount, whose file system is shut down under a
//! process that answers. Needs root, `mkfs.ext4`, `mount` and `python3`, and takes minutes.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command as Process, Stdio},
};

use tempfile::TempDir;

use crate::child::{SAVED, confirmed, process, saved};

/// Shuts an ext4 down as a power cut does: nothing more reaches the disk, the log included.
const SHUT_DOWN: &str = "import fcntl,os,struct,sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))";

/// A disk of its own, mounted.
struct Ext4 {
    folder: TempDir,
}

impl Ext4 {
    /// None where this machine does not let us.
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let disk = Self { folder };
        File::create(disk.image())
            .unwrap()
            .set_len(64 << 20)
            .unwrap();
        fs::create_dir(disk.root()).unwrap();
        let made = run(Process::new("mkfs.ext4").arg("-qF").arg(disk.image()));
        (made && disk.mount()).then_some(disk)
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    fn mount(&self) -> bool {
        let mut mount = Process::new("mount");
        run(mount.args(["-o", "loop"]).args([self.image(), self.root()]))
    }

    fn unmount(&self) -> bool {
        run(Process::new("umount").arg(self.root()))
    }

    fn cut_power(&self) {
        let mut python = Process::new("python3");
        assert!(run(python.args(["-c", SHUT_DOWN]).arg(self.root())));
    }
}

impl Drop for Ext4 {
    fn drop(&mut self) {
        self.unmount();
    }
}

fn run(process: &mut Process) -> bool {
    let quiet = process.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Runs a process until it has said some answers saved, then cuts the power. How many answers
/// were called saved, and how many of those are gone.
fn cut_one(disk: &Ext4, folder: &Path, policy: &str, after: usize) -> (usize, usize) {
    let mut child = process(&[], folder, policy, 1_000_000).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    while said.matches(SAVED).count() < after {
        assert!(
            out.read_line(&mut said).unwrap() > 0,
            "it ended by itself: {said}"
        );
    }
    // A power cut stops the process too. Cut first, and the kernel may call a sync done that the
    // shutdown has overtaken: with a real cut, nobody would be there to hear it.
    child.kill().unwrap();
    child.wait().unwrap();
    disk.cut_power();
    let mut rest = Vec::new();
    out.read_to_end(&mut rest).unwrap();
    said.push_str(&String::from_utf8_lossy(&rest));
    assert!(disk.unmount() && disk.mount());
    let there = if folder.exists() {
        saved(folder)
    } else {
        Vec::new()
    };
    let all = confirmed(&said);
    let lost = all.iter().filter(|answer| !there.contains(answer));
    (all.len(), lost.count())
}

#[test]
#[ignore = "takes minutes, and needs root, ext4 and python3: run it before a release"]
fn takes_minutes_a_thousand_power_cuts_lose_nothing_that_was_called_saved() {
    let disk = Ext4::new().expect("no ext4 can be mounted here");
    let mut confirmed = 0;
    for number in 0..1_000 {
        let folder = disk.root().join("data");
        let (all, lost) = cut_one(&disk, &folder, "honest", 1 + number % 9);
        assert_eq!(lost, 0, "of {all} in cut {number}");
        confirmed += all;
        let _ = fs::remove_dir_all(&folder);
    }
    assert!(confirmed > 1_000);
    let lossy = |number: &usize| {
        let folder = disk.root().join(format!("control-{number}"));
        cut_one(&disk, &folder, "never-syncs", 1 + number % 9).1 > 0
    };
    let lossy = (0..100).filter(lossy).count();
    assert!(
        lossy >= 99,
        "the control lost something in {lossy} cuts only"
    );
}
