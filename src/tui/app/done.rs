//! What is asked of workers, and what they bring back. What belongs to a screen that has gone is
//! dropped; what people press while something opens waits for it.

use std::path::PathBuf;

use super::{App, Popup, Screen};
use crate::{
    begin::Wanted,
    fault::Fault,
    host::{
        close::LastTime,
        opening::{Begun, Opening},
    },
    import::{Kind, PATIENCE},
    library::{Loaded, Origin},
    session::Actor,
    study::shelf::Wish,
    text::Clean,
    tui::{
        alone::{ProgressPage, wanted_to_try, written_down},
        effect::{Effect, Wants},
        errand::{Done, Errand, TableErrand, Ticket, WorldErrand},
        keys::{Action, Scope, name as key_name},
        notice::Notice,
        screen::{
            asking::Asking, gather, library, mending::Mending, preview::Preview, room::Room, sheets,
        },
        session_controller::SessionController,
    },
};

/// What somebody waits for.
pub(super) enum Awaited {
    /// A document: to run it, or to try it with invented people.
    Run {
        /// Which case of it; none asks, where there are several.
        number: Option<usize>,
        /// With invented people.
        rehearse: bool,
    },
    /// A document from anywhere: for whom, is asked next.
    Opened,
    /// A document, to study it alone.
    Study {
        number: usize,
        wish: Box<Wish>,
    },
    /// A document, to see how it was read.
    HowRead,
    /// A document, to print a sheet of it.
    Sheets {
        number: usize,
    },
    /// A document, to see it beside the library.
    Beside {
        number: usize,
    },
    /// A document that its author looks at.
    Previewed,
    Begun,
    /// The session that the room's screen follows.
    Followed,
    /// How far the learner has come.
    Progress,
    /// What people bring from earlier sessions.
    Earlier,
    LastTime,
    /// Documents that lie about, to choose one.
    Browsed(Clean),
    /// A new case to write over.
    Written,
    /// A pasted text to open.
    Pasted,
    /// Anything else, which is told wherever people are by then.
    Told,
}

impl Awaited {
    /// Whether its answer is another screen: the newest such request counts.
    fn turns(&self) -> bool {
        self.opens() || matches!(self, Self::Progress)
    }

    /// Whether another screen is about to open, for which people may already type.
    fn opens(&self) -> bool {
        match self {
            Self::Run { .. }
            | Self::Opened
            | Self::Study { .. }
            | Self::HowRead
            | Self::Sheets { .. }
            | Self::Browsed(_)
            | Self::Pasted
            | Self::Begun => true,
            Self::Beside { .. }
            | Self::Previewed
            | Self::Followed
            | Self::Progress
            | Self::Earlier
            | Self::LastTime
            | Self::Written
            | Self::Told => false,
        }
    }
}

/// Which case of a document a card means: where nobody had looked into it, it is still to be
/// chosen.
fn which(loaded: &Loaded, number: usize) -> Option<usize> {
    let several = loaded.document.cases.len() > 1;
    (!several || !is_slow(&loaded.origin)).then_some(number)
}

/// What was guessed or left behind while a document was converted.
fn listed_said(loaded: &Loaded) -> String {
    let said: Vec<_> = loaded.said.iter().map(Clean::as_str).collect();
    said.join(" ")
}

fn is_slow(origin: &Origin) -> bool {
    match origin {
        Origin::File(path) => Kind::named(path).is_some_and(Kind::is_slow),
        Origin::BuiltIn(_) => false,
    }
}

/// What is said while a document is read that takes long.
fn reading(origin: &Origin) -> Option<String> {
    let Origin::File(path) = origin else {
        return None;
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Some(format!(
        "Reading {} … This may take up to {} seconds. {} leaves it.",
        Clean::line(&name),
        PATIENCE.as_secs(),
        key_name(Scope::Overlay, Action::Back)
    ))
    .filter(|_| is_slow(origin))
}

impl App {
    /// Asks a worker for something. A newer request of the same kind takes the place of the one
    /// before.
    pub(super) fn ask(&mut self, awaited: Awaited, errand: WorldErrand) {
        let kind = std::mem::discriminant(&awaited);
        let other = |other: &Awaited| {
            std::mem::discriminant(other) != kind && !(awaited.turns() && other.turns())
        };
        self.awaited.retain(|_, awaited| other(awaited));
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.awaited.insert(ticket, awaited);
        self.errands.push(Errand::World(ticket, errand));
    }

    /// Asks for a document.
    pub(super) fn load(&mut self, origin: Origin, awaited: Awaited) {
        if awaited.opens()
            && let Some(words) = reading(&origin)
        {
            self.notice(&words);
            self.reading = Some(words);
        }
        // What takes long is read on opening only.
        if awaited.opens() || !is_slow(&origin) {
            self.ask(awaited, WorldErrand::Load(origin));
        }
    }

    /// Whether something is about to open.
    pub(super) fn opens(&self) -> bool {
        self.awaited.values().any(Awaited::opens)
    }

    /// Nobody waits for what is about to open any more.
    pub(super) fn open_no_more(&mut self) {
        self.awaited.retain(|_, awaited| !awaited.opens());
        self.ahead.clear();
        self.put_away_reading();
    }

    fn put_away_reading(&mut self) {
        if let Some(words) = self.reading.take() {
            let other =
                |popup: &Popup| !matches!(popup, Popup::Notice(notice) if notice.text == words);
            self.popups.retain(other);
        }
    }

    pub fn follow(&mut self, room: Room) -> Vec<Errand> {
        self.turn_to(Screen::Room(Box::new(room)));
        self.look_again();
        std::mem::take(&mut self.errands)
    }

    /// Looks at a case as its author does.
    pub fn look_at(&mut self, preview: Preview) -> Vec<Errand> {
        self.turn_to(Screen::Preview(Box::new(preview)));
        self.look_again();
        std::mem::take(&mut self.errands)
    }

    /// What is previewed or followed may have changed.
    pub(super) fn look_again(&mut self) {
        match &self.screen {
            Screen::Room(room) => {
                let looked = room.looked();
                self.ask(Awaited::Followed, WorldErrand::Follow(looked));
            }
            Screen::Preview(preview) => {
                let origin = preview.origin().clone();
                // What was said was said of the file as it was.
                self.told = None;
                self.ask(Awaited::Previewed, WorldErrand::Load(origin));
            }
            Screen::Library
            | Screen::Asking(_)
            | Screen::Mending(_)
            | Screen::Progress(_)
            | Screen::Session(_) => {}
        }
    }

    /// Takes what a worker brings back, and then what people pressed meanwhile.
    pub(super) fn done(&mut self, ticket: Ticket, done: Done) -> Vec<Effect> {
        let awaited = self.awaited.remove(&ticket);
        let opened = awaited.as_ref().is_some_and(Awaited::opens);
        if opened {
            self.put_away_reading();
        }
        let effects = match done {
            Done::Loaded(Ok(loaded)) => self.loaded(awaited, *loaded),
            Done::Loaded(Err(fault)) => match (awaited, &mut self.screen) {
                (Some(Awaited::Previewed), Screen::Preview(preview)) => {
                    preview.take(Err(fault));
                    Vec::new()
                }
                (None | Some(Awaited::Beside { .. }), _) => Vec::new(),
                (Some(Awaited::Opened), _) => self.not_opened(&fault),
                (Some(_), _) => self.not_begun(&fault.to_string()),
            },
            Done::Begun(Ok(begun)) if opened => {
                self.sit_down(*begun);
                Vec::new()
            }
            // Somebody has gone on to something else meanwhile.
            Done::Begun(Ok(begun)) => {
                self.table(TableErrand::Close(begun.table));
                Vec::new()
            }
            Done::TooEarly(opening, said) if opened => {
                self.too_early(*opening, &said.join("\n\n"));
                Vec::new()
            }
            Done::Begun(Err(fault)) if opened => self.not_begun(&fault.to_string()),
            Done::Begun(Err(_)) | Done::TooEarly(..) => Vec::new(),
            Done::Found(found) if ticket == self.listing => self.library.take(found),
            done => self.brought(awaited, done),
        };
        if opened && !self.opens() {
            self.carry_out(effects);
            for event in std::mem::take(&mut self.ahead) {
                let effects = self.hear(event);
                self.carry_out(effects);
            }
            return Vec::new();
        }
        effects
    }

    /// What changes a screen that is on, or is only told.
    fn brought(&mut self, awaited: Option<Awaited>, done: Done) -> Vec<Effect> {
        let now = self.now;
        match (done, awaited) {
            (Done::Followed(looked), Some(_)) => {
                if let Screen::Room(room) = &mut self.screen {
                    room.take(looked, now);
                }
            }
            (Done::Progress(rows, written), Some(_)) => {
                self.turn_to(Screen::Progress(ProgressPage::new(rows, written)));
            }
            (Done::Earlier(earlier), Some(_)) => {
                let theme = self.theme;
                if let Some(controller) = self.controller_mut() {
                    controller.brings(earlier, &theme);
                }
            }
            (Done::LastTime(last), Some(_)) => return self.same_again(&last),
            (Done::Nearby(nearby), Some(Awaited::Browsed(asked))) => {
                self.lies_about(&nearby, &asked);
            }
            (Done::Reported(reported), _) => self.reported(reported),
            (Done::Saved(Ok(path)), awaited) => return self.saved(path, awaited.as_ref()),
            (Done::Saved(Err(fault)), _) => self.notice(&fault.to_string()),
            (Done::Became(path, what, Ok(files)), _) => {
                return library::became(&path, what, &files);
            }
            (Done::Became(_, _, Err(fault)), _) => self.notice(&fault.to_string()),
            (Done::Kept(Err(fault)), _) => self.tell(&fault.line()),
            (Done::Shown(words), _) => self.tell(&words),
            (Done::WrittenDown(written), _) => {
                let words = written_down(written);
                match self.controller() {
                    // Nobody who is in a session is stopped by it.
                    Some(_) => self.tell(&Clean::line(&words)),
                    None => self.notice(&words),
                }
            }
            (
                Done::Kept(Ok(()))
                | Done::Followed(_)
                | Done::Progress(..)
                | Done::Earlier(_)
                | Done::LastTime(_)
                | Done::Nearby(_)
                | Done::Loaded(_)
                | Done::Begun(_)
                | Done::TooEarly(..)
                | Done::Found(_),
                _,
            ) => {}
        }
        Vec::new()
    }

    /// Those of the session before come again.
    fn same_again(&self, last: &LastTime) -> Vec<Effect> {
        if last.people.is_empty() {
            let none = "There was no session before this one.";
            return vec![Effect::Tell(none.to_owned())];
        }
        let said = self.controller().and_then(|controller| controller.view.way);
        gather::same_again(&last.people, last.way, said)
    }

    fn reported(&mut self, reported: Result<Vec<PathBuf>, Fault>) {
        match (reported, self.controller_mut()) {
            (Ok(paths), Some(controller)) => {
                let paths = paths.iter().map(|path| path.to_string_lossy().into_owned());
                controller.screens.reports(paths.collect());
            }
            (Ok(_), None) => {}
            (Err(fault), _) => self.tell(&fault.line()),
        }
    }

    fn loaded(&mut self, awaited: Option<Awaited>, loaded: Loaded) -> Vec<Effect> {
        match awaited {
            Some(Awaited::Run { number, rehearse }) => {
                let said = listed_said(&loaded);
                let only = || (loaded.document.cases.len() < 2).then_some(0);
                let number = number.map_or_else(only, |number| which(&loaded, number));
                let wanted = Wanted::of(loaded, number);
                let wanted = if rehearse { wanted.rehearsed() } else { wanted };
                self.want(Opening::run(wanted));
                if !said.is_empty() {
                    self.tell(&said);
                }
            }
            Some(Awaited::Opened) => {
                let said = listed_said(&loaded);
                self.want(Opening::opened(Wanted::of(loaded, None)));
                self.look_around();
                if !said.is_empty() {
                    self.tell(&said);
                }
            }
            Some(Awaited::Study { number, wish }) => {
                let number = which(&loaded, number);
                let wish = self.learner_of(*wish);
                self.want(Opening::study(Wanted::of(loaded, number), wish));
            }
            Some(Awaited::HowRead) => self.mend_lines(loaded),
            Some(Awaited::Sheets { number }) => return self.sheets(loaded, number),
            Some(Awaited::Beside { number }) => {
                let chosen = self.library.previews(&loaded.origin, number);
                if let Some(case) = loaded.document.cases.get(number).filter(|_| chosen) {
                    self.library.show(case, loaded.says_unseen());
                }
            }
            Some(Awaited::Previewed) => {
                if let Screen::Preview(preview) = &mut self.screen {
                    preview.take(Ok(loaded));
                }
            }
            Some(
                Awaited::Begun
                | Awaited::Browsed(_)
                | Awaited::Followed
                | Awaited::Progress
                | Awaited::Earlier
                | Awaited::LastTime
                | Awaited::Written
                | Awaited::Pasted
                | Awaited::Told,
            )
            | None => {}
        }
        Vec::new()
    }

    /// Asks which sheet is printed; where nobody has looked at how the document was read, that
    /// comes first: what participants hold cannot be taken back.
    fn sheets(&mut self, loaded: Loaded, number: usize) -> Vec<Effect> {
        let number = which(&loaded, number);
        if !loaded.is_asked() {
            return vec![sheets::ask(&loaded, number)];
        }
        self.opening = None;
        let asking = Asking::before_print(loaded, number);
        self.turn_to(Screen::Asking(Box::new(asking)));
        Vec::new()
    }

    fn mend_lines(&mut self, loaded: Loaded) {
        if let Some(said) = loaded.says_carried() {
            self.notice(&said);
        }
        self.turn_to(Screen::Mending(Box::new(Mending::new(loaded))));
    }

    /// A session is at its table: it is on screen from now on.
    pub(super) fn sit_down(&mut self, begun: Begun) {
        let Begun {
            table,
            home,
            wanted,
            again,
            said,
            tried,
            brought,
            orders,
        } = begun;
        let mut controller =
            SessionController::new(table.session(), self.zone.clone(), &self.theme, self.now);
        let mut notices = Vec::new();
        if let Some(again) = &again {
            notices = controller.opened_again(again, brought, table.journal_path());
            controller.refresh(&self.theme);
        }
        if let Some(wanted) = &wanted {
            controller.bring.clone_from(&wanted.bring);
        }
        controller.screens.remember(tried.clone());
        let rehearsal = home.is_for_rehearsals();
        let (over, alone) = (controller.is_over(), controller.view.alone);
        self.turn_to(Screen::Session(Box::new(controller)));
        self.not_saved = None;
        self.table(TableErrand::Sit { table, rehearsal });
        for notice in notices {
            self.lay(notice);
        }
        let said = [said, wanted_to_try(&tried)].concat().join("\n\n");
        self.say_begun(wanted.as_deref(), &said);
        for command in orders {
            self.send(Actor::Desk, command);
        }
        // Whoever opens a closed session looks for its report; whoever goes on studying alone has
        // what they wanted to try at hand.
        if over {
            self.report();
        } else if again.is_some() && alone {
            self.ask_earlier();
        }
    }

    /// The path that was typed leads to no document: it is there still, to be mended.
    fn not_opened(&mut self, fault: &Fault) -> Vec<Effect> {
        self.ahead.clear();
        let key = key_name(Scope::Line, Action::Next);
        let text = format!("{fault}\n\nIts path; {key} completes it:");
        let mut asks = Notice::ask(&text, Wants::File);
        asks.type_text(Some(&fault.place));
        self.lay(asks);
        Vec::new()
    }

    /// It does not begin: what there is to choose from is on screen.
    fn not_begun(&mut self, why: &str) -> Vec<Effect> {
        // What was typed was meant for what does not come.
        self.ahead.clear();
        self.notice(why);
        if self.library.is_empty() {
            return vec![Effect::Library];
        }
        Vec::new()
    }
}
