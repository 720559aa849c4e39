//! Before a session: what its opening asks, each on a page or in a notice of its own, and the
//! lines where a document is mended. What was decided is remembered for the content.

use std::path::{Path, PathBuf};

use super::{App, Popup, Screen, done::Awaited};
use crate::{
    begin::Wanted,
    case::flaw::Code,
    host::opening::{Begun, Opening, Question},
    import::Kind,
    library::{self, Loaded, Lying, Nearby, Origin},
    study::shelf::Wish,
    text::Clean,
    tui::{
        effect::{Before, Effect, Mend, Wants},
        errand::{Errand, ShellErrand, WorldErrand},
        keys::{Action, Scope, name},
        notice::Notice,
        screen::{
            asking::{Asking, Next as Asked},
            library::{GIVES_AWAY, pasted},
            mending::{Mending, Next, clean_copy},
            preview::Preview,
            sheets,
        },
    },
};

/// What asks for the name of whoever studies.
pub(super) const WHO: &str = "Who are you? Your name is kept on this computer only.";

impl App {
    /// The program begins with this.
    pub fn start(&mut self, opening: Opening) -> Vec<Errand> {
        self.want(opening);
        std::mem::take(&mut self.errands)
    }

    /// The program begins with a session that goes on.
    pub fn begun(&mut self, begun: Begun) -> Vec<Errand> {
        self.sit_down(begun);
        std::mem::take(&mut self.errands)
    }

    /// Somebody wants this: it begins once all is known that it asks for.
    pub(super) fn want(&mut self, opening: Opening) {
        if let Origin::File(path) = &opening.wanted().loaded.origin
            && !self.library.opened.contains(path)
        {
            self.library.opened.push(path.clone());
        }
        self.opening = Some(opening);
        self.ask_next();
    }

    /// Asks what has to be known next, or begins.
    fn ask_next(&mut self) {
        let Some(opening) = &self.opening else {
            return;
        };
        match opening.asks() {
            Some(Question::HowRead) => {
                let asking = Asking::new(opening.wanted().loaded.clone(), opening.is_alone());
                self.turn_to(Screen::Asking(Box::new(asking)));
            }
            Some(Question::ForWhom) => {
                let brief = opening.wanted().loaded.in_brief().join(" · ");
                self.lay_first(for_whom(&opening.titles(), &brief));
            }
            Some(Question::Who) => self.lay_first(Notice::ask(WHO, Wants::Name)),
            Some(Question::Which) => {
                let titles = opening.titles().into_iter().enumerate();
                let choices = titles.map(|(at, title)| {
                    (title.to_string(), vec![Effect::Before(Before::Which(at))])
                });
                let text = "This document holds several cases. Which one?";
                self.lay_first(Notice::choose(text, choices.collect()));
            }
            Some(Question::Offer) => self.lay_first(offer(opening.is_alone())),
            None => {
                if let Some(opening) = self.opening.take() {
                    self.ask(Awaited::Begun, WorldErrand::Begin(Box::new(opening)));
                }
            }
        }
    }

    /// Asks before a session: Esc leaves the document where it is, and nobody goes round.
    fn lay_first(&mut self, notice: Notice) {
        let leave = vec![Effect::NotNow];
        self.lay(Notice { leave, ..notice });
    }

    /// What was opened is not begun now.
    pub(super) fn not_now(&mut self) {
        self.opening = None;
        if matches!(self.screen, Screen::Library) {
            self.look_around();
        }
    }

    /// What a session begins with was answered.
    pub(super) fn before(&mut self, said: Before) {
        let wish = self.learner_of(Wish::default());
        if let Some(opening) = &mut self.opening {
            match said {
                Before::Which(number) => opening.chose(number),
                Before::Offered(yes) => opening.offer(yes),
                Before::Alone(alone) => opening.is_for(alone.then_some(wish)),
                Before::AllAgain => opening.again(),
            }
        }
        self.ask_next();
    }

    /// Whoever comes too early may turn back: nothing has begun yet.
    pub(super) fn too_early(&mut self, opening: Opening, said: &str) {
        self.opening = Some(opening);
        let again = (
            "Study everything again".to_owned(),
            vec![Effect::Before(Before::AllAgain)],
        );
        let back = ("Back to the library".to_owned(), vec![Effect::NotNow]);
        self.lay_first(Notice::choose(said, vec![again, back]));
    }

    /// Somebody has looked at how the document was read.
    pub(super) fn looked_at(&mut self) {
        if let Some(opening) = &mut self.opening {
            opening.looked();
        }
        self.ask_next();
    }

    /// Somebody said who studies.
    pub(super) fn named(&mut self, said: &str) {
        let name = match crate::study::shelf::name(said) {
            Ok(name) => name,
            Err(fault) => {
                let notice = Notice::ask(&fault.line(), Wants::Name);
                return match self.opening {
                    Some(_) => self.lay_first(notice),
                    None => self.lay(notice),
                };
            }
        };
        self.learners.put_first(&name);
        self.ask(Awaited::Told, WorldErrand::Learner(name.clone()));
        match &mut self.opening {
            Some(opening) => {
                // It is a name, as was just seen.
                let _ = opening.named(&name);
                self.ask_next();
            }
            None => self.tell(&format!("{name} studies from now on.")),
        }
    }

    /// What there is to say as a session begins.
    pub(super) fn say_begun(&mut self, wanted: Option<&Wanted>, said: &str) {
        if !said.is_empty() {
            self.notice(said);
        }
        let Some(wanted) = wanted else {
            return;
        };
        wanted.not_taken.iter().for_each(|said| self.notice(said));
        let loaded = &wanted.loaded;
        // It is said once, and on the page that asked where there was one.
        if let Some(said) = loaded.says_carried().filter(|_| !loaded.decision.seen) {
            self.notice(&said);
            self.remember(loaded.clone());
        }
        // What was looked at before needs no second word.
        if loaded.from != Kind::Text.name() && !loaded.decision.seen {
            let read = loaded.in_brief().join(", ");
            let key = name(Scope::Library, Action::HowRead);
            let from = &loaded.from;
            self.notice(&format!(
                "Read from {from}: {read}. {key} in the library shows how each line was read, and mends it."
            ));
        }
        let noise = |case| wanted.loaded.set_apart(case).next().is_some();
        if wanted.case().is_ok_and(noise) {
            self.tell("Lines that look like page noise (menus, “Read more”) were set apart.");
        }
        let mut flaws = wanted.loaded.document.flaws.iter();
        if let Some(flaw) = flaws.find(|flaw| flaw.code == Code::Protocol) {
            let (place, what) = (loaded.place(flaw.line, flaw.line), &flaw.what);
            self.tell(&format!(
                "The case’s protocol, {place}: {what}. Where it cannot be run as it is, another is taken; “roundtable check” says how to mend it."
            ));
        }
    }

    /// What comes of a key on the page that asks.
    pub(super) fn asked(&mut self, next: Asked) -> Vec<Effect> {
        let Screen::Asking(asking) = &self.screen else {
            return Vec::new();
        };
        let (mut loaded, prints) = (asking.loaded().clone(), asking.prints());
        match next {
            Asked::Stay => Vec::new(),
            Asked::Begin => {
                loaded.decision.seen = true;
                self.remember(loaded.clone());
                self.turn_to(Screen::Library);
                if let Some(number) = prints {
                    return vec![sheets::ask(&loaded, number)];
                }
                if let Some(opening) = &mut self.opening {
                    opening.looked();
                }
                vec![Effect::GoOn]
            }
            Asked::Look(line) => {
                let mending = Mending::new(loaded);
                let mending = match line {
                    Some(line) => mending.at_line(line),
                    None => mending.at_first_doubt(),
                };
                self.turn_to(Screen::Mending(Box::new(mending)));
                Vec::new()
            }
            Asked::Print => vec![sheets::ask(&loaded, None)],
            Asked::Save => vec![clean_copy(&loaded)],
            Asked::Leave => {
                self.opening = None;
                self.turn_to(Screen::Library);
                vec![Effect::Library]
            }
        }
    }

    /// Saves a case, among one's own where no folder is named.
    pub(super) fn save(
        &mut self,
        awaited: Awaited,
        folder: Option<PathBuf>,
        name: String,
        text: String,
    ) {
        self.ask(awaited, WorldErrand::SaveCase(folder, name, text));
    }

    /// Keeps a pasted text, and opens it.
    pub(super) fn read_pasted(&mut self, name: String, text: String) {
        self.popups.retain(|over| !matches!(over, Popup::Notice(_)));
        self.save(Awaited::Pasted, None, name, text);
    }

    /// A case was saved there.
    pub(super) fn saved(&mut self, path: PathBuf, awaited: Option<&Awaited>) -> Vec<Effect> {
        match awaited {
            Some(Awaited::Written) => self.write(&path),
            Some(Awaited::Pasted) => return vec![Effect::OpenFile(path)],
            _ => {
                self.library.stand_on(&path);
                self.tell(&format!("Saved as {}", path.display()));
                return vec![Effect::Library];
            }
        }
        Vec::new()
    }

    /// Saves a case to write over among one's own.
    pub(super) fn new_case(&mut self) {
        const TITLE: &str = "A case of my own";
        let text = library::beginning(TITLE);
        self.save(Awaited::Written, None, TITLE.to_owned(), text);
    }

    /// A new case is written from now on, and shown as the group will see it.
    pub(super) fn write(&mut self, path: &Path) {
        self.library.find_all();
        self.library.stand_on(path);
        let preview = Preview::new(Origin::File(path.to_owned())).within();
        self.turn_to(Screen::Preview(Box::new(preview)));
        self.look_again();
        self.edit_file(path, 1);
    }

    /// A document is written, where a text from that line on.
    pub(super) fn edit_file(&mut self, path: &Path, line: u32) {
        let line = Kind::is_text_at(path).then_some(line);
        self.shell(ShellErrand::EditFile(path.to_owned(), line));
    }

    /// No editor can be had, or none for such a document: how the one at that place is written.
    pub fn how_to_write(&mut self, path: &Path, why: &str) {
        let lies = path.display();
        let how = match Kind::is_text_at(path) {
            true => "in Word or any editor, and save it as a text",
            false => "in the program that it was made with, and save it",
        };
        let text = format!(
            "{why}It lies at\n{lies}\n\nChange what stands in it {how}. This screen follows it whenever it is saved."
        );
        let choices = vec![
            (
                "Open it now in the program for such files".to_owned(),
                vec![Effect::Show(path.to_owned())],
            ),
            ("I open it myself".to_owned(), Vec::new()),
        ];
        self.lay(Notice::choose(&text, choices));
    }

    /// See line by line how what was just opened was read: it says first what that gives away.
    pub(super) fn look_over(&mut self) {
        // Whoever does not look is where they were.
        self.ask_next();
        let choices = vec![
            ("Back".to_owned(), Vec::new()),
            ("Show everything".to_owned(), vec![Effect::LookAtAll]),
        ];
        self.lay(Notice::choose(GIVES_AWAY, choices));
    }

    /// What was asked comes again afterwards.
    pub(super) fn look_at_all(&mut self) {
        self.popups.retain(|over| !matches!(over, Popup::Notice(_)));
        if let Some(opening) = &self.opening {
            let mending = Mending::new(opening.wanted().loaded.clone()).at_first_doubt();
            self.turn_to(Screen::Mending(Box::new(mending)));
        }
    }

    /// Keeps what was decided about a reading.
    fn remember(&mut self, loaded: Loaded) {
        self.ask(Awaited::Told, WorldErrand::Remember(Box::new(loaded)));
    }

    /// Somebody answered what was asked while mending.
    pub(super) fn mend(&mut self, said: impl FnOnce(&mut Mending) -> Next) -> Vec<Effect> {
        let Screen::Mending(mending) = &mut self.screen else {
            return Vec::new();
        };
        let next = said(mending);
        self.mended(next)
    }

    pub(super) fn mended(&mut self, next: Next) -> Vec<Effect> {
        let Screen::Mending(mending) = &self.screen else {
            return Vec::new();
        };
        let mut loaded = mending.loaded().clone();
        match next {
            Next::Stay => {}
            Next::Do(effect) => return vec![effect],
            // What was said of a line is kept at once.
            Next::Keep(said) => {
                self.remember(loaded);
                return said.map(Effect::Tell).into_iter().collect();
            }
            Next::Ask(text, wants, now) => {
                let mut notice = Notice::ask(&text, wants);
                notice.type_text(Some(&now));
                self.lay(notice);
            }
            Next::Wider(text, no) => {
                self.remember(loaded);
                let choice =
                    |words: &str, yes| (words.to_owned(), vec![Effect::Mend(Mend::Widen(yes))]);
                let choices = vec![choice(no, false), choice("Yes: show them too", true)];
                self.lay(Notice::choose(&text, choices));
            }
            // Back to the page that asks, with what was said meanwhile.
            Next::Leave if self.opening.is_some() => {
                if let Some(opening) = &mut self.opening {
                    opening.read_as(loaded);
                }
                self.turn_to(Screen::Library);
                self.ask_next();
            }
            Next::Leave => {
                self.turn_to(Screen::Library);
                return vec![Effect::Library];
            }
            Next::Begin => {
                loaded.decision.seen = true;
                self.remember(loaded.clone());
                let wanted = || Opening::opened(Wanted::of(loaded.clone(), None));
                self.opening.get_or_insert_with(wanted).read_as(loaded);
                self.turn_to(Screen::Library);
                return vec![Effect::GoOn];
            }
        }
        Vec::new()
    }
}

impl App {
    /// Asks for a file at once, so that no letter goes astray; what lies about comes into its list
    /// when it was looked for.
    pub(super) fn browse(&mut self, typed: String) {
        self.lay(which_file(&Nearby {
            typed: Clean::line(&typed),
            ..Nearby::default()
        }));
        self.ask(
            Awaited::Browsed(Clean::line(&typed)),
            WorldErrand::Browse(typed),
        );
    }

    /// What lies about, unless something else was typed in the meantime.
    pub(super) fn lies_about(&mut self, nearby: &Nearby, asked: &Clean) {
        let still = |popup: &Popup| match popup {
            Popup::Notice(notice) => notice.asks_for_file() == Some(asked.as_str()),
            Popup::Help { .. } | Popup::Palette(_) | Popup::Devices => false,
        };
        if self.popups.last().is_some_and(still) {
            self.popups.pop();
            self.lay(which_file(nearby));
        }
    }
}

/// A text that is pasted where something is typed; where a file is asked for, it may be a case.
pub(super) fn paste_into(notice: &mut Notice, text: &str) -> Vec<Effect> {
    if let Some(asks) = pasted(text).filter(|_| notice.asks_for_file().is_some()) {
        return vec![asks];
    }
    notice.type_text(Some(text));
    notice.draft().into_iter().collect()
}

/// What was opened lies in the list from now on; it may also begin at once.
fn for_whom(titles: &[Clean], brief: &str) -> Notice {
    let titles: Vec<_> = titles.iter().map(Clean::as_str).collect();
    let text = format!("{}\n\n{brief}", titles.join("\n"));
    let choice =
        |words: &str, alone| (words.to_owned(), vec![Effect::Before(Before::Alone(alone))]);
    Notice::choose(
        &text,
        vec![
            choice("Run it with a group", false),
            choice("Study it alone", true),
            (
                "Look how it was read, line by line".to_owned(),
                vec![Effect::LookOver],
            ),
            (
                "Not now: it is in the list of cases".to_owned(),
                vec![Effect::NotNow],
            ),
        ],
    )
}

/// Asks for a file to open: typed, or one of those that lie about.
fn which_file(nearby: &Nearby) -> Notice {
    let choice = |one: &Lying| {
        let effect = match one.is_folder {
            true => Effect::Browse(one.path.to_string_lossy().into_owned()),
            false => Effect::OpenFile(one.path.clone()),
        };
        (one.words.to_string(), vec![effect])
    };
    let key = name(Scope::Line, Action::Next);
    let mut text = format!("{} {key} completes a path.", Wants::File.asks());
    if nearby.more > 0 {
        let more = nearby.more;
        text.push_str(&format!("\n\n{more} more lie there: type how it begins."));
    }
    let mut notice = Notice::ask(&text, Wants::File);
    notice.type_text(Some(&nearby.typed));
    notice.choices = nearby.found.iter().map(choice).collect();
    notice
}

/// Offers three questions where the document has none.
fn offer(alone: bool) -> Notice {
    let (who, no) = match alone {
        true => ("You answer", "No, only read it"),
        false => ("Everybody answers", "No, only read it together"),
    };
    let text = format!(
        "This document has no questions. All of its text is read, also answers that it may hold. Use these three?\n\n  What? So what? Now what?\n\n{who} each of them; the document itself is not changed."
    );
    let choice = |words: &str, offered| {
        (
            words.to_owned(),
            vec![Effect::Before(Before::Offered(offered))],
        )
    };
    Notice::choose(
        &text,
        vec![choice("Yes, ask these three", true), choice(no, false)],
    )
}
