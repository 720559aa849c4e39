//! Plain text and Markdown, in UTF-8 or in what was usual before it.

use super::Converted;
use crate::{
    fault::Fault,
    text::{Clean, decode},
};

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
    let Some(decoded) = decode(bytes) else {
        return Err(Fault::new(
            "The file is not a text",
            "Save it as a Word file (.docx), as a web page or as plain text, and import that.",
        ));
    };
    let said =
        "It is not in UTF-8; it was read as Windows-1252. Look whether its accents are right.";
    Ok((decoded.text, decoded.guessed.then(|| Clean::line(said))))
}
