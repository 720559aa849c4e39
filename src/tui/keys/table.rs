//! The table of keys.

use crossterm::event::KeyCode;

use super::{
    Action, Binding, Chord,
    Scope::{
        self, Anywhere, Back, Blank, Close, Compare, Discuss, Dissents, Done, Gather, Help, Hub,
        Library, Notice, Offer, Over, Overlay, Page, People, Plan, Preview, Read, Session, Share,
        Themes, Tried, Voices, Writing,
    },
};
use crate::session::{Can, NoteKind, Stance, Tag};

const fn key(code: KeyCode) -> Chord {
    Chord {
        code,
        ctrl: false,
        alt: false,
    }
}

const fn letter(letter: char) -> Chord {
    key(KeyCode::Char(letter))
}

const fn ctrl(letter: char) -> Chord {
    Chord {
        code: KeyCode::Char(letter),
        ctrl: true,
        alt: false,
    }
}

const fn alt(code: KeyCode) -> Chord {
    Chord {
        code,
        ctrl: false,
        alt: true,
    }
}

const ENTER: Chord = key(KeyCode::Enter);
const ESC: Chord = key(KeyCode::Esc);
const UP: Chord = key(KeyCode::Up);
const DOWN: Chord = key(KeyCode::Down);
const LEFT: Chord = key(KeyCode::Left);
const RIGHT: Chord = key(KeyCode::Right);
const PAGE_UP: Chord = key(KeyCode::PageUp);
const PAGE_DOWN: Chord = key(KeyCode::PageDown);
const HOME: Chord = key(KeyCode::Home);
const END: Chord = key(KeyCode::End);
const TAB: Chord = key(KeyCode::Tab);
const BACK_TAB: Chord = key(KeyCode::BackTab);

const ALWAYS: fn(&Can) -> bool = |_| true;
const ADVANCE: fn(&Can) -> bool = |can| can.advance;
const CLOSE: fn(&Can) -> bool = |can| can.close;
const NOTE: fn(&Can) -> bool = |can| can.note;

const fn row(
    scope: Scope,
    keys: &'static [Chord],
    action: Action,
    words: &'static str,
    foot: u8,
    needs: fn(&Can) -> bool,
) -> Binding {
    Binding {
        scope,
        keys,
        action,
        words,
        foot,
        needs,
    }
}

/// Every key there is.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    row(Library, &[ENTER], Action::Enter, "open", 1, ALWAYS),
    row(Library, &[UP], Action::Up, "up", 0, ALWAYS),
    row(Library, &[DOWN], Action::Down, "down", 0, ALWAYS),
    row(Library, &[PAGE_UP], Action::PageUp, "scroll the preview up", 0, ALWAYS),
    row(Library, &[PAGE_DOWN], Action::PageDown, "scroll the preview down", 0, ALWAYS),
    row(Library, &[HOME], Action::First, "first", 0, ALWAYS),
    row(Library, &[END], Action::Last, "last", 0, ALWAYS),
    row(Library, &[TAB], Action::Sort, "sort: title, time, last used", 3, ALWAYS),
    row(Library, &[ESC], Action::Back, "forget what was typed", 0, ALWAYS),
    row(Library, &[ctrl('c'), ctrl('q')], Action::Quit, "quit", 2, ALWAYS),
    row(Gather, &[ENTER], Action::Enter, "add the name; with no name, start", 1, ALWAYS),
    row(Gather, &[ctrl('o')], Action::Protocol, "another protocol", 2, |can| can.set_up),
    row(Gather, &[ctrl('n')], Action::Names, "hide or show names", 3, |can| can.set_up),
    row(Gather, &[ctrl('t')], Action::LastTime, "the people of last time", 0, ALWAYS),
    row(Gather, &[ctrl('r')], Action::Rename, "mend the chosen name", 0, ALWAYS),
    row(Gather, &[ctrl('d')], Action::DealRoles, "deal the case's roles", 0, |can| can.set_up),
    row(Gather, &[TAB], Action::TakeRole, "a role for the chosen name", 0, |can| can.set_up),
    row(Gather, &[ctrl('x'), key(KeyCode::Delete)], Action::Leave, "take the chosen name away", 0, ALWAYS),
    row(Gather, &[UP], Action::Up, "choose a name", 0, ALWAYS),
    row(Gather, &[DOWN], Action::Down, "choose a name", 0, ALWAYS),
    row(Gather, &[ESC], Action::Back, "back to the library", 0, ALWAYS),
    row(Read, &[ENTER], Action::GoOn, "go on", 1, ADVANCE),
    row(Read, &[DOWN, letter('j')], Action::Down, "a line down", 0, ALWAYS),
    row(Read, &[UP, letter('k')], Action::Up, "a line up", 0, ALWAYS),
    row(Read, &[letter(' '), PAGE_DOWN], Action::PageDown, "a page down", 2, ALWAYS),
    row(Read, &[PAGE_UP, letter('b')], Action::PageUp, "a page up", 0, ALWAYS),
    row(Read, &[HOME, letter('g')], Action::First, "to the beginning", 0, ALWAYS),
    row(Read, &[END, letter('G')], Action::Last, "to the end", 0, ALWAYS),
    row(Read, &[TAB, RIGHT, letter('l')], Action::Next, "the next exhibit", 3, ALWAYS),
    row(Read, &[BACK_TAB, LEFT, letter('h')], Action::Before, "the tab before", 0, ALWAYS),
    row(Read, &[letter('/')], Action::Search, "look for words", 4, ALWAYS),
    row(Read, &[letter('.')], Action::NextHit, "the next place found", 0, ALWAYS),
    row(Read, &[letter(',')], Action::HitBefore, "the place found before", 0, ALWAYS),
    row(Read, &[letter('m')], Action::Mark, "mark a paragraph to cite it", 0, ALWAYS),
    row(Read, &[ESC], Action::Back, "back", 0, ALWAYS),
    row(Hub, &[ENTER], Action::Enter, "pass the keyboard, or go on", 1, |can| can.answer || can.vote || can.advance),
    row(Hub, &[letter('n')], Action::GoOn, "go on", 2, ADVANCE),
    row(Hub, &[letter('r')], Action::Reading, "the reading", 3, ALWAYS),
    row(Hub, &[UP, letter('k')], Action::Up, "choose a person", 0, ALWAYS),
    row(Hub, &[DOWN, letter('j')], Action::Down, "choose a person", 0, ALWAYS),
    row(Hub, &[letter('o')], Action::ForOthers, "type for others, or pass the keyboard", 0, |can| can.answer || can.vote),
    row(Hub, &[letter('w')], Action::Write, "write, or write a new version", 0, |can| can.answer || can.vote),
    row(Hub, &[letter('H')], Action::Hint, "give everybody a hint", 0, |can| can.hint),
    row(Blank, &[ENTER], Action::Enter, "take the keyboard", 1, ALWAYS),
    row(Blank, &[ESC], Action::Back, "back to the list", 2, ALWAYS),
    row(Offer, &[ENTER], Action::Enter, "go on with the draft", 1, ALWAYS),
    row(Offer, &[letter('x')], Action::Discard, "throw it away", 2, ALWAYS),
    row(Offer, &[ESC], Action::Back, "leave it for later", 3, ALWAYS),
    row(Done, &[ENTER, ESC], Action::Back, "to the list of people", 1, ALWAYS),
    row(Writing, &[ ctrl('s'), key(KeyCode::F(2)), ctrl('d'), alt(KeyCode::Enter), ], Action::HandIn, "hand in", 1, ALWAYS),
    row(Writing, &[ESC], Action::Back, "back; the draft is kept", 2, ALWAYS),
    row(Writing, &[ctrl('p')], Action::Pass, "pass", 3, |can| {
        can.pass
    }),
    row(Writing, &[ctrl('r')], Action::Reading, "the reading", 4, ALWAYS),
    row(Writing, &[TAB], Action::Next, "the next field", 0, ALWAYS),
    row(Writing, &[BACK_TAB], Action::Before, "the field before", 0, ALWAYS),
    row(Writing, &[ctrl('u')], Action::Undo, "take the last edit back", 0, ALWAYS),
    row(Writing, &[ctrl('y')], Action::Redo, "do it again", 0, ALWAYS),
    row(Writing, &[ctrl('o')], Action::Editor, "write in your own editor", 0, ALWAYS),
    row(Writing, &[ctrl('g')], Action::Passage, "the passages that the text cites", 0, ALWAYS),
    row(Share, &[letter('n')], Action::GoOn, "go on", 1, ADVANCE),
    row(Share, &[ENTER], Action::Enter, "read one answer whole", 2, ALWAYS),
    row(Share, &[letter('d')], Action::Dissent, "file a dissent", 3, |can| can.dissent),
    row(Share, &[LEFT, letter('h')], Action::Left, "the answer before", 0, ALWAYS),
    row(Share, &[RIGHT, letter('l')], Action::Right, "the next answer", 0, ALWAYS),
    row(Share, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(Share, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(Share, &[PAGE_UP], Action::PageUp, "a page up", 0, ALWAYS),
    row(Share, &[PAGE_DOWN, letter(' ')], Action::PageDown, "a page down", 0, ALWAYS),
    row(Share, &[HOME], Action::First, "the first answer", 0, ALWAYS),
    row(Share, &[END], Action::Last, "the last answer", 0, ALWAYS),
    row(Share, &[letter('t')], Action::Tally, "put the tally aside, or back", 0, ALWAYS),
    row(Share, &[letter('r')], Action::Reading, "the reading", 0, ALWAYS),
    row(Share, &[ESC], Action::Back, "back to all answers", 0, ALWAYS),
    row(Discuss, &[letter('n')], Action::GoOn, "go on", 1, ADVANCE),
    row(Discuss, &[letter('i')], Action::Note(NoteKind::NewIdea), "note a new idea", 2, NOTE),
    row(Discuss, &[letter('d')], Action::Dissent, "file a dissent", 3, |can| can.dissent),
    row(Discuss, &[letter('b')], Action::Note(NoteKind::BuildsOn), "note what builds on it", 0, NOTE),
    row(Discuss, &[letter('c')], Action::Note(NoteKind::Challenges), "note what challenges it", 0, NOTE),
    row(Discuss, &[letter('a')], Action::Note(NoteKind::Asks), "note what is asked", 0, NOTE),
    row(Discuss, &[TAB], Action::Next, "between answers and notes", 0, ALWAYS),
    row(Discuss, &[ENTER], Action::Enter, "read one answer whole", 0, ALWAYS),
    row(Discuss, &[LEFT, letter('h')], Action::Left, "the answer before", 0, ALWAYS),
    row(Discuss, &[RIGHT, letter('l')], Action::Right, "the next answer", 0, ALWAYS),
    row(Discuss, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(Discuss, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(Discuss, &[PAGE_UP], Action::PageUp, "a page up", 0, ALWAYS),
    row(Discuss, &[PAGE_DOWN, letter(' ')], Action::PageDown, "a page down", 0, ALWAYS),
    row(Discuss, &[letter('t')], Action::Tally, "put the tally aside, or back", 0, ALWAYS),
    row(Discuss, &[letter('r')], Action::Reading, "the reading", 0, ALWAYS),
    row(Discuss, &[ESC], Action::Back, "back to all answers", 0, ALWAYS),
    row(Compare, &[letter('n')], Action::GoOn, "go on", 1, ADVANCE),
    row(Compare, &[letter('y')], Action::Stance(Stance::Agree), "agree with the claim", 2, |can| can.compare),
    row(Compare, &[letter('x')], Action::Stance(Stance::Contest), "contest it", 3, |can| can.compare),
    row(Compare, &[letter('e')], Action::Stance(Stance::Extend), "extend it", 0, |can| can.compare),
    row(Compare, &[letter('w'), ENTER], Action::Why, "say how or why", 0, |can| can.compare),
    row(Compare, &[letter('p')], Action::Person, "another person", 0, |can| can.compare),
    row(Compare, &[TAB], Action::Next, "between claims and answers", 0, ALWAYS),
    row(Compare, &[UP, letter('k')], Action::Up, "the claim before", 0, ALWAYS),
    row(Compare, &[DOWN, letter('j')], Action::Down, "the next claim", 0, ALWAYS),
    row(Compare, &[LEFT, letter('h')], Action::Left, "the answer before", 0, ALWAYS),
    row(Compare, &[RIGHT, letter('l')], Action::Right, "the next answer", 0, ALWAYS),
    row(Compare, &[letter('d')], Action::Dissent, "file a dissent", 0, |can| can.dissent),
    row(Compare, &[letter('r')], Action::Reading, "the reading", 0, ALWAYS),
    row(Close, &[letter('c')], Action::Commit, "a commitment", 2, |can| can.commit),
    row(Close, &[letter('w')], Action::Word, "one word", 3, |can| {
        can.commit
    }),
    row(Close, &[letter('X')], Action::Close, "close the session", 4, CLOSE),
    row(Close, &[letter('n')], Action::GoOn, "go on", 1, ADVANCE),
    row(Close, &[letter('d')], Action::Dissent, "file a dissent", 0, |can| can.dissent),
    row(Close, &[letter('m'), ENTER], Action::MeetDissent, "answer the chosen dissent, or carry it on", 0, |can| can.dissent),
    row(Close, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(Close, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(Close, &[PAGE_UP], Action::PageUp, "a page up", 0, ALWAYS),
    row(Close, &[PAGE_DOWN, letter(' ')], Action::PageDown, "a page down", 0, ALWAYS),
    row(Close, &[letter('r')], Action::Reading, "the reading", 0, ALWAYS),
    row(Over, &[ENTER, ESC], Action::Back, "back to the library", 1, ALWAYS),
    row(Over, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(Over, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(Notice, &[ENTER, letter('y')], Action::Enter, "yes", 1, ALWAYS),
    row(Notice, &[ESC, letter('n')], Action::Back, "no, back", 2, ALWAYS),
    row(Notice, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(Notice, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(Overlay, &[ESC, ENTER, letter('q')], Action::Back, "back", 1, ALWAYS),
    row(Overlay, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(Overlay, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(Overlay, &[PAGE_UP, letter('b')], Action::PageUp, "a page up", 0, ALWAYS),
    row(Overlay, &[PAGE_DOWN, letter(' ')], Action::PageDown, "a page down", 2, ALWAYS),
    row(Overlay, &[HOME, letter('g')], Action::First, "to the beginning", 0, ALWAYS),
    row(Overlay, &[END, letter('G')], Action::Last, "to the end", 0, ALWAYS),
    row(People, &[ENTER], Action::Enter, "gone, or back", 1, ALWAYS),
    row(People, &[letter('N')], Action::Rename, "mend the name", 2, ALWAYS),
    row(People, &[ESC, letter('q')], Action::Back, "back", 3, ALWAYS),
    row(People, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(People, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(People, &[HOME], Action::First, "first", 0, ALWAYS),
    row(People, &[END], Action::Last, "last", 0, ALWAYS),
    row(Plan, &[letter('+')], Action::Extend, "a minute more", 1, |can| can.time_step),
    row(Plan, &[letter('s')], Action::Skip, "skip the rest of this step", 2, |can| can.time_step),
    row(Plan, &[ESC, ENTER, letter('A')], Action::Back, "back", 3, ALWAYS),
    row(Plan, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(Plan, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(Plan, &[PAGE_UP], Action::PageUp, "a page up", 0, ALWAYS),
    row(Plan, &[PAGE_DOWN, letter(' ')], Action::PageDown, "a page down", 0, ALWAYS),
    row(Back, &[LEFT, letter('h')], Action::Left, "the question before", 1, ALWAYS),
    row(Back, &[RIGHT, letter('l')], Action::Right, "the next question", 2, ALWAYS),
    row(Voices, &[ENTER], Action::Enter, "was heard", 1, |can| can.close),
    row(Voices, &[letter(' ')], Action::Stopwatch, "begins to speak; again: has spoken", 2, |can| can.close),
    row(Voices, &[letter('p')], Action::PassTurn, "passes", 4, |can| can.close),
    row(Voices, &[letter('i')], Action::Want(NoteKind::NewIdea), "wants to say something new", 0, |can| can.close),
    row(Voices, &[letter('b')], Action::Want(NoteKind::BuildsOn), "wants to build on what was said", 0, |can| can.close),
    row(Voices, &[letter('c')], Action::Want(NoteKind::Challenges), "wants to challenge it", 0, |can| can.close),
    row(Voices, &[letter('a')], Action::Want(NoteKind::Asks), "wants to ask", 0, |can| can.close),
    row(Voices, &[letter('x')], Action::Unqueue, "no longer wants to speak", 0, |can| can.close),
    row(Themes, &[letter(' ')], Action::Mark, "mark it, or not", 1, |can| can.theme),
    row(Themes, &[letter('t')], Action::NewTheme, "a theme of what is marked", 2, |can| can.theme),
    row(Themes, &[letter('u')], Action::Undo, "undo", 4, |can| can.theme),
    row(Themes, &[ENTER], Action::Enter, "mark it; on a theme: put there what is marked", 0, |can| can.theme),
    row(Themes, &[letter('x')], Action::TakeOut, "out of its theme", 0, |can| can.theme),
    row(Themes, &[letter('N')], Action::Rename, "another title for the theme", 0, |can| can.theme),
    row(Themes, &[letter('1')], Action::Tag(Tag::Human), "a note about people (Human)", 0, ALWAYS),
    row(Themes, &[letter('2')], Action::Tag(Tag::Learning), "a note about learning", 0, ALWAYS),
    row(Themes, &[letter('3')], Action::Tag(Tag::Systems), "a note about how things are set up (Systems)", 0, ALWAYS),
    row(Dissents, &[ENTER, letter('m')], Action::MeetDissent, "answer it, or carry it on", 1, |can| can.dissent),
    row(Dissents, &[letter('d')], Action::Dissent, "file a dissent", 2, |can| can.dissent),
    row(Tried, &[ENTER], Action::Enter, "what happened, what was learned", 1, |can| can.dissent),
    row(Tried, &[ESC], Action::Back, "go on", 2, ALWAYS),
    row(Page, &[ESC, ENTER], Action::Back, "back", 3, ALWAYS),
    row(Page, &[TAB], Action::Next, "the other order", 0, ALWAYS),
    row(Page, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(Page, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(Page, &[PAGE_UP], Action::PageUp, "a page up", 0, ALWAYS),
    row(Page, &[PAGE_DOWN, letter(' ')], Action::PageDown, "a page down", 4, ALWAYS),
    row(Page, &[HOME], Action::First, "to the beginning", 0, ALWAYS),
    row(Page, &[END], Action::Last, "to the end", 0, ALWAYS),
    row(Preview, &[letter('e')], Action::Editor, "open the editor at this line", 1, ALWAYS),
    row(Preview, &[TAB, letter('n'), RIGHT], Action::Next, "the next thing to mend", 2, ALWAYS),
    row(Preview, &[BACK_TAB, letter('p'), LEFT], Action::Before, "the thing before", 0, ALWAYS),
    row(Preview, &[UP, letter('k')], Action::Up, "a line up", 0, ALWAYS),
    row(Preview, &[DOWN, letter('j')], Action::Down, "a line down", 0, ALWAYS),
    row(Preview, &[PAGE_UP, letter('b')], Action::PageUp, "a page up", 0, ALWAYS),
    row(Preview, &[letter(' '), PAGE_DOWN], Action::PageDown, "a page down", 3, ALWAYS),
    row(Preview, &[HOME, letter('g')], Action::First, "to the beginning", 0, ALWAYS),
    row(Preview, &[END, letter('G')], Action::Last, "to the end", 0, ALWAYS),
    row(Preview, &[letter('q'), ESC], Action::Quit, "leave", 4, ALWAYS),
    row(Help, &[ESC, ENTER, letter('q'), letter('?')], Action::Back, "close help", 1, ALWAYS),
    row(Help, &[UP, letter('k')], Action::Up, "up", 0, ALWAYS),
    row(Help, &[DOWN, letter('j')], Action::Down, "down", 0, ALWAYS),
    row(Help, &[PAGE_UP], Action::PageUp, "a page up", 0, ALWAYS),
    row(Help, &[PAGE_DOWN, letter(' ')], Action::PageDown, "a page down", 0, ALWAYS),
    row(Session, &[letter('A')], Action::Plan, "the plan and the time; everything that steers", 0, ALWAYS),
    row(Session, &[letter('f')], Action::Notes, "what only facilitators should see", 0, ALWAYS),
    row(Session, &[letter('+')], Action::Extend, "a minute more", 0, |can| can.time_step),
    row(Session, &[letter('s')], Action::Skip, "skip the rest of this step", 0, |can| can.time_step),
    row(Session, &[letter('R')], Action::Repeat, "begin this step again", 0, |can| can.time_step),
    row(Session, &[letter('O')], Action::LeaveOut, "leave this question out from here", 0, |can| can.time_step),
    row(Session, &[letter('B')], Action::LookBack, "back to look; nothing is unsaid", 0, ALWAYS),
    row(Session, &[letter('g')], Action::Groups, "who works with whom", 0, ALWAYS),
    row(Session, &[letter('V')], Action::Voices, "who has been heard, and who is next", 0, |can| can.close),
    row(Session, &[letter('T')], Action::Themes, "put together what is alike", 0, |can| can.theme),
    row(Session, &[letter('W')], Action::Votes, "what was voted, and who moved", 0, |can| can.dissent),
    row(Session, &[letter('E')], Action::Tried, "what was tried since last time", 0, |can| can.dissent),
    row(Session, &[letter('*')], Action::Dots, "put down somebody's dots", 0, |can| can.dot),
    row(Session, &[letter('D')], Action::Dissents, "all dissent, and what became of it", 0, ALWAYS),
    row(Session, &[letter('u')], Action::Heard, "this answer was read or heard", 0, |can| can.note),
    row(Session, &[letter('C')], Action::Citing, "which passages were used", 0, ALWAYS),
    row(Session, &[letter('J')], Action::Join, "somebody comes", 0, |can| can.join),
    row(Session, &[letter('L')], Action::Leave, "somebody goes, or is back", 0, ALWAYS),
    row(Session, &[letter('N')], Action::Rename, "mend a name", 0, ALWAYS),
    row(Session, &[letter('S')], Action::HandSeat, "hand on the facilitator's seat", 0, |can| can.hand_seat),
    row(Session, &[letter('d')], Action::Dissent, "file a dissent", 0, |can| can.dissent),
    row(Session, &[letter('v')], Action::Passage, "view the passages that are cited", 0, ALWAYS),
    row(Session, &[letter('q')], Action::Quit, "leave; the session is kept", 0, ALWAYS),
    row(Anywhere, &[key(KeyCode::F(1)), letter('?')], Action::Help, "all keys", 9, ALWAYS),
    row(Anywhere, &[ctrl('c')], Action::Quit, "leave; everything is kept", 0, ALWAYS),
    row(Anywhere, &[ctrl('z')], Action::Suspend, "put the program to sleep", 0, ALWAYS),
];
