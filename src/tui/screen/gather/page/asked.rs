//! Which questions are asked, and which go another way than the others.

use ratatui::text::Line;

use super::{Pen, SET_IN};
use crate::{
    session::Setup,
    text::{plural, questions},
    tui::{
        keys::{Action, Scope, name},
        theme::Role,
        widget::say,
    },
};

impl Pen<'_> {
    pub(super) fn questions(&self, setup: &Setup) -> Vec<Line<'static>> {
        let lines = self.view.agenda.iter().filter(|line| line.left_out);
        let out: Vec<_> = lines.filter_map(|line| line.question).collect();
        let all = plural(self.view.case.questions, "question", "questions");
        let words = match out.is_empty() {
            true => format!("{all}, each is asked"),
            false => {
                let out = questions(out.into_iter());
                format!("{} of {all}, without {out}", setup.asked)
            }
        };
        let key = format!("{}: choose", name(Scope::Gather, Action::PlanWithout));
        let mut rows = vec![self.row((&words, Role::Text), (&key, Role::Quiet))];
        let asked = self.view.agenda.iter().filter(|line| !line.left_out);
        let other = asked.filter(|line| line.protocol != *self.view.protocol.name);
        let other = other.filter_map(|line| Some(format!("{}: {}", line.question?, line.protocol)));
        let other: Vec<_> = other.collect();
        if !other.is_empty() {
            let words = format!("but question {}", other.join(", "));
            rows.extend(say(SET_IN, &words, self.text(), Role::Text, self.theme));
        }
        rows
    }
}
