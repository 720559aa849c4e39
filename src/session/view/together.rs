//! What answers and votes add up to: themes, items, rounds side by side, and who moved.

use std::{collections::BTreeMap, mem::discriminant};

use super::{Byline, Viewer, question::Mask};
use crate::{
    case::Kind,
    id::{PersonId, Seq},
    protocol::{Names, RANKED, See, Write},
    session::{
        Ballot, Round, Score, Session, Spread, Tag, Tally, Version, Vote,
        tally::{said, tally},
    },
    text::Clean,
};

/// Answers and notes that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeView {
    /// The entry that made it.
    pub entry: Seq,
    /// What they have in common.
    pub title: Clean,
    /// The entries of its answers and notes; empty where all were taken out again.
    pub items: Vec<Seq>,
}

/// Something that can be voted on: a theme, an idea or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemView {
    /// Its entry.
    pub entry: Seq,
    /// What it is called: the theme's title, or what was said.
    pub words: Clean,
}

/// What the votes of one round add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct VoteRound {
    /// Name of the step.
    pub step: Clean,
    /// How many voted.
    pub voted: usize,
    /// What each item got, the most first; empty for consent.
    pub items: Vec<ItemTally>,
    /// How many consented; 0 but for consent.
    pub consents: usize,
    /// Objections with their reasons.
    pub objections: Vec<(Byline, Clean)>,
}

/// What one item got in one round.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemTally {
    /// Its entry.
    pub entry: Seq,
    /// What it is called.
    pub words: Clean,
    /// Points of rankings (five for the first place, one for the fifth) or dots.
    pub points: usize,
    /// Whether they are dots.
    pub dots: bool,
    /// The spread of ratings; none but for ratings.
    pub spread: Option<Spread>,
    /// Whether 70 % of the ratings lie within 7 to 9.
    pub agreed: bool,
    /// Why people rated as they did: who, how many points, why.
    pub reasons: Vec<(Byline, u8, Clean)>,
}

/// What the answers of one step add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerRound {
    /// Name of the step.
    pub step: Clean,
    /// Counts, medians, ranks of what was answered in it, or kept from before.
    pub tally: Tally,
}

/// Somebody who answered or voted otherwise in a later round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveView {
    /// Who, by pseudonym where names are hidden.
    pub by: Byline,
    /// What it was.
    pub from: Clean,
    /// What it is.
    pub to: Clean,
    /// What moved them; perhaps empty.
    pub why: Clean,
}

/// A share of votes, in percent, from which hearing the few is worth more than another talk
/// (Crouch & Mazur 2001, American Journal of Physics 69(9): 970–977).
const MOST_AGREE: usize = 70;

impl Session {
    /// Themes of a question, oldest first.
    pub(super) fn theme_views(&self, round: &Round) -> Vec<ThemeView> {
        let of = |theme: Seq| {
            let in_it = round
                .sorted
                .iter()
                .filter(move |(_, known)| **known == theme);
            in_it.map(|(item, _)| *item).collect()
        };
        let themes = round.themes.iter();
        themes
            .map(|theme| ThemeView {
                entry: theme.entry,
                title: theme.title.clone(),
                items: of(theme.entry),
            })
            .collect()
    }

    /// What can be voted on, in the order in which it is listed.
    pub(super) fn item_views(&self, index: usize, round: &Round) -> Vec<ItemView> {
        let items = self.items(index).into_iter();
        items
            .map(|entry| ItemView {
                entry,
                words: self.item_words(index, round, entry),
            })
            .collect()
    }

    fn item_words(&self, index: usize, round: &Round, entry: Seq) -> Clean {
        let mut themes = round.themes.iter();
        if let Some(theme) = themes.find(|theme| theme.entry == entry) {
            return theme.title.clone();
        }
        let mut notes = round.notes.iter();
        if let Some(note) = notes.find(|note| note.entry == entry) {
            return note.text.clone();
        }
        let mut versions = round.versions.iter().filter(|version| version.revealed);
        let version = versions.find(|version| version.entry == entry);
        let kind = self
            .questions
            .get(index)
            .map(|question| &question.prompt.kind);
        match (version, kind) {
            (Some(version), Some(kind)) => said(kind, &version.answer.value),
            _ => Clean::default(),
        }
    }

    /// The rounds of votes that may be seen, oldest first.
    pub(super) fn vote_rounds(&self, index: usize, round: &Round, mask: &Mask) -> Vec<VoteRound> {
        let shown = |run: &usize| round.votes_of(*run).values().all(|vote| vote.revealed);
        let runs = round.vote_runs().into_iter().filter(shown);
        runs.map(|run| self.vote_round(index, round, run, mask))
            .collect()
    }

    fn vote_round(&self, index: usize, round: &Round, run: usize, mask: &Mask) -> VoteRound {
        let votes = round.votes_of(run);
        let mut points = BTreeMap::<Seq, usize>::new();
        let (mut consents, mut objections) = (0, Vec::new());
        for (person, vote) in &votes {
            match &vote.ballot {
                Ballot::Ranking(items) => {
                    for (item, worth) in items.iter().zip((1..=RANKED).rev()) {
                        *points.entry(*item).or_default() += worth;
                    }
                }
                Ballot::Dots(dotted) => {
                    for one in dotted {
                        *points.entry(one.item).or_default() += usize::from(one.dots);
                    }
                }
                Ballot::Rating(rated) => {
                    for one in rated {
                        points.entry(one.item).or_default();
                    }
                }
                Ballot::Consent { objects: false, .. } => consents += 1,
                Ballot::Consent { reason, .. } => {
                    objections.push((mask.byline(self, *person, vote.names), reason.clone()));
                }
            }
        }
        objections.sort_by(|(_, a), (_, b)| a.cmp(b));
        let (ratings, agreed) = (round.ratings(run), round.agreed(run));
        let reasons = round.reasons(run);
        let dots = votes
            .values()
            .any(|vote| matches!(vote.ballot, Ballot::Dots(_)));
        let item = |(entry, points): (Seq, usize)| ItemTally {
            entry,
            words: self.item_words(index, round, entry),
            points,
            dots,
            spread: ratings.get(&entry).map(|points| Spread::of(points)),
            agreed: agreed.contains(&entry),
            reasons: reasons
                .get(&entry)
                .map_or_else(Vec::new, |reasons| self.reason_views(reasons, mask)),
        };
        let mut items: Vec<_> = points.into_iter().map(item).collect();
        let middle = |item: &ItemTally| item.spread.map_or(0.0, |spread| spread.median);
        items.sort_by(|a, b| {
            let by_points = b.points.cmp(&a.points);
            by_points.then(middle(b).total_cmp(&middle(a)))
        });
        let place = votes.values().next().map(|vote| vote.place);
        VoteRound {
            step: place.map_or_else(Clean::default, |place| self.step_name(place)),
            voted: votes.len(),
            items,
            consents,
            objections,
        }
    }

    fn reason_views(
        &self,
        reasons: &[(PersonId, Names, &Score)],
        mask: &Mask,
    ) -> Vec<(Byline, u8, Clean)> {
        let reasons = reasons.iter();
        let mut reasons: Vec<_> = reasons
            .map(|(person, names, one)| {
                let by = mask.byline(self, *person, *names);
                (by, one.points, one.reason.clone())
            })
            .collect();
        // By points, so that the order tells nothing about who they are.
        reasons.sort_by(|(_, a, why), (_, b, other)| b.cmp(a).then(why.cmp(other)));
        reasons
    }

    /// What has come of the votes so far, in words; none where nothing may be seen.
    pub(super) fn outcome(&self, index: usize, round: &Round) -> Option<Clean> {
        let runs = round.deciding_runs();
        let shown = |run: &&usize| round.votes_of(**run).values().all(|vote| vote.revealed);
        let last = *runs.iter().rfind(shown)?;
        let ballot = &round.votes_of(last).into_values().next()?.ballot;
        let said = match ballot {
            Ballot::Ranking(_) | Ballot::Dots(_) => return None,
            Ballot::Consent { .. } => match round.objections(last) {
                0 => "Nobody objects: it goes ahead.".to_owned(),
                1 => "1 person objects.".to_owned(),
                many => format!("{many} people object."),
            },
            Ballot::Rating(_) => {
                let agreed = round.agreed(last);
                let items = agreed
                    .iter()
                    .map(|item| self.item_words(index, round, *item));
                let words: Vec<_> = items.map(|words| format!("“{words}”")).collect();
                let rounds = runs.iter().filter(|run| **run <= last).count();
                match words.as_slice() {
                    [] => format!("No consensus after round {rounds}; that is a result too."),
                    all => format!("Agreed in round {rounds}: {}.", all.join(" · ")),
                }
            }
        };
        Some(Clean::new(&said))
    }

    /// The viewer's own newest vote.
    pub(super) fn my_vote(&self, round: &Round, viewer: Viewer) -> Option<Ballot> {
        let Viewer::Person(person) = viewer else {
            return None;
        };
        let mut votes = round.votes.iter().rev();
        let mine = votes.find(|vote| vote.person == person);
        mine.map(|vote| vote.ballot.clone())
    }

    /// The tally for the facilitator alone, with advice, in a step that shows it to nobody else.
    pub(super) fn private_tally(
        &self,
        index: usize,
        round: &Round,
        viewer: Viewer,
    ) -> (Option<Tally>, Option<Clean>) {
        let asked = self.asked_now().filter(|asked| asked.index == index);
        let shows = asked.is_some_and(|asked| asked.step.shows(See::PrivateTally));
        if viewer != Viewer::Facilitator || !shows {
            return (None, None);
        }
        let Some(asked) = asked else {
            return (None, None);
        };
        let newest: BTreeMap<PersonId, _> = round
            .versions
            .iter()
            .map(|version| (version.person, &version.answer))
            .collect();
        let voted = newest.len();
        let found = tally(&asked.question.prompt.kind, newest.into_values());
        let advice = match &found {
            Some(Tally::Choice(counts)) => {
                let most = counts.iter().max().copied().unwrap_or(0);
                Some(if most * 100 > voted * MOST_AGREE {
                    "More than 70 % chose the same. Hear the few first: ask what the others may have missed."
                } else {
                    "The votes are spread. Let two talk who voted differently, then vote again."
                })
            }
            Some(Tally::Scale(_) | Tally::Rank(_)) => {
                Some("Let two talk who answered differently, then ask again.")
            }
            None => None,
        };
        (found, advice.map(Clean::new))
    }

    /// What the answers of each step add up to, where the rounds are shown side by side.
    pub(super) fn answer_rounds(&self, kind: &Kind, round: &Round) -> Vec<AnswerRound> {
        if !round.rounds_shown {
            return Vec::new();
        }
        let revealed = || round.versions.iter().filter(|version| version.revealed);
        let mut runs: Vec<_> = revealed()
            .map(|version| (version.run, version.place))
            .collect();
        runs.dedup();
        let of = |(run, place): (usize, crate::session::Place)| {
            // Whoever did not answer again stands by what they said.
            let until = revealed().filter(|version| version.run <= run);
            let newest: BTreeMap<PersonId, _> = until
                .map(|version| (version.person, &version.answer))
                .collect();
            Some(AnswerRound {
                step: self.step_name(place),
                tally: tally(kind, newest.into_values())?,
            })
        };
        runs.into_iter().filter_map(of).collect()
    }

    /// Who moved between the first and the last round.
    pub(super) fn moves(&self, kind: &Kind, round: &Round, mask: &Mask) -> Vec<MoveView> {
        if !round.rounds_shown {
            return Vec::new();
        }
        let mut versions = BTreeMap::<PersonId, Vec<&Version>>::new();
        for version in round.versions.iter().filter(|version| version.revealed) {
            versions.entry(version.person).or_default().push(version);
        }
        let mut moves = Vec::new();
        for (person, theirs) in versions {
            if let (Some(first), Some(last)) = (theirs.first(), theirs.last())
                && first.answer.value != last.answer.value
            {
                moves.push(MoveView {
                    by: mask.byline(self, person, last.names),
                    from: said(kind, &first.answer.value),
                    to: said(kind, &last.answer.value),
                    why: last.moved_by.clone(),
                });
            }
        }
        // In the order of people, a pseudonym would be no secret.
        moves.sort_by_key(|moved| match &moved.by {
            Byline::Pseudonym(pseudonym) => pseudonym.clone(),
            Byline::Name(..) | Byline::Group | Byline::Unnamed => Clean::default(),
        });
        moves.extend(self.vote_moves(round, mask));
        moves
    }

    fn vote_moves(&self, round: &Round, mask: &Mask) -> Vec<MoveView> {
        // The newest of each run. Dots are put down and taken up while people talk: no round.
        let mut votes = BTreeMap::<PersonId, BTreeMap<usize, &Vote>>::new();
        let shown = |vote: &&Vote| vote.revealed && !matches!(vote.ballot, Ballot::Dots(_));
        for vote in round.votes.iter().filter(shown) {
            votes.entry(vote.person).or_default().insert(vote.run, vote);
        }
        let index = self
            .rounds
            .iter()
            .position(|known| std::ptr::eq(known, round));
        let words = |ballot: &Ballot| self.ballot_words(index.unwrap_or(0), round, ballot);
        let mut moves = Vec::new();
        for (person, theirs) in votes {
            let Some(last) = theirs.values().next_back() else {
                continue;
            };
            let alike = |vote: &&&Vote| discriminant(&vote.ballot) == discriminant(&last.ballot);
            if let Some(first) = theirs.values().find(alike)
                && first.ballot != last.ballot
            {
                moves.push(MoveView {
                    by: mask.byline(self, person, last.names),
                    from: words(&first.ballot),
                    to: words(&last.ballot),
                    why: Clean::default(),
                });
            }
        }
        moves.sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
        moves
    }

    fn ballot_words(&self, index: usize, round: &Round, ballot: &Ballot) -> Clean {
        let words = |entry: Seq| self.item_words(index, round, entry);
        let said: Vec<String> = match ballot {
            Ballot::Ranking(items) => items.iter().map(|item| words(*item).to_string()).collect(),
            Ballot::Rating(rated) => rated
                .iter()
                .map(|one| format!("{} for “{}”", one.points, words(one.item)))
                .collect(),
            Ballot::Dots(dotted) => dotted
                .iter()
                .map(|one| format!("{} on “{}”", one.dots, words(one.item)))
                .collect(),
            Ballot::Consent { objects: true, .. } => vec!["objects".to_owned()],
            Ballot::Consent { .. } => vec!["consents".to_owned()],
        };
        Clean::line(&said.join(" · "))
    }

    /// Answers that can be seen and were never read aloud, told, or spoken to.
    pub(super) fn unheard(&self, round: &Round) -> Vec<Seq> {
        let revealed = round.versions.iter().filter(|version| version.revealed);
        let newest: BTreeMap<(PersonId, u16), Seq> = revealed
            .map(|version| ((version.person, version.strand), version.entry))
            .collect();
        // A theme that was heard speaks for all that is in it.
        let heard = |entry: &Seq| {
            let theme = round.sorted.get(entry);
            round.read.contains(entry) || theme.is_some_and(|theme| round.read.contains(theme))
        };
        let mut unheard: Vec<_> = newest.into_values().filter(|entry| !heard(entry)).collect();
        unheard.sort_unstable();
        unheard
    }

    /// How many notes have each tag, those with none included.
    pub(super) fn tags(&self, round: &Round) -> Vec<(Tag, usize)> {
        let count = |tag: Tag| {
            round
                .notes
                .iter()
                .filter(|note| note.tag == Some(tag))
                .count()
        };
        Tag::ALL.into_iter().map(|tag| (tag, count(tag))).collect()
    }

    /// Whether dots may be put down in the step that runs.
    pub(super) fn takes_dots(&self) -> bool {
        self.step().is_some_and(|step| {
            step.write == Write::Dots || (step.write == Write::Notes && step.shows(See::Answers))
        })
    }
}
