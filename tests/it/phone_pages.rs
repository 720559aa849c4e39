//! The pages of phones: for every protocol and every step, what is on them and what is not.

use std::collections::BTreeMap;

use roundtable::{
    case::Kind,
    id::{PersonId, Seq},
    protocol::{ALONE, BUILT_IN, Names, Protocol},
    session::{Actor, Command, Place, Viewer},
    text::Clean,
    web::{
        Spot, act,
        form::Fields,
        page::{self, At, Looks},
        room,
    },
};

use crate::{
    rig,
    world::{self, Table},
};

/// A session of three people.
pub(crate) struct Phones {
    pub(crate) table: Table,
    pub(crate) seen: BTreeMap<String, String>,
}

impl Phones {
    pub(crate) fn new(protocol: &Protocol, names: &[&str]) -> Self {
        Self::of(world::case(), protocol, names)
    }

    pub(crate) fn of(case: roundtable::case::Case, protocol: &Protocol, names: &[&str]) -> Self {
        let mut table = Table::open(case, protocol, 7, false);
        for name in names {
            let name = Clean::new(name);
            table.must(Actor::Desk, Command::Join { name, role: None });
        }
        Self {
            table,
            seen: BTreeMap::new(),
        }
    }

    pub(crate) fn page(&mut self, person: u32, at: At) -> String {
        let looks = Looks {
            at,
            id: "0".repeat(32),
            tag: "t".to_owned(),
            ..Looks::default()
        };
        self.look(person, &looks)
    }

    pub(crate) fn look(&mut self, person: u32, looks: &Looks<'_>) -> String {
        let me = PersonId(person);
        let view = self.table.view(Viewer::Person(me));
        let html = page::person(&view, me, looks);
        self.seen.insert(screen(&html), html.clone());
        sound(&html);
        html
    }

    /// Sends what a person's page says, with some fields filled in.
    pub(crate) fn sends(
        &mut self,
        person: u32,
        html: &str,
        fill: &str,
        act: &str,
    ) -> Result<usize, String> {
        let mut body = hidden(html);
        body += fill;
        body += &format!("&do={act}");
        let fields = Fields::of_form(body.as_bytes()).unwrap();
        let me = PersonId(person);
        let command = act::command(&fields, me).map_err(|_| format!("misread: {body}"))?;
        self.table
            .send(Actor::Person(me), command, 500)
            .map_err(|refusal| refusal.to_string())
    }

    /// Sends a form that stands apart from the page's main one.
    pub(crate) fn posts(&mut self, person: u32, fill: &str, act: &str) -> Result<usize, String> {
        let body = format!("{fill}&do={act}");
        let fields = Fields::of_form(body.as_bytes()).unwrap();
        let me = PersonId(person);
        let command = act::command(&fields, me).map_err(|_| format!("misread: {body}"))?;
        let sent = self.table.send(Actor::Person(me), command, 500);
        sent.map_err(|refusal| refusal.to_string())
    }
}

fn screen(html: &str) -> String {
    let (_, rest) = html.split_once("data-screen=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// The hidden fields of the page's main form, encoded.
fn hidden(html: &str) -> String {
    let form = html.split_once("id=\"form\"").map_or("", |(_, form)| form);
    let form = form.split("</form>").next().unwrap();
    let mut body = String::new();
    for field in form.split("<input type=\"hidden\" ").skip(1) {
        let value = |name: &str| {
            let (_, rest) = field.split_once(&format!("{name}=\"")).unwrap();
            rest.split('"').next().unwrap().replace("&#58;", ":")
        };
        body += &format!("{}={}&", value("name"), value("value").replace(' ', "+"));
    }
    body
}

/// What every page keeps to: one heading first, nothing inline that the policy forbids, nothing
/// from elsewhere, and small enough for a shared radio.
fn sound(html: &str) {
    assert_eq!(html.matches("<h1").count(), 1, "{html}");
    assert_eq!(html.matches("<main").count(), 1, "{html}");
    for never in [
        " style=", "onclick", "<script>", "http://", "https://", "<iframe",
    ] {
        assert!(!html.contains(never), "{never} in {html}");
    }
    assert!(html.len() <= 30 * 1024, "{} bytes", html.len());
    let types = html.contains("<textarea") || html.contains("type=\"text\"");
    assert!(
        !(types && html.contains("http-equiv=\"refresh\"")),
        "{html}"
    );
}

/// Answers with whatever the page asks for.
fn answers(phones: &mut Phones, person: u32, text: &str) {
    let html = phones.page(person, At::Main);
    if !["answer", "vote"].contains(&screen(&html).as_str()) {
        return;
    }
    let fill = if html.contains("name=\"text\"") {
        format!("text={text}")
    } else if html.contains("name=\"part-0\"") {
        format!("part-0={text}&part-1=")
    } else if html.contains("name=\"choice\"") {
        format!("choice={}&reason={text}", person % 2)
    } else if html.contains("name=\"point-0\"") {
        format!("point-0=2&point-1=5&reason={text}")
    } else if html.contains("name=\"order\"") {
        // The order stands in the form already; whoever moved an item made it theirs.
        format!("moved=1&reason={text}")
    } else if html.contains("name=\"place\"") {
        let entries = entries(&html, "<option value=\"");
        let [first, ..] = entries.as_slice() else {
            panic!("{html}")
        };
        format!("place={first}&place=")
    } else if html.contains("name=\"points-") {
        let entries = entries(&html, "name=\"points-");
        entries
            .iter()
            .map(|entry| format!("points-{entry}={}&why-{entry}={text}&", 6 + person % 3))
            .collect()
    } else if html.contains("name=\"objects\"") {
        format!(
            "objects={}&reason={text}",
            if person == 2 { "yes" } else { "no" }
        )
    } else {
        return;
    };
    let act = if html.contains("value=\"vote\"") {
        "vote"
    } else {
        "answer"
    };
    let done = phones.sends(person, &html, &fill, act);
    assert!(done.is_ok(), "{done:?} {fill} {html}");
}

fn entries(html: &str, before: &str) -> Vec<Seq> {
    let mut found: Vec<_> = html
        .split(before)
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok().map(Seq))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// What of the case is hidden at this place, as far as its texts can be told apart.
fn hidden_now(phones: &Phones) -> Vec<String> {
    let view = phones.table.view(Viewer::Room);
    let mut never = vec!["LISTEN".to_owned(), "NOTES".to_owned()];
    let question = view.question.as_ref();
    let number = question.map_or(0, |question| question.prompt.number);
    for later in number + 1..=5 {
        never.push(format!("PROMPT-{later}-"));
    }
    if question.is_some_and(|question| question.models.is_empty()) {
        never.push(format!("MODEL-{number}-"));
        never.push(format!("MODELB-{number}-"));
    }
    if question.is_some_and(|question| question.hints.is_empty()) {
        never.push(format!("HINTA-{number}-"));
    }
    if !view.parts.iter().any(|part| part.title.is_some()) {
        never.push("STAGED".to_owned());
    }
    never
}

#[test]
fn every_step_of_every_protocol_has_its_page_and_nothing_hidden_on_it() {
    let mut screens = BTreeMap::new();
    for protocol in BUILT_IN.iter().filter(|protocol| protocol.name != ALONE) {
        let mut phones = Phones::new(protocol, &["Ann", "Ben", "Cy"]);
        let mut moved = 0;
        while phones.table.session.place() != Place::Over {
            let secret = |person: u32| format!("secret{moved}of{person}");
            for person in 1..=2 {
                answers(&mut phones, person, &secret(person));
                let _ = phones.page(person, At::Change);
            }
            for person in 1..=3 {
                let me = PersonId(person);
                let view = phones.table.view(Viewer::Person(me));
                let pages = [
                    At::Main,
                    At::Case,
                    At::More,
                    At::Change,
                    At::Claim(0),
                    At::Note(None),
                    At::Speak,
                    At::Answers(0),
                ];
                for at in pages {
                    let html = phones.page(person, at.clone());
                    for never in hidden_now(&phones) {
                        assert!(
                            !html.contains(&never),
                            "{never} at {at:?} of {} {html}",
                            protocol.name
                        );
                    }
                    for other in (1..=2).filter(|other| *other != person) {
                        let theirs = secret(other);
                        let visible = format!("{view:?}").contains(&theirs);
                        assert!(visible || !html.contains(&theirs), "{theirs} {html}");
                    }
                }
            }
            moved += 1;
            let view = phones.table.view(Viewer::Facilitator);
            let closing = view.can.commit && view.question.is_none();
            if closing {
                let html = phones.page(1, At::Main);
                phones
                    .sends(
                        1,
                        &html,
                        "what=ask+first&by_when=Friday&expect=&surprise=",
                        "commit",
                    )
                    .unwrap();
                phones.page(1, At::Main);
                phones.table.must(Actor::Desk, Command::Close);
            } else {
                phones.table.advance();
            }
            assert!(moved < 200);
        }
        phones.page(1, At::Main);
        screens.append(&mut phones.seen);
    }
    let seen: Vec<_> = screens.keys().map(String::as_str).collect();
    let all = [
        "answer", "case", "claim", "claims", "close", "group", "listen", "more", "note", "over",
        "read", "saved", "share", "speak", "vote", "wait",
    ];
    for one in all {
        assert!(
            seen.contains(&one) || one == "claims",
            "{one} is missing: {seen:?}"
        );
    }
}

#[test]
fn a_claim_is_compared_and_the_next_one_follows() {
    let mut phones = Phones::of(
        rig::open(),
        Protocol::find("think-share").unwrap(),
        &["Ann", "Ben"],
    );
    phones.table.advance();
    answers(&mut phones, 1, "first");
    for _ in 0..3 {
        phones.table.advance();
    }
    let html = phones.page(1, At::Main);
    assert_eq!(screen(&html), "claim");
    has!(html, "Say what you saw");
    has!(html, "first");
    phones
        .sends(1, &html, "stance=extend&text=more", "compare")
        .unwrap();
    let html = phones.page(1, At::Main);
    has!(html, "claim 2 of 2");
    phones
        .sends(1, &html, "stance=agree&text=", "compare")
        .unwrap();
    let html = phones.page(1, At::Main);
    has!(html, "You: add to it");
    has!(html, "You: agree");
}

#[test]
fn what_was_refused_stays_in_the_field() {
    let mut phones = Phones::of(
        rig::one(rig::choice(1), rig::ASKED),
        Protocol::find("peer-instruction").unwrap(),
        &["Ann"],
    );
    phones.table.advance();
    let html = phones.page(1, At::Main);
    let refused = phones
        .sends(1, &html, "choice=1&reason=", "answer")
        .unwrap_err();
    let typed = Fields::of_form(b"choice=1&reason=%3Cb%3Ebecause").unwrap();
    let looks = Looks {
        typed: Some(&typed),
        refused: Some(&refused),
        ..Looks::default()
    };
    let html = phones.look(1, &looks);
    has!(html, &refused);
    has!(html, "Your text is still here");
    has!(html, "value=\"1\" checked");
    has!(html, "&#60;b&#62;because");
}

#[test]
fn a_ring_under_hidden_names_tells_a_count_and_nothing_more() {
    let full = |who: &[u32]| {
        let protocol = Protocol::find("think-share").unwrap();
        let mut phones = Phones::new(protocol, &["Ann", "Ben", "Cy", "Dee"]);
        phones.table.must(
            Actor::Desk,
            Command::SetNames {
                names: Names::Hidden,
            },
        );
        phones.table.advance();
        phones.table.advance();
        for person in who {
            answers(&mut phones, *person, "x");
        }
        let html = phones.page(4, At::Main);
        html.split_once("class=\"ring\"")
            .unwrap()
            .1
            .split("</svg>")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(full(&[4, 1]), full(&[4, 2]));
    assert_ne!(full(&[4]), full(&[4, 2]));
}

/// While the desk shows how phones come in, the projector shows it too, at any step.
#[test]
fn the_rooms_page_shows_the_code_while_people_join() {
    let protocol = Protocol::find("think-share").unwrap();
    let mut phones = Phones::of(rig::open(), protocol, &["Ann", "Ben"]);
    let door = Some(("192.168.178.123:4242".to_owned(), "7KQ2M4".to_owned()));
    for _ in 0..4 {
        let view = phones.table.view(Viewer::Room);
        let page = |door, spot| {
            let around = room::Around {
                door,
                spot,
                ..room::Around::default()
            };
            room::render(&view, &around)
        };
        let html = page(door.clone(), Some(Spot::Door));
        has!(html, "7KQ 2M4");
        has!(html, "QR code of 192.168.178.123:4242");
        let html = page(None, Some(Spot::Door));
        assert_eq!(html, page(None, None), "without phones there is no code");
        phones.table.advance();
    }
}

#[test]
fn a_word_stands_beside_the_seat_of_whoever_said_it() {
    let protocol = Protocol::find("think-share").unwrap();
    let mut phones = Phones::of(rig::open(), protocol, &["Ann", "Ben", "Cy", "Dee"]);
    for _ in 0..5 {
        phones.table.advance();
    }
    let person = PersonId(2);
    let word = Clean::new("Awake");
    phones
        .table
        .must(Actor::Desk, Command::Speak { person, word });
    let view = phones.table.view(Viewer::Room);
    let html = room::render(&view, &room::Around::default());
    let (_, ring) = html.rsplit_once("<svg class=\"ring\"").unwrap();
    assert_eq!(ring.matches("class=\"seat\"").count(), 3, "{ring}");
    assert_eq!(ring.matches("class=\"seat in\"").count(), 1, "{ring}");
    has!(ring, ">Awake</text>");
    has!(ring, "aria-label=\"Awake\"");
}

#[test]
fn answers_come_twenty_a_page_and_each_once() {
    let names: Vec<_> = (1..=45).map(|number| format!("Person {number}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let mut phones = Phones::of(rig::open(), Protocol::find("think-share").unwrap(), &names);
    phones.table.advance();
    for person in 1..=45 {
        answers(&mut phones, person, &format!("answer-{person}-"));
    }
    phones.table.advance();
    let pages = [At::Main, At::Answers(20), At::Answers(40)]
        .map(|at| phones.page(1, at))
        .join("");
    for person in 2..=45 {
        assert_eq!(
            pages.matches(&format!("answer-{person}-")).count(),
            1,
            "{person}"
        );
    }
    assert!(matches!(rig::scale(), Kind::Scale(_)));
}

#[test]
fn style_and_script_are_small() {
    assert!(page::script().len() <= 8 * 1024, "{}", page::script().len());
    let first = page::script().len() + page::STYLE.len();
    assert!(first <= 20 * 1024, "{first}");
}

/// What is said to the room at the desk stands on its page, too.
#[test]
fn the_rooms_page_tells_of_groups_the_break_hands_and_late_answers() {
    let room = |phones: &Phones| {
        let view = phones.table.view(Viewer::Room);
        room::render(&view, &room::Around::default())
    };
    let names = ["Ann", "Ben", "Cem", "Dee"];
    let protocol = Protocol::find("think-pair-share").unwrap();
    let mut phones = Phones::of(rig::open(), protocol, &names);
    let groups = |phones: &Phones| phones.table.view(Viewer::Room).groups.len();
    while groups(&phones) != 2 {
        answers(&mut phones, 1, "first-");
        phones.table.advance();
    }
    let page = room(&phones);
    assert!(page.contains(" + ") && page.contains(" · "), "{page}");
    let (person, kind) = (PersonId(3), roundtable::session::NoteKind::Asks);
    phones
        .table
        .must(Actor::Desk, Command::Queue { person, kind });
    has!(room(&phones), "Wants to speak: Cem");
    // Nobody lowered it: it waits, step after step, as long as the question is asked.
    phones.table.advance();
    has!(room(&phones), "Wants to speak: Cem");
    phones.table.must(Actor::Desk, Command::Break { on: true });
    has!(room(&phones), "Coffee.");
    phones.table.must(Actor::Desk, Command::Break { on: false });
    assert!(!room(&phones).contains("Coffee."));
    while !phones.table.view(Viewer::Facilitator).can.answer_after {
        phones.table.advance();
    }
    crate::rules::answers(&mut phones.table, PersonId(1), "other-");
    has!(room(&phones), "Ann · changed since");
    while phones.table.view(Viewer::Room).question.is_some() {
        phones.table.advance();
    }
    assert!(!room(&phones).contains("Wants to speak"));
    // Where a group gives one answer, groups are counted, as at the desk.
    let names = ["Ann", "Ben", "Cem", "Dee", "Eva", "Fred", "Gus", "Hal"];
    let all = Protocol::find("1-2-4-all").unwrap();
    let mut phones = Phones::of(rig::open(), all, &names);
    let together =
        |phones: &Phones| roundtable::session::groups_in(&phones.table.view(Viewer::Room));
    while together(&phones).is_none() {
        phones.table.advance();
    }
    assert_eq!(together(&phones), Some((0, 2)));
    assert!(!room(&phones).contains("of 8 are in"), "{}", room(&phones));
}
