//! The README says what the program does: its keys, its commands, its example.

use std::fs;

use roundtable::{case, text::width, tui::keys::BINDINGS};

use crate::door;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

fn readme() -> String {
    fs::read_to_string(PATH).unwrap()
}

/// What stands between two pieces of a text.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let (_, rest) = text.split_once(from).unwrap();
    rest.split_once(to).unwrap().0
}

#[test]
fn every_key_is_listed_by_a_command_and_the_man_page() {
    let folder = tempfile::tempdir().unwrap();
    let listed = door::run(folder.path(), &["keys"], "").out;
    let man = door::run(folder.path(), &["man"], "").out;
    for row in BINDINGS {
        assert!(listed.contains(row.words), "{}", row.words);
        assert!(man.contains(row.words), "{}", row.words);
    }
    assert!(readme().contains("`roundtable keys`"));
}

#[test]
fn the_readmes_example_reads_as_it_says() {
    let text = readme();
    let example = between(&text, "```markdown\n", "```\n");
    let document = case::read(example, "example.md");
    assert!(document.flaws.is_empty(), "{:?}", document.flaws);
    assert!(document.unused.is_empty(), "{:?}", document.unused);
    let questions = document.cases[0].questions();
    let kinds: Vec<_> = questions.map(|asked| asked.prompt.kind.word()).collect();
    assert_eq!(kinds, ["open", "choice", "open"]);
    let hidden: Vec<_> = document.hidden.iter().map(|hidden| hidden.what).collect();
    for what in ["hint", "model answer", "later part"] {
        assert!(hidden.contains(&what), "{what}: {hidden:?}");
    }
}

#[test]
fn the_readmes_picture_fits_a_terminal() {
    let text = readme();
    for line in between(&text, "```text\n", "```\n").lines() {
        assert!(width(line) <= 80, "{line}");
    }
}

#[test]
fn the_readmes_commands_are_there() {
    let text = readme();
    let folder = tempfile::tempdir().unwrap();
    let commands = between(&text, "## Other ways to start", "## Keys");
    let starts = commands.lines().filter_map(|line| {
        let rest = line.strip_prefix("roundtable ")?;
        rest.split_whitespace().next()
    });
    let starts: Vec<_> = starts.collect();
    assert!(starts.len() > 5, "{starts:?}");
    for start in starts {
        let ran = door::run(folder.path(), &[start, "--help"], "");
        assert_eq!(ran.code, 0, "{start}: {}", ran.err);
    }
    let script = between(commands, "printf '", "' |").replace("\\n", "\n");
    let words = between(commands, " | roundtable ", "\n");
    let words: Vec<_> = words.split_whitespace().collect();
    let ran = door::run(folder.path(), &words, &script);
    assert_eq!(ran.code, 0, "{}", ran.err);
    has!(ran.out, "Ann: What I think.");
}
