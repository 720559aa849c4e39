//! The way back in lines: a step back, an answer under the wrong name, taken back or set aside, a
//! closed session opened again.

use super::{Flow, front::Front, heard, together::pieces, values::from_one};
use crate::{
    report::named,
    session::{
        Byline, Command, Commitment, Misnamed, Place, QuestionView, Viewer, asks_to_set_aside,
    },
    text::Clean,
};

/// `/stepback`.
pub(super) fn step_back(front: &mut Front<'_>) -> Flow {
    let from = front.session.place();
    front.done(Command::StepBack { from })
}

/// `/belongs Ben: Cem | typed on the wrong turn`.
pub(super) fn belongs(front: &mut Front<'_>, text: &str) -> Flow {
    let (people, why) = text.split_once('|').unwrap_or((text, ""));
    let (what, to) = people.split_once(':').unwrap_or((people, ""));
    match (misnamed(front, what.trim()), front.person(to.trim())) {
        (Some(what), Some(to)) => front.done(Command::Reassign {
            what,
            to,
            why: Clean::line(why.trim()),
        }),
        (None, _) | (_, None) => front.say(
            "Say under whose name it was typed, or which answer or dissent it is, and whose: /belongs Ben: Cem | why, /belongs #2: Cem, /belongs D1: Cem",
        ),
    }
}

/// What stands under a wrong name: a person's newest answer, answer `#2`, dissent `D1`.
fn misnamed(front: &Front<'_>, what: &str) -> Option<Misnamed> {
    let view = front.view(Viewer::Facilitator);
    let dissent = |number: &str| view.dissents.get(from_one(number)?).map(|one| one.entry);
    let seen = match (what.strip_prefix('D'), what.starts_with('#')) {
        (_, true) => pieces(view.question.as_ref()?, what).ok()?.first().copied(),
        (Some(number), false) => dissent(number),
        (None, false) => None,
    };
    let newest = || {
        let question = view.question.as_ref()?.prompt.id.clone();
        Some(Misnamed::Newest(question, front.person(what)?))
    };
    seen.map(Misnamed::Seen).or_else(newest)
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
        Ok(entries) => {
            let why = Clean::line(why.trim());
            let asked = asks_to_set_aside(&front.view(Viewer::Facilitator), &entries, &why);
            // A file of lines says what it means; without a reason it is refused.
            let asks = front.lines.terminal && !why.is_empty();
            if asks && !front.lines.yes(&asked, None)? {
                return front.say("It stays where it is.");
            }
            front.done(Command::SetAside { entries, why })
        }
        Err(why) => front.say(&why),
    }
}

/// `/bringback 1`.
pub(super) fn bring_back(front: &mut Front<'_>, number: &str) -> Flow {
    let Some(question) = front.asked()? else {
        return Ok(());
    };
    let aside = from_one(number).and_then(|at| question.set_aside.get(at));
    match aside.map(|one| one.entry) {
        Some(entry) => front.done(Command::BringBack {
            entries: vec![entry],
        }),
        None => {
            front.say("Say which, by its number: /bringback 1. /answers reads what was set aside.")
        }
    }
}

/// What was set aside so far, by its numbers.
pub(super) fn set_aside_so_far(front: &mut Front<'_>, question: &QuestionView) -> Flow {
    for (at, one) in question.set_aside.iter().enumerate() {
        let (by, at) = (named(&one.by), at + 1);
        let line = format!("Set aside {at}, {by}: {} ({})", one.words, one.why);
        heard::tell(front, &[line])?;
    }
    Ok(())
}

/// `/reword C2 Ben: WHAT | …` says a commitment anew, `/withdraw C2` takes it back.
pub(super) fn recommit(front: &mut Front<'_>, number: &str, anew: Option<&str>) -> Flow {
    let view = front.view(Viewer::Facilitator);
    let known = from_one(number).and_then(|at| view.commitments.get(at));
    let Some(known) = known else {
        for (at, one) in view.commitments.iter().enumerate() {
            let by = named(&one.by);
            front.say(&format!("C{}, {by}: {}", at + 1, one.commitment.what))?;
        }
        return front.say("Say which commitment, by its number: /reword C1 NAME: WHAT");
    };
    let of = match known.by {
        Byline::Name(id, _) => Some(id),
        Byline::Group | Byline::Pseudonym(_) | Byline::Unnamed => None,
    };
    let (person, text) = front.spoken_by(anew.unwrap_or_default());
    front.done(Command::Recommit {
        commitment: known.entry,
        person: person.or(of),
        anew: anew.map(|_| commitment(&text)),
    })
}

/// What follows `/commit`: four parts.
pub(super) fn commitment(text: &str) -> Commitment {
    let mut parts = text.splitn(4, '|').map(str::trim);
    let mut part = || Clean::new(parts.next().unwrap_or_default());
    Commitment {
        what: part(),
        by_when: part(),
        surprise: part(),
        expect: part(),
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
