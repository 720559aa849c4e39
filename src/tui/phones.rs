//! The phones of the session on screen: let in when they are wanted, shut out when it is left.

use std::{net::Ipv4Addr, path::PathBuf};

use super::screen::devices::AtDoor;
use crate::{
    fault::Fault,
    home::Home,
    table::Table,
    web::{Spot, Standing, Web, Wish, kept::Kept},
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
        }
    }

    /// A session begins, or goes on: phones come in where they are wished for, or were before.
    pub(super) fn sit_down(&mut self, table: &Table) -> Result<(), Fault> {
        self.web = None;
        self.parting = None;
        let before = table.journal_path().map(|path| Kept::read(&path));
        self.told = before.as_ref().and_then(|kept| kept.spot.clone());
        let before = before.is_some_and(|kept| kept.address.is_some());
        match (self.wish.is_some() || before) && !table.session().is_over() {
            true => self.does(&AtDoor::Open, table),
            false => Ok(()),
        }
    }

    /// Does what the desk wants at the door. Phones come in from the first time on.
    pub(super) fn does(&mut self, wanted: &AtDoor, table: &Table) -> Result<(), Fault> {
        if let AtDoor::Address(ip) = wanted {
            return self.moves(*ip, table);
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
                &*self.web.insert(opened?)
            }
        };
        match wanted {
            AtDoor::Open | AtDoor::Address(_) | AtDoor::AskWifi | AtDoor::TurnCode => {}
            AtDoor::Wifi(wifi) => web.joins_by(wifi.clone())?,
            AtDoor::ShowRoom => web.show_room()?,
            AtDoor::SendAway(person) => web.send_away(*person),
            AtDoor::SendCrowdAway(from) => web.send_crowd_away(*from),
            AtDoor::LetIn(device) => web.let_in(*device),
            AtDoor::TurnAway(device) => web.turn_away(*device),
            AtDoor::Lock(locked) => web.lock(*locked),
            AtDoor::OtherCode => web.another_code(),
        }
        Ok(())
    }

    /// Opens the pages as they were wished for.
    fn opens(&self, phones: bool, table: &Table) -> Result<Web, Fault> {
        let usual = Wish {
            phones,
            ..Wish::default()
        };
        let wish = self.wish.clone().filter(|_| phones).unwrap_or(usual);
        let wifi = Some(self.wifi.clone());
        Web::open(table, &Wish { wifi, ..wish })
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
        let kept = Kept::read(&journal);
        // Where it cannot be written, the room's screen shows everything.
        let _ = Kept { spot, ..kept }.write(&journal);
    }
}
