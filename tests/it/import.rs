//! `roundtable import` and `roundtable new` through the real binary: documents in, cases out.

use std::{
    fs,
    io::{Cursor, Write},
    os::unix::fs::symlink,
    path::Path,
};

use roundtable::{
    case::{read, write},
    import::{Converted, cases},
};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::door::{Ran, run};

const STYLES: &str = r#"<w:styles xmlns:w="w"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
    <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    </w:numbering>"#;

pub(crate) fn word(body: &str) -> Vec<u8> {
    let document = format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#);
    zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/numbering.xml", NUMBERING.as_bytes()),
    ])
}

pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn paragraph(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

fn item(list: u8, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

fn import(folder: &Path, name: &str, bytes: &[u8]) -> Ran {
    fs::write(folder.join(name), bytes).unwrap();
    let ran = run(folder, &["import", name, "-o", "case.md"], "");
    lacks!(ran.err, "panicked");
    ran
}

#[test]
fn a_word_file_becomes_a_case() {
    let folder = TempDir::new().unwrap();
    let body = [
        paragraph("Titel", "Der Nachtdienst"),
        paragraph("x", "Mara hat &lt;bis&gt; Freitag Zeit."),
        r#"<w:p><w:del><w:r><w:delText>weg</w:delText><w:t>gestrichen</w:t></w:r></w:del><w:r><w:rPr><w:b/></w:rPr><w:t>Zwei</w:t></w:r><w:r><w:t xml:space="preserve"> fragen.</w:t><w:br/><w:t>Neue Zeile.</w:t></w:r></w:p>"#.to_owned(),
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Nacht</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Hier|da</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Mo</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
        item(2, "ein Punkt"),
        paragraph("berschrift1", "Fragen"),
        item(1, "Was weiß sie? (5 Min.)"),
        item(1, "Was täten Sie?"),
        paragraph("berschrift1", "Musterantworten"),
        paragraph("x", "1. Wer gefragt hat."),
        paragraph("x", "2. Fragen."),
    ]
    .concat();
    let ran = import(folder.path(), "Nacht.docx", &word(&body));
    assert_eq!(ran.code, 0, "{}", ran.err);
    has!(ran.err, "Read from Word: 2 questions, 3 lines kept back.");
    let text = fs::read_to_string(folder.path().join("case.md")).unwrap();
    let case = read(&text, "case.md").cases.remove(0);
    assert_eq!(case.title.as_str(), "Der Nachtdienst");
    let questions: Vec<_> = case.questions().collect();
    assert_eq!(questions[0].prompt.text.as_str(), "Was weiß sie?");
    assert_eq!(questions[0].prompt.seconds, Some(300));
    assert_eq!(questions[1].aside.models[0].claims[0].as_str(), "Fragen.");
    for words in [
        "Mara hat <bis> Freitag Zeit.",
        "**Zwei** fragen.\nNeue Zeile.",
        "| Mo | 3 |",
        "Hier\\|da",
        "- ein Punkt",
    ] {
        assert!(text.contains(words), "{words:?}: {text}");
    }
    lacks!(text, "gestrichen");
    lacks!(text, "weg");
}

#[test]
fn a_page_becomes_a_case_and_its_scripts_stay_behind() {
    let folder = TempDir::new().unwrap();
    let page = "<!doctype html><html><head><title>no</title><style>p{}</style></head><body><nav>Home</nav>\
        <h1>The gate</h1><p>Ines &amp; <b>Tom</b> wait.<script>alert('SCRIPT')</script></p>\
        <h2>Questions</h2><ol><li>Why?</li><li>How?</li></ol><iframe src=x>FRAME</iframe></body></html>";
    let ran = import(folder.path(), "page.html", page.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = fs::read_to_string(folder.path().join("case.md")).unwrap();
    has!(text, "# The gate");
    has!(text, "Ines & **Tom** wait.");
    assert_eq!(read(&text, "case.md").cases[0].questions().count(), 2);
    lacks!(text, "SCRIPT", "FRAME", "Home", "p{}");
    has!(ran.err, "stayed behind: nav, iframe, script");
}

#[test]
fn text_in_an_old_encoding_is_read_and_that_is_told() {
    let folder = TempDir::new().unwrap();
    let ran = import(
        folder.path(),
        "alt.txt",
        b"# T\n\nM\xe4rz.\n\n## Fragen\n\n1. Warum?\n",
    );
    has!(ran.err, "Windows-1252");
    let text = fs::read_to_string(folder.path().join("case.md")).unwrap();
    has!(text, "März.");
    let wide: Vec<u8> = "\u{feff}# T\n\nMärz.\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    fs::remove_file(folder.path().join("case.md")).unwrap();
    let ran = import(folder.path(), "wide.txt", &wide);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        fs::read_to_string(folder.path().join("case.md"))
            .unwrap()
            .contains("März.")
    );
}

#[test]
fn nothing_is_written_over_and_the_original_stays() {
    let folder = TempDir::new().unwrap();
    let source = "# T\n\n## Questions\n\n1. Why?\n";
    assert_eq!(import(folder.path(), "one.txt", source.as_bytes()).code, 0);
    let before = fs::read(folder.path().join("case.md")).unwrap();
    let again = import(folder.path(), "one.txt", source.as_bytes());
    assert_eq!(again.code, 1);
    has!(again.err, "left as it is");
    assert_eq!(fs::read(folder.path().join("case.md")).unwrap(), before);
    assert_eq!(
        fs::read_to_string(folder.path().join("one.txt")).unwrap(),
        source
    );
    let out = run(folder.path(), &["import", "one.txt", "-o", "-"], "");
    assert_eq!(out.out.as_bytes(), before);
}

#[test]
fn bad_documents_get_a_clear_word_and_nothing_hangs() {
    let folder = TempDir::new().unwrap();
    let bomb = zipped(&[("word/document.xml", &vec![b' '; 40 * 1024 * 1024])]);
    let deep = format!("<html>{}x", "<div>".repeat(100_000));
    let entities = r#"<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w">&b;</w:document>"#;
    for (name, bytes, says) in [
        (
            "no.docx",
            b"PK\x03\x04nothing".to_vec(),
            "no Word file, or it is damaged",
        ),
        (
            "no2.docx",
            b"a text".to_vec(),
            "no Word file, or it is damaged",
        ),
        ("bomb.docx", bomb, "unfolds to more than 32 MiB"),
        (
            "empty.docx",
            zipped(&[("x", b"y")]),
            "no text in the Word file",
        ),
        (
            "entities.docx",
            zipped(&[("word/document.xml", entities.as_bytes())]),
            "is damaged",
        ),
        ("blank.docx", word(""), "There is no text in the document"),
        ("deep.html", deep.into_bytes(), "nested too deeply"),
        ("a.pdf", b"%PDF-1.7".to_vec(), "no PDF, or it is damaged"),
        ("binary.txt", b"a\0b".to_vec(), "not a text"),
        ("empty.txt", Vec::new(), "The file is empty"),
    ] {
        let ran = import(folder.path(), name, &bytes);
        assert_eq!(ran.code, 1, "{name}: {}", ran.err);
        assert!(ran.err.contains(says), "{name}: {}", ran.err);
        has!(ran.err, "What to do:");
        assert!(!folder.path().join("case.md").exists(), "{name}");
    }
    mknodat(
        CWD,
        folder.path().join("pipe.txt"),
        FileType::Fifo,
        Mode::RUSR,
        0,
    )
    .unwrap();
    symlink(folder.path().join("nowhere"), folder.path().join("link.md")).unwrap();
    for (name, says) in [
        ("pipe.txt", "no regular file"),
        ("link.md", "cannot be read"),
        ("gone.md", "cannot be read"),
    ] {
        let ran = run(folder.path(), &["import", name], "");
        assert_eq!(ran.code, 1, "{name}");
        assert!(ran.err.contains(says), "{name}: {}", ran.err);
    }
}

#[test]
fn what_only_pandoc_reads_says_so() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.epub"), "x").unwrap();
    let without = crate::door::command(folder.path(), &["import", "a.epub"])
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let err = String::from_utf8(without.stderr).unwrap();
    has!(err, "pandoc is not here");
    has!(err, "save the document as .docx");
    // Whatever is called pandoc is asked for Markdown.
    let pandoc = folder.path().join("pandoc");
    fs::write(
        &pandoc,
        "#!/bin/sh\necho '# From pandoc'\necho\necho '## Questions'\necho\necho '1. Why?'\n",
    )
    .unwrap();
    let mut mode = fs::metadata(&pandoc).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o755);
    fs::set_permissions(&pandoc, mode).unwrap();
    let with = crate::door::command(folder.path(), &["import", "a.epub", "-o", "-"])
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let out = String::from_utf8(with.stdout).unwrap();
    has!(out, "# From pandoc");
    has!(out, "### 1. Why?");
}

#[test]
fn whatever_is_imported_reads_back_to_the_same_cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["cases", "tests/cases"] {
        for file in fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|end| end == "read") {
                continue;
            }
            let converted = Converted {
                markdown: fs::read_to_string(&path).unwrap(),
                ..Converted::default()
            };
            let (document, imported) = cases(&converted, "case.md").unwrap();
            let again: Vec<_> = imported
                .iter()
                .flat_map(|case| read(&case.markdown, "case.md").cases)
                .collect();
            assert_eq!(again.len(), document.cases.len(), "{}", path.display());
            for (one, other) in document.cases.iter().zip(&again) {
                assert!(write::same(one, other), "{}", path.display());
            }
        }
    }
}

#[test]
fn a_new_case_is_a_valid_one() {
    let folder = TempDir::new().unwrap();
    let ran = run(folder.path(), &["new", "The Night: A & B"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let check = run(folder.path(), &["check", "the-night-a-b.md"], "");
    assert_eq!(check.code, 0);
    assert!(check.out.ends_with("\n1 file: nothing to mend.\n"));
    let text = fs::read_to_string(folder.path().join("the-night-a-b.md")).unwrap();
    let case = read(&text, "x.md").cases.remove(0);
    assert_eq!(case.title.as_str(), "The Night: A & B");
    assert_eq!(case.questions().count(), 2);
    assert!(text.matches("<!--").count() >= 6);
    let again = run(folder.path(), &["new", "The Night: A & B"], "");
    assert_eq!(again.code, 1);
    assert!(
        run(folder.path(), &["new", " "], "")
            .err
            .contains("needs a title")
    );
}

#[test]
fn what_is_imported_is_a_file_like_any_other_and_says_how_to_run_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plain"), "").unwrap();
    fs::write(folder.path().join("rota.txt"), "The rota\n\nIt is full.\n").unwrap();
    let ran = run(folder.path(), &["import", "rota.txt", "-o", "case.md"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    has!(ran.err, "roundtable run case.md");
    let mode = |name: &str| {
        let data = fs::metadata(folder.path().join(name)).unwrap();
        data.permissions().mode() & 0o777
    };
    assert_eq!(mode("case.md"), mode("plain"));
}
