//! RTF as several programs write it: lists, headings, tables, letters, and broken files.

use std::path::Path;

use roundtable::import::{Converted, convert_bytes};
use tempfile::TempDir;

fn converted(rtf: &str) -> Converted {
    convert_bytes(Path::new("a.rtf"), rtf.as_bytes()).unwrap()
}

fn markdown(rtf: &str) -> String {
    converted(rtf).markdown
}

/// An exam as Word writes it: the printed number stands before the paragraph's settings.
const WORD: &str = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Calibri;}{\f3\fcharset2 Symbol;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql Normal;}{\s1\b\fs32 heading 1;}{\s15 Title;}{\*\cs10 Default Paragraph Font;}}
{\*\listtable{\list{\listlevel{\leveltext\'02\'00.;}}}}{\info{\title Ferry}{\author Somebody}}
{\header\pard\plain Not to be seen\par}
\pard\plain\s15 The Ferry\par\pard\plain\s1 Questions\par
{\listtext\pard\plain\f0 1.\tab}\pard\plain\ls1\ilvl0\fs22 Who {\b decides} now?\par
{\listtext\pard\plain\f0 a)\tab}\pard\plain\ls1\ilvl1 The mate\par
{\listtext\pard\plain\f0 b)\tab}\pard\plain\ls1\ilvl1 Nobody{\v  or both}\par
{\listtext\pard\plain\f0 2.\tab}\pard\plain\ls1\ilvl0 What was{\deleted  never} said?{\footnote\pard\plain Logbook, page 3}\par
{\listtext\pard\plain\f3\'b7\tab}\pard\plain\ls2\ilvl0 A first thought\par
{\listtext\pard\plain\f3\'b7\tab}\pard\plain\ls2\ilvl0 A second one\par
\pard\plain After {\field{\*\fldinst HYPERLINK x}{\fldrslt the list}}.\par}";

#[test]
fn what_word_writes_keeps_its_numbers_points_and_headings() {
    let read = converted(WORD);
    assert_eq!(
        read.markdown,
        "# The Ferry\n\n## Questions\n\n1. Who **decides** now?\n\na) The mate\nb) Nobody\n\n2. What was said?\n\
         - A first thought\n- A second one\n\nAfter the list.\n\n## Sources\n\nLogbook, page 3\n"
    );
    assert_eq!(read.title.as_deref(), Some("Ferry"));
    let said: Vec<_> = read.said.iter().map(ToString::to_string).collect();
    for what in ["deleted", "hidden", "head and foot", "1 footnote was"] {
        assert!(
            said.iter().any(|said| said.contains(what)),
            "{what}: {said:?}"
        );
    }
}

#[test]
fn what_libre_office_writes_keeps_its_lists_too() {
    let text = markdown(
        r"{\rtf1\ansi\deff0{\fonttbl{\f0 Serif;}}{\stylesheet{\s0 Normal;}{\s2\outlinelevel0 Kopf;}}
\pard\plain \s2 {\rtlch \ltrch\loch Week one}
\par \pard\plain \s0{\listtext\pard\plain  \u8226\'95\tab}\ilvl0\ls1 \fi-360{\ltrch\loch First}
\par \pard\plain \s0{\listtext\pard\plain  \u9702\'3f\tab}\ilvl1\ls1 {\ltrch\loch Within}
\par \pard\plain \s0{\listtext\pard\plain  3.\tab}\ilvl0\ls2 {\ltrch\loch Third}
\par \pard\plain \s0{\listtext\pard\plain  Task 4:\tab}\ilvl0\ls3 {\ltrch\loch Draw it}
\par }",
    );
    assert_eq!(
        text,
        "# Week one\n\n- First\n   - Within\n3. Third\n\nTask 4: Draw it\n"
    );
}

#[test]
fn small_editors_have_no_styles_so_the_size_tells() {
    let text = markdown(
        "{\\rtf1\\ansi\\fs24 {\\fs40 A Large Title\\par}{\\fs30 A part\\par}Text of some length.\\\nA new one.\\par\
         {\\pntext\\f1\\'95\\tab}{\\*\\pn\\pnlvlblt{\\pntxtb\\'95}}a point\\par\\bullet \\tab another\\par}",
    );
    assert_eq!(
        text,
        "# A Large Title\n\n## A part\n\nText of some length.\n\nA new one.\n\n- a point\n- another\n"
    );
}

#[test]
fn letters_of_all_encodings_are_read() {
    for (rtf, says) in [
        (r"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8}", "При"),
        (
            r"{\rtf1\ansi{\fonttbl{\f0\fcharset238 A;}}\f0 \'b3\'f3d\'9f}",
            "łódź",
        ),
        (
            r"{\rtf1\ansi{\fonttbl{\f0\fcharset128 A;}}\f0 \'93\'fa\'96{}\'7b}",
            "日",
        ),
        (
            r"{\rtf1\ansi{\fonttbl{\f0\fcharset128 A;}}\f0 \'93\'fa\'96\'7b}",
            "日本",
        ),
        (
            r"{\rtf1\ansi\uc1 \u-3846?\u8364\'80 \uc2\u228ab!\uc0\u246 \uc1\u955\u956?}",
            "€ ä!öλμ",
        ),
        (
            r"{\rtf1\ansi\u-10179?\u-8694? a\~b\_c\-d\{e\}\\\ldblquote f\rdblquote}",
            "😊 a b-cd{e}\\“f”",
        ),
    ] {
        let text = markdown(rtf);
        assert!(text.contains(says), "{rtf}: {text}");
    }
}

#[test]
fn tables_are_laid_out_and_boxes_are_text() {
    let text = markdown(
        r"{\rtf1\ansi \trowd\cellx1000\cellx2000\cellx3000\pard\intbl Who\cell What\cell When\cell\row
\trowd\cellx1000\cellx3000\pard\intbl{\b Ana}\par and Bo\cell all of it\cell\row
\trowd\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl A|B\cell x\cell y\cell\row
\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell z\cell w\cell\row
\pard Behind.\par\trowd\cellx5000\pard\intbl A box\par of two\cell\row}",
    );
    assert_eq!(
        text,
        "| Who | What | When |\n|---|---|---|\n| **Ana** and Bo | all of it |  |\n| A\\|B | x | y |\n| A\\|B | z | w |\n\
         \nBehind.\n\nA box\n\nof two\n"
    );
}

#[test]
fn what_is_no_text_is_not_read() {
    let text = markdown(
        "{\\rtf1 a{\\*\\unknown b}{\\pict\\bin5 }}}}} 00ff}{\\xe c}{\\*\\annotation d}\
         {\\shp{\\*\\shpinst{\\sp{\\sn e}{\\sv f}}{\\shptxt In a box\\par}}{\\shprslt{\\*\\do{\\dptxbxtext In a box\\par}}}}\
         \\par{\\upr{g}{\\*\\ud{h}}}}i",
    );
    assert_eq!(text, "a\nIn a box\n\ng\n");
}

#[test]
fn broken_files_are_read_as_far_as_they_go_or_named() {
    let cut = converted(r"{\rtf1 Whole paragraph.\par Half a par");
    assert_eq!(cut.markdown, "Whole paragraph.\n\nHalf a par\n");
    assert!(
        cut.said
            .iter()
            .any(|said| said.to_string().contains("broken off"))
    );
    for (bytes, says) in [
        ("plain text", "called RTF but is none"),
        (
            &*format!("{{\\rtf1 {}x", "{".repeat(100_000)),
            "deep in each other",
        ),
        (r"{\rtf1{\pict 00ff", "no text"),
    ] {
        let fault = convert_bytes(Path::new("a.rtf"), bytes.as_bytes()).unwrap_err();
        assert!(format!("{fault:?}").contains(says), "{says}: {fault:?}");
    }
    // Wherever it is broken off, or a byte is another, nothing worse happens.
    for at in 0..WORD.len() {
        let _ = convert_bytes(Path::new("a.rtf"), &WORD.as_bytes()[..at]);
        let mut bytes = WORD.as_bytes().to_vec();
        bytes[at] = b"{}\\'\xff0"[at % 6];
        let _ = convert_bytes(Path::new("a.rtf"), &bytes);
    }
}

#[test]
fn rtf_needs_no_other_program() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.rtf"), WORD).unwrap();
    let ran = crate::door::command(folder.path(), &["import", "a.rtf", "-o", "-"])
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    has!(out, "### 1. Who **decides** now?");
}
