//! Documents that are opened from the screen: at once, or aside where that may take long.

use std::thread;

use super::{Loop, app::Effect, inbox::Heard, screen::mending::Mending};
use crate::{
    begin::Wanted,
    fault::Fault,
    import::{Kind, PATIENCE},
    library::{self, Loaded, Origin},
    text::Clean,
};

/// Which case of a document a card means: where nobody had looked into it, it is still to be
/// chosen.
pub(super) fn which(loaded: &Loaded, number: usize) -> Option<usize> {
    let several = loaded.document.cases.len() > 1;
    (!several || !is_slow(&loaded.origin)).then_some(number)
}

fn is_slow(origin: &Origin) -> bool {
    match origin {
        Origin::File(path) => Kind::named(path).is_some_and(Kind::is_slow),
        Origin::BuiltIn(_) => false,
    }
}

/// The document that an effect needs.
fn needed(effect: &Effect) -> Option<&Origin> {
    match effect {
        Effect::Open(origin, _)
        | Effect::Rehearse(origin, _)
        | Effect::HowRead(origin)
        | Effect::Study { origin, .. } => Some(origin),
        _ => None,
    }
}

impl Loop {
    /// Gives an effect back that can be carried out now. A document that takes long is read
    /// aside before, and Esc leaves it.
    pub(super) fn read_first(&mut self, effect: Effect) -> Option<Effect> {
        let slow = needed(&effect).filter(|origin| is_slow(origin));
        let Some(origin) = slow.cloned() else {
            return Some(effect);
        };
        if self.read.as_ref().is_some_and(|read| read.origin == origin) {
            return Some(effect);
        }
        let Origin::File(path) = &origin else {
            return Some(effect);
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let words = format!(
            "Reading {} … This may take up to {} seconds. Esc leaves it.",
            Clean::line(&name),
            PATIENCE.as_secs()
        );
        self.house.notice(&words);
        let post = self.post.clone();
        let reading = thread::Builder::new()
            .name("reading".to_owned())
            .spawn(move || {
                let read = library::open(&origin).map(Box::new);
                // A loop that is gone needs no document.
                let _ = post.send(Heard::Read(words, Box::new(effect), read));
            });
        if reading.is_err() {
            self.house
                .tell("The document cannot be read now. Try again.");
        }
        None
    }

    /// A document was read aside: what waited for it goes on, if nobody left it meanwhile.
    pub(super) fn was_read(
        &mut self,
        words: &str,
        effect: Effect,
        read: Result<Box<Loaded>, Fault>,
    ) -> Vec<Effect> {
        if !self.house.put_away(words) {
            return Vec::new();
        }
        match read {
            Ok(loaded) => {
                self.read = Some(*loaded);
                vec![effect]
            }
            Err(fault) => {
                self.house.notice(&fault.to_string());
                Vec::new()
            }
        }
    }

    /// A document: the one that was read aside, or one that is read at once.
    pub(super) fn load(&mut self, origin: &Origin) -> Result<Loaded, Fault> {
        let loaded = match self.read.take().filter(|read| read.origin == *origin) {
            Some(read) => read,
            None => library::open(origin)?,
        };
        Ok(library::recall(loaded, &self.settings.home))
    }

    /// Shows the reading of a case beside the list; what takes long is read on opening only.
    pub(super) fn preview(&mut self, origin: &Origin, number: usize) {
        if !is_slow(origin)
            && let Ok(loaded) = self.load(origin)
            && let Some(case) = loaded.document.cases.get(number)
        {
            self.house.preview(case);
        }
    }

    pub(super) fn how_read(&mut self, origin: &Origin) {
        match self.load(origin) {
            Ok(loaded) => self.house.mend(Mending::new(loaded)),
            Err(fault) => self.house.notice(&fault.to_string()),
        }
    }

    pub(super) fn open(&mut self, origin: &Origin, number: usize, rehearse: bool) {
        match self.load(origin) {
            Ok(loaded) => {
                let said: Vec<_> = loaded.said.iter().map(Clean::to_string).collect();
                let number = which(&loaded, number);
                let wanted = Wanted::of(loaded, number);
                let wanted = if rehearse { wanted.rehearsed() } else { wanted };
                let effects = self.house.want(wanted, &self.post);
                self.carry_out(effects);
                if !said.is_empty() {
                    self.house.tell(&said.join(" "));
                }
            }
            Err(fault) => self.house.notice(&fault.to_string()),
        }
    }
}
