//! A browser program, with its driver and what the driver is asked for.
//!
//! Another engine is a variant here. What makes its reader is in [`reader`](super::reader); what only its driver can do, in
//! [`devtools`](super::devtools).

use super::folder::shipped;
use super::profile::Profile;
use super::reader::Reader;
use serde_json::{Map, Value, json};
use std::env;
use std::fs;
use std::iter;
use std::path::{Path, PathBuf};

/// A browser program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Chromium or Chrome, driven by `chromedriver`.
    Chromium,
    /// Firefox, driven by `geckodriver`.
    Firefox,
    /// WebKitGTK's small browser, driven by `WebKitWebDriver`; to pages it is Safari on Linux.
    WebKit,
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
            Self::WebKit => Programs {
                driver: program(
                    "WEBKITDRIVER",
                    &["WebKitWebDriver"],
                    "Debian's package `webkit2gtk-driver`",
                ),
                browser: program(
                    "MINIBROWSER",
                    &["MiniBrowser"],
                    "Debian's package `webkit2gtk-driver`",
                ),
            },
        }
    }

    /// The driver's arguments. Port 0 is any free one, which the driver prints; WebKit's has to be told one.
    pub(crate) fn driver_arguments(self, port: u16) -> Vec<String> {
        let mut arguments = vec![format!("--port={port}")];
        if self == Self::Firefox {
            // The Inspector is a part of Firefox's own window.
            arguments.extend(["--websocket-port=0", "--allow-system-access"].map(str::to_owned));
        }
        arguments
    }

    /// The port in a line that the driver prints when it is ready.
    pub(crate) fn port_in(self, line: &str) -> Option<u16> {
        let port = match self {
            Self::Chromium => line.split_once("started successfully on port ")?.1,
            Self::Firefox => line.split_once("Listening on 127.0.0.1:")?.1,
            Self::WebKit => return None,
        };
        port.trim_end_matches('.').parse().ok()
    }

    /// What to ask the driver for.
    pub(crate) fn capabilities(
        self,
        programs: &Programs,
        reader: Reader,
        profile: Option<&Profile>,
    ) -> Map<String, Value> {
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
                    "args": [
                        "-headless", "--width=1440", "--height=900",
                        "-profile", profile.map(Profile::path),
                    ],
                    "prefs": {
                        // Under remote control files may otherwise do what they may not before a reader.
                        "remote.prefs.recommended": false,
                        "security.fileuri.strict_origin_policy": true,
                        "app.normandy.enabled": false,
                        "app.update.disabledForTesting": true,
                        "browser.shell.checkDefaultBrowser": false,
                        "browser.startup.homepage_override.mstone": "ignore",
                        "datareporting.policy.dataSubmissionEnabled": false,
                    },
                },
            }),
            Self::WebKit => json!({
                "webkitgtk:browserOptions": {
                    "binary": programs.browser,
                    "args": [
                        "--automation",
                        // So that the page has the window to itself.
                        "--full-screen",
                        if reader.without_scripts { "--enable-javascript=FALSE" } else { "--enable-javascript=TRUE" },
                    ],
                },
            }),
        };
        let mut asked = asked.as_object().cloned().unwrap_or_default();
        // Milliseconds. On a busy machine axe takes longer than the half minute that drivers allow a script.
        asked.insert("timeouts".to_owned(), json!({ "script": 200_000 }));
        asked
    }
}

/// Where a program is: as the variable says, else where `tests/run` puts what it builds, else the first of the names that
/// `PATH` has, or the folder of WebKit's own programs.
pub(crate) fn program(variable: &str, names: &[&str], origin: &str) -> PathBuf {
    if let Some(set) = env::var_os(variable) {
        return set.into();
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = iter::once(shipped().join("target/tools/bin"))
        .chain(env::split_paths(&path))
        .chain(webkit_folders())
        .collect();
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

/// `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1` and its like.
fn webkit_folders() -> Vec<PathBuf> {
    let inside = |folder: &Path| {
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
    };
    let mut found: Vec<_> = ["/usr/lib", "/usr/lib64", "/usr/libexec"]
        .into_iter()
        .flat_map(|root| {
            let folders: Vec<_> = inside(Path::new(root)).collect();
            let deeper: Vec<_> = folders.iter().flat_map(|folder| inside(folder)).collect();
            folders.into_iter().chain(deeper)
        })
        .filter(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit2gtk-"))
        })
        .collect();
    found.sort();
    found
}
