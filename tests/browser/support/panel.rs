//! The panel of the developer tools that shows the page's HTML, and what readers do in it.
//!
//! In Chromium by the commands of its protocol that its own panel sends; in Firefox in the Inspector itself, opened in its window.
//! `WebKitGTK` lets its driver no nearer to its Inspector than to the page: there a script makes the same changes.

use super::browser::Browser;
use super::engine::Engine;
use serde_json::{Value, json};

/// An open panel, with a line marked once something has been found.
pub(crate) struct Panel<'a> {
    browser: &'a Browser,
    /// Chromium's number of the marked node; Firefox keeps its own.
    marked: Value,
}

impl Browser {
    /// Opens the panel. Close it, by dropping it, before the next page.
    pub(crate) async fn panel(&self) -> Panel<'_> {
        if self.engine == Engine::Chromium {
            self.devtools("DOM.enable", json!({})).await;
            self.devtools("CSS.enable", json!({})).await;
        } else {
            // What an Inspector leaves behind nobody knows.
            self.is_used_up();
        }
        Panel { browser: self, marked: Value::Null }
    }

    /// Waits until the film of a panel on the page can be played: it is loaded when its buttons are pointed at.
    pub(crate) async fn until_the_film_is_there(&self, panel: &str) {
        let next = format!("document.querySelector('{panel} .film-next')");
        self.run(&format!("{next}.parentElement.dispatchEvent(new Event('pointerenter'));")).await;
        self.until("the film is there", &format!("{next}.onclick")).await;
    }

    /// Plays the film of a panel, where the page has one.
    pub(crate) async fn play_a_film(&self) {
        if self.value("document.querySelector('.film-play') !== null").await == true {
            self.until_the_film_is_there(".panel").await;
            self.run("document.querySelector('.film-play').click();").await;
        }
    }

    /// Fills in the form of the practice page's window.
    pub(crate) async fn fill_in_the_practice_form(&self) {
        self.run(
            "document.querySelector('#practice_purpose').value = 'To try it out';
             document.querySelector('#practice_date').value = '2027-01-01';",
        )
        .await;
    }
}

impl Panel<'_> {
    /// Types something into the search box, and marks the first line found. Says how many there are.
    pub(crate) async fn search(&mut self, text: &str) -> u64 {
        if self.browser.engine != Engine::Chromium {
            return self.inspector("search", text, "").await.as_u64().unwrap();
        }
        let devtools = |command, settings| self.browser.devtools(command, settings);
        devtools("DOM.getDocument", json!({ "depth": -1 })).await;
        let found = devtools("DOM.performSearch", json!({ "query": text })).await;
        let count = found["resultCount"].as_u64().unwrap();
        self.marked = Value::Null;
        if count > 0 {
            let first = json!({ "searchId": found["searchId"], "fromIndex": 0, "toIndex": 1 });
            let nodes = devtools("DOM.getSearchResults", first).await;
            self.marked = nodes["nodeIds"][0].clone();
        }
        count
    }

    /// The HTML of the marked line's element.
    pub(crate) async fn html(&self) -> String {
        let html = match self.browser.engine {
            Engine::Chromium => self.send("DOM.getOuterHTML", json!({})).await["outerHTML"].clone(),
            Engine::Firefox | Engine::WebKit => self.inspector("html", "", "").await,
        };
        html.as_str().unwrap().to_owned()
    }

    /// Deletes an attribute of the marked line.
    pub(crate) async fn delete_attribute(&self, name: &str) {
        match self.browser.engine {
            Engine::Chromium => self.send("DOM.removeAttribute", json!({ "name": name })).await,
            Engine::Firefox | Engine::WebKit => self.inspector("delete-attribute", name, "").await,
        };
    }

    /// Changes an attribute of the marked line.
    pub(crate) async fn write_attribute(&self, name: &str, value: &str) {
        let written = json!({ "name": name, "value": value });
        match self.browser.engine {
            Engine::Chromium => self.send("DOM.setAttributeValue", written).await,
            Engine::Firefox | Engine::WebKit => {
                self.inspector("write-attribute", name, value).await
            }
        };
    }

    /// Deletes the whole marked line.
    pub(crate) async fn delete_line(&self) {
        match self.browser.engine {
            Engine::Chromium => self.send("DOM.removeNode", json!({})).await,
            Engine::Firefox | Engine::WebKit => self.inspector("delete-line", "", "").await,
        };
    }

    /// Takes the last change back.
    pub(crate) async fn undo(&self) {
        match self.browser.engine {
            Engine::Chromium => self.browser.devtools("DOM.undo", json!({})).await,
            Engine::Firefox | Engine::WebKit => self.inspector("undo", "", "").await,
        };
    }

    /// Unticks `display` in the rule for the marked line that has this selector.
    pub(crate) async fn switch_off_display(&self, selector: &str) {
        if self.browser.engine != Engine::Chromium {
            self.inspector("switch-off-display", selector, "").await;
            return;
        }
        let styles = self.send("CSS.getMatchedStylesForNode", json!({})).await;
        let rules = styles["matchedCSSRules"].as_array().unwrap();
        let rule = rules.iter().find(|rule| rule["rule"]["selectorList"]["text"] == selector);
        let style =
            &rule.unwrap_or_else(|| panic!("no rule {selector}: {rules:#?}"))["rule"]["style"];
        let text = format!("/* {} */", style["cssText"].as_str().unwrap());
        let edit =
            json!({ "styleSheetId": style["styleSheetId"], "range": style["range"], "text": text });
        self.browser.devtools("CSS.setStyleTexts", json!({ "edits": [edit] })).await;
    }

    /// A command of Chromium's protocol about the marked node.
    async fn send(&self, command: &'static str, mut settings: Value) -> Value {
        assert!(self.marked.is_number(), "{command}: no line is marked");
        settings["nodeId"] = self.marked.clone();
        self.browser.devtools(command, settings).await
    }

    /// Does something in Firefox's Inspector, or as WebKit's would.
    async fn inspector(&self, act: &str, first: &str, second: &str) -> Value {
        if self.browser.engine == Engine::WebKit {
            let script = include_str!("../scripts/web-inspector.js");
            return self.browser.run_with(script, vec![json!([act, first, second])]).await;
        }
        let script = include_str!("../scripts/inspector.js");
        let answer = self.browser.run_in_firefox(script, vec![json!([act, first, second])]).await;
        assert!(answer.get("failed").is_none(), "{act} {first} {second}: {answer:#}");
        answer["done"].clone()
    }
}
