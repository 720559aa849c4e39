//! The pages of whoever is not in yet, and those that say one thing.

use askama::Template;

use super::{made, prose};
use crate::{
    id::PersonId,
    session::{Place, View, When},
    text::Clean,
};

/// What the first pages are made of.
#[derive(Clone, Debug, Default)]
pub struct Door<'a> {
    /// The code, once it was given and is right.
    pub code: Option<&'a str>,
    pub title: &'a str,
    /// Names on the list on no device yet, with the number that each is sent as.
    pub free: Vec<(u32, &'a Clean)>,
    /// Names that are on another device, or whose people come back.
    pub taken: Vec<(u32, &'a Clean)>,
    pub typed: &'a str,
    pub refused: Option<&'a str>,
    /// Whether new people may come.
    pub joins: bool,
    /// What is in memory only, and why.
    pub unsaved: Option<&'a str>,
    /// The page's own id.
    pub id: &'a str,
}

#[derive(Template)]
#[template(path = "door.html", config = "src/web/askama.toml")]
struct DoorPage<'a> {
    door: &'a Door<'a>,
    title: String,
}

#[derive(Template)]
#[template(path = "message.html", config = "src/web/askama.toml")]
struct MessagePage<'a> {
    title: &'a str,
    says: &'a str,
    link: Option<(&'a str, &'a str)>,
    unsaved: Option<&'a str>,
    refreshes: bool,
    large: Option<&'a str>,
    /// Whose name somebody else may have, too.
    another: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "pass.html", config = "src/web/askama.toml")]
struct PassPage<'a> {
    people: &'a [(u32, &'a Clean)],
    tag: &'a str,
    done: Option<&'a str>,
    says: &'a str,
}

#[derive(Template)]
#[template(path = "left.html", config = "src/web/askama.toml")]
struct LeftPage;

/// The page on which somebody joins.
pub fn door(door: &Door<'_>) -> String {
    made(&DoorPage {
        title: prose::inline(door.title),
        door,
    })
}

/// A page that says one thing.
pub fn message(
    title: &str,
    says: &str,
    link: Option<(&str, &str)>,
    unsaved: Option<&str>,
) -> String {
    made(&MessagePage {
        title,
        says,
        link,
        unsaved,
        refreshes: false,
        large: None,
        another: None,
    })
}

/// The page of a device that waits for the desk to let it in. `digits` stand there too; whoever
/// is not the one `another` names says so.
pub fn waits(says: &str, digits: &str, another: Option<&str>) -> String {
    made(&MessagePage {
        title: "One moment",
        says,
        link: None,
        unsaved: None,
        refreshes: true,
        large: Some(digits),
        another,
    })
}

/// The page of whoever left before the end: their own copy is theirs.
pub fn left() -> String {
    made(&LeftPage)
}

/// The preflight: a phone has reached this computer.
pub fn ok() -> String {
    message(
        "It works",
        "This phone reaches the laptop. Leave this page open or close it; the code comes in a moment.",
        None,
        None,
    )
}

/// The page between two people who share a device: nothing of either is on it, but whose turn it
/// is, where somebody of them is waited for.
pub fn between(view: &View, people: &[(PersonId, bool)], tag: &str) -> String {
    let mut rest: Vec<_> = people
        .iter()
        .filter_map(|(id, waits)| Some((view.person(*id)?, *waits)))
        .collect();
    rest.sort_by_key(|(_, waits)| !waits);
    let waits = rest.first().is_some_and(|(_, waits)| *waits);
    let names = rest.iter().map(|(one, _)| (one.id.0, &one.name));
    let closes = view.agenda.last().map(|line| line.when) == Some(When::Now);
    let (done, says) = match view.place {
        Place::Gather => (
            Some("You are in."),
            "It begins when whoever leads says so at the laptop. Then this page says whose turn it is.",
        ),
        Place::Over => (
            Some("It is over."),
            "Each of you has a copy of their own to take home.",
        ),
        Place::At { .. } if waits => (
            None,
            "Nothing of what the others wrote is left on this phone.",
        ),
        Place::At { .. } if closes => (
            Some("What will you try?"),
            "One after the other: what each of you will try, and one word.",
        ),
        Place::At { .. } => (
            Some("Who has something to say?"),
            "Nobody on this phone is waited for. Look at the room’s screen.",
        ),
    };
    made(&PassPage {
        people: &names.collect::<Vec<_>>(),
        tag,
        done,
        says,
    })
}
