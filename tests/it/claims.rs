//! What a report never claims: it says what was recorded, and nothing of what was not.

use roundtable::{
    case::Answer,
    handout,
    id::PersonId,
    protocol::{Names, Protocol},
    report::{Report, html, markdown},
    session::{Actor, Command, Commitment, Target, Viewer},
    text::Clean,
};

use crate::{
    leaving::at_the_close,
    report::{answer, gathered, report_of, says, whole},
    world::{self, Table},
};

/// The page and the mail, in small letters.
fn both(report: &Report) -> [String; 2] {
    let page = html::report(report, &handout::opened(report), true);
    [page, markdown::write(report, true)].map(|text| text.to_lowercase())
}

fn has(report: &Report, words: &str) {
    for text in both(report) {
        assert!(text.contains(&words.to_lowercase()), "{words}: {text}");
    }
}

fn has_not(report: &Report, words: &str) {
    for text in both(report) {
        // What the page is drawn with says nothing.
        let text = text
            .split_once("<main>")
            .map_or(text.as_str(), |(_, main)| main);
        assert!(!text.contains(&words.to_lowercase()), "{words}: {text}");
    }
}

#[test]
fn who_was_not_heard_is_told_only_where_somebody_was_marked() {
    let mut table = gathered(Names::Named);
    answer(&mut table, 1, says("One."), false);
    let second = answer(&mut table, 2, says("Two."), false);
    table.advance();
    table.advance();
    has_not(&report_of(&table), "marked as heard");
    table.must(
        Actor::Desk,
        Command::Hear {
            person: None,
            answer: Some(second),
            seconds: None,
        },
    );
    let report = report_of(&table);
    has(&report, "not marked as heard: the answers of Ann.");
    has_not(&report, "nobody spoke");
}

#[test]
fn that_nothing_was_filed_or_cited_is_not_that_there_was_none() {
    let report = report_of(&at_the_close(Names::Named, 6));
    has(&report, "No dissent was filed.");
    has_not(&report, "no dissent.");
    has_not(&report, "nobody used");
    let mut cited = gathered(Names::Named);
    answer(&mut cited, 1, says("See ¶1."), false);
    cited.advance();
    let mut report = report_of(&cited);
    has(&report, "Each was cited in an answer or a note.");
    // A mark of one's own is no citation, and is counted apart.
    report.passages[0].mark = Some(Clean::default());
    report.passages[0].uses = 1;
    has(&report, "Cited in no answer and no note: ¶1.");
    has(&report, "marked");
    has_not(&report, "cited 1 time");
}

#[test]
fn nobody_is_everyone_and_only_who_was_asked_did_not_answer() {
    let mut table = gathered(Names::Named);
    answer(&mut table, 1, says("One."), false);
    has(&report_of(&table), "1 answer is not shown yet");
    table.advance();
    has(&report_of(&table), "1 of 2 answered");
    let name = Clean::new("Cem");
    table.must(Actor::Desk, Command::Join { name, role: None });
    let report = report_of(&table);
    // Whoever came later was asked nothing.
    has(&report, "1 answered");
    for words in ["everyone", "everybody", "the group thinks", "not answered"] {
        has_not(&report, words);
    }
}

#[test]
fn there_is_no_share_of_a_few_and_no_mean_of_ratings() {
    let report = report_of(&whole());
    let page = html::report(&report, "today", true);
    let main = page.split_once("<main>").unwrap().1;
    assert!(!main.contains('%'), "{main}");
    assert!(!markdown::write(&report, true).contains('%'));
    for text in both(&report) {
        for line in text.lines().filter(|line| line.contains("median")) {
            lacks!(line, "mean ");
        }
    }
}

#[test]
fn what_changed_is_after_a_step_and_why_in_ones_own_words() {
    let mut table = gathered(Names::Named);
    answer(&mut table, 1, says("Before."), false);
    let command = Command::Answer {
        person: PersonId(1),
        question: table.asked(),
        answer: Answer::text("After."),
        handed_in: false,
        moved_by: Some(Clean::new("A night's sleep.")),
    };
    table.must(Actor::Person(PersonId(1)), command);
    table.advance();
    let report = report_of(&table);
    has(&report, "think");
    has(&report, "A night");
    has_not(&report, "because of the discussion");
}

#[test]
fn people_stand_in_the_order_of_joining_and_not_by_how_much_they_said() {
    let mut table = at_the_close(Names::Named, 6);
    for times in 0..3 {
        table.must(
            Actor::Desk,
            Command::Hear {
                person: Some(PersonId(6 - times % 2)),
                answer: None,
                seconds: None,
            },
        );
    }
    let text = markdown::write(&report_of(&table), true);
    let at = |name: &str| text.find(&format!("{name}: marked as heard"));
    assert!(at("Édith").unwrap() < at("Fay").unwrap(), "{text}");
}

#[test]
fn a_close_says_what_was_left_out() {
    let mut table = at_the_close(Names::Named, 6);
    table.must(
        Actor::Desk,
        Command::Speak {
            person: PersonId(2),
            word: Clean::new("tired"),
        },
    );
    table.must(Actor::Desk, Command::Close);
    has(&report_of(&table), "1 of 6 said their one word");
    let mut early = Table::new(world::case(), Protocol::find("think-share").unwrap(), 3);
    for name in ["Ann", "Ben"] {
        let name = Clean::new(name);
        early.must(Actor::Desk, Command::Join { name, role: None });
    }
    early.advance();
    early.advance();
    early.must(Actor::Desk, Command::Close);
    has(
        &report_of(&early),
        "0 of 2 said their one word; questions 2, 3, 4 and 5 were left out.",
    );
}

/// For what there was no time there is no answer, and nobody who did not give one.
#[test]
fn a_question_that_was_left_out_was_asked_of_nobody() {
    let mut table = gathered(Names::Named);
    answer(&mut table, 1, says("One."), false);
    let out = Command::PlanWithout {
        number: 2,
        out: true,
    };
    table.must(Actor::Desk, out);
    while table.view(Viewer::Room).question.is_some() {
        table.advance();
    }
    table.must(Actor::Desk, Command::Close);
    let report = report_of(&table);
    has(&report, "left out.");
    let mail = markdown::write(&report, true);
    let tells = |begins: &str| mail.lines().any(|line| line.starts_with(begins));
    assert!(!tells("- Question 2:"), "nobody was asked it: {mail}");
    has!(mail, "question 2 was left out.");
    has!(mail, "fair. 0 of 2 answered.");
}

#[test]
fn of_who_passed_there_is_a_count_where_names_were_hidden() {
    let mut table = gathered(Names::Hidden);
    answer(&mut table, 1, says("One."), false);
    let question = table.asked();
    let person = PersonId(2);
    table.must(Actor::Person(person), Command::Pass { person, question });
    table.advance();
    let report = report_of(&table);
    has(&report, "1 passed");
    for text in both(&report) {
        lacks!(text, "passed: ben");
    }
}

#[test]
fn what_was_tried_stands_before_what_will_be_tried() {
    let mut table = at_the_close(Names::Named, 6);
    table.must(Actor::Desk, Command::Learn(world::learned()));
    let commitment = Commitment {
        what: Clean::new("TRY-THIS"),
        by_when: Clean::new("on Friday"),
        ..Commitment::default()
    };
    table.must(
        Actor::Desk,
        Command::Commit {
            person: None,
            commitment,
        },
    );
    let dissent = Command::Dissent {
        person: Some(PersonId(1)),
        against: Target::Summary,
        text: Clean::new("NOT-SO"),
    };
    table.must(Actor::Desk, dissent);
    let report = report_of(&table);
    for text in both(&report) {
        let at = |words: &str| {
            text.find(words)
                .unwrap_or_else(|| panic!("{words}: {text}"))
        };
        let order = [
            at("they were glad"),
            at("try-this"),
            at("not-so"),
            at("in numbers"),
            at("words of number 1"),
        ];
        assert!(order.is_sorted(), "{order:?} {text}");
    }
}

/// What the first page says, without tags and marks.
fn first_page(text: &str) -> Vec<String> {
    let mut words = String::new();
    let mut tag = false;
    for letter in text.chars() {
        match letter {
            '<' => tag = true,
            '>' if tag => {
                tag = false;
                words.push(' ');
            }
            letter if !tag => words.push(letter),
            _ => {}
        }
    }
    let words = words.replace("&#39;", "'").replace("&quot;", "\"");
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_mail_begins_as_the_page_does() {
    let report = report_of(&whole());
    let page = html::report(&report, "", true);
    let page = page
        .split_once("<h1>")
        .unwrap()
        .1
        .split_once("<section")
        .unwrap()
        .0;
    let mail = markdown::write(&report, true);
    let mail = mail.split_once("\n## Question 1").unwrap().0;
    let (page, mail) = (first_page(page), first_page(mail));
    let missing: Vec<_> = page.iter().filter(|word| !mail.contains(word)).collect();
    // Where the page has a label of its own, the mail says it in its own way.
    assert!(missing.len() <= 3, "{missing:?}\n{mail:?}");
}

#[test]
fn the_mail_has_no_marks_that_nobody_would_send() {
    let mail = markdown::write(&report_of(&whole()), true);
    lacks!(mail, "**");
}
