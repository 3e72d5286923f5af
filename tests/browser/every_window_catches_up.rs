//! Under `guidepost serve` every window shows the newest, also one that was hidden, went back, or outlived the server.

use crate::support::{Browser, Engine, Reader, Served};
use fantoccini::wd::WindowHandle;

const SOURCE: &str = "content/pages/help/words.md";
const GUIDE: &str = "content/pages/guides/create-a-token.md";

in_every_engine!(side_by_side, after_the_server_was_away, after_going_back);

fn says(words: &str) -> String {
    format!("document.querySelector('.main').textContent.includes('{words}')")
}

async fn turn_to(browser: &Browser, window: &WindowHandle) {
    browser.client.switch_to_window(window.clone()).await.unwrap();
}

async fn side_by_side(engine: Engine) {
    let served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    let pages = ["help/words.html", "help/words.html", "guides/create-a-token.html"];
    let mut windows = vec![browser.client.window().await.unwrap()];
    for _ in 1..pages.len() {
        windows.push(browser.client.new_window(false).await.unwrap().handle);
    }
    for (window, page) in windows.iter().zip(pages) {
        turn_to(&browser, window).await;
        browser.go(&served.page(page)).await;
    }
    for word in ["Harakeke", "Kahikatea"] {
        for source in [SOURCE, GUIDE] {
            served.write(source, &format!("{}\n{word}.\n", served.read(source)));
        }
        for window in &windows {
            turn_to(&browser, window).await;
            browser.until("the window shows the edit", &says(word)).await;
        }
    }
}

async fn after_the_server_was_away(engine: Engine) {
    let mut served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("help/words.html")).await;
    browser.run("window.mark = 'left by the reader';").await;
    let source = served.read(SOURCE);
    served.stop();
    served.write(SOURCE, &format!("{source}\nHarakeke.\n"));
    served.start();
    browser.until("the page has caught up", &says("Harakeke.")).await;
    assert_eq!(browser.value("window.mark").await, "left by the reader");
}

async fn after_going_back(engine: Engine) {
    let served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("help/words.html")).await;
    browser.go(&served.page("index.html")).await;
    served.write(SOURCE, &format!("{}\nHarakeke.\n", served.read(SOURCE)));
    browser.client.back().await.unwrap();
    browser.until("the page of before has caught up", &says("Harakeke.")).await;
}
