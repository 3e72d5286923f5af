//! The operating systems that Guidepost knows. A closed list: browsers report no others that steps could differ for.

use std::fmt;

/// An operating system of a computer, a phone or a tablet.
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
    /// iOS and iPadOS.
    Ios,
    /// Android.
    Android,
}

impl System {
    /// All of them.
    pub(crate) const ALL: &[System] = &[
        System::Windows,
        System::MacOs,
        System::Linux,
        System::ChromeOs,
        System::Ios,
        System::Android,
    ];

    /// Those of computers, in the order in which they are offered: what a site is for that names none.
    pub(crate) const COMPUTERS: &[System] =
        &[System::Windows, System::MacOs, System::Linux, System::ChromeOs];

    /// The word that stands for it in content and addresses.
    pub(crate) fn id(self) -> &'static str {
        match self {
            System::Windows => "windows",
            System::MacOs => "macos",
            System::Linux => "linux",
            System::ChromeOs => "chromeos",
            System::Ios => "ios",
            System::Android => "android",
        }
    }

    /// Its name as its maker writes it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            System::Windows => "Windows",
            System::MacOs => "macOS",
            System::Linux => "Linux",
            System::ChromeOs => "ChromeOS",
            System::Ios => "iOS",
            System::Android => "Android",
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
