//! A question as Markdown: its heading, what belongs to its kind, and what is kept back.

use std::fmt::Write as _;

use super::{Around, CaseWriter, Quoting};
use crate::{
    case::{
        Item, Kind, LeaveOut, Question, read,
        vocabulary::{Word, normal, phrases::Phrases},
    },
    text::Clean,
};

/// Writes a question into an open section of questions.
pub(super) fn write(writer: &mut CaseWriter, question: &Question) {
    let prompt = &question.prompt;
    let marks = marks(question, writer.names.phrases);
    let plain = writer.quoting == Quoting::Closing && !prompt.text.contains('\n');
    if plain || (writer.quoting == Quoting::Doubtful && asks(&prompt.text)) {
        let text = format!("{}. {}{marks}", prompt.number, prompt.text);
        writer.heading(3, &text);
    } else {
        writer.heading(3, &format!("{}.{marks}", prompt.number));
        writer.quoted("text", &prompt.text);
    }
    for block in &prompt.body {
        writer.block(&block.text, Around::Question);
    }
    kind(writer, question);
    let aside = &question.aside;
    if let Some(protocol) = &aside.protocol {
        let name = writer.names.label(Word::Protocol);
        writer.paragraph(&format!("{name}: {protocol}"));
    }
    if let Some(number) = prompt.builds_on {
        let name = writer.names.label(Word::BuildsOn);
        let question = writer.names.label(Word::Question);
        writer.paragraph(&format!("{name}: {question} {number}"));
    }
    if let Some(leave_out) = aside.leave_out {
        let form = match leave_out {
            LeaveOut::First => writer.names.phrases.first,
            LeaveOut::Never => writer.names.phrases.never,
        };
        let name = writer.names.label(Word::LeaveOut);
        writer.paragraph(&format!("{name}: {form}"));
    }
    fields(writer, Word::Hint, &aside.hints);
    for (at, model) in aside.models.iter().enumerate() {
        let title = model.title.as_deref();
        // The number that is right was written with its kind.
        let said = usize::from(at == 0 && aside.number.is_some());
        let said = model.claims.get(said..).unwrap_or_default();
        if !said.is_empty() || at > 0 {
            claims(writer, title, said);
        }
    }
    fields(writer, Word::FollowUp, &aside.follow_ups);
    fields(writer, Word::ListenFor, &aside.listen_for);
    fields(writer, Word::Facilitator, &aside.notes);
    fields(writer, Word::Rehearsal, &aside.rehearsal);
}

/// Whether a text is read as the words of a question and nothing else.
fn asks(text: &str) -> bool {
    let document = read(&format!("# T\n\n## Questions\n\n### 1. {text}\n"), "");
    let mut cases = document.cases.iter();
    let mut items = cases
        .next()
        .into_iter()
        .flat_map(|case| &case.parts)
        .flat_map(|part| &part.items);
    match (items.next(), items.next()) {
        (Some(Item::Question(question)), None) => {
            let prompt = &question.prompt;
            prompt.text.as_str() == text
                && prompt.seconds.is_none()
                && question.aside.models.is_empty()
        }
        _ => false,
    }
}

/// The number of picks, the time and the id, behind a question's words.
fn marks(question: &Question, phrases: &Phrases) -> String {
    let prompt = &question.prompt;
    let mut marks = String::new();
    if let Kind::Choice { options, most } = &prompt.kind
        && *most > 1
        && usize::from(*most) < options.len()
    {
        let up_to = phrases.up_to;
        let _ = write!(marks, " ({up_to} {most})");
    }
    if let Some(seconds) = prompt.seconds {
        let _ = if seconds.is_multiple_of(60) {
            write!(marks, " ({} min)", seconds / 60)
        } else {
            write!(marks, " ({seconds} sec)")
        };
    }
    let words = normal(&prompt.text);
    let letters = words.chars().filter(|letter| !letter.is_numeric());
    let letters: String = letters.collect();
    let usual = letters.split_whitespace().collect::<Vec<_>>().join(" ");
    let id = prompt.id.as_clean().as_str();
    // A doubled id was made unique by a number behind it; the reader does so again.
    let doubled = |id: &str| {
        let (before, number) = id.rsplit_once(' ')?;
        let counted = number.bytes().all(|byte| byte.is_ascii_digit());
        counted.then(|| before.to_owned())
    };
    let own = if id.contains(' ') {
        doubled(id).filter(|_| id != usual)
    } else {
        Some(id.to_owned())
    };
    if let Some(own) = own.filter(|own| *own != usual) {
        let _ = write!(marks, " {{#{own}}}");
    }
    marks
}

/// Options, scale or items.
fn kind(writer: &mut CaseWriter, question: &Question) {
    match &question.prompt.kind {
        Kind::Open => {}
        Kind::Choice { options, most } => {
            let right = |at: usize| {
                let mut right = question.aside.right.iter();
                right.any(|right| usize::from(*right) == at)
            };
            let items = options.iter().enumerate().map(|(at, option)| {
                let mark = match (*most > 1, right(at)) {
                    (false, false) => "( )",
                    (false, true) => "(x)",
                    (true, false) => "[ ]",
                    (true, true) => "[x]",
                };
                format!("{mark} {option}")
            });
            list(writer, items);
        }
        Kind::Scale(scale) => {
            let name = writer.names.label(Word::Scale);
            let [low, high] = scale.ends();
            writer.paragraph(&format!("{name}: {low} to {high}"));
            list(writer, scale.statements.iter().map(ToString::to_string));
        }
        Kind::Number { unit, comma } => {
            let name = writer.names.label(Word::Number);
            let right = question.aside.number;
            let right = right.map_or_else(|| unit.clone(), |right| right.words(unit, *comma));
            writer.paragraph(&format!("{name}: {right}"));
        }
        Kind::Rank { items } | Kind::Items { items } => {
            let ranked = matches!(question.prompt.kind, Kind::Rank { .. });
            let word = if ranked { Word::Rank } else { Word::InBasket };
            let name = writer.names.label(word);
            writer.paragraph(&format!("{name}:"));
            list(writer, items.iter().map(ToString::to_string));
        }
    }
}

fn list(writer: &mut CaseWriter, items: impl Iterator<Item = String>) {
    let mut any = false;
    for item in items {
        any = true;
        let _ = writeln!(writer.out, "- {}", indented(&item));
    }
    if any {
        writer.out.push('\n');
    }
}

/// All lines of an item but the first stand under its text.
fn indented(item: &str) -> String {
    let mut lines = item.lines();
    let mut text = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        text.push('\n');
        if !line.is_empty() {
            text.push_str("  ");
            text.push_str(line);
        }
    }
    text
}

/// Fields of a line each; all of them folded away where one of them is no single line.
fn fields(writer: &mut CaseWriter, word: Word, texts: &[Clean]) {
    let name = writer.names.label(word);
    let plain = |text: &Clean| !text.contains('\n') && !text.ends_with([':', '：']);
    if writer.quoting != Quoting::All && texts.iter().all(plain) {
        for text in texts {
            writer.paragraph(&format!("{name}: {text}"));
        }
    } else if !texts.is_empty() {
        folded(writer, &name, texts);
    }
}

fn claims(writer: &mut CaseWriter, title: Option<&str>, claims: &[Clean]) {
    let name = writer.names.label(Word::Answers);
    match title {
        None if writer.quoting != Quoting::All => {
            let _ = writeln!(writer.out, "{name}:\n");
            list(writer, claims.iter().map(ToString::to_string));
        }
        _ => folded(writer, title.unwrap_or(&name), claims),
    }
}

/// Texts between `<details>` and `</details>`, each as it is.
fn folded(writer: &mut CaseWriter, name: &str, texts: &[Clean]) {
    let _ = writeln!(writer.out, "<details><summary>{name}</summary>\n");
    for text in texts {
        if writer.quoting == Quoting::All {
            writer.quoted("text", text);
        } else {
            list(writer, std::iter::once(text.to_string()));
        }
    }
    writer.paragraph("</details>");
}
