//! A browser and a system that were guessed say so, until they are chosen: by the reader, now or before, or by the address.

use crate::support::{Browser, Engine, Folder, Reader};

in_every_engine!(until_the_reader_chooses, not_where_the_address_chooses);

const GUIDE: &str = "guides/create-a-token.html";
const SAYS_SO: &str = "document.querySelector('.fact-variant').innerText.includes('a guess')";

async fn until_the_reader_chooses(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(GUIDE)).await;
    assert_eq!(browser.value(SAYS_SO).await, true);
    browser.choose_browser("chrome").await;
    browser.choose_browser("firefox").await;
    assert_eq!(browser.value(SAYS_SO).await, false, "a choice is called a guess");
    browser.reload().await;
    assert_eq!(browser.value(SAYS_SO).await, false, "a saved choice is called a guess");
}

async fn not_where_the_address_chooses(engine: Engine) {
    let folder = Folder::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&folder.page(&format!("{GUIDE}?browser=edge&os=windows"))).await;
    assert_eq!(browser.value(SAYS_SO).await, false);
    // Half of it is still guessed.
    browser.go(&folder.page(&format!("{GUIDE}?browser=edge"))).await;
    assert_eq!(browser.value(SAYS_SO).await, true);
}
