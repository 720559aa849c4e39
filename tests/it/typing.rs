//! Typing: characters as people see them, pastes, limits, drafts that stay.

use proptest::prelude::*;
use roundtable::{
    case::Value,
    id::PersonId,
    journal::drafts::{Draft, DraftKey},
    protocol::DEFAULT,
    text::{Clean, width},
    tui::editor::{Editor, Erase, Go, outside, rows},
};
use unicode_segmentation::UnicodeSegmentation;

use crate::clean::WRITTEN;
use crate::rig::{ASKED, Rig, all_answer, choice, one, open, rank, scale};
use crate::seed::laws;

#[test]
fn escape_keeps_the_draft_and_enter_makes_a_new_line() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").types("one\ntwo").keys("Esc");
    assert!(rig.screen().contains("kept, not handed in"));
    assert_eq!(rig.answer_of(1), None);
    let kept = rig.drafts.values().next().unwrap();
    assert_eq!(&*kept.text, "one\ntwo");
    rig.keys("Enter");
    has!(rig.screen(), "a draft is kept");
    rig.keys("Enter Enter");
    assert_eq!(rig.written(), "one\ntwo");
    rig.keys("Alt-Enter");
    assert_eq!(
        rig.answer_of(1),
        None,
        "it may have been Esc, and then Enter"
    );
    rig.keys("Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Text(Clean::new("one\ntwo"))));
    assert!(rig.drafts.is_empty(), "a saved answer needs no draft");
}

#[test]
fn every_script_comes_out_as_it_was_typed_or_pasted() {
    let written = WRITTEN.join(" | ");
    for pasted in [false, true] {
        let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (100, 20));
        rig.keys("Enter Enter");
        if pasted {
            rig.pastes(&written);
        } else {
            rig.types(&written);
        }
        rig.keys("Ctrl-s");
        assert_eq!(rig.answer_of(1), Some(Value::Text(Clean::new(&written))));
        let Some(Value::Text(kept)) = rig.answer_of(1) else {
            panic!("no answer");
        };
        assert_eq!(kept.as_str(), written, "pasted: {pasted}");
    }
}

#[test]
fn one_key_takes_one_letter_as_people_see_it() {
    for word in WRITTEN {
        let mut editor = Editor::new("", 1000);
        word.chars()
            .for_each(|letter| editor.type_char(letter).unwrap());
        let seen = word
            .graphemes(true)
            .filter(|letter| width(letter) > 0)
            .count();
        for _ in 0..seen {
            editor.erase(Erase::Before);
        }
        assert_eq!(editor.text(), "", "{word:?} in {seen}");
        editor.paste(word).unwrap();
        for _ in 0..seen {
            editor.go(Go::Left);
        }
        assert_eq!(editor.cursor(), 0, "{word:?} in {seen}");
    }
}

#[test]
fn whoever_passes_finds_what_they_wrote_again() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann"], (80, 20));
    rig.keys("Enter").types("half a thought").keys("Ctrl-p");
    // It asks first where something is written.
    has!(rig.screen(), "Give no answer?");
    rig.keys("Esc");
    assert_eq!(rig.written(), "half a thought");
    rig.keys("Ctrl-p Enter");
    has!(rig.last_told(), "kept as a draft");
    let kept = rig.drafts.values().next().unwrap();
    assert_eq!(&*kept.text, "half a thought");
    rig.keys("w");
    has!(rig.screen(), "half a thought");
    rig.keys("Enter");
    assert_eq!(rig.written(), "half a thought");
    rig.keys("Ctrl-s");
    assert!(rig.drafts.is_empty());
    // With nothing written there is nothing to keep.
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter Ctrl-p");
    assert!(rig.last_told().ends_with("passed."), "{}", rig.last_told());
    assert!(rig.drafts.is_empty());
    // What somebody passed on is not handed in when the step ends.
    rig.keys("Enter").types("half of Ben's").keys("Ctrl-p n");
    assert_eq!(rig.answer_of(2), None);
}

#[test]
fn a_draft_stays_until_the_answer_is_on_disk() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.stuck = true;
    rig.keys("Enter Enter").types("not yet safe").keys("Ctrl-s");
    has!(rig.screen(), "saving");
    let other = rig.screens.published(&rig.view(), &[]);
    rig.carry_out(other);
    has!(rig.screen(), "saving");
    assert_eq!(rig.drafts.len(), 1);
    // Whoever gives the keyboard back meanwhile is not told that nothing was handed in.
    rig.keys("Esc");
    has!(rig.screen(), "Ann's answer is handed in.");
    rig.keys("Enter");
    lacks!(rig.screen(), "draft");
    rig.keys("Up Enter Enter");
    assert_eq!(rig.written(), "not yet safe");
    rig.screens.refused();
    rig.types("!");
    assert_eq!(rig.written(), "not yet safe!");
    assert_eq!(rig.queue.len(), 1);
}

#[test]
fn a_draft_from_before_is_offered_and_taken_up_or_thrown_away() {
    let key = |rig: &Rig| DraftKey::Answer {
        person: PersonId(1),
        question: rig.table.asked(),
    };
    let draft = Draft {
        text: Clean::new("before the crash"),
        value: None,
        reason: Clean::default(),
        ..Draft::default()
    };
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.screens.restore([(key(&rig), draft.clone())]);
    rig.keys("Enter");
    assert!(!rig.screen().contains("before the crash"));
    rig.keys("Enter");
    has!(rig.screen(), "a draft of yours was kept");
    assert!(rig.screen().contains("before the crash"));
    rig.keys("Enter");
    assert_eq!(rig.written(), "before the crash");

    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.screens.restore([(key(&rig), draft)]);
    rig.keys("Enter Enter Ctrl-x Enter");
    assert_eq!(rig.written(), "");
}

#[test]
fn a_family_is_one_character_and_marks_hold_no_cursor() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").types("a").pastes("👩‍👩‍👧‍👦").keys("Back");
    assert_eq!(rig.written(), "a");
    rig.pastes("e\u{301}e\u{301}").keys("Home Right Right");
    rig.types("X");
    assert_eq!(rig.written(), "ae\u{301}Xe\u{301}");
    rig.keys("Del Del");
    assert_eq!(rig.written(), "ae\u{301}X");
}

#[test]
fn a_paste_is_one_edit_and_submits_nothing() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter")
        .types("mine: ")
        .pastes("a\r\nb\n\x1b[31mc");
    assert_eq!(rig.answer_of(1), None);
    assert!(
        rig.written().starts_with("mine: a\nb\n"),
        "{:?}",
        rig.written()
    );
    assert!(!rig.written().contains('\x1b'));
    rig.keys("Ctrl-z");
    assert_eq!(rig.written(), "mine:");
    rig.keys("Ctrl-y Ctrl-z Ctrl-z");
    assert_eq!(rig.written(), "");
}

#[test]
fn what_does_not_fit_is_refused_while_typing_and_told() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").pastes(&"x".repeat(30 * 1024 - 2));
    has!(rig.screen(), "room for 2 more bytes");
    rig.types("yz");
    rig.types("!");
    has!(rig.last_told(), "No room");
    assert!(rig.written().ends_with("xyz"));
    rig.keys("Ctrl-s");
    assert!(rig.answer_of(1).is_some());
}

#[test]
fn more_options_than_allowed_are_refused_with_a_word() {
    let mut rig = Rig::new(one(choice(2), ASKED), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter 1 2 3");
    has!(rig.last_told(), "2 may be picked");
    rig.keys("1 3 Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Choice(vec![1, 2])));
}

#[test]
fn a_reason_that_is_typed_first_is_whole_and_picks_nothing() {
    let mut rig = Rig::new(one(choice(1), ASKED), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").types("Because nobody asked");
    has!(rig.screen(), "Because nobody asked");
    rig.keys("Ctrl-s");
    assert_eq!(rig.answer_of(1), None, "{}", rig.last_told());
    rig.keys("2 Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Choice(vec![1])));
}

#[test]
fn a_scale_wants_every_statement_and_a_rank_moves_items() {
    let mut rig = Rig::new(one(scale(), ASKED), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter 4 Ctrl-s");
    has!(rig.last_told(), "1 of 2 open");
    rig.keys("9");
    assert!(rig.last_told().contains("from 1 to 5"));
    rig.keys("2 Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Scale(vec![4, 2])));

    let mut rig = Rig::new(one(rank(), ASKED), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter Down Down Down Space Up Up Space Ctrl-Up Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Rank(vec![3, 0, 1, 2])));
}

/// No letter chooses an option where a reason may be typed: each begins the reason, whatever it is
/// elsewhere.
#[test]
fn any_letter_begins_the_reason_of_a_choice() {
    for letter in ('a'..='z').chain('A'..='Z').chain(['é', 'ж', '手']) {
        let mut rig = Rig::new(one(choice(1), ASKED), DEFAULT, &["Ann", "Ben"], (80, 24));
        let reason = format!("{letter}oan knows");
        rig.keys("Enter Enter").types(&reason);
        let screen = rig.screen();
        assert!(screen.contains(&reason), "{letter}: {screen}");
    }
}

#[test]
fn a_form_that_is_put_away_comes_back_with_its_text() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (100, 26));
    all_answer(&mut rig);
    rig.keys("n n i").types("half a note").keys("Esc");
    assert!(!rig.screen().contains("half a note"));
    assert_eq!(rig.drafts.len(), 1);
    rig.keys("i");
    has!(rig.screen(), "half a note");
}

#[test]
fn the_mouse_puts_cursors_and_picks_options() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").types("one two");
    let row = rig.row_of("one two");
    rig.clicks(row, 2).types("X");
    assert_eq!(rig.written(), "Xone two");

    let mut rig = Rig::new(one(choice(1), ASKED), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter");
    let row = rig.row_of("Wait for the morning");
    rig.clicks(row, 8).keys("Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Choice(vec![1])));

    let mut rig = Rig::new(one(scale(), ASKED), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter");
    let first = rig.row_of("1    2    3");
    let col = rig
        .screen()
        .lines()
        .nth(usize::from(first))
        .unwrap()
        .find('3');
    let col = u16::try_from(col.unwrap()).unwrap();
    rig.clicks(first, col).clicks(first + 2, col).keys("Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Scale(vec![3, 3])));
}

/// A program that does `does` with the file it is given, as `$EDITOR` would name it.
fn editor(folder: &std::path::Path, does: &str) -> std::ffi::OsString {
    let path = folder.join("editor");
    std::fs::write(&path, does).unwrap();
    format!("sh {}", path.display()).into()
}

#[test]
fn ones_own_editor_gets_the_text_alone_and_gives_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let edit = |does: &str, text: &str| {
        let file = outside::lay_down(text, None).unwrap();
        outside::edit(&editor(folder.path(), does), text, file).map(|back| back.text)
    };
    let upper = "printf %s \"$(tr a-z A-Z < \"$1\")\" > \"$1\"";
    assert_eq!(edit(upper, "two\nlines").unwrap(), "TWO\nLINES");
    assert_eq!(edit("echo more >> \"$1\"", "text ").unwrap(), "text more");
    assert_eq!(edit("stat -c %a \"$1\" > \"$1\"", "").unwrap(), "600");

    let place = folder.path().join("place");
    let tells = format!("printf %s \"$1\" > {}", place.display());
    edit(&tells, "").unwrap();
    let path = std::fs::read_to_string(place).unwrap();
    assert!(
        !std::path::Path::new(&path).exists(),
        "{path} is still there"
    );
}

#[test]
fn an_editor_that_fails_is_told_and_the_text_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let lay = |journal| outside::lay_down("text", journal).unwrap();
    let edit = |does: &str| outside::edit(&editor(folder.path(), does), "text", lay(None));
    assert!(edit("exit 3").is_err());
    assert!(edit("rm \"$1\"").is_err());
    assert!(outside::edit("/nowhere/editor".as_ref(), "text", lay(None)).is_err());
    // What was written before it failed is kept, and so is what is no text.
    assert!(edit("exit 3").unwrap_err().kept.is_none());
    for does in [
        "echo more > \"$1\"; exit 3",
        "printf '\\000\\001\\002' > \"$1\"",
    ] {
        let kept = edit(does).unwrap_err().kept.unwrap();
        assert!(kept.exists(), "{does}");
        std::fs::remove_file(kept).unwrap();
    }
    let back = edit("printf 'caf\\351' > \"$1\"").unwrap();
    assert_eq!((back.text.as_str(), back.guessed), ("café", true));
    let journal = folder.path().join("session.jsonl");
    let beside = lay(Some(&journal));
    assert_eq!(beside.parent(), Some(folder.path()));

    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").types("mine").keys("Ctrl-o");
    assert_eq!(rig.outside, ["mine"]);
    let view = rig.view();
    let (effects, over) = rig.screens.put_text(&"x".repeat(40_000), &view);
    rig.carry_out(effects);
    assert_eq!(rig.written().len() + over, 40_000, "as much as fits");
    assert!(over > 0);
    let kept = rig.drafts.values().next().unwrap();
    assert_eq!(kept.text.len() + over, 40_000);
    rig.keys("Ctrl-z");
    assert_eq!(rig.written(), "mine");
    let (effects, over) = rig.screens.put_text("mine, and more", &view);
    rig.carry_out(effects);
    assert_eq!((rig.written().as_str(), over), ("mine, and more", 0));
    rig.keys("Ctrl-z");
    assert_eq!(rig.written(), "mine");
}

#[derive(Clone, Debug)]
enum Deed {
    Type(char),
    Paste(String),
    Erase(Erase),
    Go(Go),
    Undo,
    Redo,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let letter = prop::sample::select(vec![
        'a', ' ', '\n', 'é', '\u{301}', '\u{200d}', '👩', '👧', '漢', 'ש', '🇩', '🇪',
    ]);
    let erase = prop::sample::select(vec![Erase::Before, Erase::After, Erase::WordBefore]);
    let go = prop::sample::select(vec![
        Go::Left,
        Go::Right,
        Go::Up,
        Go::Down,
        Go::WordLeft,
        Go::WordRight,
        Go::Home,
        Go::End,
        Go::PageUp,
        Go::PageDown,
        Go::Top,
        Go::Bottom,
    ]);
    let deed = prop_oneof![
        6 => letter.prop_map(Deed::Type),
        1 => "[a-z \n👩‍👧é]{0,12}".prop_map(Deed::Paste),
        2 => erase.prop_map(Deed::Erase),
        3 => go.prop_map(Deed::Go),
        1 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ];
    prop::collection::vec(deed, 0..60)
}

proptest! {
    #![proptest_config(laws(400))]

    /// Whatever is pressed: the cursor never stands within a character, nothing grows over
    /// the limit, every byte is on one row, and taking everything back leads to the start.
    #[test]
    fn no_key_breaks_a_text(start in "[a-c \n👩‍👧e\u{301}]{0,20}", deeds in deeds(), cols in 1_usize..30) {
        let mut editor = Editor::new(&start, 64);
        let before = editor.text().to_owned();
        editor.fit(cols, 4);
        for deed in deeds {
            let size = editor.text().len();
            match deed {
                Deed::Type(letter) => drop(editor.type_char(letter)),
                Deed::Paste(text) => drop(editor.paste(&text)),
                Deed::Erase(what) => editor.erase(what),
                Deed::Go(go) => editor.go(go),
                Deed::Undo => drop(editor.undo()),
                Deed::Redo => drop(editor.redo()),
            }
            let text = editor.text();
            prop_assert!(text.len() <= size.max(64).max(before.len()));
            let mut bounds = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
            prop_assert!(bounds.any(|at| at == editor.cursor()), "{text:?} at {}", editor.cursor());
            let rows = rows(text, cols);
            let all: usize = rows.iter().map(|row| row.bytes.len()).sum();
            prop_assert_eq!(all + text.matches('\n').count(), text.len());
        }
        while editor.undo() {}
        prop_assert_eq!(editor.text(), before);
    }
}

#[test]
fn a_scale_half_filled_and_what_moved_me_are_in_the_draft() {
    let mut rig = Rig::new(one(scale(), ASKED), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("Enter Enter 4");
    let draft = rig.drafts.values().next().unwrap().clone();
    assert_eq!(draft.points, [Some(4), None]);
    let mut again = Rig::new(one(scale(), ASKED), DEFAULT, &["Ann", "Ben"], (80, 24));
    again.screens.restore(rig.drafts.clone());
    again.keys("Enter Enter Enter Down 2 Ctrl-s");
    assert_eq!(again.answer_of(1), Some(Value::Scale(vec![4, 2])));

    let mut rig = Rig::new(open(), "think-pair-share", &["Ann", "Ben", "Cy"], (80, 24));
    all_answer(&mut rig);
    rig.keys("n Esc Down Up Enter Enter Tab")
        .types("Ben asked why");
    let moved = rig.drafts.values().map(|draft| draft.moved.to_string());
    assert_eq!(moved.collect::<Vec<_>>(), ["Ben asked why"]);
}

#[test]
fn a_new_version_that_was_begun_is_asked_about_and_kept_when_the_step_ends() {
    let mut rig = Rig::new(open(), "think-pair-share", &["Ann", "Ben", "Cy"], (80, 24));
    all_answer(&mut rig);
    rig.keys("n Esc Down Up Enter Enter")
        .types(" And then rest.")
        .keys("Esc Enter n");
    assert!(rig.screen().contains("stays a draft"), "{}", rig.screen());
    rig.keys("Enter");
    let view = rig.view();
    let answers = view.question.unwrap().answers;
    assert!(answers.iter().all(|answer| !answer.handed_in));
    let mut drafts = rig.drafts.values();
    assert!(drafts.any(|draft| draft.text.contains("And then rest.")));
}
