//! Lines between marks that are not read as text: code, and blocks that say themselves what they are.

use super::source::Numbered;

/// What stands between `::: text` and `:::`: one block, whatever it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoted {
    /// A block of what is open here.
    Text,
    /// A block that everybody reads; it ends what is open.
    Reading,
    /// A block that everybody reads, in the midst of what is open.
    Passage,
    /// Page noise.
    Noise,
    /// A question of its own.
    Question,
    /// A claim of the model answer to the question on that line, else to the one above.
    Answer(Option<u32>),
    /// A hint, likewise.
    Hint(Option<u32>),
    /// An exhibit: its title, and what it holds.
    Exhibit,
    /// A note for the facilitator: to the question on that line, else to the whole case.
    Note(Option<u32>),
    /// The title of the case.
    Title,
    /// The title of a part that is hidden until it is reached.
    Part,
}

impl Quoted {
    /// The line of the question that it belongs to, where it was named.
    pub(super) fn of(self) -> Option<u32> {
        let (Self::Answer(line) | Self::Hint(line) | Self::Note(line)) = self else {
            return None;
        };
        line
    }

    pub(super) fn named(class: &str) -> Option<Self> {
        match class.trim() {
            "text" => Some(Self::Text),
            "reading" => Some(Self::Reading),
            "said text" => Some(Self::Passage),
            "noise" => Some(Self::Noise),
            "said question" => Some(Self::Question),
            "said answer" => Some(Self::Answer(None)),
            "said hint" => Some(Self::Hint(None)),
            "said exhibit" => Some(Self::Exhibit),
            "said note" => Some(Self::Note(None)),
            "said title" => Some(Self::Title),
            "later part" => Some(Self::Part),
            other => {
                let (what, line) = other.rsplit_once(' ')?;
                let line = Some(line.parse().ok()?);
                let kinds = [
                    ("said answer", Self::Answer(line)),
                    ("said hint", Self::Hint(line)),
                    ("said note", Self::Note(line)),
                ];
                kinds
                    .into_iter()
                    .find(|(name, _)| *name == what)
                    .map(|(_, kind)| kind)
            }
        }
    }
}

/// Tells which lines are code between fences, or quoted, their fences included.
#[derive(Default)]
pub(in crate::case) struct Fence {
    open: Option<(char, usize)>,
    quoted: Option<Quoted>,
    /// How many lines ago the open one began.
    since: usize,
}

impl Fence {
    /// Whether the next line is code or a fence.
    pub(in crate::case) fn holds(&mut self, line: &str) -> bool {
        let bare = line.trim_start();
        let mark = bare
            .chars()
            .next()
            .filter(|mark| matches!(mark, '`' | '~' | ':'));
        let length = mark.map_or(0, |mark| bare.len() - bare.trim_start_matches(mark).len());
        let rest = bare.get(length..).unwrap_or_default();
        self.since += 1;
        match (self.open, mark) {
            (Some((open, least)), Some(mark)) => {
                if mark == open && length >= least && rest.trim().is_empty() {
                    self.open = None;
                    self.quoted = None;
                }
                true
            }
            (Some(_), None) => true,
            (None, Some(':')) => {
                self.quoted = Quoted::named(rest).filter(|_| length > 2);
                self.open = self.quoted.map(|_| (':', length));
                self.since = 0;
                self.quoted.is_some()
            }
            (None, Some(mark)) if length > 2 && !(mark == '`' && rest.contains('`')) => {
                self.open = Some((mark, length));
                self.since = 0;
                true
            }
            (None, _) => false,
        }
    }

    /// Whether the lines that follow are code, or quoted.
    pub(in crate::case) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// As what the lines between the marks are quoted.
    pub(super) fn quoted(&self) -> Option<Quoted> {
        self.quoted
    }

    /// The line of the fence that is still open after all these lines.
    pub(super) fn opened_at(&self, lines: &[Numbered<'_>]) -> Option<u32> {
        self.open?;
        let at = lines.len().checked_sub(self.since + 1)?;
        lines.get(at).map(|line| line.number)
    }
}
