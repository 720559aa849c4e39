//! Every line has its place, over what is drawn: whatever `show` does not call unused or page
//! noise is said to somebody in a session that goes to its end, with the facilitator's notes and
//! every hint, or stands in its report.

use std::{fs, path::Path};

use roundtable::case::{
    Document,
    mend::{Mended, Taken},
    read, vocabulary,
};
use tempfile::TempDir;

use crate::door::run;

/// Letters and digits only, in small letters; a blank for all between.
fn words(text: &str) -> Vec<String> {
    let small = text.to_lowercase();
    let words = small.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// All that a session of that case says to somebody, and its report.
fn said(name: &str, text: &str, number: usize, document: &Document) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    let number = (number + 1).to_string();
    let case = &document.cases[number.parse::<usize>().unwrap() - 1];
    let asked = case.questions().count();
    let mut input = String::new();
    if asked == 0 {
        // It is read together, without the questions that are offered.
        input.push_str("no\n");
    }
    for _ in 0..case.parts.len() * 2 + asked * 8 + 8 {
        input.push_str("/facilitator\n/hint\n/hint\n/hint\n/pass\n\n");
    }
    input.push_str("/close\n");
    let mut words = vec!["run", name, "--plain", "--people", "Ann", "--case", &number];
    words.extend(["--protocol", "think-share"]);
    let ran = run(folder.path(), &words, &input);
    assert_eq!(ran.code, 0, "{name}: {}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("The session is closed."),
        "{name}: {}",
        ran.out
    );
    let reports = fs::read_dir(folder.path().join("data/reports")).unwrap();
    let reports = reports.map(|file| file.unwrap().path());
    let reports: Vec<_> = reports
        .filter(|path| path.is_file())
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    format!("{}\n{}", ran.out, reports.join("\n"))
}

/// Whether a word only names what a line is: a label, a tag, how many may be chosen.
fn names_a_role(word: &str, line: &str) -> bool {
    let tag = line.contains(&format!("<{word}>"));
    // "(choose up to 2)", "(Answer: …)", "Answer: …", "## Answers".
    let line = line.replace("<summary>", "").replace("</summary>", "");
    let bare = line
        .trim()
        .trim_matches(['#', '*', '_', '>', '-', ' ', '【', '】']);
    let inside = bare
        .split_once(['(', '（'])
        .map_or("", |(_, inside)| inside);
    let choose = inside.starts_with("choose up to");
    let mut heads = [bare, inside]
        .into_iter()
        .map(|text| text.split([':', '：', ')']).next().unwrap_or_default())
        .map(|head| head.trim_matches(['*', '_', ' ']));
    let role = heads.any(|head| {
        let head = head.strip_prefix("Zu ").unwrap_or(head);
        let known = vocabulary::of_heading(head).is_some() || vocabulary::whole(head).is_some();
        let asked = vocabulary::names_a_question(head) || head.to_lowercase().contains("question");
        (known || asked) && words(head).iter().any(|one| one == word)
    });
    tag || choose || role
}

/// Whether a line was taken for something that has words for somebody.
fn has_words(taken: Taken) -> bool {
    match taken {
        Taken::Text
        | Taken::Exhibit
        | Taken::Question(_)
        | Taken::Option
        | Taken::UnderQuestion => true,
        // An option that is right is said as an option; a comment is the author's own.
        Taken::Hidden(what) => !matches!(what, "right option" | "comment"),
        Taken::Nothing | Taken::Frame | Taken::Noise | Taken::Unused => false,
    }
}

#[test]
fn whatever_is_placed_is_said_to_somebody_by_the_end() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "md" || end == "txt")
        })
        .collect();
    files.sort();
    let mut missing = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let document = read(&text, name);
        let cases = 0..document.cases.len();
        let said: Vec<_> = cases
            .map(|number| said(name, &text, number, &document))
            .collect();
        let seen = words(&said.join("\n")).join(" ");
        let (_, taken) = Mended::new(&text, name).read();
        let lines = (1..).zip(text.lines()).zip(taken);
        for ((number, line), taken) in lines {
            // What only orders what stands under it is told as a guess.
            let told = document.guesses.iter().any(|guess| guess.line == number);
            let gone = words(line)
                .into_iter()
                .filter(|word| word.chars().count() > 3)
                .find(|word| !seen.contains(word.as_str()) && !names_a_role(word, line));
            if let Some(word) = gone.filter(|_| has_words(taken) && !told) {
                missing.push(format!("{name}:{number} {taken:?} “{word}”: {line}"));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "{}\n{}",
        missing.len(),
        missing.join("\n")
    );
}

/// Fields of a question that say one thing, and what each is given to say twice.
const SAID_ONCE: [(&str, &str, &str); 6] = [
    ("Scale", "1 (never) to 5 (always)", "1 (calm) to 7 (storm)"),
    ("Time", "5 min", "9 min"),
    ("Protocol", "delphi", "consent"),
    ("Number", "12 parcels", "31 parcels"),
    ("Leave out", "first", "never"),
    ("Builds on", "question 1", "question 2"),
];

#[test]
fn what_is_said_of_a_question_twice_is_told_and_the_first_counts() {
    for (field, first, second) in SAID_ONCE {
        let asked =
            "# T\n\nStory.\n\n## Questions\n\n1. What is it?\n\n2. And then?\n\n3. It is.\n\n";
        let once = format!("{asked}{field}: {first}\n");
        let twice = format!("{once}\n{field}: {second}\n");
        let again = format!("{once}\n{field}: {first}\n");
        let (one, two) = (read(&once, "t.md"), read(&twice, "t.md"));
        assert_eq!(one.cases, two.cases, "{field}");
        let line = twice.lines().count() as u32;
        let told = |document: &Document| document.unused.iter().any(|lines| lines.from == line);
        assert!(told(&two), "{field}: {:?}", two.unused);
        let flaws = roundtable::case::advice::advise(&two);
        let flaws: Vec<_> = flaws.iter().filter(|flaw| flaw.line == line).collect();
        assert_eq!(flaws.len(), 1, "{field}: {flaws:?}");
        assert!(flaws[0].what.contains("the first counts"), "{flaws:?}");
        assert_eq!(one.cases, read(&again, "t.md").cases, "{field}");
    }
}

#[test]
fn what_a_label_keeps_back_is_no_question_for_standing_alone_under_their_heading() {
    for label in [
        "Model answer",
        "Hint",
        "Answer",
        "Answer key",
        "Note for the trainer",
        "Musterlösung",
        "Réponse",
    ] {
        for heading in ["## Questions", "### Your task", "## Aufgabe"] {
            for before in ["", "## Questions\n\n1. What first?\n\n"] {
                let text = format!(
                    "# T\n\nStory.\n\n{before}{heading}\n\n{label}: KEPT look at the rota\n"
                );
                let document = read(&text, "t.md");
                let asked = document
                    .cases
                    .iter()
                    .flat_map(roundtable::case::Case::questions);
                let asked: Vec<_> = asked
                    .map(|question| question.prompt.text.to_string())
                    .collect();
                assert!(
                    asked.iter().all(|text| !text.contains("KEPT")),
                    "{text}\n{asked:?}"
                );
            }
        }
    }
}

#[test]
fn a_counted_heading_over_a_scale_or_a_ranking_asks() {
    let text = "# The ward\n\nWe look at it.\n\n## 1. I am heard.\n\nScale: 1 (never) to 5 (always)\n\n\
        ## 2. What we lack.\n\nPut the worst first.\n\nRank:\n\n- rota\n- keys\n\n## Afterwards\n\nWe talk.\n";
    let document = read(text, "t.md");
    let asked = document.cases[0].questions();
    let kinds: Vec<_> = asked
        .map(|question| (question.prompt.line, &question.prompt.kind))
        .collect();
    let [
        (5, roundtable::case::Kind::Scale(_)),
        (9, roundtable::case::Kind::Rank { .. }),
    ] = kinds[..]
    else {
        panic!("{kinds:?}");
    };
}
