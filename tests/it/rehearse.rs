//! `roundtable run CASE --rehearse`: invented people answer, and nothing of it is among real
//! sessions.

use std::{fs, sync::Arc};

use tempfile::TempDir;

use roundtable::{
    protocol::{ALONE, BUILT_IN, Protocol},
    session::{Ballot, Duty, Event},
};

use crate::{door::run, pty::Terminal};

const CASE: &str = "# The rota\n\nIt is full.\n\n## Questions\n\n### 1. Which first?\n\n- ( ) Ask\n- ( ) Wait\n\n### 2. Why?\n";

#[test]
fn invented_people_answer_and_are_kept_apart() {
    let data = Arc::new(TempDir::new().unwrap());
    fs::write(data.path().join("rota.md"), CASE).unwrap();
    let mut desk = Terminal::start_in(
        Arc::clone(&data),
        &["run", "rota.md", "--rehearse", "--people", "Amal, Bente"],
        (100, 30),
    );
    desk.wait("Rehearsal: The rota");
    desk.wait("[Enter] begin");
    desk.press("\r");
    desk.wait("left of");
    desk.press("\r");
    // Nobody types: they answer by themselves.
    desk.wait("All is in");
    desk.goes(&[
        ("n", "All answers appear"),
        ("n", "DISCUSS"),
        ("n", "Question 2"),
    ]);
    desk.wait("All is in");
    desk.press("q");
    desk.wait("Leave the session?");
    desk.press("\r");
    desk.wait("Choose a case");
    lacks!(desk.text(), "Go on: ");
    desk.press("\x03");
    desk.ended();
    assert!(data.path().join("rehearsals/sessions").is_dir());
    assert!(!data.path().join("sessions").exists());
    let path = data.path().to_string_lossy().into_owned();
    let sessions = run(data.path(), &["sessions", "--data", &path], "");
    lacks!(sessions.out, "rota");
    let journal = fs::read_dir(data.path().join("rehearsals/sessions")).unwrap();
    let journal = journal.map(|file| file.unwrap().path());
    let journal = journal.filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let journal: Vec<_> = journal.collect();
    let report = run(
        data.path(),
        &["report".as_ref(), journal[0].as_os_str()],
        "",
    );
    has!(report.out, "Rehearsal: The rota");
    assert!(report.out.contains("Amal") && report.out.contains("Bente"));
}

#[test]
fn they_rank_and_vote_too() {
    let data = Arc::new(TempDir::new().unwrap());
    fs::write(
        data.path().join("rota.md"),
        "# The rota\n\nIt is full.\n\n## Questions\n\n1. Why?\n",
    )
    .unwrap();
    let mut desk = Terminal::start_in(
        Arc::clone(&data),
        &[
            "run",
            "rota.md",
            "--rehearse",
            "--people",
            "Amal, Bente",
            "--protocol",
            "nominal-group",
        ],
        (100, 30),
    );
    desk.wait("[Enter] begin");
    desk.press("\r");
    desk.wait("left of");
    desk.press("\r");
    desk.wait("All is in");
    desk.press("n");
    desk.wait_until("the round", |screen| !screen.contains("All is in"));
    desk.press("n");
    desk.wait("CLARIFY");
    desk.press("n");
    desk.wait("RANK");
    desk.wait("All is in");
}

#[test]
fn in_lines_they_answer_talk_and_close_by_themselves() {
    let data = TempDir::new().unwrap();
    fs::write(data.path().join("rota.md"), CASE).unwrap();
    let path = data.path().to_string_lossy().into_owned();
    let args = [
        "run",
        "rota.md",
        "--rehearse",
        "--plain",
        "--people",
        "Amal, Bente",
        "--data",
        &path,
    ];
    // Start, the reading, and share, discuss, compare of two questions; then the close.
    let all = run(data.path(), &args, &"\n".repeat(12));
    assert_eq!(all.code, 0, "{}{}", all.out, all.err);
    for said in [
        "Amal, invented: has answered.",
        "Bente, invented: has answered.",
        "Amal, invented: builds on: ",
        "invented: wants to speak.",
        "Amal, invented: will try: ",
        "Bente, invented: one word: ",
        "Report: ",
    ] {
        assert!(all.out.contains(said), "{said}\n{}", all.out);
    }
    lacks!(all.out, "Pass the keyboard");
}

#[test]
fn a_rehearsal_is_gone_on_with_among_rehearsals() {
    let data = TempDir::new().unwrap();
    fs::write(data.path().join("rota.md"), CASE).unwrap();
    let path = data.path().to_string_lossy().into_owned();
    let args = ["run", "rota.md", "--rehearse", "--plain", "--data", &path];
    let begun = run(data.path(), &args, "\n\n/quit\n");
    let name = begun.out.rsplit("resume ").next().unwrap().trim();
    let again = run(
        data.path(),
        &["resume", name, "--plain", "--data", &path],
        &"\n".repeat(12),
    );
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    has!(again.out, "invented: has answered.");
    has!(again.out, "rehearsals/reports");
    assert!(!data.path().join("sessions").exists());
}

#[test]
fn from_the_library_and_the_session_after_it_is_a_real_one() {
    let data = Arc::new(TempDir::new().unwrap());
    fs::write(data.path().join("rota.md"), CASE).unwrap();
    let mut desk = Terminal::start_in(Arc::clone(&data), &["--cases", "."], (100, 30));
    desk.wait("Choose a case");
    desk.press("the rota");
    desk.wait("It is full.");
    desk.press("\x14");
    desk.wait("Rehearsal: The rota");
    desk.wait("Fatou");
    desk.press("\r");
    desk.wait("left of");
    desk.press("q");
    desk.wait("Leave the session?");
    desk.press("\r");
    // Nothing is looked for any more, and the cursor stands where it stood.
    desk.wait("▸ The rota");
    desk.wait("Choose a case, or type to find one");
    desk.press("\r");
    desk.wait("Type a name and press");
    lacks!(desk.text(), "Rehearsal");
    desk.press("Ann\r");
    desk.wait("1 person");
    desk.press("\x03");
    desk.wait("Go on: gathering, Ann");
    lacks!(desk.text(), "Rehearsal");
    desk.press("\x03");
    desk.ended();
    let kept = |folder: &str| fs::read_dir(data.path().join(folder)).unwrap().count();
    assert!(kept("rehearsals/sessions") > 0);
    assert!(kept("sessions") > 0);
}

#[test]
fn every_protocol_can_be_tried_to_its_end() {
    let alone = |protocol: &&Protocol| protocol.name != ALONE;
    for protocol in BUILT_IN.iter().filter(alone) {
        let data = TempDir::new().unwrap();
        fs::write(data.path().join("rota.md"), CASE).unwrap();
        let path = data.path().to_string_lossy().into_owned();
        let args = ["run", "rota.md", "--rehearse", "--plain", "--protocol"];
        let args = [&args[..], &[&protocol.name, "--data", &path]].concat();
        let all = run(data.path(), &args, &"\n".repeat(60));
        assert_eq!(all.code, 0, "{}: {}", protocol.name, all.err);
        assert!(
            all.out.contains("The session is closed."),
            "{}:\n{}",
            protocol.name,
            all.out
        );
    }
}

/// What invented people said, from the journal of the only rehearsal there.
fn rehearsed(case: &str, protocol: &str) -> (String, Vec<roundtable::session::Entry>) {
    let data = TempDir::new().unwrap();
    let path = data.path().to_string_lossy().into_owned();
    let args = [
        "run",
        case,
        "--rehearse",
        "--plain",
        "--protocol",
        protocol,
        "--data",
        &path,
    ];
    let all = run(data.path(), &args, &"\n".repeat(90));
    assert_eq!(all.code, 0, "{}{}", all.out, all.err);
    let mut files = fs::read_dir(data.path().join("rehearsals/sessions")).unwrap();
    let journal = files
        .find_map(|file| {
            let path = file.unwrap().path();
            path.extension()
                .is_some_and(|end| end == "jsonl")
                .then_some(path)
        })
        .unwrap();
    let scanned = roundtable::journal::scan::file(&journal).unwrap();
    (all.out, scanned.entries)
}

#[test]
fn they_answer_from_the_case_in_its_language_and_to_each_other() {
    for (case, theirs, not) in [
        (
            "six-parcels",
            "In October twelve people were told",
            "hand-over",
        ),
        (
            "der-platz-am-heizkoerper",
            "Zuerst die nächste Nacht",
            "I would",
        ),
        (
            "la-tartine-de-mme-aubry",
            "Elle met une veilleuse",
            "I would",
        ),
    ] {
        let (out, entries) = rehearsed(case, "think-share");
        let mut whose = std::collections::BTreeMap::new();
        let (mut all, mut notes, mut speakers) =
            (String::new(), 0, std::collections::BTreeSet::new());
        for entry in &entries {
            match &entry.event {
                Event::Answered { person, answer, .. } => {
                    whose.insert(entry.n, *person);
                    all += &format!("{answer:?}\n");
                }
                Event::Noted {
                    person,
                    about,
                    text,
                    ..
                } => {
                    notes += 1;
                    speakers.insert(*person);
                    all += text;
                    if let Some(about) = about {
                        assert_ne!(whose.get(about).copied(), *person, "{case}: {text}");
                    }
                }
                _ => {}
            }
        }
        assert!(all.contains(theirs), "{case}: {all}");
        assert!(!all.contains(not), "{case}: {all}");
        assert!(notes > 0, "{out}");
        assert!(speakers.len() > 3, "always the same: {case}: {speakers:?}");
    }
}

#[test]
fn they_obey_the_protocol_that_they_show() {
    for protocol in [
        "nominal-group",
        "consent",
        "consultancy",
        "what-so-what-now-what",
        "1-2-4-all",
    ] {
        let (out, entries) = rehearsed("six-parcels", protocol);
        assert!(!out.contains("listens in this step"), "{protocol}: {out}");
        let (mut holder, mut objected, mut amended) = (None, false, false);
        let mut said = std::collections::BTreeMap::<_, Vec<String>>::new();
        for entry in &entries {
            match &entry.event {
                Event::DutyHanded {
                    duty: Duty::Holder,
                    to,
                } => holder = *to,
                Event::Voted {
                    person,
                    ballot: Ballot::Consent { objects: true, .. },
                    ..
                } => {
                    objected = true;
                    assert_ne!(Some(*person), holder, "whoever brought it objects");
                }
                Event::Answered {
                    person,
                    question,
                    answer,
                    ..
                } => {
                    amended |= objected && Some(*person) == holder;
                    let text = format!("{:?}", answer.value);
                    said.entry((*person, question.clone()))
                        .or_default()
                        .push(text);
                }
                _ => {}
            }
        }
        assert!(!objected || amended, "{protocol}: it passes unchanged");
        if protocol == "what-so-what-now-what" {
            for texts in said.values().filter(|texts| texts.len() > 1) {
                let chosen = texts[0].starts_with("Choice");
                assert!(
                    chosen || texts[0] != texts[1],
                    "the same three times: {texts:?}"
                );
            }
        }
    }
}
