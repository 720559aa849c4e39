//! Commands of the plain front: one table, from which `/help` is made.

use crate::{
    session::{NoteKind, Stance},
    text::Clean,
};

/// What somebody said with a slash.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    Nothing,
    Next,
    Answer(String),
    Back,
    Pass,
    Drop,
    Help,
    Quit,
    Who,
    Read,
    Time,
    Hint,
    Answers,
    Facilitator,
    Skip,
    Repeat,
    Close,
    Join(String),
    Leave(String),
    Return(String),
    Rename(String),
    Seat(String),
    Protocol(String),
    Names(String),
    Extend(String),
    Note(NoteKind, String),
    Stance(Stance, String),
    Dissent(String),
    Meet(String),
    Carry(String),
    Commit(String),
    Word(String),
    Tried(String),
    Rate(String),
    Mark(String),
    Unmark(String),
    Folder(String),
    Items,
    Dots(String),
    Theme(String),
    Sort(String),
    Undo,
    Tag(String),
    Heard(String),
    Want(String),
    Turn(String),
    Duty(String),
    Role(String),
    Deal,
    Look(String),
    Map,
}

impl Said {
    /// Whether it changes nothing.
    pub(super) fn only_looks(&self) -> bool {
        matches!(
            self,
            Self::Nothing
                | Self::Help
                | Self::Quit
                | Self::Who
                | Self::Read
                | Self::Time
                | Self::Answers
                | Self::Look(_)
                | Self::Map
                | Self::Items
        )
    }
}

/// A command: its name, what follows it, what it does, and what it makes of what follows.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) follows: &'static str,
    pub(super) words: &'static str,
    make: fn(String) -> Said,
}

const fn row(
    name: &'static str,
    follows: &'static str,
    words: &'static str,
    make: fn(String) -> Said,
) -> Row {
    Row {
        name,
        follows,
        words,
        make,
    }
}

/// Every command, those for whoever writes first.
pub(super) const COMMANDS: &[Row] = &[
    row("pass", "", "pass: no answer to this question", |_| {
        Said::Pass
    }),
    row(
        "back",
        "",
        "leave this answer for later; what was typed is kept",
        |_| Said::Back,
    ),
    row(
        "drop",
        "",
        "throw away what was typed for this answer",
        |_| Said::Drop,
    ),
    row(
        "answer",
        "[NAME]",
        "write an answer, or a new version of it",
        Said::Answer,
    ),
    row(
        "next",
        "",
        "go on; what was typed and not handed in is handed in, marked so",
        |_| Said::Next,
    ),
    row("hint", "", "give everybody the next hint", |_| Said::Hint),
    row(
        "read",
        "",
        "read again the case so far and the question",
        |_| Said::Read,
    ),
    row(
        "answers",
        "",
        "read again what may be seen of this question",
        |_| Said::Answers,
    ),
    row("who", "", "who is here, and who has answered", |_| {
        Said::Who
    }),
    row("time", "", "time planned and taken", |_| Said::Time),
    row(
        "note",
        "[#NUMBER] [NAME:] TEXT",
        "note a new idea; #2 says that it speaks to answer 2",
        |rest| Said::Note(NoteKind::NewIdea, rest),
    ),
    row(
        "builds",
        "[#NUMBER] [NAME:] TEXT",
        "note what builds on something",
        |rest| Said::Note(NoteKind::BuildsOn, rest),
    ),
    row(
        "challenges",
        "[#NUMBER] [NAME:] TEXT",
        "note what challenges something",
        |rest| Said::Note(NoteKind::Challenges, rest),
    ),
    row(
        "asks",
        "[#NUMBER] [NAME:] TEXT",
        "note what is asked",
        |rest| Said::Note(NoteKind::Asks, rest),
    ),
    row(
        "agree",
        "NUMBER [NAME:] [TEXT]",
        "agree with a claim of the model answer",
        |rest| Said::Stance(Stance::Agree, rest),
    ),
    row(
        "add",
        "NUMBER [NAME:] [TEXT]",
        "extend a claim: it holds, and there is more",
        |rest| Said::Stance(Stance::Extend, rest),
    ),
    row(
        "contest",
        "NUMBER [NAME:] [TEXT]",
        "contest a claim",
        |rest| Said::Stance(Stance::Contest, rest),
    ),
    row(
        "dissent",
        "[#NUMBER|#T1|#tally] [NAME:] TEXT",
        "put a disagreement on record, against an answer, a theme, the tally or the session as a whole; nobody can take it away",
        Said::Dissent,
    ),
    row("meet", "NUMBER TEXT", "answer a dissent", Said::Meet),
    row(
        "carry",
        "NUMBER TEXT",
        "carry a dissent on to the next session",
        Said::Carry,
    ),
    row(
        "commit",
        "[NAME:] WHAT | WHEN WE LOOK | WHAT WOULD SURPRISE US | WHAT WE EXPECT",
        "what a person or the group will try",
        Said::Commit,
    ),
    row("word", "NAME: WORD", "one word at the close", Said::Word),
    row(
        "tried",
        "[NUMBER WHAT HAPPENED | WHAT WAS LEARNED]",
        "what came of something tried since last time; alone, lists what these people wanted to try",
        Said::Tried,
    ),
    row("items", "", "what can be voted on, by number", |_| {
        Said::Items
    }),
    row(
        "dots",
        "NAME: 1=2 3=1",
        "put a person’s three dots on items",
        Said::Dots,
    ),
    row(
        "theme",
        "[#1 #2 N3: TITLE]",
        "put answers and notes together that are alike; alone, lists the themes",
        Said::Theme,
    ),
    row(
        "sort",
        "NUMBER #1 N3",
        "put answers and notes into a theme, or out of it with 0",
        Said::Sort,
    ),
    row("undo", "", "undo the last change of themes", |_| Said::Undo),
    row(
        "tag",
        "NUMBER human|learning|systems|none",
        "say what a note is about",
        Said::Tag,
    ),
    row(
        "heard",
        "NAME [SECONDS] | #NUMBER",
        "somebody was heard, or an answer was read out",
        Said::Heard,
    ),
    row(
        "want",
        "NAME: new|builds|challenges|asks",
        "somebody wants to speak",
        Said::Want,
    ),
    row(
        "turn",
        "[NAME]",
        "whose turn it is to speak; with a name, that person passes",
        Said::Turn,
    ),
    row(
        "duty",
        "[timekeeper|scribe|keeper|holder: NAME]",
        "hand a duty on; alone, lists who has which",
        Said::Duty,
    ),
    row("role", "NAME: ROLE", "a person takes a role", Said::Role),
    row("deal", "", "deal the case’s roles to everybody", |_| {
        Said::Deal
    }),
    row(
        "look",
        "NUMBER",
        "look back at a question; nothing is unsaid",
        Said::Look,
    ),
    row(
        "map",
        "",
        "which paragraphs were cited, and which nobody used",
        |_| Said::Map,
    ),
    row(
        "rate",
        "missed|partly|got it|differently",
        "studying alone: how your answer was; it decides when the question comes back",
        Said::Rate,
    ),
    row(
        "mark",
        "NUMBER [TEXT]",
        "studying alone: mark a paragraph, with a note or without",
        Said::Mark,
    ),
    row("unmark", "NUMBER", "take a mark away", Said::Unmark),
    row("join", "NAME [as ROLE]", "somebody comes", Said::Join),
    row(
        "leave",
        "NAME",
        "somebody goes; what they said stays",
        Said::Leave,
    ),
    row("return", "NAME", "somebody is back", Said::Return),
    row("rename", "NAME: NEW NAME", "mend a name", Said::Rename),
    row(
        "seat",
        "[NAME]",
        "hand on the facilitator’s seat; without a name, to this keyboard",
        Said::Seat,
    ),
    row(
        "facilitator",
        "",
        "read the facilitator’s notes; everybody here can see them then",
        |_| Said::Facilitator,
    ),
    row(
        "protocol",
        "NAME",
        "choose the protocol, before the session starts",
        Said::Protocol,
    ),
    row(
        "names",
        "shown|hidden",
        "show or hide names, before the session starts",
        Said::Names,
    ),
    row("extend", "MINUTES", "more time for this step", Said::Extend),
    row("skip", "", "skip the rest of this step", |_| Said::Skip),
    row("repeat", "", "begin this step again", |_| Said::Repeat),
    row(
        "folder",
        "FOLDER",
        "keep the session in another folder, where this one is full",
        Said::Folder,
    ),
    row(
        "close",
        "",
        "close the session and write its report",
        |_| Said::Close,
    ),
    row("help", "", "all commands", |_| Said::Help),
    row("quit", "", "leave; the session is kept", |_| Said::Quit),
];

/// The command in a line; none where the line is text.
pub(super) fn parse(line: &str) -> Option<Result<Said, String>> {
    let rest = line.strip_prefix('/')?;
    if rest.starts_with('/') {
        return None;
    }
    let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = name.to_lowercase();
    let found = COMMANDS.iter().find(|row| row.name == name);
    Some(match found {
        Some(row) => Ok((row.make)(rest.trim().to_owned())),
        None => Err(format!(
            "There is no command /{}. /help lists them all. A line of text that begins with a slash is typed with two.",
            Clean::line(&name)
        )),
    })
}

/// A line of text: `//` stands for one slash.
pub(super) fn unescaped(line: &str) -> &str {
    match line.strip_prefix('/') {
        Some(rest) if rest.starts_with('/') => rest,
        _ => line,
    }
}
