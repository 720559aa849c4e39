//! What somebody wrote studying alone is theirs: each text, whatever way it was typed, is on the
//! page "how far I have come" and in every file that is written of it.

use std::collections::BTreeSet;

use roundtable::{
    case::{Answer, read::read},
    id::PersonId,
    protocol::ALONE,
    session::{
        Actor, Command, Commitment, DissentState, Event, Learned, NoteKind, Place, Stance, Target,
    },
    stamp::{Wall, Zone},
    study::{export, progress::progress, record::record},
    text::Clean,
};

use crate::{rig::Rig, study::CASE};

const ME: PersonId = PersonId(1);

/// Every text that can be typed alone in the step that runs, with its command.
fn typed(rig: &Rig) -> Vec<(&'static str, Command)> {
    let mut all = of_the_close();
    let view = rig.view();
    let Some(question) = view.question.map(|question| question.prompt.id.clone()) else {
        return all;
    };
    let dissent = |entry: &roundtable::session::Entry| {
        matches!(entry.event, Event::Dissented { .. }).then_some(entry.n)
    };
    let dissent = rig.table.entries.iter().find_map(dissent);
    all.extend(dissent.map(|dissent| {
        let command = Command::MeetDissent {
            dissent,
            state: DissentState::Answered,
            text: Clean::new("canary-met"),
        };
        ("canary-met", command)
    }));
    let stances = [
        ("canary-agree", Stance::Agree),
        ("canary-extend", Stance::Extend),
        ("canary-contest", Stance::Contest),
    ];
    all.extend(stances.map(|(canary, stance)| {
        let (person, question) = (ME, question.clone());
        let command = Command::Compare {
            person,
            question,
            model: 0,
            claim: 0,
            stance,
            text: Clean::new(canary),
        };
        (canary, command)
    }));
    let note = Command::Note {
        person: Some(ME),
        question: question.clone(),
        kind: NoteKind::Asks,
        text: Clean::new("canary-note"),
        about: None,
    };
    let dissent = Command::Dissent {
        person: Some(ME),
        against: Target::Tally(question.clone()),
        text: Clean::new("canary-dissent"),
    };
    let answer = Command::Answer {
        person: ME,
        question,
        answer: Answer {
            reason: Clean::new("canary-reason"),
            ..Answer::text("canary-answer\nand a second line")
        },
        handed_in: false,
        moved_by: None,
    };
    all.extend([
        ("canary-note", note),
        ("canary-dissent", dissent),
        ("canary-answer", answer.clone()),
        ("canary-reason", answer),
    ]);
    all
}

fn of_the_close() -> Vec<(&'static str, Command)> {
    let commitment = Commitment {
        what: Clean::new("canary-what"),
        expect: Clean::new("canary-expect"),
        by_when: Clean::new("canary-by-when"),
        surprise: Clean::new("canary-surprise"),
    };
    let commit = Command::Commit {
        person: Some(ME),
        commitment,
    };
    let learn = Command::Learn(Learned {
        who: Clean::new("Ann"),
        what: Clean::new("canary-tried"),
        happened: Clean::new("canary-happened"),
        learned: Clean::new("canary-learned"),
    });
    let word = Command::Speak {
        person: ME,
        word: Clean::new("canary-word"),
    };
    let mark = Command::Mark {
        person: ME,
        paragraph: 2,
        note: Some(Clean::new("canary-mark")),
    };
    let tries = [
        "canary-what",
        "canary-expect",
        "canary-by-when",
        "canary-surprise",
    ];
    let mut all: Vec<_> = tries.map(|canary| (canary, commit.clone())).into();
    let learned = ["canary-tried", "canary-happened", "canary-learned"];
    all.extend(learned.map(|canary| (canary, learn.clone())));
    all.extend([("canary-word", word), ("canary-mark", mark)]);
    all
}

#[test]
fn all_that_was_typed_alone_is_in_what_i_wrote_and_in_every_file() {
    let case = read(CASE, "case.md").cases.remove(0);
    let mut rig = Rig::new(case, ALONE, &["Ann"], (100, 30));
    let mut taken = BTreeSet::new();
    for _ in 0..40 {
        for (canary, command) in typed(&rig) {
            if rig.table.send(Actor::Desk, command, 1_000).is_ok() {
                taken.insert(canary);
            }
        }
        let from = rig.table.session.place();
        let on = rig
            .table
            .send(Actor::Desk, Command::Advance { from }, 1_000);
        if on.is_err() || from == Place::Over {
            break;
        }
    }
    let all: BTreeSet<_> = typed(&rig).into_iter().map(|(canary, _)| canary).collect();
    assert!(taken.is_superset(&all), "{taken:?}");
    for canary in [
        "canary-contest",
        "canary-note",
        "canary-dissent",
        "canary-met",
    ] {
        assert!(taken.contains(canary), "{canary} could be typed nowhere");
    }
    let record = record("s", &rig.table.entries).unwrap();
    let zone = Zone::UTC;
    let progress = progress("Ann", &[record], Wall(0), &zone);
    let places = [
        (
            "what I wrote",
            export::written(&progress, &zone).concat().join("\n"),
        ),
        (
            "Markdown",
            export::markdown(&progress, &zone).replace('\\', ""),
        ),
        ("CSV", export::csv(&progress)),
        ("JSON", export::json(&progress)),
    ];
    for (place, text) in places {
        for canary in &taken {
            assert!(text.contains(canary), "{canary} is not in {place}:\n{text}");
        }
        assert!(
            !text.contains("MODEL"),
            "{place} gives the model answer away"
        );
    }
}
