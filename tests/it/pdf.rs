//! PDF through the real binary: columns, paragraphs, headings, heads and feet, and bad files.

use std::{fs, io::Write};

use flate2::{Compression, write::ZlibEncoder};
use tempfile::TempDir;

use crate::door::{Ran, run};

/// A line of a page: from the left, from the bottom, size, and words.
type Said<'a> = (u32, u32, u32, &'a str);

/// A PDF of these pages, in one of the fonts that every reader has.
fn pdf(pages: &[Vec<Said<'_>>]) -> Vec<u8> {
    let contents = pages.iter().map(|page| {
        let lines = page.iter().map(|(left, up, size, words)| {
            format!("BT /F1 {size} Tf {left} {up} Td ({words}) Tj ET\n")
        });
        lines.collect::<String>().into_bytes()
    });
    written(&contents.collect::<Vec<_>>(), "", "")
}

/// A PDF with these streams as its pages.
pub(crate) fn written(pages: &[Vec<u8>], of_stream: &str, of_trailer: &str) -> Vec<u8> {
    let kids: Vec<_> = (0..pages.len())
        .map(|at| format!("{} 0 R", 4 + 2 * at))
        .collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            pages.len()
        )
        .into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
    ];
    for (at, page) in pages.iter().enumerate() {
        let content = 5 + 2 * at;
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>")
                .into_bytes(),
        );
        let mut stream = format!("<< /Length {} {of_stream} >>\nstream\n", page.len()).into_bytes();
        stream.extend(page);
        stream.extend(b"\nendstream");
        objects.push(stream);
    }
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        writeln!(bytes, "{} 0 obj", at + 1).unwrap();
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let xref = bytes.len();
    write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in &places {
        writeln!(bytes, "{place:010} 00000 n ").unwrap();
    }
    let size = places.len() + 1;
    write!(
        bytes,
        "trailer\n<< /Size {size} /Root 1 0 R {of_trailer} >>\nstartxref\n{xref}\n%%EOF\n"
    )
    .unwrap();
    bytes
}

fn import(bytes: &[u8]) -> Ran {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.pdf"), bytes).unwrap();
    let ran = run(folder.path(), &["import", "a.pdf", "-o", "-"], "");
    has!(ran.err, "Reading a.pdf");
    lacks!(ran.err, "panicked");
    ran
}

#[test]
fn paragraphs_go_over_lines_and_pages_and_heads_and_feet_stay_behind() {
    let head = (50, 780, 9, "Harbour School - Working papers");
    let first = vec![
        head,
        (50, 720, 20, "The late ferry"),
        (
            50,
            690,
            11,
            "The ferry left late because nobody had asked the crew what they",
        ),
        (50, 676, 11, "knew about the tide, the fog and the new har-"),
        (50, 662, 11, "bour master, who was said to be"),
        (300, 20, 9, "Page 1 of 2"),
    ];
    let second = vec![
        head,
        (50, 720, 11, "away that week."),
        (50, 680, 14, "Questions"),
        (50, 650, 11, "1. Who should have asked the crew?"),
        (
            50,
            636,
            11,
            "2. What would you say to the passengers who wait in the rain and",
        ),
        (64, 622, 11, "want to know when it leaves?"),
        (300, 20, 9, "Page 2 of 2"),
    ];
    let ran = import(&pdf(&[first, second]));
    assert_eq!(ran.code, 0, "{}", ran.err);
    has!(
        ran.out,
        "# The late ferry",
        "the new harbour master, who was said to be away that week.",
        "### 1. Who should have asked the crew?",
        "wait in the rain and want to know when it leaves?"
    );
    lacks!(ran.out, "Harbour School");
    lacks!(ran.out, "Page");
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let mut page = vec![(
        50,
        740,
        18,
        "A title that goes over both columns of the page",
    )];
    let words = [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta",
    ];
    let mut texts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        texts.push((at, format!("left {word} and the words that fill the line")));
        texts.push((at, format!("right {word} and the words that fill it too")));
    }
    for (number, (at, text)) in texts.iter().enumerate() {
        let up = 700 - 14 * u32::try_from(*at).unwrap();
        page.push((if number % 2 == 0 { 50 } else { 320 }, up, 11, text));
    }
    let ran = import(&pdf(&[page]));
    let place = |words: &str| {
        ran.out
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {}", ran.out))
    };
    assert!(place("left alpha") < place("left beta"));
    assert!(place("left theta") < place("right alpha"), "{}", ran.out);
}

#[test]
fn bad_files_get_a_clear_word_each() {
    let mut zeros = ZlibEncoder::new(Vec::new(), Compression::best());
    let mib = vec![b' '; 1 << 20];
    for _ in 0..70 {
        zeros.write_all(&mib).unwrap();
    }
    let bomb = written(&[zeros.finish().unwrap()], "/Filter /FlateDecode", "");
    let picture = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q".to_vec();
    let scan = written(&[picture], "", "");
    let key = "41".repeat(32);
    let locked = format!(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<41> <41>]"
    );
    let locked = written(&[b"BT ET".to_vec()], "", &locked);
    for (bytes, says) in [
        (b"%PDF-1.7".to_vec(), "no PDF, or it is damaged"),
        (bomb, "unfolds to more than 64 MiB"),
        (scan, "pictures of its pages only"),
        (locked, "locked with a password"),
    ] {
        let ran = import(&bytes);
        assert_eq!(ran.code, 1, "{}", ran.out);
        has!(ran.err, says);
        has!(ran.err, "What to do:");
    }
    // Cut anywhere, or with any byte turned, it is read or refused.
    let whole = pdf(&[vec![(50, 700, 11, "Some words.")]]);
    for at in (0..whole.len()).step_by(37) {
        import(whole.get(..at.max(6)).unwrap());
        let mut turned = whole.clone();
        if at > 8 {
            turned[at] ^= 0x15;
        }
        import(&turned);
    }
}

#[test]
fn labels_and_what_is_behind_an_item_begin_anew_though_no_gap_says_so() {
    let page = vec![
        (50, 760, 20, "What was seen from the ferry on the"),
        (50, 730, 20, "night of the fog"),
        (
            50,
            700,
            11,
            "The watch was changed at six, and nobody wrote into the log what had been seen.",
        ),
        (50, 686, 11, "1. Who keeps the log?"),
        (64, 672, 11, "a\\) The mate"),
        (64, 658, 11, "b\\) Nobody"),
        (
            50,
            644,
            11,
            "Answer: B, and it had been so for years, though the rules of the harbour say another",
        ),
        (50, 630, 11, "thing."),
        (50, 616, 11, "Q2 Who reads it?"),
        (50, 602, 11, "Answer: the owner"),
        (50, 588, 11, "Note: he reads it late."),
    ];
    let ran = import(&pdf(&[page]));
    has!(
        ran.out,
        "# What was seen from the ferry on the night of the fog\n",
        "Who keeps the log?\n",
        "The mate\n",
        "Nobody\n",
        "say another thing.\n",
        "Who reads it?\n",
        "he reads it late.\n"
    );
}

#[test]
fn what_follows_a_short_last_line_of_a_page_begins_anew() {
    let long =
        "The watch was changed at six, and nobody wrote into the log what had been seen by the";
    let first = vec![
        (50, 120, 11, long),
        (50, 106, 11, "1. Who keeps the log?"),
        (64, 92, 11, "a\\) The mate"),
        (64, 78, 11, "b\\) Nobody at all"),
    ];
    let second = vec![
        (
            50,
            760,
            11,
            "Because the rules of the harbour say so, the mate has kept it for years and years now.",
        ),
        (50, 746, 11, long),
    ];
    // A line that fills its column goes on, capital or not.
    let third = vec![(50, 760, 11, "Harbour master, who was ill.")];
    let ran = import(&pdf(&[first, second, third]));
    has!(
        ran.out,
        " Nobody at all\n",
        "seen by the Harbour master, who was ill."
    );
}

#[test]
fn cells_of_a_table_go_on_over_lines() {
    let page = vec![
        (50, 700, 11, "Plan"),
        (200, 700, 11, "Purpose"),
        (50, 686, 11, "Tides"),
        (200, 686, 11, "Says when the water"),
        (200, 672, 11, "is high enough"),
        (50, 658, 11, "Crew and"),
        (200, 658, 11, "Says who is there"),
        (50, 644, 11, "their hours"),
        (
            50,
            610,
            11,
            "A paragraph behind the table that is longer than its first column is wide.",
        ),
    ];
    let ran = import(&pdf(&[page]));
    has!(
        ran.out,
        "| Tides | Says when the water is high enough |",
        "| Crew and their hours | Says who is there |",
        "\nA paragraph behind"
    );
}

/// What is drawn with signs in a small font does not make headings of the text.
#[test]
fn a_drawing_of_signs_says_nothing_about_the_size_of_the_text() {
    let mut page: Vec<Said<'_>> = vec![(60, 740, 18, "The quay")];
    for (up, words) in [
        (700, "The crane stands still in the wind."),
        (680, "Nobody has the key to it."),
    ] {
        page.push((60, up, 10, words));
    }
    for line in 0..20 {
        page.push((
            60,
            640 - 10 * line,
            8,
            "+------------------------------------------+",
        ));
    }
    page.push((60, 400, 10, "At nine the mate calls the harbour."));
    let ran = import(&pdf(&[page]));
    let text = &ran.out;
    has!(text, "# The quay");
    for words in ["The crane stands", "Nobody has the key", "At nine the mate"] {
        let line = text.lines().find(|line| line.contains(words));
        assert!(line.is_some_and(|line| !line.starts_with('#')), "{text}");
    }
}

#[test]
fn points_that_browsers_draw_begin_items_and_other_drawings_do_not() {
    let line = |up: u32, words: &str| format!("BT /F1 12 Tf 70 {up} Td ({words}) Tj ET\n");
    let mut page = line(
        740,
        "What everybody in the village knows by now, whoever told them first:",
    );
    for (up, words) in [
        (700, "The mill is for sale"),
        (684, "Nobody has asked the miller"),
        (668, "The road floods"),
    ] {
        page += &line(up, words);
        page += &format!("57 {} 4 4 re f\n", up + 2);
    }
    // A dot of a drawing, and a rule, stand before no text.
    page += "300 400 4 4 re f\n57 500 400 1 re f\n";
    page += &line(640, "The council meets on Monday.");
    let ran = import(&written(&[page.into_bytes()], "", ""));
    let items = "- The mill is for sale\n- Nobody has asked the miller\n- The road floods\n";
    has!(ran.out, items);
    assert_eq!(ran.out.matches(['•', '-']).count(), 3, "{}", ran.out);
}

#[test]
fn a_question_in_the_type_of_headings_is_one_however_long_and_over_pages() {
    let body = [
        "The village does, since the flood, and it was never asked whether it wanted to own one.",
        "It keeps the key in the school, where whoever sees the water rise may fetch it at any hour.",
        "Twice in nine years somebody did, and both times it was a child who had been told not to.",
    ];
    let asks = [
        "2. The council has heard the miller, the school and those who live below the weir,",
        "and each of them has said what they would lose; what would you have asked them that",
    ];
    let mut first = vec![(50, 700, 16, "1. Who owns the weir?")];
    first.extend(
        (0..)
            .zip(body)
            .map(|(row, words)| (50, 670 - 14 * row, 11, words)),
    );
    first.extend(
        (0..)
            .zip(asks)
            .map(|(row, words)| (50, 610 - 20 * row, 16, words)),
    );
    let second = vec![
        (50, 740, 16, "nobody did?"),
        (
            50,
            700,
            11,
            "What it would take for them to stay, and who could give it.",
        ),
    ];
    let ran = import(&pdf(&[first, second]));
    has!(ran.out, "# 1. Who owns the weir?");
    has!(ran.out, "# 2. The council has heard");
    has!(ran.out, "would you have asked them that nobody did?");
    assert_eq!(ran.out.matches("# ").count(), 2, "{}", ran.out);
}
