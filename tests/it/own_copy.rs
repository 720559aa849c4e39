//! What somebody takes home: all that they said under their name, to the author's claims too, and
//! what their group said with one voice.

use roundtable::{
    id::PersonId,
    protocol::{Names, Protocol},
    report::{html, own},
    session::{Actor, Command, NoteKind, Stance, View, Viewer},
    text::Clean,
};

use crate::{
    desk::join,
    phone_rig::{PhoneRig, hidden},
    report::{report_of, says},
    rig,
    world::Table,
};

const PEOPLE: [&str; 4] = ["Ann", "Ben", "Cy", "Dee"];

/// Where the author's answer is compared, each having answered; groups by their first person.
fn compared(protocol: &str, names: Names) -> Table {
    let mut table = Table::new(rig::open(), Protocol::find(protocol).unwrap(), 5);
    for name in PEOPLE {
        table.must(Actor::Desk, join(name));
    }
    table.must(Actor::Desk, Command::SetNames { names });
    let ends = |view: &View| view.can.compare || view.can.commit;
    while !ends(&table.view(Viewer::Facilitator)) {
        table.advance();
        let view = table.view(Viewer::Facilitator);
        for person in view.can.answer.then_some(1..=4).into_iter().flatten() {
            let command = Command::Answer {
                person: PersonId(person),
                question: table.asked(),
                answer: says(&format!("said by {person}")),
                handed_in: false,
                moved_by: None,
            };
            let _ = table.send(Actor::Person(PersonId(person)), command, 1_000);
        }
    }
    table
}

fn takes(table: &mut Table, by: Actor, person: u32, stance: Stance, text: &str) {
    let command = Command::Compare {
        person: PersonId(person),
        question: table.asked(),
        model: 0,
        claim: 0,
        stance,
        text: Clean::new(text),
    };
    table.must(by, command);
}

fn page(table: &Table, name: &str) -> String {
    html::person(&report_of(table), name, "today")
}

/// The copy that a person's own phone takes home.
fn phone(table: &Table, person: u32) -> String {
    let view = table.view(Viewer::Person(PersonId(person)));
    html::person(
        &own(&view, PersonId(person)),
        PEOPLE[person as usize - 1],
        "today",
    )
}

#[test]
fn what_somebody_makes_of_a_claim_goes_home_with_them() {
    let mut table = compared("think-share", Names::Named);
    takes(&mut table, Actor::Desk, 1, Stance::Agree, "");
    takes(
        &mut table,
        Actor::Person(PersonId(2)),
        2,
        Stance::Contest,
        "CONTESTED",
    );
    for of_ann in [page(&table, "Ann"), phone(&table, 1)] {
        has!(of_ann, "I agree with what the author says");
        lacks!(of_ann, "CONTESTED");
    }
    for of_ben in [page(&table, "Ben"), phone(&table, 2)] {
        has!(of_ben, "I contest what the author says");
        has!(of_ben, "CONTESTED");
    }
    lacks!(page(&table, "Cy"), "what the author says");
}

#[test]
fn under_hidden_names_only_ones_own_phone_tells() {
    let mut table = compared("think-share", Names::Hidden);
    takes(
        &mut table,
        Actor::Person(PersonId(2)),
        2,
        Stance::Contest,
        "CONTESTED",
    );
    for name in PEOPLE {
        lacks!(page(&table, name), "CONTESTED");
    }
    has!(phone(&table, 2), "CONTESTED");
    for other in [1, 3, 4] {
        lacks!(phone(&table, other), "CONTESTED");
    }
}

#[test]
fn a_group_that_agrees_is_no_single_person() {
    let mut table = compared("1-2-4-all", Names::Named);
    // The desk takes down what the one says whose name stands first on their group's answer.
    takes(&mut table, Actor::Desk, 1, Stance::Agree, "");
    takes(
        &mut table,
        Actor::Person(PersonId(3)),
        3,
        Stance::Contest,
        "CY ALONE",
    );
    let view = table.view(Viewer::Room);
    let stances = &view.question.as_ref().unwrap().stances;
    let by: Vec<_> = stances.iter().filter_map(|one| one.by.words()).collect();
    assert_eq!(by, ["Ann, Ben, Cy, Dee", "Cy"]);
    for (person, name) in (1..).zip(PEOPLE) {
        for copy in [page(&table, name), phone(&table, person)] {
            // Their group's answer is theirs as well.
            has!(copy, "said by");
            has!(copy, "We agree with");
            lacks!(copy, "I agree with");
            assert_eq!(copy.contains("CY ALONE"), name == "Cy", "{copy}");
        }
    }
}

/// A phone puts right what it noted, and nothing that another did.
#[test]
fn a_note_is_put_right_on_the_phone_that_took_it() {
    let site = PhoneRig::open(rig::open(), "think-share", &["Ann"]);
    let (mut ben, mut cy) = (site.joined("Ben"), site.joined("Cy"));
    site.advance();
    ben.hands_in("/me", "text=mine", "answer");
    site.advance();
    let noted = ben.hands_in("/me/note", "kind=asks&text=Waht+now%3F", "note");
    assert_eq!(noted.status, 303, "{noted:?}");
    let entry = site.view().question.unwrap().notes[0].entry.0;
    let page = format!("/me/note?about={entry}");
    has!(ben.get("/me").body, &page);
    lacks!(cy.get("/me").body, &page);
    has!(ben.get(&page).body, "Waht now?");
    lacks!(cy.get(&page).body, "Put it right");
    let mended = ben.hands_in(&page, "kind=challenges&text=What+now%3F", "mend_note");
    assert_eq!(mended.status, 303, "{mended:?}");
    let notes = site.view().question.unwrap().notes;
    assert_eq!((notes.len(), &*notes[0].text), (1, "What now?"));
    assert_eq!(notes[0].kind, NoteKind::Challenges);
    // Nobody else can, whatever their phone sends.
    let body = hidden(&ben.get(&page).body) + "kind=asks&text=Forged&do=mend_note";
    assert_eq!(cy.post("/do", &body).status, 409);
    assert_eq!(&*site.view().question.unwrap().notes[0].text, "What now?");
}
