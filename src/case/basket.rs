//! What is said to the items of an in-basket, in words.

use super::{Kind, Value};
use crate::text::{Clean, width};

/// So much of an item stands before what is said to it, in cells.
const HEAD: usize = 40;

/// A line for each item that was answered: its number, its first words, and what was said to it.
pub fn lines(kind: &Kind, value: &Value) -> Vec<String> {
    let items = match kind {
        Kind::Items { items } => items.as_slice(),
        Kind::Open
        | Kind::Choice { .. }
        | Kind::Scale(_)
        | Kind::Rank { .. }
        | Kind::Number { .. } => &[],
    };
    let line = |(at, part): (usize, &Clean)| {
        let item = items.get(at - 1).map(|item| head(item));
        let item = item.filter(|item| !item.is_empty());
        let item = item.map_or_else(String::new, |item| format!("{item} → "));
        format!("{at}. {item}{part}")
    };
    value.parts().map(line).collect()
}

/// The first words of an item.
fn head(item: &str) -> String {
    let words = super::plain(item);
    let mut head = String::new();
    for word in words.split_whitespace() {
        if width(&head) + width(word) >= HEAD {
            head.push_str(" …");
            break;
        }
        if !head.is_empty() {
            head.push(' ');
        }
        head.push_str(word);
    }
    head
}
