//! From a document that somebody wants to run to its session: the one page that asks, the lines
//! where it is mended, which case, which questions, and then the table. What was decided is
//! remembered for the content.

use super::{House, Popup, Screen};
use crate::{
    begin::Wanted,
    case::flaw::Code,
    fault::Fault,
    learner::Wish,
    library::{Loaded, remember},
    table::Table,
    tui::{
        app::Effect,
        hear,
        inbox::Post,
        notice::{Notice, Wants},
        screen::{
            asking::{Asking, Next as Asked},
            mending::{Mending, Next, clean_copy},
        },
    },
};

/// What waits until somebody has looked at how its document was read.
pub(in crate::tui) enum Waiting {
    /// A session.
    Run(Wanted),
    /// Study alone.
    Study(Wanted, Wish),
}

impl Waiting {
    fn wanted(&mut self) -> &mut Wanted {
        match self {
            Self::Run(wanted) | Self::Study(wanted, _) => wanted,
        }
    }

    /// Takes the reading as somebody mended it.
    fn read_as(&mut self, loaded: Loaded) {
        let wanted = self.wanted();
        let cases = loaded.document.cases.len();
        if cases != wanted.loaded.document.cases.len() || cases == 1 {
            wanted.number = (cases == 1).then_some(0);
        }
        wanted.loaded = loaded;
        if wanted.rehearsal {
            *wanted = wanted.clone().rehearsed();
        }
    }
}

impl House {
    /// Asks, where whoever opens this document looks first at how it was read; else gives back
    /// what is wanted.
    pub(in crate::tui) fn looked_at(&mut self, mut waiting: Waiting) -> Option<Waiting> {
        let loaded = &waiting.wanted().loaded;
        if !loaded.is_asked() {
            return Some(waiting);
        }
        let asking = Asking::new(loaded.clone());
        self.turn_to(Screen::Asking(Box::new(asking)));
        self.waiting = Some(waiting);
        None
    }

    /// What comes of a key on the page that asks.
    pub(super) fn asked(&mut self, next: Asked) -> Vec<Effect> {
        let Some(waiting) = &mut self.waiting else {
            return Vec::new();
        };
        let loaded = &mut waiting.wanted().loaded;
        match next {
            Asked::Stay => Vec::new(),
            Asked::Begin => {
                loaded.decision.seen = true;
                let told = not_kept(remember(loaded, &self.home));
                self.turn_to(Screen::Library);
                told.into_iter().chain([Effect::GoOn]).collect()
            }
            Asked::Look => {
                let mending = Mending::new(loaded.clone()).at_first_doubt();
                self.mend(mending);
                Vec::new()
            }
            Asked::Save => vec![clean_copy(loaded)],
            Asked::Leave => {
                self.waiting = None;
                self.turn_to(Screen::Library);
                vec![Effect::Library]
            }
        }
    }

    /// Shows how a document was read.
    pub fn mend(&mut self, mending: Mending) {
        self.turn_to(Screen::Mending(Box::new(mending)));
    }

    /// Somebody said which question the chosen lines answer.
    pub fn answers(&mut self, said: &str) -> Vec<Effect> {
        let Screen::Mending(mending) = &mut self.screen else {
            return Vec::new();
        };
        let next = mending.answers(said);
        self.mended(next)
    }

    pub(super) fn mended(&mut self, next: Next) -> Vec<Effect> {
        let Screen::Mending(mending) = &self.screen else {
            return Vec::new();
        };
        match next {
            Next::Stay => Vec::new(),
            Next::Do(effect) => vec![effect],
            // What was said of a line is kept at once.
            Next::Keep => not_kept(remember(mending.loaded(), &self.home)),
            Next::Which => {
                let text = "Which question do these lines answer? Type its number.";
                self.lay(Notice::ask(text, Wants::Question));
                Vec::new()
            }
            Next::Leave => match &mut self.waiting {
                // Back to the page that asks, with what was said meanwhile.
                Some(waiting) => {
                    waiting.read_as(mending.loaded().clone());
                    let asking = Asking::new(waiting.wanted().loaded.clone());
                    self.turn_to(Screen::Asking(Box::new(asking)));
                    Vec::new()
                }
                None => {
                    self.turn_to(Screen::Library);
                    vec![Effect::Library]
                }
            },
            Next::Begin => {
                let mut loaded = mending.loaded().clone();
                loaded.decision.seen = true;
                let told = not_kept(remember(&loaded, &self.home));
                let wanted = || Waiting::Run(Wanted::of(loaded.clone(), None));
                let waiting = self.waiting.get_or_insert_with(wanted);
                waiting.read_as(loaded);
                self.turn_to(Screen::Library);
                told.into_iter().chain([Effect::GoOn]).collect()
            }
        }
    }

    /// Goes on with what waited.
    pub fn go_on(&mut self, post: &Post) -> Vec<Effect> {
        match self.waiting.take() {
            Some(Waiting::Run(wanted)) => self.want(wanted, post),
            Some(Waiting::Study(wanted, wish)) => self.study(wanted, wish, post),
            None => Vec::new(),
        }
    }

    /// Puts a notice away, once it is out of date; false where somebody has done so before.
    pub fn put_away(&mut self, text: &str) -> bool {
        let before = self.popups.len();
        let other = |popup: &Popup| !matches!(popup, Popup::Notice(notice) if notice.text == text);
        self.popups.retain(other);
        self.popups.len() < before
    }

    /// Somebody wants to run this: at once, or after a choice.
    pub fn want(&mut self, wanted: Wanted, post: &Post) -> Vec<Effect> {
        let Some(Waiting::Run(wanted)) = self.looked_at(Waiting::Run(wanted)) else {
            return Vec::new();
        };
        let number = wanted.number;
        let asked = self.ask_which(wanted);
        number.map_or(asked, |number| self.choose(number, post))
    }

    /// Keeps what is wanted, and asks which of several cases it is.
    fn ask_which(&mut self, wanted: Wanted) -> Vec<Effect> {
        let cases = &wanted.loaded.document.cases;
        let choices: Vec<_> = cases
            .iter()
            .enumerate()
            .map(|(at, case)| (case.title.to_string(), vec![Effect::Choose(at)]))
            .collect();
        let number = wanted.number;
        self.wanted = Some(wanted);
        match number {
            Some(number) => vec![Effect::Choose(number)],
            None => {
                self.lay(Notice::choose(
                    "This document holds several cases. Which one?",
                    choices,
                ));
                Vec::new()
            }
        }
    }

    /// That case of the document was chosen.
    pub fn choose(&mut self, number: usize, post: &Post) -> Vec<Effect> {
        let Some(wanted) = &mut self.wanted else {
            return Vec::new();
        };
        wanted.number = Some(number);
        let questions = wanted
            .case()
            .is_ok_and(|case| case.questions().next().is_some());
        if questions {
            return self.begin(false, post);
        }
        let text = "This document has no questions. Use these three?\n\n  What? So what? Now what?\n\nEverybody answers each of them; the document itself is not changed.";
        let choices = vec![
            (
                "Yes, ask these three".to_owned(),
                vec![Effect::Begin { offered: true }],
            ),
            (
                "No, only read it together".to_owned(),
                vec![Effect::Begin { offered: false }],
            ),
        ];
        self.lay(Notice::choose(text, choices));
        Vec::new()
    }

    /// Begins what was chosen.
    pub fn begin(&mut self, offered: bool, post: &Post) -> Vec<Effect> {
        let Some(wanted) = self.wanted.take() else {
            return Vec::new();
        };
        let opened = wanted.opened(offered);
        let home = wanted.home(&self.home);
        match opened.and_then(|opened| Table::open(&home, opened)) {
            Ok(table) => {
                let mut effects = self.sit_down(table, hear(post), home, None);
                self.bring(&wanted.bring);
                effects.extend(
                    wanted
                        .people
                        .iter()
                        .map(|name| crate::tui::screen::gather::join(name)),
                );
                wanted.not_taken.iter().for_each(|said| self.notice(said));
                let noise: usize = wanted.case().map_or(0, |case| case.noise.len());
                if noise > 0 {
                    let text =
                        "Lines that look like page noise (menus, “Read more”) were set apart.";
                    effects.push(Effect::Tell(text.to_owned()));
                }
                let flaws = wanted.loaded.document.flaws.iter();
                let mut unknown = flaws.filter(|flaw| flaw.code == Code::Protocol);
                if let Some(flaw) = unknown.next() {
                    let (line, what) = (flaw.line, &flaw.what);
                    effects.push(Effect::Tell(format!(
                        "The case’s protocol, line {line}: {what}. Where it cannot be run as it is, another is taken; “roundtable check” says how to mend it."
                    )));
                }
                effects
            }
            Err(fault) => {
                self.notice(&fault.to_string());
                if self.library.is_empty() {
                    vec![Effect::Library]
                } else {
                    Vec::new()
                }
            }
        }
    }
}

/// Says why a decision is not remembered.
fn not_kept(kept: Result<(), Fault>) -> Vec<Effect> {
    let told = kept.err();
    let told = told.map(|fault| Effect::Tell(fault.line().to_string()));
    told.into_iter().collect()
}
