//! What a single word can be: by its stem, as a compound, or one letter off.

use super::{super::order, Class, Set, stems::STEMS};

/// How many stems there are.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const COUNT: usize = {
    let (mut count, mut row) = (0, 0);
    while row < STEMS.len() {
        let mut language = 0;
        while language < STEMS[row].1.len() {
            count += STEMS[row].1[language].1.len();
            language += 1;
        }
        row += 1;
    }
    count
};

/// What a stem does, and in which language.
type Meaning = (Class, &'static str);

/// Every stem in order; made from the table by the compiler.
static INDEX: [(&str, Meaning); COUNT] = sorted();

#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn sorted() -> [(&'static str, Meaning); COUNT] {
    let mut all = [("", (Class::Joins, "")); COUNT];
    let (mut length, mut row) = (0, 0);
    while row < STEMS.len() {
        let (class, languages) = STEMS[row];
        let mut language = 0;
        while language < languages.len() {
            let (tag, stems) = languages[language];
            let mut at = 0;
            while at < stems.len() {
                all[length] = (stems[at], (class, tag));
                length += 1;
                at += 1;
            }
            language += 1;
        }
        row += 1;
    }
    order::sorted(all)
}

/// Languages that join words to one.
const JOINING: [&str; 7] = ["de", "nl", "sv", "da", "no", "fi", "hu"];
/// No word of a label is longer, in letters.
const LONGEST: usize = 40;

/// What a word can be, language by language.
#[derive(Clone, Debug, Default)]
pub(super) struct Meanings {
    by_language: Vec<(&'static str, Set)>,
}

impl Meanings {
    fn add(&mut self, language: &'static str, set: Set) {
        match self
            .by_language
            .iter_mut()
            .find(|(own, _)| *own == language)
        {
            Some((_, own)) => own.extend(set),
            None => self.by_language.push((language, set)),
        }
    }

    /// What it is in a language.
    pub(super) fn within(&self, language: &str) -> Set {
        let mut found = self.by_language.iter();
        found
            .find(|(own, _)| *own == language)
            .map_or(Set::default(), |(_, set)| *set)
    }

    /// The languages that know it.
    pub(super) fn languages(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.by_language.iter().map(|(language, _)| *language)
    }

    /// What it is in any language.
    pub(super) fn anywhere(&self) -> Set {
        let mut all = Set::default();
        for (_, set) in &self.by_language {
            all.extend(*set);
        }
        all
    }
}

fn bare(stem: &str) -> &str {
    stem.trim_end_matches('~')
}

/// The entries from this stem on.
fn from(stem: &str) -> &'static [(&'static str, Meaning)] {
    let first = INDEX.partition_point(|(own, _)| bare(own) < stem);
    INDEX.get(first..).unwrap_or_default()
}

/// The entries of exactly this stem.
fn entries(stem: &str) -> impl Iterator<Item = &'static (&'static str, Meaning)> + '_ {
    let rest = from(stem).iter();
    rest.take_while(move |(own, _)| bare(own) == stem)
}

/// What a folded word is by its stem and a short ending.
pub(super) fn by_stem(word: &str) -> Meanings {
    let mut found = Meanings::default();
    let letters = word.chars().count();
    if letters > LONGEST {
        return found;
    }
    let ends = word.char_indices().skip(1).map(|(at, _)| at);
    for (count, end) in ends.chain([word.len()]).enumerate() {
        let left = letters - (count + 1).min(letters);
        let stem = word.get(..end).unwrap_or_default();
        let rest = from(stem);
        // Where no stem begins so, no longer one does.
        if rest.first().is_none_or(|(own, _)| !own.starts_with(stem)) {
            break;
        }
        for (own, (class, language)) in rest.iter().take_while(|(own, _)| bare(own) == stem) {
            let most = (own.len() - bare(own).len()) * 3;
            if left <= most {
                found.add(language, Set::of(*class));
            }
        }
    }
    // In Arabic the article and "for" are written as part of the word.
    for prefix in ["ال", "لل", "ل", "ה", "ל"] {
        if let Some(rest) = word.strip_prefix(prefix)
            && rest.chars().count() > 2
        {
            for (language, set) in by_stem(rest).by_language {
                if matches!(language, "ar" | "he") {
                    found.add(language, set);
                }
            }
        }
    }
    found
}

/// What a word is that two stems of one language make: "Musterlösung".
pub(super) fn as_compound(word: &str) -> Meanings {
    let mut found = Meanings::default();
    let letters = word.chars().count();
    if !(8..=LONGEST).contains(&letters) {
        return found;
    }
    let ends = word.char_indices().map(|(at, _)| at).skip(4);
    for at in ends.take(letters.saturating_sub(7)) {
        let Some((head, tail)) = word.split_at_checked(at) else {
            continue;
        };
        let first = by_stem(head);
        if !JOINING.iter().any(|own| !first.within(own).is_empty()) {
            continue;
        }
        let last = by_stem(tail);
        for language in JOINING {
            let (first, last) = (first.within(language), last.within(language));
            let last = last.only(&[Class::Answer, Class::Explains, Class::Weak, Class::Asks]);
            let first = first.only(&[
                Class::Model,
                Class::Answer,
                Class::Explains,
                Class::Weak,
                Class::Staff,
                Class::Asks,
                Class::Kind,
                Class::Hint,
                Class::Joins,
            ]);
            if !first.is_empty() && !last.is_empty() {
                found.add(language, last);
                found.add(language, first);
            }
        }
    }
    found
}

/// What a word is that is one letter off, or two letters exchanged: "anser", "modell".
pub(super) fn nearly(word: &str, answers_only: bool) -> Meanings {
    let mut found = Meanings::default();
    let letters = word.chars().count();
    let Some(first) = word.chars().next() else {
        return found;
    };
    if !(5..=LONGEST).contains(&letters) {
        return found;
    }
    let from = INDEX.partition_point(|(own, _)| *own < word.get(..first.len_utf8()).unwrap_or(""));
    let same_first = INDEX.get(from..).unwrap_or_default().iter();
    let single = word.strip_suffix('s').unwrap_or(word);
    for (own, (class, language)) in same_first.take_while(|(own, _)| own.starts_with(first)) {
        let stem = bare(own);
        let long = stem.chars().count() >= 5;
        let kind = *class == Class::Answer
            || (!answers_only && *class == Class::Explains)
            || (!answers_only && *class == Class::Model && *language == "en");
        if long && kind && (is_near(word, stem) || is_near(single, stem)) {
            found.add(language, Set::of(*class));
        }
    }
    found
}

/// Whether two words differ by one letter more, less or other, or by two exchanged.
fn is_near(one: &str, other: &str) -> bool {
    let (long, short) = (one.len().max(other.len()), one.len().min(other.len()));
    // A letter takes four bytes at most.
    if one == other || long - short > 4 {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest =
        |letters: &[char], skip: usize| letters.get(same + skip..).unwrap_or_default().to_vec();
    let exchanged = one.get(same) == other.get(same + 1) && one.get(same + 1) == other.get(same);
    rest(&one, 1) == rest(&other, 1)
        || rest(&one, 1) == rest(&other, 0)
        || rest(&one, 0) == rest(&other, 1)
        || (exchanged && rest(&one, 2) == rest(&other, 2))
}

/// The words of a text without blanks, longest first, and how many letters belong to none.
pub(super) fn unspaced(text: &str) -> (Vec<(usize, Set)>, usize) {
    let mut found = Vec::new();
    let mut unknown = 0;
    let mut skip = 0;
    let bounds: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    for (count, from) in bounds.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let longest = (1..=6).rev().find_map(|length| {
            let to = bounds.get(count + length)?;
            let word = text.get(*from..*to)?;
            let mut set = Set::default();
            for (own, (class, language)) in entries(word) {
                if matches!(*language, "zh" | "ja" | "ko") && !own.is_empty() {
                    set.extend(Set::of(*class));
                }
            }
            (!set.is_empty()).then_some((length, set))
        });
        match longest {
            Some((length, set)) => {
                skip = length - 1;
                found.push((length, set));
            }
            None => {
                let letter = text.get(*from..).and_then(|rest| rest.chars().next());
                unknown += usize::from(letter.is_some_and(|letter| {
                    letter.is_alphabetic() && !"一二三四五六七八九十第".contains(letter)
                }));
            }
        }
    }
    (found, unknown)
}
