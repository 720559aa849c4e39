//! The table of words in order, made by the compiler.

use super::{LANGUAGES, WORDS, Word, order};

/// How many forms the table has, those counted twice that two languages share.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const COUNT: usize = {
    let (mut count, mut row) = (0, 0);
    while row < WORDS.len() {
        let mut column = 0;
        while column < LANGUAGES.len() {
            count += WORDS[row].1[column].len();
            column += 1;
        }
        row += 1;
    }
    count
};

/// Every form in order, so that it is found at once; made from the table by the compiler.
pub(super) static INDEX: [(&str, Word); COUNT] = sorted();

/// Where in the index the forms begin that begin with each byte.
pub(super) static STARTS: [usize; 257] = order::starts(&sorted());

#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
const fn sorted() -> [(&'static str, Word); COUNT] {
    let mut all = [("", Word::Noise); COUNT];
    let (mut length, mut row) = (0, 0);
    while row < WORDS.len() {
        let (word, columns) = WORDS[row];
        let mut column = 0;
        while column < columns.len() {
            let mut at = 0;
            while at < columns[column].len() {
                let form = columns[column][at];
                all[length] = (form, word);
                length += 1;
                at += 1;
            }
            column += 1;
        }
        row += 1;
    }
    order::sorted(all)
}
