//! Lists for people and programs: sessions, protocols, verdicts; and finding a session.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::printed;
use crate::{
    case::vocabulary::normal,
    fault::Fault,
    home::Home,
    journal::{
        list::{Brief, list},
        verify::{Verdict, verify as verify_one},
    },
    protocol::Protocol,
    text::Clean,
};

/// Prints the sessions.
pub(super) fn sessions(home: &Home, json: bool, out: &mut impl Write) -> io::Result<bool> {
    let briefs = list(home);
    if json {
        serde_json::to_writer_pretty(&mut *out, &briefs)?;
        writeln!(out)?;
        return Ok(true);
    }
    if briefs.is_empty() {
        writeln!(out, "There is no session yet. Start one with “roundtable”, or “roundtable run CASE”.")?;
    }
    for brief in briefs {
        let names: Vec<_> = brief.people.iter().map(Clean::as_str).collect();
        let date = brief.last_at.to_string();
        writeln!(out, "{}", brief.id)?;
        writeln!(out, "  {} · {} · {}", brief.title, brief.place, date.get(..16).unwrap_or(&date))?;
        writeln!(out, "  {}", if names.is_empty() { "nobody yet".to_owned() } else { names.join(", ") })?;
        if let Some(problem) = brief.problem {
            writeln!(out, "  Look at it with “roundtable verify {}”: {problem}", brief.id)?;
        }
    }
    Ok(true)
}

/// Prints protocols with their steps.
pub(super) fn protocols(protocols: &[Protocol], json: bool, out: &mut impl Write) -> io::Result<bool> {
    if json {
        serde_json::to_writer_pretty(&mut *out, protocols)?;
        writeln!(out)?;
        return Ok(true);
    }
    for protocol in protocols {
        writeln!(out, "{}\n  {}", protocol.name, protocol.about)?;
        for step in protocol.steps.iter() {
            let minutes = step.seconds.map_or_else(String::new, |seconds| format!(" ({} min)", seconds.div_ceil(60)));
            writeln!(out, "  - {}{minutes}: {}", step.name, step.says)?;
        }
        writeln!(out, "  Source: {}\n", protocol.source)?;
    }
    Ok(true)
}

/// Verifies journals and prints what was found.
pub(super) fn verify(paths: &[PathBuf], json: bool, out: &mut impl Write) -> Result<ExitCode, Fault> {
    let verdicts: Result<Vec<_>, _> = paths.iter().map(|path| verify_one(path)).collect();
    let verdicts = verdicts?;
    let sound = verdicts.iter().all(|verdict| verdict.sound);
    let written = if json {
        serde_json::to_writer_pretty(&mut *out, &verdicts).map_err(io::Error::from).and_then(|()| writeln!(out))
    } else {
        verdicts.iter().try_for_each(|verdict| say(verdict, out))
    };
    printed(written.map(|()| sound))
}

fn say(verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    let state = if verdict.closed { "closed" } else { "not closed" };
    writeln!(out, "{}", Clean::line(&verdict.path))?;
    writeln!(out, "  {} entries are intact; {state}", verdict.intact)?;
    for (from, to) in &verdict.damaged {
        let which = if from == to { format!("Entry {from} is") } else { format!("Entries {from} to {to} are") };
        writeln!(out, "  {which} damaged or missing. Resume it to go on in a new file; this one stays.")?;
    }
    if verdict.torn_bytes > 0 {
        writeln!(
            out,
            "  The last {} bytes were cut off; they had not been confirmed. They are set apart when the session goes on.",
            verdict.torn_bytes
        )?;
    }
    if let Some(saved) = verdict.missing_from {
        writeln!(out, "  Entry {saved} had been saved, and the file ends before it. Look for a copy of the file.")?;
    }
    if let Some(n) = verdict.misfit {
        writeln!(out, "  Entry {n} does not follow from those before it: the file was changed by hand.")?;
    }
    if verdict.newer {
        writeln!(out, "  A newer version of the program wrote it. Update to go on.")?;
    }
    writeln!(out, "  {}", if verdict.sound { "Sound: nothing that was confirmed is lost." } else { "Not sound." })
}

/// The journals of sessions that were named.
pub(super) fn find_all(sessions: &[String], home: &Home) -> Result<Vec<PathBuf>, Fault> {
    sessions.iter().map(|session| find(session, home)).collect()
}

/// A session by its file, its id, or a piece of its title.
pub(super) fn find(session: &str, home: &Home) -> Result<PathBuf, Fault> {
    let path = Path::new(session);
    if path.is_file() {
        return Ok(path.to_owned());
    }
    let briefs = list(home);
    let wanted = normal(session);
    let exact = briefs.iter().find(|brief| brief.id == session);
    let matching = |brief: &&Brief| brief.id.contains(session) || normal(&brief.title).contains(&wanted);
    let found: Vec<_> = exact.map_or_else(|| briefs.iter().filter(matching).collect(), |one| vec![one]);
    match found.as_slice() {
        [one] => Ok(one.path.clone()),
        [] => Err(Fault::new(
            &format!("There is no session “{session}”"),
            "“roundtable sessions” lists those that are there.",
        )),
        several => {
            let ids: Vec<_> = several.iter().take(5).map(|brief| brief.id.as_str()).collect();
            Err(Fault::new(
                &format!("Several sessions are called “{session}”"),
                &format!("Name one of them: {}.", ids.join(", ")),
            ))
        }
    }
}

/// The newest session that was not closed.
pub(super) fn newest_unfinished(home: &Home) -> Result<PathBuf, Fault> {
    let open = list(home).into_iter().find(|brief| !brief.finished);
    open.map(|brief| brief.path).ok_or_else(|| {
        Fault::new("There is no unfinished session", "Start one with “roundtable”, or “roundtable run CASE”.")
    })
}
