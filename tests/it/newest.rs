//! Whoever sees nothing new is told nothing new. `PROPTEST_CASES=10000` tries 10⁴ histories.

use proptest::prelude::*;
use roundtable::{
    id::{PersonId, Seq},
    protocol::{BUILT_IN, Protocol},
    session::{Actor, Ballot, Byline, Clock, Command, NoteKind, PersonState, View, Viewer},
    text::Clean,
};

use crate::{
    seed::laws,
    tries::{PEOPLE, drive, tries, votes},
    world::Table,
};

/// A view without what may change unheard: the clock, how many and who have done what is asked.
fn seen(mut view: View) -> String {
    view.seq = Seq(0);
    view.clock = Clock::default();
    for one in &mut view.breaks {
        one.spent_ms = 0;
    }
    for line in &mut view.agenda {
        line.spent_ms = 0;
        line.ahead_s = 0;
    }
    if let Some(step) = &mut view.step {
        (step.ready, step.asked) = (0, 0);
    }
    for question in view.past.iter_mut().chain(&mut view.question) {
        (question.kept_back, question.silent, question.asked_again) = (0, 0, 0);
        for step in &mut question.timings {
            step.spent_ms = 0;
        }
    }
    let own = match view.viewer {
        Viewer::Person(person) => Some(person),
        _ => None,
    };
    for person in &mut view.people {
        if Some(person.id) != own {
            person.state = PersonState::Free;
        }
    }
    format!("{view:?}")
}

/// Watches a session, entry by entry.
fn watch(before: &mut Option<Vec<(Viewer, Seq, String)>>, table: &Table) -> usize {
    let people = (1..=PEOPLE).map(|person| Viewer::Person(PersonId(person)));
    let viewers = people.chain([Viewer::Facilitator, Viewer::Room, Viewer::Report]);
    let now: Vec<_> = viewers
        .map(|viewer| {
            let view = table.view(viewer);
            (viewer, table.session.newest_for(viewer), seen(view))
        })
        .collect();
    let mut quiet = 0;
    for ((viewer, was, saw), (_, is, sees)) in before.iter().flatten().zip(&now) {
        assert!(was <= is && *is <= table.session.last(), "{viewer:?}");
        if was == is {
            quiet += 1;
            assert_eq!(saw, sees, "{viewer:?} after {:?}", table.entries.last());
        }
    }
    *before = Some(now);
    quiet
}

proptest! {
    #![proptest_config(laws(48))]

    #[test]
    fn where_the_newest_entry_is_the_same_the_view_is_the_same(
        tries in tries(),
        which in 0..BUILT_IN.len(),
    ) {
        let mut before = None;
        drive(&BUILT_IN[which], &tries, |table| { watch(&mut before, table); });
    }

    #[test]
    fn so_it_is_where_people_mostly_answer_and_vote(tries in votes(), which in 0..BUILT_IN.len()) {
        let mut before = None;
        drive(&BUILT_IN[which], &tries, |table| { watch(&mut before, table); });
    }
}

#[test]
fn an_answer_that_nobody_may_see_is_news_for_its_writer_desk_and_room_alone() {
    let mut table = crate::rules::think();
    let newest = |table: &Table, viewer| table.session.newest_for(viewer);
    let before = newest(&table, Viewer::Person(crate::rules::BEN));
    crate::rules::answers(&mut table, crate::rules::ANN, "mine");
    let last = table.session.last();
    assert_eq!(newest(&table, Viewer::Person(crate::rules::ANN)), last);
    assert_eq!(newest(&table, Viewer::Facilitator), last);
    assert_eq!(newest(&table, Viewer::Room), last);
    assert_eq!(newest(&table, Viewer::Person(crate::rules::BEN)), before);
    table.advance();
    let last = table.session.last();
    assert_eq!(newest(&table, Viewer::Person(crate::rules::BEN)), last);
}

#[test]
fn whoever_has_the_lead_is_told_what_they_may_do() {
    let mut table = crate::rules::think();
    let ben = Viewer::Person(crate::rules::BEN);
    table.must(
        Actor::Desk,
        Command::HandSeat {
            to: Some(crate::rules::BEN),
        },
    );
    let may = |table: &Table| table.view(ben).can.reassign;
    assert!(!may(&table));
    crate::rules::answers(&mut table, crate::rules::ANN, "mine");
    assert!(may(&table), "there is an answer to give to somebody else");
    assert_eq!(table.session.newest_for(ben), table.session.last());
}

#[test]
fn a_vote_that_nobody_may_see_leaves_an_earlier_round_without_votes_as_it_was() {
    let mut table = crate::rules::asked(Protocol::find("nominal-group").unwrap());
    crate::rules::answers(&mut table, crate::rules::ANN, "mine");
    // Round, clarify, rank, talk, rank again: nobody ranks the first time.
    for _ in 0..5 {
        table.advance();
    }
    let ben = Viewer::Person(crate::rules::BEN);
    let look = |table: &Table| {
        let view = table.view(ben);
        (table.session.newest_for(ben), seen(view))
    };
    let before = look(&table);
    let question = table.view(ben).question.unwrap();
    assert_eq!(
        question.rounds.len(),
        1,
        "the round without a vote is shown"
    );
    let ranked = vec![question.items[0].entry];
    table.must(
        Actor::Desk,
        Command::Vote {
            person: crate::rules::ANN,
            question: question.prompt.id.clone(),
            ballot: Ballot::Ranking(ranked),
        },
    );
    assert_eq!(look(&table), before);
    assert!(
        question.rounds[0]
            .silent
            .iter()
            .all(|by| *by == Byline::Unnamed)
    );
}

#[test]
fn an_answer_that_nobody_may_see_does_not_tell_that_something_came_after_what_was_said() {
    let mut table = crate::rules::asked(Protocol::find("pre-mortem").unwrap());
    table.advance();
    let note = Command::Note {
        person: None,
        question: table.asked(),
        kind: NoteKind::NewIdea,
        text: Clean::new("said"),
        about: None,
    };
    table.must(Actor::Desk, note);
    let told = |table: &Table, viewer| table.view(viewer).can.said_last;
    let ben = Viewer::Person(crate::rules::BEN);
    assert!(told(&table, ben) && told(&table, Viewer::Facilitator));
    let late = crate::rules::answer_of(crate::rules::ANN, "late");
    table.must(Actor::Desk, late);
    assert!(told(&table, ben));
    assert!(!told(&table, Viewer::Facilitator));
}

#[test]
fn coffee_ends_no_vote() {
    let mut table = crate::rules::asked(Protocol::find("delphi").unwrap());
    crate::rules::answers(&mut table, crate::rules::ANN, "mine");
    table.advance();
    table.must(Actor::Desk, Command::Break { on: true });
    let view = table.view(Viewer::Room);
    let question = view.question.unwrap();
    assert_eq!(question.rounds.len(), 0);
    assert_eq!(question.outcome, None);
}
