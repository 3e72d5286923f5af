//! At first a page asks for itself, a small script before it is painted, one style sheet and one script: never for more.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(on_every_page, in_the_manual);

async fn on_every_page(engine: Engine) {
    asks_for_little(engine, &Folder::with_every_edition()).await;
}

async fn in_the_manual(engine: Engine) {
    asks_for_little(engine, &Folder::manual()).await;
}

async fn asks_for_little(engine: Engine, folder: &Folder) {
    let browser = Browser::open(engine, Reader::default()).await;
    for page in &folder.pages {
        browser.go(&folder.page(page)).await;
        let mut requests = browser.requests().await;
        requests.retain(|request| !request.starts_with("data:"));
        requests.sort();
        requests.dedup();
        assert!(
            requests.iter().any(|request| request.ends_with(page)),
            "{page}: requests are not seen: {requests:#?}"
        );
        assert!(requests.len() <= 4, "{page} asks for {requests:#?}");
    }
}
