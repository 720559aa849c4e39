//! Pictures of a case: which texts name which, and what a file has to be to be shown as one.
//! A picture lies beside the case, or in the Word file that it was read from; none is ever
//! fetched from elsewhere. Pure.

use crate::{
    report::html::prose,
    session::{PartView, View},
};

/// The most bytes of a picture: on a shared radio three hundred phones wait for it.
pub const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// Where pages find a picture; none where it is not this computer's to show.
pub fn address(named: &str) -> Option<String> {
    let near = !named.is_empty() && !named.contains(':') && !named.starts_with(['/', '\\']);
    near.then(|| {
        let mark = blake3::hash(named.as_bytes()).to_hex();
        format!("/picture/{}", mark.get(..16).unwrap_or_default())
    })
}

/// The author's Markdown as a page shows it, pictures and all.
pub fn shown(markdown: &str) -> String {
    prose::illustrated(markdown, &address)
}

/// Where a picture at an address lies by the case, where this view shows it.
pub fn named(view: &View, wanted: &str) -> Option<String> {
    let mut all = all(view).into_iter().map(|(_, named)| named);
    all.find(|named| address(named).is_some_and(|address| address == wanted))
}

/// The pictures of all that this view shows of the case: what each is called, and where it lies.
pub fn all(view: &View) -> Vec<(String, String)> {
    let read = view.parts.iter().flat_map(PartView::blocks);
    let beside = view.exhibits.iter().flat_map(|exhibit| &exhibit.blocks);
    let asked = view.questions().flat_map(|question| &question.prompt.body);
    let texts = read.chain(beside).chain(asked).map(|block| &block.text);
    texts.flat_map(|text| prose::pictures(text)).collect()
}

/// The kind of a picture, by its first bytes; none where it is no picture that browsers show.
pub fn kind(bytes: &[u8]) -> Option<&'static str> {
    let begins: [(&[u8], &str); 4] = [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"RIFF", "image/webp"),
    ];
    let (_, kind) = begins.iter().find(|(begin, _)| bytes.starts_with(begin))?;
    let riff = *kind == "image/webp" && bytes.get(8..12) != Some(b"WEBP");
    (!riff).then_some(*kind)
}
