//! `roundtable verify`: whether journals are whole, for a person or as JSON.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use serde::Serialize;

use crate::{
    fault::Fault,
    journal::verify::{Verdict, verify as verify_one},
    text::Clean,
};

/// What is said of one file: a verdict, or why there is none.
#[derive(Serialize)]
#[serde(untagged)]
enum Said {
    Verdict(Verdict),
    Fault {
        path: Clean,
        sound: bool,
        fault: Clean,
    },
}

/// Verifies journals and writes one line for each, or one JSON list. True where all are sound.
/// Changes nothing.
pub fn verify(
    files: &[Result<PathBuf, Fault>],
    json: bool,
    out: &mut impl Write,
) -> io::Result<bool> {
    let said: Vec<_> = files.iter().map(|file| say(file.as_ref())).collect();
    if json {
        serde_json::to_writer_pretty(&mut *out, &said)?;
        writeln!(out)?;
    } else {
        for one in &said {
            match one {
                Said::Verdict(verdict) => {
                    let mark = if verdict.sound { "ok     " } else { "DAMAGED" };
                    writeln!(out, "{mark} {}: {}", verdict.path, verdict.said)?;
                }
                Said::Fault { fault, .. } => writeln!(out, "FAILED  {fault}")?,
            }
        }
    }
    Ok(said.iter().all(|one| match one {
        Said::Verdict(verdict) => verdict.sound,
        Said::Fault { sound, .. } => *sound,
    }))
}

fn say(file: Result<&PathBuf, &Fault>) -> Said {
    let verdict = file.map_err(Clone::clone).and_then(|path| verify_one(path));
    match verdict {
        Ok(verdict) => Said::Verdict(verdict),
        Err(fault) => Said::Fault {
            path: fault.place.clone(),
            sound: false,
            fault: fault.line(),
        },
    }
}
