//! The room's page while people gather: what phones scan, and who is in.

use super::{Around, Scene};
use crate::{
    session::View,
    text::plural,
    web::{door::Code, qr, ring::Ring},
};

pub(super) fn joining(view: &View, around: &Around) -> Scene {
    let here: Vec<_> = view.here().collect();
    let mut names: Vec<_> = here.iter().map(|person| person.name.to_string()).collect();
    let wifi = around.wifi.as_ref().and_then(|wifi| {
        let square = qr::square(&wifi.code())?;
        Some((square.svg("QR code of the Wi-Fi"), wifi.name.to_string()))
    });
    let mut ring = Ring::counted(here.len(), here.len().max(1));
    let are_in = if here.len() == 1 { "is in" } else { "are in" };
    ring.words = Some((here.len().to_string(), are_in.to_owned()));
    ring.beside = Ring::fits(&names).then(|| (names.clone(), false));
    let (address, code) = around.door.clone().unwrap_or_default();
    let square = (!address.is_empty()).then(|| qr::square(&format!("HTTP://{address}/{code}")));
    let halves = Code::typed(&code).map_or(code, |code| code.halves());
    let mut drawn = ring.svg(Some(&format!(
        "{} in: {}",
        plural(here.len(), "person is", "people are"),
        names.join(", ")
    )));
    if wifi.is_some() {
        // Beside a second code there is room for names, and none for a table.
        drawn.clear();
        names.insert(0, format!("{} in:", plural(here.len(), "is", "are")));
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
