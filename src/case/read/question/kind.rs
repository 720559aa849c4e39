//! What an answer to a question is made of, and what is wrong with it.

use super::Draft;
use crate::{
    case::{
        Kind, ModelAnswer,
        flaw::{Code, Flaw},
        number::{self, Field},
        read::time,
        vocabulary::{TO, normal},
    },
    text::Clean,
};

/// A scale as it is written.
#[derive(Clone, Debug)]
pub(in crate::case::read) struct Scale {
    /// The author's own words for it.
    text: String,
    low: u32,
    high: u32,
    low_label: Clean,
    high_label: Clean,
}

/// The most options, items or statements that are kept.
const MOST: usize = u8::MAX as usize;
/// The most items of an in-basket that are kept.
const MOST_IN_BASKET: usize = 40;

impl Scale {
    fn is_sound(&self) -> bool {
        (2..=11).contains(&(self.high - self.low + 1))
    }
}

impl Draft {
    /// What an answer is made of. What the kind does not need becomes text under the question.
    /// `comma`: the case's language has decimals behind a comma.
    pub(in crate::case::read) fn kind(&mut self, comma: bool) -> Kind {
        if self.basket {
            self.judge_basket();
        }
        self.judge();
        let items = self.items.as_ref().map_or(0, Vec::len);
        let scaled = self.scale.as_ref().is_some_and(Scale::is_sound);
        let kind = if self.options.len() > 1 {
            self.choice()
        } else if self.basket && items > 0 {
            Kind::Items {
                items: self.listed(MOST_IN_BASKET),
            }
        } else if items > 1 {
            Kind::Rank {
                items: self.listed(MOST),
            }
        } else if scaled {
            self.scale_kind()
        } else {
            self.number(comma).unwrap_or_default()
        };
        self.leave_over(&kind);
        kind
    }

    /// What another kind would have needed is text.
    fn leave_over(&mut self, kind: &Kind) {
        let mut left = Vec::new();
        // All that can be picked, and right: somebody left the wrong ones out.
        if let [(text, true)] = self.options.as_slice() {
            let text = text.to_string();
            self.options.clear();
            self.expect_model(None);
            self.claim(&text, self.line, self.line);
        }
        if !matches!(kind, Kind::Choice { .. }) {
            left.extend(self.options.drain(..).map(|(text, _)| text));
        }
        if !matches!(kind, Kind::Rank { .. } | Kind::Items { .. }) {
            left.extend(self.items.take().unwrap_or_default());
        }
        if let Some((text, line)) = self.figure.take() {
            self.claim(&text, line, line);
        }
        if !matches!(kind, Kind::Scale(_)) {
            let scale = self.scale.take();
            left.extend(scale.map(|scale| Clean::new(&format!("Scale: {}", scale.text))));
            left.append(&mut self.statements);
        }
        for text in left {
            self.body(&text, self.line);
        }
    }

    fn listed(&self, most: usize) -> Vec<Clean> {
        let items = self.items.iter().flatten();
        items.take(most).cloned().collect()
    }

    /// Finds what is wrong with an in-basket; a bullet that says nothing is no item of it.
    fn judge_basket(&mut self) {
        let items = self.items.get_or_insert_default();
        let all = items.len();
        items.retain(|item| !item.trim().is_empty());
        let found = [
            (
                items.is_empty(),
                "The in-basket is empty; the question is asked as an open one",
                "Put a bullet for each mail, note or call under “In-basket:”.",
            ),
            (
                items.len() < all && !items.is_empty(),
                "An item of the in-basket has no text; it is left out",
                "Write what it says behind its bullet, or take the bullet away.",
            ),
            (
                items.len() > MOST_IN_BASKET,
                "There are more than 40 items in the in-basket; the first 40 are kept",
                "Make several questions of them: nobody answers so many in one sitting.",
            ),
            (
                !self.options.is_empty(),
                "There are options and an in-basket under one question",
                "Make two questions of it.",
            ),
        ];
        for (_, what, hint) in found.into_iter().filter(|(wrong, ..)| *wrong) {
            let flaw = Flaw::new(Code::Options, self.line, what, hint);
            self.flaws.push(flaw);
        }
    }

    fn scale_kind(&self) -> Kind {
        let Some(scale) = &self.scale else {
            return Kind::Open;
        };
        Kind::Scale(crate::case::Scale {
            low: small(scale.low as usize),
            high: small(scale.high as usize),
            low_label: scale.low_label.clone(),
            high_label: scale.high_label.clone(),
            statements: self.statements.iter().take(MOST).cloned().collect(),
        })
    }

    /// A number; in words it is the first claim of the author's answer.
    fn number(&mut self, comma: bool) -> Option<Kind> {
        let (text, line) = self.figure.as_ref()?;
        let Some(Field { unit, target }) = number::field(text, comma) else {
            self.flaws.push(Flaw::new(
                Code::Number,
                *line,
                "The number cannot be read; the question is asked as an open one",
                "Write for example “Number: 23 ± 1 families”, or “Number: families” where every number is welcome.",
            ));
            return None;
        };
        self.figure = None;
        if let Some(target) = target {
            self.aside.number = Some(target);
            let words = target.words(&unit, comma);
            match self.aside.models.first_mut() {
                Some(model) if model.title.is_none() => model.claims.insert(0, words),
                _ => self.aside.models.insert(
                    0,
                    ModelAnswer {
                        title: None,
                        claims: vec![words],
                    },
                ),
            }
        }
        Some(Kind::Number { unit, comma })
    }

    fn choice(&mut self) -> Kind {
        self.options.truncate(MOST);
        self.right_by_letter();
        let right = self.options.iter().enumerate();
        let right = right.filter(|(_, (_, right))| *right);
        self.aside.right = right.map(|(at, _)| small(at)).collect();
        let all = small(self.options.len());
        let most = if self.any { all } else { 1 };
        Kind::Choice {
            options: self.options.iter().map(|(text, _)| text.clone()).collect(),
            most: self.most.unwrap_or(most).clamp(1, all),
        }
    }

    /// "Answer: B" under options by letters marks the right one.
    fn right_by_letter(&mut self) {
        let count = self.options.len();
        if self.options.iter().any(|(_, right)| *right) {
            return;
        }
        let only = |models: &[ModelAnswer]| match models {
            [model] => model.claims.first().cloned(),
            _ => None,
        };
        let Some(claim) = only(&self.aside.models) else {
            return;
        };
        let first = claim.lines().next().unwrap_or_default();
        let known = |at: &usize, words: &str| {
            let option = self.options.get(*at).map(|(option, _)| normal(option));
            words.is_empty() || option.is_some_and(|option| option == normal(words))
        };
        let fits = |(picked, words): &(Vec<usize>, &str)| {
            picked.iter().all(|at| *at < count && known(at, words))
        };
        let Some((picked, _)) = letters(first).filter(fits) else {
            return;
        };
        for at in &picked {
            if let Some((_, right)) = self.options.get_mut(*at) {
                *right = true;
            }
        }
        self.any |= picked.len() > 1;
        let whole = claim.lines().count() == 1 && claim.chars().count() < 3 * count;
        let bare = first
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .count()
            == picked.len();
        // What says no more than the letter is told by the mark.
        if whole
            && bare
            && self
                .aside
                .models
                .iter()
                .all(|model| model.claims.len() == 1)
        {
            self.aside.models.clear();
        }
    }

    /// Finds what its author may want to mend.
    fn judge(&mut self) {
        let mut found = Vec::new();
        if self.options.len() == 1 {
            found.push((
                Code::Options,
                "There is only one option; the question is asked as an open one",
                "Add a second option, or take the mark before it away.",
            ));
        }
        let lists = [
            self.options.len(),
            self.statements.len(),
            self.items.as_ref().map_or(0, Vec::len),
        ];
        if lists.iter().any(|length| *length > MOST) {
            found.push((
                Code::Options,
                "There are more than 255 options; the first 255 are kept",
                "Make fewer options, or several questions.",
            ));
        }
        let few = self.items.as_ref().is_some_and(|items| items.len() < 2);
        if few && !self.basket && self.options.len() < 2 {
            found.push((
                Code::Options,
                "There is nothing to rank; the question is asked as an open one",
                "Put at least two bullets under “Rank:”.",
            ));
        }
        if self.scale.as_ref().is_some_and(|scale| !scale.is_sound()) {
            found.push((
                Code::Scale,
                "A scale has 2 to 11 points; the question is asked as an open one",
                "Write for example “Scale: 1 (strongly disagree) to 5 (strongly agree)”.",
            ));
        }
        if self
            .most
            .is_some_and(|most| usize::from(most) > self.options.len())
        {
            found.push((
                Code::Options,
                "More options may be chosen than there are",
                "Mend the number in the brackets.",
            ));
        }
        let rights = self.options.iter().filter(|(_, right)| *right).count();
        if rights > 1 && !self.any && self.most.is_none() {
            found.push((
                Code::Options,
                "Several options are marked right, but only one can be chosen",
                "Write “- [ ]” and “- [x]” where several may be chosen.",
            ));
        }
        let flaws = found
            .iter()
            .map(|(code, what, hint)| Flaw::new(*code, self.line, what, hint));
        self.flaws.extend(flaws);
        self.judge_words();
    }

    fn judge_words(&mut self) {
        if self.text.is_empty() {
            self.flaws.push(Flaw::new(
                Code::NoWords,
                self.line,
                "The question has no words of its own",
                "Write what is asked behind its number.",
            ));
        }
    }
}

/// The letters that an answer begins with, counted from 0, and the words behind them: "B",
/// "A, C", "b) the words of the option", "B, because …".
fn letters(text: &str) -> Option<(Vec<usize>, &str)> {
    let text = text.trim().trim_matches(['*', '_', '(', ' ']);
    let at = |word: &str| {
        let mut letters = word.chars();
        let letter = letters.next().filter(char::is_ascii_alphabetic)?;
        let alone = letters.as_str().is_empty();
        alone.then(|| (letter.to_ascii_lowercase() as usize).wrapping_sub(usize::from(b'a')))
    };
    if let Some((head, words)) = text.split_once([')', '.', ':'])
        && let Some(only) = at(head.trim())
    {
        return Some((vec![only], words.trim()));
    }
    let words = text.split([',', ';', '&', ' ', '/']);
    let and = |word: &&str| matches!(*word, "" | "and" | "y" | "e" | "et" | "und");
    let picked: Option<Vec<_>> = words.filter(|word| !and(word)).map(at).collect();
    // "B, because …", "B (the owner)": the letter, and why.
    let why = || {
        let (head, _) = text.split_once([',', ';', '–', '—', '('])?;
        at(head.trim()).map(|only| vec![only])
    };
    let picked = picked.filter(|picked| !picked.is_empty());
    picked.or_else(why).map(|picked| (picked, ""))
}

fn small(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}

/// `1 (strongly disagree) to 5 (strongly agree)`.
pub(super) fn scale(text: &str) -> Option<Scale> {
    let (low, low_label, rest) = point(text)?;
    let rest = rest.trim_start();
    let follows = rest.starts_with(|letter: char| time::digit(letter).is_some());
    let to = if follows && !low_label.is_empty() {
        rest
    } else {
        TO.iter().find_map(|word| rest.strip_prefix(word))?
    };
    let (high, high_label, _) = point(to)?;
    (low < high && high <= 100).then(|| Scale {
        text: text.trim().to_owned(),
        low,
        high,
        low_label,
        high_label,
    })
}

/// A scale that cannot be read.
pub(super) fn unread_scale(line: u32) -> Flaw {
    Flaw::new(
        Code::Scale,
        line,
        "The scale cannot be read; the question is asked as an open one",
        "Write for example “Scale: 1 (strongly disagree) to 5 (strongly agree)”.",
    )
}

/// `1 (strongly disagree)` or `1 = strongly disagree`, and what follows.
fn point(text: &str) -> Option<(u32, Clean, &str)> {
    let text = text.trim_start();
    let end = text
        .find(|letter: char| time::digit(letter).is_none())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    if digits.is_empty() || digits.chars().count() > 4 {
        return None;
    }
    let digits = digits.chars().filter_map(time::digit);
    let value = digits.fold(0, |value, digit| value * 10 + digit);
    let bare = rest.trim_start();
    if let Some((label, rest)) = bare
        .strip_prefix(['(', '（'])
        .and_then(|inner| inner.split_once([')', '）']))
    {
        return Some((value, Clean::line(label), rest));
    }
    let Some(label) = bare.strip_prefix('=') else {
        return Some((value, Clean::default(), rest));
    };
    // `1 = never, 5 = always`, `1 = never to 5 = always`.
    let end = label
        .find(|letter: char| time::digit(letter).is_some())
        .unwrap_or(label.len());
    let (label, rest) = label.split_at_checked(end)?;
    let label = label.trim_end();
    let to = |word: &&&str| label.ends_with(&format!(" {word}"));
    let bare = TO.iter().find(to).and_then(|word| label.strip_suffix(word));
    let bare = bare
        .unwrap_or(label)
        .trim()
        .trim_end_matches([',', ';', '.']);
    Some((value, Clean::line(bare), rest))
}
