//! How many minutes there are: said once, in every front, and what does not fit told from then on.

use std::{fs, sync::Arc};

use roundtable::{
    case::{Case, Item, LeaveOut, Question},
    protocol::{DEFAULT, Protocol},
    session::{Actor, Command, View, Viewer},
    tui::{
        effect::{Effect, Wants},
        keys::Action,
        screen::gather::{Gather, cost},
    },
};
use tempfile::TempDir;

use crate::{
    desk::join,
    door::run,
    rig::Rig,
    world::{self, Table},
};

fn desk(table: &Table) -> View {
    table.view(Viewer::Facilitator)
}

/// A case whose author says what goes first and what never goes.
fn said_by_author() -> Case {
    let mut case = world::case();
    let mut said = [LeaveOut::Never, LeaveOut::First].into_iter();
    for part in &mut case.parts {
        for item in &mut part.items {
            if let Item::Question(question) = item {
                let mut aside = (*question.aside).clone();
                aside.leave_out = said.next();
                *item = Item::Question(Arc::new(Question {
                    prompt: Arc::clone(&question.prompt),
                    aside: Arc::new(aside),
                }));
            }
        }
    }
    case
}

fn gathered(case: Case, people: usize) -> Table {
    let mut table = Table::new(case, Protocol::find(DEFAULT).unwrap(), 7);
    for number in 0..people {
        table.must(Actor::Desk, join(&format!("Person {number}")));
    }
    table
}

fn give(table: &mut Table, minutes: u32) {
    let seconds = minutes * 60;
    table.must(Actor::Desk, Command::GiveMinutes { seconds });
}

#[test]
fn what_there_is_stands_beside_what_it_takes_before_it_begins() {
    let mut table = gathered(said_by_author(), 4);
    let all = desk(&table).setup.unwrap().all_s.div_ceil(60);
    give(&mut table, all + 5);
    let view = desk(&table);
    let words = cost(&view, false).unwrap();
    assert!(words.ends_with(&format!("you have {}", all + 5)), "{words}");
    assert!(!view.setup.unwrap().is_too_long());
    give(&mut table, all - 5);
    let setup = desk(&table).setup.unwrap();
    assert!(setup.is_too_long());
    assert!(!setup.instead.is_empty(), "{setup:?}");
}

#[test]
fn what_goes_first_is_named_and_what_never_goes_is_not() {
    let mut table = gathered(said_by_author(), 4);
    let all = desk(&table).setup.unwrap().all_s.div_ceil(60);
    let named: Vec<_> = (6..all).rev().step_by(2).collect();
    let mut without = 0;
    for minutes in named {
        give(&mut table, minutes);
        let words = desk(&table).setup.unwrap().instead;
        let Some((_, out)) = words.split_once("Without question") else {
            continue;
        };
        without += 1;
        assert!(out.contains('2'), "its author gives it up first: {words}");
        assert!(!out.contains('1'), "its author never gives it up: {words}");
    }
    assert!(without > 0);
}

#[test]
fn the_plan_stands_against_what_there_is_and_counts_what_is_used() {
    let mut table = gathered(world::case(), 2);
    give(&mut table, 60);
    while desk(&table).question.is_none() {
        table.advance();
    }
    assert_eq!(desk(&table).budget().planned_s, 3_600);
    give(&mut table, 10);
    let budget = desk(&table).budget();
    assert!(
        budget.late_s > 0 && !budget.leave_out.is_empty(),
        "{budget:?}"
    );
    // A step that took less than it was given gives nothing to those after it.
    let planned = |table: &Table| desk(table).clock.planned_s.unwrap();
    let of_step = u64::from(planned(&table));
    let before = desk(&table).budget().ahead_s;
    table.advance();
    let after = desk(&table).budget().ahead_s;
    let gone = before - after;
    assert!(gone + 2 >= of_step, "{gone} of {of_step}");
}

#[test]
fn only_whoever_steers_says_so_and_only_what_can_be() {
    let mut table = gathered(world::case(), 2);
    let seconds = |minutes: u32| Command::GiveMinutes {
        seconds: minutes * 60,
    };
    let by = Actor::Person(roundtable::id::PersonId(2));
    assert!(table.send(by, seconds(75), 0).is_err());
    for wrong in [0, 4, 1_441] {
        assert!(table.send(Actor::Desk, seconds(wrong), 0).is_err());
    }
    give(&mut table, 75);
    let entries = table.entries.len();
    give(&mut table, 75);
    assert_eq!(
        table.entries.len(),
        entries,
        "said twice, it has one effect"
    );
}

#[test]
fn a_key_asks_for_it_where_people_gather_and_at_any_time() {
    let rig = Rig::gathered(world::case(), &["Ann", "Ben"], (80, 24));
    let mut gather = Gather::default();
    let asks = [Effect::AskFor(Wants::Minutes)];
    assert_eq!(gather.act(Action::Minutes, &rig.view()), asks);
    let mut rig = Rig::new(world::case(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.starts();
    let (view, area, theme) = (rig.view(), rig.area, rig.theme);
    assert_eq!(rig.screens.act(Action::Minutes, &view, area, &theme), asks);
}

#[test]
fn tab_leads_on_and_enter_keeps_what_the_arrows_point_at() {
    let rig = Rig::gathered(world::case(), &["Ann", "Ben"], (80, 24));
    let view = rig.view();
    let mut gather = Gather::default();
    assert_eq!(gather.act(Action::Next, &view), []);
    let chooses = |action| {
        let mut gather = Gather::default();
        gather.act(Action::Next, &view);
        gather.act(Action::Down, &view);
        let kept = gather.act(action, &view);
        assert!(
            matches!(
                kept.as_slice(),
                [Effect::Send(_, Command::SetWriting { .. })]
            ),
            "{action:?} {kept:?}"
        );
        gather
    };
    chooses(Action::Enter);
    // Protocols are looked at: another one is chosen by Enter alone.
    let mut gather = chooses(Action::Next);
    gather.act(Action::Down, &view);
    assert_eq!(gather.act(Action::Next, &view), [], "looking is no choice");
}

#[test]
fn lines_and_the_command_line_take_it() {
    let folder = TempDir::new().unwrap();
    let case = "# The rota\n\n## Questions\n\n1. Why? (10 min)\n2. What else? (10 min)\n3. And now? (10 min)\n";
    fs::write(folder.path().join("rota.md"), case).unwrap();
    let words = [
        "run",
        "--plain",
        "rota.md",
        "--people",
        "Ann, Ben",
        "--minutes",
        "20",
    ];
    let ran = run(
        folder.path(),
        &words,
        "/writing\n\n/time\n/minutes 90\n/minutes soon\n/quit\n",
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    for says in [
        "you have 20.",
        "of 20 minutes there are",
        "What to leave out first: questions 2 and 3;",
        "of 90 minutes there are",
        "Say how many minutes",
    ] {
        let out = ran.out.replace('\n', " ");
        has!(out, says);
    }
    let wrong = run(folder.path(), &["run", "rota.md", "--minutes", "0"], "");
    assert_eq!(wrong.code, 2, "{}", wrong.err);
}

#[test]
fn lines_go_to_the_close_and_say_what_stays_unshown() {
    let folder = TempDir::new().unwrap();
    let case = "# The rota\n\n## Questions\n\n1. Why?\n2. What else?\n3. And now?\n";
    fs::write(folder.path().join("rota.md"), case).unwrap();
    let words = ["run", "--plain", "rota.md", "--people", "Ann, Ben"];
    for leaves in ["/toclose\n/close", "/close"] {
        let typed = format!("\nMINE ALONE\n\n/back\n{leaves}\n");
        let ran = run(folder.path(), &words, &typed);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let out = ran.out.replace('\n', " ");
        has!(out, "1 answer has not been shown.");
        has!(out, "/shownow shows them.");
        has!(out, "Report: ");
    }
}
