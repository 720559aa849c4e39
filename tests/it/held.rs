//! What is said of one line changes that line: nothing else that was kept back is seen by it.

use roundtable::case::{
    Case,
    mend::{As, Held, Mended, Taken, owners},
};

/// Documents as people bring them: answers and hints in tables, by labels, in a key at the end,
/// behind headings, and none of them quite in our own format.
pub(crate) const DOCUMENTS: &[&str] = &[
    "# The lift\n\nIt stands still.\n\n| Question | Answer |\n|---|---|\n| Who calls first? | One thing: what does the porter know? Then the firm. |\n| Who waits? | The guests, with a chair. |\n\nThank you.\n",
    "# The lift\n\nIt stands still.\n\n## Questions and expected answers\n\n| No. | Question | Expected answer | Hint |\n|---|---|---|---|\n| 1 | Who calls first? | The porter. | Who has a key? |\n| 2 | Who waits? | The guests. | |\n\n## For the trainer only\n\nThe porter has left.\n\n* * *\n\n1. The firm is shut.\n",
    "THE LIFT\nA case\n\nIt stands still.\n\nSTOP AND DISCUSS\n\nQ1. Who calls first?\n\n    A: The porter. Good groups\n       ask who has a key.\n\n    Hint - Who has a key?\n\n[Facilitator: keep it short.]\n\nTHE NEXT DAY\n\nIt still stands.\n\nQ2. Who waits?\n\n    A: The guests, and that\n       is a good sign.\n\n    Hint - Who is there?\n\nNOTES FOR THE FACILITATOR\n\nForty minutes.\n",
    "# Der Aufzug\n\nEr steht.\n\n## Fragen\n\n**Frage 1:** Wer ruft an?\n\n**Frage 2:** Wer wartet?\n\n## Musterlösungen\n\n**Zu Frage 1:** Der Pförtner.\n\n**Zu Frage 2:** Die Gäste.\n\n## Hinweise für die Moderation\n\nDer Pförtner ist fort.\n",
    "# The lift\n\n## Part A\n\nIt stands still.\n\n## Part B\n\nIt still stands.\n\n## Questions\n\n1. Who calls first?\n2. Who waits?\n\na) today\n\nb) later\n\n# Teaching note\n\n## Suggested answers\n\n1. The porter.\n\n2. The guests.\n\n## Running it\n\nGive out part A alone.\n",
    "# The lift\n\nIt stands still.\n\n1. Who calls first?\n\nModel answer: The porter.\n\nHint: Who has a key?\n\n2. Who waits?\n\n- ( ) The guests\n- (x) The porter\n\nModel answer: The guests.\n",
];

/// All that can be said of a line.
pub(crate) const MARKS: &[As] = &[
    As::Question,
    As::Answer,
    As::Hint,
    As::Note,
    As::Exhibit,
    As::Part,
    As::Title,
    As::Text,
    As::Out,
];

fn is_seen(taken: Taken) -> bool {
    matches!(
        taken,
        Taken::Text | Taken::Exhibit | Taken::Question(_) | Taken::Option | Taken::UnderQuestion
    )
}

/// Says it, and looks at every other line.
fn say(mended: &mut Mended, line: u32, mark: As) -> Held {
    let (document, before) = mended.read();
    let asked = |document: &roundtable::case::Document| -> Vec<u32> {
        let questions = document.cases.iter().flat_map(Case::questions);
        questions.map(|question| question.prompt.line).collect()
    };
    let (marks, asks) = (mended.marks().clone(), asked(&document));
    let held = mended.say(line..=line, Some(mark), &mut || false).unwrap();
    if held.refused {
        assert_eq!(*mended.marks(), marks);
        return held;
    }
    let (document, after) = mended.read();
    let now = asked(&document);
    let texts = mended.lines().to_vec();
    for (number, text) in (1..).zip(&texts) {
        if number == line || !text.contains(char::is_alphanumeric) {
            continue;
        }
        let (was, is) = (before[number as usize - 1], after[number as usize - 1]);
        let told = format!("{line} {mark:?}: {number} {text:?} {was:?} {is:?}\n{texts:#?}");
        let split = asks.contains(&number) && matches!(is, Taken::Question(_));
        if matches!(was, Taken::Hidden(_)) && !split {
            assert!(!is_seen(is), "{told}");
        }
        if matches!(was, Taken::Text) {
            assert!(
                !matches!(is, Taken::Hidden(_) | Taken::Question(_)),
                "{told}"
            );
        }
        if asks.contains(&number) {
            assert!(now.contains(&number), "{told}");
        }
    }
    held
}

#[test]
fn what_is_said_of_one_line_opens_no_other() {
    let (mut refused, mut all) = (0, 0);
    for document in DOCUMENTS {
        for mark in MARKS {
            let lines = (1..).zip(document.lines());
            for (line, _) in lines.filter(|(_, text)| !text.trim().is_empty()) {
                let mut mended = Mended::new(document, "lift.md");
                refused += usize::from(say(&mut mended, line, *mark).refused);
                all += 1;
            }
        }
    }
    // Most can be said without asking whether others may be seen.
    assert!(refused * 10 < all, "{refused} of {all}");
}

#[test]
fn however_many_lines_are_mended_one_after_another() {
    let mut seed = 7_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 16) as usize % below
    };
    for document in DOCUMENTS {
        for _ in 0..2 {
            let mut mended = Mended::new(document, "lift.md");
            for _ in 0..6 {
                let line = next(document.lines().count()) as u32 + 1;
                say(&mut mended, line, MARKS[next(MARKS.len())]);
            }
        }
    }
}

#[test]
fn to_confirm_what_was_guessed_changes_nothing_else() {
    let mut mended = Mended::new(DOCUMENTS[1], "lift.md");
    let (_, before) = mended.read();
    say(&mut mended, 14, As::Note);
    let (document, after) = mended.read();
    assert_eq!(before[15], after[15]);
    assert_eq!(after[15], Taken::Hidden("facilitator notes"));
    assert_eq!(document.cases[0].questions().count(), 2);
}

#[test]
fn a_row_that_is_said_to_ask_is_split_and_the_others_stay_hidden() {
    let text = "# The lift\n\nIt stands still.\n\n| Topic | Ask them | Look for it | Clue |\n|---|---|---|---|\n| Calls | Who calls first? | The porter SECRET. | Keys HIDDEN |\n| Waits | Who waits? | The guests SECRET. | |\n";
    let mut mended = Mended::new(text, "lift.md");
    for line in [7, 8] {
        mended
            .say(line..=line, Some(As::Question), &mut || false)
            .unwrap();
    }
    let (document, taken) = mended.read();
    let case = &document.cases[0];
    let prompts: Vec<_> = case
        .questions()
        .map(|one| one.prompt.text.as_str())
        .collect();
    assert_eq!(prompts, ["Who calls first?", "Who waits?"]);
    let seen = serde_json::to_string(&case.parts).unwrap();
    let hidden: Vec<_> = case.questions().map(|one| &one.aside).collect();
    assert!(
        hidden.iter().all(|aside| !aside.models.is_empty()),
        "{seen}"
    );
    assert_eq!(owners(&document, mended.lines(), &taken)[0], None);
}
