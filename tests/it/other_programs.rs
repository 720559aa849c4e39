//! What other programs write: tables with spans, OpenDocument, slides, question banks, LaTeX,
//! and files that were made to do harm.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, time::Instant};

use tempfile::TempDir;

use crate::{
    door::{Ran, command, run},
    one_door::zipped,
};

fn show(folder: &Path, name: &str, bytes: &[u8]) -> serde_json::Value {
    fs::write(folder.join(name), bytes).unwrap();
    let ran = run(folder, &["show", name, "--json"], "");
    assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn refused(folder: &Path, name: &str, bytes: &[u8]) -> Ran {
    fs::write(folder.join(name), bytes).unwrap();
    let begun = Instant::now();
    let ran = run(folder, &["show", name], "");
    assert_eq!(ran.code, 1, "{name}: {}", ran.out);
    assert!(ran.err.contains("What to do:"), "{name}: {}", ran.err);
    assert!(
        begun.elapsed().as_secs() < 10,
        "{name}: {:?}",
        begun.elapsed()
    );
    ran
}

fn imported(folder: &Path, name: &str, bytes: &[u8]) -> String {
    fs::write(folder.join(name), bytes).unwrap();
    let ran = run(folder, &["import", name, "-o", "-"], "");
    assert_eq!(ran.code, 0, "{name}: {}", ran.err);
    ran.out
}

#[test]
fn spans_of_tables_are_laid_out_and_no_cell_is_lost() {
    let folder = TempDir::new().unwrap();
    let page = "<html><body><h1>T</h1><table><tr><th>Pier</th><th>Boat</th><th>Crew</th></tr>\
        <tr><td rowspan=2>East</td><td>Tern</td><td>4</td></tr><tr><td>Gull</td><td>2</td></tr>\
        <tr><td colspan=2>All <table><tr><td>in</td><td>port</td></tr></table></td><td>6</td></tr></table></body></html>";
    let text = imported(folder.path(), "a.html", page.as_bytes());
    has!(
        text,
        "| Pier | Boat | Crew |",
        "| East | Tern | 4 |",
        "| East | Gull | 2 |",
        "|  | 6 |"
    );
    has!(text, "in, port");
    let cell = |settings: &str, text: &str| {
        format!("<w:tc><w:tcPr>{settings}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = [
        row(&[cell("", "Pier"), cell("", "Boat"), cell("", "Crew")]),
        row(&[
            cell(r#"<w:vMerge w:val="restart"/>"#, "East"),
            cell("", "Tern"),
            cell("", "4"),
        ]),
        row(&[cell("<w:vMerge/>", ""), cell("", "Gull"), cell("", "2")]),
        row(&[cell(r#"<w:gridSpan w:val="2"/>"#, "All"), cell("", "6")]),
    ];
    let document = format!(
        r#"<w:document xmlns:w="w"><w:body><w:tbl>{}</w:tbl></w:body></w:document>"#,
        body.concat()
    );
    let text = imported(
        folder.path(),
        "a.docx",
        &zipped(&[("word/document.xml", &document)]),
    );
    has!(text, "| East | Gull | 2 |", "| All |  | 6 |");
}

#[test]
fn what_a_page_hides_stays_hidden_and_what_is_no_text_stays_behind() {
    let folder = TempDir::new().unwrap();
    let words = "People spoke at length about the tide. ".repeat(20);
    let page = format!(
        "<html><body><div class='site-menu'><a>Home</a></div><h1>T</h1><p>{words}</p><h2>Questions</h2>\
        <ol><li>Why?<details><summary>Answer</summary><p>HERON one</p></details></li><li>How?</li></ol>\
        <a href='#x'>Show solution</a><div id='x' style='display: none'><p>HERON two</p></div>\
        <div id='related-posts'>Other cases</div></body></html>"
    );
    let shown = show(folder.path(), "a.html", page.as_bytes());
    let case = &shown["cases"][0];
    assert_eq!(case["questions"].as_array().unwrap().len(), 2);
    let seen = format!(
        "{}{}{}",
        case["parts"], case["questions"][0]["prompt"], case["questions"][1]["prompt"]
    );
    lacks!(seen, "HERON", "Home", "Other cases");
}

#[test]
fn open_document_texts_have_their_lists_headings_and_bold() {
    let folder = TempDir::new().unwrap();
    let content = r#"<o:document-content xmlns:o="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:table="b"><o:automatic-styles>
        <style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
        <text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>
        <text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a"/></text:list-style>
        </o:automatic-styles><o:body><o:text><text:tracked-changes><text:deletion><text:p>HERON</text:p></text:deletion></text:tracked-changes>
        <text:h text:outline-level="1">The kiln</text:h><text:p>It was <text:span text:style-name="B">cold</text:span>.<text:s/>Nobody knew.</text:p>
        <text:h text:outline-level="2">Questions</text:h>
        <text:list text:style-name="N"><text:list-item><text:p>Who lit it?</text:p></text:list-item></text:list>
        <text:list text:style-name="L"><text:list-item><text:p>the potter</text:p></text:list-item><text:list-item><text:p>the cat</text:p></text:list-item></text:list>
        <text:list text:style-name="N" text:continue-numbering="true"><text:list-item><text:p>Who was told?</text:p></text:list-item></text:list>
        </o:text></o:body></o:document-content>"#;
    let odt = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
    ]);
    let shown = show(folder.path(), "a.odt", &odt);
    let case = &shown["cases"][0];
    assert_eq!(case["title"], "The kiln");
    let questions = case["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 2, "{questions:?}");
    assert_eq!(
        questions[0]["options"],
        serde_json::json!(["the potter", "the cat"])
    );
    let text = imported(folder.path(), "a.odt", &odt);
    has!(text, "It was **cold**. Nobody knew.");
    lacks!(text, "HERON");
}

#[test]
fn titles_of_slides_are_headings_and_their_notes_the_facilitators() {
    let folder = TempDir::new().unwrap();
    let shape = |place: &str, words: &[&str]| {
        let lines: String = words
            .iter()
            .map(|words| format!("<a:p><a:r><a:t>{words}</a:t></a:r></a:p>"))
            .collect();
        format!(
            r#"<p:sp><p:nvSpPr><p:nvPr><p:ph type="{place}"/></p:nvPr></p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>"#
        )
    };
    let slide = |shapes: &str| {
        format!(
            r#"<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"#
        )
    };
    let one = slide(
        &(shape("title", &["The ferry"]) + &shape("body", &["It was late.", "Nobody asked."])),
    );
    let two =
        slide(&(shape("title", &["Questions"]) + &shape("body", &["Who decides?", "Who waits?"])));
    let show_xml = r#"<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="r2"/><p:sldId id="257" r:id="r1"/></p:sldIdLst></p:presentation>"#;
    let rels = r#"<Relationships><Relationship Id="r1" Target="slides/slide1.xml"/><Relationship Id="r2" Target="slides/slide2.xml"/></Relationships>"#;
    let of_slide = r#"<Relationships><Relationship Id="x" Target="../notesSlides/notesSlide1.xml"/></Relationships>"#;
    let notes = slide(&shape("body", &["HERON: let them guess."]));
    let pptx = zipped(&[
        ("ppt/presentation.xml", show_xml),
        ("ppt/_rels/presentation.xml.rels", rels),
        ("ppt/slides/slide1.xml", &two),
        ("ppt/slides/slide2.xml", &one),
        ("ppt/slides/_rels/slide1.xml.rels", of_slide),
        ("ppt/notesSlides/notesSlide1.xml", &notes),
    ]);
    let shown = show(folder.path(), "a.pptx", &pptx);
    let case = &shown["cases"][0];
    assert_eq!(case["title"], "The ferry");
    assert_eq!(case["questions"].as_array().unwrap().len(), 2, "{case}");
    assert!(
        !format!("{}{}", case["parts"], case["questions"]).contains("HERON"),
        "{case}"
    );
    assert!(imported(folder.path(), "a.pptx", &pptx).contains("HERON"));
}

#[test]
fn moodle_and_qti_keep_what_is_right_for_later() {
    let folder = TempDir::new().unwrap();
    let moodle = r#"<?xml version="1.0"?><quiz><question type="category"><category><text>$course$/Boats</text></category></question>
        <question type="multichoice"><questiontext format="html"><text><![CDATA[<p>Who <b>decides</b>?</p>]]></text></questiontext><single>true</single>
        <answer fraction="0"><text>The crew</text><feedback><text>HERON no</text></feedback></answer>
        <answer fraction="100"><text>The master</text><feedback><text>HERON yes</text></feedback></answer></question>
        <question type="essay"><questiontext><text>Why?</text></questiontext><graderinfo><text>HERON marks</text></graderinfo></question></quiz>"#;
    let shown = show(folder.path(), "a.xml", moodle.as_bytes());
    let case = &shown["cases"][0];
    assert_eq!(case["title"], "Boats");
    let question = &case["questions"][0];
    assert_eq!(
        question["options"],
        serde_json::json!(["The crew", "The master"])
    );
    let answer = question["model_answer"].as_str().unwrap();
    has!(answer, "(x) The master");
    has!(answer, "HERON yes");
    assert!(!case["parts"].to_string().contains("HERON"));
    let qti = r#"<assessmentItem title="Boats"><responseDeclaration><correctResponse><value>B</value></correctResponse></responseDeclaration>
        <itemBody><p>It is late.</p><choiceInteraction maxChoices="1"><prompt>Who decides?</prompt><simpleChoice identifier="A">The crew</simpleChoice>
        <simpleChoice identifier="B">The master<feedbackInline>HERON</feedbackInline></simpleChoice></choiceInteraction></itemBody></assessmentItem>"#;
    let shown = show(folder.path(), "b.xml", qti.as_bytes());
    let question = &shown["cases"][0]["questions"][0];
    assert_eq!(
        question["options"],
        serde_json::json!(["The crew", "The master"])
    );
    assert!(
        question["model_answer"]
            .as_str()
            .unwrap()
            .contains("(x) The master")
    );
}

#[test]
fn a_mistake_in_a_gift_file_is_told_with_its_line() {
    let folder = TempDir::new().unwrap();
    for (text, line) in [
        (
            "::A::One?{=yes ~no}\n\n::B::Two?{=yes\n\n::C::Three?{=yes ~no}\n",
            "line 3",
        ),
        ("::A::One?{=yes ~no\n", "line 1"),
        ("::A::One?{=yes ~no}\n\nTwo?}\n", "line 3"),
        ("::A::One?{=yes ~}\n", "line 1"),
        ("::A::One?{=yes ~no}\n\n::B::Two?{yes}\n", "line 3"),
    ] {
        let ran = refused(folder.path(), "a.gift", text.as_bytes());
        assert!(ran.err.contains(line), "{text}: {}", ran.err);
        lacks!(ran.err, "yes");
    }
    let text = "::A::What is 2 \\= 1 + 1 called?{=a sum#HERON ~%50%half\\~true ~no}\n\n::B::How many?{#3:1}\n\n::C::It is.{F#no#yes}\n\n::D::Match{=a -> 1 =b -> 2}\n\n::E::A {=red ~blue} boat\n";
    let shown = show(folder.path(), "b.txt", text.as_bytes());
    let questions = shown["cases"][0]["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 5, "{questions:?}");
    assert_eq!(questions[0]["prompt"], "What is 2 = 1 + 1 called?");
    assert_eq!(
        questions[0]["options"],
        serde_json::json!(["a sum", "half~true", "no"])
    );
    assert!(
        questions[1]["model_answer"]
            .as_str()
            .unwrap()
            .contains("3 ± 1")
    );
    assert_eq!(
        questions[2]["options"],
        serde_json::json!(["True", "False"])
    );
    assert!(
        questions[3]["model_answer"]
            .as_str()
            .unwrap()
            .contains("a → 1")
    );
    assert!(
        questions[4]["prompt"]
            .as_str()
            .unwrap()
            .contains("____ boat")
    );
}

#[test]
fn solutions_in_latex_are_marked_before_pandoc_reads_the_rest() {
    let folder = TempDir::new().unwrap();
    let tex = r"\documentclass{exam}\title{Boats}\begin{document}\begin{questions}
        \question[5] Why is it late? % HERON comment
        \begin{solutionorbox}[2in] Nobody asked. \end{solutionorbox}
        \question Who is it? \fillin[The master][1in] decides.
        \begin{choices}\choice the crew \CorrectChoice the master\end{choices}
        \part And \answer{not the cat}?
        \end{questions}\end{document}";
    fs::write(folder.path().join("a.tex"), tex).unwrap();
    let pandoc = folder.path().join("pandoc");
    fs::write(
        &pandoc,
        "#!/bin/sh\n/bin/cat > seen\necho '## Questions'\necho\necho '1. Why?'\n",
    )
    .unwrap();
    let without = command(folder.path(), &["show", "a.tex"])
        .env("PATH", "/nowhere")
        .output()
        .unwrap();
    let err = String::from_utf8(without.stderr).unwrap();
    has!(err, "LaTeX is read by pandoc");
    has!(err, "Install pandoc");
    assert!(without.stdout.is_empty());
    fs::set_permissions(&pandoc, fs::Permissions::from_mode(0o755)).unwrap();
    let with = command(folder.path(), &["show", "a.tex"])
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let out = String::from_utf8(with.stdout).unwrap();
    assert!(out.starts_with("Boats"), "{out}");
    let seen = fs::read_to_string(folder.path().join("seen")).unwrap();
    lacks!(seen, "HERON");
    let mut rest = seen.as_str();
    for words in [
        "{Question 1}",
        "Why is it late?",
        r"\begin{solution}",
        "Nobody asked.",
        r"\end{solution}",
        "{Question 2}",
        r"\_\_\_\_",
        r"\item ( ) the crew",
        r"\item (x) the master",
        r"\begin{solution}",
        "The master",
        r"\end{solution}",
        "{Question 2a}",
        r"\begin{solution}",
        "not the cat",
        r"\end{solution}",
    ] {
        let found = rest.split_once(words);
        rest = found.unwrap_or_else(|| panic!("{words}: {seen}")).1;
    }
}

#[test]
fn files_that_were_made_to_do_harm_are_refused_at_once() {
    let folder = TempDir::new().unwrap();
    let deep = format!(
        r#"<w:document xmlns:w="w">{}{}</w:document>"#,
        "<w:p>".repeat(20_000),
        "</w:p>".repeat(20_000)
    );
    let many: String = (0..200_000).map(|at| format!(" a{at}=\"\"")).collect();
    let wide = format!(r#"<w:document xmlns:w="w"{many}/>"#);
    for (body, says) in [(&deep, "deep in each other"), (&wide, "attributes")] {
        for (name, part) in [
            ("a.docx", "word/document.xml"),
            ("a.odt", "content.xml"),
            ("a.pptx", "ppt/presentation.xml"),
        ] {
            let ran = refused(folder.path(), name, &zipped(&[(part, body)]));
            assert!(ran.err.contains(says), "{name}: {}", ran.err);
        }
    }
    let quiz = format!("<quiz><question>{}</question></quiz>", "<a>".repeat(20_000));
    assert!(
        refused(folder.path(), "a.xml", quiz.as_bytes())
            .err
            .contains("deep")
    );
    let page = format!("<html><body><p{many}>x</p></body></html>");
    assert!(
        refused(folder.path(), "a.html", page.as_bytes())
            .err
            .contains("attributes")
    );
    // What was never opened closes nothing.
    let page = format!(
        "<html><body>{}x</body></html>",
        "<div></i><i></b>".repeat(20_000)
    );
    assert!(
        refused(folder.path(), "b.html", page.as_bytes())
            .err
            .contains("nested too deeply")
    );
    let bomb = " ".repeat(40 * 1024 * 1024);
    assert!(
        refused(folder.path(), "b.odt", &zipped(&[("content.xml", &bomb)]))
            .err
            .contains("32 MiB")
    );
}
