//! The phones of the session on screen: let in when they are wanted, shut out when it is left.

use std::{net::Ipv4Addr, path::PathBuf};

use super::screen::devices::AtDoor;
use crate::{
    fault::Fault,
    home::Home,
    table::Table,
    web::{self, Spot, Standing, Web, Wish, room_record::RoomRecord},
};

/// The phones of the session on screen.
pub(super) struct Phones {
    wish: Option<Wish>,
    web: Option<Web>,
    /// The pages of a session that is over and was left: people take their copies home from them.
    parting: Option<Web>,
    /// What the room's screen in a terminal was told last to look at.
    told: Option<Spot>,
    /// Where the Wi-Fi is kept that phones join first.
    wifi: PathBuf,
    /// Where phones came in last: there again, where no other address is found.
    last: Option<Ipv4Addr>,
}

impl Phones {
    /// Phones as somebody wished for them on the command line.
    pub(super) fn new(wish: Option<Wish>, home: &Home) -> Self {
        Self {
            wish,
            web: None,
            parting: None,
            told: None,
            wifi: home.wifi(),
            last: None,
        }
    }

    /// A session begins, or goes on: phones come in where they are wished for, or were before.
    pub(super) fn sit_down(&mut self, table: &Table) -> Result<(), Fault> {
        self.web = None;
        self.parting = None;
        let before = table.journal_path().map(|path| RoomRecord::read(&path));
        self.told = before.as_ref().and_then(|kept| kept.spot.clone());
        let before = before.unwrap_or_default();
        if table.session().is_over() {
            return Ok(());
        }
        if self.wish.is_none() && before.address.is_none() {
            // A browser that shows the room's page finds it again; where it cannot, nobody waits.
            if before.port.is_some() {
                self.web = self.opens(false, table).ok();
            }
            return Ok(());
        }
        self.does(&AtDoor::Open, table)?;
        if self.wish.is_some() {
            web::writes_by_phone(table);
        }
        Ok(())
    }

    /// Does what the desk wants at the door. Phones come in from the first time on. Where the
    /// room's page was opened, its address.
    pub(super) fn does(&mut self, wanted: &AtDoor, table: &Table) -> Result<Option<String>, Fault> {
        if let AtDoor::Address(ip) = wanted {
            return self.moves(*ip, table).map(|()| None);
        }
        // The room's page needs no network, and brings no phones in.
        let phones = *wanted != AtDoor::ShowRoom;
        let alone = self.web.as_ref().is_some_and(|web| !web.lets_phones_in());
        if phones && alone {
            self.web = None;
        }
        let web = match &self.web {
            Some(web) => web,
            None => {
                let opened = self.opens(phones, table);
                if opened.is_err() && alone {
                    self.web = self.opens(false, table).ok();
                }
                let web = &*self.web.insert(opened?);
                let came = web.standing().address.map(|at| *at.ip());
                self.last = came.or(self.last);
                web
            }
        };
        match wanted {
            AtDoor::Open
            | AtDoor::Address(_)
            | AtDoor::AskAddress
            | AtDoor::AskWifi
            | AtDoor::TurnCode
            | AtDoor::Writes(_) => {}
            AtDoor::Wifi(wifi) => web.joins_by(wifi.clone())?,
            AtDoor::ShowRoom => web.show_room()?,
            AtDoor::SendAway(person) => web.send_away(*person),
            AtDoor::SendCrowdAway(from) => web.send_crowd_away(*from),
            AtDoor::LetIn(device) => web.let_in(*device),
            AtDoor::TurnAway(device) => web.turn_away(*device),
            AtDoor::Lock(locked) => web.lock(*locked),
            AtDoor::OtherCode => web.another_code(),
        }
        Ok((*wanted == AtDoor::ShowRoom).then(|| web.standing().room))
    }

    /// Opens the pages as they were wished for.
    fn opens(&self, phones: bool, table: &Table) -> Result<Web, Fault> {
        let usual = Wish {
            phones,
            ..Wish::default()
        };
        let wish = self.wish.clone().filter(|_| phones).unwrap_or(usual);
        let wifi = Some(self.wifi.clone());
        let wish = Wish { wifi, ..wish };
        let again = self.last.filter(|_| phones && wish.ip.is_none());
        Web::open(table, &wish).or_else(|fault| {
            let ip = Some(again.ok_or(fault)?);
            Web::open(table, &Wish { ip, ..wish })
        })
    }

    /// Phones come in at another address of this computer. Those that are in come back by asking.
    fn moves(&mut self, ip: Ipv4Addr, table: &Table) -> Result<(), Fault> {
        let before = self.web.take().and_then(|web| web.standing().address);
        let at = |ip| Wish {
            phones: true,
            ip: Some(ip),
            wifi: Some(self.wifi.clone()),
            ..Wish::default()
        };
        match Web::open(table, &at(ip)) {
            Ok(web) => {
                self.wish = Some(at(ip));
                self.last = Some(ip);
                self.web = Some(web);
                Ok(())
            }
            Err(fault) => {
                let again = before.map(|before| Web::open(table, &at(*before.ip())));
                self.web = again.and_then(Result::ok);
                Err(fault)
            }
        }
    }

    /// The session is left. Of one that is over, copies can be had until another begins.
    pub(super) fn leave(&mut self, over: bool) {
        self.parting = self.web.take().filter(|_| over);
        self.told = None;
    }

    /// What there is to show of them; nothing while none may come.
    pub(super) fn standing(&self) -> Option<Standing> {
        self.web.as_ref().map(Web::standing)
    }

    /// What the desk looks at; the room's screen in a terminal follows where no page is open too.
    pub(super) fn spotlight(&mut self, spot: Option<Spot>, journal: Option<PathBuf>) {
        if let Some(web) = &self.web {
            return web.spotlight(spot);
        }
        // A terminal pages through the reading by itself.
        let reads = |spot: &Spot| matches!(spot, Spot::Reading(..) | Spot::Exhibit(_));
        let spot = spot.filter(|spot| !reads(spot));
        let Some(journal) = journal.filter(|_| self.told != spot) else {
            return;
        };
        self.told.clone_from(&spot);
        let kept = RoomRecord::read(&journal);
        // Where it cannot be written, the room's screen shows everything.
        let _ = RoomRecord { spot, ..kept }.write(&journal);
    }
}
