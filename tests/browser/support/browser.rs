//! A browser with one page open, in the words of the promises.

use super::driver::Driver;
use super::engine::{Engine, Reader};
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use url::{ParseError, Url};

/// A browser and its reader, with storage of their own that goes with them.
pub(crate) struct Browser {
    pub(crate) client: Client,
    pub(crate) engine: Engine,
    _driver: Driver,
}

impl Browser {
    /// Starts the browser.
    pub(crate) async fn open(engine: Engine, reader: Reader) -> Self {
        let programs = engine.programs();
        let mut driver = Driver::start(engine, &programs);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(engine.capabilities(&programs, reader))
            .connect(&driver.address())
            .await
            .unwrap_or_else(|error| {
                panic!("{} does not start: {error}", programs.browser.display())
            });
        driver.session = client.session_id().await.unwrap();
        let browser = Self { client, engine, _driver: driver };
        for (command, settings) in engine.preparations(reader) {
            browser.devtools(command, settings).await;
        }
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
            Err(error) => panic!("{}: this script failed: {error}\n{script}", self.address().await),
        }
    }

    /// Runs a script that gives its answer by calling its last argument.
    pub(crate) async fn run_async(&self, script: &str) -> Value {
        match self.client.execute_async(script, Vec::new()).await {
            Ok(value) => value,
            Err(error) => panic!("{}: this script failed: {error}\n{script}", self.address().await),
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
        self.click(&format!("#switch .segment:has([value={browser}])")).await;
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

    /// Runs a script in every page before anything of the page itself.
    pub(crate) async fn before_each_page(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// What the browser complained of since last asked: errors and warnings of scripts, of the security policy, of loading.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let mut complaints = Vec::new();
        for entry in self.log("browser").await {
            if matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")) {
                complaints.push(entry["message"].as_str().unwrap_or_default().to_owned());
            }
        }
        complaints
    }

    /// The addresses that pages asked for since last asked.
    pub(crate) async fn requests(&self) -> Vec<String> {
        let mut requests = Vec::new();
        for entry in self.log("performance").await {
            let event: Value =
                serde_json::from_str(entry["message"].as_str().unwrap_or_default()).unwrap();
            if event["message"]["method"] == "Network.requestWillBeSent" {
                let url = &event["message"]["params"]["request"]["url"];
                requests.push(url.as_str().unwrap_or_default().to_owned());
            }
        }
        requests
    }

    async fn log(&self, kind: &'static str) -> Vec<Value> {
        let entries = self
            .client
            .issue_cmd(Extension { path: "se/log", body: json!({ "type": kind }) })
            .await;
        entries.unwrap().as_array().cloned().unwrap_or_default()
    }

    /// A command of Chromium's own protocol, and its answer.
    pub(crate) async fn devtools(&self, command: &'static str, settings: Value) -> Value {
        let body = json!({ "cmd": command, "params": settings });
        let answer = self.client.issue_cmd(Extension { path: "goog/cdp/execute", body }).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Runs a script in Firefox's own window, not in the page; it gives its answer by calling its last argument.
    pub(crate) async fn run_in_firefox(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.turn_to("chrome").await;
        let answer = self.client.execute_async(script, arguments).await;
        self.turn_to("content").await;
        answer.unwrap_or_else(|error| panic!("in Firefox's window: {error}\n{script}"))
    }

    async fn turn_to(&self, context: &str) {
        let body = json!({ "context": context });
        self.client.issue_cmd(Extension { path: "moz/context", body }).await.unwrap();
    }
}

/// A command that a driver has beyond the standard.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
