//! Commands of the plain front: one table, from which `/help` is made.

pub(super) use super::said::{Said, unescaped};
use crate::{
    session::{NoteKind, Stance},
    text::Clean,
};

/// A command: its name, what follows it, what it does, and what it makes of what follows.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) follows: &'static str,
    pub(super) words: &'static str,
    make: fn(String) -> Said,
    whose: Whose,
}

/// Who has use for a command.
#[derive(Clone, Copy, PartialEq)]
enum Whose {
    Everybody,
    /// It is about others.
    Group,
    /// It is for whoever studies alone.
    Alone,
}

impl Row {
    const fn of(self, whose: Whose) -> Self {
        Self { whose, ..self }
    }

    /// Whether there is such a command here.
    pub(super) fn is_for(&self, alone: bool) -> bool {
        match self.whose {
            Whose::Everybody => true,
            Whose::Group => !alone,
            Whose::Alone => alone,
        }
    }
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
        whose: Whose::Everybody,
    }
}

/// Every command, those for whoever writes first.
#[rustfmt::skip]
pub(super) const COMMANDS: &[Row] = &[
    row("pass", "", "pass: no answer to this question", |_| Said::Pass),
    row("back", "", "leave this answer for later; what was typed is kept", |_| Said::Back),
    row("drop", "", "throw away what was typed for this answer", |_| Said::Drop),
    row("draft", "", "show what was typed before the session was left; everybody here can see it then", |_| Said::Draft),
    row("long", "", "begin an answer that may hold empty lines", |_| Said::Long),
    row("end", "", "end an answer that was begun with /long", |_| Said::End),
    row("answer", "[NAME]", "write an answer, or a new version of it", Said::Answer),
    row("next", "", "go on; what was typed and not handed in is handed in, marked so", |_| Said::Next),
    row("hint", "", "give everybody the next hint", |_| Said::Hint),
    row("decided", "NUMBER OPTION", "say what the group decided in a question on which what comes next depends: /decided 2 1", Said::Decided),
    row("fact", "[NUMBER [NAME]]", "give everybody a fact that NAME asks for; alone, lists those that were given out", Said::Fact),
    row("read", "", "read again the case so far and the question", |_| Said::Read),
    row("answers", "", "read again what may be seen of this question", |_| Said::Answers),
    row("who", "", "who is here, and who has answered", |_| Said::Who),
    row("time", "", "time planned and taken", |_| Said::Time),
    row("note", "[#NUMBER] [NAME:] TEXT", "note a new idea; #2 says that it speaks to answer 2", |rest| Said::Note(NoteKind::NewIdea, rest)),
    row("builds", "[#NUMBER] [NAME:] TEXT", "note what builds on something", |rest| Said::Note(NoteKind::BuildsOn, rest)),
    row("challenges", "[#NUMBER] [NAME:] TEXT", "note what challenges something", |rest| Said::Note(NoteKind::Challenges, rest)),
    row("asks", "[#NUMBER] [NAME:] TEXT", "note what is asked", |rest| Said::Note(NoteKind::Asks, rest)),
    row("mendnote", "NUMBER [NAME:] TEXT", "put a note right; what it said before stays on record", Said::MendNote),
    row("agree", "NUMBER [NAME:] [TEXT]", "agree with a claim of the model answer", |rest| Said::Stance(Stance::Agree, rest)),
    row("add", "NUMBER [NAME:] [TEXT]", "extend a claim: it holds, and there is more", |rest| Said::Stance(Stance::Extend, rest)),
    row("contest", "NUMBER [NAME:] [TEXT]", "contest a claim", |rest| Said::Stance(Stance::Contest, rest)),
    row("dissent", "[#NUMBER|#T1|#tally|#author] [NAME:] TEXT", "put a disagreement on record, against an answer, a theme, the tally, the author's answer or the session as a whole; nobody can take it away", Said::Dissent),
    row("meet", "NUMBER TEXT", "answer a dissent", Said::Meet),
    row("carry", "NUMBER TEXT", "carry a dissent on to the next session", Said::Carry),
    row("reword", "NUMBER TEXT, or C1 [NAME:] WHAT | …", "say a dissent anew, or commitment C1; what was said before stays on record", Said::Reword),
    row("withdraw", "NUMBER [WHY], or C1", "take a dissent back, or commitment C1; it stays on record", Said::Withdraw),
    row("commit", "[NAME:] WHAT | WHEN WE LOOK | WHAT WOULD SURPRISE US | WHAT WE EXPECT", "what a person or the group will try", Said::Commit),
    row("word", "NAME: WORD", "one word at the close", Said::Word),
    row("consent", "[NAME: nothing|counted|words|name]", "what of somebody’s may leave this group; alone, who has not said", Said::Consent).of(Whose::Group),
    row("tried", "[NUMBER WHAT HAPPENED | WHAT WAS LEARNED]", "what came of something tried since last time; alone, lists what these people wanted to try", Said::Tried),
    row("items", "", "what can be voted on, by number", |_| Said::Items).of(Whose::Group),
    row("dots", "NAME: 1=2 3=1", "put a person’s three dots on items", Said::Dots).of(Whose::Group),
    row("theme", "[#1 #2 N3: TITLE]", "put answers and notes together that are alike; alone, lists the themes", Said::Theme).of(Whose::Group),
    row("sort", "NUMBER #1 N3", "put answers and notes into a theme, or out of it with 0", Said::Sort).of(Whose::Group),
    row("title", "NUMBER NEW TITLE", "give a theme another title", Said::Title).of(Whose::Group),
    row("undo", "", "undo the last change of themes", |_| Said::Undo).of(Whose::Group),
    row("tag", "NUMBER human|learning|systems|none", "say what a note is about", Said::Tag).of(Whose::Group),
    row("heard", "NAME [SECONDS] | #NUMBER", "somebody was heard, or an answer was read out", Said::Heard).of(Whose::Group),
    row("want", "NAME: new|builds|challenges|asks", "somebody wants to speak", Said::Want).of(Whose::Group),
    row("unwant", "NAME", "somebody no longer wants to speak", Said::Unwant).of(Whose::Group),
    row("turn", "[NAME]", "whose turn it is to speak; with a name, that person passes", Said::Turn).of(Whose::Group),
    row("duty", "[timekeeper|scribe|keeper|holder: NAME]", "hand a duty on; alone, lists who has which", Said::Duty).of(Whose::Group),
    row("role", "NAME: ROLE", "a person takes a role", Said::Role).of(Whose::Group),
    row("deal", "", "deal the case’s roles to everybody", |_| Said::Deal).of(Whose::Group),
    row("look", "NUMBER [COMMAND]", "look back at a question; with a command, that is said to it, late: /look 1 answer Ann, /look 1 note TEXT", Said::Look),
    row("map", "", "which paragraphs were cited, and which nobody used", |_| Said::Map),
    row("kept", "", "what of the document is kept back, by line and kind, without its words", |_| Said::Kept),
    row("show", "NUMBER", "open a passage that is only in doubt as reading, for everybody; /kept lists them", Said::Show),
    row("rate", "missed|partly|got it|differently", "studying alone: how your answer was; it decides when the question comes back", Said::Rate).of(Whose::Alone),
    row("mark", "NUMBER [TEXT]", "studying alone: mark a paragraph, with a note or without", Said::Mark).of(Whose::Alone),
    row("unmark", "NUMBER", "take a mark away", Said::Unmark).of(Whose::Alone),
    row("join", "NAME [as ROLE]", "somebody comes", Said::Join).of(Whose::Group),
    row("leave", "NAME", "somebody goes; what they said stays", Said::Leave).of(Whose::Group),
    row("return", "NAME", "somebody is back", Said::Return).of(Whose::Group),
    row("rename", "NAME: NEW NAME", "mend a name", Said::Rename).of(Whose::Group),
    row("seat", "[NAME]", "hand on the facilitator’s seat; without a name, to this keyboard", Said::Seat).of(Whose::Group),
    row("facilitator", "", "read the facilitator’s notes; everybody here can see them then", |_| Said::Facilitator),
    row("protocol", "[NAME [for NUMBER]]", "choose the protocol of all questions to come, or that of one, as long as nothing was said to it; without a name, what each is for", Said::Protocol).of(Whose::Group),
    row("brief", "NAME", "read what only their role may know", Said::Brief).of(Whose::Group),
    row("names", "shown|hidden", "show or hide names, before the session starts", Said::Names).of(Whose::Group),
    row("writing", "[round|typed|tables|phones]", "how people write: this keyboard goes round, one types for everybody, one answer a table, own phones; without a word, what each costs", Said::Writing).of(Whose::Group),
    row("minutes", "NUMBER", "how many minutes there are for all of it; /time says what does not fit", Said::Minutes).of(Whose::Group),
    row("extend", "MINUTES", "more time for this step", Said::Extend),
    row("coffee", "", "stop the clock, or start it", |_| Said::Coffee),
    row("skip", "", "skip the rest of this step", |_| Said::Skip),
    row("leaveout", "NUMBER", "leave out the rest of this question, or of this reading, or the question of that number while it is still to come; the record says so", Said::LeaveOut),
    row("toclose", "", "go to the close now; what is left is left out, and the record says so", |_| Said::ToClose),
    row("shownow", "", "show the answers that are in, whoever is still missing", |_| Said::ShowNow).of(Whose::Group),
    row("takein", "NUMBER", "take a question in again that was left out of the plan", Said::TakeIn),
    row("repeat", "", "begin this step again", |_| Said::Repeat),
    row("stepback", "", "go back to the step before; what was seen stays seen, and the report says so", |_| Said::StepBack),
    row("belongs", "NAME|#1|D1: RIGHT NAME [| WHY]", "an answer, or dissent D1, was typed under the wrong name: say whose it is", Said::Belongs).of(Whose::Group),
    row("takeback", "[NAME]", "take an answer back that nobody has seen yet", Said::TakeBack),
    row("setaside", "#1 N2: WHY", "set answers or notes aside that were seen: no report tells them, the facilitator’s says why", Said::SetAside).of(Whose::Group),
    row("bringback", "NUMBER", "let count again what was set aside; /answers reads what was", Said::BringBack).of(Whose::Group),
    row("reopen", "", "open a closed session again, to add to it", |_| Said::Reopen),
    row("folder", "FOLDER", "keep the session in another folder, where this one is full", Said::Folder),
    row("close", "", "close the session and write its report", |_| Said::Close),
    row("help", "", "all commands", |_| Said::Help),
    row("quit", "", "leave; the session is kept", |_| Said::Quit),
];

/// The command in a line; none where the line is text. Whoever studies alone has none that is
/// about others.
pub(super) fn parse(line: &str, alone: bool) -> Option<Result<Said, String>> {
    let rest = line.strip_prefix('/')?;
    if rest.starts_with('/') {
        return None;
    }
    let (name, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = name.to_lowercase();
    let found = COMMANDS.iter().find(|row| row.name == name);
    Some(match found {
        Some(row) if alone && !row.is_for(alone) => Err(format!(
            "/{} is for a group, and one person studies here. /help lists all commands.",
            row.name
        )),
        Some(row) => Ok((row.make)(rest.trim().to_owned())),
        None => Err(format!(
            "There is no command /{}. /help lists them all. A line of text that begins with a slash is typed with two.",
            Clean::line(&name)
        )),
    })
}
