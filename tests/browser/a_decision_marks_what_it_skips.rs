//! An answer leads on and folds the steps that it skips, with a word for it; it can be taken back, shared, and stores nothing.

use crate::support::{Browser, Engine, Folder, Reader, what_axe_finds};
use serde_json::{Value, json};

const GUIDE: &str = "climb.html";
/// Answers to the first question: two lead on, one ends here.
const TO_THE_LAMP: &str = "#look [data-answer=lamp] a";
const TO_THE_STAIRS: &str = "#look [data-answer=stairs] a";
const STOP: &str = "#look [data-answer=stop] summary";

in_every_engine!(
    an_answer_skips_steps,
    an_end_skips_the_rest,
    another_answer_takes_its_place,
    going_back_takes_it_back,
    a_link_carries_it,
    a_skipped_step_can_be_read,
    only_the_readers_own_decisions_count,
    it_lasts_without_a_history,
);
// WebKit goes to what the address names, on a page without this script too, if the history was given that address.
in_engines!(a_reload_stays_where_it_was: in_chromium Chromium, in_firefox Firefox);

async fn open(engine: Engine, folder: &Folder, query: &str) -> Browser {
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("{GUIDE}{query}"))).await;
    browser
}

async fn an_answer_skips_steps(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = open(engine, &folder, "").await;
    assert_eq!(skipped(&browser).await, json!([]));
    browser.click(TO_THE_LAMP).await;
    assert_eq!(skipped(&browser).await, json!(["key", "stairs"]));
    browser.until("the answer leads on", "location.hash === '#lamp'").await;
    let text = browser.text().await;
    assert!(!text.contains("All of them."), "a skipped step is not folded: {text}");
    assert!(text.contains("Steps skipped by your answer: 2, 3."), "it is not said: {text}");
    assert!(text.contains("5 steps, 2 skipped"), "the facts do not say it: {text}");
    assert!(text.contains("0 of 3 done"), "skipped steps count: {text}");
    let heard = "document.querySelector('.announcer').textContent";
    browser
        .until("it is announced", &format!("{heard} === 'Steps skipped by your answer: 2, 3.'"))
        .await;
    assert_eq!(
        browser.value("localStorage.length + sessionStorage.length").await,
        0,
        "it is stored"
    );
    let found = what_axe_finds(&browser).await;
    assert_eq!(found, json!([]), "axe found {found:#}");
}

async fn an_end_skips_the_rest(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = open(engine, &folder, "").await;
    browser.click(STOP).await;
    assert_eq!(skipped(&browser).await, json!(["key", "stairs", "lamp", "around"]));
    assert!(browser.text().await.contains("Come back in the morning."), "the end is not shown");
    browser.click(STOP).await;
    assert_eq!(skipped(&browser).await, json!([]));
    assert!(!browser.text().await.contains("Come back in the morning."), "the end is still shown");
}

async fn another_answer_takes_its_place(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = open(engine, &folder, "").await;
    browser.click(STOP).await;
    browser.click(TO_THE_STAIRS).await;
    assert_eq!(skipped(&browser).await, json!(["key"]));
    assert!(!browser.text().await.contains("Come back in the morning."), "two answers are given");
    assert_eq!(answers(&browser).await, json!(["look.stairs"]));

    browser.click("#look .answer-note button").await;
    assert_eq!(skipped(&browser).await, json!([]));
    assert_eq!(answers(&browser).await, json!([]));
    let focus = "document.activeElement.closest('[data-answer]')?.dataset.answer";
    assert_eq!(browser.value(focus).await, "stairs", "the focus is lost");
}

async fn going_back_takes_it_back(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = open(engine, &folder, "").await;
    browser.click(TO_THE_STAIRS).await;
    browser.click(TO_THE_LAMP).await;
    assert_eq!(skipped(&browser).await, json!(["key", "stairs"]));
    for left in [json!(["key"]), json!([])] {
        browser.run("history.back();").await;
        let steps = format!("JSON.stringify({SKIPPED}) === '{left}'");
        browser.until(&format!("going back leaves {left} skipped"), &steps).await;
    }
    browser.run("history.forward();").await;
    browser.until("going forward gives it again", &format!("{SKIPPED}.length === 1")).await;
}

async fn a_link_carries_it(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = open(engine, &folder, "?browser=safari&os=macos").await;
    browser.click(TO_THE_LAMP).await;
    browser.reload().await;
    assert_eq!(skipped(&browser).await, json!(["key", "stairs"]), "after a reload");
    let link = browser.value("document.querySelector('#lamp .anchor').href").await;
    let link = link.as_str().unwrap().parse().unwrap();

    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&link).await;
    assert_eq!(skipped(&browser).await, json!(["key", "stairs"]), "in another browser");
    assert_eq!(browser.value("document.documentElement.dataset.browser").await, "safari");
    let top = "Math.round(document.querySelector('#lamp').getBoundingClientRect().top)";
    let top = browser.value(top).await.as_i64().unwrap();
    assert!((0..500).contains(&top), "the step that the link leads to is at {top}");
}

async fn a_reload_stays_where_it_was(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = open(engine, &folder, "").await;
    browser.click(TO_THE_LAMP).await;
    browser.until("the answer leads on", "location.hash === '#lamp'").await;
    browser.run("document.querySelector('#look').scrollIntoView();").await;
    browser
        .until(
            "the page is scrolled",
            "Math.abs(document.querySelector('#look').getBoundingClientRect().top) < 200",
        )
        .await;
    let place = "Math.round(document.querySelector('#look').getBoundingClientRect().top)";
    let before = browser.value(place).await.as_i64().unwrap();
    browser.run("window.isOld = true; location.reload();").await;
    browser.until("it is loaded anew", "!window.isOld && document.readyState === 'complete'").await;
    assert_eq!(skipped(&browser).await, json!(["key", "stairs"]));
    let near = format!("Math.abs({place} - {before}) < 30");
    browser.until("it is where it was", &near).await;
}

async fn a_skipped_step_can_be_read(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = open(engine, &folder, "").await;
    browser.click(TO_THE_LAMP).await;
    browser.click("#key .answer-note button").await;
    assert!(browser.text().await.contains("Twice."), "the button does not show it");
    assert_eq!(
        browser.value("document.querySelector('#key .answer-note button').ariaExpanded").await,
        "true"
    );
    browser.click(".toc [data-step=stairs] a").await;
    assert!(browser.text().await.contains("All of them."), "a link to it does not show it");
    assert_eq!(skipped(&browser).await, json!(["key", "stairs"]), "it counts again");
}

async fn only_the_readers_own_decisions_count(engine: Engine) {
    let folder = Folder::of_reading();
    let browser = open(engine, &folder, "?browser=safari&os=macos&answer=key.lamp").await;
    assert_eq!(skipped(&browser).await, json!(["stairs"]));
    browser.choose_browser("firefox").await;
    assert_eq!(
        skipped(&browser).await,
        json!([]),
        "by an answer that Firefox's readers are not asked for"
    );
}

async fn it_lasts_without_a_history(engine: Engine) {
    let folder = Folder::of_reading().with_first(
        "history.pushState = history.replaceState = () => { throw new Error('not here') };",
    );
    let browser = open(engine, &folder, "").await;
    browser.click(TO_THE_LAMP).await;
    browser.until("the answer leads on", "location.hash === '#lamp'").await;
    assert_eq!(skipped(&browser).await, json!(["key", "stairs"]));
}

const SKIPPED: &str = "[...document.querySelectorAll('.step.skipped')].map((step) => step.id)";

/// The skipped steps; the contents say the same.
async fn skipped(browser: &Browser) -> Value {
    let steps = browser.value(SKIPPED).await;
    let entries =
        "[...document.querySelectorAll('.toc .skipped')].map((entry) => entry.dataset.step)";
    assert_eq!(browser.value(entries).await, steps, "the contents say something else");
    steps
}

/// The answers in the address.
async fn answers(browser: &Browser) -> Value {
    browser.value("new URLSearchParams(location.search).getAll('answer')").await
}
