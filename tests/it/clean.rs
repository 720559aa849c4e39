//! Text from outside: what it may hold once it is clean, and how it is broken into lines.

use proptest::prelude::*;
use roundtable::text::{Clean, MOST_MARKS, clean, cut, width, wrap};

use crate::seed::laws;
use unicode_segmentation::UnicodeSegmentation;

/// What no terminal, page or file should ever be sent.
fn harmful(letter: char) -> bool {
    let control = letter.is_control() && !matches!(letter, '\n' | '\t');
    let bidi = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
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
        // Between Latin letters there is nothing to join, to turn, or to part.
        let out_of_place = |kept: char| matches!(kept, '\u{200b}'..='\u{200f}' | '\u{61c}');
        assert!(!safe.chars().any(out_of_place), "{:x}", letter as u32);
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

/// What people type with keys of their own: each word whole, with what has no picture.
pub(crate) const WRITTEN: &[&str] = &[
    "\u{6a9}\u{62a}\u{627}\u{628}\u{200c}\u{647}\u{627}",
    "\u{646}\u{645}\u{6cc}\u{200c}\u{62f}\u{627}\u{646}\u{645}",
    "\u{647}\u{200d} \u{642}",
    "\u{930}\u{94d}\u{200d}\u{92f}",
    "\u{d28}\u{d4d}\u{200d}",
    "\u{995}\u{9cd}\u{200c}\u{9b7}",
    "\u{dc1}\u{dca}\u{200d}\u{dbb}\u{dd3}",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} C++\u{200f}!",
    "\u{200f}(a) \u{5d0}",
    "\u{627}\u{61c}12",
    "\u{e01}\u{200b}\u{e02}",
    "\u{1828}\u{180b}",
    "\u{8fbb}\u{e0100}",
    "\u{1f469}\u{200d}\u{1f527}",
    "\u{1f9d1}\u{1f3fd}\u{200d}\u{1f33e}",
    "\u{2764}\u{fe0f}\u{200d}\u{1f525}",
    "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "3\u{fe0f}\u{20e3}",
    "\u{2602}\u{fe0e}",
    "\u{1f1f3}\u{1f1f1}",
];

#[test]
fn what_has_no_picture_stays_where_a_script_needs_it() {
    let all = WRITTEN.join(" | ");
    assert_eq!(clean(&all).as_ref(), all);
    for word in WRITTEN {
        assert_eq!(clean(word).as_ref(), *word, "{word:?}");
    }
}

#[test]
fn what_has_no_picture_hides_nothing() {
    let cases = [
        ("Ann\u{200f}", "Ann"),
        ("a\u{200d}b", "ab"),
        ("\u{200c}\u{628}", "\u{628}"),
        (
            "\u{628}\u{200c}\u{200c}\u{200c}\u{628}",
            "\u{628}\u{200c}\u{628}",
        ),
        ("\u{5d0}\u{200f}\u{200e}\u{200f}x", "\u{5d0}\u{200f}x"),
        ("\u{5d0}\u{202e}x\u{2067}", "\u{5d0}\u{fffd}x\u{fffd}"),
        ("a\u{fe0f}\u{fe0f}\u{fe0e}", "a\u{fe0f}"),
        ("\u{1f3f4}\u{e0067}\u{e0062}", "\u{1f3f4}"),
        ("a\u{e0067}\u{e007f}", "a"),
        ("\u{1f527}\u{200d}", "\u{1f527}"),
    ];
    for (text, wanted) in cases {
        assert_eq!(clean(text).as_ref(), wanted, "{text:?}");
    }
    // Marks pile up no higher for what stands unseen between them.
    let pile = format!("a{}", "\u{301}\u{200b}\u{fe0f}".repeat(500));
    let marks = clean(&pile)
        .chars()
        .filter(|letter| *letter == '\u{301}')
        .count();
    assert_eq!(marks, MOST_MARKS);
}

proptest! {
    #![proptest_config(laws(256))]

    #[test]
    fn cleaning_twice_is_cleaning_once(text in "\\PC*|.*") {
        let once = clean(&text).into_owned();
        prop_assert_eq!(clean(&once).into_owned(), once);
    }

    #[test]
    fn cleaning_twice_is_cleaning_once_where_much_has_no_picture(
        text in "[ab\u{301}\u{610}\u{628}\u{5d0}\u{94d}\u{1f3f4}\u{1f527}\u{200b}-\u{200f}\u{61c}\u{180b}\u{202e}\u{fe0e}\u{fe0f}\u{e0067}\u{e007f}\u{e0100}\u{8fbb}\n\r]{0,40}"
    ) {
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
