//! Each protocol from start to finish through the real binary, in lines from a pipe, and what
//! its record says: steps, groups, versions, votes, planned and actual minutes.

use std::{collections::BTreeMap, fs};

use roundtable::{
    journal::scan,
    session::{Ballot, Duty, Entry, Event, Place},
};
use serde_json::Value;
use tempfile::TempDir;

use crate::door::run;

pub(crate) const OPEN: &str =
    "# The rota\n\nIt is full.\n\n## Questions\n\n### 1. What now?\n\nModel answer: MODELONE\n";
pub(crate) const CHOICE: &str = "# The rota\n\nIt is full.\n\n## Questions\n\n### 1. Which first?\n\n- ( ) Ask\n- (x) Wait\n- ( ) Leave\n";

pub(crate) struct Played {
    pub(crate) out: String,
    pub(crate) entries: Vec<Entry>,
    pub(crate) report: Value,
    pub(crate) markdown: String,
}

pub(crate) fn play(protocol: &str, document: &str, people: &str, input: &str) -> Played {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), document).unwrap();
    let words = [
        "run",
        "--plain",
        "case.md",
        "--people",
        people,
        "--protocol",
        protocol,
    ];
    // Each step has its own time; more empty lines than are needed go on, and the last one closes.
    let input = format!("/writing phones\n{input}\n\n\n\n\n\n");
    let ran = run(folder.path(), &words, &input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let sessions = fs::read_dir(folder.path().join("data/sessions")).unwrap();
    let mut paths = sessions.map(|entry| entry.unwrap().path());
    let journal = paths
        .find(|path| path.extension().is_some_and(|end| end == "jsonl"))
        .unwrap();
    let scanned = scan::file(&journal).unwrap();
    assert!(scanned.damage.is_empty());
    let stem = journal.file_stem().unwrap().to_string_lossy().into_owned();
    let made = |format: &str| run(folder.path(), &["report", &stem, "--format", format], "").out;
    let played = Played {
        out: ran.out,
        entries: scanned.entries,
        report: serde_json::from_str(&made("json")).unwrap(),
        markdown: made("markdown"),
    };
    assert_eq!(played.report["finished"], true, "{}", played.out);
    played
}

impl Played {
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(self.out.contains(words), "{words:?}: {}", self.out);
        self
    }

    /// What is said in a step, the first or a later time that it runs.
    pub(crate) fn within(&self, step: &str, nth: usize) -> &str {
        let mut parts = self.out.split("Question 1 of 1, step ").skip(1);
        let found = parts.clone().filter(|part| named(part) == step).nth(nth);
        let all: Vec<_> = parts.by_ref().map(named).collect();
        found.unwrap_or_else(|| panic!("no {step:?} in {all:?}: {}", self.out))
    }

    /// The steps that ran, with planned minutes, as the report tells them.
    pub(crate) fn steps(&self) -> Vec<(String, Option<f64>)> {
        let steps = self.report["questions"][0]["steps"].as_array().unwrap();
        let told = |step: &Value| {
            assert!(step["actual_minutes"].as_f64().unwrap() >= 0.0);
            let planned = step["planned_minutes"].as_f64();
            (step["step"].as_str().unwrap().to_owned(), planned)
        };
        steps.iter().map(told).collect()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.steps().into_iter().map(|(step, _)| step).collect()
    }

    pub(crate) fn groups(&self) -> Vec<Vec<Vec<u32>>> {
        let events = self.entries.iter();
        let groups = events.filter_map(|entry| match &entry.event {
            Event::Grouped { groups } => Some(groups),
            _ => None,
        });
        let ids = |group: &Vec<roundtable::id::PersonId>| group.iter().map(|id| id.0).collect();
        groups
            .map(|groups| groups.iter().map(ids).collect())
            .collect()
    }

    fn ballots(&self) -> Vec<&Ballot> {
        let events = self.entries.iter();
        let votes = events.filter_map(|entry| match &entry.event {
            Event::Voted { ballot, .. } => Some(ballot),
            _ => None,
        });
        votes.collect()
    }

    /// How many versions each person wrote.
    fn versions(&self) -> BTreeMap<u32, usize> {
        let mut versions = BTreeMap::new();
        for entry in &self.entries {
            if let Event::Answered { person, .. } = entry.event {
                *versions.entry(person.0).or_default() += 1;
            }
        }
        versions
    }
}

/// The name of a step in "2 of 5: two. 2 minutes."
fn named(part: &str) -> &str {
    let (_, rest) = part.split_once(": ").unwrap();
    let end = rest.find(['.', '\n']).unwrap();
    rest.split_at(end).0
}

pub(crate) fn answers(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("{text}\n\n")).collect()
}

#[test]
fn one_two_four_all_grows_from_one_to_all() {
    let input = "\n\n".to_owned()
        + &answers(&["OWN-1", "OWN-2", "OWN-3", "OWN-4"])
        + "\n/answer Ann\nOWN-5\n\n\n\nTHE-IDEA\n\n\nFrom the first four\n\n/next\n\n\n";
    let played = play("1-2-4-all", OPEN, "Ann, Ben, Cy, Di", &input);
    assert_eq!(played.names(), ["one", "two", "four", "all", "compare"]);
    let planned: Vec<_> = played
        .steps()
        .into_iter()
        .map(|(_, planned)| planned)
        .collect();
    assert_eq!(planned, [1.0, 2.0, 4.0, 5.0, 2.0].map(Some));
    let groups = played.groups();
    assert_eq!(groups[0].iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(groups[1].len(), 1);
    let written: usize = played.versions().values().sum();
    assert_eq!(written, 6);
    assert!(
        !played.within("one", 0).contains("Answer 1"),
        "{}",
        played.out
    );
    assert!(
        !played.within("four", 0).contains("Answer 1"),
        "{}",
        played.out
    );
    // All hear one idea of each four; what each wrote is lost to nobody.
    let (all, compare) = (played.within("all", 0), played.within("compare", 0));
    has!(all, "Ann, Ben, Cy, Di, four: THE-IDEA");
    for text in ["OWN-1", "OWN-2", "OWN-3", "OWN-4", "OWN-5"] {
        lacks!(all, text);
        has!(compare, text);
        assert!(played.markdown.contains(text), "{text}");
    }
    assert!(!all.contains("MODELONE"));
    assert!(compare.contains("MODELONE"));
}

#[test]
fn peers_who_voted_differently_meet_and_vote_again() {
    let vote = |option: u8, why: &str| format!("{option}\n{why}\n\n");
    let input = "\n\n".to_owned()
        + &vote(1, "WHY-A")
        + &vote(1, "WHY-B")
        + &vote(2, "WHY-C")
        + &vote(2, "WHY-D")
        + "\n/facilitator\n\n\n"
        + &vote(2, "NOW-A")
        + "/pass\n/pass\n/pass\n\n\n\n\n\n";
    let played = play("peer-instruction", CHOICE, "Ann, Ben, Cy, Di", &input);
    assert_eq!(
        played.names(),
        [
            "vote",
            "look",
            "discuss",
            "vote again",
            "both rounds",
            "compare"
        ]
    );
    let before = played.out.split("step 5 of 6").next().unwrap();
    let (look, after) = before.split_once("For the facilitator:").unwrap();
    lacks!(look, "What the answers add up to");
    has!(after, "The votes are spread");
    for pair in &played.groups()[0] {
        assert_eq!(pair.len(), 2);
        assert_ne!(pair[0] <= 2, pair[1] <= 2, "they voted alike: {pair:?}");
    }
    let both = played.within("both rounds", 0);
    has!(
        both,
        "In “vote”:",
        "In “vote again”:",
        "Ann moved from Ask to Wait"
    );
    assert_eq!(played.versions()[&1], 2);
    has!(played.markdown, "Ann moved from Ask to Wait");
}

#[test]
fn a_nominal_group_says_each_idea_in_turn_and_ranks_twice() {
    let input = "\n\n".to_owned()
        + &answers(&["OWN-1", "OWN-2", "OWN-3"])
        + "\nAnn: IDEA-1\n/challenges Ann: NO-IDEA\n/asks Cy: NO-IDEA\nBen: IDEA-2\nCy: IDEA-3\n/turn\n\n/theme N1 N2: Alike\n/undo\n\n"
        + "1 2\n2 1\n2\n\n\n2\n2\n2\n\n\n\n\n";
    let played = play("nominal-group", OPEN, "Ann, Ben, Cy", &input);
    assert_eq!(
        played.names(),
        [
            "silent",
            "round",
            "clarify",
            "rank",
            "talk",
            "rank again",
            "result",
            "compare"
        ]
    );
    assert!(played.within("round", 0).contains("Next to speak"));
    assert!(!played.within("round", 0).contains("OWN-1"));
    // What challenges or asks in the round stays on record, and is nothing to rank.
    assert!(!played.within("round", 0).contains("/challenges"));
    assert!(
        played
            .within("clarify", 0)
            .contains("challenges, Ann: NO-IDEA")
    );
    assert!(played.within("rank", 0).contains("Item 3: IDEA-3"));
    assert!(
        !played.within("rank", 0).contains("IDEA-2: "),
        "{}",
        played.out
    );
    assert!(
        played.within("talk", 0).contains("IDEA-2: 14"),
        "{}",
        played.out
    );
    assert_eq!(played.ballots().len(), 6);
    assert!(played.within("result", 0).contains("IDEA-2: 15"));
    has!(played.markdown, "IDEA-2: 15");
}

#[test]
fn a_delphi_goes_round_until_it_is_settled_and_names_nobody() {
    let rate = |a: u8, b: u8| format!("1={a} GOOD-{a}; 2={b} why\n");
    let round = |ratings: [(u8, u8); 3]| ratings.map(|(a, b)| rate(a, b)).concat();
    let start = "\n\n".to_owned()
        + &answers(&["OWN-1", "OWN-2", "/pass"]).replace("/pass\n\n", "/pass\n")
        + "\n";
    let settles = round([(2, 5), (4, 5), (8, 5)])
        + "\n"
        + &round([(7, 5), (8, 5), (8, 5)])
        + "\n/dots Ann: 2=3\n\n\n\n\n";
    let played = play("delphi", OPEN, "Ann, Ben, Cy", &(start.clone() + &settles));
    assert_eq!(
        played.names(),
        ["answer", "rate", "rate again", "result", "compare"]
    );
    played.says("Agreed in round 2:");
    // Dots that come later change nothing of what was agreed.
    assert_eq!(played.ballots().len(), 7);
    assert!(played.markdown.contains("Agreed in round 2:"));
    let first = played.within("rate", 0);
    has!(first, "Item 1: OWN");
    lacks!(first, "GOOD-8: ");
    assert!(played.within("rate again", 0).contains("8: GOOD-8"));
    let answers = played.report["questions"][0]["answers"].as_array().unwrap();
    assert!(answers.iter().all(|answer| answer["pseudonym"] == true));

    // Never the same, never agreed: three rounds are enough, and no consensus is a result.
    let never = round([(1, 5), (2, 5), (3, 5)])
        + "\n"
        + &round([(2, 5), (3, 5), (4, 5)])
        + "\n"
        + &round([(3, 5), (4, 5), (5, 5)])
        + "\n\n\n\n\n";
    let played = play("delphi", OPEN, "Ann, Ben, Cy", &(start.clone() + &never));
    assert_eq!(
        played.names(),
        [
            "answer",
            "rate",
            "rate again",
            "rate again",
            "result",
            "compare"
        ]
    );
    played.says("No consensus after round 3");
    assert!(played.markdown.contains("No consensus after round 3"));

    // Nobody moves: a third round would tell nothing new.
    let same =
        round([(4, 5), (5, 5), (6, 5)]) + "\n" + &round([(4, 5), (5, 5), (6, 5)]) + "\n\n\n\n\n";
    let played = play("delphi", OPEN, "Ann, Ben, Cy", &(start.clone() + &same));
    assert_eq!(played.names().len(), 5, "{:?}", played.names());
    played.says("No consensus after round 2");

    // One item is agreed on and the other is not settled: it goes on. At the low end they agree too.
    let other =
        round([(8, 4), (8, 5), (8, 6)]) + "\n" + &round([(8, 1), (8, 2), (8, 3)]) + "\n\n\n\n\n";
    let played = play("delphi", OPEN, "Ann, Ben, Cy", &(start + &other));
    assert_eq!(played.names().len(), 5, "{:?}", played.names());
    played
        .says("Agreed in round 2: “OWN-")
        .says("Agreed in round 2 that it is not: “OWN-");
}

#[test]
fn consent_goes_round_until_nobody_objects() {
    let input = "\n\nPROPOSAL-1\n\n\n\nCy: A breath\n\n\n".to_owned()
        + "yes\nno: OBJECTION\nyes\n\n"
        + "/answer Ben\n/answer Ann\nPROPOSAL-2\n\n\n\n"
        + "yes\nyes\nyes\n\n\n"
        + "/commit Ann: Try it | in May\n\n\n\n\n";
    let played = play("consent", OPEN, "Ann, Ben, Cy", &input);
    assert_eq!(
        played.names(),
        [
            "present",
            "questions",
            "reactions",
            "amend",
            "consent",
            "integrate",
            "consent",
            "integrate",
            "look back",
            "compare"
        ]
    );
    let first = played.within("consent", 0);
    lacks!(first, "Ben objects");
    assert!(
        played
            .within("integrate", 0)
            .contains("Ben objects: OBJECTION")
    );
    assert!(played.within("integrate", 1).contains("Nobody objects"));
    assert_eq!(played.versions()[&1], 2);
    let holder = |entry: &&Entry| {
        matches!(
            entry.event,
            Event::DutyHanded {
                duty: Duty::Holder,
                to: Some(_)
            }
        )
    };
    assert_eq!(played.entries.iter().filter(holder).count(), 1);
    has!(played.markdown, "OBJECTION");
}

#[test]
fn in_a_consultancy_the_holder_listens_while_the_others_confer() {
    let input = "\n/duty holder: Ben\n\nMY CASE\n\n\nAnn: Who?\n\nCy: What if?\n\n\n".to_owned()
        + "Ben: SPOKEN-TOO-SOON\nAnn: I think\n\nAnn: NOT-NOW\nBen: New to me\n\n/dissent #1 Cy: Not so\n\n\n\n";
    let played = play("consultancy", OPEN, "Ann, Ben, Cy", &input);
    assert_eq!(
        played.names(),
        [
            "present", "clarify", "probe", "restate", "confer", "respond", "debrief", "compare"
        ]
    );
    assert_eq!(played.versions().into_keys().collect::<Vec<_>>(), [2]);
    played.says("That person listens in this step");
    for silent in ["SPOKEN-TOO-SOON", "NOT-NOW"] {
        assert!(!played.markdown.contains(silent), "{silent}");
    }
    has!(played.markdown, "Holder of the case: Ben.");
    let planned: f64 = played
        .steps()
        .iter()
        .filter_map(|(_, planned)| *planned)
        .sum();
    assert_eq!(planned, 49.0);
}

#[test]
fn what_so_what_now_what_keeps_three_answers_side_by_side() {
    let input = "\n\n".to_owned()
        + &answers(&["SAW-1", "SAW-2"])
        + "\n"
        + &answers(&["MEANS-1", "MEANS-2"])
        + "\n"
        + &answers(&["NEXT-1", "NEXT-2"])
        + "\n/commit Ann: Ask\n\n\n\n\n";
    let played = play("what-so-what-now-what", OPEN, "Ann, Ben", &input);
    assert_eq!(
        played.names(),
        ["what", "so what", "now what", "commit", "compare"]
    );
    assert_eq!(played.versions(), BTreeMap::from([(1, 3), (2, 3)]));
    let so_what = played.within("so what", 0);
    has!(so_what, "SAW-1");
    lacks!(so_what, "Ben: MEANS");
    for text in ["SAW-1", "MEANS-2", "NEXT-1"] {
        assert!(played.markdown.contains(text));
    }
    // Three answers, and none is a version of another: each keeps its number to the end.
    lacks!(played.out, ", version 2");
    has!(so_what, "Answer 2, Ben");
    let now_what = played.within("now what", 0);
    has!(now_what, "Answer 4, Ben, so what: MEANS-2");
    assert!(!now_what.contains("SAW-"), "read before: {now_what}");
}

#[test]
fn one_person_in_pairs_and_people_who_leave_in_the_middle_of_them() {
    let played = play("think-pair-share", OPEN, "Ann", "\n\nMINE\n\n\n\n\n\n\n\n");
    played.says("Nobody else is here to talk with.");

    let people = "Ann, Ben, Cy, Di, Eve, Flo, Gus";
    let all = answers(&["A", "B", "C", "D", "E", "F", "G"]);
    let leave: String = ["Ann", "Ben", "Cy", "Di", "Eve"]
        .iter()
        .map(|name| format!("/leave {name}\n"))
        .collect();
    let input = "\n\n".to_owned() + &all + "\n" + &leave + "\n\n\n\n\n";
    let played = play("think-pair-share", OPEN, people, &input);
    let groups = played.groups();
    for groups in &groups {
        let here: usize = groups.iter().map(Vec::len).sum();
        assert!(
            here == 1 || groups.iter().all(|group| group.len() > 1),
            "{groups:?}"
        );
    }
    let mut last = groups.last().unwrap()[0].clone();
    last.sort_unstable();
    assert_eq!(last, [6, 7], "{groups:?}");
    assert!(played.entries.iter().any(|entry| matches!(
        entry.event,
        Event::Moved {
            to: Place::At { stop: 2, .. },
            ..
        }
    )));
}
