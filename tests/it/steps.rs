//! Steps of a talk, situations that are asked about alike, options, hints that are folded away.

use crate::early::shown;

/// Headings that call a step and ask in passing order the questions below; they are none.
#[test]
fn headings_that_call_the_steps_of_a_talk_are_no_questions() {
    for step in ["Phase", "Schritt", "Étape", "Fase"] {
        let (before, asked, _) = shown(&format!(
            "# Debriefing\n\n## {step} 1: How was it? (3 min)\n\n- What did you feel?\n- What was hard?\n\n\
             ## {step} 2: What came of it? (5 min)\n\n**The crew:**\n- Who led?\n- Who was left out?\n\n**The quay:**\n- What blocked you?\n- What helped?\n\n\
             ## {step} 3: What now? (2 min)\n\n- What will you change?\n- Who helps you?\n"
        ));
        assert_eq!(asked.len(), 8, "{step}: {asked:?}");
        assert!(!asked.concat().contains("What came of it"), "{before}");
    }
}

/// The same words ask below each of several situations, and what is said about options asks
/// nothing; each situation is read before its question.
#[test]
fn the_same_words_ask_below_each_situation() {
    let (before, asked, models) = shown(
        "# Three calls\n\nWork through them.\n\nCASE 1: THE ROPE\n\nA rope is worn.\n\nWhat would you do?\n\nCASE 2: THE LAMP\n\nA lamp is out.\n\nWhat would you do?\n\nCASE 3: THE FOG\n\nFog comes in.\n\nWhat would you do?\n\n\
         ## Notes\n\n**Case 1:**\n- Option A: Quick. But is it safe?\n- Option B: Slow. Who waits?\n\n**Case 2:**\n- Option A: Bright. Who pays?\n- Option B: Dark. Who falls?\n",
    );
    assert_eq!((asked.len(), models), (3, 0), "{asked:?}");
    has!(before, "worn", "lamp is out", "Fog comes in");
}

#[test]
fn hints_that_are_folded_away_are_no_questions_and_are_not_read() {
    let (before, asked, _) = shown(
        "# The stuck crane\n\nFind out why it stands still.\n\n## Hints\n\n\
         <details>\n<summary>Hint 1: Where to look?</summary>\n\nAt the OKAPI.\n\n</details>\n\n\
         <details>\n<summary>Hint 2: What is missing?</summary>\n\nThe OKAPI.\n\n</details>\n",
    );
    assert_eq!(asked.len(), 0, "{asked:?}");
    lacks!(before, "OKAPI");
}

/// "Response" is what somebody does, "Response" beside a question is an answer.
#[test]
fn a_column_for_what_somebody_does_is_read() {
    let text = |head: &str, cell: &str| {
        format!(
            "# The quay\n\nShips come.\n\n| {head} | Response |\n|---|---|\n| {cell} | The OKAPI calls. |\n| {cell} | The OKAPI waits. |\n\n## Discussion\n\n1. Who calls?\n2. Who waits?\n"
        )
    };
    let (before, asked, _) = shown(&text("Level", "High"));
    assert_eq!(asked.len(), 2, "{asked:?}");
    has!(before, "OKAPI");
    let (before, asked, _) = shown(&text("Prompt", "Who is on watch?"));
    assert!(!(before + &asked.concat()).contains("OKAPI calls"));
}

/// A list that is counted on behind code and bullets is one; what announces a list is not asked.
#[test]
fn a_run_that_goes_on_is_one_list() {
    let code = "```python\nprint(1)\n```\n";
    let (_, asked, _) = shown(&format!(
        "# Mock exam\n\n1. Analyse the function and find the slip.\n\n{code}\n2. Describe what the class does.\n\n{code}\n3. The code below finds the largest ship. Answer what follows.\n\n{code}\n\
         Questions:\n\n- What does it do?\n- Name one weakness.\n\n4. Explain the loop.\n\n{code}\n5. Write a better one.\n"
    ));
    let all = asked.concat();
    for words in [
        "find the slip",
        "the class does",
        "largest ship",
        "Explain the loop",
        "a better one",
    ] {
        assert!(all.contains(words), "{words}: {asked:?}");
    }
    let (before, asked, _) = shown(
        "# The quay\n\n## Discussion\n\nThe point is **how do we choose?** These would be our suggestions:\n\n- What do you ask first?\n- Who decides?\n- Who waits?\n",
    );
    assert_eq!(asked.len(), 3, "{asked:?}");
    has!(before, "how do we choose");
}

/// Paragraphs that all ask, one after the other, are questions in a text that marks none.
#[test]
fn paragraphs_in_a_row_that_ask_are_questions() {
    let asking = "Who tells the crew?\n\nDoes the port pay? Who says so?\n\nMay the mate refuse?\n\nWhat would you write down?\n\n";
    let (before, asked, _) = shown(&format!(
        "The ferry left at nine.\n\nThe mate stayed on the quay.\n\n{asking}It came back at ten.\n"
    ));
    assert_eq!(asked.len(), 4, "{asked:?}");
    has!(before, "stayed on the quay");
    // A story asks here and there.
    let (_, asked, _) = shown(
        "The ferry left at nine.\n\nWho had the key?\n\nNobody knew, and the mate stayed.\n\nWas it locked?\n\nIt was not.\n\nThey waited.\n",
    );
    assert!(asked.is_empty(), "{asked:?}");
}

/// A rubric in a table says how to mark: it is for whoever leads, not an answer.
#[test]
fn a_rubric_is_no_model_answer() {
    let (before, asked, models) = shown(
        "# The quay\n\nShips come.\n\n## Questions\n\n1. Who calls?\n2. Who waits?\n\n---\n\n## Scoring rubric\n\n| Criteria | Poor | Good |\n|---|---|---|\n| Order | OKAPI | Heron |\n",
    );
    assert_eq!((asked.len(), models), (2, 0), "{asked:?}");
    assert!(!(before + &asked.concat()).contains("OKAPI"));
}

/// What somebody who plays a role is to consider is not asked, where the roles are bold lines too.
#[test]
fn what_a_role_in_bold_letters_considers_is_not_asked() {
    let role = |name: &str| {
        format!(
            "**Role: {name}**\n\nYou are in the harbour.\n\n**Consider:**\n\n- What do you want?\n- What do they want?\n- What is fair?\n\n"
        )
    };
    let (_, asked, _) = shown(&format!(
        "# The quay\n\nTwo talk.\n\n{}{}## Discussion questions\n\n1. What was hard?\n2. What worked?\n3. What next?\n",
        role("the pilot"),
        role("the mate")
    ));
    assert_eq!(asked.len(), 3, "{asked:?}");
}

/// What somebody is quoted to say, and arrows within words, ask and answer nothing.
#[test]
fn quotations_and_arrows_within_words_ask_nothing() {
    let (before, asked, models) = shown(
        "# The quay\n\nShips come.\n\n**A good request:**\n\n> \"Which berth is free? And who tells the pilot?\"\n\n**A poor one:**\n\n> \"Can you help?\"\n\nThe way is:\n\n- `q->a (2), a->b (1), b->c (3)`\n- `c->d (1), d->a (2)`\n\n\
         ## Questions\n\n1. Which way is shortest?\n2. Who tells the pilot?\n3. What was poor?\n",
    );
    assert_eq!((asked.len(), models), (3, 0), "{asked:?}");
    has!(before, "Which berth is free", "b->c (3)");
}
