//! What votes decide and what they do not: nobody who did not vote is counted, an objection that
//! stands is told, and a round counts who voted in it.

use roundtable::{id::PersonId, session::Viewer};

use crate::{
    protocols::{CHOICE, OPEN, Played, answers, play},
    rig::{Rig, choice, one},
};

/// Up to the vote: Ann brings the proposal.
const TO_THE_VOTE: &str = "\n\nPROPOSAL\n\n\n\n\n\n";

fn consent(people: &str, votes: &str) -> Played {
    play("consent", OPEN, people, &(TO_THE_VOTE.to_owned() + votes))
}

fn outcome(played: &Played) -> &str {
    played.report["questions"][0]["outcome"]
        .as_str()
        .unwrap_or_default()
}

#[test]
fn whoever_does_not_vote_does_not_consent() {
    // Ben leaves his vote for later, and never casts it: he is asked again until he does.
    let played = consent("Ann, Ben", "yes\n/back\n\n\nyes\nyes\n\n\n\n");
    let first = played.within("integrate", 0);
    has!(
        first,
        "It is not decided: nobody who voted objects, but 1 person has not voted."
    );
    has!(first, "Did not vote, and not counted: Ben");
    has!(first, "Consent: 1");
    lacks!(first, "Nobody objects");
    assert_eq!(outcome(&played), "Nobody objects: it goes ahead.");

    // Skipped on: it stays undecided, and every report says so.
    let played = consent("Ann, Ben", "yes\n/back\n\n/skip\n\n\n\n");
    assert!(
        outcome(&played).starts_with("It is not decided"),
        "{}",
        outcome(&played)
    );
    lacks!(played.out, "Nobody objects");
    assert!(
        played
            .markdown
            .contains("Did not vote, and not counted: Ben"),
        "{}",
        played.markdown
    );

    // Nobody votes at all: nothing is decided, and it does not go round for ever.
    let played = consent("Ann, Ben", "/back\n/back\n\n\n\n\n\n");
    assert_eq!(outcome(&played), "Nobody voted, so nothing is decided.");

    // Passing is a word too, and none for it.
    let played = consent("Ann, Ben", "yes\n/pass\n\n\n\n\n");
    assert_eq!(
        outcome(&played),
        "Nobody objects: it goes ahead. 1 person passed and counts for neither side."
    );
    has!(played.markdown, "- Passed: Ben");
}

#[test]
fn an_objection_that_stands_is_told_to_the_end() {
    let round = "yes\nno: UNFAIR\n\n\n";
    let played = consent("Ann, Ben", &(round.repeat(5) + "\n\n\n"));
    let (first, last) = (played.within("integrate", 0), played.within("integrate", 4));
    has!(
        first,
        "1 person objects. Change the proposal with them; then everybody is asked"
    );
    let stands = "It does not go ahead: 1 objection stands, and is kept in the report.";
    has!(last, stands);
    assert_eq!(outcome(&played), stands);
    has!(played.markdown, stands);
    let look_back = played.within("look back", 0);
    has!(look_back, "Where it does not");

    // Skipped out of the rounds, it stands as well.
    let played = consent("Ann, Ben", "yes\nno: UNFAIR\n\n/skip\n\n\n\n");
    assert!(
        played.within("look back", 0).contains(stands),
        "{}",
        played.out
    );
    assert_eq!(outcome(&played), stands);
}

#[test]
fn whoever_moves_from_objecting_to_consent_has_moved() {
    let played = consent("Ann, Ben", "yes\nno: UNFAIR\n\n\nyes\nyes\n\n\n\n");
    let moved = "Ben moved from objects to consents";
    assert!(
        played.within("integrate", 1).contains(moved),
        "{}",
        played.out
    );
    has!(played.markdown, moved);

    // Another reason for the same vote is no move.
    let played = consent(
        "Ann, Ben",
        "yes\nno: UNFAIR\n\n\nyes\nno: STILL UNFAIR\n\n/skip\n\n\n",
    );
    lacks!(played.out, " moved from ");
}

#[test]
fn an_objection_of_somebody_who_left_is_not_taken_back_for_them() {
    let played = consent(
        "Ann, Ben, Cy",
        "yes\nno: UNFAIR\nyes\n\n/leave Ben\n\nyes\nyes\n\n\n\n",
    );
    let said = outcome(&played);
    assert!(said.starts_with("Nobody objects: it goes ahead."), "{said}");
    has!(said, "1 earlier objection was not taken back");
    assert!(played.markdown.contains("UNFAIR"));
    // Whoever left before the second round was not asked in it.
    lacks!(played.markdown, "Did not vote");
}

#[test]
fn names_are_hidden_from_those_who_did_not_vote_too() {
    let votes = "/names hidden\n".to_owned() + TO_THE_VOTE + "yes\n/pass\n/back\n\n/skip\n\n\n\n";
    let played = play("consent", OPEN, "Ann, Ben, Cy", &votes);
    let round = &played.report["questions"][0]["rounds"][0]["lines"];
    let round: Vec<_> = round.as_array().unwrap().iter().collect();
    assert!(
        round.iter().any(|line| *line == "Passed: 1 person"),
        "{round:?}"
    );
    assert!(
        round
            .iter()
            .any(|line| *line == "Did not vote, and not counted: 1 person"),
        "{round:?}"
    );
}

#[test]
fn a_second_round_counts_who_voted_in_it() {
    let vote = |option: u8| format!("{option}\nWHY\n\n");
    // Cy leaves between the votes, Di leaves hers for later, Ed passes and keeps his.
    let input = "\n\n".to_owned()
        + &[1, 2, 3, 3, 2].map(vote).concat()
        + "\n\n\n/leave Cy\n2\nMOVED\n\n2\nSTAY\n\n/back\n/pass\n\n\n\n\n";
    let played = play("peer-instruction", CHOICE, "Ann, Ben, Cy, Di, Ed", &input);
    let rounds = played.report["questions"][0]["rounds"].as_array().unwrap();
    let lines = |at: usize| rounds[at]["lines"].clone();
    assert_eq!(
        lines(0),
        serde_json::json!(["Ask: 1", "Wait: 2", "Leave: 2"])
    );
    assert_eq!(
        lines(1),
        serde_json::json!([
            "Ask: 0",
            "Wait: 3",
            "Leave: 0",
            "Did not answer in this round, and not counted: 1 person"
        ])
    );
    // What the answers add up to is what they add up to in the last round.
    let tally = &played.report["questions"][0]["tally"];
    assert_eq!(*tally, serde_json::json!(["Ask: 0", "Wait: 3", "Leave: 0"]));
}

#[test]
fn a_delphi_settles_among_those_who_rate_again() {
    let rate = |points: u8| format!("1={points} WHY-{points}\n");
    let input = "\n\n".to_owned()
        + &answers(&["OWN-1"])
        + "/pass\n/pass\n\n"
        + &[1, 5, 9].map(rate).concat()
        + "\n/leave Cy\n"
        + &[1, 5].map(rate).concat()
        + "\n\n\n\n\n";
    let played = play("delphi", OPEN, "Ann, Ben, Cy", &input);
    let again = played.names();
    let again = again.iter().filter(|name| *name == "rate again").count();
    assert_eq!(again, 1, "nobody rated otherwise: {}", played.out);
}

/// On the full screen a vote that is changed has not the reason of the earlier one.
#[test]
fn a_reason_belongs_to_the_vote_it_was_given_for() {
    let mut rig = Rig::new(
        one(choice(1), "Which?"),
        "peer-instruction",
        &["Ann", "Ben"],
        (80, 30),
    );
    for _ in 0..2 {
        rig.keys("Enter Enter 1").types("OLDREASON").keys("Ctrl-s");
    }
    for _ in 0..3 {
        rig.table.advance();
        rig.follow();
    }
    assert_eq!(rig.view().step.as_ref().unwrap().step.name, "vote again");
    rig.keys("Enter Enter");
    has!(rig.screen(), "OLDREASON");
    rig.keys("2");
    lacks!(rig.screen(), "OLDREASON");
    has!(rig.last_told(), "stays with that one: choose it again");
    rig.keys("1");
    assert!(
        rig.screen().contains("OLDREASON"),
        "it is back: {}",
        rig.screen()
    );
    rig.keys("2 Ctrl-s");
    let told = rig.last_told().to_owned();
    assert!(
        told.contains("why"),
        "another vote needs a reason of its own: {told}"
    );
    rig.types("NEWREASON").keys("Ctrl-s");
    let view = rig.table.view(Viewer::Person(PersonId(1)));
    let mine = view.question.unwrap().mine;
    assert_eq!(mine.last().unwrap().answer.reason.as_str(), "NEWREASON");
    assert_eq!(mine.first().unwrap().answer.reason.as_str(), "OLDREASON");
}
