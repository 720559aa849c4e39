//! The reading on the room's page: what stands on the desk's screen, as large as fits.

use super::{Scene, Spot};
use crate::{
    case::Block,
    session::{PartView, View},
    web::picture,
};

pub(super) fn reading(view: &View, spot: Option<&Spot>) -> Scene {
    if let Some(Spot::Exhibit(title)) = spot
        && let Some(exhibit) = view.exhibits.iter().find(|one| one.title == *title)
    {
        return scene(title.to_string(), exhibit.blocks.iter());
    }
    let now = view.line_now();
    let title = now.map_or_else(
        || view.case.title.to_string(),
        |line| line.label.to_string(),
    );
    let shown = view.parts.iter().filter(|part| part.now);
    let blocks: Vec<_> = shown.flat_map(PartView::blocks).collect();
    let Some(Spot::Reading(first, last)) = spot else {
        return scene(title, blocks.into_iter());
    };
    // A part that was read before may stand on the desk's screen again.
    let all: Vec<_> = view.parts.iter().flat_map(PartView::blocks).collect();
    let at = |number: &u32| all.iter().position(|block| block.number == Some(*number));
    match at(first).zip(at(last)) {
        Some((from, to)) => scene(title, all.into_iter().take(to + 1).skip(from)),
        None => scene(title, blocks.into_iter()),
    }
}

fn scene<'a>(title: String, blocks: impl Iterator<Item = &'a Block>) -> Scene {
    Scene::Reading {
        title,
        blocks: blocks
            .map(|block| (block.number, picture::shown(&block.text)))
            .collect(),
    }
}
