//! Pages and tables to take home: everything that may be seen is in them, nothing else, and
//! nothing in them runs, loads or calculates.

use roundtable::{
    case::{self, Case, Item},
    protocol::Names,
    report::{Minutes, csv, html},
    text::Clean,
};

use crate::report::{answer, gathered, next_stop, report_of, says, whole};

const OPENED: &str = "Thu 12 November 2026, 14:02 CET";

/// What a reader sees of a page: its text without tags, on one line.
fn text(page: &str) -> String {
    let body = page.split_once("<main>").unwrap().1;
    let mut text = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn loads_nothing(page: &str) {
    assert!(page.contains("default-src 'none'"));
    lacks!(
        page,
        "<script",
        "<img",
        "<iframe",
        "<link",
        "src=",
        "url(http",
        "@import",
        "javascript:",
        "onload",
        "onerror"
    );
}

#[test]
fn the_page_holds_what_was_said_and_runs_nothing() {
    let report = report_of(&whole());
    let page = html::report(&report, OPENED, true);
    loads_nothing(&page);
    let text = text(&page);
    for said in [
        "The Late Bus",
        OPENED,
        "# Move the class",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "a*b* is not b",
        "Nobody asked the driver.",
        "without a name",
        "1 dissent was answered or carried on",
        "Ask the driver",
        "Would surprise: that she knew",
        "added to 1",
        "and the *school*",
        "2 of 2 answered",
        "1 of 2 answered, 1 passed",
        "Who decides?",
        "marked right by the author",
        "median",
        "Bookkeeping",
        "A draft, handed in when the step ended.",
    ] {
        assert!(text.contains(said), "{said:?}: {text}");
    }
    // Small groups are counted, not turned into shares of a hundred.
    assert!(!text.contains('%'), "{text}");
    let without = html::report(&report, OPENED, false);
    assert!(!without.contains("Bookkeeping"));
}

#[test]
fn who_picked_what_stands_under_the_option() {
    let mut table = gathered(Names::Named);
    next_stop(&mut table);
    for (person, reason) in [(1, ""), (2, "They drive it.")] {
        let answer_ = roundtable::case::Answer {
            value: roundtable::case::Value::Choice(vec![1]),
            reason: Clean::new(reason),
        };
        answer(&mut table, person, answer_, false);
    }
    next_stop(&mut table);
    let page = html::report(&report_of(&table), OPENED, true);
    let (_, asked) = page.split_once("Who decides?</h2>").unwrap();
    let (_, answers) = asked.split_once("<h3>The bus company</h3>").unwrap();
    let answers = answers.split("</dl>").next().unwrap();
    let text = text(&format!("<main>{answers}"));
    assert_eq!(text, "Ben They drive it. And by Ann (driver)");
    assert!(!asked.contains("<h3>The school</h3>"), "nobody picked it");
}

#[test]
fn the_foot_of_a_printed_page_is_nothing_but_text() {
    let mut report = report_of(&whole());
    report.case.title = Clean::new("Späte \"Busse\"}</style><script>alert(1)</script>\\");
    let page = html::report(&report, OPENED, true);
    loads_nothing(&page);
    let (_, foot) = page.split_once("@bottom-left { content: \"").unwrap();
    let foot = foot.split_once("\"; font").unwrap().0;
    assert!(
        foot.starts_with("Sp\\e4 te \\22 Busse\\22 \\7d \\3c \\2f style\\3e "),
        "{foot}"
    );
    assert!(foot.ends_with("14\\3a 02 CET"), "{foot}");
    assert_eq!(page.matches("</style>").count(), 1);
}

/// Nothing is drawn that one number says.
#[test]
fn passages_and_minutes_are_drawn_with_their_numbers_beside() {
    let mut report = report_of(&whole());
    for (at, passage) in report.passages.iter_mut().enumerate() {
        passage.uses = usize::from(at == 0);
    }
    for stop in &mut report.agenda {
        stop.planned_minutes = None;
    }
    let page = html::report(&report, OPENED, true);
    assert!(!page.contains("How often each was used") && !page.contains("<title>Minutes"));
    let second = report.passages[0].clone();
    report.passages.push(second);
    for (at, passage) in report.passages.iter_mut().enumerate() {
        (passage.number, passage.uses) = (1 + at as u32, 3 * usize::from(at < 2));
    }
    let stop = report.agenda.iter_mut().find(|stop| stop.reached).unwrap();
    stop.planned_minutes = Some(Minutes { ms: 299_000 });
    stop.actual_minutes = Minutes { ms: 61_000 };
    let label = stop.label.clone();
    let page = html::report(&report, OPENED, true);
    has!(
        page,
        "<title>How often each was used</title><desc>¶1: 3. ¶2: 3</desc>"
    );
    let minutes = format!("<title>Minutes</title><desc>{label}: planned 5, taken 1</desc>");
    has!(page, &minutes);
    assert!(!html::report(&report, OPENED, false).contains("<title>Minutes"));
}

#[test]
fn an_unfinished_report_claims_nothing() {
    let page = html::report(&report_of(&gathered(Names::Named)), OPENED, true);
    let text = text(&page);
    has!(text, "This session is not finished.");
    has!(text, "No dissent was filed.");
    has!(text, "No commitment was recorded.");
    lacks!(text, "Nobody", "everyone", "everybody", "the group thinks");
}

#[test]
fn under_hidden_names_no_file_gives_a_name_back() {
    let mut table = gathered(Names::Hidden);
    answer(&mut table, 1, says("CANARY of Ann"), false);
    answer(&mut table, 2, says("CANARY of Ben"), false);
    next_stop(&mut table);
    let report = report_of(&table);
    let page = text(&html::report(&report, OPENED, true));
    assert_eq!(
        page.matches("CANARY").count(),
        2,
        "both stand there by pseudonym"
    );
    for name in ["Ann", "Ben"] {
        assert!(!html::person(&report, name, OPENED).contains("CANARY"));
    }
    assert!(!csv::people(&report, b',').contains("CANARY"));
    for line in csv::answers(&report, b',')
        .lines()
        .filter(|line| line.contains("CANARY"))
    {
        lacks!(line, "\"Ann\"");
        lacks!(line, "\"Ben\"");
    }
}

#[test]
fn each_persons_copy_holds_their_own_words_alone() {
    let report = report_of(&whole());
    let ann = text(&html::person(&report, "Ann", OPENED));
    has!(ann, "# Move the class");
    has!(ann, "Ask the driver");
    assert!(!ann.contains("script") && !ann.contains("a*b*"), "{ann}");
    let ben = text(&html::person(&report, "Ben", OPENED));
    has!(ben, "a*b* is not b");
    lacks!(ben, "Move the class");
}

#[test]
fn tables_calculate_nothing_and_every_row_is_whole() {
    let harm = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "a \"quote\",\nand a line",
    ];
    for text in harm {
        tables_hold(text);
    }
}

fn tables_hold(text: &str) {
    let mut table = gathered(Names::Named);
    answer(&mut table, 1, says(text), false);
    next_stop(&mut table);
    for separator in [b',', b';'] {
        for made in [
            csv::answers(&report_of(&table), separator),
            csv::people(&report_of(&table), separator),
        ] {
            assert!(made.starts_with('\u{feff}'));
            let mut reader = ::csv::ReaderBuilder::new()
                .delimiter(separator)
                .from_reader(made.trim_start_matches('\u{feff}').as_bytes());
            let head = reader.headers().unwrap().clone();
            let unique: std::collections::BTreeSet<_> = head.iter().collect();
            assert_eq!(unique.len(), head.len(), "{head:?}");
            assert!(
                head.iter().all(|name| !name.contains(['?', ',', '.', '"'])),
                "{head:?}"
            );
            for row in reader.records() {
                for cell in &row.unwrap() {
                    assert!(
                        !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                        "{cell:?}"
                    );
                }
            }
        }
    }
    let answers = csv::answers(&report_of(&table), b',');
    assert_eq!(answers.matches("\"answer\",").count(), 1);
}

/// All that a case keeps back, in plain words of some length.
fn kept_back(case: &Case) -> Vec<String> {
    let mut texts = Vec::new();
    let staged = case.parts.iter().skip_while(|part| !part.staged);
    for part in staged {
        texts.extend(part.title.clone());
        texts.extend(part.items.iter().flat_map(|item| match item {
            Item::Reading(reading) => reading.blocks.iter().map(|b| b.text.clone()).collect(),
            Item::Exhibit(exhibit) => exhibit.blocks.iter().map(|b| b.text.clone()).collect(),
            Item::Question(question) => vec![question.prompt.text.clone()],
        }));
    }
    for question in case.questions() {
        let aside = &question.aside;
        texts.extend(aside.models.iter().flat_map(|model| model.claims.clone()));
        for list in [
            &aside.hints,
            &aside.follow_ups,
            &aside.listen_for,
            &aside.notes,
        ] {
            texts.extend(list.clone());
        }
    }
    texts.extend(
        case.facilitator_notes
            .iter()
            .map(|block| block.text.clone()),
    );
    texts.extend(case.goals.iter().map(|block| block.text.clone()));
    let plain = |text: Clean| {
        let words = case::plain(&text);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // A table's cells stand in another order in plain text.
    let texts = texts.into_iter().filter(|text| !text.starts_with('|'));
    let words = texts.map(plain);
    words.filter(|text| text.len() > 25).collect()
}

#[test]
fn a_sheet_holds_nothing_hidden_and_the_facilitators_holds_all() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cases");
    let mut hidden = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let document = case::read(&source, "case.md");
        let case = &document.cases[0];
        let plain = |page: &str| {
            let text = text(page);
            text.replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
        };
        let sheet = html::sheet(case, false, None);
        loads_nothing(&sheet);
        let (sheet, all) = (plain(&sheet), plain(&html::sheet(case, true, None)));
        for part in 1..html::stages(case) {
            let later = html::sheet(case, false, Some(part));
            assert!(!later.contains("One possible answer"));
        }
        for text in kept_back(case) {
            hidden += 1;
            assert!(!sheet.contains(&text), "{}: {text}", case.title);
            let words = text.trim_start_matches("- ").split(' ');
            let first: Vec<_> = words.skip(1).take(3).collect();
            assert!(
                all.contains(&first.join(" ")),
                "{}: {text}: {all}",
                case.title
            );
        }
        for question in case.questions().take(1) {
            let prompt = case::plain(&question.prompt.text);
            let words: Vec<_> = prompt.split_whitespace().collect();
            has!(sheet, &words.join(" "));
        }
    }
    assert!(hidden > 50, "{hidden}");
}

/// Pages keep the lines of what people write; a title, an option or a claim of the author's is one
/// line, however its source is broken.
#[test]
fn a_line_of_the_authors_source_is_none_of_the_page() {
    let source = "Say *what*\nyou saw.\\\nThen ask.";
    let html = "Say <em>what</em> you saw.<br />\nThen ask.";
    assert_eq!(html::prose::inline(source), html);
    assert_eq!(html::prose::blocks(source), format!("<p>{html}</p>\n"));
}

#[test]
fn the_authors_markdown_can_do_no_harm() {
    let source = "# T\n\nA [link](javascript:alert(1)) and [one](https://example.org), ![x](http://evil/x.png) \
        <img src=x onerror=alert(1)> text.\n\n<script>alert(2)</script>\n\n## Questions\n\n1. What <b>now</b>?\n";
    let document = case::read(source, "t.md");
    for everything in [false, true] {
        let page = html::sheet(&document.cases[0], everything, None);
        has!(page, "href=\"https://example.org\"");
        lacks!(page, "<script", "<img", "javascript:", "http://evil");
    }
}
