//! Which question of one file is which of another: what an author reworded stands apart.

use std::{collections::BTreeMap, sync::Arc};

use super::{Group, count::Voices};
use crate::{
    case::{Aside, Case, Item, Kind, Part, Prompt, Question, identity},
    id::QuestionId,
    report::rows::{Asked, Row},
    text::{Clean, folded},
};

/// The sessions of one case.
pub(super) struct Family {
    pub(super) title: Clean,
    pub(super) questions: Vec<Known>,
}

/// One question, and where it stands in each file.
pub(super) struct Known {
    pub(super) number: u32,
    pub(super) prompt: Clean,
    pub(super) form: Clean,
    pub(super) options: Vec<Clean>,
    pub(super) points: Option<(u8, u8)>,
    pub(super) claims: Vec<Clean>,
    id: Clean,
    /// By the place of the group: what the question is known by there.
    at: BTreeMap<usize, Clean>,
}

impl Known {
    fn is(&self, asked: &Asked) -> bool {
        self.form == asked.form && self.options == asked.options && self.points == asked.points
    }

    /// What was said to it, group by group, by whoever said anything.
    pub(super) fn voices<'g>(&self, groups: &'g [Group]) -> Vec<(&'g Group, Voices<'g>)> {
        let at = self.at.iter();
        let found = at.filter_map(|(place, id)| Some((groups.get(*place)?, id)));
        found
            .map(|(group, id)| (group, Voices::of(&group.rows, id)))
            .filter(|(_, voices)| !voices.is_empty())
            .collect()
    }
}

/// The cases that these groups talked about, in the order of their titles.
pub(super) fn families(groups: &[Group]) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let title = group.head().title;
        let asked: Vec<_> = group
            .rows
            .iter()
            .filter_map(|row| {
                let Row::Question(asked) = row else {
                    return None;
                };
                Some(asked)
            })
            .collect();
        let own = case(asked.iter().map(|one| (one.question.as_str(), &one.prompt)));
        let found = families
            .iter()
            .position(|family| family.holds(&title, &own));
        let at = found.unwrap_or_else(|| {
            families.push(Family {
                title: title.clone(),
                questions: Vec::new(),
            });
            families.len() - 1
        });
        if let Some(family) = families.get_mut(at) {
            family.take(place, &asked, &own);
        }
    }
    families.sort_by_key(|family| family.title.clone());
    for family in &mut families {
        family.questions.sort_by_key(|known| known.number);
    }
    families
}

impl Family {
    fn case(&self) -> Case {
        case(
            self.questions
                .iter()
                .map(|one| (one.id.as_str(), &one.prompt)),
        )
    }

    /// Whether it is the same case: the same title, or half of its questions are known.
    fn holds(&self, title: &Clean, own: &Case) -> bool {
        if folded(&self.title) == folded(title) {
            return true;
        }
        let fates = identity::follow(own, &self.case());
        let exact = |fate: &&identity::Fate| fate.later(false).is_some();
        let known = fates.iter().filter(exact).count();
        known > 0 && known * 2 >= fates.len()
    }

    fn take(&mut self, place: usize, asked: &[&Asked], own: &Case) {
        let fates = identity::follow(own, &self.case());
        for (one, fate) in asked.iter().zip(&fates) {
            let named = fate.later(false).map(QuestionId::as_clean);
            let by_id = |known: &&mut Known| named == Some(&known.id) && known.is(one);
            let words = folded(&one.prompt);
            let found = match self.questions.iter().position(|known| {
                (named == Some(&known.id) || folded(&known.prompt) == words) && known.is(one)
            }) {
                Some(at) => self.questions.get_mut(at),
                None => self.questions.iter_mut().find(by_id),
            };
            match found {
                Some(known) => {
                    known.at.insert(place, one.question.clone());
                    if known.claims.is_empty() {
                        known.claims.clone_from(&one.claims);
                    }
                }
                None => self.questions.push(Known {
                    number: one.number,
                    prompt: one.prompt.clone(),
                    form: one.form.clone(),
                    options: one.options.clone(),
                    points: one.points,
                    claims: one.claims.clone(),
                    id: one.question.clone(),
                    at: BTreeMap::from([(place, one.question.clone())]),
                }),
            }
        }
    }
}

/// So much of a case as is needed to know its questions by.
fn case<'q>(questions: impl Iterator<Item = (&'q str, &'q Clean)>) -> Case {
    let item = |(at, (id, text)): (usize, (&str, &Clean))| {
        Item::Question(Arc::new(Question {
            prompt: Arc::new(Prompt {
                id: QuestionId::new(id),
                number: u32::try_from(at + 1).unwrap_or(u32::MAX),
                text: text.clone(),
                body: Vec::new(),
                kind: Kind::Open,
                seconds: None,
                builds_on: None,
                line: 1,
            }),
            aside: Arc::new(Aside::default()),
        }))
    };
    Case {
        parts: vec![Part {
            title: None,
            staged: false,
            only_if: None,
            items: questions.enumerate().map(item).collect(),
        }],
        ..Case::default()
    }
}
