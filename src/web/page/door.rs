//! The pages of whoever is not in yet, and those that say one thing.

use askama::Template;

use super::{made, prose};
use crate::text::Clean;

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
}

#[derive(Template)]
#[template(path = "pass.html", config = "src/web/askama.toml")]
struct PassPage<'a> {
    people: &'a [(u32, &'a Clean)],
    tag: &'a str,
    done: Option<&'a str>,
    says: &'a str,
}

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
    })
}

/// The page of a device that waits for the desk to let it in. `digits` stand there too.
pub fn waits(says: &str, digits: &str) -> String {
    made(&MessagePage {
        title: "One moment",
        says,
        link: None,
        unsaved: None,
        refreshes: true,
        large: Some(digits),
    })
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

/// The page between two people who share a device: nothing of either is on it. The first of
/// `people` is next, unless a title says that nobody of them is waited for.
pub fn pass_on(people: &[(u32, &Clean)], title: Option<&str>, says: &str, tag: &str) -> String {
    made(&PassPage {
        people,
        tag,
        done: title,
        says,
    })
}
