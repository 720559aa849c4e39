//! Votes and rounds side by side: what each item got, how it spread, and who moved.

use ratatui::text::{Line, Span};

use super::{
    card,
    tally::{self, short},
};
use crate::{
    case::Kind,
    report::words::{self, people},
    session::{ItemTally, QuestionView, Spread, Tally, View, VoteRound},
    text::{Clean, cut, plural, width},
    tui::{
        form::{self, hang},
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{bar, cut_words, say, styled},
    },
};

/// The most cells of a bar.
const MOST_BAR: usize = 24;
/// The most cells of a step's name beside a bar.
const NAME: usize = 14;

/// All that was voted, as rows in a column of `cols` cells; empty where there is none to see.
pub fn rows(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    if let Some(outcome) = &question.outcome {
        rows.extend(say("", outcome, cols, Role::Good, theme));
    }
    rows.extend(answers(question, cols, theme));
    let mut counted = question.rounds.iter();
    if let Some(last) = counted.rfind(|round| !round.items.is_empty()) {
        let most = question.rounds.iter().flat_map(|round| &round.items);
        let most = most.map(|item| item.points).max().unwrap_or(0);
        for item in &last.items {
            let words = form::plain(&item.words);
            rows.extend(say("", &words, cols, Role::Text, theme));
            for round in &question.rounds {
                rows.extend(
                    item_row(round, item, most, cols, theme)
                        .into_iter()
                        .flatten(),
                );
            }
            rows.extend(reasons(item, cols, theme));
        }
    }
    for round in &question.rounds {
        rows.extend(consent(round, cols, theme));
    }
    rows.extend(moves(question, cols, theme));
    rows
}

/// The tally, where the rounds do not say it already, and all that was voted.
pub fn with_tally(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut all = rows(question, cols, theme);
    if question.answer_rounds.len() < 2 {
        all.splice(0..0, tally::rows(question, cols, theme));
    }
    all
}

/// What was voted on in one row each, with what it got in each round, under what was decided: for
/// where there is no room for bars. Where there are more rows than `room`, what got most comes first,
/// so that it is not what is cut.
pub fn brief(
    question: &QuestionView,
    (cols, room): (usize, usize),
    theme: &Theme,
) -> Vec<Line<'static>> {
    let rounds = question.answer_rounds.iter().map(|round| &round.tally);
    let tallies: Vec<_> = match question.answer_rounds.len() {
        0 => question.tally.iter().collect(),
        _ => rounds.collect(),
    };
    let (mut items, unit) = match voted(question) {
        (items, _) if items.is_empty() => counted(question, &tallies),
        voted => voted,
    };
    let mut rows = match &question.outcome {
        Some(outcome) => say("", outcome, cols, Role::Good, theme),
        None => Vec::new(),
    };
    let (answers, votes) = (question.answer_rounds.iter(), question.rounds.iter());
    let steps = answers.map(|round| &*round.step);
    let steps: Vec<_> = steps.chain(votes.map(|round| &*round.step)).collect();
    if items.is_empty() {
        return Vec::new();
    }
    let key = name(Scope::Share, Action::Votes);
    let between = if steps.is_empty() { "" } else { ": " };
    let steps = steps.join(" → ");
    let head = format!("{unit}{between}{steps} · {key} shows all of it");
    rows.extend(say("", &head, cols, Role::Quiet, theme));
    if rows.len() + items.len() > room {
        items.sort_by(|(.., a), (.., b)| b.total_cmp(a));
    }
    let wide = items.iter().map(|(_, got, _)| width(got)).max();
    let wide = wide.unwrap_or(0);
    let words = cols.saturating_sub(wide + 2);
    rows.extend(items.into_iter().map(|(what, got, _)| {
        let what = cut_words(&what, words);
        let pad = words.saturating_sub(width(&what)) + 2;
        Line::from(vec![
            Span::styled(format!("{what}{:pad$}", ""), theme.style(Role::Text)),
            Span::styled(format!("{got:>wide$}"), theme.style(Role::Person)),
        ])
    }));
    for round in &question.rounds {
        rows.extend(consent(round, cols, theme));
    }
    rows
}

/// What is told of something in one row: its words, what it got, and how much that is.
type Brief = (String, String, f32);

/// Of options, statements and items of the question itself.
fn counted(question: &QuestionView, tallies: &[&Tally]) -> (Vec<Brief>, &'static str) {
    let unit = match tallies.first() {
        Some(Tally::Scale(_)) => "median",
        Some(Tally::Rank(_)) => "mean place",
        Some(Tally::Choice { .. } | Tally::Numbers(_)) | None => "people",
    };
    let of = |tally: &Tally, at: usize| match tally {
        Tally::Choice { counts, .. } => {
            let count = *counts.get(at)?;
            Some((count.to_string(), count as f32))
        }
        Tally::Scale(marks) => {
            let (_, median) = marks.get(at)?;
            Some((short(*median), *median))
        }
        Tally::Rank(ranks) => {
            let (mean, _) = ranks.get(at)?;
            Some((format!("{mean:.1}"), -mean))
        }
        Tally::Numbers(_) => None,
    };
    let items = question.prompt.kind.listed().iter().enumerate();
    let brief = |(at, words): (usize, &Clean)| {
        let got = tallies.iter().filter_map(|tally| of(tally, at));
        let got: Vec<_> = got.collect();
        let (_, much) = got.last()?;
        let words = format!("{}. {}", at + 1, form::plain(words));
        Some((words, arrows(got.iter().map(|(got, _)| got.clone())), *much))
    };
    (items.filter_map(brief).collect(), unit)
}

/// Of what people said and then voted on.
fn voted(question: &QuestionView) -> (Vec<Brief>, &'static str) {
    let mut rounds = question.rounds.iter();
    let last = rounds.rfind(|round| !round.items.is_empty());
    let of = |item: &ItemTally| match item.spread {
        Some(spread) => {
            let agreed = if item.agreed { " agreed" } else { "" };
            (format!("{}{agreed}", short(spread.median)), spread.median)
        }
        None if item.unrated => ("not rated".to_owned(), 0.0),
        None => (item.points.to_string(), item.points as f32),
    };
    let brief = |item: &ItemTally| {
        let rounds = question.rounds.iter();
        let known = rounds.filter_map(|round| {
            let mut items = round.items.iter();
            items.find(|known| known.entry == item.entry)
        });
        let got = arrows(known.map(|known| of(known).0));
        (form::plain(&item.words), got, of(item).1)
    };
    let items = last.map_or(&[][..], |last| &last.items);
    let unit = match items.first() {
        Some(item) if item.spread.is_some() => "median",
        Some(item) if item.dots => "dots",
        Some(_) | None => "points",
    };
    (items.iter().map(brief).collect(), unit)
}

fn arrows(got: impl Iterator<Item = String>) -> String {
    got.collect::<Vec<_>>().join(" → ")
}

pub fn page(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let asked = view.question.as_ref();
    let rows = asked.map_or_else(Vec::new, |question| with_tally(question, cols, theme));
    if rows.is_empty() {
        let words = "No vote can be seen here yet.".to_owned();
        return styled(vec![words], Role::Text, theme);
    }
    rows
}

/// A name, a bar and a number on one row; words that find no room there stand under it.
fn meter(
    name: &str,
    (part, most): (usize, usize),
    words: &str,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let wide = MOST_BAR.min(cols / 5).max(1);
    let name = cut(name, NAME - 1).into_owned();
    let pad = NAME.saturating_sub(width(&name));
    let room = cols.saturating_sub(2 + NAME + wide + 1);
    let (beside, under) = if width(words) <= room {
        (format!(" {words}"), Vec::new())
    } else {
        (String::new(), hang("    ", words, cols))
    };
    let mut rows = vec![Line::from(vec![
        Span::styled(format!("  {name}{:pad$}", ""), theme.style(Role::Quiet)),
        Span::styled(
            format!("{:wide$}", bar((part, most), wide)),
            theme.style(Role::Person),
        ),
        Span::styled(beside, theme.style(Role::Text)),
    ])];
    rows.extend(styled(under, Role::Text, theme));
    rows
}

fn item_row(
    round: &VoteRound,
    item: &ItemTally,
    most: usize,
    cols: usize,
    theme: &Theme,
) -> Option<Vec<Line<'static>>> {
    let item = round.items.iter().find(|known| known.entry == item.entry)?;
    Some(match item.spread {
        Some(spread) => {
            let agreed = if item.agreed { " · agreed" } else { "" };
            let words = format!("{}{agreed}", spread_words(spread));
            let middle = (spread.median * 2.0).round() as usize;
            meter(&round.step, (middle, 18), &words, cols, theme)
        }
        None if item.unrated => meter(&round.step, (0, 18), "nobody rated it", cols, theme),
        None => {
            let (words, name) = if item.dots {
                (plural(item.points, "dot", "dots"), "dots")
            } else {
                (plural(item.points, "point", "points"), &*round.step)
            };
            meter(name, (item.points, most), &words, cols, theme)
        }
    })
}

/// "median 7, half from 5 to 8, 6 people".
fn spread_words(spread: Spread) -> String {
    format!(
        "median {}, half from {} to {}, {}",
        short(spread.median),
        short(spread.low),
        short(spread.high),
        plural(spread.count, "person", "people")
    )
}

fn reasons(item: &ItemTally, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let reasons = item.reasons.iter();
    let rows = reasons.flat_map(|(by, points, why)| {
        let words = format!("{points} · {}: {why}", card::called(by));
        say("    ", &words, cols, Role::Quiet, theme)
    });
    rows.collect()
}

/// What came of a round of consent, and who did not vote in a round of any kind.
fn consent(round: &VoteRound, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    if let Some(consents) = round.consents {
        let objecting = round.objections.len();
        let words = format!("{}: {consents} consent, {objecting} object", round.step);
        rows.extend(say("", &words, cols, Role::Text, theme));
    }
    for (by, why) in &round.objections {
        let words = format!("{}: {why}", card::called(by));
        rows.extend(say("  ≠ ", &words, cols, Role::Text, theme));
    }
    for (what, who) in [("passed", &round.passed), ("did not vote", &round.silent)] {
        let words = people(&format!("{}, {what}", round.step), who);
        rows.extend(words.map_or_else(Vec::new, |words| {
            say("  ", &words, cols, Role::Quiet, theme)
        }));
    }
    rows
}

/// What the answers of each round add up to, one under the other.
fn answers(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    if question.answer_rounds.len() < 2 {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let items = question.prompt.kind.listed();
    for at in 0..items.len().max(1) {
        if let Some(words) = items.get(at) {
            let lead = format!("{}. ", at + 1);
            rows.extend(say(&lead, &form::plain(words), cols, Role::Text, theme));
        }
        for round in &question.answer_rounds {
            rows.extend(
                answer_row(
                    &round.step,
                    (&question.prompt.kind, &round.tally),
                    at,
                    cols,
                    theme,
                )
                .into_iter()
                .flatten(),
            );
        }
    }
    rows
}

fn answer_row(
    step: &str,
    (kind, tally): (&Kind, &Tally),
    at: usize,
    cols: usize,
    theme: &Theme,
) -> Option<Vec<Line<'static>>> {
    Some(match tally {
        Tally::Choice { counts, of } => {
            let all = *of;
            let count = *counts.get(at)?;
            meter(step, (count, all), &format!("{count}"), cols, theme)
        }
        Tally::Scale(marks) => {
            let (counts, median) = marks.get(at)?;
            let words = format!("median {}", short(*median));
            let middle = (median * 2.0).round() as usize;
            meter(step, (middle, counts.len() * 2), &words, cols, theme)
        }
        Tally::Numbers(_) => {
            let words = words::tally(kind, tally).join("; ");
            say("", &format!("{step}: {words}"), cols, Role::Text, theme)
        }
        Tally::Rank(ranks) => {
            let (mean, first) = *ranks.get(at)?;
            let near = (ranks.len() as f32 + 1.0 - mean).max(0.0) * 10.0;
            let words = format!(
                "mean place {mean:.1}, first {}",
                plural(first, "time", "times")
            );
            let near = (near.round() as usize, ranks.len() * 10);
            meter(step, near, &words, cols, theme)
        }
    })
}

fn moves(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    if question.moves.is_empty() {
        let words = match question.asked_again {
            0 => Vec::new(),
            1 => vec!["The one who voted again did not move.".to_owned()],
            many => vec![format!("Of the {many} who voted again nobody moved.")],
        };
        return styled(words, Role::Quiet, theme);
    }
    let moved = plural(question.moves.len(), "person", "people");
    let mut rows = styled(vec![format!("Who moved: {moved}")], Role::Title, theme);
    for one in &question.moves {
        let why = if one.why.is_empty() {
            String::new()
        } else {
            format!(" · what moved me: {}", one.why)
        };
        let words = format!(
            "{}: {} → {}{why}",
            card::called(&one.by),
            form::plain(&one.from),
            form::plain(&one.to)
        );
        rows.extend(say("  ", &words, cols, Role::Text, theme));
    }
    rows
}
