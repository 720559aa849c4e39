//! What a page sends becomes a command, or is no such thing.

use proptest::prelude::*;
use roundtable::{
    case::{Answer, Value},
    id::{PersonId, QuestionId, Seq},
    session::{Ballot, Command, Dotted, NoteKind, Place, Score, Stance, Target},
    text::Clean,
    web::{
        act::{self, Misread},
        form::Fields,
    },
};

use crate::seed::laws;

const ANN: PersonId = PersonId(3);

fn read(form: &str) -> Result<Command, Misread> {
    act::command(&Fields::of_form(form.as_bytes()).ok_or(Misread)?, ANN)
}

fn answered(form: &str) -> Answer {
    match read(form).unwrap() {
        Command::Answer {
            answer,
            person: ANN,
            ..
        } => answer,
        other => panic!("{other:?}"),
    }
}

#[test]
fn answers_of_every_kind_are_read() {
    let text =
        answered("do=answer&id=1&question=q1&kind=open&text=Two%0D%0Alines+%C3%A4%26%3D%0D%0A");
    assert_eq!(text.value, Value::Text(Clean::new("Two\nlines ä&=")));
    let choice = answered("do=answer&id=1&question=q1&kind=choice&choice=2&choice=0&reason=+so+");
    assert_eq!(choice.value, Value::Choice(vec![0, 2]));
    assert_eq!(&*choice.reason, "so");
    let scale = answered("do=answer&question=q1&kind=scale&point-1=5&point-0=2");
    assert_eq!(scale.value, Value::Scale(vec![2, 5]));
    // A statement without a point is for the session to refuse.
    let hole = answered("do=answer&question=q1&kind=scale&point-1=5");
    assert_eq!(hole.value, Value::Scale(vec![]));
    let rank = answered("do=answer&question=q1&kind=rank&order=2&order=0&order=1&reason=");
    assert_eq!(rank.value, Value::Rank(vec![2, 0, 1]));
}

#[test]
fn votes_notes_and_all_else_are_read() {
    let vote = |form: &str| match read(&format!("do=vote&question=q1&{form}")).unwrap() {
        Command::Vote {
            ballot,
            person: ANN,
            ..
        } => ballot,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        vote("ballot=ranking&place=7&place=&place=5"),
        Ballot::Ranking(vec![Seq(7), Seq(5)])
    );
    let (item, reason) = (Seq(7), Clean::new("why"));
    assert_eq!(
        vote("ballot=rating&points-7=9&why-7=why&points-8=&why-8="),
        Ballot::Rating(vec![Score {
            item,
            points: 9,
            reason
        }])
    );
    assert_eq!(
        vote("ballot=dots&dots-7=2&dots-8=0"),
        Ballot::Dots(vec![Dotted { item, dots: 2 }])
    );
    let consent = Ballot::Consent {
        objects: true,
        reason: Clean::new("no"),
    };
    assert_eq!(vote("ballot=consent&objects=yes&reason=no"), consent);
    let question = QuestionId::new("q1");
    let note = Command::Note {
        person: Some(ANN),
        question: question.clone(),
        kind: NoteKind::BuildsOn,
        text: Clean::new("x"),
        about: Some(Seq(4)),
    };
    assert_eq!(
        read("do=note&question=q1&kind=builds_on&text=x&about=4"),
        Ok(note)
    );
    let compare = Command::Compare {
        person: ANN,
        question,
        model: 0,
        claim: 2,
        stance: Stance::Contest,
        text: Clean::default(),
    };
    assert_eq!(
        read("do=compare&question=q1&model=0&claim=2&stance=contest&text="),
        Ok(compare)
    );
    let dissent = |person| Command::Dissent {
        person,
        against: Target::Tally(QuestionId::new("who: first")),
        text: Clean::new("No."),
    };
    let form = "do=dissent&against=tally:who:+first&text=No.&named=";
    assert_eq!(read(&format!("{form}yes")), Ok(dissent(Some(ANN))));
    assert_eq!(read(&format!("{form}no")), Ok(dissent(None)));
    let from = Place::At { stop: 3, step: 1 };
    assert_eq!(act::place_name(from), "3.1");
    assert_eq!(read("do=advance&from=3.1"), Ok(Command::Advance { from }));
    let json = br#"{"do":"answer","id":"00","question":"q1","kind":"choice","choice":[1,"0"]}"#;
    let fields = Fields::of_json(json).unwrap();
    assert!(act::command(&fields, ANN).is_ok());
}

#[test]
fn what_no_page_of_ours_sends_is_not_understood() {
    for form in [
        "",
        "do=close&id=1",
        "do=set_names&names=named",
        "do=answer&question=q1",
        "do=answer&question=q1&kind=open&text=x&person=1",
        "do=answer&question=q1&kind=open&text=x&by=desk",
        "do=answer&question=q1&kind=choice&choice=300",
        "do=answer&question=q1&kind=choice&choice=-1",
        "do=leave&person=1",
        "do=queue&kind=shouts",
        "do=advance&from=3",
        "do=dissent&against=nobody&text=x&named=yes",
        "do=dissent&against=summary&text=x",
        "do=extend&seconds=4294967296",
        "do=answer&question=q1&kind=open&text=%FF%FE",
        "do=answer&question=q1&kind=open&text=\u{0}&%FF=1",
    ] {
        assert_eq!(read(form), Err(Misread), "{form}");
    }
    for json in [
        "",
        "[]",
        "1",
        "{",
        r#"{"do":null}"#,
        r#"{"do":{"a":1}}"#,
        "\"do\"",
    ] {
        assert_eq!(Fields::of_json(json.as_bytes()), None, "{json}");
    }
    let many = "x=1&".repeat(2_001);
    assert_eq!(Fields::of_form(many.as_bytes()), None);
}

proptest! {
    #![proptest_config(laws(256))]

    #[test]
    fn whatever_is_sent_nobody_speaks_for_another(body in any::<Vec<u8>>(), more in "\\PC{0,40}") {
        let acts = ["answer", "pass", "vote", "note", "leave", "rename", "compare", "speak"];
        let _ = Fields::of_json(&body);
        for act in acts {
            let mut form = format!("do={act}&question=q&{more}&").into_bytes();
            form.extend(&body);
            let read = Fields::of_form(&form).map(|fields| act::command(&fields, ANN));
            if let Some(Ok(command)) = read {
                let said = format!("{command:?}");
                let others = said.matches("PersonId(").count() - said.matches("PersonId(3)").count();
                prop_assert_eq!(others, 0, "{}", said);
            }
        }
    }
}
