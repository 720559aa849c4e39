//! Whatever the core takes can be said in every front: nothing is there for eyes or for ears only.

use std::{collections::BTreeSet, fs};

use roundtable::{journal::scan, session::Event};
use syn::{
    Expr, ExprPath, ExprStruct, Item, Macro,
    punctuated::Punctuated,
    visit::{self, Visit},
};
use tempfile::TempDir;

use crate::{door::run, house::files, tidy::root};

/// Commands that are made in a text, by name.
#[derive(Default)]
struct Made(BTreeSet<String>);

impl Made {
    fn path(&mut self, path: &syn::Path) {
        let names = path.segments.iter().map(|name| name.ident.to_string());
        let names: Vec<_> = names.collect();
        if let [.., owner, name] = names.as_slice()
            && owner == "Command"
        {
            self.0.insert(name.clone());
        }
    }
}

impl<'ast> Visit<'ast> for Made {
    fn visit_expr_struct(&mut self, made: &'ast ExprStruct) {
        self.path(&made.path);
        visit::visit_expr_struct(self, made);
    }

    fn visit_expr_path(&mut self, made: &'ast ExprPath) {
        self.path(&made.path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        let list = Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        if called.path.is_ident("vec")
            && let Ok(list) = called.parse_body_with(list)
        {
            for one in &list {
                // Read anew, it lives for this call only.
                let mut made = Self::default();
                made.visit_expr(one);
                self.0.extend(made.0);
            }
        }
    }
}

fn made(text: &str) -> BTreeSet<String> {
    let mut made = Made::default();
    made.visit_file(&syn::parse_file(text).unwrap());
    made.0
}

/// Commands that are made in these rooms.
fn made_in(rooms: &[&str]) -> BTreeSet<String> {
    let src = root().join("src");
    let within = rooms.iter().flat_map(|room| {
        let mut found = files(&src.join(room));
        found.push(src.join(format!("{room}.rs")));
        found
    });
    within
        .flat_map(|path| made(&fs::read_to_string(path).unwrap()))
        .collect()
}

/// Every command of the core.
fn commands() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("src/session/command.rs")).unwrap();
    let items = syn::parse_file(&text).unwrap().items;
    let mut names = BTreeSet::new();
    for item in items {
        if let Item::Enum(made) = item
            && made.ident == "Command"
        {
            names.extend(made.variants.iter().map(|each| each.ident.to_string()));
        }
    }
    names
}

#[test]
fn every_command_can_be_given_in_every_front() {
    let all = commands();
    assert!(all.len() > 30, "{all:?}");
    // Only the door of people's own devices says which device is whose.
    let of_the_door = ["Bind", "Unbind"].map(str::to_owned);
    let all = &all - &BTreeSet::from(of_the_door);
    for front in ["plain", "tui"] {
        // What is ordered as a session begins is the same for both.
        let made = made_in(&[front, "host"]);
        let missing: Vec<_> = all.difference(&made).collect();
        assert!(missing.is_empty(), "{front} has no {missing:?}");
    }
}

#[test]
fn a_command_that_is_only_looked_at_is_not_given() {
    let text = "fn f(c: &Command) -> bool { match c { Command::Leave { .. } => g(Command::Close), \
                _ => matches!(c, Command::Pass { .. }) } } \
                fn g() -> Vec<Command> { vec![Command::DealRoles] }";
    let given = ["Close", "DealRoles"].map(str::to_owned);
    assert_eq!(made(text), BTreeSet::from(given));
}

const CASE: &str = "# The Second Key\n\nMona keeps both.\n\n## Questions\n\n\
    ### 1. Why both?\n\n### 2. Who else?\n\n### 3. And now?\n";

#[test]
fn lines_retitle_a_theme_let_go_of_a_turn_and_leave_a_question_out() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("key.md"), CASE).unwrap();
    let input = "\n\nMine.\n\nOurs.\n\n\n/theme #1: Keys\n/title 1 Trust\n/title 9 Nothing\n\
        /want Ann: asks\n/unwant Ann\n/unwant Ann\n/leaveout\n/quit\n";
    let words = ["run", "--plain", "key.md", "--people", "Ann, Ben"];
    let ran = run(folder.path(), &words, input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    has!(ran.out, "Say which theme");
    has!(ran.out, "Question 2 of 3");
    let sessions = folder.path().join("data/sessions");
    let mut paths = fs::read_dir(sessions)
        .unwrap()
        .map(|file| file.unwrap().path());
    let journal = paths.find(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let entries = scan::file(&journal.unwrap()).unwrap().entries;
    let has = |what: fn(&Event) -> bool| entries.iter().filter(|entry| what(&entry.event)).count();
    assert_eq!(
        has(|event| matches!(event, Event::ThemeNamed { title, .. } if title.as_str() == "Trust")),
        1
    );
    assert_eq!(has(|event| matches!(event, Event::Unqueued { .. })), 1);
    let help = run(folder.path(), &words, "/help\n/quit\n").out;
    has!(help, "/title NUMBER NEW TITLE", "/unwant NAME", "/leaveout");
}
