//! Text that is meant to run in a browser, in every field of a case and of a session: on no page
//! of a phone, the room, a report or a sheet does any of it become a tag.

use roundtable::{
    case::{Answer, Case, Kind, Value},
    id::PersonId,
    protocol::Protocol,
    report::{self, html},
    session::{
        Actor, Ballot, Command, Commitment, Level, NoteKind, Place, Stance, Target, View, Viewer,
    },
    text::Clean,
    web::{
        form::Fields,
        page::{self, At, Looks},
        room::{self, Around},
    },
};

use crate::world::{self, Table};

/// What ends whatever a text may stand in.
const OUT: [&str; 20] = [
    "",
    "\">",
    "'>",
    "\" ",
    "' ",
    "`",
    "</textarea>",
    "</title>",
    "</style>",
    "</script>",
    "</svg>",
    "</select>",
    "</summary></details>",
    "-->",
    "]]>",
    "{{",
    "&quot;>",
    "%22%3E",
    "\\\">",
    "\u{0}>",
];
/// What would then run, load or lead elsewhere.
const HARM: [&str; 15] = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc=x>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{color:red}</style>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content=0>",
    "<input autofocus onfocus=alert(1)>",
    "<form action=//evil><button formaction=//evil>",
    "onmouseover=alert(1) style=x",
    "[x](javascript:alert(1)) ![x](//evil/x.png)",
    "<javascript:alert(1)> <x@y.z>",
    "<details open ontoggle=alert(1)>",
];

/// Tags that our own templates write, and the attributes that they give them.
const TAGS: &str = "a desc defs pattern marker polyline polygon article b blockquote body br button caption circle cite code dd del details div dl dt em fieldset figcaption \
    figure footer form h1 h2 h3 h4 h5 h6 head header hr html i img input label legend li line link main meta nav noscript ol optgroup option p \
    path pre rect script section select small span strong style sub summary sup svg table tbody td text textarea tfoot th thead time title tr ul";
const ATTRIBUTES: &str = "action patternunits patterntransform download font-size font-weight font-family stroke-width stroke-dasharray stroke-linecap opacity points letter-spacing vector-effect align alt aria- autocapitalize autocomplete autofocus charset checked class colspan content cx cy d data- \
    defer disabled dir dominant-baseline enctype fill for formaction formnovalidate height href http-equiv id inputmode lang loading max maxlength method min \
    name open placeholder points preserveaspectratio r rel required role rows rx scope selected spellcheck src start step stroke tabindex text-anchor title \
    transform type value viewbox width x x1 x2 xmlns y y1 y2";

/// Every tag of a page, with its attributes.
fn tags(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        let name: String = rest
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if name.is_empty() {
            let known = rest.starts_with('/') || rest.starts_with("!doctype");
            assert!(known, "a bare < before {rest:.40}");
            continue;
        }
        rest = rest.split_at(name.len()).1;
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches([' ', '\n', '/']);
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let (key, after) = rest.split_at(rest.find(['=', ' ', '\n', '>']).unwrap());
            rest = after;
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let quoted = after
                    .strip_prefix('"')
                    .unwrap_or_else(|| panic!("{key}={after:.40}"));
                (value, rest) = quoted.split_once('"').unwrap();
            }
            attributes.push((key.to_lowercase(), value.to_owned()));
        }
        found.push((name.to_lowercase(), attributes));
    }
    found
}

/// Only tags, attributes and addresses of ours.
#[track_caller]
fn is_ours(what: &str, page: &str) {
    let known = |list: &str, name: &str| {
        list.split_whitespace()
            .any(|own| own == name || own.ends_with('-') && name.starts_with(own))
    };
    let mut body = !page.contains("<body");
    for (name, attributes) in tags(page) {
        body |= name == "body";
        let head = ["style", "meta", "link"].contains(&name.as_str());
        assert!(!(head && body), "{what}: <{name} in the body");
        assert!(known(TAGS, &name), "{what}: <{name} {attributes:?}");
        for (key, value) in &attributes {
            assert!(known(ATTRIBUTES, key), "{what}: <{name} {key}={value:?}");
            let address = ["href", "src", "action", "formaction"].contains(&key.as_str());
            let ours =
                value.starts_with(['/', '#']) && !value.starts_with("//") || value == "data:,";
            assert!(!address || ours, "{what}: <{name} {key}={value:?}");
            assert!(key != "http-equiv" || name == "meta");
        }
        let has = |key: &str| attributes.iter().any(|(own, _)| own == key);
        assert!(
            name != "script" || has("src"),
            "{what}: a script of its own"
        );
    }
}

/// The same case with a text in every place that holds words.
fn poisoned(text: &str) -> Case {
    fn pour(value: &mut serde_json::Value, text: &str) {
        match value {
            serde_json::Value::String(own) => text.clone_into(own),
            serde_json::Value::Array(all) => all.iter_mut().for_each(|one| pour(one, text)),
            serde_json::Value::Object(all) => {
                let fixed = ["id", "readers", "leave_out", "own_protocol", "protocol"];
                let ours = |key: &str, value: &serde_json::Value| {
                    fixed.contains(&key) || key == "kind" && value.is_string()
                };
                let all = all.iter_mut().filter(|(key, value)| !ours(key, value));
                all.for_each(|(_, one)| pour(one, text));
            }
            _ => {}
        }
    }
    let mut case = world::case();
    case.language = Some(Clean::new("en"));
    case.roles = vec![Clean::new("Nurse")];
    case.settings = vec![(Clean::new("key"), Clean::new("value"))];
    case.goals = vec![world::block("goal", None)];
    let mut value = serde_json::to_value(&case).unwrap();
    pour(&mut value, text);
    serde_json::from_value(value).unwrap()
}

fn value(kind: &Kind, text: &Clean) -> Value {
    match kind {
        Kind::Open => Value::Text(text.clone()),
        Kind::Number { .. } => Value::Text(Clean::new("7")),
        Kind::Choice { .. } => Value::Choice(vec![1]),
        Kind::Scale(_) => Value::Scale(vec![2, 4]),
        Kind::Rank { .. } => Value::Rank(vec![1, 0, 2]),
        Kind::Items { items } => Value::Parts(vec![text.clone(); items.len()]),
    }
}

/// Everything that may be said now, in those words; what the step does not take is refused.
fn says(table: &mut Table, view: &View, text: &Clean) {
    let level = Level::Named;
    let commitment = Commitment {
        what: text.clone(),
        by_when: text.clone(),
        surprise: text.clone(),
        expect: text.clone(),
    };
    let mut wishes = Vec::new();
    for person in [1, 2].map(PersonId) {
        let commitment = commitment.clone();
        let word = Clean::line(text);
        wishes.push((person, Command::Consent { person, level }));
        wishes.push((person, Command::Speak { person, word }));
        let person_ = Some(person);
        wishes.push((
            person,
            Command::Commit {
                person: person_,
                commitment,
            },
        ));
        let against = Target::Summary;
        let text = text.clone();
        wishes.push((
            person,
            Command::Dissent {
                person: person_,
                against,
                text,
            },
        ));
    }
    if let Some(question) = &view.question {
        let id = || question.prompt.id.clone();
        for person in [1, 2].map(PersonId) {
            let answer = Answer {
                value: value(&question.prompt.kind, text),
                reason: text.clone(),
            };
            let (handed_in, moved_by) = (false, Some(text.clone()));
            wishes.push((
                person,
                Command::Answer {
                    person,
                    question: id(),
                    answer,
                    handed_in,
                    moved_by,
                },
            ));
            let ballot = Ballot::Consent {
                objects: true,
                reason: text.clone(),
            };
            wishes.push((
                person,
                Command::Vote {
                    person,
                    question: id(),
                    ballot,
                },
            ));
            let (kind, about) = (NoteKind::Asks, None);
            let note = Command::Note {
                person: Some(person),
                question: id(),
                kind,
                text: text.clone(),
                about,
            };
            wishes.push((person, note));
            let (model, claim, stance, text) = (0, 0, Stance::Contest, text.clone());
            wishes.push((
                person,
                Command::Compare {
                    person,
                    question: id(),
                    model,
                    claim,
                    stance,
                    text,
                },
            ));
        }
        let items = question.items.iter().map(|item| item.entry).collect();
        let title = Clean::line(text);
        let made = Command::MakeTheme {
            question: id(),
            title,
            items,
        };
        let _ = table.send(Actor::Desk, made, 0);
    }
    for (person, wish) in wishes {
        let _ = table.send(Actor::Person(person), wish, 0);
    }
}

/// Every page that a phone can ask for, and the room's.
fn look(table: &Table, text: &str, looked: &mut usize) {
    let me = PersonId(1);
    let view = table.view(Viewer::Person(me));
    let typed: String = [
        "text", "reason", "moved_by", "what", "word", "part-0", "choice", "point-0",
    ]
    .map(|name| format!("{name}={}&", text.replace('%', "%25").replace('&', "%26")))
    .concat();
    let typed = Fields::of_form(typed.as_bytes());
    let all = [
        At::Main,
        At::Case,
        At::More,
        At::Change,
        At::Answers(0),
        At::Claim(0),
        At::Dissent(text.to_owned()),
        At::Note(None),
        At::Speak,
    ];
    for at in all {
        let looks = Looks {
            id: "0".repeat(32),
            typed: typed.as_ref(),
            refused: Some(text),
            unsaved: Some(text),
            saved: Some("12:04"),
            ..Looks {
                at,
                ..Looks::default()
            }
        };
        is_ours("phone", &page::person(&view, me, &looks));
        *looked += 1;
    }
    let around = Around {
        unsaved: Some(text.to_owned()),
        ..Around::default()
    };
    is_ours("room", &room::render(&table.view(Viewer::Room), &around));
}

fn session(protocol: &Protocol, texts: &[String], looked: &mut usize) {
    let text = texts.join(" ");
    let mut table = Table::new(poisoned(&text), protocol, 3);
    for (number, name) in texts.iter().take(2).enumerate() {
        let name: String = format!("{number}{name}").chars().take(38).collect();
        let name = Clean::line(&name);
        table.must(
            Actor::Desk,
            Command::Join {
                name,
                role: Some(Clean::line(&text)),
            },
        );
    }
    let to = Some(PersonId(1));
    table.must(Actor::Desk, Command::HandSeat { to });
    let said = Clean::new(&text);
    for _ in 0..300 {
        let view = table.view(Viewer::Facilitator);
        says(&mut table, &view, &said);
        look(&table, &text, looked);
        let from = table.session.place();
        if view.can.commit && view.question.is_none() {
            table.must(Actor::Desk, Command::Close);
            break;
        }
        let _ = table.send(Actor::Desk, Command::Advance { from }, 1_000);
    }
    assert_eq!(table.session.place(), Place::Over);
    let made = report::report(&table.view(Viewer::Report));
    is_ours("report", &html::report(&made, &text, true));
    for person in &made.people {
        is_ours("copy", &html::person(&made, &person.name, &text));
    }
    for everything in [false, true] {
        is_ours("sheet", &html::sheet(&poisoned(&text), everything, None));
    }
    is_ours("door", &page::message(&text, &text, None, Some(&text)));
}

#[test]
fn three_hundred_texts_that_would_run_in_every_field_stay_text() {
    let all: Vec<String> = OUT
        .iter()
        .flat_map(|out| HARM.map(|harm| format!("{out}{harm}")))
        .collect();
    assert_eq!(all.len(), 300);
    let mut looked = 0;
    let names = [
        "think-share",
        "consent",
        "think-share",
        "peer-instruction",
        "think-share",
    ];
    // Sixty texts stand together in each field.
    for (texts, name) in all.chunks(60).zip(names) {
        session(Protocol::find(name).unwrap(), texts, &mut looked);
    }
    assert!(looked > 1_000, "{looked}");
}

/// The check itself sees what it is for.
#[test]
fn a_tag_that_is_not_ours_is_seen() {
    for harm in HARM.iter().filter(|harm| harm.starts_with('<')) {
        let page = format!("<p>{harm}</p>");
        assert!(
            std::panic::catch_unwind(|| is_ours("x", &page)).is_err(),
            "{harm}"
        );
    }
    is_ours(
        "x",
        "<!doctype html><p class=\"a\" data-x=\"1\">&lt;script&gt;</p>",
    );
}
