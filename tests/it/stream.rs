//! What a terminal sends: keys whole or in pieces, answers that nobody asked for, pastes that do
//! not end. And the person's own editor, which gets the terminal.

use std::{fs, path::PathBuf, sync::Arc};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseEventKind};
use proptest::prelude::*;
use roundtable::{
    protocol::DEFAULT,
    tui::{
        inbox::stream::{KEY, SILENCE, Stream},
        keys::BINDINGS,
    },
};
use tempfile::TempDir;

use crate::{
    pty::Terminal,
    rig::{Rig, open},
    seed::laws,
};

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn plain(code: KeyCode) -> Event {
    key(code, KeyModifiers::NONE)
}

fn all(bytes: &[u8]) -> Vec<Event> {
    let mut stream = Stream::default();
    let mut events = stream.take(bytes);
    while stream.waits().is_some() {
        events.extend(stream.silence());
    }
    events
}

/// What only terminals say, to questions that nobody here asked.
const ANSWERS: &[&str] = &[
    "\x1b]10;rgb:d0d0/d0d0/d0d0\x1b\\",
    "\x1b]11;rgb:2e2e/3434/4040\x07",
    "\x1b]4;7;rgb:ee/ee/ee\x1b\\",
    "\x1b]52;c;YWJj\x07",
    "\x1bP>|foot(1.20)\x1b\\",
    "\x1bP1$r0;1m\x1b\\",
    "\x1bP!|00000000\x1b\\",
    "\x1bP0+r544e\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[17;42R",
    "\x1b[?17;42R",
    "\x1b[?64;1;9c",
    "\x1b[>41;390;0c",
    "\x1b[=1c",
    "\x1b[?2026;2$y",
    "\x1b[?5u",
    "\x1b[0n",
    "\x1b[8;24;80t",
    "\x1b[?997;1n",
];

#[test]
fn an_answer_of_the_terminal_is_no_key_and_holds_nothing_up() {
    for answer in ANSWERS {
        let sent = format!("{answer}x");
        assert_eq!(
            all(sent.as_bytes()),
            [plain(KeyCode::Char('x'))],
            "{answer:?}"
        );
    }
    // One that was cut off is no word of anybody's either.
    assert_eq!(all(b"\x1b]11;rgb:2e2e/34"), []);
    assert_eq!(all(b"\x1b]11;rgb:2e\x1b[A"), [plain(KeyCode::Up)]);
}

#[test]
fn keys_are_what_they_were() {
    let (ctrl, alt, shift) = (
        KeyModifiers::CONTROL,
        KeyModifiers::ALT,
        KeyModifiers::SHIFT,
    );
    for (sent, wanted) in [
        ("a", plain(KeyCode::Char('a'))),
        ("Ä", key(KeyCode::Char('Ä'), shift)),
        ("\r", plain(KeyCode::Enter)),
        ("\t", plain(KeyCode::Tab)),
        ("\x7f", plain(KeyCode::Backspace)),
        ("\x13", key(KeyCode::Char('s'), ctrl)),
        ("\x1b", plain(KeyCode::Esc)),
        ("\x1bb", key(KeyCode::Char('b'), alt)),
        ("\x1b\r", key(KeyCode::Enter, alt)),
        ("\x1b]", key(KeyCode::Char(']'), alt)),
        ("\x1bO", key(KeyCode::Char('O'), alt)),
        ("\x1b[A", plain(KeyCode::Up)),
        ("\x1bOH", plain(KeyCode::Home)),
        ("\x1bOP", plain(KeyCode::F(1))),
        ("\x1b[[A", plain(KeyCode::F(1))),
        ("\x1b[12~", plain(KeyCode::F(2))),
        ("\x1b[3~", plain(KeyCode::Delete)),
        ("\x1b[6~", plain(KeyCode::PageDown)),
        ("\x1b[Z", key(KeyCode::BackTab, shift)),
        ("\x1b[1;5D", key(KeyCode::Left, ctrl)),
        ("\x1b[1;2B", key(KeyCode::Down, shift)),
        ("\x1b[115;5u", key(KeyCode::Char('s'), ctrl)),
        ("\x1b[I", Event::FocusGained),
        ("\x1b[O", Event::FocusLost),
        (
            "\x1b[200~two\rlines\x1b[201~",
            Event::Paste("two\rlines".to_owned()),
        ),
    ] {
        assert_eq!(all(sent.as_bytes()), [wanted], "{sent:?}");
    }
    let [Event::Mouse(click)] = all(b"\x1b[<0;5;9M")[..] else {
        panic!("no click");
    };
    assert!(matches!(click.kind, MouseEventKind::Down(_)));
    assert_eq!((click.column, click.row), (4, 8));
    // Two Escs are two, and a key over a slow line is one.
    assert_eq!(all(b"\x1b\x1b"), [plain(KeyCode::Esc), plain(KeyCode::Esc)]);
    let mut stream = Stream::default();
    assert_eq!(stream.take(b"\x1b"), []);
    assert_eq!(stream.waits(), Some(KEY));
    assert_eq!(stream.take(b"[A"), [plain(KeyCode::Up)]);
    assert_eq!(stream.waits(), None);
}

#[test]
fn a_paste_that_does_not_end_is_there_after_a_silence() {
    let mut stream = Stream::default();
    assert_eq!(stream.take(b"\x1b[200~its end was lost"), []);
    assert_eq!(stream.waits(), Some(SILENCE));
    assert_eq!(
        stream.silence(),
        [Event::Paste("its end was lost".to_owned())]
    );
    assert_eq!(stream.take(b"x"), [plain(KeyCode::Char('x'))]);
    assert_eq!(
        stream.take(b"\x1b[201~"),
        [],
        "an end that comes late is no key"
    );
}

proptest! {
    #![proptest_config(laws(256))]

    #[test]
    fn pieces_say_what_the_whole_says(
        sent in prop::collection::vec(prop_oneof![
            "[a-zé漢 ]{1,4}".prop_map(String::into_bytes),
            prop::sample::select(ANSWERS).prop_map(|answer| answer.as_bytes().to_vec()),
            prop::sample::select(vec!["\x1b[A", "\x1bOP", "\x1b[200~pa\nste\x1b[201~", "\x1bb", "\r"])
                .prop_map(|key: &str| key.as_bytes().to_vec()),
            prop::collection::vec(any::<u8>(), 0..6),
        ], 0..8),
        size in 1_usize..7,
    ) {
        let sent = sent.concat();
        let whole = Stream::default().take(&sent);
        let mut stream = Stream::default();
        let pieces: Vec<_> = sent.chunks(size).flat_map(|piece| stream.take(piece)).collect();
        prop_assert_eq!(pieces, whole);
        // Silence ends whatever has begun.
        for _ in 0..3 {
            stream.silence();
        }
        prop_assert_eq!(stream.waits(), None);
        prop_assert_eq!(stream.take(b"x").len(), 1);
    }

    #[test]
    fn text_comes_out_as_it_was_typed(text in "[^\\p{C}]{0,30}") {
        let typed: String = all(text.as_bytes()).iter().map(|event| match event {
            Event::Key(KeyEvent { code: KeyCode::Char(letter), .. }) => *letter,
            other => panic!("{other:?}"),
        }).collect();
        prop_assert_eq!(typed, text);
    }
}

#[test]
fn no_key_is_held_with_alt() {
    let alt = BINDINGS
        .iter()
        .filter(|row| row.keys.iter().any(|key| key.alt));
    let alt: Vec<_> = alt.map(|row| row.words).collect();
    assert!(
        alt.is_empty(),
        "Esc, and then the key, would be it: {alt:?}"
    );
    // Whatever follows Esc at once ends nothing: in a form it moves or edits, else nothing.
    for key in [
        "Enter", "s", "d", "p", "x", "y", "n", "q", "Esc", "Tab", "Back", "Space",
    ] {
        let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
        rig.keys("Enter Enter").types("half an answer");
        let before = rig.table.session.last();
        rig.keys(&format!("Alt-{key}"));
        assert_eq!(rig.table.session.last(), before, "Alt-{key}");
        assert!(rig.written().starts_with("half an"), "Alt-{key}");
    }
}

/// A session in which Ann has the keyboard.
fn writing(data: &Arc<TempDir>) -> Terminal {
    let words = ["run", "all-green", "--people", "Ann, Ben"];
    let mut desk = Terminal::start_in(Arc::clone(data), &words, (100, 30));
    desk.wait("[Enter] begin");
    desk.goes(&[
        ("\r", "READ"),
        ("\r", "next: Ann"),
        ("\r", "Ann, press Enter"),
        ("\r", "0 words"),
    ]);
    desk
}

#[test]
fn in_a_terminal_late_answers_are_not_typed_and_a_paste_without_an_end_is_kept() {
    let data = Arc::new(TempDir::new().unwrap());
    let mut desk = writing(&data);
    desk.press("half");
    let mut wanted = "half".to_owned();
    for answer in ANSWERS {
        desk.press(answer);
        desk.press(".");
        wanted.push('.');
    }
    desk.wait(&format!("{wanted} "));
    desk.press("\x1b[200~ a paste");
    desk.wait(&format!("{wanted} a paste"));
    desk.press(" and more");
    desk.wait(&format!("{wanted} a paste and more"));
    desk.press("\x13");
    desk.wait("Ben, press Enter");
}

/// The texts that lie beside the journal.
fn kept(data: &TempDir) -> Vec<PathBuf> {
    let files = fs::read_dir(data.path().join("sessions")).unwrap();
    let files = files.map(|file| file.unwrap().path());
    files
        .filter(|file| file.extension().is_some_and(|end| end == "txt"))
        .collect()
}

#[test]
fn what_comes_back_from_the_editor_is_never_thrown_away() {
    let data = Arc::new(TempDir::new().unwrap());
    let editor = data.path().join("editor");
    fs::write(&editor, "printf ' and more' >> \"$1\"").unwrap();
    let mut desk = writing(&data);
    desk.press("mine");
    desk.wait("mine");
    desk.press("\x0f");
    desk.wait("mine and more");
    assert_eq!(
        kept(&data),
        Vec::<PathBuf>::new(),
        "what is here needs no file"
    );
    // Too long: as much as fits is here, and all of it in the file.
    fs::write(&editor, "seq 10000 19999 > \"$1\"").unwrap();
    desk.press("\x0f");
    desk.wait("as much as fits");
    let files = kept(&data);
    assert_eq!(files.len(), 1);
    let all = fs::read_to_string(&files[0]).unwrap();
    assert!(all.starts_with("10000\n") && all.ends_with("19999\n"));
    desk.press("\r");
    desk.wait("0 more bytes");
    desk.press("\x1a");
    desk.wait("mine and more");
    // In another encoding.
    fs::write(&editor, "printf 'caf\\351' > \"$1\"").unwrap();
    desk.press("\x0f");
    desk.wait("not in UTF-8");
    desk.press("\r");
    desk.wait("café");
    assert_eq!(kept(&data).len(), 2);
}

#[test]
fn after_a_crash_what_the_editor_saved_is_offered() {
    let data = Arc::new(TempDir::new().unwrap());
    let editor = data.path().join("editor");
    let ready = data.path().join("ready");
    let does = format!(
        "printf 'saved by the editor' > \"$1\"; touch {}; sleep 100",
        ready.display()
    );
    fs::write(&editor, does).unwrap();
    let mut desk = writing(&data);
    desk.press("as it was sent");
    desk.wait("as it was sent");
    desk.press("\x0f");
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while !ready.exists() {
        assert!(std::time::Instant::now() < end, "the editor never came");
        std::thread::yield_now();
    }
    desk.signal(9);
    desk.ended();
    let mut again = desk.again(&["resume"]);
    again.wait("next: Ann");
    assert!(!again.text().contains("saved by the editor"), "it is Ann's");
    again.press("\r");
    again.wait("Ann, press Enter");
    again.press("\r");
    again.wait("saved by the editor");
    assert_eq!(kept(&data).len(), 1, "the file stays");
    again.press("\r");
    again.wait("4 words");
    again.press("\x13");
    again.wait("Ben, press Enter");
    // What was written since counts, not the file.
    let mut again = again.again(&["resume"]);
    again.wait("next: Ben");
    lacks!(again.text(), "draft");
}
