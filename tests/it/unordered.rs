//! Under hidden names nothing that leaves follows the order of writing: two sessions that differ
//! only in who handed in when have the same reports, byte for byte, and the same screens.

use proptest::prelude::*;
use roundtable::{
    case::{Answer, Case, Kind, Value},
    id::{PersonId, Seq},
    protocol::{BUILT_IN, Names, Protocol, Write, own},
    report::{json, markdown, report},
    session::{
        Actor, Ballot, Command, Commitment, Dotted, NoteKind, PersonState, Place, QuestionView,
        Score, Stance, Target, View, Viewer,
    },
    text::Clean,
    tui::{
        screen::share::rounds,
        theme::{Choice, Theme},
    },
};

use crate::seed::laws;
use crate::world::{self, Table};

const PEOPLE: u32 = 6;

/// Every built-in protocol, and one in which whoever answers under the name answers under a
/// pseudonym later.
fn protocol(which: usize) -> Protocol {
    BUILT_IN.get(which).cloned().unwrap_or_else(|| {
        let lines = [
            ("think 2: alone, answer", 1),
            (
                "again 2: alone, answer, again, see how many, names hidden",
                2,
            ),
            (
                "all 2: everyone, notes, see answers, see tally, see rounds",
                3,
            ),
        ];
        let (protocol, faults) = own("mixed", &lines);
        assert!(faults.is_empty(), "{faults:?}");
        protocol.unwrap()
    })
}

/// People in an order of their own for each step.
struct Order {
    swaps: Vec<usize>,
    at: usize,
}

impl Order {
    fn next(&mut self, mut people: Vec<PersonId>) -> Vec<PersonId> {
        for last in (1..people.len()).rev() {
            let swap = self.swaps[self.at % self.swaps.len()] % (last + 1);
            self.at += 1;
            people.swap(last, swap);
        }
        people
    }
}

/// What a person writes: it follows from who they are and where the session is, not from when.
fn answer(question: &QuestionView, person: PersonId, step: u16) -> Answer {
    let pick = (person.0 + u32::from(step)) as u8;
    let value = match &question.prompt.kind {
        Kind::Open => Value::Text(Clean::new(&format!("TEXT-{}-{step} (¶1)", person.0))),
        Kind::Choice { .. } => Value::Choice(vec![pick % 3]),
        Kind::Scale(_) => Value::Scale(vec![1 + pick % 5, 1 + pick % 3]),
        Kind::Number { .. } => Value::Text(Clean::new(&format!("{pick}"))),
        Kind::Items { items } => {
            let text = Clean::new(&format!("TEXT-{}-{step} (¶1)", person.0));
            Value::Parts(vec![text; items.len()])
        }
        Kind::Rank { .. } => Value::Rank(vec![pick % 3, (pick + 1) % 3, (pick + 2) % 3]),
    };
    let reason = Clean::new(&format!("WHY-{}-{step}", person.0));
    Answer { value, reason }
}

fn ballot(write: Write, question: &QuestionView, person: PersonId) -> Ballot {
    let items: Vec<Seq> = question.items.iter().map(|item| item.entry).collect();
    let turned = (person.0 as usize) % items.len().max(1);
    let first = items.get(turned).or(items.first()).copied();
    match write {
        Write::Ranking => Ballot::Ranking(first.into_iter().collect()),
        Write::Dots => Ballot::Dots(
            first
                .map(|item| Dotted { item, dots: 2 })
                .into_iter()
                .collect(),
        ),
        Write::Consent => Ballot::Consent {
            objects: person.0.is_multiple_of(2),
            reason: Clean::new("It is not fair"),
        },
        _ => Ballot::Rating(
            items
                .iter()
                .map(|item| Score {
                    item: *item,
                    points: 8,
                    reason: Clean::new("Same"),
                })
                .collect(),
        ),
    }
}

/// One person does what the step asks.
pub(crate) fn acts(table: &mut Table, person: PersonId) {
    let Place::At { step: at, .. } = table.session.place() else {
        return;
    };
    let view = table.view(Viewer::Person(person));
    let (Some(question), Some(step)) = (&view.question, &view.step) else {
        return;
    };
    let id = question.prompt.id.clone();
    let by = Actor::Person(person);
    let command = if person.0 % 5 == 3 && view.can.pass {
        Command::Pass {
            person,
            question: id,
        }
    } else if step.step.takes_votes() {
        let ballot = ballot(step.step.write, question, person);
        Command::Vote {
            person,
            question: id,
            ballot,
        }
    } else {
        Command::Answer {
            person,
            question: id,
            answer: answer(question, person, at),
            handed_in: person.0.is_multiple_of(4),
            moved_by: (at > 0).then(|| Clean::new(&format!("MOVED-{}", person.0))),
        }
    };
    let _ = table.send(by, command, 1_000);
}

/// What the room does with what it sees, in the order in which it sees it.
fn talks(table: &mut Table, order: &mut Order) {
    let view = table.view(Viewer::Facilitator);
    let Some(question) = &view.question else {
        return;
    };
    let id = question.prompt.id.clone();
    let seen: Vec<_> = question.answers.iter().map(|answer| answer.entry).collect();
    let mut commands = vec![
        Command::MakeTheme {
            question: id.clone(),
            title: Clean::new("Alike"),
            items: seen.iter().rev().take(4).copied().collect(),
        },
        Command::Note {
            person: None,
            question: id.clone(),
            kind: NoteKind::BuildsOn,
            text: Clean::new("And so on"),
            about: seen.last().copied(),
        },
    ];
    let others = seen.iter().take(2);
    commands.extend(others.map(|entry| Command::Dissent {
        person: None,
        against: Target::Answer(*entry),
        text: Clean::new("Not so"),
    }));
    for command in commands {
        let _ = table.send(Actor::Desk, command, 1_000);
    }
    for person in order.next((1..=PEOPLE).map(PersonId).collect()) {
        let stance = Command::Compare {
            person,
            question: id.clone(),
            model: 0,
            claim: 0,
            stance: Stance::ALL[person.0 as usize % 3],
            text: Clean::new(&format!("CLAIM-{}", person.0)),
        };
        let commits = Command::Commit {
            person: Some(person),
            commitment: Commitment {
                what: Clean::new(&format!("WILL-{}", person.0)),
                ..Commitment::default()
            },
        };
        for command in [stance, commits] {
            let _ = table.send(Actor::Person(person), command, 1_000);
        }
    }
}

/// A whole session with hidden names, in which people hand in in that order.
fn session(case: Case, protocol: &Protocol, names: Names, seed: u64, swaps: &[usize]) -> Table {
    let mut table = Table::new(case, protocol, seed);
    table.must(Actor::Desk, Command::SetNames { names });
    for name in ["Ann", "Ben", "Cem", "Dee", "Eve", "Flo"] {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    let mut order = Order {
        swaps: swaps.to_vec(),
        at: 0,
    };
    for _ in 0..120 {
        // Under hidden names the room does not see who has not written yet.
        let view = table.view(Viewer::Facilitator);
        let open = view.people.iter();
        let open = open.filter(|person| person.state == PersonState::Open);
        let open = open.map(|person| person.id).collect();
        // Of one answer a group all its people see each version, and the last one stands.
        let together = view.step.is_some_and(|step| step.step.one_a_group);
        let people = if together { open } else { order.next(open) };
        for person in people {
            acts(&mut table, person);
        }
        talks(&mut table, &mut order);
        if !table.view(Viewer::Facilitator).can.advance {
            break;
        }
        table.advance();
    }
    table
}

/// Everything in a view but the numbers of entries, which never leave.
fn without_entries(view: &View) -> String {
    let mut view = view.clone();
    view.seq = Seq(0);
    let text = format!("{view:#?}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("Seq(") {
        out.push_str(before);
        rest = after.split_once(')').unwrap().1;
    }
    out + rest
}

/// What the votes of each question look like on a screen.
fn screens(view: &View) -> String {
    let theme = Theme::of(Choice::Mono, None, false, false);
    let rows = |question: &QuestionView| {
        let rows = rounds::with_tally(question, 80, &theme);
        rows.iter()
            .map(|row| format!("{row}\n"))
            .collect::<String>()
    };
    view.past.iter().map(rows).collect()
}

proptest! {
    #![proptest_config(laws(40))]

    #[test]
    fn nothing_that_leaves_follows_the_order_of_writing(
        which in 0..=BUILT_IN.len(),
        seed in 0_u64..1_000,
        one in prop::collection::vec(0_usize..720, 12),
        other in prop::collection::vec(0_usize..720, 12),
    ) {
        let protocol = protocol(which);
        // Where every step that is written in hides names, nobody has to hide them.
        let names = if protocol.name == "mixed" { Names::Named } else { Names::Hidden };
        let tables = [one, other].map(|swaps| session(world::case(), &protocol, names, seed, &swaps));
        let [one, other] = tables.each_ref().map(|table| report(&table.view(Viewer::Report)));
        if protocol.name != "mixed" {
            prop_assert_eq!(json::write(&one), json::write(&other));
            for question in &one.questions {
                prop_assert!(question.answers.iter().all(|answer| answer.entry.is_none()));
                prop_assert!(question.passed.is_empty());
            }
        }
        prop_assert_eq!(markdown::write(&one, true), markdown::write(&other, true));
        for viewer in [Viewer::Room, Viewer::Report, Viewer::Facilitator] {
            let [one, other] = tables.each_ref().map(|table| table.view(viewer));
            prop_assert_eq!(screens(&one), screens(&other));
            if viewer == Viewer::Report || protocol.steps.iter().all(|step| step.write != Write::Commitment) {
                prop_assert_eq!(without_entries(&one), without_entries(&other));
            }
        }
    }
}

/// A pseudonym does not go on counting where the name left off, and nobody is said to have moved
/// from what was said under the name.
#[test]
fn a_pseudonym_is_not_tied_to_what_was_said_under_the_name() {
    let table = session(
        world::case(),
        &protocol(BUILT_IN.len()),
        Names::Named,
        7,
        &[3, 1, 4],
    );
    let report = report(&table.view(Viewer::Report));
    let answers = report
        .questions
        .iter()
        .flat_map(|question| &question.answers);
    let hidden: Vec<_> = answers.filter(|answer| answer.pseudonym).collect();
    assert!(!hidden.is_empty());
    assert!(
        hidden
            .iter()
            .all(|answer| answer.version == 1 && answer.entry.is_none())
    );
    assert!(
        report
            .questions
            .iter()
            .all(|question| question.moves.is_empty())
    );
}

/// Where groups give an answer, their place in a list, and what is said against it, tell no more
/// than their number: a pseudonym of one of theirs stands nowhere.
#[test]
fn what_groups_say_is_listed_and_called_by_their_number() {
    let four = BUILT_IN
        .iter()
        .find(|each| each.name == "1-2-4-all")
        .unwrap();
    let (mut listed, mut against) = (0, 0);
    for seed in 0..20 {
        let table = session(world::case(), four, Names::Hidden, seed, &[3, 1, 4]);
        let view = table.view(Viewer::Report);
        for question in &view.past {
            let by = |entry: &Seq| {
                let mut answers = question.answers.iter();
                let answer = answers.find(|answer| answer.entry == *entry)?;
                answer.by.words().map(str::to_owned)
            };
            let themes = question.themes.iter().map(|theme| &theme.items);
            for entries in themes.chain([&question.unheard]) {
                let shown: Vec<_> = entries.iter().filter_map(by).collect();
                assert!(shown.is_sorted(), "seed {seed}: {shown:?}");
                listed += shown.iter().filter(|by| by.starts_with("Group")).count();
            }
            for dissent in &view.dissents {
                let Target::Answer(entry) = &dissent.against else {
                    continue;
                };
                if let Some(by) = by(entry) {
                    let words = &dissent.against_words;
                    assert!(words.starts_with(&by), "seed {seed}: {words} is {by}");
                    against += usize::from(by.starts_with("Group"));
                }
            }
        }
    }
    assert!(listed > 20 && against > 20, "{listed} {against}");
}
