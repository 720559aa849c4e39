//! Who thinks otherwise once all answers were read says so: as a version of its own, beside what
//! stood when all were shown, which stays what was counted. (What holds in random sessions is in
//! `laws`.)

use roundtable::{
    case::{Answer, Value},
    id::{PersonId, QuestionId},
    protocol::{ALONE, Names, Protocol},
    report,
    session::{Actor, Command, Event, Session, View, Viewer},
    text::Clean,
    tui::{
        keys::{Action, Scope},
        palette::Palette,
    },
    web::page::At,
};

use crate::{
    door::run,
    phone_pages::Phones,
    report::report_of,
    rig::{ASKED, Rig, all_answer, choice, one, open},
    rules::{ANN, BEN, answer_of, answers, asked, gathered, q1, think},
    world::{Table, tried},
};

fn changes(person: PersonId, question: &str, value: Value, why: &str) -> Command {
    Command::Answer {
        person,
        question: QuestionId::new(question),
        answer: Answer {
            value,
            reason: Clean::default(),
        },
        handed_in: false,
        moved_by: Some(Clean::new(why)),
    }
}

fn seen(table: &Table, viewer: Viewer) -> View {
    table.view(viewer)
}

/// Each answer that is seen: its version, whether there is a newer one, and whether it was changed.
fn versions(table: &Table) -> Vec<(usize, bool, bool)> {
    let question = seen(table, Viewer::Room).question.unwrap();
    let answers = question.answers.iter();
    answers
        .map(|one| (one.version, one.superseded, one.changed))
        .collect()
}

#[test]
fn what_stood_when_all_were_shown_stays_and_is_what_is_counted() {
    let mut table = think();
    let from = table.session.place();
    table.must(Actor::Desk, Command::LeaveOut { from });
    for (person, option) in [(ANN, 0), (BEN, 0)] {
        let value = Value::Choice(vec![option]);
        table.must(Actor::Person(person), changes(person, "q2", value, ""));
    }
    table.advance();
    table.advance();
    let tally = |table: &Table| format!("{:?}", seen(table, Viewer::Room).question.unwrap().tally);
    let before = tally(&table);
    let other = changes(ANN, "q2", Value::Choice(vec![1]), "what Ben said");
    table.must(Actor::Person(ANN), other);
    assert_eq!(tally(&table), before);
    assert_eq!(
        versions(&table),
        [(1, true, false), (2, false, true), (1, false, false)]
    );
    let last = &table.entries.last().unwrap().event;
    assert!(
        matches!(last, Event::Answered { late: false, .. }),
        "{last:?}"
    );
    let told = report::markdown::write(&report_of(&table), true);
    has!(
        told,
        "in “discuss”, after all had been shown",
        "1 answer was changed after all had been shown",
        "what Ben said"
    );
    let again = Session::replay(&table.entries).unwrap().runs_elsewhere();
    assert_eq!(
        format!("{:?}", again.view(Viewer::Room, table.now)),
        format!("{:?}", seen(&table, Viewer::Room))
    );
}

#[test]
fn a_change_is_for_steps_in_which_all_read_and_may_write_anew() {
    let may = |table: &Table, person| seen(table, Viewer::Person(person)).can.answer_after;
    // Who was not asked for anything else may; nobody before the answers are read.
    let mut table = think();
    answers(&mut table, ANN, "first");
    assert!(!may(&table, ANN));
    table.advance();
    assert!(may(&table, ANN));
    let other = Actor::Person(BEN);
    assert!(tried(&table, other, &answer_of(ANN, "for Ann")).is_err());
    // What is voted on stays as it is.
    for protocol in ["nominal-group", "delphi"] {
        let mut table = asked(Protocol::find(protocol).unwrap());
        answers(&mut table, ANN, "first");
        answers(&mut table, BEN, "second");
        let asks = |table: &Table| seen(table, Viewer::Room).question.unwrap().prompt.id == q1();
        while asks(&table) {
            assert!(!may(&table, ANN), "{protocol}");
            table.advance();
        }
    }
    // While votes are hidden there is nothing yet to change one's mind about.
    let mut table = asked(Protocol::find("peer-instruction").unwrap());
    answers(&mut table, ANN, "first");
    table.advance();
    assert!(!may(&table, ANN));
    // Alone there are steps of its own for it.
    let mut alone = Rig::new(open(), ALONE, &["Ann"], (80, 24));
    alone.types("Mine.").keys("Ctrl-s Enter");
    assert!(!alone.view().can.answer_after);
}

#[test]
fn under_hidden_names_a_change_shows_with_the_next_question() {
    let mut table = gathered(Protocol::find("think-share").unwrap());
    let hidden = Names::Hidden;
    table.must(Actor::Desk, Command::SetNames { names: hidden });
    table.advance();
    table.advance();
    for (person, text) in [(ANN, "ONE"), (BEN, "TWO")] {
        answers(&mut table, person, text);
    }
    table.advance();
    answers(&mut table, ANN, "CHANGED");
    let shows = |table: &Table, viewer| format!("{:?}", seen(table, viewer)).contains("CHANGED");
    assert!(!shows(&table, Viewer::Room) && !shows(&table, Viewer::Person(BEN)));
    assert!(shows(&table, Viewer::Person(ANN)));
    let audience = seen(&table, Viewer::Person(ANN)).step.unwrap().audience;
    has!(audience, "when the next question begins");
    let from = table.session.place();
    table.must(Actor::Desk, Command::LeaveOut { from });
    assert!(shows(&table, Viewer::Report));
}

#[test]
fn a_changed_mind_is_taken_down_on_the_screen() {
    let mut rig = Rig::new(open(), "think-share", &["Ann", "Ben", "Cy"], (80, 24));
    all_answer(&mut rig);
    rig.keys("Enter Enter M").types("c");
    // It asks whose first, and stands on whoever has none: no letter lands in the text of another.
    let screen = rig.screen();
    assert!(screen.contains("(•) Cy"), "{screen}");
    rig.keys("Left Left");
    let screen = rig.screen();
    has!(screen, "Tell the ward what happened");
    rig.keys("Tab Ctrl-s");
    assert!(
        rig.last_told().contains("Nothing has changed"),
        "{:?}",
        rig.told
    );
    rig.keys("End").types(" And ask them first.").keys("Tab");
    rig.types("what Ben would do").keys("Ctrl-s");
    let screen = rig.screen();
    has!(screen, "changed since");
    has!(screen, "ask them first.");
    let question = rig.view().question.unwrap();
    let own = question
        .answers
        .iter()
        .filter(|one| one.by.words() == Some("Ann"));
    assert_eq!(own.count(), 2);
}

#[test]
fn letters_find_a_person_whatever_stands_there_of_others() {
    let names = &["Ann", "Ben", "Cara", "Carl"];
    let mut rig = Rig::new(open(), "think-share", names, (80, 24));
    all_answer(&mut rig);
    rig.keys("Enter Ctrl-p Enter Enter M");
    for (typed, found) in [("carl", "Carl"), ("ann", "Ann"), ("cara", "Cara")] {
        rig.types(typed);
        has!(rig.screen(), &*format!("(•) {found}"));
        rig.keys("Back Back Back Back");
    }
    // What finds nobody says so, whatever else stands in that row.
    rig.types("zz");
    has!(rig.screen(), "Nothing here begins with “zz”");
}

/// What was typed over somebody's answer is not taken along to another person.
#[test]
fn a_change_that_was_begun_stays_with_whose_answer_it_is() {
    let mut rig = Rig::new(open(), "think-share", &["Ann", "Ben", "Cy"], (80, 24));
    all_answer(&mut rig);
    rig.keys("Enter Enter M Home Tab End").types(" AND MORE");
    rig.keys("BackTab Right");
    lacks!(rig.screen(), "AND MORE", "│ Tell the ward");
    assert!(
        rig.last_told().contains("kept as a draft"),
        "{:?}",
        rig.told
    );
    rig.keys("Esc M Home");
    has!(rig.screen(), "Tell the ward", "AND MORE");
    rig.keys("Tab Ctrl-s");
    has!(rig.screen(), "AND ┃", "MORE");
}

#[test]
fn another_person_brings_their_own_answer_and_a_late_one_begins_with_nothing() {
    let mut rig = Rig::new(open(), "think-share", &["Ann", "Ben", "Cy"], (80, 24));
    all_answer(&mut rig);
    rig.keys("Enter Enter M Left");
    let screen = rig.screen();
    has!(screen, "Nothing yet. First I would ask");
    rig.keys("Right");
    let screen = rig.screen();
    lacks!(screen, "What moved them");
    rig.keys("Tab").types("After all: LATE").keys("Ctrl-s");
    let question = rig.view().question.unwrap();
    let late: Vec<_> = question.answers.iter().filter(|one| one.late).collect();
    assert!(late.len() == 1 && !late[0].changed, "{late:?}");
    // What was put away comes back with the person whose it is.
    has!(screen, "Tell the ward what happened");
    rig.keys("Tab Ctrl-s");
}

#[test]
fn what_moved_them_is_emptied_and_what_was_saved_last_can_go() {
    let mut rig = Rig::new(open(), "think-share", &["Ann", "Ben", "Cy"], (80, 24));
    all_answer(&mut rig);
    rig.keys("Enter Enter M Left Left Tab Tab")
        .types("WHAT CY SAID")
        .keys("Ctrl-s");
    assert!(rig.screen().contains("WHAT CY SAID"), "{}", rig.screen());
    // Undo means what was saved last, before any step back.
    let view = rig.view();
    let mut palette = Palette::new(Scope::Discuss);
    "undo"
        .chars()
        .for_each(|letter| palette.type_letter(Some(letter)));
    assert_eq!(palette.rows(&view.can)[0].action, Action::SetAside);
    rig.keys("-");
    assert!(
        rig.screen().contains("what was saved last, for Ann"),
        "{}",
        rig.screen()
    );
    rig.types("it was Cy").keys("Ctrl-s Enter");
    assert!(!rig.screen().contains("WHAT CY SAID"), "{}", rig.screen());
    assert!(
        rig.screen().contains("Tell the ward what happened"),
        "{}",
        rig.screen()
    );
    // Or the field is emptied.
    rig.keys("M Left Left Tab Tab")
        .types("WHAT BEN SAID")
        .keys("Ctrl-s");
    rig.keys("M Left Left Tab Tab Ctrl-u Ctrl-s");
    assert!(
        !rig.screen().contains("WHAT BEN SAID"),
        "{:?}{}",
        rig.told,
        rig.screen()
    );
    let told = report::markdown::write(&report::report(&seen(&rig.table, Viewer::Report)), true);
    lacks!(told, "WHAT CY SAID");
}

#[test]
fn a_choice_is_changed_and_the_screen_says_that_it_was_counted_before() {
    let mut rig = Rig::new(
        one(choice(1), ASKED),
        "think-share",
        &["Ann", "Ben"],
        (80, 24),
    );
    rig.keys("Enter");
    for _ in 0..2 {
        rig.keys("Enter 1").keys("Ctrl-s");
    }
    rig.keys("n M Tab 2 Ctrl-s");
    let screen = rig.screen();
    has!(screen, "1 answer changed since");
}

#[test]
fn in_lines_and_on_phones_a_mind_is_changed_too() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(
        folder.path().join("case.md"),
        "# One\n\nText.\n\n## Questions\n\n1. Why?\n",
    )
    .unwrap();
    let input =
        "\n\nFirst.\n\nSecond.\n\n\n/answer Ann\nOther.\n\nwhat Ben said\n/answers\n/quit\n";
    let ran = run(
        folder.path(),
        &["run", "case.md", "--plain", "--people", "Ann, Ben"],
        input,
    );
    has!(ran.out, "changed after all had been shown");
    let mut phones = Phones::new(
        Protocol::find("think-share").unwrap(),
        &["Ann", "Ben", "Cem"],
    );
    phones.table.advance();
    phones.table.advance();
    answers(&mut phones.table, ANN, "first");
    phones.table.advance();
    assert!(phones.page(1, At::Main).contains("Change my answer"));
    assert!(phones.page(2, At::Main).contains("Answer after all"));
    let form = phones.page(1, At::Change);
    has!(form, "first");
    has!(form, "name=\"moved_by\"");
    phones.sends(1, &form, "&text=second", "answer").unwrap();
    assert!(phones.page(3, At::Main).contains("changed since"));
}

/// What is written anew before anything is shown, by whoever types or by whoever wrote it, is no
/// version: only the last is what was said.
#[test]
fn what_was_withdrawn_unseen_is_no_version() {
    let types = |text: &str| answer_of(ANN, text);
    let said = |table: &Table| {
        let report = report_of(table);
        let told =
            report::markdown::write(&report, true) + &report::html::report(&report, "today", true);
        (versions(table), told)
    };
    let mut table = think();
    for text in ["HANAS SHEET", "HALF A SEN", "What Ann wrote"] {
        table.must(Actor::Desk, types(text));
    }
    // Whoever writes for themselves withdraws in the same way.
    for text in ["BENS FIRST", "BENS SECOND"] {
        table.must(Actor::Person(BEN), answer_of(BEN, text));
    }
    table.advance();
    let (all, told) = said(&table);
    assert_eq!(all, [(1, false, false), (1, false, false)]);
    for slip in ["HANAS SHEET", "HALF A SEN", "BENS FIRST"] {
        lacks!(told, slip);
        let kept = table
            .entries
            .iter()
            .any(|entry| format!("{entry:?}").contains(slip));
        assert!(kept, "the record keeps {slip}");
    }
    has!(told, "BENS SECOND");
    let again = Session::replay(&table.entries).unwrap().runs_elsewhere();
    assert_eq!(
        format!("{:?}", again.view(Viewer::Room, table.now)),
        format!("{:?}", seen(&table, Viewer::Room))
    );
    // Once it was read, what is typed anew is a change, and what stood there stays.
    table.advance();
    let anew = Clean::new("Read wrongly");
    let value = Value::Text(anew);
    table.must(Actor::Desk, changes(ANN, "q1", value, ""));
    assert!(
        said(&table).0.contains(&(2, false, true)),
        "{:?}",
        said(&table).0
    );
    assert!(said(&table).1.contains("What Ann wrote"));
}
