//! Pictures of every page, made anew for whoever wants to look at them.
//!
//! `cargo test --test it shots -- --ignored` writes them into `target/shots`.

use std::{fs, path::PathBuf};

use roundtable::{
    case::{Case, Kind},
    id::{PersonId, Seq},
    protocol::Protocol,
    session::{Actor, Ballot, Command, Commitment, Stance, Viewer},
    text::Clean,
    web::{
        Spot,
        page::{self, At},
        room::{self, Around},
        wifi::Wifi,
    },
};

use crate::{
    browser::{Browser, Tab},
    phone_pages::Phones,
    rig,
    tidy::root,
};

const NAMES: [&str; 12] = [
    "Ann", "Ben", "Cem", "Dora", "Emil", "Fay", "Goran", "Hana", "Iris", "Kofi", "Lena", "Noor",
];
const SAID: [&str; 4] = [
    "I would tell the ward in the morning, and the night nurse first: it was her shift.",
    "To the family, before the round. Everything else can wait an hour.",
    "Nothing yet. I do not know what happened, and a guess would be remembered as a fact.",
    "To everybody at once, with what we know and what we do not; then I would ask who saw what, and write down every word of it before the story becomes smooth.",
];

/// What goes beyond the edge of a page; on the room's, which nobody scrolls, of the whole screen.
const CUT: &str = "(() => {
    const all = document.documentElement, room = document.body.classList.contains('room');
    const pages = document.querySelector('.pages'), cut = [];
    if (all.scrollWidth > innerWidth + 1) cut.push('too wide: ' + all.scrollWidth);
    if (room && all.scrollHeight > innerHeight + 1) cut.push('too high: ' + all.scrollHeight);
    if (pages) for (const one of pages.children)
        if (one.getBoundingClientRect().height > pages.clientHeight + 1) cut.push(one.textContent);
    return cut.join();
})()";

struct Shots {
    folder: PathBuf,
    phones: Vec<(String, String)>,
    rooms: Vec<(String, String)>,
    browser: Browser,
    tab: Tab,
}

fn session(case: Case, protocol: &str) -> Phones {
    let mut phones = Phones::of(case, Protocol::find(protocol).unwrap(), &NAMES);
    phones.table.advance();
    phones
}

fn answer(phones: &mut Phones, person: u32, answer: roundtable::case::Answer) {
    let question = phones.table.asked();
    let person = PersonId(person);
    let command = Command::Answer {
        person,
        question,
        answer,
        handed_in: false,
        moved_by: None,
    };
    phones.table.must(Actor::Person(person), command);
}

impl Shots {
    fn phone(&mut self, name: &str, phones: &mut Phones, person: u32, at: At) {
        let html = phones.page(person, at);
        self.phones.push((name.to_owned(), html));
    }

    fn room(&mut self, name: &str, phones: &Phones, around: &Around) {
        let view = phones.table.view(Viewer::Room);
        self.rooms
            .push((name.to_owned(), room::render(&view, around)));
    }

    fn open_questions(&mut self) {
        let door = Some(("192.168.178.123:4242".to_owned(), "7KQ2M4".to_owned()));
        let joining = Around {
            door,
            ..Around::default()
        };
        let protocol = Protocol::find("think-share").unwrap();
        let mut phones = Phones::of(rig::open(), protocol, &NAMES[..9]);
        self.phone("wait", &mut phones, 1, At::Main);
        self.phone("more", &mut phones, 1, At::More);
        self.room("joining", &phones, &joining);
        let wifi = Wifi::typed("Seminar 3", "correct horse").ok();
        self.room("joining-wifi", &phones, &Around { wifi, ..joining });
        let mut phones = session(rig::open(), "think-share");
        self.phone("answer-open", &mut phones, 1, At::Main);
        for person in 1..=7 {
            let text = SAID[person as usize % 4];
            answer(&mut phones, person, roundtable::case::Answer::text(text));
        }
        self.phone("saved", &mut phones, 1, At::Main);
        self.room("writing", &phones, &Around::default());
        let unsaved = Some("The disk is full. Please wait: the desk sees to it.".to_owned());
        self.room(
            "not-saved",
            &phones,
            &Around {
                unsaved,
                ..Around::default()
            },
        );
        for person in 8..=12 {
            let text = SAID[person as usize % 4];
            answer(&mut phones, person, roundtable::case::Answer::text(text));
        }
        phones.table.advance();
        self.phone("share", &mut phones, 1, At::Main);
        self.room("answers", &phones, &Around::default());
        let entry = phones.table.view(Viewer::Room).question.unwrap().answers[9].entry;
        self.room(
            "spotlight",
            &phones,
            &Around {
                spot: Some(Spot::Answer(entry)),
                ..Around::default()
            },
        );
        self.phone(
            "dissent",
            &mut phones,
            1,
            At::Dissent(format!("answer:{entry}")),
        );
        phones.table.advance();
        self.phone("note", &mut phones, 1, At::Note(Some(entry.0)));
        self.phone("speak", &mut phones, 1, At::Speak);
        phones.table.advance();
        self.phone("claim", &mut phones, 1, At::Main);
        for person in 1..=12 {
            for claim in 0..2 {
                let stance = Stance::ALL[(person as usize + usize::from(claim)) % 3];
                let question = phones.table.asked();
                let command = Command::Compare {
                    person: PersonId(person),
                    question,
                    model: 0,
                    claim,
                    stance,
                    text: Clean::default(),
                };
                phones.table.must(Actor::Person(PersonId(person)), command);
            }
        }
        self.phone("claims", &mut phones, 1, At::Main);
        self.room(
            "claims",
            &phones,
            &Around {
                spot: Some(Spot::Claim(0, 1)),
                ..Around::default()
            },
        );
        phones.table.advance();
        self.phone("commit", &mut phones, 1, At::Main);
        for (person, what) in [
            (
                1,
                "Ask each of my four leads which rule they bend, and why.",
            ),
            (10, "Count who was not served, beside who was."),
        ] {
            let commitment = Commitment {
                what: Clean::new(what),
                by_when: Clean::new("Friday"),
                ..Commitment::default()
            };
            phones.table.must(
                Actor::Desk,
                Command::Commit {
                    person: Some(PersonId(person)),
                    commitment,
                },
            );
        }
        let words = [
            "Seen", "Warm", "Uneasy", "Sober", "Curious", "Awake", "Torn", "Humbled", "Lighter",
            "Honest", "Tired", "Ready",
        ];
        for (word, person) in words.iter().zip(1..) {
            let word = Clean::new(word);
            phones.table.must(
                Actor::Desk,
                Command::Speak {
                    person: PersonId(person),
                    word,
                },
            );
        }
        self.room("close", &phones, &Around::default());
        phones.table.must(Actor::Desk, Command::Close);
        self.phone("over", &mut phones, 1, At::Main);
        self.room("thanks", &phones, &Around::default());
    }

    fn other_kinds(&mut self) {
        let mut phones = session(rig::one(rig::choice(1), rig::ASKED), "peer-instruction");
        self.phone("choice", &mut phones, 1, At::Main);
        let vote = |picked: u8| roundtable::case::Answer {
            value: roundtable::case::Value::Choice(vec![picked]),
            reason: Clean::new("It is their night."),
        };
        for person in 1..=12 {
            answer(&mut phones, person, vote((person % 3) as u8));
        }
        phones.table.advance();
        self.phone("listen", &mut phones, 1, At::Main);
        phones.table.advance();
        self.phone("group", &mut phones, 1, At::Main);
        phones.table.advance();
        for person in 1..=12 {
            answer(
                &mut phones,
                person,
                vote(if person < 5 { 1 } else { (person % 3) as u8 }),
            );
        }
        phones.table.advance();
        self.phone("tally", &mut phones, 1, At::Main);
        self.room("bars", &phones, &Around::default());
        let mut phones = session(rig::one(rig::scale(), "How was it?"), "think-share");
        self.phone("scale", &mut phones, 1, At::Main);
        let mut phones = session(rig::one(rig::rank(), "What goes first?"), "think-share");
        self.phone("rank", &mut phones, 1, At::Main);
        let items = [
            "**Mail, 7:40.** The roof of room 4 leaks again, and the class is to be there at nine.",
            "A note from Jo: can we talk, today if you can?",
            "Call: the paper asks for a comment by noon.",
        ];
        let items = rig::words(&items);
        let mut phones = session(
            rig::one(Kind::Items { items }, "What do you do with each?"),
            "think-share",
        );
        let to = Some(PersonId(1));
        phones.table.must(Actor::Desk, Command::HandSeat { to });
        self.phone("items-seat", &mut phones, 1, At::Main);
        for protocol in ["delphi", "nominal-group", "consent"] {
            let mut phones = session(rig::open(), protocol);
            for person in 1..=4 {
                let me = PersonId(person);
                let view = phones.table.view(Viewer::Person(me));
                if view.can.answer {
                    answer(
                        &mut phones,
                        person,
                        roundtable::case::Answer::text(SAID[person as usize % 4]),
                    );
                }
            }
            for _ in 0..6 {
                let view = phones.table.view(Viewer::Person(PersonId(1)));
                if view.step.is_some_and(|step| step.step.takes_votes()) {
                    break;
                }
                phones.table.advance();
            }
            self.phone(&format!("vote-{protocol}"), &mut phones, 1, At::Main);
            assert!(matches!(Ballot::Ranking(vec![Seq(1)]), Ballot::Ranking(_)));
        }
    }

    /// Three hundred answers, and the one that the desk looks at.
    fn crowd(&mut self) {
        let names: Vec<_> = (1..=300).map(|number| format!("Person {number}")).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let protocol = Protocol::find("think-share").unwrap();
        let mut phones = Phones::of(rig::open(), protocol, &names);
        phones.table.advance();
        for person in 1..=300 {
            let text = SAID[person as usize % 4];
            answer(&mut phones, person, roundtable::case::Answer::text(text));
        }
        self.room("writing-300", &phones, &Around::default());
        phones.table.advance();
        self.room("answers-300", &phones, &Around::default());
        let view = phones.table.view(Viewer::Room);
        let people = [3, 4, 5].map(PersonId);
        let people = phones.table.session.waits_for(&people);
        let pass = page::between(&view, &people, "t");
        self.phones.push(("pass".to_owned(), pass));
        let spot = Some(Spot::Answer(view.question.unwrap().answers[222].entry));
        let around = Around {
            spot,
            ..Around::default()
        };
        self.room("spotlight-300", &phones, &around);
    }

    fn door(&mut self) {
        let names: Vec<_> = NAMES.iter().map(|name| Clean::new(name)).collect();
        let free = names
            .iter()
            .zip(1..)
            .map(|(name, id)| (id, name))
            .take(9)
            .collect();
        let door = page::Door {
            code: Some("7KQ2M4"),
            title: "The Night Shift",
            free,
            joins: true,
            ..page::Door::default()
        };
        self.phones.push(("join".to_owned(), page::door(&door)));
        self.phones.push((
            "code".to_owned(),
            page::door(&page::Door { code: None, ..door }),
        ));
    }

    fn take(&mut self, name: &str, html: &str, size: (u32, u32), dark: bool) {
        let css = format!("<style>{}</style>", page::STYLE);
        let html = html.replace("<link rel=\"stylesheet\" href=\"/page.css\">", &css);
        let room = fs::read_to_string(root().join("src/web/page/room.css")).unwrap();
        let html = html.replace(
            "<link rel=\"stylesheet\" href=\"/room.css\">",
            &format!("<style>{room}</style>"),
        );
        let script = fs::read_to_string(root().join("src/web/page/room.js")).unwrap();
        let html = html.replace("<script src=\"/room.js\" defer></script>", "");
        let html = match html.contains("class=\"room") {
            true => html.replace("</body>", &format!("<script>{script}</script></body>")),
            false => html.replace("<script src=\"/page.js\" defer></script>", ""),
        };
        let page = self.folder.join("page.html");
        fs::write(&page, html).unwrap();
        self.browser.resize(&self.tab, size, 1.0);
        self.browser.darkens(&self.tab, dark);
        self.browser
            .go(&self.tab, &format!("file://{}", page.display()));
        let (wide, high) = size;
        let dark = if dark { "-dark" } else { "" };
        let shot = self.folder.join(format!("{name}-{wide}x{high}{dark}.png"));
        let picture = self.browser.picture(&self.tab);
        assert!(picture.starts_with(b"\x89PNG"), "{name}");
        let cut = self.browser.text(&self.tab, CUT);
        assert_eq!(cut, "", "{name} at {size:?}");
        fs::write(shot, picture).unwrap();
    }
}

#[test]
#[ignore = "needs Chromium"]
fn needs_chromium_to_take_pictures() {
    let folder = root().join("target/shots");
    fs::create_dir_all(&folder).unwrap();
    let mut browser = Browser::start();
    let mut shots = Shots {
        folder,
        phones: Vec::new(),
        rooms: Vec::new(),
        tab: browser.phone((390, 844), true),
        browser,
    };
    shots.door();
    shots.open_questions();
    shots.other_kinds();
    shots.crowd();
    for (name, html) in std::mem::take(&mut shots.phones) {
        let name = format!("phone-{name}");
        for dark in [false, true] {
            shots.take(&name, &html, (390, 844), dark);
        }
        // A window of 1280 by 1024 at 400 %.
        shots.take(&name, &html, (320, 256), false);
    }
    for (name, html) in std::mem::take(&mut shots.rooms) {
        let name = format!("room-{name}");
        for size in [(1920, 1080), (1024, 768)] {
            for dark in [false, true] {
                shots.take(&name, &html, size, dark);
            }
        }
    }
}
