//! A mark on one option of each question, whatever the mark, the form of the options and the
//! language: it is taken off, and is the key.

use roundtable::case::{self, Kind};

/// Questions with options, of which one is right. Nobody speaks the second language.
const LANGUAGES: &[[&str; 4]] = &[
    ["Who casts off", "the mate", "the old cook", "the owner"],
    ["Bru tamik selo", "drani palk", "u moru veshti", "kor dalen"],
    ["Wer legt ab", "der Maat", "der alte Koch", "der Reeder"],
];

/// How the right option is marked, and the others.
type Mark = (&'static str, fn(&str) -> String, fn(&str) -> String);

fn plain(text: &str) -> String {
    text.to_owned()
}

const MARKS: &[Mark] = &[
    ("bracket", |text| format!("{text} (VESTU)"), plain),
    ("bold bracket", |text| format!("{text} **(VESTU)**"), plain),
    ("slanted word", |text| format!("{text} *vestu*"), plain),
    ("bracket before", |text| format!("[vestu] {text}"), plain),
    (
        "both",
        |text| format!("{text} (vestu)"),
        |text| format!("{text} (nav)"),
    ),
    ("arrow", |text| format!("{text} ← vestu"), plain),
    ("bare arrow", |text| format!("{text} <--"), plain),
    ("dash", |text| format!("{text} – vestu"), plain),
    ("tick", |text| format!("{text} ✓"), plain),
    ("star", |text| format!("{text} ★"), plain),
    (
        "box",
        |text| format!("[x] {text}"),
        |text| format!("[ ] {text}"),
    ),
    ("capitals", |text| text.to_uppercase(), plain),
    ("bold", |text| format!("**{text}**"), plain),
    ("slanted", |text| format!("*{text}*"), plain),
    ("underscores", |text| format!("__{text}__"), plain),
    ("underline", |text| format!("<u>{text}</u>"), plain),
    ("marker", |text| format!("=={text}=="), plain),
    ("mark", |text| format!("<mark>{text}</mark>"), plain),
    (
        "font",
        |text| format!("<font color=\"#c00\">{text}</font>"),
        plain,
    ),
    (
        "span",
        |text| format!("<span style=\"color:red\">{text}</span>"),
        plain,
    ),
    ("strike", plain, |text| format!("~~{text}~~")),
    ("two", |text| format!("**{text}** ✓"), plain),
];

/// How options are counted.
type Count = (&'static str, fn(usize) -> String);

const COUNTS: &[Count] = &[
    ("letters", |nth| format!("{}) ", ["a", "b", "c"][nth])),
    ("large letters", |nth| format!("{}. ", ["A", "B", "C"][nth])),
    ("letters in a list", |nth| {
        format!("- {}) ", ["a", "b", "c"][nth])
    }),
    ("numbers set in", |nth| format!("   {}. ", nth + 1)),
    ("points", |_| "- ".to_owned()),
    ("points set in", |_| "    * ".to_owned()),
];

/// A quiz of five questions, and which option of each is right.
fn quiz(
    words: &[&str; 4],
    mark: &Mark,
    count: fn(usize) -> String,
    asks: &str,
) -> (String, Vec<u8>) {
    let rights = [1, 2, 0, 1, 0];
    let questions = rights.iter().enumerate().map(|(at, right)| {
        let options = words.iter().skip(1).enumerate().map(|(nth, text)| {
            let marked = if nth == *right { mark.1 } else { mark.2 };
            format!("{}{}\n", count(nth), marked(text))
        });
        format!(
            "{}. {} {at}{asks}\n{}\n",
            at + 1,
            words[0],
            options.collect::<String>()
        )
    });
    (
        questions.collect(),
        rights.iter().map(|right| *right as u8).collect(),
    )
}

#[test]
fn a_mark_on_one_option_of_each_question_is_the_key_whatever_it_is() {
    for words in LANGUAGES {
        for mark in MARKS {
            for (name, count) in COUNTS {
                for asks in ["?", ""] {
                    let (text, rights) = quiz(words, mark, *count, asks);
                    let document = case::read(&format!("# Ferry\n\n{text}"), "ferry.md");
                    let questions: Vec<_> = document.cases[0].questions().collect();
                    assert_eq!(questions.len(), 5, "{} {name}: {text}", mark.0);
                    for (question, right) in questions.iter().zip(rights) {
                        let Kind::Choice { options, .. } = &question.prompt.kind else {
                            panic!("{} {name}: {text} {question:?}", mark.0);
                        };
                        let options: Vec<String> =
                            options.iter().map(|option| option.to_lowercase()).collect();
                        let own: Vec<String> =
                            words[1..].iter().map(|word| word.to_lowercase()).collect();
                        assert_eq!(options, own, "{} {name}: {text}", mark.0);
                        assert_eq!(question.aside.right, [right], "{} {name}: {text}", mark.0);
                    }
                }
            }
        }
    }
}

#[test]
fn what_stands_at_options_by_chance_is_no_mark() {
    let chances: &[Mark] = &[
        (
            "words",
            |text| format!("{text} of A"),
            |text| format!("{text} of B"),
        ),
        (
            "all",
            |text| format!("**{text}**"),
            |text| format!("**{text}**"),
        ),
        ("times", |text| format!("{text} (5 min)"), plain),
    ];
    for chance in chances {
        let (text, _) = quiz(&LANGUAGES[0], chance, COUNTS[0].1, "?");
        let document = case::read(&format!("# Ferry\n\n{text}"), "ferry.md");
        for question in document.cases[0].questions() {
            assert!(
                question.aside.right.is_empty(),
                "{}: {text} {question:?}",
                chance.0
            );
        }
    }
}

/// Tags that say what a block is mark no option.
#[test]
fn what_is_folded_below_an_item_is_no_option() {
    for fold in [
        "   <details>\n   <summary>Answer</summary>\n\n   OKAPI\n\n   </details>\n",
        "   <div>\n   <p>Answer</p>\n   OKAPI\n   </div>\n",
    ] {
        let text = format!("# T\n\nStory.\n\n## Questions\n\n1. Why?\n\n{fold}\n2. How?\n\n{fold}");
        let document = case::read(&text, "t.md");
        for question in document.cases[0].questions() {
            assert_eq!(question.prompt.kind, Kind::Open, "{text}");
            assert!(
                question
                    .prompt
                    .body
                    .iter()
                    .all(|block| !block.text.contains("Answer")),
                "{text}"
            );
        }
    }
}
