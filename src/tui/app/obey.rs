//! What a screen wants, done here or sent on its errand.

use std::path::{Path, PathBuf};

use super::{App, Popup, Screen, body, done::Awaited, opening::WHO};
use crate::{
    host::opening::Way,
    id::{CommandId, PersonId},
    journal::drafts::{Draft, DraftKey},
    library::Origin,
    session::{Actor, Command, PersonView, Place, View},
    study::shelf::Wish,
    text::Clean,
    tui::{
        effect::{Effect, Wants, Without},
        errand::{Errand, ShellErrand, TableErrand, Ticket, WorldErrand},
        keys::{Action, Scope},
        notice::Notice,
        screen::{
            devices::AtDoor,
            leads::leads,
            protocols::{asked_for, of_one},
        },
        session_controller::SessionController,
        session_screens::back::give_draft,
    },
    web::{Spot, Standing, picture, wifi::Wifi},
};

/// Where no address was typed.
const NO_ADDRESS: &str =
    "That is no address: it is four numbers with dots between, such as 192.168.178.20.";
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
        let Some(controller) = self.controller_mut() else {
            return (Vec::new(), text.len());
        };
        let (effects, over) = controller.edited(text);
        self.carry_out(effects);
        (std::mem::take(&mut self.errands), over)
    }

    /// Shows the phones; they may come in from then on. What was to follow waits for the first.
    pub(super) fn show_devices(&mut self, then: Vec<Effect>) -> Vec<Effect> {
        if !then.is_empty() && self.devices.is_joined() {
            return then;
        }
        let gathers = self.scope() == Scope::Gather;
        let view = self.controller().map(|controller| &controller.view);
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
        let room = standing
            .as_ref()
            .is_some_and(|standing| standing.shows_room);
        if let Some(controller) = self.controller_mut() {
            controller.screens.sees_room(room);
        }
        let phones = standing.iter().flat_map(|standing| &standing.phones);
        let phones: Vec<_> = phones.map(|phone| phone.person).collect();
        let view = self.controller().map(|controller| &controller.view);
        let here = view.into_iter().flat_map(View::here);
        let way = view.and_then(|view| match view.place {
            Place::At { .. } if !view.alone => view.way,
            Place::At { .. } | Place::Gather | Place::Over => None,
        });
        let missing = here.filter(|person| !phones.contains(&person.id));
        let missing = missing.map(|person| person.name.to_string()).collect();
        (self.devices.standing, self.devices.missing) = (standing, missing);
        self.devices.way = way;
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

    /// The room's page was asked for: a browser that is not there says nothing by itself.
    pub fn shows_room(&mut self, room: &str) {
        self.tell(&format!(
            "The room’s page: {room} in this computer’s browser. If none opened, type that address into one."
        ));
    }

    /// What the room's page shows alone: how to come in while the desk shows that, else what the
    /// desk looks at.
    pub fn spot(&self) -> Option<Spot> {
        let door = self.popups.iter().any(|one| matches!(one, Popup::Devices));
        match door {
            true => Some(Spot::Door),
            false => self.controller().and_then(SessionController::spot),
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
            Some(AtDoor::AskAddress) => {
                self.lay(Notice::ask(Wants::Address.asks(), Wants::Address));
            }
            Some(AtDoor::Writes(how)) => {
                return vec![Effect::Send(Actor::Desk, Command::SetWriting { how })];
            }
            Some(wants) => self.table(TableErrand::Phones(wants)),
            None => {}
        }
        Vec::new()
    }

    fn picture(&mut self, named: String) {
        if let Some(session) = self.controller().map(SessionController::session) {
            self.ask(Awaited::Told, WorldErrand::Picture(session, named));
        }
    }

    /// Opens a picture of what may be read by now; asks which, where there are several.
    pub(super) fn show_picture(&mut self) -> Vec<Effect> {
        let all = self
            .controller()
            .map(|controller| picture::all(&controller.view));
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

    /// An address that somebody typed: phones come in there.
    fn address(&mut self, typed: &str) {
        match typed.trim().parse() {
            Ok(ip) => self.table(TableErrand::Phones(AtDoor::Address(ip))),
            Err(_) => self.lay(Notice::read(NO_ADDRESS)),
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
            Effect::GiveDraft(whose) => return self.give_draft(whose),
            Effect::Report => self.report(),
            Effect::Show(path) => self.ask(Awaited::Told, WorldErrand::Show(path)),
            Effect::LastTime => self.ask(Awaited::LastTime, WorldErrand::LastTime),
            Effect::Earlier => self.ask_earlier(),
            Effect::Picture(named) => self.picture(named),
            Effect::Wifi(name) => self.wifi(&name),
            Effect::WifiPassword(password) => self.wifi_password(&password),
            Effect::Address(typed) => self.address(&typed),
            Effect::Phones(then) => return self.show_devices(then),
            Effect::Tell(text) => self.tell(&text),
            Effect::Choices(text, choices) => self.lay(Notice::choose(&text, choices)),
            Effect::Without(ticked) => self.which_without(*ticked),
            Effect::Minutes(said) => return minutes(&said),
            Effect::Edit(text) => self.shell(ShellErrand::Edit(text)),
            Effect::EditFile(path, line) => self.edit_file(&path, line),
            Effect::Library => self.look_around(),
            Effect::Preview(origin, number) => self.load(origin, Awaited::Beside { number }),
            Effect::HowRead(origin) => self.how_read(origin),
            Effect::Sheets(origin, number) => self.load(origin, Awaited::Sheets { number }),
            Effect::Print(sheet) => self.ask(Awaited::Told, WorldErrand::Print(sheet)),
            Effect::SaveCase(folder, name, text) => self.save(Awaited::Told, folder, name, text),
            Effect::ReadPasted(name, text) => self.read_pasted(name, text),
            Effect::NewCase => self.new_case(),
            Effect::LookOver => self.look_over(),
            Effect::LookAtAll => self.look_at_all(),
            Effect::NotNow => self.not_now(),
            Effect::AskFor(wants) => self.lay(Notice::ask(wants.asks(), wants)),
            Effect::Browse(typed) => self.browse(typed),
            Effect::OpenFile(path) => self.open_file(&path),
            Effect::Unlist(path) => self.unlist(path),
            Effect::Open(origin, number) => self.run(origin, number, false),
            Effect::Rehearse(origin, number) => self.run(origin, number, true),
            Effect::Resume(path) => return vec![Effect::GoOnBy(path, Way::AsItIs)],
            Effect::Keep(path, what) => self.ask(Awaited::Told, WorldErrand::Keep(path, what)),
            Effect::GoOnBy(path, way) => self.ask(Awaited::Begun, WorldErrand::Resume(path, way)),
            Effect::Leave => return self.leave_session(),
            Effect::Suspend => self.shell(ShellErrand::Suspend),
            Effect::Quit => self.shell(ShellErrand::Quit),
            study @ Effect::Study { .. } => self.study(study),
            Effect::Before(said) => self.before(said),
            Effect::GoOn => self.looked_at(),
            Effect::Named(name) => self.named(&name),
            Effect::WhoStudies => self.who_studies(),
            Effect::AskNote(number) => self.ask_note(number),
            Effect::NoteOn(number, note) => return self.note_on(number, &note),
            Effect::Mend(said) => return self.mend(|mending| mending.hear(said)),
            Effect::Find(words) => self.find(&words),
            Effect::Progress => self.look_how_far(),
            Effect::WriteDown => self.write_down(),
        }
        Vec::new()
    }

    fn give_draft(&mut self, whose: Option<(PersonId, PersonId)>) -> Vec<Effect> {
        let theme = self.theme;
        let Some(controller) = self.controller_mut() else {
            return Vec::new();
        };
        let effects = give_draft(&mut controller.screens, whose, &controller.view);
        controller.refresh(&theme);
        effects
    }

    /// Back to the library; a session is left as it is.
    fn leave_session(&mut self) -> Vec<Effect> {
        if self.controller().is_some() {
            self.table(TableErrand::Leave);
        }
        self.turn_to(Screen::Library);
        vec![Effect::Library]
    }

    fn draft(&mut self, key: DraftKey, draft: Option<Draft>) {
        if let (DraftKey::Mark { paragraph }, Some(controller)) = (&key, self.controller_mut()) {
            controller.notes(*paragraph, draft.as_ref());
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
        self.listing = Ticket(self.tickets);
    }

    /// A document that was opened from elsewhere is listed no more.
    fn unlist(&mut self, path: PathBuf) {
        self.library.opened.retain(|opened| *opened != path);
        self.ask(Awaited::Told, WorldErrand::Unlist(path));
        self.look_around();
    }

    fn open_file(&mut self, path: &Path) {
        self.library.find_all();
        self.library.stand_on(path);
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
        if let Some(controller) = self.controller_mut() {
            controller.screens.sent(id);
            self.table(TableErrand::Send(id, by, command));
        }
    }

    pub(super) fn report(&mut self) {
        if let Some(session) = self.controller().map(SessionController::session) {
            self.ask(Awaited::Told, WorldErrand::Report(session));
        }
    }

    pub(super) fn ask_earlier(&mut self) {
        if let Some(controller) = self.controller() {
            let errand = WorldErrand::Earlier(controller.session(), controller.bring.clone());
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
        let Some(controller) = self.controller() else {
            return;
        };
        let view = &controller.view;
        let on = controller.words_of(paragraph);
        let text = format!("A note on ¶{paragraph}; it marks the paragraph.\n\n{on}");
        let mut known = view.study.marks.iter();
        let known = known.find(|mark| mark.paragraph == paragraph);
        let begun = controller.noting.get(&paragraph).cloned();
        let note = begun.or_else(|| known.map(|mark| mark.note.clone()));
        let mut notice = Notice::ask(&text, Wants::NoteOn(paragraph));
        notice.type_text(Some(&note.unwrap_or_default()));
        self.lay(notice);
    }

    fn note_on(&mut self, paragraph: u32, note: &str) -> Vec<Effect> {
        let controller = self.controller();
        let person = controller.and_then(|controller| controller.view.people.first());
        let mark = |person: &PersonView| Command::Mark {
            person: person.id,
            paragraph,
            note: Some(Clean::new(note)),
        };
        let mark = person.map(mark);
        // The draft on disk goes once the note is there.
        if let Some(controller) = self.controller_mut() {
            controller.noting.remove(&paragraph);
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

    /// Asks which questions are left out, with the cursor where it was; or which protocol one of
    /// them alone goes through, from where whoever does not choose is led back.
    fn which_without(&mut self, mut ticked: Without) {
        let own = ticked.way_of.take().zip(self.controller_mut());
        let own = own.map(|(number, controller)| {
            asked_for(&controller.session(), &mut controller.view);
            of_one(&controller.view, number)
        });
        let notice = match own {
            Some((text, choices)) => Notice {
                leave: vec![Effect::Without(Box::new(ticked))],
                ..Notice::choose(&text, choices)
            },
            None => {
                let (text, choices) = ticked.choices();
                Notice {
                    at: ticked.at,
                    others: ticked.others(),
                    ..Notice::choose(&text, choices)
                }
            }
        };
        self.lay(notice);
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
