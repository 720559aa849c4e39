//! Before a document begins: the one page that asks, and the lines where it is mended. What was
//! decided is remembered for the content.

use ratatui::layout::Rect;

use super::House;
use crate::{
    begin::Wanted,
    learner::Wish,
    library::{Loaded, remember},
    tui::{
        app::Effect,
        inbox::Post,
        keys::Action,
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
        self.asking = Some(Box::new(Asking::new(loaded.clone())));
        self.waiting = Some(waiting);
        None
    }

    pub(super) fn act_asking(&mut self, action: Action, area: Rect) -> Vec<Effect> {
        let (Some(asking), Some(waiting)) = (&mut self.asking, &mut self.waiting) else {
            return Vec::new();
        };
        match asking.act(action, area, &self.theme) {
            Asked::Stay => Vec::new(),
            Asked::Begin => {
                let loaded = &mut waiting.wanted().loaded;
                loaded.decision.seen = true;
                let kept = remember(loaded, &self.home);
                self.asking = None;
                let told = kept
                    .err()
                    .map(|fault| Effect::Tell(fault.line().to_string()));
                told.into_iter().chain([Effect::GoOn]).collect()
            }
            Asked::Look => {
                let loaded = waiting.wanted().loaded.clone();
                self.mending = Some(Box::new(Mending::new(loaded).at_first_doubt()));
                Vec::new()
            }
            Asked::Save => vec![clean_copy(&waiting.wanted().loaded)],
            Asked::Leave => {
                self.asking = None;
                self.waiting = None;
                vec![Effect::Library]
            }
        }
    }

    /// Shows how a document was read.
    pub fn mend(&mut self, mending: Mending) {
        self.mending = Some(Box::new(mending));
    }

    /// Somebody said which question the chosen lines answer.
    pub fn answers(&mut self, said: &str) -> Vec<Effect> {
        let next = self.mending.as_mut().map(|mending| mending.answers(said));
        next.map_or_else(Vec::new, |next| self.mended(next))
    }

    pub(super) fn mended(&mut self, next: Next) -> Vec<Effect> {
        match next {
            Next::Stay => Vec::new(),
            Next::Do(effect) => vec![effect],
            Next::Keep => self.keep_reading(),
            Next::Which => {
                let text = "Which question do these lines answer? Type its number.";
                self.notices.push(Notice::ask(text, Wants::Question));
                Vec::new()
            }
            Next::Leave => {
                let left = self.mending.take();
                match (left, &mut self.waiting) {
                    // Back to the page that asks, with what was said meanwhile.
                    (Some(left), Some(waiting)) => {
                        waiting.read_as(left.loaded().clone());
                        let loaded = waiting.wanted().loaded.clone();
                        self.asking = Some(Box::new(Asking::new(loaded)));
                        Vec::new()
                    }
                    _ => vec![Effect::Library],
                }
            }
            Next::Begin => {
                let Some(left) = self.mending.take() else {
                    return Vec::new();
                };
                let mut loaded = left.loaded().clone();
                loaded.decision.seen = true;
                let kept = remember(&loaded, &self.home);
                let wanted = || Waiting::Run(Wanted::of(loaded.clone(), None));
                let waiting = self.waiting.get_or_insert_with(wanted);
                waiting.read_as(loaded);
                self.asking = None;
                let told = kept
                    .err()
                    .map(|fault| Effect::Tell(fault.line().to_string()));
                told.into_iter().chain([Effect::GoOn]).collect()
            }
        }
    }

    /// What was said of a line is kept at once.
    fn keep_reading(&mut self) -> Vec<Effect> {
        let mending = self.mending.as_ref();
        let kept = mending.map(|mending| remember(mending.loaded(), &self.home));
        match kept {
            Some(Err(fault)) => vec![Effect::Tell(fault.line().to_string())],
            _ => Vec::new(),
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
}
