//! Reports of sessions small and large, printed as a browser prints them, for whoever wants to
//! look at them.
//!
//! `cargo test --test it prints -- --ignored` writes them into `target/shots`.

use std::{collections::BTreeSet, fs};

use roundtable::{
    case::{self, Answer, Case, Kind, Value},
    handout::{self, Files},
    id::PersonId,
    protocol::{Names, Protocol},
    report::{self, Report, html},
    session::{
        Actor, Command, Commitment, NoteKind, PersonState, Place, Stance, Target, View, Viewer,
    },
    text::Clean,
};

use crate::{browser::Browser, tidy::root, world::Table};

/// Sentences that people might say of any case.
const SAID: [&str; 9] = [
    "I would first ask the two people who saw it, each alone, and write down what they say.",
    "The rule is right and the way it was kept was not. Both have to be said in one breath.",
    "Nobody had counted who was sent away. With that number I would see it otherwise.",
    "To tell it today, since on Monday it will be a story that others tell about us.",
    "It is easy to say from here. At the door I would have done the same.",
    "Ask her what she needs to stay, and say at once which part of it cannot be had.",
    "I do not know yet. What keeps me is that everybody I would ask has something to lose.",
    "Two things: who decides when nobody is in the room, and who hears of it afterwards.",
    "Not to him. To the twelve who went home with nothing and thanked us for it. See ¶2.",
];
const PEOPLE: [&str; 12] = [
    "Ann", "Ben", "Cem", "Dora", "Emil", "Fay", "Goran", "Hana", "Iris", "Kofi", "Lena", "Noor",
];

/// What somebody says to whatever is asked.
fn answer(kind: &Kind, who: usize, question: usize) -> Answer {
    let said = |at: usize| SAID.get((who * 7 + question * 5 + at) % SAID.len());
    let two = if who.is_multiple_of(3) { 2 } else { 1 };
    let text: Vec<_> = (0..two).filter_map(said).copied().collect();
    let pick = |of: usize| ((who * who + question) % of.max(1)) as u8;
    let value = match kind {
        Kind::Open => Value::Text(Clean::new(&text.join(" "))),
        Kind::Number { .. } => Value::Text(Clean::new(&format!("{}", 10 + who % 9))),
        Kind::Items { items } => Value::Parts(vec![Clean::new(&text.join(" ")); items.len()]),
        Kind::Choice { options, .. } => Value::Choice(vec![pick(options.len())]),
        Kind::Scale(scale) => {
            let (low, high) = (scale.low, scale.high);
            let points = usize::from(high - low) + 1;
            let rated = (0..scale.marks()).map(|at| low + pick(points + at) % (high - low));
            Value::Scale(rated.collect())
        }
        Kind::Rank { items } => {
            let count = items.len();
            Value::Rank((0..count).map(|at| ((at + who) % count) as u8).collect())
        }
    };
    let reason = match kind {
        Kind::Choice { .. } if who.is_multiple_of(2) => Clean::new(SAID[who % SAID.len()]),
        _ => Clean::default(),
    };
    Answer { value, reason }
}

/// A session with everything that people do in it, to its end.
struct Played {
    table: Table,
    people: Vec<PersonId>,
    did: BTreeSet<String>,
}

impl Played {
    fn new(case: Case, names: &[String], hidden: bool) -> Self {
        let protocol = Protocol::find("think-share").unwrap();
        let mut table = Table::new(case, protocol, 5);
        for name in names {
            let name = Clean::new(name);
            table.must(Actor::Desk, Command::Join { name, role: None });
        }
        if hidden {
            let names = Names::Hidden;
            table.must(Actor::Desk, Command::SetNames { names });
        }
        let people = (1..).take(names.len()).map(PersonId).collect();
        Self {
            table,
            people,
            did: BTreeSet::new(),
        }
    }

    fn view(&self, viewer: Viewer) -> View {
        self.table.session.view_now(viewer, self.table.now)
    }

    fn plays(mut self) -> Report {
        while self.view(Viewer::Room).place != Place::Over {
            self.step();
            let from = self.table.session.place();
            self.table.now = self.table.now.plus(95_000);
            let closes = self.view(Viewer::Facilitator);
            if closes.question.is_none() && closes.can.commit && self.table.entries.len() > 40 {
                self.closes();
                self.table.must(Actor::Desk, Command::Close);
                break;
            }
            self.table.must(Actor::Desk, Command::Advance { from });
        }
        let mut report = report::report(&self.table.view(Viewer::Report));
        report.session = "2026-11-12-an-evening".into();
        report
    }

    /// Everybody does what the step asks for, but every fifth, who passes.
    fn step(&mut self) {
        let view = self.view(Viewer::Room);
        let Some(asked) = &view.question else { return };
        let (id, kind) = (asked.prompt.id.clone(), asked.prompt.kind.clone());
        let number = asked.prompt.number as usize;
        let place = format!("{:?}", view.place);
        if !self.did.insert(place) {
            return;
        }
        let writes = view
            .step
            .as_ref()
            .is_some_and(|step| step.step.takes_answers());
        // Claims are compared by a few.
        let most = if writes { self.people.len() } else { 12 };
        for (at, person) in self.people.clone().into_iter().enumerate().take(most) {
            let by = Actor::Person(person);
            let can = self
                .table
                .session
                .view_now(Viewer::Person(person), self.table.now);
            let open = can
                .person(person)
                .is_some_and(|one| one.state == PersonState::Open);
            let question = id.clone();
            if open && at % 11 == 4 {
                self.table.must(by, Command::Pass { person, question });
            } else if open && can.can.answer {
                let answer = answer(&kind, at, number);
                let command = Command::Answer {
                    person,
                    question,
                    answer,
                    handed_in: at % 13 == 3,
                    moved_by: None,
                };
                self.table.must(by, command);
            } else if can.can.compare {
                self.compares(person, &can, at);
            }
        }
        if self.view(Viewer::Facilitator).can.note && self.did.insert(format!("notes {number}")) {
            self.notes(&view, number);
        }
    }

    fn compares(&mut self, person: PersonId, view: &View, at: usize) {
        let Some(question) = &view.question else {
            return;
        };
        for (claim, _) in question
            .models
            .iter()
            .flat_map(|one| &one.claims)
            .enumerate()
        {
            let stance = Stance::ALL[(at + claim) % 3];
            let text = match stance {
                Stance::Extend | Stance::Contest if at < 4 => {
                    Clean::new(SAID[(at + claim) % SAID.len()])
                }
                Stance::Agree | Stance::Extend | Stance::Contest => Clean::default(),
            };
            let command = Command::Compare {
                person,
                question: question.prompt.id.clone(),
                model: 0,
                claim: claim as u8,
                stance,
                text,
            };
            // A case may have several model answers; here only the first is compared.
            let _ = self.table.send(Actor::Person(person), command, 10);
        }
    }

    fn notes(&mut self, view: &View, number: usize) {
        let Some(question) = &view.question else {
            return;
        };
        let about = question.answers.first().map(|one| one.entry);
        for (at, kind) in NoteKind::ALL.into_iter().enumerate() {
            let command = Command::Note {
                person: self.people.get((number + at) % 4).copied(),
                question: question.prompt.id.clone(),
                kind,
                text: Clean::new(SAID[(number + at) % SAID.len()]),
                about: about.filter(|_| at % 2 == 1),
            };
            // Where the question hides names, a note may have to wait.
            let _ = self.table.send(Actor::Desk, command, 10);
        }
    }

    fn closes(&mut self) {
        for (at, person) in self.people.clone().into_iter().enumerate().take(7) {
            let commitment = Commitment {
                what: Clean::new("Ask each of my four leads which rule they bend, and why."),
                expect: Clean::new("Two rules that nobody keeps."),
                by_when: Clean::new(["Friday", "12 December", "the end of January"][at % 3]),
                surprise: Clean::new("That they thank me for asking."),
            };
            let person = Some(person);
            self.table
                .must(Actor::Desk, Command::Commit { person, commitment });
        }
        for (at, person) in self.people.clone().into_iter().enumerate() {
            let word = Clean::new(["sober", "awake", "torn", "curious", "lighter"][at % 5]);
            self.table
                .must(Actor::Desk, Command::Speak { person, word });
        }
        let dissent = Command::Dissent {
            person: self.people.get(2).copied(),
            against: Target::Summary,
            text: Clean::new(
                "We spoke for an hour of the one who broke the rule and for a minute of those who were sent away.",
            ),
        };
        self.table.must(Actor::Desk, dissent);
    }
}

fn built_in(name: &str) -> Case {
    let source = fs::read_to_string(root().join("cases").join(name)).unwrap();
    case::read(&source, name).cases.remove(0)
}

#[test]
#[ignore = "needs Chromium"]
fn needs_chromium_to_print_reports() {
    let folder = root().join("target/shots");
    fs::create_dir_all(&folder).unwrap();
    let mut browser = Browser::start();
    let tab = browser.phone((1000, 1200), true);
    let names: Vec<_> = PEOPLE.map(str::to_owned).to_vec();
    let many: Vec<_> = (1..=300).map(|number| format!("Person {number}")).collect();
    for (what, case, names, hidden, most) in [
        ("4", "six-parcels.md", &names[..4], false, 8),
        ("12", "six-parcels.md", &names[..], false, 8),
        ("12-hidden", "four-mornings.md", &names[..], true, 15),
        ("300", "six-parcels.md", &many[..], false, 120),
    ] {
        let report = Played::new(built_in(case), names, hidden).plays();
        assert!(report.finished, "{what}");
        let opened = "Thu 12 November 2026, 14:02 CET";
        let page = folder.join(format!("report-{what}.html"));
        fs::write(&page, html::report(&report, opened, true)).unwrap();
        let all = folder.join(format!("report-{what}"));
        handout::write_into(&all, &report, Files::All, b',').unwrap();
        browser.go(&tab, &format!("file://{}", page.display()));
        let pdf = browser.prints(&tab);
        let text = String::from_utf8_lossy(&pdf);
        let pages = text.matches("/Type /Page\n").count();
        fs::write(folder.join(format!("report-{what}.pdf")), &pdf).unwrap();
        assert!((1..=most).contains(&pages), "{what}: {pages} pages");
    }
}
