//! Questions that letters count, that are set in, or that hold lists of their own.

use roundtable::case::{self, Kind};

use crate::early::shown;

#[test]
fn lettered_lines_that_ask_are_questions_where_nothing_above_asks() {
    let lists = [
        "a) Who should have stopped it?\nb) What would you tell the crew?\nc) Name two risks of sailing short-handed.\n",
        "a. Wer hätte sie aufhalten sollen?\n\nb. Was sagen Sie der Mannschaft?\n\nc. Nennen Sie zwei Gefahren der Fahrt.\n",
        "A. ¿Quién debía pararlo?\nB. ¿Qué le dirías a la tripulación?\nC. ¿Qué regla cambiarías?\n",
        "    1. Who should have stopped it?\n    2. What would you tell the crew?\n    3. Name two risks of it.\n",
        "\t1) Qui devait l'arrêter ?\n\t2) Que diriez-vous à l'équipage ?\n\t3) Quelle règle changeriez-vous ?\n",
    ];
    for list in lists {
        let (before, asked, _) = shown(&format!("# Ferry\n\nIt left at nine.\n\n{list}"));
        assert_eq!(asked.len(), 3, "{list}: {asked:?}");
        has!(before, "left at nine");
    }
    let (before, asked, models) = shown(
        "# Ferry\n\nIt left at nine.\n\na) Who should have stopped it?\n\nAnswer: OKAPI the master.\n\nb) What would you say?\n\nAnswer: OKAPI nothing.\n",
    );
    assert_eq!((asked.len(), models), (2, 2), "{asked:?}");
    assert!(!(before + &asked.concat()).contains("OKAPI"));
}

#[test]
fn lettered_lines_below_what_asks_are_its_options() {
    let (_, asked, _) = shown(
        "# Ferry\n\nIt left at nine.\n\n## Questions\n\n1. What would you ask first?\n   a) Who was on watch?\n   b) Who signed?\n   c) Who paid?\n2. Why?\n",
    );
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(asked.concat().contains("Who signed?"), "{asked:?}");
    // Code that is code stays code.
    let (before, asked, _) = shown(
        "# Ferry\n\nRun this:\n\n    1. make\n    2. make install\n\n## Questions\n\n1. What went wrong?\n",
    );
    assert_eq!(asked.len(), 1);
    has!(before, "make install");
}

/// What is listed in a question is no question of its own; a task is none because of its name.
#[test]
fn lists_in_questions_and_tasks_by_name_belong_to_what_is_asked() {
    let (before, asked, models) = shown(
        "Paper 1\n\n1. Short answer: name the three berths.\n   Solution: OKAPI north.\n\n\
         2. Matching (left to right):\n   - (i) Berth\n   - (ii) Buoy\n   - (iii) Bollard\n   A) It floats\n   B) Ropes go round it\n   C) Ships lie there\n   Solution: OKAPI (i)-C.\n\n\
         3. Design suggestion: propose one sign for the quay.\n   Solution: OKAPI a lamp.\n\n\
         4. True or false: the buoy sank.\n   Solution: OKAPI false.\n",
    );
    assert_eq!((asked.len(), models), (4, 4), "{asked:?}");
    assert!(!(before + &asked.concat()).contains("OKAPI"));
}

/// Word processors write a paragraph each, and the right one as one more of them.
#[test]
fn options_by_letters_may_stand_a_paragraph_each() {
    let lists = [
        "   A. The crew.\n\n   B. The owner.\n\n   C. Nobody.\n\n   Correct answer: B, because OKAPI.\n",
        "A) The crew.\n\nB) The owner.\n\nC) Nobody.\n\nCorrect answer: B, because OKAPI.\n",
        "   - A. The crew.\n   - B. The owner.\n   - C. Nobody.\n   - Correct answer: B, because OKAPI.\n",
        "   (a) Die Mannschaft.\n\n   (b) Der Reeder.\n\n   (c) Niemand.\n\n   Lösung: b, denn OKAPI.\n",
    ];
    for list in lists {
        let text = format!(
            "# Ferry\n\nIt left at nine.\n\n## Questions\n\n1. Why?\n\n2. Who decides?\n\n{list}\n3. What now?\n"
        );
        let document = case::read(&text, "ferry.md");
        let question = document.cases[0].questions().nth(1).unwrap();
        let Kind::Choice { options, .. } = &question.prompt.kind else {
            panic!("{list}: {:?}", question.prompt);
        };
        assert_eq!(options.len(), 3, "{options:?}");
        assert_eq!(question.aside.right, [1], "{list}");
        let (before, asked, models) = shown(&text);
        assert_eq!((asked.len(), models), (3, 1), "{list}: {asked:?}");
        assert!(!(before + &asked.concat()).contains("OKAPI"), "{list}");
    }
    // Parts of a question and points to cover are no options; nor is a letter alone.
    for list in [
        "   a. Name the crew.\n\n   b. Describe the owner.\n",
        "   a. Who knew?\n\n   b. Who paid?\n",
        "   A. The crew knew.\n\n   Nobody else did.\n",
    ] {
        let text = format!("# Ferry\n\nIt left.\n\n## Questions\n\n1. Who decides?\n\n{list}");
        let document = case::read(&text, "ferry.md");
        let question = document.cases[0].questions().next().unwrap();
        assert_eq!(question.prompt.kind, Kind::Open, "{list}");
    }
}
