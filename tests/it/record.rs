//! What the record of each protocol says, through the real binary, held against the design's own
//! table: steps, planned and actual minutes, what is hidden until when, groups, versions, rounds.

use roundtable::{
    report::report,
    session::{Entry, Event, Place, Session, Viewer},
    stamp::Stamp,
};
use serde_json::Value;

use crate::{
    protocols::{CHOICE, OPEN, Played, answers, play},
    rounds::{ratings, votes},
};

/// A protocol as the design tells it, and a session that goes through it.
struct Design {
    name: &'static str,
    document: &'static str,
    people: &'static str,
    input: String,
    /// The steps that run.
    steps: &'static [&'static str],
    /// Their planned minutes; 0 where none are planned.
    minutes: &'static [f64],
    /// The step in which the first answers appear to all.
    opens: &'static str,
    /// What was typed before that, and nobody else may see until then.
    hidden: &'static [&'static str],
    /// How large the groups are that were made, in order.
    groups: &'static [&'static [usize]],
    /// Every answer on record: the step in which it was written, and which version it is.
    versions: &'static [(&'static str, u64)],
    /// The steps of rounds that stand side by side.
    rounds: &'static [&'static str],
}

fn answer_steps(report: &Value) -> Vec<(String, u64)> {
    let given = report["questions"][0]["answers"].as_array().unwrap();
    let told = given.iter().map(|answer| {
        let step = answer["step"].as_str().unwrap().to_owned();
        (step, answer["version"].as_u64().unwrap())
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|(step, version)| (*version, step.clone()));
    told
}

/// Minutes of each step by the journal alone, where each entry is a minute after the one before.
fn by_the_journal(entries: &[Entry]) -> Vec<f64> {
    let places = entries.iter().zip(0_u32..);
    let moves = places.filter_map(|(entry, at)| match entry.event {
        Event::Moved { to, .. } => Some((to, at)),
        Event::Closed { .. } => Some((Place::Over, at)),
        _ => None,
    });
    let moves: Vec<_> = moves.collect();
    let asked = moves.windows(2).filter(|pair| {
        // The reading comes first, then the one question.
        matches!(pair[0].0, Place::At { stop: 1, .. })
    });
    asked.map(|pair| f64::from(pair[1].1 - pair[0].1)).collect()
}

/// The report of the same record, had each entry come a minute after the one before.
fn slowly(entries: &[Entry]) -> Value {
    let mut entries = entries.to_vec();
    for (entry, minute) in entries.iter_mut().zip(0_u64..) {
        entry.at = Stamp::new(1_763_892_000_000, 1_000).plus(minute * 60_000);
    }
    let session = Session::replay(&entries).unwrap();
    let view = session.view(Viewer::Report, session.last_at());
    serde_json::to_value(report(&view)).unwrap()
}

impl Design {
    fn holds(&self) -> Played {
        let played = play(self.name, self.document, self.people, &self.input);
        self.minutes(&played);
        self.visibility(&played);
        let sizes = |groups: &Vec<Vec<u32>>| {
            let mut sizes: Vec<_> = groups.iter().map(Vec::len).collect();
            sizes.sort_unstable();
            sizes
        };
        let groups: Vec<_> = played.groups().iter().map(sizes).collect();
        assert_eq!(groups, self.groups, "{}", played.out);
        let versions = self.versions.iter();
        let versions: Vec<_> = versions.map(|(step, n)| ((*step).to_owned(), *n)).collect();
        assert_eq!(answer_steps(&played.report), versions, "{}", played.out);
        let rounds = played.report["questions"][0]["rounds"].as_array().unwrap();
        let rounds: Vec<_> = rounds.iter().map(|round| &round["step"]).collect();
        assert_eq!(rounds, self.rounds, "{}", played.out);
        played
    }

    fn minutes(&self, played: &Played) {
        assert_eq!(played.names(), self.steps, "{}", played.out);
        let planned = played.steps().into_iter();
        let planned: Vec<_> = planned.map(|(_, m)| m.unwrap_or_default()).collect();
        assert_eq!(planned, self.minutes);
        let slow = slowly(&played.entries);
        let told = slow["questions"][0]["steps"].as_array().unwrap();
        let told = told.iter().map(|step| step["actual_minutes"].as_f64());
        let told: Vec<_> = told.map(Option::unwrap).collect();
        assert_eq!(told, by_the_journal(&played.entries));
        assert!(told.iter().sum::<f64>() >= told.len() as f64);
        assert_eq!(
            slow["agenda"][1]["actual_minutes"],
            told.iter().sum::<f64>()
        );
    }

    /// Of what people typed, nothing stands before its step, and all of it in it.
    fn visibility(&self, played: &Played) {
        let (before, _) = played
            .out
            .split_once(&format!(": {}.", self.opens))
            .unwrap();
        // What is read to its writer alone is no secret from them.
        let own = |line: &&str| !line.starts_with("Your answer so far: ");
        let before: String = before.lines().filter(own).collect();
        for secret in self.hidden {
            assert!(!before.contains(secret), "{secret} before: {before}");
            let shown = played.within(self.opens, 0).contains(secret);
            assert!(shown, "{secret} in “{}”: {}", self.opens, played.out);
            has!(played.markdown, secret);
        }
        if self.document == OPEN {
            let (before, after) = played.out.split_once(": compare.").unwrap();
            lacks!(before, "MODELONE");
            has!(after, "MODELONE");
        }
    }
}

const ALL_OF_THREE: &[&str] = &["OWN-1", "OWN-2", "OWN-3"];

/// Three answers of two people; none takes the place of another.
#[rustfmt::skip]
const SIDE_BY_SIDE: [(&str, u64); 6] =
    [("now what", 1), ("now what", 1), ("so what", 1), ("so what", 1), ("what", 1), ("what", 1)];

/// What eight wrote, and what one of two fours chose.
const IDEA_AND_EIGHT: [(&str, u64); 9] = {
    let mut all = [("one", 1); 9];
    all[0] = ("four", 1);
    all
};

fn three() -> String {
    "\n\n".to_owned() + &answers(ALL_OF_THREE)
}

#[test]
fn think_share() {
    let design = Design {
        name: "think-share",
        document: OPEN,
        people: "Ann, Ben, Cy",
        input: three() + "\n\nBen: NOTED\n/answer Ann\nOWN-1-AGAIN\n\nWHAT-MOVED\n\n\n",
        steps: &["think", "share", "discuss", "compare"],
        minutes: &[3.0, 1.0, 5.0, 2.0],
        opens: "share",
        hidden: ALL_OF_THREE,
        groups: &[],
        versions: &[("think", 1), ("think", 1), ("think", 1), ("discuss", 2)],
        rounds: &[],
    };
    let played = design.holds();
    // A discussion takes notes, and a changed mind: a version of its own, which replaces nothing.
    has!(
        played.markdown,
        "NOTED",
        "in “discuss”, after all had been shown",
        "WHAT-MOVED"
    );
}

#[test]
fn think_pair_share() {
    let design = Design {
        name: "think-pair-share",
        document: OPEN,
        people: "Ann, Ben, Cy",
        input: three() + "\n/answer Ann\nNEW-OF-ANN\n\n\n\n\n\n",
        steps: &["think", "pair", "share", "compare"],
        minutes: &[2.0, 3.0, 4.0, 2.0],
        opens: "share",
        hidden: &["NEW-OF-ANN"],
        groups: &[&[3]],
        versions: &[("think", 1), ("think", 1), ("think", 1), ("pair", 2)],
        rounds: &[],
    };
    let played = design.holds();
    // In the pair, partners see each other's answer; nobody saw one before.
    assert!(!played.within("think", 0).contains("OWN-"));
    let (private, _) = played
        .within("pair", 0)
        .split_once("write your answer")
        .unwrap();
    has!(
        private,
        "Your answer so far: OWN-1",
        "Ben: OWN-2",
        "Cy: OWN-3"
    );
    // Four people: two pairs, and of the other pair nobody sees anything.
    let four = answers(&["OWN-1", "OWN-2", "OWN-3", "OWN-4"]);
    let input = "\n\n".to_owned() + &four + "\n/answer Ann\n/pass\n\n\n\n\n";
    let played = play("think-pair-share", OPEN, "Ann, Ben, Cy, Di", &input);
    let pairs = played.groups();
    let mine = pairs[0].iter().find(|pair| pair.contains(&1)).unwrap();
    let pair = played.within("pair", 0);
    for person in 2..=4_u32 {
        let seen = pair.contains(&format!("OWN-{person}"));
        assert_eq!(seen, mine.contains(&person), "{person}: {pair}");
    }
}

#[test]
fn one_two_four_all() {
    let all: [String; 8] = std::array::from_fn(|at| format!("OWN-{}", at + 1));
    let all: Vec<_> = all.iter().map(String::as_str).collect();
    let ideas = "IDEA-OF-A-FOUR\n\n/pass\n/pass\n/pass\n/pass\n\nAnn: A-NOTE\n\n\n";
    let design = Design {
        name: "1-2-4-all",
        document: OPEN,
        people: "Ann, Ben, Cy, Di, Eve, Flo, Gus, Hal",
        input: "\n\n".to_owned() + &answers(&all) + "\n\n" + ideas,
        steps: &["one", "two", "four", "all", "compare"],
        minutes: &[1.0, 2.0, 4.0, 5.0, 2.0],
        opens: "all",
        hidden: &["IDEA-OF-A-FOUR"],
        groups: &[&[2, 2, 2, 2], &[4, 4]],
        versions: &IDEA_AND_EIGHT,
        rounds: &[],
    };
    let played = design.holds();
    assert!(played.within("all", 0).contains("One idea from each group"));
    assert!(played.markdown.contains("A-NOTE"));
    let groups = played.groups();
    // The four that chose nothing brings what its people wrote; of the other only the idea.
    let all = played.within("all", 0);
    for (at, own) in (1..).zip(["OWN-1", "OWN-2", "OWN-3", "OWN-4", "OWN-5"]) {
        let chose = groups[1][..].iter().find(|four| four.contains(&1)).unwrap();
        assert_eq!(all.contains(own), !chose.contains(&at), "{own}: {all}");
    }
    for pair in &groups[0] {
        let together = |four: &&Vec<u32>| pair.iter().all(|one| four.contains(one));
        assert_eq!(groups[1].iter().filter(together).count(), 1, "{groups:?}");
    }
}

#[test]
fn peer_instruction() {
    let design = Design {
        name: "peer-instruction",
        document: CHOICE,
        people: "Ann, Ben, Cy, Di",
        input: "\n\n".to_owned()
            + &votes(&[1, 1, 2, 2])
            + "\n/facilitator\n\n\n2\nNOW-2\n\n/pass\n/pass\n/pass\n\n\n\n",
        steps: &[
            "vote",
            "look",
            "discuss",
            "vote again",
            "both rounds",
            "compare",
        ],
        minutes: &[1.0, 0.0, 3.0, 1.0, 2.0, 2.0],
        opens: "both rounds",
        hidden: &["WHY-1", "NOW-2"],
        groups: &[&[2, 2]],
        versions: &[
            ("vote", 1),
            ("vote", 1),
            ("vote", 1),
            ("vote", 1),
            ("vote again", 2),
        ],
        rounds: &["vote", "vote again"],
    };
    let played = design.holds();
    let moves = &played.report["questions"][0]["moves"];
    assert_eq!(moves.as_array().unwrap().len(), 1);
    assert_eq!(
        (&moves[0]["by"], &moves[0]["to"]),
        (&"Ann".into(), &"Wait".into())
    );
}

#[test]
fn nominal_group() {
    let design = Design {
        name: "nominal-group",
        document: OPEN,
        people: "Ann, Ben, Cy",
        input: three()
            + "\nAnn: IDEA-1\nBen: IDEA-2\nCy: IDEA-3\n\n\n1 2\n2 1\n2 3\n\n\n2\n2\n2\n\n\n\n",
        steps: &[
            "silent",
            "round",
            "clarify",
            "rank",
            "talk",
            "rank again",
            "result",
            "compare",
        ],
        minutes: &[5.0, 5.0, 5.0, 3.0, 5.0, 2.0, 2.0, 2.0],
        opens: "clarify",
        hidden: ALL_OF_THREE,
        groups: &[],
        versions: &[("silent", 1); 3],
        rounds: &["rank", "rank again"],
    };
    let played = design.holds();
    // Rankings are private: no points before the talk, and never whose they are.
    assert!(!played.within("rank", 0).contains("IDEA-2: "));
    assert!(played.within("talk", 0).contains("IDEA-2: 14"));
    for name in ["Ann", "Ben", "Cy"] {
        let told = played.report["questions"][0]["rounds"].to_string();
        lacks!(told, name);
    }
}

#[test]
fn delphi() {
    let design = Design {
        name: "delphi",
        document: OPEN,
        people: "Zoe, Quinn, Uma",
        input: "\n\n".to_owned()
            + "OWN-1\n\nOWN-2\n\n/pass\n\n"
            + &ratings(&[[1, 5], [2, 5], [3, 5]])
            + "\n"
            + &ratings(&[[7, 5], [8, 5], [8, 5]])
            + "\n\n\n",
        steps: &["answer", "rate", "rate again", "result", "compare"],
        minutes: &[5.0, 4.0, 4.0, 3.0, 2.0],
        opens: "rate",
        hidden: &["OWN-1", "OWN-2"],
        groups: &[],
        versions: &[("answer", 1); 2],
        rounds: &["rate", "rate again"],
    };
    let played = design.holds();
    let first = played.within("rate", 0);
    lacks!(first, "WHY-3:");
    lacks!(first, "median");
    let again = played.within("rate again", 0);
    has!(again, "median 2");
    has!(again, "WHY-3");
    // Nobody is named beside anything said, in the room or in the record.
    for (at, line) in played.out.lines().enumerate() {
        let said = ["OWN-", "WHY-"].iter().any(|mark| line.contains(mark));
        let named = ["Zoe", "Quinn", "Uma"]
            .iter()
            .any(|name| line.contains(name));
        assert!(!(said && named), "line {at}: {line}");
    }
    let told = played.report["questions"][0].to_string();
    lacks!(told, "Zoe", "Quinn", "Uma");
}

#[test]
fn consent() {
    let design = Design {
        name: "consent",
        document: OPEN,
        people: "Ann, Ben, Cy",
        input: "\n\nPROPOSAL-1\n\n\n\nCy: A breath\n\n\nyes\nno: OBJECTION\nyes\n\n".to_owned()
            + "/answer Ann\nPROPOSAL-2\n\n\n\nyes\nyes\nyes\n\n\n"
            + "/commit Ann: Try it | 1 May | a no | a yes\n\n\n\n",
        steps: &[
            "present",
            "questions",
            "reactions",
            "amend",
            "consent",
            "integrate",
            "consent",
            "integrate",
            "look back",
            "compare",
        ],
        minutes: &[3.0, 5.0, 5.0, 3.0, 2.0, 10.0, 2.0, 10.0, 2.0, 2.0],
        opens: "integrate",
        hidden: &["OBJECTION"],
        groups: &[],
        versions: &[("present", 1), ("integrate", 2)],
        rounds: &["consent", "consent"],
    };
    let played = design.holds();
    assert!(played.within("questions", 0).contains("PROPOSAL-1"));
    assert!(played.within("integrate", 1).contains("Nobody objects"));
    assert_eq!(
        played.report["questions"][0]["outcome"],
        "Nobody objects: it goes ahead."
    );
    let back = &played.report["commitments"][0];
    assert_eq!(
        (&back["what"], &back["by_when"]),
        (&"Try it".into(), &"1 May".into())
    );
    has!(played.markdown, "1 May");
}

#[test]
fn consultancy() {
    let design = Design {
        name: "consultancy",
        document: OPEN,
        people: "Ann, Ben, Cy",
        input: "\n/duty holder: Ben\n\nMY CASE\n\n\nAnn: Who?\n\nCy: What if?\n\n\n".to_owned()
            + "Ben: TOO-SOON\n/answer Ben\nAnn: I think\n\nBen: New to me\n\n\n\n",
        steps: &[
            "present", "clarify", "probe", "restate", "confer", "respond", "debrief", "compare",
        ],
        minutes: &[5.0, 5.0, 10.0, 2.0, 15.0, 5.0, 5.0, 2.0],
        opens: "clarify",
        hidden: &["MY CASE"],
        groups: &[],
        versions: &[("present", 1)],
        rounds: &[],
    };
    let played = design.holds();
    let confer = played.within("confer", 0);
    has!(confer, "That person listens in this step");
    lacks!(played.markdown, "TOO-SOON");
    let holder = |duty: &&Value| duty["duty"] == "holder of the case" && duty["to"] == "Ben";
    let duties = played.report["duties"].as_array().unwrap();
    assert_eq!(duties.iter().filter(holder).count(), 1);
}

#[test]
fn what_so_what_now_what() {
    let two = |what: &str| answers(&[&format!("{what}-1"), &format!("{what}-2")]) + "\n";
    let design = Design {
        name: "what-so-what-now-what",
        document: OPEN,
        people: "Ann, Ben",
        input: "\n\n".to_owned()
            + &two("SAW")
            + &two("MEANS")
            + &two("NEXT")
            + "Ann: Ask | in May\n\n\n\n",
        steps: &["what", "so what", "now what", "commit", "compare"],
        minutes: &[8.0, 8.0, 8.0, 6.0, 2.0],
        opens: "so what",
        hidden: &["SAW-1", "SAW-2"],
        groups: &[],
        versions: &SIDE_BY_SIDE,
        rounds: &[],
    };
    let played = design.holds();
    assert!(!played.within("so what", 0).contains("MEANS"));
    assert!(!played.within("now what", 0).contains("NEXT"));
    assert_eq!(played.report["commitments"][0]["what"], "Ask");
}

#[test]
fn solo() {
    let design = Design {
        name: "solo",
        document: OPEN,
        people: "Ann",
        input: "\nOWN-1\n\n/answer\n\n/agree 1\n\nREVISED\n\n\n/commit I will ask\n\n\n".to_owned(),
        steps: &["answer", "compare", "revise"],
        minutes: &[5.0, 3.0, 2.0],
        opens: "compare",
        hidden: &["OWN-1"],
        groups: &[],
        versions: &[("answer", 1), ("revise", 2)],
        rounds: &[],
    };
    let played = design.holds();
    let stances = &played.report["questions"][0]["model_answers"][0]["claims"][0]["stances"];
    assert_eq!(stances[0]["stance"], "agree");
}
