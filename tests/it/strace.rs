//! The system calls of a real process: their order, and a fault at each of them.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Read,
    path::Path,
    process::{Command as Process, Stdio},
    time::{Duration, Instant},
};

use crate::child::{SAVED, confirmed, process, saved};

/// The longest that a process may take, whatever fails.
const LONGEST: Duration = Duration::from_secs(5);

/// Who asks for these tests hears where they cannot run, and they do not pass.
fn needs_strace() {
    let works = Process::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .output();
    assert!(
        works.is_ok_and(|output| output.status.success()),
        "strace is missing here, or may not trace"
    );
}

/// What is looked at of the order of calls.
const CALLS: &str = "trace=openat,write,pwrite64,ftruncate,fsync,fdatasync,flock,rename,renameat,renameat2,unlink,unlinkat";

/// The calls of a process that gives three answers, in order; each once it has returned.
fn calls(policy: &str) -> (Vec<String>, String) {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let log_name = log.to_str().unwrap();
    let tracer = [
        "strace", "-f", "-y", "-s", "40", "-e", CALLS, "-o", log_name,
    ];
    let output = process(&tracer, &folder.path().join("data"), policy, 3)
        .output()
        .unwrap();
    (
        joined(&fs::read_to_string(log).unwrap()),
        String::from_utf8(output.stdout).unwrap(),
    )
}

/// The same of the program itself, where three people answer by a pipe.
fn calls_of_program() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let (log, case) = (folder.path().join("log"), folder.path().join("case.md"));
    fs::write(&case, "# Tiny\n\nRead.\n\n## Questions\n\n1. Why?\n").unwrap();
    let input = folder.path().join("input");
    fs::write(&input, "\n\none\n\ntwo\n\nthree\n\n").unwrap();
    let status = Process::new("strace")
        .args(["-f", "-y", "-s", "40", "-e", CALLS, "-o"])
        .args([&log, Path::new(env!("CARGO_BIN_EXE_roundtable"))])
        .args(["run", "--plain", "--people", "Ann, Ben, Cem", "--data"])
        .args([&folder.path().join("data"), &case])
        .stdin(File::open(input).unwrap())
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success());
    joined(&fs::read_to_string(log).unwrap())
}

/// Calls without their process; those that were interrupted in the log are put together.
fn joined(log: &str) -> Vec<String> {
    let mut open: BTreeMap<&str, String> = BTreeMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let (process, call) = line.trim().split_once(' ').unwrap();
        let call = call.trim();
        if let Some(begun) = call.strip_suffix("<unfinished ...>") {
            open.insert(process, begun.to_owned());
        } else if call.starts_with("<... ") {
            let end = call.split_once("resumed>").unwrap().1;
            calls.push(open.remove(process).unwrap_or_default() + end);
        } else {
            calls.push(call.to_owned());
        }
    }
    calls
}

/// What has to hold of the order of calls, and what does not.
fn faults_in_order(calls: &[String], saying: &str) -> Vec<&'static str> {
    let mut faults = Vec::new();
    let mut fault = |holds: bool, what| {
        if !holds {
            faults.push(what);
        }
    };
    let (mut made, mut locked, mut folder_synced, mut written, mut synced) =
        (false, false, false, false, false);
    let mut saved = 0;
    for call in calls {
        // An open file stands in angle brackets, a name in quotation marks.
        let journal = call.contains(".jsonl>") || call.contains(".jsonl\"");
        let name = call.split('(').next().unwrap_or_default();
        let worked = !call.contains(" = -1 ");
        match name {
            "openat" if journal && call.contains("O_CREAT") => {
                made = worked;
                for flag in ["O_EXCL", "O_APPEND", "O_NOFOLLOW", "O_CLOEXEC", "0600"] {
                    fault(
                        call.contains(flag),
                        "a journal is made anew, private, only added to, not through a link",
                    );
                }
            }
            "flock" if journal => locked |= worked && call.contains("LOCK_EX|LOCK_NB"),
            "fsync" if call.contains("/sessions>") => folder_synced |= made && worked,
            "write" if journal => {
                fault(locked, "locked before it is written to");
                (written, synced) = (true, false);
            }
            "fdatasync" if journal => synced = worked,
            "write" if call.contains(saying) => {
                saved += 1;
                fault(written, "each answer is written before it is called saved");
                fault(synced, "each answer is synced before it is called saved");
                fault(
                    folder_synced,
                    "the folder is synced before the first answer is called saved",
                );
                written = false;
            }
            "pwrite64" | "ftruncate" | "unlink" | "unlinkat" | "rename" | "renameat"
            | "renameat2" => {
                fault(
                    !journal,
                    "no byte of a journal is overwritten or taken away",
                );
            }
            _ => {}
        }
    }
    fault(saved == 3, "three answers are saved");
    faults.dedup();
    faults
}

#[test]
#[ignore = "needs strace"]
fn needs_strace_every_confirmation_comes_after_write_and_sync() {
    needs_strace();
    let (honest, said) = calls("honest");
    assert_eq!(confirmed(&said).len(), 3, "{said}");
    assert_eq!(
        faults_in_order(&honest, SAVED),
        [] as [&str; 0],
        "{}",
        honest.join("\n")
    );
    let program = calls_of_program();
    assert_eq!(
        faults_in_order(&program, "\"saved"),
        [] as [&str; 0],
        "{}",
        program.join("\n")
    );
    for (control, fault) in [
        ("never-syncs", "synced before it is called saved"),
        ("syncs-late", "synced before it is called saved"),
        ("no-folder-sync", "the folder is synced"),
    ] {
        let faults = faults_in_order(&calls(control).0, SAVED);
        assert!(
            faults.iter().any(|found| found.contains(fault)),
            "{control}: {faults:?}"
        );
    }
}

/// Faults to inject: a system call, its errors, and how often it is called at most.
const FAULTS: &[(&str, &[&str], usize)] = &[
    (
        "write",
        &[
            "ENOSPC", "EIO", "EDQUOT", "EFBIG", "EPERM", "EBADF", "ENOMEM", "ENODEV",
        ],
        42,
    ),
    ("fdatasync", &["EIO", "ENOSPC", "EDQUOT", "EROFS"], 14),
    ("fsync", &["EIO", "ENOSPC", "EDQUOT", "EINVAL"], 8),
    (
        "openat",
        &["EMFILE", "EROFS", "EACCES", "ENOSPC", "EIO", "ELOOP"],
        16,
    ),
    ("renameat", &["EIO", "ENOSPC", "EROFS"], 3),
    ("flock", &["EAGAIN", "ENOLCK", "EIO"], 2),
    ("mkdir", &["EACCES", "ENOSPC", "EROFS", "EIO"], 4),
    ("unlink", &["EROFS", "EIO"], 3),
    ("statx", &["EIO", "EACCES", "ENOENT"], 28),
    ("close", &["EIO", "ENOSPC"], 14),
];

/// Once, from then on, every other time from then on.
const HOW_OFTEN: [&str; 3] = ["", "+", "+2"];

/// Runs a process with one call failing. How many answers were called saved and are not there.
fn inject(fault: &str, policy: &str, answers: usize) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let call = fault.split(['=', ':']).nth(1).unwrap();
    // Only calls that are traced can be made to fail.
    let trace = format!("trace={call}");
    let tracer = ["strace", "-f", "-e", &trace, "-e", fault, "-o", "/dev/null"];
    let mut child = process(&tracer, &data, policy, answers).spawn().unwrap();
    let (mut out, started) = (child.stdout.take().unwrap(), Instant::now());
    let reader = std::thread::spawn(move || {
        let mut said = Vec::new();
        let _ = out.read_to_end(&mut said);
        said
    });
    let said = String::from_utf8_lossy(&reader.join().unwrap()).into_owned();
    child.wait().unwrap();
    assert!(
        started.elapsed() < LONGEST,
        "{fault}: {:?}",
        started.elapsed()
    );
    let there = if data.exists() {
        saved(&data)
    } else {
        Vec::new()
    };
    let lost = |answer: &String| !there.contains(answer);
    confirmed(&said).into_iter().filter(lost).count()
}

/// Every `step`th of all faults. How many there were.
fn inject_each(step: usize, answers: usize) -> usize {
    let mut number = 0;
    for (call, errors, most) in FAULTS {
        for (error, at) in errors
            .iter()
            .flat_map(|error| (1..=*most).map(move |at| (error, at)))
        {
            for often in HOW_OFTEN {
                number += 1;
                if number % step == 0 {
                    let fault = format!("inject={call}:error={error}:when={at}{often}");
                    assert_eq!(inject(&fault, "honest", answers), 0, "{fault}");
                }
            }
        }
    }
    number / step
}

#[test]
#[ignore = "needs strace"]
fn needs_strace_a_fault_at_some_call_loses_nothing_confirmed() {
    needs_strace();
    assert!(inject_each(23, 5) > 50);
    let fault = |at| format!("inject=write:error=ENOSPC:when={at}");
    let control = (1..16)
        .map(|at| inject(&fault(at), "deaf", 5))
        .sum::<usize>();
    assert!(control > 0, "a control that hears no error");
}

/// The same at each of them; minutes, not seconds.
#[test]
#[ignore = "takes minutes, and needs strace: run it before a release"]
fn takes_minutes_a_fault_at_any_call_loses_nothing_confirmed() {
    needs_strace();
    assert!(inject_each(1, 12) > 2_000);
}
