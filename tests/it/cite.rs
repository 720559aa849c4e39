//! One parser of citations: the core, the screen and study read a text alike.

use proptest::prelude::*;
use roundtable::case::cited;

use crate::seed::laws;

#[track_caller]
fn cites(text: &str, numbers: &[u32]) {
    let found: Vec<u32> = cited(text).into_iter().collect();
    assert_eq!(found, numbers, "{text}");
}

#[test]
fn signs_spans_and_lists() {
    cites("¶3", &[3]);
    cites("see P3.", &[3]);
    cites("(¶ 12), ¶4", &[4, 12]);
    cites("¶3–5", &[3, 4, 5]);
    cites("P3-5 and ¶9", &[3, 4, 5, 9]);
    cites("¶3 – ¶5", &[3, 4, 5]);
    cites("¶¶ 3, 5 and 7–9", &[3, 5, 7, 8, 9]);
    cites("¶\u{a0}2", &[2]);
    cites("¶5–3", &[5]);
}

#[test]
fn a_number_in_the_sentence_is_no_citation() {
    cites("¶3, 5 people said so", &[3]);
    cites("MP3 players, 3 of them; P and 4; ¶ without one", &[]);
    cites("P 3", &[]);
    cites("99999999999999999999", &[]);
    cites("¶99999999999999999999", &[]);
}

#[test]
fn a_span_is_bounded() {
    assert_eq!(cited("¶1–4000000000").len(), 51);
    assert_eq!(cited("¶4294967295–4294967295").len(), 1);
}

proptest! {
    #![proptest_config(laws(256))]

    #[test]
    fn each_number_behind_its_own_sign_is_found(numbers in prop::collection::btree_set(1u32..500, 0..20)) {
        let text: Vec<String> = numbers.iter().map(|n| format!("word ¶{n}, ")).collect();
        prop_assert_eq!(cited(&text.concat()), numbers);
    }

    #[test]
    fn no_text_breaks_it(text in "[¶P0-9,– a&nd-]{0,60}") {
        let _ = cited(&text);
    }
}
