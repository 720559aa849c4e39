//! What is kept back in the document of a session, told in lines: by place and kind, never by its
//! words, as everybody may see the screen; and what everybody reads. A passage that is only in
//! doubt can be opened, or asked.

use super::{Flow, front::Front, values::from_one};
use crate::{
    case::{
        Case,
        mend::As,
        outline::{Reader, Stretch, in_a_sentence},
        plain,
    },
    home::Home,
    library::{self, Loaded},
};

/// Of a passage so many columns of its words are told.
const COLUMNS: usize = 60;

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
    let brief = loaded.in_brief().join(", ");
    let shows = match loaded.document.doubts.len() {
        0 => "",
        1 => " /show 1 opens the passage as reading.",
        _ => " /show NUMBER opens one of the passages as reading.",
    };
    front.say(&format!(
        "This is how the document was read: {brief}. {} /kept lists what is read and what is kept back, by line and kind, without its words.{shows}",
        in_a_sentence(&loaded.outline(), loaded.is_by_line())
    ))
}

/// What is read and what is kept back, in the document's order, by line and kind.
pub(super) fn list(front: &mut Front<'_>) -> Flow {
    let Some(kept) = &front.kept else {
        return front.say(
            "What is kept back was told when this session began; “roundtable show” with the document lists it.",
        );
    };
    let (document, by_line) = (&kept.loaded.document, kept.loaded.is_by_line());
    let line = |row: &Stretch| {
        let mut doubts = document.doubts.iter();
        let number =
            doubts.position(|doubt| (doubt.lines.from..=doubt.lines.to).contains(&row.from));
        if let (Some(number), Some((looks, why))) = (number, &row.doubt) {
            let (place, looks) = (row.place(by_line), looks.words());
            return format!("Passage {}, {place}: {looks} ({why}).", number + 1);
        }
        let said = format!("{}: {}", sentence(&row.place(by_line)), row.says());
        match row.words(Reader::Answers, COLUMNS) {
            words if words.is_empty() => format!("{said}."),
            words => format!("{said}, {words}"),
        }
    };
    let lines: Vec<_> = kept.loaded.outline().iter().map(line).collect();
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
    let place = kept.loaded.place(*lines.start(), *lines.end());
    let first = (doubt.lines.from as usize).saturating_sub(1);
    let count = lines.clone().count();
    let text: Vec<_> = kept.loaded.text.lines().skip(first).take(count).collect();
    let text = plain(&text.join("\n"));
    let marks = &mut kept.loaded.decision.marks;
    // What stands in brackets behind a question is opened with it, and it is asked all the same.
    let cases = kept.loaded.document.cases.iter();
    let asked: Vec<u32> = cases
        .flat_map(Case::questions)
        .map(|question| question.prompt.line)
        .collect();
    marks.extend(lines.map(|line| match asked.contains(&line) {
        true => (line, As::Question),
        false => (line, As::Text),
    }));
    let remembered = library::remember(&kept.loaded, &kept.home);
    let always = match remembered {
        Ok(()) => "from now on it is read in its place whenever this document is opened",
        Err(_) => "that could not be kept, so it is kept back again next time",
    };
    front.say(&format!(
        "Passage {}, {place}, opened as reading; {always}.\n{text}",
        said.trim()
    ))
}

/// With a capital at its beginning.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
