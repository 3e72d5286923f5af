//! A browser program, what it is told about its reader, and what it can do beyond WebDriver.
//!
//! Another engine is a variant here, with its driver, its capabilities and its ways to see requests and complaints. The
//! promises know none of this.

use serde_json::{Map, Value, json};
use std::env;
use std::path::PathBuf;

/// A browser program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium or Chrome, driven by `chromedriver`.
    Chromium,
}

/// Who reads, and how.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reader {
    /// Scripts do not run.
    pub(crate) without_scripts: bool,
    /// The system is set to dark colours.
    pub(crate) in_the_dark: bool,
    /// The window is as narrow as WCAG asks for: 320 CSS pixels.
    pub(crate) on_a_narrow_screen: bool,
}

/// The programs that an engine needs.
pub(crate) struct Programs {
    pub(crate) driver: PathBuf,
    pub(crate) browser: PathBuf,
}

impl Engine {
    /// Finds the programs.
    ///
    /// # Panics
    /// When one is missing; a test that cannot run has not passed.
    pub(crate) fn programs(self) -> Programs {
        let Engine::Chromium = self;
        Programs {
            driver: program("CHROMEDRIVER", &["chromedriver"], "chromium-driver"),
            browser: program(
                "CHROMIUM",
                &["chromium", "chromium-browser", "google-chrome"],
                "chromium",
            ),
        }
    }

    /// The driver's arguments: any free port, which it prints.
    pub(crate) fn driver_arguments(self) -> &'static [&'static str] {
        let Engine::Chromium = self;
        &["--port=0"]
    }

    /// The port in a line that the driver prints when it is ready.
    pub(crate) fn port_in(self, line: &str) -> Option<u16> {
        let Engine::Chromium = self;
        line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
    }

    /// What to ask the driver for.
    pub(crate) fn capabilities(self, programs: &Programs) -> Map<String, Value> {
        let Engine::Chromium = self;
        let asked = json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": programs.browser,
                // Only our own pages are opened, and root has no sandbox.
                "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1440,900",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                ],
            },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        asked.as_object().cloned().unwrap_or_default()
    }

    /// The commands of Chromium's own protocol that make the reader; other engines have preferences for this.
    pub(crate) fn preparations(self, reader: Reader) -> Vec<(&'static str, Value)> {
        let Engine::Chromium = self;
        let colours = if reader.in_the_dark { "dark" } else { "light" };
        let mut commands = vec![(
            "Emulation.setEmulatedMedia",
            json!({ "features": [{ "name": "prefers-color-scheme", "value": colours }] }),
        )];
        if reader.without_scripts {
            // Those that the tests send run all the same.
            commands.push(("Emulation.setScriptExecutionDisabled", json!({ "value": true })));
        }
        if reader.on_a_narrow_screen {
            let screen =
                json!({ "width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": false });
            commands.push(("Emulation.setDeviceMetricsOverride", screen));
        }
        commands
    }
}

/// Where a program is: as the variable says, else the first of the names that `PATH` has.
fn program(variable: &str, names: &[&str], package: &str) -> PathBuf {
    if let Some(set) = env::var_os(variable) {
        return set.into();
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    let found = names
        .iter()
        .flat_map(|name| env::split_paths(&folders).map(move |folder| folder.join(name)))
        .find(|path| path.is_file());
    let Some(found) = found else {
        panic!(
            "{} is missing: install Debian's package `{package}`, or run `tests/run`, which does, \
             or say where it is with {variable}=PATH",
            names[0]
        );
    };
    found
}
