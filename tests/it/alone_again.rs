//! Whoever studies alone, at the keys: what stands on the pages is what the keys do, and no words
//! of a group.

use std::{fs, sync::Arc};

use tempfile::TempDir;

use crate::pty::Terminal;

const KEY: &str = "# The key

Ann has a key.

Ben has none.

## Questions

1. Why does she keep it?

Hint: Think of the door.

Model answer: She does not trust the lock.

2. What will you do on Monday in your own team?
";

fn studies(data: &Arc<TempDir>) -> Terminal {
    fs::write(data.path().join("key.md"), KEY).unwrap();
    let words = ["study", "key.md", "--as", "Ada"];
    Terminal::start_in(Arc::clone(data), &words, (80, 24))
}

/// To the page of the close.
fn answers(terminal: &mut Terminal) {
    terminal.goes(&[
        ("\r", "Your answer"),
        ("First answer.\x13", "Your answer is saved"),
    ]);
    assert!(!terminal.text().contains("hint is left"));
    terminal.goes(&[
        ("\r", "The author's answer"),
        ("\r", "Type to write a new version"),
        // Its first letters do not go on with the last word of the one before.
        ("Second", "│ Second"),
        ("\x13", "Type to write a new version"),
        ("\r", "Monday in your own team"),
        ("I will ask.\x13", "no answer to this question"),
        ("\r", "What I take with me"),
    ]);
}

#[test]
fn alone_the_mark_goes_on_and_no_word_is_a_groups() {
    let data = Arc::new(TempDir::new().unwrap());
    let mut terminal = studies(&data);
    // All of it fits on the screen, and still Down goes on.
    terminal.goes(&[
        ("", "[m] mark ¶1"),
        ("\x1b[B", "[m] mark ¶2"),
        ("m", "[m] unmark ¶2"),
        ("m", "[m] mark ¶2"),
        ("\x1b[A", "[m] mark ¶1"),
    ]);
    answers(&mut terminal);
    // Nothing of the author's was there to miss.
    terminal.wait("question 2, your own answer, to look at again");
    terminal.goes(&[("\r", "What I try")]);
    assert!(!terminal.text().contains("Who"), "{}", terminal.text());
    terminal.goes(&[
        ("If Ben asks\x13", "Saved, with no day"),
        ("\r", "How it was"),
    ]);
    assert!(!terminal.text().contains("so far"), "{}", terminal.text());
    terminal.goes(&[
        ("calm\x13", "▸    Close"),
        ("\r", "1 commitment, 1 word. Close"),
    ]);
    terminal.goes(&[("\r", "The session is over")]);

    // Whoever comes too early may turn back.
    let words = ["study", "key.md", "--as", "Ada"];
    let mut terminal = terminal.again(&words);
    terminal.wait("Nothing is due before");
    terminal.goes(&[("\x1b", "CASES")]);
    // Nothing has begun.
    lacks!(terminal.text(), "GO ON");
    terminal.goes(&[(":", "▸"), ("my answers", "all that I wrote")]);
}

/// Whoever closes a case comes back to it, whatever else was begun before and lies about.
#[test]
fn after_a_case_the_cursor_stands_on_it() {
    let data = Arc::new(TempDir::new().unwrap());
    let cases = data.path().join("cases");
    fs::create_dir_all(&cases).unwrap();
    for title in ["A Begun One", "The Other"] {
        let text = format!("# {title}\n\nMara waits.\n\n## Questions\n\n1. Why?\n");
        fs::write(cases.join(format!("{title}.md")), text).unwrap();
    }
    let mut terminal = Terminal::start_in(Arc::clone(&data), &[], (80, 24));
    terminal.wait("A Begun One");
    terminal.goes(&[
        ("begun one\x13", "Who are you?"),
        ("Ada\r", "End of the text"),
        ("\x03", "▸ A Begun One"),
    ]);
    terminal.wait("GO ON");
    terminal.press("the other");
    terminal.wait("▸ The Other");
    terminal.goes(&[
        ("\x13", "End of the text"),
        ("\r", "Write here."),
        ("\x10", "You gave no answer"),
        ("\r", "What I take with me"),
        ("\x1b[B\x1b[B\r", "Close the session?"),
        ("\r", "The session is over"),
        ("\r", "GO ON"),
    ]);
    terminal.wait("▸ The Other");
    // Its text stands beside the list again; whoever only looked at another comes back to that.
    terminal.wait("Mara waits.");
    terminal.goes(&[("\x1b[B", "▸"), ("\x1b[A", "▸ The Other"), ("\r", "begin")]);
    terminal.wait("Who is here?");
    terminal.press("\x1b");
    terminal.wait("▸ The Other");
    terminal.wait("Mara waits.");
}
