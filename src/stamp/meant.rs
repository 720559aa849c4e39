//! Days that people name from where they are: "next Friday", "in two weeks". In three weeks nobody
//! knows any more which day that was.

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

impl Zone {
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
