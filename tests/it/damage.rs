//! Damage to a journal: at most one entry lost, and named, wherever the harm is done.

use roundtable::{
    id::{CommandId, PersonId, Seq},
    journal::{
        line::{self, Hash},
        scan,
    },
    session::{Actor, Entry, Event},
    stamp::Stamp,
    text::Clean,
};

use crate::desk::{opened, small_case};

/// A journal of a few short entries: its bytes, its entries, and where each line ends.
fn journal() -> (Vec<u8>, Vec<Entry>, Vec<usize>) {
    let mut events = vec![Event::Opened(Box::new(opened(small_case())))];
    for (number, name) in ["Ann", "Ben \"B\" Ü", "C\\", "D\n,\"h\":\""]
        .iter()
        .enumerate()
    {
        events.push(Event::Joined {
            person: PersonId(number as u32 + 1),
            name: Clean::new(name),
            role: None,
        });
    }
    let (mut bytes, mut entries, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    let mut hash = Hash::NONE;
    for (at, event) in events.into_iter().enumerate() {
        let entry = Entry {
            n: Seq(at as u64 + 1),
            at: Stamp::new(1_763_892_000_000 + at as i64, 1_000),
            id: CommandId(at as u128),
            by: Actor::Desk,
            event,
        };
        let (line, next) = line::write(&entry, hash).unwrap();
        hash = next;
        bytes.extend_from_slice(&line);
        ends.push(bytes.len());
        entries.push(entry);
    }
    (bytes, entries, ends)
}

/// A reader that trusts what parses, and stops at what does not: a control.
fn gullible(bytes: &[u8]) -> Vec<serde_json::Value> {
    let lines = bytes.split(|byte| *byte == b'\n');
    lines
        .map_while(|line| serde_json::from_slice(line).ok())
        .collect()
}

#[test]
fn a_cut_at_any_offset_loses_only_what_was_cut() {
    let (bytes, entries, ends) = journal();
    for cut in 0..=bytes.len() {
        let scan = scan::lines(&bytes[..cut]).unwrap();
        let lacks_new_line = ends.contains(&(cut + 1));
        let whole = ends.iter().filter(|end| **end <= cut).count() + usize::from(lacks_new_line);
        assert_eq!(scan.entries, entries[..whole], "cut at {cut}");
        assert_eq!(scan.damage, [], "cut at {cut}");
        assert_eq!(scan.lacks_new_line, lacks_new_line, "cut at {cut}");
        let between = cut == 0 || ends.contains(&cut) || lacks_new_line;
        assert_eq!(scan.torn.is_none(), between, "cut at {cut}");
    }
}

#[test]
fn any_byte_changed_loses_at_most_its_own_entry_and_says_which() {
    let (bytes, entries, ends) = journal();
    let mut harmed = bytes.clone();
    let mut trusted_wrongly = 0;
    for at in 0..bytes.len() {
        let hit = ends.iter().filter(|end| **end <= at).count();
        for value in (0..8)
            .map(|bit| bytes[at] ^ (1 << bit))
            .chain(*b"\n\0\"{}x")
        {
            if value == bytes[at] {
                continue;
            }
            harmed[at] = value;
            let scan = scan::lines(&harmed[..]).unwrap();
            let kept: Vec<_> = scan
                .entries
                .iter()
                .map(|entry| entry.n.0 as usize - 1)
                .collect();
            let all_others =
                (0..entries.len()).filter(|entry| *entry != hit || kept.contains(entry));
            assert!(
                kept.iter().copied().eq(all_others),
                "byte {at} = {value}: {kept:?}"
            );
            assert!(
                scan.entries
                    .iter()
                    .zip(&kept)
                    .all(|(entry, at)| *entry == entries[*at])
            );
            let lost = !kept.contains(&hit);
            assert!(
                !lost || bytes[at] != b'\n',
                "a line's end is no part of an entry"
            );
            let last = hit + 1 == entries.len();
            if lost && !last {
                let n = hit as u64 + 1;
                assert_eq!(scan.damage.len(), 1, "byte {at} = {value}");
                assert_eq!((scan.damage[0].from, scan.damage[0].to), (n, n));
            }
            assert!(
                !scan.damage.is_empty() || scan.torn.is_some(),
                "byte {at} = {value}: told"
            );
            trusted_wrongly += usize::from(gullible(&harmed).len() >= entries.len());
        }
        harmed[at] = bytes[at];
    }
    assert!(trusted_wrongly > 1_000, "the control trusts damaged lines");
}

#[test]
fn lines_that_are_gone_doubled_or_exchanged_are_told() {
    let (bytes, _, ends) = journal();
    let line = |at: usize| &bytes[if at == 0 { 0 } else { ends[at - 1] }..ends[at]];
    let read = |order: &[usize]| {
        let lines = order.iter().flat_map(|at| line(*at)).copied();
        scan::lines(&lines.collect::<Vec<_>>()[..]).unwrap()
    };
    for (order, from, to) in [
        (vec![0, 1, 3, 4], 3, 3),
        (vec![0, 3, 4], 2, 3),
        (vec![0, 1, 1, 2, 3, 4], 2, 2),
        (vec![1, 2, 3, 4], 1, 1),
    ] {
        let scan = read(&order);
        let first = scan.damage.first().expect("it is told");
        assert_eq!((first.from, first.to), (from, to), "{order:?}");
    }
    assert!(!read(&[0, 2, 1, 3, 4]).damage.is_empty());
    assert_eq!(read(&[0, 1, 2]).damage, [], "only the head can tell");
}

#[test]
fn a_new_line_that_is_gone_costs_nothing() {
    let (mut bytes, entries, ends) = journal();
    bytes.remove(ends[2] - 1);
    let scan = scan::lines(&bytes[..]).unwrap();
    assert_eq!(scan.entries, entries);
}

#[test]
fn hostile_bytes_are_read_in_no_time() {
    for piece in [
        &b"{\"n\":"[..],
        b",\"h\":\"",
        b"\n",
        b"\0",
        b"{\"n\":1,\"h\":\"",
        b"\xff",
    ] {
        let bytes = piece.repeat(1_000_000 / piece.len());
        let started = std::time::Instant::now();
        assert!(scan::lines(&bytes[..]).unwrap().entries.is_empty());
        assert!(started.elapsed().as_secs() < 5);
    }
}
