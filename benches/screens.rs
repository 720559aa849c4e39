//! How long a key takes until its screen is drawn: in a case of a megabyte, and with 300 people.
#![expect(
    clippy::unwrap_used,
    dead_code,
    reason = "the keyboard and the screen of the tests, of which a benchmark uses some"
)]

use divan::Bencher;
use roundtable::{
    case::{Answer, read},
    id::PersonId,
    protocol::DEFAULT,
    session::{Actor, Command},
};

#[path = "../tests/it/rig.rs"]
mod rig;
#[path = "../tests/it/world.rs"]
mod world;

use rig::{Rig, open};

/// Columns and rows.
const SIZE: (u16, u16) = (100, 30);
const PARAGRAPH: &str = "Mara has led the night desk for six weeks. On Monday two of her people ask \
    to change shifts, and the rota that she inherited allows neither of them to.\n\n";

fn main() {
    divan::main();
}

/// Keys of somebody who reads, in a case of a megabyte.
#[divan::bench(args = ["PgDn", "Down", "End", "Home"])]
fn read_a_megabyte(bencher: Bencher, key: &str) {
    let text = format!(
        "# The desk at night\n\n{}## Questions\n\n1. What does Mara see?\n",
        PARAGRAPH.repeat((1 << 20) / PARAGRAPH.len() - 1)
    );
    let case = read(&text, "long.md").cases.remove(0);
    let mut rig = Rig::new(case, DEFAULT, &["Ann", "Ben"], SIZE);
    rig.keys("PgDn");
    bencher.bench_local(|| {
        rig.keys(key);
        rig.frames.clear();
    });
}

fn three_hundred() -> Rig {
    let names: Vec<_> = (1..=300).map(|number| format!("Person {number}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let mut rig = Rig::new(open(), DEFAULT, &names, SIZE);
    let question = rig.view().question.unwrap().prompt.id.clone();
    for person in 1..=300 {
        let command = Command::Answer {
            person: PersonId(person),
            question: question.clone(),
            answer: Answer::text(&format!("Answer number {person}: {PARAGRAPH}")),
            handed_in: false,
            moved_by: None,
        };
        rig.table.must(Actor::Desk, command);
    }
    rig.follow();
    rig
}

/// Keys of a facilitator of 300 people, all of whose answers are there.
#[divan::bench(args = ["Down", "PgDn", "Right"])]
fn share_three_hundred_answers(bencher: Bencher, key: &str) {
    let mut rig = three_hundred();
    rig.keys("n");
    bencher.bench_local(|| {
        rig.keys(key);
        rig.frames.clear();
    });
}

/// Pages over 300 answers: what is alike, who was heard, what was voted, dissent, the plan, dots.
#[divan::bench(args = ["T", "V", "W", "D", "A", "*"])]
fn go_through_a_page_of_three_hundred(bencher: Bencher, page: &str) {
    let mut rig = three_hundred();
    rig.keys("n n").keys(page);
    bencher.bench_local(|| {
        rig.keys("Down");
        rig.frames.clear();
    });
}

/// Who works with whom, among 300.
#[divan::bench]
fn groups_of_three_hundred(bencher: Bencher) {
    let names: Vec<_> = (1..=300).map(|number| format!("Person {number}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let mut rig = Rig::new(open(), "1-2-4-all", &names, SIZE);
    rig.table.advance();
    rig.table.advance();
    rig.follow();
    bencher.bench_local(|| {
        rig.keys("PgDn");
        rig.frames.clear();
    });
}

/// The list of 300 people while they write.
#[divan::bench(args = ["Down", "PgDn"])]
fn wait_for_three_hundred(bencher: Bencher, key: &str) {
    let mut rig = three_hundred();
    bencher.bench_local(|| {
        rig.keys(key);
        rig.frames.clear();
    });
}
