//! The signs that an RTF file is made of.

/// A sign of RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A word of control with its number, such as `\fs24`.
    Word(&'a str, Option<i32>),
    /// A word of control that is one sign, such as `\~`.
    Symbol(u8),
    /// Bytes of text, in the encoding of the font.
    Text(&'a [u8]),
    /// A byte of text that is written as a number.
    Byte(u8),
}

/// The signs of a file, one after another; pictures in bytes are left out.
pub(super) struct Scan<'a> {
    rest: &'a [u8],
}

impl<'a> Scan<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Takes the bytes at the beginning for which that holds.
    fn take(&mut self, most: usize, holds: impl Fn(u8) -> bool) -> &'a [u8] {
        let count = self.rest.iter().take(most).take_while(|byte| holds(**byte));
        let (taken, rest) = self.rest.split_at(count.count());
        self.rest = rest;
        taken
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Option<Sign<'a>> {
        // Words have at most 32 letters and numbers at most ten digits, by the specification.
        let word = self.take(32, |byte| byte.is_ascii_alphabetic());
        if word.is_empty() {
            let (sign, rest) = self.rest.split_first()?;
            self.rest = rest;
            if *sign != b'\'' {
                return Some(Sign::Symbol(*sign));
            }
            let digits = self.take(2, |byte| byte.is_ascii_hexdigit());
            let byte = std::str::from_utf8(digits).unwrap_or_default();
            return Some(Sign::Byte(u8::from_str_radix(byte, 16).unwrap_or(b'?')));
        }
        let minus = self.take(1, |byte| byte == b'-');
        let digits = self.take(10, |byte| byte.is_ascii_digit());
        let number = std::str::from_utf8(digits).unwrap_or_default();
        let number = number.parse::<i32>().ok();
        let number = number.map(|number| if minus.is_empty() { number } else { -number });
        self.take(1, |byte| byte == b' ');
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let count = usize::try_from(number.unwrap_or_default()).unwrap_or_default();
            self.rest = self.rest.get(count..).unwrap_or_default();
        }
        Some(Sign::Word(word, number))
    }
}

impl<'a> Iterator for Scan<'a> {
    type Item = Sign<'a>;

    fn next(&mut self) -> Option<Sign<'a>> {
        self.take(usize::MAX, |byte| matches!(byte, b'\r' | b'\n' | 0));
        let (first, rest) = self.rest.split_first()?;
        match first {
            b'{' | b'}' | b'\\' => self.rest = rest,
            _ => {
                let marks = |byte| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                return Some(Sign::Text(self.take(usize::MAX, marks)));
            }
        }
        match first {
            b'{' => Some(Sign::Open),
            b'}' => Some(Sign::Close),
            _ => self.control(),
        }
    }
}
