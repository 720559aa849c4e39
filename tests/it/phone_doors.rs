//! What the server answers to whoever asks, and however: strangers, resends, other sites, floods.

use std::{
    fs,
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    net::{Ipv4Addr, TcpStream},
    os::unix::fs::PermissionsExt,
    process::{Command as Program, Stdio},
    time::Duration,
};

use roundtable::{
    id::PersonId,
    session::{Command, Viewer},
    web::door::Code,
};

use crate::{
    phone_rig::{PhoneRig, id, ip, talk, talk_from, wait},
    rig,
};

#[test]
fn sent_twice_it_is_once_and_other_words_under_its_id_are_refused() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let mut ann = site.joined("Ann");
    site.advance();
    let form = |text: &str| format!("id={}&question=q1&kind=open&text={text}&do=answer", id(7));
    for _ in 0..3 {
        assert_eq!(ann.post("/do", &form("one")).status, 303);
    }
    let got = ann.post("/do", &form("other"));
    assert_eq!(got.status, 409);
    assert!(
        got.body
            .contains("handed in already: send this as a new version")
            && got.body.contains("other"),
        "{got:?}"
    );
    // Another phone's ids are its own.
    let mut ben = site.joined("Ben");
    assert_eq!(ben.post("/do", &form("bens")).status, 303);
    let session = site.table.session();
    for (person, text) in [(1, "one"), (2, "bens")] {
        let view = session.view(Viewer::Person(PersonId(person)), roundtable::clock::now());
        let mine = view.question.unwrap().mine;
        assert_eq!(mine.len(), 1);
        assert!(format!("{:?}", mine[0].answer).contains(text), "{mine:?}");
    }
}

#[test]
fn what_a_rule_refuses_stays_in_the_field() {
    let site = PhoneRig::open(
        rig::one(rig::choice(1), rig::ASKED),
        "peer-instruction",
        &[],
    );
    let mut ann = site.joined("Ann");
    site.advance();
    let got = ann.hands_in("/me", "choice=1&reason=", "answer");
    assert_eq!(got.status, 409);
    assert!(
        got.body.contains("Add in a few words why") && got.body.contains("value=\"1\" checked"),
        "{got:?}"
    );
    // The script hears the same as JSON.
    let more = format!(
        "Origin: http://{}\r\nContent-Type: application/json\r\nAccept: application/json\r\n",
        ann.at
    );
    let body = format!(
        r#"{{"do":"answer","id":"{}","question":"q1","kind":"choice","choice":[1]}}"#,
        id(9)
    );
    let got = ann.ask("POST /do", &more, body.as_bytes());
    assert_eq!(got.status, 409);
    assert!(
        got.body.contains("\"says\":\"Add in a few words why.\""),
        "{got:?}"
    );
}

#[test]
fn every_address_answers_whoever_asks_and_however() {
    let site = PhoneRig::open(rig::open(), "think-share", &["Ann"]);
    let mut ann = site.phone();
    let code = site.web().standing().code;
    ann.post("/join", &format!("code={code}&person=1"));
    site.advance();
    let mut nobody = site.phone();
    let mut stranger = site.phone();
    stranger.cookie = Some(format!("rt{}={}", stranger.at.port(), "ab".repeat(16)));
    for phone in [&mut nobody, &mut stranger] {
        for path in ["/me", "/me/case", "/news", "/me/answers?from=20"] {
            let got = phone.get(path);
            assert_eq!(got.status, 401, "{path} {got:?}");
            assert!(got.body.contains("Type the code"), "{got:?}");
        }
        for path in ["/do", "/draft", "/turn", "/move"] {
            assert_eq!(
                phone.post(path, &format!("id={}&do=leave", id(1))).status,
                401,
                "{path}"
            );
        }
        assert_eq!(phone.get("/page.css").status, 200);
        assert_eq!(phone.get("/ok").status, 200);
        assert_eq!(phone.post("/join", "code=CCCCCC&name=Eve").status, 403);
    }
    let large = "x".repeat(1024 * 1024);
    for (path, form, status) in [
        ("/do", format!("text={large}"), 413),
        ("/do", "id=%FF&do=leave".to_owned(), 400),
        ("/do", "id=7&do=leave".to_owned(), 400),
        ("/do", format!("id={}&do=leave&person=2", id(1)), 400),
        ("/do", format!("id={}&do=close", id(1)), 400),
        ("/draft", "nonsense=1".to_owned(), 400),
        ("/nowhere", String::new(), 404),
    ] {
        let got = ann.post(path, &form);
        assert_eq!(got.status, status, "{path} {form:.60} {got:?}");
        assert!(got.body.contains("<h1"), "{got:?}");
    }
    // The room's page is for this computer alone; a name there is no code either.
    assert_eq!(nobody.get("/ROOM").status, 403);
    for path in ["/room.css/x", "/a/b/c", "/longer-than-a-code"] {
        assert_eq!(ann.get(path).status, 404, "{path}");
    }
    let got = ann.ask("DELETE /me", "", b"");
    assert_eq!(got.status, 400);
    // Every answer bears its headers, and she is still there.
    let got = ann.get("/me");
    for header in [
        "content-security-policy: default-src 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: same-origin",
        "cache-control: no-store",
    ] {
        assert!(got.head.contains(header), "{got:?}");
    }
    for never in [
        "strict-transport",
        "cross-origin-opener",
        "upgrade-insecure",
    ] {
        assert!(!got.head.contains(never), "{got:?}");
    }
    assert_eq!(ann.screen(), "answer");
}

#[test]
fn hosts_and_origins_of_others_change_nothing() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let ann = site.joined("Ann");
    site.advance();
    let own = ann.at.to_string();
    let cookie = ann.cookie.clone().unwrap();
    let mut done = 0;
    let hosts = [own.as_str(), "evil.example:4242", "localhost:4242"];
    let origins = [
        format!("http://{own}"),
        "null".to_owned(),
        "http://evil.example".to_owned(),
        String::new(),
    ];
    for (at, host) in hosts.iter().enumerate() {
        for (other, origin) in origins.iter().enumerate() {
            let origin = if origin.is_empty() {
                String::new()
            } else {
                format!("Origin: {origin}\r\n")
            };
            let body = format!(
                "id={}&question=q1&kind=open&text=x&do=answer",
                id(100 + (at * 4 + other) as u128)
            );
            let head = format!(
                "POST /do HTTP/1.1\r\nHost: {host}\r\n{origin}Connection: close\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let status = talk(ann.at, head.as_bytes()).status;
            let right = at == 0 && other == 0;
            assert_eq!(status == 303, right, "{host} {origin} {status}");
            done += usize::from(status == 303);
            let head = format!(
                "GET /me HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n"
            );
            assert_eq!(
                talk(ann.at, head.as_bytes()).status,
                if at == 0 { 200 } else { 421 }
            );
        }
    }
    assert_eq!(done, 1);
    assert!(
        site.web()
            .standing()
            .other_hosts
            .contains(&"evil.example:4242".to_owned())
    );
}

#[test]
fn a_name_on_another_phone_is_for_the_desk_to_hand_over() {
    let site = PhoneRig::open(rig::open(), "think-share", &["Ann"]);
    let code = site.web().standing().code;
    let (mut old, mut new) = (site.phone(), site.phone());
    old.post("/join", &format!("code={code}&person=1"));
    // Typed or tapped is the same.
    assert_eq!(
        new.post("/join", &format!("code={code}&name=ann")).status,
        303
    );
    let page = new.get("/me").body;
    let claims = site.web().standing().claims;
    let [claim] = &claims[..] else {
        panic!("{claims:?}")
    };
    has!(page, "Are you Ann");
    has!(page, &claim.digits.to_string());
    assert_eq!(old.screen(), "wait");
    site.web().let_in(claim.device);
    wait(|| new.get("/me").body.contains("You are in, Ann"));
    assert!(old.get("/me").body.contains("on another device"));
    assert_eq!(
        old.post("/do", &format!("id={}&do=leave", id(1))).status,
        401
    );
    assert!(site.view().people[0].here);
    // Whoever waited and then came in under another name waits no more.
    let mut third = site.phone();
    third.post("/join", &format!("code={code}&name=Ann"));
    assert_eq!(site.web().standing().claims.len(), 1);
    third.post("/join", &format!("code={code}&name=Ben"));
    assert!(site.web().standing().claims.is_empty());
    assert!(third.get("/me").body.contains("You are in, Ben"));
    // Two people of one name: a plain button, which a form sends without script, too.
    let mut fourth = site.phone();
    fourth.post("/join", &format!("code={code}&name=ANN"));
    let page = fourth.get("/me").body;
    has!(page, "I am another Ann");
    has!(page, "name=\"another\" value=\"Ann\"");
    assert_eq!(fourth.post("/join", "another=Ann").status, 303);
    has!(fourth.get("/me").body, "You are in, Ann (2)");
    assert!(site.web().standing().claims.is_empty());
    assert!(
        new.get("/me").body.contains("You are in, Ann."),
        "hers is hers"
    );
}

#[test]
fn who_is_sent_away_is_off_their_phone_and_the_code_is_another() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let code = site.web().standing().code;
    let (mut ann, mut ben) = (site.joined("Ann"), site.joined("Ben"));
    let phones = site.web().standing().phones;
    assert!(phones.iter().all(|phone| phone.awake), "{phones:?}");
    let names: Vec<_> = phones.iter().map(|phone| phone.name.as_str()).collect();
    assert_eq!(names, ["Ann", "Ben"]);
    site.web().send_away(PersonId(1));
    wait(|| site.table.session().people_on(1).is_empty());
    assert_eq!(ann.get("/me").status, 401);
    assert_eq!(ben.screen(), "wait");
    assert_ne!(site.web().standing().code, code);
    assert_eq!(ann.get(&format!("/{code}")).status, 403);
    // The desk writes for whoever has no phone now.
    assert!(site.view().people[0].here);
    assert_eq!(site.web().standing().phones.len(), 1);
}

#[test]
fn whoever_needs_more_time_says_so_and_the_desk_hears_of_it() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let mut ann = site.joined("Ann");
    let needs = || site.web().standing().phones[0].needs_time;
    site.advance();
    let page = ann.get("/me").body;
    has!(page, "I need more time");
    assert_eq!(ann.post("/time", "").status, 303);
    assert!(needs());
    let page = ann.get("/me").body;
    has!(page, "The desk knows that you need more time");
    assert_eq!(site.phone().post("/time", "").status, 401, "a stranger");
    // More time is given, and it is over.
    site.desk.ask(Command::Extend { seconds: 60 }).unwrap();
    assert!(!needs());
    assert!(ann.get("/me").body.contains("I need more time"));
    ann.post("/time", "");
    assert!(needs());
    ann.hands_in("/me", "text=x", "answer");
    site.advance();
    assert!(!needs(), "the session went on");
}

/// As long as phones may come in, the computer is kept from falling asleep.
#[test]
fn a_laptop_that_phones_reach_stays_awake() {
    let folder = tempfile::tempdir().unwrap();
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).unwrap();
    let told = folder.path().join("told");
    for name in ["systemd-inhibit", "caffeinate"] {
        let program = programs.join(name);
        let script = format!(
            "#!/bin/sh\necho \"$@\" > {}\nexec sleep 60\n",
            told.display()
        );
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let run = |more: &[&str]| {
        let mut child = Program::new(env!("CARGO_BIN_EXE_roundtable"))
            .args(["run", "six-parcels", "--plain", "--people", "Ann"])
            .args(more)
            .env("ROUNDTABLE_DATA", folder.path())
            .env("PATH", &path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(out.any(|line| line.unwrap().contains("An empty line starts")));
        child
    };
    let mut without = run(&[]);
    assert!(!told.exists());
    without.kill().unwrap();
    without.wait().unwrap();
    let at = ip().to_string();
    let mut with = run(&["--phones", "--address", &at]);
    let own = with.id().to_string();
    wait(|| fs::read_to_string(&told).is_ok_and(|told| told.contains(&own)));
    drop(with.stdin.take());
    with.wait().unwrap();
}

/// A token is heard of at two addresses: whoever has it and not the code learns nothing, the desk is
/// told, and with the code the newer one wins.
#[test]
fn a_token_that_somebody_copied_opens_nothing_elsewhere() {
    let mut site = PhoneRig::open(rig::open(), "think-share", &[]);
    site.lets_phones_in_at(Ipv4Addr::new(127, 0, 0, 2));
    let mut ann = site.joined("Ann");
    let (at, cookie) = (ann.at, ann.cookie.clone().unwrap());
    let elsewhere = |line: &str, body: &str| {
        let length = body.len();
        let head = format!(
            "{line} HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        talk_from(9, at, head.as_bytes())
    };
    let twice = || site.web().standing().phones.iter().any(|one| one.twice);
    let mut listens = ann.listens();
    let mut bytes = [0; 2048];
    assert!(listens.read(&mut bytes).unwrap() > 0);
    site.advance();
    for line in [
        "GET /me",
        "GET /me/case",
        "GET /news",
        "GET /me/copy",
        "POST /time",
    ] {
        assert_eq!(elsewhere(line, "").status, 401, "{line}");
    }
    assert!(twice());
    // Hers goes on, and what she wrote is nobody else's to send.
    let page = ann.get("/me").body;
    let form = format!("{}text=not+hers&do=answer", crate::phone_rig::hidden(&page));
    assert_eq!(elsewhere("POST /do", &form).status, 401);
    assert_eq!(ann.screen(), "answer");
    assert_eq!(elsewhere("GET /AAAAAA", "").status, 403);
    // Whoever reads the code in the room goes on there, and the page before hears no more.
    let code = site.web().standing().code;
    assert_eq!(elsewhere(&format!("GET /{code}"), "").status, 303);
    assert!(!twice());
    wait(|| matches!(listens.read(&mut bytes), Ok(0)));
    assert!(
        elsewhere("GET /me", "")
            .body
            .contains("data-screen=\"answer\"")
    );
}

/// Forty phones behind one address are in within a minute; whoever comes on top of them waits for
/// the desk, and whoever is in goes on meanwhile.
#[test]
fn forty_phones_come_in_from_one_address_and_a_flood_waits_for_the_desk() {
    let mut site = PhoneRig::open(rig::open(), "think-share", &[]);
    site.lets_phones_in_at(Ipv4Addr::new(127, 0, 0, 2));
    let mut ann = site.joined("Ann");
    let (at, code) = (ann.at, site.web().standing().code);
    let join = |number: usize| {
        let body = format!("code={code}&name=Guest+{number}");
        let length = body.len();
        let head = format!(
            "POST /join HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        talk_from(7, at, head.as_bytes()).status
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = (1..=60)
            .map(|number| scope.spawn(move || join(number)))
            .collect();
        assert_eq!(ann.screen(), "wait");
        for one in all {
            assert_eq!(one.join().unwrap(), 303);
        }
    });
    assert_eq!(site.view().people.len(), 40);
    let standing = site.web().standing();
    assert_eq!(standing.claims.len(), 21);
    assert_eq!(standing.crowds[0].devices.len(), 60);
    // One choice at the desk takes all of it away; whoever came before stays.
    site.web().send_crowd_away(standing.crowds[0].from);
    wait(|| site.web().standing().crowds.is_empty());
    assert!(site.web().standing().claims.is_empty());
    wait(|| site.view().here().count() == 1);
    assert_eq!(ann.screen(), "wait");
}

#[test]
fn two_hundred_addresses_guess_nothing_and_lock_nobody_out() {
    let mut site = PhoneRig::open(rig::open(), "think-share", &[]);
    site.lets_phones_in_at(Ipv4Addr::new(127, 0, 0, 2));
    let mut ann = site.joined("Ann");
    let at = ann.at;
    let first = site.web().standing().code;
    let guess = |address: u8, code: &str| {
        let head = format!("GET /{code} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n");
        talk_from(address, at, head.as_bytes()).status
    };
    for round in 0..5_u64 {
        for address in 1..=200 {
            let code = Code::of(round * 1_000_003 + u64::from(address) * 7_919);
            assert_ne!(code, site.web().standing().code);
            assert_eq!(guess(address, code.as_str()), 403);
        }
    }
    // A thousand wrong ones: it was changed, and who tried learns nothing of the right one.
    let code = site.web().standing().code;
    assert_ne!(code, first);
    assert_eq!(guess(1, code.as_str()), 403);
    assert_eq!(guess(1, first.as_str()), 403);
    // Whoever is in stays, and whoever reads the new code comes in.
    assert_eq!(ann.screen(), "wait");
    assert_eq!(guess(201, code.as_str()), 200);
    site.joined("Ben");
}

#[test]
fn a_thousand_slow_sockets_keep_nobody_out() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let at = site.web().standing().address.unwrap();
    let mut slow = Vec::new();
    let mut ben = site.joined("Ben");
    let mut listens = ben.listens();
    // Half of them dribble, half ask for something and then keep their connection.
    for number in 0..1_000 {
        let mut stream = TcpStream::connect(at).unwrap();
        let whole = format!("GET /ok HTTP/1.1\r\nHost: {at}\r\n\r\n");
        let words = if number % 2 == 0 { "GET / HT" } else { &whole };
        let _ = stream.write_all(words.as_bytes());
        slow.push(stream);
    }
    site.joined("Ann");
    // She did not wait for them: the last that dribbles still holds its connection.
    let mut last = slow.swap_remove(998);
    last.set_nonblocking(true).unwrap();
    let held = last.read(&mut [0; 16]);
    assert_eq!(held.unwrap_err().kind(), ErrorKind::WouldBlock);
    // Whoever is at the table keeps their connection, and hears that it went on.
    site.advance();
    assert_eq!(ben.screen(), "answer");
    let mut heard = String::new();
    wait(|| {
        let mut bytes = [0; 256];
        let count = listens.read(&mut bytes).unwrap_or(0);
        heard += &String::from_utf8_lossy(&bytes[..count]);
        heard.contains("data: p")
    });
    // Those that never say what they want are hung up on.
    last.set_nonblocking(false).unwrap();
    last.set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    let ended = last.read_to_end(&mut Vec::new());
    assert!(!ended.is_err_and(|why| why.kind() == ErrorKind::WouldBlock));
}
