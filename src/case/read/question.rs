//! A question while it is read: its prompt, its kind, and what is kept back.

use super::{
    Guess,
    answer::{Claim, unmarked},
    block::{Item, Raw, Shape, blocks},
    build::own_title,
    html::{self, Bit},
    settings, time,
};
use crate::{
    case::{
        Aside, Block, ModelAnswer,
        flaw::Flaw,
        vocabulary::{self, Word},
    },
    text::Clean,
};
pub(super) use field::{follows_anywhere, is_field};
use field::{is_tag, names_one, takes};
use mark::{
    answer_at_end, asks, counted_answer, id_at_end, lettered, lettered_option, most_at_end, option,
    set_off_option, unbold, without_bold_lines,
};

mod field;
pub(super) mod kind;
mod list;
pub(super) mod mark;

/// A question while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The author's number.
    pub(super) number: Option<u64>,
    pub(super) id: Option<String>,
    pub(super) text: String,
    pub(super) body: Vec<Block>,
    pub(super) options: Vec<(Clean, bool)>,
    /// Those in bold letters, counted from 0, and their lines.
    bold: Vec<(usize, u32)>,
    /// Several options may be picked.
    pub(super) any: bool,
    pub(super) most: Option<u8>,
    pub(super) scale: Option<kind::Scale>,
    pub(super) statements: Vec<Clean>,
    pub(super) items: Option<Vec<Clean>>,
    /// The items are answered one by one, and not ranked.
    pub(super) basket: bool,
    /// What `Number:` says, and its line.
    pub(super) figure: Option<(String, u32)>,
    pub(super) seconds: Option<u32>,
    /// What it stands on, as it is written, and the line.
    pub(super) builds_on: Option<(String, u32)>,
    pub(super) aside: Aside,
    /// What its answers say, and on which lines.
    pub(super) claimed: Vec<Claim>,
    pub(super) line: u32,
    pub(super) hidden: Vec<(&'static str, u32, u32)>,
    pub(super) flaws: Vec<Flaw>,
    pub(super) guesses: Vec<Guess>,
    pub(super) said_again: Vec<(u32, u32)>,
    /// It is asked in a form of our own format.
    pub(super) own: bool,
    field: Field,
}

/// What the next block belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Field {
    #[default]
    Body,
    Claims,
    Hints,
    FollowUps,
    ListenFor,
    Rehearsal,
    Notes,
    Items,
    Statements,
}

/// A labelled line, and the lines that go on with it.
struct Labelled {
    word: Word,
    text: String,
    from: u32,
    to: u32,
}

impl Draft {
    /// A question from the line that asks it.
    pub(super) fn asked(text: &str, id: Option<String>, line: u32) -> Self {
        let mut draft = Self {
            id,
            line,
            ..Self::default()
        };
        draft.prompt(text);
        draft
    }

    /// A question from an item of a list.
    pub(super) fn item(item: &Item, number: Option<u64>) -> Self {
        let piece = item.piece();
        let mut draft = Self {
            line: item.from(),
            number,
            ..Self::default()
        };
        for raw in &blocks(&piece) {
            draft.take(raw);
        }
        draft
    }

    /// The same, asked in a form of our own format or not.
    pub(super) fn owned(mut self, own: bool) -> Self {
        self.own = own;
        self
    }

    /// Takes the question's own words: id, time, number of picks and a short answer stand at
    /// their end.
    fn prompt(&mut self, text: &str) {
        let mut text = unbold(text);
        loop {
            let before = text;
            if let Some((rest, id)) = id_at_end(text) {
                self.id = Some(id);
                text = rest;
            }
            let (rest, seconds) = time::split_end(text);
            self.seconds = seconds.or(self.seconds);
            text = rest;
            if let Some((rest, most)) = most_at_end(text) {
                self.most = Some(most);
                text = rest;
            }
            if let Some((rest, answer)) = answer_at_end(text) {
                self.expect_model(None);
                self.claim(answer, self.line, self.line);
                self.field = Field::Body;
                text = rest;
            }
            if text == before {
                break;
            }
        }
        text.clone_into(&mut self.text);
    }

    /// Takes a block that stands under the question.
    pub(super) fn take(&mut self, raw: &Raw<'_>) {
        match &raw.shape {
            Shape::Paragraph => self.paragraph(raw),
            Shape::List { items, .. } => self.list(raw, items),
            Shape::Html => self.html(raw),
            Shape::Rule => {}
            Shape::Quoted if self.text.is_empty() && self.field == Field::Body => {
                raw.text.clone_into(&mut self.text);
            }
            Shape::Quoted => self.put(raw.text, raw.from(), raw.to()),
            Shape::Quote if self.quoted_field(raw) => {}
            Shape::Heading { .. } | Shape::Quote | Shape::Table | Shape::Code => {
                self.put(raw.text, raw.from(), raw.to());
            }
        }
    }

    /// `> Hint: text`.
    fn quoted_field(&mut self, raw: &Raw<'_>) -> bool {
        let lines = raw.text.lines();
        let bare = lines.map(|line| line.trim_start_matches(['>', ' ']));
        let text = bare.collect::<Vec<_>>().join("\n");
        let field = vocabulary::label_below(&text).is_some_and(|(word, _)| is_field(word));
        if field {
            self.paragraph(&Raw {
                shape: Shape::Paragraph,
                text: &text,
                lines: raw.lines,
            });
        }
        field
    }

    fn html(&mut self, raw: &Raw<'_>) {
        for bit in html::bits(raw) {
            match bit {
                Bit::Open { summary, line } => self.open_details(&summary, line),
                Bit::Close { .. } => self.expect_body(),
                Bit::Text(piece) | Bit::Heading(piece) => {
                    for raw in &blocks(&piece) {
                        match raw.shape {
                            // What is still a tag after all tags are gone is text.
                            Shape::Html => self.put(raw.text, raw.from(), raw.to()),
                            _ => self.take(raw),
                        }
                    }
                }
            }
        }
    }

    /// `<details>`: a hidden block named by its summary.
    pub(super) fn open_details(&mut self, summary: &str, line: u32) {
        let word = vocabulary::of_heading(summary);
        if !word.is_some_and(|word| self.open_field(word, summary, line)) {
            self.expect_model(Some(summary));
            self.hidden.push(("model answer", line, line));
            self.guesses.push(Guess {
                line,
                rule: "details",
                said: format!("“{summary}” is folded away, so it is kept back as a model answer")
                    .into(),
            });
        }
    }

    /// What follows belongs to the field that a word names. False where it names none.
    pub(super) fn open_field(&mut self, word: Word, title: &str, line: u32) -> bool {
        let (field, what) = match word {
            Word::Answers => {
                self.expect_model(own_title(title));
                (Field::Claims, "model answer")
            }
            Word::Hint => (Field::Hints, "hint"),
            Word::FollowUp => (Field::FollowUps, "follow-up"),
            Word::ListenFor => (Field::ListenFor, "listen for"),
            Word::Rehearsal => (Field::Rehearsal, "rehearsal"),
            Word::Facilitator => (Field::Notes, "facilitator note"),
            _ => return false,
        };
        self.field = field;
        self.hidden.push((what, line, line));
        true
    }

    /// Whether a label announced an answer of which nothing was said yet.
    pub(super) fn awaits_claims(&self) -> bool {
        let last = self.aside.models.last();
        self.field == Field::Claims && last.is_some_and(|model| model.claims.is_empty())
    }

    pub(super) fn expect_model(&mut self, title: Option<&str>) {
        self.aside.models.push(ModelAnswer {
            title: title.map(Clean::line),
            claims: Vec::new(),
        });
        self.field = Field::Claims;
    }

    /// Whether an answer was announced that did not come; it is expected no longer.
    pub(super) fn waits_for_a_claim(&mut self) -> bool {
        let models = &mut self.aside.models;
        let waits = models.last().is_some_and(|model| model.claims.is_empty());
        if waits && self.field == Field::Claims {
            models.pop();
            self.field = Field::Body;
            return true;
        }
        false
    }

    /// What follows is text again.
    pub(super) fn expect_body(&mut self) {
        self.field = Field::Body;
    }

    fn paragraph(&mut self, raw: &Raw<'_>) {
        if self.spread_option(raw) {
            return;
        }
        let mut loose = (Vec::new(), raw.from(), raw.to());
        let mut open: Option<Labelled> = None;
        // What asks by itself is a point to cover, not an option.
        let asking = |line: &str| lettered_option(line).is_some_and(|(text, _)| asks(text));
        // One that is marked right tells that all are options, whatever they say.
        let marked = |line: &str| lettered_option(line).is_some_and(|(_, right)| right);
        let letters = lettered(&without_bold_lines(raw.text))
            && (raw.text.lines().any(marked) || !raw.text.lines().any(asking));
        for (line, number) in raw.text.lines().zip(raw.lines.iter().copied()) {
            let labelled = vocabulary::label_below(line)
                .filter(|(word, rest)| is_field(*word) || names_one(*word, rest));
            let counted = || counted_answer(line).map(|(_, text)| (Word::Answers, text));
            let labelled = labelled.or_else(counted);
            let labelled = labelled.filter(|_| !(letters && set_off_option(line).is_some()));
            let choice = letters
                .then(|| set_off_option(line))
                .flatten()
                .map(|(text, right, bold)| (Clean::line(text), right, bold))
                .or_else(|| {
                    option(line.trim_start()).map(|choice| (choice.text, choice.right, false))
                });
            if let Some((word, rest)) = labelled {
                self.close(open.take());
                self.loose(&mut loose);
                open = Some(Labelled {
                    word,
                    text: rest.to_owned(),
                    from: number,
                    to: number,
                });
            } else if let Some(open) = &mut open {
                open.text.push('\n');
                open.text.push_str(line);
                open.to = number;
            } else if let Some((text, right, bold)) = choice.filter(|_| self.field == Field::Body) {
                self.loose(&mut loose);
                self.any |= line.trim_start().starts_with('[');
                self.set_off(bold, number);
                self.push_option(text, right, number);
            } else {
                if loose.0.is_empty() {
                    loose.1 = number;
                }
                loose.0.push(line);
                loose.2 = number;
            }
        }
        self.close(open);
        self.loose(&mut loose);
    }

    /// Takes an option that is known to be one.
    pub(super) fn take_option(&mut self, text: &str, right: bool, any: bool, line: u32) {
        self.field = Field::Body;
        self.any |= any;
        self.push_option(Clean::new(text), right, line);
    }

    fn push_option(&mut self, text: Clean, right: bool, line: u32) {
        if right {
            self.hidden.push(("right option", line, line));
        }
        self.options.push((text, right));
    }

    /// Lines without a label: the prompt where there is none yet, else what is expected.
    fn loose(&mut self, (lines, from, to): &mut (Vec<&str>, u32, u32)) {
        if lines.is_empty() {
            return;
        }
        let text = std::mem::take(lines).join("\n");
        // Below a heading that asks nothing, what asks is the question, whatever was noted before.
        let asked = || asks(&self.text) || self.body.iter().any(|block| asks(&block.text));
        if self.field == Field::Notes && asks(&text) && !asked() {
            self.field = Field::Body;
        }
        if self.text.is_empty() && self.field == Field::Body {
            self.prompt(&text);
        } else {
            self.put(&text, *from, *to);
        }
    }

    /// Puts a text where what follows belongs.
    fn put(&mut self, text: &str, from: u32, to: u32) {
        let clean = || Clean::new(text.trim());
        let what = match self.field {
            Field::Body | Field::Items | Field::Statements => return self.body(text, from),
            Field::Claims => return self.claim(text, from, to),
            Field::Hints => {
                self.aside.hints.push(clean());
                "hint"
            }
            Field::FollowUps => {
                self.aside.follow_ups.push(clean());
                "follow-up"
            }
            Field::ListenFor => {
                self.aside.listen_for.push(clean());
                "listen for"
            }
            Field::Rehearsal => {
                self.aside.rehearsal.push(Clean::line(text.trim()));
                "rehearsal"
            }
            Field::Notes => {
                self.aside.notes.push(clean());
                "facilitator note"
            }
        };
        self.hidden.push((what, from, to));
    }

    fn close(&mut self, labelled: Option<Labelled>) {
        let Some(Labelled {
            word,
            text,
            from,
            to,
        }) = labelled.filter(|one| !field::says_again(self, one))
        else {
            return;
        };
        let empty = text.trim().is_empty();
        match word {
            Word::Prompt => {
                self.field = Field::Body;
                if self.text.is_empty() {
                    self.prompt(&text);
                } else if !empty {
                    self.body(&text, from);
                }
            }
            Word::Time => {
                self.field = Field::Body;
                self.seconds = time::of(&text).or(self.seconds);
                if time::of(&text).is_none() {
                    self.flaws.push(settings::unread_time(from, &text));
                    self.body(&text, from);
                }
            }
            Word::Scale => {
                self.scale = kind::scale(&text);
                if self.scale.is_none() {
                    self.flaws.push(kind::unread_scale(from));
                    self.body(&format!("Scale: {text}"), from);
                }
                self.field = Field::Statements;
            }
            Word::Rank | Word::InBasket => {
                self.items.get_or_insert_default();
                self.basket |= word == Word::InBasket;
                if !empty {
                    self.body(&text, from);
                }
                self.field = Field::Items;
            }
            word if takes(self, word, &text, (from, to)) => {}
            word => {
                self.open_field(word, "", from);
                if !empty {
                    self.put(&text, from, to);
                }
                // An answer and a note go on; of the others, and of a tag such as "Level: easy",
                // only what introduces a list.
                let tag = self.field == Field::Notes && is_tag(&text);
                let ends = tag || !matches!(self.field, Field::Claims | Field::Notes);
                if ends && !empty && !text.trim_end().ends_with([':', '：']) {
                    self.field = Field::Body;
                }
            }
        }
    }

    pub(super) fn claim(&mut self, text: &str, from: u32, to: u32) {
        if self.aside.models.is_empty() {
            self.expect_model(None);
        }
        let claim = Clean::new(unmarked(text).trim());
        if let Some(model) = self.aside.models.last_mut() {
            model.claims.push(claim.clone());
        }
        self.claimed.push((claim, from));
        self.hidden.push(("model answer", from, to));
    }

    /// A claim that was given to this question: it comes before what stands below it.
    pub(super) fn given(&mut self, text: &str, from: u32, to: u32) {
        let below = |claim: &Clean| {
            let mut known = self.claimed.iter().filter(|(known, _)| known == claim);
            known.next().is_some_and(|(_, line)| *line > from)
        };
        let mut models = self.aside.models.iter().enumerate();
        let before =
            models.find_map(|(nth, model)| Some((nth, model.claims.iter().position(below)?)));
        let Some((nth, at)) = before else {
            return self.claim(text, from, to);
        };
        let claim = Clean::new(text.trim());
        if let Some(model) = self.aside.models.get_mut(nth) {
            model.claims.insert(at, claim.clone());
        }
        self.claimed.push((claim, from));
        self.hidden.push(("model answer", from, to));
    }

    pub(super) fn hint(&mut self, text: &str, from: u32, to: u32) {
        self.aside.hints.push(Clean::new(text.trim()));
        self.hidden.push(("hint", from, to));
    }

    pub(super) fn note(&mut self, text: &str, from: u32, to: u32) {
        self.aside.notes.push(Clean::new(text.trim()));
        self.hidden.push(("facilitator note", from, to));
    }

    fn body(&mut self, text: &str, line: u32) {
        self.body.push(Block {
            text: Clean::new(text.trim_end()),
            number: None,
            line,
        });
    }
}
