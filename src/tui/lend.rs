//! Lending a text to `$EDITOR`, in a file that only its owner can read.

use std::{fs, io::Write, process::Command};

/// The text as it came back, or why it did not.
pub(super) fn edit(editor: Option<&str>, text: &str) -> Result<String, String> {
    let Some(editor) = editor else {
        return Err("No editor is named. Set EDITOR, for example to “nano”; your text is kept.".to_owned());
    };
    let failed = |what: &str| format!("{what}; your text is kept.");
    let file = tempfile::Builder::new().prefix("roundtable-").suffix(".txt").tempfile();
    let mut file = file.map_err(|error| failed(&format!("No file for the editor: {error}")))?;
    file.write_all(text.as_bytes()).map_err(|error| failed(&error.to_string()))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or(editor);
    let status = Command::new(program).args(words).arg(file.path()).status();
    match status {
        Ok(status) if status.success() => {
            let text = fs::read_to_string(file.path()).map_err(|error| failed(&error.to_string()))?;
            Ok(text.strip_suffix('\n').unwrap_or(&text).to_owned())
        }
        Ok(_) => Err(failed(&format!("{program} ended with an error"))),
        Err(error) => Err(failed(&format!("{program} cannot be started: {error}"))),
    }
}
