//! The model answer, claim by claim: what one makes of each.

use askama::Template;

use super::{Frame, Seen, ask::own, made};
use crate::{
    case::{Kind, ModelAnswer},
    report::{html::prose, words},
    session::{QuestionView, Stance},
    text::Clean,
};

#[derive(Template)]
#[template(path = "claim.html", config = "src/web/askama.toml")]
struct ClaimPage<'a> {
    page: Frame<'a>,
    question: String,
    model: usize,
    claim: usize,
    title: String,
    text: String,
    number: usize,
    of: usize,
    mine: Vec<(String, String)>,
    stances: Vec<(&'static str, &'static str, bool)>,
    typed: String,
}

#[derive(Template)]
#[template(path = "claims.html", config = "src/web/askama.toml")]
struct ClaimsPage<'a> {
    page: Frame<'a>,
    title: String,
    claims: Vec<(String, Option<&'static str>)>,
    right: Vec<String>,
    note: bool,
    change: Option<&'static str>,
}

impl<'a> Seen<'a> {
    /// One's own stance on each claim, in the order of all claims.
    fn stances(self, question: &QuestionView) -> Vec<Option<(Stance, Clean)>> {
        let stance = |(model, claim, _): (usize, usize, &Clean)| {
            let own = question.stances.iter();
            let mut own = own.filter(|one| question.is_own(&one.by, &one.together, self.me));
            let found =
                own.find(|one| usize::from(one.model) == model && usize::from(one.claim) == claim);
            found.map(|one| (one.stance, one.text.clone()))
        };
        claims(&question.models).map(stance).collect()
    }

    /// The next claim that one has said nothing to, else all of them.
    pub(super) fn claims(self, question: &'a QuestionView) -> String {
        let stances = self.stances(question);
        let next = stances.iter().position(Option::is_none);
        match next.filter(|_| self.view.can.compare) {
            Some(next) => self.claim(question, next),
            None => self.all_claims(question, &stances),
        }
    }

    fn all_claims(self, question: &'a QuestionView, stances: &[Option<(Stance, Clean)>]) -> String {
        let claims = claims(&question.models).zip(stances);
        let options = match &question.prompt.kind {
            Kind::Choice { options, .. } => options.as_slice(),
            Kind::Open
            | Kind::Scale(_)
            | Kind::Rank { .. }
            | Kind::Number { .. }
            | Kind::Items { .. } => &[],
        };
        let right = question
            .right
            .iter()
            .filter_map(|at| options.get(usize::from(*at)));
        made(&ClaimsPage {
            page: Frame {
                refreshes: true,
                ..self.frame("claims", true)
            },
            title: prose::inline(&question.prompt.text),
            claims: claims
                .map(|((_, _, text), stance)| {
                    (
                        prose::inline(text),
                        stance.as_ref().map(|(stance, _)| stance.words()),
                    )
                })
                .collect(),
            right: right.map(|option| prose::inline(option)).collect(),
            note: self.view.can.note,
            change: self.change(question),
        })
    }

    pub(super) fn claim(self, question: &'a QuestionView, at: usize) -> String {
        let stances = self.stances(question);
        let Some((model, claim, text)) = claims(&question.models).nth(at) else {
            return self.all_claims(question, &stances);
        };
        let taken = stances.get(at).cloned().flatten();
        let chosen = match self.looks.typed {
            Some(_) => self.typed("stance"),
            None => taken.as_ref().map_or("", |(stance, _)| stance.word()),
        };
        let title = question
            .models
            .get(model)
            .and_then(|model| model.title.as_ref());
        made(&ClaimPage {
            page: self.frame("claim", false),
            question: question.prompt.id.to_string(),
            model,
            claim,
            title: title.map_or_else(
                || "The author’s answer says".to_owned(),
                |title| format!("{} says", words::line(title)),
            ),
            text: prose::inline(text),
            number: at + 1,
            of: stances.len(),
            mine: own(question),
            stances: Stance::ALL
                .map(|stance| (stance.word(), stance.words(), stance.word() == chosen))
                .to_vec(),
            typed: match (self.looks.typed, taken) {
                (Some(_), _) => self.typed("text").to_owned(),
                (None, Some((_, text))) => text.to_string(),
                (None, None) => String::new(),
            },
        })
    }
}

/// Every claim with the model answer that it stands in, and its place there.
fn claims(models: &[ModelAnswer]) -> impl Iterator<Item = (usize, usize, &Clean)> {
    models.iter().enumerate().flat_map(|(model, answer)| {
        let claims = answer.claims.iter().enumerate();
        claims.map(move |(claim, text)| (model, claim, text))
    })
}
