//! Pictures of a case, as files: read where a view shows them, from beside the case or out of the
//! Word file that it was read from, and from nowhere else.

use std::path::{Path, PathBuf};

use super::{picture, serve::Reply, sorry::not_there};
use crate::{
    clock,
    home::{file_at, regular},
    import,
    session::{Session, Viewer},
};

/// The most bytes of a Word file that is looked into.
const MOST_DOCUMENT: u64 = 64 * 1024 * 1024;

/// Answers with a picture that a viewer sees now.
pub(super) fn picture(session: &Session, viewer: Viewer, address: &str) -> Reply {
    let view = session.view(viewer, clock::now());
    let found = picture::named(&view, address)
        .and_then(|named| bytes(session.place_of_source(), &named))
        .and_then(|bytes| Some((picture::kind(&bytes)?, bytes)));
    match found {
        Some((kind, bytes)) => Reply::picture(kind, bytes)
            // The same for everybody, and often looked at again.
            .with("cache-control", "private, max-age=3600".to_owned()),
        None => not_there(),
    }
}

fn bytes(source: &str, named: &str) -> Option<Vec<u8>> {
    let source = file_at(source)?;
    if named.starts_with("word/media/") {
        let document = regular::read(&source, MOST_DOCUMENT).ok()?;
        return import::picture(&document, named, picture::MOST_BYTES);
    }
    regular::read(&beside(&source, named)?, picture::MOST_BYTES).ok()
}

/// A file that lies beside a case or below its folder; one elsewhere is none of its pictures.
fn beside(source: &Path, named: &str) -> Option<PathBuf> {
    let folder = source.parent()?.canonicalize().ok()?;
    let named = percent_encoding::percent_decode_str(named)
        .decode_utf8()
        .ok()?;
    let path = folder.join(named.as_ref()).canonicalize().ok()?;
    path.starts_with(&folder).then_some(path)
}
