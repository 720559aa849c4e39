//! Names of people: told apart at first sight, short enough to be said.

use roundtable::{
    protocol::Protocol,
    session::{Actor, Refusal, Viewer},
};

use crate::{
    desk::join,
    world::tried,
    world::{Table, case},
};

#[test]
fn names_that_look_alike_are_one_name() {
    // Latin names, and the same written with letters of other scripts, wide letters, marks apart.
    let pairs = [
        ("Ana", "Аna"),
        ("Ana", "Anа"),
        ("Ana", "Аnа"),
        ("Ana", "ANA"),
        ("Ana", "Ａna"),
        ("Ana", "Αna"),
        ("Eve", "Еve"),
        ("Eve", "Evе"),
        ("Eve", "Ｅve"),
        ("Eve", "eve"),
        ("Cora", "Сora"),
        ("Cora", "Cоra"),
        ("Cora", "Corа"),
        ("Cora", "Cοra"),
        ("Cora", "ｃora"),
        ("Pia", "Рia"),
        ("Pia", "Piа"),
        ("Pia", "Pіa"),
        ("Pia", "Ρia"),
        ("Pia", "PIA"),
        ("Olga", "Оlga"),
        ("Olga", "Οlga"),
        ("Olga", "Olgа"),
        ("Olga", "ⲟlga"),
        ("Olga", "Ｏlga"),
        ("Max", "Мax"),
        ("Max", "Mаx"),
        ("Max", "Maх"),
        ("Max", "Μax"),
        ("Max", "Ｍax"),
        ("Tom", "Тom"),
        ("Tom", "Tоm"),
        ("Tom", "Τom"),
        ("Tom", "TOM"),
        ("Tom", "Ｔom"),
        ("Zoe\u{301}", "Zoé"),
        ("Zoé", "ZOÉ"),
        ("Zoé", "Ζoé"),
        ("Jens", "Јens"),
        ("Jens", "Jеns"),
        ("Jens", "Jenѕ"),
        ("Ida", "Іda"),
        ("Ida", "Idа"),
        ("Ida", "Ιda"),
        ("Ayse", "Аyse"),
        ("Ayse", "Aуse"),
        ("Ayse", "Ayѕe"),
        ("Anna  B", "Anna B"),
        ("Anna B", "anna\tb"),
        ("Kim", "Кim"),
    ];
    assert_eq!(pairs.len(), 50);
    for (name, other) in pairs {
        let mut table = Table::new(case(), Protocol::find("think-share").unwrap(), 7);
        table.must(Actor::Desk, join(name));
        let refused = tried(&table, Actor::Door, &join(other));
        assert!(
            matches!(refused, Err(Refusal::NameTaken(_))),
            "{name} and {other}: {refused:?}"
        );
    }
    // Names that only share letters, and names in other scripts, stay apart.
    let mut table = Table::new(case(), Protocol::find("think-share").unwrap(), 7);
    let apart = [
        "Ann",
        "Anna",
        "Anne",
        "Bem",
        "Bern",
        "Анна",
        "Αννα",
        "美咲",
        "さくら",
        "Zoé",
        "Zoe",
        "Ali",
        "Aii",
        "علي",
        "דנה",
    ];
    for name in apart {
        table.must(Actor::Door, join(name));
    }
    let forty = "é".repeat(40);
    table.must(Actor::Door, join(&forty));
    let longer = tried(&table, Actor::Door, &join(&"é".repeat(41)));
    assert_eq!(longer, Err(Refusal::LongName));
    // Kept composed, whatever was typed.
    table.must(Actor::Door, join("Ame\u{301}lie"));
    let last = table.view(Viewer::Room).people;
    assert_eq!(last.last().unwrap().name.as_str(), "Amélie");
}
