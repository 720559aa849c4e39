//! Lists of people as people have them, through every door that takes one.

use std::fs;

use proptest::prelude::*;
use roundtable::{
    id::PersonId,
    people::{People, Why, read},
    protocol::DEFAULT,
    session::{Actor, Command, MOST_PEOPLE, Refusal, Viewer},
    text::Clean,
    tui::{effect::Effect, keys::Action, screen::gather::Gather},
};
use tempfile::TempDir;

use crate::seed::laws;
use crate::{
    door::run,
    pty::Terminal,
    rig::{Rig, open},
};

fn names(people: &People) -> String {
    let names: Vec<_> = people.names.iter().map(Clean::as_str).collect();
    names.join("|")
}

/// A list, the names in it, and what of it is no name.
type Example = (&'static str, &'static str, &'static [(&'static str, Why)]);

const LISTS: &[Example] = &[
    (
        "1. Ida\n2) Omar\n- Lin <lin@example.org>\n• Tove",
        "Ida|Omar|Lin|Tove",
        &[],
    ),
    ("Ida, Omar; Lin", "Ida|Omar|Lin", &[]),
    ("Ida, Omar\nLin", "Ida|Omar|Lin", &[]),
    ("Ida，Omar、Lin", "Ida|Omar|Lin", &[]),
    ("3 Musketeers", "3 Musketeers", &[]),
    (" \n,;\n", "", &[]),
    ("Nowak, Ida\nHaddad, Omar\n", "Ida Nowak|Omar Haddad", &[]),
    (
        "Nowak, Ida\nHaddad, Omar\nLin\n",
        "Ida Nowak|Omar Haddad|Lin",
        &[],
    ),
    ("Nowak;Ida\nHaddad;Omar\n", "Ida Nowak|Omar Haddad", &[]),
    // From a mail.
    (
        "Ida Nowak <ida@example.org>, Omar Haddad <omar@example.org>, Lin Wu <lin@example.org>",
        "Ida Nowak|Omar Haddad|Lin Wu",
        &[],
    ),
    (
        "To: Ida Nowak <ida@example.org>; Omar Haddad <omar@example.org>",
        "Ida Nowak|Omar Haddad",
        &[],
    ),
    (
        "\"Nowak, Ida\" <ida@example.org>; \"Haddad, Omar\" <o@example.org>",
        "Ida Nowak|Omar Haddad",
        &[],
    ),
    (
        "\"Nowak, Ida\" <ida@example.org>, \"Haddad, Omar\" <o@example.org>",
        "Ida Nowak|Omar Haddad",
        &[],
    ),
    (
        "Nowak, Ida <ida@example.org>; Haddad, Omar <o@example.org>",
        "Ida Nowak|Omar Haddad",
        &[],
    ),
    (
        "Nowak, Ida <ida@example.org>, Haddad, Omar <o@example.org>",
        "Ida Nowak|Omar Haddad",
        &[],
    ),
    (
        "Nowak, Ida <ida@example.org>\nHaddad, Omar <o@example.org>",
        "Ida Nowak|Omar Haddad",
        &[],
    ),
    (
        "'Ida Nowak' <ida@example.org>, ida2@example.org (Ida Two)",
        "Ida Nowak|Ida Two",
        &[],
    ),
    (
        "Ida ida@example.org, lin@example.org",
        "Ida",
        &[("lin@example.org", Why::NoName)],
    ),
    (
        "Ida <ida@example.org>, <lin@example.org>",
        "Ida",
        &[("<lin@example.org>", Why::NoName)],
    ),
    // From a table.
    (
        "name,email\nIda,i@example.org\nOmar,o@example.org\n",
        "Ida|Omar",
        &[("email", Why::Column)],
    ),
    (
        "E-Mail;Name;Abteilung\ni@example.org;\"Nowak, Ida\";HR\no@example.org;Omar;IT\n",
        "Ida Nowak|Omar",
        &[("E-Mail", Why::Column), ("Abteilung", Why::Column)],
    ),
    (
        "Last Name,First Name,Dept\nNowak,Ida,HR\nHaddad,Omar,\n",
        "Ida Nowak|Omar Haddad",
        &[("Dept", Why::Column)],
    ),
    (
        "Name;Vorname\nNowak;Ida\nHaddad;Omar\n",
        "Ida Nowak|Omar Haddad",
        &[],
    ),
    ("Nom;Prénom\nNowak;Ida\n", "Ida Nowak", &[]),
    (
        "sep=;\nname;mail\nIda;i@example.org\n",
        "Ida",
        &[("mail", Why::Column)],
    ),
    ("\u{feff}Name\nIda\nOmar\n", "Ida|Omar", &[]),
    (
        "name,email\nIda,i@example.org\n,o@example.org\n",
        "Ida",
        &[("email", Why::Column), (", o@example.org", Why::NoName)],
    ),
    (
        "| Name | Team |\n|------|------|\n| Ida | A |\n| Omar | B |\n",
        "Ida|Omar",
        &[("Team", Why::Column)],
    ),
    ("Ida\ti@example.org\nOmar\to@example.org\n", "Ida|Omar", &[]),
    ("Ida\tNowak\nOmar\tHaddad\n", "Ida Nowak|Omar Haddad", &[]),
    (
        "Ida Nowak,i@example.org,HR\nOmar Haddad,o@example.org,IT\n",
        "Ida Nowak|Omar Haddad",
        &[("HR", Why::Column), ("IT", Why::Column)],
    ),
    (
        "\"Ida \"\"Ace\"\" Nowak\",i@example.org\nOmar,o@example.org",
        "Ida \"Ace\" Nowak|Omar",
        &[],
    ),
    (
        "Kollegin,Wo,Post\nIda Nowak,HR,i@example.org\nOmar Haddad,IT,o@example.org\n",
        "Ida Nowak|Omar Haddad",
        &[
            ("Kollegin", Why::Column),
            ("Wo", Why::Column),
            ("Post", Why::Column),
            ("HR", Why::Column),
            ("IT", Why::Column),
        ],
    ),
    // What is no name is named.
    (
        "Ida, ???, ida, Omar",
        "Ida|Omar",
        &[("???", Why::NoLetter), ("ida", Why::Twice)],
    ),
];

#[test]
fn lists_of_people_are_read_as_people_have_them() {
    for (list, wanted, left) in LISTS {
        let people = read(list);
        assert_eq!(names(&people), *wanted, "{list:?}");
        let found = people
            .left
            .iter()
            .map(|left| (left.what.as_str(), left.why));
        assert_eq!(found.collect::<Vec<_>>(), *left, "{list:?}");
        // Line ends of other systems say the same.
        let other = read(&list.replace('\n', "\r\n"));
        assert_eq!(names(&other), *wanted, "{list:?}");
    }
}

/// Names that no list can misread: one or two words, no two alike.
fn some_names() -> impl Strategy<Value = Vec<String>> {
    let name = "[A-ZÄØ][a-zéüł]{2,8} [A-Z][a-z'-]{2,8}[a-z]";
    prop::collection::btree_set(name, 2..12).prop_map(|names| {
        let mut seen = std::collections::HashSet::new();
        let names = names.into_iter();
        names
            .filter(|name| seen.insert(name.to_lowercase()))
            .collect()
    })
}

proptest! {
    #![proptest_config(laws(256))]

    #[test]
    fn every_form_of_a_list_gives_the_same_names(all in some_names()) {
        let mail = |name: &String| format!("{}@example.org", name.replace([' ', '\''], ".").to_lowercase());
        let turned = |name: &String| {
            let (first, last) = name.split_once(' ').unwrap();
            format!("{last}, {first}")
        };
        let each = |form: &dyn Fn(&String) -> String, joint: &str| {
            all.iter().map(form).collect::<Vec<_>>().join(joint)
        };
        let forms = [
            each(&String::clone, "\n"),
            each(&String::clone, ", "),
            each(&String::clone, ";"),
            each(&|name| format!("{name} <{}>", mail(name)), ", "),
            each(&|name| format!("\"{}\" <{}>", turned(name), mail(name)), "; "),
            each(&|name| format!("{} <{}>", turned(name), mail(name)), "; "),
            each(&turned, "\n"),
            each(&|name| format!("{name}\t{}", mail(name)), "\n"),
            each(&|name| format!("{name},{},Ward 4", mail(name)), "\n"),
            format!("Name,Mail\n{}", each(&|name| format!("\"{}\",{}", turned(name), mail(name)), "\n")),
            format!("team;surname;first name\n{}", each(&|name| format!("A;{}", turned(name).replace(", ", ";")), "\r\n")),
        ];
        for form in forms {
            prop_assert_eq!(names(&read(&form)), all.join("|"), "{}", form);
        }
    }

    #[test]
    fn nothing_of_a_list_vanishes(list in "[a-c@.,;<>\"\t\n |]{0,40}") {
        let people = read(&list);
        let left = people.left.iter().map(|left| &left.what);
        let kept: String = people.names.iter().chain(left).map(|kept| kept.to_lowercase()).collect();
        // Beside a name only a mail address goes.
        for word in list.split(|letter: char| !letter.is_alphanumeric()).filter(|_| !list.contains('@')) {
            prop_assert!(kept.contains(word), "{word:?} of {list:?}: {people:?}");
        }
    }
}

#[test]
fn a_pasted_list_fills_the_table_and_says_what_was_not_taken() {
    let rig = Rig::gathered(open(), &["Ida"], (80, 24));
    let mut gather = Gather::default();
    let mail = "Ida <i@example.org>, Omar Haddad <o@example.org>, lin@example.org";
    let effects = gather.paste(mail, &rig.view());
    let joins = |effects: &[Effect]| {
        effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Send(..)))
            .count()
    };
    assert_eq!(joins(&effects), 1);
    let said = |effects: &[Effect]| match effects.last() {
        Some(Effect::Choices(said, choices)) if choices.is_empty() => said.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        said(&effects),
        "Not taken: “lin@example.org” (no name beside it), “Ida” (here already)."
    );
    let many: Vec<_> = (0..MOST_PEOPLE + 1).map(|at| format!("P{at}")).collect();
    let effects = gather.paste(&many.join("\n"), &rig.view());
    assert_eq!(joins(&effects), MOST_PEOPLE - 1);
    assert!(said(&effects).contains("(the table is full)"));
    // Typed, a comma within a mail's name ends nothing, and what is no name stays.
    for letter in "\"Nowak, Eva\" <e@example.org>".chars() {
        assert!(gather.type_char(letter, &rig.view()).is_empty());
    }
    let effects = gather.type_char(';', &rig.view());
    assert_eq!(joins(&effects), 1, "{effects:?}");
    "e@example.org".chars().for_each(|letter| {
        gather.type_char(letter, &rig.view());
    });
    gather.act(Action::Enter, &rig.view());
    assert!(gather.is_typing(), "what was typed is still there");
}

#[test]
fn a_file_of_people_is_read_whatever_program_saved_it() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(
        at("small.md"),
        "# Small\n\nA text.\n\n## Questions\n\n1. Why?\n",
    )
    .unwrap();
    let utf16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>()
    };
    let marked = [&[0xff, 0xfe][..], &utf16("Zoë\r\nÇem\r\n")].concat();
    let files: &[(&str, Vec<u8>, &str, &str)] = &[
        (
            "latin.txt",
            b"Zo\xeb\n\xc7em\n".to_vec(),
            "Zoë, Çem",
            "accents",
        ),
        ("utf16.txt", marked, "Zoë, Çem", ""),
        ("unmarked.txt", utf16("Zoë\r\nCem\r\n"), "Zoë, Cem", ""),
        (
            "last.txt",
            "Nowak, Ida\nHaddad, Omar\n".into(),
            "Ida Nowak, Omar Haddad",
            "",
        ),
        (
            "roster.csv",
            "Name;E-Mail\n\"Nowak, Ida\";i@example.org\nOmar;\n".into(),
            "Ida Nowak, Omar",
            "“E-Mail” (not a name)",
        ),
    ];
    for (name, bytes, wanted, said) in files {
        fs::write(at(name), bytes).unwrap();
        let ran = run(
            folder.path(),
            &["run", "small.md", "--plain", "--people", name],
            "/who\n",
        );
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        for person in wanted.split(", ") {
            assert!(ran.out.contains(person), "{name}: {person}: {}", ran.out);
        }
        let count = format!("{} people are here", wanted.split(", ").count());
        assert!(ran.out.contains(&count), "{name}: {}", ran.out);
        assert!(ran.out.contains(said), "{name}: {}", ran.out);
    }
    // In lines, and on the command line itself.
    let mail = "Ida Nowak <i@example.org>; Omar <o@example.org>, x@example.org";
    let ran = run(
        folder.path(),
        &["run", "small.md", "--plain"],
        &format!("{mail}\n"),
    );
    has!(ran.out, "2 people are here");
    has!(ran.out, "Not taken: “x@example.org” (no name beside it).");
    let ran = run(
        folder.path(),
        &["run", "small.md", "--plain", "--people", mail],
        "",
    );
    has!(ran.out, "2 people are here");
}

#[test]
fn a_mails_people_can_be_pasted_while_people_gather() {
    let mut desk = Terminal::start(&["run", "six-parcels"]);
    desk.wait("Type a name and press");
    desk.press(
        "\x1b[200~\"Nowak, Ida\" <i@example.org>, Omar <o@example.org>, x@example.org\x1b[201~",
    );
    desk.wait("Not taken: “x@example.org” (no name beside it).");
    desk.press("\r");
    desk.wait("2 people");
    desk.wait("Ida Nowak");
}

/// Somebody who was put on the list by mistake: as if never there, name and all; once something
/// of theirs is on record, they have left.
#[test]
fn whoever_is_on_the_list_by_mistake_is_taken_off_it() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Bne", "Ben"], (80, 24));
    let room = |rig: &Rig| rig.table.view(Viewer::Room).people.len();
    assert_eq!(room(&rig), 3);
    rig.keys("L Down Down");
    has!(rig.screen(), "nothing on record yet");
    rig.keys("Enter");
    has!(rig.screen(), "off the list, as if never here");
    assert_eq!(room(&rig), 2);
    rig.keys("Esc");
    assert!(!rig.screen().contains("(Ben)"), "{}", rig.screen());
    // The name is free for whoever has it.
    let (person, name) = (PersonId(2), Clean::new("Ben"));
    rig.table
        .must(Actor::Desk, Command::Rename { person, name });
    let back = Command::Return {
        person: PersonId(3),
    };
    let refused = rig.table.send(Actor::Desk, back, 1).unwrap_err();
    assert_eq!(refused, Refusal::NameTaken(Clean::new("Ben")));
    crate::rules::answers(&mut rig.table, person, "mine");
    rig.follow();
    rig.keys("L Down Enter");
    has!(rig.screen(), "left; what they said stays");
    assert_eq!(room(&rig), 2);
}
