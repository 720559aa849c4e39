//! A line sentence by sentence, a question in other words than the document's, the right option.

use super::{Mending, Next};
use crate::{
    case::{
        Case,
        mend::{As, Piece, asked_within},
        vocabulary::normal,
    },
    text::{Clean, cut, wrap},
    tui::{
        effect::{Asks, Effect, Mend, Wants},
        keys::{Action, Scope, name},
    },
};

/// A quoted question, in columns.
const QUOTED: usize = 56;

/// A line that is looked at sentence by sentence.
pub(super) struct Apart {
    pieces: Vec<Piece>,
    /// The one that the next key is about.
    at: usize,
    /// What nothing is said of is kept back, as the line was.
    kept: bool,
}

impl Mending {
    /// Looks at the line sentence by sentence.
    pub(super) fn take_apart(&mut self) -> Next {
        let pieces = self.mended.pieces(self.at);
        if pieces.len() < 2 {
            let key = name(Scope::Mending, Action::Reword);
            return Next::Do(Effect::Tell(format!(
                "This line is one sentence. {key} makes a question of it in other words."
            )));
        }
        let asks = |piece: &Piece| asked_within(&piece.text).is_some() || piece.text.contains('?');
        self.apart = Some(Apart {
            at: pieces.iter().position(asks).unwrap_or_default(),
            kept: self.is_kept(self.at),
            pieces,
        });
        Next::Stay
    }

    /// Whether nobody would see a line before its time.
    fn is_kept(&self, line: u32) -> bool {
        self.doubt(line).is_some()
            || matches!(self.taken(line), crate::case::mend::Taken::Hidden(_))
    }

    /// What a key does while a line is looked at sentence by sentence.
    pub(super) fn act_on_pieces(&mut self, action: Action) -> Next {
        let Some(apart) = &mut self.apart else {
            return Next::Stay;
        };
        let last = apart.pieces.len().saturating_sub(1);
        if let Action::Say(mark) = action {
            return self.say_piece(mark);
        }
        if let Action::SayWhich(mark) = action {
            return self.ask_which(mark);
        }
        let is = |keys: &[Action]| keys.contains(&action);
        if is(&[Action::Up, Action::Left]) {
            apart.at = apart.at.saturating_sub(1);
        } else if is(&[Action::Down, Action::Right]) {
            apart.at = (apart.at + 1).min(last);
        } else if is(&[Action::First, Action::Last]) {
            apart.at = if action == Action::First { 0 } else { last };
        } else if is(&[Action::Enter, Action::Back, Action::Quit, Action::TakeApart]) {
            self.apart = None;
        }
        Next::Stay
    }

    pub(super) fn say_piece(&mut self, mark: Option<As>) -> Next {
        let line = self.at;
        let Some(apart) = &mut self.apart else {
            return Next::Stay;
        };
        if let Some(piece) = apart.pieces.get_mut(apart.at) {
            piece.mark = mark;
        }
        apart.at = (apart.at + 1).min(apart.pieces.len().saturating_sub(1));
        let said = joined(&apart.pieces, line, apart.kept);
        let mark = (!said.is_empty()).then(|| self.mended.in_pieces(said));
        let next = self.say_of(line..=line, mark);
        self.at = line;
        next
    }

    /// The rows of a line that is looked at sentence by sentence, the chosen one in sight.
    pub(super) fn apart_rows(&self, columns: usize, most: usize) -> Option<Vec<String>> {
        let apart = self.apart.as_ref()?;
        let (mut rows, mut here) = (Vec::new(), 0);
        for (at, piece) in apart.pieces.iter().enumerate() {
            let sign = if at == apart.at { "▸ " } else { "  " };
            let said = piece.mark.and_then(As::words);
            let said = said.map_or(String::new(), |said| format!("{said}: "));
            let text = format!("{said}{}", Clean::line(&piece.text));
            if at == apart.at {
                here = rows.len();
            }
            let lines = wrap(&text, columns.saturating_sub(2).max(2)).into_iter();
            let leads = std::iter::once(sign).chain(std::iter::repeat("  "));
            rows.extend(lines.zip(leads).map(|(line, lead)| format!("{lead}{line}")));
        }
        let past = (rows.len().saturating_sub(most)).min(here);
        Some(rows.split_off(past))
    }

    /// What is said of it below the lines.
    pub(super) fn about_apart(&self) -> Option<String> {
        let apart = self.apart.as_ref()?;
        let (at, all) = (apart.at + 1, apart.pieces.len());
        let rest = match apart.kept {
            true => "what you say nothing of stays kept back",
            false => "what you say nothing of stays as it is read",
        };
        let back = name(Scope::Mending, Action::Back);
        Some(format!(
            "Sentence {at} of {all}: the next key says what it is; {rest}. {back} is done."
        ))
    }

    /// Asks how a line asks that holds more than its question; none where it does not.
    pub(super) fn ask_how(&self) -> Option<Next> {
        let line = self.words(self.at);
        let alone = self.from.is_none() && !line.starts_with('|');
        let asked = asked_within(line).filter(|_| alone)?;
        let asked = Clean::line(asked);
        let choice = |words: String, asks| (words, vec![Effect::Mend(Mend::Asks(asks))]);
        let choices = vec![
            choice(
                format!(
                    "Only “{}”; all the rest is kept back as a note on it",
                    cut(&asked, QUOTED)
                ),
                Asks::Alone,
            ),
            choice(
                "Only that; everybody reads the rest".to_owned(),
                Asks::Among,
            ),
            choice("In words that I type".to_owned(), Asks::Typed),
            choice(
                "All of this paragraph, as it stands".to_owned(),
                Asks::Whole,
            ),
        ];
        let text = "This paragraph holds more than its question. What is asked?";
        Some(Next::Do(Effect::Choices(text.to_owned(), choices)))
    }

    /// How the line asks was answered.
    pub(super) fn asks(&mut self, asks: Asks) -> Next {
        let line = self.at;
        let asked = asked_within(self.words(line))
            .unwrap_or_default()
            .to_owned();
        let pieces = match asks {
            Asks::Alone => self.mended.asked_in(line, &asked),
            Asks::Among => self.mended.asked_among(line, &asked),
            Asks::Whole => return self.say_lines(Some(As::Question)),
            Asks::Typed => return self.ask_words(),
        };
        let mark = self.mended.in_pieces(pieces);
        self.say_lines(Some(mark))
    }

    /// Asks for the words of the question that the line is.
    pub(super) fn ask_words(&mut self) -> Next {
        let line = self.words(self.at);
        let pieces = self.mended.pieces(self.at);
        let said = pieces.iter().find(|one| one.mark == Some(As::Question));
        let whole = || {
            pieces
                .iter()
                .map(|one| one.text.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let now = match (said, asked_within(line)) {
            (Some(said), _) => said.text.to_string(),
            (None, Some(asked)) => asked.to_owned(),
            (None, None) => whole(),
        };
        let text = "The question, in the words that people will read. The document is not changed.";
        Next::Ask(text.to_owned(), Wants::Asked, now)
    }

    /// The line is a question in these words. What else it says stays with the facilitator.
    pub(super) fn reword(&mut self, said: &str) -> Next {
        let (line, said) = (self.at, said.trim());
        if said.is_empty() {
            return Next::Do(Effect::Tell("Nothing was changed.".to_owned()));
        }
        let own = self.words(line);
        if normal(own).ends_with(&normal(said)) && asked_within(own).is_none() {
            return self.say_lines(Some(As::Question));
        }
        let mark = self.mended.asked_in(line, said);
        let mark = self.mended.in_pieces(mark);
        self.say_lines(Some(mark))
    }

    pub(super) fn words(&self, line: u32) -> &str {
        let line = self.mended.lines().get((line as usize).wrapping_sub(1));
        line.map_or("", String::as_str)
    }

    /// Whether a line is an option that is right; none where it is no option.
    pub(super) fn is_right(&self, line: u32) -> Option<bool> {
        let (question, option) = self.mended.option(&self.loaded.document, line)?;
        let cases = self.loaded.document.cases.iter();
        let mut questions = cases.flat_map(Case::questions);
        let question = questions.find(|one| one.prompt.line == question)?;
        Some(question.aside.right.contains(&option))
    }

    /// Says that an option is right, or no more.
    pub(super) fn right(&mut self) -> Next {
        match self.is_right(self.at) {
            Some(right) => self.say_lines(Some(if right { As::Wrong } else { As::Right })),
            None => Next::Do(Effect::Tell(
                "This line is no option of a question: nothing was changed.".to_owned(),
            )),
        }
    }
}

/// Pieces as they are kept: neighbours that are the same are one; what answers or helps does so to
/// the question of the line. None where nothing is said.
fn joined(pieces: &[Piece], line: u32, kept: bool) -> Vec<Piece> {
    if pieces.iter().all(|one| one.mark.is_none()) {
        return Vec::new();
    }
    let asks = pieces.iter().any(|one| one.mark == Some(As::Question));
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        let mark = piece.mark.or(kept.then_some(As::Note));
        let mark = mark.map(|mark| match mark.of() {
            None if asks => mark.to(line),
            _ => mark,
        });
        match all.last_mut().filter(|last| last.mark == mark) {
            Some(last) => *last = Piece::new(&format!("{} {}", last.text, piece.text), mark),
            None => all.push(Piece::new(&piece.text, mark)),
        }
    }
    all
}
