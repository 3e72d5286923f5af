//! The operating systems that Guidepost knows. A closed list: browsers report no others that steps could differ for.

use std::fmt;

/// An operating system of a computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum System {
    /// Microsoft Windows.
    Windows,
    /// Apple macOS.
    MacOs,
    /// Linux desktops.
    Linux,
    /// `ChromeOS`.
    ChromeOs,
}

impl System {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: &[System] =
        &[System::Windows, System::MacOs, System::Linux, System::ChromeOs];

    /// The word that stands for it in content and addresses.
    pub(crate) fn id(self) -> &'static str {
        match self {
            System::Windows => "windows",
            System::MacOs => "macos",
            System::Linux => "linux",
            System::ChromeOs => "chromeos",
        }
    }

    /// Its name as its maker writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            System::Windows => "Windows",
            System::MacOs => "macOS",
            System::Linux => "Linux",
            System::ChromeOs => "ChromeOS",
        }
    }

    /// The system of that id.
    pub(crate) fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|system| system.id() == id)
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
