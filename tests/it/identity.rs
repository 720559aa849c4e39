//! Answers survive an edited case: which question of before is which of now.

use roundtable::case::{
    Case,
    identity::{Changed, Fate, changed, follow},
    read,
};

fn case(questions: &str) -> Case {
    let text = format!("# The case\n\n## Questions\n\n{questions}");
    read(&text, "case.md").cases.remove(0)
}

/// What became of each question, in a word and the words of the later one.
fn fates(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (case(before), case(after));
    let text = |wanted: &roundtable::id::QuestionId| {
        let found = after.questions().find(|one| one.prompt.id == *wanted);
        found.unwrap().prompt.text.to_string()
    };
    follow(&before, &after)
        .iter()
        .map(|fate| match fate {
            Fate::Exact(id) => format!("exact: {}", text(id)),
            Fate::Near(id) => format!("near: {}", text(id)),
            Fate::Gone => "gone".to_owned(),
        })
        .collect()
}

#[test]
fn an_id_says_which_question_it_is_whatever_its_words() {
    assert_eq!(
        fates(
            "1. Whom do you tell? {#whom}\n",
            "1. Who hears of it first, and why? {#whom}\n"
        ),
        ["exact: Who hears of it first, and why?"]
    );
    // An id that is given later keeps the answers too.
    assert_eq!(
        fates("1. Whom do you tell?\n", "1. Whom do you tell? {#whom}\n"),
        ["exact: Whom do you tell?"]
    );
}

#[test]
fn moved_and_renumbered_questions_are_the_same() {
    assert_eq!(
        fates(
            "1. What first?\n2. What next?\n",
            "1. And why?\n2. What next? (5 min)\n3. What FIRST?\n"
        ),
        ["exact: What FIRST?", "exact: What next?"]
    );
}

#[test]
fn a_mended_typo_is_near_and_another_question_is_not() {
    assert_eq!(
        fates(
            "1. What does Ines know at ten oclock?\n2. Which rule would you break?\n",
            "1. What does Ines know at ten o'clock tonight?\n2. Who decides about the tram?\n"
        ),
        ["near: What does Ines know at ten o'clock tonight?", "gone"]
    );
    assert_eq!(
        fates(
            "1. 值班护士应该先做什么？\n",
            "1. 值班护士首先应该做什么？\n"
        ),
        ["near: 值班护士首先应该做什么？"]
    );
}

#[test]
fn no_question_stands_for_two() {
    let fates = fates(
        "1. What would you say to the driver?\n2. What would you say to the drivers?\n",
        "1. What would you say to the driver now?\n",
    );
    assert_eq!(
        fates,
        ["near: What would you say to the driver now?", "gone"]
    );
}

#[test]
fn what_changed_is_counted() {
    let before =
        case("1. What first?\n2. Which rule would you break?\n3. How would you tell them?\n");
    let after =
        case("1. How would you tell them all?\n2. What first?\n3. Who pays?\n4. Since when?\n");
    assert_eq!(
        changed(&before, &after),
        Changed {
            same: 1,
            reworded: 1,
            gone: 1,
            new: 2
        }
    );
    assert_eq!(changed(&before, &before).same, 3);
}
