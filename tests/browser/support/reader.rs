//! Who reads, and how a browser is made to show what that reader's would.

use super::browser::Browser;
use super::engine::Engine;
use fantoccini::error::CmdError;
use serde_json::json;

/// Who reads, and how.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Reader {
    /// Scripts do not run; those that the tests send do all the same.
    pub(crate) without_scripts: bool,
    /// The system is set to dark colours.
    pub(crate) in_the_dark: bool,
    /// The system has its own few colours, as Windows' contrast themes. `WebKitGTK` knows no such thing.
    pub(crate) with_forced_colours: bool,
    /// The window is as narrow as WCAG asks for: 320 CSS pixels.
    pub(crate) on_a_narrow_screen: bool,
    /// A window of 1280 by 1024 pixels, zoomed to 400 %: to a page, 320 by 256.
    pub(crate) at_400_percent: bool,
    /// The system is set to move less.
    pub(crate) with_reduced_motion: bool,
}

impl Reader {
    /// Nothing special: what [`Reader::default`] gives, for constants.
    pub(crate) const PLAIN: Self = Self {
        without_scripts: false,
        in_the_dark: false,
        with_forced_colours: false,
        on_a_narrow_screen: false,
        at_400_percent: false,
        with_reduced_motion: false,
    };

    /// Width and height of the page in CSS pixels, where it is not as wide as the window.
    fn screen(self) -> Option<(u32, u32)> {
        if self.at_400_percent {
            Some((320, 256))
        } else {
            self.on_a_narrow_screen.then_some((320, 640))
        }
    }
}

impl Browser {
    /// Makes a browser that has just been opened that of the reader, as far as its start has not. Chromium's can also become that of another
    /// while a page is open.
    pub(crate) async fn becomes_that_of(&self, reader: Reader) {
        match self.engine {
            Engine::Chromium => self.in_chromium(reader).await,
            Engine::Firefox => {
                let ready = self.in_firefox(reader).await;
                ready.unwrap_or_else(|error| panic!("Firefox is not made ready: {error}"));
            }
            // The rest is in the settings of its desk.
            Engine::WebKit => {
                assert!(!reader.with_forced_colours, "WebKitGTK has no forced colours");
                let (width, height) = reader.screen().unwrap_or((1440, 900));
                // Around the middle of the display, where its pointer is: without a window manager, that gives a window the focus.
                let [x, y] = [(1600 - width) / 2, (1200 - height) / 2];
                self.client.set_window_rect(x, y, width, height).await.unwrap();
            }
        }
    }

    pub(super) async fn in_chromium(&self, reader: Reader) {
        let on = |state: bool, yes: &'static str, no: &'static str| if state { yes } else { no };
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": [
                { "name": "prefers-color-scheme", "value": on(reader.in_the_dark, "dark", "light") },
                { "name": "prefers-reduced-motion", "value": on(reader.with_reduced_motion, "reduce", "no-preference") },
                { "name": "forced-colors", "value": on(reader.with_forced_colours, "active", "none") },
            ] }),
        )
        .await;
        if reader.without_scripts {
            self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        }
        if let Some((width, height)) = reader.screen() {
            let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.devtools("Emulation.setDeviceMetricsOverride", screen).await;
        }
    }

    /// Takes away what readers before have left.
    pub(super) async fn emptied_in_chromium(&self) -> Result<(), CmdError> {
        // What is emulated goes with the tab.
        self.to_a_new_tab().await?;
        let all = json!({ "origin": "*", "storageTypes": "all" });
        for (command, settings) in [
            // Or the page would not have the focus, as that of a new browser has.
            ("Page.bringToFront", json!({})),
            ("Storage.clearDataForOrigin", all),
            ("Storage.clearCookies", json!({})),
            ("Network.clearBrowserCache", json!({})),
            ("Browser.resetPermissions", json!({})),
        ] {
            self.try_devtools(command, settings).await?;
        }
        for log in ["browser", "performance"] {
            self.log_of_chromium(log).await?;
        }
        Ok(())
    }

    async fn to_a_new_tab(&self) -> Result<(), CmdError> {
        let old = self.client.window().await?;
        let new = self.client.new_window(true).await?.handle;
        self.client.switch_to_window(old).await?;
        self.client.close_window().await?;
        self.client.switch_to_window(new).await
    }

    /// In a tab that has seen nothing yet; what readers before have left is taken away.
    pub(super) async fn in_firefox(&self, reader: Reader) -> Result<(), String> {
        let told = |error: CmdError| error.to_string();
        self.to_a_new_tab().await.map_err(told)?;
        let preferences = json!({
            "javascript.enabled": !reader.without_scripts,
            "layout.css.prefers-color-scheme.content-override": i32::from(!reader.in_the_dark),
            "ui.prefersReducedMotion": i32::from(reader.with_reduced_motion),
            "browser.display.document_color_use": if reader.with_forced_colours { 2 } else { 0 },
            // Its own for a system without a theme can hardly be read.
            "ui.highlight": "#000080",
            "ui.highlighttext": "#ffffff",
        });
        let screen = reader.screen().map(|(width, height)| json!([width, height]));
        let script = include_str!("../scripts/firefox-reader.js");
        let settings = vec![json!([preferences, screen])];
        let answer = self.try_in_firefox(script, settings).await.map_err(told)?;
        if answer == "ready" { Ok(()) } else { Err(answer.to_string()) }
    }
}
