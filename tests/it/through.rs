//! Each protocol through the real program, in lines, to its end: by invented people, with few and
//! with many of them.

use std::{collections::BTreeMap, fs, thread};

use roundtable::protocol::{ALONE, BUILT_IN, DEFAULT, Protocol};
use tempfile::TempDir;

use crate::door::run;

/// As many people as sit around a table, and as fill a hall.
const PEOPLE: [usize; 7] = [2, 3, 5, 6, 7, 12, 40];
/// Minutes of a short question, of an ordinary one and of a long one.
const MINUTES: [u32; 3] = [3, 10, 30];
/// With so many people all three are asked; else the middle one alone.
const ALL_THREE: usize = 5;

fn question(number: usize, minutes: u32) -> String {
    format!(
        "### {number}. What now? ({minutes} min) {{#q{number}}}\n\n- ( ) One way\n- ( ) Another way\n\nRehearsal: HIDDEN-{number}-A says so.\n\nRehearsal: HIDDEN-{number}-B says so.\n\nModel answer: MODEL-{number}-\n\n"
    )
}

/// One step as it was read out.
struct Step<'a> {
    question: usize,
    name: &'a str,
    seconds: u32,
    said: &'a str,
}

/// "5 minutes 30 seconds." in seconds; 0 where nothing is planned.
fn seconds(words: &str) -> u32 {
    let words: Vec<_> = words.split([' ', '.']).collect();
    let pairs = words.windows(2);
    let of = |pair: &[&str]| {
        let count: u32 = pair[0].parse().ok()?;
        match pair[1] {
            minutes if minutes.starts_with("minute") => Some(count * 60),
            seconds if seconds.starts_with("second") => Some(count),
            _ => None,
        }
    };
    pairs.filter_map(of).sum()
}

fn steps(out: &str) -> Vec<Step<'_>> {
    let parts = out.split("\nQuestion ").skip(1);
    let of = |part: &'_ str| -> Option<(usize, usize)> {
        let (number, rest) = part.split_once(" of ")?;
        rest.contains(", step ").then_some(())?;
        Some((number.parse().ok()?, part.find('\n')?))
    };
    parts
        .filter_map(|part| {
            let (question, end) = of(part)?;
            let (head, said) = part.split_at(end);
            let (_, name) = head.split_once(": ")?;
            let (name, time) = name.split_once('.')?;
            Some(Step {
                question,
                name,
                seconds: seconds(time),
                said,
            })
        })
        .collect()
}

/// Everybody is in one group where there are any, and nobody is alone in it.
fn groups_are_sound(step: &Step<'_>, people: usize, what: &str) {
    let groups = step
        .said
        .lines()
        .filter_map(|line| line.strip_prefix("Together: "));
    let groups: Vec<Vec<_>> = groups.map(|names| names.split(", ").collect()).collect();
    if groups.is_empty() {
        return;
    }
    let mut all = groups.concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), people, "{what}: {groups:?}");
    assert_eq!(groups.concat().len(), people, "{what}: {groups:?}");
    for group in &groups {
        assert!((2..8).contains(&group.len()), "{what}: {groups:?}");
    }
}

/// What counts add up to: the last ones of a question.
fn counted(step: &Step<'_>) -> Option<usize> {
    let of = |option: &str| -> Option<usize> {
        let line = step
            .said
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix(option))?;
        line.trim().parse().ok()
    };
    Some(of("One way:")? + of("Another way:")?)
}

fn holds(protocol: &Protocol, people: usize) {
    let what = format!("{} with {people}", protocol.name);
    let folder = TempDir::new().unwrap();
    let minutes = match people {
        ALL_THREE => &MINUTES[..],
        _ => &MINUTES[1..2],
    };
    let questions = minutes.iter().zip(1..);
    let questions: String = questions
        .map(|(minutes, at)| question(at, *minutes))
        .collect();
    let case = format!("# The ward\n\nIt is full.\n\n## Questions\n\n{questions}");
    fs::write(folder.path().join("case.md"), case).unwrap();
    let names: Vec<_> = (1..=people).map(|at| format!("Person {at}")).collect();
    let names = names.join(", ");
    let words = [
        "run",
        "case.md",
        "--rehearse",
        "--plain",
        "--protocol",
        &protocol.name,
        "--people",
        &names,
    ];
    let ran = run(folder.path(), &words, &"\n".repeat(150));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{what}");
    assert!(
        ran.out.contains("The session is closed."),
        "{what}: {}",
        ran.out
    );
    let steps = steps(&ran.out);
    let mut planned = Vec::new();
    let mut own_way = 0;
    for number in 1..=minutes.len() {
        let own = || steps.iter().filter(|step| step.question == number);
        let named: Vec<_> = own().map(|step| step.name).collect();
        // What is for the whole case is gone through once; the other questions are asked as usual.
        let usual = Protocol::find(DEFAULT).unwrap();
        let goes = protocol
            .steps
            .iter()
            .all(|step| named.iter().any(|name| step.name == **name));
        own_way += usize::from(goes);
        let protocol = if protocol.once && !goes {
            usual
        } else {
            protocol
        };
        // Each step comes, in its order; rounds may come again.
        let mut rest = named.iter();
        for step in protocol.steps.iter() {
            assert!(
                rest.any(|name| step.name == **name),
                "{what}: {} in {named:?}",
                step.name
            );
        }
        // Nobody reads an answer before a step that shows them, nor the author's before compare.
        let shows = |name: &str| {
            protocol
                .steps
                .iter()
                .any(|step| step.name == name && step.reveals())
        };
        for step in own() {
            groups_are_sound(step, people, &format!("{what}, {}", step.name));
        }
        let hidden = || own().take_while(|step| !shows(step.name));
        assert!(
            hidden().all(|step| !step.said.contains("HIDDEN-")),
            "{what}"
        );
        let before = own().take_while(|step| step.name != "compare");
        assert!(
            before.into_iter().all(|step| !step.said.contains("MODEL-")),
            "{what}"
        );
        let last = own().next_back().unwrap();
        assert!(
            last.said.contains(&format!("MODEL-{number}-")),
            "{what}: {}",
            last.said
        );
        if let Some(sum) = counted(last) {
            assert!((1..=people).contains(&sum), "{what}: {sum}");
        }
        // A round that comes again is not planned for: rehearsed votes differ from run to run.
        let once: BTreeMap<_, _> = own().map(|step| (step.name, step.seconds)).collect();
        planned.push(once.values().sum::<u32>());
    }
    let all = if protocol.once { 1 } else { minutes.len() };
    assert_eq!(own_way, all, "{what}");
    // The longer the question, the longer its plan; a short one never has the longest.
    assert!(
        planned.is_sorted() && planned.iter().all(|all| *all > 0),
        "{what}: {planned:?}"
    );
    if let [short, _, long] = planned[..]
        && !protocol.once
    {
        assert!(short < long, "{what}: {planned:?}");
    }
}

#[test]
fn every_protocol_runs_to_its_end_with_few_and_with_many() {
    let all: Vec<_> = BUILT_IN.iter().filter(|one| one.name != ALONE).collect();
    thread::scope(|scope| {
        for share in 0..4 {
            let all = &all;
            scope.spawn(move || {
                for protocol in all.iter().skip(share).step_by(4) {
                    for people in PEOPLE {
                        holds(protocol, people);
                    }
                }
            });
        }
    });
}
