//! Laws by random examples: the same ones each time, unless somebody wants to explore.
//!
//! `PROPTEST_RNG_SEED=NUMBER` takes other examples, `PROPTEST_RNG_SEED=random` new ones each time;
//! `PROPTEST_CASES=NUMBER` takes so many of each.

use proptest::test_runner::{Config, RngSeed};

/// The seed of every run that asks for no other.
const SEED: u64 = 20_261_128;

/// So many examples.
pub(crate) fn laws(cases: u32) -> Config {
    let asked = |name| std::env::var(name).ok();
    let cases = asked("PROPTEST_CASES").map_or(cases, |number| number.parse().unwrap());
    let rng_seed = match asked("PROPTEST_RNG_SEED").as_deref() {
        None => RngSeed::Fixed(SEED),
        Some("random") => RngSeed::Random,
        Some(number) => RngSeed::Fixed(number.parse().unwrap()),
    };
    Config {
        cases,
        rng_seed,
        failure_persistence: None,
        ..Config::default()
    }
}

#[test]
fn the_same_examples_come_each_time() {
    use proptest::{prelude::any, strategy::Strategy, test_runner::TestRunner};
    let example = || {
        let mut runner = TestRunner::new(laws(1));
        let mut tree = |_| any::<u64>().new_tree(&mut runner).unwrap();
        let trees: Vec<_> = (0..4).map(&mut tree).collect();
        trees
            .iter()
            .map(proptest::strategy::ValueTree::current)
            .collect::<Vec<_>>()
    };
    let fixed = std::env::var("PROPTEST_RNG_SEED").as_deref() != Ok("random");
    assert_eq!(example() == example(), fixed);
}

#[test]
fn no_law_is_tried_on_examples_of_its_own() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let laws = text.matches("\nproptest! {\n").count();
        let seeded = text
            .matches("\nproptest! {\n    #![proptest_config(laws(")
            .count();
        assert_eq!(laws, seeded, "{}", path.display());
    }
}
