//! Small forms of the close: what is tried, one word, what may leave the group.

use super::{Ask, LINE_BYTES, Purpose, anybody, line, pick, talk::Talk};
use crate::{
    id::PersonId,
    session::{ASKED, MOST_BYTES, View, wordless},
    text::Clean,
    tui::form::Form,
};

/// How it is asked who it is of; whoever is alone is not asked.
fn who(view: &View) -> &'static str {
    if view.alone { "" } else { "Who" }
}

impl Ask {
    /// What somebody, or the group, will try.
    pub fn commitment(view: &View) -> Self {
        let (mut people, mut names) = anybody(view, "the group");
        if view.alone {
            people.rotate_left(1);
            names.rotate_left(1);
            people.truncate(1);
            names.truncate(1);
        }
        let [what, expect, surprise, when] = match view.alone {
            true => [
                "What I try: if … then …",
                "What I expect to happen",
                "What would surprise me",
                "By when: the day I look at what was learned",
            ],
            false => [
                "What we try: if … then …",
                "What we expect to happen",
                "What would surprise us",
                "By when: the day we look at what was learned",
            ],
        };
        let mut form = Form::new(vec![
            pick(who(view), names, 0),
            line(what, "", MOST_BYTES / 2),
            line(expect, "", MOST_BYTES / 8),
            line(surprise, "", MOST_BYTES / 8),
            line(when, "", LINE_BYTES),
        ]);
        form.focus(1);
        Self::new(
            "A commitment, tried as an experiment: only the first line is needed",
            form,
            Purpose::Commitment { people },
        )
    }

    /// One word at the close; `first` is the person to begin with.
    pub fn word(view: &View, first: PersonId) -> Self {
        let here = view.here();
        let (people, names): (Vec<_>, Vec<_>) =
            here.map(|person| (person.id, person.name.clone())).unzip();
        let at = people.iter().position(|person| *person == first);
        let so_far = people.len() - wordless(view).count();
        let title = match view.alone {
            true => "How it was, in a word".to_owned(),
            false => format!("One word each: {so_far} of {} so far", people.len()),
        };
        let mut form = Form::new(vec![
            pick(who(view), names, at.unwrap_or(0)),
            line("One word to close with", "", LINE_BYTES),
        ]);
        form.focus(1);
        Self::new(title, form, Purpose::Word { people })
    }

    /// What of somebody's may leave the group: of the first who is here and has not said.
    pub fn consent(view: &View) -> Self {
        let here = view.here();
        let (people, names): (Vec<_>, Vec<_>) =
            here.map(|person| (person.id, person.name.clone())).unzip();
        let first = view.consent.open.first();
        let at = people.iter().position(|person| Some(person) == first);
        let levels = view.consent.most.up_to_here();
        let levels: Vec<_> = levels.map(|level| Clean::line(level.words())).collect();
        let mut form = Form::new(vec![
            pick("Who", names, at.unwrap_or(0)),
            pick(ASKED, levels, 0),
        ]);
        form.focus(1);
        Self::new(
            "What may leave this group",
            form,
            Purpose::Consent { people },
        )
    }

    /// The same of the next person, where there is one to ask.
    pub fn next(&self, view: &View) -> Option<Self> {
        match &self.purpose {
            Purpose::Consent { .. } => {
                let asks = view.can.consent && !view.consent.open.is_empty();
                asks.then(|| Self::consent(view))
            }
            Purpose::Word { .. } => wordless(view).next().map(|next| Self::word(view, next.id)),
            // One sheet of paper after the other is typed to a question that is past.
            Purpose::Talk(Talk::Answer(after)) => after.next(view),
            Purpose::Talk(_)
            | Purpose::Lead(_)
            | Purpose::Commitment { .. }
            | Purpose::Join
            | Purpose::Rename { .. }
            | Purpose::Undo(_)
            | Purpose::Hand { .. }
            | Purpose::Theme { .. }
            | Purpose::Learned { .. }
            | Purpose::NameTheme { .. }
            | Purpose::Dots { .. } => None,
        }
    }
}
