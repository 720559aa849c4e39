//! One door: whatever can be imported is run, studied, shown, checked and listed as it is.

use std::{fs, io::Write, sync::Arc};

use roundtable::{
    case::{asking::seen, write::write_all},
    home::Home,
    library::{self, Origin},
};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{door::run, pty::Terminal};

/// A zip file of these parts.
pub(crate) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const GIFT: &str = "// Harbour quiz\n\n$CATEGORY: Harbour\n\n::Key::Who holds the key?{\n=The porter #He signed, says the heron\n~The mayor #Never had it, says the heron\n}\n\n::Why::Why is it kept apart?{}\n";

const PAGE: &str = "<html><head><title>The ferry | A school</title></head><body><h2>It left</h2>\
    <p>Nobody was asked.</p><h2>Questions</h2><ol><li>Who decides?</li><li>Who waits?</li></ol></body></html>";

fn word() -> Vec<u8> {
    let line = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = [
        line("The kiln was cold."),
        line("Questions"),
        line("1. Who lit it?"),
        line("2. Who was told?"),
    ];
    let body = body.concat();
    let core = r#"<c:coreProperties xmlns:c="c" xmlns:dc="d"><dc:title>The kiln</dc:title></c:coreProperties>"#;
    zipped(&[
        (
            "word/document.xml",
            &format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#),
        ),
        ("docProps/core.xml", core),
    ])
}

/// A folder with a document of each of these kinds.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("quiz.gift"), GIFT).unwrap();
    fs::write(folder.path().join("page.html"), PAGE).unwrap();
    fs::write(folder.path().join("letter.docx"), word()).unwrap();
    folder
}

#[test]
fn every_door_reads_what_import_reads_and_leaves_it_alone() {
    let folder = folder();
    for (name, title, question) in [
        ("quiz.gift", "Harbour", "Who holds the key?"),
        ("page.html", "The ferry", "Who decides?"),
        ("letter.docx", "The kiln", "Who lit it?"),
    ] {
        let before = fs::read(folder.path().join(name)).unwrap();
        let shown = run(folder.path(), &["show", name], "");
        assert!(
            shown.out.starts_with(title),
            "{name}: {}{}",
            shown.out,
            shown.err
        );
        has!(shown.out, "Read: 2 questions in 1 case.");
        let checked = run(folder.path(), &["check", name], "");
        lacks!(checked.out, "unreadable");
        let pass = "/pass\n\n".repeat(20);
        for words in [
            vec![
                "run",
                name,
                "--people",
                "Ann",
                "--plain",
                "--protocol",
                "think-share",
            ],
            // A document in place of a command.
            vec![
                name,
                "--people",
                "Ann",
                "--plain",
                "--protocol",
                "think-share",
            ],
            vec!["study", name, "--as", "Ann", "--plain"],
        ] {
            let ran = run(folder.path(), &words, &pass);
            assert!(
                ran.out.contains(question),
                "{words:?}: {}{}",
                ran.out,
                ran.err
            );
            assert!(ran.out.contains(title), "{words:?}: {}", ran.out);
        }
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), before);
    }
    let imported = run(folder.path(), &["import", "quiz.gift", "-o", "-"], "");
    has!(imported.out, "- (x) The porter");
}

#[test]
fn documents_of_a_folder_are_listed_by_their_titles_and_found_by_them() {
    let folder = folder();
    fs::write(folder.path().join("old.doc"), b"\xd0\xcf\x11\xe0old").unwrap();
    fs::write(folder.path().join("scan of May.pdf"), "not looked at").unwrap();
    let folders = [folder.path().to_owned()];
    let cards = library::shelf(&folders);
    let card = |title: &str| {
        let mut found = cards.iter().filter(|card| card.title.as_str() == title);
        found.next().unwrap_or_else(|| panic!("{title}: {cards:?}"))
    };
    assert_eq!(card("Harbour").questions, 2);
    assert_eq!(card("The ferry").questions, 2);
    assert_eq!(card("The kiln").questions, 2);
    // What takes long is listed by its name, and nobody has looked into it.
    let pdf = card("scan of May");
    assert_eq!((pdf.unread, &pdf.problem), (Some("PDF"), &None));
    let problem = card("old.doc").problem.clone().unwrap();
    has!(problem, "save it as .docx");
    let found = crate::library::find("the kiln", &folders).unwrap();
    assert_eq!(
        found.origin,
        Origin::File(folder.path().join("letter.docx"))
    );
    // A case of ours goes before the document that it was made from.
    fs::write(folder.path().join("letter.md"), "# Ours\n").unwrap();
    let found = crate::library::find("letter", &folders).unwrap();
    assert_eq!(found.document.title.as_str(), "Ours");
}

#[test]
fn a_document_in_place_of_a_command_opens_the_full_screen_at_once() {
    let data = Arc::new(folder());
    let words = ["page.html", "--people", "Ann"];
    let mut terminal = Terminal::start_in(data, &words, (100, 30));
    terminal.wait("The ferry");
    // How it was read stands until somebody has read that.
    terminal.wait("Read from web page: 2 questions.");
    terminal.press("\r");
    terminal.wait("Ann");
}

#[test]
fn what_is_neither_command_nor_document_is_wrong_use() {
    let folder = TempDir::new().unwrap();
    let ran = run(folder.path(), &["rnu"], "");
    assert_eq!(ran.code, 2, "{}", ran.err);
    has!(ran.err, "rnu");
    let ran = run(folder.path(), &["gone.docx"], "");
    has!(ran.err, "Check the name");
}

#[test]
fn options_and_answers_of_a_question_bank_come_in_their_time() {
    let folder = folder();
    let shown = run(folder.path(), &["show", "quiz.gift", "--json"], "");
    let shown: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    let question = &shown["cases"][0]["questions"][0];
    assert_eq!(
        question["options"],
        serde_json::json!(["The porter", "The mayor"])
    );
    // A question keeps the line that it has in the file.
    assert_eq!(question["line"], 5);
    let answer = question["model_answer"].as_str().unwrap();
    has!(answer, "(x) The porter");
    has!(answer, "He signed");
    let ran = run(
        folder.path(),
        &[
            "quiz.gift",
            "--people",
            "Ann",
            "--plain",
            "--protocol",
            "think-share",
        ],
        "\n\n",
    );
    has!(ran.out, "The mayor");
    lacks!(ran.out, "heron");
}

/// A web page whose answers stand under labels of the author's own.
const OTHERS: &str = "<html><head><title>The weir</title></head><body><p>It broke.</p>\
    <p><b>Q1. Who opens the weir?</b></p><p>Answer: the warden</p><h2>Extra things</h2>\
    <p>The truth is that nobody had the key.</p></body></html>";

#[test]
fn what_is_imported_is_asked_about_as_its_document_would_be_until_somebody_looked() {
    let folder = folder();
    fs::write(folder.path().join("others.html"), OTHERS).unwrap();
    for (name, out, asked) in [
        ("others.html", "weir.md", true),
        ("page.html", "ferry.md", false),
    ] {
        let read = |name: &str| library::load(&folder.path().join(name)).unwrap();
        assert_eq!(read(name).is_asked(), asked, "{name}");
        let imported = run(folder.path(), &["import", name, "-o", out], "");
        assert_eq!(imported.code, 0, "{}{}", imported.out, imported.err);
        let text = fs::read_to_string(folder.path().join(out)).unwrap();
        assert_eq!(text.contains("not looked at yet"), asked, "{text}");
        assert_eq!(read(out).is_asked(), asked, "{text}");
        let ran = run(
            folder.path(),
            &["run", out, "--plain", "--people", "Ann"],
            "/close\n",
        );
        assert_eq!(
            ran.out.contains("This is how the document was read"),
            asked,
            "{}",
            ran.out
        );
        // What somebody writes who has looked says so no more.
        let cases = seen(read(out).document.cases.clone());
        let clean = write_all("The weir", &cases);
        lacks!(clean, "not looked at yet");
    }
    // Whoever has looked imports what they have seen.
    let mut looked = library::load(&folder.path().join("others.html")).unwrap();
    looked.decision.seen = true;
    library::remember(
        &looked,
        &Home::find(Some(folder.path().join("data"))).unwrap(),
    )
    .unwrap();
    run(
        folder.path(),
        &["import", "others.html", "-o", "seen.md"],
        "",
    );
    let text = fs::read_to_string(folder.path().join("seen.md")).unwrap();
    lacks!(text, "not looked at yet");
}
