//! The terminal goes to the person's own editor, and comes back with a text.

use std::path::Path;

use super::Loop;
use crate::{
    journal::editing,
    text::plural,
    tui::{editor::outside, errand::Msg, watch::watch},
};

impl Loop {
    /// Gives a text to the editor. What comes back is never thrown away: what has no place here
    /// stays in its file, and it is said where.
    pub(super) fn edit(&mut self, text: &str) {
        self.flush(Box::new(|| {}));
        let journal = self.kept().journal;
        let file = match outside::lay_down(text, journal.as_deref()) {
            Ok(file) => file,
            Err(error) => {
                return self.app.tell(&format!("{error}. Your text is kept here."));
            }
        };
        let controller = self.app.controller();
        let key = controller.and_then(|controller| controller.screens.editing());
        if let (Some(journal), Some((key, piece))) = (&journal, key) {
            // Without it the text is still in the file, and as a draft as it was.
            let _ = editing::begin(journal, key, piece, &file);
        }
        self.hold_reader(true);
        let editor = self.editor();
        let edited = self
            .terminal
            .lend(|| outside::edit(editor.as_ref(), text, file));
        self.hold_reader(false);
        match edited {
            Ok(back) => self.take_back(back),
            Err(failed) => {
                let error = failed.error;
                match failed.kept {
                    Some(path) => self.app.notice(&format!(
                        "{error}. Your text is here as it was. What was written in the editor is kept in {}",
                        path.display()
                    )),
                    None => self.app.tell(&format!(
                        "{error}. Your text is kept; set EDITOR to an editor that is there."
                    )),
                }
            }
        }
        // What came back is a draft on disk before the way back to its file goes.
        self.flush(Box::new(move || {
            if let Some(journal) = journal {
                editing::end(&journal);
            }
        }));
    }

    fn take_back(&mut self, back: outside::Back) {
        let (errands, over) = self.app.edited(&back.text);
        let what = if over > 0 {
            let over = plural(over, "byte", "bytes");
            format!("Your editor's text is {over} too long for one text: as much as fits is here.")
        } else if back.guessed {
            "Your editor's text is not in UTF-8. It is here; look whether its accents are right."
                .to_owned()
        } else {
            return self.run(errands);
        };
        let path = back.keep();
        self.run(errands);
        self.app
            .notice(&format!("{what} All of it is kept in {}", path.display()));
    }

    /// A document is written in the person's own editor; without one, or where none writes such a
    /// document, in whatever they choose. It is followed meanwhile.
    pub(super) fn edit_file(&mut self, path: &Path, line: Option<u32>) {
        self.watcher = watch(path, self.post.clone());
        let editor = self.settings.editor.clone();
        let Some((editor, line)) = editor.zip(line) else {
            return self.app.how_to_write(path, "");
        };
        self.hold_reader(true);
        let edited = self
            .terminal
            .lend(|| outside::open_at(editor.as_ref(), path, line));
        self.hold_reader(false);
        self.take(Msg::Changed);
        if let Err(error) = edited {
            self.app.how_to_write(path, &format!("{error}. "));
        }
    }

    fn editor(&self) -> String {
        let editor = self.settings.editor.clone();
        editor.unwrap_or_else(|| "nano".to_owned())
    }
}
