//! The room's page while people gather: what phones scan, and who is in.

use super::{Around, Scene};
use crate::{
    protocol::Way,
    session::{PersonView, View},
    web::{door::Code, qr, ring::Ring},
};

pub(super) fn joining(view: &View, with: &Around) -> Scene {
    // Where phones may come in, a name on the list is nobody yet, as on the desk.
    let by_phone = with.door.is_some() && view.way.is_none_or(|way| way == Way::Phones);
    let (come, to_come) = match by_phone {
        true => view.here().partition(|one| one.on_device),
        false => view.come_and_to_come(),
    };
    let name = |person: &&PersonView| person.name.to_string();
    let all: Vec<_> = view.here().collect();
    let is_in = |person: &&PersonView| come.iter().any(|one| one.id == person.id);
    let wifi = with.wifi.as_ref().and_then(|wifi| {
        let square = qr::square(&wifi.code())?;
        Some((square.svg("QR code of the Wi-Fi"), wifi.name.to_string()))
    });
    let count = come.len();
    let are_in = match (to_come.len(), count) {
        (0, 1) => "is in".to_owned(),
        (0, _) => "are in".to_owned(),
        (_, _) => format!("of {} are in", all.len()),
    };
    let around: Vec<_> = all.iter().map(name).collect();
    let ring = Ring {
        seats: all.iter().map(is_in).collect(),
        words: Some((count.to_string(), are_in.clone())),
        beside: Ring::fits(&around).then_some((around, false)),
        ..Ring::default()
    };
    let mut names: Vec<_> = come.iter().map(name).collect();
    let (address, code) = with.door.clone().unwrap_or_default();
    let square = (!address.is_empty()).then(|| qr::square(&format!("HTTP://{address}/{code}")));
    let halves = Code::typed(&code).map_or(code, |code| code.halves());
    let mut drawn = ring.svg(Some(&format!("{count} {are_in}: {}", names.join(", "))));
    if wifi.is_some() {
        // Beside a second code there is room for names, and none for a table.
        drawn.clear();
        names.insert(0, format!("{count} {are_in}:"));
    }
    if !to_come.is_empty() {
        names.push("Not yet:".to_owned());
        names.extend(to_come.iter().map(name));
    }
    Scene::Joining {
        qr: square
            .flatten()
            .map(|square| square.svg(&format!("QR code of {address}"))),
        ring: drawn,
        names,
        wifi,
        address,
        code: halves,
    }
}
