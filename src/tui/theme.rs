//! Colours by role, as tables. Screens name roles, never colours; nothing is said by colour
//! alone, so every role that matters is also bold, underlined, reversed or a word.

use ratatui::{
    Frame,
    layout::Rect,
    style::{Color, Modifier, Style},
    widgets::{Block, Clear},
};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Less important than the rest.
    Dim,
    /// A title.
    Title,
    /// Where the keyboard is.
    Focus,
    /// What the viewer wrote.
    Mine,
    /// What others wrote, and the model answer.
    Others,
    /// Done, saved, agreed.
    Good,
    /// Needs a look.
    Warn,
    /// Not saved, damaged, over time.
    Bad,
    /// Rules and marks in the margin.
    Border,
}

const ROLES: usize = 10;

/// A colour and how it is set.
type Look = (Option<Color>, Modifier);

/// What a theme makes of each role, in the order of [`Role`], and its background.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    looks: [Look; ROLES],
    background: Option<Color>,
}

/// Which theme is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Light or dark as the terminal says (`COLORFGBG`), in its own colours where it is silent.
    #[default]
    Auto,
    /// True colour on a dark background.
    Dark,
    /// True colour on a light background.
    Light,
    /// The terminal's own 16 colours.
    Sixteen,
    /// No colours at all.
    Mono,
}

const fn rgb(red: u8, green: u8, blue: u8) -> Option<Color> {
    Some(Color::Rgb(red, green, blue))
}

const NONE: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const REVERSED: Modifier = Modifier::REVERSED;
const BOLD_REVERSED: Modifier = Modifier::BOLD.union(Modifier::REVERSED);

/// On a dark background: every text at least 4.5 to 1 against it (WCAG 2.2, 1.4.3).
const DARK: Theme = Theme {
    looks: [
        (rgb(0xe6, 0xe1, 0xd8), NONE),
        (rgb(0x9a, 0x95, 0x8c), NONE),
        (rgb(0xf2, 0xc1, 0x7a), BOLD),
        (rgb(0xf2, 0xc1, 0x7a), BOLD),
        (rgb(0x9c, 0xd3, 0xc2), NONE),
        (rgb(0xa9, 0xc4, 0xf0), NONE),
        (rgb(0x8f, 0xcf, 0x8a), NONE),
        (rgb(0xf0, 0xc6, 0x62), BOLD),
        (rgb(0xff, 0x8a, 0x7a), BOLD),
        (rgb(0x6b, 0x66, 0x5e), NONE),
    ],
    background: Some(Color::Rgb(0x1b, 0x1d, 0x21)),
};

/// On a light background, legible on a projector in a bright room.
const LIGHT: Theme = Theme {
    looks: [
        (rgb(0x22, 0x22, 0x22), NONE),
        (rgb(0x66, 0x62, 0x5c), NONE),
        (rgb(0x8a, 0x3d, 0x0a), BOLD),
        (rgb(0x8a, 0x3d, 0x0a), BOLD),
        (rgb(0x0b, 0x5f, 0x52), NONE),
        (rgb(0x1d, 0x4a, 0x92), NONE),
        (rgb(0x1e, 0x66, 0x22), NONE),
        (rgb(0x84, 0x55, 0x00), BOLD),
        (rgb(0xb0, 0x1e, 0x12), BOLD),
        (rgb(0xa8, 0xa2, 0x98), NONE),
    ],
    background: Some(Color::Rgb(0xfb, 0xf9, 0xf4)),
};

/// The terminal's own colours, whatever its background is.
const SIXTEEN: Theme = Theme {
    looks: [
        (None, NONE),
        (None, Modifier::DIM),
        (None, BOLD),
        (None, BOLD),
        (Some(Color::Cyan), NONE),
        (Some(Color::Magenta), NONE),
        (Some(Color::Green), NONE),
        (Some(Color::Yellow), BOLD),
        (Some(Color::Red), BOLD),
        (None, Modifier::DIM),
    ],
    background: None,
};

/// No colours (<https://no-color.org>): weight and words say it all.
const MONO: Theme = Theme {
    looks: [
        (None, NONE),
        (None, NONE),
        (None, BOLD),
        (None, BOLD),
        (None, NONE),
        (None, NONE),
        (None, NONE),
        (None, BOLD),
        (None, BOLD_REVERSED),
        (None, NONE),
    ],
    background: None,
};

impl Theme {
    /// The theme for a choice. `background` is what `COLORFGBG` says, `colours` whether any
    /// may be used, `true_colour` whether the terminal knows more than 16.
    #[must_use]
    pub fn of(choice: Choice, background: Option<&str>, colours: bool, true_colour: bool) -> Self {
        let last = background.and_then(|said| said.rsplit(';').next()?.parse::<u8>().ok());
        match choice {
            Choice::Mono => MONO,
            _ if !colours => MONO,
            Choice::Sixteen => SIXTEEN,
            Choice::Dark => DARK,
            Choice::Light => LIGHT,
            Choice::Auto if !true_colour => SIXTEEN,
            Choice::Auto => match last {
                Some(7 | 9..=15) => LIGHT,
                _ => DARK,
            },
        }
    }

    /// How a role looks.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        let (colour, modifier) = self.looks.get(role as usize).copied().unwrap_or_default();
        let mut style = Style::new().add_modifier(modifier);
        style.fg = colour;
        style
    }

    /// How an empty screen looks.
    #[must_use]
    pub fn base(&self) -> Style {
        let mut style = self.style(Role::Text);
        style.bg = self.background;
        style
    }

    /// Makes an area as empty as a screen is before anything is drawn on it.
    pub fn clear(&self, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Clear, area);
        frame.render_widget(Block::new().style(self.base()), area);
    }

    /// A bar across the screen that nobody can overlook.
    #[must_use]
    pub fn alarm(&self) -> Style {
        self.style(Role::Bad).add_modifier(REVERSED)
    }
}
