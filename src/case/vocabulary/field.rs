//! Fields told by a dash, what tells about a question, and what is folded away.

use super::{Word, grammar, lists, of_heading, whole};

/// "Hint – look at the list": a field whose words a dash parts from it.
pub(super) fn by_dash(line: &str) -> Option<(Word, &str)> {
    let line = line.trim_start().trim_start_matches(['*', '_']);
    let dash = [" - ", " – ", " — "].iter();
    let (head, rest) = dash.filter_map(|dash| line.split_once(dash)).next()?;
    let word = whole(head.trim_end_matches(['*', '_', ' ']))?;
    let field = matches!(
        word,
        Word::Hint | Word::FollowUp | Word::Answers | Word::ListenFor | Word::Facilitator
    );
    field.then(|| (word, rest.trim()))
}

/// What the summary of something folded away names: "Hint 2: where to look?" too.
pub(crate) fn of_summary(summary: &str) -> Option<Word> {
    let counted = |head: &str| {
        whole(head.trim_end_matches(|end: char| end.is_numeric() || " #.".contains(end)))
    };
    let head = || Some(summary.split_once([':', '：'])?.0);
    of_heading(summary).or_else(|| head().and_then(counted).filter(|word| *word == Word::Hint))
}

/// Whether a label tells about a question what only its author needs: "Difficulty", "Bloom's level".
pub(crate) fn tells_about(head: &str) -> bool {
    let folded = grammar::fold(head);
    lists::ABOUT.begin(folded.trim_start()) && folded.split_whitespace().count() <= 4
}
