//! What leaves the group: only what each person agreed to, and nothing that tells more.

use proptest::prelude::*;
use roundtable::{
    case::{Answer, Value},
    id::{PersonId, QuestionId},
    protocol::{BUILT_IN, Names, Protocol},
    session::{
        Actor, Byline, Command, Commitment, Entry, Event, Level, Place, Session, View, Viewer,
        names_somebody,
    },
    text::Clean,
};

use crate::{
    rig::{self, Rig},
    seed::laws,
    tries::{drive, tries},
    world::{self, Table},
};

/// Names whose parts are no words of the answers.
pub(crate) const NAMES: [&str; 6] = ["Ann Oak", "Ben", "Cy", "Dora", "Édith", "Fay"];

fn shared(table: &Table) -> View {
    table.view(Viewer::Shared)
}

/// Six people of whom the first `answering` answer the first two questions; then the close.
pub(crate) fn at_the_close(names: Names, answering: u32) -> Table {
    capped(names, answering, None)
}

/// The same where no more than that may leave.
fn capped(names: Names, answering: u32, most: Option<Level>) -> Table {
    let think_share = Protocol::find("think-share").unwrap();
    let mut table = Table::sharing(world::case(), think_share, (3, false), most);
    for name in NAMES {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    table.must(Actor::Desk, Command::SetNames { names });
    table.advance();
    table.advance();
    for question in ["q1", "q2"] {
        for person in 1..=answering {
            let words = Clean::new(&format!("Words of number {person}."));
            let value = match question {
                "q1" => Value::Text(words),
                _ => Value::Choice(vec![(person % 3) as u8]),
            };
            let reason = match question {
                "q1" => Clean::default(),
                _ => Clean::new(&format!("Reason of number {person}.")),
            };
            table.must(
                Actor::Person(PersonId(person)),
                Command::Answer {
                    person: PersonId(person),
                    question: QuestionId::new(question),
                    answer: Answer { value, reason },
                    handed_in: false,
                    moved_by: None,
                },
            );
        }
        leave_out(&mut table);
    }
    while table.view(Viewer::Room).sources.is_empty() {
        leave_out(&mut table);
    }
    table
}

fn leave_out(table: &mut Table) {
    // What was not shown by then would be told by no report.
    let from = table.session.place();
    let _ = table.send(Actor::Desk, Command::ShowNow { from }, 0);
    let from = table.session.place();
    table.must(Actor::Desk, Command::LeaveOut { from });
}

pub(crate) fn agree(table: &mut Table, person: u32, level: Level) {
    let person = PersonId(person);
    table.must(Actor::Desk, Command::Consent { person, level });
}

/// The texts of the first question, and the names beside them.
fn said(view: &View) -> Vec<(String, String)> {
    let answers = view.past.first().into_iter().flat_map(|one| &one.answers);
    answers
        .map(|answer| {
            let Value::Text(text) = &answer.answer.value else {
                panic!("the first question is open")
            };
            let by = match &answer.by {
                Byline::Name(_, name) | Byline::Pseudonym(name) => name.to_string(),
                Byline::Group | Byline::Unnamed => String::new(),
            };
            (by, text.to_string())
        })
        .collect()
}

#[test]
fn each_level_lets_out_what_it_says() {
    let mut table = at_the_close(Names::Named, 6);
    assert!(said(&shared(&table)).is_empty(), "nobody was asked");
    agree(&mut table, 2, Level::Counted);
    agree(&mut table, 3, Level::Words);
    agree(&mut table, 1, Level::Named);
    agree(&mut table, 4, Level::Nothing);
    let view = shared(&table);
    let pair = |by: &str, text: &str| (by.to_owned(), text.to_owned());
    assert_eq!(
        said(&view),
        [
            pair("Ann Oak", "Words of number 1."),
            pair("person 2", ""),
            pair("person 3", "Words of number 3."),
        ]
    );
    let choices: Vec<_> = view.past[1]
        .answers
        .iter()
        .map(|one| (one.answer.value.clone(), one.answer.reason.to_string()))
        .collect();
    assert_eq!(
        choices,
        [
            (Value::Choice(vec![1]), "Reason of number 1.".to_owned()),
            (Value::Choice(vec![2]), String::new()),
            (Value::Choice(vec![0]), "Reason of number 3.".to_owned()),
        ]
    );
    let people: Vec<_> = view.people.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(people, ["Ann Oak", "person 2", "person 3"]);
    assert_eq!(view.consent.nothing, 3);
    // A later word takes the place of an earlier one.
    agree(&mut table, 1, Level::Nothing);
    assert!(!format!("{:?}", shared(&table)).contains("Ann"));
}

#[test]
fn words_without_a_name_need_five_who_answered() {
    let mut table = at_the_close(Names::Named, 4);
    agree(&mut table, 1, Level::Words);
    agree(&mut table, 2, Level::Named);
    let texts: Vec<_> = said(&shared(&table)).into_iter().map(|one| one.1).collect();
    assert_eq!(texts, ["", "Words of number 2."]);
}

#[test]
fn a_text_that_names_somebody_in_the_room_stays() {
    let mut table = at_the_close(Names::Named, 6);
    let texts = [
        "As fay said.",
        "I, Ben, would.",
        "Nobody is named.",
        "Édiths Idee",
    ];
    for (person, text) in (1..).zip(texts) {
        agree(&mut table, person, Level::Named);
        let commitment = Commitment {
            what: Clean::new(text),
            ..Commitment::default()
        };
        let person = Some(PersonId(person));
        table.must(Actor::Desk, Command::Commit { person, commitment });
    }
    let view = shared(&table);
    let left: Vec<_> = view
        .commitments
        .iter()
        .map(|one| one.commitment.what.as_str())
        .collect();
    // One's own name is no secret to whoever agrees to be named.
    assert_eq!(left, ["", "I, Ben, would.", "Nobody is named.", ""]);
    assert_eq!(view.consent.named, 2);
}

#[test]
fn names_are_found_in_every_form_and_words_are_left_alone() {
    for (text, name, found) in [
        ("anna said so", "Anna Vogel", true),
        ("Annas Tisch", "Anna", true),
        ("The annual fair", "Ann", false),
        ("an answer to all", "Ann", false),
        ("Vogels Einwand", "Anna Vogel", true),
        ("これは田中さんの案", "田中", true),
        ("room 3 was cold", "Table 3", false),
        ("I like it", "Li", false),
        ("LI was right", "Li", true),
    ] {
        assert_eq!(names_somebody(text, [name]), found, "{text} · {name}");
    }
}

#[test]
fn under_hidden_names_nothing_leaves_that_few_agree_to() {
    let mut table = at_the_close(Names::Hidden, 6);
    for person in 1..=4 {
        agree(&mut table, person, Level::Named);
    }
    assert!(said(&shared(&table)).is_empty(), "four could be told apart");
    agree(&mut table, 5, Level::Words);
    let view = shared(&table);
    assert_eq!(said(&view).len(), 5);
    let text = format!("{:?}", view.past);
    assert!(NAMES.iter().all(|name| !text.contains(name)), "{text}");
    // In the report the lowest level stands at what is said under a name.
    let commitment = Commitment {
        what: Clean::new("Try it."),
        ..Commitment::default()
    };
    let person = Some(PersonId(1));
    table.must(Actor::Desk, Command::Commit { person, commitment });
    let report = table.view(Viewer::Report);
    assert_eq!(report.commitments[0].level, Some(Level::Nothing));
}

#[test]
fn consent_is_asked_at_the_close_and_of_oneself() {
    let mut table = at_the_close(Names::Named, 6);
    let consent = |person: u32| Command::Consent {
        person: PersonId(person),
        level: Level::Words,
    };
    let stranger = Actor::Person(PersonId(2));
    assert!(table.send(stranger, consent(1), 0).is_err());
    assert!(table.send(stranger, consent(2), 0).is_ok());
    assert!(table.send(Actor::Program, consent(1), 0).is_err());
    assert!(table.send(Actor::Desk, consent(9), 0).is_err());
    let view = table.view(Viewer::Person(PersonId(2)));
    assert_eq!(view.consent.mine, Some(Level::Words));
    let room = table.view(Viewer::Room);
    assert_eq!(room.consent.open.len(), 5);
    assert!(
        room.past
            .iter()
            .flat_map(|one| &one.answers)
            .all(|one| one.level.is_none()),
        "the room is not told what anybody agrees to"
    );
    table.must(Actor::Desk, Command::Close);
    assert!(table.send(Actor::Desk, consent(1), 0).is_err());
    let mut early = Table::new(world::case(), &BUILT_IN[0], 3);
    let name = Clean::new("Ann");
    early.must(Actor::Desk, Command::Join { name, role: None });
    early.advance();
    assert!(early.send(Actor::Desk, consent(1), 0).is_err());
}

/// A site lets out no more than it says, whatever its people agree to.
#[test]
fn a_site_lets_out_at_most_what_it_says() {
    for (most, offered) in Level::ALL.into_iter().zip(1..) {
        let mut table = capped(Names::Named, 6, Some(most));
        let desk = table.view(Viewer::Facilitator);
        assert_eq!(desk.consent.most.up_to_here().count(), offered);
        assert_eq!(desk.can.consent, most > Level::Nothing);
        for (person, level) in (1..=6).zip(Level::ALL.into_iter().cycle()) {
            let person = PersonId(person);
            let said = table.send(Actor::Desk, Command::Consent { person, level }, 0);
            let may = level <= most && most > Level::Nothing;
            assert_eq!(said.is_ok(), may, "{level} of {most}");
            if let Err(refusal) = said {
                assert!(refusal.to_string().contains("may leave"), "{refusal}");
            }
        }
        table.must(Actor::Desk, Command::Close);
        let view = shared(&table);
        assert!(view.may_be_shared());
        let named = view
            .people
            .iter()
            .any(|one| NAMES.contains(&one.name.as_str()));
        assert_eq!(named, most == Level::Named);
        let words = said(&view).into_iter().filter(|(_, text)| !text.is_empty());
        assert_eq!(words.count() > 0, most >= Level::Words, "{most}");
        assert_eq!(view.people.is_empty(), most == Level::Nothing);
    }
}

/// A journal of another program may say more than the site allows: it leaves no more for that.
#[test]
fn what_was_agreed_beyond_the_site_does_not_leave() {
    let mut table = at_the_close(Names::Named, 6);
    for person in 1..=6 {
        agree(&mut table, person, Level::Named);
    }
    table.must(Actor::Desk, Command::Close);
    assert_eq!(said(&shared(&table)).len(), 6);
    let Event::Opened(opened) = &mut table.entries[0].event else {
        panic!("the first entry opens it")
    };
    opened.most = Some(Level::Counted);
    let session = Session::replay(&table.entries).unwrap();
    let view = session.view(Viewer::Shared, table.now);
    assert!(
        said(&view).iter().all(|(_, text)| text.is_empty()),
        "{view:?}"
    );
    assert_eq!(view.people.len(), 6);
}

#[test]
fn on_the_full_screen_one_is_asked_after_the_other() {
    let mut rig = Rig::new(rig::open(), "think-share", &["Ann", "Ben"], (80, 30));
    while !rig.view().can.consent {
        rig.table.advance();
        rig.follow();
    }
    has!(rig.screen(), "2 people were not asked");
    rig.keys("a");
    let screen = rig.screen();
    has!(screen, "cannot be called back");
    has!(screen, "nothing");
    // Ann: in my words; then Ben is asked at once, and leaves it.
    rig.keys("Right Right Enter");
    let screen = rig.screen();
    has!(screen, "Ben");
    rig.keys("Esc");
    has!(rig.screen(), "1 person was not asked");
    let levels = |person: u32| {
        let view = rig.table.view(Viewer::Person(PersonId(person)));
        view.consent.mine
    };
    assert_eq!(levels(1), Some(Level::Words));
    assert_eq!(levels(2), None);
}

/// What each person agrees to, and all that they said, told again in the plainest way.
fn level_of(entries: &[Entry], person: Option<PersonId>) -> Level {
    let mut level = Level::Nothing;
    for entry in entries {
        if let Event::Consented {
            person: of,
            level: to,
        } = &entry.event
            && Some(*of) == person
        {
            level = *to;
        }
    }
    level
}

fn texts(answer: &Answer) -> Vec<&Clean> {
    match &answer.value {
        Value::Text(text) => vec![text, &answer.reason],
        _ => vec![&answer.reason],
    }
}

fn nothing_unconsented(table: &Table) {
    let view = shared(table);
    let text = format!("{view:?}");
    let level = |person| level_of(&table.entries, person);
    let may_quote = |person| level(person) >= Level::Words;
    for entry in &table.entries {
        let (person, secrets) = match &entry.event {
            Event::Answered { person, answer, .. } => (Some(*person), texts(answer)),
            Event::Noted { person, text, .. } => (*person, vec![text]),
            Event::Compared { person, text, .. } => (Some(*person), vec![text]),
            Event::Dissented { person, text, .. } => (*person, vec![text]),
            Event::Committed { person, commitment } => (*person, vec![&commitment.what]),
            Event::Learned(learned) => (None, vec![&learned.what, &learned.happened]),
            _ => continue,
        };
        for secret in secrets.into_iter().filter(|secret| !secret.is_empty()) {
            let quoted = format!("{secret:?}");
            assert!(
                may_quote(person) || !text.contains(&quoted),
                "{quoted} of {person:?}"
            );
        }
    }
    let questions = view.past.iter().chain(&view.question);
    for answer in questions.flat_map(|question| &question.answers) {
        let entry = table.entries.iter().find(|entry| entry.n == answer.entry);
        let Event::Answered { person, .. } = &entry.unwrap().event else {
            panic!("an answer is one")
        };
        assert!(level(Some(*person)) >= Level::Counted, "{answer:?}");
    }
    let report = table.view(Viewer::Report);
    for person in &report.people {
        let name = format!("{:?}", person.name);
        let named = level(Some(person.id)) == Level::Named;
        assert!(named || !text.contains(&name), "{name}: {text}");
    }
}

proptest! {
    #![proptest_config(laws(64))]

    /// Nothing that a person did not agree to is in what leaves, in every protocol.
    #[test]
    fn only_what_was_consented_to_leaves(tries in tries(), which in 0..BUILT_IN.len()) {
        drive(&BUILT_IN[which], &tries, nothing_unconsented);
    }

    /// The same of a room that gets to its close, whatever each of them agrees to, and where
    /// names are hidden.
    #[test]
    fn at_the_close_too(levels in prop::collection::vec(0_usize..5, 6), hidden: bool) {
        let names = if hidden { Names::Hidden } else { Names::Named };
        let mut table = at_the_close(names, 6);
        for (person, level) in (1..).zip(&levels) {
            if let Some(level) = Level::ALL.get(*level) {
                agree(&mut table, person, *level);
            }
        }
        nothing_unconsented(&table);
        table.must(Actor::Desk, Command::Close);
        prop_assert_eq!(table.session.place(), Place::Over);
        nothing_unconsented(&table);
        let shares = levels.iter().filter(|level| (1..4).contains(*level)).count();
        let wanted = if hidden && shares < 5 { 0 } else { shares };
        prop_assert_eq!(said(&shared(&table)).len(), wanted);
    }
}
