//! Questions that letters count, "a) Who …", "b) Why …": the same signs as options have, so what
//! stands above tells them apart.

use super::{Survey, ask::is_option, label::ABOVE, line::Form, score::tells_to_talk};

impl Survey<'_> {
    /// The line below which a lettered line may ask: a text that does not ask itself, so that what
    /// is lettered is nothing to pick from.
    pub(super) fn lettered_below(&self, at: usize) -> Option<usize> {
        let own = self.at(at);
        if !own.asks() && !own.tells_to() {
            return None;
        }
        let of_the_list = |above: &usize| {
            let line = self.at(*above);
            line.is_blank()
                || line.is_lettered()
                || self.role(*above).is_some_and(|role| role.answers())
        };
        let above = (at.saturating_sub(ABOVE)..at).rev();
        let above = above.skip_while(of_the_list).next()?;
        let line = self.at(above);
        let colon = line.text.trim_end().ends_with([':', '：']) && !tells_to_talk(line);
        let picks = line.asks()
            || line.tells_to() && !tells_to_talk(line)
            || line.counted().is_some()
            || colon;
        let text = line.is(&[Form::Plain, Form::Heading, Form::Bold, Form::Item]);
        (text && !picks && !is_option(line)).then_some(above)
    }

    /// Whether a lettered line stands alone above an answer: options come several at once.
    pub(super) fn asks_by_letter(&self, at: usize) -> bool {
        let before = (0..at).rev().find(|above| !self.at(*above).is_blank());
        let several =
            before.is_some_and(|before| is_option(self.at(before)) || self.at(before).asks());
        self.at(at).asks() && !several
    }
}
