//! Every key, as one table: what is bound, what the foot offers, what help lists.

use crate::{
    case::mend::As,
    session::{Can, NoteKind, Rating, Stance, Tag},
};

mod chord;
mod table;
mod words;

pub use chord::Chord;
pub use table::BINDINGS;
pub use words::{called, synonyms};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// The main thing: open, pass the keyboard, read whole, go on.
    Enter,
    /// Back, or out of what is open; never loses text.
    Back,
    /// Go on to the next step or stop.
    GoOn,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    /// The next pane, field or tab.
    Next,
    Before,
    /// People's own phones.
    Devices,
    /// The room's page, in this computer's browser.
    RoomPage,
    /// A picture of the case, in a window of its own.
    Picture,
    Help,
    /// All that can be done now, to be found by plain words.
    Palette,
    /// One answer, large, to the front.
    Front,
    /// The reading, over the screen.
    Reading,
    /// Look for words in the reading.
    Search,
    /// The next place that was found.
    NextHit,
    HitBefore,
    /// Mark a paragraph to cite it.
    Mark,
    HandIn,
    Pass,
    /// Write, or write a new version.
    Write,
    /// Somebody's answer after the step that asked: changed, or late.
    Change,
    /// The passages that a text cites.
    Passage,
    /// Throw a draft away.
    Discard,
    /// Write in `$EDITOR`.
    Editor,
    /// Take the last edit back.
    Undo,
    Redo,
    Hint,
    /// Give out a fact that somebody asks for.
    Fact,
    /// The facilitator types for others, or people pass the keyboard.
    ForOthers,
    /// What only the facilitator should see.
    Notes,
    /// Somebody comes.
    Join,
    /// Somebody goes, or comes back.
    Leave,
    /// A name is mended.
    Rename,
    HandSeat,
    /// A minute more.
    Extend,
    /// A session is put away, brought back or deleted.
    PutAway,
    /// Coffee: the clock stops, or goes on.
    Coffee,
    /// The rest of the step is skipped.
    Skip,
    /// The step is begun again.
    Repeat,
    StepBack,
    /// An answer was typed under the wrong name.
    WrongName,
    /// An answer that nobody has seen is taken back.
    TakeBack,
    /// Something that was seen is set aside.
    SetAside,
    /// What was set aside is brought back.
    BringBack,
    /// A commitment is said anew, or taken back.
    Recommit,
    /// A note is put right.
    MendNote,
    /// A closed session is opened again.
    Reopen,
    /// The rest of the question is left out.
    LeaveOut,
    /// A question to come is left out of the plan, or taken in again.
    PlanWithout,
    ToClose,
    ShowNow,
    Minutes,
    /// The plan and the time, with every key that steers.
    Plan,
    /// Back to look at an earlier question.
    LookBack,
    Groups,
    Citing,
    /// Who has been heard, and who is next.
    Voices,
    /// Answers brought together.
    Themes,
    /// What was voted, round by round.
    Votes,
    /// What was tried since last time.
    Tried,
    Dissents,
    /// An answer was read aloud, or told.
    Heard,
    /// Somebody begins to speak, or has spoken.
    Stopwatch,
    /// A turn to speak goes by.
    PassTurn,
    /// Somebody wants to speak.
    Want(NoteKind),
    /// Somebody no longer wants to.
    Unqueue,
    NewTheme,
    TakeOut,
    /// A note is about this.
    Tag(Tag),
    Dots,
    /// How the document of a case was read.
    HowRead,
    /// A line is this; or again what it was read as.
    Say(Option<As>),
    /// Say which question a line belongs to, and as what.
    SayWhich(As),
    /// Say that an option is right, or no more.
    SayRight,
    /// Look at a line sentence by sentence.
    TakeApart,
    /// A case as those who take part see it.
    Look,
    /// A clean case file is saved.
    SaveCopy,
    /// A sheet to work on paper.
    Print,
    Note(NoteKind),
    Dissent,
    /// A dissent is answered or carried on.
    MeetDissent,
    /// Whoever filed a dissent says it anew, or takes it back.
    Reword,
    Stance(Stance),
    Why,
    Person,
    /// The tally is put aside, or back.
    Tally,
    Commit,
    Word,
    /// What of somebody's may leave the group.
    Consent,
    ShowReport,
    Close,
    OpenFile,
    /// Another order of the list.
    Sort,
    Protocol,
    /// Names are hidden or shown.
    Names,
    /// The case's roles are dealt.
    DealRoles,
    /// A role or viewpoint is taken.
    TakeRole,
    /// Try it with invented people.
    Rehearse,
    /// Study alone.
    Study,
    /// Study everything again.
    Again,
    Learner,
    /// How far the learner has come.
    Progress,
    /// All of one's own work is written to files.
    WriteDown,
    /// How one's own answer was.
    Rate(Rating),
    NextParagraph,
    ParagraphBefore,
    NoteOn,
    /// The people of last time.
    LastTime,
    /// Out of the session, which is kept; or out of the program.
    Quit,
    /// Other colours: light, dark.
    Colours,
    /// The program sleeps.
    Suspend,
}

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Library,
    /// While people gather.
    Gather,
    Read,
    Hub,
    /// A blank screen between two people.
    Blank,
    /// A draft that was kept is offered.
    Offer,
    /// There is nothing to write: a draft was put away, or an answer is locked.
    Done,
    /// A form has the keyboard.
    Writing,
    /// Answers side by side.
    Share,
    Front,
    Discuss,
    /// The model answer.
    Compare,
    Close,
    Over,
    /// A question with its choices is open.
    Notice,
    /// Questions are ticked one by one.
    Questions,
    /// There is something to be read first.
    Message,
    Line,
    /// Something to read lies over the screen.
    Overlay,
    /// How far the learner has come.
    Progress,
    People,
    Plan,
    /// An earlier question.
    Back,
    /// Who has been heard.
    Voices,
    /// Answers brought together.
    Themes,
    Dissents,
    /// What was tried since last time.
    Tried,
    Page,
    Preview,
    /// The room's screen.
    Room,
    /// How a document was read.
    Mending,
    /// What is asked before a document begins.
    Asking,
    Help,
    /// All that can be done now is being searched.
    Palette,
    /// Any screen of a session that is not written in.
    Session,
    /// Everywhere, tried last.
    Anywhere,
}

impl Scope {
    /// The scopes in which a key is looked up, in turn.
    pub fn chain(self) -> &'static [Self] {
        match self {
            Self::Read => &[Self::Read, Self::Session, Self::Anywhere],
            Self::Hub => &[Self::Hub, Self::Session, Self::Anywhere],
            Self::Share => &[Self::Share, Self::Session, Self::Anywhere],
            Self::Front => &[Self::Front, Self::Session, Self::Anywhere],
            Self::Discuss => &[Self::Discuss, Self::Session, Self::Anywhere],
            Self::Compare => &[Self::Compare, Self::Session, Self::Anywhere],
            Self::Close => &[Self::Close, Self::Session, Self::Anywhere],
            Self::Over => &[Self::Over, Self::Anywhere],
            Self::Preview => &[Self::Preview, Self::Anywhere],
            Self::Room => &[Self::Room, Self::Anywhere],
            Self::Mending => &[Self::Mending, Self::Anywhere],
            Self::Asking => &[Self::Asking, Self::Anywhere],
            Self::Library => &[Self::Library, Self::Anywhere],
            Self::Gather => &[Self::Gather, Self::Anywhere],
            Self::Blank => &[Self::Blank, Self::Anywhere],
            Self::Offer => &[Self::Offer, Self::Anywhere],
            Self::Done => &[Self::Done, Self::Anywhere],
            Self::Writing => &[Self::Writing, Self::Anywhere],
            Self::Notice => &[Self::Notice, Self::Anywhere],
            Self::Questions => &[Self::Questions, Self::Notice, Self::Anywhere],
            Self::Message => &[Self::Message, Self::Anywhere],
            Self::Line => &[Self::Line, Self::Anywhere],
            Self::Overlay => &[Self::Overlay, Self::Anywhere],
            Self::Progress => &[Self::Progress, Self::Overlay, Self::Anywhere],
            Self::People => &[Self::People, Self::Anywhere],
            Self::Plan => &[Self::Plan, Self::Session, Self::Anywhere],
            Self::Back => &[Self::Back, Self::Page, Self::Session, Self::Anywhere],
            Self::Voices => &[Self::Voices, Self::Page, Self::Session, Self::Anywhere],
            Self::Themes => &[Self::Themes, Self::Page, Self::Session, Self::Anywhere],
            Self::Dissents => &[Self::Dissents, Self::Page, Self::Session, Self::Anywhere],
            Self::Tried => &[Self::Tried, Self::Page, Self::Anywhere],
            Self::Page => &[Self::Page, Self::Session, Self::Anywhere],
            Self::Help => &[Self::Help, Self::Anywhere],
            Self::Palette => &[Self::Palette],
            Self::Session => &[Self::Session, Self::Anywhere],
            Self::Anywhere => &[Self::Anywhere],
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    pub scope: Scope,
    /// The keys, the one that is shown first.
    pub keys: &'static [Chord],
    pub action: Action,
    /// The same in a few words.
    pub words: &'static str,
    /// Its place among the keys at the foot; 0 where it has none.
    pub foot: u8,
    /// Whether it can be done now.
    pub needs: fn(&Can) -> bool,
}

/// What a chord does now in a scope, and in those behind it.
pub fn lookup(scope: Scope, chord: Chord, can: &Can) -> Option<&'static Binding> {
    let find = |scope: &Scope| {
        let mut rows = BINDINGS.iter().filter(|row| row.scope == *scope);
        rows.find(|row| row.keys.contains(&chord) && (row.needs)(can))
    };
    scope.chain().iter().find_map(find)
}

/// What people call the first key of an action; for sentences on screen, so that they say
/// what the table says.
pub fn name(scope: Scope, action: Action) -> String {
    let find = |scope: &Scope| {
        let mut rows = BINDINGS.iter().filter(|row| row.scope == *scope);
        rows.find(|row| row.action == action)
    };
    let row = scope.chain().iter().find_map(find);
    let chord = row.and_then(|row| row.keys.first());
    debug_assert!(chord.is_some(), "{action:?} has no key in {scope:?}");
    chord.map(|chord| chord.name()).unwrap_or_default()
}

/// All that can be done now in a scope and those behind it, moves aside, each once.
pub fn doable(scope: Scope, can: &Can) -> Vec<&'static Binding> {
    let mut known = Vec::new();
    let rows = scope.chain().iter().flat_map(|scope| {
        let rows = BINDINGS.iter().filter(|row| row.scope == *scope);
        rows.filter(|row| (row.needs)(can) && !row.action.moves())
    });
    let rows = rows.filter(|row| {
        let new = !known.contains(&row.action);
        known.push(row.action);
        new
    });
    rows.collect()
}

/// The keys that matter now, the most important first.
pub fn foot(scope: Scope, can: &Can) -> Vec<&'static Binding> {
    let mut rows: Vec<_> = scope
        .chain()
        .iter()
        .flat_map(|scope| BINDINGS.iter().filter(|row| row.scope == *scope))
        .filter(|row| row.foot > 0 && (row.needs)(can))
        .collect();
    // A key does what the nearest scope says.
    let mut known = Vec::new();
    rows.retain(|row| {
        let key = row.keys.first();
        let new = !known.contains(&key);
        known.push(key);
        new
    });
    rows.sort_by_key(|row| row.foot);
    rows
}
