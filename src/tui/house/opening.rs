//! From a case that somebody wants to run to its session: which case of the document, which
//! questions, and then the table.

use super::{House, Waiting};
use crate::{
    begin::Wanted,
    case::flaw::Code,
    table::Table,
    tui::{app::Effect, hear, inbox::Post, notice::Notice},
};

impl House {
    /// Puts a notice away, once it is out of date; false where somebody has done so before.
    pub fn put_away(&mut self, text: &str) -> bool {
        let before = self.notices.len();
        self.notices.retain(|notice| notice.text != text);
        self.notices.len() < before
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
                self.notices.push(Notice::choose(
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
        self.notices.push(Notice::choose(text, choices));
        Vec::new()
    }

    /// Begins what was chosen.
    pub fn begin(&mut self, offered: bool, post: &Post) -> Vec<Effect> {
        let Some(wanted) = self.wanted.take() else {
            return Vec::new();
        };
        let opened = wanted.opened(offered);
        let home = wanted.home(&self.home);
        let seat = opened.and_then(|opened| Table::open(&home, opened, hear(post)));
        match seat {
            Ok(seat) => {
                let mut effects = self.sit_down(seat, home, None);
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
