//! Reading documents as people have them: nothing is given away early, and reading ends.

use roundtable::case::{TimeUp, read, read_within};

/// A Japanese sentence that ends in a full stop once held the reader up for ever.
#[test]
fn a_last_sentence_with_a_full_stop_is_read() {
    let document = read("# 夜勤\n\n三人が残りました。なぜですか。\n", "file.md");
    let texts: Vec<_> = document.cases[0]
        .questions()
        .map(|question| question.prompt.text.to_string())
        .collect();
    assert_eq!(texts, ["なぜですか。"]);
}

#[test]
fn reading_gives_up_when_its_time_is_up() {
    let many = "Some words of text.\n\n".repeat(2_000);
    let mut asked = 0;
    let read = read_within(&many, "file.md", &mut || {
        asked += 1;
        asked > 500
    });
    assert_eq!((read, asked), (Err(TimeUp), 501));
    assert!(read_within(&many, "file.md", &mut || false).is_ok());
}
