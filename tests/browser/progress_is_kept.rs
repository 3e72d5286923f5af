//! What a reader marks as done stays marked, in this browser only, until they start again.

use crate::support::{Browser, Engine, Folder, Reader};
use crate::walks;
use std::fs;

const GUIDE: &str = "guides/create-a-token.html";
pub(crate) const STORED: &str = "return localStorage.length + sessionStorage.length;";

in_every_engine!(
    over_a_reload,
    when_steps_are_reworded,
    as_long_as_the_page_where_storage_is_full,
    and_said_aloud,
    until_started_again,
    and_nothing_is_stored_before,
);

async fn over_a_reload(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    mark_first_two(&browser).await;
    browser.reload().await;
    assert_eq!(done(&browser).await, [true, true, false]);
    assert_eq!(browser.value("document.querySelector('progress').value").await, 2);
    browser.go(&folder.page("guides/revoke-a-token.html")).await;
    assert!(!done(&browser).await.contains(&true), "another guide's steps are marked");
}

/// Another title, and the step before it is no more.
async fn when_steps_are_reworded(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    browser.click(".step:nth-of-type(2) .step-done").await;
    let file = folder.path.join(GUIDE);
    let html = fs::read_to_string(&file).unwrap();
    let (before, after) = html.split_once("<li class=\"step\"").unwrap();
    let (_, rest) = after.split_once("<li class=\"step\"").unwrap();
    let reworded = rest.replacen("Open the developer tools", "Otherwise called", 2);
    assert_ne!(reworded, rest);
    fs::write(&file, format!("{before}<li class=\"step\"{reworded}")).unwrap();
    browser.reload().await;
    assert_eq!(done(&browser).await, [true, false, false], "the second is now the first");
}

async fn as_long_as_the_page_where_storage_is_full(engine: Engine) {
    let folder = Folder::new().watched().with_first(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    );
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    mark_first_two(&browser).await;
    assert_eq!(browser.value("document.querySelector('progress').value").await, 2);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

async fn and_said_aloud(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    browser.click(".step:nth-of-type(1) .step-done").await;
    let said = "document.querySelector('.announcer[role=status]').textContent === '1 of 5 done'";
    browser.until("it is announced", said).await;
}

async fn until_started_again(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    mark_first_two(&browser).await;
    browser.click(".progress-again").await;
    assert_eq!(done(&browser).await, [false, false, false]);
    assert_eq!(browser.value("document.querySelector('.progress-again').hidden").await, true);
    assert_eq!(browser.value("localStorage.length").await, 0, "something is left behind");
    browser.reload().await;
    assert_eq!(done(&browser).await, [false, false, false]);
}

async fn and_nothing_is_stored_before(engine: Engine) {
    for (page, stored) in walks::GUIDE.in_engine(engine).await.answers::<usize>(STORED) {
        assert_eq!(stored, 0, "{page} stores something");
    }
}

async fn mark_first_two(browser: &Browser) {
    browser.click(".step:nth-of-type(1) .step-done").await;
    browser.click(".step:nth-of-type(2) .step-done").await;
    assert_eq!(done(browser).await, [true, true, false]);
}

/// Whether the first three steps are marked, in their boxes and in the contents alike.
async fn done(browser: &Browser) -> Vec<bool> {
    let marks = browser
        .run(
            "return [...document.querySelectorAll('.step')].slice(0, 3).map((step) => {
               const box = step.querySelector('.step-done').checked;
               const entry = document.querySelector('.toc [data-step=\"' + step.id + '\"]').classList.contains('done');
               return box === entry ? box : 'box and contents of ' + step.id + ' differ';
             });",
        )
        .await;
    serde_json::from_value(marks.clone()).unwrap_or_else(|_| panic!("{marks}"))
}
