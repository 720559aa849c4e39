//! Hears when a file changes. Sleeps while nothing happens.

use std::path::Path;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::{
    errand::Msg,
    inbox::{Heard, Post},
};

/// Watches a folder for as long as what is returned lives; none where the system cannot do it.
pub(super) fn watch_folder(folder: &Path, post: Post) -> Option<RecommendedWatcher> {
    let hear = move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            // A loop that is gone needs no news.
            let _ = post.send(Heard::Msg(Msg::Changed));
        }
    };
    let mut watcher = notify::recommended_watcher(hear).ok()?;
    watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
    Some(watcher)
}

/// Watches a file for as long as what is returned lives. Editors write a new file in place of
/// the old one, so it is the folder that is watched; none where the system cannot do it.
pub(super) fn watch(file: &Path, post: Post) -> Option<RecommendedWatcher> {
    let file = std::path::absolute(file).ok()?;
    let folder = file.parent()?.to_owned();
    let name = file.file_name()?.to_owned();
    let hear = move |event: notify::Result<notify::Event>| {
        let ours = event.is_ok_and(|event| {
            let mut paths = event.paths.iter();
            !event.kind.is_access() && paths.any(|path| path.file_name() == Some(&name))
        });
        if ours {
            // A loop that is gone needs no news.
            let _ = post.send(Heard::Msg(Msg::Changed));
        }
    };
    let mut watcher = notify::recommended_watcher(hear).ok()?;
    watcher.watch(&folder, RecursiveMode::NonRecursive).ok()?;
    Some(watcher)
}
