//! The command line's entrance; everything is in [`guidepost::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    guidepost::cli::run()
}
