//! Plain text and Markdown, in UTF-8 or in what was usual before it.

use super::Converted;
use crate::{
    fault::Fault,
    text::{Clean, decode},
};

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::new(
            "The file is empty",
            "Write a title and a question into it, for example “# Title” and “## Questions”.",
        ));
    }
    let (markdown, said) = decoded(bytes)?;
    Ok(Converted {
        markdown,
        from: "text",
        said: said.into_iter().collect(),
        ..Converted::default()
    })
}

/// The text of bytes, and what was guessed about its encoding.
pub(super) fn decoded(bytes: &[u8]) -> Result<(String, Option<Clean>), Fault> {
    let Some(decoded) = decode(bytes) else {
        return Err(Fault::new(
            "The file is not a text",
            "Save it as a Word file (.docx), as a web page or as plain text, and open that.",
        ));
    };
    let said = decoded.guessed.then(|| {
        let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let good = bytes.get(..good).unwrap_or_default();
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        Clean::line(&format!(
            "The file is not in UTF-8 (line {line} does not fit); it was read as Windows-1252. Look whether its accents are right; if not, save it as UTF-8."
        ))
    });
    Ok((decoded.text, said))
}
