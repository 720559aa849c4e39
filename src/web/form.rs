//! What a page sends: the fields of a form, or the same as JSON.

use std::borrow::Cow;

use percent_encoding::percent_decode;
use serde_json::Value;

/// The most fields of one form: a rating of every item that a session can hold needs two each.
const MOST: usize = 2_000;

/// Fields in the order in which they were sent; a name may stand several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of a form's body or of an address; none where it is no such thing, or not in
    /// UTF-8.
    pub fn of_form(body: &[u8]) -> Option<Self> {
        let pairs = body.split(|byte| *byte == b'&');
        let pairs = pairs.filter(|pair| !pair.is_empty());
        let fields: Option<Vec<_>> = pairs
            .take(MOST + 1)
            .map(|pair| {
                let mut halves = pair.splitn(2, |byte| *byte == b'=');
                let mut half = || decoded(halves.next().unwrap_or_default());
                Some((half()?, half()?))
            })
            .collect();
        fields.filter(|fields| fields.len() <= MOST).map(Self)
    }

    /// The fields of an object whose values are texts, numbers, true or false, or lists of those.
    pub fn of_json(body: &[u8]) -> Option<Self> {
        let Ok(Value::Object(object)) = serde_json::from_slice(body) else {
            return None;
        };
        let mut fields = Vec::new();
        for (name, value) in object {
            match value {
                Value::Array(values) => {
                    for value in values {
                        fields.push((name.clone(), plain(value)?));
                    }
                }
                value => fields.push((name, plain(value)?)),
            }
        }
        (fields.len() <= MOST).then_some(Self(fields))
    }

    /// The value of a field that stands once; of one that stands several times, the first.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut fields = self.0.iter();
        let (_, value) = fields.find(|(own, _)| own == name)?;
        Some(value)
    }

    /// The text of a field, with the line ends of every system as one; empty where there is none.
    pub fn text(&self, name: &str) -> Cow<'_, str> {
        let text = self.get(name).unwrap_or_default();
        match text.contains('\r') {
            true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
            false => Cow::Borrowed(text),
        }
    }

    /// Every value of a name, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(own, _)| own == name);
        named.map(|(_, value)| value.as_str())
    }

    /// Every field whose name begins so, with what follows in it.
    pub fn beginning<'a>(&'a self, begin: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let rest = move |(name, value): &'a (String, String)| {
            Some((name.strip_prefix(begin)?, value.as_str()))
        };
        self.0.iter().filter_map(rest)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The same with a field in place of all of that name.
    #[must_use]
    pub fn with(mut self, name: &str, values: impl Iterator<Item = String>) -> Self {
        self.0.retain(|(own, _)| own != name);
        self.0.extend(values.map(|value| (name.to_owned(), value)));
        self
    }
}

fn decoded(piece: &[u8]) -> Option<String> {
    let spaced: Vec<_> = piece
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let text = percent_decode(&spaced).decode_utf8().ok()?;
    Some(text.into_owned())
}

fn plain(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(if yes { "yes" } else { "no" }.to_owned()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
