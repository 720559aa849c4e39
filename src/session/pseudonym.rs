//! Pseudonyms: a fresh one for each person and question, the same in every replay.

use super::Session;
use crate::text::Clean;

/// Short words that name nobody and rank nobody.
const WORDS: [&str; 48] = [
    "Alder", "Apple", "Ash", "Aspen", "Bamboo", "Beech", "Birch", "Bramble", "Cedar", "Cherry",
    "Chestnut", "Clover", "Cypress", "Daisy", "Elder", "Elm", "Fern", "Fig", "Fir", "Ginkgo",
    "Gorse", "Hawthorn", "Hazel", "Heather", "Holly", "Hornbeam", "Iris", "Ivy", "Juniper",
    "Larch", "Laurel", "Lilac", "Lime", "Linden", "Maple", "Mint", "Moss", "Myrtle", "Oak",
    "Olive", "Pear", "Pine", "Plum", "Poplar", "Rowan", "Sage", "Thyme", "Willow",
];

/// What people are called in one question where names are hidden, in order of joining.
///
/// People who come later never change the pseudonyms of those who were there.
pub(super) fn pseudonyms(session: &Session, question: usize) -> Vec<Clean> {
    let mut taken = [0_u32; WORDS.len()];
    let mut round = 0;
    let mut free = WORDS.len();
    let mut names = Vec::with_capacity(session.people.all.len());
    for person in &session.people.all {
        if free == 0 {
            round += 1;
            free = WORDS.len();
        }
        let wanted = scatter(session.seed, question as u64 + 1, u64::from(person.id.0));
        let start = (wanted % WORDS.len() as u64) as usize;
        let unused = (0..WORDS.len())
            .map(|step| (start + step) % WORDS.len())
            .find(|at| taken.get(*at) == Some(&round))
            .unwrap_or(start);
        if let Some(count) = taken.get_mut(unused) {
            *count += 1;
            free -= 1;
        }
        let word = WORDS.get(unused).copied().unwrap_or("Someone");
        names.push(match round {
            0 => Clean::new(word),
            again => Clean::new(&format!("{word} {}", again + 1)),
        });
    }
    names
}

/// A number that looks random and is the same for the same three: the finalising mix of
/// SplitMix64 (Steele, Lea & Flood 2014, OOPSLA), applied to each in turn.
pub(super) fn scatter(seed: u64, salt: u64, item: u64) -> u64 {
    [salt, item].into_iter().fold(seed, |state, next| {
        let mut z = (state ^ next).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}
