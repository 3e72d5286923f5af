//! The operating systems that Guidepost knows. A closed list: browsers report no others that steps could differ for.

/// An operating system of a computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
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
    pub const ALL: &[System] = &[System::Windows, System::MacOs, System::Linux, System::ChromeOs];

    /// The word that stands for it in content and addresses.
    pub fn id(self) -> &'static str {
        match self {
            System::Windows => "windows",
            System::MacOs => "macos",
            System::Linux => "linux",
            System::ChromeOs => "chromeos",
        }
    }

    /// Its name as its maker writes it.
    pub fn name(self) -> &'static str {
        match self {
            System::Windows => "Windows",
            System::MacOs => "macOS",
            System::Linux => "Linux",
            System::ChromeOs => "ChromeOS",
        }
    }

    /// The system of that id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|system| system.id() == id)
    }
}
