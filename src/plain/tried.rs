//! What these people wanted to try since last time, and what came of it, in lines.

use super::{Flow, front::Front};
use crate::{
    begin::{Tried, nothing_tried},
    host::close,
    report::words::line as one_line,
    session::{Command, Learned, Viewer},
    text::Clean,
};

impl Front<'_> {
    /// A session of the same people opens with what they wanted to try.
    pub(super) fn opens_with(&mut self) -> Flow {
        let tried = self.wanted_to_try();
        if tried.is_empty() {
            return Ok(());
        }
        self.say(match self.view(Viewer::Room).alone {
            true => "Since last time you wanted to try:",
            false => "Since last time these people wanted to try:",
        })?;
        self.list_tried(&tried)?;
        if let Some(first) = tried.first() {
            self.say(&format!("It was said in {}.", first.of))?;
        }
        self.say("What came of it: /tried 1 WHAT HAPPENED | WHAT WAS LEARNED. Or go on without.")
    }

    /// `/tried 1 They were glad | ask sooner`, or only `/tried` for what there is.
    pub(super) fn tried(&mut self, text: &str) -> Flow {
        let tried = self.wanted_to_try();
        if tried.is_empty() {
            return self.say(nothing_tried(self.view(Viewer::Room).alone));
        }
        if text.is_empty() {
            return self.list_tried(&tried);
        }
        let (number, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let at = number.parse::<usize>().ok();
        let Some(one) = at.and_then(|at| tried.get(at.checked_sub(1)?)) else {
            return self.say("Say which by its number, and what happened: /tried 1 They were glad | ask sooner. /tried lists them.");
        };
        let (happened, learned) = rest.split_once('|').unwrap_or((rest, ""));
        self.done(Command::Learn(Learned {
            who: one.who.clone(),
            what: one.commitment.what.clone(),
            happened: Clean::new(happened.trim()),
            learned: Clean::new(learned.trim()),
        }))
    }

    fn wanted_to_try(&self) -> Vec<Tried> {
        let journal = self.table.journal_path();
        close::wanted_to_try(self.home, journal.as_deref(), &self.session)
    }

    fn list_tried(&mut self, tried: &[Tried]) -> Flow {
        let told = self.view(Viewer::Room).learned;
        for (at, one) in tried.iter().enumerate() {
            let what = one_line(&one.commitment.what);
            self.say(&format!("{}. {}: {what}", at + 1, one.who))?;
            for (lead, text) in [
                ("Expected", &one.commitment.expect),
                ("Would have surprised", &one.commitment.surprise),
                ("To look at it", &one.commitment.by_when),
            ] {
                if !text.is_empty() {
                    self.say(&format!("{lead}: {}", one_line(text)))?;
                }
            }
            let same = |known: &&Learned| known.who == one.who && known.what == one.commitment.what;
            for known in told.iter().filter(same) {
                self.say(&format!("Happened: {}", one_line(&known.happened)))?;
                if !known.learned.is_empty() {
                    self.say(&format!("Learned: {}", one_line(&known.learned)))?;
                }
            }
        }
        Ok(())
    }
}
