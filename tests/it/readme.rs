//! The README's table of keys is the one that the program binds.

use std::{fs, path::Path};

use roundtable::tui::help;

/// `UPDATE=1 cargo test readme` writes the table anew.
#[test]
fn the_readme_lists_every_key() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("## Keys\n\n").unwrap();
    let (table, after) = rest.split_once("\n## For case authors").unwrap();
    let wanted = help::markdown();
    if std::env::var_os("UPDATE").is_some() {
        let new = format!("{before}## Keys\n\n{wanted}\n## For case authors{after}");
        fs::write(&path, new).unwrap();
    } else {
        assert_eq!(
            table, wanted,
            "write it anew with UPDATE=1 cargo test readme"
        );
    }
}
