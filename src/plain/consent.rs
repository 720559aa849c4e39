//! What may leave the group, asked in lines.

use super::{Flow, front::Front};
use crate::{
    session::{ASKED, Command, Level, Viewer},
    text::folded,
};

/// `/consent Ann: words`; alone, the question, and who has not said.
pub(super) fn consent(front: &mut Front<'_>, text: &str) -> Flow {
    let most = front.view(Viewer::Room).consent.most;
    let levels = most.up_to_here();
    let levels: Vec<_> = levels
        .map(|level| format!("{level} ({})", level.words()))
        .collect();
    let (person, said) = front.spoken_by(text);
    let said = folded(&said);
    let level = Level::called(&said);
    match (person, level) {
        (Some(person), Some(level)) => front.done(Command::Consent { person, level }),
        (Some(_), None) => front.say(&format!("Say one of: {}.", levels.join(", "))),
        (None, _) if text.is_empty() => {
            front.say(ASKED)?;
            front.say(&format!("/consent NAME: one of {}.", levels.join(", ")))?;
            let view = front.view(Viewer::Room);
            let open = view.consent.open.iter().filter_map(|id| view.person(*id));
            let open: Vec<_> = open.map(|person| person.name.to_string()).collect();
            match open.is_empty() {
                true => front.say("Everybody who is here has said."),
                false => front.say(&format!(
                    "Not said yet, and so nothing: {}",
                    open.join(", ")
                )),
            }
        }
        (None, _) => front.say("Say whose word it is: /consent Ann: words. /who lists everybody."),
    }
}
