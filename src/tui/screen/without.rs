//! Which questions that are still to come are left out: ticked one by one, done at once.

use crate::{
    case::LeaveOut,
    session::{Actor, Command, Place, View, When},
    stamp::{Wall, Zone},
    text::Clean,
    text::questions,
    tui::{
        effect::{Effect, Planned, Without},
        keys::{Action, Scope, name},
        screen::plan::minutes,
    },
};

impl Without {
    /// The questions as they are planned.
    pub fn of(view: &View, zone: &Zone) -> Self {
        let ahead = view.agenda.iter().filter(|line| line.when == When::Ahead);
        let rows = ahead.filter_map(|line| {
            Some(Planned {
                number: line.question?,
                seconds: line.planned_s.unwrap_or(0),
                asks: match line.words.is_empty() {
                    true => String::new(),
                    false => format!(": {}", line.words),
                },
                protocol: match line.protocol == *view.protocol.name {
                    true => Clean::default(),
                    false => line.protocol.clone(),
                },
                says: line.leave_out,
                was: line.left_out,
                out: line.left_out,
            })
        });
        let budget = view.budget();
        let ahead = i64::try_from(budget.ahead_s).unwrap_or(0);
        Self {
            rows: rows.collect(),
            proposed: budget.leave_out.iter().map(|(number, _)| *number).collect(),
            end: Wall(view.clock.now.0.saturating_add(ahead * 1000)),
            zone: zone.clone(),
            begun: view.place != Place::Gather,
            at: 0,
            way_of: None,
        }
    }

    /// The same with the ticks of these questions turned; the cursor stays on the first of them.
    fn turned(&self, numbers: &[u32]) -> Vec<Effect> {
        let mut without = self.clone();
        let rows = without.rows.iter_mut();
        rows.filter(|row| numbers.contains(&row.number))
            .for_each(|row| row.out ^= true);
        let mut rows = without.rows.iter();
        let at = rows.position(|row| numbers.contains(&row.number));
        without.at = at.unwrap_or(0) + usize::from(without.proposes());
        vec![Effect::Without(Box::new(without))]
    }

    /// Whether what would bring the end back is all still asked.
    fn proposes(&self) -> bool {
        let open = |number: &u32| {
            let mut rows = self.rows.iter();
            rows.any(|row| row.number == *number && !row.out)
        };
        !self.proposed.is_empty() && self.proposed.iter().all(open)
    }

    /// When it ends with what is ticked.
    fn ends(&self) -> String {
        let won = self.rows.iter().map(|row| {
            let seconds = i64::from(row.seconds);
            seconds * (i64::from(row.out) - i64::from(row.was))
        });
        let won: i64 = won.sum();
        self.zone.hour(Wall(self.end.0 - won * 1000))
    }

    fn changed(&self, out: bool) -> impl Iterator<Item = &Planned> {
        let rows = self.rows.iter();
        rows.filter(move |row| row.out != row.was && row.out == out)
    }

    /// What else can be done to each of the choices.
    pub fn others(&self) -> Vec<Vec<Effect>> {
        let first = self.proposes().then(Vec::new);
        let rows = self.rows.iter().map(|row| self.another_way(row.number));
        first.into_iter().chain(rows).collect()
    }

    /// Asks which protocol a question alone goes through; what was ticked is not lost by it.
    fn another_way(&self, number: u32) -> Vec<Effect> {
        let mut here = self.clone();
        let at = self.rows.iter().position(|row| row.number == number);
        here.at = at.unwrap_or(0) + usize::from(self.proposes());
        if self.rows.iter().all(|row| row.out == row.was) {
            here.way_of = Some(number);
            return vec![Effect::Without(Box::new(here))];
        }
        let words = "What is ticked comes first: change the plan below, or untick it.".to_owned();
        vec![Effect::Without(Box::new(here)), Effect::Tell(words)]
    }

    /// What is asked, with a row for each question, what is proposed first, what does it last.
    /// No row but the last changes the plan.
    pub fn choices(&self) -> (String, Vec<(String, Vec<Effect>)>) {
        let numbers = |rows: &mut dyn Iterator<Item = &Planned>| -> Vec<u32> {
            rows.map(|row| row.number).collect()
        };
        let (out, again) = (
            numbers(&mut self.changed(true)),
            numbers(&mut self.changed(false)),
        );
        let mut choices = Vec::new();
        if self.proposes() {
            let all = questions(self.proposed.iter().copied());
            let ticked = self.turned(&self.proposed);
            choices.push((format!("Tick what brings the end back: {all}"), ticked));
        }
        for row in &self.rows {
            choices.push((row.words(), self.turned(&[row.number])));
        }
        let mut done = Vec::new();
        if !out.is_empty() {
            done.push(format!("leave out {}", questions(out.iter().copied())));
        }
        if !again.is_empty() {
            done.push(format!(
                "take in {} again",
                questions(again.iter().copied())
            ));
        }
        let done = done.join(" and ");
        choices.push(match done.is_empty() {
            true => ("Leave it as it is".to_owned(), Vec::new()),
            false => (format!("Change the plan: {done}"), self.done(&done)),
        });
        let key = name(Scope::Questions, Action::Protocol);
        let (begun, record) = match self.begun {
            true => ("It", " The record says so."),
            false => ("Begun now, it", ""),
        };
        let text = format!(
            "Which questions are left out? {begun} ends at {} like this.{record} {key}: another way to discuss the chosen one.",
            self.ends()
        );
        (text, choices)
    }

    /// The plan is changed, and that is said; what the author would never leave out is asked.
    fn done(&self, words: &str) -> Vec<Effect> {
        let changed = self.rows.iter().filter(|row| row.out != row.was);
        let send = changed.map(|row| {
            let (number, out) = (row.number, row.out);
            Effect::Send(Actor::Desk, Command::PlanWithout { number, out })
        });
        let told = format!("Done: {words}. It ends at {}.", self.ends());
        let effects: Vec<_> = send.chain([Effect::Tell(told)]).collect();
        let never = self.changed(true);
        let never = never.filter(|row| row.says == Some(LeaveOut::Never));
        let never: Vec<_> = never.map(|row| row.number).collect();
        if never.is_empty() {
            return effects;
        }
        let which = questions(never.into_iter());
        let asks =
            format!("The author says never to leave out {which}. Leave it out all the same?");
        let yes = format!("Yes: {words}");
        vec![Effect::Choices(asks, vec![(yes, effects)])]
    }
}

impl Planned {
    fn words(&self) -> String {
        let tick = if self.out { "[x]" } else { "[ ]" };
        let says = match self.says {
            Some(LeaveOut::First) => "; the author: leave it out first",
            Some(LeaveOut::Never) => "; the author: never leave it out",
            None => "",
        };
        let (number, takes) = (self.number, minutes(u64::from(self.seconds)));
        let through = match self.protocol.is_empty() {
            true => String::new(),
            false => format!(", {}", self.protocol),
        };
        format!(
            "{tick} question {number}, {takes}{through}{says}{}",
            self.asks
        )
    }
}
