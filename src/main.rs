//! The thin binary: starts the library and hands back its exit code.

fn main() {}
