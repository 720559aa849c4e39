//! Study alone in lines: what was written before, other voices, ratings, marks.

use super::{Flow, front::Front, heard, values};
use crate::{
    case::Kind,
    clock,
    id::PersonId,
    session::{Actor, Command, Rating, View, Viewer},
    study::changed,
    study::shelf,
    text::Clean,
};

/// What can be said now, and what an empty line does, where one person studies alone.
pub(super) fn what_now(view: &View) -> String {
    let rate = match view.study.rating {
        _ if !view.can.rate => String::new(),
        None => "How was your answer? Say /rate missed, /rate partly, /rate got it or /rate differently. ".to_owned(),
        Some(rating) => format!("You said: {}. /rate changes it. ", rating.words()),
    };
    let step = view.step.as_ref().map(|step| &step.step);
    let now = match step {
        None if view.can.close && !view.can.advance => {
            "What will you try? Type it: If … then I will … | BY WHEN. One word: /word WORD. An empty line closes the session."
        }
        None => {
            "/mark 3 TEXT marks paragraph 3, with a note or without; /unmark 3 takes it away. An empty line goes on."
        }
        Some(_) if view.can.compare && view.can.answer => {
            "Type a new version, an empty line ends it; what you wrote first is kept. An empty line goes on."
        }
        Some(_) if !view.can.advance => {
            "/answer writes an answer, /pass passes; then one possible answer comes."
        }
        Some(_) if view.can.commit => {
            "Type what you will try: If … then I will … | BY WHEN. An empty line goes on."
        }
        Some(_) if view.can.compare => {
            "Say what you make of a claim: /agree 1, /add 2 TEXT, /contest 3 WHY. An empty line goes on."
        }
        Some(_) => "An empty line goes on.",
    };
    rate + now
}

/// Whoever studies alone, while they have neither answered nor passed.
pub(super) fn only_open(front: &Front<'_>) -> Option<PersonId> {
    let view = front.view(Viewer::Facilitator);
    let only = view.people.first().filter(|_| view.alone && view.can.pass);
    only.map(|person| person.id)
}

/// Passes, where the answer was left for later.
pub(super) fn pass_alone(front: &mut Front<'_>) -> Flow {
    let question = front.view(Viewer::Room).question;
    let asked = question.map(|question| question.prompt.id.clone());
    if let (Some(person), Some(question)) = (only_open(front), asked)
        && front.ask(Actor::Person(person), Command::Pass { person, question })?
    {
        front.say("Passed, saved.")?;
    }
    Ok(())
}

/// What one wrote before and other voices, once they may be seen.
pub(super) fn studied(front: &mut Front<'_>, kind: &Kind) -> Flow {
    let view = front.view(Viewer::Room);
    if let Some(before) = &view.study.before {
        let mut lines = Vec::new();
        let asked = before.asked.iter();
        lines.extend(asked.map(|asked| format!("The question was then: {asked}")));
        let then = values::said(kind, &before.answer);
        lines.push(format!(
            "What you wrote last time, {}: {then}",
            shelf::day(before.at)
        ));
        let rated = before.rated.iter();
        lines.extend(rated.map(|rated| format!("You said of it: {}", rated.rating.words())));
        let own = view.question.as_ref();
        if let Some(own) = own.and_then(|question| question.answers.first()) {
            lines.extend(changed(kind, &before.answer.value, &own.answer.value));
        }
        heard::tell(front, &lines)?;
    }
    for voice in &view.study.voices {
        heard::tell(front, &[format!("{}: {}", voice.from, voice.text)])?;
    }
    Ok(())
}

/// Takes down how the answer was.
pub(super) fn rate(front: &mut Front<'_>, said: &str) -> Flow {
    let wanted = said.to_lowercase();
    let rating = match wanted.split_whitespace().next() {
        Some("missed") => Rating::Missed,
        Some("partly") => Rating::Partly,
        Some("got") => Rating::GotIt,
        Some("differently" | "i") => Rating::Differently,
        _ => {
            return front
                .say("Say one of: /rate missed, /rate partly, /rate got it, /rate differently.");
        }
    };
    let view = front.view(Viewer::Facilitator);
    let (Some(person), Some(question)) = (view.people.first(), &view.question) else {
        return front.say("No question is asked now.");
    };
    let command = Command::Rate {
        person: person.id,
        question: question.prompt.id.clone(),
        rating,
        zone: clock::zone(),
    };
    if !front.ask(Actor::Desk, command)? {
        return Ok(());
    }
    let view = front.view(Viewer::Facilitator);
    let asked = view.question.map(|question| question.prompt.id.clone());
    let mut ratings = view.study.ratings.iter();
    let rated = ratings.find(|rated| Some(&rated.question) == asked.as_ref());
    match rated {
        Some(rated) => front.say(&format!(
            "Saved: {}. The question comes back on {}.",
            rated.rating.words(),
            shelf::day(rated.due)
        )),
        None => Ok(()),
    }
}

/// Marks a paragraph, or takes the mark away.
pub(super) fn mark(front: &mut Front<'_>, said: &str, on: bool) -> Flow {
    let (number, note) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    let number = number.trim_start_matches('¶').parse();
    let view = front.view(Viewer::Facilitator);
    let (Ok(paragraph), Some(person)) = (number, view.people.first()) else {
        return front.say("Say which paragraph, by its number: /mark 3 TEXT");
    };
    let command = Command::Mark {
        person: person.id,
        paragraph,
        note: on.then(|| Clean::new(note.trim())),
    };
    if front.ask(Actor::Desk, command)? {
        front.say("saved")?;
    }
    Ok(())
}

pub(super) fn marks(front: &mut Front<'_>) -> Flow {
    for mark in front.view(Viewer::Room).study.marks {
        front.say(&format!("Marked: ¶{} {}", mark.paragraph, mark.note))?;
    }
    Ok(())
}
