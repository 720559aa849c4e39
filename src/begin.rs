//! What a session begins with: a case that was chosen, who is there, which protocol.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    case::{Case, fit::suits, identity::Changed, offer},
    clock,
    fault::Fault,
    home::{Home, file_at},
    id::PersonId,
    journal::{self, list::Brief, scan},
    library::{self, Loaded, Origin},
    protocol::{ALONE, DEFAULT, Protocol},
    rehearse,
    session::{
        Byline, Commitment, FORMAT, Learned, Opened, Place, Session, View, Viewer, assigned,
    },
    stamp::{Due, Wall},
    text::{Clean, folded, plural},
};

/// What somebody wants to run.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub loaded: Loaded,
    /// Which case of it, counted from 0; none where that has still to be chosen.
    pub number: Option<usize>,
    /// Names that join at once.
    pub people: Vec<Clean>,
    /// What to say of the list of people: what of it is no name, and how it was read.
    pub not_taken: Vec<String>,
    /// The protocol that was asked for, before the case's own.
    pub protocol: Option<Protocol>,
    /// How many minutes there are, where somebody said.
    pub minutes: Option<u32>,
    /// Journals of study alone, which people bring to begin with.
    pub bring: Vec<PathBuf>,
    /// Whether invented people answer.
    pub rehearsal: bool,
}

impl Wanted {
    /// A document and nothing more.
    pub fn of(loaded: Loaded, number: Option<usize>) -> Self {
        Self {
            loaded,
            number,
            people: Vec::new(),
            not_taken: Vec::new(),
            protocol: None,
            minutes: None,
            bring: Vec::new(),
            rehearsal: false,
        }
    }

    /// The same as a rehearsal: marked so, and with invented people where nobody was named.
    #[must_use]
    pub fn rehearsed(mut self) -> Self {
        self.loaded.document.cases.iter_mut().for_each(marked);
        if self.people.is_empty() {
            let people = rehearse::PEOPLE.iter();
            self.people = people.map(|name| Clean::line(name)).collect();
        }
        self.rehearsal = true;
        self
    }

    /// Where its session is kept.
    pub fn home(&self, home: &Home) -> Home {
        if self.rehearsal {
            home.for_rehearsals()
        } else {
            home.clone()
        }
    }

    /// The chosen case.
    /// Fails where the document has no case of that number.
    pub fn case(&self) -> Result<&Case, Fault> {
        let number = self.number.unwrap_or(0);
        self.loaded.document.cases.get(number).ok_or_else(|| {
            Fault::new(
                "The document has no case of that number",
                "“roundtable show” lists those that are there.",
            )
        })
    }

    /// The first entry of a session of the chosen case. `offered`: with the questions that a
    /// case without any is offered.
    pub fn opened(&self, offered: bool) -> Result<Opened, Fault> {
        let case = self.case()?;
        let own = case.own_protocol.as_deref();
        let protocol = match (self.protocol.as_ref().or(own), &case.protocol) {
            (Some(protocol), _) => protocol.clone(),
            // A name that nobody knows is a flaw of the case, which is told; the group is here.
            (None, name) => name
                .as_ref()
                .and_then(|name| Protocol::find(name))
                .or_else(|| Protocol::find(DEFAULT))
                .expect("the default protocol is built in")
                .clone(),
        };
        // What a case asks for and cannot be is told of as a flaw.
        let fits = self.protocol.is_some() || suits(&protocol, case);
        let protocol = match Protocol::find(DEFAULT).filter(|_| !fits) {
            Some(usual) => usual.clone(),
            None => protocol,
        };
        let case = if offered {
            offer::what_so_what_now_what(case)
        } else {
            case.clone()
        };
        let alone = protocol.name == ALONE;
        let protocols = if alone {
            Vec::new()
        } else {
            assigned(&case, &protocol)
        };
        Ok(Opened {
            format: FORMAT,
            protocols,
            case: Arc::new(case),
            source: self.loaded.file_name.clone(),
            source_hash: self.loaded.hash.clone(),
            place: self.loaded.origin.place(),
            alone,
            protocol: Arc::new(protocol),
            seed: clock::seed(),
            boot: clock::boot(),
            lang: None,
            most: None,
            study: None,
        })
    }
}

fn marked(case: &mut Case) {
    case.title = Clean::line(&format!("{}{}", rehearse::MARK, case.title));
}

/// The only person of a study alone, where a key that was there once made them leave.
pub fn stranded(view: &View) -> Option<PersonId> {
    let gone = view.people.iter().filter(|person| !person.here);
    let only = gone.map(|person| person.id).next();
    only.filter(|_| view.alone && view.people.len() == 1 && view.place != Place::Over)
}

/// What to say where the case of a session is no longer read as it was: the session keeps its
/// own. None where nothing changed, or where its file is neither here nor in these folders.
pub fn changed_since(session: &Session, home: &Home, folders: &[PathBuf]) -> Option<Clean> {
    let card = session.view_now(Viewer::Room, clock::now()).case;
    let called = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Clean::line(&name) == card.source
    };
    let slugs = library::built_in().iter().map(|(slug, _)| slug);
    let built_in = slugs.map(|slug| Origin::BuiltIn(slug));
    let here = PathBuf::from(card.source.as_str());
    // Another file may have its name: that from which it was read comes first.
    let file = file_at(session.place_of_source()).or_else(|| match here.is_file() {
        true => Some(here),
        false => library::files(folders).into_iter().find(called),
    });
    let loaded = match file {
        Some(path) => library::load(&path),
        None => library::open(&built_in.into_iter().find(|origin| match origin {
            Origin::BuiltIn(slug) => card.source.as_str() == format!("{slug}.md"),
            Origin::File(_) => false,
        })?),
    };
    let loaded = library::recall(loaded.ok()?, home).ok()?;
    let is_same_file = loaded.hash == *session.hash_of_source();
    // A newer program may read the same file otherwise, and nobody has to do anything about it.
    if is_same_file && loaded.decision.marks.is_empty() {
        return None;
    }
    let mut cases = loaded.document.cases;
    if card.title.starts_with(rehearse::MARK) {
        cases.iter_mut().for_each(marked);
    }
    let only = cases.len() == 1;
    let titled = |case: &&Case| only || case.title == card.title;
    let later = cases.iter().find(titled)?;
    let changed = session.changed(later)?;
    // Another file of that name is none of its business.
    if later.title != card.title && changed.same + changed.reworded == 0 {
        return None;
    }
    let how = match is_same_file {
        true => "is read otherwise than when this session began: somebody said what its lines are",
        false => "is no longer as it was when this session began",
    };
    let mut said = vec![format!(
        "“{}” {how}. The session goes on with the case as it was, and every answer stays.",
        card.source
    )];
    said.extend(counted(&changed));
    said.push("A new session takes the case as it is now.".to_owned());
    Some(Clean::line(&said.join(" ")))
}

/// What became of the questions, in sentences.
fn counted(changed: &Changed) -> Vec<String> {
    let questions = |count| plural(count, "question", "questions");
    let kinds = [
        (changed.same, "the same"),
        (changed.reworded, "reworded"),
        (changed.gone, "not in it any more"),
        (changed.new, "new"),
    ];
    let kinds = kinds.into_iter().filter(|(count, _)| *count > 0);
    let said = kinds.map(|(count, what)| {
        let is = if count == 1 { "is" } else { "are" };
        format!("{} {is} {what}.", questions(count))
    });
    said.collect()
}

/// Something that people of a session wanted to try.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// Who, by name; "The group" for all.
    pub who: Clean,
    pub commitment: Commitment,
    /// Of which session: another group may have had people of the same names.
    pub of: Clean,
    /// The day on which they look at it, where one is known.
    pub due: Option<Wall>,
}

impl Tried {
    /// Whether it is what somebody told of.
    pub fn is_of(&self, learned: &Learned) -> bool {
        learned.who == self.who && learned.what == self.commitment.what
    }

    fn is_same(&self, other: &Self) -> bool {
        self.who == other.who && self.commitment.what == other.commitment.what
    }
}

/// "“Six Parcels”, 2026-03-03, with Ann, Ben and 2 more".
fn called(brief: &Brief) -> Clean {
    let first: Vec<_> = brief.people.iter().take(4).map(Clean::as_str).collect();
    let more = match brief.people.len().saturating_sub(first.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (title, day) = (&brief.title, clock::zone().day(brief.last_at));
    Clean::line(&format!(
        "“{title}”, {day}, with {}{more}",
        first.join(", ")
    ))
}

/// The most earlier sessions that are read to find what people tried.
const MOST_READ: usize = 8;

/// Whether all of it was said in one session.
pub fn one_session(tried: &[Tried]) -> bool {
    tried.windows(2).all(|two| match two {
        [one, next] => one.of == next.of,
        _ => true,
    })
}

/// What to say where nobody wanted to try anything.
pub fn nothing_tried(alone: bool) -> &'static str {
    match alone {
        true => "Nothing is on record that you wanted to try in an earlier session.",
        false => "Nothing is on record that these people wanted to try in an earlier session.",
    }
}

/// What the people who are here wanted to try in earlier sessions and have not told of since: what
/// is due first comes first, and what names no day last. What a group committed to is told where half of its people
/// are here. Whoever studies `alone` hears what they wanted to try themselves, alone or in a
/// group; what somebody wants to try alone is for no group to hear. `but` is the session that
/// begins.
pub fn tried(home: &Home, but: Option<&Path>, here: &[Clean], alone: bool) -> Vec<Tried> {
    let wanted: Vec<_> = here.iter().map(|name| folded(name)).collect();
    let known = |name: &Clean| wanted.contains(&folded(name));
    let sessions = journal::list::list(home).into_iter();
    let theirs = sessions
        .filter(|brief| but != Some(brief.path.as_path()) && brief.people.iter().any(known))
        .filter(|brief| alone || brief.study.is_none())
        .take(MOST_READ);
    let mut open: Vec<Tried> = Vec::new();
    let mut told: Vec<Learned> = Vec::new();
    for brief in theirs {
        let half = brief.people.iter().filter(|name| known(name)).count() * 2;
        let group = half >= brief.people.len() && !alone;
        let Ok(found) = scan::file(&brief.path) else {
            continue;
        };
        let Some(session) = journal::open::session(&brief.path, found) else {
            continue;
        };
        let view = session.view_now(Viewer::Report, session.last_at());
        let tried = view.commitments.into_iter().filter_map(|one| {
            let who = match one.by {
                Byline::Name(_, name) => Some(name).filter(known),
                Byline::Group => group.then(|| Clean::new("The group")),
                Byline::Pseudonym(_) | Byline::Unnamed => None,
            };
            let due = match clock::zone().due(&one.commitment.by_when, brief.last_at) {
                Due::Day(day) => Some(day),
                Due::Unsaid | Due::Never => None,
            };
            Some(Tried {
                who: who?,
                commitment: one.commitment,
                of: called(&brief),
                due,
            })
        });
        // Newer sessions were read before: what was told there, or said again, is done with here.
        for tried in tried {
            let known = open.iter().any(|one| one.is_same(&tried));
            if !known && !told.iter().any(|learned| tried.is_of(learned)) {
                open.push(tried);
            }
        }
        told.extend(view.learned);
    }
    open.sort_by_key(|one| (one.due.is_none(), one.due));
    open
}
