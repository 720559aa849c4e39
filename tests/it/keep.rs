//! The journal and its files, as people meet them: what is kept, mended, refused and listed.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
};

use roundtable::{
    home::Home,
    id::QuestionId,
    journal::{
        self,
        drafts::{Draft, DraftKey},
        name::beside,
        open::Why,
        verify::verify,
    },
    session::{Command, Event, Place, Refusal},
    table::{News, Table, Trouble, World},
    text::Clean,
};

use crate::desk::{
    ANN, Fixture, Keyboard, advance, entries, files, join, opened, resume, says, scan_file,
    small_case, until,
};

fn key() -> DraftKey {
    DraftKey::Answer {
        person: ANN,
        question: QuestionId::new("q1"),
    }
}

fn typed(text: &str) -> Option<Draft> {
    Some(Draft {
        text: Clean::new(text),
        ..Draft::default()
    })
}

fn said(path: &Path) -> Vec<String> {
    let answers = entries(path)
        .into_iter()
        .filter_map(|entry| match entry.event {
            Event::Answered { answer, .. } => Some(format!("{:?}", answer.value)),
            _ => None,
        });
    answers.collect()
}

fn add(path: &Path, bytes: &[u8]) {
    let mut all = fs::read(path).unwrap();
    all.extend_from_slice(bytes);
    fs::write(path, all).unwrap();
}

#[test]
fn looking_leaves_nothing_behind() {
    let desk = Fixture::new();
    desk.keys.draft(key(), typed("not yet"));
    desk.keys.flush();
    assert_eq!(desk.keys.journal_path(), None);
    desk.keys.leave();
    assert_eq!(files(desk.folder.path()), []);
}

#[test]
fn files_are_private() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.keys.draft(key(), typed("secret"));
    desk.keys.flush();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&desk.path()), 0o600);
    assert_eq!(mode(&desk.home.sessions()), 0o700);
    assert_eq!(mode(&beside(&desk.path(), "drafts")), 0o600);
    assert_eq!(mode(&beside(&desk.path(), "head")), 0o600);
    let name = desk
        .path()
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    assert!(
        name.contains("-small-") && name.ends_with(".jsonl"),
        "{name}"
    );
}

#[test]
fn what_was_saved_is_there_again() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(says(ANN, "kept"));
    let (desk, opening) = desk.again();
    assert_eq!(opening.view_only, None);
    desk.must(says(ANN, "and more"));
    desk.keys.leave();
    let entries = entries(&desk.path());
    let resumed = entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::Resumed { .. }));
    assert_eq!(resumed.count(), 1);
    assert_eq!(said(&desk.path()).len(), 2);
}

#[test]
fn resuming_and_looking_changes_no_byte() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.keys.leave();
    add(&desk.path(), b"{\"n\":4,\"p\":\"torn");
    let before = files(desk.folder.path());
    let (keys, _, opening) = resume(&World::real(), &desk.path());
    assert_eq!(opening.cut_off_bytes, 16);
    keys.flush();
    keys.leave();
    assert_eq!(files(desk.folder.path()), before);
}

#[test]
fn a_cut_off_entry_is_set_apart_and_offered() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(says(ANN, "one"));
    desk.must(says(ANN, "two with \"quotes\" and ümlauts"));
    desk.keys.leave();
    let path = desk.path();
    let whole = fs::read(&path).unwrap();
    // Cut within the last answer's text; the head knows better, so it goes too.
    let cut = whole
        .windows(5)
        .rposition(|bytes| bytes == b"mlaut")
        .unwrap();
    fs::write(&path, &whole[..cut]).unwrap();
    fs::remove_file(beside(&path, "head")).unwrap();
    let (keys, _, opening) = resume(&World::real(), &path);
    assert_eq!(opening.view_only, None);
    let offered = &opening.drafts[&key()];
    assert_eq!(&*offered.text, "two with \"quotes\" and ü");
    assert_eq!(opening.cut_off.as_ref(), Some(offered));
    keys.ask(says(ANN, "again")).unwrap();
    keys.leave();
    let after = fs::read(&path).unwrap();
    assert!(after.starts_with(&whole[..cut]), "no byte is taken away");
    assert_eq!(said(&path).len(), 2);
    let mended = entries(&path)
        .into_iter()
        .any(|entry| matches!(entry.event, Event::Mended { .. }));
    assert!(mended);
    let apart = files(&desk.home.sessions())
        .into_iter()
        .find(|(path, _)| path.to_string_lossy().contains("broken-"));
    assert!(whole[..cut].ends_with(&apart.unwrap().1));
    assert!(verify(&path).unwrap().sound);
}

#[test]
fn a_tail_that_lacks_only_its_new_line_is_a_whole_entry() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(says(ANN, "one"));
    desk.keys.leave();
    let path = desk.path();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    let (keys, _, opening) = resume(&World::real(), &path);
    assert_eq!((opening.view_only, opening.cut_off_bytes), (None, 0));
    keys.ask(says(ANN, "two")).unwrap();
    keys.leave();
    assert!(fs::read(&path).unwrap().starts_with(&whole));
    assert_eq!(said(&path).len(), 2);
    assert_eq!(scan_file(&path).torn, None);
}

#[test]
fn damage_in_the_middle_is_viewed_and_taken_over() {
    let desk = Fixture::new();
    desk.ask_the_question();
    for text in ["one", "two", "three"] {
        desk.must(says(ANN, text));
    }
    desk.keys.draft(key(), typed("four, half"));
    desk.keys.leave();
    let path = desk.path();
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("\"two\"", "\"twx\"");
    fs::write(&path, &text).unwrap();
    let (keys, _, opening) = resume(&World::real(), &path);
    let why = opening.view_only.unwrap();
    assert!(
        matches!(&why, Why::Damaged { damage, intact: 6, .. } if damage[0].from == 5 && damage[0].to == 5),
        "{why:?}"
    );
    assert!(
        why.to_string()
            .starts_with("Entry 5 is damaged, 6 are intact."),
        "{why}"
    );
    let refused = keys.ask(says(ANN, "four"));
    assert!(matches!(
        refused,
        Err(Trouble::Refused(Refusal::ViewOnly(_)))
    ));
    keys.leave();
    let verdict = verify(&path).unwrap();
    assert_eq!((verdict.sound, verdict.damaged), (false, vec![(5, 5)]));
    let new = Table::take_over(&path).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        text,
        "the damaged file stays"
    );
    assert_eq!(said(&new), ["Text(\"one\")", "Text(\"three\")"]);
    let last = entries(&new).pop().unwrap().event;
    assert!(
        matches!(&last, Event::TakenOver { damaged, .. } if *damaged == [5]),
        "{last:?}"
    );
    let (keys, _, opening) = resume(&World::real(), &new);
    assert_eq!(Some(&opening.drafts[&key()]), typed("four, half").as_ref());
    assert_eq!(opening.view_only, None);
    keys.ask(says(ANN, "four")).unwrap();
    keys.leave();
    assert!(verify(&new).unwrap().sound);
}

#[test]
fn a_lost_tail_is_noticed_and_gone_on_from_only_when_confirmed() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(says(ANN, "one"));
    desk.must(says(ANN, "two"));
    desk.keys.leave();
    let path = desk.path();
    let whole = fs::read_to_string(&path).unwrap();
    let (before, _) = whole.split_once("\"two\"").unwrap();
    let end = before.rfind('\n').unwrap() + 1;
    fs::write(&path, whole.split_at(end).0).unwrap();
    let (keys, _, opening) = resume(&World::real(), &path);
    let why = opening.view_only.unwrap();
    assert!(
        why.to_string()
            .starts_with("The file ends at entry 4; entry 6 had been saved"),
        "{why}"
    );
    keys.leave();
    assert_eq!(verify(&path).unwrap().saved, Some(6));
    let (table, opening) = Table::resume_shortened(&path).unwrap();
    let (keys, _) = Keyboard::at(table);
    assert_eq!(opening.view_only, None);
    keys.ask(says(ANN, "three")).unwrap();
    keys.leave();
    let gone = entries(&path)
        .into_iter()
        .find_map(|entry| match entry.event {
            Event::Shortened { saved } => Some(saved.0),
            _ => None,
        });
    assert_eq!(gone, Some(6), "it is on record for ever");
    assert_eq!(said(&path).len(), 2);
}

#[test]
fn a_second_window_may_look_only() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.keys.draft(key(), typed("mine"));
    desk.keys.flush();
    let (second, _, opening) = resume(&World::real(), &desk.path());
    let why = opening.view_only.unwrap();
    assert_eq!(why, Why::Elsewhere);
    assert!(why.to_string().contains("open in another window"));
    assert!(
        opening.drafts.is_empty(),
        "the other window is still typing"
    );
    assert!(second.ask(join("Ben")).is_err());
    second.draft(key(), typed("over yours"));
    second.flush();
    second.leave();
    desk.must(says(ANN, "one"));
    let (_, opening) = desk.again();
    assert_eq!(opening.view_only, None);
}

#[test]
fn a_newer_version_may_be_looked_at_only() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.keys.leave();
    let path = desk.path();
    let scan = scan_file(&path);
    let entry = scan.entries.last().unwrap().clone();
    let next = roundtable::session::Entry {
        n: entry.n.next(),
        ..entry
    };
    let (line, _) = journal::line::write(&next, scan.hash).unwrap();
    for (old, new) in [("\"v\":2", "\"v\":3"), ("\"paused\"", "\"flown\"")] {
        let line = String::from_utf8(line.clone()).unwrap().replace(old, new);
        let body = line.rsplit_once(",\"h\":").unwrap().0;
        let hash = blake3::hash(body.as_bytes()).to_hex();
        let hash = hash.split_at(32).0;
        let before = fs::read(&path).unwrap();
        add(&path, format!("{body},\"h\":\"{hash}\"}}\n").as_bytes());
        let (keys, _, opening) = resume(&World::real(), &path);
        assert_eq!(opening.view_only, Some(Why::Newer), "{new}");
        assert!(keys.ask(join("Ben")).is_err());
        keys.leave();
        fs::write(&path, before).unwrap();
    }
}

#[test]
fn the_same_command_twice_has_one_effect_and_two_answers() {
    let desk = Fixture::new();
    desk.must(join("Ann"));
    let from = Place::Gather;
    let first = desk.keys.send(advance(from));
    let second = desk.keys.send(advance(from));
    let mut waited = vec![first, second];
    while !waited.is_empty() {
        let news = desk.wait_for("both to be done", |news| {
            matches!(news, News::Published { .. })
        });
        if let News::Published { done, .. } = news {
            waited.retain(|id| !done.contains(id));
        }
    }
    let moved = entries(&desk.path())
        .iter()
        .filter(|entry| matches!(entry.event, Event::Moved { .. }))
        .count();
    assert_eq!(moved, 1);
}

#[test]
fn drafts_come_back_until_their_answer_is_saved() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.keys.draft(key(), typed("half a th"));
    desk.keys.draft(key(), typed("half a thought"));
    desk.keys.flush();
    let (desk, opening) = desk.again();
    assert_eq!(
        Some(&opening.drafts[&key()]),
        typed("half a thought").as_ref()
    );
    // Without a flush they are there soon.
    desk.keys.draft(key(), typed("half a thought more"));
    until("the draft is on disk", || {
        journal::drafts::read(&desk.path()).drafts.get(&key())
            == typed("half a thought more").as_ref()
    });
    desk.must(says(ANN, "a thought"));
    until("the draft is gone", || {
        journal::drafts::read(&desk.path()).drafts.is_empty()
    });
    let (_, opening) = desk.again();
    assert!(opening.drafts.is_empty());
}

#[test]
fn drafts_that_were_synced_outlive_a_newer_file_that_was_not() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.keys.draft(key(), typed("synced"));
    desk.keys.flush();
    desk.keys.draft(key(), typed("synced and more"));
    let typing = beside(&desk.path(), "typing");
    until("the newer draft is written", || typing.exists());
    desk.keys.draft(key(), None);
    let latest = fs::read(&typing).unwrap();
    assert!(String::from_utf8_lossy(&latest).contains("synced and more"));
    // A power cut may leave the newer file empty.
    let kept = desk.folder.path().join("copy.jsonl");
    fs::copy(beside(&desk.path(), "drafts"), beside(&kept, "drafts")).unwrap();
    fs::write(beside(&kept, "typing"), b"").unwrap();
    assert_eq!(
        journal::drafts::read(&kept).drafts.get(&key()),
        typed("synced").as_ref()
    );
    fs::write(beside(&kept, "typing"), latest).unwrap();
    assert_eq!(
        journal::drafts::read(&kept).drafts.get(&key()),
        typed("synced and more").as_ref()
    );
}

#[test]
fn a_link_is_not_written_through() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.keys.leave();
    let link = desk.folder.path().join("link.jsonl");
    symlink(desk.path(), &link).unwrap();
    let (keys, _, opening) = resume(&World::real(), &link);
    assert!(
        matches!(opening.view_only, Some(Why::ReadOnly(_))),
        "{:?}",
        opening.view_only
    );
    keys.leave();
}

#[test]
fn what_is_no_session_is_refused_with_advice() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder.jsonl")).unwrap();
    fs::write(at("empty.jsonl"), b"").unwrap();
    fs::write(at("text.jsonl"), b"hello\n").unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        at("pipe.jsonl"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .unwrap();
    for name in ["none", "folder", "empty", "text", "pipe"] {
        let Err(fault) = Table::resume(&at(&format!("{name}.jsonl"))) else {
            panic!("{name} was opened");
        };
        assert!(
            !fault.hint.is_empty() && fault.place.contains(name),
            "{name}: {fault}"
        );
    }
}

#[test]
fn starting_where_nothing_can_be_written_names_another_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, b"").unwrap();
    let home = Home::find(Some(file)).unwrap();
    let Err(fault) = Table::open(&home, opened(small_case())) else {
        panic!("it was opened");
    };
    assert!(
        fault.hint.starts_with("Use another folder: --data /"),
        "{fault}"
    );
}

#[test]
fn a_closed_session_ends_with_its_count_and_hash() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(says(ANN, "one"));
    desk.must(Command::Close);
    desk.keys.leave();
    let entries = entries(&desk.path());
    let Event::Closed { count, head } = &entries.last().unwrap().event else {
        panic!("{entries:?}");
    };
    assert_eq!(*count, entries.len() as u64 - 1);
    let text = fs::read_to_string(desk.path()).unwrap();
    let before = text.lines().rev().nth(1).unwrap();
    assert!(before.ends_with(&format!("\"h\":\"{head}\"}}")));
    assert!(verify(&desk.path()).unwrap().closed);
    assert!(!beside(&desk.path(), "reserve").exists());
    let (keys, _, opening) = resume(&World::real(), &desk.path());
    assert_eq!(opening.view_only, None);
    assert!(matches!(
        keys.ask(join("Ben")),
        Err(Trouble::Refused(Refusal::Over))
    ));
}
