//! What a single word can be: by its stem, as a compound, or one letter off.

use super::{
    super::{is_ideograph, order},
    Class, Set,
    fold::each_word,
    stems::STEMS,
};

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

/// A stem: how long an ending it may have, what it does, and in which language.
#[derive(Clone, Copy)]
struct Stem {
    text: &'static str,
    /// How many letters it has, and its longest ending.
    letters: usize,
    ending: usize,
    class: Class,
    language: &'static str,
}

/// Every stem in order; made from the table by the compiler.
static INDEX: [Stem; COUNT] = stems();

/// Where in the index the stems begin that begin with each byte.
static STARTS: [usize; 257] = order::starts(&sorted());

/// Whether a stem begins with three bytes of each key: most words of a text begin no stem.
static BEGINS: [bool; 4096] = begins();

#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn begins() -> [bool; 4096] {
    let (mut begins, mut at) = ([false; 4096], 0);
    while at < COUNT {
        let text = INDEX[at].text.as_bytes();
        if text.len() > 2 {
            begins[key(text[0], text[1], text[2])] = true;
        } else {
            assert!(INDEX[at].ending == 0, "so short a stem has no ending");
        }
        at += 1;
    }
    begins
}

const fn key(first: u8, second: u8, third: u8) -> usize {
    (first as usize * 961 + second as usize * 31 + third as usize) % 4096
}

/// Whether a word may be a stem and its ending, or begin with one that has more than two bytes.
fn may_begin(word: &str) -> bool {
    let [first, second, third, ..] = *word.as_bytes() else {
        return true;
    };
    BEGINS.get(key(first, second, third)) == Some(&true)
}

#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn stems() -> [Stem; COUNT] {
    let sorted = sorted();
    let none = Stem {
        text: "",
        letters: 0,
        ending: 0,
        class: Class::Joins,
        language: "",
    };
    let mut all = [none; COUNT];
    let mut at = 0;
    while at < COUNT {
        let (written, (class, language)) = sorted[at];
        let (mut length, mut letters, mut byte) = (written.len(), 0, 0);
        while length > 0 && written.as_bytes()[length - 1] == b'~' {
            length -= 1;
        }
        while byte < length {
            letters += (written.as_bytes()[byte] & 0xc0 != 0x80) as usize;
            byte += 1;
        }
        all[at] = Stem {
            text: written.split_at(length).0,
            letters,
            ending: (written.len() - length) * 3,
            class,
            language,
        };
        at += 1;
    }
    all
}

#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn sorted() -> [(&'static str, (Class, &'static str)); COUNT] {
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

/// The stems that begin with the same byte as a word.
fn with_first_byte(word: &str) -> &'static [Stem] {
    let stems = word.bytes().next().and_then(|first| {
        let from = STARTS.get(usize::from(first))?;
        INDEX.get(*from..*STARTS.get(usize::from(first) + 1)?)
    });
    stems.unwrap_or_default()
}

/// Those of some stems in order that begin so.
fn beginning_with(stems: &'static [Stem], start: &str) -> &'static [Stem] {
    let from = stems.partition_point(|stem| stem.text < start);
    let stems = stems.get(from..).unwrap_or_default();
    let to = stems.partition_point(|stem| stem.text.starts_with(start));
    stems.get(..to).unwrap_or_default()
}

/// Every stem that a word begins with, shorter ones first, and how many letters are left behind
/// it; none of one or two bytes alone, which have no endings.
fn stems_of(word: &str) -> Vec<(&'static Stem, usize)> {
    let mut found = Vec::new();
    if !may_begin(word) {
        return found;
    }
    let stems = with_first_byte(word);
    let letters = word.chars().count();
    let mut start = word;
    while letters <= LONGEST && !start.is_empty() {
        let before = stems.partition_point(|stem| stem.text <= start);
        let Some((last, others)) = stems.get(..before).and_then(<[Stem]>::split_last) else {
            break;
        };
        let same = common(last.text, start);
        if same == last.text.len() {
            let left = letters - last.letters;
            let alike = others
                .iter()
                .rev()
                .take_while(|stem| stem.text == last.text);
            found.extend([last].into_iter().chain(alike).map(|stem| (stem, left)));
            start = start.get(..same).unwrap_or_default();
            let shorter = start.char_indices().next_back().map_or(0, |(at, _)| at);
            start = start.get(..shorter).unwrap_or_default();
        } else {
            // No stem between the two is the beginning of the word.
            start = start.get(..same).unwrap_or_default();
        }
    }
    found.reverse();
    found
}

/// How many bytes of two words are the same letters.
fn common(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b);
    let mut count = same.count();
    while !one.is_char_boundary(count) {
        count -= 1;
    }
    count
}

/// Whether a folded word does that in some language.
pub(in crate::case::vocabulary) fn is(word: &str, class: Class) -> bool {
    let stems = stems_of(word);
    stems
        .iter()
        .any(|(stem, left)| stem.class == class && *left <= stem.ending)
        || (!word.is_ascii() && by_stem(word).anywhere().has(class))
}

/// Whether a lead begins with who teaches and goes on: "The teacher asks", "Läraren leder samtalet".
pub(crate) fn opens_with_staff(lead: &str) -> bool {
    let folded = super::fold(lead);
    let mut words = super::each_word(&folded).peekable();
    words.next_if(|word| is(word, Class::Joins));
    words.next().is_some_and(|word| is(word, Class::Staff)) && words.next().is_some()
}

/// Whether a word of a folded phrase names an answer: "Short answer".
pub(crate) fn names_an_answer(folded: &str) -> bool {
    each_word(folded).any(|word| is(word, Class::Answer))
}

/// The same, as a part of a word or in a script without blanks too: "Musterlösung", "参考答案".
pub(crate) fn holds_an_answer(folded: &str) -> bool {
    let compound = |word| as_compound(word).anywhere().has(Class::Answer);
    names_an_answer(folded)
        || each_word(folded).any(compound)
        || folded.contains(is_ideograph)
            && unspaced(folded)
                .0
                .iter()
                .any(|(_, set)| set.has(Class::Answer))
}

/// What a folded word is by its stem and a short ending.
pub(super) fn by_stem(word: &str) -> Meanings {
    let mut found = Meanings::default();
    for (stem, left) in stems_of(word) {
        if left <= stem.ending {
            found.add(stem.language, Set::of(stem.class));
        }
    }
    if word.is_ascii() {
        return found;
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
    let heads: Vec<(&Stem, usize)> = stems_of(word)
        .into_iter()
        .filter(|(stem, _)| JOINING.contains(&stem.language))
        .collect();
    if heads.is_empty() {
        return asks_by_its_end(word);
    }
    let ends = word.char_indices().map(|(at, _)| at).enumerate().skip(4);
    for (count, at) in ends.take(letters.saturating_sub(7)) {
        let tail = word.get(at..).unwrap_or_default();
        let mut first = Meanings::default();
        for (stem, left) in &heads {
            // What is left of the head behind its stem.
            let left = (count + left).checked_sub(letters);
            if left.is_some_and(|left| left <= stem.ending) {
                first.add(stem.language, Set::of(stem.class));
            }
        }
        if first.by_language.is_empty() {
            continue;
        }
        let last = by_stem(tail);
        for (language, first) in first.by_language {
            let last = last.within(language);
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

/// Words for a question as compounds end in them, and beginnings that make another thing of it.
#[rustfmt::skip]
const ASKING: &[(&str, &str)] = &[
    ("frage", "de"), ("fragen", "de"), ("vraag", "nl"), ("vragen", "nl"), ("fraga", "sv"), ("fragor", "sv"), ("sporgsmal", "da"),
    ("sporsmal", "no"), ("kysymys", "fi"), ("kysymykset", "fi"), ("kerdes", "hu"), ("kerdesek", "hu"),
];
const NO_QUESTION: [&str; 5] = ["nach", "ruck", "um", "an", "aan"];

/// "Denkvraag", "Kernfrage": whatever a question is for, it is one; "Nachfrage" is none.
fn asks_by_its_end(word: &str) -> Meanings {
    let mut found = Meanings::default();
    for (end, language) in ASKING {
        let head = word.strip_suffix(end);
        if head.is_some_and(|head| !NO_QUESTION.contains(&head)) {
            found.add(language, Set::of(Class::Asks));
        }
    }
    found
}

/// Beginnings of words for responsibility and choice, which are a letter off from "answer" in their
/// language and no slip.
const FRIENDS: &[&str] = &["atsakom", "vastuu", "vastut", "valaszt"];

/// What a word is that is one letter off, or two letters exchanged: "anser", "modell".
pub(super) fn nearly(word: &str, answers_only: bool) -> Meanings {
    let mut found = Meanings::default();
    let letters = word.chars().count();
    let Some(first) = word.chars().next() else {
        return found;
    };
    let friend = FRIENDS.iter().any(|friend| word.starts_with(friend));
    if friend || !(5..=LONGEST).contains(&letters) {
        return found;
    }
    let single = word.strip_suffix('s');
    let stems = beginning_with(with_first_byte(word), first.encode_utf8(&mut [0; 4]));
    for stem in stems {
        let helps = matches!(stem.class, Class::Model | Class::Weak | Class::Staff);
        let explains = stem.class == Class::Explains && (!answers_only || letters > 7);
        let kind = stem.class == Class::Answer || explains || (helps && !answers_only);
        let near = |word: &str| is_near(word, stem.text);
        let whole = || near(word) || single.is_some_and(near);
        // With an ending, "s" or a letter more or less it is as long as the word.
        let long = stem.letters + stem.ending.max(1) + 1 >= letters && stem.letters <= letters + 1;
        if stem.letters >= 5 && long && kind && (whole() || begins_nearly(word, letters, stem)) {
            found.add(stem.language, Set::of(stem.class));
        }
    }
    found
}

/// Whether what a word begins with is nearly a stem, and the rest an ending that it may have.
fn begins_nearly(word: &str, letters: usize, stem: &Stem) -> bool {
    // The longest beginning that is looked at has a letter more than the stem.
    if stem.ending == 0 || letters > stem.letters + 1 + stem.ending {
        return false;
    }
    let starts = word.char_indices().map(|(at, _)| at).enumerate();
    let mut starts = starts.skip(stem.letters - 1).take(3);
    starts.any(|(count, at)| {
        let start = word.get(..at).unwrap_or_default();
        letters - count <= stem.ending && is_near(start, stem.text)
    })
}

/// Whether two words differ by one letter more, less or other, or by two exchanged.
pub(in crate::case::vocabulary) fn is_near(one: &str, other: &str) -> bool {
    // A letter takes four bytes at most.
    if one == other || one.len().abs_diff(other.len()) > 4 {
        return false;
    }
    let pairs = one.char_indices().zip(other.chars());
    let same = pairs
        .take_while(|((_, a), b)| a == b)
        .last()
        .map_or(0, |((at, a), _)| at + a.len_utf8());
    let (mut one_less, mut other_less) = (rest(one, same), rest(other, same));
    let (one, other) = (one_less.clone(), other_less.clone());
    let (first, second) = (one_less.next(), other_less.next());
    let (one_left, other_left) = (one_less.as_str(), other_less.as_str());
    let exchanged = one_left.chars().next() == second && other_left.chars().next() == first;
    one_left == other_left
        || one_left == other.as_str()
        || one.as_str() == other_left
        || (exchanged && one_left.chars().skip(1).eq(other_left.chars().skip(1)))
}

fn rest(word: &str, from: usize) -> std::str::Chars<'_> {
    word.get(from..).unwrap_or_default().chars()
}

/// No word of a text without blanks is longer, in letters: "ファシリテーター".
const DENSEST: usize = 10;

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
        let to = bounds.get(count + DENSEST).copied().unwrap_or(text.len());
        let word = text.get(*from..to).unwrap_or_default();
        let dense = |stem: &Stem| matches!(stem.language, "zh" | "ja" | "ko");
        let mut longest: Option<(usize, Set)> = None;
        for (stem, left) in stems_of(word).into_iter().filter(|(stem, _)| dense(stem)) {
            let length = word.chars().count() - left;
            let mut set = Set::of(stem.class);
            if let Some((_, own)) = longest.filter(|(own, _)| *own == length) {
                set.extend(own);
            }
            longest = Some((length, set));
        }
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
