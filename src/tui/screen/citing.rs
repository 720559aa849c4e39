//! Which passages carried the discussion, and which nobody used.

use std::collections::BTreeMap;

use ratatui::text::{Line, Span};

use crate::{
    session::View,
    text::{cut, plural, width},
    tui::{
        form::plain,
        theme::{Role, Theme},
        widget::{bar, say},
    },
};

/// The most cells of a bar.
const MOST_BAR: usize = 20;

/// The map as rows in a column of `cols` cells: paragraph by paragraph, in order.
pub fn rows(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let counts: BTreeMap<_, _> = view
        .citations
        .iter()
        .map(|citation| (citation.number, citation.uses))
        .collect();
    let parts = view.parts.iter();
    let blocks: Vec<_> = parts
        .flat_map(crate::session::PartView::blocks)
        .filter_map(|block| block.number.map(|number| (number, block)))
        .collect();
    if blocks.is_empty() {
        let words = "This case has no numbered paragraphs to cite.";
        return say("", words, cols, Role::Text, theme);
    }
    let used = |number: &u32| counts.get(number).copied().unwrap_or(0);
    let unused: Vec<_> = blocks
        .iter()
        .filter(|(number, _)| used(number) == 0)
        .map(|(number, _)| format!("¶{number}"))
        .collect();
    let words = match (blocks.len() - unused.len(), unused.len()) {
        (0, _) => "No answer and no note cites a passage yet. Write ¶ and its number, as in ¶3."
            .to_owned(),
        (_, 0) => "Every passage is cited.".to_owned(),
        (_, many) if many <= 12 => {
            format!("Not cited in an answer or a note: {}.", unused.join(", "))
        }
        (some, many) => format!("{some} passages are cited, {many} are not."),
    };
    let mut rows = say("", &words, cols, Role::Title, theme);
    rows.push(Line::default());
    let most = counts.values().copied().max().unwrap_or(1).max(1);
    for (number, block) in blocks {
        rows.push(row(number, (used(&number), most), &block.text, cols, theme));
    }
    rows
}

fn row(
    number: u32,
    (count, most): (usize, usize),
    text: &str,
    cols: usize,
    theme: &Theme,
) -> Line<'static> {
    let wide = MOST_BAR.min(cols / 4).max(1);
    let bar = format!("{:wide$}", bar((count, most), wide));
    let words = match count {
        0 => "not cited".to_owned(),
        count => plural(count, "time", "times"),
    };
    let lead = format!("¶{number:<4}{words:<10}");
    let room = cols.saturating_sub(width(&lead) + wide + 1);
    let begins = cut(&plain(text), room).into_owned();
    let role = if count == 0 { Role::Quiet } else { Role::Text };
    Line::from(vec![
        Span::styled(lead, theme.style(role)),
        Span::styled(bar, theme.style(Role::Person)),
        Span::styled(format!(" {begins}"), theme.style(role)),
    ])
}
