//! A document that is saved again after somebody said what its lines are: what was said holds for
//! the same lines, never sets other words free, and the person is told what became of it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use roundtable::{
    case::mend::{As, Mended, Taken, carry},
    home::Home,
    library::{self, Loaded},
};
use tempfile::TempDir;

use crate::{desk::until, door::run, pty::Terminal};

/// Nothing in it says what is what.
const LETTER: &str = "From the desk of Rita

The rota for the pool

Two lifeguards are ill, and the school comes at nine.

Who opens the gate on Monday

Rita keeps the gate shut and rings the school.

The key hangs behind the door.

What do you tell the parents

The truth, and before nine.

With kind regards
";

const SAID: &[(u32, As)] = &[
    (1, As::Out),
    (3, As::Title),
    (5, As::Text),
    (7, As::Question),
    (9, As::AnswerTo(7)),
    (11, As::Note),
    (13, As::Question),
    (15, As::Answer),
    (17, As::Out),
];

fn opened(folder: &Path) -> Loaded {
    let home = Home::find(Some(folder.join("data"))).unwrap();
    let loaded = library::load(&folder.join("pool.txt")).unwrap();
    library::recall(loaded, &home).unwrap()
}

/// A folder with the letter, of which all that was said.
fn mended() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("pool.txt"), LETTER).unwrap();
    let home = Home::find(Some(folder.path().join("data"))).unwrap();
    let mut loaded = opened(folder.path());
    loaded.decision.marks = SAID.iter().copied().collect();
    loaded.decision.seen = true;
    library::remember(&loaded, &home).unwrap();
    folder
}

fn saved(folder: &TempDir, text: &str) -> Loaded {
    fs::write(folder.path().join("pool.txt"), text).unwrap();
    opened(folder.path())
}

/// The file that tells which content lies there.
fn lies(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder.join("data/readings")).unwrap();
    let files = files.by_ref().map(|file| file.unwrap().path());
    let mut found = files.filter(|path| path.extension().is_some_and(|end| end == "lies"));
    found.next().unwrap()
}

fn sets_free(mark: As) -> bool {
    matches!(mark, As::Question | As::Text | As::Title | As::Exhibit)
}

#[test]
fn a_word_that_is_changed_leaves_what_was_said_of_all_other_lines() {
    for (line, mark) in SAID {
        let folder = mended();
        let lines: Vec<_> = (1..).zip(LETTER.lines()).collect();
        let changed = |number: u32, text: &str| match number == *line {
            true => format!("{text} again"),
            false => text.to_owned(),
        };
        let text: Vec<_> = lines.iter().map(|(at, text)| changed(*at, text)).collect();
        let loaded = saved(&folder, &text.join("\n"));
        let carried = loaded.carried.clone().unwrap();
        let kept = SAID.len() - usize::from(sets_free(*mark));
        assert_eq!(
            (carried.of, carried.kept),
            (SAID.len(), kept),
            "line {line}"
        );
        let now = loaded.decision.marks.get(line);
        assert!(
            !now.is_some_and(|now| sets_free(*now)),
            "line {line}: {now:?}"
        );
        let (_, taken) = loaded.mended().read();
        for (kept, mark) in SAID.iter().filter(|(_, mark)| mark.is_kept_back()) {
            let at = taken[*kept as usize - 1];
            let hidden = matches!(at, Taken::Hidden(_)) || *mark == As::Out;
            assert!(hidden, "line {line} is another, line {kept} is {at:?}");
        }
        // What could not be kept is to be looked at.
        assert_eq!(carried.look.contains(line), sets_free(*mark), "line {line}");
        assert_eq!(loaded.is_asked(), sets_free(*mark), "line {line}");
    }
}

#[test]
fn lines_that_come_go_and_move_take_what_was_said_with_them() {
    let folder = mended();
    let old: Vec<&str> = LETTER.lines().collect();
    // A line on top, one less in the middle, the last question before the first.
    let new = [
        "Saved on Tuesday",
        "",
        old[0],
        "",
        old[2],
        "",
        old[4],
        "",
        old[12],
        "",
        old[14],
        "",
        old[6],
        "",
        old[8],
        "",
        old[16],
    ];
    let loaded = saved(&folder, &new.join("\n"));
    let at = |line: u32| loaded.decision.marks.get(&line).copied();
    assert_eq!(at(1), None);
    assert_eq!(at(5), Some(As::Title));
    assert_eq!(at(9), Some(As::Question));
    assert_eq!(at(11), Some(As::Answer));
    assert_eq!(at(13), Some(As::Question));
    assert_eq!(at(15), Some(As::AnswerTo(13)));
    assert_eq!(at(17), Some(As::Out));
    let carried = loaded.carried.unwrap();
    assert_eq!((carried.of, carried.kept), (9, 8));
}

#[test]
fn what_is_written_into_an_answer_is_kept_back_with_it() {
    let source = "# Pool\n\nWhat now?\n\nFirst thing.\nSecond thing.\n";
    let mut old = Mended::new(source, "pool.md");
    old.set(3, Some(As::Question));
    old.set(5, Some(As::Answer));
    old.set(6, Some(As::Answer));
    let new = source.replace("First thing.\n", "First thing.\nSomething else entirely.\n");
    let new = Mended::new(&new, "pool.md");
    let (new, carried) = carry(&old, new, &mut || false).unwrap();
    assert_eq!(new.mark(6), Some(As::Answer));
    assert_eq!(new.said(6), None, "nobody said it");
    assert!(carried.look.contains(&6));
}

#[test]
fn the_same_text_in_another_file_of_that_place_asks_nothing_again() {
    let folder = mended();
    // A byte-order mark is no word.
    fs::write(folder.path().join("pool.txt"), format!("\u{feff}{LETTER}")).unwrap();
    let loaded = opened(folder.path());
    assert!(loaded.carried.is_none());
    assert!(loaded.decision.seen);
    assert_eq!(loaded.decision.marks.len(), SAID.len());
}

#[test]
fn whoever_opens_it_is_told_what_is_carried_over_and_what_to_look_at() {
    let folder = Arc::new(mended());
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let show = || run(folder.path(), &["show", "pool.txt", "--data", data], "");
    // What was said before this was kept by place is kept so once it was opened.
    fs::remove_file(lies(folder.path())).unwrap();
    assert!(show().err.is_empty());
    let text = LETTER.replace("gate on Monday", "gate on Tuesday");
    fs::write(folder.path().join("pool.txt"), text).unwrap();
    let said = "8 of your 9 marks are carried over, one of them as a note, since its question is not what it was; look at line 7.";
    let shown = show();
    assert!(shown.err.contains(said), "{}", shown.err);
    let words = ["run", "pool.txt", "--people", "Ann", "--data", data];
    let mut terminal = Terminal::start_in(Arc::clone(&folder), &words, (80, 24));
    terminal.wait("You are asked once");
    terminal.wait("8 of your 9");
    terminal.press("l");
    // The line to look at is where the cursor stands.
    terminal.wait("▸");
    let screen = terminal.text();
    let at = screen.lines().find(|line| line.contains('▸')).unwrap();
    assert!(at.contains("gate on Tuesday"), "{screen}");
    terminal.press("q");
    terminal.goes(&[("\r", "[Enter] begin")]);
    until("what was decided is on disk", || {
        opened(folder.path()).carried.is_none()
    });
    let mut terminal = terminal.again(&words);
    terminal.wait("[Enter] begin");
    let all = String::from_utf8_lossy(&terminal.bytes);
    assert!(!all.contains("carried over"), "it is said once");
}

#[test]
fn a_sheet_for_participants_waits_until_somebody_has_looked() {
    let folder = Arc::new(TempDir::new().unwrap());
    let text = "The two keys\n\nMona keeps both.\n\n- Why does she keep both?\n- What now?\n\nAnswers:\n\nShe does not trust the lock.\n";
    fs::write(folder.path().join("keys.txt"), text).unwrap();
    let print = |more: &[&str]| run(folder.path(), &[&["print", "keys.txt"], more].concat(), "");
    let refused = print(&[]);
    assert_eq!(refused.code, 1);
    assert!(refused.out.is_empty());
    assert!(refused.err.contains("--anyway"), "{}", refused.err);
    assert_eq!(print(&["--anyway"]).code, 0);
    assert_eq!(print(&["--facilitator"]).code, 0);
    let words = ["run", "keys.txt", "--people", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&folder), &words, (80, 24));
    terminal.goes(&[("", "You are asked once"), ("\x1b", "Choose a case")]);
    terminal.goes(&[
        ("two keys", "1 match"),
        ("\x04", "You are asked once"),
        ("\r", "For each participant"),
    ]);
}
