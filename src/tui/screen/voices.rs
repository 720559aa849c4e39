//! Fair voice: who has been heard and how often, who is next, who wants to speak, and which
//! answers nobody has read aloud yet.

use ratatui::text::Line;

use super::{discuss::sign, share::card};
use crate::{
    id::PersonId,
    session::{PersonView, View},
    text::{cut, plural, width},
    tui::{
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{Listed, say, styled},
    },
};

/// The most cells of a name.
const NAME: usize = 28;

/// Everybody who is here: whoever was heard least stands first, so that 300 people need no
/// second look.
pub fn people(view: &View) -> Vec<&PersonView> {
    let mut people: Vec<_> = view.here().collect();
    let queued = |id: PersonId| view.queue.iter().position(|line| line.person == id);
    people.sort_by_key(|person| {
        let place = queued(person.id).unwrap_or(usize::MAX);
        (view.next_speaker != Some(person.id), place, person.spoken)
    });
    people
}

/// The page in a column of `cols` cells. `speaking` is who speaks now, and for how many
/// seconds.
pub fn rows(
    view: &View,
    at: usize,
    speaking: Option<(PersonId, u64)>,
    cols: usize,
    theme: &Theme,
) -> Listed {
    let mut rows = Listed::default();
    rows.say(say("", &next(view, speaking), cols, Role::Title, theme));
    rows.say(say("", &unheard(view), cols, Role::Quiet, theme));
    rows.say([Line::default()]);
    let people = people(view);
    let at = at.min(people.len().saturating_sub(1));
    for (number, person) in people.into_iter().enumerate() {
        let here = number == at;
        let lead = if here { "▸ " } else { "  " };
        let called = cut(&person.name, NAME).into_owned();
        let pad = NAME.min(cols / 2).saturating_sub(width(&called));
        let words = format!("{lead}{called}{:pad$}  {}", "", heard(view, person));
        let role = match (here, person.spoken) {
            (true, _) => Role::Chosen,
            (false, 0) => Role::Text,
            (false, _) => Role::Quiet,
        };
        let words = cut(&words, cols).into_owned();
        rows.list(number, styled(vec![words], role, theme));
    }
    rows
}

/// Whose turn it is, and why.
fn next(view: &View, speaking: Option<(PersonId, u64)>) -> String {
    let called = |id: PersonId| view.name(id);
    if let Some((person, seconds)) = speaking {
        let key = name(Scope::Voices, Action::Stopwatch);
        return format!(
            "{} speaks, for {}:{:02} now. {key} when it is said.",
            called(person),
            seconds / 60,
            seconds % 60
        );
    }
    let Some(person) = view.next_speaker else {
        return "Everybody was heard, or passed, in this step.".to_owned();
    };
    let wants = view.queue.iter().find(|line| line.person == person);
    match wants {
        Some(line) => format!("Next: {}, who {}.", called(person), wants_words(line.kind)),
        None => format!(
            "Next: {}, who was heard least and may pass.",
            called(person)
        ),
    }
}

fn wants_words(kind: crate::session::NoteKind) -> &'static str {
    use crate::session::NoteKind;
    match kind {
        NoteKind::NewIdea => "has a new idea",
        NoteKind::BuildsOn => "builds on what was said",
        NoteKind::Challenges => "challenges what was said",
        NoteKind::Asks => "asks something",
    }
}

fn heard(view: &View, person: &PersonView) -> String {
    let mut words = match person.spoken {
        0 => "not marked as heard".to_owned(),
        times => format!("heard {}", plural(times, "time", "times")),
    };
    if person.spoken_s > 0 {
        let (minutes, seconds) = (person.spoken_s / 60, person.spoken_s % 60);
        words.push_str(&format!(", {minutes}:{seconds:02}"));
    }
    for line in view.queue.iter().filter(|line| line.person == person.id) {
        words.push_str(&format!(" · {} {}", sign(line.kind), line.kind.words()));
    }
    let duties = view
        .duties
        .iter()
        .filter(|(_, has)| *has == Some(person.id));
    for (duty, _) in duties {
        words.push_str(&format!(" · {}", duty.words()));
    }
    words
}

/// Which answers nobody has read aloud, told, or spoken to.
fn unheard(view: &View) -> String {
    let Some(question) = &view.question else {
        return String::new();
    };
    let count = question.unheard.len();
    if question.answers.is_empty() {
        return String::new();
    }
    if count == 0 {
        return "Every answer was read or spoken to.".to_owned();
    }
    let by = question.answers.iter();
    let by = by.filter(|answer| question.unheard.contains(&answer.entry));
    let names: Vec<_> = by.take(6).map(|answer| card::called(&answer.by)).collect();
    let more = if count > names.len() {
        " and others"
    } else {
        ""
    };
    let key = name(Scope::Discuss, Action::Heard);
    format!(
        "Not marked as read or heard: {} of {} answers ({}{more}). {key} on an answer marks it.",
        count,
        card::newest(question).len(),
        names.join(", ")
    )
}
