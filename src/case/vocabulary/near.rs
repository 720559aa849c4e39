//! The word of the grammar that somebody meant, by how few letters are off; in any language.

use super::{
    INDEX, STARTS, WORDS, Word, counted_heading,
    grammar::{Sense, Sort, is_near},
    normal, whole,
};

/// No word that is looked for is longer, in bytes.
const LONGEST: usize = 48;

/// The word, among these, that a label nearly is: "Hnt" is "hint". None where it is a word, or
/// counts something.
pub fn meant(label: &str, words: &[Word]) -> Option<&'static str> {
    let counts = label.contains(char::is_numeric) || counted_heading(label).is_some();
    if label.len() > LONGEST || counts || whole(label).is_some() {
        return None;
    }
    let label = normal(label);
    forms(words).find(|form| is_slip(&label, form))
}

fn forms(words: &[Word]) -> impl Iterator<Item = &'static str> {
    let rows = WORDS.iter().filter(|(word, _)| words.contains(word));
    rows.flat_map(|(_, columns)| columns.iter().copied().flatten().copied())
}

/// The same of what stands before a number or a letter: "Exibit" in "Exibit 1: The rota".
pub fn meant_counted(title: &str, words: &[Word]) -> Option<&'static str> {
    let head = title.split([':', '：', '.', '—', '–', '(']).next()?.trim();
    let (word, count) = head.rsplit_once(' ')?;
    let counts = count.chars().all(char::is_numeric)
        || count.len() == 1 && count.starts_with(|letter: char| letter.is_ascii_uppercase());
    let known = word.len() > LONGEST || whole(word).is_some() || counted_heading(title).is_some();
    let word = normal(word);
    let mut forms = forms(words);
    (counts && !known && !word.contains(' ')).then(|| forms.find(|form| is_slip(&word, form)))?
}

/// The same of the key of a setting, where letters that changed places are a slip in a short word
/// too: "tiem".
pub fn meant_key(key: &str, words: &[Word]) -> Option<&'static str> {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let said = normal(key);
    let exchanged =
        |form: &&str| said.chars().next() == form.chars().next() && letters(&said) == letters(form);
    meant(key, words).or_else(|| {
        let free = key.len() <= LONGEST && said.len() > 2 && whole(key).is_none();
        free.then(|| forms(words).find(exchanged)).flatten()
    })
}

/// What a misspelt label keeps back, if anything: "Facilitater notes", "Musterlsung", "Hnt". What is
/// off is not its end, by which "trainee" and "trainer" are told apart.
pub(super) fn kept_back(label: &str) -> Option<Word> {
    if label.len() > LONGEST || label.contains(char::is_numeric) {
        return None;
    }
    let label = normal(label);
    let first = usize::from(*label.as_bytes().first()?);
    let forms = INDEX.get(*STARTS.get(first)?..*STARTS.get(first + 1)?)?;
    let end = label.chars().next_back();
    let keeps = |(form, word): &&(&str, Word)| {
        let answers = matches!(word, Word::Answers | Word::Facilitator | Word::Number);
        let kind = matches!(word, Word::Hint | Word::ListenFor)
            || answers && form.chars().nth(5).is_some();
        form.chars().next_back() == end && kind && is_slip(&label, form)
    };
    let exact = forms.binary_search_by(|(form, _)| (*form).cmp(&label));
    forms
        .iter()
        .find(keeps)
        .map(|(_, word)| match word {
            // A number that is right is an answer.
            Word::Number => Word::Answers,
            word => *word,
        })
        .filter(|_| exact.is_err())
}

/// The same as a sense.
pub(super) fn sense(label: &str) -> Option<Sense> {
    let word = kept_back(label)?;
    let (sort, strength) = match word {
        Word::Facilitator => (Sort::Staff, 3),
        Word::ListenFor => (Sort::Staff, 2),
        Word::Hint => (Sort::Hint, 1),
        _ => (Sort::Answer, 2),
    };
    Some(Sense::of(sort, strength))
}

/// Whether a word is another with a slip of the pen. Of a short word, "hint" or "min", both ends
/// are right and no letter is another: "hunt" is a word of its own.
pub fn is_slip(said: &str, form: &str) -> bool {
    let ends = |word: &str| (word.chars().next(), word.chars().next_back());
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let short = || {
        let exchanged = said.len() == form.len() && sorted(said) == sorted(form);
        ends(said) == ends(form) && (exchanged || said.chars().count() != form.chars().count())
    };
    is_near(said, form)
        && said.len() >= 2
        && form.chars().nth(2).is_some()
        && (form.chars().nth(4).is_some() || short())
}

#[cfg(test)]
mod tests {
    use super::{Word, kept_back, meant};

    #[test]
    fn a_slip_of_the_pen_is_known_and_other_words_are_left_alone() {
        let words = [
            Word::Hint,
            Word::FollowUp,
            Word::Rank,
            Word::Answers,
            Word::Scale,
        ];
        for (label, form) in [
            ("Hnt", Some("hint")),
            ("Hitn", None),
            ("Hint", None),
            ("Hunt", None),
            ("Folow-up", Some("follow-up")),
            ("Rnak", Some("rank")),
            ("Model anwser", Some("model answer")),
            ("Musterlsung", Some("musterlösung")),
            ("Scael", Some("scale")),
            ("Answer 7", None),
            ("The harbour", None),
        ] {
            assert_eq!(meant(label, &words), form, "{label}");
        }
    }

    #[test]
    fn a_misspelt_label_keeps_back_and_a_word_of_its_own_does_not() {
        for (label, word) in [
            ("Musterlsung", Some(Word::Answers)),
            ("Facilitater notes", Some(Word::Facilitator)),
            ("Hnt", Some(Word::Hint)),
            ("Hint", None),
            ("Hunt", None),
            ("Trainee", None),
            ("Moderators", None),
            ("Lime", None),
            ("The moderate", None),
        ] {
            assert_eq!(kept_back(label), word, "{label}");
        }
    }
}
