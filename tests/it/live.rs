//! Phones in a real browser, with script and without, on an address that is not this computer's
//! own name: whole sessions in every protocol, a laptop that goes away, and texts that are traps.

use std::collections::BTreeSet;

use roundtable::{
    case::Case,
    id::PersonId,
    protocol::{ALONE, BUILT_IN},
    session::{Command, Place, Viewer},
};
use serde_json::json;

use crate::{
    browser::{Browser, Tab},
    phone_rig::{Phone, PhoneRig},
    rig, world,
};

const PHONE: (u32, u32) = (390, 844);

/// Chooses something in whatever a page asks for, and leaves the texts to the keyboard. `who`
/// counts from 0: not everybody chooses the same.
const CHOOSES: &str = "(who => {
  const form = document.getElementById('form'), groups = {};
  form.querySelectorAll('input[type=radio],input[type=checkbox]').forEach(e => (groups[e.name] = groups[e.name] || []).push(e));
  Object.values(groups).forEach(all => all.some(e => e.checked) || all[who % all.length].click());
  form.querySelectorAll('select').forEach((e, at) => { e.value = e.options[Math.min(at + 1, e.options.length - 1)].value; });
  form.querySelectorAll('input[type=number]').forEach((e, at) => { e.value = at ? 0 : 3; });
})";

/// A session, a browser, and phones in it.
pub(crate) struct Room {
    pub(crate) site: PhoneRig,
    pub(crate) browser: Browser,
    pub(crate) tabs: Vec<Tab>,
    script: bool,
    pub(crate) own: String,
    looked_at: BTreeSet<String>,
}

impl Room {
    pub(crate) fn new(site: PhoneRig, names: &[&str], script: bool) -> Self {
        let own = format!("http://{}/", site.web().standing().address.unwrap());
        let mut room = Self {
            site,
            browser: Browser::start(),
            tabs: Vec::new(),
            script,
            own,
            looked_at: BTreeSet::new(),
        };
        for name in names {
            room.joins(name);
        }
        room
    }

    pub(crate) fn joins(&mut self, name: &str) {
        let tab = self.browser.phone(PHONE, self.script);
        let code = self.site.web().standing().code;
        self.browser.go(&tab, &format!("{}{code}", self.own));
        assert_eq!(self.browser.screen(&tab), "join");
        self.looks_right(&tab);
        self.browser.writes(&tab, "#name", name);
        self.browser.leads(&tab, "button[name=join][value=one]");
        self.tabs.push(tab);
    }

    /// Waits until a phone shows what is so now. With script it comes by itself.
    pub(crate) fn follows(&mut self, tab: &Tab) {
        if !self.script {
            let me = format!("{}me", self.own);
            return self.browser.go(tab, &me);
        }
        let mut phone = Phone {
            at: self.site.web().standing().address.unwrap(),
            cookie: Some(self.browser.cookie(tab)),
            bytes: String::new(),
        };
        let head = phone.get("/me").head;
        let (_, tag) = head.split_once("etag: \"").unwrap();
        let tag = tag.split('"').next().unwrap();
        let shown = format!(
            "document.body && document.body.dataset.tag === {}",
            json!(tag)
        );
        self.browser.until(tab, &shown);
    }

    /// What holds of every page, on the smallest phone too: nothing goes beyond its edge, what is
    /// pressed is large enough, headings are in order, and whatever acts has a name. Looked at
    /// once for each kind of page.
    fn looks_right(&mut self, tab: &Tab) {
        let kind = "document.body.dataset.screen + [...document.querySelectorAll('main *')].map(e => e.tagName + (e.name || '')[0])
            .filter((one, at, all) => all.indexOf(one) === at).join()";
        let kind = self.browser.text(tab, kind);
        if !self.looked_at.insert(kind) {
            return;
        }
        let too_wide = "document.documentElement.scrollWidth - innerWidth";
        let small = "[...document.querySelectorAll('button,a,select,summary,label.row,.keys label')]
            .filter(e => { const r = e.getBoundingClientRect(); return r.width && (r.width < 24 || r.height < 24); })
            .map(e => e.outerHTML).join()";
        for size in [(320, 568), PHONE] {
            self.browser.resize(tab, size, 1.0);
            let wide = self.browser.eval(tab, too_wide);
            let page = self.browser.text(tab, "document.body.outerHTML");
            assert!(wide.as_f64().unwrap() <= 0.0, "{wide} too wide: {page}");
            assert_eq!(self.browser.text(tab, small), "", "{page}");
        }
        let headings = "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])
            .some((level, at, all) => level > (at ? all[at - 1] : 0) + 1)";
        let page = self.browser.text(tab, "document.body.outerHTML");
        assert_eq!(self.browser.eval(tab, headings), json!(false), "{page}");
        let unnamed = self.browser.read_aloud(tab);
        let acts = [
            "button",
            "link",
            "textbox",
            "radio",
            "checkbox",
            "combobox",
            "spinbutton",
        ];
        let unnamed: Vec<_> = unnamed
            .iter()
            .filter(|(role, name)| acts.contains(&role.as_str()) && name.trim().is_empty())
            .collect();
        assert!(unnamed.is_empty(), "{unnamed:?} has no name in {page}");
    }

    /// Answers whatever is asked, and says whether anything was.
    pub(crate) fn answers(&mut self, who: usize, text: &str) -> bool {
        let tab = self.tabs[who].clone();
        let asks = "!!document.querySelector('#form[data-draft]')";
        if self.browser.eval(&tab, asks) != json!(true) {
            return false;
        }
        self.browser.eval(&tab, &format!("{CHOOSES}({who})"));
        let field = "(document.querySelector('#form textarea') || {}).name || ''";
        let field = self.browser.text(&tab, field);
        if !field.is_empty() {
            let field = format!("#form textarea[name='{field}']");
            self.browser.writes(&tab, &field, text);
        }
        self.sends(&tab, "#form .go");
        true
    }

    /// Presses what hands something in, and waits until that is on disk.
    fn sends(&mut self, tab: &Tab, key: &str) {
        if !self.script {
            self.browser.leads(tab, key);
            let refused = self
                .browser
                .text(tab, "(document.querySelector('#refused')||{}).textContent");
            let page = self.browser.text(tab, "document.body.outerHTML");
            assert_eq!(refused, "", "{page}");
            return;
        }
        self.browser
            .eval(tab, "document.getElementById('status').textContent = ''");
        self.browser.presses(tab, key);
        let saved = "document.getElementById('status').textContent.startsWith('✓ Saved')";
        self.browser.until(tab, saved);
    }

    pub(crate) fn goes_on(&mut self) -> bool {
        let place = self.site.table.session().place();
        if self.site.view().question.is_none() && self.site.view().can.commit {
            self.site.desk.ask(Command::Close).unwrap();
        } else if place != Place::Over {
            self.site.advance();
        }
        place != Place::Over
    }

    fn is_clean(&mut self) {
        let own = self.own.clone();
        let faults = self.browser.faults(&own);
        assert!(faults.is_empty(), "{faults:?}");
    }
}

/// A case of an open question and of another, of a kind that each protocol has in turn.
fn case(number: usize) -> Case {
    let mut case = world::case();
    let last = case.parts.pop().unwrap();
    let items = &mut case.parts[0].items;
    let mut others = items.split_off(3);
    others.push(last.items[1].clone());
    items.push(others.swap_remove(number % others.len()));
    case
}

/// A session through one protocol: two who write, one who passes and looks at everything else.
fn through(protocol: &str, case: Case, script: bool, seen: &mut BTreeSet<String>) -> usize {
    let site = PhoneRig::open(case, protocol, &[]);
    let mut room = Room::new(site, &["Ann", "Ben", "Cy"], script);
    let (mut step, mut given) = (0, 0);
    loop {
        for who in 0..3 {
            let tab = room.tabs[who].clone();
            room.follows(&tab);
            seen.insert(room.browser.screen(&tab));
            room.looks_right(&tab);
            if who < 2 {
                let answered = room.answers(who, &format!("canary{step}of{who}"));
                given += usize::from(answered);
                // What they see while the others write.
                if answered && !seen.contains("saved") {
                    room.follows(&tab);
                    seen.insert(room.browser.screen(&tab));
                    room.looks_right(&tab);
                }
                continue;
            }
            let html = room
                .browser
                .text(&tab, "document.documentElement.outerHTML");
            let me = PersonId(3);
            let view = room
                .site
                .table
                .session()
                .view(Viewer::Person(me), roundtable::clock::now());
            for other in 0..2 {
                let canary = format!("canary{step}of{other}");
                let may = format!("{view:?}").contains(&canary);
                assert!(may || !html.contains(&canary), "{canary} is seen in {html}");
            }
            if room
                .browser
                .eval(&tab, "!!document.querySelector('button[value=pass]')")
                == json!(true)
            {
                room.sends(&tab, "button[value=pass]");
            }
        }
        aside(&mut room, seen);
        step += 1;
        assert!(step < 200);
        if !room.goes_on() {
            break;
        }
    }
    let journal = std::fs::read_to_string(room.site.table.journal_path().unwrap()).unwrap();
    let written = ["\"answered\"", "\"voted\"", "\"committed\"", "\"compared\""];
    let written: usize = written.iter().map(|one| journal.matches(one).count()).sum();
    assert_eq!(written, given, "{protocol}");
    room.is_clean();
    given
}

/// The pages beside the one that is due, on the third phone.
fn aside(room: &mut Room, seen: &mut BTreeSet<String>) {
    let tab = room.tabs[2].clone();
    let can = room
        .site
        .table
        .session()
        .view(Viewer::Person(PersonId(3)), roundtable::clock::now())
        .can;
    if can.consent {
        room.browser.presses(&tab, "#consent input[value=words]");
        room.sends(&tab, "#consent button");
        room.follows(&tab);
        let said = "document.querySelector('#consent input[value=words]').checked";
        assert_eq!(room.browser.eval(&tab, said), json!(true));
    }
    let mut pages = vec!["case", "more"];
    pages.extend(can.note.then_some("note"));
    pages.extend(can.note.then_some("speak"));
    pages.extend(can.dissent.then_some("dissent?against=summary"));
    // Each a few times in a session, not at every step.
    pages.retain(|page| !seen.contains(page.split('?').next().unwrap()));
    for page in pages {
        let address = format!("{}me/{page}", room.own);
        room.browser.go(&tab, &address);
        seen.insert(room.browser.screen(&tab));
        room.looks_right(&tab);
        let me = format!("{}me", room.own);
        room.browser.go(&tab, &me);
    }
}

fn every_protocol(script: bool) {
    let mut seen = BTreeSet::new();
    let mut given = 0;
    let protocols = BUILT_IN.iter().filter(|protocol| protocol.name != ALONE);
    for (number, protocol) in protocols.enumerate() {
        given += through(&protocol.name, case(number), script, &mut seen);
    }
    assert!(given > 40, "{given} answers");
    let all = [
        "answer", "case", "claim", "close", "dissent", "group", "listen", "more", "note", "over",
        "read", "saved", "share", "speak", "vote", "wait",
    ];
    for one in all {
        assert!(seen.contains(one), "{one} is missing: {seen:?}");
    }
}

#[test]
#[ignore = "needs Chromium"]
fn needs_chromium_every_protocol_with_script() {
    every_protocol(true);
}

#[test]
#[ignore = "needs Chromium"]
fn needs_chromium_every_protocol_without_script() {
    every_protocol(false);
}

#[test]
#[ignore = "needs Chromium"]
fn needs_chromium_what_is_sent_while_the_laptop_is_gone_arrives_once() {
    let mut site = PhoneRig::open(rig::open(), "think-share", &[]);
    site.moves();
    let mut room = Room::new(site, &["Ann", "Ben"], true);
    room.site.advance();
    let ann = room.tabs[0].clone();
    room.follows(&ann);
    // What is being typed reaches the laptop before it is handed in.
    room.browser.writes(&ann, "#form textarea", "half a thou");
    crate::desk::until("the draft", || {
        let files = crate::desk::files(room.site.folder.path());
        let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("half a thou");
        files.iter().any(|(_, bytes)| holds(bytes))
    });
    room.browser
        .writes(&ann, "#form textarea", "a whole thought");
    room.site.web = None;
    room.browser.presses(&ann, "#form .go");
    let lost = "document.getElementById('status').textContent.startsWith('Reconnecting')";
    room.browser.until(&ann, lost);
    let kept =
        "[...Object.keys(localStorage)].some(k => localStorage[k].includes('a+whole+thought'))";
    assert_eq!(room.browser.eval(&ann, kept), json!(true));
    room.site.is_started_again();
    room.browser
        .until(&ann, "document.body.dataset.screen === 'saved'");
    let ben = room.tabs[1].clone();
    room.follows(&ben);
    let journal = std::fs::read_to_string(room.site.table.journal_path().unwrap()).unwrap();
    assert_eq!(journal.matches("a whole thought").count(), 1);
    assert_eq!(room.browser.eval(&ann, "localStorage.length"), json!(0));
}

#[test]
#[ignore = "needs Chromium"]
fn needs_chromium_nothing_of_one_person_is_left_on_a_phone_for_the_next() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let mut room = Room::new(site, &["Kim"], true);
    room.site.advance();
    let tab = room.tabs[0].clone();
    room.follows(&tab);
    room.browser
        .writes(&tab, "#form textarea", "half of a secret");
    let holds = "[...Object.keys(localStorage)].some(k => localStorage[k].includes('secret'))";
    room.browser.until(&tab, holds);
    // Her page stands open when she leaves on another; the phone is Jan's then.
    let more = format!("{}me/more", room.own);
    room.browser.go(&tab, &more);
    room.browser.presses(&tab, "form[data-key=leave] button");
    room.browser
        .until(&tab, "document.body?.dataset.screen === 'message'");
    assert_eq!(room.browser.eval(&tab, holds), json!(false));
    let code = room.site.web().standing().code;
    room.browser.go(&tab, &format!("{}{code}", room.own));
    room.browser.writes(&tab, "#name", "Jan");
    room.browser.leads(&tab, "button[name=join][value=one]");
    let empty = "document.querySelector('#form textarea')?.value === ''";
    room.browser.until(&tab, empty);
    let all = "document.documentElement.outerHTML + JSON.stringify(localStorage)";
    lacks!(room.browser.text(&tab, all), "secret");
    room.is_clean();
}

#[test]
#[ignore = "needs Chromium"]
fn needs_chromium_back_and_a_second_page_lose_nothing() {
    for script in [true, false] {
        let site = PhoneRig::open(rig::open(), "think-share", &[]);
        let mut room = Room::new(site, &["Ann"], script);
        room.site.advance();
        let ann = room.tabs[0].clone();
        room.follows(&ann);
        room.browser.writes(&ann, "#form textarea", "once");
        room.sends(&ann, "#form .go");
        room.browser
            .until(&ann, "document.body.dataset.screen === 'saved'");
        room.browser.eval(&ann, "history.back()");
        let me = format!("{}me", room.own);
        room.browser.go(&ann, &me);
        assert_eq!(room.browser.screen(&ann), "saved");
        let journal = std::fs::read_to_string(room.site.table.journal_path().unwrap()).unwrap();
        assert_eq!(journal.matches("\"answered\"").count(), 1);
        // The page that was left is sent again with other words.
        let change = format!("{}me/change", room.own);
        room.browser.go(&ann, &change);
        room.browser.writes(&ann, "#form textarea", "twice");
        room.sends(&ann, "#form .go");
        let view = room
            .site
            .table
            .session()
            .view(Viewer::Person(PersonId(1)), roundtable::clock::now());
        let mine = view.question.unwrap().mine;
        assert!(format!("{mine:?}").contains("twice"), "{mine:?}");
        room.is_clean();
    }
}

#[test]
#[ignore = "needs Chromium"]
fn needs_chromium_what_is_begun_in_one_form_outlives_the_sending_of_another() {
    let site = PhoneRig::open(rig::open(), "think-share", &[]);
    let mut room = Room::new(site, &["Ann"], true);
    for _ in 0..5 {
        room.site.advance();
    }
    let ann = room.tabs[0].clone();
    room.follows(&ann);
    let ticked = "document.querySelectorAll('#consent input')[1].checked";
    let closes = "document.body.dataset.screen === 'close'";
    room.browser.until(&ann, closes);
    let tick = "document.querySelectorAll('#consent input')[1].click()";
    room.browser.eval(&ann, tick);
    room.browser.writes(&ann, "#what", "I will try");
    room.browser.writes(&ann, "#word input[name=word]", "awake");
    room.browser.presses(&ann, "#word button");
    let said = "[...document.querySelectorAll('p.said')].some(p => p.textContent === 'awake')";
    room.browser.until(&ann, said);
    assert_eq!(room.browser.eval(&ann, ticked), json!(true));
    let what = room
        .browser
        .text(&ann, "document.querySelector('#what').value");
    assert_eq!(what, "I will try");
    room.is_clean();
}
