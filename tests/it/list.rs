//! Finding, listing and verifying sessions.

use std::{fs, process::Command as Process};

use roundtable::{
    cli::verify::verify,
    journal::{
        list::{find, list},
        name::{beside, slug},
    },
    session::Command,
    text::Clean,
};

use crate::desk::{ANN, Fixture, says};

#[test]
fn the_list_tells_sessions_in_brief_whether_their_head_is_there_or_not() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(says(ANN, "one"));
    desk.keys.leave();
    fs::write(desk.home.sessions().join("empty.jsonl"), b"").unwrap();
    fs::write(desk.home.sessions().join("junk.jsonl"), b"junk").unwrap();
    let by_head = list(&desk.home);
    fs::remove_file(beside(&desk.path(), "head")).unwrap();
    assert_eq!(list(&desk.home), by_head);
    let brief = &by_head[0];
    assert_eq!(
        (&*brief.title, brief.finished, &brief.problem),
        ("Small", false, &None)
    );
    assert_eq!(brief.people, [Clean::new("Ann")]);
    assert_eq!(by_head.len(), 2);
    assert_eq!(by_head[1].problem.as_deref(), Some("holds no whole entry"));
}

#[test]
fn names_of_files_are_made_of_letters_and_digits() {
    for (title, expected) in [
        ("The Night Shift", "the-night-shift"),
        ("../../etc/passwd", "etc-passwd"),
        ("  ", "case"),
        ("Größe!", "größe"),
        ("a\u{202e}b\u{0}c", "a-b-c"),
    ] {
        assert_eq!(slug(title), expected);
    }
    assert!(slug(&"long ".repeat(100)).len() <= 40);
}

#[test]
fn a_session_is_found_by_its_path_its_name_or_enough_of_it() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.keys.leave();
    let path = desk.path();
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let id = name.rsplit('-').next().unwrap();
    for wish in [&*path.to_string_lossy(), &name, id, "small"] {
        assert_eq!(find(&desk.home, wish).unwrap(), path, "{wish}");
    }
    fs::copy(&path, path.with_file_name("other-small-one.jsonl")).unwrap();
    assert!(find(&desk.home, &name).is_ok());
    for wish in ["small", "none", "../small"] {
        let fault = find(&desk.home, wish).unwrap_err();
        assert!(fault.place.contains(wish), "{fault}");
    }
}

#[test]
fn verifying_says_of_each_file_what_is_wrong_where() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(says(ANN, "one"));
    desk.must(Command::Close);
    desk.keys.leave();
    let (path, head) = (desk.path(), beside(&desk.path(), "head"));
    let whole = fs::read_to_string(&path).unwrap();
    let damaged = path.with_file_name("damaged.jsonl");
    fs::write(&damaged, whole.replace("Ann", "Bnn")).unwrap();
    let short = path.with_file_name("short.jsonl");
    let lines: Vec<_> = whole.split_inclusive('\n').collect();
    fs::write(&short, lines[..3].concat()).unwrap();
    fs::copy(head, beside(&short, "head")).unwrap();
    let torn = path.with_file_name("torn.jsonl");
    fs::write(&torn, lines[..3].concat() + "{\"n\":").unwrap();
    let none = path.with_file_name("none.jsonl");
    let rotten = path.with_file_name("rotten.jsonl");
    fs::write(&rotten, lines[..4].concat().replace("\"one\"", "\"onx\"")).unwrap();
    let files = [&path, &damaged, &short, &torn, &none, &rotten].map(|path| Ok(path.clone()));

    let mut text = Vec::new();
    assert!(!verify(&files, false, &mut text).unwrap());
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<_> = text.lines().collect();
    for (line, (mark, end)) in lines.iter().zip([
        ("ok ", ": all 6 entries are intact; closed"),
        ("DAMAGED ", ": Entry 2 is damaged (line 2); 5 are intact; closed"),
        ("DAMAGED ", ": all 3 entries are intact; it ends at entry 3, but entry 6 was saved; not closed"),
        ("ok ", ": all 3 entries are intact; 5 bytes at its end were cut off and had not been confirmed; not closed"),
        ("FAILED ", "one with blanks needs quotation marks."),
        (
            "DAMAGED ",
            "bytes at its end are damaged, and may have been an entry; not closed",
        ),
    ]) {
        assert!(line.starts_with(mark) && line.ends_with(end), "{line}");
    }
    assert_eq!(lines.len(), 6);
    assert!(verify(&files[..1], false, &mut Vec::new()).unwrap());

    let mut json = Vec::new();
    assert!(!verify(&files, true, &mut json).unwrap());
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json[0]["sound"], true);
    assert_eq!(json[0]["head"], "matches");
    assert_eq!(json[1]["damaged"], serde_json::json!([[2, 2]]));
    assert_eq!(json[2]["saved"], 6);
    assert_eq!(json[4]["sound"], false);
}

#[test]
fn verifying_exits_with_1_where_a_fault_is_found() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.keys.leave();
    let verify = |wish: &str| {
        let output = Process::new(env!("CARGO_BIN_EXE_roundtable"))
            .args(["verify", wish, "--data"])
            .arg(desk.home.root())
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    let (code, said) = verify("small");
    assert_eq!(code, Some(0), "{said}");
    let text = fs::read_to_string(desk.path()).unwrap();
    fs::write(desk.path(), text.replace("Ann", "Bnn")).unwrap();
    let (code, said) = verify("small");
    assert_eq!(code, Some(1), "{said}");
    has!(said, "Entry 2 is damaged");
    assert_eq!(verify("nothing of that name").0, Some(1));
}
