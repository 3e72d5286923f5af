//! A browser with one page open, in the words of the promises.

use super::driver::Driver;
use super::engine::Engine;
use super::idle;
use super::reader::Reader;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use std::cell::Cell;
use std::time::{Duration, Instant};
use url::Url;

/// A browser and its reader, with storage of their own that goes with them.
pub(crate) struct Browser {
    pub(crate) client: Client,
    pub(crate) engine: Engine,
    pub(super) driver: Option<Driver>,
    /// How many readers may still come after this one.
    pub(super) readers_left: Cell<u32>,
}

impl Browser {
    /// Starts the browser, or takes one whose reader has gone and makes it forget that reader.
    pub(crate) async fn open(engine: Engine, reader: Reader) -> Self {
        if let Some(browser) = idle::take(engine, reader).await {
            return browser;
        }
        let (client, driver) = start(engine, reader).await;
        let readers_left = Cell::new(idle::readers_after_the_first(engine, &driver));
        let browser = Self { client, engine, driver: Some(driver), readers_left };
        browser.becomes_that_of(reader).await;
        browser
    }

    /// Opens an address and waits until the page has loaded.
    pub(crate) async fn go(&self, address: &Url) {
        self.client
            .goto(address.as_str())
            .await
            .unwrap_or_else(|error| panic!("cannot open {address}: {error}"));
    }

    /// Loads the page again.
    pub(crate) async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }

    /// Where the browser is.
    pub(crate) async fn address(&self) -> Url {
        self.client.current_url().await.unwrap()
    }

    /// Runs a script in the page and takes what it returns.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.run_with(script, Vec::new()).await
    }

    /// The same with `arguments`.
    pub(crate) async fn run_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.client.execute(script, arguments).await {
            Ok(value) => value,
            Err(error) => {
                panic!("{}: this script failed: {error}\n{}", self.address().await, end_of(script))
            }
        }
    }

    /// Runs a script that gives its answer by calling its last argument.
    pub(crate) async fn run_async(&self, script: &str) -> Value {
        match self.client.execute_async(script, Vec::new()).await {
            Ok(value) => value,
            Err(error) => {
                panic!("{}: this script failed: {error}\n{}", self.address().await, end_of(script))
            }
        }
    }

    /// The list of texts that a script returns.
    pub(crate) async fn list(&self, script: &str) -> Vec<String> {
        let value = self.run(script).await;
        serde_json::from_value(value)
            .unwrap_or_else(|error| panic!("no list of texts: {error}\n{script}"))
    }

    /// The value of an expression.
    pub(crate) async fn value(&self, expression: &str) -> Value {
        self.run(&format!("return {expression};")).await
    }

    /// Waits until an expression is true; `what` completes "waited in vain until …".
    pub(crate) async fn until(&self, what: &str, expression: &str) {
        const PATIENCE: Duration = Duration::from_secs(10);
        const BREATH: Duration = Duration::from_millis(25);

        let script = format!("return Boolean({expression});");
        let start = Instant::now();
        loop {
            // A page that is being reloaded has no answer; the next one has.
            if let Ok(Value::Bool(true)) = self.client.execute(&script, Vec::new()).await {
                return;
            }
            if start.elapsed() > PATIENCE {
                let address = self.address().await;
                let text = self.client.execute("return document.body?.innerText", Vec::new()).await;
                panic!(
                    "{address}: waited in vain until {what} ({expression}); the page says:\n{text:?}"
                );
            }
            tokio::time::sleep(BREATH).await;
        }
    }

    /// Clicks as a hand does: moves there, and what is hidden or covered cannot be clicked. Does not wait for what follows.
    ///
    /// Not WebDriver's own click: that takes what stands in a closed `details` for hidden, even where styles show it.
    pub(crate) async fn click(&self, selector: &str) {
        let Ok(element) = self.client.find(Locator::Css(selector)).await else {
            panic!("{}: there is no `{selector}`", self.address().await);
        };
        let to = serde_json::to_value(&element).unwrap();
        let free = self.run_with(include_str!("../scripts/bring-into-reach.js"), vec![to]).await;
        assert_eq!(
            free,
            true,
            "{}: `{selector}` is hidden or covered by {free}",
            self.address().await
        );
        let to = PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 };
        let hand = MouseActions::new("hand".to_owned())
            .then(to)
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(hand).await.unwrap();
    }

    /// Presses a key where the focus is.
    pub(crate) async fn press(&self, key: Key) {
        let key = char::from(key);
        let fingers = KeyActions::new("fingers".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(fingers).await.unwrap();
    }

    /// Chooses a browser in the switch, as a reader with a wide window does.
    pub(crate) async fn choose_browser(&self, browser: &str) {
        self.click(&format!(".switch .segment:has([value={browser}])")).await;
        self.until(
            "the choice is shown",
            &format!("document.documentElement.dataset.browser === '{browser}'"),
        )
        .await;
    }

    /// The text that can be seen in the page's content.
    pub(crate) async fn text(&self) -> String {
        self.value("document.querySelector('.main').innerText")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

/// Enough of a script to know it by: a library may stand before it.
fn end_of(script: &str) -> &str {
    const MOST: usize = 2000;

    &script[script.ceil_char_boundary(script.len().saturating_sub(MOST))..]
}

/// Starts a browser that nobody has used.
async fn start(engine: Engine, reader: Reader) -> (Client, Driver) {
    let programs = engine.programs();
    let mut driver = Driver::start(engine, &programs, reader);
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(engine.capabilities(&programs, reader, driver.profile.as_ref()))
        .connect(&driver.address())
        .await
        .unwrap_or_else(|error| panic!("{} does not start: {error}", programs.browser.display()));
    driver.session = client.session_id().await.unwrap();
    (client, driver)
}
