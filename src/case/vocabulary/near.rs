//! The word of the grammar that somebody meant, by how few letters are off; in any language.

use super::{WORDS, Word, counted_heading, grammar::is_near, normal, whole};

/// No word that is looked for is longer, in bytes.
const LONGEST: usize = 48;

/// The word, among these, that a label nearly is: "Hnt" is "hint". None where it is a word, or
/// counts something.
#[must_use]
pub fn meant(label: &str, words: &[Word]) -> Option<&'static str> {
    let counts = label.contains(char::is_numeric) || counted_heading(label).is_some();
    if label.len() > LONGEST || counts || whole(label).is_some() {
        return None;
    }
    let label = normal(label);
    let rows = WORDS.iter().filter(|(word, _)| words.contains(word));
    let forms = rows.flat_map(|(_, columns)| columns.iter().copied().flatten());
    forms.copied().find(|form| is_slip(&label, form))
}

/// Whether a word is another with a slip of the pen. Of a short word, "hint" or "min", both ends
/// are right and no letter is another: "hunt" is a word of its own.
#[must_use]
pub fn is_slip(said: &str, form: &str) -> bool {
    let letters = form.chars().count();
    let ends = |word: &str| (word.chars().next(), word.chars().next_back());
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let short = || {
        let exchanged = said.len() == form.len() && sorted(said) == sorted(form);
        ends(said) == ends(form) && (exchanged || said.chars().count() != letters)
    };
    letters >= 3 && said.len() >= 2 && is_near(said, form) && (letters > 4 || short())
}

#[cfg(test)]
mod tests {
    use super::{Word, meant};

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
}
