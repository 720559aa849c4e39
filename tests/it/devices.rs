//! The desk with phones: *Devices* on the full screen, a line in lines, and the way back.

use std::sync::Arc;

use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

#[test]
fn devices_show_where_phones_come_in_and_who_is_there() {
    let arguments = [
        "run",
        "six-parcels",
        "--people",
        "Ann, Ben",
        "--phones",
        "--address",
        "127.0.0.2",
    ];
    let data = Arc::new(TempDir::new().unwrap());
    let mut terminal = Terminal::start_in(data, &arguments, (110, 40));
    terminal.wait("[Enter] begin");
    terminal.press("\x10");
    terminal.wait("The code");
    terminal.wait("firewall of this");
    let screen = terminal.text();
    assert!(
        screen.contains("http://127.0.0.2:") && screen.contains("/ROOM"),
        "{screen}"
    );
    assert!(
        screen.contains("joined") && screen.contains("Lock the door"),
        "{screen}"
    );
    terminal.press("\r");
    terminal.wait("The door is locked");
    terminal.press("\x1b");
    terminal.wait("[Enter] begin");
    terminal.press("\r");
    terminal.wait("phones 0/0");
}

#[test]
fn without_phones_nothing_of_them_is_there() {
    let mut terminal = Terminal::start(&["run", "six-parcels", "--people", "Ann, Ben"]);
    terminal.wait("[Enter] begin");
    terminal.press("\r");
    terminal.wait("left of");
    assert!(!terminal.text().contains("phones"), "{}", terminal.text());
    let threads = std::fs::read_dir(format!("/proc/{}/task", terminal.pid())).unwrap();
    let names = threads
        .map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).unwrap_or_default());
    let names: Vec<_> = names.collect();
    assert!(
        !names.iter().any(|name| name.starts_with("web")),
        "{names:?}"
    );
}

#[test]
fn lines_say_the_address_and_the_code() {
    let arguments = [
        "run",
        "six-parcels",
        "--people",
        "Ann",
        "--phones",
        "--address",
        "127.0.0.2",
        "--plain",
    ];
    let folder = TempDir::new().unwrap();
    let said = run(folder.path(), &arguments, "/quit\n").out;
    assert!(
        said.contains("open http://127.0.0.2:") && said.contains("type the code"),
        "{said}"
    );
    assert!(
        said.contains("For the projector, on this computer: http://127.0.0.1:"),
        "{said}"
    );
}
