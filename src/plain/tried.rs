//! What these people wanted to try since last time, and what came of it, in lines.

use super::{Flow, front::Front, values::from_one};
use crate::{
    begin::{Tried, nothing_tried, one_session},
    host::close,
    report::words::line as one_line,
    session::{Command, Learned, Viewer},
    text::Clean,
};

/// A session of the same people opens with what they wanted to try.
pub(super) fn opens_with(front: &mut Front<'_>) -> Flow {
    let tried = wanted_to_try(front);
    if tried.is_empty() {
        return Ok(());
    }
    front.say(match front.view(Viewer::Room).alone {
        true => "Since last time you wanted to try:",
        false => "Since last time these people wanted to try:",
    })?;
    list_tried(front, &tried)?;
    if let Some(first) = tried.first().filter(|_| one_session(&tried)) {
        front.say(&format!("It was said in {}.", first.of))?;
    }
    front.say("What came of it: /tried 1 WHAT HAPPENED | WHAT WAS LEARNED. Or go on without.")
}

/// `/tried 1 They were glad | ask sooner`, or only `/tried` for what there is.
pub(super) fn tell(front: &mut Front<'_>, text: &str) -> Flow {
    let tried = wanted_to_try(front);
    if tried.is_empty() {
        return front.say(nothing_tried(front.view(Viewer::Room).alone));
    }
    if text.is_empty() {
        return list_tried(front, &tried);
    }
    let (number, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let Some(one) = from_one(number).and_then(|at| tried.get(at)) else {
        return front.say("Say which by its number, and what happened: /tried 1 They were glad | ask sooner. /tried lists them.");
    };
    let (happened, learned) = rest.split_once('|').unwrap_or((rest, ""));
    front.done(Command::Learn(Learned {
        who: one.who.clone(),
        what: one.commitment.what.clone(),
        happened: Clean::new(happened.trim()),
        learned: Clean::new(learned.trim()),
    }))
}

fn wanted_to_try(front: &Front<'_>) -> Vec<Tried> {
    let journal = front.table.journal_path();
    close::wanted_to_try(front.home, journal.as_deref(), &front.session)
}

fn list_tried(front: &mut Front<'_>, tried: &[Tried]) -> Flow {
    let told = front.view(Viewer::Room).learned;
    let of_one = one_session(tried);
    for (at, one) in tried.iter().enumerate() {
        let what = one_line(&one.commitment.what);
        front.say(&format!("{}. {}: {what}", at + 1, one.who))?;
        let more = [
            ("Expected", &one.commitment.expect),
            ("Would have surprised", &one.commitment.surprise),
            ("To look at it", &one.commitment.by_when),
            ("Said in", &one.of),
        ];
        let more = more.into_iter().take(if of_one { 3 } else { 4 });
        for (lead, text) in more.filter(|(_, text)| !text.is_empty()) {
            front.say(&format!("{lead}: {}", one_line(text)))?;
        }
        for known in told.iter().filter(|known| one.is_of(known)) {
            front.say(&format!("Happened: {}", one_line(&known.happened)))?;
            if !known.learned.is_empty() {
                front.say(&format!("Learned: {}", one_line(&known.learned)))?;
            }
        }
    }
    Ok(())
}
