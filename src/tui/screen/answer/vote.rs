//! Votes on items as forms: a ranking, ratings with reasons, dots, consent or an objection.

use crate::{
    case::{Kind, Scale, Value},
    id::Seq,
    journal::drafts::Draft,
    protocol::{DOTS, RANKED, RATING_ENDS, Step, Write},
    session::{Ballot, Dotted, MOST_BYTES, QuestionView, Score},
    text::Clean,
    tui::{
        editor::Editor,
        form::{Field, Form, Slot},
    },
};

/// What a form's fields add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Casts {
    /// The best items, the best first.
    Ranking(Vec<Seq>),
    /// Points and a reason for each item.
    Rating(Vec<Seq>),
    Dots(Vec<Seq>),
    Consent,
}

/// An order as it was listed is nobody's.
pub(super) const UNRANKED: &str = "Nothing is in order yet. Space takes an item up, a digit sends it to that place; Space twice leaves it where it is.";

/// Points that a rating can give.
const POINTS: (u8, u8) = (1, 9);

impl Casts {
    /// What a step asks people to cast; none where it asks for an answer.
    pub(super) fn of(step: &Step, question: &QuestionView) -> Option<Self> {
        let items = || question.items.iter().map(|item| item.entry).collect();
        Some(match step.write {
            Write::Ranking => Self::Ranking(items()),
            Write::Rating => Self::Rating(items()),
            Write::Dots => Self::Dots(items()),
            Write::Consent => Self::Consent,
            Write::Nothing
            | Write::Answer
            | Write::AnswerAndReason
            | Write::Notes
            | Write::Stance
            | Write::Commitment => return None,
        })
    }

    /// The fields, filled in from a draft, else from the vote before.
    pub(super) fn slots(&self, question: &QuestionView, draft: Option<&Draft>) -> Vec<Slot> {
        let words: Vec<_> = question
            .items
            .iter()
            .map(|item| item.words.clone())
            .collect();
        let value = draft.and_then(|draft| draft.value.clone());
        let mine = question.my_vote.as_ref();
        match self {
            Self::Ranking(items) => {
                let value = value.or_else(|| mine.and_then(|mine| ranked(items, mine)));
                let field =
                    Form::field_of(&Kind::Rank { items: words }, value.as_ref(), MOST_BYTES);
                vec![Slot {
                    label: format!(
                        "The {RANKED} best on top, the best first; what is below does not count."
                    ),
                    field,
                }]
            }
            Self::Rating(items) => rating_slots(items, &words, mine, draft),
            Self::Dots(items) => {
                let before = Some(Value::Scale(dotted(items, mine)));
                let kind = scale((0, DOTS), words);
                let field = Form::field_of(&kind, value.or(before).as_ref(), MOST_BYTES);
                vec![Slot {
                    label: format!("You have {DOTS} dots in all."),
                    field,
                }]
            }
            Self::Consent => {
                let kind = Kind::Choice {
                    options: vec![
                        Clean::new("I consent: good enough for now, safe enough to try"),
                        Clean::new("I object, and say why"),
                    ],
                    most: 1,
                };
                let reason = draft.map(|draft| draft.reason.clone()).unwrap_or_default();
                vec![
                    Slot {
                        label: String::new(),
                        field: Form::field_of(&kind, value.as_ref(), MOST_BYTES),
                    },
                    why("Why? (an objection needs its reason)", &reason),
                ]
            }
        }
    }

    /// The ballot, once the form holds one.
    pub(super) fn ballot(&self, form: &Form) -> Option<Ballot> {
        match self {
            Self::Ranking(items) => {
                let Some(Value::Rank(order)) = form.value(0) else {
                    return None;
                };
                let best = order.iter().take(RANKED);
                let best: Vec<_> = best
                    .filter_map(|at| items.get(usize::from(*at)).copied())
                    .collect();
                (!best.is_empty()).then_some(Ballot::Ranking(best))
            }
            Self::Rating(items) => {
                let rated: Vec<_> = items
                    .iter()
                    .zip(0..)
                    .filter_map(|(item, at)| {
                        Some(Score {
                            item: *item,
                            points: points_at(form, at)?,
                            reason: form.text(at * 2 + 1),
                        })
                    })
                    .collect();
                // Half a rating is kept as a draft; by hand, all of it is given.
                let whole = !rated.is_empty() && rated.len() == items.len();
                whole.then_some(Ballot::Rating(rated))
            }
            Self::Dots(items) => {
                let Some(Value::Scale(marks)) = form.value(0) else {
                    return None;
                };
                let on = items.iter().zip(marks).filter(|(_, dots)| *dots > 0);
                let dotted: Vec<_> = on
                    .map(|(item, dots)| Dotted { item: *item, dots })
                    .collect();
                (!dotted.is_empty()).then_some(Ballot::Dots(dotted))
            }
            Self::Consent => match form.value(0) {
                Some(Value::Choice(picked)) => Some(Ballot::Consent {
                    objects: picked.contains(&1),
                    reason: form.text(1),
                }),
                _ => None,
            },
        }
    }

    /// What is missing where there is no ballot yet.
    pub(super) fn missing(&self) -> &'static str {
        match self {
            Self::Ranking(items) if items.is_empty() => "There is nothing to rank here yet.",
            Self::Ranking(_) => UNRANKED,
            Self::Rating(items) if items.is_empty() => "There is nothing to rate here yet.",
            Self::Rating(_) => "One of them has no points yet: each is rated, from 1 to 9.",
            Self::Dots(_) => "Put a dot somewhere first.",
            Self::Consent => "Consent, or object.",
        }
    }

    pub(super) fn draft(&self, form: &Form) -> Option<Draft> {
        let (value, reason) = match self {
            Self::Ranking(_) | Self::Dots(_) => (form.value(0), Clean::default()),
            Self::Consent => (form.value(0), form.text(1)),
            Self::Rating(items) => {
                let points = (0..items.len()).map(|at| points_at(form, at).unwrap_or(0));
                let whys = (0..items.len()).map(|at| form.text(at * 2 + 1).to_string());
                let whys = whys.collect::<Vec<_>>().join("\n");
                (Some(Value::Scale(points.collect())), Clean::new(&whys))
            }
        };
        (!form.is_blank()).then(|| Draft {
            value,
            reason,
            ..Draft::default()
        })
    }
}

/// Two fields for each item: its points, and why.
fn rating_slots(
    items: &[Seq],
    words: &[Clean],
    mine: Option<&Ballot>,
    draft: Option<&Draft>,
) -> Vec<Slot> {
    let drafted: &[u8] = match draft.and_then(|draft| draft.value.as_ref()) {
        Some(Value::Scale(points)) => points,
        _ => &[],
    };
    let reasons: Vec<_> = draft.map_or_else(Vec::new, |draft| draft.reason.lines().collect());
    let before = |item: Seq| match mine {
        Some(Ballot::Rating(rated)) => rated.iter().find(|one| one.item == item),
        _ => None,
    };
    let slots = items
        .iter()
        .zip(words)
        .enumerate()
        .flat_map(|(at, (item, words))| {
            let points = drafted.get(at).copied().filter(|points| *points > 0);
            let points = points.or_else(|| before(*item).map(|one| one.points));
            let kind = scale(POINTS, Vec::new());
            let value = points.map(|points| Value::Scale(vec![points]));
            let reason = reasons.get(at).map(|reason| Clean::new(reason));
            let reason = reason.or_else(|| before(*item).map(|one| one.reason.clone()));
            [
                Slot {
                    label: words.to_string(),
                    field: Form::field_of(&kind, value.as_ref(), MOST_BYTES),
                },
                why("Why? (may stay empty)", &reason.unwrap_or_default()),
            ]
        });
    slots.collect()
}

fn why(label: &str, text: &str) -> Slot {
    Slot {
        label: label.to_owned(),
        field: Field::Text(Editor::line(text, MOST_BYTES / 16)),
    }
}

fn scale((low, high): (u8, u8), statements: Vec<Clean>) -> Kind {
    let [low_label, high_label] = match (low, high) {
        POINTS => RATING_ENDS.map(Clean::new),
        _ => Default::default(),
    };
    Kind::Scale(Scale {
        low,
        high,
        low_label,
        high_label,
        statements,
    })
}

fn points_at(form: &Form, at: usize) -> Option<u8> {
    match form.value(at * 2) {
        Some(Value::Scale(points)) => points.first().copied(),
        _ => None,
    }
}

/// All items in the order of an earlier ranking, the others behind it as they are listed.
fn ranked(items: &[Seq], mine: &Ballot) -> Option<Value> {
    let Ballot::Ranking(best) = mine else {
        return None;
    };
    let place = |item: &Seq| best.iter().position(|known| known == item);
    let mut order: Vec<u8> = (0..u8::try_from(items.len()).ok()?).collect();
    order.sort_by_key(|at| {
        let item = items.get(usize::from(*at));
        item.and_then(place).unwrap_or(usize::MAX)
    });
    Some(Value::Rank(order))
}

fn dotted(items: &[Seq], mine: Option<&Ballot>) -> Vec<u8> {
    let before = |item: &Seq| match mine {
        Some(Ballot::Dots(dotted)) => dotted.iter().find(|one| one.item == *item),
        _ => None,
    };
    let dots = |item: &Seq| before(item).map_or(0, |one| one.dots);
    items.iter().map(dots).collect()
}
