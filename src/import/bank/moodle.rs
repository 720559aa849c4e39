//! Moodle's XML: `<quiz>` with a `<question>` for each.

use roxmltree::Node;

use super::{Asked, Part, line, qti, write};
use crate::{
    fault::Fault,
    import::{
        Converted, html,
        text::decoded,
        zipped::{attribute, child, parsed},
    },
    text::{Clean, plural},
};

/// Whether XML holds questions.
pub(in crate::import) fn is_bank(start: &str) -> bool {
    let tag =
        |name: &str| start.contains(&format!("<{name}>")) || start.contains(&format!("<{name} "));
    start.starts_with('<') && (tag("quiz") && tag("question") || tag("assessmentItem"))
}

/// The questions of a bank.
pub(in crate::import) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let (xml, mut said) = decoded(bytes)?;
    let xml = xml.trim_start_matches('\u{feff}').trim_start();
    let tree = parsed(xml).map_err(|why| {
        Fault::new(
            "The question bank is damaged",
            "Export it again: in Moodle as “Moodle XML” or GIFT.",
        )
        .because(&why)
    })?;
    let root = tree.root_element();
    if root.tag_name().name() == "assessmentItem" {
        return qti::markdown(root);
    }
    let questions = root
        .children()
        .filter(|node| node.tag_name().name() == "question");
    let (mut parts, mut title, mut unread) = (Vec::new(), None, 0);
    for question in questions {
        match attribute(question, "type").unwrap_or_default() {
            "category" => {
                let name = text(question, "category");
                let name = name
                    .rsplit('/')
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned();
                title = title.or(Some(name).filter(|name| !name.is_empty()));
            }
            "description" => parts.push(Part::Reading(text(question, "questiontext"))),
            kind => match asked(question, kind) {
                Some(asked) => parts.push(Part::Asked(asked)),
                None => unread += 1,
            },
        }
    }
    if unread > 0 {
        let unread = plural(unread, "question", "questions");
        let words = format!("{unread} of a kind that needs Moodle stayed behind.");
        said = Some(Clean::line(&words));
    }
    let none = !parts.iter().any(|part| matches!(part, Part::Asked(_)));
    if none {
        return Err(Fault::new(
            "There is no question in the question bank",
            "Export the questions again, as “Moodle XML” or GIFT.",
        ));
    }
    Ok(Converted {
        markdown: write(title.as_deref().unwrap_or_default(), &parts),
        from: "Moodle XML",
        said: said.into_iter().collect(),
        ..Converted::default()
    })
}

/// The text of a child, out of its HTML.
fn text(node: Node<'_, '_>, name: &str) -> String {
    child(node, name).map(own_text).unwrap_or_default()
}

fn own_text(node: Node<'_, '_>) -> String {
    let said = child(node, "text").and_then(|text| text.text());
    html::plain(said.unwrap_or_default())
}

fn asked(question: Node<'_, '_>, kind: &str) -> Option<Asked> {
    let mut asked = Asked {
        text: text(question, "questiontext"),
        ..Asked::default()
    };
    let answers: Vec<_> = question
        .children()
        .filter(|node| node.tag_name().name() == "answer")
        .collect();
    let right = |node: Node<'_, '_>| {
        let share = attribute(node, "fraction").and_then(|share| share.parse::<f64>().ok());
        share.is_some_and(|share| share > 0.0)
    };
    match kind {
        "multichoice" | "truefalse" => {
            asked.several = kind == "multichoice"
                && child(question, "single").and_then(|single| single.text()) == Some("false");
            for answer in answers {
                let option = own_text(answer);
                let said = text(answer, "feedback");
                if !said.is_empty() {
                    asked.answers.push(feedback(&option, right(answer), &said));
                }
                asked.options.push((option, right(answer)));
            }
        }
        "shortanswer" | "numerical" | "regexp" => {
            for answer in answers.into_iter().filter(|answer| right(*answer)) {
                asked.answers.push(own_text(answer));
                asked.answers.push(text(answer, "feedback"));
            }
        }
        "matching" | "ddmatch" => {
            let pairs = question
                .children()
                .filter(|node| node.tag_name().name() == "subquestion");
            let pairs = pairs.map(|pair| (own_text(pair), text(pair, "answer")));
            let pairs: Vec<_> = pairs.collect();
            matching(&mut asked, &pairs);
        }
        "cloze" | "multianswer" => {
            let (text, answers) = gaps(&asked.text);
            asked.text = text;
            asked.answers = answers;
        }
        "essay" => {}
        _ => return None,
    }
    asked.answers.push(text(question, "generalfeedback"));
    asked.notes.push(text(question, "graderinfo"));
    Some(asked)
}

/// What is said of an option: of the right one as it is, of others with their words.
pub(in crate::import) fn feedback(option: &str, right: bool, said: &str) -> String {
    if right {
        return line(said);
    }
    format!("“{}”: {}", line(option), line(said))
}

/// What belongs together: the one side is asked, the other in the order of the alphabet.
pub(in crate::import) fn matching(asked: &mut Asked, pairs: &[(String, String)]) {
    let mut others: Vec<_> = pairs.iter().map(|(_, other)| line(other)).collect();
    others.sort();
    others.dedup();
    let ones = pairs.iter().map(|(one, _)| line(one));
    let ones: Vec<_> = ones.filter(|one| !one.is_empty()).collect();
    asked.text.push_str(&format!(
        "\n\nWhat belongs together: {} — with: {}",
        ones.join("; "),
        others.join("; ")
    ));
    let pairs = pairs.iter().filter(|(one, _)| !one.trim().is_empty());
    let pairs = pairs.map(|(one, other)| format!("{} → {}", line(one), line(other)));
    asked.answers.extend(pairs);
}

/// A text with gaps, `{1:SHORTANSWER:=a}`, and what belongs in each.
fn gaps(text: &str) -> (String, Vec<String>) {
    let (mut shown, mut answers) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, gap)) = rest.split_once('{') {
        shown.push_str(before);
        let Some((inside, after)) = gap.split_once('}') else {
            // A gap without an end may still say its answer.
            rest = "";
            shown.push_str("____");
            break;
        };
        let right = inside.split('=').nth(1).unwrap_or_default();
        let right = right.split(['~', '#']).next().unwrap_or_default();
        shown.push_str("____");
        answers.push(right.to_owned());
        rest = after;
    }
    shown.push_str(rest);
    (shown, answers)
}
