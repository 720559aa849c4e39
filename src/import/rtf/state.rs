//! What holds at a place of an RTF file: it is kept when a group begins, and holds again behind it.

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Into {
    #[default]
    Body,
    /// The number or point that is printed before an item.
    Mark,
    /// A footnote.
    Note,
    /// The names of fonts, whose encodings are wanted.
    Fonts,
    /// The names of styles.
    Styles,
    /// What the file says of itself; only the title is wanted.
    Info,
    Title,
    /// The head and the foot of each page.
    Margin,
    /// A comment of somebody's.
    Comment,
    /// What is drawn; there may be a box with text in it.
    Drawn,
    /// Nowhere.
    Lost,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    pub(super) style: i32,
    /// Its level as a heading, from 0.
    pub(super) outline: Option<usize>,
    /// Whether it stands in a list, and how deep.
    pub(super) listed: bool,
    pub(super) deep: usize,
    pub(super) in_table: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) into: Into,
    pub(super) shape: Shape,
    pub(super) bold: bool,
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) font: i32,
    /// In half points.
    pub(super) size: i32,
    /// How many letters stand behind a `\u` for programs that do not know it.
    pub(super) stand_in: usize,
}

/// The size of text that says none, in half points, by the specification.
const SIZE: i32 = 24;

impl Default for State {
    fn default() -> Self {
        Self {
            into: Into::Body,
            shape: Shape::default(),
            bold: false,
            hidden: false,
            deleted: false,
            font: 0,
            size: SIZE,
            stand_in: 1,
        }
    }
}

impl State {
    /// Takes a word that says how letters look; false where it says something else.
    pub(super) fn letters(&mut self, word: &str, number: Option<i32>, font: i32) -> bool {
        let on = number != Some(0);
        match word {
            "plain" => {
                let Self {
                    into,
                    shape,
                    stand_in,
                    ..
                } = *self;
                *self = Self {
                    into,
                    shape,
                    stand_in,
                    font,
                    ..Self::default()
                };
            }
            "b" => self.bold = on,
            "v" => self.hidden = on,
            "deleted" => self.deleted = on,
            "f" => self.font = number.unwrap_or(font),
            "fs" => self.size = number.unwrap_or(SIZE),
            "uc" => self.stand_in = usize::try_from(number.unwrap_or(1)).unwrap_or_default(),
            _ => return false,
        }
        true
    }

    /// Takes a word that says what a paragraph is; false where it says something else.
    pub(super) fn paragraph(&mut self, word: &str, number: Option<i32>) -> bool {
        let level = || usize::try_from(number.unwrap_or_default()).unwrap_or_default();
        match word {
            "pard" => self.shape = Shape::default(),
            "s" => self.shape.style = number.unwrap_or_default(),
            "outlinelevel" => self.shape.outline = Some(level()).filter(|level| *level < 9),
            "ls" => self.shape.listed = number != Some(0),
            "ilvl" => self.shape.deep = level().min(8),
            "intbl" => self.shape.in_table = true,
            _ => return false,
        }
        true
    }
}

/// Where the text of a group goes that begins with that word; `star` where programs that do not
/// know the word are to pass over it. None where the word begins no group of its own.
pub(super) fn group(word: &str, star: bool, now: Into) -> Option<Into> {
    let of = match word {
        "fonttbl" => Into::Fonts,
        "stylesheet" => Into::Styles,
        "info" => Into::Info,
        "title" if now == Into::Info => Into::Title,
        "listtext" | "pntext" => Into::Mark,
        "footnote" => Into::Note,
        "annotation" => Into::Comment,
        "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
        | "footerf" => Into::Margin,
        "shp" | "shpinst" | "do" => Into::Drawn,
        "shptxt" | "dptxbxtext" => Into::Body,
        "colortbl" | "filetbl" | "pict" | "nonshppict" | "shprslt" | "sp" | "fldinst"
        | "nonesttables" | "xe" | "tc" | "tcn" | "rxe" | "txe" | "ftnsep" | "ftnsepc" | "ftncn"
        | "aftnsep" | "aftnsepc" | "aftncn" | "objdata" | "mmathPict" | "template" | "atnid"
        | "atnauthor" => Into::Lost,
        _ if star => Into::Lost,
        _ => return None,
    };
    // Within what is lost nothing is found, and a box with text is found in drawings only.
    let closed = matches!(now, Into::Lost | Into::Margin | Into::Comment);
    let open = matches!(of, Into::Body | Into::Drawn);
    Some(if now == Into::Drawn {
        if open { of } else { Into::Lost }
    } else if closed || of == Into::Body {
        now
    } else {
        of
    })
}

/// Letters that have words of their own.
pub(super) fn letter(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" | "emspace" | "enspace" | "qmspace" | "nestcell" => " ",
        "line" | "lbr" => "\n",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "endash" => "–",
        "emdash" => "—",
        _ => return None,
    })
}
