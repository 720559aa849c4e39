//! Plain text and Markdown, in UTF-8 or in what was usual before it.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Converted;
use crate::{fault::Fault, text::Clean};

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let (markdown, said) = decoded(bytes)?;
    Ok(Converted {
        markdown,
        from: "text",
        said: said.into_iter().collect(),
    })
}

/// The text of bytes, and what was guessed about its encoding.
pub(super) fn decoded(bytes: &[u8]) -> Result<(String, Option<Clean>), Fault> {
    let marked = [(&[0xff, 0xfe], UTF_16LE), (&[0xfe, 0xff], UTF_16BE)];
    if let Some((_, encoding)) = marked
        .into_iter()
        .find(|(mark, _)| bytes.starts_with(*mark))
    {
        return Ok((encoding.decode(bytes).0.into_owned(), None));
    }
    if bytes.contains(&0) {
        return Err(Fault::new(
            "The file is not a text",
            "Save it as a Word file (.docx), as a web page or as plain text, and import that.",
        ));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    let text = WINDOWS_1252.decode(bytes).0.into_owned();
    let said =
        "It is not in UTF-8; it was read as Windows-1252. Look whether its accents are right.";
    Ok((text, Some(Clean::line(said))))
}
