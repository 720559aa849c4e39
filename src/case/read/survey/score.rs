//! How much a group of the same form looks like the questions of a document.

use super::{
    Survey,
    ask::{asks, tells_to},
    line::Form,
    named::{EXHIBITS, GOALS, TO_TALK, holds, is_a_role, talks},
    unit::{Group, Key, Unit},
};
use crate::case::vocabulary::{
    grammar::{Sort, asks_to_tell, fold, start},
    names_questions_folded,
};

/// A group with fewer points is not taken.
pub(super) const ACCEPTED: f32 = 4.2;
/// A label so many lines above an item does not reach it.
pub(super) const REACH: usize = 60;

/// What a label of questions calls them besides has no more words.
const TITLE: usize = 3;

/// What is known about a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Features {
    pub(super) count: usize,
    /// How strongly what stands above speaks of questions.
    pub(super) label: f32,
    pub(super) ask: f32,
    pub(super) command: f32,
    pub(super) explicit: f32,
    pub(super) options: f32,
    pub(super) answered: f32,
    pub(super) known: f32,
    pub(super) quoted: f32,
    /// They say how many marks they are worth.
    pub(super) worth: f32,
    /// Numbers run on, or are all alike.
    pub(super) runs: bool,
    /// They are announced as statements to talk about.
    pub(super) stated: bool,
}

impl Features {
    /// Most ask and have an answer below.
    pub(super) fn asks_and_is_answered(&self) -> bool {
        self.ask >= 0.8 && self.answered >= 0.8
    }

    /// Nothing but a label above speaks for them.
    pub(super) fn is_only_labelled(&self) -> bool {
        self.ask + self.command < 0.3 && self.explicit + self.options + self.answered < 0.3
    }
}

/// Whether all units have the same words.
fn are_alike(units: &[Unit]) -> bool {
    let mut texts = units.iter().map(|unit| fold(&unit.text));
    texts
        .next()
        .is_some_and(|first| texts.all(|text| text == first))
}

/// Whether numbers run on, or are all alike.
fn run_on(numbers: &[u64]) -> bool {
    let steps = numbers.iter().zip(numbers.iter().skip(1));
    let on = steps.filter(|(one, next)| **next == **one + 1).count();
    let alike = numbers.len() >= 3 && numbers.iter().all(|number| Some(number) == numbers.first());
    alike || (numbers.len() >= 2 && on * 10 >= 7 * (numbers.len() - 1))
}

impl Unit {
    /// Whether a word for a question proper announces it, or its form.
    fn is_proper(&self) -> bool {
        let start = self.text.get(..start(&self.text, 40)).unwrap_or(&self.text);
        let form = matches!(
            self.form,
            Group::Division
                | Group::Card
                | Group::Truth
                | Group::Inline
                | Group::Answered
                | Group::Paired
        );
        let named = start.starts_with(['q', 'Q']) || names_questions_folded(&fold(start));
        self.explicit && (form || named)
    }
}

/// Whether little stands behind a label, and asks nothing: "Question · the model".
fn says_little(role: &&super::Role) -> bool {
    role.rest.split_whitespace().count() <= TITLE && !asks(&role.rest)
}

impl Survey<'_> {
    pub(super) fn in_exhibit(&self, at: usize) -> bool {
        self.path(at).any(|head| {
            let text = self.at(head).folded();
            !self.titles.contains(&head) && EXHIBITS.iter().any(|word| text.starts_with(word))
        })
    }

    /// How strongly what stands above a line speaks of questions, and which line does.
    pub(super) fn question_label(&self, at: usize) -> (f32, Option<usize>) {
        let (mut best, mut who) = (0.0_f32, None);
        for (depth, head) in self.path(at).enumerate() {
            if head == at {
                continue;
            }
            let text = self.at(head).folded();
            if is_a_role(text) && !self.titles.contains(&head) {
                return (-2.0, Some(head));
            }
            let Some(role) = self.role(head) else {
                continue;
            };
            let named = self.at(head).number().1;
            if role.is(&[Sort::Questions]) && (!named || role.rest.is_empty()) {
                let title = self.titles.contains(&head) && !names_questions_folded(text);
                if !title && !named {
                    let points = if depth == 0 { 3.0 } else { 2.5 };
                    let points = if names_questions_folded(text) {
                        points
                    } else {
                        points * 0.6
                    };
                    if points > best {
                        (best, who) = (points, Some(head));
                    }
                }
            } else if role.is(&[Sort::Kind]) && talks(text) && best < 1.5 {
                (best, who) = (1.5, Some(head));
            } else if role.is(&[Sort::Beside]) && depth == 0 && holds(text, GOALS) {
                best = -2.0;
                break;
            }
        }
        if let Some(role) = self.bold_role(at) {
            return (-2.0, Some(role));
        }
        let (label, line) = self.label_line(at, best);
        if line.is_some() {
            return (label, line);
        }
        (
            if best == 0.0 && self.about_questions {
                2.0
            } else {
                best
            },
            who,
        )
    }

    /// "Role: the pilot" in bold letters, as a page that was printed has its headings.
    fn bold_role(&self, at: usize) -> Option<usize> {
        let heads = |above: &usize| {
            let line = self.at(*above);
            let bold = line.form == Form::Bold && !line.text.trim_end().ends_with([':', '：']);
            bold || line.is(&[Form::Heading, Form::Rule])
        };
        let head = (at.saturating_sub(REACH)..at).rev().find(heads)?;
        let line = self.at(head);
        (line.form == Form::Bold && is_a_role(line.folded())).then_some(head)
    }

    /// Whether the line above a list announces statements to talk about.
    fn states(&self, at: usize) -> bool {
        let above = (0..at).rev().find(|above| !self.at(*above).is_blank());
        above.is_some_and(|above| self.at(above).announces_statements())
    }

    /// The nearest label line above, up to the heading.
    fn label_line(&self, at: usize, best: f32) -> (f32, Option<usize>) {
        for above in (at.saturating_sub(REACH)..at).rev() {
            let line = self.at(above);
            if line.form == Form::Heading {
                break;
            }
            if !line.is(&[Form::Bold, Form::Plain]) || line.indent > 0 {
                continue;
            }
            let apart = above == 0 || self.at(above - 1).is(&[Form::Blank, Form::Rule]);
            let colon = line.announces();
            let alone =
                line.form == Form::Bold || colon || (line.text.chars().count() < 60 && apart);
            if alone && let Some(role) = self.role(above).filter(says_little) {
                if role.is(&[Sort::Questions]) {
                    let points = if names_questions_folded(line.folded()) {
                        best.max(3.0)
                    } else {
                        best.max(1.5)
                    };
                    return (
                        if self.in_exhibit(at) {
                            points.min(1.0)
                        } else {
                            points
                        },
                        Some(above),
                    );
                }
                let other = [
                    Sort::Beside,
                    Sort::Weak,
                    Sort::Hint,
                    Sort::Staff,
                    Sort::Answer,
                ];
                if line.form == Form::Bold && role.is(&other) {
                    return (best.min(0.0), Some(above));
                }
            }
            let told = self.is_role(above, &[Sort::Answer, Sort::Staff, Sort::Explains]);
            if best >= 0.0 && line.announces_statements() {
                return (best.max(3.0), Some(above));
            }
            if colon && !told && holds(line.folded(), TO_TALK) && best >= 0.0 {
                let points = if names_questions_folded(line.folded()) {
                    3.0
                } else {
                    2.0
                };
                return (best.max(points), Some(above));
            }
            let numbered = line.number().0.is_some();
            if line.form == Form::Bold && !numbered && !line.asks() && best < 2.5 {
                return (best.min(0.5), Some(above));
            }
        }
        (best, None)
    }

    /// Completes the units of a group and tells what is known about it.
    pub(super) fn look_at(&self, key: Key, units: &mut [Unit]) -> Features {
        let starts: Vec<usize> = units.iter().map(|unit| unit.from).collect();
        for (at, unit) in units.iter_mut().enumerate() {
            let line = self.at(unit.from);
            let next = starts.get(at + 1).copied().unwrap_or(self.len());
            let level = if line.form == Form::Heading {
                line.level
            } else {
                super::line::BOLD
            };
            let head = self.next_heading(unit.to + 1, level);
            unit.stop = head.map_or(next, |head| head.min(next));
            if line.quote && line.form == Form::Heading {
                // A quote has its end where it is no quote any more.
                let out = (unit.to + 1..unit.stop).find(|at| !self.at(*at).quote);
                unit.stop = out.unwrap_or(unit.stop);
            }
            if key.group != Group::Division {
                unit.options = super::options::options_after(self, unit);
            }
            unit.answered = self.answered.contains_key(&unit.from)
                || (unit.to + 1..unit.stop.min(unit.to + 60))
                    .any(|at| self.role(at).is_some_and(super::Role::answers));
            let label = self.question_label(unit.from).0;
            unit.section = label.max(self.leads_to_questions(unit));
        }
        let share = |tells: &dyn Fn(&Unit) -> bool| {
            units.iter().filter(|unit| tells(unit)).count() as f32 / units.len().max(1) as f32
        };
        let mut labels: Vec<f32> = units.iter().map(|unit| unit.section).collect();
        labels.sort_by(f32::total_cmp);
        let numbers: Vec<u64> = units.iter().filter_map(|unit| unit.number).collect();
        Features {
            count: units.len(),
            label: labels.get(labels.len() / 2).copied().unwrap_or_default(),
            ask: share(&|unit| asks(&unit.text) || asks_to_tell(&fold(&unit.text))),
            command: share(&|unit| !asks(&unit.text) && tells_to(&unit.text)),
            explicit: {
                let all = share(&Unit::is_proper);
                all + 0.4 * (share(&|unit| unit.explicit) - all)
            },
            options: share(&|unit| !unit.options.is_empty()),
            answered: share(&|unit| unit.answered),
            known: share(&|unit| self.known.contains(&self.at(unit.from).number)),
            quoted: share(&|unit| super::ask::quotes(&unit.text)),
            worth: share(&|unit| super::ask::is_worth(&unit.text)),
            runs: run_on(&numbers),
            stated: units.first().is_some_and(|unit| self.states(unit.from)),
        }
    }

    /// How much it says that a paragraph is made of questions only, and that more are announced
    /// below it under the same heading: "What happened? Who saw it? … Then the other questions:".
    fn leads_to_questions(&self, unit: &Unit) -> f32 {
        let only = unit.form == Group::Paragraph
            && unit.text.trim_end().ends_with(['?', '？'])
            && unit.text.matches(['?', '？']).count() >= 2
            && !unit.text.contains([';', '；'])
            && !unit.text.contains(". ");
        if !only {
            return 0.0;
        }
        let end = self
            .next_heading(unit.to + 1, u8::MAX)
            .unwrap_or(self.len());
        let mut below = unit.to + 1..end.min(unit.to + REACH);
        let more = below.any(|at| self.is_role(at, &[Sort::Questions]) && self.at(at).announces());
        if more { 2.0 } else { 0.0 }
    }

    /// The points of a group; the weights are those that told questions apart best in trials.
    pub(super) fn score(&self, key: Key, units: &[Unit], of: &Features) -> f32 {
        let many = of.count as f32;
        let mut points = 1.2 * of.label
            + 2.6 * of.ask
            + 1.4 * of.command
            + 2.0 * of.explicit
            + 2.2 * of.options
            + 1.5 * of.answered
            + 0.8 * of.known
            + 3.0 * of.worth
            + 0.4 * many.log2();
        if of.runs && of.count >= 3 {
            points += 1.0;
        }
        let single = of.count == 1
            && of.label < 1.5
            && of.explicit < 1.0
            && of.options == 0.0
            && of.worth < 1.0;
        if single {
            points -= 2.5;
        }
        if of.label < 2.0
            && of.ask + of.command + of.worth < 0.5
            && of.explicit < 0.5
            && of.options < 0.5
            && !super::task::are_listed(self, key, units)
        {
            points -= 2.0;
        }
        points + self.form_points(key, units, of)
    }

    /// What speaks for a form of questions, and against it.
    fn form_points(&self, key: Key, units: &[Unit], of: &Features) -> f32 {
        let marked = |unit: &Unit| super::options::are_marked(self, &unit.options);
        let answer = |at: usize| self.role(at).is_some_and(super::Role::answers);
        let paired = |unit: &Unit| answer(self.section_end(unit.from));
        match key.group {
            Group::Letter if of.label < 2.5 && of.count >= 2 && of.ask >= 0.5 => 2.0,
            Group::Letter if of.label < 2.5 => -3.0,
            Group::Ordered | Group::Bullets => {
                // A sign at the right option of each tells that they ask.
                let sure = of.count >= 2 && units.iter().all(marked);
                self.list_points(key, units, of) + f32::from(u8::from(sure)) * 1.5
            }
            Group::HeadingAsks | Group::BoldAsks => self.asking_points(key, units, of),
            Group::HeadingPlainNumber if of.options >= 0.7 && of.count >= 3 => 0.5,
            Group::HeadingPlainNumber
                if of.count >= 4 && of.runs && super::catalog::examines(self, units) =>
            {
                3.0
            }
            Group::HeadingPlainNumber
                if of.options > 0.5 || of.answered > 0.5 || (of.label >= 2.5 && of.runs) =>
            {
                -1.5
            }
            Group::HeadingPlainNumber => -3.0,
            // The heading of its answer stands right behind each.
            Group::HeadingNumber if units.iter().all(paired) => 5.5,
            // "Exercise 1: the record", each with its answer within and none of another question.
            Group::HeadingNumber
                if of.count >= 2
                    && of.answered >= 0.7
                    && units.iter().all(|unit| unit.explicit && self.is_one(unit)) =>
            {
                2.5
            }
            Group::HeadingNumber
                if of.explicit < 0.5 && of.ask + of.command < 0.5 && of.label < 2.5 =>
            {
                -1.5
            }
            // The same words below each of several situations ask each time.
            Group::Paragraph if of.count >= 2 && of.ask >= 1.0 && are_alike(units) => 2.5,
            Group::Paragraph if of.label < 1.5 => -3.5,
            Group::Slanted if of.count >= 3 && of.ask + of.command >= 0.8 => 3.0,
            Group::Slanted => -2.5,
            Group::Inline => 1.5,
            Group::Answered => self.answered_points(units, of),
            Group::Division | Group::Card | Group::Truth => 6.0,
            Group::Choice if of.count >= 3 => 2.0,
            Group::Choice if of.count == 2 && units.iter().all(marked) => 2.0,
            Group::Choice => -2.0,
            _ => 0.0,
        }
    }

    /// What speaks for lines with an answer below each.
    fn answered_points(&self, units: &[Unit], of: &Features) -> f32 {
        let heads = |unit: &Unit| self.at(unit.from).form == Form::Heading;
        let many = of.count >= 3 || units.iter().all(heads);
        3.0 + f32::from(u8::from(many)) * 1.5
            - 1.2 * of.label
            - 2.0 * of.explicit
            - 1.5 * of.answered
    }

    /// Whether nothing within a question asks and has an answer of its own.
    fn is_one(&self, unit: &Unit) -> bool {
        let within = unit.to + 1..unit.stop.max(unit.to + 1);
        self.answered.range(within).next().is_none()
    }

    fn list_points(&self, key: Key, units: &[Unit], of: &Features) -> f32 {
        let mut points = 0.0;
        if of.label < 1.5 && of.options < 0.5 && of.worth < 0.5 {
            points -= 2.5;
        }
        let orders = of.command >= 0.5 && of.runs && of.count >= 3 && self.is_an_exam();
        let tasks = super::task::are_listed(self, key, units);
        let orders = orders || tasks;
        points += f32::from(u8::from(tasks)) * 2.0;
        if of.ask < 0.34 && of.label < 2.5 && of.options + of.worth < 0.5 && !orders {
            points -= 2.0;
        }
        if of.label >= 2.0 && of.ask + of.command + of.worth < 0.3 && !of.stated && !tasks {
            points -= 1.5;
        }
        if key.group == Group::Ordered && of.ask >= 0.8 && of.label < 2.5 {
            let exhibit = units.first().is_some_and(|unit| self.in_exhibit(unit.from));
            if of.count >= 3 && of.label >= 0.0 && of.runs && !exhibit {
                points += 3.0;
            } else if of.count == 2 {
                points += 1.0;
            }
        }
        // Whoever leads is told what to ask, in quotation marks.
        let ordered = key.group == Group::Ordered || of.label >= 1.5;
        let script = self.for_staff && ordered && of.ask >= 0.8 && of.count >= 2;
        if of.quoted > 0.5 && !script {
            points -= 2.5;
        }
        let told = of.ask >= 0.5 && of.count >= 3 && super::told::in_bold(self, units);
        let sure = f32::from(u8::from(told)) * 5.0;
        points + sure + f32::from(u8::from(script && of.quoted > 0.9)) * 2.5
    }

    fn is_an_exam(&self) -> bool {
        let mut titles = self.titles.iter().map(|at| self.at(*at).folded());
        titles.any(crate::case::vocabulary::names_an_exam)
    }

    fn asking_points(&self, key: Key, units: &[Unit], of: &Features) -> f32 {
        let Some(first) = units.first() else {
            return 0.0;
        };
        let own = self.at(first.from);
        let alike = (0..self.len())
            .filter(|at| {
                self.at(*at).form == own.form
                    && self.at(*at).level == own.level
                    && !self.is_kept(*at)
            })
            .count()
            .max(1);
        let share = of.count as f32 / alike as f32;
        let mut points = if of.count >= 2 { 2.0 * share } else { 0.0 };
        if share < 0.4 && of.label < 2.0 {
            points -= 2.5;
        }
        // "What is this exercise?" over text is answered by it, whatever the title speaks of.
        let below = (first.to + 1..self.len()).find(|at| !self.at(*at).is_blank());
        let told = below.is_some_and(|at| {
            let line = self.at(at);
            line.form == Form::Plain && !line.asks() && !super::ask::is_slot(line)
        });
        if of.count == 1 && key.group == Group::HeadingAsks && told && of.label <= 2.0 {
            points -= 2.5;
        }
        let top = self.headings.iter().map(|at| self.at(*at).level).min();
        let single = of.count == 1 && key.group == Group::HeadingAsks && of.answered < 0.5;
        if single && top == Some(own.level) {
            points -= 3.0;
        }
        points
    }
}
