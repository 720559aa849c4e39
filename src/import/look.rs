//! What stands out in a text: in bold, or in a colour of its own, as teachers mark answers and
//! right options. Markdown has no colours: where few words have one it is emphasis, where many
//! have one it is how the document looks.

/// How letters are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    #[default]
    Plain,
    Coloured,
    Bold,
}

/// Coloured letters stand between these until all of them are counted. They are from Unicode's
/// private use area, where no alphabet has letters.
pub(super) const BEGIN: char = '\u{e000}';
pub(super) const END: char = '\u{e001}';

/// One letter in so many may be coloured; more is how the document looks.
const ONE_IN: usize = 3;
/// From here on the parts of a colour (0 to 255) are too far apart for a grey.
const NO_GREY: u8 = 0x50;

/// Whether so many letters of all of them stand out.
pub(super) fn are_few(coloured: usize, all: usize) -> bool {
    coloured * ONE_IN <= all
}

/// Adds a run of letters to the text of a paragraph.
pub(super) fn say(text: &mut String, run: &str, look: Look) {
    let bare = run.trim();
    let (before, after) = run.split_once(bare).unwrap_or_default();
    match look {
        _ if bare.is_empty() || bare.contains(['*', '\n']) => text.push_str(run),
        Look::Plain => text.push_str(run),
        Look::Coloured => text.push_str(&format!("{before}{BEGIN}{bare}{END}{after}")),
        Look::Bold => text.push_str(&format!("{before}**{bare}**{after}")),
    }
}

/// A paragraph whose neighbouring runs of one look are one, with the blanks between them.
pub(super) fn joined(text: &str) -> String {
    let mut text = text.replace("****", "").replace("** **", " ");
    for between in ["", " "] {
        text = text.replace(&format!("{END}{between}{BEGIN}"), between);
    }
    text
}

/// Turns the coloured letters of a whole document into emphasis, or into nothing.
pub(super) fn settled(markdown: String) -> String {
    if !markdown.contains([BEGIN, END]) {
        return markdown;
    }
    let letters = |text: &str| text.chars().filter(|sign| sign.is_alphanumeric()).count();
    let (mut all, mut inside) = (0, 0);
    for (at, piece) in markdown.split(BEGIN).enumerate() {
        let own = piece.split_once(END).map_or("", |(own, _)| own);
        all += letters(piece);
        inside += if at > 0 { letters(own) } else { 0 };
    }
    let few = are_few(inside, all);
    let lines = markdown.split('\n').map(|line| {
        let option = coloured_item(line).filter(|_| few);
        option.unwrap_or_else(|| line.replace([BEGIN, END], ""))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// An item of a list that is coloured from end to end, in bold: the only place where a colour says
/// what nothing else says. Anywhere else emphasis could show a right option that nobody knows for
/// one, and a text that is an answer is one without its colour.
fn coloured_item(line: &str) -> Option<String> {
    let (before, own) = line.trim_end().strip_suffix(END)?.split_once(BEGIN)?;
    let mark = if before.trim().is_empty() {
        own
    } else {
        before
    };
    let (mark, _) = mark.trim_start().split_once(' ')?;
    let letter = mark.strip_suffix(['.', ')', ':']).unwrap_or_default();
    let is_item = matches!(mark, "-" | "•") || letter.chars().count() == 1;
    (is_item && !own.contains(['*', BEGIN, END])).then(|| format!("{before}**{own}**"))
}

/// Whether a colour is none of black, white and the greys: red, green and blue from 0 to 255.
pub(super) fn is_colour(parts: [u8; 3]) -> bool {
    let (most, least) = (parts.iter().max(), parts.iter().min());
    most.zip(least)
        .is_some_and(|(most, least)| most - least >= NO_GREY)
}

/// The same for a colour as files write it: `FF0000`, `#f00`, `rgb(255, 0, 0)`, `darkRed`.
pub(super) fn stands_out(colour: &str) -> bool {
    let colour = colour.trim().to_ascii_lowercase();
    if let Some(parts) = colour
        .strip_prefix("rgb")
        .and_then(|rest| rest.split_once('('))
    {
        let parts = parts
            .1
            .split([',', ' ', '/', ')'])
            .filter(|part| !part.is_empty());
        let parts: Vec<u8> = parts.map_while(|part| part.parse().ok()).take(3).collect();
        return <[u8; 3]>::try_from(parts).is_ok_and(is_colour);
    }
    let hex = colour.trim_start_matches('#');
    let part = |from: usize, width: usize| {
        let digits = hex.get(from..from + width)?;
        let digits = digits.repeat(2 / width);
        u8::from_str_radix(&digits, 16).ok()
    };
    let width = if hex.len() == 3 { 1 } else { 2 };
    let parts = || {
        Some([
            part(0, width)?,
            part(width, width)?,
            part(2 * width, width)?,
        ])
    };
    match (hex.len(), parts()) {
        (3 | 6, Some(parts)) => is_colour(parts),
        _ => {
            let none = [
                "auto",
                "none",
                "black",
                "white",
                "transparent",
                "inherit",
                "initial",
                "unset",
                "revert",
                "currentcolor",
                "windowtext",
                "canvastext",
            ];
            let grey = colour.contains("gray") || colour.contains("grey");
            let word = !colour.is_empty() && colour.chars().all(|sign| sign.is_ascii_alphabetic());
            word && !grey && !none.contains(&colour.as_str())
        }
    }
}
