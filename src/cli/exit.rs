//! How a command ends.

use std::process::ExitCode;

/// How a command ended; the number is what the shell sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// All is well.
    Fine = 0,
    /// The content has errors, or warnings under `--strict`.
    ContentErrors = 1,
    /// What was asked for makes no sense: a wrong flag, a folder that is no site.
    Usage = 2,
    /// The machine failed us: a disk, a port.
    Machine = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) exit: Exit,
    /// What to tell; it says what to do if that is known.
    pub(super) message: String,
}

impl Failure {
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into() }
    }

    pub(super) fn machine(message: impl Into<String>) -> Self {
        Self { exit: Exit::Machine, message: message.into() }
    }
}
