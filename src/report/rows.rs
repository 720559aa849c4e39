//! What leaves a group, a row a thing said: made from a view for [`crate::session::Viewer::Shared`], or from a
//! report's JSON, of which it takes no more than people agreed to. Lines of JSON, the same bytes
//! every time.

use std::{collections::HashMap, fmt::Write};

use serde::{Deserialize, Serialize};

use super::Said;
use crate::{
    case::Kind,
    id::Seq,
    protocol::RANKED,
    session::{Ballot, Byline, Level, QuestionView, View, VoteView},
    text::Clean,
};

mod from_json;

pub use from_json::{Bad, of_json};

/// The version of these rows.
pub const FORMAT: u32 = 1;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Row {
    /// The session; always the first.
    Session(Head),
    Question(Asked),
    Answer {
        #[serde(flatten)]
        of: Of,
        step: Clean,
        /// Counted from 1.
        version: usize,
        /// The value; of an answer in words that may only be counted, no words.
        value: Said,
        /// Why, as far as it may be told.
        reason: Clean,
    },
    /// What somebody makes of a claim.
    Stance {
        #[serde(flatten)]
        of: Of,
        /// Which claim, counted from 0 through all model answers.
        claim: usize,
        /// `agree`, `extend` or `contest`.
        stance: Clean,
        /// How or why, as far as it may be told.
        text: Clean,
    },
    /// A vote on what the group itself has put forward.
    Vote {
        #[serde(flatten)]
        of: Of,
        step: Clean,
        /// Counted from 1.
        round: usize,
        /// `ranking`, `rating`, `dots` or `consent`.
        ballot: Clean,
        /// What each item got: five points for the first place and one for the fifth, the rating
        /// from 1 to 9, or dots.
        items: Vec<Voted>,
        /// Whether it is an objection, where consent was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        objects: Option<bool>,
        /// Why, as far as it may be told.
        reason: Clean,
    },
    /// A note, a dissent, or one word: nothing that could be counted.
    Words {
        #[serde(flatten)]
        of: Of,
        /// `note`, `dissent` or `word`.
        what: Clean,
        text: Clean,
    },
    /// What somebody will try.
    Commitment {
        #[serde(flatten)]
        of: Of,
        /// What, as far as it may be told.
        what: Clean,
        by_when: Clean,
        /// What it is known by in a later session, where its file tells.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known_by: Option<Clean>,
    },
    /// What came of something that was tried was told.
    Told {
        /// As [`Row::Commitment::known_by`].
        known_by: Clean,
    },
}

fn is_empty(text: &Clean) -> bool {
    text.is_empty()
}

/// What an item got in a vote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Voted {
    /// The key of the row that it is, where that may leave; else a key of no row.
    pub item: Clean,
    pub points: u8,
    /// Why, as far as it may be told.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub reason: Clean,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// [`FORMAT`].
    pub format: u32,
    pub session: Clean,
    /// The last entry that this is made from.
    pub entries: u64,
    pub finished: bool,
    /// Whether its people were asked what may leave. If not, they are counted and not quoted.
    pub asked: bool,
    /// When it was opened, RFC 3339.
    pub opened_at: Clean,
    pub title: Clean,
    /// How many people share nothing.
    pub nothing: usize,
    /// How many texts stay since they name somebody in the room.
    pub named: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    pub question: Clean,
    /// Counted from 1.
    pub number: u32,
    /// The question, in the author's Markdown.
    pub prompt: Clean,
    /// `open`, `choice`, `scale` or `rank`.
    pub form: Clean,
    /// Options, statements or items.
    pub options: Vec<Clean>,
    /// The lowest and the highest point of a scale.
    pub points: Option<(u8, u8)>,
    /// Claims of the author's answers, where they were shown.
    pub claims: Vec<Clean>,
}

/// Whose something is, and how much of it may leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Of {
    /// What the row is known by; the same every time.
    pub key: Clean,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Clean>,
    /// Whose, without telling who: the same in all rows of a session, and another one at each
    /// question where names were hidden.
    pub person: Clean,
    pub level: Level,
    /// The name, where it may be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Clean>,
}

/// Makes names for rows and people that tell nothing to whoever has not the secret.
pub struct Keys<'a> {
    /// The secret of whoever shares.
    pub secret: &'a [u8; 32],
    pub session: &'a str,
    /// What an entry is known by, wherever it stands.
    pub entry: &'a dyn Fn(Seq) -> Clean,
}

impl Keys<'_> {
    fn of(&self, parts: &[&str]) -> Clean {
        let mut text = String::new();
        for part in parts {
            // A length before each: no two lists of parts are one text.
            let _ = write!(text, "{}:{part}", part.len());
        }
        let hash = blake3::keyed_hash(self.secret, text.as_bytes()).to_hex();
        hash.get(..32).unwrap_or_default().into()
    }

    fn row(&self, what: &[&str], question: Option<&str>, by: &Byline, level: Option<Level>) -> Of {
        let session = self.session;
        let label = match by {
            Byline::Name(person, _) => format!("person {}", person.0),
            Byline::Pseudonym(label) => label.to_string(),
            Byline::Group | Byline::Unnamed => String::new(),
        };
        // A pseudonym of a question is one at that question only; it says so by its name.
        let hidden = !label.starts_with("person ");
        let of = question.filter(|_| hidden).unwrap_or_default();
        let person = self.of(&["person", session, &label, of]);
        let mut parts = vec!["row", session, &label];
        parts.extend(what);
        let level = level.unwrap_or_default();
        Of {
            key: self.of(&parts),
            question: question.map(Clean::from),
            person,
            level,
            by: match by {
                Byline::Name(_, name) if level == Level::Named => Some(name.clone()),
                Byline::Name(..) | Byline::Pseudonym(_) | Byline::Group | Byline::Unnamed => None,
            },
        }
    }
}

/// The rows of a view for [`crate::session::Viewer::Shared`].
pub fn of_view(view: &View, keys: &Keys<'_>) -> Vec<Row> {
    let mut rows = vec![Row::Session(Head {
        format: FORMAT,
        session: view.session.clone(),
        entries: view.seq.0,
        finished: view.place == crate::session::Place::Over,
        asked: view.consent.asked,
        opened_at: view.opened_at.to_string().into(),
        title: view.case.title.clone(),
        nothing: view.consent.nothing,
        named: view.consent.named,
    })];
    for question in &view.past {
        asked(question, keys, &mut rows);
    }
    at_large(view, keys, &mut rows);
    rows
}

fn asked(question: &QuestionView, keys: &Keys<'_>, rows: &mut Vec<Row>) {
    let prompt = &question.prompt;
    let id = prompt.id.as_clean().clone();
    let (options, points) = options(&prompt.kind);
    let claims = question.models.iter().flat_map(|model| &model.claims);
    rows.push(Row::Question(Asked {
        question: id.clone(),
        number: prompt.number,
        prompt: prompt.text.clone(),
        form: prompt.kind.word().into(),
        options,
        points,
        claims: claims.cloned().collect(),
    }));
    let mut known = HashMap::new();
    for answer in &question.answers {
        let entry = (keys.entry)(answer.entry);
        let of = keys.row(&[&entry], Some(&id), &answer.by, answer.level);
        known.insert(answer.entry, of.key.clone());
        rows.push(Row::Answer {
            of,
            step: answer.step.clone(),
            version: answer.version,
            value: (&answer.answer.value).into(),
            reason: answer.answer.reason.clone(),
        });
    }
    let before = |model: u8| {
        let models = question.models.iter().take(usize::from(model));
        models.map(|model| model.claims.len()).sum::<usize>()
    };
    for stance in &question.stances {
        let claim = before(stance.model) + usize::from(stance.claim);
        let what = ["stance", &id, &claim.to_string()];
        rows.push(Row::Stance {
            of: keys.row(&what, Some(&id), &stance.by, stance.level),
            claim,
            stance: stance.stance.word().into(),
            text: stance.text.clone(),
        });
    }
    for note in &question.notes {
        let entry = (keys.entry)(note.entry);
        let of = keys.row(&[&entry], Some(&id), &note.by, note.level);
        known.insert(note.entry, of.key.clone());
        rows.push(Row::Words {
            of,
            what: "note".into(),
            text: note.text.clone(),
        });
    }
    votes(question, keys, &known, rows);
}

/// Votes; `known`: the keys of what may leave and is voted on.
fn votes(
    question: &QuestionView,
    keys: &Keys<'_>,
    known: &HashMap<Seq, Clean>,
    rows: &mut Vec<Row>,
) {
    let id = question.prompt.id.as_clean();
    let item = |entry: Seq| match known.get(&entry) {
        Some(key) => key.clone(),
        None => keys.of(&["item", keys.session, &(keys.entry)(entry)]),
    };
    rows.extend(question.votes.iter().map(|vote| {
        let what = ["vote", id, &vote.round.to_string()];
        let of = keys.row(&what, Some(id), &vote.by, vote.level);
        voted(vote, of, &item)
    }));
}

/// The row of a vote. Where the order of the items says nothing, it is that of their keys.
fn voted(vote: &VoteView, of: Of, item: &dyn Fn(Seq) -> Clean) -> Row {
    let got = |entry: Seq, points: u8| Voted {
        item: item(entry),
        points,
        reason: Clean::default(),
    };
    let (ballot, mut items, objects, reason) = match &vote.ballot {
        Ballot::Ranking(items) => {
            let worth = |at: usize| u8::try_from(RANKED.saturating_sub(at)).unwrap_or_default();
            let items = items.iter().enumerate();
            let items = items.map(|(at, item)| got(*item, worth(at)));
            ("ranking", items.collect(), None, Clean::default())
        }
        Ballot::Rating(rated) => {
            let items = rated.iter().map(|one| Voted {
                reason: one.reason.clone(),
                ..got(one.item, one.points)
            });
            ("rating", items.collect(), None, Clean::default())
        }
        Ballot::Dots(dotted) => {
            let items = dotted.iter().map(|one| got(one.item, one.dots));
            ("dots", items.collect(), None, Clean::default())
        }
        Ballot::Consent { objects, reason } => {
            ("consent", Vec::new(), Some(*objects), reason.clone())
        }
    };
    items.sort_by(|a: &Voted, b| b.points.cmp(&a.points).then_with(|| a.item.cmp(&b.item)));
    Row::Vote {
        of,
        step: vote.step.clone(),
        round: vote.round,
        ballot: ballot.into(),
        items,
        objects,
        reason,
    }
}

fn at_large(view: &View, keys: &Keys<'_>, rows: &mut Vec<Row>) {
    for one in &view.dissents {
        let entry = (keys.entry)(one.entry);
        rows.push(Row::Words {
            of: keys.row(&[&entry], None, &one.by, one.level),
            what: "dissent".into(),
            text: one.text.clone(),
        });
    }
    for one in &view.commitments {
        let entry = (keys.entry)(one.entry);
        rows.push(Row::Commitment {
            of: keys.row(&[&entry], None, &one.by, one.level),
            what: one.commitment.what.clone(),
            by_when: one.commitment.by_when.clone(),
            known_by: None,
        });
    }
    for one in &view.words {
        rows.push(Row::Words {
            of: keys.row(&["word"], None, &one.by, one.level),
            what: "word".into(),
            text: one.word.clone(),
        });
    }
}

fn options(kind: &Kind) -> (Vec<Clean>, Option<(u8, u8)>) {
    let scale = match kind {
        Kind::Scale(scale) => Some((scale.low, scale.high)),
        Kind::Open
        | Kind::Choice { .. }
        | Kind::Rank { .. }
        | Kind::Number { .. }
        | Kind::Items { .. } => None,
    };
    (kind.listed().to_vec(), scale)
}

/// How each line ends: 128 bits of BLAKE3 over all before.
const END: &str = ",\"h\":\"";

/// The rows as lines of JSON, each with a sum over its bytes.
pub fn write(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let line = serde_json::to_string(row).expect("a row holds nothing that JSON cannot");
        let open = line.strip_suffix('}').unwrap_or(&line);
        text.push_str(open);
        text.push_str(END);
        text.push_str(&sum(open));
        text.push_str("\"}\n");
    }
    text
}

fn sum(line: &str) -> String {
    let hash = blake3::hash(line.as_bytes()).to_hex();
    hash.get(..32).unwrap_or_default().into()
}

/// Reads rows that [`write()`] wrote.
pub fn read(text: &str) -> Result<Vec<Row>, Bad> {
    let mut rows = Vec::new();
    for (line, at) in text.lines().zip(1..) {
        let (open, hash) = line.rsplit_once(END).ok_or(Bad::Foreign)?;
        if hash.strip_suffix("\"}") != Some(&sum(open)) {
            return Err(Bad::Damaged(Some(at)));
        }
        let row = serde_json::from_str(&format!("{open}}}")).map_err(|_| Bad::Newer)?;
        if matches!(&row, Row::Session(head) if head.format > FORMAT) {
            return Err(Bad::Newer);
        }
        if (at == 1) != matches!(row, Row::Session(_)) {
            return Err(Bad::Damaged(Some(at)));
        }
        rows.push(row);
    }
    match rows.is_empty() {
        true => Err(Bad::Foreign),
        false => Ok(rows),
    }
}
