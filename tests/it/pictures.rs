//! Pictures of a case on phones and on the room's page: from beside the case or out of its Word
//! file, once they may be seen, and from nowhere else.

use std::{
    fs,
    io::{Cursor, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::Arc,
};

use roundtable::{
    home, library,
    web::{
        picture::{address, kind},
        picture_file,
    },
};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    phone_rig::{Phone, PhoneRig, wait},
    pty::Terminal,
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nof-the-ward";

/// A session with the case that was read from a file.
fn site(file: &Path) -> PhoneRig {
    let loaded = library::load(file).unwrap();
    let case = loaded.document.cases[0].clone();
    let mut first = crate::desk::opened(case);
    first.place = home::place(file);
    PhoneRig::begun(first, &[])
}

/// What a phone, the room's page and whoever is nobody get at that address.
fn asked(site: &PhoneRig, phone: &mut Phone, named: &str) -> (u16, u16, u16) {
    let address = address(named).unwrap();
    let mut room = site.room();
    let mut nobody = site.phone();
    (
        phone.get(&address).status,
        room.get(&address).status,
        nobody.get(&address).status,
    )
}

#[test]
fn pictures_beside_a_case_are_shown_once_they_may_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path().join("cases");
    fs::create_dir_all(cases.join("pics")).unwrap();
    for (name, bytes) in [
        ("cases/pics/the ward.png", PNG.to_vec()),
        ("cases/later.png", PNG.to_vec()),
        ("cases/large.png", [PNG, &vec![0; 2 * 1024 * 1024]].concat()),
        ("cases/page.png", b"<script>alert(1)</script>".to_vec()),
        ("elsewhere.png", PNG.to_vec()),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    std::os::unix::fs::symlink("../elsewhere.png", cases.join("link.png")).unwrap();
    let text = "# The ward\n\n## Case\n\nThis is the ward.\n\n![The ward at night](pics/the%20ward.png)\n\n![](large.png) ![](page.png) ![](link.png) ![](../elsewhere.png) ![](none.png) ![net](http://elsewhere.example/x.png)\n\n## Questions\n\n1. What do you see?\n\n## Part 2: Later\n\n![Later](later.png)\n\nIt is morning.\n\n1. And now?\n";
    let file = cases.join("ward.md");
    fs::write(&file, text).unwrap();
    let site = site(&file);
    let mut ann = site.joined("Ann");
    let ward = "pics/the%20ward.png";
    // What is read later is not to be had now.
    assert_eq!(asked(&site, &mut ann, "later.png"), (404, 404, 401));
    site.advance();
    let page = ann.get("/me/case").body;
    has!(
        page,
        &format!(
            "src=\"{}\" alt=\"The ward at night\"",
            address(ward).unwrap()
        )
    );
    has!(page, "net");
    lacks!(page, "elsewhere.example");
    assert_eq!(asked(&site, &mut ann, ward), (200, 200, 401));
    let got = ann.get(&address(ward).unwrap());
    assert!(got.head.contains("content-type: image/png"), "{got:?}");
    assert!(got.body.contains("of-the-ward"), "{got:?}");
    for not in [
        "large.png",
        "page.png",
        "link.png",
        "../elsewhere.png",
        "none.png",
        "later.png",
    ] {
        assert_eq!(asked(&site, &mut ann, not), (404, 404, 401), "{not}");
    }
    for _ in 0..30 {
        if ann.get("/me/case").body.contains("It is morning.") {
            break;
        }
        site.advance();
    }
    assert_eq!(asked(&site, &mut ann, "later.png"), (200, 200, 401));
}

#[test]
fn a_key_opens_a_picture_of_the_case_and_nothing_that_only_claims_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path().join("cases");
    fs::create_dir(&cases).unwrap();
    for (name, bytes) in [
        ("cases/ward.bat", PNG),
        ("cases/page.png", b"<script>alert(1)</script>"),
        ("elsewhere.png", PNG),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let text = "# The ward\n\n## Case\n\nThis is the ward.\n\n![The ward at night](ward.bat)\n\n![A page](page.png)\n\n## Questions\n\n1. What do you see?\n";
    let file = cases.join("ward.md");
    fs::write(&file, text).unwrap();
    let site = site(&file);
    let (session, kept) = (site.table.session(), folder.path().join("pictures"));
    for not in [
        "page.png",
        "../elsewhere.png",
        "none.png",
        "http://elsewhere.example/x.png",
    ] {
        let fault = picture_file(&session, not, &kept).unwrap_err();
        assert!(fault.line().contains(not), "{fault:?}");
    }
    assert!(!kept.exists());
    // It is opened by what it is, and not by what it is called.
    let shown = picture_file(&session, "ward.bat", &kept).unwrap();
    assert_eq!(shown.extension().unwrap(), "png");
    assert_eq!(fs::read(&shown).unwrap(), PNG);
    // A stand-in for what people look at pictures with.
    let opener = folder.path().join("xdg-open");
    let seen = folder.path().join("seen");
    let script = format!("#!/bin/sh\necho \"$1\" >> '{}'\n", seen.display());
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!(
        "{}:{}",
        folder.path().display(),
        std::env::var("PATH").unwrap()
    );
    let data = Arc::new(tempfile::tempdir().unwrap());
    let file = file.display().to_string();
    let arguments = ["run", &file, "--people", "Ann, Ben"];
    let mut terminal = Terminal::start_with(data, &arguments, (100, 30), &[("PATH", &path)]);
    terminal.wait("[Enter] begin");
    terminal.goes(&[
        ("\r", "This is the ward."),
        ("I", "Which picture?"),
        ("\r", "opens in another window"),
    ]);
    wait(|| fs::read_to_string(&seen).is_ok_and(|seen| seen.ends_with(".png\n")));
    terminal.press("I");
    terminal.wait("Which picture?");
    terminal.press("\x1b[B\r");
    terminal.wait("page.png is not there");
    terminal.press("F");
    wait(|| fs::read_to_string(&seen).is_ok_and(|seen| seen.ends_with("/ROOM\n")));
    // The room's page alone brings no phones in.
    terminal.press("\r");
    terminal.wait("What do you see?");
    lacks!(terminal.text(), "phones 0/0");
}

#[test]
fn pictures_within_a_word_file_are_shown_from_it() {
    let drawing = "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Picture 1\" descr=\"The [rota]\"/><a:graphic><pic:pic><a:blip r:embed=\"rId7\"/></pic:pic></a:graphic></wp:inline></w:drawing></w:r></w:p>";
    let paragraph = |style: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [
        paragraph("Heading1", "The rota"),
        paragraph("Normal", "The rota is full, and nobody knows why."),
        drawing.to_owned(),
        paragraph("Heading2", "Questions"),
        paragraph("Normal", "1. What do you see?"),
    ];
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:wp=\"wp\" xmlns:a=\"a\" xmlns:pic=\"pic\" xmlns:r=\"r\"><w:body>{}</w:body></w:document>",
        body.concat()
    );
    let relations = "<?xml version=\"1.0\"?><Relationships><Relationship Id=\"rId7\" Target=\"media/image1.png\"/></Relationships>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/image1.png", PNG),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rota.docx");
    fs::write(&file, zip.finish().unwrap().into_inner()).unwrap();
    let site = site(&file);
    let mut ann = site.joined("Ann");
    site.advance();
    let page = ann.get("/me/case").body;
    has!(page, "alt=\"The  rota \"");
    has!(page, "The rota is full");
    assert_eq!(
        asked(&site, &mut ann, "word/media/image1.png"),
        (200, 200, 401)
    );
}

#[test]
fn what_is_no_picture_beside_the_case_has_no_address() {
    for not in [
        "",
        "http://x/y.png",
        "//x/y.png",
        "/etc/passwd",
        "data:image/png;base64,x",
        "file:///x",
        "\\\\x\\y.png",
    ] {
        assert_eq!(address(not), None, "{not}");
    }
    assert_eq!(kind(b"GIF89a"), Some("image/gif"));
    assert_eq!(kind(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
    assert_eq!(kind(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
    for not in [
        &b"RIFF\0\0\0\0WAVE"[..],
        b"<svg onload=alert(1)>",
        b"<html>",
        b"",
    ] {
        assert_eq!(kind(not), None);
    }
}
