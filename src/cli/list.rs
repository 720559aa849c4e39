//! Lists for people and programs: sessions, protocols, verdicts; and finding a session.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use jiff::{Timestamp, tz::TimeZone};

use crate::{
    clock,
    fault::Fault,
    home::Home,
    journal::list::{Brief, copies, list, unfinished},
    protocol::Protocol,
    stamp::Wall,
    text::{Clean, escaped, shell},
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
                shell(&Clean::line(&brief.id))
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

/// The newest session that was not closed, and what there is to say about the choice.
/// Fails where there is none, or where several files hold that session.
pub(super) fn newest_unfinished(home: &Home) -> Result<(PathBuf, Option<String>), Fault> {
    let open = unfinished(home);
    // Another computer's clock may be wrong: such a session is no newer than any other.
    let latest = clock::now().wall.0.saturating_add(FUTURE_MS);
    let dated = open.iter().find(|brief| brief.last_at.0 > latest).cloned();
    let sound = open.iter().find(|brief| brief.last_at.0 <= latest);
    let Some(chosen) = sound.or(open.first()) else {
        return Err(Fault::new(
            "There is no unfinished session",
            "Start one with “roundtable”, or “roundtable run CASE”.",
        ));
    };
    let copies = copies(home, chosen);
    if copies.len() > 1 {
        let one = |brief: &Brief| {
            let command = format!("roundtable resume {}", shell(&brief.id));
            format!("\n    {command}    ({})", local(brief.last_at))
        };
        let commands: String = copies.iter().map(one).collect();
        return Err(Fault::new(
            "Several files hold the newest session; they may be copies of each other",
            "Type the one to go on with, or move the others away.",
        )
        .because(&commands));
    }
    let said = dated.map(|brief| {
        let name = shell(&brief.id).into_owned();
        let when = local(brief.last_at);
        if brief.id == chosen.id {
            format!("{name} is dated {when}, which is yet to come.")
        } else {
            format!(
                "{name} is dated {when}, which is yet to come, so it is passed over for {}. \
                 Go on with it by: roundtable resume {name}",
                shell(&chosen.id)
            )
        }
    });
    Ok((chosen.path.clone(), said))
}

/// Clocks of two computers may differ by that much, in milliseconds.
const FUTURE_MS: i64 = 10 * 60 * 1000;
