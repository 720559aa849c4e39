//! The thin binary: starts the library and hands back its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    roundtable::cli::main()
}
