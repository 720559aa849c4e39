//! The command line as data: help, completions and the man page are made from it.

use std::{
    ffi::OsString,
    net::Ipv4Addr,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::{import::Kind, session::MINUTES};

/// Discuss leadership case studies around one table.
#[derive(Debug, Parser)]
#[command(
    name = "roundtable",
    version,
    about = "Discuss leadership case studies around one table: everybody writes before anybody is heard",
    after_help = "With no command the library opens, and everything can be started from there.\n\
        A document in place of a command is opened at once: roundtable FILE is roundtable run FILE.\n\n\
        Exit codes: 0 done, 1 it did not work or faults were found, 2 wrong use."
)]
pub struct Arguments {
    /// What to do; the library, where nothing is named
    #[command(subcommand)]
    pub command: Option<Command>,
    /// With no command: choose in lines, for screen readers
    #[arg(long)]
    pub plain: bool,
    /// What holds for every command
    #[command(flatten)]
    pub common: Common,
}

/// The words of a command line, with `run` in front of a document that stands alone.
///
/// A document is what is there as a file, or is called like one; commands go before it.
pub fn with_the_verb(mut words: Vec<OsString>) -> Vec<OsString> {
    let command = Arguments::command();
    let takes_value = |word: &str| {
        let mut all = command.get_arguments();
        all.any(|one| {
            one.get_long()
                .is_some_and(|long| word == format!("--{long}"))
                && one.get_action().takes_values()
        })
    };
    let mut at = 1;
    while let Some(word) = words.get(at) {
        let said = word.to_string_lossy();
        match said.strip_prefix('-') {
            None => {
                let path = Path::new(word);
                let is_known = said == "help" || command.find_subcommand(word).is_some();
                let is_document = path.exists() || Kind::named(path).is_some();
                if !is_known && is_document {
                    words.insert(at, OsString::from("run"));
                }
                break;
            }
            Some("" | "-") => break,
            Some(_) => at += if takes_value(&said) { 2 } else { 1 },
        }
    }
    words
}

/// How many minutes a session may have, as clap counts.
fn minutes() -> RangeInclusive<i64> {
    i64::from(*MINUTES.start())..=i64::from(*MINUTES.end())
}

/// An address, perhaps with a port.
fn address(said: &str) -> Result<(Ipv4Addr, Option<u16>), String> {
    let (ip, port) = match said.split_once(':') {
        Some((ip, port)) => (ip, Some(port)),
        None => (said, None),
    };
    let ip = ip
        .parse()
        .map_err(|_| "an address looks like 192.168.178.123");
    let port = port.map(|port| port.parse().map_err(|_| "a port is a number up to 65535"));
    Ok((ip?, port.transpose()?))
}

/// What holds for every command.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// Keep sessions and reports in this folder; else in that of ROUNDTABLE_DATA
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// Look for cases in this folder too
    #[arg(long, global = true, value_name = "FOLDER")]
    pub cases: Option<PathBuf>,
    /// Colours of the full screen
    #[arg(long, global = true, value_name = "THEME", default_value = "auto")]
    pub theme: ThemeName,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    pub no_mouse: bool,
}

/// Colours of the full screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ThemeName {
    /// As the terminal says
    Auto,
    /// On a dark background
    Dark,
    /// On a light background
    Light,
    /// The terminal's own 16 colours
    #[value(name = "16")]
    Sixteen,
    /// No colours
    Mono,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a case with a group
    Run {
        /// A file, or the title of a case in the library
        case: OsString,
        /// Who is here: names between commas, or a file with a name a line
        #[arg(long, value_name = "NAMES|FILE")]
        people: Option<OsString>,
        /// The protocol that every question goes through
        #[arg(long, value_name = "NAME")]
        protocol: Option<String>,
        /// How many minutes there are; the plan says what does not fit, and what to leave out
        #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(minutes()))]
        minutes: Option<u32>,
        /// What people wrote studying alone, to begin with: their sessions or files
        #[arg(long, value_name = "SESSION", num_args = 1..)]
        bring: Vec<OsString>,
        /// Which case of a file that holds several, counted from 1
        #[arg(long = "case", value_name = "NUMBER")]
        number: Option<usize>,
        /// In lines, for screen readers, scripts and pipes
        #[arg(long)]
        plain: bool,
        /// With invented people who answer, to try a protocol alone; kept apart from real sessions
        #[arg(long)]
        rehearse: bool,
        /// Let people write on their own phones, over this computer's network
        #[arg(long)]
        phones: bool,
        /// The address that phones reach, where the one that is found is not the right one
        #[arg(long, value_name = "IP[:PORT]", requires = "phones", value_parser = address)]
        address: Option<(Ipv4Addr, Option<u16>)>,
    },
    /// Study a case alone: answer first, compare, revise, come back
    Study {
        /// A file, or the title of a case in the library; without one, the library opens
        case: Option<OsString>,
        /// Who studies; else the one of last time
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
        /// Hear other voices from a group's session, and take your own part of it home
        #[arg(long, value_name = "SESSION", num_args = 1..)]
        with: Vec<OsString>,
        /// Everything again, whatever is due
        #[arg(long)]
        again: bool,
        /// Which case of a file that holds several, counted from 1
        #[arg(long = "case", value_name = "NUMBER")]
        number: Option<usize>,
        /// In lines, for screen readers, scripts and pipes
        #[arg(long)]
        plain: bool,
    },
    /// Show how far somebody has come who studies alone
    Progress {
        /// Who; else the one of last time
        #[arg(long = "as", value_name = "NAME")]
        name: Option<String>,
        /// In lines to read, or all that was written as Markdown, CSV or JSON
        #[arg(long, default_value = "lines")]
        format: ProgressFormat,
        /// Write to this file instead of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Go on with a session: the newest unfinished one, or the one named
    Resume {
        /// A file, an id, or a piece of a title
        session: Option<OsString>,
        /// In lines, for screen readers, scripts and pipes
        #[arg(long)]
        plain: bool,
        /// Let people write on their own phones, over this computer's network
        #[arg(long)]
        phones: bool,
        /// The address that phones reach, where the one that is found is not the right one
        #[arg(long, value_name = "IP[:PORT]", requires = "phones", value_parser = address)]
        address: Option<(Ipv4Addr, Option<u16>)>,
    },
    /// Show a session to the room, on a second screen, in large type
    Room {
        /// A file, an id, or a piece of a title; the newest that runs where none is named
        session: Option<OsString>,
    },
    /// List the sessions, newest first
    Sessions {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write what people take away from a session
    Report {
        /// Files, ids, or pieces of titles
        #[arg(required = true)]
        session: Vec<OsString>,
        /// The report's format
        #[arg(long, default_value = "markdown")]
        format: Format,
        /// Write to this file instead of standard output (html in a terminal is a new file in this
        /// folder anyway); csv, people and all write into this folder instead of that of the
        /// session's report
        #[arg(short, long, value_name = "PATH")]
        output: Option<PathBuf>,
        /// What separates the cells of a table; some spreadsheets want ';'
        #[arg(long, default_value = ",", value_parser = [",", ";"])]
        separator: String,
        /// Leave out the facilitator's last page
        #[arg(long)]
        without_bookkeeping: bool,
    },
    /// Write what people agreed to let out of a session, and nothing else; where
    /// ROUNDTABLE_SHARE_AT_MOST is nothing, counted or words, nobody is asked for more
    Share {
        /// Files, ids, or pieces of titles
        #[arg(required = true)]
        session: Vec<OsString>,
        /// Into this folder, a file a session
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
        /// Only say what would leave, and show it
        #[arg(long)]
        dry_run: bool,
    },
    /// Put many groups side by side, without a number that tells of fewer than five people
    Compare {
        /// Sessions, their report.json, what “share” wrote, and folders that hold them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Write into this folder instead of “comparison”
        #[arg(short, long, value_name = "FOLDER")]
        output: Option<PathBuf>,
        /// What separates the cells of the table; some spreadsheets want ';'
        #[arg(long, default_value = ",", value_parser = [",", ";"])]
        separator: String,
    },
    /// Make a sheet to work on paper: the case, the questions, room to write, nothing hidden
    Print {
        /// A file, or the title of a case in the library
        case: OsString,
        /// Which case of a file that holds several, counted from 1
        #[arg(long = "case", value_name = "NUMBER")]
        number: Option<usize>,
        /// The facilitator's copy, with everything in it
        #[arg(long)]
        facilitator: bool,
        /// The sheet of a later part, counted from 1, to hand out when the group gets there
        #[arg(long, value_name = "NUMBER")]
        part: Option<usize>,
        /// Although nobody has looked at how the document was read
        #[arg(long)]
        anyway: bool,
        /// Write to this file instead of standard output; in a terminal it is a new file in this
        /// folder anyway, called like the case
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Show how a document was read: questions, what is hidden, what was guessed
    Show {
        /// A file, or the title of a case in the library
        case: OsString,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Check documents: what an author may want to mend, and how
    Check {
        /// Files, and folders with all the cases in them
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Make a case file of a document: Word, PDF, a web page, slides, a question bank …
    Import {
        /// The document; it is never written to
        file: PathBuf,
        /// Write the case to this file; - is standard output
        #[arg(short, long, value_name = "CASE.md")]
        output: Option<PathBuf>,
    },
    /// Begin a case of your own, from an example to write over
    New {
        /// Its title
        title: String,
        /// Write it to this file
        #[arg(short, long, value_name = "CASE.md")]
        output: Option<PathBuf>,
    },
    /// Look at a case as the group will see it, with advice, while you write it
    Preview {
        /// A file, or a case's name or title
        case: OsString,
    },
    /// Say whether a session's file is sound
    Verify {
        /// Files, ids, or pieces of titles
        #[arg(required = true)]
        session: Vec<OsString>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List the protocols, or the steps of one
    Protocols {
        /// Only this one
        name: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List every key on every screen
    Keys,
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

/// A report's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// To send as text
    Markdown,
    /// One page to read and to print
    Html,
    /// For other programs
    Json,
    /// Tables: everything that was said, and a row a person
    Csv,
    /// A copy for each person
    People,
    /// All of these
    All,
}

/// How progress is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProgressFormat {
    /// In lines: how far it went, what comes back when
    Lines,
    /// With everything that was written, to read and print
    Markdown,
    /// A row for each version of each answer
    Csv,
    /// For other programs
    Json,
}
