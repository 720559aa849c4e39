//! `roundtable report` and `roundtable print`: what people take away, and what they work on.

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{Failure, Outcome, arguments::Format, printed, start};
use crate::{
    fault::Fault,
    handout::{self, Files, Text, page, write_text},
    home::Home,
    library::Loaded,
    report::{
        self, Report, html,
        sheet::{Holds, Worksheet},
    },
    text::Clean,
};

/// What is asked of `report`.
pub(super) struct Wish<'a> {
    /// Journals.
    pub(super) sessions: Vec<PathBuf>,
    /// As what.
    pub(super) format: Format,
    /// Where to; else standard output, or the folder of the session's report.
    pub(super) output: Option<&'a Path>,
    /// Between the cells of a table.
    pub(super) separator: String,
    /// With the facilitator's page.
    pub(super) bookkeeping: bool,
}

pub(super) fn reports(wish: &Wish<'_>, home: &Home) -> Outcome {
    let made: Result<Vec<_>, _> = wish
        .sessions
        .iter()
        .map(|path| handout::of_journal(path))
        .collect();
    let made = made?;
    match (wish.format, made.as_slice()) {
        (Format::Csv, several) => into_folders(several, Files::Csv, wish, home),
        (Format::People, several) => into_folders(several, Files::People, wish, home),
        (Format::All, several) => into_folders(several, Files::All, wish, home),
        (Format::Json, [one]) => write(|out| write_text(one, Text::Json, out), wish.output),
        (Format::Json, several) => {
            let text = report::json::write_all(several);
            write(|out| out.write_all(text.as_bytes()), wish.output)
        }
        (Format::Markdown, several) => {
            let mail = |out: &mut dyn Write| {
                for (at, one) in several.iter().enumerate() {
                    out.write_all(if at > 0 { b"\n" } else { b"" })?;
                    write_text(one, Text::Mail(wish.bookkeeping), out)?;
                }
                Ok(())
            };
            write(mail, wish.output)
        }
        (Format::Html, [one]) => {
            let opened = handout::opened(one);
            let stem = format!("{}-report", one.session);
            let page = Text::Page(&opened, wish.bookkeeping);
            let page = |out: &mut dyn Write| write_text(one, page, out);
            write_page(&stem, page, wish.output)
        }
        (Format::Html, _) => {
            let how = "Name one session, or write each with --format all -o FOLDER.";
            Err(Fault::new("A page holds one session", how).into())
        }
    }
}

/// Writes files of each session: into the folder that was named, or below it where there are
/// several; else beside the session's report.
fn into_folders(reports: &[Report], files: Files, wish: &Wish<'_>, home: &Home) -> Outcome {
    let separator = *wish.separator.as_bytes().first().unwrap_or(&b',');
    for report in reports {
        let folder = match wish.output {
            None => home.reports().join(report.session.as_str()),
            Some(folder) if reports.len() == 1 => folder.to_owned(),
            Some(folder) => folder.join(report.session.as_str()),
        };
        for path in handout::write_into(&folder, report, files, separator)? {
            told(&path);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn told(path: &Path) {
    let path = Clean::line(&path.to_string_lossy());
    let _ = writeln!(io::stderr(), "Written to {path}");
}

fn write(text: impl FnOnce(&mut dyn Write) -> io::Result<()>, output: Option<&Path>) -> Outcome {
    match output {
        None => {
            let mut out = BufWriter::new(io::stdout().lock());
            printed(text(&mut out).and_then(|()| out.flush()).map(|()| true))
        }
        Some(path) => {
            handout::save_new_with(path, text)?;
            told(path);
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The same with a page. Nobody reads one in a terminal: there it becomes a file of this folder,
/// called like that.
fn write_page(
    stem: &str,
    text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    output: Option<&Path>,
) -> Outcome {
    if output.is_some() || !io::stdout().is_terminal() {
        return write(text, output);
    }
    let mut page = Vec::new();
    text(&mut page).expect("writing to memory cannot fail");
    let page = String::from_utf8_lossy(&page);
    told(&page::save_free(Path::new(""), stem, &page)?);
    let _ = writeln!(io::stderr(), "{}", page::HOW);
    Ok(ExitCode::SUCCESS)
}

/// Whether somebody has looked at how a document was read before its participants do.
/// Fails where that is still to be done.
pub(super) fn looked_at(loaded: &Loaded) -> Result<(), Fault> {
    if !loaded.is_asked() {
        return Ok(());
    }
    let brief = loaded.in_brief().join(", ");
    let file = Clean::line(&loaded.file_name);
    Err(Fault::new(
        &format!(
            "Nobody has looked at how “{file}” was read, and a sheet for participants has all that is not kept back: {brief}"
        ),
        "Open it with “roundtable run” and say there that it is right, or look with “roundtable show”; --anyway prints it as it was read, --facilitator prints your own copy.",
    ))
}

/// Writes the sheet of a case; says which later parts are on sheets of their own.
pub(super) fn print(
    loaded: &Loaded,
    number: Option<usize>,
    facilitator: bool,
    part: Option<usize>,
    output: Option<&Path>,
) -> Outcome {
    let at = start::number(loaded, number)?;
    let Some(case) = at.and_then(|at| loaded.document.cases.get(at)) else {
        return Err(Failure::WrongUse(Fault::new(
            &format!("The document has {} cases", loaded.document.cases.len()),
            "Name one with --case, counted from 1; “roundtable show” lists them.",
        )));
    };
    let later = html::stages(case) - 1;
    if part.is_some_and(|part| part == 0 || part > later) {
        let there = crate::text::plural(later, "later part", "later parts");
        return Err(Fault::new(
            &format!("The case has {there}"),
            "Later parts are counted from 1; leave out --part for the first sheet.",
        )
        .into());
    }
    if later > 0 && !facilitator && part.is_none() {
        let there = crate::text::plural(later, "later part is", "later parts are");
        let _ = writeln!(
            io::stderr(),
            "{there} left out, to be handed out when the group gets there: --part 1{}",
            if later > 1 {
                format!(" to --part {later}")
            } else {
                String::new()
            }
        );
    }
    let holds = match part {
        _ if facilitator => Holds::Everything,
        Some(part) => Holds::Later(part),
        None => Holds::Beginning,
    };
    let sheet = Worksheet::new(case.clone(), holds);
    let page = sheet.page();
    let text = |out: &mut dyn Write| out.write_all(page.as_bytes());
    write_page(&page::stem(&sheet), text, output)
}
