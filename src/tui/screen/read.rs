//! Read: the case in a column that eyes can follow, ¶ numbers in the margin, exhibits as tabs.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    session::{Place, View},
    text::{Clean, cut, drop_last, width},
    tui::{
        effect::Effect,
        keys::{Action, Scope, name},
        prose::{Column, MARGIN},
        theme::{Role, Theme},
        widget::top_row,
    },
    web::Spot,
};

/// The widest column of text, the margin not counted.
const WIDEST: u16 = 76;

/// The most cells of a tab's title.
const MOST_TAB: usize = 24;

/// Where nothing can be marked, nor a note be written.
pub const NO_PARAGRAPH: &str =
    "Only numbered paragraphs of the case are marked and noted on; this text has none.";

/// What is marked, with the notes on it.
pub(in crate::tui) fn marks(view: &View) -> Vec<(u32, Clean)> {
    let marks = view.study.marks.iter();
    marks
        .map(|mark| (mark.paragraph, mark.note.clone()))
        .collect()
}

/// The reading and its exhibits.
#[derive(Clone, Debug, Default)]
pub struct Read {
    tabs: Vec<(Clean, Column)>,
    tab: usize,
    /// What was laid in, to tell whether there is more.
    known: Option<(Place, usize, usize)>,
    /// The paragraphs that study alone has on record as marked, with the notes on them.
    marked: Vec<(u32, Clean)>,
    /// The end of the text was in sight.
    read: bool,
    search: String,
    /// The search is being typed.
    typing: bool,
    /// Whoever studies alone sees which paragraph the keys are for before they choose one.
    alone: bool,
}

impl Read {
    /// Follows the session: lays in what may be read by now.
    pub fn follow(&mut self, view: &View, theme: &Theme) {
        self.lay_in(view, theme);
        self.alone = view.alone;
        let marks = marks(view);
        if view.alone
            && self.marked != marks
            && let Some((_, column)) = self.tabs.first_mut()
        {
            column.marks(marks.clone());
            self.marked = marks;
        }
    }

    fn lay_in(&mut self, view: &View, theme: &Theme) {
        let size = (view.place, view.parts.len(), view.exhibits.len());
        if self.known == Some(size) {
            return;
        }
        self.known = Some(size);
        self.read = false;
        let mut text = Column::new();
        let mut now = None;
        for part in &view.parts {
            let blocks: usize = part
                .readings
                .iter()
                .map(|reading| reading.blocks.len())
                .sum();
            if part.now && blocks > 0 {
                now = part.blocks().find_map(|block| block.number);
            }
            if let Some(title) = &part.title {
                text.title(title);
            }
            for reading in &part.readings {
                text.blocks(&reading.blocks);
            }
        }
        self.tabs = vec![(Clean::new("The case"), text)];
        self.marked.clear();
        for exhibit in &view.exhibits {
            let mut column = Column::new();
            column.title(&exhibit.title);
            column.blocks(&exhibit.blocks);
            let short = exhibit.title.split([':', '：']).next().unwrap_or_default();
            self.tabs.push((Clean::line(short), column));
        }
        self.tab = 0;
        // A later part is read from its own beginning.
        if view.parts.len() > 1
            && let (Some(number), Some((_, column))) = (now, self.tabs.first_mut())
        {
            column.fit(usize::from(WIDEST), 1, theme);
            column.go_to(number, theme);
        }
    }

    /// Whether letters go into the search.
    pub fn is_typing(&self) -> bool {
        self.typing
    }

    pub fn type_char(&mut self, letter: char) {
        if !letter.is_control() {
            self.search.push(letter);
        }
    }

    /// Takes its last letter away.
    pub fn backspace(&mut self) {
        drop_last(&mut self.search);
    }

    /// Ends the search line: looks for it, or forgets it.
    pub fn end_search(&mut self, look: bool, theme: &Theme) -> Vec<Effect> {
        self.typing = false;
        if look && !self.search.is_empty() {
            return self.look(true, theme);
        }
        Vec::new()
    }

    fn look(&mut self, on: bool, theme: &Theme) -> Vec<Effect> {
        let words = self.search.clone();
        let found = self
            .column()
            .is_some_and(|column| column.search(&words, on, theme));
        let text = if found {
            format!("“{words}”: . for the next place, , for the one before")
        } else {
            format!("“{words}” is nowhere in this text.")
        };
        vec![Effect::Tell(text)]
    }

    /// Whether all of the case was on screen.
    pub fn is_read(&self) -> bool {
        self.read
    }

    /// The same in a window of that size, whatever was drawn last.
    pub fn is_read_in(&mut self, area: Rect, theme: &Theme) -> bool {
        self.fit(area, theme);
        self.read
    }

    /// What the next tab is called, where there is more than one.
    pub fn next_tab(&self) -> Option<&str> {
        let next = self.tabs.get((self.tab + 1) % self.tabs.len().max(1));
        let (title, _) = next.filter(|_| self.tabs.len() > 1)?;
        Some(title.as_str())
    }

    fn column(&mut self) -> Option<&mut Column> {
        self.tabs.get_mut(self.tab).map(|(_, column)| column)
    }

    /// What an action does here; going on is not decided here.
    pub fn act(&mut self, action: Action, area: Rect, theme: &Theme) -> Vec<Effect> {
        let page = usize::from(area.height.saturating_sub(3)).max(1);
        let height = usize::from(self.text_area(area).height);
        let alone = self.alone;
        let count = self.tabs.len().max(1);
        match action {
            Action::Next => self.tab = (self.tab + 1) % count,
            Action::Before => self.tab = (self.tab + count - 1) % count,
            Action::Search => {
                self.search.clear();
                self.typing = true;
            }
            Action::NextHit if !self.search.is_empty() => return self.look(true, theme),
            Action::HitBefore if !self.search.is_empty() => return self.look(false, theme),
            Action::Mark => return self.mark(),
            _ => {
                if let Some(column) = self.column() {
                    match action {
                        // Where nothing is left to scroll, the mark goes on alone.
                        Action::Up if alone && column.at_top() => {
                            column.step_paragraph(false, theme);
                        }
                        Action::Down if alone && column.at_end(height) => {
                            column.step_paragraph(true, theme);
                        }
                        Action::Up => column.scroll(false, 1),
                        Action::Down => column.scroll(true, 1),
                        Action::PageUp => column.scroll(false, page),
                        Action::PageDown => column.scroll(true, page),
                        Action::First => column.jump(false, theme),
                        Action::Last => column.jump(true, theme),
                        Action::NextParagraph => column.step_paragraph(true, theme),
                        Action::ParagraphBefore => column.step_paragraph(false, theme),
                        _ => {}
                    }
                }
            }
        }
        Vec::new()
    }

    /// Whether the paragraph that the keys are for is marked.
    pub fn is_marked(&self) -> bool {
        let tab = self.tabs.get(self.tab);
        tab.is_some_and(|(_, column)| column.paragraph().is_some_and(|one| column.is_marked(one)))
    }

    pub fn paragraph(&self) -> Option<u32> {
        self.tabs.get(self.tab)?.1.paragraph()
    }

    /// What of the case stands on the screen, for whoever looks at the room's.
    pub fn spot(&self, view: &View) -> Option<Spot> {
        let Some(exhibit) = self.tab.checked_sub(1) else {
            let (_, column) = self.tabs.first()?;
            return column.shown().map(|(from, to)| Spot::Reading(from, to));
        };
        let exhibit = view.exhibits.get(exhibit)?;
        Some(Spot::Exhibit(exhibit.title.clone()))
    }

    fn mark(&mut self) -> Vec<Effect> {
        let Some(column) = self.column() else {
            return Vec::new();
        };
        let text = match column.paragraph() {
            Some(number) if column.mark(number) => {
                format!("¶{number} is marked. Write ¶{number} in an answer or note to cite it.")
            }
            Some(number) => format!("¶{number} is no longer marked."),
            None => NO_PARAGRAPH.to_owned(),
        };
        vec![Effect::Tell(text)]
    }

    /// Makes it fit; called before it is drawn.
    pub fn fit(&mut self, area: Rect, theme: &Theme) {
        let text = self.text_area(area);
        let height = usize::from(text.height);
        if let Some(column) = self.column() {
            column.fit(usize::from(text.width), height, theme);
        }
        let case = self.tabs.first().filter(|_| self.tab == 0 && height > 0);
        self.read |= case.is_some_and(|(_, column)| column.at_end(height));
    }

    /// On to what was not read yet, from wherever one is.
    pub fn read_on(&mut self, area: Rect, theme: &Theme) -> Vec<Effect> {
        match self.tab {
            0 => self.act(Action::PageDown, area, theme),
            _ => {
                self.tab = 0;
                Vec::new()
            }
        }
    }

    fn text_area(&self, area: Rect) -> Rect {
        let tabs = if self.tabs.len() > 1 { 2 } else { 0 };
        let width = area.width.min(WIDEST + MARGIN as u16);
        Rect {
            x: area.x + (area.width - width) / 2,
            y: area.y + tabs.min(area.height),
            width,
            height: area.height.saturating_sub(tabs + 1),
        }
    }

    /// A click on a tab opens it.
    pub fn click(&mut self, area: Rect, (column, row): (u16, u16)) {
        let text = self.text_area(area);
        if let Some(under) = row.checked_sub(text.y).filter(|under| *under < text.height)
            && let Some(column) = self.column()
        {
            column.choose(usize::from(under));
        }
        let indent = usize::from(text.x - area.x);
        let at = usize::from(column.saturating_sub(area.x));
        if row != area.y || self.tabs.len() < 2 {
            return;
        }
        let mut from = indent;
        for (tab, (title, _)) in self.tabs.iter().enumerate() {
            let to = from + width(&cut(title, MOST_TAB)) + 2;
            if (from..to).contains(&at) {
                self.tab = tab;
            }
            from = to + 1;
        }
    }

    /// Whether the end of the text is in sight.
    pub fn at_end(&self, area: Rect) -> bool {
        let height = usize::from(self.text_area(area).height);
        let column = self.tabs.get(self.tab);
        column.is_none_or(|(_, column)| column.at_end(height))
    }

    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let text = self.text_area(area);
        if self.tabs.len() > 1 {
            let tabs = self.tab_line(usize::from(text.x - area.x), area, theme);
            top_row(frame, area, tabs);
        }
        let Some((_, column)) = self.tabs.get(self.tab) else {
            return;
        };
        let height = usize::from(text.height);
        frame.render_widget(Paragraph::new(column.visible(height).to_vec()), text);
        let shown = column.is_chosen() || self.alone;
        let row = column.cursor().filter(|_| shown);
        if let Some(row) = row.and_then(|row| u16::try_from(row).ok()) {
            let at = (text.x.saturating_sub(1), text.y + row);
            let style = theme.style(Role::Text);
            frame.buffer_mut().set_stringn(at.0, at.1, "›", 1, style);
        }
        let below = Rect {
            y: text.bottom(),
            height: 1.min(area.bottom().saturating_sub(text.bottom())),
            ..text
        };
        let line = if self.typing {
            Line::styled(
                format!("Find: {}▏", Clean::line(&self.search)),
                theme.style(Role::Text),
            )
        } else if column.at_end(height) {
            Line::styled("End of the text.", theme.style(Role::Quiet))
        } else {
            Line::styled(
                format!("{} for more ▾", name(Scope::Read, Action::PageDown)),
                theme.style(Role::Quiet),
            )
        };
        frame.render_widget(Paragraph::new(line), below);
    }

    fn tab_line(&self, indent: usize, area: Rect, theme: &Theme) -> Line<'static> {
        let mut spans = vec![Span::raw(" ".repeat(indent))];
        let mut used = indent;
        for (at, (title, _)) in self.tabs.iter().enumerate() {
            let title = cut(title, MOST_TAB);
            let (text, role) = if at == self.tab {
                (format!("[{title}]"), Role::Text)
            } else {
                (format!(" {title} "), Role::Quiet)
            };
            used += width(&text) + 1;
            if used > usize::from(area.width) {
                break;
            }
            spans.push(Span::styled(text, theme.style(role)));
            spans.push(Span::raw(" "));
        }
        Line::from(spans)
    }
}
