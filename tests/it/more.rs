//! Protocols that came later, each from start to finish through the real binary, and the words for
//! steps that they need.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use roundtable::{id::PersonId, protocol::BUILT_IN, session::Event};
use tempfile::TempDir;

use crate::{
    door::run,
    protocols::{OPEN, Played, answers, play},
};

struct Later {
    name: &'static str,
    people: &'static str,
    input: String,
    steps: &'static [&'static str],
    /// What is said to everybody, and not before the step of that name.
    shown: (&'static str, &'static str),
}

impl Later {
    fn holds(&self) -> Played {
        let played = play(
            self.name,
            OPEN,
            self.people,
            &(self.input.clone() + "\n\n\n\n"),
        );
        assert_eq!(played.names(), self.steps, "{}", played.out);
        let (step, text) = self.shown;
        let (before, _) = played.out.split_once(&format!(": {step}.")).unwrap();
        assert!(!before.contains(text), "{text} before {step}: {before}");
        assert!(
            played.within(step, 0).contains(text),
            "{text}: {}",
            played.out
        );
        has!(played.markdown, text);
        played
    }
}

fn all(texts: &[&str]) -> String {
    "\n\n".to_owned() + &answers(texts) + "\n"
}

/// Who said what in notes, in order.
fn notes(played: &Played) -> Vec<(Option<PersonId>, String)> {
    let events = played.entries.iter();
    let notes = events.filter_map(|entry| match &entry.event {
        Event::Noted { person, text, .. } => Some((*person, text.to_string())),
        _ => None,
    });
    notes.collect()
}

#[test]
fn a_plenary_has_a_board_and_shows_where_people_stand() {
    let later = Later {
        name: "plenary",
        people: "Ann, Ben, Cy",
        input: all(&["OWN-1", "OWN-2", "OWN-3"]) + "Ann: SAID\n\n/pass\n/pass\n/pass\n\n",
        steps: &["open", "board", "stand", "wrap up", "compare"],
        shown: ("board", "OWN-2"),
    };
    later.holds();
}

#[test]
fn in_a_fishbowl_those_outside_listen_and_then_they_change_places() {
    let each = "Ann: A\nBen: B\nCy: C\nDi: D\n\n";
    let later = Later {
        name: "fishbowl",
        people: "Ann, Ben, Cy, Di",
        input: all(&["OWN-1", "OWN-2", "OWN-3", "OWN-4"]) + each + each + "\n",
        steps: &["think", "inside", "change places", "all", "compare"],
        shown: ("inside", "OWN-2"),
    };
    let played = later.holds();
    let said: Vec<_> = notes(&played)
        .into_iter()
        .map(|(person, _)| person)
        .collect();
    assert_eq!(said.len(), 4, "{}", played.out);
    assert_eq!(
        said.iter().collect::<BTreeSet<_>>().len(),
        4,
        "each was inside once: {said:?}"
    );
    played
        .says("Inside: ")
        .says("That person listens in this step");
}

#[test]
fn a_pre_mortem_goes_round_until_nobody_has_more() {
    let later = Later {
        name: "pre-mortem",
        people: "Ann, Ben, Cy",
        input: all(&["OWN-1", "OWN-2", "OWN-3"])
            + "Ann: WHY-1\nBen: WHY-2\nCy: WHY-3\nAnn: WHY-4\n/turn Ben\n/turn Cy\n/turn Ann\n"
            + "/pass\n/pass\n/pass\n\n/commit Ann: Mend it | May\n\n",
        steps: &["imagine", "round", "weigh", "mend", "compare"],
        shown: ("weigh", "OWN-2"),
    };
    let played = later.holds();
    assert_eq!(notes(&played).len(), 4, "{}", played.out);
    let weigh = played.within("weigh", 0);
    has!(weigh, "WHY-4");
    has!(weigh, "OWN-3");
}

#[test]
fn an_after_action_review_keeps_what_was_meant_beside_what_happened() {
    let later = Later {
        name: "after-action-review",
        people: "Ann, Ben",
        input: all(&["MEANT-1", "MEANT-2"])
            + &answers(&["CAME-1", "CAME-2"])
            + "\nAnn: Because\n\n/commit Ann: Next | May\n\n",
        steps: &["meant", "happened", "why", "next", "compare"],
        shown: ("why", "CAME-2"),
    };
    later.holds();
}

#[test]
fn in_a_troika_one_after_the_other_is_in_the_same_hands() {
    let turn = |n: u8| format!("ASK-{n}\n\n\nHEARD-{n}\n\n\n");
    let later = Later {
        name: "troika",
        people: "Ann, Ben, Cy, Di, Eve, Flo",
        input: all(&["O-1", "O-2", "O-3", "O-4", "O-5", "O-6"])
            + &(1..=3)
                .map(|n| format!("ASK-{n}\n\nASK-{n}\n\n\nHEARD-{n}\n\nHEARD-{n}\n\n\n"))
                .collect::<String>(),
        steps: &[
            "think",
            "first asks",
            "first listens",
            "second asks",
            "second listens",
            "third asks",
            "third listens",
            "all",
            "compare",
        ],
        shown: ("compare", "MODELONE"),
    };
    let played = later.holds();
    let groups = played.groups();
    assert_eq!(groups.len(), 6);
    assert!(groups.iter().all(|same| *same == groups[0]), "{groups:?}");
    assert_eq!(groups[0].iter().map(Vec::len).collect::<Vec<_>>(), [3, 3]);
    assert!(!turn(1).is_empty());
    // In each step one of each three writes, and after three turns each has.
    let events = played
        .entries
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::Answered { person, answer, .. } => {
                Some((*person, format!("{:?}", answer.value)))
            }
            _ => None,
        });
    let asked: BTreeSet<_> = events
        .filter(|(_, text)| text.contains("ASK-"))
        .map(|(person, _)| person)
        .collect();
    assert_eq!(asked.len(), 6, "{}", played.out);
}

#[test]
fn in_a_fallberatung_the_one_who_brings_the_case_listens_to_advice() {
    let later = Later {
        name: "kollegiale-fallberatung",
        people: "Ann, Ben, Cy",
        input: "\n/duty holder: Ben\n\nMY CASE\n\n\nAnn: Who?\n\n/answer Ben\nKEY\n\n\n\nAnn: ADVICE\nBen: NOT-YET\n\nBen: I take\n\n\n".to_owned(),
        steps: &["tell", "ask", "key question", "advise", "take along", "look back", "compare"],
        shown: ("ask", "MY CASE"),
    };
    let played = later.holds();
    lacks!(played.markdown, "NOT-YET");
    assert!(played.markdown.contains("ADVICE") && played.markdown.contains("KEY"));
}

#[test]
fn six_hats_keep_five_answers_of_each_apart() {
    let hat = |n: u8| answers(&[&format!("HAT-{n}-A"), &format!("HAT-{n}-B")]) + "\n";
    let later = Later {
        name: "six-hats",
        people: "Ann, Ben",
        input: "\n\n".to_owned() + &(1..=5).map(hat).collect::<String>(),
        steps: &[
            "white", "red", "black", "yellow", "green", "blue", "compare",
        ],
        shown: ("black", "HAT-2-B"),
    };
    let played = later.holds();
    lacks!(played.out, ", version 2");
}

/// An author's own sentence, the words of a fishbowl and of a troika; and names that promise what
/// no word can do.
#[test]
fn authors_have_the_words_and_hear_what_these_cannot_do() {
    let folder = TempDir::new().unwrap();
    let checked = |name: &str, steps: &str| {
        let case = format!(
            "---\nprotocol: {name}\n{steps}---\n# The rota\n\nIt is full.\n\n## Questions\n\n1. Why?\n"
        );
        fs::write(folder.path().join("case.md"), case).unwrap();
        run(folder.path(), &["check", "case.md"], "").out
    };
    let think = "  - think 2: alone, answer, “A year on: it has failed, and why?”\n";
    let inside = "  - talk 5: some inside, notes, see answers\n";
    let threes = "  - one 2: trios, answer, see group, the first of each\n  - two 2: trios, same groups, answer, see group, the second of each\n";
    for (name, steps) in [
        ("our fishbowl", think.to_owned() + inside),
        ("our troika", think.to_owned() + threes),
    ] {
        let said = checked(name, &steps);
        lacks!(said, "no word");
        lacks!(said, "no step says so");
    }
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben, Cy"];
    let ran = run(folder.path(), &words, "/quit\n");
    has!(ran.out, "think: A year on: it has failed, and why?");
    let talk = think.to_owned() + "  - talk 5: everyone, notes, see answers\n";
    for (name, says) in [
        ("fishbowl of ours", "no step says so"),
        ("a troika", "no step says so"),
        ("jigsaw of ours", "no step says so"),
        ("structured academic controversy", "no step says so"),
        ("gallery walk", "no step says so"),
        ("world café", "no word for a step can say that"),
    ] {
        let said = checked(name, &talk);
        assert!(said.contains(says), "{name}: {said}");
    }
}

#[test]
fn in_a_controversy_sides_change_and_each_four_gives_one_answer() {
    let four = |text: &str| {
        answers(&[
            &format!("{text}-1"),
            &format!("{text}-2"),
            &format!("{text}-3"),
            &format!("{text}-4"),
        ])
    };
    let later = Later {
        name: "academic-controversy",
        people: "Ann, Ben, Cy, Di",
        input: all(&["OWN-1", "OWN-2", "OWN-3", "OWN-4"])
            + &four("FOR")
            + "\n\n"
            + &four("AGAINST")
            + "\nTHE-ONE\n\n/next\n\n",
        steps: &[
            "think",
            "prepare",
            "argue",
            "change sides",
            "agree",
            "all",
            "compare",
        ],
        shown: ("all", "THE-ONE"),
    };
    later.holds();
}

#[test]
fn in_a_jigsaw_everybody_answers_once_all_pieces_are_told() {
    let later = Later {
        name: "jigsaw",
        people: "Ann, Ben, Cy, Di",
        input: all(&["OWN-1", "OWN-2", "OWN-3", "OWN-4"])
            + &answers(&["PIECE-1", "PIECE-2", "PIECE-3", "PIECE-4"])
            + "\n\n"
            + &answers(&["FULL-1", "FULL-2", "FULL-3", "FULL-4"])
            + "\n\n",
        steps: &["think", "learn", "teach", "answer", "all", "compare"],
        shown: ("all", "FULL-2"),
    };
    later.holds();
}

#[test]
fn on_a_gallery_walk_people_write_on_the_answers_of_others() {
    let later = Later {
        name: "gallery-walk",
        people: "Ann, Ben, Cy",
        input: all(&["OWN-1", "OWN-2", "OWN-3"])
            + "Ann: ON-THE-WALL\n\n"
            + "/pass\n/pass\n/pass\n\n\n",
        steps: &["think", "walk", "come back", "talk", "compare"],
        shown: ("walk", "OWN-2"),
    };
    let played = later.holds();
    assert_eq!(notes(&played).len(), 1, "{}", played.out);
}

#[test]
fn in_a_world_cafe_each_table_writes_one_thing_a_round() {
    let later = Later {
        name: "world-cafe",
        people: "Ann, Ben, Cy, Di",
        input: all(&["OWN-1", "OWN-2", "OWN-3", "OWN-4"])
            + "TABLE-ONE\n\n/next\nTABLE-TWO\n\n/next\nTABLE-THREE\n\n/next\n\n",
        steps: &[
            "think",
            "first table",
            "second table",
            "third table",
            "harvest",
            "compare",
        ],
        shown: ("harvest", "TABLE-THREE"),
    };
    let played = later.holds();
    let harvest = played.within("harvest", 0);
    has!(harvest, "TABLE-ONE", "TABLE-TWO");
}

#[test]
fn appreciative_inquiry_goes_from_moments_to_who_begins() {
    let later = Later {
        name: "appreciative-inquiry",
        people: "Ann, Ben, Cy",
        input: all(&["MOMENT-1", "MOMENT-2", "MOMENT-3"])
            + "\n"
            + &answers(&["DREAM-1", "DREAM-2", "DREAM-3"])
            + "\nAnn: IN-PLACE\n\n/commit Ann: Begin | May\n\n",
        steps: &["discover", "tell", "dream", "design", "begin", "compare"],
        shown: ("dream", "MOMENT-2"),
    };
    let played = later.holds();
    assert_eq!(notes(&played).len(), 1, "{}", played.out);
    assert!(played.within("design", 0).contains("DREAM-3"));
}

#[test]
fn in_a_debate_everybody_stands_somewhere_before_and_after() {
    let four = |text: &str| {
        let texts = [1, 2, 3, 4].map(|one| format!("{text}-{one}"));
        answers(&texts.each_ref().map(String::as_str))
    };
    let later = Later {
        name: "debate",
        people: "Ann, Ben, Cy, Di",
        input: "\n\n".to_owned()
            + &four("BEFORE")
            + "\n"
            + &four("REASON")
            + "\n\n\n\n"
            + &four("AFTER")
            + "\n\n",
        steps: &[
            "stand",
            "prepare",
            "open",
            "rebut",
            "close",
            "stand again",
            "both",
            "compare",
        ],
        shown: ("both", "AFTER-2"),
    };
    let played = later.holds();
    let both = played.within("both", 0);
    has!(both, "BEFORE-3");
    played.says("For it: ");
}

/// A protocol that is added has to be held here too.
#[test]
fn every_protocol_is_held_here() {
    let mut tests: BTreeMap<&str, bool> = BUILT_IN.iter().map(|one| (&*one.name, false)).collect();
    let this = concat!(include_str!("record.rs"), include_str!("more.rs"));
    for (name, held) in &mut tests {
        *held = this.contains(&format!("name: \"{name}\""));
    }
    assert!(tests.values().all(|held| *held), "{tests:?}");
}
