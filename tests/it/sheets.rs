//! Sheets, guides and guides to sheets as people who teach write them: keys that have the headings
//! of their sheet again, labels of an author's own, options in a row, orders that are worth marks.

use roundtable::case::{Case, Kind, read};

use crate::{forms::shows, labelled::seen};

/// What each question asks, and its options, with bars between.
fn asked(text: &str) -> Vec<String> {
    let document = read(text, "sheet");
    let questions = document.cases.iter().flat_map(Case::questions);
    let said = questions.map(|question| {
        let options = match &question.prompt.kind {
            Kind::Choice { options, .. } => &options[..],
            Kind::Open
            | Kind::Scale(_)
            | Kind::Rank { .. }
            | Kind::Number { .. }
            | Kind::Items { .. } => &[],
        };
        let options = options.iter().map(ToString::to_string);
        let all: Vec<_> = std::iter::once(question.prompt.text.to_string())
            .chain(options)
            .collect();
        all.join(" | ")
    });
    said.collect()
}

#[test]
fn a_key_with_the_headings_of_its_sheet_again_is_kept_back_to_its_end() {
    for (label, head) in [
        ("Lösungen:", "###"),
        ("**Answers**", "##"),
        ("Solutions", "##"),
    ] {
        let text = format!(
            "# The lock-keeper\n\n## A. What happened\n\nRead first.\n\n## B. Open questions\n\n1. Who closed the gate?\n\n2. Why so late?\n\n## C. A letter\n\nWrite to the owner.\n\n{label}\n\n{head} B. Open questions\n\n1. **Who closed the gate?**\n   The KEEPER did.\n\n2. **The hour:**\n   For the TIDE.\n\n---\n\n{head} C. A letter (sample)\n\nDear OWNER, it was shut.\n"
        );
        shows(
            &text,
            2,
            &["KEEPER", "TIDE", "OWNER, it"],
            &["Read first.", "Write to the owner."],
        );
    }
    // A section that only is called so once is no key.
    shows(
        "# The mill\n\n## What was tried\n\nSolutions\n\nThe miller tried three.\n\n## What came of it\n\nTOLD.\n\n## Questions\n\n1. Which would you try?\n",
        1,
        &[],
        &["TOLD."],
    );
}

#[test]
fn nothing_is_left_of_a_section_that_is_kept_back() {
    let text = "# The boats\n\nThree collided.\n\n## Questions\n\n1. Who had the right of way?\n2. Who saw it?\n\n## For the instructor\n\nNothing yet.\n\n### The COLLISION was his own\n\n**Answer:** He knew it.\n\n**Common misreading:** that he slept.\n";
    shows(text, 2, &["COLLISION", "He knew it"], &["Three collided."]);
}

#[test]
fn an_author_s_own_labels_between_question_and_answer_are_for_whoever_marks() {
    for (own, answer) in [
        ("Skill in view", "Model answer"),
        ("Absicht der Frage", "Musterlösung"),
        ("出题意图", "参考答案"),
    ] {
        let text = format!(
            "The ferry is late. Whom do you tell first?\n{own}: SECRET sees who waits.\n{answer}: The harbour.\n\nThe fog comes in. What do you say to the crew?\n{own}: SECRET weighs the risk.\n{answer}: That you wait.\n"
        );
        shows(
            &text,
            2,
            &["SECRET", "The harbour", "That you wait"],
            &["Whom do you tell", "What do you say"],
        );
    }
}

#[test]
fn options_in_a_row_are_options() {
    for row in [
        "A.ask B.wait C.leave",
        "A) ask   B) wait   C) leave",
        "A、问 B、等 C、走",
    ] {
        let text = format!(
            "# Test\n\n1. What first?\n{row}\n\nAnswer: B\n\n2. And then?\n{row}\n\nAnswer: C\n"
        );
        let asked = asked(&text);
        assert_eq!(asked.len(), 2, "{asked:?}");
        assert!(
            asked.iter().all(|asked| asked.matches(" | ").count() == 3),
            "{asked:?}"
        );
        shows(&text, 2, &["Answer"], &[]);
    }
    let asked = asked(
        "一、选择\n1.船晚了，最先告诉谁()\nA.港口B.乘客C.船东D.谁也不\n答案:A\n2.雾来了，怎么办()\nA.等B.走C.问D.喊\n答案:C\n",
    );
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(
        asked.iter().all(|asked| asked.matches(" | ").count() == 4),
        "{asked:?}"
    );
    // A row of names is none.
    let names = "# The crew\n\nOn watch were A. Brown, B. Green, C. White and nobody else.\n\n## Questions\n\n1. Who was awake?\n";
    shows(
        names,
        1,
        &[],
        &["A. Brown, B. Green, C. White and nobody else."],
    );
}

#[test]
fn a_line_that_announces_options_is_followed_by_them() {
    for label in [
        "**Options:**",
        "**Opciones:**",
        "Auswahlmöglichkeiten: ",
        "**Choices:**",
    ] {
        let label = label.replace("Auswahlmöglichkeiten: ", "**Antwortmöglichkeiten:**");
        let text = format!(
            "# Two days\n\n## 1. The call\n\n**Question:**\nWhat do you do?\n\n{label}\n- A. Ring back.\n- B. Wait for the evening.\n- C. Ask a friend.\n\n---\n\n## 2. The letter\n\n**Question:**\nWhom do you show it?\n\n{label}\n- A. Nobody.\n- B. The owner.\n- C. All of them.\n\n---\n\n✅ **Recommended answers:** 1-B, 2-C\n"
        );
        let asked = asked(&text);
        assert_eq!(asked.len(), 2, "{asked:?}");
        assert!(
            asked.iter().all(|asked| asked.matches(" | ").count() == 3),
            "{label}: {asked:?}"
        );
        shows(&text, 2, &["1-B"], &[]);
    }
}

#[test]
fn orders_with_marks_and_orders_in_a_row_are_asked() {
    let worth = "# The quay\n\nA town has two quays.\n\n1. (10 marks) The upper quay floods twice a year. Describe what the town can do.\n2. (5 marks) Boats wait for a day. Calculate what that costs.\n3. (15 marks) Design a plan for the winter.\n";
    shows(worth, 3, &[], &["A town has two quays."]);
    let at_end = "# The quay\n\nA town has two quays.\n\n1. Describe the flood. (4 Punkte)\n2. Compare both quays. (6 Punkte)\n";
    shows(at_end, 2, &[], &["A town has two quays."]);
    let in_a_row = "# The quay\n\nA town has two quays.\n\n1. Describe the flood in your own words.\n2. Compare what both owners want.\n3. Which quay would you give up?\n4. Explain your choice to the council.\n";
    shows(in_a_row, 4, &[], &["A town has two quays."]);
    let chinese = "一．（14 分）以下是十条船的长度。\n（1）求这组数据的平均值。\n（2）指出哪条船最长。\n二．（10 分）说明潮汐对港口的影响。\n三．（16 分）比较两个码头的费用。\n";
    shows(chinese, 3, &[], &[]);
    // Steps of a recipe are no questions.
    let steps = "# The lock\n\n1. Open the upper gate.\n2. Let the boat in.\n3. Close the gate.\n4. Lower the water.\n";
    shows(steps, 0, &[], &["Lower the water."]);
}

#[test]
fn a_talk_after_a_role_play_is_asked_in_our_own_format_too() {
    let text = "# The seal\n\nIt leaks.\n\n## Discussion questions\n\n1. Who pays?\n2. Who decides?\n\n## A role play\n\nOne of you is the owner. After ten minutes, discuss as a group:\n\n1. What helped?\n2. What stood in the way?\n3. What would you change?\n";
    shows(text, 5, &[], &["One of you is the owner."]);
}

#[test]
fn what_one_role_alone_may_read_is_its_brief() {
    for (head, remark) in [
        (
            "Instructions for the seller",
            "[To be read by the seller only]",
        ),
        ("The seller", "*(For the seller only)*"),
        ("Der Verkäufer", "(nur für den Verkäufer)"),
    ] {
        let text = format!(
            "# The sale\n\nA boat is for sale.\n\n## {head}\n\n### ANNA\n\n{remark}\n\nSECRET it leaks.\n\n## Questions\n\n1. What is a fair price?\n"
        );
        shows(&text, 1, &["SECRET"], &["A boat is for sale."]);
        let case = read(&text, "sale").cases.remove(0);
        assert_eq!(case.briefs.len(), 1, "{remark}");
        assert!(
            case.briefs[0]
                .role
                .to_string()
                .to_lowercase()
                .contains("seller")
                || remark.contains("nur"),
            "{remark}"
        );
    }
    shows(
        "# The sale\n\n## The boat\n\n(For participants only)\n\nIt is blue.\n\n## Questions\n\n1. Why blue?\n",
        1,
        &[],
        &["It is blue."],
    );
}

#[test]
fn a_guide_for_whoever_leads_in_which_nothing_is_asked_is_kept_back_as_a_whole() {
    for title in [
        "Facilitator guide – session 1: the long table",
        "Guide formateur - Session 1 : la grande table",
        "Leitfaden für die Moderation: der lange Tisch",
    ] {
        let text = format!(
            "# {title}\n\nSECRET one.\n\n## Opening (15 min)\n\n* **Focus:** SECRET two.\n* **Message:** SECRET three.\n\n## Close\n\n* SECRET four.\n"
        );
        shows(&text, 0, &["SECRET"], &[]);
    }
    // With questions, the guide is a case, of which people read what is called one.
    shows(
        "# Facilitator guide: the table\n\n## Case\n\nThe table is long.\n\n## Questions\n\n1. Who sits at its head?\n",
        1,
        &[],
        &["The table is long."],
    );
}

#[test]
fn what_grades_what_was_said_is_for_whoever_leads() {
    let text = "# The outage\n\nIt is dark.\n\n## Decision 1\n\n**Question:** Whom do you call first?\n\n**Evaluation:** Do they SEE-IT in time?\n\n## Decision 2\n\n**Question:** What do you tell the ward?\n\n**Evaluation:** Can they SAY-IT calmly?\n\n## How it went\n\n### Strong\n\n- ✓ CALLED at once\n- ✓ TOLD all\n\n### Weak\n\n- ✗ FORGOT the ward\n- ✗ WAITED\n";
    shows(
        text,
        2,
        &["SEE-IT", "SAY-IT", "CALLED", "TOLD", "FORGOT", "WAITED"],
        &["It is dark."],
    );
    // Questions about people in the story are asked.
    let story = "# The crew\n\nThey slept.\n\n## Questions\n\n1. **The watch:** Did they hear the horn?\n2. **The mate:** Did they wake him?\n";
    shows(story, 2, &[], &["They slept."]);
}

#[test]
fn an_answer_in_brackets_on_a_line_of_its_own_is_kept_back() {
    for (ask, label) in [
        ("What is a berth?", "Expected answer"),
        ("¿Qué es un amarre?", "Respuesta esperada"),
        ("Was ist ein Liegeplatz?", "Musterlösung"),
    ] {
        let text = format!(
            "# The port\n\n## Questions\n\n1. **{ask}**\n   *({label}: a SECRET place for a boat).*\n\n2. **Who gives it?**\n   [{label}: the SECRET master]\n\n3. Why there?\n"
        );
        shows(&text, 3, &["SECRET"], &["Who gives it?", "Why there?"]);
    }
}

#[test]
fn lists_below_all_headings_that_ask_answer_them_where_nothing_else_does() {
    let list = |number: u32, ask: &str| {
        format!("### {number}. {ask}\n- SECRET one of {number}.\n- SECRET two of {number}.\n\n")
    };
    let asks = [
        "What is a berth?",
        "What would you do when it is taken?",
        "How is it given?",
        "How to behave on the quay",
    ];
    let all: String = (1..)
        .zip(asks)
        .map(|(number, ask)| list(number, ask))
        .collect();
    shows(
        &format!("# The port\n\n## Questions\n\n{all}"),
        4,
        &["SECRET"],
        &["How is it given?", "How to behave"],
    );
    // Where an answer has its label, a list belongs to what is asked.
    let told = format!(
        "# The port\n\n## Questions\n\n{all}### 5. Who pays?\n\nModel answer: The OWNER.\n"
    );
    shows(
        &told.replace("SECRET", "OPEN"),
        5,
        &["OWNER"],
        &["OPEN one of 1."],
    );
}

#[test]
fn what_whoever_leads_does_is_for_them_in_other_languages_too() {
    for line in [
        "* **Si la discussion s'arrête :** le formateur peut demander le SECRET.",
        "* **Am Ende:** Die Moderatorin notiert das SECRET.",
        "* **Al cierre:** el facilitador debe anotar el SECRET.",
        "The facilitator notes the SECRET on the board.",
    ] {
        let text = format!(
            "# La table\n\nElle est longue.\n\n## Questions\n\n1. Qui est en tête ?\n2. Qui manque ?\n\n## Fin\n\n{line}\n"
        );
        shows(&text, 2, &["SECRET"], &["Elle est longue."]);
    }
}

#[test]
fn what_was_asked_in_a_story_asks_nobody_here() {
    let text = "# The mate\n\n## What the owner did\n\nThe talk – questions put to Ann:\n\n- \"How long have you slept?\"\n- \"Who woke you?\"\n\n**What he found**:\n\n- She had not slept.\n- Nobody had asked.\n";
    shows(
        text,
        0,
        &[],
        &["How long have you slept?", "Nobody had asked."],
    );
}

#[test]
fn a_second_list_as_long_as_the_questions_answers_them_whatever_it_is_called() {
    for label in [
        "Marking guide\n",
        "What I would expect\n",
        "**Mein Blick**\n\n",
        "## Ce que j'attends\n\n",
        "",
    ] {
        let text = format!(
            "# The oven\n\nIt is cold.\n\nQuestions\n1. Why is it cold?\n2. Who lights it?\n3. Explain the rule.\n\n{label}1. Because SECRET one.\n2. The SECRET two, at five.\n3. Look at SECRET three.\n"
        );
        shows(&text, 3, &["SECRET"], &["It is cold.", "Explain the rule."]);
        let document = read(&text, "oven");
        let own = |number: usize| {
            let question = document.cases[0].questions().nth(number - 1).unwrap();
            format!("{:?}", question.aside.models)
        };
        for (number, word) in [(1, "one"), (2, "two"), (3, "three")] {
            assert!(own(number).contains(word), "{number}: {}", own(number));
        }
    }
}

#[test]
fn a_second_list_that_is_talked_about_or_is_something_else_stays() {
    let asked = "# The oven\n\n1. Why is it cold?\n2. Who lights it?\n3. What is the rule?\n\n";
    for (second, word) in [
        (
            "Questions for the second round\n\n1. The rule is OLD.\n2. The baker is old.\n3. The oven too.\n",
            "OLD",
        ),
        (
            "1. Ask the OLD baker.\n2. Write to the guild.\n3. Decide by noon.\n",
            "OLD",
        ),
        (
            "He came at five. The stove was OLD.\n\nThe day went so:\n\n1. He lit it.\n2. He baked.\n3. He left.\n",
            "OLD",
        ),
        ("1. One OLD thing.\n2. Another.\n", "OLD"),
    ] {
        let text = format!("{asked}{second}");
        let document = read(&text, "oven");
        let all = format!("{:?}", document.cases);
        assert!(all.contains(word), "{all}");
        let kept = document
            .hidden
            .iter()
            .any(|hidden| hidden.what == "model answer");
        assert!(!kept, "{:?} in\n{text}", document.hidden);
    }
}

#[test]
fn a_column_that_says_something_beside_what_asks_answers_it() {
    for head in ["What you should hear", "Our thoughts", "Worauf es ankommt"] {
        let text = format!(
            "# The bus\n\nA driver waits.\n\n| Question | {head} |\n|---|---|\n| Would you wait? | Two minutes, SECRET and aloud. |\n| Who pays for it? | The nurse SECRET misses her train. |\n"
        );
        shows(
            &text,
            2,
            &["SECRET"],
            &["A driver waits.", "Would you wait?"],
        );
    }
    // Minutes and names are none.
    let text = "# The bus\n\nA driver waits.\n\n| Question | Who |\n|---|---|\n| Would you wait? | OPEN all |\n| Who pays for it? | pairs |\n";
    let (shown, _) = seen(text);
    assert!(shown.contains("OPEN"), "{shown}");
}

#[test]
fn a_label_in_bold_needs_no_colon() {
    let text = "# The ward\n\nA doctor missed it.\n\n1. What do you say?\n2. What do you leave?\n\n**For the tutor.** Say SECRET nothing.\n\n**Solution.** SECRET it was.\n";
    shows(text, 2, &["SECRET"], &["A doctor missed it."]);
    let text = "# The ward\n\n**The doctor.** She is OPEN to all.\n\n**For the participants.** Read it OPEN.\n\n1. What do you say?\n2. What do you leave?\n";
    shows(text, 2, &[], &["She is OPEN", "Read it OPEN"]);
}
