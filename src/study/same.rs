//! Which sessions are about one case: by what it says, and by where it lies.

use std::collections::HashMap;

use crate::{
    case::vocabulary::normal,
    session::StudyBrief,
    text::{Clean, folded, same},
};

/// How surely two sessions are about one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Its title or its file's name and some questions are the same.
    Alike,
    /// It lies where the other lay: it was edited there.
    Place,
    /// Every letter is the same: it was moved or copied.
    Content,
}

/// Whether a session is about the case of an earlier one, and how surely.
///
/// Two files that say different things are two cases, whatever they are called, as long as
/// both are there. One that was moved is known by what it says; where that was edited too, by
/// its title and its questions.
pub fn likeness(earlier: &StudyBrief, later: &StudyBrief) -> Option<Likeness> {
    let titled = titled(earlier) == titled(later) || (is_named(earlier) && is_named(later));
    let sourced = same(&earlier.source, &later.source);
    let shared = earlier.questions.iter();
    let shared = shared.filter(|id| later.questions.contains(id)).count();
    let fewest = earlier.questions.len().min(later.questions.len());
    let most_shared = shared > 0 && shared * 2 >= fewest;
    let both = |one: &Clean, other: &Clean| !one.is_empty() && !other.is_empty();
    if both(&earlier.hash, &later.hash) && earlier.hash == later.hash {
        // A document may hold several cases, even of one title.
        return (titled && (shared > 0 || fewest == 0)).then_some(Likeness::Content);
    }
    if !both(&earlier.place, &later.place) {
        let alike = (titled && (sourced || shared > 0)) || (sourced && most_shared);
        return alike.then_some(Likeness::Alike);
    }
    if earlier.place == later.place {
        return (titled || most_shared).then_some(Likeness::Place);
    }
    let moved = earlier.moved && most_shared && (titled || sourced);
    moved.then_some(Likeness::Alike)
}

fn titled(kept: &StudyBrief) -> String {
    normal(&folded(&kept.title))
}

/// Whether its file's name has to serve as its title.
fn is_named(kept: &StudyBrief) -> bool {
    let stem = kept.source.rsplit_once('.').map(|(stem, _)| stem);
    let names = [Some(kept.source.as_str()), stem];
    names.iter().flatten().any(|name| same(name, &kept.title))
}

/// Places in `kept`, which is in the order of time, by learner and case.
pub fn by_case(kept: &[&StudyBrief]) -> Vec<Vec<usize>> {
    let mut all: Vec<Case<'_>> = Vec::new();
    let mut known: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for (at, kept) in kept.iter().enumerate() {
        let who = folded(&kept.learner);
        let signs = [
            titled(kept),
            folded(&kept.source),
            kept.hash.to_string(),
            kept.place.to_string(),
        ];
        let keys = signs.iter().enumerate();
        let keys = keys.filter(|(_, sign)| !sign.is_empty());
        let keys: Vec<_> = keys
            .map(|(kind, sign)| (who.clone(), format!("{kind} {sign}")))
            .collect();
        let cases = keys.iter().filter_map(|key| known.get(key)).flatten();
        let like = cases.filter_map(|case| Some((all.get(*case)?.likeness(kept)?, *case)));
        // The surest; of equally sure ones, that which was begun first.
        let best = like.max_by_key(|(likeness, case)| (*likeness, std::cmp::Reverse(*case)));
        let case = best.map_or(all.len(), |(_, case)| case);
        match all.get_mut(case) {
            Some(case) => case.take(at, kept),
            None => all.push(Case {
                sessions: vec![at],
                faces: vec![kept],
            }),
        }
        for key in keys {
            let cases = known.entry(key).or_default();
            if !cases.contains(&case) {
                cases.push(case);
            }
        }
    }
    all.into_iter().map(|case| case.sessions).collect()
}

struct Case<'a> {
    sessions: Vec<usize>,
    /// One session of each form that it had: most sessions are of one form.
    faces: Vec<&'a StudyBrief>,
}

impl<'a> Case<'a> {
    fn likeness(&self, kept: &StudyBrief) -> Option<Likeness> {
        let faces = self.faces.iter().enumerate();
        let like = faces.filter_map(|(at, face)| Some((at, likeness(face, kept)?)));
        // Only where it lay last can it have been moved from.
        let sure = like.filter(|(at, like)| *like != Likeness::Alike || at + 1 == self.faces.len());
        sure.map(|(_, like)| like).max()
    }

    fn take(&mut self, at: usize, kept: &'a StudyBrief) {
        self.sessions.push(at);
        let form = |kept: &StudyBrief| (kept.hash.clone(), kept.place.clone(), kept.title.clone());
        let known = self.faces.iter().any(|face| {
            !kept.hash.is_empty() && form(face) == form(kept) && face.questions == kept.questions
        });
        if known {
            self.faces.retain(|face| form(face) != form(kept));
        }
        self.faces.push(kept);
    }
}
