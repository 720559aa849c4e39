//! What differs from system to system: clocks, private folders, what survives a power cut,
//! signals, waiting for keys, the terminal's settings. Nothing else in the house asks which
//! system it runs on.
//!
//! `unix.rs` and `windows.rs` offer the same in two ways; the one of the system is compiled.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::*;
#[cfg(windows)]
pub use windows::*;

/// What the system says to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// It has to end, with this exit code.
    End(i32),
    Sleep,
    /// It was woken, or its window has another size.
    Woken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hears {
    Ends,
    /// All that matter to a program that has the whole terminal.
    All,
}

/// What came of waiting for keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Bytes, as the terminal sends them.
    Bytes(Vec<u8>),
    /// Nothing, for as long as was waited.
    Silence,
    /// Somebody called the reader away from waiting.
    Called,
    /// There is no terminal any more.
    Gone,
}

/// The exit code of a program whose terminal is gone: 128 and the number of SIGHUP.
pub const TERMINAL_GONE: i32 = 128 + 1;
