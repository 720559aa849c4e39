//! Which groups cost least, where it costs something to bring two people together again.

/// How often all groups are looked through for a better exchange.
const PASSES: usize = 6;

/// What it costs to bring any two together.
pub(super) struct Costs {
    count: usize,
    all: Vec<u32>,
}

impl Costs {
    /// Nothing yet, between so many.
    pub(super) fn none(count: usize) -> Self {
        Self {
            count,
            all: vec![0; count * count],
        }
    }

    pub(super) fn add(&mut self, a: usize, b: usize, cost: u32) {
        for at in [a * self.count + b, b * self.count + a] {
            if let Some(known) = self.all.get_mut(at) {
                *known = known.saturating_add(cost);
            }
        }
    }

    fn of(&self, a: usize, b: usize) -> u32 {
        self.all.get(a * self.count + b).copied().unwrap_or(0)
    }

    /// What it costs to have a person in a group, instead of `but`.
    fn among(&self, person: usize, group: &[usize], but: usize) -> u32 {
        let others = group.iter().filter(|other| ![person, but].contains(other));
        let costs = others.map(|other| self.of(person, *other));
        costs.fold(0, u32::saturating_add)
    }

    /// The best turn of the circle: one person stays, the others go round, and opposite ones
    /// meet, so that in as many turns as there are others everybody has met everybody once
    /// (the circle method of round robins: Kirkman 1847). Whoever is left over makes a trio.
    pub(super) fn turned(&self) -> Vec<Vec<usize>> {
        let even = self.count + self.count % 2;
        let turns = (0..even.saturating_sub(1)).map(|turn| self.turn(turn, even));
        let cost = |groups: &Vec<Vec<usize>>| {
            let all = groups.iter().flat_map(|group| {
                let among = |person: &usize| self.among(*person, group, *person);
                group.iter().map(among).collect::<Vec<_>>()
            });
            all.fold(0, u32::saturating_add)
        };
        let mut best = (u32::MAX, vec![(0..self.count).collect()]);
        for groups in turns {
            let cost = cost(&groups);
            if cost < best.0 {
                best = (cost, groups);
            }
            if cost == 0 {
                break;
            }
        }
        best.1
    }

    fn turn(&self, turn: usize, even: usize) -> Vec<Vec<usize>> {
        let round = even - 1;
        let seat = |at: usize| {
            if at == 0 {
                round
            } else {
                (at - 1 + turn) % round
            }
        };
        let mut groups = Vec::with_capacity(even / 2);
        let mut alone = None;
        for at in 0..even / 2 {
            let pair = [seat(at), seat(even - 1 - at)];
            let there: Vec<_> = pair.into_iter().filter(|at| *at < self.count).collect();
            match there.as_slice() {
                [one] if self.count > 1 => alone = Some(*one),
                _ => groups.push(there),
            }
        }
        if let Some(alone) = alone {
            let third = groups
                .iter_mut()
                .min_by_key(|group| self.among(alone, group, alone));
            third.into_iter().for_each(|group| group.push(alone));
        }
        groups
    }

    /// The same groups after every exchange of two people that makes them better.
    pub(super) fn improved(&self, mut groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        for _ in 0..PASSES {
            let mut better = false;
            for here in 0..groups.len() {
                let size = groups.get(here).map_or(0, Vec::len);
                for at in 0..size {
                    better |= self.exchange(&mut groups, here, at);
                }
            }
            if !better {
                break;
            }
        }
        groups
    }

    /// Exchanges the person at a place of a group where that makes both groups better together.
    fn exchange(&self, groups: &mut [Vec<usize>], here: usize, at: usize) -> bool {
        let mut best: Option<(u32, usize, usize, usize, usize)> = None;
        {
            let Some(mine) = groups.get(here) else {
                return false;
            };
            let Some(&a) = mine.get(at) else { return false };
            let now = self.among(a, mine, a);
            if now == 0 {
                return false;
            }
            for (there, group) in groups
                .iter()
                .enumerate()
                .filter(|(there, _)| *there != here)
            {
                for (place, &b) in group.iter().enumerate() {
                    let before = now.saturating_add(self.among(b, group, b));
                    let after = self
                        .among(a, group, b)
                        .saturating_add(self.among(b, mine, a));
                    let gain = before.saturating_sub(after);
                    if gain > 0 && best.is_none_or(|(most, ..)| gain > most) {
                        best = Some((gain, a, b, there, place));
                    }
                }
            }
        }
        let Some((_, a, b, there, place)) = best else {
            return false;
        };
        for (group, at, person) in [(here, at, b), (there, place, a)] {
            let slot = groups.get_mut(group).and_then(|group| group.get_mut(at));
            slot.into_iter().for_each(|slot| *slot = person);
        }
        true
    }
}
