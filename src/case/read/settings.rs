//! Second pass: settings. A reader of `key: value` lines that never fails a case: `title: The
//! Night Shift: Part 1` is the likeliest title there is, and a strict YAML parser rejects it.

use std::sync::Arc;

use super::{source::Numbered, time};
use crate::{
    case::{
        Block, Case,
        flaw::{Code, Flaw},
        vocabulary::{self, Word},
    },
    protocol::{Protocol, ProtocolFault, names, own},
    text::Clean,
};

/// A setting as the author wrote it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Setting {
    pub(super) key: String,
    pub(super) value: String,
    /// The bullets under it, each with its line.
    pub(super) items: Vec<(String, u32)>,
    pub(super) line: u32,
}

/// The settings of the front matter. Lines that are no setting go on with the one above.
pub(super) fn front_matter(lines: &[Numbered<'_>]) -> Vec<Setting> {
    let mut settings: Vec<Setting> = Vec::new();
    let inside = lines.len().saturating_sub(2);
    for line in lines.iter().skip(1).take(inside) {
        let text = line.text.trim();
        let item = text.strip_prefix("- ").or((text == "-").then_some(""));
        let found = pair(text).filter(|_| item.is_none());
        match (found, settings.last_mut()) {
            _ if text.is_empty() || text.starts_with('#') => {}
            (Some(setting), _) => settings.push(Setting {
                line: line.number,
                ..setting
            }),
            (None, Some(last)) => {
                let (glue, text) = match item {
                    Some(item) => {
                        last.items.push((unquote(item).to_owned(), line.number));
                        (", ", unquote(item))
                    }
                    None => (" ", text),
                };
                if matches!(last.value.as_str(), "|" | ">" | "|-" | ">-") {
                    last.value.clear();
                } else if !last.value.is_empty() {
                    last.value.push_str(glue);
                }
                last.value.push_str(text);
            }
            (None, None) => settings.push(Setting {
                value: text.to_owned(),
                line: line.number,
                ..Setting::default()
            }),
        }
    }
    settings
}

/// `key: value`, at the first colon.
pub(super) fn pair(line: &str) -> Option<Setting> {
    let line = line.trim().trim_start_matches(['*', '_']);
    let (key, value) = line.split_once([':', '：'])?;
    let key = key.trim().trim_end_matches(['*', '_']);
    let value = value.trim_start_matches(['*', '_']).trim();
    let sound = !key.is_empty() && key.len() <= 60 && !key.contains(['.', '?', '#', '|']);
    sound.then(|| Setting {
        key: key.to_owned(),
        value: unquote(value).trim_matches(['[', ']']).to_owned(),
        ..Setting::default()
    })
}

/// The language that the settings name.
pub(super) fn language(settings: &[Setting]) -> Option<&str> {
    let mut settings = settings.iter();
    settings
        .find(|setting| known(&setting.key) == Some(Word::Language))
        .map(|setting| setting.value.as_str())
}

/// The settings that a paragraph right under the title is made of, one in each line; at least
/// one of them is known, and none is a sentence.
pub(super) fn of_paragraph(text: &str, lines: &[u32]) -> Option<Vec<Setting>> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let setting = pair(line)?;
        if setting.key.split_whitespace().count() > 4 || setting.value.is_empty() {
            return None;
        }
        found.push(Setting {
            line: lines.get(at).copied().unwrap_or_default(),
            ..setting
        });
    }
    // A synopsis alone may be how the case itself begins.
    let known = found
        .iter()
        .any(|pair| !matches!(known(&pair.key), None | Some(Word::Synopsis)));
    known.then_some(found)
}

/// The settings of a two-column table right under the title.
pub(super) fn of_table(text: &str, lines: &[u32]) -> Option<Vec<Setting>> {
    let mut found = Vec::new();
    for (at, row) in text.lines().enumerate() {
        let row = row.trim().trim_start_matches('|').trim_end_matches('|');
        let (key, value) = row.split_once('|')?;
        let (key, value) = (key.trim(), value.trim());
        if value.contains('|') {
            return None;
        }
        let rule = |cell: &str| cell.chars().all(|letter| "-: ".contains(letter));
        let plain_key = key.trim_matches(['*', '_', ':', '：']);
        if !(rule(key) && rule(value)) {
            found.push(Setting {
                key: plain_key.to_owned(),
                value: value.to_owned(),
                line: lines.get(at).copied().unwrap_or_default(),
                ..Setting::default()
            });
        }
    }
    // A synopsis alone may be how the case itself begins.
    let known = found
        .iter()
        .any(|pair| !matches!(known(&pair.key), None | Some(Word::Synopsis)));
    known.then_some(found)
}

/// Settings that we know, and those that are text that stands there: all keys that nobody knows, but
/// for the head of a mail.
pub(super) fn apart(found: Vec<Setting>) -> (Vec<Setting>, Vec<Setting>) {
    let subject = |setting: &Setting| {
        let title = known(&setting.key) == Some(Word::Title);
        title && !setting.key.to_lowercase().starts_with("tit")
    };
    let mail = found.iter().any(subject);
    let keeps = |setting: &Setting| mail || known(&setting.key).is_some();
    found.into_iter().partition(keeps)
}

fn unquote(value: &str) -> &str {
    let value = value.trim();
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

/// What a key is about, where it is a setting that we know.
pub(in crate::case) fn known(key: &str) -> Option<Word> {
    vocabulary::whole(key).filter(|word| SETTINGS.contains(word))
}

/// Words for settings.
pub(super) const SETTINGS: &[Word] = &[
    Word::Title,
    Word::Time,
    Word::Language,
    Word::Author,
    Word::Sources,
    Word::Licence,
    Word::Tags,
    Word::Level,
    Word::Protocol,
    Word::Roles,
    Word::Synopsis,
    Word::ReadingTime,
    Word::ClosingTime,
];

/// Times one behind the other: "6 min, 2 min".
fn times(setting: &Setting, flaws: &mut Vec<Flaw>) -> Vec<u32> {
    let times = setting.value.split([',', ';', '+']).map(time::of);
    times.collect::<Option<_>>().unwrap_or_else(|| {
        flaws.push(unread_time(setting.line, &setting.value));
        Vec::new()
    })
}

/// Puts settings where the case keeps them; all of them stay in the author's words.
pub(super) fn put(case: &mut Case, settings: &[Setting], flaws: &mut Vec<Flaw>) {
    for setting in settings {
        let Setting { key, value, .. } = setting;
        let list = || -> Vec<Clean> {
            if !setting.items.is_empty() {
                return setting
                    .items
                    .iter()
                    .map(|(item, _)| Clean::line(item))
                    .collect();
            }
            let items = value
                .split([',', '，', '、', ';', '；', '،'])
                .map(str::trim);
            items
                .filter(|item| !item.is_empty())
                .map(|item| Clean::line(unquote(item)))
                .collect()
        };
        let text = (!value.is_empty()).then(|| Clean::line(value));
        match known(key) {
            Some(Word::Title) => case.title = text.unwrap_or_default(),
            Some(Word::Time) => {
                case.seconds = time::of(value);
                if case.seconds.is_none() && !value.is_empty() {
                    flaws.push(unread_time(setting.line, value));
                }
            }
            Some(Word::Synopsis) => case.synopsis = text,
            Some(Word::ReadingTime) => case.reading_seconds = times(setting, flaws),
            Some(Word::ClosingTime) => case.close_seconds = times(setting, flaws).first().copied(),
            Some(Word::Language) => case.language = text,
            Some(Word::Tags) => case.tags = list(),
            Some(Word::Protocol) => {
                let said = protocol(case, setting, flaws);
                case.settings.push((Clean::line(key), said));
                continue;
            }
            Some(Word::Roles) => case.roles = list(),
            Some(Word::Sources) => case.sources.extend(text.map(|text| Block {
                text,
                number: None,
                line: setting.line,
            })),
            _ => {}
        }
        case.settings.push((Clean::line(key), Clean::line(value)));
    }
}

/// A protocol by name, or the author's own: steps in the lines below, or after bars. What was
/// said, with bars between the steps.
fn protocol(case: &mut Case, setting: &Setting, flaws: &mut Vec<Flaw>) -> Clean {
    let below = setting.items.first();
    let mut parts = match below {
        Some((first, _)) => vec![
            setting
                .value
                .split(first.as_str())
                .next()
                .unwrap_or_default(),
        ],
        None => setting.value.split('|').map(str::trim).collect(),
    };
    let name = parts.remove(0).trim_end_matches([',', ' ']);
    let mut steps: Vec<_> = parts.into_iter().map(|step| (step, setting.line)).collect();
    steps.extend(
        setting
            .items
            .iter()
            .map(|(item, line)| (item.as_str(), *line)),
    );
    let known = Protocol::find(name).is_some();
    let wanted = if known && !steps.is_empty() { "" } else { name };
    if steps.is_empty() {
        case.protocol = (!name.is_empty()).then(|| Clean::line(name));
        if name.is_empty() {
            let hint = ProtocolFault::NoSteps.to_string();
            flaws.push(Flaw::new(
                Code::Protocol,
                setting.line,
                "The protocol has no steps",
                &hint,
            ));
        } else if !known {
            flaws.push(Flaw::new(
                Code::Protocol,
                setting.line,
                &format!("There is no protocol “{name}”"),
                &format!("Use one of these: {}.", names().join(", ")),
            ));
        }
        return Clean::line(name);
    }
    let (protocol, faults) = own(wanted, &steps);
    flaws.extend(faults.iter().map(|fault| {
        let line = if fault.line == 0 {
            setting.line
        } else {
            fault.line
        };
        Flaw::new(Code::Protocol, line, &fault.what, &fault.hint)
    }));
    case.protocol = protocol
        .as_ref()
        .map(|protocol| Clean::line(&protocol.name));
    case.own_protocol = protocol.map(Arc::new);
    let said: Vec<_> = steps.iter().map(|(step, _)| *step).collect();
    Clean::line(&format!("{name} | {}", said.join(" | ")))
}

/// A time that cannot be read.
pub(super) fn unread_time(line: u32, value: &str) -> Flaw {
    Flaw::new(
        Code::UnreadTime,
        line,
        &format!("“{}” is no time", value.trim()),
        "Write it like “Time: 45 min”, “Time: 90 sec” or “Time: 1 h 15 min”.",
    )
}
