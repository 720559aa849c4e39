//! A number as an answer: what is right, and how people type numbers.

use serde::{Deserialize, Serialize};

use crate::text::{Clean, folded};

/// Nobody writes a longer number with its unit, in bytes.
const LONGEST: usize = 120;
/// What stands before a number is a sign of money, such as CHF.
const LONGEST_SIGN: usize = 4;
/// A unit has no more words.
const MOST_WORDS: usize = 5;
/// Languages that write 1,250.5; all others write 1.250,5.
const WITH_POINT: &[&str] = &["en", "zh", "he", "ja", "ko", "hi", "th"];

/// The number that is right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The number itself.
    pub value: f64,
    /// How far off is still right; 0 where only the number itself is.
    #[serde(default)]
    pub within: f64,
}

/// How a number meets the one that is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// Within the tolerance.
    Right,
    /// Within twice the tolerance.
    Near,
    Off,
}

impl Target {
    /// How a number meets it. What is no more than an error of rounding does not count.
    pub fn met(self, number: f64) -> Met {
        let off = (number - self.value).abs();
        let slack = self.value.abs().max(1.0) * 1e-9;
        if off <= self.within + slack {
            Met::Right
        } else if off <= self.within * 2.0 + slack {
            Met::Near
        } else {
            Met::Off
        }
    }

    /// "23 ± 1 families".
    pub fn words(self, unit: &str, comma: bool) -> Clean {
        let mut words = say(self.value, comma);
        if self.within > 0.0 {
            words.push_str(" ± ");
            words.push_str(&say(self.within, comma));
        }
        Clean::line(format!("{words} {unit}").trim())
    }
}

/// What an author's `Number:` says: the unit, and the number that is right where one is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// Perhaps empty.
    pub unit: Clean,
    /// None where every number is welcome.
    pub target: Option<Target>,
}

/// Reads "23 ± 1 families", "€ 4,300 ± 5 %", "20 to 26 days", "families" or nothing at all.
pub fn field(text: &str, comma: bool) -> Option<Field> {
    let text = text.trim().trim_end_matches('.');
    if text.len() > LONGEST || text.contains('_') {
        return None;
    }
    let Some((before, value, rest)) = first(text, comma) else {
        let unit = Clean::line(text);
        return is_unit(&unit).then_some(Field { unit, target: None });
    };
    if before.trim().chars().count() > LONGEST_SIGN {
        return None;
    }
    let (unit, rest) = match tolerance_at(rest) {
        Some((unit, rest)) => (unit, Some(rest)),
        None => (rest, None),
    };
    let mut field = Field::default();
    let mut within = 0.0;
    let mut units = vec![before, unit];
    let mut middle = value;
    if let Some(rest) = rest {
        let (none, off, behind) = first(rest.trim_start_matches(['(', ' ']), comma)?;
        let behind = behind.trim().trim_start_matches(')').trim();
        // The sign belongs to the tolerance where the unit is another: "4,300 ± 5 % euros".
        let other = |unit: &str| !unit.is_empty() && unit != "%";
        let rest = behind
            .strip_prefix('%')
            .map(|rest| rest.trim_matches([')', ' ']));
        let share = rest.filter(|rest| other(rest) || units.iter().any(|unit| other(unit.trim())));
        within = share.map_or(off, |_| value.abs() * off / 100.0);
        units.push(share.unwrap_or(behind));
        if !none.trim().is_empty() || within < 0.0 {
            return None;
        }
    } else if let Some((to, high, behind)) = first(unit, comma) {
        // "20 to 26 days", "20–26 days".
        let is_to = ["to", "–", "-", "bis", "à", "a", "до"].contains(&to.trim());
        if !is_to || high <= value {
            return None;
        }
        middle = f64::midpoint(value, high);
        within = (high - value) / 2.0;
        units = vec![before, behind];
    }
    let mut units: Vec<_> = units.into_iter().map(str::trim).collect();
    units.dedup();
    field.unit = Clean::line(units.join(" ").trim());
    field.target = Some(Target {
        value: middle,
        within,
    });
    is_unit(&field.unit).then_some(field)
}

/// Whether it can be a unit: a few words without a number among them.
fn is_unit(unit: &str) -> bool {
    let words = unit.split_whitespace().count();
    let marks = ['?', '!', ':', ',', ';', '(', ')', '±'];
    words <= MOST_WORDS && !unit.contains(marks) && !unit.contains(char::is_numeric)
}

/// What stands before and behind the sign of a tolerance.
fn tolerance_at(text: &str) -> Option<(&str, &str)> {
    let mut signs = ["±", "+/-", "+/−", "+-", "plus or minus"].into_iter();
    signs
        .find_map(|sign| text.split_once(sign))
        .map(|(unit, rest)| (unit.trim_end_matches(['(', ' ']), rest))
}

/// The one number that somebody typed; its unit is forgiven, and a word like "about". None where
/// there is no number or more than one.
pub fn of(text: &str, comma: bool) -> Option<f64> {
    let (before, number, rest) = first(text, comma)?;
    let one = !rest.contains(char::is_numeric);
    (one && text.len() <= LONGEST && is_unit(before)).then_some(number)
}

/// The number that a line begins with, its unit included, and what follows: the reason.
pub fn split<'a>(line: &'a str, unit: &str, comma: bool) -> Option<(&'a str, &'a str)> {
    let (before, _, rest) = first(line, comma)?;
    if !is_unit(before) {
        return None;
    }
    let bare = rest.trim_start();
    let words = unit.split_whitespace().count().max(1);
    let lengths = 1..=words;
    let with_unit = lengths.rev().find_map(|words| {
        let said = head(bare, words);
        let alike = folded(said.trim_end_matches([',', ';', '.', ':'])) == folded(unit);
        alike.then(|| bare.get(said.len()..)).flatten()
    });
    let signed = || bare.strip_prefix(['%', '€', '$', '£', '°']);
    let behind = with_unit.or_else(signed).unwrap_or(rest);
    let value = line.get(..line.len() - behind.len())?;
    let marks = [',', ';', '.', ':', ' ', '–', '—'];
    Some((
        value.trim().trim_end_matches(marks),
        behind.trim_start_matches(marks),
    ))
}

/// A number as it was typed, with the unit where it was left out.
pub fn with_unit(typed: &str, unit: &str) -> Clean {
    let bare = typed.chars().all(|letter| {
        digit(letter).is_some() || letter.is_whitespace() || ".,'’-−٫٬".contains(letter)
    });
    Clean::new(format!("{typed} {}", if bare { unit } else { "" }).trim())
}

/// The first few words of a text.
fn head(text: &str, words: usize) -> &str {
    let mut ends = text
        .char_indices()
        .filter(|(_, letter)| letter.is_whitespace())
        .map(|(at, _)| at);
    let end = ends.nth(words.saturating_sub(1)).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// A number as it is written in a language, without needless digits.
pub fn say(number: f64, comma: bool) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    let text = rounded.to_string();
    if comma { text.replace('.', ",") } else { text }
}

/// Whether a language, by its BCP 47 tag, writes decimals behind a comma.
pub fn has_comma(tag: &str) -> bool {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    !language.is_empty() && !WITH_POINT.contains(&language.to_lowercase().as_str())
}

/// The first number of a text, with what stands before and behind it.
fn first(text: &str, comma: bool) -> Option<(&str, f64, &str)> {
    let at = text.find(|letter| digit(letter).is_some())?;
    let (before, rest) = text.split_at_checked(at)?;
    let mut written = Written::default();
    let mut end = 0;
    for (at, letter) in rest.char_indices() {
        if let Some(digit) = digit(letter) {
            written.push(digit);
            end = at + letter.len_utf8();
        } else if separates(
            letter,
            rest.get(at + letter.len_utf8()..).unwrap_or_default(),
        ) {
            written.groups.push((letter, String::new()));
        } else {
            break;
        }
    }
    let signs = ['-', '−'];
    let bare = before.trim_end();
    let sign = bare.strip_suffix(signs).filter(|words| {
        let alone = words.is_empty() || words.ends_with(char::is_whitespace);
        alone || words.ends_with(['€', '$', '£'])
    });
    let value = written.value(comma)?;
    let value = if sign.is_some() { -value } else { value };
    Some((sign.unwrap_or(before), value, rest.get(end..)?))
}

/// Whether a sign stands between the digits of one number: a blank does only before three digits.
fn separates(letter: char, behind: &str) -> bool {
    let digits = behind
        .chars()
        .take_while(|letter| digit(*letter).is_some())
        .count();
    match letter {
        '.' | ',' | '٫' | '٬' => digits > 0,
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => digits == 3,
        _ => false,
    }
}

/// The digits of a number, and the signs between them.
#[derive(Default)]
struct Written {
    whole: String,
    groups: Vec<(char, String)>,
}

impl Written {
    fn push(&mut self, digit: char) {
        match self.groups.last_mut() {
            Some((_, group)) => group.push(digit),
            None => self.whole.push(digit),
        }
    }

    /// Its value; none where the groups make no number.
    fn value(&self, comma: bool) -> Option<f64> {
        let mark = self.decimal(comma);
        let (thousands, decimals) = match (mark, self.groups.split_last()) {
            (true, Some(((_, decimals), rest))) => (rest, decimals.as_str()),
            _ => (self.groups.as_slice(), ""),
        };
        let sound = thousands.iter().all(|(_, group)| group.len() == 3);
        let alike = thousands
            .windows(2)
            .all(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
        if !sound || !alike {
            return None;
        }
        let groups: String = thousands.iter().map(|(_, group)| group.as_str()).collect();
        format!("{}{groups}.{decimals}0", self.whole).parse().ok()
    }

    /// Whether decimals stand behind the last sign. One sign before three digits can be read both
    /// ways: as the language of the case has it.
    fn decimal(&self, comma: bool) -> bool {
        let Some((last, digits)) = self.groups.last() else {
            return false;
        };
        let again = self.groups.iter().filter(|(sign, _)| sign == last).count() > 1;
        let grouped = self.groups.len() == 1 && digits.len() == 3;
        let grouped = grouped && self.whole.len() <= 3 && !self.whole.starts_with('0');
        match last {
            _ if again => false,
            '٫' => true,
            '.' => !(grouped && comma),
            ',' => !grouped || comma,
            _ => false,
        }
    }
}

/// A digit in Latin; Arabic-Indic and full-width ones are read too.
fn digit(letter: char) -> Option<char> {
    let from = |zero: char| (letter as u32).checked_sub(zero as u32);
    let mut zeros = ['0', '٠', '۰', '０'].into_iter();
    let value = zeros.find_map(|zero| from(zero).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::{Met, Target, field, of, split};

    #[test]
    fn numbers_as_people_type_them() {
        for (typed, comma, number) in [
            ("23", false, Some(23.0)),
            ("about 23 families", false, Some(23.0)),
            ("€ 4,300", false, Some(4300.0)),
            ("4.300 €", true, Some(4300.0)),
            ("4 300", true, Some(4300.0)),
            ("4'300.50", false, Some(4300.5)),
            ("1,250,000", false, Some(1_250_000.0)),
            ("1.250,5", true, Some(1250.5)),
            ("1,250.5", true, Some(1250.5)),
            ("1,5", false, Some(1.5)),
            ("1.5", true, Some(1.5)),
            ("1,250", true, Some(1.25)),
            ("0,125", false, Some(0.125)),
            ("−3", false, Some(-3.0)),
            ("٢٣", false, Some(23.0)),
            ("19.4%", false, Some(19.4)),
            ("20 to 26", false, None),
            ("none", false, None),
            ("1.2.3", false, None),
        ] {
            assert_eq!(of(typed, comma), number, "{typed}");
        }
    }

    #[test]
    fn an_author_says_what_is_right_and_how_near_is_near_enough() {
        for (said, unit, right) in [
            ("23 ± 1 families", "families", Some((23.0, 1.0))),
            ("23 families ± 1", "families", Some((23.0, 1.0))),
            ("23 families (+/- 1)", "families", Some((23.0, 1.0))),
            ("€ 4,300 ± 5 %", "€", Some((4300.0, 215.0))),
            ("4,300 ± 5 % euros", "euros", Some((4300.0, 215.0))),
            ("19.4 ± 0.5 %", "%", Some((19.4, 0.5))),
            ("19.4 % ± 0.5 %", "%", Some((19.4, 0.5))),
            ("20 to 26 days", "days", Some((23.0, 3.0))),
            ("1998", "", Some((1998.0, 0.0))),
            ("families", "families", None),
            ("", "", None),
        ] {
            let Some(found) = field(said, false) else {
                panic!("{said} is not read");
            };
            assert_eq!(found.unit.as_str(), unit, "{said}");
            let target = found.target.map(|target| (target.value, target.within));
            assert_eq!(target, right, "{said}");
        }
        for said in [
            "____",
            "How many?",
            "3 of 7",
            "many of 7",
            "as many as you like, and then some more",
        ] {
            assert_eq!(field(said, false), None, "{said}");
        }
    }

    #[test]
    fn near_is_within_twice_the_tolerance() {
        let target = Target {
            value: 23.0,
            within: 1.0,
        };
        for (number, met) in [
            (23.0, Met::Right),
            (24.0, Met::Right),
            (24.5, Met::Near),
            (21.0, Met::Near),
            (12.0, Met::Off),
        ] {
            assert_eq!(target.met(number), met, "{number}");
        }
    }

    #[test]
    fn a_reason_may_follow_the_number() {
        for (line, value, reason) in [
            ("23", "23", ""),
            (
                "23 families, because 152 - 129",
                "23 families",
                "because 152 - 129",
            ),
            ("23 because of the list", "23", "because of the list"),
            ("19 % at least", "19 %", "at least"),
        ] {
            assert_eq!(
                split(line, "families", false),
                Some((value, reason)),
                "{line}"
            );
        }
        assert_eq!(split("no idea", "families", false), None);
    }
}
