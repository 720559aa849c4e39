//! How long a case takes to be read: usual ones, one of a megabyte, and nasty ones that must
//! grow with their length only.

use divan::{Bencher, black_box};
use roundtable::case::read;

fn main() {
    divan::main();
}

/// Bytes of the long case.
const LONG: usize = 1024 * 1024;
/// Bytes of a nasty text, and four times as many: time(4n) / time(n) has to stay under 6.
const NASTY: [usize; 2] = [64 * 1024, 256 * 1024];

const PROSE: &str = "Mara has led the night desk for six weeks. On Monday *two* of her people ask to change \
    shifts, and [the rota](https://example.org) that she inherited allows neither of them to.\n\n";

/// A case of so many bytes, nearly all of it prose.
fn prose(bytes: usize) -> String {
    let mut text = "# The desk at night\n\n".to_owned();
    while text.len() < bytes.saturating_sub(200) {
        text.push_str(PROSE);
    }
    text.push_str("## Questions\n\n1. What does Mara see? (5 min)\n2. What would you do?\n");
    text
}

/// A case of so many bytes, nearly all of it questions with all that they can have.
fn questions(bytes: usize) -> String {
    let mut text = "# The desk at night\n\n## Questions\n\n".to_owned();
    for number in 1.. {
        text.push_str(&format!(
            "### {number}. What does Mara say to number {number}?\n\n- ( ) Yes\n- (x) No\n\n\
             Hint: Who is not asked?\n\nModel answer: It depends.\n\n"
        ));
        if text.len() >= bytes {
            break;
        }
    }
    text
}

#[divan::bench]
fn built_in(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        for (slug, text) in roundtable::library::built_in() {
            black_box(read(black_box(text), slug));
        }
    });
}

#[divan::bench]
fn megabyte_of_prose(bencher: Bencher<'_, '_>) {
    let text = prose(LONG);
    bencher.bench(|| read(black_box(&text), "long.md"));
}

#[divan::bench]
fn megabyte_of_questions(bencher: Bencher<'_, '_>) {
    let text = questions(LONG);
    bencher.bench(|| read(black_box(&text), "long.md"));
}

/// What pulldown-cmark alone needs for the same megabyte.
#[divan::bench]
fn megabyte_parsed_only(bencher: Bencher<'_, '_>) {
    let text = prose(LONG);
    bencher.bench(|| pulldown_cmark::Parser::new(black_box(&text)).count());
}

/// Pieces that hurt readers of Markdown when they are repeated without end.
const PIECES: &[(&str, &str)] = &[
    ("quotes", "> "),
    ("bullets", "- "),
    ("brackets", "["),
    ("links", "[a]("),
    ("stars", "*a **b "),
    ("code", "`"),
    ("comments", "<!--"),
    ("tags", "<a "),
    ("details", "<details>\n"),
    ("labels", "Answer:\n"),
    ("numbers", "1.\n"),
    ("hints", "Hint: a\n"),
    ("short", "a\n"),
    ("headings", "# a\n"),
    ("numbered", "## 1. a?\n\n"),
    ("items", "- a\n"),
    ("nested", "* 1. "),
    ("cells", "|a"),
    ("answers", "1. a?\n\nSample answer\n\nTopic:\n\n- b\n\n"),
    ("letters", "A) a\nB) b\n"),
    ("label lines", "Model answer: It is.\n\n"),
    ("note lines", "**Facilitator note:**\n\nSay so.\n\n"),
    ("questions", "- a?\n"),
    ("counted", "1. What is it?\n"),
    (
        "paragraphs",
        "What is it?\n\nIt is long, and nobody knows.\n\n",
    ),
    ("bold", "**Why is it?**\n\nIt says why.\n\n"),
    ("choices", "- ( ) It is\n"),
    ("keys", "1. a?\n2. b?\n\nAnswers:\n\n1. c\n2. d\n\n"),
    (
        "cases",
        "# Case 1\n\nText.\n\n## Questions\n\n1. Why?\n2. How?\n\n## Answers\n\n1. So.\n\n",
    ),
    ("parts", "## Inject 1\n\nNew facts came.\n\n"),
    ("columns", "| Name | Answer |\n|---|---|\n| Dana | a |\n\n"),
    ("divisions", "::: answer\n"),
    ("callouts", "> [!question] Why?\n> So.\n\n"),
    ("cards", "What is it\n?\nIt is.\n\n"),
    (
        "talk",
        "Dana: Why is it so late?\n\nLee: Nobody asked me to do it.\n\n",
    ),
    ("colons", "Name: thing of it\n"),
    ("words", "It is long and says nothing. "),
    (
        "han",
        "她走进病房时很安静，她问发生了什么：什么也没有。\n\n",
    ),
    ("marks", "a\u{301}"),
];

#[divan::bench(args = PIECES.iter().flat_map(|(name, _)| NASTY.map(|bytes| format!("{name} {bytes}"))))]
fn nasty(bencher: Bencher<'_, '_>, name_and_bytes: &str) {
    let (name, bytes) = name_and_bytes.split_once(' ').unwrap_or_default();
    let piece = PIECES.iter().find(|(known, _)| *known == name);
    let (_, piece) = piece.copied().unwrap_or_default();
    let bytes: usize = bytes.parse().unwrap_or_default();
    let text = format!(
        "# a\n\n## Questions\n\n{}",
        piece.repeat(bytes / piece.len())
    );
    bencher.bench(|| read(black_box(&text), "nasty.md"));
}
