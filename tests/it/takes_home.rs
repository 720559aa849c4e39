//! What people say on their own phones of what may leave the group, and the copy that they take
//! home: all of their own words, under hidden names too, and nobody else's.

use std::fs;

use roundtable::{
    handout::{self, Files},
    id::PersonId,
    report::{Move, Report},
    session::{Command, Level, Place, Viewer},
    text::Clean,
};

use crate::{
    desk::says,
    phone_rig::{PhoneRig, id},
    report::{report_of, whole},
    rig,
};

/// Goes on until the close, or to the end.
fn goes_on(site: &PhoneRig, phones: &mut [crate::phone_rig::Phone]) {
    while site.table.session().place() != Place::Over && !site.view().can.consent {
        for (at, phone) in phones.iter_mut().enumerate() {
            if phone.screen() == "answer" {
                let got = phone.hands_in("/me", &format!("text=canary-of-{at}"), "answer");
                assert_eq!(got.status, 303, "{got:?}");
            }
        }
        site.advance();
    }
}

#[test]
fn the_report_says_who_wrote_on_what() {
    let site = PhoneRig::open(rig::open(), "think-share", &["Ann"]);
    let mut ben = site.joined("Ben");
    site.advance();
    ben.hands_in("/me", "text=of-ben", "answer");
    site.desk.ask(says(PersonId(1), "of-ann")).unwrap();
    let path = site.table.journal_path().unwrap();
    site.advance();
    let report = roundtable::handout::of_journal(&path).unwrap();
    let html = roundtable::report::html::report(&report, "today", true);
    let line = "Question 1: written on a device of their own: Ben; at the desk: Ann.";
    has!(html, line);
    // The mail says the hour of where we are, as the page does.
    let mail = roundtable::report::markdown::write(&report, true);
    let opened = roundtable::handout::opened(&report);
    assert!(
        mail.contains(&format!("- When: {opened}")),
        "{opened}: {mail}"
    );
    nobody_has_a_device_who_was_passed_the_keyboard();
    let json = roundtable::report::json::write(&report);
    has!(json, "\"late\": false");
    many_names_leave_the_first_page_to_what_was_decided(report);
}

/// Whoever was passed the shared keyboard writes as themselves, and on no device of their own.
fn nobody_has_a_device_who_was_passed_the_keyboard() {
    let site = PhoneRig::open(rig::open(), "think-share", &["Ann"]);
    site.advance();
    let passed = site.desk.passed_to(PersonId(1));
    passed.ask(says(PersonId(1), "of-ann")).unwrap();
    let path = site.table.journal_path().unwrap();
    site.advance();
    let report = roundtable::handout::of_journal(&path).unwrap();
    let html = roundtable::report::html::report(&report, "today", true);
    assert!(html.contains("of-ann") && !html.contains("device of their own"));
}

fn many_names_leave_the_first_page_to_what_was_decided(mut report: Report) {
    for number in 0..60 {
        let mut guest = report.people[0].clone();
        guest.name = Clean::new(&format!("Guest {number}"));
        report.people.push(guest);
    }
    for text in [
        roundtable::report::html::report(&report, "today", false),
        roundtable::report::markdown::write(&report, true),
    ] {
        let (first, rest) = text.split_once(rig::ASKED).unwrap();
        has!(first, "62 people; their names stand at the end");
        assert!(
            !first.contains("Guest 59") && rest.contains("Guest 59"),
            "{text}"
        );
    }
}

#[test]
fn a_phone_takes_home_its_own_words_and_nobody_elses() {
    for protocol in ["think-share", "delphi"] {
        let site = PhoneRig::open(rig::open(), protocol, &[]);
        let mut phones = [site.joined("Ann"), site.joined("Ben"), site.joined("Cem")];
        goes_on(&site, &mut phones);
        let page = phones[0].get("/me").body;
        has!(page, "Until you say, nothing of yours leaves.");
        let wrong = phones[0].post("/do", &format!("id={}&level=all&do=consent", id(1)));
        assert_eq!(wrong.status, 400);
        let got = phones[0].post("/do", &format!("id={}&level=words&do=consent", id(2)));
        assert_eq!(got.status, 303, "{got:?}");
        let page = phones[0].get("/me").body;
        has!(page, "value=\"words\" required checked");
        let said = |person| {
            let view = site
                .table
                .session()
                .view(Viewer::Person(PersonId(person)), roundtable::clock::now());
            view.consent.mine
        };
        assert_eq!((said(1), said(2)), (Some(Level::Words), None));
        // Before the end and after it.
        for over in [false, true] {
            if over {
                site.desk.ask(Command::Close).unwrap();
            }
            let got = phones[1].get("/me/copy");
            assert_eq!(got.status, 200);
            assert!(
                got.head.contains("content-disposition: attachment"),
                "{got:?}"
            );
            assert!(
                got.head
                    .contains("default-src 'none'; style-src 'unsafe-inline'"),
                "{got:?}"
            );
            assert!(got.body.contains("what Ben takes home"), "{got:?}");
            assert!(got.body.contains("canary-of-1"), "{protocol} {got:?}");
            for other in ["canary-of-0", "canary-of-2"] {
                assert!(!got.body.contains(other), "{protocol} {got:?}");
            }
        }
        assert!(phones[1].get("/me").body.contains("/me/copy"));
        let refused = phones[1].post("/do", &format!("id={}&level=name&do=consent", id(3)));
        assert_eq!(refused.status, 409);
        let mut stranger = site.phone();
        assert_eq!(stranger.get("/me/copy").status, 401);
    }
}

/// Who moved is drawn from answer to answer, in numbers and words too, and tells no name; where
/// each said something else, the list stands alone.
#[test]
fn who_moved_is_drawn() {
    let site = PhoneRig::open(
        rig::one(rig::choice(1), "Where to?"),
        "peer-instruction",
        &["Ann", "Ben", "Cem"],
    );
    site.advance();
    let path = site.table.journal_path().unwrap();
    let mut report = roundtable::handout::of_journal(&path).unwrap();
    let html = |report: &Report| roundtable::report::html::report(report, "today", true);
    assert!(!html(&report).contains("class=\"mv\""));
    let moved = |by: &str, from: &str, to: &str| Move {
        by: Clean::new(by),
        from: Clean::new(from),
        to: Clean::new(to),
        moved_by: Clean::default(),
    };
    for stop in &mut report.agenda {
        stop.reached = true;
    }
    let question = &mut report.questions[0];
    question.options = ["North", "<b>East", "South"].map(Clean::new).to_vec();
    question.moves = vec![
        moved("Ann", "North", "South"),
        moved("Ben", "North", "South"),
        moved("Cem", "South", "<b>East"),
    ];
    let page = html(&report);
    let (_, drawn) = page
        .split_once("<h3>From the first to the last round")
        .unwrap();
    let (drawn, list) = drawn.split_once("<dl class=\"rows\">").unwrap();
    assert_eq!(drawn.matches("class=\"mv\"").count(), 2, "{drawn}");
    has!(drawn, "stroke-width=\"2\"");
    has!(
        drawn,
        "North → South: moved 2",
        "A North",
        "&#60;b&#62;East"
    );
    for name in ["Ann", "Ben", "Cem"] {
        assert!(!drawn.contains(name) && list.contains(name), "{drawn}");
    }
    let question = &mut report.questions[0];
    question.moves = (0..5)
        .map(|at| moved("Ann", &format!("from {at}"), &format!("to {at}")))
        .collect();
    let page = html(&report);
    assert!(!page.contains("class=\"mv\"") && page.contains("from 4"));
}

/// The file that everybody gets has none of the facilitator's bookkeeping; a second one has all.
#[test]
fn the_facilitator_has_a_report_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let report = report_of(&whole());
    handout::write_into(folder.path(), &report, Files::AtClose, b',').unwrap();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let own = read("report-facilitator.html");
    for name in ["report.html", "report.md"] {
        let text = read(name);
        has!(text, "Ask the driver");
        for kept in [
            "For the facilitator",
            "marked as heard",
            "Minutes and seconds",
        ] {
            assert!(!text.contains(kept), "{kept} in {name}");
            assert!(own.contains(kept), "{kept}");
        }
    }
    // The chart of minutes has its numbers in the table beside it, and in words.
    let minutes = own.split("Agenda, planned and taken").nth(1).unwrap();
    let tables = minutes.split("On record").next().unwrap();
    assert_eq!(tables.matches("<table").count(), 1, "{tables}");
    has!(tables, "<desc>");
    has!(tables, "planned");
}
