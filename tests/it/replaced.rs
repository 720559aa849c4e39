//! A journal that another program moves, replaces, cuts or deletes while its session runs: what is
//! saved from then on goes to a new file that holds everything, and it is told.

use std::{fs, io::Write, path::Path};

use roundtable::{journal::list::list, session::Event, table::News};

use crate::desk::{ANN, Fixture, entries, says};

fn replaces(path: &Path) {
    let copy = path.with_extension("copy");
    fs::copy(path, &copy).unwrap();
    fs::rename(&copy, path).unwrap();
}

fn cuts(path: &Path) {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(file.metadata().unwrap().len() - 10).unwrap();
}

fn empties(path: &Path) {
    fs::File::create(path).unwrap();
}

fn adds(path: &Path) {
    let mut file = fs::OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(b"# not ours\n").unwrap();
}

fn deletes(path: &Path) {
    fs::remove_file(path).unwrap();
}

fn moves(path: &Path) {
    fs::rename(path, path.with_extension("elsewhere")).unwrap();
}

fn answers(path: &Path) -> usize {
    let all = entries(path).into_iter();
    all.filter(|entry| matches!(entry.event, Event::Answered { .. }))
        .count()
}

const HARMS: [fn(&Path); 6] = [replaces, cuts, empties, adds, deletes, moves];

#[test]
fn a_session_goes_on_in_a_new_file_where_its_own_is_not_there_any_more() {
    for (at, harm) in HARMS.iter().enumerate() {
        let desk = Fixture::new();
        desk.ask_the_question();
        desk.must(says(ANN, "one"));
        let before = desk.path();
        harm(&before);
        let saved = desk.keys.ask(says(ANN, "two"));
        assert!(saved.is_ok(), "{at}: the new file stood at once");
        desk.wait_for("the red bar", |news| matches!(news, News::NotSaved(_)));
        let told = desk.wait_for("the new file to be told", |news| {
            matches!(news, News::Told(_))
        });
        let path = desk.path();
        assert_ne!(path, before, "{at}");
        assert!(format!("{told:?}").contains(&*path.file_name().unwrap().to_string_lossy()));
        desk.must(says(ANN, "three"));
        desk.keys.leave();
        assert_eq!(answers(&path), 3, "{at}");
        assert_eq!(
            list(&desk.home).len(),
            1,
            "{at}: the list tells the one that goes on"
        );
    }
}

#[test]
fn what_happens_to_the_file_after_the_last_answer_is_noticed_before_it_is_left() {
    for (at, harm) in HARMS.iter().enumerate() {
        let desk = Fixture::new();
        desk.ask_the_question();
        desk.must(says(ANN, "one"));
        let before = desk.path();
        harm(&before);
        desk.keys.leave();
        let path = desk.path();
        assert_ne!(path, before, "{at}");
        assert_eq!(answers(&path), 1, "{at}");
    }
}

/// The folder is gone as well: it is not shown as saved, and is saved once there is one again.
#[test]
fn nothing_is_shown_as_saved_where_no_new_file_can_be_made() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(says(ANN, "one"));
    let folder = desk.path().parent().unwrap().to_owned();
    fs::remove_dir_all(&folder).unwrap();
    assert!(desk.keys.ask(says(ANN, "two")).is_err());
    desk.wait_for("the red bar", |news| matches!(news, News::NotSaved(_)));
    while let Ok(news) = desk.news.try_recv() {
        assert!(
            !matches!(news, News::SavedAgain | News::Published { .. }),
            "{news:?}"
        );
    }
    fs::create_dir_all(&folder).unwrap();
    desk.wait_for("saved again", |news| matches!(news, News::Told(_)));
    desk.keys.leave();
    assert_eq!(answers(&desk.path()), 2);
}
