//! From a group's session to study: other voices without names, and one's own part.

use std::path::Path;

use super::{case_of, in_words, person};
use crate::{
    case::{Case, identity::follow},
    fault::Fault,
    id::QuestionId,
    journal::open,
    report::words,
    session::{AnswerView, Before, Byline, QuestionView, Study, Viewer, Voice},
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
    let found = open::read(path)?;
    let then = case_of(&found.entries);
    let (Some(session), Some(then)) = (open::session(path, found), then) else {
        let fault = Fault::new(
            "The session cannot be heard, since its file is damaged",
            "“roundtable verify” says what is wrong with it; leave it out with --with.",
        );
        return Err(fault.at(path));
    };
    let own = person(&session, name);
    let view = session.view(Viewer::Report, session.last_at());
    let mut count = Count::default();
    for (question, fate) in then.questions().zip(follow(&then, case)) {
        let id = &question.prompt.id;
        let (Some(now), Some(seen)) = (fate.later(true), view.question(id)) else {
            continue;
        };
        let mine = own.and_then(|own| {
            let view = session.view(Viewer::Person(own), session.last_at());
            Some(view.question(id)?.mine.clone())
        });
        let mine = mine.unwrap_or_default();
        count.listen(seen, &mine, now, study);
        if let Some(mine) = mine.last()
            && !study.before.iter().any(|before| before.question == *now)
        {
            count.home += 1;
            let mut asked = case.questions();
            let other = asked
                .find(|each| each.prompt.id == *now)
                .is_none_or(|each| each.prompt.kind != question.prompt.kind);
            study.before.push(Before {
                question: now.clone(),
                answer: in_words(&mine.answer, other.then_some(&question.prompt.kind)),
                asked: None,
                at: session.last_at().wall,
                rated: None,
            });
        }
    }
    count.tell(&view.case.title, said);
    Ok(())
}

/// How much came of a session.
#[derive(Default)]
struct Count {
    heard: usize,
    left_out: usize,
    home: usize,
}

impl Count {
    /// Takes what others said to one question without their names.
    fn listen(
        &mut self,
        seen: &QuestionView,
        mine: &[AnswerView],
        now: &QuestionId,
        study: &mut Study,
    ) {
        let newest = seen.newest();
        let enough = newest.clone().count() >= FEWEST;
        for answer in newest {
            let unnamed = matches!(answer.by, Byline::Pseudonym(_) | Byline::Unnamed);
            if mine.iter().any(|own| own.entry == answer.entry) {
                continue;
            }
            if !unnamed || !enough {
                self.left_out += 1;
                continue;
            }
            self.heard += 1;
            study.voices.push(Voice {
                question: now.clone(),
                from: Clean::new("Somebody in an earlier group"),
                text: words::value(&seen.prompt.kind, &answer.answer.value),
            });
        }
    }

    fn tell(&self, title: &str, said: &mut Vec<String>) {
        let heard = plural(self.heard, "other voice", "other voices");
        said.push(format!("{title}: {heard} to hear."));
        if self.left_out > 0 {
            let out = plural(self.left_out, "answer was", "answers were");
            said.push(format!(
                "{out} left out: named, or from fewer than {FEWEST} people."
            ));
        }
        if self.home > 0 {
            let home = plural(self.home, "answer", "answers");
            said.push(format!("{home} of your own came along."));
        }
    }
}
