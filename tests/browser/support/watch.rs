//! What a browser complains of while pages are read, and what pages ask for.
//!
//! Chromium and Firefox keep lists of both. WebKitGTK shows its driver neither, and Firefox not what a page says to its console: so a
//! [watched](super::Folder::watched) page writes them down itself, from before its own first script.

use super::browser::Browser;
use super::engine::Engine;
use serde_json::Value;

/// A page's first script: it writes down what goes wrong.
pub(super) const WATCH: &str = include_str!("../scripts/watch.js");

impl Browser {
    /// What was complained of since last asked: errors and warnings of scripts, of the security policy, of loading. Ask before
    /// the next page.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let mut complaints = self.list("return window.guidepostComplaints?.splice(0) ?? [];").await;
        match self.engine {
            Engine::Chromium => {
                for entry in self.log_of_chromium("browser").await.unwrap() {
                    if matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")) {
                        complaints.push(entry["message"].as_str().unwrap_or_default().to_owned());
                    }
                }
            }
            Engine::Firefox => {
                let script = include_str!("../scripts/firefox-complaints.js");
                complaints.extend(texts(&self.run_in_firefox(script, Vec::new()).await));
            }
            Engine::WebKit => {}
        }
        complaints
    }

    /// The addresses that the page asked for, also those that leave the site. Ask before the next page.
    pub(crate) async fn requests(&self) -> Vec<String> {
        let script = include_str!("../scripts/requests.js");
        match self.engine {
            Engine::Chromium => {
                let log = self.log_of_chromium("performance").await.unwrap();
                log.iter().filter_map(request_in).collect()
            }
            Engine::Firefox => {
                // Its own list has no files from disk, and the page's none that failed.
                let mut requests = self.list(script).await;
                let script = "arguments[arguments.length - 1](window.guidepostRequests.splice(0));";
                requests.extend(texts(&self.run_in_firefox(script, Vec::new()).await));
                requests
            }
            Engine::WebKit => self.list(script).await,
        }
    }
}

/// The address in an entry of Chromium's log, if it tells of a request.
fn request_in(entry: &Value) -> Option<String> {
    let event: Value = serde_json::from_str(entry["message"].as_str()?).unwrap();
    let url = event["message"]["params"]["request"]["url"].as_str()?;
    (event["message"]["method"] == "Network.requestWillBeSent").then(|| url.to_owned())
}

fn texts(list: &Value) -> Vec<String> {
    serde_json::from_value(list.clone()).unwrap_or_else(|_| panic!("no list of texts: {list}"))
}
