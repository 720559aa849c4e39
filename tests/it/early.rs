//! Reading documents as people have them: nothing is given away early, and reading ends.

use roundtable::{
    case::{Kind, TimeUp, read, read_within},
    text::Clean,
};

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

#[test]
fn an_option_goes_on_over_its_lines() {
    let text = "# Ferry\n\n1. Who decides?\n   a) The captain, as long as\n      nobody else asks\n   b) The harbour\n   c) The passengers, if most\n      of them say so\n\n   Answer: b\n\n2. Who pays?\n\n   Answer: the town\n";
    let document = read(text, "ferry.md");
    let questions: Vec<_> = document.cases[0].questions().collect();
    let Kind::Choice { options, .. } = &questions[0].prompt.kind else {
        panic!("{:?}", questions[0].prompt.kind);
    };
    let options: Vec<_> = options.iter().map(Clean::as_str).collect();
    assert_eq!(
        options,
        [
            "The captain, as long as nobody else asks",
            "The harbour",
            "The passengers, if most of them say so"
        ]
    );
    assert_eq!(questions[0].prompt.text.as_str(), "Who decides?");
    assert_eq!(questions[0].prompt.body, []);
    assert_eq!(document.unused, []);
}
