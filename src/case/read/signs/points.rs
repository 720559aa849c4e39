//! Options that say how many points each is worth.

use super::{TICK, group::Choice};

/// What each option of a question is worth, "Ask her (2 points)", tells which is right: points go,
/// and the option that has most is ticked.
pub(super) fn without(groups: &[Vec<Choice<'_>>]) -> Vec<(usize, String)> {
    let mut told: Vec<(usize, String)> = Vec::new();
    // Numbers count steps too, and what stands behind those may be minutes.
    let lettered = |group: &&Vec<Choice<'_>>| group.iter().all(Choice::is_lettered);
    for group in groups.iter().filter(lettered) {
        let worth: Option<Vec<_>> = group.iter().map(|option| points(&option.words)).collect();
        let Some(worth) = worth else { continue };
        let most = worth.iter().map(|(_, points)| *points).max();
        let best = worth.iter().filter(|(_, points)| Some(*points) == most);
        let best = best.count();
        if best == worth.len() {
            continue;
        }
        for (option, (words, points)) in group.iter().zip(worth) {
            let right = Some(points) == most && best == 1;
            let tick = if right { TICK } else { "" };
            told.push((option.at, option.with(words) + tick));
        }
    }
    told
}

/// The words of an option and the points in brackets behind them.
fn points(words: &str) -> Option<(&str, i32)> {
    let (words, said) = words
        .trim_end()
        .strip_suffix([')', ']'])?
        .rsplit_once(['(', '['])?;
    let said = said.trim().trim_start_matches('+');
    let end = said
        .find(|at: char| !at.is_ascii_digit() && at != '-')
        .unwrap_or(said.len());
    let (number, unit) = said.split_at_checked(end)?;
    let unit = unit.trim();
    let plain = unit.chars().count() <= 8 && unit.chars().all(|at| at.is_alphabetic() || at == '.');
    let counted = number.parse().ok().filter(|_| plain);
    Some((words.trim_end(), counted?))
}
