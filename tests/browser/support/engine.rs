//! A browser program, what it is told about its reader, and what it can do beyond WebDriver.
//!
//! Another engine is a variant here, with its driver and its capabilities. Only Chromium's driver shows requests and complaints,
//! and runs scripts before a page's own: what needs that is promised [`in_chromium`](super::in_chromium) alone.

use super::folder::shipped;
use serde_json::{Map, Value, json};
use std::env;
use std::iter;
use std::path::PathBuf;

/// A browser program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium or Chrome, driven by `chromedriver`.
    Chromium,
    /// Firefox, driven by `geckodriver`.
    Firefox,
}

/// Who reads, and how.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reader {
    /// Scripts do not run.
    pub(crate) without_scripts: bool,
    /// The system is set to dark colours.
    pub(crate) in_the_dark: bool,
    /// The window is as narrow as WCAG asks for: 320 CSS pixels. Chromium only.
    pub(crate) on_a_narrow_screen: bool,
    /// The system is set to move less.
    pub(crate) with_reduced_motion: bool,
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
        match self {
            Self::Chromium => Programs {
                driver: program(
                    "CHROMEDRIVER",
                    &["chromedriver"],
                    "Debian's package `chromium-driver`",
                ),
                browser: program(
                    "CHROMIUM",
                    &["chromium", "chromium-browser", "google-chrome"],
                    "Debian's package `chromium`",
                ),
            },
            Self::Firefox => Programs {
                driver: program("GECKODRIVER", &["geckodriver"], "the crate `geckodriver`"),
                browser: program(
                    "FIREFOX",
                    &["firefox-esr", "firefox"],
                    "Debian's package `firefox-esr`",
                ),
            },
        }
    }

    /// The driver's arguments: any free port, which it prints.
    pub(crate) fn driver_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["--port=0"],
            // The Inspector is a part of Firefox's own window.
            Self::Firefox => &["--port=0", "--websocket-port=0", "--allow-system-access"],
        }
    }

    /// The port in a line that the driver prints when it is ready.
    pub(crate) fn port_in(self, line: &str) -> Option<u16> {
        let port = match self {
            Self::Chromium => line.split_once("started successfully on port ")?.1,
            Self::Firefox => line.split_once("Listening on 127.0.0.1:")?.1,
        };
        port.trim_end_matches('.').parse().ok()
    }

    /// What to ask the driver for.
    pub(crate) fn capabilities(self, programs: &Programs, reader: Reader) -> Map<String, Value> {
        let asked = match self {
            Self::Chromium => json!({
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
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": programs.browser,
                    "args": ["-headless", "--width=1440", "--height=900"],
                    "prefs": {
                        // Under remote control files may otherwise do what they may not before a reader.
                        "remote.prefs.recommended": false,
                        "security.fileuri.strict_origin_policy": true,
                        "app.normandy.enabled": false,
                        "app.update.disabledForTesting": true,
                        "browser.shell.checkDefaultBrowser": false,
                        "browser.startup.homepage_override.mstone": "ignore",
                        "datareporting.policy.dataSubmissionEnabled": false,
                        "javascript.enabled": !reader.without_scripts,
                        "layout.css.prefers-color-scheme.content-override": i32::from(!reader.in_the_dark),
                        "ui.prefersReducedMotion": i32::from(reader.with_reduced_motion),
                    },
                },
            }),
        };
        asked.as_object().cloned().unwrap_or_default()
    }

    /// The commands of Chromium's own protocol that make the reader; Firefox has preferences for this.
    pub(crate) fn preparations(self, reader: Reader) -> Vec<(&'static str, Value)> {
        if self == Self::Firefox {
            assert!(!reader.on_a_narrow_screen, "no window of Firefox is that narrow");
            return Vec::new();
        }
        let colours = if reader.in_the_dark { "dark" } else { "light" };
        let motion = if reader.with_reduced_motion { "reduce" } else { "no-preference" };
        let mut commands = vec![(
            "Emulation.setEmulatedMedia",
            json!({ "features": [
                { "name": "prefers-color-scheme", "value": colours },
                { "name": "prefers-reduced-motion", "value": motion },
            ] }),
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

/// Where a program is: as the variable says, else where `tests/run` puts what it builds, else the first of the names that
/// `PATH` has.
fn program(variable: &str, names: &[&str], origin: &str) -> PathBuf {
    if let Some(set) = env::var_os(variable) {
        return set.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> =
        iter::once(shipped().join("target/tools/bin")).chain(env::split_paths(&path)).collect();
    let found = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file());
    let Some(found) = found else {
        panic!(
            "{} is missing: install {origin}, or run `tests/run`, which does, \
             or say where it is with {variable}=PATH",
            names[0]
        );
    };
    found
}
