//! The preview: a case as the group will see it, and beside it what its author may want to mend.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use crate::{
    case::{Aside, Case, Document, Item, Kind, Question, flaw::Flaw, plain},
    fault::Fault,
    library::{Loaded, Origin},
    text::{Clean, plural, wrap},
    tui::{
        effect::Effect,
        keys::Action,
        prose::Column,
        theme::{Role, Theme},
    },
};

/// The narrowest window that shows the advice beside the case.
const BESIDE: u16 = 100;

/// What the editor's key says of a case that is no file.
const BUILT_IN: &str = "This case is built in; there is no file to edit.";

/// Something to mend, and where.
struct Advice {
    place: String,
    flaw: Flaw,
}

pub struct Preview {
    origin: Origin,
    title: String,
    column: Column,
    advice: Vec<Advice>,
    at: usize,
    /// It was opened from the library, and leads back there.
    within: bool,
    /// What is to be said of how it was read.
    said: Option<String>,
    /// Why the file cannot be read now; what was read before stays on the screen.
    problem: Option<Fault>,
}

impl Preview {
    /// The preview of a file; nothing is read yet.
    pub fn new(origin: Origin) -> Self {
        Self {
            title: match &origin {
                Origin::File(path) => path.display().to_string(),
                Origin::BuiltIn(slug) => (*slug).to_owned(),
            },
            origin,
            column: Column::new(),
            advice: Vec::new(),
            at: 0,
            within: false,
            said: None,
            problem: None,
        }
    }

    /// The same from the library, where leaving it leads back to.
    #[must_use]
    pub fn within(mut self) -> Self {
        self.within = true;
        self
    }

    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The title, for the head of the screen.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Takes the file as it is now. Where somebody was reading stays on the screen.
    pub fn take(&mut self, loaded: Result<Loaded, Fault>) {
        match loaded {
            Ok(loaded) => {
                let (flaws, decided) = loaded.advice();
                let decided = (decided > 0).then(|| {
                    let passages = plural(decided, "passage is", "passages are");
                    format!("{passages} as you decided when you opened it.")
                });
                let said = loaded.says_carried().or_else(|| loaded.says_unseen());
                self.said = said.or(decided);
                let advice = flaws.into_iter().map(|flaw| Advice {
                    place: match flaw.line {
                        0 => String::new(),
                        line => format!("{}: ", loaded.place(line, line)),
                    },
                    flaw,
                });
                self.advice = advice.collect();
                let document = loaded.document;
                self.title = document.title.to_string();
                self.column.become_like(as_the_group_sees(&document));
                self.problem = None;
            }
            Err(fault) => self.problem = Some(fault),
        }
        self.at = self.at.min(self.advice.len().saturating_sub(1));
    }

    pub fn act(&mut self, action: Action, area: Rect) -> Vec<Effect> {
        let page = usize::from(areas(area).0.height).saturating_sub(1).max(1);
        let last = self.advice.len().saturating_sub(1);
        match action {
            Action::Next => self.at = (self.at + 1).min(last),
            Action::Before => self.at = self.at.saturating_sub(1),
            Action::Editor => {
                let advice = self.advice.get(self.at);
                let line = advice.map_or(1, |advice| advice.flaw.line.max(1));
                return vec![match &self.origin {
                    Origin::File(path) => Effect::EditFile(path.clone(), line),
                    Origin::BuiltIn(_) => Effect::Tell(BUILT_IN.to_owned()),
                }];
            }
            Action::Quit | Action::Back if self.within => return vec![Effect::Leave],
            Action::Quit | Action::Back => return vec![Effect::Quit],
            _ => {
                self.column.scrolled(action, page);
            }
        }
        Vec::new()
    }

    /// Makes it fit; called before it is drawn.
    pub fn fit(&mut self, area: Rect, theme: &Theme) {
        let (reading, _) = areas(area);
        self.column.fit(
            usize::from(reading.width),
            usize::from(reading.height),
            theme,
        );
    }

    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let (reading, beside) = areas(area);
        let text = self.column.visible(usize::from(reading.height)).to_vec();
        frame.render_widget(Paragraph::new(text), reading);
        frame.render_widget(Paragraph::new(self.told(beside, theme)), beside);
    }

    /// The advice, from the chosen piece on where not all of it fits.
    fn told(&self, area: Rect, theme: &Theme) -> Vec<Line<'static>> {
        let columns = usize::from(area.width).max(2);
        let mut lines = Vec::new();
        let mut put = |text: &str, role: Role| {
            let wrapped = wrap(text, columns).into_iter();
            lines.extend(wrapped.map(|line| Line::styled(line, theme.style(role))));
        };
        if let Some(fault) = &self.problem {
            put(&fault.line(), Role::Warn);
        }
        if let Some(said) = &self.said {
            put(said, Role::Warn);
        }
        if self.within
            && let Origin::File(path) = &self.origin
        {
            put(&format!("It lies at {}", path.display()), Role::Quiet);
        }
        if self.advice.is_empty() {
            put("Nothing to mend.", Role::Good);
            return lines;
        }
        let count = plural(self.advice.len(), "thing to mend", "things to mend");
        put(
            &format!("{count}, {} of {}", self.at + 1, self.advice.len()),
            Role::Title,
        );
        for (at, Advice { place, flaw }) in self.advice.iter().enumerate().skip(self.at) {
            let role = match (at == self.at, flaw.is_grave()) {
                (true, _) => Role::Chosen,
                (false, true) => Role::Warn,
                (false, false) => Role::Text,
            };
            let mark = if at == self.at { "▸ " } else { "" };
            let weight = if flaw.is_grave() { "Error, " } else { "" };
            put(&format!("{mark}{weight}{place}{}", flaw.what), role);
            put(&flaw.hint, Role::Quiet);
        }
        lines
    }
}

/// The case, and the advice beside or below it.
fn areas(area: Rect) -> (Rect, Rect) {
    if area.width >= BESIDE {
        let reading = (area.width * 3 / 5).min(84);
        let beside = Rect {
            x: area.x + reading + 3,
            width: area.width - reading - 3,
            ..area
        };
        (
            Rect {
                width: reading,
                ..area
            },
            beside,
        )
    } else {
        let reading = (area.height * 2 / 3).max(4).min(area.height);
        let below = Rect {
            y: (area.y + reading + 1).min(area.bottom()),
            height: (area.height - reading).saturating_sub(1),
            ..area
        };
        (
            Rect {
                height: reading,
                ..area
            },
            below,
        )
    }
}

/// Everything that the group sees by and by, in its order; of what is kept back, only that it is
/// there.
pub(super) fn as_the_group_sees(document: &Document) -> Column {
    let mut column = Column::new();
    let several = document.cases.len() > 1;
    for case in &document.cases {
        if several {
            column.title(&case.title);
        }
        of_case(case, &mut column);
        if !case.goals.is_empty() {
            column.plain(Clean::new("– What follows is shown at the close –"));
            column.title("What this case was for");
            column.blocks(&case.goals);
        }
        column.blocks(&case.sources);
    }
    column
}

fn of_case(case: &Case, column: &mut Column) {
    for part in &case.parts {
        if part.staged {
            column.plain(Clean::new(
                "– What follows is hidden until the session is here –",
            ));
        }
        if let Some(title) = &part.title {
            column.title(title);
        }
        for item in &part.items {
            match item {
                Item::Reading(reading) => column.blocks(&reading.blocks),
                Item::Exhibit(exhibit) => {
                    column.title(&exhibit.title);
                    column.blocks(&exhibit.blocks);
                }
                Item::Question(question) => of_question(question, column),
            }
        }
    }
}

fn of_question(question: &Question, column: &mut Column) {
    let prompt = &question.prompt;
    let time = prompt.seconds.map_or(String::new(), |seconds| {
        format!(" ({} min)", seconds.div_ceil(60))
    });
    column.title(&format!(
        "Question {}{time}: {}",
        prompt.number,
        plain(&prompt.text)
    ));
    column.blocks(&prompt.body);
    let list = |mark: &str, texts: &[Clean]| {
        let lines: Vec<_> = texts
            .iter()
            .map(|text| format!("{mark}{}", Clean::line(text)))
            .collect();
        lines.join("\n")
    };
    let asked = match &prompt.kind {
        Kind::Open => String::new(),
        Kind::Number { unit, .. } => format!("a number {unit}").trim().to_owned(),
        Kind::Choice { options, most: 1 } => list("( ) ", options),
        Kind::Choice { options, .. } => list("[ ] ", options),
        Kind::Rank { items } => list("↕ ", items),
        Kind::Items { items } => list("✉ ", items),
        Kind::Scale(scale) => {
            let (low, high) = (&scale.low_label, &scale.high_label);
            let ends = format!("{} {low} – {} {high}", scale.low, scale.high);
            format!("{}\n{ends}", list("• ", &scale.statements))
                .trim()
                .to_owned()
        }
    };
    if !asked.is_empty() {
        column.plain(Clean::new(&asked));
    }
    if let Some(kept) = kept_back(&question.aside) {
        column.plain(Clean::new(&kept));
    }
}

/// What waits for its time, by count.
fn kept_back(aside: &Aside) -> Option<String> {
    let counts = [
        (aside.models.len(), "model answer", "model answers"),
        (aside.right.len(), "right option", "right options"),
        (aside.hints.len(), "hint", "hints"),
        (aside.follow_ups.len(), "follow-up", "follow-ups"),
        (
            aside.listen_for.len() + aside.notes.len(),
            "note for the facilitator",
            "notes for the facilitator",
        ),
    ];
    let there = counts.iter().filter(|(count, ..)| *count > 0);
    let said: Vec<_> = there
        .map(|(count, one, many)| plural(*count, one, many))
        .collect();
    (!said.is_empty()).then(|| format!("Kept back: {}.", said.join(", ")))
}
