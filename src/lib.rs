//! Roundtable: discuss leadership case studies around one table.
//!
//! A functional core in an imperative shell. Whoever wants to change something finds it by
//! following one answer through the house:
//!
//! ```text
//!  Markdown ──case::read──▶ Case ─┐
//!                                 ▼
//!  key / line ──▶ Command ──▶ Session::decide ──▶ [Event] ──▶ journal (synced) ──▶ Session::apply
//!    front         what is         rules            what         the truth            state
//!      ▲          wanted                          happened                              │
//!      └──────────────────────── View for each viewer ◀── Session::view ◀──────────────┘
//! ```
//!
//! # Rooms, from the ground up
//!
//! A room uses the rooms under it and looks up to none; `tests/it/tidy.rs` holds them to it.
//!
//! | room | what lives there |
//! |---|---|
//! | [`text`] [`id`] [`stamp`] | text that can harm no terminal, names, moments |
//! | [`protocol`] | the steps that a question goes through, as one table |
//! | [`case`] | a case, how it is read from Markdown, and the flaws found in it |
//! | [`session`] | the core: commands in, events out, a view for each viewer |
//! | [`report`] | what people take away, made from a view |
//! | [`study`] | what one person has studied: what comes back when, progress; in `shelf` its files |
//! | [`os`] | what differs from system to system |
//! | [`fault`] [`clock`] [`home`] | the outer world: what went wrong, what time it is, where things are kept |
//! | [`people`] | lists of names, as people have them |
//! | [`import`] | Word files, web pages and the like, made into cases |
//! | [`library`] | finding and loading cases, the built-in ones included |
//! | [`journal`] | the session's file, its drafts, its head; mending and verifying |
//! | [`table`] | the one writer: decides, writes, syncs, then shows |
//! | [`rehearse`] | invented people who fill a room |
//! | [`begin`] | what a session begins with: case, people, protocol, what was tried before |
//! | [`web`] | people's own phones, and the room's page |
//! | [`handout`] | reports as files |
//! | [`host`] | what happens around a session in every front: how it begins, what it leaves |
//! | [`plain`] [`tui`] | the fronts: lines, and the full screen |
//! | [`cli`] | the door: arguments, exit codes |
//!
//! # What always holds
//!
//! - The core ([`session`] and all it uses) knows no clock, file, terminal, network, thread,
//!   randomness or global. Time is an argument.
//! - One way in: every front turns input into a [`session::Command`].
//! - One truth: an event counts only after the journal has it on disk, and nobody has seen
//!   anything that is not there.
//! - One way out: who may see what is decided in [`session::Session::view`] alone. The fields
//!   of a session are private to its room, so no front can look behind a view.
//! - Bad news comes in three kinds: a [`case::flaw::Flaw`] of a document, a
//!   [`session::Refusal`] by a rule, a [`fault::Fault`] of the outer world.

pub mod begin;
pub mod case;
pub mod cli;
pub mod clock;
pub mod fault;
pub mod handout;
pub mod home;
pub mod host;
pub mod id;
pub mod import;
pub mod journal;
pub mod library;
pub mod os;
pub mod people;
pub mod plain;
pub mod protocol;
pub mod rehearse;
pub mod report;
pub mod session;
pub mod stamp;
pub mod study;
pub mod table;
pub mod text;
pub mod tui;
pub mod web;
