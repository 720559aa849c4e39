//! Second pass: settings. A reader of `key: value` lines that never fails a case: `title: The
//! Night Shift: Part 1` is the likeliest title there is, and a strict YAML parser rejects it.

use super::{source::Text, time};
use crate::{
    case::{
        Case,
        vocabulary::{self, Word},
    },
    text::Clean,
};

/// A setting as the author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Setting {
    pub(super) key: String,
    pub(super) value: String,
}

/// The settings between `---` lines at the very top, and the text without them.
pub(super) fn front_matter<'a>(text: &Text<'a>) -> (Vec<Setting>, Text<'a>) {
    let mut lines = text.lines.iter().map(|line| line.text.trim_end());
    let opened = lines.next() == Some("---");
    let end = lines.position(|line| line == "---" || line == "...");
    let (Some(end), true) = (end, opened) else {
        return (Vec::new(), text.clone());
    };
    let mut settings: Vec<Setting> = Vec::new();
    for line in text.lines.iter().take(end + 1).skip(1) {
        let line = line.text.trim_end();
        match (line.trim_start().strip_prefix("- "), pair(line)) {
            (Some(item), _) => {
                if let Some(last) = settings.last_mut() {
                    let comma = if last.value.is_empty() { "" } else { ", " };
                    last.value.push_str(comma);
                    last.value.push_str(unquote(item));
                }
            }
            (None, Some(setting)) => settings.push(setting),
            (None, None) => {}
        }
    }
    let rest = Text {
        lines: text.lines.iter().skip(end + 2).cloned().collect(),
        plain: text.plain,
    };
    (settings, rest)
}

/// `key: value`, at the first colon.
pub(super) fn pair(line: &str) -> Option<Setting> {
    let line = line.trim().trim_start_matches(['*', '_']);
    let (key, value) = line.split_once([':', '：'])?;
    let key = key.trim().trim_end_matches(['*', '_']);
    let value = value.trim_start_matches(['*', '_']).trim();
    let sound = !key.is_empty() && key.len() <= 60 && !key.contains(['.', '?', '#']);
    sound.then(|| Setting {
        key: key.to_owned(),
        value: unquote(value).trim_matches(['[', ']']).to_owned(),
    })
}

fn unquote(value: &str) -> &str {
    let value = value.trim();
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

/// What a key is about, where it is a setting that we know.
pub(super) fn known(key: &str) -> Option<Word> {
    let word = vocabulary::whole(key)?;
    let setting = matches!(
        word,
        Word::Title
            | Word::Time
            | Word::Language
            | Word::Author
            | Word::Sources
            | Word::Licence
            | Word::Tags
            | Word::Level
            | Word::Protocol
            | Word::Roles
    );
    setting.then_some(word)
}

/// Puts settings where the case keeps them; all of them stay in the author's words.
pub(super) fn put(case: &mut Case, settings: &[Setting]) {
    for Setting { key, value } in settings {
        let list = || -> Vec<Clean> {
            let items = value.split([',', '，', '、', ';']).map(str::trim);
            items
                .filter(|item| !item.is_empty())
                .map(|item| Clean::line(unquote(item)))
                .collect()
        };
        let text = (!value.is_empty()).then(|| Clean::line(value));
        match known(key) {
            Some(Word::Title) => case.title = text.unwrap_or_default(),
            Some(Word::Time) => case.seconds = time::of(value),
            Some(Word::Language) => case.language = text,
            Some(Word::Tags) => case.tags = list(),
            Some(Word::Protocol) => case.protocol = text,
            Some(Word::Roles) => case.roles = list(),
            _ => {}
        }
        case.settings.push((Clean::line(key), Clean::line(value)));
    }
}
