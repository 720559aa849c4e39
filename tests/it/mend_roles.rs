//! Passages that somebody says are for one role only: nobody else reads them, whatever they are.

use std::{fs, sync::Arc};

use roundtable::{
    case::{
        Case, Document,
        mend::{As, Mended, Piece, Taken, carry},
        read,
        write::{same, write_all},
    },
    home::Home,
    library,
};
use tempfile::TempDir;

use crate::{desk::until, door::run, pty::Terminal};

/// Nothing says for whom the second and the third paragraph are.
const STORY: &str = "# The sale

Two sisters sell a boat.

You need the money by Friday.
- Nobody knows it.

You would pay more than you say.

1. What do you ask first?
2. What do you keep to yourself?
";

fn case(document: &Document) -> &Case {
    &document.cases[0]
}

fn brief(case: &Case, role: &str) -> String {
    let briefs = case.briefs.iter().filter(|brief| brief.is_for(role));
    let blocks = briefs.flat_map(|brief| &brief.blocks);
    blocks.map(|block| format!("{}\n", block.text)).collect()
}

/// All of a case but its briefs and what its settings say.
fn open(case: &Case) -> String {
    let mut case = case.clone();
    case.briefs.clear();
    serde_json::to_string(&case).unwrap()
}

#[test]
fn each_role_gets_its_passage_and_nobody_else_does() {
    let mut mended = Mended::new(STORY, "sale.md");
    let seller = mended.for_role("Seller");
    let buyer = mended.for_role("Buyer");
    assert_eq!(mended.for_role("seller"), seller);
    mended.set_all(5..=6, Some(seller));
    mended.set(8, Some(buyer));
    let (document, taken) = mended.read();
    let sale = case(&document);
    assert_eq!(
        brief(sale, "Seller"),
        "You need the money by Friday.\n- Nobody knows it.\n"
    );
    assert_eq!(brief(sale, "Buyer"), "You would pay more than you say.\n");
    assert_eq!(
        sale.roles,
        ["Seller", "Buyer"].map(roundtable::text::Clean::line)
    );
    for secret in ["Friday", "Nobody knows", "pay more"] {
        assert!(!open(sale).contains(secret), "{secret}");
    }
    for line in [5, 6, 8] {
        assert_eq!(taken[line - 1], Taken::Hidden("brief"), "{line}");
        let mut hidden = document.hidden.iter();
        assert!(hidden.any(|one| one.what == "brief" && one.from == line as u32));
    }
    // A clean copy says so in its own words.
    let clean = write_all(&document.title, &document.cases);
    assert!(same(case(&read(&clean, "sale.md")), sale), "{clean}");
}

#[test]
fn a_note_beside_it_stays_the_facilitators_and_a_sentence_may_be_for_a_role() {
    let mut mended = Mended::new(STORY, "sale.md");
    let seller = mended.for_role("Seller");
    mended.set(3, Some(As::Note));
    mended.set(5, Some(seller));
    mended.set(6, Some(As::Note));
    let pieces = vec![
        Piece::new("You would pay more", Some(seller)),
        Piece::new("than you say.", Some(As::Note)),
    ];
    let pieces = mended.in_pieces(pieces);
    mended.set(8, Some(pieces));
    let (document, taken) = mended.read();
    let sale = case(&document);
    assert_eq!(
        brief(sale, "Seller"),
        "You need the money by Friday.\nYou would pay more\n"
    );
    let notes: Vec<_> = sale
        .facilitator_notes
        .iter()
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(
        notes,
        [
            "Two sisters sell a boat.",
            "Nobody knows it.",
            "than you say."
        ]
    );
    assert_eq!(taken[2], Taken::Hidden("facilitator notes"));
    assert_eq!(taken[4], Taken::Hidden("brief"));
    assert!(mended.undo());
    assert_eq!(
        brief(case(&mended.read().0), "Seller"),
        "You need the money by Friday.\n"
    );
}

#[test]
fn it_stays_with_its_role_when_the_document_is_saved_again() {
    let mut old = Mended::new(STORY, "sale.md");
    old.for_role("Buyer");
    let seller = old.for_role("Seller");
    old.set(5, Some(seller));
    let text = STORY.replace("Two sisters", "Yesterday.\n\nTwo sisters");
    let (new, carried) = carry(&old, Mended::new(&text, "sale.md"), &mut || false).unwrap();
    assert_eq!(carried.kept, 1);
    let (document, _) = new.read();
    assert_eq!(
        brief(case(&document), "Seller"),
        "You need the money by Friday.\n"
    );
}

#[test]
fn the_screen_asks_which_role_and_a_copy_and_an_import_keep_it() {
    let data = Arc::new(TempDir::new().unwrap());
    let cases = data.path().join("cases");
    fs::create_dir_all(&cases).unwrap();
    let path = cases.join("sale.md");
    fs::write(&path, STORY).unwrap();
    let mut terminal = Terminal::start_in(Arc::clone(&data), &[], (80, 24));
    terminal.wait("The sale");
    terminal.press("the sale");
    terminal.wait_until("only it", |screen| !screen.contains("All Green"));
    terminal.press("\x12");
    terminal.wait("Show everything");
    terminal.press("\x1b[B\r");
    terminal.wait("b one role");
    terminal.press("jjb");
    terminal.wait("Which role alone");
    terminal.press("Seller\r");
    terminal.wait("only Seller");
    terminal.wait("Now for one role only");
    // The next one is chosen by its number.
    terminal.press("jb");
    terminal.wait("1  Seller");
    terminal.press("1\r");
    terminal.wait_until("both", |screen| screen.matches("only Seller").count() == 2);
    terminal.press("jb");
    terminal.wait("Which role alone");
    terminal.press("7\r");
    terminal.wait("There is no role 7");
    let home = Home::find(Some(data.path().to_owned())).unwrap();
    let recalled = || library::recall(library::load(&path).unwrap(), &home).unwrap();
    until("both are on disk", || recalled().decision.marks.len() > 1);
    terminal.close();

    let loaded = recalled();
    assert_eq!(
        brief(case(&loaded.document), "Seller"),
        "You need the money by Friday.\n- Nobody knows it.\n"
    );
    let imported = run(
        data.path(),
        &["import", path.to_str().unwrap(), "-o", "-", "--data", "."],
        "",
    );
    let again = read(&imported.out, "sale.md");
    assert!(
        brief(case(&again), "Seller").contains("Friday"),
        "{}",
        imported.out
    );
}

/// What already asks is not read otherwise for being said to: the numbers and the labels around
/// it go on being a run, and its answers stay kept back.
#[test]
fn to_say_what_a_line_is_read_as_changes_nothing() {
    let text = "# The lift\n\nIt stood still.\n\n**For the group**\n\n1) What was known, and by whom?\n\n\
        Expected: the porter knew.\n\n2) What would you have done?\n\nExpected: call the ambulance.\n\n\
        3) Who should talk to the family?\n\nExpected: both, since one knows the facts.\n";
    let before = Mended::new(text, "lift.md").read().0;
    let asked: Vec<u32> = before.cases[0]
        .questions()
        .map(|one| one.prompt.line)
        .collect();
    assert_eq!(asked, [7, 11, 15]);
    for said in [&asked[..1], &asked[1..2], &asked[..2], &asked[..]] {
        let mut mended = Mended::new(text, "lift.md");
        said.iter()
            .for_each(|line| mended.set(*line, Some(As::Question)));
        assert_eq!(mended.read().0.cases, before.cases, "{said:?}");
    }
    // What did not ask does now, and the others go on.
    let mut mended = Mended::new(text, "lift.md");
    mended.set(3, Some(As::Question));
    mended.set(7, Some(As::Question));
    let (after, _) = mended.read();
    let lines: Vec<u32> = after.cases[0]
        .questions()
        .map(|one| one.prompt.line)
        .collect();
    assert_eq!(lines, [3, 7, 11, 15]);
    let open = format!(
        "{:?}",
        after.cases[0]
            .parts
            .iter()
            .map(|part| format!(
                "{:?}",
                part.items
                    .iter()
                    .filter(|item| !matches!(item, roundtable::case::Item::Question(_)))
                    .collect::<Vec<_>>()
            ))
            .collect::<Vec<_>>()
    );
    assert!(!open.contains("Expected"), "{open}");
}

/// Where nothing is asked, nobody has said what is: what was guessed stays told.
#[test]
fn a_document_without_questions_keeps_what_was_guessed_of_it() {
    let text = "# The lift\n\nIt stood still.\n\nModel answer: nobody lied about it.\n";
    let plain = roundtable::case::read(text, "lift.md");
    assert!(!plain.guesses.is_empty() && plain.cases[0].questions().count() == 0);
    let mended = Mended::new(text, "lift.md");
    assert_eq!(mended.read().0.guesses, plain.guesses);
}
