//! Signs of RTF become letters at their place.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::{
    charset::{self, Charset},
    page::{Kind, Planned, Sheet},
    scan::Sign,
    state::{self, Into, Shape, State},
};
use crate::{
    import::flow::Mark,
    text::{Clean, plural},
};

/// What a style says of the paragraphs that have it: the level of a heading; the title is 0.
type Styles = HashMap<i32, usize>;

/// A file that is being read.
pub(super) struct Reader {
    pub(super) page: Sheet,
    pub(super) notes: Vec<String>,
    pub(super) title: String,
    now: State,
    kept: Vec<State>,
    /// Whether the group has just begun, and whether its first word may be passed over.
    fresh: bool,
    star: bool,
    /// The encoding of the file, those of its fonts, and the font of text that names none.
    charset: &'static Encoding,
    fonts: HashMap<i32, Charset>,
    font: i32,
    /// Bytes that are no letters yet: some letters have two.
    bytes: Vec<u8>,
    /// How many letters are to be passed over that stand in for one of Unicode.
    pass: usize,
    /// The first half of a letter that has two in UTF-16.
    half: Option<u32>,
    styles: Styles,
    style: String,
    note: String,
    mark: Option<String>,
    planned: Planned,
    /// Places that stayed behind: deleted, hidden; and the state at the last letter.
    deleted: usize,
    hidden: usize,
    was: (bool, bool),
    comments: bool,
    margins: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            page: Sheet::default(),
            notes: Vec::new(),
            title: String::new(),
            now: State::default(),
            kept: Vec::new(),
            fresh: false,
            star: false,
            charset: WINDOWS_1252,
            fonts: HashMap::new(),
            font: 0,
            bytes: Vec::new(),
            pass: 0,
            half: None,
            styles: Styles::new(),
            style: String::new(),
            note: String::new(),
            mark: None,
            planned: Planned::default(),
            deleted: 0,
            hidden: 0,
            was: (false, false),
            comments: false,
            margins: false,
        }
    }
}

impl Reader {
    pub(super) fn deep(&self) -> usize {
        self.kept.len()
    }

    pub(super) fn sign(&mut self, sign: Sign<'_>) {
        match sign {
            Sign::Text(bytes) => {
                let pass = self.pass.min(bytes.len());
                self.pass -= pass;
                let rest = bytes.get(pass..).unwrap_or_default();
                // Nobody collects the pictures of a long file.
                if self.now.into != Into::Lost {
                    self.bytes.extend_from_slice(rest);
                }
            }
            Sign::Byte(_) if self.pass > 0 => self.pass -= 1,
            Sign::Byte(byte) => self.bytes.push(byte),
            Sign::Open => {
                self.letters();
                self.pass = 0;
                self.kept.push(self.now);
            }
            Sign::Close => {
                self.letters();
                self.pass = 0;
                self.close();
            }
            Sign::Symbol(b'*') => self.star = true,
            Sign::Symbol(sign) => self.symbol(sign),
            Sign::Word(word, number) => {
                self.letters();
                self.word(word, number);
            }
        }
        self.fresh = sign == Sign::Open || self.fresh && sign == Sign::Symbol(b'*');
        self.star &= self.fresh;
    }

    /// The bytes so far as letters.
    fn letters(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let text = match self.fonts.get(&self.now.font) {
            Some(Charset::Signs) => bytes.iter().map(|byte| charset::sign(*byte)).collect(),
            Some(Charset::Letters(encoding)) => encoding.decode_without_bom_handling(&bytes).0,
            Some(Charset::Ours) | None => self.charset.decode_without_bom_handling(&bytes).0,
        };
        let text = text.replace('\t', " ");
        self.say(&text);
    }

    fn say(&mut self, text: &str) {
        let now = self.now;
        let behind = (now.deleted, now.hidden);
        let blank = text.trim().is_empty();
        match now.into {
            Into::Body | Into::Note if now.deleted || now.hidden => {
                self.deleted += usize::from(now.deleted && !self.was.0);
                self.hidden += usize::from(!now.deleted && now.hidden && !self.was.1);
            }
            Into::Body => self.page.say(text, now.bold, now.size),
            Into::Note => self.note.push_str(text),
            Into::Mark => self.mark.get_or_insert_default().push_str(text),
            Into::Styles => self.style.push_str(text),
            Into::Title => self.title.push_str(text),
            Into::Margin => self.margins |= !blank,
            Into::Comment => self.comments |= !blank,
            Into::Fonts | Into::Info | Into::Drawn | Into::Lost => return,
        }
        self.was = behind;
    }

    fn close(&mut self) {
        let inner = self.now;
        self.now = self.kept.pop().unwrap_or_default();
        let left = |into: Into| inner.into == into && self.now.into != into;
        if left(Into::Note) {
            let note = std::mem::take(&mut self.note);
            if !note.trim().is_empty() {
                self.notes.push(note.trim().to_owned());
            }
        }
        if inner.into == Into::Body && self.now.into == Into::Drawn {
            self.paragraph(inner.shape);
        }
        if inner.into == Into::Styles {
            self.style(inner.shape);
        }
    }

    /// A style with its name ends.
    fn style(&mut self, shape: Shape) {
        let name = std::mem::take(&mut self.style).to_lowercase();
        let name = name.trim().trim_end_matches(';').trim_end();
        let level = match name.strip_prefix("heading ").map(str::parse) {
            Some(Ok(level)) => Some(level),
            _ if name == "title" => Some(0),
            _ => shape.outline.map(|level| level + 1),
        };
        if let Some(level) = level {
            self.styles.insert(shape.style, level);
        }
    }

    fn symbol(&mut self, sign: u8) {
        if !matches!(sign, b'\r' | b'\n') && self.pass > 0 {
            self.pass -= 1;
            return;
        }
        self.letters();
        match sign {
            b'\\' | b'{' | b'}' => self.say(char::from(sign).encode_utf8(&mut [0; 4])),
            b'~' | b'\t' => self.say(" "),
            b'_' => self.say("-"),
            b'\r' | b'\n' => self.word("par", None),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if self.fresh {
            let into = state::group(word, self.star, self.now.into);
            if let Some(into) = into {
                if (self.now.into, into) == (Into::Drawn, Into::Body) && !self.page.is_fresh() {
                    self.page.say("\n", false, self.now.size);
                }
                if into == Into::Mark {
                    self.mark = Some(String::new());
                }
                self.now.into = into;
                return;
            }
        }
        // Some programs forget what stands in; no word does in practice.
        self.pass = 0;
        if word == "u" {
            return self.unicode(number.unwrap_or_default());
        }
        if let Some(letter) = state::letter(word) {
            return self.say(letter);
        }
        if self.now.letters(word, number, self.font) || self.now.paragraph(word, number) {
            return;
        }
        let into = self.now.into;
        match word {
            "ansicpg" => self.charset = charset::of_page(number.unwrap_or_default()),
            "mac" => self.charset = charset::of_page(10_000),
            "deff" => {
                self.font = number.unwrap_or_default();
                self.now.font = self.font;
            }
            "fcharset" if into == Into::Fonts => {
                let set = charset::of_font(number.unwrap_or_default());
                self.fonts.insert(self.now.font, set);
            }
            "par" | "cell" | "sect" | "page" if matches!(into, Into::Note | Into::Mark) => {
                self.say(" ");
            }
            _ if into == Into::Body => self.block(word, number),
            _ => {}
        }
    }

    /// A word that ends something, or plans a row.
    fn block(&mut self, word: &str, number: Option<i32>) {
        match word {
            "par" | "sect" | "page" => self.paragraph(self.now.shape),
            "cell" => {
                self.paragraph(Shape {
                    in_table: true,
                    ..self.now.shape
                });
                self.page.end_cell();
            }
            "row" => self.page.end_row(),
            "trowd" => self.page.planned.clear(),
            "clmrg" => self.planned.joined = true,
            "clvmrg" => self.planned.below = true,
            "cellx" => {
                self.planned.edge = number.unwrap_or_default();
                self.page.planned.push(std::mem::take(&mut self.planned));
            }
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        self.pass = self.now.stand_in;
        // Numbers have 16 bits with a sign; some programs write them without.
        let unit = u32::try_from(number).unwrap_or_else(|_| (number & 0xffff).unsigned_abs());
        let letter = match (self.half.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.half = Some(unit);
                return;
            }
            (Some(half), 0xdc00..=0xdfff) => {
                char::from_u32(0x1_0000 + ((half - 0xd800) << 10) + (unit - 0xdc00))
            }
            // Fonts of signs have a place of their own.
            (_, 0xf020..=0xf0ff) => u8::try_from(unit & 0xff).ok().map(charset::sign),
            _ => char::from_u32(unit),
        };
        let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
        self.say(letter.encode_utf8(&mut [0; 4]));
    }

    fn paragraph(&mut self, shape: Shape) {
        if self.page.is_fresh() {
            return self.page.end(Kind::Plain, shape.in_table);
        }
        let level = self.styles.get(&shape.style).copied();
        let level = level.or(shape.outline.map(|level| level + 1));
        let kind = match (level, self.mark.take()) {
            (Some(level), _) => Kind::Heading(level),
            (None, Some(mark)) => item(mark.trim(), shape.deep),
            (None, None) if shape.listed => Kind::Item(Mark::Point(shape.deep)),
            (None, None) => Kind::Plain,
        };
        self.page.end(kind, shape.in_table);
    }

    /// Ends what the file left open.
    pub(super) fn ends(&mut self) {
        self.letters();
        if !self.note.trim().is_empty() {
            self.notes.push(std::mem::take(&mut self.note));
        }
        self.paragraph(self.now.shape);
    }

    /// What of the file is not in the text.
    pub(super) fn left_behind(&self) -> Vec<Clean> {
        let mut said = Vec::new();
        for (count, what) in [
            (self.deleted, "Text that was deleted under “track changes”"),
            (self.hidden, "Text that is hidden in the file"),
        ] {
            if count > 0 {
                let places = plural(count, "place", "places");
                said.push(Clean::line(&format!("{what} stayed behind ({places}).")));
            }
        }
        if self.comments {
            said.push(Clean::new("Comments in the margin stayed behind."));
        }
        if self.margins {
            said.push(Clean::new(
                "What stands at the head and foot of each page stayed behind.",
            ));
        }
        said
    }
}

/// The item that is printed with that mark.
fn item(mark: &str, deep: usize) -> Kind {
    let bare = mark.trim_matches(|sign: char| !sign.is_alphanumeric());
    let last = bare.rsplit('.').next().unwrap_or_default();
    let numbers = bare
        .chars()
        .all(|sign| sign.is_ascii_digit() || sign == '.');
    let letter = bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic);
    Kind::Item(match last.parse() {
        _ if mark.is_empty() => return Kind::Plain,
        Ok(number) if numbers => Mark::Number(deep, number),
        // Word's points of the second level are a letter of a font of typewriters.
        _ if letter && bare.len() < mark.len() => Mark::Letter(format!("{bare})")),
        _ if mark.chars().count() <= 1 || bare.is_empty() => Mark::Point(deep),
        _ => Mark::Words(mark.to_owned()),
    })
}
