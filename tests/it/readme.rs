//! The README says what the program does: its keys, its commands, its example.

use std::fs;

use roundtable::{case, text::width, tui::help};

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

/// `UPDATE=1 cargo test readme` writes the table anew.
#[test]
fn the_readme_lists_every_key() {
    let text = readme();
    let (from, to) = ("every screen</summary>\n\n", "\n</details>");
    let (before, rest) = text.split_once(from).unwrap();
    let (table, after) = rest.split_once(to).unwrap();
    let wanted = help::markdown();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(PATH, format!("{before}{from}{wanted}{to}{after}")).unwrap();
    } else {
        assert_eq!(
            table, wanted,
            "write it anew with UPDATE=1 cargo test readme"
        );
    }
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
    assert!(ran.out.contains("Ann: What I think."), "{}", ran.out);
}
