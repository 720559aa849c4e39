//! Rows from the JSON of a report: no more of it than people agreed to.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Deserialize;

use super::{Asked, FORMAT, Head, Of, Row};
use crate::{
    report::{self, Said},
    session::{FEWEST_SHARED, Level, names_somebody},
    text::{Clean, folded},
};

/// Why a file cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// It is no report of this program.
    Foreign,
    /// A newer version of this program made it.
    Newer,
    /// It is not what was written; where a line tells, at that one.
    Damaged(Option<usize>),
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("it is no session, report or shared file of Roundtable"),
            Self::Newer => {
                f.write_str("a newer version of Roundtable made it: update to compare it")
            }
            Self::Damaged(None) => f.write_str("it is damaged: make the report once more"),
            Self::Damaged(Some(line)) => {
                write!(f, "its line {line} is damaged: ask for the file once more")
            }
        }
    }
}

/// What is read of a report; all else in it is nobody's business here.
#[derive(Deserialize)]
struct Sheet {
    format: u32,
    session: Clean,
    #[serde(default)]
    session_id: Clean,
    #[serde(default)]
    entries: u64,
    #[serde(default)]
    consent_asked: bool,
    opened_at: Clean,
    finished: bool,
    case: Case,
    people: Vec<Person>,
    questions: Vec<Question>,
    commitments: Vec<Commitment>,
    #[serde(default)]
    learned: Vec<Learned>,
}

#[derive(Deserialize)]
struct Case {
    title: Clean,
}

#[derive(Deserialize)]
struct Person {
    name: Clean,
}

#[derive(Deserialize)]
struct Question {
    number: u32,
    id: Clean,
    kind: Clean,
    prompt: Clean,
    options: Vec<Clean>,
    scale: Option<Scale>,
    answers: Vec<Given>,
    model_answers: Vec<Model>,
    notes: Vec<Note>,
}

#[derive(Deserialize)]
struct Scale {
    low: u8,
    high: u8,
}

#[derive(Deserialize)]
struct Given {
    by: Clean,
    pseudonym: bool,
    version: usize,
    step: Clean,
    value: Said,
    reason: Clean,
    #[serde(default)]
    level: Option<Level>,
}

#[derive(Deserialize)]
struct Model {
    claims: Vec<Claim>,
}

#[derive(Deserialize)]
struct Claim {
    text: Clean,
    stances: Vec<Taken>,
}

#[derive(Deserialize)]
struct Taken {
    by: Clean,
    stance: Clean,
    text: Clean,
    #[serde(default)]
    level: Option<Level>,
}

#[derive(Deserialize)]
struct Note {
    by: Option<Clean>,
    text: Clean,
    #[serde(default)]
    level: Option<Level>,
}

#[derive(Deserialize)]
struct Commitment {
    by: Option<Clean>,
    what: Clean,
    by_when: Clean,
    #[serde(default)]
    level: Option<Level>,
}

#[derive(Deserialize)]
struct Learned {
    who: Clean,
    what: Clean,
}

/// The rows of a report that was written as JSON.
pub fn of_json(text: &str) -> Result<Vec<Row>, Bad> {
    let sheet = serde_json::from_str::<Sheet>(text).map_err(|error| why_not(text, &error))?;
    if sheet.format > report::FORMAT {
        return Err(Bad::Newer);
    }
    let mut hand = Hand {
        names: sheet
            .people
            .iter()
            .map(|person| person.name.clone())
            .collect(),
        asked: sheet.consent_asked,
        rows: Vec::new(),
        nothing: BTreeSet::new(),
        named: 0,
    };
    for question in &sheet.questions {
        hand.question(question);
    }
    for one in &sheet.commitments {
        hand.commitment(one);
    }
    let told = sheet.learned.iter().map(|one| Row::Told {
        known_by: known_by(&one.who, &one.what).into(),
    });
    hand.rows.extend(told);
    let own = format!("{} {}", sheet.session, sheet.opened_at);
    let head = Head {
        format: FORMAT,
        // A report of before had no number of its session's own.
        session: match sheet.session_id.is_empty() {
            true => Clean::line(&own),
            false => sheet.session_id,
        },
        entries: sheet.entries,
        finished: sheet.finished,
        asked: sheet.consent_asked,
        opened_at: sheet.opened_at.clone(),
        title: sheet.case.title,
        nothing: hand.nothing.len(),
        named: hand.named,
    };
    hand.rows.insert(0, Row::Session(head));
    Ok(hand.rows)
}

fn why_not(text: &str, error: &serde_json::Error) -> Bad {
    #[derive(Deserialize)]
    struct Any {
        format: Option<u32>,
        questions: Option<serde::de::IgnoredAny>,
    }
    if error.is_syntax() || error.is_eof() {
        let begins = text.trim_start().starts_with('{') && text.contains("\"opened_at\"");
        return if begins {
            Bad::Damaged(None)
        } else {
            Bad::Foreign
        };
    }
    let any = serde_json::from_str::<Any>(text).ok();
    let ours = any
        .filter(|any| any.questions.is_some())
        .and_then(|any| any.format);
    match ours {
        Some(format) if format > report::FORMAT => Bad::Newer,
        Some(_) => Bad::Damaged(None),
        None => Bad::Foreign,
    }
}

/// What a commitment is known by in a later session of the same people.
fn known_by(who: &str, what: &str) -> String {
    format!("{}\u{0}{}", folded(who), folded(what))
}

struct Hand {
    names: Vec<Clean>,
    asked: bool,
    rows: Vec<Row>,
    nothing: BTreeSet<Clean>,
    named: usize,
}

impl Hand {
    /// How much may leave; none where nothing may. Who was never asked is counted.
    fn level(&mut self, by: &Clean, level: Option<Level>) -> Option<Level> {
        let level = match level {
            Some(level) => level,
            None if self.asked => Level::Nothing,
            None => Level::Counted,
        };
        if level == Level::Nothing {
            self.nothing.insert(by.clone());
            return None;
        }
        Some(level)
    }

    fn text(&mut self, text: &Clean, level: Level, by: &Clean, enough: bool) -> Clean {
        let may = level == Level::Named || (level == Level::Words && enough);
        if !may || text.is_empty() {
            return Clean::default();
        }
        let others = self
            .names
            .iter()
            .filter(|name| level != Level::Named || *name != by);
        if names_somebody(text, others.map(Clean::as_str)) {
            self.named += 1;
            return Clean::default();
        }
        text.clone()
    }

    fn of(&self, question: Option<&Clean>, by: &Clean, level: Level, pseudonym: bool) -> Of {
        let asked = question
            .filter(|_| pseudonym)
            .map_or("", |question| question);
        Of {
            key: self.rows.len().to_string().into(),
            question: question.cloned(),
            // A length before: no two of them are one text.
            person: format!("{}:{by}{asked}", by.len()).into(),
            level,
            by: (level == Level::Named && !pseudonym).then(|| by.clone()),
        }
    }

    fn question(&mut self, question: &Question) {
        let claims = || {
            question
                .model_answers
                .iter()
                .flat_map(|model| &model.claims)
        };
        self.rows.push(Row::Question(Asked {
            question: question.id.clone(),
            number: question.number,
            prompt: question.prompt.clone(),
            form: question.kind.clone(),
            options: question.options.clone(),
            points: question.scale.as_ref().map(|scale| (scale.low, scale.high)),
            claims: claims().map(|claim| claim.text.clone()).collect(),
        }));
        let writers: BTreeMap<&Clean, bool> = question
            .answers
            .iter()
            .map(|given| (&given.by, given.pseudonym))
            .collect();
        let enough = writers.len() >= FEWEST_SHARED;
        let hidden = |by: &Clean| writers.get(by).copied().unwrap_or_default();
        for given in &question.answers {
            if let Some(level) = self.level(&given.by, given.level) {
                let value = match &given.value {
                    Said::Text(text) => Said::Text(self.text(text, level, &given.by, enough)),
                    Said::Parts(parts) => {
                        let parts = parts.iter();
                        let parts = parts.map(|part| self.text(part, level, &given.by, enough));
                        Said::Parts(parts.collect())
                    }
                    numbers @ Said::Numbers(_) => numbers.clone(),
                };
                let row = Row::Answer {
                    of: self.of(Some(&question.id), &given.by, level, given.pseudonym),
                    step: given.step.clone(),
                    version: given.version,
                    value,
                    reason: self.text(&given.reason, level, &given.by, enough),
                };
                self.rows.push(row);
            }
        }
        for (at, claim) in claims().enumerate() {
            for taken in &claim.stances {
                if let Some(level) = self.level(&taken.by, taken.level) {
                    let row = Row::Stance {
                        of: self.of(Some(&question.id), &taken.by, level, hidden(&taken.by)),
                        claim: at,
                        stance: taken.stance.clone(),
                        text: self.text(&taken.text, level, &taken.by, enough),
                    };
                    self.rows.push(row);
                }
            }
        }
        self.notes(question, enough);
    }

    fn notes(&mut self, question: &Question, enough: bool) {
        for note in &question.notes {
            let by = note.by.clone().unwrap_or_default();
            let level = note.level.unwrap_or_default();
            let text = self.text(&note.text, level, &by, enough);
            if !text.is_empty() {
                let row = Row::Words {
                    of: self.of(Some(&question.id), &by, level, false),
                    what: "note".into(),
                    text,
                };
                self.rows.push(row);
            }
        }
    }

    fn commitment(&mut self, one: &Commitment) {
        let by = one.by.clone().unwrap_or_else(|| Clean::new("The group"));
        let Some(level) = self.level(&by, one.level) else {
            return;
        };
        let enough = self.names.len() >= FEWEST_SHARED;
        let row = Row::Commitment {
            of: self.of(None, &by, level, false),
            what: self.text(&one.what, level, &by, enough),
            by_when: self.text(&one.by_when, level, &by, enough),
            known_by: Some(known_by(&by, &one.what).into()),
        };
        self.rows.push(row);
    }
}
