//! The Wi-Fi that phones join first: typed once at the desk, kept on this computer alone, shown as
//! a code on its own screens and on no phone.

use std::{fs, os::unix::fs::PermissionsExt, sync::Arc};

use roundtable::web::{qr, wifi::Wifi};
use tempfile::TempDir;

use crate::{devices::WITH_PHONES, phone_rig::PhoneRig, pty::Terminal, rig};

#[test]
fn a_code_says_name_and_password_whatever_is_in_them() {
    let code = |name: &str, password: &str| Wifi::typed(name, password).unwrap().code();
    assert_eq!(
        code(" Seminar 3 ", "correct horse"),
        "WIFI:T:WPA;S:Seminar 3;P:correct horse;;"
    );
    assert_eq!(code("Open", ""), "WIFI:T:nopass;S:Open;P:;;");
    assert_eq!(
        code("a;b,c:d\\e\"f", "x;:x\\\",yz"),
        "WIFI:T:WPA;S:a\\;b\\,c\\:d\\\\e\\\"f;P:x\\;\\:x\\\\\\\"\\,yz;;"
    );
    for (name, password) in [("", ""), ("Hall", "short"), (&*"n".repeat(33), "")] {
        assert!(Wifi::typed(name, password).is_err(), "{name} {password}");
    }
    let longest = Wifi::typed(&"n".repeat(32), &"p".repeat(63)).unwrap();
    assert!(qr::square(&longest.code()).is_some());
}

#[test]
fn it_is_on_the_rooms_page_and_on_no_phone() {
    let mut site = PhoneRig::open(rig::open(), "think-share", &["Ann"]);
    let wifi = Wifi::typed("<b>Seminar", "hush-hush-hush").unwrap();
    site.web().joins_by(Some(wifi.clone())).unwrap();
    let kept = site.folder.path().join("wifi.json");
    let mode = fs::metadata(&kept).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    // The next session on this computer has it too.
    site.is_started_again();
    assert_eq!(site.web().standing().wifi, Some(wifi));
    let mut room = site.room();
    let page = room.get("/ROOM").body;
    has!(page, "class=\"wifi\"");
    has!(page, "&#60;b&#62;Seminar");
    let mut phone = site.phone();
    let code = site.web().standing().code;
    phone.get("/");
    phone.get(&format!("/{code}"));
    phone.post("/join", &format!("code={code}&name=Ben"));
    for path in ["/me", "/me/more", "/me/case", "/ok", "/ROOM"] {
        phone.get(path);
    }
    for text in ["hush-hush", "Seminar"] {
        assert!(!phone.bytes.contains(text), "{text}");
    }
    let journal = fs::read_to_string(site.table.journal_path().unwrap()).unwrap();
    lacks!(journal, "hush-hush");
    site.web().joins_by(None).unwrap();
    assert!(!kept.exists());
    assert!(!room.get("/ROOM").body.contains("class=\"wifi\""));
}

#[test]
fn it_is_typed_once_at_the_desk() {
    let data = Arc::new(TempDir::new().unwrap());
    let mut terminal = Terminal::start_in(Arc::clone(&data), &WITH_PHONES, (100, 40));
    terminal.wait("[Enter] begin");
    terminal.goes(&[
        ("\x10", "A code for the Wi-Fi too"),
        ("\x1b[B\x1b[B\x1b[B\x1b[B\r", "The name of the Wi-Fi"),
        ("Seminar 3\r", "The password of “Seminar 3”"),
        ("short\r", "has 8 to 63 letters"),
        ("\r\r", "The name of the Wi-Fi"),
        ("Seminar 3\r", "The password of “Seminar 3”"),
        ("correct horse\r", "First the Wi-Fi “Seminar 3”"),
    ]);
    terminal.wait("Show the code of the Wi-Fi");
    let kept = Wifi::read(&data.path().join("wifi.json"));
    assert_eq!(kept, Wifi::typed("Seminar 3", "correct horse").ok());
    let before = terminal.text();
    // What is chosen stays the one it was; the code of the Wi-Fi is one above.
    terminal.press("\x1b[A\r");
    terminal.wait("Show the code of this table");
    let squares = |text: &str| text.matches(['▀', '▄', '█']).count();
    assert_ne!(squares(&before), squares(&terminal.text()));
}
