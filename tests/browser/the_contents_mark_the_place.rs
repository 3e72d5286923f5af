//! The contents mark the part that is being read: at the top, after a link, at the end, and on pages too short to scroll.

use crate::support::{Browser, Engine, Folder, Reader};
use serde_json::json;

const MARKED: &str =
    "[...document.querySelectorAll('.toc-list [aria-current]')].map((link) => link.hash)";

in_every_engine!(at_the_top_and_at_the_end, what_a_link_leads_to, each_in_its_turn);

async fn open(engine: Engine, page: &str) -> (Browser, Folder) {
    let folder = Folder::of_reading();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(page)).await;
    (browser, folder)
}

async fn marks(browser: &Browser, hash: &str) {
    browser
        .until(
            &format!("{hash} is marked"),
            &format!("JSON.stringify({MARKED}) === '[\"{hash}\"]'"),
        )
        .await;
}

async fn at_the_top_and_at_the_end(engine: Engine) {
    let (browser, _folder) = open(engine, "climb.html").await;
    marks(&browser, "#look").await;
    browser.run("scrollTo(0, document.documentElement.scrollHeight);").await;
    marks(&browser, "#why-there-are-lighthouses").await;
    let (browser, _folder) = open(engine, "index.html").await;
    marks(&browser, "#lamp").await;
}

async fn what_a_link_leads_to(engine: Engine) {
    // Of the last, none can be brought to the top.
    let (browser, _folder) = open(engine, "climb.html").await;
    for step in ["around", "stairs", "lamp", "look"] {
        browser.click(&format!(".toc [data-step={step}] a")).await;
        marks(&browser, &format!("#{step}")).await;
    }
    let (browser, _folder) = open(engine, "index.html").await;
    browser.click(".toc-list [href='#stairs']").await;
    marks(&browser, "#stairs").await;
}

async fn each_in_its_turn(engine: Engine) {
    let (browser, _folder) = open(engine, "climb.html").await;
    let seen = browser
        .run_async(&format!(
            "const done = arguments[arguments.length - 1];
             const seen = [];
             const on = () => {{
               const [hash] = {MARKED};
               if (seen.at(-1) !== hash) seen.push(hash);
               if (scrollY + innerHeight >= document.documentElement.scrollHeight - 1) return done(seen);
               scrollBy(0, 20);
               setTimeout(on, 40);
             }};
             on();"
        ))
        .await;
    assert_eq!(
        seen,
        json!(["#look", "#key", "#stairs", "#lamp", "#around", "#why-there-are-lighthouses"])
    );
}
