//! `roundtable check`: advice to an author through the real binary.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::door::run;

/// A code, a document that has that flaw, where it is, and whether it is an error.
type Flawed = (&'static str, &'static str, Option<(u64, u64)>, bool);

const FLAWED: &[Flawed] = &[
    ("no-question", "# T\n\nText.\n", None, true),
    ("no-title", "## Questions\n\n1. Why?\n", None, false),
    ("no-words", "# T\n\n### Question 1\n", Some((3, 1)), false),
    (
        "doubled-id",
        "# T\n\n## Questions\n\n1. Why?\n2. Why?\n",
        Some((6, 1)),
        true,
    ),
    (
        "visible-answer",
        "# T\n\nYes, the right answer is no.\n\n## Questions\n\n1. Why?\n",
        Some((3, 6)),
        true,
    ),
    (
        "unmatched-answer",
        "# T\n\n## Questions\n\n1. Why?\n2. How?\n\n## Model answers\n\n### Question 7\n\nNever.\n",
        Some((10, 1)),
        false,
    ),
    (
        "more-answers",
        "# T\n\n## Questions\n\n1. Why?\n\n## Model answers\n\n1. So.\n2. Never.\n",
        Some((10, 1)),
        false,
    ),
    (
        "too-long",
        "---\ntime: 10 min\n---\n# T\n\n## Questions\n\n1. Why? (8 min)\n2. How? (8 min)\n",
        Some((8, 1)),
        false,
    ),
    (
        "unread-time",
        "---\ntime: soon\n---\n# T\n\n### 1. Why?\n",
        Some((2, 1)),
        false,
    ),
    (
        "alike-options",
        "# T\n\n### 1. Which?\n\n- ( ) this one\n- ( ) One, this!\n",
        Some((6, 7)),
        false,
    ),
    (
        "options",
        "# T\n\n### 1. Which?\n\n- ( ) this\n",
        Some((3, 1)),
        true,
    ),
    (
        "scale",
        "# T\n\n### 1. Sure?\n\nScale: 1 to 12\n",
        Some((3, 1)),
        true,
    ),
    (
        "dead-reference",
        "# T\n\nAs Exhibit 2 shows.\n\n## Exhibit 1: Rota\n\nNine.\n\n## Questions\n\n1. Why?\n",
        Some((3, 4)),
        false,
    ),
    (
        "unclosed",
        "# T\n\n<!-- never\n\n## Questions\n\n1. Why?\n",
        Some((3, 1)),
        true,
    ),
    (
        "page-noise",
        "# T\n\nText.\n\nRead more\n\n## Questions\n\n1. Why?\n",
        Some((5, 1)),
        false,
    ),
    (
        "near-miss",
        "# T\n\n## Questions\n\n### 1. Why?\n\nHnt: look again\n",
        Some((7, 1)),
        false,
    ),
    (
        "protocol",
        "---\nprotocol: aquarium\n---\n# T\n\n### 1. Why?\n",
        Some((2, 1)),
        true,
    ),
];

/// What is nearly a word of the grammar, each with its line and how to say it.
const NEARLY: &[(&str, u64, &str)] = &[
    ("1. Why?\n\n   Folow-up: And then?\n", 7, "Follow-up:"),
    (
        "1. Why?\n\n   Model anwser: The gull.\n",
        7,
        "Model answer:",
    ),
    (
        "1. Warum?\n\n   Musterlsung: The gull.\n",
        7,
        "Musterlösung:",
    ),
    ("1. Which?\n\n   Rnak: the gull, the crane\n", 7, "Rank:"),
    ("1. Sure?\n\n   Scale 1-5\n", 7, "Scale: 1-5"),
    ("1. How many?\n\n   Number 23\n", 7, "Number: 23"),
    ("1. Wser?\n\n   Numbr: 23 gulls\n", 7, "Number:"),
    ("1. What now?\n\n   In-baskt: these\n", 7, "In-basket:"),
    ("1. Sure?\n\n   Leave out: perhaps\n", 7, "Leave out: first"),
    ("1. Sure?\n\n   Leav out: first\n", 7, "Leave out:"),
    ("1. Why? (5mn)\n", 5, "(5 min)"),
    (
        "### 1. Which?\n\n-( ) the crane\n-(x) the gull\n",
        7,
        "- ( ) text",
    ),
];

#[test]
fn what_is_nearly_a_word_of_the_grammar_is_named_with_its_mend() {
    let folder = TempDir::new().unwrap();
    for (text, line, mend) in NEARLY {
        let text = &format!("# T\n\n## Questions\n\n{text}");
        fs::write(folder.path().join("case.md"), text).unwrap();
        let ran = run(folder.path(), &["check", "case.md", "--json"], "");
        let told: Value = serde_json::from_str(&ran.out).unwrap();
        let found = told["found"].as_array().unwrap();
        let flaw = found.iter().find(|flaw| flaw["code"] == "near-miss");
        let flaw = flaw.unwrap_or_else(|| panic!("{text}: {}", ran.out));
        assert_eq!(flaw["line"].as_u64(), Some(*line), "{text}");
        assert!(flaw["mend"].as_str().unwrap().contains(mend), "{flaw}");
        // Which option is right, and what a misspelt label answers, is not shown before.
        let seen = roundtable::case::read(text, "case.md").cases[0]
            .questions()
            .map(|question| format!("{:?}", question.prompt))
            .collect::<String>();
        let gives_away = text.contains("wser");
        assert!(
            !(seen.contains("(x)") || gives_away && seen.contains("gull")),
            "{seen}"
        );
    }
}

/// Settings that nothing closes end at the first blank line, not at the next rule.
#[test]
fn settings_that_nothing_closes_swallow_no_text() {
    let text = "---\ntitle: Late ferry\ntime: 20 min\n\n# Quay\n\nThe gull waits: nobody comes.\n\n---\n\n## Questions\n\n1. Why?\n";
    let document = roundtable::case::read(text, "case.md");
    let seen = format!("{:?}", document.cases[0].parts);
    has!(seen, "The gull waits");
    lacks!(seen, "20 min");
    let unclosed = |flaw: &&roundtable::case::flaw::Flaw| flaw.what.contains("never closed");
    let told = document.flaws.iter().find(unclosed);
    assert_eq!(told.map(|flaw| flaw.line), Some(1));
    // Between two rules blank lines, remarks and wrapped values stay settings.
    let text = "---\ntitle: A long\n  ferry\n\n# a remark\nlevel: all\n---\n# Quay\n\nText.\n\n## Questions\n\n1. Why?\n";
    let document = roundtable::case::read(text, "case.md");
    let seen = format!("{:?}", document.cases[0].parts);
    assert!(seen.contains("Text.") && !seen.contains("remark"), "{seen}");
    assert_eq!(document.flaws.iter().find(unclosed), None);
}

#[test]
fn every_flaw_has_its_code_its_place_its_reason_and_a_way_to_mend_it() {
    let folder = TempDir::new().unwrap();
    for (code, document, place, error) in FLAWED {
        fs::write(folder.path().join("case.md"), document).unwrap();
        let ran = run(folder.path(), &["check", "case.md", "--json"], "");
        let told: Value = serde_json::from_str(&ran.out).unwrap();
        let found = told["found"].as_array().unwrap();
        let flaw = found.iter().find(|flaw| flaw["code"] == *code);
        let flaw = flaw.unwrap_or_else(|| panic!("{code} is not in {}", ran.out));
        let at = flaw["line"].as_u64().zip(flaw["column"].as_u64());
        assert_eq!(at, *place, "{code}: {flaw}");
        assert_eq!(flaw["error"], *error, "{code}");
        for key in ["what", "why", "mend"] {
            assert!(!flaw[key].as_str().unwrap().is_empty(), "{code}: {key}");
        }
        let errors = found.iter().any(|flaw| flaw["error"] == true);
        assert_eq!(ran.code, i32::from(errors), "{code}");

        let text = run(folder.path(), &["check", "case.md"], "");
        assert_eq!(text.code, ran.code);
        has!(text.out, &format!("[{code}]"));
        if let Some((line, column)) = place {
            assert!(
                text.out.contains(&format!("case.md:{line}:{column}")),
                "{code}: {}",
                text.out
            );
            assert!(text.out.contains('^'), "{}", text.out);
        }
    }
}

#[test]
fn a_caret_is_under_the_words_that_are_meant() {
    let folder = TempDir::new().unwrap();
    let document = format!(
        "# T\n\n{} As Exhibit 2 shows, {}\n\n### 1. Why?\n",
        "A long line. ".repeat(30),
        "and on. ".repeat(30)
    );
    fs::write(folder.path().join("case.md"), document).unwrap();
    let ran = run(folder.path(), &["check", "case.md"], "");
    let mut lines = ran.out.lines();
    let shown = lines.find(|line| line.contains("Exhibit 2 shows")).unwrap();
    let carets = lines.next().unwrap();
    assert_eq!(shown.find("Exhibit 2"), carets.find('^'), "{}", ran.out);
    assert_eq!(carets.matches('^').count(), "Exhibit 2".len());
    assert!(shown.chars().count() < 200, "{shown}");
}

#[test]
fn a_folder_is_checked_whole_with_a_total() {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("cases/deep/er")).unwrap();
    let write =
        |name: &str, text: &str| fs::write(folder.path().join("cases").join(name), text).unwrap();
    write("good.md", "# T\n\n### 1. Why?\n");
    write("deep/er/bad.md", "# T\n\n### 1. Which?\n\n- ( ) this\n");
    write("deep/odd.txt", "---\ntime: soon\n---\n# T\n\n### 1. Why?\n");
    write("binary.md", "\0\0\u{1}");
    write("picture.png", "\0");
    let ran = run(folder.path(), &["check", "cases"], "");
    assert_eq!(ran.code, 1);
    has!(ran.out, "4 files: 2 errors, 2 pieces of advice.");
    has!(ran.out, "The file is not a text");
    // A title that several files share is said once, with the files.
    assert_eq!(ran.out.matches("have the title “T”").count(), 1);
    let said = "3 files have the title “T”: this one, cases/deep/odd.txt, cases/good.md";
    has!(ran.out, said);
    let good = run(
        folder.path(),
        &["check", "cases/good.md", "cases/deep/odd.txt"],
        "",
    );
    assert_eq!(good.code, 0, "{}", good.out);
    has!(good.out, "2 files: 2 pieces of advice, no error.");
}

#[test]
fn the_built_in_cases_need_no_advice() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let folder = TempDir::new().unwrap();
    let ran = run(folder.path(), &["check".as_ref(), cases.as_os_str()], "");
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "10 files: nothing to mend.\n")
    );
}

#[test]
fn an_exhibit_that_is_there_may_be_spoken_of() {
    let folder = TempDir::new().unwrap();
    for document in [
        "# T\n\nAs Exhibit 1 shows, and an exhibit is a small room.\n\n## Exhibit 1: Rota\n\nNine.\n\n### 1. Why?\n",
        "# T\n\nAls Anlage 2 zeigt.\n\n## Anlage 2: Plan\n\nNeun.\n\n### 1. Why?\n",
        "# T\n\nTable 3 in Smith says so, see Table 4 there.\n\n### 1. Why?\n",
    ] {
        fs::write(folder.path().join("case.md"), document).unwrap();
        let ran = run(folder.path(), &["check", "case.md"], "");
        has!(ran.out, "\n1 file: nothing to mend.\n");
    }
}

#[test]
fn settings_left_open_and_questions_under_a_part_are_told_with_their_line() {
    for (document, code, line) in [
        (
            "---\ntitle: The rota\ntime: 20 min\n\n# The rota\n\n## Questions\n\n1. Why?\n",
            "error[unclosed]",
            "case.md:1:1",
        ),
        (
            "# The rota\n\nIt is full.\n\n## Part B: Sunday\n\nNobody came.\n\n## Questions\n\n1. Why?\n",
            "advice[asked-in-a-part]: All questions stand under “Part B: Sunday”",
            "case.md:11:1",
        ),
    ] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("case.md"), document).unwrap();
        let ran = run(folder.path(), &["check", "case.md"], "");
        has!(ran.out, code);
        has!(ran.out, line);
    }
    let folder = TempDir::new().unwrap();
    let sound = "# The rota\n\n## Questions\n\n1. Why?\n\n## Part B: Sunday\n\nNobody came.\n\n### 2. And now?\n";
    fs::write(folder.path().join("case.md"), sound).unwrap();
    let ran = run(folder.path(), &["check", "case.md"], "");
    has!(ran.out, "nothing to mend");
}
