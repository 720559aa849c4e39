//! Phones through whole sessions, over the real server.

use std::{io::Read, net::TcpStream, time::Duration};

use roundtable::{
    case::Case,
    id::PersonId,
    protocol::{Protocol, See},
    session::{Command, Place, Viewer},
    web::Spot,
};

use crate::{
    phone_rig::{PhoneRig, id, wait},
    rig, world,
};

#[test]
fn somebody_scans_joins_writes_and_is_on_record() {
    let site = PhoneRig::open(rig::open(), "think-share", &["Ann", "Ben"]);
    let code = site.web().standing().code;
    let mut phone = site.phone();
    let got = phone.get(&format!("/{}", code.as_str().to_lowercase()));
    assert!(
        got.status == 200 && got.body.contains("Ann") && got.body.contains("Ben"),
        "{got:?}"
    );
    let got = phone.post("/join", &format!("code={code}&person=1"));
    assert_eq!(got.status, 303, "{got:?}");
    assert!(
        got.head.contains("httponly; samesite=lax; path=/"),
        "{got:?}"
    );
    assert_eq!(phone.screen(), "wait");
    // Scanned again, the seat is back.
    assert_eq!(phone.get(&format!("/{code}")).status, 303);
    site.advance();
    let got = phone.hands_in("/me", "text=I+would+ask+first", "answer");
    assert_eq!(got.status, 303, "{got:?}");
    assert_eq!(phone.screen(), "saved");
    let view = site
        .table
        .session()
        .view(Viewer::Person(PersonId(1)), roundtable::clock::now());
    assert_eq!(view.question.unwrap().mine.len(), 1);
    let journal = std::fs::read_to_string(site.table.journal_path().unwrap()).unwrap();
    let line = journal
        .lines()
        .find(|line| line.contains("I would ask first"))
        .unwrap();
    has!(line, "\"person\":1");
    // Who writes on which device is on record; by what a device is known is not.
    has!(journal, "\"device_bound\"");
    assert_eq!(site.table.session().people_on(1), [PersonId(1)]);
    let token = phone.cookie.clone().unwrap();
    assert!(!journal.contains(token.split_once('=').unwrap().1));
    let counters = site.web().standing().counters;
    assert!(
        counters.knocked >= 5
            && counters.opened >= 1
            && counters.joined == 1
            && counters.connected == 1,
        "{counters:?}"
    );
}

#[test]
fn several_share_a_phone_and_nothing_of_one_is_left_for_the_next() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let mut phone = site.phone();
    let code = site.web().standing().code;
    let got = phone.post(
        "/join",
        &format!("code={code}&names=Ann%0D%0ABen&join=several"),
    );
    assert_eq!(got.status, 303, "{got:?}");
    let page = phone.get("/me").body;
    has!(page, "You are in.");
    lacks!(page, "Pass the phone to");
    site.advance();
    assert_eq!(phone.screen(), "pass");
    // Nobody holds it: nobody can be spoken for.
    assert_eq!(
        phone
            .post(
                "/do",
                &format!("id={}&question=q1&kind=open&text=x&do=answer", id(1))
            )
            .status,
        401
    );
    phone.post("/turn", "person=1");
    assert_eq!(phone.screen(), "answer");
    assert_eq!(
        phone.hands_in("/me", "text=secret-of-ann", "answer").status,
        303
    );
    let page = phone.get("/me").body;
    has!(page, "Pass the phone to");
    has!(page, "Ben");
    phone.post("/turn", "person=2");
    let page = phone.get("/me").body;
    lacks!(page, "secret-of-ann");
    // A person of another phone cannot be held here.
    phone.post("/turn", "person=9");
    assert_eq!(phone.screen(), "pass");
}

#[test]
fn the_room_is_for_this_computer_alone_and_follows_the_desk() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let standing = site.web().standing();
    let mut room = site.room();
    assert!(room.at.ip().is_loopback());
    let page = room.get("/ROOM").body;
    has!(page, "class=\"qr\"");
    has!(page, &standing.code.halves());
    let (mut ann, mut ben) = (site.joined("Ann"), site.joined("Ben"));
    assert!(room.get("/room").body.contains("Ben"));
    site.advance();
    ann.hands_in("/me", "text=canary-of-ann", "answer");
    let page = room.get("/ROOM").body;
    has!(page, "of 2 are in");
    lacks!(page, "canary");
    // The desk cannot put up what is hidden.
    let entry = site.table.session().last();
    site.web().spotlight(Some(Spot::Answer(entry)));
    assert!(!room.get("/ROOM").body.contains("canary"));
    ben.hands_in("/me", "text=canary-of-ben", "answer");
    assert!(!ann.bytes.contains("canary-of-ben") && !ben.bytes.contains("canary-of-ann"));
    site.advance();
    let page = room.get("/ROOM").body;
    has!(page, "class=\"room spot\"");
    has!(page, "canary-of-ann");
    site.web().spotlight(None);
    let page = room.get("/ROOM").body;
    has!(page, "canary-of-ann");
    has!(page, "canary-of-ben");
    assert_eq!(room.get("/me").status, 404);
}

#[test]
fn a_page_hears_that_it_changed() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let ann = site.joined("Ann");
    let mut stream = ann.listens();
    let mut heard = String::new();
    wait(|| more(&mut stream, &mut heard).contains("content-type: text/event-stream"));
    std::thread::sleep(Duration::from_millis(300));
    site.advance();
    wait(|| more(&mut stream, &mut heard).contains("data: p"));
}

#[test]
fn a_page_hears_nothing_of_what_it_does_not_show() {
    let mut protocol = Protocol::find("think-share").unwrap().clone();
    for step in protocol.steps.to_mut() {
        step.see.to_mut().retain(|shown| *shown != See::Count);
    }
    let site = PhoneRig::of(rig::open(), protocol, &[]);
    let (mut ann, ben) = (site.joined("Ann"), site.joined("Ben"));
    site.advance();
    let mut stream = ben.listens();
    let head = "event-stream";
    let mut heard = String::new();
    wait(|| more(&mut stream, &mut heard).contains(head));
    ann.hands_in("/me", "text=of-ann", "answer");
    // Long enough for a pulse that ought not to come.
    std::thread::sleep(Duration::from_millis(700));
    site.advance();
    wait(|| more(&mut stream, &mut heard).contains("data: p"));
    assert_eq!(heard.matches("data: p").count(), 1, "{heard}");
}

/// What a stream said so far.
fn more<'a>(stream: &mut TcpStream, heard: &'a mut String) -> &'a str {
    let mut piece = [0; 512];
    let count = stream.read(&mut piece).unwrap_or(0);
    *heard += &String::from_utf8_lossy(&piece[..count]).to_ascii_lowercase();
    heard
}

/// Twelve phones and a desk through a whole session, which is killed and resumed in the middle.
fn whole(case: Case, protocol: &str) {
    let mut site = PhoneRig::open(case, protocol, &[]);
    site.moves();
    let names = [
        "Ann", "Ben", "Cem", "Dora", "Emil", "Fay", "Goran", "Hana", "Iris", "Kofi", "Lena", "Noor",
    ];
    let mut phones: Vec<_> = names.iter().map(|name| site.joined(name)).collect();
    let before = site.web().standing();
    let (mut step, mut handed_in) = (0, 0);
    while site.table.session().place() != Place::Over {
        if step == 2 {
            site.is_started_again();
            let after = site.web().standing();
            assert_eq!((before.address, &before.code), (after.address, &after.code));
        }
        let mut open: Vec<(usize, String)> = Vec::new();
        for (at, phone) in phones.iter_mut().enumerate() {
            let canary = format!("canary{step}x{at}x");
            let page = phone.get("/me").body;
            let fill = if page.contains("name=\"text\"") && page.contains("value=\"answer\"") {
                format!("text={canary}")
            } else if page.contains("name=\"choice\"") {
                format!("choice={}&reason={canary}", at % 3)
            } else {
                continue;
            };
            let got = phone.hands_in("/me", &fill, "answer");
            assert_eq!(got.status, 303, "{got:?}");
            handed_in += 1;
            open.push((at, canary));
        }
        // Nobody has seen what nobody may see by now.
        for (at, phone) in phones.iter_mut().enumerate() {
            phone.get("/me");
            for (writer, canary) in &open {
                let seen = phone.bytes.contains(canary.as_str());
                let person = PersonId(at as u32 + 1);
                let view = site
                    .table
                    .session()
                    .view(Viewer::Person(person), roundtable::clock::now());
                let may = *writer == at || format!("{:?}", view.question).contains(canary.as_str());
                assert!(!seen || may, "{canary} on the phone of {at}");
            }
            assert!(!phone.bytes.contains("Blame that comes too early"));
        }
        step += 1;
        if site.view().question.is_none() && site.view().can.commit {
            site.desk.ask(Command::Close).unwrap();
        } else {
            site.advance();
        }
    }
    assert!(handed_in >= 12 && step > 3, "{handed_in} in {step} steps");
    assert_eq!(phones[0].screen(), "over");
    // Everything is on record, and the record is sound.
    let people = site.view().people.len();
    let path = site.table.journal_path().unwrap();
    site.web = None;
    site.table.clone().close();
    let journal = std::fs::read_to_string(&path).unwrap();
    assert_eq!(journal.matches("\"answered\"").count(), handed_in);
    assert_eq!(people, 12);
    assert!(site.folder.path().is_dir());
}

#[test]
fn twelve_phones_think_and_share() {
    whole(rig::open(), "think-share");
}

#[test]
fn twelve_phones_vote_twice() {
    whole(rig::one(rig::choice(1), rig::ASKED), "peer-instruction");
}

#[test]
fn twelve_phones_go_from_one_to_all() {
    whole(world::case(), "1-2-4-all");
}
