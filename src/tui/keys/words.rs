//! Other words for what can be done, as people who know no key would look for it.

use super::{Action, Binding, Scope};
use crate::{
    case::mend::As,
    session::{Can, NoteKind, Rating, Stance, Tag},
};

impl Action {
    /// Whether it only moves about: nobody looks for that by words.
    pub fn moves(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::Left
                | Self::Right
                | Self::PageUp
                | Self::PageDown
                | Self::First
                | Self::Last
                | Self::Palette
        )
    }

    /// Whether it says something to a question, or of what was said to it.
    pub fn speaks(self) -> bool {
        matches!(
            self,
            Self::Note(_)
                | Self::Dissent
                | Self::Change
                | Self::Stance(_)
                | Self::SetAside
                | Self::BringBack
                | Self::WrongName
        )
    }

    /// The first row on screen after it, as far as there are rows; none where it scrolls nothing.
    pub fn scrolled(self, top: usize, page: usize) -> Option<usize> {
        match self {
            Self::Up => Some(top.saturating_sub(1)),
            Self::Down => Some(top.saturating_add(1)),
            Self::PageUp => Some(top.saturating_sub(page)),
            Self::PageDown => Some(top.saturating_add(page)),
            Self::First => Some(0),
            Self::Last => Some(usize::MAX / 2),
            _ => None,
        }
    }
}

impl Scope {
    /// What help calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Library => "Library",
            Self::Gather => "Gather",
            Self::Read => "Read",
            Self::Hub => "Answer: who is next",
            Self::Blank => "Between two people",
            Self::Offer => "A draft is offered",
            Self::Done => "Nothing to write",
            Self::Writing => "Writing",
            Self::Share => "Share",
            Self::Front => "One answer at the front",
            Self::Discuss => "Discuss",
            Self::Compare => "Compare",
            Self::Close => "Close",
            Self::Over => "When it is over",
            Self::Notice => "A question",
            Self::Questions => "Which questions are asked",
            Self::Message => "Something to read first",
            Self::Line => "One line to type",
            Self::Overlay => "Something to read over a screen",
            Self::Progress => "How far I have come",
            Self::People => "Who is here",
            Self::Plan => "The plan and the time",
            Self::Back => "Looking back",
            Self::Voices => "Who has been heard",
            Self::Themes => "What is alike",
            Self::Dissents => "Dissent",
            Self::Tried => "What was tried since last time",
            Self::Page => "A page over the screen",
            Self::Preview => "Preview of a case",
            Self::Room => "The room's screen",
            Self::Mending => "How a document was read",
            Self::Asking => "Before a document begins",
            Self::Help => "Help",
            Self::Palette => "All that can be done, by plain words",
            Self::Session => "In every part of a session",
            Self::Anywhere => "Everywhere",
        }
    }
}

/// Words that find an action besides its own.
pub fn synonyms(action: Action) -> &'static str {
    let row = SYNONYMS.iter().find(|(known, _)| *known == action);
    row.map_or("", |(_, words)| words)
}

/// How nearly an action is what somebody means who types just that; none where it is not: "leave"
/// is what leaves, before "leave out the rest …". A group that looks for an end means the close;
/// whoever studies alone means to leave.
pub fn called(row: &Binding, typed: &str, can: &Can) -> Option<usize> {
    let own = row.words.split(';').next().unwrap_or_default();
    let closes = matches!(row.action, Action::ToClose | Action::Close) && !can.alone;
    let leaves = row.action == Action::Quit && can.alone;
    let ends = match ENDS.contains(&typed) {
        true => closes || leaves,
        false => leaves && LEAVES.contains(&typed),
    };
    // What was said last is what is to be undone, before the step it was said in.
    let said = can.said_last && row.action == Action::SetAside && UNDOES.contains(&typed);
    if ends || said || own.trim().to_lowercase() == typed {
        return Some(0);
    }
    let mut meant = MEANT.iter().filter(|(words, _)| words.contains(&typed));
    let at = meant.find_map(|(_, actions)| actions.iter().position(|one| *one == row.action));
    at.map(|at| at + 1)
}

/// Words for taking back what was done last.
const UNDOES: &[&str] = &["undo", "oops", "revert", "take back", "mistake"];

/// What people mean by a plain word, the likeliest first.
const MEANT: &[(&[&str], &[Action])] = &[
    (
        UNDOES,
        &[
            Action::Undo,
            Action::TakeBack,
            Action::StepBack,
            Action::Change,
            Action::SetAside,
        ],
    ),
    (
        &["late", "latecomer", "somebody late", "newcomer"],
        &[Action::Join, Action::Change, Action::Extend],
    ),
    (
        &["go on", "next", "continue", "on", "forward", "proceed"],
        &[Action::GoOn, Action::ShowNow, Action::Enter],
    ),
    (
        &[
            "correct",
            "correction",
            "typo",
            "mistake",
            "error",
            "mend",
            "change",
            "edit",
        ],
        &[
            Action::Change,
            Action::Write,
            Action::MendNote,
            Action::Recommit,
            Action::Reword,
            Action::Rename,
            Action::WrongName,
        ],
    ),
    (
        &["vote", "ballot", "poll", "protocol"],
        &[Action::Protocol, Action::Votes],
    ),
    (
        &["exchange", "swap", "mixed up", "wrong name"],
        &[Action::WrongName, Action::Change, Action::Rename],
    ),
];

/// Words for an end, and for going away.
const ENDS: [&str; 5] = ["stop", "end", "finish", "close", "over"];
const LEAVES: [&str; 3] = ["leave", "quit", "exit"];

#[rustfmt::skip]
const SYNONYMS: &[(Action, &str)] = &[
    (Action::OpenFile, "import load browse path word pdf document"),
    (Action::Back, "escape cancel return undo leave"),
    (Action::Next, "tab pane switch field exhibit other"),
    (Action::Before, "tab pane switch field exhibit other"),
    (Action::Help, "keys shortcuts how manual f1"),
    (Action::Front, "large big zoom whole read aloud project bring"),
    (Action::Reading, "case text read paragraph"),
    (Action::Search, "search look grep"),
    (Action::NextHit, "search look grep"),
    (Action::HitBefore, "search look grep"),
    (Action::Mark, "cite highlight select bookmark"),
    (Action::HandIn, "submit send save finish done"),
    (Action::Pass, "skip nothing blank no answer"),
    (Action::Write, "answer edit change mind moved rewrite undo correct version"),
    (Action::Change, "mind moved edit correct new version other answer late after all"),
    (Action::Passage, "cited source quote paragraph"),
    (Action::Discard, "throw delete empty"),
    (Action::Editor, "vim nano external editor open"),
    (Action::Undo, "take back revert mistake wrong"),
    (Action::Redo, "again repeat"),
    (Action::Hint, "help clue tip stuck"),
    (Action::Fact, "ask information material exhibit incident on request answer a question"),
    (Action::ForOthers, "paper dictate scribe one answer a table collect type others"),
    (Action::Notes, "facilitator secret listen advice material votes"),
    (Action::Join, "late new person add participant latecomer arrive"),
    (Action::Leave, "absent away gone person remove back leave leaves left early home"),
    (Action::Rename, "wrong name typo spelling correct"),
    (Action::HandSeat, "seat facilitator lead moderator host hand over duty"),
    (Action::Extend, "longer more time minute late overtime"),
    (Action::Skip, "shorter finish early hurry next"),
    (Action::Repeat, "redo again restart step back"),
    (Action::StepBack, "undo mistake previous return revert too early change answer mind version"),
    (Action::WrongName, "undo mistake belongs to other person reassign typed as"),
    (Action::TakeBack, "undo mistake withdraw retract delete remove"),
    (Action::SetAside, "undo mistake withdraw delete remove hide confidential"),
    (Action::BringBack, "undo mistake restore again set aside put back return"),
    (Action::Recommit, "correct mistake wrong edit change withdraw retract delete remove undo experiment commitment date day deadline"),
    (Action::MendNote, "correct mistake typo wrong edit change reword spelling mend note"),
    (Action::Reopen, "undo continue go on add more closed"),
    (Action::ToClose, "end finish close stop over wrap up time is out commitments"),
    (Action::ShowNow, "reveal show early skip shorten finish hurry next"),
    (Action::Minutes, "time minute long budget meeting hour end clock date"),
    (Action::PlanWithout, "skip drop shorten less time late later each every per single question different way method protocol"),
    (Action::LeaveOut, "skip question drop late time"),
    (Action::Plan, "clock schedule agenda late minutes coffee break pause"),
    (Action::PutAway, "remove delete hide archive session clean up forget bring back"),
    (Action::Coffee, "coffee break pause tea lunch stop clock interrupt"),
    (Action::LookBack, "earlier history previous past question undo"),
    (Action::Groups, "pairs trios fours tables who with whom"),
    (Action::RoomPage, "projector beamer screen show browser room"),
    (Action::Picture, "image photo figure exhibit look open"),
    (Action::Citing, "passages used map evidence paragraphs"),
    (Action::Voices, "speak turn order quiet silent fair next speaker stopwatch"),
    (Action::Themes, "cluster group merge sort alike put together"),
    (Action::Votes, "poll tally result rounds moved bars"),
    (Action::Tried, "experiment last time commitment learned"),
    (Action::Dissents, "objections disagreement open"),
    (Action::Dissent, "dissent object minority oppose contest"),
    (Action::Reword, "type shorten words correct mistake wrong edit change withdraw retract delete remove undo dissent"),
    (Action::MeetDissent, "objection resolve settle carry on"),
    (Action::Heard, "read aloud told tick"),
    (Action::Stopwatch, "time speaker seconds"),
    (Action::PassTurn, "skip no longer"),
    (Action::Unqueue, "skip no longer"),
    (Action::NewTheme, "cluster group merge"),
    (Action::TakeOut, "cluster group merge"),
    (Action::Tag(Tag::Human), "label people human"),
    (Action::Tag(Tag::Learning), "label learning"),
    (Action::Tag(Tag::Systems), "label systems process"),
    (Action::Dots, "vote stickers dotmocracy prioritise"),
    (Action::HowRead, "mend repair wrong question answer parsed understood"),
    (Action::SayWhich(As::Answer), "change is a kind"),
    (Action::SayWhich(As::Hint), "change is a kind"),
    (Action::SayWhich(As::Note), "change is a kind"),
    (Action::SayWhich(As::BRIEF), "role brief confidential secret private character player"),
    (Action::Look, "preview participant student see show"),
    (Action::SaveCopy, "export markdown clean file"),
    (Action::TakeApart, "split cut line paragraph"),
    (Action::SayRight, "key solution correct option multiple choice"),
    (Action::Print, "printer handout hand out classroom pdf export page worksheet participant facilitator student"),
    (Action::Note(NoteKind::NewIdea), "write down take minutes idea"),
    (Action::Note(NoteKind::BuildsOn), "write down take minutes build"),
    (Action::Note(NoteKind::Challenges), "write down take minutes objection"),
    (Action::Note(NoteKind::Asks), "write down take minutes question"),
    (Action::Stance(Stance::Agree), "yes same claim"),
    (Action::Stance(Stance::Contest), "no disagree wrong claim"),
    (Action::Stance(Stance::Extend), "and also more claim extend"),
    (Action::Why, "reason because comment claim"),
    (Action::Person, "somebody else whose voice who"),
    (Action::Tally, "bars hide votes result"),
    (Action::Commit, "experiment try plan action promise date day deadline"),
    (Action::Word, "checkout closing round"),
    (Action::Close, "end finish stop over report"),
    (Action::ShowReport, "read print page browser look"),
    (Action::Sort, "order title time last used"),
    (Action::Protocol, "method protocol each every per single question steps think pair share vote different way discuss"),
    (Action::Names, "anonymous hidden pseudonym"),
    (Action::DealRoles, "viewpoint part hat deal"),
    (Action::TakeRole, "viewpoint part hat deal"),
    (Action::Rehearse, "test practise demo invented pretend"),
    (Action::Study, "alone by myself learn"),
    (Action::Again, "repeat everything revise"),
    (Action::Learner, "me name who am i"),
    (Action::Progress, "statistics due chart old earlier past written wrote find"),
    (Action::WriteDown, "export csv spreadsheet files"),
    (Action::Rate(Rating::Missed), "wrong forgot rate"),
    (Action::Rate(Rating::Partly), "half rate"),
    (Action::Rate(Rating::GotIt), "right knew rate"),
    (Action::Rate(Rating::Differently), "other view rate"),
    (Action::NextParagraph, "choose move"),
    (Action::ParagraphBefore, "choose move"),
    (Action::NoteOn, "comment annotate margin"),
    (Action::LastTime, "same people again bring"),
    (Action::Quit, "quit exit close leave stop goodbye end"),
    (Action::Colours, "theme bright beamer projector contrast white black background color"),
    (Action::Suspend, "background sleep shell"),
    (Action::Want(NoteKind::NewIdea), "queue raise hand wants to speak"),
    (Action::Want(NoteKind::BuildsOn), "queue raise hand wants to speak"),
    (Action::Want(NoteKind::Challenges), "queue raise hand wants to speak"),
    (Action::Want(NoteKind::Asks), "queue raise hand wants to speak"),
];
