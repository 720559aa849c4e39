//! The option that its author set off in bold letters is the right one, and nobody sees it by that.

use roundtable::case::{Case, Kind, read};

fn asked(below: &str) -> Case {
    let text = format!(
        "# The bridge\n\nIt has a crack.\n\n## Question 1\n\n{below}\n\n## Question 2\n\nAnd then?\n"
    );
    read(&text, "bridge.md").cases[0].clone()
}

/// The options of the first question, which are right, and all that is seen of it.
fn options(case: &Case) -> (Vec<String>, Vec<u8>, String) {
    let question = case.questions().next().unwrap();
    let options = match &question.prompt.kind {
        Kind::Choice { options, .. } => options.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let seen = serde_json::to_string(&*question.prompt).unwrap();
    (options, question.aside.right.clone(), seen)
}

#[test]
fn a_bold_option_among_others_is_the_right_one_however_they_are_listed() {
    for below in [
        "- Which step first?\n- a) Close it\n- b) Wait a year\n- **c) Measure daily**\n- d) Ask the firm",
        "Which step first?\n\n- a) Close it\n- b) Wait a year\n- **c) Measure daily**\n- d) Ask the firm",
        "Which step first?\n\na) Close it\n\nb) Wait a year\n\n**c) Measure daily**\n\nd) Ask the firm",
        "Which step first?\n\na) Close it\nb) Wait a year\n**c) Measure daily**\nd) Ask the firm",
        "Which step first?\n\nA. Close it\n\nB. Wait a year\n\nC. **Measure daily**\n\nD. Ask the firm",
        "Which step first?\n\n(a) Close it\n\n(b) Wait a year\n\n(c) **Measure daily**\n\n(d) Ask the firm",
    ] {
        let case = asked(below);
        let (options, right, seen) = options(&case);
        assert_eq!(
            options,
            ["Close it", "Wait a year", "Measure daily", "Ask the firm"],
            "{below}\n{seen}"
        );
        assert_eq!(right, [2], "{below}");
        assert!(!seen.contains("**"), "{below}\n{seen}");
        assert_eq!(
            case.questions().next().unwrap().prompt.text.as_str(),
            "Which step first?"
        );
    }
    for first in [
        "**a) Close it**\n\nb) Wait a year\n\nc) Measure daily",
        "- **a) Close it**\n- b) Wait a year\n- c) Measure daily",
    ] {
        let (_, right, seen) = options(&asked(&format!("Which step first?\n\n{first}")));
        assert_eq!(right, [0], "{first}");
        assert!(!seen.contains("**"), "{seen}");
    }
}

#[test]
fn where_nobody_can_be_sure_no_option_is_marked_and_none_is_bold() {
    for below in [
        "Which step first?\n\n- Close it\n- Wait a year\n- **Measure daily**\n- Ask the firm",
        "Which step first?\n\n- a) Close it\n- **b) Wait a year**\n- **c) Measure daily**\n- d) Ask the firm",
        "Which step first?\n\na) Close it\n\n**b) Wait a year**",
    ] {
        let (_, right, seen) = options(&asked(below));
        assert!(right.is_empty(), "{below}");
        assert!(!seen.contains("**"), "{below}\n{seen}");
        assert!(seen.contains("Wait a year"), "{below}\n{seen}");
    }
}
