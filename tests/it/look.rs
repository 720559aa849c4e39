//! How every screen looks: contrast, every list can be read to both ends, what is cut is cut
//! between words, no key is named but from the table of keys.

use std::fs;

use proptest::prelude::*;
use ratatui::{
    style::{Color, Modifier},
    text::Line,
};
use roundtable::tui::{
    keys::{Action, Scope},
    palette::Palette,
    theme::{Choice, ROLES, Role, SIGNS, Theme},
    widget::{Cursor, Listed, cut_words},
};

use crate::{
    house::files,
    rig::{Rig, open},
    seed::laws,
    tidy::root,
};

/// Relative luminance (WCAG 2.2).
fn luminance(colour: Color) -> f64 {
    let Color::Rgb(red, green, blue) = colour else {
        panic!("{colour:?} is no colour of ours");
    };
    let part = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
}

fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_role_stands_out_from_every_ground() {
    for choice in [Choice::Dark, Choice::Light] {
        let theme = Theme::of(choice, None, true, true);
        let grounds = theme.grounds().unwrap();
        for role in ROLES {
            let least = if role == Role::Border { 3.0 } else { 4.5 };
            for ground in [grounds.ground, grounds.surface, grounds.raised] {
                let ratio = contrast(theme.style(role).fg.unwrap(), ground);
                assert!(
                    ratio >= least,
                    "{choice:?} {role:?} on {ground:?}: {ratio:.1}"
                );
            }
        }
        for filled in [theme.filled(), theme.alarm()] {
            let ratio = contrast(filled.fg.unwrap(), filled.bg.unwrap());
            assert!(ratio >= 4.5, "{choice:?}: {ratio:.1}");
        }
    }
    // Without colours of ours, weight and lines tell roles apart.
    for choice in [Choice::Sixteen, Choice::Mono] {
        let theme = Theme::of(choice, None, true, true);
        assert!(theme.grounds().is_none());
        let bold = |role| theme.style(role).add_modifier.contains(Modifier::BOLD);
        assert!(bold(Role::Title) && bold(Role::Primary) && bold(Role::Warn));
        assert!(!bold(Role::Text) && !bold(Role::Chosen));
    }
}

#[test]
fn a_console_shows_a_sign_that_it_has_for_every_one_that_it_lacks() {
    for (sign, plain) in SIGNS {
        assert_ne!(sign, plain);
        assert_eq!(roundtable::text::width(plain), 1, "{sign}");
        assert!(
            !SIGNS.iter().any(|(other, _)| other == plain),
            "{plain} is replaced too"
        );
    }
}

#[test]
fn what_can_be_done_is_found_by_plain_words() {
    let rig = Rig::new(open(), "think-share", &["Ann", "Ben"], (94, 25));
    let can = rig.view().can;
    for (typed, action) in [
        ("late", Action::Join),
        ("coffee", Action::Coffee),
        ("wrong name", Action::Rename),
        ("lead", Action::HandSeat),
        ("paper", Action::ForOthers),
        ("clock", Action::Plan),
        ("vim", Action::Editor),
        ("break", Action::Coffee),
        ("pause", Action::Coffee),
        ("quit", Action::Quit),
    ] {
        let scope = if action == Action::Editor {
            Scope::Writing
        } else {
            Scope::Hub
        };
        let mut palette = Palette::new(scope);
        typed
            .chars()
            .for_each(|letter| palette.type_letter(Some(letter)));
        let rows = palette.rows(&can);
        let found = rows.iter().any(|row| row.action == action);
        assert!(
            found,
            "{typed}: {:?}",
            rows.iter().map(|row| row.words).collect::<Vec<_>>()
        );
    }
    let mut palette = Palette::new(Scope::Hub);
    "leave"
        .chars()
        .for_each(|letter| palette.type_letter(Some(letter)));
    assert_eq!(
        palette.rows(&can)[0].action,
        Action::Quit,
        "and not what leaves out"
    );
    let mut palette = Palette::new(Scope::Hub);
    "xyzzy"
        .chars()
        .for_each(|letter| palette.type_letter(Some(letter)));
    assert!(palette.rows(&can).is_empty());
}

#[test]
fn no_key_is_named_but_from_the_table() {
    let mut complaints = Vec::new();
    let named = ["Enter", "Esc", "Tab", "F1", "PgDn", "PgUp", "PageDown"];
    for path in files(&root().join("src/tui")) {
        let text = fs::read_to_string(&path).unwrap();
        if path.to_string_lossy().contains("keys") {
            continue;
        }
        for (at, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            // What stands between quotes.
            for literal in code.split('"').skip(1).step_by(2) {
                let words =
                    || literal.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
                let key = words().any(|word| named.contains(&word) || word.starts_with("Ctrl-"));
                if key {
                    complaints.push(format!("{}:{}: {literal}", path.display(), at + 1));
                }
            }
        }
    }
    crate::tidy::complain(&complaints);
}

proptest! {
    #![proptest_config(laws(128))]

    /// Whatever a list holds, the keys that move reach its first row and its last.
    #[test]
    fn every_list_is_read_to_both_ends(
        before in 0usize..30,
        entries in prop::collection::vec(1usize..40, 0..12),
        after in 0usize..30,
        height in 1usize..20,
        pages in any::<bool>(),
    ) {
        let mut list = Listed::default();
        list.say(vec![Line::default(); before]);
        for (number, rows) in entries.iter().enumerate() {
            list.list(number, vec![Line::default(); *rows]);
        }
        list.say(vec![Line::default(); after]);
        let all = list.lines.len();
        let mut cursor = Cursor::default();
        cursor.fit(&list, height);
        let mut seen = vec![false; all];
        for down in [true, false] {
            for _ in 0..all + entries.len() + 2 {
                let shown = roundtable::tui::widget::shows(all, height);
                seen.iter_mut().skip(cursor.top).take(shown).for_each(|row| *row = true);
                if pages {
                    cursor.page(down, &list, height);
                } else {
                    cursor.step(down, &list, height);
                }
            }
            let end = cursor.top + roundtable::tui::widget::shows(all, height);
            prop_assert!(if down { end >= all } else { cursor.top == 0 }, "{cursor:?} of {all}");
        }
        prop_assert!(seen.iter().all(|row| *row), "{seen:?}");
    }

    #[test]
    fn what_is_cut_is_cut_between_words(words in prop::collection::vec("[a-z]{1,9}", 1..12), cols in 12usize..60) {
        let text = words.join(" ");
        let cut = cut_words(&text, cols);
        prop_assert!(roundtable::text::width(&cut) <= cols);
        let kept = cut.trim_end_matches('…').trim_end();
        prop_assert!(words.join(" ").starts_with(kept));
        let whole = kept.split(' ').all(|word| words.iter().any(|known| known == word));
        prop_assert!(whole, "{cut}");
        prop_assert!(cut == text || cut.ends_with('…'));
    }
}

#[test]
fn a_question_that_is_cut_goes_on_with_its_own_words() {
    let text = "Think of a rule at your own work that everybody knows by heart and that not one of you \
        has ever questioned aloud in a meeting. Which of the people whom you trust and whom \
        decent people bend quietly for are helped by it, and whom of those who are not asked does it \
        help, and who pays for it without knowing?";
    let case = crate::rig::one(roundtable::case::Kind::Open, text);
    let mut rig = Rig::new(case, "think-share", &["Ann", "Ben"], (80, 24));
    rig.keys("Enter").types("mine").keys("Ctrl-s");
    rig.types("yours").keys("Ctrl-s Enter Enter");
    let screen = rig.screen();
    let rows: Vec<_> = screen.lines().take(3).map(str::trim).collect();
    let shown = rows.join(" ").replacen("1  ", "", 1);
    let words = shown.strip_suffix(" …");
    assert!(
        words.is_some_and(|words| text.starts_with(words)),
        "{shown}"
    );
}
