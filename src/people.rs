//! Lists of people as people have them: typed, pasted from a mail, saved from a table.
//!
//! One reader for every door. What is no name is not thrown away silently: it comes back with
//! the reason, so that whoever gave the list can be told.

use std::collections::HashSet;

use crate::text::{Clean, folded};

mod pieces;
mod table;

use pieces::{pieces, whole};

/// The most bytes of a name, as the session takes it.
const MOST_NAME_BYTES: usize = 200;

/// What was found in a list of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Names, in the order of the list, each once.
    pub names: Vec<Clean>,
    /// Everything else, in the order of the list, each once.
    pub left: Vec<Left>,
    /// What was met already: a list may be long.
    seen: HashSet<(Option<Why>, String)>,
}

/// Something of a list that is no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// As it stands in the list.
    pub what: Clean,
    pub why: Why,
}

/// Why something was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// A mail address with no name beside it.
    NoName,
    NoLetter,
    /// It is on the list before.
    Twice,
    /// It is longer than a name can be.
    TooLong,
    /// A column of a table that holds something else.
    Column,
    /// Somebody of that name is at the table.
    Here,
    Full,
}

impl Why {
    /// The same in a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoName => "no name beside it",
            Self::NoLetter => "no letter in it",
            Self::Twice => "on the list twice",
            Self::TooLong => "too long for a name",
            Self::Column => "not a name",
            Self::Here => "here already",
            Self::Full => "the table is full",
        }
    }
}

/// The names of a list, and what else stands in it.
pub fn read(text: &str) -> People {
    let text = text.trim_start_matches('\u{feff}');
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n");
    table::read(&text).unwrap_or_else(|| listed(&text))
}

impl People {
    /// Leaves those out who are at the table, and those for whom it has no room.
    #[must_use]
    pub fn joining<'a>(mut self, here: impl Iterator<Item = &'a Clean>, room: usize) -> Self {
        let mut here: HashSet<_> = here.map(|name| folded(name)).collect();
        let mut names = Vec::new();
        for name in std::mem::take(&mut self.names) {
            if !here.insert(folded(&name)) {
                self.leave(&name, Why::Here);
            } else if names.len() >= room {
                self.leave(&name, Why::Full);
            } else {
                names.push(name);
            }
        }
        self.names = names;
        self
    }

    /// One line that names everything that was not taken; none where all of it was.
    pub fn said(&self) -> Option<String> {
        let left = self.left.iter();
        let left: Vec<_> = left
            .map(|left| format!("“{}” ({})", left.what, left.why.words()))
            .collect();
        (!left.is_empty()).then(|| format!("Not taken: {}.", left.join(", ")))
    }

    /// Takes a piece that should be a name: without a number or bullet before it, quotation marks
    /// and the mail address.
    fn take(&mut self, piece: &str) {
        let said = piece.trim();
        if said.is_empty() {
            return;
        }
        let name = named(said);
        if name.is_empty() && said.contains('@') {
            self.leave(said, Why::NoName);
        } else if name.chars().any(char::is_alphanumeric) {
            self.put(&name);
        } else {
            self.leave(said, Why::NoLetter);
        }
    }

    fn put(&mut self, name: &str) {
        let name = Clean::line(name);
        if name.len() > MOST_NAME_BYTES {
            self.leave(&name, Why::TooLong);
        } else if self.seen.insert((None, folded(&name))) {
            self.names.push(name);
        } else {
            self.leave(&name, Why::Twice);
        }
    }

    fn leave(&mut self, what: &str, why: Why) {
        let what = Clean::line(what);
        if self.seen.insert((Some(why), what.to_string())) {
            self.left.push(Left { what, why });
        }
    }
}

/// The signs between names on a line.
const COMMAS: &[char] = &[',', '，', '、', '،'];
const SEMICOLONS: &[char] = &[';', '；', '؛', '\t'];

/// Whether a sign that is typed behind `before` ends a name: not within quotation marks, and not
/// in a mail address.
pub fn ends_name(before: &str, sign: char) -> bool {
    let quoted = before.trim_start().starts_with('"') && before.matches('"').count() == 1;
    let address = before.rfind('<') > before.rfind('>');
    (COMMAS.contains(&sign) || SEMICOLONS.contains(&sign)) && !quoted && !address
}

/// A list without columns: a name a line, or between commas or semicolons. Where lines are
/// “Müller, Anna”, a line is one name.
fn listed(text: &str) -> People {
    let mut people = People::default();
    let signs = [COMMAS, SEMICOLONS].concat();
    let lines = text.lines().map(unlabelled);
    let lines: Vec<_> = lines.map(|line| (line, pieces(line, &signs))).collect();
    let pairs = lines.iter().filter(|(_, parts)| parts.len() == 2).count();
    let by_line = pairs > 1 && lines.iter().all(|(_, parts)| parts.len() <= 2);
    for (line, parts) in &lines {
        match parts.as_slice() {
            [last, first] if by_line && !last.contains('@') && !is_mail(first) => {
                people.take(&turned(last, first));
            }
            _ => between_signs(line, &mut people),
        }
    }
    people
}

/// Names of one line. Mail programs write “Smith, Ann <a@b.c>” between semicolons, or, all of
/// them, between commas.
fn between_signs(line: &str, people: &mut People) {
    let apart = pieces(line, SEMICOLONS);
    for piece in &apart {
        let parts = pieces(piece, COMMAS);
        let pairs = parts.chunks(2).map(|pair| match pair {
            [last, first] if !last.contains('@') && first.contains('<') && first.contains('@') => {
                Some(turned(last, first))
            }
            _ => None,
        });
        match pairs.collect::<Option<Vec<_>>>() {
            Some(names) if apart.len() > 1 || names.len() > 1 => {
                names.iter().for_each(|name| people.take(name));
            }
            _ => parts.iter().for_each(|part| people.take(part)),
        }
    }
}

/// “Smith” and “Ann” as “Ann Smith”.
fn turned(last: &str, first: &str) -> String {
    format!("{} {}", bare(first), bare(last))
}

/// What a mail program writes before the people of a mail.
const LABELS: &[&str] = &[
    "to", "cc", "bcc", "from", "an", "von", "à", "de", "para", "a", "da",
];

/// A line without such a label.
fn unlabelled(line: &str) -> &str {
    let line = line.trim();
    let Some((label, rest)) = line.split_once(':') else {
        return line;
    };
    let label = label.trim().to_lowercase();
    if rest.contains('@') && LABELS.contains(&label.as_str()) {
        rest.trim()
    } else {
        line
    }
}

/// Whether all of a piece is a mail address.
fn is_mail(piece: &str) -> bool {
    let piece = piece.trim().trim_start_matches("mailto:");
    let piece = piece.trim_matches(['<', '>', '(', ')', '"', '\'']);
    let domain = piece.split_once('@').map(|(_, domain)| domain);
    domain.is_some_and(|domain| domain.contains('.')) && !piece.contains(char::is_whitespace)
}

/// The name in a piece: “Smith, Ann” in quotation marks is turned.
fn named(piece: &str) -> String {
    let piece = bare(piece);
    let quoted = whole(&piece);
    let name = quoted.as_deref().unwrap_or(&piece).trim();
    match (&quoted, pieces(name, COMMAS).as_slice()) {
        (Some(_), [last, first]) => turned(last, first),
        _ => name.to_owned(),
    }
}

/// A piece without the number or bullet before it and the mail address beside it.
fn bare(piece: &str) -> String {
    let piece = piece.trim();
    let digits = piece.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let numbered = digits
        .strip_prefix(['.', ')'])
        .filter(|_| digits.len() < piece.len());
    let piece = numbered.unwrap_or(piece).trim();
    let bullets = ['-', '*', '•', '–', '·', '▪'];
    let piece = piece.trim_start_matches(bullets).trim();
    let address = piece.find('<').filter(|_| piece.contains('@'));
    let before = address.and_then(|at| piece.get(..at)).unwrap_or(piece);
    let words: Vec<_> = before
        .split_whitespace()
        .filter(|word| !is_mail(word))
        .collect();
    let name = words.join(" ");
    // “ann@example.org (Ann Smith)” is how mail named people once.
    let inside = name
        .strip_prefix('(')
        .and_then(|name| name.strip_suffix(')'));
    let mailed = words.len() < before.split_whitespace().count();
    let name = inside.filter(|_| mailed).unwrap_or(&name).trim();
    let quoted = name
        .strip_prefix('\'')
        .and_then(|name| name.strip_suffix('\''));
    quoted
        .unwrap_or(name)
        .trim_end_matches([':', '-', '–'])
        .trim()
        .to_owned()
}
