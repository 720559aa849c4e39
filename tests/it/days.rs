//! By when something is tried: a day that no calendar has is refused, none at all is said, and the
//! next session lists what is open, what is due first before what is due later.

use std::{fs, path::Path};

use roundtable::{
    protocol::DEFAULT,
    session::{Actor, Command, Commitment},
    stamp::{Due, Wall, Zone, is_no_day},
    text::Clean,
};
use tempfile::TempDir;

use crate::{
    door::run,
    rig::{Rig, open},
    world::tried,
};

fn commits(by_when: &str) -> Command {
    Command::Commit {
        person: None,
        commitment: Commitment {
            what: Clean::new("we ask first"),
            by_when: Clean::new(by_when),
            ..Commitment::default()
        },
    }
}

/// Two people at the close.
fn at_the_close(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], size);
    let from = rig.table.session.place();
    rig.table.must(Actor::Desk, Command::ToClose { from });
    rig.follow();
    rig
}

#[test]
fn dates_are_read_as_people_write_them() {
    let now: Wall = "2026-07-15T12:00:00Z".parse().unwrap();
    for (said, day) in [
        ("2026-11-30", "2026-11-30"),
        ("30.11.", "2026-11-30"),
        ("by 30.11.2027", "2027-11-30"),
        ("30.11.27", "2027-11-30"),
        ("30.11", "2026-11-30"),
        ("1.2.", "2027-02-01"),
        ("30 November", "2026-11-30"),
        ("November 30th, 2028", "2028-11-30"),
        ("am 3. März", "2027-03-03"),
        ("le 1er août", "2026-08-01"),
        ("29.2.", "2028-02-29"),
        ("tomorrow", "2026-07-16"),
        ("tomorrow (Thursday, 16 July 2026)", "2026-07-16"),
    ] {
        let Due::Day(due) = Zone::UTC.due(said, now) else {
            panic!("{said} names a day");
        };
        assert_eq!(Zone::UTC.day(due), day, "{said}");
        assert!(!is_no_day(said), "{said}");
    }
    for said in [
        "",
        "soon",
        "in 2.5 weeks",
        "once Ann is back",
        "version 1.2",
        "mars bars",
    ] {
        assert_eq!(Zone::UTC.due(said, now), Due::Unsaid, "{said}");
        assert!(!is_no_day(said), "{said}");
    }
    for said in [
        "31.11.",
        "by 31 November",
        "2026-02-30",
        "29.2.2027",
        "0.5.",
        "32. Januar",
        "5.13.2026",
    ] {
        assert_eq!(Zone::UTC.due(said, now), Due::Never, "{said}");
        assert!(is_no_day(said), "{said}");
    }
}

#[test]
fn a_day_that_is_none_is_refused_everywhere_and_the_form_stays() {
    for size in [(60, 15), (80, 24), (100, 30)] {
        let mut rig = at_the_close(size);
        let refused = tried(&rig.table, Actor::Desk, &commits("31.11.")).unwrap_err();
        has!(refused.to_string(), "No calendar has that day");
        rig.keys("c")
            .types("we ask first")
            .keys("Tab Tab Tab")
            .types("31.11.");
        rig.keys("Ctrl-s");
        assert!(rig.view().commitments.is_empty());
        has!(rig.screen(), "31.11.");
        rig.keys("Back Back Back Back Back Back");
        rig.types("30.11.").keys("Ctrl-s");
        assert_eq!(rig.last_told(), "Saved.");
        // Said anew, too.
        let commitment = rig.view().commitments[0].entry;
        let anew = |by_when: &str| Command::Recommit {
            commitment,
            person: None,
            anew: match commits(by_when) {
                Command::Commit { commitment, .. } => Some(commitment),
                _ => None,
            },
        };
        assert!(tried(&rig.table, Actor::Desk, &anew("30 February")).is_err());
        assert!(tried(&rig.table, Actor::Desk, &anew("1 March")).is_ok());
    }
}

#[test]
fn no_day_at_all_is_said_with_the_key_that_names_one() {
    for (types, told) in [
        ("", "Saved, with no day to look at it. e names one."),
        ("soon", "Saved. “soon” names no day. e names one."),
    ] {
        let mut rig = at_the_close((80, 24));
        rig.keys("c")
            .types("we ask first")
            .keys("Tab Tab Tab")
            .types(types);
        rig.keys("Ctrl-s");
        assert_eq!(rig.last_told(), told);
        rig.keys("e");
        has!(
            rig.screen(),
            "A commitment; what it said before stays on record"
        );
    }
}

fn session(folder: &Path, case: &str, lines: &str) -> String {
    let ran = run(
        folder,
        &["run", case, "--people", "Ann, Ben", "--plain"],
        lines,
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran.out
}

#[test]
fn the_next_session_lists_all_that_is_open_what_is_due_first_first() {
    let folder = TempDir::new().unwrap();
    for name in ["One", "Two"] {
        let case = format!("# {name}\n\n## Questions\n\n1. What was first?\n");
        fs::write(folder.path().join(format!("{name}.md")), case).unwrap();
    }
    let close = "/next\n/toclose\n";
    let said = session(
        folder.path(),
        "One.md",
        &format!(
            "{close}/commit Ann: LATER | 2199-03-01\n/commit Ben: NEVER | soon\n/commit Ann: BAD | 31.11.\n/close\n"
        ),
    );
    has!(
        said,
        "It names no day to look at it: /reword C2",
        "No calendar has that day"
    );
    lacks!(said, "/reword C1 says");
    let said = session(
        folder.path(),
        "Two.md",
        &format!("{close}/commit Ann: SOONER | 2198-03-01\n/commit SECOND | 2198-05-01\n/close\n"),
    );
    has!(said, "LATER", "NEVER");
    let said = session(
        folder.path(),
        "One.md",
        "/next\n/tried 1 it went well\n/quit\n",
    );
    let at = |what: &str| {
        said.find(what)
            .unwrap_or_else(|| panic!("no {what} in {said}"))
    };
    let all = [
        "1. Ann: SOONER",
        "2. The group: SECOND",
        "3. Ann: LATER",
        "4. Ben: NEVER",
    ]
    .map(at);
    assert!(all.is_sorted(), "{said}");
    has!(said, "Said in: “One”", "Said in: “Two”");
    // What somebody told of is done with.
    let said = session(folder.path(), "One.md", "/next\n/quit\n");
    lacks!(said, "SOONER");
    has!(said, "1. The group: SECOND");
}
