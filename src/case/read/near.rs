//! What was nearly said in our grammar: a misspelt field or heading, a field without its colon, a
//! time whose unit nobody knows, an option without its blank. Its author is told.

use super::{
    Document, agree,
    fence::Fence,
    settings::SETTINGS,
    source::{Numbered, Text},
};
use crate::case::{
    flaw::{Code, Flaw},
    vocabulary::{self, HOURS, MINUTES, SECONDS, Word, is_slip, meant, meant_counted, meant_key},
};

/// Words that open something under a question.
const FIELDS: &[Word] = &[
    Word::Hint,
    Word::FollowUp,
    Word::ListenFor,
    Word::Rehearsal,
    Word::Scale,
    Word::Rank,
    Word::Number,
    Word::InBasket,
    Word::LeaveOut,
    Word::Time,
    Word::Prompt,
    Word::Answers,
    Word::Facilitator,
];
/// Words that open something as a heading.
const HEADINGS: &[Word] = &[
    Word::Questions,
    Word::Answers,
    Word::Facilitator,
    Word::Goals,
    Word::Sources,
];
/// Words that open something as a heading with a number.
const COUNTED: &[Word] = &[Word::Exhibit, Word::Part, Word::Case, Word::Question];
/// No label is longer, in bytes, marks around it included.
const LONGEST: usize = 60;
/// So many labels of a document are looked at: whoever writes has made no more slips.
const MOST: usize = 300;

/// Tells what was nearly said.
pub(super) fn tell(document: &mut Document, text: &Text<'_>) {
    let asked = agree::asked(document);
    let mut fence = Fence::default();
    let mut looked = 0;
    let mut under = false;
    let mut flaws: Vec<Flaw> = text.front.iter().filter_map(setting).collect();
    for line in &text.lines {
        if fence.holds(&line.text) {
            continue;
        }
        let own = line.text.trim();
        let asks = asked.contains(&line.number);
        let heading = own.starts_with('#');
        under = asks || (under && !heading);
        if asks {
            flaws.extend(time(own, line.number));
        } else if looked < MOST && (under || heading) {
            let found = if heading { title(own) } else { field(own) };
            looked += usize::from(found.is_some());
            flaws.extend(found.and_then(|label| slip(label, heading, line.number)));
            flaws.extend(uncounted(own, line.number).filter(|_| under && !heading));
        }
    }
    let glued = text.glued.iter();
    flaws.extend(glued.filter(|_| !asked.is_empty()).map(|line| {
        let what = "An option has no blank before its mark; it was read as if it had one";
        Flaw::new(
            Code::NearMiss,
            *line,
            what,
            "Write “- ( ) text” or “- (x) text”.",
        )
    }));
    if !flaws.is_empty() {
        document.flaws.extend(flaws);
        document.flaws.sort_by_key(|flaw| flaw.line);
    }
}

/// "tiem: 45 min": a setting that nobody knows, and one letter beside one that we know.
fn setting(line: &Numbered<'_>) -> Option<Flaw> {
    let (key, _) = line.text.split_once([':', '：'])?;
    let outer = !key.starts_with([' ', '\t', '-', '#']);
    let form = meant_key(key, SETTINGS).filter(|_| outer)?;
    let what = format!("“{key}” is no setting; “{form}” is");
    let hint = format!("If that is meant, write “{form}:”.");
    Some(Flaw::new(Code::NearMiss, line.number, &what, &hint).about(key))
}

/// The words of a heading.
fn title(line: &str) -> Option<&str> {
    let title = line.trim_matches(['#', '*', '_', ' ', ':', '：']);
    (!title.is_empty() && title.len() <= LONGEST).then_some(title)
}

/// What stands before the colon of a line under a question.
fn field(line: &str) -> Option<&str> {
    let near = line.bytes().take(LONGEST);
    near.into_iter().find(|byte| matches!(byte, b':' | 0xef))?;
    let (label, _) = line.split_once([':', '：'])?;
    let label = label.trim_start_matches(['-', '+', '*', '_', '>', ' ']);
    let label = label.trim_end_matches(['*', '_', ' ']);
    (!label.is_empty() && label.len() <= LONGEST).then_some(label)
}

fn slip(label: &str, heading: bool, line: u32) -> Option<Flaw> {
    let counted = || heading.then(|| meant_counted(label, COUNTED)).flatten();
    let form = meant(label, if heading { HEADINGS } else { FIELDS }).or_else(counted)?;
    let mut letters = form.chars();
    let first = letters.next()?.to_uppercase();
    let form = format!("{first}{}", letters.as_str());
    let what = format!("“{label}” is no word that opens anything; “{form}” is");
    let hint = match heading {
        true => format!("If that is meant, write “{form}”."),
        false => format!("If that is meant, write “{form}:”."),
    };
    Some(Flaw::new(Code::NearMiss, line, &what, &hint).about(label))
}

/// "Scale 1-5": a field without its colon.
fn uncounted(line: &str, number: u32) -> Option<Flaw> {
    let bare = line.trim_start_matches(['-', '+', '*', '_', ' ']);
    let (word, rest) = bare
        .split_once(' ')
        .filter(|_| !bare.contains([':', '：']))?;
    let counts = rest
        .trim_start()
        .starts_with(|first: char| first.is_ascii_digit());
    let field = matches!(
        vocabulary::whole(word),
        Some(Word::Scale | Word::Time | Word::Number)
    );
    (counts && field && rest.len() <= LONGEST && word.len() > 1).then(|| {
        let what = format!("“{word}” has no colon behind it, so the line is text");
        let hint = format!("If it is meant as a field, write “{word}: {rest}”.");
        Flaw::new(Code::NearMiss, number, &what, &hint).about(word)
    })
}

/// "(5mn)": a time whose unit nobody knows.
fn time(line: &str, number: u32) -> Option<Flaw> {
    let line = line.trim_end_matches(['*', '_', '#', ' ']);
    let (_, inside) = line.strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = inside.split_at_checked(digits)?;
    let unit = vocabulary::normal(unit);
    let known = [MINUTES, HOURS, SECONDS].into_iter().flatten();
    let meant = || known.copied().find(|form| is_slip(&unit, form));
    let fits = digits > 0 && !unit.is_empty() && super::time::split_end(line).1.is_none();
    let meant = fits.then(meant).flatten()?;
    let what = format!("“{inside}” is no time: nobody knows the unit “{unit}”");
    let hint = format!("If a time is meant, write “({count} {meant})”.");
    Some(Flaw::new(Code::NearMiss, number, &what, &hint).about(inside))
}

/// An option whose mark sticks to its bullet, `-(x) text`, with a blank between them.
pub(super) fn unglued(line: &str) -> Option<String> {
    let bare = line.trim_start();
    let rest = bare.strip_prefix(['-', '*', '+'])?;
    let inner = rest.strip_prefix(['(', '['])?;
    let close = if rest.starts_with('(') { ')' } else { ']' };
    let (mark, behind) = inner.split_once(close)?;
    let marks = matches!(mark, "" | " " | "x" | "X" | "✓" | "✔");
    let indent = line.get(..line.len() - bare.len())?;
    let bullet = bare.get(..1)?;
    (marks && behind.starts_with(' ')).then(|| format!("{indent}{bullet} {rest}"))
}
