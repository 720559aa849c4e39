//! Votes that are cast again, through the real binary: where the thresholds lie, and what the
//! order of a list must not tell.

use crate::protocols::{CHOICE, OPEN, play};

/// Where names are hidden, who moved is told in the order of pseudonyms, not of people.
#[test]
fn who_moved_tells_nothing_by_its_order() {
    let people = "A1, A2, A3, A4, A5, A6, A7, A8";
    let again = "2\nNOW\n\n\n".repeat(8);
    let input = "/names hidden\n\n\n".to_owned() + &votes(&[1; 8]) + "\n\n\n" + &again + "\n\n\n";
    let played = play("peer-instruction", CHOICE, people, &input);
    let moves = played.report["questions"][0]["moves"].as_array().unwrap();
    let moved: Vec<_> = moves
        .iter()
        .map(|one| one["by"].as_str().unwrap())
        .collect();
    assert_eq!(moved.len(), 8, "{}", played.out);
    assert!(moved.is_sorted(), "{moved:?}");
    assert!(!moved.iter().any(|by| people.contains(by)), "{moved:?}");
}

/// At 70 % the votes are still spread; above it the few are heard first.
#[test]
fn above_seventy_percent_the_few_are_heard_first() {
    let people = "A1, A2, A3, A4, A5, A6, A7, A8, A9, A10";
    for (same, few_first) in [(7, false), (8, true)] {
        let options: Vec<u8> = (0..10).map(|at| if at < same { 1 } else { 2 }).collect();
        let again = "/pass\n".repeat(10);
        let input =
            "\n\n".to_owned() + &votes(&options) + "\n/facilitator\n\n\n" + &again + "\n\n\n\n";
        let unmarked = CHOICE.replace("(x)", "( )");
        let played = play("peer-instruction", &unmarked, people, &input);
        let advice = played.within("look", 0);
        assert_eq!(advice.contains("Hear the few first"), few_first, "{advice}");
        assert_eq!(
            advice.contains("The votes are spread"),
            !few_first,
            "{advice}"
        );
    }
}

/// Where one is marked right, the share that chose it says what to do: explain, talk, go on.
#[test]
fn by_the_share_of_right_votes_it_says_what_to_do() {
    let people = "A1, A2, A3, A4, A5, A6, A7, A8, A9, A10";
    for (right, says) in [
        (3, "give a hint"),
        (4, "between 35 and 70 %"),
        (7, "between 35 and 70 %"),
        (8, "and go on"),
    ] {
        let options: Vec<u8> = (0..10).map(|at| if at < right { 2 } else { 1 }).collect();
        let input = "\n\n".to_owned() + &votes(&options) + "\n/facilitator\n\n\n";
        let played = play(
            "peer-instruction",
            CHOICE,
            people,
            &(input + &"/pass\n".repeat(10) + "\n\n\n\n"),
        );
        assert!(
            played.within("look", 0).contains(says),
            "{right}: {}",
            played.out
        );
    }
}

/// Agreement is 70 % of the ratings within 7 to 9: seven of ten are enough, six are not.
#[test]
fn delphi_agrees_at_seventy_percent() {
    let people = "A1, A2, A3, A4, A5, A6, A7, A8, A9, A10";
    for (high, agreed) in [(7, true), (6, false)] {
        let first: Vec<_> = (0..10).map(|at| [1 + at % 3, 5]).collect();
        let second: Vec<_> = (0..10)
            .map(|at| [if at < high { 7 } else { 6 }, 5])
            .collect();
        let third: Vec<_> = (0..10)
            .map(|at| [if at < high { 9 } else { 6 }, 5])
            .collect();
        let mut input = "\n\nOWN-1\n\nOWN-2\n\n".to_owned();
        input += &("/pass\n".repeat(8) + "\n" + &ratings(&first) + "\n" + &ratings(&second) + "\n");
        if !agreed {
            input += &(ratings(&third) + "\n");
        }
        let played = play("delphi", OPEN, people, &(input + "\n\n"));
        let again = played
            .names()
            .iter()
            .filter(|name| *name == "rate again")
            .count();
        assert_eq!(again, if agreed { 1 } else { 2 }, "{}", played.out);
        played.says(match agreed {
            true => "Agreed in round 2:",
            false => "No consensus after round 3",
        });
    }
}

/// An option each, by number, and why.
pub(crate) fn votes(options: &[u8]) -> String {
    let vote = |option: &u8| format!("{option}\nWHY-{option}\n\n");
    options.iter().map(vote).collect()
}

/// Two items, a line for each person.
pub(crate) fn ratings(points: &[[u8; 2]]) -> String {
    let rate = |[a, b]: &[u8; 2]| format!("1={a} WHY-{a}; 2={b} so\n");
    points.iter().map(rate).collect()
}
