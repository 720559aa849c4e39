//! What is said to a question that is past belongs to it, is told as late, and undoes nothing that
//! was shown: while looking back, from the close, and in a session that is opened again.

use roundtable::{
    id::{PersonId, QuestionId},
    protocol::{DEFAULT, Names, Protocol},
    report,
    session::{Actor, Command, NoteKind, QuestionView, Session, Stance, Target, View, Viewer},
    text::Clean,
};

use crate::{
    door::run,
    report::report_of,
    rig::Rig,
    rules::{ANN, BEN, CEM, answer_of, answers, gathered, q1, think},
    world::{self, Table, tried},
};

/// Ann and Ben answered the first question, Cem did not, and the second is asked.
fn at_the_second(names: Names) -> Table {
    let mut table = gathered(Protocol::find(DEFAULT).unwrap());
    table.must(Actor::Desk, Command::SetNames { names });
    table.advance();
    table.advance();
    answers(&mut table, ANN, "ANN-FIRST");
    answers(&mut table, BEN, "BEN-FIRST");
    while table.asked() == q1() {
        table.advance();
    }
    table
}

/// The same at a keyboard with a screen.
fn rig(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(world::case(), DEFAULT, &["Ann", "Ben", "Cem"], size);
    while rig.view().question.is_none() {
        rig.table.advance();
    }
    answers(&mut rig.table, ANN, "ANN-FIRST");
    answers(&mut rig.table, BEN, "BEN-FIRST");
    while rig.table.asked() == q1() {
        rig.table.advance();
    }
    rig.follow();
    rig
}

fn first(view: &View) -> QuestionView {
    view.question(&q1()).unwrap().clone()
}

fn told(table: &mut Table) -> String {
    if !table.session.is_over() {
        table.must(Actor::Desk, Command::Close);
    }
    assert!(Session::replay(&table.entries).is_ok());
    report::markdown::write(&report_of(table), true)
}

fn note(question: &QuestionId, text: &str) -> Command {
    Command::Note {
        person: Some(ANN),
        question: question.clone(),
        kind: NoteKind::NewIdea,
        text: Clean::new(text),
        about: None,
    }
}

#[test]
fn what_is_said_while_looking_back_belongs_to_the_question_that_is_looked_at() {
    for size in [(60, 15), (80, 24), (100, 30)] {
        let mut rig = rig(size);
        for (keys, opens) in [("i", "a note"), ("b", "a note"), ("d", "a disagreement")] {
            rig.keys("B Left").keys(keys);
            has!(rig.screen(), &format!("To question 1, late: {opens}"));
            rig.types(&format!("LOOKED-{keys}")).keys("Ctrl-s");
            assert!(rig.last_told().starts_with("Saved"), "{:?}", rig.told);
            let said = first(&rig.table.view(Viewer::Room)).notes.len();
            assert_eq!(said, if keys == "i" { 1 } else { 2 });
            rig.keys("Esc");
        }
        rig.keys("B Left x");
        has!(rig.screen(), "To question 1, late: a stance");
        rig.keys("Tab Tab Tab").types("LOOKED-x").keys("Ctrl-s");
        let view = rig.table.view(Viewer::Room);
        let (past, now) = (first(&view), view.question.unwrap());
        assert!(past.notes.iter().all(|note| note.late));
        assert!(
            past.stances
                .iter()
                .all(|one| one.late && one.stance == Stance::Contest)
        );
        assert_eq!(
            (past.stances.len(), now.notes.len(), now.stances.len()),
            (1, 0, 0)
        );
        assert_eq!(view.dissents[0].against, Target::Model(q1()));
        // It shows there at once, and in the report.
        let mut seen = String::new();
        for _ in 0..8 {
            seen.push_str(&rig.screen());
            rig.keys("PgDn");
        }
        for said in [
            "late, new idea",
            "LOOKED-i",
            "LOOKED-b",
            "LOOKED-d",
            "LOOKED-x",
        ] {
            has!(seen, said);
        }
        let told = told(&mut rig.table);
        has!(
            told,
            "new idea, late: LOOKED-i",
            "contest, late: LOOKED-x",
            "LOOKED-d"
        );
    }
}

#[test]
fn a_late_answer_is_taken_down_while_looking_back_and_told_as_late() {
    let mut rig = rig((80, 24));
    rig.keys("B Left M");
    // Whoever has none comes first.
    has!(rig.screen(), "To question 1, late", "Cem");
    rig.keys("Tab").types("CEM-LATE").keys("Ctrl-s");
    let past = first(&rig.table.view(Viewer::Room));
    let said: Vec<_> = past
        .answers
        .iter()
        .map(|one| (one.late, one.changed))
        .collect();
    assert_eq!(said, [(false, false), (false, false), (true, false)]);
    has!(rig.screen(), "Cem · late", "CEM-LATE");
    // And a change of mind, of whoever answered: what was shown stays.
    let anew = answer_of(ANN, "ANN-ANEW");
    rig.table.must(Actor::Desk, anew);
    let past = first(&rig.table.view(Viewer::Room));
    assert!(past.answers.iter().any(|one| one.superseded && !one.late));
    let told = told(&mut rig.table);
    has!(told, "ANN-FIRST", "ANN-ANEW", "CEM-LATE", "Cem wrote late");
    has!(told, "Ann wrote late, after the question was past");
}

#[test]
fn sheets_of_paper_are_typed_one_after_the_other_from_the_close() {
    let mut rig = rig((80, 24));
    let from = rig.table.session.place();
    rig.table.must(Actor::Desk, Command::ToClose { from });
    rig.follow();
    // Several questions are past, so it is asked which.
    rig.keys("M");
    has!(rig.last_told(), "To which question?");
    for _ in 0..4 {
        rig.keys("Left");
    }
    has!(rig.screen(), "PROMPT-1-");
    rig.keys("Enter");
    has!(rig.screen(), "To question 1, late", "Cem");
    rig.keys("Tab").types("CEM-PAPER").keys("Ctrl-s");
    // Everybody has answered: no other sheet is asked for. The second question has three.
    has!(rig.screen(), "CEM-PAPER");
    rig.keys("Right Enter");
    for name in ["Ann", "Ben", "Cem"] {
        has!(rig.screen(), "To question 2, late", name);
        rig.keys("Tab 1 Ctrl-s");
    }
    let view = rig.table.view(Viewer::Room);
    let second = view.past.iter().find(|one| one.prompt.number == 2).unwrap();
    assert_eq!(second.answers.len(), 3);
    assert!(second.answers.iter().all(|one| one.late && one.typed));
    assert_eq!(second.tally, None, "what comes late is in no tally");
}

#[test]
fn a_closed_session_is_opened_again_for_a_late_answer() {
    let mut rig = rig((80, 24));
    rig.table.must(Actor::Desk, Command::Close);
    rig.follow();
    let late = answer_of(CEM, "CEM-AFTERWARDS");
    assert!(tried(&rig.table, Actor::Desk, &late).is_err());
    rig.keys("M");
    has!(rig.screen(), "Open this session again, to add an answer?");
    rig.keys("Enter");
    has!(rig.screen(), "To question 1, late", "Cem");
    rig.keys("Tab").types("CEM-AFTERWARDS").keys("Ctrl-s");
    let told = told(&mut rig.table);
    has!(told, "CEM-AFTERWARDS", "was opened again", "Cem wrote late");
}

#[test]
fn under_hidden_names_what_comes_late_shows_with_the_next_question_and_undoes_nothing() {
    let mut table = at_the_second(Names::Hidden);
    let before = first(&table.view(Viewer::Room)).answers;
    table.must(Actor::Desk, answer_of(CEM, "CEM-LATE"));
    let shows = |table: &Table, viewer| format!("{:?}", table.view(viewer)).contains("CEM-LATE");
    for viewer in [Viewer::Room, Viewer::Facilitator, Viewer::Person(ANN)] {
        assert!(!shows(&table, viewer), "{viewer:?}");
    }
    assert!(shows(&table, Viewer::Person(CEM)));
    let second = table.asked();
    while table.asked() == second {
        assert!(!shows(&table, Viewer::Room));
        table.advance();
    }
    assert!(shows(&table, Viewer::Room));
    let after = first(&table.view(Viewer::Room)).answers;
    assert!(before.iter().all(|one| after.contains(one)));
    let late = after.iter().find(|one| one.late).unwrap();
    assert!(late.by.words().is_some_and(|by| by != "Cem"));
}

#[test]
fn only_what_is_past_can_be_added_to_and_only_by_whom_it_is() {
    let mut table = at_the_second(Names::Named);
    for (by, command, may) in [
        (Actor::Person(ANN), note(&q1(), "late"), true),
        (Actor::Person(BEN), note(&q1(), "for Ann"), false),
        (Actor::Desk, note(&QuestionId::new("q3"), "early"), false),
        (Actor::Person(CEM), answer_of(CEM, "late"), true),
        (Actor::Person(BEN), answer_of(CEM, "for Cem"), false),
        (Actor::Door, answer_of(CEM, "nobody"), false),
    ] {
        assert_eq!(
            tried(&table, by, &command).is_ok(),
            may,
            "{by:?} {command:?}"
        );
    }
    // Who has gone home left a sheet of paper.
    table.must(Actor::Desk, Command::Leave { person: CEM });
    assert!(tried(&table, Actor::Desk, &answer_of(CEM, "on paper")).is_ok());
    assert!(tried(&table, Actor::Person(CEM), &answer_of(CEM, "from home")).is_err());
    // Before anything is past nothing is.
    let table = think();
    assert!(!table.view(Viewer::Facilitator).can.add_late);
    assert!(table.view(Viewer::Facilitator).past.is_empty());
    assert!(tried(&table, Actor::Desk, &answer_of(PersonId(9), "nobody")).is_err());
}

#[test]
fn in_lines_a_command_after_look_is_said_to_the_question_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let case = "# Two\n\n## Questions\n\n1. What was first?\n2. What was second?\n";
    std::fs::write(folder.path().join("two.md"), case).unwrap();
    let arguments = ["run", "two.md", "--people", "Ann, Ben", "--plain"];
    let lines = "/next\none of Ann\n\n/pass\n/next\n/leaveout\n/look 1 note Ann: NOTED-LATE\n\
                 /look 1 answer Ben\nBEN-LATE\n\n/look 1 next\n/look 1\n/quit\n";
    let ran = run(folder.path(), &arguments, lines);
    has!(
        ran.out,
        "saved, late, to question 1",
        "NOTED-LATE",
        "BEN-LATE",
        "That is not said to a question."
    );
}

#[test]
fn what_the_group_went_back_from_is_not_past_and_stays_as_hidden_as_it_was() {
    let mut rig = rig((80, 24));
    let second = rig.table.asked();
    let answer = |person, text: &str| Command::Answer {
        person,
        question: QuestionId::new("q2"),
        answer: roundtable::case::Answer {
            value: roundtable::case::Value::Choice(vec![0]),
            reason: Clean::new(text),
        },
        handed_in: false,
        moved_by: None,
    };
    rig.table.must(Actor::Desk, answer(ANN, "ANN-SECOND"));
    let from = rig.table.session.place();
    rig.table.must(Actor::Desk, Command::StepBack { from });
    assert_eq!(rig.table.asked(), q1());
    for command in [answer(BEN, "BEN-EARLY"), note(&second, "EARLY")] {
        assert!(
            tried(&rig.table, Actor::Desk, &command).is_err(),
            "{command:?}"
        );
    }
    let view = rig.table.view(Viewer::Facilitator);
    assert!(!view.question(&second).unwrap().past);
    for viewer in [Viewer::Facilitator, Viewer::Room, Viewer::Person(BEN)] {
        assert!(!format!("{:?}", rig.table.view(viewer)).contains("ANN-SECOND"));
    }
    // Looking at it, nothing is filed at the question that is asked.
    rig.follow();
    rig.keys("B Left i");
    has!(rig.last_told(), "comes to this question again");
    rig.keys("M");
    has!(rig.last_told(), "comes to this question again");
    // Nor does anybody learn from a view that somebody has answered.
    let untouched = |table: &Table, viewer| {
        let view = table.view(viewer);
        view.questions().any(|one| one.is_untouched)
    };
    let table = think();
    assert!(untouched(&table, Viewer::Facilitator));
    for viewer in [Viewer::Room, Viewer::Person(BEN), Viewer::Report] {
        assert!(!untouched(&table, viewer), "{viewer:?}");
    }
}

#[test]
fn under_hidden_names_what_comes_from_the_close_shows_once_it_is_closed_again_too() {
    for again in [false, true] {
        let mut table = at_the_second(Names::Hidden);
        let from = table.session.place();
        table.must(Actor::Desk, Command::ToClose { from });
        if again {
            table.must(Actor::Desk, Command::Close);
            table.must(Actor::Desk, Command::Reopen);
        }
        table.must(Actor::Desk, answer_of(CEM, "CEM-LATE"));
        for viewer in [Viewer::Room, Viewer::Facilitator, Viewer::Person(ANN)] {
            assert!(!format!("{:?}", table.view(viewer)).contains("CEM-LATE"));
        }
        let told = told(&mut table);
        has!(told, "CEM-LATE");
        lacks!(told, "Cem wrote");
    }
}
