//! Runs of items, whatever their form and language: where such a run asks, every item of it does,
//! and what stands below is kept back; chapters, phases and clauses of the same form stay to be read.

use crate::early::shown;

/// A language: words for what asks, what only names a topic, and what explains.
struct Words {
    title: &'static str,
    asks: [&'static str; 3],
    topics: [&'static str; 3],
    says: [&'static str; 6],
}

/// The second language is nobody's: no table of the program can know it.
const LANGUAGES: &[Words] = &[
    Words {
        title: "Evening class",
        asks: [
            "What is a berth?",
            "Why is fog a danger?",
            "Who may cast off?",
        ],
        topics: ["kinds of ropes", "signals at night", "the log"],
        says: [
            "OKAPI a place at the quay.",
            "OKAPI hemp and wire, of which one is light.",
            "OKAPI nobody is seen in it.",
            "OKAPI two lamps and a bell.",
            "OKAPI whoever has the watch.",
            "OKAPI a book with a line for each hour.",
        ],
    },
    Words {
        title: "Dorvek malu",
        asks: ["Bru tamik selo na?", "Ogul veshti kor?", "Hemu drani palk?"],
        topics: ["tamik u selo", "veshti dalen", "palk moru"],
        says: [
            "OKAPI selo dra venu tal.",
            "OKAPI gorun pe talik, oder dumal.",
            "OKAPI neshu dra kolim.",
            "OKAPI fadru ta belun nes.",
            "OKAPI mulo dra hemu kestal.",
            "OKAPI drin u talo, sem veko.",
        ],
    },
    Words {
        title: "Abendkurs",
        asks: [
            "Was ist ein Liegeplatz?",
            "Warum ist Nebel gefährlich?",
            "Wer darf ablegen?",
        ],
        topics: ["Arten von Seilen", "Signale bei Nacht", "das Logbuch"],
        says: [
            "OKAPI ein Platz am Kai.",
            "OKAPI Hanf und Draht, einer davon ist leicht.",
            "OKAPI niemand wird darin gesehen.",
            "OKAPI zwei Lampen und eine Glocke.",
            "OKAPI wer die Wache hat.",
            "OKAPI ein Buch mit einer Zeile je Stunde.",
        ],
    },
    Words {
        title: "夜の教室",
        asks: [
            "係留所とは何ですか？",
            "霧はなぜ危険ですか？",
            "誰が出航できますか？",
        ],
        topics: ["綱の種類", "夜の信号", "航海日誌"],
        says: [
            "OKAPI 岸壁の場所です。",
            "OKAPI 麻と針金です。",
            "OKAPI 何も見えません。",
            "OKAPI 灯りが二つと鐘です。",
            "OKAPI 当直の者です。",
            "OKAPI 毎時一行の本です。",
        ],
    },
];

/// How an item is written, and what stands below it.
type Form = (&'static str, fn(usize, &str) -> String, fn(&str) -> String);

fn paragraph(text: &str) -> String {
    format!("{text}\n\n")
}

fn points(text: &str) -> String {
    format!("- {text}\n- {text}\n\n")
}

fn numbers(text: &str) -> String {
    format!("1. {text}\n2. {text}\n\n{text}\n\n")
}

const FORMS: &[Form] = &[
    (
        "heading",
        |n, text| format!("## {n}. {text}\n\n"),
        paragraph,
    ),
    (
        "heading over points",
        |n, text| format!("### {n}) {text}\n"),
        points,
    ),
    ("bold", |n, text| format!("**{n}. {text}**\n\n"), paragraph),
    (
        "bold over points",
        |n, text| format!("**{n}. {text}**\n"),
        points,
    ),
    (
        "bold over numbers",
        |n, text| format!("**{n}. {text}**\n\n"),
        numbers,
    ),
    (
        "item",
        |n, text| format!("{n}. {text}\n\n"),
        |text| format!("   {text}\n\n"),
    ),
    ("plain", |n, text| format!("{n}. {text}\n\n"), paragraph),
    ("no blank", |n, text| format!("{n}.{text}\n\n"), paragraph),
    ("bracket", |n, text| format!("{n}) {text}\n\n"), paragraph),
    ("sign", |n, text| format!("№ {n}. {text}\n\n"), paragraph),
    (
        "word",
        |n, text| format!("Zumek {n}: {text}\n\n"),
        paragraph,
    ),
    (
        "ruled",
        |n, text| format!("{n}) {text}\n\n"),
        |text| format!("{text}\n\n---\n\n"),
    ),
    (
        "tight",
        |n, text| format!("{n}. {text}\n"),
        |text| format!("{text}\n\n"),
    ),
];

/// A run of such items; some only name a topic, and the last has no like body.
fn run(words: &Words, (_, head, below): &Form) -> String {
    let texts = [
        words.asks[0],
        words.topics[0],
        words.asks[1],
        words.topics[1],
        words.asks[2],
        words.topics[2],
    ];
    let items = texts.iter().zip(words.says).enumerate();
    let items = items.map(|(nth, (text, says))| head(nth + 1, text) + &below(says));
    items.collect()
}

#[test]
fn every_item_of_a_run_that_asks_is_a_question_with_what_stands_below_kept_back() {
    for words in LANGUAGES {
        for form in FORMS {
            let one = run(words, form);
            for (text, count) in [
                (one.clone(), 6),
                (format!("# {}\n\n{one}", words.title), 6),
                (
                    format!("# {}\n\n{one}# {}\n\n{one}", words.title, words.title),
                    12,
                ),
            ] {
                let (read, asked, models) = shown(&text);
                assert_eq!(
                    (asked.len(), models),
                    (count, count),
                    "{}: {text}\n{asked:?}",
                    form.0
                );
                assert!(
                    !(read + &asked.concat()).contains("OKAPI"),
                    "{}: {text}",
                    form.0
                );
            }
        }
    }
}

#[test]
fn topics_that_ask_nothing_are_questions_under_the_title_of_an_exam() {
    for form in FORMS {
        let words = &LANGUAGES[0];
        let topics = words
            .topics
            .iter()
            .cycle()
            .take(6)
            .zip(words.says)
            .enumerate();
        let items: String = topics
            .map(|(nth, (text, says))| (form.1)(nth + 1, text) + &(form.2)(says))
            .collect();
        if form.0 == "word" || form.0 == "sign" {
            continue;
        }
        for title in EXAMS {
            let (read, asked, _) = shown(&format!("# {title}\n\n{items}"));
            assert_eq!(asked.len(), 6, "{} {title}: {items}\n{asked:?}", form.0);
            let all = read + &asked.concat();
            assert!(!all.contains("OKAPI"), "{} {title}: {items}", form.0);
        }
    }
}

/// Titles of exams, in languages that bend the word.
#[rustfmt::skip]
const EXAMS: &[&str] = &[
    "Exam topics", "Státní zkouška", "Ke zkoušce z práva", "Skúšky na jar", "Підготовка до іспиту", "Изпит по право", "Экзаменационные билеты",
    "Zagadnienia egzaminacyjne", "Ispitna pitanja", "Vizsgatételek", "Εξετάσεις Ιουνίου", "امتحان السنة", "Eksamensspørsmål",
];

#[test]
fn chapters_phases_and_clauses_are_read() {
    let titles = [
        [
            "The night shift",
            "Morning at the quay",
            "What Ines saw",
            "The call",
            "Two ways",
            "After the fog",
            "The next day",
        ],
        [
            "Welcome",
            "Read the case",
            "Work in pairs",
            "Talk about it",
            "Write it down",
            "Close",
            "Thanks",
        ],
        [
            "Boats of the harbour",
            "Scope",
            "Leave",
            "Use of boats",
            "Breaches",
            "Review",
            "Copies",
        ],
        [
            "Dorvek",
            "Talu na selo",
            "Moru gat",
            "Vesh ta kolim",
            "Hemu",
            "Selo drin",
            "Tak",
        ],
    ];
    let body = "Ines ran the office, and the ferry left at nine. Nobody had asked her.";
    for titles in titles {
        for (name, head, below) in FORMS {
            let chapters: String = titles
                .iter()
                .enumerate()
                .map(|(nth, title)| head(nth + 1, title) + &below(body))
                .collect();
            let asks = "## Questions\n\n1. What should Ines do now?\n2. Who decides?\n";
            for (text, count) in [
                (format!("# The late ferry\n\n{chapters}"), 0),
                (format!("# The late ferry\n\n{chapters}{asks}"), 2),
            ] {
                let (read, asked, models) = shown(&text);
                assert_eq!(
                    (asked.len(), models),
                    (count, 0),
                    "{name}: {text}\n{asked:?}"
                );
                assert_eq!(
                    read.matches("Nobody had asked her").count(),
                    chapters.matches("Nobody had asked her").count(),
                    "{name}: {text}"
                );
            }
        }
    }
}

#[test]
fn chapters_that_ask_now_and_then_are_read_where_questions_stand_below() {
    let titles = [
        "The night shift",
        "Who was there?",
        "What Ines saw",
        "Why so late?",
        "After the fog",
        "The next day",
    ];
    for (name, head, below) in FORMS {
        let chapters: String = titles
            .iter()
            .enumerate()
            .map(|(nth, title)| head(nth + 1, title) + &below("Nobody had asked her."))
            .collect();
        if *name == "word" {
            continue;
        }
        let text = format!(
            "# The late ferry\n\n{chapters}# Questions\n\n1. What should Ines do now?\n2. Who decides?\n"
        );
        let (read, asked, _) = shown(&text);
        assert!(asked.len() <= 4, "{name}: {text}\n{asked:?}");
        has!(read + &asked.concat(), "The next day");
    }
}

#[test]
fn statements_whose_gaps_are_filled_ask_with_empty_gaps() {
    let sheets = [
        ("Fill in the gaps:", "**", "**"),
        ("Ergänzen Sie die Lücken:", "**", "**"),
        ("Compléter:", "<u>", "</u>"),
        ("填空题", "==", "=="),
        ("Zumek dalu", "<font color=\"red\">", "</font>"),
        ("Zumek dalu", "<span style=\"color:#c00\">", "</span>"),
    ];
    let statements = [
        ("The boat belongs to ", "OKAPI mate", " of the harbour."),
        ("It left because of ", "OKAPI fog", " and a late cook."),
        (
            "Whoever leads it is called ",
            "OKAPI pilot",
            ", at sea as well.",
        ),
        ("The log is kept by ", "OKAPI cook", " at night."),
    ];
    for (title, open, close) in sheets {
        for count in [|nth: usize| format!("{nth}. "), |_| "- ".to_owned()] {
            let sheet = |open: &str, close: &str| -> String {
                let lines = statements.iter().enumerate();
                let line = |(nth, (before, gap, behind)): (usize, &(&str, &str, &str))| {
                    format!("{}{before}{open}{gap}{close}{behind}\n", count(nth + 1))
                };
                lines.map(line).collect()
            };
            let text = format!("# Ferry\n\n## {title}\n\n{}", sheet(open, close));
            let (read, asked, models) = shown(&text);
            assert_eq!((asked.len(), models), (4, 4), "{text}: {asked:?}");
            assert!(!(read + &asked.concat()).contains("OKAPI"), "{text}");
        }
    }
    // Figures of a case are set in bold letters too.
    let figures = "# Ferry\n\nThe year in figures:\n\n- Sales fell by **20 percent** in May.\n- Costs rose by **5 percent** in June.\n- In July **40 people** left.\n- The owner lent **two boats** in August.\n\n## Questions\n\n1. What now?\n2. Who decides?\n";
    let (read, asked, models) = shown(figures);
    assert_eq!((asked.len(), models), (2, 0), "{asked:?}");
    has!(read, "20 percent", "40 people", "two boats");
}

#[test]
fn choices_that_nothing_counts_stand_between_an_item_and_its_answer() {
    let question = |nth: usize, label: &str| {
        format!(
            "{nth}) Whoever casts off at {nth} is\n\nthe mate\n\nthe cook\n\nthe owner\n\n{label}: the cook. OKAPI has the watch at {nth}.\n\n"
        )
    };
    for label in ["Answer", "CORRECTA", "Lösung", "Odgovor"] {
        let items: String = (1..6).map(|nth| question(nth, label)).collect();
        let (read, asked, _) = shown(&format!("# Ferry\n\n{items}"));
        assert_eq!(asked.len(), 5, "{label}: {asked:?}");
        assert!(
            asked
                .iter()
                .all(|asks| asks.contains("Whoever casts off") && asks.contains("the owner")),
            "{asked:?}"
        );
        assert!(!(read + &asked.concat()).contains("OKAPI"), "{label}");
    }
}

#[test]
fn a_row_of_items_that_all_will_read_is_named() {
    let items: String = (1..9)
        .map(|nth| {
            format!(
                "{nth}. Kind of rope {nth}\n\nIt is made of hemp, and it holds {nth} boats.\n\n"
            )
        })
        .collect();
    let document = roundtable::case::read(&format!("# At the harbour\n\n{items}"), "harbour.md");
    let named = document
        .guesses
        .iter()
        .find(|guess| guess.rule == "items in a row");
    let named = named.map(|guess| (guess.line, guess.said.to_string()));
    let (line, said) = named.unwrap();
    assert_eq!(line, 3);
    has!(said, "lines 3 to 33", "8 items");
}

#[test]
fn what_is_to_be_done_below_a_counted_task_is_no_answer() {
    let task = |nth: usize, title: &str| {
        format!(
            "### Task {nth}: {title} (20 min)\n\nPrepare the talk:\n\n1. What is your first offer?\n2. Name two ways out.\n3. Write down who decides.\n\n"
        )
    };
    let tasks: String = ["The owner", "The crew", "The harbour", "The bank"]
        .iter()
        .enumerate()
        .map(|(nth, title)| task(nth + 1, title))
        .collect();
    let (read, asked, models) = shown(&format!("# Ferry\n\nIt left at nine.\n\n{tasks}"));
    assert_eq!(models, 0, "{asked:?}");
    let seen = read + &asked.concat();
    assert!(seen.matches("your first offer").count() >= 4, "{seen}");
    assert!(seen.matches("who decides").count() >= 4, "{seen}");
}

#[test]
fn a_number_of_any_length_is_read() {
    let number = "9".repeat(40);
    for line in [
        format!("{number}. What?"),
        format!("Topic {number}: what"),
        format!("## {number} what"),
    ] {
        let text =
            format!("# T\n\n{line}\n\nIt is.\n\n{line}\n\nIt was.\n\n{line}\n\nIt will be.\n");
        assert_eq!(
            roundtable::case::read(&text, "t.md").cases.len(),
            1,
            "{text}"
        );
    }
}
