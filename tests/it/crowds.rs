//! Many names from one address, and the key that takes them away again.

use std::{net::Ipv4Addr, thread};

use roundtable::web::Wants;

use crate::{
    phone_rig::{Got, Phone, PhoneRig, talk_from, wait},
    rig,
};

/// Pages at an address of this computer that its other addresses reach.
fn site(names: &[&str]) -> PhoneRig {
    let mut site = PhoneRig::open(rig::open(), "think-share", names);
    site.lets_phones_in_at(Ipv4Addr::new(127, 0, 0, 2));
    site
}

/// What a phone at one of the addresses is told that asks to come in, and the phone.
fn comes(phone: Phone, code: &str, address: u8, who: &str) -> (Got, Phone) {
    let (at, body) = (phone.at, format!("code={code}&{who}"));
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let head = format!(
        "POST /join HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\n{kind}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let got = talk_from(address, at, format!("{head}{body}").as_bytes());
    let cookie = got.head.split("set-cookie: ").nth(1);
    let cookie = cookie.map(|cookie| cookie.split(';').next().unwrap().to_owned());
    (got, Phone { cookie, ..phone })
}

fn in_now(site: &PhoneRig, code: &str, address: u8, who: &str) -> Phone {
    let (got, phone) = comes(site.phone(), code, address, who);
    assert_eq!(got.status, 303, "{got:?}");
    phone
}

fn here(site: &PhoneRig) -> Vec<String> {
    let people = site.view().people;
    let here = people.into_iter().filter(|person| person.here);
    here.map(|person| person.name.to_string()).collect()
}

#[test]
fn one_key_sends_all_away_that_came_from_one_address() {
    let site = site(&["Cem"]);
    let code = site.web().standing().code;
    let enters = |address, who: &str| in_now(&site, code.as_str(), address, who);
    let (mut ann, mut ben) = (enters(1, "name=Ann"), enters(2, "name=Ben"));
    assert_eq!(site.web().standing().crowds, []);
    let mut bots: Vec<_> = ["name=Bot+1", "names=Bot+2%0ABot+3", "name=Bot+4"]
        .iter()
        .map(|who| enters(7, who))
        .collect();
    // One takes a name of the list, one would take the seat of somebody who is in.
    bots.push(enters(7, "person=1"));
    bots.push(enters(7, "name=Ann"));
    let crowds = site.web().standing().crowds;
    let [crowd] = &crowds[..] else {
        panic!("{crowds:?}")
    };
    assert_eq!(crowd.from, Ipv4Addr::new(127, 1, 0, 7));
    assert_eq!(
        (crowd.people.len(), crowd.devices.len(), crowd.waiting),
        (4, 5, 1)
    );
    site.advance();
    assert_eq!(bots[0].hands_in("/me", "text=spam", "answer").status, 303);
    site.web().send_crowd_away(crowd.from);
    wait(|| here(&site) == ["Cem", "Ann", "Ben"]);
    for bot in &mut bots {
        assert_eq!(bot.get("/me").status, 401);
    }
    let standing = site.web().standing();
    assert_eq!((standing.crowds.len(), standing.claims.len()), (0, 0));
    assert_ne!(standing.code, code);
    assert_eq!(
        comes(site.phone(), code.as_str(), 7, "name=Bot+5").0.status,
        403
    );
    // Whoever is in stays, the desk writes for Cem, and what was written is on record.
    assert_eq!(
        (ann.screen(), ben.screen()),
        ("answer".to_owned(), "answer".to_owned())
    );
    let journal = std::fs::read_to_string(site.table.journal_path().unwrap()).unwrap();
    assert!(journal.contains("spam"), "nothing is deleted");
}

/// Whoever waits for their turn at the door when the key is pressed does not come in after all.
#[test]
fn a_flood_that_still_waits_does_not_come_in_afterwards() {
    let site = site(&[]);
    let code = site.web().standing().code;
    thread::scope(|scope| {
        let (site, code) = (&site, code.as_str());
        let bots: Vec<_> = (0..20)
            .map(|bot| {
                scope.spawn(move || {
                    comes(site.phone(), code, 7, &format!("name=Bot+{bot}"))
                        .0
                        .status
                })
            })
            .collect();
        wait(|| site.view().people.len() >= 5);
        site.web().send_crowd_away(Ipv4Addr::new(127, 1, 0, 7));
        let refused = bots
            .into_iter()
            .map(|bot| bot.join().unwrap())
            .filter(|status| *status == 403);
        assert!(refused.count() >= 5);
    });
    wait(|| here(&site).is_empty());
    assert!(site.view().people.iter().all(|person| !person.here));
}

/// Of several who share a phone one is refused: the others are in, and the phone is theirs.
#[test]
fn whoever_came_before_one_was_refused_keeps_the_phone() {
    let site = site(&[]);
    let code = site.web().standing().code;
    let long = "x".repeat(60);
    let names = format!("names=Ann%0A{long}");
    let (got, mut phone) = comes(site.phone(), code.as_str(), 1, &names);
    assert_eq!(got.status, 409);
    assert_eq!(phone.screen(), "wait", "Ann is in");
    assert_eq!(here(&site), ["Ann"]);
    assert!(
        site.web()
            .standing()
            .claims
            .iter()
            .all(|claim| !matches!(claim.wants, Wants::Seat(..)))
    );
    // Nobody is in where the first is refused.
    let (got, phone) = comes(site.phone(), code.as_str(), 1, &format!("name={long}"));
    assert_eq!((got.status, phone.cookie), (409, None));
}
