//! Fields of a word or two that say how a question is asked: its protocol, and whether it may be
//! left out.

use super::{Draft, Field, Labelled};
use crate::{
    case::{
        LeaveOut,
        flaw::{Code, Flaw},
        read::time,
        vocabulary::{self, FIRST, NEVER, Word},
    },
    protocol::{ALONE, Protocol, names},
    text::Clean,
};

/// Takes a field that says how the question is asked; false where it says something else.
pub(super) fn takes(draft: &mut Draft, word: Word, text: &str, lines: (u32, u32)) -> bool {
    if word == Word::Protocol {
        protocol(draft, text, lines.0);
    } else if word == Word::LeaveOut {
        leave_out(draft, text.trim(), lines.0);
    } else if word == Word::BuildsOn {
        draft.builds_on = Some((text.trim().to_owned(), lines.0));
    } else if word == Word::Number {
        draft.figure = Some((text.to_owned(), lines.0));
        let hidden = ("number that is right", lines.0, lines.1);
        draft.hidden.push(hidden);
    } else {
        return false;
    }
    draft.field = Field::Body;
    true
}

/// Tells of a field that was said already and says something else now: nobody may think that it
/// counts.
pub(super) fn says_again(draft: &mut Draft, one: &Labelled) -> bool {
    let said = match one.word {
        Word::Scale => draft.scale.is_some(),
        Word::Number => draft.figure.is_some(),
        Word::BuildsOn => draft.builds_on.is_some(),
        Word::Protocol => draft.aside.protocol.is_some(),
        Word::LeaveOut => draft.aside.leave_out.is_some(),
        Word::Time => {
            let again = time::of(&one.text);
            again.is_some() && draft.seconds.is_some_and(|first| again != Some(first))
        }
        _ => false,
    };
    if said {
        draft.field = Field::Body;
        draft.said_again.push((one.from, one.to));
        draft.flaws.push(Flaw::new(
            Code::NotUsed,
            one.from,
            "This was said of the question already, and the first counts",
            "Keep one of the two.",
        ));
    }
    said
}

/// Whether it goes first, or never, where time runs short.
fn leave_out(draft: &mut Draft, said: &str, line: u32) {
    let is = |forms: &[&str]| forms.contains(&vocabulary::normal(said).as_str());
    draft.aside.leave_out = match (is(FIRST), is(NEVER)) {
        (true, _) => Some(LeaveOut::First),
        (false, true) => Some(LeaveOut::Never),
        (false, false) => {
            draft.flaws.push(Flaw::new(
                Code::NearMiss,
                line,
                &format!("“{said}” does not say when the question is left out"),
                "Write “Leave out: first” or “Leave out: never”.",
            ));
            None
        }
    };
}

/// The protocol of this question alone, by its name.
fn protocol(draft: &mut Draft, name: &str, line: u32) {
    let name = name.trim();
    if Protocol::find(name).is_none_or(|found| found.name == ALONE) {
        let mut names = names();
        names.retain(|name| *name != ALONE);
        draft.flaws.push(Flaw::new(
            Code::Protocol,
            line,
            &format!("There is no protocol “{name}” for a question"),
            &format!("Use one of these: {}.", names.join(", ")),
        ));
    }
    draft.aside.protocol = Some(Clean::line(name));
}

/// Whether a line names a protocol or a question: a name and nothing more, so that a text about
/// protocols stays one, and what builds on anything else too.
pub(super) fn names_one(word: Word, rest: &str) -> bool {
    let words = rest.split_whitespace().count();
    let question =
        |rest: &str| rest.starts_with('#') || rest.ends_with(|end: char| end.is_ascii_digit());
    let names = (word == Word::Protocol && !rest.ends_with(['.', '?', ':']))
        || (word == Word::BuildsOn && question(rest));
    names && (1..=MOST_WORDS_OF_A_NAME).contains(&words)
}

/// The name of no protocol has more words.
const MOST_WORDS_OF_A_NAME: usize = 4;

/// Whether a word opens something under a question.
pub(in crate::case::read) fn is_field(word: Word) -> bool {
    matches!(
        word,
        Word::Hint
            | Word::FollowUp
            | Word::Answers
            | Word::ListenFor
            | Word::Rehearsal
            | Word::Facilitator
            | Word::Time
            | Word::Scale
            | Word::Rank
            | Word::Number
            | Word::InBasket
            | Word::LeaveOut
            | Word::Prompt
    )
}

/// Whether what is noted is a word or two, and no sentence.
pub(super) fn is_tag(text: &str) -> bool {
    text.split_whitespace().count() <= 3 && !text.trim_end().ends_with(['.', '!', '?', '。'])
}

/// Fields that belong to a question wherever they stand.
pub(in crate::case::read) fn follows_anywhere(word: Word) -> bool {
    matches!(
        word,
        Word::Hint | Word::FollowUp | Word::Answers | Word::ListenFor | Word::Rehearsal
    )
}
