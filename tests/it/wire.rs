//! The journal's format: a file of each format that was ever released is read for ever, and
//! what is written today is what was written then.

use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

use roundtable::{
    case::{Answer, Value},
    id::{CommandId, PersonId, QuestionId, Seq},
    journal::{
        disk::RealDisk,
        line::{self, Hash},
        open::open,
        scan,
    },
    protocol::{Names, Protocol, Way},
    session::{
        Actor, Ballot, Command, Commitment, DissentState, Duty, Entry, Event, FORMAT, Level,
        NoteKind, Opened, Rating, Session, Stance, Tag, Target, Viewer,
    },
    stamp::Wall,
    text::Clean,
};

use crate::{
    desk::join,
    wire_back::goes_back,
    world::{self, Table, case},
};

/// Set, the file is written anew.
const ANEW: &str = "ROUNDTABLE_NEW_FORMAT";

const ANN: PersonId = PersonId(1);
pub(crate) const BEN: PersonId = PersonId(2);

/// The file of today's format, which is open until it is released.
pub(crate) fn golden() -> PathBuf {
    of_format(FORMAT)
}

/// The file of a format, as a program of that format wrote it.
fn of_format(format: u32) -> PathBuf {
    let name = format!("tests/journals/format-{format}.jsonl");
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

pub(crate) fn question(number: u32) -> QuestionId {
    QuestionId::new(format!("q{number}"))
}

pub(crate) fn text(text: &str) -> Clean {
    Clean::new(text)
}

/// A session in which everything happens that can be put on record.
fn everything() -> Vec<Entry> {
    let opened = opened_then();
    let mut table = match &opened {
        Some(opened) => Table::new((*opened.case).clone(), &opened.protocol, opened.seed),
        None => Table::new(case(), Protocol::find("think-share").unwrap(), 9),
    };
    gather(&mut table);
    ask_and_discuss(&mut table);
    notice(&mut table);
    close(&mut table);
    table.entries
}

/// The entries of the file; none while it is written anew. Built-in protocols may get better
/// words, and the tests' case other questions: the file keeps its own.
fn entries_then() -> Vec<Entry> {
    if std::env::var_os(ANEW).is_some() {
        return Vec::new();
    }
    scan::file(&golden()).unwrap().entries
}

fn opened_then() -> Option<Opened> {
    entries_then()
        .into_iter()
        .find_map(|entry| match entry.event {
            Event::Opened(opened) => Some(*opened),
            _ => None,
        })
}

fn protocol_then() -> Arc<Protocol> {
    let chosen = entries_then()
        .into_iter()
        .find_map(|entry| match entry.event {
            Event::ProtocolChosen { protocol } => Some(protocol),
            _ => None,
        });
    chosen.unwrap_or_else(|| Arc::new(Protocol::find("think-pair-share").unwrap().clone()))
}

fn gather(table: &mut Table) {
    table.must(
        Actor::Desk,
        Command::Join {
            name: text("Ann “A” O'Neil"),
            role: Some(text("ward manager")),
        },
    );
    table.must(Actor::Desk, join("Ben\tÜ \\ 日本"));
    let bind = |device, person| Command::Bind {
        device,
        people: vec![person],
    };
    table.must(Actor::Door, bind(1, ANN));
    table.must(Actor::Door, bind(2, BEN));
    table.must(Actor::Desk, Command::Leave { person: BEN });
    table.must(Actor::Desk, Command::Return { person: BEN });
    let name = text("Benjamin");
    table.must(Actor::Desk, Command::Rename { person: BEN, name });
    let protocol = protocol_then();
    table.must(Actor::Desk, Command::ChooseProtocol { protocol });
    table.must(
        Actor::Desk,
        Command::SetNames {
            names: Names::Hidden,
        },
    );
    let how = Way::Typed;
    table.must(Actor::Desk, Command::SetWriting { how });
    let seconds = 75 * 60;
    table.must(Actor::Desk, Command::GiveMinutes { seconds });
    table.must(Actor::Desk, Command::HandSeat { to: Some(ANN) });
    table.advance();
    table.advance();
}

fn answer(table: &mut Table, person: PersonId, number: u32, value: Value, moved_by: Option<Clean>) {
    table.must(
        Actor::Desk,
        Command::Answer {
            person,
            question: question(number),
            answer: Answer {
                value,
                reason: text("because\n"),
            },
            handed_in: moved_by.is_some(),
            moved_by,
        },
    );
}

fn ask_and_discuss(table: &mut Table) {
    table.must(Actor::Desk, Command::Extend { seconds: 60 });
    table.must(Actor::Desk, Command::Break { on: true });
    table.must(Actor::Desk, Command::Break { on: false });
    table.must(
        Actor::Desk,
        Command::Hint {
            question: question(1),
        },
    );
    answer(
        table,
        ANN,
        1,
        Value::Text(text("Two\nlines, \"quoted\"")),
        Some(text("a talk")),
    );
    let pass = |person, number| Command::Pass {
        person,
        question: question(number),
    };
    table.must(Actor::Person(BEN), pass(BEN, 1));
    while table
        .view(Viewer::Room)
        .step
        .is_some_and(|step| step.step.name != "compare")
    {
        table.advance();
        let note = Command::Note {
            person: Some(BEN),
            question: question(1),
            kind: NoteKind::Challenges,
            text: text("But why?"),
            about: None,
        };
        let _ = table.send(Actor::Desk, note, 0);
    }
    weigh(table);
    table.must(
        Actor::Desk,
        Command::Compare {
            person: ANN,
            question: question(1),
            model: 0,
            claim: 1,
            stance: Stance::Extend,
            text: text("and more"),
        },
    );
    let against = Target::Summary;
    table.must(
        Actor::Desk,
        Command::Dissent {
            person: None,
            against,
            text: text("No."),
        },
    );
    let dissent = table.session.last();
    let state = DissentState::CarriedOn;
    table.must(
        Actor::Desk,
        Command::MeetDissent {
            dissent,
            state,
            text: text("Next time."),
        },
    );
}

/// Votes, themes, who was heard, duties and roles.
fn weigh(table: &mut Table) {
    let view = table.view(Viewer::Room);
    let asked = view.question.unwrap();
    let (item, note) = (asked.answers[0].entry, asked.notes[0].entry);
    let question = question(1);
    let made = Command::MakeTheme {
        question: question.clone(),
        title: text("alike"),
        items: vec![item],
    };
    table.must(Actor::Desk, made);
    let theme = table.session.last();
    for command in [
        Command::NameTheme {
            theme,
            title: text("nearly alike"),
        },
        Command::Sort {
            items: vec![item, note],
            theme: Some(theme),
        },
        Command::UndoSort { question },
        Command::Sort {
            items: vec![item],
            theme: None,
        },
        Command::Tag {
            note,
            tag: Some(Tag::Systems),
        },
        Command::MendNote {
            note,
            person: Some(BEN),
            kind: NoteKind::Challenges,
            text: text("put right"),
        },
        Command::Queue {
            person: BEN,
            kind: NoteKind::Asks,
        },
        Command::Unqueue { person: BEN },
        Command::PassTurn { person: BEN },
        Command::Hear {
            person: Some(BEN),
            answer: Some(item),
            seconds: Some(42),
        },
        Command::HandDuty {
            duty: Duty::KeeperOfDissent,
            to: Some(BEN),
        },
        Command::TakeRole {
            person: BEN,
            role: Some(text("the night shift")),
        },
    ] {
        table.must(Actor::Desk, command);
    }
    vote(table, item);
}

/// Every kind of vote is on record, whether or not the protocol asks for it.
fn vote(table: &mut Table, item: Seq) {
    let ballots = r#"[{"ranking":[ITEM]},{"rating":[{"item":ITEM,"points":7,"reason":"why"}]},
        {"dots":[{"item":ITEM,"dots":2}]},{"consent":{"objects":true,"reason":"why"}}]"#;
    let ballots: Vec<Ballot> =
        serde_json::from_str(&ballots.replace("ITEM", &item.0.to_string())).unwrap();
    for ballot in ballots {
        let (person, question) = (ANN, question(1));
        let event = Event::Voted {
            person,
            question,
            ballot,
        };
        put(table, Actor::Desk, event);
    }
}

pub(crate) fn put(table: &mut Table, by: Actor, event: Event) {
    let entry = Entry {
        n: table.session.last().next(),
        at: table.now,
        id: CommandId(u128::MAX),
        by,
        event,
    };
    table.session.apply(&entry).unwrap();
    table.entries.push(entry);
}

/// What the program notes about itself.
fn notice(table: &mut Table) {
    for event in [
        Event::Mended { bytes: 17 },
        Event::Resumed {
            boot: text("another boot"),
        },
        Event::ClockJumped { by_ms: -3_600_000 },
        Event::Shortened { saved: Seq(99) },
        Event::TakenOver {
            from: text("old.jsonl"),
            damaged: vec![3, 7],
        },
        Event::Rated {
            person: ANN,
            question: question(1),
            rating: Rating::Differently,
            rung: 1,
            nth: 2,
            due: Wall(1_764_000_000_000),
        },
        Event::Answered {
            person: BEN,
            question: question(1),
            answer: Answer::text("I was out of the room."),
            handed_in: true,
            late: true,
            moved_by: None,
        },
        Event::Paused { spent_ms: 1_500 },
        Event::Marked {
            person: ANN,
            paragraph: 1,
            note: Some(text("why here?")),
        },
    ] {
        put(table, Actor::Program, event);
    }
}

fn close(table: &mut Table) {
    let can_commit = |table: &Table| table.view(Viewer::Facilitator).can.commit;
    let mut number = 2;
    while !can_commit(table) {
        let from = table.session.place();
        for value in [
            Value::Choice(vec![0]),
            Value::Scale(vec![2, 3]),
            Value::Rank(vec![2, 0, 1]),
            Value::Parts(vec![text("I call back"), Clean::default()]),
        ] {
            let (question, reason) = (question(number), Clean::default());
            let answer = Answer { value, reason };
            let command = Command::Answer {
                person: BEN,
                question,
                answer,
                handed_in: false,
                moved_by: None,
            };
            let _ = table.send(Actor::Desk, command, 0);
        }
        let _ = table.send(Actor::Desk, Command::Skip { from }, 1_000);
        if table.session.place() == from {
            table.advance();
        }
        let view = table.view(Viewer::Facilitator);
        number = view
            .question
            .map_or(number, |question| question.prompt.number);
    }
    let commitment = Commitment {
        what: text("Ask first"),
        by_when: text("Friday"),
        surprise: text("if nobody minds"),
        expect: text("fewer calls"),
    };
    table.must(
        Actor::Desk,
        Command::Commit {
            person: Some(ANN),
            commitment,
        },
    );
    table.must(
        Actor::Desk,
        Command::Speak {
            person: ANN,
            word: text("lighter"),
        },
    );
    table.must(Actor::Desk, Command::Learn(world::learned()));
    let level = Level::Words;
    table.must(Actor::Desk, Command::Consent { person: ANN, level });
    goes_back(table);
}

fn lines(entries: &[Entry]) -> String {
    let mut all = Vec::new();
    let mut hash = Hash::NONE;
    for entry in entries {
        let (line, next) = line::write(entry, hash).unwrap();
        all.extend_from_slice(&line);
        hash = next;
    }
    String::from_utf8(all).unwrap()
}

/// With `ROUNDTABLE_NEW_FORMAT` set the file is written anew; after a release, never.
#[test]
fn what_is_written_today_is_what_was_written_then() {
    let today = lines(&everything());
    if std::env::var_os(ANEW).is_some() {
        fs::create_dir_all(golden().parent().unwrap()).unwrap();
        fs::write(golden(), &today).unwrap();
    }
    let then = fs::read_to_string(golden()).unwrap();
    for (today, then) in today.lines().zip(then.lines()) {
        assert_eq!(today, then);
    }
    assert_eq!(today.lines().count(), then.lines().count());
}

#[test]
fn files_of_every_format_are_read_whole_and_say_the_same_written_again() {
    for format in 1..=FORMAT {
        let path = of_format(format);
        let then = fs::read_to_string(&path).unwrap();
        let version = format!(",\"v\":{format},");
        assert!(then.lines().all(|line| line.contains(&version)), "{format}");
        let found = scan::lines(then.as_bytes()).unwrap();
        assert_eq!(
            (found.damage.as_slice(), &found.torn, found.newer),
            (&[][..], &None, false)
        );
        // What is written on is of today's format, and says the same.
        let today = lines(&found.entries);
        assert_eq!(
            scan::lines(today.as_bytes()).unwrap().entries,
            found.entries
        );
        assert!(format < FORMAT || today == then);
        let session = Session::replay(&found.entries).unwrap();
        assert!(session.is_over());
        let opened = open(Arc::new(RealDisk), &path, false).ok().unwrap();
        assert_eq!(opened.session.last(), session.last());
    }
}

/// The names of all events, by the order of the enum; a new one has to be added here, and to
/// the next format's file.
#[test]
fn the_file_holds_every_kind_of_event() {
    let then = fs::read_to_string(golden()).unwrap();
    let names: BTreeSet<_> = then
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| line["event"].as_str().unwrap().to_owned())
        .collect();
    let known = "answered break_began break_ended brought_back clock_jumped closed committed compared consented decided device_bound dissent_met dissented \
        duty_handed extended fact_given grouped heard hinted joined kept_unshown learned left marked mended minutes_given moved names_set note_mended noted opened \
        passed paused protocol_chosen queued rated reassigned recommitted renamed reopened resumed returned role_taken seat_handed \
        set_aside shortened sort_undone sorted spoken stepped_back tagged taken_back taken_over theme_made theme_named turn_passed unqueued \
        voted writing";
    assert_eq!(
        names.iter().map(String::as_str).collect::<Vec<_>>(),
        known.split_whitespace().collect::<Vec<_>>()
    );
}
