//! Planned times as people write them: `(5 min)`, `(90 sec)`, `1 h 15 min`, `75 minutes`.

use crate::case::vocabulary::{HOURS, MINUTES, SECONDS};

/// The longest time that is taken seriously: a week.
const LONGEST: f64 = 7.0 * 24.0 * 3600.0;

/// Seconds, where the whole text is a time. A bare number is minutes.
pub(super) fn of(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    if let Some(minutes) = number(&text) {
        return whole(minutes * 60.0);
    }
    let mut seconds = 0.0;
    let about = ABOUT.iter().find_map(|about| text.strip_prefix(about));
    let mut rest = about.unwrap_or(&text).trim_start_matches(['~', '≈', ' ']);
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !(letter.is_numeric() || ".,".contains(letter)))?;
        let (amount, after) = rest.split_at_checked(digits)?;
        let after = after.trim_start();
        let end = after
            .find(|letter: char| letter.is_numeric())
            .unwrap_or(after.len());
        let (unit, left) = after.split_at_checked(end)?;
        let unit = unit.trim().trim_end_matches(['.', ',']);
        let factor = [(MINUTES, 60.0), (HOURS, 3600.0), (SECONDS, 1.0)]
            .into_iter()
            .find(|(words, _)| words.contains(&unit))
            .map(|(_, factor)| factor);
        // "1 h 15": what follows hours without a unit is minutes.
        let factor = factor.or_else(|| (unit.is_empty() && seconds > 0.0).then_some(60.0))?;
        seconds += number(amount)? * factor;
        rest = left;
        if let Some(minutes) = number(rest).filter(|_| !rest.is_empty()) {
            return whole(seconds + minutes * 60.0);
        }
    }
    whole(seconds)
}

/// A text without the time in brackets at its end, and that time.
pub(super) fn split_end(text: &str) -> (&str, Option<u32>) {
    let trimmed = text.trim_end();
    // `*(5 min)*`: the stars go with the time.
    let bare = trimmed.trim_end_matches(['*', '_']);
    let stars = trimmed.len() - bare.len();
    let closed = bare.strip_suffix([')', '）', ']']);
    let split = closed.and_then(|inner| inner.rsplit_once(['(', '（', '[']));
    let found = split.and_then(|(before, inner)| {
        // A bare number in brackets is no time: it may be points.
        let unit = inner.chars().any(char::is_alphabetic) || inner.contains(['\'', '′']);
        // "（20分）" is minutes in Japanese, and marks in Chinese.
        let kana = |letter: char| ('\u{3040}'..='\u{30ff}').contains(&letter);
        let marks = inner.trim_end().ends_with('分') && !before.contains(kana);
        within(inner)
            .filter(|_| unit && !marks && (stars == 0 || before.ends_with(['*', '_'])))
            .map(|(seconds, alone)| {
                // Whatever else stands in the brackets stays.
                if !alone {
                    return (trimmed, Some(seconds));
                }
                let before = if stars == 0 {
                    before
                } else {
                    before.trim_end_matches(['*', '_'])
                };
                (before.trim_end(), Some(seconds))
            })
    });
    found.unwrap_or((trimmed, None))
}

/// The time that a remark in brackets is, "Bearbeitungszeit: 10 Minuten", and whether it says
/// nothing else: "8 Punkte, 15 Minuten".
fn within(inner: &str) -> Option<(u32, bool)> {
    let named = |text: &str| of(text).filter(|_| text.contains(char::is_alphabetic));
    if let Some(seconds) = of(inner) {
        return Some((seconds, true));
    }
    if let Some((label, time)) = inner.split_once([':', '：']) {
        let short = label.split_whitespace().count() <= 3 && !label.contains(char::is_numeric);
        return named(time).filter(|_| short).map(|seconds| (seconds, true));
    }
    let (one, other) = inner.split_once([',', ';', '·', '|', '/'])?;
    let counts = |text: &str| {
        let text = text.trim();
        text.starts_with(char::is_numeric) && text.split_whitespace().count() <= 3
    };
    match (named(one), named(other)) {
        (Some(seconds), None) if counts(other) => Some((seconds, false)),
        (None, Some(seconds)) if counts(one) => Some((seconds, false)),
        _ => None,
    }
}

/// "About".
#[rustfmt::skip]
const ABOUT: &[&str] = &[
    "~", "≈", "ca. ", "ca ", "circa ", "about ", "approx. ", "approximately ", "etwa ", "rund ", "environ ", "env. ", "unos ", "cerca de ", "max. ",
    "max ", "ungefär ", "omkring ", "около ",
];

fn number(text: &str) -> Option<f64> {
    let digits: Option<String> = text
        .trim()
        .chars()
        .map(|letter| match letter {
            ',' => Some('.'),
            '.' => Some('.'),
            _ => digit(letter).and_then(|digit| char::from_digit(digit, 10)),
        })
        .collect();
    digits?.parse().ok()
}

/// The value of a digit in the scripts that number lists: Latin, Arabic-Indic, full width.
pub(super) fn digit(letter: char) -> Option<u32> {
    let from = |zero: char| {
        (letter as u32)
            .checked_sub(zero as u32)
            .filter(|value| *value < 10)
    };
    ['0', '٠', '۰', '０'].into_iter().find_map(from)
}

fn whole(seconds: f64) -> Option<u32> {
    (seconds > 0.0 && seconds <= LONGEST).then_some(seconds.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::{of, split_end};

    #[test]
    fn times_as_people_write_them() {
        for (text, seconds) in [
            ("45 min", 2700),
            ("45", 2700),
            ("90 sec", 90),
            ("1 h 15", 4500),
            ("1 h 15 min", 4500),
            ("1,5 Stunden", 5400),
            ("20 分钟", 1200),
            ("٢٠ دقيقة", 1200),
        ] {
            assert_eq!(of(text), Some(seconds), "{text}");
        }
        for text in ["12 points", "soon", "", "2 marks", "0 min", "99999999999 h"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_stands_at_the_end_in_brackets() {
        assert_eq!(split_end("Why? (5 min)"), ("Why?", Some(300)));
        assert_eq!(split_end("Why? *(5 min)*"), ("Why?", Some(300)));
        for text in [
            "Varför? (5 minuter)",
            "Varför? (Tid: 5 min)",
            "Varför? (ca. 5 minuti)",
        ] {
            assert_eq!(split_end(text), ("Varför?", Some(300)), "{text}");
        }
        let both = "Stelle dar. (8 Punkte, 15 Minuten)";
        assert_eq!(split_end(both), (both, Some(900)));
        for text in [
            "Why? (A: 5 min, B: 7 min)",
            "Why? (page 3, 5)",
            "Why? (at 5: min)",
        ] {
            assert_eq!(split_end(text).1, None, "{text}");
        }
        assert_eq!(split_end("Why? (12 points)"), ("Why? (12 points)", None));
        assert_eq!(
            split_end("なぜですか？（5分）"),
            ("なぜですか？", Some(300))
        );
        assert_eq!(split_end("为什么？（5分）"), ("为什么？（5分）", None));
        assert_eq!(split_end("为什么？（5分钟）"), ("为什么？", Some(300)));
        assert_eq!(
            split_end("Why in 1999? (1999)"),
            ("Why in 1999? (1999)", None)
        );
    }
}
