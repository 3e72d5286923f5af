//! A display for a browser that has to draw on one, and the settings of its desktop, which make the reader.

use super::engine::program;
use super::kept::Kept;
use super::reader::Reader;
use std::fs;
use tempfile::TempDir;

/// A display that nobody sees. `WebKitGTK` has no other way to draw.
pub(crate) struct Desk {
    display: String,
    _server: Kept,
    settings: TempDir,
}

impl Desk {
    /// Starts the display and writes the settings.
    pub(crate) fn of(reader: Reader) -> Self {
        /// Its bar of tabs and buttons, though not shown, would keep the window wider than 320 pixels.
        const SMALL: &str =
            "* { min-width: 0; margin: 0; border-width: 0; padding: 0; font-size: 1px; }";

        let settings = TempDir::new().unwrap();
        let folder = settings.path().join("gtk-3.0");
        fs::create_dir(&folder).unwrap();
        let theme = if reader.in_the_dark { "Adwaita-dark" } else { "Adwaita" };
        let moves = u8::from(!reader.with_reduced_motion);
        let text = format!("[Settings]\ngtk-theme-name={theme}\ngtk-enable-animations={moves}\n");
        fs::write(folder.join("settings.ini"), text).unwrap();
        fs::write(folder.join("gtk.css"), SMALL).unwrap();

        let program = program("XVFB", &["Xvfb"], "Debian's package `xvfb`");
        let arguments = ["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"];
        let arguments = arguments.map(str::to_owned);
        let mut server = Kept::start(&program, &arguments, &[], TempDir::new().unwrap());
        let number = server.line().unwrap_or_else(|| panic!("{} ended", program.display()));
        Self { display: format!(":{number}"), _server: server, settings }
    }

    /// What a program has to know to sit at this desk.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            ("DISPLAY", self.display.clone()),
            ("GDK_BACKEND", "x11".to_owned()),
            ("XDG_CONFIG_HOME", self.settings.path().display().to_string()),
            // Only our own pages are opened, and root has no sandbox.
            ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1".to_owned()),
        ]
    }
}
