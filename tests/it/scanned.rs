//! Codes are read by a program that reads codes: on every screen of the desk and on the room's page.

use std::{fs, path::Path, process::Command};

use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, style::Color};
use roundtable::{
    session::Viewer,
    tui::{
        screen::devices::Devices,
        theme::{Choice, Theme},
    },
    web::{
        page,
        room::{self, Around},
    },
};

use crate::{
    browser::Browser,
    devices::{standing, wlan},
    phone_pages::Phones,
    rig,
    tidy::root,
};

/// Pixels of half a cell.
const PIXELS: usize = 6;

fn grey(color: Color, otherwise: u8) -> u8 {
    match color {
        Color::Rgb(red, green, blue) => red / 3 + green / 3 + blue / 3,
        _ => otherwise,
    }
}

/// A screen as a picture (PGM): what is drawn by half blocks, and the ground of all else.
fn picture(screen: &Buffer, ground: u8) -> Vec<u8> {
    let area = screen.area;
    let (wide, high) = (usize::from(area.width), usize::from(area.height));
    let mut rows = vec![vec![ground; wide * PIXELS]; high * 2 * PIXELS];
    for (at, cell) in screen.content().iter().enumerate() {
        let (ink, paper) = (grey(cell.fg, 255 - ground), grey(cell.bg, ground));
        let halves = match cell.symbol() {
            "█" => [ink, ink],
            "▀" => [ink, paper],
            "▄" => [paper, ink],
            _ => [paper, paper],
        };
        let (x, y) = (at % wide * PIXELS, at / wide * 2 * PIXELS);
        for (half, shade) in halves.into_iter().enumerate() {
            for row in &mut rows[y + half * PIXELS..][..PIXELS] {
                row[x..x + PIXELS].fill(shade);
            }
        }
    }
    let head = format!("P5 {} {} 255\n", wide * PIXELS, rows.len());
    [head.into_bytes(), rows.concat()].concat()
}

/// What a code in a picture says.
fn read(path: &Path) -> String {
    let read = Command::new("zbarimg")
        .args(["-q", "--raw"])
        .arg(path)
        .output();
    let read = read.expect("zbarimg is there");
    String::from_utf8_lossy(&read.stdout).trim().to_owned()
}

#[test]
#[ignore = "needs zbarimg"]
fn needs_zbarimg_the_code_is_read_off_every_screen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("screen.pgm");
    let mut devices = Devices::default();
    let shown = standing(&wlan());
    let wanted = format!("HTTP://{}/{}", shown.address.unwrap(), shown.code);
    devices.standing = Some(shown);
    for (choice, ground) in [(Choice::Dark, 20), (Choice::Light, 240)] {
        let theme = Theme::of(choice, None, true, false);
        for size in [(60, 18), (80, 24), (100, 30), (160, 45)] {
            let mut screen = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
            let drawn = screen.draw(|frame| devices.draw(frame, frame.area(), &theme));
            fs::write(&path, picture(drawn.unwrap().buffer, ground)).unwrap();
            assert_eq!(read(&path), wanted, "{size:?} on {ground}");
        }
    }
}

#[test]
#[ignore = "needs zbarimg, and Chromium"]
fn needs_zbarimg_the_code_is_read_off_the_rooms_page() {
    let folder = tempfile::tempdir().unwrap();
    let phones = Phones::of(
        rig::open(),
        &roundtable::protocol::BUILT_IN[0],
        &["Ann", "Ben"],
    );
    let around = Around {
        door: Some(("192.168.178.123:4242".to_owned(), "7KQ2M4".to_owned())),
        ..Around::default()
    };
    let view = phones.table.view(Viewer::Room);
    let html = room::render(&view, &around);
    let room = fs::read_to_string(root().join("src/web/page/room.css")).unwrap();
    let html = html.replace(
        "</head>",
        &format!("<style>{}{room}</style></head>", page::STYLE),
    );
    let (page, shot) = (
        folder.path().join("room.html"),
        folder.path().join("room.png"),
    );
    fs::write(&page, html).unwrap();
    let mut browser = Browser::start();
    let tab = browser.phone((1920, 1080), false);
    browser.go(&tab, &format!("file://{}", page.display()));
    for dark in [false, true] {
        for size in [(1920, 1080), (1024, 768), (800, 600)] {
            browser.resize(&tab, size, 1.0);
            browser.darkens(&tab, dark);
            fs::write(&shot, browser.picture(&tab)).unwrap();
            assert_eq!(
                read(&shot),
                "HTTP://192.168.178.123:4242/7KQ2M4",
                "{size:?} {dark}"
            );
        }
    }
}
