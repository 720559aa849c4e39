//! What teachers mark by a colour: the right option, the answer below a question. It is kept back
//! as if it were in bold, in every kind of document; where all is in colours, they mean nothing.

use std::fs;

use tempfile::TempDir;

use crate::{
    door::run,
    import::{word, zipped},
    pdf::written,
};

/// The lines of a quiz, and the colour of each: none is the colour of text.
const QUIZ: &[(&str, &str)] = &[
    (
        "",
        "Read the map. It shows three villages, the mill that they share and the road that floods.",
    ),
    ("", "1. Which of these floats?"),
    ("", "A. Stone"),
    ("DD0000", "B. Cork"),
    ("808080", "C. Iron"),
    ("", "2. Why does the bank fall?"),
    (
        "0070C0",
        "The slow water undercuts it, and nobody has planted it.",
    ),
    (
        "",
        "3. What would you ask the council? Look at the map again before you write.",
    ),
];

fn as_word(lines: &[(&str, &str)]) -> Vec<u8> {
    let line = |(colour, text): &(&str, &str)| {
        let colour = match *colour {
            "" => String::new(),
            colour => format!(r#"<w:rPr><w:color w:val="{colour}"/></w:rPr>"#),
        };
        format!(r"<w:p><w:r>{colour}<w:t>{text}</w:t></w:r></w:p>")
    };
    word(&lines.iter().map(line).collect::<String>())
}

fn as_page(lines: &[(&str, &str)]) -> Vec<u8> {
    let line = |(colour, text): &(&str, &str)| match *colour {
        "" => format!("<p>{text}</p>"),
        "DD0000" => format!("<p><mark>{text}</mark></p>"),
        colour => {
            format!(r##"<p><span style="font-weight: 400; color: #{colour}"> {text} </span></p>"##)
        }
    };
    let lines: String = lines.iter().map(line).collect();
    format!("<html><body>{lines}</body></html>").into_bytes()
}

fn as_open_text(lines: &[(&str, &str)]) -> Vec<u8> {
    let line = |(colour, text): &(&str, &str)| match *colour {
        "" => format!("<p>{text}</p>"),
        colour => format!(r#"<p><span style-name="c{colour}">{text}</span></p>"#),
    };
    let colours = ["DD0000", "808080", "0070C0"];
    let style = |colour: &str| {
        format!(r##"<style name="c{colour}"><text-properties color="#{colour}"/></style>"##)
    };
    let (styles, lines): (String, String) = (
        colours.map(style).concat(),
        lines.iter().map(line).collect(),
    );
    let content = format!(
        "<document-content><automatic-styles>{styles}</automatic-styles><body><text>{lines}</text></body></document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
    ])
}

fn as_pdf(lines: &[(&str, &str)]) -> Vec<u8> {
    let mut page = String::new();
    for ((colour, text), row) in lines.iter().zip(0..) {
        let part = |from: usize| {
            let part = colour.get(from..from + 2).unwrap_or("00");
            f64::from(u8::from_str_radix(part, 16).unwrap()) / 255.0
        };
        let up = 720 - 30 * row;
        page += &format!(
            "{:.2} {:.2} {:.2} rg BT /F1 11 Tf 50 {up} Td ({text}) Tj ET\n",
            part(0),
            part(2),
            part(4)
        );
    }
    written(&[page.into_bytes()], "", "")
}

type Format = fn(&[(&str, &str)]) -> Vec<u8>;
const FORMATS: &[(&str, Format)] = &[
    ("quiz.docx", as_word),
    ("quiz.html", as_page),
    ("quiz.odt", as_open_text),
    ("quiz.pdf", as_pdf),
];

#[test]
fn the_option_in_a_colour_is_the_right_one_and_a_coloured_answer_waits() {
    for (name, format) in FORMATS {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(name), format(QUIZ)).unwrap();
        let shown = run(folder.path(), &["show", name], "");
        has!(shown.out, "Read: 3 questions");
        has!(shown.out, "choose one of 3 · 1 option marked right");
        has!(shown.out, "open · 1 model answer");
        let ran = run(folder.path(), &["import", name, "-o", "-"], "");
        has!(ran.out, "- (x) Cork");
        lacks!(ran.out, "**");
        let said = run(
            folder.path(),
            &["run", name, "--people", "Ann", "--plain"],
            "\n\n",
        );
        lacks!(said.out, "undercuts");
    }
}

#[test]
fn where_all_is_in_colours_they_mean_nothing() {
    let blue: Vec<_> = QUIZ.iter().map(|(_, text)| ("0000CC", *text)).collect();
    for (name, format) in FORMATS {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(name), format(&blue)).unwrap();
        let ran = run(folder.path(), &["import", name, "-o", "-"], "");
        has!(ran.out, "- ( ) Cork");
        lacks!(ran.out, "(x)");
        lacks!(ran.out, "**");
    }
}
