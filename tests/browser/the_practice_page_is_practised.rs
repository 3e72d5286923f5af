//! On the practice page the guide's own instructions work: what it says to search for is found, what it says to delete brings
//! the button, and the page says what each thing did that a reader may do there.
//!
//! What is searched for and deleted is read from the published guide, so a test fails if the guide and the page disagree.

use crate::support::{Browser, Engine, Folder, Panel, Reader, Served};
use url::Url;

const PRACTICE: &str = "practice/settings.html";
const TARGET: &str = ".practice-screen a.add_access_token_link";

in_every_engine!(
    what_the_guide_says_works,
    also_under_serve,
    to_the_end_with_a_made_up_token,
    deleting_the_whole_line_can_be_undone,
    another_line_is_named,
    a_hidden_window_is_to_stay_hidden,
    a_style_sheet_may_hide_it_too,
    a_grey_button_says_stop,
    from_the_start_again,
    nothing_fails_and_nothing_is_stored,
);
// WebKit's Inspector may change a style sheet from disk, but a script, which stands for it here, may not.
in_engines!(also_from_disk: in_chromium Chromium, in_firefox Firefox);

/// What the guide tells its readers.
struct Instructions {
    search: String,
    counts: Vec<String>,
    delete: String,
}

impl Instructions {
    async fn read(browser: &Browser, base: &Url) -> Self {
        browser.go(&base.join("guides/create-a-token.html").unwrap()).await;
        let text = async |expression: &str| {
            let value = browser.value(expression).await;
            value.as_str().unwrap_or_else(|| panic!("the guide has no {expression}")).to_owned()
        };
        Self {
            search: text("document.querySelector('#find-link .code code').textContent.trim()").await,
            counts: browser
                .list("return document.querySelector('#find-link').textContent.match(/\\d+ of \\d+/g);")
                .await,
            delete: text("document.querySelector('#delete-style del').textContent.match(/(\\w+)=/)[1]").await,
        }
    }
}

async fn what_the_guide_says_works(engine: Engine) {
    instructions_work(engine, &Folder::new().base).await;
}

async fn also_under_serve(engine: Engine) {
    instructions_work(engine, &Served::new().base).await;
}

async fn instructions_work(engine: Engine, base: &Url) {
    let browser = Browser::open(engine, Reader::default()).await;
    let guide = Instructions::read(&browser, base).await;
    for situation in ["in-the-element", "older-page"] {
        let mut panel = practise(&browser, base, situation).await;
        assert!(!is_shown(&browser).await, "the button is there from the start");
        notices(&browser, "task").await;

        let count = panel.search(&guide.search).await;
        for said in &guide.counts {
            assert_eq!(*said, format!("1 of {count}"), "found in the situation {situation}");
        }
        let html = panel.html().await;
        assert!(
            html.starts_with("<a ") && html.contains("add_access_token_link"),
            "another line is found: {html}"
        );

        panel.delete_attribute(&guide.delete).await;
        notices(&browser, "appeared").await;
        assert!(is_shown(&browser).await, "the button has not appeared");
    }
}

async fn to_the_end_with_a_made_up_token(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    let mut panel = practise(&browser, &folder.base, "in-the-element").await;
    mark(&mut panel, "a.add_access_token_link").await;
    panel.delete_attribute("style").await;
    notices(&browser, "appeared").await;

    browser.click(TARGET).await;
    browser.until("the window opens", "document.querySelector('dialog').open").await;
    browser.click("dialog [type=submit]").await;
    assert_eq!(
        browser.value("document.querySelector('.practice-end').hidden").await,
        true,
        "the fields may be empty"
    );
    browser.fill_in_the_practice_form().await;
    browser.click("dialog [type=submit]").await;
    notices(&browser, "done").await;

    let end = browser.value("document.querySelector('.practice-end').innerText").await;
    assert!(end.as_str().unwrap().contains("1234~EXAMPLE-NOT-A-REAL-TOKEN"), "{end}");
    let back = browser.value("document.querySelector('dialog .go').href").await;
    let back = Url::parse(back.as_str().unwrap()).unwrap();
    assert!(back.to_file_path().unwrap().is_file(), "{back} leads nowhere");
    assert_eq!(back.fragment(), Some("find-link"));
    browser.click("dialog .practice-close").await;
    browser.until("the window closes", "!document.querySelector('dialog')").await;
}

async fn deleting_the_whole_line_can_be_undone(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    let mut panel = practise(&browser, &folder.base, "in-the-element").await;
    for line in ["a.add_access_token_link", "div.add_access_token_wrapper"] {
        mark(&mut panel, line).await;
        panel.delete_line().await;
        notices(&browser, "removed-element").await;
        says(&browser, "Ctrl+Z").await;
        panel.undo().await;
        notices(&browser, "undone").await;
    }
    mark(&mut panel, "a.add_access_token_link").await;
    panel.delete_attribute("class").await;
    notices(&browser, "wrong-attribute").await;
    panel.undo().await;
    notices(&browser, "undone").await;
}

async fn another_line_is_named(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    let mut panel = practise(&browser, &folder.base, "in-the-element").await;
    mark(&mut panel, "#access_tokens").await;
    panel.delete_line().await;
    notices(&browser, "wrong-node").await;
    says(&browser, "table#access_tokens").await;
    panel.undo().await;
    mark(&mut panel, "td.purpose").await;
    panel.write_attribute("class", "harakeke").await;
    notices(&browser, "wrong-node").await;
    says(&browser, "(td)").await;

    // Who finds the right one all the same goes on.
    mark(&mut panel, "a.add_access_token_link").await;
    panel.delete_attribute("style").await;
    notices(&browser, "appeared").await;
}

async fn a_hidden_window_is_to_stay_hidden(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    let mut panel = practise(&browser, &folder.base, "older-page").await;
    for window in ["#token_details_dialog", "#add_access_token_dialog"] {
        mark(&mut panel, window).await;
        panel.delete_attribute("style").await;
        notices(&browser, "left-alone").await;
        says(&browser, window).await;
        panel.undo().await;
        notices(&browser, "undone").await;
    }
}

async fn a_style_sheet_may_hide_it_too(engine: Engine) {
    a_rule_can_be_unticked(engine, &Served::new().base).await;
}

async fn also_from_disk(engine: Engine) {
    a_rule_can_be_unticked(engine, &Folder::new().base).await;
}

async fn a_rule_can_be_unticked(engine: Engine, base: &Url) {
    let browser = Browser::open(engine, Reader::default()).await;
    let mut panel = practise(&browser, base, "in-a-style-sheet").await;
    mark(&mut panel, "a.add_access_token_link").await;
    panel.switch_off_display(".hidden-by-theme").await;
    notices(&browser, "appeared").await;
    assert!(is_shown(&browser).await, "the button has not appeared");
}

async fn a_grey_button_says_stop(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    let mut panel = practise(&browser, &folder.base, "grey").await;
    notices(&browser, "stop").await;
    mark(&mut panel, "a.add_access_token_link").await;
    panel.delete_attribute("disabled").await;
    notices(&browser, "refused").await;
    browser.click(TARGET).await;
    notices(&browser, "refused").await;
    assert_eq!(browser.value("document.querySelector('dialog')").await, serde_json::Value::Null);
}

async fn from_the_start_again(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    let mut panel = practise(&browser, &folder.base, "in-the-element").await;
    let start = browser.value("document.querySelector('.practice-screen').innerHTML").await;
    for line in ["a.add_access_token_link", "#access_tokens", "div.practice-copy"] {
        mark(&mut panel, line).await;
        panel.delete_line().await;
        browser
            .until(
                "the line is gone",
                &format!("!document.querySelector('.practice-screen {line}')"),
            )
            .await;
        browser.click(".practice-foot .practice-again").await;
        notices(&browser, "task").await;
        let now = browser.value("document.querySelector('.practice-screen').innerHTML").await;
        assert_eq!(now, start, "after {line} was deleted");
    }
}

async fn nothing_fails_and_nothing_is_stored(engine: Engine) {
    let folder = Folder::new().watched();
    let browser = Browser::open(engine, Reader::default()).await;
    for situation in ["in-the-element", "older-page", "in-a-style-sheet", "grey"] {
        let mut panel = practise(&browser, &folder.base, situation).await;
        mark(&mut panel, "a.add_access_token_link").await;
        panel.delete_attribute("style").await;
        browser.click(".practice-foot .practice-again").await;
        notices(&browser, if situation == "grey" { "stop" } else { "task" }).await;
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "{situation}");
        let stored = "localStorage.length + sessionStorage.length + document.cookie.length";
        assert_eq!(browser.value(stored).await, 0, "{situation}: something is stored");
    }
}

/// Opens the practice page in a situation, and the panel with it.
async fn practise<'a>(browser: &'a Browser, base: &Url, situation: &str) -> Panel<'a> {
    // A change of what follows `#` alone would load nothing.
    browser.go(&base.join("index.html").unwrap()).await;
    browser.go(&base.join(&format!("{PRACTICE}#{situation}")).unwrap()).await;
    let chosen = "document.querySelector('.practice-situation input:checked').value";
    assert_eq!(browser.value(chosen).await, situation);
    browser.panel().await
}

/// Marks the only line that a selector finds.
async fn mark(panel: &mut Panel<'_>, selector: &str) {
    assert_eq!(panel.search(selector).await, 1, "times that {selector} is found");
}

/// Waits until the page says something about this: `word` is the key of its words in the front matter.
async fn notices(browser: &Browser, word: &str) {
    let said = format!(
        "document.querySelector('.practice-foot').dataset.word === '{word}' && document.querySelector('.practice-says').innerText"
    );
    browser.until(&format!("the page notices '{word}'"), &said).await;
}

/// Waits until these words are in what the page says.
async fn says(browser: &Browser, words: &str) {
    let said = format!("document.querySelector('.practice-says').innerText.includes('{words}')");
    browser.until(&format!("the page says '{words}'"), &said).await;
}

async fn is_shown(browser: &Browser) -> bool {
    browser.value(&format!("document.querySelector('{TARGET}').getClientRects().length > 0")).await
        == true
}
