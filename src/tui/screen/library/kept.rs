//! What becomes of a session that lies about: what is asked, and what is told afterwards.

use std::path::{Path, PathBuf};

use crate::{
    journal::list::Brief,
    library::{Card, Origin},
    text::plural,
    tui::effect::{Effect, Keep},
};

/// What can be done with a session.
pub(super) fn ask(brief: &Brief) -> Vec<Effect> {
    let keep = |what| vec![Effect::Keep(brief.path.clone(), what)];
    let first = match (brief.away, brief.finished) {
        (true, _) => Some(("Bring it back", Keep::Back)),
        (false, false) => Some((
            "Put it away: it stays whole, and its title finds it",
            Keep::Away,
        )),
        // What was closed does not lie about.
        (false, true) => None,
    };
    let first = first.map(|(words, what)| (words.to_owned(), keep(what)));
    let rest = [
        ("Leave it as it is".to_owned(), Vec::new()),
        ("Delete it for good …".to_owned(), keep(Keep::Listed)),
    ];
    let text = format!("“{}”: {}. What becomes of it?", brief.title, brief.place);
    vec![Effect::Choices(
        text,
        first.into_iter().chain(rest).collect(),
    )]
}

/// Takes a document that was opened from elsewhere off the list.
pub(super) fn unlist(card: &Card) -> Effect {
    match &card.origin {
        Origin::File(path) => Effect::Unlist(path.clone()),
        Origin::BuiltIn(_) => Effect::Tell("This case comes with the program.".to_owned()),
    }
}

/// What there is to say, or to ask once more, after something was done.
pub(in crate::tui) fn became(path: &Path, what: Keep, files: &[PathBuf]) -> Vec<Effect> {
    let told = match what {
        Keep::Away => "It is put away. Type its title, or “put away”, to find it.",
        Keep::Back => "It is back.",
        Keep::Deleted => "It is deleted, with all that belonged to it.",
        Keep::Listed => return vec![sure(path, files)],
    };
    vec![Effect::Tell(told.to_owned()), Effect::Library]
}

/// Asked a second time, with every file that would go.
fn sure(path: &Path, files: &[PathBuf]) -> Effect {
    let names: Vec<_> = files
        .iter()
        .map(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            crate::text::Clean::line(&name).to_string()
        })
        .collect();
    let count = plural(files.len(), "file", "files");
    let text = format!(
        "Delete for good, with drafts and reports? Nobody can bring it back. {count}: {}",
        names.join(" · ")
    );
    let choices = vec![
        ("Keep all of it".to_owned(), Vec::new()),
        (
            format!("Delete all {count}"),
            vec![Effect::Keep(path.to_owned(), Keep::Deleted)],
        ),
    ];
    Effect::Choices(text, choices)
}
