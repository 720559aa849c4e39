//! What stands first in a report, on the page and as mail: who, when, and how far it got; and the
//! facilitator's bookkeeping, which stands last. A report says what was recorded, never what was not.

use super::{Dissent, Given, Minutes, Person, Question, Report, Said, minutes, sum};
use crate::{
    protocol::ALONE,
    text::{Clean, plural, questions},
};

/// So many names leave room for what was decided on the first page.
const MOST_NAMES: usize = 40;

/// So many rows of commitments, dissents and questions have room on it.
const MOST_ROWS: usize = 12;

/// A report's first page, in words.
#[derive(Clone, Copy)]
pub(super) struct First<'a>(pub(super) &'a Report);

impl<'a> First<'a> {
    pub(super) fn planned(self) -> String {
        minutes::planned(self.0.given_minutes, self.0.case.minutes)
    }

    pub(super) fn taken(self) -> String {
        let stops = self.0.agenda.iter();
        let ms = stops.map(|stop| stop.actual_minutes.ms).sum();
        format!("{} taken", about(Minutes { ms }))
    }

    /// Author and licence, where the document names them.
    pub(super) fn credits(self) -> String {
        let settings = self.0.case.settings.iter();
        let wanted = |name: &str| matches!(&*name.to_lowercase(), "author" | "licence" | "license");
        let said: Vec<_> = settings
            .filter(|s| wanted(&s.name))
            .map(|s| s.value.to_string())
            .collect();
        if said.is_empty() {
            self.0.case.source.to_string()
        } else {
            said.join(", ")
        }
    }

    /// Who was there, as far as the first page has room.
    pub(super) fn people(self) -> String {
        match self.everybody() {
            None => self.named(),
            Some(_) => format!(
                "{} people; their names stand at the end",
                self.0.people.len()
            ),
        }
    }

    /// Who was there, for the end: where they are more than the first page has room for.
    pub(super) fn everybody(self) -> Option<String> {
        (self.0.people.len() > MOST_NAMES).then(|| self.named())
    }

    fn named(self) -> String {
        let people = self.0.people.iter().map(|person| {
            let role = person
                .role
                .as_ref()
                .map_or(String::new(), |role| format!(" ({role})"));
            let late = if person.late { ", came later" } else { "" };
            let left = if person.left { ", left" } else { "" };
            format!("{}{role}{late}{left}", seated(person))
        });
        people.collect::<Vec<_>>().join(" · ")
    }

    pub(super) fn done(self) -> String {
        let asked = self.0.questions.iter().filter(|one| !self.left_out(one));
        let asked = plural(asked.count(), "question", "questions");
        format!("{asked} asked, {}", sum(self.0))
    }

    /// How it was closed, with what was left out; empty before.
    pub(super) fn closed(self) -> String {
        if !self.0.finished {
            return String::new();
        }
        let there = self.0.people.iter().filter(|person| !person.left).count();
        let words = format!("{} of {there} said their one word", self.0.words.len());
        // Of one person alone that tells nothing.
        let mut said = Vec::from_iter((there > 1).then_some(words));
        let left = self.0.agenda.iter();
        let left = left.filter(|stop| !stop.reached || stop.left_out);
        let left: Vec<_> = left.filter_map(|stop| stop.question).collect();
        if !left.is_empty() {
            let were = if left.len() == 1 { "was" } else { "were" };
            said.push(format!("{} {were} left out", questions(left.into_iter())));
        }
        if said.is_empty() {
            return String::new();
        }
        format!("{}.", said.join("; "))
    }

    /// Whether what stands first has room on one page of paper, as far as its rows tell.
    pub(super) fn fits(self) -> bool {
        let rows = self.0.commitments.len() + self.0.questions.len() + 2 * self.open().count();
        rows + self.0.learned.len() + self.gone_back().len() + self.put_right().len() <= MOST_ROWS
    }

    pub(super) fn open(self) -> impl Iterator<Item = &'a Dissent> {
        self.0.dissent.iter().filter(|one| one.state == "open")
    }

    /// Whether one person studied: nothing is said of a group then.
    pub(super) fn alone(self) -> bool {
        self.0.protocol.as_str() == ALONE
    }

    /// What stands over who was there, and over what is tried.
    pub(super) fn titles(self) -> [&'static str; 2] {
        match self.alone() {
            true => ["Who studied", "What I will try"],
            false => ["Who was there", "What people will try"],
        }
    }

    pub(super) fn dissent_filed(self) -> String {
        match (self.0.dissent.len(), self.open().count()) {
            (0, _) => "No dissent was filed.".to_owned(),
            (all, open) if open < all => {
                let were = plural(all - open, "dissent was", "dissents were");
                let back = self.0.dissent.iter().any(|one| one.state == "taken back");
                let became = match back {
                    true => "answered, carried on or taken back",
                    false => "answered or carried on",
                };
                format!("{were} {became}, further down.")
            }
            _ => String::new(),
        }
    }

    /// Whether a question was asked of nobody, since there was no time for it.
    pub(super) fn left_out(self, question: &Question) -> bool {
        let mut stops = self.0.agenda.iter();
        let stop = stops.find(|stop| stop.question == Some(question.number));
        let silent = question.answers.is_empty() && question.hidden == 0;
        silent && stop.is_some_and(|stop| !stop.reached || stop.left_out)
    }

    /// How many answers nobody was shown, in a sentence.
    pub(super) fn unshown(self, question: &Question) -> String {
        let (one, many) = match self.0.finished {
            true => ("answer was never shown", "answers were never shown"),
            false => ("answer is not shown yet", "answers are not shown yet"),
        };
        format!("{}.", plural(question.hidden, one, many))
    }

    /// Paragraphs that no answer and no note cites. A mark is no citation.
    pub(super) fn uncited(self) -> String {
        let cited = |uses: usize, marked: bool| uses - usize::from(marked && uses > 0);
        let all = self.0.passages.iter();
        let unused = all.filter(|one| cited(one.uses, one.mark.is_some()) == 0);
        let unused: Vec<_> = unused.map(|one| format!("¶{}", one.number)).collect();
        match unused.len() {
            0 => "Each was cited in an answer or a note.".to_owned(),
            _ => format!("Cited in no answer and no note: {}.", unused.join(", ")),
        }
    }

    /// The agenda: whether a row stands below another, what, planned, taken.
    pub(super) fn times(self) -> Vec<(bool, String, String, String)> {
        let mut rows = Vec::new();
        for stop in self.0.agenda.iter().filter(|stop| stop.reached) {
            let planned = planned_or_dash(stop.planned_minutes);
            let taken = stop.actual_minutes.to_string();
            rows.push((false, stop.label.to_string(), planned, taken));
            let of = |q: &&Question| stop.label.as_str() == format!("Question {}", q.number);
            let questions = self.0.questions.iter().filter(of);
            for step in questions.flat_map(|q| &q.steps) {
                let skipped = if step.skipped { ", rest skipped" } else { "" };
                let added = match step.added_minutes.ms {
                    0 => String::new(),
                    _ => format!(" + {}", step.added_minutes),
                };
                rows.push((
                    true,
                    format!("{}{skipped}", step.step),
                    format!("{}{added}", planned_or_dash(step.planned_minutes)),
                    step.actual_minutes.to_string(),
                ));
            }
        }
        rows
    }

    /// What else is on record, a sentence each.
    pub(super) fn record(self) -> Vec<String> {
        let mut lines = Vec::new();
        for to in &self.0.seats {
            let to = to.as_ref().map_or("the shared keyboard", |to| to);
            lines.push(format!("The facilitator’s seat was handed on to {to}."));
        }
        for handed in &self.0.duties {
            let to = handed.to.as_ref().map_or("nobody", |to| to);
            lines.push(format!("{}: {to}.", sentence(handed.duty)));
        }
        for person in self.0.people.iter().filter(|person| person.heard > 0) {
            let time = match person.heard_minutes.ms {
                0 => String::new(),
                _ => format!(", {}", person.heard_minutes),
            };
            let times = plural(person.heard, "time", "times");
            lines.push(format!("{}: marked as heard {times}{time}.", person.name));
        }
        for question in &self.0.questions {
            recorded(question, &mut lines);
        }
        lines
    }
}

fn recorded(question: &Question, lines: &mut Vec<String>) {
    let number = question.number;
    let count = |which: &dyn Fn(&Given) -> bool| {
        question.answers.iter().filter(|given| which(given)).count()
    };
    lines.extend(written_on(question));
    let late = count(&|given| given.late && !given.changed);
    if late > 0 {
        let late = plural(late, "answer", "answers");
        lines.push(format!(
            "Question {number}: {late} after the step that asked."
        ));
    }
    let changed = count(&|given| given.changed);
    if changed > 0 {
        let changed = plural(changed, "answer was", "answers were");
        lines.push(format!(
            "Question {number}: {changed} changed after all had been shown; what was counted is what stood before."
        ));
    }
    let drafts = count(&|given| given.handed_in);
    if drafts > 0 {
        let drafts = plural(drafts, "draft was", "drafts were");
        lines.push(format!(
            "Question {number}: {drafts} handed in when the step ended."
        ));
    }
    match question.unheard_by.len() {
        0 => {}
        few if few <= MOST_NAMES => {
            let by = question.unheard_by.join(", ");
            lines.push(format!(
                "Question {number}: not marked as heard: the answers of {by}."
            ));
        }
        many => lines.push(format!(
            "Question {number}: not marked as heard: {many} answers."
        )),
    }
    for tagged in question.tags.iter().filter(|tagged| tagged.notes > 0) {
        let notes = plural(tagged.notes, "note", "notes");
        lines.push(format!("Question {number}: {notes} about {}.", tagged.tag));
    }
}

/// Who wrote on a device of their own, and for whom the desk wrote; nothing where everybody wrote
/// at the desk. Under a pseudonym only how many.
fn written_on(question: &Question) -> Option<String> {
    let who = |own_device: bool| {
        let given = question.answers.iter();
        let given = given.filter(|given| !given.handed_in && given.own_device == own_device);
        let writers = writers(given);
        let hidden = |writer: &&Writer<'_>| writer.given.iter().any(|given| given.pseudonym);
        match (writers.len(), writers.iter().any(|writer| hidden(&writer))) {
            (0, _) => None,
            (count, hidden) if hidden || count > MOST_NAMES => Some(count.to_string()),
            (_, _) => Some(
                writers
                    .iter()
                    .map(|writer| writer.by)
                    .collect::<Vec<_>>()
                    .join(", "),
            ),
        }
    };
    let own = who(true)?;
    let number = question.number;
    Some(match who(false) {
        None => format!("Question {number}: written on a device of their own: {own}."),
        Some(desk) => format!(
            "Question {number}: written on a device of their own: {own}; at the desk: {desk}."
        ),
    })
}

impl Given {
    /// The step in which it was written, and that it came late or is a change of mind.
    pub(super) fn when(&self) -> String {
        match (self.changed, self.late) {
            (true, true) => "late, after the question was past".to_owned(),
            (true, false) => format!("{}, after all had been shown", self.step),
            (false, true) => format!("late, {}", self.step),
            (false, false) => self.step.to_string(),
        }
    }
}

/// All versions of one writer's answer; of a version that says the same again, only that it does.
pub(super) struct Writer<'a> {
    pub(super) by: &'a str,
    pub(super) role: Option<&'a Clean>,
    pub(super) given: Vec<&'a Given>,
}

impl<'a> Writer<'a> {
    /// The versions, and whether each says the same as the one before.
    pub(super) fn versions(&self) -> impl Iterator<Item = (&'a Given, bool)> {
        let before = [None].into_iter().chain(self.given.iter().map(Some));
        let both = self.given.iter().zip(before);
        both.map(|(given, before)| {
            let same = |before: &&Given| given.version > 1 && before.words == given.words;
            (*given, before.is_some_and(same))
        })
    }

    /// Whether they gave answers that stand side by side, none a version of another.
    pub(super) fn has_several(&self) -> bool {
        let first = self.given.iter().filter(|given| given.version == 1);
        first.count() > 1
    }

    /// Which of several versions of one step it is; none where its step tells it apart.
    pub(super) fn order(&self, given: &Given) -> Option<&'static str> {
        let alike = self.given.iter().filter(|other| other.step == given.step);
        match (alike.count() > 1 && !given.changed, given.version) {
            (false, _) => None,
            (true, 1) => Some("first"),
            (true, _) => Some("then"),
        }
    }

    /// Whether there is more to tell of it than the value.
    fn says_more(&self) -> bool {
        let more = |given: &&Given| {
            let adds = !given.reason.is_empty() || !given.moved_by.is_empty();
            given.handed_in || given.late || adds
        };
        self.given.len() > 1 || self.given.iter().any(more)
    }

    pub(super) fn name(&self) -> String {
        match self.role {
            Some(role) => format!("{} ({role})", self.by),
            None => self.by.to_owned(),
        }
    }

    pub(super) fn has_changed(&self) -> bool {
        let mut versions = self.versions();
        versions.any(|(given, same)| given.version > 1 && !same)
    }
}

/// Who picked one option: those who said no more than that, and those who did.
pub(super) struct Picked<'a> {
    pub(super) option: &'a Clean,
    pub(super) names: Vec<String>,
    pub(super) writers: Vec<Writer<'a>>,
}

/// Who picked which option last, in the author's order; none where it is no such question, where
/// somebody picked several, or where answers were put under themes.
pub(super) fn by_option(question: &Question) -> Option<Vec<Picked<'_>>> {
    let one = |given: &Given| matches!(&given.value, Said::Numbers(picked) if picked.len() == 1);
    let plain = question.kind == "choice" && question.themes.is_empty();
    if !plain || !question.answers.iter().all(one) {
        return None;
    }
    let mut groups: Vec<Picked<'_>> = Vec::new();
    for (option, at) in question.options.iter().zip(0_u8..) {
        let last = |writer: &Writer<'_>| match &writer.given.last()?.value {
            Said::Numbers(picked) => picked.first().copied(),
            Said::Text(_) | Said::Parts(_) => None,
        };
        let all = writers(question.answers.iter()).into_iter();
        let (writers, short): (Vec<_>, Vec<_>) = all
            .filter(|writer| last(writer) == Some(at))
            .partition(Writer::says_more);
        groups.push(Picked {
            option,
            names: short.iter().map(Writer::name).collect(),
            writers,
        });
    }
    groups.retain(|group| !group.names.is_empty() || !group.writers.is_empty());
    Some(groups)
}

/// Answers by writer, each with all versions; in the order in which the view shows them.
pub(super) fn writers<'a>(answers: impl Iterator<Item = &'a Given>) -> Vec<Writer<'a>> {
    let mut writers: Vec<Writer<'a>> = Vec::new();
    for given in answers {
        match writers.iter_mut().find(|writer| given.by == writer.by) {
            Some(writer) => writer.given.push(given),
            None => writers.push(Writer {
                by: &given.by,
                role: given.role.as_ref(),
                given: vec![given],
            }),
        }
    }
    writers
}

/// Writers, by theme where there are themes. What is in none comes last.
pub(super) fn by_theme(question: &Question) -> Vec<(String, Vec<Writer<'_>>)> {
    let mut groups: Vec<(String, Vec<Writer<'_>>)> = Vec::new();
    let answers = || question.answers.iter();
    for theme in &question.themes {
        let inside = answers().filter(|given| given.themes.contains(&theme.title));
        groups.push((theme.title.to_string(), writers(inside)));
    }
    let name = if groups.is_empty() {
        "Answers"
    } else {
        "In no theme"
    };
    let rest = answers().filter(|given| given.themes.is_empty());
    groups.push((name.to_owned(), writers(rest)));
    groups.retain(|(_, writers)| !writers.is_empty());
    groups
}

/// A person, or “Table 3, a table of 7”.
fn seated(person: &Person) -> String {
    let count = person.members.map(|count| format!(" ({count})"));
    let table = count.and_then(|count| person.name.strip_suffix(&count));
    match (table, person.members) {
        (Some(table), Some(count)) => format!("{table}, a table of {count}"),
        (None, _) | (_, None) => person.name.to_string(),
    }
}

/// Minutes as people say them.
pub(super) fn about(minutes: Minutes) -> String {
    match minutes.ms.div_ceil(1000) {
        seconds if seconds < 60 => format!("{seconds} s"),
        seconds => format!("{} min", (seconds + 30) / 60),
    }
}

fn planned_or_dash(minutes: Option<Minutes>) -> String {
    minutes.map_or_else(|| "–".to_owned(), |minutes| minutes.to_string())
}

/// With a capital at its beginning.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
