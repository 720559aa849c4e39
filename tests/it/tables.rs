//! A table that answers as one is one person of so many: one vote, one answer, and its number in
//! what people take home.

use roundtable::{
    handout,
    id::PersonId,
    protocol::Way,
    report::{csv, html, json, markdown},
    session::{Command, View, Viewer},
    text::Clean,
};

use crate::{
    desk::{join, says},
    phone_rig::PhoneRig,
    rig,
};

fn members(view: &View) -> Vec<(&str, Option<u32>)> {
    let people = view.people.iter();
    people.map(|one| (one.name.as_str(), one.members)).collect()
}

#[test]
fn a_table_joins_on_one_phone_and_is_told_as_so_many() {
    let site = PhoneRig::open(rig::open(), "think-share", &["Table 1 (6)", "Ann"]);
    let mut phone = site.phone();
    let code = site.web().standing().code;
    let page = phone.get(&format!("/{code}")).body;
    has!(page, "one answer for your whole table");
    let form = |members: &str| format!("code={code}&table=Table+3&members={members}&join=table");
    assert_eq!(phone.post("/join", &form("many")).status, 400);
    assert_eq!(phone.post("/join", &form("7")).status, 303);
    let wanted = [
        ("Table 1 (6)", Some(6)),
        ("Ann", None),
        ("Table 3 (7)", Some(7)),
    ];
    assert_eq!(members(&site.view()), wanted);
    site.advance();
    let got = phone.hands_in("/me", "text=What+seven+agreed+on", "answer");
    assert_eq!(got.status, 303);
    site.desk
        .ask(says(PersonId(1), "What six agreed on"))
        .unwrap();
    let path = site.table.journal_path().unwrap();
    site.advance();
    let report = handout::of_journal(&path).unwrap();
    for text in [
        html::report(&report, "today", true),
        markdown::write(&report, true),
    ] {
        has!(text, "Table 1, a table of 6 · Ann · Table 3, a table of 7");
        assert!(text.contains("2 of 3 answered"), "one answer each: {text}");
    }
    let json = json::write(&report);
    has!(json, "\"members\": 7");
    has!(json, "\"members\": null");
    let table = csv::people(&report, b',');
    has!(table, "\"1\",\"Table 1 (6)\",\"6\"");
    has!(table, "\"2\",\"Ann\",\"\"");
}

#[test]
fn a_number_that_tells_two_apart_makes_no_table() {
    let site = PhoneRig::open(
        rig::open(),
        "think-share",
        &["Ann", "Ann (2)", "Hall (1)", "Hall (100)"],
    );
    assert!(site.view().people.iter().all(|one| one.members.is_none()));
    // How many sit there is mended as a name is.
    let rename = |person, name: &str| Command::Rename {
        person: PersonId(person),
        name: Clean::new(name),
    };
    site.desk.ask(rename(4, "Hall (12)")).unwrap();
    assert_eq!(site.view().people[3].members, Some(12));
    let shared = site
        .table
        .session()
        .view(Viewer::Shared, roundtable::clock::now());
    assert!(shared.people.is_empty(), "nobody agreed to anything");
}

#[test]
fn each_table_hands_in_one_answer_and_takes_the_time_of_one() {
    let all = |names: &[&str]| {
        let site = PhoneRig::open(rig::open(), "think-share", names);
        site.desk
            .ask(Command::SetWriting { how: Way::Tables })
            .unwrap();
        site.view().setup.unwrap().all_s
    };
    let tables = all(&["Table 1 (6)", "Table 2 (6)"]);
    let people: Vec<_> = (1..=12).map(|number| format!("Person {number}")).collect();
    let people: Vec<_> = people.iter().map(String::as_str).collect();
    assert_eq!(tables, all(&people));
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    for number in 1..=3 {
        site.desk.ask(join(&format!("Table {number} (5)"))).unwrap();
    }
    assert_eq!(site.view().people.len(), 3);
}
