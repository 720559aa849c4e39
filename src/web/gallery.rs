//! Pictures of a case, as files: read where a view shows them, from beside the case or out of the
//! Word file that it was read from, and from nowhere else.

use std::path::{Path, PathBuf};

use super::{picture, serve::Reply, sorry::not_there};
use crate::{
    clock,
    fault::Fault,
    home::{file_at, private_folder, regular, replace},
    import,
    session::{Session, Viewer},
};

/// The most bytes of a Word file that is looked into.
const MOST_DOCUMENT: u64 = 64 * 1024 * 1024;

/// Answers with a picture that a viewer sees now.
pub(super) fn picture(session: &Session, viewer: Viewer, address: &str) -> Reply {
    let view = session.view(viewer, clock::now());
    let found = picture::named(&view, address).and_then(|named| read(session, &named));
    match found {
        Some((kind, bytes)) => Reply::picture(kind, bytes)
            // The same for everybody, and often looked at again.
            .with("cache-control", "private, max-age=3600".to_owned()),
        None => not_there(),
    }
}

/// A picture's kind and bytes.
fn read(session: &Session, named: &str) -> Option<(&'static str, Vec<u8>)> {
    let bytes = bytes(session.place_of_source(), named)?;
    Some((picture::kind(&bytes)?, bytes))
}

/// A picture of a session's case as a file of its own in a folder, to be opened with what people
/// have for pictures. Its name is made here, and says what its bytes are: a file that only claims
/// to be a picture is never opened as something else.
/// Fails where it is no picture of the case that can be read, or cannot be written there.
pub fn picture_file(session: &Session, named: &str, folder: &Path) -> Result<PathBuf, Fault> {
    let there = picture::address(named).and_then(|_| read(session, named));
    let Some((kind, bytes)) = there else {
        let hint = "Put it beside the case as a PNG, JPEG, GIF or WebP file of 2 MB at most.";
        return Err(Fault::new(
            &format!("The picture {named} is not there"),
            hint,
        ));
    };
    let ending = kind.rsplit('/').next().unwrap_or_default();
    let name = blake3::hash(&bytes).to_hex();
    let path = folder
        .join(name.get(..16).unwrap_or_default())
        .with_extension(ending);
    private_folder(folder)?;
    let written = replace(&path, &bytes, false);
    written.map_err(|error| Fault::of_io("The picture cannot be shown", &path, &error))?;
    Ok(path)
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
