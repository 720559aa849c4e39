//! How phones find this computer and its door: the address, the code, the QR code, the limits.

use std::{net::Ipv4Addr, os::unix::fs::PermissionsExt};

use proptest::prelude::*;
use roundtable::web::{
    address::{Interface, network, ranked},
    device::{Devices, Token},
    door::{Code, Door},
    guard::{Body, Said, Stranger, reads, writes},
    qr,
};

use crate::seed::laws;

/// Interfaces as a computer lists them: `wlan0 192.168.1.7/24`, with `down` behind one that is not
/// up and `*` behind the one from which it would send into the wide world.
fn best(list: &str) -> Vec<String> {
    let mut source = None;
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let (name, address) = (words.next().unwrap(), words.next().unwrap());
        let (ip, prefix) = address.split_once('/').unwrap();
        let ip: Ipv4Addr = ip.parse().unwrap();
        let more = words.next();
        if more == Some("*") {
            source = Some(ip);
        }
        Interface {
            name: name.replace('_', " "),
            ip,
            prefix: prefix.parse().unwrap(),
            up: more != Some("down"),
        }
    };
    let lines = list.lines().map(str::trim).filter(|line| !line.is_empty());
    let all: Vec<_> = lines.map(line).collect();
    let ranked = ranked(&all, source).into_iter();
    ranked.map(|one| one.ip.to_string()).collect()
}

#[test]
fn of_many_interfaces_the_one_that_phones_reach_comes_first() {
    for (list, wanted) in [
        // A laptop on a Wi-Fi at home.
        (
            "lo 127.0.0.1/8\n wlp3s0 192.168.178.123/24 *",
            "192.168.178.123",
        ),
        // With containers beside it.
        (
            "lo 127.0.0.1/8\n docker0 172.17.0.1/16\n br-4f1a 172.18.0.1/16\n wlan0 10.20.3.4/16 *\n veth9 169.254.3.3/16",
            "10.20.3.4",
        ),
        // Its own hotspot, while a cable leads into the world.
        (
            "enp0s31f6 192.168.1.20/24 *\n wlp2s0 10.42.0.1/24",
            "10.42.0.1",
        ),
        // All goes through a tunnel of the employer.
        ("wlp3s0 192.168.0.31/24\n wg0 10.8.0.2/32 *", "192.168.0.31"),
        (
            "wlp3s0 192.168.0.31/24\n tun0 10.8.0.6/24 *",
            "192.168.0.31",
        ),
        // A Mac, with the tunnels that it always has.
        (
            "lo0 127.0.0.1/8\n en0 192.168.2.14/24 *\n utun3 10.5.0.9/32",
            "192.168.2.14",
        ),
        // Windows, with machines inside it.
        (
            "vEthernet_(WSL) 172.28.96.1/20\n VirtualBox_Host-Only_Network 192.168.56.1/24\n Wi-Fi 192.168.1.33/24 *",
            "192.168.1.33",
        ),
        // Windows as a hotspot for the room.
        (
            "Ethernet 10.1.1.5/24 *\n Local_Area_Connection*_2 192.168.137.1/24",
            "192.168.137.1",
        ),
        // On an iPhone's hotspot, and on Android's.
        ("en0 172.20.10.4/28 *", "172.20.10.4"),
        (
            "eth0 192.168.5.5/24 down\n wlan0 192.168.43.17/24 *",
            "192.168.43.17",
        ),
        // A university gives the cable a public address; the Wi-Fi is private.
        ("eth0 141.20.5.9/22 *\n wlan0 10.11.12.13/20", "10.11.12.13"),
        // A travel router by cable, which leads nowhere, and machines inside.
        (
            "virbr0 192.168.122.1/24\n eth0 192.168.8.101/24\n vmnet8 172.16.44.1/24",
            "192.168.8.101",
        ),
        // An overlay network, and a cable between two machines.
        (
            "tailscale0 100.101.3.9/32 *\n enp1s0 169.254.10.2/16",
            "169.254.10.2",
        ),
    ] {
        assert_eq!(
            best(list).first().map(String::as_str),
            Some(wanted),
            "{list}"
        );
    }
}

#[test]
fn no_address_is_offered_that_no_phone_can_reach_or_all_the_world_can() {
    assert!(best("lo 127.0.0.1/8\n eth0 141.20.5.9/22 *").is_empty());
    assert!(best("wlan0 192.168.1.4/24 down").is_empty());
    assert_eq!(best("docker0 172.17.0.1/16"), ["172.17.0.1"]);
    let ip = Ipv4Addr::new(192, 168, 178, 123);
    assert_eq!(network(ip, 24), "192.168.178.0/24");
    assert_eq!(network(ip, 32), "192.168.178.123/32");
    assert_eq!(network(ip, 0), "0.0.0.0/0");
}

#[test]
fn a_code_is_read_however_it_is_typed() {
    let code = Code::typed("7KQ2M4").unwrap();
    for typed in ["7kq2m4", "7KQ 2M4", " 7k-q2 m4 ", "7KQ\u{2013}ZM4"] {
        assert_eq!(Code::typed(typed).as_ref(), Some(&code), "{typed}");
    }
    assert_eq!(code.halves(), "7KQ 2M4");
    assert_eq!(Code::typed("bSz222"), Code::typed("852222"));
    for wrong in [
        "", "7KQ2M", "7KQ2M44", "7KQ2MA", "7KQ2M0", "7KQ2MO", "7KQ2ß4", "７KQ2M4",
    ] {
        assert_eq!(Code::typed(wrong), None, "{wrong}");
    }
}

proptest! {
    #![proptest_config(laws(64))]

    #[test]
    fn every_code_can_be_typed_and_scanned(random in any::<u64>(), text in "\\PC*") {
        let code = Code::of(random);
        prop_assert_eq!(Code::typed(code.as_str()), Some(code.clone()));
        let address = format!("HTTP://192.168.178.123:4242/{code}");
        let square = qr::square(&address).unwrap();
        // 25 modules and four of white on each side.
        prop_assert_eq!(square.size, 33);
        let rows = square.rows();
        prop_assert_eq!(rows.len(), 17);
        prop_assert!(rows.iter().all(|row| row.chars().count() == 33));
        prop_assert!(square.svg("x").len() < 6_000);
        // Whatever is typed, nothing breaks.
        let _ = Code::typed(&text);
        let _ = qr::square(&text);
    }
}

#[test]
fn a_code_cannot_be_guessed() {
    let code = |number: u64| Code::of(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut made = 0;
    let mut door = Door::new(code(1));
    let mut tries = 0_u64;
    // 200 addresses try 100,000 codes in an hour.
    for round in 0..500_u64 {
        for address in 0..200_u8 {
            let from = Ipv4Addr::new(10, 0, 0, address);
            let now = round * 7_200;
            let guess = Code::of(tries);
            tries += 1;
            let opened = door.opens(guess.as_str(), from, now, || {
                made += 1;
                code(made + 1)
            });
            assert!(!opened, "{guess} after {tries}");
        }
    }
    assert!(made >= 100, "the code was changed {made} times");
}

#[test]
fn who_may_not_try_learns_nothing_and_others_still_come_in() {
    let code = Code::of(77);
    let (one, other) = (Ipv4Addr::new(10, 0, 0, 1), Ipv4Addr::new(10, 0, 0, 2));
    let mut door = Door::new(code.clone());
    let never = || panic!("no code is made for five wrong ones");
    for _ in 0..5 {
        assert!(!door.opens("CCCCCC", one, 0, never));
    }
    assert!(!door.opens(code.as_str(), one, 59_999, never));
    assert!(door.opens(code.as_str(), other, 59_999, never));
    assert!(door.opens(code.as_str(), one, 60_000, never));
    // Locked says the same as wrong.
    door.locked = true;
    assert!(!door.opens(code.as_str(), other, 60_000, never));
    // 40 phones behind one address are in within a minute.
    let mut door = Door::new(code.clone());
    let mut now = 0;
    for _ in 0..40 {
        assert!(door.opens(code.as_str(), one, now, never));
        while !door.admits(now) {
            now += 250;
        }
    }
    assert!(now < 60_000, "{now}");
    assert!((0..6).filter(|_| door.admits(now + 5_000)).count() == 5);
}

#[test]
fn only_our_own_pages_may_write() {
    let own = "192.168.178.123:4242";
    let hosts = [
        Some(own),
        Some("evil.example:4242"),
        Some("192.168.178.123"),
        None,
    ];
    let origins = [
        Some("http://192.168.178.123:4242"),
        Some("null"),
        Some("http://evil.example"),
    ];
    for host in hosts {
        for origin in origins {
            let kind = Some("application/x-www-form-urlencoded; charset=UTF-8");
            let said = Said { host, origin, kind };
            let right = host == Some(own) && origin == origins[0];
            assert_eq!(writes(&said, own).is_ok(), right, "{said:?}");
            assert_eq!(reads(&said, own).is_ok(), host == Some(own), "{said:?}");
        }
    }
    let of = |kind| Said {
        host: Some(own),
        origin: origins[0],
        kind,
    };
    assert_eq!(writes(&of(Some("application/json")), own), Ok(Body::Json));
    assert_eq!(writes(&of(Some("text/plain")), own), Err(Stranger::Kind));
    assert_eq!(writes(&of(None), own), Err(Stranger::Kind));
    let none = Said {
        origin: None,
        ..of(Some("application/json"))
    };
    assert_eq!(writes(&none, own), Err(Stranger::Origin));
}

#[test]
fn a_device_is_known_by_its_token_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.devices");
    let tokens: Vec<_> = (0..3).map(|_| Token::fresh().unwrap()).collect();
    let mut devices = Devices::default();
    for token in &tokens {
        devices.add(token.mark());
    }
    assert_eq!(devices.of(&tokens[1].mark()).unwrap().number, 2);
    devices.revoke(2);
    assert_eq!(devices.of(&tokens[1].mark()), None);
    devices.write(&path).unwrap();
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(
        tokens.iter().all(|token| !text.contains(&token.hex())),
        "{text}"
    );
    assert_eq!(Devices::read(&path), devices);
    assert_eq!(
        Devices::read(&folder.path().join("none")),
        Devices::default()
    );
    // A token comes back as it went, and nothing else is one.
    assert!(Token::read(&tokens[0].hex()) == Some(tokens[0].clone()));
    for wrong in ["", "zz", "+1234567890123456789012345678901", "１２"] {
        assert!(Token::read(wrong).is_none(), "{wrong}");
    }
    // Ids of two devices never meet; one device's always do.
    let [one, two, _] = &tokens[..] else {
        unreachable!()
    };
    assert_eq!(one.mark().command(7), one.mark().command(7));
    assert_ne!(one.mark().command(7), two.mark().command(7));
    assert_ne!(one.mark().command(7), one.mark().command(8));
}
