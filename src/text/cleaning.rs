//! What may be shown of a text from outside.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

/// The most combining marks that stay on one character.
pub const MOST_MARKS: usize = 8;

/// The safe form of `text`; borrows where there is nothing to change. Cleaning twice is
/// cleaning once.
pub fn clean(text: &str) -> Cow<'_, str> {
    cleaned(text, false)
}

/// The safe form of a piece of a text that is being written. Whether a joiner, a variation
/// selector or a direction mark has its place there is known once the whole is cleaned, so
/// these stay: a letter that is typed knows nothing of the one that comes next.
pub fn clean_piece(text: &str) -> Cow<'_, str> {
    cleaned(text, true)
}

fn cleaned(text: &str, piece: bool) -> Cow<'_, str> {
    if text.chars().all(is_ordinary) {
        return Cow::Borrowed(text);
    }
    let around = Around {
        piece,
        right_to_left: text.chars().any(is_right_to_left),
    };
    let mut safe = String::with_capacity(text.len());
    let mut marks = 0;
    let mut letters = text.chars();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let after = letters.clone().next();
        let mark = is_mark(letter);
        if (mark && marks == MOST_MARKS) || (letter == '\r' && after == Some('\n')) {
            continue;
        }
        let Some(shown) = around.seen(letter, before, after) else {
            continue;
        };
        // What takes no room does not part marks from the character that they stand on.
        if mark {
            marks += 1;
        } else if !is_placed(letter) {
            marks = 0;
        }
        safe.push(shown);
        before = Some(shown);
        if let Some(length) = (letter == FLAG).then(|| tags(letters.as_str())).flatten() {
            let (tags, rest) = letters.as_str().split_at(length);
            safe.push_str(tags);
            letters = rest.chars();
        }
    }
    Cow::Owned(safe)
}

/// Characters that most text is made of and that always stay as they are; others are looked at
/// one by one. A long session is read from disk many times faster for it.
fn is_ordinary(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\n' | '\t'
        // Latin, Greek, Cyrillic without their combining marks; punctuation; money.
        | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}'
        // Kana, Han, Hangul.
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// What a character's place depends on besides its neighbours.
struct Around {
    /// More may come before and behind.
    piece: bool,
    /// The text holds letters of a script that is written from right to left.
    right_to_left: bool,
}

impl Around {
    /// What stands for a character: itself, a picture of it, or nothing.
    fn seen(&self, letter: char, before: Option<char>, after: Option<char>) -> Option<char> {
        match letter {
            '\n' | '\t' => Some(letter),
            '\0'..='\u{1f}' => char::from_u32(0x2400 + letter as u32),
            '\u{7f}' => Some('\u{2421}'),
            '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
            '\u{2028}' | '\u{2029}' => Some('\n'),
            _ if is_placed(letter) => {
                let placed = self.piece || self.has_place(letter, before, after);
                placed.then_some(letter)
            }
            _ if is_bidi_control(letter) => Some('\u{fffd}'),
            _ if is_invisible(letter) => None,
            _ => Some(letter),
        }
    }

    /// Whether a character that has no picture of its own does its work here. Never two of them
    /// that do the same, so that nothing can hide in a row of them.
    fn has_place(&self, letter: char, before: Option<char>, after: Option<char>) -> bool {
        let behind = |fits: fn(u32) -> bool| before.is_some_and(|before| fits(before as u32));
        match letter {
            '\u{200c}' | '\u{200d}' => {
                let emoji = behind(|it| is_emoji(it) || it == 0xfe0f || it == 0xe007f);
                let between = emoji && after.is_some_and(|after| is_emoji(after as u32));
                behind(joins) || (letter == '\u{200d}' && between)
            }
            // Where words of a script without blanks may part.
            '\u{200b}' => {
                behind(|it| matches!(it, 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff))
            }
            '\u{61c}' | '\u{200e}' | '\u{200f}' => {
                self.right_to_left && !before.is_some_and(is_direction_mark)
            }
            '\u{180b}'..='\u{180f}' => behind(|it| matches!(it, 0x1820..=0x18aa)),
            // Text and emoji presentation.
            '\u{fe0e}' | '\u{fe0f}' => {
                before.is_some_and(|before| !before.is_whitespace() && !is_placed(before))
            }
            // Forms of Chinese characters, of mathematical signs, of letters in Myanmar.
            '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => behind(|it| {
                matches!(it, 0x1000..=0x109f | 0x2200..=0x22ff | 0x2a00..=0x2aff | 0x3400..=0x4dbf
                    | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
            }),
            _ => false,
        }
    }
}

/// Characters without a picture of their own that belong into some places: joiners, direction
/// marks, variation selectors, the letters of a flag.
fn is_placed(letter: char) -> bool {
    is_direction_mark(letter)
        || matches!(letter, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Marks that have a direction and no picture. They turn nothing but what stands beside them.
fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}')
}

/// Characters that turn the direction of what follows, up to the end of the line.
fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters without a picture of their own that hide or fake text.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Letters, signs and marks of the scripts that need joiners: Arabic and Syriac, those of India
/// and South-East Asia, Mongolian.
fn joins(letter: u32) -> bool {
    let mark = matches!(letter, 0x61c | 0x180b..=0x180f);
    !mark
        && matches!(letter,
            0x600..=0xdff | 0xe00..=0x109f | 0x1780..=0x18af | 0x1900..=0x1cff | 0xa800..=0xabff
            | 0xfb50..=0xfdff | 0xfe70..=0xfefe | 0x10a00..=0x10fff | 0x11000..=0x11fff | 0x1e900..=0x1e95f)
}

/// Emoji and their modifiers, arrows and signs that can be shown as emoji.
fn is_emoji(letter: u32) -> bool {
    matches!(letter, 0x2190..=0x2bff | 0x1f000..=0x1faff)
}

/// Letters of scripts that are written from right to left.
fn is_right_to_left(letter: char) -> bool {
    letter.is_alphabetic()
        && matches!(letter, '\u{5d0}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The flag that letters behind it make that of a region.
const FLAG: char = '\u{1f3f4}';
/// The most letters of a region: two of a country, three of its part.
const MOST_TAGS: usize = 5;

/// How many bytes the letters of a region take, with the sign that ends them; none where they do
/// not end, as then they could hide a text.
fn tags(text: &str) -> Option<usize> {
    let letter = |tag: &char| matches!(tag, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let count = text.chars().take_while(letter).count();
    let ends = text.chars().nth(count) == Some('\u{e007f}');
    // Each of them takes four bytes.
    (ends && (1..=MOST_TAGS).contains(&count)).then_some((count + 1) * 4)
}

/// Marks that stand on the character before them and take no room.
fn is_mark(letter: char) -> bool {
    let mut buffer = [0; 4];
    !letter.is_ascii()
        && !letter.is_alphanumeric()
        && !is_placed(letter)
        && letter.encode_utf8(&mut buffer).width() == 0
        && !is_bidi_control(letter)
        && !is_invisible(letter)
}
