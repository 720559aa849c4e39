//! Footnotes as people can read them: `[^1]` is "(1)", in the text and before the note itself.

use std::borrow::Cow;

/// No label is longer, in bytes.
const LONGEST: usize = 24;

/// Some Markdown with its footnotes in round brackets; code stays as it is.
///
/// A note that is one word would else be taken for the address of a link, and be gone.
pub fn footnotes(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains("[^") {
        return Cow::Borrowed(markdown);
    }
    let mut fenced = false;
    let mut out = String::with_capacity(markdown.len());
    for line in markdown.split_inclusive('\n') {
        let begun = line.trim_start();
        fenced ^= begun.starts_with("```") || begun.starts_with("~~~");
        if fenced || line.starts_with("    ") {
            out.push_str(line);
        } else {
            of_line(line, &mut out);
        }
    }
    Cow::Owned(out)
}

fn of_line(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        let written = out.rsplit('\n').next().unwrap_or_default();
        let code = !written.matches('`').count().is_multiple_of(2);
        let label = after.split_once(']').filter(|(label, _)| {
            let blank = label.contains(|letter: char| letter.is_whitespace() || letter == '[');
            !blank && !label.is_empty() && label.len() <= LONGEST
        });
        match label.filter(|_| !code) {
            Some((label, after)) => {
                let first = written.trim().is_empty();
                let after = after.strip_prefix(':').filter(|_| first).unwrap_or(after);
                out.push_str(&format!("({label})"));
                rest = after;
            }
            None => {
                out.push_str("[^");
                rest = after;
            }
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::footnotes;

    #[test]
    fn footnotes_stand_in_round_brackets() {
        for (markdown, read) in [
            ("None here.", "None here."),
            ("Late[^1], and again.[^two]", "Late(1), and again.(two)"),
            ("[^1]: By an hour.", "(1) By an hour."),
            ("[^1]: https://example.org", "(1) https://example.org"),
            ("A.[^1]\n\n[^1]: B.\n", "A.(1)\n\n(1) B.\n"),
            ("`[^1]` and [^a b] and [^]", "`[^1]` and [^a b] and [^]"),
            ("```\n[^1]\n```\n[^1]", "```\n[^1]\n```\n(1)"),
            ("An end [^", "An end [^"),
        ] {
            assert_eq!(footnotes(markdown), read);
        }
    }
}
