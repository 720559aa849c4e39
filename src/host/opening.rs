//! From a document that somebody wants, or a journal, to a session at its table. What has to be
//! known first is a dialogue: [`Opening::asks`] says what, a front asks it in its own way.

use std::path::{Path, PathBuf};

use crate::{
    begin::{Tried, Wanted, changed_since, stranded, tried},
    clock,
    fault::Fault,
    home::Home,
    journal::open::Why,
    library::Loaded,
    session::{Command, Opened, Place, Viewer},
    study::shelf::{
        self, Begin, Learners, Wish,
        brought::{Brought, brought},
    },
    table::{self, Table},
    text::Clean,
};

/// What somebody wants, and what is known of it so far.
#[derive(Clone, Debug)]
pub struct Opening {
    wanted: Wanted,
    /// Somebody wants to study it alone.
    wish: Option<Wish>,
    /// Nobody has said yet for whom it is.
    for_anybody: bool,
    /// How the document was read is told as it goes, or was looked at.
    looked: bool,
    /// Whether a case without questions gets those that are offered.
    offered: Option<bool>,
}

/// What has to be known before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is it well read? Somebody looks at that first.
    HowRead,
    /// For a group, or to study alone?
    ForWhom,
    Who,
    /// Which case of the document?
    Which,
    /// The case asks nothing: is it discussed with the questions that are offered?
    Offer,
}

impl Opening {
    /// A group's session, or a rehearsal.
    pub fn run(wanted: Wanted) -> Self {
        Self {
            wanted,
            wish: None,
            for_anybody: false,
            looked: false,
            offered: None,
        }
    }

    /// A document that somebody opened, and has not said for whom.
    pub fn opened(wanted: Wanted) -> Self {
        let only = (wanted.loaded.document.cases.len() < 2).then_some(0);
        Self {
            for_anybody: true,
            ..Self::run(Wanted {
                number: wanted.number.or(only),
                ..wanted
            })
        }
    }

    /// It is for a group, or for whoever wishes to study it alone.
    pub fn is_for(&mut self, wish: Option<Wish>) {
        self.wish = wish;
        self.for_anybody = false;
    }

    /// Study alone.
    pub fn study(wanted: Wanted, wish: Wish) -> Self {
        Self {
            wish: Some(wish),
            ..Self::run(wanted)
        }
    }

    /// Whether somebody studies alone.
    pub fn is_alone(&self) -> bool {
        self.wish.is_some()
    }

    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// What has to be known next; none once it can begin.
    pub fn asks(&self) -> Option<Question> {
        let nobody = self.wish.as_ref().is_some_and(|wish| wish.name.is_empty());
        let mute = || {
            let case = self.wanted.case();
            case.is_ok_and(|case| case.questions().next().is_none())
        };
        if !self.looked && self.wanted.loaded.is_asked() {
            Some(Question::HowRead)
        } else if self.for_anybody {
            Some(Question::ForWhom)
        } else if nobody {
            Some(Question::Who)
        } else if self.wanted.number.is_none() {
            Some(Question::Which)
        } else if self.offered.is_none() && mute() {
            Some(Question::Offer)
        } else {
            None
        }
    }

    /// The cases of the document, by title.
    pub fn titles(&self) -> Vec<Clean> {
        let cases = self.wanted.loaded.document.cases.iter();
        cases.map(|case| case.title.clone()).collect()
    }

    /// Somebody has looked at how the document was read.
    pub fn looked(&mut self) {
        self.wanted.loaded.decision.seen = true;
    }

    /// Nobody is asked to look at how the document was read: that is told as it goes.
    pub fn tells_reading(&mut self) {
        self.looked = true;
    }

    /// The document is read as somebody mended it.
    pub fn read_as(&mut self, loaded: Loaded) {
        let wanted = &mut self.wanted;
        let cases = loaded.document.cases.len();
        if cases != wanted.loaded.document.cases.len() || cases == 1 {
            wanted.number = (cases == 1).then_some(0);
        }
        wanted.loaded = loaded;
        if wanted.rehearsal {
            *wanted = wanted.clone().rehearsed();
        }
    }

    /// Somebody studies.
    /// Fails where that is no name.
    pub fn named(&mut self, said: &str) -> Result<(), Fault> {
        let name = shelf::name(said)?;
        if let Some(wish) = &mut self.wish {
            wish.name = name;
        }
        Ok(())
    }

    /// That case of the document, counted from 0.
    pub fn chose(&mut self, number: usize) {
        self.wanted.number = Some(number);
    }

    /// With the questions that are offered, or without any.
    pub fn offer(&mut self, yes: bool) {
        self.offered = Some(yes);
    }

    /// What whoever comes to study hears before it begins, where they were here before and nothing is
    /// due yet.
    pub fn too_early(&self, home: &Home) -> Option<Vec<String>> {
        let wish = self.wish.as_ref().filter(|wish| !wish.again)?;
        let now = clock::now().wall;
        let begins = shelf::begin(home, &self.wanted, wish, now, &clock::zone());
        match begins.ok()? {
            Begin::New { opened, said } if waits(&opened) => Some(said),
            Begin::New { .. } | Begin::GoOn(_) => None,
        }
    }

    /// Everything is asked again, whatever is due.
    pub fn again(&mut self) {
        if let Some(wish) = &mut self.wish {
            wish.again = true;
        }
    }

    /// Begins it. `folders` hold cases.
    /// Fails where the document has no such case, or no session can be kept.
    pub fn begin(self, home: &Home, folders: &[PathBuf]) -> Result<Begun, Fault> {
        let Self {
            wanted,
            wish,
            offered,
            for_anybody: _,
            looked: _,
        } = self;
        let offered = offered.unwrap_or(false);
        let Some(wish) = wish else {
            let at = wanted.home(home);
            let most = home.most_shared();
            let opened = wanted.opened(offered)?;
            let table = Table::open(&at, Opened { most, ..opened })?;
            let seconds = wanted.minutes.map(|minutes| minutes.saturating_mul(60));
            let minutes = seconds.map(|seconds| Command::GiveMinutes { seconds });
            let people = wanted.people.iter().map(join);
            let orders = people.chain(minutes).collect();
            return Ok(Begun::new(table, at, wanted, orders));
        };
        let wish = Wish { offered, ..wish };
        Learners::load(home).remember(home, &wish.name)?;
        let now = clock::now().wall;
        let begin = |wish: &Wish| shelf::begin(home, &wanted, wish, now, &clock::zone());
        let mut begins = begin(&wish)?;
        let mut earlier = None;
        // Whoever has mended the document wants it as it is now.
        if let Begin::GoOn(path) = &begins
            && !wanted.loaded.decision.marks.is_empty()
        {
            let begun = resume(path, Way::AsItIs, home, folders)?;
            if begun.said.is_empty() {
                return Ok(begun);
            }
            begun.table.close();
            earlier = Some(AS_IT_IS_NOW.to_owned());
            begins = begin(&Wish {
                again: true,
                ..wish.clone()
            })?;
        }
        match begins {
            Begin::GoOn(path) => resume(&path, Way::AsItIs, home, folders),
            Begin::New { opened, said } => {
                let said = earlier.into_iter().chain(said).collect();
                let table = Table::open(home, *opened)?;
                let from = Place::Gather;
                let orders = vec![join(&wish.name), Command::Advance { from }];
                let tried = tried(home, None, std::slice::from_ref(&wish.name), true);
                Ok(Begun {
                    said,
                    tried,
                    ..Begun::new(table, home.clone(), wanted, orders)
                })
            }
        }
    }
}

/// Whether the case was studied before, and nothing of it is due.
fn waits(opened: &Opened) -> bool {
    let study = opened.study.as_ref();
    study.is_some_and(|study| study.asked.is_empty() && !study.before.is_empty())
}

/// What whoever has mended a document hears that they had begun to study.
const AS_IT_IS_NOW: &str = "The document was mended since you began to study it. This session takes it as it is now; to go on with the one before, leave this one and press Enter on its row under GO ON.";

/// Somebody comes.
pub fn join(name: &Clean) -> Command {
    Command::Join {
        name: name.clone(),
        role: None,
    }
}

/// A session that has begun, or goes on.
pub struct Begun {
    pub table: Table,
    pub home: Home,
    /// The document; none where a session goes on.
    pub wanted: Option<Box<Wanted>>,
    /// What there is to say of a session that goes on.
    pub again: Option<table::Opening>,
    /// What has to be told, a paragraph each.
    pub said: Vec<String>,
    /// What whoever studies alone wanted to try.
    pub tried: Vec<Tried>,
    /// What people wrote alone before, where the session goes on.
    pub brought: Vec<Brought>,
    /// What is ordered at once, at the shared keyboard.
    pub orders: Vec<Command>,
}

impl Begun {
    fn new(table: Table, home: Home, wanted: Wanted, orders: Vec<Command>) -> Self {
        Self {
            table,
            home,
            wanted: Some(Box::new(wanted)),
            again: None,
            said: Vec::new(),
            tried: Vec::new(),
            brought: Vec::new(),
            orders,
        }
    }
}

/// How to go on with a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    AsItIs,
    /// Although its file is shorter than it was.
    Shortened,
    /// In a new file, with all that is intact.
    TakenOver,
}

/// How to go on with a session that can only be viewed as it is; none where there is no way.
pub fn way_on(why: &Why) -> Option<Way> {
    match why {
        Why::Damaged { .. } | Why::Misfit(_) => Some(Way::TakenOver),
        Why::Shorter { .. } => Some(Way::Shortened),
        Why::Elsewhere | Why::Newer | Why::ReadOnly(_) => None,
    }
}

/// Goes on with the session of a journal. What its case is now is looked for in `folders` too.
/// Fails where there is no session to be had from the file.
pub fn resume(path: &Path, way: Way, home: &Home, folders: &[PathBuf]) -> Result<Begun, Fault> {
    let (table, again) = match way {
        Way::AsItIs => Table::resume(path)?,
        Way::Shortened => Table::resume_shortened(path)?,
        Way::TakenOver => Table::resume(&Table::take_over(path)?)?,
    };
    let session = table.session();
    let changed = changed_since(&session, home, folders);
    let at = home.of_session(path);
    let view = session.view_now(Viewer::Facilitator, clock::now());
    let person = stranded(&view).filter(|_| again.view_only.is_none());
    let back = person.map(|person| Command::Return { person });
    Ok(Begun {
        said: changed.iter().map(ToString::to_string).collect(),
        brought: brought(&at, &[], &session),
        table,
        home: at,
        wanted: None,
        again: Some(again),
        tried: Vec::new(),
        orders: back.into_iter().collect(),
    })
}
