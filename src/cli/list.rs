//! Lists for people and programs: sessions, protocols, verdicts; and finding a session.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    fault::Fault,
    home::Home,
    journal::list::list,
    protocol::Protocol,
    stamp::Wall,
    text::{Clean, escaped},
};

/// Prints the sessions.
pub(super) fn sessions(home: &Home, json: bool, out: &mut impl Write) -> io::Result<bool> {
    let briefs = list(home);
    if json {
        // Names of files come from outside, and are told so that a program finds them.
        writeln!(out, "{}", escaped(&serde_json::to_string_pretty(&briefs)?))?;
        return Ok(true);
    }
    if briefs.is_empty() {
        writeln!(
            out,
            "There is no session yet. Start one with “roundtable”, or “roundtable run CASE”."
        )?;
    }
    for brief in briefs {
        let names: Vec<_> = brief.people.iter().map(Clean::as_str).collect();
        writeln!(out, "{}", Clean::line(&brief.id))?;
        writeln!(
            out,
            "  {} · {} · {}",
            brief.title,
            brief.place,
            local(brief.last_at)
        )?;
        writeln!(
            out,
            "  {}",
            if names.is_empty() {
                "nobody yet".to_owned()
            } else {
                names.join(", ")
            }
        )?;
        if let Some(problem) = brief.problem {
            writeln!(
                out,
                "  Look at it with “roundtable verify {}”: {problem}",
                Clean::line(&brief.id)
            )?;
        }
    }
    Ok(true)
}

/// A moment as the clock on the wall shows it here.
fn local(moment: Wall) -> String {
    let moment = Timestamp::from_millisecond(moment.0).unwrap_or(Timestamp::UNIX_EPOCH);
    let here = moment.to_zoned(TimeZone::system());
    here.strftime("%Y-%m-%d %H:%M").to_string()
}

/// Prints protocols with their steps.
pub(super) fn protocols(
    protocols: &[Protocol],
    json: bool,
    out: &mut impl Write,
) -> io::Result<bool> {
    if json {
        serde_json::to_writer_pretty(&mut *out, protocols)?;
        writeln!(out)?;
        return Ok(true);
    }
    for protocol in protocols {
        writeln!(out, "{}\n  {}", protocol.name, protocol.about)?;
        for step in protocol.steps.iter() {
            let minutes = step.seconds.map_or_else(String::new, |seconds| {
                format!(" ({} min)", seconds.div_ceil(60))
            });
            writeln!(out, "  - {}{minutes}: {}", step.name, step.says)?;
        }
        writeln!(out, "  Source: {}\n", protocol.source)?;
    }
    Ok(true)
}

/// The newest session that was not closed.
pub(super) fn newest_unfinished(home: &Home) -> Result<PathBuf, Fault> {
    let open = list(home).into_iter().find(|brief| !brief.finished);
    open.map(|brief| brief.path).ok_or_else(|| {
        Fault::new(
            "There is no unfinished session",
            "Start one with “roundtable”, or “roundtable run CASE”.",
        )
    })
}
