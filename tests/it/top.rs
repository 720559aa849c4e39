//! The full screen as data: one screen is on and gets the keys; what waits for the disk is done
//! by others, and what they bring too late is dropped.

use std::{collections::VecDeque, fs, path::PathBuf};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use roundtable::{
    begin::Wanted,
    clock,
    home::Home,
    host::opening::{Opening, Question},
    id::CommandId,
    library::{self, Origin},
    session::Viewer,
    study::shelf::{Learners, Wish},
    table::{News, Table, Trouble},
    text::Clean,
    tui::{
        app::{App, Known},
        draw::draw,
        errand::{Done, Errand, Msg, ShellErrand, TableErrand, Ticket, WorldErrand},
        keys::{Action, BINDINGS, Scope, foot},
        screen::library::Found,
        theme::{Choice, Theme},
    },
};
use tempfile::TempDir;

/// The full screen with a world around it, which does nothing before it is told to.
pub(crate) struct Screen {
    house: App,
    home: Home,
    cases: PathBuf,
    pub(crate) table: Option<Table>,
    /// What workers were asked for and have not done.
    asked: VecDeque<(Ticket, WorldErrand)>,
    closed: usize,
    over: bool,
    size: (u16, u16),
}

impl Screen {
    /// The library with these files in it.
    pub(crate) fn with(folder: &TempDir, files: &[(&str, &str)]) -> Self {
        let mut screen = Self::before_it_looks(folder, files);
        screen.work();
        screen
    }

    /// The same while the cases are still looked for.
    pub(crate) fn before_it_looks(folder: &TempDir, files: &[(&str, &str)]) -> Self {
        let home = Home::find(Some(folder.path().join("data"))).unwrap();
        let cases = folder.path().join("cases");
        fs::create_dir_all(&cases).unwrap();
        for (name, text) in files {
            fs::write(cases.join(name), text).unwrap();
        }
        let house = App::new(Known {
            theme: Theme::of(Choice::Mono, None, false, false),
            learners: Learners {
                names: vec![Clean::new("Ann")],
            },
            zone: clock::zone(),
            first: CommandId(1 << 100),
            now: clock::now(),
        });
        let mut screen = Self {
            house,
            home,
            cases,
            table: None,
            asked: VecDeque::new(),
            closed: 0,
            over: false,
            size: (100, 30),
        };
        screen.fit();
        let first = screen.house.look_for_cases();
        screen.see_to(first);
        screen
    }

    fn fit(&mut self) {
        self.house.fit(Size::new(self.size.0, self.size.1));
    }

    /// The same in a window of that size.
    pub(crate) fn sized(mut self, size: (u16, u16)) -> Self {
        self.size = size;
        self.fit();
        self
    }

    /// What the foot offers now, but for the list of all there is.
    pub(crate) fn foot(&self) -> Vec<Action> {
        let rows = foot(self.scope(), &self.house.can()).into_iter();
        let rows = rows.filter(|row| row.action != Action::Palette);
        rows.map(|row| row.action).collect()
    }

    /// Whether something waits to be done, or the program is over.
    pub(crate) fn is_busy(&self) -> bool {
        self.over || !self.asked.is_empty()
    }

    fn see_to(&mut self, errands: Vec<Errand>) {
        for errand in errands {
            match errand {
                Errand::World(ticket, errand) => self.asked.push_back((ticket, errand)),
                Errand::Table(TableErrand::Sit { table, .. }) => self.table = Some(table),
                Errand::Table(TableErrand::Send(id, by, command)) => {
                    let table = self.table.as_ref().unwrap();
                    let client = table.client(by);
                    self.take(Msg::News(match client.ask(command) {
                        Ok(session) => News::Published {
                            session,
                            done: vec![id],
                        },
                        Err(Trouble::Refused(refusal)) => News::Refused(refusal),
                        Err(Trouble::NotSaved(fault)) => News::NotSaved(fault),
                    }));
                }
                Errand::Table(TableErrand::Leave | TableErrand::Close(_)) => self.closed += 1,
                Errand::Table(
                    TableErrand::Draft(..)
                    | TableErrand::Hold(_)
                    | TableErrand::Flush
                    | TableErrand::Phones(_),
                ) => {}
                Errand::Shell(ShellErrand::Quit) => self.over = true,
                Errand::Shell(_) => {}
            }
        }
    }

    fn take(&mut self, msg: Msg) {
        let errands = self.house.update(msg, clock::now());
        self.fit();
        self.see_to(errands);
    }

    /// What the first of those that wait brings.
    fn bring(&mut self) -> (Ticket, Box<Done>) {
        let (ticket, errand) = self.asked.pop_front().unwrap();
        let folders = [self.cases.clone()];
        let done = match errand {
            WorldErrand::Load(origin) => {
                let loaded = library::open(&origin);
                let loaded = loaded.and_then(|loaded| library::recall(loaded, &self.home));
                Done::Loaded(loaded.map(Box::new))
            }
            WorldErrand::Begin(opening) => {
                Done::Begun(opening.begin(&self.home, &folders).map(Box::new))
            }
            WorldErrand::Library(_) => {
                let cards = library::shelve(&folders, None, &|_, _| {});
                // Those that are built in are of no interest here.
                let own = cards
                    .into_iter()
                    .filter(|card| matches!(&card.origin, Origin::File(_)));
                Done::Found(Found::of(own.collect(), Vec::new()))
            }
            WorldErrand::SaveCase(folder, name, text) => {
                let folder = folder.unwrap_or_else(|| self.cases.clone());
                Done::Saved(library::save_new(&folder, &name, &text))
            }
            WorldErrand::HowFar(name) => {
                Done::Progress(vec![format!("{name}: how far")], Vec::new())
            }
            _ => Done::Kept(Ok(())),
        };
        (ticket, Box::new(done))
    }

    /// Workers do all that waits.
    pub(crate) fn work(&mut self) {
        while !self.asked.is_empty() {
            let (ticket, done) = self.bring();
            self.take(Msg::Done(ticket, done));
        }
    }

    pub(crate) fn press(&mut self, code: KeyCode) {
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        self.take(Msg::Input(Event::Key(key)));
    }

    pub(crate) fn pastes(&mut self, text: &str) {
        self.take(Msg::Input(Event::Paste(text.to_owned())));
    }

    pub(crate) fn ctrl(&mut self, letter: char) {
        let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
        self.take(Msg::Input(Event::Key(key)));
    }

    pub(crate) fn types(&mut self, text: &str) {
        for letter in text.chars() {
            self.press(match letter {
                '\n' => KeyCode::Enter,
                letter => KeyCode::Char(letter),
            });
        }
    }

    /// Presses whatever key does that here.
    pub(crate) fn does(&mut self, action: Action) {
        self.acts(action);
        self.work();
    }

    /// The same, and what waits is not done yet.
    pub(crate) fn acts(&mut self, action: Action) {
        let scopes = self.scope().chain();
        let rows = BINDINGS.iter().filter(|row| row.action == action);
        let found = scopes
            .iter()
            .find_map(|scope| rows.clone().find(|row| row.scope == *scope));
        let row = found.unwrap_or_else(|| panic!("{action:?} at {:?}", self.scope()));
        let chord = row.keys[0];
        let modifiers = match (chord.ctrl, chord.alt) {
            (true, _) => KeyModifiers::CONTROL,
            (false, true) => KeyModifiers::ALT,
            (false, false) => KeyModifiers::NONE,
        };
        let key = KeyEvent::new(chord.code, modifiers);
        self.take(Msg::Input(Event::Key(key)));
    }

    /// The keyboard goes to whoever is next, until they can write.
    pub(crate) fn until_written_in(&mut self) {
        for _ in 0..4 {
            if self.scope() != Scope::Writing {
                self.press(KeyCode::Enter);
            }
        }
        assert_eq!(self.scope(), Scope::Writing, "{}", self.picture());
    }

    /// The keyboard is with everybody again.
    pub(crate) fn until_nobody_writes(&mut self) {
        for _ in 0..4 {
            if self.scope() != Scope::Hub {
                self.press(KeyCode::Enter);
            }
        }
        assert_eq!(self.scope(), Scope::Hub, "{}", self.picture());
    }

    pub(crate) fn shows(&self, words: &str) -> bool {
        self.picture().contains(words)
    }

    /// Where the cursor stands; at the first cell where nothing is typed.
    pub(crate) fn cursor(&self) -> (u16, u16) {
        let backend = TestBackend::new(self.size.0, self.size.1);
        let mut terminal = Terminal::new(backend).unwrap();
        terminal.draw(|frame| draw(&self.house, frame)).unwrap();
        terminal.get_cursor_position().unwrap().into()
    }

    pub(crate) fn picture(&self) -> String {
        let backend = TestBackend::new(self.size.0, self.size.1);
        let mut terminal = Terminal::new(backend).unwrap();
        terminal.draw(|frame| draw(&self.house, frame)).unwrap();
        terminal.backend().to_string()
    }

    pub(crate) fn scope(&self) -> Scope {
        self.house.scope()
    }
}

const SHORT: &str = "# A Short Case\n\nMara waits.\n\n## Questions\n\n### 1. What would you do?\n";

fn short(folder: &TempDir) -> Screen {
    Screen::with(folder, &[("short.md", SHORT)])
}

#[test]
fn what_is_asked_for_in_time_is_shown() {
    let folder = TempDir::new().unwrap();
    let mut screen = short(&folder);
    screen.ctrl('p');
    screen.work();
    assert_eq!(screen.scope(), Scope::Progress);
    assert!(screen.shows("Ann: how far"), "{}", screen.picture());
    screen.press(KeyCode::Esc);
    assert_eq!(screen.scope(), Scope::Library);
}

#[test]
fn a_late_reply_takes_no_key_from_another_screen() {
    let folder = TempDir::new().unwrap();
    let mut screen = short(&folder);
    screen.ctrl('p');
    screen.press(KeyCode::Enter);
    let late = screen.bring();
    screen.work();
    assert_eq!(screen.scope(), Scope::Gather);
    screen.take(Msg::Done(late.0, late.1));
    assert_eq!(screen.scope(), Scope::Gather);
    screen.types("A");
    assert!(screen.shows("Add a name: A"), "{}", screen.picture());
    // Nor does it come up once the session is left.
    let (ticket, done) = (
        late.0,
        Box::new(Done::Progress(vec!["late".to_owned()], Vec::new())),
    );
    screen.press(KeyCode::Esc);
    screen.press(KeyCode::Esc);
    screen.take(Msg::Done(ticket, done));
    assert_eq!(screen.scope(), Scope::Library);
    assert_eq!(screen.closed, 1);
}

#[test]
fn of_two_screens_that_were_asked_for_the_last_one_opens() {
    let folder = TempDir::new().unwrap();
    let mut screen = short(&folder);
    // How far somebody has come is found first, though the case was asked for last.
    screen.ctrl('p');
    screen.types("\nCem\n");
    screen.work();
    assert_eq!(screen.scope(), Scope::Gather);
    assert!(screen.shows("Cem"), "{}", screen.picture());
}

#[test]
fn only_the_newest_of_two_requests_is_answered() {
    let folder = TempDir::new().unwrap();
    let mut screen = short(&folder);
    screen.ctrl('p');
    screen.ctrl('p');
    let (ticket, done) = screen.bring();
    screen.take(Msg::Done(ticket, done));
    assert_eq!(screen.scope(), Scope::Library);
    screen.work();
    assert_eq!(screen.scope(), Scope::Progress);
}

#[test]
fn help_stays_on_top_of_what_comes_meanwhile() {
    let folder = TempDir::new().unwrap();
    let mut screen = short(&folder);
    screen.types("\n");
    screen.work();
    screen.press(KeyCode::F(1));
    screen.house.notice("Something was told.");
    assert_eq!(screen.scope(), Scope::Help);
    assert!(!screen.shows("Something was told."));
    screen.press(KeyCode::Esc);
    assert_eq!(screen.scope(), Scope::Message);
    assert!(screen.shows("Something was told."));
    // A paste goes to what is on top, and to nothing under it.
    screen.take(Msg::Input(Event::Paste("Zoe".to_owned())));
    screen.press(KeyCode::Esc);
    assert!(!screen.shows("Zoe"), "typed under a notice");
}

#[test]
fn what_is_typed_while_a_case_opens_is_meant_for_it() {
    let folder = TempDir::new().unwrap();
    let mut screen = short(&folder);
    // The disk is slow, and whoever types is not.
    screen.types("\nCem\nDee\n");
    assert_eq!(screen.scope(), Scope::Library);
    assert!(!screen.shows("Cem"), "it went to the library");
    screen.work();
    assert_eq!(screen.scope(), Scope::Gather);
    let session = screen.table.as_ref().unwrap().session();
    let people = session.view(Viewer::Room, clock::now()).people;
    let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Cem", "Dee"]);
}

#[test]
fn esc_leaves_what_opens_and_its_table_is_closed() {
    let folder = TempDir::new().unwrap();
    let mut screen = short(&folder);
    screen.types("\n");
    // The document is read, and the session is about to begin.
    let (ticket, done) = screen.bring();
    screen.take(Msg::Done(ticket, done));
    screen.types("x");
    screen.press(KeyCode::Esc);
    screen.work();
    assert_eq!(screen.scope(), Scope::Library);
    assert_eq!((screen.closed, screen.table.is_some()), (1, false));
    screen.types("sho");
    assert!(screen.shows("sho"), "keys count again");
}

#[test]
fn what_broke_holds_no_key_back() {
    let folder = TempDir::new().unwrap();
    let mut screen = short(&folder);
    screen.types("\nxyz");
    screen.asked.clear();
    screen.take(Msg::Broken("a worker".to_owned()));
    screen.types("sho");
    assert!(screen.shows("sho"), "{}", screen.picture());
    // Nor does what was typed before come up later.
    screen.press(KeyCode::Esc);
    screen.types("\n");
    screen.work();
    assert!(!screen.shows("xyz"), "{}", screen.picture());
}

#[test]
fn nobody_begins_a_document_by_being_impatient_while_it_is_read() {
    let folder = TempDir::new().unwrap();
    let mut screen = Screen::with(&folder, &[]);
    // No such file: what it is does not matter before it is read.
    let slow = folder.path().join("cases/slow.pdf");
    fs::write(&slow, "no PDF").unwrap();
    let first = screen.house.look_for_cases();
    screen.see_to(first);
    screen.work();
    screen.types("\n");
    let asked = screen.asked.len();
    screen.types("\n\n\nq");
    assert_eq!((screen.asked.len(), screen.over), (asked, false));
    screen.press(KeyCode::Esc);
    assert_eq!(screen.scope(), Scope::Library);
}

#[test]
fn a_case_that_asks_nothing_is_offered_three_questions_on_the_way() {
    let folder = TempDir::new().unwrap();
    let mut screen = Screen::with(&folder, &[("read.md", "# Only to Read\n\nMara waits.\n")]);
    screen.types("\n");
    screen.work();
    assert_eq!(screen.scope(), Scope::Notice);
    assert!(screen.shows("Use these three?"), "{}", screen.picture());
    screen.press(KeyCode::Down);
    screen.types("\nCem\n");
    screen.work();
    assert_eq!(screen.scope(), Scope::Gather);
    let session = screen.table.as_ref().unwrap().session();
    let view = session.view(Viewer::Room, clock::now());
    assert_eq!((view.case.questions, view.people.len()), (0, 1));
}

#[test]
fn a_missing_file_is_told_whatever_is_typed_meanwhile() {
    let folder = TempDir::new().unwrap();
    let mut screen = short(&folder);
    fs::remove_file(screen.cases.join("short.md")).unwrap();
    screen.types("\nCem\n");
    screen.work();
    assert_eq!(screen.scope(), Scope::Message);
    assert!(screen.shows("short.md"), "{}", screen.picture());
    assert!(screen.table.is_none());
    screen.press(KeyCode::Esc);
    assert_eq!(screen.scope(), Scope::Library);
    screen.ctrl('c');
    assert!(screen.over);
}

#[test]
fn every_front_asks_the_same_before_a_session() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("read.md");
    fs::write(&file, "# Only to Read\n\nMara waits.\n").unwrap();
    let wanted = || {
        let loaded = library::load(&file).unwrap();
        Wanted::of(loaded, Some(0))
    };
    let mut opening = Opening::study(wanted(), Wish::default());
    assert_eq!(opening.asks(), Some(Question::Who));
    assert!(opening.named("?!").is_err());
    assert_eq!(opening.asks(), Some(Question::Who));
    opening.named("Ann").unwrap();
    assert_eq!(opening.asks(), Some(Question::Offer));
    opening.offer(false);
    assert_eq!(opening.asks(), None);
    let mut opening = Opening::run(Wanted {
        number: None,
        ..wanted()
    });
    assert_eq!(opening.asks(), Some(Question::Which));
    assert_eq!(opening.titles(), [Clean::new("Only to Read")]);
    opening.chose(0);
    assert_eq!(opening.asks(), Some(Question::Offer));
    // A case of that number is not there: that is told once it should begin.
    opening.chose(7);
    opening.offer(true);
    let home = Home::find(Some(folder.path().join("data"))).unwrap();
    let fault = opening.begin(&home, &[]).err().unwrap();
    assert!(fault.to_string().contains("no case of that number"));
}
