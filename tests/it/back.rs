//! The way back: who may, when, and what the others see. Nothing hidden comes to light by it, and
//! each change of mind stands on record. (What holds in random sessions is in `laws`.)

use roundtable::{
    case::{Answer, Value},
    id::{PersonId, QuestionId, Seq},
    protocol::{ALONE, Protocol, own},
    report::{markdown, report},
    session::{Actor, Command, Misnamed, Next, NoteKind, PersonState, Target, Viewer},
    text::Clean,
};

use crate::{
    rules::{ANN, BEN, answer_of, answers, asked, gathered, q1, think},
    world::{Table, tried},
};

const CEM: PersonId = PersonId(3);

fn back(table: &Table) -> Command {
    Command::StepBack {
        from: table.session.place(),
    }
}

pub(crate) fn steps_back(table: &mut Table) {
    let command = back(table);
    table.must(Actor::Desk, command);
}

fn state_of(table: &Table, person: PersonId) -> PersonState {
    table
        .view(Viewer::Facilitator)
        .person(person)
        .unwrap()
        .state
}

fn take_back(person: PersonId) -> Command {
    Command::TakeBack {
        person,
        question: q1(),
    }
}

fn belongs(from: PersonId, to: PersonId) -> Command {
    Command::Reassign {
        what: Misnamed::Newest(q1(), from),
        to,
        why: Clean::new("typed on the wrong turn"),
    }
}

fn set_aside(entry: Seq, why: &str) -> Command {
    Command::SetAside {
        entries: vec![entry],
        why: Clean::new(why),
    }
}

pub(crate) fn sees(table: &Table, viewer: Viewer, text: &str) -> bool {
    format!("{:?}", table.view(viewer)).contains(text)
}

pub(crate) fn refused(table: &Table, by: Actor, command: &Command) -> String {
    let refusal = tried(table, by, command).unwrap_err();
    refusal.to_string()
}

pub(crate) fn written(table: &Table) -> String {
    markdown::write(&report(&table.view(Viewer::Report)), true)
}

/// The steps of a protocol of an author's own.
pub(crate) fn protocol(lines: &[&str]) -> Protocol {
    let lines: Vec<_> = lines.iter().copied().zip(1..).collect();
    own("own", &lines).0.unwrap()
}

fn entry_of(table: &Table, person: PersonId) -> Seq {
    let question = table.view(Viewer::Person(person)).question.unwrap();
    question.mine.last().unwrap().entry
}

#[test]
fn a_step_back_leaves_seen_what_was_seen_and_is_told() {
    let mut table = think();
    for (person, text) in [(ANN, "anns"), (BEN, "bens")] {
        answers(&mut table, person, text);
    }
    let before = table.session.place();
    table.advance();
    assert!(sees(&table, Viewer::Person(CEM), "anns"));
    let command = back(&table);
    assert!(refused(&table, Actor::Person(BEN), &command).contains("Only the facilitator"));
    table.must(Actor::Desk, command.clone());
    // A second press that saw the same place moves nothing.
    assert_eq!(tried(&table, Actor::Desk, &command), Ok(Vec::new()));
    assert_eq!(table.session.place(), before);
    assert!(sees(&table, Viewer::Person(CEM), "anns"), "it was seen");
    assert_eq!(
        [state_of(&table, ANN), state_of(&table, CEM)],
        [PersonState::Answered, PersonState::Open]
    );
    // Who answers only now did not do so blind, and nobody sees it before all do.
    answers(&mut table, CEM, "cems");
    assert!(!sees(&table, Viewer::Room, "cems"));
    table.advance();
    let shown = table.view(Viewer::Room).question.unwrap();
    let cems = shown.answers.iter().find(|one| one.late).unwrap();
    assert_eq!(cems.answer, Answer::text("cems").into());
    let report = written(&table);
    let told = "went back from “share” of question 1 to “think” of question 1";
    has!(report, told);
}

#[test]
fn the_first_step_leads_nowhere_back() {
    let mut table = gathered(Protocol::find("think-share").unwrap());
    let command = back(&table);
    assert!(refused(&table, Actor::Desk, &command).contains("once the session has started"));
    table.advance();
    // To where people gather, and that only while nothing was said.
    assert!(table.view(Viewer::Facilitator).can.gather_again);
    // A case that begins with what it asks.
    let mut table = Table::new(
        crate::rig::open(),
        Protocol::find("think-share").unwrap(),
        7,
    );
    table.must(Actor::Desk, crate::desk::join("Ann"));
    table.advance();
    answers(&mut table, ANN, "said");
    let command = back(&table);
    assert!(refused(&table, Actor::Desk, &command).contains("nothing to go back to"));
    assert!(!table.view(Viewer::Facilitator).can.step_back);
}

#[test]
fn back_to_the_question_before_nothing_of_this_one_is_seen_or_lost() {
    let mut table = think();
    answers(&mut table, ANN, "first-question");
    while table.view(Viewer::Room).question.unwrap().prompt.number == 1 {
        table.advance();
    }
    let second = QuestionId::new("q2");
    let answer = Answer {
        value: Value::Choice(vec![1]),
        reason: Clean::new("hidden-reason"),
    };
    table.must(
        Actor::Person(ANN),
        Command::Answer {
            person: ANN,
            question: second,
            answer,
            handed_in: false,
            moved_by: None,
        },
    );
    steps_back(&mut table);
    let now = table.view(Viewer::Room);
    assert_eq!(now.question.as_ref().unwrap().prompt.number, 1);
    assert_eq!(now.ahead.next, Next::Question(2));
    for viewer in [
        Viewer::Person(BEN),
        Viewer::Facilitator,
        Viewer::Room,
        Viewer::Report,
    ] {
        assert!(!sees(&table, viewer, "hidden-reason"), "{viewer:?}");
    }
    table.advance();
    assert!(!sees(&table, Viewer::Room, "hidden-reason"));
    steps_back(&mut table);
    // Closed from there, what nobody was shown is counted, and told to nobody.
    table.must(Actor::Desk, Command::Close);
    assert!(!written(&table).contains("hidden-reason"));
    assert!(written(&table).contains("1 answer was never shown."));
    assert!(written(&table).contains("first-question"));
}

#[test]
fn a_vote_and_a_group_are_as_they_were_left() {
    let own = protocol(&[
        "think 2: alone, answer",
        "pairs 3: pairs, notes, see group",
        "decide 2: alone, consent, see answers",
        "talk 5: everyone, notes, see answers, see tally",
    ]);
    let mut table = asked(&own);
    for person in [ANN, BEN, CEM] {
        answers(&mut table, person, "x");
    }
    table.advance();
    let pairs = table.view(Viewer::Room).groups;
    table.advance();
    let ballot = roundtable::session::Ballot::Consent {
        objects: false,
        reason: Clean::default(),
    };
    for person in [ANN, BEN] {
        let ballot = ballot.clone();
        let question = q1();
        table.must(
            Actor::Person(person),
            Command::Vote {
                person,
                question,
                ballot,
            },
        );
    }
    table.advance();
    steps_back(&mut table);
    assert_eq!(state_of(&table, ANN), PersonState::Answered);
    assert_eq!(state_of(&table, CEM), PersonState::Open);
    let person = CEM;
    let question = q1();
    table.must(
        Actor::Person(CEM),
        Command::Vote {
            person,
            question,
            ballot,
        },
    );
    table.advance();
    let rounds = table.view(Viewer::Room).question.unwrap().rounds;
    assert_eq!(
        rounds.iter().map(|round| round.voted).collect::<Vec<_>>(),
        [3]
    );
    steps_back(&mut table);
    steps_back(&mut table);
    assert_eq!(table.view(Viewer::Room).groups, pairs);
    table.must(Actor::Desk, Command::Leave { person: CEM });
    table.advance();
    steps_back(&mut table);
    let mut pair = table.view(Viewer::Room).groups.concat();
    pair.sort_unstable();
    assert_eq!(pair, [ANN, BEN]);
}

#[test]
fn an_answer_is_taken_back_by_its_writer_until_it_is_shown() {
    let mut table = think();
    answers(&mut table, ANN, "not-what-i-meant");
    assert!(refused(&table, Actor::Person(BEN), &take_back(ANN)).contains("for yourself only"));
    assert!(refused(&table, Actor::Desk, &take_back(BEN)).contains("no answer of that name"));
    assert!(table.view(Viewer::Person(ANN)).can.take_back);
    assert!(!table.view(Viewer::Person(BEN)).can.take_back);
    table.must(Actor::Person(ANN), take_back(ANN));
    assert_eq!(state_of(&table, ANN), PersonState::Open);
    for viewer in [Viewer::Person(ANN), Viewer::Facilitator, Viewer::Report] {
        assert!(!sees(&table, viewer, "not-what-i-meant"), "{viewer:?}");
    }
    answers(&mut table, ANN, "better");
    table.advance();
    assert!(refused(&table, Actor::Person(ANN), &take_back(ANN)).contains("It has been shown"));
    assert!(refused(&table, Actor::Desk, &take_back(ANN)).contains("It has been shown"));
    let report = written(&table);
    has!(report, "Ann took back an answer to question 1");
    assert!(!report.contains("not-what-i-meant"));
}

#[test]
fn a_locked_answer_that_was_taken_back_can_be_given_anew() {
    let alone = Protocol::find(ALONE).unwrap();
    let mut table = Table::open(crate::world::case(), alone, 7, true);
    table.must(Actor::Desk, crate::desk::join("Ann"));
    while table.view(Viewer::Room).question.is_none() {
        table.advance();
    }
    answers(&mut table, ANN, "too early");
    table.must(Actor::Person(ANN), take_back(ANN));
    answers(&mut table, ANN, "now");
    while table.view(Viewer::Room).question.unwrap().models.is_empty() {
        table.advance();
    }
    // Whoever has seen the author's answer cannot make an answer look as if it came before.
    assert!(refused(&table, Actor::Person(ANN), &take_back(ANN)).contains("It has been shown"));
}

#[test]
fn an_answer_typed_under_the_wrong_name_is_given_to_the_right_one() {
    let mut table = think();
    table.must(Actor::Desk, answer_of(BEN, "cems words"));
    assert!(
        refused(&table, Actor::Person(BEN), &belongs(BEN, CEM)).contains("Only the facilitator")
    );
    table.must(Actor::Desk, belongs(BEN, CEM));
    assert_eq!(
        [state_of(&table, BEN), state_of(&table, CEM)],
        [PersonState::Open, PersonState::Answered]
    );
    assert!(sees(&table, Viewer::Person(CEM), "cems words"));
    for viewer in [
        Viewer::Person(ANN),
        Viewer::Person(BEN),
        Viewer::Facilitator,
    ] {
        assert!(!sees(&table, viewer, "cems words"), "{viewer:?}");
    }
    table.advance();
    let report = written(&table);
    has!(report, "Cem wrote:");
    let told = "had been typed as Ben’s. It is Cem’s (typed on the wrong turn).";
    has!(report, told);
    // It can be put right again where it was wrong, and where all see it.
    table.must(Actor::Desk, belongs(CEM, BEN));
    assert!(written(&table).contains("Ben wrote:"));
}

/// Two who wrote under each other's name: one correction puts both right, whichever is named and
/// whoever wrote first, before and after all see it, and where answers are locked too.
#[test]
fn two_who_wrote_under_each_others_name_are_exchanged_at_once() {
    for (of, to) in [(BEN, CEM), (CEM, BEN)] {
        for (locked, shown) in [
            ("", false),
            (", edit locked", true),
            (", edit locked", false),
        ] {
            let think = format!("think 2: alone, answer{locked}");
            let mut table = asked(&protocol(&[
                &think,
                "share 5: everyone, notes, see answers",
            ]));
            table.must(Actor::Desk, answer_of(BEN, "cems words"));
            table.must(Actor::Desk, answer_of(CEM, "bens words"));
            table.must(Actor::Desk, answer_of(ANN, "anns words"));
            if shown {
                table.advance();
            }
            table.must(Actor::Desk, belongs(of, to));
            for (person, words) in [(BEN, "bens words"), (CEM, "cems words")] {
                assert!(sees(&table, Viewer::Person(person), words));
            }
            if !shown {
                table.advance();
            }
            let report = written(&table);
            let at = |words: &str| report.find(words).expect(words);
            let own = at("Ben wrote:") < at("bens words") && at("Cem wrote:") < at("cems words");
            assert!(own && !report.contains("version"), "{report}");
        }
    }
}

/// In a second vote it is that vote that is exchanged, and the first stays.
#[test]
fn two_who_voted_again_under_each_others_name_are_exchanged_there() {
    let mut table = asked(&protocol(&[
        "vote 2: alone, answer",
        "again 2: alone, answer, edit again",
        "share 5: everyone, notes, see answers",
    ]));
    for (ben, cem) in [("ben one", "cem one"), ("cem two", "ben two")] {
        table.must(Actor::Desk, answer_of(BEN, ben));
        table.must(Actor::Desk, answer_of(CEM, cem));
        table.advance();
    }
    table.must(Actor::Desk, belongs(BEN, CEM));
    let question = table.view(Viewer::Report).question.unwrap();
    let of = |person: PersonId| {
        let own = question.answers.iter().filter(|one| one.by.is(person));
        let own = own.map(|one| (one.version, one.answer.value.clone()));
        own.collect::<Vec<_>>()
    };
    let text = |text: &str| Value::Text(Clean::new(text));
    assert_eq!(of(BEN), [(1, text("ben one")), (2, text("ben two"))]);
    assert_eq!(of(CEM), [(1, text("cem one")), (2, text("cem two"))]);
}

/// Where the one had answered twice, the other's answer stays whose it is.
#[test]
fn an_answer_goes_alone_where_whoever_it_was_typed_for_has_another() {
    let mut table = think();
    table.must(Actor::Desk, answer_of(BEN, "bens words"));
    table.must(Actor::Desk, answer_of(CEM, "cems words"));
    table.must(Actor::Desk, answer_of(BEN, "cem again"));
    table.must(Actor::Desk, belongs(BEN, CEM));
    assert!(sees(&table, Viewer::Person(CEM), "cem again"));
    assert!(sees(&table, Viewer::Person(BEN), "bens words"));
    assert!(!sees(&table, Viewer::Person(BEN), "cems words"));
}

#[test]
fn nobody_learns_of_a_hidden_answer_by_giving_it_away() {
    let mut table = think();
    table.must(Actor::Desk, answer_of(BEN, "hidden"));
    table.must(Actor::Desk, Command::HandSeat { to: Some(ANN) });
    let own = refused(&table, Actor::Person(ANN), &belongs(BEN, ANN));
    has!(own, "Nobody takes a hidden answer");
    assert!(tried(&table, Actor::Person(ANN), &belongs(BEN, CEM)).is_ok());
    // What came from somebody's own device is theirs.
    let bind = Command::Bind {
        device: 1,
        people: vec![CEM],
    };
    table.must(Actor::Desk, bind);
    answers(&mut table, CEM, "from my phone");
    let theirs = refused(&table, Actor::Desk, &belongs(CEM, BEN));
    has!(theirs, "a device of their own");
}

#[test]
fn behind_a_pseudonym_nobody_is_told_by_giving_an_answer_away() {
    let mut table = asked(&protocol(&[
        "think 2: alone, answer, names hidden",
        "share 5: everyone, notes, see answers, names hidden",
    ]));
    table.must(Actor::Desk, answer_of(BEN, "whose"));
    table.must(Actor::Desk, belongs(BEN, CEM));
    table.must(Actor::Desk, answer_of(BEN, "bens own"));
    table.must(Actor::Desk, take_back(BEN));
    table.must(Actor::Desk, answer_of(BEN, "bens own, again"));
    table.advance();
    let shown = refused(&table, Actor::Desk, &belongs(CEM, ANN));
    has!(shown, "would tell who wrote it");
    for line in table.view(Viewer::Report).changes {
        lacks!(line.words, "Ann", "Ben", "Cem");
    }
}

#[test]
fn what_was_seen_is_set_aside_and_the_report_says_why_and_no_more() {
    let mut table = think();
    for (person, text) in [(ANN, "names-a-client"), (BEN, "fine")] {
        answers(&mut table, person, text);
    }
    let entry = entry_of(&table, ANN);
    let hidden = refused(&table, Actor::Desk, &set_aside(entry, "why"));
    has!(hidden, "cannot be seen yet");
    table.advance();
    assert!(refused(&table, Actor::Desk, &set_aside(entry, " ")).contains("Say why"));
    assert!(refused(&table, Actor::Person(BEN), &set_aside(entry, "why")).contains("Only"));
    assert!(tried(&table, Actor::Person(ANN), &set_aside(entry, "mine")).is_ok());
    let note = Command::Note {
        person: Some(BEN),
        question: q1(),
        kind: NoteKind::Challenges,
        text: Clean::new("a note on it"),
        about: Some(entry),
    };
    let against = Target::Answer(entry);
    let dissent = Command::Dissent {
        person: Some(CEM),
        against,
        text: Clean::new("no, it does not"),
    };
    table.must(Actor::Desk, dissent);
    table.advance();
    table.must(Actor::Desk, note);
    let filed = table.view(Viewer::Room).dissents[0].entry;
    let kept = refused(&table, Actor::Desk, &set_aside(filed, "unpleasant"));
    has!(kept, "A dissent is never set aside");
    table.must(Actor::Desk, set_aside(entry, "it names a client"));
    let asked = table.view(Viewer::Room).question.unwrap();
    assert_eq!(asked.answers.len(), 1);
    assert_eq!(asked.set_aside.len(), 1);
    assert!(asked.items.iter().all(|item| item.entry != entry));
    assert!(tried(&table, Actor::Desk, &set_aside(entry, "again")).is_err());
    let report = written(&table);
    let line = "Question 1: what Ann said was set aside: it names a client.";
    has!(report, line);
    lacks!(report, "names-a-client");
    let all = format!(
        "{:?}",
        roundtable::report::report(&table.view(Viewer::Report))
    );
    lacks!(all, "names-a-client");
    has!(report, "against Ann’s answer to question 1");
    assert!(report.contains("a note on it"));
    let shared = table.view(Viewer::Shared);
    assert!(!format!("{shared:?}").contains("names-a-client"));
}
