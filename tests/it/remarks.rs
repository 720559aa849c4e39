//! Remarks in brackets that are not for everybody, and hints behind a dash.

use roundtable::case::{Case, read};

use crate::early::shown;

#[test]
fn a_remark_in_brackets_that_forbids_to_tell_is_for_whoever_leads() {
    for remark in [
        "(Don't tell them: OKAPI)",
        "(Do not reveal yet that OKAPI)",
        "[Facilitator: the mate knew of the OKAPI]",
        "(Note to self: OKAPI)",
        "(Nicht verraten: OKAPI)",
        "(Hinweis für die Moderation: erst nach der Pause OKAPI)",
        "(Ne pas lire à voix haute : OKAPI)",
        "(No revelar todavía: OKAPI)",
        "（不要告诉大家：OKAPI）",
        "（教えないこと：OKAPI）",
    ] {
        let text = format!(
            "# The late ferry\n\nThe ferry left at nine. {remark}\n\nIt came back at ten.\n\n\
             1. Who should have stopped it? {remark}\n2. What would you tell the crew?\n3. Which rule would you change?\n\n{remark}\n"
        );
        let (before, asked, models) = shown(&text);
        assert_eq!((asked.len(), models), (3, 0), "{remark}: {asked:?}");
        let seen = before + &asked.concat();
        assert!(!seen.contains("OKAPI"), "{remark}: {seen}");
        for shown in ["left at nine.", "came back", "stopped it?"] {
            assert!(seen.contains(shown), "{remark}: {seen}");
        }
    }
    // What people say, and what only explains, stays.
    for said in ["(the old one)", "(Ann said: tell them we are late)", "[1]"] {
        let (before, asked, _) = shown(&format!(
            "# The late ferry\n\nThe ferry left at nine {said}.\n\n## Questions\n\n1. Who stopped it?\n"
        ));
        has!(before, said);
        assert_eq!(asked.len(), 1);
    }
}

#[test]
fn a_hint_behind_a_dash_waits_until_it_is_wanted() {
    for hint in ["Hint - OKAPI", "**Hint** – OKAPI", "Tipp — OKAPI"] {
        let text = format!(
            "# The late ferry\n\nThe ferry left.\n\n## Question 1\n\nWho stopped it?\n\n{hint}\n\n## Question 2\n\nWho paid?\n"
        );
        let document = read(&text, "file.md");
        let first = document.cases.iter().flat_map(Case::questions).next();
        let first = first.expect("a question");
        assert!(!format!("{:?}", first.prompt).contains("OKAPI"), "{hint}");
        assert_eq!(first.aside.hints.len(), 1, "{hint}");
    }
}
