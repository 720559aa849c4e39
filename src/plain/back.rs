//! The way back in lines: a step back, an answer under the wrong name, taken back or set aside, a
//! closed session opened again.

use super::{Flow, front::Front, together::pieces};
use crate::{
    session::{Command, Place},
    text::Clean,
};

/// `/stepback`.
pub(super) fn step_back(front: &mut Front<'_>) -> Flow {
    let from = front.session.place();
    front.done(Command::StepBack { from })
}

/// `/belongs Ben: Cem | typed on the wrong turn`.
pub(super) fn belongs(front: &mut Front<'_>, text: &str) -> Flow {
    let Some(question) = front.asked()? else {
        return Ok(());
    };
    let (people, why) = text.split_once('|').unwrap_or((text, ""));
    let (from, to) = front.spoken_by(people);
    match (from, front.person(&to)) {
        (Some(from), Some(to)) => front.done(Command::Reassign {
            question: question.prompt.id.clone(),
            from,
            to,
            why: Clean::line(why.trim()),
        }),
        (None, _) | (_, None) => {
            front.say("Say under whose name it was typed, and whose it is: /belongs Ben: Cem | why")
        }
    }
}

/// `/takeback Ann`; alone without a name.
pub(super) fn take_back(front: &mut Front<'_>, name: &str) -> Flow {
    let Some(question) = front.asked()? else {
        return Ok(());
    };
    match front.whose(name) {
        Some(person) => {
            front.later.remove(&person);
            front.done(Command::TakeBack {
                person,
                question: question.prompt.id.clone(),
            })
        }
        None => front.say("Say whose answer is taken back: /takeback Ann. /who lists everybody."),
    }
}

/// `/setaside #1 N2: it names a client`.
pub(super) fn set_aside(front: &mut Front<'_>, text: &str) -> Flow {
    let Some(question) = front.asked()? else {
        return Ok(());
    };
    let (numbers, why) = text.split_once(':').unwrap_or((text, ""));
    match pieces(&question, numbers) {
        Ok(entries) if entries.is_empty() => {
            front.say("Say which answer or note, and why: /setaside #1: it names a client")
        }
        Ok(entries) => front.done(Command::SetAside {
            entries,
            why: Clean::line(why.trim()),
        }),
        Err(why) => front.say(&why),
    }
}

/// A session that is closed: an empty line writes its report, `/reopen` adds to it.
pub(super) fn closed(front: &mut Front<'_>) -> Flow {
    if front.session.place() != Place::Over {
        return Ok(());
    }
    front.say("This session is closed. /reopen opens it again, to add to it; an empty line writes its report and leaves.")?;
    match front.lines.line() {
        Ok(line) if line.trim() == "/reopen" => front.done(Command::Reopen),
        Ok(_) | Err(_) => Ok(()),
    }
}
