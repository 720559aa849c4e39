//! Guides for whoever leads, and forms of questions and answers that people invent: people see what
//! is told and asked, and nothing that answers it.

use roundtable::case::read;

use crate::early::shown;

/// What a text shows before its last question was answered.
fn seen(text: &str) -> String {
    let (before, asked, _) = shown(text);
    before + "\n" + &asked.join("\n")
}

/// Each text hides the heron, tells of the ferry, and asks so many questions.
fn holds(cases: &[(&str, usize, &str)]) {
    for (name, count, text) in cases {
        let (_, asked, _) = shown(text);
        assert_eq!(asked.len(), *count, "{name}: {asked:?}");
        let seen = seen(text);
        assert!(!seen.contains("heron"), "{name}: {seen}");
        assert!(*count == 0 || seen.contains("ferry"), "{name}: {seen}");
    }
}

/// What stands in a guide is the facilitator's, but for the story, what is read out, and what is
/// asked, in quotation marks too.
#[test]
fn a_guide_shows_its_story_and_asks_its_questions() {
    holds(&[
        (
            "a question in what is read aloud",
            2,
            "# Harbour exercise\n\n## Scenario 1: The late boat\n\n**Read aloud:**\n\n> The ferry lies at the quay.\n>\n> Primary question: Who decides whether it sails?\n\n\
             **Expected actions:**\n\n- The heron is called.\n\n## Scenario 2: The lost crate\n\n**Read aloud:**\n\nA crate is gone.\n\nPrimary question: What do you tell its owner?\n\n\
             **Look for:**\n\n- They name the heron.\n",
        ),
        (
            "quoted questions, and a background",
            3,
            "# Facilitator guide: the quay\n\n## Background\n\nThe ferry was late on three days.\n\n## Opening\n\n**Moves:**\n- Greet everybody, the heron too.\n\n## Debrief\n\n**Questions:**\n\
             1. \"Which day was the worst?\"\n2. \"Who could have known?\"\n3. \"What would you change on Monday?\"\n\n## Challenges\n\n**Interventions:**\n\
             - **No evidence** → \"I'm hearing opinions about the heron. Who can find a line?\"\n",
        ),
        (
            "a quick reference",
            0,
            "# The ferry: trainer quick reference\n\n## Lessons\n\n| Round | Lesson |\n|---|---|\n| 1 | The heron was right |\n\n## Traps\n\n- They forget the heron.\n",
        ),
        (
            "a plan in bold letters",
            0,
            "# Atelier : le ferry\n\n**🎯 Objectifs :**\n\n- Voir.\n\n**🛠️ Matériel requis :**\n\n- Une photo du heron.\n\n**🚀 Déroulement (pas à pas) :**\n\n\
             1. **[1 min] Introduction :**\n    - \"Voici le heron.\"\n",
        ),
        (
            "für die Leitung",
            1,
            "# The ferry\n\nThe ferry is late.\n\n## Fragen\n\n1. Wer muss es erfahren?\n\n## Hinweise für die Leitung\n\nThe heron owns it.\n",
        ),
        (
            "för ledaren",
            1,
            "# The ferry\n\nThe ferry is late.\n\n## Frågor\n\n1. Vem ska få veta?\n\n## För ledaren\n\nThe heron owns it.\n",
        ),
    ]);
}

/// A scenario may be about something confidential; a brief that is confidential is not for all.
#[test]
fn a_scenario_about_confidential_files_is_shown() {
    holds(&[(
        "confidential",
        1,
        "# Two cases\n\n## Scenario 1: Confidential information leak\n\nA letter lay on the ferry.\n\n## Confidential information for the mate\n\nThe heron took it.\n\n## Questions\n\n1. Who has to know?\n",
    )]);
}

/// Answers by forms of an author's own: a bulb, parts of one answer, points behind what each
/// option is worth, arrows to a letter.
#[test]
fn answers_in_forms_of_an_authors_own_are_kept_back() {
    holds(&[
        (
            "bulbs",
            2,
            "# The ferry\n\nThe ferry lies still.\n\n❓ Who should be told first?\n\n💡 The heron, since it owns it.\n\n❓ What can be done by June?\n\n💡 A heron can be hired.\n",
        ),
        (
            "parts of an answer",
            2,
            "# Interview\n\n**S**ituation - Tell where it was\n**T**ask - Describe what had to be done\n\n## 1. Tell me about a late ferry.\n\n**Sample answer:**\n\n\
             **Situation:** We had a heron.\n\n**Task:** I needed a heron.\n\n**Result:** The heron left.\n\n## 2. Tell me about a conflict on board.\n\n**Sample answer:**\n\n\
             **Situation:** The heron again.\n\n**Task:** I was asked to catch a heron.\n",
        ),
        (
            "what each option is worth",
            3,
            "1. The late boat\nScenario\nThe ferry is late and the mate asks you to say nothing.\nResponse A: Say nothing.\nPoor. The heron knows.\n-5\nResponse B: Tell the harbour.\n\
             Excellent. The heron agrees.\n+10\nResponse C: Ask the crew.\nFair. A heron would.\n+3\n\n2. The lost crate\nScenario\nA crate is gone.\nResponse A: Look for it.\nGood. Heron.\n+8\n\
             Response B: Wait.\nBad. Heron.\n-8\nResponse C: Write it down.\nFair. Heron.\n+2\n\n3. The old mast\nScenario\nThe mast creaks.\nResponse A: Sail.\nBad. Heron.\n-9\n\
             Response B: Mend it.\nGood. Heron.\n+9\nResponse C: Ask.\nFair. Heron.\n+1\n",
        ),
        (
            "two headings, of which one orders",
            2,
            "# The ferry\n\nIt stands still since Monday.\n\n## Why did the ferry stop?\n\nBecause of a heron.\n\n## Name two people who could have seen it\n\nThe heron and the gull.\n",
        ),
        (
            "about a question",
            2,
            "# Case: The ferry\n\nAnn owns a ferry.\n\n## Questions\n\n1. Whom should Ann ask first?\n\n   Learning objective: Sees the heron.\n   Difficulty: heron\n\n2. What should she do?\n\n   Bloom's level: heron\n\n   Model answer: Lock it.\n",
        ),
    ]);
}

/// "→ A new mast" and "→ I'm late" answer nothing; "→ B" does.
#[test]
fn an_arrow_leads_to_an_answer_only_where_a_letter_stands_alone() {
    let (before, asked, _) = shown(
        "# The ferry\n\nIt is late.\n\n1. How did the old mast → a new mast come about?\n2. Which rope holds? → B\n3. Who came late → \"I'm sorry\" he said?\n",
    );
    assert_eq!(asked.len(), 3, "{before}\n{asked:?}");
    let seen = asked.concat();
    has!(seen, "a new mast");
    has!(seen, "sorry");
    lacks!(seen, "→ B");
}

/// A key with several answers in each line, under a heading in two languages, also where a word
/// processor has counted its lines anew.
#[test]
fn a_key_of_many_answers_a_line_reaches_each_question() {
    let question = |number: u32| {
        format!(
            "**{number}.** Which rope holds ferry {number}?\n- A) Rope number {number} astern\n- B) Chain {number} of the mate\n- C) Nobody but mate {number} knows\n\n"
        )
    };
    let questions: String = (1..=6).map(question).collect();
    for key in [
        "1. A  2. B  3. C\n4. B  5. C  6. A\n",
        "1. A 2. B 3. C\n2. B 5. C 6. A\n",
    ] {
        let text = format!(
            "# Ropes\n\n{questions}---\n\n## Answer Key 答案\n\n{key}\n## Scoring guide 评分标准\n\n- 5-6: the heron\n- Below 3: review the heron\n"
        );
        let document = read(&text, "file.md");
        let right: Vec<Vec<u8>> = document.cases[0]
            .questions()
            .map(|question| question.aside.right.clone())
            .collect();
        assert_eq!(right, [[0], [1], [2], [1], [2], [0]], "{key}");
        assert!(!seen(&text).contains("heron"), "{key}");
    }
}

/// What is asked may be a statement, an item with its own points, or a heading over a talk.
#[test]
fn questions_are_found_whatever_they_look_like() {
    for (name, expected, text) in [
        (
            "statements",
            3,
            "# The ferry\n\nIt has two mates.\n\nDiscuss the following statements.\n\n1. A mate never asks the crew.\n2. Two mates are better than one.\n3. The crew picks its mate.\n",
        ),
        (
            "an item with points of its own",
            7,
            "# Debrief\n\n## Start\n\n- How are you?\n- What was hard?\n\n## Power\n\n- Who led?\n- Who followed?\n\n## Justice\n\n- Which side was fair?\n  - **Costs**: Who paid?\n  - **Voice**: Who was heard?\n\n## End\n\n- What will you keep?\n- What will you drop?\n",
        ),
        (
            "numbered headings over a talk",
            4,
            "# Practice\n\n### 01. You work on the quay.\n\nMate: Hello?\n\nWhat would you do?\n\n- [ ] Nothing\n- [x] Answer\n\n### 02. A rope breaks.\n\nMate: Help!\n\nWhat now?\n\n- [ ] Run\n- [x] Hold\n\n\
             ### 03. Somebody asks for the key, and who is it?\n\nHow do you answer?\n\n- [x] Politely\n- [ ] Not at all\n\n### 04. You get a letter:\n\nThe mast is old.\n\nChoose the best reply\n\n- [ ] None\n- [x] Thanks\n",
        ),
    ] {
        let (_, asked, _) = shown(text);
        assert_eq!(asked.len(), expected, "{name}: {asked:?}");
    }
}

/// Questions that stand with their answers: bold items, bold lines under a heading of answers,
/// paragraphs behind each number of a long run.
#[test]
fn questions_that_stand_with_their_answers_are_asked_without_them() {
    let items = |from: u32| {
        let item = |number| {
            format!("- **Who steers ferry {number}?**  \n    The heron, number {number}.\n\n")
        };
        (from..from + 4).map(item).collect::<String>()
    };
    let run: String = (1..=6)
        .map(|number| {
            let asks = "The heron could refuse, yet people matter more than rules, so other things count as well. Has the heron of that quay been late before, and did it tell anybody about it?";
            let told = if number == 4 { asks } else { "The heron may refuse." };
            format!("{number}. What does the mate of ferry {number} do?\n\n{told}\n\nIt tells the heron.\n\n")
        })
        .collect();
    let part = |number: u32| {
        format!(
            "## {number}. The late boat {number}\n\n### Scenario\nThe ferry {number} is late and two mates disagree.\n\n### Detailed Answers\n\n**How would you settle it?**\n\n1. **Ask**\n   - the heron\n2. **Wait**\n   - for the heron\n\n\
             **What would the crew learn?**\n\n1. **Trust**\n   - in the heron\n\n---\n\n"
        )
    };
    holds(&[
        (
            "bold items",
            8,
            &format!(
                "# Ferries\n\n## Basics\n\n### General Questions and Answers\n\n{}## More\n\n### Ropes and Answers\n\n{}",
                items(1),
                items(5)
            ),
        ),
        (
            "a long run",
            6,
            &format!("# A sheet about the quay\n\n{run}"),
        ),
        (
            "bold lines under a heading of answers",
            4,
            &format!(
                "# Interview Questions & Detailed Answers\n\n## Table of Contents\n1. [The late boat](#1-the-late-boat-1)\n2. [The lost crate](#2-the-late-boat-2)\n\n---\n\n{}{}",
                part(1),
                part(2)
            ),
        ),
    ]);
}

/// The model answers of each question.
fn models(text: &str) -> Vec<String> {
    let document = read(text, "file.md");
    let questions = document.cases[0].questions();
    let claims = questions.map(|question| {
        let models = question.aside.models.iter();
        let claims = models.flat_map(|model| model.claims.iter().map(ToString::to_string));
        claims.collect::<Vec<_>>().join(" ")
    });
    claims.collect()
}

/// What an answer counts is its own, where each question has one right below it; a key finds
/// paragraphs by their order where their numbers were lost, and rows of a table by theirs.
#[test]
fn answers_find_their_questions() {
    let own = models(
        "# The bakery\n\nIt opens at six.\n\n1. What does the baker do first?\n\nAnswer:\n\n1. He lights the oven.\n2. He weighs the flour.\n\n2. Who sells the bread?\n\nAnswer:\n\n1. His sister.\n2. His aunt.\n\n\
         3. When does it open?\n\nAnswer: At six.\n",
    );
    assert!(
        own[0].contains("flour") && !own[0].contains("sister") && own[1].contains("sister"),
        "{own:?}"
    );
    let key = models(
        "# Market\n\nName three traders.\n\nExplain why it closes at noon.\n\nDescribe how the square is swept.\n\n# Answer key\n\n1. Ann, Bo and Cy.\n\n2. Because of the heat.\n\n3. With a broom.\n",
    );
    assert_eq!(
        key,
        ["Ann, Bo and Cy.", "Because of the heat.", "With a broom."]
    );
    let table = read(
        "# Market\n\n| No. | Question | A | B |\n|---|---|---|---|\n| 1 | Who opens the market? | The mayor | The guard |\n| 2 | When does it close? | At noon | At dusk |\n| 3 | Who sweeps the square? | The guard | The traders |\n\n\
         ## Answers\n\n| No. | Answer |\n|---|---|\n| 1 | B |\n| 2 | A |\n| 3 | B |\n",
        "file.md",
    );
    let questions: Vec<_> = table.cases[0].questions().collect();
    let right: Vec<_> = questions
        .iter()
        .map(|question| &question.aside.right)
        .collect();
    assert_eq!(right, [&[1][..], &[0], &[1]], "{questions:?}");
}
