//! Mail as it is saved: its text decoded, its headers left out. The letter around a case that was
//! forwarded, and how it is signed, are page noise behind the text.

use mailparse::{MailHeaderMap as _, ParsedMail, parse_mail};

use super::{
    Converted,
    flow::Flow,
    html,
    table::{Cell, Row},
};
use crate::{
    fault::Fault,
    text::{Clean, plural},
};

/// Headers by which a text is known as a mail.
const HEADERS: &[&str] = &[
    "from:",
    "return-path:",
    "received:",
    "delivered-to:",
    "message-id:",
    "subject:",
    "mime-version:",
];
/// How the line begins that stands above what is forwarded, folded.
#[rustfmt::skip]
const FORWARDED: &[&str] = &[
    "forwarded message", "begin forwarded message", "original message", "weitergeleitete nachricht", "anfang der weitergeleiteten", "urspruengliche nachricht",
    "ursprungliche nachricht", "message transfere", "message transmis", "debut du message", "mensaje reenviado", "mensagem encaminhada", "messaggio inoltrato",
    "doorgestuurd bericht", "oorspronkelijk bericht", "vidarebefordrat meddelande", "videresendt", "przekazana wiadomosc", "пересылаемое сообщение",
    "пересланное сообщение", "转发的邮件", "转发邮件", "原始邮件",
];
/// What stands before the subject of an answer or of what is forwarded.
#[rustfmt::skip]
const BEFORE: &[&str] = &["fwd:", "fw:", "re:", "wg:", "aw:", "tr:", "rv:", "sv:", "vs:", "enc:", "i:", "doorst:", "转发:", "回复:"];

/// Whether a text begins with the headers of a mail.
pub(super) fn is_mail(start: &str) -> bool {
    let mut head = start.lines().take_while(|line| !line.trim().is_empty());
    let first = head.clone().next().unwrap_or_default().to_lowercase();
    let known = HEADERS.iter().any(|header| first.starts_with(header));
    known && head.any(|line| line.to_lowercase().starts_with("mime-version:"))
}

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let mail = parse_mail(bytes).map_err(|error| unread(&error.to_string()))?;
    let mut bodies = Bodies::default();
    bodies.gather(&mail);
    let title = mail.headers.get_first_value("Subject");
    let title = title.map(|subject| without_marks(&subject).to_owned());
    let said = (bodies.attached > 0).then(|| {
        let files = plural(bodies.attached, "attached file", "attached files");
        Clean::line(&format!("Left behind: {files}."))
    });
    let mut converted = match (bodies.plain, bodies.page) {
        (Some(text), _) if !text.trim().is_empty() => Converted {
            markdown: letter(&text),
            ..Converted::default()
        },
        (_, Some(page)) => html::markdown(page.as_bytes())?,
        _ => Converted::default(),
    };
    converted.said.extend(said);
    Ok(Converted {
        title: converted.title.or(title),
        from: "mail",
        ..converted
    })
}

fn unread(why: &str) -> Fault {
    Fault::new(
        "The mail cannot be read",
        "Open it in your mail program, copy its text, and import that.",
    )
    .because(why)
}

/// The texts of a mail.
#[derive(Default)]
struct Bodies {
    plain: Option<String>,
    page: Option<String>,
    attached: usize,
}

impl Bodies {
    fn gather(&mut self, part: &ParsedMail<'_>) {
        for inner in &part.subparts {
            self.gather(inner);
        }
        if !part.subparts.is_empty() {
            return;
        }
        let kind = part.ctype.mimetype.to_lowercase();
        let body = || part.get_body().ok();
        let flowed = part
            .ctype
            .params
            .get("format")
            .is_some_and(|format| format == "flowed");
        match kind.as_str() {
            "text/plain" if self.plain.is_none() => {
                self.plain = body().map(|text| if flowed { unfolded(&text) } else { text });
            }
            "text/html" if self.page.is_none() => self.page = body(),
            _ => self.attached += 1,
        }
    }
}

/// A text whose lines go on in the next one where they end in a blank.
fn unfolded(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        out.push_str(line);
        let signs = line.trim() == "--";
        if !line.ends_with(' ') || signs {
            out.push('\n');
        }
    }
    out
}

/// A subject without what programs put before it.
fn without_marks(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some(rest) = BEFORE.iter().find_map(|mark| {
        let head = subject.get(..mark.len())?;
        (head.to_lowercase() == *mark).then(|| subject.get(mark.len()..))?
    }) {
        subject = rest.trim();
    }
    subject
}

/// The text of a mail: what was forwarded in it, else all of it, and behind that its noise.
fn letter(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let sign = lines
        .iter()
        .rposition(|line| *line == "--")
        .unwrap_or(lines.len());
    let (body, signed) = lines.split_at_checked(sign).unwrap_or((&lines, &[]));
    let marks = |line: &&str| {
        let folded = line
            .trim_matches(|letter: char| !letter.is_alphanumeric())
            .to_lowercase();
        FORWARDED.iter().any(|mark| folded.starts_with(mark))
    };
    let forwarded = body.iter().position(marks);
    let from = forwarded.map_or(0, |at| at + 1);
    // The headers of what was forwarded.
    let rest = body.get(from..).unwrap_or_default();
    let blank = rest.iter().take_while(|line| line.is_empty()).count();
    let header = |line: &&&str| {
        line.split_once(": ")
            .is_some_and(|(head, _)| head.len() <= 20)
    };
    let headers = rest.iter().skip(blank).take_while(header).count();
    let headers = if forwarded.is_some() && headers >= 2 {
        blank + headers
    } else {
        0
    };
    let (around, case) = body.split_at_checked(from + headers).unwrap_or((&[], body));
    let mut flow = Flow::default();
    put(&mut flow, case);
    for noise in [around, signed] {
        let said = noise.join("\n");
        if !said.trim().is_empty() {
            flow.block(&format!(":::: noise\n{}\n::::", said.trim()));
        }
    }
    flow.text
}

/// Lines as they are; where several are set in columns they are a table.
fn put(flow: &mut Flow, lines: &[&str]) {
    let mut at = 0;
    let mut open: Vec<&str> = Vec::new();
    while let Some(line) = lines.get(at) {
        let width = columns(line).len();
        let rows = lines.get(at..).unwrap_or_default();
        let count = rows
            .iter()
            .take_while(|row| columns(row).len() == width)
            .count();
        if width >= 3 && count >= 2 {
            flow.block(&std::mem::take(&mut open).join("\n"));
            let cell = |text: &str| Cell {
                text: text.replace('|', "\\|"),
                columns: 1,
                rows: 1,
            };
            let row = |line: &&str| columns(line).into_iter().map(cell).collect::<Row>();
            flow.table(rows.iter().take(count).map(row).collect());
            flow.block("");
            at += count;
        } else {
            open.push(line);
            at += 1;
        }
    }
    flow.block(&open.join("\n"));
}

/// What stands in a line with wide gaps between.
fn columns(line: &str) -> Vec<&str> {
    let parts = line.trim().split("  ").map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}
