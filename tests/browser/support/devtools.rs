//! What fantoccini does not know of drivers: mostly what only one engine's can do.

use super::browser::Browser;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

impl Browser {
    /// The name by which a control is known to screen readers, as the engine computes it.
    pub(crate) async fn name_of(&self, control: &Element) -> String {
        let name = self.client.issue_cmd(Name(control.element_id().to_string())).await;
        name.unwrap().as_str().unwrap_or_default().to_owned()
    }

    /// A command of Chromium's own protocol, and its answer.
    pub(crate) async fn devtools(&self, command: &'static str, settings: Value) -> Value {
        let answer = self.try_devtools(command, settings).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// The same where a failure is no end.
    pub(super) async fn try_devtools(
        &self,
        command: &'static str,
        settings: Value,
    ) -> Result<Value, CmdError> {
        let body = json!({ "cmd": command, "params": settings });
        self.client.issue_cmd(Extension { path: "goog/cdp/execute", body }).await
    }

    /// What Chromium has written down since last asked.
    pub(super) async fn log_of_chromium(&self, kind: &'static str) -> Result<Vec<Value>, CmdError> {
        let body = json!({ "type": kind });
        let entries = self.client.issue_cmd(Extension { path: "se/log", body }).await?;
        Ok(entries.as_array().cloned().unwrap_or_default())
    }

    /// Runs a script in Firefox's own window, not in the page; it gives its answer by calling its last argument.
    pub(crate) async fn run_in_firefox(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.try_in_firefox(script, arguments).await;
        answer.unwrap_or_else(|error| panic!("in Firefox's window: {error}\n{script}"))
    }

    /// The same where a failure is no end.
    pub(super) async fn try_in_firefox(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, CmdError> {
        self.turn_to("chrome").await?;
        let answer = self.client.execute_async(script, arguments).await;
        self.turn_to("content").await?;
        answer
    }

    async fn turn_to(&self, context: &str) -> Result<(), CmdError> {
        let body = json!({ "context": context });
        self.client.issue_cmd(Extension { path: "moz/context", body }).await.map(drop)
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

/// The standard's question for the name of an element.
#[derive(Debug)]
struct Name(String);

impl WebDriverCompatibleCommand for Name {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let Self(id) = self;
        base.join(&format!("session/{}/element/{id}/computedlabel", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::GET, None)
    }
}
