//! The room's page while people gather: what phones scan, and who is in.

use super::{Around, Scene};
use crate::{
    session::View,
    text::plural,
    web::{door::Code, qr, ring::Ring},
};

pub(super) fn joining(view: &View, around: &Around) -> Scene {
    let here: Vec<_> = view.people.iter().filter(|person| person.here).collect();
    let names: Vec<_> = here.iter().map(|person| person.name.to_string()).collect();
    let mut ring = Ring::counted(here.len(), here.len().max(1));
    ring.words = Some((here.len().to_string(), "are in".to_owned()));
    ring.beside = Ring::fits(&names).then(|| (names.clone(), false));
    let (address, code) = around.door.clone().unwrap_or_default();
    let square = (!address.is_empty()).then(|| qr::square(&format!("HTTP://{address}/{code}")));
    let halves = Code::typed(&code).map_or(code, |code| code.halves());
    Scene::Joining {
        qr: square
            .flatten()
            .map(|square| square.svg(&format!("QR code of {address}"))),
        ring: ring.svg(Some(&format!(
            "{} in: {}",
            plural(here.len(), "person is", "people are"),
            names.join(", ")
        ))),
        names: if ring.beside.is_some() {
            Vec::new()
        } else {
            names
        },
        wifi: around.wifi.as_ref().and_then(|wifi| {
            let square = qr::square(&wifi.code())?;
            Some((square.svg("QR code of the Wi-Fi"), wifi.name.to_string()))
        }),
        address,
        code: halves,
    }
}
