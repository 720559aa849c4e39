//! Colours by role, as tables. Screens name roles, never colours; nothing is said by colour
//! alone, so every role that matters is also bold, underlined, reversed or a word.

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
    widgets::{Block, Clear},
};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Text,
    /// Less important than the rest.
    Quiet,
    Title,
    /// What the cursor is on; never bold, so that it is no heading.
    Chosen,
    /// The step that runs; nothing else is accented.
    Primary,
    /// Done, saved, agreed.
    Good,
    /// Not saved, damaged, what does not fit.
    Warn,
    /// The name of somebody.
    Person,
    /// Borders, rules and marks in the margin.
    Border,
}

/// Every role, in the order of [`Role`].
pub const ROLES: [Role; 9] = [
    Role::Text,
    Role::Quiet,
    Role::Title,
    Role::Chosen,
    Role::Primary,
    Role::Good,
    Role::Warn,
    Role::Person,
    Role::Border,
];

/// A colour and how it is set.
type Look = (Option<Color>, Modifier);

/// The three grounds that text stands on: the screen's own; bar, foot and sheets; what is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grounds {
    /// The screen's own.
    pub ground: Color,
    /// Bar, foot, sheets.
    pub surface: Color,
    pub raised: Color,
}

/// What a theme makes of each role, in the order of [`Role`], of its grounds, and of what is
/// filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    looks: [Look; ROLES.len()],
    grounds: Option<Grounds>,
    /// Letters and ground of the one primary action, and of the alarm.
    filled: [(Option<Color>, Option<Color>, Modifier); 2],
    /// A console with few signs.
    console: bool,
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
    Mono,
}

const fn hex(code: u32) -> Color {
    let [_, red, green, blue] = code.to_be_bytes();
    Color::Rgb(red, green, blue)
}

const fn rgb(code: u32) -> Option<Color> {
    Some(hex(code))
}

const NONE: Modifier = Modifier::empty();
const BOLD: Modifier = Modifier::BOLD;
const BOLD_REVERSED: Modifier = Modifier::BOLD.union(Modifier::REVERSED);

/// On a dark background. Every text has at least 4.5 to 1 on each ground (WCAG 2.2, 1.4.3), a
/// border 3 to 1 (1.4.11).
const DARK: Theme = Theme {
    looks: [
        (rgb(0xec_e7de), NONE),
        (rgb(0xaa_a59b), NONE),
        (rgb(0xec_e7de), BOLD),
        (rgb(0xec_e7de), NONE),
        (rgb(0xf2_b866), BOLD),
        (rgb(0x93_d08d), NONE),
        (rgb(0xff_9485), BOLD),
        (rgb(0x9e_c7f0), NONE),
        (rgb(0x8b_867e), NONE),
    ],
    grounds: Some(Grounds {
        ground: hex(0x1b_1d21),
        surface: hex(0x28_2b31),
        raised: hex(0x36_3a42),
    }),
    filled: [
        (rgb(0x1b_1d21), rgb(0xf2_b866), BOLD),
        (rgb(0x1b_1d21), rgb(0xff_9485), BOLD),
    ],
    console: false,
};

/// On a light background, legible on a projector in a bright room.
const LIGHT: Theme = Theme {
    looks: [
        (rgb(0x23_221f), NONE),
        (rgb(0x5b_564e), NONE),
        (rgb(0x23_221f), BOLD),
        (rgb(0x23_221f), NONE),
        (rgb(0x8a_3c05), BOLD),
        (rgb(0x1b_5e25), NONE),
        (rgb(0xa8_1c10), BOLD),
        (rgb(0x1a_4789), NONE),
        (rgb(0x7d_766a), NONE),
    ],
    grounds: Some(Grounds {
        ground: hex(0xfb_f9f4),
        surface: hex(0xf0_ebe1),
        raised: hex(0xe3_dccd),
    }),
    filled: [
        (rgb(0xff_ffff), rgb(0x8a_3c05), BOLD),
        (rgb(0xff_ffff), rgb(0xa8_1c10), BOLD),
    ],
    console: false,
};

/// The terminal's own colours, whatever its background is: rules and lines stand for surfaces.
const SIXTEEN: Theme = Theme {
    looks: [
        (None, NONE),
        (None, Modifier::DIM),
        (None, BOLD),
        (None, Modifier::UNDERLINED),
        (Some(Color::Yellow), BOLD),
        (Some(Color::Green), NONE),
        (Some(Color::Red), BOLD),
        (Some(Color::Cyan), NONE),
        (None, Modifier::DIM),
    ],
    grounds: None,
    filled: [
        (Some(Color::Black), Some(Color::Yellow), BOLD),
        (Some(Color::White), Some(Color::Red), BOLD),
    ],
    console: false,
};

/// No colours (<https://no-color.org>): weight and words say it all.
const MONO: Theme = Theme {
    looks: [
        (None, NONE),
        (None, NONE),
        (None, BOLD),
        (None, Modifier::UNDERLINED),
        (None, BOLD),
        (None, NONE),
        (None, BOLD),
        (None, NONE),
        (None, NONE),
    ],
    grounds: None,
    filled: [(None, None, BOLD_REVERSED), (None, None, BOLD_REVERSED)],
    console: false,
};

/// Signs that screens use, and what a console shows instead: the fonts of consoles hold 256 or
/// 512 signs, those of code page 437 among them.
pub const SIGNS: &[(&str, &str)] = &[
    ("╭", "┌"),
    ("╮", "┐"),
    ("╰", "└"),
    ("╯", "┘"),
    ("┏", "╔"),
    ("┓", "╗"),
    ("┗", "╚"),
    ("┛", "╝"),
    ("┃", "║"),
    ("━", "═"),
    ("✓", "√"),
    ("▸", "►"),
    ("▾", "▼"),
    ("▴", "▲"),
    ("✎", "*"),
    ("●", "•"),
    ("…", "»"),
    ("–", "-"),
    ("“", "\""),
    ("”", "\""),
];

impl Theme {
    /// The theme for a choice. `background` is what `COLORFGBG` says, `colours` whether any
    /// may be used, `true_colour` whether the terminal knows more than 16.
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

    /// The same on a console, whose font has few signs.
    #[must_use]
    pub fn on_console(mut self, console: bool) -> Self {
        self.console = console;
        self
    }

    /// The theme that follows on a key, and what it is called.
    pub fn next(&self) -> (Self, &'static str) {
        let all = [
            (DARK, "Dark"),
            (LIGHT, "Light"),
            (SIXTEEN, "The terminal's own colours"),
            (MONO, "No colours"),
        ];
        let known = |(theme, _): &(Self, &str)| theme.on_console(self.console) == *self;
        let at = all.iter().position(known).map_or(0, |at| at + 1);
        let (theme, words) = all.get(at % all.len()).copied().unwrap_or((DARK, "Dark"));
        (theme.on_console(self.console), words)
    }

    pub fn style(&self, role: Role) -> Style {
        let (colour, modifier) = self.looks.get(role as usize).copied().unwrap_or_default();
        let mut style = Style::new().add_modifier(modifier);
        style.fg = colour;
        if role == Role::Chosen {
            style.bg = self.grounds.map(|grounds| grounds.raised);
        }
        style
    }

    /// The grounds that text stands on; none where the terminal's own is all there is.
    pub fn grounds(&self) -> Option<Grounds> {
        self.grounds
    }

    /// How an empty screen looks.
    pub fn base(&self) -> Style {
        let mut style = self.style(Role::Text);
        style.bg = self.grounds.map(|grounds| grounds.ground);
        style
    }

    /// How bar, foot and sheets look.
    pub fn surface(&self) -> Style {
        let mut style = self.style(Role::Text);
        style.bg = self.grounds.map(|grounds| grounds.surface);
        style
    }

    /// The one primary action: the only thing that is filled.
    pub fn filled(&self) -> Style {
        self.fill(0)
    }

    /// What nobody may overlook: not saved.
    pub fn alarm(&self) -> Style {
        self.fill(1)
    }

    fn fill(&self, which: usize) -> Style {
        let (letters, ground, modifier) = self.filled.get(which).copied().unwrap_or_default();
        let mut style = Style::new().add_modifier(modifier);
        (style.fg, style.bg) = (letters, ground);
        style
    }

    /// Makes an area as empty as a screen is before anything is drawn on it.
    pub fn clear(&self, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Clear, area);
        frame.render_widget(Block::new().style(self.base()), area);
    }

    /// Makes an area an empty surface.
    pub fn lay_surface(&self, frame: &mut Frame<'_>, area: Rect) {
        frame.render_widget(Clear, area);
        frame.render_widget(Block::new().style(self.surface()), area);
    }

    /// Draws a rule where there are no surfaces to tell parts of a screen apart.
    pub fn rule(&self, frame: &mut Frame<'_>, row: Rect) {
        if self.grounds.is_none() && row.height > 0 {
            let rule = "─".repeat(usize::from(row.width));
            frame.buffer_mut().set_stringn(
                row.x,
                row.y,
                rule,
                usize::from(row.width),
                self.style(Role::Border),
            );
        }
    }

    /// Puts signs that a console knows in the place of those that it lacks.
    pub fn settle(&self, buffer: &mut Buffer) {
        if !self.console {
            return;
        }
        for cell in &mut buffer.content {
            let known = SIGNS.iter().find(|(sign, _)| *sign == cell.symbol());
            if let Some((_, plain)) = known {
                cell.set_symbol(plain);
            }
        }
    }
}
