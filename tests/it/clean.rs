//! Text from outside: what it may hold once it is clean, and how it is broken into lines.

use proptest::prelude::*;
use roundtable::text::{Clean, MOST_MARKS, clean, cut, width, wrap};
use unicode_segmentation::UnicodeSegmentation;

/// What no terminal, page or file should ever be sent.
fn harmful(letter: char) -> bool {
    let control = letter.is_control() && !matches!(letter, '\n' | '\t');
    let bidi = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hidden = matches!(
        letter,
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{e0000}'
            ..='\u{e007f}' | '\u{2028}' | '\u{2029}'
    );
    control || bidi || hidden
}

#[test]
fn no_scalar_gets_through_that_could_do_harm() {
    for letter in '\0'..=char::MAX {
        let text = format!("a{letter}b");
        let safe = clean(&text);
        assert!(!safe.chars().any(harmful), "{:x}", letter as u32);
        assert!(
            safe.starts_with('a') && safe.ends_with('b'),
            "{:x}",
            letter as u32
        );
    }
}

#[test]
fn controls_are_shown_as_pictures() {
    assert_eq!(clean("\u{1b}[31mred\u{7}").as_ref(), "␛[31mred␇");
    assert_eq!(clean("one\r\ntwo\rthree").as_ref(), "one\ntwo␍three");
    assert_eq!(clean("safe\u{202e}txt.exe").as_ref(), "safe\u{fffd}txt.exe");
}

#[test]
fn what_people_write_is_kept() {
    for text in [
        "👩‍👩‍👧‍👦 at the table",
        "❤️ and 🏳️‍🌈",
        "می‌خواهم",
        "क्‍ष",
        "שלום",
        "Ä é ñ – “quoted” … 你好",
        "naïve e\u{301}",
    ] {
        assert_eq!(clean(text).as_ref(), text);
    }
}

#[test]
fn marks_do_not_pile_up() {
    let text = format!("a{}b", "\u{301}".repeat(10_000));
    assert_eq!(clean(&text).chars().count(), 2 + MOST_MARKS);
}

#[test]
fn a_name_stands_on_one_line() {
    assert_eq!(Clean::line(" Ann\n\tLee ").as_str(), "Ann Lee");
}

#[test]
fn lines_break_between_words_and_within_long_ones() {
    assert_eq!(wrap("one two three", 7), ["one two", "three"]);
    assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    assert_eq!(wrap("一二三四五", 4), ["一二", "三四", "五"]);
    assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
    assert_eq!(cut("abcdef", 4), "abc…");
    assert_eq!(cut("一二三", 4), "一…");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_twice_is_cleaning_once(text in "\\PC*|.*") {
        let once = clean(&text).into_owned();
        prop_assert_eq!(clean(&once).into_owned(), once);
    }

    #[test]
    fn wrapping_fits_and_loses_nothing_visible(text in "\\PC{0,200}", columns in 2_usize..60) {
        let text = clean(&text).into_owned();
        let lines = wrap(&text, columns);
        for line in &lines {
            // A character that is wider than the column has a line of its own.
            prop_assert!(width(line) <= columns || line.graphemes(true).count() == 1, "{line:?} in {columns}");
        }
        let visible = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
        prop_assert_eq!(visible(&lines.concat()), visible(&text));
    }

    #[test]
    fn cutting_fits(text in "\\PC{0,80}", columns in 0_usize..40) {
        prop_assert!(width(&cut(&text, columns)) <= columns);
    }
}
