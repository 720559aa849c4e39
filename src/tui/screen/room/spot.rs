//! What the desk looks at, on the room's screen.

use crate::{case::ModelAnswer, session::View, web::Spot};

/// What the desk looks at stands alone, where the room may see it.
pub(super) fn alone(view: &mut View, spot: &Spot) {
    let Some(question) = &mut view.question else {
        return;
    };
    match spot {
        Spot::Answer(entry) => {
            if question.newest().any(|one| one.entry == *entry) {
                question.answers.retain(|one| one.entry == *entry);
            }
        }
        Spot::Note(entry) => {
            if question.note(*entry).is_some() {
                question.notes.retain(|one| one.entry == *entry);
            }
        }
        Spot::Claim(model, claim) => {
            let claims = question.models.get(usize::from(*model));
            if let Some(text) = claims.and_then(|model| model.claims.get(usize::from(*claim))) {
                let claims = vec![text.clone()];
                question.models = vec![ModelAnswer {
                    title: None,
                    claims,
                }];
                let here = (*model, *claim);
                question
                    .stances
                    .retain(|one| (one.model, one.claim) == here);
                for one in &mut question.stances {
                    (one.model, one.claim) = (0, 0);
                }
            }
        }
        Spot::Theme(_) | Spot::Reading(..) | Spot::Exhibit(_) | Spot::Door => {}
    }
}
