//! From a group's session to study: other voices without names, and one's own part.

use std::{collections::BTreeSet, fs, path::Path};

use super::{case_of, person};
use crate::{
    case::{Case, identity::follow},
    fault::Fault,
    journal::scan::scan,
    report::words,
    session::{Before, Byline, Session, Study, Viewer, Voice},
    text::{Clean, plural},
};

/// The fewest people whose answers are shown to others: among fewer, everybody knows who it was.
const FEWEST: usize = 5;

/// Hears a session: what others wrote without a name, and what the learner wrote.
pub(super) fn hear(
    path: &Path,
    case: &Case,
    name: &Clean,
    study: &mut Study,
    said: &mut Vec<String>,
) -> Result<(), Fault> {
    let fault = |error| Fault::of_io("The session cannot be read", path, &error);
    let found = scan(&fs::read(path).map_err(fault)?);
    let session = Session::replay(&found.entries);
    let (Ok(session), Some(then)) = (session, case_of(&found.entries)) else {
        let fault = Fault::new(
            "The session cannot be heard, since its file is damaged",
            "“roundtable verify” says what is wrong with it; leave it out with --with.",
        );
        return Err(fault.at(path));
    };
    let view = session.view(Viewer::Report, session.last_at());
    let own = person(&session, name);
    let (mut heard, mut left_out, mut home) = (0, 0, 0);
    for (question, fate) in then.questions().zip(follow(&then, case)) {
        let (Some(now), Some(seen)) = (fate.later(true), view.question(&question.prompt.id)) else {
            continue;
        };
        let kind = &question.prompt.kind;
        let mine = own.and_then(|own| {
            let view = session.view(Viewer::Person(own), session.last_at());
            Some(view.question(&question.prompt.id)?.mine.clone())
        });
        let mine = mine.unwrap_or_default();
        let newest = seen.answers.iter().filter(|answer| !answer.superseded);
        let writers: BTreeSet<String> = newest
            .clone()
            .map(|answer| format!("{:?}", answer.by))
            .collect();
        for answer in newest {
            let unnamed = matches!(answer.by, Byline::Pseudonym(_) | Byline::Unnamed);
            if mine.iter().any(|own| own.entry == answer.entry) {
                continue;
            }
            if !unnamed || writers.len() < FEWEST {
                left_out += 1;
                continue;
            }
            heard += 1;
            study.voices.push(Voice {
                question: now.clone(),
                from: Clean::new("Somebody in an earlier group"),
                text: Clean::new(&words::value(kind, &answer.answer.value)),
            });
        }
        if let Some(mine) = mine.last()
            && !study.before.iter().any(|before| before.question == *now)
        {
            home += 1;
            study.before.push(Before {
                question: now.clone(),
                answer: (*mine.answer).clone(),
                asked: None,
                at: session.last_at().wall,
                rated: None,
            });
        }
    }
    said.push(format!(
        "{}: {} to hear.",
        view.case.title,
        plural(heard, "other voice", "other voices")
    ));
    if left_out > 0 {
        said.push(format!(
            "{} left out: named, or from fewer than {FEWEST} people.",
            plural(left_out, "answer was", "answers were")
        ));
    }
    if home > 0 {
        said.push(format!(
            "{} of your own came along.",
            plural(home, "answer", "answers")
        ));
    }
    Ok(())
}
