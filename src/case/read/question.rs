//! A question while it is read: its prompt, its kind, and what is kept back.

use super::{
    block::{Raw, Shape, blocks, blocks_of},
    settings, time,
};
use crate::{
    case::{
        Aside, Block, Kind, ModelAnswer,
        vocabulary::{self, TO, UP_TO, Word},
    },
    text::Clean,
};

/// A question while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The author's number.
    pub(super) number: Option<u64>,
    pub(super) id: Option<String>,
    pub(super) text: String,
    pub(super) body: Vec<Block>,
    pub(super) options: Vec<(Clean, bool)>,
    pub(super) any: bool,
    pub(super) most: Option<u8>,
    pub(super) scale: Option<(u32, u32, Clean, Clean)>,
    pub(super) statements: Vec<Clean>,
    pub(super) items: Option<Vec<Clean>>,
    pub(super) seconds: Option<u32>,
    pub(super) aside: Aside,
    pub(super) line: u32,
    pub(super) hidden: Vec<(&'static str, u32, u32)>,
    field: Field,
}

/// What the next block belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Field {
    #[default]
    Body,
    Claims,
    FollowUps,
    Items,
    Statements,
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
    pub(super) fn item(text: &str, number: Option<u64>, line: u32) -> Self {
        let piece = blocks_of(text, line);
        let mut draft = Self {
            line,
            number,
            ..Self::default()
        };
        for raw in &blocks(&piece) {
            draft.take(raw);
        }
        draft
    }

    /// Takes the question's own words: id, time and number of picks stand at their end.
    fn prompt(&mut self, text: &str) {
        let mut text = text.trim();
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
            _ if self.field == Field::Claims => self.claim(raw.text, raw.from, raw.to),
            Shape::Rule => {}
            _ => self.body(raw.text, raw.from),
        }
    }

    /// What follows belongs to the model answer.
    pub(super) fn expect_model(&mut self, title: Option<&str>) {
        self.aside.models.push(ModelAnswer {
            title: title.map(Clean::line),
            claims: Vec::new(),
        });
        self.field = Field::Claims;
    }

    /// What follows is text again.
    pub(super) fn expect_body(&mut self) {
        self.field = Field::Body;
    }

    fn paragraph(&mut self, raw: &Raw<'_>) {
        let mut loose: Vec<&str> = Vec::new();
        let mut open: Option<(Word, String, u32)> = None;
        let mut start = raw.from;
        let options = lettered(raw.text);
        for (at, line) in raw.text.lines().enumerate() {
            let number = raw.from + at as u32;
            let labelled = vocabulary::label(line).filter(|(word, _)| is_field(*word));
            if let Some((word, rest)) = labelled {
                self.close(open.take(), number.saturating_sub(1));
                self.loose(&std::mem::take(&mut loose), start, number.saturating_sub(1));
                open = Some((word, rest.to_owned(), number));
            } else if let Some((_, text, _)) = &mut open {
                text.push('\n');
                text.push_str(line);
            } else if options && let Some((option, right)) = lettered_option(line) {
                self.loose(&std::mem::take(&mut loose), start, number);
                self.options.push((Clean::line(option), right));
            } else {
                if loose.is_empty() {
                    start = number;
                }
                loose.push(line);
            }
        }
        self.close(open, raw.to);
        self.loose(&loose, start, raw.to);
    }

    /// Lines without a label: the prompt where there is none yet, else what is expected.
    fn loose(&mut self, lines: &[&str], from: u32, to: u32) {
        if lines.is_empty() {
            return;
        }
        let text = lines.join("\n");
        if self.text.is_empty() {
            self.prompt(&text);
        } else if self.field == Field::Claims {
            self.claim(&text, from, to);
        } else {
            self.body(&text, from);
        }
    }

    fn close(&mut self, field: Option<(Word, String, u32)>, to: u32) {
        let Some((word, text, from)) = field else {
            return;
        };
        let clean = Clean::new(text.trim());
        let empty = clean.is_empty();
        self.field = Field::Body;
        match word {
            Word::Hint => {
                self.aside.hints.push(clean);
                self.hidden.push(("hint", from, to));
            }
            Word::FollowUp if empty => self.field = Field::FollowUps,
            Word::FollowUp => self.aside.follow_ups.push(clean),
            Word::ListenFor => {
                self.aside.listen_for.push(clean);
                self.hidden.push(("listen for", from, to));
            }
            Word::Facilitator => {
                self.aside.notes.push(clean);
                self.hidden.push(("facilitator note", from, to));
            }
            Word::Time => self.seconds = time::of(&text).or(self.seconds),
            Word::Scale => {
                self.scale = scale(&text);
                self.field = Field::Statements;
            }
            Word::Rank => {
                self.items = Some(Vec::new());
                self.field = Field::Items;
                if !empty {
                    self.body(&text, from);
                }
            }
            _ => {
                self.expect_model(None);
                if empty {
                    self.hidden.push(("model answer", from, to));
                } else {
                    self.claim(&text, from, to);
                }
            }
        }
    }

    fn list(&mut self, raw: &Raw<'_>, items: &[(String, u32)]) {
        let texts = || items.iter().map(|(text, _)| Clean::new(text));
        let options: Vec<_> = items.iter().filter_map(|(text, _)| option(text)).collect();
        match self.field {
            Field::Claims => {
                for (at, (text, from)) in items.iter().enumerate() {
                    let next = items
                        .get(at + 1)
                        .map_or(raw.to, |(_, next)| next.saturating_sub(1));
                    self.claim(text, *from, next.max(*from));
                }
                return;
            }
            Field::FollowUps => self.aside.follow_ups.extend(texts()),
            Field::Items => self.items.get_or_insert_default().extend(texts()),
            Field::Statements => self.statements.extend(texts()),
            Field::Body if self.text.is_empty() => {
                // A question that is nothing but a list: its first item asks.
                for (text, _) in items {
                    self.loose(&[text.as_str()], raw.from, raw.to);
                }
            }
            Field::Body if options.is_empty() => self.body(raw.text, raw.from),
            Field::Body => {
                self.any |= options.iter().any(|option| option.any);
                let with_right = options.iter().any(|option| option.right);
                if with_right {
                    self.hidden.push(("right option", raw.from, raw.to));
                }
                self.options.extend(
                    options
                        .into_iter()
                        .map(|option| (option.text, option.right)),
                );
                for (text, line) in items.iter().filter(|(text, _)| option(text).is_none()) {
                    self.body(text, *line);
                }
            }
        }
        self.field = Field::Body;
    }

    fn claim(&mut self, text: &str, from: u32, to: u32) {
        if self.aside.models.is_empty() {
            self.expect_model(None);
        }
        if let Some(model) = self.aside.models.last_mut() {
            model.claims.push(Clean::new(text.trim()));
        }
        self.hidden.push(("model answer", from, to));
    }

    fn body(&mut self, text: &str, line: u32) {
        self.body.push(Block {
            text: Clean::new(text.trim_end()),
            number: None,
            line,
        });
    }

    /// What an answer is made of. What no kind needs becomes text under the question.
    pub(super) fn kind(&mut self) -> Kind {
        let many = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
        let clip = |texts: &[Clean]| texts.iter().take(usize::from(u8::MAX)).cloned().collect();
        if self.options.len() > 1 {
            self.options.truncate(usize::from(u8::MAX));
            let right = self
                .options
                .iter()
                .enumerate()
                .filter(|(_, (_, right))| *right);
            self.aside.right = right.map(|(at, _)| many(at)).collect();
            let all = many(self.options.len());
            let most = if self.any { all } else { 1 };
            return Kind::Choice {
                options: self.options.iter().map(|(text, _)| text.clone()).collect(),
                most: self.most.unwrap_or(most).clamp(1, all),
            };
        }
        if let Some((text, _)) = self.options.first().cloned() {
            self.body(&text, self.line);
        }
        if let Some(items) = &self.items {
            if items.len() > 1 {
                return Kind::Rank { items: clip(items) };
            }
            for item in items.clone() {
                self.body(&item, self.line);
            }
        }
        match &self.scale {
            Some((low, high, low_label, high_label)) if (2..=11).contains(&(high + 1 - low)) => {
                Kind::Scale {
                    low: many(*low as usize),
                    high: many(*high as usize),
                    low_label: low_label.clone(),
                    high_label: high_label.clone(),
                    statements: clip(&self.statements),
                }
            }
            _ => {
                for statement in std::mem::take(&mut self.statements) {
                    self.body(&statement, self.line);
                }
                Kind::Open
            }
        }
    }
}

fn is_field(word: Word) -> bool {
    matches!(
        word,
        Word::Hint
            | Word::FollowUp
            | Word::Answers
            | Word::ListenFor
            | Word::Facilitator
            | Word::Time
            | Word::Scale
            | Word::Rank
    )
}

/// `text {#id}`.
pub(super) fn id_at_end(text: &str) -> Option<(&str, String)> {
    let (before, id) = text.strip_suffix('}')?.rsplit_once("{#")?;
    let sound = !id.is_empty() && !id.contains(char::is_whitespace);
    sound.then(|| (before.trim_end(), id.to_owned()))
}

/// `text (choose up to 2)`.
fn most_at_end(text: &str) -> Option<(&str, u8)> {
    let (before, inside) = text.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let inside = inside.to_lowercase();
    let after = UP_TO
        .iter()
        .find_map(|words| inside.trim().strip_prefix(words))?;
    let digits: String = after
        .chars()
        .filter_map(|letter| char::from_digit(time::digit(letter)?, 10))
        .collect();
    let most = digits.parse().ok().filter(|most| *most > 0)?;
    Some((before.trim_end(), most))
}

struct Choice {
    text: Clean,
    right: bool,
    any: bool,
}

/// `( ) text`, `(x) text`, `[ ] text`, `[x] text`.
fn option(item: &str) -> Option<Choice> {
    let mut letters = item.chars();
    let any = match letters.next()? {
        '(' => false,
        '[' => true,
        _ => return None,
    };
    let mark = letters.next()?;
    let closed = letters.next()? == if any { ']' } else { ')' };
    let right = matches!(mark, 'x' | 'X' | '✓' | '✔');
    let text = letters.as_str();
    // `[x](link)` is a link, and `(a) text` a letter.
    let stands = text.starts_with(char::is_whitespace) || text.is_empty();
    (closed && stands && (right || mark == ' ')).then(|| Choice {
        text: Clean::new(text.trim()),
        right,
        any,
    })
}

/// Whether a paragraph lists options by letters: `A) x`, `B) y`.
fn lettered(text: &str) -> bool {
    let firsts = text.lines().filter_map(|line| {
        lettered_option(line)?;
        line.trim_start()
            .chars()
            .next()
            .map(|letter| letter.to_ascii_lowercase())
    });
    let firsts: Vec<_> = firsts.take(2).collect();
    firsts == ['a', 'b']
}

/// `A) text`, `b. text`; a tick at the end marks the right one.
fn lettered_option(line: &str) -> Option<(&str, bool)> {
    let line = line.trim();
    let rest = line.strip_prefix(|letter: char| letter.is_ascii_alphabetic())?;
    let text = rest.strip_prefix([')', '.'])?.strip_prefix(' ')?.trim();
    let ticked = text.trim_end_matches(['✓', '✔', '✅']).trim_end();
    Some((ticked, ticked.len() < text.len()))
}

/// `1 (strongly disagree) to 5 (strongly agree)`.
fn scale(text: &str) -> Option<(u32, u32, Clean, Clean)> {
    let (low, low_label, rest) = point(text)?;
    let rest = rest.trim_start();
    let to = TO.iter().find_map(|word| rest.strip_prefix(word))?;
    let (high, high_label, _) = point(to)?;
    (low < high && high <= 100).then_some((low, high, low_label, high_label))
}

/// `1 (strongly disagree)` or `1 = strongly disagree`, and what follows.
fn point(text: &str) -> Option<(u32, Clean, &str)> {
    let text = text.trim_start();
    let end = text
        .find(|letter: char| time::digit(letter).is_none())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let value = digits
        .chars()
        .filter_map(time::digit)
        .fold(0_u32, |value, digit| {
            value.saturating_mul(10).saturating_add(digit)
        });
    if digits.is_empty() {
        return None;
    }
    let bare = rest.trim_start();
    let label = bare
        .strip_prefix(['(', '（'])
        .and_then(|inner| inner.split_once([')', '）']));
    let (label, rest) = label.map_or(("", rest), |(label, rest)| (label, rest));
    Some((value, Clean::line(label), rest))
}

/// `3. text`, `3) text`, `３、text`: the number and the text.
pub(super) fn numbered(text: &str) -> Option<(u64, &str)> {
    let text = text.trim_start_matches(['*', '_', '(', '（', ' ']);
    let end = text.find(|letter: char| time::digit(letter).is_none())?;
    let (digits, rest) = text.split_at_checked(end)?;
    let rest = rest.strip_prefix(['.', ')', '、', '．', '）', ':', '：'])?;
    let value = digits
        .chars()
        .filter_map(time::digit)
        .fold(0_u64, |value, digit| {
            value.saturating_mul(10).saturating_add(u64::from(digit))
        });
    (!digits.is_empty() && digits.len() <= 9)
        .then(|| (value, rest.trim_start_matches(['*', '_']).trim()))
}

/// Whether every line of a paragraph is a setting that we know.
pub(super) fn all_settings(text: &str) -> Option<Vec<settings::Setting>> {
    let pairs: Option<Vec<_>> = text
        .lines()
        .map(|line| settings::pair(line).filter(|pair| settings::known(&pair.key).is_some()))
        .collect();
    pairs.filter(|pairs| !pairs.is_empty())
}
