//! The page of three questions as rows.

use std::ops::Range;

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use super::{Gather, Part, Spot, chosen_protocol, chosen_way};
use crate::{
    protocol::{Names, Step, Way},
    session::{Offer, PersonView, Setup, View},
    text::{Clean, plural, width},
    tui::{
        keys::{Action, Scope, name},
        screen::plan::minutes,
        theme::{Role, Theme},
        widget::{Chip, LIST, chips, chosen, cut_words, ends, say},
    },
};

/// What stands before each row under a heading.
mod asked;

const SET_IN: &str = "   ";
/// From so many rows on there is room for more than what is needed.
const TALL: usize = 16;
/// Where in a row begins what a protocol is for, and the fewest cells that say it.
const ABOUT: usize = 27;
const LEAST_ABOUT: usize = 20;
/// The widest page: what a protocol is for stands in one row where there is room.
const WIDEST: u16 = 116;
/// Cells of the field for a name.
const FIELD: usize = 24;

/// The page, and where on it things stand.
pub(super) struct GatherPage {
    pub(super) lines: Vec<Line<'static>>,
    /// The rows to keep in sight.
    pub(super) focus: Range<usize>,
    /// Row and column of the cursor.
    pub(super) cursor: Option<(usize, usize)>,
    places: Vec<(usize, Range<usize>, Spot)>,
}

/// What gives way where there is no room for all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Folds {
    Nothing,
    Words,
    /// That, and the parts that are not looked at, but for what was chosen.
    Parts,
}

struct Pen<'a> {
    gather: &'a Gather,
    view: &'a View,
    cols: usize,
    theme: &'a Theme,
}

impl GatherPage {
    /// Whole where it fits; else what is not looked at is folded to what was chosen.
    pub(super) fn of(gather: &Gather, view: &View, area: Rect, theme: &Theme) -> Self {
        let pen = Pen {
            gather,
            view,
            cols: usize::from(area.width.min(WIDEST)),
            theme,
        };
        let height = usize::from(area.height);
        let whole = pen.page(height, Folds::Nothing, usize::MAX);
        if whole.lines.len() <= height {
            return whole;
        }
        for folds in [Folds::Nothing, Folds::Words] {
            let brief = pen.page(height, folds, 1);
            match height.checked_sub(brief.lines.len()) {
                // One row says how many more there are.
                Some(left @ 2..) => return pen.page(height, folds, left),
                Some(_) => return brief,
                None => {}
            }
        }
        pen.page(height, Folds::Parts, 1)
    }

    /// What can be chosen at a row and column.
    pub(super) fn under(&self, row: usize, col: usize) -> Option<Spot> {
        let mut places = self.places.iter();
        let found = places.find(|(at, cells, _)| *at == row && cells.contains(&col));
        found.map(|(.., spot)| *spot)
    }

    fn say(&mut self, rows: impl IntoIterator<Item = Line<'static>>) {
        self.lines.extend(rows);
    }

    /// Rows of one thing that can be chosen.
    fn put(&mut self, spot: Spot, rows: Vec<Line<'static>>, pen: &Pen<'_>) {
        let (at, end) = (self.lines.len(), self.lines.len() + rows.len());
        self.places
            .extend((at..end).map(|at| (at, 0..pen.cols, spot)));
        let here = pen.gather.at == Some(spot);
        if here {
            self.focus = at..end;
        }
        self.lines.extend(chosen(here, rows, pen.cols, pen.theme));
    }
}

impl Pen<'_> {
    fn page(&self, height: usize, folds: Folds, most: usize) -> GatherPage {
        let mut page = GatherPage {
            lines: Vec::new(),
            focus: 0..1,
            cursor: None,
            places: Vec::new(),
        };
        self.who(&mut page, folds);
        if let Some(setup) = self.view.setup.as_deref() {
            page.say([Line::default()]);
            self.how(&mut page, setup, folds);
            page.say([Line::default()]);
            self.what(&mut page, setup, most);
        }
        self.notes(&mut page, height, folds);
        page
    }

    fn opens(&self, part: Part, folds: Folds) -> bool {
        self.gather.part() == part || folds != Folds::Parts
    }

    fn heading(&self, number: &str, words: &str, right: &str) -> Line<'static> {
        let room = self.cols.saturating_sub(SET_IN.len());
        let rest = ends((words, Role::Title), (right, Role::Quiet), room, self.theme);
        let lead = Span::styled(format!("{number:<3}"), self.theme.style(Role::Quiet));
        let mut spans = vec![lead];
        spans.extend(rest.spans);
        Line::from(spans)
    }

    /// A row of two ends under a heading.
    fn row(&self, left: (&str, Role), right: (&str, Role)) -> Line<'static> {
        let room = self.cols.saturating_sub(SET_IN.len());
        let mut row = ends(left, right, room, self.theme);
        row.spans.insert(0, Span::raw(SET_IN));
        row
    }

    fn who(&self, page: &mut GatherPage, folds: Folds) {
        let here: Vec<_> = self.view.here().collect();
        let count = match here.len() {
            0 => String::new(),
            here => plural(here, "person", "people"),
        };
        page.say([self.heading("1", "Who is here?", &count)]);
        let all: Vec<Chip> = here.iter().map(|one| self.chip(one, &here)).collect();
        let room = self.cols.saturating_sub(SET_IN.len());
        let (rows, places) = chips(&all, room, self.theme);
        let first = page.lines.len();
        for (at, (row, cells)) in places.into_iter().enumerate() {
            let (row, spot) = (first + row, Spot::Person(at));
            let cells = cells.start + SET_IN.len()..cells.end + SET_IN.len();
            page.places.push((row, cells, spot));
            if self.gather.at == Some(spot) {
                page.focus = row..row + 1;
            }
        }
        let set_in = |mut row: Line<'static>| {
            row.spans.insert(0, Span::raw(SET_IN));
            row
        };
        if self.opens(Part::Who, folds) {
            page.say(rows.into_iter().map(set_in));
            self.prompt(page, here.is_empty());
        } else {
            page.places.clear();
        }
    }

    fn chip(&self, person: &PersonView, here: &[&PersonView]) -> Chip {
        let is_it = |at: usize| here.get(at).is_some_and(|one| one.id == person.id);
        let last = here.len().saturating_sub(1);
        let chosen = matches!(self.gather.at, Some(Spot::Person(at)) if is_it(at.min(last)));
        let called = match &person.role {
            Some(role) => format!("{}, {role}", person.name),
            None => person.name.to_string(),
        };
        match chosen {
            true => (format!("▸ {called}"), Role::Chosen),
            false => (called, Role::Person),
        }
    }

    /// The field for a name, where it is awaited.
    fn prompt(&self, page: &mut GatherPage, nobody: bool) {
        let (gather, key) = (self.gather, |action| name(Scope::Gather, action));
        let prompt = match (gather.renames, gather.role_of) {
            (Some(_), _) => "Name: ",
            (None, Some(_)) => "Role or viewpoint (empty for none): ",
            (None, None) => "Add a name: ",
        };
        let typed = Clean::line(&gather.line);
        let blank = if gather.line.ends_with(' ') { " " } else { "" };
        let typed = format!("{typed}{blank}");
        let lead = format!("{SET_IN}{prompt}");
        let pad = FIELD.saturating_sub(width(&typed));
        let row = page.lines.len();
        if matches!(gather.at, None | Some(Spot::Person(_))) {
            page.cursor = Some((row, width(&lead) + width(&typed)));
        }
        if gather.at.is_none() || gather.is_typing() {
            page.focus = row..row + 1;
        }
        let field = format!("{typed}{}", " ".repeat(pad));
        let hint = match gather.at {
            _ if nobody || gather.is_typing() => String::new(),
            Some(Spot::Person(_)) => format!(
                "  {}: mend it · {}: take it away",
                key(Action::Rename),
                key(Action::Leave)
            ),
            _ => format!("  {}{}: a name", key(Action::Left), key(Action::Right)),
        };
        let room = self.cols.saturating_sub(width(&lead) + width(&field));
        page.say([Line::from(vec![
            Span::styled(lead, self.theme.style(Role::Quiet)),
            Span::styled(field, self.theme.style(Role::Chosen)),
            Span::styled(cut_words(&hint, room), self.theme.style(Role::Quiet)),
        ])]);
        if nobody {
            let text = format!(
                "Type a name and press {}, or paste a list. {} brings the people of last time.",
                key(Action::Enter),
                key(Action::LastTime)
            );
            page.say(say(SET_IN, &text, self.cols, Role::Text, self.theme));
        }
    }

    fn how(&self, page: &mut GatherPage, setup: &Setup, folds: Folds) {
        page.say([self.heading("2", "How will they write?", "a question")]);
        let now = chosen_way(setup);
        for (at, (way, seconds)) in setup.ways.iter().enumerate() {
            if !self.opens(Part::How, folds) && Some(at) != now {
                continue;
            }
            let words = format!("{} {}", sign(Some(at) == now), way.words());
            let time = format!("about {}", whole(*seconds));
            let row = self.row((&words, Role::Text), (&time, Role::Quiet));
            page.put(Spot::Way(at), vec![row], self);
        }
    }

    /// The protocols; where they are not looked at, only the first ones and what was chosen.
    fn what(&self, page: &mut GatherPage, setup: &Setup, most: usize) {
        page.say([self.heading("3", "What happens with each question?", "people   minutes")]);
        page.put(Spot::Questions, self.questions(setup), self);
        let now = chosen_protocol(setup, self.view);
        let looked_at = self.gather.part() == Part::What;
        if looked_at {
            // Below a list that is longer than the window nobody would see it.
            page.say(self.too_long(setup));
        }
        let most = if looked_at { usize::MAX } else { most };
        let others = most.saturating_sub(1);
        let shows = |at: usize| {
            let before = at - usize::from(now.is_some_and(|now| now < at));
            Some(at) == now || before < others
        };
        let mut more = 0;
        for (at, offer) in setup.protocols.iter().enumerate() {
            if !shows(at) {
                more += 1;
                continue;
            }
            let open = self.gather.at == Some(Spot::Protocol(at));
            let mut rows = vec![self.protocol(offer, Some(at) == now, open)];
            if open {
                let words = self.in_full(offer, Some(at) == now);
                let lead = format!("{SET_IN}  ");
                rows.extend(say(&lead, &words, self.text(), Role::Quiet, self.theme));
            }
            page.put(Spot::Protocol(at), rows, self);
        }
        if more > 0 && most > 1 {
            let words = format!("… {more} more");
            page.say([self.row((&words, Role::Quiet), ("", Role::Quiet))]);
        }
    }

    /// A protocol: what it is for, people and minutes; where that stands below in full, only those.
    fn protocol(&self, offer: &Offer, now: bool, open: bool) -> Line<'static> {
        let called = format!("{} {}", sign(now), offer.name);
        let (right, role, left) = match offer.misfit.is_empty() {
            true => {
                let words = format!("{}{:>8}", size(offer), whole(offer.seconds));
                (words, Role::Quiet, Role::Text)
            }
            false => (offer.misfit.to_string(), Role::Text, Role::Quiet),
        };
        let (from, to) = (ABOUT.max(width(&called) + 2), width(&right) + 2);
        let room = self.cols.saturating_sub(SET_IN.len() + from + to);
        if room < LEAST_ABOUT || open {
            return self.row((&called, left), (&right, role));
        }
        let about = cut_words(&offer.about, room);
        let lead = from - width(&called);
        let gap = room + 2 - width(&about);
        Line::from(vec![
            Span::raw(SET_IN),
            Span::styled(called, self.theme.style(left)),
            Span::styled(
                format!("{:lead$}{about}{:gap$}", "", ""),
                self.theme.style(Role::Quiet),
            ),
            Span::styled(right, self.theme.style(role)),
        ])
    }

    /// The steps of the protocol that is chosen, and what one is for.
    fn in_full(&self, offer: &Offer, now: bool) -> String {
        let steps = if now { steps(self.view) } else { String::new() };
        format!("{steps}{}", offer.about)
    }

    /// Cells of what is read as text.
    fn text(&self) -> usize {
        self.cols.min(usize::from(LIST))
    }

    /// What was chosen, in sentences; what it costs; who will see names.
    fn notes(&self, page: &mut GatherPage, height: usize, folds: Folds) {
        let view = self.view;
        let looked_at = matches!(self.gather.at, Some(Spot::Protocol(_)));
        let mut notes = Vec::new();
        if let Some(setup) = view.setup.as_deref() {
            let now = chosen_protocol(setup, view).and_then(|at| setup.protocols.get(at));
            if let Some(offer) = now.filter(|_| folds == Folds::Nothing && !looked_at) {
                let words = format!("{}: {}", offer.name, self.in_full(offer, true));
                notes.extend(say(SET_IN, &words, self.text(), Role::Quiet, self.theme));
            }
            if self.gather.part() != Part::What {
                notes.extend(self.too_long(setup));
            }
        }
        if !view.case.roles.is_empty() && height >= TALL {
            notes.extend(say(
                SET_IN,
                &self.roles(),
                self.text(),
                Role::Quiet,
                self.theme,
            ));
        }
        let names = names_words(view);
        notes.extend(say(SET_IN, names, self.text(), Role::Quiet, self.theme));
        if !notes.is_empty() {
            page.say([Line::default()]);
            page.say(notes);
        }
    }

    /// That it takes longer than there is time, and what would fit.
    fn too_long(&self, setup: &Setup) -> Vec<Line<'static>> {
        if !setup.is_too_long() || self.view.people.is_empty() {
            return Vec::new();
        }
        let key = name(Scope::Gather, Action::Minutes);
        let words = format!(
            "Like this it takes {}, with reading and close; {} ({key}: say how many minutes you have; {}: which questions). {}",
            whole(setup.all_s),
            setup.there,
            name(Scope::Gather, Action::PlanWithout),
            setup.instead
        );
        // Nobody has chosen wrongly: it is what these people and this keyboard cost.
        say("!  ", &words, self.text(), Role::Text, self.theme)
    }

    fn roles(&self) -> String {
        let roles: Vec<_> = self.view.case.roles.iter().map(Clean::as_str).collect();
        let key = |action| name(Scope::Gather, action);
        format!(
            "Roles: {}. {} deals them; {} gives one to the chosen name.",
            roles.join(", "),
            key(Action::DealRoles),
            key(Action::TakeRole)
        )
    }
}

fn sign(chosen: bool) -> &'static str {
    if chosen { "●" } else { "○" }
}

/// Whole minutes, as people say them.
fn whole(seconds: u32) -> String {
    format!("{} min", seconds.div_ceil(60))
}

/// For how many people a protocol is good.
fn size(offer: &Offer) -> String {
    let (least, most) = (offer.good_for.start(), offer.good_for.end());
    if *most >= crate::session::MOST_PEOPLE {
        format!("{least} or more")
    } else {
        format!("{least} to {most}")
    }
}

/// What a protocol costs, or why it does not fit.
pub(in crate::tui::screen) fn costs(offer: &Offer) -> String {
    if offer.misfit.is_empty() {
        format!(
            "{} a question, {} people",
            whole(offer.seconds),
            size(offer)
        )
    } else {
        offer.misfit.to_string()
    }
}

/// What all of it costs, for the clock's place; nothing while nobody is here. `brief` leaves the
/// questions out.
pub fn cost(view: &View, brief: bool) -> Option<String> {
    let setup = view.setup.as_deref()?;
    view.here().next()?;
    let questions = plural(setup.asked, "question", "questions");
    let all = match brief {
        true => whole(setup.all_s),
        false => format!("{} for {questions}", whole(setup.all_s)),
    };
    Some(match setup.is_too_long() || view.clock.given {
        true => format!("{all}, {}", setup.there),
        false => all,
    })
}

/// The steps of the protocol that is chosen, each with its minutes.
fn steps(view: &View) -> String {
    let steps = view.protocol.steps.iter().zip(&view.step_times);
    let named = steps.map(|(step, times)| {
        let minutes = match times {
            None | Some((_, 0)) => return step.name.to_string(),
            Some((low, high)) if low == high => minutes(u64::from(*low)),
            Some((low, high)) => format!(
                "{} to {}",
                minutes(u64::from(*low)).trim_end_matches(" min"),
                minutes(u64::from(*high))
            ),
        };
        format!("{} {minutes}", step.name)
    });
    let named: Vec<_> = named.collect();
    if named.is_empty() {
        return String::new();
    }
    format!("{}. ", named.join(", "))
}

/// Who will see names.
fn names_words(view: &View) -> &'static str {
    let hidden = |step: &&Step| step.names == Names::Hidden;
    let mut hidden = view.protocol.steps.iter().filter(hidden);
    let answers = hidden.clone().any(Step::takes_answers);
    let way = view.setup.as_deref().map(|setup| setup.way);
    if view.names == Names::Hidden {
        "Names are hidden from the room and every report. This computer keeps them, so nothing is anonymous."
    } else if answers {
        "This protocol hides names from the room and every report. This computer keeps them, so nothing is anonymous."
    } else if hidden.any(Step::takes_votes) {
        "Names stand beside answers, not beside votes. This computer keeps both, so nothing here is anonymous."
    } else if way == Some(Way::Tables) {
        "Each name is a table now, not a person: take single names away, and type Table 1 (4), Table 2 (4), with how many sit there. It stands beside their answers."
    } else if way == Some(Way::Phones) {
        "Names stand beside answers. This computer keeps them, so nothing here is anonymous."
    } else {
        "Names stand beside answers. Everybody shares this keyboard, so nothing here is anonymous."
    }
}
