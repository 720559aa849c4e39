//! What is kept back in the document of a session, told in lines: by place and kind, never by its
//! words, as everybody may see the screen. A passage that is only in doubt can be opened.

use super::{Flow, front::Front, values::from_one};
use crate::{
    case::{
        asking::{in_brief, place},
        mend::As,
        plain,
        read::Hidden,
    },
    home::Home,
    library::{self, Loaded},
    text::Clean,
};

/// The document, and where decisions about it are kept.
pub(super) struct KeptReading {
    loaded: Loaded,
    home: Home,
}

impl KeptReading {
    pub(super) fn new(loaded: &Loaded, home: &Home) -> Self {
        Self {
            loaded: loaded.clone(),
            home: home.clone(),
        }
    }
}

/// Says how the document was read, where somebody should look at that first. It asks nothing:
/// a script goes on as if it had not been said.
pub(super) fn how_it_was_read(front: &mut Front<'_>) -> Flow {
    let Some(kept) = &front.kept else {
        return Ok(());
    };
    let loaded = kept.loaded.clone();
    if let Some(said) = loaded.says_carried() {
        // It is said once; where it cannot be kept, once more.
        let _ = library::remember(&loaded, &kept.home);
        front.say(&said)?;
    }
    if !loaded.is_asked() {
        return Ok(());
    }
    let brief = in_brief(&loaded.document).join(", ");
    let shows = match loaded.document.doubts.len() {
        0 => "",
        1 => " /show 1 opens the passage as reading.",
        _ => " /show NUMBER opens one of the passages as reading.",
    };
    front.say(&format!(
        "This is how the document was read: {brief}. /kept lists what is kept back, by line and kind, without its words.{shows}"
    ))
}

/// What is kept back, by line and kind.
pub(super) fn list(front: &mut Front<'_>) -> Flow {
    let Some(kept) = &front.kept else {
        return front.say(
            "What is kept back was told when this session began; “roundtable show” with the document lists it.",
        );
    };
    let document = &kept.loaded.document;
    let doubts = (1..).zip(&document.doubts).map(|(number, doubt)| {
        let (place, looks) = (doubt.place(), doubt.looks.words());
        let why = Clean::line(&doubt.why);
        format!("Passage {number}, {place}: {looks} ({why}).")
    });
    let doubted = |hidden: &&Hidden| {
        let mut all = document.doubts.iter().map(|doubt| doubt.lines);
        !all.any(|lines| lines.from == hidden.from && lines.to == hidden.to)
    };
    let hidden = document.hidden.iter().filter(doubted).map(|hidden| {
        let place = sentence(&place(hidden.from, hidden.to));
        format!("{place}: {}.", hidden.what)
    });
    let lines: Vec<_> = doubts.chain(hidden).collect();
    if lines.is_empty() {
        return front.say("Nothing is kept back.");
    }
    lines.iter().try_for_each(|line| front.say(line))
}

/// Opens a passage that is only in doubt, here and from now on.
pub(super) fn open_passage(front: &mut Front<'_>, said: &str) -> Flow {
    let Some(kept) = &mut front.kept else {
        return front.say(
            "A passage is opened when its document is opened; “roundtable study” or “run” with it lists them with /kept.",
        );
    };
    let doubts = &kept.loaded.document.doubts;
    let doubt = from_one(said.trim()).and_then(|at| doubts.get(at));
    let none = doubts.is_empty();
    let Some(doubt) = doubt.cloned() else {
        return front.say(match none {
            true => "No passage is in doubt. What a label keeps back comes at its time.",
            false => "Say which passage, by its number: /show 1. Only a passage that /kept lists with a number is opened; what a label keeps back comes at its time.",
        });
    };
    let lines = doubt.lines.from..=doubt.lines.to;
    let first = (doubt.lines.from as usize).saturating_sub(1);
    let count = lines.clone().count();
    let text: Vec<_> = kept.loaded.text.lines().skip(first).take(count).collect();
    let text = plain(&text.join("\n"));
    let marks = &mut kept.loaded.decision.marks;
    marks.extend(lines.map(|line| (line, As::Text)));
    let remembered = library::remember(&kept.loaded, &kept.home);
    let always = match remembered {
        Ok(()) => "from now on it is read in its place whenever this document is opened",
        Err(_) => "that could not be kept, so it is kept back again next time",
    };
    front.say(&format!(
        "Passage {}, {}, opened as reading; {always}.\n{text}",
        said.trim(),
        doubt.place()
    ))
}

/// With a capital at its beginning.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
