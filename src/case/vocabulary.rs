//! What authors name the parts of a case by, in nine languages, and how it is looked up.

pub(crate) use field::{of_summary, tells_about};
use index::{INDEX, STARTS};
pub use lists::{
    CORRECT, GIVES_AWAY, HOURS, MINUTES, NOISE_STARTS, SECONDS, TO, UP_TO, WEAK, closes_a_mail,
};
pub(crate) use lists::{
    TRUTHS, Truth, WRONG, is_truth, names_an_exam, names_cases, names_gaps, names_questions_folded,
};
pub use near::{is_slip, meant, meant_counted, meant_key};
pub(crate) use private::forbids_telling;
pub use private::{
    briefs_several, is_private, may_be_for_one, only_reader, readers, role_alone, role_of_brief,
    role_of_heading, tells_one,
};
pub use words::{FIRST, LANGUAGES, NEVER, Row, WORDS};

mod field;
pub(crate) mod grammar;
mod index;
mod lists;
mod near;
mod order;
pub mod phrases;
mod private;
mod words;

/// What a heading or a label line opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// A list of questions.
    Questions,
    /// One question: "Question 3".
    Question,
    /// Model answers.
    Answers,
    /// A table, chart or letter with a tab of its own.
    Exhibit,
    /// A part that is hidden until it is reached.
    Part,
    /// One of several cases.
    Case,
    /// For the facilitator only.
    Facilitator,
    /// What to listen for.
    ListenFor,
    /// What invented people say.
    Rehearsal,
    /// A hint.
    Hint,
    /// Part of the question, whatever it looks like.
    Prompt,
    /// Asked aloud after the answer.
    FollowUp,
    /// A scale.
    Scale,
    /// A ranking.
    Rank,
    /// A number as an answer.
    Number,
    /// Items that are answered one by one.
    InBasket,
    /// What is left out first, or never.
    LeaveOut,
    /// An earlier question that this one stands on.
    BuildsOn,
    /// Planned time.
    Time,
    /// Where it comes from.
    Sources,
    /// What people should learn.
    Goals,
    /// Closes a question section and is none of the above.
    Closing,
    /// The author.
    Author,
    /// The language.
    Language,
    /// The licence.
    Licence,
    /// Words to find it by.
    Tags,
    /// For whom.
    Level,
    /// The protocol.
    Protocol,
    /// Roles that people may take.
    Roles,
    /// What whoever chooses a case reads first.
    Synopsis,
    /// Planned time of the readings.
    ReadingTime,
    /// Planned time of the close.
    ClosingTime,
    /// What belongs on the board, for the facilitator.
    Board,
    /// The title.
    Title,
    /// Not part of a text but of the page that it was copied from.
    Noise,
}

/// The longest phrase, in bytes, that is looked up; none of the words is nearly as long.
const LONGEST: usize = 160;
/// The most blanks of a phrase that can be one of the words, stray ones included.
const MOST_BLANKS: usize = 9;

/// Small letters, single blanks, no punctuation at the ends or around words.
pub fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            normal.push(letter.to_ascii_lowercase());
        } else if letter.is_alphanumeric() || letter == '-' || letter == '_' || is_mark(letter) {
            normal.extend(letter.to_lowercase());
        } else if !normal.is_empty() && !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
    normal.trim_matches([' ', '-', '_']).to_owned()
}

/// Vowel signs and accents that belong to the letter before.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{5b0}'..='\u{5c7}' | '\u{64b}'..='\u{65f}'
        | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{200c}')
}

/// What a phrase opens, if it is one of the words and nothing else.
pub fn whole(phrase: &str) -> Option<Word> {
    // A line of running text is told apart before anything is made of it.
    let blanks = || phrase.bytes().filter(|byte| *byte == b' ').count();
    let may_be = phrase.len() <= LONGEST && blanks() <= MOST_BLANKS;
    may_be.then(|| find(&normal(phrase))).flatten()
}

/// What an already normal phrase is.
fn find(phrase: &str) -> Option<Word> {
    let first = usize::from(*phrase.as_bytes().first()?);
    let forms = INDEX.get(*STARTS.get(first)?..*STARTS.get(first + 1)?)?;
    let at = forms.binary_search_by(|(form, _)| (*form).cmp(phrase));
    forms.get(at.ok()?).map(|(_, word)| *word)
}

/// The word that a heading begins with, followed by a number, a letter or a colon; or that
/// it is as a whole; or, for questions, answers and the facilitator, that a short one holds.
pub fn of_heading(text: &str) -> Option<Word> {
    if text.len() > LONGEST * 4 {
        return None;
    }
    let head = before_colon(text);
    begins(text, head)
        .or_else(|| grammar::is_about_teaching(text).then_some(Word::Facilitator))
        .or_else(|| held(&normal(head.unwrap_or(text))))
        .or_else(|| by_grammar(head.unwrap_or(text)))
        .or_else(|| grammar::comes_later(text).then_some(Word::Part))
}

/// Whether a heading begins with the word for a question: "Question 3: the keys".
pub fn names_a_question(text: &str) -> bool {
    text.len() <= LONGEST
        && may_be_counted(text)
        && begins(text, before_colon(text)) == Some(Word::Question)
}

/// Whether something that may end a counted word stands among the first few words of a text, or
/// there are no more: "Question 3: …", "Question for reflection 3". Running text is told apart
/// before anything is made of it.
fn may_be_counted(text: &str) -> bool {
    let mut blanks = 0;
    let ends = text.bytes().find(|byte| {
        blanks += usize::from(*byte == b' ');
        blanks > MOST_BLANKS / 2 || matches!(byte, b':' | b'.' | b'-' | b'(' | b'[' | 0xe2..=0xef)
    });
    ends.is_none_or(|end| end != b' ')
}

/// The word that a text, or else its part before the colon, is as a whole or counted.
fn begins(text: &str, head: Option<&str>) -> Option<Word> {
    let of_head = |head: &str| {
        let head = normal(head);
        // A letter is a word only at the start of a line: "A: Background" is no answer.
        let word = find(&head).filter(|_| !is_letter(&head));
        word.or_else(|| counted(&head))
    };
    of_head(text)
        .or_else(|| of_head(head?))
        .or_else(|| counted_heading(text))
}

fn before_colon(text: &str) -> Option<&str> {
    text.split_once([':', '：', '—', '–']).map(|(head, _)| head)
}

/// The word that a heading begins with, where it is counted: "Part B: Wednesday", "Question 3".
pub fn counted_heading(text: &str) -> Option<Word> {
    if !may_be_counted(text) {
        return None;
    }
    let head = before_colon(text).unwrap_or(text);
    let head = head.split_once(" - ").map_or(head, |(head, _)| head);
    // "Part B (hand out after question 3)".
    let head = head
        .split_once(['(', '（', '['])
        .map_or(head, |(head, _)| head.trim_end());
    // "Case 1. The letter".
    let head = match head.split_once(". ") {
        Some((counted, _)) if counted.ends_with(char::is_numeric) => counted,
        _ => head,
    };
    if head.len() > LONGEST || head.split_whitespace().nth(4).is_some() {
        return None;
    }
    counted(&normal(head))
}

/// The number of the question that a short heading speaks of: "Answer 3", "On question 3".
pub fn number_within(text: &str) -> Option<u64> {
    if text.len() > LONGEST {
        return None;
    }
    let normal = normal(text);
    let words: Vec<_> = normal.split(' ').collect();
    let mut pairs = words.iter().zip(words.iter().skip(1));
    pairs.find_map(|(word, number)| {
        let named = matches!(find(word), Some(Word::Question | Word::Answers));
        number.parse().ok().filter(|_| named && !is_letter(word))
    })
}

/// An exhibit that a text speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// As it stands there: "Exhibit 2".
    pub words: &'a str,
    /// Its number or letter, small: "2", "b".
    pub number: String,
    /// Whether the line begins with it, as a heading or a caption does.
    pub at_start: bool,
}

/// The exhibits that a line speaks of: "as Exhibit 2 shows". Tables and figures, which may be
/// those of a source that is quoted, are not among them unless the line begins with one.
pub fn exhibits_named(line: &str) -> Vec<Named<'_>> {
    let starts = line.trim_start_matches(|letter: char| "*_# \t".contains(letter));
    let first = line.len() - starts.len();
    let mut named = Vec::new();
    let mut from = 0;
    for word in line.split_inclusive(' ') {
        let (at, next) = (from, from + word.len());
        from = next;
        let rest = line.get(next..).unwrap_or_default();
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let end = rest.find(|letter: char| !letter.is_alphanumeric());
        let number = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let counted = !number.is_empty()
            && (number.chars().all(char::is_numeric) || number.chars().count() == 1)
            && number
                .chars()
                .all(|letter| letter.is_numeric() || letter.is_uppercase());
        let key = normal(bare);
        let at_start = at <= first;
        let speaks =
            find(&key) == Some(Word::Exhibit) && (at_start || IN_TEXT.contains(&key.as_str()));
        let begin = at + word.find(bare).unwrap_or_default();
        let words = line.get(begin..next + number.len()).unwrap_or_default();
        if counted && speaks && word.ends_with(' ') {
            named.push(Named {
                words,
                number: number.to_lowercase(),
                at_start,
            });
        }
    }
    named
}

/// Words for an exhibit that mean one of this case wherever they stand.
const IN_TEXT: &[&str] = &[
    "exhibit",
    "anexo",
    "annexe",
    "anlage",
    "приложение",
    "приложении",
    "ملحق",
    "الملحق",
    "נספח",
];

/// "part b", "exhibit 1", "q3", "第二部分": a word that is counted.
fn counted(head: &str) -> Option<Word> {
    let numeral = |letter: char| letter.is_numeric() || "一二三四五六七八九十".contains(letter);
    let bare = head.strip_prefix('第').unwrap_or(head);
    let bare = bare.trim_start_matches(numeral).trim_end_matches(numeral);
    let word = if bare.len() < head.len() {
        bare.trim()
    } else {
        let (word, last) = head.rsplit_once(' ')?;
        let roman = last.len() <= 4 && last.chars().all(|letter| "ivx".contains(letter));
        let ordinal = roman || last.chars().count() == 1 || lists::ORDINALS.contains(&last);
        ordinal.then_some(word)?
    };
    match find(word)? {
        // A list of questions is not counted, one of them is.
        Word::Questions => Some(Word::Question),
        word => Some(word),
    }
}

/// The word that a short heading holds. Question words beat answer words ("Answer the following
/// questions"), but not "Answers to the questions".
fn held(head: &str) -> Option<Word> {
    let words: Vec<_> = head.split(' ').collect();
    // "The new solution", "the business problem" are those of a story.
    let told = words.len() > 2 && words.first() == Some(&"the");
    let told = told && matches!(words.last(), Some(&("solution" | "problem" | "challenge")));
    let idle = grammar::tells_of(head) || grammar::tells_how_to_answer(head);
    if words.len() > 5 || head.is_empty() || told || idle {
        return None;
    }
    let mut found = Vec::new();
    for from in 0..words.len() {
        for to in from + 1..=words.len() {
            let phrase = words.get(from..to).unwrap_or_default().join(" ");
            let word = find(&phrase).filter(|_| !is_letter(&phrase));
            found.extend(word.map(|word| (from, word)));
        }
    }
    let at = |wanted: Word| found.iter().find(|(_, word)| *word == wanted);
    let verb = matches!(words.first(), Some(&"answer")) || head.starts_with("antworten sie");
    let answers = at(Word::Answers).filter(|(from, _)| *from == 0 || words.len() <= 3);
    match (at(Word::Questions), answers) {
        (Some(_), Some((0, _))) if !verb => Some(Word::Answers),
        // "Quiz solutions": the last noun counts.
        (Some((asks, _)), Some((answers, _)))
            if answers > asks && answers + 1 == words.len() && !verb && !words.contains(&"and") =>
        {
            Some(Word::Answers)
        }
        (Some(_), _) => Some(Word::Questions),
        (None, Some(_)) if !verb => Some(Word::Answers),
        _ => at(Word::Facilitator)
            .map(|(_, word)| *word)
            .or_else(|| unspaced(head)),
    }
}

/// Whether a line is about questions: "Discuss the following questions:".
pub fn speaks_of_questions(line: &str) -> bool {
    // "The discussion went like this:" is not about questions; nor is "Questions put to Ann:".
    let named = |word: &str| !word.starts_with("discuss") && find(word) == Some(Word::Questions);
    normal(line).split(' ').any(named) && !grammar::was_asked(&grammar::fold(line))
}

/// In scripts without blanks a short heading holds its word anywhere.
fn unspaced(head: &str) -> Option<Word> {
    if !head.chars().any(is_ideograph) || head.chars().count() > 12 {
        return None;
    }
    let holds = |wanted: Word| {
        let rows = WORDS.iter().filter(|(word, _)| *word == wanted);
        let mut forms = rows.flat_map(|(_, forms)| forms.iter().copied().flatten());
        forms.any(|form| form.chars().all(is_ideograph) && form.len() > 3 && head.contains(form))
    };
    [Word::Answers, Word::Questions, Word::Facilitator]
        .into_iter()
        .find(|word| holds(*word))
}

/// Whether a heading names questions proper, not exercises or tasks.
pub fn names_questions(title: &str) -> bool {
    names_questions_folded(&grammar::fold(title))
}

/// The word that a phrase opens by how it is made, where that is sure: "Model answer (2 marks)".
pub fn by_grammar(phrase: &str) -> Option<Word> {
    grammar::sense(phrase)
        .filter(|sense| sense.strength >= 3)
        .and_then(word_of)
}

/// The same of a label under a question, where less is enough.
pub fn by_grammar_below(phrase: &str) -> Option<Word> {
    grammar::sense(phrase)
        .filter(|sense| sense.strength >= 2)
        .and_then(word_of)
}

fn word_of(sense: grammar::Sense) -> Option<Word> {
    match sense.sort {
        grammar::Sort::Answer => Some(Word::Answers),
        grammar::Sort::Staff => Some(Word::Facilitator),
        grammar::Sort::Explains if sense.strength >= 3 => Some(Word::Facilitator),
        _ => None,
    }
}

/// Whether a letter belongs to a script without blanks between words: Han, kana.
pub fn is_ideograph(letter: char) -> bool {
    ('\u{2e80}'..'\u{a000}').contains(&letter)
}

/// "a", "r", "q": too short to be a word anywhere but at the start of a line.
fn is_letter(phrase: &str) -> bool {
    phrase.chars().count() == 1 && !phrase.chars().all(is_ideograph)
}

/// The label that a line begins with, and what follows its colon.
pub fn label(line: &str) -> Option<(Word, &str)> {
    labelled(line, |head| known(head).or_else(|| by_grammar(head)))
}

/// The word that a label is, or counts.
fn known(head: &str) -> Option<Word> {
    whole(head).or_else(|| counted_heading(head))
}

/// The same under a question, where less is enough, and what follows the colon.
pub fn label_below(line: &str) -> Option<(Word, &str)> {
    let below = |head: &str| {
        let about = tells_about(head).then_some(Word::Facilitator);
        let known = about.or_else(|| known(head));
        known
            .or_else(|| by_grammar_below(head))
            .or_else(|| near::kept_back(head))
    };
    labelled(line, below).or_else(|| field::by_dash(line))
}

/// The label that a line begins with, misspelt ones included.
pub(crate) fn label_of_field(line: &str) -> Option<Word> {
    let named = |head: &str| known(head).or_else(|| by_grammar(head));
    labelled(line, |head| named(head).or_else(|| near::kept_back(head))).map(|(word, _)| word)
}

fn labelled(line: &str, word: impl Fn(&str) -> Option<Word>) -> Option<(Word, &str)> {
    let line = line.trim_start().trim_start_matches(['*', '_']);
    let (head, rest) = line.split_at_checked(colon(line)?)?;
    let word = word(head.trim_end_matches(['*', '_']))?;
    let rest = rest.trim_start_matches([':', '：']);
    Some((word, rest.trim_start_matches(['*', '_']).trim()))
}

/// Where a label's colon is, among the first few words.
fn colon(line: &str) -> Option<usize> {
    let mut blanks = 0;
    for (at, byte) in line.bytes().enumerate().take(LONGEST) {
        match byte {
            b':' => return Some(at),
            0xef if line.get(at..).is_some_and(|rest| rest.starts_with('：')) => return Some(at),
            b'\n' => return None,
            b' ' if blanks == MOST_BLANKS => return None,
            b' ' => blanks += 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{INDEX, WORDS, Word, normal, of_heading, whole};

    #[test]
    fn words_are_written_as_they_are_looked_for() {
        for (word, columns) in WORDS {
            for form in columns.iter().copied().flatten() {
                assert_eq!(&normal(form), form, "{word:?}");
                assert_eq!(whole(form), Some(*word), "{form} is there twice");
            }
        }
        assert!(INDEX.is_sorted_by_key(|(form, _)| form));
    }

    #[test]
    fn headings_open_what_they_name() {
        for (heading, word) in [
            ("Discussion questions", Some(Word::Questions)),
            ("Answer the following questions", Some(Word::Questions)),
            ("Answers to the questions", Some(Word::Answers)),
            ("Some possible answers", Some(Word::Answers)),
            ("The answer from head office", None),
            ("Part B: Wednesday", Some(Word::Part)),
            ("Part Two", Some(Word::Part)),
            ("Part of the problem", None),
            ("第二部分：星期三", Some(Word::Part)),
            ("案例一：夜班", Some(Word::Case)),
            ("问题 3", Some(Word::Question)),
            ("Q3", Some(Word::Question)),
            ("A: Background", None),
            ("Exhibit 1 – The rota", Some(Word::Exhibit)),
            ("Hinweise für die Moderation", Some(Word::Facilitator)),
            ("The night shift", None),
        ] {
            assert_eq!(of_heading(heading), word, "{heading}");
        }
    }
}
