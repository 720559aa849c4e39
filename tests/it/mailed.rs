//! A case that came by mail: its text is decoded, and the letter around it is none of the case.

use std::path::Path;

use roundtable::{
    case::{Case, read},
    import::convert_bytes,
};

const HEAD: &str = "From: Ann Lee <ann@uni.example>\r\nTo: Tom <tom@college.example>\r\nSubject: Fwd: =?utf-8?q?The_choir_=E2=80=93_a_case?=\r\nMIME-Version: 1.0\r\n";

fn mail(body: &str) -> String {
    format!("{HEAD}{body}")
        .replace('\n', "\r\n")
        .replace("\r\r", "\r")
}

const LETTER: &str = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nDear Tom, please leave out th=\ne last one. PRIVATELY.\n\n---------- Forwarded message ----------\nFrom: Eve <eve@uni.example>\nDate: Monday\nSubject: The choir\n\nThe choir has 44 members and a con=\nductor =E2=80=93 D=\nelia.\n\n   Year    Members   Hall\n   2023      44      5,400\n   2024      41      5,620\n\nQ1. What is Delia afraid of?\n[Answer: Not of the songs.]\n\nQ2. What could Ron do?\n[Answer: Show her the figures.]\n\n-- =20\nAnn Lee\nTel. 555 0100\n";

#[test]
fn its_text_is_decoded_and_the_letter_around_it_is_noise() {
    let converted = convert_bytes(Path::new("choir.eml"), mail(LETTER).as_bytes()).unwrap();
    assert_eq!(converted.from, "mail");
    let document = read(&converted.markdown, "choir.eml");
    let case = &document.cases[0];
    let seen = serde_json::to_string(&case.parts).unwrap();
    assert!(
        seen.contains("44 members and a conductor – Delia."),
        "{seen}"
    );
    for stays in ["PRIVATELY", "555 0100", "Fwd", "@", "Content-", "Monday"] {
        assert!(!seen.contains(stays), "{stays}: {seen}");
    }
    assert_eq!(document.title.as_str(), "The choir – a case");
    assert!(
        converted.markdown.contains("| 2023 | 44 | 5,400 |"),
        "{}",
        converted.markdown
    );
    let questions: Vec<_> = case
        .questions()
        .map(|one| one.prompt.text.to_string())
        .collect();
    assert_eq!(
        questions,
        ["What is Delia afraid of?", "What could Ron do?"]
    );
    assert!(
        case.noise
            .iter()
            .any(|block| block.text.contains("PRIVATELY"))
    );
}

#[test]
fn parts_other_encodings_and_pages_are_read_and_files_stay_behind() {
    let many = "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\nRGVyIENob3Igc2luZ3QgZvxyIGFsbGUu\n\n--b\nContent-Type: application/pdf; name=\"a.pdf\"\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n";
    let converted = convert_bytes(Path::new("choir.eml"), mail(many).as_bytes()).unwrap();
    assert!(
        converted.markdown.contains("Der Chor singt für alle."),
        "{}",
        converted.markdown
    );
    assert!(
        converted
            .said
            .iter()
            .any(|said| said.contains("1 attached file")),
        "{:?}",
        converted.said
    );
    let page = "Content-Type: text/html; charset=utf-8\n\n<h1>The choir</h1><p>It sings &amp; waits.</p>\n";
    let converted = convert_bytes(Path::new("choir.eml"), mail(page).as_bytes()).unwrap();
    assert!(
        converted.markdown.contains("It sings & waits."),
        "{}",
        converted.markdown
    );
    // By its first lines it is known under another name, too.
    let converted = convert_bytes(Path::new("choir.txt"), mail(LETTER).as_bytes()).unwrap();
    assert_eq!(converted.from, "mail");
}

#[test]
fn a_mail_that_is_broken_is_text_or_says_so() {
    for body in [
        "",
        "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b",
        "Content-Transfer-Encoding: base64\n\n%%%%\n",
    ] {
        // Neither a panic nor a case of nothing.
        let read = convert_bytes(Path::new("choir.eml"), mail(body).as_bytes());
        assert!(
            read.is_err() || !read.unwrap().markdown.trim().is_empty(),
            "{body}"
        );
    }
}

fn asked(text: &str) -> Vec<(String, Vec<String>)> {
    let document = read(text, "mail.txt");
    let questions = document.cases.iter().flat_map(Case::questions);
    let said = questions.map(|question| {
        let claims = question.aside.models.iter().flat_map(|one| &one.claims);
        let claims = claims.map(ToString::to_string).collect();
        (question.prompt.text.to_string(), claims)
    });
    said.collect()
}

#[test]
fn how_a_mail_is_closed_is_no_claim_of_the_last_answer() {
    for close in [
        "With kind regards\nRita Sommer\nHead of nursing",
        "Kind regards,\n\nRita",
        "With my best wishes\nRita",
        "Mit besten Grüßen\nRita Sommer\n\n--\nStation 4, Haus B\nTelefon 12 34 56",
        "Schöne Grüße\nRita",
        "Bien cordialement,\nRita",
        "Un cordial saludo\nRita",
        "Warmly\nRita",
        "--\nRita Sommer\nWard 4, PhoneRig B",
        "Sent from my phone",
    ] {
        let text = format!(
            "The swap\n\nSamira took the Monday of Pawel.\n\n1. What would you do first?\n\nAnswer: The manager.\n\n2. Who else?\n\nAnswer: Nobody but the two.\n\n{close}\n"
        );
        let asked = asked(&text);
        assert_eq!(asked[1].1, ["Nobody but the two."], "{close}");
    }
    // An answer that only begins so is one.
    let kept = "The swap\n\nIt is late.\n\n1. How do you close?\n\nAnswer: Best wishes first.\n\n2. And then?\n\nAnswer: Regards are no thanks.\n";
    assert_eq!(asked(kept)[1].1, ["Regards are no thanks."]);
}

#[test]
fn a_question_that_is_wrapped_is_one_sentence() {
    let wrapped = |one: &str, two: &str| {
        asked(&format!(
            "The swap\n\nSamira took the Monday of Pawel.\n\n1. {one}\n{two}\n\nAnswer: The manager.\n\n2. Who else?\n\nAnswer: Nobody.\n"
        ))
    };
    for (one, two) in [
        (
            "What does she mean when she says she has",
            "swapped with Pawel?",
        ),
        (
            "What does she mean by “I have swapped",
            "with Pawel and he knows it”?",
        ),
        ("What does she mean by \"He", "knows it?\""),
        ("Why does Kim answer", "\"Ask the manager\"?"),
        (
            "What would have to happen before you go to the manager of",
            "Pawel’s ward?",
        ),
    ] {
        let asked = wrapped(one, two);
        assert_eq!(asked.len(), 2, "{asked:?}");
        assert_eq!(asked[0].0, format!("{one} {two}"));
        assert_eq!(asked[0].1, ["The manager."]);
    }
    // What stands below a title, a label or a whole sentence is no part of it.
    for (one, two) in [
        ("The swap", "Who decides it?"),
        (
            "What would you do first?",
            "Think of the ward, and who else is in it?",
        ),
        ("Describe what you do", "Hint: who writes the plan?"),
    ] {
        let asked = wrapped(one, two);
        assert!(!asked[0].0.contains(two), "{asked:?}");
    }
}
