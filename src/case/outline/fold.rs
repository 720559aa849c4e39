//! Questions of the same form in one row. One that is not like its neighbours stays a row of its
//! own, and so is seen among hundreds.

use super::{Fate, Stretch};

/// So few lines beside a question are of its form.
const FEW: usize = 2;

/// A question with all that belongs to it, or one row of something else.
struct Unit<'a> {
    rows: &'a [Stretch],
    number: Option<u32>,
}

impl Unit<'_> {
    /// What tells it from others: the fates in it, whether much stands beside the question.
    fn form(&self) -> Vec<(u8, bool, bool)> {
        let form = |row: &Stretch| {
            let (kind, much) = match row.fate {
                Fate::Asked(_) => (0, false),
                Fate::With(_) => (1, row.lines > FEW),
                Fate::Answer(_) => (2, false),
                Fate::Hint(_) => (3, false),
                Fate::FollowUp => (4, false),
                Fate::Staff => (5, false),
                Fate::Read(_) | Fate::Role | Fate::Fact => (6, false),
                Fate::Close | Fate::Out | Fate::Questions(..) => (7, false),
            };
            (kind, much, row.later)
        };
        let mut forms: Vec<_> = self.rows.iter().map(form).collect();
        forms.dedup();
        forms
    }

    fn looks(&self) -> bool {
        self.rows.iter().any(|row| row.doubt.is_some())
    }

    /// Whether another goes on where this one ends, in the same form.
    fn goes_on(&self, next: &Unit<'_>) -> bool {
        let questions = self.number.is_some() && next.number.is_some();
        let answers = self.answers() && next.answers();
        (questions || answers) && !self.looks() && !next.looks() && self.form() == next.form()
    }

    /// Whether it is answers that stand apart from their questions, as in a key at the end.
    fn answers(&self) -> bool {
        let mut rows = self.rows.iter();
        rows.all(|row| matches!(row.fate, Fate::Answer(_)))
    }
}

/// The rows with runs of questions of one form as one.
pub(super) fn fold(rows: &[Stretch]) -> Vec<Stretch> {
    let units = units(rows);
    let mut folded = Vec::new();
    for run in units.chunk_by(Unit::goes_on) {
        match run {
            [first, .., last] => folded.extend(one(first, last, run)),
            alone => folded.extend(alone.iter().flat_map(|unit| unit.rows.iter().cloned())),
        }
    }
    folded
}

fn units(rows: &[Stretch]) -> Vec<Unit<'_>> {
    let belongs = |number: u32, fate: Fate| match fate {
        Fate::Asked(of) | Fate::With(of) => of == number,
        Fate::Answer(of) | Fate::Hint(of) => of.is_none_or(|of| of == number),
        Fate::FollowUp | Fate::Staff => true,
        Fate::Read(_) | Fate::Role | Fate::Fact => false,
        Fate::Close | Fate::Out | Fate::Questions(..) => false,
    };
    let mut units = Vec::new();
    let mut rest = rows;
    while let Some(first) = rest.first() {
        let mut number = None;
        let mut count = 1;
        if let Fate::Asked(asked) = first.fate {
            let own = rest.iter().take_while(|row| belongs(asked, row.fate));
            (number, count) = (Some(asked), own.count());
        }
        let (rows, others) = rest.split_at(count);
        units.push(Unit { rows, number });
        rest = others;
    }
    units
}

/// A run of questions, or of answers, as one row.
fn one(first: &Unit<'_>, last: &Unit<'_>, run: &[Unit<'_>]) -> Option<Stretch> {
    let rows = || run.iter().flat_map(|unit| unit.rows);
    let (begins, ends) = (first.rows.first()?, last.rows.last()?);
    let kept = rows().any(Stretch::is_kept);
    let fate = match first.number.zip(last.number) {
        Some((first, last)) => Fate::Questions(first, last, kept),
        None => Fate::Answer(None),
    };
    Some(Stretch {
        to: ends.to,
        lines: rows().map(|row| row.lines).sum(),
        fate,
        guessed: rows().any(|row| row.guessed),
        ..begins.clone()
    })
}
