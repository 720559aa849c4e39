//! Study alone: a learner's month with a clock that the test sets, what stays hidden until the
//! answer is locked, and what goes wrong in the outer world.

use std::fs;

use roundtable::{
    begin::Wanted,
    case::Answer,
    home::Home,
    id::{CommandId, PersonId, Seq},
    journal::{
        line::{self, Hash},
        list::list,
    },
    library,
    protocol::See,
    session::{
        Actor, Command, Commitment, Entry, Event, LADDER, Opened, Order, Rating, Session, View,
        Viewer,
    },
    stamp::{Stamp, Wall, Zone},
    study::shelf::{self, Begin, Wish},
    study::{
        export,
        progress::{CaseProgress, Progress},
    },
    text::Clean,
};
use tempfile::TempDir;

pub(crate) const DAY: i64 = 86_400_000;
/// Noon of a day, in the middle of every time zone's day or nearly.
const BEGIN: i64 = 1_780_315_200_000;
const ME: PersonId = PersonId(1);

pub(crate) const CASE: &str = "# The Bridge\n\nFirst paragraph.\n\nSecond paragraph.\n\n## Questions\n\n\
    1. Who decides?\n\n    > **Model answer:**\n    > - MODEL one decides.\n    > - MODEL nobody waits.\n\n\
    2. What is said on Monday?\n\n    > **Model answer:**\n    > - MODEL the truth.\n";

/// Learners of one computer, and the clock.
pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) now: i64,
    pub(crate) zone: Zone,
    pub(crate) number: usize,
    journals: usize,
}

/// What came of one sitting.
pub(crate) struct Sat {
    pub(crate) said: Vec<String>,
    pub(crate) asked: Vec<String>,
    pub(crate) before: Vec<String>,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            now: BEGIN,
            zone: Zone::UTC,
            number: 0,
            journals: 0,
        }
    }

    pub(crate) fn home(&self) -> Home {
        Home::find(Some(self.folder.path().join("data"))).unwrap()
    }

    pub(crate) fn case(&self, file: &str, text: &str) {
        fs::write(self.folder.path().join(file), text).unwrap();
    }

    pub(crate) fn days(&mut self, days: i64) -> &mut Self {
        self.now += days * DAY;
        self
    }

    pub(crate) fn begin(&self, file: &str, name: &str, again: bool) -> Begin {
        let loaded = library::load(&self.folder.path().join(file)).unwrap();
        let wanted = Wanted {
            loaded,
            number: Some(self.number),
            people: Vec::new(),
            not_taken: Vec::new(),
            protocol: None,
            minutes: None,
            bring: Vec::new(),
            rehearsal: false,
        };
        let wish = Wish {
            name: Clean::new(name),
            again,
            ..Wish::default()
        };
        shelf::begin(&self.home(), &wanted, &wish, Wall(self.now), &self.zone).unwrap()
    }

    /// A whole sitting: each question is answered with the words and rated.
    pub(crate) fn sits(&mut self, file: &str, name: &str, text: &str, rating: Rating) -> Sat {
        let Begin::New { opened, said } = self.begin(file, name, false) else {
            panic!("it was interrupted");
        };
        let event = Event::Opened(opened);
        let mut desk = Fixture::open(event, self.now, &self.zone);
        let mut sat = Sat {
            said,
            asked: Vec::new(),
            before: Vec::new(),
        };
        let name = Clean::new(name);
        desk.must(Command::Join { name, role: None });
        desk.on();
        while desk.view().question.is_some() || !desk.view().can.commit {
            desk.answers(text, rating, &mut sat);
            desk.on();
        }
        let what = Clean::new("if it rains then I will ask");
        desk.must(Command::Commit {
            person: Some(ME),
            commitment: Commitment {
                what,
                ..Commitment::default()
            },
        });
        desk.must(Command::Close);
        self.keep(&desk.entries);
        sat
    }

    /// A sitting in which everything is passed.
    pub(crate) fn opens(&mut self, opened: Box<Opened>, name: &str) {
        let mut desk = Fixture::open(Event::Opened(opened), self.now, &self.zone);
        let name = Clean::new(name);
        desk.must(Command::Join { name, role: None });
        desk.on();
        while let Some(question) = desk.view().question {
            if desk.view().can.pass {
                let (person, question) = (ME, question.prompt.id.clone());
                desk.must(Command::Pass { person, question });
            }
            desk.on();
        }
        desk.must(Command::Close);
        self.keep(&desk.entries);
    }

    fn keep(&mut self, entries: &[Entry]) {
        self.journals += 1;
        let folder = self.home().sessions();
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("s{:03}.jsonl", self.journals));
        let (mut all, mut hash) = (Vec::new(), Hash::NONE);
        for entry in entries {
            let (line, next) = line::write(entry, hash).unwrap();
            all.extend(line);
            hash = next;
        }
        fs::write(path, all).unwrap();
    }

    pub(crate) fn progress(&self, name: &str) -> Progress {
        shelf::how_far(&self.home(), name, Wall(self.now), &self.zone).0
    }

    /// Titles of what is due, for whom, and how many questions.
    pub(crate) fn due(&self) -> Vec<(String, String, usize)> {
        let back = shelf::back(&list(&self.home()));
        let due = |case: &roundtable::study::due::Returning| {
            let count = case.due(Wall(self.now), &self.zone).len();
            (case.title.to_string(), case.learner.to_string(), count)
        };
        let due = back.iter().map(due);
        due.filter(|(_, _, count)| *count > 0).collect()
    }
}

/// One session, driven by commands.
struct Fixture {
    session: Session,
    entries: Vec<Entry>,
    now: Stamp,
    zone: Zone,
}

impl Fixture {
    fn open(event: Event, now: i64, zone: &Zone) -> Self {
        let now = Stamp::new(now, 1_000);
        let entry = Entry {
            n: Seq(1),
            at: now,
            id: CommandId(0),
            by: Actor::Program,
            event,
        };
        Self {
            session: Session::open(&entry).unwrap(),
            entries: vec![entry],
            now,
            zone: zone.clone(),
        }
    }

    fn view(&self) -> View {
        self.session.view(Viewer::Facilitator, self.now)
    }

    fn must(&mut self, command: Command) {
        self.now = self.now.plus(1_000);
        let order = Order {
            id: CommandId(u128::from(self.session.last().0) + 1),
            by: Actor::Desk,
            command,
        };
        for event in self.session.decide(&order, self.now).unwrap() {
            let entry = Entry {
                n: self.session.last().next(),
                at: self.now,
                id: order.id,
                by: order.by,
                event,
            };
            self.session.apply(&entry).unwrap();
            self.entries.push(entry);
        }
    }

    fn on(&mut self) {
        let from = self.session.place();
        self.must(Command::Advance { from });
    }

    /// Nothing of the model answer, of last time or of other voices is in anybody's view.
    fn hides(&self) {
        for viewer in [
            Viewer::Facilitator,
            Viewer::Person(ME),
            Viewer::Room,
            Viewer::Report,
        ] {
            let view = self.session.view(viewer, self.now);
            let shown = format!("{:?} {:?}", view.question, view.parts);
            assert!(!shown.contains("MODEL"), "{viewer:?}: {shown}");
            assert_eq!((view.study.before, view.study.voices.len()), (None, 0));
        }
    }

    fn answers(&mut self, text: &str, rating: Rating, sat: &mut Sat) {
        let view = self.view();
        let Some((question, step)) = view.question.zip(view.step) else {
            return;
        };
        let id = question.prompt.id.clone();
        if view.can.answer && question.answers.is_empty() {
            self.hides();
            sat.asked.push(question.prompt.text.to_string());
            self.must(Command::Answer {
                person: ME,
                question: id.clone(),
                answer: Answer::text(text),
                handed_in: false,
                moved_by: None,
            });
            assert!(!self.view().can.rate, "not before it is compared");
        }
        if step.step.shows(See::Voices) {
            let shown = format!("{:?}", self.view().question);
            assert!(
                !shown.contains("MODEL"),
                "voices come before the model answer"
            );
            let before = self.view().study.before;
            sat.before
                .extend(before.map(|before| format!("{:?}", before.answer.value)));
        }
        if self.view().can.rate && self.view().study.rating.is_none() {
            self.must(Command::Rate {
                person: ME,
                question: id,
                rating,
                zone: self.zone.clone(),
            });
        }
    }
}

fn case<'a>(progress: &'a Progress, title: &str) -> &'a CaseProgress {
    let mut cases = progress.cases.iter();
    cases.find(|case| *case.title == *title).unwrap()
}

#[test]
fn a_rating_climbs_the_ladder_and_falls_back() {
    let days = |rating: Rating, before| LADDER[usize::from(rating.rung(before))];
    assert_eq!(days(Rating::Missed, None), 3);
    assert_eq!(days(Rating::Partly, None), 3);
    assert_eq!(days(Rating::GotIt, None), 10);
    let climbed: Vec<_> = (0..5).map(|rung| days(Rating::GotIt, Some(rung))).collect();
    assert_eq!(climbed, [10, 30, 90, 90, 90]);
    assert_eq!(days(Rating::Differently, Some(1)), 30);
    assert_eq!(days(Rating::Partly, Some(2)), 30);
    assert_eq!(days(Rating::Missed, Some(2)), 10);
    assert_eq!(days(Rating::Missed, Some(0)), 3);
}

#[test]
fn a_month_of_study_adds_up() {
    let mut world = World::new();
    for (file, title) in [
        ("a.md", "The Bridge"),
        ("b.md", "The Ferry"),
        ("c.md", "The Ford"),
    ] {
        world.case(file, &CASE.replace("The Bridge", title));
    }
    let first = world.sits("a.md", "Ann", "I think of ¶2 first", Rating::Partly);
    assert_eq!((first.asked.len(), first.before.len()), (2, 0));
    world.sits("b.md", "Ann", "three more words", Rating::Missed);
    world.sits("a.md", "Ben", "Ben says so", Rating::Partly);
    assert_eq!(world.due(), []);

    world.days(2);
    assert_eq!(world.due(), [], "not before its day");
    world.days(2);
    let due = |title: &str, name: &str| (title.to_owned(), name.to_owned(), 2);
    assert_eq!(
        world.due(),
        [
            due("The Bridge", "Ann"),
            due("The Ferry", "Ann"),
            due("The Bridge", "Ben")
        ]
    );

    // The question is edited, and the title too: what was written stays with it.
    let edited = CASE
        .replace("Who decides?", "Who decides in the end?")
        .replace("The Bridge", "The New Bridge");
    world.case("a.md", &edited);
    let back = world.sits("a.md", "ann", "I still think of ¶1", Rating::GotIt);
    assert_eq!(
        back.asked,
        ["Who decides in the end?", "What is said on Monday?"]
    );
    assert!(
        back.before
            .iter()
            .all(|text| text.contains("I think of ¶2 first"))
    );
    assert_eq!(back.before.len(), 2);
    assert!(
        back.said.iter().any(|line| line.contains("edited")),
        "{:?}",
        back.said
    );
    assert_eq!(
        world.due(),
        [due("The Ferry", "Ann"), due("The Bridge", "Ben")]
    );

    // Days are missed; what waited is still there, and the third case begins.
    world.days(20);
    world.sits("b.md", "Ann", "at last", Rating::Differently);
    world.sits("c.md", "Ann", "new", Rating::Partly);
    assert_eq!(
        world.due(),
        [due("The New Bridge", "ann"), due("The Bridge", "Ben")],
        "ten days after the second time"
    );

    let ann = world.progress("Ann");
    assert_eq!((ann.cases.len(), ann.done, ann.answers()), (3, 3, 10));
    let days: Vec<_> = ann.days.iter().map(|(_, count)| *count).collect();
    assert_eq!(days, [4, 2, 4], "answers on each day");
    // 5 + 5 words twice each, 3 and 2 twice each, 1 twice.
    assert_eq!(ann.words, 2 * (5 + 5 + 3 + 2 + 1));
    let bridge = case(&ann, "The New Bridge");
    assert_eq!((bridge.sessions, bridge.closed, bridge.due), (2, 2, 2));
    assert_eq!((bridge.cited, bridge.paragraphs), (2, 2));
    let monday = bridge
        .questions
        .iter()
        .find(|each| each.text.contains("Monday"))
        .unwrap();
    let then: Vec<_> = monday
        .ratings
        .iter()
        .map(|line| (line.due.0 - line.at.0 + DAY - 1) / DAY)
        .collect();
    assert_eq!(then, [3, 10]);
    let ferry = case(&ann, "The Ferry");
    // The same was said in two sessions, and is one thing to try.
    assert_eq!(ferry.commitments.len(), 1);
    let differently: Vec<_> = ann
        .differently()
        .map(|(case, _)| case.title.as_str())
        .collect();
    assert_eq!(differently, ["The Ferry", "The Ferry"]);
    let ben = world.progress("Ben");
    assert_eq!((ben.cases.len(), ben.answers(), ben.words), (1, 2, 6));
    let lines = export::lines(&ann, &Zone::UTC).join("\n");
    has!(
        lines,
        "3 cases begun, 3 done, 10 answers, 32 words written."
    );
    assert!(lines.contains("Where you see it differently:"));
}

#[test]
fn everything_again_is_always_there() {
    let mut world = World::new();
    world.case("a.md", CASE);
    world.sits("a.md", "Ann", "once", Rating::GotIt);
    let Begin::New { opened, said } = world.begin("a.md", "Ann", false) else {
        panic!("it was closed");
    };
    let study = opened.study.unwrap();
    assert_eq!((study.asked.len(), study.before.len()), (0, 2));
    assert!(
        said.iter()
            .any(|line| line.contains("Nothing is due before")),
        "{said:?}"
    );
    world.days(4);
    let Begin::New { opened, .. } = world.begin("a.md", "Ann", true) else {
        panic!("it was closed");
    };
    assert!(
        opened.study.unwrap().asked.is_empty(),
        "all of it, not what is due"
    );
}

#[test]
fn a_case_whose_questions_were_all_replaced_begins_anew() {
    let mut world = World::new();
    world.case("a.md", CASE);
    world.sits("a.md", "Ann", "once", Rating::GotIt);
    world.days(4).case(
        "a.md",
        "# The Bridge\n\nText.\n\n## Questions\n\n1. How do potatoes grow?\n",
    );
    let sat = world.sits("a.md", "Ann", "in earth", Rating::GotIt);
    assert!(sat.said[0].contains("replaced"), "{:?}", sat.said);
    assert_eq!(sat.asked, ["How do potatoes grow?"]);
    world.days(4);
    assert_eq!(world.due().len(), 1, "what is gone comes back no more");
    assert_eq!(world.due()[0].2, 1);
    assert_eq!(world.progress("Ann").answers(), 3, "and nothing is lost");
}

#[test]
fn a_clock_set_back_a_year_loses_nothing() {
    let mut world = World::new();
    world.case("a.md", CASE);
    world.sits("a.md", "Ann", "once", Rating::Missed);
    world.days(-365);
    let sat = world.sits("a.md", "Ann", "a year ago", Rating::GotIt);
    assert!(
        sat.said.iter().any(|line| line.contains("clock")),
        "{:?}",
        sat.said
    );
    assert!(world.progress("Ann").ahead.is_some());
    world.days(11);
    assert_eq!(
        world.due().len(),
        1,
        "the later rating counts, whatever a clock said"
    );
    assert_eq!(world.progress("Ann").answers(), 4);
}

#[test]
fn a_damaged_journal_among_good_ones_is_named_and_the_rest_counts() {
    let mut world = World::new();
    world.case("a.md", CASE);
    world.case("b.md", &CASE.replace("The Bridge", "The Ferry"));
    world.sits("a.md", "Ann", "once", Rating::Missed);
    world.sits("b.md", "Ann", "twice", Rating::Missed);
    fs::write(world.home().sessions().join("broken.jsonl"), "no journal\n").unwrap();
    let path = world.home().sessions().join("s001.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    let at = text.rfind("\"once\"").unwrap();
    let (before, after) = text.split_at(at);
    fs::write(&path, format!("{before}X{after}")).unwrap();
    let (progress, bad) = shelf::how_far(&world.home(), "Ann", Wall(world.now), &world.zone);
    assert_eq!(bad, ["broken", "s001"]);
    assert_eq!(progress.answers(), 3, "one of four cannot be read");
}
