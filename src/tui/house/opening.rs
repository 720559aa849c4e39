//! Before a session: what its opening asks, each on a page or in a notice of its own, and the
//! lines where a document is mended. What was decided is remembered for the content.

use super::{App, Screen, done::Awaited};
use crate::{
    begin::{Tried, Wanted},
    case::{asking::in_brief, flaw::Code},
    host::opening::{Begun, Opening, Question},
    import::Kind,
    library::{Loaded, Origin},
    study::shelf::Wish,
    text::Clean,
    tui::{
        alone::wanted_to_try,
        app::{Effect, Wants},
        errand::{Errand, WorldErrand},
        keys::{Action, Scope, name},
        notice::Notice,
        screen::{
            asking::{Asking, Next as Asked},
            mending::{Mending, Next, clean_copy},
            sheets,
        },
    },
};

/// What asks for the name of whoever studies.
pub(super) const WHO: &str = "Who are you? Your name is kept on this computer only.";

impl App {
    /// The program begins with this.
    pub fn start(&mut self, opening: Opening) -> Vec<Errand> {
        self.want(opening);
        std::mem::take(&mut self.errands)
    }

    /// The program begins with a session that goes on.
    pub fn begun(&mut self, begun: Begun) -> Vec<Errand> {
        self.sit_down(begun);
        std::mem::take(&mut self.errands)
    }

    /// Somebody wants this: it begins once all is known that it asks for.
    pub(super) fn want(&mut self, opening: Opening) {
        if let Origin::File(path) = &opening.wanted().loaded.origin
            && !self.library.opened.contains(path)
        {
            self.library.opened.push(path.clone());
        }
        self.opening = Some(opening);
        self.ask_next();
    }

    /// Asks what has to be known next, or begins.
    fn ask_next(&mut self) {
        let Some(opening) = &self.opening else {
            return;
        };
        match opening.asks() {
            Some(Question::HowRead) => {
                let asking = Asking::new(opening.wanted().loaded.clone());
                self.turn_to(Screen::Asking(Box::new(asking)));
            }
            Some(Question::ForWhom) => self.lay(for_whom(&opening.titles())),
            Some(Question::Who) => self.lay(Notice::ask(WHO, Wants::Name)),
            Some(Question::Which) => {
                let titles = opening.titles().into_iter().enumerate();
                let choices =
                    titles.map(|(at, title)| (title.to_string(), vec![Effect::Choose(at)]));
                let text = "This document holds several cases. Which one?";
                self.lay(Notice::choose(text, choices.collect()));
            }
            Some(Question::Offer) => self.lay(offer()),
            None => {
                if let Some(opening) = self.opening.take() {
                    self.ask(Awaited::Begun, WorldErrand::Begin(Box::new(opening)));
                }
            }
        }
    }

    /// What was opened is for a group, or for whoever studies alone.
    pub(super) fn for_whom(&mut self, alone: bool) {
        let wish = alone.then(|| self.learner_of(Wish::default()));
        if let Some(opening) = &mut self.opening {
            opening.is_for(wish);
        }
        self.ask_next();
    }

    /// That case of the document was chosen.
    pub(super) fn chosen(&mut self, number: usize) {
        if let Some(opening) = &mut self.opening {
            opening.chose(number);
        }
        self.ask_next();
    }

    /// With the questions that are offered, or without.
    pub(super) fn offered(&mut self, yes: bool) {
        if let Some(opening) = &mut self.opening {
            opening.offer(yes);
        }
        self.ask_next();
    }

    /// Somebody has looked at how the document was read.
    pub(super) fn looked_at(&mut self) {
        if let Some(opening) = &mut self.opening {
            opening.looked();
        }
        self.ask_next();
    }

    /// Somebody said who studies.
    pub(super) fn named(&mut self, said: &str) {
        let name = match crate::study::shelf::name(said) {
            Ok(name) => name,
            Err(fault) => return self.lay(Notice::ask(&fault.line(), Wants::Name)),
        };
        self.learners.put_first(&name);
        self.ask(Awaited::Told, WorldErrand::Learner(name.clone()));
        match &mut self.opening {
            Some(opening) => {
                // It is a name, as was just seen.
                let _ = opening.named(&name);
                self.ask_next();
            }
            None => self.tell(&format!("{name} studies from now on.")),
        }
    }

    /// What there is to say as a session begins.
    pub(super) fn say_begun(&mut self, wanted: Option<&Wanted>, said: &[String], tried: &[Tried]) {
        let said = [said.to_vec(), wanted_to_try(tried)].concat();
        if !said.is_empty() {
            self.notice(&said.join("\n\n"));
        }
        let Some(wanted) = wanted else {
            return;
        };
        wanted.not_taken.iter().for_each(|said| self.notice(said));
        let loaded = &wanted.loaded;
        // What was looked at before needs no second word.
        if loaded.from != Kind::Text.name() && !loaded.decision.seen {
            let read = in_brief(&loaded.document).join(", ");
            let key = name(Scope::Library, Action::HowRead);
            let from = &loaded.from;
            self.notice(&format!(
                "Read from {from}: {read}. {key} in the library shows how each line was read, and mends it."
            ));
        }
        if wanted.case().is_ok_and(|case| !case.noise.is_empty()) {
            self.tell("Lines that look like page noise (menus, “Read more”) were set apart.");
        }
        let mut flaws = wanted.loaded.document.flaws.iter();
        if let Some(flaw) = flaws.find(|flaw| flaw.code == Code::Protocol) {
            let (line, what) = (flaw.line, &flaw.what);
            self.tell(&format!(
                "The case’s protocol, line {line}: {what}. Where it cannot be run as it is, another is taken; “roundtable check” says how to mend it."
            ));
        }
    }

    /// What comes of a key on the page that asks.
    pub(super) fn asked(&mut self, next: Asked) -> Vec<Effect> {
        let Some(opening) = &mut self.opening else {
            return Vec::new();
        };
        match next {
            Asked::Stay => Vec::new(),
            Asked::Begin => {
                opening.looked();
                let loaded = opening.wanted().loaded.clone();
                self.remember(loaded);
                self.turn_to(Screen::Library);
                vec![Effect::GoOn]
            }
            Asked::Look => {
                let mending = Mending::new(opening.wanted().loaded.clone()).at_first_doubt();
                self.turn_to(Screen::Mending(Box::new(mending)));
                Vec::new()
            }
            Asked::Print => vec![sheets::ask(&opening.wanted().loaded, None)],
            Asked::Save => vec![clean_copy(&opening.wanted().loaded)],
            Asked::Leave => {
                self.opening = None;
                self.turn_to(Screen::Library);
                vec![Effect::Library]
            }
        }
    }

    /// Keeps what was decided about a reading.
    fn remember(&mut self, loaded: Loaded) {
        self.ask(Awaited::Told, WorldErrand::Remember(Box::new(loaded)));
    }

    /// Somebody answered what was asked while mending.
    pub(super) fn mend(&mut self, said: impl FnOnce(&mut Mending) -> Next) -> Vec<Effect> {
        let Screen::Mending(mending) = &mut self.screen else {
            return Vec::new();
        };
        let next = said(mending);
        self.mended(next)
    }

    pub(super) fn mended(&mut self, next: Next) -> Vec<Effect> {
        let Screen::Mending(mending) = &self.screen else {
            return Vec::new();
        };
        let mut loaded = mending.loaded().clone();
        match next {
            Next::Stay => {}
            Next::Do(effect) => return vec![effect],
            // What was said of a line is kept at once.
            Next::Keep => self.remember(loaded),
            Next::Which(text) => self.lay(Notice::ask(&text, Wants::Question)),
            Next::Wider(text, no) => {
                self.remember(loaded);
                let choice = |words: &str, yes| (words.to_owned(), vec![Effect::Widen(yes)]);
                let choices = vec![choice(no, false), choice("Yes: show them too", true)];
                self.lay(Notice::choose(&text, choices));
            }
            // Back to the page that asks, with what was said meanwhile.
            Next::Leave if self.opening.is_some() => {
                if let Some(opening) = &mut self.opening {
                    opening.read_as(loaded);
                }
                self.ask_next();
            }
            Next::Leave => {
                self.turn_to(Screen::Library);
                return vec![Effect::Library];
            }
            Next::Begin => {
                loaded.decision.seen = true;
                self.remember(loaded.clone());
                let wanted = || Opening::run(Wanted::of(loaded.clone(), None));
                self.opening.get_or_insert_with(wanted).read_as(loaded);
                self.turn_to(Screen::Library);
                return vec![Effect::GoOn];
            }
        }
        Vec::new()
    }
}

/// What was opened lies in the list from now on; it may also begin at once.
fn for_whom(titles: &[Clean]) -> Notice {
    let titles: Vec<_> = titles.iter().map(Clean::as_str).collect();
    let choice = |words: &str, alone| (words.to_owned(), vec![Effect::ForWhom { alone }]);
    Notice::choose(
        &titles.join("\n"),
        vec![
            choice("Run it with a group", false),
            choice("Study it alone", true),
            (
                "Not now: it is in the list of cases".to_owned(),
                vec![Effect::Library],
            ),
        ],
    )
}

/// Offers three questions where the document has none.
fn offer() -> Notice {
    let text = "This document has no questions. Use these three?\n\n  What? So what? Now what?\n\nEverybody answers each of them; the document itself is not changed.";
    let choice = |words: &str, offered| (words.to_owned(), vec![Effect::Begin { offered }]);
    Notice::choose(
        text,
        vec![
            choice("Yes, ask these three", true),
            choice("No, only read it together", false),
        ],
    )
}
