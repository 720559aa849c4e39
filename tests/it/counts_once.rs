//! What counts is what somebody said last in each round, and nothing is told that nobody said.

use roundtable::{
    case::{Answer, Value},
    id::PersonId,
    protocol::{BUILT_IN, Protocol, Who},
    report::{self, chart::charts},
    session::{Actor, Ballot, Command, Draft, DraftKey, Drafts, Next, Score, Stance, View, Viewer},
    text::Clean,
    web::{
        page::between,
        room::{Around, render},
    },
};

use crate::{
    report::report_of,
    rig::{ASKED, Rig, choice, one, open, rank},
    rules::{ANN, BEN},
    world::Table,
};

const FOUR: [&str; 4] = ["Ann", "Ben", "Cy", "Di"];

fn begun(case: roundtable::case::Case, protocol: &str) -> Table {
    let mut table = Table::new(case, Protocol::find(protocol).unwrap(), 3);
    for name in FOUR {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    while table.view(Viewer::Facilitator).question.is_none() {
        table.advance();
    }
    table
}

fn comes_to(table: &mut Table, step: &str) {
    for _ in 0..20 {
        if name(&table.view(Viewer::Room)) == step {
            return;
        }
        table.advance();
    }
    panic!("no step {step}");
}

fn name(view: &View) -> String {
    let step = view.step.as_ref();
    step.map_or_else(String::new, |step| step.step.name.to_string())
}

fn says(table: &mut Table, person: u32, value: Value, reason: &str) {
    let command = Command::Answer {
        person: PersonId(person),
        question: table.asked(),
        answer: Answer {
            value,
            reason: Clean::new(reason),
        },
        handed_in: false,
        moved_by: None,
    };
    table.must(Actor::Person(PersonId(person)), command);
}

fn votes(table: &mut Table, person: u32, ballot: Ballot) {
    let person = PersonId(person);
    let question = table.asked();
    table.must(
        Actor::Person(person),
        Command::Vote {
            person,
            question,
            ballot,
        },
    );
}

fn told(table: &Table) -> String {
    let report = report_of(table);
    report::markdown::write(&report, true) + &report::html::report(&report, "today", true)
}

#[test]
fn a_vote_withdrawn_before_anything_is_shown_moved_nobody_and_is_told_nowhere() {
    let mut table = begun(one(choice(1), ASKED), "peer-instruction");
    for person in 1..=4 {
        says(&mut table, person, Value::Choice(vec![0]), "at first");
    }
    says(&mut table, 2, Value::Choice(vec![1]), "WITHDRAWN");
    says(&mut table, 2, Value::Choice(vec![2]), "stays");
    comes_to(&mut table, "vote again");
    for person in [1, 3, 4] {
        says(&mut table, person, Value::Choice(vec![0]), "again");
    }
    says(&mut table, 2, Value::Choice(vec![2]), "again");
    comes_to(&mut table, "both rounds");
    let question = table.view(Viewer::Room).question.unwrap();
    assert_eq!(question.moves, []);
    assert_eq!(question.asked_again, 4);
    comes_to(&mut table, "compare");
    lacks!(told(&table), "WITHDRAWN");
    has!(told(&table), "stays");
}

#[test]
fn whoever_answers_and_then_ranks_was_asked_once_for_each() {
    let mut table = begun(open(), "nominal-group");
    for person in 1..=4 {
        let words = Clean::new(&format!("Idea {person}"));
        says(&mut table, person, Value::Text(words), "");
    }
    comes_to(&mut table, "rank");
    let items = table.view(Viewer::Room).question.unwrap().items;
    let items: Vec<_> = items.iter().map(|item| item.entry).collect();
    // On the room's page stands what is ranked, numbered, and nobody's answer by name.
    let page = render(&table.view(Viewer::Room), &Around::default());
    for (number, item) in (1..=4).zip(1..=4) {
        has!(page, &format!("<h2>{number}</h2>"));
        has!(page, &format!("Idea {item}"));
    }
    lacks!(page, "<h2>Ann</h2>");
    for person in 1..=4 {
        votes(&mut table, person, Ballot::Ranking(items.clone()));
    }
    votes(&mut table, 1, Ballot::Ranking(vec![items[3]]));
    comes_to(&mut table, "rank again");
    comes_to(&mut table, "result");
    let question = table.view(Viewer::Room).question.unwrap();
    assert_eq!((question.asked_again, question.moves.len()), (0, 0));
    let points: usize = question.rounds[0].items.iter().map(|one| one.points).sum();
    assert_eq!(
        points,
        5 + 3 * (5 + 4 + 3 + 2),
        "Ann ranked one, in the end"
    );
}

#[test]
fn nobody_agrees_alone_and_what_nobody_rated_stays() {
    let mut table = begun(open(), "delphi");
    for person in 1..=4 {
        let words = Clean::new(&format!("Rule {person}"));
        says(&mut table, person, Value::Text(words), "");
    }
    comes_to(&mut table, "rate");
    let items = table.view(Viewer::Room).question.unwrap().items;
    let rates = |item: usize, points| {
        Ballot::Rating(vec![Score {
            item: items[item].entry,
            points,
            reason: Clean::default(),
        }])
    };
    votes(&mut table, 1, rates(0, 9));
    comes_to(&mut table, "rate again");
    let question = table.view(Viewer::Room).question.unwrap();
    let outcome = question.outcome.unwrap();
    lacks!(outcome, "Agreed");
    for item in &items[1..] {
        has!(outcome, &*item.words);
    }
    assert_eq!(question.rounds[0].items.len(), 4);
    // Two agree, and what nobody rates keeps it open all the same.
    votes(&mut table, 1, rates(0, 9));
    votes(&mut table, 2, rates(0, 8));
    table.advance();
    assert_eq!(name(&table.view(Viewer::Room)), "rate again");
    has!(
        table.view(Viewer::Room).question.unwrap().outcome.unwrap(),
        "Agreed in round 2"
    );
}

#[test]
fn where_nobody_was_asked_for_consent_no_consent_is_drawn() {
    let mut table = begun(open(), "nominal-group");
    for person in 1..=4 {
        let words = Clean::new(&format!("Idea {person}"));
        says(&mut table, person, Value::Text(words), "");
    }
    comes_to(&mut table, "rank");
    comes_to(&mut table, "talk");
    let question = table.view(Viewer::Report).question.unwrap();
    assert_eq!(charts(&question), []);
    lacks!(told(&table), "Consent");
}

/// What is said over the input, and beside the name of whoever writes, are of one rule.
#[test]
fn what_is_shown_at_once_is_said_to_be_everywhere() {
    for protocol in BUILT_IN.iter().filter(|one| one.name != "solo") {
        let mut table = begun(open(), &protocol.name);
        while let Some(step) = table.view(Viewer::Facilitator).step {
            assert_eq!(
                step.at_once,
                step.audience.contains("at once"),
                "{}: {}",
                protocol.name,
                step.step.name
            );
            assert!(!(step.at_once && step.step.takes_votes()));
            table.advance();
            if table.view(Viewer::Facilitator).question.is_none() {
                break;
            }
        }
    }
}

#[test]
fn the_way_on_from_an_objection_is_said_and_the_objection_is_shown() {
    let mut table = begun(open(), "consent");
    says(&mut table, 1, Value::Text(Clean::new("The proposal")), "");
    comes_to(&mut table, "consent");
    let page = render(&table.view(Viewer::Room), &Around::default());
    has!(page, "The proposal");
    has!(page, "0 of 4 are in");
    for person in [1, 3, 4] {
        let ballot = Ballot::Consent {
            objects: false,
            reason: Clean::default(),
        };
        votes(&mut table, person, ballot);
    }
    let objects = Ballot::Consent {
        objects: true,
        reason: Clean::new("It costs too much"),
    };
    votes(&mut table, 2, objects);
    comes_to(&mut table, "integrate");
    let view = table.view(Viewer::Facilitator);
    let leads = match &view.ahead.next {
        Next::Step(step) => step.name.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(leads, "consent");
    let page = render(&table.view(Viewer::Room), &Around::default());
    has!(page, "Ben objects");
    has!(page, "It costs too much");
    table.advance();
    assert_eq!(name(&table.view(Viewer::Room)), "consent");
    assert_eq!(view.step.unwrap().step.who, Who::Holder);
}

#[test]
fn an_order_that_nobody_touched_is_nobodys() {
    let mut rig = Rig::new(one(rank(), ASKED), "think-share", &FOUR, (80, 24));
    rig.keys("Enter Enter Enter");
    assert!(rig.answer_of(1).is_none(), "{}", rig.screen());
    rig.keys("Ctrl-s");
    assert!(rig.answer_of(1).is_none(), "{}", rig.screen());
    rig.keys("Space Space Ctrl-s");
    assert!(rig.answer_of(1).is_some(), "{}", rig.screen());
}

#[test]
fn a_reason_belongs_to_its_verdict() {
    let mut table = begun(crate::world::case(), "think-share");
    comes_to(&mut table, "compare");
    let compares = |table: &mut Table, stance, text: &str| {
        let command = Command::Compare {
            person: ANN,
            question: table.asked(),
            model: 0,
            claim: 0,
            stance,
            text: Clean::new(text),
        };
        table.must(Actor::Person(ANN), command);
        let own = table.view(Viewer::Person(ANN)).question.unwrap();
        let other = table.view(Viewer::Person(BEN)).question.unwrap();
        assert!(other.stances.iter().all(|one| one.before.is_empty()));
        let stance = &own.stances[0];
        (stance.stance, stance.text.to_string())
    };
    let contest = compares(&mut table, Stance::Contest, "Not here");
    let agree = compares(&mut table, Stance::Agree, "");
    assert_eq!(agree, (Stance::Agree, String::new()));
    assert_eq!(compares(&mut table, Stance::Contest, ""), contest);
    // What is emptied on purpose stays empty.
    let emptied = compares(&mut table, Stance::Contest, "");
    assert_eq!(emptied, (Stance::Contest, String::new()));
}

/// Also where names are hidden, and nobody else may know who is done.
#[test]
fn a_phone_that_several_share_says_whose_turn_it_is() {
    let mut table = begun(open(), "nominal-group");
    for person in 1..=4 {
        let words = Clean::new(&format!("Idea {person}"));
        says(&mut table, person, Value::Text(words), "");
    }
    let page = |table: &Table| {
        let people = table.session.waits_for(&[ANN, BEN]);
        between(&table.view(Viewer::Room), &people, "t")
    };
    comes_to(&mut table, "rank");
    has!(
        page(&table),
        "Pass the phone to</span> <span class=\"huge\">Ann"
    );
    let items = table.view(Viewer::Room).question.unwrap().items;
    votes(&mut table, 1, Ballot::Ranking(vec![items[0].entry]));
    has!(
        page(&table),
        "Pass the phone to</span> <span class=\"huge\">Ben"
    );
    votes(&mut table, 2, Ballot::Ranking(vec![items[1].entry]));
    has!(page(&table), "Nobody on this phone is waited for");
    let from = table.session.place();
    table.must(Actor::Desk, Command::ToClose { from });
    has!(page(&table), "What will you try?");
    table.must(Actor::Desk, Command::Close);
    has!(page(&table), "It is over.");
}

#[test]
fn what_somebody_was_about_to_commit_to_is_handed_in_with_the_close() {
    let mut table = begun(open(), "think-share");
    let from = table.session.place();
    table.must(Actor::Desk, Command::ToClose { from });
    let draft = |text: &str| Draft {
        text: Clean::new(text),
        more: ["better", "worse", "May"].map(Clean::new).to_vec(),
        ..Draft::default()
    };
    let key = |person: PersonId| DraftKey::Commitment {
        person: Some(person),
    };
    let drafts = Drafts::from([(key(ANN), draft("I will ask")), (key(BEN), draft(" "))]);
    let counting = table.session.counting(&Command::Close, &drafts);
    let [command] = counting.as_slice() else {
        panic!("{counting:?}")
    };
    table.must(Actor::Desk, command.clone());
    let made = table.view(Viewer::Report).commitments;
    let one = &made[0].commitment;
    assert_eq!(
        [&*one.what, &*one.expect, &*one.surprise, &*one.by_when],
        ["I will ask", "better", "worse", "May"]
    );
}

/// One answer of a group is one: groups are counted, and then it goes on.
#[test]
fn where_a_group_writes_one_answer_groups_are_counted() {
    let mut rig = Rig::new(open(), "1-2-4-all", &FOUR, (80, 24));
    while name(&rig.view()) != "four" {
        let from = rig.table.session.place();
        rig.send(Actor::Desk, Command::Advance { from });
    }
    rig.follow();
    for _ in 0..3 {
        if !rig.screen().contains("Pass the keyboard to one of you:") {
            rig.keys("Enter");
        }
    }
    has!(rig.screen(), "The group has not written yet");
    rig.keys("Enter Enter").types("One idea").keys("Ctrl-s");
    let screen = rig.screen();
    has!(screen, "The group’s answer is in");
    lacks!(screen, "new version of");
    rig.keys("Enter");
    assert_eq!(name(&rig.view()), "all", "{}", rig.screen());
}

/// A clock counts whole milliseconds, and lines from a file pass a stop within one.
#[test]
fn where_a_session_was_for_less_than_a_moment_it_was() {
    let mut table = begun(open(), "think-share");
    let from = table.session.place();
    let (person, question) = (PersonId(1), table.asked());
    let passes = Command::Pass { person, question };
    table.send(Actor::Person(person), passes, 0).unwrap();
    table
        .send(Actor::Desk, Command::LeaveOut { from }, 0)
        .unwrap();
    table.send(Actor::Desk, Command::Close, 0).unwrap();
    let told = told(&table);
    has!(told, "1 question asked");
    lacks!(told, "left out");
}
