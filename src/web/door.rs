//! The door that phones come through: the code, and how often a wrong one may be tried. Pure: the
//! time is an argument, and so is what is random.

// The same type as that of the standard library, without its sockets.
use core::net::Ipv4Addr;
use std::{collections::VecDeque, fmt};

use serde::{Deserialize, Serialize};

/// The signs of a code: no vowels, so that it is no word, and none that looks like another.
const SIGNS: [char; 25] = [
    'C', 'D', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'T', 'V', 'W', 'X', 'Y', '2', '3',
    '4', '5', '6', '7', '8', '9',
];
/// How many signs a code has.
const LONG: usize = 6;

/// The wrong codes that an address may try in a minute.
const WRONG_A_MINUTE: usize = 5;
/// The wrong codes after which the code is another.
const WRONG_IN_ALL: usize = 100;
/// The devices that may join in a second.
const JOINS_A_SECOND: usize = 5;
const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;

/// What people type to join: six signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code(String);

impl Code {
    /// The code that a random number stands for.
    pub fn of(random: u64) -> Self {
        let mut rest = random;
        let sign = |_| {
            let at = (rest % SIGNS.len() as u64) as usize;
            rest /= SIGNS.len() as u64;
            SIGNS.get(at).copied().unwrap_or('C')
        };
        Self((0..LONG).map(sign).collect())
    }

    /// What somebody typed, as a code: small letters, blanks and dashes do not count, and what
    /// looks like a sign is that sign. None where it can be no code.
    pub fn typed(text: &str) -> Option<Self> {
        let signs = text
            .chars()
            .filter(|sign| !" \t-\u{2013}\u{a0}".contains(*sign));
        let meant = |sign: char| match sign.to_ascii_uppercase() {
            'B' => '8',
            'S' => '5',
            'Z' => '2',
            other => other,
        };
        let code: String = signs.take(LONG + 1).map(meant).collect();
        let known = code.chars().all(|sign| SIGNS.contains(&sign));
        (known && code.chars().count() == LONG).then_some(Self(code))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In two halves, to be read aloud.
    pub fn halves(&self) -> String {
        let (first, second) = self.0.split_at_checked(LONG / 2).unwrap_or((&self.0, ""));
        format!("{first} {second}")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[derive(Debug)]
pub struct Door {
    code: Code,
    /// Nobody new comes in; whoever is in stays.
    pub locked: bool,
    /// Wrong codes of the last minute, by address.
    wrong: VecDeque<(u64, Ipv4Addr)>,
    /// Wrong codes since the code was made.
    in_all: usize,
    joins: VecDeque<u64>,
}

impl Door {
    pub fn new(code: Code) -> Self {
        Self {
            code,
            locked: false,
            wrong: VecDeque::new(),
            in_all: 0,
            joins: VecDeque::new(),
        }
    }

    pub fn code(&self) -> &Code {
        &self.code
    }

    /// Whether a code that opened it a while ago still does.
    pub fn knows(&self, typed: &str) -> bool {
        !self.locked && Code::typed(typed).as_ref() == Some(&self.code)
    }

    /// Another code from now on.
    pub fn rotate(&mut self, fresh: Code) {
        self.code = fresh;
        self.in_all = 0;
    }

    /// Whether a code that was typed at an address opens the door. Wrong, locked and tried too
    /// often are the same to whoever tries. `fresh` is the code from then on, where this was one
    /// wrong code too many.
    pub fn opens(
        &mut self,
        typed: &str,
        from: Ipv4Addr,
        now: u64,
        fresh: impl FnOnce() -> Code,
    ) -> bool {
        let old = |(then, _): &(u64, Ipv4Addr)| then + MINUTE <= now;
        while self.wrong.front().is_some_and(old) {
            self.wrong.pop_front();
        }
        let tried = self.wrong.iter().filter(|(_, by)| *by == from).count();
        // One who may not try learns nothing, not even that it was right.
        if tried >= WRONG_A_MINUTE {
            return false;
        }
        if Code::typed(typed).as_ref() == Some(&self.code) {
            return !self.locked;
        }
        self.wrong.push_back((now, from));
        self.in_all += 1;
        if self.in_all >= WRONG_IN_ALL {
            self.rotate(fresh());
        }
        false
    }

    /// Whether one more device may join now; a second later another may.
    pub fn admits(&mut self, now: u64) -> bool {
        while self.joins.front().is_some_and(|then| then + SECOND <= now) {
            self.joins.pop_front();
        }
        let free = self.joins.len() < JOINS_A_SECOND;
        if free {
            self.joins.push_back(now);
        }
        free
    }
}
