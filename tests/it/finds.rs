//! A facilitator who has never seen it finds what steers: in every step of every protocol the
//! foot names what goes on and help, and help names the rest with keys that do it.

use roundtable::{
    protocol::{ALONE, BUILT_IN, Protocol},
    session::{Can, NoteKind},
    tui::{
        help,
        keys::{Action, BINDINGS, Binding, Scope, foot, lookup, name},
    },
};

use crate::rig::{ASKED, Rig, choice, one, open};

/// Every step of the protocol, with the screens that a facilitator meets there.
fn at_each_step(protocol: &Protocol, mut look: impl FnMut(&Rig, &str)) {
    let case = if protocol.name == "peer-instruction" {
        one(choice(1), ASKED)
    } else {
        open()
    };
    let mut rig = Rig::of(case, protocol, &["Ann", "Ben", "Cy", "Dee"], (80, 24));
    for _ in 0..40 {
        let view = rig.view();
        if view.question.is_none() {
            break;
        }
        rig.keys("Esc");
        let step = view.step.unwrap().step.name.to_string();
        look(&rig, &format!("{} · {step}", protocol.name));
        rig.table.advance();
        rig.follow();
    }
}

/// What help says of an action on that screen: its key leads there, and help lists it.
fn is_found(scope: Scope, can: &Can, action: Action, place: &str) {
    let named = name(scope, action);
    assert!(
        !named.is_empty(),
        "{place}: no key for {action:?} in {scope:?}"
    );
    let rows = help::rows(scope, can.alone);
    let listed = rows
        .iter()
        .any(|(keys, _)| keys.split(", ").any(|key| key == named));
    assert!(listed, "{place}: help of {scope:?} does not list {named}");
    let row = BINDINGS
        .iter()
        .filter(|row| scope.chain().contains(&row.scope));
    let mut row = row.filter(|row| row.action == action && (row.needs)(can));
    assert!(
        row.next().is_some(),
        "{place}: {action:?} cannot be done now"
    );
}

/// Each key at the foot stands there once, and does what stands beside it.
fn foot_tells_the_truth(scope: Scope, can: &Can, place: &str) {
    for row in foot(scope, can) {
        let does = lookup(scope, row.keys[0], can).map(|bound| bound.words);
        assert_eq!(does, Some(row.words), "{place}: {:?}", row.keys[0]);
    }
}

#[test]
fn every_step_of_every_protocol_names_what_steers() {
    for protocol in BUILT_IN.iter().filter(|protocol| protocol.name != ALONE) {
        let mut steps = 0;
        at_each_step(protocol, |rig, place| {
            steps += 1;
            let view = rig.view();
            let scope = rig.screens.scope(&view);
            assert!(!matches!(scope, Scope::Writing), "{place}");
            let feet = foot(scope, &view.can);
            for alone in [false, true] {
                foot_tells_the_truth(scope, &Can { alone, ..view.can }, place);
            }
            let has = |action| feet.iter().any(|row| row.action == action);
            assert!(
                has(Action::Palette),
                "{place}: the foot leads to nothing else"
            );
            assert!(
                has(Action::GoOn) || has(Action::Enter),
                "{place}: the foot does not say how to go on"
            );
            let wanted = [
                Action::Skip,
                Action::Repeat,
                Action::Plan,
                Action::LookBack,
                Action::Dissents,
            ];
            for action in wanted {
                is_found(scope, &view.can, action, place);
            }
            is_found(scope, &view.can, Action::Extend, place);
            is_found(scope, &view.can, Action::Dissent, place);
            if view.can.note {
                let note = Action::Note(NoteKind::NewIdea);
                is_found(scope, &view.can, note, place);
                assert!(
                    has(note) || scope != Scope::Discuss,
                    "{place}: the foot names no note"
                );
            }
        });
        assert!(steps >= protocol.steps.len(), "{}: {steps}", protocol.name);
    }
}

#[test]
fn every_key_that_help_names_does_what_help_says() {
    let chord = |key: &str| {
        let mut chords = BINDINGS.iter().flat_map(|row| row.keys);
        *chords.find(|chord| chord.name() == key).unwrap()
    };
    let scopes: std::collections::HashSet<_> = BINDINGS.iter().map(|row| row.scope).collect();
    for scope in scopes {
        for (keys, words) in [false, true]
            .into_iter()
            .flat_map(|alone| help::rows(scope, alone))
        {
            for key in keys.split(", ").filter(|_| !words.is_empty()) {
                // The nearest scope that binds the key decides what it does.
                let binds = |row: &&Binding| row.keys.contains(&chord(key));
                let of = |scope: &Scope| {
                    let rows = BINDINGS.iter().filter(|row| row.scope == *scope);
                    let rows: Vec<_> = rows.filter(binds).map(|row| row.words).collect();
                    (!rows.is_empty()).then_some(rows)
                };
                let found = scope.chain().iter().find_map(of).unwrap();
                assert!(found.contains(&&*words), "{scope:?}: {key}: {found:?}");
            }
        }
    }
}

/// So many people with names as people have them.
fn many(count: usize) -> Vec<String> {
    let name = |at| format!("Wilhelmina Featherstone{at}");
    (1..=count).map(name).collect()
}

#[test]
fn three_hundred_in_fours_find_each_other_by_whole_names() {
    let names = many(300);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    for size in [(80, 24), (60, 15), (100, 30)] {
        let mut rig = Rig::new(open(), "1-2-4-all", &names, size);
        rig.table.advance();
        rig.table.advance();
        rig.follow();
        let words = |rig: &Rig| {
            rig.screen()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert!(words(&rig).contains("75 fours"), "{}", rig.screen());
        let mut pages = words(&rig);
        for _ in 0..60 {
            rig.keys("PgDn");
            pages.push(' ');
            pages.push_str(&words(&rig));
        }
        for name in &names {
            let last = name.split(' ').next_back().unwrap();
            let whole = pages.split(' ').any(|word| word == last);
            assert!(whole, "{size:?}: {name} is cut");
        }
        // Whose turn it is stands under it still.
        rig.keys("Esc");
        assert!(words(&rig).contains("next: "), "{size:?}: {}", rig.screen());
        assert!(words(&rig).contains("g shows who works with whom"));
    }
}

#[test]
fn the_spread_of_ratings_is_whole_in_narrow_windows() {
    for size in [(80, 24), (60, 15)] {
        let mut rig = Rig::new(open(), "delphi", &["Ann", "Ben", "Cy"], size);
        rig.keys("Enter Enter")
            .types("Ask first")
            .keys("Ctrl-s Esc n Enter Enter");
        for points in ["8", "9", "7"] {
            rig.keys("Enter").keys(points).keys("Ctrl-s");
        }
        rig.keys("n Esc W");
        let words = rig
            .screen()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            words.contains("median 8, half from 7.5 to 8.5, 3 people · agreed"),
            "{size:?}: {}",
            rig.screen()
        );
    }
}

#[test]
fn the_close_of_three_hundred_names_a_few_and_counts_the_rest() {
    let names = many(300);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let mut rig = Rig::new(open(), "think-share", &names, (60, 15));
    for _ in 0..4 {
        rig.table.advance();
    }
    rig.follow();
    let words = rig
        .screen()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    has!(words, "Featherstone6 and 294 more");
}
