//! Themes, fair voice, duties and roles in lines.

use super::{Flow, back, commands::Said, front::Front, heard, values::from_one};
use crate::{
    id::Seq,
    report::words::used,
    report::{named, words},
    session::{Byline, Command, Duty, NoteKind, QuestionView, Tag, View, Viewer},
    text::{Clean, plural},
};

/// `/theme #1 #2 N3: TITLE`, or only `/theme` for what there is.
pub(super) fn theme(front: &mut Front<'_>, text: &str) -> Flow {
    let Some(question) = front.asked()? else {
        return Ok(());
    };
    let Some((numbers, title)) = text.split_once(':') else {
        return themes(front, &question);
    };
    match pieces(&question, numbers) {
        Ok(items) => front.done(Command::MakeTheme {
            question: question.prompt.id.clone(),
            title: Clean::line(title),
            items,
        }),
        Err(why) => front.say(&why),
    }
}

/// `/sort 2 #1 N3` puts answer 1 and note 3 into theme 2; `/sort 0 #1` puts it out.
pub(super) fn sort(front: &mut Front<'_>, text: &str) -> Flow {
    let Some(question) = front.asked()? else {
        return Ok(());
    };
    let (number, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let theme = theme_of(&question, number);
    if theme.is_none() && number != "0" {
        return front.say("Say into which theme, by its number: /sort 1 #2");
    }
    match pieces(&question, rest) {
        Ok(items) => front.done(Command::Sort { items, theme }),
        Err(why) => front.say(&why),
    }
}

/// `/title 2 What we owe the night shift`.
pub(super) fn title(front: &mut Front<'_>, text: &str) -> Flow {
    let Some(question) = front.asked()? else {
        return Ok(());
    };
    let (number, title) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    match theme_of(&question, number) {
        Some(theme) => front.done(Command::NameTheme {
            theme,
            title: Clean::line(title),
        }),
        None => front.say("Say which theme, by its number: /title 1 NEW TITLE. /theme lists them."),
    }
}

pub(super) fn undo(front: &mut Front<'_>) -> Flow {
    match front.asked()? {
        Some(question) => front.done(Command::UndoSort {
            question: question.prompt.id.clone(),
        }),
        None => Ok(()),
    }
}

pub(super) fn themes(front: &mut Front<'_>, question: &QuestionView) -> Flow {
    back::set_aside_so_far(front, question)?;
    for (at, theme) in question.themes.iter().enumerate() {
        let held: Vec<_> = theme
            .items
            .iter()
            .filter_map(|item| name_of(question, *item))
            .collect();
        heard::tell(
            front,
            &[format!(
                "Theme {}, {}: {}",
                at + 1,
                theme.title,
                held.join(", ")
            )],
        )?;
    }
    Ok(())
}

/// `/tag 2 human`.
pub(super) fn tag(front: &mut Front<'_>, text: &str) -> Flow {
    let Some(question) = front.asked()? else {
        return Ok(());
    };
    let (number, word) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let at = from_one(number.trim_start_matches(['N', 'n']));
    let note = at.and_then(|at| question.notes.get(at));
    let word = word.trim().to_lowercase();
    let tag = Tag::ALL
        .into_iter()
        .find(|tag| tag.word().to_lowercase() == word);
    match (note, tag, word.as_str()) {
        (Some(note), Some(tag), _) => front.done(Command::Tag {
            note: note.entry,
            tag: Some(tag),
        }),
        (Some(note), None, "none") => front.done(Command::Tag {
            note: note.entry,
            tag: None,
        }),
        _ => front
            .say("Say which note and what it is about: /tag 2 human, learning, systems or none"),
    }
}

/// `/mendnote 2 Ann: TEXT`.
pub(super) fn mend_note(front: &mut Front<'_>, text: &str) -> Flow {
    let Some(question) = front.asked()? else {
        return Ok(());
    };
    let (number, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let at = from_one(number.trim_start_matches(['N', 'n']));
    let Some(note) = at.and_then(|at| question.notes.get(at)) else {
        return front.say("Say which note, by its number, and its right words: /mendnote 2 TEXT");
    };
    let (person, text) = front.spoken_by(rest);
    let said_it = match note.by {
        Byline::Name(id, _) => Some(id),
        Byline::Pseudonym(_) | Byline::Unnamed | Byline::Group => None,
    };
    front.done(Command::MendNote {
        note: note.entry,
        person: person.or(said_it),
        kind: note.kind,
        text: Clean::new(&text),
    })
}

/// `/heard Ann 40`, `/heard #2`.
pub(super) fn heard(front: &mut Front<'_>, text: &str) -> Flow {
    let command = match text.strip_prefix('#') {
        Some(number) => front
            .shown_answer(number.trim())
            .map(|answer| Command::Hear {
                person: None,
                answer: Some(answer),
                seconds: None,
            }),
        None => {
            let timed = text
                .rsplit_once(' ')
                .and_then(|(name, seconds)| Some((name, seconds.parse().ok()?)));
            let (name, seconds) =
                timed.map_or((text, None), |(name, seconds)| (name, Some(seconds)));
            front.person(name).map(|person| Command::Hear {
                person: Some(person),
                answer: None,
                seconds,
            })
        }
    };
    match command {
        Some(command) => front.done(command),
        None => front.say("Say who was heard, and for how many seconds if you like, or which answer was read: /heard Ann 40, /heard #2"),
    }
}

/// `/want Ann: asks`.
pub(super) fn want(front: &mut Front<'_>, text: &str) -> Flow {
    let (name, kind) = text.split_once(':').unwrap_or((text, ""));
    let kind = kind.trim().to_lowercase();
    let mut kinds = NoteKind::ALL.into_iter();
    let kind = kinds.find(|known| !kind.is_empty() && known.words().starts_with(&kind));
    let kind = kind.unwrap_or(NoteKind::NewIdea);
    front.about(name.trim(), |person| Command::Queue { person, kind })
}

/// Whose turn it is, who waits, who was heard how often, and what nobody has heard yet.
pub(super) fn turn(front: &mut Front<'_>) -> Flow {
    let view = front.view(Viewer::Room);
    let next = view.next_speaker.and_then(|person| view.person(person));
    match next {
        Some(next) => front.say(&format!("Next to speak: {}", next.name))?,
        None => front.say("Nobody waits to speak.")?,
    }
    for line in &view.queue {
        front.say(&format!("Waits: {}, {}", line.name, line.kind.words()))?;
    }
    for person in view.here() {
        let times = plural(person.spoken, "time", "times");
        let seconds = match person.spoken_s {
            0 => String::new(),
            seconds => format!(", {}", plural(seconds as usize, "second", "seconds")),
        };
        front.say(&format!("{} was heard {times}{seconds}", person.name))?;
    }
    let Some(question) = &view.question else {
        return Ok(());
    };
    let unheard: Vec<_> = question
        .unheard
        .iter()
        .filter_map(|entry| name_of(question, *entry))
        .collect();
    if !unheard.is_empty() {
        let unheard = unheard.join(", ");
        front.say(&format!("Not marked as read out or spoken to: {unheard}"))?;
    }
    Ok(())
}

/// `/duty scribe: Ann`.
pub(super) fn duty(front: &mut Front<'_>, text: &str) -> Flow {
    let (word, name) = text.split_once(':').unwrap_or((text, ""));
    let word = word.trim().to_lowercase();
    let mut duties = Duty::ALL.into_iter();
    let duty = duties.find(|duty| !word.is_empty() && duty.words().starts_with(&word));
    let name = name.trim();
    match (duty, name.is_empty()) {
        (Some(duty), true) => front.done(Command::HandDuty { duty, to: None }),
        (Some(duty), false) => front.about(name, |person| Command::HandDuty {
            duty,
            to: Some(person),
        }),
        (None, _) => {
            let view = front.view(Viewer::Room);
            for (duty, person) in &view.duties {
                let name = person.and_then(|person| view.person(person));
                let name = name.map_or("nobody", |person| person.name.as_str());
                front.say(&format!("{}: {name}", duty.words()))?;
            }
            front.say("Hand one on with /duty scribe: NAME.")
        }
    }
}

/// `/role Ann: the night nurse`.
pub(super) fn role(front: &mut Front<'_>, text: &str) -> Flow {
    match front.spoken_by(text) {
        (Some(person), role) => front.done(Command::TakeRole {
            person,
            role: Some(Clean::line(&role)),
        }),
        (None, _) => {
            front.say("Say whose role: /role Ann: the night nurse. /deal deals the case’s roles.")
        }
    }
}

/// `/look 2`: back to a question that was asked before. Nothing is unsaid. `/look 2 note …` says
/// something to it, late.
pub(super) fn look_back(front: &mut Front<'_>, text: &str) -> Flow {
    let view = front.view_of_all(Viewer::Room);
    let (number, said) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let number = number.parse::<u32>().ok();
    let mut past = view.past.iter();
    let Some(question) = past.find(|question| Some(question.prompt.number) == number) else {
        return front.say("Say which question that is behind us, by its number: /look 1");
    };
    if said.is_empty() {
        return front.question_again(question);
    }
    let said = front.parsed(&format!("/{}", said.trim_start().trim_start_matches('/')));
    let said = match said.transpose() {
        Ok(said) => said.filter(Said::speaks),
        Err(why) => return front.say(&why),
    };
    let Some(said) = said else {
        return front.say(
            "That is not said to a question. /look 1 answer NAME, /look 1 note TEXT, and so on.",
        );
    };
    front.about = Some(question.prompt.id.clone());
    let done = front.obey(said);
    front.about = None;
    done
}

/// Which paragraphs carried the discussion, and which nobody used.
pub(super) fn map(front: &mut Front<'_>) -> Flow {
    let view = front.view(Viewer::Room);
    for citation in view.citations.iter().filter(|citation| citation.uses > 0) {
        let words = used(citation.uses, citation.marked);
        front.say(&format!("¶{} was {words}", citation.number))?;
    }
    let unused = view.citations.iter().filter(|citation| citation.uses == 0);
    let unused: Vec<_> = unused
        .map(|citation| format!("¶{}", citation.number))
        .collect();
    if !unused.is_empty() {
        front.say(&format!(
            "Not cited in an answer or a note: {}",
            unused.join(" ")
        ))?;
    }
    Ok(())
}

/// The tally that only the facilitator sees, asked for.
pub(super) fn private_tally(front: &mut Front<'_>, view: &View) -> Flow {
    let Some(question) = &view.question else {
        return Ok(());
    };
    if let Some(tally) = &question.private_tally {
        for line in words::tally(&question.prompt.kind, tally) {
            front.say(&line)?;
        }
    }
    match &question.advice {
        Some(advice) => front.say(advice),
        None => Ok(()),
    }
}

/// The theme of a number, as they are listed.
fn theme_of(question: &QuestionView, number: &str) -> Option<Seq> {
    let at = from_one(number.trim_end_matches(':'))?;
    question.themes.get(at).map(|theme| theme.entry)
}

/// The entries of answers (`#1` or `1`) and notes (`N1`) as they were numbered.
pub(super) fn pieces(question: &QuestionView, text: &str) -> Result<Vec<Seq>, String> {
    let found = |piece: &str| {
        let note = piece.strip_prefix(['N', 'n']);
        match note {
            Some(number) => question.notes.get(from_one(number)?).map(|note| note.entry),
            None => question
                .answers
                .get(from_one(piece.trim_start_matches('#'))?)
                .map(|answer| answer.entry),
        }
    };
    let pieces = text.split([' ', ',']).filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            found(piece).ok_or_else(|| {
                format!(
                    "There is no “{}”. #2 is answer 2, N3 is note 3; /answers reads them.",
                    Clean::line(piece)
                )
            })
        })
        .collect()
}

/// "answer 2 (Ann)", "note 1".
fn name_of(question: &QuestionView, entry: Seq) -> Option<String> {
    let answer = question
        .answers
        .iter()
        .position(|answer| answer.entry == entry);
    if let Some(at) = answer {
        let by = question.answers.get(at).map(|answer| named(&answer.by));
        return Some(format!("answer {} ({})", at + 1, by.unwrap_or_default()));
    }
    let note = question.notes.iter().position(|note| note.entry == entry);
    note.map(|at| format!("note {}", at + 1))
}
