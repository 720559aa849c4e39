//! How labels are made. People write phrases, not words: "Model Answer (2 marks):", "Mögliche
//! Lösungen (nur für Lehrende)". A phrase is read by what its words do – a noun that answers, a
//! word for who teaches, modifiers – all of one language; a word may be a compound, or misspelt.

use index::{Meanings, as_compound, by_stem, nearly, unspaced};

use super::{is_ideograph, near, private};

mod dense;
mod expects;
pub(crate) mod fold;
mod index;
mod phrase;
mod regard;
mod stems;
mod told;

pub(super) use index::{is, is_near};
pub(super) use phrase::ONLY;

pub(crate) use fold::{Phrases, each_word, fold, start, words};
pub(crate) use index::{holds_an_answer, names_an_answer, opens_with_staff};
pub(crate) use phrase::{asks_to_tell, keeps_back, tells_of, was_asked};
pub(crate) use regard::{PEOPLE, begins_with_for, is_for_all, is_to_be_read_out, marks};
pub(crate) use told::{
    asks_what_is_known, comes_later, ends_for_staff, is_about_teaching, is_for_who_leads,
    tells_how_to_answer, tells_the_end,
};

/// What a word does in a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Class {
    /// Names an answer: solution, key.
    Answer = 1,
    /// Explains or marks one: rationale, rubric.
    Explains = 2,
    /// Says little alone: notes, points, guide.
    Weak = 4,
    /// Says whose or which: model, possible, correct.
    Model = 8,
    /// Who teaches.
    Staff = 16,
    /// Joins others: of, the, for.
    Joins = 32,
    /// Asks: question, task.
    Asks = 64,
    /// A kind of task or place: case, discussion, section.
    Kind = 128,
    /// Opens a task: explain, discuss.
    Commands = 256,
    /// A hint.
    Hint = 512,
    /// A later part: inject, phase.
    Later = 1024,
    /// Makes a part a later one: new, further.
    Next = 2048,
    /// Stands beside a case: appendix, sources.
    Beside = 4096,
}

/// Several classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(u16);

impl Set {
    pub(super) fn of(class: Class) -> Self {
        Self(class as u16)
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(super) fn has(self, class: Class) -> bool {
        self.0 & class as u16 != 0
    }

    pub(super) fn has_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }

    pub(super) fn only(self, classes: &[Class]) -> Self {
        let mask = classes.iter().fold(0, |mask, class| mask | *class as u16);
        Self(self.0 & mask)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What a phrase opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// An answer.
    Answer,
    /// Words to the staff.
    Staff,
    /// What explains an answer; an answer where a question stands above.
    Explains,
    /// What may tell something: key points, lessons.
    Weak,
    /// Questions.
    Questions,
    /// Questions with their answers.
    Both,
    /// Room for the reader's own answer.
    Slot,
    /// A later part.
    Later,
    /// Sources, exhibits, appendices.
    Beside,
    /// A hint.
    Hint,
    /// A case, a chapter, a discussion.
    Kind,
}

/// How a phrase was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sense {
    pub(crate) sort: Sort,
    /// 3 is sure whatever stands around it, 2 where a question stands above, 1 tells little.
    pub(crate) strength: u8,
    /// A word of it is misspelt.
    pub(crate) near: bool,
    /// How many words nobody knows.
    unknown: usize,
}

impl Sense {
    pub(super) fn of(sort: Sort, strength: u8) -> Self {
        Self {
            sort,
            strength,
            near: false,
            unknown: 0,
        }
    }

    /// An answer that is told by a sign.
    pub(crate) fn answer(strength: u8) -> Self {
        Self::of(Sort::Answer, strength)
    }

    /// Questions that are told by what stands below.
    pub(crate) fn questions() -> Self {
        Self::of(Sort::Questions, 3)
    }

    /// Words to the staff that are told by a sign.
    pub(crate) fn staff(strength: u8) -> Self {
        Self::of(Sort::Staff, strength)
    }

    /// An answer, a note to the staff or an explanation.
    pub(crate) fn is_kept_back(self) -> bool {
        matches!(self.sort, Sort::Answer | Sort::Staff | Sort::Explains)
    }
}

/// No label is longer, in bytes and in words.
const LONGEST: usize = 160;
const MOST_WORDS: usize = 9;

/// What a phrase opens, remarks in brackets included: "Model Answer (2 marks)".
pub(crate) fn sense(head: &str) -> Option<Sense> {
    if head.len() > LONGEST || !head.contains(char::is_alphabetic) || told::lasts(head) {
        return None;
    }
    // A sentence is no label, and is told apart before anything is made of it.
    if is_sentence(head) {
        return phrase::keeps_back(head).then_some(Sense::of(Sort::Staff, 3));
    }
    let folded = fold(head);
    if phrase::keeps_back(&folded) {
        return Some(Sense::of(Sort::Staff, 3));
    }
    // Above all tasks that tells how to write; below each it is found by that.
    if phrase::picks(&folded) || tells_how_to_answer(&folded) {
        return None;
    }
    let (bare, remark) = without_remarks(&folded);
    let said = words(&bare);
    if private::is_secret(&bare, &said)
        || is_remark_to_staff(&remark)
        || told::plan(&bare, &said)
        || told::are_pages_for_staff(&said)
    {
        return Some(Sense::of(Sort::Staff, 3));
    }
    if expects::puts_off_reading(&remark) {
        return Some(Sense::answer(3));
    }
    let latin = bare.bytes().filter(u8::is_ascii_lowercase).count() >= 3;
    if bare.contains(dense::is_dense) && !latin {
        return dense::dense_sense(&bare);
    }
    if expects::says_what_to_find(&bare, &said) {
        return Some(Sense::answer(2));
    }
    if phrase::is_of_a_story(&said) || phrase::tells_who_was_asked(&said) {
        return Some(Sense::of(Sort::Weak, 1));
    }
    sense_of_words(&bare, &said)
        .or_else(|| bare.contains('/').then(|| either_answers(&bare))?)
        .or_else(|| answers_for_each(&bare))
        .or_else(|| dense::in_two_scripts(&bare))
        .or_else(|| near::sense(head.trim()))
}

/// Whether the remarks of a phrase say that it is confidential, or that it is for who teaches.
fn is_remark_to_staff(remark: &str) -> bool {
    if remark.is_empty() {
        return false;
    }
    let said = words(remark);
    let short = || remark.split_whitespace().count() <= 4 && !said.contains(&"led");
    private::is_secret(remark, &said)
        || speaks_to_staff(remark) && (short() || phrase::only(remark))
}

/// "Expected responses by level of experience": answers, ordered by something.
fn answers_for_each(bare: &str) -> Option<Sense> {
    let (head, _) = bare
        .split_once(" by ")
        .or_else(|| bare.split_once(" per "))?;
    let several = head.split_whitespace().count() >= 2;
    spaced_sense(head).filter(|sense| several && sense.sort == Sort::Answer && sense.strength >= 3)
}

/// Whether a label tells whoever asks what to listen or look for.
pub(crate) fn listens(folded: &str) -> bool {
    folded.len() <= LONGEST && (phrase::watches(folded) || phrase::listens(folded))
}

/// Whether a folded label says what somebody is to find, to see or to decide.
pub(crate) fn says_what_to_find(folded: &str) -> bool {
    folded.len() <= LONGEST && expects::says_what_to_find(folded, &words(folded))
}

/// Whether a phrase has more words than a label, or the marks of a sentence, and no remark in
/// brackets.
fn is_sentence(head: &str) -> bool {
    if !head.is_ascii() {
        return head.contains(['，', '。']) && !head.contains(['（', '(', '【', '[']);
    }
    let blanks = head.bytes().filter(|byte| *byte == b' ').count();
    blanks > MOST_WORDS && !head.contains(['(', '[']) && each_word(head).nth(MOST_WORDS).is_some()
}

/// Whether a text holds a word for who teaches.
pub(crate) fn speaks_to_staff(folded: &str) -> bool {
    each_word(folded).any(|word| is(word, Class::Staff))
        || (folded.contains(is_ideograph)
            && unspaced(folded)
                .0
                .iter()
                .any(|(_, set)| set.has(Class::Staff)))
}

/// Whether a text begins with a verb that opens a task: "Explain …", "请说明 …".
pub(crate) fn commands(text: &str) -> bool {
    let folded = fold(text.get(..start(text, 80)).unwrap_or(text));
    let verb = each_word(&folded)
        .take(2)
        .any(|word| is(word, Class::Commands));
    verb || stems::DENSE_ORDERS.begin(&folded)
        || phrase::addresses_politely(&folded)
        || phrase::asks_to_tell(&folded)
}

/// Whether the last word of a text names a question or a task: "Question 3", "Review exercise".
pub(crate) fn names_a_task(folded: &str) -> bool {
    let named = |word: &&str| {
        let set = by_stem(word).anywhere();
        set.has(Class::Asks) || as_compound(word).anywhere().has(Class::Asks)
    };
    let known = |word: &&str| {
        let mut set = by_stem(word).anywhere();
        set.extend(as_compound(word).anywhere());
        set.has_any(&[Class::Asks, Class::Kind, Class::Model])
    };
    let all = words(folded);
    let spaced = all.last().is_some_and(named) && all.iter().all(known);
    spaced
        || (folded.contains(is_ideograph)
            && unspaced(folded)
                .0
                .last()
                .is_some_and(|(_, set)| set.has(Class::Asks)))
}

/// The text outside brackets, and what they hold.
fn without_remarks(folded: &str) -> (String, String) {
    let (mut bare, mut remark) = (String::new(), String::new());
    let mut depth = 0_u32;
    for letter in folded.chars() {
        match letter {
            '(' | '（' | '[' => {
                depth += 1;
                remark.push(' ');
                bare.push(' ');
            }
            ')' | '）' | ']' => depth = depth.saturating_sub(1),
            '【' | '】' => bare.push(' '),
            _ if depth > 0 => remark.push(letter),
            _ => bare.push(letter),
        }
    }
    (bare, remark)
}

/// What a phrase is made of that opens anything.
const SPEAKING: [Class; 10] = [
    Class::Answer,
    Class::Explains,
    Class::Weak,
    Class::Model,
    Class::Staff,
    Class::Asks,
    Class::Kind,
    Class::Hint,
    Class::Later,
    Class::Beside,
];

/// What a phrase opens in which no word says more.
fn least(all: Set) -> Option<Sense> {
    let sorts = [
        (Class::Hint, Sort::Hint),
        (Class::Weak, Sort::Weak),
        (Class::Kind, Sort::Kind),
    ];
    let (_, sort) = sorts.into_iter().find(|(class, _)| all.has(*class))?;
    Some(Sense::of(sort, 1))
}

/// Languages with blanks: the words are taken as those of the language that knows most of them.
fn spaced_sense(bare: &str) -> Option<Sense> {
    sense_of_words(bare, &words(bare))
}

/// The same of a phrase whose words are known.
fn sense_of_words(bare: &str, all: &[&str]) -> Option<Sense> {
    if all.is_empty() || all.len() > MOST_WORDS || phrase::tells_of(bare) {
        return None;
    }
    let said: Vec<&str> = all
        .iter()
        .copied()
        .filter(|word| !phrase::is_numeral(word))
        .collect();
    let meanings: Vec<Meanings> = said.iter().map(|word| by_stem(word)).collect();
    let compounds: Vec<Meanings> = said.iter().map(|word| as_compound(word)).collect();
    let off = misspelt(&said, &meanings);
    let known = [meanings.as_slice(), &compounds, &off];
    let mut union = Set::default();
    for own in known.iter().copied().flatten() {
        union.extend(own.anywhere());
    }
    let watches = || phrase::watches(bare).then_some(Sense::of(Sort::Answer, 2));
    if !union.has_any(&SPEAKING) && !phrase::has_form(all) {
        return watches();
    }
    let phrase = phrase::Phrase::of(bare, all, &said);
    let within = languages(&known).into_iter().filter_map(|language| {
        let (sets, near) = sets_in(language, &said, known);
        let sense = phrase.sense_in(language, &sets)?;
        let strength = if near && sense.strength == 3 {
            2
        } else {
            sense.strength
        };
        Some(Sense {
            near,
            strength,
            ..sense
        })
    });
    within
        .max_by_key(|sense| (sense.strength, usize::MAX - sense.unknown))
        .or_else(watches)
}

/// "Calculation/solution", "Answer / why": one of the two is a sure answer, neither asks.
fn either_answers(bare: &str) -> Option<Sense> {
    let parts: Vec<_> = bare.split('/').filter_map(spaced_sense).collect();
    let asks = parts.iter().any(|part| part.sort == Sort::Questions);
    let answers = |part: &Sense| part.sort == Sort::Answer && part.strength >= 3;
    parts.into_iter().find(answers).filter(|_| !asks)
}

/// What each word is if it is misspelt: only among words for answers, or as the only one.
fn misspelt(said: &[&str], meanings: &[Meanings]) -> Vec<Meanings> {
    let held = |at: usize| {
        let others = meanings
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at);
        let nouns = [Class::Answer, Class::Explains, Class::Model];
        others
            .into_iter()
            .any(|(_, own)| own.anywhere().has_any(&nouns))
    };
    let off = |(at, word): (usize, &&str)| match said.len() {
        1 => nearly(word, true),
        2..=4 if held(at) => nearly(word, false),
        _ => Meanings::default(),
    };
    said.iter().enumerate().map(off).collect()
}

/// The languages that know some of the words.
fn languages(known: &[&[Meanings]; 3]) -> Vec<&'static str> {
    let mut languages: Vec<&'static str> = Vec::new();
    for language in known
        .iter()
        .copied()
        .flatten()
        .flat_map(Meanings::languages)
    {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
}

/// What the words do in a language, by stem, as a compound, else misspelt; and whether one is.
fn sets_in(language: &str, said: &[&str], known: [&[Meanings]; 3]) -> (Vec<Set>, bool) {
    let [meanings, compounds, off] = known;
    let mut near = false;
    let sets = said.iter().enumerate().map(|(at, word)| {
        let of = |all: &[Meanings]| {
            all.get(at)
                .map_or(Set::default(), |own| own.within(language))
        };
        let mut set = of(meanings);
        set.extend(of(compounds));
        if set.is_empty() {
            set = of(off);
            near |= !set.is_empty();
        }
        if set.is_empty() && word.chars().count() == 1 {
            set = Set::of(Class::Joins);
        }
        set
    });
    (sets.collect(), near)
}

#[cfg(test)]
mod tests {
    use super::{Sort, sense};

    #[test]
    fn phrases_are_understood() {
        for (phrase, sort, strength) in [
            ("Model Answer (2 marks)", Sort::Answer, 3),
            ("Correct answer", Sort::Answer, 3),
            ("Right answer", Sort::Answer, 3),
            ("Answers (don't hand out!!)", Sort::Staff, 3),
            ("Lösungen (nur für Lehrende)", Sort::Staff, 3),
            ("Modell answer", Sort::Answer, 2),
            ("Model anser", Sort::Answer, 2),
            ("KEY POINTS TO LISTEN FOR", Sort::Answer, 2),
            ("Mögliche Antworten", Sort::Answer, 3),
            ("Musterlösung", Sort::Answer, 3),
            ("Helyes válasz", Sort::Answer, 3),
            ("Примерные ответы", Sort::Answer, 3),
            ("参考答案", Sort::Answer, 3),
            ("模範解答", Sort::Answer, 3),
            ("ملاحظات للمعلّم", Sort::Staff, 3),
            ("Trainer's notes", Sort::Staff, 3),
            ("Notes pour l'animateur", Sort::Staff, 3),
            ("Pauta de corrección", Sort::Explains, 2),
            ("Discussion questions", Sort::Questions, 3),
            ("Short answer", Sort::Slot, 1),
            ("Your answer", Sort::Slot, 1),
            ("Mark Scheme", Sort::Explains, 3),
            ("Acceptable Responses", Sort::Answer, 2),
        ] {
            let found = sense(phrase).map(|sense| (sense.sort, sense.strength));
            assert_eq!(found, Some((sort, strength)), "{phrase}");
        }
        for phrase in [
            "The night shift",
            "The ferry left late",
            "Monday",
            "A long road home",
        ] {
            let found = sense(phrase).filter(|sense| sense.is_kept_back());
            assert_eq!(found, None, "{phrase}");
        }
    }
}
