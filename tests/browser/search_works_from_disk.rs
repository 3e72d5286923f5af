//! Search works from a folder on disk as it does in `serve`, from any depth, and asks for nothing beyond the site.

use crate::support::{Browser, Engine, Folder, RESULTS, Reader, Served};
use url::Url;

in_every_engine!(from_disk, in_serve);
in_chromium!(nothing_leaves);

async fn from_disk(engine: Engine) {
    finds(engine, &Folder::moved_to("Our guides, 100 % – Whāngārei #1").base).await;
}

async fn in_serve(engine: Engine) {
    finds(engine, &Served::new().base).await;
}

async fn finds(engine: Engine, base: &Url) {
    let browser = Browser::open(engine, Reader::default()).await;
    for page in ["index.html", "guides/test-your-token.html"] {
        browser.go(&base.join(page).unwrap()).await;
        let first = browser.search_for("token has leaked").await;
        let guide = base.join("guides/revoke-a-token.html").unwrap();
        assert!(first.starts_with(guide.as_str()), "{page}: {first}");
        let links = browser.list(&format!("return {RESULTS};")).await;
        assert!(links.iter().all(|link| link.starts_with(base.as_str())), "{page}: {links:#?}");
    }
}

async fn nothing_leaves(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page("help/words.html")).await;
    browser.requests().await;
    browser.search_for("developer tools").await;
    let requests = browser.requests().await;
    assert!(requests.iter().any(|one| one.contains("/search/")), "unseen: {requests:#?}");
    let base = folder.base.as_str();
    assert!(
        requests.iter().all(|one| one.starts_with(base) || one.starts_with("data:")),
        "{requests:#?}"
    );
    let complaints = browser.complaints().await;
    assert!(complaints.is_empty(), "{complaints:#?}");
}
