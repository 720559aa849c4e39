//! Study alone on the full screen: who studies, which case, how far they have come.

use std::path::PathBuf;

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::{
    app::Effect,
    draw::more_below,
    form::hang,
    hear,
    house::{House, Screen, Waiting},
    inbox::{Heard, Post},
    keys::{Action, Scope, name},
    notice::{Notice, Wants},
    theme::Theme,
};
use crate::{
    begin::{Tried, Wanted, tried},
    clock,
    fault::Fault,
    handout,
    home::Home,
    learner::{self, Begin, Learners, Wish},
    report::words,
    session::{Actor, Command, PersonView, Place},
    study::export,
    table::Table,
    text::Clean,
};

/// What is to be studied, until it is known who studies.
#[derive(Clone, Debug)]
pub(super) struct Intent {
    wanted: Wanted,
    wish: Wish,
}

/// How far somebody has come, as rows, and the first that is shown.
#[derive(Clone, Debug, Default)]
pub struct ProgressPage {
    pub(super) rows: Vec<String>,
    pub(super) top: usize,
}

impl ProgressPage {
    /// Moves through it; whether it is put away.
    pub(super) fn act(&mut self, action: Action, area: Rect) -> bool {
        let height = usize::from(area.height);
        let last = self.laid(area).len().saturating_sub(height);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::PageUp => self.top.saturating_sub(height),
            Action::PageDown => self.top + height,
            Action::First => 0,
            Action::Last => last,
            Action::Back | Action::Quit => return true,
            _ => self.top,
        };
        self.top = self.top.min(last);
        false
    }

    /// Draws it over the library.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let rows = self.laid(area);
        // The window may have grown since it was moved.
        let last = rows.len().saturating_sub(usize::from(area.height));
        let more = self.top < last;
        let rows = rows.into_iter().skip(self.top.min(last));
        let rows: Vec<_> = rows.map(Line::from).collect();
        frame.render_widget(Paragraph::new(rows), area);
        if more {
            more_below(frame, area, theme);
        }
    }

    /// Its rows as wide as the screen.
    fn laid(&self, area: Rect) -> Vec<String> {
        let rows = self.rows.iter().flat_map(|row| {
            let words = row.trim_start();
            let (lead, _) = row.split_at(row.len() - words.len());
            hang(lead, words, usize::from(area.width))
        });
        rows.collect()
    }
}

impl House {
    /// Somebody wants to study this: at once, or after saying who they are.
    pub fn study(&mut self, wanted: Wanted, wish: Wish, post: &Post) -> Vec<Effect> {
        let waiting = self.looked_at(Waiting::Study(wanted, wish));
        let Some(Waiting::Study(wanted, mut wish)) = waiting else {
            return Vec::new();
        };
        if wish.name.is_empty() {
            let learners = Learners::load(&self.home);
            wish.name = learners.last().cloned().unwrap_or_default();
        }
        if wanted.number.is_none() {
            let cases = wanted.loaded.document.cases.iter().enumerate();
            let choices = cases
                .map(|(at, case)| (case.title.to_string(), vec![Effect::StudyCase(at)]))
                .collect();
            let text = "This document holds several cases. Which one?";
            self.lay(Notice::choose(text, choices));
            self.intent = Some(Intent { wanted, wish });
            return Vec::new();
        }
        let nobody = wish.name.is_empty();
        self.intent = Some(Intent { wanted, wish });
        if nobody {
            self.lay(Notice::ask(
                "Who are you? Your name is kept on this computer only.",
                Wants::Name,
            ));
            return Vec::new();
        }
        self.study_now(post)
    }

    /// That case of the document is to be studied.
    pub fn study_case(&mut self, number: usize, post: &Post) -> Vec<Effect> {
        let Some(mut intent) = self.intent.take() else {
            return Vec::new();
        };
        intent.wanted.number = Some(number);
        self.study(intent.wanted, intent.wish, post)
    }

    /// Somebody said who studies.
    pub fn named(&mut self, said: &str, post: &Post) -> Vec<Effect> {
        let name = match learner::name(said) {
            Ok(name) => name,
            Err(fault) => {
                self.lay(Notice::ask(&fault.line(), Wants::Name));
                return Vec::new();
            }
        };
        if let Err(fault) = Learners::load(&self.home).remember(&self.home, &name) {
            self.notice(&fault.to_string());
            return Vec::new();
        }
        match &mut self.intent {
            Some(intent) => {
                intent.wish.name = name;
                self.study_now(post)
            }
            None => {
                self.tell(&format!("{name} studies from now on."));
                Vec::new()
            }
        }
    }

    /// Who studies: one of those who are known, or somebody else.
    pub fn who_studies(&mut self) {
        let names = Learners::load(&self.home).names;
        if names.is_empty() {
            let text = "Who are you? Your name is kept on this computer only.";
            return self.lay(Notice::ask(text, Wants::Name));
        }
        let mut choices: Vec<_> = names
            .iter()
            .map(|name| (name.to_string(), vec![Effect::Named(name.to_string())]))
            .collect();
        choices.push(("Somebody else".to_owned(), vec![Effect::AskName]));
        self.lay(Notice::choose("Who studies?", choices));
    }

    /// Asks for a name.
    pub fn ask_name(&mut self) {
        self.lay(Notice::ask("Your name:", Wants::Name));
    }

    fn study_now(&mut self, post: &Post) -> Vec<Effect> {
        let Some(Intent { wanted, mut wish }) = self.intent.take() else {
            return Vec::new();
        };
        wish.offered = wanted
            .case()
            .is_ok_and(|case| case.questions().next().is_none());
        let kept = Learners::load(&self.home).remember(&self.home, &wish.name);
        let begun = kept.and_then(|()| {
            learner::begin(
                &self.home,
                &wanted,
                &wish,
                clock::now().wall,
                &clock::zone(),
            )
        });
        let (opened, said) = match begun {
            Ok(Begin::GoOn(path)) => return vec![Effect::Resume(path)],
            Ok(Begin::New { opened, said }) => (opened, said),
            Err(fault) => return self.not_studied(&fault.to_string()),
        };
        let tried = tried(&self.home, None, std::slice::from_ref(&wish.name), true);
        match Table::open(&self.home, *opened) {
            Ok(table) => {
                let said = [said, wanted_to_try(&tried)].concat();
                let mut effects = self.sit_down(table, hear(post), self.home.clone(), None);
                let join = Command::Join {
                    name: wish.name,
                    role: None,
                };
                let begin = Command::Advance {
                    from: Place::Gather,
                };
                effects.push(Effect::Send(Actor::Desk, join));
                effects.push(Effect::Send(Actor::Desk, begin));
                if !said.is_empty() {
                    self.notice(&said.join("\n\n"));
                }
                effects
            }
            Err(fault) => self.not_studied(&fault.to_string()),
        }
    }

    fn not_studied(&mut self, why: &str) -> Vec<Effect> {
        self.notice(why);
        if self.library.is_empty() {
            vec![Effect::Library]
        } else {
            Vec::new()
        }
    }

    /// Asks for a note on a paragraph.
    pub fn ask_note(&mut self, paragraph: u32) {
        let text = format!("A note on ¶{paragraph}; it marks the paragraph.");
        let marks = self.sitting().into_iter();
        let marks = marks.flat_map(|sitting| &sitting.view.study.marks);
        let mut known = marks.filter(|mark| mark.paragraph == paragraph);
        let begun = self.sitting();
        let begun = begun.and_then(|sitting| sitting.noting.get(&paragraph).cloned());
        let note = begun.or_else(|| known.next().map(|mark| mark.note.clone()));
        let mut notice = Notice::ask(&text, Wants::NoteOn(paragraph));
        notice.type_text(Some(&note.unwrap_or_default()));
        self.lay(notice);
    }

    /// Marks a paragraph with a note.
    pub fn note_on(&mut self, paragraph: u32, note: &str) -> Vec<Effect> {
        let sitting = self.sitting();
        let person = sitting.and_then(|sitting| sitting.view.people.first());
        let mark = |person: &PersonView| Command::Mark {
            person: person.id,
            paragraph,
            note: Some(Clean::new(note)),
        };
        let mark = person.map(mark);
        // The draft on disk goes once the note is there.
        if let Some(sitting) = self.sitting_mut() {
            sitting.noting.remove(&paragraph);
        }
        let send = mark.map(|mark| Effect::Send(Actor::Desk, mark));
        send.into_iter().collect()
    }

    /// Looks how far the learner of last time has come, on a thread of its own.
    pub fn look_how_far(&mut self, post: &Post) {
        let request = self.request();
        self.of_learner(post, move |home, name| {
            let come = learner::how_far(home, name, clock::now().wall, &clock::zone());
            Heard::Progress(request, rows_of(name, &come))
        });
    }

    /// Writes all that the learner of last time wrote to files, on a thread of its own.
    pub fn write_down(&mut self, post: &Post) {
        self.of_learner(post, |home, name| {
            Heard::WrittenDown(handout::write_own(home, name, clock::now().wall))
        });
    }

    fn of_learner(
        &mut self,
        post: &Post,
        look: impl FnOnce(&Home, &Clean) -> Heard + Send + 'static,
    ) {
        let Some(name) = Learners::load(&self.home).last().cloned() else {
            return self.tell("Nobody has studied here yet. Choose a case and study it first.");
        };
        let (home, post) = (self.home.clone(), post.clone());
        // A loop that is gone needs no news.
        let look = move || drop(post.send(look(&home, &name)));
        let looking = std::thread::Builder::new()
            .name("progress".to_owned())
            .spawn(look);
        if looking.is_err() {
            self.tell("That cannot be looked up now. Try again.");
        }
    }

    /// Says where somebody's own work lies now.
    pub fn written_down(&mut self, written: Result<Vec<PathBuf>, Fault>) {
        match written {
            Ok(paths) => {
                let paths = paths
                    .iter()
                    .map(|path| Clean::line(&path.to_string_lossy()));
                let paths: Vec<_> = paths.map(|path| path.to_string()).collect();
                let paths = paths.join("\n");
                self.notice(&format!(
                    "All that you wrote lies in these files now, to read, for a spreadsheet and for other programs:\n\n{paths}"
                ));
            }
            Err(fault) => self.notice(&fault.to_string()),
        }
    }

    /// Shows how far somebody has come, if whoever asked has not gone on to something else.
    pub fn show_progress(&mut self, request: u64, rows: Vec<String>) {
        if self.awaits(request) {
            self.turn_to(Screen::Progress(ProgressPage { rows, top: 0 }));
        }
    }
}

/// What somebody wanted to try in an earlier session, and how to say what came of it.
fn wanted_to_try(tried: &[Tried]) -> Vec<String> {
    let key = name(Scope::Session, Action::Tried);
    let line = |tried: &Tried| {
        let what = words::line(&tried.commitment.what);
        format!("Since last time you wanted to try: {what}")
    };
    let mut lines: Vec<_> = tried.iter().map(line).collect();
    if !lines.is_empty() {
        lines.push(format!("{key} says what came of it, at any time."));
    }
    lines
}

fn rows_of(
    name: &Clean,
    (progress, bad): &(crate::study::progress::Progress, Vec<String>),
) -> Vec<String> {
    let mut rows = vec![format!("{name}: how far I have come"), String::new()];
    rows.extend(export::lines(progress, &clock::zone()));
    rows.push(String::new());
    rows.push("Answers over time:".to_owned());
    rows.extend(export::chart(progress));
    for id in bad {
        let id = Clean::line(id);
        rows.push(format!("Some of {id} cannot be read; the rest counts."));
    }
    rows
}
