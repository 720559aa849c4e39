//! What is half typed when a step ends: one rule, and the same numbers in dialog and report.

use roundtable::{
    journal::drafts::{Draft, DraftKey, Drafts},
    protocol::{BUILT_IN, DEFAULT, Protocol},
    report,
    session::{Actor, Command, Misnamed, Place, View, Viewer, says_half_typed, says_unshown},
    text::Clean,
};

use crate::{
    desk::join,
    report::report_of,
    rig::{Rig, open},
    rules::{ANN, BEN, answer_of, answers, q1},
    world::{self, Table},
};

const NAMES: [&str; 3] = ["Ann", "Ben", "Cem"];

fn asked(protocol: &Protocol) -> Table {
    let mut table = Table::new(world::case(), protocol, 7);
    for name in NAMES {
        table.must(Actor::Desk, join(name));
    }
    while desk(&table).question.is_none() {
        table.advance();
    }
    table
}

fn desk(table: &Table) -> View {
    table.view(Viewer::Facilitator)
}

fn bens_draft() -> Drafts {
    let (person, question) = (BEN, q1());
    let text = Clean::new("HALF A THOUGHT");
    let draft = Draft {
        text,
        ..Draft::default()
    };
    Drafts::from([(DraftKey::Answer { person, question }, draft)])
}

const LEAVES: [fn(Place) -> Command; 3] = [
    |from| Command::LeaveOut { from },
    |from| Command::ToClose { from },
    |_| Command::Close,
];
const GOES_ON: [fn(Place) -> Command; 3] = [
    |from| Command::Advance { from },
    |from| Command::Skip { from },
    |from| Command::ShowNow { from },
];

#[test]
fn in_every_protocol_it_is_handed_in_unless_the_question_is_left_unshown() {
    let mut left = 0;
    for protocol in BUILT_IN.iter().filter(|one| one.name != "solo") {
        let table = asked(protocol);
        let from = table.session.place();
        let view = desk(&table);
        let may = world::tried(&table, Actor::Person(BEN), &answer_of(BEN, "his")).is_ok();
        let may = may && view.can.answer;
        for command in GOES_ON.map(|command| command(from)) {
            let handed = table.session.counting(&command, &bens_draft()).len();
            assert_eq!(handed == 1, may, "{} {command:?}", protocol.name);
            let said = says_half_typed(&view, &command);
            let writes = view.can.answer || view.can.vote;
            assert_eq!(said.contains("handed in"), writes, "{}", protocol.name);
        }
        for command in LEAVES.map(|command| command(from)) {
            let handed = table.session.counting(&command, &bens_draft()).len();
            let waits = view.ahead.waits_to_be_shown;
            assert_eq!(handed == 1, may && !waits, "{}", protocol.name);
            left += usize::from(waits);
        }
    }
    assert!(left > 10, "{left}");
}

#[test]
fn the_dialog_and_the_report_tell_the_same_number() {
    for (wrote, words) in [
        // Nobody said anything in its first moments: it was left out.
        (&[][..], "0 answers from 3 people"),
        (&[ANN][..], "1 of 3 answered, 1 answer was never shown"),
        (
            &[ANN, BEN][..],
            "2 of 3 answered, 2 answers were never shown",
        ),
    ] {
        for leaves in LEAVES {
            let mut table = asked(Protocol::find(DEFAULT).unwrap());
            for person in wrote {
                answers(&mut table, *person, "first words");
                // Said anew, it is still one person's answer.
                answers(&mut table, *person, "better words");
            }
            let command = leaves(table.session.place());
            let said = says_unshown(&desk(&table), &command);
            let count = wrote.len().to_string();
            assert!(said.is_empty() || said.starts_with(&count), "{said}");
            assert!(table.session.counting(&command, &bens_draft()).is_empty());
            table.must(Actor::Desk, command);
            while !table.session.is_over() {
                table.must(Actor::Desk, Command::Close);
            }
            let told = report::markdown::write(&report_of(&table), true);
            assert!(told.contains(words), "{words} in {told}");
        }
    }
}

/// What is on the screen, in one line and without borders.
fn flat(rig: &Rig) -> String {
    let screen = rig.screen().replace(['│', '┃'], "");
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_screen_says_what_becomes_of_it_and_how_many_were_handed_in() {
    let begun = || {
        let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (140, 30));
        rig.keys("Enter Enter")
            .types("half a thought")
            .keys("Esc Esc");
        rig
    };
    let mut rig = begun();
    rig.keys("n");
    let goes = "What is half typed is handed in, marked so.";
    assert!(flat(&rig).contains(goes), "{}", rig.screen());
    let mut rig = begun();
    rig.keys("O");
    let leaves = "What is half typed is not handed in.";
    assert!(flat(&rig).contains(leaves), "{}", rig.screen());
    rig.keys("Enter");
    let wrote = rig
        .table
        .entries
        .iter()
        .any(|entry| matches!(entry.event, roundtable::session::Event::Answered { .. }));
    assert!(!wrote, "nobody handed it in");
}

#[test]
fn a_sheet_typed_over_one_that_is_in_asks_first_and_a_slip_goes_to_whoever_it_is() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cem"], (140, 30));
    rig.keys("o Enter").types("ANNS WORDS").keys("Enter Enter");
    // Back to the list, and onto the sheet of somebody who is in by mistake.
    rig.keys("Esc Up Up Up Enter");
    let screen = flat(&rig);
    has!(screen, "Ann’s answer is in already.");
    rig.types("BENS WORDS").keys("Ctrl-s");
    assert!(
        flat(&rig).contains("Is this Ann’s too, in its place?"),
        "{}",
        rig.screen()
    );
    let versions = |rig: &Rig| {
        let answered = |entry: &&roundtable::session::Entry| {
            matches!(entry.event, roundtable::session::Event::Answered { .. })
        };
        rig.table.entries.iter().filter(answered).count()
    };
    assert_eq!(versions(&rig), 1, "nothing was sent");
    // No: it is all there still.
    rig.keys("Esc");
    has!(rig.screen(), "BENS WORDS");
    rig.keys("Ctrl-s Enter");
    assert_eq!(versions(&rig), 2, "{}", rig.screen());
    // The slip is Ben's, and what Ann had said stands again.
    rig.table.must(
        Actor::Desk,
        Command::Reassign {
            what: Misnamed::Newest(q1(), ANN),
            to: BEN,
            why: Clean::default(),
        },
    );
    rig.follow();
    let own = |person| {
        let view = rig.table.view(Viewer::Person(person));
        format!("{:?}", view.question.unwrap().mine)
    };
    assert!(own(ANN).contains("ANNS WORDS") && !own(ANN).contains("BENS WORDS"));
    assert!(own(BEN).contains("BENS WORDS"));
}

#[test]
fn what_is_not_in_the_tally_is_said_beside_it() {
    let mut table = asked(Protocol::find("peer-instruction").unwrap());
    let late = |view: &View| report::words::uncounted(view.question.as_ref().unwrap());
    assert!(late(&desk(&table)).is_empty());
    answers(&mut table, ANN, "first words");
    answers(&mut table, BEN, "other words");
    while desk(&table).question.unwrap().answers.is_empty() {
        table.advance();
    }
    // Ann's is set aside, and she gives another, after all were read.
    let entry = desk(&table).question.unwrap().answers[0].entry;
    let (entries, why) = (vec![entry], Clean::new("a slip"));
    table.must(Actor::Desk, Command::SetAside { entries, why });
    while !desk(&table).can.answer_after {
        table.advance();
    }
    answers(&mut table, ANN, "new words");
    let said = late(&desk(&table)).join(" ");
    has!(said, "1 answer came after all were shown");
}

#[test]
fn the_report_tells_how_many_minutes_there_were_and_how_far_over_it_ended() {
    let mut table = asked(Protocol::find(DEFAULT).unwrap());
    table.must(Actor::Desk, Command::GiveMinutes { seconds: 1_800 });
    let more = Command::Extend { seconds: 60 };
    table.send(Actor::Desk, more, 40 * 60 * 1000).unwrap();
    let over = desk(&table).clock.over_s().unwrap();
    assert!((600..610).contains(&over), "{over}");
    let told = report::markdown::write(&report_of(&table), true);
    assert!(
        told.contains("30 min planned") || told.contains("30 min there were"),
        "{told}"
    );
}

#[test]
fn what_is_begun_at_the_close_is_handed_in_when_it_is_closed() {
    let mut table = asked(Protocol::find(DEFAULT).unwrap());
    table.must(
        Actor::Desk,
        Command::ToClose {
            from: table.session.place(),
        },
    );
    let begun = |words: &str| Draft {
        text: Clean::new(words),
        ..Draft::default()
    };
    let word = |person| DraftKey::Word { person };
    let commitment = DraftKey::Commitment { person: Some(BEN) };
    table.must(
        Actor::Desk,
        Command::Speak {
            person: ANN,
            word: Clean::new("Said"),
        },
    );
    let drafts = Drafts::from([
        (word(ANN), begun("other")),
        (word(BEN), begun("half")),
        (commitment, begun("will try")),
    ]);
    let handed = format!("{:?}", table.session.counting(&Command::Close, &drafts));
    has!(handed, "half");
    has!(handed, "will try");
    assert!(!handed.contains("other"), "she has said hers: {handed}");
    let blank = Drafts::from([(word(BEN), begun("  "))]);
    assert!(table.session.counting(&Command::Close, &blank).is_empty());
}
