//! One question of QTI 2 (1EdTech): an `<assessmentItem>`.

use roxmltree::Node;

use super::{Asked, Part, write};
use crate::{
    fault::Fault,
    import::{
        Converted, html,
        zipped::{attribute, child},
    },
};

pub(super) fn markdown(item: Node<'_, '_>) -> Result<Converted, Fault> {
    let named = |name: &'static str| {
        item.descendants()
            .filter(move |node| node.tag_name().name() == name)
    };
    let right: Vec<&str> = named("correctResponse")
        .flat_map(|response| response.children())
        .filter_map(|value| value.text())
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .collect();
    let interaction = named("choiceInteraction").next();
    let mut asked = Asked {
        several: interaction.is_some_and(|interaction| {
            attribute(interaction, "maxChoices").is_some_and(|most| most != "1")
        }),
        ..Asked::default()
    };
    for choice in named("simpleChoice") {
        let is_right = attribute(choice, "identifier").is_some_and(|id| right.contains(&id));
        asked.options.push((words(choice), is_right));
    }
    if asked.options.is_empty() {
        asked.answers = right.iter().map(|value| (*value).to_owned()).collect();
    }
    asked.answers.extend(named("modalFeedback").map(words));
    asked.answers.extend(named("feedbackInline").map(words));
    asked.answers.extend(named("feedbackBlock").map(words));
    asked.notes.extend(named("rubricBlock").map(words));
    let prompts = named("prompt").map(words);
    let prompts: Vec<_> = prompts.filter(|prompt| !prompt.is_empty()).collect();
    let body = child(item, "itemBody");
    let before = body
        .into_iter()
        .flat_map(|body| body.children())
        .filter(|node| matches!(node.tag_name().name(), "p" | "div" | "blockquote"))
        .filter(|node| node.descendants().all(|node| !is_answered(node)))
        .map(words);
    let mut before: Vec<String> = before.filter(|text| !text.is_empty()).collect();
    asked.text = match prompts.is_empty() {
        true => before.pop().unwrap_or_default(),
        false => prompts.join("\n"),
    };
    if asked.text.is_empty() {
        return Err(Fault::new(
            "The question has a form that is not known here",
            "Export it as “Moodle XML” or GIFT, or copy its text into a file.",
        ));
    }
    let mut parts: Vec<_> = before.into_iter().map(Part::Reading).collect();
    parts.push(Part::Asked(asked));
    let title = attribute(item, "title").unwrap_or_default();
    Ok(Converted {
        markdown: write(title, &parts),
        from: "QTI",
        ..Converted::default()
    })
}

/// Whether it is a place to answer, or what is said of an answer.
fn is_answered(node: Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    name.ends_with("Interaction") || name == "feedbackBlock" || name == "rubricBlock"
}

/// The words of an element, without what is said of an answer in it.
fn words(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    for inner in node.descendants().filter(Node::is_text) {
        let apart = inner.ancestors().take_while(|above| *above != node);
        let apart = apart.filter(|above| above.tag_name().name() == "feedbackInline");
        if apart.count() == 0 {
            text.push_str(inner.text().unwrap_or_default());
        }
    }
    html::plain(&text)
}
