//! The promise, on disks that break: nothing that was confirmed is lost, nothing is falsely
//! shown as saved, nothing hangs. Each test has controls that lose answers, and must notice.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use roundtable::{
    home::Home,
    id::CommandId,
    journal::{list::list, scan},
    session::{Event, Place},
    table::{Client, News, Trouble, World},
};

use crate::{
    cruel::{Cruel, Plan, Policy},
    desk::{ANN, Fixture, LONG, advance, files, join, resume, says, send, small_case},
};

/// Runs a short session, one command after another, until something breaks for good.
fn run(cruel: &Cruel) -> (Fixture, Vec<String>) {
    let desk = Fixture::in_world(&cruel.world(), small_case());
    let mut confirmed = Vec::new();
    let set_up =
        desk.keys.ask(join("Ann")).is_ok() && desk.keys.ask(advance(Place::Gather)).is_ok();
    if set_up {
        for number in 0..4 {
            let text = format!("answer-{number}");
            match desk.keys.ask(says(ANN, &text)) {
                Ok(_) => confirmed.push(text),
                Err(Trouble::NotSaved(_)) => {}
                Err(Trouble::Refused(refusal)) => panic!("{refusal}"),
            }
        }
    }
    (desk, confirmed)
}

/// What every journal of a home holds, read by a program that was started anew.
fn saved(home: &Home) -> Vec<String> {
    let mut found = Vec::new();
    for brief in list(home) {
        let Ok(bytes) = fs::read(&brief.path) else {
            continue;
        };
        found.extend(answers(&bytes));
    }
    found
}

fn answers(bytes: &[u8]) -> Vec<String> {
    let entries = scan::lines(bytes).unwrap().entries.into_iter();
    entries
        .filter_map(|entry| match entry.event {
            Event::Answered { answer, .. } => Some(format!("{:?}", answer.value)),
            _ => None,
        })
        .map(|value| value.replace("Text(\"", "").replace("\")", ""))
        .collect()
}

/// Answers that were shown as saved and are in no journal.
fn lost(home: &Home, confirmed: &[String]) -> usize {
    let there = saved(home);
    confirmed
        .iter()
        .filter(|text| !there.contains(text))
        .count()
}

/// A session that goes on after what happened: it can be added to, and loses nothing more.
fn goes_on(home: &Home, confirmed: &[String]) {
    let Some(brief) = list(home).into_iter().find(|brief| brief.people.len() == 1) else {
        return;
    };
    let (keys, _, opening) = resume(&World::real(), &brief.path);
    assert_eq!(opening.view_only, None);
    if keys.session().place() != Place::Gather {
        keys.ask(says(ANN, "and on")).unwrap();
        keys.leave();
        let there = saved(home);
        assert!(there.contains(&"and on".to_owned()));
        assert!(confirmed.iter().all(|text| there.contains(text)));
    }
}

#[test]
fn a_process_that_dies_after_any_byte_loses_nothing_confirmed() {
    let whole = Cruel::new(Plan::default(), Policy::Honest);
    let (desk, confirmed) = run(&whole);
    assert_eq!(confirmed.len(), 4);
    let written = whole.written();
    desk.keys.leave();
    let mut most = 0;
    for room in (0..written).step_by(5) {
        let plan = Plan {
            room: Some(room),
            dies: true,
            ..Plan::default()
        };
        let cruel = Cruel::new(plan, Policy::Honest);
        let (desk, confirmed) = run(&cruel);
        desk.keys.leave();
        assert_eq!(lost(&desk.home, &confirmed), 0, "after {room} bytes");
        most = most.max(confirmed.len());
        if room % 35 == 0 {
            goes_on(&desk.home, &confirmed);
        }
    }
    assert_eq!(most, 3);
}

/// Cuts the power after each answer, with some luck or none. How many confirmed ones are lost.
fn power_cuts(policy: Policy, plan: Plan) -> usize {
    let mut gone = 0;
    for lucky in [0, 1, 40, 1_000_000] {
        let cruel = Cruel::new(plan, policy);
        let (desk, confirmed) = run(&cruel);
        cruel.cut_power(lucky);
        desk.keys.leave();
        gone += lost(&desk.home, &confirmed);
    }
    gone
}

#[test]
fn a_power_cut_loses_nothing_confirmed() {
    assert_eq!(power_cuts(Policy::Honest, Plan::default()), 0);
    assert!(
        power_cuts(Policy::NeverSyncs, Plan::default()) > 0,
        "a control"
    );
    assert!(
        power_cuts(Policy::SyncsLate, Plan::default()) > 0,
        "a control"
    );
}

#[test]
fn a_sync_that_fails_is_never_believed() {
    for at in 0..6 {
        for for_ever in [false, true] {
            let plan = Plan {
                sync_fails: Some(at),
                for_ever,
                ..Plan::default()
            };
            assert_eq!(power_cuts(Policy::Honest, plan), 0, "{plan:?}");
        }
    }
    let plan = Plan {
        sync_fails: Some(4),
        ..Plan::default()
    };
    assert!(power_cuts(Policy::SyncsAgain, plan) > 0, "a control");
}

#[test]
fn a_session_whose_sync_failed_goes_on_in_a_new_file() {
    let plan = Plan {
        sync_fails: Some(3),
        ..Plan::default()
    };
    let cruel = Cruel::new(plan, Policy::Honest);
    let (desk, confirmed) = run(&cruel);
    assert_eq!(confirmed.len(), 4, "the rescue stood at once");
    let told = desk.wait_for("the new file to be told", |news| {
        matches!(news, News::Told(_))
    });
    let News::Told(told) = told else {
        unreachable!()
    };
    let path = desk.path();
    assert!(
        path.to_string_lossy().ends_with("-rescue1.jsonl"),
        "{}",
        path.display()
    );
    assert!(told.contains(&*path.to_string_lossy()));
    desk.keys.leave();
    let all = journals(&desk.home);
    assert_eq!(all.len(), 2, "the old file stays: {all:?}");
    assert_eq!(
        list(&desk.home).len(),
        1,
        "the list tells the one that goes on"
    );
    assert_eq!(saved(&desk.home).len(), 4);
}

fn journals(home: &Home) -> Vec<PathBuf> {
    let all = files(&home.sessions()).into_iter().map(|(path, _)| path);
    all.filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect()
}

#[test]
fn a_full_disk_is_told_at_once_and_saved_again_once_there_is_room() {
    let whole = Cruel::new(Plan::default(), Policy::Honest);
    let (desk, _) = run(&whole);
    desk.keys.leave();
    let plan = Plan {
        // In the midst of the third answer.
        room: Some(whole.written() - 400),
        freed_after: Some(1),
        ..Plan::default()
    };
    let cruel = Cruel::new(plan, Policy::Honest);
    let (desk, confirmed) = run(&cruel);
    desk.wait_for("NOT SAVED", |news| matches!(news, News::NotSaved(_)));
    assert!(confirmed.len() < 4);
    let seen = desk.keys.session().last();
    let before = saved(&desk.home).len();
    assert_eq!(before, confirmed.len(), "what is shown is what is there");
    desk.wait_for("saved again", |news| matches!(news, News::SavedAgain));
    assert!(desk.keys.session().last() > seen);
    desk.keys.leave();
    assert_eq!(
        saved(&desk.home).len(),
        4,
        "what was kept in memory is there"
    );
}

#[test]
fn a_disk_that_stays_full_confirms_nothing_and_takes_another_folder() {
    let plan = Plan {
        room: Some(3_000),
        ..Plan::default()
    };
    let cruel = Cruel::new(plan, Policy::Honest);
    let desk = Fixture::in_world(&cruel.world(), small_case());
    desk.ask_the_question();
    let long = "long ".repeat(1_000);
    let not_saved = desk.keys.ask(says(ANN, &long));
    assert!(
        matches!(not_saved, Err(Trouble::NotSaved(_))),
        "{not_saved:?}"
    );
    let more = desk.keys.ask(says(ANN, "more"));
    assert!(matches!(more, Err(Trouble::NotSaved(_))), "{more:?}");
    assert!(saved(&desk.home).is_empty());
    // The cruel disk is full wherever it is asked; the other folder is on another one.
    let other = desk.folder.path().join("other");
    desk.keys.save_in(other.clone());
    desk.wait_for(
        "the other folder to be tried",
        |news| matches!(news, News::NotSaved(fault) if fault.what.contains("other folder")),
    );
    desk.keys.leave();
}

#[test]
fn another_folder_takes_everything_and_goes_on() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(says(ANN, "one"));
    let other = desk.folder.path().join("other");
    desk.keys.save_in(other.clone());
    desk.wait_for("the new file to be told", |news| {
        matches!(news, News::Told(_))
    });
    assert!(desk.path().starts_with(&other));
    desk.must(says(ANN, "two"));
    desk.keys.leave();
    let bytes = fs::read(desk.path()).unwrap();
    assert_eq!(answers(&bytes), ["one", "two"]);
}

#[test]
fn nobody_waits_long_on_a_broken_disk() {
    let plan = Plan {
        room: Some(2_000),
        ..Plan::default()
    };
    let started = Instant::now();
    let cruel = Cruel::new(plan, Policy::Honest);
    let (desk, _) = run(&cruel);
    for _ in 0..50 {
        let _ = desk.keys.ask(says(ANN, "again"));
    }
    desk.keys.flush();
    desk.keys.leave();
    assert!(started.elapsed() < LONG / 4, "{:?}", started.elapsed());
}

#[test]
fn what_many_send_at_once_is_all_there() {
    let desk = Fixture::new();
    desk.ask_the_question();
    let senders: Vec<_> = (0..4)
        .map(|who| spawn(desk.keys.client.clone(), who))
        .collect();
    let sent: Vec<CommandId> = senders
        .into_iter()
        .flat_map(|sender| sender.join().unwrap())
        .collect();
    let mut waited = sent.clone();
    while !waited.is_empty() {
        if let News::Published { done, session } = desk.wait_for("all to be saved", |_| true) {
            // Whoever hears of it finds it on disk.
            let there = ids(&desk.path());
            assert!(done.iter().all(|id| there.contains(id)));
            assert!(session.last().0 <= there.len() as u64);
            waited.retain(|id| !done.contains(id));
        }
    }
    desk.keys.leave();
    let there = ids(&desk.path());
    assert!(sent.iter().all(|id| there.contains(id)));
}

fn spawn(client: Client, who: usize) -> std::thread::JoinHandle<Vec<CommandId>> {
    std::thread::spawn(move || {
        let send = |number| send(&client, says(ANN, &format!("{who}-{number}")));
        (0..50).map(send).collect()
    })
}

fn ids(path: &Path) -> Vec<CommandId> {
    let scan = scan::file(path).unwrap();
    scan.entries.iter().map(|entry| entry.id).collect()
}
