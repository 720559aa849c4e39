//! What Markdown as people write it says besides: footnotes, `H<sub>2</sub>O`, `<kbd>Ctrl</kbd>`,
//! `<br>`, the head of a callout, rows with more cells than their head. It becomes Markdown that
//! every front shows; code stays as it is, and so does every other tag.

use std::borrow::Cow;

use super::{footnotes, vocabulary::grammar};

/// Tags that are marks of Markdown, or none.
#[rustfmt::skip]
const MARKS: &[(&str, &str)] = &[
    ("b", "**"), ("strong", "**"), ("i", "*"), ("em", "*"), ("u", ""), ("mark", ""), ("small", ""), ("ins", ""), ("kbd", "`"),
];
/// Letters that have a small form below the line, and above it.
const BELOW: (&str, &str) = ("0123456789+-=()aeoxn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₙ");
const ABOVE: (&str, &str) = ("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ");
/// No tag is longer, in bytes, and no text between two of them, in letters.
const LONGEST_TAG: usize = 40;
const LONGEST_INSIDE: usize = 400;
/// No row has more cells.
const MOST_CELLS: usize = 100;

/// Some Markdown as the fronts show it.
pub fn readable(markdown: &str) -> Cow<'_, str> {
    let noted = footnotes(markdown);
    if !noted.contains(['<', '|']) && !noted.contains("[!") {
        return noted;
    }
    let wide = widest_rows(&noted);
    let mut fenced = false;
    let mut out = String::with_capacity(noted.len());
    for (line, more) in noted.split_inclusive('\n').zip(wide) {
        let begun = line.trim_start();
        let mark = begun.starts_with("```") || begun.starts_with("~~~");
        fenced ^= mark;
        if fenced || mark || line.starts_with("    ") {
            out.push_str(line);
            continue;
        }
        let (text, end) = match line.strip_suffix('\n') {
            Some(text) => (text, "\n"),
            None => (line, ""),
        };
        match head_of_callout(text) {
            Some(head) => out.push_str(&head),
            None => tags(text, &mut out),
        }
        if let Some((cells, filling)) = more {
            let closed = out.trim_end().ends_with('|');
            out.truncate(out.trim_end().len());
            out.push_str(if closed { "" } else { "|" });
            out.push_str(&format!("{filling}|").repeat(cells));
        }
        out.push_str(end);
    }
    Cow::Owned(out)
}

/// `> [!NOTE] Mind the rope` as `> **Mind the rope**`.
fn head_of_callout(line: &str) -> Option<String> {
    let inner = line.trim_start_matches(['>', ' ']);
    let marks = line
        .get(..line.len() - inner.len())
        .filter(|marks| marks.contains('>'))?;
    let (kind, title) = inner.strip_prefix("[!")?.split_once(']')?;
    let word = |letter: char| letter.is_alphanumeric() || letter == '-';
    if kind.is_empty() || !kind.chars().all(word) {
        return None;
    }
    let title = title.trim_start_matches(['-', '+']).trim();
    let mut letters = kind.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let kind: String = first
        .chain(letters.as_str().to_lowercase().chars())
        .collect();
    let title = if title.is_empty() {
        kind.as_str()
    } else {
        title.trim_matches('*')
    };
    Some(format!("{marks}**{title}**  "))
}

/// A line with the tags that it may have in words or marks.
fn tags(line: &str, out: &mut String) {
    let row = line.trim_start().starts_with('|');
    let mut code = false;
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        code ^= !before.matches('`').count().is_multiple_of(2);
        match if code { None } else { tag(after, row) } {
            Some((text, behind)) => {
                out.push_str(&text);
                rest = behind;
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
}

/// What a tag says, its `<` left out, and what stands behind it.
fn tag(after: &str, row: bool) -> Option<(String, &str)> {
    let end = after
        .bytes()
        .take(LONGEST_TAG)
        .position(|byte| byte == b'>')?;
    let (name, behind) = (after.get(..end)?, after.get(end + 1..)?);
    let name = name.trim_end_matches('/').trim().to_ascii_lowercase();
    if name == "br" {
        return Some((if row { " · " } else { "  \n" }.to_owned(), behind));
    }
    let bare = name.trim_start_matches('/');
    let near = behind
        .get(..grammar::start(behind, LONGEST_INSIDE))
        .unwrap_or(behind);
    let close = near.to_ascii_lowercase().find(&format!("</{bare}>"));
    if name == "sub" || name == "sup" {
        let (inner, behind) = behind.split_at_checked(close?)?;
        let (set, sign) = if name == "sub" {
            (BELOW, "_")
        } else {
            (ABOVE, "^")
        };
        let text = small(inner, set).unwrap_or_else(|| format!("\\{sign}{inner}"));
        return Some((text, behind.get(name.len() + 3..)?));
    }
    let (_, mark) = MARKS.iter().find(|(own, _)| *own == bare)?;
    // What nothing closes is no mark.
    (name.starts_with('/') || close.is_some()).then(|| ((*mark).to_owned(), behind))
}

/// A text in small letters, where all of them have such a form.
fn small(text: &str, (from, to): (&str, &str)) -> Option<String> {
    let one = |letter: char| {
        let at = from.chars().position(|own| own == letter)?;
        to.chars().nth(at)
    };
    (text.chars().count() <= 12).then_some(())?;
    text.chars().map(one).collect()
}

/// For each line, how many cells it lacks as the head of a table or its rule, and what fills them.
fn widest_rows(markdown: &str) -> Vec<Option<(usize, &'static str)>> {
    let lines: Vec<&str> = markdown.split_inclusive('\n').collect();
    let mut wide = vec![None; lines.len()];
    let is_rule = |line: &str| {
        line.contains('-')
            && line.contains('|')
            && line.trim().chars().all(|letter| "|-: ".contains(letter))
    };
    for (at, pair) in lines.windows(2).enumerate() {
        let [head, rule] = pair else { continue };
        if !is_rule(rule) || !head.contains('|') || is_rule(head) {
            continue;
        }
        let rows = lines
            .iter()
            .skip(at + 2)
            .take_while(|line| line.contains('|'));
        let most = rows
            .map(|row| cells(row))
            .max()
            .unwrap_or_default()
            .min(MOST_CELLS);
        let lacks = most.saturating_sub(cells(head));
        if lacks > 0 {
            for (line, filling) in [(at, "   "), (at + 1, "---")] {
                if let Some(own) = wide.get_mut(line) {
                    *own = Some((lacks, filling));
                }
            }
        }
    }
    wide
}

/// How many cells a row has.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut escaped = false;
    let mut count = 1;
    for letter in row.chars() {
        count += usize::from(letter == '|' && !escaped);
        escaped = letter == '\\' && !escaped;
    }
    count - usize::from(row.ends_with('|') && !row.ends_with("\\|"))
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn what_is_said_besides_is_markdown() {
        for (written, read) in [
            ("None here.", "None here."),
            ("H<sub>2</sub>O and 10<sup>-3</sup>", "H₂O and 10⁻³"),
            ("x<sub>max</sub>", "x\\_max"),
            ("Press <kbd>Ctrl</kbd>.", "Press `Ctrl`."),
            ("One.<br>Two.<BR/>Three.", "One.  \nTwo.  \nThree."),
            ("| a<br>b | c |", "| a · b | c |"),
            (
                "`<br>` and <script> and a < b",
                "`<br>` and <script> and a < b",
            ),
            ("<b>Bold</b>, <i>open", "**Bold**, <i>open"),
            ("> [!NOTE]\n> It says.", "> **Note**  \n> It says."),
            ("> [!warning]- Mind it", "> **Mind it**  "),
            ("```\n<br>\n```", "```\n<br>\n```"),
            (
                "| A | B |\n|---|---|\n| a \\| b | c | d |\n",
                "| A | B |   |\n|---|---|---|\n| a \\| b | c | d |\n",
            ),
            ("Late[^1].", "Late(1)."),
        ] {
            assert_eq!(readable(written), read, "{written}");
        }
    }
}
