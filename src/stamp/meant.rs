//! Days that people name, from where they are, "next Friday", "in two weeks", or by their date. In
//! three weeks nobody knows any more which day the first were.

use jiff::{
    Span,
    civil::{Date, Weekday},
};

use super::{Wall, Zone};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];
const NUMBERS: [&str; 13] = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// Months as people write them, in the languages of our cases; three letters do, too.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "jan"],
    &["february", "februar", "février", "febrero", "feb"],
    &["march", "märz", "mars", "marzo", "mar"],
    &["april", "avril", "abril", "apr"],
    &["may", "mai", "mayo"],
    &["june", "juni", "juin", "junio", "jun"],
    &["july", "juli", "juillet", "julio", "jul"],
    &["august", "août", "agosto", "aug"],
    &["september", "septembre", "septiembre", "sep", "sept"],
    &["october", "oktober", "octobre", "octubre", "oct", "okt"],
    &["november", "novembre", "noviembre", "nov"],
    &[
        "december",
        "dezember",
        "décembre",
        "diciembre",
        "dec",
        "dez",
    ],
];

/// Which day words name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Where that day begins.
    Day(Wall),
    /// None that is known.
    Unsaid,
    /// One that no calendar has, such as the 31st of November.
    Never,
}

/// Whether words name a day that no calendar has.
pub fn is_no_day(said: &str) -> bool {
    named(&said.to_lowercase(), Date::constant(2000, 1, 1)) == Some(None)
}

/// The day of a date with its month, and none where no calendar has it; nothing where words name no
/// date. Without a year it is the next one that comes.
fn named(said: &str, today: Date) -> Option<Option<Date>> {
    let (day, month, year) = written(said)?;
    let on = |year: i16| Date::new(year, month, day).ok();
    Some(match year {
        Some(year) => on(year),
        // A leap day comes every eight years at the worst.
        None => (today.year()..=today.year().saturating_add(8))
            .filter_map(on)
            .find(|day| *day >= today),
    })
}

/// Day, month and year of a date: "2026-11-30", "30.11.2026", "30.11.", "30 November".
fn written(said: &str) -> Option<(i8, i8, Option<i16>)> {
    let words = said.split(|letter: char| letter.is_whitespace() || "(),;".contains(letter));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let number = |word: &str, most: usize| {
        let digits = !word.is_empty() && word.len() <= most;
        let digits = digits && word.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| word.parse::<i16>().ok()).flatten()
    };
    let small = |word: &str| i8::try_from(number(word, 2)?).ok();
    let year = |word: &str| match word.len() {
        2 => Some(2000 + number(word, 2)?),
        4 => number(word, 4),
        _ => None,
    };
    for word in &words {
        let parts: Vec<_> = word.split(['-', '.']).collect();
        let date = match parts.as_slice() {
            [first, month, day] if word.contains('-') && first.len() == 4 => {
                (small(day), small(month), Some(year(first)))
            }
            [day, month, ""] if !word.contains('-') => (small(day), small(month), None),
            [day, month, of] if !word.contains('-') => (small(day), small(month), Some(year(of))),
            // Without its last full stop it could be a number.
            [day, month] if words.len() == 1 && word.contains('.') => {
                (small(day), small(month), None)
            }
            _ => continue,
        };
        match date {
            (Some(day), Some(month), None) => return Some((day, month, None)),
            (Some(day), Some(month), Some(Some(year))) => return Some((day, month, Some(year))),
            _ => {}
        }
    }
    let month = |word: &str| {
        let word = word.trim_end_matches('.');
        MONTHS.iter().position(|names| names.contains(&word))
    };
    let (at, month) = (0..)
        .zip(&words)
        .find_map(|(at, word)| Some((at, month(word)?)))?;
    let day = |at: usize| {
        let word = words.get(at)?;
        small(word.trim_end_matches(|letter: char| letter == '.' || letter.is_alphabetic()))
    };
    let before = usize::checked_sub(at, 1).and_then(day);
    let after = at + 1;
    let (day, rest) = match before {
        Some(day) => (day, after),
        None => (day(after)?, after + 1),
    };
    let year = words.get(rest).filter(|word| word.len() == 4);
    let year = year.and_then(|word| number(word, 4));
    Some((day, i8::try_from(month + 1).ok()?, year))
}

impl Zone {
    /// Which day people named, seen from the day of `now`.
    pub fn due(&self, said: &str, now: Wall) -> Due {
        let (said, today) = (said.to_lowercase(), self.there(now).date());
        let day = match named(&said, today) {
            Some(None) => return Due::Never,
            Some(day) => day,
            None => meant(&said, today),
        };
        let begins = day.and_then(|day| day.to_zoned(self.0.clone()).ok());
        begins.map_or(Due::Unsaid, |begins| {
            Due::Day(Wall(begins.timestamp().as_millisecond()))
        })
    }

    /// Whether no day is known from what people said.
    pub fn names_no_day(&self, said: &str, now: Wall) -> bool {
        self.due(said, now) == Due::Unsaid
    }

    /// What people said of a day, with the day itself behind it where they named it from where
    /// they are; else as they said it.
    pub fn dated(&self, said: &str, now: Wall) -> String {
        let said = said.trim();
        match meant(&said.to_lowercase(), self.there(now).date()) {
            Some(day) => format!("{said} ({})", day.strftime("%A, %-d %B %Y")),
            None => said.to_owned(),
        }
    }
}

/// Which day is meant by words of one day and nothing else.
fn meant(said: &str, today: Date) -> Option<Date> {
    let words: Vec<_> = said
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "by" | "on" | "the" | "until" | "at"))
        .collect();
    let weekday = |name: &str| WEEKDAYS.iter().find(|(known, _)| *known == name);
    let coming = |name: &str| today.nth_weekday(1, weekday(name)?.1).ok();
    match words.as_slice() {
        ["today"] => Some(today),
        ["tomorrow"] => today.tomorrow().ok(),
        ["day", "after", "tomorrow"] => later(today, Span::new().days(2)),
        [day] | ["this" | "coming", day] => coming(day),
        ["next", "week"] => later(today, Span::new().weeks(1)),
        ["next", "month"] => later(today, Span::new().months(1)),
        // Of the week after this one, which begins on Monday.
        ["next", day] => {
            let (_, weekday) = weekday(day)?;
            let monday = today.nth_weekday(1, Weekday::Monday).ok()?;
            let days = i64::from(weekday.to_monday_zero_offset());
            later(monday, Span::new().days(days))
        }
        ["end", "of", "month"] | ["end", "of", "this", "month"] => Some(today.last_of_month()),
        ["end", "of", "next", "month"] => {
            later(today, Span::new().months(1)).map(Date::last_of_month)
        }
        ["in", number, unit] | [number, unit, "from", "now"] => {
            let number = count(number)?;
            let span = Span::new();
            let span = match unit.trim_end_matches('s') {
                "day" => span.try_days(number),
                "week" => span.try_weeks(number),
                "month" => span.try_months(number),
                _ => return None,
            };
            later(today, span.ok()?)
        }
        [..] => None,
    }
}

fn later(day: Date, by: Span) -> Option<Date> {
    day.checked_add(by).ok()
}

fn count(word: &str) -> Option<i64> {
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let named = NUMBERS.iter().position(|name| *name == word);
    let named = named.and_then(|number| i64::try_from(number).ok());
    named.or_else(|| word.parse().ok())
}
