//! Tables of questions: a row that asks in one column and answers in another is read as a question
//! with its answer below.

use std::{borrow::Cow, collections::HashSet};

use super::{
    fence::Fence,
    question::mark::asks,
    source::{Numbered, heading_level},
    survey::tells_to,
};
use crate::case::vocabulary::{
    self, Word,
    grammar::{Sort, fold, names_a_task, names_an_answer, sense},
};

/// What may stand around words.
const MARKS: [char; 4] = ['*', '_', '#', ' '];

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Asks,
    Answers,
    Explains,
    Hints,
    /// For whoever asks.
    Notes,
    Option(char),
    /// Numbers, or nothing.
    Counts,
}

/// What a cell of a row that asks is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::case) enum Part {
    Asks,
    Answers,
    Hints,
    Notes,
}

/// A table of questions: what each column is for, and so many rows that are its heads.
struct Columns {
    kinds: Vec<Column>,
    heads: usize,
}

/// The lines of a source with each row of such a table as lines of their own.
pub(super) fn apart(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    if !lines.iter().any(|line| is_rule(&line.text)) {
        return lines;
    }
    let mut fence = Fence::default();
    let (mut heading, mut head) = (None, None);
    let mut out: Vec<Numbered<'_>> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let code = fence.holds(&line.text);
        if !code && heading_level(&line.text).is_some() {
            heading = Some(line.text.trim().trim_matches(['#', ' ']));
        }
        if !code {
            head = heads(&line.text).or(head);
        }
        let (before, below) = lines.split_at_checked(at).unwrap_or_default();
        let table = if code { &[] } else { table(below) };
        let shown = table.is_empty() || heading.is_some_and(is_exhibit);
        let about = || head.is_some_and(is_about_answers);
        let found = || columns(table).or_else(|| about().then(|| columns_without_heads(table))?);
        let Some(columns) = (!shown)
            .then(found)
            .flatten()
            .filter(|own| !asks_again(before, table, own))
        else {
            out.push(line.clone());
            at += 1;
            continue;
        };
        // The first words of a text are its title.
        let told = columns.kinds.contains(&Column::Answers);
        let label = if !told || out.iter().all(Numbered::is_blank) {
            ""
        } else {
            "Questions:"
        };
        let heads = table.iter().take(2).zip([label, ""]);
        out.extend(heads.map(|(line, text)| numbered(line, text.to_owned())));
        for (nth, row) in columns.rows(table).enumerate() {
            out.extend(parts(&columns.kinds, &row.text, nth + 1).map(|text| numbered(row, text)));
        }
        at += table.len();
    }
    out
}

fn numbered<'a>(line: &Numbered<'_>, text: String) -> Numbered<'a> {
    Numbered {
        number: line.number,
        text: Cow::Owned(text),
    }
}

fn is_row(line: &str) -> bool {
    line.starts_with('|')
}

/// What stands below the heads of a table.
pub(in crate::case) fn is_rule(line: &str) -> bool {
    is_row(line) && line.contains("--") && line.bytes().all(|byte| b"|-: \t\r".contains(&byte))
}

/// The rows of a table that begins here, heads and rule included; none where none does.
fn table<'a, 'b>(lines: &'a [Numbered<'b>]) -> &'a [Numbered<'b>] {
    if !lines.get(1).is_some_and(|line| is_rule(&line.text)) {
        return &[];
    }
    let rows = lines.iter().take_while(|line| is_row(&line.text)).count();
    lines.get(..rows).unwrap_or_default()
}

impl Columns {
    /// The rows that ask.
    fn rows<'a, 'b>(&self, table: &'a [Numbered<'b>]) -> impl Iterator<Item = &'a Numbered<'b>> {
        let first = table.iter().take(1 - self.heads.min(1));
        first.chain(table.iter().skip(2))
    }
}

/// The words of a line that heads what stands below it: a heading, or bold as a whole.
fn heads(line: &str) -> Option<&str> {
    let text = line.trim();
    let bold = text.len() > 4 && text.starts_with("**") && text.ends_with("**");
    (bold || heading_level(line).is_some()).then(|| text.trim_matches(MARKS))
}

/// What an exhibit shows is no table of questions.
fn is_exhibit(title: &str) -> bool {
    vocabulary::of_heading(title) == Some(Word::Exhibit)
}

/// "Questions and model answers": what stands below answers.
fn is_about_answers(title: &str) -> bool {
    names_an_answer(&fold(title)) || sense(title).is_some_and(|said| said.sort == Sort::Answer)
}

/// The same of a table whose first row is a question too, below a heading that is about answers:
/// one column asks, and another says something and does not.
fn columns_without_heads(table: &[Numbered<'_>]) -> Option<Columns> {
    let rows: Vec<Vec<String>> = table
        .iter()
        .take(1)
        .chain(table.iter().skip(2))
        .map(|row| cells(&row.text))
        .collect();
    let says = |text: &String| text.contains(char::is_alphabetic);
    // Heads that are empty stand in their row all the same.
    let empty = usize::from(!rows.first()?.iter().any(says));
    let rows = rows.get(empty..).filter(|rows| rows.len() >= 2)?;
    let share = |nth: usize, fits: &dyn Fn(&String) -> bool| {
        let fitting = rows.iter().filter(|row| row.get(nth).is_some_and(fits));
        fitting.count() * 5 >= rows.len() * 4
    };
    let width = rows.first()?.len();
    let asking: Vec<usize> = (0..width)
        .filter(|nth| share(*nth, &|text| asks(text)))
        .collect();
    let asked = *asking.first()?;
    let answers = (0..width).find(|nth| !asking.contains(nth) && share(*nth, &says))?;
    let kind = |nth: usize| match nth {
        _ if nth == asked => Column::Asks,
        _ if nth == answers => Column::Answers,
        _ if nth < asked => Column::Counts,
        _ => Column::Notes,
    };
    Some(Columns {
        kinds: (0..width).map(kind).collect(),
        heads: empty,
    })
}

/// What else stands behind a question and its answer is for whoever asks.
fn note_the_rest(kinds: &mut [Option<Column>]) {
    let place = |kind: Column| kinds.iter().position(|own| *own == Some(kind));
    if let (Some(asks), Some(_)) = (place(Column::Asks), place(Column::Answers)) {
        for own in kinds.iter_mut().skip(asks + 1) {
            own.get_or_insert(Column::Notes);
        }
    }
}

/// What each column of a table is for, where it holds questions and answers and nothing else.
fn columns(table: &[Numbered<'_>]) -> Option<Columns> {
    let heads = cells(&table.first()?.text);
    let rows: Vec<Vec<String>> = table.iter().skip(2).map(|row| cells(&row.text)).collect();
    let cell = |row: &Vec<String>, nth: usize| row.get(nth).cloned().unwrap_or_default();
    let kinds = heads.iter().enumerate().map(|(nth, head)| {
        let full = || rows.iter().filter(|row| row.len() == heads.len());
        let says = |row: &&Vec<String>| cell(row, nth).contains(char::is_alphabetic);
        let few = || full().filter(says).count() * 5 <= full().count();
        kind(head).or_else(|| few().then_some(Column::Counts))
    });
    let mut kinds: Vec<Option<Column>> = kinds.collect();
    let mut said = (0..heads.len()).filter(|nth| kinds.get(*nth) != Some(&Some(Column::Counts)));
    // "Question" and "Talking points": what stands beside what asks, and does not ask, answers it.
    if let (Some(one), Some(other), None) = (said.next(), said.next(), said.next()) {
        let named = heads.get(other).is_some_and(|head| sense(head).is_some());
        // A head of the author's own, over sentences.
        let long = |row: &&Vec<String>| cell(row, other).split_whitespace().count() >= 4;
        let known = named || rows.iter().filter(long).count() * 5 >= rows.len() * 4;
        let asking = rows.iter().filter(|row| asks(&cell(row, other))).count();
        let open = !matches!(
            kinds.get(other),
            Some(Some(Column::Answers | Column::Explains))
        );
        if kinds.get(one) == Some(&Some(Column::Asks)) && known && open && asking * 2 < rows.len() {
            kinds
                .iter_mut()
                .skip(other)
                .take(1)
                .for_each(|kind| *kind = Some(Column::Answers));
        }
    }
    note_the_rest(&mut kinds);
    let columns: Vec<Column> = kinds.into_iter().collect::<Option<_>>()?;
    let rows: Vec<Vec<String>> = rows.into_iter().map(|row| whole(row, &columns)).collect();
    let mut all = columns.iter().enumerate();
    let (asking, _) = all.find(|(_, column)| **column == Column::Asks)?;
    let answering = columns.iter().position(|column| *column == Column::Answers);
    let option = |column: &&Column| matches!(column, Column::Option(_));
    let choice = columns.iter().filter(option).count() >= 2;
    if answering.is_none() && !choice {
        return None;
    }
    let once = !all.any(|(_, column)| *column == Column::Asks);
    let most = |fits: &dyn Fn(&Vec<String>) -> bool| {
        rows.iter().filter(|row| fits(row)).count() * 2 >= rows.len()
    };
    let tasks = |row: &Vec<String>| {
        let text = cell(row, asking);
        asks(&text) || tells_to(&text)
    };
    // An empty column is room to write.
    let filled = |row: &Vec<String>| {
        answering.is_none_or(|nth| cell(row, nth).contains(char::is_alphanumeric))
    };
    (once && rows.len() >= 2 && most(&tasks) && most(&filled)).then_some(Columns {
        kinds: columns,
        heads: 1,
    })
}

/// Whether a table is the key to questions above: most of those it names stand there.
fn asks_again(before: &[Numbered<'_>], table: &[Numbered<'_>], columns: &Columns) -> bool {
    let kinds = &columns.kinds;
    let column = kinds.iter().position(|column| *column == Column::Asks);
    let name = |row: &Numbered<'_>| {
        let cells = whole(cells(&row.text), kinds);
        Some(vocabulary::normal(without_count(cells.get(column?)?)))
    };
    let names: Vec<String> = columns.rows(table).filter_map(name).collect();
    let above: HashSet<String> = before
        .iter()
        .map(|line| vocabulary::normal(without_count(line.text.trim_matches(MARKS))))
        .collect();
    names.iter().filter(|name| above.contains(*name)).count() * 2 >= names.len()
}

/// A text without the number that counts it: "31\\. Who?", "2) Who?".
fn without_count(text: &str) -> &str {
    let bare = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = bare.trim_start_matches('\\').strip_prefix(['.', ')']);
    let counted = rest.filter(|_| bare.len() < text.len());
    counted.map_or(text, str::trim_start).trim_matches(MARKS)
}

/// What a column is for, by its head.
fn kind(head: &str) -> Option<Column> {
    let head = head.trim_matches(['*', '_', ' ']);
    let mut letters = head.chars();
    if let (Some(letter @ 'A'..='H'), None) = (letters.next(), letters.next()) {
        return Some(Column::Option(letter));
    }
    let (said, folded) = (sense(head).map(|sense| sense.sort), fold(head));
    if said == Some(Sort::Questions) || names_a_task(&folded) {
        return Some(Column::Asks);
    }
    if said == Some(Sort::Explains) {
        return Some(Column::Explains);
    }
    if said == Some(Sort::Answer) || names_an_answer(&folded) {
        return Some(Column::Answers);
    }
    let word = vocabulary::whole(head);
    if word == Some(Word::Hint) || said == Some(Sort::Hint) {
        return Some(Column::Hints);
    }
    let staff = matches!(word, Some(Word::Facilitator | Word::ListenFor));
    (staff || said == Some(Sort::Staff)).then_some(Column::Notes)
}

/// The parts of a row, counted from 0 in its table, that somebody said to ask: by the heads where
/// they say so, else by what the cells look like. Nothing else than its question is seen.
pub(in crate::case) fn split(table: &[String], nth: usize) -> Option<Vec<(Part, String)>> {
    let row = cells(table.get(nth).filter(|row| !is_rule(row))?);
    let heads = cells(table.first().filter(|_| nth > 0)?);
    let says = |text: &&String| text.contains(char::is_alphabetic);
    let kind = |nth: usize| kind(heads.get(nth)?);
    let named = (0..row.len()).find(|nth| kind(*nth) == Some(Column::Asks));
    let asked = named
        .or_else(|| row.iter().position(|text| asks(text)))
        .or_else(|| row.iter().position(|text| says(&text)))?;
    let part = |at: usize| match kind(at) {
        _ if at == asked => Part::Asks,
        Some(Column::Hints) => Part::Hints,
        Some(Column::Notes | Column::Option(_)) => Part::Notes,
        Some(Column::Asks | Column::Answers | Column::Explains | Column::Counts) | None => {
            Part::Answers
        }
    };
    let others = (0..row.len()).filter(|at| *at != asked);
    let all = std::iter::once(asked).chain(others);
    let filled = all.filter(|at| row.get(*at).is_some_and(|text| says(&text)));
    Some(
        filled
            .filter_map(|at| Some((part(at), row.get(at)?.clone())))
            .collect(),
    )
}

/// The cells of a row that left out its number, with an empty one there.
fn whole(cells: Vec<String>, columns: &[Column]) -> Vec<String> {
    if cells.len() >= columns.len() {
        return cells;
    }
    let mut cells = cells.into_iter();
    let cell = |column: &Column| {
        let own = (*column != Column::Counts).then(|| cells.next());
        own.flatten().unwrap_or_default()
    };
    columns.iter().map(cell).collect()
}

/// A row as lines: the question by its number, its options, its answer.
fn parts(columns: &[Column], row: &str, nth: usize) -> impl Iterator<Item = String> {
    let cells = whole(cells(row), columns);
    let all: Vec<(Column, String)> = columns.iter().copied().zip(cells).collect();
    let (own, others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .partition(|(column, _)| *column == Column::Asks);
    let asked = own
        .into_iter()
        .map(move |(_, text)| format!("{nth}. {}", without_count(&text)));
    let below = others
        .into_iter()
        .filter_map(|(column, text)| match column {
            Column::Option(letter) => Some(format!("{letter}) {text}")),
            Column::Answers => Some(format!("Answer: {text}")),
            Column::Explains => Some(format!("Explanation: {text}")),
            Column::Hints => Some(format!("Hint: {text}")),
            Column::Notes => Some(format!("Facilitator note: {text}")),
            Column::Asks | Column::Counts => None,
        });
    let apart = std::iter::once(String::new());
    apart.chain(asked).chain(below)
}

/// The cells of a row.
pub(super) fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row
        .strip_suffix('|')
        .filter(|_| !row.ends_with("\\|"))
        .unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for letter in row.chars() {
        match letter {
            '|' if !escaped => cells.push(String::new()),
            _ => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(letter);
                }
            }
        }
        escaped = letter == '\\' && !escaped;
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
