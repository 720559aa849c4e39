//! What a screen wants, done here or sent on its errand.

use std::path::Path;

use super::{App, Popup, Screen, body, done::Awaited, opening::WHO};
use crate::{
    host::opening::Way,
    id::CommandId,
    journal::drafts::{Draft, DraftKey},
    library::Origin,
    session::{Actor, Command, PersonView, View},
    study::shelf::Wish,
    text::Clean,
    tui::{
        app::{Effect, Wants, Without},
        errand::{Errand, ShellErrand, TableErrand, WorldErrand},
        keys::{Action, Scope},
        notice::Notice,
        screen::{devices::AtDoor, leads::leads},
        sitting::SessionController,
    },
    web::{Spot, Standing, picture, wifi::Wifi},
};

/// What is asked about the Wi-Fi.
const WIFI: &str = "The name of the Wi-Fi that phones join, as they list it; empty for none. It is kept on this computer only.";

impl App {
    pub fn look_for_cases(&mut self) -> Vec<Errand> {
        self.carry_out(vec![Effect::Library]);
        std::mem::take(&mut self.errands)
    }

    /// A text came back from the person's own editor. What there is to do, and how many bytes of
    /// the text had no room.
    pub fn edited(&mut self, text: &str) -> (Vec<Errand>, usize) {
        let Some(sitting) = self.sitting_mut() else {
            return (Vec::new(), text.len());
        };
        let (effects, over) = sitting.edited(text);
        self.carry_out(effects);
        (std::mem::take(&mut self.errands), over)
    }

    /// Shows the phones; they may come in from then on. What was to follow waits for the first.
    pub(super) fn show_devices(&mut self, then: Vec<Effect>) -> Vec<Effect> {
        if !then.is_empty() && self.devices.is_joined() {
            return then;
        }
        let gathers = self.scope() == Scope::Gather;
        let view = self.sitting().map(|sitting| &sitting.view);
        let on = match (view, then.is_empty()) {
            (Some(view), false) => leads(view),
            (_, true) if gathers => "Back to who is here".to_owned(),
            (Some(_) | None, _) => "Back to the session".to_owned(),
        };
        self.devices.open(on, then);
        self.popups.push(Popup::Devices);
        self.table(TableErrand::Phones(AtDoor::Open));
        Vec::new()
    }

    /// How the phones stand now, and whose is not in yet.
    pub fn see_phones(&mut self, standing: Option<Standing>) {
        let phones = standing.iter().flat_map(|standing| &standing.phones);
        let phones: Vec<_> = phones.map(|phone| phone.person).collect();
        let view = self.sitting().map(|sitting| &sitting.view);
        let here = view.into_iter().flat_map(View::here);
        let missing = here.filter(|person| !phones.contains(&person.id));
        let missing = missing.map(|person| person.name.to_string()).collect();
        (self.devices.standing, self.devices.missing) = (standing, missing);
    }

    /// What was wanted at the door cannot be: said on its page, where that is open, else to be read.
    pub fn no_phones(&mut self, why: &str) {
        let shut = self.devices.standing.is_none();
        if shut && matches!(self.popups.last(), Some(Popup::Devices)) {
            self.devices.trouble = Some(why.to_owned());
        } else {
            self.notice(why);
        }
    }

    /// What the room's page shows alone: how to come in while the desk shows that, else what the
    /// desk looks at.
    pub fn spot(&self) -> Option<Spot> {
        let door = self.popups.iter().any(|one| matches!(one, Popup::Devices));
        match door {
            true => Some(Spot::Door),
            false => self.sitting().and_then(SessionController::spot),
        }
    }

    /// What a key does on the page of the phones.
    pub(super) fn at_the_door(&mut self, action: Action) -> Vec<Effect> {
        let columns = body(self).width;
        let (stays, wants) = self.devices.act(action, columns);
        if !stays {
            self.popups.pop();
            let then = std::mem::take(&mut self.devices.on.1);
            let on = action == Action::Enter;
            return then.into_iter().filter(|_| on).collect();
        }
        match wants {
            Some(AtDoor::AskWifi) => self.lay(Notice::ask(WIFI, Wants::Wifi)),
            Some(wants) => self.table(TableErrand::Phones(wants)),
            None => {}
        }
        Vec::new()
    }

    fn picture(&mut self, named: String) {
        if let Some(session) = self.sitting().map(SessionController::session) {
            self.ask(Awaited::Told, WorldErrand::Picture(session, named));
        }
    }

    /// Opens a picture of what may be read by now; asks which, where there are several.
    pub(super) fn show_picture(&mut self) -> Vec<Effect> {
        let all = self.sitting().map(|sitting| picture::all(&sitting.view));
        let mut all = all.unwrap_or_default();
        // None is fetched from elsewhere.
        all.retain(|(_, named)| picture::address(named).is_some());
        let says = |(called, named): &(String, String)| match called.trim() {
            "" => Clean::line(named).to_string(),
            called => Clean::line(called).to_string(),
        };
        let open = |one: &(String, String)| vec![Effect::Picture(one.1.clone())];
        match all.as_slice() {
            [] => {
                let none = "There is no picture in what may be read by now.";
                return vec![Effect::Tell(none.to_owned())];
            }
            [one] => return open(one),
            several => {
                let choices = several.iter().map(|one| (says(one), open(one)));
                self.lay(Notice::choose("Which picture?", choices.collect()));
            }
        }
        Vec::new()
    }

    /// The name of the Wi-Fi that phones join; its password is asked next.
    fn wifi(&mut self, name: &str) {
        name.trim().clone_into(&mut self.devices.wifi);
        if self.devices.wifi.is_empty() {
            return self.table(TableErrand::Phones(AtDoor::Wifi(None)));
        }
        let text = format!(
            "The password of “{}”; empty where it has none. Whoever sees the code can join.",
            self.devices.wifi
        );
        self.lay(Notice::ask(&text, Wants::WifiPassword));
    }

    /// Its password: from now on there is a code of it.
    fn wifi_password(&mut self, password: &str) {
        match Wifi::typed(&self.devices.wifi, password) {
            Ok(wifi) => self.table(TableErrand::Phones(AtDoor::Wifi(Some(wifi)))),
            Err(why) => self.lay(Notice::read(why)),
        }
    }

    /// Does what is wanted, in turn.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let more = self.obey(effect);
            self.carry_out(more);
        }
    }

    fn obey(&mut self, effect: Effect) -> Vec<Effect> {
        match effect {
            Effect::Send(by, command) => self.send(by, command),
            Effect::Draft(key, draft) => self.draft(key, draft),
            Effect::FlushDrafts => self.table(TableErrand::Flush),
            Effect::Report => self.report(),
            Effect::Show(path) => self.ask(Awaited::Told, WorldErrand::Show(path)),
            Effect::LastTime => self.ask(Awaited::LastTime, WorldErrand::LastTime),
            Effect::Earlier => self.ask_earlier(),
            Effect::Picture(named) => self.picture(named),
            Effect::Wifi(name) => self.wifi(&name),
            Effect::WifiPassword(password) => self.wifi_password(&password),
            Effect::Phones(then) => return self.show_devices(then),
            Effect::Tell(text) => self.tell(&text),
            Effect::Choices(text, choices) => self.lay(Notice::choose(&text, choices)),
            Effect::Without(ticked) => self.lay(which_without(&ticked)),
            Effect::Minutes(said) => return minutes(&said),
            Effect::Edit(text) => self.shell(ShellErrand::Edit(text)),
            Effect::EditFile(path, line) => self.shell(ShellErrand::EditFile(path, line)),
            Effect::Library => self.look_around(),
            Effect::Preview(origin, number) => self.load(origin, Awaited::Beside { number }),
            Effect::HowRead(origin) => self.how_read(origin),
            Effect::Sheets(origin, number) => self.load(origin, Awaited::Sheets { number }),
            Effect::Print(sheet) => self.ask(Awaited::Told, WorldErrand::Print(sheet)),
            Effect::SaveCase(folder, name, text) => {
                self.ask(Awaited::Told, WorldErrand::SaveCase(folder, name, text));
            }
            Effect::AskFor(wants) => self.lay(Notice::ask(wants.asks(), wants)),
            Effect::OpenFile(path) => self.open_file(&path),
            Effect::Open(origin, number) => self.run(origin, number, false),
            Effect::Rehearse(origin, number) => self.run(origin, number, true),
            Effect::Resume(path) => return vec![Effect::GoOnBy(path, Way::AsItIs)],
            Effect::Keep(path, what) => self.ask(Awaited::Told, WorldErrand::Keep(path, what)),
            Effect::GoOnBy(path, way) => self.ask(Awaited::Begun, WorldErrand::Resume(path, way)),
            Effect::Leave => {
                self.leave_session();
                return vec![Effect::Library];
            }
            Effect::Suspend => self.shell(ShellErrand::Suspend),
            Effect::Quit => self.shell(ShellErrand::Quit),
            study @ Effect::Study { .. } => self.study(study),
            Effect::Choose(number) => self.chosen(number),
            Effect::Begin { offered } => self.offered(offered),
            Effect::ForWhom { alone } => self.for_whom(alone),
            Effect::GoOn => self.looked_at(),
            Effect::Named(name) => self.named(&name),
            Effect::WhoStudies => self.who_studies(),
            Effect::AskNote(number) => self.ask_note(number),
            Effect::NoteOn(number, note) => return self.note_on(number, &note),
            Effect::Belong(said) => return self.mend(|mending| mending.belong(&said)),
            Effect::Widen(yes) => return self.mend(|mending| mending.widen(yes)),
            Effect::Find(words) => self.find(&words),
            Effect::Progress => self.look_how_far(),
            Effect::WriteDown => self.write_down(),
        }
        Vec::new()
    }

    fn draft(&mut self, key: DraftKey, draft: Option<Draft>) {
        if let (DraftKey::Mark { paragraph }, Some(sitting)) = (&key, self.sitting_mut()) {
            sitting.notes(*paragraph, draft.as_ref());
        }
        self.table(TableErrand::Draft(key, draft));
    }

    fn run(&mut self, origin: Origin, number: usize, rehearse: bool) {
        let number = Some(number);
        self.load(origin, Awaited::Run { number, rehearse });
    }

    fn how_read(&mut self, origin: Origin) {
        self.opening = None;
        self.load(origin, Awaited::HowRead);
    }

    /// Shows what somebody wrote alone that holds these words.
    fn find(&mut self, words: &str) {
        if let Screen::Progress(page) = &mut self.screen {
            page.find(words);
        }
    }

    /// Looks for cases and sessions, files that were opened from elsewhere among them.
    pub(super) fn look_around(&mut self) {
        let opened = self.library.opened.clone();
        self.ask(Awaited::Told, WorldErrand::Library(opened));
    }

    fn open_file(&mut self, path: &Path) {
        self.library.find_all();
        self.load(Origin::File(path.to_path_buf()), Awaited::Opened);
    }

    fn study(&mut self, study: Effect) {
        let Effect::Study {
            origin,
            number,
            name,
            again,
        } = study
        else {
            return;
        };
        let wish = Box::new(Wish {
            name,
            again,
            ..Wish::default()
        });
        self.load(origin, Awaited::Study { number, wish });
    }

    /// Sends a command; what becomes of it is heard by its id.
    pub(super) fn send(&mut self, by: Actor, command: Command) {
        let id = self.next_id;
        self.next_id = CommandId(id.0.wrapping_add(1));
        if let Some(sitting) = self.sitting_mut() {
            sitting.desk.sent(id);
            self.table(TableErrand::Send(id, by, command));
        }
    }

    pub(super) fn report(&mut self) {
        if let Some(session) = self.sitting().map(SessionController::session) {
            self.ask(Awaited::Told, WorldErrand::Report(session));
        }
    }

    fn ask_earlier(&mut self) {
        if let Some(sitting) = self.sitting() {
            let errand = WorldErrand::Earlier(sitting.session(), sitting.bring.clone());
            self.ask(Awaited::Earlier, errand);
        }
    }

    /// A wish with a name where somebody has studied here before.
    pub(super) fn learner_of(&self, wish: Wish) -> Wish {
        let last = || self.learners.last().cloned().unwrap_or_default();
        let name = match wish.name.is_empty() {
            true => last(),
            false => wish.name,
        };
        Wish { name, ..wish }
    }

    /// Who studies: one of those who are known, or somebody else.
    fn who_studies(&mut self) {
        self.opening = None;
        let names = self.learners.names.iter();
        let mut choices: Vec<_> = names
            .map(|name| (name.to_string(), vec![Effect::Named(name.to_string())]))
            .collect();
        if choices.is_empty() {
            return self.lay(Notice::ask(WHO, Wants::Name));
        }
        choices.push((
            "Somebody else".to_owned(),
            vec![Effect::AskFor(Wants::Name)],
        ));
        self.lay(Notice::choose("Who studies?", choices));
    }

    fn ask_note(&mut self, paragraph: u32) {
        let Some(sitting) = self.sitting() else {
            return;
        };
        let view = &sitting.view;
        let on = sitting.words_of(paragraph);
        let text = format!("A note on ¶{paragraph}; it marks the paragraph.\n\n{on}");
        let mut known = view.study.marks.iter();
        let known = known.find(|mark| mark.paragraph == paragraph);
        let begun = sitting.noting.get(&paragraph).cloned();
        let note = begun.or_else(|| known.map(|mark| mark.note.clone()));
        let mut notice = Notice::ask(&text, Wants::NoteOn(paragraph));
        notice.type_text(Some(&note.unwrap_or_default()));
        self.lay(notice);
    }

    fn note_on(&mut self, paragraph: u32, note: &str) -> Vec<Effect> {
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
        let told = format!("Your note on ¶{paragraph} is kept; it stands below the paragraph.");
        let told = (!note.trim().is_empty()).then_some(Effect::Tell(told));
        send.into_iter().chain(told).collect()
    }

    /// Looks how far the learner of last time has come.
    fn look_how_far(&mut self) {
        if let Some(name) = self.last_learner() {
            self.ask(Awaited::Progress, WorldErrand::HowFar(name));
        }
    }

    /// Writes all that the learner of last time wrote to files.
    fn write_down(&mut self) {
        if let Some(name) = self.last_learner() {
            self.ask(Awaited::Told, WorldErrand::WriteDown(name));
        }
    }

    fn last_learner(&mut self) -> Option<Clean> {
        let last = self.learners.last().cloned();
        if last.is_none() {
            self.tell("Nobody has studied here yet. Choose a case and study it first.");
        }
        last
    }
}

/// Asks which questions are left out, with the cursor where it was.
fn which_without(ticked: &Without) -> Notice {
    let (text, choices) = ticked.choices();
    Notice {
        at: ticked.at,
        ..Notice::choose(&text, choices)
    }
}

/// Takes down how many minutes there are.
fn minutes(said: &str) -> Vec<Effect> {
    let said = said.trim();
    let number = said.strip_suffix("min").unwrap_or(said).trim();
    vec![match number.parse::<u32>() {
        Ok(minutes) => {
            let seconds = minutes.saturating_mul(60);
            Effect::Send(Actor::Desk, Command::GiveMinutes { seconds })
        }
        Err(_) => Effect::Tell("Type a number of minutes, such as 75.".to_owned()),
    }]
}
