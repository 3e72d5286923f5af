//! Under `guidepost serve` a broken edit leaves the last good page and says in it what is wrong, until it is mended.

use crate::support::{Browser, Engine, Reader, Served};

const SOURCE: &str = "content/pages/help/words.md";
const MESSAGE: &str =
    "document.querySelector('guidepost-problems')?.shadowRoot.querySelector('pre').textContent";

in_every_engine!(
    and_says_what_is_wrong,
    also_on_a_reload,
    and_the_message_can_be_put_away,
    and_leads_to_the_editor,
    but_a_warning_is_a_small_box,
);

/// A served page that has just been broken, and its good source.
async fn broken(engine: Engine) -> (Browser, Served, String) {
    let served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("help/words.html")).await;
    let good = served.read(SOURCE);
    served.write(SOURCE, &format!("{good}\n:::no-such-thing\nHarakeke\n:::\n"));
    browser.until("the page says what is wrong", MESSAGE).await;
    (browser, served, good)
}

async fn and_says_what_is_wrong(engine: Engine) {
    let (browser, served, good) = broken(engine).await;
    let message = browser.value(MESSAGE).await.as_str().unwrap_or_default().to_owned();
    for expected in ["unknown-directive", "no-such-thing", SOURCE] {
        assert!(message.contains(expected), "the message does not say {expected}:\n{message}");
    }
    assert!(!browser.text().await.contains("Harakeke"), "the broken page is shown");

    served.write(SOURCE, &format!("{good}\nMended.\n"));
    browser
        .until(
            "the mended page shows",
            "document.querySelector('.main').innerText.includes('Mended.')",
        )
        .await;
    browser.until("the message is gone", "!document.querySelector('guidepost-problems')").await;
}

async fn also_on_a_reload(engine: Engine) {
    let (browser, served, good) = broken(engine).await;
    browser.reload().await;
    browser.until("the page says again what is wrong", MESSAGE).await;
    assert!(!browser.text().await.contains("Harakeke"), "the broken page is shown");

    // Back to the very words that are shown: nothing to reload, and still the message has to go.
    served.write(SOURCE, &good);
    browser.until("the message is gone", "!document.querySelector('guidepost-problems')").await;
}

async fn and_the_message_can_be_put_away(engine: Engine) {
    let (browser, served, good) = broken(engine).await;
    browser.run("document.querySelector('guidepost-problems').shadowRoot.querySelector('button').click();").await;
    browser.until("the message is put away", "!document.querySelector('guidepost-problems')").await;
    served.write(SOURCE, &format!("{good}\n:::another-thing\n:::\n"));
    browser
        .until("the next mistake is told", &format!("{MESSAGE}?.includes('another-thing')"))
        .await;
}

async fn and_leads_to_the_editor(engine: Engine) {
    let (browser, served, good) = broken(engine).await;
    let link = "document.querySelector('guidepost-problems')?.shadowRoot.querySelector('a')";
    assert!(browser.value(link).await.is_null(), "nothing says which editor");
    let settings = served.read("site.yaml");
    served.write("site.yaml", &format!("{settings}\neditor: vscode\n"));
    browser.until("there is a link", link).await;
    let line = good.lines().count() + 2;
    let (address, text) = (format!("{link}.href"), format!("{link}.textContent"));
    let address = browser.value(&address).await.as_str().unwrap_or_default().to_owned();
    assert!(address.starts_with("vscode://file/"), "{address}");
    assert!(address.contains(&format!("/{SOURCE}:{line}:")), "{address}");
    let text = browser.value(&text).await.as_str().unwrap_or_default().to_owned();
    assert!(text.contains(&format!("{SOURCE}:{line}:")), "{text}");
}

async fn but_a_warning_is_a_small_box(engine: Engine) {
    let served = Served::new();
    let browser = Browser::open(engine, Reader::default()).await;
    browser.go(&served.page("help/words.html")).await;
    let good = served.read(SOURCE);
    served.write(SOURCE, &format!("{good}\n:::browser{{chrome}}\nHarakeke\n:::\n"));
    browser
        .until(
            "the page is the newest",
            "document.querySelector('.main').textContent.includes('Harakeke')",
        )
        .await;
    browser.until("the page warns", MESSAGE).await;
    let box_ = "document.querySelector('guidepost-problems').shadowRoot";
    browser.until("it is folded", &format!("!{box_}.querySelector('details').open")).await;
    let message = browser.value(MESSAGE).await.as_str().unwrap_or_default().to_owned();
    assert!(message.contains("missing-variant"), "{message}");
    let wide = format!("{box_}.querySelector('section').getBoundingClientRect().width");
    let width = browser.value(&wide).await.as_f64().unwrap_or_default();
    assert!(0.0 < width && width < 500.0, "the box is {width} wide");
    served.write(SOURCE, &good);
    browser.until("the box is gone", "!document.querySelector('guidepost-problems')").await;
}
